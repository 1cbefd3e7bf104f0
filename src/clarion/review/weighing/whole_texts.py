"""Texts of post-mortems: a why answer, an action item, an entry is weighed as a whole, for each element it is asked for."""

from collections.abc import Iterable, Sequence

from clarion.review.detectors import Situation, Spot
from clarion.review.message import Kind
from clarion.review.reading import Reading
from clarion.review.weighing.clues import MOST_PIECES, Pieces, pieces
from clarion.review.weighing.second_look import Weighed, of_kind, weightiest
from clarion.review.weighing.weights import odds, scale

ASKED_AS = {
    Kind.WHY_ANSWER: "cause",
    Kind.ROOT_CAUSE: "cause",
    Kind.ACTION_ITEM: "action_item",
    Kind.TIMELINE_ENTRY: "timeline_entry",
}
"""Why answers and root causes are asked the same; "specific" of an action item is not that of a timeline entry."""


def at_whole_text(
    reading: Reading, weighed: Sequence[Weighed], situation: Situation, proofs: dict[str, Spot | None]
) -> dict[str, Spot | None]:
    """Return the proofs as the scale sees them, None where an element is not said after all."""
    post_mortem = scale("post_mortem")
    taken = whole_text(reading, weighed)
    by_words, known = post_mortem.weigh(taken), post_mortem.given(given_to_text(situation, proofs))
    settled = dict(proofs)
    for label, asked in enumerate(post_mortem.labels):
        group, element = asked.split()
        if group != ASKED_AS[situation.kind]:
            continue
        if odds(by_words[label] + known[label]) < post_mortem.least[label]:
            settled[element] = None
        elif proofs[element] is None:
            settled[element] = weightiest(reading, post_mortem, taken, label)
    return settled


def whole_text(reading: Reading, weighed: Iterable[Weighed]) -> Pieces:
    """Return the pieces of all sentences as those of one."""
    whole = Pieces([], [], [])
    for sentence, _ in weighed:
        if len(whole.words) >= MOST_PIECES:
            break
        part = pieces(reading, sentence)
        whole.written.extend(part.written)
        whole.counts_as.extend(part.counts_as)
        whole.words.extend(part.words)
    return whole


def given_to_text(situation: Situation, proofs: dict[str, Spot | None]) -> tuple[str, ...]:
    """Return what is known of a text besides its words: its kind, what it says, what rules found in it."""
    found = sorted({f"{finding.rule} {finding.severity}" for finding in situation.findings})
    says = (f"says {name}" if proof else f"lacks {name}" for name, proof in proofs.items())
    return (of_kind(situation.kind), *says, *found)
