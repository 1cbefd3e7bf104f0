"""The form to subscribe: an address, who answers for it, and what to be told of."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clarion.subscribers.addresses import clean_address
from clarion.subscribers.channels.addresses import INSIDE
from clarion.subscribers.subscriber import Channel
from clarion.subscribers.subscribing import Wish
from clarion.web.readers.audience import FormFor
from clarion.web.readers.scope_form import ScopeForm

#: Channels that readers use by themselves; what Apprise knows is typed by an admin only.
BY_READERS = (Channel.MAIL, Channel.WEBHOOK, Channel.SLACK, Channel.TEAMS, Channel.DISCORD)

HELP = {
    Channel.WEBHOOK: _("It receives a signed POST for each update."),
    Channel.SLACK: _("Make an incoming webhook in Slack and paste its address here."),
    Channel.TEAMS: _(
        "Make a workflow “Post to a channel when a webhook request is received” and paste its address."
    ),
    Channel.DISCORD: _("Make a webhook in the settings of the Discord channel and paste its address here."),
}


class SubscribeForm(ScopeForm):
    """`mail` is the address itself, or, for a webhook, that of its contact, who confirms it."""

    address = forms.CharField(
        label=_("Address of the webhook"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
        error_messages={"required": _("Paste the address of the webhook.")},
    )
    mail = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
        error_messages={"required": _("Write the e-mail address that we write to.")},
    )

    field_order = ("address", "mail", *ScopeForm.field_order)

    def __init__(self, *args: Any, channel: str, **kwargs: Any) -> None:
        super().__init__(*args, channel=channel, **kwargs)
        self.channel, self.audience = channel, kwargs["form_for"].audience
        self.fields["language"].required = False
        if channel == Channel.MAIL:
            del self.fields["address"]
        else:
            self.fields["address"].help_text = HELP[Channel(channel)]
            self.fields["mail"].label = _("Your e-mail address")
            self.fields["mail"].help_text = _("We send the link to it that confirms the webhook.")
        for name in self.errors if self.is_bound else ():
            self.fields[name].widget.attrs["aria-describedby"] = f"error-{name}"

    def clean_mail(self) -> str:
        return clean_address(Channel.MAIL, self.cleaned_data["mail"])

    def clean_address(self) -> str:
        try:
            return clean_address(self.channel, self.cleaned_data["address"])
        except ValidationError as error:
            if INSIDE not in {each.code for each in error.error_list}:
                raise
            # What an admin could set is no remedy for a reader.
            raise ValidationError(
                _(
                    "This address lies inside a network and cannot be reached from outside. Use the public address of the server."
                )
            ) from None

    def wish(self, asked: FormFor, *, language: str) -> Wish:
        given = self.cleaned_data
        return Wish(
            channel=self.channel,
            address=given.get("address") or given["mail"],
            mail=given["mail"],
            scope=self.scope(),
            language=given.get("language") or language,
            payload=self.payload_chosen(),
            audience=asked.audience,
            partner_key=asked.partner_key,
        )


def channel_named(name: str) -> Channel:
    """Raises ValidationError for a channel that readers do not use by themselves."""
    if name not in BY_READERS:
        raise ValidationError(_("There is no such way to be told."))
    return Channel(name)
