"""How much of an address is shown again, and written into logs that are never changed."""

from urllib.parse import urlsplit


def masked(channel: str, address: str) -> str:
    """Enough to tell two addresses apart, not enough to write there: "https://hooks.example.com/…7f3a".

    Of a mail address the domain and the first letter: "i…@example.com". Of Apprise's only the scheme, since every other part
    may be a secret.
    """
    if not address:
        return ""
    if channel == "mail":
        name, _, domain = address.rpartition("@")
        return f"{name[:1]}…@{domain}"
    scheme = address.partition("://")[0]
    try:
        parts = urlsplit(address)
        host = "" if channel == "apprise" else parts.hostname or ""
        if host and parts.port:
            host = f"{host}:{parts.port}"
    except ValueError:
        host = ""
    if channel == "apprise":
        return f"{scheme}://…{address[-4:]}"
    return f"{scheme}://{host}/…{address[-4:]}" if host else f"…{address[-4:]}"
