"""Return notes of a round really collected: one state in words, what to mend, what it is worth, where it stands.

R1 every kecamatan has one .xlsx and one .txt, named by its code in the folder of its kabupaten; the same round gives
the same bytes. R2 state, SHA-256, every catatan with cell and mend, wajib first. R3 values are those of the core;
blank, 0 and Tidak relevan differ. R4 positions only when they are asked for. R5 the note is a workbook of its own: no
cell of the office's file, no formula, text that looks like one is neutralised. R6 the message is short, CRLF, UTF-8.
"""

from __future__ import annotations

import dataclasses
import datetime
import io
from decimal import Decimal
from pathlib import Path

import pytest
from bantu.kiriman import HARI, LENGKAP, PUBLIK, listed, office, sealed, variant
from test_kanonik import BUATAN

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.temuan import KATALOG, buat_temuan
from kinerja_core.dasar.waktu import show_date
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.kertas_kerja.penilaian import score
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.provinsi.kumpul.catatan_balik import (
    BELUM_DIISI,
    Kedudukan,
    message_lines,
    note_of,
    position_sentence,
    return_notes,
    write_notes,
)
from kinerja_core.provinsi.kumpul.kumpulkan import Pengiriman, collect
from kinerja_core.provinsi.peringkat import standing
from kinerja_core.provinsi.putaran import Entri, Kecamatan, Putaran, skor_of
from kinerja_core.provinsi.register import open_register
from kinerja_core.xlsx.baca import read_buku

TENGGAT = datetime.date(2026, 12, 31)


@pytest.fixture(scope="module")
def putaran(tmp_path_factory: pytest.TempPathFactory) -> Putaran:
    """Five asked: one sound, one with a blank input, one of another year, one silent, one in another kabupaten."""
    folder = tmp_path_factory.mktemp("masuk")
    (folder / "satu.xlsx").write_bytes(sealed(office(1)))
    (folder / "dua.xlsx").write_bytes(sealed(office(2), {("b03", "n"): None}))
    (folder / "tiga.xlsx").write_bytes(sealed(office(3), ins=variant(versi="lain")))
    (folder / "lima.xlsx").write_bytes(sealed(office(1, "71"), {("b01", "pembilang"): 0.0}))
    undangan = (*listed(1, 2, 3, 4), *listed(1, kab="71"))
    with open_register(folder.parent / f"{folder.name}.sqlite") as register:
        collect(folder, BUATAN, PUBLIK, register, pengiriman=Pengiriman(undangan, TENGGAT), diterima=HARI)
        return register.round(BUATAN)


def entry(p: Putaran, kode: str) -> Entri:
    return next(e for e in p.entri if e.kecamatan.kode == kode)


def test_every_kecamatan_has_two_files_and_the_same_round_the_same_bytes(putaran: Putaran, tmp_path: Path) -> None:
    """R1"""
    isi = dict(return_notes(putaran))
    assert list(isi) == [f"{f}/{k}_catatan.{a}" for f, k in (
        *(("99.01 Kabupaten Contoh 01", f"99.01.0{n}") for n in (1, 2, 3, 4)), ("99.71 Kota Contoh 71", "99.71.01"))
        for a in ("xlsx", "txt")]
    assert dict(return_notes(putaran)) == isi
    tertulis = write_notes(putaran, tmp_path)
    assert {str(p.relative_to(tmp_path)): p.read_bytes() for p in tertulis} == isi
    waktu = {p: p.stat().st_mtime_ns for p in tertulis}
    write_notes(putaran, tmp_path)
    assert {p: p.stat().st_mtime_ns for p in tertulis} == waktu


@pytest.mark.parametrize(("kode", "sebutan", "kalimat"), [
    ("99.01.01", "Diterima", "Sudah dinilai. Tidak ada yang perlu diperbaiki."),
    ("99.01.02", "Diterima dengan catatan", "1 isian wajib diperbaiki"),
    ("99.01.03", "Dikembalikan", "dikembalikan, jadi belum dinilai"),
    ("99.01.04", "Belum masuk", "belum kami terima. Tenggat: 31 Desember 2026."),
])
def test_the_state_in_words(putaran: Putaran, kode: str, sebutan: str, kalimat: str) -> None:
    """R2"""
    isi = note_of(putaran, entry(putaran, kode))
    assert isi.sebutan == sebutan
    assert kalimat in isi.keadaan


def test_catatan_name_cell_and_mend_and_wajib_stand_first(putaran: Putaran) -> None:
    """R2"""
    e = entry(putaran, "99.01.02")
    assert e.berlaku is not None
    cek, ket = buat_temuan("KPL21", "Beranda!C5", a="X", b="Y"), buat_temuan("KPL08", "Kertas Kerja!D9")
    kiriman = dataclasses.replace(e.berlaku, temuan=(ket, cek, *e.berlaku.temuan))
    isi = note_of(putaran, dataclasses.replace(e, berlaku=kiriman, kiriman=(kiriman,)))
    tingkat = [b.judul.partition(" (")[0] for b in isi.blok]
    assert tingkat == [t for t in ("Wajib diperbaiki", "Perlu dicek", "Keterangan") if t in tingkat]
    assert tingkat[0] == "Wajib diperbaiki"
    asal = kiriman.asal[("b03", "n")]
    (wajib,) = isi.blok[0].baris
    assert (wajib.tempat, wajib.kode) == (asal, "ISI01")
    assert wajib.perbaikan
    fakta = dict(isi.fakta)
    assert fakta["SHA-256 berkas"] == kiriman.sidik
    assert fakta["Berkas"] == "dua.xlsx"
    assert fakta["Diterima tanggal"] == "30 Desember 2026"


def test_values_are_those_of_the_core(putaran: Putaran) -> None:
    """R3"""
    e = entry(putaran, "99.01.02")
    assert e.skor is not None
    isi = note_of(putaran, e)
    baris = [b for b in isi.nilai if not b.induk]
    kode = [i.kode for i in BUATAN.indikator]
    assert [b.nomor for b in baris] == [i.nomor for i in BUATAN.indikator]
    menurut = dict(zip(kode, baris, strict=True))
    assert menurut["b03"].capaian == BELUM_DIISI
    assert menurut["b03"].nilai == e.skor.nilai["b03"]
    assert menurut["b01"].capaian == e.skor.capaian["b01"]
    nol = note_of(putaran, entry(putaran, "99.71.01"))
    assert next(b for b in nol.nilai if b.nomor == menurut["b01"].nomor and not b.induk).capaian == 0.0
    assert isi.jumlah[-1].nilai == e.skor.nilai_akhir
    for b, a in zip([b for b in isi.nilai if b.induk], BUATAN.aspek, strict=True):
        assert (b.nama, b.nilai) == (a.nama, e.skor.aspek[a.kode])


@pytest.mark.parametrize(("kotak", "isi", "harus"), [
    (("b03", "n"), "2.500", {"b03": "Tidak dihitung (ISI05)"}), (("b03", "n"), "-", {"b03": "Tidak dihitung (ISI04)"}),
    (("b03", "n"), None, {"b03": BELUM_DIISI}), (("jumlah_desa", "isi"), "lima", {"b01": "Tidak dihitung (ISI06)"}),
])
def test_what_holds_something_is_not_called_blank(kotak: Kotak, isi: Nilai, harus: dict[str, str],
                                                  tmp_path: Path) -> None:
    """R3: neither where it was typed nor where it is used."""
    (masuk := tmp_path / "masuk").mkdir()
    (masuk / "1.xlsx").write_bytes(sealed(office(1), {kotak: isi}))
    with open_register(tmp_path / "r.sqlite") as r:
        collect(masuk, BUATAN, PUBLIK, r, diterima=HARI)
        p = r.round(BUATAN)
    nomor = {i.nomor: i.kode for i in BUATAN.indikator}
    tampak = {nomor[b.nomor]: b.capaian for b in note_of(p, p.entri[0]).nilai if not b.induk}
    assert {k: v for k, v in tampak.items() if isinstance(v, str)} == harus


def test_what_does_not_apply_is_told_and_what_is_0_counts(putaran: Putaran) -> None:
    """R3: weights and values that were counted add up, and the sum says how it became the Nilai Akhir."""
    e = entry(putaran, "99.01.01")
    assert e.berlaku is not None
    lepas: dict[Kotak, Nilai] = {("b02", "pembilang"): TIDAK_RELEVAN, ("b02", "penyebut"): TIDAK_RELEVAN}
    nihil: dict[Kotak, Nilai] = {("b04", "kelas"): None, ("b05", "masuk"): None, ("b06", "butir_1"): None}
    for ubah, capaian, dihitung, nilai_a2, sesudah in (
            ({}, 75.0, 100.0, None, ""), (lepas, TIDAK_RELEVAN, 98.8, None, " dibagi bobot yang dihitung 98,80,"),
            (nihil, 75.0, 100.0, 0.0, "")):
        hasil = score(BUATAN, Isian(None, {**LENGKAP, **ubah}))
        kiriman = dataclasses.replace(e.berlaku, skor=skor_of(hasil))
        isi = note_of(putaran, dataclasses.replace(e, berlaku=kiriman, kiriman=(kiriman,)))
        baris = {b.nomor: b for b in isi.nilai if not b.induk}
        nomor = next(i.nomor for i in BUATAN.indikator if i.kode == "b02")
        assert (baris[nomor].capaian, baris[nomor].bobot) == (capaian, None if ubah == lepas else 1.2)
        jumlah, akhir = isi.jumlah
        assert (jumlah.label, jumlah.bobot) == ("Jumlah", pytest.approx(dihitung))
        assert jumlah.nilai == pytest.approx(sum(h.nilai or 0 for h in hasil.indikator), abs=1e-6)
        assert nilai_a2 is None or [b.nilai for b in isi.nilai if b.induk][-1] == nilai_a2
        assert akhir.label.startswith("Nilai Akhir (" if sesudah else "Nilai Akhir")
        assert sesudah in akhir.label
        assert sesudah or akhir.label == "Nilai Akhir"


def test_positions_only_when_published(putaran: Putaran) -> None:
    """R4"""
    ada = dict(return_notes(putaran))["99.01 Kabupaten Contoh 01/99.01.01_catatan.txt"].decode("utf-8-sig")
    assert "Peringkat sementara: 1 dari 3 se-provinsi; 1 dari 2 di Kabupaten Contoh 01" in ada
    assert [b for b in ada.split("\r\n") if b.startswith("Peringkat")] == [
        "Peringkat sementara: 1 dari 3 se-provinsi; 1 dari 2 di Kabupaten Contoh 01"]  # its kind is not known
    tempat = standing(putaran)[0]
    for seri, jenis, akhir in ((True, "desa saja", "; 4 dari 9 kecamatan desa saja"), (False, "belum diketahui", "")):
        kalimat = position_sentence(tempat.entri.kecamatan, Kedudukan(
            dataclasses.replace(tempat, peringkat=12, kabupaten=2, kelompok=4, seri=seri), 612, 18, 9, jenis))
        awal = f"12{' (seri)' if seri else ''} dari 612 se-provinsi; 2 dari 18 di "
        assert kalimat == f"{awal}{tempat.entri.kecamatan.daerah}{akhir}"
    tanpa = dict(return_notes(putaran, peringkat=False))
    assert not any("Peringkat" in v.decode("utf-8-sig") for k, v in tanpa.items() if k.endswith(".txt"))


def test_stages_are_told_with_their_weights(putaran: Putaran) -> None:
    e = dataclasses.replace(entry(putaran, "99.01.01"), tahap={"mandiri": 80.0, "verifikasi": 70.0})
    p = dataclasses.replace(putaran, bobot_tahap={"mandiri": Decimal(40), "verifikasi": Decimal(60)})
    jumlah = {j.label: j.nilai for j in note_of(p, e).jumlah}
    assert jumlah["Verifikasi (bobot 60)"] == 70.0
    assert jumlah["Nilai gabungan"] == pytest.approx(74)
    assert "Nilai Akhir" not in jumlah
    sendiri = note_of(dataclasses.replace(putaran, bobot_tahap={"mandiri": Decimal(100)}), entry(putaran, "99.01.01"))
    assert dict(sendiri.fakta)["Nilai Akhir"] == "55,84 (Kurang)"
    pesan = message_lines(note_of(p, e))
    assert "Nilai gabungan: 74,00" in pesan
    assert not any(b.startswith("Nilai Akhir:") for b in pesan)


def test_a_later_returned_file_is_told_beside_the_one_that_holds(putaran: Putaran) -> None:
    """R2"""
    e, lain = entry(putaran, "99.01.01"), entry(putaran, "99.01.03").kiriman[0]
    susul = dataclasses.replace(lain, nomor=99)
    isi = note_of(putaran, dataclasses.replace(e, kiriman=(*e.kiriman, susul)))
    assert "yang berlaku tetap kiriman sebelumnya" in isi.keadaan
    assert ("Kiriman sesudahnya", "tiga.xlsx") in isi.fakta
    assert any("kiriman sesudahnya" in b.judul for b in isi.blok)


def test_after_the_deadline_nobody_is_asked_to_send_before_it(putaran: Putaran) -> None:
    p = dataclasses.replace(putaran, pada="2027-01-05T08:00:00+07:00")
    assert "sebelum tenggat" in note_of(putaran, entry(putaran, "99.01.03")).keadaan
    assert "sebelum tenggat" not in note_of(p, entry(p, "99.01.03")).keadaan
    assert "Tenggat sudah lewat" in note_of(p, entry(p, "99.01.04")).keadaan


def test_the_workbook_is_its_own_and_holds_no_formula(putaran: Putaran, tmp_path: Path) -> None:
    """R5"""
    e = entry(putaran, "99.01.01")
    assert e.berlaku is not None
    jahat = dataclasses.replace(e.berlaku, berkas="=HYPERLINK(1)&x.xlsx",
                                temuan=(buat_temuan("KPL21", "=A1!B2", a="=1+1", b="x"),))
    p = dataclasses.replace(putaran, entri=(dataclasses.replace(e, berlaku=jahat, kiriman=(jahat,)),))
    (nama, isi), (_, teks) = return_notes(p)
    path = tmp_path / Path(nama).name
    path.write_bytes(isi)
    buku = read_buku(path)
    assert not any(s.rumus for s in buku.lembar)
    semua = [v for s in buku.lembar for v in s.nilai.values() if isinstance(v, str)]
    assert "'=HYPERLINK(1)&x.xlsx" in semua
    assert not [v for v in semua if v.startswith(("=", "+", "@"))]
    assert [s.nama for s in buku.lembar] == ["Catatan", "Nilai"]
    assert b"HYPERLINK" in teks


def test_the_message_fits_a_messenger(putaran: Putaran) -> None:
    """R6"""
    for nama, isi in return_notes(putaran):
        if nama.endswith(".txt"):
            teks = isi.decode("utf-8-sig")
            assert isi.startswith(b"\xef\xbb\xbf")
            assert teks.endswith("\r\n")
            assert teks.count("\n") == teks.count("\r\n") <= 27
            assert "\t" not in teks
            assert "None" not in teks
            kepala, *_ = teks.split("\r\n")
            assert kepala == f"CATATAN UNTUK KECAMATAN UJI {int(nama[-14:-12])}"
    e = entry(putaran, "99.01.02")
    assert e.berlaku is not None
    banyak = dataclasses.replace(e.berlaku, kode="ISI05", temuan=tuple(
        buat_temuan("ISI05", f"X!A{n}", a=f"{n}{'z' * 400}") for n in range(1, 40)))
    baris = message_lines(note_of(putaran, dataclasses.replace(e, berlaku=banyak, kiriman=(banyak,))))
    assert len(baris) <= 27
    catatan = [b for b in baris if "ISI05" in b]
    assert f"dan {39 - len(catatan)} catatan lain; lihat berkas catatan .xlsx." in baris
    assert len(catatan) > 3
    assert all(f"...: ketik tanpa titik ribuan, Rp, %. {KATALOG['ISI05'].perbaikan} (ISI05)" in b for b in catatan)
    assert sum(map(len, catatan)) < 1600
    kosong = dataclasses.replace(e.berlaku, temuan=tuple(buat_temuan("ISI01", f"X!A{n}") for n in range(1, 40)))
    baris = message_lines(note_of(putaran, dataclasses.replace(e, berlaku=kosong, kiriman=(kosong,))))
    assert [b for b in baris if "ISI01" in b] == [
        "1. [Wajib diperbaiki] X!A1:A39: Belum diisi. Isi sel kuning ini. (ISI01)"]
    terpanjang = max(KATALOG.values(), key=lambda k: len(k.perbaikan))
    jelas = buat_temuan("HUB03", "X!A1").explained("Kata " * 190)
    satu = dataclasses.replace(e.berlaku, temuan=(buat_temuan(terpanjang.kode, a="z" * 400), jelas))
    baris = message_lines(note_of(putaran, dataclasses.replace(e, berlaku=satu, kiriman=(satu,))))
    assert any(terpanjang.perbaikan in b for b in baris)
    assert max(map(len, baris)) < 460


def test_names_survive_windows_and_dates_are_read_out() -> None:
    k = Kecamatan(office(1).model_copy(update={"kabupaten": 'A/B: "C" <D>. '}))
    (nama, _), _ = return_notes(Putaran(BUATAN, (Entri(k),)))
    folder, _, berkas = nama.rpartition("/")
    assert not set(folder + berkas) & set('<>:"/\\|?*')
    assert not folder.endswith((" ", "."))
    assert show_date("2026-08-17T10:00:00") == "17 Agustus 2026"
    assert show_date("entah") == "entah"


def test_notes_open_as_xlsx(putaran: Putaran) -> None:
    import openpyxl

    for nama, isi in return_notes(putaran):
        if nama.endswith(".xlsx"):
            buku = openpyxl.load_workbook(io.BytesIO(isi))
            assert all(s.page_setup.orientation in (None, "portrait") for s in buku.worksheets)
            assert all(s.page_setup.paperSize == 14 for s in buku.worksheets)
