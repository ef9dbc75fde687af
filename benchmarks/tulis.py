"""Writing one workbook: our road and its steps, and openpyxl writing the same cells."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from benchmarks.bahan import Bahan
from benchmarks.ukur import Tabel, measure, show_ratio, tabulate
from kinerja_core.dasar.excelmath import Galat
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.kertas_kerja.penilaian import Olahan, core_values, score_olahan
from kinerja_core.lembar.denah import Denah, Rumus, Tautan
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tema import GAYA
from kinerja_core.lembar.tulis import evaluate_shown, write_bytes

#: XlsxWriter's numbers of line styles as openpyxl names them.
_GARIS = {1: "thin", 2: "medium", 3: "dashed", 4: "dotted", 5: "thick", 6: "double", 7: "hair"}
_TULIS, _OPENPYXL = "  langkah: menulis (XlsxWriter, sekali)", "openpyxl: nilai, rumus, dan gaya sel yang sama"


def named_style(nama: str) -> NamedStyle:
    """A style of the theme as a named style of openpyxl."""
    g = GAYA[nama]
    warna = g.get("border_color", "#000000").lstrip("#")
    tebal = {s: g.get(s, g.get("border", 0)) for s in ("left", "right", "top", "bottom")}
    sisi = {s: Side(_GARIS[nomor], color=warna) for s, nomor in tebal.items() if nomor}
    return NamedStyle(
        name=nama,
        font=Font(name=g["font_name"], size=g["font_size"], bold=g.get("bold"), color=g["font_color"].lstrip("#"),
                  underline="single" if g.get("underline") else None),
        fill=PatternFill("solid", fgColor=g["bg_color"].lstrip("#")) if "bg_color" in g else PatternFill(),
        border=Border(**sisi),
        alignment=Alignment(horizontal=g.get("align", "left" if g.get("indent") else None),
                            vertical=g["valign"].replace("vcenter", "center"), wrap_text=g["text_wrap"],
                            indent=g.get("indent", 0), shrink_to_fit=g.get("shrink")),
        protection=Protection(locked=g.get("locked", True)),
        number_format=g.get("num_format", "General"),
    )


def _put(sel: Cell, isi: Any) -> None:
    if isinstance(isi, Rumus):
        sel.value = "=" + isi.teks
    elif isinstance(isi, Tautan):
        sel.value, sel.hyperlink = isi.teks, f"#{isi.ke}"
    elif isinstance(isi, str):
        sel.value, sel.data_type = isi or None, "s"
    elif isi is not None:
        sel.value = isi.teks if isinstance(isi, Galat) else isi


def write_openpyxl(denah: Denah, isian: Isian) -> bytes:
    """The described cells with openpyxl: values, formulas (it can store no results) and styles, nothing else."""
    buku = openpyxl.Workbook()
    buku.remove(buku.worksheets[0])
    gaya = {s.gaya for lembar in denah.lembar for s in lembar.sel.values()}
    for nama in sorted(gaya):
        buku.add_named_style(named_style(nama))
    for lembar in denah.lembar:
        ws = buku.create_sheet(lembar.nama)
        for (baris, kolom), s in lembar.sel.items():
            sel = ws.cell(baris + 1, kolom + 1)
            _put(sel, isian.data.get(lembar.masukan[(baris, kolom)]) if (baris, kolom) in lembar.masukan else s.isi)
            sel.style = s.gaya
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def compare_writing(bahan: Bahan, ulang: int) -> Tabel:
    """Our whole road, its steps one by one, and openpyxl."""
    ins, isian, denah = bahan.instrumen, bahan.isian, bahan.denah

    def core() -> dict[Any, Any]:
        olahan = Olahan(ins, isian)
        return core_values(olahan, score_olahan(olahan))

    nilai = core()
    tampilan = evaluate_shown(denah, isian, nilai)
    detik = measure({
        "kinerja: buat, seluruhnya": lambda: build(ins, bahan.identitas, isian),
        "  langkah: menyusun denah": lambda: describe(ins, bahan.identitas),
        "  langkah: nilai inti": core,
        "  langkah: nilai tampilan (ironcalc)": lambda: evaluate_shown(denah, isian, nilai),
        _TULIS: lambda: write_bytes(denah, isian, nilai, tampilan),
        _OPENPYXL: lambda: write_openpyxl(denah, isian),
    }, ulang)
    kaki = (f"openpyxl, yang mendapat denah jadi dan tidak menyimpan hasil rumus, memerlukan "
            f"{show_ratio(detik[_OPENPYXL] / detik[_TULIS])} kali langkah menulis.")
    return tabulate("Menulis satu buku", "kinerja buat", detik, kaki=kaki)
