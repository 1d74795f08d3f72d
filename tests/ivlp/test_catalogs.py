"""The catalogs of the interface are complete, sound, and in step with the sources."""

import importlib.util
import os
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils import translation

TOOLS = Path(__file__).resolve().parents[2] / "tools"
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]


def load() -> ModuleType:
    """tools/messages.py, which is a script and no package."""
    sys.path.insert(0, str(TOOLS))
    try:
        spec = importlib.util.spec_from_file_location("messages_tool", TOOLS / "messages.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(TOOLS))


messages = load()


def test_every_language_of_the_site_has_a_catalog() -> None:
    assert sorted(messages.catalogs()) == sorted(OTHERS)


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalog_is_complete_without_guesses_and_keeps_what_programs_read(language: str) -> None:
    assert messages.faults(language, messages.catalogs()[language]) == []


def test_the_catalogs_hold_the_strings_of_the_sources_and_no_others() -> None:
    if not messages.has_gettext():
        if os.environ.get("CI"):
            pytest.fail("GNU gettext is missing: apt-get install gettext", pytrace=False)
        pytest.skip("GNU gettext is not installed, so the sources cannot be searched for strings.")
    source = messages.extract()
    faults = [
        fault
        for language, path in messages.catalogs().items()
        for fault in messages.faults(language, path, source)
    ]
    assert not faults, "\n".join([*faults[:20], "Run: make messages"])


@pytest.mark.parametrize(
    ("original", "translated", "sound"),
    [
        ("%(count)s of {name}", "{name}: %(count)s", True),
        ("%(count)s of {name}", "{nombre}: %(count)s", False),
        ('<a href="%(url)s">here</a>', '<a href="%(url)s">aquí</a>', True),
        ('<a href="%(url)s">here</a>', "aquí", False),
        ("with ", "con", False),
        (("one %(count)s", "%(count)s of %(name)s"), ("uno de %(name)s", "%(count)s de %(name)s"), True),
        (("one", "%(count)s of %(name)s"), ("uno", "%(count)s de %(name)s"), False),
    ],
)
def test_a_translation_that_lost_a_placeholder_is_noticed(
    original: str | tuple[str, str], translated: str | tuple[str, str], sound: bool
) -> None:
    assert messages.is_sound(Message(original, translated)) is sound


def test_a_fuzzy_an_empty_and_a_short_plural_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalog = Catalog(locale="es")
    catalog.add("Fuzzy", "Difuso", flags=["fuzzy"])
    catalog.add("Empty")
    with path.open("wb") as file:
        messages.write_po(file, catalog)
    faults = messages.faults("es", path, Catalog())
    assert "es: fuzzy: 'Fuzzy'" in faults
    assert "es: not translated: 'Empty'" in faults
    assert "es: no longer used: 'Empty'" in faults


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "لا اجتماعات"),
        (1, "اجتماع واحد"),
        (2, "اجتماعان"),
        (7, "7 اجتماعات"),
        (12, "12 اجتماعًا"),
        (100, "100 اجتماع"),
        (103, "103 اجتماعات"),
    ],
)
def test_arabic_counts_in_six_forms(count: int, said: str) -> None:
    with translation.override("ar"):
        form = translation.ngettext("%(count)s meeting", "%(count)s meetings", count)
    assert form % {"count": count} == said


#: What a typesetter of the language would not let pass.
UNTYPOGRAPHIC = {
    "es": r"[“”]|^[^¿]*\?|^[^¡]*!",
    "fr": r"[“”]|\w'\w| [:;!?»]|« ",
    "ar": r"[“”]|[\u0600-\u06ff][,;?]",
}


@pytest.mark.parametrize("language", sorted(UNTYPOGRAPHIC))
def test_translations_are_set_as_their_language_is(language: str) -> None:
    catalog = messages.read(messages.catalogs()[language])
    texts = [text for message in catalog if message.id for text in messages.forms(message.string)]
    bare = [re.sub(r"<[^>]*>|https?://\S+|%\(\w+\)s", "x", text) for text in texts]
    assert [text for text in bare if re.search(UNTYPOGRAPHIC[language], text)] == []
