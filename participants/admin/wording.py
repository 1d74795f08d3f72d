"""What the public sees, put in words for officers."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from participants import consent, visibility
from participants.admin.base import state
from participants.models import Consent, Hero
from participants.standing import standing as standing_of


def annotate_appearance(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Give each row `appears`: whether something public includes it."""
    condition = ExpressionWrapper(visibility.is_referenced(queryset.model), output_field=BooleanField())
    return queryset.annotate(appears=condition)


def seen_as(hero: Hero) -> SafeString:
    """What consent lets the public see of a hero, and why. No query when consents are prefetched."""
    standing = standing_of(hero, hero.consents.all())
    kind, words = {
        "named": ("good", _("Named")),
        "anonymous": ("wait", _("Anonymous")),
        "withheld": ("off", _("Withheld")),
    }[standing.identity]
    if hero.public_identity == Hero.PublicIdentity.NAMED and standing.identity == "withheld":
        kind = "bad"
    return state(kind, f"{words}: {standing.reason}")


def state_of_consent(row: Consent) -> SafeString:
    """Whether a row of the ledger is in force today, in words."""
    today = consent.today()
    if row.revoked_on and row.revoked_on <= today:
        return state("bad", _("Revoked"))
    if row.expires_on and row.expires_on < today:
        return state("bad", _("Expired"))
    if row.given_on > today:
        return state("wait", _("Not yet begun"))
    return state("good", _("In force"))
