"""Who speaks to whom: where questions go, who answers the press, what must not be said."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.rule import Example, Source

_CONTACTS = frozenset(
    "comms communication communications press media contact contacts questions enquiries inquiries journalists lawyers rule".split()
)


def labelled(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "Comms: through Ilse only", "Press: ...", "Who answers whom: ..."."""
    for sentence in reading.sentences:
        colon = reading.text.find(":", sentence.start, min(sentence.start + 40, sentence.end))
        if colon < 0 or reading.word_at(colon) >= sentence.last:
            continue
        label = reading.lower[sentence.first : reading.word_at(colon)]
        if (
            not _CONTACTS.isdisjoint(label)
            or label[:3] == ["who", "answers", "whom"]
            or label[:2] == ["who", "speaks"]
        ):
            yield Spot(sentence.start, sentence.end)


_SAY = "~speak|~talk|~write|~post|~answer|~contact|~inform|~call|~reply|~comment|~tell|~brief|~message|~ping|~ask|~update|~communicate|~approach|~email"

ELEMENT = ElementRule(
    asks="Say who speaks to whom: where questions go, who answers press and customers, what is not to be said.",
    why="Without a rule everybody asks the people who repair, and the outside hears three versions.",
    sources=(
        Source(
            "PagerDuty Incident Response: Customer liaison",
            "https://response.pagerduty.com/training/customer_liaison/",
        ),
        Source("Google SRE Book: Managing incidents", "https://sre.google/sre-book/managing-incidents/"),
    ),
    detectors=(
        Scan(labelled),
        Phrases(
            f"""
            questions|question|enquiries|inquiries|requests|press|media|journalists|complaints|queries|anything|letters|calls|everything|escalations|mails|claims|details ..5 go|goes|to|belong|belongs|are|is ..2 to|answered|with|handled
            ~forward|~refer|~direct|~route|~redirect|~escalate|~transfer|~send|~pass|~connect|~hand|~put|~point ..5 to|over|through|on ..2 the|our|your|press|legal|support|me|her|him|team|desk|duty|pr|comms|corporate|customer|it
            ~connect|~transfer them|him|her|callers
            hand over to
            ~forward|~refer|~escalate to
            nobody|only|alone|none|noone ..3 {_SAY}
            {_SAY} ..3 only|alone
            no one|statement|statements|comment|word|comments|promises|contact ..3 {_SAY}|to|about|on|but|except|without|else
            no|any statements|comments|promises|speculation to|on|about|in|over
            no word|words about|on|to
            do|please not|don't|never ..2 ~contact|~write|~ask|~call|~promise|~discuss|~speculate|~comment|~mention|~share|~talk|~speak|~post|~name|~quote|~make|~page|~ping|~reply|~message|~tell|~phone|~disclose|~say|~speculate
            don't|never ..1 contact|promise|discuss|speculate|comment|mention|share|talk|speak|post|name|quote|make|page|ping|message|disclose
            {_SAY} not the|our engineers|developers|team|teams
            not the engineers|developers
            single|only|sole|one contact|voice|spokesperson|point|address|channel
            point of contact
            spokesperson
            contact for
            main contact
            answered|handled|served|called|informed|contacted by ..3 team|desk|care|support|press|legal|office|manager|managers|department|group|only
            answers|answer journalists|customers|the|press|questions|you|buyers|viewers|callers|media|partners|regulator|whom
            speaks|talks|speak|talk to|with|for
            get|gets|receive|receives their? news|texts|text|information|facts|updates from
            through|via .. only
            not ..3 without my|the|approval|ok|her|his|our
            without my ok|approval|okay
            approved by
            must|may|shall|should not be contacted|called|named|quoted|mentioned|discussed|promised|shared
            direct contact
            duty manager
            press office
            team lead answers|takes|handles
            takes|take|handles|handle calls|questions|the? press|media|complaints|enquiries
            support|sales|product|care|helpdesk|legal|finance ..1 asks|informs|answers|tells|speaks|talks|calls ..1 callers|customers|buyers|the|you|journalists|press|partners
            promise nothing
            goes|go straight|directly|only|always to
            do not|never|don't ..1 forward|pass|copy|reply|release|repeat|reveal|disclose
            called|served|phoned|informed by their|the|our
            say that ..2 decides|answers|informs|replies
            route|put|take ..3 to|through line|legal|press|the|our|me|extension
            without ..2 approval|consent|ok|okay|permission|sign
            not to the engineers|developers|customers|press|team
            contact ..4 goes|runs|is through|via|with
            may|can tell|say|mention customers|callers|them|the
            our|only|the|one voice to|of|for
            answered|handled by the ..2 only
            speaks|talks|negotiates|liaises with
            ops|operations|engineering|marketing|communications|hr ..1 informs|tells|answers|speaks|talks
            informs|briefs|tells support|sales|customers|shops|partners|callers|agents|branches
            queries|questions|requests|enquiries via|through|by|to
            ~hear from ..3 not|only
            do not|never give|hand out
            don't give out
            to be sent|passed|directed to
            to be connected|forwarded|referred|transferred|directed|passed
            you do not $
            you don't $
            ~transfer .. customers|callers|calls|to
            only they
            internal only
            not for customers|publication|forwarding|sharing
            keep .. internal|inside|confidential
            admissions
            reach us|me only|via|through|in|at
            in the channel|thread only
            """
        ),
    ),
    present=(
        Example("Questions go to the partner desk.", Audience.PARTNERS, Kind.PARTNER_BRIEF),
        Example("Only Hugo posts to the status page.", Audience.ENGINEERING, Kind.ALERT),
        Example("Do not promise refunds.", Audience.SUPPORT, Kind.TALKING_POINTS),
        Example("Finance talks to the bank, Support talks to buyers.", Audience.PARTNERS, Kind.PARTNER_BRIEF),
        Example("Refer journalists to the press office.", Audience.SUPPORT, Kind.TALKING_POINTS),
        Example(
            "If a bank calls, connect the call to the Denmark desk.", Audience.SUPPORT, Kind.TALKING_POINTS
        ),
    ),
    absent=(
        Example("Please tell sellers to use the browser.", Audience.PARTNERS, Kind.PARTNER_BRIEF),
        Example("We will inform you about fees.", Audience.SUPPORT, Kind.TALKING_POINTS),
        Example("Kasia opens a case with the vendor.", Audience.ENGINEERING, Kind.ALERT),
        Example("Sales please send the offers again.", Audience.PARTNERS, Kind.PARTNER_BRIEF),
        Example("Ask callers to leave the box on.", Audience.PARTNERS, Kind.PARTNER_BRIEF),
    ),
)
