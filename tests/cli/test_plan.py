"""`clarion plan`, as a shell calls it."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from clarion.cli.main import main
from clarion.incidents.incident import Incident

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = timezone.now().year + 1


def run(*words: str):
    return CliRunner().invoke(main, ["plan", *words])


def test_maintenance_in_one_line_on_the_clocks_of_a_place(ana, checkout):
    answer = run(
        "Database upgrade", "--from", f"{YEAR}-03-10T22:00", "--to", f"{YEAR}-03-10T23:30", "--zone", "Europe/Berlin",
        "--service", "checkout-web", "--impact", "Payments take longer", "--repeat", "FREQ=DAILY;COUNT=3",
    )  # fmt: skip
    assert answer.exit_code == 0, answer.output
    incident = Incident.objects.get()
    assert (incident.planned_start.hour, incident.planned_end - incident.planned_start) == (
        21,
        timedelta(minutes=90),
    )
    assert incident.series.rule == "FREQ=DAILY;COUNT=3"
    assert "21:00 to 22:30 UTC" in answer.output
    assert "Nothing is public yet." in answer.output


def test_other_work_at_that_time_is_pointed_out(ana, checkout):
    words = ("--from", f"{YEAR}-03-10T22:00Z", "--to", f"{YEAR}-03-10T23:00Z", "--service", "Checkout")
    run("Upgrade", *words)
    answer = run("Another", *words)
    assert answer.exit_code == 0
    assert "other work on the same services: INC-" in answer.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ["--from", "2020-01-01T00:00Z", "--to", "2020-01-01T01:00Z"],
            "start: 2020-01-01 00:00 UTC has passed",
        ),
        (["--from", "soon", "--to", "later"], "“soon” is not a time"),
        (
            ["--from", f"{YEAR}-03-10T22:00Z", "--to", f"{YEAR}-03-10T21:00Z"],
            "end: The end lies before the start",
        ),
        (["--from", f"{YEAR}-03-10T22:00", "--to", f"{YEAR}-03-10T23:00", "--zone", "Mars"], "no time zone"),
        (
            ["--from", f"{YEAR}-03-10T22:00", "--to", f"{YEAR}-03-10T23:00", "--repeat", "FREQ=HOURLY"],
            "rule: “FREQ=HOURLY” cannot be read. Choose DAILY, WEEKLY or MONTHLY.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_remedy_and_nothing_is_planned(ana, words, says):
    answer = run("Upgrade", *words)
    assert answer.exit_code == 1
    assert says in answer.output
    assert not Incident.objects.exists()
