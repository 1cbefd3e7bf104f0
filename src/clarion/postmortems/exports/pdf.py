"""The PDF export, typeset by Typst (the extra `pdf`). Its template is postmortem.typ; words reach it as JSON only.

The same document makes the same bytes on one machine: the date in the file is that of the document. Letters that the
fonts of the package lack are taken from those of the system.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from clarion.postmortems.document import Document, WhyNode
from clarion.postmortems.exports.cause_picture import cause_svg
from clarion.postmortems.exports.printed import printed
from clarion.postmortems.exports.prose_tree import prose_tree
from clarion.postmortems.exports.timeline_picture import ON_PAPER, timeline_svg
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
    moment,
    stage_name,
    state_of_item,
)
from clarion.postmortems.sections import Part
from clarion.statuspage.picture import FONTS

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("postmortem.typ")
#: Room on a sheet, upright and turned, in points; letters in pictures are 13 pixels high and must stay readable.
SHEET, TURNED = (464.0, 640.0), (711.0, 420.0)
LETTERS, SMALLEST = 13.0, 5.5
_POINTS_OF_A_PIXEL = 0.75
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


class PdfNotInstalled(Exception):
    """PDF needs the package typst. Install it on the server with: pip install 'clarion[pdf]'. The other forms work without it."""

    def __init__(self) -> None:
        super().__init__(PdfNotInstalled.__doc__)


@dataclass(frozen=True)
class Drawn:
    """A picture as it stands on paper: `width` in points, on a page of its own where it is `turned`.

    `branches`: how many of the answers to the problem it shows.
    """

    svg: str
    width: float
    turned: bool
    alt: str
    branches: int = 0


def pdf_is_installed() -> bool:
    return find_spec("typst") is not None


def as_pdf(document: Document) -> bytes:
    """The file. Raises PdfNotInstalled."""
    made = _compiled(document, form="pdf")
    return b"".join(made) if isinstance(made, list) else made


def as_pages(document: Document, *, dots_per_inch: int = 60) -> list[bytes]:
    """Each page as PNG, as it looks on paper. Raises PdfNotInstalled."""
    made = _compiled(document, form="png", ppi=dots_per_inch)
    return made if isinstance(made, list) else [made]


def _compiled(document: Document, **how: Any) -> bytes | list[bytes]:
    if not pdf_is_installed():
        raise PdfNotInstalled
    import typst

    form = how.pop("form")
    made: bytes | list[bytes] = typst.compile(
        _files(printed(document)),
        format=form,
        font_paths=_fonts(),
        timestamp=int((document.published_at or document.finished_at or document.opened_at).timestamp()),
        **how,
    )
    return made


@lru_cache(maxsize=1)
def _fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(font_paths=[str(FONTS)])


def _files(document: Document) -> dict[str, bytes]:
    """All that the template may read; there is no folder behind it."""
    timeline = _timeline_picture(document)
    causes = list(_cause_pictures(document))
    data = _data(document)
    data["timeline-pictures"] = [
        _placed(each, f"timeline-{index}.svg") for index, each in enumerate(timeline)
    ]
    data["cause-pictures"] = [_placed(each, f"causes-{index}.svg") for index, each in enumerate(causes)]
    data["left-out"] = len(document.whys) - sum(each.branches for each in causes)
    return {
        "main.typ": TEMPLATE.read_bytes(),
        "postmortem.json": json.dumps(data).encode(),
        **{f"timeline-{index}.svg": each.svg.encode() for index, each in enumerate(timeline)},
        **{f"causes-{index}.svg": each.svg.encode() for index, each in enumerate(causes)},
    }


def _placed(drawn: Drawn, file: str) -> dict[str, Any]:
    return {"file": file, "width": drawn.width, "turned": drawn.turned, "alt": drawn.alt}


def _timeline_picture(document: Document) -> list[Drawn]:
    svg = timeline_svg(document, wide=ON_PAPER)
    return [Drawn(svg, SHEET[0], turned=False, alt=f"Timeline of {document.reference}")] if svg else []


def _cause_pictures(document: Document) -> Iterator[Drawn]:
    """One where the whole tree has room, else several, each with as many branches as have; none of what is too large."""
    branches: list[WhyNode] = []
    drawn: Drawn | None = None
    for why in document.whys:
        larger = _drawn_causes(document, (*branches, why))
        if larger is None and drawn is not None:
            yield drawn
            branches, larger = [], _drawn_causes(document, (why,))
        branches, drawn = ([*branches, why], larger) if larger else ([], None)
    if drawn is not None:
        yield drawn


def _drawn_causes(document: Document, whys: tuple[WhyNode, ...]) -> Drawn | None:
    """The picture of these branches, upright or turned; None where its letters would be too small to read."""
    svg = cause_svg(replace(document, whys=whys), standalone=True)
    found = _SIZE.search(svg)
    if found is None:
        return None
    wide, high = float(found[1]), float(found[2])
    for turned, (across, down) in ((False, SHEET), (True, TURNED)):
        scale = min(across / wide, down / high, _POINTS_OF_A_PIXEL)
        if scale * LETTERS >= SMALLEST:
            return Drawn(
                svg,
                wide * scale,
                turned,
                f"Causes of {document.reference} as a tree, which stands in words, too",
                len(whys),
            )
    return None


def _data(document: Document) -> dict[str, Any]:
    several = len(document.incidents) > 1
    return {
        "reference": document.reference,
        "title": document.title,
        "short-title": shorten(document.title, 80, placeholder="…"),
        "foot": _foot(document),
        "description": f"Post-mortem of {', '.join(each.reference for each in document.incidents)}",
        "keywords": ["post-mortem", document.severity, *(each.reference for each in document.incidents)],
        "stage": stage_name(document),
        "agreed": is_agreed(document),
        "facts": facts(document),
        "incidents": [
            {"reference": each.reference, "facts": facts_of_incident(each)} for each in document.incidents
        ]
        if several
        else [],
        "prose": {part: prose_tree(document.sections.get(part, "")) for part in Part},
        "lines": [
            {
                "time": minute(line.at),
                "incident": line.incident,
                "kind": kind_of_line(line),
                "text": line.text,
                "address": line.evidence_url,
            }
            for line in document.timeline
        ],
        "whys": list(_whys(document.whys)),
        "sides": [
            {
                "name": side,
                "measures": [
                    {
                        "label": each.label,
                        "value": measured(each),
                        "estimated": each.estimated,
                        "source": each.source or each.source_url,
                        "address": each.source_url,
                    }
                    for each in measures
                ],
            }
            for side, measures in measures_by_side(document)
        ],
        "lessons": [{"name": kind, "texts": texts} for kind, texts in lessons_by_kind(document)],
        "items": [
            {
                "reference": item.reference,
                "text": item.text,
                "outcome": item.outcome,
                "kind": kind_of_item(item),
                "owner": item.owner or "nobody",
                "due": day(item.due_on),
                "state": state_of_item(item),
            }
            for item in document.items
        ],
        "involved": [f"{name}, {role}" if role else name for name, role in document.involved],
    }


def _foot(document: Document) -> str:
    agreed = document.published_at or document.finished_at
    return f"As agreed on {moment(agreed)}" if agreed and is_agreed(document) else "Not agreed yet"


def _whys(nodes: tuple[WhyNode, ...], above: str = "", depth: int = 0) -> Iterator[dict[str, Any]]:
    """The tree in the order in which it is read, each with its number: 2.1 is the first answer below 2."""
    for place, node in enumerate(nodes, 1):
        number = f"{above}{place}"
        yield {
            "number": number,
            "depth": depth,
            "kind": kind_of_why(node),
            "hypothesis": node.hypothesis,
            "answer": node.answer,
            "evidence": node.evidence or node.evidence_url,
            "address": node.evidence_url,
            "items": ", ".join(node.items),
            "risk": node.accepted_risk,
        }
        yield from _whys(node.below, f"{number}.", depth + 1)
