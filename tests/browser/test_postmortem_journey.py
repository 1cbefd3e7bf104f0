"""From an incident to what was learned from it, by clicking: three real incidents that were imported, and one made up in full.

The real ones are GitHub's and Jenkins's own words (../shared/data); what the document adds to them says no more than they do.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone
from jsonschema import Draft202012Validator
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from clarion.accounts.one_time_links import make_one_time_token
from clarion.accounts.people import Person
from clarion.cli.main import main
from clarion.flows.call import mark_and_call
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.incidents.timeline import Source, record_entry
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.postmortem import PostMortem
from tests.browser.conftest import barriers, fits, picture
from tests.factories.incidents import an_incident, put_right, say

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
SCHEMA = json.loads((ROOT / "docs" / "postmortem.schema.json").read_text())

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
real_histories = pytest.mark.skipif(
    not SHARED.exists(), reason="the real histories (../shared/data) are not here"
)


@dataclass(frozen=True)
class Story:
    """What is written about one incident. `branches` are two, each read from the problem down; the last answer of the
    first one is dealt with by `item`, that of the second is an accepted risk.
    """

    title: str
    sections: dict[str, str]
    branches: tuple[tuple[str, ...], tuple[str, ...]]
    item: str
    outcome: str
    risk: str
    lessons: dict[str, str]
    comment: str
    answer: str


STORIES = (
    Story(
        title="All GitHub services are experiencing significant disruptions",
        sections={
            "summary": (
                "On 14 August 2024 every service of GitHub.com was out of reach for 36 minutes, from 23:02 to 23:38 UTC. "
                "A change of configuration kept the databases from answering the health checks of the routing service.\n\n"
                "Reverting the change brought the traffic back. No data was lost."
            ),
            "problem": "All services of GitHub.com were inaccessible for all users for 36 minutes.",
            "causes": "One change reached every database at once, and the routing service had nothing to fall back on.",
        },
        branches=(
            (
                "The routing service found no healthy database to send traffic to",
                "The new configuration kept the databases from answering health checks",
                "The rollout applies a change to all databases at once",
            ),
            (
                "Critical services cannot work without their database",
                "The pages that need no database share one path with those that do",
            ),
        ),
        item="Limit changes of database configuration to one group at a time",
        outcome="A change that breaks health checks stops after the first group in a test",
        risk="Parting the two paths takes a year, and the limit above comes first",
        lessons={
            "well": "The change was reverted within 36 minutes.",
            "poorly": "The rollout reached every database before its first health check was read.",
            "lucky": "The databases kept running, so that no data had to be restored.",
        },
        comment="Which services came back first, and does the timeline say so?",
        answer="Git Operations was the last one that was reported, at 00:25 UTC.",
    ),
    Story(
        title="Codespaces creation failling",
        sections={
            "summary": (
                "On 20 October 2025, from 08:05 to 10:50 UTC, 39.5 % of the requests to create a codespace failed, 71 % at the "
                "peak. Resuming one failed in 23.4 % of the attempts.\n\nThe service recovered with the supplier."
            ),
            "problem": "Creating a codespace failed in 39.5 % of the requests for 165 minutes.",
            "causes": "Each build waits for a supplier, and what watches the service notices that late.",
        },
        branches=(
            (
                "Images of containers could not be built",
                "Each build downloads from one supplier, and the supplier had an outage",
                "The build keeps no copy of what it downloaded before",
            ),
            (
                "The alert fired 51 minutes after the first failure",
                "The alert counts failures of the whole service and not those of building",
            ),
        ),
        item="Keep a copy of each download that a build needs",
        outcome="A build passes in a test while the supplier cannot be reached",
        risk="An alert on building alone fired too often when it was tried",
        lessons={
            "well": "Resuming went on for three quarters of the attempts.",
            "poorly": "The first update went out 51 minutes after the first failure.",
            "lucky": "The supplier recovered within the same morning.",
        },
        comment="Where do the 51 minutes come from?",
        answer="From 08:05, when it began, to 08:56, when the first update went out.",
    ),
    Story(
        title="Outage on incrementals.jenkins.io",
        sections={
            "summary": (
                "On 27 October 2025 incrementals.jenkins.io answered with errors for about six hours, from 07:56 to 14:00 UTC. "
                "A token was regenerated, and the service worked again."
            ),
            "problem": "Nobody could publish an incremental build for about six hours.",
            "causes": "The token ended, and nothing said so beforehand.",
        },
        branches=(
            (
                "The token with which the service signs in was not accepted any more",
                "Nothing warns before a token ends",
                "The list of what has an end does not hold tokens",
            ),
            ("It took six hours to find the token", "The service logs every refusal with the same words"),
        ),
        item="Add tokens to the list of what has an end",
        outcome="The list warns of a token that ends within 14 days",
        risk="The log belongs to a library that is replaced in spring",
        lessons={
            "well": "A public ticket told readers how it went on.",
            "poorly": "Readers heard one message at the beginning and one at the end.",
            "lucky": "Incremental builds are published on few mornings.",
        },
        comment="Is the six hours measured?",
        answer="It is what the status page says; the log is gone by now.",
    ),
)  # fmt: skip
REASON = "The incident was imported: what the status page did not tell cannot be known any more"


@real_histories
def test_three_imported_incidents_become_published_post_mortems(
    page: Page, live_server, tmp_path, ana, ben, cleo
):
    import_the_histories()
    for number, story in enumerate(STORIES, 1):
        sign_in(page, live_server, cleo)
        incident = Incident.objects.filter(title=story.title).latest("started_at")  # one was named twice
        page.goto(f"{live_server.url}/incidents/{incident.reference}/")
        page.get_by_role("button", name="Write its post-mortem").click()
        expect(page.get_by_role("heading", name=story.title)).to_be_visible()
        postmortem = PostMortem.objects.get(incidents=incident)

        write_everything(page, story)
        looked_at(page, f"journey-{number}-written")
        be_reviewed(page, live_server, story, author=cleo, reviewer=ben)
        make_final(page)
        looked_at(page, f"journey-{number}-final")
        publish(page)

        postmortem.refresh_from_db()
        files = take_along(page, live_server, postmortem, tmp_path)
        holds_all_of(files, story, postmortem)
        page.goto((tmp_path / f"{postmortem.reference}.html").as_uri())
        looked_at(page, f"journey-{number}-html")


# -- the steps


def import_the_histories() -> None:
    for source, name in (("github-status", "github-incidents-2024-2025.jsonl"), ("cstate", "jenkins-cstate")):
        answer = CliRunner().invoke(main, ["import", source, str(SHARED / name)])
        assert answer.exit_code == 0, answer.output


def sign_in(page: Page, live_server, person: Person) -> None:
    page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")


def looked_at(page: Page, name: str) -> None:
    picture(page, name)
    assert barriers(page) == []
    assert fits(page)


def write_everything(page: Page, story: Story) -> None:
    for part, text in story.sections.items():
        write_words(page, part, text)
    answer_the_whys(page, story)
    take_measures_over(page)
    for kind, text in story.lessons.items():
        page.fill(f"#new-lesson-{kind}", text)
        page.locator(f"#new-lesson-{kind}").press("Enter")
        expect(page.locator("#lessons li", has_text=text)).to_be_visible()
    add_the_item(page, story)
    accept_the_risk(page, story)


def write_words(page: Page, part: str, text: str) -> None:
    section = page.locator(f"#section-{part}")
    section.locator(".written-foot a.button").click()
    expect(page.locator(f"#text-{part}")).to_be_focused()
    page.locator(f"#text-{part}").fill(text)
    section.get_by_role("button", name="Done").click()
    expect(section.locator(".prose")).to_have_count(text.count("\n\n") + 1)


def answer_the_whys(page: Page, story: Story) -> None:
    """With the keyboard alone, from the first answer of the first branch to the last one of the second."""
    first, second = story.branches
    page.locator("#answer-the-problem").focus()
    page.keyboard.press("Enter")
    type_answer(page, first[0])
    for answer in first[1:]:
        page.keyboard.press("b")
        type_answer(page, answer)
    for _ in first[1:]:
        page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-answer]:focus")).to_have_text(first[0])
    page.keyboard.press("s")
    type_answer(page, second[0])
    for answer in second[1:]:
        page.keyboard.press("b")
        type_answer(page, answer)
    expect(page.locator(".cause-node.chosen")).to_have_count(1)


def type_answer(page: Page, text: str) -> None:
    expect(page.locator("#id_why_answer")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator("#why-form")).to_have_count(0)
    expect(page.locator("[data-answer]:focus")).to_have_text(text)


def take_measures_over(page: Page) -> None:
    suggested = page.locator(".suggested-measures li")
    labels = suggested.locator(".name").all_inner_texts()
    assert labels
    page.get_by_role("button", name="Take over").last.click()
    expect(suggested).to_have_count(0)
    for label in labels:
        expect(page.locator("#impact .measures", has_text=label).first).to_be_visible()


def add_the_item(page: Page, story: Story) -> None:
    items = page.locator("#items")
    items.get_by_label("What will be done").fill(story.item)
    items.get_by_label("Outcome").fill(story.outcome)
    items.get_by_label("Owner").select_option(label="Ben Okafor")
    items.get_by_label(story.branches[0][-1]).check()
    items.get_by_role("button", name="Add", exact=True).click()
    expect(items.locator(".item-rows")).to_contain_text(story.outcome)
    expect(box_of(page, story.branches[0][-1])).to_contain_text(story.item)


def accept_the_risk(page: Page, story: Story) -> None:
    box_of(page, story.branches[1][-1]).locator("[data-answer]").focus()
    page.keyboard.press("r")
    expect(page.locator("#id_risk_reason")).to_be_focused()
    page.keyboard.type(story.risk)
    page.keyboard.press("Enter")
    expect(box_of(page, story.branches[1][-1]).locator(".why-decisions")).to_contain_text(story.risk)


def box_of(page: Page, answer: str) -> Locator:
    return page.locator(".why-box", has=page.locator("[data-answer]", has_text=answer))


def be_reviewed(page: Page, live_server, story: Story, *, author: Person, reviewer: Person) -> None:
    """Asked; a comment beside a paragraph, its answer, settled; and a yes."""
    address = page.url.partition("#")[0]
    page.get_by_text("Ask for a review…").click()
    page.get_by_label(reviewer.name).check()
    page.get_by_role("button", name="Ask for a review").click()
    expect(page.locator("#stage .here")).to_have_text("In review")

    sign_in(page, live_server, reviewer)
    page.goto(address)
    passage = page.locator("#summary-p1")
    passage.locator(".commenting summary").click()
    passage.get_by_label("Comment on this paragraph").fill(story.comment)
    passage.get_by_role("button", name="Comment").click()
    expect(page.locator("#summary-p1 .thread")).to_contain_text(story.comment)
    expect(page.locator("#rail")).to_contain_text("1 comment not settled")

    sign_in(page, live_server, author)
    page.goto(address)
    thread = page.locator("#summary-p1 .thread")
    thread.locator("summary", has_text="Reply").click()
    thread.get_by_label(f"Reply to {reviewer.name}").fill(story.answer)
    thread.get_by_role("button", name="Reply").click()
    expect(page.locator("#summary-p1 .thread .reply")).to_contain_text(story.answer)

    sign_in(page, live_server, reviewer)
    page.goto(address)
    page.locator("#summary-p1 .thread").get_by_role("button", name="Settle").click()
    expect(page.locator("#rail")).not_to_contain_text("not settled")
    page.get_by_role("button", name="Agree").click()
    expect(page.locator("#stage .asked .agreed")).to_contain_text(reviewer.name)


def make_final(page: Page) -> None:
    """Without a reason where nothing stands in the way, else with one that is kept."""
    over = page.get_by_text("Make final all the same…")
    if over.count():
        over.click()
        page.get_by_label("Why it is final all the same").fill(REASON)
        page.get_by_role("button", name="Make final all the same").click()
        expect(page.locator("#stage")).to_contain_text(REASON)
    else:
        page.get_by_role("button", name="Make final").click()
    expect(page.locator("#stage .here")).to_have_text("Final")


def publish(page: Page) -> None:
    """To everybody in the company, who read it as an article from then on."""
    page.get_by_role("button", name="Publish in the company").click()
    expect(page.get_by_text("Agreed and published inside the company")).to_be_visible()


def take_along(page: Page, live_server, postmortem: PostMortem, folder: Path) -> dict[str, bytes]:
    """The four files, by their ending."""
    page.goto(f"{live_server.url}/postmortems/{postmortem.public_id}/")
    page.locator("summary", has_text="Export").click()
    files = {}
    for form in ("PDF", "HTML", "Markdown", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("link", name=form, exact=True).click()
        ending = download.value.suggested_filename.rpartition(".")[2]
        kept = folder / f"{postmortem.reference}.{ending}"
        download.value.save_as(kept)
        files[ending] = kept.read_bytes()
    return files


def holds_all_of(files: dict[str, bytes], story: Story, postmortem: PostMortem) -> None:
    """Each form in its own way: title, answers and what is done about them."""
    said = [postmortem.title, *every_answer(story), story.item, *story.lessons.values()]
    assert files["pdf"].startswith(b"%PDF-")
    pages = PdfReader(BytesIO(files["pdf"])).pages
    texts = {
        "pdf": "".join(each.extract_text() for each in pages),
        "html": files["html"].decode(),
        "md": files["md"].decode(),
        "json": json.dumps(json.loads(files["json"]), ensure_ascii=False),
    }
    for form, text in texts.items():
        missing = [words for words in said if bare(words) not in bare(text)]
        assert missing == [], form
    assert "```mermaid\nflowchart" in texts["md"]
    assert "src=" not in texts["html"]
    assert "<link" not in texts["html"]
    assert "<svg" in texts["html"]
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(files["json"]))) == []


def every_answer(story: Story) -> Iterator[str]:
    for branch in story.branches:
        yield from branch


def bare(text: str) -> str:
    """Without spaces, ends of lines and hyphens at them, which each form sets as it likes."""
    return "".join(text.replace("-", "").split())


# -- made up in full

MADE_UP = Story(
    title="Card payments fail",
    sections={
        "summary": (
            "For 95 minutes a quarter of the card payments in Spain and Portugal were declined. The certificate of the payment "
            "gateway had expired.\n\nA new certificate ended it; no payment was taken twice."
        ),
        "problem": "A quarter of the card payments in Spain and Portugal were declined for 95 minutes.",
        "causes": "Two lists that nobody compares: what holds a certificate, and what renews one.",
        "impact": "Customers could not pay by card. Support answered 140 tickets on that day.",
        "lessons": "A list that is kept by hand ends where somebody is on holiday.",
    },
    branches=(
        (
            "The gateway presented a certificate that had expired",
            "The job that renews certificates does not know the gateway",
            "Gateways are set up by hand, past the inventory that feeds the job",
        ),
        (
            "The first alert fired 12 minutes after the first declined payment",
            "The probe of Checkout pays with a test card that passes by the gateway",
        ),
    ),
    item="Add every gateway to the inventory that feeds the renewal job",
    outcome="The inventory lists all six gateways, and a test fails when one is missing",
    risk="A probe with a real card costs a fee for each payment",
    lessons={
        "well": "The runbook for certificates took four minutes.",
        "poorly": "Readers waited 25 minutes longer for the second update than was promised.",
        "lucky": "It happened before the shops opened.",
    },
    comment="Does the timeline say when the first payment was declined?",
    answer="Yes, the alert of that minute holds the number.",
)  # fmt: skip


@pytest.fixture
def over(ben, dev, checkout) -> Incident:
    """Resolved an hour ago: alerts, lines, a promise that was missed, a correction, and the word that it is over."""
    began = (timezone.now() - timedelta(hours=3)).replace(second=0, microsecond=0)

    def after(minutes: int) -> datetime:
        return began + timedelta(minutes=minutes)

    incident = an_incident(
        MADE_UP.title, severity=Severity.SEV1, services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=dev, at=after(14),
        impact="Card payments were declined", percent_affected=25, regions=["Spain", "Portugal"], started_at=began,
        detected_at=after(12), cause="a certificate had expired", cause_confirmed=True,
        workaround="pay by bank transfer",
    )  # fmt: skip
    for minutes in (12, 16, 31):
        record_entry(incident, "alert HighErrorRate on checkout-web", source=Source.ALERT, at=after(minutes))
    first = say(
        incident, "Card payments fail in all of Europe.", promise=timedelta(minutes=15), by=ben, at=after(18)
    )
    mark_and_call(at=after(50))
    put_right(
        first,
        "in all of Europe",
        "Correction: card payments fail in Spain and Portugal.",
        by=ben,
        at=after(58),
    )
    for minutes, text in (
        (20, "TLS handshakes of the gateway fail"),
        (61, "loaded the new certificate on all six gateways"),
    ):
        record_entry(incident, text, source=Source.PERSON, at=after(minutes), by=dev)
    say(incident, "Card payments work again.", state=State.RESOLVED, promise=None, by=ben, at=after(95))
    incident.refresh_from_db()
    return incident


def test_an_incident_made_up_in_full_is_learned_from_by_clicking(
    page: Page, browser, live_server, reader, settings, tmp_path, over, ana, ben, cleo, dev, checkout
):
    settings.PUBLIC_URL = reader.address("")
    postmortem = over.postmortems.get()  # it opened by itself

    # Whoever led the incident finds it on their first page, with its due day.
    sign_in(page, live_server, dev)
    page.goto(f"{live_server.url}/")
    page.locator(".owed li", has_text="Post-mortem, draft").get_by_role("link", name="Open").click()
    expect(page.locator("#top")).to_contain_text("owner Dev Patel · due")
    home = page.url

    # Two write at once; each finds the words of the other.
    other = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    sign_in(other, live_server, ana)
    other.goto(home)
    write_words(other, "timeline", "The alerts came first, and the certificate was found after nine minutes.")
    write_everything(page, MADE_UP)
    expect(page.locator("#section-timeline .prose")).to_contain_text(
        "found after nine minutes", timeout=12_000
    )
    expect(other.locator("#section-summary")).to_contain_text("no payment was taken twice", timeout=12_000)
    expect(other.locator("[data-answer]")).to_have_count(5, timeout=12_000)
    other.context.close()

    plan_the_meeting(page)
    looked_at(page, "journey-made-up-written")
    problem = open_the_problem(page, home)
    be_reviewed(page, live_server, MADE_UP, author=dev, reviewer=ben)
    make_final(page)
    looked_at(page, "journey-made-up-final")

    publish_for_customers(page, live_server, home, writer=ben, approver=cleo)
    page.goto(home)
    page.locator("#readers li", has_text="Leadership").get_by_role("button", name="Begin").click()
    page.goto(home)
    page.locator("#readers").get_by_role("link", name="Read the draft for leadership").click()
    expect(page.get_by_role("heading", name="Executive RCA: Card payments fail")).to_be_visible()
    looked_at(page, "journey-made-up-rca")

    page.goto(home)
    publish(page)
    holds_all_of(take_along(page, live_server, postmortem, tmp_path), MADE_UP, postmortem)
    page.goto(f"{home}?work=1")
    expect(page.locator("#stage")).not_to_contain_text("Words were changed since")
    looked_at(page, "journey-made-up-published")

    close_the_item(page, live_server)
    it_is_seen_again(page, live_server, problem, by=ben, service=checkout)
    page.goto(f"{live_server.url}/numbers/")
    expect(page.locator("svg.strip").first).to_be_visible()
    page.locator("#silence summary").click()
    expect(page.locator("#silence table")).to_contain_text("SEV1")

    page.goto(reader.address(f"/incidents/{over.public_id}"))
    expect(page.get_by_text("Post-mortem", exact=True)).to_be_visible()
    expect(page.get_by_text(MADE_UP.item)).to_be_visible()


def plan_the_meeting(page: Page) -> None:
    page.fill("#id_at", "2027-01-12 14:00")
    page.fill("#id_place", "Room 4")
    page.get_by_label("Who leads it").select_option(label="Cleo Lindqvist")
    page.get_by_role("button", name="Save the meeting").click()
    expect(page.locator("#invitation-text")).to_have_value(re.compile("Cleo Lindqvist leads the meeting"))
    expect(page.locator("#invitation-text")).to_have_value(re.compile("what made it possible, not who"))


def open_the_problem(page: Page, home: str) -> str:
    """Its reference; back on the page of the post-mortem, which names it."""
    page.locator("#similar").get_by_role("link", name="Open a problem…").click()
    page.fill("#id_title", "Certificates expire unnoticed")
    page.fill("#id_workaround", "Load the certificate by hand, as the runbook says.")
    page.get_by_role("button", name="Open the problem").click()
    expect(page.get_by_role("heading", name="Certificates expire unnoticed")).to_be_visible()
    page.goto(home)
    expect(page.locator("#similar .linked-problem")).to_contain_text("Certificates expire unnoticed")
    return page.locator("#similar .linked-problem a").first.inner_text()


def publish_for_customers(page: Page, live_server, home: str, *, writer: Person, approver: Person) -> None:
    sign_in(page, live_server, writer)
    page.goto(home)
    page.locator("#readers li", has_text="Public page").get_by_role("button", name="Begin").click()
    # Readers are told what will be, not what somebody is told to do.
    promised = f"We will {MADE_UP.item[0].lower()}{MADE_UP.item[1:]}"
    expect(page.locator("#id_text")).to_have_value(re.compile(promised))
    with page.expect_response(lambda answer: "/save/" in answer.url) as answer:
        page.fill("#id_text", page.input_value("#id_text") + "\nWe check this again in March.\n")
    assert answer.value.status == 200
    composer = page.url
    sign_in(page, live_server, approver)
    page.goto(composer)
    looked_at(page, "journey-made-up-composer")
    page.get_by_role("button", name="Approve this text").click()
    page.get_by_role("button", name="Publish → public page").click()
    expect(page.locator("#readers .state", has_text="Published")).to_be_visible()


def close_the_item(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/action-items/{ActionItem.objects.get().reference}/")
    page.get_by_label("How it was done").fill("The inventory holds all six; the test runs each night")
    page.get_by_role("button", name="Close", exact=True).first.click()
    expect(page.get_by_text("is asked whether it worked").first).to_be_visible()
    # A month later its owner is asked; whoever knows earlier says it earlier.
    ActionItem.objects.update(check_on=timezone.now().date() - timedelta(days=1))
    page.reload()
    expect(page.get_by_text("Did it work?").first).to_be_visible()
    page.get_by_label("It worked", exact=True).check()
    page.get_by_label("How that shows").fill("The job renewed all six in November")
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_text("Kept: it worked.")).to_be_visible()


def it_is_seen_again(page: Page, live_server, problem: str, *, by: Person, service: Service) -> None:
    """A second incident like it: its room names the problem, what helps, and how often it was."""
    second = an_incident(
        "Card payments are declined", severity=Severity.SEV2, services={service: ServiceStatus.PARTIAL_OUTAGE},
        by=by, at=timezone.now(), impact="Card payments are declined", cause="a certificate had expired",
    )  # fmt: skip
    page.goto(f"{live_server.url}/incidents/{second.reference}/")
    seen = page.locator("#seen-before")
    expect(seen).to_contain_text("Load the certificate by hand")
    seen.get_by_role("button", name=f"Link to {problem}").click()
    expect(page.locator("#seen-before")).to_contain_text("Second time in 90 days")
