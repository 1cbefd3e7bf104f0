"""People who work in Clarion. They sign in with their e-mail address."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from clarion.accounts.roles import Act, Role, acts_of
from clarion.accounts.visible_words import visible_words


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A person with a hashed password; without one, only a one-time link signs them in."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def active(self) -> models.QuerySet["Person"]:
        return self.filter(is_active=True)

    def who_may(self, act: Act) -> models.QuerySet["Person"]:
        """Active people whose role allows the act, the longest serving first."""
        roles = [role for role in Role if act in acts_of(role)]
        return self.active().filter(role__in=roles).order_by("joined_at", "pk")


class Person(AbstractBaseUser):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, validators=[visible_words])
    role = models.CharField(max_length=30, choices=Role, default=Role.RESPONDER)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    #: What a person may do at most while they act through a token (see `api_tokens.py`); None sets no limit.
    limited_to: frozenset[Act] | None = None

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def may(self, act: Act) -> bool:
        """The one place that decides: the role allows it and, through a token, its scopes do too."""
        by_role = self.is_active and act in acts_of(Role(self.role))
        return by_role and (self.limited_to is None or act in self.limited_to)

    @classmethod
    def by_email(cls, email: str) -> "Person":
        """Raises Person.DoesNotExist; upper and lower case are the same address."""
        return cls.objects.get(email=email.strip().lower())
