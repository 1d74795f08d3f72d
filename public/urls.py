"""The public addresses of programs and people. These patterns never change once published.

The names in them may: an old one then leads to the new one (`public.moved`).

A page's address ends with a slash, and there is one below each language (/es/, /fr/ and so on). A file's
address does not, and there is only one (ivlp/urls.py).
"""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from public.api.docs import api_docs
from public.sitemaps import SITEMAPS
from public.views.calendars import (
    city_calendar,
    hero_calendar,
    meeting_calendar,
    program_calendar,
    search_calendar,
)
from public.views.changes import change_feed, change_list
from public.views.cities import city_page
from public.views.embed import embed_program
from public.views.heroes import hero_list, hero_page, hero_photo
from public.views.home import home
from public.views.link_pictures import (
    city_picture,
    hero_picture,
    meeting_picture,
    organization_picture,
    program_picture,
    site_picture,
)
from public.views.meetings import meeting_page
from public.views.organizations import organization_list, organization_page
from public.views.pictures import connections_page
from public.views.programs import program_list, program_page
from public.views.quotes import quote_list
from public.views.search import search_page
from public.views.zones import time_zones

urlpatterns = [
    path("", home, name="home"),
    path("picture-<slug:language>.png", site_picture, name="site_picture"),
    path("programs/", program_list, name="programs"),
    path("programs/<slug:slug>/", program_page, name="program"),
    path("programs/<slug:slug>/picture-<slug:language>.png", program_picture, name="program_picture"),
    path("programs/<slug:slug>/connections/", connections_page, name="connections"),
    path("embed/programs/<slug:slug>/", embed_program, name="embed_program"),
    path("programs/<slug:slug>/changes/", change_list, name="changes"),
    path("programs/<slug:slug>/changes.atom", change_feed, name="changes_feed"),
    path("programs/<slug:slug>/calendar.ics", program_calendar, name="program_calendar"),
    path("programs/<slug:program_slug>/<slug:city_slug>.ics", city_calendar, name="city_calendar"),
    path("programs/<slug:program_slug>/meetings/<uuid:uid>/", meeting_page, name="meeting"),
    path(
        "programs/<slug:program_slug>/meetings/<uuid:uid>/picture-<slug:language>.png",
        meeting_picture,
        name="meeting_picture",
    ),
    path("programs/<slug:program_slug>/meetings/<uuid:uid>.ics", meeting_calendar, name="meeting_calendar"),
    path("heroes/", hero_list, name="heroes"),
    path("heroes/<slug:slug>/", hero_page, name="hero"),
    path("heroes/<slug:slug>/picture-<slug:language>.png", hero_picture, name="hero_picture"),
    path("heroes/<slug:slug>/photo.jpg", hero_photo, name="hero_photo"),
    path("heroes/<slug:slug>/calendar.ics", hero_calendar, name="hero_calendar"),
    path("organizations/", organization_list, name="organizations"),
    path("organizations/<slug:slug>/", organization_page, name="organization"),
    path(
        "organizations/<slug:slug>/picture-<slug:language>.png",
        organization_picture,
        name="organization_picture",
    ),
    path("cities/<slug:slug>/", city_page, name="city"),
    path("cities/<slug:slug>/picture-<slug:language>.png", city_picture, name="city_picture"),
    path("quotes/", quote_list, name="quotes"),
    path("api/", api_docs, name="api_docs"),
    path("search/", search_page, name="search"),
    path("time-zones/", time_zones, name="time_zones"),
    path("search.ics", search_calendar, name="search_calendar"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"}, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
]
