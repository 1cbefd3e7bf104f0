"""Were the words right: each message read by the review, against what was true when it went out. Pure.

| part | excellent | solid | needs work |
|---|---|---|---|
| what was said | no element missing | one for each message at most, none of those without which none goes out | more, or one of those |
| wording | no finding but hints | warnings | a finding that would have kept it in |
| truth | all statements agree with what was true | statements that the script bears out nowhere | contradictions |
| consistency | no two audiences heard two stories | - | a number or a state differed while nothing had changed |
| rumours | not passed on, and put right where it was heard | not passed on, or corrected within ten minutes | passed on and corrected later, or never |
"""

from collections.abc import Sequence

from clarion.practice.drills.course import Course
from clarion.practice.drills.marks import Mark
from clarion.practice.drills.one_story import Disagreement, story_mark
from clarion.practice.drills.read_messages import ReadMessage, in_words
from clarion.practice.drills.rumours import rumour_mark
from clarion.practice.tiers import Tier
from clarion.review import Severity

#: Elements without which the real composer lets no message out.
INDISPENSABLE = frozenset({"next_update", "correction_mark", "protocol"})
_BEGIN = "Publish something short and true first; a text that waits to be perfect helps nobody."


def wording(
    course: Course, messages: Sequence[ReadMessage], apart: Sequence[Disagreement]
) -> tuple[Mark, ...]:
    """`apart` is where two audiences heard two stories (`disagreements`)."""
    if not messages:
        return (Mark("Words", Tier.NEEDS_WORK, "Nothing was published.", _BEGIN),)
    return (
        _elements(messages),
        _findings(messages),
        _truth(messages),
        story_mark(apart),
        *(rumour_mark(course, rumour, disproof) for rumour, disproof in course.script.rumours()),
    )


def _elements(messages: Sequence[ReadMessage]) -> Mark:
    missing = [name for each in messages for name in each.missing]
    counted = sorted(dict.fromkeys(missing), key=lambda name: (-missing.count(name), name))
    said = ", ".join(f"{in_words(name)} ({missing.count(name)} of {len(messages)})" for name in counted)
    first = in_words(counted[0]) if counted else "next update"
    try_next = f"Before you publish, look for what is missing beside the text. Missing most often: {first}."
    if not missing:
        return Mark("What was said", Tier.EXCELLENT, "Every message said what its readers need.", try_next)
    bad = INDISPENSABLE & set(missing) or len(missing) > len(messages)
    return Mark(
        "What was said", Tier.NEEDS_WORK if bad else Tier.SOLID, f"Missing in messages: {said}.", try_next
    )


def _findings(messages: Sequence[ReadMessage]) -> Mark:
    found = [finding for each in messages for finding in each.findings]
    if not found:
        return Mark(
            "Wording", Tier.EXCELLENT, "Calm and plain: the review had nothing to say.", "Keep it plain."
        )
    blocks = [finding for finding in found if finding.severity is Severity.BLOCK]
    worst = (blocks or found)[0]
    names = ", ".join(dict.fromkeys(in_words(finding.rule) for finding in (*blocks, *found)))
    return Mark(
        "Wording",
        Tier.NEEDS_WORK if blocks else Tier.SOLID,
        f"{len(found)} place{'' if len(found) == 1 else 's'} to reword: {names}.",
        f"Read it once aloud before you publish. “{_short(worst.quote)}”: {worst.message}",
    )


def _truth(messages: Sequence[ReadMessage]) -> Mark:
    wrong = [(each, claim) for each in messages for claim in each.contradicted]
    loose = [(each, claim) for each in messages for claim in each.unsupported]
    try_next = "Before each message compare its numbers, places, state and cause with the record, and change the record first."
    if wrong:
        each, claim = wrong[0]
        return Mark(
            "Truth", Tier.NEEDS_WORK,
            f"{len(wrong)} statement{'' if len(wrong) == 1 else 's'} contradicted what was true, the first at"
            f" {each.message.at:%H:%M} UTC: “{_short(claim.quote)}”; true was {claim.recorded or 'something else'}.",
            try_next,
        )  # fmt: skip
    if passed_on := next((each for each in messages if each.rumours), None):
        said = f"What was told at {passed_on.message.at:%H:%M} UTC was a rumour, and not so."
        return Mark(
            "Truth",
            Tier.NEEDS_WORK,
            said,
            "Pass on what somebody checked; say of the rest that you are checking it.",
        )
    if loose:
        each, claim = loose[0]
        return Mark(
            "Truth", Tier.SOLID,
            f"Nothing was wrong, but “{_short(claim.quote)}” at {each.message.at:%H:%M} UTC was known from nowhere.",
            "Write what the record holds. What you only suppose can wait for the next message.",
        )  # fmt: skip
    return Mark("Truth", Tier.EXCELLENT, "Every statement agreed with what was true when it went out.", try_next)  # fmt: skip


def _short(quote: str, longest: int = 80) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= longest else f"{quote[: longest - 1]}…"
