"""A stage that is set anew for every kill: a data folder, its database, and a listener that readers ask all the while."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import httpx

from clarion.statuspage.feed_atom import ATOM
from clarion.statuspage.loaded_site import LoadedSite
from tests.public_reader import running_listener

PATIENCE = 10.0


@dataclass
class Stage:
    """`data` is the folder in play, `template` a copy of how it was set up."""

    data: Path
    template: Path
    database: "Sqlite | Postgresql"
    victim: subprocess.Popen[str]
    listener: str
    drafts: dict[str, int]

    def order(self, do: str, **given: Any) -> dict[str, Any]:
        assert self.victim.stdin
        assert self.victim.stdout
        self.victim.stdin.write(json.dumps({"do": do, **given}) + "\n")
        self.victim.stdin.flush()
        answer: dict[str, Any] = json.loads(self.victim.stdout.readline())
        assert "failed" not in answer, answer
        return answer

    def reset(self) -> None:
        """Everything as it was set up. The folder `public` appears at once, as no listener may see half of it."""
        self.database.reset(self.template, self.data)
        shutil.copytree(self.template / "public", self.data / "public.new")
        shutil.rmtree(self.data / "public")
        (self.data / "public.new").rename(self.data / "public")

    def rows(self) -> dict[str, Any]:
        rows: dict[str, Any] = self.order("rows")["answer"]
        return rows

    def files(self) -> "Readers":
        """What the files say, read as the listener reads them; whole and in agreement, or it raises."""
        site = LoadedSite(self.data / "public")

        def read(path: str) -> str:
            found = site.find(path)
            assert found, f"nothing stands at {path}"
            return found.plain.body.decode()

        return read_all(read)

    def page(self) -> str:
        """The page as the files have it now, but for the times and the ids of services, which every stage gives anew."""
        found = LoadedSite(self.data / "public").find("/")
        assert found
        page = re.sub(r"/services/\w+", "/services/", found.plain.body.decode())
        return re.sub(r"<time.*?</time>|\d\d:\d\d", "", page, flags=re.DOTALL)

    def readers(self) -> "Readers":
        """What the running listener says, once it says what the files say."""
        give_up = time.monotonic() + PATIENCE
        wanted = self.files()
        while (said := self._ask()) != wanted and time.monotonic() < give_up:
            time.sleep(0.02)
        return said

    def _ask(self) -> "Readers":
        with httpx.Client(base_url=self.listener, trust_env=False) as client:
            return read_all(lambda path: client.get(path).text)


@dataclass(frozen=True)
class Readers:
    """The texts that readers find, newest first; page, feed and JSON name the same ones."""

    texts: tuple[str, ...]


def read_all(read: Callable[[str], str]) -> Readers:
    """Read page, feed, JSON and the page of each incident. Raises AssertionError when one contradicts another."""
    page, feed = read("/"), read("/history.atom")
    listed, summary = (
        json.loads(read(f"/api/v2/{name}.json"))["incidents"] for name in ("incidents", "summary")
    )
    told = [
        re.sub(r"<p><strong>Corrected at .*?</strong></p>|</?p>|\n", "", each.text or "")
        for each in ET.fromstring(feed).iter(f"{{{ATOM}}}content")
    ]
    assert sorted(told) == sorted(body for each in listed for body in bodies(each)), "feed and JSON disagree"
    for each in listed:
        own = read(f"/incidents/{each['id']}")
        assert all(own.count(body) == 1 for body in bodies(each)), (
            f"the page of {each['name']} lacks an update"
        )
        assert each["name"] in page
        assert (each in summary) == (each["status"] != "resolved"), "the summary names what is open"
    for each in summary:
        assert all(page.count(body) == 1 for body in bodies(each)), (
            f"the page lacks an update of {each['name']}"
        )
    return Readers(tuple(told))


def bodies(incident: dict[str, Any]) -> list[str]:
    return [update["body"] for update in incident["incident_updates"]]


class Sqlite:
    """The database is a file of the data folder."""

    environment: dict[str, str] = {}

    def keep(self, data: Path, template: Path) -> None:
        shutil.copy(data / "clarion.sqlite3", template)

    def reset(self, template: Path, data: Path) -> None:
        for left in data.glob("clarion.sqlite3*"):
            left.unlink()
        shutil.copy(template / "clarion.sqlite3", data)

    def end(self) -> None:
        """Nothing to do: the file goes with its folder."""


class Postgresql:
    """A database of its own on the server of CLARION_DATABASE_URL, made from a template again and again."""

    def __init__(self, address: str) -> None:
        self.address, self.name = address, f"clarion_killed_{os.getpid()}"
        self.environment = {"CLARION_DATABASE_URL": urlsplit(address)._replace(path=f"/{self.name}").geturl()}
        self._run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)', f'CREATE DATABASE "{self.name}"')

    def keep(self, data: Path, template: Path) -> None:
        self._run(f'CREATE DATABASE "{self.name}_template" TEMPLATE "{self.name}"')

    def reset(self, template: Path, data: Path) -> None:
        self._run(
            f'DROP DATABASE "{self.name}" WITH (FORCE)',
            f'CREATE DATABASE "{self.name}" TEMPLATE "{self.name}_template"',
        )

    def end(self) -> None:
        self._run(
            *(
                f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
                for name in (self.name, f"{self.name}_template")
            )
        )

    def _run(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


def environment_of(data: Path, database: Sqlite | Postgresql) -> dict[str, str]:
    """The environment of a real process on that data: nothing of the test's own settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CLARION_", "DJANGO_"))}
    mine = {
        "CLARION_DATA": str(data),
        "CLARION_SECRET_KEY": "a key of tests",
        "DJANGO_SETTINGS_MODULE": "clarion.settings",
    }
    return {**kept, **mine, **database.environment}


@contextmanager
def a_stage(folder: Path, database: Sqlite | Postgresql) -> Iterator[Stage]:
    data, template = folder / "data", folder / "template"
    data.mkdir()
    template.mkdir()
    command = [sys.executable, "-m", "tests.killed.victim"]
    victim = subprocess.Popen(
        command, env=environment_of(data, database), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        with running_listener(data) as reader:
            stage = Stage(data, template, database, victim, reader.address(""), {})
            stage.drafts = stage.order("set up")["answer"]
            database.keep(data, template)
            shutil.copytree(data / "public", template / "public")
            yield stage
    finally:
        victim.kill()
        victim.communicate()
        database.end()
