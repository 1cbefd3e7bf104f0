"""Where readers' links to the page they knew lead now, as lines of an nginx map.

map $request_uri $moved { include /etc/nginx/moved.map; }
server { if ($moved) { return 308 $moved; } }
"""

from collections.abc import Iterable

from clarion.incidents.incident import Incident
from clarion.intake.history import PastIncident


def redirects(history: Iterable[PastIncident]) -> list[str]:
    """A line for each incident that had another address there; those that kept their id need none."""
    paths = {past.key: past.path for past in history if past.path}
    here = Incident.objects.filter(source_key__in=paths).order_by("pk").values_list("source_key", "public_id")
    return [f"{paths[key]} /incidents/{public_id};" for key, public_id in here if key]
