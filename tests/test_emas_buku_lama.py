"""What the Buku Kinerja of the four documents showed before it was rebuilt (issue 14), held until the new one shows it.

R1 every golden file is the one that was taken: its SHA-256 stands here, nobody edits one. R2 while the first layout
exists, today's samples give exactly these values, and nothing their printed sheets show is left out. R3 rows are told
by the slots of the plan: what a row shows of a slot is what the plan says of it, and no line names a cell. R4 a figure
changed, a row dropped or moved, a value too many: each is told, and nothing else is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest
from bantu.buku_lama import names, taken
from bantu.emas_buku import FOLDER, Kunci, as_line, by_key, differences, golden, parse

from kinerja_core.kantor.contoh import book_examples

#: SHA-256 of the text of every golden file. It changes never; a difference of the new book is explained elsewhere.
SIDIK: dict[str, str] = {
    "sokaraja_2022": "20cba83d64cc19276d552e7991968b651e7d9074dcb5a62b49d0b0cdf5f48e7f",
    "sokaraja_2022_diperbaiki": "a46a4208ad1bbbcbb502c8944e1aa26864d892d9d9d586220bf1a3775672daf4",
    "leuwisari_2021": "007bed7a27232204658c1aa339aec13431a227aade2c56d5132d34a60895ec4d",
    "leuwisari_2021_diperbaiki": "0dc33729e46698f82e7f20f7d6b966b9ee61d398fceed19c11eab61c7be54c8d",
    "kemangkon_2022": "985ad7a88d88f87ddc6e4a3765b7f4cf51c7be01bf6adda2827a77927a899149",
    "kemangkon_2022_diperbaiki": "9797ca72497a87d2503edb9ce4c55419c115409ca97befd7c7f7266313842dba",
    "sokobanah_2022": "9f1051fd1237cafc310f40c8870a77888fd025aaa8cd3d8df4a1e47fff9288b8",
    "sokobanah_2022_diperbaiki": "9a1d926ed6d62024993f67581a101924872714f8d25a56e4bb6d97d76ad3136c",
}
SOKOBANAH = "sokobanah_2022"
#: Columns that show a text of the node, of the indicator: header -> key in the plan.
_NODE = {"Uraian": "uraian", "Program": "uraian", "Kegiatan": "uraian", "Sub Kegiatan": "uraian", "Tujuan": "uraian",
         "Sasaran": "uraian", "Sasaran kinerja": "uraian", "Sasaran strategis": "uraian", "Nomor": "nomor",
         "Tingkat": "jenis", "Sasaran (hasil yang dituju)": "sasaran"}
_INDIKATOR = {"Indikator": "uraian", "Indikator kinerja": "uraian", "Indikator Kinerja Utama": "uraian",
              "Keluaran": "uraian", "Satuan": "satuan", "Formulasi": "formulasi", "Alasan": "alasan",
              "Sumber data": "sumber_data", "Tipe target": "tipe_target", "Keterangan": "keterangan",
              **{f"Indikator {x}": "uraian" for x in ("Tujuan", "Sasaran", "Program", "Kegiatan", "Sub Kegiatan")}}
#: Tables that may word it in their own way.
_TERTULIS = ("PK", "Tabel 2.1")
_TANPA_ALAMAT = re.compile(r"[A-Z]{1,3}\$?\d+(:|$)|!")


def _text(nama: str) -> str:
    return (FOLDER / f"{nama}.tsv").read_text("utf-8")


def test_golden_files_are_the_ones_that_were_taken() -> None:
    """R1: no file more, none less, each letter for letter."""
    assert {p.stem: hashlib.sha256(_text(p.stem).encode()).hexdigest() for p in FOLDER.iterdir()} == SIDIK
    assert set(names()) == set(SIDIK)


@pytest.mark.parametrize("nama", SIDIK)
def test_books_of_today_show_the_golden_figures(nama: str) -> None:
    """R2: line for line, so that the order of rows is held too."""
    buku = taken(nama)
    baris = buku.all()
    assert differences(golden(nama), by_key(baris)) == []
    assert "".join(as_line(k, v) for k, v in baris) == _text(nama)
    assert list(buku.untold()) == []


@pytest.mark.parametrize("nama", SIDIK)
def test_rows_are_told_by_the_slots_of_the_plan(nama: str) -> None:
    """R3: against the plan itself, not the workbook it was written to."""
    rencana = next(c.rencana for c in book_examples() if c.berkas == f"buku_kinerja_{nama}.xlsx")
    salah, banyak = [], 0
    for (tabel, node, indikator, kolom), nilai in golden(nama).items():
        assert not any(_TANPA_ALAMAT.search(x) for x in (tabel, kolom)), (tabel, kolom)
        for slot, kunci in ((node, _NODE.get(kolom)), (indikator, _INDIKATOR.get(kolom))):
            if kunci and slot[:1] in {"N", "I"} and not tabel.startswith(_TERTULIS):
                banyak += 1
                salah += [(tabel, slot, kolom)] * ([rencana.teks(slot, kunci)] != [x.strip() for x in nilai])
    assert salah == []
    assert banyak > 100


def test_every_row_of_a_table_has_its_place() -> None:
    """R3: places of a list run from 1 without a gap."""
    for nama in SIDIK:
        tempat: dict[str, list[int]] = {}
        for (tabel, _, _, kolom), nilai in golden(nama).items():
            if kolom == "baris" and tabel != "Cascading":
                tempat.setdefault(tabel, []).extend(map(int, nilai))
        assert tempat == {t: list(range(1, len(n) + 1)) for t, n in tempat.items()}


def test_text_of_any_kind_comes_back() -> None:
    """R3."""
    kunci = ("a\tb", "c\\", "\\n", "d\ne")
    assert parse(as_line(kunci, "x\r\n\\t") + as_line(kunci, "y")) == {kunci: ["x\r\n\\t", "y"]}


_ANGKA: Kunci = ("Tabel 3.7", "N006", "", "Realisasi (Rp)")
_TTD: Kunci = ("Capaian", "", "", "tanda tangan")
#: What is done to the golden figures, and the keys that are told of.
TANAM: dict[str, tuple[Callable[[dict[Kunci, list[str]]], object], set[Kunci]]] = {
    "figure": (lambda d: d.update({_ANGKA: ["29998976"]}), {_ANGKA}),
    "row": (lambda d: [d.pop(k) for k in list(d) if k[:2] == ("Tabel 3.6", "N009")],
            {("Tabel 3.6", "N009", "", k) for k in (
                "baris", "No", "Program", *(x + y for x in ("Anggaran (Rp)", "Realisasi (Rp)", "Penyerapan (%)")
                                            for y in ("", " / Tercetak")))}),
    "place": (lambda d: d.update({("RENAKSI", "N003", "I003", "baris"): ["4"]}),
              {("RENAKSI", "N003", "I003", "baris")}),
    "too many": (lambda d: d.update({("IKU", "N008", "I011", "Satuan"): ["%"]}), {("IKU", "N008", "I011", "Satuan")}),
    "line of a signature": (lambda d: d[_TTD].pop(), {_TTD}),
}


@pytest.mark.parametrize("kasus", TANAM)
def test_a_planted_fault_is_told(kasus: str) -> None:
    """R4."""
    tanam, kunci = TANAM[kasus]
    kini = golden(SOKOBANAH)
    tanam(kini)
    beda = differences(golden(SOKOBANAH), kini)
    assert {b.partition(": ")[0] for b in beda} == {" | ".join(k) for k in kunci}
