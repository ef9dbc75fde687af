"""vbaProject.bin from text: a VBA project (MS-OVBA) inside a compound file (MS-CFB version 3). Pure, no file, no clock.

Section numbers are those of [MS-OVBA] and [MS-CFB]. Nothing compiled is written: `_VBA_PROJECT` says so, and the host
compiles the source when it opens the file. The same modules give the same bytes on every system.

Own code, because no package on PyPI writes a compound file that fits: olefile only changes streams in place, pyaaf2
marks the file as AAF and as version 4 with sectors of version 3, extract-msg is GPL with seven dependencies, pycfb and
ms-cfb are first sketches (0.0.x), and msoffcrypto-tool's writer knows only encrypted packages. The ms-ovba family
makes projects that open but do not run, with random bytes in them.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from struct import pack
from typing import Literal

Jenis = Literal["standar", "dokumen"]

BUKU = "ThisWorkbook"
_POTONG = 4096
#: Seed of the obfuscated values in PROJECT (2.4.3.1). Any byte serves; bits 1 and 2 are 0, so no padding bytes follow.
_BENIH = 0x18
#: Type libraries as Excel lists them; the host itself brings those of VBA and Excel, which never stand in a dir stream.
_PUSTAKA = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    ("Office", r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
               r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library"),
)
_KELAS_BUKU, _KELAS_LEMBAR = "00020819", "00020820"
_ATRIBUT_DOKUMEN = (
    'Attribute VB_Name = "{nama}"', 'Attribute VB_Base = "0{{{kelas}-0000-0000-C000-000000000046}}"',
    "Attribute VB_GlobalNameSpace = False", "Attribute VB_Creatable = False", "Attribute VB_PredeclaredId = True",
    "Attribute VB_Exposed = True", "Attribute VB_TemplateDerived = False", "Attribute VB_Customizable = True",
)
_KEPALA_CLS = re.compile(r"\AVERSION [^\n]*\nBEGIN\n.*?^END\n", re.S | re.M)
_ATRIBUT = re.compile(r"(?:Attribute VB_[^\n]*\n)*")
_NAMA_VB = re.compile(r'\AAttribute VB_Name = "([^"\n]*)"\n')
_NAMA_SAH = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")


@dataclass(frozen=True)
class Modul:
    """One module: name, kind, source as a .bas or .cls file holds it (any line ends).

    "standar": the text begins with its `Attribute VB_Name` line. "dokumen": the workbook (`ThisWorkbook`) or a sheet;
    the heading of an exported .cls is replaced by the attributes the host expects, and an empty text is allowed.
    """

    nama: str
    jenis: Jenis
    teks: str


def vba_project(modules: Sequence[Modul], *, nama: str = "Kinerja", code_page: int = 1252) -> bytes:
    """The project as the bytes of vbaProject.bin, modules in the given order.

    ValueError, naming module and line, for what the host could not read: a character outside the code page, a name
    that is no VBA name or stands twice, a standard module whose VB_Name is another.
    """
    _check_names(modules, nama)
    enkode = f"cp{code_page}"
    isi = {
        "PROJECT": _project_text(modules, nama).encode(enkode),
        "PROJECTwm": b"".join(m.nama.encode(enkode) + b"\0" + _utf16(m.nama) + b"\0\0" for m in modules) + b"\0\0",
        "VBA/_VBA_PROJECT": pack("<HHBH", 0x61CC, 0xFFFF, 0, 0),
        "VBA/dir": compress(_dir_stream(modules, nama, code_page)),
    }
    isi |= {f"VBA/{m.nama}": compress(module_bytes(m, code_page)) for m in modules}
    return compound_file(isi)


def module_bytes(modul: Modul, code_page: int = 1252) -> bytes:
    """The source as it stands in the file: attributes first, CRLF, one code page; ValueError names module and line."""
    teks = _lines(modul.teks)
    if modul.jenis == "dokumen":
        kode = _ATRIBUT.sub("", _KEPALA_CLS.sub("", teks), count=1).lstrip("\n")
        kelas = _KELAS_BUKU if modul.nama == BUKU else _KELAS_LEMBAR
        teks = "".join(a.format(nama=modul.nama, kelas=kelas) + "\n" for a in _ATRIBUT_DOKUMEN) + kode
    keluar = []
    for nomor, baris in enumerate(teks.split("\n")[:-1], start=1):
        try:
            keluar.append(baris.encode(f"cp{code_page}") + b"\r\n")
        except UnicodeEncodeError as galat:
            huruf = baris[galat.start]
            raise ValueError(
                f"modul {modul.nama} baris {nomor}: huruf {huruf!r} (U+{ord(huruf):04X}) tidak ada di kode {code_page}"
            ) from galat
    return b"".join(keluar)


def _lines(teks: str) -> str:
    """The text with "\\n" as line end, the last line too."""
    teks = re.sub("\r\n|\r", "\n", teks)
    return teks if teks.endswith("\n") or not teks else teks + "\n"


def _check_names(modules: Sequence[Modul], nama: str) -> None:
    terpakai = {nama.upper(): "nama proyek"}
    for m in modules:
        if not _NAMA_SAH.fullmatch(m.nama):
            raise ValueError(f"modul {m.nama}: bukan nama VBA (huruf, angka, garis bawah, paling banyak 31)")
        if (lain := terpakai.setdefault(m.nama.upper(), m.nama)) is not m.nama:
            raise ValueError(f"modul {m.nama}: namanya sama dengan {lain}")
        tertulis = _NAMA_VB.match(_KEPALA_CLS.sub("", _lines(m.teks)))
        if (tertulis[1] if tertulis else "") != m.nama and (tertulis or m.jenis == "standar"):
            raise ValueError(f'modul {m.nama} baris 1: seharusnya Attribute VB_Name = "{m.nama}"')


# --- 2.4.1 compression -----------------------------------------------------------------------------------------------


def compress(data: bytes) -> bytes:
    """A CompressedContainer (2.4.1.1.1); no data gives the signature byte alone.

    ValueError for a last chunk that neither shrinks nor fills its 4096 bytes: the format cannot hold it exactly.
    """
    return b"\x01" + b"".join(_chunk(data[i:i + _POTONG]) for i in range(0, len(data), _POTONG))


def _chunk(data: bytes) -> bytes:
    """One chunk with its header (2.4.1.3.7 to 2.4.1.3.10)."""
    isi = bytearray()
    token = list(_tokens(data))
    for i in range(0, len(token), 8):
        delapan = token[i:i + 8]
        isi.append(sum(1 << bit for bit, t in enumerate(delapan) if len(t) == 2))
        isi += b"".join(delapan)
    if len(isi) <= _POTONG:
        return pack("<H", 0xB000 | len(isi) - 1) + isi
    if len(data) < _POTONG:
        raise ValueError("data tidak dapat dimampatkan dan tidak mengisi satu potong penuh")
    return pack("<H", 0x3FFF) + data


def _tokens(data: bytes) -> Iterator[bytes]:
    """Literal bytes and copy tokens; the longest match wins, of equal ones the nearest (2.4.1.3.19.4)."""
    letak: dict[bytes, list[int]] = {}
    tercatat = posisi = 0
    while posisi < len(data):
        while tercatat < posisi:
            letak.setdefault(data[tercatat:tercatat + 3], []).append(tercatat)
            tercatat += 1
        panjang, jarak = _longest(data, posisi, letak.get(data[posisi:posisi + 3], []))
        if panjang < 3:
            yield data[posisi:posisi + 1]
            posisi += 1
            continue
        bit_jarak = max((posisi - 1).bit_length(), 4)  # 2.4.1.3.19.1: as many bits as reach back to the start
        panjang = min(panjang, (0xFFFF >> bit_jarak) + 3)
        yield pack("<H", (jarak - 1) << 16 - bit_jarak | panjang - 3)
        posisi += panjang


def _longest(data: bytes, posisi: int, calon: Sequence[int]) -> tuple[int, int]:
    """Length and distance of the longest match at a position; it may run into itself."""
    terbaik = jarak = 0
    sisa = len(data) - posisi
    if sisa < 3:
        return 0, 0
    for c in reversed(calon):
        if terbaik == sisa:
            break
        if data[c + terbaik] != data[posisi + terbaik]:
            continue
        n = 3
        while n < sisa and data[c + n] == data[posisi + n]:
            n += 1
        if n > terbaik:
            terbaik, jarak = n, posisi - c
    return terbaik, jarak


# --- 2.3.4.2 dir stream ----------------------------------------------------------------------------------------------


def _utf16(teks: str) -> bytes:
    return teks.encode("utf-16-le")


def _rec(kode: int, isi: bytes = b"") -> bytes:
    """One record: id, size, data."""
    return pack("<HI", kode, len(isi)) + isi


def _two(kode: int, kode_unicode: int, teks: str, enkode: str) -> bytes:
    """A text twice, in the code page and in Unicode."""
    return _rec(kode, teks.encode(enkode)) + _rec(kode_unicode, _utf16(teks))


def _dir_stream(modules: Sequence[Modul], nama: str, code_page: int) -> bytes:
    """Project information, references, modules (2.3.4.2), not compressed."""
    enkode = f"cp{code_page}"
    bagian = [
        _rec(0x0001, pack("<I", 1)),  # PROJECTSYSKIND: Windows, 32 bit
        _rec(0x0002, pack("<I", 0x0409)), _rec(0x0014, pack("<I", 0x0409)),  # PROJECTLCID, PROJECTLCIDINVOKE
        _rec(0x0003, pack("<H", code_page)),  # PROJECTCODEPAGE
        _rec(0x0004, nama.encode(enkode)),  # PROJECTNAME
        _two(0x0005, 0x0040, "", enkode),  # PROJECTDOCSTRING
        _rec(0x0006) + _rec(0x003D),  # PROJECTHELPFILEPATH, twice in the code page
        _rec(0x0007, pack("<I", 0)), _rec(0x0008, pack("<I", 0)),  # PROJECTHELPCONTEXT, PROJECTLIBFLAGS
        pack("<HIIH", 0x0009, 4, 1, 0),  # PROJECTVERSION 1.0: its size field says 4, six bytes follow
        _two(0x000C, 0x003C, "", enkode),  # PROJECTCONSTANTS
    ]
    for pustaka, libid in _PUSTAKA:  # REFERENCENAME, REFERENCEREGISTERED
        bagian.append(_two(0x0016, 0x003E, pustaka, enkode))
        bagian.append(_rec(0x000D, pack("<I", len(libid)) + libid.encode(enkode) + pack("<IH", 0, 0)))
    bagian.append(_rec(0x000F, pack("<H", len(modules))))  # PROJECTMODULES
    bagian.append(_rec(0x0013, pack("<H", 0xFFFF)))  # PROJECTCOOKIE
    bagian += [_module_record(m, enkode) for m in modules]
    return b"".join(bagian) + _rec(0x0010)


def _module_record(modul: Modul, enkode: str) -> bytes:
    """MODULE (2.3.4.2.3.2). Only documents and classes are "not procedural"."""
    return b"".join((
        _two(0x0019, 0x0047, modul.nama, enkode),  # MODULENAME
        _two(0x001A, 0x0032, modul.nama, enkode),  # MODULESTREAMNAME
        _two(0x001C, 0x0048, "", enkode),  # MODULEDOCSTRING
        _rec(0x0031, pack("<I", 0)),  # MODULEOFFSET: the source stands at the start of the stream
        _rec(0x001E, pack("<I", 0)),  # MODULEHELPCONTEXT
        _rec(0x002C, pack("<H", 0xFFFF)),  # MODULECOOKIE
        _rec(0x0021 if modul.jenis == "standar" else 0x0022),  # MODULETYPE
        _rec(0x002B),
    ))


# --- 2.3.1 PROJECT stream --------------------------------------------------------------------------------------------


def _project_text(modules: Sequence[Modul], nama: str) -> str:
    """The project as text: identity, modules, no protection, windows closed."""
    pengenal = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"kinerja:vba:{nama}")).upper() + "}"
    modul = [f"Module={m.nama}" if m.jenis == "standar" else f"Document={m.nama}/&H00000000" for m in modules]
    return "".join(baris + "\r\n" for baris in (
        f'ID="{pengenal}"', *modul, f'Name="{nama}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"',
        f'CMG="{obfuscate(bytes(4), pengenal)}"',  # protected by nobody
        f'DPB="{obfuscate(bytes(1), pengenal)}"',  # no password
        f'GC="{obfuscate(bytes((0xFF,)), pengenal)}"',  # visible
        "", "[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "", "[Workspace]", *(f"{m.nama}=0, 0, 0, 0, C" for m in modules)))


def obfuscate(data: bytes, pengenal: str) -> str:
    """Data Encryption (2.4.3.2) with a fixed seed: upper-case hex. The key is the sum of the project id's bytes."""
    versi, kunci = 2, sum(pengenal.encode("ascii")) & 0xFF
    hasil = bytearray((_BENIH, _BENIH ^ versi, _BENIH ^ kunci))
    sebelumnya = kunci
    for polos in pack("<I", len(data)) + data:
        hasil.append(polos ^ (hasil[-2] + sebelumnya & 0xFF))
        sebelumnya = polos
    return hasil.hex().upper()


# --- MS-CFB compound file --------------------------------------------------------------------------------------------

_TANDA = bytes.fromhex("d0cf11e0a1b11ae1")
_SEKTOR, _SEKTOR_MINI, _BATAS_MINI = 512, 64, 4096
_KOSONG, _AKHIR, _SEKTOR_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_AKAR, _FOLDER, _ALIRAN = 5, 1, 2
_HITAM, _MERAH = 1, 0


@dataclass
class _Entri:
    """A directory entry (2.6.1); tree fields are entry numbers."""

    nama: str
    jenis: int
    isi: bytes = b""
    awal: int = 0
    ukuran: int = 0
    warna: int = _HITAM
    kiri: int = _KOSONG
    kanan: int = _KOSONG
    anak: int = _KOSONG

    def pack(self) -> bytes:
        nama = _utf16(self.nama + "\0")
        return (pack("<64sHBB3I", nama, len(nama), self.jenis, self.warna, self.kiri, self.kanan, self.anak)
                + bytes(16 + 4 + 8 + 8) + pack("<IQ", self.awal, self.ukuran))


def compound_file(isi: Mapping[str, bytes]) -> bytes:
    """A compound file of named streams, one level of storages ("VBA/dir"); no class ids, no times.

    ValueError when it would need more than the 109 FAT sectors the header can name (about 7 MB).
    """
    entri = _directory(isi)
    sektor: list[bytes] = []
    fat: list[int] = []
    mini, mini_fat = bytearray(), list[int]()
    for e in entri:
        e.ukuran, e.awal = len(e.isi), _AKHIR if e.jenis == _ALIRAN else 0
        if e.jenis == _ALIRAN and len(e.isi) >= _BATAS_MINI:
            e.awal = _chain(fat, sektor, e.isi)
        elif e.isi:
            e.awal = len(mini_fat)
            jumlah = -(-len(e.isi) // _SEKTOR_MINI)
            mini += e.isi.ljust(jumlah * _SEKTOR_MINI, b"\0")
            mini_fat += [*range(e.awal + 1, e.awal + jumlah), _AKHIR]
    entri[0].awal, entri[0].ukuran = _chain(fat, sektor, bytes(mini)), len(mini)
    awal_mini_fat = _chain(fat, sektor, b"".join(pack("<I", n) for n in mini_fat), b"\xff")
    jumlah_mini_fat = len(sektor) - awal_mini_fat if mini_fat else 0
    kosong = pack("<64sHBB3I", b"", 0, 0, 0, _KOSONG, _KOSONG, _KOSONG) + bytes(48)
    awal_direktori = _chain(fat, sektor, b"".join(e.pack() for e in entri) + kosong * (-len(entri) % 4))
    per_sektor = _SEKTOR // 4
    jumlah_fat = -(-len(sektor) // (per_sektor - 1))  # every FAT sector also describes itself
    if jumlah_fat > 109:
        raise ValueError("proyek VBA terlalu besar")
    awal_fat = len(sektor)
    fat += [_SEKTOR_FAT] * jumlah_fat
    fat += [_KOSONG] * (jumlah_fat * per_sektor - len(fat))
    kepala = pack("<8s16x5H6x9I", _TANDA, 0x3E, 3, 0xFFFE, 9, 6, 0, jumlah_fat, awal_direktori, 0, _BATAS_MINI,
                  awal_mini_fat, jumlah_mini_fat, _AKHIR, 0)
    daftar_fat = [*range(awal_fat, awal_fat + jumlah_fat)] + [_KOSONG] * (109 - jumlah_fat)
    return kepala + pack("<109I", *daftar_fat) + b"".join(sektor) + pack(f"<{len(fat)}I", *fat)


def _chain(fat: list[int], sektor: list[bytes], data: bytes, isi_sisa: bytes = b"\0") -> int:
    """Append data as a chain of sectors; the number of its first one, or the end mark for no data."""
    if not data:
        return _AKHIR
    awal, jumlah = len(sektor), -(-len(data) // _SEKTOR)
    sektor.extend(data[i:i + _SEKTOR].ljust(_SEKTOR, isi_sisa) for i in range(0, len(data), _SEKTOR))
    fat.extend((*range(awal + 1, awal + jumlah), _AKHIR))
    return awal


def _directory(isi: Mapping[str, bytes]) -> list[_Entri]:
    """Entries with the root first; every storage's children hang in a tree of their own."""
    entri = [_Entri("Root Entry", _AKAR)]
    anak: dict[str, list[int]] = {"": []}
    for path, data in isi.items():
        folder, _, nama = path.rpartition("/")
        if folder not in anak:
            anak[folder] = []
            anak[""].append(len(entri))
            entri.append(_Entri(folder, _FOLDER))
        anak[folder].append(len(entri))
        entri.append(_Entri(nama, _ALIRAN, data))
    for folder, nomor in anak.items():
        induk = next(e for e in entri if e.jenis in (_AKAR, _FOLDER) and e.nama == (folder or "Root Entry"))
        urut = sorted(nomor, key=lambda n: (len(_utf16(entri[n].nama)), entri[n].nama.upper()))
        induk.anak = _tree(entri, urut, len(urut).bit_length())
        entri[induk.anak].warna = _HITAM  # also when it is the only one
    return entri


def _tree(entri: list[_Entri], urut: Sequence[int], sisa: int) -> int:
    """Hang sorted entries into a balanced tree of `sisa` levels, the lowest one red; the top entry's number.

    Halving leaves no level but the lowest incomplete, so every path has equally many black entries (2.6.4).
    """
    if not urut:
        return _KOSONG
    tengah = len(urut) // 2
    e = entri[urut[tengah]]
    e.warna = _MERAH if sisa == 1 else _HITAM
    e.kiri = _tree(entri, urut[:tengah], sisa - 1)
    e.kanan = _tree(entri, urut[tengah + 1:], sisa - 1)
    return urut[tengah]
