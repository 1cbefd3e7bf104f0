"""What changes so that it does not come back. "Lessons learned" and "we will improve our tests" change nothing yet."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import AFTER_THE_END, Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.classes import MODALS
from clarion.review.reading.markdown import BlockKind
from clarion.review.reading.sentences import Sentence
from clarion.review.rule import Example, Source

_CONTROLS = frozenset(
    """
    alert alerts alarm alarms check checks limit limits test tests gate monitor monitors warning warnings guard safeguard validation
    backup backups copy copies spare spares second redundancy path paths reserve process procedure runbook rule rules threshold
    thresholds step approval retry retries breaker breakers breaking circuit timeout timeouts alerting automation mechanism
    mechanisms renewal rollback capacity quota checksum lint field review reviews staging canary rotation inventory sample monitored
    measured alarmed logic rollout rollouts deployment deployments tooling throttling detection limiting reminder reminders
    """.split()
)
_HOLLOW = frozenset(
    """
    lessons lesson measures seriously learned learnt appropriate everything additional future learn similar
    """.split()
)
_MERE_PROMISE = frozenset(
    "improve improving improved enhance enhancing strengthen strengthening review reviewing harden look consider explore better".split()
)
_BACK_TO_NORMAL = frozenset(
    "again normal normally resolved restored back available fixed running working works monitoring open correct shown complete".split()
)
_THINGS = frozenset(
    "rate schema renewal failover certificate reconnection index migration replacement token credential credentials host database caching cache config configuration end tls".split()
)


def changed(match: Match, situation: Situation) -> Spot | None:
    """A change that is named; hollow words or a promise to improve in general are none."""
    reading, sentence = match.reading, match.sentence
    words = set(reading.lower[sentence.first : sentence.last])
    if "?" in reading.text[sentence.start : sentence.end] or (words & _HOLLOW and not words & _CONTROLS):
        return None
    if words & _MERE_PROMISE and len(words & (_CONTROLS | _THINGS)) < 2:
        return None
    return Spot(match.start, match.end)


def from_now(match: Match, situation: Situation) -> Spot | None:
    """ "The tool now verifies the checksum"; "is now available again" only ends the trouble."""
    reading, sentence = match.reading, match.sentence
    near = (
        reading.lower[match.first : min(match.last + 5, sentence.last)]
        + reading.lower[max(match.first - 2, sentence.first) : match.first]
    )
    if ("happening" not in near and not _BACK_TO_NORMAL.isdisjoint(near)) or not {
        "you",
        "customers",
        "users",
    }.isdisjoint(near):
        return None
    return changed(match, situation)


def control(reading: Reading, _: Situation) -> Iterator[Spot]:
    """Something added, in the present or perfect: "we have added an alert", "two spare units are kept"."""
    for sentence in reading.sentences:
        words = reading.lower[sentence.first : sentence.last]
        if (
            not _ADDED.isdisjoint(words)
            and not _CONTROLS.isdisjoint(words)
            and not _is_promise(reading, sentence)
        ):
            place = next(sentence.first + n for n, word in enumerate(words) if word in _ADDED)
            yield Spot(reading.starts[place], sentence.end)


_ADDED = frozenset(
    "added introduced adding introducing created built installed doubled raised implemented implementing enabled automated automating extended".split()
)


def listed(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "What changes", and below it a list of changes: under that heading a bare "Limit the pool" says enough."""
    if situation.kind not in AFTER_THE_END:
        return
    under = False
    for sentence in reading.sentences:
        words = reading.lower[sentence.first : sentence.last]
        if sentence.block.kind is not BlockKind.ITEM:
            under = words[:2] == ["what", "changes"]
        elif under and len(words) >= _ENOUGH and (words[0] not in _MERE_PROMISE or set(words) & _CONTROLS):
            yield Spot(sentence.start, sentence.end)


_ENOUGH = 3


def _is_promise(reading: Reading, sentence: Sentence) -> bool:
    words = reading.lower[sentence.first : sentence.last]
    return not _HOLLOW.isdisjoint(words) and not MODALS.isdisjoint(words) and "automation" not in words


ELEMENT = ElementRule(
    asks="Name one concrete change: 'the import now stops when a field is missing', not 'we will improve our tests'.",
    why="A reader who was hurt asks whether it will happen again; a named change answers, a vow does not.",
    sources=(
        Source("Google SRE Workbook: Postmortem culture", "https://sre.google/workbook/postmortem-culture/"),
        Source(
            "Atlassian: Incident postmortems",
            "https://www.atlassian.com/incident-management/handbook/postmortems",
        ),
    ),
    detectors=(
        Phrases(
            """
            now ..2 ~keep|~stop|~check|~verify|~refuse|~alert|~reject|~warn|~use|~run|~require|~compare|~ask|~wait|~monitor|~block|~retry|~send|~show|~contain|~log|~test|~fail|~validate|~take|~switch|~need|~watch|~page|~catch|~accept|~limit|~start|~begin|~renew|~detect|~raise|~go
            <be>|has|have now|also|since kept|made|checked|tested|measured|monitored|reviewed|renewed|validated|compulsory|mandatory|required|automatic|automated|limited|in|separate|two|compared|an|a|done|watched|added|capped|stored|alerted|blocked
            now there is|are
            there is|are now
            from now|today|this|next on|week|month|release
            from now on
            in future
            in the future
            going forward
            any|no longer ~accept|~depend|~use|~rely|~share|~need
            ~prevent this|such|that|it|similar|a|future|recurrence|any|issues|problems
            prevent|prevents .. happening|recurring|again|recurrence
            so that this|it|such|the .. cannot|can't|not|no
            to avoid this|such|similar|a|problems|any
            ~guard|~protect against
            ~stay|~remain in operation|place|active
            takes over|effect
            no longer ~install|~deploy|~allow|~depend|~run|~send|~share|~trust|~take|~load|~update|~start|~change
            for good
            permanently
            from|since today|yesterday|monday|tuesday|wednesday|thursday|friday
            was|were|has|have been? changed|reworked|redesigned|rewritten|corrected|adapted so|to|and|it|in
            have|has trained|instructed|moved|placed
            now ..1 demands|rings|sounds|asks|holds|has|have|contains|covers|needs|starts|carries|includes|tells|counts|goes|ignores|keeps|lets|measures|reports|calls|knows|sees|reads|writes
            <be> now renewed|tested|scanned|checked|done|made|automatically|also|covered|protected|stored|written
            two|second people|persons|pair|person|engineers ~approve|~check|~sign|~confirm|~review
            twice from|before
            have|has put a|an|in ..3 limit|check|cap|guard|alarm|lock|gate|place|test|barrier
            a|one|two|the second|third|additional|further|independent|separate ..3 ordered|installed|in|takes|is|are|will|stands|goes
            to keep this|it|such from
            now ~set to
            <be> now set|fixed|part
            removed|deleted|withdrawn the|a setting|option|limit|default|possibility|parameter|permission|rule
            a|the new|additional|second|automatic check|rule|alarm|alert|test|gate|limit|step|monitor|guard ~reject|~refuse|~stop|~catch|~warn|~block|~compare|~watch|~verify|~detect|is|runs|prevents
            will be exchanged|replaced|installed|checked|tested|added|moved|split|removed|renewed|separated|doubled|required at|in|by|with|on|before|every|all|to|from|as
            changed|redesigned|reworked|split|separated|restructured ..6 so
            have|has changed|replaced|redesigned|split|separated|limited|doubled the|our|how
            instead of once|one|a|the|daily|weekly
            and not once|one|a|the
            ~require two|a|an|approval
            second person|pair
            stays in operation|place
            every|each month|week|release|change|day|hour .. before|and|not
            before each|every|any|a release|change|deployment|upload|update|the|new
            will be ~add|~move|~split|~replace|~require|~test|~install|~introduce|~check
            we|team|engineers will|'ll add|introduce|split|replace|require|install|move
            has|have been|since added|introduced|automated
            """,
            from_now,
        ),
        Scan(control),
        Scan(listed),
    ),
    present=(
        Example("The tool now verifies the checksum and refuses damaged files.", kind=Kind.RESOLUTION),
        Example("We have added an alert at 75% of the disk.", kind=Kind.RESOLUTION),
        Example("Two spare units are now kept in the district.", kind=Kind.RESOLUTION),
        Example("From now on, each sample file is compared before a release.", kind=Kind.RESOLUTION),
        Example(
            "To prevent this, certificates renew by themselves 30 days before they end.", kind=Kind.RESOLUTION
        ),
        Example("**What changes**\n\n- Limit the pool of connections per shop", kind=Kind.POSTMORTEM),
    ),
    absent=(
        Example("Lessons have been learned, and appropriate measures will be taken.", kind=Kind.RESOLUTION),
        Example("We will improve our tests.", kind=Kind.RESOLUTION),
        Example("**What changes**\n\n- Improve our processes", kind=Kind.POSTMORTEM),
        Example("The booking page is now available again.", kind=Kind.RESOLUTION),
        Example("The review takes place on Monday.", kind=Kind.RESOLUTION),
        Example("You can now download your file.", Audience.CUSTOMER, Kind.RESOLUTION),
    ),
)
