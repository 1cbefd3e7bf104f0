"""Webhooks of trackers: a signed "look". What changed is then read from the tracker itself, so that a forged or repeated
message can at most make us look.

GitHub signs with X-Hub-Signature-256, Jira Cloud with X-Hub-Signature, both HMAC-SHA256 of the raw body under the secret of
the webhook.
"""

import hmac
import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from clarion.intake.webhooks import LARGEST_BODY, refused
from clarion.postmortems.trackers.account import TrackerAccount, TrackerKind, connected
from clarion.postmortems.trackers.ticket_link import TicketLink, look_again

SIGNATURES = {TrackerKind.GITHUB: "X-Hub-Signature-256", TrackerKind.JIRA: "X-Hub-Signature"}


# Exempt: no browser and no cookie is involved, the signature is what authenticates.
@csrf_exempt
@login_not_required
def tracker(request: HttpRequest, public_id: str) -> JsonResponse:
    """202 with how many action items are looked at again."""
    if request.method != "POST":
        return refused(request, 405, "send events with POST", headers={"Allow": "POST"})
    account = connected().filter(public_id=public_id).first()
    raw = request.read(LARGEST_BODY + 1)
    # An unknown account and a wrong signature get the same answer as an address that does not exist.
    if account is None or len(raw) > LARGEST_BODY or not _is_signed(request, raw, account):
        return refused(request, 404, "there is nothing here")
    link = TicketLink.objects.filter(account=account, key=_key(raw)).first()
    if link:
        look_again(link, at=timezone.now())
    return JsonResponse({"looking": int(link is not None)}, status=202)


def _is_signed(request: HttpRequest, raw: bytes, account: TrackerAccount) -> bool:
    signature = request.headers.get(SIGNATURES[TrackerKind(account.kind)], "")
    wanted = f"sha256={hmac.new(account.hook_secret.encode(), raw, 'sha256').hexdigest()}"
    return hmac.compare_digest(signature.encode(), wanted.encode())


def _key(raw: bytes) -> str:
    """The number of GitHub's issue or the key of Jira's; empty where the event is about something else."""
    try:
        said: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return ""
    issue = said.get("issue") if isinstance(said, dict) else None
    if not isinstance(issue, dict):
        return ""
    return str(issue.get("number") or issue.get("key") or "")
