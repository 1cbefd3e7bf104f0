"""Names and titles where there is room for a few words only."""


def shortened(text: str, longest: int) -> str:
    """The text in one line, cut with an ellipsis when it is longer than that many letters."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
