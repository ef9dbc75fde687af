"""Which functions of a module ran: how the tests know that every call of the engine is used by a button."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest


def _members(modul: ModuleType) -> Iterator[tuple[type, str, Any]]:
    """(class, name, member) of everything callable that the classes of a module define themselves."""
    for kelas in vars(modul).values():
        milik = isinstance(kelas, type) and kelas.__module__ == modul.__name__
        if milik and not hasattr(kelas, "__dataclass_fields__"):
            for nama, isi in list(vars(kelas).items()):
                if isinstance(isi, types.FunctionType | property | staticmethod) and nama != "__init__":
                    yield kelas, nama, isi


def _name(kelas: type, nama: str, jenis: str = "") -> str:
    return f"{kelas.__name__}.{nama}{jenis}"


def functions(*modul: ModuleType) -> set[str]:
    """Names of all of them; a property that can be set counts twice."""
    hasil = set()
    for m in modul:
        for kelas, nama, isi in _members(m):
            hasil.add(_name(kelas, nama))
            if isinstance(isi, property) and isi.fset:
                hasil.add(_name(kelas, nama, " ="))
    return hasil


@contextmanager
def record(jejak: set[str], *modul: ModuleType) -> Iterator[None]:
    """Adds to `jejak` the name of every one of them that is called meanwhile."""

    def catat(sebutan: str, asli: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(asli)
        def jalan(*args: Any, **kwargs: Any) -> Any:
            jejak.add(sebutan)
            return asli(*args, **kwargs)
        return jalan

    with pytest.MonkeyPatch.context() as tambal:
        for m in modul:
            for kelas, nama, isi in _members(m):
                sebutan = _name(kelas, nama)
                if isinstance(isi, property):
                    assert isi.fget
                    pasang = catat(sebutan + " =", isi.fset) if isi.fset else None
                    tambal.setattr(kelas, nama, property(catat(sebutan, isi.fget), pasang))
                elif isinstance(isi, staticmethod):
                    tambal.setattr(kelas, nama, staticmethod(catat(sebutan, isi.__func__)))
                else:
                    tambal.setattr(kelas, nama, catat(sebutan, isi))
        yield
