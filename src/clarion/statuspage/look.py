"""The look of the public page, as an admin sets it: one row, or none for the look as shipped."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, RegexValidator, URLValidator
from django.db import models

from clarion.accounts.visible_words import visible_words
from clarion.statuspage.colours import read_colour
from clarion.statuspage.public_look import Logo, PublicLook, link_to

NO_COLOUR = "Write a colour as a number sign and six digits, such as #1f5fbf."
NO_LINK = "Write an address that begins with https:// or http://, or a mail address such as help@example.com."
_colour = RegexValidator(r"^#[0-9a-f]{6}\Z", NO_COLOUR)


def site_or_mail_address(address: str) -> None:
    """Raises ValidationError unless it is an address with one of three schemes, and nothing beside it."""
    scheme, _, rest = address.partition(":")
    try:
        if scheme == "mailto":
            EmailValidator()(rest)
        else:
            URLValidator(schemes=["https", "http"])(address)
    except ValidationError:
        raise ValidationError(NO_LINK) from None


class PageLook(models.Model):
    """Empty colours are the shipped ones. The logo is PNG, written by `logo.py`; its sides are as shown, in pixels."""

    accent_light = models.CharField(max_length=7, blank=True, validators=[_colour])
    accent_dark = models.CharField(max_length=7, blank=True, validators=[_colour])
    head_light = models.CharField(max_length=7, blank=True, validators=[_colour])
    head_dark = models.CharField(max_length=7, blank=True, validators=[_colour])
    link = models.CharField(max_length=300, blank=True, validators=[site_or_mail_address])
    logo = models.BinaryField(null=True, blank=True)
    logo_width = models.PositiveIntegerField()
    logo_height = models.PositiveIntegerField()
    logo_alt = models.CharField(max_length=120, blank=True, validators=[visible_words])
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return "the look of the public page"

    @classmethod
    def current(cls) -> "PageLook":
        """The row; one with the shipped look, not saved, where there is none yet."""
        return cls.objects.first() or cls(logo_width=0, logo_height=0)

    def in_words(self) -> dict[str, str]:
        """What an admin can change, as the audit log writes it."""
        return {
            "accent, light": self.accent_light,
            "accent, dark": self.accent_dark,
            "head, light": self.head_light,
            "head, dark": self.head_dark,
            "link": self.link,
            "logo": f"{self.logo_width} × {self.logo_height}" if self.logo else "",
            "what the logo says": self.logo_alt,
        }

    def as_value(self) -> PublicLook:
        """What of it readers see; a colour that is none is left out."""
        logo = Logo(bytes(self.logo), self.logo_width, self.logo_height, self.logo_alt) if self.logo else None
        return PublicLook(
            accent_light=read_colour(self.accent_light) or "",
            accent_dark=read_colour(self.accent_dark) or "",
            head_light=read_colour(self.head_light) or "",
            head_dark=read_colour(self.head_dark) or "",
            logo=logo,
            link=link_to(self.link),
        )
