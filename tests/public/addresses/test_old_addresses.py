"""An address that was changed leads to the new one, or answers that it was given up; or nothing at all."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from common.addresses import BARRED, change_address, is_barred
from common.slugs import free_slug
from participants.models import Hero, Organization
from programs.models import City, Meeting, Program
from tests.factories import (
    ConsentFactory,
    HeroFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    StopFactory,
    UserFactory,
    named_hero,
)
from tests.public.addresses.kinds import KINDS, OLD, Kind, is_known, kept_of, rows_that_tell
from tests.support.public_pages import site_map

pytestmark = pytest.mark.django_db
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


#: What a new record of each model needs.
ANOTHER: dict[type[Any], dict[str, Any]] = {
    Program: {"title": "Another", "starts_on": date(2021, 7, 1), "ends_on": date(2021, 7, 2)},
    Hero: {"name": "Another", "public_identity": "named"},
    Organization: {"name": "Another"},
    City: {"name": "Another", "time_zone": "America/Chicago"},
}


def leads_to(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 301, (url, answer.status_code)
    assert answer["Cache-Control"] == "no-cache"
    return str(answer["Location"])


def nothing(client: Client, url: str) -> tuple[int, bytes, list[tuple[str, str]]]:
    answer = client.get(url)
    return answer.status_code, answer.content, sorted(answer.headers.items())


def same_as_nowhere(client: Client, kind: Kind, slug: str) -> bool:
    nowhere = nothing(client, kind.page("no-such-address-at-all"))
    assert nowhere[0] == 404
    return nothing(client, kind.page(slug)) == nowhere


@every_kind
def test_an_old_address_leads_to_the_new_one(client: Client, kind: Kind) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "plain")
    assert leads_to(client, kind.page(OLD)) == kind.page("plain")
    assert client.get(kind.page("plain")).status_code == 200
    assert record.slug == "plain"
    assert kept_of(record) == [OLD]


@every_kind
def test_the_rest_of_the_address_stays(client: Client, kind: Kind) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "plain")
    meeting = Meeting.objects.first()
    for below in kind.below:
        rest = below.format(meeting=meeting.uid if meeting else "", city="minneapolis")
        assert leads_to(client, kind.page(OLD) + rest) == kind.page("plain") + rest


@every_kind
@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_the_language_stays(client: Client, kind: Kind, language: str) -> None:
    change_address(kind.public(slug=OLD), "plain")
    assert leads_to(client, f"/{language}{kind.page(OLD)}") == f"/{language}{kind.page('plain')}"
    assert client.get(kind.page("plain"), follow=True).status_code == 200


def test_of_the_query_stays_what_the_page_reads(client: Client) -> None:
    change_address(KINDS["program"].public(slug=OLD), "plain")
    answer = leads_to(client, f"/programs/{OLD}/?utm_source=zainab&tz=Asia/Tokyo")
    assert answer == "/programs/plain/?tz=Asia%2FTokyo"
    change_address(KINDS["hero"].public(slug=OLD), "plain")
    assert leads_to(client, f"/heroes/{OLD}/?page=2") == "/heroes/plain/"


def test_a_frame_on_another_website_leads_there_too(client: Client) -> None:
    change_address(KINDS["program"].public(slug=OLD), "plain")
    assert leads_to(client, f"/embed/programs/{OLD}/") == "/embed/programs/plain/"
    assert leads_to(client, f"/ar/embed/programs/{OLD}/?tz=UTC") == "/ar/embed/programs/plain/?tz=UTC"


def test_a_calendar_of_a_city_follows_both(client: Client) -> None:
    program = KINDS["program"].public(slug=OLD)
    stop = program.stops.get()
    change_address(program, "plain")
    change_address(stop.city, "mill-city")
    for old in (f"{OLD}/minneapolis", f"{OLD}/mill-city", "plain/minneapolis"):
        assert leads_to(client, f"/programs/{old}.ics") == "/programs/plain/mill-city.ics"
    assert client.get("/programs/plain/mill-city.ics").status_code == 200
    change_address(stop.city, "flour-city", forget_old=True)
    assert client.get("/programs/plain/mill-city.ics").status_code == 410
    assert leads_to(client, "/programs/plain/minneapolis.ics") == "/programs/plain/flour-city.ics"


@every_kind
def test_an_address_that_tells_a_name_is_gone_and_forgotten(client: Client, kind: Kind) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "plain", forget_old=True)
    meeting = Meeting.objects.first()
    for below in kind.below:
        rest = below.format(meeting=meeting.uid if meeting else "", city="minneapolis")
        answer = client.get(kind.page(OLD) + rest)
        assert (answer.status_code, answer["Cache-Control"]) == (410, "no-cache")
        assert "This address is no longer in use" in answer.content.decode()
        assert "plain" not in answer.content.decode()
    assert client.get(f"/fr{kind.page(OLD)}").status_code == 410
    assert client.head(kind.page(OLD)).status_code == 410
    assert kept_of(record) == [""]
    assert rows_that_tell(OLD) == []
    assert OLD not in site_map(client)


@every_kind
def test_two_changes_both_lead_to_the_last(client: Client, kind: Kind) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "second")
    change_address(record, "third")
    assert leads_to(client, kind.page(OLD)) == kind.page("third")
    assert leads_to(client, kind.page("second")) == kind.page("third")


@every_kind
def test_one_is_forgotten_and_another_leads_on(client: Client, kind: Kind) -> None:
    record = kind.public(slug="first")
    change_address(record, OLD)
    change_address(record, "third", forget_old=True)
    assert leads_to(client, kind.page("first")) == kind.page("third")
    assert client.get(kind.page(OLD)).status_code == 410


@every_kind
def test_an_older_address_can_be_forgotten_later(client: Client, kind: Kind) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "second")
    change_address(record, "third")
    old = record.old_addresses.get(slug=OLD)
    change_address(record, "third", forget=[old.pk])
    assert client.get(kind.page(OLD)).status_code == 410
    assert leads_to(client, kind.page("second")) == kind.page("third")
    assert rows_that_tell(OLD) == []


@every_kind
@pytest.mark.parametrize("forget", [False, True])
def test_an_address_can_be_taken_back(client: Client, kind: Kind, forget: bool) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "plain", forget_old=forget)
    change_address(record, OLD)
    assert client.get(kind.page(OLD)).status_code == 200
    assert leads_to(client, kind.page("plain")) == kind.page(OLD)
    assert kept_of(record) == ["plain"]


@every_kind
@pytest.mark.parametrize("forget", [False, True])
def test_while_it_is_not_public_its_old_address_is_like_any_other(
    client: Client, kind: Kind, forget: bool
) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "plain", forget_old=forget)
    kind.hide(record)
    assert same_as_nowhere(client, kind, OLD)
    assert same_as_nowhere(client, kind, "plain")


@pytest.mark.parametrize("forget", [False, True])
@pytest.mark.parametrize(
    "kind",
    [KINDS[name] for name in ("program", "organization", "city")],
    ids=["program", "organization", "city"],
)
def test_once_it_is_public_again_its_old_address_answers_again(
    client: Client, kind: Kind, forget: bool
) -> None:
    record = kind.public(slug=OLD)
    change_address(record, "plain", forget_old=forget)
    kind.hide(record)
    kind.show(record)
    assert client.get(kind.page(OLD)).status_code == (410 if forget else 301)


@every_kind
def test_a_deleted_record_frees_its_addresses(client: Client, kind: Kind) -> None:
    record = kind.private(slug=OLD)
    if kind.model is Program:
        Program.objects.filter(pk=record.pk).update(published_at="2021-07-01T00:00Z")
        record.refresh_from_db()
    change_address(record, "plain", forget_old=True)
    assert is_barred(kind.model, OLD)
    record.delete()
    assert not is_barred(kind.model, OLD)
    assert same_as_nowhere(client, kind, OLD)
    assert kind.public(slug=OLD).slug == OLD
    assert client.get(kind.page(OLD)).status_code == 200


@every_kind
@pytest.mark.parametrize("forget", [False, True])
def test_nobody_else_gets_an_old_address(kind: Kind, forget: bool) -> None:
    record = kind.private(slug=OLD)
    Program.objects.filter(pk=record.pk).update(published_at="2021-07-01T00:00Z")
    record.refresh_from_db()
    change_address(record, "plain", forget_old=forget)
    other = kind.model(slug=OLD, **ANOTHER[kind.model])
    with pytest.raises(ValidationError, match=str(BARRED)):
        other.full_clean()
    with pytest.raises(ValidationError, match=str(BARRED)), transaction.atomic():
        other.save()
    assert kind.model.objects.filter(slug=OLD).count() == 0
    assert free_slug(kind.model, OLD, fallback="x") == f"{OLD}-2"
    other.slug = "other"
    other.save()
    with pytest.raises(ValidationError, match=str(BARRED)):
        change_address(other, OLD)
    with pytest.raises(ValidationError, match="already exists"):
        change_address(other, "plain")
    assert kind.model.objects.get(pk=other.pk).slug == "other"


@pytest.mark.parametrize("slug", ["", "not an address", "x" * 81, "é", "a/b", "a\x00b", "%2e", "zainab?"])
def test_what_is_no_address_is_refused(slug: str) -> None:
    program = PublicProgramFactory(slug=OLD)
    with pytest.raises(ValidationError):
        change_address(program, slug)
    program.refresh_from_db()
    assert program.slug == OLD
    assert kept_of(program) == []


def test_one_address_has_one_row() -> None:
    program = PublicProgramFactory(slug=OLD)
    change_address(program, "plain")
    row = program.old_addresses.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicProgramFactory().old_addresses.create(digest=row.digest, slug=OLD)


def test_who_read_the_record_before_another_changed_it_is_told() -> None:
    program = PublicProgramFactory(slug=OLD)
    stale = Program.objects.get(pk=program.pk)
    change_address(program, "second")
    with pytest.raises(ValidationError, match="meanwhile"):
        change_address(stale, "third")
    assert Program.objects.get(pk=program.pk).slug == "second"


# --- What leaves none -------------------------------------------------------------------------------


@pytest.mark.parametrize("forget", [False, True])
@pytest.mark.parametrize("status", ["draft", "in_clearance"])
def test_a_program_that_was_never_published_leaves_no_old_address(
    client: Client, forget: bool, status: str
) -> None:
    program = ProgramFactory(slug=OLD, status=status)
    change_address(program, "plain", forget_old=forget)
    assert kept_of(program) == []
    program.status = "published"
    program.save()
    assert same_as_nowhere(client, KINDS["program"], OLD)


@pytest.mark.parametrize("identity", ["anonymous", "withheld"])
@pytest.mark.parametrize("forget", [False, True])
@pytest.mark.parametrize("how", ["save", "update", "one field"])
def test_who_is_no_longer_named_has_no_old_address(
    client: Client, identity: str, forget: bool, how: str
) -> None:
    hero = named_hero(PublicProgramFactory(), slug=OLD)
    change_address(hero, "second", forget_old=forget)
    change_address(hero, "zainab")
    if how == "update":
        Hero.objects.filter(slug="zainab").update(public_identity=identity)
    else:
        hero.public_identity = identity
        hero.save(**({"update_fields": ["public_identity"]} if how == "one field" else {}))
    hero = Hero.objects.get(pk=hero.pk)
    for slug in (OLD, "second", "zainab"):
        assert not is_known(hero, slug)
        assert same_as_nowhere(client, KINDS["hero"], slug)
        assert rows_that_tell(slug) == []
    Hero.objects.filter(pk=hero.pk).update(public_identity="named")
    assert same_as_nowhere(client, KINDS["hero"], OLD)


@pytest.mark.parametrize("identity", ["anonymous", "withheld"])
@pytest.mark.parametrize("forget", [False, True])
def test_the_changed_address_of_somebody_unnamed_is_chance_and_leaves_nothing(
    client: Client, identity: str, forget: bool
) -> None:
    hero = HeroFactory(public_identity=identity)
    PublicProgramFactory().heroes.add(hero)
    first = hero.slug
    change_address(hero, "zainab-qadiri", forget_old=forget)
    assert hero.slug.startswith("participant-")
    assert hero.slug not in (first, "zainab-qadiri")
    assert kept_of(hero) == []
    for slug in (first, "zainab-qadiri"):
        assert same_as_nowhere(client, KINDS["hero"], slug)


def test_a_row_that_went_past_our_code_tells_nothing_of_somebody_unnamed(client: Client) -> None:
    hero = HeroFactory(public_identity="anonymous")
    PublicProgramFactory().heroes.add(hero)
    named = named_hero(PublicProgramFactory(), slug=OLD)
    change_address(named, "plain", forget_old=True)
    named.old_addresses.update(owner=hero)
    assert same_as_nowhere(client, KINDS["hero"], OLD)


def test_consent_that_returns_brings_the_old_address_back(client: Client) -> None:
    hero = named_hero(PublicProgramFactory(), slug=OLD)
    change_address(hero, "plain")
    hero.consents.get(scope="identity").revoke()
    assert same_as_nowhere(client, KINDS["hero"], OLD)
    ConsentFactory(hero=hero, scope="identity")
    assert leads_to(client, f"/heroes/{OLD}/") == "/heroes/plain/"


# --- Feeds and calendars ----------------------------------------------------------------------------


def feed_id(client: Client, slug: str) -> str:
    feed = client.get(f"/programs/{slug}/changes.atom").content.decode()
    return feed.partition("<id>")[2].partition("</id>")[0]


def test_a_feed_keeps_its_identifier_unless_it_is_made_of_what_is_forgotten(client: Client) -> None:
    program = PublicProgramFactory(slug=OLD)
    first = feed_id(client, OLD)
    assert first.startswith("urn:uuid:")
    change_address(program, "second")
    assert feed_id(client, "second") == first
    change_address(program, "third", forget_old=True)
    assert feed_id(client, "third") == first
    change_address(program, OLD)
    assert feed_id(client, OLD) == first
    change_address(program, "fourth", forget_old=True)
    now = feed_id(client, "fourth")
    assert now != first
    change_address(program, "fifth", forget_old=True)
    assert feed_id(client, "fifth") == now


def test_a_feed_gets_another_identifier_when_its_first_address_is_forgotten_later(client: Client) -> None:
    program = PublicProgramFactory(slug=OLD)
    first = feed_id(client, OLD)
    change_address(program, "second")
    change_address(program, "second", forget=[program.old_addresses.get().pk])
    assert feed_id(client, "second") != first


def test_events_keep_their_identifiers(client: Client) -> None:
    program = KINDS["program"].public(slug=OLD)
    meeting = program.meetings.get()
    before = client.get(f"/programs/{OLD}/calendar.ics").content.decode()
    change_address(program, "plain", forget_old=True)
    after = client.get("/programs/plain/calendar.ics").content.decode()
    assert f"UID:{meeting.uid}" in after
    assert OLD not in after
    assert after.replace("plain", OLD).replace("\r\n ", "") == before.replace("\r\n ", "")


@pytest.mark.parametrize("forget", [False, True])
def test_the_calendar_of_a_renamed_city_still_tells_of_what_was_removed(client: Client, forget: bool) -> None:
    stop = StopFactory(program=PublicProgramFactory(), city=KINDS["city"].private(slug=OLD))
    program = stop.program
    gone = PublicMeetingFactory(program=program, stop=stop, title="Removed")
    gone.delete()
    change_address(stop.city, "plain", forget_old=forget)
    calendar = client.get(f"/programs/{program.slug}/plain.ics").content.decode()
    assert f"UID:{gone.uid}" in calendar
    assert rows_that_tell(OLD) == ([] if forget else ["programs_cityaddress"])


def test_a_change_of_address_is_no_change_of_the_itinerary(client: Client) -> None:
    program = KINDS["program"].public()
    before = client.get(f"/programs/{program.slug}/changes/").content
    change_address(program.stops.get().city, "plain")
    assert client.get(f"/programs/{program.slug}/changes/").content == before


def test_another_city_of_the_same_program_keeps_its_address(client: Client) -> None:
    program = KINDS["program"].public()
    other = StopFactory(program=program, city=KINDS["city"].private())
    meeting = PublicMeetingFactory(program=program, stop=other)
    meeting.delete()
    change_address(program.stops.exclude(pk=other.pk).get().city, "plain")
    assert f"UID:{meeting.uid}" in client.get(f"/programs/{program.slug}/nowhere.ics").content.decode()


# --- Nonsense ---------------------------------------------------------------------------------------

QUERIES = [
    "%00",
    "a=%0d%0aSet-Cookie:x",
    "ü=é",
    "next=//elsewhere.example",
    "[",
    "tz=[::1",
    "&&==",
    "a" * 3000,
]


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
@pytest.mark.parametrize("prefix", ["", "/ar", "/api/v1"])
@pytest.mark.parametrize("signed_in", [False, True])
def test_a_strange_query_leads_to_the_same_page(prefix: str, query: str, signed_in: bool) -> None:
    change_address(KINDS["program"].public(slug=OLD), "plain")
    client = Client()
    if signed_in:
        client.force_login(UserFactory())
    end = "" if prefix == "/api/v1" else "/"
    answer = client.get(f"{prefix}/programs/{OLD}{end}", QUERY_STRING=query)
    assert answer.status_code == 301
    assert answer["Location"].partition("?")[0] == f"{prefix}/programs/plain{end}"
    assert answer["Location"].isascii()
    assert "\n" not in answer["Location"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "slug", ["..", "%2e%2e", "a%00b", "x" * 5000, "visit-of-zainab-qadiri%20", "VISIT-OF-ZAINAB-QADIRI"]
)
def test_what_only_resembles_an_old_address_is_not_found(client: Client, slug: str) -> None:
    change_address(KINDS["program"].public(slug=OLD), "plain")
    assert client.get(f"/programs/{slug}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_an_old_address_is_read_only(method: str) -> None:
    change_address(KINDS["program"].public(slug=OLD), "plain")
    client = Client(enforce_csrf_checks=False)
    assert getattr(client, method)(f"/programs/{OLD}/").status_code == 405


def test_an_old_address_costs_as_many_queries_as_any_that_is_not_found(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    change_address(KINDS["program"].public(slug=OLD), "plain")
    for slug in (OLD, "no-such-address"):
        with django_assert_num_queries(2):
            client.get(f"/programs/{slug}/changes.atom")
