"""Where readers' links to the page they knew lead now, as lines of an nginx map.

map $request_uri $moved { include /etc/nginx/moved.map; }
server { if ($moved) { return 308 $moved; } }
"""

import re
from collections.abc import Iterable

from clarion.incidents.incident import Incident
from clarion.intake.history import Complaint, PastIncident

#: Paths stand bare in nginx's configuration, where a space, a semicolon or a brace would end them and begin something else.
_PLAIN = re.compile(r"/[A-Za-z0-9_./-]*")


def redirects(history: Iterable[PastIncident]) -> list[str]:
    """A line for each incident that had another address there; those that kept their id need none."""
    paths = {past.key: past.path for past in history if past.path and _PLAIN.fullmatch(past.path)}
    here = Incident.objects.filter(source_key__in=paths).order_by("pk").values_list("source_key", "public_id")
    return [f"{paths[key]} /incidents/{public_id};" for key, public_id in here if key]


def not_redirected(history: Iterable[PastIncident]) -> list[Complaint]:
    """Those whose address there cannot stand in an nginx map."""
    problem = "its address there has other characters than A-Z, a-z, 0-9 and _./-; redirect it by hand"
    bad = (past for past in history if past.path and not _PLAIN.fullmatch(past.path))
    return [Complaint(past.origin, None, problem, breaks=False) for past in bad]
