"""The page of search results: some of each kind of record, or a page of one kind."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from participants.models import Hero
from programs import itinerary
from programs.models import Meeting
from public.filters import SearchForm
from public.search import queries
from public.search.folding import beginnings
from public.time_zones.chosen import chosen_zone

#: How many of each kind are shown where all kinds are, and on a page of one kind.
OF_EACH, PER_PAGE = 5, 20


@dataclass(frozen=True)
class Group:
    """What was found of one kind: how many, and those shown."""

    key: str
    name: str
    count: int
    shown: list[Any]
    page: Page[int] | None = None  #: where only this kind was asked for

    @property
    def is_empty(self) -> bool:
        """Whether nothing of this kind is shown."""
        return not self.shown

    @property
    def has_more(self) -> bool:
        """Whether more was found than is shown."""
        return len(self.shown) < self.count


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Programs, meetings, heroes, organizations and quotes in which readers can see every word asked for."""
    form = SearchForm(request.GET)
    zone = chosen_zone(request)
    groups = [_group(request, form, key, zone.name) for key in queries.KINDS] if form.text else []
    total = sum(group.count for group in groups)
    return render(
        request,
        "public/search/page.html",
        {
            "form": form,
            "words": form.text,
            "starts": beginnings(form.text),
            "groups": groups,
            "zone": zone,
            "total": total,
            "found_nothing": bool(form.text) and not total,
            "chosen": next((group for group in groups if group.page), None),
        },
    )


def _group(request: HttpRequest, form: SearchForm, key: str, zone: str | None) -> Group:
    kind, chosen = queries.KINDS[key], form.asked.get("kind")
    keys = kind.find(form.text, form.narrowed)
    page: Page[int] | None = None
    if chosen is None:
        keys_shown = keys[:OF_EACH]
    elif chosen == key:
        page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
        keys_shown = list(page)
    else:
        keys_shown = []
    shown = [_shown(record, zone) for record in kind.records(keys_shown)]
    return Group(key, str(kind.name), len(keys), shown, page)


def _shown(record: Model, zone: str | None) -> Any:
    """What a template may show: a meeting as an entry in `zone` or its city's time, a hero as a profile."""
    if isinstance(record, Meeting):
        return itinerary.entry(record, zone)
    return record.public_profile if isinstance(record, Hero) else record
