"""Templates: text with fixed placeholders, filled from facts. Nothing in a template can run.

    {name}    the words of a fact; where the record does not know, a prompt in [[double brackets]] to fill in
    {name?}   the same, but the line goes away where the record does not know

One file per audience and kind: templates/<audience>/<kind>.txt; heartbeat.txt is an update without news.
"""

import re
from functools import cache
from importlib import resources

from clarion.drafting.facts import Facts

PROMPTS = {
    "impact": "what readers cannot do",
    "services": "which service",
    "scope": "who is affected, or how many",
    "cause": "the confirmed cause, in plain words",
    "action": "what is being done now",
    "workaround": "what readers can do meanwhile, or that nothing is needed",
    "started": "when it began, with zone",
    "ended": "when it worked again, with zone",
    "next_update": "when the next update comes, with zone",
    "prevention": "what changes so that it does not come back",
    "next_steps": "who does what next, by name",
    "last_update": "when they last heard from you, with zone",
    "right_words": "what is right",
    "commander": "who leads the incident",
    "external_questions_go_to": "who answers questions from outside",
}

_PLACEHOLDER = re.compile(r"\{(\w+)(\?)?\}")
_PROMPT = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")


class NoTemplate(LookupError):
    """There is no template for this kind of message to this audience."""


def draft_text(facts: Facts, *, audience: str, kind: str) -> str:
    """The suggested text. Raises NoTemplate."""
    words = facts.words()
    lines = (_filled(line, words) for line in template(audience, kind).splitlines())
    text = "\n".join(line for line in lines if line is not None)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def unfilled_prompts(text: str) -> list[str]:
    """The prompts that the writer has not replaced yet, in order."""
    return _PROMPT.findall(text)


def prompt_spans(text: str) -> list[tuple[int, int]]:
    """Where the open prompts stand, brackets included."""
    return [found.span() for found in _PROMPT.finditer(text)]


@cache
def template(audience: str, kind: str) -> str:
    file = resources.files("clarion.drafting") / "templates" / audience / f"{kind}.txt"
    if not (audience.isidentifier() and kind.isidentifier() and file.is_file()):
        raise NoTemplate(f"There is no template for {kind} to {audience}.")
    return file.read_text(encoding="utf-8")


def _filled(line: str, words: dict[str, str]) -> str | None:
    """The line with its words; None where an optional fact is not known."""
    for name, optional in _PLACEHOLDER.findall(line):
        if optional and not words.get(name):
            return None
    return _PLACEHOLDER.sub(
        lambda found: words.get(found[1]) or f"[[{PROMPTS.get(found[1], found[1])}]]", line
    )
