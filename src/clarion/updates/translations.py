"""Translations: the text of a draft for readers outside, in the further languages of the page.

A translation is part of its draft: saved with it, under the same version, so that two writers cannot overwrite each
other; part of what is approved (`approval.fingerprint`); and frozen with the update. It is a value on the draft, not a row
beside it, because nobody asks for one without the other.

    {"de": {"title": "", "text": "Kartenzahlungen schlagen fehl."}}

An empty title means that readers see the one that an earlier update had in that language, else the original's.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from django.core.exceptions import ValidationError

from clarion.accounts.languages import english_name
from clarion.accounts.workspace import Workspace
from clarion.incidents.incident import Incident
from clarion.updates.audiences import EXTERNAL_AUDIENCES, Kind
from clarion.updates.published_text import published_text

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000

type Words = dict[str, str]
type Translations = dict[str, Words]


class Translatable(Protocol):
    """What a draft is asked here."""

    audience: str
    kind: str
    translations: Any


def language_of_texts() -> str:
    """The language in which drafts are written: the page's default."""
    return Workspace.current().page_languages[0]


def languages_to_translate(draft: Translatable) -> tuple[str, ...]:
    """The languages for which a draft takes a translation: the page's further ones, for texts that leave the company.

    A reply to one customer is written in the language of that customer.
    """
    if draft.audience not in EXTERNAL_AUDIENCES or draft.kind == Kind.CUSTOMER_REPLY:
        return ()
    return Workspace.current().page_languages[1:]


def standing_translations(draft: Translatable) -> Translations:
    """Those that go out with the draft: written, and in a language that the page has."""
    if not draft.translations:  # asked of many drafts at once; most have none, and need no query
        return {}
    offered = languages_to_translate(draft)
    return {
        language: draft.translations[language] for language in offered if _says(draft.translations, language)
    }


def frozen_translations(draft: Translatable) -> Translations:
    """The same as they are published."""
    return {
        language: {"title": words["title"], "text": published_text(words["text"])}
        for language, words in standing_translations(draft).items()
    }


def said_in(draft: Translatable, language: str) -> Words:
    """What the draft says in a language; empty words where nobody wrote any."""
    return {"title": "", "text": "", **draft.translations.get(language, {})}


class Published(Protocol):
    """What a published update is asked here."""

    incident: Incident
    audience: str
    title: str
    language: str
    translations: Any

    @property
    def text_now(self) -> str: ...


class Said(NamedTuple):
    """`language` is that of the text; the title is in the one that was asked for, or the original's."""

    title: str
    text: str
    language: str


def said_to(update: Published, language: str) -> Said:
    """What whoever asked for that language is told: the translation where there is one, else the text as it reads now."""
    if language == update.language:
        return Said(update.title, update.text_now, update.language)
    words = update.translations.get(language)
    title = (words and words["title"]) or given_title(
        update.incident, update.title, update.audience, language
    )
    if words and words["text"]:
        return Said(title, words["text"], language)
    return Said(title, update.text_now, update.language)


def given_title(incident: Incident, title: str, audience: str, language: str) -> str:
    """The title that was last given for it in that language, as the page shows it; the original's where none was."""
    told = incident.updates.filter(audience=audience, title=title).exclude(translations={})
    given = told.order_by("-published_at", "-pk").values_list("translations", flat=True)
    titles = (translations.get(language, {}).get("title", "") for translations in given)
    return next(filter(None, titles), title)


def merged_translations(draft: Translatable, changes: Mapping[str, Mapping[str, str] | None]) -> Translations:
    """What the draft's translations are once these are changed; None takes one away.

    Raises ValidationError for a language that the page does not have, and for words that are too long.
    """
    merged = {language: dict(words) for language, words in draft.translations.items()}
    for language, words in changes.items():
        said = _tidied(language, words or {})
        if any(said.values()):
            _must_be_offered(draft, language)
            merged[language] = said
        else:
            merged.pop(language, None)
    return merged


def _says(translations: Mapping[str, Mapping[str, str]], language: str) -> bool:
    return any(value.strip() for value in translations.get(language, {}).values())


def _must_be_offered(draft: Translatable, language: str) -> None:
    offered = languages_to_translate(draft)
    if language in offered:
        return
    if not offered:
        raise ValidationError(
            {
                "translations": "This draft takes no translation: it stays inside, goes to one customer, or the page has one"
                " language. An admin adds languages in Settings."
            }
        )
    raise ValidationError(
        {
            "translations": f"The page has no language “{language[:20]}” besides its own. Use {' or '.join(offered)}, or ask an"
            " admin to add it in Settings."
        }
    )


def _tidied(language: str, words: Mapping[str, str]) -> Words:
    title = " ".join(words.get("title", "").split())
    text = words.get("text", "").replace("\r\n", "\n")
    text = text if text.strip() else ""
    name = english_name(language)
    if "\0" in title + text:
        raise ValidationError({"translations": f"Take the NUL character out of the {name} text."})
    if len(title) > LONGEST_TITLE:
        raise ValidationError(
            {"translations": f"The {name} title has {len(title)} characters; at most {LONGEST_TITLE} fit."}
        )
    if len(text) > LONGEST_TEXT:
        raise ValidationError(
            {"translations": f"The {name} text has {len(text)} characters; at most {LONGEST_TEXT} fit."}
        )
    return {"title": title, "text": text}
