"""The sitemap: every public page and when it last changed, an index and its parts.

https://www.sitemaps.org/protocol.html
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Page, Paginator
from django.db.models import Max, Model, QuerySet
from django.urls import reverse

from participants.models import Hero, Organization
from programs.models import City, Meeting, Program


class PagesInLanguages(Paginator):
    """Parts of a list, each item of a part with every language."""

    def page(self, number: int | str) -> Page:
        part = super().page(number)
        codes = [code for code, _name in settings.LANGUAGES]
        part.object_list = [(item, code) for item in part.object_list for code in codes]
        return part


class PageInLanguages(Sitemap):
    """Every page in every language, each naming the others. A part reads only what it shows."""

    i18n = True
    alternates = True
    x_default = True
    #: Pages of a part, each in all languages: some 700 kB.
    limit = 500

    @property
    def paginator(self) -> Paginator:
        """The parts. Django's own reads every record of a kind for each of them."""
        return PagesInLanguages(self.items(), self.limit)  # type: ignore[arg-type]

    def get_latest_lastmod(self) -> datetime | None:
        return None


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

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = self.items().aggregate(latest=Max("updated_at"))["latest"]
        return latest


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
