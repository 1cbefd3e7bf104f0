"""Clarion: incident communication, self-hosted."""
