"""Languages that readers outside are spoken to in: what Clarion has words for. The console speaks English."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import get_language_info

#: What the review reads, and the language of texts that were written before the page had several.
ENGLISH = "en"


def spoken() -> list[tuple[str, str]]:
    """Code and own name of every language that Clarion has words for; a function, so that one more needs no migration."""
    return list(settings.LANGUAGES)


def known(languages: Iterable[str]) -> tuple[str, ...]:
    """Those of the languages that Clarion speaks, each once, in the order given."""
    speaks = dict(spoken())
    return tuple(dict.fromkeys(language for language in languages if language in speaks))


def own_name(language: str) -> str:
    """How its speakers call it: "Deutsch"."""
    return dict(spoken()).get(language, language)


def english_name(language: str) -> str:
    """How the console calls it: "German"."""
    try:
        return str(get_language_info(language)["name"])
    except KeyError:
        return language
