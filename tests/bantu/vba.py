"""A VBA project read by others' eyes: oletools and olefile for the file, LibreOffice for what opens and runs.

Nothing here uses the code that writes the project, so a fault there cannot hide itself.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import olefile

from kinerja_core.xlsx.mesin.soffice import LibreOffice

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # oletools uses names that pyparsing has given up
    from oletools.olevba import VBA_Parser, decompress_stream

BAGIAN_VBA = "xl/vbaProject.bin"
SARINGAN_ADDIN = "Calc MS Excel 2007 VBA XML"
#: com.sun.star.script.ModuleType
NORMAL, KELAS, DOKUMEN = 1, 2, 4
_SELALU = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
_VERSI = 0x0009  # PROJECTVERSION: its size field is not its size
_NAMA_ALIRAN, _LETAK_SUMBER, _BIASA, _TIDAK_BIASA = 0x001A, 0x0031, 0x0021, 0x0022


@dataclass(frozen=True)
class Proyek:
    """What a vbaProject.bin holds: dir records in order, the PROJECT text, module sources, which are procedural."""

    rekaman: list[tuple[int, bytes]]
    teks: str
    sumber: dict[str, bytes]
    biasa: dict[str, bool]


def vba_part(isi: bytes) -> bytes:
    """vbaProject.bin out of a workbook's bytes."""
    with ZipFile(BytesIO(isi)) as paket:
        return paket.read(BAGIAN_VBA)


def decompress(data: bytes) -> bytes:
    """A CompressedContainer as oletools reads it."""
    return bytes(decompress_stream(bytearray(data)))


def records(aliran: bytes) -> list[tuple[int, bytes]]:
    """A decompressed dir stream as (id, data)."""
    hasil, i = [], 0
    while i < len(aliran):
        kode, ukuran = struct.unpack_from("<HI", aliran, i)
        ukuran = 6 if kode == _VERSI else ukuran
        hasil.append((kode, aliran[i + 6:i + 6 + ukuran]))
        i += 6 + ukuran
    return hasil


def open_ole(vba: bytes) -> olefile.OleFileIO:
    """The compound file; every irregularity olefile knows is an error."""
    return olefile.OleFileIO(BytesIO(vba), raise_defects=olefile.DEFECT_UNSURE)


def read_project(vba: bytes) -> Proyek:
    """The project by the rules of MS-OVBA, read with olefile and oletools."""
    with open_ole(vba) as ole:
        rekaman = records(decompress(ole.openstream("VBA/dir").read()))
        teks = ole.openstream("PROJECT").read().decode("cp1252")
        sumber: dict[str, bytes] = {}
        biasa: dict[str, bool] = {}
        nama = ""
        for kode, isi in rekaman:
            if kode == _NAMA_ALIRAN:
                nama = isi.decode("cp1252")
            elif kode == _LETAK_SUMBER:
                aliran = ole.openstream(f"VBA/{nama}").read()
                sumber[nama] = decompress(aliran[struct.unpack("<I", isi)[0]:])
            elif kode in (_BIASA, _TIDAK_BIASA):
                biasa[nama] = kode == _BIASA
    return Proyek(rekaman, teks, sumber, biasa)


def extract_olevba(isi: bytes, nama: str = "kinerja.xlam") -> dict[str, str]:
    """What olevba extracts from a workbook: file name of the module ("Satu.bas", "ThisWorkbook.cls") -> its text."""
    parser = VBA_Parser(nama, data=isi)
    try:
        return {modul: teks for _, _, modul, teks in parser.extract_macros()}
    finally:
        parser.close()


def reveal(teks: str) -> tuple[int, int, bytes]:
    """Decrypt a value of PROJECT (MS-OVBA 2.4.3.3): version, project key, data. ValueError for a wrong length."""
    isi = bytes.fromhex(teks)
    benih, versi, kunci = isi[0], isi[0] ^ isi[1], isi[0] ^ isi[2]
    enkripsi2, enkripsi1, sebelumnya = isi[1], isi[2], kunci
    polos = bytearray()
    for sandi in isi[3:]:
        sebelumnya = sandi ^ (enkripsi2 + sebelumnya & 0xFF)
        enkripsi2, enkripsi1 = enkripsi1, sandi
        polos.append(sebelumnya)
    polos = polos[(benih & 6) // 2:]
    if struct.unpack_from("<I", polos)[0] != len(polos) - 4:
        raise ValueError("panjang tidak cocok")
    return versi, kunci, bytes(polos[4:])


@contextmanager
def open_addin(lo: LibreOffice, path: Path) -> Iterator[Any]:
    """The add-in open in LibreOffice with macros allowed; None is never given, a file that does not open fails."""
    sifat = lo.properties(Hidden=True, MacroExecutionMode=_SELALU, FilterName=SARINGAN_ADDIN)
    dokumen = lo._desktop.loadComponentFromURL(lo.url(path), "_blank", 0, sifat)
    assert dokumen is not None, f"LibreOffice tidak membuka {path.name}"
    try:
        yield dokumen
    finally:
        dokumen.close(True)


def basic_modules(dokumen: Any, proyek: str = "Kinerja") -> dict[str, int]:
    """Modules LibreOffice made of the project: name -> ModuleType."""
    pustaka = dokumen.BasicLibraries
    pustaka.loadLibrary(proyek)
    isi = pustaka.getByName(proyek)
    return {nama: isi.getModuleInfo(nama).ModuleType for nama in isi.ElementNames}


def run_sub(dokumen: Any, nama: str, *argumen: object, proyek: str = "Kinerja") -> Any:
    """Run "Modul.Sub" (or a Function: its value) of the document's own macros.

    Give numbers as float: LibreOffice hands an int to a parameter "As Long" as 0. A Sub that is not there raises; one
    in a project that does not compile does nothing and says nothing.
    """
    alamat = f"vnd.sun.star.script:{proyek}.{nama}?language=Basic&location=document"
    return dokumen.getScriptProvider().getScript(alamat).invoke(argumen, (), ())[0]
