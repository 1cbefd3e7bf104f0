"""What somebody should, could or would have done: a past that did not happen.

The perfect after a modal decides ("should have tested"), not the modal: "should be tested" is a plan, "you should have
received an e-mail" helps the reader, "users would have seen an error" tells the impact, "may have failed" guesses.
"""

from itertools import pairwise

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import MODALS, PERSONAL_PRONOUNS, RELATIVES
from clarion.review.reading.grammar import (
    Nature,
    NounPhrase,
    breaks_before,
    clause_start,
    is_adverb,
    is_human,
    nature,
    subject_of,
)
from clarion.review.reading.inflection import is_participle, verb_forms
from clarion.review.rule import Example, Rule, Source, Strictness

_DUTY = frozenset(["should", "shouldn't", "ought", "oughtn't", "need", "needn't"])
_RESULT = frozenset("would wouldn't i'd we'd you'd he'd she'd it'd they'd that'd".split())
_ABILITY = frozenset(["could", "might", "couldn't"])
_NOT = frozenset(["not", "never", "couldn't", "hardly", "nobody", "nothing", "no", "none"])
_FOLLOWS_CONDITION = frozenset(
    "would wouldn't could couldn't might should i'd we'd they'd it'd he'd she'd you'd".split()
)
_MET = frozenset(
    "received got gotten had seen heard noticed experienced encountered observed found liked loved preferred wished".split()
)
"""What readers and users meet, and what a polite writer would have liked: no counterfactual."""
_SYMPTOMS = frozenset(
    """
    failed error errors message affected impacted unable delayed degraded errored returned displayed appeared timed
    unavailable
    """.split()
)
"""Words of impact: "requests would have failed" tells what happened, where no condition goes with it."""
_HELPED = frozenset(
    form
    for verb in """
    prevent avoid avert catch detect notice spot find stop limit reduce shorten save spare foresee anticipate mitigate
    contain minimise minimize flag reveal discover warn protect help ease halve cut alert tell show fix solve split test
    handle do act begin start inform communicate plan roll recognise recognize block restore
    """.split()
    for form in verb_forms(verb)
)
"""What one wishes a thing could have done."""
_WISHED = frozenset(
    "easily simply least also already earlier sooner instead better faster shorter quicker smaller lower less well".split()
)


def perfect(match: Match, situation: Situation) -> Spot | None:
    """A modal before "have" and a participle after it."""
    reading, sentence, have = match.reading, match.sentence, match.anchor
    place = _modal_before(reading, sentence, have)
    verb = _participle_after(reading, sentence, have)
    if place is None or verb is None:
        return None
    if _counts(reading, sentence, situation, place, have, verb):
        return Spot(reading.starts[place], reading.ends[verb])
    return None


def contracted(match: Match, situation: Situation) -> Spot | None:
    """ "Should've tested": the modal holds its "have"."""
    verb = _participle_after(match.reading, match.sentence, match.last)
    if verb is not None and match.reading.lower[match.first].endswith("a"):
        return Spot(match.start, match.reading.ends[verb])  # shoulda, coulda, woulda
    if verb is None or not _counts(
        match.reading, match.sentence, situation, match.anchor, match.anchor, verb
    ):
        return None
    return Spot(match.start, match.reading.ends[verb])


def _modal_before(reading: Reading, sentence: Sentence, have: int) -> int | None:
    for word in range(have - 1, max(have - 5, sentence.first) - 1, -1):
        text = reading.lower[word]
        if text in _DUTY or text in _RESULT or text in _ABILITY:
            return word
        if not (
            is_adverb(text) or text in _NOT or text in {"to", "at", "very", "all"} or _subject_word(text)
        ):
            return None
    return None


def _subject_word(text: str) -> bool:
    """ "Would we have noticed": in a question the subject stands between."""
    return text in {"we", "it", "they", "this", "that", "you", "i"} or text in _WISHED


def _participle_after(reading: Reading, sentence: Sentence, have: int) -> int | None:
    for word in range(have + 1, min(have + 4, sentence.last)):
        text = reading.lower[word]
        if text == "been" and word + 1 < sentence.last and is_participle(reading.lower[word + 1]):
            return word + 1
        if is_participle(text):
            return word
        if not (is_adverb(text) or text in {"all", "both", "at", "least"}):
            return None
    return None


def _counts(
    reading: Reading, sentence: Sentence, situation: Situation, place: int, have: int, verb: int
) -> bool:
    modal = reading.lower[place].removesuffix("'ve")
    done = reading.lower[verb]
    subject = subject_of(reading, sentence, place)
    relative = (
        place > sentence.first and reading.lower[place - 1] in RELATIVES and _is_thing(reading, subject)
    )
    if _compares(reading, sentence, place) or _says_why_not(reading, sentence, subject, verb):
        return False
    if modal in _DUTY or modal.startswith(("should", "need")):
        return not (relative and situation.audience is not Audience.POSTMORTEM) and _is_missed_duty(
            reading, subject, place, verb
        )
    if not _has_condition(reading, sentence) and (
        done in _MET or not _SYMPTOMS.isdisjoint(reading.lower[verb : min(verb + 4, sentence.last)])
    ):
        return False
    if "whether" in reading.lower[sentence.first : place]:
        return False
    if modal in _RESULT:
        return not (relative or reading.lower[place - 1] == "who")
    if not _NOT.isdisjoint(reading.lower[max(place - 3, sentence.first) : verb]):
        # "with a second reviewer this could never have gone live"; without a condition it is a fact or an excuse
        return modal == "could" and reading.lower[sentence.first] in {"with", "without", "had"}
    wished = not _WISHED.isdisjoint(reading.lower[place : min(verb + 12, sentence.last)])
    acted = subject is not None and (is_human(reading, subject) or nature(reading, subject) is Nature.SELF)
    if modal == "might" or not acted or relative:
        return done in _HELPED or (wished and modal == "could")
    return modal == "could" and reading.lower[verb - 1] != "been"


def _says_why_not(reading: Reading, sentence: Sentence, subject: NounPhrase | None, verb: int) -> bool:
    """ "The alert should have fired at 2%, but its query asks for another field": what a safeguard is for, and why it was none."""
    if subject is None or not _is_thing(reading, subject) or reading.lower[subject.first] in {"a", "an"}:
        return False  # "a canary would have shown it": there was none
    rest = range(verb + 1, min(verb + _UP_TO_BUT, sentence.last - 2))
    return any(reading.lower[word] == "but" and "," in reading.gap(word) for word in rest)


_UP_TO_BUT = 14


def _is_thing(reading: Reading, subject: NounPhrase | None) -> bool:
    return subject is None or nature(reading, subject) is Nature.THING


def _is_missed_duty(reading: Reading, subject: NounPhrase | None, place: int, verb: int) -> bool:
    """Not what should have reached the reader, not a state hoped for, not "should never have happened" (an excuse)."""
    done = reading.lower[verb]
    if done in {"happened", "occurred", "arisen"}:
        return _NOT.isdisjoint(reading.lower[place:verb])
    if done in {"received", "got", "gotten", "seen", "heard"}:
        return subject is not None and nature(reading, subject) is Nature.TEAM
    recovering = {
        "recovered",
        "cleared",
        "returned",
        "subsided",
        "stabilised",
        "stabilized",
        "resumed",
        "resolved",
    }
    return done not in recovering or reading.lower[verb - 1] == "been"


def _has_condition(reading: Reading, sentence: Sentence) -> bool:
    words = reading.lower[sentence.first : sentence.last]
    return "if" in words or "had" in words or "without" in words or words[:1] == ["with"]


def _compares(reading: Reading, sentence: Sentence, place: int) -> bool:
    """ "As it would have done in the manual mode", "longer than it would have taken"."""
    return not {"as", "than"}.isdisjoint(reading.lower[max(place - 4, sentence.first) : place])


def inverted(match: Match, _: Situation) -> Spot | None:
    """ "Had the runbook named the switch, ...": an inverted condition opens the clause."""
    reading, sentence, had = match.reading, match.sentence, match.first
    opens = (
        had == sentence.first
        or breaks_before(reading, had)
        or reading.lower[had - 1] in {"and", "but", "that"}
    )
    following = reading.lower[had + 1] if had + 1 < sentence.last else ""
    if not opens or is_participle(following) or reading.text[sentence.end - 1] == "?":
        return None
    rest = reading.lower[had + 1 : sentence.last]
    done = next((had + 1 + n for n, word in enumerate(rest[:14]) if n and is_participle(word)), None)
    if done is None or (
        _FOLLOWS_CONDITION.isdisjoint(rest) and following not in {"we", "they", "it", "someone"}
    ):
        return None
    return Spot(match.start, reading.ends[done])


def unreal(match: Match, _: Situation) -> Spot | None:
    """ "Were the limits the same, ... would": only with a consequence, and not as a question."""
    reading, sentence = match.reading, match.sentence
    rest = reading.lower[match.last + 1 : sentence.last]
    if _FOLLOWS_CONDITION.isdisjoint(rest) or reading.text[sentence.end - 1] == "?":
        return None
    return Spot(match.start, match.end)


def condition(match: Match, _: Situation) -> Spot | None:
    """ "If the alert had fired, we would know": a past condition with its consequence; the reader's own is left alone."""
    reading, sentence = match.reading, match.sentence
    rest = reading.lower[match.last + 1 : sentence.last]
    if reading.lower[match.first + 1] == "you" or _FOLLOWS_CONDITION.isdisjoint(
        reading.lower[sentence.first : sentence.last]
    ):
        return None
    done = next((n for n, word in enumerate(rest[:3]) if is_participle(word)), None)
    return None if done is None else Spot(match.start, reading.ends[match.last + 1 + done])


def if_only(match: Match, _: Situation) -> Spot | None:
    """ "If only the drill had run": with a past tense after it, not "if only one page opens"."""
    rest = match.reading.lower[match.last + 1 : min(match.last + 12, match.sentence.last)]
    past = {"had", "were", "was", "could", "would", "hadn't", "weren't", "wasn't"}
    return None if past.isdisjoint(rest) or rest[0] in {"one", "some", "a"} else Spot(match.start, match.end)


def looking_back(match: Match, _: Situation) -> Spot | None:
    """ "In hindsight the switch was to be made earlier": hindsight together with a better way."""
    reading, sentence = match.reading, match.sentence
    rest = reading.lower[sentence.first : sentence.last]
    better = {
        "should", "would", "could", "ought", "better", "wiser", "earlier", "sooner", "mistake", "wrong", "needed",
        "safer", "smarter", "obvious", "clear", "avoidable", "preventable", "right",
    }  # fmt: skip
    to_be = any(a in {"was", "were"} and b == "to" for a, b in pairwise(rest))
    if better.isdisjoint(rest) and not to_be:
        return None
    return Spot(match.start, reading.ends[sentence.last - 1])


def was_supposed(match: Match, _: Situation) -> Spot | None:
    """ "The mail was supposed to go out": a plan that failed; "not supposed to happen" is an excuse."""
    reading, sentence = match.reading, match.sentence
    following = reading.lower[match.last + 1] if match.last + 1 < sentence.last else ""
    before = reading.lower[match.first - 1] if match.first > sentence.first else ""
    if following in {"happen", "occur", "exist"} or before in RELATIVES or following in MODALS:
        return None
    return Spot(match.start, match.end)


def needless(match: Match, _: Situation) -> Spot | None:
    """ "The outage did not have to last": of a thing; that a reader did not have to act is good news."""
    subject = subject_of(match.reading, match.sentence, match.first)
    if subject is None or nature(match.reading, subject) is not Nature.THING:
        return None
    first = clause_start(match.reading, match.sentence, match.first)
    return Spot(match.reading.starts[min(first, match.first)], match.end)


def wish(match: Match, _: Situation) -> Spot | None:
    before = match.reading.lower[match.first - 1] if match.first > match.sentence.first else ""
    return Spot(match.start, match.end) if before in {"i", "we", "they", "you", *PERSONAL_PRONOUNS} else None


RULE = Rule(
    reason="Tells what did not happen: say what did happen, what was known then, and what changes from now on.",
    why=(
        "A past that might have been explains nothing: it judges with knowledge that nobody had at the time, and stops the search "
        "for why the act made sense then. As an action item, the same thought is useful."
    ),
    sources=(
        Source(
            "John Allspaw: Counterfactual thinking, rules and the Knight Capital accident",
            "https://www.kitchensoap.com/2013/10/29/counterfactuals-knight-capital/",
        ),
        Source("PagerDuty: The Blameless Postmortem", "https://postmortems.pagerduty.com/culture/blameless/"),
    ),
    severity=Strictness(Severity.WARN),
    detectors=(
        Phrases("have", perfect),
        Phrases(
            """
            should've|would've|could've|might've
            shoulda|woulda|coulda
            should of
            could of
            would of
            """,
            contracted,
        ),
        Phrases("had", inverted),
        Phrases("^ were the|we|it|they|this|that|our|all|these|there|a", unreal),
        Phrases("if ..6 had|hadn't not?\nif ..6 was|were not been", condition),
        Phrases("if only", if_only),
        Phrases("wish we|they|it|that|somebody|someone|i|the|this|our ..3 had|could|were", wish),
        Phrases(
            """
            in hindsight|retrospect
            with hindsight
            with the benefit of hindsight
            looking back
            in an ideal|perfect world
            """,
            looking_back,
        ),
        Phrases(
            "was|were|wasn't|weren't not? supposed to\nwas|were meant|intended to be|have|go|run|ring|tell|stop",
            was_supposed,
        ),
        Phrases("did not|didn't need|have to last|be|take|happen|fail|end|break|go|come|become", needless),
        Phrases(
            """
            <be> a|an mistake|error not to
            <be> wrong|unwise|negligent|careless|short|shortsighted|foolish|naive not to
            ~regret not ..2 having|doing|telling|testing|checking|acting
            ~miss the|a|our chance|opportunity to
            a missed opportunity|chance
            was|were|been ..1 avoidable|preventable|foreseeable|predictable
            was|were ..1 better|wiser|safer|smarter|advisable|sensible|prudent to
            was ..1 in|within our|their|his|her power|hands|reach to
            had every|ample|plenty|a|the ..1 chance|opportunity|time|possibility to
            was|were no need|reason to
            more|better|closer ..3 was|were ..1 called|needed|necessary|required|due
            had better have|been|be|not
            was|were to ..7 which|but it|they|this|we did|was|were not
            was|were to ..7 which|but it|they|this|we didn't|wasn't|weren't
            why was|were there? no|not
            why didn't|wasn't|weren't|hadn't we|anyone|anybody|nobody|this|it|the|they
            might|could|would|should have been ..1 better|wiser|safer|smarter|easier|enough|sufficient|fairer|kinder|nicer|quicker|simpler
            was|were going to ..9 but
            ~owe you an earlier|explanation|call|answer|apology|update
            you deserved
            you were right to expect
            was|were due to reach|go|arrive|ring|be ..4 but|last|yesterday
            wish we'd|i'd|they'd|you'd|it'd
            why did no|nobody one? ..2 check|test|notice|ask|react|think|stop|look|see
            """
        ),
    ),
    flagged=(
        Example(
            "With a second reviewer this could never have gone live.",
            Audience.POSTMORTEM,
            quote="could never have",
        ),
        Example(
            "The change should have been tried in one region first.",
            Audience.POSTMORTEM,
            quote="should have been",
        ),
        Example("We could have told the hotels a day before.", Audience.PARTNERS, quote="could have told"),
        Example(
            "A dry run would have shown the missing index.", Audience.POSTMORTEM, quote="would have shown"
        ),
        Example(
            "Had the second line been connected, calls would have gone through.",
            Audience.LEADERSHIP,
            quote="Had the second line been",
        ),
        Example(
            "if the quota alert had fired we would be in bed now", Audience.ENGINEERING, quote="had fired"
        ),
        Example(
            "We ought to have written to you on Monday.", Audience.CUSTOMER, quote="ought to have written"
        ),
        Example(
            "The outage need not have lasted until noon.", Audience.PARTNERS, quote="need not have lasted"
        ),
        Example("shoulda drained the node before the reboot", Audience.ENGINEERING, quote="shoulda drained"),
        Example("In retrospect, the flag was to be removed in May.", Audience.POSTMORTEM, quote="was to be"),
        Example("The letter was supposed to go out last week.", Audience.SUPPORT, quote="was supposed to"),
        Example(
            "It was a mistake not to ring the second level.", Audience.POSTMORTEM, quote="mistake not to"
        ),
    ),
    fine=(
        Example(
            "The alert should have fired at 2%, but its query asks for a field that was renamed.",
            Audience.POSTMORTEM,
        ),
        Example("You should have received a refund number by e-mail today.", Audience.CUSTOMER),
        Example("Every change should be tried in one region first.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Between 09:00 and 09:20 UTC, users would have seen an empty page."),
        Example("Would you like to have a copy by post? It would reach you on Friday.", Audience.CUSTOMER),
        Example("Guests who would have had to change trains now stay in their seats."),
        Example("The valve closed as it would have done in manual mode.", Audience.POSTMORTEM),
        Example("Had you asked for a window seat? Then please show the letter.", Audience.SUPPORT),
        Example("Some messages may have been delivered twice."),
        Example("Each service should have an owner and a runbook.", Audience.POSTMORTEM),
        Example('The runbook says: "the lead should have been called first".', Audience.POSTMORTEM),
        Example("If only one page opens, press the second tab.", Audience.SUPPORT),
        Example("You did not have to wait, and no booking was lost.", Audience.CUSTOMER),
    ),
)
