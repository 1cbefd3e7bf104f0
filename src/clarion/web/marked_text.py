"""The draft's text with its findings marked, to lie under the textarea."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from clarion.review import Finding


def marked_text(text: str, findings: Iterable[Finding]) -> SafeString:
    """Every character is escaped; where findings overlap, the first and most severe is shown."""
    parts, position = [], 0
    for finding in sorted(findings, key=lambda found: (found.start, -found.end)):
        if finding.start < position:
            continue
        parts.append(escape(text[position : finding.start]))
        parts.append(
            f'<mark class="{escape(finding.severity)}">{escape(text[finding.start : finding.end])}</mark>'
        )
        position = finding.end
    parts.append(escape(text[position:]))
    return mark_safe("".join(parts) + "\n")
