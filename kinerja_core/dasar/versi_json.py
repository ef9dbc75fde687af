"""The version of every JSON that holds catatan: 1 one a cell, 2 one a cause. A command may be asked for the older."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

VERSI_JSON, VERSI_JSON_LAMA = 2, 1
_VERSI: ContextVar[int] = ContextVar("versi_json", default=VERSI_JSON)


def json_version() -> int:
    """The version in which catatan are given now."""
    return _VERSI.get()


def use_json_version(versi: int) -> Callable[[], None]:
    """From now on catatan are given in that version; call what comes back to end it."""
    sebelum = _VERSI.set(versi)
    return lambda: _VERSI.reset(sebelum)
