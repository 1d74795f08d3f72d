"""Names of time zones, as officers and readers type them."""

from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from common.time_zones import is_zone, validate_zone, zone_names


def test_every_name_we_take_is_a_zone_that_loads() -> None:
    assert len(zone_names()) > 400
    for name in zone_names():
        assert ZoneInfo(name).key == name


@pytest.mark.parametrize("name", ["America/Chicago", "Asia/Kathmandu", "US/Central", "UTC", "Pacific/Apia"])
def test_a_zone_of_the_iana_list_is_taken(name: str) -> None:
    assert is_zone(name)
    validate_zone(name)


@given(st.text())
@example("localtime")
@example("Factory")
@example("posixrules")
@example("../../etc/passwd")
@example("/etc/localtime")
@example("America")
@example("america/chicago")
@example("America/Chicago\n")
@example("CST6CDT\x00")
@example("\udc80")
@example("")
def test_anything_else_is_no_zone_and_raises_nothing_unexpected(text: str) -> None:
    if text in zone_names():
        return
    assert not is_zone(text)
    with pytest.raises(ValidationError):
        validate_zone(text)
