"""Two versions of a whole post-mortem beside each other."""

import pytest
from django.utils import timezone

from clarion.postmortems.document import as_json, read_document
from clarion.postmortems.section_writing import section_of, write_section
from clarion.postmortems.versions import DocumentVersion
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db


@pytest.fixture
def postmortem(ana):
    return a_postmortem(by=ana, at=timezone.now())


def test_without_a_version_the_page_says_when_one_is_kept(client, postmortem, dev):
    client.force_login(dev)
    said = client.get(f"/postmortems/{postmortem.public_id}/compare/").content.decode()
    assert "No version of the whole document yet." in said


def test_a_kept_version_is_compared_with_what_the_document_says_now(client, postmortem, ben, dev):
    client.force_login(dev)
    DocumentVersion.objects.create(
        postmortem=postmortem, number=1, stage="draft", content=as_json(read_document(postmortem)),
        at=timezone.now(), by=ben,
    )  # fmt: skip
    page = f"/postmortems/{postmortem.public_id}/compare/"
    assert "Nothing differs between the two." in client.get(page).content.decode()
    section = section_of(postmortem, "impact")
    write_section(section, "Payments <b>failed</b>.", seen_version=1, by=ben, at=timezone.now())
    said = client.get(page).content.decode()
    assert "<h2>Impact</h2>" in said
    assert "Payments &lt;b&gt;failed&lt;/b&gt;." in said
    assert client.get(page, {"from": "7", "to": "now"}).status_code == 200
