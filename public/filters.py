"""The filters of the program list and of the search. Choices and matches come from public records only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.addresses import current
from common.letters.direction import isolated_text
from common.letters.order import sort_key
from programs.models import City, Program
from programs.models.program import ProgramQuerySet
from public.search import queries
from public.search.filters import Filters, countries, programs_in, years
from public.search.folding import LONGEST_QUERY


class FilterForm(forms.Form):
    """The filters that lists and search have in common. A value that is not offered counts as none."""

    q = forms.CharField(label=_("Words"), required=False, max_length=LONGEST_QUERY)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    city = forms.ChoiceField(label=_("City"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("year", [(str(year), str(year)) for year in years()])
        cities = [(city.slug, isolated_text(city)) for city in City.objects.public()]
        self.choose("city", sorted(cities, key=lambda pair: sort_key(pair[1])))
        # Links that were made before a city's address changed go on.
        asked = self.data.get("city", "")
        if asked and asked not in dict(cities):
            self.data = {**dict(self.data.items()), "city": current(City, asked)}
        self.choose("country", countries())

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Let the field `name` offer "Any" and then these choices, as (value, label)."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [("", _("Any")), *choices]

    @property
    def asked(self) -> dict[str, Any]:
        """The valid values by field name, without the empty ones."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrowed(self) -> Filters:
        """The year, country and city chosen, each empty unless it is one of those offered."""
        asked = self.asked
        return Filters(asked.get("year"), asked.get("country", ""), asked.get("city", ""))


class ProgramFilterForm(FilterForm):
    """The filters of the program list: those of the search, and the format."""

    format = forms.ChoiceField(label=_("Format"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("format", [(value, str(label)) for value, label in Program.Format.choices])

    def apply(self, programs: ProgramQuerySet) -> ProgramQuerySet:
        """Those of `programs` that fit every filter chosen."""
        asked = self.asked
        programs = programs.filter(programs_in(self.narrowed))
        if text := asked.get("q"):
            programs = programs.filter(pk__in=queries.KINDS["programs"].find(text))
        if program_format := asked.get("format"):
            programs = programs.filter(format=program_format)
        return programs


class SearchForm(FilterForm):
    """The search field with its filters, and the kind of record to show alone."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("kind", [(key, str(kind.name)) for key, kind in queries.KINDS.items()])

    @property
    def is_filtered(self) -> bool:
        """Whether anything but words was asked for."""
        return bool(self.asked.keys() - {"q"})

    @property
    def text(self) -> str:
        """What is searched for, as typed and on one line; cut after LONGEST_QUERY characters."""
        return " ".join(str(self.data.get("q", "")).replace("\0", " ").split())[:LONGEST_QUERY]
