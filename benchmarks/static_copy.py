"""How long `clarion publish-static` takes: a first copy, a publication, nothing to do; beside the other way.

    python benchmarks/static_copy.py [--incidents 10 100000] [--rounds 9]

A page of so many incidents (an HTML page and a JSON document each, of the size that real ones have) is made without
Django, copied to a folder, then an incident and the hot documents change and are copied again. "Links" is what a folder
per version behind a symbolic link would cost for each publication: every file of the copy linked into a new
folder; the lower limit of that way, since nothing is written.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from clarion.statuspage.hosting.copying import Report, bring_up_to_date
from clarion.statuspage.hosting.folder import opened
from clarion.statuspage.manifest import Manifest
from clarion.statuspage.site import Document, Edition, Rendering, Site

START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
HEAD = Manifest(version=0, renderer="benchmark", good_until=0.0, page_policy="default-src 'none'", hot={})
HTML, JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
PAGE = "".join(f"<p>Line {number} of what a page says beside its own words.</p>" for number in range(130))
DATA = "".join(f'"key {number}":"value {number}",' for number in range(80))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure copies of the public page.")
    parser.add_argument("--incidents", type=int, nargs="+", default=[10, 100_000])
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; a page of {len(PAGE):,} bytes\n")
    print(
        "| incidents | files | first copy | a publication | nothing to do | links |\n|---|---|---|---|---|---|"
    )
    for number in arguments.incidents:
        with tempfile.TemporaryDirectory(prefix="clarion-benchmark-") as folder:
            measure(Path(folder), number, arguments.rounds)


def measure(base: Path, number: int, rounds: int) -> None:
    page, target = base / "public", base / "www"
    publish(page, 1, range(number), whole=True)
    first, _ = timed(lambda: copy(page, target))
    publications = []
    for version in range(2, 2 + rounds):
        publish(page, version, [version % number], whole=False)
        seconds, report = timed(lambda: copy(page, target))
        if not 10 < report.written < 40:
            raise SystemExit(f"{report.written} documents were written.")
        publications.append(seconds)
    idle = statistics.median(timed(lambda: copy(page, target))[0] for _ in range(rounds))
    links, files = timed(lambda: link_all(target, base / "linked"))
    print(
        f"| {number:,} | {files:,} | {first:,.1f} s | {1000 * statistics.median(publications):,.0f} ms"
        f" | {1000 * idle:,.0f} ms | {1000 * links:,.0f} ms |",
        flush=True,
    )


def publish(folder: Path, version: int, incidents: "range | list[int]", *, whole: bool) -> None:
    """Twenty hot documents that say their version, and these incidents."""
    hot = [document(f"/api/v2/{number}.json", f"{{{DATA}{version}}}", JSON) for number in range(19)]
    hot.append(document("/", f"{PAGE}{version}", HTML))
    cold = (
        each
        for number in incidents
        for each in (
            document(f"/incidents/{number:012}", f"{PAGE}{number} {version}", HTML),
            document(f"/api/v1/public/incidents/{number:012}.json", f"{{{DATA}{number}.{version}}}", JSON),
        )
    )
    site = Site(folder)
    with site.locked():
        site.write(Edition(replace(HEAD, version=version), hot, cold, whole), now=time.time())


def document(path: str, text: str, content_type: str) -> Document:
    return Document(path, content_type, (Rendering(START, text.encode()),))


def copy(folder: Path, target: Path) -> Report:
    with opened(target) as place:
        return bring_up_to_date(folder, place, now=time.time())


def link_all(target: Path, linked: Path) -> int:
    shutil.copytree(target, linked, copy_function=os.link)
    return sum(len(files) for _, _, files in os.walk(linked))


def timed[T](work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    done = work()
    return time.perf_counter() - started, done


if __name__ == "__main__":
    main()
