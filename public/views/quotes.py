"""What was said, as far as it was approved and the speaker may be quoted."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from public import reading

PER_PAGE = 30


@require_safe
def quote_list(request: HttpRequest) -> HttpResponse:
    """Quotes that are approved and whose speakers may be quoted, the featured first; invented ones last."""
    quotes = reading.quotes().order_by("-featured", "-program__starts_on", "pk")
    quotes = reading.real_first(quotes, "program__is_fictional")
    page = Paginator(quotes, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/quote_list.html", {"page": page})
