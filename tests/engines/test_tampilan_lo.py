"""What LibreOffice saves is right and is not accused: a book opened and saved, one filled in there, one changed there.

R1 samples and books of random plans, saved as they are. R2 plans typed into LibreOffice, calculated and saved there:
no cell is accused, nearly all are judged. R3 changed inputs without calculating anew: what shows them is told.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bantu.bersama import book
from bantu.contoh import FOLDER
from bantu.rencana_acak import ISI_SAH, plan, random_plan
from bantu.simpan import save_libreoffice
from bantu.tampil import CETAK_BUKU, judge_book

from kinerja_core.buku_kinerja.baca import BacaanBuku, read_book_file
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.dasar.excelmath import Galat, Nilai, is_number, same_value
from kinerja_core.kantor.periksa import check_any
from kinerja_core.xlsx.mesin.soffice import LibreOffice


def _none_accused(bacaan: BacaanBuku) -> None:
    hakim = judge_book(bacaan)
    assert [h for h in hakim if h.salah] == []
    assert [t for t in check_any(bacaan) if t.kode.startswith("SGL") or t.kind.breaks_integrity] == []
    assert sum(h.dinilai for h in hakim) > 0.97 * len(hakim) > 2900


@pytest.mark.parametrize("nama", ["kemangkon_2022", pytest.param("sokobanah_2022_diperbaiki",
                                                                  marks=pytest.mark.panjang)])
def test_a_sample_saved_there(lo: LibreOffice, nama: str, tmp_path: Path) -> None:
    """R1."""
    (tmp_path / "a.xlsx").write_bytes((FOLDER / f"buku_kinerja_{nama}.xlsx").read_bytes())
    _none_accused(read_book_file(save_libreoffice(lo, tmp_path / "a.xlsx", cetak=False)))


@pytest.mark.parametrize("benih", range(3))
@pytest.mark.sampel(1)
def test_a_random_book_saved_there(lo: LibreOffice, benih: int, tmp_path: Path) -> None:
    """R1."""
    (tmp_path / "a.xlsx").write_bytes(build_book(plan(random_plan(random.Random(9100 + benih)))))
    _none_accused(read_book_file(save_libreoffice(lo, tmp_path / "a.xlsx", cetak=False)))


@pytest.mark.parametrize("benih", range(3))
@pytest.mark.sampel(1)
def test_filled_in_calculated_and_saved_there(lo: LibreOffice, benih: int, tmp_path: Path) -> None:
    """R2."""
    (tmp_path / "a.xlsx").write_bytes(book(plan(ISI_SAH)))
    denah = read_book_file(tmp_path / "a.xlsx").denah
    isi: dict[tuple[str, str], Nilai] = random_plan(random.Random(9200 + benih))
    dokumen = lo.open(tmp_path / "a.xlsx", cetak=False)
    try:
        for kotak, nilai in isi.items():
            if not isinstance(nilai, Galat):
                dokumen.set_value(*denah.masukan[kotak], nilai)
        dokumen.recalculate()
        dokumen.save_xlsx(tmp_path / "b.xlsx")
    finally:
        dokumen.close()
    _none_accused(read_book_file(tmp_path / "b.xlsx"))


def test_changed_there(lo: LibreOffice, tmp_path: Path) -> None:
    """R2, a clerk's few changes to a sample; R3, the old shown value beside the new input."""
    (tmp_path / "a.xlsx").write_bytes((FOLDER / "buku_kinerja_sokobanah_2022.xlsx").read_bytes())
    lama = read_book_file(tmp_path / "a.xlsx")
    rng = random.Random(3)
    angka = [k for k, v in lama.rencana.data.items() if is_number(v) and k[0][0] == "I"]
    uraian = [k for k, v in lama.rencana.data.items() if isinstance(v, str) and k[1] == "uraian"]
    ubah: dict[tuple[str, str], Nilai] = {k: 41.25 for k in rng.sample(angka, min(20, len(angka)))} | {
        k: f"Uraian baru {n}" for n, k in enumerate(rng.sample(uraian, min(8, len(uraian))))}
    dokumen = lo.open(tmp_path / "a.xlsx", cetak=False)
    try:
        for kotak, nilai in ubah.items():
            dokumen.set_value(*lama.denah.masukan[kotak], nilai)
        dokumen.recalculate()
        dokumen.save_xlsx(tmp_path / "b.xlsx")
    finally:
        dokumen.close()
    baru = read_book_file(tmp_path / "b.xlsx")
    assert all(baru.rencana.data[k] == v for k, v in ubah.items())
    _none_accused(baru)
    dahulu = {(h.lembar, h.pos): h.ada for h in judge_book(lama)}
    berubah = [h for h in judge_book(baru)
               if h.lembar in CETAK_BUKU and h.dinilai and not same_value(h.ada, dahulu[h.lembar, h.pos])]
    assert len(berubah) > 20
    assert [h for h in berubah if not h.differs(dahulu[h.lembar, h.pos])] == []
