"""Plain data -> a readable, stable .toml: what `tomllib` reads back equal. Only the few kinds of values we use.

Written by hand because nothing the product depends on writes TOML, and these are its few lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kinerja_core.dasar.polos import json_text

#: An inline value longer than this goes on lines of its own.
_PANJANG = 110
#: Beyond U+FFFF JSON writes two halves of a sign, TOML its number.
_PASANGAN = re.compile(r"(?i)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")


def _text(teks: str) -> str:
    """A basic string: JSON's escapes are TOML's, but for pairs of surrogates; what nobody sees stands as its number."""
    return _PASANGAN.sub(_one_number, json_text(teks, indent=None))


def _one_number(pasangan: re.Match[str]) -> str:
    return f"\\U{ord(json.loads(chr(34) + pasangan[0] + chr(34))):08X}"


def _number(x: Decimal | float) -> str:
    """The shortest form that reads back as the same number."""
    return f"{x:f}" if isinstance(x, Decimal) else repr(x)


def _key(kunci: str) -> str:
    return kunci if kunci.isascii() and kunci.replace("_", "").replace("-", "").isalnum() else _text(kunci)


def _inline(x: Any) -> str:
    """A value on one line; TypeError for what an instrument never holds."""
    if isinstance(x, bool):
        return "true" if x else "false"
    if isinstance(x, int):
        return str(x)
    if isinstance(x, Decimal | float):
        return _number(x)
    if isinstance(x, str):
        return _text(x)
    if isinstance(x, list | tuple):
        return "[" + ", ".join(map(_inline, x)) + "]"
    if isinstance(x, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_inline(v)}" for k, v in x.items()) + " }" if x else "{}"
    raise TypeError(type(x).__name__)


def _entry(kunci: str, x: Any) -> str:
    """key = value; a long list gets one line per item."""
    if isinstance(x, list | tuple) and x and (len(_inline(x)) > _PANJANG or isinstance(x[0], Mapping)):
        return f"{_key(kunci)} = [\n" + "".join(f"  {_inline(i)},\n" for i in x) + "]"
    return f"{_key(kunci)} = {_inline(x)}"


def _is_part(x: Any) -> bool:
    return isinstance(x, Mapping) or (isinstance(x, list | tuple) and bool(x) and isinstance(x[0], Mapping))


def _lines(data: Mapping[str, Any], jalan: tuple[str, ...], bagian: frozenset[str]) -> Iterator[str]:
    tabel = [k for k, v in data.items() if k in bagian and _is_part(v)]
    yield from (_entry(k, v) for k, v in data.items() if k not in tabel)
    for k in tabel:
        nama = ".".join(map(_key, (*jalan, k)))
        if isinstance(data[k], Mapping):
            yield f"\n[{nama}]"
            yield from _lines(data[k], (*jalan, k), bagian)
            continue
        for satu in data[k]:
            yield f"\n[[{nama}]]"
            yield from _lines(satu, (*jalan, k), bagian)


def to_toml(data: Mapping[str, Any], bagian: frozenset[str]) -> str:
    """The data as TOML. `bagian` names the keys that become [tables]; everything else stands inline. Order is kept."""
    return "\n".join(_lines(data, (), bagian)) + "\n"
