"""The command that follows a change in the law of time zones."""

from datetime import UTC, datetime, time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from programs.models import City, Meeting
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


def rederive_times() -> str:
    out = StringIO()
    call_command("rederive_times", stdout=out)
    return out.getvalue().strip()


def test_counts_the_meetings_that_changed() -> None:
    meeting = MeetingFactory()
    MeetingFactory(stop=meeting.stop, start_time=None, end_time=None)
    # As after an update of the zone data: the instants stored follow the old law.
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=datetime(2021, 8, 3, 16, tzinfo=UTC))
    assert rederive_times() == "1 meeting changed."
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2021, 8, 3, 15, tzinfo=UTC)
    assert (meeting.start_time, meeting.end_time) == (time(10), time(11, 30))


def test_a_second_run_changes_nothing() -> None:
    MeetingFactory()
    assert rederive_times() == "0 meetings changed."


def test_names_the_meeting_whose_time_no_longer_exists_and_changes_nothing() -> None:
    fine = MeetingFactory(title="Fine meeting")
    MeetingFactory(
        stop=fine.stop,
        title="Meeting at dawn",
        date=datetime(2021, 3, 28, tzinfo=UTC).date(),
        start_time=time(2, 30),
        end_time=None,
    )
    # The clocks of Berlin jumped from 2:00 to 3:00 on this day; those of Minneapolis did not.
    City.objects.filter(pk=fine.stop.city_id).update(time_zone="Europe/Berlin")
    with pytest.raises(CommandError, match=r"Nothing was changed\. Meeting “Meeting at dawn”.*3:00 a\.m\."):
        rederive_times()
    fine.refresh_from_db()
    assert fine.starts_at == datetime(2021, 8, 3, 15, tzinfo=UTC)
