"""The language server: problems as diagnostics whenever a text changes, rewrites as quick fixes.

Nothing is kept between messages but the open texts and the lexicon: a review takes a millisecond.
"""

from importlib.metadata import version
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from clarion.cli.lsp_positions import Positions
from clarion.review import Lexicon, Review, Severity, review
from clarion.review.fixes import fix
from clarion.review.formats.report import Problem, Reviewed, problems_of
from clarion.review.guess import Guess, UnknownName, guess
from clarion.review.lexicon_file import LexiconError, found_upwards, read_lexicon
from clarion.review.message import Audience, Kind

_SEVERITIES = {
    Severity.BLOCK: types.DiagnosticSeverity.Error,
    Severity.WARN: types.DiagnosticSeverity.Warning,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.clarion"


class ReviewServer(LanguageServer):
    """Keeps the lexicon of each folder, with the time of its file, and what was said about a broken one."""

    def __init__(self) -> None:
        super().__init__("clarion", version("clarion"))
        self._lexicons: dict[Path, tuple[int, Lexicon | None]] = {}

    def lexicon(self, folder: Path) -> Lexicon | None:
        """Return the lexicon that lies in `folder` or above it. A broken one is told once, and none is used."""
        file = found_upwards(folder)
        if file is None:
            return None
        changed = file.stat().st_mtime_ns
        known = self._lexicons.get(file)
        if known is None or known[0] != changed:
            try:
                known = changed, read_lexicon(file)
            except (LexiconError, OSError) as error:
                known = changed, None
                said = types.ShowMessageParams(types.MessageType.Error, f"clarion: {error}")
                self.window_show_message(said)
            self._lexicons[file] = known
        return known[1]

    def reviewed(self, document: TextDocument) -> Reviewed:
        text, path = document.source, uris.to_fs_path(document.uri) or ""
        guessed = _guessed(path, text)
        return Reviewed(
            path, text, guessed.audience, guessed.kind, guessed.why, self.look(text, guessed, path)
        )

    def look(self, text: str, guessed: Guess, path: str) -> Review:
        lexicon = self.lexicon(Path(path).parent) if path else None
        return review(text, audience=guessed.audience, kind=guessed.kind, lexicon=lexicon)

    def fixed(self, document: TextDocument) -> str:
        """Return the text with all its safe rewrites."""
        path = uris.to_fs_path(document.uri) or ""
        guessed = _guessed(path, document.source)
        return fix(document.source, lambda text: self.look(text, guessed, path)).text

    def publish(self, uri: str) -> None:
        document = self.workspace.get_text_document(uri)
        positions = self.positions(document)
        problems = problems_of(self.reviewed(document))
        found = [_diagnostic(problem, positions) for problem in problems]
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, found, version=document.version)
        )

    def positions(self, document: TextDocument) -> Positions:
        kind = self.workspace.position_encoding
        return Positions(document.source, str(getattr(kind, "value", kind) or "utf-16"))


def server() -> ReviewServer:
    """Return a server with its handlers, ready to be started."""
    made = ReviewServer()

    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        made.publish(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        made.publish(params.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        made.text_document_publish_diagnostics(types.PublishDiagnosticsParams(params.text_document.uri, []))

    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]

    @made.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        return _actions(made, params)

    return made


def _guessed(path: str, text: str) -> Guess:
    """A wrong name in front matter is most often one that is still being typed: the path decides until it is right."""
    try:
        return guess(path, text)
    except UnknownName:
        return guess(path, "") if path else Guess(Audience.PUBLIC, Kind.PROGRESS, "")


def _diagnostic(problem: Problem, positions: Positions) -> types.Diagnostic:
    return types.Diagnostic(
        _range(problem.start, problem.end, positions),
        problem.message,
        severity=_SEVERITIES[problem.severity],
        code=problem.rule,
        source="clarion",
    )


def _actions(server: ReviewServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return the rewrites of what is in the range, and one action for all safe rewrites of the text."""
    document = server.workspace.get_text_document(params.text_document.uri)
    positions = server.positions(document)
    start = positions.offset(params.range.start.line, params.range.start.character)
    end = positions.offset(params.range.end.line, params.range.end.character)
    found = [
        _rewrite(problem, document.uri, positions)
        for problem in problems_of(server.reviewed(document))
        if problem.suggestion is not None and problem.start <= end and start <= problem.end
    ]
    fixed = server.fixed(document)
    if fixed != document.source:
        edit = types.TextEdit(_range(0, len(document.source), positions), fixed)
        found.append(_action("Apply all safe rewrites", FIX_ALL, document.uri, edit))
    only = params.context.only
    return [action for action in found if not only or any(_of_kind(action, str(kind)) for kind in only)]


def _of_kind(action: types.CodeAction, asked: str) -> bool:
    """Kinds are hierarchical: "source.fixAll" asks for "source.fixAll.clarion" too."""
    kind = str(getattr(action.kind, "value", action.kind))
    asked = str(getattr(asked, "value", asked))
    return kind == asked or kind.startswith(asked + ".")


def _rewrite(problem: Problem, uri: str, positions: Positions) -> types.CodeAction:
    title = f"Write “{problem.suggestion}”" if problem.suggestion else f"Take out “{problem.quote}”"
    edit = types.TextEdit(_range(problem.start, problem.end, positions), problem.suggestion or "")
    action = _action(title, types.CodeActionKind.QuickFix, uri, edit)
    action.diagnostics = [_diagnostic(problem, positions)]
    action.is_preferred = problem.safe
    return action


def _action(title: str, kind: str, uri: str, edit: types.TextEdit) -> types.CodeAction:
    return types.CodeAction(title, kind=kind, edit=types.WorkspaceEdit(changes={uri: [edit]}))


def _range(start: int, end: int, positions: Positions) -> types.Range:
    return types.Range(types.Position(*positions.at(start)), types.Position(*positions.at(end)))
