"""The panel "stage" of a post-mortem's page: how far it has come, who was asked, and what is next."""

from dataclasses import dataclass
from typing import Any

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.document import Document
from clarion.postmortems.finishing import without_yes
from clarion.postmortems.freezing import fingerprint_of
from clarion.postmortems.missing import missing
from clarion.postmortems.postmortem import Answer, PostMortem, Reviewer, Stage
from clarion.postmortems.stages import LONGEST_WORDS
from clarion.web.forms.postmortem_stages import AskForm

STEPS = (Stage.DRAFT, Stage.IN_REVIEW, Stage.FINAL, Stage.PUBLISHED)


@dataclass(frozen=True)
class Step:
    """`passed` and `here` say the same as the shape of the step does."""

    label: str
    passed: bool
    here: bool


@dataclass(frozen=True)
class Asked:
    """A reviewer; `changed_since`: in review, other words stand there than those that they answered to.

    Once it is final its words stay: what changes then is what becomes of action items, and what is told to others.
    """

    reviewer: Reviewer
    changed_since: bool


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """What the template of the panel needs, beside `postmortem` and `document`."""
    read = fingerprint_of(document)
    reviewers = list(postmortem.reviewers.select_related("person"))
    own = next((each for each in reviewers if each.person_id == person.pk), None)
    lacks = missing(document)
    without = without_yes(postmortem) if postmortem.is_writable else []
    return {
        "steps": steps_of(postmortem),
        "asked": [
            Asked(each, postmortem.is_writable and bool(each.read) and each.read != read)
            for each in reviewers
        ],
        "own_review": own if postmortem.stage == Stage.IN_REVIEW else None,
        "answer_due": own is not None
        and own.answer == Answer.WAITING
        and postmortem.stage == Stage.IN_REVIEW,
        "read": read,
        "lacks": lacks,
        "without_yes": without,
        "may_learn": person.may(Act.LEARN),
        "may_finish": person.may(Act.FINISH_POSTMORTEM),
        "ask_form": AskForm.of(postmortem) if postmortem.is_writable else None,
        "newest_version": postmortem.versions.defer("content").select_related("by").first(),
        "longest_words": LONGEST_WORDS,
    }


def steps_of(postmortem: PostMortem) -> list[Step]:
    """Empty for a stage beside the way: nothing is next then."""
    if postmortem.stage not in STEPS:
        return []
    here = STEPS.index(Stage(postmortem.stage))
    return [Step(str(stage.label), place < here, place == here) for place, stage in enumerate(STEPS)]
