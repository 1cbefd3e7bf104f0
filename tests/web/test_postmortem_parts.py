"""The parts timeline, impact, lessons and people of a post-mortem's page, with and without htmx."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clarion.incidents.amendments import amend_entry
from clarion.incidents.timeline import Source, record_entry
from clarion.postmortems.lesson_writing import add_lesson
from clarion.postmortems.measuring import add_measures
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.people import add_involved
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.updates.publication import IncidentUpdate
from tests.factories.incidents import an_incident, say
from tests.factories.postmortems import a_postmortem, a_postmortem_of
from tests.factories.subscribers import an_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def postmortem(ana, nine):
    return a_postmortem(by=ana, at=nine)


@pytest.fixture
def incident(postmortem):
    return postmortem.incidents.get()


@pytest.fixture
def signed_in(client, dev):
    client.force_login(dev)
    return client


def page(client, postmortem):
    return client.get(f"/postmortems/{postmortem.public_id}/").content.decode()


def send(client, postmortem, path, part="", **fields):
    """With a part as htmx does."""
    headers = {"HX-Request": "true", "HX-Target": part} if part else {}
    return client.post(f"/postmortems/{postmortem.public_id}/{path}", fields, headers=headers)


LINES = {"day": "2026-03-10", "zone": "UTC"}
MEASURE = {"what": "external:users", "value": "1,200", "unit": "", "how": "measured"}


def test_a_form_is_answered_with_its_part_and_the_rail_or_leads_back_to_the_part(signed_in, postmortem):
    part = send(signed_in, postmortem, "measures/", "impact", **MEASURE).content.decode()
    assert part.strip().startswith('<section id="impact"')
    assert 'id="rail"' in part
    assert "1,200 users" in part
    led = send(signed_in, postmortem, "lessons/", kind="well", text="The alert fired within a minute.")
    assert (led.status_code, led["Location"]) == (302, f"/postmortems/{postmortem.public_id}/#lessons")


def test_lines_stand_by_day_with_the_moments_of_the_record_between_them(signed_in, postmortem, incident, dev):
    record_entry(
        incident, "rolled back release 118", source=Source.PERSON, at=incident.declared_at + timedelta(minutes=20),
        by=dev, evidence_url="https://ci.example.com/118",
    )  # fmt: skip
    shown = page(signed_in, postmortem)
    assert "Tue 10 Mar 2026" in shown
    places = [shown.index(words) for words in ("<p>started", "<p>declared", "<p>rolled back release 118")]
    assert places == sorted(places)
    assert 'title="Evidence on ci.example.com"' in shown


def test_a_published_update_shows_its_audience_and_its_text_behind_a_disclosure(
    signed_in, postmortem, incident, ben
):
    say(incident, "Some **card** payments fail.", by=ben, at=incident.declared_at + timedelta(minutes=5))
    shown = page(signed_in, postmortem)
    assert "<summary>Read it" in shown
    assert "Some <strong>card</strong> payments fail." in shown


def test_updates_of_an_imported_history_become_lines_when_the_postmortem_opens(ana, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    incident = postmortem.incidents.get()
    update = an_update(incident, at=nine - timedelta(minutes=40))
    open_postmortem([incident], by=ana, at=nine)
    open_postmortem([incident], by=ana, at=nine)
    told = incident.entries.filter(source="import")
    assert [(line.occurred_at, line.kind, line.text) for line in told] == [
        (update.published_at, "communication", f"Public page progress of {incident.reference} published")
    ]
    assert IncidentUpdate.objects.count() == 1


def test_pasted_lines_are_added_and_what_is_refused_stays_in_the_field(signed_in, postmortem, incident):
    answer = send(
        signed_in, postmortem, "lines/", "timeline", text="07:10 pager rang\n07:30 rolled back",
        incident=incident.pk, **LINES,
    )  # fmt: skip
    assert "2 lines added" in answer.content.decode()
    wrong = "07:40 errors end\nand nobody knows when this was"
    answer = send(signed_in, postmortem, "lines/", "timeline", text=wrong, incident=incident.pk, **LINES)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 2 (“and nobody knows when this was”): Begin with the time" in shown
    assert f"\n{wrong}</textarea>" in shown
    assert incident.entries.filter(source="person", recorded_at__gt=postmortem.opened_at).count() == 2


def test_a_zone_that_nobody_knows_and_a_missing_day_are_named_at_their_fields(
    signed_in, postmortem, incident
):
    answer = send(
        signed_in, postmortem, "lines/", "timeline", text="07:10 x", incident=incident.pk, day="", zone="Mars"
    )
    shown = answer.content.decode()
    assert "“Mars” is no time zone known here" in shown
    assert "Say of which day the times are." in shown


def test_an_incident_of_another_postmortem_takes_no_lines(signed_in, postmortem, ana, nine):
    other = a_postmortem("Search is slow", by=ana, at=nine).incidents.get()
    answer = send(signed_in, postmortem, "lines/", text="07:10 pager rang", incident=other.pk, **LINES)
    assert answer.status_code == 422
    assert not other.entries.filter(text="pager rang").exists()


def test_of_several_incidents_each_line_says_whose_it_is_and_a_new_one_is_given_to_one(signed_in, ana, nine):
    first, second = (
        an_incident(title, by=ana, at=nine) for title in ("Card payments fail", "Search is slow")
    )
    both = a_postmortem_of(first, second, by=ana, at=nine)
    shown = page(signed_in, both)
    assert f"<span>{first.reference}</span>" in shown
    assert f"<span>{second.reference}</span>" in shown
    assert '<select name="incident"' in shown
    send(signed_in, both, "lines/", text="07:10 index was rebuilt", incident=second.pk, **LINES)
    assert second.entries.filter(text="index was rebuilt").count() == 1


def test_ticked_lines_are_left_out_and_taken_in_again(signed_in, postmortem, incident, dev, nine):
    lines = [record_entry(incident, f"alert {number}", source=Source.ALERT, at=nine) for number in range(2)]
    answer = send(
        signed_in, postmortem, "lines/noise/", "timeline", line=[line.pk for line in lines], hidden="1"
    )
    assert "2 lines left out" in answer.content.decode()
    assert incident.entries.current().filter(source="alert").count() == 0
    hidden = incident.entries.current(with_hidden=True).filter(hidden=True)
    send(signed_in, postmortem, "lines/noise/", "timeline", line=[line.pk for line in hidden], hidden="0")
    assert incident.entries.current().filter(source="alert").count() == 2


def test_a_line_that_somebody_changed_meanwhile_is_not_left_out_and_the_others_are(
    signed_in, postmortem, incident, dev, nine
):
    first = record_entry(incident, "pager rang", source=Source.PERSON, at=nine, by=dev)
    second = record_entry(incident, "beep", source=Source.PERSON, at=nine, by=dev)
    amend_entry(first, {"text": "the pager rang"}, by=dev, at=nine)
    answer = send(signed_in, postmortem, "lines/noise/", "timeline", line=[first.pk, second.pk], hidden="1")
    assert "Somebody else changed this line since you opened it" in answer.content.decode()
    assert incident.entries.current().filter(text="the pager rang").exists()
    assert incident.entries.current(with_hidden=True).get(text="beep").hidden


def test_evidence_is_added_to_a_line_of_an_alert_whose_words_stay(signed_in, postmortem, incident, nine):
    line = record_entry(incident, "alert HighErrorRate", source=Source.ALERT, at=nine)
    assert "Add evidence" in page(signed_in, postmortem)
    wrong = send(signed_in, postmortem, f"lines/{line.pk}/", evidence_url="javascript:alert(1)")
    assert wrong.status_code == 422
    assert "javascript:alert(1)" in wrong.content.decode()
    led = send(signed_in, postmortem, f"lines/{line.pk}/", evidence_url="https://graphs.example.com/1")
    assert led["Location"].endswith("/#timeline")
    now = incident.entries.current().get(source="alert")
    assert (now.text, now.evidence_url) == ("alert HighErrorRate", "https://graphs.example.com/1")


def test_evidence_of_a_line_that_somebody_changed_meanwhile_is_not_written_over_it(
    signed_in, postmortem, incident, dev, nine
):
    line = record_entry(incident, "pager rang", source=Source.PERSON, at=nine, by=dev)
    amend_entry(line, {"evidence_url": "https://pager.example.com/7"}, by=dev, at=nine)
    answer = send(signed_in, postmortem, f"lines/{line.pk}/", evidence_url="https://pager.example.com/8")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else changed this line since you opened it" in shown
    assert "pager rang https://pager.example.com/7</blockquote>" in shown
    assert "https://pager.example.com/8" in shown


def test_correcting_a_line_leads_back_to_the_postmortem(signed_in, postmortem, incident, dev, nine):
    line = record_entry(incident, "rolled bakc", source=Source.PERSON, at=nine, by=dev)
    back = f"postmortem-{postmortem.public_id}"
    form = signed_in.get(f"/entries/{line.pk}/?back={back}").content.decode()
    assert f'href="/postmortems/{postmortem.public_id}/#timeline">Cancel' in form
    led = signed_in.post(
        f"/entries/{line.pk}/",
        {"text": "rolled back", "occurred_at": "2026-03-10 09:00", "kind": "action", "back": back},
    )
    assert led["Location"] == f"/postmortems/{postmortem.public_id}/#timeline"
    strange = signed_in.post(f"/entries/{line.pk}/hide/", {"hidden": "1", "back": "postmortem-//evil"})
    assert strange["Location"].startswith(f"/incidents/{incident.reference}/")


def test_what_the_checks_say_is_shown_and_what_is_missing_stands_in_the_rail(signed_in, postmortem):
    shown = page(signed_in, postmortem)
    assert re.search(r"\d+ things? to look at</summary>", shown)
    assert "was never told to readers outside, or nobody wrote down when" in shown
    assert "The impact has no number; an informed estimate is better than none" in shown
    assert "The lessons do not say what went well" in shown


def test_what_the_record_suggests_is_taken_over_with_one_click(signed_in, postmortem):
    assert "Take over<" in page(signed_in, postmortem)
    part = send(signed_in, postmortem, "measures/take/", "impact", suggested="users").content.decode()
    assert "≈ estimated" in part
    assert [str(each) for each in postmortem.measures.all()] == ["Users affected: 1200 users"]
    send(signed_in, postmortem, "measures/take/", "impact", suggested="users")
    assert postmortem.measures.count() == 1


def test_a_wrong_number_stays_in_its_field_with_the_remedy(signed_in, postmortem):
    answer = send(signed_in, postmortem, "measures/", "impact", **(MEASURE | {"value": "1.200"}))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "“1.200” may be 1,200 or 1.2. Write one of them." in shown
    assert 'value="1.200"' in shown
    answer = send(signed_in, postmortem, "measures/", "impact", **(MEASURE | {"unit": "litres"}))
    assert "Users affected is counted in users, customers" in answer.content.decode()


def test_a_measure_is_changed_in_its_place_and_a_conflict_shows_both(signed_in, postmortem, ana, nine):
    measure = add_measures(postmortem, [{"side": "external", "metric": "users", "value": 1200, "unit": "users"}], by=ana, at=nine)[0]  # fmt: skip
    form = signed_in.get(f"/postmortems/{postmortem.public_id}/measures/{measure.pk}/").content.decode()
    assert 'id="measure_value"' in form
    path = f"measures/{measure.pk}/"
    send(signed_in, postmortem, path, "impact", seen_version=1, **(MEASURE | {"value": "1300"}))
    answer = send(signed_in, postmortem, path, "impact", seen_version=1, **(MEASURE | {"value": "1400"}))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Users affected: 1,300 users" in shown
    assert 'value="1400"' in shown
    assert 'name="seen_version" value="2"' in shown
    send(signed_in, postmortem, path, "impact", seen_version=2, **(MEASURE | {"value": "1400"}))
    assert postmortem.measures.get().value == 1400


def test_a_measure_that_was_taken_out_is_put_back_as_it_was(signed_in, postmortem, ana, nine):
    fields = {
        "side": "internal", "metric": "other", "name": "Pages at night", "value": 3, "unit": "pages", "estimated": True,
        "source": "pager", "source_url": "https://pager.example.com/1",
    }  # fmt: skip
    measure = add_measures(postmortem, [fields], by=ana, at=nine)[0]
    answer = send(signed_in, postmortem, f"measures/{measure.pk}/remove/", "impact", seen_version=1)
    assert "Taken out: Pages at night, 3 pages." in answer.content.decode()
    typed = answer.context["removed_measure_fields"]
    send(signed_in, postmortem, "measures/", "impact", **typed)
    again = postmortem.measures.get()
    assert {name: getattr(again, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("part", "words"),
    [("measures", "this measure"), ("lessons", "this lesson"), ("people", "this line")],
)
def test_what_somebody_changed_meanwhile_is_not_taken_out(signed_in, postmortem, ana, nine, part, words):
    row = {
        "measures": lambda: add_measures(
            postmortem,
            [{"side": "external", "metric": "users", "value": 1, "unit": "users"}],
            by=ana,
            at=nine,
        )[0],
        "lessons": lambda: add_lesson(postmortem, "well", "The alert fired.", by=ana, at=nine),
        "people": lambda: add_involved(postmortem, "Ida", "", by=ana, at=nine),
    }[part]()
    type(row).objects.update(version=2)
    target = {"measures": "impact"}.get(part, part)
    answer = send(signed_in, postmortem, f"{part}/{row.pk}/remove/", target, seen_version=1)
    assert answer.status_code == 409
    assert f"Somebody else changed {words} meanwhile" in answer.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()


def test_what_somebody_took_out_while_another_wrote_keeps_the_words(signed_in, postmortem, ana, nine):
    lesson = add_lesson(postmortem, "well", "The alert fired.", by=ana, at=nine)
    lesson.delete()
    answer = send(
        signed_in, postmortem, "lessons/99/", "lessons", kind="well", text="My better words", seen_version=1
    )
    assert answer.status_code == 409
    assert "Somebody took this out while you were writing" in answer.content.decode()
    assert "My better words" in answer.content.decode()
    assert signed_in.get(f"/postmortems/{postmortem.public_id}/lessons/99/").status_code == 404


def test_a_lesson_is_reviewed_as_it_is_typed_and_nothing_is_kept(signed_in, postmortem):
    answer = send(
        signed_in, postmortem, "lessons/review/", text="The engineer forgot to renew the certificate."
    )
    assert "blame" in answer.content.decode()
    assert not postmortem.lessons.exists()
    assert send(signed_in, postmortem, "lessons/review/", text="").content.decode().strip() == ""


def test_a_lesson_is_changed_and_a_conflict_shows_both_texts(signed_in, postmortem, ana, nine):
    lesson = add_lesson(postmortem, "well", "The alert fired.", by=ana, at=nine)
    path = f"lessons/{lesson.pk}/"
    send(signed_in, postmortem, path, kind="poorly", text="Their words", seen_version=1)
    answer = send(signed_in, postmortem, path, "lessons", kind="well", text="My words", seen_version=1)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert '<blockquote class="said">Their words</blockquote>' in shown
    assert "\nMy words</textarea>" in shown


def test_people_are_listed_from_the_incident_with_one_click(signed_in, postmortem):
    assert "List 1 person of the incident" in page(signed_in, postmortem)
    part = send(signed_in, postmortem, "people/fill/", "people").content.decode()
    assert "Ana Sousa" in part
    assert "List 1" not in part


def test_a_person_is_added_changed_and_taken_out(signed_in, postmortem, ana, nine):
    send(signed_in, postmortem, "people/", "people", name="Engineer of the bank", role="supplier")
    listed = postmortem.involved.get()
    twice = send(signed_in, postmortem, "people/", "people", name="engineer of the bank", role="")
    assert (twice.status_code, "is listed already" in twice.content.decode()) == (422, True)
    send(signed_in, postmortem, f"people/{listed.pk}/", "people", name="Ida", role="", seen_version=1)
    late = send(signed_in, postmortem, f"people/{listed.pk}/", "people", name="Ivo", role="", seen_version=1)
    assert (late.status_code, "Somebody else changed this line" in late.content.decode()) == (409, True)
    gone = send(signed_in, postmortem, f"people/{listed.pk}/remove/", "people", seen_version=2)
    assert "Taken out: Ida." in gone.content.decode()


def test_what_is_final_shows_no_forms_and_keeps_what_was_typed_in_vain(signed_in, postmortem, ana, nine):
    add_lesson(postmortem, "well", "The alert fired.", by=ana, at=nine)
    add_involved(postmortem, "Ida", "", by=ana, at=nine)
    PostMortem.objects.update(stage=Stage.FINAL)
    shown = page(signed_in, postmortem)
    forms = set(re.findall(rf'method="post" action="/postmortems/{postmortem.public_id}/([a-z]+)/', shown))
    assert not forms & {"lines", "measures", "lessons", "people"}
    answer = send(signed_in, postmortem, "lessons/", "lessons", kind="well", text="A last word")
    assert answer.status_code == 409
    assert "Reopen it to change it." in answer.content.decode()
    assert "A last word" in answer.content.decode()


def test_what_is_final_is_not_opened_for_a_change(signed_in, postmortem, ana, nine):
    lesson = add_lesson(postmortem, "well", "The alert fired.", by=ana, at=nine)
    PostMortem.objects.update(stage=Stage.FINAL)
    shown = signed_in.get(f"/postmortems/{postmortem.public_id}/lessons/{lesson.pk}/").content.decode()
    assert 'id="lesson_text"' not in shown
    assert "The alert fired." in shown


def test_a_line_or_a_lesson_more_costs_no_query_more(signed_in, postmortem, incident, ana, dev, nine):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(signed_in, postmortem)
        return len(asked)

    record_entry(incident, "first", source=Source.PERSON, at=nine, by=dev)
    add_lesson(postmortem, "well", "first", by=ana, at=nine)
    before = queries()
    for number in range(10):
        record_entry(incident, f"line {number}", source=Source.PERSON, at=nine, by=dev)
        add_lesson(postmortem, "well", f"lesson {number}", by=ana, at=nine)
        add_involved(postmortem, f"person {number}", "", by=ana, at=nine)
    assert queries() <= before
