"""A synthetic plan of a given number of indicators: the shape of the LKjIP of Sokobanah, taken further.

One tujuan, a sasaran with two IKU per 50 indicators, below each sasaran programs with two kegiatan of three sub
kegiatan; every node below a sasaran has one indicator, every sub kegiatan a pagu and realisasi of four quarters.
Printed figures: three per indicator and two per budget node, every seventh of them wrong. No file is read, and
the same number gives the same plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import DAFTAR, INDIVIDU, PROFIL, TABEL, TINGKAT, Rencana, spare_rows
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas

IDENTITAS = Identitas(kode_wilayah="35.69.97", nama="Bangkitan", kabupaten="Contoh", provinsi="Jawa Timur")
TAHUN = 2022
#: One sasaran with its programs per so many indicators.
PER_SASARAN = 50
_KEGIATAN, _SUB = 2, 3
_TUJUAN, _SASARAN, _PROGRAM, _KEG, _SUB_KEG = TINGKAT
Baris = dict[str, Nilai]


def _nodes(banyak: int) -> Iterator[tuple[Baris, int]]:
    """(row of susunan, number of its indicators) in tree order, until there are `banyak` indicators."""
    yield {"jenis": _TUJUAN, "uraian": "Meningkatnya kualitas tata kelola kecamatan"}, 1
    nomor, sisa = 1, banyak - 1
    while sisa > 0:
        sasaran = nomor = nomor + 1
        di_sini = min(2, sisa)
        yield {"jenis": _SASARAN, "induk": "N001", "uraian": f"Meningkatnya layanan bidang {sasaran}"}, di_sini
        sisa -= di_sini
        batas = max(0, sisa - (PER_SASARAN - di_sini))
        while sisa > batas:
            for jenis, induk in _program(sasaran, nomor):
                if sisa == batas:
                    break
                nomor += 1
                yield {"jenis": jenis, "induk": f"N{induk:03d}",
                       "uraian": f"{jenis} penyelenggaraan urusan nomor {nomor}"}, 1
                sisa -= 1


def _program(sasaran: int, nomor: int) -> Iterator[tuple[str, int]]:
    """(jenis, number of its parent) of a program and everything below it; `nomor` is the last one used."""
    program = nomor + 1
    yield _PROGRAM, sasaran
    for k in range(_KEGIATAN):
        yield _KEG, program
        for _ in range(_SUB):
            yield _SUB_KEG, program + 1 + k * (_SUB + 1)


def _indicator(node: int, n: int, *, iku: bool) -> Baris:
    tipe = DAFTAR["tipe_target"]
    dasar = 10.0 + n % 40
    return {
        "node": f"N{node:03d}", "uraian": f"Jumlah hasil kegiatan nomor {n} yang diselesaikan", "satuan": "Dokumen",
        "iku": "Ya" if iku else None, "formulasi": f"Hitungan hasil nomor {n}", "sumber_data": "Laporan seksi",
        "tipe_target": tipe[n % 4], "t1": dasar, "t2": dasar + 5, "t3": dasar + 10, "t4": dasar + 20,
        "r1": dasar - 1, "r2": dasar + 4, "r3": dasar + 9, "r4": dasar + 18, "lalu1": dasar + 3, "lalu2": dasar + 2,
        "polaritas": "Negatif" if n % 11 == 0 else "Positif",
    }


def _budget(n: int) -> Baris:
    pagu = 1e6 * (20 + n * 37 % 400)
    baris: Baris = {"pagu": pagu}
    return baris | {f"g{q}": round(pagu * bagian) for q, bagian in ((1, 0.1), (2, 0.25), (3, 0.3), (4, 0.31))}


def _printed(ukur: Pengukuran) -> Iterator[Baris]:
    """What a document prints of the plan: rounded as documents do it, every seventh figure off by one."""
    r = ukur.rencana
    fakta = [("Tabel 3.1", i, kolom) for i in r.used("indikator") for kolom in ("target", "realisasi", "capaian")]
    fakta += [("Tabel 3.7", n, kolom) for n in r.used("node") if ukur.pohon.level(n) >= TINGKAT.index(_PROGRAM) + 1
              for kolom in ("anggaran", "realisasi_anggaran")]
    for n, (tabel, kunci, kolom) in enumerate(fakta, start=1):
        nilai = ukur.computed(tabel, kunci, kolom)
        if isinstance(nilai, int | float):
            yield {"tabel": tabel, "kunci": kunci, "kolom": kolom, "nilai": round(nilai, 2) + (n % 7 == 0)}


def _fixed() -> dict[str, list[Baris]]:
    """The tables that do not grow with the indicators."""
    seksi: list[Baris] = [{"nama": f"Kepala Seksi {n}", "atasan": "J001"} for n in range(2, 8)]
    return {
        "jabatan": [{"nama": "Camat"}, *seksi],
        "dokumen": [{"jenis": "PK", "tahun": float(TAHUN), "nomor": "1/PK", "tempat": "Bangkitan"},
                    {"jenis": "LKjIP", "tahun": float(TAHUN), "nomor": "2/LKjIP"}],
        "skm": [{"unsur": f"Unsur {n}", "nilai": 3.0 + n / 20} for n in range(1, 10)],
        "masalah": [{"nomor": str(n), "masalah": f"Masalah {n}", "pokok": f"Pokok masalah {n}"} for n in range(1, 6)],
    }


def _plan(tabel: dict[str, list[Baris]]) -> Rencana:
    kapasitas = {t.kunci: t.tetap or spare_rows(len(tabel.get(t.kunci, []))) for t in TABEL.values()}
    data = {(TABEL[nama].slot(n), kunci): nilai for nama, baris in tabel.items()
            for n, isi in enumerate(baris, start=1) for kunci, nilai in isi.items() if nilai is not None}
    data |= {(PROFIL, "renstra_awal"): 2019.0, (PROFIL, "renstra_akhir"): 2024.0}
    return Rencana(IDENTITAS, TAHUN, kapasitas, data)


def synthetic_plan(banyak: int) -> Rencana:
    """A plan of `banyak` indicators (1 or more, up to 900: slots have three digits) with its printed figures."""
    if not 1 <= banyak <= 900:
        raise ValueError(f"banyaknya indikator {banyak}, seharusnya 1 sampai 900")
    simpul: list[Baris] = []
    indikator: list[Baris] = []
    for node, milik in _nodes(banyak):
        simpul.append(node | (_budget(len(simpul)) if node["jenis"] == _SUB_KEG else {}))
        utama = node["jenis"] in (_TUJUAN, _SASARAN)
        indikator += [_indicator(len(simpul), len(indikator) + 1 + x, iku=utama) for x in range(milik)]
    simpul += [{"jenis": INDIVIDU, "uraian": f"Kinerja kepala seksi {n}", "penanggung_jawab": f"J{n:03d}"}
               for n in range(2, 8)]
    pk: list[Baris] = [{"dokumen": "D001", "bagian": "Sasaran", "indikator": TABEL["indikator"].slot(n)}
                       for n, x in enumerate(indikator, start=1) if x["iku"]]
    pk += [{"dokumen": "D001", "bagian": "Program", "program": TABEL["node"].slot(n)}
           for n, x in enumerate(simpul, start=1) if x["jenis"] == _PROGRAM]
    tabel = _fixed() | {"node": simpul, "indikator": indikator, "pk": pk}
    return _plan(tabel | {"tercetak": list(_printed(Pengukuran(_plan(tabel))))})
