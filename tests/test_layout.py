"""The description of the kertas kerja: names, inputs, messages that fit, print set-up, what engines could stumble on.

R1 the defined names of the contract. R2 every message fits the lines its row reserves. R3 every input has a kode
beside it and only inputs are unlocked. R4 no reference to an input bends under cut and paste, none is circular.
R5 every visible sheet prints on Folio, one page wide, with its header repeated.
"""

from __future__ import annotations

import re

import pytest

from kinerja_core.dasar.katalog.isian import KATALOG_ISIAN
from kinerja_core.dasar.temuan import isi_pesan
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.kertas import BARIS_CATATAN, LEBAR
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.lembar.tempat import TempatKertas
from kinerja_core.kertas_kerja.penjelasan import explained_input
from kinerja_core.lembar.denah import Lembar, Rumus
from kinerja_core.lembar.huruf import line_count
from kinerja_core.lembar.kendali import LEMBAR_BERANDA
from kinerja_core.lembar.tema import GAYA

INS = load_instrumen(find_instrumen(INSTRUMEN))
DENAH = describe(INS, CONTOH)
PETAK = TempatKertas(INS, CONTOH)


def test_names_of_the_contract() -> None:
    nama = set(DENAH.nama)
    for i in INS.indikator:
        assert {f"capaian_{i.kode}", f"nilai_{i.kode}", f"relevan_{i.kode}", f"bukti_{i.kode}"} <= nama
        assert {f"in_{i.kode}_{n}" for n, d in enumerate(i.data, start=1) if d.is_input} <= nama
    assert {"nilai_akhir", "kelengkapan", "jumlah_catatan", "id_kode_wilayah", "id_nama"} <= nama
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", n) for n in nama)


def test_every_message_fits_its_row() -> None:
    for k in KATALOG_ISIAN.values():
        teks = isi_pesan(k.pesan, "3659837085", "3659837085")
        assert line_count(teks, LEBAR[p.KET], tebal=True) <= BARIS_CATATAN, k.kode


def test_inputs_and_only_inputs_are_unlocked() -> None:
    for lembar in DENAH.lembar:
        terbuka = {pos for pos, s in lembar.sel.items() if GAYA[s.gaya].get("locked") is False}
        assert terbuka == set(lembar.masukan)


def test_the_kode_stands_beside_every_input() -> None:
    kertas = DENAH.sheet(p.KERTAS)
    for kotak, (lembar, posisi, kode) in DENAH.kode_sel.items():
        assert lembar == p.KERTAS
        assert kertas.sel[posisi].isi == kode
        assert posisi[0] == DENAH.masukan[kotak][1][0]


def test_inputs_are_in_one_column_and_in_order() -> None:
    data = [pos for k, (_, pos) in DENAH.masukan.items() if k[1] != "bukti" and not k[0].startswith("ttd_")
            and explained_input(k) is None]
    assert {kolom for _, kolom in data} == {p.ISIAN}
    assert data == sorted(data)


_RUJUKAN = re.compile(r"(?:'([^']+)'|([A-Za-z_]+))!\$?([A-Z]{1,2})\$?(\d+)(?::\$?([A-Z]{1,2})\$?(\d+))?")


_SEL_LEMBAR_INI = re.compile(
    r"(?<![A-Za-z_!'$:])\$?([A-Z]{1,2})\$?(\d+)(?::\$?([A-Z]{1,2})\$?(\d+))?(?![A-Za-z_(\d])")


def _cells(rumus: str, lembar: str) -> set[tuple[str, int, int]]:
    """Every cell a formula looks at, whole ranges included (as Excel's dependency tree does)."""
    from kinerja_core.xlsx.buku import posisi_dari

    hasil = set()
    tanpa_teks = re.sub(r'"[^"]*"', '""', rumus)
    for m in _RUJUKAN.finditer(tanpa_teks):
        nama = m[1] or m[2]
        b1, k1 = posisi_dari(m[3] + m[4])
        b2, k2 = posisi_dari(m[5] + m[6]) if m[5] else (b1, k1)
        hasil |= {(nama, b, k) for b in range(b1, b2 + 1) for k in range(k1, k2 + 1)}
    sisa = _RUJUKAN.sub("", tanpa_teks)
    for m in _SEL_LEMBAR_INI.finditer(sisa):
        b1, k1 = posisi_dari(m[1] + m[2])
        b2, k2 = posisi_dari(m[3] + m[4]) if m[3] else (b1, k1)
        hasil |= {(lembar, b, k) for b in range(b1, b2 + 1) for k in range(k1, k2 + 1)}
    return hasil


def test_no_formula_is_circular_even_over_whole_ranges() -> None:
    rumus = {(s.nama, *pos): x.isi.teks for s in DENAH.lembar for pos, x in s.sel.items() if isinstance(x.isi, Rumus)}
    arah = {sel: [c for c in _cells(teks, sel[0]) if c in rumus] for sel, teks in rumus.items()}
    keadaan: dict[tuple[str, int, int], int] = {}
    for awal in arah:
        tumpukan = [(awal, iter(arah[awal]))]
        if keadaan.setdefault(awal, 1) == 2:
            continue
        while tumpukan:
            sel, sisa = tumpukan[-1]
            for lanjut in sisa:
                assert keadaan.get(lanjut) != 1 or lanjut not in [s for s, _ in tumpukan], f"berputar di {lanjut}"
                if lanjut not in keadaan:
                    keadaan[lanjut] = 1
                    tumpukan.append((lanjut, iter(arah[lanjut])))
                    break
            else:
                keadaan[sel] = 2
                tumpukan.pop()


def test_no_formula_refers_to_an_input_directly_but_to_see_whether_it_moved() -> None:
    masukan = {(lembar, *pos) for lembar, pos in DENAH.masukan.values()}
    for s in DENAH.lembar:
        for pos, x in s.sel.items():
            if isinstance(x.isi, Rumus) and s.nama == p.OLAH_ISIAN and pos[1] != p.I_PINDAH:
                for m in _RUJUKAN.finditer(x.isi.teks):
                    tunggal = not m[5]
                    assert not (tunggal and next(iter(_cells(m[0], s.nama))) in masukan), (s.nama, pos)


def test_a_described_cell_is_described_once() -> None:
    lembar = Lembar("x")
    lembar.put(0, 0, "a", "teks")
    with pytest.raises(ValueError, match="dua kali"):
        lembar.put(0, 0, "b", "teks")


def test_visible_sheets_print() -> None:
    for s in DENAH.lembar:
        if s.status == "tampak":
            assert s.cetak is not None
            assert s.nama == LEMBAR_BERANDA or s.beku is not None
    assert DENAH.sheet(p.KERTAS).cetak.ulang_baris == (0, 1)  # type: ignore[union-attr]
    assert DENAH.sheet(p.KERTAS).beku == (2, 2)


def test_screen_width_fits_1366_pixels() -> None:
    assert sum(int(x * 7 + 5) for x in LEBAR[: p.BUKTI + 1]) <= 1366 - 34


def test_wrong_values_are_never_written_as_formulas() -> None:
    from kinerja_core.lembar.isian import Isian
    from kinerja_core.xlsx.baca import read_buku

    kotak = next(iter(DENAH.masukan))
    isi = build(INS, CONTOH, Isian(CONTOH, {kotak: "=1+1"}))
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(isi)
        lembar = read_buku(path).sheet(p.KERTAS)
    assert lembar is not None
    posisi = DENAH.masukan[kotak][1]
    assert lembar.nilai[posisi] == "=1+1"
    assert posisi not in lembar.rumus
