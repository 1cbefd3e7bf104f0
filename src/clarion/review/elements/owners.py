"""Who does which next step: a named person, role, team or supplier with a task. "We" names nobody."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.classes import AUXILIARIES, GROUPS, ROLES
from clarion.review.reading.grammar import is_adverb
from clarion.review.reading.markdown import BlockKind
from clarion.review.reading.proper_names import NameSort, ProperName
from clarion.review.reading.repairs import GERUNDS, LEMMAS, PAST, THIRDS
from clarion.review.reading.sentences import Sentence
from clarion.review.rule import Example, Source

_TASKS = (
    GERUNDS
    | THIRDS
    | PAST
    | frozenset(
        """
    leads lead leading owns own owning coordinates coordinate coordinating runs run drives drive takes take answers answer informs inform
    informing speaks talks negotiates prepares prepare decides judges handles handle handling writes reports report presses opens
    fetches replaces phones gets moves buys repairs checks is are will has have keeps keep responsible rolls rebuilds sends loads looks works working updates update posts starts
    brings changes does joins follows calls asks briefs
    """.split()
    )
)
_CUSTOMERS = frozenset(
    """
    user users customer customers client clients player players member members subscriber subscribers merchant merchants caller callers
    guest guests patient patients student students passenger passengers visitor visitors buyer buyers seller sellers people person
    human humans individual individuals tenant partner partners viewer driver drivers nobody everybody someone anyone employees
    staff you teacher teachers traders doctors pharmacists clerk clerks tellers cashiers nurses nobody everyone somebody anybody who
    he she him office offices shift board headquarters pilot department trader courier couriers idiot man men woman women fellow
    whoever author authors folk guys guy
    """.split()
)
_OUTSIDE = frozenset("supplier vendor provider carrier manufacturer contractor".split())


def named(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A name of a person or team followed by a task, or with a task in brackets: "Imke (lead)", "Backend (Ana) rebuilds"."""
    for name in reading.proper_names:
        sentence = reading.sentence_at(reading.starts[name.first])
        if sentence and _may_own(reading, name) and _has_task(reading, sentence, name):
            yield Spot(reading.starts[name.first], reading.ends[name.last])
    yield from _roles(reading)


_REPAIRS = frozenset(
    """
    rolls rebuilds reruns restores replaces repairs fixes restarts rotates patches swaps reverts drains checks tests investigates adds
    disables contacts presses negotiates cancels reroutes exchanges writes rolled informs prepares presents coordinates leads owns
    answers decides escalates analyses analyzes
    """.split()
)


def _may_own(reading: Reading, name: ProperName) -> bool:
    """A person or team; a name of another sort when it does what only people do ("Wen rolls back")."""
    if name.sort in {NameSort.PERSON, NameSort.TEAM}:
        return True
    return (
        name.sort is NameSort.THING
        and reading.lower[name.last + 1 : name.last + 2] != []
        and reading.lower[name.last + 1] in _REPAIRS
    )


def _has_task(reading: Reading, sentence: Sentence, name: ProperName) -> bool:
    gap = reading.words.gaps[name.last + 1]
    word = name.last + 1
    if gap.startswith(" ("):
        while word < sentence.last and ")" not in reading.words.gaps[word + 1]:
            word += 1
        return word < sentence.last and word - name.last < 8
    if (
        reading.lower[name.first - 1 : name.first] in (["dear"], ["hello"], ["hi"], ["to"])
        and name.first > sentence.first
    ):
        return False
    while word < sentence.last and (
        is_adverb(reading.lower[word]) or reading.lower[word] in {"team", "and", "now", "on", "call"}
    ):
        word += 1
    if (
        word < sentence.last
        and name.sort is NameSort.PERSON
        and reading.lower[word].endswith("s")
        and reading.gap(word) == " "
    ):
        return True
    if (
        reading.lower[name.first - 1 : name.first] == ["by"]
        and name.first - 2 > sentence.first
        and reading.lower[name.first - 2] not in {"confirmed", "seen", "caused"}
    ):
        return True
    return word < sentence.last and reading.lower[word] in _TASKS and _is_task(reading, sentence, word)


def _is_task(reading: Reading, sentence: Sentence, word: int) -> bool:
    """ "Is", "has", "will" need a verb of work after them: "Support is informed" gives nobody a task."""
    if reading.lower[word] not in AUXILIARIES:
        return True
    following = reading.lower[word + 1 : min(word + 4, sentence.last)]
    return not (GERUNDS | PAST | LEMMAS | {"leading", "owns", "lead", "responsible", "on"}).isdisjoint(
        following
    )


_UNNAMED = (["our"], ["your"], ["all"], ["the"], ["a"], ["several"], ["other"])


def _roles(reading: Reading) -> Iterator[Spot]:
    """ "The supplier restores the old service", "the privacy officer judges"; customers are no owners."""
    for sentence in reading.sentences:
        for word in range(sentence.first, sentence.last - 1):
            lower = reading.lower[word]
            if lower in _CUSTOMERS or (lower not in ROLES and lower not in GROUPS and lower not in _OUTSIDE):
                continue
            if reading.lower[word - 1 : word] in _UNNAMED and lower in {
                "team",
                "teams",
                "engineers",
                "developers",
                "group",
            }:
                continue
            if lower == "teams" and word == sentence.first:
                continue
            after = word + 1
            bracket = reading.words.gaps[after].startswith(" (")
            if bracket or (reading.lower[after] in _TASKS and _is_task(reading, sentence, after)):
                if reading.lower[word - 1] in {"to", "with", "tell", "by"} and word > sentence.first:
                    continue
                yield Spot(reading.starts[word], reading.ends[word])


def labelled(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "Lead: Ilse", "Owner: Payments", "Who: ...", "IC Ruaridh"."""
    for sentence in reading.sentences:
        colon = reading.text.find(":", sentence.start, min(sentence.start + 40, sentence.end))
        if colon < 0:
            continue
        label = reading.lower[sentence.first : reading.word_at(colon)]
        first = reading.word_at(colon)
        rest = reading.lower[first : sentence.last]
        if label and not _LABELS.isdisjoint(label) and rest and rest[0] not in _NOBODY:
            yield Spot(sentence.start, sentence.end)


_NOBODY = frozenset("we tbd open nobody none unknown not unclear".split())


def labelled_within(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "Renew the key by machine before it ends; owner: Ana"."""
    for word in reading.where(_LABELS_ANYWHERE):
        named = reading.lower[word + 1 : word + 2]
        if named and ":" in reading.gap(word + 1) and _NOBODY.isdisjoint(named):
            yield Spot(reading.starts[word], reading.ends[word + 1])


def beside_a_task(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A list of who does what: "Payments team: renew the key", "Renew the key: Ana Ruiz, by 3 May"."""
    for name in reading.proper_names:
        place = reading.sentence_at(reading.starts[name.first])
        if place and name.sort in {NameSort.PERSON, NameSort.TEAM} and _is_beside(reading, place, name):
            yield Spot(reading.starts[name.first], reading.ends[name.last])


def _is_beside(reading: Reading, sentence: Sentence, name: ProperName) -> bool:
    """The task follows the name and a colon, or the name stands at the end of the task, with a due date or in a list."""
    after = name.last + 1
    if name.first == sentence.first:
        after += after < sentence.last and reading.lower[after] in GROUPS
        return after < sentence.last and ":" in reading.gap(after) and reading.lower[after] in LEMMAS | _TASKS
    if name.first - sentence.first < _A_TASK or _BEFORE_OWNER.isdisjoint(reading.gap(name.first)):
        return False
    if after < sentence.last and reading.lower[after] in GROUPS:
        after += 1
    dated = after < sentence.last and "," in reading.gap(after) and reading.lower[after] in _UNTIL
    return dated or (after == sentence.last and sentence.block.kind in {BlockKind.ITEM, BlockKind.ROW})


_LABELS_ANYWHERE = frozenset("owner owners owned assignee responsible dri".split())
_BEFORE_OWNER = frozenset(":–—→")
_UNTIL = frozenset("by until due done before".split())
_A_TASK = 2
"""Words that a task has at least: "Renew certificates"."""


_LABELS = frozenset(
    "lead leads owner owners who responsible commander ic coordinator assignee responders assigned responder".split()
)

ELEMENT = ElementRule(
    asks="Name who does what next: 'Payments (Ana) rolls back, Legal checks the contract'.",
    why="A task without a name is done twice or by nobody.",
    sources=(
        Source(
            "PagerDuty Incident Response: Different roles",
            "https://response.pagerduty.com/before/different_roles/",
        ),
        Source("Google SRE Book: Managing incidents", "https://sre.google/sre-book/managing-incidents/"),
    ),
    detectors=(
        Scan(named),
        Scan(labelled),
        Scan(labelled_within, _LABELS_ANYWHERE),
        Scan(beside_a_task),
        Phrases(
            """
            incident? commander|ic <be>
            led by
            owned by
            assigned to
            is|are with the .. team|group|desk
            """
        ),
    ),
    present=(
        Example("Ravi is shifting traffic to the second provider.", Audience.ENGINEERING, Kind.ALERT, "Ravi"),
        Example("Backend (Ana) rebuilds the lists.", Audience.ENGINEERING, Kind.ALERT),
        Example("The supplier restores the old service.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
        Example(
            "Mrs Field negotiates the second line.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY, "Mrs Field"
        ),
        Example("Lead: Ilse", Audience.ENGINEERING, Kind.ALERT),
        Example("Finance Systems reruns step 6.", Audience.ENGINEERING, Kind.ALERT),
        Example(
            "- Payments team: renew the certificates by machine", Audience.LEADERSHIP, Kind.RCA, "Payments"
        ),
        Example(
            "- Renew certificates before they end: Ana Ruiz, by 3 May",
            Audience.LEADERSHIP,
            Kind.RCA,
            "Ana Ruiz",
        ),
        Example("- The list of certificates is watched; owner: Ana Ruiz", Audience.LEADERSHIP, Kind.RCA),
    ),
    absent=(
        Example("We are moving the mailboxes.", Audience.ENGINEERING, Kind.ALERT),
        Example("Space is being added to all nodes.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
        Example("Customers are waiting for their orders.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
        Example("I'm deleting old segments now.", Audience.ENGINEERING, Kind.ALERT),
        Example("Support is informed.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
        Example("- Payments: 40 % of cards fail", Audience.ENGINEERING, Kind.ALERT),
        Example("- Renew certificates before they end: nobody yet", Audience.LEADERSHIP, Kind.RCA),
    ),
)
