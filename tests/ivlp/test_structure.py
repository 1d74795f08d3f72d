"""The check of the sources' structure refuses what it is there to refuse."""

from pathlib import Path

from tools.check_structure import FILES_LIMIT, LINES_LIMIT, violations


def write(root: Path, **sources: str) -> None:
    """Modules of the app `programs`, by name."""
    (root / "programs" / "models").mkdir(parents=True)
    (root / "programs" / "models" / "__init__.py").write_text("from programs.models.city import City\n")
    for name, source in sources.items():
        path = root / "programs" / name.replace("__", "/")
        path.with_suffix(".py").write_text(source)


def test_modules_that_need_each_other_are_a_circle_even_by_an_import_inside_a_function(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        dates="def words():\n    from programs import rules\n",
        rules="import programs.models\n",
        models__city="from programs.dates import words\n",
    )
    assert list(violations(tmp_path, [])) == [
        "Circle of imports: programs.dates -> programs.rules -> programs.models -> programs.models.city"
        " -> programs.dates"
    ]


def test_what_is_imported_for_types_alone_closes_no_circle(tmp_path: Path) -> None:
    write(
        tmp_path,
        dates="from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from programs.models import City\n",
        models__city="from programs.dates import words\n",
    )
    assert list(violations(tmp_path, [])) == []


def test_a_long_module_and_a_crowded_folder_are_refused_but_long_migrations_are_not(tmp_path: Path) -> None:
    long = "pass\n" * (LINES_LIMIT + 1)
    (tmp_path / "programs" / "migrations").mkdir(parents=True)
    (tmp_path / "programs" / "migrations" / "first.py").write_text(long)
    write(tmp_path, models__city=long, rules="pass\n" * LINES_LIMIT)
    crowded = [f"docs/{number}.md" for number in range(FILES_LIMIT + 1)]
    assert list(violations(tmp_path, [*crowded, *(f"tests/{name}" for name in range(FILES_LIMIT))])) == [
        "programs/models/city.py: 301 lines; 300 are the limit",
        "docs/: 16 files; 15 are the limit",
    ]
