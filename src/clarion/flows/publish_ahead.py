"""Publish what people wrote and approved ahead, when its time has come. In the name of whoever approved it."""

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied

from clarion.flows.publish import publish
from clarion.updates.approval import standing_approval
from clarion.updates.drafts import DraftClosed
from clarion.updates.gate import NotPublishable
from clarion.updates.written_ahead import due_now

logger = logging.getLogger(__name__)


def publish_what_is_due(*, at: datetime) -> int:
    """How many went out. What cannot (the approval no longer holds, the approver left) stays, and its owner is called
    by the promise of the window; readers see that nobody has said it yet.

    A publication locks its draft and closes it: two sweeps at once publish it once.
    """
    published = 0
    for draft in due_now(at=at):
        approval = standing_approval(draft)
        if approval is None:
            continue
        try:
            publish(draft, by=approval.by, at=at)
        except DraftClosed:
            continue  # another sweep was faster
        except (NotPublishable, PermissionDenied) as error:
            logger.warning("%s was not published at its time. %s", draft, error)
        except Exception:
            # One text that cannot go out must not keep the others from theirs.
            logger.exception("%s was not published at its time; the next sweep tries again.", draft)
        else:
            published += 1
    return published
