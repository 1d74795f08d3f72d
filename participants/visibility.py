"""What makes a hero or an organization part of public view.

`participants` does not know programs, yet a hero is shown only as part of something public, and an
organization only when something public refers to it. Other apps register what counts, once, at start-up
(`AppConfig.ready`). With nothing registered, nothing is public.

What only fictional programs refer to is fictional too.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import BooleanField, ExpressionWrapper, Model, Q

#: Returns a condition on the model's rows, built anew for each query because it may depend on the time. With
#: True, only what is not fictional counts.
Condition = Callable[[bool], Q]

_references: dict[str, list[Condition]] = {}


def register(model: type[Model], condition: Condition) -> None:
    """Let rows of `model` that meet `condition` count as part of something public."""
    conditions = _references.setdefault(model._meta.label, [])
    if condition not in conditions:
        conditions.append(condition)


def is_referenced(model: type[Model]) -> Q:
    """The condition that something public refers to a row of `model`; no row meets it if none registered."""
    return _any(model, real=False)


def is_fictional(model: type[Model]) -> ExpressionWrapper:
    """For annotations: whether nothing public but fictional programs refers to a row of `model`."""
    return ExpressionWrapper(~_any(model, real=True), output_field=BooleanField())


def _any(model: type[Model], *, real: bool) -> Q:
    nothing = Q(pk__in=[])
    return reduce(or_, (condition(real) for condition in _references.get(model._meta.label, [])), nothing)
