"""The core's value of every keyed formula of a Buku Kinerja, by the key the layout gives it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Annotated

from kinerja_core.buku_kinerja.capaian import Hasil
from kinerja_core.buku_kinerja.lembar.tempat import MASUKAN
from kinerja_core.buku_kinerja.pengukuran import TW, Pengukuran, run
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, TOTAL, Rencana, find_table
from kinerja_core.buku_kinerja.uji_baris import daftar_uji, first_failing
from kinerja_core.dasar.excelmath import Nilai, at_six
from kinerja_core.dasar.katalog.buku import KATALOG_BARIS
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT


def _shown(nilai: Hasil) -> Nilai:
    return "" if nilai is None else nilai


def _indikator(p: Pengukuran, i: str) -> Iterator[tuple[Hashable, Hasil]]:
    target, nyata, capaian = p.target(i), p.realisasi(i), p.capaian(i)
    dipakai = p.capped(capaian)
    yield from ((("target", i), target), (("realisasi", i), nyata), (("capaian", i), capaian),
                (("dipakai", i), dipakai), (("predikat", i), run("PREDIKAT_CAPAIAN", dipakai)),
                (("target_akhir", i), p.target_akhir(i)),
                (("kemajuan", i), run("KEMAJUAN", nyata, p.target_akhir(i))),
                (("efisiensi", i), p.computed("", i, "efisiensi")))
    yield from ((("tampil", nama, i), x) for nama, x in (("target", target), ("realisasi", nyata),
                                                         ("capaian", capaian)))
    tw = p.realisasi_tw(i)
    for q in TW:
        t, r = p.sampai(i, q)
        yield from ((("realisasi_tw", q, i), tw[q - 1]), (("target_sampai", q, i), t),
                    (("realisasi_sampai", q, i), r), (("capaian_tw", q, i), p.capaian_tw(i, q)),
                    (("capaian_sampai", q, i), p.capaian_sampai(i, q)))


def _node(p: Pengukuran, n: str) -> Iterator[tuple[Hashable, Hasil]]:
    pagu, nyata = p.anggaran(n), p.realisasi_anggaran(n)
    sasaran = p.anggaran_sasaran(n) if p.pohon.level(n) == 2 else (pagu, nyata)
    serap = p.computed("", n, "penyerapan")
    yield from ((("anggaran", n), pagu), (("realisasi_anggaran", n), nyata), (("anggaran_sasaran", n), sasaran[0]),
                (("nyata_sasaran", n), sasaran[1]), (("penyerapan", n), serap),
                (("capaian_node", n), p.capaian_node(n) if p.pohon.level(n) else None),
                (("tampil", "anggaran", n), pagu), (("tampil", "realisasi_anggaran", n), nyata),
                (("tampil", "penyerapan", n), serap))


def _pk(p: Pengukuran, k: str) -> Iterator[tuple[Hashable, Hasil]]:
    r = p.rencana
    indikator = r.teks(k, "indikator").upper()
    target, anggaran = r.angka(k, "target"), r.angka(k, "anggaran")
    if target is None and indikator in p.rencana.used("indikator"):
        target = p.target(indikator)  # type: ignore[assignment]
    yield ("target_pk", k), target
    yield ("anggaran_pk", k), p.anggaran(p.pohon.named(k, "program")) if anggaran is None else anggaran


def row_checks(rencana: Rencana) -> dict[Hashable, int]:
    """Number of the first failing check of every row and of every line of Profil."""
    hasil: dict[Hashable, int] = {}
    for s in MASUKAN:
        kolom = tuple(k.kunci for k in s.kolom)
        for slot in rencana.slots(s.tabel):
            hasil[("uji", s.nama, slot)] = first_failing(rencana, slot, kolom)
    pangkal, profil = 0, find_table(PROFIL)
    for k in profil.kolom:
        nomor = first_failing(rencana, PROFIL, (k.kunci,))
        hasil[("uji_profil", k.kunci)] = nomor + pangkal if nomor else 0
        pangkal += len(daftar_uji(profil, (k.kunci,)))
    return hasil


def _counts(rencana: Rencana, uji: dict[Hashable, int]) -> dict[Hashable, Nilai]:
    kode: list[str] = []
    for s in MASUKAN:
        daftar = daftar_uji(TABEL[s.tabel], tuple(k.kunci for k in s.kolom))
        kode += [daftar[uji[("uji", s.nama, slot)] - 1].kode for slot in rencana.slots(s.tabel)
                 if uji[("uji", s.nama, slot)]]
    profil = find_table(PROFIL)
    daftar = daftar_uji(profil)
    kode += [daftar[uji[("uji_profil", k.kunci)] - 1].kode for k in profil.kolom if uji[("uji_profil", k.kunci)]]
    tingkat = [KATALOG_BARIS[k].tingkat for k in kode]
    return {f"jumlah_{t}": tingkat.count(t) for t in SEBUTAN_TINGKAT}


BATAS_BEDA: Annotated[
    float, "lembar Angka Tercetak", "Angka tercetak dan hitungan buku Cocok bila bedanya tidak lebih dari ini: "
                                    "setengah satuan dari dua desimal yang lazim dicetak."] = 0.005


def printed_state(rencana: Rencana, slot: str, hitungan: Hasil) -> str:
    """What the sheet of printed figures says of a row: "Berbeda", "Cocok", or why it is not compared."""
    nilai = rencana.nilai(slot, "nilai")
    if hitungan is None:
        return "Tidak dihitung"
    if not isinstance(nilai, int | float) or isinstance(nilai, bool):
        return "Tulisan, bukan angka"
    if not isinstance(hitungan, int | float):
        return "Berbeda"
    return "Cocok" if abs(at_six(nilai - hitungan)) <= BATAS_BEDA else "Berbeda"


def core_values(p: Pengukuran) -> dict[Hashable, Nilai]:
    """Every keyed value; a blank result shows as ""."""
    r = p.rencana
    hasil: dict[Hashable, Hasil] = {"ikm": p.ikm()}
    for slot in r.slots("indikator"):
        hasil |= dict(_indikator(p, slot))
    for slot in r.slots("node"):
        hasil |= dict(_node(p, slot))
    for slot in r.slots("pk"):
        hasil |= dict(_pk(p, slot))
    teks: Callable[[str, str], str] = r.teks
    berbeda = 0
    for slot in r.slots("tercetak"):
        x = p.computed(teks(slot, "tabel"), teks(slot, "kunci").upper(), teks(slot, "kolom").lower())
        hasil[("hitungan", slot)] = x
        berbeda += printed_state(r, slot, x) == "Berbeda"
    for nama in ("anggaran", "realisasi_anggaran", "penyerapan"):
        hasil[(nama, TOTAL)] = p.computed("", TOTAL, nama)
    uji = row_checks(r)
    nilai: dict[Hashable, Nilai] = {k: _shown(x) for k, x in hasil.items()}
    nilai |= uji
    nilai |= _counts(r, uji)
    nilai |= {"jumlah_berbeda": berbeda, "jumlah_dikesampingkan": len(r.used("kesampingkan")),
              "jumlah_terisi": len(r.used("node")) + len(r.used("indikator"))}
    return nilai

