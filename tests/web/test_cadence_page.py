"""Settings, Cadence: one grid, errors by the name of the cell, two admins at once."""

import re

import pytest

from clarion.updates.cadence import SHIPPED
from clarion.updates.cadence_settings import cadence_settings

pytestmark = pytest.mark.django_db
ADDRESS = "/settings/cadence/"


def typed(version=0, **changed):
    shown = {cell: "" if minutes is None else str(minutes) for cell, minutes in SHIPPED.items()}
    return {
        **shown,
        "version": version,
        **{name.replace("__", "."): value for name, value in changed.items()},
    }


def test_the_grid_shows_the_shipped_table_and_says_what_a_change_does_to_standing_promises(client, ana):
    client.force_login(ana)
    said = client.get(ADDRESS).content.decode()
    assert len(re.findall(r'<input type="text" name="[^"]+SEV', said)) == 32
    assert 'name="public.SEV1.investigating" value="15"' in said
    assert "This is the table as shipped." in said
    assert "Promises that stand were made to readers and stay as they are" in said


def test_a_saved_table_holds_and_says_who_changed_it(client, ana):
    client.force_login(ana)
    answer = client.post(ADDRESS, typed(engineering__SEV1="12", warn_before=""), follow=True)
    assert "Promises made from now on follow this table" in answer.content.decode()
    assert "Last changed by Ana Sousa" in answer.content.decode()
    assert cadence_settings().changed == {"engineering.SEV1": 12, "warn_before": None}


@pytest.mark.parametrize("value", ["0", "1441", "-1", "ten", "7.5", "9" * 30])
def test_a_wrong_cell_is_named_nothing_is_saved_and_nothing_typed_is_lost(client, ana, value):
    client.force_login(ana)
    answer = client.post(ADDRESS, typed(support__SEV3=value, engineering__SEV1="12"))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Support, SEV3: write whole minutes from 1 to 1440, or nothing." in said
    assert f'name="support.SEV3" value="{value}"' in said
    assert 'name="engineering.SEV1" value="12"' in said
    assert cadence_settings().version == 0


def test_of_two_admins_the_second_sees_both_tables_and_decides(client, ana):
    client.force_login(ana)
    client.post(ADDRESS, typed(engineering__SEV1="12"))
    answer = client.post(ADDRESS, typed(engineering__SEV2="25"))
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Ana Sousa changed the table since you opened it. Nothing was saved" in said
    assert "Engineering, SEV1: the form says 10, saved is 12" in said
    assert "Engineering, SEV2: the form says 25, saved is 20" in said
    assert 'name="version" value="1"' in said
    again = client.post(ADDRESS, typed(version=1, engineering__SEV1="12", engineering__SEV2="25"))
    assert again.status_code == 302
    assert cadence_settings().changed == {"engineering.SEV1": 12, "engineering.SEV2": 25}


def test_back_to_the_shipped_table_fills_the_form_and_saves_nothing_yet(client, ana):
    client.force_login(ana)
    client.post(ADDRESS, typed(engineering__SEV1="12"))
    said = client.post(ADDRESS, typed(version=1, engineering__SEV1="12", shipped="yes")).content.decode()
    assert "Nothing is saved yet" in said
    assert 'name="engineering.SEV1" value="10"' in said
    assert cadence_settings().changed == {"engineering.SEV1": 12}


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_form_without_a_version_that_was_shown_is_refused(client, ana, version):
    client.force_login(ana)
    assert client.post(ADDRESS, typed(version=version)).status_code in {409, 422}
    assert client.post(ADDRESS, typed(version=version, shipped="yes")).status_code == 200
