"""The canonical form (`bentuk_baku`): equal for what is unchanged, different for every single tamper, naming its cell.

1. Blank, filled, saved by LibreOffice (twice) and by openpyxl: one form (Bendo, the empty form, an invented one).
2. Any legal filling leaves it equal.
3. Each tamper of a list gives exactly the places it touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bantu.bersama import form, many
from bantu.simpan import open_openpyxl, rewrite_parts, save_libreoffice, save_openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, Protection
from openpyxl.workbook.defined_name import DefinedName

from kinerja_core.dasar.excelmath import NBSP, Galat
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.katalog.isian import KATALOG_ISIAN
from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN, examples
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.denah import Denah, Lembar, Rumus, Sel
from kinerja_core.lembar.isian import Isian
from kinerja_core.segel.bentuk_baku import Kanonik, canonical, difference
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.buku import Posisi, alamat, kutip_lembar
from kinerja_core.xlsx.mesin.soffice import LibreOffice

Tempat = tuple[str, Posisi]
Isi = dict[str, Any]

# -- workbooks ---------------------------------------------------------------------------------------------------


def _indikator(kode: str, bobot: str, aturan: Isi, data: list[Isi], **lain: Any) -> Isi:
    return {"kode": kode, "nomor": kode[1:], "uraian": f"Uraian {kode}", "satuan": "Kali", "bobot": bobot,
            "aturan": aturan, "data": data, "terkonfirmasi": True, **lain}


def _dua(kanan: str = "") -> list[Isi]:
    return [{"kunci": "pembilang", "label": "Selesai"}, {"kunci": "penyebut", "label": "Masuk", "fakta": kanan}]


BUATAN = Instrumen.model_validate({
    "id": "buatan", "versi": "1", "judul": f"Buatan – \"uji\"{NBSP}& <coba>", "penerbit": "Contoh",
    "provinsi": "Contoh", "tahun_penilaian": 2024, "kebijakan_tidak_relevan": "normalisasi",
    "predikat": [{"predikat": "Baik", "batas": "75.5"}, {"predikat": "Kurang", "batas": "0"}],
    "data_umum": [{"kode": "jumlah_desa", "label": f"Jumlah{NBSP}desa"},
                  {"kode": "pagu", "label": "Pagu", "jenis": "rupiah"}],
    "daftar": {"kelas": [{"teks": "Sangat baik", "nilai": "100"}, {"teks": "Cukup", "nilai": "37.3737373737373737"}]},
    "aspek": [{"kode": "a1", "nomor": "1", "nama": "Aspek 'satu'", "sub_aspek": [
        {"kode": "s1", "nomor": "1", "nama": "Sub\nsatu", "indikator": [
            _indikator("b01", "33.33333333333333333", {"jenis": "rasio"}, _dua("jumlah_desa"),
                       tidak_relevan={"bila_nol": ["jumlah_desa"], "sebab": "tidak ada desa"}),
            _indikator("b02", "1.2", {"jenis": "rasio", "nol_per_nol": "tidak_relevan"}, _dua(),
                       tidak_relevan={"boleh_dijawab": True}, keterangan="Baris satu\nbaris dua"),
            _indikator("b03", "15.46666666666666667",
                       {"jenis": "rentang", "rentang": [[0, 0], ["1.5", "37.5"], [9, 100]]},
                       [{"kunci": "n", "label": "Jumlah", "jenis": "desimal"}])]}]},
        {"kode": "a2", "nomor": "2", "nama": "Aspek dua", "sub_aspek": [
            {"kode": "s2", "nomor": "1", "nama": "Sub dua", "indikator": [
                _indikator("b04", "20", {"jenis": "pilihan"},
                           [{"kunci": "kelas", "label": "Kelas", "jenis": "pilihan", "daftar": "kelas"}]),
                _indikator("b05", "20", {"jenis": "rumus", "rumus": "IF(AND(masuk>0, TRUE), round(selesai / masuk*100"
                                         ", 2)+1.5E-7, 0.30000000000000004)"},
                           [{"kunci": "selesai", "label": "Selesai"}, {"kunci": "masuk", "label": "Masuk"}]),
                _indikator("b06", "10", {"jenis": "daftar_periksa"},
                           [{"kunci": f"butir_{n}", "label": f"Butir {n}", "jenis": "pilihan", "daftar": "ada_tidak"}
                            for n in (1, 2)])]}]}],
})  # fmt: skip
PEMILIK = Identitas(kode_wilayah="99.01.02", nama="Uji D'Arc", kabupaten="Contoh", provinsi="Contoh")
ANEH: tuple[Any, ...] = (0, -1.5, "71,4", "Tidak relevan", True, f" {NBSP}x ", 1e300, "=1+1", "-", 1 / 3)


@dataclass(frozen=True)
class Kasus:
    """A description with its blank and its filled workbook on disk."""

    denah: Denah
    kosong: Path
    terisi: Path

    def form(self, path: Path) -> Kanonik:
        return canonical(read_buku(path), self.denah)


@pytest.fixture(scope="module", params=["bendo", "kosong", "buatan"])
def kasus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kasus:
    return _kasus(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def buatan(tmp_path_factory: pytest.TempPathFactory) -> Kasus:
    return _kasus("buatan", tmp_path_factory.mktemp("buatan"))


def _kasus(nama: str, folder: Path) -> Kasus:
    if nama == "buatan":
        ins, pemilik = BUATAN, PEMILIK
        data = {k: ANEH[n % len(ANEH)] for n, k in enumerate(input_keys(ins))} | {("b03", "n"): Galat("#N/A")}
    else:
        ins = load_instrumen(find_instrumen(INSTRUMEN))
        contoh = next(examples(ins))
        pemilik, data = (contoh.identitas if nama == "bendo" else CONTOH), dict(contoh.isian.data)
    hasil = Kasus(describe(ins, pemilik), folder / "kosong.xlsx", folder / "terisi.xlsx")
    hasil.kosong.write_bytes(form(ins, pemilik))
    hasil.terisi.write_bytes(form(ins, pemilik, Isian(pemilik, data)))
    return hasil


# -- 1. unchanged ------------------------------------------------------------------------------------------------


def test_filling_leaves_it_equal(kasus: Kasus) -> None:
    kosong, terisi = kasus.form(kasus.kosong), kasus.form(kasus.terisi)
    assert difference(kosong, terisi) == []
    assert kosong.sidik == terisi.sidik
    assert sum(len(baris) for _, baris in kosong.lembar) > 500


@pytest.mark.parametrize("mana", ["kosong", "terisi"])
@pytest.mark.sampel(2)
def test_saving_in_libreoffice_leaves_it_equal(kasus: Kasus, mana: str, lo: LibreOffice) -> None:
    asal = getattr(kasus, mana)
    sekali = save_libreoffice(lo, asal)
    harus = kasus.form(asal)
    assert sekali.read_bytes() != asal.read_bytes()
    assert difference(harus, kasus.form(sekali)) == []
    assert difference(harus, kasus.form(save_libreoffice(lo, sekali))) == []
    assert difference(harus, kasus.form(save_openpyxl(sekali))) == []


@pytest.mark.parametrize("mana", ["kosong", "terisi"])
@pytest.mark.sampel(2)
def test_saving_with_openpyxl_leaves_it_equal(kasus: Kasus, mana: str, lo: LibreOffice) -> None:
    asal = getattr(kasus, mana)
    sekali = save_openpyxl(asal)
    assert difference(kasus.form(asal), kasus.form(sekali)) == []
    assert kasus.form(save_libreoffice(lo, sekali)).sidik == kasus.form(asal).sidik


def test_another_office_is_another_form(buatan: Kasus) -> None:
    lain = PEMILIK.model_copy(update={"kode_wilayah": "99.01.03"})
    buatan.terisi.with_name("lain.xlsx").write_bytes(build(BUATAN, lain))
    beda = difference(buatan.form(buatan.kosong), buatan.form(buatan.terisi.with_name("lain.xlsx")))
    assert any(s.endswith("seharusnya '99.01.02, ditemukan '99.01.03") for s in beda)


# -- 2. legal filling --------------------------------------------------------------------------------------------

#: The largest number a cell of Excel takes.
EXCEL_MAKS = 9.99999999999999e307
TEKS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
ISI = st.one_of(
    st.none(), st.integers(-(10**14), 10**14), st.floats(-EXCEL_MAKS, EXCEL_MAKS), st.booleans(), TEKS,
    st.dates().map(lambda d: datetime(1900 + d.year % 200, d.month, d.day)),
    st.sampled_from(["=1+1", "=SUM(A1:A9)", "=\"x\"&TRUE", "=NOW()", "#N/A", "#REF!", "'1", " ", NBSP, "a\nb", "8O"]),
)  # fmt: skip


@settings(max_examples=many(40), suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_legal_filling_leaves_it_equal(buatan: Kasus, data: st.DataObject) -> None:
    wb = open_openpyxl(buatan.kosong)
    for kotak in data.draw(st.lists(st.sampled_from(list(buatan.denah.masukan)), unique=True, min_size=1)):
        sel = _cell(wb, buatan.denah.masukan[kotak])
        sel.value = data.draw(ISI)
        if data.draw(st.booleans()):  # pasting brings style and lock along
            sel.font, sel.protection, sel.number_format = Font(bold=True), Protection(locked=True), "0.00"
    for lembar in wb:
        lembar.data_validations.dataValidation.clear()
    tujuan = buatan.kosong.with_name("tempel.xlsx")
    wb.save(tujuan)
    assert difference(buatan.form(buatan.kosong), buatan.form(tujuan)) == []


# -- 3. tampers --------------------------------------------------------------------------------------------------


def _cell(wb: openpyxl.Workbook, tempat: Tempat) -> Any:
    return wb[tempat[0]].cell(tempat[1][0] + 1, tempat[1][1] + 1)


def _sebut(tempat: Tempat) -> str:
    return f"{tempat[0]}!{alamat(tempat[1])}"


def _find(d: Denah, cocok: Callable[[Lembar, Posisi, Sel], bool]) -> Tempat:
    """The first described cell that fits: tests know no address."""
    return next((s.nama, pos) for s in d.lembar for pos, sel in sorted(s.sel.items()) if cocok(s, pos, sel))


def _literal(isi: object, *, tersembunyi: bool = False) -> Callable[[Denah], Tempat]:
    return lambda d: _find(d, lambda s, _, x: x.isi == isi and type(x.isi) is type(isi)
                           and (s.status != "tampak") >= tersembunyi)


def _keluaran(*kunci: str) -> Callable[[Denah], Tempat]:
    return lambda d: d.keluaran[kunci if len(kunci) > 1 else kunci[0]]


def _kode(d: Denah) -> Tempat:
    lembar, posisi, _ = d.kode_sel[("b03", "n")]
    return lembar, posisi


def _memuat(teks: str) -> Callable[[Denah], Tempat]:
    return lambda d: _find(d, lambda s, _, x: isinstance(x.isi, Rumus) and teks in x.isi.teks)


def _tukar(lama: str, baru: str) -> Callable[[Any], Any]:
    def tukar(isi: str) -> str:
        assert lama in isi
        return isi.replace(lama, baru, 1)

    return tukar


def _geser(bagian: int) -> Callable[[Any], Any]:
    """SUM(I5:I9) with its first (0), its last (1) or both rows (2) one further or shorter."""

    def geser(isi: str) -> str:
        a, b = (int(x) for x in re.findall(r"\d+", isi))
        return re.sub(r"(\D+)\d+(\D+)\d+", rf"\g<1>{a + (bagian != 1)}\g<2>{b + (bagian == 2) - (bagian == 1)}", isi)

    return geser


#: One cell, changed with openpyxl: (where, old content -> new content).
SATU_SEL: dict[str, tuple[Callable[[Denah], Tempat], Callable[[Any], Any]]] = {
    "rumus capaian ditambah": (_keluaran("capaian", "b01"), lambda x: x + "+0"),
    "konstanta aturan": (_keluaran("capaian", "b01"), _tukar("*100", "*101")),
    "batas 100 dinaikkan": (_keluaran("capaian", "b02"), _tukar("MIN(100", "MIN(200")),
    "tanda pembanding": (_keluaran("capaian", "b02"), _tukar("<=0", "<0")),
    "pembulatan": (_keluaran("capaian", "b03"), _tukar(",2)", ",3)")),
    "desimal konstanta": (_keluaran("capaian", "b05"), _tukar("0.30000000000000004", "0.3000001")),
    "TRUE menjadi FALSE": (_keluaran("capaian", "b05"), _tukar("TRUE", "FALSE")),
    "huruf teks dalam rumus": (_keluaran("capaian", "b01"), _tukar("Tidak relevan", "tidak relevan")),
    "spasi teks dalam rumus": (_keluaran("capaian", "b01"), _tukar("Tidak relevan", "Tidak  relevan")),
    "rujukan lembar dialihkan": (_keluaran("nilai_akhir"), lambda x: x + "+'Kertas Kerja'!A1"),
    "rumus menjadi angka": (_keluaran("nilai", "b02"), lambda _: 99),
    "rumus menjadi hasilnya": (_keluaran("capaian", "b04"), lambda _: ""),
    "rumus dihapus": (_keluaran("nilai_akhir"), lambda _: None),
    "rumus menjadi teks": (_keluaran("predikat"), lambda _: "Baik"),
    "SUM bergeser sebaris": (_keluaran("nilai_aspek", "a1"), _geser(2)),
    "SUM kehilangan awal": (_keluaran("nilai_aspek", "a1"), _geser(0)),
    "SUM kehilangan akhir": (_keluaran("nilai_aspek", "a1"), _geser(1)),
    "bobot": (_literal(1.2), lambda _: 1.3),
    "bobot pada digit kesembilan": (_literal(1.2), lambda _: 1.20000001),
    "bobot sebagai teks": (_literal(1.2), lambda _: "1.2"),
    "bobot sebagai rumus": (_literal(1.2), lambda _: "=1.2"),
    "rentang di Referensi": (_literal(37.5, tersembunyi=True), lambda _: 38),
    "nilai jawaban di Referensi": (_literal(37.37373737373737, tersembunyi=True), lambda _: 100),
    "teks jawaban di Referensi": (_literal("Cukup", tersembunyi=True), lambda _: "cukup"),
    "teks katalog": (_literal(KATALOG_ISIAN["ISI01"].pesan, tersembunyi=True), lambda _: "Sudah diisi."),
    "kunci formula di Olah": (_memuat("ISLOGICAL("), _tukar("ISLOGICAL(", "ISTEXT(")),
    "kode cek": (_keluaran("kode_cek"), lambda _: "1234"),
    "label": (_literal("Pagu"), lambda x: x + "."),
    "spasi di ujung label": (_literal("Pagu"), lambda x: "Pagu "),
    "spasi keras menjadi spasi": (_literal(f"Jumlah{NBSP}desa"), _tukar(NBSP, " ")),
    "sel spasi keras": (_literal(NBSP, tersembunyi=True), lambda _: " "),
    "kode di samping isian": (_kode, lambda x: x + "1"),
    "kode wilayah di _meta": (_literal(PEMILIK.kode_wilayah, tersembunyi=True), lambda _: "99.01.99"),
    "sel terkunci yang kosong diisi": (lambda d: (_kode(d)[0], (_kode(d)[1][0] + 500, 3)), lambda _: 5),
}  # fmt: skip


def _difference_of(buatan: Kasus, path: Path) -> list[str]:
    """Places that differ; every sentence is checked for its shape on the way."""
    beda = difference(buatan.form(buatan.terisi), buatan.form(path))
    assert all(re.search(r": (seharusnya .+, ditemukan .+|tidak ada|tambahan, \w+)$", s) for s in beda)
    assert buatan.form(path).sidik != buatan.form(buatan.terisi).sidik
    return [s.rpartition(": seharusnya")[0] or s.rpartition(":")[0] for s in beda]


@pytest.mark.sampel(12)
@pytest.mark.parametrize("nama", SATU_SEL)
def test_a_tampered_cell_is_named(nama: str, buatan: Kasus, tmp_path: Path) -> None:
    cari, ubah = SATU_SEL[nama]
    tempat = cari(buatan.denah)
    wb = open_openpyxl(buatan.terisi)
    sel = _cell(wb, tempat)
    lama, sel.value = sel.value, ubah(sel.value)
    assert lama != sel.value
    wb.save(tmp_path / "rusak.xlsx")
    assert _difference_of(buatan, tmp_path / "rusak.xlsx") == [_sebut(tempat)]


def _hidden(d: Denah, status: str = "tersembunyi") -> str:
    return next(s.nama for s in d.lembar if s.status == status)


def _rename(wb: openpyxl.Workbook, d: Denah) -> list[str]:
    wb[_hidden(d)].title = "Lain"
    return [f"lembar {_hidden(d)}", "lembar Lain"]


def _add(wb: openpyxl.Workbook, d: Denah) -> list[str]:
    wb.create_sheet("Tambahan").sheet_state = "hidden"
    return ["lembar Tambahan"]


def _remove(wb: openpyxl.Workbook, d: Denah) -> list[str]:
    wb.remove(wb[_hidden(d, "sangat_tersembunyi")])
    return [f"lembar {_hidden(d, 'sangat_tersembunyi')}"]


def _reorder(wb: openpyxl.Workbook, d: Denah) -> list[str]:
    wb.move_sheet(d.lembar[1].nama, 1)
    return ["urutan lembar"]


def _show(status: str) -> Callable[[openpyxl.Workbook, Denah], list[str]]:
    def show(wb: openpyxl.Workbook, d: Denah) -> list[str]:
        wb[_hidden(d, status)].sheet_state = "visible"
        return [f"lembar {_hidden(d, status)}"]

    return show


def _hide(wb: openpyxl.Workbook, d: Denah) -> list[str]:
    wb[d.lembar[1].nama].sheet_state = "hidden"
    return [f"lembar {d.lembar[1].nama}"]


def _unprotect(wb: openpyxl.Workbook, d: Denah) -> list[str]:
    lembar = d.keluaran["nilai_akhir"][0]
    wb[lembar].protection.disable()
    return [f"lembar {lembar}"]


def _redirect(nama: str, tujuan: str | None) -> Callable[[openpyxl.Workbook, Denah], list[str]]:
    def redirect(wb: openpyxl.Workbook, d: Denah) -> list[str]:
        if tujuan is None:
            del wb.defined_names[nama]
        else:
            lembar = kutip_lembar(d.lembar[0].nama)
            wb.defined_names[nama] = DefinedName(nama, attr_text=tujuan.format(lembar))
        return [f"nama {nama}"]

    return redirect


def _local_name(wb: openpyxl.Workbook, d: Denah) -> list[str]:
    lembar = d.keluaran["nilai_akhir"][0]
    wb[lembar].defined_names["nilai_akhir"] = DefinedName("nilai_akhir", attr_text="99")
    return [f"nama {kutip_lembar(lembar).lower()}!nilai_akhir"]


STRUKTUR: dict[str, Callable[[openpyxl.Workbook, Denah], list[str]]] = {
    "lembar diganti nama": _rename, "lembar ditambah": _add, "lembar dihapus": _remove, "lembar ditukar": _reorder,
    "lembar tersembunyi ditampakkan": _show("tersembunyi"), "lembar tampak disembunyikan": _hide,
    "_meta ditampakkan": _show("sangat_tersembunyi"), "proteksi dilepas": _unprotect,
    "nama hasil dialihkan": _redirect("nilai_akhir", "{}!$A$1"),
    "nama hasil menjadi angka": _redirect("nilai_akhir", "99"),
    "nama isian dialihkan": _redirect("in_b03_1", "{}!$A$1"), "nama isian dihapus": _redirect("in_b03_1", None),
    "nama ditambah": _redirect("baru", "{}!$A$1"), "nama setempat menutupi": _local_name,
}  # fmt: skip


@pytest.mark.parametrize("nama", STRUKTUR)
def test_a_tampered_structure_is_named(nama: str, buatan: Kasus, tmp_path: Path) -> None:
    wb = open_openpyxl(buatan.terisi)
    tempat = STRUKTUR[nama](wb, buatan.denah)
    wb.save(tmp_path / "rusak.xlsx")
    assert _difference_of(buatan, tmp_path / "rusak.xlsx") == tempat


def test_tampers_are_enough() -> None:
    assert len(SATU_SEL) + len(STRUKTUR) >= 40


def test_removing_rows_is_seen(buatan: Kasus, tmp_path: Path) -> None:
    lembar, posisi = buatan.denah.keluaran[("capaian", "b03")]
    wb = open_openpyxl(buatan.terisi)
    wb[lembar].delete_rows(posisi[0] + 1)
    wb.save(tmp_path / "rusak.xlsx")
    assert _sebut((lembar, posisi)) in _difference_of(buatan, tmp_path / "rusak.xlsx")


def test_tampers_inside_the_package_are_named(buatan: Kasus, tmp_path: Path) -> None:
    """What no application would write: protection switched off and a hidden sheet shown by editing the parts."""
    lembar = next(s.nama for s in buatan.denah.lembar if s.status == "tersembunyi")
    semua = [f"lembar {s.nama}" for s in buatan.denah.lembar]
    for nama, pola, ganti, harus in (
        ("buku", f'name="{lembar}"([^>]*) state="hidden"', f'name="{lembar}"\\1', [f"lembar {lembar}"]),
        ("proteksi", r"<sheetProtection[^>]*/>", "", semua),
        ("proteksi_nol", r'<sheetProtection sheet="1"', '<sheetProtection sheet="0"', semua),
    ):
        rewrite_parts(buatan.terisi, tmp_path / f"{nama}.xlsx", lambda xml, p=pola, g=ganti: re.sub(p, g, xml))
        assert _difference_of(buatan, tmp_path / f"{nama}.xlsx") == harus
