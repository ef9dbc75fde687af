"""Fuzz of everything behind a file: mutated zips and mutated XML in valid zips, one case a seed.

Run as a program (`python -m bantu.kabur AWAL JUMLAH` in tests/) it works through seeds under a limit of memory and,
per case, of processor time, and prints one JSON line: how often each way of mutating was accepted and refused, the
seeds from which anything but KinerjaError escaped, those a batch (which remembers the files before) reads otherwise
than alone, and the peak memory. `make_case(seed)` gives the bytes again.
"""

from __future__ import annotations

import io
import json
import random
import re
import resource
import signal
import struct
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bantu import jahat
from bantu.isian_acak import ISI_SAH, instrumen_uji
from bantu.paket import pack, sheet, small_parts
from bantu.pembanding_teliti import Borongan, read_alone
from bantu.rusak import LAIN_TULIS
from benchmarks.tanam import office
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.instrumen.muat import load_any
from kinerja_core.instrumen.naskah.tulis import plain_data, write_naskah
from kinerja_core.kantor.contoh import INSTRUMEN
from kinerja_core.kertas_kerja.periksa import check_workbook
from kinerja_core.provinsi.daftar import list_form, read_list
from kinerja_core.provinsi.kumpul.berkas_masuk import Tugas
from kinerja_core.provinsi.kumpul.satu_berkas import Penilai, Syarat
from kinerja_core.provinsi.pengaturan import read_settings, settings_bytes
from kinerja_core.provinsi.putaran import Kecamatan
from kinerja_core.provinsi.register_bentuk import BarisRegister
from kinerja_core.segel.keaslian import inspect

#: What one case may cost: seconds of processor, bytes of address space of the whole process.
DETIK_MAKS, ALAMAT_MAKS = 20, 2 * 1024**3

ANEH = (
    "", " ", "0", "-1", "1", "2", "1.5", "1048576", "1048577", "16385", "4294967296", "9" * 30, "1e308", "1e999", "nan",
    "-0", "\uff11\uff12", "A1", "XFD1048576", "XFE1", "A0", "$A$1", "A1:XFD1048576", "A1:A", "true", "hidden",
    "veryHidden", "s", "str", "inlineStr",
    "e", "b", "d", "n", "shared", "array", "dataTable", "External", "../../x", "/xl/workbook.xml",
    "#REF!", "#N/A", "TRUE", "'", "''", "'x", '""', "[1]x!A1", "x" * 5000, "é" * 500, "\u200b", "\ud83d\ude42",
    "_x0000_", "_xD800_", "_x005F_", "\t", "\n", "=1+1", "Tidak relevan", "8O", "-", "preserve", "list", "custom",
    "xl/worksheets/sheet1.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "kinerja_segel", "in_x_1",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-12-30",
)  # fmt: skip
MENTAH = (
    b"<", b">", b"&", b"&amp;", b"&#0;", b"&#xD800;", b"&x;", b"\xff\xfe", b"\x00", b"\xc0\x80", b"\xed\xa0\x80",
    b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?x ?>", b"<!DOCTYPE a>", b"<!DOCTYPE a [<!ENTITY b \"c\">]>", b"<a>",
    b"</a>", b"<c/>", b"<v>1</v>", b"<row/>", b"<f>A1</f>", b"<sheetData/>", b"<si/>", b"<mc:AlternateContent/>", b"/>",
    b'"', b"PK", b'<?xml version="1.0" encoding="UTF-7"?>', b'<?xml version="1.0" encoding="UTF-16"?>',
)  # fmt: skip
_TAG = re.compile(rb"<[^<>]+>")
_ATRIBUT = re.compile(rb'([\w:]+)="([^"]*)"')
_TEKS = re.compile(rb">([^<>]+)<")


# -- what is mutated ---------------------------------------------------------------------------------------------


@cache
def _bases() -> tuple[tuple[bytes, dict[str, bytes]], ...]:
    """Small and whole workbooks: the smallest one, one of every kind of cell, the sealed form as others write it."""
    kecil = pack(small_parts(sheet=sheet(
        '<row r="1" spans="1:3"><c r="A1" s="0" t="inlineStr"><is><t>a</t></is></c><c r="B1"><v>1.5</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0" ref="A2:A3">B1*2</f><v>3</v></c><c r="C2" t="b"><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>0</v></c><c r="B3" t="e"><v>#N/A</v></c></row>',
        '<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A9:B9"/></mergeCells><dataValidations>'
        '<dataValidation type="list" sqref="B1:B3 C1"><formula1>"Ya,Tidak"</formula1></dataValidation>'
        '</dataValidations>'
    )))
    penuh = [jahat.templat(), jahat.terisi()]
    with tempfile.TemporaryDirectory() as folder:
        asal = Path(folder) / "asal.xlsx"
        asal.write_bytes(jahat.terisi())
        penuh += [cara(asal, Path(folder) / "lain.xlsx").read_bytes() for cara in LAIN_TULIS.values()]
    hasil = []
    for data in (kecil, *penuh):
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            hasil.append((data, {n: z.read(n) for n in z.namelist()}))
    return tuple(hasil)


@cache
def _list_instrument() -> Instrumen:
    """The small instrument without a fact that is headed like the address of an office."""
    return jahat.other_instrument('label = "Alamat kantor"', 'label = "Gedung"')


@cache
def _tables() -> tuple[tuple[bytes, dict[str, bytes]], ...]:
    """Workbooks people fill that are no kertas kerja: the list of kecamatan, an authored instrument, settings."""
    ins = _list_instrument()
    umum = {kode: v for (kode, kunci), v in ISI_SAH.items() if kunci == "isi"}
    kecamatan = [Kecamatan(office(n, ins, 9), umum) for n in range(3)]
    atur = {"instrumen": INSTRUMEN, "daftar": "kasus.xlsx", "tenggat": "31-12-2026", "verifikator_1": "NAMA CONTOH"}
    hasil = []
    for data in (list_form(ins, kecamatan), write_naskah(plain_data(ins)), settings_bytes(atur)):
        with zipfile.ZipFile(io.BytesIO(data)) as z:
            hasil.append((data, {n: z.read(n) for n in z.namelist()}))
    return tuple(hasil)


# -- bytes of the zip --------------------------------------------------------------------------------------------


def _bytes(r: random.Random, data: bytes) -> bytes:
    """Flips, truncations, pieces removed, doubled, moved, overwritten."""
    isi = bytearray(data)
    for _ in range(r.choice((1, 1, 2, 5, 20))):
        if not isi:
            break
        i, n = r.randrange(len(isi)), r.choice((1, 1, 2, 8, 100, 3000))
        cara = r.randrange(6)
        if cara == 0:
            isi[i] ^= 1 << r.randrange(8)
        elif cara == 1:
            del isi[i:]
        elif cara == 2:
            del isi[i : i + n]
        elif cara == 3:
            isi[i:i] = isi[max(0, i - n) : i]
        elif cara == 4:
            isi[i : i + n] = r.randbytes(n)
        else:
            isi[i:i] = r.choice(MENTAH)
    return bytes(isi)


def _headers(r: random.Random, data: bytes) -> bytes:
    """Fields of the directory and of local headers: sizes, CRC, flags, method, offsets, lengths, counts."""
    isi = bytearray(data)
    tanda, ruas = r.choice([
        (b"PK\x01\x02", [(8, "H"), (10, "H"), (16, "I"), (20, "I"), (24, "I"), (28, "H"), (30, "H"), (32, "H"),
                         (42, "I")]),
        (b"PK\x03\x04", [(4, "H"), (6, "H"), (8, "H"), (14, "I"), (18, "I"), (22, "I"), (26, "H"), (28, "H")]),
        (b"PK\x05\x06", [(4, "H"), (6, "H"), (8, "H"), (10, "H"), (12, "I"), (16, "I"), (20, "H")])])
    for _ in range(r.choice((1, 1, 3))):
        letak = r.choice([m.start() for m in re.finditer(re.escape(tanda), data)])
        geser, bentuk = r.choice(ruas)
        if letak + geser + struct.calcsize(bentuk) > len(isi):
            continue
        (kini,) = struct.unpack_from("<" + bentuk, isi, letak + geser)
        atas = 2 ** (8 * struct.calcsize(bentuk)) - 1
        baru = r.choice((0, 1, atas, atas - 1, kini + 1, kini - 1, kini * 2, kini // 2, r.randint(0, atas)))
        struct.pack_into("<" + bentuk, isi, letak + geser, baru % (atas + 1))
    return bytes(isi)


def _members(r: random.Random, parts: dict[str, bytes]) -> bytes:
    """Members swapped, lost, doubled, renamed, filled with others' or random bytes."""
    baru, nama = dict(parts), sorted(parts)
    lagi: list[tuple[str, bytes]] = []
    for _ in range(r.choice((1, 1, 2, 3))):
        a, b = r.choice(nama), r.choice(nama)
        cara = r.randrange(7)
        if cara == 0:
            baru[a], baru[b] = baru.get(b, b""), baru.get(a, b"")
        elif cara == 1:
            baru.pop(a, None)
        elif cara == 2:
            lagi.append((r.choice((a, a.upper(), "xl/" + a, "../" + a, "/" + a, a.replace("/", "\\"))), parts[b]))
        elif cara == 3:
            baru[r.choice((a.upper(), a + " ", a.replace(".xml", ".bin"), "x/" + a))] = baru.pop(a, b"")
        elif cara == 4:
            baru[a] = r.randbytes(r.choice((0, 1, 100, 5000)))
        elif cara == 5:
            baru[a] = parts[b]
        else:
            baru[a] = parts[a][: r.randrange(len(parts[a]) + 1)]
    return pack(baru, *lagi)  # type: ignore[arg-type]


# -- XML in a valid zip ------------------------------------------------------------------------------------------


def _escape(teks: str) -> bytes:
    return (teks.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").encode("utf-8", "surrogatepass"))


def _attribute(r: random.Random, xml: bytes) -> bytes:
    """One attribute of one tag gets another value, goes, or comes twice."""
    cocok = list(_ATRIBUT.finditer(xml))
    if not cocok:
        return xml
    m = r.choice(cocok)
    ganti = r.choice((
        m[1] + b'="' + _escape(r.choice(ANEH)) + b'"', b"", m[0] + b" " + m[0], m[1] + b"x=" + m[0].partition(b"=")[2],
        m[1] + b'="' + r.choice(cocok)[2] + b'"'))
    return xml[: m.start()] + ganti + xml[m.end() :]


def _text(r: random.Random, xml: bytes) -> bytes:
    """One text becomes another one."""
    cocok = list(_TEKS.finditer(xml))
    if not cocok:
        return xml
    m = r.choice(cocok)
    ganti = r.choice((_escape(r.choice(ANEH)), r.choice(cocok)[1], r.choice(MENTAH), m[1] * r.choice((2, 50))))
    return xml[: m.start(1)] + ganti + xml[m.end(1) :]


def _tags(r: random.Random, xml: bytes) -> bytes:
    """Tags lost, doubled, swapped, moved, wrapped; a stretch of elements copied elsewhere."""
    cocok = list(_TAG.finditer(xml))
    if len(cocok) < 2:
        return xml
    a, b = sorted(r.sample(cocok, 2), key=lambda m: m.start())
    potong = xml[a.start() : b.end()][:20_000]
    cara = r.randrange(6)
    if cara == 0:
        return xml[: a.start()] + xml[a.end() :]
    if cara == 1:
        return xml[: a.end()] + a[0] + xml[a.end() :]
    if cara == 2:
        return xml[: a.start()] + b[0] + xml[a.end() : b.start()] + a[0] + xml[b.end() :]
    if cara == 3:
        return xml[: a.start()] + xml[a.start() + len(potong) :] + (potong if r.random() < 0.5 else b"")
    if cara == 4:
        return xml[: b.end()] + potong * r.choice((1, 1, 3)) + xml[b.end() :]
    return xml[: a.start()] + b"<x>" + a[0] + b"</x>" + xml[a.end() :]


def _raw(r: random.Random, xml: bytes) -> bytes:
    """Raw bytes put anywhere: markup, invalid UTF-8, DOCTYPE, deep nesting."""
    i = r.randrange(len(xml) + 1)
    dalam = r.choice((300, 3000, 60_000))
    ganti = r.choice((*MENTAH, b"<x>" * dalam, b"<x>" * dalam + b"</x>" * dalam, r.randbytes(3)))
    return xml[:i] + ganti + xml[i + r.choice((0, 0, 1, 30)) :]


def _encoding(r: random.Random, xml: bytes) -> bytes:
    """The part in another encoding, whether it says so or not."""
    try:
        teks = xml.decode()
    except UnicodeDecodeError:
        return xml
    sandi = r.choice(("utf-16", "utf-16-le", "utf-8-sig", "utf-32", "latin-1"))
    return r.choice((teks, teks.replace("UTF-8", sandi.upper()))).encode(sandi, "replace")


_XML = (_attribute, _attribute, _attribute, _text, _text, _tags, _tags, _raw, _encoding)
#: Parts in which a mutation is worth more than in a theme.
_PENTING = re.compile(r"sheet\d+\.xml$|workbook\.xml|sharedStrings|styles|custom\.xml|Content_Types|core\.xml|\.rels$")


def _xml(r: random.Random, parts: dict[str, bytes]) -> bytes:
    baru = dict(parts)
    penting = [n for n in sorted(parts) if _PENTING.search(n)]
    for _ in range(r.choice((1, 1, 1, 2, 4))):
        nama = r.choice(penting) if r.random() < 0.9 else r.choice(sorted(parts))
        baru[nama] = r.choice(_XML)(r, baru[nama])
    return pack(baru)  # type: ignore[arg-type]


CARA: dict[str, Callable[[random.Random, bytes, dict[str, bytes]], bytes]] = {
    "bita": lambda r, data, _: _bytes(r, data), "kepala": lambda r, data, _: _headers(r, data),
    "anggota": lambda r, _, parts: _members(r, parts), "xml": lambda r, _, parts: _xml(r, parts),
}
_BERAT = {"bita": 2, "kepala": 2, "anggota": 2, "xml": 9, "daftar": 1, "naskah": 1, "pengaturan": 1}
#: Cases that are no kertas kerja: the XML of one of `_tables`, and who reads it.
TABEL: dict[str, tuple[int, Callable[[Path], object]]] = {
    "daftar": (0, lambda path: read_list(path, _list_instrument())),
    "naskah": (1, lambda path: load_any(str(path))),
    "pengaturan": (2, read_settings),
}


def make_case(benih: int) -> tuple[str, bytes]:
    """(way of mutating, the bytes of the file) of a seed; the same on every machine."""
    r = random.Random(benih)
    cara = r.choices(list(_BERAT), list(_BERAT.values()))[0]
    if cara in TABEL:
        return cara, _xml(r, _tables()[TABEL[cara][0]][1])
    data, parts = _bases()[0 if r.random() < 0.6 else r.randrange(1, len(_bases()))]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return cara, CARA[cara](r, data, parts)


# -- what it is put through --------------------------------------------------------------------------------------


Hasil = tuple[str, object]


def use(path: Path) -> Hasil:
    """Everything a file goes through alone: (kode it is refused with, "") or ("", what was read and found)."""
    try:
        bacaan = read_alone(path, instrumen_uji(jahat.KEBIJAKAN))
        return "", (bacaan.buku, bacaan.isian, inspect(bacaan, jahat.PUBLIK), check_workbook(bacaan))
    except KinerjaError as galat:
        return galat.kode, ""


def use_table(cara: str, path: Path) -> str:
    """The list or the authored instrument; the kode it is refused with, "" when it is read."""
    try:
        TABEL[cara][1](path)
    except KinerjaError as galat:
        return galat.kode
    return ""


def use_batch(borongan: Borongan, path: Path) -> Hasil:
    """The same in a batch that remembers what all files before had in common."""
    try:
        bacaan = borongan.read(path)
        return "", (bacaan.buku, bacaan.isian, inspect(bacaan, jahat.PUBLIK), check_workbook(bacaan))
    except KinerjaError as galat:
        return galat.kode, ""


def collect_one(penilai: Penilai, path: Path) -> str:
    """What collecting makes of it: the state; RuntimeError when it stumbled, which it would tell the user as KPL07."""
    hasil = penilai.assess(Tugas("kasus.xlsx", str(path)))
    if not isinstance(hasil, BarisRegister):
        raise RuntimeError(f"kumpul: {hasil}")
    return hasil.keadaan


def _difference(a: Hasil, b: Hasil) -> str:
    if a[0] or b[0]:
        return f"{a[0] or 'dibaca'} sendiri, {b[0] or 'dibaca'} dalam borongan"
    assert isinstance(a[1], tuple)
    assert isinstance(b[1], tuple)
    apa = ("buku", "isian", "keaslian", "catatan")
    return ", ".join(n for n, x, y in zip(apa, a[1], b[1], strict=True) if x != y)


class TerlaluLama(BaseException):
    """A case used more processor time than DETIK_MAKS."""


def _too_long(*_: object) -> None:
    raise TerlaluLama


def _peak() -> int:
    """Bytes of memory this process held at most. `ru_maxrss` would also count the process that started it."""
    with open("/proc/self/status", encoding="ascii") as berkas:
        return next(int(b.split()[1]) for b in berkas if b.startswith("VmHWM:")) * 1024


def run(awal: int, jumlah: int) -> dict[str, object]:
    """Work through seeds; see the module."""
    resource.setrlimit(resource.RLIMIT_AS, (ALAMAT_MAKS, ALAMAT_MAKS))
    signal.signal(signal.SIGVTALRM, _too_long)
    ins = instrumen_uji(jahat.KEBIJAKAN)
    borongan, penilai = Borongan(ins), Penilai(Syarat(ins, jahat.PUBLIK, {}))
    hasil: Counter[str] = Counter()
    lolos: list[str] = []
    beda: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kasus.xlsx"
        for benih in range(awal, awal + jumlah):
            cara, data = make_case(benih)
            path.write_bytes(data)
            signal.setitimer(signal.ITIMER_VIRTUAL, DETIK_MAKS)
            try:
                if cara in TABEL:
                    hasil[f"{cara} {'ditolak' if use_table(cara, path) else 'dibaca'}"] += 1
                    continue
                sendiri = use(path)
                hasil[f"{cara} {'ditolak' if sendiri[0] else 'dibaca'}"] += 1
                if collect_one(penilai, path) != "tidak_terbaca" and sendiri[0]:
                    beda.append(f"benih {benih} ({cara}): {sendiri[0]} sendiri, dibaca saat dikumpulkan")
                if sendiri != (bersama := use_batch(borongan, path)):
                    beda.append(f"benih {benih} ({cara}): {_difference(sendiri, bersama)}")
            except (Exception, TerlaluLama) as galat:
                letak = traceback.extract_tb(galat.__traceback__)[-1]
                lolos.append(f"benih {benih} ({cara}): {type(galat).__name__} {galat} di {letak.name}:{letak.lineno}")
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    puncak = _peak()
    return {"hasil": dict(hasil), "lolos": lolos, "beda": beda, "puncak": puncak}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))
