"""Titles and descriptions keep the lengths that the federal website standards ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.page_metadata import page_description, page_title, shorten

SITE = "IVLP itineraries"
TAGLINE = "International exchange, day by day"
ABOUT = "Itineraries of International Visitor Leadership Program exchanges: who met whom and when."

any_text = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=300)


def title(own: str, site: str = SITE) -> str:
    return page_title(own, site=site, filler=TAGLINE)


def test_a_title_ends_with_the_name_of_the_site() -> None:
    assert title("Imelda Poole") == "Imelda Poole | IVLP itineraries"


def test_a_long_title_is_cut_between_words() -> None:
    long = "2021 Trafficking in Persons (TIP) Report Heroes: A Multi-Regional Project"
    assert title(long) == "2021 Trafficking in Persons (TIP) Report… | IVLP itineraries"


def test_a_page_without_words_of_its_own_says_what_the_site_holds() -> None:
    assert title("") == "International exchange, day by day | IVLP itineraries"


def test_a_short_site_name_is_filled_up() -> None:
    assert title("Ann", site="IVLP") == "Ann | International exchange, day by day | IVLP"


@given(
    own=any_text,
    site=st.sampled_from([SITE, "IVLP", "International Visitor Leadership Program of the Department"]),
)
def test_every_title_has_20_to_60_characters_and_ends_with_the_site(own: str, site: str) -> None:
    made = title(own, site)
    assert 20 <= len(made) <= 60
    assert made.split(" | ")[-1].startswith(site[:4])
    assert "\n" not in made


def test_a_description_is_the_first_text_that_says_something() -> None:
    summary = "Eight people who fight human trafficking met their American colleagues."
    assert page_description("", "  ", summary, "filler", site=ABOUT) == summary


def test_a_short_description_is_filled_with_the_next_texts_and_then_the_site() -> None:
    assert (
        page_description("Founder", "Named for Albania.", site=ABOUT)
        == f"Founder. Named for Albania. {ABOUT}"
    )


def test_a_long_description_ends_between_words_with_an_ellipsis() -> None:
    made = page_description("many words " * 40, site=ABOUT)
    assert made.endswith(("many words…", "words many…"))
    assert len(made) <= 160


@given(texts=st.lists(any_text, max_size=4))
def test_every_description_has_50_to_160_characters(texts: list[str]) -> None:
    made = page_description(*texts, site=ABOUT)
    assert 50 <= len(made) <= 160
    assert "\n" not in made


@given(text=any_text, length=st.integers(min_value=2, max_value=80))
def test_shortened_text_is_never_longer_than_asked_and_unchanged_when_it_fits(text: str, length: int) -> None:
    made = shorten(text, length)
    assert len(made) <= length
    flat = " ".join(text.split())
    assert made == flat or (made.endswith("…") and flat.startswith(made[:-1]))


@pytest.mark.parametrize("text", ["A visit to Minneapolis, Minnesota", "A visit to Minneapolis – and more"])
def test_no_punctuation_dangles_before_the_ellipsis(text: str) -> None:
    assert shorten(text, 26) == "A visit to Minneapolis…"
