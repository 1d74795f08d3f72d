"""Links: the private addresses of heroes' itineraries, kept by digest only."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.tokens import mark_of
from common.utc_days import today


class ItineraryLinkQuerySet(models.QuerySet["ItineraryLink"]):
    def usable(self) -> Self:
        """Links that open a page now. The condition is in the query, so that a link that ended costs the
        same work as one that never was: an index lookup that finds nothing.
        """
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=today()), revoked_at__isnull=True)


class ItineraryLink(models.Model):
    """One private address given to one hero. Never deleted but with the hero: it says who gave it when."""

    hero = models.ForeignKey(
        "participants.Hero",
        on_delete=models.CASCADE,
        related_name="itinerary_links",
        verbose_name=_("hero"),
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    expires_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("The last day it works, in UTC. Empty: no end.")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("created by"),
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("revoked by"),
    )
    last_opened_at = models.DateTimeField(_("last opened"), null=True, editable=False)
    # When the visit before the present one was: changes after it are news.
    seen_until = models.DateTimeField(_("visit before"), null=True, editable=False)

    objects = ItineraryLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("private link")
        verbose_name_plural = _("private links")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["hero"],
                condition=Q(revoked_at__isnull=True),
                name="link_one_per_hero",
            ),
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True) | Q(revoked_at__isnull=False),
                name="link_revoker_needs_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hero} [{self.mark}]"

    @property
    def mark(self) -> str:
        """The eight hexadecimal digits by which logs and officers name this link; they open nothing."""
        return mark_of(self.digest)

    @property
    def is_expired(self) -> bool:
        """Whether its last day is over, by the date in UTC."""
        return self.expires_on is not None and self.expires_on < today()
