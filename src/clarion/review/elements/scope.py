"""Who or how many: a number, a share, a region, a defined group. "Some customers" and "merchants" say neither."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.numbers import Number, Sort
from clarion.review.reading.proper_names import NameSort
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.reading.things import AREA_NOUNS, OBJECTS, PEOPLE
from clarion.review.rule import Example, Source

_PROGRESS = frozenset(
    "done complete completed finished steps step full used usage capacity rolled deployed copied disk cpu memory".split()
)
_OF_OTHERS = frozenset("desk team office time desk's hotline".split())
_INSIDE = frozenset(
    """
    node nodes server servers host hosts replica replicas pod pods engineer engineers developer developers router routers technician
    technicians disk disks minute minutes provider providers supplier suppliers gateway gateways shard shards expert experts
    """.split()
)


def counted(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A share of something, or a number of those who are affected."""
    for number in reading.numbers:
        following = reading.lower[number.next_word : number.next_word + 5]
        if number.sort is Sort.SHARE:
            if _PROGRESS.isdisjoint(following[:2]) and not _is_fill_level(reading, number):
                yield Spot(number.start, number.end)
        elif _of_affected(reading, number, following):
            yield Spot(number.start, number.end)


def _is_fill_level(reading: Reading, number: Number) -> bool:
    """ "Disk at 96%", "now at 40%": how full or how far, not how many."""
    word = reading.word_at(number.start)
    before = reading.lower[max(word - 4, 0) : word]
    return bool(
        {"disk", "cpu", "memory", "usage", "utilisation", "utilization", "load", "queue"} & set(before)
    ) or (before[-1:] == ["at"] and "of" not in reading.lower[number.next_word : number.next_word + 1])


_CONDITIONS = frozenset("if when unless".split())
_NUMBERED = frozenset(
    "severity sev level update sheet incident step note version priority ticket class prio part".split()
)


def _of_affected(reading: Reading, number: Number, following: list[str]) -> bool:
    first = reading.word_at(number.start)
    before = reading.lower[max(first - 6, 0) : first]
    if not _CONDITIONS.isdisjoint(before) or not _NUMBERED.isdisjoint(before[-1:]):
        return False
    if number.high == 1 and following[:1] and following[0] not in PEOPLE | AREA_NOUNS:
        return False
    for step, word in enumerate(following):
        if step and reading.gap(number.next_word + step).strip(" -,'’\"“") != "":
            return False
        if word in _INSIDE:
            return False
        if word in PEOPLE or word in OBJECTS or word in AREA_NOUNS:
            return True
    return False


def placed(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A country, a city, a region code."""
    for name in reading.proper_names:
        after = reading.lower[name.last + 1 : name.last + 2]
        if name.sort is NameSort.PLACE and _OF_OTHERS.isdisjoint(after):
            yield Spot(reading.starts[name.first], reading.ends[name.last])
    for word in reading.where(_CLOUD_AREAS):
        if reading.gap(word + 1) == "-" and reading.lower[word + 1] in _CLOUD_SIDES:
            yield Spot(reading.starts[word], reading.ends[word + 1])


_CLOUD_AREAS = frozenset("us eu ap ca sa af me uk asia europe".split())
_CLOUD_SIDES = frozenset("east west north south central northeast southeast southwest northwest".split())


def group(match: Match, _: Situation) -> Spot | None:
    """A group is defined when it is not one that is left open ("some customers with ...")."""
    before = match.reading.lower[max(match.first - 2, match.sentence.first) : match.first]
    if {"some", "certain", "few", "several"} & set(before):
        return None
    return Spot(match.start, match.end)


def everybody(match: Match, _: Situation) -> Spot | None:
    """ "All customers", unless they are only greeted or thanked."""
    first = max(match.first - 4, match.sentence.first)
    before = set(match.reading.lower[first : match.first])
    return (
        None
        if before & {"dear", "hello", "hi", "thank", "thanks", "apologise", "apologize", "to"}
        else Spot(match.start, match.end)
    )


_USERS = "users|customers|clients|visitors|members|players|subscribers|merchants|sellers|buyers|shoppers|drivers|riders|guests|viewers|listeners|accounts|companies|organisations|organizations|teachers|parents|students|pupils|learners|patients|brokers|agents|agencies|passengers|travellers|tenants|partners|shops|stores|schools|households|homes|people|readers|callers|teams|merchant|cardholders|developers|employees|residents|donors|fans|streamers"
_DEVICES = "iphone|iphones|ipad|ipads|ios|android|windows|mac|macs|macos|linux|ubuntu|chrome|firefox|safari|edge|opera|desktop|tablet|tablets|mobile"

ELEMENT = ElementRule(
    asks="Say who or how many: a number, a share, a region, or a group such as 'customers on the free plan'.",
    why="'Some customers' reads as 'maybe you'; a number or a group lets the others go back to work.",
    sources=(
        Source(
            "PagerDuty Incident Response: External communication",
            "https://response.pagerduty.com/during/external_communication_guidelines/",
        ),
        Source("Google SRE Workbook: Incident response", "https://sre.google/workbook/incident-response/"),
    ),
    detectors=(
        Scan(counted, QUANTITY_WORDS, figures=True),
        Scan(placed),
        Phrases(
            f"""
            prepaid|postpaid|business|enterprise|premium|free|paid|paying|corporate|private|residential|commercial|retail|trial|new|existing|logged|unauthenticated|anonymous|mobile|desktop|internal|wholesale|public|legacy|international|domestic {_USERS}
            {_USERS} with|without a|an|the|old|new|our|more|two|several|older|version|danish|business|free|saved|active|large
            {_USERS} in|on|from|at|using|behind the|our|this|one|version|both|older
            {_USERS} who|that ~use|have|~pay|~order|~sign|~book|~joined|~start|~live|~hold|registered|signed|created|bought|connect|installed
            {_USERS} using
            owners|users|holders|drivers of a|an
            only ..2 from|to|with|on|in|at|by mobile|landline|the|outside|new|old|two|one
            with|on|of|running version|release|firmware|build|model
            to|in|on|from the islands|island|north|south|east|west|mainland|coast|valley|suburbs|capital|mountains
            postcodes|postcode|lines|serials|invoices|contracts ~start|~begin|~end with
            {_USERS} working|living|travelling|traveling|shopping|flying|studying from|at|in|abroad|with
            abroad
            users|customers|residents|members|students|subscribers|owners|tenants|readers|drivers|patients|pupils|employees|viewers|clients|holders of the|our|this|that
            residents|inhabitants|citizens|members|students of
            anyone|anybody|everyone|everybody|those|people|whoever who|that|with|in|using|on
            first|second|third|final year students|pupils|learners
            numbers|addresses|accounts|domains|names|orders|cards ~start|~begin|~end with|in
            ~affect|~concern|~hit|~reach|~involve ..1 <number>
            hundreds|thousands|tens|dozens of thousands|hundreds
            {_USERS} whose address|addresses|contract|data|subscription|plan|region|server|phone|device|order|name|card|file|workspace
            on|in|for|with {_DEVICES}
            on|for smart|older|new|samsung|android|connected tvs|tv|phones|phone|devices|tablets|televisions|sets
            {_DEVICES} users|customers|app|apps|clients|devices|version
            """,
            group,
        ),
        Phrases(
            f"""
            all|every|each of? our|your|the? ..2 {_USERS}|user|customer|user|tenants|regions|countries|domains|orders|requests|payments|uploads|builds|projects|workspaces|studios|branches|stations|stores|runners|games|leagues|stations|lines|states
            everyone
            everybody
            nobody can|could
            no one can|could
            """,
            everybody,
        ),
        Phrases(
            """
            limited|restricted|confined to
            ~affect|~concern|~hit only
            only affects|affected|affecting|concerns|applies
            applies|apply to the .. only
            other|remaining countries|regions|customers|users|services|products|browsers|branches|stations|lines|channels are|were|work|run|not
            single|one customer|tenant|region|country|datacenter|datacentre|branch|store|site|school is|was|cannot|are|only
            that|which were|was|are|had changed|created|posted|ordered|booked|uploaded|updated|made|sent|placed|registered|added|edited|opened|issued .. today|yesterday|since|on|before|after|between
            changed|created|posted|ordered|booked|uploaded|placed|registered|added|edited|issued since|before|after|between|today|yesterday
            """,
            group,
        ),
    ),
    present=(
        Example("E-mail is late for customers whose addresses end in .eu."),
        Example("Around 3,000 companies cannot download invoices.", quote="3,000"),
        Example("One in four payments is declined.", quote="One in four"),
        Example("Brokers in Texas cannot attach files.", quote="Texas"),
        Example("Prepaid customers get messages late."),
        Example("The app closes at once on iPhone."),
        Example("All users see an empty page.", quote="All users"),
        Example("Requests to eu-west-1 time out.", quote="eu-west"),
        Example("Parcels that were posted since Monday are not shown."),
    ),
    absent=(
        Example("Some customers cannot log in."),
        Example("Merchants see an error in one of our regions."),
        Example("Two storage nodes were taken out."),
        Example("The copy is 55% done."),
        Example("Disk at 96%, deleting old segments.", Audience.ENGINEERING, Kind.ALERT),
        Example("When people try to sign in, the page stays empty."),
    ),
)
