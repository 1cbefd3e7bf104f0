"""`clarion lsp`: the review in an editor, over standard input and output."""

import click


@click.command()
def lsp() -> None:
    """Speak the language server protocol: findings while one types, rewrites as quick fixes.

    Started by an editor. Needs the extra: pip install 'clarion[lsp]'.
    """
    try:
        import pygls  # noqa: F401 - only to say plainly what is missing
    except ImportError as error:
        raise NeedsExtra(
            "The language server needs pygls. Install it with: pip install 'clarion[lsp]'"
        ) from error
    from clarion.cli.lsp_server import server

    server().start_io()


class NeedsExtra(click.ClickException):
    """A package of an extra is not installed; the message says how to install it."""

    exit_code = 2
