"""`clarion action-item`, as a shell calls it."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from clarion.cli.main import main
from clarion.postmortems.action_items import ActionItem, ItemState
from clarion.postmortems.postmortem import PostMortem, Stage
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Alert when a certificate has fewer than 14 days left"


def run(*words: str):
    return CliRunner().invoke(main, ["action-item", *words])


def test_an_item_is_added_listed_and_closed(ana, ben):
    postmortem = a_postmortem(by=ana, at=timezone.now())
    due = timezone.now().date() + timedelta(days=9)
    added = run(
        "add",
        postmortem.reference,
        TEXT,
        "--owner",
        "ben@example.com",
        "--due",
        f"{due}",
        "--outcome",
        "An alert",
    )
    assert added.exit_code == 0, added.output
    item = ActionItem.objects.get()
    assert (item.owner, item.due_on, item.added_by) == (ben, due, ana)
    assert item.reference in run("list", "--owner", "ben@example.com").output
    assert run("list", "--overdue").output == "No open action item fits.\n"
    closed = run("close", item.reference, "Rule 12 is live", "--as", "ben@example.com")
    assert "its owner is asked whether it worked" in closed.output
    item.refresh_from_db()
    assert (item.state, item.closed_by) == (ItemState.DONE, ben)


def test_the_review_speaks_of_the_wording(ana):
    postmortem = a_postmortem(by=ana, at=timezone.now())
    assert "block: “Be more careful”" in run("add", postmortem.reference, "Be more careful").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["add", "PM-999999", TEXT], "There is no post-mortem PM-999999"),
        (["add", "PM-{pk}", TEXT, "--due", "2020-01-01"], "--due: 1 Jan 2020 has passed"),
        (["add", "PM-{pk}", TEXT, "--owner", "eve@example.com"], "--owner: nobody active has the address"),
        (["close", "AI-{item}", " "], "WORDS: Say how it was done"),
        (["close", "AI-nine", "done"], "There is no action item AI-nine"),
        (["list", "--owner", "eve@example.com"], "--owner: nobody active has the address"),
    ],
)
def test_what_is_refused_names_the_option_and_the_remedy(ana, words, says):
    postmortem = a_postmortem(by=ana, at=timezone.now())
    run("add", postmortem.reference, TEXT)
    item = ActionItem.objects.get()
    answer = run(*(word.format(pk=postmortem.pk, item=item.pk) for word in words))
    assert answer.exit_code == 1
    assert says in answer.output
    assert ActionItem.objects.filter(state=ItemState.OPEN).count() == 1


def test_nothing_is_added_to_a_final_post_mortem(ana):
    postmortem = a_postmortem(by=ana, at=timezone.now())
    PostMortem.objects.update(stage=Stage.FINAL)
    answer = run("add", postmortem.reference, TEXT)
    assert (answer.exit_code, "stays as it was agreed" in answer.output) == (1, True)
