"""Words in lists stand where readers of each language look for them, and on both databases alike."""

import random

import pytest
from babel import Locale
from django.conf import settings
from django.db import connection
from django.utils import translation

from common.formats import codes_by_name, country_name
from common.letters.order import Alphabetical, sort_key
from programs.models import Source

NAMES = """
    adam Åsa Bob Çelik Élise Elise élise ñandú nandu Ñuñoa nz Nora Işik İsik Isik
    ısik Łukasz Lukas Lz Øre Ore Oz Søren Ærø Aero Af Đặng Dang Dz Straße Strasse
    Strast Þor Thor Zebra zebra ZEBRA O'Brien OBrien O’Brien O-Brien D'Angelo
    N'Djamena Kāneʻohe Kaneohe محمد أحمد إبراهيم آمنة ابراهيم زينب هدى هدي مدرسة
    مدرست ياسر مؤمن مئة لبنان ئاسو ءب آب اب أب ى ة ه و Иван Ёлка Елена Ямал 東京 北京 大阪
    김 이 한국 ひらがな カタカナ नेपाल भारत ไทย தமிழ் ‘Aziz ʻAziz 3M 20th 100 (Acme) .org A.B.
    AB A&B A,B A/B A;B A:B A_B co-op coop resume résumé Résumé de-la-Cruz )ئ )آخر
""".split()  # noqa: SIM905
NAMES += ["Île d’Or", "Saint-Martin", "Saint Martin", "Saintes", "San José", "San Jose", "San Juan"]
NAMES += ["de la Cruz", "De La Cruz", "U.S. Embassy", "US Embassy", "Côte d’Ivoire", "Cote d'Azur", "co op"]

LANGUAGES = [code for code, _ in settings.LANGUAGES]


def in_order(code: str, words: list[str]) -> list[str]:
    shuffled = random.Random(1).sample(words, len(words))
    with translation.override(code):
        return sorted(shuffled, key=sort_key)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "adam Åsa Bob Çelik Élise"),
        ("fr", "Égypte États-Unis Éthiopie Îles-Marshall Serbie"),
        ("fr", "cote coté côte côté"),
        ("en", "elise Elise élise Élise Elisf"),
        ("en", "nandu ñandú nz"),
        ("es", "nandu nz ñandú oso"),
        ("en", "Dang Đặng Dz"),
        ("en", "Lukas Łukasz Lz"),
        ("en", "Ore Øre Oz"),
        ("en", "Strasse Straße Strast"),
        ("en", "Aero Ærø Af"),
        ("en", "Isik ısik"),
        ("en", "Zebra محمد 東京"),
        ("ar", "محمد Zebra 東京"),
        ("ar", "إبراهيم ابراهيم لبنان ياسر"),
        ("ar", "مدرسة مدرست مدرسي"),
        ("en", "Елена Ёлка Иван Ямал"),
    ],
)
def test_names_stand_where_readers_look_for_them(code: str, words: str) -> None:
    assert in_order(code, words.split()) == words.split()


def test_turkish_letters_stand_by_the_letter_they_look_like() -> None:
    assert in_order("en", ["İsik", "Isik", "Işik"]) == ["Isik", "Işik", "İsik"]


def test_french_countries_come_in_the_order_of_their_names() -> None:
    with translation.override("fr"):
        names = [country_name(code) for code in codes_by_name()]
    wanted = ["Afghanistan", "Égypte", "États-Unis", "Éthiopie", "Îles Marshall", "Serbie", "Zimbabwe"]
    assert [name for name in names if name in wanted] == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_database_and_lists_in_memory_agree(code: str) -> None:
    """PostgreSQL sorts by ICU, SQLite and Python by pyuca; a tie would be broken by the key."""
    words = {*NAMES, *(name for each in LANGUAGES for name in Locale(each).territories.values())}
    shuffled = random.Random(2).sample(sorted(words), len(words))
    Source.objects.bulk_create(Source(title=word) for word in shuffled)
    with translation.override(code):
        stored = list(Source.objects.order_by(Alphabetical("title")).values_list("title", flat=True))
        assert stored == sorted(stored, key=sort_key)
        backwards = Source.objects.order_by(Alphabetical("title").desc()).values_list("title", flat=True)
        assert list(backwards) == stored[::-1]
    assert len(stored) > 1000, connection.vendor


def test_a_key_is_made_of_any_text() -> None:
    for text in ("", " ", "\x00", "🙂", "\u202e", "\ud7a3", "a" * 5000, "e\u0301\u0301\u0301", "\U00020000"):
        assert sort_key(text) == sort_key(text)
        assert sorted([text, ""], key=sort_key)[0] == ""
