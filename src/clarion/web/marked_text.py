"""A text with its findings and open prompts marked, to lie under the textarea."""

from collections.abc import Iterable
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

from clarion.drafting import prompt_spans
from clarion.review import Severity


class Marked(Protocol):
    """What is marked: a finding of the review, or a remark of practice. `end` is exclusive."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def severity(self) -> Severity: ...


def marked_text(text: str, findings: Iterable[Marked]) -> SafeString:
    """Every character is escaped. Where spans overlap, the one that begins first, and then the longest, is shown."""
    spans = [(found.start, found.end, found.severity.value) for found in findings]
    spans += [(start, end, "open") for start, end in prompt_spans(text)]
    parts, position = [], 0
    for start, end, look in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < position:
            continue
        parts += [escape(text[position:start]), f'<mark class="{look}">', escape(text[start:end]), "</mark>"]
        position = end
    parts.append(escape(text[position:]))
    # The line break at the end keeps an empty last line as high as in the textarea.
    return mark_safe("".join(parts) + "\n")
