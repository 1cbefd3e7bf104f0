"""A recovery with a time and no reservation, or a guarantee: "back by 17:00", "will never happen again", "100 % safe".

A next-update time promises words, not a repair; an estimate that is named as one may change.
"""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import (
    BEFALLEN,
    COORDINATORS,
    DETERMINERS,
    NUMBER_WORDS,
    PREPOSITIONS,
    PROBLEMS,
    RELATIVES,
    SUBORDINATORS,
)
from clarion.review.reading.grammar import (
    Nature,
    NounPhrase,
    clause_around,
    dependent_if,
    is_adverb,
    is_human,
    nature,
    negated,
    subject_of,
)
from clarion.review.reading.inflection import is_past
from clarion.review.rule import Example, Rule, Source, Strictness

_RESERVED = frozenset(
    """
    estimate estimates estimated estimation eta expect expects expected expecting aim aims aiming plan plans planned
    planning target targets hope hopes hoping should may might could likely probably approximately roughly provisional
    provisionally tentative tentatively forecast subject depends depending unless if provided goal intend intends
    schedule scheduled currently not cannot can't unlikely try trying until whether once asked question when
    """.split()
)
"""A word that makes the time an estimate, a plan, or something that did not come."""
_WHEN = frozenset(
    """
    tonight tomorrow today noon midnight midday morning afternoon evening weekend week hour hours minute minutes
    minutes' min mins monday tuesday wednesday thursday friday saturday sunday days day eod lunchtime lunch breakfast
    dawn dusk night christmas easter month o'clock pm sharp moments seconds
    """.split()
)
_NEAR = frozenset(
    "by at before in within until till on this next no after the from for latest around about".split()
)
_RECOVERED = (
    "back|fixed|resolved|restored|online|available|running|working|live|normal|solved|repaired|right|correct|complete|completed|over|"
    "finished|done|operational|recovered|reopened|corrected|whole|usable|reachable|accessible|functional|functioning|gone|sorted|up|"
    "stable|ready|mended|rectified|remedied|replaced|cleared|delivered|eliminated|healthy|perfect|settled|alive|active|well|fine|okay|ok"
)
_RECOVER = "work|recover|return|come|reopen|resume|restart|function|run|have|receive|arrive|reach"


_LONG = 25
_AFTER_HOUR = frozenset("am pm a p utc gmt cet cest bst est edt et pt pst ist o'clock sharp uhr h".split())
_CLOCK = frozenset(["by", "at", "before", "until", "from"])


def _has_time(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether a time to come stands in words first..last: "by 17:00", "in an hour", "tomorrow"."""
    for word in range(first, min(last, sentence.last)):
        text = reading.lower[word]
        before = reading.lower[word - 1] if word > sentence.first else ""
        if text == "night" and reading.lower[word + 1 : word + 2] in (["shift"], ["desk"], ["team"]):
            continue
        if text in _WHEN and (text != "for" and before not in {"last", "every", "each", "per"}):
            return True
        if before in _CLOCK and text in NUMBER_WORDS and text not in {"one", "zero"}:
            return True
        following = reading.lower[word + 1] if word + 1 < sentence.last else ""
        if text[0].isdigit() and _counts(reading, word, following):
            continue
        clocked = following in _AFTER_HOUR or (before in {"by", "before", "until"} and len(text) < 3)
        if text[0].isdigit() and (":" in reading.gap(word + 1) or (before in _CLOCK and clocked)):
            return True
    return False


def _counts(reading: Reading, word: int, following: str) -> bool:
    """ "Wrong by 40 euros", "by 12 %": an amount, not an hour."""
    return "%" in reading.gap(word + 1) or (
        following.endswith("s") and following not in _WHEN | _AFTER_HOUR and reading.gap(word + 1) == " "
    )


def _reserved(match: Match) -> bool:
    """Tell whether the promise is made with a reservation, in its own clause or after it ("17:00; it may change").

    What stands before a semicolon speaks of something else: "Some users may see errors; it will be fixed by 17:00."
    """
    reading, sentence = match.reading, match.sentence
    first = match.first
    while first > sentence.first and ";" not in reading.gap(first):
        first -= 1
    return not _RESERVED.isdisjoint(reading.lower[first : sentence.last])


def timed_recovery(match: Match, situation: Situation) -> Spot | None:
    """ "Will be back by two o'clock": a recovery, a time, no reservation. What will be told at a time is an update."""
    reading, sentence = match.reading, match.sentence
    announced = not _WORDS_TO_COME.isdisjoint(
        reading.lower[match.last + 1 : min(match.last + 8, sentence.last)]
    )
    if announced or _reserved(match) or situation.kind is Kind.ACTION_ITEM:
        return None
    if not {"being", "since", "again", "as", "from"}.isdisjoint(
        reading.lower[match.first : min(match.last + 5, sentence.last)]
    ):
        return None
    stop = min(match.last + 9, sentence.last)
    start = max(match.first - 6, sentence.first)
    if reading.lower[match.first] in {"is", "are"}:
        start, stop = _clause_of_state(match, start, stop)
    if not (
        _has_time(reading, sentence, match.last + 1, stop) or _has_time(reading, sentence, start, match.first)
    ):
        return None
    subject = subject_of(reading, sentence, match.first)
    if (
        subject is None
        or reading.lower[subject.head] in _WORDS_TO_COME
        or nature(reading, subject) is Nature.SELF
        or _is_somebody_coming(match, subject)
    ):
        return None
    return Spot(reading.starts[subject.first], reading.ends[match.last])


def _clause_of_state(match: Match, start: int, stop: int) -> tuple[int, int]:
    """What "is back" speaks of in its own clause: not "is repaired, so orders placed before noon ...", "is back ... since 06:05"."""
    reading = match.reading
    first, last = clause_around(reading, match.sentence, match.first, _NEXT_CLAUSE, reach=_LONG)
    if not {"since", "as"}.isdisjoint(reading.lower[match.last : last + 1]):
        return match.last, match.last
    return max(start, first), min(stop, last + 1)


_NEXT_CLAUSE = frozenset(["so", "and", "while", "with", "because", "after", "now"])


def _is_somebody_coming(match: Match, subject: NounPhrase) -> bool:
    """ "A technician will arrive at 14:30": one who comes to repair, not the repair itself."""
    reading = match.reading
    if reading.lower[match.last] not in {
        "arrive",
        "come",
        "return",
        "reach",
        "back",
        "available",
        "reachable",
    }:
        return False
    return is_human(reading, subject) and reading.lower[subject.head] not in BEFALLEN


_WORDS_TO_COME = frozenset(
    """
    update updates news report reports information statement notice message messages maintenance window word bulletin
    note call bridge meeting post review test tests talk talks briefing email mail letter reply answer i
    """.split()
)


_RECOVERY = frozenset(_RECOVERED.split("|")) - {"working", "well", "end", "up", "right", "over", "gone", "open"} | {
    "again", "normally", "resumes", "resume", "works", "ends", "recovers", "recovered", "repair", "repaired", "fix",
}  # fmt: skip
_FUTURE = frozenset("will shall we'll it'll they'll you'll that'll going".split())
_PRESENT = frozenset(
    "is are can work works run runs resumes resume return returns ends comes come recovers takes give".split()
)
_DUE = frozenset("at by in within before tonight tomorrow until latest from then".split())
_NOT_DONE = frozenset(
    """
    was were had did been being since ago yesterday every each write post report inform update contact call tell publish
    meet look check try test send closed remain remains stay stays maintenance wait visit office desk
    late later delay delays delayed
    shop hours review ask please you'd deliver arrives reply answer replied restarted tested retry phone speak
    """.split()
)


def recovery_at(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """A sentence that puts a recovery at a time to come, in whatever order: "In half an hour you can use the card again"."""
    if situation.kind in {Kind.ACTION_ITEM, Kind.TIMELINE_ENTRY} or situation.audience is Audience.POSTMORTEM:
        return
    for sentence in reading.sentences:
        words = reading.lower[sentence.first : sentence.last]
        if len(words) > _LONG or _RECOVERY.isdisjoint(words) or _tells_of_something_else(words):
            continue
        if situation.kind is Kind.RESOLUTION and _FUTURE.isdisjoint(words) and "within" in words:
            continue  # "changes are visible again within a minute": how long it takes now
        if _RECOVERY.intersection(words) <= {"works"} and _somebody_works(reading, sentence):
            continue
        if (
            _is_to_come(words)
            and _has_time(reading, sentence, sentence.first, sentence.last)
            and _recovers(reading, sentence)
        ):
            yield Spot(sentence.start, sentence.end)


def _tells_of_something_else(words: list[str]) -> bool:
    """A past, an estimate, a message, opening hours ("open from"), an answer ("we come back to you"), "fixed as of 19:20"."""
    if not (_NOT_DONE.isdisjoint(words) and _RESERVED.isdisjoint(words) and _WORDS_TO_COME.isdisjoint(words)):
        return True
    said = " ".join(words)
    if "from" in words and ("open" in words or "today" in words):
        return True
    if "as" in words or "back to you" in said or "working days" in said:
        return True
    return any(is_past(word) and word not in _RECOVERY for word in words)


def _is_to_come(words: list[str]) -> bool:
    return (
        words[0] in {"back", "fixed", "done", "up", "online"}
        or not _FUTURE.isdisjoint(words)
        or not (_PRESENT.isdisjoint(words) or _DUE.isdisjoint(words))
    )


def _recovers(reading: Reading, sentence: Sentence) -> bool:
    """A word of recovery is what the sentence tells of something: "is back", "works again", not "live scores" or "normal delivery"."""
    for word in range(sentence.first, sentence.last):
        if reading.lower[word] not in _RECOVERY:
            continue
        if _stands_before_a_noun(reading, sentence, word) or _is_a_loss(reading, sentence, word):
            continue
        before = reading.lower[max(word - 4, sentence.first) : word]
        if word == sentence.first or reading.lower[word] in _RECOVERING or not _TELLS.isdisjoint(before):
            return True
    return False


def _is_a_loss(reading: Reading, sentence: Sentence, word: int) -> bool:
    """ "Calls end after a minute": good news only of trouble, "the outage ends at noon"."""
    if reading.lower[word] != "ends":
        return False
    return (PROBLEMS | _THIS).isdisjoint(reading.lower[sentence.first : word])


_THIS = frozenset("it this that everything repair fix patch rollback work waiting".split())


def _stands_before_a_noun(reading: Reading, sentence: Sentence, word: int) -> bool:
    """ "Live scores", "the complete list": an adjective; a preposition, an adverb, a time or the end follows a predicate."""
    following = word + 1
    if following >= sentence.last or reading.gap(following) != " " or reading.lower[word] in _NO_ADJECTIVES:
        return False
    text = reading.lower[following]
    joins = PREPOSITIONS | COORDINATORS | SUBORDINATORS | DETERMINERS | _WHEN | _RECOVERY
    return not (
        text in joins
        or is_adverb(text)
        or text[0].isdigit()
        or text in NUMBER_WORDS
        or text in _AFTER_PREDICATE
    )


_NO_ADJECTIVES = frozenset("back again fix repair works resumes ends recovers".split())
_RECOVERING = frozenset(
    "works resumes resume recovers ends returns repair fix repaired restored fixed resolved solved again normally".split()
)
_TELLS = frozenset(
    "is are be been being will shall can comes come it'll they'll we'll you'll that'll going get gets have has run runs work".split()
)
_AFTER_PREDICATE = frozenset(
    "again there here then and or latest sharp pm am so too once today tonight tomorrow early as for".split()
)


def _somebody_works(reading: Reading, sentence: Sentence) -> bool:
    """ "The team works in three shifts": people at work, no service that works again."""
    works = next(w for w in range(sentence.first, sentence.last) if reading.lower[w] == "works")
    return is_human(reading, subject_of(reading, sentence, works))


def everything(match: Match, situation: Situation) -> Spot | None:
    """ "Everyone has the money by Friday": all of them, at a time, without reservation."""
    reading, sentence = match.reading, match.sentence
    if _reserved(match) or situation.kind is Kind.ACTION_ITEM:
        return None
    after = reading.lower[match.last + 1 : min(match.last + 12, sentence.last)]
    due = {"by", "before", "until", "tonight", "tomorrow", "latest", "within"}
    if due.isdisjoint(after) or not _has_time(reading, sentence, match.last + 1, match.last + 12):
        return None
    return Spot(match.start, match.end)


def guarantee(match: Match, _: Situation) -> Spot | None:
    """ "We guarantee", "you have our word": not denied, not a name ("Money-Back Guarantee"), not what a contract promises."""
    reading, sentence = match.reading, match.sentence
    if reading.capitalised(match.anchor) and match.anchor != sentence.first:
        return None
    start = max(match.first - 4, sentence.first)
    if not {"not", "no", "never", "cannot", "can't", "don't", "nobody", "without", "neither"}.isdisjoint(
        reading.lower[start : match.first]
    ):
        return None
    compound = reading.gap(match.last + 1).startswith("-")
    if "if" in reading.lower[sentence.first : sentence.last]:
        return None
    if (
        match.last + 1 < sentence.last
        and reading.lower[match.last] == "sure"
        and reading.lower[match.last + 1] == "to"
    ):
        return None
    return None if compound or negated(reading, sentence, match.first) else Spot(match.start, match.end)


def our_guarantee(match: Match, situation: Situation) -> Spot | None:
    """The verb of a guarantee with the writer as its subject: "the policy promises" only reports."""
    reading, sentence = match.reading, match.sentence
    subject = subject_of(reading, sentence, match.first)
    if subject is None or nature(reading, subject) is not Nature.SELF:
        return None
    spot = guarantee(match, situation)
    return spot and spot._replace(start=reading.starts[subject.first])


def stressed(match: Match, _: Situation) -> Spot | None:
    """ "Without fail", "for sure", "full stop": stress on something to come; of the past it is no promise."""
    reading, sentence = match.reading, match.sentence
    words = reading.lower[sentence.first : sentence.last]
    past = {"was", "were", "had", "did", "not", "unclear", "know", "cannot", "can't", "stopped"}
    return None if not past.isdisjoint(words) else Spot(match.start, match.end)


def last_word(match: Match, situation: Situation) -> Spot | None:
    """ "By Friday, full stop": stress at the end of a clause; "for certain repositories" goes on."""
    after = match.last + 1
    goes_on = after < match.sentence.last and match.reading.gap(after) == " "
    if match.reading.lower[match.first] == "period" and "," not in match.reading.gap(match.first):
        return None
    return None if goes_on else stressed(match, situation)


def never_again(match: Match, situation: Situation) -> Spot | None:
    """ "This will not happen again": said as a certainty; as an aim ("so that it does not happen again") it is fine."""
    reading, sentence = match.reading, match.sentence
    before = reading.lower[max(match.first - 8, sentence.first) : match.first]
    if not {"was", "were", "had", "did"}.isdisjoint(reading.lower[match.first : match.last]):
        return None
    aims = {
        "so",
        "sure",
        "ensure",
        "ensuring",
        "want",
        "hope",
        "prevent",
        "must",
        "should",
        "how",
        "if",
        "whether",
        "until",
        "certain",
        "confident",
    }
    if situation.kind is Kind.ACTION_ITEM or dependent_if(reading, sentence, match.first):
        return None
    if (
        not aims.isdisjoint(before)
        or "would" in before[-3:]
        or "must" in reading.lower[match.first : match.last]
    ):
        return None
    return Spot(match.start, match.end)


_PRESENT_STATE = frozenset("is are am be being will shall can cannot may gets get ll re".split())

_PAST_STATE = frozenset("was were been had did".split())


def never_fails(match: Match, situation: Situation) -> Spot | None:
    """ "Never loses data" promises; "money was never lost" and "late, but never lost" tell what happened."""
    reading, sentence = match.reading, match.sentence
    before = reading.lower[max(match.first - _NEAR_VERB, sentence.first) : match.first]
    nearest = next((word for word in reversed(before) if word in _PRESENT_STATE | _PAST_STATE), "")
    told = is_past(reading.lower[match.last]) and nearest not in _PRESENT_STATE
    return None if told else never_again(match, situation)


_NEAR_VERB = 5


def certain(match: Match, situation: Situation) -> Spot | None:
    """ "Zero risk", "100 % safe": a state without a doubt; negated it is honest ("no system is ever ...")."""
    reading, sentence = match.reading, match.sentence
    before = reading.lower[max(match.first - 8, sentence.first) : match.first]
    denied = {"not", "never", "no", "cannot", "isn't", "aren't", "if", "whether", "nothing", "hardly"}
    return None if not denied.isdisjoint(before) else Spot(match.start, match.end)


def preventing(match: Match, situation: Situation) -> Spot | None:
    """ "This will prevent similar issues": a measure told as a certainty; "to prevent" and "should prevent" are aims."""
    reading, sentence = match.reading, match.sentence
    before = reading.lower[match.first - 1] if match.first > sentence.first else ""
    if situation.kind is Kind.ACTION_ITEM or before in RELATIVES or before in {"to", "not", "should", "will"}:
        return None
    return Spot(match.start, match.end)


RULE = Rule(
    reason="Promises more than anyone can know: name an estimate as one and say that it may change, or promise the next update instead.",
    why=(
        "A broken promise is a second incident. Nobody in the middle of an outage knows when it ends, and no system is safe from a repeat; what "
        "can be promised is when the next news comes and what is being changed."
    ),
    sources=(
        Source(
            "Atlassian: Incident communication best practices",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
        Source(
            "PagerDuty: External communication guidelines",
            "https://response.pagerduty.com/during/external_communication_guidelines/",
        ),
    ),
    severity=Strictness(
        Severity.BLOCK,
        {
            Audience.ENGINEERING: Severity.WARN,
            Audience.POSTMORTEM: Severity.WARN,
            Audience.PARTNERS: Severity.WARN,
        },
    ),
    detectors=(
        Phrases(
            f"""
            will|shall|ll|going|we'll|it'll|they'll|you'll|that'll to? ..2 be ..2 {_RECOVERED}
            will|shall|it'll|they'll|you'll|going to? all? {_RECOVER}
            will|shall|going to? have ..1 been ..1 {_RECOVERED}
            will|shall be able to
            is|are back|online|fixed|resolved|restored|repaired|whole|live
            come|comes back
            """,
            timed_recovery,
        ),
        Scan(recovery_at, _RECOVERY),
        Phrases(
            """
            everyone|everybody|everything|all|every|each single? ..4 has|have|is|are|will|gets|get|receives|receive|works|work
            """,
            everything,
        ),
        Phrases(
            """
            guarantee|guaranteeing
            can|will|do guarantee|promise|assure|swear|vow|vouch
            promise|promises that|you|to
            promise $
            assure you|every|everyone|all|that|our|customers|them|it
            swear|vow|vouch|pledge that|to|it|for|you
            commit to ..3 fixing|restoring|resolving|delivering
            stand by our word
            """,
            our_guarantee,
        ),
        Phrases(
            """
            guaranteed
            guaranteed to
            assure|promise|guarantee every|all|each|the|your|them caller|callers|customer|customers|user|users|client|clients|guest|guests|that|merchants
            you ..1 have|'ve my|our ..1 word|promise|guarantee|assurance
            you've my|our ..1 word|promise|guarantee
            my|our word of|on honour|honor|it
            i|we give|gave you my|our ..1 word|promise|guarantee
            give you my|our ..1 word|promise|guarantee
            on my|our honour|honor|life
            rest assured
            mark my|our words
            trust me|us on
            bet on it
            bet your life
            that is a|our|my promise|guarantee
            that's a|our|my promise|guarantee
            trust me|us
            promise $
            hand on heart
            scout's honour|honor
            cross my heart
            fully|firmly|absolutely committed to
            are|am committed to ..1 full|complete|restoring|fixing|resolving|finishing
            will happen $
            count|rely|bank|depend on it|us|that
            take it to the bank
            with ..2 certainty that
            it is ..1 certain that
            stake our|my ..2 on
            set your ..1 watch|watches|clock
            as good as done
            in the bag
            you|customers|they|clients|everyone can|may ..2 be ..2 sure|certain|confident|assured
            be ..3 percent|cent sure|certain
            be absolutely|completely|totally|perfectly|entirely|quite|100 sure|certain|confident
            without a? ..1 fail|doubt|exception|question
            cast iron
            set in stone
            done deal
            """,
            guarantee,
        ),
        Phrases(
            """
            that is|'s certain|sure|definite|guaranteed|final
            that's certain|sure|definite|guaranteed
            no ifs
            no ifs or|and|no
            no matter what
            come what may
            come rain or
            rain or shine
            come hell or
            whatever happens|comes
            at any|all cost|costs
            definitely
            absolutely certain|sure|will
            certainly|surely|undoubtedly will|be
            will|is|are certainly|surely|undoubtedly|inevitably
            no doubt|question about
            make|makes absolutely|100|doubly sure
            """,
            stressed,
        ),
        Phrases("for sure|certain|definite\nfull stop\nperiod $\non the dot\nsharp $", last_word),
        Phrases(
            """
            will|shall|can|is|are never|not|no ever? ..1 again|longer? happen|occur|recur|repeat|return|reappear|break|fail
            never|not ..3 happen|occur|repeat|break|fail|recur again
            never|not ..3 happen|occur ..1 a|one second|more time
            won't|can't|cannot|doesn't|never|not ever? ..1 recur|reoccur|reappear
            won't|can't|cannot ever? happen|occur|return|repeat|break|fail again
            won't|can't|cannot ever? happen|occur
            can|will|may never|not|no longer? ..1 be|get lost ever|again|any
            no ..3 can|will ..2 get|be lost|charged|affected ..2 ever|again
            never again
            never ..6 again
            will|can|shall|won't|cannot not|never? ..5 a second|third time
            not|never ..5 one more time
            nobody|nothing|noone ..1 will|can|shall ..2 ever|wrong|lost|lose|happen|break|fail|stop
            no one ..1 will|can|shall ..2 ever|wrong|lost|lose|happen|break|fail|stop
            nothing like|of this|that|it|the sort|kind ..3 again|ever|recur|happen
            repeat|repetition|recurrence|relapse ..2 is|are|has|was ..1 excluded|impossible|ruled|prevented|out
            thing of the past
            out of the question that|for
            are|is|be history $
            behind us $
            over for good
            no way ..1 this|that|it ..3 happen|return|come|recur|again|back
            rid of ..3 forever|good|all
            last time ..2 will|this|that|you|ever
            first and last time
            not|no|never be ..1 any|a|further|another|more ..1 repeat|repetition|recurrence|repeats|interruption|interruptions|outage|outages
            won't|cannot be ..1 any|a|further|another|more ..1 repeat|repetition|recurrence|repeats|interruption|interruptions|outage|outages
            no repeat|repetition|recurrence|repeats
            expect|see|have|experience no more|further|other|additional ..1 <problem>
            no more|further <problem> ..1 will|are|is|whatsoever|ever|expected
            will|shall be no ..1 more|further|other? ..1 <problem>
            will|shall|won't have|see|face|suffer no ..2 <problem>
            under no circumstances ..6 again|happen|repeat|recur|fail
            cannot|can't|can be|get|go|not? ..1 lost|wrong
            no ..3 whatsoever|ever $
            will no longer|more be|see|have|experience a|any <problem>
            rule out|ruled ..3 repeat|recurrence|again|further
            can|could now? ..1 be? ..1 ruled|rule out
            """,
            never_again,
        ),
        Phrases("never ~fail|~break|~crash|~lose|~stop|~die|~sleep", never_fails),
        Phrases(
            """
            zero|no ..1 risk|danger|likelihood of|that|for|to|whatsoever|left
            zero|no ..1 chance of|that|whatsoever|left
            there is|will no|zero ..1 risk|danger
            there's no|zero ..1 risk|danger
            risk ..3 zero|nil|eliminated
            risk free
            impossible that|for|to ..3 happen|repeat|recur|lose|fail|again
            once and for all
            for good $
            gone|over|fixed|solved|closed|settled|finished for good|ever
            ~close|~end|~fix|~solve|~stop|~resolve|gone|over ..4 forever
            for all time
            was|be|is the last|final outage|failure|incident|interruption|breakdown|disruption ..1 of its|this|you|ever|we|for|that
            from ..5 <be> free of|from ..1 errors|faults|bugs|failures|defects|interruptions|outages
            stops|blocks|catches|prevents|solves|detects|averts every|all|any ..1 attack|attacks|error|errors|problem|problems|failure|failures|mistake|mistakes|fault|faults
            rules|ruling|ruled out any|a|every|all|another|further
            failure|repeat|repetition|outage|incident|error ..6 impossible|excluded
            failure|repeat|repetition|outage|incident|error ..6 not possible|conceivable
            makes|make|making ..2 outages|errors|failures|repeat|repetition|mistakes|losses|incidents ..1 impossible
            fix|repair|solution is ..1 final|permanent|definitive|watertight
            watertight
            waterproof solution|fix
            like clockwork
            waterproof guarantee
            rock solid
            as safe as houses
            not a|one ..1 second|minute|hour|day longer|later|more
            take|takes|need|needs|last exactly|precisely ..3 minutes|hours|seconds|days
            no exceptions $
            without exception
            ~fix|~solve|~resolve|~eliminate|~remove|~cure|~repair ..3 permanently|forever
            permanently|completely|definitively|finally|entirely|totally ~fix|~solve|~resolve|~eliminate|~cure|~repair
            ~fix|~solve|~resolve|~eliminate|~cure|~over ..2 for good
            100|hundred|thousand ..1 safe|secure|sure|certain|fixed|done|reliable|correct|guaranteed|confident|resolved|back|stable|available
            hundred|100 per cent safe|secure|sure|certain|fixed|done|reliable|correct|guaranteed|confident|resolved|stable|available
            absolutely|perfectly|completely|totally|entirely|utterly|always safe|secure|reliable|certain|protected|foolproof|bulletproof
            fully safe|secure|protected against|from
            fail safe guaranteed
            foolproof
            bulletproof
            fool proof
            bullet proof
            unbreakable
            future proof
            never ..2 fail|down|crash|break|lose ..1 again
            """,
            certain,
        ),
        Phrases(
            """
            this|that|it|which|these|they|change|changes|fix|measure|measures|update|improvements|we will|'ll ..1 prevent|avoid|eliminate|stop|preclude|exclude any|all|similar|this|such|these|future|further|it|another|recurrence|a ..3 <problem>|recurrence|again|happening|repeat|recurring|future
            it'll|that'll|this'll prevent|avoid|eliminate|stop any|all|similar|this|such|future|further
            ~ensure|~guarantee that? this|it|such|these|similar|the|no ..3 never|not|cannot|can't|won't ..2 happen|occur|recur|repeat|again
            ~make sure that? this|it|such|these|similar|the|no ..3 never|not|cannot|can't|won't|doesn't ..2 happen|occur|recur|repeat|again
            """,
            preventing,
        ),
    ),
    flagged=(
        Example("Payments will be back by 17:00 CET.", quote="will be back"),
        Example("Phones are back online in ten minutes.", quote="back"),
        Example("Some users may see errors; it will be fixed by 17:00.", quote="will be fixed"),
        Example("This will never happen again.", Audience.CUSTOMER, quote="never happen again"),
        Example("We guarantee that no order is lost.", quote="guarantee"),
        Example("You have my word that the list is complete.", Audience.LEADERSHIP, quote="have my word"),
        Example("Everybody has the refund by Friday.", Audience.PARTNERS, quote="Everybody has"),
        Example("Your data are 100 % safe.", Audience.CUSTOMER, quote="safe"),
        Example("There is zero risk of another outage.", Audience.LEADERSHIP, quote="zero risk"),
        Example("We expect no further interruptions.", quote="no further interruptions"),
        Example("Your data are never lost.", quote="never lost"),
        Example("The fault has been fixed once and for all.", quote="once and for all"),
        Example("done by six, bet on it", Audience.ENGINEERING, quote="bet on it"),
    ),
    fine=(
        Example("Electricity is back in all 2,140 homes of the valley since 06:05 CEST."),
        Example(
            "The plate setter is repaired, so orders placed before noon leave tonight.", Audience.SUPPORT
        ),
        Example("In Sao Paulo, one in twelve calls still ends after a minute."),
        Example("Changes are visible again within one minute.", kind=Kind.RESOLUTION),
        Example("Next summary tomorrow at 9 a.m. EST.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
        Example("Do not promise that it will be fixed by 17:00.", Audience.SUPPORT),
        Example("A technician is on the way and will arrive at about 14:30 CET."),
        Example(
            "The invoice was wrong by 40 euros; the difference is back on your account.", Audience.CUSTOMER
        ),
        Example("The team works in three shifts, and Aiko leads the night shift.", Audience.PARTNERS),
        Example("Our current estimate for the repair is 17:00 BST; it may change."),
        Example("The next update will be at 16:00 UTC."),
        Example("We cannot promise a date for the spare part.", Audience.CUSTOMER),
        Example("Search is back to normal since 10:20 UTC."),
        Example("The Money-Back Guarantee page cannot be opened."),
        Example("We hope to reopen the lanes on Thursday, depending on the weather."),
        Example("The contract guarantees 99.9 % in each month.", Audience.LEADERSHIP),
        Example("100% of traffic is on 5.1 since 17:02 UTC.", Audience.ENGINEERING),
        Example("We are changing the check so that this cannot happen again."),
        Example("The shop stays closed until 14:00 CET."),
        Example("No payment was lost, money was never lost."),
        Example("Some orders are late; money was never lost."),
        Example("Please do not promise a time for the repair.", Audience.SUPPORT),
        Example("Your parcel is sent on Tuesday.", Audience.CUSTOMER),
    ),
)
