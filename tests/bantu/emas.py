"""Golden digests of a workbook as text: one line per part of the package, a sheet with what it holds.

A line is the first half of the SHA-256 of the part's content, its name, and of a sheet: name, number of cells, and a
short digest each of values (shared strings resolved), formulas with their number, styles, and of all that stands
outside its cells (widths, heights, validations, conditional formats, page). Only the part's own digest decides; the
others say what changed, also where every later shared string moved by one.
"""

from __future__ import annotations

import hashlib
import html
import re
import zipfile
from io import BytesIO

KEPALA = "# Ditulis oleh tests/perbarui_contoh.py; lihat tests/bantu/emas.py.\n"
_SEL = re.compile(rb'<c r="([A-Z]+\d+)"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>(.*?)</c>)', re.DOTALL)
_RUMUS = re.compile(rb"<f[^>]*>(.*?)</f>|<f[^>]*/>", re.DOTALL)
_NILAI = re.compile(rb"<v>(.*?)</v>", re.DOTALL)
_BARIS = re.compile(r"^(?P<sidik>[0-9a-f]{32})  (?P<bagian>[^\t]+)(?:\t(?P<isi>.*))?$")


def _digest(isi: bytes, panjang: int = 32) -> str:
    return hashlib.sha256(isi).hexdigest()[:panjang]


def _lines(baris: list[bytes]) -> str:
    return _digest(b"\n".join(baris), 8)


def _strings(paket: zipfile.ZipFile) -> list[bytes]:
    """The shared strings."""
    if "xl/sharedStrings.xml" not in paket.namelist():
        return []
    return [b"".join(re.findall(rb"<t[^>]*>(.*?)</t>", si, re.DOTALL))
            for si in re.findall(rb"<si>(.*?)</si>", paket.read("xl/sharedStrings.xml"), re.DOTALL)]


def _sheet_names(paket: zipfile.ZipFile) -> dict[str, str]:
    """Part -> name of its sheet."""
    tujuan = dict(re.findall(r'Id="(\w+)"[^>]*?Target="([^"]+)"',
                             paket.read("xl/_rels/workbook.xml.rels").decode().replace("\n", " ")))
    lembar = re.findall(r'<sheet name="([^"]+)"[^>]*r:id="(\w+)"', paket.read("xl/workbook.xml").decode())
    return {f"xl/{tujuan[id_]}": html.unescape(nama) for nama, id_ in lembar if id_ in tujuan}


def describe_sheet(nama: str, isi: bytes, teks: list[bytes]) -> str:
    """What a sheet holds, as its line says it."""
    nilai, rumus, gaya = [], [], []
    for tempat, s, t, sel in _SEL.findall(isi):
        gaya.append(tempat + b" " + s)
        if f := _RUMUS.search(sel):
            rumus.append(tempat + b" " + (f[1] or b""))
        if v := _NILAI.search(sel):
            nilai.append(tempat + b" " + (teks[int(v[1])] if t == b"s" else v[1]))
        elif sel and not f:
            nilai.append(tempat + b" " + sel)
    bagian = {"sel": str(len(gaya)), "nilai": _lines(nilai), "rumus": f"{len(rumus)} {_lines(rumus)}",
              "gaya": _lines(gaya), "lain": _digest(_SEL.sub(b"", isi), 8)}
    return f"{nama}: " + ", ".join(f"{k} {v}" for k, v in bagian.items())


def digest_text(isi: bytes) -> str:
    """The digests of a workbook, one line per part in the order of the package."""
    with zipfile.ZipFile(BytesIO(isi)) as paket:
        teks, nama = _strings(paket), _sheet_names(paket)
        baris = []
        for bagian in paket.namelist():
            data = paket.read(bagian)
            lembar = "\t" + describe_sheet(nama[bagian], data, teks) if bagian in nama else ""
            baris.append(f"{_digest(data)}  {bagian}{lembar}\n")
    return KEPALA + "".join(baris)


def _parts(emas: str) -> dict[str, tuple[str, str]]:
    """Part -> (digest, what its sheet holds) of a text of digests."""
    cocok = map(_BARIS.match, emas.splitlines())
    return {m["bagian"]: (m["sidik"], m["isi"] or "") for m in cocok if m}


def _change(lama: str, baru: str) -> str:
    """What of a sheet differs, from its two descriptions."""
    nama, _, kini = baru.partition(": ")
    dulu = lama.partition(": ")[2].split(", ")
    beda = [b.split()[0] for b in kini.split(", ") if b not in dulu]
    return f"{nama} ({', '.join(beda) or 'nomor teks'})"


def differences(emas: str, isi: bytes) -> list[str]:
    """How a workbook differs from its digests: each part, of a sheet its name and what changed; [] for none.

    A sheet counts as changed too where only a shared text of it did.
    """
    lama = _parts(emas)
    with zipfile.ZipFile(BytesIO(isi)) as paket:
        baru = {bagian: _digest(paket.read(bagian)) for bagian in paket.namelist()}
    if list(baru.items()) == [(bagian, sidik) for bagian, (sidik, _) in lama.items()]:
        return []
    rinci = _parts(digest_text(isi))
    beda = [f"{bagian}: hilang" for bagian in lama if bagian not in baru]
    beda += [f"{bagian}: baru" for bagian in baru if bagian not in lama]
    for bagian, kini in rinci.items():
        if bagian in lama and (dulu := lama[bagian]) != kini:
            beda.append(f"{bagian}: {_change(dulu[1], kini[1])}" if dulu[1] and kini[1] else bagian)
    return beda or ["urutan bagian berbeda"]
