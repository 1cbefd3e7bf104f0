"""The notes of a copy: what it holds, kept in the copy itself.

standing.json       version, hot documents, and for each shard its hash and when a variant of it starts next
shards/<name>.json  the documents of one shard
unfinished          what a run is about to touch; there only while one works, or after one was killed
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clarion.statuspage.hosting.names import Piece
from clarion.statuspage.hosting.target import NotCopied, Target

FORMAT = 1
STANDING, UNFINISHED = "standing.json", "unfinished"

type Pieces = Mapping[str, Piece]


@dataclass
class Standing:
    """What the copy holds. `shards`: name -> hash, and the POSIX second of its next variant (inf: none comes).

    `beside`: files that are no documents -> the hash of their content.
    """

    version: int = 0
    hot: Pieces = field(default_factory=dict)
    shards: dict[str, tuple[str, float]] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)


def read_standing(target: Target) -> Standing:
    content = target.note(STANDING)
    if content is None:
        return Standing()
    try:
        data = json.loads(content)
        if data["format"] != FORMAT:
            raise NotCopied(
                "The copy was written by another version of Clarion. Empty it and let it be written again."
            )
        shards = {
            name: (blob, math.inf if start is None else float(start))
            for name, (blob, start) in data["shards"].items()
        }
        return Standing(int(data["version"]), _pieces(data["hot"]), shards, dict(data["beside"]))
    except (ValueError, KeyError, TypeError) as error:
        raise _broken(error) from error


def keep_standing(target: Target, standing: Standing) -> None:
    shards = {
        name: [blob, None if start == math.inf else start] for name, (blob, start) in standing.shards.items()
    }
    data = {"format": FORMAT, "version": standing.version, "shards": shards, "beside": standing.beside}
    target.keep_note(STANDING, _dump({**data, "hot": _plain(standing.hot)}))


def read_shard_note(target: Target, name: str) -> Pieces:
    return _read(target, f"shards/{name}.json")


def keep_shard_note(target: Target, name: str, pieces: Pieces) -> None:
    target.keep_note(f"shards/{name}.json", _dump(_plain(pieces)))


def read_unfinished(target: Target) -> Pieces:
    return _read(target, UNFINISHED)


def keep_unfinished(target: Target, pieces: Pieces) -> None:
    target.keep_note(UNFINISHED, _dump(_plain(pieces)))


def drop_unfinished(target: Target) -> None:
    target.drop_note(UNFINISHED)


def _read(target: Target, name: str) -> Pieces:
    content = target.note(name)
    try:
        return _pieces(json.loads(content)) if content else {}
    except (ValueError, KeyError, TypeError) as error:
        raise _broken(error) from error


def _plain(pieces: Pieces) -> dict[str, list[str]]:
    return {
        path: [piece.content_type, piece.blob, *(["lasting"] if piece.lasting else [])]
        for path, piece in pieces.items()
    }


def _pieces(data: Any) -> Pieces:
    return {
        path: Piece(path, content_type, blob, "lasting" in more)
        for path, (content_type, blob, *more) in data.items()
    }


def _dump(data: Any) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode()


def _broken(error: Exception) -> NotCopied:
    return NotCopied(
        f"The notes of the copy cannot be read ({error!r}). Empty the copy and let it be written again."
    )
