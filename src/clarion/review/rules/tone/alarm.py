"""Panic in words, capitals or exclamation marks."""

import re
from collections.abc import Iterator
from itertools import pairwise

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.patterns import pattern
from clarion.review.rule import Example, Rule, Source, Strictness

_BANGS = pattern(r"!\s?!+|\?!|!\?")
_SHOUT = pattern(r"(?<![\w./-])[A-Z]{2,}(?:['’][A-Z]+)?(?:[ ,]+(?:[A-Z]{2,}(?:['’][A-Z]+)?|[AI])(?![\w/-]))+")
_SHOUTED = frozenset(
    """
    a about all alert and any anything are as asap at back be been broken call can cannot critical dead
    do does don't down drop emergency ever every everyone everything fire fix for get go gone has have
    help hands how i immediately in is it join just let lost major meltdown must need needs never no
    nobody not nothing now of off on one only our out outage over panic please problem red right stop
    team that the their there these this to total touch up urgent very was we what whatever will with
    working you your answer hurry act attention use lose losing lost money customers under circumstances
    dropped died dying crash crashed crashing failing failed gone happening until who why when where here
    today tonight before after again still every single this serious severe
    fix fixed soon could should would may might been being again by its on off by from
    """.split()
)
"""English words that are shouted; other capitals are acronyms, names and levels (SEV1, API, EMEA, PAGE)."""
_ALONE_BEFORE_BANG = pattern(r"\b(?:ASAP|URGENT|EMERGENCY|PANIC|NOW|IMMEDIATELY|HELP|MELTDOWN|DISASTER)\b")


def shouting(reading: Reading, _: Situation) -> Iterator[Spot]:
    """Two or more capitalised words in a row of which at least one is plain English, in a text that also knows small letters."""
    text = reading.text
    capitals = [word for word in reading.capitals if reading.cased(word).isupper()]
    if not any(second == first + 1 for first, second in pairwise(capitals)):
        return
    for match in _SHOUT.finditer(text):
        words = [word.lower().replace("’", "'") for word in re.split(r"[ ,]+", match.group())]
        shouted = [word for word in words if word in _SHOUTED]
        if len(shouted) == 1 and len(shouted[0]) <= 2:
            continue  # "by 15:00 UTC I will", "NL, BE": an I, or a code that happens to be a word
        if len(shouted) >= max(1, len(words) // 2) and not _names_a_control(reading, match):
            yield Spot(
                match.start(),
                match.end(),
                "Shouts in capitals: write it in small letters; say once how bad it is.",
            )


def _names_a_control(reading: Reading, match: re.Match[str]) -> bool:
    """ "press the STOP ALL button", "the DO NOT TOUCH label": what stands on a thing."""
    first, following = reading.word_at(match.start()), reading.word_at(match.end())
    if first and reading.gap(first) == " " and reading.lower[first - 1] in _SHOWING:
        return True
    after = reading.lower[following] if following < len(reading.lower) else ""
    return after in {
        "button",
        "flag",
        "label",
        "key",
        "switch",
        "sign",
        "mode",
        "list",
        "field",
        "folder",
        "channel",
        "page",
    }


_SHOWING = frozenset(
    "says say said reads shows show showed prints printed choose select press hold tap click".split()
)
"""What follows in capitals stands on a screen, a key or a label."""


def exclaiming(reading: Reading, _: Situation) -> Iterator[Spot]:
    """Several exclamation marks in a row with the word before them, unless the sentence thanks or greets; one after a shouted word."""
    if "!" not in reading.text:
        return
    for match in _BANGS.finditer(reading.text):
        sentence = reading.sentence_at(match.start())
        if sentence and not _FRIENDLY.isdisjoint(reading.lower[sentence.first : sentence.last]):
            continue
        yield _calmer(reading, match)
    for match in _ALONE_BEFORE_BANG.finditer(reading.text):
        bang = reading.text.find("!", match.end(), match.end() + 2)
        if bang >= 0:
            yield Spot(match.start(), bang + 1)


def _calmer(reading: Reading, bangs: re.Match[str]) -> Spot:
    """The marks with the word before them, and the word with one quiet mark in their place."""
    message = "Several exclamation marks sound like panic: end the sentence with a full stop."
    text = reading.text
    last = reading.word_at(bangs.start()) - 1
    if last < 0 or reading.ends[last] != bangs.start():
        return Spot(*bangs.span(), message)
    start = reading.starts[last]
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    quiet = text[start : bangs.start()] + ("?" if "?" in bangs.group() else ".")
    return Spot(start, bangs.end(), message, quiet, safe=True)


_FRIENDLY = frozenset(
    "thank thanks heya hey hi hello welcome congratulations hooray yay great cheers enjoy happy".split()
)


def urgent(match: Match, _: Situation) -> Spot | None:
    """ "URGENT: ..." as a headline; "the URGENT flag" is a name."""
    after = match.reading.text[match.end : match.end + 2].lstrip("*_")
    return (
        Spot(match.start, match.end)
        if match.reading.cased(match.anchor).isupper() and after[:1] in ":!-"
        else None
    )


_ALARMING_SUBJECTS = frozenset(
    """
    outage failure incident situation loss breakdown breach impact consequences collapse
    """.split()
)


def of_an_incident(match: Match, _: Situation) -> Spot | None:
    """Big words about the incident; "Catastrophic Care plan" and "Disaster Recovery" are names."""
    reading = match.reading
    if reading.capitalised(match.anchor) and match.anchor != match.sentence.first:
        return None
    following = reading.lower[match.last + 1] if match.last + 1 < match.sentence.last else ""
    if following in {
        "recovery",
        "error",
        "backtracking",
        "cover",
        "fund",
        "bond",
        "insurance",
        "care",
        "plan",
        "button",
        "flag",
        "mode",
    }:
        return None
    first = (
        match.first - 1
        if match.first > match.sentence.first and reading.lower[match.first - 1] in {"a", "an", "the"}
        else match.first
    )
    last = match.last + 1 if following in _ALARMING_SUBJECTS else match.last
    return Spot(reading.starts[first], reading.ends[last])


def panicking(match: Match, _: Situation) -> Spot | None:
    """A word of panic that is neither denied ("not the end of the world") nor a name ("Mayday Books")."""
    reading, sentence = match.reading, match.sentence
    if not _DENIED.isdisjoint(reading.lower[max(match.first - 4, sentence.first) : match.first]):
        return None
    following = match.last + 1
    capital = reading.capitalised(match.first) and not reading.cased(match.first).isupper()
    named = (
        following < sentence.last
        and reading.gap(following) == " "
        and reading.capitalised(following)
        and not reading.cased(following).isupper()
    )
    return None if capital and (match.first != sentence.first or named) else Spot(match.start, match.end)


_DENIED = frozenset(["not", "isn't", "wasn't", "hardly", "never", "nor"])


RULE = Rule(
    reason="Sounds like panic: state what fails, for whom and what is done, in a level voice.",
    why=(
        "A reader who is alarmed skips the facts, calls in and repeats the alarm. A calm text that names a full outage is "
        "more serious than capitals, and keeps its force for the next message."
    ),
    sources=(
        Source(
            "PagerDuty Incident Response: During an Incident",
            "https://response.pagerduty.com/during/during_an_incident/",
        ),
        Source("CDC: Crisis and Emergency Risk Communication", "https://www.cdc.gov/cerc/"),
    ),
    severity=Strictness(
        Severity.WARN,
        {Audience.PUBLIC: Severity.BLOCK, Audience.CUSTOMER: Severity.BLOCK},
        {Kind.ACTION_ITEM: None},
    ),
    detectors=(
        Scan(shouting),
        Scan(exclaiming),
        Phrases(
            """
            catastrophic
            catastrophe
            cataclysmic
            apocalyptic
            apocalypse
            armageddon
            devastating
            disastrous
            horrific
            horrible outage|failure|incident|situation
            terrible outage|failure|incident|situation
            nightmare outage|scenario|situation|for
            total|complete|utter|absolute chaos|meltdown|collapse|panic|mayhem|nightmare
            meltdown
            """,
            of_an_incident,
        ),
        Phrases("urgent\nemergency\nattention\nwarning", urgent),
        Phrases(
            """
            we are doomed|finished|toast
            we will be doomed|finished
            we're doomed|finished|toast
            <be> ..1 doomed|ruined
            all hands on deck
            ~stare|~look into|over the abyss|precipice|void
            edge of the abyss|precipice
            mayday
            brace yourselves|yourself
            bloodbath
            carnage
            doomsday
            this is the end $
            is|be the end of us|the|our
            omg|omfg
            ~destroy|~ruin|~lose|~bleed|~burn|~haemorrhage|~hemorrhage ..3 by|every|each|with the? ..1 minute|second|hour
            ~bleed|~haemorrhage|~hemorrhage money|customers|cash|users|revenue|orders|subscribers|clients
            with every ..1 second|minute|hour $
            everything ..4 at stake
            survival ..3 at stake
            spiralling|spiraling ..1 out of
            ~spiral|spiralled|spiralling out of control
            sky is falling
            hell broke|breaks|breaking|has loose
            ~hurry $
            please hurry|help us
            hurry up
            for god's|heaven's|christ's|goodness sake
            for the love of
            epic proportions
            situation is ..1 dire|desperate|hopeless|grave|dramatic
            dire|desperate situation|straits|state|consequences
            full blown crisis|panic|emergency|disaster
            crisis mode
            existential threat|crisis|danger
            code red
            defcon
            life or|and death
            point of no return
            horrifying|terrifying|frightening|nightmarish
            phones|lines|servers|systems are ..1 exploding|melting|burning
            ~melt down
            everything ..2 burning|collapsing|crumbling|imploding|exploding|dying
            ~fall|falling apart $
            total|complete|utter annihilation|devastation|ruin|destruction|wipeout|bloodbath|breakdown
            massive|colossal|gigantic|monumental|monstrous|shocking|dramatic ..1 outage|failure|breakdown|crash|collapse|breach|catastrophe
            unprecedented disaster|catastrophe|crisis|scale
            most ..1 horrific|terrible|devastating|catastrophic|dramatic|horrible
            worst ..2 in|of ..2 history|years|decade|time|times
            nothing short of
            worst nightmare|fears|possible|imaginable|conceivable
            ~fear the worst
            a|an|absolute|real|living|total nightmare $
            nightmare scenario|situation|come
            could|will|may|might go under|bust|bankrupt
            we're|we are dying|drowning|sinking
            we're|we are burning $
            we're|we are burning alive|here
            pandemonium
            horror scenario|story|show
            under siege|attack from|everywhere
            verge|brink of ..1 collapse|bankruptcy|disaster|ruin|catastrophe|breakdown
            total|complete|massive|nationwide blackout of|everywhere
            unbelievable|unimaginable|untold|irreparable|incalculable damage|losses|harm|loss
            mass chaos
            chaos everywhere|reigns|erupted
            in ..1 chaos $
            help us $
            do something
            fix this now
            no time to lose
            every second counts
            before it is too
            before it's too
            too late to
            worst case is|has
            we|will|could ..2 lose everything
            lost control
            losing control
            ~scream
            mass panic|hysteria|exodus
            in|into meltdown
            in ruins
            drop everything
            drop whatever
            house|world|everything|company is on fire
            all hell
            end of the world
            red alert
            worst outage|incident|failure|day ever
            out of control
            do not panic
            don't panic
            in|into a? panic
            panicking
            """,
            panicking,
        ),
    ),
    flagged=(
        Example(
            "Brace yourselves for Monday, the phones will not stop.",
            Audience.SUPPORT,
            quote="Brace yourselves",
        ),
        Example("We are losing customers by the minute.", Audience.LEADERSHIP, quote="losing customers"),
        Example("URGENT: the till does not open in 12 shops.", Audience.PARTNERS, quote="URGENT"),
        Example(
            "WE NEED EVERYONE NOW!!! Checkout is down.",
            Audience.ENGINEERING,
            Kind.ALERT,
            "NEED EVERYONE NOW!!!",
        ),
        Example("Please fix this ASAP! Nothing works.", Audience.ENGINEERING, Kind.ALERT, "ASAP!"),
        Example("We are facing a catastrophic failure of our payment service.", quote="catastrophic"),
        Example("Everything is on fire and phones do not stop.", Audience.LEADERSHIP, quote="on fire"),
        Example("If this goes on until Monday, we are doomed.", Audience.LEADERSHIP, quote="doomed"),
        Example("The store is in total chaos since this morning.", Audience.PARTNERS, quote="total chaos"),
        Example("Is anybody looking at this?! Orders are stuck.", Audience.ENGINEERING, quote="?!"),
    ),
    fine=(
        Example("A late parcel is not the end of the world, and yet we are sorry.", Audience.CUSTOMER),
        Example("If the screen shows EMERGENCY CALLS ONLY, put the card in again.", Audience.CUSTOMER),
        Example("Mayday Books in Cork opens at noon."),
        Example(
            "SEV1: the EU API returns HTTP 503 for all requests since 10:02 UTC.",
            Audience.ENGINEERING,
            Kind.ALERT,
        ),
        Example("All payments fail. This is a full outage; next update at 10:30 UTC."),
        Example(
            "Thank you for your patience! Your account is open again.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY
        ),
        Example("The disaster recovery site took over at 14:00 UTC."),
        Example("We are burning down the queue; 4,000 messages are left."),
        Example("This was the largest outage since 2018; 410,000 clients are affected.", Audience.LEADERSHIP),
        Example("The URGENT flag in the nurse app cannot be set.", Audience.SUPPORT, Kind.TALKING_POINTS),
        Example("Press the STOP ALL button on the device.", Audience.SUPPORT, Kind.TALKING_POINTS),
        Example("The node logged a kernel panic at 03:12 UTC.", Audience.ENGINEERING),
        Example("The NASDAQ and NYSE feeds are delayed in the EMEA and APAC regions."),
    ),
)
