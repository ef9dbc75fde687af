"""The new Buku Kinerja without engines: plans become rows and rows plans, books are written and read back.

R1 a document's plan means the same after it became rows. R2 what a book holds is read back as it was typed.
R3 how a row is understood: kode, level, parent, Urutan, numbers of rows, a blank type, changed targets.
R4 what a book says of itself wrongly is refused with a kode. R5 a year is at most twelve typed cells an indicator.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kinerja_core.buku_kinerja.baru.baca import read_new_book
from kinerja_core.buku_kinerja.baru.baris import BARIS, KOLOM_BARIS, RUANG_BAWAAN
from kinerja_core.buku_kinerja.baru.dari_rencana import Pindah, rows_from
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.nilai import core_values
from kinerja_core.buku_kinerja.baru.susun import describe_new
from kinerja_core.buku_kinerja.baru.urai import Uraian, names_a_row, row_named, understand
from kinerja_core.buku_kinerja.nomenklatur import cari
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.rencana import PROFIL, TABEL, TABEL_PROFIL, TOTAL, Rencana, load_rencana
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import templat_dir
from kinerja_core.lembar.tulis import render_bytes
from kinerja_core.xlsx.baca import read_buku

DOKUMEN = ("kemangkon_2022", "leuwisari_2021", "sokaraja_2022", "sokobanah_2022")
MILIK = Identitas(kode_wilayah="35.20.10", nama="Contoh", kabupaten="Contoh", provinsi="Jawa Timur", alamat="")
#: What became another word, by rule: a value of the year stands in TW IV, a blank IKU is a "Tidak" where a sasaran is.
PINDAH_KOLOM = {"target", "realisasi", "g", "t4", "r4", "g4", "iku"}


def document(nama: str) -> Rencana:
    """The plan of a document."""
    return load_rencana(templat_dir() / "contoh" / f"{nama}.toml")


def book(*baris: dict[str, Nilai], banyak: int = 12) -> IsiBuku:
    """Rows from the first on; None leaves a cell blank."""
    data = {(BARIS.slot(n), k): v for n, isi in enumerate(baris, start=1) for k, v in isi.items() if v is not None}
    return IsiBuku(MILIK, 2026, {**RUANG_BAWAAN, "baris": banyak}, data)


def written(isi: IsiBuku, path: Path) -> Path:
    """The book as a file."""
    path.write_bytes(render_bytes(describe_new(isi), isi.isian, core_values(isi)))
    return path


def slots_of(p: Pindah) -> dict[str, str]:
    """Old slot -> slot of its row."""
    return {s: f"{s[0]}{n:03d}" for s, n in p.baris.items()}


@pytest.mark.parametrize("nama", DOKUMEN)
def test_a_document_means_the_same_as_rows(nama: str) -> None:
    """R1: every value of every node and indicator, the order of the tree, every result."""
    lama = document(nama)
    p = rows_from(lama)
    assert not p.tertinggal
    baru, ke = understand(p.isi), slots_of(p)
    for tabel in ("node", "indikator"):
        for s in lama.used(tabel):
            for k in TABEL[tabel].kolom:
                x: Any = lama.nilai(s, k.kunci)
                if k.jenis == "rujukan" and k.ke != ("jabatan",):
                    x = ke.get(lama.teks(s, k.kunci).upper(), x)
                if k.kunci not in PINDAH_KOLOM:
                    assert baru.nilai(ke[s], k.kunci) == x, (s, k.kunci)
    a, b = Pengukuran(lama), Pengukuran(baru)
    assert [ke[s] for s in a.pohon.walk()] == list(b.pohon.walk())
    for i in lama.used("indikator"):
        for hitung in ("target", "realisasi", "capaian", "predikat", "target_akhir"):
            assert getattr(a, hitung)(i) == getattr(b, hitung)(ke[i]), (hitung, i)
    for n in lama.used("node"):
        for hitung in ("anggaran", "realisasi_anggaran", "capaian_node", "anggaran_sasaran"):
            assert getattr(a, hitung)(n) == getattr(b, hitung)(ke[n]), (hitung, n)
    assert a.anggaran(TOTAL) == b.anggaran(TOTAL)


def test_what_finds_no_row_is_told() -> None:
    """R1: an indicator that is the same as another, a Renstra row of no indicator."""
    lama = document("sokobanah_2022")
    data = {**lama.data, ("I003", "sama_dengan"): "I001", ("S001", "indikator"): "I999", ("I020", "t1"): 1}
    p = rows_from(replace(lama, data=data))
    assert {("I003", "sama_dengan"), ("S001", "indikator"), ("I020", "target")} <= set(p.tertinggal)


def test_a_book_is_read_back_as_it_was_typed(tmp_path: Path) -> None:
    """R2: with everything an audit holds."""
    isi = rows_from(document("leuwisari_2021")).isi
    baca = read_new_book(read_buku(written(isi, tmp_path / "x.xlsx")))
    assert dict(baca.isi.data) == {k: v for k, v in isi.data.items() if v != ""}
    assert (baca.isi.ruang, baca.isi.audit, baca.identitas, baca.tahun) == (
        isi.ruang, isi.audit, isi.identitas, isi.tahun)
    assert not baca.temuan
    assert baca.sel("I004", "t1").startswith("Rencana!")


# --- R3: how a row is understood ----------------------------------------------------------------------------------

PROGRAM: dict[str, Nilai] = {"uraian": "7.01.02 Penyelenggaraan Pelayanan"}
KEGIATAN: dict[str, Nilai] = {"uraian": "7.01.02.2.01 Koordinasi"}
SUB: dict[str, Nilai] = {"uraian": "7.01.02.2.01.0002 Peningkatan Efektifitas", "indikator": "Jumlah laporan",
                         "satuan": "Laporan"}


def test_a_code_gives_kode_name_and_jenis() -> None:
    """R3: a short tail too; a kode alone takes the official name; what begins otherwise is plain text."""
    r = understand(book(PROGRAM, KEGIATAN, {"uraian": "7.01.02.2.01.02"},
                        {"uraian": "1.1 Meningkat", "jenis": "tujuan"}, {"uraian": "7.01.77"}))
    assert [r.teks(f"N00{n}", "jenis") for n in range(1, 6)] == ["Program", "Kegiatan", "Sub Kegiatan", "tujuan",
                                                                 "Program"]
    assert (r.teks("N001", "nomenklatur"), r.teks("N001", "uraian")) == ("7.01.02", "Penyelenggaraan Pelayanan")
    assert r.teks("N003", "nomenklatur") == "7.01.02.2.01.02"
    resmi = cari("7.01.02.2.01.0002")
    assert resmi
    assert r.teks("N003", "uraian") == resmi.nama
    assert (r.teks("N004", "nomenklatur"), r.teks("N004", "uraian")) == ("", "1.1 Meningkat")
    assert r.teks("N005", "uraian") == "7.01.77"


def test_the_parent_follows_from_the_place() -> None:
    """R3: the nearest row of a higher level; a new sasaran ends the program; a program outside hangs below nothing."""
    r = understand(book({"uraian": "A", "jenis": "Tujuan"}, {"uraian": "B", "jenis": "Sasaran"}, PROGRAM, KEGIATAN, SUB,
                        {"uraian": "C", "jenis": "Sasaran"}, {**PROGRAM, "luar": "Ya"}, KEGIATAN,
                        {"uraian": "D", "jenis": "Sasaran Individu"}, SUB))
    assert [r.teks(f"N{n:03d}", "induk") for n in range(1, 11)] == [
        "", "N001", "N002", "N003", "N004", "N001", "", "N007", "", "N008"]
    assert [r.teks(f"N{n:03d}", "pohon") for n in (6, 7, 8, 10)] == ["", "Tidak", "Tidak", "Tidak"]


def test_what_stood_below_the_one_before_is_no_parent() -> None:
    """R3: a sub kegiatan right below a sasaran hangs below that, whatever program came before."""
    r = understand(book({"uraian": "A", "jenis": "Tujuan"}, {"uraian": "B", "jenis": "Sasaran"}, PROGRAM, KEGIATAN, SUB,
                        {"uraian": "C", "jenis": "Sasaran"}, SUB, {"uraian": "D", "jenis": "Tujuan"}, SUB))
    assert [r.teks(f"N{n:03d}", "induk") for n in (5, 6, 7, 8, 9)] == ["N004", "N001", "N006", "", "N008"]


def test_a_row_of_a_table_is_named_by_name_or_kode() -> None:
    """R3: the last one there is room for too; what no row is called stays as it was typed and is told."""
    isi = book(PROGRAM)
    banyak = isi.ruang["jabatan"]
    akhir = f"J{banyak:03d}"
    isi = replace(isi, data={**isi.data, ("J001", "nama"): "Camat", (akhir, "nama"): "Kepala\u00a0Seksi"})
    for teks, slot in (("camat", "J001"), ("j001", "J001"), ("KEPALA SEKSI", akhir), (akhir, akhir), ("Lurah", ""),
                       (f"J{banyak + 1:03d}", "")):
        assert row_named(isi, "jabatan", "nama", teks) == slot, teks
        assert names_a_row(isi, "jabatan", "nama", teks) is bool(slot)


def test_a_plan_holds_cells_of_its_tables_only() -> None:
    """R3: nothing of the rows under their own names."""
    r = understand(rows_from(document("sokobanah_2022")).isi)
    tabel = {t.awalan: t for t in TABEL.values()}
    for slot, kunci in r.data:
        assert kunci in (TABEL_PROFIL if slot == PROFIL else tabel[slot[0]]).menurut_kunci, (slot, kunci)


def test_urutan_puts_a_late_row_in_its_place() -> None:
    """R3: row 5 prints between 2 and 3, as a further indicator of the program too."""
    isi = book(PROGRAM, KEGIATAN, SUB, {"indikator": "Persentase ini", "urutan": 1.5},
               {"uraian": "7.01.02.2.02 Lainnya", "urutan": 2.5})
    assert Uraian(isi).terisi == [1, 4, 2, 5, 3]
    r = understand(isi)
    assert (r.teks("I004", "node"), r.teks("N003", "induk")) == ("N001", "N005")
    assert Pengukuran(r).pohon.indikator["N001"] == ["I004"]


def test_the_number_of_a_row_carries_everything() -> None:
    """R3: words, satuan, targets and what was done follow; one hop, and never itself."""
    isi = book(PROGRAM, {**SUB, "t1": 2, "t2": 3, "tipe_target": "Per TW, dijumlahkan", "r1": 1},
               {**KEGIATAN, "indikator": 2}, {"indikator": 3}, {"indikator": 5}, {"indikator": 99})
    r, u = understand(isi), Uraian(isi)
    assert [u.source(n) for n in range(2, 7)] == [2, 2, 0, 0, 0]
    assert (r.teks("I003", "uraian"), r.nilai("I003", "t2"), r.nilai("I003", "r1")) == ("Jumlah laporan", 3, 1)
    assert (r.teks("I003", "sama_dengan"), r.teks("I003", "node")) == ("I002", "N003")
    assert Pengukuran(r).target("I003") == 5
    assert r.teks("I004", "uraian") == ""


@pytest.mark.parametrize(("isi", "tipe", "target"), [
    ({"t1": 4}, "Satu TW saja", 4), ({"t4": 4}, "", 4), ({"t3": "-", "t4": 4}, "Satu TW saja", 4),
    ({"satuan": "Persen", "t1": 25, "t2": 50}, "Kondisi akhir TW", 50),
    ({"satuan": "Indeks", "t1": 25, "t2": 50}, "Kondisi akhir TW", 50), ({"t1": 1, "t2": 2}, "", 2),
    ({"t1": 1, "t2": 2, "tipe_target": "Per TW, dijumlahkan"}, "Per TW, dijumlahkan", 3), ({}, "", None),
])
def test_what_a_blank_type_means(isi: dict[str, Nilai], tipe: str, target: float | None) -> None:
    """R3: TW IV alone is the year's target, unless a "-" beside it says that it is one quarter's."""
    r = understand(book(PROGRAM, {**SUB, **isi}))
    assert (r.teks("I002", "tipe_target"), Pengukuran(r).target("I002")) == (tipe, target)


def test_a_change_holds_and_what_was_agreed_stays() -> None:
    """R3: targets and pagu of the change where there are any."""
    p = Pengukuran(understand(book(PROGRAM, {**SUB, "t1": 2, "t4": 8, "tipe_target": "Angka s.d. TW", "q4": 10,
                                             "pagu": 500, "perubahan": 700})))
    assert (p.target_tw("I002"), p.target("I002"), p.target_murni("I002")) == ([2, None, None, 10], 10, 8)
    assert p.anggaran("N001") == 700


def test_realisasi_of_the_budget_is_typed_in_either_way() -> None:
    """R3: per quarter, or as a running total."""
    isi = book(PROGRAM, {**SUB, "g1": 100, "g2": 250})
    assert Pengukuran(understand(isi)).own_spending("N002") == 350
    berjalan = replace(isi, data={**isi.data, ("profil", "serapan"): "S.D. TW"})
    assert Pengukuran(understand(berjalan)).own_spending("N002") == 250


def test_a_program_supports_the_sasaran_it_names() -> None:
    """R3: by numbers of rows, one or several; what is no number is left out."""
    r: Rencana = understand(book({"uraian": "A", "jenis": "Sasaran"}, {"uraian": "B", "jenis": "Sasaran"},
                                 {**PROGRAM, "dukung": "1; 2, x", "pagu": 9}))
    assert [(r.teks(t, "sasaran"), r.teks(t, "program")) for t in r.used("tautan")] == [
        ("N001", "N003"), ("N002", "N003")]
    assert [Pengukuran(r).anggaran_sasaran(n)[0] for n in ("N001", "N002")] == [9, 9]


# --- R4 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ganti", [{"ruang": "baris=9999"}, {"ruang": "baris=x"}, {"tahun": "1999"},
                                   {"kode_wilayah": ""}, {"ruang": ""}])
def test_a_book_that_says_nonsense_of_itself_is_refused(ganti: dict[str, str], tmp_path: Path) -> None:
    """R4: in its sheet _meta and its properties alike."""
    buku = read_buku(written(book(PROGRAM), tmp_path / "x.xlsx"))
    assert buku.ekstra
    lembar = tuple(replace(s, nilai={pos: ganti.get(str(s.nilai.get((pos[0], 0))), v) if pos[1] else v
                                     for pos, v in s.nilai.items()}) if s.nama == "_meta" else s for s in buku.lembar)
    properti = {k: ganti.get(k.removeprefix("kinerja_"), v) for k, v in buku.ekstra.properti.items()}
    with pytest.raises(KinerjaError) as galat:
        read_new_book(replace(buku, lembar=lembar, ekstra=replace(buku.ekstra, properti=properti)))
    assert galat.value.kode == "RNC01"


# --- R5: how much is typed ----------------------------------------------------------------------------------------

#: Typed cells per indicator in a whole year without prose.
PALING_BANYAK = 12
_TW = (1, 2, 3, 4)


def as_typed(isi: IsiBuku) -> IsiBuku:
    """The same rows as somebody types them who knows the book: a kode instead of a jenis, no type where the targets say
    it, no "-" beside one quarter, the number of a row for an indicator that stands there already."""
    u, lama = Uraian(isi), Pengukuran(understand(isi))
    data = {k: v for k, v in isi.data.items() if k[1] in {k.kunci for k in KOLOM_BARIS} | {"nama"}}
    nomor = [0, 0, 0]
    sudah: dict[tuple[Nilai, ...], int] = {}
    for n in u.terisi:
        b, lv = u.slot(n), u.level(n)
        if lv >= 3:
            nomor[lv - 3:] = [nomor[lv - 3] + 1] + [0] * (5 - lv)
            kode = "".join((f"7.01.{nomor[0]:02d}", f".2.{nomor[1]:02d}", f".{nomor[2]:04d}")[:lv - 2])
            data[(b, "uraian")] = f"{kode} {data[(b, 'uraian')]}"
            del data[(b, "jenis")]
        angka = [q for q in _TW if isinstance(lama.rencana.angka(f"I{n:03d}", f"t{q}"), float)]
        if len(angka) == 1 and angka != [4]:
            data = {k: v for k, v in data.items() if k[0] != b or k[1] not in {f"t{q}" for q in _TW} - {f"t{angka[0]}"}}
        tanpa = {k: v for k, v in data.items() if k != (b, "tipe_target")}
        mini = understand(replace(isi, data={k: v for k, v in tanpa.items() if k[0] == b}))
        if mini.teks(f"I{n:03d}", "tipe_target") and Pengukuran(mini).target(f"I{n:03d}") == lama.target(f"I{n:03d}"):
            data = tanpa
        kolom = ("indikator", "satuan", "tipe_target", "t1", "t2", "t3", "t4")
        milik = tuple(str(data.get((b, k), "")).lower() for k in kolom)
        if milik[0] and (asal := sudah.setdefault(milik, n)) != n:
            data = {k: v for k, v in data.items() if k[0] != b or k[1] not in kolom} | {(b, "indikator"): asal}
    return replace(isi, data=data, audit=False)


def test_a_whole_year_is_at_most_twelve_cells_an_indicator() -> None:
    """R5: Kemangkon's RENAKSI, with realisasi of every quarter planned, pagu and spending of every sub kegiatan."""
    isi = rows_from(document("kemangkon_2022")).isi
    ketik = as_typed(isi)
    a, b = Pengukuran(understand(isi)), Pengukuran(understand(ketik))
    indikator = a.rencana.used("indikator")
    assert [a.target(i) for i in indikator] == [b.target(i) for i in indikator]
    assert list(a.pohon.walk()) == list(b.pohon.walk())
    sendiri = [i for i in indikator if not b.rencana.teks(i, "sama_dengan")]
    realisasi = sum(isinstance(x, float) for i in sendiri for x in b.target_tw(i))
    rencana = sum(k[0].startswith("B") for k in ketik.data)
    anggaran = 5 * len(b.pohon.leaves())
    assert (rencana + realisasi + anggaran) / len(indikator) <= PALING_BANYAK
    assert len(sendiri) < len(indikator)
