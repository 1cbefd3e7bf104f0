"""Every rule and element has examples, look-alikes and a page, and the page is that of the rule as it is now."""

import runpy
from pathlib import Path

import pytest

from clarion.review.elements import ELEMENTS
from clarion.review.pages import listed, page_of
from clarion.review.registry import claims, elements, rules
from clarion.review.rules import RULES
from clarion.review.secrets import secrets_of

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generator():
    return runpy.run_path(str(DOCS / "rule_pages.py"))


def test_the_pages_in_the_repository_are_those_of_the_rules(generator):
    assert generator["stale"](generator["pages"]()) == [], "run python docs/rule_pages.py"


def test_a_page_that_is_missing_changed_or_of_nothing_is_stale(generator, tmp_path):
    (tmp_path / "rules").mkdir()
    changed, missing, gone = (tmp_path / "rules" / f"{name}.md" for name in ("changed", "missing", "gone"))
    changed.write_text("old")
    gone.write_text("# gone")
    stale = generator["stale"]
    stale.__globals__["DOCS"] = tmp_path
    assert stale({changed: "new", missing: "new"}) == [changed, missing, gone]
    stale.__globals__["DOCS"] = DOCS


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_examples_look_alikes_and_a_page(name):
    rule = rules()[name]
    page = (DOCS / "rules" / f"{name}.md").read_text()
    assert rule.flagged
    assert rule.fine
    assert rule.why in page
    assert all(source.url in page for source in rule.sources)


@pytest.mark.parametrize("name", ELEMENTS)
def test_every_element_has_examples_look_alikes_and_a_page(name):
    element = elements()[name]
    page = (DOCS / "elements" / f"{name}.md").read_text()
    assert element.present
    assert element.absent
    assert element.sources
    assert element.why in page


@pytest.mark.parametrize("field", claims())
def test_every_field_of_the_record_has_examples_and_look_alikes(field):
    assert claims()[field].faulty
    assert claims()[field].agreeing
    assert f"## {field}" in (DOCS / "claims.md").read_text()


def test_no_page_shows_a_secret():
    for _, name, _ in listed():
        page = page_of(name)
        assert list(secrets_of(page)) == [], name


def test_a_name_that_is_element_and_field_shows_both():
    page = page_of("status")
    assert "# status\n" in page
    assert "# status (record)\n" in page


def test_an_unknown_name_has_no_page():
    assert page_of("poetry") is None
