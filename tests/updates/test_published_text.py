"""Comments to the review stay in the draft; nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.updates.published_text import published_text


@pytest.mark.parametrize(
    ("draft", "published"),
    [
        ("Payments work again.\n", "Payments work again.\n"),
        (
            "<!-- clarion: allow excuse because the supplier agreed -->\nOur supplier is down.\n",
            "Our supplier is down.\n",
        ),
        ("One. <!-- clarion: allow vague because it is quoted -->\nTwo.\n", "One.\nTwo.\n"),
        ("One.\n\n<!-- clarion: allow vague because it is quoted -->\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("`<!-- clarion: allow vague because x -->` is how it is written.\n",) * 2,
    ],
)
def test_comments_to_the_review_are_left_out(draft, published):
    assert published_text(draft) == published


@given(st.text(max_size=200).filter(lambda text: "clarion:" not in text))
def test_a_text_without_comments_goes_out_as_it_is(text):
    assert published_text(text) == text
