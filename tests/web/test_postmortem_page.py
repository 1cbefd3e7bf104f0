"""The page of a post-mortem is made of parts that share one context: no two of them use a name for different things."""

from collections import Counter

import pytest
from django.utils import timezone

from clarion.postmortems.document import read_document
from clarion.web.postmortem_page import PARTS
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
#: What the page itself puts there, and what every template has.
TAKEN = {
    "postmortem",
    "beat",
    "part_names",
    "document",
    "missing",
    "sections",
    "at",
    "today",
    "user",
    "request",
    "messages",
}


def test_no_two_parts_use_one_name(ana):
    postmortem = a_postmortem(by=ana, at=timezone.now())
    document = read_document(postmortem)
    names = Counter(name for part in PARTS.values() for name in part(postmortem, document, person=ana))
    assert [name for name, number in names.items() if number > 1 or name in TAKEN] == []
