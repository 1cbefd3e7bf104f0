"""The page about templates names every placeholder as the code has it."""

from pathlib import Path

from clarion.drafting.placeholders import ALL

PAGE = Path(__file__).resolve().parents[2] / "docs" / "templates.md"


def test_the_page_lists_every_placeholder_with_what_it_becomes_and_what_it_asks():
    listed = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `{")]
    assert listed == [f"| `{{{each.name}}}` | {each.becomes} | `[[{each.asks}]]` |" for each in ALL]
