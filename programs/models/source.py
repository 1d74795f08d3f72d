"""Sources: where a public fact comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import Recorded, WebAddress


class Source(Recorded):
    """A publication that a public fact rests on."""

    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    url = WebAddress(_("address"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
