"""What is wrong with a template, before it is saved: each problem with its place and its remedy."""

import re
from difflib import get_close_matches
from typing import NamedTuple

from clarion.drafting.placeholders import PLACEHOLDERS

LONGEST = 20_000

#: A pair of braces on one line, or a brace without its partner.
_BRACES = re.compile(r"\{([^{}\n]*)\}|[{}]")


class TemplateProblem(NamedTuple):
    """`line` and `column` count from 1; both are 0 where the problem is the whole template."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        where = f"Line {self.line}, character {self.column}: " if self.line else ""
        return where + self.message


def problems_of(template: str) -> list[TemplateProblem]:
    """Everything that keeps a template from being saved, in reading order; empty when it may be."""
    if not template.strip():
        return [
            TemplateProblem(0, 0, "The template is empty. Write the text, or go back to the shipped one.")
        ]
    if len(template) > LONGEST:
        longer = len(template) - LONGEST
        return [TemplateProblem(0, 0, f"At most {LONGEST:,} characters; this is {longer:,} too long.")]
    if "\x00" in template:
        return [TemplateProblem(0, 0, "The template holds a character that is no text. Type it anew.")]
    return [
        _problem(template, found)
        for found in _BRACES.finditer(template)
        if (found[1] or "").removesuffix("?") not in PLACEHOLDERS
    ]


def known_placeholders() -> str:
    """All placeholders in one line, for a message."""
    return ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)


def _problem(template: str, found: re.Match[str]) -> TemplateProblem:
    line = template.count("\n", 0, found.start()) + 1
    column = found.start() - template.rfind("\n", 0, found.start())
    if found[1] is None:
        partner = "}" if found[0] == "{" else "{"
        message = f"“{found[0]}” has no “{partner}” on its line. A placeholder looks like {{services}}; a brace alone cannot stand."
        return TemplateProblem(line, column, message)
    shown = found[0] if len(found[0]) <= 60 else f"{found[0][:59]}…"
    near = get_close_matches(found[1].strip(" ?").lower()[:60], PLACEHOLDERS, n=1)
    guess = f" Perhaps you mean {{{near[0]}}}." if near else ""
    return TemplateProblem(line, column, f"“{shown}” is no placeholder.{guess}")
