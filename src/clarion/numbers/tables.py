"""A figure as rows of a table, for the page and for a file."""

from clarion.numbers.figure import Figure, cells


def columns(figure: Figure) -> list[str]:
    unit = f"_{figure.unit}" if figure.unit else ""
    return [
        "month", "severity", *(outcome.replace(" ", "_") for outcome in figure.outcomes), "dots", f"median{unit}", f"p90{unit}",
        f"highest{unit}",
    ]  # fmt: skip


def rows(figure: Figure) -> list[list[str | int]]:
    """One a month and severity, the newest first; numbers with one decimal, empty where there is nothing to say."""
    return [
        [
            f"{cell.month:%Y-%m}", cell.severity, *(cell.counts[outcome] for outcome in figure.outcomes), len(cell.values),
            *("" if value is None else f"{value:.1f}" for value in (cell.median, cell.p90, cell.highest)),
        ]
        for cell in cells(figure)
    ]  # fmt: skip
