"""`clarion postmortem export`: a post-mortem as a file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clarion.postmortems.document import Document


@click.command()
@click.argument("reference")
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "pdf", "json"]),
    help="Default: the ending of --output, else md.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write. Default: standard output.",
)
@click.option(
    "--version",
    type=click.IntRange(1, 10**9),
    help="A kept version by its number. Default: as it reads now, or as it was agreed.",
)
@click.option(
    "--as", "email", help="E-mail of the person who reads. Default: CLARION_PERSON, else the first admin."
)
def export(
    reference: str, form: str | None, output: Path | None, version: int | None, email: str | None
) -> None:
    """Write the post-mortem REFERENCE (PM-7) as Markdown, HTML, PDF or JSON."""
    from clarion.cli.acting import acting_person, start_django

    start_django()
    from clarion.accounts.permission import NotAllowed, require
    from clarion.accounts.roles import Act
    from clarion.postmortems.exports.forms import FORMS, file_of
    from clarion.postmortems.exports.pdf import PdfNotInstalled

    try:
        require(acting_person(email), Act.SEE)
        document = _document(reference, version)
        ending = output.suffix[1:].lower() if output else ""
        written = file_of(document, form or (ending if ending in FORMS else "md"))
    except (NotAllowed, PdfNotInstalled) as error:
        raise click.ClickException(str(error)) from error
    if output is None:
        click.echo(written, nl=False)
        return
    try:
        output.write_bytes(written)
    except OSError as error:
        raise click.ClickException(f"--output: {output} cannot be written ({error.strerror}).") from error
    click.echo(f"Wrote {document.reference}, {len(written):,} bytes, to {output}.", err=True)


def _document(reference: str, version: int | None) -> "Document":
    """Raises ClickException."""
    from clarion.incidents.references import number_in
    from clarion.postmortems.exports.agreed import document_to_read
    from clarion.postmortems.exports.kept import document_of
    from clarion.postmortems.postmortem import PostMortem

    found = PostMortem.objects.filter(pk=number_in(reference.strip(), "PM-") or 0).first()
    if found is None:
        raise click.ClickException(f"There is no post-mortem {reference}. Write its number, as PM-7.")
    if version is None:
        return document_to_read(found)
    kept = found.versions.filter(number=version).first()
    if kept is None:
        raise click.ClickException(f"--version: {found.reference} has no version {version}.")
    return document_of(kept.content)
