"""The one table of the project itself: which generation of the public data this is."""

from django.db import models


class SiteGeneration(models.Model):
    """One row whose number moves with every change of public data (see ivlp/page_cache/generation.py).

    Triggers in the database write it; Python only reads it. Numbers never recur: each is at least the
    time of the change in microseconds since 1970, so neither a flush nor a restored backup brings back
    one that was used before.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    n = models.BigIntegerField()

    class Meta:
        db_table = "site_generation"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="site_generation_one_row")]

    def __str__(self) -> str:
        return str(self.n)
