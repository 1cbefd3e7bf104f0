"""Regular expressions that are compiled when they are first used.

Compiling all patterns of the review would cost a cold command some 30 ms; most texts need few of them.
"""

import re
from typing import Any, cast

_METHODS = ("match", "fullmatch", "search", "finditer", "split", "sub")


class _Lazy:
    """Stands for a compiled pattern. The first call compiles; from then on its methods are the pattern's own."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that compiles itself when it is first used; only its methods may be used."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
