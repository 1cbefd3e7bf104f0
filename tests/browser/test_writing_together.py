"""Several people write in one section of a post-mortem at once: nobody's words are lost, and each sees the other's."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from clarion.accounts.one_time_links import make_one_time_token
from clarion.postmortems.document import as_json, read_document
from clarion.postmortems.five_whys import Why
from clarion.postmortems.lessons import Lesson
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.section_writing import section_of, write_section
from clarion.postmortems.sections import Part
from clarion.postmortems.versions import DocumentVersion
from tests.browser.conftest import barriers, fits, picture
from tests.factories.postmortems import a_postmortem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: An open page asks every three seconds; a busy machine may be slow to draw.
SOON = 12_000
BEGUN = (
    "Card payments were declined for about a quarter of customers.\n\n"
    "A certificate of the payment gateway had expired."
)


@pytest.fixture
def postmortem(ana) -> PostMortem:
    return a_postmortem(by=ana, at=timezone.now())


def text_of(postmortem, part=Part.SUMMARY) -> str:
    return section_of(postmortem, part).text


def visit(page: Page, live_server, postmortem) -> None:
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    page.wait_for_load_state()


def edit(page: Page, part: str = "summary") -> None:
    page.locator(f"#section-{part} .written-foot a.button").click()
    expect(page.locator(f"#text-{part}")).to_be_focused()


def type_at_the_end_of(page: Page, words: str, more: str, part: str = "summary") -> None:
    """Put the cursor behind the words and type there, as a person does."""
    area = page.locator(f"#text-{part}")
    area.evaluate(
        "(area, words) => { const at = area.value.indexOf(words) + words.length; area.focus(); area.setSelectionRange(at, at); }",
        words,
    )
    page.keyboard.type(more)


def saved(page: Page, part: str = "summary"):
    return page.locator(f"#review-{part}")


def test_two_people_write_in_one_section_at_once(enter, live_server, postmortem, ana, ben):
    write_section(section_of(postmortem, Part.SUMMARY), BEGUN, seen_version=1, by=ana, at=timezone.now())
    first, second = enter(ana), enter(ben)
    for page in (first, second):
        visit(page, live_server, postmortem)
        edit(page)
    expect(first.locator("#writers-summary")).to_have_text("Ben Okafor is writing here", timeout=SOON)
    expect(second.locator("#writers-summary")).to_have_text("Ana Sousa is writing here", timeout=SOON)

    # Each in a paragraph of their own: both stand, and each sees the other's words in the field they type in.
    type_at_the_end_of(first, "quarter of customers", " in Europe")
    type_at_the_end_of(second, "had expired", " at 09:31 UTC")
    for page in (first, second):
        expect(page.locator("#text-summary")).to_have_value(
            "Card payments were declined for about a quarter of customers in Europe.\n\n"
            "A certificate of the payment gateway had expired at 09:31 UTC.",
            timeout=SOON,
        )
    expect(first.locator("#text-summary")).to_be_focused()
    first.keyboard.type(" and in Turkey")  # the cursor stayed where it was
    expect(second.locator("#text-summary")).to_have_value(
        "Card payments were declined for about a quarter of customers in Europe and in Turkey.\n\n"
        "A certificate of the payment gateway had expired at 09:31 UTC.",
        timeout=SOON,
    )
    picture(first, "postmortem-two-writers")
    assert barriers(first) == []
    assert fits(first)

    # Both in one paragraph: the slower one sees both texts and chooses.
    second.route("**/live/**", lambda route: route.abort())  # Ben's page has not heard yet
    type_at_the_end_of(first, "in Turkey", " for two hours")
    expect(saved(first)).to_contain_text("Saved")
    first.wait_for_timeout(1500)
    type_at_the_end_of(second, "about a quarter", ", at most a third,")
    expect(saved(second).get_by_text("Ana Sousa changed the same paragraph")).to_be_visible()
    expect(second.locator("#text-summary")).to_have_value(
        "Card payments were declined for about a quarter, at most a third, of customers in Europe and in Turkey.\n\n"
        "A certificate of the payment gateway had expired at 09:31 UTC."
    )
    picture(second, "postmortem-conflict")
    assert barriers(second) == []
    assert fits(second)
    second.unroute("**/live/**")
    saved(second).get_by_role("button", name="Keep both").click()
    expect(saved(second).get_by_role("alert")).to_have_count(0)
    expect(second.locator("#text-summary")).to_have_value(
        "Card payments were declined for about a quarter of customers in Europe and in Turkey for two hours.\n\n"
        "Card payments were declined for about a quarter, at most a third, of customers in Europe and in Turkey.\n\n"
        "A certificate of the payment gateway had expired at 09:31 UTC."
    )
    second.get_by_role("button", name="Done").click()
    expect(second.locator("#section-summary .prose")).to_have_count(3)
    expect(second.locator("#section-summary .written-foot a.button")).to_be_focused()
    expect(first.locator("#text-summary")).to_have_value(text_of(postmortem), timeout=SOON)


def test_a_reader_sees_what_others_write_and_what_they_type_themselves_stays(
    enter, live_server, postmortem, ana, ben
):
    reader, writer = enter(ana), enter(ben)
    for page in (reader, writer):
        visit(page, live_server, postmortem)
    edit(writer, "impact")
    writer.keyboard.type("Nobody could pay by card.")
    expect(reader.locator("#section-impact")).to_contain_text("Nobody could pay by card.", timeout=SOON)
    expect(reader.locator("#writers-impact")).to_have_text("Ben Okafor is writing here", timeout=SOON)

    # An editor that is open in a part outlives what others change beside it.
    edit(reader, "problem")
    reader.keyboard.type("Card payments were declined.")
    expect(saved(reader, "problem")).to_contain_text("Saved")
    reader.locator("h1").click()
    write_section(
        section_of(postmortem, Part.CAUSES), "Nothing watched it.", seen_version=1, by=ben, at=timezone.now()
    )
    expect(reader.locator("#section-causes")).to_contain_text("Nothing watched it.", timeout=SOON)
    expect(reader.locator("#text-problem")).to_have_value("Card payments were declined.")
    type_at_the_end_of(reader, "declined", " in Europe", "problem")
    expect(saved(reader, "problem")).to_contain_text("version 3")

    # The same when a form of the part itself is answered with the part.
    reader.keyboard.type(" and Turkey")
    reader.evaluate("htmx.ajax('GET', location.pathname, {target: '#causes', swap: 'outerHTML'})")
    expect(reader.locator("#text-problem")).to_have_value("Card payments were declined in Europe and Turkey.")
    type_at_the_end_of(reader, "Turkey", ", for an hour", "problem")
    expect(saved(reader, "problem")).to_contain_text(re.compile("version [45]"))
    expect(saved(reader, "problem")).to_contain_text("Saved")
    reader.get_by_role("button", name="Done").click()
    expect(reader.locator("#section-problem .prose")).to_have_text(
        "Card payments were declined in Europe and Turkey, for an hour."
    )
    assert (
        text_of(postmortem, Part.PROBLEM) == "Card payments were declined in Europe and Turkey, for an hour."
    )


def test_what_was_read_before_the_page_changed_a_part_itself_is_let_go(
    enter, live_server, postmortem, ana, ben
):
    """The pulse brings Ben's words and, read a moment too early, a tree without Ana's newest answer."""
    page = enter(ana)
    visit(page, live_server, postmortem)
    late = []

    def hold(route) -> None:
        if late:
            route.continue_()
        else:
            late.append((route, route.fetch()))

    with page.expect_response("**/live/**"):  # the page has the tokens of its parts by now
        pass
    write_section(section_of(postmortem, Part.SUMMARY), BEGUN, seen_version=1, by=ben, at=timezone.now())
    Why.objects.create(postmortem=postmortem, answer="A certificate had expired", added_at=timezone.now())
    page.route("**/live/**", hold)
    while not late:
        page.wait_for_timeout(100)
    page.locator("#answer-the-problem").click()
    expect(page.locator("#id_why_answer")).to_be_focused()
    page.keyboard.type("Nothing watches when certificates expire")
    page.keyboard.press("Enter")
    newest = page.locator("[data-answer]:focus")
    expect(newest).to_have_text("Nothing watches when certificates expire")
    route, answer = late[0]
    route.fulfill(response=answer)
    expect(page.locator("#section-summary")).to_contain_text("A certificate of the payment", timeout=SOON)
    expect(newest).to_have_text("Nothing watches when certificates expire")


def test_answers_and_action_items_follow_each_other_at_once(enter, live_server, postmortem, ana):
    page = enter(ana)
    page.route("**/live/**", lambda route: route.abort())  # it does not need the pulse
    visit(page, live_server, postmortem)
    page.locator("#answer-the-problem").click()
    expect(page.locator("#id_why_answer")).to_be_focused()
    page.keyboard.type("Nothing watches when certificates expire")
    page.keyboard.press("Enter")
    expect(page.locator("[data-answer]:focus")).to_have_count(1)
    items = page.locator("#items")
    items.get_by_label("What will be done").fill("Alert 14 days before a certificate expires")
    items.get_by_label("Nothing watches when certificates expire").check()
    items.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".why-decisions")).to_contain_text("Alert 14 days before a certificate expires")


def test_words_typed_without_a_connection_are_saved_when_it_is_back(enter, live_server, postmortem, ana):
    page = enter(ana)
    visit(page, live_server, postmortem)
    edit(page, "impact")
    page.context.set_offline(True)
    page.keyboard.type("Payments failed.")
    expect(page.locator("#connection")).to_be_visible(timeout=SOON)
    assert text_of(postmortem, Part.IMPACT) == ""
    page.context.set_offline(False)
    expect(saved(page, "impact")).to_contain_text("version 2", timeout=SOON)
    assert text_of(postmortem, Part.IMPACT) == "Payments failed."


def test_what_is_typed_while_a_save_is_on_its_way_is_merged_from_there(
    enter, live_server, postmortem, ana, ben
):
    """The answer with Ben's words comes late; Ana has typed on by then, and both keep all."""
    write_section(
        section_of(postmortem, Part.SUMMARY), "one\n\ntwo", seen_version=1, by=ana, at=timezone.now()
    )
    page = enter(ana)
    visit(page, live_server, postmortem)
    edit(page)
    write_section(
        section_of(postmortem, Part.SUMMARY), "one\n\ntwo by Ben", seen_version=2, by=ben, at=timezone.now()
    )
    held = []
    page.route("**/sections/summary/", lambda route: held.append(route) if not held else route.continue_())
    page.route("**/live/**", lambda route: route.abort())
    type_at_the_end_of(page, "one", " by Ana")
    page.wait_for_timeout(1200)
    assert len(held) == 1
    page.keyboard.type(", who goes on")
    held[0].continue_()
    expect(page.locator("#text-summary")).to_have_value("one by Ana, who goes on\n\ntwo by Ben", timeout=SOON)
    assert text_of(postmortem) == "one by Ana, who goes on\n\ntwo by Ben"


@pytest.mark.parametrize(
    ("theirs", "merged"),
    [
        ("one\n\ntwo by Ben", "one, and on\n\ntwo by Ben"),
        ("zero by Ben\n\none", "zero by Ben\n\none, and on"),
        ("zero by Ben\n\none\n\ntwo by Ben", "zero by Ben\n\none, and on\n\ntwo by Ben"),
    ],
)
def test_the_cursor_stays_behind_the_words_that_were_typed(
    enter, live_server, postmortem, ana, ben, theirs, merged
):
    section = section_of(postmortem, Part.SUMMARY)
    write_section(section, "one", seen_version=1, by=ana, at=timezone.now())
    page = enter(ana)
    visit(page, live_server, postmortem)
    edit(page)
    type_at_the_end_of(page, "one", "")
    write_section(section, theirs, seen_version=2, by=ben, at=timezone.now())
    expect(page.locator("#text-summary")).to_have_value(theirs, timeout=SOON)
    page.keyboard.type(", and on")
    expect(page.locator("#text-summary")).to_have_value(merged)
    expect(saved(page)).to_contain_text("version 4")
    assert text_of(postmortem) == merged


def test_the_page_of_a_post_mortem_empty_full_and_final(enter, live_server, postmortem, ana, ben):
    page = enter(ana)
    visit(page, live_server, postmortem)
    picture(page, "postmortem-empty")
    assert barriers(page) == []
    assert fits(page)
    at = timezone.now()
    long_word = "gateway-" * 20
    for part, text in {
        Part.SUMMARY: BEGUN,
        Part.TIMELINE: "At 09:31 UTC the certificate expired.\n\n- Ben forgot to renew it, which was obviously careless\n- the alert fired\n\n## What helped\n\nThe runbook.",
        Part.PROBLEM: "Card payments were declined for 69 minutes.",
        Part.CAUSES: f"The root cause was human error.\n\n{long_word}",
        Part.IMPACT: "`exit 1`, then **1,200** customers saw [errors](https://example.com/a).",
    }.items():
        write_section(section_of(postmortem, part), text, seen_version=1, by=ben, at=at)
    visit(page, live_server, postmortem)
    expect(page.locator("#section-timeline .beside").first).to_be_visible()
    picture(page, "postmortem-texts")
    assert barriers(page) == []
    assert fits(page)
    edit(page, "timeline")
    picture(page, "postmortem-editing")
    assert barriers(page) == []
    assert fits(page)
    page.get_by_role("button", name="Done").click()
    page.locator("#section-timeline .written-foot").get_by_role(
        "link", name="Versions of what happened"
    ).click()
    expect(page.get_by_role("heading", name="What happened: versions")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
    PostMortem.objects.update(stage=Stage.FINAL)
    visit(page, live_server, postmortem)
    expect(page.locator(".written-foot a.button")).to_have_count(0)


def test_without_scripts_a_section_is_edited_on_a_page_of_its_own(browser, live_server, postmortem, ana):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(ana, at=timezone.now())}/")
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    page.locator("#section-summary .written-foot a.button").click()
    page.fill("#text-summary", "Payments failed.")
    page.get_by_role("button", name="Done").click()
    assert page.url.endswith(f"/postmortems/{postmortem.public_id}/#summary")
    expect(page.locator("#section-summary")).to_contain_text("Payments failed.")
    context.close()


def test_versions_of_a_text_and_of_the_whole_document(enter, live_server, postmortem, ana, ben):
    page = enter(ana)
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/compare/")
    expect(page.get_by_text("No version of the whole document yet.")).to_be_visible()
    picture(page, "postmortem-compare-empty")

    at = timezone.now()
    section = section_of(postmortem, Part.SUMMARY)
    write_section(section, BEGUN, seen_version=1, by=ana, at=at - timedelta(hours=3))
    Lesson.objects.create(postmortem=postmortem, kind="well", text="The rollback took four minutes")
    why = Why.objects.create(postmortem=postmortem, answer="A certificate had expired", added_at=at)
    content = as_json(read_document(postmortem))
    DocumentVersion.objects.create(
        postmortem=postmortem, number=1, stage="draft", content=content, why="asked for review", at=at, by=ana
    )
    for number, text in enumerate(
        [f"{BEGUN} It", f"{BEGUN} It was renewed", BEGUN.replace("about a quarter", "25 %")]
    ):
        write_section(section, text, seen_version=number + 2, by=ben, at=at - timedelta(minutes=20 - number))
    Lesson.objects.update(text="The rollback took six minutes")
    Why.objects.filter(pk=why.pk).update(removed_at=at)
    Why.objects.create(postmortem=postmortem, answer="Nothing watched when certificates expire", added_at=at)
    page.reload()
    expect(page.get_by_role("heading", name="Five whys")).to_be_visible()
    picture(page, "postmortem-compare")
    assert barriers(page) == []
    assert fits(page)

    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/sections/summary/versions/")
    expect(page.locator("ins")).to_contain_text("25 %")
    picture(page, "postmortem-versions")
    page.locator("select[name=to]").select_option("4")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Write version 4 again").click()
    expect(page.get_by_text("Version 4 stands again, as version 6.")).to_be_visible()
    assert barriers(page) == []
    assert fits(page)
