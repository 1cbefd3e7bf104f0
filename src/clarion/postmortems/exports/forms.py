"""The four forms in which a post-mortem leaves Clarion, by the ending of their file."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from clarion.postmortems.document import Document
from clarion.postmortems.exports.html import as_html
from clarion.postmortems.exports.json_file import as_json_file
from clarion.postmortems.exports.markdown import as_markdown
from clarion.postmortems.exports.pdf import as_pdf


@dataclass(frozen=True)
class Form:
    """`words` say what it is good for; `write` makes the file."""

    name: str
    words: str
    content_type: str
    write: Callable[[Document], str | bytes]


FORMS = {
    "pdf": Form("PDF", "typeset, to print and to hand on", "application/pdf", as_pdf),
    "html": Form("HTML", "one file that any browser shows", "text/html; charset=utf-8", as_html),
    "md": Form("Markdown", "for repositories and wikis", "text/markdown; charset=utf-8", as_markdown),
    "json": Form("JSON", "everything, for programs", "application/json", as_json_file),
}


def file_of(document: Document, form: str) -> bytes:
    """The bytes of the file. Raises PdfNotInstalled where it is a PDF that cannot be made."""
    made = FORMS[form].write(document)
    return made.encode() if isinstance(made, str) else made


def file_name(document: Document, form: str) -> str:
    """PM-7-card-payments-fail.pdf: letters and digits of ASCII only, so that every system keeps it."""
    words = re.findall(r"[a-z0-9]+", document.title.lower())
    short = "-".join(words)[:60].rstrip("-")
    return f"{document.reference}{'-' if short else ''}{short}.{form}"
