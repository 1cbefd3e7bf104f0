"""What comes in from other systems: alert webhooks and importers, one per file."""
