"""From which address an act comes, when proxies stand in front and when somebody claims to be somebody else."""

from ipaddress import ip_network

import pytest

from clarion.accounts.origin import Origin, Via, client_address, coming_from, origin
from clarion.configuration import Misconfigured, trusted_proxies

PROXIES = [ip_network("10.0.0.0/8"), ip_network("127.0.0.1"), ip_network("fd00::/8")]


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # claimed by the client itself
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "192.0.2.9, 198.51.100.1", "198.51.100.1"),  # 192.0.2.9 is what that client claimed
        ("127.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("127.0.0.1", "10.0.0.5,10.0.0.2", "10.0.0.5"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("10.0.0.2", "unknown", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1, <script>", "10.0.0.2"),
        ("10.0.0.2", "198.51.100.1:50123", "198.51.100.1"),
        ("fd00::1", "[2001:db8::7]:443", "2001:db8::7"),
        ("::ffff:10.0.0.2", "2001:DB8:0::7", "2001:db8::7"),
        ("fe80::1%eth0", "", "fe80::1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_client_is_the_first_address_that_no_trusted_proxy_speaks_for(remote, forwarded, client):
    assert client_address(remote, forwarded, trusted=PROXIES) == client


def test_nobody_is_believed_where_no_proxy_is_named():
    assert client_address("127.0.0.1", "198.51.100.1", trusted=[]) == "127.0.0.1"


def test_the_setting_names_addresses_and_networks(monkeypatch):
    monkeypatch.setenv("CLARION_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,fd00::/8")
    assert trusted_proxies() == [ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("fd00::/8")]
    monkeypatch.setenv("CLARION_TRUSTED_PROXIES", "the-proxy")
    with pytest.raises(Misconfigured, match=r"for example 127\.0\.0\.1,10"):
        trusted_proxies()


def test_an_origin_ends_with_its_entry_also_when_that_fails():
    def fail() -> None:
        with coming_from(Via.INTAKE, "192.0.2.1"):
            assert origin() == Origin(Via.INTAKE, "192.0.2.1")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert origin() == Origin(Via.COMMAND)
