"""What every practised text must be before it is kept."""

from django.core.exceptions import ValidationError

from clarion.practice.attempts import LONGEST_ATTEMPT


def why_not_kept(text: str) -> str:
    """What stands in the way, and what to do; empty where nothing does."""
    if not text.strip():
        return "There is no text yet. Write one, then finish."
    if (too_many := len(text) - LONGEST_ATTEMPT) > 0:
        return f"The text has {len(text):,} characters, and {LONGEST_ATTEMPT:,} can be kept. Shorten it by {too_many:,}."
    return ""


def must_be_an_answer(text: str) -> None:
    """Raises ValidationError for nothing, and for more than is kept."""
    if refused := why_not_kept(text):
        raise ValidationError(refused)
