"""The partners' page: who holds a key to it; make, rotate and revoke them. A key is a link that is shown once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.roles import Act
from clarion.flows.partner_keys import make_partner_key, revoke_partner_key, rotate_partner_key
from clarion.statuspage.partner_link import BEHIND, files_are_behind, link_of
from clarion.web.access import allowed, person_of
from clarion.web.forms.partner_keys import PartnerKeyForm

#: Revoked keys that are listed; the audit log has them all.
REVOKED_LISTED = 20


@allowed(Act.MANAGE_WORKSPACE)
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """The keys, and the form to make one. The answer to making one shows its link, once."""
    form = PartnerKeyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form=form, status=422 if form.errors else 200)
    try:
        key, secret = make_partner_key(form.cleaned_data["name"], by=person_of(request), at=timezone.now())
    except ValidationError as error:
        form.add_error("name", [words for each in error.message_dict.values() for words in each])
        return _page(request, form=form, status=422)
    return _page(request, form=PartnerKeyForm(), link=link_of(secret), of=key)


@allowed(Act.MANAGE_WORKSPACE)
@never_cache
@require_POST
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """Another link for the same partner. The answer shows it, once."""
    key = get_object_or_404(PartnerKey, pk=pk)
    try:
        secret = rotate_partner_key(key, by=person_of(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("partner_keys")
    return _page(request, form=PartnerKeyForm(), link=link_of(secret), of=key, rotated=True)


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(PartnerKey, pk=pk)
    told_no_more = revoke_partner_key(key, by=person_of(request), at=timezone.now())
    # What the files do not follow yet is said by the page.
    opens_nothing = "" if files_are_behind() else " The link opens nothing any more."
    stopped = f" Updates to {told_no_more} of their addresses have stopped." if told_no_more else ""
    messages.success(request, f"Revoked: {key}.{opens_nothing}{stopped}")
    return redirect("partner_keys")


def _page(
    request: HttpRequest, *, form: PartnerKeyForm, status: int = 200, link: str = "", **more: Any
) -> HttpResponse:
    revoked = PartnerKey.objects.exclude(revoked_at=None).order_by("-revoked_at")
    context = {
        "form": form,
        "keys": PartnerKey.objects.live().select_related("created_by"),
        "revoked": revoked[:REVOKED_LISTED],
        "opened_at": PartnerKey.objects.first_made_at(),
        "link": link,
        "behind": BEHIND if files_are_behind() else "",
        **more,
    }
    return render(request, "web/partner_keys.html", context, status=status)
