"""Ninety bars as one small SVG: a path for each status, dashes for the days in a row that read the same.

Height and form say what the colour says: no data is a line, operational a low bar, maintenance a bar in two parts,
and trouble stands the taller the worse it was. One service without trouble takes some 150 bytes.
"""

from functools import lru_cache
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from clarion.incidents.states import ServiceStatus

#: Width of a day and height of the picture, in units of its own; the dashes of page.css go with them.
DAY = 5
HEIGHT = 32
#: Status -> its class and the middle lines of its strokes; page.css has their widths and colours.
FORMS: dict[ServiceStatus | None, tuple[str, tuple[float, ...]]] = {
    None: ("unknown", (30,)),
    ServiceStatus.OPERATIONAL: ("operational", (23,)),
    ServiceStatus.UNDER_MAINTENANCE: ("under_maintenance", (17.5, 28.5)),
    ServiceStatus.DEGRADED_PERFORMANCE: ("degraded_performance", (20,)),
    ServiceStatus.PARTIAL_OUTAGE: ("partial_outage", (18,)),
    ServiceStatus.MAJOR_OUTAGE: ("major_outage", (16,)),
}


@lru_cache(maxsize=512)
def draw_bars(statuses: tuple[ServiceStatus | None, ...]) -> SafeString:
    """What stands inside the SVG; the oldest day on the left."""
    strokes: dict[ServiceStatus | None, list[str]] = {}
    left = 0
    for status, days in groupby(statuses):
        width = DAY * len(list(days))
        for middle in FORMS[status][1]:
            strokes.setdefault(status, []).append(f"M{left} {middle}h{width}")
        left += width
    drawn = ((FORMS[status][0], "".join(lines)) for status, lines in strokes.items())
    return format_html_join("", '<path class="{}" d="{}"/>', drawn)


def view_box(statuses: tuple[ServiceStatus | None, ...]) -> SafeString:
    return format_html("0 0 {} {}", DAY * len(statuses), HEIGHT)
