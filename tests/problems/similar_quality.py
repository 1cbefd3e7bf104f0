"""How good suggestions are on the labelled cases: `python -m pytest tests/problems/test_similar_quality.py` measures it.

`similar_cases.json`: short incidents, made up, in families of one kind of cause with different wordings, and incidents
that nothing is like. The half called `tune` was looked at while the weights were set; `held_out` was not.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from clarion.incidents.incident import AffectedService, Incident
from clarion.incidents.services import Service, add_service
from clarion.problems.similar import similar_to_incident

CASES = json.loads((Path(__file__).parent / "similar_cases.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Quality:
    """`precision`: of what was suggested in the first three places, what is of the family. `recall`: of the family, what was
    suggested. `quiet`: of the incidents that nothing is like, those for which nothing was suggested.
    """

    precision: float
    recall: float
    quiet: float


def write_cases(at: datetime) -> dict[int, dict[str, str]]:
    """Each case as a resolved incident; key -> case."""
    services: dict[str, Service] = {}
    written = {}
    for number, case in enumerate(CASES):
        incident = Incident.objects.create(
            title=case["title"], impact=case["impact"], cause=case["cause"], severity="SEV2", state="resolved",
            declared_at=at - timedelta(days=number),
        )  # fmt: skip
        name = case["service"]
        services[name] = services.get(name) or add_service(name)
        AffectedService.objects.create(incident=incident, service=services[name])
        written[incident.pk] = case
    return written


def quality(
    written: dict[int, dict[str, str]], chosen: str, *, say: Callable[[str], None] | None = None
) -> Quality:
    right = suggested = wanted = quiet = alone = 0
    for key, case in written.items():
        if case["set"] != chosen:
            continue
        found = similar_to_incident(Incident.objects.get(pk=key))
        hits = sum(written[each.row]["family"] == case["family"] != "" for each in found)
        right, suggested = right + hits, suggested + len(found)
        if case["family"]:
            wanted += 3
        else:
            alone, quiet = alone + 1, quiet + (not found)
        if say:
            say(f"{case['family'] or '-'}: {case['title']} | {case['cause']}")
            for each in found:
                mark = "+" if written[each.row]["family"] == case["family"] != "" else "x"
                say(
                    f"   {mark} {each.score:.2f} {each.title} | {each.reason} [{written[each.row]['family']}]"
                )
    return Quality(right / max(suggested, 1), right / wanted, quiet / alone)
