"""Rate and connections, as the environment says them."""

import pytest

from clarion.configuration import Misconfigured, mail_limits


@pytest.mark.parametrize(
    ("rate", "connections", "limits"),
    [("", "", (None, 10)), ("20", "4", (20.0, 4)), ("0.5", "", (0.5, 10))],
)
def test_limits_are_numbers_and_may_be_left_out(monkeypatch, rate, connections, limits):
    monkeypatch.setenv("CLARION_MAIL_PER_SECOND", rate)
    monkeypatch.setenv("CLARION_MAIL_CONNECTIONS", connections)
    assert mail_limits() == limits


@pytest.mark.parametrize("value", ["many", "0", "-1", "nan", "inf"])
def test_what_is_no_number_names_the_setting_and_the_remedy(monkeypatch, value):
    monkeypatch.setenv("CLARION_MAIL_PER_SECOND", value)
    with pytest.raises(
        Misconfigured, match=r"CLARION_MAIL_PER_SECOND is not a number of at least 0\.01\. Write it"
    ):
        mail_limits()
