"""What happened before that is like this: incidents, problems, causes and action items, each with the reason.

Two steps. The database finds texts that hold some of the rare words; then each is weighed by what it shares: rare words
more than common ones, words of the cause more than others, and the same service on top. Below a score, and with one common
word alone, nothing is said: no suggestion is better than a wrong one.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.postmortems.postmortem import PostMortem
from clarion.problems.search.engine import full_text
from clarion.problems.search.texts import IndexedText, TextKind
from clarion.problems.search.words import is_loose, keys_of, words_in

#: What is shown at most, of each kind.
MOST = 3
#: Texts that are weighed after the database found them.
WEIGHED = 150
#: How many texts the words that the database looks for may stand in, all together: common words find everything.
MOST_MATCHES = 1500
MOST_WORDS = 16
#: Words of what is compared: those of causes first, then those of titles, then the rest as far as this reaches.
MOST_COMPARED = 40
#: The score from which on something is said, found on the half of tests/problems/similar_cases.json that was tuned on.
ENOUGH = 0.26
LOOSE_WEIGHT = 0.15
CAUSE_WEIGHT = 2.0
SERVICE_WEIGHT = 1.15
WORDS_NAMED = 4


@dataclass(frozen=True)
class Subject:
    """What is compared with the past. `besides` are texts that are never suggested, `postmortems` whose texts are not.

    `titles` are the keys of whole titles: what is called the same, of the same service, is alike whatever its words tell.
    """

    words: tuple[str, ...]
    cause_words: frozenset[str]
    services: frozenset[int]
    titles: frozenset[str] = frozenset()
    besides: frozenset[tuple[str, int]] = frozenset()
    postmortems: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Similar:
    """A text of the past. `telling` are the keys of shared words, those that weigh most first; `same_services` are names.

    `same_cause` tells that both causes hold a telling word, `same_title` that both are called the same.
    """

    text: IndexedText
    score: float
    same_services: tuple[str, ...]
    telling: tuple[str, ...]
    same_cause: bool
    same_title: bool = False

    @property
    def kind(self) -> TextKind:
        return TextKind(self.text.kind)

    @property
    def row(self) -> int:
        """The key of an incident, a problem, a cause or an action item, as `kind` says."""
        return self.text.row

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """The shared words as they stand in its text."""
        return _as_written(self.text, self.telling)

    @property
    def reason(self) -> str:
        """For example "same service Checkout; both say certificate, expired"."""
        parts = []
        if self.same_services:
            plural = "s" if len(self.same_services) > 1 else ""
            parts.append(f"same service{plural} {', '.join(self.same_services)}")
        if self.same_title and not self.shared:
            parts.append("the same title")
        if self.shared:
            parts.append(f"both say {', '.join(self.shared)}")
        return "; ".join(parts)


def similar_to_incident(
    incident: Incident, *, kinds: Collection[TextKind] = (TextKind.INCIDENT,), most: int = MOST
) -> list[Similar]:
    """The most similar first. Neither itself nor what shares a post-mortem with it."""
    return similar(subject_of_incident(incident), kinds=kinds, most=most)


def subject_of_incident(incident: Incident) -> Subject:
    """Three queries."""
    held = _held([(incident.pk, kind) for kind in (TextKind.INCIDENT, TextKind.MAINTENANCE)])
    siblings = Incident.objects.filter(postmortems__incidents=incident).values_list("pk", flat=True)
    postmortems = incident.postmortems.values_list("pk", flat=True)
    problems = incident.problems.values_list("pk", flat=True)
    return _subject(
        held,
        besides=[*_named(TextKind.INCIDENT, [incident.pk, *siblings]), *_named(TextKind.PROBLEM, problems)],
        postmortems=postmortems,
    )


def subject_of_postmortem(postmortem: PostMortem) -> Subject:
    """What it says and what the records of its incidents say."""
    incidents = list(postmortem.incidents.values_list("pk", flat=True))
    rows = [(incident, TextKind.INCIDENT) for incident in incidents]
    problems = postmortem.incidents.values_list("problems", flat=True).exclude(problems=None)
    return _subject(
        _held([(postmortem.pk, TextKind.POSTMORTEM), *rows]),
        besides=[*_named(TextKind.INCIDENT, incidents), *_named(TextKind.PROBLEM, problems)],
        postmortems=[postmortem.pk],
    )


def similar(subject: Subject, *, kinds: Collection[TextKind], most: int = MOST) -> list[Similar]:
    """At most `most` of each kind, the most similar first. Six queries, whatever is there."""
    engine = full_text()
    counts = engine.frequencies(subject.words)
    scale = _scale_of(subject, counts)
    asked = _telling(scale.weights, counts)
    if not asked:
        return []
    keys = engine.best_of_each(asked, kinds=kinds, most=WEIGHED)
    texts = IndexedText.objects.filter(pk__in=keys).only(*_WEIGHED_BY)
    weighed = (_weigh(text, subject, scale) for text in texts if not _is_own(text, subject))
    ranked = sorted(filter(None, weighed), key=_best_first)
    best = [each for kind in kinds for each in [found for found in ranked if found.kind == kind][:most]]
    whole = IndexedText.objects.in_bulk([each.text.pk for each in best])
    found = [replace(each, text=whole[each.text.pk]) for each in best if each.text.pk in whole]
    return sorted(found, key=_best_first)


#: What weighing reads of the many texts that the database finds; the few that are left are then read whole.
_WEIGHED_BY = ("kind", "row", "words", "title_words", "cause_words", "services", "postmortem")


@dataclass(frozen=True)
class _Scale:
    """What words weigh; `little` are those that tell little; `names` are the services by their keys."""

    weights: Mapping[str, float]
    little: frozenset[str]
    names: Mapping[int, str]


def _scale_of(subject: Subject, counts: Mapping[str, int]) -> _Scale:
    """The rarer a word, the more it tells; a word of every report tells little, however rare it is here.

    So does the name of a service: that both are about Checkout is counted once, by the service.
    """
    names = dict(Service.objects.filter(pk__in=subject.services).values_list("pk", "name"))
    texts = max(IndexedText.objects.count(), 1)
    loose = filter(is_loose, subject.words)
    little = frozenset([*keys_of(" ".join(names.values())), *loose])
    weights = {
        word: math.log(1 + texts / counts[word]) * (LOOSE_WEIGHT if word in little else 1)
        for word in subject.words
        if word in counts
    }
    return _Scale(weights, little, names)


def _subject(
    held: Iterable[IndexedText], *, besides: Iterable[tuple[str, int]], postmortems: Iterable[int]
) -> Subject:
    texts = list(held)
    columns = ("cause_words", "title_words", "words")
    words = dict.fromkeys(word for name in columns for text in texts for word in getattr(text, name).split())
    return Subject(
        words=tuple(words)[:MOST_COMPARED],
        cause_words=frozenset(word for text in texts for word in text.cause_words.split()),
        services=frozenset(service for text in texts for service in text.services),
        titles=frozenset(text.title_words for text in texts if text.title_words),
        besides=frozenset(besides),
        postmortems=frozenset(postmortems),
    )


def _held(rows: Collection[tuple[int, TextKind]]) -> list[IndexedText]:
    keys = {(kind.value, row) for row, kind in rows}
    texts = IndexedText.objects.filter(row__in=[row for row, _ in rows], kind__in=[kind for _, kind in rows])
    return sorted((text for text in texts if (text.kind, text.row) in keys), key=lambda text: text.pk)


def _named(kind: TextKind, rows: Iterable[int]) -> list[tuple[str, int]]:
    return [(kind.value, row) for row in rows]


def _telling(weights: Mapping[str, float], counts: Mapping[str, int]) -> dict[str, float]:
    """The words to look for: those that weigh most, as long as they do not stand in too many texts."""
    asked: dict[str, float] = {}
    matches = 0
    for word in sorted(weights, key=lambda word: -weights[word]):
        matches += counts[word]
        if len(asked) >= MOST_WORDS or (asked and matches > MOST_MATCHES):
            break
        asked[word] = weights[word]
    return asked


def _is_own(text: IndexedText, subject: Subject) -> bool:
    return (text.kind, text.row) in subject.besides or text.postmortem in subject.postmortems


def _weigh(text: IndexedText, subject: Subject, scale: _Scale) -> Similar | None:
    """How much the two share, from 0 to about 2; None where that is too little."""
    weights, words, cause = scale.weights, set(text.words.split()), set(text.cause_words.split())
    shared = [word for word in weights if word in words]
    telling = [word for word in shared if word not in scale.little]
    common_cause = {word for word in telling if word in cause and word in subject.cause_words}
    same = tuple(sorted(scale.names[key] for key in text.services if key in scale.names))
    same_title = bool(same) and text.title_words in subject.titles
    if not same_title and (not telling or (len(telling) < 2 and not common_cause)):
        return None
    gained = sum(weights[word] * (CAUSE_WEIGHT if word in common_cause else 1) for word in shared)
    score = gained / _length(weights, len(words)) * (SERVICE_WEIGHT if same else 1)
    if same_title:
        score = max(score, 1.0)
    if score < ENOUGH:
        return None
    best = tuple(sorted(telling, key=lambda word: -weights[word])[:WORDS_NAMED])
    return Similar(text, score, same, best, same_cause=bool(common_cause), same_title=same_title)


def _best_first(similar: Similar) -> tuple[float, int]:
    return (-similar.score, -similar.row)


def _length(weights: Mapping[str, float], words: int) -> float:
    """What two texts could share at most, between the one and the other: as the lengths of vectors for a cosine.

    Words of the other text are taken to weigh what those of this one do on average; a few more keep short texts in check.
    """
    whole = sum(weights.values())
    return math.sqrt(whole * (words + 4) * whole / len(weights))


def _as_written(text: IndexedText, keys: Collection[str]) -> tuple[str, ...]:
    """The words as they stand in the text, in the order of the keys."""
    written: dict[str, str] = {}
    for word in words_in(f"{text.title}\n{text.cause}\n{text.text}"):
        written.setdefault(word.key, word.shown.lower())
    return tuple(dict.fromkeys(written[key] for key in keys if key in written))
