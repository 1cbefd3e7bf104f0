"""The renderer's digest: when the code or a template changed, everything is rendered again."""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from clarion.updates import markdown, published_text, state_words, time_words

FOLDER = Path(__file__).parent
#: Elsewhere, and decides what the page says too.
BESIDE = (markdown, published_text, state_words, time_words)
LIBRARIES = ("django", "icalendar", "markdown-it-py", "nh3", "pillow")


def renderer_digest() -> str:
    """SHA-256 over all that decides the bytes besides the data."""
    return _digest(f"{settings.PUBLIC_URL} {settings.SUBSCRIBE_URL}")


@lru_cache(maxsize=8)
def _digest(addresses: str) -> str:
    digest = hashlib.sha256(addresses.encode())
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for path in [*_sources(), *(Path(str(module.__file__)) for module in BESIDE)]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> list[Path]:
    endings = ("*.py", "*.html", "*.css", "*.svg", "*.ttf", "*.mo")
    return sorted(path for ending in endings for path in FOLDER.rglob(ending))
