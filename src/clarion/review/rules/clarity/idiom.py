"""Figures of speech that somebody who learnt English as a second language may take at their word."""

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.figures_of_speech import FIGURES, WITH_A_PLAIN_SENSE
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.rule import Example, Rule, Source, Strictness


def figure(match: Match, _: Situation) -> Spot | None:
    """The phrase as it stands, unless it is a title: "the Wild Goose pub", "the podcast Out of the Blue"."""
    reading = match.reading
    inside = [word for word in range(match.first, match.last + 1) if word != match.sentence.first]
    capitals = sum(reading.capitalised(word) for word in inside)
    if capitals >= 2 or (inside == [match.first] and capitals):
        return None
    return Spot(match.start, match.end, suggestion=match.suggestion)


def not_literal(match: Match, situation: Situation) -> Spot | None:
    """Phrases that also have a plain sense: weather, water, roads, games, fire in the same sentence make them plain."""
    words = match.reading.lower[match.sentence.first : match.sentence.last]
    inside = set(match.reading.lower[match.first : match.last + 1])
    return None if _SCENERY.intersection(words) - inside else figure(match, situation)


_SCENERY = frozenset(
    """
    snow ice icy flood flooding flooded rain storm weather river lake sea harbour harbor ship ferry boat train trains tram
    trams road roads rail rails bridge street forest trees mountain ski lift firefighters fire smoke burned burning flames
    game games match player players goal ball stadium cup theatre film song series kitchen food bread milk cake horse cow dog cat
    animal animals plumber pipe pipes cable digger excavator roof wall paint temperature degrees socket rack machine beach
    """.split()
)


RULE = Rule(
    reason="A figure of speech: say it in plain words that can be translated.",
    why=(
        "Most readers of English did not grow up with it, and many read through a translation program. An idiom costs them time "
        "or tells them something else, and a plain verb is shorter anyway."
    ),
    sources=(
        Source(
            "Google developer documentation style guide: Write for a global audience",
            "https://developers.google.com/style/translation",
        ),
        Source(
            "Microsoft Writing Style Guide: Global communications",
            "https://learn.microsoft.com/en-us/style-guide/global-communications/",
        ),
    ),
    severity=Strictness(Severity.WARN, {Audience.ENGINEERING: None}, {Kind.TIMELINE_ENTRY: None}),
    detectors=(
        Phrases(FIGURES, figure),
        Phrases(WITH_A_PLAIN_SENSE, not_literal),
    ),
    flagged=(
        Example("Search works again, but we are not out of the woods yet.", quote="out of the woods"),
        Example("The migration hit a snag at 02:00 UTC.", Audience.LEADERSHIP, quote="hit a snag"),
        Example(
            "The ticket fell through the cracks.",
            Audience.POSTMORTEM,
            Kind.WHY_ANSWER,
            "fell through the cracks",
        ),
        Example(
            "The supplier dropped the ball on the delivery.", Audience.PARTNERS, quote="dropped the ball"
        ),
        Example("This was only the tip of the iceberg.", Audience.LEADERSHIP, quote="tip of the iceberg"),
        Example(
            "Say that we are on the same page as the bank.",
            Audience.SUPPORT,
            Kind.TALKING_POINTS,
            "on the same page",
        ),
        Example("The price feed is back on track.", quote="back on track"),
        Example(
            "We had to start from scratch with your order.",
            Audience.CUSTOMER,
            Kind.CUSTOMER_REPLY,
            "from scratch",
        ),
    ),
    fine=(
        Example("You may see prices of zero in the app."),
        Example("we are not out of the woods, the replica hit a snag", Audience.ENGINEERING),
        Example("Fibre was cut in the woods near Growitz when a tree fell."),
        Example("The Wild Goose Chase pub and the Last Straw shop cannot take cards."),
        Example("A fire in the cable duct burned two of our lines."),
        Example("Deep water on Bridge Street: the bus stops there are not served."),
        Example("The ball game ended at 21:10 CDT, and 8,000 people opened the app at once."),
        Example("Ice on the roof of the hall keeps 30 vans in the yard."),
        Example("The bottom of the page and the green lights on the device are shown in the picture."),
        Example("The tunnel is closed; at its end, light signals show the way."),
    ),
)
