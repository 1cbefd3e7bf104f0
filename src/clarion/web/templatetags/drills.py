"""The bar over every page of a drill's room: what this is, what its clock shows, and the way out."""

from typing import Any

from django import template

from clarion.incidents.incident import Incident
from clarion.practice.drills.engine import ends_at
from clarion.web.rooms import time_in

register = template.Library()


@register.inclusion_tag("web/practice/drill_bar.html", takes_context=True)
def drill_bar(context: template.Context, incident: Incident, *, oob: bool = False) -> dict[str, Any]:
    drill, person = incident.drill_of, context["request"].user
    roles = [each.get_role_display() for each in drill.participants.filter(person=person)]
    return {
        "drill": drill,
        "oob": oob,
        "roles": ", ".join(roles).capitalize(),
        "shows": time_in(incident),
        "ends_at": ends_at(drill),
        "csrf_token": context["csrf_token"],
    }
