"""Prose as a tree of values."""

import json

from clarion.postmortems.exports.prose_tree import prose_tree


def words(text: str) -> dict:
    return {"is": "text", "text": text}


def paragraph(*inside: dict) -> dict:
    return {"is": "paragraph", "inside": list(inside)}


def test_paragraphs_emphasis_code_and_line_breaks():
    assert prose_tree("a **b** *c* `d`\ne") == [
        paragraph(
            words("a "),
            {"is": "strong", "inside": [words("b")]},
            words(" "),
            {"is": "em", "inside": [words("c")]},
            words(" "),
            {"is": "code", "text": "d"},
            {"is": "break"},
            words("e"),
        )
    ]


def test_lists_keep_their_first_number_and_what_is_nested():
    assert prose_tree("3. a\n   - b\n") == [
        {
            "is": "list",
            "start": 3,
            "entries": [
                [paragraph(words("a")), {"is": "list", "start": None, "entries": [[paragraph(words("b"))]]}]
            ],
        }
    ]


def test_headings_quotations_code_and_rules():
    assert prose_tree("# a\n> b\n\n```sh\nc\n```\n---\n") == [
        {"is": "heading", "inside": [words("a")]},
        {"is": "quotation", "blocks": [paragraph(words("b"))]},
        {"is": "code", "text": "c"},
        {"is": "rule"},
    ]


def test_only_addresses_of_the_web_and_of_mail_are_links_and_tags_are_words():
    assert prose_tree("[a](https://x.example) [b](ftp://x.example) ![c](https://x.example/c.png) <b>") == [
        paragraph(
            {"is": "link", "address": "https://x.example", "inside": [words("a")]},
            words(" "),
            {"is": "group", "inside": [words("b")]},
            words(" "),
            words("c"),
            words(" <b>"),
        )
    ]


def test_it_is_plain_json():
    assert json.loads(json.dumps(prose_tree("a\n\n- b"))) == prose_tree("a\n\n- b")
