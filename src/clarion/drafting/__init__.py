"""Record in, suggested text out: templates with fixed placeholders. Pure: no Django, no clock, no network."""

from clarion.drafting.facts import Facts, clock_in_words
from clarion.drafting.fill import (
    fill,
    prompt,
    prompt_spans,
    shipped_template,
    unfilled_prompts,
    without_prompts,
)

__all__ = [
    "Facts",
    "clock_in_words",
    "fill",
    "prompt",
    "prompt_spans",
    "shipped_template",
    "unfilled_prompts",
    "without_prompts",
]
