"""The address of the chat channel."""

from django import forms


class ChatForm(forms.Form):
    """`address` of an incoming webhook; it holds a secret and is never shown again."""

    address = forms.URLField(
        label="Address of an incoming webhook",
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": "Paste the address that your chat server gives for an incoming webhook.",
            "invalid": "Paste an address that begins with https:// (or http:// inside your own network).",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if not address.startswith(("https://", "http://")):
            raise forms.ValidationError(self.fields["address"].error_messages["invalid"])
        return address
