"""Rows that are written once: neither changed nor deleted, by anybody."""

from typing import Any

from django.db import models


class Written(Exception):
    """This row was written once and stays as it is; write a new one instead (a correction, a new entry)."""


class AppendOnlyQuerySet[M: models.Model](models.QuerySet[M]):
    def update(self, **kwargs: Any) -> int:
        raise Written(f"{self.model.__name__} rows are not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Written(f"{self.model.__name__} rows are not deleted")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise Written(f"{self.model.__name__} rows are not changed")


class AppendOnly(models.Model):
    """Base of tables whose rows are only added."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Written(f"{type(self).__name__} {self.pk} is not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Written(f"{type(self).__name__} {self.pk} is not deleted")
