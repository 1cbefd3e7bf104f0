"""The pulse of a post-mortem's page: a short token that changes when anything changes that the page shows.

An open page asks for it every few seconds; while it is the same, the answer is empty. When it changed, those parts
are sent whose HTML is not what the page holds.
"""

import re
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Count, Max, Sum

from clarion.accounts.people import Person
from clarion.incidents.timeline import Entry
from clarion.postmortems.postmortem import PostMortem
from clarion.web.who_writes import writers

#: What differs each time a part is rendered, or is sent by itself: it says nothing about the part.
PASSING = re.compile(r'<p id="writers-.*?</p>|name="csrfmiddlewaretoken" value="[^"]*"', re.DOTALL)


class Beat(NamedTuple):
    """Two tokens: of the document, and of who writes in it at the moment."""

    document: str
    writers: str

    def __str__(self) -> str:
        return f"{self.document}.{self.writers}"

    @classmethod
    def read(cls, text: str) -> "Beat":
        """The beat that a page holds; what is none differs from every beat."""
        document, _, writing = text.partition(".")
        return cls(document, writing)


def beat_of(postmortem: PostMortem, *, person: Person, at: datetime) -> Beat:
    """The page as this person sees it now. `postmortem` must be freshly read.

    Lines of the timeline and action items change without the document, so they are asked for beside its version.
    """
    document = [
        postmortem.version,
        postmortem.stage,
        Entry.objects.filter(incident__in=postmortem.incidents.all()).aggregate(last=Max("pk")),
        postmortem.action_items.aggregate(number=Count("pk"), changes=Sum("version")),
    ]
    return Beat(token(repr(document)), token(repr(writers(postmortem, besides=person, at=at))))


def token(html: str) -> str:
    """Short, and the same for parts that read the same."""
    return sha256(PASSING.sub("", html).encode()).hexdigest()[:10]
