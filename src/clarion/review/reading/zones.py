"""Time zones as people write them in messages, with their offsets from UTC in minutes.

An abbreviation may stand for several zones (IST: Ireland, India, Israel), and a zone named without its season (ET,
"Pacific Time") or by a place ("Berlin time") has two offsets: with a day, the one of that day is given, else both, and
a caller who compares accepts any. Offsets and rules are those of the tz database as of 2025, kept here so that a review
is the same on every machine, also where no tz database is installed.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from clarion.review.reading.patterns import pattern

OFFSETS: dict[str, tuple[int, ...]] = {
    "UTC": (0,), "GMT": (0,), "Z": (0,), "WET": (0,), "WEST": (60,), "BST": (60,), "IST": (60, 330, 120),
    "CET": (60,), "CEST": (120,), "MEZ": (60,), "MESZ": (120,), "EET": (120,), "EEST": (180,), "MSK": (180,), "TRT": (180,),
    "SAST": (120,), "CAT": (120,), "EAT": (180,), "WAT": (60,), "IDT": (180,), "GST": (240,), "PKT": (300,), "NPT": (345,),
    "ICT": (420,), "WIB": (420,), "SGT": (480,), "HKT": (480,), "MYT": (480,), "PHT": (480,), "AWST": (480,),
    "JST": (540,), "KST": (540,), "ACST": (570,), "ACDT": (630,), "AEST": (600,), "AEDT": (660,), "AET": (600, 660),
    "NZST": (720,), "NZDT": (780,), "NZT": (720, 780), "BRT": (-180,), "ART": (-180,), "CLT": (-240,), "CLST": (-180,),
    "COT": (-300,), "PET": (-300,), "NST": (-210,), "NDT": (-150,), "ADT": (-180,), "EST": (-300,),
    "EDT": (-240,), "ET": (-300, -240), "CST": (-360, 480), "CDT": (-300,), "CT": (-360, -300), "MST": (-420,),
    "MDT": (-360,), "MT": (-420, -360), "PST": (-480,), "PDT": (-420,), "PT": (-480, -420), "AKST": (-540,), "AKDT": (-480,),
    "HST": (-600,), "AT": (-240, -180), "MET": (60,), "MEST": (120,), "IRST": (210,), "AFT": (270,), "UZT": (300,),
    "BDT": (360,), "MMT": (390,), "WITA": (480,), "WIT": (540,), "LKT": (330,), "CHST": (600,), "FJT": (720,), "AST": (-240, 180),
}  # fmt: skip

NAMED: dict[str, str] = {
    "eastern": "ET", "pacific": "PT", "mountain": "MT", "central": "CT", "central european": "CET",
    "central european summer": "CEST", "eastern european": "EET", "british summer": "BST", "greenwich mean": "GMT",
    "coordinated universal": "UTC", "indian standard": "IST", "japan standard": "JST", "eastern standard": "EST",
    "eastern daylight": "EDT", "pacific standard": "PST", "pacific daylight": "PDT", "central standard": "CST",
    "central daylight": "CDT",
}  # fmt: skip

_ABBREVIATIONS = "|".join(sorted(OFFSETS, key=lambda name: -len(name)))
_NAMES = "|".join(sorted((name.replace(" ", r"\s") for name in NAMED), key=lambda name: -len(name)))

AFTER_TIME = pattern(
    rf"\s?(?:\(|, )?(?:(?P<offset>(?:UTC|GMT)\s?[+\-−]\s?\d{{1,2}}(?::?[0-5]\d)?(?!\d))|(?P<zone>{_ABBREVIATIONS})\b(?!-?[a-z])"
    rf"|(?P<name>(?i:{_NAMES}))\s(?i:time)\b|(?P<coast>Eastern|Pacific|Central|Mountain)\b(?!\s[A-Z])|(?P<lower>utc|gmt|cet|cest|est|edt|pst|pdt|bst)\b|(?P<local>(?i:local time))"
    rf"|(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\stime\b|(?P<plain>[+−-](?:0\d|1[0-4]):?(?:00|15|30|45)\b))\)?"
)
"""Matches a zone right after a time of day."""


def zone_name(match: re.Match[str]) -> str:
    """Return the canonical name of a zone that AFTER_TIME found: "UTC", "UTC+2", "ET", "local", "Berlin time"."""
    if match["offset"] or match["plain"]:
        shift = re.sub(r"UTC|GMT|\s", "", match["offset"] or match["plain"]).replace("−", "-")
        return f"UTC{shift}"
    if match["zone"]:
        return "UTC" if match["zone"] == "Z" else match["zone"]
    if match["name"]:
        return NAMED[" ".join(match["name"].lower().split())]
    if match["coast"]:
        return NAMED[match["coast"].lower()]
    if match["lower"]:
        return match["lower"].upper()
    return "local" if match["local"] else f"{match['place']} time"


# -- summer time


class _Season:
    """The days on which summer time begins and ends: (month, weekday counted from Monday, which one; -1 the last)."""

    def __init__(self, begins: tuple[int, int, int], ends: tuple[int, int, int]) -> None:
        self.begins = begins
        self.ends = ends

    def holds(self, day: date) -> bool | None:
        """Tell whether summer time holds on `day`; None on the days of the change."""
        begin, end = _day_of(day.year, self.begins), _day_of(day.year, self.ends)
        if day in {begin, end}:
            return None
        return begin < day < end if begin < end else not end < day < begin


@lru_cache(maxsize=64)
def _day_of(year: int, rule: tuple[int, int, int]) -> date:
    month, weekday, which = rule
    if which < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


_SUNDAY = 6
_SEASONS = {
    "eu": _Season((3, _SUNDAY, -1), (10, _SUNDAY, -1)),
    "us": _Season((3, _SUNDAY, 2), (11, _SUNDAY, 1)),
    "au": _Season((10, _SUNDAY, 1), (4, _SUNDAY, 1)),
    "nz": _Season((9, _SUNDAY, -1), (4, _SUNDAY, 1)),
    "cl": _Season((9, _SUNDAY, 1), (4, _SUNDAY, 1)),
    "il": _Season((3, 4, -1), (10, _SUNDAY, -1)),
    "eg": _Season((4, 4, -1), (10, 3, -1)),
}
_SEASONAL = {"ET": "us", "CT": "us", "MT": "us", "PT": "us", "AT": "us", "AET": "au", "NZT": "nz"}

_PLACES = {
    "iceland": "0", "uk": "0eu", "ireland": "0eu", "portugal": "0eu", "ghana": "0", "senegal": "0", "ivory coast": "0",
    "germany": "60eu", "france": "60eu", "spain": "60eu", "italy": "60eu", "austria": "60eu", "switzerland": "60eu",
    "netherlands": "60eu", "belgium": "60eu", "luxembourg": "60eu", "denmark": "60eu", "norway": "60eu", "sweden": "60eu",
    "poland": "60eu", "czechia": "60eu", "slovakia": "60eu", "hungary": "60eu", "slovenia": "60eu", "croatia": "60eu",
    "serbia": "60eu", "bosnia": "60eu", "albania": "60eu", "malta": "60eu", "north macedonia": "60eu", "montenegro": "60eu",
    "nigeria": "60", "algeria": "60", "tunisia": "60", "morocco": "60", "angola": "60", "cameroon": "60",
    "finland": "120eu", "estonia": "120eu", "latvia": "120eu", "lithuania": "120eu", "romania": "120eu", "bulgaria": "120eu",
    "greece": "120eu", "cyprus": "120eu", "ukraine": "120eu", "moldova": "120eu", "israel": "120il", "egypt": "120eg",
    "south africa": "120", "namibia": "120", "botswana": "120", "zambia": "120", "zimbabwe": "120", "mozambique": "120",
    "rwanda": "120", "turkey": "180", "saudi arabia": "180", "kenya": "180", "uganda": "180", "tanzania": "180",
    "ethiopia": "180", "qatar": "180", "kuwait": "180", "bahrain": "180", "iraq": "180", "jordan": "180", "uae": "240",
    "oman": "240", "georgia": "240", "armenia": "240", "azerbaijan": "240", "mauritius": "240", "pakistan": "300",
    "uzbekistan": "300", "kazakhstan": "300", "india": "330", "sri lanka": "330", "nepal": "345", "bangladesh": "360",
    "thailand": "420", "vietnam": "420", "cambodia": "420", "indonesia": "420 480 540", "singapore": "480",
    "malaysia": "480", "philippines": "480", "china": "480", "hong kong": "480", "taiwan": "480", "japan": "540",
    "south korea": "540", "new zealand": "720nz", "fiji": "720", "brazil": "-180", "argentina": "-180", "uruguay": "-180",
    "chile": "-240cl", "bolivia": "-240", "venezuela": "-240", "paraguay": "-180", "colombia": "-300", "peru": "-300",
    "ecuador": "-300", "panama": "-300", "jamaica": "-300", "mexico": "-360 -420", "costa rica": "-360",
    "guatemala": "-360", "honduras": "-360", "el salvador": "-360", "nicaragua": "-360", "dominican republic": "-240",
    "puerto rico": "-240", "us": "-300us -360us -420us -480us", "canada": "-300us -360us -420us -480us -240us -210us",
    "australia": "600au 600 570au 570 480", "russia": "180 240 300 420 480 540 600", "tasmania": "600au",
    "new south wales": "600au", "victoria": "600au", "sydney": "600au", "melbourne": "600au", "canberra": "600au",
    "queensland": "600", "brisbane": "600", "south australia": "570au", "adelaide": "570au", "western australia": "480",
    "perth": "480", "new york": "-300us", "boston": "-300us", "florida": "-300us", "miami": "-300us", "ohio": "-300us",
    "georgia us": "-300us", "virginia": "-300us", "washington dc": "-300us", "philadelphia": "-300us", "atlanta": "-300us",
    "detroit": "-300us", "toronto": "-300us", "ontario": "-300us", "montreal": "-300us", "quebec": "-300us",
    "ottawa": "-300us", "chicago": "-360us", "illinois": "-360us", "texas": "-360us", "dallas": "-360us",
    "houston": "-360us", "austin": "-360us", "minnesota": "-360us", "denver": "-420us", "colorado": "-420us",
    "utah": "-420us", "calgary": "-420us", "alberta": "-420us", "arizona": "-420", "phoenix": "-420",
    "california": "-480us", "los angeles": "-480us", "san francisco": "-480us", "seattle": "-480us", "oregon": "-480us",
    "nevada": "-480us", "washington": "-480us -300us", "vancouver": "-480us", "british columbia": "-480us",
    "hawaii": "-600", "alaska": "-540us", "halifax": "-240us", "moscow": "180", "istanbul": "180", "europe": "0eu 60eu 120eu",
    "central europe": "60eu", "eu": "0eu 60eu 120eu", "dach": "60eu", "nordics": "60eu 120eu 0", "baltics": "120eu",
    "iberia": "0eu 60eu", "benelux": "60eu",
}  # fmt: skip
"""Place -> its zones, each as minutes from UTC in winter and the season of its summer time."""
_CLOCK_SHIFT = 60


@lru_cache(maxsize=256)
def offsets_at(place: str, day: date | None = None) -> tuple[int, ...]:
    """Return the offsets in minutes that clocks show at a place (a canonical name of `reading.geography`), empty if unknown."""
    return tuple(
        offset
        for zone in _PLACES.get(place, "").split()
        for offset in _seasonal(
            int(zone.rstrip("abcdefghijklmnopqrstuvwxyz")), zone.lstrip("-0123456789"), day
        )
    )


def _seasonal(winter: int, season: str, day: date | None) -> tuple[int, ...]:
    if not season:
        return (winter,)
    summer = _SEASONS[season].holds(day) if day else None
    if summer is None:
        return winter, winter + _CLOCK_SHIFT
    return (winter + _CLOCK_SHIFT,) if summer else (winter,)


def offsets(zone: str, day: date | None = None) -> tuple[int, ...]:
    """Return the possible offsets of a zone from UTC in minutes, on `day` where its season matters.

    Empty for "local" and for a place that is not known.
    """
    if zone in _SEASONAL:
        return _seasonal(OFFSETS[zone][0], _SEASONAL[zone], day)
    if zone in OFFSETS:
        return OFFSETS[zone]
    shift = re.fullmatch(r"UTC([+-])(\d{1,2}):?(\d\d)?", zone)
    if shift:
        minutes = int(shift[2]) * 60 + int(shift[3] or 0)
        return (minutes if shift[1] == "+" else -minutes,)
    return _offsets_of_named_place(zone.removesuffix(" time"), day) if zone.endswith(" time") else ()


def _offsets_of_named_place(name: str, day: date | None) -> tuple[int, ...]:
    from clarion.review.reading.geography import lineage

    return next((found for place in lineage(name) if (found := offsets_at(place, day))), ())
