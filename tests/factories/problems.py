"""Problems and incidents with a cause, made by the real verbs."""

from datetime import datetime, timedelta
from typing import Any

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.problems.opening import open_problem
from clarion.problems.problem import Problem
from tests.factories.incidents import an_incident

EXPIRED = "the TLS certificate of the payment gateway expired"


def a_problem(
    title: str = "Certificates expire unnoticed", *, by: Person, at: datetime, **fields: Any
) -> Problem:
    """A problem with cause and workaround; `incidents` are linked to it."""
    words = {
        "cause": "certificates are renewed by hand", "workaround": "Renew it by hand: run renew-certificate.", **fields,
    }  # fmt: skip
    return open_problem(title, by=by, at=at, **words)


def it_expired(
    service: Service, *, by: Person, at: datetime, days_ago: int = 0, cause: str = EXPIRED, **facts: Any
) -> Incident:
    """An incident of that service whose certificate expired."""
    return an_incident(
        "Card payments fail", services={service: "major_outage"}, by=by, at=at - timedelta(days=days_ago), cause=cause,
        **facts,
    )  # fmt: skip
