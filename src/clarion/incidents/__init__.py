"""The incident: its record of facts, its states and moments, its services, its timeline, the alerts before it."""
