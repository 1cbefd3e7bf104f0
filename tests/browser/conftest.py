"""A real browser: Debian's chromium, driven by Playwright. Pictures go to test-results/."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from clarion.accounts.one_time_links import make_one_time_token
from clarion.accounts.people import Person

CHROMIUM = Path("/usr/bin/chromium")
PICTURES = Path(__file__).resolve().parents[2] / "test-results"
#: What is folded away has no place of its own: axe would measure its colours against whatever is shown there.
FOLDED = {"exclude": [["details:not([open]) > :not(summary)"]]}
WIDTHS = {"desktop": (1280, 900), "phone": (360, 780)}

# Playwright's synchronous API keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# For a module, not the session: its event loop must not run under other tests.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when a script fails, or when the content security policy refused something."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints = complaints_of(page)
    page.set_default_timeout(15_000)
    yield page
    page.context.close()
    assert complaints == []


@pytest.fixture
def enter(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Sign a person in, in a browser of their own, which says yes to what a page asks; the test fails as for `page`."""
    contexts, complaints = [], []

    def open_for(person: Person, *, zone: str = "UTC") -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, timezone_id=zone)
        contexts.append(context)
        page = context.new_page()
        complaints.append(complaints_of(page))
        page.on("dialog", lambda dialog: dialog.accept())
        page.set_default_timeout(15_000)
        page.goto(f"{live_server.url}/sign-in/once/{make_one_time_token(person, at=timezone.now())}/")
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert [each for each in complaints if each] == []


def complaints_of(page: Page) -> list[str]:
    """A list that grows with every script that fails, and with all that the content security policy refuses."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
    )
    return complaints


def picture(page: Page, name: str) -> None:
    """Four pictures of the page: light and dark, desktop and phone. The page is left as it was."""
    PICTURES.mkdir(exist_ok=True)
    before = page.viewport_size
    for size, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)


def barriers(page: Page) -> list[str]:
    """What axe-core finds serious or critical on the page, one line each."""
    found = Axe().run(page, context=FOLDED)["violations"]
    # axe leaves empty style attributes behind, which the next swap would copy and the policy refuse.
    page.evaluate(
        "document.querySelectorAll('[style=\"\"]').forEach((each) => each.removeAttribute('style'))"
    )
    return [
        f"{each['id']}: {each['nodes'][0]['html']} {each['nodes'][0]['failureSummary']}"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


def fits(page: Page) -> bool:
    """Whether a phone shows the page without scrolling sideways."""
    before = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 780})
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    if before:
        page.set_viewport_size(before)
    return not wide
