"""Sentences that are too long to be read in a hurry."""

from collections.abc import Iterator

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.markdown import BlockKind
from clarion.review.rule import Example, Rule, Source, Strictness

_TOO_LONG = 36
"""Words between blanks. Guidance for plain language asks for 15 to 25 on average; past 35 readers start again."""
_RUNNING_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})


def overlong(reading: Reading, _: Situation) -> Iterator[Spot]:
    """Sentences of running text that hold 36 words or more; an item of a list may be as long as it needs."""
    for sentence in reading.sentences:
        if sentence.last - sentence.first < _TOO_LONG or sentence.block.kind not in _RUNNING_TEXT:
            continue
        count = _words(reading.text[sentence.start : sentence.end])
        if count >= _TOO_LONG and not sentence.quoted:
            message = f"Holds {count} words: say it in two or three sentences, the most important first."
            yield Spot(sentence.start, sentence.end, message)


def _words(text: str) -> int:
    """Words as a person counts them: "17:30" and "third-party" are one, a lone dash is none."""
    return sum(any(sign.isalnum() for sign in part) for part in text.split())


RULE = Rule(
    reason="Too long to be read in a hurry: say it in two or three sentences, the most important first.",
    why=(
        "People read a status message on a phone, under stress and often in a second language. In a sentence of forty words "
        "the end is read before the beginning is understood, and conditions and exceptions are lost first."
    ),
    sources=(
        Source(
            "Digital.gov: Write short sentences",
            "https://www.plainlanguage.gov/guidelines/concise/write-short-sentences/",
        ),
        Source(
            "GOV.UK: Writing for GOV.UK, sentence length",
            "https://www.gov.uk/guidance/content-design/writing-for-gov-uk",
        ),
    ),
    severity=Strictness(Severity.WARN),
    detectors=(Scan(overlong),),
    exempt=frozenset(),
    flagged=(
        Example(
            "Customers who had opened the page before the change was made, and who had left it open over the weekend while "
            "the new prices were being loaded, could have seen an amount which was not the one that was later charged to "
            "their card."
        ),
        Example(
            "We found that the job which copies the orders had waited for a lock that was held by the backup, which was itself "
            "waiting for a disk that somebody had taken out for cleaning in the morning and had not yet put back.",
            Audience.ENGINEERING,
        ),
        Example(
            "Between 09:05 and 10:40 UTC on Tuesday, 4 March, and for some tenants in the Nordic countries also for about "
            "twenty minutes after that, reports that had been scheduled by a person who has since left the company were sent "
            "without their second page."
        ),
        Example(
            "If a caller asks whether the voucher that was sent with the first letter is still valid although the second letter "
            "names another date, the answer is that it is, as long as the order was placed before the shop was closed on Friday.",
            Audience.SUPPORT,
            Kind.TALKING_POINTS,
        ),
        Example(
            "**Impact:** The sensor, whose table the manufacturer had corrected in March but which our buyers had not ordered since "
            "the notice went to an address that had been closed after the move, reported a temperature that was eleven degrees "
            "too low.",
            Audience.POSTMORTEM,
            Kind.POSTMORTEM_TEXT,
        ),
    ),
    fine=(
        Example(
            "Calls within the country connect. Calls abroad end after a minute if they go through one of three operators in "
            "Portugal. We are testing another route. The next update is at 14:00 UTC, or earlier if the test shows a result."
        ),
        Example(
            "Affected are:\n\n- night trains to Vienna, Zagreb and Rome\n- sleeping cars from Paris\n- seats in the first class "
            "between Milan and Turin\n- bicycles on all trains that cross the border at Brig\n- groups of more than ten people"
        ),
        Example("On 3 May 2025, between 14:02 and 14:31 UTC, 6% of uploads to the archive in Paris failed."),
        Example(
            "State: 14:02 UTC writes off on r2. 14:05 snapshot taken. 14:11 index rebuilt on r2. 14:20 writes on again for "
            "tenants a to f. 14:31 writes on for tenants g to m. 14:40 all tenants are back, and the copy is compared.",
            Audience.ENGINEERING,
        ),
        Example(
            "The error log says:\n\n```\nthe job could not be started because the lock that it needs was held by another job which "
            "had been started before it and which did not end in the time that was set for jobs of this kind on this machine\n```"
        ),
    ),
)
