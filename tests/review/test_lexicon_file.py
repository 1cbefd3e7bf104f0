"""The lexicon file is read strictly: what is misspelled or of the wrong type is named with its line."""

import pytest

from clarion.review import Lexicon, Service, Term
from clarion.review.lexicon_file import LexiconError, found_upwards, lexicon_from, read_lexicon

WHOLE = """# what we call things
people = ["Maria Sandoval"]
teams = ["Payments"]
domains = ["status.example.com"]

[glossary]
OOM = "ran out of memory"
"error 503" = "is not reachable"

[[services]]
name = "Checkout"
public = ["Online payment"]
internal = ["pay-core", "pgw"]

[[services]]
name = "Search"
"""


def test_a_whole_file_becomes_a_lexicon():
    assert lexicon_from(WHOLE) == Lexicon(
        services=(Service("Checkout", ("Online payment",), ("pay-core", "pgw")), Service("Search")),
        people=("Maria Sandoval",),
        teams=("Payments",),
        glossary=(Term("OOM", "ran out of memory"), Term("error 503", "is not reachable")),
        domains=("status.example.com",),
    )


def test_an_empty_file_is_an_empty_lexicon():
    assert lexicon_from("") == Lexicon()


@pytest.mark.parametrize(
    ("written", "instead", "line", "message"),
    [
        ("teams =", "team =", 3, "unknown key team"),
        ("public =", "pubic =", 12, "unknown key pubic of a service"),
        (
            '[[services]]\nname = "Search"',
            '[[services]]\nnames = "Search"',
            16,
            "unknown key names of a service",
        ),
        ('[[services]]\nname = "Search"', "[[services]]\npublic = []", 15, "name is missing"),
        ('name = "Search"', "name = 5", 16, "name is missing or no text"),
        ('name = "Search"', 'name = "Checkout"', 16, "Checkout stands twice"),
        ('["Payments"]', '"Payments"', 3, "teams: expected a list of texts"),
        ('["pay-core", "pgw"]', '["pay-core", 7]', 13, "internal: expected a list of texts"),
        ('"is not reachable"', "false", 8, "the wording of error 503 is no text"),
        ("[glossary]", "[glosary]", 6, "unknown key glosary"),
        ('["Payments"]', '["Payments]', 3, "not TOML"),
        ('[[services]]\nname = "Search"', "[services.Search]", 15, "unknown key Search of a service"),
    ],
)
def test_a_fault_is_named_with_its_line(written, instead, line, message):
    assert written in WHOLE
    with pytest.raises(LexiconError, match=message) as caught:
        lexicon_from(WHOLE.replace(written, instead), path="clarion.toml")
    assert str(caught.value).startswith(f"clarion.toml:{line}: ")


def test_services_that_are_no_tables_are_a_fault():
    with pytest.raises(LexiconError, match=r"lexicon:2: services: expected tables"):
        lexicon_from('people = []\nservices = ["Checkout"]')


def test_a_key_in_a_line_with_its_table_is_found():
    with pytest.raises(LexiconError, match=r"lexicon:1: unknown key pubic"):
        lexicon_from('services = [{ name = "Checkout", pubic = [] }]')


def test_a_file_that_is_no_text_is_a_fault(tmp_path):
    file = tmp_path / "clarion.toml"
    file.write_bytes(b'people = ["\xff"]')
    with pytest.raises(LexiconError, match="not UTF-8"):
        read_lexicon(file)


def test_the_nearest_file_upwards_is_taken(tmp_path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / ".clarion.toml").touch()
    assert found_upwards(deep) == tmp_path / ".clarion.toml"
    (deep / "clarion.toml").touch()
    assert found_upwards(deep) == deep / "clarion.toml"
