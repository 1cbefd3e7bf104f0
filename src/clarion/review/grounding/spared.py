"""What a text says is not hit: "was not affected", "works as usual", "except in Spain"."""

from clarion.review.reading import Reading, Sentence
from clarion.review.reading.grammar import breaks_before

_HIT = frozenset(
    "affected impacted concerned hit touched involved disturbed disrupted interrupted harmed reached".split()
)
_FINE = frozenset(
    ["unaffected", "spared", "untouched", "unharmed", "excluded", "exempt", "unimpaired", "unimpacted"]
)
_RUNS = frozenset(
    """
    works work worked working runs run ran running operates operated operating functions functioned functioning remained remains
    remain stayed stays continued continues is are was were been behaved performs performed showed shows delivered delivers
    """.split()
)
_WELL = frozenset(
    """
    normally usual normal fine ok okay healthy properly correctly flawlessly reliably expected throughout operational available
    right order intact perfectly smoothly stable ever
    """.split()
)
_NOT_WELL = frozenset(
    """
    not never no longer again since until now back slower cannot can't isn't wasn't aren't weren't doesn't didn't don't neither nor
    than out abnormally restored only partially soon should will than without but hardly however
    """.split()
)
_REACH = 9
_NEGATIONS = frozenset(["not", "never", "isn't", "wasn't", "aren't", "weren't", "hasn't", "neither"])
SPARING = (
    _FINE
    | _WELL
    | _NEGATIONS
    | frozenset(
        "no without except excluding excepting outside other exception apart aside only keep keeps kept".split()
    )
)
"""One of these stands wherever something is said to be spared, to run as usual or to be excepted."""


def list_end(reading: Reading, sentence: Sentence, last: int) -> int:
    """Return the last word of the list that goes on after `last`: "Pages, Issues and Copilot" (are fine)."""
    first, word, joined = last, last + 1, False
    while word < sentence.last and word - last < 2 * _REACH:
        comma = reading.gap(word).startswith(",")
        joint = reading.lower[word] in {"and", "or"}
        following = word + joint
        if not (comma or joint) or following >= sentence.last or not reading.capitalised(following):
            break
        while (
            following + 1 < sentence.last
            and reading.gap(following + 1) == " "
            and reading.capitalised(following + 1)
        ):
            following += 1
        last, word, joined = following, following + 1, joined or joint
    return last if joined else first


def spared(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether the clause says that the words first..last are not hit."""
    last = list_end(reading, sentence, last)
    stop = _clause_end(reading, sentence, last + 1)
    words = reading.lower[last + 1 : stop]
    if not _FINE.isdisjoint(words):
        return "not" not in words and "by" not in words
    if not _HIT.isdisjoint(words) and not _NEGATIONS.isdisjoint(words):
        return "only" not in words
    lead = reading.lower[max(first - 5, sentence.first) : first]
    return lead[-3:] in (["no", "impact", "on"], ["no", "effect", "on"]) or (
        lead[-2:] == ["impact", "on"] and "no" in lead
    )


def runs_as_usual(reading: Reading, sentence: Sentence, last: int) -> bool:
    """Tell whether the clause after the word `last` says that it works as ever: not "works again", "works since"."""
    last = list_end(reading, sentence, last)
    stop = _clause_end(reading, sentence, last + 1)
    words = reading.lower[last + 1 : stop]
    undisturbed = "without" in words and not _DISTURBANCES.isdisjoint(words)
    if words[:2] in _KEEPS_ON:
        return _NOT_WELL.isdisjoint(words)
    able = words[:1] in (["can"], ["could"]) and "be" in words[1:3]
    if (_RUNS.isdisjoint(words[:4]) and not able) or (_WELL.isdisjoint(words) and not undisturbed):
        return False
    if (
        words[:1]
        and not able
        and words[0] not in _RUNS | {"still", "has", "have", "had", "also", "itself", "always"}
    ):
        return False
    return undisturbed or _NOT_WELL.isdisjoint(words)


_WORK = frozenset(
    "works work runs run functions function operates operate available possible usable accepted open".split()
)
_PASSED_OVER = frozenset(
    "in the for of from to across at normally fine as usual well on and throughout".split()
)


def works_there(reading: Reading, sentence: Sentence, first: int) -> bool:
    """Tell whether the clause says of a place only that something works in it: "use the app, it works everywhere"."""
    word = first - 1
    while word > sentence.first and reading.lower[word] in _PASSED_OVER and first - word < _REACH:
        word -= 1
    if reading.lower[word] not in _WORK:
        return False
    opening = word
    while opening > sentence.first and word - opening < _REACH and not breaks_before(reading, opening):
        opening -= 1
    around = reading.lower[opening : _clause_end(reading, sentence, first + 1)]
    return _NOT_WELL.isdisjoint(around)


_KEEPS_ON = tuple(
    [kept, running] for kept in ("kept", "keeps", "keep") for running in ("working", "running", "going")
)
_DISTURBANCES = frozenset(
    """
    interruption interruptions trouble problem problems issue issues error errors restriction restrictions delay delays disturbance
    disruption incident limits limitation limitations
    """.split()
)


def past_tense(words: list[str]) -> bool:
    return not {
        "was",
        "were",
        "worked",
        "ran",
        "operated",
        "functioned",
        "remained",
        "stayed",
        "continued",
        "showed",
        "had",
        "behaved",
        "kept",
        "performed",
        "delivered",
    }.isdisjoint(words)


def clause_after(reading: Reading, sentence: Sentence, last: int) -> list[str]:
    """Return the words of the clause after the word `last`."""
    return reading.lower[last + 1 : _clause_end(reading, sentence, last + 1)]


def excepted(reading: Reading, sentence: Sentence, first: int) -> bool:
    """ "Except (in) Spain (and Italy)", "but not in Spain", "apart from Spain", "outside Spain"."""
    word = first - 1
    while word >= sentence.first and first - word < _REACH:
        before = reading.lower[max(word - 1, sentence.first) : word + 1]
        if before[-1:] in (["except"], ["excluding"], ["outside"], ["excepting"]) or before in _EXCEPT:
            return True
        passed = reading.lower[word] in _PASSED or (reading.capitalised(word) and word > sentence.first)
        if not passed:
            return False
        word -= 1
    return False


_EXCEPT = (
    ["but", "not"],
    ["and", "not"],
    ["other", "than"],
    ["exception", "of"],
    ["apart", "from"],
    ["aside", "from"],
)
_PASSED = frozenset(["in", "the", "for", "of", "from", "to", "and", "or", "customers", "users"])


def _clause_end(reading: Reading, sentence: Sentence, word: int) -> int:
    stop = word
    while stop < sentence.last and stop - word < _REACH:
        if breaks_before(reading, stop) or (
            stop > word + 1 and reading.lower[stop] in {"but", "while", "whereas", "and"}
        ):
            break
        stop += 1
    return stop
