"""A comment allows a rule in the next sentence, with a reason; comments that do nothing are findings themselves."""

import pytest

from clarion.review import Severity, review
from clarion.review.dismissals import Dismissal, NotDismissible, dismissal_of, without_dismissed

BLAME = "The technician forgot a cable."
TOKEN = "ghp_abcdefghijklmnopqrstuvwx"


def reviewed(text, audience="public"):
    found = review(text, audience=audience, kind="progress")
    return [
        finding.rule for finding in found.findings if finding.rule in {"blame", "leak", "suppression"}
    ], found


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- clarion: allow blame because he asked for it -->\n{BLAME}",
        f"<!-- clarion: allow blame because he asked for it -->\n\n{BLAME}",
        f"Uploads fail.\n<!--clarion: allow alarm, blame because he asked for it. Twice. -->\n{BLAME} ASAP!!",
        f"Uploads fail. <!-- clarion: allow blame because he asked\nfor it --> {BLAME}",
        f"- one\n- <!-- clarion: allow blame because he asked for it --> {BLAME}",
        f"<!-- clarion: allow blame because he asked for it -->\n<!-- clarion: allow blame because of two -->\n\n{BLAME}",
    ],
)
def test_an_allowed_rule_is_silent_in_the_next_sentence(text):
    rules, found = reviewed(text)
    assert "blame" not in rules
    assert found.allowed[0].finding.rule == "blame"
    assert found.allowed[0].reason.startswith("he asked")
    assert found.allowed[0].by is None


def test_only_the_next_sentence_is_meant():
    rules, _ = reviewed(f"<!-- clarion: allow blame because he asked -->\n{BLAME} {BLAME}")
    assert rules == ["blame"]


def test_a_sentence_before_the_comment_is_not_meant():
    rules, _ = reviewed(f"{BLAME} <!-- clarion: allow blame because he asked --> {BLAME}")
    assert rules == ["blame"]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("clarion: allow blame", "no reason"),
        ("clarion: allow blame because", "no reason"),
        ("clarion: allow because", "not read"),
        ("clarion: alow blame because he asked", "not read"),
        ("clarion: allow bleme because he asked", "bleme, which is no rule"),
        ("clarion: allow leak because he asked", "finds nothing"),
    ],
)
def test_a_comment_that_does_nothing_is_a_finding(comment, message):
    text = f"<!-- {comment} -->\n{BLAME}"
    rules, found = reviewed(text)
    assert rules in (["suppression", "blame"], ["suppression", "suppression", "blame"])
    warning = found.findings[0]
    assert message in warning.message
    assert warning.severity is Severity.WARN
    assert warning.quote == f"<!-- {comment} -->"


def test_a_comment_for_another_audience_is_not_called_unused():
    rules, _ = reviewed(
        "<!-- clarion: allow jargon because they know it -->\nThe pods restart.", "engineering"
    )
    assert rules == []


@pytest.mark.parametrize(
    "text",
    ["`<!-- clarion: allow blame -->`", "> <!-- clarion: allow blame -->", "    <!-- clarion: alow -->"],
)
def test_comments_in_code_and_quotes_are_examples(text):
    assert reviewed(text)[0] == []


def test_a_secret_is_never_allowed_and_shown_nowhere():
    rules, found = reviewed(f"<!-- clarion: allow leak because {TOKEN} is old -->\nUse {TOKEN} now.")
    assert rules.count("leak") == 2
    assert found.allowed == ()
    assert TOKEN not in repr(found)


# -- dismissals


def test_a_dismissed_finding_is_kept_apart_with_reason_and_author():
    found = review(BLAME, audience="public", kind="progress")
    dismissal = dismissal_of(found.findings[0], BLAME, reason="he asked", by="Ana Sousa")
    moved = f"Uploads fail.\n\n- {BLAME}"
    settled = without_dismissed(review(moved, audience="public", kind="progress"), moved, [dismissal])
    assert [finding.rule for finding in settled.findings if finding.rule == "blame"] == []
    assert [(each.reason, each.by) for each in settled.allowed] == [("he asked", "Ana Sousa")]


def test_a_dismissal_lapses_when_the_sentence_is_reworded():
    found = review(BLAME, audience="public", kind="progress")
    dismissal = dismissal_of(found.findings[0], BLAME, reason="he asked", by="Ana Sousa")
    reworded = "On Monday the technician forgot a cable."
    settled = without_dismissed(review(reworded, audience="public", kind="progress"), reworded, [dismissal])
    assert [finding.rule for finding in settled.findings] == ["blame"]


def test_a_secret_cannot_be_dismissed_not_even_by_a_stored_dismissal():
    text = f"Use {TOKEN} now."
    found = review(text, audience="public", kind="progress")
    secret = next(finding for finding in found.findings if finding.rule == "leak")
    with pytest.raises(NotDismissible, match="secret"):
        dismissal_of(secret, text, reason="it is old", by="Ana Sousa")
    forged = Dismissal("leak", secret.quote, "Use ghp_**** now.", "it is old", "Ana Sousa")
    assert without_dismissed(found, text, [forged]) == found


@pytest.mark.parametrize(("reason", "by"), [("", "Ana Sousa"), ("he asked", " ")])
def test_a_dismissal_needs_reason_and_author(reason, by):
    found = review(BLAME, audience="public", kind="progress")
    with pytest.raises(NotDismissible):
        dismissal_of(found.findings[0], BLAME, reason=reason, by=by)
