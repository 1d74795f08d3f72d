"""What a hero sends back: yes or no before a meeting, a word after it.

These forms need no token against forged requests (docs/decisions/0009-private-itinerary.md): nothing but
the secret address says who writes, and a page that does not know it cannot send anything here.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from attendance.forms import AnswerForm, EvaluationForm
from attendance.models import Answer, Evaluation
from attendance.timing import may_answer, may_evaluate
from attendance.views.access import opened, own_meeting
from attendance.views.page import Rejection, render_itinerary
from attendance.views.query import query_string
from attendance.zones import plan_zone
from participants.models import Hero


@csrf_exempt
@require_POST
def answer(request: HttpRequest, token: str, uid: UUID) -> HttpResponse:
    """Confirm or decline a meeting; the last word before it starts counts."""
    link = opened(token)
    meeting = own_meeting(link, uid)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render_itinerary(
            request, link, token, rejection=Rejection(uid, gettext("Choose one of the two.")), status=422
        )
    if not may_answer(meeting, timezone.now()):
        why = gettext("Your answer was not kept: this meeting was cancelled or has already started.")
        return render_itinerary(request, link, token, rejection=Rejection(uid, why), status=409)
    Answer.objects.update_or_create(
        hero=link.hero,
        meeting=meeting,
        defaults={
            "choice": form.cleaned_data["choice"],
            "for_date": meeting.date,
            "for_starts_at": meeting.span.starts_at,
        },
    )
    return _back(request, link.hero, token, uid)


@csrf_exempt
@require_POST
def evaluation(request: HttpRequest, token: str, uid: UUID) -> HttpResponse:
    """Rate a meeting that is over, or change what was said."""
    link = opened(token)
    meeting = own_meeting(link, uid)
    form = EvaluationForm(request.POST)
    if not may_evaluate(meeting, timezone.now()):
        why = gettext("Your evaluation was not kept: this meeting is not over yet, or was cancelled.")
        return render_itinerary(request, link, token, rejection=Rejection(uid, why), status=409)
    if not form.is_valid():
        return render_itinerary(request, link, token, rejection=Rejection(uid, form=form), status=422)
    Evaluation.objects.update_or_create(hero=link.hero, meeting=meeting, defaults=form.cleaned_data)
    return _back(request, link.hero, token, uid)


def _back(request: HttpRequest, hero: Hero, token: str, uid: UUID) -> HttpResponseRedirect:
    """To the meeting on the page, in the zone and language it was shown in."""
    query = query_string(plan_zone(request, hero), saved=str(uid))
    return HttpResponseRedirect(f"{reverse('my:itinerary', args=[token])}{query}#meeting-{uid}")
