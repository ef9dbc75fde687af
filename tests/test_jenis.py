"""One road for every kind: the same verbs work and the same fault gives the same kode, in kertas kerja, Buku Kinerja
and a third kind that only the tests know.

R1 every verb of the command line. R2 every fault of the file is told by plain `periksa`, with the same kode and the
same cell in each kind (cases B16 and B18). R3 the key answers only who issued it. R4 another layout version is told
and not accused. R5 what another program leaves out is not held against the office.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bantu.contoh import FOLDER
from bantu.jahat import PUBLIK, add_part, add_sheet, change_part
from bantu.jenis_kecil import KECIL, build
from bantu.paket import NS_HUBUNGAN, NS_UTAMA
from bantu.simpan import save_openpyxl
from bantu.tampil import CETAK_BUKU, judge
from test_cli import run
from test_tahun_berikutnya import instrument

from benchmarks.isi import cell_xml, parts_of, put_cells, repack
from kinerja_core.dasar.excelmath import Nilai, is_number
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.polos import one_line
from kinerja_core.kantor import jenis
from kinerja_core.kantor.baca import read_any, read_file
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kantor.tabel import result_table
from kinerja_core.lembar.bacaan import Bacaan
from kinerja_core.lembar.denah import Rumus
from kinerja_core.lembar.meta import META
from kinerja_core.segel.tampilan import parse_shown
from kinerja_core.xlsx.buku import Posisi, alamat, kutip_lembar

MILIK = Identitas(kode_wilayah="35.69.98", nama="Kecil", kabupaten="Contoh", provinsi="Jawa Timur")
ISI = {("petugas", "isi"): "Petugas", ("desa", "isi"): 7, ("kelurahan", "isi"): 2, ("rapat", "isi"): 3}
Capsys = pytest.CaptureFixture[str]
Ubah = Callable[["Satu"], tuple[bytes, str]]


@dataclass(frozen=True)
class Satu:
    """A workbook of one kind as it was issued and filled: its bytes, how it reads, what is told of it anyway."""

    data: bytes
    bacaan: Bacaan
    biasa: frozenset[tuple[str, str]]

    def sheet(self, nama: str, ubah: Callable[[str], str]) -> bytes:
        """One sheet changed as text."""
        return change_part(self.data, parts_of(self.bacaan.denah)[nama], ubah)

    def formula(self, cocok: Callable[[str, Rumus, Nilai], bool]) -> tuple[str, Posisi]:
        """The first formula of a visible sheet (its sheet, itself, its stored value) that is wanted."""
        for s in self.bacaan.denah.lembar:
            dibaca = self.bacaan.buku.sheet(s.nama)
            for pos, sel in sorted(s.sel.items()) if s.status == "tampak" and dibaca else ():
                if isinstance(sel.isi, Rumus) and cocok(s.nama, sel.isi, dibaca.nilai.get(pos)):  # type: ignore[union-attr]
                    return s.nama, pos
        raise AssertionError("tidak ada rumus seperti itu")


@pytest.fixture(autouse=True)
def _tiga(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jenis.JENIS, KECIL.nama, KECIL)


@cache
def bytes_of(nama: str) -> bytes:
    return build(MILIK, 2026, ISI) if nama == KECIL.nama else (FOLDER / f"{nama}.xlsx").read_bytes()


#: One of each kind; the smallest Buku Kinerja, for it is read some dozens of times.
BENDO, LEUWISARI, KEMANGKON = "kertas_kerja_bendo_2022", "buku_kinerja_leuwisari_2021", "buku_kinerja_kemangkon_2022"
TIGA = (BENDO, LEUWISARI, KECIL.nama)


@pytest.fixture(scope="module")
def semua() -> dict[str, Satu]:
    """Filled by `satu` as kinds are asked for."""
    return {}


@pytest.fixture(params=TIGA)
def satu(request: pytest.FixtureRequest, semua: dict[str, Satu], tmp_path: Path, capsys: Capsys) -> Satu:
    return of_kind(request.param, semua, tmp_path, capsys)


def of_kind(nama: str, semua: dict[str, Satu], folder: Path, capsys: Capsys) -> Satu:
    if nama not in semua:
        path = put(folder, bytes_of(nama))
        semua[nama] = Satu(bytes_of(nama), read_file(path), frozenset(told(capsys, path)))
    return semua[nama]


def put(folder: Path, data: bytes, nama: str = "a.xlsx") -> Path:
    (folder / nama).write_bytes(data)
    return folder / nama


def told(capsys: Capsys, path: Path, perintah: str = "periksa", *lagi: object) -> set[tuple[str, str]]:
    """(kode, sel) of everything a command tells of a file."""
    isi = json.loads(run(capsys, perintah, path, "--json", *lagi)[1])
    return {(c["kode"], sel) for c in isi["berkas"][0]["catatan"] for sel in c["sel"]}


def cell(xml: str, tempat: str, nilai: Nilai, rumus: Callable[[str], str] | None = None) -> str:
    """A sheet part with the formula in one cell taken away (None) or changed, and that stored value."""
    pola = re.compile(rf'<c r="{tempat}"((?: s="\d+")?)[^>]*>(?:<f>(.*?)</f>)?.*?</c>', re.DOTALL)
    m = pola.search(xml)
    assert m is not None
    assert m[2]
    return xml.replace(m[0], cell_xml(tempat, m[1], nilai, f"<f>{rumus(m[2])}</f>" if rumus else ""))


# -- R1 ------------------------------------------------------------------------------------------------------------


def test_it_is_read_exported_and_told_on_the_command_line(satu: Satu, capsys: Capsys, tmp_path: Path) -> None:
    """R1: baca (both ways), ekspor to .csv and .json."""
    path, b = put(tmp_path, satu.data), satu.bacaan
    kode, keluar, _ = run(capsys, "baca", path, "--json")
    isi = json.loads(keluar)
    assert (kode, isi) == (0, jenis.kind(b).as_dict(b))
    kode, keluar, _ = run(capsys, "baca", path)
    assert (kode, keluar) == (0, "".join(f"{one_line(x)}\n" for x in jenis.kind(b).lines(isi)))
    assert keluar
    assert run(capsys, "ekspor", path, "-o", tmp_path / "a.json")[0] == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == isi
    assert run(capsys, "ekspor", path, "-o", tmp_path / "a.csv")[0] == 0
    baris = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_bytes().decode("utf-8-sig")), delimiter=";"))
    assert {x["bagian"] for x in baris} == {"isian", "hasil"}
    assert all(x["tempat"] for x in baris if x["bagian"] == "isian")


def test_its_results_agree_three_ways(satu: Satu, capsys: Capsys, tmp_path: Path) -> None:
    """R1: hitung; the main result is called by its name."""
    path, cara = put(tmp_path, satu.data), jenis.kind(satu.bacaan)
    kode, keluar, _ = run(capsys, "hitung", path)
    assert kode == (1 if satu.biasa else 0)
    cocok = re.search(r"(\d+) dari (\d+) sel hasil sepakat \(ironcalc\)", keluar)
    assert cocok is not None
    assert cocok[1] == cocok[2] == str(len(satu.bacaan.denah.keluaran))
    assert (f"{cara.sebutan_utama} menurut inti" in keluar) == bool(cara.utama)
    assert told(capsys, path, "hitung") == satu.biasa


def test_it_is_packed_for_sending(satu: Satu, capsys: Capsys, tmp_path: Path) -> None:
    """R1: kirim holds the workbook itself, its isian, its catatan and a letter."""
    path, pdf = put(tmp_path, satu.data), put(tmp_path, b"%PDF-1.4 cetakan", "cetak.pdf")
    run(capsys, "kirim", path, "--ke", tmp_path, "--pdf", pdf, "--tetap")
    nama = jenis.kind(satu.bacaan).stem(satu.bacaan)
    with zipfile.ZipFile(tmp_path / f"{nama}.zip") as z:
        isi = {n: z.read(n) for n in z.namelist()}
    assert isi[f"{nama}.xlsx"] == satu.data
    assert json.loads(isi[f"{nama}_isian.json"]) == jenis.kind(satu.bacaan).as_dict(satu.bacaan)
    catatan = json.loads(isi[f"{nama}_catatan.json"])["berkas"][0]["catatan"]
    assert {(c["kode"], sel) for c in catatan for sel in c["sel"]} == satu.biasa
    assert satu.bacaan.denah.judul in isi["BACA_SAYA.txt"].decode("utf-8-sig")


@pytest.mark.parametrize("perintah", ["pindah", "tahun-berikutnya"])
def test_a_new_workbook_is_made_of_it(perintah: str, satu: Satu, capsys: Capsys, tmp_path: Path) -> None:
    """R1: of the same kind and office, sound as a file; moving brings every input along."""
    path, baru = put(tmp_path, satu.data), tmp_path / "baru.xlsx"
    pilih = ([str(instrument(tmp_path, 2023))] if (satu.bacaan.jenis, perintah) == ("kertas_kerja", "tahun-berikutnya")
             else [])
    lagi = [x for nama in pilih for x in ("--instrumen", nama)]
    run(capsys, perintah, path, "-o", baru, *lagi)
    dibaca = read_file(baru, *pilih)
    assert (dibaca.jenis, dibaca.identitas) == (satu.bacaan.jenis, satu.bacaan.identitas)
    assert path.read_bytes() == satu.data
    lama = {k: v for k, v in satu.bacaan.isian.data.items() if v not in (None, "")}
    kini = {k: v for k, v in dibaca.isian.data.items() if v not in (None, "")}
    assert (lama == kini) == (perintah == "pindah")
    assert kini
    assert not {k for k, _ in told(capsys, baru, "periksa", *lagi) if k.startswith(("BKS", "SGL"))}


def test_an_open_workbook_is_read_as_the_buttons_read_it(satu: Satu) -> None:
    """R1: what Periksa and Hitung Ulang show of a book that has no package: the same, and BKS18 for what it hides."""
    bacaan = read_any(replace(satu.bacaan.buku, ekstra=None))
    assert {(t.kode, t.sel) for t in check_any(bacaan)} - {("BKS18", "")} == satu.biasa
    hasil = result_table(bacaan)
    assert hasil
    assert {b[-1] for b in hasil} == {"sama"}


def test_the_tiny_kind_says_what_is_wrong_with_its_inputs(capsys: Capsys, tmp_path: Path) -> None:
    """R1: what a kind checks itself is told beside what is judged of every file."""
    path = put(tmp_path, build(MILIK, 2026, {k: v for k, v in ISI.items() if k[0] != "desa"}))
    assert told(capsys, path) == {("ISI01", "Formulir!B3")}


# -- R2 ------------------------------------------------------------------------------------------------------------


def _keyed(nama: str, rumus: Rumus, ada: Nilai) -> bool:
    return rumus.kunci is not None and is_number(ada)


def _showing(nama: str, rumus: Rumus, ada: Nilai) -> bool:
    """One that only shows another cell, in words or figures."""
    return rumus.kunci is None and ada not in (None, "") and parse_shown(rumus.teks, nama) is not None


def _put_formula(x: Satu, rumus: Callable[[str], str] | None, cocok: Any = _keyed,
                 nilai: Nilai = 99.99) -> tuple[bytes, str]:
    lembar, pos = x.formula(cocok)
    return x.sheet(lembar, lambda xml: cell(xml, alamat(pos), nilai, rumus)), f"{lembar}!{alamat(pos)}"


def _free_cell(x: Satu) -> tuple[bytes, str]:
    """A formula in a cell nobody described, on a row that has cells."""
    lembar, (baris, _) = x.formula(_keyed)
    tempat = alamat((baris, max(k for _, k in x.bacaan.denah.sheet(lembar).sel) + 3))
    isi = f'<c r="{tempat}"><f>_xlfn.WEBSERVICE("https://contoh.invalid/")</f></c></row>'
    return x.sheet(lembar, lambda xml: re.sub(rf'(<row r="{baris + 1}".*?)</row>', lambda m: m[1] + isi, xml,
                                              count=1, flags=re.DOTALL)), f"{lembar}!{tempat}"


def _link(x: Satu) -> tuple[bytes, str]:
    isi = f'<externalLink xmlns="{NS_UTAMA}" xmlns:r="{NS_HUBUNGAN}"><externalBook r:id="rId1"/></externalLink>'
    data = add_part(x.data, "xl/externalLinks/e1.xml", isi, "externalLink")
    return add_part(data, "", "", "externalLinkPath", asal="xl/externalLinks/e1.xml", luar="file:///D:/data.xlsx"), ""


def _unprotect(x: Satu) -> tuple[bytes, str]:
    lembar, _ = x.formula(_keyed)
    return x.sheet(lembar, lambda xml: re.sub(r"<sheetProtection[^>]*/>", "", xml)), lembar


def _rename(x: Satu) -> tuple[bytes, str]:
    """As an application does it: every formula and name follows."""
    lembar, _ = x.formula(_keyed)
    with zipfile.ZipFile(io.BytesIO(x.data)) as z:
        bagian = {n: z.read(n).decode() for n in z.namelist() if re.fullmatch(r"xl/(workbook|worksheets/.*)\.xml", n)}
    lama, baru = f"{kutip_lembar(lembar)}!", f"{kutip_lembar(lembar + ' lama')}!"
    hasil = {n: re.sub(rf"(?<![\w']){re.escape(lama)}", baru, t).replace(f'name="{lembar}"', f'name="{lembar} lama"')
             for n, t in bagian.items()}
    return repack(x.data, {n: t.encode() for n, t in hasil.items()}), lembar


def _hide(x: Satu) -> tuple[bytes, str]:
    lembar = x.bacaan.denah.lembar[0].nama
    return change_part(x.data, "xl/workbook.xml", lambda t: t.replace(
        f'<sheet name="{lembar}"', f'<sheet name="{lembar}" state="hidden"')), lembar


def _remove_meta(x: Satu) -> tuple[bytes, str]:
    """The last sheet, to which no name and no formula leads."""
    assert x.bacaan.buku.lembar[-1].nama == META
    return change_part(x.data, "xl/workbook.xml", lambda t: re.sub(rf'<sheet name="{META}"[^>]*/>', "", t)), META


def _name(x: Satu) -> tuple[bytes, str]:
    """A name of an input that leads one column further."""
    nama = sorted(x.bacaan.denah.nama)[-1]
    lembar, (baris, kolom) = x.bacaan.denah.nama[nama]
    ke = f"{kutip_lembar(lembar)}!{alamat((baris, kolom + 1), mutlak=True)}"
    return change_part(x.data, "xl/workbook.xml", lambda t: re.sub(
        rf'(<definedName name="{nama}">)[^<]*', lambda m: m[1] + ke, t)), nama


def _property(x: Satu, kunci: str = "kode_wilayah", nilai: str = "35.69.97") -> tuple[bytes, str]:
    """What the properties say alone; `_meta` is named, which says otherwise."""
    data = change_part(x.data, "docProps/custom.xml", lambda t: re.sub(
        rf'(name="kinerja_{kunci}"><vt:lpwstr>)[^<]*', rf"\g<1>{nilai}", t))
    return data, f"{META}!{alamat((_meta_row(x, kunci), 1))}"


def _meta_row(x: Satu, kunci: str) -> int:
    lembar = x.bacaan.buku.sheet(META)
    assert lembar is not None
    return next(b for (b, k), v in lembar.nilai.items() if k == 0 and v == kunci)


WEB = '_xlfn.WEBSERVICE("https://contoh.invalid/")'
#: What is done to the file -> every kode that must be new, at the place that is given back.
RUSAK: dict[str, tuple[Ubah, tuple[str, ...]]] = {
    "rumus menjadi angka": (lambda x: _put_formula(x, None), ("BKS13",)),
    "rumus diubah": (lambda x: _put_formula(x, lambda f: f + "+0", nilai=None), ("SGL04",)),
    "WEBSERVICE di sel bebas": (_free_cell, ("BKS24", "SGL04")),
    "WEBSERVICE mengganti rumus": (lambda x: _put_formula(x, lambda _: WEB, nilai=None), ("BKS24", "SGL04")),
    "WEBSERVICE mengganti tampilan": (lambda x: _put_formula(x, lambda _: WEB, _showing, None), ("BKS24", "SGL04")),
    "tautan ke berkas lain": (_link, ("BKS23",)),
    "proteksi dilepas": (_unprotect, ("BKS19",)),
    "nilai tersimpan palsu": (lambda x: _put_formula(x, str), ("BKS14",)),
    "tampilan tersimpan palsu": (lambda x: _put_formula(x, str, _showing), ("BKS14",)),
    "lembar berganti nama": (_rename, ("SGL05",)),
    "lembar disembunyikan": (_hide, ("SGL05",)),
    "lembar _meta dibuang": (_remove_meta, ("SGL05",)),
    "lembar tambahan": (lambda x: (add_sheet(x.data, "Sisipan"), "Sisipan"), ("SGL06",)),
    "lembar tambahan tersembunyi": (lambda x: (add_sheet(x.data, "Sisipan", "hidden"), "Sisipan"), ("SGL07",)),
    "nama dialihkan": (_name, ("SGL09",)),
    "properti berbeda dari _meta": (_property, ("SGL14",)),
}  # fmt: skip


@pytest.mark.parametrize("apa", RUSAK)
@pytest.mark.sampel(8)
def test_the_same_fault_gives_the_same_kode(apa: str, satu: Satu, capsys: Capsys, tmp_path: Path) -> None:
    """R2: by plain `periksa`, at its place, in every kind."""
    ubah, kode = RUSAK[apa]
    data, tempat = ubah(satu)
    baru = told(capsys, put(tmp_path, data)) - satu.biasa
    assert {(k, tempat) for k in kode} <= baru, baru


def test_an_untouched_file_tells_nothing_of_the_file(satu: Satu) -> None:
    """R2: the other side of all of the above."""
    assert not {k for k, _ in satu.biasa if k.startswith("SGL") or k in (
        "BKS13", "BKS14", "BKS19", "BKS20", "BKS22", "BKS23", "BKS24", "BKS25", "BKS26")}


@pytest.mark.parametrize("lembar", CETAK_BUKU)
@pytest.mark.sampel(5)
def test_b16_stored_figures_of_a_printing_sheet(lembar: str, semua: dict[str, Satu], capsys: Capsys,
                                                tmp_path: Path) -> None:
    """B16. Recipe: of Buku Kinerja Kemangkon 2022, set the stored value of every numeric formula cell of the sheet to
    99,99 and leave the formulas; `kinerja periksa` told nothing. Right: BKS14 at cells of that sheet.
    """
    x = of_kind(KEMANGKON, semua, tmp_path, capsys)
    dibaca = x.bacaan.buku.sheet(lembar)
    assert dibaca is not None
    angka = {alamat(p): 99.99 for p in dibaca.rumus if is_number(dibaca.nilai.get(p))}
    if not angka:  # a sheet of words alone: its words
        angka = {alamat(p): 99.99 for p in dibaca.rumus if dibaca.nilai.get(p) not in (None, "")}
    assert angka
    data = x.sheet(lembar, lambda xml: put_cells(xml, dict(angka)))
    baru = told(capsys, put(tmp_path, data)) - x.biasa
    disebut = {s for k, s in baru if k == "BKS14"} & {f"{lembar}!{a}" for a in angka}
    diam = sorted({f"{lembar}!{a}" for a in angka} - disebut)
    assert diam == [], (len(diam), len(angka), diam[:9])


@pytest.mark.parametrize("rumus", [WEB, 'IF(1=1,"Siap dikirim","")'])
@pytest.mark.parametrize("nama", [BENDO, KEMANGKON, KECIL.nama])
@pytest.mark.sampel(3)
def test_b18_the_formula_of_the_master_check(nama: str, rumus: str, semua: dict[str, Satu], capsys: Capsys,
                                             tmp_path: Path) -> None:
    """B18. Recipe: replace the master check's own formula (Beranda; in the tiny kind the sentence that shows the sum)
    by WEBSERVICE or by one that always says "Siap dikirim"; plain `kinerja periksa` said nothing, `--kunci` alone
    compared. Right: SGL04 names the cell without any key, exit code 3.
    """
    x = of_kind(nama, semua, tmp_path, capsys)
    siap = ("Siap dikirim", "Belum siap")

    def master(lembar: str, isi: Rumus, _: Nilai) -> bool:
        return any(s in isi.teks for s in siap) if nama != KECIL.nama else isi.kunci is None

    lembar, pos = x.formula(master)
    path = put(tmp_path, x.sheet(lembar, lambda xml: cell(xml, alamat(pos), "Siap dikirim", lambda _: rumus)))
    assert ("SGL04", f"{lembar}!{alamat(pos)}") in told(capsys, path) - x.biasa
    assert run(capsys, "periksa", path)[0] == 3


def test_a_hint_that_periksa_cannot_judge_hitung_does(semua: dict[str, Satu], capsys: Capsys, tmp_path: Path) -> None:
    """R2: of a visible formula that is beyond `segel.tampilan`, by the file's own formulas: a word beside an input."""
    x = of_kind(BENDO, semua, tmp_path, capsys)
    h = next(h for h in judge(x.bacaan.buku, x.bacaan.denah, _core(x)) if not h.dinilai and h.ada)
    path = put(tmp_path, x.sheet(h.lembar, lambda xml: cell(xml, alamat(h.pos), "palsu", str)))
    tempat = f"{h.lembar}!{alamat(h.pos)}"
    assert tempat not in {s for _, s in told(capsys, path) - x.biasa}
    assert ("BKS14", tempat) in told(capsys, path, "hitung")


def test_workings_that_periksa_does_not_judge_hitung_does(semua: dict[str, Satu], capsys: Capsys,
                                                          tmp_path: Path) -> None:
    """R2: a hidden formula without a key. Every visible formula of a Buku Kinerja is judged by `periksa` already."""
    x = of_kind(LEUWISARI, semua, tmp_path, capsys)
    assert all(h.dinilai for h in judge(x.bacaan.buku, x.bacaan.denah, _core(x)))
    lembar = x.bacaan.denah.sheet("Olah Urut")
    dibaca = x.bacaan.buku.sheet(lembar.nama)
    assert dibaca is not None
    pos = max(p for p, s in lembar.sel.items()
              if isinstance(s.isi, Rumus) and s.isi.kunci is None and p in dibaca.nilai)
    path = put(tmp_path, x.sheet(lembar.nama, lambda xml: cell(xml, alamat(pos), 99.99, str)))
    tempat = f"{lembar.nama}!{alamat(pos)}"
    assert tempat not in {s for _, s in told(capsys, path) - x.biasa}
    assert {("BKS25", tempat), ("BKS26", tempat)} & told(capsys, path, "hitung")


def _core(x: Satu) -> Any:
    return jenis.kind(x.bacaan).compute(x.bacaan).nilai


# -- R3 ------------------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_key_is_refused_before_anything_is_read(satu: Satu, capsys: Capsys, tmp_path: Path) -> None:
    """R3."""
    bukan = put(tmp_path, b"-----BEGIN PUBLIC KEY-----\nbukan\n-----END PUBLIC KEY-----\n", "kunci.pem")
    for path in (put(tmp_path, satu.data), tmp_path / "tidak ada.xlsx"):
        kode, keluar, galat = run(capsys, "periksa", path, "--kunci", bukan)
        assert (kode, keluar) == (2, "")
        assert galat.startswith("SGL20")


def test_a_key_answers_who_issued_it_and_nothing_else(satu: Satu, capsys: Capsys, tmp_path: Path) -> None:
    """R3: an unsealed file is not verified, whatever kind it is; a change is told with and without a key."""
    kunci = put(tmp_path, PUBLIK, "kunci.pem")
    path = put(tmp_path, satu.data)
    assert "Cek Keaslian: Belum diverifikasi" in run(capsys, "periksa", path, "--kunci", kunci)[1]
    assert told(capsys, path, "periksa", "--kunci", kunci) - satu.biasa == {("SGL01", "")}
    rusak = put(tmp_path, RUSAK["rumus diubah"][0](satu)[0])
    assert told(capsys, rusak, "periksa", "--kunci", kunci) - told(capsys, rusak) == {("SGL01", "")}


# -- R4 and R5 -----------------------------------------------------------------------------------------------------


def test_another_layout_version_is_told_and_not_accused(satu: Satu, capsys: Capsys, tmp_path: Path) -> None:
    """R4: BKS20; a formula that reads otherwise there is that version's, not a tamper."""
    data, _ = RUSAK["rumus diubah"][0](satu)
    satu = Satu(data, satu.bacaan, satu.biasa)
    tempat = alamat((_meta_row(satu, "tata_letak"), 1))
    satu = Satu(satu.sheet(META, lambda xml: put_cells(xml, {tempat: "0"})), satu.bacaan, satu.biasa)
    data, _ = _property(satu, "tata_letak", "0")
    assert told(capsys, put(tmp_path, data)) - satu.biasa == {("BKS20", "")}


def test_what_openpyxl_saves_is_not_accused(satu: Satu, capsys: Capsys, tmp_path: Path) -> None:
    """R5: it drops every stored value and gives the names another order; nothing is new."""
    lain = save_openpyxl(put(tmp_path, satu.data))
    assert told(capsys, lain) == satu.biasa
