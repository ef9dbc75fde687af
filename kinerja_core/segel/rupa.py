"""How a file looks and calculates, held against its description: what can change a shown, printed or computed result.

Compared by what is seen, not by how it is written: number formats and colours of described cells, merges, conditional
formats, what lies on the cells, hidden rows and columns, header and footer, the way of calculating. What a clerk may
lawfully change on a protected sheet (heights, widths, print set-up) is never more than "cek".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial

from kinerja_core.dasar.excelmath import show_number
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.lembar.bacaan import Bacaan
from kinerja_core.lembar.denah import Denah, Lembar, Rumus, Tautan
from kinerja_core.lembar.tema import GAYA, GAYA_BERSYARAT
from kinerja_core.segel.kotak import Kotak, boxes, inside, within
from kinerja_core.segel.pola_angka import format_colours, shown_as, shows_nothing_of
from kinerja_core.segel.warna import colour, unreadable
from kinerja_core.xlsx.buku import Buku, Posisi, alamat, kolom_huruf
from kinerja_core.xlsx.rupa import (
    MANUAL,
    MELINGKAR,
    PRESISI,
    TERTUTUP,
    AturanRupa,
    Gaya,
    Lapis,
    RupaBuku,
    RupaLembar,
    Warna,
)
from kinerja_core.xlsx.token_rumus import tokenize

#: Ranges of rules, merges, and things of one sheet that are looked at; a form has a few dozen. More are told (SGL24).
_LIHAT_MAKS = 500
#: Sheets as last seen whose verdict is kept.
_INGAT_MAKS = 8
#: Font size below which nothing is read, and fonts that show signs instead of letters.
_UKURAN_MIN = 5.0
_HURUF_TANDA = ("wingdings", "webdings", "symbol", "zapf dingbats", "opensymbol", "marlett", "bookshelf symbol",
                "mt extra", "ms outlook", "ms reference specialty", "segoe mdl2", "segoe fluent", "segoe ui symbol")
#: A row shows nothing below this share of the size of its letters (some 60 % of a line), a column below so many
#: characters; a step of indentation is that many wide.
_TINGGI_BAGIAN, _LEBAR_MIN, _LEBAR_INDEN = 0.75, 1.7, 1.3
_DEPAN, _LATAR = "000000", "FFFFFF"


def check_calculation(buku: Buku) -> list[Temuan]:
    """The way a workbook calculates and opens, where it is not the usual one."""
    if (e := buku.ekstra) is None:
        return []
    berat = {"memakai tanggal 1904": e.tanggal_1904,
             "menghitung dengan angka yang tampil (presisi seperti ditampilkan)": PRESISI in e.rupa_buku.hitung}
    temuan = [buat_temuan("SGL25", a=apa) for apa, ya in berat.items() if ya]
    temuan += [buat_temuan("SGL26")] * (MANUAL in e.rupa_buku.hitung)
    temuan += [buat_temuan("SGL27", a="Jendela buku ini disembunyikan")] * (TERTUTUP in e.rupa_buku.hitung)
    return temuan + [buat_temuan("SGL29")] * (MELINGKAR in e.rupa_buku.hitung)


# -- one style against another ---------------------------------------------------------------------------------------


@lru_cache(maxsize=500)
def _described_style(nama: str) -> Gaya:
    g = GAYA[nama]
    latar = (("rgb", g["bg_color"].lstrip("#"), 0.0),) if "bg_color" in g else ()
    return Gaya(g.get("num_format", "General"), ("rgb", g["font_color"].lstrip("#"), 0.0), latar,
                float(g["font_size"]), g["font_name"], "", g.get("align") == "fill", g.get("indent", 0),
                g.get("rotation", 0), g.get("shrink", False))


def _grounds(latar: Iterable[Warna], tema: Sequence[str]) -> list[str]:
    """The colours of a ground; of none the sheet's own."""
    return [colour(w, tema, _LATAR) for w in latar] or [_LATAR]


def _lost_on(huruf: Iterable[str], latar: Iterable[str]) -> bool:
    """Are letters of one of the colours lost on one of the grounds?"""
    return any(unreadable(h, x) for x in latar for h in huruf)


def _unread(g: Gaya, buku: RupaBuku) -> str:
    """Why nobody can read a cell of that style; "" when it can be read."""
    if _lost_on([colour(g.huruf, buku.tema, _DEPAN)], _grounds(g.latar, buku.tema)):
        return "hurufnya sewarna dengan latarnya"
    if g.ukuran < _UKURAN_MIN:
        return f"hurufnya berukuran {show_number(g.ukuran)}"
    tema = dict(zip(("minor", "major"), buku.huruf_tema, strict=False)).get(g.skema, "")
    for nama in (g.nama, tema):
        if nama.strip().casefold().startswith(_HURUF_TANDA):
            return f"hurufnya {nama}"
    return "isinya diulang sampai memenuhi sel" if g.ulang else ""


def _moved(harus: Gaya, ada: Gaya) -> str:
    """How a locked cell shows its content where it should not; "" when as described."""
    if ada.putar != harus.putar:
        return "isinya diputar"
    return "isinya dikecilkan agar muat" if ada.susut and not harus.susut else ""


#: What a cell holds decides which part of its format is seen: an input, a text, a number or a formula.
MASUKAN, TEKS, ANGKA = "masukan", "teks", "angka"


def _judge(harus: Gaya, ada: Gaya, buku: RupaBuku, isi: str) -> tuple[str, str]:
    """(kode or "", words) of a cell that should look like the one and looks like the other."""
    kode = "SGL27" if isi == MASUKAN else "SGL24"
    if sebab := _unread(ada, buku):
        return kode, sebab
    x, y = shown_as(harus.angka), shown_as(ada.angka)
    if isi == MASUKAN and shows_nothing_of(ada.angka) and not shows_nothing_of(harus.angka):
        return kode, f"formatnya {ada.angka[:40]} tidak menampilkan isinya"
    if isi != MASUKAN and (x[1] != y[1] or (isi == ANGKA and x[0] != y[0])):
        return "SGL23", f"{ada.angka[:40]}, seharusnya {harus.angka}"
    if _lost_on([colour(w, buku.tema, _DEPAN) for w in format_colours(ada.angka)], _grounds(ada.latar, buku.tema)):
        return kode, f"format angkanya {ada.angka[:40]} mewarnainya seperti latarnya"
    return (kode, sebab) if isi != MASUKAN and (sebab := _moved(harus, ada)) else ("", "")


# -- places ----------------------------------------------------------------------------------------------------------

def _spans(nomor: Iterable[int], sebut: Callable[[int], str]) -> str:
    """Rows or columns as people write them: "9, 12-15"."""
    urut = sorted(nomor)
    bagian: list[list[int]] = []
    for n in urut:
        if bagian and bagian[-1][1] == n - 1:
            bagian[-1][1] = n
        else:
            bagian.append([n, n])
    return ", ".join(sebut(a) if a == b else f"{sebut(a)}-{sebut(b)}" for a, b in bagian[:10])


def _cells(posisi: Sequence[Posisi]) -> str:
    """Cells as the beginning of a sentence."""
    if len(posisi) == 1:
        return "Sel ini"
    tersebut = ", ".join(map(alamat, posisi[:8])) + (", ..." if len(posisi) > 8 else "")
    return f"{len(posisi)} sel ({tersebut})"


# -- one sheet -------------------------------------------------------------------------------------------------------


class Warisan:
    """Number formats a formula without one of its own may get from the cells it refers to, as LibreOffice gives them,
    through formulas that have none either."""

    _DALAM = 8

    def __init__(self, denah: Denah) -> None:
        self._sel = {(s.nama, p): sel for s in denah.lembar for p, sel in s.sel.items()}

    def formats(self, lembar: str, p: Posisi, dalam: int = 0) -> set[tuple[tuple[str, ...], str]]:
        """None for a cell that has a format of its own, when asked for it first."""
        sel = self._sel.get((lembar, p))
        if sel is None:
            return set()
        milik = _described_style(sel.gaya).angka
        if milik != "General" or not isinstance(sel.isi, Rumus) or dalam > self._DALAM:
            return {shown_as(milik)} if dalam else set()
        return {f for di, q in self._references(lembar, sel.isi.teks) for f in self.formats(di, q, dalam + 1)}

    @staticmethod
    def _references(lembar: str, rumus: str) -> set[tuple[str, Posisi]]:
        """The corners of everything a formula refers to."""
        di, hasil = lembar, set[tuple[str, Posisi]]()
        for jenis, teks in tokenize(rumus):
            if jenis == "kata":
                hasil |= {(di, sudut) for kotak in boxes(teks) for sudut in kotak}
            di = teks[:-1].strip("'").replace("''", "'") if jenis == "lembar" else lembar
        return hasil


class _SiapRupa:
    """A described visible sheet, and what was last found of sheets that look the same."""

    def __init__(self, s: Lembar, warisan: Warisan) -> None:
        self.s, self._warisan = s, warisan
        self.isi: dict[Posisi, str] = {}
        for p, sel in s.sel.items():
            if p in s.masukan:
                self.isi[p] = MASUKAN
            elif sel.isi is not None and sel.isi != "":
                self.isi[p] = TEKS if isinstance(sel.isi, str | Tautan) else ANGKA
        self.gabung = set(s.gabung)
        self._lalu: list[tuple[tuple[object, ...], tuple[object, ...], list[Temuan]]] = []

    def findings(self, rupa: RupaLembar, buku: RupaBuku, gabung: tuple[str, ...]) -> list[Temuan]:
        """Everything told of a sheet that looks so; worked out once for all files in which it does."""
        sama, x = (rupa.gaya, buku.gaya, buku.lapis, buku.tema), rupa.luar
        # What it prints at its edges names the office and is judged by itself.
        nilai = (gabung, rupa.baris, rupa.benda, buku.huruf_tema, x.kolom,
                 x.lebar, x.tinggi, x.aturan, x.tampil, x.saring)
        for lama, lain, hasil in self._lalu:
            if all(a is b for a, b in zip(lama, sama, strict=True)) and lain == nilai:
                return hasil
        temuan = list(self._findings(rupa, buku, gabung))
        self._lalu = [(sama, nilai, temuan), *self._lalu[: _INGAT_MAKS - 1]]
        return temuan

    def _findings(self, rupa: RupaLembar, buku: RupaBuku, gabung: tuple[str, ...]) -> Iterator[Temuan]:
        yield from self._told(self._styles(rupa, buku))
        yield from self._told(self._indented(rupa, buku))
        yield from self._told(self._merges(gabung))
        yield from self._told(self._rules(rupa, buku))
        yield from self._told(self._things(rupa))
        for banyak in self._beyond(rupa, buku, gabung):
            yield buat_temuan("SGL24", self.s.nama, a="Tampilan lembar ini", b=banyak)
        for apa in (*self._hidden(rupa, buku), *rupa.luar.tampil):
            yield buat_temuan("SGL27", self.s.nama, a=apa[:1].upper() + apa[1:])

    def _told(self, sel: Iterable[tuple[str, str, Posisi]]) -> Iterator[Temuan]:
        """One finding for each (kode, words), at its first cell."""
        kelompok: dict[tuple[str, str], list[Posisi]] = {}
        for kode, kata, p in sel:
            kelompok.setdefault((kode, kata), []).append(p)
        for (kode, kata), posisi in kelompok.items():
            tempat, apa = f"{self.s.nama}!{alamat(posisi[0])}", _cells(posisi)
            isi = {"a": f"{apa} tidak dapat dibaca: {kata}"} if kode == "SGL27" else {"a": apa, "b": kata}
            yield buat_temuan(kode, tempat, **isi)

    def _styles(self, rupa: RupaLembar, buku: RupaBuku) -> Iterator[tuple[str, str, Posisi]]:
        vonis: dict[tuple[str, str, str], tuple[str, str]] = {}
        for p, isi in self.isi.items():
            nomor = rupa.gaya.get(p)
            if nomor is None:
                continue
            kunci = nomor, self.s.sel[p].gaya, isi
            if kunci not in vonis:
                vonis[kunci] = _judge(_described_style(kunci[1]), _style(buku, nomor), buku, isi)
            if vonis[kunci][0] and not (
                    vonis[kunci][0] == "SGL23"
                    and shown_as(_style(buku, nomor).angka) in self._warisan.formats(self.s.nama, p)):
                yield *vonis[kunci], p

    def _indented(self, rupa: RupaLembar, buku: RupaBuku) -> Iterator[tuple[str, str, Posisi]]:
        """Cells whose content begins beyond their own width."""
        for p, isi in self.isi.items():
            inden = _style(buku, rupa.gaya.get(p, "")).inden
            if inden > _described_style(self.s.sel[p].gaya).inden and (
                    inden * _LEBAR_INDEN + _LEBAR_MIN > self._width(p, rupa) > 0):
                yield ("SGL27" if isi == MASUKAN else "SGL24"), f"isinya digeser {inden} langkah ke luar selnya", p

    def _foreign(self, gabung: tuple[str, ...]) -> list[Kotak]:
        """Merges the form does not have."""
        return sorted({k for teks in gabung for k in boxes(teks)} - self.gabung)

    def _merges(self, gabung: tuple[str, ...]) -> Iterator[tuple[str, str, Posisi]]:
        for kotak in self._foreign(gabung)[:_LIHAT_MAKS]:
            for p in within(self.isi, [kotak]):
                if p != kotak[0]:
                    yield "SGL24", f"tertutup gabungan sel {alamat(kotak[0])}:{alamat(kotak[1])}", p

    def _hiding(self, rupa: RupaLembar, buku: RupaBuku) -> list[tuple[AturanRupa, Kotak]]:
        """Conditional formats that may hide something, with each block they hold for."""
        return [(a, k) for a in rupa.luar.aturan if self._may_hide(a, buku) for k in boxes(a.rentang)]

    def _rules(self, rupa: RupaLembar, buku: RupaBuku) -> Iterator[tuple[str, str, Posisi]]:
        gaya = {p: _style(buku, rupa.gaya[p]) for p in self.isi if p in rupa.gaya}
        for aturan, kotak in self._hiding(rupa, buku)[:_LIHAT_MAKS]:
            for p in within(gaya, [kotak]):
                if sebab := self._hides(aturan, buku, p, gaya[p]):
                    yield ("SGL27" if self.isi[p] == MASUKAN else "SGL24"), sebab, p

    def _beyond(self, rupa: RupaLembar, buku: RupaBuku, gabung: tuple[str, ...]) -> Iterator[str]:
        """What there is too much of to look at: never passed over in silence."""
        banyak = {"daerah format bersyarat": len(self._hiding(rupa, buku)), "gabungan sel": len(self._foreign(gabung)),
                  "gambar, bentuk atau grafik": len(rupa.benda)}
        for apa, n in banyak.items():
            if n > _LIHAT_MAKS:
                yield f"memuat {n} {apa}, terlalu banyak untuk diperiksa"

    @staticmethod
    def _may_hide(aturan: AturanRupa, buku: RupaBuku) -> bool:
        lapis = _layer(aturan, buku)
        return aturan.tanpa_angka or bool(aturan.skala) or bool(
            lapis and (lapis.angka is not None or lapis.huruf or lapis.latar is not None))

    def _hides(self, aturan: AturanRupa, buku: RupaBuku, p: Posisi, g: Gaya) -> str:
        """How a conditional format may change what a cell shows; "" for colours in which it can be read."""
        lapis = _layer(aturan, buku)
        if aturan.tanpa_angka:
            return "format bersyarat menampilkan batang atau ikon sebagai ganti isinya"
        huruf, latar = colour(g.huruf, buku.tema, _DEPAN), _grounds(g.latar, buku.tema)
        if any(unreadable(huruf, colour(w, buku.tema, _LATAR)) for w in aturan.skala):
            return "format bersyarat mewarnai latarnya seperti hurufnya"
        if lapis is None:
            return ""
        if lapis.angka is not None and shown_as(lapis.angka) not in self._formats(p) | {shown_as(g.angka)}:
            return f"format bersyarat menampilkannya sebagai {lapis.angka[:40]}"
        warna = format_colours(lapis.angka if lapis.angka is not None else g.angka)
        semua = [colour(lapis.huruf, buku.tema, huruf), *(colour(w, buku.tema, _DEPAN) for w in warna)]
        if _lost_on(semua, latar if lapis.latar is None else _grounds(lapis.latar, buku.tema)):
            return "format bersyarat mewarnainya seperti latarnya"
        return ""

    def _formats(self, p: Posisi) -> set[tuple[tuple[str, ...], str]]:
        """Number formats that described conditional formats may give a cell."""
        return {shown_as(pola) for kotak, pola in self._pola if inside(p, kotak)}

    @cached_property
    def _pola(self) -> list[tuple[Kotak, str]]:
        return [((cf.dari, cf.sampai), GAYA_BERSYARAT[cf.gaya]["num_format"]) for cf in self.s.bersyarat
                if "num_format" in GAYA_BERSYARAT.get(cf.gaya, {})]

    def _things(self, rupa: RupaLembar) -> Iterator[tuple[str, str, Posisi]]:
        """Pictures, shapes, and charts the form does not have, by what they lie on."""
        grafik = [g.posisi for g in self.s.grafik]
        for b in rupa.benda[:_LIHAT_MAKS]:
            milik = next((g for g in grafik if max(abs(g[0] - b.dari[0]), abs(g[1] - b.dari[1])) < 2), None)
            if b.jenis == "grafik" and milik is not None:
                grafik.remove(milik)
                continue
            bawah = within(self.isi, [(b.dari, b.sampai)])
            for p in bawah:
                yield ("SGL27" if self.isi[p] == MASUKAN else "SGL24"), f"tertutup {b.jenis}", p
            if not bawah:
                yield "SGL27", f"ada {b.jenis} di atasnya", b.dari

    def _hidden(self, rupa: RupaLembar, buku: RupaBuku) -> Iterator[str]:
        """Rows and columns that hold something and cannot be read; rows a described filter hides are no matter."""
        saring = [k for r in rupa.luar.saring for k in boxes(r)] if self.s.saring else []
        rendah, sempit = set[int](), set[int]()
        for p in self.isi:
            b, k = p
            ukuran = _style(buku, rupa.gaya.get(p, "")).ukuran
            if self._height(p, rupa) < _TINGGI_BAGIAN * ukuran and not (
                    rupa.baris.get(b) == 0 and any(a < b <= z for (a, _), (z, _) in saring)):
                rendah.add(b)
            if self._width(p, rupa) < _LEBAR_MIN:
                sempit.add(k)
        if rendah:
            yield f"baris {_spans(rendah, lambda n: str(n + 1))} disembunyikan atau terlalu rendah"
        if sempit:
            yield f"kolom {_spans(sempit, kolom_huruf)} disembunyikan atau terlalu sempit"

    @cached_property
    def _ujung(self) -> dict[Posisi, Posisi]:
        """The last cell of each described merge, by its first."""
        return dict(self.gabung)

    def _height(self, p: Posisi, rupa: RupaLembar) -> float:
        """How high a cell is, merged or not; 0 where its own row is hidden."""
        semua = [rupa.baris.get(b, rupa.luar.tinggi) for b in range(p[0], self._ujung.get(p, p)[0] + 1)]
        return sum(semua) if semua[0] else 0.0

    def _width(self, p: Posisi, rupa: RupaLembar) -> float:
        semua = [rupa.luar.width(k) for k in range(p[1], self._ujung.get(p, p)[1] + 1)]
        return sum(semua) if semua[0] else 0.0


def _style(buku: RupaBuku, nomor: str) -> Gaya:
    n = int(nomor) if nomor.isascii() and nomor.isdecimal() and len(nomor) < 8 else -1
    return buku.gaya[n] if 0 <= n < len(buku.gaya) else Gaya()


def _layer(aturan: AturanRupa, buku: RupaBuku) -> Lapis | None:
    if aturan.lapis is not None:
        return aturan.lapis
    return buku.lapis[aturan.nomor] if 0 <= aturan.nomor < len(buku.lapis) else None


# -- print -----------------------------------------------------------------------------------------------------------

_KODE_CETAK = re.compile(r'&"[^"]*"|&K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|&\d+|&[LCRBIUESXYOH]')
#: Columns from which on a range is one of whole rows: older programs write IV, some XFD.
_LEBAR_PENUH = 255
_MEDAN = re.compile(r"&[PNDTFAZ]")


@lru_cache(maxsize=2000)
def _printed(teks: str) -> str:
    """What a header or footer prints, without fonts, sides and spaces."""
    return "".join(_KODE_CETAK.sub("", teks).replace("&&", "&").split()).casefold()


def _print_setup(s: Lembar, kaki: Callable[[], Iterable[str]], ada: Mapping[str, str]) -> Iterator[str]:
    """`kaki`: the footers of every office the file may be of, asked for only where one is looked at."""
    for nama, teks in ada.items():
        if nama.endswith("Header") and ("&G" in teks or any(map(str.isalnum, _MEDAN.sub("", _printed(teks))))):
            yield f"kepala halaman cetaknya berisi \"{_MEDAN.sub('', _printed(teks))[:60]}\""
        elif nama.endswith("Footer") and not _only_name(isi := _printed(teks), s.nama) and not any(
                isi == _printed(f"{k.replace('&', '&&')}{s.nama}Halaman &P dari &N") for k in kaki()):
            yield f"kaki halaman cetaknya berisi \"{_MEDAN.sub('', isi)[:60]}\""


def _footers(bacaan: Bacaan) -> Iterator[str]:
    yield bacaan.denah.kaki
    yield from (d.susun().kaki for d in bacaan.definitions())


def _only_name(isi: str, nama: str) -> bool:
    """The footer some programs give every sheet: its name, the number of the page."""
    return not any(map(str.isalnum, _MEDAN.sub("", isi).replace(_printed(nama), "").replace("page", "").replace(
        "halaman", "")))


def _named(s: Lembar, nama: Mapping[str, str], apa: str) -> list[Kotak]:
    """The blocks of a name of a sheet that says what is printed."""
    rujukan = next((r for n, r in nama.items() if n.casefold().endswith(apa)
                    and n.rpartition("!")[0].strip("'").replace("''", "'") == s.nama), "")
    return [k for bagian in rujukan.split(",") for k in boxes(bagian.rpartition("!")[2])]


def _print_titles(s: Lembar, nama: Mapping[str, str]) -> Iterator[str]:
    """Rows printed again on every page, where they are others than described, and columns that are not the first ones
    (how many, the width of the content decides); none is no matter."""
    harus = s.cetak.ulang_baris if s.cetak else None
    for (b1, k1), (b2, k2) in _named(s, nama, "print_titles"):
        jenis, a, b = ("baris", b1, b2) if k1 == 0 and k2 >= _LEBAR_PENUH else ("kolom", k1, k2)
        if a > 0 if jenis == "kolom" else (a, b) != harus:
            sebut = [str(n + 1) if jenis == "baris" else kolom_huruf(n) for n in (a, b)]
            yield f"judul yang tercetak di tiap halaman berubah menjadi {jenis} {'-'.join(sebut)}"


def _print_area(s: Lembar, nama: Mapping[str, str]) -> Iterator[str]:
    if s.cetak is None or s.cetak.baris_akhir:
        return
    daerah = _named(s, nama, "print_area")
    if any(inside(sudut[0], k) and inside(sudut[1], k) for sudut in [s.cetak.rentang] for k in daerah):
        return
    isi = [p for p, sel in s.sel.items() if sel.isi not in (None, "") and inside(p, s.cetak.rentang)]
    luar = sorted(p for p in isi if not any(inside(p, k) for k in daerah)) if daerah else []
    if luar:
        yield f"daerah cetaknya tidak lagi memuat {len(luar)} sel, mulai {alamat(luar[0])}"


# -- the whole -------------------------------------------------------------------------------------------------------


class RupaBanding:
    """A description as files are compared with it by their looks. For one process."""

    def __init__(self, denah: Denah) -> None:
        warisan = Warisan(denah)
        self._lembar = {s.nama: _SiapRupa(s, warisan) for s in denah.lembar if s.status == "tampak"}
        self._rumus = {s.nama: {p for p, sel in s.sel.items() if isinstance(sel.isi, Rumus)} for s in denah.lembar}

    def findings(self, bacaan: Bacaan) -> list[Temuan]:
        """Everything told of a file; [] on a live book."""
        buku, denah, e = bacaan.buku, bacaan.denah, bacaan.buku.ekstra
        if e is None:
            return []
        temuan: list[Temuan] = []
        for s in denah.lembar:
            if (rupa := e.rupa.get(s.nama)) is None:
                continue
            temuan += self._arrays(s.nama, rupa)
            if s.status == "tampak":
                temuan += self._lembar[s.nama].findings(rupa, e.rupa_buku, e.rentang_gabung.get(s.nama, ()))
                temuan += [buat_temuan("SGL27", s.nama, a=apa[:1].upper() + apa[1:])
                           for apa in (*_print_setup(s, partial(_footers, bacaan), rupa.luar.cetak),
                                       *_print_area(s, buku.nama), *_print_titles(s, buku.nama))]
        return temuan

    def _arrays(self, nama: str, rupa: RupaLembar) -> Iterator[Temuan]:
        """Formulas that fill a range, or stand where an ordinary one should."""
        lain = [(p, ref) for p, ref in sorted(rupa.larik.items())
                if p in self._rumus[nama] or ref.replace("$", "") not in ("", alamat(p))]
        for p, ref in lain[:_LIHAT_MAKS]:
            yield buat_temuan("SGL28", f"{nama}!{alamat(p)}", a=ref[:40] or alamat(p))
