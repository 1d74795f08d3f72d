"""The old addresses of programs and cities (`common.addresses`)."""

from django.db import models

from common.addresses import OldAddress


class ProgramAddress(OldAddress):
    """An address that a program had since it was first published."""

    owner = models.ForeignKey("programs.Program", on_delete=models.CASCADE, related_name="old_addresses")


class CityAddress(OldAddress):
    """An address that a city had."""

    owner = models.ForeignKey("programs.City", on_delete=models.CASCADE, related_name="old_addresses")
