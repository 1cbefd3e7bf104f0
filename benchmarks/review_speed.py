"""Words per second of the review beside proselint's API, latency of one message, growth with length, hostile inputs.

    python benchmarks/review_speed.py [--rounds 5]

The corpus is the real updates beside the checkout (../shared/data); without that folder, the examples of the rules.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from clarion.review import Cause, Record, review
from clarion.review.registry import rules

DATA = Path(__file__).parents[2] / "shared" / "data" / "github-incidents-2024-2025.jsonl"
RECORD = Record(
    "monitoring", "SEV2", datetime(2025, 2, 11, 13, 30, tzinfo=UTC), ("Actions", "Pages"), 6000, 12.0, ("EU", "US"),
    Cause(True, "a configuration change"), None, None, datetime(2025, 2, 11, 15, 0, tzinfo=UTC),
)  # fmt: skip
HOSTILE = {
    "one character": "a" * 20_000,
    "one word": "failed " * 2_900,
    "near matches": "the engineer did not never " * 750,
    "should have been": "should have been " * 1_200,
    "nested quotes": ">" * 20_000,
    "nested quote lines": (">" * 200 + "\n") * 100,
    "nested lists": "- " * 10_000,
    "list then blanks": "- " * 5_000 + "\n" * 10_000,
    "brackets": "[" * 10_000 + "](" * 5_000,
    "backticks": "`a``b```c" * 2_200,
    "quotes": "\"a 'b " * 3_300,
    "times": "10:00 " * 3_300,
    "numbers": "one hundred and " * 1_250,
    "digits": "1" * 20_000,
    "digit groups": "1,111" * 4_000,
    "fractions": "a half of a third of " * 950,
    "capitals": "DOWN NOW " * 2_200,
    "exclamation marks": "!" * 20_000,
    "hosts": "db-" * 6_600,
    "dots": "a." * 10_000,
    "slashes": "/etc/a" * 3_300,
    "tags": "<a" * 10_000,
    "tables": "|a" * 5_000 + "\n" + "|-" * 5_000,
    "newlines": "a\n" * 10_000,
    "labels": "A: b\n" * 4_000,
}


def corpus() -> list[str]:
    if DATA.exists():
        incidents = (json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines())
        return [update["message"] for incident in incidents for update in incident["updates"]]
    return [example.text for rule in rules().values() for example in rule.flagged + rule.fine] * 20


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ours(text: str, record: Record | None = RECORD) -> object:
    return review(text, audience="public", kind="progress", record=record)


def peer() -> Callable[[str], object] | None:
    try:
        from proselint.checks import __register__
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile
    except ImportError:
        return None
    CheckRegistry().register_many(__register__)
    return lambda text: LintFile(source="memory", content=text).lint()


def bulk(texts: list[str], rounds: int) -> None:
    words = sum(len(text.split()) for text in texts)
    theirs = peer()
    speeds: dict[str, list[float]] = {"clarion": [], "proselint": []}
    ours(texts[0])
    for _ in range(rounds):
        speeds["clarion"].append(words / seconds(lambda: [ours(text) for text in texts]))
        if theirs:
            speeds["proselint"].append(words / seconds(lambda: [theirs(text) for text in texts]))
    print(f"corpus: {len(texts)} texts, {words} words, {rounds} rounds; medians")
    mine = statistics.median(speeds["clarion"])
    print(f"  clarion   {mine:10,.0f} words/s")
    if theirs:
        other = statistics.median(speeds["proselint"])
        print(f"  proselint {other:10,.0f} words/s   ratio {mine / other:.1f}")


def latency(texts: list[str], rounds: int) -> None:
    words = " ".join(texts).split()
    message = " ".join(words[:120])
    times = [seconds(lambda: ours(message)) for _ in range(max(rounds * 40, 100))]
    print(f"120 words: median {1000 * statistics.median(times):.2f} ms, worst {1000 * max(times):.2f} ms")


def growth(texts: list[str], rounds: int) -> None:
    """One document of 10 kB, 100 kB, 1 MB: time per word must stay the same."""
    base = "\n\n".join(texts)[:10_000]
    for factor in (1, 10, 100):
        text = "\n\n".join([base] * factor)
        count = len(text.split())
        best = statistics.median(seconds(lambda text=text: ours(text)) for _ in range(max(rounds // 2, 1)))
        print(f"{factor:4}x: {count:8,} words, {1000 * best:9.1f} ms, {1e6 * best / count:.2f} µs a word")


def hostile() -> None:
    print("hostile inputs of about 20 kB, best of 3:")
    for name, text in HOSTILE.items():
        best = min(seconds(lambda text=text: ours(text)) for _ in range(3))
        print(f"  {name:20} {1000 * best:7.1f} ms{'   OVER 50 ms' if best > 0.05 else ''}")


def cold(rounds: int) -> None:
    """CPU seconds of a whole process that reviews one message, with byte code cached as an installation has it."""
    with tempfile.TemporaryDirectory() as folder:
        message = Path(folder, "message.md")
        message.write_text("Uploads fail for 12% of customers since 10:02 UTC. Next update at 10:30 UTC.\n")
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        for name, verb in (("clarion", "review"), ("proselint", "check")):
            binary = Path(sys.executable).parent / name
            if binary.exists():
                spent = [cpu([str(binary), verb, str(message)], environment) for _ in range(rounds + 1)][1:]
                print(f"cold: {name:10} {1000 * statistics.median(spent):6.0f} ms of CPU")


def cpu(command: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    texts = corpus()
    bulk(texts, rounds)
    latency(texts, rounds)
    growth(texts, rounds)
    hostile()
    cold(rounds)


if __name__ == "__main__":
    main()
