"""The addresses to which other systems hand in alerts: a token instead of a session, JSON in, JSON out."""

import json
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.log import log_response
from django.views.decorators.csrf import csrf_exempt

from clarion.accounts.audit import Done, record_act
from clarion.accounts.tokens import IntakeToken, find_intake_token
from clarion.incidents.alerts import AlertGroup, Received, receive_alerts
from clarion.incidents.services import Service
from clarion.intake.alertmanager import group_of, parse_message
from clarion.intake.fields import BadField

LARGEST_BODY = 1_000_000  # bytes; a thousand alerts of ordinary size


class TooLarge(Exception):
    """The body is larger than what is read."""


# Exempt: no browser and no cookie is involved, the token in the address is what authenticates.
@csrf_exempt
@login_not_required
def alertmanager(request: HttpRequest, token: str) -> JsonResponse:
    """Alertmanager's webhook: 202 with what was done; it suggests an incident and publishes nothing."""
    if request.method != "POST":
        return refused(request, 405, "send alerts with POST", headers={"Allow": "POST"})
    now = timezone.now()
    # An unknown token and a revoked one get the same answer as an address that does not exist.
    source = find_intake_token(token, at=now)
    if source is None:
        return refused(request, 404, "there is nothing here")
    try:
        message = parse_message(read_json(request))
    except TooLarge:
        return refused(
            request, 413, f"the body is larger than {LARGEST_BODY:,} bytes; set max_alerts in the receiver"
        )
    except BadField as error:
        return refused(request, 400, str(error))
    received = _receive(group_of(message, list(Service.objects.all())), source, at=now)
    return JsonResponse(
        {
            "suggestion": received.suggestion.pk if received.suggestion else None,
            "new": received.new,
            "repeated": received.repeated,
            "ignored": received.ignored,
        },
        status=202,
    )


@transaction.atomic
def _receive(group: AlertGroup, source: IntakeToken, *, at: datetime) -> Received:
    """What is new is an act of its source; a repetition changes nothing that anybody decides by."""
    received = receive_alerts(group, at=at)
    if received.new and received.suggestion:
        detail = f"{received.new} new, from {source.name}"
        record_act(Done.RECEIVED_ALERTS, received.suggestion.title, by=None, at=at, detail=detail)
    return received


def read_json(request: HttpRequest) -> Any:
    """The decoded body; raises TooLarge, having read no more than one byte beyond the cap, and BadField."""
    try:
        announced = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        raise BadField("body", "its Content-Length is not a number") from None
    if announced > LARGEST_BODY:
        raise TooLarge
    raw = request.read(LARGEST_BODY + 1)
    if len(raw) > LARGEST_BODY:
        raise TooLarge
    if not raw:
        # A chunked body arrives as an empty one: what the gateway hands on is counted by Content-Length.
        raise BadField("body", "is empty; send JSON with a Content-Length")
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        # RecursionError: a body of a hundred thousand opening brackets.
        problem = str(error) if isinstance(error, json.JSONDecodeError) else "not decodable"
        raise BadField("body", f"is not JSON in UTF-8 ({problem})") from None


def refused(
    request: HttpRequest, status: int, problem: str, *, headers: dict[str, str] | None = None
) -> JsonResponse:
    response = JsonResponse({"error": problem}, status=status, headers=headers)
    # Logged here, because Django would log the address, and the token in it is a secret.
    log_response("Refused: %s", problem, response=response, request=request)
    return response
