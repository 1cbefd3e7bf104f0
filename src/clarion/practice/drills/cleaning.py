"""What must not be taken along from a past incident into a drill: names become roles, addresses and secrets go."""

import re
from unicodedata import category

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.review import Audience, Kind, Lexicon, review
from clarion.review.secrets import secrets_of
from clarion.updates.known_facts import workspace_lexicon

LEFT_OUT = "[left out]"
ROLES = {
    "commander": "the incident commander",
    "communications_lead": "the communications lead",
    "backup": "the backup for communications",
    "operations_lead": "the operations lead",
    "scribe": "the scribe",
}
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


class Cleaner:
    """Exchanges people for roles, and takes out addresses, secrets and what the rule `leak` finds."""

    def __init__(self, incident: Incident) -> None:
        self._roles = _roles_of_people(incident)
        longest_first = sorted(self._roles, key=lambda name: -len(name))
        named = "|".join(map(re.escape, longest_first)) or "(?!)"
        self._names = re.compile(rf"(?<!\w)(?:{named})(?!\w)")
        self._lexicon: Lexicon = workspace_lexicon()

    def __call__(self, text: str, *, most: int = 900) -> str:
        text = "".join(letter for letter in " ".join(text.split()) if category(letter) != "Cc")
        text = _ADDRESS.sub(LEFT_OUT, text)
        text = self._names.sub(lambda found: self._roles[found[0]], text)
        said = review(text, audience=Audience.PUBLIC, kind=Kind.PROGRESS, lexicon=self._lexicon)
        spans = [(each.start, each.end) for each in said.findings if each.rule == "leak"]
        for start, end in sorted([*spans, *secrets_of(text)], reverse=True):
            # A role that took the place of a name is no leak inside the company.
            if not any(text[start:end].strip() in role for role in self._roles.values()):
                text = text[:start] + LEFT_OUT + text[end:]
        text = re.sub(rf"{re.escape(LEFT_OUT)}[^\s]*{re.escape(LEFT_OUT)}", LEFT_OUT, text)
        return text if len(text) <= most else f"{text[: most - 1]}…"


def _roles_of_people(incident: Incident) -> dict[str, str]:
    """Names, and the first and last one of each, with what stands in their place."""
    held = {getattr(incident, position): role for position, role in reversed(ROLES.items())}
    found: dict[str, str] = {}
    for person in Person.objects.all():
        role, words = held.get(person, "a responder"), person.name.split()
        for part in {*words[:1], *words[-1:]}:
            # Of two people of one name the one with a role is meant more often.
            if len(part) > 1 and found.get(part, "a responder") == "a responder":
                found[part] = role
        found[" ".join(words)] = role
    return found
