"""Codes of languages, as officers type them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.formats import language_name
from common.languages import codes, validate_languages


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
