"""Refuse what makes the sources hard to find one's way in: `make check`, or python tools/check_structure.py.

- a circle of modules inside one app, counting imports inside functions and not those for types alone
- a module of the product with more than 300 lines
- a folder with more than 15 files beside each other

Needs only Python's own library. Migrations are what Django made of them, and are not looked at.
"""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("common", "participants", "programs", "public", "attendance", "desk", "ivlp")
FOLDERS = (*APPS, "templates", "static/scss", "tests", "docs", "tools")
LINES_LIMIT = 300
FILES_LIMIT = 15


def modules(root: Path, app: str) -> dict[str, Path]:
    """The files of an app's modules by dotted name; a package is the module in its `__init__.py`."""
    paths = (path for path in (root / app).rglob("*.py") if "migrations" not in path.parts)
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in paths
    }


def imported_names(node: ast.AST) -> Iterator[tuple[str, ...]]:
    """What a piece of source imports: (module,), or (module, name) for `from module import name`.

    Relative imports, which nobody writes here, are not followed.
    """
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from ((alias.name,) for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and not child.level:
            yield from ((child.module, alias.name) for alias in child.names)
        elif isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            yield from imported_names(ast.Module(child.orelse, []))
        else:
            yield from imported_names(child)


def imports(files: dict[str, Path]) -> dict[str, list[str]]:
    """What each module imports of its own app: the submodule where a name is one, else the package."""
    graph = {}
    for name, path in files.items():
        names = imported_names(ast.parse(path.read_text(encoding="utf-8")))
        targets = (".".join(each) if ".".join(each) in files else each[0] for each in names)
        graph[name] = sorted({target for target in targets if target in files})
    return graph


def circles(graph: dict[str, list[str]]) -> list[list[str]]:
    """Chains of modules that end where they begin; at least one where there is any."""
    closed: list[list[str]] = []
    done: set[str] = set()

    def follow(name: str, before: list[str]) -> None:
        if name in before:
            closed.append([*before[before.index(name) :], name])
        elif name not in done:
            for target in graph[name]:
                follow(target, [*before, name])
            done.add(name)

    for name in sorted(graph):
        follow(name, [])
    return closed


def violations(root: Path, tracked: list[str]) -> Iterator[str]:
    """A line for each violation. `tracked`: the files that count, as paths from `root`."""
    for app in APPS:
        files = modules(root, app)
        for circle in circles(imports(files)):
            yield f"Circle of imports: {' -> '.join(circle)}"
        for path in files.values():
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LINES_LIMIT:
                yield f"{path.relative_to(root)}: {lines} lines; {LINES_LIMIT} are the limit"
    for folder, count in sorted(Counter(Path(name).parent for name in tracked).items()):
        if count > FILES_LIMIT:
            yield f"{folder}/: {count} files; {FILES_LIMIT} are the limit"


def main() -> None:
    """Print every violation; exit with 1 if there is any."""
    command = ["git", "ls-files", "-z", "--", *FOLDERS]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        sys.exit(f"The files cannot be listed: {listed.stderr}")
    if lines := list(violations(ROOT, listed.stdout.strip("\0").split("\0"))):
        sys.exit("\n".join(lines))


if __name__ == "__main__":
    main()
