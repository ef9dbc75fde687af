"""What the Open XML SDK validator misses in a workbook of ours; one line per fault: "Kertas Kerja!D17: ...".

Reads the parts themselves (a faulty file must not trip over a library) and cuts formulas with openpyxl's
Tokenizer. XlsxWriter's default value 0 cannot be told from a true 0: the writer's own tests hold that.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.utils import column_index_from_string, range_boundaries

from kinerja_core.xlsx.buku import Posisi, alamat, pecah_rujukan, posisi_dari

Elemen = ElementTree.Element

_IZIN = """
    IF AND OR NOT IFERROR ISNUMBER ISTEXT ISLOGICAL ISBLANK ISERROR ISNA
    DAY MONTH YEAR
    COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS SUM SUMIF SUMIFS SUMPRODUCT AVERAGE MEDIAN MIN MAX SMALL LARGE RANK
    ABS INT MOD ROUND INDEX MATCH VLOOKUP LOOKUP ROW ROWS COLUMN
    TRIM SUBSTITUTE LEN LEFT MID RIGHT FIND SEARCH HYPERLINK"""
_SATU = """
    NOT ISNUMBER ISTEXT ISLOGICAL ISBLANK ISERROR ISNA ABS INT MOD ROUND
    TRIM SUBSTITUTE LEN LEFT MID RIGHT FIND SEARCH HYPERLINK"""
#: Functions that behave alike in Excel 2010 and later, LibreOffice, WPS and Google Sheets.
ALLOWED = frozenset(_IZIN.split())
#: Functions of one value: ironcalc makes a range inside them an error or 0, others cut it to one cell.
SATU_NILAI = frozenset(_SATU.split())
#: These hand a range on as it is, but not inside SUMPRODUCT.
PENERUS = frozenset({"IF", "IFERROR"})

PANJANG_RUMUS, TINGKAT_RUMUS, PANJANG_TEKS_RUMUS = 8192, 64, 255
PANJANG_SEL, PANJANG_LEMBAR, PANJANG_NAMA = 32767, 31, 255
PANJANG_JUDUL, PANJANG_PESAN = 32, 255
_KUTIPAN = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'')
_LEMBAR = re.compile(r"(?:'((?:[^']|'')+)'|([^'!:,()\s]+))!")
_SEL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_TEPI = re.compile(r"\$?[A-Za-z]{1,3}|\$?[0-9]{1,7}")
_NAMA_SAH = re.compile(r"[^\W\d][\w.]*|\\[\w.]*")
_MIRIP_SEL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*|TRUE|FALSE", re.IGNORECASE)
_NAMA_ISIAN = re.compile(r"(?:in|bukti)_", re.IGNORECASE)
#: The name of a column of inputs of a growing table, and the range it must point to.
_NAMA_KOLOM = re.compile(r"kolom_", re.IGNORECASE)
_KOLOM = re.compile(r"(?:'((?:[^']|'')+)'|([^'!:,()\s]+))!\$([A-Z]{1,3})\$(\d+):\$([A-Z]{1,3})\$(\d+)")
_NAMA_RAPI = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True)
class Sel:
    """One cell: `jenis` is its t, `rumus` None without <f> ("" for a follower of a shared formula), `nilai` its <v>."""

    alamat: str
    posisi: Posisi
    gaya: int
    jenis: str
    rumus: str | None
    nilai: str | None


@dataclass(frozen=True)
class Lembar:
    nama: str
    akar: Elemen
    sel: tuple[Sel, ...]
    gabungan: tuple[str, ...]


@dataclass(frozen=True)
class Nama:
    """A defined name; `lembar` is its localSheetId, "" for the whole workbook."""

    nama: str
    lembar: str
    rujukan: str


@dataclass(frozen=True)
class Paket:
    """A workbook: `gaya_terbuka` are the cell styles that unlock, `gambar` charts and relationships of drawings."""

    lembar: tuple[Lembar, ...]
    nama: tuple[Nama, ...]
    untai: tuple[str, ...]
    gaya_terbuka: frozenset[int]
    gambar: dict[str, Elemen]
    properti: dict[str, str]


@dataclass(frozen=True)
class _Konteks:
    """What references may point to: sheet names, and defined names (lower case) with their reference text."""

    lembar: frozenset[str]
    nama: dict[str, str]


def lint(path: Path) -> list[str]:
    """Every fault of the workbook, [] when it is clean. Raises what zipfile or the XML parser raise."""
    paket = read_paket(path)
    konteks = _Konteks(
        frozenset(lembar.nama.casefold() for lembar in paket.lembar),
        {nama.nama.casefold(): nama.rujukan for nama in paket.nama},
    )
    baris = [*_check_sheet_names(paket), *_check_names(paket, konteks), *_check_inputs(paket)]
    for lembar in paket.lembar:
        baris += _check_cells(lembar, paket, konteks)
        baris += _check_validations(lembar, konteks)
        baris += _check_conditional_formats(lembar, konteks)
        baris += _check_sheet(lembar, konteks)
    return [*baris, *_check_charts_and_links(paket, konteks), *_check_properties(paket)]


# --- formulas ---------------------------------------------------------------------------------------------------


def check_formula(rumus: str, konteks: _Konteks) -> Iterator[str]:
    """Faults of one formula text (without "=")."""
    if len(rumus) + 1 > PANJANG_RUMUS:
        yield f"rumus {len(rumus) + 1} huruf, melebihi {PANJANG_RUMUS}"
    for teks in _KUTIPAN.findall(rumus):
        panjang = _panjang(teks[1:-1].replace('""', '"')) if teks[0] == '"' else 0
        if panjang > PANJANG_TEKS_RUMUS:
            yield f"teks di dalam rumus {panjang} huruf, melebihi {PANJANG_TEKS_RUMUS}"
    salah = list(_check_shape(_KUTIPAN.sub("0", rumus), _KUTIPAN.sub("", rumus)))
    yield from salah
    if not salah:
        yield from _check_tokens(rumus, konteks)


def _check_shape(polos: str, sisa: str) -> Iterator[str]:
    """Faults seen in the formula with its quoted texts taken out."""
    if '"' in sisa or "'" in sisa:
        yield "tanda kutip tidak berpasangan"
    if ";" in polos:
        yield "pemisah ; (di dalam berkas pemisahnya selalu koma)"
    if "{" in polos or "}" in polos:
        yield "larik tetap { }"
    if "[" in polos or "]" in polos:
        yield "rujukan terstruktur atau rujukan ke buku lain"
    kedalaman = 0
    for huruf in polos:
        kedalaman += (huruf == "(") - (huruf == ")")
        if kedalaman < 0:
            break
    if kedalaman:
        yield "tanda kurung tidak seimbang"


def _check_tokens(rumus: str, konteks: _Konteks) -> Iterator[str]:
    try:
        butir = Tokenizer("=" + rumus).items
    except (TokenizerError, IndexError) as galat:
        yield f"rumus tidak dapat diurai ({galat})"
        return
    tumpukan: list[str] = []
    for ke, token in enumerate(butir):
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            awal, _, fungsi = token.value[:-1].rpartition(":")
            fungsi = fungsi.upper()
            tumpukan.append(fungsi)
            if fungsi not in ALLOWED:
                yield f"fungsi {fungsi} tidak ada dalam daftar yang diizinkan"
            if len(tumpukan) == TINGKAT_RUMUS + 1:
                yield f"rumus bertingkat lebih dari {TINGKAT_RUMUS}"
            if awal:
                yield from check_reference(awal, konteks)
            if fungsi == "HYPERLINK":
                yield from _check_hyperlink(butir[ke + 1 : ke + 3], konteks)
        elif token.type == Token.FUNC:
            tumpukan.pop()
        elif token.type == Token.OPERAND and token.subtype == Token.ERROR and token.value == "#REF!":
            yield "memuat #REF!"
        elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
            yield from check_reference(token.value, konteks)
            yield from _check_single_value(token.value, tumpukan, konteks)


def _check_hyperlink(argumen: list[Token], konteks: _Konteks) -> Iterator[str]:
    """HYPERLINK whose whole first argument is a literal "#place": the place must be there."""
    if len(argumen) < 2 or argumen[0].subtype != Token.TEXT or argumen[1].type == Token.OP_IN:
        return
    tujuan = argumen[0].value[1:-1].replace('""', '"')
    if tujuan.startswith("#"):
        yield from check_reference(tujuan[1:], konteks)


def _check_single_value(rujukan: str, tumpukan: list[str], konteks: _Konteks) -> Iterator[str]:
    """A range of several cells directly inside a function of one value."""
    isi = konteks.nama.get(rujukan.casefold(), rujukan)
    if not tumpukan or ":" not in isi:
        return
    dalam = tumpukan[-1]
    if dalam in SATU_NILAI or (dalam in PENERUS and "SUMPRODUCT" in tumpukan):
        yield f"rentang {rujukan} di dalam {dalam}, fungsi untuk satu nilai"


def check_reference(rujukan: str, konteks: _Konteks) -> Iterator[str]:
    """A reference as a formula or a link writes it: sheets and names exist, nothing is #REF!."""
    if "#REF!" in rujukan:
        yield "memuat #REF!"
        return
    for cocok in _LEMBAR.finditer(rujukan):
        nama = cocok[1].replace("''", "'") if cocok[1] is not None else cocok[2]
        if nama.casefold() not in konteks.lembar:
            yield f"lembar {nama} tidak ada"
    bagian = _LEMBAR.sub("", rujukan).split(":")
    for satu in bagian:
        if not (_is_cell(satu) or (len(bagian) > 1 and _TEPI.fullmatch(satu)) or satu.casefold() in konteks.nama):
            yield f"nama {satu} tidak ada"


def _is_cell(teks: str) -> bool:
    cocok = _SEL.fullmatch(teks)
    return cocok is not None and column_index_from_string(cocok[1]) <= 16384 and 1 <= int(cocok[2]) <= 1048576


# --- one sheet --------------------------------------------------------------------------------------------------


def _check_cells(lembar: Lembar, paket: Paket, konteks: _Konteks) -> Iterator[str]:
    """Formulas have a cached value and are sound; no text is longer than a cell holds."""
    for sel in lembar.sel:
        tempat = f"{lembar.nama}!{sel.alamat}"
        if sel.rumus is not None:
            if sel.nilai is None:
                yield f"{tempat}: rumus tanpa nilai tersimpan"
            elif sel.nilai == "" and sel.jenis != "str":
                yield f'{tempat}: nilai tersimpan kosong tanpa jenis (teks kosong harus t="str")'
            yield from (f"{tempat}: {salah}" for salah in check_formula(sel.rumus, konteks))
        teks = paket.untai[int(sel.nilai or 0)] if sel.jenis == "s" else sel.nilai or ""
        if _panjang(teks) > PANJANG_SEL:
            yield f"{tempat}: teks {_panjang(teks)} huruf, melebihi {PANJANG_SEL}"


def _check_validations(lembar: Lembar, konteks: _Konteks) -> Iterator[str]:
    batas = {"promptTitle": PANJANG_JUDUL, "errorTitle": PANJANG_JUDUL, "prompt": PANJANG_PESAN, "error": PANJANG_PESAN}
    for validasi in lembar.akar.findall(".//{*}dataValidation"):
        tempat = f"{lembar.nama}!{_rentang(validasi)}"
        for atribut, paling in batas.items():
            if (panjang := _panjang(validasi.get(atribut, ""))) > paling:
                yield f"{tempat}: {atribut} validasi {panjang} huruf, melebihi {paling}"
        for nama in ("formula1", "formula2"):
            rumus = "".join("".join(anak.itertext()) for anak in validasi.findall("{*}" + nama))
            if validasi.get("type") == "list" and rumus.startswith('"'):
                if _panjang(rumus[1:-1]) > PANJANG_PESAN:
                    yield f"{tempat}: daftar validasi {_panjang(rumus[1:-1])} huruf, melebihi {PANJANG_PESAN}"
                continue
            if _panjang(rumus) > PANJANG_PESAN:
                yield f"{tempat}: rumus validasi {_panjang(rumus)} huruf, melebihi {PANJANG_PESAN}"
            yield from (f"{tempat}: validasi: {salah}" for salah in check_formula(rumus, konteks) if rumus)


def _check_conditional_formats(lembar: Lembar, konteks: _Konteks) -> Iterator[str]:
    for format_bersyarat in lembar.akar.findall(".//{*}conditionalFormatting"):
        tempat = f"{lembar.nama}!{_rentang(format_bersyarat)}"
        for aturan in format_bersyarat.findall("{*}cfRule"):
            for rumus in [*aturan.findall("{*}formula"), *aturan.findall("{*}f")]:
                teks = rumus.text or ""
                yield from (f"{tempat}: format bersyarat: {salah}" for salah in check_formula(teks, konteks))


def _check_sheet(lembar: Lembar, konteks: _Konteks) -> Iterator[str]:
    """Protection, merges, links, header and footer."""
    yield from _check_protection(lembar)
    gabungan = [(teks, range_boundaries(teks)) for teks in lembar.gabungan]
    for (satu, a), (dua, b) in combinations(gabungan, 2):
        if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]:
            yield f"{lembar.nama}!{dua}: gabungan sel menindih {satu}"
    for tautan in lembar.akar.findall(".//{*}hyperlink"):
        if tujuan := tautan.get("location"):
            for salah in check_reference(tujuan, konteks):
                yield f"{lembar.nama}!{tautan.get('ref')}: tautan: {salah}"
    for bagian in lembar.akar.findall("{*}headerFooter/*"):
        if _panjang(bagian.text or "") > PANJANG_PESAN:
            nama = bagian.tag.rpartition("}")[2]
            yield f"{lembar.nama}: {nama} {_panjang(bagian.text or '')} huruf, melebihi {PANJANG_PESAN}"


def _check_protection(lembar: Lembar) -> Iterator[str]:
    proteksi = lembar.akar.find("{*}sheetProtection")
    if proteksi is None or (proteksi.get("sheet") or proteksi.get("content")) not in ("1", "true"):
        yield f"{lembar.nama}: lembar tidak diproteksi"
        return
    for izin in ("sort", "insertRows", "insertColumns", "deleteRows", "deleteColumns"):
        if proteksi.get(izin) in ("0", "false"):
            yield f"{lembar.nama}: proteksi mengizinkan {izin}"


# --- the whole workbook -----------------------------------------------------------------------------------------


def _check_sheet_names(paket: Paket) -> Iterator[str]:
    dilihat: set[str] = set()
    for lembar in paket.lembar:
        nama = lembar.nama
        if not 0 < _panjang(nama) <= PANJANG_LEMBAR:
            yield f"{nama}: nama lembar {_panjang(nama)} huruf, paling banyak {PANJANG_LEMBAR}"
        if re.search(r"[\[\]:*?/\\]", nama) or nama[:1] == "'" or nama[-1:] == "'" or nama.casefold() == "history":
            yield f"{nama}: nama lembar memakai huruf atau kata terlarang"
        if nama.casefold() in dilihat:
            yield f"{nama}: nama lembar berulang"
        dilihat.add(nama.casefold())


def _check_names(paket: Paket, konteks: _Konteks) -> Iterator[str]:
    dilihat: set[tuple[str, str]] = set()
    for nama in paket.nama:
        tempat = f"nama {nama.nama}"
        kunci = (nama.nama.casefold(), nama.lembar)
        if kunci in dilihat:
            yield f"{tempat}: nama berulang (huruf besar dan kecil dianggap sama)"
        dilihat.add(kunci)
        if not nama.nama.startswith("_xlnm."):
            if not _NAMA_SAH.fullmatch(nama.nama) or len(nama.nama) > PANJANG_NAMA:
                yield f"{tempat}: nama tidak sah"
            if _MIRIP_SEL.fullmatch(nama.nama):
                yield f"{tempat}: nama mirip rujukan sel atau nilai logika"
            isian = _NAMA_ISIAN.match(nama.nama) or _NAMA_KOLOM.match(nama.nama)
            if isian and not _NAMA_RAPI.fullmatch(nama.nama):
                yield f"{tempat}: nama isian hanya boleh memakai a-z, 0-9 dan _"
        yield from (f"{tempat}: {salah}" for salah in check_formula(nama.rujukan, konteks))


def _check_inputs(paket: Paket) -> Iterator[str]:
    """Every unlocked cell has a name or lies in a named column; every in_ and bukti_ name is the only one on one
    unlocked cell, every kolom_ name the only one on the unlocked cells of one column."""
    terbuka = {lembar.nama: _unlocked(lembar, paket) for lembar in paket.lembar}
    bernama: set[tuple[str, Posisi]] = set()
    isian: dict[tuple[str, Posisi], str] = {}
    yield from _check_columns(paket, terbuka, isian)
    bernama |= isian.keys()
    for nama in paket.nama:
        tujuan = pecah_rujukan(nama.rujukan)
        if tujuan:
            bernama.add(tujuan)
        if not _NAMA_ISIAN.match(nama.nama):
            continue
        if tujuan is None:
            yield f"nama {nama.nama}: harus menunjuk satu sel, bukan {nama.rujukan}"
        elif tujuan in isian:
            yield f"nama {nama.nama}: sel {nama.rujukan} sudah bernama {isian[tujuan]}"
        elif tujuan[1] not in terbuka.get(tujuan[0], set()):
            yield f"{tujuan[0]}!{alamat(tujuan[1])}: sel isian {nama.nama} terkunci"
        if tujuan:
            isian.setdefault(tujuan, nama.nama)
    for lembar in paket.lembar:
        for posisi in sorted(terbuka[lembar.nama]):
            if (lembar.nama, posisi) not in bernama:
                yield f"{lembar.nama}!{alamat(posisi)}: sel tidak terkunci dan tidak bernama"
        yield from (f"{lembar.nama}!{tempat}: tidak terkunci seluruhnya" for tempat in _unlocked_strips(lembar, paket))


def _check_columns(
    paket: Paket, terbuka: dict[str, set[Posisi]], isian: dict[tuple[str, Posisi], str]
) -> Iterator[str]:
    """Faults of the kolom_ names; the cells of each are put into `isian` under its name."""
    for nama in paket.nama:
        if not _NAMA_KOLOM.match(nama.nama):
            continue
        cocok = _KOLOM.fullmatch(nama.rujukan)
        if cocok is None or cocok[3] != cocok[5] or int(cocok[4]) > int(cocok[6]):
            yield f"nama {nama.nama}: harus menunjuk satu kolom, bukan {nama.rujukan}"
            continue
        lembar = (cocok[1] or cocok[2]).replace("''", "'")
        for baris in range(int(cocok[4]), int(cocok[6]) + 1):
            posisi = (baris - 1, column_index_from_string(cocok[3]) - 1)
            lama = isian.setdefault((lembar, posisi), nama.nama)
            if lama != nama.nama:
                yield f"nama {nama.nama}: sel {lembar}!{alamat(posisi)} sudah bernama {lama}"
            elif posisi not in terbuka.get(lembar, set()):
                yield f"{lembar}!{alamat(posisi)}: sel isian {nama.nama} terkunci"


def _unlocked(lembar: Lembar, paket: Paket) -> set[Posisi]:
    """Unlocked cells; of a merged range only the first cell counts."""
    tertutup: set[Posisi] = set()
    for teks in lembar.gabungan:
        kiri, atas, kanan, bawah = range_boundaries(teks)
        tertutup |= {(b - 1, k - 1) for b in range(atas, bawah + 1) for k in range(kiri, kanan + 1)}
        tertutup.discard((atas - 1, kiri - 1))
    return {sel.posisi for sel in lembar.sel if sel.gaya in paket.gaya_terbuka} - tertutup


def _unlocked_strips(lembar: Lembar, paket: Paket) -> Iterator[str]:
    """Whole columns and rows whose style is unlocked."""
    for kolom in lembar.akar.findall("{*}cols/{*}col"):
        if int(kolom.get("style", "0")) in paket.gaya_terbuka:
            yield f"kolom {kolom.get('min')}-{kolom.get('max')}"
    for baris in lembar.akar.findall("{*}sheetData/{*}row"):
        if int(baris.get("s", "0")) in paket.gaya_terbuka and baris.get("customFormat") in ("1", "true"):
            yield f"baris {baris.get('r')}"


def _check_charts_and_links(paket: Paket, konteks: _Konteks) -> Iterator[str]:
    """Series of charts and links of shapes point to sheets that exist."""
    for bagian, akar in paket.gambar.items():
        for rumus in akar.findall(".//{*}f"):
            yield from (f"{bagian} {rumus.text}: {salah}" for salah in check_formula(rumus.text or "", konteks))
        for hubungan in akar.findall("{*}Relationship"):
            if (tujuan := hubungan.get("Target", "")).startswith("#"):
                yield from (f"{bagian} {tujuan}: tautan: {salah}" for salah in check_reference(tujuan[1:], konteks))


def _check_properties(paket: Paket) -> Iterator[str]:
    for nama, isi in paket.properti.items():
        if _panjang(isi) > PANJANG_PESAN or _panjang(nama) > PANJANG_PESAN:
            yield f"properti {nama[:40]}: {_panjang(isi)} huruf, melebihi {PANJANG_PESAN}"


def _rentang(elemen: Elemen) -> str:
    """The range of a validation or format: attribute sqref, or the child element of Excel 2010's extension."""
    return elemen.get("sqref") or elemen.findtext("{*}sqref") or "?"


def _panjang(teks: str) -> int:
    """Length as Excel counts it: UTF-16 units."""
    return len(teks.encode("utf-16-le")) // 2


# --- the parts as they stand in the zip: no repair, no interpretation, namespaces ignored ----------------------------


def read_paket(path: Path) -> Paket:
    """The parts of the file; KeyError, BadZipFile or ParseError when a part is missing or broken."""
    with ZipFile(path) as zip_:
        bagian = set(zip_.namelist())

        def akar(nama: str) -> Elemen | None:
            return ElementTree.fromstring(zip_.read(nama)) if nama in bagian else None

        buku = ElementTree.fromstring(zip_.read("xl/workbook.xml"))
        tujuan = _targets(ElementTree.fromstring(zip_.read("xl/_rels/workbook.xml.rels")))
        lembar = tuple(
            _lembar(elemen.get("name", ""), ElementTree.fromstring(zip_.read(tujuan[_rid(elemen)])))
            for elemen in buku.findall("{*}sheets/{*}sheet")
        )
        gambar = {
            nama: ElementTree.fromstring(zip_.read(nama))
            for nama in sorted(bagian)
            if nama.startswith(("xl/charts/chart", "xl/drawings/_rels/"))
        }
        return Paket(
            lembar,
            tuple(
                Nama(n.get("name", ""), n.get("localSheetId", ""), n.text or "")
                for n in buku.findall("{*}definedNames/{*}definedName")
            ),
            _strings(akar("xl/sharedStrings.xml")),
            _unlocking_styles(akar("xl/styles.xml")),
            gambar,
            _properties(akar("docProps/custom.xml")),
        )


def _rid(elemen: Elemen) -> str:
    return next(isi for kunci, isi in elemen.items() if kunci.endswith("}id"))


def _targets(hubungan: Elemen) -> dict[str, str]:
    return {
        h.get("Id", ""): posixpath.normpath(posixpath.join("/xl", h.get("Target", ""))).lstrip("/")
        for h in hubungan.findall("{*}Relationship")
    }


def _lembar(nama: str, akar: Elemen) -> Lembar:
    sel = tuple(_sel(c) for c in akar.findall("{*}sheetData/{*}row/{*}c"))
    gabungan = tuple(g.get("ref", "") for g in akar.findall("{*}mergeCells/{*}mergeCell"))
    return Lembar(nama, akar, sel, gabungan)


def _sel(c: Elemen) -> Sel:
    rumus, nilai, sebaris = c.find("{*}f"), c.find("{*}v"), c.find("{*}is")
    isi = nilai.text or "" if nilai is not None else _text(sebaris) if sebaris is not None else None
    alamat = c.get("r", "")
    teks = None if rumus is None else rumus.text or ""
    return Sel(alamat, posisi_dari(alamat), int(c.get("s", "0")), c.get("t", "n"), teks, isi)


def _text(elemen: Elemen) -> str:
    """Text of a shared or inline string: its own <t> and those of its runs, not the phonetic ones."""
    return "".join(t.text or "" for t in [*elemen.findall("{*}t"), *elemen.findall("{*}r/{*}t")])


def _strings(akar: Elemen | None) -> tuple[str, ...]:
    return () if akar is None else tuple(_text(si) for si in akar.findall("{*}si"))


def _unlocking_styles(akar: Elemen | None) -> frozenset[int]:
    if akar is None:
        return frozenset()
    terbuka = set()
    for ke, xf in enumerate(akar.findall("{*}cellXfs/{*}xf")):
        proteksi = xf.find("{*}protection")
        if proteksi is not None and proteksi.get("locked") in ("0", "false"):
            terbuka.add(ke)
    return frozenset(terbuka)


def _properties(akar: Elemen | None) -> dict[str, str]:
    return {} if akar is None else {p.get("name", ""): "".join(p.itertext()) for p in akar.findall("{*}property")}
