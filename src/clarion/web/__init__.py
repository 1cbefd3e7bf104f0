"""The console: pages for people who work in Clarion."""
