"""Where somebody who corrects a line of the timeline came from, and is led back to."""

from django.urls import reverse

from clarion.incidents.incident import Incident
from clarion.postmortems.postmortem import PostMortem

_POSTMORTEM = "postmortem-"


def way_back(said: str, incident: Incident) -> str:
    """The address that a form names in one word: "timeline", "postmortem-KEY"; the room for everything else."""
    if said.startswith(_POSTMORTEM):
        found = PostMortem.objects.filter(
            public_id=said.removeprefix(_POSTMORTEM), incidents=incident
        ).first()
        if found:
            return f"{reverse('postmortem', args=[found.public_id])}#timeline"
    page = "timeline" if said == "timeline" else "room"
    return f"{reverse(page, args=[incident.pk])}#timeline"
