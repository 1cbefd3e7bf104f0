"""Views, one file per topic; each reads top to bottom."""
