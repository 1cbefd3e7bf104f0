"""A page in several languages, and a reader who knows which words are the author's: those are Greek."""

import io
import re
from datetime import timedelta
from pathlib import Path

from babel.messages.mofile import write_mo
from docs import catalogs

from clarion.accounts.workspace import Workspace
from clarion.flows.put_right import propose_quietly, put_right_quietly
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage.publishing import freeze
from tests.factories.incidents import an_incident, put_right, say

MINUTE = timedelta(minutes=1)
WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")
MONTHS = set("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split())


def page_in(*languages: str) -> None:
    """The first one is the default."""
    workspace = Workspace.current()
    workspace.default_language, *workspace.further_languages = languages
    workspace.save()


def something_of_everything(*, by, approver, at) -> None:
    """Open, late, corrected, put right, over, planned and under way: all that the page has words for."""
    workspace = Workspace.current()
    workspace.name = "Σελίδα"
    workspace.save()
    till = add_service("Ταμείο", group="Πληρωμές", description="Με κάρτα")
    search = add_service("Αναζήτηση")
    failing = an_incident(
        "Οι πληρωμές αποτυγχάνουν", services={till: ServiceStatus.PARTIAL_OUTAGE}, by=by, at=at
    )
    wrong = say(failing, "Αποτυγχάνουν από τις 08:40 UTC.", by=by, at=at)
    put_right(wrong, "Αποτυγχάνουν από τις 08:40 UTC.", "Από τις 08:50 UTC.", by=by, at=at + MINUTE)
    late = say(failing, "Ψάχνουμε από τις 08:50 UTC.", state=State.IDENTIFIED, by=by, at=at + 40 * MINUTE)
    proposal = propose_quietly(
        late, wrong_words="08:50 UTC", right_words="08:51 UTC", reason="time", by=by, at=at + 41 * MINUTE
    )
    put_right_quietly(proposal, by=approver, at=at + 42 * MINUTE)
    over = an_incident("Τέλος", services={search: ServiceStatus.DEGRADED_PERFORMANCE}, by=by, at=at)
    say(over, "Πρόβλημα.", by=by, at=at)
    say(over, "Τέλος.", state=State.RESOLVED, by=by, at=at + 40 * MINUTE)
    for state, name in ((None, "Αύριο"), (State.IDENTIFIED, "Τώρα"), (State.MONITORING, "Έλεγχος")):
        work = an_incident(
            name, services={search: ServiceStatus.UNDER_MAINTENANCE}, planned=True, by=by, at=at,
            started_at=at + 60 * MINUTE, mitigated_at=at + 90 * MINUTE,
        )  # fmt: skip
        say(work, "Συντήρηση.", promise=timedelta(hours=3), by=by, at=at)
        if state:
            say(work, "Συντήρηση.", state=state, by=by, at=at + MINUTE)
    freeze(None, at=at + 45 * MINUTE)


def wrapping_catalog(folder: Path, language: str) -> None:
    """A catalog that says every sentence in ⟦brackets⟧, so that what it does not say stands bare."""
    catalog = catalogs.catalog_of(language)
    for message in catalog:
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            said = tuple(f"⟦{form}⟧" for form in (*forms, *forms[1:]))[: catalog.num_plurals]
            message.string = said if message.pluralizable else said[0]
    target = folder / language / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    file = io.BytesIO()
    write_mo(file, catalog)
    target.write_bytes(file.getvalue())


def bare_words(text: str) -> set[str]:
    """Words in Latin letters outside of all brackets, which may stand in one another; authors write UTC too."""
    while (inner := WRAPPED.sub(" ", text)) != text:
        text = inner
    return set(re.findall(r"[A-Za-zÀ-ÿ]{2,}", text)) - MONTHS - {"UTC"}
