"""Markdown of update texts: what is shown, and what never gets through."""

import pytest

from clarion.updates.markdown import render_markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Card payments **fail**.", "<p>Card payments <strong>fail</strong>.</p>\n"),
        ("Who: all.\nSince: 09:00 UTC.", "<p>Who: all.<br>\nSince: 09:00 UTC.</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
        ("# Big", "<h4>Big</h4>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        ("", ""),
    ],
)
def test_an_update_is_shown_as_it_was_meant(text, html):
    assert render_markdown(text) == html


def test_a_link_is_marked_as_not_ours():
    html = render_markdown("[docs](https://example.com/a?b=1&c=2)")
    assert html == '<p><a href="https://example.com/a?b=1&amp;c=2" rel="nofollow noopener">docs</a></p>\n'


@pytest.mark.parametrize(
    "address", ["https://example.com/", "http://example.com/", "mailto:help@example.com"]
)
def test_these_addresses_are_links(address):
    assert f'href="{address}"' in render_markdown(f"[write]({address})")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
     "//evil.example/x", "/incidents/1", "ftp://example.com/"],
)  # fmt: skip
def test_these_addresses_are_not(address):
    html = render_markdown(f"[click]({address}) <{address}>")
    assert "href" not in html
    assert "click" in html


@pytest.mark.parametrize(
    "harmful",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:x'>y</a>", "<!-- hidden -->",
     "<style>*{display:none}</style>", "<iframe src=//evil.example></iframe>", "<svg/onload=alert(1)>"],
)  # fmt: skip
def test_raw_html_is_shown_as_the_text_it_is(harmful):
    html = render_markdown(f"before {harmful} after")
    assert html.count("<") == html.count("<p>") + html.count("</p>") + html.count("<a ") + html.count("</a>")
    assert "&lt;" in html
    assert "before" in html
    assert "after" in html


def test_an_image_leaves_its_description_and_is_not_fetched():
    html = render_markdown("![a graph of <errors>](https://example.com/graph.png)")
    assert html == "<p>a graph of &lt;errors&gt;</p>\n"
