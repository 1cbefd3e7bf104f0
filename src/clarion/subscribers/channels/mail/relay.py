"""The mail server as this process uses it: some connections that stay open from batch to batch.

An event loop carries many letters at once in the one thread that sends mail. It runs only while somebody waits for results; meanwhile
answers wait in the sockets. What a lost connection had in hand goes out over another one, unless the server may have it already: that
letter is tried later, under the same Message-ID.
"""

import asyncio
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from clarion.subscribers.channels.mail.letter import Letter
from clarion.subscribers.channels.mail.smtp import Connection, Following, Lost, Outcome, Rejected, Server
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.parcels import ChannelDown

#: Times that a lane may lose its connection in a row, with nothing carried between, before it gives up.
LOSSES = 3
#: Results after which, and seconds after which, the caller gets what is there.
ENOUGH, TICK = 25, 0.1
#: Seconds after which an idle connection is not trusted any more; servers close them after a minute or some.
IDLE = 30.0

CHECK = "Check CLARION_SMTP_URL, and that the server runs."
CHECK_SIGN_IN = "Check user, password and sender in CLARION_SMTP_URL and CLARION_MAIL_FROM."


class Carried(NamedTuple):
    """`outcome` None: the connection was lost while the server may have had the letter; `lost` says how."""

    letter: Letter
    outcome: Outcome | None
    lost: str = ""


class Relay:
    """Used by one thread at a time."""

    def __init__(self, server: Server, *, sender: str, name: str, connections: int) -> None:
        self.server, self.sender, self.name, self.most = server, sender, name, connections
        self.loop = _new_loop()
        self.idle: list[tuple[Connection, float]] = []
        self.busy: set[Connection] = set()
        self.done: deque[Carried] = deque()
        self.again: deque[Letter] = deque()
        self.returned: set[int] = set()
        self.trouble: Problem | None = None
        self.took_at: float | None = None

    def carry(self, letters: Iterable[Letter], *, number: int) -> Generator[Carried]:
        """Each letter with the server's answer, as soon as it is there. Raises ChannelDown when the server cannot be used.

        `number`: how many letters there are at most; no more connections are opened.
        """
        source = iter(letters)
        self.trouble, self.returned = None, set()

        def following() -> Letter | None:
            return self.again.popleft() if self.again else next(source, None)

        work = self.loop.create_task(self._work(following, lanes=min(self.most, number)))
        work.add_done_callback(lambda _: self.loop.stop())
        try:
            while not work.done():
                tick = self.loop.call_later(TICK, self.loop.stop)
                self.loop.run_forever()
                tick.cancel()
                yield from self._results()
            work.result()
            yield from self._results()
            left = following()
        finally:
            self._break_off(work)
        if left is not None:
            raise ChannelDown(self.trouble or Problem("The mail server does not answer.", CHECK))

    def took_since(self, moment: float) -> bool:
        """Whether the server took a letter since then, a moment of `time.monotonic`."""
        return self.took_at is not None and self.took_at >= moment

    def close(self) -> None:
        for connection, _ in self.idle:
            connection.close()
        self.idle = []
        # What was closed politely gets a moment to say goodbye; TLS does so, too.
        self._finish(self.loop.create_task(asyncio.sleep(0.05)))
        self.loop.close()

    def _results(self) -> Iterator[Carried]:
        while self.done:
            yield self.done.popleft()

    def _break_off(self, work: "asyncio.Task[None]") -> None:
        """Where the caller wants no more: what is under way comes to nothing here, and is tried again later."""
        if not work.done():
            work.cancel()
            self._finish(work)
        self.done.clear()
        self.again.clear()

    def _finish(self, task: "asyncio.Task[None]") -> None:
        """A stop of the loop that was asked for before may still be due, and would end this run too early."""
        while not task.done():
            with suppress(asyncio.CancelledError, RuntimeError):
                self.loop.run_until_complete(task)

    async def _work(self, following: Following, *, lanes: int) -> None:
        """All lanes until there is no letter left, or none of them gets on."""
        watch = asyncio.create_task(self._watch())
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(lanes):
                    group.create_task(self._lane(following))
        finally:
            watch.cancel()

    async def _lane(self, following: Following) -> None:
        losses = 0
        while losses < LOSSES:
            first = following()
            if first is None:
                return
            self.again.appendleft(first)
            try:
                connection = await self._connection()
            except (OSError, Lost, Rejected) as error:
                self.trouble = _problem(error, self.server)
                return
            before = connection.carried
            try:
                await connection.carry(following, self._hand_over)
            except Lost as error:
                self.trouble = _problem(error, self.server)
                self._lost(connection, error)
                losses = 0 if connection.carried > before else losses + 1
            except Rejected as error:
                self.trouble = _problem(error, self.server)
                self.again.extend(connection.hands)
                connection.close()
                return
            else:
                self.idle.append((connection, self.loop.time()))
                return
            finally:
                self.busy.discard(connection)
                if connection.hands:
                    connection.wire.abort("broken off")

    async def _connection(self) -> Connection:
        """One that is open, else a new one. Raises OSError (TimeoutError with it), Lost, Rejected."""
        while self.idle:
            connection, since = self.idle.pop()
            if connection.is_open and self.loop.time() - since < IDLE:
                self.busy.add(connection)
                return connection
            connection.close()
        connection = Connection(self.server, self.sender, self.name)
        try:
            await connection.open()
        except BaseException:
            connection.wire.abort("it could not be used")
            raise
        self.busy.add(connection)
        return connection

    def _hand_over(self, letter: Letter, outcome: Outcome) -> None:
        self.done.append(Carried(letter, outcome))
        if outcome.answer.is_yes:
            self.took_at = time.monotonic()
        if len(self.done) >= ENOUGH:
            self.loop.stop()

    def _lost(self, connection: Connection, error: Lost) -> None:
        """Its letters go out by another lane, once each; the one that the server may have is not repeated at once."""
        hands = list(connection.hands)
        connection.hands.clear()
        if hands and (connection.on_its_way or hands[0].parcel.delivery in self.returned):
            self.done.append(Carried(hands.pop(0), None, str(error)))
        elif hands:
            self.returned.add(hands[0].parcel.delivery)
        self.again.extend(hands)

    async def _watch(self) -> None:
        """Break connections off whose server lets us wait."""
        while True:
            await asyncio.sleep(min(0.5, self.server.timeout / 4))
            for connection in list(self.busy):
                if connection.wire.waits_since(self.loop.time()) > self.server.timeout:
                    connection.wire.abort(f"it did not answer within {self.server.timeout:g} seconds")


def _problem(error: OSError | Lost | Rejected, server: Server) -> Problem:
    if isinstance(error, Rejected):
        return Problem(f"The mail server refuses to work ({error.answer}).", CHECK_SIGN_IN)
    if isinstance(error, TimeoutError):
        return Problem(f"The mail server did not answer within {server.timeout:g} seconds.", CHECK)
    if isinstance(error, OSError):
        reason = error.strerror or str(error) or type(error).__name__
        return Problem(f"The mail server cannot be reached ({reason[:160]}).", CHECK)
    return Problem(f"The connection to the mail server was lost ({str(error)[:160]}).", CHECK)


def _new_loop() -> asyncio.AbstractEventLoop:
    """Uvloop where it is installed: a third less time per letter."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()
