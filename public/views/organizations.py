"""Organizations that something public refers to: the list, and the page of one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participants.models import Hero, Organization
from programs import itinerary
from programs.models import Stop
from programs.publishing import names_organization
from programs.translated import with_program_title
from public import reading
from public.time_zones.chosen import chosen_zone

PER_PAGE = 48
MEETINGS_PER_PAGE = 50


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    """All organizations that something public refers to, by name; invented ones last."""
    organizations = reading.real_first(Organization.objects.public().in_order())
    page = Paginator(organizations, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/organization_list.html", {"page": page})


@require_safe
def organization_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One organization: what it is, whom it met, what it hosted and shared."""
    organization = get_object_or_404(Organization.objects.public(), slug=slug)
    zone = chosen_zone(request)
    page = Paginator(reading.meetings().filter(organizations=organization), MEETINGS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    days, undated = itinerary.days(itinerary.entry(meeting, zone.name) for meeting in page)
    named = Hero.objects.filter(organization=organization, public_identity=Hero.PublicIdentity.NAMED)
    return render(
        request,
        "public/organization.html",
        {
            "organization": organization,
            "page": page,
            "days": days,
            "undated": undated,
            "has_meetings": bool(days or undated),
            "zone": zone,
            "run": reading.programs().filter(agency=organization),
            "hosted": with_program_title(Stop.objects.public())
            .filter(host=organization)
            .select_related("city", "program"),
            "profiles": reading.profiles(named),
            "quotes": reading.quotes().filter(names_organization(), organization=organization),
            "resources": reading.resources().filter(organization=organization),
            "updated_at": organization.updated_at,
        },
    )
