"""The one way out for requests to addresses that somebody typed: webhooks and chats.

What an address may do is kept small. A name is looked up once, its numbers are checked, and what is connected to is a
number that was checked, so that a name cannot point inside between check and connection; the name stays in the request
and in the certificate. httpcore does one request and nothing else: it follows no redirect, asks no proxy of the
environment, keeps no cookie and unpacks no body. Time is capped as a whole, and so is what is read of an answer.

Many requests run at once in a loop of their own thread: a receiver that hangs holds one of the places, never all, since
one machine gets a few at most; what becomes known is handed over at once.
"""

import asyncio
import contextlib
import logging
import queue
import re
import socket
import ssl
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

import certifi
import httpcore
import httpx

from clarion.subscribers.channels.private_addresses import (
    Number,
    is_public,
    may_be_asked,
    may_be_reached,
)
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.channels.retry_after import LONGEST_PAUSE, seconds_in

log = logging.getLogger(__name__)

#: Seconds for one request, from the connection to the answer, and for the look-up of a name, from when it has begun.
DEADLINE, LOOK_UP = 10.0, 5.0
#: Seconds after which nothing new is begun: what is left of a batch stays for the next one, before another worker may
#: take it. Together with the deadline it is less than the minute for which a batch is taken.
PATIENCE = 40.0
#: Requests at once, at once to one machine, and at once to a service that is made for many.
AT_ONCE, PER_MACHINE, PER_SERVICE = 50, 4, 25
#: Look-ups at once of names in one domain, whose name servers are mostly the same.
PER_DOMAIN = 4
#: Bytes that are read of an answer: services say in it why they refuse.
READ = 4096
#: Numbers of a name that are tried, one after the other.
NUMBERS = 4
WAIT_A_MOMENT = "Clarion tries again."
#: A host, by name or by number.
_NAME = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")


class Refused(Exception):
    """The address leads inside, or to a port of something else than a web server, and that is not allowed."""


class Unknown(Exception):
    """Nobody knows the name."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One request. `headers` come on top of those that every request has."""

    address: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Errand[T]:
    """Letters that go one after the other, until one is not taken; `of` says what they belong to."""

    of: T
    letters: Sequence[Letter]


@dataclass(frozen=True, slots=True)
class Answer:
    """`words` is the beginning of the body, in lower-case names of `headers` the whole head."""

    status: int
    headers: Mapping[str, str]
    words: bytes


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is written to, as problems speak of them, and what their answers mean.

    `name` begins a sentence, `check` is the remedy where the address is wrong, `allow` where it leads inside;
    `private` names who may lie inside, `services` the hosts that are made for many requests at once. `shared` says of an
    answer whether its pause is meant for the whole server. `read` is how many bytes of an answer are read.
    """

    name: str
    check: str
    allow: str
    private: tuple[str, ...]
    judge: Callable[[Answer], Problem | None]
    services: frozenset[str] = frozenset()
    shared: Callable[[Answer], bool] = lambda _: False
    read: int = READ


type Hand[T] = Callable[[tuple[T, Problem | None]], None]


def exchange[T](
    errands: Sequence[Errand[T]], receiver: Receiver, *, patience: float | None = None
) -> Generator[tuple[T, Problem | None]]:
    """Run them all; each is yielded once its end is known, with what went wrong. Not yielded: there was no time to begin.

    Closing the iterator stops what still runs.
    """
    if not errands:
        return
    results: queue.SimpleQueue[tuple[T, Problem | None] | BaseException | None] = queue.SimpleQueue()
    loop = asyncio.new_event_loop()
    work = loop.create_task(
        _Road(receiver, PATIENCE if patience is None else patience).run(errands, results.put)
    )
    thread = threading.Thread(target=_drive, args=(loop, work, results.put), name="outgoing", daemon=True)
    thread.start()
    try:
        while (result := results.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        with contextlib.suppress(RuntimeError):  # the loop is closed already
            loop.call_soon_threadsafe(work.cancel)
        thread.join()


def ask(letter: Letter, receiver: Receiver) -> Answer | Problem:
    """One letter and its answer, whatever it says; a Problem when there was none."""
    answers: list[Answer] = []

    def kept(answer: Answer) -> None:
        answers.append(answer)

    problem = send(letter, replace(receiver, judge=kept))
    return problem or answers[0]


def send(letter: Letter, receiver: Receiver) -> Problem | None:
    """One letter; what went wrong, or None."""
    for _, problem in exchange([Errand(None, [letter])], receiver):
        return problem
    return _late(receiver)


def _drive(
    loop: asyncio.AbstractEventLoop, work: "asyncio.Task[None]", hand: Callable[[BaseException | None], None]
) -> None:
    try:
        loop.run_until_complete(work)
    except asyncio.CancelledError:
        pass
    except BaseException as error:  # noqa: BLE001 -- it belongs to the thread that waits for results
        hand(error)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        hand(None)


class _Road:
    """The way of one batch. Names are looked up once for all of it."""

    def __init__(self, receiver: Receiver, patience: float) -> None:
        self.receiver = receiver
        self.over_at = time.monotonic() + patience
        self.places = asyncio.Semaphore(AT_ONCE)
        self.of_machine: dict[Number, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(PER_MACHINE))
        self.of_service: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(PER_SERVICE))
        self.of_domain: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(PER_DOMAIN))
        #: Domains whose name servers did not answer. Threads still wait for them, so that no more are given to them.
        self.silent: set[str] = set()
        self.numbers: dict[tuple[str, int], asyncio.Task[list[Number]]] = {}
        self.paused: dict[str, float] = {}
        self.pools: dict[str, httpcore.AsyncConnectionPool] = {}
        self.left: Counter[str] = Counter()
        # Threads of its own: a name server that hangs must not hold up whoever else looks up names in this process.
        self.look_ups = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="look-up")

    async def run[T](self, errands: Sequence[Errand[T]], hand: Hand[T]) -> None:
        self.left = Counter(map(_server_of, errands))
        try:
            async with asyncio.TaskGroup() as group:
                for errand in errands:
                    group.create_task(self._run_one(errand, hand))
        finally:
            for look_up in self.numbers.values():
                look_up.cancel()
            self.look_ups.shutdown(wait=False, cancel_futures=True)
            for pool in self.pools.values():
                await pool.aclose()

    async def _run_one[T](self, errand: Errand[T], hand: Hand[T]) -> None:
        server = _server_of(errand)
        try:
            hand((errand.of, await self._deliver_in_order(errand, self._pool(server))))
        except _OutOfTime:
            pass
        except Exception:
            # A fault of ours with one receiver must not end the others' requests.
            log.exception("A request failed in a way that nobody thought of.")
            hand(
                (
                    errand.of,
                    Problem(f"{self.receiver.name} could not be asked.", "Look into the log of the worker."),
                )
            )
        self.left[server] -= 1
        if not self.left[server]:
            await self.pools.pop(server).aclose()

    async def _deliver_in_order[T](
        self, errand: Errand[T], pool: httpcore.AsyncConnectionPool
    ) -> Problem | None:
        """The first problem. Raises _OutOfTime when a letter was not begun."""
        for letter in errand.letters:
            if problem := await self._deliver(letter, pool):
                return problem
        return None

    def _pool(self, server: str) -> httpcore.AsyncConnectionPool:
        """The connections to one server, kept until its last letter. One pool for all would look through all at each letter."""
        if server not in self.pools:
            tls = _tls(certifi.where())
            self.pools[server] = httpcore.AsyncConnectionPool(tls, network_backend=_Checked(self))
        return self.pools[server]

    async def _deliver(self, letter: Letter, pool: httpcore.AsyncConnectionPool) -> Problem | None:
        """Raises _OutOfTime when it was not begun."""
        receiver = self.receiver
        try:
            url = read_address(letter.address)
            name = url.raw_host.decode("ascii")
            machine = (await self.look_up(name, _port(url)))[0]
        except ValueError:
            return Problem(f"{receiver.name} has an address that cannot be read.", receiver.check, final=True)
        except Refused as error:
            return Problem(f"{receiver.name} {error}.", receiver.allow, final=True)
        except Unknown as error:
            return Problem(f"The name of {_within(receiver.name)} is not known ({error}).", receiver.check)
        # First the place at the machine: whoever waits for it must not hold one of those that are for all.
        own = self.of_service[name] if name in receiver.services else self.of_machine[machine]
        async with own, self.places:
            if (pause := self.paused.get(name, 0) - time.monotonic()) > 0:
                return self._overloaded(timedelta(seconds=pause))
            if time.monotonic() > self.over_at:
                raise _OutOfTime
            return await self._ask(url, letter, pool)

    async def _ask(
        self, url: httpx.URL, letter: Letter, pool: httpcore.AsyncConnectionPool
    ) -> Problem | None:
        receiver = self.receiver
        try:
            async with asyncio.timeout(DEADLINE):
                answer = await _answer(url, letter, pool, read=receiver.read)
        except Refused as error:
            return Problem(f"{receiver.name} {error}.", receiver.allow, final=True)
        except (TimeoutError, httpcore.TimeoutException):
            return _late(receiver)
        except (OSError, ssl.SSLError, httpcore.NetworkError, httpcore.ProtocolError) as error:
            # Not the error's own words: they may hold the address, which is a secret.
            return Problem(f"{receiver.name} cannot be reached ({type(error).__name__}).", receiver.check)
        if receiver.shared(answer):
            name = url.raw_host.decode("ascii")
            until = time.monotonic() + (seconds_in(answer.headers) or 1)
            self.paused[name] = max(until, self.paused.get(name, 0))
        return receiver.judge(answer)

    def _overloaded(self, pause: timedelta) -> Problem:
        return Problem(
            f"{self.receiver.name} asks for a pause.", WAIT_A_MOMENT, pause=min(pause, LONGEST_PAUSE)
        )

    async def look_up(self, name: str, port: int) -> list[Number]:
        """The numbers that may be connected to. Raises Refused, Unknown, and _OutOfTime when it was not begun."""
        if (name, port) not in self.numbers:
            self.numbers[name, port] = asyncio.create_task(self._look_up(name, port))
        return await asyncio.shield(self.numbers[name, port])

    async def _look_up(self, name: str, port: int) -> list[Number]:
        domain = _domain_of(name)
        async with self.of_domain[domain]:
            if domain in self.silent or time.monotonic() > self.over_at:
                raise _OutOfTime
            try:
                found = await self._ask_name_server(name, port)
            except TimeoutError:
                self.silent.add(domain)
                raise Unknown("the name server does not answer") from None
            except (OSError, UnicodeError) as error:
                raise Unknown(getattr(error, "strerror", None) or "no such name") from error
        allowed = self.receiver.private
        numbers = [number for number in found if may_be_reached(number, name, allowed=allowed)]
        if not numbers:
            raise Refused("has a private address")
        if not may_be_asked(port, name, allowed=allowed):
            numbers = [number for number in numbers if not is_public(number)]
        if not numbers:
            raise Refused("has a port that is not for the web")
        return numbers

    async def _ask_name_server(self, name: str, port: int) -> list[Number]:
        """Raises TimeoutError, OSError, UnicodeError, and _OutOfTime when no thread became free.

        The time that a look-up waits for a thread, because other names hang, says nothing of this one.
        """
        loop, begun = asyncio.get_running_loop(), asyncio.Event()

        def look() -> list[Number]:
            loop.call_soon_threadsafe(begun.set)
            return _numbers(name, port)

        looking = loop.run_in_executor(self.look_ups, look)
        try:
            async with asyncio.timeout(self.over_at - time.monotonic()):
                await begun.wait()
        except TimeoutError:
            looking.cancel()
            raise _OutOfTime from None
        async with asyncio.timeout(LOOK_UP):
            return await looking


class _OutOfTime(Exception):
    """The batch has lasted long enough, or what it waits for is held up by others."""


class _Checked(httpcore.AsyncNetworkBackend):
    """Connects to the numbers of the batch and to no other: the only place from which a connection is made."""

    def __init__(self, road: _Road) -> None:
        self._road = road
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(  # noqa: PLR0917 -- httpcore calls it so
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,  # noqa: ASYNC109
        socket_options: object = None,
    ) -> httpcore.AsyncNetworkStream:  # fmt: skip
        numbers = (await self._road.look_up(host, port))[:NUMBERS]
        for number in numbers[:-1]:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._network.connect_tcp(str(number), port, timeout=DEADLINE / len(numbers))
        return await self._network.connect_tcp(str(numbers[-1]), port, timeout=timeout)

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)


def read_address(address: str) -> httpx.URL:
    """Raises ValueError for what is no address of a web server, or holds a user and a password."""
    try:
        url = httpx.URL(address.strip())
        name = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError) as error:
        raise ValueError("no address") from error
    if url.scheme not in {"http", "https"} or not _NAME.fullmatch(name) or url.userinfo:
        raise ValueError("no address of a web server")
    if not 1 <= _port(url) <= 65535:
        raise ValueError("no port")
    return url


async def _answer(url: httpx.URL, letter: Letter, pool: httpcore.AsyncConnectionPool, *, read: int) -> Answer:
    core_url = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    headers: list[tuple[bytes | str, bytes | str]] = [
        ("Host", url.netloc),
        *letter.headers.items(),
        ("Content-Length", str(len(letter.body))),
    ]
    limits = dict.fromkeys(("connect", "read", "write", "pool"), DEADLINE)
    async with pool.stream(
        letter.method, core_url, headers=headers, content=letter.body, extensions={"timeout": limits}
    ) as response:
        words = b""
        async for some in response.aiter_stream():
            words += some
            if len(words) >= read:
                break
        head = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
        return Answer(response.status, head, words[:read])


def _numbers(name: str, port: int) -> list[Number]:
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))


def _domain_of(name: str) -> str:
    """The end of the name, for which somebody answers: "a.hooks.example.com" is in "example.com"."""
    return ".".join(name.rstrip(".").split(".")[-2:])


def _server_of(errand: Errand[Any]) -> str:
    """Its name as it stands in the address; all that cannot be read is one."""
    try:
        return read_address(errand.letters[0].address).host
    except (ValueError, IndexError):
        return ""


def _port(url: httpx.URL) -> int:
    return url.port if url.port is not None else 443 if url.scheme == "https" else 80


def _late(receiver: Receiver) -> Problem:
    return Problem(f"{receiver.name} did not answer within {DEADLINE:g} seconds.", WAIT_A_MOMENT)


def _within(name: str) -> str:
    """As it stands inside a sentence: "the chat server"; "Slack" stays."""
    return name[0].lower() + name[1:] if name.startswith("The ") else name


@lru_cache(maxsize=1)
def _tls(certificates: str) -> ssl.SSLContext:
    """Those whom the system trusts, a company's own included, and those of the file."""
    context = ssl.create_default_context()
    context.load_verify_locations(certificates)
    return context
