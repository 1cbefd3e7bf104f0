"""Dismissals: one finding that a person lets stand, kept apart from the text.

A dismissal names the rule, the words and their sentence, not an offset: it holds while that sentence stands as it was,
wherever it moves, and lapses when somebody rewords it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from clarion.review.finding import Allowed, Finding, Review
from clarion.review.reading import Reading, read
from clarion.review.secrets import mask, secrets_of


class NotDismissible(ValueError):
    """The finding cannot be dismissed: it is a secret, or no reason or author is given."""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """What was dismissed, and why and by whom. Plain text only, so that any store can hold it."""

    rule: str
    quote: str
    context: str
    """The sentence around the quote; runs of blanks are one blank, secrets are masked."""
    reason: str
    by: str


def dismissal_of(finding: Finding, text: str, *, reason: str, by: str) -> Dismissal:
    """Return the dismissal of a finding in `text`. Raises NotDismissible."""
    if not finding.dismissible:
        raise NotDismissible(
            "A secret cannot be dismissed: take it out of the text and replace it where it is used."
        )
    if not reason.strip() or not by.strip():
        raise NotDismissible("A dismissal needs a reason and an author.")
    return Dismissal(finding.rule, finding.quote, _context(read(text), finding), reason.strip(), by.strip())


def without_dismissed(review: Review, text: str, dismissals: Iterable[Dismissal]) -> Review:
    """Return the review of `text` with its dismissed findings moved to `allowed`. Secrets stay, whatever is stored."""
    known = {(each.rule, each.quote, each.context): each for each in dismissals}
    if not known or not review.findings:
        return review
    reading = read(text)
    kept, allowed = [], list(review.allowed)
    for finding in review.findings:
        dismissal = known.get((finding.rule, finding.quote, _context(reading, finding)))
        if dismissal and finding.dismissible:
            allowed.append(Allowed(finding, dismissal.reason, dismissal.by))
        else:
            kept.append(finding)
    return review._replace(findings=tuple(kept), allowed=tuple(allowed))


def _context(reading: Reading, finding: Finding) -> str:
    """The sentence in which the finding begins; outside of prose, its line."""
    text, sentence = reading.text, reading.sentence_at(finding.start)
    if sentence:
        start, end = sentence.start, max(sentence.end, finding.end)
    else:
        start = text.rfind("\n", 0, finding.start) + 1
        end = text.find("\n", finding.end)
        end = len(text) if end < 0 else end
    return " ".join(mask(text, start, end, list(secrets_of(text))).split())
