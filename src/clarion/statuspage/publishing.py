"""What a publication means for the public side: the snapshot, inside the transaction; the files, after it.

    freeze         in the transaction that publishes: one row, whose number is the page's next version
    write_behind   after the commit, at once and without any queue: the files of the newest snapshot
    write_if_behind  every ten seconds, for whatever the others left undone

A publication writes the page, the feed, the API, its incident's page and its month: what it can have
changed, so that its cost does not grow with the history. Everything is written again when the renderer or a
template changed, after an import, and when files are missing.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from clarion.accounts.workspace import Workspace
from clarion.statuspage import v2, visible
from clarion.statuspage.blobs import BrokenBlob
from clarion.statuspage.documents import hot_documents, incident_documents, month_document
from clarion.statuspage.instants import good_until
from clarion.statuspage.manifest import BrokenManifest, Manifest
from clarion.statuspage.months import Month
from clarion.statuspage.pages import page_policy
from clarion.statuspage.public_state import PublicState
from clarion.statuspage.reading import LISTED_INCIDENTS, Reading, read_every_incident
from clarion.statuspage.renderer import renderer_digest
from clarion.statuspage.site import Document, Edition, PageNotWritten, Site
from clarion.statuspage.snapshots import Scope, Snapshot, latest_snapshot, take_snapshot
from clarion.updates.publication import IncidentUpdate

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Owed:
    """What the files lack: the version they should have, and the public ids of incidents to write again."""

    snapshot: Snapshot
    incidents: frozenset[str]
    whole: bool


@transaction.atomic
def freeze(update: IncidentUpdate | None, *, at: datetime, scope: Scope | None = None) -> Snapshot:
    """Take the snapshot; call it in the transaction that publishes.

    `update` None: something else changed. Then `scope` says what; left out, it is everything.
    Waits for other publications to commit: snapshots are numbered in the order in which readers see them,
    and each is made from the one before.
    """
    Workspace.objects.select_for_update().get(pk=Workspace.current().pk)
    open_ids = _open_ids(update)
    if scope is None:
        scope = Scope.INCIDENT if update else Scope.EVERYTHING
    content = v2.summary(Reading().current(open_ids, updated_at=at).as_of(at))
    return take_snapshot(content, update=update, scope=scope, at=at)


def write_behind(*, at: datetime) -> None:
    """Write the files of the newest snapshot; after the commit. Never raises: what was published stays published.

    A failure is logged and left to the sweep.
    """
    try:
        write_page(at=at)
    except PageNotWritten as error:
        logger.warning("%s The next sweep tries again.", error)
    except Exception:
        logger.exception("The public page was not written. Readers still see the version before.")


def write_if_behind(*, at: datetime) -> None:
    """Write the files when they are older than the newest snapshot or the renderer, when the day has turned,
    or when some are missing. Never raises.

    Lateness needs no writing: the files hold it already (see `site.py`).
    """
    if _owed(_standing(Site(settings.PUBLIC_FOLDER)), at=at):
        write_behind(at=at)


def write_page(*, at: datetime) -> int:
    """Write the files until they are not behind any more; how many versions were written.

    Raises PageNotWritten; AnotherWriter when somebody else has been writing for some seconds, who will find
    this version too or leave it to the sweep.
    """
    site, written = Site(settings.PUBLIC_FOLDER), 0
    with site.locked():
        manifest = _standing(site)
        while owed := _owed(manifest, at=at):
            manifest = _write(site, owed, manifest, at=at)
            written += 1
    return written


def _open_ids(update: IncidentUpdate | None) -> set[str]:
    """What can be open now: what the last snapshot showed, and the incident that is being spoken of."""
    last = latest_snapshot()
    if update is None or last is None:
        return set(visible.all_open())
    return v2.open_ids(last.content) | {update.incident.public_id}


def _standing(site: Site) -> Manifest | None:
    """The version that stands; None when there is none, or files of it are missing."""
    manifest = site.manifest()
    return manifest if manifest and site.is_whole(manifest) else None


def _owed(manifest: Manifest | None, *, at: datetime) -> Owed | None:
    snapshot = latest_snapshot()
    if snapshot is None:
        return None
    if manifest is None or manifest.renderer != renderer_digest():
        return Owed(snapshot, frozenset(), whole=True)
    if manifest.version > snapshot.pk:
        logger.error(
            "The public page shows version %s, the database is at %s: was it restored from a backup?"
            " Remove %s to publish from it.", manifest.version, snapshot.pk, settings.PUBLIC_FOLDER,
        )  # fmt: skip
        return None
    since = Snapshot.objects.filter(pk__gt=manifest.version, pk__lte=snapshot.pk)
    if since.filter(scope=Scope.EVERYTHING).exists():
        return Owed(snapshot, frozenset(), whole=True)
    turned = at.timestamp() >= manifest.good_until
    if manifest.version == snapshot.pk and not turned:
        return None
    changed = set(since.exclude(update=None).values_list("update__incident__public_id", flat=True))
    if turned:
        changed |= v2.open_ids(snapshot.content)
    return Owed(snapshot, frozenset(changed), whole=False)


def _write(site: Site, owed: Owed, before: Manifest | None, *, at: datetime) -> Manifest:
    # No transaction around the reading: with SQLite it would hold up whoever publishes. What is committed
    # meanwhile is public too, and brings a version of its own.
    try:
        edition = _whole(owed, at=at) if owed.whole or before is None else _changed(owed, before, at=at)
        return site.write(edition, now=time.time())
    except (BrokenBlob, BrokenManifest) as error:
        logger.warning("%s The public page is written anew.", error)
        return site.write(_whole(owed, at=at), now=time.time())


def _changed(owed: Owed, before: Manifest, *, at: datetime) -> Edition:
    """The edition that takes over all documents but those that the new snapshots can have changed."""
    reading = Reading()
    changed = reading.incidents(owed.incidents)
    planned = {incident.id for incident in changed if incident.planned}
    state = _state(reading, owed, planned | set(before.maintenances), at=at)
    months = {Month.of(incident.began_at) for incident in changed}
    begun = {month: reading.incidents(visible.begun_between(*month.span())) for month in months}
    counts = {**before.months, **{month.name: len(incidents) for month, incidents in begun.items()}}
    documents = [each for incident in changed for each in incident_documents(incident, state.page, at=at)]
    documents += [month_document(month, incidents, state.page, at=at) for month, incidents in begun.items()]
    return _edition(owed, state, documents, counts, at=at, whole=False)


def _whole(owed: Owed, *, at: datetime) -> Edition:
    state = _state(Reading(), owed, visible.latest_maintenances(LISTED_INCIDENTS), at=at)
    counts = Counter(Month.of(instant).name for instant in visible.first_words())
    return _edition(owed, state, _every_document(state, counts, at=at), counts, at=at, whole=True)


def _every_document(state: PublicState, months: Iterable[str], *, at: datetime) -> Iterator[Document]:
    for incident in read_every_incident():
        yield from incident_documents(incident, state.page, at=at)
    for month in map(Month.named, months):
        begun = Reading().incidents(visible.begun_between(*month.span()))
        yield month_document(month, begun, state.page, at=at)


def _state(reading: Reading, owed: Owed, maintenance_ids: Iterable[str], *, at: datetime) -> PublicState:
    snapshot = owed.snapshot
    open_ids = v2.open_ids(snapshot.content)
    return reading.everything(open_ids, maintenance_ids, updated_at=snapshot.taken_at, at=at)


def _edition(
    owed: Owed,
    state: PublicState,
    cold: Iterable[Document],
    months: Mapping[str, int],
    *,
    at: datetime,
    whole: bool,
) -> Edition:
    maintenances = [incident.id for incident in state.latest_maintenances[:LISTED_INCIDENTS]]
    head = Manifest(
        version=owed.snapshot.pk,
        renderer=renderer_digest(),
        good_until=good_until(state.open, at=at).timestamp(),
        page_policy=page_policy(),
        hot={},
        months=months,
        maintenances=tuple(maintenances),
    )
    return Edition(head, hot_documents(state, months, at=at), cold, whole)
