"""The sitemap: every public page and when it last changed. https://www.sitemaps.org/protocol.html"""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Model, QuerySet
from django.urls import reverse

from participants.models import Hero, Organization
from programs.models import City, Meeting, Program


class PageInLanguages(Sitemap):
    """Every page in every language, each naming the others."""

    i18n = True
    alternates = True
    x_default = True


class PageSitemap(PageInLanguages):
    """Pages that are there whatever is published."""

    def items(self) -> list[str]:
        return [
            "home",
            "programs",
            "heroes",
            "organizations",
            "quotes",
            "search",
            "accessibility",
            "privacy",
            "contact",
            "api_docs",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class RecordSitemap(PageInLanguages):
    """Pages of public records, in the order of their addresses so that the order tells nothing."""

    def __init__(self, model: type[Model], order: str = "slug") -> None:
        self.model, self.order = model, order

    def items(self) -> QuerySet[Any]:
        records = self.model._default_manager.public().order_by(self.order)  # type: ignore[attr-defined]
        return records.select_related("program") if self.model is Meeting else records

    def lastmod(self, item: Any) -> datetime:
        return item.updated_at


class ConnectionsSitemap(RecordSitemap):
    """The map and the connections of each public program."""

    def location(self, item: Program) -> str:
        return reverse("connections", args=[item.slug])


class ChangesSitemap(RecordSitemap):
    """The list of changes of each public program."""

    def location(self, item: Program) -> str:
        return reverse("changes", args=[item.slug])


SITEMAPS = {
    "pages": PageSitemap(),
    "programs": RecordSitemap(Program),
    "connections": ConnectionsSitemap(Program),
    "changes": ChangesSitemap(Program),
    "meetings": RecordSitemap(Meeting, "uid"),
    "heroes": RecordSitemap(Hero),
    "organizations": RecordSitemap(Organization),
    "cities": RecordSitemap(City),
}
