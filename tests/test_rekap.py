"""The recap workbook, the long form beside it, the small recaps.

R1 the first screen tells the counts of the round, the top and the bottom ten, the rules. R2 every formula has a value,
the yellow cells are the only open ones, filters work under protection, the file is sound. R3 text that starts like a
formula is text in the workbook and neutralised in the .csv; negative numbers stay numbers. R4 blank, 0, "-" and Tidak
relevan are four things in matrix and .csv. R5 every row of the long form leads to file, SHA-256 and cell. R6 a small
recap holds its own kecamatan only, ranked among themselves, with the provincial rank. R7 the same round gives the same
bytes; no formula engine is needed. R8 rounds in which nothing came, nobody was asked, or a stage is missing. R9 Parquet
says the same as the .csv; without pyarrow that is said and nothing fails. R10 a total that is not the registered one is
told on every sheet.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from bantu.isian_acak import instrumen_uji
from bantu.lint import lint
from bantu.putaran_acak import putaran_acak
from openpyxl.worksheet.worksheet import Worksheet

from kinerja_core.dasar.teks import file_word
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.provinsi.peringkat import counts, standing
from kinerja_core.provinsi.putaran import Putaran, Tahap
from kinerja_core.provinsi.rekap import panjang
from kinerja_core.provinsi.rekap import tulis as rekap
from kinerja_core.provinsi.rekap.bobot import M_AWAL, M_INDIKATOR
from kinerja_core.provinsi.rekap.dasar import AWAL, BELUM, BERKAS, CEK, KEPALA, MATRIKS, PERINGKAT, RINGKASAN, TR
from kinerja_core.provinsi.rekap.depan import classes
from kinerja_core.provinsi.rekap.lembar import describe_recap
from kinerja_core.xlsx.buku import alamat

INS = instrumen_uji("normalisasi")
TAHAP: dict[Tahap, Decimal] = {"mandiri": Decimal(40), "verifikasi": Decimal(60)}
JAHAT = "=HYPERLINK(\"http://x\";\"y\")"


def _poisoned(p: Putaran) -> Putaran:
    """The round with what a hostile or careless office may send, in its first submission that holds."""
    e = p.masuk[0]
    assert e.berlaku
    isian = {**e.berlaku.isian, ("kantor", "isi"): JAHAT, ("n02", "selisih"): -3.5, ("r01", "penyebut"): 0,
             ("r01", "pembilang"): None, ("k01", "utama"): "-", ("r05", "pembilang"): TIDAK_RELEVAN}
    k = replace(e.berlaku, isian=isian, berkas="+cmd|' /C calc'!A0.xlsx")
    lain = replace(e, berlaku=k, kiriman=(*e.kiriman[:-1], k))
    return replace(p, entri=tuple(lain if x is e else x for x in p.entri))


PUTARAN = _poisoned(putaran_acak(INS, 60))


@pytest.fixture(scope="module")
def tulis(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What the round above gives, written once."""
    return rekap.write_recap(PUTARAN, tmp_path_factory.mktemp("rekap") / "REKAP.xlsx")


@pytest.fixture(scope="module")
def nilai(tulis: list[Path]) -> openpyxl.Workbook:
    """The recap as programs see its values."""
    return openpyxl.load_workbook(tulis[0], data_only=True)


@pytest.fixture(scope="module")
def rumus(tulis: list[Path]) -> openpyxl.Workbook:
    """The recap as programs see its formulas."""
    return openpyxl.load_workbook(tulis[0])


@pytest.fixture(scope="module")
def baris(tulis: list[Path]) -> list[dict[str, str]]:
    """The rows of the long .csv."""
    return list(csv.DictReader(io.StringIO(tulis[1].read_text("utf-8-sig"), newline=""), delimiter=";"))


def _texts(ws: Worksheet) -> list[object]:
    return [c.value for row in ws.iter_rows() for c in row if c.value is not None]


def test_first_screen(nilai: openpyxl.Workbook) -> None:
    """R1"""
    assert nilai.sheetnames[0] == RINGKASAN
    teks, n = _texts(nilai[RINGKASAN]), counts(PUTARAN)
    label = nilai[RINGKASAN][3]
    isi = {a.value: b.value for a, b in zip(label, nilai[RINGKASAN][4], strict=True)}
    assert isi["Masuk / ditunggu"] == f"{n.masuk}/{n.ditunggu}" == "54/60"
    assert (isi["Belum masuk"], isi["Terlambat"], isi["Dikembalikan"]) == (3, 3, 3)
    belum = sum(nilai[BELUM].cell(n, 1).value is not None for n in range(AWAL + 1, nilai[BELUM].max_row + 1))
    assert f"{belum} belum ada yang diterima" in teks
    assert (n.belum_diterima, belum) == (6, 6)
    assert any(str(x).startswith("6 kecamatan belum mempunyai kiriman yang diterima: 3 belum masuk, 3 dikembalikan.")
               for x in _texts(nilai[BELUM]))
    assert (isi["Tidak terbaca (berkas)"], isi["Berkas rumusnya berubah"]) == (1, n.rumus_berubah)
    assert isi["Peka pembulatan"] == f"{n.peka_bulat} peringkat"
    tempat = standing(PUTARAN)
    for t in [*tempat[:10], *tempat[-10:]]:
        assert t.entri.kecamatan.identitas.nama in teks
        assert any(isinstance(x, float) and math.isclose(x, t.nilai, abs_tol=1e-12) for x in teks)
    assert any("Tidak relevan dikeluarkan" in str(x) and "seri" in str(x) for x in teks)
    assert any("REKAP_panjang.csv" in str(x) for x in teks)
    for kode, nama in PUTARAN.kabupaten.items():
        assert kode in teks
        assert nama in teks


def test_ranking(nilai: openpyxl.Workbook) -> None:
    """R1, R5"""
    ws = nilai[PERINGKAT]
    kepala = [c.value for c in ws[KEPALA + 1]]
    tempat = standing(PUTARAN)
    for t, row in zip(tempat, ws.iter_rows(min_row=AWAL + 1, values_only=True), strict=False):
        isi = dict(zip(kepala, row, strict=True))
        assert (isi["Peringkat"], isi["Kode"], isi["Seri"] or "") == (t.peringkat, t.kode, "seri" if t.seri else "")
        assert isi["Nilai Akhir tepat"] == pytest.approx(t.nilai, abs=1e-12)
        assert (isi["Di kab/ kota"], isi["Di kelompok"]) == (t.kabupaten, t.kelompok)
        assert t.entri.berlaku
        assert t.entri.berlaku.sidik.startswith(isi["SHA-256 (12 awal)"])
        assert str(isi["Berkas"]).removeprefix("'") == t.entri.berlaku.berkas
    assert ws.max_row == AWAL + len(tempat)


def test_sound_file(tulis: list[Path], nilai: openpyxl.Workbook, rumus: openpyxl.Workbook) -> None:
    """R2"""
    assert lint(tulis[0]) == []
    banyak = 0
    for ws in rumus:
        assert ws.protection.sheet
        for row in ws.iter_rows():
            for c in row:
                if c.data_type == "f":
                    banyak += 1
                    assert nilai[ws.title][c.coordinate].value is not None or "IF(" in c.value, (ws.title, c.coordinate)
                if not c.protection.locked:
                    assert ws.title == "Bobot"
        assert ws.print_area or ws.title == RINGKASAN
        assert ws.page_setup.orientation == "landscape"
        assert "Halaman" in ws.oddFooter.right.text
    assert banyak > 500
    assert rumus[PERINGKAT].auto_filter.ref
    assert rumus[PERINGKAT].protection.autoFilter is False  # False: not forbidden


def test_text_is_never_a_formula(tulis: list[Path], rumus: openpyxl.Workbook, baris: list[dict[str, str]]) -> None:
    """R3"""
    jahat = [c for ws in rumus for row in ws.iter_rows() for c in row
             if isinstance(c.value, str) and ("cmd|" in c.value or "HYPERLINK" in c.value)]
    assert len(jahat) >= 3
    assert {c.data_type for c in jahat} <= {"s"}
    assert b"'=HYPERLINK" in tulis[1].read_bytes()
    for b in baris:
        for isi in b.values():
            assert isi[:1] not in ("=", "+", "@", "\t"), isi
            assert not isi.startswith("-") or isi == "-" or float(isi.replace(",", ".")) < 0
    assert next(b["isian"] for b in baris if b["datum"] == "Selisih") == "-3,5"


def test_four_kinds_of_nothing(nilai: openpyxl.Workbook, baris: list[dict[str, str]]) -> None:
    """R4"""
    pertama = [b for b in baris if b["kode"] == PUTARAN.masuk[0].kecamatan.kode]
    isi = {(b["indikator"].partition(".")[0], b["datum"]): b["isian"] for b in pertama}
    assert (isi["1", "Seluruhnya"], isi["1", "Tertangani"]) == ("0", "")
    assert (isi["6", "Utama"], isi["5", "Realisasi"]) == ("-", TIDAK_RELEVAN)
    ws = nilai[MATRIKS]
    for r, e in enumerate(PUTARAN.masuk, start=M_AWAL + 1):
        for n, i in enumerate(INS.indikator, start=M_INDIKATOR + 1):
            assert e.skor
            c, sel = e.skor.capaian[i.kode], ws.cell(r, n).value
            assert sel == (TR if c == TIDAK_RELEVAN else c if c is None else pytest.approx(c, rel=1e-14))
            assert (sel is None) == (c is None)


def test_every_number_leads_to_its_cell(baris: list[dict[str, str]]) -> None:
    """R5"""
    assert list(baris[0]) == list(panjang.KOLOM)
    assert {b["kode"] for b in baris} == {e.kecamatan.kode for e in PUTARAN.masuk}
    entri = {e.kecamatan.kode: e for e in PUTARAN.masuk}
    angka = {i.uraian: i for i in INS.indikator}
    for b in baris:
        k = entri[b["kode"]].berlaku
        assert k
        assert (b["sha256"], b["berkas"].lstrip("'")) == (k.sidik, k.berkas)
        i = angka.get(b["indikator"].partition(". ")[2])
        if i is None:
            assert b["indikator"].startswith("Data Umum")
            continue
        d = i.data[int(b["urutan_datum"]) - 1]
        if d.is_input:
            assert b["sel"] == k.asal[(i.kode, d.kunci)]
        assert k.skor
        c = k.skor.capaian[i.kode]
        assert b["capaian"] == (c or "") if isinstance(c, str | None) else float(b["capaian"].replace(",", ".")) == c
    assert any(b["isian"].count(",") == 1 for b in baris)


def test_long_form_follows_facts_and_other_data(baris: list[dict[str, str]]) -> None:
    """R5: a locked datum shows the value it takes over, a sum of facts their sum."""
    e = PUTARAN.masuk[3]
    assert e.berlaku
    milik = [b for b in baris if b["kode"] == e.kecamatan.kode]
    jumlah = sum(int(e.kecamatan.data_umum[f]) for f in ("jumlah_desa", "jumlah_kelurahan"))  # type: ignore[arg-type]
    wilayah = [b for b in milik if b["indikator"].startswith("3.") and b["datum"] == "Wilayah"]
    assert [b["isian"] for b in wilayah] == [str(jumlah)]
    rencana = [b["isian"] for b in milik if b["indikator"].startswith("2.") and b["datum"] == "Rencana"]
    assert rencana == [str(e.berlaku.isian[("r01", "penyebut")])]


def test_small_recaps(tulis: list[Path]) -> None:
    """R6"""
    nama = [p.name for p in tulis if p.name.endswith("_rekap.xlsx")]
    assert nama == [f"{kode}_{file_word(n)}_rekap.xlsx" for kode, n in PUTARAN.kabupaten.items()]
    semua = {t.kode: t for t in standing(PUTARAN)}
    for path in (p for p in tulis if p.name.endswith("_rekap.xlsx")):
        ws = openpyxl.load_workbook(path, data_only=True)[PERINGKAT]
        kepala = [c.value for c in ws[KEPALA + 1]]
        isi = [dict(zip(kepala, row, strict=True)) for row in ws.iter_rows(min_row=AWAL + 1, values_only=True)]
        assert {b["Kode"] for b in isi} == {k for k in semua if k.startswith(path.name[:5])}
        for b in isi:
            assert (b["Peringkat"], b["Peringkat provinsi"]) == (semua[b["Kode"]].kabupaten, semua[b["Kode"]].peringkat)


def test_same_round_same_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """R7"""
    def never(*_: object) -> None:
        raise AssertionError("mesin rumus tidak diperlukan")

    monkeypatch.setattr("kinerja_core.lembar.tulis.evaluate_shown", never)
    p = putaran_acak(INS, 12, tahap=TAHAP)
    assert rekap.rekap_bytes(p) == rekap.rekap_bytes(putaran_acak(INS, 12, tahap=TAHAP))
    a, b = (panjang.write_parquet(p, tmp_path / x).read_bytes() for x in ("a.parquet", "b.parquet"))
    assert a == b


@pytest.mark.parametrize("kasus", ["kosong", "tanpa_daftar", "belum_ada_nilai", "satu"])
def test_thin_rounds(tmp_path: Path, kasus: str) -> None:
    """R8"""
    p = putaran_acak(INS, 5)
    p = {"kosong": Putaran(INS, ()), "tanpa_daftar": replace(p, ditunggu=False),
         "belum_ada_nilai": replace(p, entri=tuple(e for e in p.entri if e.berlaku is None)),
         "satu": replace(p, entri=p.entri[:1], pada="", tenggat=None)}[kasus]
    tertulis = rekap.write_recap(p, tmp_path / "REKAP.xlsx")
    assert lint(tertulis[0]) == []
    teks = [str(x) for x in _texts(openpyxl.load_workbook(tertulis[0])[RINGKASAN])]
    assert ("daftar tidak diketahui" in teks) == (kasus == "tanpa_daftar")
    assert tertulis[1].read_text("utf-8-sig").count("\n") >= 1


def test_a_missing_stage_is_told(tmp_path: Path) -> None:
    """R8"""
    p = putaran_acak(INS, 30, tahap=TAHAP)
    path = tmp_path / "r.xlsx"
    path.write_bytes(rekap.rekap_bytes(p))
    buku = openpyxl.load_workbook(path, data_only=True)
    kepala = [c.value for c in buku[PERINGKAT][KEPALA + 1]]
    akhir = dict(zip(kepala, [c.value for c in list(buku[PERINGKAT].rows)[-1]], strict=True))
    assert akhir["Peringkat tercatat"] == "belum lengkap"
    assert not akhir["Peringkat"]
    assert not akhir["Nilai Akhir tepat"]
    assert any("tahapnya belum lengkap" in str(x) for x in _texts(buku[RINGKASAN]))
    assert {"Matriks Verifikasi"} <= set(buku.sheetnames)


def test_a_round_that_waits_for_its_verifiers_says_so_where_the_best_would_stand() -> None:
    """R8: everybody misses the stage; with one that has it, the best stand there."""
    p = putaran_acak(INS, 12)
    for tahap, ada in ((None, True), ({"verifikasi": 80.0}, False)):
        entri = tuple(replace(e, tahap={**e.tahap, **tahap}) if tahap and e is p.masuk[0] else e for e in p.entri)
        lembar = describe_recap(rekap.material(replace(p, entri=entri, bobot_tahap=TAHAP)))[0].lembar[0]
        teks = [str(s.isi) for s in lembar.sel.values() if "belum berperingkat" in str(s.isi)]
        menunggu = len(p.masuk) - (not ada)
        assert all(f"{menunggu} kecamatan belum" in t and f"Verifikasi ({menunggu})" in t for t in teks)
        assert sum(t.startswith("Belum ada peringkat") for t in teks) == ada
        assert len(teks) == 1


def test_parquet_says_the_same(tulis: list[Path], baris: list[dict[str, str]]) -> None:
    """R9"""
    import pandas as pd

    tabel = pd.read_parquet(tulis[2])
    assert len(tabel) == len(baris)
    assert list(tabel["sel"].fillna("")) == [b["sel"] for b in baris]
    kosong = tabel["isian"].isna()
    assert list(kosong) == [b["isian"] == "" for b in baris]
    assert (tabel["isian"] == "-").sum() == sum(b["isian"] == "-" for b in baris) > 0
    angka = [float(b["isian"].replace(",", ".")) for b, x in zip(baris, tabel["isian_angka"].notna(), strict=True) if x]
    assert list(tabel["isian_angka"].dropna()) == angka
    lepas = (tabel["capaian_keadaan"] == TIDAK_RELEVAN).sum()
    assert lepas == sum(b["capaian"] == TIDAK_RELEVAN for b in baris) > 0


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """R9"""
    asal = panjang.find_spec
    monkeypatch.setattr(panjang, "find_spec", lambda nama: None if nama == "pyarrow" else asal(nama))
    tertulis = rekap.write_recap(putaran_acak(INS, 3), tmp_path / "REKAP.xlsx")
    assert not [p for p in tertulis if p.suffix == ".parquet"]
    teks = _texts(openpyxl.load_workbook(tertulis[0])[RINGKASAN])
    assert any("Parquet tidak ditulis, pyarrow belum terpasang" in str(x) for x in teks)


def test_a_total_that_differs_is_told_on_every_sheet(tmp_path: Path) -> None:
    """R10"""
    p = putaran_acak(INS, 12)
    e = p.masuk[2]
    assert e.berlaku
    assert e.skor
    salah = replace(e, berlaku=replace(e.berlaku, skor=replace(e.skor, nilai_akhir=e.skor.nilai_akhir + 0.01)))
    for entri, sama in ((p.entri, True), (tuple(salah if x is e else x for x in p.entri), False)):
        denah, _, hitung = describe_recap(rekap.material(replace(p, entri=entri)))
        for s in denah.lembar[1:-1]:
            sel = s.sel[(CEK, 2)].isi
            assert str(hitung.nilai[sel.kunci]).startswith("Sama") == sama, s.nama  # type: ignore[union-attr]


def test_files_that_came_back_stand_first(nilai: openpyxl.Workbook) -> None:
    """Returned files first, each with kode, reason, cell, path and whole hash."""
    ws = nilai[BERKAS]
    kepala = [c.value for c in ws[KEPALA + 1]]
    isi = [dict(zip(kepala, row, strict=True)) for row in ws.iter_rows(min_row=AWAL + 1, values_only=True)]
    urut = ["Dikembalikan", "Tidak terbaca", "Diterima dengan catatan", "Diterima"]
    keadaan = [b["Keadaan"] for b in isi]
    assert keadaan == sorted(keadaan, key=urut.index)
    assert len(isi) == counts(PUTARAN).berkas
    assert (isi[0]["Kode"], isi[0]["Sel"], len(isi[0]["SHA-256"])) == ("SGL04", "Kertas Kerja!H17", 64)
    assert "99" in isi[0]["Alasan"]


def test_classes_of_the_histogram() -> None:
    """Every value is in one class; 100 is in the last; an empty class between is shown."""
    assert classes([100.0, 95.0, 94.999, 80.0]) == [
        ("80 - <85", 1), ("85 - <90", 0), ("90 - <95", 1), ("95 - 100", 2)]
    assert classes([]) == []
    assert sum(n for _, n in classes([0.0, 3.0, 99.0])) == 3


def test_names_for_files() -> None:
    assert file_word("Kota Batu/É: baru") == "Kota_Batu_E_baru"
    assert file_word("::") == ""
    assert alamat((CEK, 2)) == "C2"
