"""The forms in which a post-mortem can be exported, for its menu."""

from django import template

from clarion.postmortems.exports.forms import FORMS, Form
from clarion.postmortems.exports.pdf import pdf_is_installed

register = template.Library()


@register.simple_tag
def export_forms() -> list[tuple[str, Form, bool]]:
    """Ending, form, and whether this server can make it."""
    return [(ending, form, ending != "pdf" or pdf_is_installed()) for ending, form in FORMS.items()]
