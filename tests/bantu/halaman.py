"""What the generated pages of docs/ are made of: Markdown, and the fields of the classes of files in Indonesian.

What a key means stands on its model (`bidang(arti=...)`); one without is a KeyError.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from kinerja_core.dasar.beku import Beku, Bidang
from kinerja_core.instrumen.aturan import ATURAN

DOCS = Path(__file__).parents[2] / "docs"
KEPALA = "<!-- Dibuat oleh tests/perbarui_dokumen.py; jangan diubah dengan tangan. -->\n"


def table(kepala: Sequence[str], baris: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars and line breaks inside cells are made harmless."""
    semua = [kepala, ["---"] * len(kepala), *baris]
    return "".join("| " + " | ".join(s.replace("|", "\\|").replace("\n", " ") for s in b) + " |\n" for b in semua)


def code(teks: object) -> str:
    """As code."""
    return f"`{teks}`"


def thousands(x: float) -> str:
    """A whole number with dots: 10.000.000.000.000."""
    return f"{x:,.0f}".replace(",", ".")


def load_schema(nama: str) -> dict[str, Any]:
    """A schema of docs/skema."""
    isi: dict[str, Any] = json.loads((DOCS / "skema" / f"{nama}.schema.json").read_text(encoding="utf-8"))
    return isi


def model_link(model: type[Beku], halaman: str) -> str:
    """A link to the table of a model: on `halaman`, rows of a plan on their own."""
    nama = model.__name__.removeprefix("Baris_")
    return f"[{nama}]({halaman if nama == model.__name__ else ''}#{nama.lower()})"


def type_text(jenis: Any, halaman: str = "") -> str:
    """A type of a field in Indonesian; models are linked to their table on `halaman`."""
    asal, isi = get_origin(jenis), get_args(jenis)
    if asal is Annotated:
        return type_text(isi[0], halaman)
    if asal is Literal:
        return ("salah satu dari " if len(isi) > 1 else "") + ", ".join(code(toml_text(x)) for x in isi)
    if asal in (Union, types.UnionType):
        tanpa = [x for x in isi if x is not type(None)]
        return "tabel aturan" if set(tanpa) == set(ATURAN.values()) else " atau ".join(
            type_text(x, halaman) for x in tanpa)
    if asal is tuple:
        return f"daftar {type_text(isi[0], halaman)}" if isi[-1] is Ellipsis else \
            f"[{', '.join(type_text(x, halaman) for x in isi)}]"
    if asal is dict:
        return f"tabel nama ke {type_text(isi[1], halaman)}"
    if isinstance(jenis, type) and issubclass(jenis, Beku):
        return f"tabel {model_link(jenis, halaman)}"
    return {str: "teks", int: "bilangan bulat", bool: "true/false", Any: "nilai"}.get(jenis, "angka")


def limits(f: Bidang) -> str:
    """Bounds of a field in Indonesian: pattern, length, lower bound, between what."""
    batas = []
    daftar = get_origin(f.annotation) is tuple
    for m in f.kendala:
        if m.pattern:
            batas.append(f"berpola `{m.pattern}`")
        if m.min_length:
            batas.append(f"paling sedikit {m.min_length} {'butir' if daftar else 'huruf'}")
        if m.max_length:
            batas.append(f"paling banyak {m.max_length} huruf")
        if m.gt is not None:
            batas.append(f"lebih dari {m.gt}")
    antara = [sisi for m in f.kendala for sisi in (m.ge, m.le) if sisi is not None]
    return "".join(f", {b}" for b in (*batas, *([" sampai ".join(map(str, antara))] if antara else [])))


def toml_text(nilai: Any) -> str:
    """A default as it would stand in the .toml."""
    if isinstance(nilai, Beku):
        return "{}"
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    return json.dumps(list(nilai) if isinstance(nilai, tuple) else nilai, ensure_ascii=False)


def meaning(model: type[Beku], kunci: str) -> str:
    """What a key means, from its model; KeyError for one whose model does not say."""
    if not (arti := model.model_fields[kunci].arti):
        raise KeyError(f"{model.__name__}.{kunci} tidak berketerangan: bidang(arti=...)")
    return arti


def field_rows(model: type[Beku]) -> Iterator[list[str]]:
    """One row per key: name, type with bounds, default, meaning."""
    for nama, f in model.model_fields.items():
        bawaan = "wajib" if f.is_required() else "-"
        if not f.is_required() and (isi := f.get_default()) is not None:
            bawaan = code(toml_text(isi))
        yield [code(nama), type_text(f.annotation) + limits(f), bawaan, meaning(model, nama)]


def models_in(model: type[Beku]) -> Iterator[type[Beku]]:
    """The model and every model its fields hold, in order of first mention; rules are documented apart."""
    sudah: list[type[Beku]] = []

    def visit(jenis: Any) -> None:
        if isinstance(jenis, type) and issubclass(jenis, Beku):
            if jenis in sudah or jenis in ATURAN.values():
                return
            sudah.append(jenis)
            for f in jenis.model_fields.values():
                visit(f.annotation)
        for isi in get_args(jenis):
            visit(isi)

    visit(model)
    yield from sudah
