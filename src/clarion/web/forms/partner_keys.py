"""Making a key to the partners' page."""

from django import forms


class PartnerKeyForm(forms.Form):
    name = forms.CharField(
        max_length=120, label="Partner", help_text="the organisation whose people will read the page"
    )
