"""A template as it would read: filled from the sample record or from a real incident, with the review of that text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from clarion.drafting import fill, without_prompts
from clarion.drafting.sample import SAMPLE_PEOPLE, sample_facts, sample_words
from clarion.incidents.incident import Incident
from clarion.incidents.states import State
from clarion.review import Cause, Lexicon, Record, Review, review
from clarion.updates.audiences import AFTER_THE_END, Kind
from clarion.updates.cadence_settings import current_cadence
from clarion.updates.drafts import Draft
from clarion.updates.known_facts import record_of, workspace_lexicon
from clarion.updates.publication import latest_update
from clarion.updates.review_of_draft import objections_of, sentences_of, without_quoted
from clarion.updates.suggested_text import facts_of
from clarion.updates.withdrawals import explained_by

#: How things stand in the sample when a kind is written; the cause is known where nothing else is said.
SAMPLE_STATES = {
    Kind.ACKNOWLEDGEMENT: State.INVESTIGATING,
    Kind.RESOLUTION: State.RESOLVED,
    **dict.fromkeys(AFTER_THE_END, State.RESOLVED),
}


@dataclass(frozen=True)
class Preview:
    """`objections` says why the review would let no such text go out; empty where it would."""

    text: str
    review: Review
    objections: list[str]


class TemplateStopped(Exception):
    """The review would block every text from this template; it is saved when the editor says so once more."""

    def __init__(self, objections: list[str]) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections


def must_pass(template: str, *, audience: str, kind: str, at: datetime) -> None:
    """Raises TemplateStopped when the review objects to the sample that it is filled from."""
    sample = preview_on_sample(template, audience=audience, kind=kind, at=at)
    if sample.objections:
        raise TemplateStopped(sample.objections)


def preview_on_sample(
    template: str, *, audience: str, kind: str, lexicon: Lexicon | None = None, at: datetime
) -> Preview:
    """Filled completely, also with what only a writer knows: what the review misses, the template does not say."""
    state = SAMPLE_STATES.get(Kind(kind), State.IDENTIFIED)
    words, record = sample_words(state=state, now=at), sample_record(state=state, now=at)
    lexicon = sample_lexicon(lexicon or workspace_lexicon())
    return _preview(template, words, record, audience=audience, kind=kind, lexicon=lexicon)


def preview_on_incident(
    template: str, incident: Incident, *, audience: str, kind: str, at: datetime
) -> Preview:
    """As a draft begun now would be, open prompts and all. Nothing is saved."""
    draft = _imagined_draft(incident, audience, kind, at=at)
    words, record = facts_of(draft, at=at).words(), record_of(incident, announced=draft.state, now=at)
    return _preview(template, words, record, audience=audience, kind=kind, lexicon=workspace_lexicon())


def sample_record(*, state: str, now: datetime) -> Record:
    """The sample as the review reads a record, so that a template that would contradict every record is seen."""
    facts = sample_facts(state=state, now=now)
    return Record(
        status=state,
        severity=facts.severity,
        started_at=facts.started_at,
        services=tuple(facts.services),
        percent_affected=facts.percent_affected,
        regions=tuple(facts.regions),
        cause=Cause(confirmed=facts.cause_confirmed, text=facts.cause),
        workaround=facts.workaround,
        resolved_at=facts.resolved_at,
        now=now,
    )


def sample_lexicon(lexicon: Lexicon) -> Lexicon:
    """With the sample's people: names of staff that a template would tell to readers outside are found."""
    return lexicon._replace(people=(*lexicon.people, *SAMPLE_PEOPLE))


def _preview(
    template: str,
    words: Mapping[str, str],
    record: Record,
    *,
    audience: str,
    kind: str,
    lexicon: Lexicon,
) -> Preview:
    text = fill(template, words)
    said = review(
        without_prompts(text),
        audience=audience,
        kind=kind,
        record=record,
        lexicon=lexicon,
    )
    said = without_quoted(said, words["wrong_words"])
    return Preview(text, said, objections_of(said, state=record.status or ""))


def _imagined_draft(incident: Incident, audience: str, kind: str, *, at: datetime) -> Draft:
    """A correction is imagined of the first sentence that the audience heard last."""
    ended = {Kind.RESOLUTION, *AFTER_THE_END}
    state = State.RESOLVED if kind in ended else State(incident.state)
    corrected = latest_update(incident, audience) if kind == Kind.CORRECTION else None
    return Draft(
        incident=incident,
        audience=audience,
        kind=kind,
        state=state,
        next_update_at=current_cadence().next_update_at(incident.severity, state, audience, at=at),
        corrects=corrected,
        wrong_words=next(iter(sentences_of(corrected.text)), "") if corrected else "",
        explains=explained_by(incident, kind),
    )
