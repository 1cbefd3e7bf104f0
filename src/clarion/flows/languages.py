"""Choose the languages of the public page. Everything on it is written again: addresses come and go with a language."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, differences, record_act
from clarion.accounts.languages import english_name, known
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.workspace import Workspace
from clarion.statuspage.publishing import freeze, write_behind


@transaction.atomic
def choose_languages(default: str, further: Sequence[str], *, by: Person, at: datetime) -> bool:
    """True when something changed. What was published stays in the language in which it was written.

    Approvals of drafts whose translations would change by it no longer hold (see `approval.fingerprint`).
    Raises NotAllowed; ValidationError for a language that Clarion does not speak.
    """
    require(by, Act.MANAGE_WORKSPACE)
    asked = [default, *further]
    if unknown := [language for language in asked if language not in known(asked)]:
        raise ValidationError(f"Clarion has no words for “{unknown[0][:20]}”. Choose languages of the list.")
    workspace = Workspace.objects.select_for_update().get(pk=Workspace.current().pk)
    before = _in_words(workspace)
    workspace.default_language = default
    workspace.further_languages = [language for language in known(further) if language != default]
    changes = differences(before, _in_words(workspace))
    if not changes:
        return False
    workspace.save(update_fields=["default_language", "further_languages", "updated_at"])
    record_act(Done.CHANGED_LANGUAGES, workspace.name, by=by, at=at, detail=changes)
    freeze(None, at=at)
    transaction.on_commit(partial(write_behind, at=at))
    return True


def _in_words(workspace: Workspace) -> dict[str, str]:
    first, *others = workspace.page_languages
    return {"language": english_name(first), "besides": ", ".join(map(english_name, others))}
