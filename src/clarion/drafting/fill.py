"""Templates: text with fixed placeholders, filled from facts. Nothing in a template can run.

    {name}    the words of a fact; where the record does not know, a prompt in [[double brackets]] to fill in
    {name?}   the same, but the line goes away where the record does not know

The placeholders are listed in `placeholders.py`; what is no placeholder is text. A template is read once: words
that a fact brings are never read as a template. The shipped set is one file per audience and kind:
templates/<audience>/<kind>.txt.; heartbeat.txt is an update without
news.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from clarion.drafting.placeholders import PLACEHOLDERS

#: A prompt is one line of at most this many characters.
LONGEST_PROMPT = 200

_PLACEHOLDER = re.compile(r"\{(\w+)(\?)?\}")
_PROMPT = re.compile(rf"\[\[([^\[\]\n]{{1,{LONGEST_PROMPT}}})\]\]")


class NoTemplate(LookupError):
    """There is no template for this kind of message to this audience."""


def fill(template: str, words: Mapping[str, str]) -> str:
    """The template with its words (placeholder -> words; empty where not known). Never raises, whatever the template."""
    lines = (_filled(line, words) for line in template.replace("\r\n", "\n").split("\n"))
    text = "\n".join(line for line in lines if line is not None)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def unfilled_prompts(text: str) -> list[str]:
    """The prompts that the writer has not replaced yet, in order."""
    return _PROMPT.findall(text)


def prompt_spans(text: str) -> list[tuple[int, int]]:
    """Where the open prompts stand, brackets included."""
    return [found.span() for found in _PROMPT.finditer(text)]


def without_prompts(text: str) -> str:
    """The text with its open prompts blanked, every offset kept: what nobody has written yet proves nothing."""
    for start, end in prompt_spans(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def prompt(name: str) -> str:
    """What stands where a placeholder is not known. A name that is no placeholder asks for itself."""
    asks = PLACEHOLDERS[name].asks if name in PLACEHOLDERS else name[:LONGEST_PROMPT]
    return f"[[{asks}]]"


@cache
def shipped_template(audience: str, kind: str) -> str:
    """The text of the shipped set. Raises NoTemplate."""
    file = resources.files("clarion.drafting") / "templates" / audience / f"{kind}.txt"
    if not (audience.isidentifier() and kind.isidentifier() and file.is_file()):
        raise NoTemplate(f"There is no template for {kind} to {audience}.")
    return file.read_text(encoding="utf-8")


def _filled(line: str, words: Mapping[str, str]) -> str | None:
    """The line with its words; None where an optional fact is not known."""
    for name, optional in _PLACEHOLDER.findall(line):
        if optional and not words.get(name):
            return None
    return _PLACEHOLDER.sub(lambda found: words.get(found[1]) or prompt(found[1]), line)
