"""Update texts as HTML, sanitised."""

from django import template

from clarion.updates.markdown import render_markdown

register = template.Library()
register.filter("markdown", render_markdown)
