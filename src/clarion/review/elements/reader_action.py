"""What the reader can do, should not do, or need not do. "Bear with us" and "stay tuned" ask for nothing."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.grammar import dependent_if
from clarion.review.reading.nobody import of_nobody
from clarion.review.rule import Example, Source

_BEAR = frozenset(
    "stay bear accept forgive excuse pardon note find know rest feel understand expect stand read".split()
)
_WHO_SPEAKS = frozenset(
    """
    forward refer direct escalate route contact connect ask promise speculate speak talk discuss comment hand transfer transferred
    pass say quote apologise apologize mention share journalist journalists press media engineers engineering developers bridge
    """.split()
)
_STAY = {
    ("keep", "an"),
    ("stay", "tuned"),
    ("stay", "friendly"),
    ("be", "patient"),
    ("be", "assured"),
    ("remain", "calm"),
    ("keep", "calm"),
}


_LEADS = frozenset("also just not kindly do don't never always either then still".split())


def asked(match: Match, situation: Situation) -> Spot | None:
    """A request to do or not to do something with the service, not with the people who handle the incident."""
    reading, sentence = match.reading, match.sentence
    after = reading.lower[match.last + 1 : min(match.last + 3, sentence.last)]
    if not after or after[0] in _BEAR or tuple(after[:2]) in _STAY:
        return None
    verb = next(
        (
            word
            for word in reading.lower[match.last + 1 : min(match.last + 5, sentence.last)]
            if word not in _LEADS
        ),
        "",
    )
    if verb == "make" and "promises" in reading.lower[match.last + 1 : min(match.last + 6, sentence.last)]:
        return None
    if verb in _WHO_SPEAKS and not _tells_to_do(match):
        return None
    if verb in {"join", "come", "look", "continue", "count"} and situation.kind is not Kind.CUSTOMER_REPLY:
        return None
    if verb in {"count", "let", "reply", "contact", "reach"} or verb in _BEAR:
        return None
    return Spot(match.start, match.end)


def _tells_to_do(match: Match) -> bool:
    """ "Ask callers to leave the box on" hands on a step for the customer."""
    window = match.reading.lower[match.last + 1 : min(match.last + 9, match.sentence.last)]
    return (
        "to" in window
        and window[0] in {"ask", "tell", "advise", "remind"}
        and not {"press", "journalists"} & set(window)
    )


def offered(match: Match, _: Situation) -> Spot | None:
    """ "You can", "customers may": a way that is open, not one under a condition or one that works again."""
    reading, sentence = match.reading, match.sentence
    after = reading.lower[match.last + 1 : min(match.last + 8, sentence.last)]
    if not after or {
        "see",
        "expect",
        "experience",
        "find",
        "only",
        "imagine",
        "hear",
        "notice",
        "again",
        "get",
    } & set(after[:3]):
        return None
    if "again" in after or ("but" in after and "not" in after) or of_nobody(reading, sentence, match.first):
        return None
    return Spot(match.start, match.end) if not dependent_if(reading, sentence, match.first) else None


def plain(match: Match, _: Situation) -> Spot | None:
    after = match.reading.lower[match.last : match.last + 2]
    if after == ["this", "space"]:
        return None
    return Spot(match.start, match.end)


_VERBS = frozenset(
    """
    use try download update reload restart send keep leave switch call book pay save wait close clear refresh retry reset avoid create write
    bring take print turn install choose select attach repeat press click delete cancel enter upload export skip start submit charge
    unplug read hold ignore play go stay put move drink boil order change remove stop hide log sign
    """.split()
)


def commanded(reading: Reading, _: Situation) -> Iterator[Spot]:
    """An order within a sentence: "if the lamp is red, switch the router off"; "...; play casual games until then"."""
    for sentence in reading.sentences:
        for word in range(sentence.first + 1, sentence.last - 1):
            if reading.lower[word] not in _VERBS:
                continue
            gap = reading.gap(word)
            conditional = reading.lower[sentence.first] in {"if", "when", "until", "where", "once", "while"}
            if (";" in gap or ":" in gap or ("," in gap and conditional)) and not reading.lower[
                word + 1
            ].startswith("'"):
                yield Spot(reading.starts[word], reading.ends[word + 1])


_THEM = "customers|users|callers|sellers|buyers|merchants|players|guests|members|clients|people|them|shops|brokers|agencies|parents|teachers|patients|drivers|riders|viewers|subscribers|merchant|partners|learners|students|visitors|passengers|travellers|readers|residents|tenants|companies"
_DO = "accept|reinstall|come|change|clear|rely|prefer|use|try|download|update|reload|restart|send|keep|leave|switch|call|book|pay|save|check|wait|open|close|clear|log|sign|refresh|retry|reset|avoid|create|register|write|bring|take|print|turn|install|choose|select|attach|repeat|order|press|click|delete|remove|cancel|change|enter|upload|export|plan|skip|start|submit|charge|run|re|go|show|boil|disconnect|unplug|watch|read|hold|ignore|do"

ELEMENT = ElementRule(
    asks="Tell the reader what to do, what not to do, or that nothing needs to be done.",
    why="People act while they wait; without a word they order twice, restart, or call.",
    sources=(
        Source(
            "Plain language guidelines: Address the user",
            "https://www.plainlanguage.gov/guidelines/audience/address-the-user/",
        ),
        Source(
            "PagerDuty Incident Response: External communication",
            "https://response.pagerduty.com/during/external_communication_guidelines/",
        ),
    ),
    detectors=(
        Scan(commanded, _VERBS),
        Phrases(
            f"""
            please
            kindly
            ~ask|~tell|~advise|~remind|~encourage|~invite {_THEM} ..1 to|not|that
            ~recommend|~suggest|~advise|~ask|~urge that|you|using|to|not|a|the|bank|against
            """,
            asked,
        ),
        Phrases(
            f"""
            do not|never ..1 {_DO}
            don't ..1 {_DO}
            ^ {_DO} ..1 the|your|a|an|our|only|this|files|it|another|again|instead|to|tap|water|all
            ^ avoid|postpone|hold|leave
            """,
            plain,
        ),
        Phrases(
            f"""
            {_THEM} ..5 can|may|should|must ..1 {_DO}|come|bring|go|call
            you|{_THEM} can|may|could|should|must|might ..1 {_DO}|instead|still|continue|also|attach|reach|be|come
            you|{_THEM} do|does not need|have to
            you|{_THEM} don't|needn't need|have to
            you|{_THEM} need not|to
            can be sent|used|reached|placed|paid|booked|downloaded|opened|made|uploaded|done|bought|repeated|ordered|found instead|by|in|at|with|through|via|later|on|without|from
            """,
            offered,
        ),
        Phrases(
            """
            workaround
            work around
            no|without action|steps is|are|required|needed|necessary
            no action
            nothing to|else do|is|you
            nothing more|else? <be> needed|required
            nothing that? you|customers|they have|need|must to? do
            ^ pressing|restarting|reloading|refreshing|reopening|updating|reinstalling|clearing|switching|closing|signing|logging|tapping|changing ..5 helps|works|starts|brings|fixes|restores|solves|shows
            need not do|worry|repeat|order|call|send|contact
            no need to
            if .. start|use|try|reload|restart|close|open|call|send|log|clear|switch|press|wait the|your|it|again|a|to
            must|should|may|need not be|to sent|send|used|use|repeated|repeat|ordered|order|opened|deleted|called|restarted
            say that .. must|should|can|may
            have your|a|the .. ready
            bid|order|book|pay|try again if
            not necessary to
            what you|helps can|should|do|is
            what helps
            work|works|possible|available|accepted at|by|via|through|in|on|from ..1 mobile|landline|landlines|phones|desk|desks|counter|counters|phone|telephone|website|web|browser|branch|branches|chat|reception|kiosk|kiosks
            until|till then|it|this|we|they|the .. please|use|keep|wait|do|can|should|stay
            in the meantime|interim
            as an alternative
            alternatively
            retry|retrying|refreshing|reloading|restarting should|will|may|helps|the|can
            if you did not|could|would
            should your|the ..6 use|try|call|take|open|restart
            there's|is nothing you
            ~recommend waiting|to|that|keeping|sending|any|the|a|not|you|leaving|saving|against
            anyone|those|everybody|everyone ..3 should|can|may|must
            helps $
            helps to|for|until
            might|may want|wish|like to
            can go on|continue|be done|entered|filled|recorded on|by|in|with|manually
            offer the|a|an|them|to
            suggest it|that
            use .. instead
            """,
            plain,
        ),
    ),
    present=(
        Example("Loans and returns work at the desk."),
        Example("Pressing play again starts the stream."),
        Example("There is nothing that you have to do."),
        Example("Please do not order again."),
        Example("You can send files by e-mail to your usual contact."),
        Example("Until then, use the app on your phone."),
        Example("You do not need to do anything.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
        Example("Ask callers to leave the box on.", Audience.PARTNERS, Kind.PARTNER_BRIEF),
        Example("Orders can be placed by phone instead.", Audience.SUPPORT, Kind.TALKING_POINTS),
    ),
    absent=(
        Example("Please accept our apologies."),
        Example("Please bear with us, and stay tuned."),
        Example(
            "Please do not contact the engineers; questions go to the partner desk.",
            Audience.PARTNERS,
            Kind.PARTNER_BRIEF,
        ),
        Example("You can read your messages, but not write new ones."),
        Example("No customer can pay, and none of our users can log in."),
        Example("We appreciate your patience."),
    ),
)
