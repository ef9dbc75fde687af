"""Denah + data -> .xlsx bytes, every formula with its right cached value. The only importer of xlsxwriter.

Model values come from the core; presentation formulas are valued by ironcalc, which is given the described cells: of
formulas with a key not the formula but the core's value.
No sheet formula is ever written with XlsxWriter's default value 0. Every return code is checked; warnings are errors.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Hashable, Mapping
from io import BytesIO
from itertools import groupby
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.keluaran import DIBUAT as DIBUAT
from kinerja_core.dasar.keluaran import write_file as write_file
from kinerja_core.lembar.cetak import TEPI, Cetak
from kinerja_core.lembar.denah import (
    Denah,
    FormatBersyarat,
    Grafik,
    Isi,
    Lembar,
    Rumus,
    Tautan,
    ValidasiSel,
    cell_ref,
    range_ref,
)
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.lembar.tema import BIRU_TUA, GAYA, GAYA_BERSYARAT, HURUF, TINTA, UKURAN, UKURAN_JUDUL
from kinerja_core.xlsx.buku import Posisi, alamat, kutip_lembar

#: Code names of the add-in's workbook and its sheet: the names of their VBA modules.
KODE_BUKU, KODE_LEMBAR = "ThisWorkbook", "LembarKinerja"
_PROTEKSI = {"select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True, "format_rows": True,
             "autofilter": True}
#: Functions every Excel since 2007 knows by this name. XlsxWriter looks for the names of newer ones by dozens of
#: regular expressions per formula; a formula of these functions alone is spared that, any other goes its own way.
_FUNGSI_LAMA = frozenset((
    "ABS", "AND", "AVERAGE", "COLUMN", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "HYPERLINK", "IF", "IFERROR", "INDEX",
    "INT", "ISERROR", "ISLOGICAL", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "LOOKUP", "MATCH", "MAX", "MID", "MIN", "MOD",
    "NOT", "OR", "ROUND", "ROW", "ROWS", "SIGN", "SMALL", "SUBSTITUTE", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TRIM"))
_panggilan = re.compile(r"([A-Z][A-Z0-9.]*)\(").findall


#: Inches that two lines over a page take.
_TINGGI_KEPALA = 0.5


class _Teks(str):
    """Text as a formula's value. XlsxWriter writes "" without a type and takes the text "#N/A" for the error;
    a text that equals nothing gets the type Excel writes, t="str"."""

    __slots__ = ()

    def __eq__(self, lain: object) -> bool:
        return False

    __hash__ = str.__hash__


def _spare_search(ws: Any) -> Any:
    """A worksheet whose formulas of old functions only lose their "=" and are not searched (see _FUNGSI_LAMA): in cells
    and in validations; and whose formula cells are written in one piece."""
    from xlsxwriter.utility import xl_rowcol_to_cell_fast
    from xlsxwriter.worksheet import CellFormulaTuple

    tulis_asli, siapkan_asli, sel_asli = ws._write_formula, ws._prepare_formula, ws._write_cell

    def biasa(rumus: str) -> bool:
        return rumus.startswith("=") and not rumus.endswith("}") and _FUNGSI_LAMA.issuperset(_panggilan(rumus))

    def tulis(baris: int, kolom: int, rumus: str, gaya: Any = None, nilai: Any = 0) -> int:
        if not biasa(rumus) or ws._check_dimensions(baris, kolom):
            return int(tulis_asli(baris, kolom, rumus, gaya, nilai))
        ws.table[baris][kolom] = CellFormulaTuple(rumus[1:], gaya, nilai)
        return 0

    def siapkan(rumus: str, baru: bool = False) -> str:
        return rumus[1:] if biasa(rumus) else str(siapkan_asli(rumus, baru))

    def sel(baris: int, kolom: int, isi: Any) -> None:
        if not isinstance(isi, CellFormulaTuple) or isi.format is None or type(isi.value) is str:
            sel_asli(baris, kolom, isi)
        else:
            ws.fh.write(formula_xml(xl_rowcol_to_cell_fast(baris, kolom), isi.format._get_xf_index(),
                                    _escape(isi.formula), isi.value))

    ws._write_formula, ws._prepare_formula, ws._write_cell = tulis, siapkan, sel
    return ws


#: Columns of a sheet.
_KOLOM_MAKS = 16_384


def _lock_columns(ws: Any, terkunci: Any) -> None:
    """Every column of a worksheet locked where no cell is described, whatever the style Normal says."""
    from xlsxwriter.worksheet import ColumnInfo

    def tulis() -> None:
        kosong = ColumnInfo(column_format=terkunci)
        for info in ws.col_info.values():
            info.column_format = terkunci
        ws._xml_start_tag("cols")
        awal = 0
        for k in sorted(ws.col_info):
            if k > awal:
                ws._write_col_info(awal, k - 1, kosong)
            ws._write_col_info(k, k, ws.col_info[k])
            awal = k + 1
        ws._write_col_info(awal, _KOLOM_MAKS - 1, kosong)
        ws._xml_end_tag("cols")

    ws._write_cols = tulis


def _explicit(gaya: Any) -> Any:
    """A format that states its lock: without that some programs take it from the style Normal."""
    terkunci = int(bool(gaya.locked))
    gaya._get_protection_properties = lambda: [("locked", terkunci)]
    return gaya


#: What XML cannot hold, and what would be read as its escape: written as _xHHHH_, as XlsxWriter does in other cells.
_LARI = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def _escape(teks: str) -> str:
    return teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def formula_xml(sel: str, gaya: int | str, rumus: str, nilai: Nilai) -> str:
    """A formula cell as XlsxWriter writes it: the formula (already escaped) with its value; None and "" are a text."""
    jenis, teks = "", str(nilai)
    if nilai is None or isinstance(nilai, str):
        jenis, teks = ' t="str"', _escape(_LARI.sub(lambda x: f"_x{ord(x[0]):04X}_", nilai or ""))
    elif isinstance(nilai, bool):
        jenis, teks = ' t="b"', str(int(nilai))
    return f'<c r="{sel}" s="{gaya}"{jenis}><f>{rumus}</f><v>{teks}</v></c>'


def _check(kode: int | None) -> None:
    if kode:
        raise ValueError(f"XlsxWriter menolak isi sel (kode {kode})")


class _Penulis:
    """One write of one Denah."""

    def __init__(self, denah: Denah, isian: Isian, nilai: Mapping[Hashable, Nilai],
                 tampilan: Mapping[tuple[str, Posisi], Nilai]) -> None:
        import xlsxwriter  # not needed for reading and checking, and slow to load

        self.denah, self.isian, self.nilai, self.tampilan = denah, isian, nilai, tampilan
        self.keluar = BytesIO()
        self.buku = xlsxwriter.Workbook(self.keluar, {
            "in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False})
        # Pasting a formatted text gives a cell the style Normal: unlocked, an input stays one.
        self.buku.formats[0].set_locked(False)
        self._terkunci = _explicit(self.buku.add_format({"locked": True}))
        self._gaya: dict[str, Any] = {}

    def gaya(self, nama: str) -> Any:
        if nama not in self._gaya:
            rias = GAYA_BERSYARAT.get(nama)
            self._gaya[nama] = self.buku.add_format(rias) if rias else _explicit(self.buku.add_format(GAYA[nama]))
        return self._gaya[nama]

    def write(self) -> bytes:
        self.buku.set_properties({"title": self.denah.judul, "created": DIBUAT, "author": "kinerja"})
        for nama, isi in self.denah.properti.items():
            _check(self.buku.set_custom_property(nama, isi, "text"))
        lembar = {s.nama: _spare_search(self.buku.add_worksheet(s.nama)) for s in self.denah.lembar}
        for s in self.denah.lembar:
            self._sheet(s, lembar[s.nama])
        for nama, (di, posisi) in sorted(self.denah.nama.items()):
            _check(self.buku.define_name(nama, "=" + cell_ref(di, posisi)))
        for nama, (di, dari, sampai) in sorted(self.denah.rentang.items()):
            _check(self.buku.define_name(nama, "=" + range_ref(di, dari, sampai)))
        self.buku.set_calc_mode("auto")
        self.buku.close()
        return self.keluar.getvalue()

    def _sheet(self, s: Lembar, ws: Any) -> None:
        {"tersembunyi": ws.hide, "sangat_tersembunyi": ws.very_hidden}.get(s.status, lambda: None)()
        if s.warna:
            ws.set_tab_color(s.warna)
        for kolom, lebar in s.lebar.items():
            _check(ws.set_column(kolom, kolom, lebar))
        _lock_columns(ws, self._terkunci)
        for baris in sorted(s.tinggi):
            _check(ws.set_row(baris, s.tinggi[baris]))
        for dari, sampai in s.gabung:
            ws.merge_range(*dari, *sampai, "", self.gaya(s.sel[dari].gaya))
        for posisi, sel in sorted(s.sel.items()):
            self._cell(s, ws, posisi, sel.isi, self.gaya(sel.gaya))
        for dv in s.validasi:
            self._validation(ws, dv)
        for cf in s.bersyarat:
            self._conditional(ws, cf)
        for g in s.grafik:
            self._chart(ws, g)
        self._view(s, ws)
        ws.protect("", _PROTEKSI)

    def _cell(self, s: Lembar, ws: Any, posisi: Posisi, isi: Any, gaya: Any) -> None:
        # the methods with "_" are those without, less the looking for "A1" among their arguments
        if posisi in s.masukan:
            self._input(ws, posisi, self.isian.data.get(s.masukan[posisi]), gaya)
        elif isinstance(isi, Rumus):
            nilai = self.nilai[isi.kunci] if isi.kunci is not None else self.tampilan[(s.nama, posisi)]
            if nilai is None or isinstance(nilai, str):
                nilai = _Teks(nilai or "")
            _check(ws._write_formula(*posisi, "=" + isi.teks, gaya, nilai))
        elif isinstance(isi, Tautan):
            _check(ws.write_url(*posisi, f"internal:{isi.ke}", gaya, isi.teks, f"Buka lembar {isi.teks}"))
        elif isi is None or isi == "":
            _check(ws._write_blank(*posisi, None, gaya))
        elif isinstance(isi, str):
            _check(ws._write_string(*posisi, isi, gaya))
        else:
            _check(ws._write_number(*posisi, isi, gaya))

    def _input(self, ws: Any, posisi: Posisi, nilai: Nilai, gaya: Any) -> None:
        if nilai is None or nilai == "":
            _check(ws.write_blank(*posisi, None, gaya))
        elif isinstance(nilai, bool):
            _check(ws.write_boolean(*posisi, nilai, gaya))
        elif isinstance(nilai, str):
            _check(ws.write_string(*posisi, nilai, gaya))
        elif isinstance(nilai, Galat) and nilai.known:
            _check(ws.write_formula(*posisi, "=" + nilai.teks, gaya, nilai.teks))
        elif isinstance(nilai, Galat):
            _check(ws.write_string(*posisi, nilai.teks, gaya))
        else:
            _check(ws.write_number(*posisi, nilai, gaya))

    def _validation(self, ws: Any, dv: ValidasiSel) -> None:
        opsi: dict[str, Any] = {"error_title": dv.judul, "error_message": dv.pesan, "ignore_blank": True}
        if dv.jenis == "daftar":
            opsi |= {"validate": "list", "source": "=" + dv.rumus[0], "error_type": "stop"}
        elif dv.jenis == "khusus":
            opsi |= {"validate": "custom", "value": "=" + dv.rumus[0], "error_type": "warning"}
        else:
            opsi |= {"validate": "integer" if dv.jenis == "bulat" else "decimal", "criteria": "between",
                     "minimum": "=" + dv.rumus[0], "maximum": "=" + dv.rumus[1], "error_type": "warning"}
        if dv.longgar:
            opsi["show_error"] = False
        _check(ws.data_validation(*dv.posisi, *(dv.sampai or dv.posisi), opsi))

    def _conditional(self, ws: Any, cf: FormatBersyarat) -> None:
        if cf.batang:
            opsi: dict[str, Any] = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "min_type": "num",
                                    "max_type": "num", "min_value": 0, "max_value": 1, "bar_color": "#7FB2D6"}
        elif cf.skala:
            opsi = {"type": "3_color_scale"}
            for letak, nilai, warna in zip(("min", "mid", "max"), (0, 50, 100), cf.skala, strict=True):
                opsi |= {f"{letak}_type": "num", f"{letak}_value": nilai, f"{letak}_color": warna}
        else:
            opsi = {"type": "formula", "criteria": "=" + cf.rumus, "format": self.gaya(cf.gaya)}
        _check(ws.conditional_format(*cf.dari, *cf.sampai, opsi))

    def _chart(self, ws: Any, g: Grafik) -> None:
        garis = g.jenis == "garis"
        chart = self.buku.add_chart({"type": {"garis": "line", "kolom": "column"}.get(g.jenis, "bar")})
        huruf = {"name": HURUF, "size": UKURAN, "color": TINTA}
        for n, (nama, blok) in enumerate(((g.nama_nilai, g.nilai), *g.lain)):
            warna = (BIRU_TUA, "#C4651A", "#2F7D4F")[n % 3]
            rupa: dict[str, Any] = {"fill": {"color": warna}, "gap": 60}
            if garis:
                rupa = {"line": {"color": warna, "width": 2.25, "dash_type": ("solid", "dash", "round_dot")[n % 3]},
                        "marker": {"type": ("circle", "diamond", "square")[n % 3], "size": 7,
                                   "fill": {"color": warna}, "border": {"color": warna}}}
            chart.add_series({
                "name": nama, "categories": [g.lembar, *g.kategori[0], *g.kategori[1]],
                "values": [g.lembar, *blok[0], *blok[1]],
                "data_labels": {"value": True, "num_format": g.angka, "font": huruf}, **rupa})
        chart.set_title({"name": g.judul, "name_font": {**huruf, "size": UKURAN_JUDUL}})
        sumbu: dict[str, Any] = {"min": 0, "visible": False, "major_gridlines": {"visible": False}}
        if g.maks is not None:
            sumbu["max"] = g.maks
        if garis:
            chart.set_legend({"position": "bottom", "font": huruf})
            chart.set_y_axis(sumbu)
            chart.set_x_axis({"num_font": huruf, "major_tick_mark": "none"})
        else:
            chart.set_legend({"none": True})
            tegak = {"num_font": huruf, "major_tick_mark": "none"}
            chart.set_x_axis(tegak if g.jenis == "kolom" else sumbu)
            chart.set_y_axis(sumbu if g.jenis == "kolom" else {"reverse": True, **tegak})
        chart.set_size({"width": g.ukuran[0], "height": g.ukuran[1]})
        _check(ws.insert_chart(*g.posisi, chart, {"description": g.alt, "object_position": 2}))

    def _view(self, s: Lembar, ws: Any) -> None:
        ws.hide_gridlines(2)
        if s.besar != 100:
            ws.set_zoom(s.besar)
        if s.beku:
            ws.freeze_panes(*s.beku)
        if s.saring:
            _check(ws.autofilter(*s.saring[0], *s.saring[1]))
        ws.set_selection(*s.mulai, *s.mulai)
        if not s.cetak:
            return
        (atas, kiri), (bawah, kanan) = s.cetak.rentang
        ws.set_paper((s.cetak.kertas or self.denah.kertas).kode)
        if not s.cetak.tegak:
            ws.set_landscape()
        ws.fit_to_pages(s.cetak.lebar_halaman, 1 if s.cetak.satu_halaman else 0)
        if s.cetak.ulang_kolom:
            ws.repeat_columns(*s.cetak.ulang_kolom)
        if s.cetak.baris_akhir or s.cetak.bagian:
            area = _print_area(s.nama, s.cetak)
            _check(self.buku.define_name(f"{kutip_lembar(s.nama)}!_xlnm.Print_Area", "=" + area))
        else:
            ws.print_area(atas, kiri, bawah, kanan)
        tepi = dict(TEPI)
        if s.cetak.kepala:
            ws.set_header(f'&C&"{HURUF},Bold"&11{s.cetak.kepala.replace("&", "&&")}', {"margin": TEPI["top"]})
            tepi["top"] += _TINGGI_KEPALA
            ws.print_across()
        if s.cetak.hitam_putih:
            ws.print_black_and_white()
        ws.set_margins(**tepi)
        ws.center_horizontally()
        if s.cetak.ulang_baris:
            ws.repeat_rows(*s.cetak.ulang_baris)
        ws.set_h_pagebreaks(s.cetak.pisah)
        ws.set_footer(f"&L&8 {self.denah.kaki.replace('&', '&&')}&C&8 {s.nama}&R&8 Halaman &P dari &N")


def _print_area(nama: str, cetak: Cetak) -> str:
    """The growing print area of a sheet as a formula; of several tables those that have a row, its first cell where
    none has."""
    def satu(dari: Posisi, sampai: Posisi, akhir: str) -> str:
        kolom = range_ref(nama, (dari[0], sampai[1]), sampai)
        return f"{cell_ref(nama, dari)}:INDEX({kolom},{akhir})"

    def pilih(kelompok: list[tuple[str, list[str]]], jadi: tuple[str, ...]) -> str:
        if not kelompok:
            return f"({','.join(jadi)})" if len(jadi) > 1 else "".join(jadi) or cell_ref(nama, (0, 0))
        (ada, luas), *lain = kelompok
        ikut = pilih(lain, (*jadi, *luas))
        return f"IF({ada},{ikut},{pilih(lain, jadi)})" if ada else ikut

    if not cetak.bagian:
        return satu(*cetak.rentang, cetak.baris_akhir)
    isi = pilih([(ada, [satu(b.dari, b.sampai, b.baris_akhir) for b in bagian])
                 for ada, bagian in groupby(cetak.bagian, key=lambda b: b.ada)], ())
    return isi[1:-1] if isi.startswith("(") else isi


def _put(model: Any, tempat: tuple[int, int, int], isi: Isi | Nilai) -> None:
    """One cell into an ironcalc model; blank cells stay absent."""
    if isinstance(isi, Galat) and not isi.known:
        isi = isi.teks  # a text of the office's file never becomes a formula
    if isinstance(isi, Rumus | Galat):
        model.update_cell_with_formula(*tempat, f"={isi.teks}")
    elif isinstance(isi, Tautan):
        model.update_cell_with_text(*tempat, isi.teks)
    elif isinstance(isi, bool):
        model.update_cell_with_bool(*tempat, isi)
    elif isinstance(isi, str):
        model.update_cell_with_text(*tempat, isi)
    elif isi is not None:
        model.update_cell_with_number(*tempat, float(isi))


def _as_stored(isi: Isi | Nilai) -> Isi | Nilai:
    """A number with the 16 digits the file will hold; anything else as it is."""
    return float(f"{isi:.16g}") if isinstance(isi, int | float) and not isinstance(isi, bool) else isi


def _known(nilai: Nilai) -> Isi | Nilai:
    """A value of the core as the content of the cell that shows it: blank is a formula's empty text, no blank cell."""
    return Rumus('""') if nilai is None or nilai == "" else nilai


class Tampilan:
    """An ironcalc model of the described cells: the values of presentation formulas for one filling after another.

    What the core knows (`nilai` by key) is given, not computed again.
    """

    def __init__(self, denah: Denah, isian: Isian, nilai: Mapping[Hashable, Nilai]) -> None:
        import ironcalc

        self.denah, self._kini = denah, dict[tuple[int, int, int], Isi | Nilai]()
        self._masukan: list[tuple[tuple[int, int, int], Kotak]] = []
        self._inti: list[tuple[tuple[int, int, int], Hashable]] = []
        self._galat = ironcalc.CellType.ErrorValue
        self._model = model = ironcalc.create("buku", "en", "UTC", "en")
        model.rename_sheet(0, denah.lembar[0].nama)
        for s in denah.lembar[1:]:
            model.add_sheet(s.nama)
        for nama, (di, dari, sampai) in denah.rentang.items():
            model.new_defined_name(nama, None, range_ref(di, dari, sampai))
        for nomor, s in enumerate(denah.lembar):
            for posisi, sel in s.sel.items():
                tempat, isi = (nomor, posisi[0] + 1, posisi[1] + 1), sel.isi
                if posisi in s.masukan:
                    self._masukan.append((tempat, s.masukan[posisi]))
                elif isinstance(isi, Rumus) and isi.kunci is not None:
                    self._inti.append((tempat, isi.kunci))
                elif isi != "":
                    _put(model, tempat, _as_stored(isi))
        self.fill(isian, nilai)

    def fill(self, isian: Isian, nilai: Mapping[Hashable, Nilai]) -> None:
        """Another filling and its values: only what differs is written."""
        baru: dict[tuple[int, int, int], Isi | Nilai] = {
            t: _as_stored(isian.data.get(kotak)) for t, kotak in self._masukan}
        baru |= {t: _known(nilai[kunci]) for t, kunci in self._inti}
        for tempat, isi in baru.items():
            dulu = self._kini.get(tempat)
            if isi == dulu and isinstance(isi, bool) == isinstance(dulu, bool):
                continue
            if isi is None or isi == "":
                self._model.clear_cell_contents(*tempat)
            else:
                _put(self._model, tempat, isi)
        self._kini = baru

    def values(self) -> dict[tuple[str, Posisi], Nilai]:
        """Values of all formulas without a key by place; ValueError for an error value."""
        self._model.evaluate()
        hasil: dict[tuple[str, Posisi], Nilai] = {}
        for nomor, s in enumerate(self.denah.lembar):
            for posisi, sel in s.sel.items():
                if isinstance(sel.isi, Rumus) and sel.isi.kunci is None:
                    tempat = (nomor, posisi[0] + 1, posisi[1] + 1)
                    nilai = self._model.get_cell_value(*tempat)
                    if isinstance(nilai, str) and self._model.get_cell_type(*tempat) == self._galat:
                        raise ValueError(f"rumus {s.nama}!{alamat(posisi)} bernilai {nilai}: ={sel.isi.teks}")
                    hasil[(s.nama, posisi)] = nilai
        return hasil


def evaluate_shown(denah: Denah, isian: Isian, nilai: Mapping[Hashable, Nilai]) -> dict[tuple[str, Posisi], Nilai]:
    """Values of presentation formulas, from an ironcalc model of the described cells; ValueError for an error value."""
    return Tampilan(denah, isian, nilai).values()


def write_bytes(denah: Denah, isian: Isian, nilai: Mapping[Hashable, Nilai],
                tampilan: Mapping[tuple[str, Posisi], Nilai]) -> bytes:
    """The workbook as bytes from values that are all known: `tampilan` is what `evaluate_shown` gives."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return _Penulis(denah, isian, nilai, tampilan).write()


def render_bytes(denah: Denah, isian: Isian, nilai: Mapping[Hashable, Nilai]) -> bytes:
    """The workbook as bytes. `nilai` holds the core's value of every keyed formula; None and "" show as blank."""
    return write_bytes(denah, isian, nilai, evaluate_shown(denah, isian, nilai))


def macro_book(vba: bytes) -> bytes:
    """A workbook of one plain sheet around a vbaProject.bin, as .xlsm bytes.

    The document modules must be named `KODE_BUKU` and `KODE_LEMBAR`. The title is what Excel's list of add-ins shows.
    """
    import xlsxwriter

    keluar = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        buku = xlsxwriter.Workbook(keluar, {"in_memory": True})
        buku.set_properties({
            "title": "Kinerja", "created": DIBUAT, "author": "kinerja",
            "comments": "Tombol Kinerja untuk menghitung, memeriksa, dan mengirim buku kerja kecamatan."})
        lembar = buku.add_worksheet()
        _check(lembar.write_string(0, 0, "Kinerja: pasang dengan perintah kinerja addin pasang."))
        _check(buku.add_vba_project(BytesIO(vba), is_stream=True))
        _check(buku.set_vba_name(KODE_BUKU))
        _check(lembar.set_vba_name(KODE_LEMBAR))
        buku.close()
    return keluar.getvalue()
