"""Sections of a post-mortem in the console: the editor in its place, saves, conflicts, versions, who writes."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.section_writing import section_of, write_section
from clarion.postmortems.sections import Part
from clarion.web.who_writes import note_writing, writers
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
PAUSE = {"HX-Request": "true", "HX-Target": "review-impact"}
IN_PLACE = {"HX-Request": "true", "HX-Target": "section-impact"}


@pytest.fixture
def postmortem(ana) -> PostMortem:
    return a_postmortem(by=ana, at=timezone.now())


@pytest.fixture
def writer(client, dev):
    client.force_login(dev)
    return client


def address(postmortem, rest: str = "") -> str:
    return f"/postmortems/{postmortem.public_id}/{rest}"


def impact(postmortem):
    return section_of(postmortem, Part.IMPACT)


def test_an_empty_section_says_what_will_be_here_and_offers_to_write_it(writer, postmortem):
    said = writer.get(address(postmortem)).content.decode()
    assert "What customers and colleagues could not do, in words." in said
    assert f'hx-get="{address(postmortem, "sections/impact/")}"' in said
    for part in Part:
        assert said.count(f'id="section-{part.value}"') == 1


def test_edit_opens_in_its_place_with_htmx_and_is_a_page_without(writer, postmortem):
    fragment = writer.get(address(postmortem, "sections/impact/"), headers=IN_PLACE).content.decode()
    assert fragment.strip().startswith('<div id="section-impact" class="written editing"')
    page = writer.get(address(postmortem, "sections/impact/")).content.decode()
    assert page.startswith("<!doctype html>")
    assert "<textarea" in page


def test_a_pause_saves_and_is_answered_with_the_review_beside_the_text(writer, postmortem):
    answer = writer.post(
        address(postmortem, "sections/impact/"),
        {"text": "Ana forgot to renew it.", "version": 1},
        headers=PAUSE,
    )
    said = answer.content.decode()
    assert said.strip().startswith('<div id="review-impact"')
    assert '<mark class="block">Ana forgot to</mark>' in said
    assert 'name="version" form="write-impact" value="2"' in said
    assert impact(postmortem).text == "Ana forgot to renew it."


def test_done_shows_the_words_in_their_place_or_leads_to_the_part_of_the_page(writer, postmortem):
    form = {"text": "Payments failed.", "version": 1, "done": "yes"}
    there = {**IN_PLACE, "HX-Current-URL": f"http://testserver{address(postmortem)}"}
    said = writer.post(address(postmortem, "sections/impact/"), form, headers=there).content.decode()
    assert said.strip().startswith('<div id="section-impact" class="written"')
    plain = writer.post(address(postmortem, "sections/problem/"), {**form, "text": "Nobody could pay."})
    assert (plain.status_code, plain["Location"]) == (302, f"{address(postmortem)}#causes")


def test_done_on_the_page_of_the_editor_alone_leads_back_to_the_post_mortem(writer, postmortem):
    editor = address(postmortem, "sections/impact/")
    headers = {**IN_PLACE, "HX-Current-URL": f"http://testserver{editor}"}
    answer = writer.post(editor, {"text": "Said.", "version": 1, "done": "yes"}, headers=headers)
    assert answer["HX-Redirect"] == f"{address(postmortem)}#impact"


def test_findings_stand_beside_the_paragraph_that_they_speak_of(writer, postmortem, ben):
    text = "Payments failed.\n\nBen forgot to **renew** it <script>."
    write_section(impact(postmortem), text, seen_version=1, by=ben, at=timezone.now())
    said = writer.get(address(postmortem)).content.decode()
    first, second = said.split('id="section-impact"')[1].split('class="passage"')[1:3]
    assert 'class="beside"' not in first
    assert '<mark class="block">Ben forgot to</mark> <strong>renew</strong> it &lt;script&gt;.' in second
    assert 'class="beside"' in second


def test_a_conflict_shows_both_texts_keeps_the_typed_one_and_saves_nothing(writer, postmortem, ben):
    at = timezone.now()
    write_section(impact(postmortem), "one\n\ntwo", seen_version=1, by=ben, at=at)
    write_section(impact(postmortem), "one by Ben\n\ntwo", seen_version=2, by=ben, at=at)
    form = {"text": "one <by> Dev\n\ntwo", "version": 2}
    answer = writer.post(address(postmortem, "sections/impact/"), form, headers=PAUSE)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Ben Okafor changed the same paragraph while you were writing." in said
    assert "<pre>one by Ben</pre>" in said
    assert "<pre>one &lt;by&gt; Dev</pre>" in said
    assert 'name="version" form="write-impact" value="2"' in said, "what is typed next overwrites nothing"
    assert impact(postmortem).text == "one by Ben\n\ntwo"

    page = writer.post(address(postmortem, "sections/impact/"), {**form, "done": "yes"})
    assert page.status_code == 409
    assert "one &lt;by&gt; Dev\n\ntwo</textarea>" in page.content.decode()

    mark = said.split('name="chosen_of" form="write-impact" value="')[1].split('"')[0]
    chosen = writer.post(
        address(postmortem, "sections/impact/"), {**form, "choice": "both", "chosen_of": mark}, headers=PAUSE
    )
    assert chosen.status_code == 200
    assert impact(postmortem).text == "one by Ben\n\none <by> Dev\n\ntwo"


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"text": "x" * 401, "version": 1}, "takes 400 characters, and this text has 401"),
        ({"text": "Mine.", "version": "seven"}, "does not say which version you saw"),
        ({"text": "Mine."}, "does not say which version you saw"),
    ],
)
def test_what_cannot_be_saved_names_the_reason_and_stays_in_the_field(writer, postmortem, form, reason):
    answer = writer.post(address(postmortem, "sections/problem/"), {**form, "done": "yes"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert reason in said
    assert f"{form['text']}</textarea>" in said


@pytest.mark.parametrize("version", [-1, 0, 77, 10**30])
def test_a_version_that_there_never_was_overwrites_nothing(writer, postmortem, ben, version):
    write_section(impact(postmortem), "Ben wrote this.", seen_version=1, by=ben, at=timezone.now())
    form = {"text": "Customers lost carts.", "version": version}
    assert writer.post(address(postmortem, "sections/impact/"), form, headers=PAUSE).status_code == 200
    assert impact(postmortem).text == "Ben wrote this.\n\nCustomers lost carts."


def test_a_final_post_mortem_offers_no_editor_and_loses_nothing_that_was_typed(writer, postmortem):
    PostMortem.objects.update(stage=Stage.FINAL)
    assert 'hx-target="#section-impact"' not in writer.get(address(postmortem)).content.decode()
    assert writer.get(address(postmortem, "sections/impact/")).status_code == 302
    refused = writer.post(address(postmortem, "sections/impact/"), {"text": "late words", "version": 1})
    assert refused.status_code == 422
    assert "Reopen it to change it" in refused.content.decode()
    assert "late words</textarea>" in refused.content.decode()


def test_an_open_page_hears_nothing_while_nothing_changes_and_then_the_changed_part_alone(
    writer, postmortem, ben
):
    def pulse(said: str) -> str:
        return unescape(re.findall(r'id="postmortem-pulse"[^>]* hx-get="([^"]*)"', said)[0])

    page = writer.get(address(postmortem)).content.decode()
    first = writer.get(pulse(page))
    assert first.status_code == 200, "a fresh page is told what its parts look like"
    assert '<section id="impact"' not in first.content.decode()
    asking = pulse(first.content.decode())
    assert writer.get(asking).status_code == 204

    write_section(impact(postmortem), "Payments failed.", seen_version=1, by=ben, at=timezone.now())
    news = writer.get(asking).content.decode()
    assert '<section id="impact"' in news
    assert "Payments failed." in news
    assert '<section id="timeline"' not in news
    assert "impact:2" in news
    assert writer.get(pulse(news)).status_code == 204
    assert '<section id="timeline"' in writer.get(f"{pulse(news)}&behind=timeline").content.decode()


def test_who_writes_is_shown_to_the_others_until_they_stop(writer, postmortem, ben, dev):
    at = timezone.now()
    note_writing(postmortem, {"impact"}, by=ben, at=at)
    said = writer.get(address(postmortem)).content.decode()
    assert "Ben Okafor is writing here" in said
    assert writers(postmortem, besides=ben, at=at) == {}
    assert writers(postmortem, besides=dev, at=at) == {"impact": ["Ben Okafor"]}
    assert writers(postmortem, besides=dev, at=at + timedelta(seconds=11)) == {}
    note_writing(postmortem, set(), by=ben, at=at)
    assert writers(postmortem, besides=dev, at=at) == {}


def test_the_pulse_of_somebody_who_writes_tells_the_others(writer, client, postmortem, ben, dev):
    writer.get(address(postmortem, "live/?writing=impact,nonsense"))
    assert writers(postmortem, besides=ben, at=timezone.now()) == {"impact": ["Dev Patel"]}


def test_versions_are_compared_by_words_and_one_is_written_again(writer, postmortem, ben):
    at = timezone.now()
    write_section(impact(postmortem), "Card payments failed.", seen_version=1, by=ben, at=at)
    write_section(impact(postmortem), "Card payments were slow.", seen_version=2, by=ben, at=at)
    page = address(postmortem, "sections/impact/versions/")
    said = writer.get(page, {"from": 2, "to": 3}).content.decode()
    assert '<del><span class="visually-hidden">removed: </span>failed.</del>' in said
    assert '<ins><span class="visually-hidden">added: </span>were slow.</ins>' in said
    assert "versions 2 to 3" in said

    again = writer.post(address(postmortem, "sections/impact/again/"), {"number": 2, "seen": 3}, follow=True)
    assert "Version 2 stands again, as version 4." in again.content.decode()
    late = writer.post(address(postmortem, "sections/impact/again/"), {"number": 1, "seen": 3}, follow=True)
    assert "Dev Patel saved version 4 meanwhile" in late.content.decode()
    assert impact(postmortem).text == "Card payments failed."


@pytest.mark.parametrize("asked", [{"from": "x", "to": "99"}, {"from": "²"}, {"to": "-1"}])
def test_versions_that_there_are_not_show_the_newest_change(writer, postmortem, asked):
    said = writer.get(address(postmortem, "sections/impact/versions/"), asked)
    assert said.status_code == 200
    assert "Version 1" in said.content.decode()


def test_a_part_that_there_is_not_is_not_found(writer, postmortem):
    assert writer.get(address(postmortem, "sections/blame/")).status_code == 404
    assert writer.get(address(postmortem, "sections/blame/versions/")).status_code == 404
