"""What is checked in a translation. The review reads English, so only what every language shares:

open prompts, the promise, times and figures that the original does not hold or that got lost, secrets and internal names.
Whether the words say the same is for whoever approves to judge; they are shown all texts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from clarion.accounts.languages import english_name
from clarion.drafting import unfilled_prompts
from clarion.incidents.states import State
from clarion.review import Severity
from clarion.review.reading import read
from clarion.updates.drafts import Draft
from clarion.updates.known_facts import workspace_lexicon
from clarion.updates.promise_in_words import minutes_naming
from clarion.updates.remembered_review import remembered_review
from clarion.updates.translations import Words, standing_translations

_ADDRESS = re.compile(r"https?://\S+|\S+@\S+\.\S+")
_AFTERNOON = r"(?:p\.?\s?m\b\.?|午後)"
#: A clock begins here: not within a longer figure. A colon before it may end words: "次のお知らせ：19:15".
_BEGIN = r"(?<!\d)(?<!\d[:.,])"
_CLOCKS = (
    re.compile(r"(?P<noon>午後)?\s?(?<!\d)(?P<hour>\d{1,2})時(?!間)(?:(?P<minute>\d{1,2})分)?"),
    re.compile(r"(?P<noon>午後)\s?(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?!\d|:\d)"),
    re.compile(rf"{_BEGIN}(?P<hour>\d{{1,2}})(?P<minute>)\s?Uhr"),
    re.compile(rf"{_BEGIN}(?P<hour>\d{{1,2}})\s?h\s?(?P<minute>[0-5]\d)(?!\s?min|\d)"),
    re.compile(rf"{_BEGIN}(?P<hour>\d{{1,2}})\.(?P<minute>[0-5]\d)(?=\s?(?:Uhr|h\b))"),
    re.compile(rf"{_BEGIN}(?<!午後)(?<!午後\s)(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?!\d|:\d)(?:\s?(?P<noon>{_AFTERNOON}))?", re.IGNORECASE),
)  # fmt: skip
#: The number of a month is a name in another language.
_DATES = (
    (re.compile(r"(?<!\d)(\d{4})-\d{1,2}-(\d{1,2})(?!\d)"), r" \1 \2 "),
    (re.compile(r"(?<!\d)(\d{4})年\d{1,2}月(\d{1,2})日"), r" \1 \2 "),
    (re.compile(r"(?<!\d)(\d{1,2})[./]\d{1,2}[./](\d{4})(?!\d)"), r" \1 \2 "),
    (re.compile(r"(?<!\d)(\d{1,2})\.\d{1,2}\.(?!\d)"), r" \1 "),
    (re.compile(r"(?<!\d)\d{1,2}月(\d{1,2})日"), r" \1 "),
)
_FIGURE = re.compile(
    r"(?<!\d)\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?!\d)|(?<!\d)\d{1,3}(?:,\d{3})+\.\d+|\d+[.,]\d+|\d+"
)


class Weight(StrEnum):
    """UNFINISHED: no reason overrides it, words are missing. OBJECTION: it takes a reason. HINT: for the writer to look at."""

    UNFINISHED = "unfinished"
    OBJECTION = "objection"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Remark:
    language: str
    weight: Weight
    message: str


def remarks_on_translations(draft: Draft) -> list[Remark]:
    """In the order of the languages; empty where there is no translation, or nothing is wrong with it."""
    return [
        Remark(language, weight, message)
        for language, words in standing_translations(draft).items()
        for weight, message in _about(draft, words, english_name(language))
    ]


def unfinished_translations(draft: Draft) -> list[str]:
    return _of_weight(draft, Weight.UNFINISHED)


def objections_to_translations(draft: Draft) -> list[str]:
    return _of_weight(draft, Weight.OBJECTION)


def _of_weight(draft: Draft, weight: Weight) -> list[str]:
    return [remark.message for remark in remarks_on_translations(draft) if remark.weight == weight]


def _about(draft: Draft, words: Words, name: str) -> Iterator[tuple[Weight, str]]:
    text = words["text"]
    prompts = [*unfilled_prompts(words["title"]), *unfilled_prompts(text)]
    yield from ((Weight.UNFINISHED, f"Fill in, in the {name} text: {prompt}.") for prompt in prompts)
    if not text:
        yield Weight.UNFINISHED, f"There is a {name} title without a text. Write the text, or take it out."
        return
    if disagrees := _about_the_promise(draft, text, name):
        yield Weight.OBJECTION, disagrees
    else:
        yield from _about_times(draft.text, text, name)
    yield from _about_figures(draft.text, text, name)
    yield from _about_leaks(draft, words, name)


def _about_the_promise(draft: Draft, text: str, name: str) -> str:
    if draft.next_update_at is None or draft.state == State.RESOLVED:
        return ""
    promised = minutes_naming(draft.text, draft.next_update_at)
    if not promised or promised & times_in(text):
        return ""
    return f"The {name} text does not name {_clock(min(promised))}, for which the next update is promised. Make them agree."


def _about_times(original: str, text: str, name: str) -> Iterator[tuple[Weight, str]]:
    said, meant = times_in(text), {clock.hour * 60 + clock.minute for clock in read(original).times}
    for minute in sorted(said - meant):
        yield Weight.OBJECTION, f"The {name} text says {_clock(minute)}, which the original does not."
    for minute in sorted(meant - said):
        yield Weight.OBJECTION, f"The {name} text does not say {_clock(minute)}, which the original does."


def _about_figures(original: str, text: str, name: str) -> Iterator[tuple[Weight, str]]:
    said, meant = figures_in(text), figures_in(original)
    # "A third", "twelve": what the original says in words may stand as a figure.
    in_words = {value for number in read(original).numbers for value in (number.low, number.high)}
    for figure in sorted(said - meant - in_words):
        yield Weight.OBJECTION, f"The {name} text says {figure:g}, which the original does not."
    for figure in sorted(meant - said):
        # It may be written as a word, which only a reader of the language can tell.
        yield Weight.HINT, f"The {name} text has no {figure:g}; the original does."


def _about_leaks(draft: Draft, words: Words, name: str) -> Iterator[tuple[Weight, str]]:
    said = remembered_review(
        f"{words['title']}\n\n{words['text']}",
        audience=draft.audience,
        kind=draft.kind,
        lexicon=workspace_lexicon(draft.incident),
    )
    for found in said.findings:
        if found.rule == "leak":
            weight = Weight.OBJECTION if found.severity == Severity.BLOCK else Weight.HINT
            yield weight, f"The {name} text says “{found.quote[:80]}”: {found.message}"


def times_in(text: str) -> set[int]:
    """The times of day, as minutes since midnight, however a language writes them: 14:05, 14.05 Uhr, 14 h 05, 午後2時5分."""
    return {minute for minute, _ in _clocks_of(unicodedata.normalize("NFKC", text))}


def _clocks_of(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    for pattern in _CLOCKS:
        for found in pattern.finditer(text):
            hour, minute = int(found["hour"]), int(found["minute"] or 0)
            afternoon = bool(found.groupdict().get("noon")) and hour < 12
            if hour <= 24 and minute < 60:
                yield (hour + 12 * afternoon) * 60 + minute, found.span()


def figures_in(text: str) -> set[float]:
    """The figures of a text, "1,200", "1.200" and "1 200" alike; times, addresses and months left out."""
    text = _ADDRESS.sub(" ", unicodedata.normalize("NFKC", text))
    for _, (start, end) in list(_clocks_of(text)):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    for pattern, without_month in _DATES:
        text = pattern.sub(without_month, text)
    return {_value(found[0]) for found in _FIGURE.finditer(text)}


def _value(figure: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+", figure):
        return float(re.sub(r"\D", "", figure))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+", figure):
        return float(figure.replace(",", ""))
    return float(figure.replace(",", "."))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
