"""The sheet that carries the seal ("tanda keaslian" to users), and what tells inputs and own sheets from locked ones.

Very hidden, key and value, the last sheet of a sealed workbook. It is the one sheet the seal itself does not cover:
its form is fixed, so nothing else can be kept in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kinerja_core.lembar.denah import Denah, Lembar
from kinerja_core.lembar.isian import AWALAN_NAMA_MASUKAN
from kinerja_core.xlsx.buku import LembarBuku, Posisi, alamat, pecah_rujukan

SEGEL = "_segel"
#: Custom property that repeats the seal in short (XlsxWriter and Excel take 255 characters).
PROPERTI_SEGEL = "kinerja_segel"
#: What is signed beside the locked content, in the order of the sheet: the first line is the version of the seal.
#: These are the seal's own words: they stand on every sheet that was ever sealed, whatever a kind calls such a thing.
KLAIM = ("segel", "kode_wilayah", "instrumen_id", "instrumen_versi", "instrumen_sidik", "tata_letak",
         "tahun_penilaian", "serial", "tenggat", "data_umum", "lembar", "kanonik", "kunci")
#: Claims that `_meta` states too.
KLAIM_META = KLAIM[1:8]
#: All lines of the sheet; the last one is the signature.
BARIS_SEGEL = (*KLAIM, "tanda")


def seal_sheet() -> str:
    """Name of the very hidden sheet that carries the seal."""
    return SEGEL


def seal_place(kunci: str) -> str:
    """Where a line of the seal has its value, as Excel shows it."""
    return f"{SEGEL}!{alamat((BARIS_SEGEL.index(kunci), 1))}"


def with_seal(denah: Denah, isi: Mapping[str, str], properti: str) -> Denah:
    """The workbook with its seal: every line of BARIS_SEGEL as text, and the property. The description is not changed.

    A template that is re-issued by rewriting its strings carries different texts in every line and patches them.
    """
    lembar = Lembar(SEGEL, status="sangat_tersembunyi", lebar={0: 24, 1: 60})
    for n, kunci in enumerate(BARIS_SEGEL):
        lembar.put_row(n, [kunci, isi[kunci]], "mesin")
    return replace(denah, lembar=(*denah.lembar, lembar), properti={**denah.properti, PROPERTI_SEGEL: properti})


def seal_version(lembar: LembarBuku) -> str:
    """The version a seal sheet says it has, "" when its first line is another."""
    nilai = lembar.nilai.get((0, 1))
    return nilai if isinstance(nilai, str) and lembar.nilai.get((0, 0)) == BARIS_SEGEL[0] else ""


def seal_values(lembar: LembarBuku) -> dict[str, str] | None:
    """The lines of a seal sheet; None when it holds anything but exactly these texts."""
    if lembar.rumus:
        return None
    isi = {posisi: nilai for posisi, nilai in lembar.nilai.items() if nilai not in (None, "")}
    hasil = {kunci: isi.pop((n, 1), "") for n, kunci in enumerate(BARIS_SEGEL)}
    kunci_ada = [isi.pop((n, 0), None) for n in range(len(BARIS_SEGEL))]
    teks = {k: v for k, v in hasil.items() if isinstance(v, str)}
    return teks if not isi and kunci_ada == list(BARIS_SEGEL) and len(teks) == len(hasil) else None


def input_places(nama: Mapping[str, str]) -> list[tuple[str, Posisi]]:
    """Places of inputs by the defined names of a workbook of any layout version."""
    tempat = (pecah_rujukan(rujukan) for n, rujukan in nama.items() if n.casefold().startswith(AWALAN_NAMA_MASUKAN))
    return [t for t in tempat if t is not None]
