"""One's own text beside the model answer: which criteria the model meets and the own text does not, and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from clarion.practice.criteria import Criterion, Met, Task, hold_against, places
from clarion.review import Review

_ENDS = re.compile(r"(?<=[.!?])\s+|\n")


@dataclass(frozen=True)
class Difference:
    """`model_says` is the sentence by which the model answer meets the criterion; empty where it does so by saying
    nothing, or as a whole.
    """

    criterion: Criterion
    model_says: str = ""


def differences(own: Iterable[Met], model: str, task: Task) -> list[Difference]:
    """In the order of the criteria; nothing where the own text meets all that the model does."""
    held, review = hold_against(model, task)
    by_model = {each.criterion.id for each in held if each.met}
    missed = [each.criterion for each in own if not each.met and each.criterion.id in by_model]
    return [Difference(criterion, _proof(criterion, model, review)) for criterion in missed]


def _proof(criterion: Criterion, text: str, review: Review) -> str:
    if criterion.check == "element":
        (name,) = criterion.wanted
        start = next((each.start for each in review.elements if each.name == name), None)
        return "" if start is None else _sentence_at(start, text)
    if criterion.check == "names":
        found = [place.start() for word in criterion.wanted for place in places(word, text)]
        return _sentence_at(min(found), text) if found else ""
    return ""


def _sentence_at(start: int, text: str) -> str:
    begins = [0, *(end.end() for end in _ENDS.finditer(text))]
    begin = max(each for each in begins if each <= start)
    end = min((each.start() for each in _ENDS.finditer(text) if each.start() >= start), default=len(text))
    return text[begin:end].strip()
