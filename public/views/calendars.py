"""Calendars (.ics) of what readers find on pages: a program, a city of it, a hero, a meeting, a search."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from participants.models import Hero
from programs.calendars.calendar import Heading, build, description
from programs.calendars.events import meeting_events, removal_events
from programs.models import Change, Meeting, Program, Stop
from public import news, reading
from public.filters import SearchForm
from public.search import queries

#: The most meetings in the calendar of a search.
SEARCH_LIMIT = 500


@require_safe
def program_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """All dated meetings of a program, and those removed lately."""
    program = get_object_or_404(Program.objects.public(), slug=slug)
    return _answer(
        request,
        program.slug,
        name=program.title,
        about=program.summary,
        page=program.get_absolute_url(),
        meetings=reading.meetings_for_calendars().filter(program=program),
        removals=news.removals().filter(program=program),
        is_fictional=program.is_fictional,
        changed_at=program.published_at,
    )


@require_safe
def city_calendar(request: HttpRequest, program_slug: str, city_slug: str) -> HttpResponse:
    """A program's dated meetings in one city, and those lately removed from it."""
    stop = get_object_or_404(
        Stop.objects.public().select_related("program", "city"),
        program__slug=program_slug,
        city__slug=city_slug,
    )
    return _answer(
        request,
        f"{program_slug}-{city_slug}",
        name=gettext("%(program)s: %(city)s") % {"program": stop.program.title, "city": stop.city.name},
        about=stop.program.summary,
        page=stop.program.get_absolute_url(),
        meetings=reading.meetings_for_calendars().filter(stop=stop),
        removals=news.removals().filter(program=stop.program_id),
        is_mine=lambda tombstone: tombstone["city_slug"] == city_slug,
        is_fictional=stop.program.is_fictional,
        changed_at=stop.program.published_at,
    )


@require_safe
def hero_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The dated public meetings a hero takes part in."""
    hero = get_object_or_404(Hero.objects.public(), slug=slug)
    return _answer(
        request,
        hero.slug,
        name=hero.public_profile.label,
        about=gettext("Public meetings of this participant."),
        page=hero.get_absolute_url(),
        meetings=reading.meetings_for_calendars().of_hero(hero),
        removals=news.removals().filter(program__in=Program.objects.public().filter(heroes=hero)),
        is_mine=lambda tombstone: tombstone["heroes"] is None or hero.pk in tombstone["heroes"],
    )


@require_safe
def meeting_calendar(request: HttpRequest, program_slug: str, uid: UUID) -> HttpResponse:
    """One meeting, to be put into one's own calendar. Not there while it has no date."""
    meeting = get_object_or_404(
        reading.meetings_for_calendars().with_public_day().filter(date__isnull=False),
        program__slug=program_slug,
        uid=uid,
    )
    return _answer(
        request, str(uid), name=meeting.title, about="", page=meeting.get_absolute_url(), meetings=[meeting]
    )


@require_safe
def search_calendar(request: HttpRequest) -> HttpResponse:
    """The dated meetings that a search finds. Without words to search for there is none."""
    form = SearchForm(request.GET)
    if not form.text:
        raise Http404
    keys = queries.KINDS["meetings"].find(form.text, form.narrowed)
    parameters = {**form.asked, "q": form.text, "kind": None}
    return _answer(
        request,
        "search",
        name=gettext("Meetings with “%(words)s”") % {"words": form.text},
        about=gettext("Meetings found on %(site)s.") % {"site": settings.SITE["name"]},
        page=reverse("search"),
        query="?" + urlencode({name: value for name, value in sorted(parameters.items()) if value}),
        meetings=reading.meetings_for_calendars().filter(pk__in=keys)[:SEARCH_LIMIT],
    )


def _answer(
    request: HttpRequest,
    filename: str,
    *,
    name: str,
    about: str,
    page: str,
    meetings: Iterable[Meeting],
    removals: Iterable[Change] = (),
    is_mine: Callable[[dict[str, Any]], bool] = lambda tombstone: True,
    is_fictional: bool = False,
    changed_at: datetime | None = None,
    query: str = "",
) -> HttpResponse:
    absolute = request.build_absolute_uri
    meetings = list(meetings)
    heading = Heading(
        name=name,
        description=description(about, meetings, is_fictional=is_fictional),
        address=absolute(request.path + query),
        page=absolute(page + query),
        changed_at=changed_at,
    )
    events = meeting_events(meetings, absolute) + removal_events(removals, is_mine)
    return HttpResponse(
        build(heading, events),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}.ics"'},
    )
