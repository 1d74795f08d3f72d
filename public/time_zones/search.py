"""The search for a place: what is meant comes before what only begins or sounds like it."""

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING

from common.letters.folding import key
from public.time_zones.directory import places
from public.time_zones.offsets import find_offsets
from public.time_zones.place import Place

if TYPE_CHECKING:
    from programs.models import City

#: Longer than the longest name of a place.
MOST_LETTERS = 100
#: As many as a reader takes in at once.
SHOWN_AT_MOST = 8


class Fit(IntEnum):
    """How a name answers what was typed, the best first."""

    SAME = 0
    WHOLE_WORDS = 1
    BEGINNING = 2
    BEGINNING_OF_A_WORD = 3
    EVERY_WHOLE_WORD = 4
    EVERY_WORD = 5
    INSIDE = 6
    NOT = 7


#: How well a place is meant; whether only by an older name of its zone; by which of its names (0: its own, 1:
#: its country, state or zone, 2: others); whether it is no capital; the people who live there; its name.
Rank = tuple[Fit, bool, int, bool, int, str, str, str]


def find_places(text: str, cities: Iterable["City"]) -> list[Place]:
    """The places that `text` names, the best first, each once.

    Among `cities`, the cities of the world, the places that zones are named after, and the distances from
    UTC. What is typed whole comes before what only begins so. A country or a zone names one place for each of
    its times, and its capital, not each of its cities.
    """
    text = text[:MOST_LETTERS]
    found = [Place(zone, {"en": distance}) for zone, distance in find_offsets(text)]
    wanted = key(text)
    if wanted and not (found and any(letter.isdecimal() for letter in text)):
        ranked = [(rank, place) for place in places(cities) if (rank := _rank(place, wanted))]
        ranked.sort(key=lambda pair: pair[0])
        found += [place for _rank, place in ranked]
    return list(
        {(place.zone, place.named["en"], place.state, place.country): place for place in found}.values()
    )


def _rank(place: Place, wanted: str) -> Rank | None:
    """How well a place is meant; None for not at all."""
    has_words = _has_every_word(place.all_words, wanted)
    if not has_words and wanted not in place.all_words:
        return None
    fits = [_fit(names, told, wanted) for names, told in place.in_order]
    if fits[2] == Fit.INSIDE:
        fits[2] = Fit.NOT  # There are names in very many languages.
    best = min(fits)
    if best == Fit.NOT and has_words:
        # "doha qatar": words of both. One at least must be the place's own.
        own = "".join(told for _names, told in place.in_order)
        if any(f" {word}" in own for word in wanted.split()):
            whole = all(f" {word} " in place.all_words for word in wanted.split())
            best = Fit.EVERY_WHOLE_WORD if whole else Fit.EVERY_WORD
    if best == Fit.NOT:
        return None
    by = fits.index(best) if best in fits else 0
    order = key(place.named["en"]), place.zone, place.state
    return best, place.is_older_name, by, by == 1 and not place.is_capital, -place.people, *order


def _fit(names: frozenset[str], told: str, wanted: str) -> Fit:
    if wanted in names:
        return Fit.SAME
    if wanted not in told:
        return Fit.NOT
    if f" {wanted} " in told:
        return Fit.WHOLE_WORDS
    if any(name.startswith(wanted) for name in names):
        return Fit.BEGINNING
    return Fit.BEGINNING_OF_A_WORD if f" {wanted}" in told else Fit.INSIDE


def _has_every_word(told: str, wanted: str) -> bool:
    return all(f" {word}" in told for word in wanted.split())
