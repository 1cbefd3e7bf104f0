"""The second look: sentences are weighed, for what no list foresaw and for what one of them took wrongly.

Lists know the wordings that somebody wrote down. People find new ones every day; what these share with thousands of labelled
sentences is weighed here. What the rules and elements found is laid on the scale too. The scale adds: a finding that only it
makes is at most a warning. It takes nothing away: a warning that it doubts becomes a hint, and what blocks goes on blocking.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import inf, prod
from operator import add, ge
from typing import NamedTuple

from clarion.review.detectors import NOT_PROSE, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading, Region, Sentence
from clarion.review.weighing.borne_out import borne_out, says_so
from clarion.review.weighing.clues import Pieces, pieces
from clarion.review.weighing.weights import Scale, odds, scale

RULES_WEIGHED = frozenset(
    """
    blame loaded counterfactual speculation overpromise alarm minimising excuse vague jargon informal idiom dismissive
    """.split()
)
"""All but `convoluted`, which is counted, and `leak`, which is known by its shape: weighed, it took public addresses for leaks."""
_FEWEST_WORDS = 3
MOST_TOGETHER = 2
"""How many times as likely as the likeliest sentence a text as a whole may be to say something."""


class Weighed(NamedTuple):
    """A sentence with the log-odds of each label by its words alone."""

    sentence: Sentence
    log_odds: list[float]


class Found(NamedTuple):
    """A spot of a rule, with the severity that it has here."""

    rule: str
    spot: Spot
    severity: Severity


def weighed_sentences(reading: Reading) -> list[Weighed]:
    """Weigh the sentences that are more than a label or a table's cell.

    A draft is reviewed at each keystroke, and at each keystroke but one of its sentences is as before: those are remembered.
    """
    messages, weighed = scale("messages"), []
    for sentence in to_weigh(reading):
        text = reading.text[sentence.start : sentence.end]
        log_odds = messages.remembered.get(text)
        if log_odds is None:
            log_odds = messages.weigh(pieces(reading, sentence))
            messages.remember(text, log_odds)
        weighed.append(Weighed(sentence, log_odds))
    return weighed


def to_weigh(reading: Reading) -> list[Sentence]:
    return [sentence for sentence in reading.sentences if sentence.last - sentence.first >= _FEWEST_WORDS]


# -- rules


class Bar(NamedTuple):
    """What it takes to believe that a sentence is at fault, towards one reader."""

    label: int
    at_most: Severity
    """How severe a finding is that only the scale makes."""
    exempt: frozenset[Region]
    """Where the rule finds nothing: code, quotes."""
    least: float
    """Log-odds from which on the scale is believed alone."""
    doubt: float
    """Log-odds below which a warning of the rule is a hint: less than `least`."""


class Bars(NamedTuple):
    """The bars of all rules that are asked."""

    by_rule: dict[str, Bar]
    least: tuple[float, ...]
    """By label, up to the last that is asked; infinite for those between that are not."""


def bars(audience: Audience, asked: Iterable[tuple[str, Severity, frozenset[Region]]]) -> Bars:
    """Return the bars of the rules that are asked, the reader's share of the log-odds taken off."""
    messages = scale("messages")
    share = messages.given((for_reader(audience),))
    places = {rule: label for label, rule in enumerate(messages.labels)}
    by_rule = {
        rule: Bar(
            places[rule],
            min(severity, Severity.WARN, key=lambda each: each.rank),
            exempt,
            messages.least[places[rule]] - share[places[rule]],
            messages.doubt[places[rule]] - share[places[rule]],
        )
        for rule, severity, exempt in asked
        if rule in places
    }
    least = {bar.label: bar.least for bar in by_rule.values()}
    return Bars(by_rule, tuple(least.get(label, inf) for label in range(max(least, default=-1) + 1)))


def at_rules(reading: Reading, weighed: Sequence[Weighed], bars: Bars, found: list[Found]) -> list[Found]:
    """Return what was found, softened where the scale doubts it, and what was missed."""
    messages = scale("messages")
    shared_out = by_sentence(reading, found) if found else {}
    doubted: set[int] = set()
    missed: list[Found] = []
    for sentence, by_words in weighed:
        log_odds, here = by_words, shared_out.get(sentence.index)
        if here:
            log_odds = list(map(add, by_words, messages.given(given_to_rules(here))))
            doubted.update(id(each) for each in here if _is_doubted(each, log_odds, bars))
        # Most sentences are clean: one look at all labels, at the speed of C, spares a look at each.
        if True in map(ge, log_odds, bars.least):
            missed += _missed(reading, sentence, log_odds, bars, here or ())
    softened = [each._replace(severity=Severity.HINT) if id(each) in doubted else each for each in found]
    return softened + missed


def _is_doubted(found: Found, log_odds: Sequence[float], bars: Bars) -> bool:
    """Only warnings: an innocent clause beside blame must not open the way to the public page."""
    bar = bars.by_rule.get(found.rule)
    return bar is not None and found.severity is Severity.WARN and log_odds[bar.label] < bar.doubt


def _missed(
    reading: Reading, sentence: Sentence, log_odds: Sequence[float], bars: Bars, here: Iterable[Found]
) -> Iterator[Found]:
    """Yield what the scale believes of a sentence and no rule found in it but as a hint."""
    settled = {each.rule for each in here if each.severity is not Severity.HINT}
    for rule, bar in bars.by_rule.items():
        if log_odds[bar.label] >= bar.least and rule not in settled and borne_out(rule, reading, sentence):
            spot = weightiest(reading, scale("messages"), pieces(reading, sentence), bar.label)
            if not reading.lies_in(bar.exempt, spot.start, spot.end):
                yield Found(rule, spot._replace(weighed=odds(log_odds[bar.label])), bar.at_most)


def by_sentence(reading: Reading, found: Iterable[Found]) -> dict[int, list[Found]]:
    """Return what was found in each sentence, by the sentence's index."""
    shared_out: dict[int, list[Found]] = {}
    for each in found:
        sentence = reading.sentence_after(each.spot.start)
        while sentence and sentence.start < each.spot.end:
            shared_out.setdefault(sentence.index, []).append(each)
            following = sentence.index + 1
            sentence = reading.sentences[following] if following < len(reading.sentences) else None
    return shared_out


def for_reader(audience: Audience) -> str:
    return f"for {audience}"


def given_to_rules(here: Iterable[Found]) -> tuple[str, ...]:
    """Return what the rules found in a sentence, as the scale knows it."""
    return tuple(sorted({f"{each.rule} {each.severity}" for each in here}))


def weightiest(reading: Reading, weigher: Scale, taken: Pieces, label: int) -> Spot:
    """Return the stretch of words that speaks most for a label."""
    first, last = _heaviest_stretch(weigher.shares(taken, label))
    return Spot(reading.starts[taken.words[first]], reading.ends[taken.words[last]])


def _heaviest_stretch(shares: list[float]) -> tuple[int, int]:
    """Return the first and last place of the stretch with the greatest sum (Kadane's way, in one pass)."""
    best, first, last = float("-inf"), 0, 0
    start, total = 0, 0.0
    for place, share in enumerate(shares):
        if total <= 0:
            start, total = place, 0.0
        total += share
        if total > best:
            best, first, last = total, start, place
    return first, last


# -- elements


class Wanted(NamedTuple):
    """An element that a kind of message must say."""

    label: int
    element: str
    share: float
    """What the kind adds to the log-odds."""
    least: float
    """The probability that some sentence says it, from which on it counts as said."""


@cache
def wanted(kind: Kind) -> tuple[Wanted, ...]:
    messages = scale("messages")
    share = messages.given((of_kind(kind),))
    return tuple(
        Wanted(label, name, share[label], messages.least[label])
        for label, name in enumerate(messages.labels)
        if name not in RULES_WEIGHED
    )


def at_elements(
    reading: Reading, weighed: Sequence[Weighed], kind: Kind, proofs: dict[str, Spot | None]
) -> dict[str, Spot | None]:
    """Return the proofs, with those of elements that only the scale sees."""
    settled = dict(proofs)
    unproved = [each for each in wanted(kind) if each.element in proofs and not proofs[each.element]]
    if not unproved or not weighed:
        return settled
    messages = scale("messages")
    known = [
        messages.given(
            given_to_elements(each.sentence, proofs, first=each is weighed[0], last=each is weighed[-1])
        )
        for each in weighed
    ]
    for label, element, share, least in unproved:
        sums = [
            each.log_odds[label] + given[label] + share for each, given in zip(weighed, known, strict=True)
        ]
        if chance_that_one_says_it(list(map(odds, sums))) >= least:
            heaviest = weighed[max(range(len(sums)), key=sums.__getitem__)]
            spot = weightiest(reading, messages, pieces(reading, heaviest.sentence), label)
            exempt = reading.lies_in(NOT_PROSE, spot.start, spot.end)
            settled[element] = None if exempt or not says_so(element, reading, spot) else spot
    return settled


def chance_that_one_says_it(chances: Sequence[float]) -> float:
    """Return the chance that not all sentences leave it out, at most `MOST_TOGETHER` times that of the likeliest.

    Without the bound, a hundred sentences that say nothing of it would together say it.
    """
    return min(1 - prod(1 - chance for chance in chances), MOST_TOGETHER * max(chances))


#: Kinds of which nothing was learned, and the kind whose texts read most like them.
LEARNED_AS = {Kind.POSTMORTEM: Kind.RESOLUTION, Kind.RCA: Kind.EXECUTIVE_SUMMARY}


def of_kind(kind: Kind) -> str:
    return f"kind {LEARNED_AS.get(kind, kind)}"


def given_to_elements(
    sentence: Sentence, proofs: dict[str, Spot | None], *, first: bool, last: bool
) -> tuple[str, ...]:
    """Return what is known besides the words: the place of the sentence, and what proves something in it."""
    start, end = sentence.start, sentence.end
    known = [
        f"proof {name}" for name, spot in proofs.items() if spot and spot.start < end and start < spot.end
    ]
    if first:
        known.append("first")
    if last:
        known.append("last")
    return tuple(known)
