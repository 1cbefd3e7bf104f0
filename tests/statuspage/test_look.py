"""The look of the page: colours that can be read, a logo that is drawn anew, and never a word as code."""

import io
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clarion.accounts.audit import AuditEntry, Done
from clarion.accounts.permission import NotAllowed
from clarion.flows.page_look import change_logo, change_look
from clarion.statuspage.answers import style_hash
from clarion.statuspage.colours import (
    READABLE,
    contrast,
    ink_on,
    least_contrast,
    nearest_readable,
    read_colour,
)
from clarion.statuspage.logo import LARGEST_FILE, LARGEST_LOGO, read_logo
from clarion.statuspage.look import PageLook, site_or_mail_address
from clarion.statuspage.pages import STYLE
from clarion.statuspage.public_look import (
    ACCENT_DARK,
    ACCENT_LIGHT,
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    PublicLook,
    link_to,
)
from tests.factories.pictures import a_picture
from tests.statuspage.reading_files import words_of

MINUTE = timedelta(minutes=1)
some_colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "colour"), [("#1F5FBF", "#1f5fbf"), (" 1f5fbf ", "#1f5fbf"), ("#15b", "#1155bb")]
)
def test_a_colour_is_read_as_people_write_it(text, colour):
    assert read_colour(text) == colour


@pytest.mark.parametrize(
    "text", ["", "blue", "#12345", "#1f5fbf;", "#1f5fbf\n", "red}", "#１f5fbf", "url(x)"]
)
def test_what_is_no_colour_is_none(text):
    assert read_colour(text) in {None, "#1f5fbf"}
    assert read_colour(text) == ("#1f5fbf" if text == "#1f5fbf\n" else None)


def test_contrast_is_that_of_the_standard():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(some_colours)
def test_text_on_any_head_can_be_read(ground):
    assert contrast(ink_on(ground), ground) >= READABLE


@given(some_colours)
def test_for_every_colour_there_is_one_near_that_can_be_read(colour):
    for grounds in (LIGHT_GROUNDS, DARK_GROUNDS):
        assert least_contrast(nearest_readable(colour, grounds), grounds) >= READABLE


def test_grounds_and_accents_are_those_of_the_style_sheet():
    style = STYLE.read_text(encoding="utf-8")
    names = ("paper", "panel", "due-paper", "late-paper", "accent")
    for scheme, expected in zip(
        style.split("@media")[:2], ((*LIGHT_GROUNDS, ACCENT_LIGHT), (*DARK_GROUNDS, ACCENT_DARK)), strict=True
    ):
        found = [re.search(rf"--{name}: (#[0-9a-f]{{6}})", scheme) for name in names]
        assert tuple(each[1] for each in found if each) == expected


def test_a_look_becomes_variables_for_each_scheme_and_none_when_nothing_is_set():
    assert PublicLook().style() == ""
    style = PublicLook(accent_light="#08664b", head_light="#ffd400", head_dark="#202020").style()
    assert style == (
        "@media screen and (prefers-color-scheme: light) { :root { --accent: #08664b; --head: #ffd400;"
        " --head-ink: #000000; --head-link: #000000; --head-line: #ffd400 } }\n"
        "@media screen and (prefers-color-scheme: dark) { :root { --head: #202020;"
        " --head-ink: #ffffff; --head-link: #ffffff; --head-line: #202020 } }\n"
    )


@given(st.text(max_size=30))
def test_no_text_becomes_style(text):
    style = PublicLook(accent_light=text, accent_dark=text, head_light=text, head_dark=text).style()
    assert not style or read_colour(text)
    assert re.fullmatch(
        r"(@media screen and \(prefers-color-scheme: (light|dark)\) \{ :root \{[-a-z:#0-9; ]*\} \}\n)*", style
    )


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://www.example.com/help/", "www.example.com/help"),
        ("http://example.com", "example.com"),
        ("mailto:help@example.com", "help@example.com"),
    ],
)
def test_a_link_leads_to_a_site_or_a_mail_address(address, words):
    site_or_mail_address(address)
    link = link_to(address)
    assert link
    assert (link.address, link.words) == (address, words)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "ftp://example.com", "//example.com", "mailto:x", "https://",
     "https://a b.example", "mailto:a@b.example?cc=c@d.example", "JAVASCRIPT:alert(1)", "https://example.com/\n"],
)  # fmt: skip
def test_another_address_is_refused_with_what_to_write_instead(address):
    with pytest.raises(ValidationError, match="begins with https"):
        site_or_mail_address(address)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_as_png_and_made_small(form):
    logo = read_logo(a_picture((2000, 600), form=form), alt="Acme")
    with Image.open(io.BytesIO(logo.content)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (320, 96))
    assert (logo.width, logo.height) == (160, 48)
    assert len(logo.content) <= LARGEST_LOGO


def test_nothing_but_pixels_comes_along():
    exif = Image.Exif()
    exif[0x010E] = "kanarienvogel"
    uploaded = a_picture(form="JPEG", exif=exif) + b"<script>kanarienvogel</script>"
    assert b"kanarienvogel" in uploaded
    assert b"kanarienvogel" not in read_logo(uploaded, alt="").content


def test_a_photograph_is_brought_under_the_size_that_a_page_can_bear():
    noise = Image.effect_noise((640, 96), 90).convert("RGB")
    stream = io.BytesIO()
    noise.save(stream, "PNG")
    assert len(read_logo(stream.getvalue(), alt="").content) < 70_000


@pytest.mark.parametrize(
    ("uploaded", "said"),
    [
        (b"", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Choose a PNG, JPEG or WebP"),
        (a_picture(form="GIF"), "Choose a PNG, JPEG or WebP"),
        (a_picture((400, 400))[:200], "not a picture"),
        (b"x" * (LARGEST_FILE + 1), "at most 2 MB"),
        (a_picture((30_000, 1_000), mode="1"), "at most 20 million"),
        (a_picture((20_000, 20_000), mode="1"), "Choose"),
    ],
    ids=["empty", "svg", "gif", "cut", "large", "many pixels", "bomb"],
)
def test_what_is_no_logo_is_refused_with_what_to_choose(uploaded, said):
    with pytest.raises(ValidationError, match=said):
        read_logo(uploaded, alt="")


@pytest.mark.django_db
def test_a_saved_look_is_on_every_page_with_a_policy_that_allows_it(nine, ana, checkout, shown, site):
    change_look(PageLook(accent_light="#08664b", link="https://www.acme.example/"), by=ana, at=nine)
    for path in ("/", "/history", f"/services/{checkout.public_id}"):
        page = shown(path, at=nine)
        style = page.partition("<style>")[2].partition("</style>")[0]
        assert "--accent: #08664b" in style
        assert f"style-src '{style_hash(style)}'" in site.manifest().page_policy
        assert '<a href="https://www.acme.example/" rel="noopener noreferrer">www.acme.example</a>' in page


@pytest.mark.django_db
def test_a_logo_stands_in_the_head_and_at_an_address_that_is_kept_for_good(
    nine, ana, public_folder, listener
):
    logo = read_logo(a_picture(), alt='Acme "says" <b>hello</b>')
    change_logo(logo, by=ana, at=nine)
    from clarion.statuspage.publishing import write_page

    write_page(at=nine)
    page = listener.get("/")
    assert (
        f'<img class="logo" src="{logo.path}" width="100" height="30" alt="Acme &quot;says&quot; &lt;b&gt;'
        in page.text
    )
    answer = listener.get(logo.path)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.content == logo.content
    assert "img-src 'self' data:" in page.headers["content-security-policy"]


@pytest.mark.django_db
def test_colours_and_logo_that_are_saved_at_once_do_not_undo_each_other(nine, ana):
    before = PageLook.current()
    change_logo(read_logo(a_picture(), alt="Acme"), by=ana, at=nine)
    before.accent_dark = "#80ffc0"
    change_look(before, by=ana, at=nine)
    now = PageLook.current()
    assert (now.accent_dark, now.logo_alt, bool(now.logo)) == ("#80ffc0", "Acme", True)
    acts = AuditEntry.objects.filter(act=Done.CHANGED_LOOK).oldest_first()
    assert [entry.detail for entry in acts] == [
        "logo: nothing → 100 × 30; what the logo says: nothing → Acme",
        "accent, dark: nothing → #80ffc0",
    ]


@pytest.mark.django_db
def test_only_who_manages_the_workspace_changes_the_look(nine, ben):
    with pytest.raises(NotAllowed):
        change_look(PageLook(accent_light="#08664b"), by=ben, at=nine)
    with pytest.raises(NotAllowed):
        change_logo(None, by=ben, at=nine)


@pytest.mark.django_db
def test_a_row_that_holds_no_colours_changes_nothing(nine, checkout, shown):
    PageLook.objects.create(
        accent_light="red}*{", head_dark="url(x)", link="javascript:alert(1)", logo_width=0, logo_height=0
    )
    from clarion.statuspage.publishing import freeze

    freeze(None, at=nine)
    page = shown(at=nine)
    assert "red}" not in page
    assert "url(x" not in page
    assert "javascript" not in page
    assert "Services Checkout Operational" in words_of(page)
