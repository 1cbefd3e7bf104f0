"""Shapes of secrets, and how they are masked in everything that a review prints."""

import re
from collections.abc import Iterator, Sequence

from clarion.review.reading.patterns import pattern

_SHAPES = pattern(
    r"(?<![A-Za-z0-9])(?:"
    r"(?P<github>gh[pousr]_[A-Za-z0-9]{16,255}|github_pat_[A-Za-z0-9_]{20,255})"
    r"|(?P<slack>xox[abeoprs]-[A-Za-z0-9-]{10,255})"
    r"|(?P<gitlab>glpat-[A-Za-z0-9_-]{16,64})"
    r"|(?P<stripe>[srp]k_(?:live|test)_[A-Za-z0-9]{10,255}|whsec_[A-Za-z0-9]{16,255})"
    r"|(?P<aws>(?:AKIA|ASIA)[A-Z0-9]{16})"
    r"|(?P<google>AIza[A-Za-z0-9_-]{30,45}|ya29\.[A-Za-z0-9_-]{20,255})"
    r"|(?P<model>sk-[A-Za-z0-9_-]{20,255})"
    r"|(?P<registry>npm_[A-Za-z0-9]{30,64}|pypi-[A-Za-z0-9_-]{40,255}|dop_v1_[a-f0-9]{40,80}|hvs\.[A-Za-z0-9_-]{20,255})"
    r"|(?P<hub>shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|hf_[A-Za-z0-9]{30,64}|dapi[a-f0-9]{32}|gls?[ac]_[A-Za-z0-9_=-]{20,255}|dckr_pat_[A-Za-z0-9_-]{20,64})"
    r"|(?P<suite>ATATT3[A-Za-z0-9_=-]{20,255}|lin_api_[A-Za-z0-9]{20,64}|ntn_[A-Za-z0-9]{20,64}|PMAK-[A-Za-z0-9-]{20,80}|GOCSPX-[A-Za-z0-9_-]{20,40})"
    r"|(?P<mail>key-[a-z0-9]{32}|AGE-SECRET-KEY-1[A-Z0-9]{40,70}|EAAC[A-Za-z0-9]{20,255})"
    r"|(?P<bot>[0-9]{8,10}:AA[A-Za-z0-9_-]{30,40})"
    r"|(?P<sendgrid>SG\.[A-Za-z0-9_-]{16,40}\.[A-Za-z0-9_-]{20,60})"
    r"|(?P<jwt>eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}(?:\.[A-Za-z0-9_-]{5,2000})?)"
    r")"
)
_KEY = pattern(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[A-Za-z0-9+/=\s]{0,8000}-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
)
_NAMED = pattern(
    r"\b(?:password|passwd|pwd|passcode|passphrase|secret|(?:(?:access|refresh|auth|session|bearer|api)[_-])?token|"
    r"(?:api|access|account|secret|shared)[_ -]?key|client[_ -]?secret|(?:database|db|root|admin|master)[_-]password)\b['\"]?"
    r"(?P<link>\s?[:=]\s?|\s(?:is|was)\s|\s)['\"`]?(?P<value>[^\s'\"`,;<>(){}]{6,200})",
    re.IGNORECASE,
)
_IN_ADDRESS = pattern(r"\b[a-z][a-z0-9+]{1,15}://[^\s/:@]{1,100}:(?P<value>[^\s/@]{1,200})@", re.IGNORECASE)
_WEBHOOK = pattern(r"https?://hooks\.[a-z]{2,20}\.com/(?P<value>[\w/-]{20,200})")
_LOGIN = pattern(
    r"\b(?:log(?:ged)?|sign(?:ed)?|login|user|username|credentials?|account)\b[^\n.]{0,20}?\s(?P<user>[\w.@-]{2,40})\s?[/:]\s?"
    r"(?P<value>(?=[^\s/]{0,40}\d)(?=[^\s/]{0,40}[A-Za-z])[^\s/,;]{6,40})(?=[\s.,;)]|$)",
    re.IGNORECASE,
)
_LOGIN_HINTS = pattern(r"[/:](?:(?<=\w.)|(?<=\w\s.))\s?[A-Za-z]+\S{0,30}\d")
_BEARER = pattern(r"\bbearer\s+(?P<value>[A-Za-z0-9._~+/=-]{16,2000})", re.IGNORECASE)
_HINTS = pattern(
    r"gh[pousr]_|github_pat|xox[abeoprs]-|glpat-|k_(?:live|test)_|whsec_|A[KS]IA|AIza|ya29|sk-|npm_|pypi-|dop_v1|hvs\.|SG\.|eyJ|shp[acps]|hf_|dapi|gl[cs]|dckr_|ATATT|lin_api|ntn_|PMAK|GOCSPX|key-|"
    r"AGE-SECRET|EAAC|:AA"
)
_LABELS = ("pass", "pwd", "secret", "token", "key")
_LABELLED = pattern(r"(?:pass(?:word|wd|code|phrase)|pwd|secret|token|key)\b['\"]?[\s:=]")
"""What `_NAMED` finds holds one of these: "passes" and "keys" name no secret."""
_LOGINS = ("log", "sign", "user", "credential", "account")
_SHORTEST = 15
"""Characters of the shortest secret of known shape."""
_SHOWN = 4


def secrets_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of secrets: tokens of known shape, private keys, passwords after their label or in an address."""
    if any(map(_HINTS.search, [chunk for chunk in text.split() if len(chunk) >= _SHORTEST])):
        yield from (match.span() for match in _SHAPES.finditer(text))
    if "-----BEGIN" in text:
        yield from (match.span() for match in _KEY.finditer(text))
    if "://" in text and "@" in text:
        yield from (match.span("value") for match in _IN_ADDRESS.finditer(text))
    lower = text.lower()
    if any(map(lower.__contains__, _LABELS)) and _LABELLED.search(lower):
        yield from (match.span("value") for match in _NAMED.finditer(text) if _looks_secret(match))
    if "://hooks." in text:
        yield from (match.span("value") for match in _WEBHOOK.finditer(text))
    if ("/" in text or ":" in text) and any(map(lower.__contains__, _LOGINS)) and _LOGIN_HINTS.search(text):
        yield from (match.span("value") for match in _LOGIN.finditer(text) if "://" not in match.group())
    if "earer" in text:
        yield from (match.span("value") for match in _BEARER.finditer(text))


def _looks_secret(match: re.Match[str]) -> bool:
    """A word after "token is" is prose ("expired"); letters mixed with digits or signs are not."""
    value = match["value"].rstrip(".!?")
    if match["link"].isspace() and (len(value) < 8 or sum(sign.isdigit() for sign in value) < 2):
        return False  # "token refresh-2", "password reset"
    digits = sum(sign.isdigit() for sign in value)
    classes = (
        digits > 0,
        digits > 3,
        any(sign.isupper() for sign in value[1:]) and any(sign.islower() for sign in value),
        any(not sign.isalnum() for sign in value[1:-1].replace("-", "").replace(".", "")),
    )
    return len(value) >= 6 and any(sign.isalpha() for sign in value) and sum(classes) >= 2


def mask(text: str, start: int, end: int, secrets: Sequence[tuple[int, int]]) -> str:
    """Return text[start:end] with every secret shown as its first four characters and stars: "ghp_****"."""
    if not secrets:
        return text[start:end]
    pieces, position = [], start
    for begin, stop in sorted(secrets):
        if stop <= position or begin >= end:
            continue
        shown = text[begin : begin + _SHOWN] if stop - begin >= 4 * _SHOWN and begin >= position else ""
        pieces += [text[position : max(begin, position)], shown, "****"]
        position = min(stop, end)
    return "".join(pieces) + text[position:end]
