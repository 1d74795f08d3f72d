"""What the pictures of links say, from the same public values as their pages. Nothing here asks the database.

No face: a picture that others keep cannot be taken back. Where only months may be told, months are told.
"""

from collections.abc import Iterable

from django.utils.translation import get_language_bidi, gettext

from common.formats import country_name, day_name
from common.site import site_facts
from participants.models import Organization
from participants.public_profile import PublicProfile
from programs.dates import program_dates
from programs.itinerary import Entry, Moment
from programs.models import City, Program, Stop
from programs.translated import text_of
from public.link_pictures.drawing import Card

#: Between things of a kind. It has no direction, so it stands right in every script.
_BETWEEN = " · "


def of_site() -> Card:
    """For pages without a picture of their own."""
    facts = site_facts()
    return _card(str(facts["tagline"]), [str(facts["description"])])


def of_program(program: Program, stops: Iterable[Stop]) -> Card:
    """Its title, its dates, and each of its cities once in their order."""
    cities = dict.fromkeys(stop.city.name for stop in stops)
    when = _BETWEEN.join([program_dates(program), str(program.get_format_display())])
    return _card(str(text_of(program, "title")), [when, _BETWEEN.join(cities)], _fictional(program))


def of_meeting(entry: Entry) -> Card:
    """Its title, its day and time as far as they may be told, its city and its program."""
    meeting = entry.meeting
    when = day_name(entry.city_day) if entry.city_day else ""
    cancelled = str(meeting.get_status_display()) if meeting.is_cancelled else ""
    city = meeting.stop.city.name if meeting.stop else gettext("National session")
    return _card(
        str(text_of(meeting, "title")),
        [
            _BETWEEN.join(part for part in (when, _time(entry.starts)) if part),
            _BETWEEN.join([city, str(meeting.get_format_display())]),
            str(text_of(meeting, "program_title")),
        ],
        _BETWEEN.join(part for part in (cancelled, _fictional(meeting.program)) if part),
    )


def of_hero(profile: PublicProfile) -> Card:
    """The name or, of one who is not named, the country; never a face."""
    return _card(profile.label, [profile.role, profile.country_apart], _invented(profile.is_fictional))


def of_organization(organization: Organization) -> Card:
    """Its name and where it is."""
    country = country_name(str(organization.country or ""))
    place = [part for part in (organization.city_name, country) if part]
    return _card(
        organization.name,
        [organization.short_name, _BETWEEN.join(place)],
        _invented(organization.is_fictional),
    )


def of_city(city: City) -> Card:
    """That it is about the programs in this city."""
    return _card(gettext("Programs in %(city)s") % {"city": city}, [])


def _card(title: str, lines: list[str], tag: str = "") -> Card:
    facts = site_facts()
    note = gettext("A demonstration, not an official website of the United States government")
    return Card(
        site=str(facts["name"]),
        title=title,
        lines=[line for line in lines if line],
        tag=tag,
        note="" if facts["official"] else note,
        right_to_left=get_language_bidi(),
    )


def _fictional(program: Program) -> str:
    return gettext("Fictional program") if program.is_fictional else ""


def _invented(is_fictional: bool) -> str:
    return gettext("Fictional") if is_fictional else ""


def _time(moment: Moment | None) -> str:
    return f"{moment.clock} {moment.zone}" if moment else ""
