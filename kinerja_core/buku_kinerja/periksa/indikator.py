"""Checks of indicators: wording, satuan, formulasi, polaritas.

Dasar: ../shared design, domain.md 2 (formulasi kinds), 4 (polaritas) and 6.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Annotated

from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa.kata import Catatan, closeness, resemblance, shorten, text_key, words

MIRIP_TANPA_KODE: Annotated[
    float, "IND01", "Baris PK atau Renstra tanpa kode indikator: mulai semirip ini disebutkan indikator yang "
                    "terdekat."] = 0.6


def worded(p: Pengukuran) -> list[tuple[str, str]]:
    """(slot, wording) of every indicator with a wording."""
    r = p.rencana
    return [(i, r.teks(i, "uraian")) for i in r.used("indikator") if r.teks(i, "uraian")]


def declared_same(p: Pengukuran, a: str, b: str) -> bool:
    """Are two indicators declared the same by `sama_dengan`, directly or through a third one?"""
    def asal(i: str) -> str:
        lalu: set[str] = set()
        while (j := p.rencana.teks(i, "sama_dengan").upper()) and j not in lalu:
            lalu.add(j)
            i = j
        return i
    return asal(a) == asal(b)


# --- one indicator, several names ---------------------------------------------------------------------------------


def unit_of(satuan: str) -> str:
    """Group of a satuan: persen, waktu, or the satuan itself in one spelling; "" for blank and "-"."""
    kunci = satuan.strip().rstrip(".").lower()
    if kunci in {"%", "persen", "prosen", "persentase", "prosentase", "presentase"}:
        return "persen"
    return "" if kunci == "-" else SINGKATAN.get(kunci, kunci)


def check_similar_names(p: Pengukuran) -> list[Catatan]:
    """IND01: two indicators in nearly the same words that are neither equal nor declared the same.

    Every pair of wordings is told once, at the later one with the nearest earlier one. Different satuan make two
    indicators. What "nearly the same" means is `kata.closeness`: precision first, so that RKA and Perubahan RKA,
    Jumlah and Persentase, one desa and another stay apart.
    """
    nama, r = p.rencana.identitas.nama, p.rencana
    hasil: list[Catatan] = []
    pertama: dict[str, tuple[str, str]] = {}
    for i, teks in worded(p):
        kunci = text_key(teks, nama)
        if kunci in pertama:
            continue
        calon = []
        for lain, tulisan in pertama.values():
            mirip = closeness(teks, tulisan, nama)
            if 0 < mirip < 1 and not declared_same(p, i, lain):
                satuan = {unit_of(r.teks(x, "satuan")) for x in (i, lain)} - {""}
                calon += [(mirip, lain, tulisan)] if len(satuan) < 2 else []
        if calon:
            _, lain, tulisan = max(calon)
            hasil.append(Catatan("IND01", i, "uraian", shorten(teks), f"{shorten(tulisan)} ({lain})", teks))
        pertama[kunci] = (i, teks)
    return hasil + list(_unnamed(p))


def _unnamed(p: Pengukuran) -> Iterator[Catatan]:
    """IND01 of the PK and the Renstra: a wording that names no indicator and equals none, with the nearest one."""
    nama, r = p.rencana.identitas.nama, p.rencana
    ada = worded(p)
    kunci = {text_key(t, nama) for _, t in ada}
    for tabel in ("renstra", "pk"):
        for s in r.used(tabel):
            teks = r.teks(s, "tertulis")
            if not teks or r.teks(s, "indikator") or text_key(teks, nama) in kunci:
                continue
            mirip, i, lain = max(((resemblance(teks, t, nama), i, t) for i, t in ada), default=(0.0, "", ""))
            if mirip >= MIRIP_TANPA_KODE:
                yield Catatan("IND01", s, "tertulis", shorten(teks), f"{shorten(lain)} ({i})", teks)


def _parent_indicators(p: Pengukuran, n: str) -> Iterator[str]:
    """Indicators of the nodes above a node, nearest first."""
    for atas in p.pohon.ancestors(n):
        yield from p.pohon.indikator.get(atas, [])


def check_repeats_parent(p: Pengukuran) -> list[Catatan]:
    """IND02: an indicator in the words of one above it in the tree, unless declared the same."""
    nama, r = p.rencana.identitas.nama, p.rencana
    hasil = []
    for i, teks in worded(p):
        for atas in _parent_indicators(p, p.sasaran_of(i)):
            if text_key(r.teks(atas, "uraian"), nama) == text_key(teks, nama):
                if not declared_same(p, i, atas):
                    hasil.append(Catatan("IND02", i, "uraian", atas, shorten(r.teks(atas, "uraian")), teks))
                break
    return hasil


# --- wording against satuan, formulasi, polaritas -----------------------------------------------------------------

SINGKATAN = {"lap": "laporan", "dok": "dokumen", "org": "orang", "keg": "kegiatan", "kel": "kelurahan",
             "eks": "eksemplar", "bln": "bulan", "thn": "tahun", "pkt": "paket", "bh": "buah"}
ORANG = frozenset({"orang", "asn", "pns", "pegawai", "peserta", "jiwa", "aparatur"})
BERKAS = frozenset({"laporan", "dokumen", "eksemplar", "berkas", "buku", "lembar", "exemplar", "surat", "sk"})
BARANG = frozenset({"unit", "buah", "barang", "set", "item", "jenis", "paket", "bidang", "ruang", "lokasi"})
ACARA = frozenset({"kegiatan", "kali", "acara", "rapat", "frekuensi", "pertemuan"})
WAKTU = frozenset({"bulan", "tahun", "hari", "minggu", "triwulan"})
#: What may be counted when the noun behind Jumlah is this; a report is not a letter, a package not a unit.
SATUAN_KATA: dict[str, frozenset[str]] = {
    "laporan": BERKAS - {"surat", "sk"}, "dokumen": BERKAS, "paket": frozenset({"paket"}),
    "unit": BARANG - {"paket"}, "orang": ORANG, "pegawai": ORANG, "asn": ORANG, "desa": frozenset({"desa"}),
    "kelurahan": frozenset({"kelurahan"}), "kegiatan": ACARA, "rapat": ACARA, "lembaga": frozenset({"lembaga"}),
    "kasus": frozenset({"kasus", "kejadian"}), "surat": frozenset({"surat", "lembar", "dokumen", "berkas"}),
    "rekomendasi": frozenset({"rekomendasi", "surat", "dokumen", "laporan", "berkas"}),
    "barang": BARANG, "kendaraan": BARANG - {"paket"}, "gedung": BARANG - {"paket"},
}
#: Satuan that are surely one thing or another; anything else is the office's own and is left alone.
SATUAN_DIKENAL = frozenset().union(*SATUAN_KATA.values(), WAKTU, {"persen", "surat", "kk", "rekening"})


def check_units(p: Pengukuran) -> list[Catatan]:
    """IND03: the noun behind "Jumlah" and the satuan name different things; Persentase not in percent, or the reverse.

    Only nouns and satuan of the tables above are judged, and a satuan of two parts ("Desa/Kelurahan") is right when
    one part is. A report counted in documents is one thing; counted in desa, months or letters it is another.
    """
    r = p.rencana
    hasil = []
    for i, teks in worded(p):
        kata = words(teks)
        satuan = r.teks(i, "satuan")
        bagian = {unit_of(b) for b in re.split(r"[/,]| dan ", satuan)} - {""}
        if not bagian or len(kata) < 2 or kata[0] not in {"jumlah", "persentase", "indeks"}:
            continue
        awal = teks.split()[0] if kata[0] != "jumlah" else " ".join(teks.split()[:2])
        if kata[0] == "persentase":
            salah = "persen" not in bagian
        elif "persen" in bagian:
            salah = True
        else:
            boleh = SATUAN_KATA.get(kata[1]) if kata[0] == "jumlah" else None
            salah = boleh is not None and not bagian & boleh and bagian <= SATUAN_DIKENAL
        if salah:
            hasil.append(Catatan("IND03", i, "satuan", awal, satuan, satuan))
    return hasil


#: Words that say how good something has become: a sasaran, not a measure.
_SASARAN = re.compile(r"(?i)^(?:me|ter|ber)[a-z]{4,}nya$|^(?:optimal|efektif|lancar)nya$")


def check_sasaran_words(p: Pengukuran) -> list[Catatan]:
    """IND04: an indicator that begins like a sasaran: Meningkatnya, Terwujudnya, Tersedianya, Terpeliharanya ...

    Any first word of the form me-/ter-/ber- ... -nya counts, also of the PK or Renstra where they name no indicator.
    """
    r = p.rencana
    lain = [(s, "tertulis", r.teks(s, "tertulis")) for t in ("renstra", "pk") for s in r.used(t)
            if not r.teks(s, "indikator")]
    hasil = []
    for slot, kunci, teks in [*((i, "uraian", t) for i, t in worded(p)), *lain]:
        awal = re.sub(r"^\W*(\d+[.)])?\s*", "", teks).split(" ")[0]
        if _SASARAN.match(awal):
            hasil.append(Catatan("IND04", slot, kunci, awal, nilai=teks))
    return hasil


_BAIK = re.compile(r"(?i)\b(baik|tepat waktu|puas|memuaskan|terlayani|tertib|lancar|patuh|aktif)\b")
_BURUK = re.compile(r"(?i)\b(pengaduan|keluhan|komplain|temuan|pelanggaran|gangguan|kasus|konflik|keterlambatan"
                    r"|terlambat|kriminalitas|kejadian|sengketa)\b")
_TERTANGANI = re.compile(r"(?i)\b(di\s?tindak\s?lanjuti|diselesaikan|ditangani|terselesaikan|penyelesaian|penanganan"
                         r"|tanpa|nihil|tidak ada|dikurangi|penurunan|menurun\w*|berkurang\w*|dilaporkan"
                         r"|dikoordinasikan|difasilitasi)\b")
_TURUN = re.compile(r"(?i)^\W*(persentase|presentase|prosentase|tingkat|angka|jumlah)?\s*(penurunan|menurunnya"
                    r"|berkurangnya|pengurangan)\b")


def _counted(p: Pengukuran, i: str) -> str:
    """What an indicator counts: its pembilang, else its formulasi up to the division."""
    r = p.rencana
    return r.teks(i, "pembilang") or re.split(r"(?i)\bdibagi\b|\bdibandingkan\b|÷|\s/\s", r.teks(i, "formulasi"))[0]


def _polarity(p: Pengukuran, i: str) -> str:
    """What contradicts the wording of an indicator, "" for nothing."""
    r = p.rencana
    uraian, dihitung = r.teks(i, "uraian"), _counted(p, i)
    negatif = r.teks(i, "polaritas").lower() == "negatif" or "negatif" in r.teks(i, "tipe_dokumen").lower()
    buruk, ditangani = _BURUK.search(uraian), _TERTANGANI.search(uraian)
    if _BAIK.search(uraian) and not buruk:
        if _BURUK.search(dihitung) and not _TERTANGANI.search(dihitung):
            return shorten(dihitung)
        return (r.teks(i, "tipe_dokumen") or "polaritas Negatif") if negatif else ""
    if _TURUN.search(uraian):
        return "polaritas Negatif" if negatif else ""
    kata = words(uraian)
    mulai = len(kata) > 1 and kata[0] in {"jumlah", "persentase", "angka"} and _BURUK.fullmatch(kata[1])
    positif = r.teks(i, "polaritas").lower() == "positif"
    return "polaritas Positif" if mulai and positif and not ditangani else ""


def check_polarity(p: Pengukuran) -> list[Catatan]:
    """IND05: the wording is good and what is counted is bad, or the polaritas is against the wording.

    Good words over a count of complaints or violations (resolved ones are good); good words or "penurunan" with
    polaritas Negatif or tipe "Kumulatif Negatif"; a bare count of complaints or cases with polaritas Positif.
    """
    return [Catatan("IND05", i, "uraian", shorten(teks), lawan, teks)
            for i, teks in worded(p) if (lawan := _polarity(p, i))]


_BAGI = re.compile(r"(?i)\bdibagi\b|\bdibandingkan\b|÷|[x×*]\s*100|\bper 100\b|\)\s*/\s*\(|[Σ∑][^/]*\s/\s*[Σ∑]")
_HITUNG = re.compile(r"(?i)^\W*([Σ∑]|jumlah\b|banyaknya\b|total\b|frekuensi\b)")
_SERATUS = re.compile(r"(?i)[x×*]\s*100")


def _formula_kind(p: Pengukuran, i: str) -> str:
    """What the formulasi does: "dua rasio", "rasio", "hitungan", or "" when it does not tell."""
    r = p.rencana
    bentuk, formulasi = r.teks(i, "bentuk").lower(), r.teks(i, "formulasi")
    if bentuk == "dua rasio" or len(_SERATUS.findall(formulasi)) > 1:
        return "dua rasio"
    if _BAGI.search(formulasi):
        return "rasio"
    if formulasi:
        return "hitungan" if _HITUNG.search(formulasi) else ""
    return {"rasio": "rasio", "jumlah": "hitungan"}.get(bentuk, "")


def check_formula(p: Pengukuran) -> list[Catatan]:
    """IND06: named Persentase and only counted, named Jumlah and divided, or two ratios in one indicator.

    What the formulasi says goes before the column bentuk. A formulasi that neither counts nor divides says nothing.
    """
    hasil = []
    for i, teks in worded(p):
        awal, jenis = words(teks)[:1], _formula_kind(p, i)
        salah = {"dua rasio": True, "rasio": awal == ("jumlah",), "hitungan": awal == ("persentase",)}.get(jenis, False)
        if salah:
            formulasi = shorten(p.rencana.teks(i, "formulasi"))
            b = f"dua rasio: {formulasi}" if jenis == "dua rasio" else formulasi or p.rencana.teks(i, "bentuk")
            hasil.append(Catatan("IND06", i, "formulasi", teks.split()[0], shorten(b), teks))
    return hasil


PEMERIKSAAN: tuple[Callable[[Pengukuran], list[Catatan]], ...] = (
    check_similar_names, check_repeats_parent, check_units, check_sasaran_words, check_polarity, check_formula,
)
