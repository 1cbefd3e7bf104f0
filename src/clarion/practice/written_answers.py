"""What every answer in free text must be before it is kept."""

from django.core.exceptions import ValidationError

from clarion.practice.attempts import LONGEST_ATTEMPT


def must_be_an_answer(text: str) -> None:
    """Raises ValidationError for nothing, and for more than is kept."""
    if not text.strip():
        raise ValidationError("Write your answer first. A few sentences are enough to begin with.")
    if len(text) > LONGEST_ATTEMPT:
        raise ValidationError(
            f"Your answer has {len(text):,} characters, and {LONGEST_ATTEMPT:,} are kept. Shorten it; nothing of it is lost."
        )
