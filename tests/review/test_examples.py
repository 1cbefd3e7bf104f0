"""Every rule, element and claim proves itself by the examples in its own file, and every file is listed."""

from pathlib import Path

import pytest

import clarion.review as package
from clarion.review import Kind, Record, review
from clarion.review.claims import CLAIMS
from clarion.review.elements import ELEMENTS, REQUIRED
from clarion.review.registry import claims, elements, rules
from clarion.review.rules import RULES

HOME = Path(package.__file__).parent
FLAGGED = [
    pytest.param(name, e, id=f"{name}-{n}") for name, r in rules().items() for n, e in enumerate(r.flagged)
]
FINE = [pytest.param(name, e, id=f"{name}-{n}") for name, r in rules().items() for n, e in enumerate(r.fine)]
PRESENT = [
    pytest.param(name, x, id=f"{name}-{n}") for name, e in elements().items() for n, x in enumerate(e.present)
]
ABSENT = [
    pytest.param(name, x, id=f"{name}-{n}") for name, e in elements().items() for n, x in enumerate(e.absent)
]
FAULTY = [
    pytest.param(name, x, id=f"{name}-{n}") for name, c in claims().items() for n, x in enumerate(c.faulty)
]
AGREEING = [
    pytest.param(name, x, id=f"{name}-{n}") for name, c in claims().items() for n, x in enumerate(c.agreeing)
]


@pytest.mark.parametrize(("name", "example"), FLAGGED)
def test_a_rule_finds_what_it_says_it_finds(name, example):
    found = review(example.text, audience=example.audience, kind=example.kind)
    spans = [(f.start, f.end) for f in found.findings if f.rule == name and f.severity != "hint"]
    start = example.text.index(example.quote) if example.quote else 0
    end = start + len(example.quote) if example.quote else len(example.text)
    assert any(begin < end and start < stop for begin, stop in spans), found.findings


@pytest.mark.parametrize(("name", "example"), FINE)
def test_a_rule_leaves_its_look_alikes_alone(name, example):
    found = review(example.text, audience=example.audience, kind=example.kind)
    assert [f.quote for f in found.findings if f.rule == name and f.severity != "hint"] == []


def element_in(example, name):
    asked = example.kind if name in REQUIRED[example.kind] else next(k for k in Kind if name in REQUIRED[k])
    found = review(example.text, audience=example.audience, kind=asked)
    return next(element for element in found.elements if element.name == name)


@pytest.mark.parametrize(("name", "example"), PRESENT)
def test_an_element_is_seen_where_it_is_said(name, example):
    element = element_in(example, name)
    assert element.present
    assert example.quote is None or example.quote == element.quote


@pytest.mark.parametrize(("name", "example"), ABSENT)
def test_an_element_is_missed_where_it_only_seems_to_be_said(name, example):
    assert not element_in(example, name).present


@pytest.mark.parametrize(("name", "example"), FAULTY)
def test_a_claim_that_the_record_does_not_bear_out_is_found(name, example):
    found = review(example.text, audience="public", kind="progress", record=example.record)
    assert [c.quote for c in found.claims if c.field == name] != []
    assert example.quote is None or any(
        example.quote in c.quote or c.quote in example.quote for c in found.claims if c.field == name
    )


@pytest.mark.parametrize(("name", "example"), AGREEING)
def test_a_claim_that_agrees_with_the_record_is_left_alone(name, example):
    found = review(example.text, audience="public", kind="progress", record=example.record)
    assert [c.quote for c in found.claims if c.field == name] == []


def test_every_rule_file_is_listed_with_its_topic():
    files = {
        path.stem: path.parent.name for path in (HOME / "rules").glob("*/*.py") if path.stem != "__init__"
    }
    assert files == RULES


def test_every_element_and_claim_file_is_listed():
    assert {path.stem for path in (HOME / "elements").glob("*.py")} - {"__init__"} == set(ELEMENTS)
    assert {path.stem for path in (HOME / "claims").glob("*.py")} - {"__init__"} == set(CLAIMS)
    assert set(CLAIMS) <= set(Record._fields)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_shows_at_least_five_examples_and_five_look_alikes(name):
    rule = rules()[name]
    assert min(len(rule.flagged), len(rule.fine)) >= 5
    assert rule.reason
    assert rule.why
    assert rule.sources


def test_every_kind_says_which_elements_it_needs():
    assert set(REQUIRED) == set(Kind)
