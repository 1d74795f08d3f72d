"""Private addresses. No language and no name stands in them: nothing but the token."""

from django.urls import path

from attendance.views.calendar import itinerary_calendar
from attendance.views.page import itinerary_page, saved_copy
from attendance.views.replies import answer, evaluation

app_name = "my"
urlpatterns = [
    path("<str:token>/", itinerary_page, name="itinerary"),
    path("<str:token>/calendar.ics", itinerary_calendar, name="calendar"),
    path("<str:token>/copy.html", saved_copy, name="copy"),
    path("<str:token>/meetings/<uuid:uid>/answer/", answer, name="answer"),
    path("<str:token>/meetings/<uuid:uid>/evaluation/", evaluation, name="evaluation"),
]
