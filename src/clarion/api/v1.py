"""Version 1 of the API: its routers, under /api/v1/. To add a topic, write its file and add its router here."""

from functools import cached_property
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from clarion.api import (
    action_items,
    audit,
    cadence,
    calls,
    deliveries,
    drafts,
    glossary,
    incidents,
    maintenance,
    people,
    postmortems,
    promises,
    quiet_corrections,
    review,
    roles,
    services,
    subscribers,
    suggestions,
    templates,
    timeline,
    updates,
)
from clarion.api.errors import HANDLERS, MEANINGS

DESCRIPTION = """\
What an incident room does, for programs. Every call takes the same way as the console, with the same rules: a token
acts as its person, within the role of that person and the scopes of the token.

Send the token as `Authorization: Bearer …`. Times carry their zone. Lists are pages: `next` is the cursor of the page
after. Who changes a record, a draft, a template or the cadence sends the `version` that they read; when something newer
is saved, the answer is 409 with it in `now`. A POST that creates takes an `Idempotency-Key`. Errors have one shape:
`{"error": {"code", "message", "fields"?, "reasons"?, "version"?, "now"?, "sent"?}}`.
"""

ROUTERS = (
    ("/incidents", incidents.router),
    ("/incidents", roles.router),
    ("/maintenance", maintenance.router),
    ("/incidents", maintenance.of_incidents),
    ("/incidents", timeline.of_incidents),
    ("/timeline", timeline.router),
    ("/incidents", drafts.of_incidents),
    ("/incidents", updates.of_incidents),
    ("/incidents", deliveries.of_incidents),
    ("/updates", deliveries.of_updates),
    ("/drafts", drafts.router),
    ("/dismissals", drafts.of_dismissals),
    ("/updates", updates.router),
    ("/updates", quiet_corrections.of_updates),
    ("/quiet-proposals", quiet_corrections.router),
    ("/incidents", promises.of_incidents),
    ("/promises", promises.router),
    ("/calls", calls.router),
    ("/suggestions", suggestions.router),
    ("/postmortems", postmortems.router),
    ("/action-items", action_items.router),
    ("/services", services.router),
    ("/subscribers", subscribers.router),
    ("/review", review.router),
    ("/templates", templates.router),
    ("/cadence", cadence.router),
    ("/glossary", glossary.router),
    ("/audit", audit.router),
    ("", people.router),
)


class Api(NinjaAPI):
    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """Made once in a process: it takes half a second, and anybody may ask for it."""
        return self._described

    @cached_property
    def _described(self) -> OpenAPISchema:
        """Ninja's description, in which each error says when it is answered."""
        schema = super().get_openapi_schema()
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    answer["description"] = MEANINGS.get(status, answer["description"])
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Api(title="Clarion", version="1", description=DESCRIPTION, docs_url=None, urls_namespace="api_v1")
for error, handler in HANDLERS.items():
    api.add_exception_handler(error, handler)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)
