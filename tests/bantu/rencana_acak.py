"""Plans for tests: a small sound plan, random plans with anything an office can type, and a strategy of few changes.

`random_plan` is fast and draws a whole plan: a tree with gaps, ties and wrong parents, then some cells turned into
oddities. `changes` is a hypothesis strategy over the sound plan, so that a failure shrinks to one cell.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Hashable, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from bantu.isian_acak import ANEH, BukuTerbuka
from kinerja_core.buku_kinerja.kolom import Kolom
from kinerja_core.buku_kinerja.nilai import core_values
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import (
    DAFTAR,
    INDIVIDU,
    KOLOM_TERCETAK,
    PROFIL,
    TABEL,
    TABEL_PROFIL,
    TABEL_TERCETAK,
    TINGKAT,
    TOTAL,
    Rencana,
)
from kinerja_core.dasar.excelmath import NBSP, Galat, Nilai, is_number
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.lembar.isian import Kotak
from kinerja_core.xlsx.buku import Posisi, alamat

IDENTITAS = Identitas(kode_wilayah="35.69.98", nama="Uji", kabupaten="Contoh", provinsi="Jawa Timur")
#: Rows of every table: small, so that one calculation takes a moment.
KAPASITAS: dict[str, int] = {
    "jabatan": 4, "dokumen": 4, "dasar": 2, "node": 20, "indikator": 24, "renstra": 6, "pk": 6, "tautan": 5,
    "masalah": 2, "lhe": 2, "skm": 9, "tercetak": 14, "kesampingkan": 3,
}
KOLOM: dict[Kotak, Kolom] = {(PROFIL, k.kunci): k for k in TABEL_PROFIL.kolom} | {
    (t.slot(n), k.kunci): k for t in TABEL.values() for n in range(1, KAPASITAS[t.kunci] + 1) for k in t.kolom}
SLOT_NODE = [TABEL["node"].slot(n) for n in range(1, KAPASITAS["node"] + 1)]
SLOT_INDIKATOR = [TABEL["indikator"].slot(n) for n in range(1, KAPASITAS["indikator"] + 1)]

# --- a sound plan -------------------------------------------------------------------------------------------------

_NODE: tuple[tuple[str, str | None], ...] = (
    ("Tujuan", None), ("Sasaran", "N001"), ("Program", "N002"), ("Kegiatan", "N003"), ("Sub Kegiatan", "N004"),
    ("Sub Kegiatan", "N004"), ("Kegiatan", "N003"), ("Sub Kegiatan", "N007"), ("Sasaran", "N001"),
    ("Program", "N009"), ("Kegiatan", "N010"), ("Sub Kegiatan", "N011"), (INDIVIDU, None),
)
_MILIK = (1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 13)


def _sound() -> dict[Kotak, Nilai]:
    d: dict[Kotak, Nilai] = {(PROFIL, "renstra_awal"): 2019.0, (PROFIL, "renstra_akhir"): 2024.0}
    baris: list[tuple[str, dict[str, Nilai]]] = [
        ("J001", {"nama": "Camat"}), ("J002", {"nama": "Kasi", "atasan": "J001"}),
        ("D001", {"jenis": "PK", "tahun": 2022.0, "tempat": "Uji", "penanda_tangan": "A"}),
        ("H001", {"dokumen": "D001", "peraturan": "UU"}),
        ("S001", {"bagian": "Sasaran", "indikator": "I002", "akhir": 80.0, "th1": 70.0}),
        ("K001", {"dokumen": "D001", "bagian": "Sasaran", "indikator": "I002"}),
        ("K002", {"dokumen": "D001", "bagian": "Program", "program": "N003"}),
        ("L001", {"sasaran": "N009", "program": "N010"}), ("L002", {"sasaran": "N009", "program": "N003"}),
        ("M001", {"nomor": "1", "masalah": "x"}), ("E001", {"komponen": "Perencanaan Kinerja", "catatan": "x"}),
        ("C001", {"kode": "SAL01", "kunci": "N003", "alasan": "memang begitu"}),
        ("T001", {"tabel": "Tabel 3.7", "kunci": TOTAL, "kolom": "anggaran", "nilai": 10e6}),
        ("T002", {"tabel": "Lampiran 3", "kunci": "N004", "kolom": "capaian", "nilai": 93.75}),
        ("T003", {"tabel": "Tabel 3.1", "kunci": "I002", "kolom": "realisasi", "nilai": "71,4"}),
        ("T004", {"tabel": "Naskah", "kunci": TOTAL, "kolom": "jumlah_sub_kegiatan", "nilai": 4.0}),
    ]
    for n, (jenis, induk) in enumerate(_NODE, start=1):
        isi: dict[str, Nilai] = {"jenis": jenis, "induk": induk, "uraian": f"Simpul {n}", "nomor": str(n)}
        if jenis == "Sub Kegiatan":
            isi |= {"pagu": n * 1e6, "g1": n * 2e5, "g3": n * 7e5}
        if jenis == INDIVIDU:
            isi |= {"penanggung_jawab": "J002"}
        baris.append((f"N{n:03d}", isi))
    for n, milik in enumerate(_MILIK, start=1):
        baris.append((f"I{n:03d}", {
            "node": f"N{milik:03d}", "uraian": f"Indikator {n}", "satuan": "Dokumen", "iku": "Ya" if n == 2 else None,
            "tipe_target": DAFTAR["tipe_target"][n % 4], "t2": 10.0 + n, "t4": 20.0 + n, "r2": 9.0, "r4": 21.0,
            "polaritas": "Negatif" if n % 5 == 0 else None}))
    baris += [(f"U{n:03d}", {"unsur": f"Unsur {n}", "nilai": 3.0 + n / 10}) for n in range(1, 10)]
    return d | {(slot, k): v for slot, isi in baris for k, v in isi.items() if v is not None}


#: A plan of thirteen nodes and sixteen indicators with every table in use.
ISI_SAH: Mapping[Kotak, Nilai] = _sound()


def plan(data: Mapping[Kotak, Nilai]) -> Rencana:
    """A plan of these cells; None and "" are blank."""
    return Rencana(IDENTITAS, 2022, KAPASITAS, {k: v for k, v in data.items() if v is not None and v != ""})


# --- cells --------------------------------------------------------------------------------------------------------

ANGKA: tuple[Nilai, ...] = (
    0.0, 0.0, 1.0, 0.25, 0.93, 2.0, 3.0, 10.0, 12.5, 25.0, 33.3333333333333, 50.0, 71.4, 80.0, 99.995, 100.0, 100.005,
    150.0, 187.0, -1.0, -25.0, 1e-7, -1e-7, 1e-300, 4.9e-10, 5.1e-10, 1e12, -1e12, 1.5e12, 1e13, 1.0000001e13, 9.9e14,
    1e15, 1e22, 1e300, -1e300, 1.7e308, -1.7e308, 2.3e-308,
)  # fmt: skip
_KATA: tuple[Nilai, ...] = (
    "teks", f"{NBSP}a  b ", "*", "?", "~", "~*", "a*b?~", 'kata "kutip" di tengah', '"', "'", "kalimat " * 60,
    "x" * 3000, " ", NBSP, "-", "0", 5.0, 1e300, "=1+1", "&", "<b>", "{a}", "Persentase desa", None, "🙂",
)  # fmt: skip
_SATUAN: tuple[Nilai, ...] = ("%", f"Persen{NBSP}", "prosentase", "Indeks", "nilai", "Dokumen", None)
KACAU: tuple[Nilai, ...] = (*ANEH, *ANGKA, TOTAL, "N001*", "N0?1", "~N001", 'a"b', "y" * 2000, Galat("#VALUE!"))
#: Codes of printed rows: of indicators, of nodes, of nothing.
_KUNCI: tuple[Nilai, ...] = (*SLOT_INDIKATOR, *SLOT_NODE, TOTAL, TOTAL, "total", "i002", "n003", f" N003{NBSP}",
                             "I999", "IKM", "N0*", "", "U001", 3.0)


def _code(rng: random.Random, k: Kolom) -> Nilai:
    """A code of one of the tables: usual, spare, of another table, beyond the last row, as typed by hand."""
    tabel = TABEL[rng.choice(k.ke)]
    baik = tabel.slot(rng.randint(1, KAPASITAS[tabel.kunci]))
    if rng.random() < 0.85:
        return baik
    return rng.choice((baik.lower(), f" {baik}{NBSP}", "X001", TOTAL, f"{tabel.awalan}999", f"{tabel.awalan}*",
                       f"{tabel.awalan}00?", f"~{baik}", "-", 1.0, "I001", "N001", None))


def _choice(rng: random.Random, k: Kolom) -> Nilai:
    """An entry of the list, as typed by hand at times; digits may be a number."""
    teks = rng.choice(DAFTAR[k.daftar])
    r = rng.random()
    if r < 0.1:
        return rng.choice((teks.upper(), teks.lower(), f"{NBSP}{teks}  ", teks[:3] + "*", teks + "x"))
    return float(teks) if r < 0.3 and teks.isdigit() else teks


def cell(rng: random.Random, kotak: Kotak) -> Nilai:
    """Mostly right content of one cell."""
    k = KOLOM[kotak]
    if rng.random() < 0.15:
        return None
    if kotak[0][0] == "T" and k.kunci in ("kunci", "nilai"):
        return rng.choice(_KUNCI if k.kunci == "kunci" else (*ANGKA, "71,4", "-", "Baik", True, Galat("#N/A")))
    if k.kunci == "satuan":
        return rng.choice(_SATUAN)
    if k.ke:
        return _code(rng, k)
    if k.daftar:
        return _choice(rng, k)
    if k.is_number:
        if k.strip and rng.random() < 0.15:
            return "-"
        return float(rng.randint(0, 130)) if rng.random() < 0.7 else rng.choice(ANGKA)
    return rng.choice(_KATA)


# --- whole plans --------------------------------------------------------------------------------------------------


def _tree(rng: random.Random) -> dict[Kotak, Nilai]:
    """Nodes in any slots with gaps between them: parents above, at times of the same level, oneself or in a circle."""
    slot = rng.sample(SLOT_NODE, rng.randint(0, len(SLOT_NODE)))
    jenis = {s: rng.choice((*TINGKAT, "Program", "Kegiatan", "Sub Kegiatan", "Sub Kegiatan", INDIVIDU)) for s in slot}
    isi: dict[Kotak, Nilai] = {}
    for s, j in jenis.items():
        atas = [a for a, ja in jenis.items() if j in TINGKAT and ja in TINGKAT and TINGKAT.index(ja) < TINGKAT.index(j)]
        dekat = [a for a in atas if TINGKAT.index(jenis[a]) == TINGKAT.index(j) - 1]
        calon = dekat if dekat and rng.random() < 0.7 else atas
        induk: Nilai = rng.choice(calon) if calon and rng.random() < 0.85 else rng.choice(
            (None, s, rng.choice(SLOT_NODE), rng.choice(SLOT_NODE), s.lower()))
        urutan: Nilai = rng.choice((None, None, None, 3.5, 3.5, 1.0, 0.0, -2.0, 3.25, 1e300, "-", "3"))
        isi |= {(s, "jenis"): j, (s, "induk"): induk, (s, "urutan"): urutan, (s, "uraian"): f"Simpul {s}",
                (s, "pohon"): rng.choice((None, None, None, "Ya", "Tidak")),
                (s, "penanggung_jawab"): rng.choice((None, "J001", "J002", "j003"))}
        if j == TINGKAT[-1] or rng.random() < 0.2:
            isi |= {(s, "pagu"): rng.choice((None, "-", 0.0, 640_000.0, 2e9, 1e13)),
                    (s, "perubahan"): rng.choice((None, None, None, "-", 0.0, 700_000.0)),
                    **{(s, f"g{q}"): rng.choice((None, None, "-", 0.0, 123_456.5, 2e8)) for q in (1, 2, 3, 4, "")}}
    return isi


def _indicators(rng: random.Random, node: list[str]) -> dict[Kotak, Nilai]:
    isi: dict[Kotak, Nilai] = {}
    for s in rng.sample(SLOT_INDIKATOR, rng.randint(0, len(SLOT_INDIKATOR))):
        isi |= {(s, k.kunci): cell(rng, (s, k.kunci)) if rng.random() < 0.8 else None
                for k in TABEL["indikator"].kolom if k.is_number or k.daftar}
        lain = rng.choice(("N020", "n001", "X", None))
        isi |= {(s, "node"): rng.choice(node) if node and rng.random() < 0.93 else lain,
                (s, "uraian"): rng.choice(("Persentase desa", "Jumlah surat", f"Indikator {s}")),
                (s, "satuan"): rng.choice(_SATUAN), (s, "sama_dengan"): rng.choice((None, None, "I001", s)),
                (s, "keluaran"): rng.choice((None, None, "Ya", "Tidak")), (s, "iku"): rng.choice((None, None, "Ya"))}
        if rng.random() < 0.5:
            isi |= {(s, f"{h}{n}"): None for h in "ab" for n in (1, 2, 3, 4)}
        if rng.random() < 0.3:
            isi |= {(s, f"{h}{n}"): None for h in "tr" for n in (1, 2, 3, 4)}
    return isi


def _others(rng: random.Random, node: list[str]) -> dict[Kotak, Nilai]:
    isi: dict[Kotak, Nilai] = {(PROFIL, k.kunci): cell(rng, (PROFIL, k.kunci)) for k in TABEL_PROFIL.kolom}
    for t in TABEL.values():
        if t.kunci in ("node", "indikator"):
            continue
        for n in range(1, KAPASITAS[t.kunci] + 1):
            if rng.random() < 0.75:
                isi |= {(t.slot(n), k.kunci): cell(rng, (t.slot(n), k.kunci)) for k in t.kolom}
    if rng.random() < 0.6:
        isi |= {(f"U{n:03d}", "nilai"): rng.randint(100, 400) / 100 for n in range(1, 10)}
    for n in range(1, KAPASITAS["tautan"] + 1):
        if node and rng.random() < 0.7:
            isi |= {(f"L{n:03d}", "sasaran"): rng.choice(node), (f"L{n:03d}", "program"): rng.choice(node)}
    return isi


def random_plan(rng: random.Random) -> dict[Kotak, Nilai]:
    """A value (or None) for every input: a random tree or the sound plan, then oddities here and there."""
    pohon = _tree(rng) if rng.random() < 0.8 else {k: v for k, v in ISI_SAH.items() if k[0][0] == "N"}
    node = sorted({s for s, _ in pohon})
    isi: dict[Kotak, Nilai] = dict.fromkeys(KOLOM)
    isi |= _others(rng, node) | _indicators(rng, node) | pohon
    aneh = rng.choice((0.0, 0.0, 0.01, 0.05, 0.3))
    for k in KOLOM:
        if rng.random() < aneh:
            isi[k] = rng.choice(KACAU) if rng.random() < 0.6 else cell(rng, k)
    return isi


def printed_rows() -> list[dict[Kotak, Nilai]]:
    """Printed figures: every column by codes of each kind, in Lampiran 3 and in the other tables by turns."""
    lain = cycle(t for t in TABEL_TERCETAK if t != "Lampiran 3")
    semua = [(t, kunci, k) for k in KOLOM_TERCETAK
             for kunci in ("I002", "I004", "N002", "N003", "N004", "N005", "N009", TOTAL)
             for t in ("Lampiran 3", next(lain))]
    banyak = KAPASITAS["tercetak"]
    return [{(f"T{n:03d}", nama): nilai for n, baris in enumerate(semua[m:m + banyak], start=1)
             for nama, nilai in zip(("tabel", "kunci", "kolom"), baris, strict=True)}
            for m in range(0, len(semua), banyak)]


@st.composite
def cell_values(draw: st.DrawFn, kotak: Kotak) -> Nilai:
    """One cell's content: right, odd, any number a cell can hold, any text."""
    teks = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=12)
    angka = st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)
    baik = st.integers(0, 2**32).map(lambda n: cell(random.Random(n), kotak))
    return draw(baik | st.sampled_from(KACAU) | angka | teks)


def changes() -> st.SearchStrategy[dict[Kotak, Nilai]]:
    """A few inputs with new contents."""
    satu = st.sampled_from(list(KOLOM)).flatmap(lambda k: st.tuples(st.just(k), cell_values(k)))
    return st.lists(satu, min_size=1, max_size=8).map(dict)


# --- both sides ---------------------------------------------------------------------------------------------------


def differ(a: Nilai, b: Nilai) -> bool:
    """Do core and engine disagree? Numbers at 1e-9 relative, all else strictly."""
    if is_number(a) and is_number(b):
        return abs(a - b) > 1e-9 * max(1.0, abs(a))  # type: ignore[operator,arg-type]
    return type(a) is not type(b) or a != b


def disagreements(buku: BukuTerbuka, isi: Mapping[Kotak, Nilai]) -> list[Any]:
    """Set a whole filling, then (key, core, engine) of every keyed cell that differs."""
    buku.set(isi)
    mesin: dict[Hashable, Nilai] = buku.read(buku.denah.keluaran)
    inti = core_values(Pengukuran(plan(isi)))
    return [(k, inti[k], v) for k, v in mesin.items() if differ(inti[k], v)]


def plant(asal: Path, ke: Path, lembar: str, posisi: Posisi, nilai: str) -> None:
    """Copy a workbook with another cached value in one formula cell."""
    with zipfile.ZipFile(asal) as lama, zipfile.ZipFile(ke, "w", zipfile.ZIP_DEFLATED) as baru:
        buku, kait = (lama.read(f"xl/{n}").decode() for n in ("workbook.xml", "_rels/workbook.xml.rels"))
        rid = re.search(f'<sheet name="{re.escape(lembar)}"[^>]* r:id="([^"]+)"', buku)[1]  # type: ignore[index]
        bagian = "xl/" + re.search(f'Id="{rid}"[^>]*Target="([^"]+)"', kait)[1]  # type: ignore[index]
        for nama in lama.namelist():
            isi = lama.read(nama)
            if nama == bagian:
                pola = re.compile(rb'(<c r="%b"[^>]*><f>[^<]*</f><v>)[^<]*' % alamat(posisi).encode())
                isi, kali = pola.subn(rb"\g<1>" + nilai.encode(), isi)
                assert kali == 1
            baru.writestr(nama, isi)
