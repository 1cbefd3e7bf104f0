"""Who is told, and how: calls to people about promises. One folder per channel."""
