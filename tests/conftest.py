"""What every test can ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

if TYPE_CHECKING:
    from clarion.accounts.people import Person
    from clarion.incidents.services import Service
    from tests.public_reader import Reader

# On a busy machine making examples is slow, and says nothing about the code; nor does the time that one takes.
hypothesis.register_profile("clarion", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("clarion")


@pytest.fixture(autouse=True)
def public_folder(settings, tmp_path: Path) -> Path:
    """The public page's files of one test, in a folder of its own."""
    settings.PUBLIC_FOLDER = tmp_path / "public"
    settings.PARTNERS_FOLDER = tmp_path / "partners"
    return settings.PUBLIC_FOLDER


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path: Path) -> None:
    """Databases of tests give the same keys to other rows, so that what was kept of them must go."""
    from django.core.cache import caches

    attempts = {**settings.CACHES["default"], "LOCATION": tmp_path / "cache"}
    settings.CACHES = {**settings.CACHES, "default": attempts}
    caches["template_fragments"].clear()


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Hashing a password well takes a tenth of a second, which every test with people would pay."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def flush_passes_the_audit_log() -> Iterator[None]:
    """The database refuses to empty the audit log; only the flush between transactional tests may, and it puts the
    refusal back in the same transaction.
    """
    from django.db import connection

    from clarion.accounts.append_only import allow_changes, refuse_changes

    operations, vendor, table = type(connection.ops), connection.vendor, "accounts_auditentry"
    flush = operations.sql_flush

    def sql_flush(*args: Any, **kwargs: Any) -> list[str]:
        statements = flush(*args, **kwargs)
        return [*allow_changes(vendor, table), *statements, *refuse_changes(vendor, table)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", sql_flush)
        yield


@pytest.fixture
def nine() -> datetime:
    """09:00 UTC on a working day; tests count from there."""
    return datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def ana(db) -> "Person":
    return person("Ana Sousa", "admin")


@pytest.fixture
def ben(db) -> "Person":
    return person("Ben Okafor", "communications_lead")


@pytest.fixture
def cleo(db) -> "Person":
    return person("Cleo Lindqvist", "communications_lead")


@pytest.fixture
def dev(db) -> "Person":
    return person("Dev Patel", "responder")


@pytest.fixture
def checkout(db) -> "Service":
    from clarion.incidents.services import add_service

    return add_service("Checkout", aliases=["checkout-web"])


def person(name: str, role: str) -> "Person":
    from clarion.accounts.people import Person

    return Person.objects.create_user(
        f"{name.split(maxsplit=1)[0].lower()}@example.com", name=name, role=role
    )


@pytest.fixture
def reader(public_folder: Path) -> "Iterator[Reader]":
    """Somebody outside, who reads what the real public listener serves."""
    from tests.public_reader import running_listener

    with running_listener(public_folder.parent) as reader:
        yield reader
