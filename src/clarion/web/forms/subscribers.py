"""Forms of the subscribers: which are listed, adding one, importing many, a token for a mail provider."""

from typing import Any

from django import forms
from django.conf import settings

from clarion.incidents.services import Service
from clarion.subscribers.csv_import import LARGEST_FILE
from clarion.subscribers.managing import NewSubscriber
from clarion.subscribers.scope import Scope
from clarion.subscribers.subscriber import Channel, Payload, Standing, SubscriberQuerySet
from clarion.updates.audiences import Audience


class SubscriberFilter(forms.Form):
    """All that was chosen must hold."""

    q = forms.CharField(
        required=False,
        max_length=200,
        label="Address, note or id",
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )
    audience = forms.ChoiceField(required=False, choices=[("", "Any audience"), *Audience.choices])
    channel = forms.ChoiceField(required=False, choices=[("", "Any channel"), *Channel.choices])
    standing = forms.ChoiceField(
        required=False, label="State", choices=[("", "Any state"), *Standing.choices]
    )
    language = forms.ChoiceField(required=False, choices=[("", "Any language"), *settings.LANGUAGES])

    def chosen(self, subscribers: SubscriberQuerySet) -> SubscriberQuerySet:
        """Those of the subscribers that were chosen. A field in error chooses nothing."""
        given = self.cleaned_data
        return subscribers.chosen(
            words=given.get("q") or "",
            audience=given.get("audience") or "",
            channel=given.get("channel") or "",
            language=given.get("language") or "",
            standing=given.get("standing") or "",
        )

    def in_words(self) -> str:
        """What was chosen, for the audit log; words that were searched for may be an address and are not repeated."""
        given = {name: value for name, value in self.cleaned_data.items() if value and name != "q"}
        words = [f"{name}: {value}" for name, value in given.items()]
        return "; ".join([*words, *(["some words"] if self.cleaned_data.get("q") else [])]) or "everything"


class AddSubscriberForm(forms.Form):
    audience = forms.ChoiceField(choices=Audience.choices, initial=Audience.PUBLIC)
    channel = forms.ChoiceField(choices=Channel.choices, initial=Channel.MAIL)
    address = forms.CharField(
        max_length=500,
        help_text="a mail address, or the address of a webhook",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    services = forms.ModelMultipleChoiceField(
        Service.objects.all(),
        required=False,
        label="Only these services",
        help_text="none: everything",
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, initial="en")
    payload = forms.ChoiceField(choices=Payload.choices, label="Payload", help_text="of a webhook")
    note = forms.CharField(
        max_length=400,
        label="Where the consent comes from",
        help_text="or why this channel of the company is told",
        error_messages={
            "required": "Say where the consent comes from, for example “asked by phone on 10 March”."
        },
    )

    def new(self) -> NewSubscriber:
        given = self.cleaned_data
        services = tuple(service.public_id for service in given["services"])
        return NewSubscriber(
            audience=given["audience"],
            channel=given["channel"],
            address=given["address"],
            note=given["note"],
            scope=Scope(everything=not services, services=services),
            language=given["language"],
            payload=given["payload"],
        )


class ImportForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty. Choose another one."},
    )
    note = forms.CharField(
        max_length=400,
        label="Where the consent comes from",
        help_text="kept with every subscriber of the file",
        error_messages={
            "required": "Say where the consent comes from, for example “customers of 2026, by contract”."
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                f"The file is larger than {LARGEST_FILE // 1_000_000} MB. Split it, or use `clarion subscriber import`."
            )
        return file


class BounceTokenForm(forms.Form):
    name = forms.CharField(
        max_length=120, help_text="which provider reports with it, for example “Amazon SES”"
    )
