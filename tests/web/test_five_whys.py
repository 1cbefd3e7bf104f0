"""The tree of whys on the page of a post-mortem: plain forms do all of it, and nothing that was typed is lost."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clarion.accounts.people import Person
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.document import tree_of
from clarion.postmortems.five_whys import Why
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.why_decisions import accept_risk, link_item
from clarion.postmortems.why_tree import add_why, change_why, take_out
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db

SYSTEMIC = "The inventory does not list the gateway"


@pytest.fixture
def postmortem(ana, nine):
    return a_postmortem(by=ana, at=nine)


@pytest.fixture
def why(postmortem, ana, nine):
    return add_why(postmortem, {"answer": "The certificate expired", "kind": "trigger"}, by=ana, at=nine)


@pytest.fixture
def browser(dev) -> Client:
    browser = Client()
    browser.force_login(dev)
    return browser


def whys(postmortem: PostMortem) -> str:
    return f"/postmortems/{postmortem.public_id}/whys/"


def shape(postmortem: PostMortem) -> list:
    def told(nodes) -> list:
        return [[node.answer, *told(node.below)] for node in nodes]

    return told(tree_of(postmortem))


def shown(page) -> str:
    """The text of the page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_without_an_answer_the_page_asks_for_the_first(browser, postmortem):
    page = browser.get(f"/postmortems/{postmortem.public_id}/")
    assert "Answer what made the problem possible" in shown(page)
    assert "What made the problem possible?" in shown(browser.get(f"{whys(postmortem)}add/"))
    answer = browser.post(f"{whys(postmortem)}add/", {"answer": "The certificate expired", "kind": "trigger"})
    why = Why.objects.get()
    assert answer["Location"] == f"/postmortems/{postmortem.public_id}/#why-{why.pk}"
    assert (why.answer, why.kind, why.added_by) == ("The certificate expired", "trigger", Person.objects.get(name="Dev Patel"))  # fmt: skip


def test_an_answer_is_added_below_and_beside_another(browser, postmortem, why):
    form = browser.get(f"{whys(postmortem)}add/?below={why.pk}")
    assert "What made “The certificate expired” possible?" in shown(form)
    browser.post(f"{whys(postmortem)}add/", {"answer": SYSTEMIC, "kind": "contributor", "below": why.pk})
    browser.post(
        f"{whys(postmortem)}add/", {"answer": "The probe skips it", "kind": "detection_gap", "beside": why.pk}
    )
    assert shape(postmortem) == [["The certificate expired", [SYSTEMIC]], ["The probe skips it"]]


def test_what_is_refused_stays_in_its_field_with_the_remedy(browser, postmortem, why):
    sent = {
        "answer": "",
        "kind": "contributor",
        "evidence": "the log",
        "evidence_url": "ftp://x",
        "below": why.pk,
    }
    page = browser.post(f"{whys(postmortem)}add/", sent)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Write an answer: what made it possible?" in text
    assert "Evidence is one address that begins with https:// or http://." in text
    assert 'value="the log"' in text
    assert 'value="ftp://x"' in text
    assert f'name="below" value="{why.pk}"' in text


def test_who_writes_below_an_answer_that_was_taken_out_meanwhile_keeps_the_words(
    browser, postmortem, why, ana, nine
):
    take_out(why, by=ana, at=nine)
    page = browser.post(
        f"{whys(postmortem)}add/", {"answer": SYSTEMIC, "kind": "contributor", "below": why.pk}
    )
    assert page.status_code == 422
    assert "That answer was taken out meanwhile." in shown(page)
    assert SYSTEMIC in shown(page)


def test_in_a_conflict_both_answers_are_shown_and_the_writer_decides(browser, postmortem, why, ana, nine):
    change_why(why, {"answer": "The certificate ended at noon"}, seen_version=1, by=ana, at=nine)
    mine = {"answer": "It expired at 09:31", "kind": "trigger", "version": 1}
    page = browser.post(f"{whys(postmortem)}{why.pk}/", mine)
    assert page.status_code == 409
    assert "The certificate ended at noon" in shown(page)
    assert "It expired at 09:31" in shown(page)
    assert 'name="version" value="2"' in page.content.decode()
    browser.post(f"{whys(postmortem)}{why.pk}/", mine | {"version": 2})
    assert shape(postmortem) == [["It expired at 09:31"]]


def test_what_is_final_keeps_its_answers_and_the_typed_words_are_shown(browser, postmortem, why):
    PostMortem.objects.update(stage=Stage.FINAL)
    page = browser.post(f"{whys(postmortem)}{why.pk}/", {"answer": SYSTEMIC, "kind": "trigger", "version": 1})
    assert page.status_code == 409
    assert "stays as it was agreed" in shown(page)
    assert SYSTEMIC in shown(page)
    calm = browser.get(f"/postmortems/{postmortem.public_id}/")
    assert "Add below" not in shown(calm)


def test_an_answer_moves_and_never_under_itself(browser, postmortem, why, ana, nine):
    below = add_why(postmortem, {"answer": SYSTEMIC}, above=why, by=ana, at=nine)
    other = add_why(postmortem, {"answer": "The probe skips it"}, by=ana, at=nine)
    places = browser.get(f"{whys(postmortem)}{why.pk}/move/").content.decode()
    choice = re.search(r'<select name="below".*?</select>', places, re.DOTALL)
    assert set(re.findall(r'<option value="(\d+)"', choice[0])) == {"0", str(other.pk)}
    refused = browser.post(f"{whys(postmortem)}{why.pk}/move/", {"below": below.pk})
    assert refused.status_code == 422
    assert "Choose another." in shown(refused)
    browser.post(f"{whys(postmortem)}{other.pk}/move/", {"way": "up"})
    assert shape(postmortem) == [["The probe skips it"], ["The certificate expired", [SYSTEMIC]]]
    browser.post(f"{whys(postmortem)}{why.pk}/move/", {"below": other.pk})
    assert shape(postmortem) == [["The probe skips it", ["The certificate expired", [SYSTEMIC]]]]


def test_what_is_taken_out_can_be_put_back(browser, postmortem, why):
    browser.post(f"{whys(postmortem)}{why.pk}/out/")
    page = browser.get(f"/postmortems/{postmortem.public_id}/")
    assert "Taken out (1)" in shown(page)
    browser.post(f"{whys(postmortem)}{why.pk}/back/")
    assert shape(postmortem) == [["The certificate expired"]]


def test_a_risk_is_accepted_with_a_reason_in_ones_own_name(browser, postmortem, why, dev):
    sent = {"reason": "A fee of 2,000 a month", "person": dev.pk, "version": 1}
    browser.post(f"{whys(postmortem)}{why.pk}/risk/", sent)
    page = browser.get(f"/postmortems/{postmortem.public_id}/")
    assert "Risk accepted by Dev Patel: A fee of 2,000 a month" in shown(page)
    assert browser.post(f"{whys(postmortem)}{why.pk}/risk/", sent).status_code == 409
    browser.post(f"{whys(postmortem)}{why.pk}/risk/", sent | {"reason": "", "version": 2})
    assert tree_of(postmortem)[0].accepted_risk == ""


def test_a_responder_is_not_offered_another_name_and_keeps_the_reason_when_one_is_sent(
    browser, postmortem, why, ben
):
    page = browser.get(f"{whys(postmortem)}{why.pk}/risk/").content.decode()
    form = page.partition('id="id_risk_person"')[2].partition("</select>")[0]
    assert ("Dev Patel</option>" in form, "Ben Okafor</option>" in form) == (True, False)
    sent = {"reason": "A fee of 2,000 a month", "person": ben.pk, "version": 1}
    refused = browser.post(f"{whys(postmortem)}{why.pk}/risk/", sent)
    assert refused.status_code == 422
    assert "You accept a risk in your own name." in shown(refused)
    assert "A fee of 2,000 a month" in refused.content.decode()
    assert tree_of(postmortem)[0].accepted_risk == ""


def test_an_action_item_is_chosen_or_added_and_taken_off_again(browser, postmortem, why, nine):
    there = ActionItem.objects.create(postmortem=postmortem, text="Renew by a job", added_at=nine)
    nothing = browser.post(f"{whys(postmortem)}{why.pk}/item/", {"item": "", "text": " "})
    assert nothing.status_code == 422
    assert "Choose an action item, or write what will be done." in shown(nothing)
    browser.post(f"{whys(postmortem)}{why.pk}/item/", {"item": there.public_id})
    browser.post(f"{whys(postmortem)}{why.pk}/item/", {"text": "Add the gateways"})
    new = ActionItem.objects.get(text="Add the gateways")
    assert tree_of(postmortem)[0].items == (there.reference, new.reference)
    browser.post(f"{whys(postmortem)}{why.pk}/item/", {"unlink": there.public_id})
    assert tree_of(postmortem)[0].items == (new.reference,)


def test_the_review_answers_alone_while_somebody_types_and_saves_nothing(browser, postmortem):
    said = browser.post(f"{whys(postmortem)}review/", {"answer": "Human error", "kind": "contributor"})
    assert "blames nobody : not yet" in shown(said)
    assert "How did this look at the time?" in shown(said)
    assert "<html" not in said.content.decode()
    fine = browser.post(f"{whys(postmortem)}review/", {"answer": SYSTEMIC, "kind": "nonsense"})
    assert "What made this possible, and what else had to be true?" in shown(fine)
    assert Why.objects.count() == 0


def test_with_htmx_the_tree_is_answered_alone_and_the_rail_beside_it(browser, postmortem, why):
    header = {"HX-Request": "true", "HX-Target": "five-whys"}
    answer = browser.post(f"{whys(postmortem)}{why.pk}/item/", {"text": "Add the gateways"}, headers=header)
    text = answer.content.decode()
    assert text.strip().startswith('<div id="five-whys"')
    assert 'id="causes"' not in text
    assert 'id="rail"' in text
    assert re.search(rf'id="answer-{why.pk}"[^>]* autofocus', text)


def test_no_text_becomes_markup_in_list_or_picture(browser, postmortem, ana, nine):
    evil = '<script>alert("x")</script>&amp;'
    why = add_why(postmortem, {"answer": evil, "evidence": evil}, by=ana, at=nine)
    accept_risk(why, evil, person=ana, by=ana, at=nine, seen_version=1)
    link_item(
        why, ActionItem.objects.create(postmortem=postmortem, text=evil, added_at=nine), by=ana, at=nine
    )
    text = browser.get(f"/postmortems/{postmortem.public_id}/").content.decode()
    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert(") >= 5


def test_the_page_of_two_hundred_answers_asks_as_little_as_that_of_one(
    browser, postmortem, why, nine, django_assert_num_queries
):
    browser.get(f"/postmortems/{postmortem.public_id}/")
    with CaptureQueriesContext(connection) as one:
        browser.get(f"/postmortems/{postmortem.public_id}/")
    rows = [
        Why(postmortem=postmortem, above=why, answer=SYSTEMIC, position=n, added_at=nine) for n in range(199)
    ]
    Why.objects.bulk_create(rows)
    with django_assert_num_queries(len(one.captured_queries)):
        browser.get(f"/postmortems/{postmortem.public_id}/")


def test_an_answer_that_is_too_long_is_refused_with_all_of_it_in_the_field(browser, postmortem):
    typed = "x" * 601
    page = browser.post(f"{whys(postmortem)}add/", {"answer": typed, "kind": "trigger"})
    assert page.status_code == 422
    assert "Use at most 600 characters; these are 601. Make two answers of it." in shown(page)
    assert typed in page.content.decode()
    form = browser.get(f"{whys(postmortem)}add/").content.decode()
    field = form[form.index('<textarea name="answer"') :]
    assert "maxlength" not in field[: field.index(">")]


def test_an_item_id_that_no_database_takes_is_not_found(browser, postmortem, why):
    for sent in ({"unlink": "a\x00b"}, {"unlink": "nothing"}):
        assert browser.post(f"{whys(postmortem)}{why.pk}/item/", sent).status_code == 404


def test_the_rail_counts_the_answers_without_evidence_and_follows_the_tree(browser, postmortem, why):
    def rail(**headers: str) -> str:
        page = browser.get(f"/postmortems/{postmortem.public_id}/", headers=headers).content.decode()
        return page.partition('id="rail"')[2].partition("</aside>")[0]

    assert "1 answer without evidence" in rail()
    added = browser.post(
        f"{whys(postmortem)}add/",
        {"answer": SYSTEMIC, "kind": "contributor"},
        headers={"HX-Request": "true", "HX-Target": "five-whys"},
    )
    assert "2 answers without evidence" in added.content.decode().partition('id="rail"')[2]
    assert added["HX-Push-Url"] == "false"
    for each in Why.objects.all():
        browser.post(
            f"{whys(postmortem)}{each.pk}/",
            {"answer": each.answer, "kind": each.kind, "evidence": "the log", "version": each.version},
        )
    assert "without evidence" not in rail()
