"""What makes a hero or an organization part of public view.

`participants` does not know programs, yet a hero is shown only as part of something public, and an
organization only when something public refers to it. Other apps say what counts, once, at start-up
(`AppConfig.ready`). With nothing said, nothing is public.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Model, Q

#: Returns a condition on the model's rows, built anew for each query because it may depend on the time.
Condition = Callable[[], Q]

_appearances: dict[str, list[Condition]] = {}


def shown_through(model: type[Model], condition: Condition) -> None:
    """Say that rows of `model` which meet `condition` are part of something public."""
    conditions = _appearances.setdefault(model._meta.label, [])
    if condition not in conditions:
        conditions.append(condition)


def appears(model: type[Model]) -> Q:
    """The condition that a row of `model` is part of something public; matches no row if none was said."""
    nothing = Q(pk__in=[])
    return reduce(or_, (condition() for condition in _appearances.get(model._meta.label, [])), nothing)
