"""Make static/dist/ from static/ and the design system: style sheets, and only the images that are used.

    python tools/build_frontend.py

Installs the design system first when it is missing or changed. Every static/scss/NAME.scss without a leading
underscore becomes css/NAME.css; static/img and static/js are copied as they are. The world is
drawn for the map, and the typefaces of link pictures are copied.
"""

import base64
import re
import shutil
from pathlib import Path

from node import node_command, npm_command
from steps import NETWORK_HINT, ROOT, fingerprint, is_made, run, set_made
from world import draw

SOURCE = ROOT / "static"
DIST = SOURCE / "dist"
BUILD = ROOT / ".cache" / "dist"
PACKAGES = ROOT / "node_modules"
USWDS = PACKAGES / "@uswds" / "uswds"
ATLAS = PACKAGES / "world-atlas"
NOTO = PACKAGES / "@fontsource" / "noto-sans-arabic"
TYPEFACES = [
    *(
        USWDS / "dist" / "fonts" / "public-sans" / f"PublicSans-{weight}.ttf"
        for weight in ("Regular", "Bold")
    ),
    *(NOTO / "files" / f"noto-sans-arabic-arabic-{weight}-normal.woff" for weight in (400, 700)),
]
LOCK = [ROOT / "package.json", ROOT / "package-lock.json"]
DRAWING = [ROOT / "tools" / "world.py", ROOT / "public" / "pictures" / "projection.py"]
INPUTS = [*LOCK, *DRAWING, Path(__file__), SOURCE / "scss", SOURCE / "img", SOURCE / "js"]

# Images that templates name; those that style sheets name are found in them.
FLAG = "us_flag_small.png"
# An icon of a few hundred bytes costs less inside the style sheet than as a request of its own.
INLINE_LIMIT = 2048


def install_packages() -> None:
    """What the lock file pins, by its hashes, without running any package's own scripts."""
    mark = fingerprint(LOCK)
    if is_made("node", mark) and all(path.is_dir() for path in (USWDS, ATLAS, NOTO)):
        return
    command = [*npm_command(), "ci", "--ignore-scripts"]
    run(command, doing="Installing the design system", hint=NETWORK_HINT)
    set_made("node", mark)


def compile_sass() -> None:
    """Compile every entry style sheet into BUILD/css."""
    entries = [path for path in sorted((SOURCE / "scss").glob("*.scss")) if not path.name.startswith("_")]
    pairs = [f"{path}:{BUILD / 'css' / path.stem}.css" for path in entries]
    options = ["--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={USWDS / 'packages'}"]
    sass = str(PACKAGES / "sass" / "sass.js")
    run([*node_command(), sass, *options, *pairs], doing="Building the style sheet")


def place_images(sheet: Path) -> None:
    """Put small icons that `sheet` names into it and copy the others, so that nothing it names is missing."""

    def place(match: re.Match[str]) -> str:
        name = match["name"]
        image = USWDS / "dist" / "img" / name
        if image.suffix == ".svg" and image.stat().st_size <= INLINE_LIMIT:
            data = base64.b64encode(image.read_bytes()).decode()
            return f"url(data:image/svg+xml;base64,{data})"
        copy_file(image, BUILD / "img" / name)
        return match[0]

    css = sheet.read_text(encoding="utf-8")
    sheet.write_text(re.sub(r'url\("?\.\./img/(?P<name>[^")]+)"?\)', place, css), encoding="utf-8")


def copy_file(source: Path, target: Path) -> None:
    """Copy one file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def build() -> None:
    """Build aside and from nothing, then swap: what is no longer used goes, and no reader misses a file."""
    mark = fingerprint(INPUTS)
    if is_made("front-end", mark) and (DIST / "css" / "site.css").is_file():
        return
    shutil.rmtree(BUILD, ignore_errors=True)
    compile_sass()
    for sheet in (BUILD / "css").glob("*.css"):
        place_images(sheet)
    copy_file(USWDS / "dist" / "img" / FLAG, BUILD / "img" / FLAG)
    for typeface in TYPEFACES:
        copy_file(typeface, BUILD / "fonts" / typeface.name)
    draw(ATLAS, BUILD / "map" / "world.json")
    for folder in ("img", "js"):
        if (SOURCE / folder).is_dir():
            shutil.copytree(SOURCE / folder, BUILD / folder, dirs_exist_ok=True)
    shutil.rmtree(DIST, ignore_errors=True)
    BUILD.rename(DIST)
    set_made("front-end", mark)


if __name__ == "__main__":
    install_packages()
    build()
