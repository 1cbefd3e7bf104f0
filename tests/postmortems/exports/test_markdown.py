"""The Markdown export: its structure is ours, whatever anybody wrote."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clarion.postmortems.exports.markdown import as_markdown
from clarion.postmortems.exports.markdown_words import link, prose, text
from clarion.postmortems.exports.printed import printed
from clarion.postmortems.exports.wording import facts
from tests.postmortems.exports.samples import EMPTY, FULL, INCIDENT, line, long_document, why

HEADINGS = ["Summary", "Timeline", "Causes", "Impact", "Lessons", "Action items", "People involved"]
SIGNS = (
    "# ", "a", "b c", "\n", "\n\n", "- ", "1. ", "> ", "```", "~~~", "`", "<", "<b>", "</b>", "<!--", "-->", "<script>", "<?",
    "<![CDATA[", "[", "](http://x.example)", "](javascript:a)", "]: http://c.example", "![", "*", "**", "_", "\\", "&amp;", "    ", "\t", "|", "| --- |",
    "===", "---", "http://a.example/b_c", "<http://a.example>", "É", "\r\n", "$", "\0",
)  # fmt: skip
WRITTEN = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)


def reads(markdown: str):
    """As GitHub does: CommonMark with tables and HTML."""
    return MarkdownIt("commonmark", {"html": True, "maxNesting": 200}).enable("table").parse(markdown)


def headings(markdown: str, tag: str = "h2") -> list[str]:
    tokens = reads(markdown)
    return [
        inline.content
        for opened, inline in pairwise(tokens)
        if opened.type == "heading_open" and opened.tag == tag and opened.level == 0
    ]


def rows(markdown: str) -> list[int]:
    """The number of cells of every row of every table."""
    counts: list[int] = []
    for token in reads(markdown):
        if token.type == "tr_open":
            counts.append(0)
        counts[-1:] = [counts[-1] + (token.type in {"td_open", "th_open"})] if counts else []
    return counts


def seen(markdown: str) -> str:
    """The words of a line, as a reader sees them."""
    inline = next(token for token in reads(markdown) if token.type == "inline")
    return "".join(
        each.content if each.type in {"text", "code_inline"} else f"<{each.type}>"
        for each in inline.children
        if not each.type.startswith("link")
    )


def test_it_has_the_five_parts_whether_anything_was_written_or_not():
    assert headings(as_markdown(EMPTY)) == headings(as_markdown(FULL)) == HEADINGS
    assert headings(as_markdown(FULL), "h1") == ["PM-7 Card payments fail"]
    assert as_markdown(EMPTY).count("*Nothing was written.*") == 7


def test_timeline_measures_and_action_items_are_tables():
    markdown = as_markdown(FULL)
    assert (
        "| 2026-03-10 09:51 UTC | Decision | decided to renew the certificate by hand rather than to roll back |  |"
        in markdown
    )
    assert "| Revenue | about 48,500.5 EUR | estimated | average basket × failed payments |" in markdown
    assert (
        "| AI-3 | Read the gateway's certificate in the expiry check | Detect | Dev Patel | 25 March 2026 "
        "| The check fails in staging with a certificate of 13 days | Done. It worked. |" in markdown
    )


def test_what_was_dropped_says_why():
    assert (
        "| AI-5 | Buy a second gateway | Mitigate | nobody |  |  | Dropped: the first one is never down |"
        in as_markdown(FULL)
    )


def test_the_causes_are_a_nested_list_and_a_picture_of_mermaid():
    markdown = as_markdown(FULL)
    assert (
        "- **Detection gap**: The expiry check reads the certificate of the load balancer, not that of the gateway\\\n"
        "  Evidence: configuration of the check\n"
        "  - **Contributor**: The check was written when both were one machine\\\n"
        "    Evidence: commit 4f2a\\\n"
        "    Action items: AI-3\n" in markdown
    )
    assert "```mermaid\nflowchart LR\n" in markdown


def test_several_incidents_have_a_table_each_and_name_themselves_in_the_timeline():
    other = replace(INCIDENT, reference="INC-45", title="Search is slow")
    markdown = as_markdown(replace(FULL, incidents=(INCIDENT, other)))
    assert headings(markdown, "h3")[:2] == ["INC-44", "INC-45"]
    assert "| 2026-03-10 09:33 UTC | INC-44 | Alert |" in markdown


def test_the_prose_stands_as_it_was_written():
    markdown = as_markdown(FULL)
    for part, words in FULL.sections.items():
        assert words.strip() in markdown, part


@pytest.mark.parametrize(
    ("written", "exported"),
    [
        ("# A\n\n## B\ntext", "### A\n\n#### B\ntext"),
        ("### Deep enough", "### Deep enough"),
        ("Title\n===\ntext", "### Title\n\ntext"),
        ("```\nnever closed", "```\nnever closed\n```"),
        ("a <b>bold</b> move, `<b>`, <https://a.example>", "a \\<b>bold\\</b> move, `<b>`, <https://a.example>"),
        ("<!-- never closed\n\ntext", "\\<!-- never closed\n\ntext"),
        ("- one\n  - two", "- one\n  - two"),
        ("\r\n\r\ntext\r\n", "text"),
        (" \n", ""),
    ],
)  # fmt: skip
def test_prose_reaches_not_beyond_its_section(written, exported):
    assert prose(written) == exported


@settings(max_examples=150)
@given(WRITTEN)
def test_no_prose_breaks_what_comes_after_it(written):
    tokens = reads(f"## one\n\n{prose(written)}\n\n## two\n")
    top = [token.tag for token in tokens if token.level == 0 and token.type == "heading_open"]
    assert [tag for tag in top if tag in {"h1", "h2"}] == ["h2", "h2"]
    kinds = {token.type for token in tokens} | {
        each.type for token in tokens for each in token.children or ()
    }
    assert not kinds & {"html_block", "html_inline"}


@settings(max_examples=150)
@given(WRITTEN)
def test_a_line_of_text_reads_as_it_was_typed(written):
    words = " ".join(written.replace("\0", "").split())
    if words:
        assert seen(f"- {text(written)}").strip() == words
        assert rows(f"| a | b |\n| --- | --- |\n| {text(written)} | c |") == [2, 2]


@settings(max_examples=40)
@given(WRITTEN, WRITTEN)
def test_no_text_breaks_the_structure(written, other):
    document = replace(
        FULL,
        title=written,
        owner=other,
        incidents=(replace(INCIDENT, impact=written, cause=other, title=other, services=(written,)),),
        sections=dict.fromkeys(FULL.sections, written),
        timeline=(line(1, "note", written), line(2, "note", other, evidence_url="https://a.example/|`<>")),
        whys=(why(written, why(other, evidence=written), evidence=other, accepted_risk=written),),
        measures=tuple(replace(each, label=written, unit=other, source=written) for each in FULL.measures),
        lessons={"well": (written, other)},
        items=tuple(
            replace(each, text=written, owner=other, outcome=written, dropped_because=other)
            for each in FULL.items
        ),
        involved=((written, other),),
    )
    markdown = as_markdown(document)
    assert headings(markdown) == HEADINGS
    # Prose has pipes of its own, which may make tables of theirs.
    without_prose = as_markdown(replace(document, sections={}))
    widths = [count for count in rows(without_prose) if count]
    assert widths == [2] * (1 + len(facts(printed(document)))) + [4] * 3 + [4] * 3 + [4] * 2 + [7] * 4


def test_an_address_that_leads_nowhere_safe_is_no_link():
    assert link("proof", "javascript:alert(1)") == "proof"
    assert link("a|b", "https://a.example/x y(1)") == "[a\\|b](https://a.example/x%20y%281%29)"


def test_a_long_document_takes_no_time_worth_naming_and_keeps_every_line():
    markdown = as_markdown(long_document())
    assert headings(markdown) == HEADINGS
    assert markdown.count("line ") == 300


@pytest.mark.parametrize(
    ("written", "exported"),
    [
        ("Run [x](javascript:alert(1)) and **wait**.", "Run [x\\](javascript:alert(1)) and **wait**."),
        ("![x](JavaScript:alert(1))", "![x\\](JavaScript:alert(1))"),
        ("<javascript:alert(1)>", "\\<javascript:alert(1)\\>"),
        ("[x][y]\n\n[y]: vbscript:a", "\\[x\\]\\[y\\]\n\n\\[y\\]: vbscript:a"),
        ("[x](java&#115;cript:a)", "\\[x\\](java\\&#115;cript:a)"),
        (
            "[a](https://a.example/b) [b](mailto:b@example.com)",
            "[a](https://a.example/b) [b](mailto:b@example.com)",
        ),
    ],
)
def test_an_address_that_would_run_is_words(written, exported):
    assert prose(written) == exported
    every_address = MarkdownIt("commonmark")
    every_address.validateLink = lambda url: True
    links = [
        token
        for block in every_address.parse(exported)
        for token in block.children or ()
        if token.type in {"link_open", "image"}
    ]
    assert all(str(link.attrs.get("href", "")).startswith(("https:", "mailto:")) for link in links)
