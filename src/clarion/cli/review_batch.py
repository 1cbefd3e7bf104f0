"""`clarion review --batch`: one JSON object a line in, one a line out. The contract of every measurement."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from clarion.cli.review_texts import CannotRead
from clarion.review import Lexicon, Record, RecordError, review


def answers(lines: Iterable[str], lexicon: Lexicon | None = None) -> Iterator[str]:
    """Yield the answer to each line of a batch, in order. Raises CannotRead at the first line that cannot be read."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield json.dumps(_answer(number, line, lexicon), ensure_ascii=False)


def _answer(number: int, line: str, lexicon: Lexicon | None) -> dict[str, Any]:
    try:
        item = json.loads(line)
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            raise CannotRead(f"line {number}: expected an object with a text")
        record = Record.from_json(item["record"]) if item.get("record") is not None else None
        found = review(
            item["text"], audience=item["audience"], kind=item["kind"], record=record, lexicon=lexicon
        )
    except KeyError as error:
        raise CannotRead(f"line {number}: {error} is missing") from error
    except (json.JSONDecodeError, RecordError, ValueError, AttributeError, TypeError) as error:
        raise CannotRead(f"line {number}: {error}") from error
    return {"id": item.get("id"), **found.as_dict()}
