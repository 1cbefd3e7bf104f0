"""Pictures as people upload them."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def a_picture(
    size: tuple[int, int] = (200, 60), *, form: str = "PNG", mode: str = "RGB", **options: Any
) -> bytes:
    """A picture of one colour in that format."""
    stream = io.BytesIO()
    Image.new(mode, size, "#1f5fbf").save(stream, form, **options)
    return stream.getvalue()


def an_upload(content: bytes | None = None, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_picture() if content is None else content, content_type="image/png")
