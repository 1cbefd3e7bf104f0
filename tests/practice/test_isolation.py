"""Nothing of a drill leaves its room: asked of every route of the console and the API, every channel and every figure.

The public routes are walked with a drill in `tests/statuspage/test_route_walk.py`.
"""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.roles import Role
from clarion.api.v1 import api
from clarion.flows.call import mark_and_call
from clarion.flows.learn import learn_from
from clarion.flows.publish_ahead import publish_what_is_due
from clarion.flows.resolve import resolve
from clarion.incidents.drills import WouldLeave
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import State
from clarion.incidents.timeline import Source, record_entry
from clarion.numbers.figure import Period
from clarion.numbers.figures import FIGURES
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.postmortem import PostMortem
from clarion.problems.search.finding import find
from clarion.problems.search.keeping import catch_up, refresh_all
from clarion.statuspage.publishing import freeze, write_if_behind, write_page
from clarion.statuspage.snapshots import Snapshot
from clarion.subscribers.call_rows import Way
from clarion.subscribers.deliveries import Delivery, Distribution, write_distribution
from clarion.subscribers.sending import PROMISES, send_waiting_calls
from clarion.updates.audiences import KINDS
from clarion.updates.drafts import Draft
from clarion.updates.ledger import statistics
from clarion.updates.notices import Notice
from clarion.updates.promises import Outcome, Promise
from clarion.updates.quiet_corrections import QuietProposal
from clarion.updates.suggested_text import start_draft
from clarion.web.urls import urlpatterns
from tests.api.conftest import Program
from tests.conftest import person
from tests.factories.drills import a_drill, a_drill_called, over
from tests.factories.incidents import an_incident, say
from tests.factories.subscribers import a_subscriber

pytestmark = pytest.mark.django_db

#: Stands in every text of the drill and nowhere else.
WORD = "Zqpractice"
LATER = timedelta(hours=9)


@pytest.fixture
def drill(ben, dev, nine, public_folder):
    """A drill of Ben and Dev, with something of everything; a subscriber is waiting for news of everything."""
    a_subscriber("reader@example.com")
    drill = a_drill_called(f"{WORD} parcels", ben, dev, at=nine, impact=f"{WORD} cannot be tracked")
    incident = drill.incident
    Service.with_drills.filter(drill=True).update(group=WORD, description=WORD)
    for audience in KINDS:
        say(incident, f"{WORD} for you.", audience=audience, promise=timedelta(minutes=20), by=ben, at=nine)
        start_draft(incident, audience, by=ben, at=nine)
    Draft.with_drills.filter(published_at=None).update(text=f"{WORD} draft")
    record_entry(incident, f"{WORD} rolled back", source=Source.PERSON, at=nine, by=dev)
    update = incident.updates.get(audience="public")
    QuietProposal.objects.create(
        update=update, wrong_words=WORD, right_words="x", reason="typo", by=dev, proposed_at=nine
    )
    return drill


def rows_of(drill):
    incident = drill.incident
    drafts = Draft.with_drills.filter(incident=incident)
    of_all = [[incident], drafts, incident.entries.all(), incident.updates.all(), incident.promises.all()]
    proposals = QuietProposal.objects.filter(update__incident=incident)
    services = Service.with_drills.filter(drill=True)
    return {row.pk for rows in [*of_all, proposals, services, [drill]] for row in rows}


def addresses(drill):
    """Every address of the console with every number of the drill in it."""
    for route in urlpatterns:
        pattern = "/" + str(route.pattern)
        for name, value in {"audience": "public", "kind": "progress", "name": "impact", "form": "md"}.items():
            pattern = pattern.replace(f"<str:{name}>", value)
        pattern = re.sub(r"<(str|slug):\w+>", drill.incident.public_id, pattern)
        pattern = pattern.replace("<incident:pk>", drill.incident.reference)
        numbers = rows_of(drill) if "<int:pk>" in pattern else {0}
        yield from (re.sub(r"<int:\w+>", str(number), pattern) for number in sorted(numbers))


def state_of(drill):
    """All that people could change of it."""
    incident = Incident.with_drills.values().get(pk=drill.incident_id)
    drafts = list(Draft.with_drills.filter(incident=drill.incident).order_by("pk").values())
    return incident, drafts, drill.incident.entries.count(), drill.incident.updates.count()


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_takes_no_part_finds_nothing_of_it_on_any_route_of_the_console(client, ana, drill, method):
    client.force_login(ana)
    before, asked = state_of(drill), 0
    for address in addresses(drill):
        if address.endswith(("sign-out/", "password/")):
            continue
        answer = getattr(client, method)(address)
        body = b"".join(answer) if answer.streaming else answer.content
        assert WORD.encode() not in body, address
        assert answer.status_code < 500, address
        asked += 1
    assert asked > 250
    assert state_of(drill) == before


def test_who_takes_part_works_in_the_real_room(client, dev, drill):
    client.force_login(dev)
    room = f"/incidents/{drill.incident.reference}/"
    assert WORD in client.get(room).content.decode()
    for draft in drill.incident.drafts.filter(published_at=None):
        assert WORD in client.get(f"/drafts/{draft.pk}/").content.decode()
    for page in ("/", "/incidents/", "/promises/", "/promises/export/", "/numbers/", "/search/?q=" + WORD):
        found = client.get(page).content.decode()
        assert f"{WORD} parcels" not in found, page


def test_the_log_of_acts_tells_who_started_and_ended_it_and_nothing_of_what_was_done_in_it(
    client, ben, dev, nine
):
    drill = a_drill(ben, dev, name="account-sign-ins", at=timezone.now())
    client.force_login(dev)
    room = f"/incidents/{drill.incident.reference}/"
    assert client.post(f"{room}timeline/add/", {"text": "logs are read"}).status_code == 302
    assert client.post(
        f"{room}record/impact/",
        {"impact": "Players", "version": drill.incident.version, "initial-impact": drill.incident.impact},
    ).status_code in {200, 302}
    client.post(f"/practice/drills/{drill.public_id}/end/")
    log = AuditEntry.objects.exclude(act=Done.SIGNED_IN).oldest_first()
    assert [(line.act, line.person) for line in log] == [(Done.STARTED_DRILL, ben), (Done.ENDED_DRILL, dev)]
    real = an_incident(by=ben, at=nine)
    client.post(f"/incidents/INC-{real.pk}/timeline/add/", {"text": "logs are read"})
    assert AuditEntry.objects.filter(act=Done.ADDED_ENTRY, person=dev).count() == 1, (
        "the next request is logged"
    )


def test_when_it_is_over_its_room_is_read_and_nothing_is_written_in_it(client, ben, dev):
    drill = over(a_drill(ben, dev, name="account-sign-ins", at=timezone.now()))
    client.force_login(dev)
    room = f"/incidents/{drill.incident.reference}/"
    assert client.get(room).status_code == 200
    before = state_of(drill)
    for address, words in ((f"{room}timeline/add/", {"text": "late"}), (f"{room}write/public/", {})):
        answer = client.post(address, words)
        assert answer.status_code == 403
        assert "This drill is over" in answer.content.decode()
    assert state_of(drill) == before


def test_no_route_of_the_api_knows_of_it(ana, ben, drill):
    numbers, asked = rows_of(drill), 0
    for program in (Program(ana), Program(ben)):
        for path in api.get_openapi_schema()["paths"]:
            place = path.removeprefix("/api/v1").replace("{public_id}", drill.incident.public_id)
            for number in numbers if "{" in place else {0}:
                answer = program.get(re.sub(r"{\w+}", str(number), place))
                body = b"".join(answer) if answer.streaming else answer.content
                assert WORD.encode() not in body, path
                asked += 1
    assert asked > 100
    for key in (drill.incident_id, -drill.incident_id):
        incident = f"/incidents/{key}"
        assert Program(ben).get(incident).status_code in {404, 422}
        assert Program(ben).patch(incident, {"impact": "x"}).status_code in {404, 405, 422}
        assert Program(ben).post(f"{incident}/timeline", {"text": "x"}).status_code in {404, 422}


def test_nobody_is_told_and_nobody_is_called(drill, nine):
    assert not Distribution.objects.exists()
    assert not Delivery.objects.exists()
    assert mark_and_call(at=nine + LATER) == 0
    assert not Notice.objects.exists()
    assert all(send_waiting_calls(way, at=nine + LATER, errand=PROMISES) == 0 for way in Way)
    assert publish_what_is_due(at=nine + LATER) == 0
    assert mail.outbox == []
    standing = drill.incident.promises.filter(closed_at=None)
    assert set(standing.values_list("outcome", flat=True)) == {Outcome.OPEN}, "its own clock decides"


def test_the_page_is_the_same_byte_for_byte(public_folder, nine, ben, settings):
    def files():
        folders = (public_folder, settings.PARTNERS_FOLDER)
        return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}

    write_page(at=nine)
    before, snapshots = files(), Snapshot.objects.count()
    drill = a_drill(ben, at=nine)
    say(drill.incident, "Parcels cannot be tracked.", by=ben, at=nine)
    write_if_behind(at=nine + LATER)
    assert (files(), Snapshot.objects.count()) == (before, snapshots)


def test_it_stands_in_no_figure(drill, nine):
    later = nine + LATER
    assert resolved(drill, at=later).state == "resolved"
    assert statistics(at=later) == []
    for figure in FIGURES.values():
        shown = figure(Period(since=nine - LATER, at=later + LATER))
        assert (shown.dots, shown.became) == ((), ()), shown.key


def resolved(drill, *, at):
    """The whole life of an incident: what could be counted is there."""
    incident = drill.incident
    incident.drafts.open().update(discarded_at=at)
    Promise.with_drills.filter(incident=incident, closed_at=None).update(outcome=Outcome.MISSED, closed_at=at)
    say(incident, "Parcels can be tracked again.", state=State.RESOLVED, by=drill.started_by, at=at)
    incident.refresh_from_db()
    return incident


def test_nothing_is_learned_from_it_as_if_it_had_happened(drill, ben, nine):
    drill.incident.drafts.open().update(discarded_at=nine)
    assert resolve(drill.incident, by=ben, at=nine) is not None
    assert learn_from(drill.incident, by=ben, at=nine) is None
    assert not PostMortem.objects.exists()
    catch_up()
    refresh_all()
    assert not find(WORD).texts


def test_the_last_doors_are_closed(drill, ben, nine):
    update = drill.incident.updates.first()
    with pytest.raises(WouldLeave):
        write_distribution(update, at=nine)
    with pytest.raises(WouldLeave):
        freeze(update, at=nine)
    with pytest.raises(WouldLeave):
        open_postmortem([drill.incident], by=ben, at=nine)


def test_a_responder_publishes_for_the_public_in_a_drill_and_nowhere_else(nine, ben):
    responder = person("Robin", Role.RESPONDER)
    drill = a_drill(responder, at=nine)
    assert say(drill.incident, "Parcels cannot be tracked.", by=responder, at=nine).drill
    with pytest.raises(Exception, match="You may not"):
        say(an_incident(by=ben, at=nine), "Card payments fail.", by=responder, at=nine)


def test_a_service_of_drills_may_have_the_name_of_a_real_one_and_is_offered_nowhere_else(nine, ben, checkout):
    from clarion.incidents.services import drill_service, services_beside

    practised = drill_service(checkout.name)
    assert practised != checkout
    assert drill_service(checkout.name.upper()) == practised
    assert list(Service.objects.all()) == [checkout]
    assert checkout not in services_beside(a_drill(ben, at=nine).incident)
