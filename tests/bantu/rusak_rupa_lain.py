"""More tampers of how a workbook looks: the same thing written in the other ways the format allows.

Grounds of several colours, fill signs, booleans with blanks, fonts through the theme, cells too small to read, what is
printed on every page, boxes of comments that stay open.
"""

from __future__ import annotations

import random
import re

from bantu.rusak_rupa import (
    Kemasan,
    RusakRupa,
    Tempat,
    _at,
    _dark,
    _formula,
    _light,
    _number,
    _on,
    _Pilih,
    _rule,
    _shown,
)
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.tema import GAYA
from kinerja_core.xlsx.buku import Posisi, alamat

_HITAM, _PUTIH = 'rgb="FF1F2933"', 'rgb="FFFFFFFF"'
_LANDAI = (f'<gradientFill degree="0"><stop position="0"><color {_PUTIH}/></stop><stop position="0.02">'
           f'<color {_HITAM}/></stop><stop position="1"><color {_PUTIH}/></stop></gradientFill>')
_TANPA = '<patternFill patternType="none"/>'
_ARSIR = '<patternFill patternType="{}"><fgColor {}/><bgColor {}/></patternFill>'
LATAR = {"landai": _LANDAI, "arsir tipis": _ARSIR.format("gray0625", _PUTIH, _HITAM),
         "arsir gelap": _ARSIR.format("darkGrid", _HITAM, _PUTIH),
         "arsir tanpa warna": '<patternFill patternType="darkGray"/>'}


def _black_on_light(isi: object, gaya: str) -> bool:
    return _number(isi, gaya) and _light(isi, gaya) and GAYA[gaya]["font_color"] == "#1F2933"


def _formats(pilih: _Pilih) -> dict[str, RusakRupa]:
    hasil: dict[str, RusakRupa] = {}
    depan = {"diisi 9": ("*9", "SGL23"), "diisi huruf": ("*A", "SGL23"), "diisi garis": ("*-", "SGL23"),
             "warna 2": ("[Color2]", "SGL23"), "angka Thai": ("[$-D000000]", "SGL23"),
             "angka Tionghoa": ("[DBNum1]", "SGL23"),
             "kuning": ("[Yellow]", "SGL24"), "warna 19": ("[Color 19]", "SGL24")}
    for nama, (awal, kode) in depan.items():
        kata, t = pilih.one(_black_on_light, f"format {nama}")
        pola = GAYA[pilih.d.sheet(t[0]).sel[t[1]].gaya]["num_format"]
        hasil[kata] = RusakRupa("format angka", _at(kode, t, lambda k, t, p=awal + pola: k.restyle(
            t, numFmtId=k.number_format(p))))
    return hasil


def _grounds(pilih: _Pilih) -> dict[str, RusakRupa]:
    hasil: dict[str, RusakRupa] = {}
    for nama, xml in LATAR.items():
        for cocok, kata in ((_black_on_light, f"latar {nama}"), (_dark, f"latar {nama} di bawah putih")):
            if "tanpa" in nama and cocok is _black_on_light:
                continue  # black dots on white: dark, yet no colour of the letters
            kata, t = pilih.one(cocok, kata)
            hasil[kata] = RusakRupa("latar", _at("SGL24", t, lambda k, t, x=xml: k.restyle(t, fillId=k.fill_as(x))))
        if nama == "arsir tanpa warna":
            continue
        kata, t = pilih.one(_black_on_light, f"bersyarat {nama}")
        hasil[kata] = RusakRupa("bersyarat", _at("SGL24", t, lambda k, t, x=xml: k.behind(
            t[0], _rule(t, "<formula>TRUE</formula>", f'type="expression" dxfId="{k.dxf(f"<fill>{x}</fill>")}"'),
            "sheetProtection")))
    kata, t = pilih.one(_dark, "bersyarat tanpa latar")
    hasil[kata] = RusakRupa("bersyarat", _at("SGL24", t, lambda k, t: k.behind(t[0], _rule(
        t, "<formula>TRUE</formula>", f'type="expression" dxfId="{k.dxf(f"<fill>{_TANPA}</fill>")}"'),
        "sheetProtection")))
    kata, t = pilih.one(_black_on_light, "bersyarat kuning")
    pola = GAYA[pilih.d.sheet(t[0]).sel[t[1]].gaya]["num_format"].replace('"', "&quot;")
    hasil[kata] = RusakRupa("bersyarat", _at("SGL24", t, lambda k, t: k.behind(t[0], _rule(
        t, "<formula>TRUE</formula>", 'type="expression" dxfId="'
        + str(k.dxf(f'<numFmt numFmtId="901" formatCode="[Yellow]{pola}"/>')) + '"'), "sheetProtection")))
    return hasil


def _letters(pilih: _Pilih) -> dict[str, RusakRupa]:
    hasil: dict[str, RusakRupa] = {}
    for nama in ("Bookshelf Symbol 7", "MT Extra", "Marlett"):
        kata, t = pilih.one(_number, f"huruf {nama}")
        hasil[kata] = RusakRupa("huruf", _at("SGL24", t, lambda k, t, n=nama: k.restyle(t, fontId=k.font(
            f'<sz val="10"/><color {_HITAM}/><name val="{n}"/>'))))

    def tema(k: Kemasan, t: Tempat, n: str) -> None:
        k.change("xl/theme/theme1.xml", r'(<a:majorFont><a:latin typeface=")[^"]*', rf"\1{n}")
        k.restyle(t, fontId=k.font(f'<sz val="10"/><color {_HITAM}/><name val="Calibri"/><scheme val="major"/>'))

    for nama in ("Wingdings", "Symbol"):
        kata, t = pilih.one(_black_on_light, f"huruf tema {nama}")
        hasil[kata] = RusakRupa("huruf", _at("SGL24", t, lambda k, t, n=nama: tema(k, t, n)))
    def palet(k: Kemasan, t: Tempat) -> None:
        k.change("xl/styles.xml", "</styleSheet>",
                 "<colors><indexedColors>" + '<rgbColor rgb="00FFFFFF"/>' * 64
                 + "</indexedColors></colors></styleSheet>")
        k.restyle(t, fontId=k.font('<sz val="10"/><color indexed="8"/><name val="Calibri"/>'))

    kata, t = pilih.one(_black_on_light, "huruf palet sendiri")
    hasil[kata] = RusakRupa("huruf", _at("SGL24", t, palet))
    for nama, rata in (("digeser", 'left" indent="250'), ("diputar", 'center" textRotation="90'),
                       ("bertumpuk", 'center" textRotation="255'), ("disusutkan", 'center" shrinkToFit=" true ')):
        kata, t = pilih.one(lambda i, g: _black_on_light(i, g) and not GAYA[g].get("shrink"), f"isi {nama}")
        hasil[kata] = RusakRupa("perataan", _at("SGL24", t, lambda k, t, r=rata: k.restyle(t, rata=r)))
    return hasil


def _booleans(d: Denah) -> dict[str, RusakRupa]:
    hasil: dict[str, RusakRupa] = {}
    s = next(_shown(d))
    b, kol = (max({p[n] for p, x in s.sel.items() if x.isi}) for n in (0, 1))
    for cara in ('hidden=" 1 "', 'hidden=" true "', 'ht=" 4 " customHeight="1"', 'ht="6"'):
        hasil[f"baris {cara}"] = RusakRupa("baris", _on("SGL27", s.nama, lambda k, c=cara: k.change(
            k.part(s.nama), rf'<row r="{b + 1}"[^>]*?(/?)>', rf'<row r="{b + 1}" {c}\1>')))
    for cara in ('hidden=" 1 " width="9"', 'hidden=" true " width="9"', 'width="0.7"', 'width="1.5"'):
        xml = f'<col min=" {kol + 1} " max="{kol + 1}" {cara} customWidth="1"/>'
        hasil[f"kolom {cara}"] = RusakRupa("kolom", _on("SGL27", s.nama, lambda k, x=xml: k.change(
            k.part(s.nama), "<cols>", f"<cols>{x}")))
    for elemen, cara in (("sheetFormatPr", 'zeroHeight=" true "'), ("sheetView", 'showFormulas=" 1 "'),
                         ("sheetView", 'showZeros=" 0 "'), ("pageSetup", 'errors="blank"'),
                         ("pageSetup", 'blackAndWhite=" 1 "')):
        hasil[f"lembar {cara}"] = RusakRupa("tampilan lembar", _on(
            "SGL27", s.nama, lambda k, e=elemen, c=cara: k.change(k.part(s.nama), f"<{e} ", f"<{e} {c} ")))
    for elemen, cara, kode in (("calcPr", 'iterate=" 1 "', "SGL29"), ("calcPr", 'fullPrecision=" false "', "SGL25"),
                               ("workbookPr", 'date1904=" 1 "', "SGL25"),
                               ("workbookView", 'visibility="hidden"', "SGL27"),
                               ("workbookView", 'visibility="veryHidden"', "SGL27")):
        hasil[f"buku {cara}"] = RusakRupa("cara hitung", _on(kode, "", lambda k, e=elemen, c=cara: k.change(
            "xl/workbook.xml", f"<{e} ", f"<{e} {c} ")))
    return hasil


def _titles(d: Denah) -> dict[str, RusakRupa]:
    """Rows that are printed as the head of every page: others, and where there were none."""
    hasil: dict[str, RusakRupa] = {}
    ada = next(s for s in _shown(d) if s.cetak and s.cetak.ulang_baris)
    nama = re.escape(ada.nama)
    hasil["judul cetak diganti"] = RusakRupa("judul cetak", _on("SGL27", ada.nama, lambda k: k.change(
        "xl/workbook.xml", rf"(Print_Titles\"[^>]*>(?:'?{nama}'?!\$A:\$[A-Z]+,)?'?{nama}'?!)\$\d+:\$\d+", r"\1$7:$9")))
    s = next(s for s in _shown(d) if s.cetak and not s.cetak.ulang_baris)
    n = [x.nama for x in d.lembar].index(s.nama)
    hasil["judul cetak dipasang"] = RusakRupa("judul cetak", _on("SGL27", s.nama, lambda k: k.change(
        "xl/workbook.xml", "</definedNames>", f'<definedName name="_xlnm.Print_Titles" localSheetId="{n}">'
        f"'{s.nama}'!$3:$5</definedName></definedNames>")))
    return hasil


def comment_box(k: Kemasan, lembar: str, dari: Posisi, sampai: Posisi, tampak: str) -> None:
    """A legacy drawing with the box of a comment, as Excel writes it (not well-formed)."""
    vml = ('<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape>'
           '<v:textbox><div>98,76<br></div></v:textbox>'
           f'<x:ClientData ObjectType="Note"><x:Anchor> {dari[1]}, 0, {dari[0]}, 0, {sampai[1]}, 9, {sampai[0]}, 9'
           f"</x:Anchor><x:Row>4</x:Row>{tampak}</x:ClientData></v:shape></xml>")
    k.related(lembar, "vmlDrawing", "xl/drawings/vmlDrawing9.vml", vml,
              "application/vnd.openxmlformats-officedocument.vmlDrawing")
    k.change(k.part(lembar), "</worksheet>", '<legacyDrawing r:id="rIdX"/></worksheet>')


def _comments(pilih: _Pilih) -> dict[str, RusakRupa]:
    hasil: dict[str, RusakRupa] = {}
    for tampak in ("<x:Visible/>", "<x:Visible></x:Visible>", "<x:Visible>True</x:Visible>"):
        kata, t = random.Random(tampak).choice([(n, t) for n, t in pilih.each(_formula, f"komentar {tampak}")])
        hasil[kata] = RusakRupa("komentar", _at("SGL24", t, lambda k, t, x=tampak: comment_box(k, t[0], t[1], t[1], x)))
    return hasil


def more(d: Denah) -> dict[str, RusakRupa]:
    """Every tamper by its name."""
    pilih = _Pilih(d)
    return (_formats(pilih) | _grounds(pilih) | _letters(pilih) | _booleans(d) | _titles(d) | _comments(pilih))


def victim(d: Denah) -> Tempat:
    """A number in black on white."""
    return _Pilih(d).one(_black_on_light, "korban")[1]


def crowd(t: Tempat, *, banyak: int = 600) -> dict[str, RusakRupa]:
    """Very much of what is harmless, and one of it that is not, behind: either the cell or the crowd must be told."""
    sel, jauh = alamat(t[1]), [(900 + n, 40) for n in range(banyak)]

    def rules(k: Kemasan, mati: str) -> None:
        hidup = k.dxf(f"<font><color {_PUTIH}/></font>")
        lain = "".join(_rule((t[0], p), "<formula>FALSE</formula>", f'type="expression" {mati.format(hidup)}')
                       for p in jauh)
        k.behind(t[0], lain + _rule(t, "<formula>TRUE</formula>", f'type="expression" dxfId="{hidup}"'),
                 "sheetProtection")

    def ranges(k: Kemasan) -> None:
        hidup = k.dxf(f"<font><color {_PUTIH}/></font>")
        xml = _rule(t, "<formula>TRUE</formula>", f'type="expression" dxfId="{hidup}"')
        k.behind(t[0], xml.replace(f'"{sel}"', '"' + " ".join(map(alamat, jauh)) + f' {sel}"'), "sheetProtection")

    def shapes(k: Kemasan) -> None:
        for p in (*jauh, t[1]):
            k.draw(t[0], "<xdr:sp/>", p, p)

    def merges(k: Kemasan) -> None:
        kotak = [*(((b - 899, c), (b - 899, c + 1)) for b, c in jauh), ((t[1][0], 0), t[1])]
        xml = "".join(f'<mergeCell ref="{alamat(a)}:{alamat(b)}"/>' for a, b in kotak)
        if "</mergeCells>" in k.text(k.part(t[0])):
            k.change(k.part(t[0]), "</mergeCells>", f"{xml}</mergeCells>")
        else:
            k.behind(t[0], f"<mergeCells>{xml}</mergeCells>", "sheetProtection")

    cara = {"aturan mati": lambda k: rules(k, ""), "aturan hidup": lambda k: rules(k, 'dxfId="{}"'), "daerah": ranges,
            "bentuk": shapes, "gabungan": merges}
    return {n: RusakRupa("banyak", _on("SGL24", t[0], c)) for n, c in cara.items()}
