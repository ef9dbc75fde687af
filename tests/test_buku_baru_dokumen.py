"""Documents of the new Buku Kinerja: Cascading, Penjelasan, IKU, IKI, PK.

D1 every golden figure of these documents is shown by the new book, but what BEDA explains; nothing there is idle. D2
the lines of the cascading are those of the old core's tree. D3 on invented rows (indicators below their node, levels
left out, programs outside, urutan) ironcalc finds the lists that the core finds, and a book filled by hand prints every
row. D4 PK awal holds what was agreed first, PK Perubahan what holds after the change; class words stand beside numbers.
D5 the context of a page is repeated on the next, and only there. D6 no sheet prints letters below eight points.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from bantu.emas_baru import Cetakan, light
from bantu.emas_buku import Kunci, Nilai, golden, shown

from kinerja_core.buku_kinerja.baru.baca import read_new_book
from kinerja_core.buku_kinerja.baru.baris import BARIS
from kinerja_core.buku_kinerja.baru.buat import build_new_book
from kinerja_core.buku_kinerja.baru.dari_rencana import Pindah, rows_from
from kinerja_core.buku_kinerja.baru.dokumen import fit_widths, printed
from kinerja_core.buku_kinerja.baru.isi import IsiBuku
from kinerja_core.buku_kinerja.baru.letak import Susunan
from kinerja_core.buku_kinerja.baru.nilai import core_values
from kinerja_core.buku_kinerja.baru.susun import describe_new
from kinerja_core.buku_kinerja.baru.tempat import CASCADING, IKI, IKU, OLAH_CETAK, PENJELASAN, URUT, TempatBaru
from kinerja_core.buku_kinerja.baru.urai import JENIS, Uraian, understand
from kinerja_core.buku_kinerja.pengukuran import Pohon
from kinerja_core.buku_kinerja.rencana import TABEL
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.kantor.contoh import book_examples
from kinerja_core.lembar.cetak import A3, FOLIO, PILIHAN_KERTAS, TEPI, page_room, rows_height
from kinerja_core.lembar.denah import Rumus
from kinerja_core.lembar.huruf import PIKSEL_PER_HURUF, PIKSEL_TEPI_KOLOM
from kinerja_core.lembar.tulis import Tampilan, _put
from kinerja_core.xlsx.baca import read_buku

BUKU = ("kemangkon_2022", "sokaraja_2022", "leuwisari_2021", "sokobanah_2022")
DOKUMEN = re.compile(r"(Cascading|Pohon Kinerja|IKU|PK|PK Perubahan|IKI .*)(,.*)?")

#: Differences from the golden figures, as patterns over (book, table, node, indikator, kolom), each with its reason.
BEDA: tuple[tuple[str, str, str, str, str, str], ...] = (
    (".*", "Pohon Kinerja", ".*", ".*", "Kode|Tingkat",
     "kode slot tidak tercetak lagi; kode nomenklatur, atau tingkat bila tidak ada, berdiri di satu kolom"),
    (".*", "Pohon Kinerja", ".*", ".*", "Nomor", "nomor seperti tercetak hanya ada di buku audit"),
    (".*", "Pohon Kinerja", "", "", "tanda tangan", "Penjelasan adalah lembar kedua Cascading, ditandatangani di sana"),
    ("kemangkon.*", "Cascading", "N0(06|08|09|10)", "I01[0234]", "baris",
     "indikator tanpa bunyi tidak tampil, jadi tidak punya tempat"),
    ("leuwisari.*", "IKU", "", "", "tanda tangan", "jabatan dengan huruf besar; NIP tanpa titik"),
    ("leuwisari.*", "IKI Camat", "N00[123]", "I00[123]", ".*",
     "IKI terisi dari penanggung jawab semua tingkat: Sasaran camat masuk IKI Camat"),
    ("leuwisari.*", "IKI Sekretaris Camat", "N006", "I008", "No", "sasaran bernomor urut; sumber melewatkan nomor 3"),
    ("sokobanah.*", "IKI .*", "", "", "Jabatan|Tugas|Fungsi|Rincian tugas|tanda tangan",
     "jabatan tanpa sasaran tidak punya IKI: tidak ada halaman yang hanya berkepala"),
    ("(kemangkon|sokaraja|leuwisari).*", "PK", "", "", "teks", "tanpa dokumen PK tidak ada perjanjian yang tercetak"),
    (".*", "PK Perubahan", "", "", "teks", "tanpa dokumen PK Perubahan tidak ada perjanjian yang tercetak"),
    ("sokobanah.*", "PK", "", "", "teks", "NIP tanpa titik, koma dan titik di pernyataan, KECAMATAN di lampiran"),
    ("sokobanah.*", "PK, (Sasaran|Program)", ".*", ".*", "Sasaran strategis|Indikator kinerja|Program",
     "PK mengikuti pohon; bunyi yang berbeda di dokumen disimpan di Isian PK"),
    ("sokobanah.*", "PK, Program", ".*", "", "No", "program dalam urutan pohon"),
    ("sokobanah.*", "PK, Program", ".*", "", r"Anggaran \(Rp\)",
     "PK awal hanya memakai pagu murni; sumber hanya mencetak pagu perubahan per sub kegiatan"),
    ("sokobanah.*", "PK, Program", ".*", "", "Keterangan", "sumber dana diketik di Rincian, tidak ada di rencana lama"),
    ("sokobanah.*", "PK, Tujuan", "N032", "I037", ".*", "Tujuan yang punya target ikut dijanjikan"),
)


@cache
def _book(nama: str) -> Cetakan:
    rencana = next(c.rencana for c in book_examples() if c.berkas == f"buku_kinerja_{nama}.xlsx")
    return Cetakan(rows_from(rencana, audit=False))


def _golden(nama: str) -> Nilai:
    """Golden figures of these documents; a row of a PK by the node it is about."""
    semua = {k: v for k, v in golden(nama).items() if DOKUMEN.fullmatch(k[0])}
    hasil: dict[Kunci, list[str]] = {}
    for (tabel, node, ind, kolom), isi in semua.items():
        if tabel.startswith(("PK,", "PK Perubahan,")):
            if kolom in ("milik", "baris"):
                continue
            hasil[(tabel, semua[(tabel, node, ind, "milik")][0], ind, kolom)] = isi
        else:
            hasil[(tabel, node, ind, kolom)] = isi
    return hasil


def _unexplained(nama: str, kunci: Kunci, terpakai: set[int]) -> bool:
    cocok = [n for n, (*pola, _) in enumerate(BEDA)
             if all(re.fullmatch(p, x) for p, x in zip(pola, (nama, *kunci), strict=True))]
    terpakai.update(cocok)
    return not cocok


def test_golden_figures_are_shown_or_explained() -> None:
    """D1."""
    terpakai: set[int] = set()
    sama = 0
    for nama in BUKU:
        emas, kini = _golden(nama), _book(nama).all()
        kini = {k: v for k, v in kini.items() if k[1] != "TOTAL"}
        beda = [k for k in {**emas, **kini} if emas.get(k) != kini.get(k)]
        sama += len(emas) - len(beda)
        assert [(k, emas.get(k), kini.get(k)) for k in beda if _unexplained(nama, k, terpakai)] == []
    assert sama > 1000
    assert terpakai == set(range(len(BEDA))), [BEDA[n] for n in set(range(len(BEDA))) - terpakai]


def test_what_a_pk_says_is_what_it_said() -> None:
    """D1: the statement word for word, but what is said of it there."""
    baru = _book("sokobanah_2022").all()[("PK", "", "", "teks")]
    lama = [x.replace("NIP. ", "NIP ") for x in _golden("sokobanah_2022")[("PK", "", "", "teks")] if x]

    def polos(x: str) -> str:
        return x.rstrip(".,").removeprefix(": ").casefold()
    assert {polos(x) for x in lama} == {polos(x) for x in baru}


@pytest.mark.parametrize("nama", BUKU)
def test_lines_are_those_of_the_tree(nama: str) -> None:
    """D2."""
    isi = _book(nama).pindah.isi
    pohon, s = Pohon(understand(isi), hanya_cascading=True), Susunan(Uraian(isi))
    simpul = {TABEL["node"].slot(n): b for n, b in s.baris_cascading.items() if n == s.node(n)}
    assert simpul == dict(pohon.awal)
    tampil = max((b for n, b in s.baris_cascading.items() if n == s.node(n) or s.ind(n)), default=0)
    assert tampil == pohon.jumlah_baris


@pytest.mark.parametrize("nama", BUKU)
def test_every_sheet_prints_what_the_plan_has(nama: str) -> None:
    """D1: the counts for "tercetak n dari n" agree, and are not nothing."""
    c = _book(nama)
    semua = printed(TempatBaru(c.pindah.isi))
    ada, harus = (c.compute([getattr(h, x) for h in semua]) for x in ("tercetak", "seharusnya"))
    pasang = {h.lembar: x for h, *x in zip(semua, ada, harus, strict=True)}
    assert {x: a for x, (a, _) in pasang.items()} == {x: b for x, (_, b) in pasang.items()}
    s = Susunan(Uraian(c.pindah.isi))
    assert pasang[IKU][1] == len(s.iku)
    assert pasang[IKI][1] == sum(len(x) for x in s.iki.values())
    assert pasang[PENJELASAN][1] == sum(1 for n in s.pohon if s.ind(n))
    assert pasang[CASCADING][1] > 3
    assert pasang["PK"][1] == (sum(map(len, s.pk)) if nama == "sokobanah_2022" else 0)


# --- invented books -----------------------------------------------------------------------------------------------

_KANTOR = {("J001", "nama"): "Camat", ("J002", "nama"): "Sekretaris Camat", ("J003", "nama"): "Kasi Pelayanan",
           ("J004", "nama"): "Kasi Pelayanan"}


def _isi(baris: list[dict[str, object]], banyak: int = 30, lain: dict[tuple[str, str], object] | None = None
         ) -> IsiBuku:
    data = {**_KANTOR, **(lain or {})}
    for n, isi in enumerate(baris, start=1):
        data |= {(BARIS.slot(n), k): x for k, x in isi.items()}
    ruang = {"baris": banyak, "jabatan": 5, "dokumen": 4, "masalah": 3, "lhe": 3, "skm": 9, "dasar": 3}
    return IsiBuku(Identitas(kode_wilayah="35.18.01", nama="Contoh", kabupaten="Nganjuk", provinsi="Jawa Timur"),
                   2026, ruang, data)  # type: ignore[arg-type]


def _random_rows(acak: random.Random, banyak: int) -> list[dict[str, object]]:
    """Rows as people write them: nodes of any level, indicators in the row or below it, some by number."""
    hasil: list[dict[str, object]] = []
    for n in range(1, banyak + 1):
        baris: dict[str, object] = {}
        if n == 1 or acak.random() < 0.7:
            baris |= {"uraian": f"Uraian {n}", "jenis": acak.choice(JENIS if acak.random() < 0.9 else ("?",))}
            if acak.random() < 0.5:
                baris["penanggung_jawab"] = acak.choice(["camat", "J004", "Kasi Pelayanan", "Sekretaris Camat ", "x"])
            if acak.random() < 0.2:
                baris["luar"] = "Ya"
        if "uraian" not in baris or acak.random() < 0.7:
            baris["indikator"] = f"Indikator {n}" if acak.random() < 0.8 else acak.randint(1, banyak)
        if acak.random() < 0.3:
            baris["iku"] = acak.choice(["Ya", "Tidak"])
        if acak.random() < 0.6:
            baris["t4"] = acak.choice([100, "-", 12])
        if acak.random() < 0.1:
            baris["urutan"] = round(acak.uniform(1, banyak), 2)
        hasil.append(baris)
    return hasil


def _lists(isi: IsiBuku) -> Iterator[tuple[str, object, object]]:
    """Every list of a book, as ironcalc finds it without help and as the core does."""
    denah, u = light(describe_new(isi)), Uraian(isi)
    t, s = TempatBaru(isi), Susunan(u)
    tampil = Tampilan(denah, isi.isian, core_values(isi))
    model, nomor = tampil._model, {x.nama: n for n, x in enumerate(denah.lembar)}
    for x in denah.lembar:
        for pos, sel in x.sel.items():
            if x.nama == URUT and isinstance(sel.isi, Rumus) and sel.isi.kunci is not None:
                _put(model, (nomor[URUT], pos[0] + 1, pos[1] + 1), sel.isi)
    model.evaluate()

    def column(rentang: str) -> list[int]:
        lembar, (a, k), (z, _) = t.rentang[rentang]
        return [int(model.get_cell_value(nomor[lembar], b + 1, k + 1)) for b in range(a, z + 1)]
    ptr = [p - 1 for p in column("u_ptr")]
    yield "baris", dict(zip(ptr, column("u_cr"), strict=True)) | {0: 0}, \
        {n: s.baris_cascading.get(n, 0) for n in [0, *s.urut]}
    yield "iku", [ptr[p - 1] for p in column("c_iku") if p], s.iku
    yield "pohon", [ptr[p - 1] for p in column("c_pohon") if p], s.pohon
    jabatan = {n: s.penanggung(n) for n in s.urut if s.penanggung(n) and s.stands(n)}
    yield "penanggung", {n: k // 10000 for n, k in zip(ptr, column("u_ik"), strict=True) if k}, jabatan
    yield "iki", [ptr[p - 1] for p in column("c_iki") if p], [n for x in s.iki.values() for n in x]
    yield "pk", [ptr[p - 1] for p in column("c_pkp") if p > 0], [n for x in s.pk for n in x]


@pytest.mark.parametrize("benih", range(3))
def test_invented_rows_find_their_lists(benih: int) -> None:
    """D3."""
    acak = random.Random(benih)
    for nama, lembar, inti in _lists(_isi(_random_rows(acak, 30))):
        assert lembar == inti, nama


def test_one_jabatan_answers_for_every_row() -> None:
    """D3: more rows than a block of the IKI holds go on in the next block; the signature stands once."""
    baris: list[dict[str, object]] = [{"uraian": "Sasaran", "jenis": "Sasaran", "indikator": "Indikator 1",
                                       "penanggung_jawab": "Camat"}]
    baris += [{"indikator": f"Indikator {n}"} for n in range(2, 31)]
    c = Cetakan(Pindah(_isi(baris, lain={("D001", "jenis"): "SK IKI", ("D001", "penanda_tangan"): "Ani"}), {}))
    isi = [str(x) for (lembar, _, k), x in sorted(c.nilai.items(), key=lambda x: x[0]) if lembar == IKI and k == 3]
    assert [x for x in isi if x.startswith("Indikator ") and x[10:].isdecimal()] == \
        [f"Indikator {n}" for n in range(1, 31)]
    assert [x for (lembar, _, k), x in c.nilai.items() if lembar == IKI and k == 5].count("Ani") == 1
    judul = [x for (lembar, _, k), x in c.nilai.items() if lembar == IKI and k == 0 and "INDIVIDU" in str(x)]
    assert judul == ["INDIKATOR KINERJA INDIVIDU TAHUN 2026", *["INDIKATOR KINERJA INDIVIDU TAHUN 2026 (lanjutan)"] * 2]


_PK: list[dict[str, object]] = [
    {"uraian": "Tujuan satu", "jenis": "Tujuan", "indikator": "Nilai AKIP", "satuan": "Nilai", "t4": 70.5,
     "tulisan": "BB"},
    {"uraian": "Sasaran satu", "jenis": "Sasaran"},
    {"indikator": "Persentase layanan", "satuan": "Persen", "t4": 90, "q4": 95},
    {"indikator": "Jumlah dokumen", "satuan": "Dokumen", "t1": 3, "t2": 3, "tipe_target": "Per TW, dijumlahkan"},
    {"uraian": "Sasaran dua", "jenis": "Sasaran", "indikator": "Indeks", "satuan": "-", "t4": 82.47},
    {"uraian": "7.01.01 Penunjang", "indikator": "x", "pagu": 1_000_000, "perubahan": 1_250_000, "sumber_dana": "APBD"},
    {"uraian": "7.01.02 Pelayanan", "pagu": 500_000},
]


def _pk_rows(c: Cetakan, lembar: str) -> list[tuple[str, ...]]:
    sel = {(r, k): x for (nama, r, k), x in c.nilai.items() if nama == lembar}
    awal = next(r for (r, k), x in sorted(sel.items()) if k == 0 and str(x).startswith("LAMPIRAN")) + 3
    return [tuple(shown(sel.get((r, k))) for k in (0, 1, 3, 4))
            for r in range(awal, awal + 24)]


def test_each_agreement_holds_its_own_figures() -> None:
    """D4: and the signatures follow the last row."""
    lain = {("D001", "jenis"): "PK", ("D001", "penanda_tangan"): "Ani", ("D001", "pihak_kedua"): "Budi",
            ("D001", "sebagai"): "Plt.", ("D001", "nip"): "1", ("D002", "jenis"): "PK Perubahan"}
    c = Cetakan(Pindah(_isi(_PK, lain=lain), {}))
    awal, ubah = _pk_rows(c, "PK"), _pk_rows(c, "PK Perubahan")
    assert awal[:15] == [
        ("No", "Tujuan", "Indikator kinerja", "Target"), ("1", "Tujuan satu", "Nilai AKIP", "BB (70,5)"),
        ("", "", "", ""),
        ("No", "Sasaran strategis", "Indikator kinerja", "Target"),
        ("1", "Sasaran satu", "Persentase layanan", "90%"), ("", "", "Jumlah dokumen", "6 Dokumen"),
        ("2", "Sasaran dua", "Indeks", "82,47"), ("", "", "", ""),
        ("No", "Program", "Anggaran (Rp)", "Sumber dana"), ("1", "Penunjang", "1000000", "APBD"),
        ("2", "Pelayanan", "500000", ""), ("", "Jumlah", "1500000", ""), ("", "", "", ""), ("", "", "", ""),
        ("", "Pihak Kedua,", "", "Pihak Pertama,")]
    assert awal[15] == ("", "", "", "Plt. CAMAT CONTOH")
    assert awal[19] == ("", "Budi", "", "Ani")
    beda = {a: b for a, b in zip(awal[:12], ubah[:12], strict=True) if a != b}
    assert beda == {awal[4]: ("1", "Sasaran satu", "Persentase layanan", "95%"),
                    awal[9]: ("1", "Penunjang", "1250000", "APBD"), awal[11]: ("", "Jumlah", "1750000", "")}


def test_without_a_document_there_is_no_agreement() -> None:
    """D4: only the kop and the title, and beside the page a word on what is missing."""
    c = Cetakan(Pindah(_isi(_PK), {}))
    for lembar in ("PK", "PK Perubahan"):
        isi = [str(x) for (nama, r, k), x in c.nilai.items() if nama == lembar and k < 5 and x not in (None, "")]
        assert [x for x in isi if x != "0"] == ["PEMERINTAH KABUPATEN NGANJUK", "KECAMATAN CONTOH",
                       f"PERJANJIAN KINERJA {'PERUBAHAN ' if 'P' in lembar[2:] else ''}TAHUN 2026"]


def test_those_below_the_camat_have_agreements_of_their_own() -> None:
    """D4: from what they answer for; a sum counts nothing twice; who has nobody above has none here."""
    lain = {("D001", "jenis"): "PK", ("D001", "penanda_tangan"): "Ani", ("D001", "tempat"): "Contoh",
            ("D002", "jenis"): "PK", ("D002", "jabatan"): "Kasi pelayanan", ("D002", "penanda_tangan"): "Cici",
            ("D002", "sebagai"): "Plh.", ("J003", "atasan"): "J001", ("J002", "atasan"): "Camat"}
    milik = {3: "Camat", 5: "J003", 6: "Kasi Pelayanan", 7: "J003"}
    baris = [b | ({"penanggung_jawab": milik[n]} if n in milik else {}) for n, b in enumerate(_PK, start=1)]
    baris.append({"uraian": "7.01.02.2.01 Kegiatan", "indikator": "y", "pagu": 250_000, "penanggung_jawab": "J003"})
    isi = _isi(baris, lain=lain)
    c = Cetakan(Pindah(isi, {}), pk_jabatan=True)
    assert [s.nama for s in c.denah.lembar if s.nama.startswith("PK")] == ["PK", "PK Perubahan", "PK Kasi Pelayanan"]
    assert [b for b in _pk_rows(c, "PK Kasi Pelayanan") if any(b)][:18] == [
        ("No", "Sasaran kinerja", "Indikator kinerja", "Target"), ("1", "Sasaran dua", "Indeks", "82,47"),
        ("2", "Penunjang", "x", ""), ("3", "Pelayanan", "", ""), ("4", "Kegiatan", "y", ""),
        ("No", "Program / kegiatan / sub kegiatan", "Anggaran (Rp)", "Sumber dana"),
        ("1", "Penunjang", "1000000", "APBD"), ("2", "Pelayanan", "250000", ""), ("3", "Kegiatan", "250000", ""),
        ("", "Jumlah", "1250000", ""), ("", "", "Contoh", ""), ("Pihak Kedua,", "", "Pihak Pertama,", ""),
        ("Camat", "", "Plh. Kasi Pelayanan", ""), ("Ani", "", "Cici", "")]


# --- print --------------------------------------------------------------------------------------------------------


def test_what_goes_on_is_said_again_on_the_next_page() -> None:
    """D5: on the first line of each page every level that is open says so, and nowhere else."""
    for nama in BUKU:
        c = _book(nama)
        cetak = c.denah.sheet(CASCADING).cetak
        assert cetak is not None
        lanjut = {r for (lembar, r, k), x in c.nilai.items() if lembar == CASCADING and str(x).endswith(" (lanjutan)")}
        mulai = set(cetak.pisah)
        assert lanjut <= mulai
        for r in mulai:  # of the first columns at least one says what it is about, unless a Tujuan begins here
            assert [c.at(CASCADING, r, k) for k in range(1, 10, 2)].count("") + 1 < 5
    assert any(len(_book(x).denah.sheet(CASCADING).cetak.pisah) > 0 for x in BUKU)  # type: ignore[union-attr]


def test_a_book_that_came_back_is_held_against_how_it_was_laid_out() -> None:
    """D5: where pages begin stands in `_meta`, so that no cell of it counts as changed, whatever was typed since."""
    baris: list[dict[str, object]] = [
        {"uraian": "kata " * 30, "jenis": JENIS[min(n, 4)], "indikator": "kata " * 40} for n in range(30)]
    isi = _isi(baris)
    b = read_new_book(read_buku(build_new_book(isi)))
    dulu, kini = describe_new(isi), b.denah
    assert len(dulu.sheet(CASCADING).cetak.pisah) > 1  # type: ignore[union-attr]
    assert [(s.nama, p) for s in dulu.lembar for p, x in s.sel.items() if kini.sheet(s.nama).sel[p].isi != x.isi] == []
    assert describe_new(replace(b.isi, data={})).sheet(OLAH_CETAK).sel != kini.sheet(OLAH_CETAK).sel


def test_no_page_of_the_iki_is_empty() -> None:
    """D5: what a block keeps in reserve makes no page of its own."""
    panjang: list[dict[str, object]] = [
        {"uraian": f"Sasaran {n}", "jenis": "Sasaran", "penanggung_jawab": "Camat" if n < 21 else "J002",
         "indikator": f"Indikator {n}", "formulasi": "kata " * 30} for n in range(1, 31)]
    banyak = 0
    for c in (_book("leuwisari_2021"), Cetakan(Pindah(_isi(panjang), {}))):
        s = c.denah.sheet(IKI)
        assert s.cetak is not None
        assert s.cetak.terpakai is not None
        muat = page_room(s, len(s.lebar), c.denah.kertas)
        for a, z in pairwise([0, *(b for b in s.cetak.pisah if b < s.cetak.terpakai), s.cetak.terpakai]):
            isi = [b for b in range(a, z) if any(c.at(IKI, b, k) not in (None, "") for k in range(6))]
            assert isi, a
            if rows_height(s, a, isi[-1] + 1) <= muat:
                banyak += 1
                assert rows_height(s, a, z) <= muat, a
    assert banyak > 12


def test_pages_do_not_shrink_letters_below_eight_points() -> None:
    """D6: on every paper, from the widths of the printed columns."""
    isi = _isi(_PK)
    for nama in PILIHAN_KERTAS:
        buku = replace(isi, data={**isi.data, ("profil", "kertas"): nama.capitalize()})
        denah = describe_new(buku)
        for lembar in (CASCADING, PENJELASAN, IKU, IKI, "PK"):
            s = denah.sheet(lembar)
            assert s.cetak is not None
            kertas = s.cetak.kertas or denah.kertas
            lebar = kertas.inci[1 if s.cetak.tegak else 0] - TEPI["left"] - TEPI["right"]
            kolom = range(s.cetak.rentang[0][1], s.cetak.rentang[1][1] + 1)
            piksel = sum(s.lebar[k] * PIKSEL_PER_HURUF + PIKSEL_TEPI_KOLOM for k in kolom)
            assert 10 * min(1.0, lebar * 96 / piksel) >= 8, (lembar, nama)
    assert fit_widths([10.0], FOLIO) == [10.0]
    assert sum(fit_widths([100.0] * 4, A3)) < 400


def test_nothing_is_cut_where_a_book_is_still_empty() -> None:
    """D6: rows nobody has filled keep two lines; every row is as high as its text as built."""
    kosong = describe_new(_isi([]))
    for lembar, baris in ((CASCADING, 20), (PENJELASAN, 8), (IKU, 20)):
        assert kosong.sheet(lembar).tinggi[baris] >= 27, lembar
    panjang = "kata " * 60
    buku = describe_new(_isi([{"uraian": panjang, "jenis": "Tujuan", "indikator": panjang, "penanggung_jawab": "Camat",
                               "t4": 1}]))
    assert all(buku.sheet(x).tinggi[b] > 60 for x, b in ((CASCADING, 8), (PENJELASAN, 8), (IKU, 8), (IKI, 11)))
