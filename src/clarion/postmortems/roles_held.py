"""What people were, for a text that should name the role and not the person."""

from clarion.accounts.people import Person
from clarion.postmortems.postmortem import PostMortem

#: Column of an incident -> the role in words; who held two is called by the first.
POSITIONS = {
    "commander": "incident commander", "operations_lead": "operations lead", "communications_lead": "communications lead",
    "backup": "backup for communications", "scribe": "scribe",
}  # fmt: skip


def roles_held(postmortem: PostMortem) -> dict[str, str]:
    """Full name -> role. What stands under people involved counts more than positions; of others nothing is known."""
    roles = dict.fromkeys(Person.objects.values_list("name", flat=True), "")
    for incident in postmortem.incidents.select_related(*POSITIONS):
        for column, role in reversed(POSITIONS.items()):
            if holder := getattr(incident, column):
                roles[holder.name] = role
    written = {each.name: each.role for each in postmortem.involved.all() if each.role}
    return roles | written
