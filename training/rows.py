"""What is learned from: a row for each sentence of a message, or for each text of a post-mortem."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from clarion.review import engine
from clarion.review.detectors import Situation
from clarion.review.elements import REQUIRED
from clarion.review.lexicon import EMPTY
from clarion.review.message import LAY, Audience, Kind
from clarion.review.plan import awake_in, plan_for
from clarion.review.reading import Reading, Sentence, read
from clarion.review.weighing import second_look
from clarion.review.weighing.clues import clues, pieces
from clarion.review.weighing.second_look import RULES_WEIGHED
from clarion.review.weighing.whole_texts import ASKED_AS, given_to_text, whole_text
from training.examples import CAUSES, NOT_ASKED, Example

ALL_ELEMENTS = frozenset(name for names in REQUIRED.values() for name in names)
OWN_WEIGHT = 8.0
INSIDERS_ONLY_KNOW = frozenset(["jargon", "informal", "idiom"])


class Row(NamedTuple):
    """A sentence (or a post-mortem text): its clues, what is given besides, which labels hold, which are not labelled."""

    example: int
    seen: Counter[str]
    size: int
    given: tuple[str, ...]
    holds: frozenset[str]
    unknown: frozenset[str] = frozenset()
    weight: float = 1.0
    """How many of it there are: what rules and elements say of themselves counts more, because it must hold."""


def rows_of_rules(examples: list[Example]) -> Iterator[Row]:
    for index, example in enumerate(examples):
        situation = Situation(Audience(example.audience), Kind(example.kind), None, EMPTY)
        plan = plan_for(situation.audience, situation.kind, with_record=False)
        reading = read(example.text)
        found = engine.found_by_rules(reading, plan, situation, awake_in(plan, reading))
        shared_out = second_look.by_sentence(reading, found)
        unknown = frozenset() if situation.audience in LAY else INSIDERS_ONLY_KNOW
        if example.knows is not None:
            unknown = RULES_WEIGHED - example.knows
        for sentence in second_look.to_weigh(reading):
            here = second_look.given_to_rules(shared_out.get(sentence.index, ()))
            given = (second_look.for_reader(situation.audience), *here)
            yield _row(index, reading, sentence, given, example, unknown)


def rows_of_elements(examples: list[Example]) -> Iterator[Row]:
    for index, example in enumerate(examples):
        audience, kind = Audience(example.audience), Kind(example.kind)
        reading = read(example.text)
        plan = plan_for(audience, kind, with_record=False)
        situation = Situation(audience, kind, None, EMPTY)
        proofs = engine.proofs_by_elements(reading, plan, situation, awake_in(plan, reading))
        sentences = second_look.to_weigh(reading)
        unknown = ALL_ELEMENTS - (frozenset(REQUIRED[kind]) if example.knows is None else example.knows)
        for sentence in sentences:
            here = second_look.given_to_elements(
                sentence, proofs, first=sentence is sentences[0], last=sentence is sentences[-1]
            )
            yield _row(index, reading, sentence, (second_look.of_kind(kind), *here), example, unknown)


def rows_of_texts(examples: list[Example]) -> Iterator[Row]:
    """Why answers, root causes, action items and timeline entries: one row a text."""
    every = frozenset(f"{group} {name}" for kind, group in ASKED_AS.items() for name in REQUIRED[kind])
    for index, example in enumerate(examples):
        kind = Kind(example.kind)
        reading = read(example.text)
        plan = plan_for(Audience.POSTMORTEM, kind, with_record=False)
        situation, awake = Situation(Audience.POSTMORTEM, kind, None, EMPTY), awake_in(plan, reading)
        weighed = second_look.weighed_sentences(reading)
        findings, _ = engine.findings_in(reading, plan, situation, awake, weighed)
        situation = situation._replace(findings=findings)
        proofs = engine.proofs_by_elements(reading, plan, situation, awake)
        if not weighed:
            continue
        taken = whole_text(reading, weighed)
        group = ASKED_AS[kind]
        whole_label = group == "cause" and example.knows is None
        cause = next(iter(example.holds)) if whole_label else ""
        holds = CAUSES[cause] if cause else example.holds
        asked = (example.knows or frozenset(REQUIRED[kind])) - NOT_ASKED.get(cause, frozenset())
        yield Row(
            index,
            Counter(clues(taken)),
            len(taken.words),
            given_to_text(situation, proofs),
            frozenset(f"{group} {name}" for name in holds),
            every - {f"{group} {name}" for name in asked},
            _weight(example),
        )


def _row(
    index: int,
    reading: Reading,
    sentence: Sentence,
    given: tuple[str, ...],
    example: Example,
    unknown: frozenset[str],
) -> Row:
    taken = pieces(reading, sentence)
    holds = {mark.label for mark in example.marks if mark.start < sentence.end and sentence.start < mark.end}
    return Row(
        index, Counter(clues(taken)), len(taken.words), given, frozenset(holds), unknown, _weight(example)
    )


def _weight(example: Example) -> float:
    return 1.0 if example.knows is None else OWN_WEIGHT
