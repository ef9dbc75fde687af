"""What goes through the pipe between the program and an engine behind the fence: JSON with its length before it.

Plain data only. Whatever does not look exactly like it is garbage and is never interpreted.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import IO, Any

from kinerja_core.dasar.excelmath import Galat, Nilai

_KEPALA = struct.Struct("<4sI")
_TANDA = b"KNJ1"
PESAN_MAKS = 64 * 1024 * 1024
"""Bytes of one message: the values of a Buku Kinerja are about 0,1 MB."""


def send_message(pipa: IO[bytes], isi: dict[str, Any]) -> None:
    """Write one message; OSError when nobody reads any more."""
    data = json.dumps(isi).encode()
    pipa.write(_KEPALA.pack(_TANDA, len(data)) + data)
    pipa.flush()


def receive_message(pipa: IO[bytes]) -> dict[str, Any] | None:
    """The next message, None when the other side has ended; ValueError for anything that is no message."""
    kepala = pipa.read(_KEPALA.size)
    if not kepala:
        return None
    if len(kepala) < _KEPALA.size:
        raise ValueError("pesan terpotong")
    tanda, panjang = _KEPALA.unpack(kepala)
    if tanda != _TANDA or panjang > PESAN_MAKS:
        raise ValueError("bukan pesan")
    data = pipa.read(panjang)
    if len(data) < panjang:
        raise ValueError("pesan terpotong")
    try:
        isi = json.loads(data)
    except RecursionError as galat:
        raise ValueError("bukan pesan") from galat
    if not isinstance(isi, dict):
        raise ValueError("bukan pesan")
    return isi


def pack_values(nilai: Sequence[Nilai]) -> list[Any]:
    """Raw values as JSON holds them; an error value becomes {"galat": "#N/A"}."""
    return [{"galat": n.teks} if isinstance(n, Galat) else n for n in nilai]


def unpack_values(isi: object, jumlah: int) -> list[Nilai]:
    """The raw values again; ValueError when they are not exactly `jumlah` values a cell can hold."""
    if not isinstance(isi, list) or len(isi) != jumlah:
        raise ValueError("bukan nilai")
    return [_value(n) for n in isi]


def _value(isi: object) -> Nilai:
    if isi is None or isinstance(isi, bool | int | float | str):
        return isi
    if isinstance(isi, dict) and set(isi) == {"galat"} and isinstance(isi["galat"], str):
        return Galat(isi["galat"])
    raise ValueError("bukan nilai")
