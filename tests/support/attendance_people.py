"""A hero with meetings and a private link, for the tests of `attendance`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from attendance.links import issue
from attendance.models import ItineraryLink
from participants.models import Hero
from programs.models import Change, Meeting, Program, Stop
from tests.factories import HeroFactory, MeetingFactory, ProgramFactory, StopFactory

#: The meeting of `invited()` is the day after, 10:00 to 11:30 in Minneapolis: 15:00 to 16:30 UTC.
BEFORE = datetime(2021, 8, 2, 12, tzinfo=UTC)
AFTER = datetime(2021, 8, 3, 18, tzinfo=UTC)


@dataclass
class Guest:
    """A hero, a meeting of a draft program that the hero is in, and the link to it."""

    hero: Hero
    program: Program
    stop: Stop
    meeting: Meeting
    link: ItineraryLink
    token: str

    @property
    def page(self) -> str:
        """The address of the private itinerary, which holds the token."""
        return f"/my/{self.token}/"

    def of(self, action: str, meeting: Meeting | None = None) -> str:
        """The address to which a form of a meeting is sent."""
        return f"{self.page}meetings/{(meeting or self.meeting).uid}/{action}/"


def invited(zone: str = "Europe/Tirane", **facts: object) -> Guest:
    """A hero from a zone with one meeting, in a program that the public does not see."""
    hero = HeroFactory(name="Imelda Prueba", time_zone=zone)
    program = ProgramFactory(title="Heroes against trafficking")
    program.heroes.add(hero)
    stop = StopFactory(program=program)
    meeting = MeetingFactory(
        stop=stop, date=date(2021, 8, 3), start_time=time(10), end_time=time(11, 30), **facts
    )
    Change.objects.all().delete()  # what made the meeting is no news
    link, token = issue(hero, by=None)
    return Guest(hero, program, stop, meeting, link, token)
