"""The public listener: bytes from memory, over RSGI (`granian --interface rsgi`), started by `clarion public`.

This process imports neither Django nor a database, nor anything that does: nothing that happens to the
console can slow the public page, and nothing that a reader sends can reach the console's data. What it
serves is what `site.py` wrote into the folder `public` of CLARION_DATA; and from the folder `partners` what is for
whoever holds a key (see `partners_door.py`).
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from clarion.configuration import data_folder
from clarion.statuspage.answers import Answer, Answers, Headers, message, style_hash
from clarion.statuspage.loaded_site import LoadedSite
from clarion.statuspage.partners_door import ENTRANCE, PartnersDoor, elsewhere

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }
"""
NOT_PUBLISHED_YET = f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not published yet</title>
<style>{STYLE}</style>
<h1>Not published yet</h1>
<p>This status page has no content so far. It appears with the first publication from Clarion.</p>
</html>
"""
#: An address in a language that the page may have given up, and the plain address below it. As settings.LANGUAGES has them.
LANGUAGE = re.compile(r"/(?:en|de|fr|es|ja)(/.*)?")
NO_SUCH_ADDRESS = "There is no page at this address."


class Request(Protocol):
    """The parts of granian's RSGI scope that are read here."""

    proto: str
    method: str
    path: str

    @property
    def headers(self) -> Any: ...


class Reply(Protocol):
    """The parts of granian's RSGI protocol that are used here."""

    def response_empty(self, status: int, headers: Headers) -> None: ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...


class Listener:
    def __init__(self, folder: Path, partners: Path) -> None:
        self.site = LoadedSite(folder)
        self.partners = PartnersDoor(partners)

    async def __rsgi__(self, request: Request, reply: Reply) -> None:
        if request.method not in {"GET", "HEAD"}:
            headers, body = message(
                "This page is read with GET.", "text/plain; charset=utf-8", ("allow", "GET, HEAD")
            )
            reply.response_bytes(405, headers, body)
        elif request.path.startswith(ENTRANCE) and self._answer_partner(request, reply):
            return
        elif answers := self.site.find(request.path):
            self._answer(answers, request, reply)
        else:
            self._nothing_there(request, reply)

    def _answer(self, answers: Answers, request: Request, reply: Reply) -> None:
        answer = _representation(answers, request)
        known = request.headers.get("if-none-match")
        if known and (answer.etag in known or known.strip() == "*"):
            reply.response_empty(304, answer.unchanged)
        else:
            _send(reply, request, 200, (answer.headers, answer.body))

    def _answer_partner(self, request: Request, reply: Reply) -> bool:
        """Whether the address holds a key that opens it. What no key opens is like any address with nothing at it."""
        found = self.partners.find(request.path)
        if isinstance(found, Answers):
            self._answer(found, request, reply)
        elif found:
            _send(reply, request, found.status, elsewhere(found))
        return found is not None

    def _nothing_there(self, request: Request, reply: Reply) -> None:
        path = request.path
        shorter = path.rstrip("/") or "/"
        if self.site.manifest is None:
            _send(reply, request, 503, _not_published_yet(path))
        elif shorter not in {path, "/"} and self.site.find(shorter):
            _send(reply, request, 308, message("Moved.", "text/plain; charset=utf-8", ("location", shorter)))
        elif not path.endswith("/") and self.site.find(f"{path}/"):
            # The front page of a language stands at "/de/", so that what it links to stands below it.
            _send(
                reply, request, 308, message("Moved.", "text/plain; charset=utf-8", ("location", f"{path}/"))
            )
        elif (plain := _without_language(path)) and self.site.find(plain):
            # The language was taken away, or is the first one by now.
            _send(reply, request, 308, message("Moved.", "text/plain; charset=utf-8", ("location", plain)))
        elif _is_api(path):
            everywhere = ("access-control-allow-origin", "*")
            _send(reply, request, 404, message('{"error":"not found"}', JSON, everywhere))
        elif page := self.site.not_found():
            answer = _representation(page, request)
            headers = [pair for pair in answer.headers if pair[0] not in {"etag", "cache-control"}]
            _send(reply, request, 404, ([*headers, ("cache-control", "no-store")], answer.body))
        else:
            _send(reply, request, 404, message(NO_SUCH_ADDRESS, "text/plain; charset=utf-8"))


def _representation(answers: Answers, request: Request) -> Answer:
    return answers.gzipped if takes_gzip(request.headers.get("accept-encoding") or "") else answers.plain


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """What an Accept-Encoding header says of gzip (RFC 9110, 12.5.3); a weight of zero is a no."""
    for offer in accepted.lower().split(","):
        coding, _, weight = offer.partition(";")
        if coding.strip() == "gzip":
            return weight.strip().removeprefix("q=").strip("0. ") != "" or not weight.strip()
    return False


def _not_published_yet(path: str) -> tuple[Headers, bytes]:
    retry = ("retry-after", "10")
    if _is_api(path):
        return message('{"error":"not published yet"}', JSON, retry)
    policy = f"default-src 'none'; style-src '{style_hash(STYLE)}'; frame-ancestors 'none'"
    return message(NOT_PUBLISHED_YET, HTML, retry, ("content-security-policy", policy))


def _without_language(path: str) -> str:
    """The address below the prefix of a language; empty when there is none."""
    found = LANGUAGE.fullmatch(path)
    return (found[1] or "/") if found else ""


def _is_api(path: str) -> bool:
    return path == "/api" or path.startswith("/api/")


def _send(reply: Reply, request: Request, status: int, content: tuple[Headers, bytes]) -> None:
    headers, body = content
    if request.method == "HEAD":
        reply.response_empty(status, headers)
    else:
        reply.response_bytes(status, headers, body)


application = Listener(data_folder() / "public", data_folder() / "partners")
