"""A web server on this machine that takes what channels send: what it was asked, and what it is told to answer."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answered:
    """`pieces` is sent one after the other, with a pause of so many seconds before each."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pieces: Any = (b"ok",)
    pause: float = 0.0


@dataclass
class Receiving:
    """It gives the answers of `answers` first, then 200. `most_at_once` is how many requests it had in hand."""

    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)
    proves: bool = False  # it sends the challenge back
    hangs: threading.Event = field(default_factory=threading.Event)
    takes: float = 0.0
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def address(self, host: str = "127.0.0.1", path: str = "/hook/secret-part") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def documents(self) -> list[Any]:
        return [asked.document for asked in self.asked]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 200

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked hung up, as it may."""


@contextmanager
def receiving(*, host: str = "0.0.0.0") -> Iterator[Receiving]:
    there = Receiving()
    there.hangs.set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with there.lock:
                there.asked.append(Asked(self.path, dict(self.headers), body))
                there.at_once += 1
                there.most_at_once = max(there.most_at_once, there.at_once)
                answer = there.answers.pop(0) if there.answers else Answered()
            if there.proves:
                word = json.loads(body)["challenge"]
                answer = Answered(pieces=(json.dumps({"challenge": word}).encode(),))
            time.sleep(there.takes)
            there.hangs.wait(10)
            with there.lock:
                there.at_once -= 1
            self.close_connection = True
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            for piece in answer.pieces:
                time.sleep(answer.pause)
                self.wfile.write(piece)

        def log_message(self, *args: Any) -> None:
            pass

    server = _Server((host, 0), Handler)
    there.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield there
    finally:
        there.hangs.set()
        server.shutdown()
        thread.join()
        server.server_close()
