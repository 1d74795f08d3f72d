"""Stored instants follow wall times: on save, when a city's zone changes, and when asked."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from programs.models import City, Meeting, Stop
from programs.wall_time import span
from tests.factories import CityFactory, MeetingFactory, StopFactory
from tests.support.clocks import ZONES, zones_and_walls
from tests.support.examples import examples

pytestmark = pytest.mark.django_db


def at(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc,arg-type]


def instants(meeting: Meeting) -> tuple[datetime | None, datetime | None]:
    """As the database has them."""
    return Meeting.objects.values_list("starts_at", "ends_at").get(pk=meeting.pk)


@given(zones_and_walls(), st.times().map(lambda moment: moment.replace(microsecond=0)))
@settings(max_examples=examples(60))
def test_a_meeting_stores_the_instants_of_its_wall_times_in_every_zone(
    case: tuple[str, datetime], end: time
) -> None:
    name, start = case
    stop = StopFactory(city=CityFactory(name=name, time_zone=name))
    times = {"date": start.date(), "start_time": start.time(), "end_time": end}
    try:
        expected = span(*times.values(), name)
    except ValidationError:
        before = Meeting.objects.count()
        with pytest.raises(ValidationError):
            MeetingFactory(stop=stop, **times)
        assert Meeting.objects.count() == before
        return
    meeting = Meeting.objects.get(pk=MeetingFactory(stop=stop, **times).pk)
    assert (meeting.starts_at, meeting.ends_at) == (expected.starts_at, expected.ends_at)
    assert (meeting.date, meeting.start_time, meeting.end_time) == tuple(times.values())
    assert meeting.starts_at is not None
    assert meeting.starts_at.astimezone(ZoneInfo(name)).replace(tzinfo=None) == start


def test_ten_oclock_in_minneapolis_is_three_in_the_afternoon_utc() -> None:
    meeting = MeetingFactory()
    assert instants(meeting) == (at(2021, 8, 3, 15), at(2021, 8, 3, 16, 30))
    meeting.date = date(2021, 1, 5)  # in winter an hour later
    meeting.save()
    assert instants(meeting) == (at(2021, 1, 5, 16), at(2021, 1, 5, 17, 30))


def test_a_meeting_past_midnight_ends_the_next_day() -> None:
    assert instants(MeetingFactory(start_time=time(22), end_time=time(1))) == (
        at(2021, 8, 4, 3),
        at(2021, 8, 4, 6),
    )


def test_a_partial_save_keeps_the_instants_true() -> None:
    meeting = MeetingFactory()
    meeting.start_time = time(11)
    meeting.save(update_fields=["start_time"])
    assert instants(meeting) == (at(2021, 8, 3, 16), at(2021, 8, 3, 16, 30))
    meeting.start_time = meeting.end_time = None
    meeting.save(update_fields=["start_time", "end_time"])
    assert instants(meeting) == (None, None)


def test_the_instants_cannot_be_set_by_hand() -> None:
    meeting = MeetingFactory(starts_at=at(2000, 1, 1), ends_at=at(2000, 1, 2))
    assert instants(meeting) == (at(2021, 8, 3, 15), at(2021, 8, 3, 16, 30))


@given(old=st.sampled_from(ZONES), new=st.sampled_from(ZONES))
@settings(max_examples=examples(30))
def test_a_city_with_another_zone_keeps_the_wall_times_of_its_meetings(old: str, new: str) -> None:
    city = CityFactory(name=f"From {old} to {new}", time_zone=old)
    meeting = MeetingFactory(stop=StopFactory(city=city))
    elsewhere = MeetingFactory()
    city.time_zone = new
    city.full_clean()
    city.save()
    meeting.refresh_from_db()
    expected = span(date(2021, 8, 3), time(10), time(11, 30), new)
    assert (meeting.starts_at, meeting.ends_at) == (expected.starts_at, expected.ends_at)
    assert (meeting.date, meeting.start_time, meeting.end_time) == (date(2021, 8, 3), time(10), time(11, 30))
    assert instants(elsewhere) == (at(2021, 8, 3, 15), at(2021, 8, 3, 16, 30))


def test_a_stop_in_another_city_keeps_the_wall_times_of_its_meetings() -> None:
    meeting = MeetingFactory()
    stop = meeting.stop
    stop.city = CityFactory(name="Miami", state="FL", time_zone="America/New_York")
    stop.full_clean()
    stop.save()
    assert instants(meeting) == (at(2021, 8, 3, 14), at(2021, 8, 3, 15, 30))


def test_a_zone_in_which_a_meeting_would_never_happen_is_refused_and_nothing_is_saved() -> None:
    # Arizona does not change its clocks; Chicago skips this hour.
    phoenix = CityFactory(name="Phoenix", state="AZ", time_zone="America/Phoenix")
    stop = StopFactory(city=phoenix)
    early = MeetingFactory(
        stop=stop, title="Sunrise walk", date=date(2021, 3, 14), start_time=time(2, 30), end_time=None
    )
    before = instants(early)

    phoenix.time_zone = "America/Chicago"
    with pytest.raises(ValidationError) as refused:
        phoenix.full_clean()
    assert "Sunrise walk" in refused.value.message_dict["time_zone"][0]
    assert "Next valid time: 3:00 a.m." in refused.value.message_dict["time_zone"][0]
    with pytest.raises(ValidationError):
        phoenix.save()
    assert City.objects.get(pk=phoenix.pk).time_zone == "America/Phoenix"

    stop.city = CityFactory()
    with pytest.raises(ValidationError) as refused:
        stop.full_clean()
    assert list(refused.value.message_dict) == ["city"]
    with pytest.raises(ValidationError):
        stop.save()
    assert Stop.objects.get(pk=stop.pk).city == City.objects.get(pk=phoenix.pk)
    assert instants(early) == before


def test_the_times_can_be_worked_out_anew_after_changes_that_went_past_the_models() -> None:
    meeting = MeetingFactory()
    untouched = MeetingFactory(stop=meeting.stop)
    unknown = MeetingFactory(stop=meeting.stop)
    Meeting.objects.filter(pk=meeting.pk).update(start_time=time(8))
    Meeting.objects.filter(pk=unknown.pk).update(start_time=None, end_time=None)
    (imported,) = Meeting.objects.bulk_create(
        [
            Meeting(
                stop=meeting.stop,
                program=meeting.program,
                title="x",
                date=date(2021, 8, 3),
                start_time=time(9),
            )
        ]
    )
    assert Meeting.objects.rederive() == 3
    assert Meeting.objects.rederive() == 0
    assert instants(meeting) == (at(2021, 8, 3, 13), at(2021, 8, 3, 16, 30))
    assert instants(untouched) == (at(2021, 8, 3, 15), at(2021, 8, 3, 16, 30))
    assert instants(unknown) == (None, None)
    assert instants(imported) == (at(2021, 8, 3, 14), None)


def test_working_out_the_times_of_one_place_leaves_the_others() -> None:
    here, there = MeetingFactory(), MeetingFactory(stop__city=CityFactory(name="Miami", state="FL"))
    Meeting.objects.update(start_time=time(9))
    assert Meeting.objects.filter(stop__city=there.stop.city).rederive() == 1
    assert Meeting.objects.filter(stop=here.stop).rederive() == 1
    assert Meeting.objects.rederive() == 0


def test_an_officer_is_told_of_an_hour_that_comes_twice() -> None:
    meeting = MeetingFactory(date=date(2021, 11, 7), start_time=time(1, 30), end_time=time(3))
    assert instants(meeting)[0] == at(2021, 11, 7, 6, 30)  # the first, still in summer time
    assert len(meeting.time_notes) == 1
    assert MeetingFactory().time_notes == []
