"""Which deliveries of an update the page lists."""

from django import forms

from clarion.subscribers.deliveries import DeliveryState
from clarion.subscribers.subscriber import Channel


class ToldFilter(forms.Form):
    """All that the reader chose must hold. An address is looked up whole: "was she told?"."""

    address = forms.CharField(
        required=False,
        max_length=500,
        label="Address, whole",
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )
    state = forms.ChoiceField(choices=[("", "Any"), *DeliveryState.choices], required=False)
    channel = forms.ChoiceField(choices=[("", "Any"), *Channel.choices], required=False)
