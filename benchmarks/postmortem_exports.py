"""What an export of a post-mortem costs, by form and length.

    python benchmarks/postmortem_exports.py

Prints a Markdown table: median time and bytes of each form and of the timeline picture, for an empty post-mortem, one
as they usually are, one with 300 lines and 40 answers, and one with 3,000 lines and 200 answers. The documents are
those of the tests; nothing is read from a database.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
ROUNDS = 7


def main() -> None:
    start_clarion()
    from tests.postmortems.exports.samples import EMPTY, FULL, long_document

    from clarion.postmortems.exports.forms import FORMS, file_of
    from clarion.postmortems.exports.timeline_picture import timeline_svg

    documents = {
        "empty": EMPTY,
        "11 lines, 5 answers": FULL,
        "300 lines, 40 answers": long_document(),
        "3,000 lines, 200 answers": long_document(3_000, 200),
    }
    print("| post-mortem |", " | ".join(form.name for form in FORMS.values()), "| timeline picture |")
    print("|---" * (len(FORMS) + 2) + "|")
    for name, document in documents.items():
        cells = [measured(lambda form=form, document=document: file_of(document, form)) for form in FORMS]
        cells.append(measured(lambda document=document: timeline_svg(document).encode()))
        print(f"| {name} |", " | ".join(cells), "|")


def measured(make: Callable[[], bytes]) -> str:
    times, made = [], make()
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        made = make()
        times.append(time.perf_counter() - begun)
    return f"{statistics.median(times) * 1000:,.0f} ms, {len(made) / 1000:,.0f} kB"


def start_clarion() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clarion.settings")
    sys.path[:0] = [str(CHECKOUT / "src"), str(CHECKOUT)]
    import django

    django.setup()


if __name__ == "__main__":
    main()
