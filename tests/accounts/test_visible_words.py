"""Names and titles hold nothing that nobody sees, and nothing that turns what follows around."""

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.visible_words import only_visible, visible_words

TURNED = "Pay \u202ednuof\u202c now\x07\u2066!\u2069"


def test_what_is_typed_is_refused_and_what_came_by_itself_is_left_without_it():
    with pytest.raises(ValidationError):
        visible_words(TURNED)
    assert only_visible(TURNED) == "Pay dnuof now!"
    visible_words(only_visible(TURNED))


def test_breaks_and_marks_of_languages_that_are_written_from_the_right_stay():
    assert only_visible("one\r\ntwo\tthree \u200fשלום\u200e") == "one\ntwo\tthree \u200fשלום\u200e"
