"""Verification from the register to the round and the minutes, on files as they are really sent.

R1 the workbook shows the office's values and the core's results, blank where it is blank; the state of every row is
the core's. R2 merging is idempotent and takes a file whole or not at all; a changed formula is told and not merged.
R3 two verifiers who differ: nothing is chosen until a meeting decides, and a later file reopens it. R4 a submission
that changed: its verification holds only while the values are the same. R5 jurors: blank is no 0; the mean. R6 shares
are reproducible and disjoint, filled files are never written over. R7 the minutes say the core's values.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu.kiriman import HARI, LENGKAP, PUBLIK, listed, office, sealed
from bantu.putaran_acak import putaran_acak
from test_kanonik import BUATAN
from typer.testing import CliRunner

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.kertas_kerja.penilaian import score
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.perintah.cli import app
from kinerja_core.provinsi.kumpul.kumpulkan import Pengiriman, collect
from kinerja_core.provinsi.putaran import Putaran
from kinerja_core.provinsi.register import Register, open_register
from kinerja_core.provinsi.tahap import all_verifications, apply_stages
from kinerja_core.provinsi.verifikasi import gabung
from kinerja_core.provinsi.verifikasi.berita_acara import content, minutes
from kinerja_core.provinsi.verifikasi.gabung import Gabungan, merge
from kinerja_core.provinsi.verifikasi.kaidah import Jawaban, Verifikasi, items, part
from kinerja_core.provinsi.verifikasi.lembar import TugasVerifikasi, cell_of
from kinerja_core.provinsi.verifikasi.siapkan import (
    build_verification,
    check_names,
    choose,
    described_again,
    parse_share,
    prepare,
    share_out,
    task_of,
)
from kinerja_core.xlsx.baca import read_buku

SEMUA = {part(b.kode, "keputusan"): "Sesuai" for b in items(BUATAN)}
UBAH: dict[Kotak, Nilai] = {
    part("b02", "keputusan"): "Tidak sesuai", ("b02", "pembilang"): 1.0, part("b02", "nomor"): "SK 12",
    part("b02", "catatan"): "Satu berkas tidak sah", part("b03", "keputusan"): "tidak ada bukti",
    part("b03", "catatan"): "Tidak ada foto",
}


@pytest.fixture
def register(tmp_path: Path) -> Any:
    masuk = tmp_path / "masuk"
    masuk.mkdir()
    for n in (1, 2, 3):
        (masuk / f"{n}.xlsx").write_bytes(sealed(office(n), {("b01", "pembilang"): float(n)}))
    with open_register(tmp_path / "r.sqlite") as buka:
        collect(masuk, BUATAN, PUBLIK, buka, pengiriman=Pengiriman(listed(1, 2, 3), datetime.date(2026, 12, 31)),
                diterima=HARI)
        yield buka


def stage_round(register: Register) -> Putaran:
    return apply_stages(register.round(BUATAN), register.stages(BUATAN))


def returned(register: Register, path: Path, siapa: str, n: int = 1, isi: Mapping[Kotak, Nilai] | None = None) -> Path:
    """A filled verifier workbook of the n-th kecamatan."""
    k = register.round(BUATAN).entri[n - 1].berlaku
    assert k is not None
    assert k.identitas is not None
    path.parent.mkdir(exist_ok=True)
    isi = {**SEMUA, **(isi or {})}
    path.write_bytes(build_verification(BUATAN, k.identitas, task_of(k, siapa, "nol"), k.isian, isi))
    return path


def join(register: Register, tmp_path: Path) -> Gabungan:
    return merge(tmp_path / "kembali", register, BUATAN, ke=tmp_path / "hasil")


def codes(g: Gabungan) -> list[str]:
    return [t.kode for b in g.berkas for t in b.temuan] + [t.kode for t in g.temuan]


def test_the_state_of_a_row() -> None:
    """R1: every kode can come and go."""
    def state(j: Jawaban, kode: str = "b02") -> str:
        v = Verifikasi(BUATAN, LENGKAP, {kode: j})
        return v.state(next(b for b in v.butir if b.kode == kode))

    satu: dict[Kotak, Nilai] = {("b02", "pembilang"): 1.0}
    assert state(Jawaban()) == "VRF21"
    assert state(Jawaban("Mungkin")) == "VRF22"
    assert state(Jawaban("Sesuai")) == ""
    assert state(Jawaban("Sesuai", isian=satu)) == "VRF23"
    assert state(Jawaban("Tidak sesuai", "x")) == "VRF24"
    assert state(Jawaban("Tidak sesuai", "x", isian={("b02", "pembilang"): 3.0})) == "VRF24"
    assert state(Jawaban("Tidak sesuai", "x", isian={("b02", "pembilang"): "tiga"})) == "VRF25"
    assert state(Jawaban("Tidak sesuai", isian=satu)) == "VRF27"
    assert state(Jawaban("TIDAK SESUAI", "x", isian=satu)) == ""
    assert state(Jawaban("Tidak ada bukti", "x", isian=satu)) == "VRF26"
    assert state(Jawaban("Tidak ada bukti")) == "VRF27"
    assert state(Jawaban("Tidak ada bukti", "x")) == ""
    assert state(Jawaban("Tidak ada bukti", "x"), "jumlah_desa") == "VRF22"


def test_the_values_that_count() -> None:
    """R1: a corrected 0 is a 0, no evidence is blank, and nothing else changes; "tetap" leaves the office's."""
    nol = Verifikasi(BUATAN, LENGKAP, {"b02": Jawaban("Tidak sesuai", "x", isian={("b02", "pembilang"): 0.0}),
                                       "b03": Jawaban("Tidak ada bukti", "x")})
    harus: dict[Kotak, Nilai] = {**LENGKAP, ("b02", "pembilang"): 0.0, ("b03", "n"): None}
    assert nol.hasil.nilai_akhir == score(BUATAN, Isian(None, harus)).nilai_akhir
    assert (nol.hasil.of("b02").nilai, nol.hasil.of("b03").nilai) == (0.0, None)
    tetap = Verifikasi(BUATAN, LENGKAP, {"b03": Jawaban("Tidak ada bukti", "x")}, "tetap")
    assert tetap.hasil.nilai_akhir == score(BUATAN, Isian(None, LENGKAP)).nilai_akhir


def test_cached_values_and_safe_texts(register: Register, tmp_path: Path) -> None:
    """R1: the file shows the core's values at once; a text that begins like a formula stays a text."""
    asal: dict[Kotak, Nilai] = {**LENGKAP, ("b02", "bukti"): "=HYPERLINK(\"http://x\")", ("b05", "masuk"): None}
    tugas = TugasVerifikasi("Verifikator Contoh", "a" * 64, "x.xlsx")
    path = tmp_path / "v.xlsx"
    path.write_bytes(build_verification(BUATAN, office(1), tugas, asal, {**SEMUA, **UBAH}))
    denah, buku = described_again(BUATAN, office(1), tugas, asal), read_buku(path)
    jawab = {"b02": Jawaban("Tidak sesuai", "x", isian={("b02", "pembilang"): 1.0}),
             "b03": Jawaban("Tidak ada bukti", "x")}
    v = Verifikasi(BUATAN, asal, jawab)
    for kunci, harus in [("v_akhir", v.hasil.nilai_akhir), (("v_nilai", "b02"), v.hasil.of("b02").nilai),
                         (("v_capaian", "b03"), None), (("v_status", "b04"), None), (("v_terbuka", "b02"), 0)]:
        lembar, pos = denah.keluaran[kunci]
        s = buku.sheet(lembar)
        assert s is not None
        assert (s.nilai.get(pos) or None) == (harus or None), kunci
    teks = [v for s in buku.lembar for v in s.nilai.values() if isinstance(v, str) and "HYPERLINK" in v]
    assert teks == ["'=HYPERLINK(\"http://x\")"]


def test_merging(register: Register, tmp_path: Path) -> None:
    """R2: score as the core gives it, once; the stage appears; the recap's entry is complete."""
    returned(register, tmp_path / "kembali" / "a.xlsx", "Verifikator Contoh", isi=UBAH)
    g = join(register, tmp_path)
    assert (g.kode_keluar, g.baru, g.lengkap, codes(g)) == (0, len(items(BUATAN)) + 1, 1, [])
    e = stage_round(register).entri[0]
    harus = {**LENGKAP, ("b01", "pembilang"): 1.0, ("b02", "pembilang"): 1.0, ("b03", "n"): None}
    assert e.verifikasi is not None
    assert e.verifikasi.nilai_akhir == score(BUATAN, Isian(None, harus)).nilai_akhir == e.tahap["verifikasi"]
    assert e.combined({"mandiri": Decimal(40), "verifikasi": Decimal(60)}) == pytest.approx(
        0.4 * e.tahap["mandiri"] + 0.6 * e.tahap["verifikasi"])
    assert "verifikasi" not in stage_round(register).entri[1].tahap
    sebelum = register.stages(BUATAN)
    g = join(register, tmp_path)
    assert (g.baru, g.berkas[0].keadaan, register.stages(BUATAN)) == (0, "sudah", sebelum)


def test_reason_and_evidence_are_kept(register: Register, tmp_path: Path) -> None:
    """R2: all that a verifier writes beside a decision."""
    ruas = {r: f"isi {r}" for r in ("nomor", "tanggal", "halaman", "tautan", "sidik")}
    isi = {**UBAH, **{part("b02", r): teks for r, teks in ruas.items()}}
    returned(register, tmp_path / "kembali" / "a.xlsx", "Verifikator Contoh", isi=isi)
    assert codes(join(register, tmp_path)) == []
    baris = {x.indikator: x for x in register.stages(BUATAN)}
    assert json.loads(baris["b02"].bukti) == ruas
    assert (baris["b02"].catatan, baris["b02"].keputusan) == ("Satu berkas tidak sah", "Tidak sesuai")
    assert (baris["b03"].keputusan, baris["b03"].isian, baris["b03"].nilai) == ("Tidak ada bukti", {"n": None}, None)
    assert (baris["b04"].bukti, baris["b04"].catatan, baris["b04"].keputusan) == ("", "", "Sesuai")
    assert {x.berkas for x in baris.values()} == {"a.xlsx"}


def test_what_is_not_merged(register: Register, tmp_path: Path) -> None:
    """R2: unfinished, changed, foreign files; a note that is missing is obligatory."""
    kembali = tmp_path / "kembali"
    returned(register, kembali / "belum.xlsx", "A", isi={part("b02", "keputusan"): None})
    returned(register, kembali / "catatan.xlsx", "B", isi={**UBAH, part("b02", "catatan"): None})
    asli = returned(register, kembali / "rusak.xlsx", "C")
    buku = openpyxl.load_workbook(asli)
    buku["Verifikasi"]["P5"] = 99
    buku.save(asli)
    (kembali / "lain.xlsx").write_bytes(sealed(office(2)))
    (kembali / "teks.xlsx").write_text("bukan buku")
    g = join(register, tmp_path)
    per = {b.berkas: [t.kode for t in b.temuan] for b in g.berkas}
    assert per["belum.xlsx"] == ["VRF05", "VRF21"]
    assert per["catatan.xlsx"] == ["VRF05", "VRF27"]
    assert per["rusak.xlsx"][0] == "VRF04"
    assert per["lain.xlsx"] == ["VRF01"]
    assert per["teks.xlsx"] == ["BKS30"]
    assert (g.kode_keluar, g.baru, register.stages(BUATAN)) == (3, 0, [])


def test_a_value_that_is_none_of_its_kind_is_told_at_its_cell(register: Register, tmp_path: Path) -> None:
    """R2: in the words of a typed cell, not as a row that is not finished."""
    path = returned(register, tmp_path / "kembali" / "a.xlsx", "A", isi={**UBAH, ("b02", "pembilang"): "satu"})
    g = join(register, tmp_path)
    assert (codes(g), g.baru) == (["VRF05", "BRS01"], 0)
    assert g.berkas[0].temuan[1].sel.startswith("Verifikasi!")
    assert path.is_file()


def test_the_files_are_counted_as_they_are_done(register: Register, tmp_path: Path) -> None:
    """R2: for whoever waits."""
    for n in (1, 2):
        returned(register, tmp_path / "kembali" / f"{n}.xlsx", "A", n)
    catat: list[object] = []

    @contextlib.contextmanager
    def maju(banyak: int) -> Iterator[Any]:
        catat.append(banyak)
        yield catat.append

    merge(tmp_path / "kembali", register, BUATAN, ke=tmp_path / "hasil", maju=maju)
    assert catat == [2, "1.xlsx", "2.xlsx"]


def test_a_file_saved_by_another_program_is_merged(register: Register, tmp_path: Path) -> None:
    """R2: openpyxl drops cached values and lists nothing changed."""
    path = returned(register, tmp_path / "kembali" / "a.xlsx", "A", isi=UBAH)
    openpyxl.load_workbook(path).save(path)
    assert join(register, tmp_path).berkas[0].keadaan == "digabungkan"


def decide(path: Path, pilih: Mapping[str, tuple[str, str]]) -> None:
    """Writes Ya and the reason beside each line of a verifier."""
    buku = openpyxl.load_workbook(path)
    s = buku["Perbedaan"]
    for b in range(4, s.max_row + 1):
        if (siapa := s.cell(b, 5).value) in pilih:
            s.cell(b, 10).value, s.cell(b, 11).value = pilih[siapa]
    buku.save(path)


def test_two_verifiers_who_differ(register: Register, tmp_path: Path) -> None:
    """R3"""
    kembali = tmp_path / "kembali"
    returned(register, kembali / "a.xlsx", "A", isi=UBAH)
    returned(register, kembali / "b.xlsx", "B", isi={**UBAH, ("b02", "pembilang"): 2.0})
    g = join(register, tmp_path)
    assert (g.kode_keluar, codes(g), g.lengkap) == (1, ["VRF10"], 0)
    assert "a.xlsx" in g.temuan[0].pesan
    assert " 2; " in g.temuan[0].pesan
    k = register.round(BUATAN).entri[0].berlaku
    assert k is not None
    denah = described_again(BUATAN, office(1), task_of(k, "A", "nol"), k.isian)
    assert f"b.xlsx {cell_of(denah, part('b02', 'keputusan'))}" in g.temuan[0].pesan
    assert "verifikasi" not in stage_round(register).entri[0].tahap
    assert g.perbedaan == tmp_path / "hasil" / "Perbedaan.xlsx"
    assert join(register, tmp_path).perbedaan == g.perbedaan
    decide(g.perbedaan, {"A": ("Ya", "x"), "B": ("Ya", "y")})
    (kembali / "Perbedaan.xlsx").write_bytes(g.perbedaan.read_bytes())
    assert codes(join(register, tmp_path)) == ["VRF11", "VRF10"]
    decide(g.perbedaan, {"A": ("", ""), "B": ("Ya", "")})
    (kembali / "Perbedaan.xlsx").write_bytes(g.perbedaan.read_bytes())
    assert codes(join(register, tmp_path)) == ["VRF15", "VRF10"]
    decide(g.perbedaan, {"B": ("ya", "Bukti ditunjukkan dalam rapat")})
    (kembali / "Perbedaan.xlsx").write_bytes(g.perbedaan.read_bytes())
    g = join(register, tmp_path)
    assert (g.kode_keluar, g.lengkap, g.baru) == (0, 1, 1)
    h = all_verifications(register.round(BUATAN), register.stages(BUATAN))["99.01.01"]
    assert (h.baris["b02"].isian["pembilang"], h.baris["b02"].verifikator) == (2.0, "Rapat tim")
    returned(register, kembali / "c.xlsx", "C", isi={**UBAH, ("b02", "pembilang"): 0.0})
    assert codes(join(register, tmp_path)) == ["VRF10"]


def test_a_decision_about_what_is_not_open_is_told(register: Register, tmp_path: Path) -> None:
    """R3: a workbook of a meeting that came back too late, and one whose line was written over."""
    kembali = tmp_path / "kembali"
    returned(register, kembali / "a.xlsx", "A", isi=UBAH)
    returned(register, kembali / "b.xlsx", "B", isi={**UBAH, ("b02", "pembilang"): 2.0})
    perbedaan = join(register, tmp_path).perbedaan
    assert perbedaan is not None
    putusan, salah = kembali / "Perbedaan.xlsx", tmp_path / "salah.xlsx"
    decide(perbedaan, {"B": ("Ya", "Bukti ditunjukkan")})
    buku = openpyxl.load_workbook(perbedaan)
    s = buku["Perbedaan"]
    (kolom,) = (k for k in range(1, s.max_column + 1) if s.cell(4, k).value == "b02")
    for b in (4, 5):
        s.cell(b, kolom).value = "b03"
    buku.save(salah)
    putusan.write_bytes(salah.read_bytes())
    g = join(register, tmp_path)
    assert (codes(g), g.baru, g.lengkap) == (["VRF12", "VRF10"], 0, 0)
    assert next(b.keadaan for b in g.berkas if b.berkas == putusan.name) == "dikembalikan"
    assert "99.01.01 Indikator" in next(t.pesan for b in g.berkas for t in b.temuan)
    putusan.write_bytes(perbedaan.read_bytes())
    g = join(register, tmp_path)
    assert (codes(g), g.baru, g.lengkap) == ([], 1, 1)
    assert g.perbedaan is None
    decide(perbedaan, {"B": ("Ya", "Bukti ditunjukkan sekali lagi")})
    putusan.write_bytes(perbedaan.read_bytes())
    g = join(register, tmp_path)
    assert (codes(g), g.baru, g.lengkap) == (["VRF12"], 0, 1)
    assert (g.kode_keluar, g.as_dict()["perbedaan"], g.as_dict()["baris_baru"]) == (1, None, 0)


@pytest.mark.parametrize(("ubah", "kode"), [
    ({"kiriman": "f" * 64}, f"VRF03 kiriman {'f' * 16} "), ({"kiriman": ""}, "VRF03 kiriman (kosong) "),
    ({"kode_wilayah": "99.01.09"}, "VRF03 (99.01.09)"), ({"kode_wilayah": ""}, "VRF03 (tanpa kode wilayah)"),
    ({"tanpa_bukti": "entah"}, "VRF03 (99.01.01)"), ({"verifikator": ""}, "VRF03 (99.01.01)"),
    ({"instrumen_sidik": "0" * 64}, "VRF02 buatan 1"), ({"jenis": "lain_lagi"}, "VRF01 lain lagi"),
    ({"jenis": ""}, "VRF01 tanpa tanda"),
])
def test_a_workbook_of_something_else(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                      ubah: dict[str, str], kode: str) -> None:
    """R2: of an unknown submission, kecamatan or rule, of nobody, of another instrument, of another kind."""
    returned(register, tmp_path / "kembali" / "a.xlsx", "A")
    baca = gabung.read_meta
    monkeypatch.setattr(gabung, "read_meta", lambda buku: {**baca(buku), **ubah})
    g = join(register, tmp_path)
    kode, _, kata = kode.partition(" ")
    assert (codes(g), g.berkas[0].keadaan, g.baru, g.kode_keluar) == ([kode], "dikembalikan", 0, 1)
    assert kata in g.berkas[0].temuan[0].pesan


@pytest.mark.parametrize(("ubah", "isi", "kode"), [
    ({"tahap": "mandiri"}, {}, "VRF35"), ({"verifikator": ""}, {}, "VRF35"), ({}, {"B5": "99.01.77"}, "VRF34"),
])
def test_a_table_of_a_juror_that_is_not_taken(
        register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ubah: dict[str, str],
        isi: dict[str, str], kode: str) -> None:
    """R5: of another stage, of nobody, about a kecamatan that was not asked."""
    prepare(register.round(BUATAN), tmp_path / "kembali", verifikator=("Juri A",), tahap="lapangan")
    (path,) = (tmp_path / "kembali").rglob("*.xlsx")
    buku = openpyxl.load_workbook(path)
    s = buku.worksheets[0]
    s["E4"] = 80
    for sel, nilai in isi.items():
        s[sel] = nilai
    buku.save(path)
    baca = gabung.read_meta
    monkeypatch.setattr(gabung, "read_meta", lambda buku: {**baca(buku), **ubah})
    g = join(register, tmp_path)
    assert (codes(g), g.baru, g.berkas[0].keadaan) == ([kode], 0, "dikembalikan")


def test_jurors_may_differ_by_as_much_as_is_allowed(register: Register, tmp_path: Path) -> None:
    """R5: a value is from 0 to 100, both included; more than SELISIH_PENILAI apart is told."""
    prepare(register.round(BUATAN), tmp_path / "kembali", verifikator=("Juri A", "Juri B"), tahap="lapangan")
    for nama, nilai in (("juri_a", (100, 0, 70)), ("juri_b", (80, 20, 90.01))):
        (path,) = (tmp_path / "kembali" / nama).glob("*.xlsx")
        buku = openpyxl.load_workbook(path)
        for n, v in enumerate(nilai):
            buku.worksheets[0].cell(4 + n, 5).value = v
        buku.save(path)
    g = join(register, tmp_path)
    assert ([t.kode for t in g.temuan], g.baru) == (["VRF14"], 6)
    assert "lapangan 99.01.03" in g.temuan[0].pesan
    buku.worksheets[0]["E4"] = 100.5
    buku.save(path)
    assert [(b.keadaan, len(b.temuan)) for b in join(register, tmp_path).berkas] == [("sudah", 0), ("dikembalikan", 1)]


def test_the_same_verifier_sends_again(register: Register, tmp_path: Path) -> None:
    """R3: the last file of one verifier counts, and it is told."""
    returned(register, tmp_path / "kembali" / "a.xlsx", "A", isi=UBAH)
    join(register, tmp_path)
    returned(register, tmp_path / "kembali" / "b.xlsx", "A")
    g = join(register, tmp_path)
    assert (codes(g), g.kode_keluar) == (["VRF08"], 0)
    e = stage_round(register).entri[0]
    assert e.tahap["verifikasi"] == e.tahap["mandiri"]


def _saved_on(path: Path, waktu: str) -> None:
    with zipfile.ZipFile(path) as paket:
        bagian = {n: paket.read(n) for n in paket.namelist()}
    sifat = bagian["docProps/core.xml"].decode()
    bagian["docProps/core.xml"] = re.sub(r"(modified[^>]*>)[^<]+", rf"\g<1>{waktu}", sifat).encode()
    with zipfile.ZipFile(path, "w") as paket:
        for n, isi in bagian.items():
            paket.writestr(n, isi)


@pytest.mark.parametrize(("awal", "akhir"), [("a.xlsx", "b.xlsx"), ("b.xlsx", "a.xlsx"), ("a.xlsx", "a baru.xlsx")])
def test_of_two_books_at_once_the_one_saved_later_holds(
        register: Register, tmp_path: Path, awal: str, akhir: str) -> None:
    """R3: whatever they are called."""
    for nama, isi, hari in ((awal, UBAH, 1), (akhir, None, 2)):
        path = returned(register, tmp_path / "kembali" / nama, "A", isi=isi)
        _saved_on(path, f"2026-12-0{hari}T08:00:00Z")
    assert codes(join(register, tmp_path)) == ["VRF08"]
    e = stage_round(register).entri[0]
    assert e.tahap["verifikasi"] == e.tahap["mandiri"]


@pytest.mark.parametrize(("ubah", "kode", "ada"), [
    ({("b01", "bukti"): "SK baru"}, "VRF07", True), ({("b02", "pembilang"): 2.0}, "VRF06", False)])
def test_a_submission_that_changed(register: Register, tmp_path: Path, ubah: Any, kode: str, ada: bool) -> None:
    """R4"""
    path = returned(register, tmp_path / "kembali" / "a.xlsx", "A", isi=UBAH)
    (tmp_path / "masuk" / "baru.xlsx").write_bytes(sealed(office(1), {("b01", "pembilang"): 1.0, **ubah}))
    collect(tmp_path / "masuk", BUATAN, PUBLIK, register, diterima=HARI)
    assert register.round(BUATAN).entri[0].berlaku.berkas == "baru.xlsx"  # type: ignore[union-attr]
    assert codes(join(register, tmp_path)) == [kode]
    assert ("verifikasi" in stage_round(register).entri[0].tahap) is ada
    assert path.is_file()


def test_jurors(register: Register, tmp_path: Path) -> None:
    """R5"""
    putaran = register.round(BUATAN)
    prepare(putaran, tmp_path / "kembali", verifikator=("Juri A", "Juri B"), tahap="presentasi")
    for nama, nilai in (("juri_a", (80, 0, None)), ("juri_b", (90.5, 30, " "))):
        path = tmp_path / "kembali" / nama / f"nilai_presentasi_{nama}.xlsx"
        buku = openpyxl.load_workbook(path)
        for n, v in enumerate(nilai):
            buku["Presentasi"].cell(4 + n, 5).value = v
        buku.save(path)
    g = join(register, tmp_path)
    assert (codes(g), g.baru) == (["VRF14"], 4)
    assert [e.tahap.get("presentasi") for e in stage_round(register).entri] == [85.25, 15.0, None]
    buku["Presentasi"]["E4"] = "sembilan"
    buku.save(path)
    assert [t.kode for b in join(register, tmp_path).berkas for t in b.temuan] == ["BRS01"]


def test_shares(tmp_path: Path) -> None:
    """R6"""
    p = putaran_acak(BUATAN, 60)
    sepuluh = choose(p, bagian=parse_share("10 %"))
    assert sepuluh == choose(p, bagian=Decimal(10))
    per: dict[str, int] = {}
    for e in sepuluh:
        per[e.kecamatan.kode_kabupaten] = per.get(e.kecamatan.kode_kabupaten, 0) + 1
    assert set(per) == {e.kecamatan.kode_kabupaten for e in p.masuk}
    assert len({e.kecamatan.kode for e in sepuluh}) == len(sepuluh) < len(p.masuk) / 4
    assert choose(p, bagian=Decimal(100)) == tuple(e for e in p.masuk if e.skor)
    kab = p.masuk[0].kecamatan.kode_kabupaten
    assert {e.kecamatan.kode_kabupaten for e in choose(p, kode=[kab])} == {kab}
    nama = check_names(["A", "B", "C"])
    bagi = share_out(p.masuk, nama)
    assert [e for e, _ in bagi] == list(p.masuk)
    ganda = share_out(p.masuk, nama, ganda=True)
    assert all(len({v for x, v in ganda if x is e}) == 2 for e in p.masuk)
    for salah, kode in ((("0%",), "VRF31"), (("abc",), "VRF31")):
        with pytest.raises(KinerjaError) as galat:
            parse_share(*salah)
        assert galat.value.kode == kode
    for daftar in (["A", "a"], ["Rapat Tim"], ["=x"]):
        with pytest.raises(KinerjaError, match="Nama"):
            check_names(daftar)
    with pytest.raises(KinerjaError) as galat:
        choose(p, kode=["99.99"])
    assert galat.value.kode == "VRF34"


def test_prepared_files_are_left_alone(register: Register, tmp_path: Path) -> None:
    """R6"""
    putaran, ke = register.round(BUATAN), tmp_path / "keluar"
    h = prepare(putaran, ke, verifikator=("Verifikator Contoh",), kode=["99.01.02"])
    (path,) = h.baru
    assert path == ke / "verifikator_contoh" / "99.01.02_uji_2_verifikasi_verifikator_contoh.xlsx"
    isi = path.read_bytes()
    path.write_bytes(b"sudah diisi")
    assert prepare(putaran, ke, verifikator=("Verifikator Contoh",), kode=["99.01.02"]).ada == (path,)
    assert path.read_bytes() == b"sudah diisi"
    path.unlink()
    prepare(putaran, ke, verifikator=("Verifikator Contoh",), kode=["99.01.02"])
    assert path.read_bytes() == isi


def test_minutes(register: Register, tmp_path: Path) -> None:
    """R7"""
    returned(register, tmp_path / "kembali" / "a.xlsx", "Verifikator Contoh", isi=UBAH)
    returned(register, tmp_path / "kembali" / "b.xlsx", "Verifikator Contoh", n=2)
    join(register, tmp_path)
    putaran, rows = register.round(BUATAN), register.stages(BUATAN)
    isi = content(putaran, list(all_verifications(putaran, rows).values()))
    e = stage_round(register).entri[0]
    assert (isi.baris[0].mandiri, isi.baris[0].verifikasi) == (e.tahap["mandiri"], e.tahap["verifikasi"])
    assert [b.berubah for b in isi.baris] == [2, 0]
    assert [(u.keputusan, u.asal, u.menjadi) for u in isi.ubah][1] == ("Tidak ada bukti", "2,5", "kosong")
    assert isi.ubah[0].asal.endswith(": 3")
    ((nama, data),) = minutes(putaran, rows)
    assert nama == "99.01_kabupaten_contoh_01_berita_acara_verifikasi.xlsx"
    buku = openpyxl.load_workbook(io.BytesIO(data))
    teks = [c.value for s in buku for baris in s.iter_rows() for c in baris if c.value is not None]
    assert e.tahap["verifikasi"] in teks
    assert "Verifikator Contoh" in teks
    assert dict(minutes(putaran, rows)) == {nama: data}


def test_commands(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three commands on real files, with their exit codes."""
    monkeypatch.setattr("kinerja_core.provinsi.verifikasi.lapor.load_any", lambda nama: BUATAN)
    register.close()
    umum = ["--register", str(tmp_path / "r.sqlite"), "--instrumen", "x"]
    jalan = CliRunner()
    r = jalan.invoke(app, ["verifikasi", "siapkan", *umum, "--ke", str(tmp_path / "keluar"), "--bagian", "10%"])
    assert r.exit_code == 0, r.output
    assert "Tertulis 1 berkas untuk 1 kecamatan." in r.output
    r = jalan.invoke(app, ["verifikasi", "gabung", str(tmp_path / "keluar"), *umum, "--json"])
    assert r.exit_code == 1
    assert "VRF05" in r.output
    with pytest.raises(KinerjaError) as galat:
        jalan.invoke(app, ["verifikasi", "berita-acara", *umum, "--ke", str(tmp_path / "ba")], catch_exceptions=False)
    assert galat.value.kode == "VRF36"
