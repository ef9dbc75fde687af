"""Filled workbooks as an application would save them, made by rewriting XML: thousands in seconds, without a writer.

Inputs are put into their cells and every keyed result gets the core's value, so that nothing looks stale. Members of
the zip that do not change are copied as they are packed. The rehearsal and its tests use this.
"""

from __future__ import annotations

import contextlib
import copy
import io
import re
import struct
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.penilaian import Olahan, core_values, score_olahan
from kinerja_core.lembar import denah as base
from kinerja_core.lembar.denah import Denah
from kinerja_core.lembar.isian import Isian
from kinerja_core.segel.tampilan import Ingatan, parse_shown, shown_value
from kinerja_core.xlsx.buku import Posisi, alamat

_SEL = re.compile(r'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)(?: t="[a-z]+")?(?:/>|>(<f>.*?</f>)?.*?</c>)', re.DOTALL)
_TERSIMPAN = re.compile(r'<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")?(?: t="(str)")?><f>[^<]*</f><v>([^<]*)</v></c>')


class Rumus(str):
    """A formula (without "=") typed into an input."""

    __slots__ = ()


def cell_xml(tempat: str, gaya: str, nilai: Nilai, rumus: str = "") -> str:
    """One cell as Excel saves it; `gaya` is ` s="7"` or "", `rumus` a whole <f> element."""
    if isinstance(nilai, Rumus):
        return f'<c r="{tempat}"{gaya}><f>{escape(nilai, quote=False)}</f></c>'
    if nilai is None or (nilai == "" and not rumus):
        return f'<c r="{tempat}"{gaya}>{rumus}</c>' if rumus else f'<c r="{tempat}"{gaya}/>'
    if isinstance(nilai, bool):
        return f'<c r="{tempat}"{gaya} t="b">{rumus}<v>{int(nilai)}</v></c>'
    if isinstance(nilai, Galat):
        return f'<c r="{tempat}"{gaya} t="e">{rumus}<v>{nilai.teks}</v></c>'
    if isinstance(nilai, str):
        isi = escape(nilai, quote=False)
        if rumus:
            return f'<c r="{tempat}"{gaya} t="str">{rumus}<v>{isi}</v></c>'
        return f'<c r="{tempat}"{gaya} t="inlineStr"><is><t xml:space="preserve">{isi}</t></is></c>'
    return f'<c r="{tempat}"{gaya}>{rumus}<v>{nilai!r}</v></c>'


def put_cells(xml: str, isi: Mapping[str, Nilai]) -> str:
    """A sheet part with these cells (by address) changed; a formula in them stays. Cells it does not have are left."""

    def ganti(cocok: re.Match[str]) -> str:
        if cocok[1] not in isi:
            return cocok[0]
        return cell_xml(cocok[1], cocok[2], isi[cocok[1]], cocok[3] or "")

    return _SEL.sub(ganti, xml)


def parts_of(denah: Denah) -> dict[str, str]:
    """Sheet name -> its part, as our writer numbers them."""
    return {s.nama: f"xl/worksheets/sheet{n}.xml" for n, s in enumerate(denah.lembar, start=1)}


@dataclass(frozen=True)
class Anggota:
    """A member of a zip as it is packed: its entry of the directory, and its local header with its bytes."""

    info: zipfile.ZipInfo
    mentah: bytes


def packed(data: bytes) -> dict[str, Anggota]:
    """Every member of a zip as it is packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return {info.filename: Anggota(info, _raw(data, info)) for info in z.infolist()}


def _raw(data: bytes, info: zipfile.ZipInfo) -> bytes:
    panjang_nama, panjang_ekstra = struct.unpack_from("<HH", data, info.header_offset + 26)
    return data[info.header_offset : info.header_offset + 30 + panjang_nama + panjang_ekstra + info.compress_size]


def pack_members(isi: Mapping[str, bytes]) -> dict[str, Anggota]:
    """Members packed once, for many zips."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, data in isi.items():
            z.writestr(zipfile.ZipInfo(nama, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return packed(keluar.getvalue())


def join_members(anggota: Iterable[Anggota]) -> bytes:
    """A zip of packed members, in that order."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as z:
        for a in anggota:
            info = copy.copy(a.info)
            info.header_offset = keluar.tell()
            keluar.write(a.mentah)
            z.filelist.append(info)
            z.NameToInfo[info.filename] = info
        z.start_dir = keluar.tell()
        z._didModify = True  # type: ignore[attr-defined]
    return keluar.getvalue()


def repack(data: bytes, ganti: Mapping[str, bytes]) -> bytes:
    """The zip with these members replaced or added; the others are copied as they are packed."""
    return join_members((packed(data) | pack_members(ganti)).values())


@lru_cache(maxsize=64)
def stored_results(xml: str) -> dict[str, Nilai]:
    """What the formula cells of a sheet part hold, by address; texts and numbers only."""
    hasil: dict[str, Nilai] = {}
    for tempat, jenis, isi in _TERSIMPAN.findall(xml):
        hasil[tempat] = unescape(isi) if jenis == "str" else float(isi)
    return hasil


def results(bagian: Mapping[str, str], instrumen: Instrumen, denah: Denah, isian: Isian,
            kecuali: str = "") -> dict[str, dict[str, Nilai]]:
    """Per sheet what an application stores: inputs, the core's values, and what visible cells show of them.

    `bagian` are the sheet parts of the template by sheet name; workings nobody shows, and cells whose formula holds
    the text `kecuali`, keep what stands there.
    """
    olahan = Olahan(instrumen, isian)
    inti = core_values(olahan, score_olahan(olahan))
    hasil: dict[str, dict[str, Nilai]] = {s.nama: {} for s in denah.lembar}
    for kunci, (lembar, pos) in denah.keluaran.items():
        hasil[lembar][alamat(pos)] = inti[kunci]
    for kotak, (lembar, pos) in denah.masukan.items():
        hasil[lembar][alamat(pos)] = isian.data.get(kotak)

    ingatan: Ingatan = {}

    def stored(lembar: str, pos: Posisi) -> Nilai:
        tempat, sel = alamat(pos), denah.sheet(lembar).sel.get(pos)
        if tempat in hasil[lembar]:
            return hasil[lembar][tempat]
        if sel is None or not isinstance(sel.isi, base.Rumus):
            return sel.isi if sel is not None and isinstance(sel.isi, str | int | float) else None
        if (ungkapan := parse_shown(sel.isi.teks, lembar)) is None:
            return stored_results(bagian[lembar])[tempat]
        hasil[lembar][tempat] = shown_value(ungkapan, stored, ingatan)
        return hasil[lembar][tempat]

    for s in denah.lembar:
        for pos, sel in s.sel.items():
            if s.status == "tampak" and isinstance(sel.isi, base.Rumus) and parse_shown(sel.isi.teks, s.nama):
                if kecuali and kecuali.casefold() in sel.isi.teks.casefold():
                    continue
                with contextlib.suppress(KeyError):
                    stored(s.nama, pos)
    return hasil


def filled_parts(templat: bytes, instrumen: Instrumen, denah: Denah, isian: Isian, *,
                 tersimpan: bool = True) -> dict[str, bytes]:
    """The sheet parts that filling changes; `tersimpan` False: no result has a cached value."""
    nama = parts_of(denah)
    with zipfile.ZipFile(io.BytesIO(templat)) as z:
        bagian = {lembar: z.read(b).decode() for lembar, b in nama.items()}
    if tersimpan:
        isi = results(bagian, instrumen, denah, isian)
    else:
        isi = {lembar: {} for lembar in nama}
        for kotak, (lembar, pos) in denah.masukan.items():
            isi[lembar][alamat(pos)] = isian.data.get(kotak)
    ganti = {lembar: put_cells(bagian[lembar], sel) for lembar, sel in isi.items() if sel}
    if not tersimpan:
        ganti = {lembar: re.sub(r"(</f>|<f/>)<v>[^<]*</v>", r"\1", ganti.get(lembar, xml))
                 for lembar, xml in bagian.items()}
    return {nama[lembar]: xml.encode() for lembar, xml in ganti.items()}


def fill(templat: bytes, instrumen: Instrumen, denah: Denah, isian: Isian, *, tersimpan: bool = True) -> bytes:
    """The template with that filling, Data Umum included."""
    return repack(templat, filled_parts(templat, instrumen, denah, isian, tersimpan=tersimpan))


class Pengisi:
    """Fills many templates of one instrument: what templates of equal parts and one filling have in common is kept.

    `denah` is that of any office, `nama` its name, which formulas of the others do not hold.
    """

    def __init__(self, instrumen: Instrumen, denah: Denah, nama: str) -> None:
        self.instrumen, self.denah, self.nama = instrumen, denah, nama
        self._hasil: dict[object, dict[str, dict[str, Nilai]]] = {}
        self._simpan: dict[tuple[object, str, int], Anggota] = {}

    def fill(self, templat: bytes, isian: Isian, kunci: object) -> bytes:
        """`kunci` names the filling: equal keys are equal fillings, Data Umum included."""
        ada = packed(templat)
        for lembar, bagian in parts_of(self.denah).items():
            if isi := self._results(templat, isian, kunci)[lembar]:
                tanda = kunci, bagian, ada[bagian].info.CRC
                if tanda not in self._simpan:
                    with zipfile.ZipFile(io.BytesIO(templat)) as z:
                        xml = put_cells(z.read(bagian).decode(), isi)
                    self._simpan[tanda] = pack_members({bagian: xml.encode()})[bagian]
                ada[bagian] = self._simpan[tanda]
        return join_members(ada.values())

    def _results(self, templat: bytes, isian: Isian, kunci: object) -> dict[str, dict[str, Nilai]]:
        if kunci not in self._hasil:
            with zipfile.ZipFile(io.BytesIO(templat)) as z:
                bagian = {lembar: z.read(b).decode() for lembar, b in parts_of(self.denah).items()}
            self._hasil[kunci] = results(bagian, self.instrumen, self.denah, isian, self.nama)
        return self._hasil[kunci]
