"""The catalogs of the interface: locale/<language>/LC_MESSAGES/django.po.

    python tools/messages.py update     put new strings in, take old ones out, and list what is to translate
    python tools/messages.py check      fail if a catalog is not complete and sound
    python tools/messages.py compile    make the .mo files that Django reads

Compiling needs only Babel. Updating, and comparing with the sources, also need GNU gettext (apt-get install
gettext), with which Django finds the strings.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from steps import ROOT, fingerprint, is_made, set_made

LOCALE = ROOT / "locale"
#: Where no string of the site is.
IGNORED = ("node_modules", ".venv", ".cache", "tests", "tools", "static", "docs")
WIDTH = 110
#: What a translation must keep: placeholders of three kinds, HTML, and addresses.
KEPT = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?[a-z][^>]*>|https?://\S+")


def catalogs() -> dict[str, Path]:
    """The path of each language's catalog, by the language's code; English has none."""
    return {path.parent.parent.name: path for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))}


def read(path: Path) -> Catalog:
    """A catalog; a mistake in the file raises PoFileError."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, abort_invalid=True)


def has_gettext() -> bool:
    """Whether the sources can be searched for strings on this machine."""
    return shutil.which("xgettext") is not None


def extract() -> Catalog:
    """All strings of the sources, as Django finds them, in a catalog without translations."""
    folder = LOCALE / "en"  # English needs no catalog; this one is only read
    ignored = [word for name in IGNORED for word in ("--ignore", name)]
    command = [
        sys.executable,
        "manage.py",
        "makemessages",
        "--locale",
        "en",
        "--add-location",
        "file",
        *ignored,
    ]
    try:
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        return read(folder / "LC_MESSAGES" / "django.po")
    except subprocess.CalledProcessError as error:
        sys.exit(f"The strings cannot be found:\n{error.stdout}{error.stderr}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        (LOCALE / "django.pot").unlink(missing_ok=True)


def update() -> None:
    """Bring each catalog in step with the sources. Nothing is guessed: a new string is empty, never fuzzy."""
    template = extract()
    for language, path in catalogs().items():
        catalog = read(path)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False, keep_user_comments=False)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, width=WIDTH, ignore_obsolete=True, sort_by_file=True, omit_header=False)
        missing = [message for message in strings(catalog) if not is_whole(message)]
        print(f"{language}: {len(catalog)} strings, {len(missing)} to translate in {path.relative_to(ROOT)}")
        for message in missing:
            print(f"    {forms(message.id)[0]!r}")


def strings(catalog: Catalog) -> Iterator[Message]:
    """The messages of a catalog without its header, which is a message with an empty id."""
    return (message for message in catalog if message.id)


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    """One string, or the forms of a plural."""
    return [text] if isinstance(text, str) else list(text)


def is_whole(message: Message) -> bool:
    """Whether a message, and each form of a plural, is translated."""
    return all(forms(message.string))


def faults(language: str, path: Path, source: Catalog | None = None) -> list[str]:
    """What is wrong with a catalog, one line each; with `source`, also where it differs from the sources."""
    catalog = read(path)
    lines = []
    for message in strings(catalog):
        string = forms(message.id)[0]
        if message.fuzzy:
            lines.append(f"{language}: fuzzy: {string!r}")
        if not is_whole(message):
            lines.append(f"{language}: not translated: {string!r}")
        elif not is_sound(message):
            lines.append(f"{language}: placeholders, HTML or edges differ: {string!r}: {message.string!r}")
        if message.pluralizable and len(forms(message.string)) != catalog.num_plurals:
            lines.append(f"{language}: not {catalog.num_plurals} plural forms: {string!r}")
    if source is not None:
        there, here = ({(m.id, m.context) for m in strings(each)} for each in (source, catalog))
        lines += [f"{language}: missing: {forms(string)[0]!r}" for string, _context in there - here]
        lines += [f"{language}: no longer used: {forms(string)[0]!r}" for string, _context in here - there]
    return lines


def is_sound(message: Message) -> bool:
    """Whether the translation keeps what programs and browsers read, and the spaces at its ends.

    A form of a plural for one number may leave the number out.
    """
    counted = {"%(count)s", "%(count)d", "%(number)s", "{count}"} if message.pluralizable else set()
    wanted = sorted(set(KEPT.findall(forms(message.id)[-1])) - counted)
    return all(
        sorted(set(KEPT.findall(text)) - counted) == wanted
        and (text[:1].isspace(), text[-1:].isspace())
        == (forms(message.id)[0][:1].isspace(), forms(message.id)[0][-1:].isspace())
        for text in forms(message.string)
    )


def check() -> None:
    """Fail, naming every fault. Without gettext the sources are not compared; in CI that is a fault too."""
    if not has_gettext() and os.environ.get("CI"):
        sys.exit("The catalogs cannot be compared with the sources: apt-get install gettext")
    source = extract() if has_gettext() else None
    lines = [fault for language, path in catalogs().items() for fault in faults(language, path, source)]
    if lines:
        sys.exit("\n".join([*lines, "Run 'make messages', then translate what it lists."]))


def compile_all() -> None:
    """Make the .mo files, if a catalog changed."""
    paths = list(catalogs().values())
    mark = fingerprint([*paths, Path(__file__)])
    if is_made("catalogs", mark) and all(path.with_suffix(".mo").is_file() for path in paths):
        return
    for path in paths:
        aside = path.with_suffix(f".mo.{os.getpid()}")
        with aside.open("wb") as file:
            write_mo(file, read(path))
        aside.replace(path.with_suffix(".mo"))
    set_made("catalogs", mark)


if __name__ == "__main__":
    what = {"update": update, "check": check, "compile": compile_all}.get(" ".join(sys.argv[1:]))
    if what is None:
        sys.exit(__doc__)
    what()
