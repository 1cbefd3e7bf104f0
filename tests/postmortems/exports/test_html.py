"""The HTML export: one file that asks nobody for anything."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from clarion.postmortems.exports.html import as_html
from tests.postmortems.exports.samples import EMPTY, FULL, long_document, why

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("document", [EMPTY, FULL, long_document(40, 20)])
def test_no_script_no_handler_and_nothing_that_is_fetched(document):
    for tag, attributes in Elements(as_html(document)).found:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "form"}
        assert not {"src", "srcset", "style", "xlink:href"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
    assert not re.search(r"url\(|@import", as_html(document))


def test_its_policy_allows_its_own_style_and_nothing_else():
    html = as_html(FULL)
    style = re.search(r"<style>(.*)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode().replace("+", "&#x2B;")
    policies = [each for tag, each in Elements(html).found if each.get("http-equiv")]
    assert [each["content"] for each in policies] == [
        f"default-src 'none'; style-src 'sha256-{digest.replace('&#x2B;', '+')}'; base-uri 'none'; form-action 'none'"
    ]


def test_what_people_wrote_is_text():
    document = replace(
        FULL,
        title=HOSTILE,
        owner=HOSTILE,
        sections=dict.fromkeys(FULL.sections, HOSTILE),
        timeline=tuple(replace(each, text=HOSTILE) for each in FULL.timeline),
        whys=(why(HOSTILE, evidence=HOSTILE, accepted_risk=HOSTILE),),
        measures=tuple(replace(each, label=HOSTILE, unit=HOSTILE, source=HOSTILE) for each in FULL.measures),
        lessons={"well": (HOSTILE,)},
        items=tuple(replace(each, text=HOSTILE, owner=HOSTILE, outcome=HOSTILE) for each in FULL.items),
        involved=((HOSTILE, HOSTILE),),
    )
    tags = {tag for tag, _ in Elements(as_html(document)).found}
    assert not {"script", "img"} & tags
    assert as_html(document).count("&lt;script&gt;") >= 18


def test_it_holds_both_pictures_and_every_part():
    html = as_html(FULL)
    assert html.count("<svg") == 2
    for words in (
        "Decision",
        "payment log",
        "Where we were lucky",
        "Done. It worked.",
        "Mira of Gatewell",
        "hypothesis",
    ):
        assert words in html
    assert "Nothing was" not in html


def test_a_draft_says_so_and_what_was_agreed_does_not():
    assert "<strong>Draft.</strong> This text was not agreed yet" in as_html(EMPTY)
    assert "not agreed" not in as_html(FULL)


def test_the_same_document_makes_the_same_file():
    assert as_html(FULL) == as_html(FULL)
