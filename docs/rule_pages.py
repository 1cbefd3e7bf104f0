"""Write the pages of rules and elements, docs/rules and docs/elements, and of the record's fields from their own files.

python docs/rule_pages.py            write them, remove those of rules that are gone
python docs/rule_pages.py --check    write nothing, exit 1 where a page is not as it would be written
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from clarion.review import registry
from clarion.review.pages import claim_page, element_page, rule_page

DOCS = Path(__file__).resolve().parent
RULES = "What must not stand in a text. `clarion rule NAME` shows the same pages; [the review](../review.md) says how to use them."
ELEMENTS = "What must be said, each in some kinds of message. `clarion rule NAME` shows the same pages."
RECORD = (
    "# Claims\n\nWhat a text says and the record of the incident can confirm or contradict, field by field. "
    "A claim is contradicted where the record says otherwise, unsupported where it holds nothing on it.\n"
)


def pages() -> dict[Path, str]:
    """Path -> content of every generated page."""
    written = {
        DOCS / "rules" / f"{name}.md": rule_page(name, rule) for name, rule in registry.rules().items()
    }
    written |= {
        DOCS / "elements" / f"{name}.md": element_page(name, element)
        for name, element in registry.elements().items()
    }
    rules = ((name, rule.reason) for name, rule in registry.rules().items())
    elements = ((name, element.asks) for name, element in registry.elements().items())
    written[DOCS / "rules" / "README.md"] = index("Rules", RULES, rules)
    written[DOCS / "elements" / "README.md"] = index("Elements", ELEMENTS, elements)
    claims = (claim_page(field, claim, heading="##") for field, claim in registry.claims().items())
    written[DOCS / "claims.md"] = "\n".join([RECORD, *claims])
    return written


def index(title: str, lead: str, entries: Iterable[tuple[str, str]]) -> str:
    rows = [f"| [{name}]({name}.md) | {sentence.replace('|', '\\|')} |" for name, sentence in entries]
    return "\n".join([f"# {title}", "", lead, "", "| id | in a sentence |", "|---|---|", *rows, ""])


def stale(expected: dict[Path, str]) -> list[Path]:
    """The pages that differ from what they should be, are missing, or belong to nothing."""
    differing = [
        path
        for path, page in expected.items()
        if not path.exists() or path.read_text(encoding="utf-8") != page
    ]
    return differing + [
        path
        for folder in ("rules", "elements")
        for path in sorted((DOCS / folder).glob("*.md"))
        if path not in expected
    ]


def write(expected: dict[Path, str]) -> None:
    for path in stale(expected):
        if path in expected:
            path.parent.mkdir(exist_ok=True)
            path.write_text(expected[path], encoding="utf-8")
        else:
            path.unlink()


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--check", action="store_true")
    expected = pages()
    if not options.parse_args().check:
        write(expected)
        return 0
    old = stale(expected)
    for path in old:
        print(f"{path.relative_to(DOCS.parent)} is not as its rule: run python docs/rule_pages.py")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
