"""A cause or an action item that lies in a process, tool or design: something that can be changed for good."""

from collections.abc import Iterator

from clarion.review.causes import PROCESS_NOUNS, cues, names_a_condition
from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.rule import Example, Source

_ONLY_THOUGHT = frozenset(
    """
    consider think thinks discuss discusses talk look looks evaluate explore investigate investigates follow follows remind reminds
    train trains careful care attention training communicate eye
    """.split()
)
_ONE_OFF = frozenset(
    """
    delete deletes deleted remove removes pay pays repays refund refunds replace replaces order orders send sends throw buy buys
    raise raises double doubles restart restarts rerun reruns restore restores clean cleans correct corrects put repair repairs fix fixes
    apologise apologises compensate compensates credit credits install installs rewrite rewrites
    """.split()
)
_LASTING_CHANGE = frozenset(
    """
    add adds added adding introduce introduces introduced link links linked enforce enforces enforced require requires required reject
    rejects refuse refuses alert alerts alarm alarms page pages check checks gate gates automatic automatically automate automates automated
    monitor monitors monitored test tests tested block blocks limit limits validate validates stop stops verify verifies reviews review
    runbook runbooks procedure process policy checklist rota template contract handover concept approval step design schema threshold
    limiter failover drill drills documentation documented pipeline redundancy redundant canary rollout rollouts backup backups
    staging weekly monthly daily regularly every each once rule rules dashboard alerting monitoring schedule scheduled
    split splits separate separates isolate isolates migrate migrates moves moved shorten shortens counts keeps flag flags
    certificate-renewal tool tooling script job inventory register standard guideline linter ci
    """.split()
)


def condition(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """The strongest cue for a condition in a cause; in an action item, a lasting change."""
    if not reading.lower:
        return
    if situation.kind is Kind.ACTION_ITEM:
        yield from _lasting(reading)
    elif names_a_condition(reading):
        best = max(cues(reading), key=lambda cue: cue.weight)
        yield Spot(reading.starts[best.word], reading.ends[best.word])


def _lasting(reading: Reading) -> Iterator[Spot]:
    """A word of process or automation, unless the item only thinks about it or repairs once."""
    if not _ONLY_THOUGHT.isdisjoint(reading.vocabulary):
        return
    lasting = reading.where(_LASTING_CHANGE | PROCESS_NOUNS)
    once = sum(lower in _ONE_OFF for lower in reading.lower)
    if len(lasting) > once:
        yield Spot(reading.starts[lasting[0]], reading.ends[lasting[0]])


ELEMENT = ElementRule(
    asks="Name the condition of process, tool or design that allowed it, or change one: ask 'why' once more.",
    why="An event or a one-time repair does not come back in the same form; the condition behind it does.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Atlassian: Incident postmortems",
            "https://www.atlassian.com/incident-management/handbook/postmortems",
        ),
    ),
    detectors=(Scan(condition),),
    exempt=frozenset(),
    present=(
        Example(
            "The release pipeline has no step that compares the schema.", Audience.POSTMORTEM, Kind.WHY_ANSWER
        ),
        Example(
            "Two systems keep their own list of closed roads, and no job reconciles them.",
            Audience.POSTMORTEM,
            Kind.ROOT_CAUSE,
        ),
        Example("The import treats an empty file as valid.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
        Example(
            "Legal adds a reporting duty to the courier contract.", Audience.POSTMORTEM, Kind.ACTION_ITEM
        ),
        Example("The import rejects empty files.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
    ),
    absent=(
        Example("The tape robot was jammed.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
        Example("Lightning struck the mast.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
        Example("Expired certificate of the card gateway.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
        Example("Delete the 1,204 double entries from the ledger.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Be more careful with production changes.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
    ),
)
