"""Checks of targets and realisasi: quarters against the kind of what is counted, copies, classes, whole units.

Dasar: ../shared design, domain.md 3 (tipe target), 4 (predicates) and 6.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Annotated

from kinerja_core.buku_kinerja.kelas import KLASIFIKASI, class_of
from kinerja_core.buku_kinerja.pengukuran import TW, Pengukuran
from kinerja_core.buku_kinerja.periksa.angka_tercetak import renstra_target
from kinerja_core.buku_kinerja.periksa.indikator import (
    ACARA,
    BERKAS,
    WAKTU,
    declared_same,
    unit_of,
    worded,
)
from kinerja_core.buku_kinerja.periksa.kata import (
    UKURAN,
    Catatan,
    decimals_of,
    figure,
    printed_number,
    shorten,
    text_key,
    words,
)
from kinerja_core.buku_kinerja.rencana import PROFIL, TIPE_TARGET
from kinerja_core.dasar.excelmath import as_number

TAHUN_SALINAN: Annotated[
    int, "TGT03", "Realisasi yang sama persis dengan target selama ini tampak seperti salinan; angka berdesimal cukup "
                  "dua kali, karena sama sampai desimalnya jarang kebetulan."] = 3
TAHUN_SALINAN_DESIMAL: Annotated[int, "TGT03", "Begitu pula bila angkanya berdesimal."] = 2


def _path(p: Pengukuran, i: str) -> tuple[str, ...]:
    return tuple(p.rencana.teks(i, f"t{n}") for n in TW)


def _show_path(jalur: tuple[str, ...]) -> str:
    return "/".join(x or "kosong" for x in jalur)


def check_paths(p: Pengukuran) -> list[Catatan]:
    """TGT01: the same indicator on two nodes goes another way through the quarters; told at the later one.

    The same: equal wording, or declared so. An indicator without any quarter is not compared.
    """
    nama, r = p.rencana.identitas.nama, p.rencana
    urutan = {n: x for x, n in enumerate(p.pohon.walk())}
    baris = sorted(((i, t) for i, t in worded(p) if any(_path(p, i))),
                   key=lambda x: (urutan.get(p.sasaran_of(x[0]), len(urutan)), x[0]))
    hasil = []
    for n, (i, teks) in enumerate(baris):
        for lain, tulisan in baris[:n]:
            sama = text_key(teks, nama) == text_key(tulisan, nama) or declared_same(p, i, lain)
            if sama and p.sasaran_of(i) != p.sasaran_of(lain):
                if _path(p, i) != _path(p, lain):
                    kunci = next(f"t{q}" for q in TW if r.teks(i, f"t{q}") != r.teks(lain, f"t{q}"))
                    hasil.append(Catatan("TGT01", i, kunci, _show_path(_path(p, i)),
                                         f"{_show_path(_path(p, lain))} ({lain})", r.nilai(i, kunci)))
                break
    return hasil


# --- what adds up and what is held ---------------------------------------------------------------------------------

#: Things an office has or looks after: how many there are at the end of a quarter.
_BENDA = frozenset({"barang", "kendaraan", "gedung", "aset", "pegawai", "asn", "pns", "aparatur", "desa", "kelurahan",
                    "lembaga", "sarana", "prasarana", "kelompok", "linmas", "posyandu", "penduduk"})
_SATUAN_BENDA = frozenset({"unit", "buah", "desa", "kelurahan", "asn", "pns", "pegawai", "lembaga", "kelompok"})
_KEADAAN = re.compile(r"(?i)\b(tersedia|baik|aktif|tertib|maju|mandiri|layak|dikelola|dipelihara|dimiliki|berfungsi"
                      r"|terpelihara|kondisi)\b")
#: Doings and papers: each quarter brings new ones.
_DIBUAT = BERKAS | ACARA | {"laporan", "dokumen", "rekomendasi", "fasilitasi", "pengadaan", "surat", "kasus", "layanan",
                            "kejadian", "monev", "monitoring", "permohonan", "pengaduan"}
_BERULANG = re.compile(r"(?i)\b(disediakan|diadakan|dibeli|difasilitasi|dibina|dilatih|dilayani|mengikuti|dikunjungi"
                       r"|melaksanakan|dilaksanakan|diselesaikan|mendapat\w*|menerima)\b")
_AWAL_UKURAN = frozenset({"jumlah", "banyaknya", "tersedianya", "terpeliharanya", "pemeliharaan", "terkelolanya"})
SETAHUN_SEKALI = re.compile(r"(?i)\b(sakip|akip|lakip|lke|ikm|skm|indeks|maturitas|nilai evaluasi|nilai reformasi"
                            r"|reformasi birokrasi|kepuasan masyarakat|akuntabilitas kinerja)\b")
_SURVEI = re.compile(r"(?i)\b(ikm|skm|kepuasan)\b")
PER_TW, AKHIR = "per_tw", "kondisi_akhir"


def _nouns(p: Pengukuran, i: str) -> tuple[str, ...]:
    """First words of what an indicator counts."""
    return tuple(k for k in words(p.rencana.teks(i, "uraian")) if k not in _AWAL_UKURAN)[:2]


def is_stock(p: Pengukuran, i: str) -> bool:
    """Does it count what there is (desa yang tertib, kendaraan), not what is done or written?"""
    r = p.rencana
    uraian, satuan, kata = r.teks(i, "uraian"), unit_of(r.teks(i, "satuan")), _nouns(p, i)
    if not kata:
        return satuan in {"asn", "pns", "pegawai"}
    if words(uraian)[:1] != ("jumlah",) and words(uraian)[0] in UKURAN:
        return False
    benda = not _DIBUAT & set(kata[:1]) and bool(_BENDA & set(kata)) and not _BERULANG.search(uraian)
    return benda and (satuan in _SATUAN_BENDA or (not satuan and bool(_KEADAAN.search(uraian))))


def natural_type(p: Pengukuran, i: str) -> str:
    """How quarters combine by what is counted: PER_TW, AKHIR, or "" where words and satuan do not tell."""
    kata = _nouns(p, i)
    if is_stock(p, i):
        return AKHIR
    dibuat = unit_of(p.rencana.teks(i, "satuan")) in BERKAS | ACARA or _DIBUAT & set(kata[:1])
    return PER_TW if kata and dibuat else ""


def _type_of(p: Pengukuran, i: str) -> str:
    teks = p.rencana.teks(i, "tipe_target").lower()
    return next((kode for kata, kode in TIPE_TARGET.items() if kata.lower() == teks), "")


def _confirmed(p: Pengukuran, i: str) -> bool:
    """Is the year's target typed beside the quarters, and what they give?"""
    setahun = as_number(p.rencana.nilai(i, "target"))
    return setahun is not None and setahun == as_number(p.target(i))


def check_ambiguous_type(p: Pengukuran) -> list[Catatan]:
    """TGT02: the same number in all four quarters of a count can add up or be held; the document does not tell.

    Asked only of counts (10/10/10/10 orang) without tipe, or whose tipe is one of these two and not what is counted
    tells by nature: kegiatan and dokumen add up, barang and desa are held. Months add up, percentages, scores and
    indices are held, zeros give the same. The year's target typed beside the quarters is the answer.
    """
    r = p.rencana
    bukan = {"", "persen", "nilai", "angka", "indeks", "poin", "skor", "predikat", "kategori", *WAKTU}
    hasil = []
    for i in r.used("indikator"):
        angka, tipe, wajar = [as_number(r.nilai(i, f"t{n}")) for n in TW], _type_of(p, i), natural_type(p, i)
        satu = angka[0]
        if not satu or len(set(angka)) != 1 or unit_of(r.teks(i, "satuan")) in bukan or _confirmed(p, i):
            continue
        if tipe not in {PER_TW, AKHIR, ""} or (wajar and (tipe or AKHIR) == wajar) or _adds_stock(p, i):
            continue
        a = f"{_show_path(_path(p, i))} {r.teks(i, 'satuan')}"
        b = f"{figure(4 * satu)} (dijumlahkan) atau {figure(satu)} (kondisi akhir)"
        hasil.append(Catatan("TGT02", i, "tipe_target", a, b, r.nilai(i, "tipe_target")))
    return hasil


def _adds_stock(p: Pengukuran, i: str) -> bool:
    banyak = sum(1 for n in TW if as_number(p.rencana.nilai(i, f"t{n}")))
    return _type_of(p, i) == PER_TW and banyak > 1 and is_stock(p, i)


def check_stock_added(p: Pengukuran) -> list[Catatan]:
    """TGT05: what is held is added up: Per TW, dijumlahkan of desa or kendaraan, or "Kumulatif" printed for a state."""
    r, hasil = p.rencana, []
    for i in r.used("indikator"):
        tertulis = r.teks(i, "tipe_dokumen")
        kumulatif = "kumulatif" in tertulis.lower() and not re.search(r"(?i)\bnon|negatif", tertulis)
        a = shorten(r.teks(i, "uraian")) or r.teks(i, "satuan")
        if _adds_stock(p, i):
            hasil.append(Catatan("TGT05", i, "tipe_target", a, r.teks(i, "tipe_target"), r.nilai(i, "tipe_target")))
        elif kumulatif and is_stock(p, i) and _KEADAAN.search(r.teks(i, "uraian")):
            hasil.append(Catatan("TGT05", i, "tipe_dokumen", a, tertulis, tertulis))
    return hasil


def check_yearly_index(p: Pengukuran) -> list[Catatan]:
    """TGT04: targets in several quarters for a score or index that is measured once a year.

    A survey may be made each quarter: one with the same target in every quarter is left alone.
    """
    r, hasil = p.rencana, []
    for i, teks in worded(p):
        angka = [x for n in TW if (x := as_number(r.nilai(i, f"t{n}")))]
        dihitung = words(teks)[:1] in {("persentase",), ("jumlah",)} or unit_of(r.teks(i, "satuan")) == "persen"
        tetap = len(set(angka)) == 1 and _SURVEI.search(teks)
        if len(angka) > 1 and SETAHUN_SEKALI.search(teks) and not dihitung and not tetap:
            hasil.append(Catatan("TGT04", i, "tipe_target", shorten(teks), _show_path(_path(p, i)),
                                 r.nilai(i, "tipe_target")))
    return hasil


def check_copied_targets(p: Pengukuran) -> list[Catatan]:
    """TGT03: realisasi equals the Renstra's target in some years.

    Told from `TAHUN_SALINAN` years on, of numbers with decimals from `TAHUN_SALINAN_DESIMAL` on. Years in which all
    targets are one and the same number (100 % every year) prove nothing and are not reported.
    """
    r = p.rencana
    hasil = []
    for i, _ in worded(p):
        nyata = [(r.tahun - n, f"lalu{n}", as_number(r.nilai(i, f"lalu{n}"))) for n in (4, 3, 2, 1)]
        nyata.append((r.tahun, "realisasi", as_number(p.realisasi(i))))
        target = {tahun: as_number(renstra_target(p, i, tahun)) for tahun, _, _ in nyata}
        sama = [(tahun, kunci, x) for tahun, kunci, x in nyata if x is not None and x == target[tahun]]
        pecahan = sum(decimals_of(x) > 0 for _, _, x in sama)
        if len({x for _, _, x in sama}) > 1 and (len(sama) >= TAHUN_SALINAN or pecahan >= TAHUN_SALINAN_DESIMAL):
            kunci = next((k for _, k, _ in sama[::-1] if k.startswith("lalu")), sama[-1][1])
            hasil.append(Catatan("TGT03", i, kunci, ", ".join(str(tahun) for tahun, _, _ in sama),
                                 "; ".join(figure(x) for _, _, x in sama), r.nilai(i, kunci)))
    return hasil


# --- classes ------------------------------------------------------------------------------------------------------

_MUTU = {"sangat baik": "A", "baik": "B", "kurang baik": "C", "tidak baik": "D"}
#: Scale by what is measured, and the words only one scale has.
_AKUNTABILITAS = re.compile(r"(?i)\b(sakip|akip|lakip|lke|akuntabilitas)\b")
_HANYA_AKIP = frozenset(k.nama for k in KLASIFIKASI["akip"].kelas) - {k.nama for k in KLASIFIKASI["skm"].kelas}
#: SKM is told on 1-4 too: the mean of the answers, before it is multiplied by 25.
_SKALA_EMPAT = 4.0


def _class_problem(uraian: str, tertulis: str, angka: float | None) -> str:
    """What a class should be, "" where it fits its number, names no class or the scale is not known."""
    kata = tertulis.strip().rstrip(".")
    kelas = _MUTU.get(kata.lower(), kata.upper())
    if angka is None or not kelas:
        return ""
    if kelas in _HANYA_AKIP or _AKUNTABILITAS.search(uraian):
        skala, x = "akip", angka
    elif _SURVEI.search(uraian):
        skala, x = "skm", angka * 25 if angka <= _SKALA_EMPAT else angka
    else:
        return ""
    tabel = KLASIFIKASI[skala]
    benar = class_of(x, tabel)
    dikenal = kelas in {k.nama for k in tabel.kelas}
    return f"{figure(angka)} berarti {benar} ({tabel.dasar_hukum})" if dikenal and benar != kelas else ""


def check_class_words(p: Pengukuran) -> list[Catatan]:
    """TGT06: a class beside its number that the number does not reach: BB is above 70, 70 is B."""
    r = p.rencana
    calon = [(i, "tulisan", r.teks(i, "uraian"), r.teks(i, "tulisan"), p.target(i)) for i in r.used("indikator")]
    for k in r.used("pk"):
        i = r.teks(k, "indikator").upper()
        sendiri = as_number(r.nilai(k, "target"))
        calon.append((k, "tulisan", f"{r.teks(k, 'tertulis')} {r.teks(i, 'uraian')}", r.teks(k, "tulisan"),
                      p.target(i) if sendiri is None and i else sendiri))
    for t in r.used("tercetak"):
        kunci = r.teks(t, "kunci").upper()
        cocok = re.fullmatch(r"([A-Za-z ]+?)\s*\((.+)\)", r.teks(t, "nilai"))
        if cocok and r.teks(t, "kolom").lower() in {"target", "realisasi"}:
            uraian = " ".join(r.teks(x, k) for x in (kunci, r.teks(kunci, "indikator").upper())
                              for k in ("uraian", "tertulis"))
            calon.append((t, "nilai", uraian, cocok[1], (printed_number(cocok[2]) or (None,))[0]))
    return [Catatan("TGT06", slot, kunci, kelas, benar, r.nilai(slot, kunci))
            for slot, kunci, uraian, kelas, angka in calon
            if (benar := _class_problem(uraian, kelas, as_number(angka)))]


# --- values ------------------------------------------------------------------------------------------------------


def check_document_values(p: Pengukuran) -> list[Catatan]:
    """NIL01: a target of the Renstra or PK that the satuan of its indicator cannot have: a date, a slipped comma."""
    r, hasil = p.rencana, []
    menurut_bunyi = {text_key(teks, r.identitas.nama): i for i, teks in reversed(worded(p))}
    for tabel, kolom in (("renstra", ("awal", *(f"th{n}" for n in range(1, 7)), "akhir")), ("pk", ("target",))):
        for s in r.used(tabel):
            bunyi = text_key(r.teks(s, "tertulis"), r.identitas.nama)
            i = r.teks(s, "indikator").upper() or menurut_bunyi.get(bunyi, "")
            for k in kolom if i else ():
                x = as_number(r.nilai(s, k))
                if x is not None and abs(x) > r.bound(i):
                    hasil.append(Catatan("NIL01", s, k, figure(x), figure(r.bound(i)), x))
    return hasil


# --- whole units --------------------------------------------------------------------------------------------------

_DESA = re.compile(r"(?i)^\W*(?:persentase|presentase|prosentase|cakupan|rasio)\s+(?:jumlah\s+)?desa\b(/kelurahan)?")


def _basis(p: Pengukuran, i: str) -> float | None:
    """How many units a percentage is of: its own basis, else the desa when the words say desa."""
    r = p.rencana
    basis = as_number(r.nilai(i, "basis"))
    cocok = _DESA.match(r.teks(i, "uraian"))
    if basis is not None or cocok is None:
        return basis
    desa = as_number(r.nilai(PROFIL, "jumlah_desa"))
    kelurahan = as_number(r.nilai(PROFIL, "jumlah_kelurahan")) or 0.0
    return desa if desa is None or not cocok[1] else desa + kelurahan


def _is_whole(x: float, basis: float) -> bool:
    """Is a percentage that of a whole number of units, as it would be printed with its own decimals?"""
    setengah = 0.5 * 10.0 ** -decimals_of(x) + 1e-9
    k = x * basis / 100
    return any(abs(100 * n / basis - x) <= setengah for n in (math.floor(k), math.ceil(k)))


def check_whole_units(p: Pengukuran) -> list[Catatan]:
    """PRS04: percentages of desa or other units that no whole number of units gives; each cell tells all of its row.

    Each number is taken as rounded to its own decimals: 26 of 19 desa is 5/19 = 26,3, right; 10 of 19 would be 2/19 =
    10,5, which rounds to 11, and 1/19 = 5,3: wrong. From 100 units on every whole percentage is right.
    """
    r = p.rencana
    hasil = []
    for i in r.used("indikator"):
        basis = _basis(p, i)
        if not basis or not 1 <= basis < 1e9 or unit_of(r.teks(i, "satuan")) not in {"persen", ""}:
            continue
        if unit_of(r.teks(i, "satuan")) == "" and words(r.teks(i, "uraian"))[:1] not in {("persentase",), ("cakupan",)}:
            continue
        kolom = (*(f"t{n}" for n in TW), "target", *(f"r{n}" for n in TW), "realisasi")
        salah = [(k, x) for k in kolom  # beyond the bound BRS06 tells
                 if (x := as_number(r.nilai(i, k))) is not None and abs(x) < 1e9 and not _is_whole(x, basis)]
        semua = shorten("; ".join(dict.fromkeys(figure(x) for _, x in salah)))
        hasil += [Catatan("PRS04", i, k, semua, figure(basis), x) for k, x in salah]
    return hasil


PEMERIKSAAN: tuple[Callable[[Pengukuran], list[Catatan]], ...] = (
    check_paths, check_ambiguous_type, check_stock_added, check_yearly_index, check_copied_targets, check_class_words,
    check_document_values, check_whole_units,
)
