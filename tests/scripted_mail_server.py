"""A mail server that does what a test says: refuse, hang, hang up, answer anything at any step. It speaks PIPELINING."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

HANG, DROP = b"hang", b"drop"


@dataclass
class ScriptedMailServer:
    """`says` maps a step (greeting, EHLO, MAIL, RCPT, DATA, content, RSET) or "RCPT address" to an answer, to HANG or to DROP.

    A list is taken from the front, then the step is answered as usual.
    """

    says: dict[str, bytes | list[bytes]] = field(default_factory=dict)
    offers: list[bytes] = field(default_factory=lambda: [b"PIPELINING", b"8BITMIME"])
    mails: list[Message] = field(default_factory=list)
    commands: list[bytes] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def answer(self, *steps: str, usual: bytes) -> bytes:
        for step in steps:
            said = self.says.get(step)
            if isinstance(said, list):
                if said:
                    return said.pop(0)
            elif said:
                return said
        return usual

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, Dropped):
            await self._say(writer, self.answer("greeting", usual=b"220 ready"))
            while line := await reader.readline():
                await self._command(line.rstrip(b"\r\n"), reader, writer)
        writer.close()

    async def _command(self, line: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.commands.append(line)
        word = line[:4].upper().decode()
        if word == "EHLO":
            lines = [b"test.example", *self.offers]
            usual = b"\r\n".join(b"250-" + each for each in lines[:-1]) + b"\r\n250 " + lines[-1]
            await self._say(writer, self.answer("EHLO", usual=usual))
        elif word == "RCPT":
            address = line.partition(b"<")[2].partition(b">")[0].decode()
            await self._say(writer, self.answer(f"RCPT {address}", "RCPT", usual=b"250 fine"))
        elif word == "DATA":
            answer = self.answer("DATA", usual=b"354 go on")
            await self._say(writer, answer)
            if answer.startswith(b"354"):
                await self._content(reader, writer)
        elif word == "QUIT":
            await self._say(writer, b"221 bye")
            raise Dropped
        else:
            await self._say(writer, self.answer(word, usual=b"250 fine"))

    async def _content(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        content = await reader.readuntil(b".\r\n")
        while content != b".\r\n" and not content.endswith(b"\r\n.\r\n"):
            content += await reader.readuntil(b".\r\n")
        for_nobody = content == b".\r\n"
        answer = b"554 no recipients" if for_nobody else self.answer("content", usual=b"250 taken")
        if answer.startswith(b"250"):
            self.mails.append(message_from_bytes(content[:-3].replace(b"\r\n..", b"\r\n.")))
        await self._say(writer, answer)

    async def _say(self, writer: asyncio.StreamWriter, answer: bytes) -> None:
        if answer == HANG:
            await asyncio.sleep(3600)
        if answer == DROP:
            raise Dropped
        writer.write(answer + b"\r\n")
        await writer.drain()


class Dropped(Exception):
    """The server hangs up."""


@contextmanager
def scripted_mail_server() -> Iterator[ScriptedMailServer]:
    server, loop = ScriptedMailServer(), asyncio.new_event_loop()
    listening = loop.run_until_complete(asyncio.start_server(server.talk, "127.0.0.1", 0, limit=2**20))
    server.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        listening.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()
