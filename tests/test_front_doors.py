"""A package is entered through the front doors that docs/architecture.md lists, and its inside is its own affair."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("corpus", "indexer", "crawler", "webapp", "cli", "localsite")
SECTION = re.compile(r"^## Front doors\n(.*?)^## ", re.MULTILINE | re.DOTALL)


def front_doors() -> set[str]:
    (table,) = SECTION.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
    return set(re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE))


def is_module(package: str, name: str, given: set[str]) -> bool:
    """Whether importing `name` from `package` reaches for a module, not for a thing that the package gives."""
    return name not in given and (ROOT / package.replace(".", "/") / f"{name}.py").exists()


def exported_names(package: str) -> set[str]:
    """The names in the `__all__` of a package; none for a module."""
    front = ROOT / package.replace(".", "/") / "__init__.py"
    listed = re.search(
        r"^__all__ = \[(.*?)\]", front.read_text(encoding="utf-8") if front.exists() else "", re.MULTILINE | re.DOTALL
    )
    return set(re.findall(r"\"(\w+)\"", listed[1])) if listed else set()


def imported_modules(file: Path) -> set[str]:
    """Modules of the project that the file names in an import, from whatever depth of the file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            given = exported_names(node.module)
            found.update(
                f"{node.module}.{alias.name}" for alias in node.names if is_module(node.module, alias.name, given)
            )
    return {name for name in found if name.split(".")[0] in PACKAGES}


@pytest.mark.parametrize("package", PACKAGES)
def test_package_enters_others_through_their_front_doors(package: str) -> None:
    doors = front_doors()
    trespasses = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in sorted((ROOT / package).rglob("*.py"))
        for module in imported_modules(file)
        if module.split(".")[0] != package and module not in doors
    ]
    assert trespasses == []


def test_front_doors_exist_and_say_what_they_give() -> None:
    doors = front_doors()
    assert set(PACKAGES) <= doors
    for door in doors:
        path = ROOT / door.replace(".", "/")
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        assert "__all__" in file.read_text(encoding="utf-8"), door
