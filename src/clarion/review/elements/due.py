"""By when an action item is done: a date, or a fixed point such as the end of sprint 42."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.durations import Relation
from clarion.review.rule import Example, Source

_PAST = frozenset("of since from dated".split())


def dated(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A date that is not one of the past ("the plan of 4 May 2016"), or a length to be kept ("within 30 days")."""
    for date in reading.dates:
        word = reading.word_at(date.start)
        before = reading.lower[word - 1] if word else ""
        if date.relative != -1 and (
            before not in _PAST or reading.lower[word - 2 : word - 1] == ["as"] or before == "from"
        ):
            yield Spot(date.start, date.end)
    for duration in reading.durations:
        if (
            duration.relation in {Relation.WITHIN, Relation.IN}
            and duration.high >= 60 * 24
            and "than" not in reading.text[duration.start : duration.end]
        ):
            yield Spot(duration.start, duration.end)


def fixed_point(match: Match, _: Situation) -> Spot | None:
    return Spot(match.start, match.end)


ELEMENT = ElementRule(
    asks="Give a date, or a fixed point such as the end of sprint 42.",
    why="Work without a date loses against work that has one.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Atlassian: Incident postmortems",
            "https://www.atlassian.com/incident-management/handbook/postmortems",
        ),
    ),
    detectors=(
        Scan(dated),
        Phrases(
            """
            end of january|february|march|april|may|june|july|august|september|october|november|december|q1|q2|q3|q4|sprint|quarter|month|year|week|the|this|next
            by|until|before|in|during|to|this|next|till january|february|march|april|june|july|august|september|october|november|december|q1|q2|q3|q4
            sprint 1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|37|38|39|40|41|42|43|44|45|46|47|48|49|50|51|52|53|54|55|56|57|58|59|60
            q1|q2|q3|q4 2024|2025|2026|2027|2028|2029|2030
            next|this|coming sprint|week|month|quarter|release|year
            before|by|until|with the? next|first|coming release|sprint|renewal|audit|season|deployment|version|steering|board|term|semester
            calendar week
            """,
            fixed_point,
        ),
    ),
    exempt=frozenset(),
    present=(
        Example("Karol adds an alert by Friday, 14 November.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Add an alert. Due 2025-09-15.", Audience.POSTMORTEM, Kind.ACTION_ITEM, "2025-09-15"),
        Example(
            "At the end of sprint 31, all certificates renew by themselves.",
            Audience.POSTMORTEM,
            Kind.ACTION_ITEM,
        ),
        Example("By the end of March, Payments adds a limit.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("From 1 October, the limiter counts per customer.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
    ),
    absent=(
        Example("Add an alert as soon as possible.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Review the flags once a month.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Be more careful in the future.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Throw away the cable plan of 2016.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("The failover takes less than 60 seconds.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
    ),
)
