"""The bar over every page of a drill's room: what this is, what its clock shows, and the way out."""

from typing import Any

from django import template

from clarion.incidents.incident import Incident
from clarion.practice.drills.engine import ends_at, script_of
from clarion.web.rooms import time_in

register = template.Library()


@register.inclusion_tag("web/practice/drill_bar.html", takes_context=True)
def drill_bar(context: template.Context, incident: Incident, *, oob: bool = False) -> dict[str, Any]:
    drill, person = incident.drill_of, context["request"].user
    mine = list(drill.participants.filter(person=person))
    briefings = {role.value: text for role, text in script_of(drill).roles}
    return {
        "drill": drill,
        "oob": oob,
        "roles": ", ".join(each.get_role_display() for each in mine).capitalize(),
        "briefings": [briefings[each.role] for each in mine if each.role in briefings],
        "shows": time_in(incident),
        "ends_at": ends_at(drill),
        "csrf_token": context["csrf_token"],
    }
