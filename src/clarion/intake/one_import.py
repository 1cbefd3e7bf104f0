"""One import at a time: two of the same files would both find nothing here, and both write.

Nobody else waits for it. The file keeps apart what runs on one machine; with PostgreSQL the database keeps apart machines. It
is let go of when its process ends, however that ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

#: Of PostgreSQL's advisory locks; no other part of Clarion takes one.
_KEY = 7_209_114


@contextmanager
def one_import() -> Iterator[None]:
    """Waits until no other import is running. Raises OSError when CLARION_DATA cannot be written."""
    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "import.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with _in_the_database():
            yield


@contextmanager
def _in_the_database() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_KEY])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEY])
