"""What changed between two instruments: per kode and field, moved order told; a renamed kode is removed and added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from kinerja_core.dasar.teks import with_comma
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.instrumen.muat import load_any

#: The field by which members of each list are matched; members of other lists are matched by their place.
_KUNCI = {"aspek": "kode", "sub_aspek": "kode", "indikator": "kode", "data": "kunci", "data_umum": "kode",
          "predikat": "predikat", "daftar": "teks"}
ADA, TIDAK_ADA, URUTAN = "ada", "", "urutan"


class Beda(NamedTuple):
    """One difference: where (kode and lists in words), which field, before and after ("" where there is nothing)."""

    tempat: str
    bagian: str
    sebelum: str
    sesudah: str


def _text(x: Any) -> str:
    """A value as a person reads it: Ya/Tidak, decimal comma, lists on one line."""
    if x is None:
        return ""
    if isinstance(x, bool):
        return "Ya" if x else "Tidak"
    if isinstance(x, Decimal | float):
        return with_comma(Decimal(repr(x)) if isinstance(x, float) else x).removesuffix(",0")
    if isinstance(x, tuple | list):
        return "; ".join(" = ".join(map(_text, i)) if isinstance(i, tuple | list) else _text(i) for i in x)
    return str(x)


def _is_members(nama: str, x: Any) -> bool:
    return nama in _KUNCI and isinstance(x, tuple | list)


def _members(jalan: tuple[str, ...], nama: str, a: Any, b: Any) -> Iterator[Beda]:
    """Members of two lists by their key: removed, added, changed, and in another order."""
    kunci = _KUNCI[nama]
    kiri, kanan = {str(x[kunci]): x for x in a}, {str(x[kunci]): x for x in b}
    for k in kiri:
        if k not in kanan:
            yield Beda(_place(jalan, nama, k), nama, _title(kiri[k]), TIDAK_ADA)
    for k, x in kanan.items():
        if k in kiri:
            yield from _fields((*jalan, _place((), nama, k)), kiri[k], x)
        else:
            yield Beda(_place(jalan, nama, k), nama, TIDAK_ADA, _title(x))
    lama, baru = [k for k in kiri if k in kanan], [k for k in kanan if k in kiri]
    if lama != baru:
        yield Beda(" > ".join(jalan) or nama, f"{URUTAN} {nama}", ", ".join(lama), ", ".join(baru))


def _place(jalan: tuple[str, ...], nama: str, k: str) -> str:
    return " > ".join((*jalan, f"{nama.replace('_', ' ')} {k}"))


def _title(x: Mapping[str, Any]) -> str:
    """What a removed or added member is called."""
    return next((str(x[k]) for k in ("uraian", "nama", "label", "predikat", "teks") if x.get(k)), ADA)


def _fields(jalan: tuple[str, ...], a: Mapping[str, Any], b: Mapping[str, Any], awalan: str = "") -> Iterator[Beda]:
    for nama in dict.fromkeys((*a, *b)):
        x, y = a.get(nama), b.get(nama)
        if x == y:
            continue
        if _is_members(nama, x if x is not None else y):
            yield from _members(jalan, nama, x or (), y or ())
        elif isinstance(x, Mapping) and isinstance(y, Mapping):
            yield from _fields(jalan, x, y, f"{awalan}{nama}.")
        else:
            yield Beda(" > ".join(jalan) or "instrumen", awalan + nama, _text(x), _text(y))


def compare(a: Instrumen, b: Instrumen) -> list[Beda]:
    """Every difference, in the order of the second instrument; an indicator that moved to another sub aspek is told."""
    kiri, kanan = a.model_dump(), b.model_dump()
    kepala_a, kepala_b = ({k: v for k, v in x.items() if k not in ("aspek", "daftar")} for x in (kiri, kanan))
    hasil = list(_fields((), kepala_a, kepala_b))
    for nama in dict.fromkeys((*kiri["daftar"], *kanan["daftar"])):
        lama, baru = kiri["daftar"].get(nama), kanan["daftar"].get(nama)
        if lama is None or baru is None:
            isi = "; ".join(o["teks"] for o in lama or baru or ())
            hasil.append(Beda(f"daftar {nama}", "daftar", isi if baru is None else "", isi if lama is None else ""))
        else:
            hasil += _members((f"daftar {nama}",), "daftar", lama, baru)
    for tingkat in ("aspek", "sub_aspek", "indikator"):
        hasil += _members((), tingkat, _level(kiri, tingkat), _level(kanan, tingkat))
    return hasil


def _level(data: Mapping[str, Any], tingkat: str) -> list[dict[str, Any]]:
    """All members of one level with the kode above them as a field, without the level below."""
    aspek = data["aspek"]
    sub = [(a["kode"], s) for a in aspek for s in a["sub_aspek"]]
    if tingkat == "aspek":
        return [{k: v for k, v in a.items() if k != "sub_aspek"} for a in aspek]
    if tingkat == "sub_aspek":
        return [{"aspek_induk": a, **{k: v for k, v in s.items() if k != "indikator"}} for a, s in sub]
    return [{"sub_aspek_induk": s["kode"], **i} for _, s in sub for i in s["indikator"]]


def rows(a: str | Path, b: str | Path) -> list[Beda]:
    """`kinerja instrumen bandingkan A B`: both by name, .toml or authoring workbook. KinerjaError with all mistakes."""
    return compare(load_any(a), load_any(b))


def as_dict(beda: list[Beda]) -> list[dict[str, str]]:
    """The same for JSON."""
    return [b._asdict() for b in beda]
