"""The REST API: what an incident room does, for programs. Every call takes the same way as the console."""
