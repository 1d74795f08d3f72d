"""The search for a place: what is meant comes before what only begins or sounds like it."""

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING

from common.letters.folding import key
from public.time_zones.directory import Place, places
from public.time_zones.offsets import find_offsets

if TYPE_CHECKING:
    from programs.models import City

#: Longer than the longest name of a place.
MOST_LETTERS = 100


class Fit(IntEnum):
    """How a name answers what was typed, the best first."""

    SAME = 0
    WHOLE_WORDS = 1
    BEGINNING = 2
    BEGINNING_OF_A_WORD = 3
    EVERY_WORD = 4
    INSIDE = 5
    NOT = 6


#: How well a place is meant; whether no zone is named after it, and its own name fits less; then by name.
Rank = tuple[Fit, bool, bool, str, str, str]


def find_places(text: str, cities: Iterable["City"]) -> list[tuple[str, str]]:
    """The places that `text` names, as (IANA name, label in the reader's language), the best first.

    Among `cities`, the places that zones are named after, and the distances from UTC. What is typed whole
    comes before what only begins so.
    """
    text = text[:MOST_LETTERS]
    found = find_offsets(text)
    wanted = key(text)
    if not wanted or (found and any(letter.isdecimal() for letter in text)):
        return found
    ranked = [(rank, place) for place in places(cities) if (rank := _rank(place, wanted))]
    ranked.sort(key=lambda pair: pair[0])
    return list(dict.fromkeys([*found, *((place.zone, place.label) for _rank, place in ranked)]))


def _rank(place: Place, wanted: str) -> Rank | None:
    """How well a place is meant; None for not at all."""
    if wanted not in place.all_words and not _has_every_word(place.all_words, wanted):
        return None
    by_name = _fit(place.names, wanted)
    # A country or a zone names one place for each time that it keeps, not each of its cities.
    by_surroundings = _fit(place.around, wanted) if place.zone_is_named_after_it else Fit.NOT
    if by_name == by_surroundings == Fit.NOT:
        # "doha qatar": words of both, one of them at least of its own name.
        own = "".join(f" {name}" for name in place.names)
        if place.zone_is_named_after_it or any(f" {word}" in own for word in wanted.split()):
            by_name = Fit.EVERY_WORD
    best = min(by_name, by_surroundings)
    if best == Fit.NOT:
        return None
    order = key(place.named["en"]), place.zone, place.state
    return best, not place.zone_is_named_after_it, by_name > best, *order


def _fit(names: Iterable[str], wanted: str) -> Fit:
    if wanted in names:
        return Fit.SAME
    told = "\n".join(f" {name} " for name in names)
    if wanted not in told:
        return Fit.NOT
    if f" {wanted} " in told:
        return Fit.WHOLE_WORDS
    if any(name.startswith(wanted) for name in names):
        return Fit.BEGINNING
    return Fit.BEGINNING_OF_A_WORD if f" {wanted}" in told else Fit.INSIDE


def _has_every_word(told: str, wanted: str) -> bool:
    return all(f" {word}" in told for word in wanted.split())
