"""The reader sent away or told off, or told that there was no harm: "stop contacting us", "nobody died", "not our problem"."""

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import EXTERNAL, Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.grammar import dependent_if
from clarion.review.rule import Example, Rule, Source, Strictness

_ASKING = (
    "calling|ringing|phoning|writing|emailing|mailing|messaging|contacting|asking|texting|tweeting|posting|commenting|repeating|"
    "enquiring|inquiring|replying|chasing|reminding|tagging|nagging|demanding|complaining|whining|moaning|shouting|ranting|pestering|"
    "bombarding|insisting|threatening|begging|escalating"
)
_ASK = "call|ring|phone|write|email|mail|message|contact|ask|text|tweet|tag|chase|remind|nag|enquire|inquire|reply|repeat"
_PESTER = (
    "pester|pestering|bother|bothering|bombard|bombarding|flood|flooding|spam|spamming|swamp|swamping|harass|harassing|hassle|"
    "hassling|whine|whining|moan|moaning|whinge|whingeing|complain|complaining|badger|badgering|clog|clogging|exaggerate|"
    "exaggerating|dramatise|dramatize|overreact|overreacting|nitpick|nitpicking|fuss|rant|ranting"
)
_WHINE = "whine|whines|whining|moan|moans|moaning|whinge|rant|rants|ranting|grumble|grumbles|nag|nags|nagging|pester|badger|bitch"
_USELESS = "useless|pointless|futile|senseless|vain"
_SENT = "messages|questions|requests|emails|mails|enquiries|inquiries|complaints|letters|calls|tickets|comments|posts|mail|correspondence"
_TO_US = frozenset(
    "us me again support team inbox line lines hotline desk helpdesk anymore constantly".split()
)


def contact(match: Match, _: Situation) -> Spot | None:
    """ "Do not call us", "stop writing to us again": the reader is kept from asking; other things one may be asked not to do."""
    reading, sentence = match.reading, match.sentence
    following = reading.lower[match.last + 1 : min(match.last + 6, sentence.last)]
    if dependent_if(reading, sentence, match.first) or _TO_US.isdisjoint(following):
        return None
    reasons = {"because", "since", "if", "unless", "from", "until", "before"}
    if "already" in reading.lower[sentence.first : match.first]:
        return None
    return None if not reasons.isdisjoint(following) else Spot(match.start, match.end)


def told_off(match: Match, situation: Situation) -> Spot | None:
    """A phrase that is rude to the reader; among engineers about machines it is not."""
    if situation.audience in {Audience.ENGINEERING, Audience.POSTMORTEM}:
        return None
    return Spot(match.start, match.end)


def futile(match: Match, _: Situation) -> Spot | None:
    """ "Complaining changes nothing", "asking again will not make it faster": what readers do is called useless."""
    reading, sentence = match.reading, match.sentence
    before = reading.lower[match.first - 1] if match.first > sentence.first else ""
    if before in {"while", "when", "after", "before", "by", "we", "are", "is"}:
        return None
    return Spot(match.start, match.end)


def hurry(match: Match, situation: Situation) -> Spot | None:
    """ "Please be patient and do not write": patience asked for together with silence."""
    reading, sentence = match.reading, match.sentence
    rest = set(reading.lower[match.last + 1 : sentence.last])
    silence = {
        "stop",
        "refrain",
        "don't",
        "not",
        "no",
        "wait",
        "turn",
        "quiet",
        "everyone",
        "everybody",
        "already",
    }
    return None if rest.isdisjoint(silence) or _softened(reading, match) else told_off(match, situation)


def _softened(reading: Reading, match: Match) -> bool:
    return "thank" in reading.lower[match.sentence.first : match.first]


def readers_own(match: Match, situation: Situation) -> Spot | None:
    """ "Do not open tickets": a rebuff to readers; to the people at the desk it is how work is shared out."""
    inside = situation.audience is Audience.SUPPORT and not match.reading.quotation(match.start, match.end)
    return None if inside else reader_only(match, situation)


def reader_only(match: Match, situation: Situation) -> Spot | None:
    """Of the reader in texts that reach readers: "as we have already explained" is harmless between colleagues."""
    told = situation.audience in EXTERNAL or situation.audience is Audience.SUPPORT
    before = match.reading.lower[max(match.first - 3, match.sentence.first) : match.first]
    if not {"should", "could", "ought", "would", "not"}.isdisjoint(before):
        return None
    return Spot(match.start, match.end) if told else None


RULE = Rule(
    reason="Sends the reader away or tells them off: say what is done for them, and where they can ask.",
    why=(
        "Somebody who asks has been hurt and has a reason. A sentence that silences or belittles them is quoted longer than the outage, and takes "
        "away the reports from which support and engineering learn."
    ),
    sources=(
        Source(
            "GOV.UK Service Manual: writing for users",
            "https://www.gov.uk/service-manual/design/writing-for-user-interfaces",
        ),
        Source(
            "Mailchimp Content Style Guide: Voice and Tone",
            "https://styleguide.mailchimp.com/voice-and-tone/",
        ),
    ),
    severity=Strictness(
        Severity.BLOCK,
        {
            Audience.ENGINEERING: Severity.WARN,
            Audience.POSTMORTEM: Severity.WARN,
            Audience.PARTNERS: Severity.WARN,
            Audience.LEADERSHIP: Severity.WARN,
        },
        {Kind.ACTION_ITEM: None},
    ),
    detectors=(
        Phrases(
            f"""
            stop ..1 {_ASKING}
            refrain|abstain|desist from ..1 {_ASKING}
            do|should|must|can|need not ..1 {_ASK}
            don't|mustn't|shouldn't ..1 {_ASK}
            not to ..1 {_ASK}
            no need|use|sense|reason to ..1 {_ASK}
            no point|use|sense in? ..1 {_ASKING}
            not necessary|needed|helpful|useful to ..1 {_ASK}
            quit|cease {_ASKING}
            instead of ..1 {_ASKING}
            """,
            contact,
        ),
        Phrases(
            f"""
            stop|quit|cease ..1 {_PESTER}
            do|should|must|please not ..1 {_PESTER}
            don't|mustn't|shouldn't {_PESTER}
            not to {_PESTER}
            no need|reason|cause|point|sense|use|grounds to|in|for ..3 {_PESTER}
            ~make|~kick|~create a|such|any|no ..1 fuss|drama
            refrain|abstain|desist from ..1 {_PESTER}
            if|when|who|whoever|that they|you|callers|customers|anyone|someone|clients|still|start|starts|keep|keeps? ..3 {_WHINE}
            ~hang up on? them|him|her|callers|anyone|people
            ~hang up $
            whiners|moaners|complainers|crybabies|troublemakers|nitpickers
            sick|tired of ..2 complaints|questions|calls|customers|being
            """,
            told_off,
        ),
        Phrases(
            f"""
            {_ASKING} ..6 not|never|won't|doesn't|wouldn't|can't|don't|cannot ..1 help|make|speed|change|get|bring|solve|accelerate|alter|improve|repair
            {_ASKING} ..6 changes|helps|brings|achieves|solves|gains|alters|serves|speeds|change nothing|nobody|no|us|little
            {_ASKING}|refreshing|reloading|retrying|sending|opening ..6 only|just|merely makes|make|slows|slow|delays|delay|worsens|adds|costs|clogs|prolongs
            {_ASKING} ..6 is|are|would ..2 {_USELESS}
            {_ASKING} ..6 is|are of? no use|help|point
            """,
            futile,
        ),
        Phrases(
            """
            be patient
            wait your turn
            wait like everyone|everybody
            have some patience
            learn ..2 patience
            patience is a virtue
            """,
            hurry,
        ),
        Phrases(
            f"""
            wait your turn
            like everyone|everybody else
            calm down
            chill out
            grow up
            get over it
            ^ deal with it
            just deal with it
            ~have to live with
            live with that
            can|could|will ..1 live|survive|cope without
            take it or leave
            like it or
            tough luck|cookies
            ^ so what $
            who cares
            ^ too bad
            nobody|noone ..2 died
            nobody|noone ~be ..1 really|seriously|actually harmed|hurt
            nobody|noone ~be harmed|hurt by
            no one ..2 died
            no one ~be ..1 really|seriously|actually harmed|hurt
            no one ~be harmed|hurt by
            world|sky ..1 not end|ended|fallen
            world|sky didn't|hasn't end|ended|fallen
            first world problem|problems
            you|yours|your|they ..3 not|isn't|aren't the only|first|last
            you're not the only|first|last
            not|isn't|wasn't|hardly|never ..1 our|my problem|concern|job|department|business|worry|headache
            none of your|their business|concern
            that|this|it is|was ..2 your|their own? ..1 problem|business|risk|lookout|headache
            that's|it's your|their own? ..1 problem|business|risk|lookout|headache
            nothing better to do
            too much time on
            get a life
            better|more important|urgent things|work|problems to do|than|on
            have ..1 other|better|more things|work|customers|problems|priorities important|urgent|pressing? to|than|besides
            no|not|haven't ..1 time for|to ..2 each|every|all|such|your|individual|discuss|explain
            cannot|can't ..1 hold|take the? hand|hands|care of ..2 every|each|everyone|everybody|all
            cannot|can't|not|won't ..1 babysit|spoonfeed|pamper|mollycoddle|coddle
            cannot|can't|won't ..1 deal|bother with|about|ourselves
            free|welcome to ..1 leave|go|switch|cancel|look|complain|move|take ..2 elsewhere|else|competitor|competitors|provider|custom|business|away
            free to go|leave|complain
            go elsewhere
            ~find another|other|different provider|shop|supplier|bank
            someone|somebody else's problem
            ~have it ..2 worse|harder
            others ~be worse|far worse|off? off?
            worse things ..1 happen|have
            ~be overreacting|exaggerating|oversensitive|hysterical
            you|they overreact|exaggerate
            we|i do|can|could|fail not|hardly|to ..1 see|understand|imagine|grasp what|why|the ..3 harm|fuss|damage|point|excitement|complaint|drama|you|anyone|anybody
            we|i don't|can't|cannot ..1 see|understand|imagine|grasp what|why|the ..3 harm|fuss|damage|point|excitement|complaint|drama|you|anyone|anybody
            what is|'s all? the|this|your ..1 fuss|drama|harm
            what's all? the|this|your ..1 fuss|drama|harm
            what do|did you|they expect
            you|they|everyone|customers should|must|could|can ..1 be ..1 glad|grateful|happy|thankful|lucky
            be glad|grateful|thankful that|it|you
            count|consider yourself|yourselves|themselves ..1 lucky|fortunate|happy
            read the|your|our|their ..1 manual|contract|terms|documentation|docs|instructions|faq ..1 properly|instead
            should|could|would have ..1 read|checked ..3 manual|contract|terms|documentation|docs|instructions|faq
            should have ..1 known better
            learn to|how to? read|wait|use
            rtfm
            use your common? sense|head|brain
            any|a|every child|idiot|fool|beginner|layman can|could|knows|would|understands
            you|they|callers|customers|people clearly|obviously ..2 understand|know|read|listen|care|lack|have
            you people
            with all due respect
            frankly my|we|you|i
            for the last|hundredth|umpteenth|thousandth|tenth time
            how often|many times? must|do|have|should we|i
            end of story|discussion|debate
            ^ case closed $
            not|no|nothing open|up|more|further to|for ..1 discussion|debate|negotiation|discuss
            no further|more correspondence|discussion|explanation|explanations|debate
            further|additional|repeated|such|more|any e? {_SENT} will|shall|can|are not ..1 be? ..1 read|answered|accepted|considered|processed|discussed|entertained|tolerated
            further|additional|repeated|such|more|any e? {_SENT} won't|cannot|can't ..1 be? ..1 read|answered|accepted|considered|processed|discussed|entertained|tolerated
            further|additional|repeated|such|more|any e? {_SENT} will|are ..2 ignored|deleted|discarded|closed|unanswered|binned
            we|i|support|team will|shall|cannot|can|do|won't not? ..1 respond|reply|answer|discuss|engage|entertain|tolerate|read ..2 further|more|such|complaints|longer
            ~ignore their|such|repeated|your|the complaints|calls|questions|moaning|whining
            not worth our|the ..1 time|effort|discussion
            ~waste our|my|everyone's|everybody's ..1 time|day
            ~get on our|my nerves
            ~drive us ..1 mad|crazy|nuts|insane
            brush|fob them|callers|customers|him|her off
            get|getting rid of callers|customers|clients
            imagining things
            don't be|get silly|ridiculous|rude|upset|angry|hysterical
            do not be|get silly|ridiculous|rude|upset|angry|hysterical
            not|no entitled|right to ..2 complain|demand|expect
            what more|else do|can you
            suck it up
            move on $
            keep your hair|shirt|calm
            relax $
            ^ relax
            why ..3 bother|complaining
            it|that is|was ..1 only|just a ..1 game|hobby|toy|app|playlist
            you get what you
            we|i told you so
            we|i ..1 warned you
            your expectations ..2 unrealistic|high|unreasonable
            search|google|look it? up? yourself|yourselves
            yourself to blame
            only|just blame yourself|yourselves|themselves
            your tone|attitude|opinion|opinions|comments|complaint|complaints|anger|impatience|threats|temper|remarks|reminders|outrage|expectations ..4 not|nobody|nothing|never|no|irrelevant|unhelpful|misplaced
            keep your ..3 yourself|yourselves
            nobody|noone ~be ..1 interested|listening
            no one ~be ..1 interested|listening
            nobody|noone cares|asked|forces|forced|obliges|compels
            no one cares|asked|forces|forced|obliges|compels
            your problem|question|case|request|matter|complaint|invoice|order ~be not|hardly ..1 urgent|important|priority
            not important enough
            you|they knew ..1 what|the
            you accepted the|these|our ..1 terms|risk|risks|conditions|rules
            we are|'re not a ..1 charity|bank|babysitter|hotline|kindergarten|magicians|wizards|magician
            we're not a ..1 charity|bank|babysitter|hotline|kindergarten|magician
            we|i do|don't|did not? owe you|them|anyone|anybody
            owe you nothing|no
            we|i ~have nothing ..1 to add|say
            consider|regard|see the|this matter|subject|discussion|complaint ..2 closed|settled|done|finished
            matter is ..2 closed|settled
            bigger|other fish to
            waste of ..1 time|our|breath|energy
            leave us alone|be|in
            let us work
            let us|them|engineers|technicians do our|their job|work
            spare us
            do us a favour|favor
            not be ..1 lectured|pressured|pressurised|rushed|blackmailed|bullied|threatened|hurried|bothered|pestered
            won't be ..1 lectured|pressured|pressurised|rushed|blackmailed|bullied|threatened|hurried|bothered|pestered
            get|gets you|them|anyone|nobody|anybody nowhere|anywhere|far
            kids|children|people ..1 in other|poor|poorer
            people|others ~have|with real|bigger|worse|actual ..1 problems|worries|troubles
            there are worse|bigger things|problems
            there are more important things
            you|they|everyone|customers will|can|could ..1 survive|cope
            will not|hardly kill|hurt|harm you|anyone|anybody|them
            never ..1 hurt|harmed|killed anyone|anybody|nobody
            won't kill|hurt you|anyone|anybody|them
            hard|difficult to believe|imagine that
            find|do something ..1 else|better|useful to|with|until|instead|in
            go|get outside
            take a walk
            take a deep breath
            whether you like
            if you do not|don't like it|this|that
            it is what it
            that is ..1 how it|things is|are|goes|go
            that is ..1 the way it|things
            that's ..1 how it|things is|are|goes|go
            that's ..1 the way it|things
            everyone|everybody|others else ..1 managed|coped|waited|understood|copes|manages|waits|understands
            most|normal|reasonable people would
            try harder
            get|getting worked|wound up
            not every|each complaint|question|message ..1 deserves|needs|gets
            cannot|can't ..2 answer|serve|call|help|please ..4 of you
            as loud|loudly as you|they
            shout as much as
            shout|shouts|shouting|cry|cries|complain|complains|yells loudest|louder
            rest of them|us|you|humanity
            only ..4 after all
            get|getting ..1 them|callers|him|her|people|customers off the ..1 line|phone
            ~be to be ignored|cut|muted|disconnected
            put|placed|moved|go|goes ..2 at|to the end|back|bottom of the ..1 queue|line
            once|when|until|after ..2 ~have calmed
            people|callers|customers|those|anyone|anybody who ..1 only|just|merely? want|wants|wanted money|compensation|attention|vouchers|something
            waste ..1 time|words|breath on|with
            do not waste your|any
            questions|mails|emails|complaints|enquiries|inquiries|tickets|comments|letters ..7 are|is|be|get not|closed|deleted|ignored|unread|discarded|binned ..1 answered|read|unread|considered|accepted|processed|discussed
            tickets|mails|complaints ..5 closed|deleted|ignored|discarded unread
            those|anyone|anybody|everyone|whoever who? ..1 cannot|can't|not|don't|doesn't wait|like|accept|agree ..6 may|can|should|is|are ..1 return|leave|cancel|sell|go|look|free|welcome
            stop asking|calling|writing|ringing|mailing|emailing|complaining
            refrain from posting|commenting|asking|calling|writing
            faster|quicker|sooner when|if|because|by you|they|somebody ..2 write|call|ask|complain|shout|ring|post
            not our|my ..1 fault that|if|you you|they|your
            so sensitive|touchy|dramatic|impatient|demanding
            a bit|little ..2 perspective|maturity|common
            pull|get yourself|yourselves together
            toughen up
            snap out of
            mind your own
            hold your ..1 horses|breath|tongue
            we|i can't|cannot ..1 do|work|perform magic|miracles|wonders
            """,
            told_off,
        ),
        Phrases(
            """
            as we|i|already ..1 have|had|did|already|clearly|repeatedly|said|told|explained|stated ..2 explained|said|told|stated|mentioned|informed|pointed|times|before|repeatedly|twice|you
            as ..2 already|repeatedly|clearly ..1 explained|said|told|stated|mentioned|pointed
            already|repeatedly told|explained|informed|answered|said to? you|this|that|it
            we|i have|'ve told|explained|answered ..2 already|before|times|twice|repeatedly
            told you ..2 already|before|times|twice
            """,
            reader_only,
        ),
        Phrases(
            """
            stop|not|no|don't ..1 open|opening|raise|raising|file|filing|submit|submitting|create|creating ..2 tickets|complaint|complaints
            """,
            readers_own,
        ),
    ),
    flagged=(
        Example("Please be patient and stop contacting us.", quote="stop contacting"),
        Example("Asking again on social media will not speed things up.", quote="Asking again"),
        Example("There is no need to flood our inbox.", quote="no need to flood"),
        Example("Nobody was hurt by a late newsletter.", quote="Nobody was hurt"),
        Example("Tell callers that this is not our concern.", Audience.SUPPORT, quote="not our concern"),
        Example(
            "We do not see what harm an hour can have done.", Audience.CUSTOMER, quote="do not see what harm"
        ),
        Example("You are not the only customer we have.", Audience.CUSTOMER, quote="not the only customer"),
        Example(
            "As we have already told you twice, it takes a week.", Audience.CUSTOMER, quote="already told you"
        ),
        Example("Further e-mails will not be answered.", Audience.CUSTOMER, quote="Further e-mails"),
        Example("If they complain, hang up.", Audience.SUPPORT, quote="hang up"),
        Example(
            "Whoever does not like it is free to go elsewhere.",
            Audience.PARTNERS,
            quote="free to go elsewhere",
        ),
    ),
    fine=(
        Example(
            "Do not open tickets for single parcels; add the number to the incident.",
            Audience.SUPPORT,
            Kind.TALKING_POINTS,
        ),
        Example("We are sorry, above all to those who needed us urgently.", kind=Kind.RESOLUTION),
        Example("Please be patient: the page needs up to one minute to load."),
        Example(
            "Please send questions about the tariff to our chat, where they are answered within an hour."
        ),
        Example("You do not have to call again; the refund is booked.", Audience.CUSTOMER),
        Example("please stop restarting the consumer for now, it resets the offset", Audience.ENGINEERING),
        Example("Thank you for your patience and for the screenshots.", Audience.CUSTOMER),
        Example("Please do not open the cabinet, as there is voltage in it.", Audience.SUPPORT),
        Example("Do not refresh the payment page while the payment is running."),
        Example("If you have questions, please write to us again at any time.", Audience.CUSTOMER),
        Example("We know that a missed transport is serious, and we are sorry.", Audience.CUSTOMER),
        Example("Calling us by phone works; the chat does not."),
        Example("Refer guests who ask about the pool to the desk of their house.", Audience.PARTNERS),
    ),
)
