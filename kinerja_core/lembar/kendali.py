"""Control sheets every kind of workbook has (Beranda, Petunjuk, Pemeriksaan, Referensi, _meta): what is alike in them.

Functions over plain values: no kind of workbook stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, Rumus, Tautan
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import UKURAN_JUDUL
from kinerja_core.xlsx.buku import Posisi, alamat

LEMBAR_BERANDA, LEMBAR_PETUNJUK, LEMBAR_PEMERIKSAAN = "Beranda", "Petunjuk", "Pemeriksaan"
LEMBAR_REFERENSI, LEMBAR_META = "Referensi", "_meta"
#: What the master check says when no obligatory finding is open.
SIAP = "Siap dikirim"
#: First row of the identity and of the state on Beranda, under their bands.
B_IDENTITAS = 3
#: Styles laid over the status of a check, by its word.
_GAYA_STATUS = {"Wajib diperbaiki": "salah", "Perlu dicek": "perlu_dicek", "Dijelaskan": "redup", "Sesuai": "redup"}


def put_heading(lembar: Lembar, judul: str) -> None:
    """The title in A1 on one line, running over what stands beside it."""
    lembar.put(0, 0, judul, "judul_rata")
    lembar.tinggi[0] = row_height(1, UKURAN_JUDUL)


def put_title(lembar: Lembar, teks: str, sampai: int) -> None:
    """The title in the first row up to a column, on as many lines as a long name needs."""
    lembar.merge((0, 0), (0, sampai), teks, "judul")
    lembar.tinggi[0] = title_height(lembar, teks, sampai)


def title_height(lembar: Lembar, teks: str, sampai: int) -> float:
    """Height in points of a first row whose title stands over the columns up to `sampai`."""
    lebar = sum(lembar.lebar[kolom] for kolom in range(sampai + 1))
    jumlah = line_count(teks, lebar, UKURAN_JUDUL, tebal=True)
    return max(row_height(2), row_height(jumlah, UKURAN_JUDUL))


def colour_status(lembar: Lembar, posisi: Posisi, siap: str = SIAP) -> None:
    """The cell of the master check: green when it says `siap`, yellow otherwise; the words say the same."""
    sel = alamat(posisi, mutlak=True)
    lembar.bersyarat += [FormatBersyarat(posisi, posisi, f'{sel}="{siap}"', "baik"),
                         FormatBersyarat(posisi, posisi, f'{sel}<>"{siap}"', "perlu_dicek")]


def link_to(nama: str) -> Tautan:
    """A link to the first cell of a sheet, shown by its name."""
    return Tautan(nama, f"'{nama}'!A1")


def identity_names(kunci: Iterable[str]) -> dict[str, tuple[str, Posisi]]:
    """Defined names id_<field> of the identity on Beranda, and where each stands."""
    return {f"id_{k}": (LEMBAR_BERANDA, (B_IDENTITAS + n, 1)) for n, k in enumerate(kunci)}


def put_identity(lembar: Lembar, isi: Sequence[tuple[str, Isi]], keadaan: Sequence[tuple[str, Isi, str]]) -> None:
    """Beranda's two boards: (label, content) of whose workbook it is, (label, content, style) of how it stands."""
    lembar.merge((2, 0), (2, 1), "Identitas", "kepala")
    for n, satu in enumerate(isi, start=B_IDENTITAS):
        lembar.put_row(n, list(satu), ["papan", "papan_tebal"])
    lembar.merge((2, 3), (2, 4), "Keadaan buku ini", "kepala")
    for n, (label, nilai, gaya) in enumerate(keadaan, start=B_IDENTITAS):
        lembar.put_row(n, [label, nilai], ["papan", gaya], 3)


def put_counters(lembar: Lembar, letak: Mapping[str, Posisi], isi: Mapping[str, tuple[str, str]]) -> None:
    """Pemeriksaan's counters: per key its label and formula, the number at its place and the label left of it."""
    for kunci, (label, rumus) in isi.items():
        baris, kolom = letak[kunci]
        lembar.put(baris, kolom - 1, label, "label_jumlah")
        lembar.put(baris, kolom, Rumus(rumus, f"jumlah_{kunci}"), "jumlah")


def counter_names(letak: Mapping[str, Posisi]) -> dict[str, tuple[str, Posisi]]:
    """Defined names of the counters that a button of the add-in reads."""
    return {"jumlah_catatan": (LEMBAR_PEMERIKSAAN, letak["wajib"]),
            "jumlah_perlu_dicek": (LEMBAR_PEMERIKSAAN, letak["cek"])}


def check_ranges(awal: int, akhir: int, kolom_kode: int) -> dict[str, tuple[str, Posisi, Posisi]]:
    """Named columns of the list on Pemeriksaan: where a button of the add-in finds what is open."""
    return {f"periksa_{nama}": (LEMBAR_PEMERIKSAAN, (awal, kolom), (akhir, kolom))
            for nama, kolom in (("status", 1), ("tempat", 2), ("kode", kolom_kode))}


def colour_checks(lembar: Lembar, awal: int, akhir: int, sebutan: Iterable[str] = _GAYA_STATUS) -> None:
    """The statuses of the list on Pemeriksaan in their colours."""
    lembar.bersyarat += [FormatBersyarat((awal, 1), (akhir, 1), f'$B{awal + 1}="{teks}"', _GAYA_STATUS[teks])
                         for teks in sebutan]


def put_steps(lembar: Lembar, awal: int, langkah: Iterable[tuple[int | str, str]]) -> None:
    """Petunjuk: (number, sentence) a row; a sentence without a number is a heading."""
    for n, (nomor, teks) in enumerate(langkah, start=awal):
        lembar.put_row(n, [nomor, teks], ["tengah_tebal", "teks" if nomor else "teks_tebal"])
        lembar.fit_row(n, {1: teks})


def properties(meta: Mapping[str, str]) -> dict[str, str]:
    """What `_meta` says, as custom properties of the file."""
    return {f"kinerja_{k}": v for k, v in meta.items()}


def sheet_meta(meta: Mapping[str, str]) -> Lembar:
    """Key and value, very hidden."""
    lembar = Lembar(LEMBAR_META, status="sangat_tersembunyi", lebar={0: 24, 1: 60})
    for n, satu in enumerate(meta.items()):
        lembar.put_row(n, list(satu), "mesin")
    return lembar
