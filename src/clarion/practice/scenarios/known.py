"""The record of a scenario in words, for whoever answers it. Pure."""

from clarion.review import Record


def known(record: Record) -> list[tuple[str, str]]:
    """Name and words of each fact that the record holds, in the order in which one asks for them."""
    facts = {
        "Severity": record.severity,
        "State": record.status,
        "Services": ", ".join(record.services),
        "Affected": _affected(record),
        "Regions": ", ".join(record.regions),
        "Started": f"{record.started_at:%H:%M} UTC" if record.started_at else None,
        "Restored": f"{record.resolved_at:%H:%M} UTC" if record.resolved_at else None,
        "Cause": _cause(record),
        "Workaround": record.workaround,
        "It is now": f"{record.now:%H:%M} UTC" if record.now else None,
    }
    return [(name, words) for name, words in facts.items() if words]


def _affected(record: Record) -> str:
    users = f"{record.users_affected:,}" if record.users_affected is not None else ""
    share = f"{record.percent_affected:g} %" if record.percent_affected is not None else ""
    return ", ".join(part for part in (users, share) if part)


def _cause(record: Record) -> str:
    if not record.cause.text:
        return "not known"
    return f"{record.cause.text} ({'confirmed' if record.cause.confirmed else 'suspected, not confirmed'})"
