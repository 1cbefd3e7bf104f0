"""`clarion search`."""

import pytest
from click.testing import CliRunner

from clarion.cli.main import main
from clarion.incidents.incident import Incident
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db


def test_rebuild_makes_everything_found_again_and_find_prints_it(ben, nine):
    an_incident("Card payments fail", by=ben, at=nine)
    Incident.objects.bulk_create([Incident(title="Llamas escape", severity="SEV3", declared_at=nine)])
    assert CliRunner().invoke(main, ["search", "find", "llama"]).exit_code == 1
    assert CliRunner().invoke(main, ["search", "rebuild"]).output == "Indexed 2 texts.\n"
    found = CliRunner().invoke(main, ["search", "find", "llama"])
    incident = Incident.objects.get(title="Llamas escape")
    assert found.output.split("\n") == [
        f"Incident     2026-03-10  {incident.reference}  Llamas escape",
        f"                        http://127.0.0.1:8000/incidents/{incident.reference}/",
        "",
    ]
    some = CliRunner().invoke(main, ["search", "find", "llama", "zebra"])
    assert some.output.splitlines()[0] == "Nothing holds all of these words; these hold some:"
