"""Search finds what readers can see, by words as they would type them, and never what is hidden."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.models import Consent, Hero, Organization
from programs.models import MeetingTranslation, ProgramTranslation
from public.search import queries
from public.search.filters import Filters
from public.search.folding import MOST_WORDS, beginnings, excerpt, fold, marked
from tests.desk.test_search import PAIRS
from tests.factories import (
    CityFactory,
    ConsentFactory,
    HeroFactory,
    MeetingFactory,
    OrganizationFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    PublicQuoteFactory,
    QuoteFactory,
    StopFactory,
    named_hero,
)
from tests.support.examples import examples

pytestmark = pytest.mark.django_db


def titles(records: Any) -> list[str]:
    return [str(record) for record in records]


def counts(words: str, **filters: Any) -> dict[str, int]:
    """How many of each kind are found; kinds without any are left out."""
    numbers = {key: len(kind.find(words, Filters(**filters))) for key, kind in queries.KINDS.items()}
    return {key: number for key, number in numbers.items() if number}


# --- Words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Łódź, Polska", "lodz"),
        ("José Monteiro", "jose"),
        ("Jose Monteiro", "JOSÉ"),
        ("Zoë’s café", "zoe cafe"),
        ("Straße", "strasse"),
        ("Ελλάς", "ελλας"),
        ("İstanbul", "istanbul"),
        ("مُحَمَّد", "محمد"),
        ("指宿昭一", "指宿"),
        ("हिन्दी भाषा", "हिन्दी"),
        ("anti-trafficking", "trafficking"),
        ("anti-trafficking", "anti-traff"),
        ("https://polarisproject.org/", "polarisproject"),
        ("#2021TIPReport", "2021tip"),
        ("Survivors' advocates", "survivor"),
        ("A survivor spoke", "survivors"),
        ("The country", "countries"),
        ("x_y", "y"),
    ],
)
def test_words_are_found_as_readers_type_them(text: str, asked: str) -> None:
    program = PublicProgramFactory(title=text)
    assert list(queries.programs(asked)) == [program]
    assert "<mark>" in marked(text, beginnings(asked))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("trafficking", "raffick"),
        ("boss", "bo sx"),
        ("one two", "one three"),
        ("news", "newt"),
        ("a.b", "!!!"),
    ],
)
def test_other_words_are_not_found(text: str, asked: str) -> None:
    PublicProgramFactory(title=text)
    assert not queries.programs(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "&|!:*<->()'\"\\%_",
        "a & b",
        "a:*",
        "!a",
        "a <-> b",
        "(a",
        "'a",
        "\\",
        "a\0b",
        "%",
        "_",
        "",
        " ",
        "\ud800",
        "x" * 5000,
        "a " * 500,
        "\u202e",
        "null",
        "1e5",
        "-5",
        "ﬁ",
        "\uffff",
    ],
)
def test_nothing_that_is_typed_breaks_the_search(client: Client, asked: str) -> None:
    PublicMeetingFactory(title="a b")
    for kind in queries.KINDS.values():
        kind.find(asked)
    response = client.get("/search/", {"q": asked.encode("utf-8", "replace").decode()})
    assert response.status_code == 200
    assert len(beginnings(asked)) <= MOST_WORDS


@given(asked=st.text(max_size=60))
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_searched_for_and_marked(client: Client, asked: str) -> None:
    if not Organization.objects.exists():
        PublicMeetingFactory(organizations=[OrganizationFactory()])
    for kind in queries.KINDS.values():
        assert kind.find(asked) is not None
    unmarked = marked(asked, beginnings(asked)).replace("<mark>", "").replace("</mark>", "")
    assert unmarked == marked(asked, ())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the rule in SQL is PostgreSQL's")
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0", max_codepoint=0x2FFF), max_size=30))
@settings(max_examples=examples(300))
def test_postgresql_folds_words_by_the_same_rule(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_fold(%s)", [text])
        folded = cursor.fetchone()[0]
    assert set(fold(folded).split()) == set(fold(text).split())


@pytest.mark.parametrize(("stored", "typed"), PAIRS)
def test_readers_find_what_they_type(stored: str, typed: str) -> None:
    meeting = PublicMeetingFactory(title=f"About {stored} and more")
    PublicMeetingFactory(title="Another matter")
    assert list(queries.meetings(typed)) == [meeting]
    assert "<mark>" in marked(f"About {stored} and more", beginnings(typed))


# --- Marks -----------------------------------------------------------------------------------------


def test_found_words_are_marked_and_everything_else_is_escaped() -> None:
    starts = beginnings("cafe tea")
    assert marked("Cafés <b>& tea</b>", starts) == (
        "<mark>Cafés</mark> &lt;b&gt;&amp; <mark>tea</mark>&lt;/b&gt;"
    )
    assert marked("<script>", beginnings("script")) == "&lt;<mark>script</mark>&gt;"


def test_an_excerpt_shows_the_words_around_the_first_that_was_found() -> None:
    text = "before " * 50 + "the needle here " + "after " * 80
    part = excerpt(text, beginnings("needle"))
    assert part.startswith("… before")
    assert part.endswith("after …")
    assert "the <mark>needle</mark> here" in part
    assert len(part) < 320
    assert excerpt(text, beginnings("thread")) == ""
    assert excerpt("needle" * 100, beginnings("needle")) == f"<mark>{'needle' * 100}</mark>"


def test_results_show_where_the_words_are(client: Client) -> None:
    PublicProgramFactory(
        title="Élan & <vigor>", description="Nothing\n\n## About *Elan*\n\n[more](https://a.example)"
    )
    text = client.get("/search/?q=elan").content.decode()
    assert "<mark>Élan</mark> &amp; &lt;vigor&gt;" in text
    assert "About <mark>Elan</mark>" in text
    assert '<meta name="robots" content="noindex">' in text


# --- What is found and in which order --------------------------------------------------------------


def test_titles_come_before_summaries_and_summaries_before_texts() -> None:
    stop = StopFactory()
    for title, where in [("C", "description"), ("B", "summary"), ("Water", "title"), ("D", "sponsor")]:
        PublicProgramFactory(
            **{"title": title, where: "Water"} | ({"title": "Water"} if where == "title" else {})
        )
    assert titles(queries.programs("water"))[:2] == ["Water", "B"]
    for facts in (
        {"title": "B", "summary": "Water"},
        {"title": "Water"},
        {"title": "A", "location": "Water"},
    ):
        PublicMeetingFactory(stop=stop, **facts)
    assert titles(queries.meetings("water")) == ["Water", "A", "B"]


def test_a_record_with_all_words_in_its_title_comes_first() -> None:
    PublicProgramFactory(title="Clean water", summary="Policy of water, water policy, water and policy")
    PublicProgramFactory(title="Water policy")
    assert titles(queries.programs("policy water")) == ["Water policy", "Clean water"]


def test_the_latest_come_first_where_they_match_alike() -> None:
    for year in (2019, 2023, 2021):
        PublicProgramFactory(title=f"Water {year}", starts_on=date(year, 1, 1), ends_on=date(year, 2, 1))
    assert titles(queries.programs("water")) == ["Water 2023", "Water 2021", "Water 2019"]


@pytest.mark.parametrize("asked", ["البرازيل", "برازيل", "برا"])
def test_a_country_is_found_in_arabic_with_and_without_its_article(asked: str) -> None:
    program = PublicProgramFactory()
    named_hero(program, country="BR")
    named_hero(program, country="PE")
    with translation.override("ar"):
        assert [hero.country for hero in queries.heroes(asked)] == ["BR"]


def test_places_hosts_and_countries_lead_to_programs_and_meetings() -> None:
    program = PublicProgramFactory(agency=OrganizationFactory(name="Gateway Agency"))
    named_hero(program, country="PE")
    host = OrganizationFactory(name="Polar House", description="They met the harbor.")
    stop = StopFactory(program=program, city=CityFactory(name="Cleveland", state="OH"))
    meeting = PublicMeetingFactory(stop=stop, title="Roundtable", organizations=[host])
    assert list(queries.programs("cleveland")) == list(queries.programs("gateway")) == [program]
    assert list(queries.programs("peru")) == list(queries.programs("ohio")) == [program]
    assert list(queries.meetings("cleveland roundtable")) == list(queries.meetings("polar")) == [meeting]
    assert not queries.meetings("harbor")


def test_translated_texts_are_found_too() -> None:
    meeting = PublicMeetingFactory()
    MeetingTranslation.objects.create(meeting=meeting, language="es", title="Mesa redonda")
    ProgramTranslation.objects.create(program=meeting.program, language="es", summary="Contra la trata")
    assert list(queries.meetings("redonda")) == [meeting]
    assert list(queries.programs("trata")) == [meeting.program]


def test_words_are_found_in_every_public_text() -> None:
    program = PublicProgramFactory(
        title="w1", theme="w2", summary="w3", hashtags="#w4", sponsor="w5", description="w6"
    )
    office = OrganizationFactory(name="w7", short_name="w8", city_name="w9", description="w10")
    meeting = PublicMeetingFactory(
        stop=StopFactory(program=program), title="w11", location="w12", summary="w13", organizations=[office]
    )
    hero = named_hero(
        program, name="w14", honorific="w15", native_name="w16", role="w17", citation="w18", biography="w19"
    )
    for scope in ("biography", "quotes"):
        ConsentFactory(hero=hero, scope=scope)
    quote = PublicQuoteFactory(program=program, hero=hero, text="w20", original_text="w21", context="w22")
    expected = {
        "programs": (program, range(1, 7)),
        "organizations": (office, range(7, 11)),
        "meetings": (meeting, range(11, 14)),
        "heroes": (hero, range(14, 20)),
        "quotes": (quote, range(20, 23)),
    }
    for key, (record, numbers) in expected.items():
        for number in numbers:
            kind = queries.KINDS[key]
            assert kind.records(kind.find(f"w{number}")) == [record], f"w{number}"
    assert list(queries.quotes("w14")) == [quote]


def test_the_page_shows_each_kind_of_thing(client: Client) -> None:
    program = PublicProgramFactory(title="A water program")
    met = OrganizationFactory(name="Office of Water")
    hero = named_hero(program, name="Ann Waterman")
    program.heroes.add(HeroFactory(public_identity="anonymous", country="AL"))
    ConsentFactory(hero=hero, scope="quotes")
    PublicMeetingFactory(stop=StopFactory(program=program), title="Dinner by the water", organizations=[met])
    PublicQuoteFactory(program=program, hero=hero, text="Water is life")
    text = client.get("/search/?q=water").content.decode()
    for shown in (
        "A <mark>water</mark> program",
        "Office of <mark>Water</mark>",
        "Ann <mark>Waterman</mark>",
        "Dinner by the <mark>water</mark>",
        "<mark>Water</mark> is life",
    ):
        assert shown in text
    assert "A participant from <mark>Albania</mark>" in client.get("/search/?q=albania").content.decode()
    assert "Nothing found" in client.get("/search/?q=fire").content.decode()


def test_filters_narrow_each_kind() -> None:
    miami = CityFactory(name="Miami", state="FL", time_zone="America/New_York")
    old = PublicProgramFactory(title="Water old", starts_on=date(2019, 1, 1), ends_on=date(2019, 2, 1))
    new = PublicProgramFactory(title="Water new")
    for program, city, country, day in (
        (old, miami, "PE", date(2019, 1, 5)),
        (new, CityFactory(), "JP", date(2021, 8, 3)),
    ):
        hero = named_hero(program, name=f"Water {country}", country=country)
        ConsentFactory(hero=hero, scope="quotes")
        PublicQuoteFactory(program=program, hero=hero, text="Water")
        host = OrganizationFactory(name=f"Water {country}", country=country)
        PublicMeetingFactory(
            stop=StopFactory(program=program, city=city), title="Water", date=day, organizations=[host]
        )
    each = dict.fromkeys(queries.KINDS, 1)
    assert counts("water") == dict.fromkeys(queries.KINDS, 2)
    assert (
        counts("water", year=2019) == counts("water", city="miami") == counts("water", country="PE") == each
    )
    assert counts("water", year=2019, country="JP") == {}
    assert titles(queries.programs("water", Filters(country="PE"))) == ["Water old"]


def test_a_page_shows_some_of_each_kind_and_all_of_one(client: Client) -> None:
    program = PublicProgramFactory(title="Water")
    stop = StopFactory(program=program)
    for number in range(23):
        PublicMeetingFactory(stop=stop, title=f"Water {number:02}")
    everything = client.get("/search/?q=water")
    assert everything.context["total"] == 24
    assert [len(group.shown) for group in everything.context["groups"]] == [1, 5, 0, 0, 0]
    assert "see all 23" in everything.content.decode()
    last = client.get("/search/?q=water&kind=meetings&page=2")
    assert [len(group.shown) for group in last.context["groups"]] == [0, 3, 0, 0, 0]
    assert last.context["total"] == 24
    assert "24 results" in last.content.decode()
    nonsense = client.get("/search/?q=water&kind=x&year=x&country=ZZ&city=%00&page=x")
    assert nonsense.context["total"] == 24


def test_what_is_asked_costs_the_same_whatever_is_found(client: Client) -> None:
    def queries(words: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/search/?q={words}").status_code == 200
        return len(captured)

    def add_records(number: int) -> None:
        program = PublicProgramFactory(title=f"Water {number}", agency=OrganizationFactory())
        met = OrganizationFactory(name=f"Water office {number}")
        hero = named_hero(program, name=f"Water {number}", organization=met)
        ConsentFactory(hero=hero, scope="quotes")
        meeting = PublicMeetingFactory(stop=StopFactory(program=program), title="Water", organizations=[met])
        PublicQuoteFactory(program=program, hero=hero, text="Water", meeting=meeting, organization=met)

    add_records(0)
    one = queries("water")
    for number in range(1, 5):
        add_records(number)
    assert queries("water") == one
    assert one <= 26


# --- What is hidden --------------------------------------------------------------------------------


def test_hidden_words_are_never_found_and_never_change_an_order() -> None:
    employer = OrganizationFactory(name="Secret employer")
    program = PublicProgramFactory(title="Open", project_number="secret")
    anonymous = [
        HeroFactory(public_identity="anonymous", country="AL", **facts)
        for facts in (
            {"name": "Zed"},
            {"name": "Secret", "role": "Secret", "citation": "secret", "biography": "secret"},
            {"name": "Abe", "organization": employer, "honorific": "Secret", "native_name": "secret"},
        )
    ]
    for hero in anonymous:
        for scope in Consent.Scope.values:
            ConsentFactory(hero=hero, scope=scope)
    without_consent = HeroFactory(name="Secret", public_identity="named")
    named = named_hero(program, name="Known", country="KR", biography="secret", email="secret@a.example")
    program.heroes.add(*anonymous, without_consent, HeroFactory(name="Secret", country="AL"))
    stop = StopFactory(program=program)
    PublicMeetingFactory(
        stop=stop,
        title="Open",
        join_url="https://secret.example/",
        join_details="secret",
        internal_notes="secret",
    )
    MeetingFactory(stop=stop, title="Secret")
    hidden = ProgramFactory(title="Secret")
    QuoteFactory(program=program, text="Secret")
    PublicQuoteFactory(program=program, hero=named, text="Secret")  # no consent for quotes
    PublicQuoteFactory(program=program, hero=without_consent, text="Secret")
    PublicQuoteFactory(program=program, hero=anonymous[0], organization=employer, text="Said in the open")
    ProgramTranslation.objects.create(program=hidden, language="es", title="Secret")
    assert counts("secret") == {}
    assert counts("albania secret") == {}
    # The anonymous are found by country, in an order that tells nothing.
    slugs = [hero.slug for hero in queries.heroes("albania")]
    assert slugs == sorted(hero.slug for hero in anonymous)
    assert {hero.slug for hero in queries.heroes("known")} == {named.slug}


def test_a_hero_is_found_by_a_biography_only_with_consent_for_it() -> None:
    hero = named_hero(PublicProgramFactory(), name="Known", biography="Born by the sea")
    assert not queries.heroes("sea")
    consent = ConsentFactory(hero=hero, scope="biography")
    assert list(queries.heroes("sea")) == [hero]
    assert list(queries.heroes("known sea")) == [hero]
    consent.revoke()
    assert not queries.heroes("sea")


def test_who_is_made_anonymous_is_no_longer_found_by_name() -> None:
    hero = named_hero(PublicProgramFactory(), name="Known", country="JP", role="Judge")
    assert list(queries.heroes("known")) == list(queries.heroes("japan judge")) == [hero]
    hero.public_identity = Hero.PublicIdentity.ANONYMOUS
    hero.save()
    assert not queries.heroes("known")
    assert not queries.heroes("japan judge")
    assert list(queries.heroes("japan")) == [hero]


def test_a_private_meeting_does_not_tell_its_city_by_a_quote() -> None:
    program = PublicProgramFactory()
    StopFactory(program=program)
    miami = StopFactory(city=CityFactory(name="Miami", state="FL"), program=ProgramFactory())
    private = MeetingFactory(stop=miami)
    PublicQuoteFactory(program=program, text="Water", meeting=private)
    assert counts("water", city="miami") == {}
    assert counts("water", city="minneapolis") == {"quotes": 1}
