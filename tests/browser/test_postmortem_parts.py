"""Timeline, impact, lessons and people of a post-mortem, written by clicking; empty, full, wrong, with long words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.incidents.amendments import amend_entry
from clarion.incidents.timeline import Entry, Source, record_entry
from clarion.postmortems.impact import Measure
from clarion.postmortems.lesson_writing import change_lesson
from clarion.postmortems.lessons import Lesson
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import say
from tests.factories.postmortems import a_postmortem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_page(page: Page, live_server, postmortem, person) -> None:
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    page.wait_for_load_state()


def test_an_impact_a_timeline_and_lessons_are_written_by_clicking(page, live_server, ana, ben, cleo):
    now = timezone.now().replace(second=0, microsecond=0)
    postmortem = a_postmortem(by=ana, at=now)
    incident = postmortem.incidents.get()
    say(incident, "Some card payments fail.", by=ben, at=incident.declared_at + timedelta(minutes=4))
    incident.refresh_from_db()
    incident.detected_at = incident.started_at + timedelta(minutes=2)
    incident.mitigated_at = incident.started_at + timedelta(minutes=80)
    incident.resolved_at = incident.started_at + timedelta(minutes=100)
    incident.save()
    open_page(page, live_server, postmortem, cleo)
    picture(page, "postmortem-parts-begun")
    assert barriers(page) == []
    assert fits(page)

    # A chat is pasted; a line without a time is refused, and nothing of it is lost.
    moments = [incident.started_at + timedelta(minutes=minute) for minute in (10, 25)]
    chat = f"Ana Sousa  {moments[0]:%H:%M}\nrolled back release 118\n{moments[1]:%H:%M}\nerrors end"
    page.get_by_text("Add lines, or paste a chat").click()
    page.fill("#late_text", "errors end")
    page.get_by_role("button", name="Add to the timeline").click()
    expect(page.get_by_text("Begin with the time at which it happened")).to_be_visible()
    expect(page.locator("#late_text")).to_have_value("errors end")
    picture(page, "postmortem-lines-refused")
    assert barriers(page) == []
    page.fill("#late_text", chat)
    page.get_by_role("button", name="Add to the timeline").click()
    expect(page.get_by_text("2 lines added")).to_be_visible()
    line = page.locator("#timeline li", has_text="rolled back release 118")
    expect(line).to_be_visible()
    page.get_by_text("Read it").click()
    expect(page.locator(".published .prose", has_text="Some card payments fail.")).to_be_visible()

    # Noise is ticked and left out, and taken in again; a link proves a line.
    page.locator("#timeline li", has_text="errors end").get_by_label("noise").check()
    page.get_by_role("button", name="Leave out what is ticked").click()
    page.get_by_text("1 line left out").click()
    page.get_by_label("take in again").check()
    page.get_by_role("button", name="Take in what is ticked").click()
    expect(page.locator("#timeline .of-day li", has_text="errors end")).to_be_visible()
    line.get_by_role("link", name="Add evidence").click()
    assert barriers(page) == []
    page.fill("#id_evidence_url", "https://ci.example.com/118")
    page.get_by_role("button", name="Save the link").click()
    expect(page.get_by_role("link", name="ci.example.com")).to_be_visible()

    # What the record suggests is taken over; a wrong number says what to do; two people change one measure.
    page.get_by_role("button", name="List 3 people of the incident").click()
    expect(page.locator("#people").get_by_text("Ana Sousa")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Take over all").click()
    expect(page.locator("#impact").get_by_text("1,200 users")).to_be_visible()
    expect(page.locator("#impact").get_by_text("From the record")).to_have_count(0)
    page.get_by_text("Add a measure").click()
    page.select_option("#new_measure_what", "external:revenue")
    page.fill("#new_measure_value", "1.250")
    page.get_by_role("button", name="Add the measure").click()
    expect(page.get_by_text("may be 1,250 or 1.25. Write one of them.")).to_be_visible()
    expect(page.locator("#new_measure_value")).to_have_value("1.250")
    picture(page, "postmortem-impact-refused")
    page.fill("#new_measure_value", "1,250")
    page.fill("#new_measure_unit", "eur")
    page.fill("#new_measure_source", "payments ledger")
    page.get_by_role("button", name="Add the measure").click()
    expect(page.locator("#impact").get_by_text("EUR 1,250")).to_be_visible()
    row = page.locator("#impact li", has_text="EUR 1,250")
    row.get_by_role("link", name="Change").click()
    expect(page.locator("#measure_value")).to_have_value("1,250")
    Measure.objects.filter(unit="EUR").update(value=1300, version=2)
    page.fill("#measure_value", "1,400")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Somebody else changed this measure while you were writing.")).to_be_visible()
    with page.expect_response(lambda answer: "/live/" in answer.url and answer.status == 200):
        pass  # what others changed arrives; the typed number stays
    expect(page.locator("#measure_value")).to_have_value("1,400")
    picture(page, "postmortem-impact-conflict")
    assert barriers(page) == []
    page.get_by_role("button", name="Save mine all the same").click()
    expect(page.locator("#impact").get_by_text("EUR 1,400")).to_be_visible()
    row = page.locator("#impact li", has_text="EUR 1,400")
    row.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Taken out: Revenue, EUR 1,400.")).to_be_visible()
    page.get_by_role("button", name="Put back").click()
    expect(page.locator("#impact").get_by_text("EUR 1,400")).to_be_visible()

    # Lessons are reviewed as they are typed, moved by keyboard, and kept when two write one.
    page.locator("#new-lesson-poorly").press_sequentially(
        "The engineer forgot to renew the certificate.", delay=1
    )
    expect(page.locator("#review-new-poorly").get_by_text("block blame")).to_be_visible()
    page.fill("#new-lesson-poorly", "The rollback took 40 minutes, since its script asked for a second yes.")
    page.locator("#new-lesson-poorly").press("Enter")
    expect(page.locator("#lessons li", has_text="The rollback took 40 minutes")).to_be_visible()
    for text in ("The alert fired within two minutes.", "Support had talking points after ten minutes."):
        page.fill("#new-lesson-well", text)
        page.locator("#new-lesson-well").press("Enter")
        expect(page.locator("#lessons li", has_text=text)).to_be_visible()
    second = page.locator("#lessons li", has_text="Support had talking points")
    second.get_by_role("button", name="Move up").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#lessons .lesson-kind").first.locator("li").first).to_contain_text("Support had")
    page.locator("#lessons li", has_text="The alert fired").get_by_role("link", name="Change").click()
    page.fill("#lesson_text", "The alert fired within 90 seconds.")
    lesson = Lesson.objects.get(text__startswith="The alert fired")
    change_lesson(lesson, kind="well", text="The alert fired at once.", seen_version=1, by=ana, at=now)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The alert fired at once.")).to_be_visible()
    expect(page.locator("#lesson_text")).to_have_value("The alert fired within 90 seconds.")
    page.get_by_role("button", name="Save mine all the same").click()
    expect(page.locator("#lessons").get_by_text("The alert fired within 90 seconds.")).to_be_visible()

    # Somebody from outside is listed; the list is apart from the causes.
    page.get_by_text("Add somebody").click()
    page.fill("#new_involved_name", "Engineer of the bank")
    page.fill("#new_involved_role", "supplier")
    page.get_by_role("button", name="Add to the list").click()
    expect(page.locator("#people").get_by_text("supplier · outside")).to_be_visible()
    picture(page, "postmortem-parts-written")
    assert barriers(page) == []
    assert fits(page)


def test_three_hundred_lines_over_three_days_and_long_words_stay_readable(page, live_server, ana, ben, cleo):
    now = timezone.now().replace(second=0, microsecond=0)
    postmortem = a_postmortem(by=ana, at=now)
    incident = postmortem.incidents.get()
    told = [
        "error rate of checkout rose to 14 %",
        "rolled back release 118",
        "told Support that refunds wait",
    ]
    for number in range(300):
        at = incident.started_at - timedelta(minutes=12 * number)
        if number % 5 == 0:
            record_entry(incident, f"alert HighErrorRate api-gateway {number}", source=Source.ALERT, at=at)
        else:
            record_entry(
                incident, told[number % 3], source=Source.PERSON, at=at, by=ben,
                evidence_url="https://graphs.example.com/d/1" if number % 2 else "",
            )  # fmt: skip
    long = record_entry(
        incident, "config_" + "payments-gateway-eu-central-1-" * 9, source=Source.PERSON, at=now, by=ben
    )
    amend_entry(long, {"evidence_url": f"https://{'long-name-' * 4}example.com/x"}, by=ben, at=now)
    Measure.objects.create(
        postmortem=postmortem, side="external", metric="other", name="Retries_of_" + "idempotency-keys-" * 5,
        value=123456789012, unit="failed-authorisation-requests-of-all", source="ledger_" + "of-the-acquirer-" * 11,
    )  # fmt: skip
    Lesson.objects.create(
        postmortem=postmortem,
        kind="lucky",
        text="It was " + "a-very-quiet-bank-holiday-" * 20 + ", obviously.",
    )
    open_page(page, live_server, postmortem, cleo)
    expect(page.locator("#timeline .of-day > li:not(.mark)")).to_have_count(Entry.objects.current().count())
    picture(page, "postmortem-parts-full")
    assert barriers(page) == []
    assert fits(page)
