"""An export as a file that appears when it is whole, with what it is of beside it."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from corpus.errors import HomeReadOnlyError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Any

__all__ = ["write_export"]

ABOUT_SUFFIX = ".about.json"
PART_SUFFIX = ".part"


def write_export(
    path: Path, chunks: Iterable[bytes], about: Callable[[], dict[str, Any]], *, replace: bool = False
) -> Path:
    """Write `chunks` to `path`, and what `about` then says to the file beside it, whose path comes back.

    Args:
        path: the file.
        chunks: its bytes; where reading them fails, nothing is left behind.
        about: asked when all chunks have been written.
        replace: replace files that are there already.

    Raises:
        InputError: a file is there already and `replace` is false.
        HomeReadOnlyError: the files cannot be written.
    """
    beside = path.with_name(path.name + ABOUT_SUFFIX)
    for file in (path, beside):
        if file.exists() and (not replace or file.is_dir()):
            raise InputError(f"{file} is there already.", hint="Name another file, or replace it with --force.")
    part = path.with_name(path.name + PART_SUFFIX)
    try:
        with part.open("wb") as stream:
            stream.writelines(chunks)
        part.replace(path)
        beside.write_text(json.dumps(about(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise HomeReadOnlyError(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Name a file in a folder that can be written to.",
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return beside
