"""Programs that call the API: a client with a token."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clarion.accounts.api_tokens import Scope, make_api_token
from clarion.accounts.people import Person
from clarion.flows.declare import declare
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, Severity


class Program:
    """Sends JSON to /api/v1 with a token of a person."""

    def __init__(self, person: Person, *scopes: str) -> None:
        now = timezone.now()
        self.token, self.secret = make_api_token(
            "a test", scopes=scopes or Scope.values, expires_at=now + timedelta(days=1), by=person, at=now
        )
        self.client = Client()

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(
            method, f"/api/v1{path}", **sent, headers={"Authorization": f"Bearer {self.secret}", **headers}
        )

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers={"Authorization": f"Bearer {self.secret}"})

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def patch(self, path: str, body: Any) -> Any:
        return self.call("PATCH", path, body)


@pytest.fixture
def as_ana(ana) -> Program:
    return Program(ana)


@pytest.fixture
def as_ben(ana, ben) -> Program:
    return Program(ben)


@pytest.fixture
def as_cleo(cleo) -> Program:
    return Program(cleo)


@pytest.fixture
def as_dev(dev) -> Program:
    return Program(dev)


@pytest.fixture
def incident(ana, ben, cleo, checkout: Service) -> Incident:
    return declare(
        "Card payments fail",
        severity=Severity.SEV2,
        services={checkout: ServiceStatus.MAJOR_OUTAGE},
        facts={"percent_affected": 25, "regions": ["Europe"], "impact": "Card payments are declined"},
        by=ana,
        at=timezone.now().replace(microsecond=0),
    )
