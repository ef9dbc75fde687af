"""Collecting: every file ends in one state with its kode, whatever it is, and the run goes on.

R1 the state of each of many planted files, in folders and zips; R2 the table kode -> state; R3 the order of
registration and any number of processes give one register; running again changes nothing; R4 which submission holds;
R5 what cannot be opened or makes the program stumble is told and tried again; R6 an older layout version; R7 the list,
the key and the deadline may be corrected later; R8 no input file is touched; R9 an
instrument issued again with other bounds.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu.jahat_paket import FILES
from bantu.kiriman import HARI, KUNCI, LENGKAP, PUBLIK, dump, listed, office, saved, sealed, variant, zipped
from bantu.paket import pack, patch_header
from bantu.simpan import open_openpyxl
from test_kanonik import BUATAN, PEMILIK

from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.rencana import empty_rencana
from kinerja_core.dasar.excelmath import Galat
from kinerja_core.dasar.temuan import KATALOG, KinerjaError, buat_temuan
from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen, parse_instrumen, serial_of
from kinerja_core.kantor.baca import stem_of
from kinerja_core.kertas_kerja.baca import read_as
from kinerja_core.kertas_kerja.buat import build, build_sealed
from kinerja_core.kertas_kerja.lembar.kiriman import KALIMAT_PENERIMAAN, TandaKiriman
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.lembar.tempat import BarisKertas, TempatKertas
from kinerja_core.kertas_kerja.lembar.templat_umum import KOTAK_PILIHAN, PILIH, describe_generic
from kinerja_core.kertas_kerja.penilaian import Olahan, core_values, score, score_olahan
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.kendali import SIAP
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.provinsi.kumpul import berkas_masuk, kumpulkan, satu_berkas
from kinerja_core.provinsi.kumpul.berkas_masuk import survey
from kinerja_core.provinsi.kumpul.kumpulkan import Kumpulan, Pengiriman, assess_all, collect, read_sending
from kinerja_core.provinsi.kumpul.satu_berkas import (
    saved_at,
    state_of,
)
from kinerja_core.provinsi.putaran import skor_of
from kinerja_core.provinsi.register import open_register
from kinerja_core.provinsi.sebar.sebarkan import prepare, send
from kinerja_core.segel.keaslian import inspect
from kinerja_core.segel.tanda import load_private, locked_form, make_keys
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import alamat
from kinerja_core.xlsx.mesin.pembanding import engine

TAHUN_LAIN = variant(tahun_penilaian=2023)
VERSI_LAIN = variant(versi="2")
INSTRUMEN_LAIN = variant(id="lain")
AKIP = load_instrumen(find_instrumen("lke_akip_2026"))
DAFTAR = listed(*range(1, 40)) + listed(1, kab="02")
NAMA_PANJANG = "/".join(["folder dengan nama yang panjang sekali " + "x" * 60] * 4)


def _edited(isi: bytes, tmp: Path, ubah: Callable[[openpyxl.Workbook], None]) -> bytes:
    (tmp / "sunting.xlsx").write_bytes(isi)
    wb = open_openpyxl(tmp / "sunting.xlsx")
    ubah(wb)
    wb.save(tmp / "sunting.xlsx")
    return (tmp / "sunting.xlsx").read_bytes()


def _cell(kotak: tuple[str, str], nilai: Any) -> Callable[[openpyxl.Workbook], None]:
    lembar, (baris, kolom) = describe(BUATAN, PEMILIK).masukan[kotak]

    def ubah(wb: openpyxl.Workbook) -> None:
        wb[lembar].cell(baris + 1, kolom + 1).value = nilai

    return ubah


def _overwrite(wb: openpyxl.Workbook) -> None:
    d = describe(BUATAN, PEMILIK)
    lembar, (baris, kolom) = d.nama["nilai_b01"]
    wb[lembar].cell(baris + 1, kolom + 1).value = 33


def _foreign_seal(isi: bytes, lain: bytes, tmp: Path) -> bytes:
    """The seal's sheet and property of another office pasted in."""
    (tmp / "lain.xlsx").write_bytes(lain)
    sana = open_openpyxl(tmp / "lain.xlsx")

    def ubah(wb: openpyxl.Workbook) -> None:
        for baris in sana["_segel"].iter_rows():
            for sel in baris:
                wb["_segel"][sel.coordinate].value = sel.value
        wb.custom_doc_props["kinerja_segel"].value = sana.custom_doc_props["kinerja_segel"].value

    return _edited(isi, tmp, ubah)


def _plain_book(tmp: Path) -> bytes:
    wb = openpyxl.Workbook()
    wb.active["A1"] = "apa saja"
    wb.save(tmp / "biasa.xlsx")
    return (tmp / "biasa.xlsx").read_bytes()


def _planted(tmp: Path) -> dict[str, tuple[bytes, str, str]]:
    """Place -> (content, state, kode), everything in one folder."""
    o = office
    enkripsi = patch_header(zipped({"a.xlsx": b"isi"}), "a.xlsx", "<H", 8, 6, 1)
    bersih = sealed(o(1))
    return {
        "bersih.xlsx": (bersih, "diterima", ""),
        "hasil akhir (2) FINAL.xlsx": (sealed(o(2)), "diterima", ""),
        "99.01 Kabupaten/99.01.03_uji.xlsx": (sealed(o(3)), "diterima", ""),
        "kurang.xlsx": (sealed(o(4), {("b03", "n"): None}), "diterima_catatan", "ISI01"),
        "teks angka.xlsx": (sealed(o(5), {("b03", "n"): "8O"}), "diterima_catatan", "ISI06"),
        "strip.xlsx": (sealed(o(6), {("b03", "n"): "-"}), "diterima_catatan", "ISI04"),
        "galat.xlsx": (sealed(o(7), {("b03", "n"): Galat("#N/A")}), "diterima_catatan", "ISI02"),
        "pembilang lebih.xlsx": (sealed(o(8), {("b01", "pembilang"): 9.0}), "diterima_catatan", "HUB01"),
        "rumus di isian.xlsx": (_edited(sealed(o(9)), tmp, _cell(("b03", "n"), "=1+1")), "diterima_catatan", "BKS12"),
        "tanpa segel.xlsx": (build(BUATAN, o(10), Isian(o(10), LENGKAP)), "diterima_catatan", "SGL01"),
        "kunci lain.xlsx": (sealed(o(11), kunci=load_private(make_keys()[0])), "dikembalikan", "SGL03"),
        "rumus ditimpa.xlsx": (_edited(sealed(o(12)), tmp, _overwrite), "dikembalikan", "SGL02"),
        "segel tetangga.xlsx": (_foreign_seal(sealed(o(13)), bersih, tmp), "dikembalikan", "SGL02"),
        "instrumen lain.xlsx": (sealed(o(14), ins=INSTRUMEN_LAIN), "dikembalikan", "KPL10"),
        "akip.xlsx": (build_sealed(AKIP, o(28), KUNCI), "dikembalikan", "KPL10"),
        "tahun lain.xlsx": (sealed(o(15), ins=TAHUN_LAIN), "dikembalikan", "KPL11"),
        "versi lain.xlsx": (sealed(o(16), ins=VERSI_LAIN), "dikembalikan", "BKS10"),
        "bukan undangan.xlsx": (sealed(o(77)), "dikembalikan", "KPL12"),
        "99.01.18 milik tetangga.xlsx": (sealed(o(17)), "diterima_catatan", "KPL20"),
        "99.01 Kabupaten/dari kabupaten lain.xlsx": (sealed(o(1, "02")), "diterima_catatan", "KPL20"),
        "30.12.26 tanggal bukan kode.xlsx": (sealed(o(19)), "diterima", ""),
        "nama lain.xlsx": (build(BUATAN, o(20).model_copy(update={"nama": "Lain"}), Isian(o(20), LENGKAP)),
                           "diterima_catatan", "KPL21"),
        f"{NAMA_PANJANG}/dalam.xlsx": (sealed(o(21)), "diterima", ""),
        "kirimañ 測試 é.xlsx": (sealed(o(22)), "diterima", ""),
        "buku kinerja.xlsx": (build_book(empty_rencana(o(23), 2024)), "tidak_terbaca", "KPL06"),
        "buku biasa.xlsx": (_plain_book(tmp), "tidak_terbaca", "KPL06"),
        "folder.xlsx/di dalam folder.xlsx": (sealed(o(24)), "diterima", ""),
        "pindaian.pdf": (b"%PDF-1.7 ...", "tidak_terbaca", "KPL01"),
        "foto.jpg": (b"\xff\xd8\xff\xe0....", "tidak_terbaca", "KPL01"),
        "surat.docx": (pack({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "tidak_terbaca", "KPL01"),
        "arsip.rar": (b"Rar!\x1a\x07", "tidak_terbaca", "KPL05"),
        "arsip rar.xlsx": (b"Rar!\x1a\x07\x01", "tidak_terbaca", "KPL05"),
        "sandi.zip": (enkripsi, "", ""),
        "sandi.zip/a.xlsx": (b"", "tidak_terbaca", "KPL02"),
        "rusak.zip": (zipped({"a.xlsx": b"isi"})[:-30], "tidak_terbaca", "KPL02"),
        "kosong.zip": (zipped({}), "tidak_terbaca", "KPL04"),
        "terlalu banyak.zip": (zipped({f"{'x' * 200}{n}": b"" for n in range(9000)}), "tidak_terbaca", "KPL02"),
        "ganti nama.zip": (sealed(o(25)), "diterima", ""),
        "kabupaten.zip": (zipped({
            "99.01/99.01.26_uji.xlsx": sealed(o(26)), "dalam.zip": zipped({"x.xlsx": b""}), "../../keluar.xlsx": b"",
            "lama.xls": FILES["xls"][0], "__MACOSX/._99.01.26_uji.xlsx": b"x", "~$kunci.xlsx": b"x"}), "", ""),
        "kabupaten.zip/99.01/99.01.26_uji.xlsx": (b"", "diterima", ""),
        "kabupaten.zip/dalam.zip": (b"", "tidak_terbaca", "KPL03"),
        "kabupaten.zip/keluar.xlsx": (b"", "tidak_terbaca", "BKS07"),
        "kabupaten.zip/lama.xls": (b"", "tidak_terbaca", "BKS04"),
        "kiriman.zip": (zipped({
            "k.xlsx": sealed(o(27)), "k.pdf": b"%PDF-", "k_isian.json": b"{}", "k_catatan.json": b"{}",
            "BACA_SAYA.txt": b"x", "SHA256SUMS.txt": b"x"}), "", ""),
        "kiriman.zip/k.xlsx": (b"", "diterima", ""),
        "hanya pdf.zip": (zipped({"k.pdf": b"%PDF-1.4"}), "", ""),
        "hanya pdf.zip/k.pdf": (b"", "tidak_terbaca", "KPL01"),
        **{f"jahat {n}.xlsx": (isi, "tidak_terbaca", DIMINTA.get(n, k)) for n, (isi, k) in FILES.items() if k},
    }


LEWAT = {"~$bersih.xlsx", ".~lock.bersih.xlsx#", "Thumbs.db", "bersih.pdf",
         "kabupaten.zip/__MACOSX/._99.01.26_uji.xlsx", "kabupaten.zip/~$kunci.xlsx",
         "kiriman.zip/k.pdf", "kiriman.zip/k_isian.json", "kiriman.zip/k_catatan.json",
         "kiriman.zip/BACA_SAYA.txt", "kiriman.zip/SHA256SUMS.txt"}


@pytest.fixture(scope="module")
def tanam(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[bytes, str, str]]]:
    folder, tmp = tmp_path_factory.mktemp("masuk"), tmp_path_factory.mktemp("alat")
    isi = _planted(tmp)
    for nama, (data, _, _) in isi.items():
        if not any(nama.startswith(f"{z}/") for z in isi if z.endswith(".zip")):
            (folder / nama).parent.mkdir(parents=True, exist_ok=True)
            (folder / nama).write_bytes(data)
    for nama in LEWAT:
        if ".zip/" not in nama:
            (folder / nama).write_bytes(b"x")
    return folder, isi


#: What is told in the words of who asks for the workbook.
DIMINTA = {"PDF": "KPL01", "Word": "KPL01", "Word lama": "KPL01", "zip biasa": "KPL05"}


def _collect(folder: Path, register: Path, **lain: Any) -> Kumpulan:
    with open_register(register) as r:
        return collect(folder, BUATAN, PUBLIK, r, **{"diterima": HARI, "pengiriman": Pengiriman(DAFTAR), **lain})


# -- R1 ----------------------------------------------------------------------------------------------------------


def _hash_tree(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


def test_every_file_ends_in_one_state(tanam: tuple[Path, dict[str, tuple[bytes, str, str]]], tmp_path: Path) -> None:
    folder, isi = tanam
    sebelum = _hash_tree(folder)
    hasil = _collect(folder, tmp_path / "r.sqlite")
    assert {b.berkas: (b.keadaan, b.kode) for b in hasil.berkas} == {n: x[1:] for n, x in isi.items() if x[1]}
    assert {x.berkas for x in hasil.lewat} == LEWAT
    assert {x.temuan.kode for x in hasil.lewat} == {"KPL08"}
    assert [b.berkas for b in hasil.berkas] == sorted(b.berkas for b in hasil.berkas)
    assert [b.nomor for b in hasil.berkas if b.baru] == list(range(1, sum(b.baru for b in hasil.berkas) + 1))
    assert hasil.tunda == ()
    assert hasil.kode_keluar == 3
    assert _hash_tree(folder) == sebelum
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.sqlite"]
    isi_dulu = dump(tmp_path / "r.sqlite")
    lagi = _collect(folder, tmp_path / "r.sqlite")
    assert not any(b.baru for b in lagi.berkas)
    assert [(b.nomor, b.keadaan) for b in lagi.berkas] == [(b.nomor, b.keadaan) for b in hasil.berkas]
    assert dump(tmp_path / "r.sqlite") == isi_dulu


# -- R2 ----------------------------------------------------------------------------------------------------------

#: What sends a returned file back and what keeps it from being read; everything else that is wajib or cek and about
#: what stands in a workbook is accepted with a catatan.
KEMBALI = {"BKS10", "BKS11", "BKS13", "BKS15", "BKS22", "BKS24", "KPL10", "KPL11", "KPL12", "KPL13", "KPL14",
           "SGL02", "SGL03", "SGL04", "SGL05", "SGL07", "SGL09", "SGL10", "SGL14", "SGL16", "SGL17", "SGL23", "SGL24",
           "SGL25", "SGL28", "SGL30"}
TIDAK_TERBACA = {"BKS01", "BKS02", "BKS03", "BKS04", "BKS05", "BKS06", "BKS07", "BKS08", "BKS09", "BKS21", "BKS27",
                 "BKS30", "BKS31",
                 "KPL01", "KPL02", "KPL03", "KPL04", "KPL05", "KPL06", "KPL07"}
#: Families about calls, computers, lists and steps, of which nothing can stand in a returned kertas kerja.
LAIN = re.compile(r"PGL|TBL|KRM|CEK|ADN|INS|LJT|PDH|SBR|DFT|PRV|VRF|RNC01|BKS17|SGL2[0-2]|KPL3")


def test_the_table_of_states() -> None:
    for kode, k in KATALOG.items():
        if LAIN.match(kode):
            assert kode not in KEMBALI | TIDAK_TERBACA
            continue
        keadaan, _ = state_of([buat_temuan(kode)])
        if kode in KEMBALI or kode in TIDAK_TERBACA:
            assert k.tingkat == "wajib", kode
            assert keadaan == ("dikembalikan" if kode in KEMBALI else "tidak_terbaca")
        elif kode == "SGL01":
            assert keadaan == "diterima_catatan"
        else:
            assert keadaan == ("diterima" if k.tingkat == "keterangan" else "diterima_catatan"), kode


@pytest.mark.parametrize(("kode", "hasil"), [
    ((), ("diterima", "")), (("SGL12",), ("diterima", "")), (("SGL12", "ISI10"), ("diterima_catatan", "ISI10")),
    (("ISI01", "SGL01"), ("diterima_catatan", "ISI01")), (("ISI01", "SGL04", "SGL02"), ("dikembalikan", "SGL04")),
    (("SGL04", "BKS07"), ("tidak_terbaca", "BKS07")),
])
def test_the_heaviest_kode_decides(kode: tuple[str, ...], hasil: tuple[str, str]) -> None:
    assert state_of(buat_temuan(k) for k in kode) == hasil


def _generic(*n: int, pilih: str) -> bytes:
    """A filled generic template over those offices."""
    denah = describe_generic(BUATAN, [office(x) for x in n], TandaKiriman("2026-12-31"))
    isian = Isian(office(n[0]), {**LENGKAP, KOTAK_PILIHAN: pilih})
    olahan = Olahan(BUATAN, isian)
    return render_bytes(denah, isian, core_values(olahan, score_olahan(olahan)))


def test_the_generic_template_as_issued_is_not_accused() -> None:
    """It is issued without an owner: KPL13 from the comparison, too, and nothing that breaks integrity."""
    for pilih, kode in (("", ["KPL13", "SGL01"]), ("99.01.02 - Uji 2", ["SGL01"])):
        temuan = inspect(read_as(read_buku(_generic(1, 2, pilih=pilih)), BUATAN), PUBLIK).temuan
        assert [t.kode for t in temuan] == kode
        assert not any(t.kind.breaks_integrity for t in temuan)


def _chosen_at() -> str:
    lembar, pos = describe_generic(BUATAN, [office(1)], TandaKiriman("2026-12-31")).masukan[KOTAK_PILIHAN]
    return f"{lembar}!{alamat(pos)}"


@pytest.mark.parametrize("pilih", ["", "Bendo", "99.01.02 - Uji 2"])
def test_a_generic_template_is_not_ready_before_the_choice(pilih: str, tmp_path: Path) -> None:
    """On no sheet; sending says where to choose instead of asking for another workbook."""
    (path := tmp_path / "x.xlsx").write_bytes(_generic(1, 2, pilih=pilih))
    tempat = [(s.nama, p) for s in read_buku(path).lembar for p, r in s.rumus.items() if f'"{SIAP}"' in r]
    assert len(tempat) > 3
    assert set(engine("ironcalc")(path, tempat)) == {SIAP if "-" in pilih else PILIH}
    if "-" not in pilih:
        with pytest.raises(KinerjaError) as galat:
            stem_of(read_as(read_buku(path), BUATAN))
        assert [(t.kode, t.sel) for t in galat.value.temuan] == [("KPL13", _chosen_at())]


def test_the_generic_template_is_accepted_unverified(masuk: Path, tmp_path: Path) -> None:
    (masuk / "1.xlsx").write_bytes(_generic(1, 2, pilih="99.01.02 - Uji 2"))
    (masuk / "2.xlsx").write_bytes(_generic(1, 2, pilih=""))
    (masuk / "3.xlsx").write_bytes(_generic(1, 50, pilih="99.01.50 - Uji 50"))
    hasil = _collect(masuk, tmp_path / "r.sqlite")
    assert [(b.keadaan, b.kode) for b in hasil.berkas] == [
        ("diterima_catatan", "SGL01"), ("dikembalikan", "KPL13"), ("dikembalikan", "KPL12")]
    (k,) = _round(tmp_path / "r.sqlite").entri[1].kiriman
    assert [t.kode for t in k.temuan] == ["SGL01"]
    (tanpa, *_) = _round(tmp_path / "r.sqlite").lain
    (pilih,) = (t for t in tanpa.temuan if t.kode == "KPL13")
    assert pilih.sel == _chosen_at()
    assert (k.identitas, k.keaslian) == (office(2), "belum_diverifikasi")
    assert k.skor.nilai_akhir > 0


# -- R3 ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def masuk(tmp_path: Path) -> Path:
    folder = tmp_path / "masuk"
    folder.mkdir()
    return folder


def test_any_number_of_processes_gives_one_register(masuk: Path, tmp_path: Path) -> None:
    for n in range(1, 6):
        (masuk / f"{n}.xlsx").write_bytes(sealed(office(n)))
        (masuk / f"{n} foto.jpg").write_bytes(b"\xff\xd8\xff" + bytes([n]))
    (masuk / "ulang.xlsx").write_bytes((masuk / "1.xlsx").read_bytes())
    satu, dua = (_collect(masuk, tmp_path / f"{n}.sqlite", jobs=n) for n in (1, 3))
    assert satu == dua
    assert dump(tmp_path / "1.sqlite") == dump(tmp_path / "3.sqlite")
    assert satu.berkas[-1].nomor == satu.berkas[1].nomor, "one content, one registration"


def test_a_worker_that_dies_is_replaced(masuk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(1, 10):
        (masuk / f"{n}.jpg").write_bytes(b"\xff\xd8\xff" + bytes([n]))
    mulai = kumpulkan._Pekerja.give

    def kill(self: Any, nomor: int, bungkus: Any) -> None:
        mulai(self, nomor, bungkus)
        if nomor == 1:
            self.proses.kill()

    monkeypatch.setattr(kumpulkan._Pekerja, "give", kill)
    tugas, _ = survey(masuk)
    hasil = list(assess_all(tugas, satu_berkas.Syarat(BUATAN, PUBLIK, {}), 2))
    assert [x.berkas for x in hasil] == [t.berkas for t in tugas]
    assert {x.kode for x in hasil if isinstance(x, satu_berkas.BarisRegister)} == {"KPL01"}
    assert len(hasil) == 9


# -- R4 ----------------------------------------------------------------------------------------------------------


def _round(register: Path) -> Any:
    with open_register(register, tulis=False) as r:
        return r.round(BUATAN)


def test_the_last_accepted_one_holds(masuk: Path, tmp_path: Path) -> None:
    r = tmp_path / "r.sqlite"
    (masuk / "1.xlsx").write_bytes(saved(sealed(office(1)), "2026-12-01T08:00:00Z"))
    _collect(masuk, r, diterima="2026-12-02")
    (masuk / "2.xlsx").write_bytes(saved(sealed(office(1), {("b03", "n"): 9.0}), "2026-12-05T08:00:00Z"))
    _collect(masuk, r, diterima="2026-11-01")
    entri = _round(r).entri[0]
    assert (len(entri.kiriman), entri.berlaku.nomor) == (2, 2), "the number decides, not a clock set back"
    (masuk / "3.xlsx").write_bytes(saved(sealed(office(1), kunci=load_private(make_keys()[0])), "2026-12-06T08:00:00Z"))
    (masuk / "4 lama.xlsx").write_bytes(saved(sealed(office(1), {("b03", "n"): 1.0}), "2026-12-03T15:00:00+07:00"))
    _collect(masuk, r)
    entri = _round(r).entri[0]
    assert [k.keadaan for k in entri.kiriman] == ["diterima", "diterima", "dikembalikan", "diterima_catatan"]
    assert entri.berlaku.nomor == 2
    assert [(t.kode, t.pesan) for t in entri.kiriman[3].temuan] == [(
        "KPL22", "Berkas ini disimpan 3-12-2026 pukul 08.00 UTC, lebih dulu daripada kiriman yang berlaku "
                 "(5-12-2026 pukul 08.00 UTC), jadi tidak menggantikannya.")]
    with open_register(r, tulis=False) as buka:
        (ganti,) = buka.replaced(BUATAN)
        assert (ganti.nomor, ganti.berlaku) == ((1, 2, 4), 2)


@pytest.mark.parametrize(("tulis", "baca"), [
    ("2026-12-05T08:00:00Z", "2026-12-05T08:00:00Z"), ("2026-12-05T08:00:00+07:00", "2026-12-05T01:00:00Z"),
    ("2026-12-05T08:00:00", "2026-12-05T08:00:00Z"), ("kemarin", ""), ("9999-99-99T99", ""), ("", ""),
    ("0001-01-01T00:00:00+14:00", ""), ("9999-12-31T23:59:59-12:00", ""),
])
def test_time_inside_a_file(tulis: str, baca: str) -> None:
    assert saved_at(saved(build(BUATAN, PEMILIK), tulis)) == baca
    assert saved_at(b"PK bukan zip") == ""


def test_one_content_at_two_places(masuk: Path, tmp_path: Path) -> None:
    isi = sealed(office(1))
    (masuk / "a.xlsx").write_bytes(isi)
    (masuk / "b.zip").write_bytes(zipped({"dalam/c.xlsx": isi}))
    hasil = _collect(masuk, tmp_path / "r.sqlite")
    assert [(b.berkas, b.nomor, b.baru) for b in hasil.berkas] == [
        ("a.xlsx", 1, True), ("b.zip/dalam/c.xlsx", 1, False)]
    with open_register(tmp_path / "r.sqlite", tulis=False) as r:
        assert [(g.nomor, g.kode_wilayah, g.berkas) for g in r.duplicates(BUATAN)] == [
            (1, "99.01.01", ("a.xlsx", "b.zip/dalam/c.xlsx"))]
        assert r.replaced(BUATAN) == []


def test_two_kecamatan_of_one_name(masuk: Path, tmp_path: Path) -> None:
    kembar = [office(1), office(1, "02").model_copy(update={"nama": office(1).nama})]
    for n, o in enumerate(kembar):
        (masuk / f"Uji 1 ({n}).xlsx").write_bytes(sealed(o))
    hasil = _collect(masuk, tmp_path / "r.sqlite", pengiriman=Pengiriman())
    assert [e.kecamatan.kode for e in _round(tmp_path / "r.sqlite").masuk] == [o.kode_wilayah for o in kembar]
    assert hasil.kode_keluar == 0


# -- R5 ----------------------------------------------------------------------------------------------------------


def test_a_stumble_is_told_logged_and_tried_again(masuk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in (1, 2, 3):
        (masuk / f"{n}.xlsx").write_bytes(sealed(office(n)))
    catatan = tmp_path / "log" / "galat.log"
    monkeypatch.setattr("kinerja_core.dasar.log.log_path", lambda: catatan)
    asli = satu_berkas.check_workbook

    def stumble(bacaan: Any, terolah: Any = None) -> Any:
        if bacaan.isian.identitas == office(2):
            raise ZeroDivisionError("tersandung")
        return asli(bacaan, terolah)

    monkeypatch.setattr(satu_berkas, "check_workbook", stumble)
    hasil = _collect(masuk, tmp_path / "r.sqlite")
    assert [(b.keadaan, b.kode, b.nomor) for b in hasil.berkas] == [
        ("diterima", "", 1), ("tidak_terbaca", "KPL07", 0), ("diterima", "", 2)]
    assert "ZeroDivisionError: tersandung" in catatan.read_text()
    assert hasil.tunda[0].pesan.startswith("Terjadi kesalahan di luar dugaan (ZeroDivisionError)")
    assert hasil.kode_keluar == 1
    monkeypatch.undo()
    assert [b.nomor for b in _collect(masuk, tmp_path / "r.sqlite").berkas] == [1, 3, 2]


def test_what_cannot_be_opened_now_is_tried_again(masuk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (masuk / "ada.xlsx").write_bytes(sealed(office(1)))
    (masuk / "onedrive.xlsx").write_bytes(sealed(office(2)))
    (masuk / "terkunci.zip").write_bytes(zipped({"a.xlsx": sealed(office(3))}))
    os.symlink("tidak ada", masuk / "hilang.xlsx")

    def locked(path: Any, *lain: Any, **opsi: Any) -> Any:
        if "onedrive" in str(path) or "terkunci" in str(path):
            raise PermissionError(13, "Permission denied")
        return open(path, *lain, **opsi)

    for modul in (satu_berkas, berkas_masuk):
        monkeypatch.setattr(modul, "open", locked, raising=False)
    hasil = _collect(masuk, tmp_path / "r.sqlite")
    assert {b.berkas: (b.keadaan, b.kode, b.nomor) for b in hasil.berkas} == {
        "ada.xlsx": ("diterima", "", 1), "hilang.xlsx": ("tidak_terbaca", "BKS01", 0),
        "onedrive.xlsx": ("tidak_terbaca", "BKS21", 0), "terkunci.zip": ("tidak_terbaca", "BKS21", 0)}
    monkeypatch.undo()
    lagi = _collect(masuk, tmp_path / "r.sqlite")
    assert {b.berkas: b.nomor for b in lagi.berkas} == {
        "ada.xlsx": 1, "hilang.xlsx": 0, "onedrive.xlsx": 2, "terkunci.zip/a.xlsx": 3}


def test_a_folder_that_cannot_be_opened_is_told(masuk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (masuk / "rahasia").mkdir()
    asli = os.scandir

    def denied(path: Any) -> Any:
        if str(path).endswith("rahasia"):
            raise PermissionError(13, "Permission denied", str(path))
        return asli(path)

    monkeypatch.setattr(os, "scandir", denied)
    hasil = _collect(masuk, tmp_path / "r.sqlite")
    assert [(x.berkas, x.temuan.kode) for x in hasil.lewat] == [("rahasia", "KPL09")]
    assert hasil.kode_keluar == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text(masuk: Path, tmp_path: Path) -> None:
    (masuk / os.fsdecode(b"a\xff\n.xlsx")).write_bytes(sealed(office(1)))
    assert [b.berkas for b in _collect(masuk, tmp_path / "r.sqlite").berkas] == ["a\\xff\\n.xlsx"]


def test_the_composed_form_of_names_gives_the_order() -> None:
    urut = sorted(["e\u0301b", "éa", "éc"], key=berkas_masuk.sort_key)
    assert urut == ["éa", "e\u0301b", "éc"]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(KinerjaError) as galat:
        _collect(tmp_path / "tidak ada", tmp_path / "r.sqlite")
    assert galat.value.kode == "KPL34"
    with pytest.raises(KinerjaError) as galat:
        _collect(tmp_path, tmp_path / "r.sqlite", diterima="besok")
    assert galat.value.kode == "KPL36"


def test_zips_that_grow_and_things_that_are_no_files(masuk: Path, tmp_path: Path) -> None:
    (masuk / "bom.zip").write_bytes(zipped({f"{n}.xlsx": b"\0" * 30_000_000 for n in range(3)}))
    os.mkfifo(masuk / "pipa.xlsx")
    hasil = _collect(masuk, tmp_path / "r.sqlite")
    assert [(b.berkas, b.kode) for b in hasil.berkas] == [("bom.zip", "KPL02")]
    assert [x.temuan.pesan for x in hasil.lewat] == ["Bukan kiriman: bukan berkas biasa."]


def test_what_the_run_itself_writes_is_no_submission(masuk: Path) -> None:
    (masuk / "rekap.xlsx").write_bytes(sealed(office(1)))
    for nama in ("REKAP.xlsx", "REKAP_panjang.csv", "REKAP_kabupaten/99.01.xlsx", "r.sqlite-wal", "publik.pem",
                 "sebaran/99.01/99.01.01.xlsx"):
        (masuk / nama).parent.mkdir(parents=True, exist_ok=True)
        (masuk / nama).write_bytes(b"x")
    (masuk / "r_uji.xlsx").write_bytes(sealed(office(2)))
    milik = [masuk / n for n in ("REKAP.xlsx", "REKAP_*", "publik.pem", "sebaran")]
    for _ in (1, 2):
        hasil = _collect(masuk, masuk / "r.sqlite", kecuali=milik)
        assert [b.berkas for b in hasil.berkas] == ["r_uji.xlsx", "rekap.xlsx"]
        assert {x.temuan.pesan for x in hasil.lewat} == {"Bukan kiriman: berkas milik pengumpulan ini."}


# -- R6 ----------------------------------------------------------------------------------------------------------


class _Arsip:
    """What a sending remembers: canonical texts by (kode wilayah, serial), of this instrument."""

    instrumen = BUATAN

    def __init__(self) -> None:
        self.teks: dict[tuple[str, str], str] = {}

    def canonical(self, kode_wilayah: str, serial: str) -> str | None:
        return self.teks.get((kode_wilayah, serial))

    def sent(self, kode_wilayah: str) -> str | None:
        return next((isi for (kode, _), isi in self.teks.items() if kode == kode_wilayah), None)


def _older_layout(monkeypatch: pytest.MonkeyPatch, tmp: Path, arsip: _Arsip, *ident: Any) -> list[bytes]:
    """Sealed, filled workbooks of a layout whose inputs stood a row lower."""
    with monkeypatch.context() as dulu:
        dulu.setattr("kinerja_core.kertas_kerja.lembar.kendali.VERSI_TATA_LETAK", 0)
        dulu.setattr(TempatKertas, "_rows", lambda p, asli=TempatKertas._rows: [BarisKertas("pita_umum"), *asli(p)])
        hasil = []
        for o in ident:
            hasil.append(sealed(o))
            (tmp / "lama.xlsx").write_bytes(hasil[-1])
            form = locked_form(read_buku(tmp / "lama.xlsx"), [s.nama for s in describe(BUATAN, o).lembar])
            arsip.teks[o.kode_wilayah, serial_of(BUATAN, o)] = form.teks
        return hasil


def test_an_older_layout_is_collected_without_false_alarm(masuk: Path, tmp_path: Path,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    arsip = _Arsip()
    baik, rusak, tanpa = _older_layout(monkeypatch, tmp_path, arsip, office(1), office(2), office(3))
    del arsip.teks[office(3).kode_wilayah, serial_of(BUATAN, office(3))]
    monkeypatch.setattr(satu_berkas, "_open_sendings", lambda _: [arsip])
    (masuk / "1.xlsx").write_bytes(baik)
    (masuk / "2.xlsx").write_bytes(_edited(rusak, tmp_path, _overwrite))
    (masuk / "3.xlsx").write_bytes(tanpa)
    (masuk / "4.xlsx").write_bytes(sealed(office(4)))
    _collect(masuk, tmp_path / "r.sqlite")
    entri = _round(tmp_path / "r.sqlite").entri[:4]
    assert [(e.kiriman[0].keadaan, e.kiriman[0].kode) for e in entri] == [
        ("diterima", ""), ("dikembalikan", "SGL02"), ("diterima", ""), ("diterima", "")]
    lembar, pos = describe(BUATAN, PEMILIK).nama["nilai_b01"]
    assert f"{lembar}!{alamat(pos)}" in {t.sel for t in entri[1].kiriman[0].temuan if t.kode == "SGL04"}
    lama, baru = (dict(e.kiriman[0].asal) for e in (entri[0], entri[3]))
    assert (lama["b03", "n"], baru["b03", "n"]) == ("Kertas Kerja!D13", "Kertas Kerja!D12")
    assert entri[0].skor == entri[3].skor


def test_a_sending_of_an_older_layout(masuk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same through `sebar` and its archive; the templates are filled by openpyxl afterwards."""
    with monkeypatch.context() as dulu:
        dulu.setattr("kinerja_core.kertas_kerja.lembar.kendali.VERSI_TATA_LETAK", 0)
        dulu.setattr(TempatKertas, "_rows", lambda p, asli=TempatKertas._rows: [BarisKertas("pita_umum"), *asli(p)])
        send(prepare(BUATAN, "2026-12-31", KALIMAT_PENERIMAAN), listed(1, 2, 3), tmp_path / "Keluar",
             kunci=tmp_path / "kunci")
        tempat = dict(describe(BUATAN, PEMILIK).masukan)

    def isi(wb: openpyxl.Workbook) -> None:
        for kotak, nilai in LENGKAP.items():
            lembar, (baris, kolom) = tempat[kotak]
            wb[lembar].cell(baris + 1, kolom + 1).value = nilai

    for n, path in enumerate(sorted((tmp_path / "Keluar").rglob("99.01.*.xlsx")), start=1):
        def ubah(wb: openpyxl.Workbook, n: int = n) -> None:
            isi(wb)
            if n == 2:
                _overwrite(wb)

        (masuk / f"{n}.xlsx").write_bytes(_edited(path.read_bytes(), tmp_path, ubah))
    publik = (tmp_path / "Keluar" / "kunci_publik.pem").read_bytes()
    kirim = read_sending(tmp_path / "Keluar", BUATAN, publik)
    with open_register(tmp_path / "r.sqlite") as r:
        hasil = collect(masuk, BUATAN, publik, r, pengiriman=kirim, diterima=HARI)
    assert [(b.keadaan, b.kode) for b in hasil.berkas] == [
        ("diterima", ""), ("dikembalikan", "SGL02"), ("diterima", "")]
    p = _round(tmp_path / "r.sqlite")
    lembar, pos = describe(BUATAN, PEMILIK).nama["nilai_b01"]
    assert f"{lembar}!{alamat(pos)}" in {t.sel for t in p.entri[1].kiriman[0].temuan if t.kode == "SGL04"}
    assert p.entri[0].skor == skor_of(score(BUATAN, Isian(office(1), LENGKAP)))
    assert (p.tenggat, len(p.entri)) == (datetime.date(2026, 12, 31), 3)


def test_a_sending_of_another_round_is_refused(tmp_path: Path) -> None:
    send(prepare(BUATAN, "2026-12-31", KALIMAT_PENERIMAAN), listed(1), tmp_path / "Keluar", kunci=tmp_path / "kunci")
    publik = (tmp_path / "Keluar" / "kunci_publik.pem").read_bytes()
    for ins, kunci, kode in ((TAHUN_LAIN, publik, "KPL37"), (BUATAN, PUBLIK, "KPL38")):
        with pytest.raises(KinerjaError) as galat:
            read_sending(tmp_path / "Keluar", ins, kunci)
        assert galat.value.kode == kode


def _rebounded(maks: float) -> Instrumen:
    """BUATAN issued again: indicator b03 accepts no more than `maks`."""
    data = BUATAN.model_dump(mode="json") | {"versi": "9"}
    for i in (i for a in data["aspek"] for s in a["sub_aspek"] for i in s["indikator"] if i["kode"] == "b03"):
        i["data"][0] |= {"wajar": None, "maks": maks}
    return parse_instrumen(data)


def test_an_instrument_issued_again_with_other_bounds(masuk: Path, tmp_path: Path) -> None:
    """R9: what was sent before is collected, compared, judged by the bounds it was issued with, and told so."""
    baru, ke = _rebounded(1), tmp_path / "Keluar"
    assert (baru.sidik != BUATAN.sidik, baru.sidik_tanpa_batas) == (True, BUATAN.sidik_tanpa_batas)
    for n, ins in enumerate((BUATAN, baru), start=1):
        send(prepare(ins, "2026-12-31", KALIMAT_PENERIMAAN), listed(1, 2, 3), ke / f"Sebaran {n}",
             kunci=tmp_path / "kunci")
    pribadi = load_private((tmp_path / "kunci" / "kunci_pribadi.pem").read_bytes())
    (masuk / "1.xlsx").write_bytes(sealed(office(1), kunci=pribadi))
    (masuk / "2.xlsx").write_bytes(sealed(office(2), ins=baru, kunci=pribadi))
    (masuk / "3.xlsx").write_bytes(_edited(sealed(office(3), kunci=pribadi), tmp_path, _overwrite))
    publik = (ke / "Sebaran 2" / "kunci_publik.pem").read_bytes()
    with open_register(tmp_path / "r.sqlite") as r:
        hasil = collect(masuk, baru, publik, r, pengiriman=read_sending(ke / "Sebaran 2", baru, publik), diterima=HARI)
        entri = r.round(baru).entri
    assert [(b.keadaan, b.kode) for b in hasil.berkas] == [
        ("diterima", ""), ("diterima_catatan", "ISI08"), ("dikembalikan", "SGL02")]
    lama, kini, rusak = ({t.kode for t in e.kiriman[0].temuan} for e in entri)
    assert ("KPL25" in lama, "KPL25" in kini, "KPL25" in rusak) == (True, False, True)
    assert {"BKS13", "SGL02"} <= rusak
    assert entri[0].skor == skor_of(score(BUATAN, Isian(office(1), LENGKAP)))
    assert entri[1].skor == skor_of(score(baru, Isian(office(2), LENGKAP))) != entri[0].skor


def test_a_sending_beside_it_may_be_of_anything(masuk: Path, tmp_path: Path) -> None:
    """R9: another form in a sibling folder is none of this round; a broken archive is passed over."""
    ke = tmp_path / "Keluar"
    for nama, ins in (("Sebaran 1", VERSI_LAIN), ("Lain", INSTRUMEN_LAIN), ("Sebaran 2", BUATAN)):
        send(prepare(ins, "2026-12-31", KALIMAT_PENERIMAAN), listed(1), ke / nama, kunci=tmp_path / "kunci")
    (ke / "Rusak").mkdir()
    (ke / "Rusak" / "arsip_sebaran.zip").write_bytes(b"bukan zip")
    pribadi = load_private((tmp_path / "kunci" / "kunci_pribadi.pem").read_bytes())
    (masuk / "1.xlsx").write_bytes(sealed(office(1), ins=INSTRUMEN_LAIN, kunci=pribadi))
    (masuk / "2.xlsx").write_bytes(sealed(office(1), ins=VERSI_LAIN, kunci=pribadi))
    publik = (ke / "Sebaran 2" / "kunci_publik.pem").read_bytes()
    with open_register(tmp_path / "r.sqlite") as r:
        hasil = collect(masuk, BUATAN, publik, r, pengiriman=read_sending(ke / "Sebaran 2", BUATAN, publik),
                        diterima=HARI)
    assert [b.kode for b in hasil.berkas] == ["KPL10", ""], "a new number alone is no other form"


# -- R7 ----------------------------------------------------------------------------------------------------------


def test_a_list_that_is_mended_lets_a_file_in(masuk: Path, tmp_path: Path) -> None:
    r = tmp_path / "r.sqlite"
    (masuk / "1.xlsx").write_bytes(sealed(office(1)))
    (masuk / "2.xlsx").write_bytes(sealed(office(2)))
    assert [b.kode for b in _collect(masuk, r, pengiriman=Pengiriman(listed(1)), diterima="2026-12-01").berkas] == [
        "", "KPL12"]
    hasil = _collect(masuk, r, pengiriman=Pengiriman(listed(1, 2)), diterima="2026-12-20")
    assert [(b.nomor, b.keadaan, b.baru) for b in hasil.berkas] == [(1, "diterima", False), (3, "diterima", True)]
    p = _round(r)
    assert [k.keadaan for k in p.entri[1].kiriman] == ["dikembalikan", "diterima"]
    assert (p.entri[1].berlaku.nomor, p.entri[1].berlaku.waktu, p.pada) == (3, "2026-12-01", "2026-12-20")
    lagi = _collect(masuk, r, pengiriman=Pengiriman(), diterima="2026-12-21")
    assert not any(b.baru for b in lagi.berkas), "a list that is not named again stays"
    kembali = _collect(masuk, r, pengiriman=Pengiriman(listed(1)))
    assert [b.kode for b in kembali.berkas] == ["", "KPL12"]
    assert [e.kecamatan.kode for e in _round(r).entri] == ["99.01.01"]
    assert _round(r).lain[-1].kode == "KPL12"


def test_a_wrong_key_can_be_mended(masuk: Path, tmp_path: Path) -> None:
    (masuk / "1.xlsx").write_bytes(sealed(office(1)))
    with open_register(tmp_path / "r.sqlite") as r:
        assert collect(masuk, BUATAN, make_keys()[1], r, diterima=HARI).berkas[0].kode == "SGL03"
        assert r.round(BUATAN).entri[0].berlaku is None
        assert collect(masuk, BUATAN, PUBLIK, r, diterima=HARI).berkas[0].keadaan == "diterima"
        assert collect(masuk, BUATAN, make_keys()[1], r, diterima=HARI).berkas[0].kode == "SGL03"
        assert r.round(BUATAN).entri[0].berlaku is None, "the last assessment of a file counts"
