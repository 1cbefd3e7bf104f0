"""Correct a published update: a draft that quotes what was wrong. It takes the same way as every update."""

from datetime import datetime

from django.core.exceptions import ValidationError

from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.updates.audiences import Kind
from clarion.updates.drafts import Draft
from clarion.updates.publication import IncidentUpdate
from clarion.updates.replies import is_reply
from clarion.updates.suggested_text import start_draft


def correct(update: IncidentUpdate, *, wrong_words: str, by: Person, at: datetime) -> Draft:
    """`wrong_words` is the sentence that was wrong, as it stands in the update.

    Raises NotAllowed, and ValidationError when the update does not say those words.
    """
    require(by, Act.WRITE)
    if is_reply(update):
        raise ValidationError(
            "A reply went to one customer. Write that customer another one that says what is right."
        )
    words = " ".join(wrong_words.split())
    if not words:
        raise ValidationError("Pick the sentence that was wrong.")
    # As it was published, or as it reads since a typo in it was put right.
    if not any(words in " ".join(text.split()) for text in (update.text, update.text_now)):
        raise ValidationError("The update does not say this. Pick the sentence as it was published.")
    return start_draft(
        update.incident,
        update.audience,
        kind=Kind.CORRECTION,
        corrects=update,
        wrong_words=words,
        by=by,
        at=at,
    )
