"""Every kind of finding planted at a random place into two of the real transcriptions, found there and only there.

A plant is a generator: it prepares the plan (the state that counts as unplanted), yields, plants the fault, and yields
where it has to be found. Findings elsewhere must stay as they were, but for the kinds a plant names as its followers.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa.kata import Catatan, words
from kinerja_core.buku_kinerja.periksa.lintas import PEMERIKSAAN
from kinerja_core.buku_kinerja.rencana import TABEL, load_rencana, parse_rencana, rencana_as_dict
from kinerja_core.dasar.excelmath import as_number
from kinerja_core.dasar.katalog.buku import KATALOG_LINTAS

CONTOH = Path(__file__).parents[1] / "workbook_templates" / "contoh"
BUKU = ("sokobanah_2022", "leuwisari_2021", "sokaraja_2022", "kemangkon_2022")
BENIH = (1, 2)
#: Kinds that other modules give: the table of findings set aside, and the file form.
BUKAN_DI_SINI = {"KLK07", "KSP02", "KSP03", "RNC01", "RNC02"}
#: What a plant may bring along elsewhere.
PENGIKUT = {"IND02": {"KLK06", "NMK03"}, "NMK03": {"KLK06", "JML02"},
            "KLK05": {"KLK04", "JML01", "JML03", "PRS01", "PRS02"}}
NIP = ("19720202 199502 1 002", "19800303 200503 2 004")

Data = dict[str, Any]
Tanaman = Iterator[tuple[str, str] | None]


@cache
def transkripsi(nama: str) -> Data:
    berkas = CONTOH / f"{nama}.toml"
    if not berkas.exists():
        pytest.skip(f"{nama} belum ada")
    return rencana_as_dict(load_rencana(berkas))


def hitung(d: Data) -> Pengukuran:
    return Pengukuran(parse_rencana({**d, "kapasitas": {}}))


def temukan(p: Pengukuran) -> set[Catatan]:
    return {Catatan(c.kode, c.slot, c.kunci, str(c.a), str(c.b)) for f in PEMERIKSAAN for c in f(p)}


def tambah(d: Data, tabel: str, /, **baris: Any) -> str:
    t = TABEL[tabel]
    slot = t.slot(max((int(b["slot"][1:]) for b in d[tabel]), default=0) + 1)
    d[tabel].append({"slot": slot, **baris})
    return slot


def baris(d: Data, slot: str) -> Data:
    return next(b for t in TABEL for b in d[t] if b["slot"] == slot)


def jenis(d: Data, *nama: str) -> list[str]:
    return [n["slot"] for n in d["node"] if n.get("jenis") in nama]


def cetak(d: Data, tabel: str, kunci: str, kolom: str, nilai: Any) -> str:
    return tambah(d, "tercetak", tabel=tabel, kunci=kunci, kolom=kolom, nilai=nilai)


def indikator_baru(d: Data, acak: random.Random, **isi: Any) -> str:
    node = acak.choice([n["slot"] for n in d["node"]])
    return tambah(d, "indikator", **{"node": node, "uraian": "Persentase kelompok uji petik", **isi})


def daun_beranggaran(d: Data, acak: random.Random) -> str:
    """A random sub kegiatan with a budget; a branch and budgets are made where the document has none."""
    if not jenis(d, "Sub Kegiatan"):
        program = tambah(d, "node", jenis="Program", uraian="Program uji", induk=jenis(d, "Sasaran")[0])
        kegiatan = tambah(d, "node", jenis="Kegiatan", uraian="Kegiatan uji", induk=program)
        for n in range(3):
            tambah(d, "node", jenis="Sub Kegiatan", uraian=f"Sub kegiatan uji {n}", induk=kegiatan)
    daun = jenis(d, "Sub Kegiatan")
    if not any("pagu" in n or "perubahan" in n for n in d["node"]):
        for n, s in enumerate(daun, start=1):
            baris(d, s).update(pagu=1_000_000 + 7_000 * n, g=900_000 + 1_000 * n)
    ada = [s for s in daun if as_number(baris(d, s).get("perubahan", baris(d, s).get("pagu"))) and
           baris(d, s).get("pohon") != "Tidak"]
    return acak.choice(ada)


def program_beranggaran(d: Data, acak: random.Random) -> str:
    slot = daun_beranggaran(d, acak)
    while baris(d, slot)["jenis"] != "Program":
        slot = baris(d, slot)["induk"]
    return slot


# --- printed figures ----------------------------------------------------------------------------------------------


def jml01(d: Data, acak: random.Random) -> Tanaman:
    n = program_beranggaran(d, acak)
    yield None
    kolom, diketik = acak.choice([("anggaran", "pagu"), ("realisasi_anggaran", "g")])
    p = hitung(d)
    salah = float((p.anggaran(n) if diketik == "pagu" else p.realisasi_anggaran(n)) or 0) + 10
    if acak.random() < 0.5:
        baris(d, n)[diketik] = salah
        yield n, diketik
    else:
        yield cetak(d, "Tabel 9.9", n, kolom, salah), "nilai"


def jml02(d: Data, acak: random.Random) -> Tanaman:
    daun_beranggaran(d, acak)
    yield None
    kolom = acak.choice(["jumlah_program", "jumlah_kegiatan", "jumlah_sub_kegiatan"])
    yield cetak(d, "Naskah", "TOTAL", kolom, acak.randint(500, 900)), "nilai"


def jml03(d: Data, acak: random.Random) -> Tanaman:
    if acak.random() < 0.5:
        n = tambah(d, "node", jenis="Tujuan", uraian="Tujuan uji")
        tambah(d, "indikator", node=n, uraian="Nilai uji petik lain", satuan="-", target=1)
        cetak(d, "Tabel 3.6", n, "realisasi_anggaran", 5_000_000)
        yield None
        yield cetak(d, "Lampiran 3", n, "realisasi_anggaran", 5_000_010), "nilai"
    else:
        daun_beranggaran(d, acak)
        total = float(hitung(d).anggaran("TOTAL") or 0)
        yield None
        yield cetak(d, "Naskah", "TOTAL", "anggaran", total + 10), "nilai"


def tkr01(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak, target=82.47, realisasi=81.3)
    yield None
    slot = cetak(d, "Tabel 3.4", i, "target", 81.3)
    cetak(d, "Tabel 3.4", i, "realisasi", "82,47")
    baris(d, d["tercetak"][-1]["slot"])["nilai"] = 82.47
    yield slot, "nilai"


def bda01(d: Data, acak: random.Random) -> Tanaman:
    tempat = acak.choice(["target", "realisasi", "lalu1", "renstra", "pk"])
    i = indikator_baru(d, acak, **{tempat if tempat not in ("renstra", "pk") else "target": 77.5})
    d["profil"].update(renstra_awal=d["tahun"] - 2, renstra_akhir=d["tahun"] + 3)
    dok = tambah(d, "dokumen", jenis="PK", tanggal="3 Januari 2022")
    yield None
    if tempat == "renstra":
        yield tambah(d, "renstra", bagian="Sasaran", indikator=i, th3=77.6), "th3"
    elif tempat == "pk":
        yield tambah(d, "pk", dokumen=dok, bagian="Sasaran", indikator=i, target=77.6), "target"
    else:
        yield cetak(d, "Tabel 3.1", i, tempat, 77.6), "nilai"


def bda02(d: Data, acak: random.Random) -> Tanaman:
    n = program_beranggaran(d, acak)
    dok = tambah(d, "dokumen", jenis="PK", tanggal="3 Januari 2022")
    yield None
    yield tambah(d, "pk", dokumen=dok, bagian="Program", program=n, anggaran=12345), "anggaran"


def bda03(d: Data, acak: random.Random) -> Tanaman:
    yield None
    n = acak.choice(d["node"])
    yield cetak(d, "Tabel 3.7", n["slot"], "uraian", n["uraian"] + " dan lain-lain"), "nilai"


def prs01(d: Data, acak: random.Random) -> Tanaman:
    n = program_beranggaran(d, acak)
    yield None
    yield cetak(d, "Tabel 3.6", n, "penyerapan", acak.choice([12.34, "7,5", 0])), "nilai"


def prs05(d: Data, acak: random.Random) -> Tanaman:
    daun_beranggaran(d, acak)
    n = next(n for n in d["node"] if n["jenis"] == "Kegiatan" and any(
        i["node"] == a["slot"] and hitung(d).capaian(i["slot"]) not in (None, "-") for a in d["node"]
        if a.get("induk") == n["slot"] for i in d["indikator"])) if any("realisasi" in i for i in d["indikator"]) else (
        baris(d, baris(d, daun_beranggaran(d, acak))["induk"]))
    anak = next(a["slot"] for a in d["node"] if a.get("induk") == n["slot"])
    tambah(d, "indikator", node=anak, uraian="Jumlah berkas uji", satuan="Berkas", keluaran="Ya", target=10,
           realisasi=9)
    i = tambah(d, "indikator", node=n["slot"], uraian="Persentase uji lain", satuan="%", keluaran="Ya", target=100,
               realisasi=61)
    yield None
    yield cetak(d, "Lampiran 3", i, "capaian", acak.choice([12.34, "33,3"])), "nilai"


def prs02(d: Data, acak: random.Random) -> Tanaman:
    n = daun_beranggaran(d, acak)
    for k in ("perubahan", "g1", "g2", "g3", "g4"):
        baris(d, n).pop(k, None)
    baris(d, n).update(pagu=3_000_000, g=2_000_000)
    yield None
    yield cetak(d, "Tabel 3.6", n, "penyerapan", 66.66), "nilai"


def prs03(d: Data, acak: random.Random) -> Tanaman:
    n = daun_beranggaran(d, acak)
    for k in ("perubahan", "g1", "g2", "g3", "g4"):
        baris(d, n).pop(k, None)
    baris(d, n).update(pagu="-", g="-")
    yield None
    yield cetak(d, "Tabel 3.6", n, "penyerapan", 0), "nilai"


def prs04(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak, satuan="Persen", basis=19)
    yield None
    kunci = acak.choice(["t1", "t3", "r2", "realisasi"])
    baris(d, i)[kunci] = acak.choice([10, 15, 20, 25])
    yield i, kunci


def tks01(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak, target=98.8)
    yield None
    yield cetak(d, "Lampiran 3", i, "target", acak.choice(["98.8%", "98,80 %", "98.8"])), "nilai"


# --- names and wordings -------------------------------------------------------------------------------------------


def nam01(d: Data, acak: random.Random) -> Tanaman:
    yield None
    i = acak.choice(d["indikator"])
    i["keterangan"] = f"data {acak.choice(['Kecamatan', 'kec.', 'Kec'])} Pagelaran Baru yang dihimpun"
    yield i["slot"], "keterangan"


def nam02(d: Data, acak: random.Random) -> Tanaman:
    yield None
    nama = d["identitas"]["nama"]
    i = acak.choice(d["indikator"])
    i["keterangan"] = f"data {acak.choice(['Kecamatan ', ''])}{nama[:3]}{nama[4:]} yang dihimpun"
    yield i["slot"], "keterangan"


def ind01(d: Data, acak: random.Random) -> Tanaman:
    yield None
    panjang = [i for i in d["indikator"] if len(words(i.get("uraian", ""))) >= 6]
    i = acak.choice(panjang)
    awal, *sisa = i["uraian"].split()
    yield tambah(d, "indikator", node=i["node"], uraian=" ".join([awal, "pelaksanaan", *sisa])), "uraian"


def ind02(d: Data, acak: random.Random) -> Tanaman:
    punya = {i["node"]: i for i in d["indikator"] if i.get("uraian")}
    atas = acak.choice([n for n in punya if baris(d, n)["jenis"] != "Sasaran Individu"
                        and baris(d, n)["jenis"] != "Sub Kegiatan"])
    anak = tambah(d, "node", jenis="Sub Kegiatan", induk=atas, uraian="Sub kegiatan uji")
    yield None
    yield tambah(d, "indikator", node=anak, uraian=punya[atas]["uraian"].upper()), "uraian"


def ind03(d: Data, acak: random.Random) -> Tanaman:
    awal, satuan = acak.choice([("Jumlah Laporan", "Desa"), ("Persentase", "Dokumen"), ("Jumlah Desa", "%")])
    i = indikator_baru(d, acak, uraian=f"{awal} uji petik wilayah")
    yield None
    baris(d, i)["satuan"] = satuan
    yield i, "satuan"


def ind04(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak)
    yield None
    baris(d, i)["uraian"] = f"{acak.choice(['Terwujudnya', 'Meningkatnya', 'Terlaksananya'])} uji petik wilayah"
    yield i, "uraian"


def ind05(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak, uraian="Persentase pemohon uji petik yang terlayani dengan baik")
    yield None
    lawan: Data = acak.choice([{"polaritas": "Negatif"},
                               {"formulasi": "Jumlah keluhan dibagi jumlah pemohon x 100%"}])
    baris(d, i).update(lawan)
    yield i, "uraian"


def ind06(d: Data, acak: random.Random) -> Tanaman:
    awal, formulasi = acak.choice([("Jumlah", "Σ uji / Σ petik x 100"), ("Persentase", "Jumlah uji petik")])
    i = indikator_baru(d, acak, uraian=f"{awal} kelompok uji petik")
    yield None
    baris(d, i)["formulasi"] = formulasi
    yield i, "formulasi"


def tgt01(d: Data, acak: random.Random) -> Tanaman:
    node = acak.sample(jenis(d, "Sasaran", "Program", "Kegiatan"), 2)
    jalur = {"uraian": "Persentase uji petik wilayah", "t1": 25, "t2": 50, "t3": 75, "t4": 100}
    a, b = (tambah(d, "indikator", node=n, **jalur) for n in node)
    yield None
    kemudian = next(s for s in hitung(d).pohon.walk() if s == node[0] or s == node[1]) == node[0]
    kunci = acak.choice(["t1", "t2", "t3"])
    baris(d, b)[kunci] += 1
    yield (b if kemudian else a), kunci


def tgt02(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak, uraian="Jumlah peserta uji petik", satuan="Orang",
                       tipe_target=acak.choice(["Per TW, dijumlahkan", "Kondisi akhir TW"]))
    yield None
    baris(d, i).update({f"t{n}": 10 for n in range(1, 5)})
    yield i, "tipe_target"


def tgt03(d: Data, acak: random.Random) -> Tanaman:
    d["profil"].update(renstra_awal=d["tahun"] - 3, renstra_akhir=d["tahun"] + 2)
    nilai = [round(acak.uniform(50, 90), 2) for _ in range(3)]
    i = indikator_baru(d, acak)
    tambah(d, "renstra", bagian="Sasaran", indikator=i, **{f"th{n}": x for n, x in enumerate(nilai, start=1)})
    yield None
    baris(d, i).update({f"lalu{4 - n}": x for n, x in enumerate(nilai, start=1)})
    yield i, "lalu1"


def tgt04(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak, uraian=acak.choice(["Nilai SAKIP uji petik", "Indeks Kepuasan uji petik"]))
    baris(d, i).update(t1="-", t2="-", t3="-", t4=62)
    yield None
    baris(d, i)[acak.choice(["t1", "t2", "t3"])] = 20
    yield i, "tipe_target"


def tgt05(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak, uraian="Jumlah kendaraan uji petik", satuan="Unit", tipe_target="Kondisi akhir TW",
                       t1=3, t2=3, t3=4, t4=4)
    yield None
    baris(d, i)["tipe_target"] = "Per TW, dijumlahkan"
    yield i, "tipe_target"


def tgt06(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak, uraian="Nilai SAKIP uji petik", satuan="Nilai", target=70)
    yield None
    baris(d, i)["tulisan"] = acak.choice(["BB", "A", "CC"])
    yield i, "tulisan"


def nil01(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak, uraian="Jumlah berkas uji petik", satuan="Dokumen", target=4)
    yield None
    kunci = acak.choice(["awal", "akhir"])
    yield tambah(d, "renstra", bagian="Sasaran", indikator=i, **{kunci: 46025}), kunci


def ind07(d: Data, acak: random.Random) -> Tanaman:
    n = tambah(d, "node", jenis="Sub Kegiatan", uraian="Fasilitasi Kunjungan Tamu", pagu=0)
    i = tambah(d, "indikator", node=n, uraian="Jumlah tamu uji petik", satuan="Orang", target=3)
    yield None
    baris(d, i)["uraian"] = acak.choice([
        "Jumlah Dokumen Penyusunan Peraturan Desa dan Peraturan Kepala Desa uji petik",
        "Jumlah Laporan Pemilihan Kepala Desa uji petik"])
    yield i, "node"


# --- coverage -----------------------------------------------------------------------------------------------------


def klk01(d: Data, acak: random.Random) -> Tanaman:
    indikator_baru(d, acak, uraian="Nilai uji lain", realisasi=5)
    i = indikator_baru(d, acak)
    dok = tambah(d, "dokumen", jenis="PK", tanggal="3 Januari 2022")
    yield None
    yield tambah(d, "pk", dokumen=dok, bagian="Sasaran", indikator=i), "indikator"


def klk02(d: Data, acak: random.Random) -> Tanaman:
    n = daun_beranggaran(d, acak)
    yield None
    baris(d, n)["pohon"] = "Tidak"
    yield n, "pohon"


def klk03(d: Data, acak: random.Random) -> Tanaman:
    induk = baris(d, daun_beranggaran(d, acak))["induk"]
    yield None
    yield tambah(d, "node", jenis="Sub Kegiatan", induk=induk, uraian="Sub kegiatan uji"), "pagu"


def klk04(d: Data, acak: random.Random) -> Tanaman:
    yield None
    yield tambah(d, "node", jenis="Program", uraian="Program uji"), "induk"


def klk08(d: Data, acak: random.Random) -> Tanaman:
    i = indikator_baru(d, acak, satuan="Nilai", target=5)
    yield None
    kunci = acak.choice(["satuan", "target"])
    del baris(d, i)[kunci]
    yield i, kunci


def jab01(d: Data, acak: random.Random) -> Tanaman:
    j = tambah(d, "jabatan", nama="Pengelola Uji Petik", tugas="Mengelola uji petik")
    yield None
    kunci = acak.choice(["tugas", "fungsi", "rincian"])
    baris(d, j)[kunci] = "Mengelola uji petik"
    yield tambah(d, "jabatan", nama="PENGELOLA UJI PETIK", **{kunci: "Mencatat surat keluar"}), kunci


def klk05(d: Data, acak: random.Random) -> Tanaman:
    program = tambah(d, "node", jenis="Program", uraian="Program uji")
    d["tautan"] = []
    yield None
    yield tambah(d, "tautan", sasaran=acak.choice(jenis(d, "Sasaran")), program=program), "program"


def klk06(d: Data, acak: random.Random) -> Tanaman:
    yield None
    macam = acak.choice(["Sasaran", "Sasaran Individu"])
    yield tambah(d, "node", jenis=macam, uraian="Sasaran uji"), "uraian"


# --- documents ----------------------------------------------------------------------------------------------------


def _dasar(d: Data, banyak: int) -> list[str]:
    dok = tambah(d, "dokumen", jenis="Lainnya", tanggal="30 Juni 2021", tahun=2021)
    return [tambah(d, "dasar", dokumen=dok, nomor=str(n), peraturan=f"Undang-Undang Nomor {n} Tahun 2004 tentang Uji")
            for n in range(1, banyak + 1)]


def nom01(d: Data, acak: random.Random) -> Tanaman:
    h = acak.choice(_dasar(d, 6)[1:])
    yield None
    baris(d, h)["nomor"] = acak.choice(["1", "17"])
    yield h, "nomor"


def thn01(d: Data, acak: random.Random) -> Tanaman:
    yield None
    tahun = d["tahun"] - acak.randint(1, 3)
    if acak.random() < 0.5:
        yield cetak(d, "Lampiran 3", "TOTAL", "judul", f"LAMPIRAN TAHUN {tahun}"), "nilai"
    else:
        yield tambah(d, "dokumen", jenis="RENAKSI", judul=f"RENCANA AKSI TAHUN {tahun}", tahun=d["tahun"]), "judul"


def dok01(d: Data, acak: random.Random) -> Tanaman:
    tambah(d, "dokumen", jenis="Lainnya", nomor="800/Kep.017/Kec/2020")
    yield None
    nomor = acak.choice(["800 / Kep- 017 / Kec / 2020", "800/Kep.017/Ket/2020"])
    yield tambah(d, "dokumen", jenis="Lainnya", nomor=nomor), "nomor"


def dok02(d: Data, acak: random.Random) -> Tanaman:
    h = acak.choice(_dasar(d, 4))
    yield None
    baris(d, h)["peraturan"] = "Peraturan Bupati Nomor 3 Tahun 2023 tentang Uji"
    yield h, "peraturan"


def dok03(d: Data, acak: random.Random) -> Tanaman:
    yield None
    nomor, tanggal, kunci = acak.choice([("800/Kep- /Kec/2020", "4 Mei 2020", "nomor"),
                                         ("800/Kep.9/Kec/2020", "Mei 2020", "tanggal")])
    yield tambah(d, "dokumen", jenis="SK IKU", nomor=nomor, tanggal=tanggal), kunci


def dok04(d: Data, acak: random.Random) -> Tanaman:
    dasar = _dasar(d, 5)
    yield None
    a, b = sorted(acak.sample(dasar, 2))
    baris(d, b)["peraturan"] = baris(d, a)["peraturan"] + " (Lembaran Negara)"
    yield b, "peraturan"


def dok05(d: Data, acak: random.Random) -> Tanaman:
    h = acak.choice(_dasar(d, 4))
    peraturan = "Peraturan Bupati Nomor 5 Tahun 2019 tentang Tata Kerja Kecamatan Uji Petik"
    baris(d, h)["peraturan"] = peraturan
    yield None
    lama, baru = acak.choice([("Peraturan Bupati", "Peraturan Daerah"), ("2019", "2018")])
    isi = {"dokumen": baris(d, h)["dokumen"], "nomor": "5", "peraturan": peraturan.replace(lama, baru)}
    yield tambah(d, "dasar", **isi), "peraturan"


def dok06(d: Data, acak: random.Random) -> Tanaman:
    yield None
    kosong = acak.choice(["tanggal", "penanda_tangan"])
    isi = {"tanggal": "4 Mei 2020", "penanda_tangan": "Pejabat Uji", kosong: ""}
    d["dokumen"] = [x for x in d["dokumen"] if x["jenis"] != "Renstra"]
    yield tambah(d, "dokumen", jenis="Renstra", **{k: v for k, v in isi.items() if v}), kosong


def dok07(d: Data, acak: random.Random) -> Tanaman:
    yield None
    hari = acak.choice(["31 Februari 2022", "Kota Uji, 31 Juni 2022", "29-02-2022"])
    tabel, kunci, isi = acak.choice([("dokumen", "tanggal", {"jenis": "Lainnya"}), ("lhe", "batas_waktu", {})])
    yield tambah(d, tabel, **isi, **{kunci: hari}), kunci


def nip01(d: Data, acak: random.Random) -> Tanaman:
    yield None
    nip = acak.choice(["19720231 199502 1 002", "1972020219950210", "19720202 199513 1 002"])
    yield tambah(d, "dokumen", jenis="Lainnya", nip=nip), "nip"


def nip02(d: Data, acak: random.Random) -> Tanaman:
    orang = {"jenis": "Lainnya", "penanda_tangan": "Pejabat Uji", "jabatan": "Sekretaris Uji"}
    for _ in range(2):
        tambah(d, "dokumen", **orang, nip=NIP[0])
    yield None
    yield tambah(d, "dokumen", **orang, nip=NIP[1]), "nip"


def nmk01(d: Data, acak: random.Random) -> Tanaman:
    yield None
    kode = acak.choice(["7.01.05", "7.01.04.2.01", "7 01 06 2.01"])
    yield tambah(d, "node", jenis="Program", uraian="Program Percobaan Lain", nomenklatur=kode), "nomenklatur"


def nmk02(d: Data, acak: random.Random) -> Tanaman:
    yield None
    yield tambah(d, "node", jenis="Program", uraian="Program Percobaan Lain",
                 nomenklatur=acak.choice(["7.01.09", "7.1.1", "kode lama"])), "nomenklatur"


def nmk03(d: Data, acak: random.Random) -> Tanaman:
    n = tambah(d, "node", jenis="Program", uraian="Penyelenggaraan Urusan Pemerintahan Umum", nomenklatur="7.01.05",
               induk=jenis(d, "Sasaran")[0])
    tambah(d, "node", jenis="Kegiatan", induk=n, uraian="Kegiatan uji", pagu=0)
    yield None
    if acak.random() < 0.5:
        tambah(d, "node", jenis="Kegiatan", induk=n, uraian="Kegiatan uji dua", pagu=0)
        yield n, "nomenklatur"
    else:
        cetak(d, "Tabel 2.3", "TOTAL", "jumlah_program", 5)
        yield cetak(d, "Tabel 2.3", "TOTAL", "jumlah_kegiatan", 4), "nilai"


PENANAM: dict[str, Callable[[Data, random.Random], Tanaman]] = {
    f.__name__.upper(): f for f in (
        jml01, jml02, jml03, tkr01, bda01, bda02, bda03, prs01, prs02, prs03, prs04, prs05, tks01, nam01, nam02, ind01,
        ind02, ind03, ind04, ind05, ind06, ind07, tgt01, tgt02, tgt03, tgt04, tgt05, tgt06, nmk01, nmk02, nmk03, nil01,
        klk01, klk02, klk03, klk04, klk05, klk06, klk08, jab01, nom01, thn01, dok01, dok02, dok03, dok04, dok05, dok06,
        dok07, nip01, nip02)}


def test_every_kind_of_the_catalogue_is_planted() -> None:
    assert set(PENANAM) == set(KATALOG_LINTAS) - BUKAN_DI_SINI


@pytest.mark.sampel(30)
@pytest.mark.parametrize("benih", BENIH)
@pytest.mark.parametrize("kode", PENANAM)
def test_planted_fault_is_found_there_and_only_there(kode: str, benih: int) -> None:
    acak = random.Random(f"{kode} {benih}")
    for nama in acak.sample(BUKU, 2):
        d = copy.deepcopy(transkripsi(nama))
        tanaman = PENANAM[kode](d, acak)
        next(tanaman)
        sebelum = temukan(hitung(d))
        slot, kunci = next(tanaman) or ("", "")
        sesudah = temukan(hitung(d))
        assert (kode, slot, kunci) in {(c.kode, c.slot, c.kunci) for c in sesudah - sebelum}, nama
        lain = {c for c in sebelum ^ sesudah if c.slot != slot and c.kode not in PENGIKUT.get(kode, ())}
        assert lain == set(), nama


@pytest.mark.parametrize("nama", BUKU)
def test_findings_have_a_kode_a_cell_and_both_values(nama: str) -> None:
    p = hitung(copy.deepcopy(transkripsi(nama)))
    catatan = temukan(p)
    assert catatan
    for c in catatan:
        tabel = next(t for t in TABEL.values() if t.awalan == c.slot[0])
        assert c.kunci in tabel.menurut_kunci
        assert c.a != ""
        assert len(str(c.a)) <= 80
        assert len(str(c.b)) <= 80
        assert ("{b}" in KATALOG_LINTAS[c.kode].pesan) == (c.b != "")


@pytest.mark.parametrize(("nama", "kode"), [
    ("sokobanah_2022", "JML01 JML02 JML03 TKR01 BDA01 BDA02 BDA03 PRS01 PRS02 PRS03 PRS05 IND01 IND02 IND03 TGT03 TGT06"
                       " KLK01 KLK02 KLK03 KLK05 KLK06 KLK08 NOM01 THN01 DOK04 DOK05 NIP02 TKS01"),
    ("leuwisari_2021", "NAM01 NAM02 IND06 NOM01 DOK01 DOK02 DOK03 DOK04 DOK06 JAB01"),
    ("sokaraja_2022", "NAM01 IND05 IND06 KLK06 NOM01 DOK06 TGT05"),
    ("kemangkon_2022", "PRS04 IND02 IND03 IND04 IND07 TGT01 TGT02 TGT04 KLK08 DOK06"),
])
def test_kinds_of_the_real_documents(nama: str, kode: str) -> None:
    assert set(kode.split()) <= {c.kode for c in temukan(hitung(transkripsi(nama)))}
