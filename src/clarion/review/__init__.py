"""The review of a text: what must not stand, what must stand, what the record says. Pure, offline, standard library."""

from clarion.review.engine import review
from clarion.review.finding import Allowed, Claim, Element, Finding, Review, Severity, Verdict
from clarion.review.lexicon import Lexicon, Service, Term
from clarion.review.message import Audience, Kind
from clarion.review.record import Cause, Record, RecordError

__all__ = [
    "Allowed",
    "Audience",
    "Cause",
    "Claim",
    "Element",
    "Finding",
    "Kind",
    "Lexicon",
    "Record",
    "RecordError",
    "Review",
    "Service",
    "Severity",
    "Term",
    "Verdict",
    "review",
]
