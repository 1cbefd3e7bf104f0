"""Harm made small without a measure: just a minor bug, only a few users, a brief hiccup, nothing dramatic.

A number beside it makes it a measure: "a small share (0.4 %)" is fine, and so is "a minor release".
"""

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.grammar import is_number
from clarion.review.rule import Example, Rule, Source, Strictness

_REACH = 7
_PLANNED = frozenset("maintenance planned scheduled window expected upcoming".split())
"""What is announced beforehand is a plan, not an incident made small."""


def _measured(reading: Reading, first: int, last: int, start: int, stop: int) -> bool:
    """Tell whether a number stands in the phrase or close after it, before the sentence ends."""
    words = reading.lower[max(first, start) : min(last + _REACH, stop)]
    return any(is_number(word) and word not in {"one", "zero"} for word in words)


def shrunk(match: Match, _: Situation) -> Spot | None:
    """ "A minor bug", "a brief outage": an incident made small. Names and plans are no incidents ("a minor release")."""
    reading, sentence = match.reading, match.sentence
    before = reading.lower[match.first - 1] if match.first > sentence.first else ""
    if not _PLANNED.isdisjoint(reading.lower[sentence.first : sentence.last]):
        return None
    if before in {"no", "any", "every", "each", "not", "without", "even", "of"} or _denied(match):
        return None
    following = reading.lower[match.last + 1] if match.last + 1 < sentence.last else ""
    if following in {
        "message",
        "messages",
        "page",
        "rate",
        "rates",
        "report",
        "reports",
        "number",
        "budget",
        "log",
        "code",
    }:
        return None
    if reading.capitalised(match.first) and reading.capitalised(match.last) and match.first != sentence.first:
        return None
    return Spot(match.start, match.end)


def _denied(match: Match) -> bool:
    """ "This is not a minor problem", "not just a small bug": the harm is made no smaller, but greater."""
    before = match.reading.lower[max(match.first - 3, match.sentence.first) : match.first]
    return before[-1:] in (["a"], ["an"]) and not _DENIES.isdisjoint(before[:-1])


_DENIES = frozenset(["not", "isn't", "wasn't", "never", "hardly"])


def unmeasured(match: Match, _: Situation) -> Spot | None:
    """ "Only a few users": how many is left out. A number near it is the measure."""
    reading, sentence = match.reading, match.sentence
    if _measured(reading, match.first, match.last, sentence.first, sentence.last):
        return None
    before = reading.lower[match.first - 1] if match.first > sentence.first else ""
    return None if before in {"not", "than"} else Spot(match.start, match.end)


def of_harm(match: Match, situation: Situation) -> Spot | None:
    """ "Negligible", "trivial": about harm; among engineers also about load, cost and proofs."""
    among_engineers = situation.audience in {Audience.ENGINEERING, Audience.POSTMORTEM}
    return None if among_engineers else harmless(match, situation)


def normal(match: Match, situation: Situation) -> Spot | None:
    """ "Two hours without mail is quite normal"; "is perfectly normal again" tells of the repair."""
    following = match.reading.lower[match.last + 1] if match.last + 1 < match.sentence.last else ""
    return None if following in {"again", "now", "since"} else harmless(match, situation)


def harmless(match: Match, _: Situation) -> Spot | None:
    """ "Nothing serious": not "nothing serious was found in the audit of ..."; a fixed phrase needs no more."""
    reading = match.reading
    before = reading.lower[match.first - 1] if match.first > match.sentence.first else ""
    return None if before in {"if", "whether", "not"} else Spot(match.start, match.end)


_PEOPLE = (
    "user|users|customer|customers|client|clients|account|accounts|people|person|persons|guest|guests|member|members|order|orders|request|"
    "requests|merchant|merchants|shop|shops|store|stores|patient|patients|passenger|passengers|player|players|driver|drivers|traveller|"
    "travellers|subscriber|subscribers|visitor|visitors|household|households|home|homes|device|devices|phone|phones|payment|payments|"
    "transaction|transactions|message|messages|record|records|row|rows|file|files|case|cases|call|calls|region|regions|branch|branches|"
    "page|pages|booking|bookings|invoice|invoices|letter|letters|parcel|parcels|school|schools|student|students|pupil|pupils|tenant|"
    "tenants|organisation|organisations|organization|organizations|site|sites|server|servers|machine|machines|emails|mails|reader|readers|"
    "viewer|viewers|buyer|buyers|seller|sellers|caller|callers|rider|riders|one|ones|company|companies|photos|pictures|tickets|sessions|"
    "runs|jobs|repositories|workflows"
)

RULE = Rule(
    reason="Makes the harm small: say how many, how long and what did not work, and let readers weigh it themselves.",
    why=(
        "Whoever was hit by a minor issue lost a major one: an hour, an order, a night. A measured scope is calming and true; an adjective is "
        "the writer's wish, and the reader knows it."
    ),
    sources=(
        Source(
            "Atlassian: Incident communication tips",
            "https://www.atlassian.com/incident-management/incident-communication/templates",
        ),
        Source("CDC: Crisis and Emergency Risk Communication", "https://www.cdc.gov/cerc/"),
    ),
    severity=Strictness(Severity.WARN, {}, {Kind.ACTION_ITEM: None}),
    detectors=(
        Phrases(
            """
            <small> <problem>
            <small> <small> <problem>
            <small> tiny|technical|internal|visual|unexpected|unfortunate|temporary|local|known|routine|network|display|software|config|configuration|service|system|connectivity|performance|data|billing|login|human|little|thing|routing|server|database <problem>
            <small> config|configuration|routing|login|display|cosmetic|housekeeping|calendar|billing thing|things
            <small> mix|mess|slip up
            short|quick lived
            small|little|tiny|minor|trivial thing|detail|detour|mishaps|matters|upset|drawback
            bit of a <problem>
            a little bump|wobble|blip
            small|tiny|minor beer|potatoes
            """,
            shrunk,
        ),
        Phrases(
            """
            hiccup
            hiccups
            blip
            blips
            teething troubles|problems|issues
            non event|issue
            storm in a teacup|glass
            tempest in a teapot
            mountain out of a
            molehill
            due to brevity
            no|not|isn't|wasn't|hardly|never a? ..1 big deal|problem|thing|drama|tragedy|catastrophe|disaster|biggie
            no|not a? ..1 biggie
            no real|lasting|serious|great|actual|significant|big|major harm|damage|problem|loss|consequences|impact|effect|issue|danger
            no harm done|was
            little|no|hardly any? harm done|was
            nothing ..2 dramatic|serious|tragic|terrible|unusual|worrying|alarming|earth|spectacular|grave|extraordinary
            nothing bad|major|big|important|special|critical happened|was|is|got|went
            nothing to worry|fret|panic about|over
            nothing more|other|else than
            nothing but a|an
            no more|other than a|an
            no reason|need|cause|grounds for|to ..1 worry|concern|alarm|panic
            not the end of
            not as|so|that|too bad|serious|dramatic|terrible|tragic
            not ..1 worth ..2 report|mention|mentioning|talking|effort|fuss
            hardly|barely|scarcely ..1 worth|matter|matters|mattered|noticeable|noticed|noticing|visible|affected|impact|significant|mentionable|anyone|anybody|any
            practically|virtually|almost|nearly|next|as good nobody|noone|unnoticed|unnoticeable|invisible|none
            practically|virtually|almost|nearly no one|impact|harm|effect|customers|users
            most ..4 not|never|n't ..1 even? noticed|notice|realise|realize
            nobody|noone ..1 really|even|probably|actually? noticed|felt|minded|cares
            no one ..1 really|even|probably|actually? noticed|felt|minded
            went unnoticed
            without anyone|anybody noticing
            could|might have been ..1 worse
            could|might be ..1 worse
            of no|little|minor|limited ..1 importance|consequence|relevance|significance|interest
            does not|doesn't|did not|didn't ..1 really|even|much matter
            ~matter little
            inconsequential
            trifle
            trifling
            over almost|nearly before
            nothing to write
            that is|'s all $
            that's all $
            mere formality|trifle|detail|technicality|flicker|nothing
            a formality|trifle|flicker
            not much ..1 happened|lost|changed|wrong|damage|affected
            nothing much
            <be> ..2 harmless
            next to nothing|none|no
            hardly|barely|scarcely ..1 more than
            little|no more than a|an|some
            no more than some|a|an
            lasted|lasts|took|takes only|but|just|barely a|an|moments|seconds
            a tad|smidgen|touch|trifle ..1 slow|slower|late|later|longer|off
            at ..1 worst
            will hardly|barely|scarcely notice|miss|feel
            nobody|noone will|would|does|really ..1 miss|notice|care|mind
            nobody|noone needs|need the|it|this|that|a|an|our
            no one will|would|does|really ..1 miss|notice|care|mind
            nobody|noone reads|uses|wants|misses
            looks|sounds|seems|appears worse|bigger|scarier than
            sounds|looks ..1 dramatic|bad|scary ..1 but|than
            few|nobody|hardly|most|majority ..4 will have ..1 noticed|seen|felt|missed
            majority|most ..3 did|do|does|will not ..1 notice|feel|realise|realize|even
            few noticed|felt|cared
            cosmetic|minor|harmless|visual|trivial nature|kind|sort
            purely|merely|solely visual|optical|aesthetic|technical|theoretical|formal|academic
            itsy bitsy
            teensy
            teeny weeny
            nothing ..2 tragic|grave|wild|fancy|unusual|extraordinary|special
            easy|easily to? bear|borne|forgiven|forget|forgotten
            so short|small|brief|slight|rare|few that
            small|minor price|sacrifice
            peanuts
            drop in the ocean|bucket
            needle in a
            peanuts
            cosmetic in nature
            purely|merely|only|just|largely|mostly|more cosmetic
            more of a|an ..2 <problem>
            more of a cosmetic|nuisance|formality|inconvenience|theoretical
            more annoying|cosmetic|theoretical|inconvenient than
            grand scheme of
            bigger picture
            ~blow|~blown out of proportion
            ~be exaggerated
            only thing that|which? ~happen|~change|~go
            all that|which happened|occurred|changed was|is
            all that ..1 lost|missing|affected|wrong
            if one|you|we want|wants|can to? call
            if ..1 call it that
            so called outage|incident|problem|breach|failure|harm|damage
            for only|just? a|the brief|short|split|few|fleeting moment|moments|instant|while|time|period|blink
            for only|just a|an moment|instant|second|minute
            blink of an eye
            in no time at all
            before anyone|anybody|most|people ..1 noticed|could|felt
            not|hardly|barely|scarcely even? ~notice|~feel a|the|any|it
            apart|except|aside from|for a|the|some|one couple|few|handful|odd
            don't|do not|needn't|need not ..1 worry|panic|overreact|dramatise|dramatize
            safe to say that no
            only|just|merely inconvenient|annoying|aesthetic|visual|temporary|theoretical
            """,
            harmless,
        ),
        Phrases("negligible\ninsignificant\ntrivial", of_harm),
        Phrases("<be> quite|perfectly|pretty|fairly|absolutely normal|usual|common|ordinary", normal),
        Phrases(
            f"""
            only|just|merely|simply|barely|hardly|scarcely a|some|the|very few|handful|couple|fraction|minority|sprinkling|small|tiny|little|limited|selected of? the|our|your? ..1 {_PEOPLE}
            only|just|merely a|some|the|very few|handful|couple|minority|fraction|sprinkling
            only|just|merely some|certain|individual|isolated|single|selected|sporadic|occasional {_PEOPLE}
            only|just|merely|simply affected|affects|concerns|concerned|hit|hits|touched a|some|few|very|certain
            only ~affect|~concern|~hit|~touch|~involve a|some|few|very|certain
            very|so|extremely|really|relatively|comparatively few
            relatively|comparatively|fairly|pretty|rather|very|extremely|quite minor|small|short|brief|limited|little
            not many|much {_PEOPLE}
            a handful|couple|sprinkling|smattering of ..1 {_PEOPLE}
            handful of
            a|the|this|an ..1 small|tiny|minor|minuscule|little|insignificant|negligible|low|marginal|limited|minute|slim|very ..1 number|percentage|fraction|proportion|portion|subset|share|minority|part|group|tail|amount|segment|percent|set
            small|tiny|minuscule fraction|percentage|minority|subset
            isolated|individual|sporadic cases|instances|incidents|occurrences
            one or two {_PEOPLE}
            the odd {_PEOPLE}
            """,
            unmeasured,
        ),
        Phrases(
            """
            just|merely|simply|basically|literally a|an|some ..2 <problem>
            only|purely a|an|some ..1 <problem>
            just|merely|simply|only|basically a|an|some ..1 tiny|small|little|minor|simple|brief|short|quick|cosmetic|harmless|temporary|technical|config|configuration|typo|detail|formality|nuisance|precaution|cosmetics|test|moment
            just|merely a|an typo|detail|formality|nuisance
            luckily|fortunately|thankfully|happily|mercifully it|this|that|we|there ..3 only|just|merely|night|weekend|few|nobody|no|minor|hardly|little|small
            luckily|fortunately|thankfully|happily|mercifully only|just|not|no|nobody|few|hardly
            lucky|good|fortunate that it|this|they ..3 only|just|night|weekend|few
            it|that|this is|was only|just|merely pictures|photos|money|numbers|text|data|cosmetics|games|email|emails|a|an
            it's|that's only|just|merely pictures|photos|money|numbers|text|data|cosmetics|games|email|emails|a|an
            the|your|our|its? harm|damage|loss|impact|effect|delay|consequences|consequence|inconvenience ..6 was|is|were|are|stayed|remained ..1 small|minimal|minor|slight|negligible|tiny|bearable|tolerable|acceptable|manageable|modest|nil
            minimal impact|harm|damage|disruption|inconvenience|effect|loss|delay|delays|interruption|downtime
            thankfully|luckily|fortunately|happily|mercifully ..3 only|just|merely|hardly|barely
            the|whole|overall|its|total ..1 outage|leak|breach|error|bug|problem|incident|glitch|delay|loss|effect|impact|fault|thing|matter|damage|failure|interruption ..1 was|is|were|remained|stayed ..2 tiny|small|minor|marginal|slight|short|brief|bearable|harmless|trivial|negligible|minimal|limited $
            small|little|minor|short|brief|tiny|quick break|pause|interruption|wait|dip|wobble|matter|slowdown|stutter
            only|just test|old|unused|unimportant accounts|data|files|copies|systems|records ..3 ~be|with
            no more than|merely some|old|few|the ..2 old|unused|test
            small|slight|little|minimal|minor inconvenience|impact|effect|harm|damage|nuisance|loss
            """,
            unmeasured,
        ),
    ),
    flagged=(
        Example("It was just a minor bug in the price display.", quote="just a minor bug"),
        Example("Only a few customers are affected.", quote="Only a few"),
        Example("There was a brief hiccup with card payments.", quote="brief hiccup"),
        Example("A small percentage of runs failed to start.", quote="small percentage"),
        Example("Nothing dramatic happened on Sunday.", Audience.LEADERSHIP, quote="Nothing dramatic"),
        Example("Luckily it hit us at night, when nobody pays.", quote="Luckily it"),
        Example("For the caller this is no big deal.", Audience.SUPPORT, quote="no big deal"),
        Example("The damage was minimal.", Audience.PARTNERS, quote="damage was minimal"),
        Example("Apart from a handful of shops nobody saw it.", Audience.LEADERSHIP, quote="handful"),
        Example("A delay of one hour is quite normal.", Audience.CUSTOMER, quote="is quite normal"),
    ),
    fine=(
        Example(
            "This is not a minor problem for you, and not just a small error of ours.", Audience.CUSTOMER
        ),
        Example("0.4 % of requests failed between 09:00 and 09:20 UTC."),
        Example("A small share of orders, 41 of 12,000, was sent twice."),
        Example("Only 3 of 40 regions are affected."),
        Example("Version 3.2, a minor release, can be downloaded again."),
        Example("Accounts of minors cannot be opened online."),
        Example("The only reader that does not open is the one at the north door."),
        Example("The small print was cut off on phones.", Audience.SUPPORT),
        Example("Small errors add up, so we round at the end.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("We know that a delay of one day is a serious loss for a bakery.", Audience.CUSTOMER),
        Example("The texts can be read only in English."),
        Example("Correction: we said 300 chargers; the right number is 3,000.", kind=Kind.CORRECTION),
        Example("Please keep your summary brief and send it to the desk.", Audience.PARTNERS),
    ),
)
