"""The real console and the real worker, killed at random moments while people publish; started again as `up` does."""

import os
import random
import re
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from clarion.cli.up import Part, _parts
from tests.killed.scene import words_of
from tests.killed.stage import Stage, environment_of
from tests.statuspage.conftest import free_port

ROUNDS = 15
PATIENCE = 40.0


@pytest.fixture
def parts(stage: Stage, monkeypatch) -> Iterator[tuple[str, Part, Part]]:
    """Console and worker of `clarion up` on the stage, and the console's address."""
    stage.reset()
    monkeypatch.delenv("CLARION_DATABASE_URL", raising=False)
    for key, value in environment_of(stage.data, stage.database).items():
        monkeypatch.setenv(key, value)
    port = free_port()
    named = {part.name: part for part in _parts("127.0.0.1", port, port + 1)}
    running = named["console"], named["worker"]
    for part in running:
        part.start()
    yield f"http://127.0.0.1:{port}", *running
    for part in running:
        part.stop()
        part.clear(PATIENCE)


def test_what_people_publish_while_everything_is_killed_again_and_again_is_published_once(stage, parts):
    address, console, worker = parts
    chance = random.Random(20261)
    drafts = stage.order("more drafts", number=ROUNDS)["answer"]
    session = stage.order("sign in")["answer"]
    with a_browser(address, session) as browser, ThreadPoolExecutor(1) as hand:
        for draft in drafts:
            eventually(lambda: answers(browser))
            pressed = hand.submit(press_publish, browser, draft)
            time.sleep(chance.uniform(0.02, 0.5))
            victims = [console, worker] if chance.random() < 0.4 else [console]
            for part in victims:
                kill(part)
            pressed.exception()  # no answer, or one that came in time
            for part in victims:
                part.clear()
                part.start()
            eventually(lambda: answers(browser))
            press_publish(browser, draft)

    rows = stage.rows()
    texts = [words_of(index) for index in range(ROUNDS)]
    published = [row["text"] for row in rows["updates.IncidentUpdate"]]
    assert [published.count(text) for text in texts] == [1] * ROUNDS
    last = [body for bodies in rows["statuspage.Snapshot"][-1]["content"] for body in bodies]
    assert [last.count(text) for text in texts] == [1] * ROUNDS
    entries = [row["text"] for row in rows["incidents.Entry"] if row["text"].endswith(" published")]
    assert len(set(entries)) == len(entries) == len(published)
    promises = [row["made_by"] for row in rows["updates.Promise"] if row["made_by"] is not None]
    assert len(promises) == len(set(promises)) == len(published)
    approvals = [row["approval"] for row in rows["updates.IncidentUpdate"]]
    assert len(set(approvals)) == len(published)
    eventually(lambda: all(text in stage.readers().texts for text in texts))

    # The worker that was killed in the middle sweeps again: what nobody has written appears by itself.
    stage.order("change the page")
    eventually(lambda: "Search" in stage.page())


@contextmanager
def a_browser(address: str, session: str) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=address, trust_env=False, timeout=PATIENCE, cookies={"sessionid": session}
    ) as browser:
        yield browser


def press_publish(browser: httpx.Client, draft: int) -> None:
    """Open the draft and press Publish, as people do; a draft that is published already leads to its room."""
    page = browser.get(f"/drafts/{draft}/")
    if page.status_code == 302:
        assert "/incidents/INC-" in page.headers["location"]
        return
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    version = re.search(r'name="version"[^>]* value="(\d+)"', page.text)
    assert token, page.text
    assert version, page.text
    form = {"csrfmiddlewaretoken": token[1], "version": version[1]}
    answer = browser.post(f"/drafts/{draft}/publish/", data=form)
    assert answer.status_code == 302


def kill(part: Part) -> None:
    assert part.process
    os.killpg(part.process.pid, signal.SIGKILL)


def answers(browser: httpx.Client) -> bool:
    try:
        return browser.get("/sign-in/").status_code in {200, 302}
    except httpx.TransportError:
        return False


def eventually(look: Callable[[], Any]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < give_up, "it did not happen"
        time.sleep(0.05)
