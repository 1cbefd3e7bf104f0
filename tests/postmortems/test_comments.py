"""Comments quote their paragraph, are answered, settled and opened again, until the post-mortem is published."""

import pytest
from django.core.exceptions import ValidationError

from clarion.postmortems.comments import Comment, comment, reopen_comment, reply, settle
from clarion.postmortems.sections import Part
from clarion.postmortems.stages import make_final, publish_postmortem
from clarion.postmortems.writing import PostMortemClosed
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(ana, ben, nine):
    postmortem = a_postmortem(by=ana, at=nine)
    return comment(
        postmortem, Part.SUMMARY, text="Which cards?\r\n", paragraph="Cards failed.", by=ben, at=nine
    )


def test_a_comment_keeps_the_paragraph_that_it_speaks_of(said, ben):
    assert (said.text, said.paragraph, said.by) == ("Which cards?", "Cards failed.", ben)
    assert list(Comment.objects.open()) == [said]


def test_a_reply_hangs_below_the_first_comment_and_opens_the_thread_again(said, ana, ben, nine):
    settle(said, by=ana, at=nine)
    first = reply(said, text="All of them.", by=ana, at=nine)
    reply(first, text="Thanks.", by=ben, at=nine)
    thread = Comment.objects.threads().get()
    assert (thread.settled_at, [each.text for each in thread.replies.all()]) == (
        None,
        ["All of them.", "Thanks."],
    )


def test_a_thread_is_settled_once_and_can_be_opened_again(said, ana, ben, nine):
    settle(said, by=ben, at=nine)
    settle(said, by=ana, at=nine)
    said.refresh_from_db()
    assert said.settled_by == ben
    assert not Comment.objects.open().exists()
    reopen_comment(said, by=ana, at=nine)
    assert list(Comment.objects.open()) == [said]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n", "Write the comment first"),
        ("x" * 4001, "A comment takes 4,000 characters, and this one has 4,001"),
        ("Which\x00 cards?", "A control character is hidden in this text, after “Which”. Take it out."),
        ("\x1b[1mWhich", "A control character is hidden in this text, at its beginning. Take it out."),
    ],
)
def test_a_comment_has_words_and_an_end(said, ben, nine, text, told):
    with pytest.raises(ValidationError, match=told):
        comment(said.postmortem, Part.SUMMARY, text=text, by=ben, at=nine)


def test_what_is_final_is_commented_on_and_what_is_published_is_not(said, ana, ben, nine):
    make_final(said.postmortem, seen_version=None, override_reason="it is late", by=ana, at=nine)
    comment(said.postmortem, Part.CAUSES, text="One cause more?", by=ben, at=nine)
    publish_postmortem(said.postmortem, by=ana, at=nine)
    for verb in (
        lambda: comment(said.postmortem, Part.CAUSES, text="Late.", by=ben, at=nine),
        lambda: reply(said, text="Late.", by=ben, at=nine),
        lambda: settle(said, by=ben, at=nine),
        lambda: reopen_comment(said, by=ben, at=nine),
    ):
        with pytest.raises(PostMortemClosed):
            verb()


def test_a_paragraph_with_a_hidden_character_is_refused_and_lines_and_tabs_are_none(said, ben, nine):
    with pytest.raises(ValidationError, match="after “Cards”"):
        comment(said.postmortem, Part.SUMMARY, text="Which?", paragraph="Cards\x00 failed.", by=ben, at=nine)
    assert reply(said, text="first\n\tsecond", by=ben, at=nine).text == "first\n\tsecond"
