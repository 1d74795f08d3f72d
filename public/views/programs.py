"""The list of programs and the page of one program with its itinerary."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participants.models import Hero
from programs import itinerary
from public import reading
from public.filters import ProgramFilterForm
from public.time_zones.chosen import chosen_zone

PER_PAGE = 20


@require_safe
def program_list(request: HttpRequest) -> HttpResponse:
    """All public programs, latest first, with filters; fictional ones last."""
    form = ProgramFilterForm(request.GET)
    programs = reading.real_first(form.apply(reading.programs()))
    page = Paginator(programs, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/program_list.html", {"form": form, "page": page})


@require_safe
def program_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One program: what it is, its itinerary, who takes part, what was said and learned."""
    programs = reading.programs_for_pages().prefetch_related(Prefetch("sources", queryset=reading.sources()))
    program = get_object_or_404(programs, slug=slug)
    zone = chosen_zone(request)
    stops = list(reading.stops().filter(program=program))
    meetings = list(reading.meetings().filter(program=program))
    shown = itinerary.build(stops, meetings, zone.name)
    profiles = reading.profiles(Hero.objects.filter(programs=program))
    return render(
        request,
        "public/program.html",
        {
            "program": program,
            "itinerary": shown,
            "zone": zone,
            "profiles": profiles,
            "participant_count": program.participant_count
            if program.participant_count_public
            else len(profiles) or None,
            "has_connections": bool(profiles or shown.count),
            "quotes": reading.quotes().filter(program=program),
            "takeaways": reading.takeaways().filter(program=program),
            "resources": reading.resources().filter(programs=program),
            "updated_at": max([program.updated_at, *(meeting.updated_at for meeting in meetings)]),
        },
    )
