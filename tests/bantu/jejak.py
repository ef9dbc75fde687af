"""Which functions of a module ran: how the tests know that every call of the engine is used by a button."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

Tempat = tuple[str, int, str]


def functions(modul: Iterable[ModuleType]) -> set[Tempat]:
    """(file, line, qualified name) of every function and method written in those modules."""
    hasil: set[Tempat] = set()
    for m in modul:
        path = Path(str(m.__file__))
        antre: list[CodeType] = [compile(path.read_text("utf-8"), str(path), "exec")]
        while antre:
            kode = antre.pop()
            dalam = [k for k in kode.co_consts if isinstance(k, CodeType)]
            antre += dalam
            hasil |= {_place(k) for k in dalam if k.co_flags & 2 and not k.co_name.startswith("<")}  # CO_NEWLOCALS
    return hasil


@contextmanager
def record(jejak: set[Tempat], modul: Iterable[ModuleType]) -> Iterator[None]:
    """Adds to `jejak` every function of those modules that is entered meanwhile."""
    berkas = {str(m.__file__) for m in modul}

    def tiba(bingkai: FrameType, peristiwa: str, _arg: Any) -> None:
        if peristiwa == "call" and bingkai.f_code.co_filename in berkas:
            jejak.add(_place(bingkai.f_code))

    sebelum = sys.getprofile()
    sys.setprofile(tiba)
    try:
        yield
    finally:
        sys.setprofile(sebelum)


def _place(kode: CodeType) -> Tempat:
    return Path(kode.co_filename).name, kode.co_firstlineno, kode.co_qualname
