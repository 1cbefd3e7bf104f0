"""A script read from its TOML, key by key. What is wrong is gathered, so that its author is told of all of it at once."""

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category

from clarion.practice.content import Fields, Problems, read_toml
from clarion.practice.drills.script import (
    Inject,
    InjectKind,
    Level,
    Opening,
    Script,
    ScriptRole,
    ScriptService,
    ServiceStatus,
    Severity,
    State,
    Told,
    Truth,
)
from clarion.practice.drills.script_checks import Row, must_agree

SHORTEST, LONGEST = 5, 240
#: Longer would change the story.
LONGEST_JITTER = 10


@lru_cache(maxsize=64)
def read_script(text: str, *, name: str = "script", checked_before: bool = False) -> Script:
    """`name` stands before every error. Raises ContentError, a line for each error, with the file, the key and the remedy.

    `checked_before`: a drill was begun with it, perhaps by an earlier version that asked for less; it goes on all the same.
    """
    problems = Problems(text)
    fields = read_toml(text, name=name, problems=problems)
    severity = fields.one_of("severity", Severity)
    truths = [Row(each, _truth(each, severity)) for each in fields.tables("truth", least=1)]
    injects = [
        Row(each, _inject(number, each)) for number, each in enumerate(fields.tables("injects", least=1))
    ]
    script = Script(
        title=_line(fields, "title", most=120),
        summary=_line(fields, "summary", most=400),
        level=fields.one_of("level", Level, default="practised"),
        minutes=fields.whole("minutes", least=SHORTEST, most=LONGEST),
        severity=severity,
        audiences=_audiences(fields),
        services=tuple(_service(each) for each in fields.tables("services", least=1)),
        opening=_opening(fields),
        roles=_roles(fields),
        truths=_values(truths),
        injects=_values(injects),
        hints=_hints(fields),
        source=text,
    )
    if not checked_before:
        fields.nothing_else()
        must_agree(script, fields, truths=truths, injects=injects)
    problems.raise_all()
    return script


def _values[Value](rows: Iterable[Row[Value]]) -> tuple[Value, ...]:
    return tuple(row.value for row in rows)


def _line(fields: Fields, key: str, *, most: int) -> str:
    words = " ".join(fields.text(key).split())
    if any(category(letter) == "Cc" for letter in words):
        fields.refuse(key, "a control character is hidden in it; type the text anew")
    if len(words) > most:
        fields.refuse(key, f"write at most {most} characters; these are {len(words)}")
    return words


def _audiences(fields: Fields) -> tuple[Told, ...]:
    named = fields.texts("audiences") or (Told.PUBLIC.value, Told.SUPPORT.value)
    for name in named:
        if name not in list(Told):
            fields.refuse("audiences", f"“{name}” is not known; write {', '.join(Told)}")
    return tuple(Told(name) for name in dict.fromkeys(named) if name in list(Told))


def _service(fields: Fields) -> ScriptService:
    service = ScriptService(_line(fields, "name", most=120), fields.one_of("status", ServiceStatus))
    fields.nothing_else()
    return service


def _opening(fields: Fields) -> Opening:
    begins = fields.inner("begins")
    opening = Opening(
        title=_line(begins, "title", most=200),
        impact=_line(begins, "impact", most=400),
        known=_line(begins, "known", most=600),
        started=begins.whole("started", most=600, default=0),
    )
    begins.nothing_else()
    return opening


def _roles(fields: Fields) -> tuple[tuple[ScriptRole, str], ...]:
    """The briefing of each role that is needed, in the order of the roles."""
    given = fields.inner("roles")
    roles = tuple((role, given.text(role.value)) for role in ScriptRole if given.has(role.value))
    given.nothing_else(remedy=f"roles are {', '.join(ScriptRole)}")
    if ScriptRole.COMMUNICATIONS not in dict(roles):
        given.refuse("communications", "say what the communications lead is told; every drill needs one")
    return roles


def _truth(fields: Fields, severity: Severity) -> Truth:
    truth = Truth(
        since=fields.whole("from", most=LONGEST),
        status=fields.one_of("status", State),
        severity=fields.one_of("severity", Severity, default=severity.value),
        percent=fields.whole("percent", most=100) if fields.has("percent") else None,
        users=fields.whole("users") if fields.has("users") else None,
        regions=fields.texts("regions"),
        cause=fields.text("cause", default=""),
        confirmed=fields.yes_or_no("confirmed", default=False),
        workaround=fields.text("workaround", default=""),
    )
    if truth.confirmed and not truth.cause and "cause" not in fields.refused:
        fields.refuse("confirmed", "say which cause is confirmed, by the key cause")
    fields.nothing_else()
    return truth


def _inject(number: int, fields: Fields) -> Inject:
    inject = Inject(
        number=number,
        minute=fields.whole("at", most=LONGEST),
        kind=fields.one_of("kind", InjectKind),
        sender=_line(fields, "from", most=120),
        text=_line(fields, "text", most=1000),
        to=fields.one_of("to", ScriptRole) if fields.has("to") else None,
        id=fields.text("id", default=""),
        about=fields.text("about", default=""),
        words=fields.texts("words"),
        jitter=fields.whole("jitter", most=LONGEST_JITTER, default=0),
    )
    if "kind" not in fields.refused:
        _must_fit_its_kind(inject, fields)
    fields.nothing_else()
    return inject


def _must_fit_its_kind(inject: Inject, fields: Fields) -> None:
    rumour = inject.kind is InjectKind.RUMOUR
    if rumour and not inject.id and "id" not in fields.refused:
        fields.refuse("id", "a rumour needs an id; write one word")
    if rumour and not inject.words and "words" not in fields.refused:
        fields.refuse("words", "a rumour needs words that give it away where a message repeats it")
    if inject.words and not rumour:
        fields.refuse("words", "only a rumour has words; remove them")


def _hints(fields: Fields) -> tuple[str, ...]:
    if not fields.has("debrief"):
        return ()
    debrief = fields.inner("debrief")
    hints = debrief.texts("hints")
    debrief.nothing_else()
    return hints
