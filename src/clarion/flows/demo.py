"""An invented company to try things on: Marlow Pay, four people, one incident that is over and one that is open.

Its updates take the same way as real ones: drafted, reviewed, approved and published by the flows. If a text
here did not pass the review, the first run would fail, and a test with it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clarion.accounts.people import Person
from clarion.accounts.roles import Role
from clarion.accounts.workspace import Workspace
from clarion.flows.approve import approve
from clarion.flows.change import change
from clarion.flows.correct import correct
from clarion.flows.declare import declare
from clarion.flows.publish import publish
from clarion.flows.resolve import resolve
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service, add_service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.incidents.timeline import Source, record_entry
from clarion.statuspage.service_history import DAYS
from clarion.updates.audiences import Audience
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.publication import IncidentUpdate
from clarion.updates.suggested_text import start_draft

SERVICES = (
    ("Checkout", "Payments", ["checkout-web"]),
    ("Card payments", "Payments", ["api-gateway", "card-auth"]),
    ("Payouts", "Payments", ["payouts-worker"]),
    ("Dashboard", "For merchants", ["merchant-ui"]),
    ("Reports", "For merchants", ["report-builder"]),
    ("E-mail receipts", "Messages", ["mailer"]),
)

PAYOUTS_SCOPE = "Who is affected: 310 merchants in France and Spain, since {started} UTC."
PAYOUTS_FIRST = f"""\
We are investigating a problem with Payouts. Payouts arrive up to four hours late; no money is lost.

{PAYOUTS_SCOPE}

You do not need to do anything.

Next update by {{due}} UTC.
"""
PAYOUTS_CORRECTION = """\
Correction to our update of {first} UTC. We wrote that 310 merchants in France and Spain are affected. \
That was wrong: the 310 merchants are all in France.

We are still investigating why Payouts arrive up to four hours late. We apologise for the wrong information.

Next update by {due} UTC.
"""
PAYOUTS_RESOLUTION = """\
Resolved: Payouts work again. From {started} to {fixed} UTC they arrived up to four hours late for 310 merchants \
in France. All of them have been made.

The cause was an expired certificate between us and the bank. A job now renews the certificates of this \
connection, and an alarm warns 30 days before one expires.

We apologise to the merchants who had to wait for their money.
"""
CARDS_FIRST = """\
We are investigating a problem with Card payments. Since {started} UTC, card payments are declined for about a \
quarter of customers in Europe. Checkout is slow for the same customers.

What you can do: payments by bank transfer work.

Next update by {due} UTC.
"""


@dataclass(frozen=True)
class Cast:
    """Who plays: Ana runs incidents, Ben writes, Cleo approves."""

    ana: Person
    ben: Person
    cleo: Person
    services: dict[str, Service]

    def publish(self, draft: Draft, text: str, *, due: datetime | None, at: datetime) -> IncidentUpdate:
        edit_draft(draft, {"text": text, "next_update_at": due}, seen_version=None, by=self.ben, at=at)
        approve(draft, seen_version=draft.version, by=self.cleo, at=at)
        return publish(draft, by=self.cleo, at=at)

    def tell_public(self, incident: Incident, text: str, *, due: datetime, at: datetime) -> IncidentUpdate:
        draft = start_draft(incident, Audience.PUBLIC, by=self.ben, at=at)
        return self.publish(draft, text, due=due, at=at)


def fill_with_demo(workspace: Workspace, *, at: datetime) -> None:
    workspace.name = "Marlow Pay"
    workspace.save()
    cast = Cast(
        ana=Person.objects.create_user("ana@example.com", name="Ana Sousa", role=Role.ADMIN),
        ben=Person.objects.create_user("ben@example.com", name="Ben Okafor", role=Role.COMMUNICATIONS_LEAD),
        cleo=Person.objects.create_user(
            "cleo@example.com", name="Cleo Lindqvist", role=Role.COMMUNICATIONS_LEAD
        ),
        services={name: add_service(name, group=group, aliases=aliases) for name, group, aliases in SERVICES},
    )
    Person.objects.create_user("dev@example.com", name="Dev Patel", role=Role.RESPONDER)
    # Known as long as the page shows days: counted from this minute, a short incident would halve the uptime of a service.
    Service.objects.update(created_at=at - timedelta(days=DAYS))
    now = at.replace(second=0, microsecond=0)
    _late_payouts(cast, start=now.replace(hour=9, minute=5) - timedelta(days=3))
    _failing_cards(cast, start=now - timedelta(minutes=26))


def _late_payouts(cast: Cast, *, start: datetime) -> None:
    """Three days ago, from the declaration to the resolution, with a correction."""
    incident = declare(
        "Payouts arrive late",
        severity=Severity.SEV3,
        services={cast.services["Payouts"]: ServiceStatus.DEGRADED_PERFORMANCE},
        facts={
            "impact": "Payouts arrive up to four hours late",
            "users_affected": 310,
            "regions": ["France", "Spain"],
        },
        communications_lead=cast.ben,
        by=cast.ana,
        at=start,
    )
    due = start + timedelta(minutes=35)
    text = PAYOUTS_FIRST.format(started=_clock(start), due=_clock(due))
    first = cast.tell_public(incident, text, due=due, at=start + timedelta(minutes=6))

    wrong_at, due = start + timedelta(minutes=21), start + timedelta(minutes=55)
    change(incident, {"regions": ["France"]}, by=cast.ana, at=wrong_at)
    wrong_words = PAYOUTS_SCOPE.format(started=_clock(start))
    correction = correct(first, wrong_words=wrong_words, by=cast.ben, at=wrong_at)
    text = PAYOUTS_CORRECTION.format(first=_clock(first.published_at), due=_clock(due))
    cast.publish(correction, text, due=due, at=wrong_at)

    fixed = start + timedelta(minutes=48)
    cause = "an expired certificate between us and the bank"
    facts = {"cause": cause, "cause_confirmed": True, "state": State.IDENTIFIED, "mitigated_at": fixed}
    change(incident, facts, by=cast.ana, at=fixed)
    done = "renewed the certificate; late payouts are being made"
    record_entry(incident, done, source=Source.PERSON, at=fixed, by=cast.ana)
    resolution = resolve(incident, by=cast.ben, at=fixed + timedelta(minutes=2))
    assert resolution, "readers have heard of it, so it takes an update"  # noqa: S101
    text = PAYOUTS_RESOLUTION.format(started=_clock(start), fixed=_clock(fixed))
    cast.publish(resolution, text, due=None, at=fixed + timedelta(minutes=4))


def _failing_cards(cast: Cast, *, start: datetime) -> None:
    """Open now: acknowledged, the next update owed in a few minutes."""
    began = start - timedelta(minutes=4)
    incident = declare(
        "Card payments fail for some customers in Europe",
        severity=Severity.SEV2,
        services={
            cast.services["Card payments"]: ServiceStatus.PARTIAL_OUTAGE,
            cast.services["Checkout"]: ServiceStatus.DEGRADED_PERFORMANCE,
        },
        facts={
            "impact": "Card payments are declined",
            "percent_affected": 25,
            "regions": ["Europe"],
            "workaround": "payments by bank transfer work",
            "started_at": began,
        },
        communications_lead=cast.ben,
        by=cast.ana,
        at=start,
    )
    due = start + timedelta(minutes=34)
    text = CARDS_FIRST.format(started=_clock(began), due=_clock(due))
    cast.tell_public(incident, text, due=due, at=start + timedelta(minutes=3))
    seen = start + timedelta(minutes=11)
    fact = "the card network confirms errors on one of its routes"
    record_entry(incident, fact, source=Source.PERSON, at=seen, by=cast.ana)


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"
