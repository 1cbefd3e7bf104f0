"""People, roles, sign-in, tokens: who may do what."""
