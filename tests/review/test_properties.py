"""Whatever the text, the review answers, points into the text, and answers the same again."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarion.review import Audience, Cause, Kind, Record, review

RECORD = Record(
    "monitoring", "SEV2", datetime(2025, 2, 11, 13, 30, tzinfo=UTC), ("Photo Upload",), 6000, 12.0, ("Italy",),
    Cause(True, "release 8.2 limited the file size"), None, None, datetime(2025, 2, 11, 15, tzinfo=UTC),
)  # fmt: skip
PIECES = st.sampled_from(
    [
        "the engineer", "failed to", "forgot", "who", ",", ". ", "\n", "\n\n", "> ", "- ", "1. ", "```\n", "`", '"', "'", "’", "# ", "|", "|-|",
        "12%", "10:30", " UTC", "half an hour", "one in three", "!!", "ASAP", "DOWN NOW", "by", "her", "mistake", "İ", "ß", "ﬁ",
        "10.0.0.1", "[a](b)", "<!--", "-->", "https://wiki.internal/x", "    ", "\t", "next update", "resolved", "\u2028", "٣", "²", "0", "24:00", "-",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
)


@given(TEXTS, st.sampled_from(Audience), st.sampled_from(Kind), st.sampled_from([None, RECORD]))
@settings(max_examples=300, deadline=None)
def test_every_text_gets_an_answer_whose_spans_cover_what_they_quote(text, audience, kind, record):
    found = review(text, audience=audience, kind=kind, record=record)
    spans = [
        *found.findings,
        *found.claims,
        *(element for element in found.elements if element.start is not None),
    ]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.quote == text[span.start : span.end] or "****" in span.quote
    assert found == review(text, audience=audience, kind=kind, record=record)


@given(st.from_regex(r"gh[ps]_[A-Za-z0-9]{20,40}", fullmatch=True), st.sampled_from(Audience), TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_token_is_shown_nowhere_and_cannot_be_dismissed(token, audience, before):
    text = f"{before}\n\nThe engineer forgot {token} in the log."
    found = review(text, audience=audience, kind="progress", record=RECORD)
    assert token not in repr(found)
    secrets = [finding for finding in found.findings if not finding.dismissible]
    assert any(finding.quote.startswith(token[:4] + "****") for finding in secrets)


@pytest.mark.parametrize(("audience", "kind"), [("nobody", "progress"), ("public", "poem")])
def test_an_unknown_audience_or_kind_is_an_error(audience, kind):
    with pytest.raises(ValueError, match="is not a valid"):
        review("text", audience=audience, kind=kind)


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_no_beginning_of_a_text_breaks_the_review(kind):
    """A draft is reviewed while it is typed, so it ends anywhere: after a label, a number, half a time."""
    text = "SEV2 Severity: P1 Status: open. Since 10:3 UTC for 2 hours, 25 % of users in EU. Owner: Ana, next update by 10:30"
    for end in range(len(text)):
        review(text[:end], audience="engineering", kind=kind)
