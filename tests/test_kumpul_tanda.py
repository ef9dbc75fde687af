"""What was sent is compared whether a seal is there or not, and what is not verified never replaces what is.

R1 a round that sent sealed files: the seal intact, removed, foreign, damaged or another office's, the owner unreadable;
with the locked content or Data Umum changed, the file is returned and its cells are named. R2 without a change the
unsealed file is told (KPL23), the sealed one is not; the generic template is not asked for one. R3 with a
list only, and with a register that remembers list and sending. R4 such files stand first among what is worth a look.
R5 what is not verified never replaces what is, whatever it says of the time; what is verified always replaces it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu.kiriman import HARI, LENGKAP, listed, office, saved
from bantu.simpan import open_openpyxl
from test_kanonik import BUATAN, PEMILIK

from kinerja_core.instrumen.model import serial_of
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.lembar.kiriman import KALIMAT_PENERIMAAN
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.lembar.templat_umum import NAMA_PILIHAN
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.meta import META
from kinerja_core.provinsi.kumpul.kumpulkan import Pengiriman, collect, read_sending
from kinerja_core.provinsi.peringkat import BERUBAH, TANPA_TANDA, attention
from kinerja_core.provinsi.putaran import Putaran
from kinerja_core.provinsi.register import open_register
from kinerja_core.provinsi.sebar.sebarkan import prepare, send
from kinerja_core.segel.lembar import PROPERTI_SEGEL, seal_sheet
from kinerja_core.segel.tanda import load_private, make_keys
from kinerja_core.xlsx.buku import alamat

DENAH = describe(BUATAN, PEMILIK)
UMUM, LAIN = DENAH.masukan["jumlah_desa", "isi"], DENAH.masukan["b03", "n"]
HASIL = DENAH.keluaran["capaian", "b01"]
Ubah = Callable[[openpyxl.Workbook], None]


def _place(tempat: tuple[str, tuple[int, int]]) -> str:
    return f"{tempat[0]}!{alamat(tempat[1])}"


def _put(wb: openpyxl.Workbook, tempat: tuple[str, tuple[int, int]], isi: Any) -> None:
    wb[tempat[0]].cell(tempat[1][0] + 1, tempat[1][1] + 1).value = isi


@pytest.fixture(scope="module")
def kirim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sending to three offices, Data Umum included."""
    keluar = tmp_path_factory.mktemp("kirim") / "Keluar"
    send(prepare(BUATAN, "2026-12-31", KALIMAT_PENERIMAAN), listed(1, 2, 3), keluar, kunci=keluar.parent / "kunci")
    return keluar


def _returned(kirim: Path, ke: Path, *ubah: Ubah, kode: str = "99.01.01") -> None:
    """The file sent to an office, filled, changed and saved under another name."""
    wb = open_openpyxl(next(kirim.rglob(f"{kode}*.xlsx")))
    for kotak, nilai in LENGKAP.items():
        _put(wb, DENAH.masukan[kotak], nilai)
    for u in ubah:
        u(wb)
    wb.save(ke)


def _no_seal(wb: openpyxl.Workbook) -> None:
    wb.remove(wb[seal_sheet()])
    del wb.custom_doc_props[PROPERTI_SEGEL]


def _no_property(wb: openpyxl.Workbook) -> None:
    del wb.custom_doc_props[PROPERTI_SEGEL]
    wb[seal_sheet()]["B14"] = "A" + wb[seal_sheet()]["B14"].value[1:]


def _foreign(wb: openpyxl.Workbook) -> None:
    """Sealed anew by a key of one's own, Data Umum claimed as it is now."""
    asing = build_sealed(BUATAN, office(1), load_private(make_keys()[0]), Isian(office(1), {}), tenggat="2026-12-31")
    path = Path(wb._path_asing)  # type: ignore[attr-defined]
    path.write_bytes(asing)
    lain = open_openpyxl(path)
    for baris in lain[seal_sheet()].iter_rows():
        wb[seal_sheet()].cell(baris[0].row, 2).value = baris[1].value
    wb.custom_doc_props[PROPERTI_SEGEL].value = lain.custom_doc_props[PROPERTI_SEGEL].value


def _no_owner(wb: openpyxl.Workbook) -> None:
    _no_seal(wb)
    for baris in wb[META].iter_rows():
        if baris[0].value in ("kode_wilayah", "nama"):
            baris[1].value = None
    for nama in ("kinerja_kode_wilayah", "kinerja_nama"):
        del wb.custom_doc_props[nama]
    for nama in [n for n in wb.defined_names if n.startswith("id_")]:
        del wb.defined_names[nama]


def _facts(wb: openpyxl.Workbook) -> None:
    _put(wb, UMUM, 4)


def _locked(wb: openpyxl.Workbook) -> None:
    _put(wb, HASIL, "=100")


def _collect(masuk: Path, register: Path, kirim: Path, *, daftar: bool = False, tanpa: bool = False) -> Putaran:
    kunci = (kirim / "kunci_publik.pem").read_bytes()
    pengiriman = Pengiriman(listed(1, 2, 3)) if daftar else Pengiriman()
    if not (daftar or tanpa):
        pengiriman = read_sending(kirim, BUATAN, kunci)
    with open_register(register) as r:
        collect(masuk, BUATAN, kunci, r, pengiriman=pengiriman, diterima=HARI)
        return r.round(BUATAN)


def _kept(wb: openpyxl.Workbook) -> None:
    pass


@pytest.fixture
def masuk(tmp_path: Path) -> Path:
    (tmp_path / "masuk").mkdir()
    return tmp_path / "masuk"


TANDA: dict[str, Ubah] = {"dihapus": _no_seal, "asing": _foreign, "rusak": _no_property}


@pytest.mark.parametrize("ubah", [_facts, _locked], ids=["data umum", "terkunci"])
@pytest.mark.parametrize("tanda", TANDA)
def test_a_seal_that_is_gone_frees_nothing(tanda: str, ubah: Ubah, kirim: Path, masuk: Path, tmp_path: Path) -> None:
    """R1, R4."""
    def asing(wb: openpyxl.Workbook) -> None:
        wb._path_asing = tmp_path / "asing.xlsx"  # type: ignore[attr-defined]
        TANDA[tanda](wb)

    _returned(kirim, masuk / "a.xlsx", ubah, asing)
    putaran = _collect(masuk, tmp_path / "r.sqlite", kirim)
    (k,) = putaran.entri[0].kiriman
    assert k.keadaan == "dikembalikan"
    harus = {("SGL30", _place(UMUM))} if ubah is _facts else {("SGL04", _place(HASIL))}
    assert harus <= {(t.kode, t.sel) for t in k.temuan}
    lihat = attention(putaran)[0]
    assert (lihat.jenis, lihat.kiriman) == (BERUBAH, k)


def test_data_umum_under_a_sound_seal_is_asked_not_returned(kirim: Path, masuk: Path, tmp_path: Path) -> None:
    _returned(kirim, masuk / "a.xlsx", _facts)
    (k,) = _collect(masuk, tmp_path / "r.sqlite", kirim).entri[0].kiriman
    assert k.keadaan == "diterima_catatan"
    assert ("SGL15", _place(UMUM)) in {(t.kode, t.sel) for t in k.temuan}


def test_an_unsealed_file_without_a_change_is_not_ordinary(kirim: Path, masuk: Path, tmp_path: Path) -> None:
    """R2, R4."""
    _returned(kirim, masuk / "a.xlsx", _no_seal)
    _returned(kirim, masuk / "b.xlsx", kode="99.01.02")
    putaran = _collect(masuk, tmp_path / "r.sqlite", kirim)
    a, b = (e.kiriman[0] for e in putaran.entri[:2])
    assert a.keadaan == "diterima_catatan"
    assert {t.kode for t in a.temuan if t.kind.berubah} == set()
    assert "KPL23" in {t.kode for t in a.temuan}
    assert (b.keadaan, b.keaslian) == ("diterima", "asli")
    assert [(x.jenis, x.kiriman) for x in attention(putaran)][:1] == [(TANPA_TANDA, a)]


def test_the_generic_template_is_not_asked_for_a_seal_it_never_had(kirim: Path, masuk: Path, tmp_path: Path) -> None:
    """R2: it is the province's own; unverified all the same."""
    (umum,) = kirim.rglob("*umum*.xlsx")
    wb = openpyxl.load_workbook(umum)
    lembar, sel = wb.defined_names[NAMA_PILIHAN].attr_text.replace("$", "").split("!")
    wb[lembar.strip("'")][sel] = "99.01.01 - Uji 1"
    _put(wb, LAIN, 2)
    wb.save(masuk / "umum.xlsx")
    (k,) = _collect(masuk, tmp_path / "r.sqlite", kirim).entri[0].kiriman
    assert k.keaslian == "belum_diverifikasi"
    assert "SGL01" in {t.kode for t in k.temuan}
    assert "KPL23" not in {t.kode for t in k.temuan}


def test_another_deadline_is_not_what_was_sent(kirim: Path, masuk: Path, tmp_path: Path) -> None:
    """R1: a line of `_meta` and its property, which the definition would believe."""
    def tenggat(wb: openpyxl.Workbook) -> None:
        _no_seal(wb)
        for baris in wb[META].iter_rows():
            if baris[0].value == "tenggat":
                baris[1].value = "2027-12-31"
        wb.custom_doc_props["kinerja_tenggat"].value = "2027-12-31"

    _returned(kirim, masuk / "a.xlsx", tenggat)
    (k,) = _collect(masuk, tmp_path / "r.sqlite", kirim).entri[0].kiriman
    assert k.keadaan == "dikembalikan"
    assert any(t.kode == "SGL04" and t.sel.startswith(f"{META}!") for t in k.temuan)


def test_an_unreadable_owner_is_found_by_the_name_of_the_file(kirim: Path, masuk: Path, tmp_path: Path) -> None:
    """R1: the cells are named although the content does not say whose they are."""
    _returned(kirim, masuk / "99.01.01 kiriman.xlsx", _no_owner, _facts, _locked)
    (k,) = _collect(masuk, tmp_path / "r.sqlite", kirim).lain
    assert k.keadaan == "dikembalikan"
    assert {("SGL30", _place(UMUM)), ("SGL04", _place(HASIL))} <= {(t.kode, t.sel) for t in k.temuan}


@pytest.mark.parametrize("cara", ["daftar", "register"])
def test_a_list_or_a_register_is_enough(cara: str, kirim: Path, masuk: Path, tmp_path: Path) -> None:
    """R3: Data Umum of the list; the register remembers it, and that the round sent files."""
    _returned(kirim, masuk / "b.xlsx", kode="99.01.02")
    if cara == "register":
        _collect(masuk, tmp_path / "r.sqlite", kirim)
    _returned(kirim, masuk / "a.xlsx", _no_seal, _facts)
    putaran = _collect(masuk, tmp_path / "r.sqlite", kirim, daftar=cara == "daftar", tanpa=cara == "register")
    (k,) = putaran.entri[0].kiriman
    assert k.keadaan == "dikembalikan"
    assert ("SGL30", _place(UMUM)) in {(t.kode, t.sel) for t in k.temuan}
    assert ("KPL23" in {t.kode for t in k.temuan}) == (cara == "register")


def test_what_is_not_verified_never_replaces_what_is(kirim: Path, masuk: Path, tmp_path: Path) -> None:
    """R5 (F32): the seal stripped, another value, saved "2099"; then the genuine correction."""
    def lain(wb: openpyxl.Workbook) -> None:
        _put(wb, LAIN, 3)

    for nama, ubah, waktu in (("1 asli.xlsx", (_kept,), "2026-12-01T08:00:00Z"),
                              ("2 dilucuti.xlsx", (_no_seal, lain), "2099-01-01T08:00:00Z"),
                              ("3 perbaikan.xlsx", (lain,), "2026-12-03T08:00:00Z")):
        _returned(kirim, masuk / nama, *ubah)
        (masuk / nama).write_bytes(saved((masuk / nama).read_bytes(), waktu))
        entri = _collect(masuk, tmp_path / "r.sqlite", kirim).entri[0]
        assert entri.berlaku is not None
        assert entri.berlaku.berkas == ("1 asli.xlsx" if nama.startswith("2") else nama)
    assert [k.kode for k in entri.kiriman] == ["", "KPL23", ""]
    assert "KPL24" in {t.kode for t in entri.kiriman[1].temuan}


def test_what_is_verified_replaces_what_is_not(kirim: Path, masuk: Path, tmp_path: Path) -> None:
    """R5: an unsealed file of "2099" does not lock the office out."""
    _returned(kirim, masuk / "1.xlsx", _no_seal)
    (masuk / "1.xlsx").write_bytes(saved((masuk / "1.xlsx").read_bytes(), "2099-01-01T08:00:00Z"))
    _collect(masuk, tmp_path / "r.sqlite", kirim)
    _returned(kirim, masuk / "2.xlsx")
    entri = _collect(masuk, tmp_path / "r.sqlite", kirim).entri[0]
    assert entri.berlaku is not None
    assert (entri.berlaku.berkas, entri.berlaku.keaslian) == ("2.xlsx", "asli")
    assert serial_of(BUATAN, office(1)) == entri.berlaku.serial
