"""Practice: exercises, situations, quiz, scenarios, interviews and drills, scored by the review that guards real updates.

Texts that are shipped lie as TOML beside the code that reads them. What a person practised is seen by that person alone.
"""
