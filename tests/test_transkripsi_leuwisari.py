"""The SK IKU/IKI of Leuwisari 2021 as a plan, against what the source prints.

L1  Counts: 11 jabatan, 3 IKU, 49 IKI indicators by jabatan; counted again by code in the source when it is at hand.
L2  Every row says where it comes from, and the lines exist; required cells, lists and references are in order.
L3  Every table row of the source stands in the transcription, cell by cell, and nothing else does.
L4  Every text of jabatan, dokumen, dasar and tercetak is in the lines it names; no line of the source is left over.
L5  Each mend starts from what stands there; afterwards no other kecamatan and no misspelling is left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_core.buku_kinerja.rencana import (
    DAFTAR,
    INDIVIDU,
    PROFIL,
    TABEL,
    TABEL_PROFIL,
    Rencana,
    load_rencana,
    table_of,
)
from kinerja_core.dasar.data import load_toml
from kinerja_core.instrumen.model import templat_dir

CONTOH = templat_dir() / "contoh"
RENCANA = load_rencana(CONTOH / "leuwisari_2021.toml")
KOREKSI: list[dict[str, Any]] = load_toml(CONTOH / "leuwisari_2021_koreksi.toml")["koreksi"]
ADA_SUMBER = Path(__file__).parents[2] / "shared" / "reference" / "sk_iku_leuwisari_2021.txt"

BANYAK_BARIS = 357
TERPAKAI = {"jabatan": 11, "dokumen": 3, "dasar": 14, "node": 32, "indikator": 52, "tercetak": 1}
#: Sasaran and indicators by jabatan: three IKU, then the ten IKI sheets in the order of the source.
SASARAN = {"J001": 3, "J002": 3, "J003": 3, "J004": 1, "J005": 10, "J006": 1, "J007": 3, "J008": 3, "J009": 1,
           "J010": 2, "J011": 2}
INDIKATOR = {"J001": 3, "J002": 6, "J003": 3, "J004": 7, "J005": 12, "J006": 4, "J007": 3, "J008": 3, "J009": 4,
             "J010": 2, "J011": 5}
BENTUK = {"Rasio": 24, "Jumlah": 25, "Indeks": 2, "Dua rasio": 1}
#: Printed, but no row of a workbook: kop (see test_l4_kop), CAMAT LEUWISARI, Menimbang b, MEMUTUSKAN, the diktum.
TANPA_TEMPAT = {5, 6, 8, 10, 12, 23, 26, 43, *range(48, 53), *range(54, 59)}
#: Lines that carry on the sentence of line 35.
LANJUTAN = (36, 37)
#: What may stand in a prose line beside the transcribed texts: labels, list numbers, punctuation.
LABEL = re.compile(
    r"(?:Tugas|Fungsi|Jabatan|Rincian Tugas|Uraian Tugas|Nomor|NOMOR|Tanggal|Pada Tanggal|Ditetapkan di|NIP|Mengingat"
    r"|Menetapkan|INDIKATOR KINERJA INDIVIDU|\d+\.|[:;.,\s-])*")


@pytest.fixture(scope="module")
def baris() -> dict[int, str]:
    """The lines of the source by number from 1; the test is skipped where the source is not at hand."""
    if not ADA_SUMBER.exists():
        pytest.skip("teks sumber tidak ada di komputer ini")
    return dict(enumerate(ADA_SUMBER.read_text(encoding="utf-8").splitlines(), start=1))


def squeeze(teks: str) -> str:
    """Text without markup: bold marks, list dashes, the telephone sign, doubled blanks."""
    return " ".join(re.sub(r"^\s*- |[*☎]", " ", teks).split())


def lines_of(sumber: str) -> list[int]:
    """Line numbers of a `sumber`: "95", "35-37", "65, 80-91"."""
    nomor: list[int] = []
    for bagian in sumber.split(", "):
        awal, _, akhir = bagian.partition("-")
        nomor += range(int(awal), int(akhir or awal) + 1)
    return nomor


def rows(rencana: Rencana = RENCANA) -> Iterator[tuple[str, str]]:
    """(table, slot) of every used row."""
    for kunci in TABEL:
        for slot in rencana.used(kunci):
            yield kunci, slot


def table_lines(baris: dict[int, str]) -> list[tuple[int, int, list[str]]]:
    """(sheet from 1, line, cells) of every row of the eleven tables; the numbered rows end at the first blank line."""
    hasil, lembar, dalam = [], 0, False
    for nomor, teks in baris.items():
        if teks.upper().startswith(("NO\t", "NO.\t")):
            lembar, dalam = lembar + 1, True
        elif not teks.strip():
            dalam = False
        elif dalam and not teks.startswith("\t\t\t\tAlasan"):
            hasil.append((lembar, nomor, [sel.strip() for sel in teks.split("\t")]))
    return hasil


def group(teks: str, awal: int) -> tuple[str, int]:
    """What stands between the brace at `awal` and its partner, and the place after it."""
    dalam = 0
    for i in range(awal, len(teks)):
        dalam += {"{": 1, "}": -1}.get(teks[i], 0)
        if dalam == 0:
            return teks[awal + 1 : i], i + 1
    raise AssertionError(f"kurung tidak berpasangan: {teks}")


def words(latex: str) -> str:
    """Plain words of a piece of LaTeX."""
    for kode, ganti in (("\\text", ""), ("\\sum", "Σ"), ("\\Sigma", "Σ"), ("\\&", "&"), ("\\%", "%")):
        latex = latex.replace(kode, ganti)
    teks = " ".join(re.sub(r"[{}$]", " ", latex).split())
    assert "\\" not in teks, teks
    return teks


def formula(sel: str) -> tuple[str, str, str, str]:
    """bentuk, formulasi, pembilang, penyebut of a printed formula cell."""
    pecahan: list[tuple[str, str, str]] = []
    if r"\frac" in sel:
        tempat = sel.find(r"\frac")
        while tempat >= 0:
            atas, sesudah = group(sel, tempat + len(r"\frac"))
            bawah, sesudah = group(sel, sesudah)
            kali, tutup = sel[sesudah:].split("$", 1)[0].split(), sel.find("$", sesudah)
            assert kali[0] == r"\times"
            pecahan.append((words(atas), words(bawah), words(kali[1])))
            tempat = sel.find(r"\frac", tutup)
    elif r"$\times 100$" in sel:  # the fraction bar is lost: numerator, x 100, denominator
        atas, bawah = sel.split(r"$\times 100$")
        pecahan.append((words(atas), words(bawah), "100"))
    if not pecahan:
        teks = words(sel)
        return ("Jumlah" if teks.startswith("Σ") else "Indeks"), teks, "", ""
    tulis = [f"({a}) / ({b}) x {k}" if "/" in a + b else f"{a} / {b} x {k}" for a, b, k in pecahan]
    nama = ["\n".join(p[i].removeprefix("Σ ") for p in pecahan) for i in (0, 1)]
    return ("Rasio" if len(pecahan) == 1 else "Dua rasio"), "\n".join(tulis), nama[0], nama[1]


def per_jabatan(tabel: str) -> dict[str, int]:
    """Rows of node or indikator by the jabatan that answers for them."""
    slot = RENCANA.used(tabel)
    node = slot if tabel == "node" else [RENCANA.teks(s, "node") for s in slot]
    return dict(Counter(RENCANA.teks(n, "penanggung_jawab") for n in node))


def test_l1_counts() -> None:
    assert {t: len(RENCANA.used(t)) for t in TABEL if RENCANA.used(t)} == TERPAKAI
    assert per_jabatan("node") == SASARAN
    assert per_jabatan("indikator") == INDIKATOR
    iku = [s for s in RENCANA.used("indikator") if RENCANA.teks(s, "iku") == "Ya"]
    assert iku == ["I001", "I002", "I003"]
    jenis = {s: RENCANA.teks(s, "jenis") for s in RENCANA.used("node")}
    assert [s for s, j in jenis.items() if j == "Sasaran"] == ["N001", "N002", "N003"]
    assert Counter(jenis.values()) == {"Sasaran": 3, INDIVIDU: 29}
    assert Counter(RENCANA.teks(s, "bentuk") for s in RENCANA.used("indikator")) == BENTUK


def test_l1_counts_of_the_source(baris: dict[int, str]) -> None:
    tabel = table_lines(baris)
    assert dict(Counter(f"J{n:03d}" for n, _, sel in tabel if sel[2])) == INDIKATOR
    assert dict(Counter(f"J{n:03d}" for n, _, sel in tabel if sel[1])) == SASARAN
    nama = [squeeze(t) for n, t in baris.items() if n == 107 or squeeze(t).startswith("Jabatan :")]
    assert [t.split(" : ")[1] for t in nama] == [RENCANA.teks(s, "nama") for s in RENCANA.used("jabatan")[1:]]
    bentuk = Counter(formula(sel[5] if n == 1 else sel[3])[0] for n, _, sel in tabel)
    assert bentuk == BENTUK
    mengingat = [t for n, t in baris.items() if 27 <= n <= 41]
    assert sum(len(re.findall(r"(?:^|[:;] )\d+\. ", squeeze(t))) for t in mengingat) == TERPAKAI["dasar"] - 1


def test_l1_head() -> None:
    assert RENCANA.tahun == 2021
    assert RENCANA.identitas.daerah == "KABUPATEN TASIKMALAYA"
    assert RENCANA.identitas.nama == "Leuwisari"
    isi = (RENCANA.nilai(PROFIL, k.kunci) for k in TABEL_PROFIL.kolom)
    assert [x for x in isi if x is not None] == [2021, 2026, "21"]


def test_l1_nothing_but_what_is_printed() -> None:
    """No targets, realisasi or money are printed; satuan only for IKU."""
    angka = [(s, k.kunci) for t, s in rows() for k in TABEL[t].kolom
             if k.is_number and k.kunci != "tahun" and RENCANA.nilai(s, k.kunci) is not None]
    assert angka == []
    assert {s: RENCANA.teks(s, "satuan") for s in RENCANA.used("indikator") if RENCANA.teks(s, "satuan")} == {
        "I001": "Nilai", "I002": "%", "I003": "%"}


@pytest.mark.parametrize(("tabel", "slot"), list(rows()), ids=lambda x: x)
def test_l2_rows_are_sound(tabel: str, slot: str) -> None:
    nomor = lines_of(RENCANA.teks(slot, "sumber"))
    assert nomor
    assert nomor == sorted(set(nomor))
    assert 1 <= nomor[0] <= nomor[-1] <= BANYAK_BARIS
    for k in TABEL[tabel].kolom:
        isi = RENCANA.nilai(slot, k.kunci)
        if k.wajib:
            assert isi not in (None, ""), k.kunci
        if isi is None:
            continue
        if k.jenis == "pilihan":
            assert isi in DAFTAR[k.daftar]
        if k.jenis == "rujukan":
            assert any(isi in RENCANA.used(ke) for ke in k.ke), (k.kunci, isi)
        if isinstance(isi, str):
            assert isi == isi.strip()
            assert "  " not in isi
            assert not re.search(r"[\\${}*]", isi)


def test_l2_order_of_the_source() -> None:
    for tabel in ("jabatan", "dokumen", "dasar", "node", "indikator"):
        awal = [lines_of(RENCANA.teks(s, "sumber"))[0] for s in RENCANA.used(tabel)]
        assert awal == sorted(awal), tabel


def test_l2_nobody_is_his_own_superior() -> None:
    for slot in RENCANA.used("jabatan"):
        jalur = [slot]
        while RENCANA.teks(jalur[-1], "atasan"):
            jalur.append(RENCANA.teks(jalur[-1], "atasan"))
            assert len(jalur) < 6, jalur
        assert jalur[-1] == "J001"


def test_l2_nip_is_possible() -> None:
    nip = RENCANA.teks("D001", "nip")
    assert re.fullmatch(r"\d{18}", nip)
    lahir = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    assert lahir.year + 17 <= int(nip[8:12]) <= RENCANA.tahun
    assert {RENCANA.teks(s, "nip") for s in RENCANA.used("dokumen")} == {nip, ""}


def printed_tables(baris: dict[int, str]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """What the tables print, as rows of node and indikator without slots."""
    node: list[dict[str, str]] = []
    indikator: list[dict[str, str]] = []
    for lembar, nomor, sel in table_lines(baris):
        if sel[1]:
            node.append({"jenis": "Sasaran" if lembar == 1 else INDIVIDU, "nomor": sel[0].rstrip("."),
                         "uraian": sel[1], "penanggung_jawab": f"J{lembar:03d}", "sumber": str(nomor)})
        kunci = ("satuan", "alasan", "rumus", "sumber_data", "keterangan") if lembar == 1 else ("rumus", "sumber_data")
        isi = dict(zip(kunci, sel[3:], strict=True))
        rumus = dict(zip(("bentuk", "formulasi", "pembilang", "penyebut"), formula(isi.pop("rumus")), strict=True))
        indikator.append({"node": f"N{len(node):03d}", "uraian": sel[2], "sumber": str(nomor),
                          "iku": "Ya" if lembar == 1 else "", **isi, **rumus})
    return [{k: v for k, v in r.items() if v} for r in node], [{k: v for k, v in r.items() if v} for r in indikator]


def transcribed(tabel: str) -> list[dict[str, str]]:
    """The rows of a table as they are transcribed, blanks left out."""
    isi = [{k.kunci: RENCANA.teks(s, k.kunci) for k in TABEL[tabel].kolom} for s in RENCANA.used(tabel)]
    return [{k: v for k, v in r.items() if v} for r in isi]


def test_l3_tables_cell_by_cell(baris: dict[int, str]) -> None:
    node, indikator = printed_tables(baris)
    assert transcribed("node") == node
    assert transcribed("indikator") == indikator


def prose(tabel: str, slot: str) -> list[str]:
    """The free texts of a row as printed: no references, no lists, no number of the year."""
    kolom = [k for k in TABEL[tabel].kolom if k.jenis in {"teks", "panjang"} and k.kunci not in {"sumber", "nomor"}]
    nomor = [RENCANA.teks(slot, "nomor")] if tabel == "dokumen" else []
    kunci = [k.kunci for k in kolom if (tabel, k.kunci) != ("tercetak", "kunci")]
    isi = [RENCANA.teks(slot, k) for k in kunci]
    return [squeeze(b) for teks in [*isi, *nomor] if teks for b in teks.split("\n")]


PROSA = [(t, s) for t, s in rows() if t in {"jabatan", "dokumen", "dasar", "tercetak"}]


@pytest.mark.parametrize(("tabel", "slot"), PROSA, ids=lambda x: x)
def test_l4_texts_stand_in_their_lines(tabel: str, slot: str, baris: dict[int, str]) -> None:
    sumber = squeeze(" ".join(squeeze(baris[n]) for n in lines_of(RENCANA.teks(slot, "sumber"))))
    tanpa_nomor = re.sub(r" NOMOR : .* (?=TENTANG)", " ", sumber)  # it stands in the middle of the decree's title
    for teks in prose(tabel, slot):
        assert teks in sumber or teks in tanpa_nomor, teks
    if tabel == "dasar":
        assert re.search(rf"(?:^|[:;] ){RENCANA.teks(slot, 'nomor')}\. ", sumber)


def leftover(teks: str, potongan: list[str]) -> str:
    """What remains of a line when the transcribed texts (longest first) are taken out."""
    for p in sorted(potongan, key=len, reverse=True):
        teks = teks.replace(p, "", 1)
    return teks


def test_l4_no_line_left_over(baris: dict[int, str]) -> None:
    """Every printed line is in a table, in the texts of the rows that name it, or among those with no place."""
    assert len(baris) == BANYAK_BARIS
    tabel = {n for _, n, _ in table_lines(baris)} | {n for n, t in baris.items() if t.count("\t") > 3}
    potongan: dict[int, list[str]] = {}
    for t, s in PROSA:
        for n in lines_of(RENCANA.teks(s, "sumber")):
            potongan.setdefault(n, []).extend(prose(t, s))
    sisa = {}
    for nomor, mentah in baris.items():
        teks = squeeze(" ".join([mentah, *(baris[n] for n in LANJUTAN if nomor == 35)]))
        bagian = potongan.get(nomor, [])
        if not teks or nomor in tabel or nomor in {*TANPA_TEMPAT, *LANJUTAN} or any(teks in p for p in bagian):
            continue
        if not LABEL.fullmatch(leftover(teks, bagian)):
            sisa[nomor] = leftover(teks, bagian)
    assert list(sisa) == [25]  # the sentence of Menimbang a around its regulation
    assert sisa[25].startswith("Menimbang : a. bahwa berdasarkan Pasal 3 , setiap instansi pemerintah wajib")


def test_l4_kop(baris: dict[int, str]) -> None:
    alamat = RENCANA.identitas.alamat.split(", ")
    assert alamat == [squeeze(baris[n]) for n in (8, 10, 12)]
    assert squeeze(baris[5]).endswith(RENCANA.identitas.daerah)
    assert squeeze(baris[6]) == f"KECAMATAN {RENCANA.identitas.nama.upper()}"
    assert squeeze(baris[21]) == "TAHUN {} - {}".format(*(RENCANA.nilai(PROFIL, f"renstra_{k}")
                                                          for k in ("awal", "akhir")))


def names(data: dict[tuple[str, str], Any]) -> dict[str, set[tuple[str, str]]]:
    """Places by the name that follows "Kecamatan" or "kec."; words of the office itself are left out."""
    bukan = {"Kabupaten", "Tasikmalaya", "Tahun", "Yang", "Dan", "Sesuai", "Dengan"}
    hasil: dict[str, set[tuple[str, str]]] = {}
    for tempat, isi in data.items():
        for nama in re.findall(r"\b[Kk]ec(?:amatan)?\.? ([A-Z][a-z]+)", isi if isinstance(isi, str) else ""):
            if nama not in bukan:
                hasil.setdefault(nama, set()).add(tempat)
    return hasil


def corrected() -> dict[tuple[str, str], Any]:
    """The values with every mend applied."""
    return {**RENCANA.data, **{(k["slot"], k["kunci"]): k["sesudah"] for k in KOREKSI}}


@pytest.mark.parametrize("koreksi", KOREKSI, ids=lambda k: f"{k['slot']}.{k['kunci']}")
def test_l5_mend_starts_from_the_transcription(koreksi: dict[str, Any]) -> None:
    assert list(koreksi) == ["slot", "kunci", "sebelum", "sesudah", "alasan", "sumber"]
    assert koreksi["kunci"] in table_of(koreksi["slot"][0]).menurut_kunci
    tertulis = RENCANA.nilai(koreksi["slot"], koreksi["kunci"])
    assert ("" if tertulis is None else tertulis) == koreksi["sebelum"]
    assert koreksi["sesudah"] != koreksi["sebelum"]
    assert koreksi["alasan"].endswith(".")
    nomor = koreksi["sumber"].removeprefix("baris ")
    assert koreksi["sumber"] == "asumsi" or 1 <= int(nomor) <= BANYAK_BARIS


def test_l5_one_mend_for_one_cell() -> None:
    tempat = [(k["slot"], k["kunci"]) for k in KOREKSI]
    assert len(tempat) == len(set(tempat)) == 6


def test_l5_names_after_the_mends() -> None:
    sebelum, sesudah = names(dict(RENCANA.data)), names(corrected())
    assert set(sebelum) == {"Leuwisari", "Louwisari", "Sukaresik"}
    assert sebelum["Louwisari"] == {(s, "sumber_data") for s in ("I001", "I002", "I003")}
    assert sebelum["Sukaresik"] == {("I008", "formulasi"), ("I008", "pembilang")}
    assert set(sesudah) == {"Leuwisari"}
    assert not [t for t, isi in corrected().items() if re.search("louwisari|sukaresik", str(isi), re.IGNORECASE)]


def test_l5_years_of_the_headings_agree() -> None:
    judul = {s: re.findall(r"TAHUN (.*)$", str(corrected()[(s, "judul")])) for s in RENCANA.used("dokumen")}
    assert judul == {"D001": ["2021 - 2026"], "D002": ["2021 - 2026"], "D003": []}
    assert str(RENCANA.nilai("D002", "judul")).endswith("TAHUN 2021")
