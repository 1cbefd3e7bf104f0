"""Updates to a channel of Microsoft Teams, by the webhook of a workflow."""
