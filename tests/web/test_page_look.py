"""Settings of the public page, as an admin fills them in."""

import pytest

from clarion.statuspage.look import PageLook
from tests.factories.pictures import a_picture, an_upload

pytestmark = pytest.mark.django_db

PATH = "/settings/page/"


@pytest.fixture
def admin(client, ana):
    client.force_login(ana)
    return client


def test_a_look_is_previewed_without_saving_and_then_saved(admin):
    typed = {"accent_light": "08664B", "head_dark": "#202020", "link": "help@example.com", "preview": "yes"}
    preview = admin.post(PATH, typed)
    assert preview.status_code == 200
    assert 'fill="#08664b"' in preview.text
    assert "This is a preview. Nothing is saved yet" in preview.text
    assert not PageLook.objects.exists()
    del typed["preview"]
    saved = admin.post(PATH, typed)
    assert saved.status_code == 302
    look = PageLook.current()
    assert (look.accent_light, look.head_dark, look.link) == ("#08664b", "#202020", "mailto:help@example.com")


def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can_and_nothing_is_lost(admin):
    answer = admin.post(
        PATH, {"accent_light": "#ffcc00", "head_light": "#123456", "link": "https://acme.example"}
    )
    assert answer.status_code == 422
    assert (
        "Text in #ffcc00 is hard to read here: its contrast is 1.32, and 4.5 is needed. Try #856a00."
        in answer.text
    )
    for typed in ("#ffcc00", "#123456", "https://acme.example"):
        assert f'value="{typed}"' in answer.text
    assert not PageLook.objects.exists()


def test_what_is_no_colour_and_no_link_is_named_with_the_remedy(admin):
    answer = admin.post(PATH, {"accent_dark": "blue", "link": "javascript:alert(1)"})
    assert (
        "“blue” is no colour. Write a colour as a number sign and six digits, such as #1f5fbf." in answer.text
    )
    assert "Write an address that begins with https:// or http://, or a mail address" in answer.text


def test_what_was_typed_is_never_drawn_into_the_preview_as_code(admin):
    answer = admin.post(PATH, {"head_light": '"><script>alert(1)</script>', "preview": "yes"})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_a_logo_is_uploaded_replaced_and_removed(admin):
    assert admin.post(f"{PATH}logo/", {"logo": an_upload(), "alt": "Acme"}).status_code == 302
    assert "Remove the logo" in admin.get(PATH).text
    assert PageLook.current().logo_alt == "Acme"
    assert admin.post(f"{PATH}logo/", {"remove": "yes"}).status_code == 302
    assert PageLook.current().as_value().logo is None


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (b"<svg/>", "This file is not a picture that can be read. Choose a PNG, JPEG or WebP file."),
        (
            a_picture(form="GIF"),
            "This file is not a picture that can be read. Choose a PNG, JPEG or WebP file.",
        ),
        (b"", "The file is empty. Choose a PNG, JPEG or WebP file."),
        (None, "Choose a picture first: PNG, JPEG or WebP."),
    ],
)
def test_a_file_that_is_no_logo_is_refused_and_what_it_says_is_kept(admin, upload, said):
    fields = {"alt": "Acme"} | ({} if upload is None else {"logo": an_upload(upload)})
    answer = admin.post(f"{PATH}logo/", fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Acme"' in answer.text
    assert not PageLook.objects.exists()


def test_lines_to_copy_hold_the_address_of_the_page_and_of_each_service(admin, checkout, settings):
    settings.PUBLIC_URL = "https://status.example.com"
    page = admin.get(f"{PATH}embeds/").text
    assert "&lt;img src=&quot;" not in page
    assert 'src="https://status.example.com/badge.svg" alt=' in page.replace("&lt;", "<").replace("&gt;", ">")
    assert f"https://status.example.com/services/{checkout.public_id}/badge.svg" in page
    assert "https://status.example.com/embed/banner" in page
