from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from corpus import SETTINGS, Settings, SettingsError, open_home

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


def settings_of(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "baogao.toml").write_text(text, encoding="utf-8")
    return open_home(tmp_path, create=True).settings


def test_the_table_and_the_dataclass_name_the_same_settings_and_defaults() -> None:
    assert {setting.name: setting.default for setting in SETTINGS} == {
        field.name: field.default for field in fields(Settings)
    }


def test_every_setting_is_documented_with_its_default_and_help() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert list(rows) == [setting.name for setting in SETTINGS]
    for setting in SETTINGS:
        default = f'"{setting.default}"' if isinstance(setting.default, str) else str(setting.default)
        assert rows[setting.name].startswith(f"`{default}` | {setting.help}")
        assert all(f"`{choice}`" in rows[setting.name] for choice in setting.choices)


def test_a_home_without_a_settings_file_has_the_defaults(tmp_path: Path) -> None:
    assert open_home(tmp_path, create=True).settings == Settings()


def test_given_settings_replace_the_defaults(tmp_path: Path) -> None:
    given = settings_of(tmp_path, 'title = "云溪报告库"\ncrawl_delay_seconds = 2\n')
    assert given == Settings(title="云溪报告库", crawl_delay_seconds=2.0)


def test_a_byte_order_mark_before_the_settings_is_no_error(tmp_path: Path) -> None:
    assert settings_of(tmp_path, '\ufefftitle = "甲"').title == "甲"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        pytest.param("enigne = 'whoosh'", "unknown setting 'enigne'", "Did you mean engine?", id="misspelt"),
        pytest.param("CrawlDelaySeconds = 1", "unknown setting", "Did you mean crawl_delay_seconds?", id="camel case"),
        pytest.param("xyz = 1", "unknown setting 'xyz'", "Known: title, engine", id="nothing near"),
        pytest.param("title = 3", "title must be a text in quotes, not 3", "", id="number for text"),
        pytest.param("crawl_delay_seconds = '1'", "must be a number, not '1'", "", id="text for number"),
        pytest.param("crawl_delay_seconds = true", "must be a number, not True", "", id="bool for number"),
        pytest.param("crawl_delay_seconds = -1", "must be 0 or more", "", id="negative"),
        pytest.param("crawl_delay_seconds = nan", "must be 0 or more", "", id="not a number"),
        pytest.param(f"crawl_delay_seconds = 1{'0' * 400}", "must be 0 or more", "", id="beyond any float"),
        pytest.param("engine = 'lucene'", "must be one of whoosh, tantivy, not 'lucene'", "", id="no such choice"),
        pytest.param("title = ", "is not valid TOML", "Correct that line.", id="no TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_expected(tmp_path: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_of(tmp_path, text)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert "\n" not in str(caught.value)


def test_settings_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "baogao.toml").write_bytes("title = '报告'".encode("gb18030"))
    with pytest.raises(SettingsError, match="is not valid TOML"):
        open_home(tmp_path, create=True)


def test_settings_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "baogao.toml").mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        open_home(tmp_path, create=True)
