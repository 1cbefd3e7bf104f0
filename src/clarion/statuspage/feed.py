"""What the feeds say: one entry per update, newest first, corrections marked as what they are.

Here is what an entry says; how it is written down is the business of `feed_atom.py`, `feed_rss.py` and
`feed_json.py`. An entry keeps its id for good: wherever the page moves, whatever is corrected later.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.utils.html import format_html
from django.utils.translation import gettext as _

from clarion.statuspage.public_incident import PublicIncident, PublicUpdate
from clarion.statuspage.public_state import Page, PublicService, PublicState
from clarion.statuspage.words import kind_words, state_words
from clarion.updates.audiences import Kind
from clarion.updates.markdown import render_markdown
from clarion.updates.time_words import day_and_time_words

#: A namespace of our own for ids, so that an entry keeps its id wherever the page moves.
ENTRIES = UUID("5b0c5a9e-3a5d-4b0e-9d55-0c1c5b6f6d1a")
#: Entries in the feed of one service.
OF_ONE_SERVICE = 50
#: What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One update. `updated` moves when words are put right or corrected; the id stays, so that it is no news.

    `title_language` and `content_language` are "" where they are the feed's own.
    """

    id: str
    title: str
    address: str
    published: datetime
    updated: datetime
    kind: str
    kind_label: str
    content: str
    title_language: str = ""
    content_language: str = ""


#: Id of an update -> its entry: made once, however many feeds have it.
type Made = dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Feed:
    """`address` is where people read the same, `author` the name of the page; entries newest first."""

    id: str
    title: str
    author: str
    address: str
    language: str
    updated: datetime
    entries: tuple[Entry, ...]


def history_feed(state: PublicState, made: Made) -> Feed:
    """The latest updates of all incidents and planned work."""
    page = state.page
    return Feed(
        id=_id(page.id, page),
        title=_("%(page)s: incident updates") % {"page": page.name},
        author=page.name,
        address=f"{page.address}{page.home}",
        language=page.language,
        updated=page.updated_at,
        entries=tuple(_entry_of(update, incident, page, made) for incident, update in state.latest_updates),
    )


def service_feeds(state: PublicState, made: Made) -> Iterator[tuple[PublicService, Feed]]:
    """A feed per service, of the incidents that the page was written with anyhow.

    These are what is open, the last two weeks, and the latest incidents and updates: so that the cost of a
    publication does not grow with the history.
    """
    naming = _updates_by_service(state)
    for service in state.services:
        newest = naming[service.id][:OF_ONE_SERVICE]
        entries = [_entry_of(update, incident, state.page, made) for update, incident in newest]
        yield service, _service_feed(service, entries, state.page)


def _entry_of(update: PublicUpdate, incident: PublicIncident, page: Page, made: Made) -> Entry:
    if update.id not in made:
        made[update.id] = entry(incident, update, page)
    return made[update.id]


def _service_feed(service: PublicService, entries: list[Entry], page: Page) -> Feed:
    return Feed(
        id=_id(service.id, page),
        title=_("%(page)s: updates about %(service)s") % {"page": page.name, "service": service.name},
        author=page.name,
        address=f"{page.address}{page.prefix}/services/{service.id}",
        language=page.language,
        # Not the page's own time: the bytes stay the same until something is said of this service.
        updated=max((each.updated for each in entries), default=service.created_at),
        entries=tuple(entries),
    )


def _updates_by_service(state: PublicState) -> Mapping[str, list[tuple[PublicUpdate, PublicIncident]]]:
    """Service -> the updates of the incidents that named it, newest first."""
    spoken_of = (incident for incident, _update in state.latest_updates)
    every = (*state.open, *state.recent, *state.latest_incidents, *state.latest_maintenances, *spoken_of)
    naming: dict[str, list[tuple[PublicUpdate, PublicIncident]]] = defaultdict(list)
    for incident in {each.id: each for each in every}.values():
        for line in incident.services:
            naming[line.id] += ((update, incident) for update in incident.updates)
    for updates in naming.values():
        updates.sort(key=lambda each: (each[0].published_at, each[0].id), reverse=True)
    return naming


def entry(incident: PublicIncident, update: PublicUpdate, page: Page) -> Entry:
    corrected = [reference.published_at for reference in update.corrected_by]
    return Entry(
        id=_id(update.id, page),
        title=_title(incident, update),
        address=f"{page.address}{page.prefix}/incidents/{incident.id}#{update.id}",
        published=update.published_at,
        updated=max([update.updated_at, *corrected]),
        kind=update.kind.value,
        kind_label=kind_words(update),
        content=writable(_content(update)).strip(),
        title_language=update.title_language if update.title_language != page.language else "",
        content_language=update.language if update.language != page.language else "",
    )


def _id(name: str, page: Page) -> str:
    """In another language it is another entry: whoever reads both feeds sees both texts."""
    return uuid5(ENTRIES, f"{name}:{page.language}" if page.prefix else name).urn


def writable(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("", text)


def _content(update: PublicUpdate) -> str:
    """The text as it reads now; above it that it was wrong, below it what was put right quietly."""
    wrong = [
        format_html("<p><strong>{}</strong></p>", _corrected(each.published_at, each.wrong_words))
        for each in update.corrected_by
    ]
    put_right = [
        format_html(
            "<p>{} “{}” → “{}”</p>",
            _put_right(update) % {"time": day_and_time_words(each.at)},
            each.wrong_words,
            each.right_words,
        )
        for each in update.put_right
    ]
    return "\n".join([*wrong, render_markdown(update.text), *put_right])


def _corrected(at: datetime, wrong_words: str) -> str:
    if not wrong_words:
        return _("Corrected at %(time)s.") % {"time": day_and_time_words(at)}
    return _("Corrected at %(time)s. This was wrong: “%(wrong)s”") % {
        "time": day_and_time_words(at),
        "wrong": wrong_words,
    }


def _put_right(update: PublicUpdate) -> str:
    """What was put right is the text that its author wrote, never a translation of it."""
    if update.language == update.written_in:
        return _("Put right at %(time)s:")
    return _("Put right in the original text at %(time)s:")


def _title(incident: PublicIncident, update: PublicUpdate) -> str:
    about = _("Correction") if update.kind == Kind.CORRECTION else state_words(incident, update)
    return _("%(state)s: %(title)s") % {"state": about, "title": update.title}
