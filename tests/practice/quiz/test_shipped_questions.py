"""The questions that are shipped: enough of them, of every rule, and the review says the same as the quiz."""

import re
from collections import Counter

import pytest

from clarion.practice.quiz.marking import (
    BESIDE,
    found_by_review,
    is_right,
    spans_to_hit,
    words_of,
    wrong_spans,
)
from clarion.practice.quiz.question import QuestionKind, questions
from clarion.review import Severity, registry, review

PASSAGES = {question.id: question.passage for question in questions().values() if question.passage}


def test_there_are_36_passages_and_every_rule_has_two_at_least():
    assert len(PASSAGES) >= 36
    rules = Counter(passage.rule for passage in PASSAGES.values())
    assert rules.keys() == set(registry.rules())
    assert min(rules.values()) >= 2


def test_there_are_120_questions_and_each_kind_has_30_at_least():
    kinds = Counter(question.kind for question in questions().values())
    assert kinds.total() >= 120
    assert min(kinds[kind] for kind in QuestionKind) >= 30


def test_ids_are_words_with_dashes_and_fit_into_an_answer():
    for question in questions().values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", question.id), question.id
        assert len(question.id) <= 80


def test_only_passages_have_no_choices():
    for question in questions().values():
        assert (question.kind is QuestionKind.ERROR) == (not question.choices) == bool(question.passage)


@pytest.mark.parametrize("name", PASSAGES)
def test_the_review_finds_the_rule_in_the_wrong_span_and_nothing_else_loud(name):
    passage = PASSAGES[name]
    said = review(passage.text, audience=passage.audience, kind=passage.message)
    loud = [finding for finding in said.findings if finding.severity != Severity.HINT]
    assert loud
    assert loud == list(found_by_review(passage))


@pytest.mark.parametrize("name", PASSAGES)
def test_the_text_without_its_wrong_words_is_one_that_the_review_lets_stand(name):
    passage = PASSAGES[name]
    rest = passage.text[: passage.start] + passage.text[passage.end :]
    said = review(rest, audience=passage.audience, kind=passage.message)
    assert [finding for finding in said.findings if finding.rule == passage.rule] == []


@pytest.mark.parametrize("name", PASSAGES)
def test_each_wrong_span_is_right_when_marked_and_the_whole_text_or_the_rest_is_not(name):
    passage = PASSAGES[name]
    spans, words = wrong_spans(passage), {word.number for word in words_of(passage.text)}
    assert all(is_right(passage, span) for span in spans_to_hit(passage))
    rest = words.difference(*spans)
    assert len(rest) > 5 * BESIDE, "a text of several sentences: there is something to look for"
    assert not is_right(passage, words)
    assert not is_right(passage, rest)
