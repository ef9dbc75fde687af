"""What is judged of a file as a file, for every kind of workbook: from its description and its right values alone.

Active content, formulas that are gone, stored values that are not what they should be, protection. Whether locked
content is as it was issued is `keaslian`'s business; `check_file` asks for both. A live book cannot show everything
(BKS18), a workbook of another layout version is told (BKS20) and not held against this version's description.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping

from kinerja_core.dasar.excelmath import Nilai, same_value, shown
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, Temuan, buat_temuan
from kinerja_core.lembar.bacaan import Bacaan
from kinerja_core.lembar.denah import Lembar, Rumus
from kinerja_core.lembar.isian import to_file
from kinerja_core.lembar.meta import read_meta, voices
from kinerja_core.segel.bentuk_baku import Penyama
from kinerja_core.segel.tampilan import parse_shown, shown_value
from kinerja_core.xlsx.buku import Buku, Posisi, alamat
from kinerja_core.xlsx.isi_aktif import reaches_out

#: Stored values of hidden sheets that are told one by one; more are counted.
SEBUT_LAIN = 20

#: The right value of every formula the core knows, by its key.
NilaiInti = Mapping[Hashable, Nilai]
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
    ekstra = bacaan.buku.ekstra
    temuan = [buat_temuan("BKS22", a=apa, b=mana) if apa else buat_temuan("BKS23", a=mana[-80:])
              for apa, mana in (ekstra.aktif if ekstra else ())]
    milik = {s.nama: {pos: sel.isi.teks for pos, sel in s.sel.items() if isinstance(sel.isi, Rumus)}
             for s in bacaan.denah.lembar}
    for lembar in bacaan.buku.lembar:
        harus = milik.get(lembar.nama, {})
        temuan += [buat_temuan("BKS24", f"{lembar.nama}!{alamat(pos)}", a=rumus[:80])
                   for pos, rumus in lembar.rumus.items() if harus.get(pos) != rumus and reaches_out(rumus)]
    return temuan


def check_formulas(bacaan: Bacaan, _: NilaiInti) -> list[Temuan]:
    """A cell that should hold a formula holds a value or nothing (BKS13)."""
    temuan = []
    for s in bacaan.denah.lembar:
        if (ada := bacaan.buku.sheet(s.nama)) is not None:
            temuan += [buat_temuan("BKS13", f"{s.nama}!{alamat(pos)}", a=shown(ada.nilai.get(pos)),
                                   nilai=to_file(ada.nilai.get(pos)))
                       for pos, sel in s.sel.items() if isinstance(sel.isi, Rumus) and pos not in ada.rumus]
    return temuan


def check_stored(bacaan: Bacaan, inti: NilaiInti) -> list[Temuan]:
    """Every stored value that can be told: keyed ones against the core, those that show others against what is right.

    On visible sheets BKS14 each. On hidden ones BKS25, or one count (BKS26) where results above them differ too: a
    file saved without calculating is told by its results, not by all its workings.
    """
    buku, denah = bacaan.buku, bacaan.denah
    tampilan = _shown_by(buku, {tempat: inti[kunci] for kunci, tempat in denah.keluaran.items() if kunci in inti})
    utama: list[Temuan] = []
    lain: list[Temuan] = []
    for s in denah.lembar:
        if (ada := buku.sheet(s.nama)) is None:
            continue
        for pos, sel in s.sel.items():
            isi, tersimpan = sel.isi, ada.nilai.get(pos)
            if not isinstance(isi, Rumus) or tersimpan is None or pos not in ada.rumus:
                continue
            if isi.kunci is None and s.status != "tampak":
                continue
            try:
                harus = tampilan(s.nama, isi.teks) if isi.kunci is None else inti[isi.kunci]
            except KeyError:
                continue
            if not same_value(tersimpan, harus) and not same_lines(tersimpan, harus) and _judged(bacaan, s, pos, isi):
                utama_atau_lain, kode = (utama, "BKS14") if s.status == "tampak" else (lain, "BKS25")
                utama_atau_lain.append(stored_finding(kode, f"{s.nama}!{alamat(pos)}", tersimpan, harus))
    return [*utama, *fewer_hidden(utama, lain)]


def _judged(bacaan: Bacaan, s: Lembar, pos: Posisi, isi: Rumus) -> bool:
    """A formula without a key that is not the described one shows what it shows: the comparison tells of it (SGL04).

    Of a live book nothing is compared; there every formula counts as the described one.
    """
    ada = bacaan.buku.sheet(s.nama)
    if isi.kunci is not None or bacaan.buku.ekstra is None or ada is None or ada.rumus[pos] == isi.teks:
        return True
    sama = Penyama()
    return sama.formula(ada.rumus[pos]) == sama.formula(isi.teks)


def stored_finding(kode: str, sel: str, tersimpan: Nilai, harus: Nilai) -> Temuan:
    """A stored value (BKS14 where a reader sees it, BKS25 on a hidden sheet) that is not what it should be."""
    return buat_temuan(kode, sel, a=shown(tersimpan), b=shown(harus), nilai=to_file(tersimpan))


def fewer_hidden(utama: list[Temuan], lain: list[Temuan]) -> list[Temuan]:
    """Findings of hidden sheets; their count alone (BKS26) where visible results differ too, or they are many."""
    return [buat_temuan("BKS26", lain[0].sel, a=len(lain))] if lain and (utama or len(lain) > SEBUT_LAIN) else lain


def check_protection(bacaan: Bacaan, _: NilaiInti) -> list[Temuan]:
    """Sheets whose protection was taken off (BKS19); on a live book, which cannot tell, BKS18."""
    if bacaan.buku.ekstra is None:
        return [buat_temuan("BKS18", a="Proteksi lembar")]
    return [buat_temuan("BKS19", s.nama, a=s.nama) for s in bacaan.denah.lembar
            if bacaan.buku.sheet(s.nama) is not None and s.nama not in bacaan.buku.ekstra.terproteksi]


#: All of them; those that hold a file against the description are not asked for another layout version.
SELALU: tuple[PemeriksaanBerkas, ...] = (check_active, check_protection)
MENURUT_DENAH: tuple[PemeriksaanBerkas, ...] = (check_formulas, check_stored)


def check_content(bacaan: Bacaan, inti: NilaiInti, *,
                  pasti_bersih: Callable[[PemeriksaanBerkas, Bacaan, NilaiInti], bool] | None = None) -> list[Temuan]:
    """Findings of every check of the file itself; BKS20 for another layout version.

    `pasti_bersih` may spare a check that it knows to find nothing in this workbook (`kertas_kerja.banyak`).
    """
    if other_layout(bacaan):
        return told_layouts(bacaan) + [t for periksa in SELALU for t in periksa(bacaan, inti)]
    return told_layouts(bacaan) + [
        t for periksa in (*SELALU, *MENURUT_DENAH)
        if pasti_bersih is None or not pasti_bersih(periksa, bacaan, inti) for t in periksa(bacaan, inti)]


def by_level(temuan: Iterable[Temuan]) -> list[Temuan]:
    """Obligatory ones first; otherwise in the order they were found."""
    urutan = list(SEBUTAN_TINGKAT)
    return sorted(temuan, key=lambda t: urutan.index(t.tingkat))


def _shown_by(buku: Buku, sumber: Mapping[tuple[str, Posisi], Nilai]) -> Callable[[str, str], Nilai]:
    """What a formula (its sheet, its text) must show that only shows other cells; KeyError when it is more, or they
    are not stored.

    `sumber`: results of the core, which a wrong stored value of theirs does not change: one wrong cell is told once.
    """
    ingatan: dict[object, object] = {}
    ada = {s.nama: s for s in buku.lembar}

    def stored(nama: str, pos: Posisi) -> Nilai:
        if (nama, pos) in sumber:
            return sumber[nama, pos]
        lembar = ada.get(nama)
        if lembar is None or (pos in lembar.rumus and pos not in lembar.nilai):
            raise KeyError(nama)
        return lembar.nilai.get(pos)

    def tampilan(lembar: str, rumus: str) -> Nilai:
        if (ungkapan := parse_shown(rumus, lembar)) is None:
            raise KeyError(rumus)
        return shown_value(ungkapan, stored, ingatan)

    return tampilan


def same_lines(a: Nilai, b: Nilai) -> bool:
    """Texts that differ in how a line break, or a space at either end, is stored: LibreOffice writes ":" for ": "."""
    return isinstance(a, str) and isinstance(b, str) and a.strip().splitlines() == b.strip().splitlines()
