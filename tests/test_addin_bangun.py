"""The .xlam from text, without Excel.

R1 every text survives compression as oletools reads it, and really shrinks. R2 olevba extracts every module identical
to its source, with the right kind. R3 the compound file is sound: no defect, a sorted red-black tree, streams whole.
R4 the dir stream, PROJECT, document modules and header are built as in a file Excel itself wrote. R5 the obfuscated
values say: not protected. R6 the same sources give the same bytes, in any process. R7 the package has the parts, types
and relationships of an add-in, and the SDK validator accepts it. R8 what cannot be built is refused with the place.
R9 xlwings' module differs from the installed one in its project name alone; xlwings is not imported. R10 the file on
disk and its .sha256 agree. R11 all of it holds for the project's own macros and ribbon.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import olefile
import pytest
from bantu.mesin import need
from bantu.validator import validate, validator_missing
from bantu.vba import decompress, extract_olevba, open_ole, read_project, reveal, vba_part
from hypothesis import given, settings
from hypothesis import strategies as st
from kinerja_addin import xlam
from kinerja_addin.ovba import Modul, compound_file, compress, module_bytes, obfuscate, vba_project

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.lembar.tulis import KODE_BUKU, KODE_LEMBAR, macro_book

ROOT = Path(__file__).parent.parent
XLWINGS = Path(importlib.util.find_spec("xlwings").origin).parent  # type: ignore[union-attr,arg-type]
PITA: dict[xlam.Skema, str] = {
    "2006": '<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"/>',
    "2009": '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"/>',
}
SATU = ('Attribute VB_Name = "Satu"\r\nOption Explicit\r\n'
        'Public Sub Halo()\r\n    Dim a As String: a = "\u20ac"\r\nEnd Sub\r\n')
BANYAK = "Attribute VB_Name = \"Banyak\"\r\nOption Explicit\r\n" + "".join(
    f"Public Function Nomor{n}() As Long\r\n    Nomor{n} = {n * n}\r\nEnd Function\r\n" for n in range(400))
MODUL = (Modul(KODE_BUKU, "dokumen", ""), Modul(KODE_LEMBAR, "dokumen", "Option Explicit\n"),
         Modul("Satu", "standar", SATU), Modul("Banyak", "standar", BANYAK))


@pytest.fixture(scope="module")
def excel() -> bytes:
    """The VBA project of a workbook Excel itself wrote: xlwings' quickstart.xlsm."""
    return vba_part((XLWINGS / "quickstart.xlsm").read_bytes())


# --- R1 ---------------------------------------------------------------------------------------------------------------


def test_nothing_gives_the_signature_alone() -> None:
    """R1"""
    assert compress(b"") == b"\x01"


@pytest.mark.parametrize("panjang", [1, 2, 3, 4, 17, 4094, 4095, 4096, 4097, 4099, 8191, 8192, 8193, 20000])
@pytest.mark.parametrize("pola", [b"a", b"ab", b"abc", b"Sub X()\r\n", bytes(range(256))])
def test_runs_survive_at_chunk_borders(panjang: int, pola: bytes) -> None:
    """R1: matches that run into themselves, up to the longest a token can hold."""
    data = (pola * panjang)[:panjang]
    assert decompress(compress(data)) == data


@settings(max_examples=150)
@given(st.integers(0, 2**32), st.integers(2, 60), st.one_of(st.integers(0, 9000), st.sampled_from([4095, 4096, 8192])))
def test_random_words_survive(benih: int, kata: int, panjang: int) -> None:
    """R1: random words, so that matches of every length and distance occur; 0 bytes too."""
    acak = random.Random(benih)
    kamus = [bytes(acak.choices(range(256), k=acak.randint(1, 12))) for _ in range(kata)]
    data = b"".join(acak.choices(kamus, k=panjang // 3))[:panjang]
    try:
        assert decompress(compress(data)) == data
    except ValueError:
        assert len(data) % 4096 > 3640  # what cannot shrink is refused only in a last chunk that is not full


@settings(max_examples=100)
@given(st.binary(max_size=300) | st.text(st.characters(codec="cp1252"), max_size=300).map(lambda t: t.encode("cp1252")))
def test_random_bytes_survive(data: bytes) -> None:
    """R1"""
    assert decompress(compress(data)) == data


def test_full_chunks_that_cannot_shrink_are_stored() -> None:
    """R1: 8192 random bytes cost four bytes of headers and the signature; half a random chunk is refused."""
    acak = random.Random(1).randbytes(8192)
    assert decompress(compress(acak)) == acak
    assert len(compress(acak)) == 1 + 2 * 4098
    with pytest.raises(ValueError, match="dimampatkan"):
        compress(acak[:4000])


def test_source_really_shrinks() -> None:
    """R1: xlwings' module to less than half; Excel's own compression of a module is not better than ours."""
    sumber = xlam.xlwings_module().teks.encode()
    assert len(compress(sumber)) < 0.45 * len(sumber)
    ruang = compress(b" " * 4096)
    assert len(ruang) < 12


def test_as_small_as_excel(excel: bytes) -> None:
    """R1"""
    with open_ole(excel) as ole:
        asli = ole.openstream("VBA/dir").read()
    assert len(compress(decompress(asli))) <= len(asli)


# --- R2, R3 -----------------------------------------------------------------------------------------------------------


def assert_extracted(isi: bytes, modul: tuple[Modul, ...]) -> None:
    """R2: olevba's texts are the sources; its file endings and the dir records tell the kind."""
    keluar = extract_olevba(isi)
    assert set(keluar) == {f"{m.nama}.{'bas' if m.jenis == 'standar' else 'cls'}" for m in modul}
    for m in modul:
        if m.jenis == "standar":
            assert keluar[f"{m.nama}.bas"] == re.sub("\r\n|\r|\n", "\r\n", m.teks)
        else:
            assert keluar[f"{m.nama}.cls"].replace("\r\n", "\n").endswith(f"VB_Customizable = True\n{m.teks}")
    proyek = read_project(vba_part(isi))
    assert proyek.biasa == {m.nama: m.jenis == "standar" for m in modul}
    assert list(proyek.sumber) == [m.nama for m in modul]


def test_olevba_extracts_every_module_identical() -> None:
    """R2"""
    assert_extracted(xlam.assemble(MODUL, PITA), MODUL)


def test_line_ends_become_crlf() -> None:
    """R2: whatever the source has, also without a last line end."""
    for teks in ("A\nB\n", "A\rB\r", "A\r\nB\r\n", "A\nB"):
        assert module_bytes(Modul("X", "standar", teks)) == b"A\r\nB\r\n"


def test_cls_heading_gives_way_to_attributes() -> None:
    """R2: an exported .cls loses its VERSION block and attributes; its code stays."""
    kepala = 'VERSION 1.0 CLASS\r\nBEGIN\r\n  MultiUse = -1  \'True\r\nEND\r\nAttribute VB_Name = "ThisWorkbook"\r\n' \
             'Attribute VB_Creatable = False\r\n'
    kode = "Option Explicit\r\nPrivate Sub Workbook_Open()\r\nEnd Sub\r\n"
    isi = module_bytes(Modul(KODE_BUKU, "dokumen", kepala + kode)).decode()
    assert isi.endswith(f"Attribute VB_Customizable = True\r\n{kode}")
    assert "VERSION" not in isi
    assert isi.count("VB_Name") == isi.count("VB_Creatable") == 1


def _tree_faults(ole: olefile.OleFileIO) -> list[str]:
    """Entries out of order, red below red, unequal black height, red at the top, entries not reached."""
    galat: list[str] = []
    tercapai = {0}

    def walk(sid: int, bawah: tuple[int, str] | None, atas: tuple[int, str] | None, merah: bool) -> int:
        if sid == olefile.NOSTREAM:
            return 1
        e = ole.direntries[sid] or ole._load_direntry(sid)
        kunci = (len(e.name), e.name.upper())
        tercapai.add(sid)
        if (bawah and kunci <= bawah) or (atas and kunci >= atas):
            galat.append(f"urutan {e.name}")
        if merah and e.color == 0:
            galat.append(f"merah di bawah merah {e.name}")
        kiri = walk(e.sid_left, bawah, kunci, e.color == 0)
        kanan = walk(e.sid_right, kunci, atas, e.color == 0)
        if kiri != kanan:
            galat.append(f"tinggi hitam {e.name}: {kiri} {kanan}")
        if e.sid_child != olefile.NOSTREAM:
            walk(e.sid_child, None, None, True)  # the top of a tree is black
        return kiri + (e.color == 1)

    walk(ole.direntries[0].sid_child, None, None, True)
    semua = {e.sid for e in ole.direntries if e and e.entry_type}
    return galat + [f"tak tercapai {sid}" for sid in semua - tercapai]


@pytest.mark.parametrize("banyak", [*range(1, 18), 31, 32, 63, 64, 100])
def test_directory_is_a_sound_red_black_tree(banyak: int) -> None:
    """R3"""
    acak = random.Random(banyak)
    nama = [f"{acak.choice('Mm')}{n}{'x' * acak.randint(0, 20)}" for n in range(banyak)]
    isi = {f"VBA/{n}": acak.randbytes(acak.choice([0, 1, 63, 64, 65, 4095, 4096, 4097, 70000])) for n in nama}
    isi |= {"PROJECT": b"a", "PROJECTwm": b"b" * 5000}
    with open_ole(compound_file(isi)) as ole:
        assert ole.parsing_issues == []
        assert _tree_faults(ole) == []
        assert {"/".join(p): ole.openstream(p).read() for p in ole.listdir()} == isi


@pytest.mark.parametrize("sektor", [*range(118, 130), *range(246, 258)])
def test_fat_describes_every_sector_itself_too(sektor: int) -> None:
    """R3: one and two full FAT sectors, where a sector more needs another one."""
    isi = {"PROJECT": random.Random(sektor).randbytes(sektor * 512)}
    vba = compound_file(isi)
    with open_ole(vba) as ole:
        assert ole.openstream("PROJECT").read() == isi["PROJECT"]
        assert len(vba) // 512 - 1 <= ole.num_fat_sectors * 128 < len(vba) // 512 - 1 + 128 + 1


def test_compound_file_of_a_project() -> None:
    """R3: storage and streams, no class id, no time, no user bits; big streams in sectors, small ones in the mini."""
    with open_ole(vba_project(MODUL)) as ole:
        assert ole.parsing_issues == []
        assert _tree_faults(ole) == []
        assert {"/".join(p) for p in ole.listdir()} == {
            "PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT", "VBA/dir", *(f"VBA/{m.nama}" for m in MODUL)}
        for e in filter(None, ole.direntries):
            assert (e.clsid, e.createTime, e.modifyTime, e.dwUserFlags) == ("", 0, 0, 0)
        assert ole.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("cc61ffff000000")
        assert ole.get_size("VBA/Banyak") > 4096 > ole.get_size("VBA/Satu")


def test_project_larger_than_the_header_can_name_is_refused() -> None:
    """R3: up to 109 FAT sectors hold; beyond is an error, not a broken file."""
    besar = {"PROJECT": bytes(6_900_000)}
    with open_ole(compound_file(besar)) as ole:
        assert ole.openstream("PROJECT").read() == besar["PROJECT"]
    with pytest.raises(ValueError, match="terlalu besar"):
        compound_file({"PROJECT": bytes(7_200_000)})


# --- R4, R5 -----------------------------------------------------------------------------------------------------------

_TAMBAHAN_EXCEL = {0x004A}  # PROJECTCOMPATVERSION, optional, unknown to older Excel
_RUJUKAN = {0x0016, 0x003E, 0x000D, 0x000E, 0x002F, 0x0030, 0x0033}
_ISI_BEBAS = {0x0001, 0x0004, 0x0009, 0x0013, 0x000F, 0x0019, 0x0047, 0x001A, 0x0032, 0x0031, 0x002C}
#: Records whose size never changes with names.
_UKURAN_TETAP = {0x0001: 4, 0x0002: 4, 0x0014: 4, 0x0003: 2, 0x0007: 4, 0x0008: 4, 0x0009: 6, 0x000F: 2, 0x0013: 2,
                 0x0031: 4, 0x001E: 4, 0x002C: 2, 0x0021: 0, 0x0022: 0, 0x002B: 0, 0x0010: 0}


def _like_excel(modul: list[str]) -> bytes:
    """Our project with modules of the names and kinds of quickstart.xlsm."""
    return vba_project([Modul(n, "standar", f'Attribute VB_Name = "{n}"\n') if n.startswith("Module")
                        else Modul(n, "dokumen", "") for n in modul], nama="VBAProject")


def test_dir_records_as_excel_writes_them(excel: bytes) -> None:
    """R4: the same ids in the same order, the same sizes, the same values except names, versions and cookies."""
    asli = read_project(excel)
    kita = read_project(_like_excel(list(asli.sumber)))
    mereka = [(k, isi) for k, isi in asli.rekaman if k not in _RUJUKAN | _TAMBAHAN_EXCEL]
    punya = [(k, isi) for k, isi in kita.rekaman if k not in _RUJUKAN]
    assert [k for k, _ in punya] == [k for k, _ in mereka]
    assert [len(isi) for _, isi in punya] == [len(isi) for _, isi in mereka]
    assert [len(isi) for k, isi in punya if k in _UKURAN_TETAP] == [
        _UKURAN_TETAP[k] for k, _ in punya if k in _UKURAN_TETAP]
    assert [b for b in punya if b[0] not in _ISI_BEBAS] == [b for b in mereka if b[0] not in _ISI_BEBAS]
    assert asli.biasa == kita.biasa


def test_references_as_excel_writes_them(excel: bytes) -> None:
    """R4: Office byte for byte; references stand between project and modules, each a name twice and its libid."""
    kita = read_project(vba_project(MODUL)).rekaman
    rujukan = [(k, isi) for k, isi in kita if k in _RUJUKAN]
    assert [k for k, _ in rujukan] == [0x0016, 0x003E, 0x000D] * 2
    assert [isi for k, isi in rujukan if k == 0x0016] == [b"stdole", b"Office"]
    asli = read_project(excel).rekaman
    office = asli.index((0x0016, b"Office"))
    assert rujukan[3:] == asli[office:office + 3]
    kode = [k for k, _ in kita]
    assert kode.index(0x003C) < kode.index(0x0016) < kode.index(0x000F)


def test_dir_text_is_twice_the_same() -> None:
    """R4: every text of the dir stream stands in the code page and then in Unicode."""
    rekaman = read_project(vba_project(MODUL)).rekaman
    pasangan = {0x0005: 0x0040, 0x000C: 0x003C, 0x0016: 0x003E, 0x0019: 0x0047, 0x001A: 0x0032, 0x001C: 0x0048}
    jumlah = 0
    for (kode, isi), (berikut, unicode) in pairwise(rekaman):
        if kode in pasangan:
            jumlah += 1
            assert (berikut, unicode.decode("utf-16-le")) == (pasangan[kode], isi.decode("cp1252"))
    assert jumlah == 2 + 2 + 3 * len(MODUL)


def test_document_modules_as_excel_writes_them(excel: bytes) -> None:
    """R4: an empty workbook module and an empty sheet module are byte for byte Excel's."""
    for nama, isi in read_project(excel).sumber.items():
        if not nama.startswith("Module"):
            assert module_bytes(Modul(nama, "dokumen", "")) == isi


def test_project_text_as_excel_writes_it(excel: bytes) -> None:
    """R4: the same keys and modules in the same order, the same values where they are fixed."""
    asli = read_project(excel)
    kita = read_project(_like_excel(list(asli.sumber)))
    rahasia = re.compile(r'^(ID|CMG|DPB|GC)=".*"$|^(Module\d)=[-\d, CZ]*$', re.M)
    assert rahasia.sub(r"\1\2", kita.teks.replace("\r\n", "\n")).rstrip() == rahasia.sub(
        r"\1\2", asli.teks.replace("\r\n", "\n")).rstrip()
    assert kita.teks.count("\n") == kita.teks.count("\r\n")


def test_name_map_as_excel_writes_it(excel: bytes) -> None:
    """R4: PROJECTwm byte for byte."""
    with open_ole(excel) as asli, open_ole(_like_excel(list(read_project(excel).sumber))) as kita:
        assert kita.openstream("PROJECTwm").read() == asli.openstream("PROJECTwm").read()


def test_compound_header_as_excel_writes_it(excel: bytes) -> None:
    """R4: all but counts and places."""
    kita, bentuk = vba_project(MODUL), "<8s16s5H6s9I"
    tetap = (*range(9), 11, 12, 15, 16)  # signature to number of directory sectors; transaction, cutoff, DIFAT
    ambil = [struct.unpack_from(bentuk, isi) for isi in (kita, excel)]
    assert [ambil[0][i] for i in tetap] == [ambil[1][i] for i in tetap]


def test_obfuscated_values_say_not_protected(excel: bytes) -> None:
    """R5: read by the decryption rule, Excel's own values and ours mean the same; the key is the sum of the id."""
    for vba in (excel, vba_project(MODUL)):
        teks = read_project(vba).teks
        nilai = dict(re.findall(r'^(ID|CMG|DPB|GC)="([^"]*)"', teks, re.M))
        kunci = sum(nilai["ID"].encode()) & 0xFF
        arti = {k: reveal(nilai[k]) for k in ("CMG", "DPB", "GC")}
        assert arti == {"CMG": (2, kunci, bytes(4)), "DPB": (2, kunci, b"\0"), "GC": (2, kunci, b"\xff")}
        assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", nilai["ID"])


@given(st.binary(max_size=40), st.uuids())
def test_obfuscation_can_be_read_back(data: bytes, pengenal: Any) -> None:
    """R5"""
    teks = "{" + str(pengenal).upper() + "}"
    assert reveal(obfuscate(data, teks)) == (2, sum(teks.encode()) & 0xFF, data)


# --- R6 ---------------------------------------------------------------------------------------------------------------

_BANGUN = """
import datetime, sys, time; sys.path[:0] = {jalur!r}
kini, hari_ini = time.time, datetime.datetime
time.time = lambda: kini() + {selisih}
class Nanti(hari_ini):
    now = classmethod(lambda cls, tz=None: hari_ini.fromtimestamp(time.time(), tz))
datetime.datetime = Nanti
from kinerja_addin import xlam
from kinerja_addin.ovba import Modul
modul = (Modul("ThisWorkbook", "dokumen", ""), Modul("LembarKinerja", "dokumen", ""), xlam.xlwings_module())
print(xlam.xlam_digest(xlam.assemble(modul, {pita!r})), "xlwings" in sys.modules)
"""


def test_same_bytes_in_any_process(tmp_path: Path) -> None:
    """R6, R9: other hash seed, time zone, working folder and day of the clock."""
    sidik = set()
    for n, (acak, zona) in enumerate((("1", "Asia/Jakarta"), ("2", "America/New_York"), ("random", "UTC"))):
        folder = tmp_path / acak
        folder.mkdir()
        kode = _BANGUN.format(jalur=[str(ROOT), str(ROOT / "addin")], pita=PITA, selisih=n * 86_403)
        keluar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True, cwd=folder,
                                env={**os.environ, "PYTHONHASHSEED": acak, "TZ": zona})
        sidik.add(keluar.stdout)
    assert len(sidik) == 1
    assert sidik.pop().split()[1] == "False"


def test_package_has_nothing_of_the_system() -> None:
    """R6: stored, so that no zlib decides about bytes; one time, no system, content types first, then sorted."""
    with ZipFile(BytesIO(xlam.assemble(MODUL, PITA))) as paket:
        for info in paket.infolist():
            assert (info.compress_type, info.create_system, info.date_time, info.extra, info.external_attr) == (
                ZIP_STORED, 0, (1980, 1, 1, 0, 0, 0), b"", 0o600 << 16)
        assert paket.namelist()[0] == "[Content_Types].xml"
        assert paket.namelist()[1:] == sorted(paket.namelist()[1:])


def test_order_of_ribbon_parts_does_not_matter() -> None:
    """R6"""
    assert xlam.assemble(MODUL, PITA) == xlam.assemble(MODUL, dict(reversed(PITA.items())))


# --- R7 ---------------------------------------------------------------------------------------------------------------

_JENIS = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_UTAMA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _part(isi: bytes, nama: str) -> ET.Element:
    with ZipFile(BytesIO(isi)) as paket:
        return ET.fromstring(paket.read(nama))


def _content_types(isi: bytes) -> dict[str, str]:
    """Type of every part of the package, by Override or by Default of its extension."""
    akar = _part(isi, "[Content_Types].xml")
    bawaan = {e.get("Extension"): e.get("ContentType") for e in akar.iter(f"{_JENIS}Default")}
    khusus = {e.get("PartName"): e.get("ContentType") for e in akar.iter(f"{_JENIS}Override")}
    with ZipFile(BytesIO(isi)) as paket:
        nama = [n for n in paket.namelist() if n != "[Content_Types].xml"]
    return {n: khusus.get(f"/{n}") or bawaan[n.rpartition(".")[2]] or "" for n in nama}


def assert_addin_package(isi: bytes) -> None:
    """R7"""
    jenis = _content_types(isi)
    assert jenis["xl/workbook.xml"] == "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    assert jenis["xl/vbaProject.bin"] == "application/vnd.ms-office.vbaProject"
    assert jenis["customUI/customUI.xml"] == jenis["customUI/customUI14.xml"] == "application/xml"
    akar = [(e.get("Id"), e.get("Type"), e.get("Target")) for e in _part(isi, "_rels/.rels")]
    pita = {(t, k) for _, t, k in akar if t and "extensibility" in t}
    assert pita == {
        ("http://schemas.microsoft.com/office/2006/relationships/ui/extensibility", "customUI/customUI.xml"),
        ("http://schemas.microsoft.com/office/2007/relationships/ui/extensibility", "customUI/customUI14.xml")}
    assert len({i for i, _, _ in akar}) == len(akar)
    assert {k for _, _, k in akar} <= set(jenis)
    buku = _part(isi, "xl/workbook.xml")
    (lembar,) = [n for n in jenis if n.startswith("xl/worksheets/sheet")]
    kode = (buku.find(f"{_UTAMA}workbookPr").get("codeName"),  # type: ignore[union-attr]
            _part(isi, lembar).find(f"{_UTAMA}sheetPr").get("codeName"))  # type: ignore[union-attr]
    dokumen = [nama for nama, biasa in read_project(vba_part(isi)).biasa.items() if not biasa]
    assert list(kode) == dokumen == [KODE_BUKU, KODE_LEMBAR]
    teks = {e.tag.rpartition("}")[2]: e.text for e in _part(isi, "docProps/core.xml")}
    assert teks["title"] == "Kinerja"
    assert (teks["description"] or "").endswith(".")


def test_package_is_an_addin() -> None:
    """R7"""
    assert_addin_package(xlam.assemble(MODUL, PITA))


def test_namespace_and_relationship_belong_together() -> None:
    """R7: the 2006 schema under the 2006 relationship; the other way round Excel would not read the ribbon."""
    for ns, (bagian, tahun) in xlam.BAGIAN_PITA.items():
        with ZipFile(BytesIO(xlam.assemble(MODUL, PITA))) as paket:
            assert f"office/{ns}/" in paket.read(bagian).decode()
            assert f'Target="{bagian}" Type="http://schemas.microsoft.com/office/{tahun}/' in paket.read(
                "_rels/.rels").decode()


def test_validator_accepts_the_addin(tmp_path: Path) -> None:
    """R7: Microsoft's SDK opens the add-in and holds the ribbon against its schema.

    It does not look at the content type of the main part: assert_addin_package does.
    """
    need(validator_missing())
    salah = PITA["2009"].replace("/>", '><ribbon><tabs><tab id="a" labell="b"/></tabs></ribbon></customUI>')
    berkas = {"baik": PITA, "tertukar": {"2006": PITA["2009"], "2009": PITA["2006"]}, "salah": {**PITA, "2009": salah}}
    path = {nama: tmp_path / f"{nama}.xlam" for nama in berkas}
    for nama, pita in berkas.items():
        path[nama].write_bytes(xlam.assemble(MODUL, pita))
    hasil = validate([*path.values()])
    assert hasil[path["baik"]] == []
    assert len(hasil[path["tertukar"]]) == 3
    assert all("/customUI/customUI14.xml" in baris and "labell" in baris for baris in hasil[path["salah"]])
    assert len(hasil[path["salah"]]) == 3


def test_replacement_needs_exactly_one_place() -> None:
    """R7: should XlsxWriter write another content type one day, the build stops instead of going on unnoticed."""
    with pytest.raises(ValueError, match="tepat sekali"):
        xlam._replace(b"<a/>", "<b/>", "")
    with pytest.raises(ValueError, match="tepat sekali"):
        xlam._replace(b"<a/><a/>", "<a/>", "")


# --- R8 ---------------------------------------------------------------------------------------------------------------


def test_character_outside_the_code_page_is_named() -> None:
    """R8: module, line, character."""
    with pytest.raises(ValueError, match=r"modul Satu baris 3: .*U\+2192"):
        vba_project([Modul("Satu", "standar", 'Attribute VB_Name = "Satu"\n\' ok\n\' \u2192\n')])
    with pytest.raises(KinerjaError, match="modul Satu baris 2") as galat:
        xlam.assemble([Modul("Satu", "standar", 'Attribute VB_Name = "Satu"\n\' \u2192')], {})
    assert galat.value.kode == "ADN03"


@pytest.mark.parametrize(("modul", "sebab"), [
    ([Modul("1a", "dokumen", "")], "bukan nama VBA"),
    ([Modul("a-b", "dokumen", "")], "bukan nama VBA"),
    ([Modul("a" * 32, "dokumen", "")], "bukan nama VBA"),
    ([Modul("Aku", "dokumen", ""), Modul("aku", "dokumen", "")], "sama dengan Aku"),
    ([Modul("KINERJA", "dokumen", "")], "sama dengan nama proyek"),
    ([Modul("Satu", "standar", "Option Explicit\n")], "baris 1"),
    ([Modul("Satu", "standar", 'Attribute VB_Name = "Dua"\n')], "baris 1"),
    ([Modul("Satu", "dokumen", 'VERSION 1.0 CLASS\nBEGIN\nEND\nAttribute VB_Name = "Dua"\n')], "baris 1"),
])
def test_names_the_host_could_not_use_are_refused(modul: list[Modul], sebab: str) -> None:
    """R8"""
    with pytest.raises(ValueError, match=sebab):
        vba_project(modul)


def _folder(tmp_path: Path, **isi: bytes) -> Path:
    for nama, teks in isi.items():
        (tmp_path / nama.replace("__", ".")).write_bytes(teks)
    return tmp_path


@pytest.mark.parametrize(("isi", "kode", "sebab"), [
    ({}, "ADN02", "tidak ada berkas .bas"),
    ({"Satu__bas": SATU.encode(), "Kelas__cls": b""}, "ADN02", "Kelas.cls"),
    ({"Satu__bas": b'Attribute VB_Name = "Satu"\n\' \x93kutip\x94\n'}, "ADN03", "modul Satu baris 2"),
])
def test_wrong_sources_have_a_kode(tmp_path: Path, isi: dict[str, bytes], kode: str, sebab: str) -> None:
    """R8"""
    with pytest.raises(KinerjaError) as galat:
        xlam.read_modules(_folder(tmp_path, **isi))
    assert galat.value.kode == kode
    assert sebab in str(galat.value)


def test_modules_of_a_folder(tmp_path: Path) -> None:
    """R8: documents first, then by name whatever the case; a .cls gives its document the code."""
    modul = xlam.read_modules(_folder(
        tmp_path, a__bas=b'Attribute VB_Name = "a"\n', B__bas=b'Attribute VB_Name = "B"\n', README__md=b"x",
        ThisWorkbook__cls=b"Option Explicit\n"))
    assert [(m.nama, m.jenis) for m in modul] == [
        (KODE_BUKU, "dokumen"), (KODE_LEMBAR, "dokumen"), ("a", "standar"), ("B", "standar")]
    assert modul[0].teks == "Option Explicit\n"


# --- R9 ---------------------------------------------------------------------------------------------------------------


def test_xlwings_module_differs_in_its_project_name_alone() -> None:
    """R9"""
    asli = (XLWINGS / "xlwings_custom_addin.bas").read_bytes().decode().splitlines()
    kita = xlam.xlwings_module()
    beda = [(a, b) for a, b in zip(asli, kita.teks.splitlines(), strict=True) if a != b]
    assert beda == [('Public Const PROJECT_NAME As String = "myaddin"',
                     'Public Const PROJECT_NAME As String = "kinerja"')]
    assert (kita.nama, kita.jenis) == ("xlwings", "standar")


def _no_spec(nama: str) -> None:
    return None


def _spec_at(folder: Path) -> Callable[[str], Any]:
    return lambda nama: importlib.util.spec_from_file_location(nama, folder / "__init__.py")


def test_missing_or_changed_xlwings_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R9: not installed, without the module, without the line."""
    monkeypatch.setattr(xlam.importlib.util, "find_spec", _no_spec)
    with pytest.raises(KinerjaError, match="belum terpasang") as galat:
        xlam.xlwings_module()
    assert galat.value.kode == "ADN01"
    monkeypatch.setattr(xlam.importlib.util, "find_spec", _spec_at(tmp_path))
    with pytest.raises(KinerjaError, match="tidak ada"):
        xlam.xlwings_module()
    (tmp_path / "xlwings_custom_addin.bas").write_text('Attribute VB_Name = "xlwings"\n')
    with pytest.raises(KinerjaError, match="PROJECT_NAME"):
        xlam.xlwings_module()


# --- R10, R11 ---------------------------------------------------------------------------------------------------------


def test_written_file_and_its_digest_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """R10: sha256sum itself agrees where there is one; the folder is made, nothing else is left in it."""
    monkeypatch.setattr(xlam, "build_xlam", lambda sumber: xlam.assemble(MODUL, PITA))
    keluar = tmp_path / "baru" / "kinerja.xlam"
    sidik = xlam.write_xlam(keluar)
    assert sidik == hashlib.sha256(keluar.read_bytes()).hexdigest()
    assert (keluar.parent / "kinerja.xlam.sha256").read_bytes() == f"{sidik}  kinerja.xlam\n".encode()
    assert sorted(f.name for f in keluar.parent.iterdir()) == ["kinerja.xlam", "kinerja.xlam.sha256"]
    if sha256sum := shutil.which("sha256sum"):
        subprocess.run([sha256sum, "-c", "kinerja.xlam.sha256"], cwd=keluar.parent, check=True, capture_output=True)


def test_workbook_round_the_project_keeps_it() -> None:
    """R10: XlsxWriter embeds the project unchanged."""
    vba = vba_project(MODUL)
    assert vba_part(macro_book(vba)) == vba_part(xlam.assemble(MODUL, PITA)) == vba


@pytest.fixture(scope="module")
def kinerja_xlam() -> bytes:
    """The real thing."""
    return xlam.build_xlam()


def test_own_addin_is_whole(kinerja_xlam: bytes, tmp_path: Path) -> None:
    """R11: our macros and xlwings' module are in, extracted identical; package, ribbon parts and validator."""
    modul = (*xlam.read_modules(), xlam.xlwings_module())
    assert {m.nama for m in modul} >= {KODE_BUKU, KODE_LEMBAR, "KinerjaPita", "KinerjaTanpaPython", "xlwings"}
    assert_addin_package(kinerja_xlam)
    assert kinerja_xlam == xlam.build_xlam()
    proyek = read_project(vba_part(kinerja_xlam))
    keluar = extract_olevba(kinerja_xlam)
    for m in modul:
        assert proyek.sumber[m.nama] == module_bytes(m)
        if m.jenis == "standar":
            assert keluar[f"{m.nama}.bas"] == re.sub("\r\n|\r|\n", "\r\n", m.teks)
    assert max(len(baris) for isi in proyek.sumber.values() for baris in isi.split(b"\r\n")) <= 1023  # VBA's limit
    need(validator_missing())
    path = tmp_path / "kinerja.xlam"
    path.write_bytes(kinerja_xlam)
    assert validate([path]) == {path: []}


def test_installed_package_builds_the_same(kinerja_xlam: bytes, tmp_path: Path) -> None:
    """R11: with the macros inside the package, as the wheel has them, and no source tree around."""
    paket = tmp_path / "kinerja_addin"
    shutil.copytree(ROOT / "addin" / "kinerja_addin", paket, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "macros", paket / "_makro")
    kode = f"import sys; sys.path[:0] = {[str(tmp_path), str(ROOT)]!r}\n" \
           "from kinerja_addin import xlam; print(xlam.macro_folder(), xlam.xlam_digest(xlam.build_xlam()))"
    keluar = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert keluar.stdout.split() == [str(paket / "_makro"), xlam.xlam_digest(kinerja_xlam)]
