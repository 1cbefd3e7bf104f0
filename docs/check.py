"""Check the documentation: links lead somewhere, and the commands that it names exist. `python docs/check.py`"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"`?clarion ([a-z][a-z-]+)")


def pages() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    return [ROOT / name for name in listed.stdout.split()]


def broken_links(page: Path) -> list[str]:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    return [
        f"{page.relative_to(ROOT)}: {target} is not there"
        for target in targets
        if not (page.parent / target).exists()
    ]


def unknown_commands(page: Path, known: set[str]) -> list[str]:
    named = set(COMMAND.findall(page.read_text(encoding="utf-8")))
    return [f"{page.relative_to(ROOT)}: there is no command clarion {name}" for name in sorted(named - known)]


def main() -> int:
    from clarion.cli.main import COMMANDS

    problems = [problem for page in pages() for problem in broken_links(page)]
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]:
        problems += unknown_commands(page, set(COMMANDS))
    print("\n".join(problems) or f"{len(pages())} pages, no broken link, no unknown command")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
