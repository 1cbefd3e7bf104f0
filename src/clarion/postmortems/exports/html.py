"""The HTML export: one file that holds everything, with no script and no request to anybody.

The article in it is what the console shows to readers, too.
"""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from clarion.postmortems.document import Document, WhyNode
from clarion.postmortems.exports.cause_picture import cause_svg
from clarion.postmortems.exports.printed import printed
from clarion.postmortems.exports.timeline_picture import timeline_svg
from clarion.postmortems.exports.wording import (
    day,
    facts,
    facts_of_incident,
    is_agreed,
    kind_of_item,
    kind_of_line,
    kind_of_why,
    lessons_by_kind,
    measured,
    measures_by_side,
    minute,
    stage_name,
    state_of_item,
)
from clarion.updates.markdown import render_markdown

STYLE_SHEET = Path(__file__).parents[1] / "static" / "postmortems" / "article.css"
#: Around the article, where it is a file of its own.
AROUND = """:root { color-scheme: light dark; } body { margin: 0; background: #f7f7f5; }
@media (prefers-color-scheme: dark) { body { background: #151617; } }
@media print { body { background: #fff; } }
"""


def as_html(document: Document) -> str:
    """The same text for the same document."""
    context = article_context(document) | {"style": mark_safe(_style()), "policy": policy()}
    return render_to_string("postmortems/file.html", context)


def policy() -> str:
    """What the file may do: show itself. Its style is named by what it holds."""
    held = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{held}'; base-uri 'none'; form-action 'none'"


def article_context(document: Document) -> dict[str, Any]:
    """What postmortems/article.html needs."""
    document = printed(document)
    several = len(document.incidents) > 1
    return {
        "document": document,
        "agreed": is_agreed(document),
        "stage": stage_name(document),
        "facts": facts(document),
        "several": several,
        "incidents": [(each, facts_of_incident(each)) for each in document.incidents] if several else [],
        "prose": {part: render_markdown(text) for part, text in document.sections.items() if text.strip()},
        "timeline_picture": mark_safe(timeline_svg(document)),
        "lines": [(line, minute(line.at), kind_of_line(line)) for line in document.timeline],
        "cause_picture": mark_safe(cause_svg(document)),
        "whys": [_why(node) for node in document.whys],
        "sides": [
            (side, [(each, measured(each)) for each in measures])
            for side, measures in measures_by_side(document)
        ],
        "lessons": lessons_by_kind(document),
        "items": [
            (item, kind_of_item(item), day(item.due_on), state_of_item(item)) for item in document.items
        ],
    }


def _why(node: WhyNode) -> dict[str, Any]:
    return {"node": node, "kind": kind_of_why(node), "below": [_why(each) for each in node.below]}


@lru_cache(maxsize=1)
def _style() -> str:
    return AROUND + STYLE_SHEET.read_text(encoding="utf-8")
