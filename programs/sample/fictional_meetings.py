"""The itinerary of the fictional program: 24 meetings a reader sees, and three that only officers see.

Times are those on the clocks of the city. Among them are what an itinerary must cope with: parallel groups,
a conflict across two zones, two cities on one day, an evening past midnight, a cancelled and a moved meeting.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from participants.models import Hero, Organization
from programs.models import Meeting, Program, Stop
from programs.sample.rows import add_meeting

Kind, Status, Format = Meeting.Kind, Meeting.Status, Program.Format


def add_meetings(
    program: Program, stops: dict[str, Stop], groups: dict[str, Organization], people: dict[str, Hero]
) -> dict[str, Meeting]:
    """Add them all. Those that others refer to are returned by key."""
    by_key: dict[str, Meeting] = {}
    for city, entries in (("minneapolis", MINNEAPOLIS), ("miami", MIAMI)):
        for day, hours, title, facts in entries:
            rest = dict(facts)
            key = rest.pop("key", title)
            start, end = hours.split("-")
            by_key[key] = add_meeting(
                program,
                title,
                stop=stops[city],
                date=day,
                start_time=time.fromisoformat(start),
                end_time=time.fromisoformat(end),
                organizations=_pick(groups, rest.pop("by", "")),
                heroes=_pick(people, rest.pop("only", "")),
                **{"is_public": True, "status": Status.CONFIRMED, "format": Format.IN_PERSON, **rest},
            )
    return by_key


def change_plans(meetings: dict[str, Meeting]) -> None:
    """What changed after the program was published: one meeting was cancelled, another moved."""
    market, letters = meetings["market"], meetings["letters"]
    market.status = Status.CANCELLED
    market.status_note = "An imaginary storm closed the office."
    market.save()
    letters.date, letters.start_time, letters.end_time = _july(31), time(10, 30), time(12)
    letters.status_note = "Moved from Thursday, July 30, 2:00 p.m. to Friday, July 31, 10:30 a.m."
    letters.save()


def _pick(rows: dict[str, Any], keys: str) -> list[Any]:
    return [rows[key] for key in keys.split()]


def _july(day: int) -> date:
    return date(2026, 7, day)


def _august(day: int) -> date:
    return date(2026, 8, day)


def _online(room: str) -> dict[str, Any]:
    """Facts of a meeting that people join by a private link."""
    return {
        "format": Format.VIRTUAL,
        "join_url": f"https://rooms.bridge-builders.example/{room}",
        "join_details": f"Passcode: fictional-{room}",
    }


#: Day, hours, title, and the rest. `by`: organizations; `only`: heroes, when not the whole group.
Entry = tuple[date, str, str, dict[str, Any]]

MINNEAPOLIS: Iterable[Entry] = [
    (
        _july(20),
        "09:00-10:30",
        "Welcome and orientation",
        {"kind": Kind.ORIENTATION, "by": "agency north_host", "location": "Imaginary Hall, North Bank"},
    ),
    (
        _july(20),
        "14:00-15:30",
        "How an invented city answers a call for help",
        {
            "kind": Kind.BRIEFING,
            "by": "city_office",
            "format": Format.HYBRID,
            "interpretation": "es, ar",
            "summary": "Who picks up, who decides, and who follows up **the next morning**.",
        },
    ),
    (
        _july(21),
        "10:00-11:30",
        "A shelter that asks its guests first",
        {
            "key": "lantern",
            "by": "lantern",
            "summary": "The staff showed the [house rules](https://lantern-house.example/rules). "
            "Guests wrote them.",
            "internal_notes": "Fictional note for officers: no cameras inside.",
        },
    ),
    (
        _july(22),
        "13:00-14:30",
        "Survivors as advisers, heard and paid",
        {
            "key": "roundtable",
            "kind": Kind.ROUNDTABLE,
            "by": "coalition lantern",
            "format": Format.HYBRID,
            "interpretation": "es, pt, ne",
        },
    ),
    (
        _july(23),
        "09:30-12:00",
        "A morning with labor inspectors",
        {"kind": Kind.SITE_VISIT, "by": "city_office", "only": "arjun tui withheld expired"},
    ),
    (
        _july(23),
        "09:30-11:00",
        "Telling a story without taking it",
        {"kind": Kind.WORKSHOP, "by": "university", "only": "zora sita layla revoked anonymous"},
    ),
    (
        _july(24),
        "11:00-12:00",
        "Three laws, three invented countries",
        {"kind": Kind.PANEL, "by": "university", "interpretation": "ar", **_online("panel")},
    ),
    (
        _july(25),
        "10:00-13:00",
        "Walk along an imaginary river",
        {"kind": Kind.CULTURAL, "by": "north_host", "location": "The landing below the bridge"},
    ),
    (
        _july(26),
        "17:30-20:00",
        "Supper with families of the North Bank",
        {"kind": Kind.HOME_HOSPITALITY, "by": "north_host", "only": "maximiliana layla sita tui"},
    ),
    (
        _july(28),
        "09:00-10:30",
        "Reading contracts with workers",
        {"kind": Kind.WORKSHOP, "by": "city_office coalition", "interpretation": "es"},
    ),
    (
        _july(29),
        "15:00-16:00",
        "Visit to the night market office",
        {"key": "market", "by": "coalition"},
    ),
    (
        _july(30),
        "14:00-15:30",
        "Open hour for questions and letters",
        {"key": "letters", "kind": Kind.OTHER, "by": "north_host"},
    ),
    (
        _august(3),
        "10:00-11:30",
        "Working as one coalition",
        {
            "key": "coalition",
            "by": "coalition",
            "format": Format.HYBRID,
            "interpretation": "es, ne",
            "location": "Meeting room of the Two Banks",
            "summary": "How forty groups that disagree keep one list of promises.",
        },
    ),
    (
        _august(3),
        "15:00-16:00",
        "What Minneapolis taught us",
        {"kind": Kind.DEBRIEF, "by": "agency north_host"},
    ),
    (
        _august(4),
        "09:00-09:45",
        "Internal: planning of the journey south",
        {"kind": Kind.OTHER, "by": "agency", "is_public": False},
    ),
]

MIAMI: Iterable[Entry] = [
    # Half past nine in Minneapolis, during "Reading contracts with workers": a conflict for two people.
    (
        _july(28),
        "10:30-11:30",
        "Call with the night desk of a help line",
        {"by": "tide_line", "only": "zora maximiliana", **_online("night-desk")},
    ),
    (
        _july(29),
        "16:00-17:00",
        "What to expect on the coast",
        {"kind": Kind.BRIEFING, "by": "south_host", **_online("coast")},
    ),
    (
        _august(5),
        "09:00-10:00",
        "Arrival and orientation",
        {"kind": Kind.ORIENTATION, "by": "agency south_host"},
    ),
    (
        _august(5),
        "10:00-11:30",
        "Coffee with groups of the South Shore",
        {"kind": Kind.NETWORKING, "by": "south_host interfaith radio"},
    ),
    (
        _august(6),
        "22:30-01:00",
        "Night round with the outreach van",
        {
            "kind": Kind.SITE_VISIT,
            "by": "tide_line",
            "only": "zora tui anonymous withheld",
            "summary": "The round ends after midnight, on August 7.",
        },
    ),
    (
        _august(7),
        "13:00-14:00",
        "Reporters and the people they write about",
        {"kind": Kind.PANEL, "by": "radio", "format": Format.HYBRID, "interpretation": "es, pt"},
    ),
    (
        _august(8),
        "11:00-14:00",
        "Kitchens of the invented quarter",
        {"kind": Kind.CULTURAL, "by": "south_host interfaith"},
    ),
    (
        _august(10),
        "11:00-12:00",
        "Embargoed: talk with an imaginary minister",
        {"by": "agency", "public_from": datetime(2099, 1, 1, tzinfo=UTC)},
    ),
    (
        _august(11),
        "09:30-11:00",
        "How crews, pilots, agents, cooks and customs officers of a harbor that does not exist learned to "
        "notice, to ask, to write down and to pass on what they see without putting anyone in danger",
        {"key": "harbor", "kind": Kind.WORKSHOP, "by": "harbor tide_line", "interpretation": "es"},
    ),
    (
        _august(12),
        "14:00-15:30",
        "Faith groups as neighbors and as witnesses",
        {"kind": Kind.ROUNDTABLE, "by": "interfaith"},
    ),
    (
        _august(13),
        "10:00-11:00",
        "Unsettled: visit to a courthouse of the mind",
        {"status": Status.TENTATIVE},
    ),
    (
        _august(14),
        "16:00-18:00",
        "Farewell and promises",
        {"key": "farewell", "kind": Kind.CEREMONY, "by": "agency south_host", "format": Format.HYBRID},
    ),
]
