"""Updates: drafts, their review, approval of the exact text, publication, corrections, promises, cadence."""
