"""Findings about the workbook itself: lost formulas, cached results that differ, evidence that moved."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from kinerja_core.dasar.excelmath import Nilai, is_number, show_number
from kinerja_core.dasar.temuan import Temuan, buat_temuan
from kinerja_core.kertas_kerja.baca import Bacaan, read_meta
from kinerja_core.kertas_kerja.penilaian import core_values
from kinerja_core.kertas_kerja.periksa_isian import Terolah, plain
from kinerja_core.lembar.denah import Denah, Rumus
from kinerja_core.segel.tampilan import parse_shown, shown_value
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi, alamat
from kinerja_core.xlsx.isi_aktif import reaches_out

#: Unrounded values agree when they differ by at most this much (of 1, or of the larger value).
TOLERANSI = 1e-9
#: Stored values of hidden sheets that are told one by one; more are counted.
SEBUT_LAIN = 20


def same_value(a: Nilai, b: Nilai) -> bool:
    """Do two results agree? Blank and "" are one; numbers within TOLERANSI; everything else must be equal."""
    if a in (None, "") and b in (None, ""):
        return not (is_number(a) or is_number(b))
    if is_number(a) and is_number(b):
        x, y = float(a), float(b)  # type: ignore[arg-type]
        return abs(x - y) <= TOLERANSI * max(1.0, abs(x), abs(y))
    return type(a) is type(b) and a == b


def shown(nilai: Nilai) -> str:
    """A value as a message shows it."""
    if nilai in (None, "") and not is_number(nilai):
        return "(kosong)"
    return show_number(float(nilai)) if is_number(nilai) else str(nilai)  # type: ignore[arg-type]


def is_main_result(kunci: object) -> bool:
    """Results a reader looks at: capaian, nilai, sums per aspek, Nilai Akhir."""
    return kunci == "nilai_akhir" or (isinstance(kunci, tuple) and kunci[0] in {"capaian", "nilai", "nilai_aspek"})


def check_moved_evidence(bacaan: Bacaan, terolah: Terolah) -> list[Temuan]:
    """Text inputs have no line in Pemeriksaan; when one moved it is told here."""
    dalam_lembar = {u.kotak for u in terolah.olahan.uji}
    return [
        buat_temuan("LTK01", f"{bacaan.denah.masukan[k][0]}!{alamat(bacaan.denah.masukan[k][1])}",
                    a=bacaan.denah.kode_sel[k][2], nilai=plain(bacaan.isian.data.get(k)))
        for k in bacaan.denah.masukan if k in bacaan.isian.pindah and k not in dalam_lembar
    ]


def _sheet_formulas(buku: Buku, denah: Denah) -> list[tuple[LembarBuku, Posisi, object]]:
    hasil = []
    for lembar in denah.lembar:
        dibaca = buku.sheet(lembar.nama)
        if dibaca is not None:
            hasil += [(dibaca, pos, s.isi.kunci) for pos, s in lembar.sel.items() if isinstance(s.isi, Rumus)]
    return hasil


def formulas_present(buku: Buku, denah: Denah) -> list[Temuan]:
    """A cell that should hold a formula holds a value or nothing (BKS13); another layout version is told (BKS20)."""
    versi, kini = read_meta(buku).get("tata_letak"), denah.properti["kinerja_tata_letak"]
    if versi not in (None, kini):
        return [buat_temuan("BKS20", a=versi, b=kini)]
    return [
        buat_temuan("BKS13", f"{lembar.nama}!{alamat(pos)}", a=shown(lembar.nilai.get(pos)),
                    nilai=plain(lembar.nilai.get(pos)))
        for lembar, pos, _kunci in _sheet_formulas(buku, denah) if pos not in lembar.rumus
    ]


def cached_values(buku: Buku, denah: Denah, inti: Mapping[Hashable, Nilai],
                  is_main: Callable[[object], bool]) -> list[Temuan]:
    """The main results the file shows against the core's (BKS14). A formula without a cached value is not judged."""
    temuan = []
    for lembar, pos, kunci in _sheet_formulas(buku, denah):
        tersimpan = lembar.nilai.get(pos)
        if not is_main(kunci) or pos not in lembar.rumus or tersimpan is None:
            continue
        seharusnya = inti[kunci]
        if not same_value(tersimpan, seharusnya):
            temuan.append(buat_temuan("BKS14", f"{lembar.nama}!{alamat(pos)}", a=shown(tersimpan),
                                      b=shown(seharusnya), nilai=plain(tersimpan)))
    return temuan


def protection(buku: Buku, denah: Denah) -> list[Temuan]:
    """Sheets whose protection was taken off (BKS19); on a live book, which cannot tell, BKS18."""
    if buku.ekstra is None:
        return [buat_temuan("BKS18", a="Proteksi lembar")]
    return [buat_temuan("BKS19", s.nama, a=s.nama) for s in denah.lembar
            if buku.sheet(s.nama) is not None and s.nama not in buku.ekstra.terproteksi]


def check_active(bacaan: Bacaan, _: Terolah) -> list[Temuan]:
    """What does more than hold cells (BKS22), links to files outside (BKS23), formulas that fetch from there (BKS24).

    Only formulas the form does not have are looked at: a changed one of its own is told by the comparison.
    """
    ekstra = bacaan.buku.ekstra
    temuan = [buat_temuan("BKS22", a=apa, b=mana) if apa else buat_temuan("BKS23", a=mana[-80:])
              for apa, mana in (ekstra.aktif if ekstra else ())]
    for lembar in bacaan.buku.lembar:
        milik = next((s.sel for s in bacaan.denah.lembar if s.nama == lembar.nama), {})
        temuan += [buat_temuan("BKS24", f"{lembar.nama}!{alamat(pos)}", a=rumus[:80])
                   for pos, rumus in lembar.rumus.items()
                   if not (pos in milik and isinstance(milik[pos].isi, Rumus)) and reaches_out(rumus)]
    return temuan


def check_formulas_present(bacaan: Bacaan, _: Terolah) -> list[Temuan]:
    """formulas_present of a kertas kerja."""
    return formulas_present(bacaan.buku, bacaan.denah)


def check_cached_values(bacaan: Bacaan, terolah: Terolah) -> list[Temuan]:
    """Every stored value that can be told: keyed ones against the core, those that show others against what is right.

    On visible sheets BKS14 each. On hidden ones BKS25, or one count (BKS26) where results above them differ too: a
    file saved without calculating is told by its results, not by all its workings.
    """
    buku, denah = bacaan.buku, bacaan.denah
    inti = core_values(terolah.olahan, terolah.hasil)
    sumber = {tempat: inti[kunci] for kunci, tempat in denah.keluaran.items() if kunci in inti}
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
                harus = _shown_by(buku, isi.teks, sumber) if isi.kunci is None else inti[isi.kunci]
            except KeyError:
                continue
            if not same_value(tersimpan, harus) and not same_text(tersimpan, harus):
                tempat, isi_pesan = f"{s.nama}!{alamat(pos)}", {"a": shown(tersimpan), "b": shown(harus)}
                daftar, kode = (utama, "BKS14") if s.status == "tampak" else (lain, "BKS25")
                daftar.append(buat_temuan(kode, tempat, **isi_pesan, nilai=plain(tersimpan)))
    if lain and (utama or len(lain) > SEBUT_LAIN):
        lain = [buat_temuan("BKS26", lain[0].sel, a=len(lain))]
    return [*utama, *lain]


def _shown_by(buku: Buku, rumus: str, sumber: Mapping[tuple[str, Posisi], Nilai]) -> Nilai:
    """What a formula that only shows other cells must show; KeyError when it is more, or they are not stored.

    `sumber`: results of the core, which a wrong stored value of theirs does not change: one wrong cell is told once.
    """
    if (ungkapan := parse_shown(rumus)) is None:
        raise KeyError(rumus)

    def stored(nama: str, pos: Posisi) -> Nilai:
        if (nama, pos) in sumber:
            return sumber[nama, pos]
        lembar = buku.sheet(nama)
        if lembar is None or (pos in lembar.rumus and pos not in lembar.nilai):
            raise KeyError(nama)
        return lembar.nilai.get(pos)

    return shown_value(ungkapan, stored)


def same_text(a: Nilai, b: Nilai) -> bool:
    """Texts that differ in how a line break is stored."""
    return isinstance(a, str) and isinstance(b, str) and a.splitlines() == b.splitlines()


def check_protection(bacaan: Bacaan, _: Terolah) -> list[Temuan]:
    """Protection of a kertas kerja."""
    return protection(bacaan.buku, bacaan.denah)
