"""Calls: the bar on every page, the chat channel in the settings, what could not be sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.accounts.workspace import Workspace
from clarion.subscribers.calls import Call, try_again
from clarion.subscribers.channels.chat.send import send_test
from clarion.subscribers.chat_channel import set_chat_channel
from clarion.web.access import allowed, person_of
from clarion.web.call_bar import call_bar
from clarion.web.forms.chat import ChatForm


@allowed(Act.SEE)
def bar(request: HttpRequest) -> HttpResponse:
    """204 while the bar would read as it does on the page that asks."""
    current = call_bar(person_of(request))
    if request.GET.get("seen") == current.digest:
        return HttpResponse(status=204)
    return render(request, "web/call_bar.html", {"call_bar": current})


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def change_chat(request: HttpRequest) -> HttpResponse:
    """Save the address of the channel, or take it away."""
    form = ChatForm(request.POST)
    if "remove" in request.POST:
        set_chat_channel("", by=person_of(request), at=timezone.now())
        messages.success(request, "Calls do not go to chat any more.")
    elif form.is_valid():
        set_chat_channel(form.cleaned_data["address"], by=person_of(request), at=timezone.now())
        messages.success(request, "Saved. Send a test message to see that it arrives.")
    else:
        messages.error(request, f"Not saved. {' '.join(map(str, form.errors['address']))}")
    return redirect("settings")


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def test_chat(request: HttpRequest) -> HttpResponse:
    problem = send_test(Workspace.current(), by=person_of(request), at=timezone.now())
    if problem:
        messages.error(request, f"The test message did not arrive. {problem}")
    else:
        messages.success(
            request, "The chat server took the test message. Look whether it stands in the channel."
        )
    return redirect("settings")


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a call anew that was given up."""
    call = get_object_or_404(Call, pk=pk)
    if try_again(call, by=person_of(request), at=timezone.now()):
        messages.success(request, "It is sent again within a few seconds.")
    else:
        messages.info(request, "This call is not given up; nothing was changed.")
    return redirect("settings")
