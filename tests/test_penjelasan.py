"""A cek is answered in the column Penjelasan; sheet and core agree on what an answer is.

R1 words answer, a wave of the hand does not, nor the note once more; by formula as by Python. R2 an answered cek is
Dijelaskan, counted apart, with its words; a wajib is never answered. R3 the file is then Siap dikirim, Diterima, exit
code 0. R4 the kode cek does not change. R5 moving carries the words, the next year does not. R6 return note, recap and
verifier's book tell them. R7 in a Buku Kinerja the reason on the sheet Kesampingkan does the same. R8 every finding a
clerk may answer names the place of the answer, and every row that can be asked about has one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from bantu.isian_acak import IDENTITAS, ISI_SAH, instrumen_text, instrumen_uji
from bantu.kiriman import HARI, LENGKAP, PUBLIK, listed, office, sealed
from test_kanonik import BUATAN
from test_lintas_buku import CATATAN, aside, row

from kinerja_core.buku_kinerja.periksa.lintas import set_aside
from kinerja_core.dasar.excelmath import NBSP, Galat, Nilai
from kinerja_core.dasar.katalog.isian import KATALOG_ISIAN
from kinerja_core.dasar.sebab import count_sentence
from kinerja_core.dasar.temuan import KATALOG, NOMOR_TINGKAT, Temuan, buat_temuan
from kinerja_core.kantor.hitung import compare
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar import tempat as p
from kinerja_core.kertas_kerja.lembar.kendali import JUMLAH, LEBAR_PERIKSA
from kinerja_core.kertas_kerja.lembar.kertas import BARIS_CATATAN
from kinerja_core.kertas_kerja.lembar.tempat import TempatKertas
from kinerja_core.kertas_kerja.penjelasan import DIJELASKAN, explanation_keys, explanation_of
from kinerja_core.kertas_kerja.pindah import move
from kinerja_core.kertas_kerja.uji import daftar_uji
from kinerja_core.lembar.huruf import line_count
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.kendali import LEMBAR_PEMERIKSAAN
from kinerja_core.lembar.penjelasan import BELUM_MENJELASKAN, BUKAN_PENJELASAN, says_something
from kinerja_core.perintah.banyak import LaporanBerkas, exit_code
from kinerja_core.provinsi.kumpul.catatan_balik import message_lines, note_of
from kinerja_core.provinsi.kumpul.kumpulkan import Pengiriman, collect
from kinerja_core.provinsi.peringkat import attention
from kinerja_core.provinsi.putaran import Putaran
from kinerja_core.provinsi.register import open_register
from kinerja_core.provinsi.verifikasi.lembar import VERIFIKASI, TugasVerifikasi, describe_verification
from kinerja_core.xlsx.baca import read_buku

INS = instrumen_uji("normalisasi")
KATA = "Pemekaran dua desa pada bulan Juni"
#: Four inputs about each of which a cek is told, all at once.
DITANYA: dict[Kotak, tuple[Nilai, str]] = {
    ("n03", "persen"): (0.93, "ISI10"), ("r05", "penyebut"): (4_400_000_000.0, "HUB05"),
    ("n01", "jumlah"): (8.0, "HUB06"), ("tahun_data", "isi"): (2020.0, "HUB07"),
}
TANYA: dict[Kotak, Nilai] = {**ISI_SAH, **{k: v for k, (v, _) in DITANYA.items()}}
#: (what stands in the column Penjelasan, is it an answer)
ISI: list[tuple[Nilai, bool]] = [
    (None, False), ("-", False), (".", False), ("ok", False), ("OK OK", False), (" ", False), (NBSP + " ", False),
    ("sudah benar", False), ("Sudah Benar.", False), ("Penjelasanlengkap", False), ("x x x x x x x", False),
    (5.0, False), (True, False), (Galat("#N/A"), False),
    ("data BPS", False), (KATA, True), (f"  {KATA}{NBSP}", True), ("SESUAI SK", False),
    ("SESUAI DATA BPS KABUPATEN", True), ("Ada pemekaran desa 🙂", True), ("memang di bawah satu persen", True),
    ("a a e i o", False), ("aeiou a", False), ("x" * 300 + " aiueo", False), ("tidak tahu", False),
    ("ok siap pak camat", False), ("Siap laksanakan komandan.", False), ("Sudah sesuai data kami.", False),
    ("45123", False), ("SIAPA PUN BOLEH MEMOHON", True), ("3 desa baru dimekarkan", True),
    ("lihat {a} dan {b} di \"DPA\"", True),
]


def temuan_of(tmp_path: Path, isi: dict[Kotak, Nilai]) -> list[Temuan]:
    """All findings of a workbook filled so; sheet and core agree on every cell."""
    (path := tmp_path / "x.xlsx").write_bytes(build(INS, IDENTITAS, Isian(IDENTITAS, isi)))
    laporan = compare(path, read_isian(read_buku(path), INS))
    assert [(s.sel, s.inti, s.tersimpan, s.rumus) for s in laporan.sel.values() if not s.sepakat] == []
    return list(laporan.temuan)


@pytest.mark.parametrize("isi", [tuple(ISI[n:n + 4]) for n in range(0, len(ISI), 4)], ids=str)
def test_the_sheet_and_the_core_agree_on_what_an_answer_is(
        isi: tuple[tuple[Nilai, bool], ...], tmp_path: Path) -> None:
    """R1, R2: by the formulas of the file itself."""
    jawab = dict(zip(DITANYA, isi, strict=False))
    data = TANYA | {explanation_of(k): v for k, (v, _) in jawab.items()}
    menurut = {t.kode: t for t in temuan_of(tmp_path, data) if t.kode in KATALOG_ISIAN}
    for kotak, (nilai, ya) in jawab.items():
        t = menurut[DITANYA[kotak][1]]
        assert t.tingkat == ("dijelaskan" if ya else "cek"), (kotak, nilai)
        assert t.penjelasan == (re.sub(rf"[ {NBSP}]+", " ", str(nilai)).strip() if ya else "")


@pytest.mark.sampel(2)
@pytest.mark.parametrize(("kotak", "kode"), [(k, kode) for k, (_, kode) in DITANYA.items()])
def test_the_note_once_more_is_no_answer(kotak: Kotak, kode: str, tmp_path: Path) -> None:
    """R1: neither what is said nor how to mend it, with or without words before it or a full stop behind."""
    t = next(t for t in temuan_of(tmp_path, TANYA) if t.kode == kode)
    for teks in (t.inti, t.inti.rstrip(".").upper(), t.perbaikan, f"{t.inti} {t.perbaikan}", t.pesan):
        lagi = temuan_of(tmp_path, TANYA | {explanation_of(kotak): teks})
        assert next(t for t in lagi if t.kode == kode).tingkat == "cek", teks


def test_a_wajib_is_never_answered(tmp_path: Path) -> None:
    """R2"""
    isi = {k: v for k, v in ISI_SAH.items() if k != ("n03", "persen")} | {("r01", "pembilang"): 10.0}
    jelas = {explanation_of(k): KATA for k in (("n03", "persen"), ("r01", "pembilang"))}
    tanpa, dengan = temuan_of(tmp_path, isi), temuan_of(tmp_path, isi | jelas)
    assert {t.kode for t in tanpa if t.tingkat == "wajib"} == {"ISI01", "HUB01"}
    assert dengan == tanpa
    with pytest.raises(ValueError, match="HUB01"):
        buat_temuan("HUB01").explained(KATA)


def test_answered_ones_are_counted_apart_and_the_file_is_ready(tmp_path: Path) -> None:
    """R2, R3, R4"""
    jelas = {explanation_of(k): KATA for k in DITANYA}
    (path := tmp_path / "x.xlsx").write_bytes(build(INS, IDENTITAS, Isian(IDENTITAS, TANYA | jelas)))
    bacaan = read_isian(read_buku(path), INS)
    temuan = compare(path, bacaan).temuan
    assert count_sentence(temuan).startswith("0 wajib diperbaiki, 0 perlu dicek, 0 keterangan, 4 dijelaskan")
    assert exit_code([LaporanBerkas("x", temuan)], False) == 0
    periksa = bacaan.buku.sheet(LEMBAR_PEMERIKSAAN)
    assert periksa is not None
    assert {t: periksa.nilai[pos] for t, pos in JUMLAH.items()} == {"wajib": 0, "cek": 0, "dijelaskan": 4}
    baris = [[periksa.nilai.get((n, k)) for k in (1, 6)] for n in range(4, 9)]
    assert [b[0] for b in baris] == ["Dijelaskan"] * 4 + ["Sesuai"]
    assert {b[1] for b in baris[:4]} == {f"Penjelasan: {KATA}"}
    kertas = bacaan.buku.sheet(p.KERTAS)
    assert kertas is not None
    di = bacaan.denah.masukan[("n03", "persen")][1][0]
    assert (kertas.nilai[(di, p.KET)], kertas.nilai[(di, p.STATUS)]) == (DIJELASKAN, "dijelaskan")
    (lain := tmp_path / "y.xlsx").write_bytes(build(INS, IDENTITAS, Isian(IDENTITAS, TANYA)))
    tanpa = read_isian(read_buku(lain), INS)
    assert len({shown_kode(b.buku, b.denah.nama["kode_cek"]) for b in (bacaan, tanpa)}) == 1


@pytest.mark.parametrize("kata", ["ok", "sudah benar"])
def test_what_does_not_explain_is_told_as_such(kata: str, tmp_path: Path) -> None:
    """R1: by the command and on the sheet, in the same words."""
    jelas: dict[Kotak, Nilai] = {explanation_of(k): kata for k in list(DITANYA)[:2]}
    temuan = temuan_of(tmp_path, TANYA | jelas)
    menurut = {t.kode: t.perbaikan == BELUM_MENJELASKAN for t in temuan if t.kode in KATALOG_ISIAN}
    assert menurut == {"ISI10": True, "HUB05": True, "HUB06": False, "HUB07": False}
    periksa = read_buku(tmp_path / "x.xlsx").sheet(LEMBAR_PEMERIKSAAN)
    assert periksa is not None
    assert {periksa.nilai[(n, 7)]: periksa.nilai[(n, 6)] for n in range(4, 8)} == {
        t.kode: t.perbaikan for t in temuan if t.kode in KATALOG_ISIAN}
    assert line_count(BELUM_MENJELASKAN, LEBAR_PERIKSA[6]) <= BARIS_CATATAN


def shown_kode(buku: object, tempat: tuple[str, tuple[int, int]]) -> Nilai:
    """What stands at a place of a workbook."""
    lembar = buku.sheet(tempat[0])  # type: ignore[attr-defined]
    return lembar.nilai[tempat[1]]  # type: ignore[no-any-return]


def test_moving_carries_the_words(tmp_path: Path) -> None:
    """R5"""
    jelas = {explanation_of(k): KATA for k in DITANYA}
    (toml := tmp_path / "uji.toml").write_text(instrumen_text("normalisasi"), "utf-8")
    (path := tmp_path / "x.xlsx").write_bytes(build(INS, IDENTITAS, Isian(IDENTITAS, TANYA | jelas)))
    baru = move(read_buku(path), str(toml), lambda _: None)
    (ke := tmp_path / "baru.xlsx").write_bytes(baru.isi)
    assert read_isian(read_buku(ke), INS).isian.data == read_isian(read_buku(path), INS).isian.data
    assert [t.kode for t in baru.temuan if t.tingkat != "keterangan"] == []


# -- the province ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def putaran(tmp_path_factory: pytest.TempPathFactory) -> Putaran:
    """Two kecamatan with 0 of 0: one explains it, one does not."""
    folder = tmp_path_factory.mktemp("masuk")
    nol: dict[Kotak, Nilai] = {("b02", "pembilang"): 0.0, ("b02", "penyebut"): 0.0}
    jelas = {explanation_of(("b02", kunci)): KATA for kunci in ("pembilang", "penyebut")}
    (folder / "satu.xlsx").write_bytes(sealed(office(1), {**LENGKAP, **nol, **jelas}))
    (folder / "dua.xlsx").write_bytes(sealed(office(2), {**LENGKAP, **nol}))
    with open_register(folder.parent / f"{folder.name}.sqlite") as register:
        collect(folder, BUATAN, PUBLIK, register, pengiriman=Pengiriman(listed(1, 2), None), diterima=HARI)
        return register.round(BUATAN)


def test_an_explained_file_is_accepted_and_its_words_are_told(putaran: Putaran) -> None:
    """R3, R6: after a way through the register."""
    satu, dua = putaran.entri
    assert (satu.keadaan, dua.keadaan) == ("diterima", "diterima_catatan")
    isi, pesan = note_of(putaran, satu), "\n".join(message_lines(note_of(putaran, satu)))
    assert [b.judul for b in isi.blok] == ["Dijelaskan (1)"]
    assert KATA in isi.blok[0].baris[0].perbaikan
    assert KATA in pesan
    assert "1 hal Anda jelaskan" in isi.keadaan
    lihat = {x.entri.kecamatan.kode: (x.jenis, KATA in x.uraian) for x in attention(putaran)
             if x.jenis in ("0 dari 0", "Dijelaskan")}
    assert lihat == {"99.01.01": ("Dijelaskan", True), "99.01.02": ("0 dari 0", False)}


def test_the_verifier_reads_the_words(putaran: Putaran) -> None:
    """R6"""
    for e, ada in zip(putaran.entri, (True, False), strict=True):
        assert e.berlaku is not None
        denah = describe_verification(BUATAN, e.kecamatan.identitas, TugasVerifikasi("Penguji", e.berlaku.sidik),
                                      e.berlaku.isian)
        teks = [str(s.isi) for s in denah.sheet(VERIFIKASI).sel.values() if s is not None]
        assert any(KATA in x for x in teks) == ada


# -- Buku Kinerja ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("alasan", ["-", "ok", "sudah benar", "."])
def test_a_reason_that_says_nothing_sets_nothing_aside(alasan: str) -> None:
    """R7"""
    assert set_aside(aside(row("NOM01", "N003", alasan)), CATATAN) == CATATAN


# -- the places --------------------------------------------------------------------------------------------------------


def test_every_input_that_can_be_asked_about_has_a_place_for_the_answer() -> None:
    """R8"""
    ptk = TempatKertas(INS, IDENTITAS)
    ditanya = {u.kotak for u in daftar_uji(INS) for kode in u.kemungkinan
               if KATALOG[kode].explainable and not u.kotak[0].startswith("ttd_")}  # never irrelevant (ISI12)
    assert ditanya <= {k for k in ptk.masukan if ptk.is_explainable(k)}
    assert len({ptk.posisi_masukan(k) for k in explanation_keys(INS)}) == len(explanation_keys(INS))


@pytest.mark.parametrize("k", [k for k in KATALOG.values() if k.explainable], ids=lambda k: k.kode)
def test_a_mend_names_no_column_that_nothing_reads(k: object) -> None:
    """R8: who is told to explain is told where."""
    teks = k.perbaikan  # type: ignore[attr-defined]
    assert "Bukti dukung" not in teks
    if re.search(r"jelaskan|sebabnya|alasannya", teks, re.IGNORECASE):
        assert re.search(r"kolom Penjelasan|lembar Kesampingkan", teks), teks


def test_the_words_of_the_hand_are_words_of_the_hand() -> None:
    """R1"""
    assert [x for x in BUKAN_PENJELASAN if says_something(x) or says_something(x.upper() + ".")] == []
    assert NOMOR_TINGKAT["dijelaskan"] > NOMOR_TINGKAT["cek"]
    assert replace(buat_temuan("HUB03"), sel="x").explained(KATA).is_open is False
