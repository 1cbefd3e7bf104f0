"""The review of a draft: its text against the rules, the elements of its kind, and the incident's record."""

from dataclasses import replace
from datetime import UTC, datetime, time

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import State
from clarion.review import Cause, Lexicon, Record, Review, Severity, Verdict, review
from clarion.review import Service as ServiceNames
from clarion.review.reading import read
from clarion.review.reading.times import ClockTime
from clarion.review.reading.zones import offsets
from clarion.updates.drafts import Draft

#: Elements without which nothing leaves the company; the others are shown as missing and left to the writer.
INDISPENSABLE = {
    "next_update": "Say when the next update comes, with a time and its zone.",
    "correction_mark": "Say that this is a correction, what was wrong and what is right.",
}


def review_draft(draft: Draft, *, at: datetime) -> Review:
    """The review of the text as it is now, against the record as it will be once this is published."""
    said = review(
        draft.text,
        audience=draft.audience,
        kind=draft.kind,
        record=record_of(draft.incident, announced=draft.state, now=at),
        lexicon=workspace_lexicon(),
    )
    # A correction repeats what was wrong, and that contradicts the record by its nature.
    claims = tuple(claim for claim in said.claims if claim.quote not in draft.wrong_words)
    return replace(said, claims=claims)


def objections(draft: Draft, *, at: datetime, review: Review | None = None) -> list[str]:
    """Why the review would not let the draft go out, one sentence each; empty when it is clean."""
    said = review or review_draft(draft, at=at)
    reasons = [
        f"“{_short(found.quote)}”: {found.message}"
        for found in said.findings
        if found.severity == Severity.BLOCK
    ]
    reasons += [
        f"“{_short(claim.quote)}” contradicts the record, which says {claim.recorded or 'otherwise'}."
        for claim in said.claims
        if claim.verdict == Verdict.CONTRADICTED
    ]
    reasons += [
        INDISPENSABLE[name] for name in said.missing if name in INDISPENSABLE and not _over(name, draft)
    ]
    return reasons


def promised_in_words(draft: Draft, *, at: datetime) -> set[time]:
    """The times of day, in UTC, that the text may mean by its next update; empty where it names no clock time.

    Several, when a zone's abbreviation has several meanings ("CST").
    """
    element = next(
        (found for found in review_draft(draft, at=at).elements if found.name == "next_update"), None
    )
    if element is None or element.start is None or element.end is None:
        return set()
    clocks = [
        clock for clock in read(draft.text).times if clock.start < element.end and clock.end > element.start
    ]
    return _in_utc(clocks[-1]) if clocks else set()


def names_the_time(text: str, moment: datetime) -> bool:
    """Whether the text names that time of day anywhere, in whatever zone."""
    wanted = moment.astimezone(UTC).time().replace(second=0, microsecond=0)
    return any(wanted in _in_utc(clock) for clock in read(text).times)


def apply_fix(draft: Draft, *, start: int, end: int, at: datetime) -> str:
    """The text with the safe rewrite of the finding at that place.

    Raises LookupError when there is no such finding any more, or its rewrite is only a suggestion.
    """
    for found in review_draft(draft, at=at).findings:
        if (found.start, found.end) == (start, end) and found.safe and found.suggestion is not None:
            return draft.text[:start] + found.suggestion + draft.text[end:]
    raise LookupError("there is no safe rewrite at this place")


def record_of(incident: Incident, *, announced: str | None = None, now: datetime) -> Record:
    """The incident's record as the review reads it; `announced` is the state that a draft is about to set."""
    state = announced or incident.state
    ended = incident.resolved_at or incident.mitigated_at
    return Record(
        status=state,
        severity=incident.severity,
        started_at=incident.began_at(),
        services=tuple(line.service.name for line in incident.affected.select_related("service")),
        users_affected=incident.users_affected,
        percent_affected=float(incident.percent_affected) if incident.percent_affected is not None else None,
        regions=tuple(incident.regions),
        cause=Cause(confirmed=incident.cause_confirmed, text=incident.cause or None),
        workaround=incident.workaround or None,
        resolved_at=ended if state == State.RESOLVED else None,
        now=now,
    )


def workspace_lexicon() -> Lexicon:
    """What this workspace calls its services and people."""
    services = (
        ServiceNames(service.name, internal=tuple(service.aliases)) for service in Service.objects.all()
    )
    return Lexicon(services=tuple(services), people=tuple(Person.objects.values_list("name", flat=True)))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text as a reader sees them, for picking the one that was wrong."""
    return [text[sentence.start : sentence.end] for sentence in read(text).sentences]


def _in_utc(clock: ClockTime) -> set[time]:
    minutes = ((clock.minutes - offset) % (24 * 60) for offset in offsets(clock.zone or ""))
    return {time(minute // 60, minute % 60) for minute in minutes}


def _over(name: str, draft: Draft) -> bool:
    """A resolved incident owes no next update."""
    return name == "next_update" and draft.state == State.RESOLVED


def _short(quote: str, longest: int = 80) -> str:
    return quote if len(quote) <= longest else f"{quote[: longest - 1]}…"
