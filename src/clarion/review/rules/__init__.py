"""What must not stand: one folder a topic, one file a rule. To add a rule, write its file and add a line here."""

RULES = {
    "blame": "people",
    "excuse": "people",
    "dismissive": "people",
    "counterfactual": "certainty",
    "speculation": "certainty",
    "overpromise": "certainty",
    "alarm": "tone",
    "informal": "tone",
    "loaded": "tone",
    "minimising": "tone",
    "leak": "secrecy",
    "convoluted": "clarity",
    "jargon": "clarity",
    "vague": "clarity",
    "idiom": "clarity",
}
"""Rule id -> topic folder."""
