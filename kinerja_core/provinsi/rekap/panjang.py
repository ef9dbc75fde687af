"""The long form of a round: one row per datum, from number back to file, SHA-256 and cell. .csv and .parquet.

The .csv is what an Indonesian Excel opens by double click (see `ekspor`); a text that begins like a formula gets "'".
Blank is an empty cell, 0 is 0, "-" is "-", Tidak relevan stands as those words.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai, is_number
from kinerja_core.dasar.keluaran import aside, headed
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.instrumen.model import Datum, Instrumen
from kinerja_core.kantor.ekspor import csv_cell
from kinerja_core.lembar.isian import Kotak
from kinerja_core.provinsi.putaran import Entri, Putaran

KOLOM = ("kode", "kecamatan", "kab_kota", "indikator", "datum", "urutan_datum", "isian", "satuan", "capaian", "nilai",
         "berkas", "sha256", "sel")
#: Rows that are held at once while writing.
SEKALIGUS = 50_000


def parquet_missing() -> str:
    """Why no Parquet can be written here; "" when it can."""
    kurang = [nama for nama in ("pandas", "pyarrow") if find_spec(nama) is None]
    return f"{' dan '.join(kurang)} belum terpasang (pip install kinerja[provinsi])" if kurang else ""


def _source(ins: Instrumen, kode: str, d: Datum) -> Kotak:
    """The input a datum takes its value from; itself when it is typed."""
    if d.fakta:
        return (d.fakta, "isi")
    if d.dari:
        asal, _, kunci = d.dari.partition(".")
        return _source(ins, asal, next(i for i in ins.indikator if i.kode == asal).datum(kunci))
    return (kode, d.kunci)


def _sum(isian: Mapping[Kotak, Nilai], dasar: tuple[str, ...], dari: Mapping[str, tuple[str, ...]]) -> Nilai:
    """A fact that is the sum of others; None while one of them is no number."""
    jumlah = 0.0
    for f in dasar:
        x = _sum(isian, dari[f], dari) if dari.get(f) else isian.get((f, "isi"))
        if not is_number(x):
            return None
        jumlah += x  # type: ignore[operator]
    return int(jumlah) if jumlah.is_integer() else jumlah


class _Susunan:
    """What every kecamatan's rows have in common: worked out once."""

    def __init__(self, ins: Instrumen) -> None:
        self.dari = {f.kode: f.jumlah_dari for f in ins.fakta}
        self.baris: list[tuple[str, str, str, int, str, Kotak]] = [
            ("", f"Data Umum: {f.label}", f.label, 1, f.satuan or ("rupiah" if f.jenis == "rupiah" else ""),
             (f.kode, "isi")) for f in ins.data_umum]
        for i in ins.indikator:
            for n, d in enumerate(i.data, start=1):
                satuan = d.jenis if d.jenis in ("rupiah", "persen") else d.satuan or (
                    "" if d.jenis in ("teks", "pilihan") else i.satuan)
                self.baris.append((i.kode, f"{i.nomor}. {i.uraian}", d.label, n, satuan, _source(ins, i.kode, d)))


def long_rows(p: Putaran) -> Iterator[tuple[Nilai, ...]]:
    """Every datum of what holds, under KOLOM, by kode; capaian and nilai repeat on each datum of an indicator.

    `urutan_datum` 1 picks one row per indicator. Data Umum stands first, without capaian.
    """
    susunan = _Susunan(p.instrumen)
    for e in p.masuk:
        yield from _rows_of(e, susunan)


def _rows_of(e: Entri, s: _Susunan) -> Iterator[tuple[Nilai, ...]]:
    k, b = e.kecamatan, e.berlaku
    assert b is not None
    skor = b.skor
    for kode, indikator, label, n, satuan, kotak in s.baris:
        dasar = s.dari.get(kotak[0])
        isian = _sum(b.isian, dasar, s.dari) if dasar else b.isian.get(kotak)
        capaian: Nilai = skor.capaian.get(kode) if skor and kode else None
        nilai = skor.nilai.get(kode) if skor and kode else None
        yield (k.kode, k.identitas.nama, k.daerah, indikator, label, n, isian, satuan, capaian, nilai, b.berkas,
               b.sidik, b.asal.get(kotak, ""))


@lru_cache(maxsize=65536)  # the same wordings, paths and hashes stand on a hundred rows each
def _text_cell(teks: str) -> str:
    return csv_cell(teks)


def csv_text(baris: Iterable[tuple[Nilai, ...]]) -> str:
    """Rows as .csv lines: semicolon, decimal comma, CRLF; every text neutralised."""
    keluar = io.StringIO(newline="")
    csv.writer(keluar, delimiter=";", lineterminator="\r\n").writerows(
        [_text_cell(x) if isinstance(x, str) else csv_cell(x) for x in b] for b in baris)
    return keluar.getvalue()


def write_csv(p: Putaran, ke: Path) -> Path:
    """The long form as .csv, some thousand rows at a time; the path."""
    baris, kepala = long_rows(p), b"\xef\xbb\xbf" + csv_text([KOLOM]).encode()
    with aside(ke, milik=headed(kepala)) as sementara, sementara.open("wb") as f:
        f.write(kepala)
        while potong := list(islice(baris, SEKALIGUS)):
            f.write(csv_text(potong).encode("utf-8", "replace"))
    return ke


def _plain(x: Nilai) -> str | None:
    """A raw value as text; None when blank."""
    if x is None or x == "":
        return None
    if isinstance(x, bool):
        return str(x).upper()
    if isinstance(x, Galat):
        return x.teks
    return x.encode("utf-8", "replace").decode() if isinstance(x, str) else repr(x)


def frame(baris: Iterable[tuple[Nilai, ...]]) -> Any:
    """Rows as a pandas DataFrame with one type a column: `isian` text and `isian_angka`; `capaian_keadaan` in words.

    Texts stay as they were typed: a Parquet file has no formulas.
    """
    import pandas as pd

    isi = list(baris)
    kolom: dict[str, Any] = {}
    for n, nama in enumerate(KOLOM):
        nilai = [b[n] for b in isi]
        if nama == "urutan_datum":
            kolom[nama] = pd.array(nilai, dtype="int16")
        elif nama in ("capaian", "nilai"):
            kolom[nama] = pd.array([float(x) if is_number(x) else None for x in nilai],  # type: ignore[arg-type]
                                   dtype="Float64")
        else:
            kolom[nama] = pd.array([_plain(x) for x in nilai], dtype="string")
        if nama == "isian":
            kolom["isian_angka"] = pd.array([float(x) if is_number(x) else None for x in nilai],  # type: ignore[arg-type]
                                            dtype="Float64")
        if nama == "capaian":
            kolom["capaian_keadaan"] = pd.array(
                [TIDAK_RELEVAN if x == TIDAK_RELEVAN else "angka" if is_number(x) else
                 "belum diisi" if b[5] and not str(b[3]).startswith("Data Umum") else None
                 for x, b in zip(nilai, isi, strict=True)], dtype="string")
    return pd.DataFrame(kolom)


def _is_parquet(path: Path) -> bool:
    """A .parquet with our columns: nobody types into such a file."""
    isi = path.read_bytes()
    return isi.startswith(b"PAR1") and all(nama.encode() in isi for nama in KOLOM)


def write_parquet(p: Putaran, ke: Path) -> Path:
    """The long form as .parquet through pandas, a row group per SEKALIGUS rows; the path. Needs pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    baris, tulis = long_rows(p), None
    with aside(ke, milik=_is_parquet) as sementara:
        try:
            while (potong := list(islice(baris, SEKALIGUS))) or tulis is None:
                tabel = pa.Table.from_pandas(frame(potong), preserve_index=False)
                tulis = tulis or pq.ParquetWriter(sementara, tabel.schema)
                tulis.write_table(tabel)
        finally:
            if tulis is not None:
                tulis.close()
    return ke
