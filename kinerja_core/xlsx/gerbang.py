"""Gate of every workbook file: nothing behind it sees a package that is hostile, broken or not an .xlsx.

The file is read once into memory and closed. Every member is inflated by hand, counted while it inflates and
compared with what the directory of the zip states, so that no size is ever believed. XML goes through expat with
handlers that refuse a DOCTYPE before anything in it can be expanded. Limits follow the practice of Apache POI
(`ZipSecureFile`: inflate ratio, entry size, number of entries), tightened to what a form needs.
"""

from __future__ import annotations

import io
import itertools
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote

from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.jenis_berkas import JenisBerkas, what_is, what_package
from kinerja_core.xlsx.urai_xml import Atribut, refuse_broken, refuse_limit, walk_xml

BERKAS_MAKS = 32 * 1024 * 1024
"""Bytes of the file on disk: a filled form is below 200 KB, the largest provincial recap below 5 MB."""
BAGIAN_MAKS = 1000
"""Number of members: POI's default MAX_FILE_COUNT; a form has about thirty."""
UKURAN_BAGIAN_MAKS = 32 * 1024 * 1024
"""Inflated bytes of one member: POI allows 4 GiB; a sheet of a million short cells needs less than this."""
UKURAN_PAKET_MAKS = 160 * 1024 * 1024
"""Inflated bytes of all members together, since everything is held in memory at once."""
RASIO_MINIMUM = 0.01
"""Packed size / inflated size below which a member counts as a bomb: POI's default MIN_INFLATE_RATIO."""
UKURAN_TANPA_RASIO = 100 * 1024
"""Inflated bytes up to which the ratio is not asked of a part that is parsed: POI's default GRACE_ENTRY_SIZE."""
GAMBAR_TANPA_RASIO = 8 * 1024 * 1024
"""The same of pictures and other parts nobody parses: the icon of an attached file (EMF) packs to less than a hundredth
of its size, an empty bitmap to a thousandth."""
_AWAL_ZIP = b"PK\x03\x04"
_KEPALA_LOKAL = struct.Struct("<4s5H3L2H")
_TERSANDI, _UTF8 = 0x1, 0x800
_NS_HUBUNGAN = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
)
_EL_HUBUNGAN = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_DAFTAR_JENIS = "[Content_Types].xml"
#: Before the kind of an archive in a message.
ARSIP = "arsip "
_DIURAI = (".xml", ".rels", ".vml")
_NS_JENIS = "http://schemas.openxmlformats.org/package/2006/content-types "
_JENIS_BUKU = ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml",
               "excel.sheet.macroenabled.main+xml", "excel.template.macroenabled.main+xml")
_JENIS_MAKRO = ("vbaproject", "macrosheet")

# -- the zip -----------------------------------------------------------------------------------------------------


def _read_file(asal: Path | bytes) -> bytes:
    """The bytes of a file that begins like a zip; everything else is answered here."""
    try:
        if isinstance(asal, bytes):
            data = asal
        elif not asal.exists():
            raise KinerjaError("BKS01", a=asal)
        elif not asal.is_file():
            raise KinerjaError("BKS02", a="ini folder" if asal.is_dir() else "bukan berkas biasa")
        elif asal.name.startswith(("~$", ".~lock.")):
            raise KinerjaError("BKS02", a="berkas kunci sementara, bukan buku kerjanya")
        else:
            with asal.open("rb") as berkas:
                data = berkas.read(BERKAS_MAKS + 1)
    except FileNotFoundError as galat:
        raise KinerjaError("BKS01", a=asal) from galat
    except (OSError, ValueError) as galat:
        raise KinerjaError("BKS21", a=type(galat).__name__) from galat
    if not data:
        refuse_broken("kosong, 0 bita")
    if len(data) > BERKAS_MAKS:
        refuse_limit(f"berkas lebih besar dari {BERKAS_MAKS} bita")
    if not data.startswith(_AWAL_ZIP):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise KinerjaError("BKS03")
        _refuse_other(what_is(data), "isinya bukan paket .xlsx")
    return data


def _refuse_other(jenis: JenisBerkas | None, sebab: str) -> NoReturn:
    """Says what a file is that is no .xlsx: another form of table (BKS04), another thing (BKS30), nobody knows."""
    if jenis is None:
        raise KinerjaError("BKS02", a=sebab)
    sebutan = ARSIP + jenis.sebutan if jenis.golongan == "arsip" else jenis.sebutan
    raise KinerjaError("BKS04" if jenis.golongan == "tabel" else "BKS30", a=sebutan)


def _read_directory(data: bytes) -> list[zipfile.ZipInfo]:
    """The members as the zip's directory states them, at most BAGIAN_MAKS of them."""
    if data.count(b"PK\x01\x02") > BAGIAN_MAKS:
        refuse_limit(f"lebih dari {BAGIAN_MAKS} bagian")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as paket:
            return paket.infolist()
    except (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, OSError, OverflowError, EOFError,
            IndexError) as galat:
        raise KinerjaError("BKS07", a="daftar isi paket tidak terbaca") from galat


def _check_name(info: zipfile.ZipInfo, terlihat: set[str]) -> str:
    """The member's name with "/" as separator; a name that leaves the package or stands twice is BKS05."""
    nama = info.orig_filename.replace("\\", "/")
    if re.search(r"[\x00-\x1f]", nama) or nama.startswith("/") or re.match(r"[A-Za-z]:", nama):
        refuse_limit(f"nama bagian tidak sah: {nama!r}")
    if ".." in nama.split("/"):
        refuse_limit(f"nama bagian keluar dari paket: {nama!r}")
    if nama.casefold() in terlihat:
        refuse_limit(f"nama bagian berulang: {nama}")
    terlihat.add(nama.casefold())
    return nama


def _locate(data: bytes, info: zipfile.ZipInfo) -> tuple[int, int]:
    """(start, end) of the packed bytes of a member, from its local header."""
    awal = info.header_offset
    if awal < 0 or awal + _KEPALA_LOKAL.size > len(data):
        refuse_broken(f"{info.filename}: letaknya di luar berkas")
    kepala = _KEPALA_LOKAL.unpack_from(data, awal)
    if kepala[0] != _AWAL_ZIP:
        refuse_broken(f"{info.filename}: kepala bagian tidak ada")
    if (info.flag_bits | kepala[2]) & _TERSANDI:
        refuse_limit(f"{info.filename}: bagian bersandi")
    mulai_nama = awal + _KEPALA_LOKAL.size
    nama = data[mulai_nama : mulai_nama + kepala[9]].decode("utf-8" if kepala[2] & _UTF8 else "cp437", "replace")
    if nama != info.orig_filename:
        refuse_broken(f"{info.filename}: dua nama untuk satu bagian")
    mulai = mulai_nama + kepala[9] + kepala[10]
    if mulai + info.compress_size > len(data):
        refuse_broken(f"{info.filename}: terpotong")
    return mulai, mulai + info.compress_size


def _inflate(mentah: bytes, info: zipfile.ZipInfo) -> bytes:
    """The member's bytes: never more than it declares plus one, then compared with size and CRC."""
    nama, ukuran = info.filename, info.file_size
    if ukuran > UKURAN_BAGIAN_MAKS:
        refuse_limit(f"{nama}: lebih besar dari {UKURAN_BAGIAN_MAKS} bita")
    tenggang = UKURAN_TANPA_RASIO if nama.casefold().endswith(_DIURAI) else GAMBAR_TANPA_RASIO
    if ukuran > tenggang and len(mentah) < ukuran * RASIO_MINIMUM:
        refuse_limit(f"{nama}: mengembang lebih dari {1 / RASIO_MINIMUM:.0f} kali")
    if info.compress_type == zipfile.ZIP_STORED:
        isi, tuntas = mentah, True
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        pemekar = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            isi = pemekar.decompress(mentah, ukuran + 1)
        except zlib.error as galat:
            raise KinerjaError("BKS07", a=f"{nama}: data mampat rusak") from galat
        tuntas = pemekar.eof or len(isi) > ukuran
    else:
        refuse_broken(f"{nama}: cara mampat tidak dikenal")
    if not tuntas:
        refuse_broken(f"{nama}: data mampat terpotong")
    if len(isi) != ukuran:
        refuse_limit(f"{nama}: ukuran sebenarnya tidak sama dengan yang ditulis")
    if zlib.crc32(isi) != info.CRC:
        refuse_broken(f"{nama}: jumlah periksa CRC tidak cocok")
    return isi


def read_members(asal: Path | bytes) -> dict[str, bytes]:
    """Every member by name, in the order of the zip's directory; folder entries are left out, no part is parsed."""
    data, bagian = _read_file(asal), dict[str, bytes]()
    terlihat: set[str] = set()
    rentang: list[tuple[int, int]] = []
    jumlah = 0
    for info in _read_directory(data):
        nama = _check_name(info, terlihat)
        mulai, akhir = _locate(data, info)
        rentang.append((info.header_offset, akhir))
        jumlah += info.file_size
        if jumlah > UKURAN_PAKET_MAKS:
            refuse_limit(f"isi seluruhnya lebih besar dari {UKURAN_PAKET_MAKS} bita")
        if not nama.endswith("/"):
            bagian[nama] = _inflate(data[mulai:akhir], info)
    rentang.sort()
    if any(kini[1] > lanjut[0] for kini, lanjut in itertools.pairwise(rentang)):
        refuse_limit("bagian-bagian paket bertindihan")
    return bagian


# -- the package -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hubungan:
    """One relationship: id, kind (last word for the known namespaces, else the whole type), target part.

    `luar`: the target is no part but an address outside of the package.
    """

    id: str
    jenis: str
    tujuan: str
    luar: bool = False


@dataclass(frozen=True)
class Paket:
    """A package that passed the gate: parts by name, relationships by source part ("" is the package itself).

    `utama` is the workbook part; `jenis` the content type of each part.
    """

    bagian: Mapping[str, bytes]
    jenis: Mapping[str, str]
    hubungan: Mapping[str, tuple[Hubungan, ...]]
    utama: str

    def related(self, asal: str, *jenis: str) -> str | None:
        """The one part related to `asal` by one of those kinds, or None; BKS07 when there are two."""
        tujuan = [h.tujuan for h in self.hubungan.get(asal, ()) if h.jenis in jenis and not h.luar]
        if len(tujuan) > 1:
            refuse_broken(f"{asal or 'paket'}: lebih dari satu bagian {jenis[0]}")
        return find_part(self.bagian, tujuan[0]) if tujuan else None


def find_part(bagian: Mapping[str, bytes], nama: str) -> str:
    """The stored name of a part (names do not differ by case, "%20" is a space); BKS07 when it is not there."""
    if nama in bagian:
        return nama
    sebutan = (nama.casefold(), unquote(nama).casefold())
    ada = next((a for dicari in sebutan for a in bagian if a.casefold() == dicari), "")
    if not ada:
        refuse_broken(f"bagian {nama} tidak ada")
    return ada


def _read_types(bagian: Mapping[str, bytes]) -> dict[str, str]:
    """Content type of each part, in lower case; "" for a part without one."""
    akhiran: dict[str, str] = {}
    khusus: dict[str, str] = {}

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        jenis = atribut.get("ContentType", "").lower()
        if elemen == _NS_JENIS + "Default":
            akhiran.setdefault(atribut.get("Extension", "").casefold(), jenis)
        elif elemen == _NS_JENIS + "Override":
            khusus.setdefault(atribut.get("PartName", "").lstrip("/").casefold(), jenis)

    walk_xml(bagian[_DAFTAR_JENIS], _DAFTAR_JENIS, mulai)
    return {n: khusus.get(n.casefold(), akhiran.get(n.rpartition(".")[2].casefold(), "")) for n in bagian}


def _read_relations(data: bytes, nama: str, asal: str) -> tuple[Hubungan, ...]:
    """Relationships of a source part, targets inside the package resolved to part names."""
    hasil: dict[str, Hubungan] = {}

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        if elemen != _EL_HUBUNGAN:
            return
        jenis = atribut.get("Type", "")
        for ns in _NS_HUBUNGAN:
            jenis = jenis.removeprefix(ns)
        luar, tujuan = atribut.get("TargetMode") == "External", atribut.get("Target", "")
        if not luar:
            tujuan = posixpath.normpath(posixpath.join("/", posixpath.dirname(asal), tujuan)).lstrip("/")
        kunci = atribut.get("Id", "")
        if kunci in hasil:
            refuse_broken(f"{nama}: {kunci} berulang")
        hasil[kunci] = Hubungan(kunci, jenis, tujuan, luar)

    walk_xml(data, nama, mulai)
    return tuple(hasil.values())


def _refuse_macros(jenis: Mapping[str, str], hubungan: Mapping[str, tuple[Hubungan, ...]]) -> None:
    """VBA projects and XLM macro sheets, by name, content type or relationship. A workbook that may hold macros and has
    none holds none."""
    for nama, isi in jenis.items():
        kecil = nama.casefold()
        if kecil.endswith("vbaproject.bin") or "/macrosheets/" in kecil or any(m in isi for m in _JENIS_MAKRO):
            raise KinerjaError("BKS08", a=nama)
    for daftar in hubungan.values():
        for h in daftar:
            if h.jenis.casefold().endswith(("vbaproject", "macrosheet")):
                raise KinerjaError("BKS08", a=h.tujuan)


def open_paket(berkas: Path | bytes) -> Paket:
    """Everything the gate can tell without reading the sheets; XML parts not needed here are not yet checked."""
    bagian = read_members(berkas)
    if lain := what_package(bagian):
        _refuse_other(lain, "")
    jenis = _read_types(bagian)
    hubungan: dict[str, tuple[Hubungan, ...]] = {}
    for nama in bagian:
        folder, _, ekor = nama.rpartition("/")
        if ekor.casefold().endswith(".rels"):
            asal = posixpath.join(posixpath.dirname(folder), ekor[: -len(".rels")])
            hubungan[asal] = _read_relations(bagian[nama], nama, asal)
    _refuse_macros(jenis, hubungan)
    paket = Paket(bagian, jenis, hubungan, "")
    utama = paket.related("", "officeDocument")
    if utama is None or not jenis[utama].endswith(_JENIS_BUKU):
        raise KinerjaError("BKS02", a="paket ini tidak memuat buku kerja")
    return Paket(bagian, jenis, hubungan, utama)


def read_properties(paket: Paket, bagian: str) -> dict[str, str]:
    """Custom document properties, whatever their kind, as the text the part holds; a name twice is BKS07."""
    hasil: dict[str, str] = {}
    kini = ""

    def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
        nonlocal kini
        if dalam == 2:
            kini = atribut.get("name", "")
            if kini in hasil:
                refuse_broken(f"{bagian}: properti {kini} berulang")
            hasil[kini] = ""

    def akhir(dalam: int, elemen: str, teks: str) -> None:
        if dalam == 3:
            hasil[kini] = teks

    walk_xml(paket.bagian[bagian], bagian, mulai, akhir)
    return hasil


def check_xml(paket: Paket, kecuali: Collection[str] = ()) -> None:
    """Walk every XML part that nobody has read yet: DOCTYPE, depth, well-formedness.

    Legacy VML drawings are written with unclosed tags by Excel itself: only their declarations and depth count.
    """
    for nama, data in paket.bagian.items():
        akhiran = nama.rpartition(".")[2].casefold()
        if nama in kecuali or nama == _DAFTAR_JENIS or akhiran == "rels":
            continue  # already parsed
        if akhiran not in ("xml", "vml") and not paket.jenis[nama].endswith(("+xml", "/xml")):
            continue  # printer settings, pictures: never parsed by anybody
        try:
            walk_xml(data, nama)
        except KinerjaError as galat:
            if not (akhiran == "vml" and galat.kode == "BKS07"):
                raise


def read_parts(path: Path) -> Mapping[str, bytes]:
    """All parts by name, gated, size-limited and with every XML part checked; only KinerjaError is raised."""
    paket = open_paket(path)
    check_xml(paket)
    return paket.bagian
