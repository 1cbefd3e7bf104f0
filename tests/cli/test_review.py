"""`clarion review` on texts and batches: what it prints, what it writes, how it ends."""

import json
import stat
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner

from clarion.cli.main import main

BLAME = "The technician forgot a cable."
TOKEN = "ghp_abcdefghijklmnopqrstuvwx"


def run(*arguments, stdin=None):
    return CliRunner().invoke(main, ["review", *map(str, arguments)], input=stdin)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """No lexicon of this checkout is found, and paths are short."""
    monkeypatch.chdir(tmp_path)


def written(path, text):
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


# -- texts


def test_the_text_form_shows_the_words_the_reason_and_the_sum():
    written("status/outage.md", f"# Uploads fail\n\nUploads fail. {BLAME}\n")
    done = run("--kind", "why_answer", "--audience", "public", "status/outage.md")
    assert done.exit_code == 1
    assert "status/outage.md: why_answer for public (as asked)" in done.output
    assert "status/outage.md:3:15: block[blame] " in done.output
    assert (
        "  3 | Uploads fail. The technician forgot a cable.\n    |               ^^^^^^^^^^^^^^^^^^^^^\n"
        in done.output
    )
    assert "1 text: 1 block" in done.output.splitlines()[-1]
    assert "\x1b" not in done.output


def test_a_long_line_is_cut_to_the_words_around_the_finding():
    written("a.md", "Uploads fail. " * 50 + BLAME + " Uploads fail." * 50 + " word" * 200)
    lines = run("a.md").output.splitlines()
    place = next(
        number for number, line in enumerate(lines) if line.startswith("  1 | …") and "technician" in line
    )
    shown, marks = lines[place : place + 2]
    assert len(shown) < 130
    assert shown[marks.index("^") : marks.rindex("^") + 1] == "The technician forgot"


def test_control_characters_do_not_reach_the_terminal():
    assert "\x1b" not in run("-", stdin=f"\x1b[2J{BLAME}").output


def test_standard_input_is_judged_by_its_worst_problem():
    assert run("-", stdin=BLAME).exit_code == 1
    assert run("-", "--fail-on", "never", stdin=BLAME).exit_code == 0
    calm = "Uploads work again since 10:00 UTC."
    assert run("-", stdin=calm).exit_code == 0
    assert run("-", "--fail-on", "warn", stdin=calm).exit_code == 1


def test_a_folder_gives_its_texts_in_order_and_no_hidden_ones():
    for name in ("texts/b.md", "texts/a.txt", "texts/c.py", "texts/.git/d.md", "texts/deep/e.markdown"):
        written(name, BLAME)
    answer = json.loads(run("texts", "--format", "json").output)
    assert [each["path"] for each in answer["files"]] == [
        "texts/a.txt",
        "texts/b.md",
        "texts/deep/e.markdown",
    ]


@pytest.mark.parametrize(
    ("path", "text", "options", "expected"),
    [
        ("a.md", "x", [], ("public", "progress")),
        (
            "a.md",
            "---\naudience: customer\nkind: resolution # told by mail\n---\nx",
            [],
            ("customer", "resolution"),
        ),
        ("a.md", '+++\nkind = "talking-points"\n+++\nx', [], ("support", "talking_points")),
        ("a.md", "---\naudience: leadership\n---\nx", [], ("leadership", "executive_summary")),
        (
            "a.md",
            "---\naudience: customer\n---\nx",
            ["--audience", "partners"],
            ("partners", "partner_brief"),
        ),
        ("postmortems/2025-02-11.md", "x", [], ("postmortem", "postmortem_text")),
        ("Support/talking_points_2.md", "x", [], ("support", "talking_points")),
        ("status/2025/03-resolution.md", "x", [], ("public", "resolution")),
        ("customers/reply.md", "x", [], ("customer", "customer_reply")),
        ("updates/alerts/a.md", "x", [], ("engineering", "alert")),
    ],
)
def test_audience_and_kind_are_asked_said_or_guessed(path, text, options, expected):
    written(path, text)
    (answer,) = json.loads(run(path, "--format", "json", *options).output)["files"]
    assert (answer["audience"], answer["kind"]) == expected


def test_a_wrong_audience_in_front_matter_is_a_fault_with_its_line():
    written("a.md", "---\ntitle: x\naudience: custmer\n---\nx")
    done = run("a.md")
    assert done.exit_code == 2
    assert "a.md:3: 'custmer' is no audience" in done.output


# -- faults of usage and configuration


@pytest.mark.parametrize(
    ("arguments", "content", "message"),
    [
        (["missing.md"], None, "missing.md"),
        ([], None, "Missing argument"),
        (["--audience", "nobody", "a"], b"", "nobody"),
        (["a"], b"caf\xe9", "a: not UTF-8 text"),
        (["--record", "a", "a"], b"{", "a: "),
        (["--record", "a", "a"], b"[]", "a: expected an object"),
        (["--record", "a", "a"], b'{"started_at": "noon"}', "started_at"),
        (["--lexicon", "a", "a"], b"team = []", "a:1: unknown key team"),
        (["--batch", "a"], b"caf\xe9", "a: not UTF-8 text"),
    ],
)
def test_a_fault_ends_with_2_and_says_where(arguments, content, message):
    if content is not None:
        Path("a").write_bytes(content)
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.output


def test_the_lexicon_is_found_upwards(monkeypatch):
    written("clarion.toml", 'people = ["Quirin Obermoser"]')
    written("deep/a.md", "Quirin Obermoser restarted the import.")
    monkeypatch.chdir("deep")
    assert "block[leak]" in run("a.md").output


def test_claims_are_checked_against_the_record():
    written("record.json", '{"percent_affected": 10}')
    done = run("-", "--record", "record.json", stdin="50% of calls fail.")
    assert "block[record/percent_affected]" in done.output
    assert done.exit_code == 1


# -- fixes


@pytest.fixture
def shouting(monkeypatch):
    """A rule with a safe rewrite, so that this test does not depend on which rules offer one."""
    from clarion.review import plan, registry
    from clarion.review.detectors import Phrases
    from clarion.review.finding import Severity
    from clarion.review.rule import Rule, Strictness

    phrases = Phrases("prior to => before\nin order to => to", safe=True)
    rule = Rule("Long for before.", "", (), Strictness(Severity.HINT), (phrases,), (), ())
    monkeypatch.setattr(registry, "rules", lambda: {"wordy": rule})
    plan.plan_for.cache_clear()
    yield
    monkeypatch.undo()
    plan.plan_for.cache_clear()


def test_fix_applies_safe_rewrites_keeps_the_rest_and_stays_put(shouting):
    text = "\ufeffAct prior to noon.\r\n\r\n> prior to\r\n\r\nSay `prior to` in order to end.\r\n"
    Path("a.md").write_bytes(text.encode())
    Path("a.md").chmod(0o640)
    Path("link.md").symlink_to("a.md")
    assert run("--fix", "link.md").exit_code == 0
    fixed = "\ufeffAct before noon.\r\n\r\n> prior to\r\n\r\nSay `prior to` to end.\r\n"
    assert Path("a.md").read_bytes().decode() == fixed
    assert stat.S_IMODE(Path("a.md").stat().st_mode) == 0o640
    assert Path("link.md").is_symlink()
    before = Path("a.md").stat().st_mtime_ns
    run("--fix", "a.md")
    assert Path("a.md").stat().st_mtime_ns == before
    assert sorted(map(str, Path().iterdir())) == ["a.md", "link.md"]


def test_fix_of_standard_input_prints_the_text_alone(shouting):
    assert run("--fix", "-", stdin="Act prior to noon.").output == "Act before noon."


# -- forms for programs


def test_the_json_form_has_a_version_and_places():
    answer = json.loads(run("-", "--format", "json", stdin=f"Uploads fail.\n{BLAME}").output)
    assert answer["version"] == 1
    (finding,) = (found for found in answer["files"][0]["findings"] if found["rule"] == "blame")
    assert finding["severity"] == "block"
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (2, 1, 2, 22)
    assert answer["summary"]["block"] == 1


def test_the_sarif_form_points_to_rules_and_places():
    written(
        "my status.md", f"<!-- clarion: allow blame because he asked -->\n{BLAME}\n\nWe apologise. {BLAME}\n"
    )
    log = json.loads(run("my status.md", "--format", "sarif").output)
    (run_,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = run_["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run_["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20status.md"
    blames = [result for result in run_["results"] if result["ruleId"] == "blame"]
    assert [result["level"] for result in blames] == ["error", "error"]
    assert [result.get("suppressions") for result in blames] == [
        None,
        [{"kind": "inSource", "justification": "he asked"}],
    ]


def test_the_github_form_escapes_what_would_end_a_command():
    written("a,b.md", "Sales said 100%:\nThe technician\nforgot a cable.")
    lines = run(
        "a,b.md", "--format", "github", "--kind", "why_answer", "--audience", "public"
    ).output.splitlines()
    (blame,) = (line for line in lines if "clarion blame" in line)
    assert blame.startswith(
        "::error file=a%2Cb.md,line=2,endLine=3,title=clarion blame::“The technician%0Aforgot”: "
    )


def test_the_junit_form_counts_failures_at_the_threshold():
    written("a.md", f"{BLAME}\x00\x1b")
    written("b.md", "")
    root = ET.fromstring(
        run(
            "a.md",
            "b.md",
            "--format",
            "junit",
            "--kind",
            "why_answer",
            "--audience",
            "public",
            "--fail-on",
            "warn",
        ).output
    )
    first, second = root.findall("testsuite")
    assert first.get("failures") == str(len(first.findall("testcase/failure")))
    assert first.find("testcase/failure[@type='block']").get("message").startswith("Lays the fault")
    assert second.get("tests") == str(len(second.findall("testcase")))


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "junit"])
def test_no_form_shows_a_secret(form):
    text = f"{BLAME} Use {TOKEN}: WE NEED HELP NOW!! <!-- clarion: allow leak because {TOKEN} -->\n- the engineer with {TOKEN} forgot it"
    done = run("-", "--format", form, stdin=text)
    assert "ghp_****" in done.output
    assert TOKEN not in done.output


# -- batches


def test_a_batch_answers_each_line_in_order(tmp_path):
    lines = [
        {"id": "a", "audience": "public", "kind": "progress", "text": BLAME},
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


def test_a_broken_line_of_standard_input_ends_the_batch_with_its_message_alone():
    done = subprocess.run(
        [sys.executable, "-m", "clarion.cli.main", "review", "--batch", "-"],
        input='{"id": "a", "audience": "public", "kind": "progress", "text": "x"}\n{broken\n',
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert len(done.stderr.splitlines()) == 1
    assert "line 2" in done.stderr


# -- what the command is not


@pytest.mark.parametrize(
    "arguments", [["review", "-"], ["review", "--format", "sarif", "-"], ["rule", "blame"]]
)
def test_the_command_does_not_import_django(arguments):
    code = f"import sys; from clarion.cli.main import main; main({arguments}, standalone_mode=False)"
    check = "import atexit; atexit.register(lambda: print('django' in sys.modules, file=sys.stderr)); "
    done = subprocess.run(
        [sys.executable, "-c", "import sys; " + check + code],
        input="All is well.",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "False\n"
