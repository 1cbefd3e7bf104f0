"""Updates by what the library Apprise knows (extra `[apprise]`), for addresses that only an admin types."""
