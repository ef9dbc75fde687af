"""What is judged of a file as a file, for every kind of workbook: from its description and its right values alone.

Active content, formulas that are gone, stored values that are not what they should be, protection. Whether locked
content is as it was issued is `keaslian`'s business; `check_file` asks for both. A live book cannot show everything
(BKS18), a workbook of another layout version is told (BKS20) and not held against this version's description.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from kinerja_core.dasar.excelmath import Nilai, shown
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, Temuan, buat_temuan
from kinerja_core.lembar.bacaan import Bacaan
from kinerja_core.lembar.denah import Lembar, Rumus
from kinerja_core.lembar.isian import to_file
from kinerja_core.lembar.meta import read_meta, voices
from kinerja_core.segel.bandingkan import told_unprotected
from kinerja_core.segel.bentuk_baku import Penyama
from kinerja_core.segel.rupa import check_calculation
from kinerja_core.segel.setara import same_formula
from kinerja_core.segel.siap import NilaiInti, prepared
from kinerja_core.xlsx.buku import Posisi, alamat

#: Stored values that are told one by one, on visible sheets and on hidden ones. Where more results differ, on more than
#: so many sheets or with the workings behind them, they have one cause: the file was saved without calculating.
SEBUT_HASIL, SEBUT_LAIN, SEBAR_LEMBAR = 5, 20, 2

PemeriksaanBerkas = Callable[[Bacaan, NilaiInti], list[Temuan]]


def _other_versions(bacaan: Bacaan) -> tuple[list[str], bool]:
    """(layout versions beside this one that `_meta` and the properties say, does one of the two say this one?)"""
    buku, kini = bacaan.buku, bacaan.denah.properti["kinerja_tata_letak"]
    semua = [v for b in (buku, voices(buku)[1]) if (v := read_meta(b).get("tata_letak"))]
    return [v for v in semua if v != kini and _is_version(v)], kini in semua


def _is_version(teks: str) -> bool:
    """Versions are whole numbers; any other word is a changed line, not another version."""
    return teks.isascii() and teks.isdecimal() and len(teks) < 5


def other_layout(bacaan: Bacaan) -> bool:
    """Is the file of another layout version? Only where nothing in it says this one: else somebody changed a line."""
    lain, ini = _other_versions(bacaan)
    return bool(lain) and not ini


def told_layouts(bacaan: Bacaan) -> list[Temuan]:
    """BKS20 for a file that says of itself to be of another layout version, if only in one of two places."""
    return [buat_temuan("BKS20", a=v, b=bacaan.denah.properti["kinerja_tata_letak"])
            for v in _other_versions(bacaan)[0][:1]]


def check_active(bacaan: Bacaan, _: NilaiInti) -> list[Temuan]:
    """What does more than hold cells (BKS22), links to files outside (BKS23), formulas that fetch (BKS24)."""
    ekstra, siap = bacaan.buku.ekstra, prepared(bacaan.cetakan)
    temuan = [buat_temuan("BKS22", a=apa, b=mana) if apa else buat_temuan("BKS23", a=mana[-80:])
              for apa, mana in (ekstra.aktif if ekstra else ())]
    return temuan + [buat_temuan("BKS24", f"{s.nama}!{alamat(pos)}", a=s.rumus[pos][:80])
                     for s in bacaan.buku.lembar for pos in siap.formulas(s)[1]]


def check_formulas(bacaan: Bacaan, _: NilaiInti) -> list[Temuan]:
    """A cell that should hold a formula holds a value or nothing (BKS13)."""
    siap = prepared(bacaan.cetakan)
    return [buat_temuan("BKS13", f"{s.nama}!{alamat(pos)}", a=shown(nilai), nilai=to_file(nilai))
            for s in bacaan.denah.lembar if (ada := bacaan.buku.sheet(s.nama)) is not None
            for pos in siap.formulas(ada)[0] for nilai in [ada.nilai.get(pos)]]


def check_stored(bacaan: Bacaan, inti: NilaiInti, tampak: NilaiInti | None = None) -> list[Temuan]:
    """Every stored value that can be told: keyed ones against the core, those that show others against what is right.

    `tampak`: other results that the file may show as well, for a cause that is told where it is.
    On visible sheets BKS14 each. On hidden ones BKS25, or one count (BKS26) where results above them differ too. A file
    saved without calculating is told once (BKS28).
    """
    utama: list[Temuan] = []
    lain: list[Temuan] = []
    siap = prepared(bacaan.cetakan)
    juga = {s.nama: {pos for pos, _, _ in salah} for s, salah in siap.stored(bacaan.buku, bacaan.denah, tampak)} \
        if tampak is not None else None
    for s, salah in siap.stored(bacaan.buku, bacaan.denah, inti):
        daftar, kode = (utama, "BKS14") if s.status == "tampak" else (lain, "BKS25")
        daftar += [stored_finding(kode, f"{s.nama}!{alamat(pos)}", tersimpan, harus)
                   for pos, tersimpan, harus in salah
                   if (juga is None or pos in juga.get(s.nama, ())) and _judged(bacaan, s, pos)]
    return told_stored(utama, lain)


def _judged(bacaan: Bacaan, s: Lembar, pos: Posisi) -> bool:
    """A formula without a key that is not the described one shows what it shows: the comparison tells of it (SGL04).

    Of a live book nothing is compared; there every formula counts as the described one.
    """
    isi, ada = s.sel[pos].isi, bacaan.buku.sheet(s.nama)
    if not isinstance(isi, Rumus) or isi.kunci is not None or bacaan.buku.ekstra is None or ada is None:
        return True
    sama = Penyama()
    return ada.rumus[pos] == isi.teks or same_formula(sama.formula(ada.rumus[pos]), sama.formula(isi.teks))


def stored_finding(kode: str, sel: str, tersimpan: Nilai, harus: Nilai) -> Temuan:
    """A stored value (BKS14 where a reader sees it, BKS25 on a hidden sheet) that is not what it should be."""
    return buat_temuan(kode, sel, a=shown(tersimpan), b=shown(harus), nilai=to_file(tersimpan))


def told_stored(utama: list[Temuan], lain: list[Temuan]) -> list[Temuan]:
    """Stored values of visible and hidden sheets as they are told: one by one, or as one cause with their number."""
    sebaran = {t.sel.rpartition("!")[0] for t in utama}
    if len(utama) > SEBUT_HASIL and (lain or len(sebaran) > SEBAR_LEMBAR):
        banyak = len(utama) + len(lain)
        sebut = ", ".join(t.sel for t in utama[:SEBUT_HASIL])
        return [buat_temuan("BKS28", utama[0].sel, a=banyak, b=f"{sebut}, dan {banyak - SEBUT_HASIL} lainnya")]
    if lain and (utama or len(lain) > SEBUT_LAIN):
        lain = [buat_temuan("BKS26", lain[0].sel, a=len(lain))]
    return [*utama, *lain]


def check_protection(bacaan: Bacaan, _: NilaiInti) -> list[Temuan]:
    """Sheets whose protection was taken off (BKS19); on a live book, which cannot tell, BKS18."""
    if bacaan.buku.ekstra is None:
        return [buat_temuan("BKS18", a="Proteksi lembar")]
    return told_unprotected([s.nama for s in bacaan.denah.lembar if bacaan.buku.sheet(s.nama) is not None
                             and s.nama not in bacaan.buku.ekstra.terproteksi])


def check_calculating(bacaan: Bacaan, _: NilaiInti) -> list[Temuan]:
    """How the workbook calculates (SGL25, SGL26)."""
    return check_calculation(bacaan.buku)


def check_looks(bacaan: Bacaan, _: NilaiInti) -> list[Temuan]:
    """What is shown or printed otherwise than described (SGL23, SGL24, SGL27), formulas of another sort (SGL28)."""
    return prepared(bacaan.cetakan).rupa.findings(bacaan)


#: All of them; those that hold a file against the description are not asked for another layout version.
SELALU: tuple[PemeriksaanBerkas, ...] = (check_active, check_protection, check_calculating)
MENURUT_DENAH: tuple[PemeriksaanBerkas, ...] = (check_formulas, check_stored, check_looks)


def check_content(bacaan: Bacaan, inti: NilaiInti, tampak: NilaiInti | None = None) -> list[Temuan]:
    """Findings of every check of the file itself; BKS20 for another layout version. `tampak` as of check_stored."""
    semua = SELALU if other_layout(bacaan) else (*SELALU, *MENURUT_DENAH)
    semua = tuple(partial(check_stored, tampak=tampak) if x is check_stored else x for x in semua)
    return told_layouts(bacaan) + [t for periksa in semua for t in periksa(bacaan, inti)]


def by_level(temuan: Iterable[Temuan]) -> list[Temuan]:
    """Obligatory ones first; otherwise in the order they were found."""
    urutan = list(SEBUTAN_TINGKAT)
    return sorted(temuan, key=lambda t: urutan.index(t.tingkat))
