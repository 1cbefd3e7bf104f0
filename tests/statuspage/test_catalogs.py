"""The catalogs: complete, compiled, and agreeing with the sentences that they translate."""

import pytest
from django.conf import settings
from django.utils import translation
from docs import catalogs


def test_every_sentence_for_readers_is_translated_and_the_compiled_catalogs_are_what_the_sources_say():
    """When this fails: `python docs/catalogs.py refresh`, then fill in what it names in the .po files (CONTRIBUTING.md)."""
    assert catalogs.problems() == []


def test_every_language_but_english_has_a_catalog():
    assert {code for code, _ in settings.LANGUAGES} == {"en", *catalogs.LANGUAGES}


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_no_catalog_of_another_package_speaks_before_ours(language):
    """Django and its apps have catalogs too, with other words for "Services" or "History"."""
    catalog = catalogs.catalog_of(language)
    with translation.override(language):
        for message in catalog:
            if message.id and not message.pluralizable:
                said = (
                    translation.pgettext(message.context, message.id)
                    if message.context
                    else translation.gettext(message.id)
                )
                assert said == message.string


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_a_catalog_opens_with_its_glossary(language):
    assert "incident" in catalogs.catalog_of(language).header_comment


def test_what_django_makes_of_a_template_yields_its_sentences_with_context_and_plural():
    template = (
        "{% load i18n %}<p>it's {% translate 'Late' context 'an update' %} {% blocktranslate count n=n %}{{ n }} report"
        "{% plural %}{{ n }} reports{% endblocktranslate %}</p>"
    )
    calls = catalogs._calls_of_template(template)
    assert calls == "pgettext(u'an update', u'Late')\nngettext(u'%(n)s report', u'%(n)s reports', count)"
