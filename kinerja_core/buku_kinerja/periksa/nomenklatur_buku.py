"""Checks against the nomenclature of urusan 7.01: names, codes, counts, and what an indicator of a sub kegiatan means.

Only level cek: the list is not complete and a row of it may be unconfirmed.

Dasar: Permendagri 90/2019 and its updates, urusan 7.01 (workbook_templates/nomenklatur_7_01.toml).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from kinerja_core.buku_kinerja.nomenklatur import cari, daftar, induk_kode, normal_kode, sama_nama
from kinerja_core.buku_kinerja.pengukuran import SUB_KEGIATAN, Pengukuran
from kinerja_core.buku_kinerja.periksa.angka_tercetak import BANYAKNYA, TINGKAT_BANYAK, AngkaCetak, printed
from kinerja_core.buku_kinerja.periksa.indikator import worded
from kinerja_core.buku_kinerja.periksa.kata import Catatan, coverage, figure, shorten
from kinerja_core.buku_kinerja.periksa.kelengkapan import quote_difference
from kinerja_core.buku_kinerja.rencana import TINGKAT

MILIK_LAIN: Annotated[
    float, "IND07", "Indikator yang memuat sebanyak ini kata nama sub kegiatan lain dianggap miliknya."] = 0.99
MILIK_SENDIRI: Annotated[
    float, "IND07", "Selama kata nama sub kegiatannya sendiri termuat sebanyak ini, tidak ada yang ditanyakan."] = 0.5


def check_nomenclature(p: Pengukuran) -> list[Catatan]:
    """NMK01, NMK02: a node's code names something else, is unknown, or stands under another parent's code.

    Only nodes that carry a code are asked. A code whose row is not confirmed is asked like any other.
    """
    r, hasil = p.rencana, []
    for n in p.pohon.walk():
        if not (kode := r.teks(n, "nomenklatur")):
            continue
        baris = cari(kode)
        if baris is None:
            hasil.append(Catatan("NMK02", n, "nomenklatur", kode, "tidak ada dalam daftar urusan 7.01", kode))
            continue
        if not sama_nama(baris.nama, r.teks(n, "uraian")):
            a, b = quote_difference(r.teks(n, "uraian"), baris.nama)
            hasil.append(Catatan("NMK01", n, "nomenklatur", a, b, kode))
        induk = p.pohon.induk.get(n)
        atas = normal_kode(r.teks(induk, "nomenklatur")) if induk else ""
        if atas and atas != induk_kode(kode):
            hasil.append(Catatan("NMK02", n, "nomenklatur", kode, f"induknya {atas}, seharusnya {induk_kode(kode)}",
                                 kode))
    return hasil


def check_foreign_indicator(p: Pengukuran) -> list[Catatan]:
    """IND07: an indicator of a sub kegiatan that says, word for word, what another sub kegiatan of the list is.

    Its own sub kegiatan counts by its code and by its name. A name made of the words of the branch it stands on tells
    nothing.
    """
    r, hasil = p.rencana, []
    semua = [n.nama for n in daftar() if n.jenis == "Sub Kegiatan"]
    for i, teks in worded(p):
        n = p.sasaran_of(i)
        if p.pohon.level(n) != SUB_KEGIATAN:
            continue
        resmi = cari(r.teks(n, "nomenklatur"))
        sendiri = max(coverage(x, teks) for x in (r.teks(n, "uraian"), resmi.nama if resmi else ""))
        cabang = " ".join(r.teks(x, "uraian") for x in (n, *p.pohon.ancestors(n)))
        lain = [nama for nama in semua if coverage(nama, teks) >= MILIK_LAIN > coverage(nama, cabang)]
        if lain and sendiri < MILIK_SENDIRI:
            hasil.append(Catatan("IND07", i, "node", shorten(r.teks(n, "uraian")), shorten(max(lain, key=len)),
                                 r.nilai(i, "node")))
    return hasil


def _in_list(kode: str, jenis: str) -> int:
    """How many rows of a level the list has, in all or below a code."""
    return sum(1 for x in daftar() if x.jenis == jenis and (not kode or induk_kode(x.kode) == kode))


def check_counts_of_list(p: Pengukuran) -> list[Catatan]:
    """NMK03: more programs, kegiatan or sub kegiatan than the list has, printed or in the tree; fewer than above.

    Every program has a kegiatan and every kegiatan a sub kegiatan: 5 program and 4 kegiatan contradict themselves.
    """
    r, hasil = p.rencana, []
    cetak: dict[str, list[AngkaCetak]] = {}
    for c in printed(p):
        if c.kolom in BANYAKNYA and c.angka is not None:
            cetak.setdefault(c.tabel.upper(), []).append(c)
    for baris in cetak.values():
        for c in baris:
            jenis = TINGKAT[TINGKAT_BANYAK[c.kolom] - 1]
            banyak, atas = _in_list("", jenis), _printed_above(baris, c)
            if (c.angka or 0) > banyak:
                hasil.append(Catatan("NMK03", c.slot, "nilai", f"{figure(c.angka or 0)} {jenis.lower()}",
                                     f"urusan 7.01 hanya punya {banyak}", c.mentah))
            elif atas is not None and (c.angka or 0) < (atas.angka or 0):
                nama = TINGKAT[TINGKAT_BANYAK[atas.kolom] - 1].lower()
                hasil.append(Catatan("NMK03", c.slot, "nilai", f"{figure(c.angka or 0)} {jenis.lower()}",
                                     f"ada {figure(atas.angka or 0)} {nama}", c.mentah))
    for n in p.pohon.walk():
        kode, level = normal_kode(r.teks(n, "nomenklatur")), p.pohon.level(n)
        if not kode or level >= SUB_KEGIATAN or cari(kode) is None:
            continue
        anak, banyak = len(p.pohon.anak.get(n, [])), _in_list(kode, TINGKAT[level])
        if anak > banyak > 0:
            hasil.append(Catatan("NMK03", n, "nomenklatur", f"{anak} {TINGKAT[level].lower()}",
                                 f"{kode} hanya punya {banyak}", r.nilai(n, "nomenklatur")))
    return hasil


def _printed_above(baris: list[AngkaCetak], c: AngkaCetak) -> AngkaCetak | None:
    """The count printed for the level above in the same table, in the same sentence where it stands several times."""
    atas = TINGKAT_BANYAK[c.kolom] - 1
    calon = [x for x in baris if TINGKAT_BANYAK[x.kolom] == atas]
    return min(calon, key=lambda x: abs(int(x.slot[1:]) - int(c.slot[1:])), default=None)


PEMERIKSAAN: tuple[Callable[[Pengukuran], list[Catatan]], ...] = (
    check_nomenclature, check_foreign_indicator, check_counts_of_list,
)
