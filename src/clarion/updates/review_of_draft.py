"""The review of a draft: its text against the rules, the elements of its kind, and the incident's record."""

from datetime import datetime

from clarion.drafting import without_prompts
from clarion.incidents.states import State
from clarion.review import Finding, Lexicon, Review, Severity, Verdict
from clarion.review.dismissals import without_dismissed
from clarion.review.reading import read
from clarion.updates.audiences import Audience, Kind
from clarion.updates.dismissals import dismissals_of
from clarion.updates.drafts import Draft
from clarion.updates.in_window_words import about_the_window
from clarion.updates.known_facts import record_of, workspace_lexicon
from clarion.updates.leaving import leaves_the_company
from clarion.updates.remembered_review import remembered_review
from clarion.updates.translation_checks import objections_to_translations

#: Elements without which a text is not approved without a reason, where its kind asks for them; the others are
#: shown as missing and left to the writer. `protocol` is asked for inside the company only: whoever is not told
#: that somebody speaks for all answers a customer or a journalist themselves, and readers hear two stories.
INDISPENSABLE = {
    "next_update": "Say when the next update comes, with a time and its zone.",
    "correction_mark": "Say that this is a correction, what was wrong and what is right.",
    "protocol": "Say who answers questions from outside: “External questions go to … only; please do not answer them yourself.”",
}
#: Elements that make no sense for planned work. It has no cause that is sought and nothing to apologise for; when it
#: begins, ends and is spoken of next follows from its window, which the text has to name instead.
NOT_OF_PLANNED_WORK = frozenset(
    {
        "status",
        "started",
        "ended",
        "action",
        "next_update",
        "cause",
        "prevention",
        "apology",
        "severity",
        "owners",
    }
)
#: Once it is over or cancelled, readers want to know that alone.
NOT_OF_ITS_END = frozenset({"impact", "scope"})


def review_draft(draft: Draft, *, at: datetime, lexicon: Lexicon | None = None) -> Review:
    """The review of the text as it is now, against the record as it will be once this is published.

    `lexicon` None reads the workspace's words; who reviews many drafts reads them once.
    """
    said = remembered_review(
        without_prompts(draft.text),
        audience=draft.audience,
        kind=draft.kind,
        # What is written ahead is read at its time: "has begun" is true by then.
        record=record_of(draft.incident, announced=draft.state, now=draft.publish_at or at),
        lexicon=lexicon or workspace_lexicon(draft.incident),
    )
    if draft.incident.planned:
        waived = NOT_OF_PLANNED_WORK | (NOT_OF_ITS_END if draft.state == State.RESOLVED else frozenset())
        said = said._replace(elements=tuple(each for each in said.elements if each.name not in waived))
    return without_dismissed(without_quoted(said, draft.wrong_words), draft.text, dismissals_of(draft))


def without_quoted(said: Review, wrong_words: str) -> Review:
    """A correction repeats what was wrong, and that contradicts the record by its nature."""
    return said._replace(claims=tuple(claim for claim in said.claims if claim.quote not in wrong_words))


def find_finding(draft: Draft, *, start: int, end: int, rule: str, at: datetime) -> Finding:
    """The finding that stands at that place now. Raises LookupError when the text has changed since."""
    for found in review_draft(draft, at=at).findings:
        if (found.start, found.end, found.rule) == (start, end, rule):
            return found
    raise LookupError(f"there is no {rule} at this place")


def objections(draft: Draft, *, at: datetime, review: Review | None = None) -> list[str]:
    """Why the review would not let the draft go out, one sentence each; empty when it is clean."""
    said = review or review_draft(draft, at=at)
    return [*objections_to_words(said), *objections_besides(draft, review=said)]


def objections_to_words(said: Review) -> list[str]:
    """Those to words that stand in the text: a page that lists findings and claims shows each of them already."""
    findings = [
        f"“{_short(found.quote)}”: {found.message}"
        for found in said.findings
        if found.severity == Severity.BLOCK
    ]
    claims = [
        f"“{_short(claim.quote)}” contradicts the record, which says {claim.recorded or 'otherwise'}."
        for claim in said.claims
        if claim.verdict == Verdict.CONTRADICTED
    ]
    return findings + claims


def objections_besides(draft: Draft, *, review: Review) -> list[str]:
    """The others: to what the text lacks, and to what stands around it. No list of findings shows them."""
    return [*_about_what_is_missing(review, state=draft.state), *objections_around(draft)]


def objections_around(draft: Draft) -> list[str]:
    """Those to what is not in the text: the title above it, who reads it, the window of planned work, its translations."""
    return [
        *_about_the_title(draft),
        *_about_secrets(draft),
        *about_the_window(draft),
        *objections_to_translations(draft),
    ]


def _about_the_title(draft: Draft) -> list[str]:
    """Readers outside see the incident's title above the text: what must not stand there is said too."""
    if not leaves_the_company(draft.audience):
        return []
    said = remembered_review(
        draft.incident.title,
        audience=draft.audience,
        kind=draft.kind,
        lexicon=workspace_lexicon(draft.incident),
    )
    blocking = [found for found in said.findings if found.severity == Severity.BLOCK]
    return [
        f"The title says “{_short(found.quote)}”: {found.message} Change it in the record."
        for found in blocking
    ]


def _about_secrets(draft: Draft) -> list[str]:
    """What a colleague may read and nobody outside: the review takes partners for colleagues, their page is outside."""
    if draft.audience != Audience.PARTNERS or not leaves_the_company(draft.audience):
        return []
    said = remembered_review(
        without_prompts(draft.text), audience=Audience.PUBLIC, kind=Kind.PROGRESS, lexicon=workspace_lexicon()
    )
    return [
        f"Partners outside the company read this. “{_short(found.quote)}”: {found.message}"
        for found in said.findings
        if found.rule == "leak" and found.severity == Severity.BLOCK
    ]


def objections_of(said: Review, *, state: str) -> list[str]:
    """Why a text of which this was said would not go out; `state` is the state of the incident that it announces."""
    return [*objections_to_words(said), *_about_what_is_missing(said, state=state)]


def _about_what_is_missing(said: Review, *, state: str) -> list[str]:
    return [INDISPENSABLE[name] for name in said.missing if name in INDISPENSABLE and not _over(name, state)]


def apply_fix(draft: Draft, *, start: int, end: int, rule: str, at: datetime) -> str:
    """The text with the safe rewrite of the finding at that place.

    Raises LookupError when there is no such finding any more, or its rewrite is only a suggestion.
    """
    found = find_finding(draft, start=start, end=end, rule=rule, at=at)
    if not found.safe or found.suggestion is None:
        raise LookupError(f"the rewrite of this {rule} is only a suggestion")
    return draft.text[:start] + found.suggestion + draft.text[end:]


def sentences_of(text: str) -> list[str]:
    """The sentences of a text as a reader sees them, for picking the one that was wrong."""
    return [text[sentence.start : sentence.end] for sentence in read(text).sentences]


def _over(name: str, state: str) -> bool:
    """A resolved incident owes no next update."""
    return name == "next_update" and state == State.RESOLVED


def _short(quote: str, longest: int = 80) -> str:
    return quote if len(quote) <= longest else f"{quote[: longest - 1]}…"
