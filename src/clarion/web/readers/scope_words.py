"""A scope as a reader reads it."""

from django.utils.translation import gettext as _

from clarion.subscribers.scope import Scope, services_shown, titles_shown


def scope_words(scope: Scope, audience: str) -> list[str]:
    """One line for each thing that they are told of."""
    if scope.everything:
        return [_("everything that is published")]
    names = [service.name for service in services_shown(scope.services, audience)]
    return [*names, *titles_shown(scope.incidents, audience).values()]
