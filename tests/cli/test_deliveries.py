"""`clarion deliveries`."""

import json

import pytest
from click.testing import CliRunner
from django.utils import timezone

from clarion.cli.main import main
from clarion.subscribers.deliveries import write_distribution
from clarion.subscribers.distributing import write_all
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words: str):
    return CliRunner().invoke(main, ["deliveries", *words])


def test_one_line_an_update_and_the_same_as_json(ana):
    at = timezone.now()
    incident = an_incident(by=ana, at=at)
    assert run(incident.reference).output == "Nothing was published yet.\n"
    update = an_update(incident, at=at)
    a_subscriber()
    write_distribution(update, at=at)
    for _ in write_all(at=at):
        pass
    assert run(incident.reference.lower()).output == (
        f"{at:%Y-%m-%d %H:%M} UTC  Public page, progress:"
        " 0 told, 0 failed, 1 waiting, 0 not needed (E-mail 0 of 1)\n"
    )
    [told] = json.loads(run(str(incident.pk), "--format", "json").output)
    assert told["channels"]["mail"] == {"written": 1, "sent": 0, "failed": 0, "waiting": 1, "not_needed": 0}


def test_an_incident_that_is_not_there_is_named_with_the_remedy():
    answer = run("INC-99")
    assert answer.exit_code == 1
    assert answer.output == "Error: There is no incident INC-99. Write its reference, for example INC-44.\n"
