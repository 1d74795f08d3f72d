"""What changed on a program's itinerary: a page for readers, and a feed for their programs."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from programs.models import Program
from public import feeds, news, reading
from public.time_zones.chosen import chosen_zone

PER_PAGE = 50


@require_safe
def change_list(request: HttpRequest, program: str) -> HttpResponse:
    """What was added, moved, cancelled or noted since the program was published, the latest first."""
    found = get_object_or_404(reading.programs().prefetch_related(None), slug=program)
    zone = chosen_zone(request)
    changes = news.of_program(found)
    page = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "public/changes.html",
        {
            "program": found,
            "page": page,
            "changes": news.told(page, zone.name),
            "zone": zone,
            "updated_at": changes[0].at if changes else found.published_at,
        },
    )


@require_safe
def change_feed(request: HttpRequest, program: str) -> HttpResponse:
    """The latest changes as an Atom feed (RFC 4287)."""
    found = get_object_or_404(Program.objects.public(), slug=program)
    feed = feeds.changes(found, news.told(news.of_program(found)[:PER_PAGE]), request.build_absolute_uri)
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")
