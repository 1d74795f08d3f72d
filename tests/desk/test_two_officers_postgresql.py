"""Two officers at once on PostgreSQL: the second waits for the first and goes by what the first left."""

import time as clock
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import time
from typing import TypeVar

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client

from attendance import links
from attendance.models import ItineraryLink
from common.addresses import BARRED, change_address
from programs.models import Change, Meeting, Program
from tests.factories import (
    HeroFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    UserFactory,
)
from tests.support.admin_forms import AdminForm

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time"),
]

#: Seconds until a test gives up.
PATIENCE = 20

First = TypeVar("First")
Second = TypeVar("Second")


def at_once(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """`second` starts, on a connection of its own, after `first` and before `first` is committed."""

    def act() -> Second:
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as other:
        with transaction.atomic():
            done = first()
            waiting = other.submit(act)
            until_it_waits_for_us(waiting)
        return done, waiting.result(PATIENCE)


def until_it_waits_for_us(other: Future[Second]) -> None:
    """Return once another connection waits for a lock that this one holds."""
    deadline = clock.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while not other.done():
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return
            assert clock.monotonic() < deadline, "neither done nor waiting"
            clock.sleep(0.01)


def test_two_moves_of_a_meeting_are_two_revisions_that_follow_each_other() -> None:
    meeting = PublicMeetingFactory()
    Change.objects.all().delete()
    first, second = (Meeting.objects.get(pk=meeting.pk) for _ in range(2))
    first.start_time = time(9)
    second.start_time = time(11)
    at_once(first.save, second.save)
    told = [
        (change.sequence, change.before["start_time"], change.after["start_time"])
        for change in Change.objects.order_by("pk")
    ]
    assert told == [(1, "10:00:00", "09:00:00"), (2, "09:00:00", "11:00:00")]
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.start_time) == (2, time(11))


@pytest.mark.parametrize("renewed", [False, True])
def test_a_hero_given_a_link_by_two_officers_has_the_later_one_only(renewed: bool) -> None:
    hero, ada, ben = HeroFactory(), UserFactory(), UserFactory()
    if renewed:
        links.issue(hero, by=ada)
    (first, lost), (second, token) = at_once(
        lambda: links.issue(hero, by=ada), lambda: links.issue(hero, by=ben)
    )
    assert list(ItineraryLink.objects.filter(revoked_at=None)) == [second]
    assert ItineraryLink.objects.get(pk=first.pk).revoked_by == ben
    assert Client().get(f"/my/{lost}/").status_code == 404
    assert Client().get(f"/my/{token}/").status_code == 200


@pytest.mark.parametrize("forget", [False, True])
def test_an_address_changed_by_two_officers_is_the_first_ones_and_the_second_is_told(forget: bool) -> None:
    program = PublicProgramFactory(slug="visit")
    first, second = (Program.objects.get(pk=program.pk) for _ in range(2))

    def change() -> str:
        try:
            change_address(second, "second", forget_old=forget)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    _none, told = at_once(lambda: change_address(first, "first"), change)
    assert told == "Somebody changed this address meanwhile."
    assert Client().get("/programs/visit/")["Location"] == "/programs/first/"


def test_who_takes_an_address_that_another_is_leaving_is_refused() -> None:
    program = PublicProgramFactory(slug="visit")

    def take() -> str:
        try:
            ProgramFactory(slug="visit")
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    _none, told = at_once(lambda: change_address(program, "plain", forget_old=True), take)
    assert told == str(BARRED)
    assert Client().get("/programs/visit/").status_code == 410


def test_two_records_that_want_one_address_do_not_both_get_it() -> None:
    programs = PublicProgramFactory(slug="one"), PublicProgramFactory(slug="two")

    def change() -> str:
        try:
            change_address(programs[1], "plain")
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

    _none, told = at_once(lambda: change_address(programs[0], "plain"), change)
    assert told == "Another record has this address."
    assert Client().get("/programs/two/").status_code == 200


@pytest.mark.parametrize("forget", [False, True])
def test_an_address_is_not_brought_back_by_who_saves_the_record_meanwhile(
    admin_client: Client, forget: bool
) -> None:
    program = PublicProgramFactory(slug="visit", title="Visit")
    form = AdminForm(admin_client, f"/admin/programs/program/{program.pk}/change/").fill(title="Other")
    _none, answer = at_once(lambda: change_address(program, "plain", forget_old=forget), form.send)
    assert "Somebody changed this address meanwhile." in answer.content.decode()
    program.refresh_from_db()
    assert (program.slug, program.title) == ("plain", "Visit")
    assert Client().get("/programs/visit/").status_code == (410 if forget else 301)
