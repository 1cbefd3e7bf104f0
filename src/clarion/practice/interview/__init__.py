"""Interview: common questions, answered in free text that is checked for structure, wording and red flags."""
