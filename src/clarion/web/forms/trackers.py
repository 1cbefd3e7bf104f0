"""Connecting a tracker, and linking an action item to an issue."""

from typing import Any

from django import forms

from clarion.postmortems.trackers.account import GITHUB_API, TrackerAccount, TrackerKind, connected


class TrackerForm(forms.ModelForm):
    """Which fields are needed depends on the kind; `clean` of the account says so."""

    class Meta:
        model = TrackerAccount
        fields = ("kind", "address", "project", "user", "issue_type", "secret", "by_itself")
        labels = {
            "address": "Address of the API, or of the site for Jira",
            "project": "Project",
            "user": "E-mail of the token, for Jira",
            "issue_type": "Type of issue, for Jira",
            "secret": "Token",
            "by_itself": "Make an issue for every action item of a final post-mortem",
        }
        help_texts = {"project": "owner/repository on GitHub, the key on Jira"}
        widgets = {"secret": forms.PasswordInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"] = forms.URLField(
            max_length=300, required=False, assume_scheme="https", label=self.fields["address"].label,
            help_text=f"empty for {GITHUB_API}",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") == TrackerKind.GITHUB and not given.get("address"):
            given["address"] = GITHUB_API
        if (
            given.get("kind") == TrackerKind.JIRA
            and not given.get("address")
            and "address" not in self.errors
        ):
            self.add_error("address", "Write the address of your site, as https://example.atlassian.net.")
        return given


class ChangeTrackerForm(forms.Form):
    """An empty token keeps the one that is there."""

    secret = forms.CharField(
        required=False,
        max_length=500,
        label="New token",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    by_itself = forms.BooleanField(
        required=False, label="Make an issue for every action item of a final post-mortem"
    )

    def changes(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"by_itself": given["by_itself"], **({"secret": given["secret"]} if given["secret"] else {})}


class LinkForm(forms.Form):
    account = forms.ModelChoiceField(TrackerAccount.objects.none(), label="Tracker", empty_label=None)
    key = forms.CharField(
        required=False, max_length=60, label="Issue", help_text="empty makes a new one; one that is there keeps its title and text",
        widget=forms.TextInput(attrs={"placeholder": "12 or OPS-12"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = connected()  # type: ignore[attr-defined]
