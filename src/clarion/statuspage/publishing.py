"""What a publication means for the public side: the snapshot, inside the transaction; the files, after it.

    freeze         in the transaction that publishes: one row, whose number is the page's next version
    write_behind   after the commit, at once and without any queue: the files of the newest snapshot
    write_if_behind  every ten seconds, for whatever the others left undone

A publication writes the page, the feed, the API, its incident's page and its month: what it can have
changed, so that its cost does not grow with the history. Everything is written again when the renderer or a
template changed, after an import, and when files are missing.

There are two pages (see `which_page.py`), and a publication writes the one of its audience. The partners' page
also shows how services are by the public page, and follows that one with the next sweep: what is published for
everybody does not wait until partners have it too.
"""

import contextlib
import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction

from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.workspace import Workspace
from clarion.incidents.drills import must_be_real
from clarion.statuspage import documents, partner_documents, v2, visible
from clarion.statuspage.banner import framed_policy
from clarion.statuspage.blobs import BrokenBlob
from clarion.statuspage.documents_of_services import service_documents
from clarion.statuspage.instants import good_until
from clarion.statuspage.manifest import BrokenManifest, Manifest
from clarion.statuspage.months import Month
from clarion.statuspage.pages import page_policy
from clarion.statuspage.partner_documents import subscribe_address
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicState
from clarion.statuspage.reading import LISTED_INCIDENTS, LISTED_OF_A_SERVICE, Reading, read_every_incident
from clarion.statuspage.reading_services import named_first_ever
from clarion.statuspage.renderer import renderer_digest
from clarion.statuspage.site import Document, Edition, PageNotWritten, Site
from clarion.statuspage.snapshots import Scope, Snapshot, latest_snapshot, take_snapshot
from clarion.statuspage.which_page import PUBLIC_PAGE, WhichPage, pages
from clarion.updates.publication import IncidentUpdate

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Owed:
    """What a page's files lack: the version they should have, and the public ids of incidents to write again.

    `services`: the pages of all services, not only of those that these incidents name.

    `beside` is the snapshot of the public page that another page shows beside its own updates.
    """

    page: WhichPage
    snapshot: Snapshot
    incidents: frozenset[str]
    whole: bool
    services: bool = False
    beside: Snapshot | None = None


@transaction.atomic
def freeze(
    update: IncidentUpdate | None, *, at: datetime, scope: Scope | None = None, page: WhichPage = PUBLIC_PAGE
) -> Snapshot:
    """Take the snapshot of the page; call it in the transaction that publishes.

    `update` None: something else changed. Then `scope` says what; left out, it is everything.
    Waits for other publications to commit: snapshots are numbered in the order in which readers see them,
    and each is made from the one before. Raises WouldLeave for an update of a drill.
    """
    if update:
        must_be_real(update.incident)
    Workspace.objects.select_for_update().get(pk=Workspace.current().pk)
    if scope is None:
        scope = Scope.INCIDENT if update else Scope.EVERYTHING
    open_ids, beside = _open_ids(update, scope, page), _open_beside(_followed(page))
    content = v2.summary(Reading(page).current(open_ids, updated_at=at, beside=beside).as_of(at))
    return take_snapshot(content, page=page.name, update=update, scope=scope, at=at)


def write_behind(*, at: datetime, page: WhichPage = PUBLIC_PAGE) -> None:
    """Write the files of the page's newest snapshot; after the commit. Never raises: what was published stays published.

    A failure is logged and left to the sweep.
    """
    try:
        write_page(at=at, page=page)
    except PageNotWritten as error:
        logger.warning("%s The next sweep tries again.", error)
    except Exception:
        logger.exception("The %s was not written. Readers still see the version before.", page.name.label)


def write_if_behind(*, at: datetime) -> None:
    """Write each page's files when they are older than the newest snapshot or the renderer, when the day has turned,
    or when some are missing. Never raises.

    Lateness needs no writing: the files hold it already (see `site.py`).
    """
    for page in pages():
        if _owed(page, _standing(Site(page.folder)), at=at):
            write_behind(at=at, page=page)


def write_page(*, at: datetime, page: WhichPage = PUBLIC_PAGE) -> int:
    """Write the page's files until they are not behind any more; how many versions were written.

    Raises PageNotWritten; AnotherWriter when somebody else has been writing for some seconds, who will find
    this version too or leave it to the sweep.
    """
    site, written = _site_of(page), 0
    with site.locked():
        manifest = _standing(site)
        while owed := _owed(page, manifest, at=at):
            manifest = _write(site, owed, manifest, at=at)
            written += 1
    return written


def _site_of(page: WhichPage) -> Site:
    """The page's files. What is not for everybody is readable by its owner alone."""
    if not page.is_public:
        with contextlib.suppress(OSError):  # the site says what is wrong with its folder
            page.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Site(page.folder)


def _open_ids(update: IncidentUpdate | None, scope: Scope, page: WhichPage) -> set[str]:
    """What can be open now: what the last snapshot showed, and the incident that is being spoken of."""
    last = latest_snapshot(page.name)
    if last is None or (update is None and scope != Scope.KEYS):
        return set(visible.all_open(page))
    return v2.open_ids(last.content) | ({update.incident.public_id} if update else set())


def _followed(page: WhichPage) -> Snapshot | None:
    """The snapshot of the public page that this page shows beside its own updates; the public page follows none."""
    return None if page.is_public else latest_snapshot()


def _open_beside(followed: Snapshot | None) -> tuple[PublicIncident, ...]:
    return Reading().still_open(v2.open_ids(followed.content)) if followed else ()


def _standing(site: Site) -> Manifest | None:
    """The version that stands; None when there is none, or files of it are missing."""
    manifest = site.manifest()
    return manifest if manifest and site.is_whole(manifest) else None


def _owed(page: WhichPage, manifest: Manifest | None, *, at: datetime) -> Owed | None:
    snapshot, beside = latest_snapshot(page.name), _followed(page)
    if snapshot is None:
        return None
    if manifest is None or manifest.renderer != renderer_digest():
        return Owed(page, snapshot, frozenset(), whole=True, beside=beside)
    if manifest.version > snapshot.pk:
        logger.error(
            "The %s shows version %s, the database is at %s: was it restored from a backup?"
            " Remove %s to publish from it.", page.name.label, manifest.version, snapshot.pk, page.folder,
        )  # fmt: skip
        return None
    since = _since(manifest, snapshot)
    if Scope.EVERYTHING in {scope for _, scope in since} or _renamed_beside(manifest, beside):
        return Owed(page, snapshot, frozenset(), whole=True, beside=beside)
    turned = at.timestamp() >= manifest.good_until
    follows = beside is None or manifest.beside == beside.pk
    if manifest.version == snapshot.pk and follows and not turned:
        return None
    changed = {incident for incident, _ in since if incident}
    if turned:
        changed |= v2.open_ids(snapshot.content)
    services = turned or Scope.SERVICES in {scope for _, scope in since}
    return Owed(page, snapshot, frozenset(changed), whole=False, services=services, beside=beside)


def _since(manifest: Manifest, snapshot: Snapshot) -> set[tuple[str | None, str]]:
    """Of the snapshots that the files do not show yet: public id of the incident, if one was spoken of, and scope."""
    if manifest.version == snapshot.pk:
        return set()
    newer = Snapshot.objects.filter(page=snapshot.page, pk__gt=manifest.version, pk__lte=snapshot.pk)
    return set(newer.order_by().values_list("update__incident__public_id", "scope"))


def _renamed_beside(manifest: Manifest, beside: Snapshot | None) -> bool:
    """Whether the public page changed in all its documents, such as by another name of the workspace."""
    if beside is None:
        return False
    since = Snapshot.objects.filter(page=PUBLIC_PAGE.name, pk__gt=manifest.beside, pk__lte=beside.pk)
    return since.filter(scope=Scope.EVERYTHING).exists()


def _write(site: Site, owed: Owed, before: Manifest | None, *, at: datetime) -> Manifest:
    # No transaction around the reading: with SQLite it would hold up whoever publishes. What is committed
    # meanwhile is public too, and brings a version of its own.
    try:
        edition = _whole(owed, at=at) if owed.whole or before is None else _changed(owed, before, at=at)
        return site.write(edition, now=time.time())
    except (BrokenBlob, BrokenManifest) as error:
        logger.warning("%s The %s is written anew.", error, owed.page.name.label)
        return site.write(_whole(owed, at=at), now=time.time())


def _changed(owed: Owed, before: Manifest, *, at: datetime) -> Edition:
    """The edition that takes over all documents but those that the new snapshots can have changed."""
    reading = Reading(owed.page)
    changed = reading.incidents(owed.incidents)
    planned = {incident.id for incident in changed if incident.planned}
    state = _state(reading, owed, planned | set(before.maintenances), before.first_named, at=at)
    months = {Month.of(incident.began_at) for incident in changed}
    begun = {month: reading.incidents(visible.begun_between(*month.span(), owed.page)) for month in months}
    counts = {**before.months, **{month.name: len(incidents) for month, incidents in begun.items()}}
    named = {line.id for incident in changed for line in incident.services}
    cold = chain(
        _documents(owed.page, state.page, changed, begun, at=at),
        _services(reading, owed, state, None if owed.services else named, at=at),
    )
    return _edition(owed, state, cold, counts, at=at, whole=False)


def _documents(
    which: WhichPage,
    page: Page,
    incidents: Iterable[PublicIncident],
    begun: Mapping[Month, list[PublicIncident]],
    *,
    at: datetime,
) -> Iterator[Document]:
    made = _documents_of(which)
    for incident in incidents:
        yield from made.incident_documents(incident, page, at=at)
    for month, those in begun.items():
        yield from made.month_documents(month, those, page, at=at)


def _whole(owed: Owed, *, at: datetime) -> Edition:
    page, reading = owed.page, Reading(owed.page)
    first_named = named_first_ever() if page.is_public else {}
    maintenances = visible.latest_maintenances(LISTED_INCIDENTS, page)
    state = _state(reading, owed, maintenances, first_named, at=at)
    counts = Counter(Month.of(instant).name for instant in visible.first_words(page))
    services = _services(reading, owed, state, None, at=at)
    cold = chain(services, _every_document(page, state, counts, at=at))
    return _edition(owed, state, cold, counts, at=at, whole=True)


def _every_document(
    page: WhichPage, state: PublicState, months: Iterable[str], *, at: datetime
) -> Iterator[Document]:
    made = _documents_of(page)
    for incident in read_every_incident(page):
        yield from made.incident_documents(incident, state.page, at=at)
    for month in map(Month.named, months):
        begun = Reading(page).incidents(visible.begun_between(*month.span(), page))
        yield from made.month_documents(month, begun, state.page, at=at)


def _documents_of(page: WhichPage) -> Any:
    """The module that says which documents the page has."""
    return documents if page.is_public else partner_documents


def _services(
    reading: Reading, owed: Owed, state: PublicState, named: set[str] | None, *, at: datetime
) -> Iterator[Document]:
    """What stands at the addresses of these services; None: of all. Only the public page has a page of each."""
    for service in state.services if owed.page.is_public else ():
        if named is None or service.id in named:
            spoken_of = reading.incidents(state.told[service.id].incidents[:LISTED_OF_A_SERVICE])
            yield from service_documents(service, spoken_of, state, at=at)


def _state(
    reading: Reading,
    owed: Owed,
    maintenance_ids: Iterable[str],
    first_named: Mapping[str, float],
    *,
    at: datetime,
) -> PublicState:
    snapshot = owed.snapshot
    open_ids = v2.open_ids(snapshot.content)
    return reading.everything(
        open_ids,
        maintenance_ids,
        first_named=first_named,
        updated_at=_last_change(owed),
        at=at,
        beside=_open_beside(owed.beside),
    )


def _last_change(owed: Owed) -> datetime:
    """When anything that readers see last changed. A key that was made or revoked is nothing that they see."""
    if owed.page.is_public:
        return owed.snapshot.taken_at
    seen = Snapshot.objects.filter(page=owed.page.name).exclude(scope=Scope.KEYS).first()
    changes = [each.taken_at for each in (seen, owed.beside) if each]
    return max(changes, default=owed.snapshot.taken_at)


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
        good_until=good_until((*state.open, *state.beside), at=at).timestamp(),
        page_policy=page_policy(state.page),
        framed_policy=framed_policy(),
        hot={},
        months=months,
        maintenances=tuple(maintenances),
        first_named=state.first_named,
        keys=() if owed.page.is_public else PartnerKey.objects.hashes(),
        beside=owed.beside.pk if owed.beside else 0,
        subscribe="" if owed.page.is_public else subscribe_address(),
    )
    return Edition(head, _documents_of(owed.page).hot_documents(state, months, at=at), cold, whole)
