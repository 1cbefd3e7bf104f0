"""`clarion drill check`: what is in a script, or what is wrong with it, without a database."""

from pathlib import Path

from click.testing import CliRunner

from clarion.cli.main import main
from tests.practice.drills.test_script import SMALL


def test_a_script_that_is_in_order_is_summed_up(tmp_path: Path):
    file = tmp_path / "rooms.toml"
    file.write_text(SMALL)
    result = CliRunner().invoke(main, ["drill", "check", str(file)])
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "Rooms cannot be booked: 20 minutes, SEV2, practised",
        "  roles: communications lead, support",
        "  waiting for word: public, support",
        "  injects: 1 alert, 1 finding, 1 rumour, 2 facts",
        "  from minute 0: investigating",
        "  from minute 8: identified, 40 % affected; cause confirmed: a full disk",
        "  from minute 15: resolved, 40 % affected; cause confirmed: a full disk",
    ]


def test_an_error_names_file_key_and_remedy_and_the_others_are_still_checked(tmp_path: Path):
    broken, fine = tmp_path / "broken.toml", tmp_path / "fine.toml"
    broken.write_text(SMALL.replace('kind = "alert"', 'kind = "alarm"'))
    fine.write_text(SMALL)
    result = CliRunner().invoke(main, ["drill", "check", str(broken), str(fine)])
    assert result.exit_code == 1
    assert result.stderr == (
        "broken.toml, injects 1, line 40: kind: write one of alert, finding, customer, leader, rumour, fact.\n"
    )
    assert result.stdout.startswith("Rooms cannot be booked: 20 minutes")


def test_all_that_is_wrong_with_a_file_is_said_at_once_each_with_its_line(tmp_path: Path):
    broken = tmp_path / "broken.toml"
    text = SMALL.replace("minutes = 20", "minutes = 1000").replace('severity = "SEV2"\n', "")
    broken.write_text(text.replace('to = "support"', 'to = "boss"'))
    result = CliRunner().invoke(main, ["drill", "check", str(broken)])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "broken.toml: severity: write one of SEV1, SEV2, SEV3, SEV4.",
        "broken.toml, line 3: minutes: write a whole number from 5 to 240.",
        "broken.toml, injects 2, line 47: to: write one of commander, communications, support, engineer.",
    ]


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    result = CliRunner().invoke(main, ["drill", "check", str(tmp_path / "nowhere.toml")])
    assert result.exit_code == 2
    assert "nowhere.toml' does not exist" in result.output
