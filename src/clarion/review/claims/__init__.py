"""What the record says: one file a field of the record. To add a field, write its file and add its name here."""

CLAIMS = (
    "severity",
    "started_at",
    "resolved_at",
    "users_affected",
    "percent_affected",
)
"""Fields of the record that are checked, each a file of this folder."""
