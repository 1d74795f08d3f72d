"""The home page, the first that readers see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from public import reading

PROGRAMS_SHOWN = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The latest programs and a quote that was featured; real ones before fictional ones."""
    featured = reading.quotes().filter(featured=True).order_by("-program__starts_on", "pk")
    return render(
        request,
        "public/home.html",
        {
            "programs": reading.real_first(reading.programs())[:PROGRAMS_SHOWN],
            "quote": reading.real_first(featured, "program__is_fictional").first(),
        },
    )
