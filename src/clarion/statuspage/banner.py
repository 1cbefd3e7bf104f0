"""The banner: a strip that other sites frame, empty and see-through while nothing is wrong.

The only document that others may frame, and so with a policy of its own. It has no script, asks for nothing, and
its links open the status page in a new tab.
"""

from functools import lru_cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from clarion.statuspage.answers import style_hash
from clarion.statuspage.pages import ICONS, sentence_of
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import PublicState

STYLE = Path(__file__).parent / "templates" / "statuspage" / "banner.css"


def render_banner(state: PublicState) -> bytes:
    """The worst that is open, in one line; how many more there are."""
    values = {
        "page": state.page,
        "indicator": state.indicator,
        "sentence": sentence_of(state),
        "icon": ICONS[state.indicator],
        "incident": _spoken_of_first(state),
        "more": len(_that_matter(state)) - 1,
        "style": _style(),
    }
    return render_to_string("statuspage/banner.html", values).encode()


def framed_policy() -> str:
    """The Content-Security-Policy of what every site may frame."""
    return (
        f"default-src 'none'; style-src '{style_hash(_style())}'; base-uri 'none'; form-action 'none';"
        " frame-ancestors *"
    )


def _that_matter(state: PublicState) -> list[PublicIncident]:
    begun = [incident for incident in state.open_maintenances if not incident.is_ahead]
    return [*state.worst_first, *begun]


def _spoken_of_first(state: PublicState) -> PublicIncident | None:
    return next(iter(_that_matter(state)), None)


@lru_cache(maxsize=1)
def _style() -> SafeString:
    # Ours, from this package: nothing that anybody typed gets into it.
    return mark_safe(STYLE.read_text(encoding="utf-8").strip())
