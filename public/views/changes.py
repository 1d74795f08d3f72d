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
def change_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What was added, moved, cancelled or noted since the program was published, the latest first."""
    program = get_object_or_404(reading.programs_for_pages(), slug=slug)
    zone = chosen_zone(request)
    changes = news.of_program(program)
    page = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "public/changes.html",
        {
            "program": program,
            "page": page,
            "changes": news.notices(page, zone.name),
            "zone": zone,
            "updated_at": changes[0].at if changes else program.published_at,
        },
    )


@require_safe
def change_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest changes as an Atom feed (RFC 4287)."""
    program = get_object_or_404(Program.objects.public(), slug=slug)
    notices = news.notices(news.of_program(program)[:PER_PAGE])
    feed = feeds.changes(program, notices, request.build_absolute_uri)
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")
