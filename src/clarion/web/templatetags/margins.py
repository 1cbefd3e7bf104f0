"""What stands in the margin of a post-mortem: comments, and rewrites of the review, beside their paragraph.

{% load margins %}
{% margin "summary" block.text %}       beside each paragraph
{% margin_rest "summary" blocks %}      below the section: comments about words that were changed since
"""

from collections.abc import Iterable
from typing import Any

from django import template

from clarion.postmortems.lack import Missing
from clarion.postmortems.paragraphs import same_words
from clarion.web.postmortem_parts.review import about_other_words, margin_of, missing_by_part

register = template.Library()
_HANDED_ON = ("request", "csrf_token", "postmortem", "at", "may_comment", "may_rewrite", "refused_comment")
_ON_PAGE = {"problem": "causes"}


@register.inclusion_tag("web/postmortem/margin.html", takes_context=True)
def margin(context: template.Context, part: str, paragraph: str) -> dict[str, Any]:
    """Beside one paragraph of a section; `paragraph` is its Markdown."""
    found = margin_of(
        part, paragraph, threads=context.get("threads") or [], remarks=context.get("remarks") or []
    )
    refused = context.get("refused_comment") or {}
    here = refused.get("part") == part and same_words(refused.get("paragraph", ""), paragraph)
    return {
        **_handed_on(context), "part": part, "page_part": _ON_PAGE.get(part, part), "paragraph": paragraph,
        "found": found, "refused": refused if here and not refused.get("answers") else None,
    }  # fmt: skip


@register.inclusion_tag("web/postmortem/margin_rest.html", takes_context=True)
def margin_rest(context: template.Context, part: str, paragraphs: Iterable[Any]) -> dict[str, Any]:
    """Comments on words that are not there any more; `paragraphs` are the blocks of the section, each with `text`."""
    texts = [each.text for each in paragraphs]
    threads = about_other_words(part, texts, threads=context.get("threads") or [])
    return {**_handed_on(context), "part": part, "page_part": _ON_PAGE.get(part, part), "threads": threads}


@register.filter
def by_part(lacks: Iterable[Missing]) -> list[tuple[str, str, list[Missing]]]:
    return missing_by_part(lacks)


def _handed_on(context: template.Context) -> dict[str, Any]:
    return {name: context.get(name) for name in _HANDED_ON}
