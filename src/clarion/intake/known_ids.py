"""Public ids that clients of another page know: kept where their form is ours and nobody has them yet."""

import re
from collections.abc import Iterable
from itertools import batched

from django.db.models import Model

from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id

_FORM = re.compile(rf"[a-z0-9]{{{PUBLIC_ID_LENGTH}}}")


class Kept:
    """Gives each wanted id once; another one where it cannot be kept."""

    def __init__(self, model: type[Model], wanted: Iterable[str | None]) -> None:
        self._free = {each for each in wanted if each and _FORM.fullmatch(each)}
        for some in batched(sorted(self._free), 500):
            taken = model._default_manager.filter(public_id__in=some)  # noqa: SLF001 -- documented
            self._free.difference_update(taken.values_list("public_id", flat=True))

    def public_id(self, wanted: str | None) -> str:
        if wanted in self._free:
            self._free.remove(wanted)
            return wanted
        return new_public_id()
