"""The part of an address that names an incident or a drill, as people call it: INC-44, DRILL-3. Views are given its key."""

from clarion.incidents.references import DRILL, INCIDENT, LONGEST_NUMBER, incident_key, incident_reference


class IncidentConverter:
    """In an address written `<incident:pk>`."""

    regex = rf"(?:{INCIDENT}|{DRILL})[0-9]{{1,{LONGEST_NUMBER}}}"

    def to_python(self, value: str) -> int:
        return incident_key(value)

    def to_url(self, value: int) -> str:
        return incident_reference(value)
