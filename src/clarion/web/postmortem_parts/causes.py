"""The part "causes" of a post-mortem's page: the picture of the tree, and the tree as lists that are edited by keyboard."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.incidents.evidence import host_of
from clarion.postmortems.document import Document, ItemFacts, WhyNode
from clarion.postmortems.exports.cause_picture import MARKS, cause_svg
from clarion.postmortems.five_whys import Why, WhyKind
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.why_checks import Remark, every_node, remarks, without_evidence
from clarion.postmortems.why_review import AnswerReview, reviewed
from clarion.web.forms.five_whys import WhyForm


@dataclass(frozen=True)
class Opened:
    """The one form that is open. It stands at the answer `key`, None for the problem itself.

    `does` names its template; `conflict` is the answer as somebody else saved it meanwhile, `error` what was refused.
    """

    does: str
    key: int | None
    form: forms.Form
    address: str
    title: str
    saves: str = "Save"
    place: tuple[tuple[str, int], ...] = ()
    said: AnswerReview | None = None
    conflict: Why | None = None
    error: str = ""


@dataclass(frozen=True)
class ShownWhy:
    """One answer of the list. `first` and `last` among its siblings cannot move further up or down."""

    node: WhyNode
    row: Why
    items: tuple[ItemFacts, ...]
    remarks: tuple[Remark, ...]
    below: tuple["ShownWhy", ...]
    first: bool
    last: bool

    @property
    def kind(self) -> str:
        return WhyKind(self.node.kind).label

    @property
    def mark(self) -> str:
        return MARKS[WhyKind(self.node.kind)]

    @property
    def evidence_host(self) -> str:
        return host_of(self.node.evidence_url)


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """What the template of the part needs, beside `postmortem` and `document`."""
    said = defaultdict(list)
    for remark in remarks(document):
        said[remark.key].append(remark)
    rows = {why.pk: why for why in postmortem.whys.select_related("accepted_by")}
    tree = _shown(document.whys, rows, said, items={item.reference: item for item in document.items})
    may_write = postmortem.is_writable and person.may(Act.LEARN)
    return {
        "why_tree": tree,
        "without_evidence": without_evidence(document),
        "why_remarks": said[None] if tree else [],
        "cause_picture": _safe_picture(document),
        "may_write_whys": may_write,
        # Asked for once: eight addresses for each of two hundred answers would take a third of the page's time.
        "whys_address": reverse("postmortem_add_why", args=[postmortem.public_id]).removesuffix("add/"),
        "taken_out": _taken_out(document, rows) if may_write else [],
    }


def opened_to_add(
    postmortem: PostMortem,
    form: WhyForm,
    *,
    above: Why | None = None,
    after: Why | None = None,
    error: str = "",
) -> Opened:
    """The form of one more answer: below `above`, beside `after`, or below the problem."""
    asked = after.above if after else above
    question = f"What made “{_short(asked.answer)}” possible?" if asked else "What made the problem possible?"
    stands = above or after
    return Opened(
        does="answer",
        key=stands.pk if stands else None,
        form=form,
        address=reverse("postmortem_add_why", args=[postmortem.public_id]),
        title=f"{question} What else?" if after else question,
        saves="Add the answer",
        place=tuple((name, why.pk) for name, why in (("below", above), ("beside", after)) if why),
        said=review_of(form),
        error=error,
    )


def review_of(form: forms.Form) -> AnswerReview:
    """The review of what stands in the form, typed or saved."""
    kind = str(form["kind"].value() or "")
    return reviewed(
        str(form["answer"].value() or ""), kind if kind in WhyKind.values else WhyKind.CONTRIBUTOR
    )


def _shown(
    nodes: tuple[WhyNode, ...],
    rows: dict[int, Why],
    said: dict[int | None, list[Remark]],
    *,
    items: dict[str, ItemFacts],
) -> tuple[ShownWhy, ...]:
    return tuple(
        ShownWhy(
            node=node,
            row=rows[node.key],
            items=tuple(items[each] for each in node.items if each in items),
            remarks=tuple(said[node.key]),
            below=_shown(node.below, rows, said, items=items),
            first=place == 1,
            last=place == len(nodes),
        )
        for place, node in enumerate(nodes, 1)
    )


def _taken_out(document: Document, rows: dict[int, Why]) -> list[Why]:
    """What can be put back, the newest first: what was taken out below an answer that still stands."""
    standing = {node.key for node in every_node(document.whys)}
    out = [
        why for why in rows.values() if why.removed_at and (why.above_id is None or why.above_id in standing)
    ]
    return sorted(out, key=lambda why: (why.removed_at, why.pk), reverse=True)


def _safe_picture(document: Document) -> SafeString:
    """Every text in the picture was escaped where it was drawn."""
    return mark_safe(cause_svg(document))


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"
