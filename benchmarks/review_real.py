"""How often each rule fires on real texts, and a sample of findings to read and judge.

    python benchmarks/review_real.py [--sample 200] [--seed 1] [--rule NAME]

The texts are the real updates beside the checkout (../shared/data), reviewed as public progress, without a record.
The same seed gives the same sample as long as the findings are the same.
"""

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

from clarion.review import Finding, Severity, review
from clarion.review.registry import rules

DATA = Path(__file__).parents[2] / "shared" / "data"


def texts() -> list[str]:
    """Updates of GitHub, and the bodies of the files of Jenkins' page."""
    lines = (DATA / "github-incidents-2024-2025.jsonl").read_text(encoding="utf-8").splitlines()
    updates = [update["message"] for line in lines for update in json.loads(line)["updates"]]
    pages = sorted((DATA / "jenkins-cstate").rglob("*.md"))
    return updates + [page.read_text(encoding="utf-8") for page in pages]


def fire_rates(found: list[tuple[str, Finding]], words: int) -> None:
    fired = Counter(finding.rule for _, finding in found if finding.severity is not Severity.HINT)
    hints = Counter(finding.rule for _, finding in found if finding.severity is Severity.HINT)
    print(f"{'rule':16}{'findings':>10}{'per 10,000 words':>18}{'hints':>8}")
    for name in rules():
        print(f"{name:16}{fired[name]:10}{10_000 * fired[name] / words:18.2f}{hints[name]:8}")
    blocks = sum(finding.severity is Severity.BLOCK for _, finding in found)
    print(f"severity block: {1_000 * blocks / words:.2f} per 1,000 words")


def sample(found: list[tuple[str, Finding]], size: int, seed: int) -> None:
    """Print findings with the words around them: rule, severity, and the quote between marks."""
    chosen = random.Random(seed).sample(found, min(size, len(found)))
    for number, (text, finding) in enumerate(sorted(chosen, key=lambda each: each[1].rule), start=1):
        before = text[max(finding.start - 60, 0) : finding.start].replace("\n", " ")
        after = text[finding.end : finding.end + 60].replace("\n", " ")
        print(f"{number:4} {finding.rule:15} {finding.severity:6} …{before}[[{finding.quote}]]{after}…")


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--sample", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rule")
    asked = options.parse_args()
    if not DATA.exists():
        print("the folder shared/data is not beside the checkout")
        return 2
    read = texts()
    words = sum(len(text.split()) for text in read)
    found = [
        (text, finding)
        for text in read
        for finding in review(text, audience="public", kind="progress").findings
        if asked.rule in {None, finding.rule}
    ]
    print(f"{len(read):,} texts, {words:,} words")
    fire_rates(found, words)
    sample(found, asked.sample, asked.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
