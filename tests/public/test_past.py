"""Once a day has passed nothing of it is announced any more: what is missing is not public."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from tests.factories import PublicMeetingFactory, PublicProgramFactory, StopFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "said", "never"), [(4, "not public", "announced"), (3, "announced", "not public")]
)
def test_a_missing_time_is_announced_only_until_its_day_has_passed(
    client: Client, day: int, said: str, never: str
) -> None:
    program = PublicProgramFactory(ends_on=date(2021, 8, 3), starts_on=date(2021, 8, 1))
    meeting = PublicMeetingFactory(
        stop=StopFactory(program=program), date=date(2021, 8, 3), start_time=None, end_time=None
    )
    address, own = program.get_absolute_url(), meeting.get_absolute_url()
    embedded = f"/embed{address}"
    with time_machine.travel(datetime(2021, 8, day, 0, 1, tzinfo=UTC), tick=False):
        for url in (address, own, embedded, f"{address}calendar.ics"):
            text = client.get(url).content.decode().replace("\r\n ", "").lower()
            assert f"time {said}" in text or f"time to be {said}" in text, url
            assert f"to be {never}" not in text, url
            assert f"time {never}" not in text, url
        assert ("There is no summary yet" in client.get(own).content.decode()) is (day == 3)


def test_no_page_of_a_past_program_promises_anything(client: Client) -> None:
    program = PublicProgramFactory()
    stop = StopFactory(program=program)
    meetings = [PublicMeetingFactory(stop=stop, date=None, start_time=None, end_time=None)]
    meetings += [PublicMeetingFactory(stop=stop, start_time=None, end_time=None)]
    for language, words in {"": "to be announced", "/es": "por anunciar", "/fr": "à annoncer"}.items():
        for record in (program, *meetings):
            text = client.get(f"{language}{record.get_absolute_url()}").content.decode().lower()
            assert words not in text
            assert "no summary yet" not in text
