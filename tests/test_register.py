"""The register: it only grows, it can be read alone, it answers who is missing, late, double, replaced.

R1 nothing registered can be changed or taken away, not even by a writer that forgets itself. R2 what is no register is
told; full disk, folder that cannot be written. R3 blank, 0, "-", Tidak relevan, errors, numbers and texts come back as
they were. R4 belum masuk, terlambat, ganda, diganti; with and without a list. R5 several years in one register, each
with its instrument. R6 stages.
"""

from __future__ import annotations

import datetime
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from bantu.kiriman import HARI, dump, listed, office, variant
from test_kanonik import BUATAN

from kinerja_core.dasar.excelmath import Galat
from kinerja_core.dasar.temuan import KinerjaError, buat_temuan
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.instrumen.model import serial_of
from kinerja_core.kertas_kerja.penilaian import score
from kinerja_core.lembar.isian import Isian
from kinerja_core.provinsi import register
from kinerja_core.provinsi.putaran import Kecamatan, skor_of
from kinerja_core.provinsi.register import ATURAN_BERLAKU, NilaiTahap, Register, open_register
from kinerja_core.provinsi.register_bentuk import (
    TABEL,
    TETAP,
    BarisRegister,
    dump_identity,
    dump_inputs,
    dump_places,
    dump_score,
)

ISI = {("jumlah_desa", "isi"): 0.0, ("b01", "pembilang"): 0, ("b02", "pembilang"): "-",
       ("b02", "penyebut"): "Tidak relevan", ("b03", "n"): Galat("#N/A"), ("b04", "kelas"): "=HYPERLINK(\"x\")",
       ("b05", "selesai"): True,
       ("b05", "masuk"): 0.1 + 0.2, ("b01", "bukti"): "surat\n12/\u00e9", ("b06", "butir_1"): ""}


def baris(n: int, sidik: str = "", **lain: Any) -> BarisRegister:
    """A clean submission of the n-th office."""
    o = office(n)
    skor = skor_of(score(BUATAN, Isian(o, ISI)))
    isi = {"keadaan": "diterima", "kode": "", "keaslian": "asli", "kode_wilayah": o.kode_wilayah,
           "identitas": dump_identity(o), "serial": serial_of(BUATAN, o), "isian": dump_inputs(ISI, BUATAN),
           "asal": dump_places({k: f"Kertas Kerja!D{x}" for x, k in enumerate(ISI)}), "skor": dump_score(skor), **lain}
    return BarisRegister(sidik or f"{n:064}", isi.pop("berkas", f"{n}.xlsx"), **isi)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r.sqlite"


def _start(path: Path, *kec: Kecamatan, tenggat: str = "2026-12-31") -> tuple[Register, int]:
    r = open_register(path)
    return r, r.add_round(BUATAN, kec or None, datetime.date.fromisoformat(tenggat), waktu=HARI)


# -- R1 ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def penuh(path: Path) -> Path:
    r, p = _start(path, *listed(1, 2))
    with r:
        r.add(baris(1), p, HARI)
        r.add_stage([NilaiTahap("99.01.01", "verifikasi", "b01", "Uji")], BUATAN)
    return path


@pytest.mark.parametrize("tabel", TABEL)
def test_nothing_is_changed_or_taken_away(penuh: Path, tabel: str) -> None:
    s = sqlite3.connect(penuh)
    sebelum = dump(penuh)
    kolom = [r[1] for r in s.execute(f"PRAGMA table_info({tabel})")]
    assert s.execute(f"SELECT count(*) FROM {tabel}").fetchone()[0]
    for perintah in (f"UPDATE {tabel} SET {kolom[-1]} = {kolom[-1]}", f"DELETE FROM {tabel}"):
        with pytest.raises(sqlite3.IntegrityError, match=TETAP):
            s.execute(perintah)
    if kolom[0] in ("nomor", "sidik"):
        with pytest.raises(sqlite3.IntegrityError, match=TETAP):
            s.execute(f"INSERT OR REPLACE INTO {tabel} SELECT * FROM {tabel}")
    s.close()
    assert dump(penuh) == sebelum


def test_numbers_have_no_gap(penuh: Path) -> None:
    s = sqlite3.connect(penuh)
    with pytest.raises(sqlite3.IntegrityError, match=TETAP):
        s.execute("INSERT INTO putaran SELECT nomor + 2, instrumen, tenggat, kunci, sebaran, daftar, perangkat, waktu "
                  "FROM putaran")
    s.close()


# -- R2 ----------------------------------------------------------------------------------------------------------


def _kode(path: Path, **lain: Any) -> str:
    with pytest.raises(KinerjaError) as galat:
        open_register(path, **lain).close()
    return galat.value.kode


def test_what_is_no_register(path: Path, tmp_path: Path) -> None:
    assert _kode(path, tulis=False) == "BKS01"
    path.write_bytes(b"PK\x03\x04" + b"x" * 4000)
    assert (_kode(path), _kode(path, tulis=False)) == ("KPL31", "KPL31")
    lain = tmp_path / "lain.sqlite"
    s = sqlite3.connect(lain)
    s.execute("CREATE TABLE x (y)")
    s.close()
    assert (_kode(lain), _kode(lain, tulis=False)) == ("KPL31", "KPL31")
    assert _kode(path / "r.sqlite") == "KPL32"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["lain.sqlite", "r.sqlite"]


def test_a_newer_register_is_not_touched(penuh: Path) -> None:
    s = sqlite3.connect(penuh)
    s.execute("PRAGMA user_version = 99")
    s.close()
    assert (_kode(penuh), _kode(penuh, tulis=False)) == ("KPL33", "KPL33")


def test_a_folder_that_cannot_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asli = os.open

    def denied(p: Any, *lain: Any) -> int:
        if str(p).startswith(str(path)):
            raise PermissionError(13, "Permission denied")
        return asli(p, *lain)

    monkeypatch.setattr(os, "open", denied)
    assert _kode(path) == "KPL32"


def _fill(r: Register, putaran: int) -> None:
    for n in range(2, 60):
        r.add(baris(n, isian=dump_inputs({("b01", "bukti"): "x" * 5000}, BUATAN)), putaran, HARI)


def test_a_full_disk_keeps_what_was_registered(path: Path) -> None:
    r, p = _start(path, *listed(1, 2))
    with r:
        r.add(baris(1), p, HARI)
        halaman = r._sambung.execute("PRAGMA page_count").fetchone()[0]
        r._sambung.execute(f"PRAGMA max_page_count = {halaman}")
        with pytest.raises(KinerjaError) as galat:
            _fill(r, p)
        assert galat.value.kode == "KPL32"
        banyak = r._sambung.execute("SELECT count(*) FROM kiriman").fetchone()[0]
        assert 1 <= banyak < 59
        assert r._sambung.execute("SELECT count(*) FROM tampak").fetchone()[0] == banyak, "nothing half stays"
    with open_register(path) as r:
        _fill(r, p)
        assert [k.nomor for e in r.round(BUATAN).entri for k in e.kiriman] == [1, 2]


def test_reading_needs_no_lock_and_changes_nothing(penuh: Path) -> None:
    with open_register(penuh), open_register(penuh, tulis=False) as baca:
        assert len(baca.round(BUATAN).masuk) == 1
        with pytest.raises(KinerjaError) as galat:
            baca.add_round(BUATAN, listed(3), waktu=HARI)
        assert galat.value.kode == "KPL32"
    isi = penuh.read_bytes()
    with open_register(penuh, tulis=False) as baca:
        assert baca.round(BUATAN).pada == HARI
    assert penuh.read_bytes() == isi
    assert sorted(p.name for p in penuh.parent.iterdir()) == ["r.sqlite"]


def test_a_register_whose_pages_are_damaged_is_told(penuh: Path) -> None:
    isi = bytearray(penuh.read_bytes())
    isi[4096:] = b"\xff" * (len(isi) - 4096)
    penuh.write_bytes(isi)
    with pytest.raises(KinerjaError) as galat, open_register(penuh, tulis=False) as r:
        r.round(BUATAN)
    assert galat.value.kode == "KPL31"


# -- R3 ----------------------------------------------------------------------------------------------------------


def test_values_come_back_as_they_were(path: Path) -> None:
    r, p = _start(path)
    with r:
        r.add(baris(1, temuan=(buat_temuan("ISI02", "Kertas Kerja!D9", nilai={"galat": "#N/A"}),)), p, HARI)
        (e,) = r.round(BUATAN).entri
    k = e.berlaku
    assert k is not None
    harus = {kotak: v for kotak, v in ISI.items() if v != ""}
    assert {kotak: (type(v), v) for kotak, v in k.isian.items()} == {kotak: (type(v), v) for kotak, v in harus.items()}
    assert ("pagu", "isi") not in k.isian, "blank is absent"
    assert k.asal == {kotak: f"Kertas Kerja!D{x}" for x, kotak in enumerate(ISI)}
    assert k.skor == skor_of(score(BUATAN, Isian(office(1), ISI)))
    assert k.skor.capaian["b01"] == TIDAK_RELEVAN
    assert k.skor.capaian["b03"] is None
    assert k.temuan == (buat_temuan("ISI02", "Kertas Kerja!D9", nilai={"galat": "#N/A"}),)
    assert (k.identitas, k.serial, k.keaslian) == (office(1), serial_of(BUATAN, office(1)), "asli")
    assert e.tahap == {"mandiri": k.skor.nilai_akhir}


def test_the_instrument_stands_in_it_whole(penuh: Path) -> None:
    with open_register(penuh, tulis=False) as r:
        (ins,) = r.instruments()
    assert ins == BUATAN
    assert ins.sidik == BUATAN.sidik


# -- R4 ----------------------------------------------------------------------------------------------------------


def test_the_answers(path: Path) -> None:
    r, p = _start(path, *listed(1, 2, 3, 4))
    with r:
        r.add(baris(1), p, "2026-12-31T23:59:59+07:00")
        r.add(baris(2, "a", disimpan="2026-12-01T00:00:00Z"), p, "2026-12-30")
        r.add(baris(2, "b", disimpan="2026-12-02T00:00:00Z"), p, "2027-01-01T00:00:00+07:00")
        r.seen("a", "lain/2.xlsx", p, "2027-01-02")
        r.add(baris(3, keadaan="dikembalikan", kode="SGL04"), p, "2026-12-30")
        r.add(BarisRegister("f" * 64, "foto.jpg", "tidak_terbaca", "KPL01"), p, "2026-12-30")
        assert [k.kode for k in r.missing(BUATAN)] == ["99.01.04"]
        assert r.late(BUATAN) == {"99.01.02": "2027-01-01T00:00:00+07:00"}
        assert [(g.nomor, g.berkas) for g in r.duplicates(BUATAN)] == [(2, ("2.xlsx", "lain/2.xlsx"))]
        assert [(d.kode_wilayah, d.nomor, d.berlaku) for d in r.replaced(BUATAN)] == [("99.01.02", (2, 3), 3)]
        assert [(x["berkas"], x["kode"]) for x in r.returned(BUATAN)] == [("3.xlsx", "SGL04"), ("foto.jpg", "KPL01")]
        putaran = r.round(BUATAN)
    assert [e.keadaan for e in putaran.entri] == ["diterima", "diterima", "dikembalikan", "belum_masuk"]
    assert [k.terlambat for k in putaran.entri[1].kiriman] == [False, True]
    assert [k.berkas for k in putaran.lain] == ["foto.jpg"]
    assert (putaran.ditunggu, putaran.tenggat) == (True, datetime.date(2026, 12, 31))
    assert putaran.entri[0].kecamatan.data_umum == {"jumlah_desa": 5}
    assert "terakhir didaftarkan" in ATURAN_BERLAKU


@pytest.mark.parametrize(("dulu", "baru", "kode"), [
    ("asli", "belum_diverifikasi", "KPL24"), ("asli", "asli", "KPL22"), ("belum_diverifikasi", "asli", ""),
    ("belum_diverifikasi", "belum_diverifikasi", "KPL22")])
def test_why_a_later_file_does_not_hold(path: Path, dulu: str, baru: str, kode: str) -> None:
    """R4: it was saved earlier, or it is not verified and the other is."""
    r, p = _start(path, *listed(1))
    with r:
        r.add(baris(1, "a", keaslian=dulu, disimpan="2026-12-02T00:00:00Z"), p, HARI)
        r.add(baris(1, "b", keaslian=baru, disimpan="2026-12-01T00:00:00Z"), p, HARI)
        e = r.round(BUATAN).entri[0]
    assert [t.kode for t in e.kiriman[1].temuan] == ([kode] if kode else [])
    assert e.berlaku is e.kiriman[0 if kode else 1]


def test_without_a_list_nobody_is_missing(path: Path) -> None:
    r, p = _start(path)
    with r:
        r.add(baris(2), p, HARI)
        r.add(baris(1), p, HARI)
        putaran = r.round(BUATAN)
        assert r.missing(BUATAN) == []
    assert (putaran.ditunggu, [e.kecamatan.kode for e in putaran.entri]) == (False, ["99.01.01", "99.01.02"])
    assert putaran.entri[0].kecamatan.data_umum == {"jumlah_desa": 0}


def test_a_later_deadline_decides_anew(path: Path) -> None:
    r, p = _start(path, tenggat="2026-12-01")
    with r:
        r.add(baris(1), p, "2026-12-15")
        assert list(r.late(BUATAN)) == ["99.01.01"]
        assert r.add_round(BUATAN, None, datetime.date(2026, 12, 31)) == 2
        assert r.add_round(BUATAN, None, None) == 2, "what is not told stays"
        assert r.late(BUATAN) == {}
        assert r.known(2) == frozenset()


# -- R5 ----------------------------------------------------------------------------------------------------------


def test_several_years_in_one_register(path: Path, tmp_path: Path) -> None:
    lama = variant(tahun_penilaian=2023)
    with open_register(tmp_path / "lalu.sqlite") as dulu:
        p = dulu.add_round(lama, listed(1, 2))
        skor = skor_of(score(lama, Isian(office(1), {("b04", "kelas"): "Cukup"})))
        dulu.add(baris(1, skor=dump_score(skor)), p, HARI)
    r, p = _start(path, *listed(1, 2))
    with r, open_register(tmp_path / "lalu.sqlite", tulis=False) as dulu:
        r.add(baris(1), p, HARI)
        putaran = r.round(BUATAN, lalu=dulu)
        assert [e.tahun_lalu for e in putaran.entri] == [dulu.round(lama).entri[0].skor.nilai_akhir, None]
        lain = r.add_round(lama, listed(1))
        r.add(baris(1), lain, HARI)
        assert [i.tahun_penilaian for i in r.instruments()] == [2024, 2023]
        assert [k.nomor for k in r.round(lama).entri[0].kiriman] == [2]
        assert [k.nomor for k in r.round(BUATAN).entri[0].kiriman] == [1]
        with pytest.raises(KinerjaError) as galat:
            r.round(variant(id="lain"))
    assert galat.value.kode == "KPL35"


# -- R6 ----------------------------------------------------------------------------------------------------------


def test_stages_are_kept_and_counted_once(path: Path) -> None:
    r, p = _start(path, *listed(1))
    isian = {"pembilang": 0, "penyebut": None, "x": "-"}
    nilai = [NilaiTahap("99.01.01", "verifikasi", "b01", "Uji Satu", isian, 0.0, 0.0, "beda", "surat 1",
                        "Tidak sesuai", "v.xlsx", "s" * 64, "2027-01-05"),
             NilaiTahap("99.01.01", "verifikasi", "b02", "Uji Satu", {}, TIDAK_RELEVAN, None, sidik="s" * 64),
             NilaiTahap("99.01.01", "presentasi", "", "Tim", nilai=81.25)]
    with r:
        r.add(baris(1), p, HARI)
        assert r.add_stage(nilai, BUATAN) == 3
        assert r.add_stage(nilai, BUATAN) == 0
        kembali = r.stages(BUATAN)
        tahap = r.round(BUATAN).entri[0].tahap
    assert [t.nomor for t in kembali] == [1, 2, 3]
    assert [register.stage_row(t) for t in kembali] == [register.stage_row(t) for t in nilai]
    assert (kembali[1].capaian, kembali[0].isian["penyebut"]) == (TIDAK_RELEVAN, None)
    assert tahap["presentasi"] == 81.25
    assert set(tahap) == {"mandiri", "presentasi"}


# -- what is written about it ------------------------------------------------------------------------------------


def test_the_document_names_every_table_and_column(penuh: Path) -> None:
    teks = (Path(__file__).parent.parent / "docs" / "register.md").read_text("utf-8")
    assert ATURAN_BERLAKU in teks.replace("\n", " ")
    baris = {r.split("|")[1].strip(" `"): r for r in teks.splitlines() if r.startswith("| `")}
    s = sqlite3.connect(penuh)
    for tabel in TABEL:
        for kolom in s.execute(f"PRAGMA table_info({tabel})"):
            assert f"`{kolom[1]}`" in baris[tabel], (tabel, kolom[1])
    for perintah in teks.split("```sql\n")[1].split("```")[0].split(";"):
        s.execute(perintah)
    s.close()
