"""An unmodified Statuspage client reads the running listener: `DiscordStatusPy` 0.0.1 of PyPI."""

import asyncio
from datetime import timedelta
from typing import Any

import DiscordStatusPy
import pytest
from DiscordStatusPy import client as discord
from django.utils import timezone

from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage.publishing import write_page
from tests.factories.incidents import an_incident, say
from tests.statuspage.v2_shapes import DOCUMENTS, faults

pytestmark = pytest.mark.django_db

#: What the client knows -> the document that it should get.
ASKED = {
    "get_summary": "summary.json",
    "get_status": "status.json",
    "get_components": "components.json",
    "get_unresolved_incidents": "incidents/unresolved.json",
    "get_maintenances": "scheduled-maintenances.json",
    "get_upcoming_maintenances": "scheduled-maintenances/upcoming.json",
    "get_active_maintenances": "scheduled-maintenances/active.json",
}


@pytest.fixture
def pointed_here(listener, monkeypatch):
    """The client knows one page only; its addresses are bound to ours, nothing else of it is touched."""
    for name in [name for name in vars(discord) if name.endswith("_URL")]:
        path = getattr(discord, name).removeprefix("https://discordstatus.com/")
        monkeypatch.setattr(discord, name, str(listener.base_url.join(f"/{path}")))


def ask_everything() -> dict[str, Any]:
    async def ask() -> dict[str, Any]:
        async with DiscordStatusPy.APIClient(suppress_exc=False, check_content_type=True) as client:
            return {name: await getattr(client, name)() for name in [*ASKED, "get_incidents"]}

    return asyncio.run(ask())


def test_the_client_reads_every_document_it_knows(nine, ben, checkout, pointed_here):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    ahead = timezone.now() + timedelta(days=1)  # the listener goes by its own clock
    window = {"planned_start": ahead, "planned_end": ahead + timedelta(hours=1)}
    for title, state in (("Ahead", State.INVESTIGATING), ("Under way", State.IDENTIFIED)):
        work = an_incident(title, planned=True, by=ben, at=nine, **window)
        say(work, "Checkout is read-only.", state=state, by=ben, at=nine)
    write_page(at=nine + timedelta(minutes=1))

    answers = ask_everything()

    found = {name: faults(answers[name], DOCUMENTS[document]) for name, document in ASKED.items()}
    assert found == {name: [] for name in ASKED}
    assert answers["get_summary"]["incidents"][0]["name"] == "Card payments fail"
    assert answers["get_status"]["status"]["indicator"] == "critical"
    assert [each["name"] for each in answers["get_upcoming_maintenances"]["scheduled_maintenances"]] == [
        "Ahead"
    ]
    assert [each["name"] for each in answers["get_active_maintenances"]["scheduled_maintenances"]] == [
        "Under way"
    ]
    # It asks for "Incidents.json", with a capital letter; the 404 that it gets is JSON, which it can read.
    assert answers["get_incidents"] == {"error": "not found"}
