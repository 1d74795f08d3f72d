"""The old addresses of heroes and organizations (`common.addresses`)."""

from django.db import models

from common.addresses import OldAddress


class HeroAddress(OldAddress):
    """An address that a hero had. A hero who is not shown by name has none."""

    owner = models.ForeignKey("participants.Hero", on_delete=models.CASCADE, related_name="old_addresses")


class OrganizationAddress(OldAddress):
    """An address that an organization had."""

    owner = models.ForeignKey(
        "participants.Organization", on_delete=models.CASCADE, related_name="old_addresses"
    )
