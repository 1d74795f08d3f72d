"""A place that keeps a zone's time, and the names under which readers look for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from babel import Locale
from django.conf import settings
from django.utils import translation

from common.formats import country_name, locale
from common.letters.direction import comma, isolated_text
from common.letters.folding import key
from programs.states import STATES

#: What people call countries besides the names that CLDR has for them.
ALSO_CALLED = {
    "AE": ["UAE", "EAU", "Emirates"],
    "CD": ["DRC", "Congo-Kinshasa"],
    "CG": ["Congo-Brazzaville"],
    "CI": ["Ivory Coast"],
    "CV": ["Cape Verde"],
    "CZ": ["Czech Republic"],
    "GB": ["UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"],
    "KR": ["Korea"],
    "MK": ["Macedonia"],
    "MM": ["Burma"],
    "NL": ["Holland"],
    "PS": ["Palestine", "Palestina", "فلسطين"],
    "SZ": ["Swaziland"],
    "TL": ["East Timor"],
    "TR": ["Turkey"],
    "US": [
        "US",
        "USA",
        "U.S.",
        "U.S.A.",
        "America",
        "EE. UU.",
        "Estados Unidos de América",
        "États-Unis d’Amérique",
    ],
}


@dataclass(frozen=True, eq=False)
class Place:
    """A place that keeps a zone's time."""

    zone: str  #: the zone's IANA name of today
    named: dict[str, str]  #: what it is called, by language; "en" is always there
    country: str = ""  #: ISO 3166, or XK for Kosovo; empty for zones of no country
    state: str = ""  #: of the United States, by the two letters of the Postal Service
    also: tuple[str, ...] = ()  #: other names under which it is found
    zones: frozenset[str] = frozenset()  #: the folded names of the zone, if that is named after this place
    people: int = 0  #: how many live there, as far as known
    is_capital: bool = False  #: of its country
    is_of_state: bool = False  #: stands for its state: its capital, or where a public program stops
    is_older_name: bool = False  #: a name that only an older name of the zone has

    @property
    def name(self) -> str:
        """What it is called in the reader's language if that is known, else in English."""
        return self.named.get(locale().language) or self.named["en"]

    @property
    def label(self) -> str:
        """The name with state and country: "Boston, Massachusetts, United States of America".

        An English name keeps its direction among words of another one.
        """
        name = self.named.get(locale().language) or isolated_text(self.named["en"])
        parts = [name, STATES.get(self.state, ""), country_name(self.country)]
        return comma().join(str(part) for part in parts if part)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Its folded names in the languages of the site."""
        return frozenset({key(name) for name in self.named.values()} - {""})

    @cached_property
    def other_names(self) -> frozenset[str]:
        """Its folded names besides those."""
        return frozenset({key(name) for name in self.also} - {""} - self.own_names)

    @cached_property
    def stands_for(self) -> frozenset[str]:
        """The folded names of the country, the state and the zone that one who types them means by it."""
        country = countries(self.country) if self.zones or self.is_capital else frozenset()
        state = states(self.state) if self.zones or self.is_of_state else frozenset()
        return country | state | self.zones

    @cached_property
    def all_words(self) -> str:
        """All names, each between spaces, and of where it is: for a quick look."""
        where = countries(self.country) | states(self.state) | {self.state.lower()}
        return in_a_row(self.own_names | self.other_names | self.zones | where)

    @cached_property
    def in_order(self) -> tuple[tuple[frozenset[str], str], ...]:
        """Its own names, what it stands for, and its other names: each as a set and in a row."""
        kinds = (self.own_names, self.stands_for, self.other_names)
        return tuple((names, in_a_row(names)) for names in kinds)


def in_a_row(names: frozenset[str]) -> str:
    """Folded names one after another, each between spaces."""
    return "\n".join(f" {name} " for name in sorted(names))


@cache
def countries(code: str) -> frozenset[str]:
    """The folded names of a country in every language of the site; none for no country."""
    names = {*in_each_language(country_name, code).values(), str(Locale("en").territories.get(code, ""))}
    return frozenset(key(name) for name in (*names, *ALSO_CALLED.get(code, [])) if name)


@cache
def states(code: str) -> frozenset[str]:
    """The folded names of a state of the United States in every language of the site; none for no state."""
    if code not in STATES:
        return frozenset()
    return frozenset(map(key, in_each_language(lambda known: str(STATES[known]), code).values()))


def in_each_language(name_of: Callable[[str], str], code: str) -> dict[str, str]:
    """What something is called in each language of the site."""
    named = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            named[language] = name_of(code)
    return named
