"""A swap copies no style attribute: the policy would refuse it and complain in the browser's console."""

import pytest
from django.utils import timezone

from clarion.updates.suggested_text import start_draft
from tests.browser.test_main_job import sign_in, write
from tests.factories.incidents import an_incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_style_that_a_script_set_is_not_copied_by_the_next_swap(page, live_server, public_folder, ben):
    draft = start_draft(an_incident(by=ben, at=timezone.now()), "public", by=ben, at=timezone.now())
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/drafts/{draft.pk}/")
    page.evaluate("for (const id of ['review', 'marks']) document.getElementById(id).style.opacity = '0.9'")
    write(page, "Card payments fail for some customers.")
    assert page.locator("#review").get_attribute("style") is None
