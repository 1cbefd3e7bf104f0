"""How the page looks beyond its shipped style, as values: a few colours, a logo, a link in the foot.

What people typed never becomes style or markup: a colour is read by `colours.py` or left out, a link has one of
three schemes or is left out, and words are escaped by the templates.
"""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from clarion.statuspage.colours import ink_on, read_colour

#: What text in the accent colour stands on; test_look.py holds them against page.css.
LIGHT_GROUNDS = ("#ffffff", "#f6f7f9", "#fff5df", "#fdecea")
DARK_GROUNDS = ("#14171b", "#1c2026", "#33280f", "#3a1b19")
ACCENT_LIGHT, ACCENT_DARK = "#1f5fbf", "#8ab8ff"
SCHEMES = ("https", "http", "mailto")


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of ours (PNG), drawn anew from what was uploaded; `alt` is empty when the name beside it says it all."""

    content: bytes
    width: int
    height: int
    alt: str

    @property
    def path(self) -> str:
        """Made of the bytes: another logo stands at another address."""
        return f"/logo-{hashlib.sha256(self.content).hexdigest()[:16]}.png"


@dataclass(frozen=True, slots=True)
class Link:
    """`words` are what a reader sees of the address."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class PublicLook:
    """Colours are "#rrggbb" or empty for the shipped one; `light` and `dark` are the reader's schemes."""

    accent_light: str = ""
    accent_dark: str = ""
    head_light: str = ""
    head_dark: str = ""
    logo: Logo | None = None
    link: Link | None = None

    def style(self) -> str:
        """The style sheet that goes after the shipped one; empty when nothing is different. Paper stays as it is."""
        light = _variables(self.accent_light, self.head_light)
        dark = _variables(self.accent_dark, self.head_dark)
        return "".join(
            f"@media screen{scheme} {{ :root {{ {variables} }} }}\n"
            for scheme, variables in (
                (" and (prefers-color-scheme: light)", light),
                (" and (prefers-color-scheme: dark)", dark),
            )
            if variables
        )


AS_SHIPPED = PublicLook()


def link_to(address: str) -> Link | None:
    """A link to a site or a mail address; None when the address is neither."""
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES:
        return None
    words = parts.path if parts.scheme == "mailto" else f"{parts.netloc}{parts.path.rstrip('/')}"
    return Link(address, words) if words else None


def _variables(accent: str, head: str) -> str:
    variables = []
    if colour := read_colour(accent):
        variables.append(f"--accent: {colour}")
    if ground := read_colour(head):
        ink = ink_on(ground)
        variables.append(f"--head: {ground}; --head-ink: {ink}; --head-link: {ink}; --head-line: {ground}")
    return "; ".join(variables)
