"""Languages and translated texts in the console."""

from django import template
from django.utils.safestring import SafeString

from clarion.accounts import languages
from clarion.updates.markdown import render_markdown
from clarion.updates.published_text import published_text

register = template.Library()


@register.filter
def english_name(language: str) -> str:
    return languages.english_name(language)


@register.filter
def shown(text: str) -> SafeString:
    """As readers see it."""
    return render_markdown(published_text(text))
