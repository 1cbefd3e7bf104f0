"""What other sites show of the page: badges in words and forms, and a banner that is empty while nothing is wrong."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.statuspage.badge import COLOURS, LONGEST, shortened
from clarion.statuspage.colours import contrast
from clarion.statuspage.publishing import freeze, write_page
from tests.factories.incidents import an_incident, put_right, say
from tests.statuspage.reading_files import words_of

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def badge_of(service) -> str:
    return f"/services/{service.public_id}/badge.svg"


def words_in(badge: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(badge).iter("{http://www.w3.org/2000/svg}text")]


@pytest.fixture
def down(nine, ben, checkout):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    return incident


def test_a_badge_says_in_words_how_the_page_and_each_service_stand(nine, ben, down, checkout, shown):
    search = add_service("Search")
    freeze(None, at=nine)
    assert words_in(shown("/badge.svg", at=nine)) == ["Status", "A major outage is in progress"]
    assert words_in(shown(badge_of(checkout), at=nine)) == ["Checkout", "Major outage"]
    assert words_in(shown(badge_of(search), at=nine)) == ["Search", "Operational"]
    say(down, "It works again.", state=State.RESOLVED, by=ben, at=nine + MINUTE)
    assert words_in(shown("/badge.svg", at=nine + MINUTE)) == ["Status", "All services are working"]
    assert words_in(shown(badge_of(checkout), at=nine + MINUTE)) == ["Checkout", "Operational"]


def test_a_badge_has_a_form_for_each_status_and_no_style_or_script(nine, ben, shown):
    forms = set()
    for status in ServiceStatus:
        service = add_service(f"Service {status.label}")
        incident = an_incident(status.label, services={service: status}, by=ben, at=nine)
        if status != ServiceStatus.OPERATIONAL:
            say(incident, "It fails.", by=ben, at=nine)
        freeze(None, at=nine)
        badge = shown(badge_of(service), at=nine)
        forms.add(badge.partition("<g ")[2].partition("</g>")[0])
        assert f'aria-label="Service {status.label}: {status.label}"' in badge
        assert "style" not in badge
        assert "<script" not in badge
    assert len(forms) == len(ServiceStatus)


def test_words_on_a_badge_can_be_read():
    assert all(contrast("#ffffff", colour) >= 4.5 for colour in (*COLOURS.values(), "#2b3138"))


def test_a_long_name_is_cut_and_a_name_is_never_markup(nine, shown):
    service = add_service(f"<script>alert(1)</script> {'and more ' * 9}")
    freeze(None, at=nine)
    badge = shown(badge_of(service), at=nine)
    assert "<script" not in badge
    name = words_in(badge)[0]
    assert name.startswith("<script>alert(1)</script> and more")
    assert name.endswith("…")
    assert len(name) <= LONGEST
    assert shortened("a  b\nc", 5) == "a b c"


def test_the_banner_is_empty_while_nothing_is_wrong(nine, checkout, shown):
    freeze(None, at=nine)
    banner = shown("/embed/banner", at=nine)
    assert "<body" not in banner
    assert "<a " not in banner
    assert words_of(banner) == "Status: All services are working"
    assert len(banner) < 1000


def test_the_banner_tells_of_the_worst_that_is_open_and_how_much_more_there_is(nine, ben, down, shown):
    small = an_incident("Receipts are late", severity=Severity.SEV3, by=ben, at=nine + MINUTE)
    say(small, "Receipts arrive late.", by=ben, at=nine + MINUTE)
    banner = shown("/embed/banner", at=nine + MINUTE)
    assert "Card payments fail · Investigating · and 1 more · Status" in words_of(banner)
    assert 'href="http://127.0.0.1:8001/" target="_blank" rel="noopener"' in banner
    assert "<script" not in banner


def test_the_banner_tells_of_maintenance_once_it_has_begun(nine, ben, checkout, shown):
    some = {checkout: ServiceStatus.UNDER_MAINTENANCE}
    work = an_incident("New machines", services=some, planned=True, by=ben, at=nine)
    say(work, "Checkout will be read-only.", by=ben, at=nine)
    assert "New machines" not in shown("/embed/banner", at=nine)
    say(work, "We have begun.", state=State.IDENTIFIED, by=ben, at=nine + MINUTE)
    assert "New machines · In progress · Status" in words_of(shown("/embed/banner", at=nine + MINUTE))


def test_only_the_banner_may_be_framed_by_others(nine, ben, down, checkout, listener):
    put_right(down.updates.get(), "Card payments fail.", "Only some fail.", by=ben, at=nine)
    write_page(at=nine)
    banner = listener.get("/embed/banner").headers
    assert "frame-ancestors *" in banner["content-security-policy"]
    assert "script-src" not in banner["content-security-policy"]
    assert "default-src 'none'" in banner["content-security-policy"]
    assert "x-frame-options" not in banner
    others = ["/", "/history", "/badge.svg", badge_of(checkout), f"/incidents/{down.public_id}", "/nothing"]
    for path in others:
        headers = listener.get(path).headers
        assert headers["x-frame-options"] == "DENY", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
    assert listener.get("/badge.svg").headers["content-type"] == "image/svg+xml; charset=utf-8"


def test_the_title_of_an_incident_is_no_markup_in_the_banner(nine, ben, shown):
    incident = an_incident("<script>alert(1)</script> down", by=ben, at=nine)
    say(incident, "It fails.", by=ben, at=nine)
    assert "<script" not in shown("/embed/banner", at=nine)
