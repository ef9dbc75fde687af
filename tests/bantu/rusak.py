"""Tampers: single changes of a sealed kertas kerja, each with the places that must be named; and harmless rewritings.

A tamper edits an openpyxl workbook and returns the places it touched; the third argument is another
office's sealed workbook to paste from. Names and places come from the description: nothing here knows an address.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.formula.translate import Translator
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName

from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.lembar.meta import META
from kinerja_core.lembar.tambahan import TAMBAHAN
from kinerja_core.segel.lembar import BARIS_SEGEL, PROPERTI_SEGEL, seal_place, seal_sheet
from kinerja_core.xlsx.buku import Posisi, alamat, kutip_lembar

Buku = openpyxl.Workbook
Tempat = tuple[str, Posisi]


@dataclass(frozen=True)
class Rusak:
    """One tamper. `bertanda`: what it changes is signed, so Cek Keaslian must say "tidak asli"."""

    jenis: str
    ubah: Callable[[Buku, Denah, Buku], list[str]]
    bertanda: bool = True


def _cell(wb: Buku, tempat: Tempat) -> Any:
    return wb[tempat[0]].cell(tempat[1][0] + 1, tempat[1][1] + 1)


def _sebut(tempat: Tempat) -> str:
    return f"{tempat[0]}!{alamat(tempat[1])}"


def _set(tempat: Callable[[Denah], Tempat], isi: Callable[[Any], Any]) -> Callable[[Buku, Denah, Buku], list[str]]:
    """Change the content of one cell."""

    def ubah(wb: Buku, d: Denah, _: Buku) -> list[str]:
        sel = _cell(wb, tempat(d))
        lama, sel.value = sel.value, isi(sel.value)
        assert sel.value != lama or type(sel.value) is not type(lama)
        return [_sebut(tempat(d))]

    return ubah


def _first(lembar: str | None, cocok: Callable[[object], bool], *,
           tersembunyi: bool = False) -> Callable[[Denah], Tempat]:
    """The first described cell that fits, on that sheet or on any (hidden) one."""
    return lambda d: next((s.nama, pos) for s in d.lembar for pos, sel in sorted(s.sel.items())
                          if lembar in (None, s.nama) and cocok(sel.isi) and (s.status != "tampak" or not tersembunyi))


def _key(*kunci: str) -> Callable[[Denah], Tempat]:
    return lambda d: d.keluaran[kunci if len(kunci) > 1 else kunci[0]]


def _formula(teks: str) -> Callable[[Denah], Tempat]:
    return _first(None, lambda isi: isinstance(isi, Rumus) and teks in isi.teks)


def _swap(lama: str, baru: str) -> Callable[[Any], Any]:
    def swap(isi: str) -> str:
        assert lama in isi
        return isi.replace(lama, baru, 1)

    return swap


def _shift(awal: int, akhir: int) -> Callable[[Any], Any]:
    """The first and last row of the first range of a formula, moved."""
    return lambda isi: re.sub(r"([A-Z]+\$?)(\d+)(:\$?[A-Z]+\$?)(\d+)",
                              lambda m: f"{m[1]}{int(m[2]) + awal}{m[3]}{int(m[4]) + akhir}", isi, count=1)


def _value(jenis: str) -> Callable[[Denah], Tempat]:
    """The value of one line of `_meta`."""
    return lambda d: (META, next((b, 1) for (b, k), s in d.sheet(META).sel.items()
                                         if k == 0 and s.isi == jenis))


def _seal(jenis: str) -> Callable[[Denah], Tempat]:
    return lambda d: (seal_sheet(), (BARIS_SEGEL.index(jenis), 1))


def _status(pilih: str, jadi: str) -> Callable[[Buku, Denah, Buku], list[str]]:
    def ubah(wb: Buku, d: Denah, _: Buku) -> list[str]:
        nama = next(s.nama for s in reversed(d.lembar) if s.status == pilih)
        wb[nama].sheet_state = jadi
        return [nama]

    return ubah


def _rename(pilih: str) -> Callable[[Buku, Denah, Buku], list[str]]:
    def ubah(wb: Buku, d: Denah, _: Buku) -> list[str]:
        nama = next(s.nama for s in d.lembar if s.status == pilih)
        wb[nama].title = "Lain"
        return [nama]

    return ubah


def _add(status: str, nama: str = "Tambahan") -> Callable[[Buku, Denah, Buku], list[str]]:
    def ubah(wb: Buku, d: Denah, _: Buku) -> list[str]:
        wb.create_sheet(nama, 1).sheet_state = status
        return [nama]

    return ubah


def _remove(wb: Buku, d: Denah, _: Buku) -> list[str]:
    nama = next(s.nama for s in d.lembar if s.status == "tersembunyi")
    wb.remove(wb[nama])
    return [nama]


def _reorder(wb: Buku, d: Denah, _: Buku) -> list[str]:
    wb.move_sheet(d.lembar[1].nama, 1)
    return [d.lembar[1].nama]


def _rows(cara: str) -> Callable[[Buku, Denah, Buku], list[str]]:
    """A row or column inserted or deleted, as a program does it that leaves formulas as they are."""

    def ubah(wb: Buku, d: Denah, _: Buku) -> list[str]:
        lembar, (baris, kolom) = d.keluaran[("capaian", "b03")]
        letak = baris + 1 if "rows" in cara else kolom
        getattr(wb[lembar], cara)(letak)
        huruf = str(letak) if "rows" in cara else re.sub(r"\d", "", alamat((0, letak - 1)))
        return [f"{lembar}!{huruf}:{huruf}"]

    return ubah


def _unprotect(wb: Buku, d: Denah, _: Buku) -> list[str]:
    nama = d.keluaran["nilai_akhir"][0]
    wb[nama].protection.disable()
    return [nama]


def _name(nama: str, tujuan: str | None) -> Callable[[Buku, Denah, Buku], list[str]]:
    def ubah(wb: Buku, d: Denah, _: Buku) -> list[str]:
        if tujuan is None:
            del wb.defined_names[nama]
        else:
            wb.defined_names[nama] = DefinedName(nama, attr_text=tujuan.format(kutip_lembar(d.lembar[0].nama)))
        return [nama]

    return ubah


def _local_name(wb: Buku, d: Denah, _: Buku) -> list[str]:
    lembar = d.keluaran["nilai_akhir"][0]
    wb[lembar].defined_names["nilai_akhir"] = DefinedName("nilai_akhir", attr_text="99")
    return [f"{kutip_lembar(lembar).lower()}!nilai_akhir"]


def _paste_seal(wb: Buku, d: Denah, lain: Buku) -> list[str]:
    for n in range(len(BARIS_SEGEL)):
        _cell(wb, (seal_sheet(), (n, 1))).value = _cell(lain, (seal_sheet(), (n, 1))).value
    return [seal_sheet(), seal_place("serial"), seal_place("kode_wilayah")]


def _paste_seal_whole(wb: Buku, d: Denah, lain: Buku) -> list[str]:
    _paste_seal(wb, d, lain)
    wb.custom_doc_props[PROPERTI_SEGEL].value = lain.custom_doc_props[PROPERTI_SEGEL].value
    return [seal_place("serial"), seal_place("kode_wilayah")]


def _seal_removed(wb: Buku, d: Denah, _: Buku) -> list[str]:
    wb.remove(wb[seal_sheet()])
    return [seal_sheet()]


def _seal_shown(wb: Buku, d: Denah, _: Buku) -> list[str]:
    wb[seal_sheet()].sheet_state = "visible"
    return [seal_sheet()]


def _seal_version(wb: Buku, d: Denah, _: Buku) -> list[str]:
    _cell(wb, _seal("segel")(d)).value = "2"
    return [seal_sheet()]


def _seal_filled(isi: object) -> Callable[[Buku, Denah, Buku], list[str]]:
    def ubah(wb: Buku, d: Denah, _: Buku) -> list[str]:
        wb[seal_sheet()].cell(len(BARIS_SEGEL) + 3, 4).value = isi
        return [seal_sheet()]

    return ubah


def _seal_name(wb: Buku, d: Denah, _: Buku) -> list[str]:
    wb[seal_sheet()].defined_names["nilai_akhir"] = DefinedName("nilai_akhir", attr_text="99")
    return [f"{seal_sheet()}!nilai_akhir"]


def _seal_property(wb: Buku, d: Denah, _: Buku) -> list[str]:
    prop = wb.custom_doc_props[PROPERTI_SEGEL]
    prop.value = "A" + prop.value[1:] if prop.value[0] != "A" else "B" + prop.value[1:]
    return [seal_place("tanda")]


def _office_property(wb: Buku, d: Denah, _: Buku) -> list[str]:
    wb.custom_doc_props["kinerja_kode_wilayah"].value = "99.01.77"
    return [_sebut(_value("kode_wilayah")(d))]


def _unlock(wb: Buku, d: Denah, _: Buku) -> list[str]:
    tempat = d.keluaran["nilai_akhir"]
    _cell(wb, tempat).protection = Protection(locked=False)
    return [_sebut(tempat)]


def _change_list(wb: Buku, d: Denah, _: Buku) -> list[str]:
    lembar, posisi = d.masukan[("b04", "kelas")]
    dv = next(v for v in wb[lembar].data_validations.dataValidation if alamat(posisi) in str(v.sqref).split())
    dv.formula1 = '"Ya,Tidak"'
    return [_sebut((lembar, posisi))]


def _change_bound(wb: Buku, d: Denah, _: Buku) -> list[str]:
    lembar, posisi = d.masukan[("b03", "n")]
    dv = next(v for v in wb[lembar].data_validations.dataValidation if alamat(posisi) in str(v.sqref).split())
    dv.formula2 = "1000000"
    return [_sebut((lembar, posisi))]


def _kode(d: Denah) -> Tempat:
    lembar, posisi, _ = d.kode_sel[("b03", "n")]
    return lembar, posisi


def _blank(d: Denah) -> Tempat:
    return _kode(d)[0], (_kode(d)[1][0] + 500, 3)


def _data_umum(d: Denah) -> Tempat:
    return d.masukan[("jumlah_desa", "isi")]


def _is_text(isi: object) -> bool:
    return isinstance(isi, str) and len(isi) > 1


def _each_sheet(lembar: str, rumus: bool) -> dict[str, Rusak]:
    """What is done on every sheet: a text changed, and where it has formulas, one overwritten and one added to."""
    hasil = {f"teks di {lembar}": Rusak("teks", _set(_first(lembar, _is_text), lambda x: x + "."))}
    if rumus:
        cari = _first(lembar, lambda isi: isinstance(isi, Rumus))
        hasil |= {f"nilai di atas rumus di {lembar}": Rusak("rumus menjadi angka", _set(cari, lambda _: 99)),
                  f"rumus ditambah di {lembar}": Rusak("rumus ditambah", _set(cari, lambda x: x + "&\"\""))}
    return hasil


def table(d: Denah) -> dict[str, Rusak]:
    """Every tamper by its name, for the invented instrument of test_kanonik."""
    hasil: dict[str, Rusak] = {}
    for s in d.lembar:
        hasil |= _each_sheet(s.nama, any(isinstance(x.isi, Rumus) for x in s.sel.values()))
    return hasil | _CELLS | _STRUCTURE | _SEAL


_bobot = _first(None, lambda isi: isi == 1.2)
_CELLS: dict[str, Rusak] = {
    "bobot": Rusak("angka", _set(_bobot, lambda _: 1.3)),
    "bobot pada digit kesembilan": Rusak("angka", _set(_bobot, lambda _: 1.20000001)),
    "bobot sebagai teks": Rusak("angka menjadi teks", _set(_bobot, lambda _: "1.2")),
    "bobot sebagai rumus": Rusak("angka menjadi rumus", _set(_bobot, lambda _: "=1.2")),
    "bobot dihapus": Rusak("sel dikosongkan", _set(_bobot, lambda _: None)),
    "rentang nilai": Rusak("tabel acuan", _set(_first(None, lambda isi: isi == 37.5, tersembunyi=True), lambda _: 38)),
    "nilai jawaban": Rusak("tabel acuan", _set(
        _first(None, lambda isi: isi == 37.37373737373737, tersembunyi=True), lambda _: 100)),
    "huruf jawaban": Rusak("tabel acuan", _set(
        _first(None, lambda isi: isi == "Cukup", tersembunyi=True), lambda _: "cukup")),
    "uraian indikator": Rusak("teks", _set(_first(None, lambda isi: isi == "Uraian b02"), lambda x: x + " lain")),
    "hasil dihapus": Rusak("rumus dihapus", _set(_key("nilai_akhir"), lambda _: None)),
    "predikat diketik": Rusak("rumus menjadi teks", _set(_key("predikat"), lambda _: "Baik")),
    "SUM dipendekkan": Rusak("rentang dipendekkan", _set(_key("nilai_aspek", "a1"), _shift(0, -1))),
    "SUM tanpa awal": Rusak("rentang dipendekkan", _set(_key("nilai_aspek", "a1"), _shift(1, 0))),
    "SUM bergeser": Rusak("rujukan bergeser", _set(_key("nilai_aspek", "a1"), _shift(1, 1))),
    "ROUND ditambah": Rusak("pembulatan", _set(_key("nilai", "b02"), lambda x: f"=ROUND({x[1:]},0)")),
    "tanda dibalik": Rusak("tanda", _set(_key("nilai", "b02"), lambda x: f"=-({x[1:]})")),
    "tanda pembanding": Rusak("tanda", _set(_key("capaian", "b02"), _swap("<=0", "<0"))),
    "rujukan turun sebaris": Rusak("rujukan bergeser", _set(_formula("INDEX("), lambda x: re.sub(
        r"\$(\d+)", lambda m: f"${int(m[1]) + 1}", x, count=1))),
    "mutlak menjadi relatif": Rusak("tanda $", _set(_formula("$"), _swap("$", ""))),
    "konstanta aturan": Rusak("konstanta", _set(_key("capaian", "b01"), _swap("*100", "*101"))),
    "batas 100 dinaikkan": Rusak("konstanta", _set(_key("capaian", "b02"), _swap("MIN(100", "MIN(200"))),
    "huruf teks dalam rumus": Rusak("teks dalam rumus", _set(
        _key("capaian", "b01"), _swap("Tidak relevan", "tidak relevan"))),
    "fungsi lain": Rusak("fungsi", _set(_formula("ISLOGICAL("), _swap("ISLOGICAL(", "ISTEXT("))),
    "kode di samping isian": Rusak("kode", _set(_kode, lambda x: x + "1")),
    "sel kosong diisi": Rusak("sel kosong diisi", _set(_blank, lambda _: 5)),
    "kode cek diketik": Rusak("rumus menjadi teks", _set(_key("kode_cek"), lambda _: "1234")),
    "kunci sel dibuka": Rusak("kunci sel", _unlock, bertanda=False),
    "daftar jawaban isian": Rusak("validasi", _change_list, bertanda=False),
    "batas isian": Rusak("validasi", _change_bound, bertanda=False),
    "Data Umum kiriman diubah": Rusak("Data Umum", _set(_data_umum, lambda _: 4321), bertanda=False),
}  # fmt: skip
_STRUCTURE: dict[str, Rusak] = {
    "lembar tampak diganti nama": Rusak("nama lembar", _rename("tampak")),
    "lembar tersembunyi diganti nama": Rusak("nama lembar", _rename("tersembunyi")),
    "lembar disembunyikan": Rusak("status lembar", _status("tampak", "hidden")),
    "lembar disembunyikan sangat": Rusak("status lembar", _status("tampak", "veryHidden")),
    "lembar olah ditampakkan": Rusak("status lembar", _status("tersembunyi", "visible")),
    "_meta ditampakkan": Rusak("status lembar", _status("sangat_tersembunyi", "visible")),
    "lembar tersembunyi ditambah": Rusak("lembar ditambah", _add("hidden")),
    "lembar sangat tersembunyi ditambah": Rusak("lembar ditambah", _add("veryHidden")),
    "lembar tersembunyi bernama lembar tombol": Rusak("lembar ditambah", _add("hidden", TAMBAHAN[0].nama)),
    "lembar tampak ditambah": Rusak("lembar ditambah", _add("visible"), bertanda=False),
    "lembar dihapus": Rusak("lembar dihapus", _remove),
    "lembar ditukar": Rusak("urutan lembar", _reorder),
    "baris disisipkan": Rusak("baris disisipkan", _rows("insert_rows")),
    "baris dihapus": Rusak("baris dihapus", _rows("delete_rows")),
    "kolom disisipkan": Rusak("kolom disisipkan", _rows("insert_cols")),
    "proteksi dilepas": Rusak("proteksi", _unprotect),
    "nama hasil dialihkan": Rusak("nama dialihkan", _name("nilai_akhir", "{}!$A$1")),
    "nama hasil menjadi angka": Rusak("nama dialihkan", _name("nilai_akhir", "99")),
    "nama isian dialihkan": Rusak("nama dialihkan", _name("in_b03_1", "{}!$A$1")),
    "nama isian dihapus": Rusak("nama dihapus", _name("in_b03_1", None)),
    "nama isian ditambah": Rusak("nama ditambah", _name("in_zz_1", "{}!$A$1")),
    "nama setempat menutupi": Rusak("nama setempat", _local_name),
}  # fmt: skip
_SEAL: dict[str, Rusak] = {
    "kode wilayah di _meta": Rusak("identitas", _set(_value("kode_wilayah"), lambda _: "99.01.99")),
    "nama di _meta": Rusak("identitas", _set(_value("nama"), lambda _: "Lain")),
    "sidik instrumen di _meta": Rusak("sidik instrumen", _set(_value("instrumen_sidik"), lambda _: "0" * 16)),
    "tata letak di _meta": Rusak("tata letak", _set(_value("tata_letak"), lambda _: "7")),
    "nomor seri di _meta": Rusak("nomor seri", _set(_value("serial"), lambda _: "00000-00000")),
    "tahun di _meta": Rusak("tahun", _set(_value("tahun_penilaian"), lambda _: "2030")),
    "kode wilayah di properti": Rusak("identitas", _office_property, bertanda=False),
    "tenggat": Rusak("tenggat", _set(_seal("tenggat"), lambda _: "2027-12-31")),
    "nomor seri pada segel": Rusak("nomor seri", _set(_seal("serial"), lambda _: "00000-00000")),
    "sidik instrumen pada segel": Rusak("sidik instrumen", _set(_seal("instrumen_sidik"), lambda _: "0" * 16)),
    "Data Umum pada segel": Rusak("Data Umum", _set(_seal("data_umum"), lambda _: "{}")),
    "bentuk baku pada segel": Rusak("sidik isi", _set(_seal("kanonik"), lambda x: x[:-1] + "gh"[x[-1] == "g"])),
    "kunci pada segel": Rusak("kunci", _set(_seal("kunci"), lambda _: "0" * 32)),
    "tanda tangan": Rusak("tanda tangan", _set(_seal("tanda"), lambda x: x[4:8] + x[:4] + x[8:])),
    "versi segel": Rusak("versi segel", _seal_version),
    "segel kecamatan lain": Rusak("segel ditukar", _paste_seal),
    "segel kecamatan lain seutuhnya": Rusak("segel ditukar", _paste_seal_whole),
    "segel dihapus": Rusak("segel dihapus", _seal_removed),
    "segel ditampakkan": Rusak("segel diubah", _seal_shown),
    "sel ditambah pada segel": Rusak("segel diubah", _seal_filled("x")),
    "rumus ditambah pada segel": Rusak("segel diubah", _seal_filled("=1+1")),
    "nama setempat pada segel": Rusak("nama setempat", _seal_name),
    "segel di properti": Rusak("properti", _seal_property),
}  # fmt: skip


# -- harmless: the same workbook as another program writes it --------------------------------------------------------


def _rewrite(asal: Path, tujuan: Path, ubah: Callable[[str, str, list[str]], str]) -> Path:
    """A copy with every XML part changed as text: ubah(part, xml, shared strings as inner XML of <si>)."""
    with zipfile.ZipFile(asal) as lama, zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED) as baru:
        teks = re.findall(r"<si>(.*?)</si>", lama.read("xl/sharedStrings.xml").decode(), re.DOTALL)
        for bagian in lama.namelist():
            baru.writestr(bagian, ubah(bagian, lama.read(bagian).decode(), teks))
    return tujuan


def inline_strings(asal: Path, tujuan: Path) -> Path:
    """Shared strings written into their cells."""

    def ubah(bagian: str, xml: str, teks: list[str]) -> str:
        if not bagian.startswith("xl/worksheets/sheet"):
            return xml
        return re.sub(r' t="s"><v>(\d+)</v>', lambda m: f' t="inlineStr"><is>{teks[int(m[1])]}</is>', xml)

    return _rewrite(asal, tujuan, ubah)


def rich_text(asal: Path, tujuan: Path) -> Path:
    """Every shared string cut into two runs of which one is bold, with a phonetic run behind."""

    def potong(m: re.Match[str]) -> str:
        isi = html.unescape(m[1])
        a, b = (html.escape(x, quote=False) for x in (isi[: len(isi) // 2], isi[len(isi) // 2 :]))
        jaga = ' xml:space="preserve"'
        return (f"<si><r><rPr><b/></rPr><t{jaga}>{a}</t></r><r><t{jaga}>{b}</t></r>"
                '<rPh sb="0" eb="1"><t>x</t></rPh></si>')

    def ubah(bagian: str, xml: str, _: list[str]) -> str:
        if bagian != "xl/sharedStrings.xml":
            return xml
        return re.sub(r"<si><t[^>]*>(.*?)</t></si>", potong, xml, flags=re.DOTALL)

    return _rewrite(asal, tujuan, ubah)


def shared_formulas(asal: Path, tujuan: Path) -> Path:
    """Every formula as a shared one with attributes of its own, and attributes of cells in another order."""

    def ubah(bagian: str, xml: str, _: list[str]) -> str:
        if not bagian.startswith("xl/worksheets/sheet"):
            return xml
        nomor = iter(range(10**6))
        xml = re.sub(r'<c r="([A-Z]+\d+)"((?: [a-z]+="[^"]*")*)><f>', lambda m: (
            f'<c cm="0"{m[2]} vm="0" r="{m[1]}"><f ca="1" ref="{m[1]}:{m[1]}" si="{next(nomor)}" t="shared">'), xml)
        return re.sub(r'<row r="(\d+)"', r'<row hidden="0" x="1" r="\1"', xml)

    return _rewrite(asal, tujuan, ubah)


def copied_formulas(asal: Path, tujuan: Path) -> Path:
    """Formulas that read alike below each other stored once, as Excel does when they were filled down."""

    def ubah(bagian: str, xml: str, _: list[str]) -> str:
        if not bagian.startswith("xl/worksheets/sheet"):
            return xml
        rumus = {m[1]: html.unescape(m[2]) for m in re.finditer(r'<c r="([A-Z]+\d+)"[^>]*><f>([^<]*)</f>', xml)}
        ganti: dict[str, str] = {}
        for sel, teks in rumus.items():
            if sel in ganti or "!" in sel:
                continue
            huruf, nomor = re.fullmatch(r"([A-Z]+)(\d+)", sel).groups()  # type: ignore[union-attr]
            ikut = [sel]
            while (kini := f"{huruf}{int(nomor) + len(ikut)}") in rumus and kini not in ganti and rumus[kini] == (
                    Translator("=" + teks, sel).translate_formula(kini)[1:]):
                ikut.append(kini)
            if len(ikut) > 1:
                si = len(ganti)
                ganti[sel] = f'<f t="shared" ref="{sel}:{ikut[-1]}" si="{si}">{html.escape(teks, quote=False)}</f>'
                ganti |= {k: f'<f t="shared" si="{si}"/>' for k in ikut[1:]}
        return re.sub(r'(<c r="([A-Z]+\d+)"[^>]*>)(<f>[^<]*</f>)', lambda m: m[1] + ganti.get(m[2], m[3]), xml)

    return _rewrite(asal, tujuan, ubah)


def other_habits(asal: Path, tujuan: Path) -> Path:
    """Prefixed names, single quotes, comments, CDATA, a type stated for numbers, numbers with exponent."""

    def ubah(bagian: str, xml: str, _: list[str]) -> str:
        if not re.match(r"xl/(worksheets/sheet|sharedStrings)", bagian):
            return xml
        xml = re.sub(r'(<c r="[A-Z]+\d+"(?: s="\d+")?)>(<f>[^<]*</f>)?<v>(-?[0-9.]+)</v>', lambda m: (
            f'{m[1]} t="n">{m[2] or ""}<!-- x --><v>{float(m[3]):.16E}</v>'), xml)
        xml = re.sub(r"<t>([^<&]+)</t>", r"<t><![CDATA[\1]]></t>", xml)
        potongan = re.split(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|<[^>]+>)", xml, flags=re.DOTALL)
        return "".join(_prefixed(x) if x.startswith("<") and x[1] not in "!?" else x for x in potongan)

    return _rewrite(asal, tujuan, ubah)


def _prefixed(tag: str) -> str:
    """One tag of the main namespace under a prefix, attributes in single quotes."""
    if ":" not in tag.split(" ", 1)[0].split(">")[0]:
        tag = re.sub(r"^(</?)", r"\1u:", tag)
    tag = tag.replace(' xmlns="', ' xmlns:u="')
    return re.sub(r'="([^"\']*)"', r"='\1'", tag)


def other_parts(asal: Path, tujuan: Path) -> Path:
    """Sheets and strings under other names, found by their relationships only."""

    def baru(teks: str) -> str:
        return re.sub(r"worksheets/sheet(\d+)\.xml", r"worksheets/Lembar_\1.xml", teks).replace(
            "sharedStrings.xml", "teks.xml")

    with zipfile.ZipFile(asal) as lama, zipfile.ZipFile(tujuan, "w", zipfile.ZIP_DEFLATED) as z:
        for bagian in reversed(lama.namelist()):
            isi = lama.read(bagian).decode()
            nama = baru(bagian).replace("_rels/sheet", "_rels/Lembar_")
            z.writestr(nama, baru(isi) if bagian.endswith(".rels") or bagian.startswith("[Content") else isi)
    return tujuan


LAIN_TULIS: dict[str, Callable[[Path, Path], Path]] = {
    "teks sisipan": inline_strings, "teks kaya": rich_text, "rumus bersama": shared_formulas,
    "rumus disalin": copied_formulas, "kebiasaan lain": other_habits, "nama bagian lain": other_parts,
}
