"""`clarion rule` explains and lists."""

from click.testing import CliRunner

from clarion.cli.main import main
from clarion.review.elements import ELEMENTS
from clarion.review.registry import rules


def run(*arguments):
    return CliRunner().invoke(main, ["rule", *arguments])


def test_a_rule_is_explained_with_examples_and_look_alikes():
    done = run("blame")
    assert done.exit_code == 0
    rule = rules()["blame"]
    assert rule.reason in done.output
    assert rule.flagged[0].text in done.output
    assert rule.fine[0].text in done.output
    assert rule.sources[0].url in done.output


def test_the_names_that_reports_print_are_understood():
    assert run("missing/next_update").output == run("next_update").output
    assert run("record/percent_affected").output == run("percent_affected").output


def test_the_list_names_every_rule_and_element():
    lines = run("--list").output.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("rule")] == list(rules())
    assert [line.split()[1] for line in lines if line.startswith("element")] == list(ELEMENTS)


def test_an_unknown_name_is_a_fault_with_the_nearest_one():
    done = run("blaim")
    assert done.exit_code == 2
    assert "There is no rule blaim. Did you mean blame?" in done.output


def test_no_name_is_a_fault():
    assert run().exit_code == 2
