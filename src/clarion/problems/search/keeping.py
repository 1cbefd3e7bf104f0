"""Keeping the table of texts up to date: at once when a row is saved, later for what was written in bulk.

Signals tell of rows that are saved one by one. `bulk_create` and `update` send none; the worker finds what is missing
(`catch_up`) every five minutes, and compares everything (`refresh_all`) once a night, as `clarion search rebuild` does.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from itertools import batched
from typing import Any

from django.db import DatabaseError, models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from clarion.incidents.incident import AffectedService, Incident
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.postmortems.sections import Section
from clarion.problems.problem import Problem, ProblemIncident
from clarion.problems.search.engine import full_text
from clarion.problems.search.sources import SOURCES, Said, Source
from clarion.problems.search.texts import IndexedText
from clarion.problems.search.words import keys_of
from clarion.updates.audiences import Audience
from clarion.updates.publication import IncidentUpdate

log = logging.getLogger(__name__)

#: Rows of one transaction: some 100 ms on SQLite, where other writers wait for it.
AT_ONCE = 100
#: What `catch_up` does in one run.
MOST_MISSING = 5000
FILLED = (
    "title",
    "text",
    "cause",
    "title_words",
    "words",
    "cause_words",
    "services",
    "postmortem",
    "at",
    "kind",
)
# Model -> its source.
_SOURCE_OF = {source.model: source for source in SOURCES}


@transaction.atomic
def index(model: type[models.Model], rows: Collection[int], *, anew: bool = False) -> int:
    """Bring the texts of these rows up to date, also when they are gone or say nothing now. How many changed.

    `anew` writes them all, whatever is held.
    """
    source = _SOURCE_OF[model]
    held = {text.row: text for text in IndexedText.objects.filter(kind__in=source.kinds, row__in=rows)}
    said = [_filled(each) for each in source.said(rows)]
    changed = [text for text in said if anew or not _is_same(text, held.get(text.row))]
    gone = held.keys() - {text.row for text in said}
    for text in changed:
        text.pk = held[text.row].pk if text.row in held else None
    if gone:
        keys = [held[row].pk for row in gone]
        full_text().remove(keys)
        IndexedText.objects.filter(pk__in=keys).delete()
    if changed:
        _save(changed)
    return len(changed) + len(gone)


def catch_up(*, most: int = MOST_MISSING) -> int:
    """Index rows that have no text yet: what was written in bulk. Returns how many."""
    return sum(
        index(source.model, rows) for source in SOURCES for rows in batched(_missing(source)[:most], AT_ONCE)
    )


def refresh_all(*, anew: bool = False) -> int:
    """Compare every text with its row, and mend what differs; with `anew` write them all. Returns how many were written.

    In many short transactions, so that nobody waits for the whole of it.
    """
    changed = 0
    for source in SOURCES:
        keys = source.model._default_manager.order_by("pk").values_list("pk", flat=True)  # noqa: SLF001
        held = IndexedText.objects.filter(kind__in=source.kinds).order_by("row").values_list("row", flat=True)
        orphans = list(held.exclude(row__in=keys.order_by()))
        for rows in batched([*keys, *orphans], AT_ONCE):
            changed += index(source.model, rows, anew=anew)
    return changed


def listen() -> None:
    """Called once, when Django starts."""
    for model, touched in [*_ITSELF.items(), *_OTHERS.items()]:
        handler = _Handler(touched)
        name = f"{model.__name__} {touched.__name__}"
        post_save.connect(handler.saved, sender=model, weak=False, dispatch_uid=f"search: {name} saved")
        post_delete.connect(handler.deleted, sender=model, weak=False, dispatch_uid=f"search: {name} deleted")
    m2m_changed.connect(
        _incidents_changed,
        sender=PostMortem.incidents.through,
        dispatch_uid="search: incidents of post-mortems",
    )
    m2m_changed.connect(
        _whys_changed, sender=ActionItem.whys.through, dispatch_uid="search: causes of action items"
    )


def _missing(source: Source) -> models.QuerySet[Any, int]:
    held = IndexedText.objects.filter(kind__in=source.kinds, row=models.OuterRef("pk"))
    rows = source.model._default_manager.filter(~models.Exists(held))  # noqa: SLF001 -- Django's public name for it
    if source.model is Why:
        rows = rows.filter(removed_at=None)
    if source.model is PostMortem:
        rows = rows.exclude(stage=Stage.SET_ASIDE)
    return rows.order_by("pk").values_list("pk", flat=True)


def _filled(said: Said) -> IndexedText:
    """The row of the table that holds what is said; not saved."""
    title, text, cause = map(keys_of, (said.title, said.text, said.cause))
    return IndexedText(
        kind=said.kind,
        row=said.row,
        at=said.at,
        services=said.services,
        postmortem=said.postmortem,
        title=said.title,
        text=said.text,
        cause=said.cause,
        title_words=" ".join(title),
        cause_words=" ".join(cause),
        words=" ".join(dict.fromkeys([*title, *text, *cause])),
    )


def _is_same(text: IndexedText, held: IndexedText | None) -> bool:
    return held is not None and all(getattr(text, name) == getattr(held, name) for name in FILLED)


def _save(texts: list[IndexedText]) -> None:
    new = [text for text in texts if text.pk is None]
    old = [text for text in texts if text.pk is not None]
    # Two who save one row at once both find it missing; the second one fills the row of the first.
    IndexedText.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["kind", "row"],
        update_fields=[name for name in FILLED if name != "kind"],
    )
    IndexedText.objects.bulk_update(old, FILLED)
    full_text().put([*_with_keys(new), *old])


def _with_keys(texts: list[IndexedText]) -> list[IndexedText]:
    """A database that found a row in the way does not always tell its key."""
    unknown = [text.row for text in texts if text.pk is None]
    if unknown:
        keys = {
            (kind, row): key
            for key, kind, row in IndexedText.objects.filter(row__in=unknown).values_list("pk", "kind", "row")
        }
        for text in texts:
            text.pk = text.pk or keys[text.kind, text.row]
    return texts


# What a saved row changes the texts of: (model with texts, keys of its rows).
type Touched = Iterable[tuple[type[models.Model], Collection[int]]]


def _of_section(section: Section) -> Touched:
    yield PostMortem, [section.postmortem_id]


def _of_why(why: Why) -> Touched:
    yield PostMortem, [why.postmortem_id]
    yield ActionItem, list(ActionItem.objects.filter(whys=why).values_list("pk", flat=True)) if why.pk else []


def _of_service(line: AffectedService) -> Touched:
    yield Incident, [line.incident_id]
    yield from _around_incident(line.incident_id)


def _of_link(link: ProblemIncident) -> Touched:
    yield Problem, [link.problem_id]


def _of_update(update: IncidentUpdate) -> Touched:
    if update.audience == Audience.PUBLIC:
        yield Incident, [update.incident_id]


def _itself(row: models.Model) -> Touched:
    yield type(row), [row.pk]


_ITSELF: dict[type[models.Model], Callable[[Any], Touched]] = {source.model: _itself for source in SOURCES}
_OTHERS: dict[type[models.Model], Callable[[Any], Touched]] = {
    Section: _of_section, Why: _of_why, AffectedService: _of_service, ProblemIncident: _of_link, IncidentUpdate: _of_update,
}  # fmt: skip


def _around_incident(incident: int) -> Touched:
    """Whose services are those of the incident."""
    yield Problem, list(Problem.objects.filter(incidents=incident).values_list("pk", flat=True))
    for postmortem in PostMortem.objects.filter(incidents=incident).values_list("pk", flat=True):
        yield from _of_postmortem(postmortem)


def _of_postmortem(postmortem: int) -> Touched:
    yield PostMortem, [postmortem]
    yield Why, list(Why.objects.filter(postmortem=postmortem).values_list("pk", flat=True))
    yield ActionItem, list(ActionItem.objects.filter(postmortem=postmortem).values_list("pk", flat=True))


#: Columns that change often and say nothing: saved alone, they change no text.
_SAYS_NOTHING = frozenset(
    """
    version state due_on owner finished_at published_at review_asked_at meeting_at meeting_place facilitator position
    closed_at closed_by closing_words worked worked_at worked_by worked_words edited_at edited_by
    """.split()
)


class _Handler:
    """Listens to one model; `touched` says whose texts a row of it changes."""

    def __init__(self, touched: Callable[[Any], Touched]) -> None:
        self.touched = touched

    def saved(
        self, instance: Any, *, raw: bool = False, update_fields: frozenset[str] | None = None, **_: object
    ) -> None:
        if not raw and (update_fields is None or not update_fields <= _SAYS_NOTHING):
            _index_all(self.touched(instance))

    def deleted(self, instance: Any, **_: object) -> None:
        _index_all(self.touched(instance))


def _index_all(touched: Touched) -> None:
    """In a savepoint of its own: whoever publishes or writes is not stopped by the search, which is compared every night."""
    try:
        with transaction.atomic():
            for model, rows in touched:
                if rows:
                    index(model, rows)
    except DatabaseError:
        log.exception(
            "A text was not indexed. The comparison of the night mends it, or `clarion search rebuild`."
        )


def _incidents_changed(instance: Any, action: str, pk_set: set[int] | None, **_: object) -> None:
    if not action.startswith("post_"):
        return
    postmortems = [instance.pk] if isinstance(instance, PostMortem) else list(pk_set or ())
    for postmortem in postmortems:
        _index_all(_of_postmortem(postmortem))


def _whys_changed(instance: Any, action: str, pk_set: set[int] | None, **_: object) -> None:
    if action.startswith("post_"):
        rows = [instance.pk] if isinstance(instance, ActionItem) else list(pk_set or ())
        _index_all([(ActionItem, rows)])
