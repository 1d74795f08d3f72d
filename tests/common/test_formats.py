"""Dates, times, lists and names as readers of four languages write them."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from django.utils import translation
from django.utils.html import format_html

from common import formats

DAY, LATER = date(2021, 8, 3), date(2021, 8, 13)
LANGUAGES = ["en", "es", "fr", "ar"]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


def test_times_of_day(language: str) -> None:
    said = {
        "en": ("10:00 a.m.", "2:30 p.m.", "12:00 a.m.", "2:30:05 p.m."),
        "es": ("10:00", "14:30", "0:00", "14:30:05"),
        "fr": ("10:00", "14:30", "00:00", "14:30:05"),
        "ar": ("10:00 ص", "2:30 م", "12:00 ص", "2:30:05 م"),
    }
    times = (time(10), time(14, 30), time(0), time(14, 30, 5))
    assert tuple(map(formats.clock, times)) == said[language]


def test_days(language: str) -> None:
    assert (formats.day_name(DAY), formats.day(DAY), formats.short_day(DAY), formats.month(DAY)) == {
        "en": ("Tuesday, August 3, 2021", "August 3, 2021", "Aug 3, 2021", "August 2021"),
        "es": ("martes, 3 de agosto de 2021", "3 de agosto de 2021", "3 ago 2021", "agosto de 2021"),
        "fr": ("mardi 3 août 2021", "3 août 2021", "3 août 2021", "août 2021"),
        "ar": ("الثلاثاء، 3 أغسطس 2021", "3 أغسطس 2021", "3 أغسطس 2021", "أغسطس 2021"),
    }[language]


def test_names_of_the_days_of_the_week(language: str) -> None:
    assert (formats.weekday(DAY), formats.weekday(DAY, short=True)) == {
        "en": ("Tuesday", "Tue"),
        "es": ("martes", "mar"),
        "fr": ("mardi", "mar."),
        "ar": ("الثلاثاء", "الثلاثاء"),
    }[language]


def test_from_a_day_to_a_day(language: str) -> None:
    july = date(2021, 7, 19)
    assert (formats.days(july, LATER), formats.days(date(2020, 12, 19), DAY), formats.days(DAY, DAY)) == {
        "en": ("July 19 to August 13, 2021", "December 19, 2020 to August 3, 2021", "August 3, 2021"),
        "es": (
            "19 de julio – 13 de agosto de 2021",
            "19 de diciembre de 2020 – 3 de agosto de 2021",
            "3 de agosto de 2021",
        ),
        "fr": ("19 juil. – 13 août 2021", "19 déc. 2020 – 3 août 2021", "3 août 2021"),
        "ar": ("19 يوليو – 13 أغسطس 2021", "19 ديسمبر 2020 – 3 أغسطس 2021", "3 أغسطس 2021"),
    }[language]


def test_from_a_month_to_a_month(language: str) -> None:
    assert (formats.months(date(2021, 7, 1), LATER), formats.months(DAY, LATER)) == {
        "en": ("July to August 2021", "August 2021"),
        "es": ("julio–agosto de 2021", "agosto de 2021"),
        "fr": ("juillet – août 2021", "août 2021"),
        "ar": ("يوليو – أغسطس 2021", "أغسطس 2021"),
    }[language]


def test_lists(language: str) -> None:
    assert (formats.in_words(["A", "B", "C"]), formats.in_words(["A", "B"])) == {
        "en": ("A, B, and C", "A and B"),
        "es": ("A, B y C", "A y B"),
        "fr": ("A, B et C", "A et B"),
        "ar": ("A وB وC", "A وB"),
    }[language]


def test_names_of_countries_and_languages(language: str) -> None:
    assert (formats.country_name("AL"), formats.country_name("cf"), formats.language_name("sq")) == {
        "en": ("Albania", "Central African Republic", "Albanian"),
        "es": ("Albania", "República Centroafricana", "albanés"),
        "fr": ("Albanie", "République centrafricaine", "albanais"),
        "ar": ("ألبانيا", "جمهورية أفريقيا الوسطى", "الألبانية"),
    }[language]


def test_what_no_one_knows_is_left_as_it_is() -> None:
    assert (formats.country_name(""), formats.language_name("qqq"), formats.in_words([])) == ("", "qqq", "")


def test_a_list_keeps_links_and_escapes_what_is_no_html() -> None:
    link = format_html('<a href="{}">{}</a>', "/x/", "A & B")
    assert formats.in_words([link, "<b>"]) == '<a href="/x/">A &amp; B</a> and &lt;b&gt;'


def test_a_language_that_nobody_has_written_down_reads_as_english() -> None:
    with translation.override("xx"):
        assert formats.clock(time(10)) == "10:00 a.m."


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2021, 7, 1), date(2021, 7, 1), "1er juillet 2021"),
        (date(2021, 7, 1), date(2021, 7, 5), "1er–5 juil. 2021"),
        (date(2021, 7, 1), date(2021, 8, 1), "1er juil. – 1er août 2021"),
        (date(2021, 7, 11), date(2021, 7, 21), "11–21 juil. 2021"),
        (date(2021, 7, 11), date(2021, 8, 31), "11 juil. – 31 août 2021"),
        (date(2020, 12, 1), date(2021, 1, 1), "1er déc. 2020 – 1er janv. 2021"),
    ],
)
def test_the_first_of_a_french_month_is_an_ordinal(first: date, last: date, said: str) -> None:
    with translation.override("fr"):
        assert formats.days(first, last) == said


def test_no_other_day_of_the_year_is_an_ordinal_in_french() -> None:
    with translation.override("fr"):
        year = [date(2021, 1, 1) + timedelta(days=number) for number in range(365)]
        for form in (formats.day, formats.day_name, formats.short_day):
            assert [each for each in year if "1er" in form(each)] == [each for each in year if each.day == 1]
