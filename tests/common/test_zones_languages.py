"""Names of time zones and codes of languages, as officers and readers type them."""

from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from common.formats import language_name
from common.languages import codes, validate_languages
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


def test_languages_are_written_with_commas_semicolons_or_spaces() -> None:
    assert codes("es, SQ;fr  ar") == ["es", "sq", "fr", "ar"]
    assert codes("") == codes(" , ") == []
    validate_languages("es, sq, yue, haw")


@pytest.mark.parametrize("text", ["Spanish", "xx", "es, zz", "zh_Hans", "e", "123", "<b>"])
def test_what_is_no_language_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(ValidationError, match=codes(text)[-1]):
        validate_languages(text)


@given(st.text())
def test_any_text_is_a_list_of_languages_or_is_refused(text: str) -> None:
    try:
        validate_languages(text)
    except ValidationError:
        return
    assert all(language_name(code) != code for code in codes(text))


def test_a_language_has_a_name_and_an_unknown_code_stays_itself() -> None:
    assert language_name("sq") == "Albanian"
    assert language_name("qqq") == "qqq"
