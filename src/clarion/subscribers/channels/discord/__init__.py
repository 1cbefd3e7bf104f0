"""Updates to a channel of Discord, by its webhook."""
