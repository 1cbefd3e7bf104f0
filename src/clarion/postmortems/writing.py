"""Writing in a post-mortem: the one lock that every verb of this app takes, and the refusals that it may meet."""

from django.db import models

from clarion.postmortems.postmortem import PostMortem, Stage


class PostMortemClosed(Exception):
    """This post-mortem is final or published: its words stay. Reopen it to change them."""

    def __init__(self, postmortem: PostMortem) -> None:
        stage = Stage(postmortem.stage).label.lower()
        super().__init__(
            f"{postmortem.reference} is {stage}, and stays as it was agreed. Reopen it to change it."
        )


class RowChanged(Exception):
    """Somebody else saved the same thing since it was opened. Nothing was lost: holds what is saved now."""

    def __init__(self, row: models.Model) -> None:
        super().__init__(
            "Somebody else changed this since you opened it. Both are below; keep what is right."
        )
        self.row = row


def locked_for_writing(postmortem: PostMortem) -> PostMortem:
    """The post-mortem as the database holds it, locked until the transaction ends, its version counted up.

    Call it first in the transaction of every verb that changes anything in the document. Raises PostMortemClosed.
    """
    current = PostMortem.objects.select_for_update().get(pk=postmortem.pk)
    if not current.is_writable:
        raise PostMortemClosed(current)
    current.version += 1
    current.save(update_fields=["version"])
    return current


def must_be_as_seen[R: models.Model](row: R, *, seen_version: int | None) -> R:
    """The row as the database holds it. Raises RowChanged when somebody saved after `seen_version` (None does not ask)."""
    current = type(row)._default_manager.get(pk=row.pk)  # noqa: SLF001 -- Django's public name for it
    if seen_version is not None and current.version != seen_version:  # type: ignore[attr-defined]
        raise RowChanged(current)
    return current
