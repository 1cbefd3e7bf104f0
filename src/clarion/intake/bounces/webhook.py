"""The address to which a mail provider reports: a token instead of a session, whichever format it sends."""

from types import ModuleType
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from clarion.intake.bounces import mailgun, plain, postmark, sendgrid, ses
from clarion.intake.fields import BadField
from clarion.intake.webhooks import LARGEST_BODY, TooLarge, read_json, refused
from clarion.subscribers.bounce_tokens import BounceToken, find_bounce_token
from clarion.subscribers.bounces import receive

FORMATS: tuple[ModuleType, ...] = (ses, postmark, sendgrid, mailgun, plain)


# Exempt: no browser and no cookie is involved, the token in the address is what authenticates.
@csrf_exempt
@login_not_required
def bounces(request: HttpRequest, token: str) -> JsonResponse:
    """202 with how many reports were read and how many subscribers are disabled by them."""
    if request.method != "POST":
        return refused(request, 405, "send reports with POST", headers={"Allow": "POST"})
    now = timezone.now()
    source = find_bounce_token(token, at=now)
    if source is None:
        return refused(request, 404, "there is nothing here")
    try:
        body = read_json(request)
        spoken = format_of(body)
        if to_open := ses.address_to_open(body):
            BounceToken.objects.filter(pk=source.pk).update(to_open=to_open)
        reports = list(spoken.read(body))
    except TooLarge:
        return refused(
            request, 413, f"the body is larger than {LARGEST_BODY:,} bytes; report in smaller batches"
        )
    except BadField as error:
        return refused(request, 400, str(error))
    disabled = sum(receive(report, source=spoken.NAME, at=now) for report in reports)
    return JsonResponse({"format": spoken.NAME, "reports": len(reports), "disabled": disabled}, status=202)


def format_of(body: Any) -> ModuleType:
    """Raises BadField for a body that none knows."""
    for known in FORMATS:
        if known.recognises(body):
            return known
    names = ", ".join(known.NAME for known in FORMATS)
    raise BadField("body", f"is in no format that is known; send one of {names} (see docs/subscribers.md)")
