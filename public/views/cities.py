"""The page of a city in which public programs stop. There is no list of cities."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.letters.order import Alphabetical
from participants.models import Organization
from programs.models import City, Meeting, Stop
from programs.publishing import public_meeting
from programs.translated import with_program_title
from public import reading

PER_PAGE = 20


@require_safe
def city_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One city: the programs that stopped there, their hosts, and whom they met."""
    city = get_object_or_404(City.objects.public(), slug=slug)
    stops = (
        with_program_title(Stop.objects.public())
        .filter(city=city)
        .select_related("program", "host")
        .annotate(meeting_count=Count("meetings", filter=public_meeting("meetings__"), distinct=True))
        .order_by("program__is_fictional", "-program__starts_on", Alphabetical("program__title"), "pk")
    )
    met = Meeting.objects.public().filter(stop__city=city)
    organizations = Organization.objects.public().filter(meetings__in=met).distinct().in_order()
    return render(
        request,
        "public/city.html",
        {
            "city": city,
            "page": Paginator(stops, PER_PAGE).get_page(request.GET.get("page")),
            "organizations": reading.real_first(organizations),
        },
    )
