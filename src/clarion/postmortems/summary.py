"""The summary as the record tells it: what a writer begins with, in plain sentences. Pure over values."""

from datetime import UTC, datetime, timedelta

from clarion.postmortems.document import IncidentFacts
from clarion.updates.time_words import duration_words


def suggested_summary(incidents: tuple[IncidentFacts, ...]) -> str:
    """One paragraph an incident, the first one first; Markdown. What the record does not hold is not said."""
    return "\n\n".join(" ".join(sentences_of(incident)) for incident in incidents)


def duration_of(incident: IncidentFacts) -> timedelta | None:
    """From the start, or the declaration where nobody knows it, until it was resolved; None while that is not known."""
    begun = _begun(incident)
    ended = incident.moments.get("resolved")
    return ended - begun if begun and ended else None


def sentences_of(incident: IncidentFacts) -> list[str]:
    told = [_when(incident), _as_sentence(incident.impact), _who(incident)]
    if incident.services:
        one = len(incident.services) == 1
        told.append(f"Affected service{'' if one else 's'}: {', '.join(incident.services)}.")
    told.append(_noticed(incident))
    if incident.cause:
        told.append(
            f"Cause{'' if incident.cause_confirmed else ', not confirmed'}: {_as_sentence(incident.cause)}"
        )
    return [sentence for sentence in told if sentence]


def _when(incident: IncidentFacts) -> str:
    begun, ended = _begun(incident), incident.moments.get("resolved")
    length = duration_of(incident)
    if begun is None or ended is None or length is None:
        return f"{incident.reference} ({incident.severity}): {_as_sentence(incident.title)}"
    until = f"{ended.astimezone(UTC):%H:%M}" if ended.date() == begun.date() else _day_and_time(ended)
    return (
        f"{incident.reference} ({incident.severity}) lasted from {_day_and_time(begun)} to {until} UTC,"
        f" {duration_words(length)}."
    )


def _who(incident: IncidentFacts) -> str:
    users = f"{incident.users_affected:,} users" if incident.users_affected else ""
    percent = f"{incident.percent_affected.normalize():f} %" if incident.percent_affected else ""
    regions = f" in {', '.join(incident.regions)}" if incident.regions else ""
    if users:
        share = f", {percent} of all" if percent else ""
        return f"{users}{regions} were affected{share}."
    return f"{percent} of users{regions} were affected." if percent else ""


def _noticed(incident: IncidentFacts) -> str:
    words = {
        "detected": "it was detected at", "declared": "declared at", "first published": "readers first heard of it at",
        "mitigated": "it worked again at",
    }  # fmt: skip
    told = [
        f"{saying} {_clock(moment, incident)}"
        for name, saying in words.items()
        if (moment := incident.moments.get(name))
    ]
    return f"{_as_sentence(', '.join(told) + ' UTC')}" if told else ""


def _clock(moment: datetime, incident: IncidentFacts) -> str:
    begun = _begun(incident)
    return (
        f"{moment.astimezone(UTC):%H:%M}"
        if begun and moment.date() == begun.date()
        else _day_and_time(moment)
    )


def _begun(incident: IncidentFacts) -> datetime | None:
    return incident.moments.get("started") or incident.moments.get("declared")


def _day_and_time(moment: datetime) -> str:
    moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%B %Y}, {moment:%H:%M}"


def _as_sentence(words: str) -> str:
    words = words.strip()
    if not words:
        return ""
    return f"{words[0].upper()}{words[1:]}{'' if words[-1] in '.!?' else '.'}"
