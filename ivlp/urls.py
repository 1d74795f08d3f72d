"""Every address of the site. Patterns never change once published (see docs/decisions/)."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

import public.urls
from common.page_languages import is_page
from ivlp import health, pages
from public.api import api

urlpatterns = [
    # English pages are at the root, others below their language.
    *i18n_patterns(
        path("", include([pattern for pattern in public.urls.urlpatterns if is_page(pattern)])),
        path("accessibility/", pages.accessibility, name="accessibility"),
        path("privacy/", pages.privacy, name="privacy"),
        path("contact/", pages.contact, name="contact"),
        prefix_default_language=False,
    ),
    path("", include([pattern for pattern in public.urls.urlpatterns if not is_page(pattern)])),
    path("my/", include("attendance.urls")),  # private itineraries; the language is in ?lang=
    path("api/v1/", api.urls),
    path("admin/", admin.site.urls),
    path("robots.txt", pages.robots_txt, name="robots_txt"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]

handler400 = pages.bad_request
handler403 = pages.permission_denied
handler404 = pages.page_not_found
handler500 = pages.server_error
