"""A logo as it was uploaded, made into one of ours: decoded, made smaller, and written anew as PNG.

What is written anew holds pixels and nothing else: no place and camera (EXIF), no second file behind the picture, and
no fault that another decoder might fall for.
"""

import io
import warnings

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from clarion.statuspage.public_look import Logo

FORMATS = ("PNG", "JPEG", "WEBP")
#: Bytes of a file, and pixels of a picture, that are read at all.
LARGEST_FILE = 2_000_000
MOST_PIXELS = 20_000_000
#: Pixels of ours; the page shows it at half of that, so that it is sharp on every screen.
BOX = (640, 96)
LARGEST_LOGO = 60_000
SHOWN_AT = 2

NOT_READ = "This file is not a picture that can be read. Choose a PNG, JPEG or WebP file."


def read_logo(uploaded: bytes, *, alt: str) -> Logo:
    """Raises ValidationError that says what to choose instead."""
    if len(uploaded) > LARGEST_FILE:
        raise ValidationError(f"The file has {len(uploaded) / 1e6:.1f} MB. Choose one of at most 2 MB.")
    picture = _decoded(uploaded)
    picture.thumbnail(BOX, Image.Resampling.LANCZOS)
    content = _written(picture)
    if len(content) > LARGEST_LOGO:
        content = _written(picture.quantize(256, method=Image.Quantize.FASTOCTREE))
    width, height = (max(1, round(side / SHOWN_AT)) for side in picture.size)
    return Logo(content, width, height, alt)


def _decoded(uploaded: bytes) -> Image.Image:
    # Decoders fail in many ways on broken files, and each means the same to whoever uploaded one. A bomb warns
    # before it bursts; here a warning is an error.
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            picture = Image.open(io.BytesIO(uploaded), formats=FORMATS)
        except Exception as error:
            raise ValidationError(NOT_READ) from error
        _must_be_small_enough(picture)
        try:
            return ImageOps.exif_transpose(picture).convert("RGBA")
        except Exception as error:
            raise ValidationError(NOT_READ) from error


def _must_be_small_enough(picture: Image.Image) -> None:
    """Asked before a pixel is decoded."""
    if picture.width * picture.height > MOST_PIXELS:
        raise ValidationError(
            f"The picture has {picture.width} × {picture.height} pixels. Choose one of at most 20 million;"
            f" {BOX[0]} × {BOX[1]} are enough."
        )


def _written(picture: Image.Image) -> bytes:
    # Pixels into a new picture: nothing that hung on the old one comes along.
    bare = Image.new(picture.mode, picture.size)
    if palette := picture.getpalette("RGBA"):
        bare.putpalette(palette, "RGBA")
    bare.paste(picture)
    stream = io.BytesIO()
    bare.save(stream, "PNG", optimize=True)
    return stream.getvalue()
