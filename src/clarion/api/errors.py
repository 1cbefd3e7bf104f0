"""Every error in one shape: {"error": {"code", "message", "fields"?, "reasons"?, "version"?}}."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Unreadable
from pydantic import BaseModel, Field

from clarion.flows.declare import AlreadyDecided
from clarion.incidents.record import RecordChanged
from clarion.updates.drafts import DraftChanged, DraftClosed
from clarion.updates.gate import NotApprovable, NotPublishable


class Problem(BaseModel):
    code: str = Field(description="A word for programs; it stays the same when the message is reworded.")
    message: str = Field(description="A sentence for people: what is wrong and what to do.")
    fields: dict[str, list[str]] | None = Field(None, description="What is wrong with which field.")
    reasons: list[str] | None = Field(
        None, description="What stands between the draft and its readers, one sentence each."
    )
    version: int | None = Field(
        None, description="The version that is saved now, when you wrote on an older one."
    )


class ErrorAnswer(BaseModel):
    error: Problem


#: Status -> when it is answered, for the OpenAPI description.
MEANINGS = {
    400: "The body is not JSON.",
    401: "The token is missing, unknown, expired or revoked.",
    403: "Your role or the scopes of the token do not allow it; the message says who may.",
    404: "There is no such thing.",
    409: "Somebody else was faster: a newer version is saved, the draft is closed, or the suggestion is decided.",
    413: "The body is larger than a million bytes.",
    422: "A value cannot be accepted, or the draft may not go out yet; `fields` or `reasons` say why.",
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
) -> HttpResponse:
    said = Problem(code=code, message=message, fields=fields, reasons=reasons, version=version)
    return JsonResponse(
        {"error": said.model_dump(exclude_none=True)}, status=status, headers={"Cache-Control": "no-store"}
    )


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
    message = "Somebody else changed the record since you read it. Nothing was saved; read it and try again."
    return problem(409, "record_changed", message, version=error.incident.version)


def _draft_changed(request: HttpRequest, error: DraftChanged) -> HttpResponse:
    message = "Somebody else saved this draft since you read it. Nothing was saved; read it and try again."
    return problem(409, "draft_changed", message, version=error.draft.version)


def _not_yet(request: HttpRequest, error: NotApprovable, *, code: str) -> HttpResponse:
    return problem(422, code, str(error), reasons=error.reasons)


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
    DraftClosed: partial(_plain, status=409, code="draft_closed"),
    AlreadyDecided: partial(_plain, status=409, code="already_decided"),
    NotPublishable: partial(_not_yet, code="not_publishable"),
    NotApprovable: partial(_not_yet, code="not_approvable"),
}
