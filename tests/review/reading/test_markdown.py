"""Markdown is read as what it is, offsets kept."""

import pytest

from clarion.review.reading import read

TEXT = """---
kind: progress
---
# Uploads fail

Since 10:00 UTC. A `code span` here, and
a second line.

> quoted words
lazily continued

- first item
- second item

```
fenced code
```

    indented code

| Service | State |
|---|---|
| Uploads | down |
"""


def test_blocks_are_told_apart():
    reading = read(TEXT)
    assert [(block.kind.value, block.quoted) for block in reading.blocks] == [
        ("front_matter", False),
        ("heading", False),
        ("paragraph", False),
        ("paragraph", True),
        ("item", False),
        ("item", False),
        ("code", False),
        ("code", False),
        ("row", False),
        ("row", False),
    ]


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("code span", "code"),
        ("quoted words", "quote"),
        ("lazily", "quote"),
        ("fenced code", "code"),
        ("indented code", "code"),
        ("kind:", "markup"),
    ],
)
def test_what_is_not_prose_is_known(words, region):
    reading = read(TEXT)
    start = TEXT.index(words)
    assert reading.regions(start, start + len(words)) == {region}


def test_prose_is_in_no_region():
    start = TEXT.index("Since 10:00")
    assert read(TEXT).regions(start, start + 16) == set()


def test_code_holds_no_sentences():
    reading = read(TEXT)
    sentences = [TEXT[sentence.start : sentence.end] for sentence in reading.sentences]
    assert sentences[:3] == ["Uploads fail", "Since 10:00 UTC.", "A `code span` here, and\na second line."]
    assert not any("fenced" in sentence or "indented" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("See e.g. the list. Then go on.", 2),
        ("It starts at 5 p.m. and ends at 6 p.m. in Rome.", 1),
        ("Dr. Field answers. Mr. Osman pays.", 2),
        ("Episodes of Jeopardy! and Mamma Mia! start late.", 1),
        ("Version 3.2 is out. Really? Yes!", 3),
        ("Severity: 1\nService: Mail\nImpact: none", 3),
        ("restart done. next check at 10:00", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, count):
    assert len(read(text).sentences) == count
