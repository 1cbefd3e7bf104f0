"""Every error in one shape: {"error": {"code", "message", "fields"?, "reasons"?, "version"?, "now"?, "sent"?}}."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Unreadable
from pydantic import BaseModel, Field

from clarion.api.schemas.action_items import ItemAnswer
from clarion.api.schemas.cadence import CadenceAnswer
from clarion.api.schemas.drafts import DraftAnswer
from clarion.api.schemas.incidents import show_incident
from clarion.api.schemas.templates import TemplateAnswer
from clarion.api.schemas.timeline import EntryAnswer
from clarion.flows.declare import AlreadyDecided
from clarion.flows.put_right import ProposalClosed
from clarion.incidents.amendments import EntryChanged, NotAmendable
from clarion.incidents.record import RecordChanged
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.writing import RowChanged
from clarion.updates.cadence_settings import CadenceChanged
from clarion.updates.drafts import DraftChanged, DraftClosed
from clarion.updates.gate import NotApprovable, NotPublishable
from clarion.updates.quiet_corrections import ReadersMustBeTold
from clarion.updates.template_preview import TemplateStopped
from clarion.updates.templates import TemplateChanged


class Problem(BaseModel):
    code: str = Field(description="A word for programs; it stays the same when the message is reworded.")
    message: str = Field(description="A sentence for people: what is wrong and what to do.")
    fields: dict[str, list[str]] | None = Field(None, description="What is wrong with which field.")
    reasons: list[str] | None = Field(
        None, description="What stands between the draft and its readers, one sentence each."
    )
    version: int | None = Field(
        None,
        description="The version that is saved now, when you wrote on an older one; of an entry, its id.",
    )
    now: dict[str, Any] | None = Field(
        None, description="What is saved now, as a read answers it, when you wrote on something older."
    )
    sent: str | None = Field(None, description="The text that you sent, to be laid beside the one of `now`.")


class ErrorAnswer(BaseModel):
    error: Problem


#: Status -> when it is answered, for the OpenAPI description.
MEANINGS = {
    400: "The body is not JSON.",
    401: "The token is missing, unknown, expired or revoked.",
    403: "Your role or the scopes of the token do not allow it; the message says who may.",
    404: "There is no such thing.",
    409: "Somebody else was faster: something newer is saved, the draft or the proposal is closed, or the "
    "suggestion is decided.",
    413: "The body is larger than a million bytes.",
    422: "A value cannot be accepted, or the text may not go out like this; `fields` or `reasons` say why.",
}


def answers(schema: Any, *, status: int = 200, errors: Iterable[int] = ()) -> dict[int, Any]:
    """What an operation answers: its schema, and the errors that every operation can meet beside its own."""
    return {status: schema} | dict.fromkeys(sorted({401, 403, 422, *errors}), ErrorAnswer)


#: Pydantic's name of a mistake -> what we say of it, where its own words speak of Python.
PLAINLY = {
    "missing": "This field is required.",
    "extra_forbidden": "There is no such field.",
    "model_type": "Send a JSON object.",
    "model_attributes_type": "Send a JSON object.",
    "dict_type": "Send a JSON object.",
}

READING = (404,)
WRITING = (400, 404, 409, 413)
CREATING = (400, 409, 413)


def problem(
    status: int,
    code: str,
    message: str,
    *,
    fields: dict[str, list[str]] | None = None,
    reasons: list[str] | None = None,
    version: int | None = None,
    now: BaseModel | None = None,
    sent: str | None = None,
) -> HttpResponse:
    saved = now.model_dump() if now else None
    said = Problem(
        code=code, message=message, fields=fields, reasons=reasons, version=version, now=saved, sent=sent
    )
    # What is saved now keeps its nulls: they say that nothing is known.
    error = {name: value for name, value in said.model_dump().items() if value is not None}
    return JsonResponse({"error": error}, status=status, headers={"Cache-Control": "no-store"})


def nothing_here(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return problem(404, "not_found", "There is nothing at this address.")


def wrong_method(response: HttpResponse) -> HttpResponse:
    """The answer 405 of Django in our shape, with its list of methods."""
    allowed = ", ".join(sorted(part.strip() for part in response.headers["Allow"].split(",")))
    answer = problem(405, "wrong_method", f"Use {allowed} at this address.")
    answer.headers["Allow"] = allowed
    return answer


def failed(request: HttpRequest) -> HttpResponse:
    return problem(
        500,
        "failed",
        "Clarion failed to answer. What was saved before is kept; the log of the server says why.",
    )


def unreadable_request(request: HttpRequest) -> HttpResponse:
    return problem(400, "unreadable", "This request could not be read. Nothing was changed.")


def _plain(request: HttpRequest, error: Exception, *, status: int, code: str) -> HttpResponse:
    return problem(status, code, str(error))


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "not_found", str(error) or "There is no such thing.")


def _not_authenticated(request: HttpRequest, error: Exception) -> HttpResponse:
    message = (
        "Send a token in the header “Authorization: Bearer …”; yours is missing, unknown, expired or revoked."
    )
    answer = problem(401, "not_authenticated", message)
    answer.headers["WWW-Authenticate"] = 'Bearer realm="Clarion"'
    return answer


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 400:
        return problem(400, "not_json", "The body is not JSON in UTF-8. Nothing was changed.")
    return problem(error.status_code, "refused", str(error))


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(413, "too_large", MEANINGS[413])


def _unreadable_values(request: HttpRequest, error: Unreadable) -> HttpResponse:
    """Pydantic's complaints, by the path of the field: `services.0.status`."""
    fields: dict[str, list[str]] = {}
    for complaint in error.errors:
        source, *path = complaint["loc"]
        if source == "body" and len(path) > 1:
            path = path[1:]  # the name of our parameter, which the sender does not know
        name = ".".join(str(part) for part in path) or source
        words = PLAINLY.get(complaint["type"]) or complaint["msg"].removeprefix("Value error, ")
        fields.setdefault(name, []).append(words)
    return problem(422, "invalid", _in_one_line(fields), fields=fields)


def _not_allowed(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(403, "not_allowed", str(error) or "Your role does not allow this.")


def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    if not hasattr(error, "error_dict"):
        return problem(422, "invalid", " ".join(error.messages))
    fields = {
        "request" if name == NON_FIELD_ERRORS else name: messages
        for name, messages in error.message_dict.items()
    }
    return problem(422, "invalid", _in_one_line(fields), fields=fields)


def _record_changed(request: HttpRequest, error: RecordChanged) -> HttpResponse:
    message = "Somebody else changed the record since you read it. Nothing was saved; compare and try again."
    now = show_incident(error.incident.pk)
    return problem(409, "record_changed", message, version=now.version, now=now)


def _draft_changed(request: HttpRequest, error: DraftChanged) -> HttpResponse:
    message = "Somebody else saved this draft since you read it. Nothing was saved; compare and try again."
    now = DraftAnswer.of(error.draft)
    return problem(409, "draft_changed", message, version=now.version, now=now, sent=_text_sent(request))


def _entry_changed(request: HttpRequest, error: EntryChanged) -> HttpResponse:
    message = "Somebody else changed this line since you read it. Nothing was saved; compare and try again."
    now = EntryAnswer.of(error.newest)
    return problem(409, "entry_changed", message, version=now.id, now=now)


def _row_changed(request: HttpRequest, error: RowChanged) -> HttpResponse:
    message = (
        "Somebody else changed this action item since you read it. Nothing was saved; compare and try again."
    )
    now = ItemAnswer.of(cast("ActionItem", error.row))
    return problem(409, "action_item_changed", message, version=now.version, now=now)


def _template_changed(request: HttpRequest, error: TemplateChanged) -> HttpResponse:
    message = "Somebody else saved this template since you read it. Nothing was saved; compare and try again."
    now = TemplateAnswer.of(error.current)
    return problem(409, "template_changed", message, version=now.version, now=now, sent=_text_sent(request))


def _cadence_changed(request: HttpRequest, error: CadenceChanged) -> HttpResponse:
    message = "Somebody else changed the cadence since you read it. Nothing was saved; compare and try again."
    now = CadenceAnswer.of(error.settings)
    return problem(409, "cadence_changed", message, version=now.version, now=now)


def _not_yet(request: HttpRequest, error: NotApprovable, *, code: str) -> HttpResponse:
    return problem(422, code, str(error), reasons=error.reasons)


def _readers_must_be_told(request: HttpRequest, error: ReadersMustBeTold) -> HttpResponse:
    message = f"{' '.join(error.messages)} Start a correction, which readers are told of."
    return problem(422, "readers_must_be_told", message, reasons=error.messages)


def _template_stopped(request: HttpRequest, error: TemplateStopped) -> HttpResponse:
    message = "The review objects to every text of this template. Mend it, or send “anyway”: true."
    return problem(422, "template_stopped", message, reasons=error.objections)


def _text_sent(request: HttpRequest) -> str | None:
    """Of a body that was read once already; None for an act that sends no text."""
    text: str | None = json.loads(request.body).get("text")
    return text


def _in_one_line(fields: dict[str, list[str]]) -> str:
    return " ".join(f"{name}: {' '.join(messages)}" for name, messages in fields.items())


#: Exception -> what it is to a program.
HANDLERS: dict[type[Exception], Callable[..., HttpResponse]] = {
    AuthenticationError: _not_authenticated,
    HttpError: _http_error,
    RequestDataTooBig: _too_large,
    Unreadable: _unreadable_values,
    PermissionDenied: _not_allowed,
    Http404: _not_found,
    ValidationError: _not_valid,
    RecordChanged: _record_changed,
    DraftChanged: _draft_changed,
    EntryChanged: _entry_changed,
    RowChanged: _row_changed,
    TemplateChanged: _template_changed,
    CadenceChanged: _cadence_changed,
    DraftClosed: partial(_plain, status=409, code="draft_closed"),
    ProposalClosed: partial(_plain, status=409, code="proposal_closed"),
    AlreadyDecided: partial(_plain, status=409, code="already_decided"),
    NotPublishable: partial(_not_yet, code="not_publishable"),
    NotApprovable: partial(_not_yet, code="not_approvable"),
    NotAmendable: partial(_plain, status=422, code="not_amendable"),
    ReadersMustBeTold: _readers_must_be_told,
    TemplateStopped: _template_stopped,
}
