"""`clarion lsp` as an editor uses it: a real client, a real process, standard input and output."""

import asyncio
import sys
from contextlib import asynccontextmanager

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from clarion.cli.lsp_positions import At, Positions

BLAME = "The technician forgot a cable."
REWRITE = "The background jobs stopped after a race condition."


class Editor(LanguageClient):
    """A client that keeps what the server tells it."""

    def __init__(self):
        super().__init__("editor", "1")
        self.told = asyncio.Queue()
        self.shown = []

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def diagnosed(params):
            self.told.put_nowait(params)

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        def shown(params):
            self.shown.append(params.message)

    def open(self, uri, text):
        item = types.TextDocumentItem(uri, "markdown", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    async def diagnostics(self):
        return (await asyncio.wait_for(self.told.get(), 20)).diagnostics

    async def actions(self, uri, range_, only=None):
        context = types.CodeActionContext([], only=only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), range_, context)
        return await asyncio.wait_for(self.text_document_code_action_async(params), 20)


@asynccontextmanager
async def editor(folder, encodings=None):
    client = Editor()
    await client.start_io(sys.executable, "-m", "clarion.cli.main", "lsp", cwd=folder)
    general = types.GeneralClientCapabilities(position_encodings=encodings)
    await client.initialize_async(
        types.InitializeParams(types.ClientCapabilities(general=general), root_uri=folder.as_uri())
    )
    client.initialized(types.InitializedParams())
    try:
        yield client
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()


def test_findings_follow_the_text_as_it_is_typed(tmp_path):
    async def session():
        uri = (tmp_path / "postmortems" / "a.md").as_uri()
        async with editor(tmp_path) as client:
            client.open(uri, f"At 𠮷: {BLAME}\n")
            (blame,) = await client.diagnostics()
            assert (blame.code, blame.source) == ("blame", "clarion")
            # the character of the place takes two units of UTF-16
            assert blame.range == types.Range(types.Position(0, 7), types.Position(0, 28))
            blamed = types.Range(types.Position(0, 7), types.Position(0, 28))
            change = types.TextDocumentContentChangePartial(range=blamed, text="The timer ran out after")
            identifier = types.VersionedTextDocumentIdentifier(2, uri)
            client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
            assert not await client.diagnostics()
            client.text_document_did_close(
                types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
            )
            assert not await client.diagnostics()

    asyncio.run(session())


def test_missing_elements_and_severities_are_told(tmp_path):
    async def session():
        async with editor(tmp_path, ["utf-32"]) as client:
            client.open((tmp_path / "a.md").as_uri(), f"At 𠮷: {BLAME}\n")
            found = {each.code: each for each in await client.diagnostics()}
            assert found["blame"].range.start.character == 6
            assert found["blame"].severity is types.DiagnosticSeverity.Error
            assert found["missing/next_update"].severity is types.DiagnosticSeverity.Warning

    asyncio.run(session())


def test_a_rewrite_is_offered_and_gives_the_better_text(tmp_path):
    async def session():
        uri = (tmp_path / "a.md").as_uri()
        async with editor(tmp_path) as client:
            client.open(uri, REWRITE)
            found = [each for each in await client.diagnostics() if each.range.end.character]
            whole = types.Range(types.Position(0, 0), types.Position(0, len(REWRITE)))
            actions = await client.actions(uri, whole, [types.CodeActionKind.QuickFix])
            assert actions
            for action in actions:
                (edit,) = action.edit.changes[uri]
                assert action.diagnostics[0] in found
                assert edit.new_text in action.title or not edit.new_text
            end = types.Position(0, len(REWRITE))
            assert not await client.actions(uri, types.Range(end, end))

    asyncio.run(session())


def test_the_lexicon_of_the_folder_is_used_and_a_broken_one_told_once(tmp_path):
    async def session():
        (tmp_path / "clarion.toml").write_text('people = ["Quirin Obermoser"]')
        uri = (tmp_path / "a.md").as_uri()
        async with editor(tmp_path) as client:
            client.open(uri, "Quirin Obermoser restarted the import.")
            assert "leak" in {each.code for each in await client.diagnostics()}
            (tmp_path / "clarion.toml").write_text("peple = []  # misspelled")
            client.open(uri, "Quirin Obermoser restarted the import.")
            await client.diagnostics()
            client.open(uri, "Quirin Obermoser restarted the import.")
            await client.diagnostics()
            assert len(client.shown) == 1
            assert "clarion.toml:1: unknown key peple" in client.shown[0]

    asyncio.run(session())


@pytest.mark.parametrize(("encoding", "character"), [("utf-16", 3), ("utf-8", 5), ("utf-32", 2)])
def test_positions_count_in_the_units_agreed_on(encoding, character):
    positions = Positions("a\u2028b\r\n\rx𠮷y", encoding)
    assert positions.at(2) == At(0, {"utf-8": 4}.get(encoding, 2))
    assert positions.at(8) == At(2, character)
    assert positions.offset(2, character) == 8
    assert positions.offset(9, 9) == 9
    assert positions.offset(0, 99) == 5


def test_without_pygls_the_command_says_what_to_install(monkeypatch):
    from click.testing import CliRunner

    from clarion.cli.main import main

    monkeypatch.setitem(sys.modules, "pygls", None)
    done = CliRunner().invoke(main, ["lsp"])
    assert done.exit_code == 2
    assert "pip install 'clarion[lsp]'" in done.output
