"""What changed: recorded with the save, counted once, told in public only as far as the public saw it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from programs.models import Change, City, Meeting, Program
from tests.factories import (
    CityFactory,
    MeetingFactory,
    ProgramFactory,
    PublicMeetingFactory,
    PublicProgramFactory,
    StopFactory,
    named_hero,
)

pytestmark = pytest.mark.django_db

TUESDAY_AT_TEN = {
    "date": "2021-08-03",
    "start_time": "10:00:00",
    "zone": "America/Chicago",
    "city": "Minneapolis",
}


@pytest.fixture
def meeting() -> Meeting:
    """A public meeting whose addition is no longer told."""
    roundtable: Meeting = PublicMeetingFactory(title="Roundtable")
    Change.objects.all().delete()
    return roundtable


def save(meeting: Meeting, **facts: Any) -> list[Change]:
    """Change and save a meeting as a form does, and return what was recorded by it."""
    known = set(Change.objects.values_list("pk", flat=True))
    fresh = Meeting.objects.get(pk=meeting.pk)
    for name, value in facts.items():
        setattr(fresh, name, value)
    fresh.save()
    meeting.refresh_from_db()
    return list(Change.objects.exclude(pk__in=known).order_by("pk"))


def kinds(changes: list[Change]) -> list[str]:
    return [change.kind for change in changes]


# --- One save, one revision ----------------------------------------------------------------------


def test_a_new_meeting_is_added_at_revision_zero() -> None:
    meeting = PublicMeetingFactory()
    change = Change.objects.get()
    assert (change.kind, change.was_public, change.sequence) == ("added", True, 0)
    assert (change.program, change.meeting_uid) == (meeting.program, meeting.uid)
    assert TUESDAY_AT_TEN.items() <= change.after.items()


def test_a_move_says_from_when_to_when(meeting: Meeting) -> None:
    (change,) = save(meeting, date=date(2021, 8, 4), start_time=time(14), end_time=time(15))
    assert (change.kind, change.was_public, change.sequence, meeting.sequence) == ("moved", True, 1, 1)
    assert TUESDAY_AT_TEN.items() <= change.before.items()
    assert {
        "date": "2021-08-04",
        "start_time": "14:00:00",
        "end_time": "15:00:00",
    }.items() <= change.after.items()
    assert change.after["starts_at"] == "2021-08-04T19:00:00+00:00"


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"start_time": time(9)}, "moved"),
        ({"end_time": None}, "moved"),
        ({"date": None, "start_time": None, "end_time": None}, "moved"),
        ({"status": "cancelled"}, "cancelled"),
        ({"status_note": "Bring a coat."}, "noted"),
        ({"title": "Round table"}, "edited"),
        ({"location": "Room 2"}, "edited"),
        ({"whole_group": False}, "edited"),
    ],
)
def test_every_change_that_readers_see_is_one_revision(
    meeting: Meeting, facts: dict[str, Any], kind: str
) -> None:
    changes = save(meeting, **facts)
    assert kinds(changes) == [kind]
    assert changes[0].was_public
    assert meeting.sequence == changes[0].sequence == 1


def test_a_meeting_that_takes_place_after_all_is_restored(meeting: Meeting) -> None:
    save(meeting, status="cancelled")
    assert kinds(save(meeting, status="confirmed")) == ["restored"]
    assert meeting.sequence == 2


def test_a_save_that_changes_nothing_is_no_revision(meeting: Meeting) -> None:
    assert save(meeting) == []
    assert meeting.sequence == 0


def test_notes_for_officers_are_no_revision(meeting: Meeting) -> None:
    assert save(meeting, internal_notes="Call back.") == []
    assert meeting.sequence == 0


def test_much_in_one_save_is_one_revision(meeting: Meeting) -> None:
    changes = save(
        meeting,
        date=date(2021, 8, 5),
        status="cancelled",
        status_note="Storm.",
        title="Table",
        join_url="https://x.gov/",
    )
    assert kinds(changes) == ["moved", "cancelled"]
    assert {change.note for change in changes} == {"Storm."}
    assert {change.sequence for change in changes} == {meeting.sequence} == {1}


def test_a_new_link_to_join_is_told_to_those_who_join_only(meeting: Meeting) -> None:
    (change,) = save(meeting, join_url="https://rooms.example/1")
    assert (change.kind, change.was_public) == ("edited", False)
    # The public revision stays: a stranger learns nothing.
    assert (meeting.sequence, meeting.private_sequence) == (0, 1)


def test_a_copy_read_before_another_save_does_not_take_the_revision_back(meeting: Meeting) -> None:
    early = Meeting.objects.get(pk=meeting.pk)
    save(meeting, title="First")
    save(meeting, title="Second")
    early.title = "Third"
    early.save()
    assert early.sequence == 3
    early.save()
    assert early.sequence == Meeting.objects.get(pk=meeting.pk).sequence == 3


def test_what_a_save_of_some_fields_leaves_out_is_not_told(meeting: Meeting) -> None:
    meeting.title, meeting.date = "Round table", date(2021, 8, 9)
    meeting.save(update_fields=["title"])
    stored = Meeting.objects.get(pk=meeting.pk)
    assert (stored.title, stored.date, stored.sequence) == ("Round table", date(2021, 8, 3), 1)
    assert stored.starts_at == datetime(2021, 8, 3, 15, tzinfo=UTC)
    assert kinds(list(Change.objects.all())) == ["edited"]


def test_a_save_that_fails_records_nothing(meeting: Meeting) -> None:
    meeting.title, meeting.program_id = "Lost", 0
    with pytest.raises(Exception):  # noqa: B017, PT011 - of whatever kind
        meeting.save()
    assert not Change.objects.exists()


def test_a_save_costs_one_query_more_and_one_to_record(
    meeting: Meeting, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    # A savepoint and its release, the stored row, what is private in it, the update, and the change.
    fresh = Meeting.objects.select_related("stop__city", "program").get(pk=meeting.pk)
    with django_assert_max_num_queries(5):
        fresh.save()
    fresh.title = "Another"
    with django_assert_max_num_queries(6):
        fresh.save()


@given(data=st.data())
def test_each_move_raises_the_revision_by_exactly_one(data: st.DataObject) -> None:
    meeting = PublicMeetingFactory()
    days = st.dates(date(2021, 7, 19), date(2021, 8, 13))
    hours = st.times(time(8), time(20)).map(lambda hour: hour.replace(second=0, microsecond=0))
    for moves in range(1, 4):
        before = (meeting.date, meeting.start_time)
        after = data.draw(st.tuples(days, hours).filter(lambda to, before=before: to != before))
        save(meeting, date=after[0], start_time=after[1], end_time=None)
        save(meeting)
        assert meeting.sequence == moves
    assert Change.objects.filter(meeting_uid=meeting.uid, kind="moved").count() == 3


# --- Moved with their city -----------------------------------------------------------------------


def test_a_city_whose_clock_is_corrected_moves_its_meetings(meeting: Meeting) -> None:
    elsewhere = PublicMeetingFactory(stop=StopFactory(city=CityFactory(name="Miami")))
    untimed = PublicMeetingFactory(stop=meeting.stop, start_time=None, end_time=None)
    Change.objects.all().delete()
    city = City.objects.get(name="Minneapolis")
    city.time_zone = "America/Denver"
    city.save()
    (change,) = Change.objects.all()
    assert (change.kind, change.meeting_uid, change.was_public) == ("moved", meeting.uid, True)
    assert (change.before["zone"], change.after["zone"]) == ("America/Chicago", "America/Denver")
    assert change.after["starts_at"] == "2021-08-03T16:00:00+00:00"
    for each, sequence in ((meeting, 1), (elsewhere, 0), (untimed, 0)):
        each.refresh_from_db()
        assert each.sequence == sequence


def test_a_city_that_is_renamed_moves_nothing(meeting: Meeting) -> None:
    city = City.objects.get()
    city.name = "Saint Paul"
    city.save()
    assert not Change.objects.exists()


def test_a_stop_in_another_city_moves_its_meetings(meeting: Meeting) -> None:
    untimed = PublicMeetingFactory(stop=meeting.stop, start_time=None, end_time=None)
    Change.objects.all().delete()
    stop = meeting.stop
    assert stop is not None
    stop.city = CityFactory(name="Chicago", state="IL")  # on the same clock
    stop.save()
    assert {change.meeting_uid for change in Change.objects.filter(kind="moved")} == {
        meeting.uid,
        untimed.uid,
    }
    assert {change.after["city"] for change in Change.objects.all()} == {"Chicago"}


# --- What the public saw -------------------------------------------------------------------------


def test_nothing_is_public_of_what_happened_before_publication() -> None:
    program = ProgramFactory()
    meeting = PublicMeetingFactory(stop=StopFactory(program=program))
    save(meeting, date=date(2021, 8, 9))
    program.status = Program.Status.PUBLISHED
    program.save()
    assert Change.objects.count() == 2
    assert not Change.objects.public().exists()
    assert not Change.objects.filter(was_public=True).exists()


def test_a_meeting_made_public_is_added_then_and_its_earlier_date_stays_unknown() -> None:
    meeting = MeetingFactory(status="confirmed")
    save(meeting, date=date(2021, 8, 9), is_public=True)
    assert kinds(list(Change.objects.order_by("pk"))) == ["added", "moved", "added"]
    (told,) = Change.objects.public()
    assert (told.kind, told.after["date"]) == ("added", "2021-08-09")
    assert meeting.sequence == 1


def test_a_meeting_confirmed_after_being_tentative_is_added_for_the_public() -> None:
    meeting = MeetingFactory(is_public=True)
    save(meeting, status="confirmed")
    assert kinds(list(Change.objects.public())) == ["added"]


def test_a_public_meeting_taken_back_is_only_told_as_removed(meeting: Meeting) -> None:
    save(meeting, status_note="Secret guest")
    save(meeting, is_public=False)
    (told,) = Change.objects.public()
    assert (told.kind, told.before, told.after, told.note) == ("removed", {}, {}, "")


def test_a_meeting_back_in_public_view_has_its_history_again(meeting: Meeting) -> None:
    save(meeting, title="Round table")
    save(meeting, is_public=False)
    save(meeting, is_public=True)
    assert kinds(list(Change.objects.public())) == ["added", "edited"]
    assert meeting.sequence == 3


@pytest.mark.parametrize(
    "remove",
    [
        lambda meeting: meeting.delete(),
        lambda meeting: Meeting.objects.filter(pk=meeting.pk).delete(),
        lambda meeting: meeting.program.meetings.all().delete(),
    ],
)
def test_a_deleted_meeting_is_removed_however_it_was_deleted(
    meeting: Meeting, remove: Callable[[Meeting], Any]
) -> None:
    save(meeting, title="Round table")
    remove(meeting)
    change = Change.objects.latest("pk")
    assert (change.kind, change.was_public, change.sequence) == ("removed", True, 2)
    assert change.tombstone["date"] == "2021-08-03"
    assert change.tombstone["heroes"] is None


def test_a_deleted_private_meeting_is_removed_for_its_heroes_only() -> None:
    program = PublicProgramFactory()
    hero = named_hero(program)
    meeting = MeetingFactory(stop=StopFactory(program=program), whole_group=False, heroes=[hero])
    meeting.delete()
    change = Change.objects.latest("pk")
    assert (change.kind, change.was_public, change.tombstone["heroes"]) == ("removed", False, [hero.pk])
    assert not Change.objects.public().exists()


def test_deleting_a_program_takes_its_changes_along(meeting: Meeting) -> None:
    save(meeting, title="Round table")
    meeting.program.delete()
    assert not Change.objects.exists()


def test_a_meeting_moved_to_another_program_is_removed_here_and_added_there(meeting: Meeting) -> None:
    here, there = meeting.program, StopFactory()
    save(meeting, stop=there, program=there.program)
    assert kinds(list(Change.objects.public().filter(program=here))) == ["removed"]
    assert kinds(list(Change.objects.public().filter(program=there.program))) == ["added"]


def test_the_rule_in_memory_is_the_rule_of_the_database() -> None:
    now = timezone.now()
    programs = [ProgramFactory(status=status, published_at=now) for status in Program.Status.values]
    moments = [None, now - timedelta(seconds=1), now, now + timedelta(seconds=1)]
    for program, public, status, public_from in product(
        programs, (True, False), Meeting.Status.values, moments
    ):
        Meeting.objects.create(
            program=program, title="Any", is_public=public, status=status, public_from=public_from
        )
    shown = {
        meeting.pk
        for meeting in Meeting.objects.select_related("program")
        if meeting.is_public_given(meeting.program.status, now)
    }
    assert shown == set(Meeting.objects.public(now).values_list("pk", flat=True))
    assert len(shown) == 2 * 1 * 2 * 3


# --- In the admin --------------------------------------------------------------------------------


def test_marking_meetings_in_the_admin_is_recorded(admin_client: Client, meeting: Meeting) -> None:
    for action, kind in (("make_private", "removed"), ("make_public", "added")):
        admin_client.post(
            "/admin/programs/meeting/", {"action": action, "_selected_action": [str(meeting.pk)]}
        )
        assert Change.objects.public().latest("pk").kind == kind
    meeting.refresh_from_db()
    assert meeting.sequence == 2


def test_deleting_in_the_admin_is_recorded(admin_client: Client, meeting: Meeting) -> None:
    other = PublicMeetingFactory(stop=meeting.stop)
    admin_client.post(f"/admin/programs/meeting/{meeting.pk}/delete/", {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [str(other.pk)], "post": "yes"}
    admin_client.post("/admin/programs/meeting/", chosen)
    assert not Meeting.objects.exists()
    assert kinds(list(Change.objects.public())) == ["removed", "removed"]


def test_officers_look_at_changes_and_cannot_alter_them(admin_client: Client, meeting: Meeting) -> None:
    save(meeting, date=date(2021, 8, 4))
    meeting.delete()
    text = admin_client.get("/admin/programs/change/").content.decode()
    assert "Tuesday, August 3, 2021, 10:00" in text
    assert "Wednesday, August 4, 2021, 10:00" in text
    change = Change.objects.latest("pk")
    url = f"/admin/programs/change/{change.pk}/"
    assert admin_client.get(f"{url}change/").status_code == 200
    for refused in (f"{url}change/", f"{url}delete/", "/admin/programs/change/add/"):
        assert admin_client.post(refused, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [str(change.pk)], "post": "yes"}
    admin_client.post("/admin/programs/change/", chosen)
    assert Change.objects.count() == 2
