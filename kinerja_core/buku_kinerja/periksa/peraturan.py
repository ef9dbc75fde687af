"""Checks of the regulations a document rests on: younger than it, named twice, named in two ways.

Dasar: ../shared design, domain.md 6.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, NamedTuple

from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa.dokumen import is_consideration, printed_date, year_of
from kinerja_core.buku_kinerja.periksa.kata import Catatan, resemblance, shorten, text_key

PERATURAN_SEBULAN: Annotated[
    int, "DOK02", "Peraturan sejenis yang lazim terbit dalam sebulan: keputusan 4 Januari tidak mungkin berdasar "
                  "peraturan nomor 39 tahun yang sama."] = 15
BULAN_AWAL: Annotated[int, "DOK02", "Hanya dokumen bulan pertama sampai bulan ini yang diragukan begitu."] = 3
MIRIP_HAL: Annotated[
    float, "DOK05", "Bunyi sesudah kata tentang yang semirip ini dianggap peraturan yang sama; bunyi peraturan lain "
                    "jauh di bawahnya."] = 0.75


_NOMOR_TAHUN = re.compile(r"(?i)\b(?:nomor|no\.?)\s*:?\s*(?P<nomor>[^\s,;]+(?:\s?/\S+)?)\s+tahun\s+(?P<tahun>\d{4})")
_NOMOR_MENTERI = re.compile(r"(?i)\bper\s*[-/]?\s*(?P<nomor>\d+)\s*/\s*m\.?\s?pan\s*/\s*\d+\s*/\s*(?P<tahun>\d{4})")


def _regulation(teks: str) -> tuple[str, str, int] | None:
    """(kind and issuer, number, year) of a regulation; None when its title does not tell them."""
    cocok = min((m for m in (_NOMOR_TAHUN.search(teks), _NOMOR_MENTERI.search(teks)) if m),
                key=lambda m: m.start(), default=None)
    if cocok is None:
        return None
    jenis = re.sub(r"(?i)\b(nomor|no)\b.*", "", teks[: cocok.start()])
    return text_key(jenis).replace("republikindonesia", ""), cocok["nomor"].lstrip("0").lower(), int(cocok["tahun"])


def _decree_month(p: Pengukuran, d: str) -> tuple[int, int]:
    """(year, month) a document was made in; month 12 when unknown; a report is made in the year after its own."""
    r = p.rencana
    tahun, bulan, _ = printed_date(r.teks(d, "tanggal"))
    if tahun:
        return tahun, bulan or 12
    return year_of(p, d) + (r.teks(d, "jenis").upper() == "LKJIP"), 12


def check_regulations(p: Pengukuran) -> list[Catatan]:
    """DOK02, DOK04: a regulation younger than the document that rests on it; the same regulation named twice.

    Younger: every "Nomor ... Tahun ..." of the text counts, also of changes. In the same year a regulation is doubted
    when the document is of January to March and the number is above `PERATURAN_SEBULAN` for each month gone. A
    regulation may stand in the considerations and in the list of bases: that is not twice.
    """
    r = p.rencana
    hasil: list[Catatan] = []
    terlihat: dict[tuple[str, object], str] = {}
    for h in r.used("dasar"):
        teks, d = r.teks(h, "peraturan"), r.teks(h, "dokumen").upper()
        tahun, bulan = _decree_month(p, d)
        for m in (*_NOMOR_TAHUN.finditer(teks), *_NOMOR_MENTERI.finditer(teks)):
            terbit, nomor = int(m["tahun"]), re.match(r"\d{1,6}", m["nomor"])
            awal = terbit == tahun and bulan <= BULAN_AWAL and nomor and int(nomor[0]) > PERATURAN_SEBULAN * bulan
            if terbit > tahun or awal:
                a = f"{terbit} ({shorten(teks, 45)})"
                hasil.append(Catatan("DOK02", h, "peraturan", a, shorten(r.teks(d, "tanggal")) or tahun, terbit))
                break
        if is_consideration(r.teks(h, "nomor")) or not teks:
            continue
        kunci = (d, _regulation(teks) or text_key(teks))
        if kunci in terlihat:
            dulu = terlihat[kunci]
            hasil.append(Catatan("DOK04", h, "peraturan", r.teks(dulu, "nomor") or dulu, shorten(teks), teks))
        terlihat.setdefault(kunci, h)
    return hasil


class _Peraturan(NamedTuple):
    """A regulation of a document as its title names it; `kepala` is that name, `hal` what it is about."""

    slot: str
    kepala: str
    jenis: str
    nomor: str
    tahun: int
    hal: str


_KUTIPAN = re.compile(r"(?i)\(\s*(?:tambahan\s+)?(?:lembaran|berita)\s.*", re.DOTALL)
#: Official short names of kinds of regulation.
_SINGKATAN = {"undangundang": "uu", "peraturanpemerintah": "pp", "peraturanpresiden": "perpres",
              "perbup": "peraturanbupati", "perda": "peraturandaerah", "instruksipresiden": "inpres",
              "keputusanpresiden": "keppres"}


def _named(slot: str, teks: str) -> _Peraturan | None:
    """A regulation by the parts of its title; None without number and year or without what it is about."""
    kepala, tentang, hal = _KUTIPAN.sub("", teks).partition(" tentang ") if " tentang " in teks else (
        _KUTIPAN.sub("", teks).partition(" Tentang "))
    dasar = _regulation(kepala)
    if dasar is None or not tentang:
        return None
    jenis = re.sub(r"(?i)\s(kab(upaten|\.)?|kota|provinsi|bupati|wali\s?kota|gubernur)\b.*", "", kepala)
    jenis = re.sub(r"(?i)\b(nomor|no)\b.*", "", jenis)
    penerbit = next((k for k in ("bupati", "gubernur", "walikota") if k in text_key(kepala)), "")
    kunci = text_key(jenis) + ("" if penerbit in text_key(jenis) else penerbit)
    return _Peraturan(slot, shorten(kepala), _SINGKATAN.get(kunci, kunci), dasar[1], dasar[2], hal)


def _one_regulation(a: _Peraturan, b: _Peraturan) -> bool:
    """The same matter and number, and either kind or year different? Numbers inside the matter must be the same."""
    satu_beda = a.nomor == b.nomor and (a.jenis == b.jenis) != (a.tahun == b.tahun)
    angka = [re.findall(r"\d+", x.hal) for x in (a, b)]
    ubah = ["perubahan" in x.hal.lower() for x in (a, b)]
    return satu_beda and angka[0] == angka[1] and ubah[0] == ubah[1] and resemblance(a.hal, b.hal) >= MIRIP_HAL


def check_one_regulation(p: Pengukuran) -> list[Catatan]:
    """DOK05: one regulation under two kinds or years in one document; said at the later one.

    Instruksi Presiden 29/2014 beside Peraturan Presiden 29/2014, Peraturan Bupati 81/2020 beside Peraturan Daerah
    81/2020: they are about the same matter.
    """
    r, hasil = p.rencana, []
    dulu: list[tuple[str, _Peraturan]] = []
    for h in r.used("dasar"):
        ini = _named(h, r.teks(h, "peraturan"))
        if ini is None:
            continue
        d = r.teks(h, "dokumen").upper()
        lain = next((x for dok, x in dulu if dok == d and _one_regulation(x, ini)), None)
        if lain is not None:
            hasil.append(Catatan("DOK05", h, "peraturan", ini.kepala, f"{lain.kepala} ({lain.slot})",
                                 r.teks(h, "peraturan")))
        dulu.append((d, ini))
    return hasil


PEMERIKSAAN: tuple[Callable[[Pengukuran], list[Catatan]], ...] = (check_regulations, check_one_regulation)
