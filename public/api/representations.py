"""From public records to what the API shows of them (`public.api.schemas`).

Records come from `public.reading` or `public()`. Heroes come as profiles, which hold no more than
consent allows. `absolute` completes addresses of this site.
"""

from collections.abc import Iterable
from datetime import UTC, date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from common.formats import country_name
from common.links import Absolute
from participants.public_profile import PublicProfile
from programs import itinerary
from programs.dates import public_iso
from programs.publishing import named_organization, speaker
from public.api import schemas

if TYPE_CHECKING:
    from participants import models as people
    from programs import models

# --- In short ------------------------------------------------------------------------------------


def program_name(program: "models.Program", absolute: Absolute) -> schemas.ProgramName:
    return schemas.ProgramName(
        slug=program.slug,
        title=program.title,
        url=absolute(program.get_absolute_url()),
        is_fictional=program.is_fictional,
    )


def organization_name(organization: "people.Organization", absolute: Absolute) -> schemas.OrganizationName:
    return schemas.OrganizationName(
        slug=organization.slug, name=organization.name, url=absolute(organization.get_absolute_url())
    )


def hero_name(profile: PublicProfile, absolute: Absolute) -> schemas.HeroName:
    return schemas.HeroName(
        slug=profile.slug,
        named=profile.named,
        label=profile.label,
        country=country(profile.country_code, profile.country_name),
        url=absolute(reverse("hero", args=[profile.slug])),
    )


def meeting_name(meeting: "models.Meeting", absolute: Absolute) -> schemas.MeetingName:
    return schemas.MeetingName(uid=meeting.uid, title=meeting.title, url=absolute(meeting.get_absolute_url()))


def country(code: str, name: str) -> schemas.Country | None:
    """A country by its ISO 3166 alpha-2 code; None where the code is empty."""
    return schemas.Country(code=code, name=name) if code else None


# --- In full -------------------------------------------------------------------------------------


def city(city: "models.City", absolute: Absolute) -> schemas.City:
    return schemas.City(
        slug=city.slug,
        name=city.name,
        state=city.state or None,
        time_zone=city.time_zone,
        latitude=None if city.latitude is None else float(city.latitude),
        longitude=None if city.longitude is None else float(city.longitude),
        url=absolute(city.get_absolute_url()),
    )


def _day(value: date | None, program: "models.Program") -> str | None:
    """A day of a stop, which need not be known, as `public_iso` writes it; None for an unknown one."""
    return public_iso(value, program) if value else None


def program(program: "models.Program", absolute: Absolute) -> schemas.Program:
    """A program as lists show it. It comes from `parameters.programs_in_full()`."""
    return schemas.Program(**_program(program, absolute))


def program_in_full(
    program: "models.Program",
    stops: Iterable["models.Stop"],
    profiles: Iterable[PublicProfile],
    absolute: Absolute,
) -> schemas.ProgramInFull:
    """A program of `parameters.programs_in_full()`, with its stops of `parameters.stops_in_full()`."""
    return schemas.ProgramInFull(
        **_program(program, absolute),
        stops=[stop(each, absolute) for each in stops],
        heroes=[hero_name(profile, absolute) for profile in profiles],
        sources=[source(each) for each in program.sources.all()],
    )


def _program(program: "models.Program", absolute: Absolute) -> dict[str, Any]:
    return {
        **program_name(program, absolute).model_dump(),
        "program_type": program.program_type,
        "format": program.format,
        "theme": program.theme or None,
        "summary": program.summary or None,
        "description": program.description or None,
        "starts_on": public_iso(program.starts_on, program),
        "ends_on": public_iso(program.ends_on, program),
        "date_precision": program.date_precision,
        # `shown_count` comes with `programs_in_full`.
        "participant_count": program.participant_count
        if program.participant_count_public
        else getattr(program, "shown_count") or None,  # noqa: B009 - an annotation, unknown to the model
        "hashtags": program.hashtags or None,
        "sponsor": program.sponsor or None,
        "agency": organization_name(program.agency, absolute) if program.agency else None,
        "cities": [stop.city.slug for stop in program.stops.all()],
        "meeting_count": _meeting_count(program),
        "published_at": program.published_at,
        "updated_at": program.updated_at,
    }


def stop(stop: "models.Stop", absolute: Absolute) -> schemas.Stop:
    """A stop of `parameters.stops_in_full()`, its dates no more exact than the program's may be shown."""
    return schemas.Stop(
        program=program_name(stop.program, absolute),
        city=city(stop.city, absolute),
        position=stop.position,
        starts_on=_day(stop.starts_on, stop.program),
        ends_on=_day(stop.ends_on, stop.program),
        host=organization_name(stop.host, absolute) if stop.host else None,
        summary=stop.summary or None,
        meeting_count=_meeting_count(stop),
    )


def _meeting_count(record: Any) -> int:
    """As `parameters.with_meeting_count` annotates it."""
    count: int = record.meeting_count
    return count


def meeting(meeting: "models.Meeting", absolute: Absolute) -> schemas.Meeting:
    """A meeting of `public.reading.meetings()`. Its times come from the same place as the page's."""
    entry = itinerary.entry(meeting)
    return schemas.Meeting(
        uid=meeting.uid,
        title=meeting.title,
        url=absolute(meeting.get_absolute_url()),
        program=program_name(meeting.program, absolute),
        kind=meeting.kind,
        format=meeting.format,
        status=meeting.status,
        status_note=meeting.status_note or None,
        city=city(meeting.stop.city, absolute) if meeting.stop else None,
        date=entry.city_day.isoformat() if entry.city_day else None,
        starts=moment(entry.starts),
        ends=moment(entry.ends),
        location=meeting.location or None,
        summary=meeting.summary or None,
        # "Not the whole group", and nobody shown, would say that somebody hidden took part.
        whole_group=meeting.whole_group or (False if entry.heroes else None),
        heroes=[hero_name(profile, absolute) for profile in entry.heroes],
        organizations=[organization_name(each, absolute) for each in entry.organizations],
        interpretation=meeting.interpretation_codes,
        sequence=meeting.sequence,
        updated_at=meeting.updated_at,
    )


def moment(moment: itinerary.Moment | None) -> schemas.Moment | None:
    """A time on the clocks of a city, as an instant in UTC too; None for an unknown one."""
    if moment is None:
        return None
    at, zone = moment.at, moment.at.tzinfo
    assert isinstance(zone, ZoneInfo)  # noqa: S101 - tells the type checker
    return schemas.Moment(
        instant=at.astimezone(UTC),
        wall_time=at.replace(tzinfo=None).isoformat(timespec="seconds"),
        utc_offset=at.isoformat(timespec="seconds")[19:],
        time_zone=zone.key,
        city=moment.place,
    )


def hero(profile: PublicProfile, absolute: Absolute) -> schemas.Hero:
    """A hero as far as consent allows; of an anonymous one only the country."""
    return schemas.Hero(**_hero(profile, absolute))


def hero_in_full(
    profile: PublicProfile, programs: list["models.Program"], absolute: Absolute
) -> schemas.HeroInFull:
    """A hero as far as consent allows, with the public programs this person took part in."""
    return schemas.HeroInFull(
        **_hero(profile, absolute), programs=[program_name(each, absolute) for each in programs]
    )


def _hero(profile: PublicProfile, absolute: Absolute) -> dict[str, Any]:
    photo = None
    if profile.has_photo:
        address = absolute(reverse("hero_photo", args=[profile.slug]))
        photo = schemas.Photo(url=address, alt=profile.photo_alt, credit=profile.photo_credit or None)
    return {
        **hero_name(profile, absolute).model_dump(),
        "name": profile.name or None,
        "honorific": profile.honorific or None,
        "native_name": profile.native_name or None,
        "role": profile.role or None,
        "organization": organization_name(profile.organization, absolute) if profile.organization else None,
        "honor_year": profile.honor_year,
        "citation": profile.citation or None,
        "biography": profile.biography or None,
        "languages": profile.languages,
        "photo": photo,
        "source": titled_source(profile.source_title, profile.source_url),
        "is_fictional": profile.is_fictional,
    }


def organization(organization: "people.Organization", absolute: Absolute) -> schemas.Organization:
    return schemas.Organization(
        slug=organization.slug,
        name=organization.name,
        url=absolute(organization.get_absolute_url()),
        short_name=organization.short_name or None,
        kind=organization.kind,
        website=organization.website or None,
        description=organization.description or None,
        country=country(str(organization.country or ""), country_name(str(organization.country or ""))),
        city=organization.city_name or None,
        source=titled_source(organization.source_title, organization.source_url),
        is_fictional=organization.is_fictional,
    )


def quote(quote: "models.Quote", absolute: Absolute) -> schemas.Quote:
    """A quote of `public.reading.quotes()`; of an anonymous speaker the organization is left out too."""
    assert quote.source is not None  # noqa: S101 - approved quotes have a source
    who, organization = speaker(quote), named_organization(quote)
    return schemas.Quote(
        text=quote.text,
        kind=quote.kind,
        original_text=quote.original_text or None,
        original_language=quote.original_language or None,
        speaker=hero_name(who, absolute) if who else None,
        organization=organization_name(organization, absolute) if organization else None,
        program=program_name(quote.program, absolute),
        meeting=meeting_name(quote.meeting, absolute) if quote.meeting else None,
        context=quote.context or None,
        featured=quote.featured,
        source=source(quote.source),
    )


def change(change: "models.Change", absolute: Absolute) -> schemas.Change:
    """A change the public saw, of `Change.objects.public()`. A removed meeting is named by its uid only."""
    return schemas.Change(
        program=program_name(change.program, absolute),
        meeting=change.meeting_uid,
        kind=change.kind,
        at=change.at,
        sequence=change.sequence,
        note=change.note or None,
    )


def source(source: "models.Source") -> schemas.Source:
    return schemas.Source(
        title=source.title,
        url=source.url or None,
        publisher=source.publisher or None,
        author=source.author or None,
        published_on=source.published_on.isoformat() if source.published_on else None,
    )


def titled_source(title: str, url: str) -> schemas.Source | None:
    """A source of which only title and address are kept, with the address for a title if need be.

    None where there is neither.
    """
    if not title and not url:
        return None
    return schemas.Source(title=title or url, url=url or None)
