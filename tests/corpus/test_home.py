from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from corpus import Home, HomeBusyError, HomeMissingError, HomeReadOnlyError, open_home
from corpus.store import open_store

CHECKOUT = Path(__file__).resolve().parents[2]
HOLD_UNTIL_TOLD = """
    import sys
    from pathlib import Path
    from corpus import open_home
    with open_home(Path(sys.argv[1]), create=True).writing(sys.argv[2]):
        print("held", flush=True)
        sys.stdin.readline()
"""


def other_writer(home: Home, what: str) -> subprocess.Popen[str]:
    """A second process that holds the right to write `what`, until a line is sent to it or it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLD_UNTIL_TOLD), str(home.path), what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_missing_home_is_refused_with_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(HomeMissingError, match="There is no collection at") as caught:
        open_home(tmp_path / "nowhere")
    assert "baogao add" in caught.value.hint
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_without_a_collection_is_a_missing_home(tmp_path: Path) -> None:
    with pytest.raises(HomeMissingError, match="There is no collection at"):
        open_home(tmp_path)


def test_a_home_is_made_with_its_folders_when_asked(tmp_path: Path) -> None:
    home = open_home(tmp_path / "new" / "home", create=True)
    assert home.archive.is_dir()
    assert home.index.is_dir()


def test_a_home_with_a_store_opens_without_create(home: Home) -> None:
    with open_store(home):
        pass
    assert open_home(home.path) == home


@pytest.mark.parametrize("create", [True, False])
def test_a_file_in_place_of_the_home_is_refused(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "file"
    path.write_text("", encoding="utf-8")
    with pytest.raises(HomeMissingError, match="is a file, not a directory"):
        open_home(path, create=create)


def test_a_home_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(HomeReadOnlyError):
        open_home(tmp_path / "file" / "home", create=True)


def test_a_home_whose_name_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HomeReadOnlyError, match="cannot be opened"):
        open_home(tmp_path / ("长" * 300), create=True)


def test_a_second_writing_process_is_refused_until_the_first_has_ended(home: Home) -> None:
    with other_writer(home, "corpus") as first:
        with pytest.raises(HomeBusyError, match="Another process is writing to the corpus"), home.writing("corpus"):
            pass
        first.communicate("\n")
    with home.writing("corpus"):
        pass


def test_the_right_to_write_ends_with_a_killed_process(home: Home) -> None:
    with other_writer(home, "corpus") as first:
        first.kill()
    with home.writing("corpus"):
        pass


def test_corpus_and_index_are_written_independently(home: Home) -> None:
    with other_writer(home, "corpus") as first, home.writing("index"):
        first.communicate("\n")


def test_a_home_that_has_gone_cannot_be_written(home: Home) -> None:
    home.archive.rmdir()
    home.index.rmdir()
    home.path.rmdir()
    with pytest.raises(HomeReadOnlyError), home.writing("corpus"):
        pass
