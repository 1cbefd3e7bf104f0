"""The catalogs of what readers are told: make them, fill them in, check them. Needs Babel, not the gettext tools.

    python docs/catalogs.py refresh   # collect every marked sentence, bring the .po files up to date, compile the .mo files
    python docs/catalogs.py check     # what is missing, stale or broken; ends with 1 when anything is

Whoever adds a sentence runs `refresh`, opens the .po files, fills what stands empty, and runs `refresh` again. A .po file is
the only thing to edit. Marked is what Django knows: `{% translate %}` and `{% blocktranslate %}` in templates, and gettext,
ngettext, pgettext, npgettext and their kin in Python.
"""

import gettext
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "clarion"
FOLDER = SOURCES / "statuspage" / "locale"
LANGUAGES = ("de", "fr", "es", "ja")
#: Which argument of each function is the context ("1c"), the singular, the plural.
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "_": None,
}
#: A call in what Django makes of a template for xgettext; all around it is blanked out.
_CALL = re.compile(
    r"""(?:gettext|ngettext|pgettext|npgettext|_)\((?:[^'")]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*\)"""
)
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")
_TAG = re.compile(r"<[^>]+>")


def marked() -> Catalog:
    """Every sentence that the code and the templates mark, with the file where it stands."""
    found = Catalog(project="Clarion", charset="utf-8", fuzzy=False)
    for path in sorted([*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html"), *SOURCES.rglob("*.txt")]):
        for context, message in _marked_in(path):
            found.add(message, context=context, locations=[(str(path.relative_to(ROOT)), 0)])
    return found


def _marked_in(path: Path) -> Iterator[tuple[str | None, str | tuple[str, ...]]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _calls_of_template(source) if "load i18n" in source or "_(" in source else ""
    for _, message, _, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        if message and message != ("",):
            yield context, message


def _calls_of_template(source: str) -> str:
    from django.utils.translation.template import templatize

    return "\n".join(_CALL.findall(templatize(source, origin="template")))


def catalog_of(language: str) -> Catalog:
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def po_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "django.po"


def refresh() -> None:
    """Bring the files up to date. A sentence that nobody marks any more goes, with its translation."""
    template = marked()
    for language in LANGUAGES:
        path = po_file(language)
        catalog = catalog_of(language) if path.exists() else _new(language, path)
        made_at = catalog.creation_date
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.creation_date = made_at  # so that a refresh without a new sentence changes nothing
        with path.open("wb") as file:
            write_po(file, catalog, width=120, include_lineno=False, sort_output=True, ignore_obsolete=True)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog_of(language))


def _new(language: str, path: Path) -> Catalog:
    path.parent.mkdir(parents=True, exist_ok=True)
    return Catalog(locale=language, project="Clarion", charset="utf-8", fuzzy=False)


def problems() -> list[str]:
    """What keeps the catalogs from saying everything in every language; each with its remedy or its place."""
    wanted = {_key(message): message for message in marked() if message.id}
    return [problem for language in LANGUAGES for problem in _problems_of(language, wanted)]


def _problems_of(language: str, wanted: dict[tuple[str | None, str], Message]) -> Iterator[str]:
    catalog = catalog_of(language)
    there = {_key(message): message for message in catalog if message.id}
    for key in wanted.keys() - there.keys():
        yield f"{language}: not in the catalog, run refresh: {key[1]!r}"
    for key in there.keys() - wanted.keys():
        yield f"{language}: nobody says this any more, run refresh: {key[1]!r}"
    for message in there.values():
        yield from (f"{language}: {_key(message)[1]!r}: {what}" for what in _wrong_with(message, catalog))
    if _spoken(language) != _compiled(language, catalog):
        yield f"{language}: django.mo is not what django.po says, run refresh"


def _wrong_with(message: Message, catalog: Catalog) -> Iterator[str]:
    words = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.fuzzy:
        yield "is marked as fuzzy; read it and take the mark away"
    if not all(words) or (message.pluralizable and len(words) != catalog.num_plurals):
        yield "has no translation"
        return
    forms = message.id if isinstance(message.id, tuple) else (message.id,)
    for said in words:
        # A number may be left out of a form that says it in words ("one report"), nothing else.
        given, allowed = set(_PLACEHOLDER.findall(said)), set(_PLACEHOLDER.findall(forms[-1]))
        if given - allowed or (allowed - given and not message.pluralizable):
            yield f"the placeholders of {said!r} do not agree"
        if sorted(_TAG.findall(said)) != sorted(_TAG.findall(forms[-1])):
            yield f"the HTML of {said!r} does not agree"


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _spoken(language: str) -> dict[object, str]:
    with po_file(language).with_suffix(".mo").open("rb") as file:
        return _messages(gettext.GNUTranslations(file))


def _compiled(language: str, catalog: Catalog) -> dict[object, str]:
    file = io.BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    return _messages(gettext.GNUTranslations(file))


def _messages(translations: gettext.GNUTranslations) -> dict[object, str]:
    said: dict[object, str] = dict(translations._catalog)  # type: ignore[attr-defined]  # noqa: SLF001
    return {key: value for key, value in said.items() if key}


def main(arguments: Iterable[str]) -> int:
    if not settings.configured:
        settings.configure(USE_I18N=False)
        django.setup()
    wanted = list(arguments)
    if wanted not in (["refresh"], ["check"]):
        print(__doc__)
        return 2
    if wanted == ["refresh"]:
        refresh()
    found = problems()
    print("\n".join(found) or f"{len(LANGUAGES)} catalogs, nothing missing")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
