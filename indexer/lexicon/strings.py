"""Many strings on disk as arrays that are mapped into memory: in any order, or sorted, where they share beginnings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SortedStrings", "Strings", "load_array", "write_sorted_strings", "write_strings"]

END = b"\n"  # stands in no string
BLOCK = 16  # sorted strings that are read together
MOST_SHARED = 255  # bytes: their number is one byte

Bytes = npt.NDArray[np.uint8]


class Strings(Sequence[bytes]):
    """Strings on disk, a line each, with the place where each begins."""

    def __init__(self, folder: Path, name: str) -> None:
        """Open what `write_strings` has written.

        Raises:
            OSError, ValueError: a file is missing or damaged.
        """
        self._data, self._starts = _load_parts(folder, name)

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return _between(self._data, self._starts, index)[:-1]

    def first(self, count: int) -> list[str]:
        """The first `count` as text: at once, since there may be hundreds of thousands."""
        return self._data[: int(self._starts[count])].tobytes().decode().split("\n")[:-1]


class SortedStrings:
    """Sorted strings on disk, front-coded: of each block the first is whole, the others are what differs before them.

    See Witten, Moffat, Bell: Managing Gigabytes (1999), section 4.1.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """Open what `write_sorted_strings` has written.

        Raises:
            OSError, ValueError: a file is missing or damaged.
        """
        self._data, self._starts = _load_parts(folder, name)
        last = len(self._starts) - 2
        self._length = last * BLOCK + len(self._block(last)) if last >= 0 else 0

    def __len__(self) -> int:
        return self._length

    def position(self, string: bytes) -> int:
        """How many of the strings are less than `string`."""
        block = bisect_left(range(len(self._starts) - 1), string, key=self._head) - 1
        return block * BLOCK + bisect_left(self._block(block), string) if block >= 0 else 0

    def _head(self, block: int) -> bytes:
        coded = _between(self._data, self._starts, block)
        return coded[1 : coded.index(END, 1)]

    def _block(self, block: int) -> list[bytes]:
        coded = _between(self._data, self._starts, block)
        strings: list[bytes] = []
        at, string = 0, b""
        while at < len(coded):
            end = coded.index(END, at + 1)  # the byte before may look like an end
            string = string[: coded[at]] + coded[at + 1 : end]
            strings.append(string)
            at = end + 1
        return strings


def write_strings(folder: Path, name: str, strings: Sequence[bytes]) -> None:
    """Write `strings`, which hold no line break."""
    _write_parts(folder, name, [string + END for string in strings])


def write_sorted_strings(folder: Path, name: str, strings: Sequence[bytes]) -> None:
    """Write `strings`, which are in order and hold no line break."""
    _write_parts(folder, name, [_coded(strings[first : first + BLOCK]) for first in range(0, len(strings), BLOCK)])


def load_array(folder: Path, name: str) -> npt.NDArray[Any]:
    """The array, mapped; as a plain array, since slicing a `memmap` costs ten times as much.

    Raises:
        OSError, ValueError: it is missing or damaged.
    """
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))


def _coded(strings: Sequence[bytes]) -> bytes:
    coded = []
    before = b""
    for string in strings:
        shared = _shared(before, string)
        coded.append(bytes((shared,)) + string[shared:] + END)
        before = string
    return b"".join(coded)


def _shared(one: bytes, other: bytes) -> int:
    """How many bytes both begin with, as far as they are counted."""
    most = min(len(one), len(other), MOST_SHARED)
    differing = int.from_bytes(one[:most], "big") ^ int.from_bytes(other[:most], "big")
    return most - (differing.bit_length() + 7) // 8  # all bytes from the first that differs


def _between(data: Bytes, starts: npt.NDArray[np.unsignedinteger[Any]], number: int) -> bytes:
    return data[int(starts[number]) : int(starts[number + 1])].tobytes()


def _load_parts(folder: Path, name: str) -> tuple[Bytes, npt.NDArray[np.unsignedinteger[Any]]]:
    data, starts = load_array(folder, f"{name}_data"), load_array(folder, f"{name}_starts")
    if len(data) != int(starts[-1]):
        raise ValueError(f"{folder / name} is damaged: {len(data)} bytes where {starts[-1]} were written")
    return data, starts


def _write_parts(folder: Path, name: str, parts: Sequence[bytes]) -> None:
    starts = np.zeros(len(parts) + 1, dtype=np.uint64)
    np.cumsum([len(part) for part in parts], out=starts[1:])
    np.save(folder / f"{name}_data.npy", np.frombuffer(b"".join(parts), dtype=np.uint8))
    np.save(folder / f"{name}_starts.npy", starts.astype(np.min_scalar_type(starts[-1])))
