"""Tampers of how a workbook looks and calculates: single changes in the parts of a package, each with what it gives.

A tamper edits the parts as XlsxWriter wrote them and returns the (kode, place) that names it. Victims are picked by the
description, a seeded one on every sheet; nothing here knows a kind, a sheet or an address.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bantu.paket import pack
from kinerja_core.lembar.denah import Denah, Lembar, Rumus
from kinerja_core.lembar.tema import GAYA
from kinerja_core.xlsx.buku import Posisi, alamat, kolom_huruf

Tempat = tuple[str, Posisi]
Sebut = tuple[str, str]


class Kemasan:
    """The parts of a workbook, to be changed."""

    def __init__(self, bagian: Mapping[str, bytes], d: Denah) -> None:
        self.bagian = {n: x.decode() if n.endswith((".xml", ".rels", ".vml")) else x for n, x in bagian.items()}
        self._nama = [s.nama for s in d.lembar]

    def bytes(self) -> bytes:
        return pack(self.bagian, cara=0)

    def part(self, lembar: str) -> str:
        return f"xl/worksheets/sheet{self._nama.index(lembar) + 1}.xml"

    def change(self, bagian: str, dari: str, ke: str | Callable[[re.Match[str]], str], *, banyak: int = 1) -> None:
        """A pattern replaced; it must be there."""
        teks, n = re.subn(dari, ke, self.text(bagian), count=banyak)
        assert n, (bagian, dari)
        self.bagian[bagian] = teks

    def text(self, bagian: str) -> str:
        teks = self.bagian[bagian]
        assert isinstance(teks, str)
        return teks

    def behind(self, lembar: str, xml: str, sesudah: str = "sheetData") -> None:
        """XML behind an element of a sheet."""
        self.change(self.part(lembar), f"(</{sesudah}>|<{sesudah}[^>]*/>)", rf"\1{xml}")

    # -- styles

    def _append(self, daftar: str, anak: str) -> int:
        """One more entry of a list in the styles; its number."""
        teks = self.text("xl/styles.xml")
        m = re.search(rf'<{daftar} count="(\d+)"(?:/>|>)', teks)
        if m is None:
            teks = teks.replace("<fonts", f'<{daftar} count="1">{anak}</{daftar}><fonts', 1)
            self.bagian["xl/styles.xml"] = teks
            return 0
        n = int(m[1])
        if m[0].endswith("/>"):
            teks = teks.replace(m[0], f'<{daftar} count="1">{anak}</{daftar}>', 1)
        else:
            teks = teks.replace(m[0], f'<{daftar} count="{n + 1}">', 1).replace(f"</{daftar}>", f"{anak}</{daftar}>", 1)
        self.bagian["xl/styles.xml"] = teks
        return n

    def number_format(self, pola: str) -> int:
        nomor = 900
        aman = pola.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        self._append("numFmts", f'<numFmt numFmtId="{nomor}" formatCode="{aman}"/>')
        return nomor

    def font(self, xml: str) -> int:
        return self._append("fonts", f"<font>{xml}</font>")

    def fill(self, warna: str) -> int:
        return self._append("fills", f'<fill><patternFill patternType="solid"><fgColor {warna}/><bgColor indexed="64"/>'
                                     "</patternFill></fill>")

    def fill_as(self, xml: str) -> int:
        return self._append("fills", f"<fill>{xml}</fill>")

    def dxf(self, xml: str) -> int:
        return self._append("dxfs", f"<dxf>{xml}</dxf>")

    def restyle(self, tempat: Tempat, *, rata: str = "", **ubah: int) -> None:
        """The cell gets its style with these attributes changed."""
        bagian, sel = self.part(tempat[0]), alamat(tempat[1])
        m = re.search(rf'<c r="{sel}" s="(\d+)"', self.text(bagian))
        assert m is not None, tempat
        semua = re.search(r"<cellXfs.*?</cellXfs>", self.text("xl/styles.xml"), re.DOTALL)
        assert semua is not None
        xf = re.findall(r"<xf [^>]*/>|<xf .*?</xf>", semua[0], re.DOTALL)[int(m[1])]
        for nama, nilai in ubah.items():
            xf = re.sub(rf'{nama}="\d+"', f'{nama}="{nilai}"', xf, count=1)
        if rata:
            xf = re.sub(r"<alignment[^>]*/>", f'<alignment horizontal="{rata}"/>', xf)
            assert rata in xf
        nomor = self._append("cellXfs", xf)
        self.change(bagian, rf'<c r="{sel}" s="\d+"', f'<c r="{sel}" s="{nomor}"')

    # -- things

    def related(self, lembar: str, jenis: str, tujuan: str, isi: str, tipe: str) -> str:
        """Another part of a sheet; the id of its relationship."""
        rels = self.part(lembar).replace("worksheets/", "worksheets/_rels/") + ".rels"
        kepala = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        teks = self.bagian.get(rels, f"{kepala}</Relationships>")
        assert isinstance(teks, str)
        baru = (f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                f'{jenis}" Target="/{tujuan}"/>')
        self.bagian[rels] = teks.replace("</Relationships>", f"{baru}</Relationships>")
        self.bagian[tujuan] = isi
        self.change(r"\[Content_Types\].xml".replace("\\", ""), "</Types>",
                    f'<Override PartName="/{tujuan}" ContentType="{tipe}"/></Types>')
        return "rIdX"

    def draw(self, lembar: str, isi: str, dari: Posisi, sampai: Posisi) -> None:
        """Something over these cells: in the sheet's drawing, or in a new one."""
        titik = [f"<xdr:{n}><xdr:col>{p[1]}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{p[0]}</xdr:row>"
                 f"<xdr:rowOff>0</xdr:rowOff></xdr:{n}>" for n, p in (("from", dari), ("to", sampai))]
        jangkar = f"<xdr:twoCellAnchor>{''.join(titik)}{isi}<xdr:clientData/></xdr:twoCellAnchor>"
        rels = self.bagian.get(self.part(lembar).replace("worksheets/", "worksheets/_rels/") + ".rels", "")
        assert isinstance(rels, str)
        if m := re.search(r"(?:\.\.|/xl)/(drawings/drawing\d+\.xml)", rels):
            self.change(f"xl/{m[1]}", "</xdr:wsDr>", f"{jangkar}</xdr:wsDr>")
            return
        xml = ('<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a='
               f'"http://schemas.openxmlformats.org/drawingml/2006/main">{jangkar}</xdr:wsDr>')
        nomor = self.related(lembar, "drawing", "xl/drawings/drawing99.xml", xml,
                             "application/vnd.openxmlformats-officedocument.drawing+xml")
        self.change(self.part(lembar), "</worksheet>", f'<drawing r:id="{nomor}"/></worksheet>')


@dataclass(frozen=True)
class RusakRupa:
    """One tamper: what kind it is, and what it does to a package; gives what must be told."""

    jenis: str
    ubah: Callable[[Kemasan], Sebut]


# -- victims ---------------------------------------------------------------------------------------------------------


def _shown(d: Denah) -> Iterator[Lembar]:
    return (s for s in d.lembar if s.status == "tampak")


def _cells(s: Lembar, cocok: Callable[[object, str], bool]) -> list[Posisi]:
    return sorted(p for p, x in s.sel.items()
                  if p not in s.masukan and x.isi not in (None, "") and cocok(x.isi, x.gaya))


def _number(isi: object, gaya: str) -> bool:
    return isinstance(isi, Rumus) and "0" in GAYA[gaya].get("num_format", "")


def _formula(isi: object, gaya: str) -> bool:
    return isinstance(isi, Rumus)


def _text(isi: object, gaya: str) -> bool:
    return isinstance(isi, str)


def _dark(isi: object, gaya: str) -> bool:
    return GAYA[gaya].get("font_color") == "#FFFFFF"


def _light(isi: object, gaya: str) -> bool:
    return "bg_color" not in GAYA[gaya]


class _Pilih:
    """A seeded victim of each sort on each sheet that has one."""

    def __init__(self, d: Denah) -> None:
        self.d = d

    def each(self, cocok: Callable[[object, str], bool], kata: str) -> Iterator[tuple[str, Tempat]]:
        for s in _shown(self.d):
            if calon := _cells(s, cocok):
                yield f"{kata} di {s.nama}", (s.nama, random.Random(f"{kata} {s.nama}").choice(calon))

    def one(self, cocok: Callable[[object, str], bool], kata: str) -> tuple[str, Tempat]:
        return random.Random(kata).choice(list(self.each(cocok, kata)))

    def input(self, kata: str) -> Tempat:
        s = random.Random(kata).choice([s for s in _shown(self.d) if s.masukan])
        return s.nama, random.Random(kata).choice(sorted(s.masukan))


def _place(t: Tempat) -> str:
    return f"{t[0]}!{alamat(t[1])}"


def _at(kode: str, t: Tempat, cara: Callable[[Kemasan, Tempat], object]) -> Callable[[Kemasan], Sebut]:
    def ubah(k: Kemasan) -> Sebut:
        cara(k, t)
        return kode, _place(t)

    return ubah


def _on(kode: str, lembar: str, cara: Callable[[Kemasan], object]) -> Callable[[Kemasan], Sebut]:
    def ubah(k: Kemasan) -> Sebut:
        cara(k)
        return kode, lembar

    return ubah


# -- the table -------------------------------------------------------------------------------------------------------

_POLA = {"angka palsu": '"98,76"', "dibulatkan": "0", "per seribu": "0,", "persen": "0%", "dibuang": ";;;",
         "selalu kurang": "-0.00", "tanggal": "yyyy-mm-dd", "ratusan palsu": '0.00"9"', "putih": "[White]0.00",
         "bersyarat": '[>=0]"98.76";0.00', "pecahan": "# ?/?", "eksponen": "0.00E+00"}
_HURUF = {"putih": '<sz val="10"/><color rgb="FFFFFFFF"/><name val="Calibri"/>',
          "putih tema": '<sz val="10"/><color theme="0"/><name val="Calibri"/>',
          "putih nomor": '<sz val="10"/><color indexed="9"/><name val="Calibri"/>',
          "hampir putih": '<sz val="10"/><color rgb="FFF4F4F4"/><name val="Calibri"/>',
          "hitam dipucatkan": '<sz val="10"/><color theme="1" tint="0.98"/><name val="Calibri"/>',
          "satu titik": '<sz val="1"/><color rgb="FF000000"/><name val="Calibri"/>',
          "Wingdings": '<sz val="10"/><color rgb="FF000000"/><name val="Wingdings"/>'}


def _formats(d: Denah) -> dict[str, RusakRupa]:
    pilih, hasil = _Pilih(d), dict[str, RusakRupa]()
    for nama, pola in _POLA.items():
        kata, t = pilih.one(_number, f"format {nama}")
        hasil[kata] = RusakRupa("format angka", _at("SGL23", t, lambda k, t, p=pola: k.restyle(
            t, numFmtId=k.number_format(p))))
    for kata, t in pilih.each(_formula, "format angka palsu"):
        hasil[kata] = RusakRupa("format angka", _at("SGL23", t, lambda k, t: k.restyle(
            t, numFmtId=k.number_format('"98,76";"98,76";"98,76";"Siap dikirim"'))))
    for kata, t in pilih.each(_text, "format teks palsu"):
        hasil[kata] = RusakRupa("format teks", _at("SGL23", t, lambda k, t: k.restyle(
            t, numFmtId=k.number_format('General;General;General;"Sangat Baik"'))))
    kata, t = pilih.one(_number, "format dihapus")
    hasil[kata] = RusakRupa("format angka", _at("SGL23", t, lambda k, t: k.restyle(t, numFmtId=0)))
    t = pilih.input("format isian")
    hasil["format isian"] = RusakRupa("format isian", _at("SGL27", t, lambda k, t: k.restyle(
        t, numFmtId=k.number_format('"9"'))))
    return hasil


def _colours(d: Denah) -> dict[str, RusakRupa]:
    pilih, hasil = _Pilih(d), dict[str, RusakRupa]()
    for nama, xml in _HURUF.items():
        kata, t = pilih.one(lambda i, g: _formula(i, g) and _light(i, g), f"huruf {nama}")
        hasil[kata] = RusakRupa("huruf", _at("SGL24", t, lambda k, t, x=xml: k.restyle(t, fontId=k.font(x))))
    for kata, t in pilih.each(_light, "putih di atas putih"):
        hasil[kata] = RusakRupa("huruf", _at("SGL24", t, lambda k, t: k.restyle(t, fontId=k.font(_HURUF["putih"]))))
    kata, t = pilih.one(lambda i, g: _formula(i, g) and _light(i, g) and GAYA[g]["font_color"] == "#1F2933",
                        "latar gelap")
    hasil[kata] = RusakRupa("latar", _at("SGL24", t, lambda k, t: k.restyle(t, fillId=k.fill('rgb="FF1F2933"'))))
    kata, t = pilih.one(_dark, "latar dihapus")
    hasil[kata] = RusakRupa("latar", _at("SGL24", t, lambda k, t: k.restyle(t, fillId=0)))
    kata, t = pilih.one(_formula, "isi diulang")
    hasil[kata] = RusakRupa("perataan", _at("SGL24", t, lambda k, t: k.restyle(t, rata="fill")))
    t = pilih.input("isian putih")
    hasil["isian putih"] = RusakRupa("isian", _at("SGL27", t, lambda k, t: k.restyle(
        t, fontId=k.font('<sz val="10"/><color rgb="FFFFF8D6"/><name val="Calibri"/>'))))
    return hasil


def _merge(k: Kemasan, lembar: str, dari: Posisi, sampai: Posisi) -> None:
    satu = f'<mergeCell ref="{alamat(dari)}:{alamat(sampai)}"/>'
    if "</mergeCells>" in k.text(k.part(lembar)):
        k.change(k.part(lembar), "</mergeCells>", f"{satu}</mergeCells>")
    else:
        k.behind(lembar, f'<mergeCells count="1">{satu}</mergeCells>', "sheetProtection")


def _covers(d: Denah) -> dict[str, RusakRupa]:
    """Merges and things over one cell with content, the cell above it or on its left being blank."""
    pilih, hasil = _Pilih(d), dict[str, RusakRupa]()

    def lone(s: Lembar) -> list[Posisi]:
        isi = {p for p, x in s.sel.items() if x.isi not in (None, "") or p in s.masukan}
        return sorted(p for p in isi if p not in s.masukan and p[1] > 0 and (p[0], p[1] - 1) not in isi)

    for s in _shown(d):
        if calon := lone(s):
            p = random.Random(f"gabung {s.nama}").choice(calon)
            hasil[f"gabung di {s.nama}"] = RusakRupa("gabungan", _at("SGL24", (s.nama, p), lambda k, t: _merge(
                k, t[0], (t[1][0], t[1][1] - 1), t[1])))
    for nama, isi in (("gambar", "<xdr:pic/>"), ("bentuk", "<xdr:sp/>"), ("garis", "<xdr:cxnSp/>"),
                      ("grafik", "<xdr:graphicFrame/>")):
        _, t = pilih.one(_formula, f"tertutup {nama}")
        hasil[f"tertutup {nama}"] = RusakRupa(nama, _at("SGL24", t, lambda k, t, x=isi: k.draw(t[0], x, t[1], t[1])))
    s = next(s for s in _shown(d) if s.masukan)
    jauh = max(b for b, _ in s.sel) + 50, 1
    hasil["gambar di bawah"] = RusakRupa("gambar", _at("SGL27", (s.nama, jauh), lambda k, t: k.draw(
        t[0], "<xdr:pic/>", t[1], t[1])))
    return hasil


def _rule(t: Tempat, dalam: str, atribut: str) -> str:
    return (f'<conditionalFormatting sqref="{alamat(t[1])}"><cfRule priority="1" {atribut}>{dalam}</cfRule>'
            "</conditionalFormatting>")


def _x14(t: Tempat, dxf: str) -> str:
    return ('<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://'
            'schemas.microsoft.com/office/excel/2006/main" uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}">'
            '<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="expression" priority="1" id="x">'
            f'<xm:f>TRUE</xm:f><x14:dxf>{dxf}</x14:dxf></x14:cfRule><xm:sqref>{alamat(t[1])}</xm:sqref>'
            "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>")


def _conditional(d: Denah) -> dict[str, RusakRupa]:
    pilih, hasil = _Pilih(d), dict[str, RusakRupa]()
    hitam, putih = '<font><color rgb="FF1F2933"/></font>', '<font><color rgb="FFFFFFFF"/></font>'
    lapis = {"format": '<numFmt numFmtId="901" formatCode="&quot;98,76&quot;"/>', "huruf putih": putih,
             "sewarna": f'{hitam}<fill><patternFill><bgColor rgb="FF1F2933"/></patternFill></fill>',
             "latar gelap": '<fill><patternFill><bgColor rgb="FF1F2933"/></patternFill></fill>'}
    def light(i: object, g: str) -> bool:
        return _number(i, g) and _light(i, g) and GAYA[g]["font_color"] == "#1F2933"

    for nama, xml in lapis.items():
        _, t = pilih.one(light, f"bersyarat {nama}")
        hasil[f"bersyarat {nama}"] = RusakRupa("bersyarat", _at("SGL24", t, lambda k, t, x=xml: k.behind(
            t[0], _rule(t, "<formula>TRUE</formula>", f'type="expression" dxfId="{k.dxf(x)}"'), "sheetProtection")))
    skala = ('<cfvo type="min"/><cfvo type="max"/><color rgb="FF1F2933"/><color rgb="FF1F2933"/>')
    isi = {"batang": ("<dataBar showValue=\"0\"><cfvo type=\"min\"/><cfvo type=\"max\"/><color rgb=\"FF000000\"/>"
                      "</dataBar>", 'type="dataBar"'),
           "ikon": ("<iconSet showValue=\"0\"/>", 'type="iconSet"'),
           "skala": (f"<colorScale>{skala}</colorScale>", 'type="colorScale"')}
    for nama, (dalam, atribut) in isi.items():
        _, t = pilih.one(light, f"bersyarat {nama}")
        hasil[f"bersyarat {nama}"] = RusakRupa("bersyarat", _at("SGL24", t, lambda k, t, x=dalam, a=atribut: k.behind(
            t[0], _rule(t, x, a), "sheetProtection")))
    for nama in ("format", "huruf putih"):
        s = next(s for s in _shown(d) if not any(f.batang for f in s.bersyarat) and _cells(s, light))
        t = s.nama, random.Random(nama).choice(_cells(s, light))
        hasil[f"bersyarat {nama} baru"] = RusakRupa("bersyarat", _at("SGL24", t, lambda k, t, x=lapis[nama]: k.change(
            k.part(t[0]), "</worksheet>", f"{_x14(t, x)}</worksheet>")))
    return hasil


def _rows(d: Denah) -> dict[str, RusakRupa]:
    hasil: dict[str, RusakRupa] = {}
    for s in _shown(d):
        b = random.Random(f"baris {s.nama}").choice(sorted({p[0] for p, x in s.sel.items() if x.isi}))
        cara = random.Random(s.nama).choice(['hidden="1"', 'ht="0" customHeight="1"', 'ht="1" customHeight="1"'])
        hasil[f"baris disembunyikan di {s.nama}"] = RusakRupa("baris", _on(
            "SGL27", s.nama, lambda k, s=s, b=b, c=cara: k.change(
                k.part(s.nama), rf'<row r="{b + 1}"[^>]*?(/?)>', rf'<row r="{b + 1}" {c}\1>')))
        kol = random.Random(f"kolom {s.nama}").choice(sorted({p[1] for p, x in s.sel.items() if x.isi}))
        lebar = random.Random(s.nama).choice(['hidden="1" width="9"', 'width="0"', 'width="0.2"'])
        xml = f'<col min="{kol + 1}" max="{kol + 1}" {lebar} customWidth="1"/>'
        hasil[f"kolom {kolom_huruf(kol)} disembunyikan di {s.nama}"] = RusakRupa("kolom", _on(
            "SGL27", s.nama, lambda k, s=s, x=xml: k.change(k.part(s.nama), "<cols>", f"<cols>{x}")))
    s = next(_shown(d))
    hasil["semua kolom disempitkan"] = RusakRupa("kolom", _on("SGL27", s.nama, lambda k: (
        k.change(k.part(s.nama), "<cols>.*?</cols>", ""),
        k.change(k.part(s.nama), "<sheetFormatPr ", '<sheetFormatPr defaultColWidth="0.1" '))))
    hasil["baris bawaan disembunyikan"] = RusakRupa("baris", _on("SGL27", s.nama, lambda k: k.change(
        k.part(s.nama), "<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" ')))
    hasil["rumus ditampilkan"] = RusakRupa("tampilan lembar", _on("SGL27", s.nama, lambda k: k.change(
        k.part(s.nama), "<sheetView ", '<sheetView showFormulas="1" ')))
    hasil["nol disembunyikan"] = RusakRupa("tampilan lembar", _on("SGL27", s.nama, lambda k: k.change(
        k.part(s.nama), "<sheetView ", '<sheetView showZeros="0" ')))
    return hasil


def _printed(d: Denah) -> dict[str, RusakRupa]:
    hasil: dict[str, RusakRupa] = {}
    for s in _shown(d):
        if s.cetak is None:
            continue
        hasil[f"kepala cetak di {s.nama}"] = RusakRupa("kepala cetak", _on("SGL27", s.nama, lambda k, s=s: k.change(
            k.part(s.nama), "<oddFooter>", "<oddHeader>&amp;C&amp;24Nilai Akhir 98,76</oddHeader><oddFooter>")))
        hasil[f"kaki cetak di {s.nama}"] = RusakRupa("kaki cetak", _on("SGL27", s.nama, lambda k, s=s: k.change(
            k.part(s.nama), "<oddFooter>.*?</oddFooter>", "<oddFooter>&amp;LNilai Akhir 98,76</oddFooter>")))
    s = next(s for s in _shown(d) if s.cetak and not s.cetak.baris_akhir)
    nama = re.escape(s.nama)
    hasil["kepala cetak genap"] = RusakRupa("kepala cetak", _on("SGL27", s.nama, lambda k: k.change(
        k.part(s.nama), "</oddFooter>", "</oddFooter><evenHeader>&amp;CPeringkat 1</evenHeader>")))
    hasil["gambar di kepala cetak"] = RusakRupa("kepala cetak", _on("SGL27", s.nama, lambda k: k.change(
        k.part(s.nama), "<oddFooter>", "<oddHeader>&amp;C&amp;G</oddHeader><oddFooter>")))
    hasil["daerah cetak dipotong"] = RusakRupa("daerah cetak", _on("SGL27", s.nama, lambda k: k.change(
        "xl/workbook.xml", rf"(Print_Area\"[^>]*>'?{nama}'?!\$A\$1):[^<]*<", r"\1:$A$2<")))
    return hasil


def _calculation(d: Denah) -> dict[str, RusakRupa]:
    def calc(isi: str) -> Callable[[Kemasan], object]:
        return lambda k: k.change("xl/workbook.xml", "<calcPr ", f"<calcPr {isi} ")

    hasil = {
        "hitung manual": RusakRupa("cara hitung", _on("SGL26", "", calc('calcMode="manual"'))),
        "hitung berulang": RusakRupa("cara hitung", _on("SGL29", "", calc('iterate="1"'))),
        "presisi tampilan": RusakRupa("cara hitung", _on("SGL25", "", calc('fullPrecision="0"'))),
        "tanggal 1904": RusakRupa("cara hitung", _on("SGL25", "", lambda k: k.change(
            "xl/workbook.xml", "<workbookPr ", '<workbookPr date1904="1" '))),
    }
    pilih = _Pilih(d)
    for s in d.lembar:
        if calon := _cells(s, _formula):
            t = s.nama, random.Random(f"larik {s.nama}").choice(calon)
            hasil[f"rumus larik di {s.nama}"] = RusakRupa("rumus larik", _at("SGL28", t, lambda k, t: k.change(
                k.part(t[0]), rf'(<c r="{alamat(t[1])}"[^>]*>)<f>', rf'\1<f t="array" ref="{alamat(t[1])}">')))
    t = pilih.input("larik")
    lain = f"{alamat(t[1])}:{alamat((t[1][0] + 1, t[1][1]))}"
    hasil["rumus larik di isian"] = RusakRupa("rumus larik", _at("SGL28", t, lambda k, t: k.change(
        k.part(t[0]), rf'<c r="{alamat(t[1])}" s="(\d+)".*?(?=<c |</row>)',
        rf'<c r="{alamat(t[1])}" s="\1"><f t="array" ref="{lain}">7</f><v>7</v></c>')))
    return hasil


def table(d: Denah) -> dict[str, RusakRupa]:
    """Every tamper by its name."""
    hasil: dict[str, RusakRupa] = {}
    for bagian in (_formats, _colours, _covers, _conditional, _rows, _printed, _calculation):
        hasil |= bagian(d)
    return hasil


# -- harmless --------------------------------------------------------------------------------------------------------


def _all(k: Kemasan, bagian: str, dari: str, ke: str) -> None:
    k.change(bagian, dari, ke, banyak=0)


def _note(k: Kemasan, lembar: str) -> None:
    """The box of a comment, as Excel draws it."""
    vml = ('<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape>'
           '<x:ClientData ObjectType="Note"><x:Row>4</x:Row><x:Column>2</x:Column></x:ClientData></v:shape></xml>')
    k.related(lembar, "vmlDrawing", "xl/drawings/vmlDrawing9.vml", vml, "application/vnd.openxmlformats-officedocument."
                                                                        "vmlDrawing")
    k.change(k.part(lembar), "</worksheet>", '<legacyDrawing r:id="rIdX"/></worksheet>')


def _two_runs(m: re.Match[str]) -> str:
    teks = m[1]
    return (f'<si><r><t xml:space="preserve">{teks[:3]}</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr>'
            f'<t xml:space="preserve">{teks[3:]}</t></r></si>')


def harmless(d: Denah) -> dict[str, Callable[[Kemasan], object]]:
    """What is deliberately not seen, or looks the same: nothing may be told of it."""
    pilih = _Pilih(d)
    _, angka = pilih.one(_number, "aman angka")
    _, rumus = pilih.one(lambda i, g: _formula(i, g) and _light(i, g), "aman rumus")
    isian = pilih.input("aman isian")
    sembunyi = next(s for s in d.lembar if s.status == "tersembunyi" and _cells(s, _formula))
    cetak = next(s for s in _shown(d) if s.cetak)
    pola = GAYA[d.sheet(angka[0]).sel[angka[1]].gaya]["num_format"]
    lebar = next(s for s in _shown(d) if s.lebar and s.tinggi)
    jingga = '<fill><patternFill><bgColor rgb="FFFFC000"/></patternFill></fill>'
    return {
        "huruf lain": lambda k: k.restyle(rumus, fontId=k.font(
            '<b/><i/><sz val="13"/><color rgb="FF7F0000"/><name val="Arial"/>')),
        "latar lain": lambda k: k.restyle(rumus, fillId=k.fill('rgb="FFEEEEEE"')),
        "format ditulis lain": lambda k: k.restyle(angka, numFmtId=k.number_format(
            "[$-421]" + pola.replace("_)", "_-").replace(".", "\\.") if "." not in pola else f"[$-421]{pola}_-* ")),
        "gaya isian": lambda k: k.restyle(isian, numFmtId=k.number_format("#,##0.000"), fillId=k.fill(
            'rgb="FF00FF00"'), fontId=k.font('<sz val="9"/><color rgb="FFC00000"/><name val="Arial"/>')),
        "tampilan lembar tersembunyi": lambda k: k.restyle((sembunyi.nama, _cells(sembunyi, _formula)[0]),
                                                           numFmtId=k.number_format('"98,76"')),
        "tinggi dan lebar": lambda k: (
            _all(k, k.part(lebar.nama), ' ht="[0-9.]+"', ' ht="31.5"'),
            _all(k, k.part(lebar.nama), '(<col [^>]*)width="[0-9.]+"', r'\1width="17.5"')),
        "bersyarat terbaca": lambda k: k.behind(rumus[0], _rule(
            rumus, "<formula>TRUE</formula>", f'type="expression" dxfId="{k.dxf(jingga)}"'), "sheetProtection"),
        "gabungan dilepas": lambda k: [_all(k, b, "<mergeCells.*?</mergeCells>", "")
                                       for b in k.bagian if "<mergeCells" in str(k.bagian[b])],
        "bersyarat dihapus": lambda k: [_all(k, b, "<conditionalFormatting.*?</conditionalFormatting>", "")
                                        for b in k.bagian if "<conditionalFormatting" in str(k.bagian[b])],
        "isi grafik": lambda k: k.change("xl/charts/chart1.xml", "<a:t>[^<]*</a:t>", "<a:t>Nilai Akhir 98,76</a:t>"),
        "grafik digeser sebaris": lambda k: [k.change(b, "<xdr:row>(\\d+)</xdr:row>", lambda m: (
            f"<xdr:row>{int(m[1]) + 1}</xdr:row>")) for b in list(k.bagian) if b.startswith("xl/drawings/drawing")][:1],
        "tautan dialihkan": lambda k: k.change(k.part(next(
            s.nama for s in _shown(d) if "<hyperlink " in k.text(k.part(s.nama)))), r'location="[^"]*"',
            'location="A1"'),
        "beku dilepas": lambda k: k.change(k.part(next(s.nama for s in _shown(d) if s.beku)), "<pane [^>]*/>", ""),
        "sangat tersembunyi": lambda k: k.change("xl/workbook.xml", 'state="hidden"', 'state="veryHidden"'),
        "pesan isian": lambda k: k.change(k.part(next(
            s.nama for s in _shown(d) if "errorTitle" in k.text(k.part(s.nama)))), r'errorTitle="[^"]*"',
            'errorTitle="Lain"'),
        "kertas dan tepi": lambda k: (
            k.change(k.part(cetak.nama), r"<pageMargins [^>]*/>", '<pageMargins left="1" right="1" top="1" bottom="1" '
                                                                  'header="0.3" footer="0.3"/>'),
            k.change(k.part(cetak.nama), r"<pageSetup [^>]*/>", '<pageSetup paperSize="9" orientation="portrait"/>')),
        "kaki cetak dihapus": lambda k: k.change(k.part(cetak.nama), "<headerFooter>.*?</headerFooter>", ""),
        "kotak catatan sel": lambda k: _note(k, next(
            s.nama for s in _shown(d) if "legacyDrawing" not in k.text(k.part(s.nama)))),
        "teks kaya": lambda k: k.bagian.update({"xl/sharedStrings.xml": re.sub(
            r"<si><t>([A-Za-z ]{6,})</t></si>", _two_runs, k.text("xl/sharedStrings.xml"), count=1)}),
    }
