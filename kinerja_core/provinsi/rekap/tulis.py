"""The recap of a round: one workbook for the province, one per kabupaten/kota, and the long form beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kinerja_core.dasar.keluaran import stamped
from kinerja_core.dasar.teks import file_word
from kinerja_core.lembar.tulis import write_bytes, write_file
from kinerja_core.provinsi.peringkat import attention, counts, sensitivity, standing, value_of
from kinerja_core.provinsi.putaran import Putaran
from kinerja_core.provinsi.register import ATURAN_BERLAKU
from kinerja_core.provinsi.rekap.dasar import Bahan
from kinerja_core.provinsi.rekap.lembar import describe_recap
from kinerja_core.provinsi.rekap.panjang import parquet_missing, write_csv, write_parquet

#: What the folder of small recaps and the long form are called, after the name of the recap.
_PER_KABUPATEN, _PANJANG = "_per_kab_kota", "_panjang"


def material(p: Putaran, lingkup: str = "", catatan: tuple[str, ...] = ()) -> Bahan:
    """Everything the recap of a round shows."""
    tempat = standing(p)
    return Bahan(p, lingkup or f"Provinsi {p.instrumen.provinsi}", tempat,
                 [e for e in p.masuk if value_of(p, e) is None], counts(p), sensitivity(p), attention(p),
                 ATURAN_BERLAKU, None, catatan)


def _bytes(b: Bahan) -> bytes:
    denah, isian, hitung = describe_recap(b)
    return write_bytes(denah, isian, hitung.nilai, {})


def rekap_bytes(p: Putaran, catatan: tuple[str, ...] = ()) -> bytes:
    """REKAP.xlsx of a round; `catatan` are lines for its first sheet."""
    return _bytes(material(p, catatan=catatan))


def mini_recaps(p: Putaran, catatan: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    """(PP.KK, workbook) of each kabupaten/kota: its own kecamatan only, ranked among themselves.

    The provincial rank and what is worth a look (against the whole province) stand there as values.
    """
    acuan = {t.kode: t.peringkat for t in standing(p)}
    perhatian = attention(p)
    for kode, nama in p.kabupaten.items():
        milik = replace(p, entri=tuple(e for e in p.entri if e.kecamatan.kode_kabupaten == kode), lain=())
        b = material(milik, nama, catatan)
        yield kode, _bytes(replace(b, acuan=acuan, perhatian=[
            x for x in perhatian if x.entri.kecamatan.kode_kabupaten == kode]))


def long_notes(csv: Path, parquet: bool) -> tuple[str, ...]:
    """The lines that say where every number comes from and, when it could not be written, that Parquet is missing."""
    asal = f"berkas {csv.name} (tiap isian dengan berkas, SHA-256, dan selnya)."
    return (asal,) if parquet else (asal, f"Keterangan: berkas Parquet tidak ditulis, {parquet_missing()}.")


def write_recap(p: Putaran, ke: Path) -> list[Path]:
    """REKAP.xlsx, its long form (.csv, and .parquet when pyarrow is installed), and a folder of small recaps.

    Every file is written aside and renamed; the paths in that order. An older recap of ours is renewed. KinerjaError
    when one cannot be written, LJT01 when somebody saved or made the file that stands there.
    """
    csv, parquet = (ke.with_name(f"{ke.stem}{_PANJANG}.{x}") for x in ("csv", "parquet"))
    catatan = long_notes(csv, not parquet_missing())
    write_file(ke, rekap_bytes(p, catatan), milik=stamped)
    tertulis = [ke, write_csv(p, csv)]
    if not parquet_missing():
        tertulis.append(write_parquet(p, parquet))
    nama, folder = p.kabupaten, ke.with_name(f"{ke.stem}{_PER_KABUPATEN}")
    for kode, isi in mini_recaps(p, catatan[:1]):
        tertulis.append(folder / f"{kode}_{file_word(nama[kode])[:60] or 'kab_kota'}_rekap.xlsx")
        write_file(tertulis[-1], isi, milik=stamped)
    return tertulis
