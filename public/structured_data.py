"""What pages say to machines, in the words of https://schema.org: events, people, organizations, quotations.

The same public facts as on the page, in its language and from the same records, so it costs no query. Only
those who are named are named here. What is invented is not told at all: machines see no banner.

An event always has a name, a beginning and a place, which those who read events insist on
(https://developers.google.com/search/docs/appearance/structured-data/event); one that lacks any is left out.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from common.links import Absolute
from common.markdown import to_lines
from participants.models import Organization
from participants.public_profile import PublicProfile
from programs.dates import public_iso
from programs.itinerary import Entry, Itinerary
from programs.models import Meeting, Program, Quote, Stop
from programs.publishing import named_organization, speaker
from programs.translated import text_of

Thing = dict[str, Any]

CONTEXT = "https://schema.org"
ATTENDANCE: dict[str, str] = {
    Program.Format.VIRTUAL: f"{CONTEXT}/OnlineEventAttendanceMode",
    Program.Format.IN_PERSON: f"{CONTEXT}/OfflineEventAttendanceMode",
    Program.Format.HYBRID: f"{CONTEXT}/MixedEventAttendanceMode",
}


def program(
    program: Program,
    itinerary: Itinerary,
    profiles: Sequence[PublicProfile],
    quotes: Iterable[Quote],
    absolute: Absolute,
) -> list[Thing]:
    """A program as a series of events, and what was said; nothing of a fictional one."""
    if program.is_fictional:
        return []
    address = absolute(program.get_absolute_url())
    events = [
        event(entry, _organizer(leg.stop, program), absolute)
        for leg in itinerary.legs
        for entry in (*_dated(leg.days), *leg.undated)
    ]
    told = [each for each in events if each]
    cities = [_place(leg.stop) for leg in itinerary.legs if leg.stop]
    series = {
        "@type": "EventSeries",
        "@id": address,
        "url": address,
        "image": absolute(reverse("program_picture", args=[program.slug, get_language()])),
        "name": str(text_of(program, "title")),
        "description": str(text_of(program, "summary")),
        "startDate": public_iso(program.starts_on, program),
        "endDate": public_iso(program.ends_on, program),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": ATTENDANCE[program.format],
        "organizer": _known_organization(program.agency, absolute),
        "location": _places(program.format, address, cities or _places_of(told)),
        "attendee": _people(profiles, absolute),
        "subEvent": told,
    }
    return [*_whole(series), *quotations(quotes, absolute)]


def meeting(entry: Entry, quotes: Iterable[Quote], absolute: Absolute) -> list[Thing]:
    """A meeting as an event of its series, and what was said there; nothing of a fictional program.

    The stop's host and the program's agency are read: have them loaded.
    """
    meeting = entry.meeting
    if meeting.program.is_fictional:
        return []
    told = event(entry, _organizer(meeting.stop, meeting.program), absolute)
    names = [meeting.program.slug, meeting.uid, get_language()]
    more = {
        "image": absolute(reverse("meeting_picture", args=names)),
        "superEvent": _reference(meeting, absolute),
        "attendee": _people(entry.heroes, absolute),
        "contributor": [organization(each, absolute) for each in entry.organizations],
    }
    return [*([_known({**told, **more})] if told else []), *quotations(quotes, absolute)]


def event(entry: Entry, organizer: Organization | None, absolute: Absolute) -> Thing | None:
    """A meeting as an Event of schema.org without its people: its times with offset, or else its day.

    None while its day or its place is not known, or may not be told.
    """
    meeting = entry.meeting
    address = absolute(meeting.get_absolute_url())
    status = "EventCancelled" if meeting.is_cancelled else "EventScheduled"
    told = {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": str(text_of(meeting, "title")),
        "description": to_lines(str(text_of(meeting, "summary"))),
        "startDate": _start(entry),
        "endDate": entry.ends.iso if entry.ends else None,
        "eventStatus": f"{CONTEXT}/{status}",
        "eventAttendanceMode": ATTENDANCE[meeting.format],
        "location": _places(meeting.format, address, _meeting_place(meeting)),
        "organizer": _known_organization(organizer, absolute),
    }
    return next(iter(_whole(told)), None)


def person(profile: PublicProfile, absolute: Absolute) -> Thing | None:
    """A named hero as a Person of schema.org; None for one who is shown by country only."""
    if not profile.named:
        return None
    address = absolute(reverse("hero", args=[profile.slug]))
    return _known(
        {
            "@type": "Person",
            "@id": address,
            "url": address,
            "name": profile.name,
            "honorificPrefix": profile.honorific,
            "alternateName": profile.native_name,
            "jobTitle": profile.role,
            "affiliation": _known_organization(profile.organization, absolute),
        }
    )


def organization(organization: Organization, absolute: Absolute) -> Thing:
    """An organization with its address, as far as that is known (schema.org: Organization)."""
    address = absolute(organization.get_absolute_url())
    place = {
        "@type": "PostalAddress",
        "addressLocality": organization.city_name,
        "addressCountry": str(organization.country or ""),
    }
    return _known(
        {
            "@type": "Organization",
            "@id": address,
            "url": address,
            "name": organization.name,
            "alternateName": organization.short_name,
            "sameAs": organization.website,
            "address": _known(place) if organization.city_name or organization.country else None,
        }
    )


def quotations(quotes: Iterable[Quote], absolute: Absolute) -> list[Thing]:
    """What was said in so many words; paraphrases are nobody's words."""
    return [
        _known(
            {
                "@type": "Quotation",
                "text": quote.text,
                "creator": _speaker(quote, absolute),
                "about": _reference(quote, absolute),
                "citation": quote.source.url if quote.source else None,
            }
        )
        for quote in quotes
        if quote.in_marks and not quote.program.is_fictional
    ]


def _speaker(quote: Quote, absolute: Absolute) -> Thing | None:
    profile, host = speaker(quote), named_organization(quote)
    if profile:
        return person(profile, absolute)
    return organization(host, absolute) if host else None


def _reference(record: Meeting | Quote, absolute: Absolute) -> Thing:
    """The program of a record by its address. Of no type: here is not all that a series has to tell."""
    address = absolute(record.program.get_absolute_url())
    return {"@id": address, "url": address, "name": str(text_of(record, "program_title"))}


def _organizer(stop: Stop | None, program: Program) -> Organization | None:
    """Who arranges a meeting: the host at its stop, else the program's agency."""
    return (stop.host if stop else None) or program.agency


def _known_organization(known: Organization | None, absolute: Absolute) -> Thing | None:
    return organization(known, absolute) if known else None


def _people(profiles: Iterable[PublicProfile], absolute: Absolute) -> list[Thing]:
    return [known for profile in profiles if (known := person(profile, absolute))]


def _dated(days: Iterable[Any]) -> Iterable[Entry]:
    return (entry for day in days for entry in (*day.entries, *day.untimed))


def _start(entry: Entry) -> str | None:
    if entry.starts:
        return entry.starts.iso
    return entry.city_day.isoformat() if entry.city_day else None


def _places(format: str, address: str, places: list[Thing]) -> list[Thing]:
    """Where it takes place. The address of what is virtual is its page: how to join is private."""
    virtual = {"@type": "VirtualLocation", "url": address}
    return [
        *([virtual] if format != Program.Format.IN_PERSON else []),
        *(places if format != Program.Format.VIRTUAL else []),
    ]


def _places_of(events: Iterable[Thing]) -> list[Thing]:
    """Each place of the events once."""
    places = [place for event in events for place in event["location"] if place["@type"] == "Place"]
    return list({place["name"]: place for place in places}.values())


def _meeting_place(meeting: Meeting) -> list[Thing]:
    """The place in the city of its stop; for a national session what its location says, if it says any."""
    if meeting.stop:
        place = _place(meeting.stop)
        return [{**place, "name": meeting.location or place["name"]}]
    place = {"@type": "Place", "name": meeting.location, "address": meeting.location}
    return [place] if meeting.location else []


def _place(stop: Stop) -> Thing:
    address = {
        "@type": "PostalAddress",
        "addressLocality": stop.city.name,
        "addressRegion": stop.city.state,
        "addressCountry": "US",
    }
    return {"@type": "Place", "name": str(stop.city), "address": _known(address)}


def _whole(event: Thing) -> list[Thing]:
    """An event without what is not known, if it has all that an event must have; else nothing."""
    known = _known(event)
    return [known] if {"name", "startDate", "location"} <= known.keys() else []


def _known(thing: Thing) -> Thing:
    """Without what is not known."""
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
