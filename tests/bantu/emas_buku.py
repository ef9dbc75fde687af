"""Golden figures of the Buku Kinerja: what the four documents' books show and compute, by kunci, without addresses.

tests/emas/buku_lama/<nama>.tsv, one line per value: tabel, node, indikator, kolom, nilai, parted by tabs. They were
taken once from the first layout (`bantu.buku_lama`) and are never edited; a book of another layout is held against
them with `golden` and `differences`.

tabel: of the documents ("RENAKSI", "Tabel 3.7", "PK Perubahan, Program", "IKI Camat"; a second jabatan of that name is
"IKI Camat (2)"), or "hitungan" for a value of the core. node, indikator: the slots of the plan that a row shows; of a
PK node is the slot of Isian PK (`milik` names its node), of Tabel 1.1 and 2.1 that of their row; TOTAL for a sum.
kolom: the header as printed, "owner / Tercetak" for what was printed beside it, of a sum "its name / header",
of the core its key with the triwulan; "baris" is the place of a row in its table, from 1. What shows nothing has no
line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "emas" / "buku_lama"
#: (tabel, node, indikator, kolom): what a value is a value of.
Kunci = tuple[str, str, str, str]
Nilai = Mapping[Kunci, list[str]]

_LEPAS = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


def shown(nilai: object) -> str:
    """A value of a cell as its line holds it: a number with at most 15 digits, a text (or error) as it is."""
    if isinstance(nilai, int | float) and not isinstance(nilai, bool):
        return format(nilai, ".15g")
    return "" if nilai is None else str(nilai)


def as_line(kunci: Kunci, nilai: str) -> str:
    """One line of a file; tabs and line breaks inside a text are written \\t and \\n."""
    bagian = [*kunci, nilai]
    for asli, tulis in _LEPAS:
        bagian = [b.replace(asli, tulis) for b in bagian]
    return "\t".join(bagian) + "\n"


def _field(tulisan: str) -> str:
    """A field as it was before it was written: the inverse of what `as_line` does to each."""
    asli = {tulis[1]: huruf for huruf, tulis in _LEPAS}
    hasil, sisa = [], iter(tulisan)
    for huruf in sisa:
        hasil.append(asli[next(sisa)] if huruf == "\\" else huruf)
    return "".join(hasil)


def by_key(baris: Iterable[tuple[Kunci, str]]) -> dict[Kunci, list[str]]:
    """Values by their key, in order; a key has several where a document shows several (lines of a signature)."""
    hasil: dict[Kunci, list[str]] = {}
    for kunci, nilai in baris:
        hasil.setdefault(kunci, []).append(nilai)
    return hasil


def parse(teks: str) -> dict[Kunci, list[str]]:
    """The values of the text of a golden file."""
    def satu(baris: str) -> tuple[Kunci, str]:
        tabel, node, indikator, kolom, nilai = map(_field, baris.split("\t"))
        return (tabel, node, indikator, kolom), nilai
    return by_key(satu(b) for b in teks.split("\n") if b)


def golden(nama: str) -> dict[Kunci, list[str]]:
    """What the book of a document shows ("sokobanah_2022", "sokobanah_2022_diperbaiki")."""
    return parse((FOLDER / f"{nama}.tsv").read_text("utf-8"))


def differences(emas: Nilai, kini: Nilai) -> list[str]:
    """Every value that is gone, new, or another, in the order of the golden file; [] for none."""
    return [f"{' | '.join(k)}: {emas.get(k, 'tidak ada')} -> {kini.get(k, 'tidak ada')}"
            for k in {**emas, **kini} if emas.get(k) != kini.get(k)]
