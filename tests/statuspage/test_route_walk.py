"""Nothing internal on a public route: every column is marked, then every address is asked.

The other way round it is asked too: each public column is found somewhere, so that the walk sees what it should.
The partners' page is walked as well, with a key, with expectations of its own; without a key nothing of it is found.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import URLPattern, URLResolver, get_resolver

from clarion.accounts.workspace import Workspace
from clarion.flows.call import mark_and_call
from clarion.flows.partner_keys import make_partner_key
from clarion.incidents.incident import Incident
from clarion.incidents.references import incident_reference
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus
from clarion.incidents.timeline import Source, record_entry
from clarion.statuspage.publishing import freeze, write_page
from clarion.statuspage.snapshots import PageName, latest_snapshot
from clarion.statuspage.which_page import pages, partners_page
from clarion.updates.audiences import KINDS, Audience
from clarion.updates.quiet_corrections import QuietCorrection
from clarion.updates.suggested_text import start_draft
from tests.factories.drills import a_drill
from tests.factories.incidents import an_incident, put_right, say
from tests.statuspage.conftest import running_listener
from tests.statuspage.copies import copy
from tests.statuspage.marks import (
    APPS_OF_OTHERS,
    NOT_MARKED,
    TABLE,
    Mark,
    fill_empty_tables,
    mark_everything,
    models_of_ours,
    name_of,
    text_columns,
)
from tests.statuspage.reading_files import every_document

#: A number of the record that no update tells.
USERS = 87_654_321

#: Addresses that a curious reader would try: numbers of ours, the console's, the files behind the page.
GUESSES = """
/incidents /incidents/ /incidents/INC-1 /incidents/INC-1/ /incidents/INC-1/live/ /incidents/1 /drafts/1/ /declare/
/settings/ /sign-in/ /admin/ /intake/alertmanager/x /history/ /history/2026-03/ /history/1999-01 /history/..%2f
/404 /manifest.json /.lock /retired.log /blobs /blobs/ /public/manifest.json /../clarion.sqlite3
/..%2fclarion.sqlite3 /%2e%2e/clarion.sqlite3 /clarion.sqlite3 /secret-key /../secret-key /run.json /robots.txt
/favicon.ico /partners /partners/ /partners/x/ /partners/manifest.json /partners/../public/manifest.json /static/web/console.css /api /api/ /api/v2 /api/v2/ /api/v2/users.json /api/v2/drafts.json
/api/v2/incidents/1.json /api/v2/components/1.json /api/v2/summary.json/ /api/v1 /api/v1/incidents /api/v1/public /api/v1/public/users.json /api/v1/public/incidents/1.json
/feed /services /services/1 /services/1/history.atom //etc/passwd /%00
""".split()


def test_every_text_column_has_a_line_in_the_table():
    """A new column: say in tests/statuspage/marks.py which of its rows readers may see (mostly `never`)."""
    assert {name_of(*column) for column in text_columns()} == TABLE.keys() | NOT_MARKED


def test_every_app_is_ours_or_named_as_one_of_others():
    ours = {model._meta.app_label for model in models_of_ours()} | {"web"}
    assert {config.label for config in apps.get_app_configs()} == ours | APPS_OF_OTHERS


@pytest.fixture
def marks(nine, ana, ben, cleo, dev, checkout, public_folder) -> list[Mark]:
    """An installation with something of everything, marked, and its pages written from it, the public one in two languages."""
    workspace = Workspace.current()
    workspace.further_languages = ["de"]
    workspace.save()
    make_partner_key("Northwind Travel", by=ana, at=nine)
    hidden = add_service("Ledger", group="Inner", description="Books", is_public=False)
    checkout.group, checkout.description = "Payments", "Paying by card"
    checkout.save()
    affected = {checkout: ServiceStatus.MAJOR_OUTAGE, hidden: ServiceStatus.MAJOR_OUTAGE}
    incident = an_incident(services=affected, by=ben, at=nine, users_affected=USERS, regions=["Europe"])
    _tell_everybody(incident, by=ben, at=nine)
    wrong = say(incident, "Card payments fail in Spain.", by=ben, at=nine)
    put_right(wrong, "Card payments fail in Spain.", "They fail in France.", by=ben, at=nine)
    brief = incident.updates.get(audience="partners")
    put_right(brief, "For your eyes only.", "For your ears only.", by=ben, at=nine)
    for update in (wrong, brief):
        QuietCorrection.objects.create(
            update=update, wrong_words="in", right_words="ni", reason="typo", by=ben, approved_by=ana, at=nine
        )
    _tell_everybody(an_incident("Nobody outside was told", by=ben, at=nine), by=ben, at=nine)
    over = an_incident("Long over", by=ben, at=nine)
    say(over, "It is over.", state="resolved", by=ben, at=nine)
    planned = an_incident("Database upgrade", planned=True, by=ben, at=nine)
    say(planned, "We upgrade the database.", by=ben, at=nine)
    for audience in KINDS:
        start_draft(incident, audience, by=ben, at=nine)
    practised = a_drill(ben, at=nine).incident
    wrong = say(practised, "Parcels cannot be tracked in Spain.", by=ben, at=nine)
    put_right(wrong, "Parcels cannot be tracked in Spain.", "They cannot in France.", by=ben, at=nine)
    _tell_everybody(practised, by=ben, at=nine)
    record_entry(
        incident, "rolled back", source=Source.PERSON, at=nine, by=dev, evidence_url="http://x.invalid"
    )
    mark_and_call(at=nine.replace(hour=20))
    fill_empty_tables(nine)
    marks = mark_everything()
    for page in pages():
        freeze(None, at=nine, page=page)
        write_page(at=nine, page=page)
    return marks


@pytest.fixture
def link(marks, ana, nine) -> str:
    """The way in for a partner, made after the marking: the hash of a key that is marked opens nothing."""
    _, secret = make_partner_key("Tailspin Rail", by=ana, at=nine)
    write_page(at=nine, page=partners_page())
    return f"/partners/{secret}/"


def _tell_everybody(incident: Incident, *, by, at) -> None:
    for audience in KINDS:
        if audience != Audience.PUBLIC:
            say(incident, "For your eyes only.", audience=audience, by=by, at=at)


@pytest.mark.django_db
def test_no_file_of_the_public_side_holds_a_word_that_is_internal(marks, public_folder):
    documents = every_document(public_folder)
    assert len(documents) > 20
    assert _internal(marks, documents.items()) == []
    assert _internal(marks, _files(public_folder)) == []
    copy(public_folder, public_folder.parent / "www")
    assert _internal(marks, _files(public_folder.parent / "www")) == []
    frozen = json.dumps(latest_snapshot().content).encode()
    assert _internal(marks, [("the newest snapshot", frozen)]) == []


@pytest.mark.django_db
def test_no_file_of_the_partners_page_holds_a_word_that_is_internal(marks, link, settings):
    folder = settings.PARTNERS_FOLDER
    documents = every_document(folder)
    assert len(documents) > 10
    assert _internal(marks, documents.items(), partners=True) == []
    # The hashes of the keys are beside the documents, for the listener; they are in no document.
    others = [mark for mark in marks if mark.column != "accounts.PartnerKey.key_hash"]
    assert _internal(others, _files(folder), partners=True) == []
    frozen = json.dumps(latest_snapshot(PageName.PARTNERS).content).encode()
    assert _internal(marks, [("the newest snapshot", frozen)], partners=True) == []


@pytest.mark.django_db
def test_with_a_key_every_word_for_partners_is_found_and_none_that_is_internal_without_it_nothing(
    marks, link, public_folder, settings
):
    known = {path.partition(" ")[0] for path in every_document(settings.PARTNERS_FOLDER)}
    with running_listener(public_folder.parent) as reader:
        answers = dict(_walk(reader, {urljoin(link, path.lstrip("/")) for path in known}, within=link))
        strangers = {path: reader.get(path.replace(link, "/partners/x/")) for path in answers_of(answers)}
        nowhere = reader.get("/nowhere")
    assert _internal(marks, answers.items(), partners=True) == []
    said = b"\n".join(answers.values())
    unseen = [mark.column for mark in marks if mark.partners and mark.word.encode() not in said]
    assert unseen == [], "the walk does not reach what partners may see"
    assert b"Tailspin" not in said
    assert {answer.content for answer in strangers.values()} == {nowhere.content}
    assert {answer.status_code for answer in strangers.values()} == {404}


@pytest.mark.django_db
def test_no_address_of_the_public_listener_holds_a_word_that_is_internal_and_each_public_one_is_found(
    marks, public_folder
):
    with running_listener(public_folder.parent) as reader:
        answers = dict(_walk(reader, {path.partition(" ")[0] for path in every_document(public_folder)}))
        answers |= {f"POST {path}": _bytes(reader.post(path)) for path in [*GUESSES, "/"]}
    assert _internal(marks, answers.items()) == []
    said = b"\n".join(answers.values())
    unseen = [mark.column for mark in marks if mark.public and mark.word.encode() not in said]
    assert unseen == [], "the walk does not reach what is public; it proves nothing of what is internal"


@pytest.mark.django_db
def test_before_the_first_publication_the_listener_says_nothing_of_what_is_there(public_folder):
    with running_listener(public_folder.parent) as reader:
        assert {reader.get(path).status_code for path in ("/", "/api/v2/summary.json", "/404")} == {503}


@pytest.mark.django_db
def test_whoever_is_not_signed_in_gets_no_word_of_ours_from_console_and_intake(marks, client):
    client.raise_request_exception = False
    pks = {pk for model in models_of_ours() for pk in model._base_manager.values_list("pk", flat=True)}
    addresses = {address for pattern in _routes() for address in _addresses(pattern, sorted(pks)[:12])}
    assert len(addresses) > 100
    asks = (client.get, client.post, client.put)
    answers = [(address, _of_console(ask(address))) for address in sorted(addresses) for ask in asks]
    answers += [
        ("another host", _of_console(client.get("/", headers={"host": "elsewhere.example.org"}))),
        ("a wrong password", _of_console(client.post("/sign-in/", {"login": "a@b.example", "password": "x"}))),
        ("no such page", _of_console(client.get("/nothing/here/"))),
        *((path, _of_console(client.get(f"/static/{path}"))) for path in _static_files()),
    ]  # fmt: skip
    # The name of the workspace heads the sign-in; nothing else that people wrote may stand before it.
    assert _internal(marks, answers) == []


def answers_of(answers: dict[str, bytes]) -> list[str]:
    return [place.partition(" ")[0] for place in answers]


def _internal(
    marks: Iterable[Mark], contents: Iterable[tuple[str, bytes]], *, partners: bool = False
) -> list[str]:
    """Where words stand that readers may not see; `partners`: readers who hold a key."""
    hidden = [mark for mark in marks if not (mark.public or (partners and mark.partners))]
    secrets = [(mark.word.encode(), mark.column) for mark in hidden]
    secrets += [(str(USERS).encode(), "users affected"), (f"{USERS:,}".encode(), "users affected")]
    return [
        f"{column} at {place}"
        for place, content in contents
        for word, column in secrets
        if word in content.lower()
    ]


def _files(folder) -> Iterator[tuple[str, bytes]]:
    """Names and raw bytes of all that lies in the folder; blobs unpacked."""
    for path in folder.rglob("*"):
        raw = path.read_bytes() if path.is_file() else b""
        yield (
            str(path),
            str(path.relative_to(folder)).encode()
            + (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw),
        )


def _walk(reader: httpx.Client, known: set[str], *, within: str = "/") -> Iterator[tuple[str, bytes]]:
    """Every address: those of the manifest, those that people guess, and all to which the answers lead.

    `within`: the address below which to stay; guesses are made there.
    """
    waiting, seen = [*sorted(known), *(urljoin(within, guess.lstrip("/")) for guess in GUESSES)], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = reader.get(path)
        assert answer.status_code in {200, 303, 304, 308, 400, 404}, path
        yield f"{path} ({answer.status_code})", _bytes(answer)
        waiting += [link for link in _links(path, answer) if link.startswith(within)]


def _links(path: str, answer: httpx.Response) -> set[str]:
    found = re.findall(r"""(?:href|src|action)=["']([^"']+)""", answer.text)
    found += re.findall(rf"{re.escape(settings.PUBLIC_URL)}[^\"'<\s]*", answer.text)
    found += [answer.headers["location"]] if "location" in answer.headers else []
    here = urlsplit(settings.PUBLIC_URL)
    targets = [urlsplit(urljoin(f"{settings.PUBLIC_URL}{path}", link)) for link in found]
    return {target.path or "/" for target in targets if target.netloc == here.netloc}


def _bytes(answer: httpx.Response) -> bytes:
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{answer.reason_phrase}\n{headers}\n".encode() + answer.content


def _routes(patterns=None, before: str = "/") -> Iterator[str]:
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, f"{before}{entry.pattern}")
        elif isinstance(entry, URLPattern):
            yield f"{before}{entry.pattern}"


def _addresses(route: str, pks: list[int]) -> Iterator[str]:
    words = re.sub(
        r"<str:audience>", "public", re.sub(r"<(?:str|slug|uuid|path):(?!audience)\w+>", "nonsense", route)
    )
    if "<incident:" in words:
        yield from (re.sub(r"<incident:\w+>", incident_reference(pk), words) for pk in pks)
    elif "<int:" in words:
        yield from (re.sub(r"<int:\w+>", str(pk), words) for pk in pks)
    else:
        yield words


def _of_console(answer) -> bytes:
    """The answer's headers and body, without the path that was asked for and that a redirect repeats."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n".encode() + (b"".join(answer) if answer.streaming else answer.content)


def _static_files() -> list[str]:
    return [
        path for finder in finders.get_finders() for path, _ in finder.list([]) if path.startswith("web/")
    ]
