"""`clarion review` on one text and on a batch."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from clarion.cli.main import main


def run(*arguments, stdin=None):
    return CliRunner().invoke(main, ["review", *map(str, arguments)], input=stdin)


def test_a_batch_answers_each_line_in_order(tmp_path):
    lines = [
        {"id": "a", "audience": "public", "kind": "progress", "text": "The technician forgot a cable."},
        {
            "id": "b",
            "audience": "public",
            "kind": "progress",
            "text": "50% of calls fail.",
            "record": {"percent_affected": 10},
        },
    ]
    file = tmp_path / "batch.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    done = run("--batch", file)
    first, second = map(json.loads, done.output.splitlines())
    assert done.exit_code == 0
    assert (first["id"], first["findings"][0]["rule"]) == ("a", "blame")
    assert first["elements"]["next_update"] is False
    assert [(claim["field"], claim["quote"], claim["verdict"]) for claim in second["claims"]] == [
        ("percent_affected", "50%", "contradicted")
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1"),
        ('{"id": 1, "kind": "progress", "text": ""}', "'audience' is missing"),
        ('{"audience": "public", "kind": "poem", "text": ""}', "poem"),
        (
            '{"audience": "public", "kind": "progress", "text": "", "record": {"started_at": "noon"}}',
            "started_at",
        ),
        ("[]", "line 1"),
        ('{"audience": "public", "kind": "progress", "text": 5}', "text"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path, line, message):
    file = tmp_path / "batch.jsonl"
    file.write_text(line)
    done = run("--batch", file)
    assert done.exit_code == 2
    assert message in done.output


def test_a_text_from_standard_input_is_judged_by_its_worst_finding():
    assert run("-", stdin="The technician forgot a cable.").exit_code == 1
    assert run("-", stdin="Uploads work again since 10:00 UTC.").exit_code == 0


def test_a_secret_is_not_printed():
    done = run("-", "--audience", "engineering", stdin="Use ghp_abcdefghijklmnopqrstuvwx now.")
    assert "ghp_****" in done.output
    assert "abcdefgh" not in done.output


def test_the_command_does_not_import_django():
    code = "import sys; from clarion.cli.main import main; main(['review', '-'], standalone_mode=False); assert 'django' not in sys.modules"
    done = subprocess.run(
        [sys.executable, "-c", code], input="All is well.", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
