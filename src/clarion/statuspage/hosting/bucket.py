"""A copy in a bucket of S3-compatible object storage (extra `[s3]`).

The client is obstore: one compiled wheel without dependencies (16 MB; boto3 brings five packages and 37 MB), typed,
threads that really run side by side, and the credentials of the environment, of a machine's role or of a
web identity as AWS names them.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from clarion.statuspage.answers import CACHING
from clarion.statuspage.blobs import Blobs, unpack
from clarion.statuspage.hosting.names import NOTES, Piece, object_key
from clarion.statuspage.hosting.target import NotCopied

if TYPE_CHECKING:
    from obstore.store import S3Config, S3Store

#: Uploads at the same time.
SIDE_BY_SIDE = 16
JSON = "application/json; charset=utf-8"


class Bucket:
    """A target for `copying.bring_up_to_date`. Object storage has one answer per address, whatever is accepted.

    So pages, which browsers read, are stored gzipped; data and feeds as they are, because programs often do not ask
    for gzip and would not unpack it.
    """

    def __init__(self, address: str, *, endpoint: str | None = None, region: str | None = None) -> None:
        """`address` is s3://bucket/prefix. Raises NotCopied."""
        self.address = address.rstrip("/")
        self._store = _store(self.address, endpoint, region)

    def note(self, name: str) -> bytes | None:
        import obstore

        try:
            with self._told():
                return bytes(obstore.get(self._store, f"{NOTES}/{name}").bytes())
        except FileNotFoundError:
            return None

    def keep_note(self, name: str, content: bytes) -> None:
        self._put(f"{NOTES}/{name}", content, JSON)

    def drop_note(self, name: str) -> None:
        self._delete([f"{NOTES}/{name}"])

    def put(self, pieces: list[Piece], blobs: Blobs) -> None:
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            for _ in pool.map(lambda piece: self._put_piece(piece, blobs), pieces):
                """A failure is raised here."""

    def put_beside(self, name: str, content: bytes) -> None:
        self._put(name, content, JSON if name.endswith(".json") else "text/plain; charset=utf-8")

    def remove(self, pieces: list[Piece]) -> None:
        self._delete([object_key(piece) for piece in pieces])

    def _put_piece(self, piece: Piece, blobs: Blobs) -> None:
        gzipped = blobs.read_gzipped(piece.blob)
        if piece.is_page:
            self._put(object_key(piece), gzipped, piece.content_type, caching=piece.caching, encoding="gzip")
        else:
            content = unpack(piece.blob, gzipped)
            self._put(object_key(piece), content, piece.content_type, caching=piece.caching)

    def _put(
        self,
        key: str,
        content: bytes,
        content_type: str,
        *,
        caching: str = CACHING,
        encoding: str | None = None,
    ) -> None:
        import obstore

        attributes: dict[str, str] = {"Content-Type": content_type, "Cache-Control": caching}
        if encoding:
            attributes["Content-Encoding"] = encoding
        with self._told():
            obstore.put(self._store, key, content, attributes=attributes, use_multipart=False)

    def _delete(self, keys: Iterable[str]) -> None:
        import obstore

        if keys := list(keys):
            try:
                with self._told():
                    obstore.delete(self._store, keys)
            except FileNotFoundError:
                """It is gone, which was the wish."""

    @contextmanager
    def _told(self) -> Iterator[None]:
        from obstore.exceptions import BaseError

        try:
            yield
        except FileNotFoundError:
            raise
        except (BaseError, OSError) as error:
            reason = next((line.strip() for line in str(error).splitlines() if line.strip()), repr(error))
            raise NotCopied(
                f"The copy in {self.address} could not be written ({reason[:300]})."
                " Check the bucket's name, its endpoint (CLARION_S3_ENDPOINT) and the credentials (AWS_ACCESS_KEY_ID and so on)."
            ) from error


def _store(address: str, endpoint: str | None, region: str | None) -> "S3Store":
    parts = urlsplit(address)
    if not parts.netloc:
        raise NotCopied(f"{address} names no bucket. Write it as s3://bucket or s3://bucket/prefix.")
    try:
        from obstore.exceptions import BaseError
        from obstore.store import S3Store
    except ImportError as error:
        raise NotCopied("Object storage needs an extra: pip install 'clarion[s3]'.") from error
    place: S3Config = {}
    if endpoint:
        place["endpoint"] = endpoint
    if region:
        place["region"] = region
    try:
        return S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            config=place,
            client_options={
                "allow_http": bool(endpoint and endpoint.startswith("http://")),
                "connect_timeout": "10s",
                "timeout": "30s",
            },
            retry_config={"max_retries": 3},
        )
    except BaseError as error:
        raise NotCopied(f"{address} cannot be reached: {error}") from error
