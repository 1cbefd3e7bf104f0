"""The look of the public page: colours that can be read, a link, a logo."""

from collections.abc import Sequence
from math import floor
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from clarion.accounts.visible_words import visible_words
from clarion.statuspage.colours import READABLE, least_contrast, nearest_readable, read_colour
from clarion.statuspage.logo import LARGEST_FILE, read_logo
from clarion.statuspage.look import NO_COLOUR, PageLook
from clarion.statuspage.public_look import (
    ACCENT_DARK,
    ACCENT_LIGHT,
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    Logo,
)

LABELS = {
    "accent_light": "Accent on light pages",
    "accent_dark": "Accent on dark pages",
    "head_light": "Background of the head on light pages",
    "head_dark": "Background of the head on dark pages",
}
SHIPPED = {"accent_light": ACCENT_LIGHT, "accent_dark": ACCENT_DARK}
#: Field -> what its colour has to be readable on. The head needs none: its text turns black or white.
GROUNDS: dict[str, Sequence[str]] = {"accent_light": LIGHT_GROUNDS, "accent_dark": DARK_GROUNDS}


class ColourField(forms.CharField):
    """A colour such as "#1f5fbf", with or without the number sign, or nothing for the shipped one.

    `grounds`: on which text in this colour has to be readable.
    """

    def __init__(self, *, grounds: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20, **kwargs)
        self.grounds = grounds

    def clean(self, value: Any) -> str:
        """Raises ValidationError that names a colour near to it that can be read."""
        written = super().clean(value)
        if not written:
            return ""
        colour = read_colour(written)
        if colour is None:
            raise ValidationError(f"“{written}” is no colour. {NO_COLOUR}")
        if self.grounds and (reached := least_contrast(colour, self.grounds)) < READABLE:
            near = nearest_readable(colour, self.grounds)
            raise ValidationError(
                f"Text in {colour} is hard to read here: its contrast is {floor(100 * reached) / 100}, and {READABLE} is needed."
                f" Try {near}."
            )
        return colour


def _colour(name: str) -> ColourField:
    shipped = SHIPPED.get(name)
    return ColourField(
        label=LABELS[name],
        grounds=GROUNDS.get(name, ()),
        help_text=f"empty: {shipped}" if shipped else "empty: as the page",
        widget=forms.TextInput(
            attrs={"placeholder": shipped or "", "spellcheck": "false", "autocomplete": "off"}
        ),
    )


class LookForm(forms.ModelForm):
    """Colours, and the link in the foot of the page. A mail address may be written without "mailto:"."""

    accent_light = _colour("accent_light")
    accent_dark = _colour("accent_dark")
    head_light = _colour("head_light")
    head_dark = _colour("head_dark")
    link = forms.CharField(
        label="Link in the foot of the page",
        required=False,
        max_length=300,
        help_text="your site or a mail address for help",
        widget=forms.TextInput(attrs={"placeholder": "https://www.example.com", "inputmode": "url"}),
    )

    class Meta:
        model = PageLook
        fields = ["accent_light", "accent_dark", "head_light", "head_dark", "link"]

    def clean_link(self) -> str:
        address = str(self.cleaned_data["link"])
        is_mail = "@" in address and ":" not in address and "/" not in address
        return f"mailto:{address}" if is_mail else address


class LogoForm(forms.Form):
    """`logo` of the cleaned data is a picture of ours, not the file that was uploaded."""

    logo = forms.FileField(
        label="Logo",
        help_text="PNG, JPEG or WebP; shown 48 pixels high at most",
        error_messages={
            "required": "Choose a picture first: PNG, JPEG or WebP.",
            "empty": "The file is empty. Choose a PNG, JPEG or WebP file.",
        },
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    alt = forms.CharField(
        label="What the logo says",
        required=False,
        max_length=120,
        validators=[visible_words],
        help_text="for readers who do not see it; leave it empty when it only repeats the name",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if uploaded := cleaned.get("logo"):
            try:
                cleaned["logo"] = self._read(uploaded, str(cleaned.get("alt") or ""))
            except ValidationError as error:
                self.add_error("logo", error)
        return cleaned

    def _read(self, uploaded: Any, alt: str) -> Logo:
        return read_logo(uploaded.read(LARGEST_FILE + 1), alt=alt)
