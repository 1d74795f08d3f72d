"""The itinerary on a hero's phone, and the copy of it to keep."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from attendance.forms import EvaluationForm
from attendance.links import record_visit
from attendance.models import Evaluation, ItineraryLink
from attendance.news import news_since
from attendance.plan import plan_of
from attendance.views.access import opened
from attendance.views.query import language_asked, query_string
from attendance.zones import plan_zone

STYLE_SHEET = "css/my.css"


@dataclass(frozen=True)
class Rejection:
    """Why what the hero sent was not stored; the page shows it where the hero can mend it."""

    uid: UUID  #: of the meeting
    message: str = ""  #: the reason; empty where the form has it
    form: EvaluationForm | None = None  #: as it was filled in, with its errors

    @property
    def form_of(self) -> UUID | None:
        """The meeting whose form is shown again as it was filled in; None where no form is."""
        return self.uid if self.form else None


@require_safe
# Nobody can make a browser ask for this address without knowing it, so what compression tells is no secret.
@gzip_page
@csp_replace({"script-src": [NONE]})  # type: ignore[arg-type]
def itinerary_page(request: HttpRequest, token: str) -> HttpResponse:
    """Everything of one hero's itinerary, with what is still asked of them."""
    link = opened(token)
    if request.method == "GET":
        record_visit(link, timezone.now())
    return render_itinerary(request, link, token)


def render_itinerary(
    request: HttpRequest,
    link: ItineraryLink,
    token: str,
    *,
    rejection: Rejection | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a link's hero, as an answer with an HTTP status. It records no visit."""
    zone = plan_zone(request, link.hero)
    plan = plan_of(link.hero, zone=zone.name, now=timezone.now())
    facts = {
        "hero": link.hero,
        "plan": plan,
        "zone": zone,
        "query": query_string(zone),
        "language": language_asked(),
        "token": token,
        "news": news_since(link.hero, (item.meeting for item in plan.items), link.seen_until),
        "since": _day_of(link.seen_until, zone.name),
        "rejection": rejection,
        "saved": request.GET.get("saved", ""),
        "ratings": Evaluation.Rating.choices,
    }
    return render(request, "attendance/itinerary.html", facts, status=status)


def _day_of(moment: datetime | None, zone: str | None) -> date | None:
    """The day of a moment where the hero is, or in UTC where that is not known."""
    return moment.astimezone(ZoneInfo(zone or "UTC")).date() if moment else None


@require_safe
@gzip_page
def saved_copy(request: HttpRequest, token: str) -> HttpResponse:
    """The itinerary as one file that needs no network. The address is not in it: whoever finds the file on
    a phone reads this plan, but cannot open the page.
    """
    link, now = opened(token), timezone.now()
    zone = plan_zone(request, link.hero)
    sheet = style_sheet()
    facts = {
        "hero": link.hero,
        "plan": plan_of(link.hero, zone=zone.name, now=now),
        "zone": zone,
        "now": now,
        "style": sheet,
        "style_hash": base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode(),
    }
    response = render(request, "attendance/copy.html", facts)
    response["Content-Disposition"] = f'attachment; filename="itinerary-{now:%Y-%m-%d}.html"'
    return response


def style_sheet() -> str:
    """The text of the page's style sheet, without its byte order mark, from where the server has it."""
    path = finders.find(STYLE_SHEET) or staticfiles_storage.path(STYLE_SHEET)
    return Path(path).read_text(encoding="utf-8").removeprefix("\ufeff")
