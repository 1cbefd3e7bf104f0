"""Words per second of the review beside proselint and write-good, latency, growth with length, hostile inputs, memory.

    python benchmarks/review_speed.py [--rounds 5] [--only bulk,latency,growth,hostile,cold,memory]

The corpus is the real updates beside the checkout (../shared/data); without that folder, the examples of the rules.
Everything is CPU time, medians of rounds that take turns: other work on the machine disturbs it less than the clock.
proselint (extra `bench`) and write-good (npm, put into a temporary folder) are left out where they cannot be had.
"""

import argparse
import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
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
    "comments": "x <!-- " * 2_800,
    "allowing comments": "x <!-- clarion: allow blame because y. --> z. " * 440,
    "times and dates": "10:00 on Monday " * 1_250,
    "lists in quotes": "> - " * 5_000,
    "tabs": "-\t" * 10_000,
    "emphasis": "**a *b " * 2_800,
    "durations": "for 5 minutes " * 1_430,
    "names": "Anna Berlin " * 1_660,
    "commas": "the engineer, who, " * 1_050,
    "vague": "some issues soon " * 1_170,
}


WRITE_GOOD = """
const writeGood = require("write-good");
const texts = JSON.parse(require("fs").readFileSync(process.argv[2]));
for (let round = 0; round <= Number(process.argv[3]); round++) {
  const before = process.cpuUsage();
  texts.forEach((text) => writeGood(text));
  const spent = process.cpuUsage(before);
  console.log((spent.user + spent.system) / 1e6);
}
"""


def corpus() -> list[str]:
    if DATA.exists():
        incidents = (json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines())
        return [update["message"] for incident in incidents for update in incident["updates"]]
    return [example.text for rule in rules().values() for example in rule.flagged + rule.fine] * 20


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process, without what the collector of cycles happens to do."""
    gc.collect()
    gc.disable()
    spent = taken(work)
    gc.enable()
    return spent


def taken(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def ours(text: str, record: Record | None = RECORD) -> object:
    return review(text, audience="public", kind="progress", record=record)


def every(texts: list[str], look: Callable[[str], object]) -> None:
    for text in texts:
        look(text)


# -- peers


def proselint() -> Callable[[str], object] | None:
    try:
        from proselint.checks import __register__
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile
    except ImportError:
        return None
    CheckRegistry().register_many(__register__)
    return lambda text: LintFile(source="memory", content=text).lint()


def write_good(texts: list[str], rounds: int) -> list[float]:
    """CPU seconds of each round over the texts; the first, in which the engine warms up, is dropped."""
    if not shutil.which("npm"):
        return []
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "write-good@1.0.8"]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            return []
        home = Path(folder)
        (home / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        (home / "bench.js").write_text(WRITE_GOOD, encoding="utf-8")
        command = ["node", "bench.js", "texts.json", str(rounds)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.split()][1:]


# -- what is measured


def bulk(texts: list[str], rounds: int) -> None:
    words = sum(len(text.split()) for text in texts)
    spent: dict[str, list[float]] = {"clarion": [], "proselint": [], "write-good": []}
    theirs = proselint()
    every(texts[:50], ours)
    for _ in range(rounds):
        spent["clarion"].append(seconds(partial(every, texts, ours)))
        if theirs:
            spent["proselint"].append(seconds(partial(every, texts, theirs)))
    spent["write-good"] = write_good(texts, rounds)
    print(f"corpus: {len(texts)} texts, {words:,} words, {rounds} rounds; all rules, elements and claims on")
    mine = statistics.median(spent["clarion"])
    for name, times in spent.items():
        if times:
            middle = statistics.median(times)
            print(
                f"  {name:10} {words / middle:10,.0f} words/s   clarion is {middle / mine:.1f} times as fast"
            )
        else:
            print(f"  {name:10} not to be had here")


def latency(texts: list[str], rounds: int) -> None:
    """One message again and again, as on a page that reviews while somebody writes.

    Garbage is collected once before all: collecting before each look would empty the caches of the processor each time.
    """
    message = " ".join(" ".join(texts).split()[:120])
    ours(message)
    times: list[float] = []
    seconds(lambda: times.extend(taken(partial(ours, message)) for _ in range(max(rounds * 40, 100))))
    print(
        f"120 words, warm: median {1000 * statistics.median(times):.2f} ms, worst {1000 * max(times):.2f} ms"
    )


def growth(texts: list[str], rounds: int) -> None:
    """One document of 10 kB, 100 kB, 1 MB: time and memory per word must stay the same."""
    base = "\n\n".join(texts)[:10_000]
    ours(base)
    for factor in (1, 10, 100):
        text = "\n\n".join([base] * factor)
        count = len(text.split())
        middle = statistics.median(seconds(partial(ours, text)) for _ in range(max(rounds // factor, 1)))
        print(
            f"{factor:4}x: {count:8,} words, {1000 * middle:9.1f} ms, {1e6 * middle / count:6.2f} µs a word"
        )


def memory(texts: list[str], _: int) -> None:
    """The peak over one long document, and what stays after many reviews."""
    base = "\n\n".join(texts)[:10_000]
    ours(base)
    for factor in (1, 10):
        tracemalloc.start()
        ours("\n\n".join([base] * factor))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"{factor:4}x text of {len(base) * factor:,} characters: peak {peak / 1e6:.1f} MB")
    short = [text[:200] for text in texts]
    for text in short[:500]:
        ours(text)
    gc.collect()
    before = resident()
    for number in range(10_000):
        ours(short[number % len(short)])
    gc.collect()
    print(f"10,000 reviews: resident memory grew by {(resident() - before) / 1e6:.1f} MB")


def resident() -> int:
    """Bytes of this process in memory, now; the most there ever were where /proc is not there."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def hostile(_: list[str], rounds: int) -> None:
    print("hostile inputs of about 20 kB, best of 3:")
    for name, text in HOSTILE.items():
        best = min(seconds(partial(ours, text)) for _ in range(3))
        print(f"  {name:20} {1000 * best:7.1f} ms{'   OVER 50 ms' if best > 0.05 else ''}")


def cold(_: list[str], rounds: int) -> None:
    """CPU seconds of a whole process that reviews one message, with byte code cached as an installation has it."""
    with tempfile.TemporaryDirectory() as folder:
        message = Path(folder, "message.md")
        message.write_text("Uploads fail for 12% of customers since 10:02 UTC. Next update at 10:30 UTC.\n")
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        commands = {
            name: [str(Path(sys.executable).parent / name), verb, str(message)]
            for name, verb in (("clarion", "review"), ("proselint", "check"))
        }
        spent: dict[str, list[float]] = {
            name: [] for name, command in commands.items() if Path(command[0]).exists()
        }
        for _ in range(max(rounds, 5) + 1):
            for name, times in spent.items():
                times.append(cpu(commands[name], environment))
        for name, times in spent.items():
            print(f"cold: {name:10} {1000 * statistics.median(times[1:]):6.0f} ms of CPU")


def cpu(command: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


MEASURES = {each.__name__: each for each in (bulk, latency, growth, hostile, cold, memory)}


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", default=",".join(MEASURES))
    asked = options.parse_args()
    texts = corpus()
    for name in asked.only.split(","):
        MEASURES[name](texts, asked.rounds)


if __name__ == "__main__":
    main()
