"""What pages say to machines, in the words of https://schema.org: events, people, organizations, quotations.

The same public facts as on the page, in its language and from the same records, so it costs no query. Only
those who are named are named here. What is invented is not told at all: machines see no banner.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from common.links import Absolute
from participants.models import Organization
from participants.public_profile import PublicProfile
from programs.dates import public_iso
from programs.itinerary import Entry, Itinerary
from programs.models import City, Meeting, Program, Quote
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
    entries = [each for leg in itinerary.legs for each in (*_dated(leg.days), *leg.undated)]
    series = {
        **_series(program, str(text_of(program, "title")), absolute),
        "description": str(text_of(program, "summary")),
        "startDate": public_iso(program.starts_on, program),
        "endDate": public_iso(program.ends_on, program),
        "eventAttendanceMode": ATTENDANCE[program.format],
        "organizer": organization(program.agency, absolute) if program.agency else None,
        "location": [_place(leg.stop.city) for leg in itinerary.legs if leg.stop],
        "attendee": _people(profiles, absolute),
        "subEvent": [event(entry, absolute) for entry in entries],
    }
    return [_known(series), *quotations(quotes, absolute)]


def meeting(entry: Entry, quotes: Iterable[Quote], absolute: Absolute) -> list[Thing]:
    """A meeting as an event of its series, and what was said there; nothing of a fictional program."""
    if entry.meeting.program.is_fictional:
        return []
    return [
        _known(
            {
                **event(entry, absolute),
                "superEvent": _series_of(entry.meeting, absolute),
                "attendee": _people(entry.heroes, absolute),
                "contributor": [organization(each, absolute) for each in entry.organizations],
            }
        ),
        *quotations(quotes, absolute),
    ]


def event(entry: Entry, absolute: Absolute) -> Thing:
    """A meeting as an Event of schema.org without its people: its times with offset, or else its day."""
    meeting = entry.meeting
    address = absolute(meeting.get_absolute_url())
    day = entry.city_day.isoformat() if entry.city_day else None
    return _known(
        {
            "@type": "Event",
            "@id": address,
            "url": address,
            "name": str(text_of(meeting, "title")),
            "startDate": entry.starts.iso if entry.starts else day,
            "endDate": entry.ends.iso if entry.ends else None,
            "eventStatus": f"{CONTEXT}/EventCancelled"
            if meeting.is_cancelled
            else f"{CONTEXT}/EventScheduled",
            "eventAttendanceMode": ATTENDANCE[meeting.format],
            "location": _location(entry, address),
        }
    )


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
            "affiliation": organization(profile.organization, absolute) if profile.organization else None,
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
                "about": _series_of(quote, absolute),
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


def _series(program: Program, title: str, absolute: Absolute) -> Thing:
    address = absolute(program.get_absolute_url())
    return {"@type": "EventSeries", "@id": address, "url": address, "name": title}


def _series_of(record: Meeting | Quote, absolute: Absolute) -> Thing:
    return _series(record.program, str(text_of(record, "program_title")), absolute)


def _people(profiles: Iterable[PublicProfile], absolute: Absolute) -> list[Thing]:
    return [known for profile in profiles if (known := person(profile, absolute))]


def _dated(days: Iterable[Any]) -> Iterable[Entry]:
    return (entry for day in days for entry in (*day.entries, *day.untimed))


def _location(entry: Entry, address: str) -> list[Thing]:
    """Where it takes place. The address of a virtual one is its page: how to join is private."""
    meeting = entry.meeting
    places: list[Thing] = []
    if meeting.format != Program.Format.IN_PERSON:
        places.append({"@type": "VirtualLocation", "url": address})
    if meeting.format != Program.Format.VIRTUAL and meeting.stop:
        place = _place(meeting.stop.city)
        places.append({**place, "name": meeting.location or place["name"]})
    return places


def _place(city: City) -> Thing:
    address = {
        "@type": "PostalAddress",
        "addressLocality": city.name,
        "addressRegion": city.state,
        "addressCountry": "US",
    }
    return {"@type": "Place", "name": str(city), "address": _known(address)}


def _known(thing: Thing) -> Thing:
    """Without what is not known."""
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
