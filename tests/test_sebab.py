"""Findings told as causes, in every output alike.

R1 one line for one kode, sheet and thing said, with all its cells; what the catalogue calls one cause whatever the
cells hold is one. R2 no finding is lost or told twice. R3 wajib first, explained last. R4 neighbouring cells are a
range; the same cells come out of it. R5 each line names table, row and what is asked in words. R6 terminal, JSON, the
sheet Catatan, return note and message tell the same causes. R7 the many lines of a real document become few.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from bantu.contoh import FOLDER
from bantu.kiriman import HARI, PUBLIK, listed, office, sealed
from test_kanonik import BUATAN
from typer.testing import CliRunner

from kinerja_core.buku_kinerja.baca import read_book_file
from kinerja_core.dasar.sebab import as_dicts, causes, count_sentence, join_cells
from kinerja_core.dasar.temuan import KATALOG, SEBUTAN_TINGKAT, Temuan, buat_temuan
from kinerja_core.dasar.versi_json import use_json_version
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kantor.tabel import findings_table
from kinerja_core.kertas_kerja.baca import read_workbook
from kinerja_core.perintah.cli import app
from kinerja_core.provinsi.kumpul.catatan_balik import message_lines, note_of
from kinerja_core.provinsi.kumpul.kumpulkan import Pengiriman, collect
from kinerja_core.provinsi.register import open_register
from kinerja_core.xlsx.buku import alamat, posisi_dari

#: Samples and how many lines they may take at most.
PALING_BANYAK = {"buku_kinerja_sokobanah_2022.xlsx": 61, "kertas_kerja_kosong.xlsx": 1}


def kosong(n: int, lembar: str = "Kertas Kerja") -> Temuan:
    """A blank input in row n."""
    return buat_temuan("ISI01", f"{lembar}!D{n}").named(f"Indikator {n}, Jumlah")


def test_what_says_the_same_is_one_cause() -> None:
    """R1, R5"""
    (satu,) = causes([kosong(4), kosong(5), kosong(9)])
    assert satu.tempat == "Kertas Kerja!D4:D5, D9"
    assert satu.sebab == "Indikator 4, Jumlah; Indikator 5, Jumlah; Indikator 9, Jumlah: Belum diisi."
    assert satu.kalimat == f"{satu.sebab} Isi sel kuning ini."
    banyak = causes([kosong(n) for n in range(4, 20)])[0]
    assert banyak.sebab.startswith("Indikator 4, Jumlah; Indikator 5, Jumlah; Indikator 6, Jumlah; dan 13 lainnya: ")
    assert len(causes([kosong(4), kosong(5, "Lain")])) == 2


def test_other_words_are_another_cause_unless_the_catalogue_says_otherwise() -> None:
    """R1"""
    persen = [buat_temuan("PRS01", f"X!F{n}", a=n, b=1) for n in range(3)]
    assert [len(s.temuan) for s in causes(persen)] == [1, 1, 1]
    basi = [buat_temuan("BKS14", f"X!F{n}", a=n, b=1) for n in range(441)]
    (satu,) = causes(basi)
    assert satu.sebab == f"Nilai tersimpan berbeda (441 sel), misalnya {basi[0].pesan}"
    assert satu.tempat == "X!F0:F440"
    assert not [k.kode for k in KATALOG.values() if k.satu_sebab and "{a}" not in k.pesan]  # else it says nothing


def test_an_explanation_tells_causes_apart() -> None:
    """R1, R3"""
    cek = [buat_temuan("HUB03", f"X!F{n}") for n in range(4)]
    hasil = causes([cek[0].explained("Tidak ada kasus tahun itu"), cek[1],
                    cek[2].explained("Belum terbentuk waktu itu"), kosong(1)])
    assert [(s.tingkat, s.penjelasan) for s in hasil] == [
        ("wajib", ""), ("cek", ""), ("dijelaskan", "Tidak ada kasus tahun itu"),
        ("dijelaskan", "Belum terbentuk waktu itu")]
    assert hasil[2].kalimat == "Kedua angka 0 (0 dari 0). Penjelasan: Tidak ada kasus tahun itu"


@pytest.mark.parametrize(("sel", "teks"), [
    ([], ""), ([""], ""), (["X!A1"], "X!A1"), (["X!B2", "X!A1", "X!A2", "X!A1"], "X!A1:A2, B2"),
    (["X!Z9", "X!AA9", "X!AB9"], "X!Z9:AB9"), (["X!A1", "Y!A2", "X!A2"], "X!A1:A2; Y!A2"),
    (["aspek 3 > i16", "aspek 3 > i17"], "aspek 3 > i16; aspek 3 > i17"), (["Kertas Kerja"], "Kertas Kerja"),
    ([f"X!A{2 * n}" for n in range(1, 44)], "X!" + ", ".join(f"A{2 * n}" for n in range(1, 41)) + ", dan 3 sel lagi"),
])
def test_neighbours_are_a_range(sel: list[str], teks: str) -> None:
    """R4"""
    assert join_cells(s for s in sel if s) == teks


def test_the_same_cells_come_out_of_ranges() -> None:
    """R4: whatever they are, in whatever order."""
    rng = random.Random(13)
    for _ in range(200):
        sel = {alamat((rng.randrange(12), rng.randrange(24, 30))) for _ in range(rng.randrange(1, 38))}
        teks = join_cells(rng.sample([f"X!{s}" for s in sorted(sel)], len(sel)))
        keluar: list[str] = []
        for bagian in teks.removeprefix("X!").split(", "):
            awal, _, akhir = bagian.partition(":")
            (b1, k1), (b2, k2) = posisi_dari(awal), posisi_dari(akhir or awal)
            assert b1 == b2 or k1 == k2
            keluar += [alamat((b, k)) for b in range(b1, b2 + 1) for k in range(k1, k2 + 1)]
        assert sorted(keluar) == sorted(sel)


def sample_findings(berkas: str) -> list[Temuan]:
    """What is found in a sample."""
    if berkas.startswith("buku"):
        return check_any(read_book_file(FOLDER / berkas))
    return check_any(read_workbook(FOLDER / berkas))


@pytest.mark.parametrize("berkas", ["buku_kinerja_sokobanah_2022.xlsx", "buku_kinerja_kemangkon_2022.xlsx",
                                    "kertas_kerja_bendo_2022.xlsx", "kertas_kerja_kosong.xlsx"])
def test_causes_of_a_document(berkas: str) -> None:
    """R2, R3, R5, R7"""
    temuan = sample_findings(berkas)
    hasil = causes(temuan)
    assert sorted((t.kode, t.sel, t.pesan) for s in hasil for t in s.temuan) == sorted(
        (t.kode, t.sel, t.pesan) for t in temuan)
    urutan = [list(SEBUTAN_TINGKAT).index(s.tingkat) for s in hasil]
    assert urutan == sorted(urutan)
    assert len({(s.kode, s.tempat, s.sebab) for s in hasil}) == len(hasil)
    assert len(hasil) <= PALING_BANYAK.get(berkas, len(temuan))
    for s in hasil:
        assert all(t.sebutan and t.pesan.startswith(f"{t.sebutan}: ") for t in s.temuan), s.tempat
        assert re.search(r"[A-Za-z]{3,} ", s.temuan[0].sebutan)
        assert s.temuan[0].sebutan in s.sebab


def test_the_words_of_a_place_name_table_row_and_indicator() -> None:
    """R5: of a Buku Kinerja, where the cell alone says nothing."""
    menurut = {t.sel: t.sebutan for t in sample_findings("buku_kinerja_sokobanah_2022.xlsx")}
    assert menurut["Angka Tercetak!F57"] == (
        "Angka tercetak T054 (Tabel 3.3, I010 Indeks Kepuasan Masyarakat, target akhir)")
    assert menurut["Isian PK!G4"] == "Perjanjian Kinerja K001 (Persentase Desa Maju), Indikator (kode)"


# -- every output ------------------------------------------------------------------------------------------------------

BENDO = FOLDER / "kertas_kerja_bendo_2022.xlsx"


def flat(teks: str) -> str:
    """A text without the lines and frames of a table."""
    return "".join(h for h in teks if h.isalnum())


def test_terminal_json_and_sheet_tell_the_same_causes() -> None:
    """R6"""
    temuan = sample_findings("kertas_kerja_bendo_2022.xlsx")
    hasil = causes(temuan)
    assert len(hasil) < len(temuan)
    layar = CliRunner().invoke(app, ["periksa", str(BENDO)]).output
    assert len(re.findall(r"[│|] (?:[A-Z]{3}\d\d) ", layar)) == len(hasil)
    for s in hasil:
        assert flat(s.tempat.partition("!")[2])[:4] in flat(layar)
    assert count_sentence(temuan) in layar
    assert f"semuanya {len(hasil)} sebab" in layar
    assert [b[2:] for b in findings_table(temuan)] == [[s.tempat, s.sebab, s.tindakan] for s in hasil]
    assert [(d["kode"], d["tempat"], d["sebab"]) for d in as_dicts(temuan)] == [
        (s.kode, s.tempat, s.sebab) for s in hasil]


def test_the_older_json_knows_no_explanation() -> None:
    """R6: what is explained only tells there."""
    cek = buat_temuan("HUB03", "X!F1").explained("Tidak ada kasus tahun itu")
    akhiri = use_json_version(1)
    try:
        assert as_dicts([cek]) == [{"kode": "HUB03", "tingkat": "keterangan", "sel": "X!F1", "pesan": cek.pesan,
                                    "perbaikan": cek.perbaikan, "nilai": None}]
    finally:
        akhiri()
    (baru,) = as_dicts([cek])
    assert (baru["tingkat"], baru["penjelasan"], baru["sel"]) == ("dijelaskan", "Tidak ada kasus tahun itu", ["X!F1"])


def test_a_return_note_tells_causes(tmp_path: Path) -> None:
    """R6: and its message."""
    (masuk := tmp_path / "masuk").mkdir()
    (masuk / "x.xlsx").write_bytes(sealed(office(1), {("b06", "butir_1"): None, ("b06", "butir_2"): None}))
    with open_register(tmp_path / "r.sqlite") as register:
        collect(masuk, BUATAN, PUBLIK, register, pengiriman=Pengiriman(listed(1), None), diterima=HARI)
        p = register.round(BUATAN)
    (e,) = p.entri
    assert e.berlaku is not None
    assert len([t for t in e.berlaku.temuan if t.kode == "ISI01"]) == 2
    isi = note_of(p, e)
    (baris,) = [b for blok in isi.blok for b in blok.baris if b.kode == "ISI01"]
    (sebab,) = [s for s in causes(e.berlaku.temuan) if s.kode == "ISI01"]
    assert (baris.tempat, baris.pesan) == (sebab.tempat, sebab.sebab)
    assert ":" in baris.tempat
    assert sum("(ISI01)" in b for b in message_lines(isi)) == 1
    assert "2 isian wajib diperbaiki" in isi.keadaan
