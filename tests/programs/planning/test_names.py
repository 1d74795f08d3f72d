"""A name is found however it is written, and not in words that only look like it."""

import pytest

from programs.planning.names import Finder

ZAINAB = Finder.of(["Zainab Qadiri", "زينب القادري", "Qadiri, Zainab"], ["Sister"])


@pytest.mark.parametrize(
    "text",
    [
        "Visit of Zainab Qadiri",
        "A day with ZAINAB QADIRI.",
        "the Qadiri method",
        "Qadiri’s shelter",
        "Zaïnàb spoke",
        "Zai\u200bnab spoke",
        "Zai\u00adnab spoke",
        "Zai-nab spoke",
        "visit-of-zainab-qadiri",
        "https://example.org/zainabqadiri",
        "https://example.org/Zainab%20Qadiri",
        "https://example.org/?name=%D8%B2%D9%8A%D9%86%D8%A8",
        "Zain&#97;b",
        "#HopeForQadiri2021",
        "**Zainab** _Qadiri_",
        "Ｚａｉｎａｂ",
        "زيارة زينب",
        "زَيْنَب",
        "زيـــنب",
        "كتاب القادري",
        "والقادري",
        "للقادري",
        "بالقادري",
    ],
)
def test_a_name_is_found_in_any_spelling(text: str) -> None:
    assert ZAINAB.find(text)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Inés Álvarez Nguyễn"], "Ines told us"),
        (["Inés Álvarez Nguyễn"], "family NGUYEN"),
        (["Łukasz Żółć"], "o Zolc"),
        (["Đặng Thị Ngọc"], "Dang"),
        (["Straße Müller"], "STRASSE"),
        (["Siobhán O’Brien"], "the O'Brien house"),
        (["Siobhán O’Brien"], "the OBrien house"),
        (["Siobhán Obrien"], "the O’Brien house"),
        (["Jean-Pierre Dufour"], "Jean Pierre"),
        (["Jean-Pierre Dufour"], "Jeanpierre"),
        (["Jeanpierre Dufour"], "Jean-Pierre"),
        (["Ana Li"], "Ana came"),
        (["Ana Li"], "Li Ana came"),
        (["Li Wei"], "With Li Wei there"),
        (["Li Wei"], "With Wei, Li there"),
        (["Leo McDonald"], "McDonald"),
        (["指宿昭一"], "昨日指宿昭一さんが来た"),
        (["指宿 昭一"], "指宿さん"),
        (["지은 김"], "지은이"),
        (["สมชาย ใจดี"], "คุณสมชายมา"),
        (["राम कुमार"], "कुमार आए"),
        (["דוד לוי"], "ולוי"),
        (["Володимир Шевченко"], "ШЕВЧЕНКО"),
        (["Γιώργος Παπαδόπουλος"], "ΓΙΩΡΓΟΣ"),
        (["یاسمین کریمی"], "ياسمين"),
    ],
)
def test_names_of_many_scripts_are_found(names: list[str], text: str) -> None:
    assert Finder.of(names).find(text)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["Ana Torres"], "Banana, Anatolia, Savanna, Montana"),
        (["Ana Torres"], "Torre, Torresian"),
        (["Sister Li Wei"], "A sister, and Li, who went"),
        (["Sister Li Wei"], "weighs, Sister Mary"),
        (["Maria de los Santos"], "los de la"),
        (["Omar bin Said"], "bin, bint"),
        (["علي بن حسن"], "بن"),
        (["राम कुमार"], "कुमारी"),
        (["김지은"], "김진"),
        (["Ng"], "long, Ngo"),
        (["Zainab Qadiri"], ""),
        ([""], "anything"),
    ],
)
def test_what_only_looks_like_a_name_is_none(names: list[str], text: str) -> None:
    assert Finder.of(names, ["Sister"]).find(text) is None


def test_the_whole_name_counts_before_its_parts() -> None:
    found = ZAINAB.find("Qadiri is a family. Later came Zainab Qadiri.")
    assert found
    assert (found.before, found.name, found.after, found.whole) == (
        "Qadiri is a family. Later came ",
        "Zainab Qadiri",
        ".",
        True,
    )
    part = ZAINAB.find("Qadiri is a family.")
    assert part
    assert not part.whole


@pytest.mark.parametrize("name", ["Zai\u200bnàb", "ZAINAB", "Zai-nab", "زَيْنَب"])
def test_the_words_around_a_name_are_those_of_the_text(name: str) -> None:
    long = "Straße ﬁ " * 30
    found = ZAINAB.find(f"{long}{name} {long}")
    assert found
    assert found.name == name.replace("\u200b", "")
    assert found.before.startswith("…")
    assert found.after.endswith("…")
    assert len(found.before) < 70
