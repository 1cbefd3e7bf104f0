"""A file that an admin handed in and has not imported yet: kept for a day, between its preview and the yes."""

import zlib
from datetime import datetime

from django.db import models

from clarion.accounts.people import Person


class ImportFile(models.Model):
    """In the database, so that the machine that shows the preview need not be the one that imports."""

    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    note = models.CharField(max_length=400)
    packed = models.BinaryField()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, content: bytes, *, name: str, note: str, by: Person, at: datetime) -> "ImportFile":
        return cls.objects.create(by=by, at=at, name=name[:200], note=note, packed=zlib.compress(content, 1))

    def content(self) -> bytes:
        return zlib.decompress(bytes(self.packed))
