"""An element is seen in the sentences that say it and missed in those that only seem to, across many trades."""

import pytest
from tests.review.elements.sentences import SAID, UNSAID

from clarion.review import Kind, review
from clarion.review.elements import REQUIRED

KINDS = {
    "protocol": Kind.TALKING_POINTS,
    "owners": Kind.EXECUTIVE_SUMMARY,
    "correction_mark": Kind.CORRECTION,
    "cause": Kind.RESOLUTION,
    "prevention": Kind.RESOLUTION,
    "ended": Kind.RESOLUTION,
    "started": Kind.ACKNOWLEDGEMENT,
}


def of(table: dict[str, str]) -> list[object]:
    return [
        pytest.param(name, line.strip(), id=f"{name}-{line.strip()[:40]}")
        for name, block in table.items()
        for line in block.strip().splitlines()
    ]


def present(name: str, text: str) -> bool:
    kind = KINDS.get(name, Kind.PROGRESS)
    assert name in REQUIRED[kind]
    return name not in review(text, audience="public", kind=kind).missing


@pytest.mark.parametrize(("name", "text"), of(SAID))
def test_what_is_said_is_seen(name, text):
    assert present(name, text)


@pytest.mark.parametrize(("name", "text"), of(UNSAID))
def test_what_only_seems_to_be_said_is_missed(name, text):
    assert not present(name, text)
