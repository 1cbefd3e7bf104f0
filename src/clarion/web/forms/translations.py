"""The translations of a draft in the composer: a title and a text per further language of the page.

They belong to the composer's form and are saved with it; the names of the fields carry the language.
"""

from collections.abc import Mapping
from typing import NamedTuple

from clarion.accounts.languages import english_name
from clarion.updates.drafts import Draft
from clarion.updates.translation_checks import Remark, remarks_on_translations
from clarion.updates.translations import Words, given_title, languages_to_translate, said_in


class TranslationField(NamedTuple):
    """What stands in the composer for one language, and what is to be said of it.

    `title_for_readers` is what they see above the text: where no title is typed, the one that was given before.
    """

    language: str
    name: str
    title: str
    text: str
    remarks: list[Remark]
    title_for_readers: str

    @property
    def written(self) -> bool:
        return bool(self.title.strip() or self.text.strip())


def posted_translations(data: Mapping[str, str]) -> dict[str, Words]:
    """What the page sent, by language; nothing where it showed no such fields."""
    languages = [
        name.removeprefix("translated_text_") for name in data if name.startswith("translated_text_")
    ]
    return {
        language: {
            "title": " ".join(data.get(f"translated_title_{language}", "").split()),
            "text": _plain(data.get(f"translated_text_{language}", "")),
        }
        for language in languages
    }


def translation_fields(draft: Draft, *, typed: Mapping[str, Words] | None = None) -> list[TranslationField]:
    """A field for every language that the draft takes; `typed` stands in them where it could not be saved.

    What was typed in a language that the page has no longer keeps its field, so that it is not lost.
    """
    remarks, typed = remarks_on_translations(draft), typed or {}
    left = [language for language, words in typed.items() if any(words.values())]
    fields = []
    for language in dict.fromkeys([*languages_to_translate(draft), *left]):
        words = typed.get(language) or said_in(draft, language)
        about = [remark for remark in remarks if remark.language == language]
        title, text = words["title"], words["text"]
        shown = title or given_title(draft.incident, draft.incident.title, draft.audience, language)
        fields.append(TranslationField(language, english_name(language), title, text, about, shown))
    return fields


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return text if text.strip() else ""
