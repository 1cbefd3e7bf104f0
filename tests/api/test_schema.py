"""Hundreds of requests made from the OpenAPI description, good and bad ones, against a database with content.

No answer may be a failure of ours, and each must be what the description says. Values are drawn from a fixed seed,
so that a failure is found again.
"""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from clarion.accounts.glossary import GlossaryTerm, add_term
from clarion.accounts.people import Person
from clarion.api.v1 import api
from clarion.flows.call import mark_and_call
from clarion.flows.declare import declare
from clarion.flows.put_right import propose_quietly
from clarion.incidents.alerts import Suggestion
from clarion.incidents.incident import Incident
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, Severity
from clarion.incidents.timeline import Entry
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.postmortem import PostMortem
from clarion.subscribers.calls import Call
from clarion.subscribers.subscriber import Subscriber
from clarion.updates.cadence import SHIPPED
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import QuietProposal
from clarion.updates.suggested_text import start_draft
from clarion.updates.templates import save_template
from clarion.wsgi import application
from tests.api.conftest import Program
from tests.factories.incidents import say
from tests.factories.postmortems import a_postmortem
from tests.factories.subscribers import a_subscriber

#: For each operation; CLARION_SCHEMA_EXAMPLES asks for more.
EXAMPLES = int(os.environ.get("CLARION_SCHEMA_EXAMPLES", "12"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


#: How what the description does not allow may be answered; a body can be too large before anybody reads it.
REFUSALS = ["400", "401", "403", "404", "405", "409", "413", "415", "422"]


def description() -> schemathesis.BaseSchema:
    """The test brings its token; that others are refused is tested in `test_permissions.py`."""
    schema = json.loads(json.dumps(api.get_openapi_schema()))
    for operations in schema["paths"].values():
        for operation in operations.values():
            del operation["security"]
    refusals = {"negative_data_rejection": {"expected-statuses": REFUSALS}}
    return schemathesis.openapi.from_dict(schema, config=SchemathesisConfig.from_dict({"checks": refusals}))


OPERATIONS = {each.ok().label: each.ok() for each in description().get_all_operations()}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The application closes its connections after each request; the test's transaction lives on one of them."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


#: Segment of an address -> what its key is of; every other segment has the number of an incident.
KINDS = {
    "incidents": Incident,
    "drafts": Draft,
    "updates": IncidentUpdate,
    "suggestions": Suggestion,
    "timeline": Entry,
    "quiet-proposals": QuietProposal,
    "calls": Call,
    "glossary": GlossaryTerm,
    "subscribers": Subscriber,
    "postmortems": PostMortem,
    "action-items": ActionItem,
}
#: Where nothing is saved before the first change, and the version begins with 0.
BEGIN_WITH_NONE = {"templates", "cadence"}


@pytest.fixture
def content(ana, ben, cleo, dev) -> dict[str, list[int]]:
    """Rows of every kind; the keys of each."""
    now = timezone.now()
    services = [add_service(name, aliases=[f"{name}-1"]) for name in ("Checkout", "Search")]
    for number, service in enumerate(services * 2):
        incident = declare(
            f"{service} fails", severity=list(Severity)[number], by=ana, at=now - timedelta(hours=9 - number),
            services={service: ServiceStatus.MAJOR_OUTAGE},
            facts={"percent_affected": 25, "regions": ["Europe"], "impact": "Payments are declined"},
        )  # fmt: skip
        say(incident, f"{service} fails for 60 % of users.", by=ben, at=now - timedelta(hours=1))
        start_draft(incident, "public", by=ben, at=now)
        start_draft(incident, "engineering", by=dev, at=now)
        Suggestion.objects.create(
            group_key=number, title="Errors", severity="SEV2", first_alert_at=now, received_at=now
        )
    update = IncidentUpdate.objects.latest("pk")
    words = {"wrong_words": "users", "right_words": "usres", "reason": "typo"}
    propose_quietly(update, **words, by=ben, at=now)
    reply = start_draft(update.incident, "customer", kind="customer_reply", by=ben, at=now)
    asked = {"customer": "Mr Ito", "customer_words": "Where is my money?"}
    edit_draft(reply, asked, seen_version=None, by=ben, at=now)
    add_term(GlossaryTerm(term="ingress", plain="the entrance"), by=ana, at=now)
    save_template("public", "progress", "{status}.", seen_version=0, by=ana, at=now)
    for number in range(3):
        postmortem = a_postmortem(f"Search {number}", by=ana, at=now)
        add_item(postmortem, "Add an alarm", owner=ben, by=ana, at=now)
    for name in ("ida", "eve", "kim"):
        a_subscriber(name)
    mark_and_call(at=now)
    Call.objects.update(state="failed", done_at=now, failure="The mail server refused it.")
    keys = {name: list(model.objects.values_list("pk", flat=True)) for name, model in KINDS.items()}
    # Not the admin who asks: she must stay.
    return keys | {"people": [ben.pk, cleo.pk, dev.pk]}


@pytest.mark.django_db
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_what_the_description_says(one_connection, content, ana, label):
    operation, program = OPERATIONS[label], Program(ana)
    keys = {name: cycle(rows) for name, rows in content.items()}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=some.data(), mode=some.sampled_from(GenerationMode), real=some.booleans())
    def exchange(data, mode, real):
        case = data.draw(operation.as_strategy(generation_mode=mode))
        if real and mode == GenerationMode.POSITIVE:
            point_at_a_row(case, keys)
        response = case.call(
            app=application,
            base_url="http://localhost",
            headers={"Authorization": f"Bearer {program.secret}"},
        )
        case.validate_response(response, checks=CHECKS)

    exchange()
    assert Person.objects.filter(pk=ana.pk, is_active=True).exists()


def point_at_a_row(case, keys) -> None:
    """Let the request speak of something that is there."""
    kind = case.path.strip("/").split("/")[2]
    for name in {"pk", "number"} & set(case.path_parameters or {}):
        case.path_parameters[name] = next(keys.get(kind, keys["incidents"]))
    if isinstance(case.body, dict) and "version" in case.body:
        case.body["version"] = 0 if kind in BEGIN_WITH_NONE else 1
    if kind == "cadence" and isinstance(case.body, dict):
        case.body["minutes"] = dict(SHIPPED) | {"warn_before": 7}
