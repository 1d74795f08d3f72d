"""No reader ever gets a page that is stale, whatever changed it. Read on the real public pages.

Two clients stand for two processes: each has a page cache of its own, and both have the page in memory.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from common.addresses import change_address
from participants.models import Organization
from programs.models import City, Meeting, Program, Stop
from tests.factories import (
    OrganizationFactory,
    UserFactory,
    named_hero,
)
from tests.support.cached_readers import Readers, program_with_a_meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def program() -> Program:
    return program_with_a_meeting()


@pytest.fixture
def readers(program: Program) -> Readers:
    """They have the program's page in memory."""
    readers = Readers(program.get_absolute_url())
    assert readers.see("Courage in Minneapolis", "Talk with judges")
    return readers


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_program_page_is_kept_and_costs_one_query(
    readers: Readers, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = readers.clients[0].get(readers.address)
    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    with django_assert_num_queries(1):
        again = readers.clients[0].get(readers.address, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address", ["/", "/programs/", "/heroes/", "/organizations/", "/quotes/", "/search/?q=a", "/sitemap.xml"]
)
def test_lists_are_kept_too(
    program: Program, address: str, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(address)
    with django_assert_num_queries(1):
        assert client.get(address).status_code == 200


# --- Words that change ---------------------------------------------------------------------------


def test_a_change_in_the_admin_shows_at_once(readers: Readers) -> None:
    officer = Client()
    officer.force_login(UserFactory())
    city = City.objects.get()
    address = reverse("admin:programs_city_change", args=[city.pk])
    form = officer.get(address).context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if value is not None}
    assert officer.post(address, {**typed, "name": "Saint Paul"}).status_code == 302
    assert readers.see("Saint Paul")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: Program.objects.update(title="New words"), id="update"),
        pytest.param(lambda: sql("UPDATE programs_program SET title = 'New words'"), id="raw SQL"),
        pytest.param(lambda: Meeting.objects.update(title="New words"), id="update of a meeting"),
        pytest.param(lambda: sql("UPDATE programs_city SET name = 'New words'"), id="raw SQL on a city"),
        pytest.param(
            lambda: Meeting.objects.bulk_create(
                [
                    Meeting(
                        program=Program.objects.get(), title="New words", is_public=True, status="confirmed"
                    )
                ]
            ),
            id="bulk create",
        ),
        pytest.param(
            lambda: Meeting.objects.bulk_update(
                [Meeting(pk=meeting.pk, title="New words") for meeting in Meeting.objects.all()], ["title"]
            ),
            id="bulk update",
        ),
    ],
)
def test_words_that_change_without_save_show_at_once(readers: Readers, change: Callable[[], object]) -> None:
    change()
    assert readers.see("New words")


def test_a_renamed_organization_shows_on_the_program(readers: Readers, program: Program) -> None:
    agency = OrganizationFactory(name="Old name")
    Program.objects.update(agency=agency)
    assert readers.see("Old name")
    Organization.objects.update(name="New name")
    assert readers.see("New name")
    assert readers.miss("Old name")


def test_a_change_that_is_rolled_back_is_never_shown(readers: Readers) -> None:
    with transaction.atomic():
        Program.objects.update(title="Never true")
        transaction.set_rollback(True)
    assert readers.see("Courage in Minneapolis")
    assert readers.miss("Never true")


def test_a_change_shows_when_it_is_committed_and_not_before(readers: Readers) -> None:
    """The reader of an open transaction has a connection of their own, as in another process."""
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite database has one connection")

    def read() -> bool:
        try:
            return readers.see("Courage in Minneapolis")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other, transaction.atomic():
        Program.objects.update(title="New words")
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        assert other.submit(read).result()
    assert readers.see("New words")


# --- Things that go ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "withdraw",
    [
        pytest.param(lambda: Program.objects.update(status="draft"), id="update"),
        pytest.param(lambda: sql("UPDATE programs_program SET status = 'in_clearance'"), id="raw SQL"),
    ],
)
def test_a_program_that_is_withdrawn_is_gone_at_once(
    readers: Readers, withdraw: Callable[[], object]
) -> None:
    withdraw()
    assert readers.get_404()
    assert readers.clients[0].get(readers.address, headers={"if-none-match": "*"}).status_code == 404


def test_a_program_that_is_published_appears_at_once(readers: Readers) -> None:
    Program.objects.update(status="draft")
    assert readers.get_404()
    Program.objects.update(status="published")
    assert readers.see("Courage in Minneapolis")


def test_deleted_things_are_gone_at_once(readers: Readers) -> None:
    Meeting.objects.get().delete()
    assert readers.miss("Talk with judges")
    Stop.objects.all().delete()
    Program.objects.get().delete()
    assert readers.get_404()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_truncated_tables_are_empty_at_once(readers: Readers) -> None:
    sql("TRUNCATE programs_meeting CASCADE")
    assert readers.miss("Talk with judges")
    sql("TRUNCATE programs_program CASCADE")
    assert readers.get_404()


# --- Many to many --------------------------------------------------------------------------------


def test_people_added_and_removed_show_at_once(readers: Readers, program: Program) -> None:
    hero = named_hero(name="Ana Person")
    assert readers.miss("Ana Person")
    program.heroes.add(hero)
    assert readers.see("Ana Person")
    program.heroes.remove(hero)
    assert readers.miss("Ana Person")
    program.heroes.set([hero])
    assert readers.see("Ana Person")
    program.heroes.clear()
    assert readers.miss("Ana Person")
    sql(f"INSERT INTO programs_program_heroes (program_id, hero_id) VALUES ({program.pk}, {hero.pk})")  # noqa: S608
    assert readers.see("Ana Person")


def test_organizations_added_to_a_meeting_show_at_once(readers: Readers) -> None:
    meeting, organization = Meeting.objects.get(), OrganizationFactory(name="City Court")
    meeting.organizations.add(organization)
    assert readers.see("City Court")
    meeting.organizations.clear()
    assert readers.miss("City Court")


@pytest.mark.parametrize("forget", [False, True])
def test_a_page_in_memory_is_not_shown_at_an_old_address(program: Program, forget: bool) -> None:
    hero = named_hero(program, slug="zainab-qadiri")
    city = program.stops.all()[0].city
    for record, below in ((program, ""), (program, "calendar.ics"), (hero, ""), (city, "picture-en.png")):
        old = record.get_absolute_url()
        readers = Readers(f"{old}{below}")
        assert [client.get(readers.address).status_code for client in readers.clients] == [200, 200]
        change_address(record, f"plain-{record.pk}", forget_old=forget)
        new = f"{record.get_absolute_url()}{below}"
        for client in readers.clients:
            answer = client.get(readers.address)
            assert answer.status_code == (410 if forget else 301)
            assert client.get(new).status_code == 200
        change_address(record, old.split("/")[2])
        for client in readers.clients:
            assert client.get(readers.address).status_code == 200
            assert client.get(new)["Location"] == readers.address
