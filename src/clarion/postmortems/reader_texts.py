"""Texts for other readers: a post-mortem for the public page, customers and partners, an executive RCA for leaders.

Each is a draft and then an update like all others (see `updates/`): with a review, an approval and corrections of its
own, none of which is this document's. Here is what the document gives to them: the words that fill their templates, and
that a text is agreed on only once the document is.

A post-mortem of several incidents has one text for each that is chosen, because an approval covers title, services and
times of one incident, and readers follow one incident. The second may begin with the words of the first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.postmortems.action_items import ItemState
from clarion.postmortems.causes_for_readers import told_causes
from clarion.postmortems.document import Document, read_document
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.told_to_readers import (
    change,
    change_and_owner,
    measured_as,
    measures_for_readers,
    summary_for_readers,
)
from clarion.review import Lexicon
from clarion.review.lexicon import EMPTY
from clarion.updates.approval import Approval, standing_approval
from clarion.updates.audiences import AFTER_THE_END, Audience, Kind
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.known_facts import workspace_lexicon
from clarion.updates.publication import IncidentUpdate
from clarion.updates.suggested_text import start_draft, start_looking_back

#: For whom a text can be begun, and as what; in the order of the page.
READERS = {
    Audience.PUBLIC: Kind.POSTMORTEM,
    Audience.CUSTOMER: Kind.POSTMORTEM,
    Audience.PARTNERS: Kind.POSTMORTEM,
    Audience.LEADERSHIP: Kind.RCA,
}


@dataclass(frozen=True)
class ReaderText:
    """How far the text for one audience about one incident has come. `draft` is open; `update` went out last.

    `others` is the newest text of that kind about another incident of the post-mortem, to begin with its words.
    """

    incident: Incident
    audience: Audience
    kind: Kind
    draft: Draft | None
    approval: Approval | None
    update: IncidentUpdate | None
    others: Draft | None


def found_in(document: Document, *, lexicon: Lexicon = EMPTY) -> dict[str, str]:
    """Placeholder -> words, as `start_draft` takes them; empty where the document says nothing.

    `lexicon`: whom and what the workspace knows by name.
    """
    items = [item for item in document.items if item.state != ItemState.DROPPED]
    return {
        "summary": summary_for_readers(document),
        "measures": _lines(
            f"{measured_as(each)} ({'estimated' if each.estimated else 'measured'})"
            for each in measures_for_readers(document)
        ),
        "causes": _lines(told_causes(document, lexicon=lexicon)),
        "changes": _lines(map(change, items)),
        "changes_and_owners": _lines(map(change_and_owner, items)),
    }


def postmortem_of(incident: Incident) -> PostMortem | None:
    """The one that was opened last, where several speak of the incident; what was set aside speaks of none."""
    return _about(incident).exclude(stage=Stage.SET_ASIDE).first()


def found_for(incident: Incident, kind: str | None) -> dict[str, str]:
    """What fills a draft of that kind besides the record; nothing for what does not look back."""
    if kind not in AFTER_THE_END or (postmortem := postmortem_of(incident)) is None:
        return {}
    return found_in(read_document(postmortem), lexicon=workspace_lexicon(incident))


def not_agreed(draft: Draft) -> list[str]:
    """Why a text that looks back should wait, a sentence each; a reason overrides it, as it does the review."""
    if draft.kind not in AFTER_THE_END:
        return []
    return [*_about_the_document(draft.incident), *_about_news(draft)]


def _about(incident: Incident) -> QuerySet[PostMortem]:
    return PostMortem.objects.filter(incidents=incident).order_by("-opened_at", "-pk")


def _about_the_document(incident: Incident) -> list[str]:
    postmortem = postmortem_of(incident)
    if postmortem is None and (aside := _about(incident).first()):
        return [
            f"{aside.reference} was set aside. Take it up again first, or say why this text goes out without a post-mortem."
        ]
    if postmortem is None:
        return [
            f"There is no post-mortem of {incident.reference}. Open one first, or say why this text goes out without it."
        ]
    if not postmortem.is_writable:
        return []
    stage = "a draft" if postmortem.stage == Stage.DRAFT else "in review"
    return [
        f"{postmortem.reference} is still {stage}. Make it final first, or say why this text cannot wait for it."
    ]


def _about_news(draft: Draft) -> list[str]:
    """Whoever heard nothing of it while it lasted would read of it for the first time."""
    told = draft.incident.updates.filter(audience=Audience.PUBLIC).exists()
    if draft.audience != Audience.PUBLIC or told:
        return []
    return [
        f"The public page has never spoken of {draft.incident.reference}; this text would be its first word. Say why readers should have it."
    ]


def start_text(incident: Incident, audience: str, *, kind: str | None, by: Person, at: datetime) -> Draft:
    """A draft of any kind, as `start_draft`; one that looks back is filled from the post-mortem where there is one."""
    looks_back = audience in Audience and kind == READERS.get(Audience(audience))
    if looks_back and (postmortem := postmortem_of(incident)):
        return begin_text(postmortem, incident, audience, by=by, at=at)
    return start_draft(incident, audience, kind=kind, by=by, at=at)


@transaction.atomic
def begin_text(
    postmortem: PostMortem,
    incident: Incident,
    audience: str,
    *,
    same_words: bool = False,
    by: Person,
    at: datetime,
) -> Draft:
    """The open draft for these readers, or a new one that is filled from record and document.

    `same_words`: a new one begins with the words of the newest such text about another incident of the post-mortem.
    Raises NotAllowed; ValidationError that says what is in the way.
    """
    require(by, Act.WRITE)
    kind = READERS.get(Audience(audience)) if audience in Audience else None
    if kind is None:
        raise ValidationError(
            "Post-mortems are written for the public page, customers, partners and leadership."
        )
    if not postmortem.incidents.filter(pk=incident.pk).exists():
        raise ValidationError(
            f"{postmortem.reference} does not cover {incident.reference}. Choose one that it covers."
        )
    if incident.is_open:
        raise ValidationError(f"{incident.reference} is not resolved. Begin this text once it is over.")
    fresh = not incident.drafts.open().filter(audience=audience, kind=kind).exists()
    found = found_in(read_document(postmortem), lexicon=workspace_lexicon(incident))
    draft = start_looking_back(incident, audience, found=found, by=by, at=at)
    others = _others([each for each in text_drafts(postmortem) if each.audience == audience], incident)
    if fresh and same_words and others:
        edit_draft(draft, {"text": others.text}, seen_version=draft.version, by=by, at=at)
    return draft


def texts_of(postmortem: PostMortem) -> list[ReaderText]:
    """Every text that the post-mortem can have, incident by incident, begun or not: four queries, and two an open draft."""
    incidents = list(postmortem.incidents.order_by("declared_at", "pk"))
    drafts = list(text_drafts(postmortem))
    told = IncidentUpdate.objects.filter(incident__in=incidents, kind__in=AFTER_THE_END)
    updates = list(told.order_by("-published_at", "-pk"))
    return [
        _text(incident, audience, drafts=drafts, updates=updates)
        for incident in incidents
        for audience in READERS
    ]


def text_drafts(postmortem: PostMortem) -> Iterator[Draft]:
    """The drafts behind all its texts, published ones too, the newest first."""
    looking_back = Draft.objects.filter(incident__in=postmortem.incidents.all(), kind__in=AFTER_THE_END)
    looking_back = looking_back.filter(discarded_at=None).select_related("incident", "edited_by")
    yield from looking_back.order_by("-created_at", "-pk")


def _text(
    incident: Incident, audience: Audience, *, drafts: list[Draft], updates: list[IncidentUpdate]
) -> ReaderText:
    written = [each for each in drafts if each.audience == audience]
    own = [each for each in written if each.incident_id == incident.pk and each.published_at is None]
    told = [each for each in updates if (each.incident_id, each.audience) == (incident.pk, audience)]
    draft = next(iter(own), None)
    return ReaderText(
        incident=incident,
        audience=audience,
        kind=READERS[audience],
        draft=draft,
        approval=standing_approval(draft) if draft else None,
        update=next(iter(told), None),
        others=None if own or told else _others(written, incident),
    )


def _others(written: list[Draft], incident: Incident) -> Draft | None:
    """The newest of the texts for the same readers that is about another incident."""
    return next((each for each in written if each.incident_id != incident.pk), None)


def _lines(words: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(each.split())}" for each in words)
