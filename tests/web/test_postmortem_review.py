"""Stages, comments and rewrites on the page of a post-mortem, without JavaScript and with htmx."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.postmortems.comments import Comment, comment, settle
from clarion.postmortems.postmortem import Answer, Stage
from clarion.postmortems.sections import Part
from clarion.postmortems.stages import answer_review, ask_for_review, make_final, publish_postmortem
from clarion.postmortems.writing import locked_for_writing
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
WHY = "the rest is in the ticket of the supplier"
BLAME = "Ana deleted the wrong table."
SYSTEM = "It was possible to delete the wrong table."


@pytest.fixture
def at():
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def postmortem(ana, at):
    postmortem = a_postmortem(by=ana, at=at)
    postmortem.sections.filter(part=Part.SUMMARY).update(text=f"Cards failed.\n\n{BLAME}")
    return postmortem


@pytest.fixture
def address(postmortem):
    return f"/postmortems/{postmortem.public_id}/"


@pytest.fixture
def as_ana(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def as_ben(client, ben):
    client.force_login(ben)
    return client


def page_of(client, address):
    return client.get(address).content.decode()


def test_the_rail_groups_what_is_missing_by_part_and_counts_what_the_review_says(as_ana, address):
    page = page_of(as_ana, address)
    rail = page[page.index('id="rail"') :]
    assert '<h3><a href="#summary">Summary</a></h3>' in rail
    assert "Summary, paragraph 2: “Ana deleted the wrong” should not stand there" in rail
    assert "1 block" in rail
    assert 'href="#summary-p2">Summary, paragraph 2</a>' in page


def test_who_asks_nobody_is_told_and_who_was_chosen_stays_chosen(as_ana, address, postmortem, ana, ben):
    refused = as_ana.post(f"{address}ask/", {})
    assert refused.status_code == 422
    assert "Choose who reads it, one person at least." in refused.content.decode()
    assert str(ana) not in [str(label) for label in refused.context["ask_form"].fields["reviewers"].queryset]

    asked = as_ana.post(f"{address}ask/", {"reviewers": [ben.pk]}, follow=True)
    assert "Ben Okafor is asked to review it." in asked.content.decode()
    postmortem.refresh_from_db()
    assert postmortem.stage == Stage.IN_REVIEW


def test_a_refused_answer_keeps_its_words(as_ben, address, postmortem, ana, ben, at):
    ask_for_review(postmortem, [ben], by=ana, at=at)
    refused = as_ben.post(f"{address}answer/", {"answer": "maybe", "words": "Which table?"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Agree, or ask for changes." in page
    assert 'value="Which table?"' in page


def test_whoever_agrees_after_all_does_not_repeat_what_should_have_changed(
    as_ben, address, postmortem, ana, ben, at
):
    ask_for_review(postmortem, [ben], by=ana, at=at)
    answer_review(postmortem, Answer.WANTS_CHANGES, words="Which table?", by=ben, at=at)
    page = page_of(as_ben, address)
    assert "<q>Which table?</q>" in page
    assert 'value="Which table?"' not in page


def test_a_yes_to_other_words_says_so(as_ben, address, postmortem, ana, ben, at):
    ask_for_review(postmortem, [ben], by=ana, at=at)
    read = as_ben.get(address).context["read"]
    as_ben.post(f"{address}answer/", {"answer": "agreed", "read": read})
    assert "Words were changed since" not in page_of(as_ben, address)
    postmortem.sections.filter(part=Part.IMPACT).update(text="Nobody could pay.")
    assert "Words were changed since" in page_of(as_ben, address)


def test_the_gate_names_all_reasons_and_keeps_the_reason_that_was_typed(as_ana, address, postmortem):
    seen = postmortem.version
    refused = as_ana.post(f"{address}final/", {"version": seen, "override_reason": ""})
    assert refused.status_code == 422
    assert "Nobody was asked to review it." in refused.content.decode()
    locked_for_writing(postmortem)
    conflict = as_ana.post(f"{address}final/", {"version": seen, "override_reason": WHY})
    assert conflict.status_code == 409
    assert "was changed since you opened this page" in conflict.content.decode()
    assert f'value="{WHY}"' in conflict.content.decode()


def test_a_responder_finds_no_button_that_would_refuse_them(client, address, postmortem, ana, dev, at):
    client.force_login(dev)
    assert "Make final" not in page_of(client, address)
    make_final(postmortem, seen_version=None, override_reason=WHY, by=ana, at=at)
    page = page_of(client, address)
    assert "A communications lead or an admin publishes it." in page
    assert "Reopen" not in page


def test_published_it_shows_its_permanent_address_and_takes_no_comments(as_ana, address, postmortem, ana, at):
    make_final(postmortem, seen_version=None, override_reason=WHY, by=ana, at=at)
    publish_postmortem(postmortem, by=ana, at=at)
    page = page_of(as_ana, f"{address}?work=1")
    assert f"http://testserver{address}" in page
    assert "/comments/" not in page
    refused = as_ana.post(f"{address}comments/", {"part": "summary", "text": "Late."}, follow=True)
    assert refused.status_code == 422
    assert not Comment.objects.exists()


def test_a_comment_stands_beside_its_paragraph_and_an_empty_one_is_refused_there(as_ben, address):
    fields = {"part": "summary", "paragraph": "Cards failed.", "text": "Which cards?", "place": "summary"}
    saved = as_ben.post(f"{address}comments/", fields)
    assert (saved.status_code, saved["Location"]) == (302, f"{address}#summary")
    page = page_of(as_ben, address)
    first = page[page.index('id="summary-p1"') : page.index('id="summary-p2"')]
    assert "Which cards?" in first

    refused = as_ben.post(f"{address}comments/", {**fields, "text": "x" * 4001})
    page = refused.content.decode()
    first = page[page.index('id="summary-p1"') : page.index('id="summary-p2"')]
    assert refused.status_code == 422
    assert "A comment takes 4,000 characters, and this one has 4,001." in first
    assert "x" * 4001 in first


def test_with_htmx_a_comment_answers_the_part_the_rail_the_review_and_the_stage(as_ben, address):
    fields = {"part": "summary", "paragraph": "Cards failed.", "text": "Which cards?"}
    headers = {"HX-Request": "true", "HX-Target": "summary"}
    answer = as_ben.post(f"{address}comments/", fields, headers=headers).content.decode()
    assert [answer.count(f'id="{name}"') for name in ("summary", "rail", "review", "stage", "timeline")] == [1, 1, 1, 1, 0]  # fmt: skip
    assert answer.count('hx-swap-oob="true"') == 3
    assert "1 comment not settled" in answer


def test_a_comment_whose_paragraph_changed_quotes_what_it_was_about(as_ben, address, postmortem, ben, at):
    said = comment(postmortem, Part.SUMMARY, text="Which cards?", paragraph="Cards failed.", by=ben, at=at)
    postmortem.sections.filter(part=Part.SUMMARY).update(text="Payments by card failed.")
    page = page_of(as_ben, address)
    apart = page[page.index('class="threads apart"') :]
    assert "About words that were changed since:" in apart
    assert "Cards failed." in apart
    settle(said, by=ben, at=at)
    assert "Settled by Ben Okafor: Which cards?" in page_of(as_ben, address)


def test_text_of_a_comment_is_never_markup(as_ben, address, postmortem, ben, at):
    comment(postmortem, Part.SUMMARY, text="<b>bold</b>", paragraph="<i>old</i>", by=ben, at=at)
    page = page_of(as_ben, address)
    assert "<b>bold" not in page
    assert "<i>old" not in page


def test_a_comment_of_another_post_mortem_is_not_found(as_ben, postmortem, ben, at):
    other = a_postmortem("Search is slow", by=ben, at=at)
    said = comment(postmortem, Part.SUMMARY, text="Which cards?", by=ben, at=at)
    assert as_ben.post(f"/postmortems/{other.public_id}/comments/{said.pk}/settled/").status_code == 404


def test_a_rewrite_is_used_where_it_was_offered_and_refused_once_the_words_are_others(
    as_ana, address, postmortem
):
    fields = {
        "key": "section:summary:2", "words": BLAME, "start": 0, "suggestion": "It was possible to delete", "place": "summary-p2",
    }  # fmt: skip
    used = as_ana.post(f"{address}rewrite/", fields)
    assert used["Location"] == f"{address}#summary-p2"
    assert postmortem.sections.get(part=Part.SUMMARY).text == f"Cards failed.\n\n{SYSTEM}"
    again = as_ana.post(f"{address}rewrite/", fields)
    assert again.status_code == 409
    assert "These words were changed since you opened the page" in again.content.decode()
    for start in ("", "x", "9" * 40):
        assert as_ana.post(f"{address}rewrite/", {**fields, "start": start}).status_code == 409


def test_whoever_agreed_sees_it_and_the_last_yes_makes_final_the_next_step(
    as_ana, address, postmortem, ana, ben, at
):
    postmortem.sections.filter(part=Part.SUMMARY).update(text="Cards failed for 41 minutes.")
    ask_for_review(postmortem, [ben], by=ana, at=at)
    assert "Make final all the same…" in page_of(as_ana, address)
    answer_review(postmortem, Answer.AGREED, by=ben, at=at)
    context = as_ana.get(address).context
    assert context["without_yes"] == []


def test_no_field_for_prose_lets_a_browser_cut_what_is_pasted(as_ben, address):
    """Over the limit the server says field and limit, and everything stays in the field."""
    for page in (page_of(as_ben, address), page_of(as_ben, f"{address}sections/summary/")):
        fields = re.findall(r"<textarea[^>]*>", page)
        assert fields
        assert [field for field in fields if "maxlength" in field] == []
    text = "x" * 40_001
    refused = as_ben.post(f"{address}sections/causes/", {"text": text, "version": 1})
    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "“Causes” takes 40,000 characters, and this text has 40,001." in shown
    assert text in shown
