"""Handing in the files of another status page."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from clarion.intake.sources import LABELS, Source

#: Bytes of all files together; a history of 100,000 incidents is smaller. Larger ones are imported on the command line.
LARGEST = 60_000_000


class Files(forms.FileField):
    """Several files at once, as a list."""

    widget = forms.FileInput(attrs={})

    def __init__(self, **options: Any) -> None:
        widget = forms.FileInput()
        widget.allow_multiple_selected = True
        widget.attrs["multiple"] = True
        super().__init__(widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(Files, self).clean(each, initial) for each in data or [None]]
        if sum(file.size for file in files) > LARGEST:
            raise ValidationError(
                f"All files together are larger than {LARGEST // 1_000_000} MB. Use `clarion import` on the server."
            )
        return files


class ImportForm(forms.Form):
    source = forms.ChoiceField(
        choices=list({source.value: label for source, label in LABELS.items()}.items())
    )
    handed_in = Files(label="Files", error_messages={"required": "Choose the files of the page."})
    zone = forms.CharField(
        label="Time zone", initial="UTC", max_length=60,
        help_text="of a Cachet installation, whose times do not say theirs; for example Europe/Berlin",
    )  # fmt: skip

    def clean_zone(self) -> ZoneInfo:
        if self.cleaned_data["zone"] not in available_timezones():
            raise ValidationError("There is no such time zone. Write one like Europe/Berlin, or UTC.")
        return ZoneInfo(self.cleaned_data["zone"])

    def clean_source(self) -> Source:
        return Source(self.cleaned_data["source"])
