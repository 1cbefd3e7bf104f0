"""The pages of drills: which there are, starting one, scripts of one's own, and the debrief for those who took part."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clarion.flows.drill import end_drill
from clarion.incidents.states import State
from clarion.incidents.timeline import Source, record_entry
from clarion.practice.drills.drill import Drill
from clarion.practice.drills.script_reading import read_script
from clarion.updates.cadence import SHIPPED
from clarion.updates.cadence_settings import change_cadence
from tests.factories.drills import a_drill, over, tell
from tests.factories.incidents import an_incident
from tests.factories.postmortems import end
from tests.practice.drills.test_script import SMALL

pytestmark = pytest.mark.django_db
#: Minutes of the table: so patient that nothing is ever late.
PATIENT = dict.fromkeys(SHIPPED, 600)
START = datetime(2026, 3, 10, 9, 0, 20, tzinfo=UTC)


@pytest.fixture
def own(settings, tmp_path):
    settings.DATA = tmp_path
    folder = tmp_path / "drills"
    folder.mkdir()
    return folder


@pytest.fixture
def as_ben(client, ben) -> Client:
    client.force_login(ben)
    return client


def text_of(answer) -> str:
    return answer.content.decode()


def main_of(answer) -> str:
    return text_of(answer).split("<main", 1)[1].split("</main>", 1)[0]


def test_the_list_offers_shipped_and_own_scripts_and_names_what_is_wrong_with_a_broken_one(as_ben, own):
    (own / "rooms.toml").write_text(SMALL)
    (own / "broken.toml").write_text(SMALL.replace("minutes = 20", "minutes = 1"))
    page = text_of(as_ben.get("/practice/drills/"))
    assert "Calls do not connect" in page
    assert "?script=own-rooms" in page
    assert "broken.toml, line 3: minutes: write a whole number from 5 to 240." in page
    assert "?script=own-broken" not in page
    assert "None yet. The first one takes fifteen minutes" in page


def test_a_drill_is_started_for_two_people_and_leads_into_the_incident_room(as_ben, own, ben, dev):
    (own / "rooms.toml").write_text(SMALL)
    page = text_of(as_ben.get("/practice/drills/start/?script=own-rooms"))
    assert "You answer guests." in page
    sent = {"script": "own-rooms", "pace": "12", "seed": "5", "communications": ben.pk, "support": dev.pk}
    answer = as_ben.post("/practice/drills/start/", sent)
    drill = Drill.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("room", args=[drill.incident_id]))
    assert (drill.pace, drill.seed, drill.script, drill.started_by) == (12, 5, SMALL, ben)
    assert {(each.role, each.person) for each in drill.participants.all()} == {
        ("communications", ben),
        ("support", dev),
    }


def test_what_is_wrong_on_the_start_page_is_named_and_nothing_typed_is_lost(as_ben, own, ben, dev):
    (own / "rooms.toml").write_text(SMALL)
    sent = {"script": "own-rooms", "pace": "50", "seed": "x", "communications": dev.pk, "support": ""}
    answer = as_ben.post("/practice/drills/start/", sent)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Write a whole number from 1 to 20." in page
    assert "Write a whole number from 0 to 4294967295, or nothing." in page
    assert "Choose who is support." in page
    assert 'value="50"' in page
    assert f'<option value="{dev.pk}" selected>' in page
    alone = as_ben.post("/practice/drills/start/", {**sent, "pace": "2", "seed": "", "support": dev.pk})
    assert "Take a role yourself: a drill is seen only by those who take part." in text_of(alone)
    assert Drill.objects.count() == 0
    assert as_ben.get("/practice/drills/start/?script=nonsense").status_code == 404


def test_a_script_that_the_record_refuses_is_named_on_the_page_and_starts_nothing(as_ben, own, ben):
    (own / "turned.toml").write_text(SMALL.replace('title = "Rooms cannot', 'title = "\\u202eRooms cannot'))
    sent = {"script": "own-turned", "pace": "2", "communications": ben.pk, "support": ben.pk}
    answer = as_ben.post("/practice/drills/start/", sent)
    assert answer.status_code == 422
    assert "The script, title: Use one line of visible characters" in text_of(answer)
    assert Drill.objects.count() == 0


def test_a_script_is_written_checked_downloaded_and_used_without_being_kept(as_ben, own, ben):
    assert "calls-drop" not in text_of(as_ben.get("/practice/drills/write/"))
    assert "a cable was cut during roadworks" in text_of(
        as_ben.get("/practice/drills/write/?script=calls-drop")
    )
    assert as_ben.get("/practice/drills/write/?script=own-nothing").status_code == 404

    wrong = as_ben.post("/practice/drills/write/", {"text": SMALL + "\nnonsense = 1", "do": "use"})
    assert wrong.status_code == 422
    several = as_ben.post(
        "/practice/drills/write/",
        {"text": SMALL.replace("SEV2", "SEV9").replace("jitter = 2", "jitter = 99")},
    )
    assert re.findall(r"<li>script, ([^:]*: [^:]*):", text_of(several)) == [
        "line 4: severity", "injects 4, line 65: jitter",
    ]  # fmt: skip
    assert (
        "script, injects 5, line 73: nonsense: this key is not known here; correct or remove it."
        in text_of(wrong)
    )
    assert "I hear that the hotel is closed." in text_of(wrong)

    typed = SMALL.replace("\n", "\r\n")
    assert "This script is in order." in text_of(
        as_ben.post("/practice/drills/write/", {"text": typed, "do": "check"})
    )
    file = as_ben.post("/practice/drills/write/", {"text": typed, "do": "download"})
    assert file["Content-Disposition"] == 'attachment; filename="drill.toml"'
    assert file.content.decode() == SMALL

    page = as_ben.post("/practice/drills/write/", {"text": typed, "do": "use"})
    assert page.status_code == 200
    assert "Start the drill" in text_of(page)
    # A browser takes the line break behind the tag away; what follows is the text, byte for byte.
    (kept,) = re.findall(r'<textarea name="text" hidden>\n(.*?)</textarea>', page.content.decode(), re.DOTALL)
    assert unescape(kept) == SMALL
    sent = {"text": typed, "pace": "20", "seed": "1", "communications": ben.pk, "support": ben.pk}
    assert as_ben.post("/practice/drills/start/", sent).status_code == 302
    assert Drill.objects.get().script == SMALL
    broken = as_ben.post("/practice/drills/start/", {**sent, "text": "minutes = 1"})
    assert broken.status_code == 422


def test_a_past_incident_becomes_a_script_to_edit(as_ben, own, ben, ana):
    at = timezone.now() - timedelta(hours=2)
    incident = an_incident("Card payments fail", by=ana, at=at)
    live = as_ben.get("/practice/drills/write/", {"incident": incident.reference}, follow=True)
    assert f"{incident.reference} is not over." in text_of(live)
    end(incident, by=ana, at=at + timedelta(minutes=30))
    record_entry(incident, "Ben Okafor saw errors on 10.4.2.7", source=Source.PERSON, at=at + timedelta(minutes=3), by=ben)  # fmt: skip
    page = as_ben.get("/practice/drills/write/", {"incident": incident.reference})
    assert page.status_code == 200
    assert "saw errors on [left out]" in text_of(page)
    assert "Ben Okafor saw" not in text_of(page)
    answer = as_ben.get("/practice/drills/write/?incident=INC-999999", follow=True)
    assert "There is no incident “INC-999999”. Write its number, as INC-44." in text_of(answer)


def test_only_who_takes_part_sees_a_drill(client, ben, dev, ana, cleo):
    drill = a_drill(ben, dev, name="calls-drop", at=START)
    for person, status in ((ben, 200), (dev, 200), (cleo, 404), (ana, 404)):
        client.force_login(person)
        assert client.get(f"/practice/drills/{drill.public_id}/").status_code == status
        assert ("Calls do not connect</a>" in text_of(client.get("/practice/drills/")).replace(
            '?script=calls-drop">Calls do not connect', "")) == (status == 200)  # fmt: skip
    client.force_login(ana)
    assert client.post(f"/practice/drills/{drill.public_id}/end/").status_code == 404


def test_a_running_drill_shows_what_came_in_and_to_whom(as_ben, ben, dev):
    now = timezone.now()
    drill = a_drill(ben, dev, name="calls-drop", pace=20, at=now - timedelta(seconds=30))
    page = text_of(as_ben.get(f"/practice/drills/{drill.public_id}/"))
    assert "Nadia, network engineer: 900 companies are connected through that exchange" in page
    assert "A doctors&#x27; practice, by mobile phone, to Dev Patel: We have sick people" in page
    assert "The mayor" not in page
    assert as_ben.post(f"/practice/drills/{drill.public_id}/end/").status_code == 302
    assert "Debrief: Calls do not connect" in text_of(as_ben.get(f"/practice/drills/{drill.public_id}/"))


def test_the_debrief_shows_picture_marks_messages_and_three_things_to_try(as_ben, ben):
    drill = a_drill(ben, at=START)
    tell(drill, "Our engineer forgot something & <b>90 %</b> of patients cannot book.", minute=7, promise=8, by=ben)  # fmt: skip
    tell(drill, "We have found the cause of the errors in Online booking. Next update by 09:38 UTC.", minute=18, state=State.IDENTIFIED, by=ben)  # fmt: skip
    drill = over(drill)
    page = text_of(as_ben.get(f"/practice/drills/{drill.public_id}/"))
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="drill-picture"' in page
    assert "<b>90" not in page
    assert page.count("<li>", page.index("Three things"), page.index("To talk about")) == 3
    assert "The public page: after 7 minutes; it was owed within 5 minutes." in page
    assert '<span class="tag">not true</span> <q>90 %</q>: true was 60%.' in page
    assert '<span class="tag">blame</span>' in page
    assert "promise missed" in page
    assert "4. fact" in page
    assert as_ben.get("/practice/drills/").content.decode().count(drill.public_id) == 1


def test_the_debrief_of_a_silent_drill_says_where_to_begin(as_ben, ben):
    drill = over(a_drill(ben, at=START))
    page = text_of(as_ben.get(f"/practice/drills/{drill.public_id}/"))
    assert "Nothing was published. Take the same drill again at a slower pace" in page
    assert "nothing yet" in page


def test_the_debrief_follows_from_the_rows_alone(as_ben, ben):
    drill = a_drill(ben, at=START)
    end_drill(drill, by=ben, at=START + timedelta(seconds=90))
    first = text_of(as_ben.get(f"/practice/drills/{drill.public_id}/"))
    second = text_of(as_ben.get(f"/practice/drills/{drill.public_id}/"))
    assert (
        first[first.index("<svg") : first.index("</svg>")]
        == second[second.index("<svg") : second.index("</svg>")]
    )
    assert read_script(drill.script).minutes == 30


def test_a_message_that_tells_another_story_than_an_earlier_one_says_so_beside_it(as_ben, ben, dev):
    drill = a_drill(ben, dev, name="calls-drop", at=START)
    tell(drill, "Office calls: 900 companies cannot call. Next update by 09:36 UTC.", minute=16, state=State.IDENTIFIED, by=ben)  # fmt: skip
    tell(drill, "Office calls: 300 companies cannot call. Next update by 09:38 UTC.", minute=18, state=State.IDENTIFIED, audience="support", by=ben)  # fmt: skip
    page = text_of(as_ben.get(f"/practice/drills/{over(drill).public_id}/"))
    assert (
        '<span class="tag">two stories</span> number of users: 300 here, 900 there (The public page, 09:16 UTC).'
        in page
    )


def test_a_team_gathers_before_its_clock_runs(as_ben, own, ben, dev):
    (own / "rooms.toml").write_text(SMALL)
    sent = {"script": "own-rooms", "pace": "12", "seed": "5", "communications": ben.pk, "support": dev.pk}
    page = text_of(as_ben.post("/practice/drills/start/", sent, follow=True))
    drill = Drill.objects.get()
    assert drill.waits
    assert "Waiting for Dev Patel" in page
    assert "You answer guests." in page, "each role is told what is asked of it"
    assert "Start the clock" in page

    room, waiting = reverse("room", args=[drill.incident_id]), f"/practice/drills/{drill.public_id}/waiting/"
    assert as_ben.get(f"{waiting}?here=1").status_code == 204
    theirs = Client()
    theirs.force_login(dev)
    assert "A drill waits for its people" in text_of(theirs.get("/"))
    their_page = text_of(theirs.get(room, follow=True))
    assert "Ben Okafor starts the clock" in their_page
    assert 'id="start-clock"' not in their_page
    told = text_of(as_ben.get(f"{waiting}?here=1"))
    assert "Everybody is there." in told
    assert as_ben.get(f"{waiting}?here=2").status_code == 204

    assert theirs.post(f"/practice/drills/{drill.public_id}/clock/").status_code == 403
    answer = as_ben.post(f"/practice/drills/{drill.public_id}/clock/")
    assert (answer.status_code, answer["Location"]) == (302, room)
    assert theirs.get(f"{waiting}?here=2").headers["HX-Redirect"] == room
    assert theirs.get(room).status_code == 200


def test_nothing_is_written_in_a_drill_that_waits(as_ben, ben, dev):
    drill = a_drill(ben, dev, name="calls-drop", at=timezone.now())
    Drill.objects.filter(pk=drill.pk).update(started_at=None)
    answer = as_ben.post(reverse("write", args=[drill.incident_id, "public"]))
    assert answer.status_code == 403
    assert "This drill waits for its people. Ben Okafor starts its clock" in text_of(answer)
    assert not drill.incident.drafts.exists()


def test_a_drill_alone_runs_at_once(as_ben, own, ben):
    (own / "rooms.toml").write_text(SMALL)
    sent = {"script": "own-rooms", "pace": "12", "seed": "5", "communications": ben.pk, "support": ben.pk}
    page = text_of(as_ben.post("/practice/drills/start/", sent, follow=True))
    assert not Drill.objects.get().waits
    assert "data-drill-clock" in page


def test_a_drill_that_is_called_off_while_it_waits_says_so_and_has_no_debrief(as_ben, ben, dev):
    drill = a_drill(ben, dev, name="calls-drop", at=timezone.now())
    Drill.objects.filter(pk=drill.pk).update(started_at=None)
    page = text_of(as_ben.post(f"/practice/drills/{drill.public_id}/end/", follow=True))
    assert "This drill was called off before its clock began." in page
    waiting = as_ben.get(f"/practice/drills/{drill.public_id}/waiting/")
    assert waiting.headers["HX-Redirect"] == f"/practice/drills/{drill.public_id}/"
    assert "None yet." in text_of(as_ben.get("/practice/drills/")), "it is no earlier drill"
    assert as_ben.get(reverse("room", args=[drill.incident_id])).status_code == 200


def test_a_drill_that_waits_is_nobody_elses(client, ana, ben, dev):
    drill = a_drill(ben, dev, name="calls-drop", at=timezone.now())
    Drill.objects.filter(pk=drill.pk).update(started_at=None)
    client.force_login(ana)
    for page in ("", "waiting/"):
        assert client.get(f"/practice/drills/{drill.public_id}/{page}").status_code == 404
    assert client.post(f"/practice/drills/{drill.public_id}/clock/").status_code == 404
    assert client.get(reverse("room", args=[drill.incident_id])).status_code == 404


def test_a_debrief_stays_the_same_when_the_cadence_of_the_workspace_is_changed_afterwards(
    as_ben, ana, ben, dev
):
    drill = a_drill(ben, dev, at=START)
    tell(drill, "Rooms cannot be booked. We write again by 09:40 UTC.", minute=20, by=ben)
    address = f"/practice/drills/{over(drill).public_id}/"
    before = main_of(as_ben.get(address))
    change_cadence(PATIENT, seen_version=0, by=ana, at=START)
    assert main_of(as_ben.get(address)) == before
    assert Drill.objects.get(pk=drill.pk).cadence == SHIPPED
    assert a_drill(ben, dev, at=START).cadence == PATIENT
