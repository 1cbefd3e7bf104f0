"""What the record says: one file a field of the record. To add a field, write its file and add its name here."""

CLAIMS = (
    "status",
    "severity",
    "started_at",
    "resolved_at",
    "services",
    "users_affected",
    "percent_affected",
    "regions",
    "cause",
    "workaround",
)
"""Fields of the record that are checked, each a file of this folder."""
