"""The YAML that cState files use, read strictly."""

import pytest

from clarion.intake.front_matter import BadFrontMatter, split_front_matter


def read(*lines):
    entries, body = split_front_matter("\n".join(["---", *lines, "---", "The body"]))
    assert body == "The body"
    return {key: entry.value for key, entry in entries.items()}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: Outage on the Update Center", "Outage on the Update Center"),
        ("title: issue #4", "issue"),
        ("title: C#", "C#"),
        ('title: "[cluster] a: b # c"', "[cluster] a: b # c"),
        (r'title: "say \"no\" \\ twice"  # a comment', r'say "no" \ twice'),
        ("title: 'it''s: over'", "it's: over"),
        ("title:", ""),
        ("title: # nothing", ""),
        ("title: []", []),
        ("title: -1", "-1"),
        ("title: 2026-03-10T09:00:00Z", "2026-03-10T09:00:00Z"),
    ],
)
def test_values(line, value):
    assert read(line) == {"title": value}


def test_lists_comments_and_empty_lines():
    lines = [
        "# levels: down, notice",
        "affected:",
        "  - ci.example.org",
        "",
        '  - "a: b"',
        "- third",
        "section: issue",
    ]
    assert read(*lines) == {"affected": ["ci.example.org", "a: b", "third"], "section": "issue"}


@pytest.mark.parametrize(
    ("lines", "number", "problem"),
    [
        (["title: a: b"], 2, "a value with a colon and a space in it is not read; put it in double quotes"),
        (["a: 1", "title: [x, y]"], 3, "a value that begins with [ is not read; put it in double quotes"),
        (["title: |"], 2, "a value that begins with | is not read"),
        (["title: &name x"], 2, "a value that begins with & is not read"),
        (["title: 'x"], 2, "the text in ' does not end where the line ends; close the quotation"),
        ([r'title: "a\n"'], 2, 'the text in " does not end where the line ends'),
        (['title: "a" b'], 2, 'the text in " does not end where the line ends'),
        (["title: a", "title: b"], 3, "title stands twice; keep one"),
        (["title: a", "  - b"], 3, "title has a value already; write either the value or the list"),
        (["  - b"], 2, "“  - b” is neither `key: value` nor `- item`"),
        (["a:", "  b: 1"], 3, "“  b: 1” is neither `key: value` nor `- item`"),
        (["title:a"], 2, "“title:a” is neither `key: value` nor `- item`"),
    ],
)
def test_other_yaml_is_refused_with_its_line(lines, number, problem):
    with pytest.raises(BadFrontMatter) as refused:
        read(*lines)
    assert refused.value.line == number
    assert str(refused.value).startswith(problem)


@pytest.mark.parametrize(("text", "line"), [("", 1), ("title: a\n", 1), ("---\ntitle: a\n", 3)])
def test_front_matter_begins_and_ends(text, line):
    with pytest.raises(BadFrontMatter, match="---") as refused:
        split_front_matter(text)
    assert refused.value.line == line
