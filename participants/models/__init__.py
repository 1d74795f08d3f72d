"""Who takes part. One file per noun."""

from participants.models.address import HeroAddress, OrganizationAddress
from participants.models.consent import Consent
from participants.models.hero import Hero
from participants.models.organization import Organization

__all__ = ["Consent", "Hero", "HeroAddress", "Organization", "OrganizationAddress"]
