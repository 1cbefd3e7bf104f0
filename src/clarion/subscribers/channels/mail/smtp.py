"""One connection to a mail server: SMTP as RFC 5321 says, with PIPELINING (RFC 2920) where the server offers it.

Measured before it was written: building on smtplib costs a wait for each command, and a library of coroutines a task for each.
With pipelining the end of one letter and the beginning of the next travel together, so that a letter costs one wait.
"""

import asyncio
import base64
import re
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, cast

from clarion.subscribers.channels.mail.letter import Letter

ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\S)")
#: Bytes of answers that are kept while nobody reads them; no honest server sends so many.
LONGEST_ANSWER = 64 * 1024


class Tls(StrEnum):
    NONE = "none"
    STARTTLS = "starttls"
    FROM_THE_START = "smtps"


@dataclass(frozen=True)
class Server:
    """`timeout`: seconds to wait for one answer."""

    host: str
    port: int
    tls: Tls = Tls.NONE
    user: str = ""
    password: str = ""
    timeout: float = 10.0


class Answer(NamedTuple):
    code: int
    words: str

    @property
    def is_yes(self) -> bool:
        return 200 <= self.code < 300

    @property
    def is_final(self) -> bool:
        return self.code >= 500

    @property
    def status(self) -> str:
        """The enhanced status code (RFC 3463), "5.1.1"; empty where the server gives none."""
        found = ENHANCED.match(self.words)
        return found[0] if found else ""

    def __str__(self) -> str:
        return f"{self.code} {self.words[:120]}".strip()


class Lost(Exception):
    """The connection ended, or the server does not answer; the message says which."""


class Rejected(Exception):
    """The server does not want to work with us at all: greeting, TLS, sign-in or sender."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer))
        self.answer = answer


class Outcome(NamedTuple):
    """`of_recipient`: it is the answer about the address, not about the letter."""

    answer: Answer
    of_recipient: bool = False


Following = Callable[[], Letter | None]
HandOver = Callable[[Letter, Outcome], None]

NOT_INTERNATIONAL = Outcome(
    Answer(553, "5.6.7 the server takes no international addresses"), of_recipient=True
)


class Wire(asyncio.Protocol):
    """Bytes in, answers out. `failed` says why there will be no more."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.buffer = b""
        self.lines: list[str] = []
        self.answers: deque[Answer] = deque()
        self.waiter: asyncio.Future[None] | None = None
        self.waiting_since = 0.0
        self.failed = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self.fail(str(exc or "") or "the server closed the connection")

    def fail(self, why: str) -> None:
        self.failed = self.failed or why
        self._wake()

    def data_received(self, data: bytes) -> None:
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        for line in lines:
            self._line(line.rstrip(b"\r").decode("utf-8", "replace"))
        if len(self.buffer) > LONGEST_ANSWER or len(self.lines) > 500:
            self.abort("the server's answer does not end")
        if self.answers:
            self._wake()

    def _line(self, line: str) -> None:
        code, more, words = line[:3], line[3:4], line[4:]
        if not (code.isascii() and code.isdigit() and len(code) == 3):
            self.abort("the server does not speak SMTP")
            return
        self.lines.append(words)
        if more != "-":
            self.answers.append(Answer(int(code), "\n".join(self.lines)))
            self.lines = []

    def _wake(self) -> None:
        if self.waiter and not self.waiter.done():
            self.waiter.set_result(None)

    def write(self, data: bytes) -> None:
        if self.transport is not None and not self.failed:
            self.transport.write(data)

    async def answer(self) -> Answer:
        """The next answer, in the order of the commands. Raises Lost."""
        while not self.answers:
            if self.failed:
                raise Lost(self.failed)
            loop = asyncio.get_running_loop()
            self.waiter, self.waiting_since = loop.create_future(), loop.time()
            await self.waiter
            self.waiter = None
        found = self.answers.popleft()
        if found.code == 421:
            self.abort(f"the server ends the connection ({found})")
            raise Lost(self.failed)
        return found

    def waits_since(self, now: float) -> float:
        """Seconds for which an answer has been waited for."""
        waits = self.waiter is not None and not self.waiter.done()
        return now - self.waiting_since if waits else 0.0

    def abort(self, why: str) -> None:
        self.fail(why)
        if self.transport is not None:
            self.transport.abort()


class Connection:
    """Open, carry letters one after the other, keep for the next batch."""

    def __init__(self, server: Server, sender: str, name: str) -> None:
        """`sender` is the envelope's; `name` is how this machine introduces itself."""
        self.server, self.sender, self.name = server, sender, name
        self.wire = Wire()
        self.offers: dict[str, str] = {}
        self.hands: deque[Letter] = deque()
        self.carried = 0
        self.on_its_way = False

    async def open(self) -> None:
        """Connect, encrypt and sign in as the server's address says. Raises OSError, Lost, Rejected."""
        server, loop = self.server, asyncio.get_running_loop()
        secure = ssl.create_default_context() if server.tls != Tls.NONE else None
        direct = secure if server.tls == Tls.FROM_THE_START else None
        async with asyncio.timeout(server.timeout):
            await loop.create_connection(lambda: self.wire, server.host, server.port, ssl=direct)
            _yes(await self.wire.answer())
            await self._hello()
            if server.tls == Tls.STARTTLS:
                await self._start_tls(cast("ssl.SSLContext", secure))
            if server.user:
                await self._sign_in()

    async def _hello(self) -> None:
        self.wire.write(f"EHLO {self.name}\r\n".encode("ascii"))
        answer = await self.wire.answer()
        if not answer.is_yes:
            self.wire.write(f"HELO {self.name}\r\n".encode("ascii"))
            answer = _yes(await self.wire.answer())
        lines = answer.words.split("\n")[1:]
        self.offers = {word.upper(): rest for word, _, rest in (line.partition(" ") for line in lines)}

    async def _start_tls(self, context: ssl.SSLContext) -> None:
        self.wire.write(b"STARTTLS\r\n")
        _yes(await self.wire.answer())
        if self.wire.buffer or self.wire.answers:
            # Whatever came in the clear behind the yes may be somebody else's (RFC 3207, CVE-2011-0411).
            self.wire.abort("the server sent something between STARTTLS and encryption")
            raise Lost(self.wire.failed)
        loop, plain = asyncio.get_running_loop(), cast("asyncio.Transport", self.wire.transport)
        self.wire.transport = await loop.start_tls(
            plain, self.wire, context, server_hostname=self.server.host
        )
        await self._hello()

    async def _sign_in(self) -> None:
        user, password = self.server.user.encode(), self.server.password.encode()
        offered = self.offers.get("AUTH", "").upper().split()
        if "PLAIN" in offered or "LOGIN" not in offered:
            self.wire.write(b"AUTH PLAIN " + base64.b64encode(b"\0" + user + b"\0" + password) + b"\r\n")
        else:
            self.wire.write(b"AUTH LOGIN\r\n")
            for secret in (user, password):
                if (asked := await self.wire.answer()).code != 334:
                    raise Rejected(asked)
                self.wire.write(base64.b64encode(secret) + b"\r\n")
        _yes(await self.wire.answer())

    @property
    def is_open(self) -> bool:
        return self.wire.transport is not None and not self.wire.failed

    async def carry(self, following: Following, hand_over: HandOver) -> None:
        """Letter by letter until there is no more.

        Raises Lost, and Rejected when the server does not want this sender. Then `hands` are the letters that were begun and not
        answered, and `on_its_way` says whether the server may have the first of them.
        """
        self._take(following)
        begun = False
        while self.hands:
            letter = self.hands[0]
            if not self._can_take(letter):
                hand_over(letter, NOT_INTERNATIONAL)
                self._next(following)
                begun = False
                continue
            begun = await self._one(letter, following, hand_over, begun=begun)

    def _take(self, following: Following) -> None:
        if letter := following():
            self.hands.append(letter)

    def _next(self, following: Following) -> None:
        """Done with the first one; another, unless it is in hand already."""
        self.hands.popleft()
        if not self.hands:
            self._take(following)

    async def _one(self, letter: Letter, following: Following, hand_over: HandOver, *, begun: bool) -> bool:
        """Carry one; whether the envelope of the next is under way already."""
        mail, rcpt, data = await self._envelope(letter, begun=begun)
        if mail.is_final:
            raise Rejected(mail)
        if not (mail.is_yes and rcpt.is_yes and data.code == 354):
            await self._start_anew(data)
            refusal = rcpt if mail.is_yes and not rcpt.is_yes else data if mail.is_yes else mail
            hand_over(letter, Outcome(refusal, of_recipient=refusal is rcpt))
            self._next(following)
            return False
        self._take(following)
        together = self.pipelines and len(self.hands) > 1 and self._can_take(self.hands[1])
        self.on_its_way = True
        self.wire.write(_ended(letter.content) + (self._commands(self.hands[1]) if together else b""))
        answer = await self.wire.answer()
        self.on_its_way = False
        self.carried += answer.is_yes
        hand_over(letter, Outcome(answer))
        self._next(following)
        return together

    async def _start_anew(self, data: Answer) -> None:
        """After a refusal. A server that takes no recipient may still wait for a letter: an empty one (RFC 2920, 3.1)."""
        if data.code == 354:
            self.wire.write(b".\r\n")
            await self.wire.answer()
        self.wire.write(b"RSET\r\n")
        await self.wire.answer()

    def _can_take(self, letter: Letter) -> bool:
        return not letter.international or "SMTPUTF8" in self.offers

    @property
    def pipelines(self) -> bool:
        return "PIPELINING" in self.offers

    async def _envelope(self, letter: Letter, *, begun: bool) -> tuple[Answer, Answer, Answer]:
        if not self.pipelines:
            return await self._step_by_step(letter)
        if not begun:
            self.wire.write(self._commands(letter))
        return await self.wire.answer(), await self.wire.answer(), await self.wire.answer()

    async def _step_by_step(self, letter: Letter) -> tuple[Answer, Answer, Answer]:
        """Each command after the yes to the one before; what was not asked counts as refused."""
        answers: list[Answer] = []
        for command in self._commands(letter).splitlines(keepends=True):
            self.wire.write(command)
            answers.append(await self.wire.answer())
            if answers[-1].code >= 400:
                break
        answers += [Answer(503, "not asked")] * 2
        return answers[0], answers[1], answers[2]

    def _commands(self, letter: Letter) -> bytes:
        parameters = b" SMTPUTF8" if letter.international else b""
        if letter.international and "8BITMIME" in self.offers:
            parameters += b" BODY=8BITMIME"
        sender = self.sender.encode()
        return b"MAIL FROM:<%b>%b\r\nRCPT TO:<%b>\r\nDATA\r\n" % (sender, parameters, letter.recipient)

    def close(self) -> None:
        """Politely where nothing is under way."""
        if self.is_open and not self.on_its_way:
            self.wire.write(b"QUIT\r\n")
        if self.wire.transport is not None:
            self.wire.transport.close()


def _ended(content: bytes) -> bytes:
    """The content as it travels: no line of it is the end (RFC 5321, 4.5.2)."""
    if b"\r\n." in content:
        content = content.replace(b"\r\n.", b"\r\n..")
    return content + (b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n")


def _yes(answer: Answer) -> Answer:
    if not answer.is_yes:
        raise Rejected(answer)
    return answer
