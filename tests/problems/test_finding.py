"""The search box: forms of words, beginnings, numbers, and words that are operators elsewhere."""

import pytest

from clarion.postmortems.ownership import set_aside, take_up_again
from clarion.problems.search.finding import find
from clarion.problems.search.texts import TextKind
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem
from tests.factories.problems import a_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ben, nine):
    return an_incident("Card payments fail", cause="an expired certificate of the gateway", by=ben, at=nine)


@pytest.mark.parametrize(
    "query", ["expire", "certs expiring", "gatew", "CERTIFICATE gateway", "the certificate", "“expired”"]
)
def test_words_are_found_in_any_form_and_the_last_one_also_begun(query, incident):
    assert [text.row for text in find(query).texts] == [incident.pk]


def test_all_words_have_to_be_there_or_the_answer_says_that_only_some_are(incident):
    assert not find("expired gateway").only_some
    answer = find("expired zebra")
    assert (answer.only_some, [text.row for text in answer.texts]) == (True, [incident.pk])


def test_what_was_set_aside_is_found_no_more_until_it_is_taken_up_again(ana, nine):
    postmortem = a_postmortem("The certificate of the gateway expired", by=ana, at=nine)

    def found() -> list[int]:
        return [text.row for text in find("gateway", kinds=[TextKind.POSTMORTEM]).texts]

    assert found() == [postmortem.pk]
    set_aside(postmortem, why="a false alarm", by=ana, at=nine)
    assert found() == []
    take_up_again(postmortem, by=ana, at=nine)
    assert found() == [postmortem.pk]


def test_a_number_finds_its_row(incident, ben, nine):
    postmortem, problem = a_postmortem(by=ben, at=nine), a_problem(by=ben, at=nine)
    for row, kind in ((incident, "incident"), (postmortem, "postmortem"), (problem, "problem")):
        for typed in (row.reference, row.reference.lower().replace("-", " ")):
            assert [(text.kind, text.row) for text in find(typed).texts] == [(kind, row.pk)]
    assert find("AI-77").texts == ()


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "the",
        '"',
        "a* OR",
        "NEAR(x y)",
        "kind:incident",
        "); DROP TABLE x; --",
        "' | !",
        "\0",
        "ﷺ",
        "AND",
        "!!!",
        "-x",
    ],
)
def test_no_typing_is_an_error(query, incident):
    find(query)


def test_the_title_counts_more_than_the_text(ben, nine):
    an_incident("Exports fail", cause="the gateway of llamas", by=ben, at=nine)
    titled = an_incident("Gateway fails", cause="no llamas", by=ben, at=nine)
    assert find("gateway").texts[0].row == titled.pk
