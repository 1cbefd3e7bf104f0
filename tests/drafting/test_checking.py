"""What is wrong with a template is said with its place and its remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.drafting import fill, unfilled_prompts
from clarion.drafting.checking import LONGEST, known_placeholders, problems_of
from clarion.drafting.placeholders import PLACEHOLDERS


@pytest.mark.parametrize(
    ("template", "place", "message"),
    [
        (
            "Hello.\nFor {service}.",
            (2, 5),
            "“{service}” is no placeholder. Perhaps you mean {services}.",
        ),
        (
            "{x.__class__}",
            (1, 1),
            "“{x.__class__}” is no placeholder.",
        ),
        ("{ services }", (1, 1), "“{ services }” is no placeholder. Perhaps you mean {services}."),
        ("{}", (1, 1), "“{}” is no placeholder."),
        ("{services??}", (1, 1), "“{services??}” is no placeholder. Perhaps you mean {services}."),
        (
            "a\n\n  {services",
            (3, 3),
            "“{” has no “}” on its line. A placeholder looks like {services}; a brace alone cannot stand.",
        ),
        (
            "services}",
            (1, 9),
            "“}” has no “{” on its line. A placeholder looks like {services}; a brace alone cannot stand.",
        ),
    ],
)
def test_a_problem_names_its_place_and_the_remedy(template, place, message):
    (problem,) = problems_of(template)
    assert (problem.line, problem.column, problem.message) == (*place, message)
    assert str(problem) == f"Line {place[0]}, character {place[1]}: {message}"


def test_all_problems_are_said_at_once_in_reading_order():
    assert [problem[:2] for problem in problems_of("{a} {services}\n{b?} }")] == [(1, 1), (2, 1), (2, 6)]


@pytest.mark.parametrize("template", ["", "  \n\n"])
def test_an_empty_template_is_refused(template):
    assert [str(problem) for problem in problems_of(template)] == [
        "The template is empty. Write the text, or go back to the shipped one."
    ]


def test_a_template_is_as_long_as_a_draft_may_be():
    assert problems_of("x" * LONGEST) == []
    assert [str(problem) for problem in problems_of("x" * (LONGEST + 5))] == [
        "At most 20,000 characters; this is 5 too long."
    ]


def test_the_list_of_placeholders_names_them_all():
    assert known_placeholders().split(", ") == [f"{{{name}}}" for name in PLACEHOLDERS]


@given(st.lists(st.sampled_from([*(f"{{{name}}}" for name in PLACEHOLDERS), "x", "\n", "{services?}", "."])))
def test_what_is_found_sound_leaves_no_brace_when_it_is_filled(parts):
    template = "".join(["a", *parts])
    assert problems_of(template) == []
    text = fill(template, {})
    assert "{" not in text
    assert set(unfilled_prompts(text)) <= {each.asks for each in PLACEHOLDERS.values()}


@given(st.text(alphabet="{}?ab_. \n", max_size=50))
def test_a_brace_that_stays_in_the_text_was_found(typed):
    if not problems_of("x" + typed):
        assert not {"{", "}"} & set(fill("x" + typed, {}))
