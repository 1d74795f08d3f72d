"""What makes a hero or an organization part of public view.

`participants` does not know programs, yet a hero is shown only as part of something public, and an
organization only when something public refers to it. Other apps register what counts, once, at start-up
(`AppConfig.ready`). With nothing registered, nothing is public.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Model, Q

#: Returns a condition on the model's rows, built anew for each query because it may depend on the time.
Condition = Callable[[], Q]

_references: dict[str, list[Condition]] = {}


def register(model: type[Model], condition: Condition) -> None:
    """Let rows of `model` that meet `condition` count as part of something public."""
    conditions = _references.setdefault(model._meta.label, [])
    if condition not in conditions:
        conditions.append(condition)


def is_referenced(model: type[Model]) -> Q:
    """The condition that something public refers to a row of `model`; no row meets it if none registered."""
    nothing = Q(pk__in=[])
    return reduce(or_, (condition() for condition in _references.get(model._meta.label, [])), nothing)
