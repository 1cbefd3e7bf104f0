"""What people were, for a text that should name the role and not the person."""

from clarion.accounts.people import Person
from clarion.incidents.hand_over import POSITIONS as POSITIONS_IN_THE_ROOM
from clarion.postmortems.postmortem import PostMortem

#: Column of an incident -> the role in words, in the order in which they are listed.
#: Away from its incident, "commander" alone says too little.
POSITIONS = POSITIONS_IN_THE_ROOM | {"commander": "incident commander"}
#: Who held several is called by the first of these: a post-mortem tells more of what was repaired than of what was said.
CALLED_BY = ("commander", "operations_lead", "communications_lead", "backup", "scribe")


def roles_held(postmortem: PostMortem) -> dict[str, str]:
    """Full name -> role. What stands under people involved counts more than positions; of others nothing is known."""
    roles = dict.fromkeys(Person.objects.values_list("name", flat=True), "")
    for incident in postmortem.incidents.select_related(*POSITIONS):
        for column in reversed(CALLED_BY):
            if holder := getattr(incident, column):
                roles[holder.name] = POSITIONS[column]
    written = {each.name: each.role for each in postmortem.involved.all() if each.role}
    return roles | written
