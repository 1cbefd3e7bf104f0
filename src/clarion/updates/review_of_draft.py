"""placeholder"""

from datetime import datetime

from clarion.updates.drafts import Draft


def objections(draft: Draft, *, at: datetime) -> list[str]:
    return []
