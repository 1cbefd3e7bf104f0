"""A timeline entry tells what happened: no judgement, no blame, no guess, nothing that should have been."""

from collections.abc import Iterator

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.moods import guessed
from clarion.review.rule import Example, Source

_JUDGING = frozenset(
    """
    finally stupid stupidly idiotic foolish foolishly careless carelessly reckless recklessly clueless hopeless hopelessly incompetent lazy
    sloppy mess messy chaos chaotic panic panicked disaster disastrous catastrophe terrible terribly awful horrible ridiculous
    ridiculously absurd absurdly shameful shamefully embarrassing embarrassingly annoying annoyingly unbelievably incredible
    incredibly unfortunately sadly luckily fortunately thankfully surprisingly predictably unsurprisingly obviously naturally
    heroic heroically brilliant brilliantly frantic frantically nightmare fiasco circus joke sloppily negligent negligently
    bungled botched screwed messed amateurish unacceptable inexcusable inexplicably needlessly unnecessarily belatedly useless
    pointless blind blindly dumb insane crazy crap damn hell bloody clumsy clumsily desperate desperately typical typically
    sleepy drunk grudgingly reluctantly miserable miserably pathetic nonsense lousy poor poorly badly hasty hastily
    """.split()
)
_SAYINGS = (
    ("as", "usual"), ("as", "always"), ("of", "course"), ("once", "more"), ("once", "again"), ("as", "could", "be", "expected"), ("too", "late"),
    ("as", "expected"), ("should", "have"), ("could", "have"), ("would", "have"), ("ought", "to", "have"), ("under", "his", "nose"), ("at", "last"),
    ("usual", "suspects"), ("no", "idea"), ("nobody", "reacted"), ("nobody", "cared"), ("nobody", "knew"), ("nobody", "noticed"),
    ("no", "one", "noticed"), ("yet", "again"), ("by", "luck"), ("way", "too"), ("far", "too"), ("had", "a", "plan"), ("for", "no", "reason"),
    ("without", "thinking"), ("without", "asking"), ("instead", "of", "checking"), ("nobody", "had"), ("what", "a"),
)  # fmt: skip


def neutral(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """The whole entry, when no rule and no word of this file finds a judgement in it."""
    if not reading.lower or situation.found(
        "blame", "loaded", "counterfactual", "speculation", "alarm", "excuse"
    ):
        return
    if not _JUDGING.isdisjoint(reading.vocabulary) or _says(reading.lower) or "!" in reading.text:
        return
    if not any(guessed(reading, sentence) for sentence in reading.sentences):
        yield Spot(reading.starts[0], reading.ends[-1])


def _says(words: list[str]) -> bool:
    return any(
        tuple(words[place : place + len(saying)]) == saying
        for saying in _SAYINGS
        for place in range(len(words))
    )


ELEMENT = ElementRule(
    asks="Tell only what happened; leave out how it was judged, what it may have been, and what should have been.",
    why="A timeline is evidence: one loaded word, and readers argue about the word and not about the gap.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Atlassian: Incident postmortems",
            "https://www.atlassian.com/incident-management/handbook/postmortems",
        ),
    ),
    detectors=(Scan(neutral),),
    exempt=frozenset(),
    present=(
        Example(
            "14:20 CET: Release 8.2 reaches 100% of users in Italy.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY
        ),
        Example(
            "16:42 CEST. The on-call engineer rolls release 8.1 back.",
            Audience.POSTMORTEM,
            Kind.TIMELINE_ENTRY,
        ),
        Example("04:11 UTC - Node tide-3 loses its lease.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("09:12 UTC Fatal error in the log of gateway 2.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("15:30 UTC - Investigation.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
    ),
    absent=(
        Example(
            "20:52 GMT - Broadcast finally moved to the reserve line.",
            Audience.POSTMORTEM,
            Kind.TIMELINE_ENTRY,
        ),
        Example("08:15 Nobody reacted, as usual.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example(
            "05:15 AEDT - Power returns, probably thanks to the fuse.",
            Audience.POSTMORTEM,
            Kind.TIMELINE_ENTRY,
        ),
        Example("12:30 UTC, total mess on the bridge.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example(
            "03:40 UTC: Petra restarts the ledger, which she should have done before.",
            Audience.POSTMORTEM,
            Kind.TIMELINE_ENTRY,
        ),
    ),
)
