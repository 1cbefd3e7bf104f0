"""Time zones as people write them in messages, with their offsets from UTC in minutes.

An abbreviation may stand for several zones (IST: Ireland, India, Israel), and a zone named without its season (ET,
"Pacific Time") has two offsets: all are given, and a caller who compares accepts any. Offsets are those of the tz
database as of 2025.
"""

import re

from clarion.review.reading.patterns import pattern

OFFSETS: dict[str, tuple[int, ...]] = {
    "UTC": (0,), "GMT": (0,), "Z": (0,), "WET": (0,), "WEST": (60,), "BST": (60,), "IST": (60, 330, 120),
    "CET": (60,), "CEST": (120,), "MEZ": (60,), "MESZ": (120,), "EET": (120,), "EEST": (180,), "MSK": (180,), "TRT": (180,),
    "SAST": (120,), "CAT": (120,), "EAT": (180,), "WAT": (60,), "IDT": (180,), "GST": (240,), "PKT": (300,), "NPT": (345,),
    "ICT": (420,), "WIB": (420,), "SGT": (480,), "HKT": (480,), "MYT": (480,), "PHT": (480,), "AWST": (480,),
    "JST": (540,), "KST": (540,), "ACST": (570,), "ACDT": (630,), "AEST": (600,), "AEDT": (660,), "AET": (600, 660),
    "NZST": (720,), "NZDT": (780,), "NZT": (720, 780), "BRT": (-180,), "ART": (-180,), "CLT": (-240,), "CLST": (-180,),
    "COT": (-300,), "PET": (-300,), "NST": (-210,), "NDT": (-150,), "AST": (-240,), "ADT": (-180,), "EST": (-300,),
    "EDT": (-240,), "ET": (-300, -240), "CST": (-360, 480), "CDT": (-300,), "CT": (-360, -300), "MST": (-420,),
    "MDT": (-360,), "MT": (-420, -360), "PST": (-480,), "PDT": (-420,), "PT": (-480, -420), "AKST": (-540,), "AKDT": (-480,),
    "HST": (-600,),
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
    rf"|(?P<name>(?i:{_NAMES}))\s(?i:time)\b|(?P<lower>utc|gmt|cet|cest|est|edt|pst|pdt|bst)\b|(?P<local>(?i:local time))"
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
    if match["lower"]:
        return match["lower"].upper()
    return "local" if match["local"] else f"{match['place']} time"


def offsets(zone: str) -> tuple[int, ...]:
    """Return the possible offsets from UTC in minutes, empty where the zone is only known by a place."""
    if zone in OFFSETS:
        return OFFSETS[zone]
    shift = re.fullmatch(r"UTC([+-])(\d{1,2}):?(\d\d)?", zone)
    if shift:
        minutes = int(shift[2]) * 60 + int(shift[3] or 0)
        return (minutes if shift[1] == "+" else -minutes,)
    return ()
