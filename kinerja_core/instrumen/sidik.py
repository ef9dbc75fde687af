"""The hash of a definition: 16 hex digits of SHA-256 over its canonical JSON, with what does not count left out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from kinerja_core.dasar.beku import Beku

#: Does this key with this value stay out of the hash?
Tanpa = Callable[[str, Any], bool]


def hash_of(model: Beku, tanpa: Tanpa) -> str:
    """The hash of a model, its decimals free of needless zeros: 1.50 and 1.5 are one number and must give one hash."""
    isi = json.dumps(_without(_plain_decimals(model.model_dump(), model.model_dump(mode="json")), tanpa),
                     sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(isi.encode()).hexdigest()[:16]


def _without(isi: Any, tanpa: Tanpa) -> Any:
    if isinstance(isi, dict):
        return {k: _without(v, tanpa) for k, v in isi.items() if not tanpa(k, v)}
    return [_without(v, tanpa) for v in isi] if isinstance(isi, list) else isi


def _plain_decimals(asal: Any, tertulis: Any) -> Any:
    if isinstance(asal, Decimal):
        return f"{asal.normalize():f}"
    if isinstance(asal, dict):
        return {k: _plain_decimals(v, tertulis[k]) for k, v in asal.items()}
    if isinstance(asal, tuple | list):
        return [_plain_decimals(a, t) for a, t in zip(asal, tertulis, strict=True)]
    return tertulis
