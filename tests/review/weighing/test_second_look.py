"""What weighing adds to rules and elements, and what it may not do.

Which sentences are heavy enough changes with every lesson; what must hold of any lesson is tested here with a scale of its own.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.review import Severity, review
from clarion.review.weighing import second_look
from clarion.review.weighing.weights import Scale

LABELS = '["blame", "jargon", "scope"]'


@pytest.fixture
def heavy(monkeypatch):
    """A scale on which `zigged` is blame, `zagged` none, and `zugged` says the scope."""
    text = (
        f'{{"labels": {LABELS}, "least": [2.0, 2.0, 0.5], "doubt": [-4.0, -4.0, 0.0], "bias": [0.0, 0.0, -5.0], "given": {{}}}}\n'
        'zigg\t{"":[0,900]}\nzagg\t{"":[0,-900,1,-900]}\nzogg\t{"":[1,900]}\nzugg\t{"":[2,900]}\n'
    )
    monkeypatch.setattr(second_look, "scale", lambda _: Scale(text))
    from clarion.review.plan import plan_for

    plan_for.cache_clear()
    second_look.wanted.cache_clear()
    yield
    monkeypatch.undo()
    plan_for.cache_clear()
    second_look.wanted.cache_clear()


def reviewed(text, audience="public", kind="progress"):
    return review(text, audience=audience, kind=kind)


def test_a_finding_that_only_the_scale_makes_is_a_warning_that_says_how_sure_it_is(heavy):
    (finding,) = reviewed("Uploads fail. Our admin zigged the disk.").findings
    assert (finding.rule, finding.quote, finding.severity) == ("blame", "zigged", Severity.WARN)
    assert finding.message.endswith("(By its wording, 100% sure.)")


def test_what_a_rule_found_itself_stays_as_the_rule_said_it(heavy):
    (finding,) = reviewed("The technician forgot that he zigged.").findings
    assert finding.severity is Severity.BLOCK
    assert "By its wording" not in finding.message


def test_a_warning_that_the_scale_doubts_becomes_a_hint(heavy):
    def severities(text):
        return [finding.severity for finding in reviewed(text).findings if finding.rule == "jargon"]

    assert severities("The failover is done.") == [Severity.WARN]
    assert severities("The failover is done, zagged and zagged.") == [Severity.HINT]


def test_an_innocent_clause_does_not_open_the_way_for_what_blocks(heavy):
    (finding,) = reviewed("The technician forgot, zagged and zagged.").findings
    assert (finding.rule, finding.severity) == ("blame", Severity.BLOCK)


@given(st.lists(st.floats(0.001, 0.1), min_size=1, max_size=200))
def test_many_sentences_that_hardly_say_it_do_not_say_it_together(chances):
    together = second_look.chance_that_one_says_it(chances)
    assert max(chances) <= together + 1e-9
    assert together <= second_look.MOST_TOGETHER * max(chances)


def test_a_secret_is_never_doubted(heavy):
    (finding,) = reviewed("The zagged key is ghp_abcdefghijklmnopqrstuvwx.").findings
    assert (finding.rule, finding.severity) == ("leak", Severity.BLOCK)


def test_a_rule_that_is_not_asked_for_this_reader_is_not_weighed(heavy):
    def found(audience):
        return {finding.rule for finding in reviewed("All of it zogged.", audience=audience).findings}

    assert (found("public"), found("engineering")) == ({"jargon"}, set())


def test_code_and_quotes_are_not_weighed(heavy):
    assert not reviewed("> Our admin zigged it.\n\n`zigged`").findings


def test_an_element_that_only_the_scale_sees_is_proved_by_its_words(heavy):
    elements = {element.name: element for element in reviewed("All of it zugged.").elements}
    assert (elements["scope"].present, elements["scope"].quote) == (True, "zugged")
    assert not elements["next_update"].present


def test_what_an_element_finds_itself_stands_however_light(heavy):
    elements = {element.name: element for element in reviewed("3,000 companies cannot log in.").elements}
    assert elements["scope"].quote == "3,000"


def test_the_shipped_scale_knows_wordings_that_no_list_holds():
    (finding,) = (
        each
        for each in reviewed(
            "Our junior admin took it upon himself to pull the plug during the sale."
        ).findings
        if each.rule == "blame"
    )
    assert "By its wording" in finding.message
