"""Updates to programs: our own signed document, or what receivers of Statuspage's webhooks expect."""
