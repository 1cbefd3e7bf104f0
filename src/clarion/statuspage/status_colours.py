"""One colour for each status, where a drawing brings its own ground: badges, pictures."""

from clarion.incidents.states import ServiceStatus

#: White on these has a contrast of 4.5 and more.
COLOURS: dict[ServiceStatus, str] = {
    ServiceStatus.OPERATIONAL: "#1a6e3c",
    ServiceStatus.UNDER_MAINTENANCE: "#1f5fbf",
    ServiceStatus.DEGRADED_PERFORMANCE: "#8a5a00",
    ServiceStatus.PARTIAL_OUTAGE: "#b04a00",
    ServiceStatus.MAJOR_OUTAGE: "#b42318",
}
