"""Opening a problem, by hand or begun with what the records of incidents say."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.problems.problem import Problem, ProblemIncident


@transaction.atomic
def open_problem(
    title: str,
    *,
    incidents: Sequence[Incident] = (),
    cause: str = "",
    workaround: str = "",
    owner: Person | None = None,
    by: Person,
    at: datetime,
) -> Problem:
    """An open problem. Raises NotAllowed, ValidationError."""
    require(by, Act.LEARN)
    problem = Problem(
        title=title.strip(), cause=cause.strip(), workaround=workaround.strip(), owner=owner, opened_at=at, opened_by=by
    )  # fmt: skip
    problem.full_clean()
    problem.save()
    for incident in incidents:
        ProblemIncident.objects.create(problem=problem, incident=incident, linked_at=at, linked_by=by)
    named = ", ".join(incident.reference for incident in incidents)
    record_act(Done.OPENED_PROBLEM, problem.reference, by=by, at=at, detail=named and f"of {named}")
    return problem


def begun_with(incidents: Sequence[Incident]) -> dict[str, str]:
    """Title, cause and workaround as the records say them: of each the first that is there."""
    return {
        name: next((text for incident in incidents if (text := getattr(incident, name))), "")
        for name in ("title", "cause", "workaround")
    }
