"""docs/arsitektur.md is true: the picture, the way of an indicator, and every row of "to add something".

R1 the picture is what the imports give. R2 every file the page names is there and holds the name beside it. R3 every
row of the table is carried out on a copy of the sources, in the places the row names and no other, and works.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bantu.rumah import LANTAI, RUANG
from perbarui_arsitektur import GAMBAR, edges, picture

ROOT = Path(__file__).parent.parent
TEKS = (ROOT / "docs" / "arsitektur.md").read_text("utf-8")
_BERKAS = re.compile(r"`((?![\w./]*NAMA)[\w./]+/[\w.]+\.(?:py|toml|bas))`")
_BERKAS_ISI = re.compile(_BERKAS.pattern + r"(?: \(`([\w.]+)`\))?")
JALAN = TEKS.split("## The way of one indicator")[1].split("## To add something")[0]
TABEL = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", TEKS.split("## To add something")[1], re.M)[1:])

# --- R1 -------------------------------------------------------------------------------------------------------------


def test_the_picture_is_current() -> None:
    """R1: otherwise run tests/perbarui_arsitektur.py and look at the difference."""
    assert GAMBAR.read_text("utf-8") == picture(ROOT)
    assert f"](gambar/{GAMBAR.name})" in TEKS


def test_the_picture_shows_every_room_and_number() -> None:
    """R1."""
    tulisan = [t.text for t in ET.fromstring(picture(ROOT)).iter("{http://www.w3.org/2000/svg}text")]
    assert [t for t in (*RUANG, "addin") if t not in tulisan] == []
    assert sorted(t for t in tulisan if t and t.isdigit()) == sorted(str(n) for n in edges(ROOT).values())


def test_the_picture_follows_an_import(tmp_path: Path) -> None:
    """R1: one more import is one more in its circle."""
    for folder in ("kinerja_core", "addin/kinerja_addin"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    assert picture(tmp_path) == picture(ROOT)
    (tmp_path / "kinerja_core/segel/lembar.py").open("a").write("\nfrom kinerja_core.instrumen import rumus\n")
    assert edges(tmp_path) - edges(ROOT) == {("segel", "instrumen"): 1}
    assert picture(tmp_path) != picture(ROOT)


# --- R2 -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("berkas", "nama"), sorted(set(_BERKAS_ISI.findall(TEKS))))
def test_every_file_and_name_of_the_page_is_there(berkas: str, nama: str) -> None:
    """R2."""
    isi = (ROOT / berkas).read_text("utf-8")
    assert not nama or re.search(rf"^\s*(def|class) {nama}\b|^{nama}\b.*=", isi, re.M)


def test_every_folder_of_the_page_is_there() -> None:
    """R2."""
    assert [f for f in re.findall(r"`((?:kinerja_core|addin)/[\w/]+/)`", TEKS) if not (ROOT / f).is_dir()] == []
    assert {f for f in re.findall(r"^\| .* \| `kinerja_core/(\w+)/` \|$", TEKS, re.M)} == set(RUANG)


def test_the_way_of_an_indicator_leads_up_the_house() -> None:
    """R2: through every room that knows kertas kerja, and each step names a file and what to look for in it."""
    langkah = re.findall(r"^\d+\. (.*)$", JALAN, re.M)
    assert [x for x in langkah if not _BERKAS_ISI.search(x)] == []
    assert [m for x in langkah for m in _BERKAS_ISI.findall(x) if m[0].endswith(".py") and not m[1]] == []
    dilalui = {m[0].split("/")[1] for m in _BERKAS_ISI.findall(JALAN) if m[0].startswith("kinerja_core/")}
    assert dilalui == {r for lantai in LANTAI for r in lantai} - {"dasar", "buku_kinerja", "perintah"}
    assert "i01" in (ROOT / "workbook_templates/sinergisitas_jatim_2022.toml").read_text("utf-8")


# --- R3 -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tambah:
    """How a row of the table is carried out: (file, text of ours, what stands there instead), new files, and a script
    whose output shows that it works. `kode`: the block of the catalogue that gets the check's kode."""

    ubah: tuple[tuple[str, str, str], ...]
    bukti: str
    harap: str
    baru: dict[str, str] = field(default_factory=dict)
    kode: str = ""


ATURAN = "kinerja_core/instrumen/aturan.py"
UJI, UJI_BARIS = "kinerja_core/kertas_kerja/uji.py", "kinerja_core/buku_kinerja/uji_baris.py"
BERKAS = "kinerja_core/segel/berkas.py"
KELENGKAPAN, RENCANA = "kinerja_core/buku_kinerja/periksa/kelengkapan.py", "kinerja_core/buku_kinerja/rencana.py"
PERIKSA, JENIS = "kinerja_core/instrumen/periksa.py", "kinerja_core/kantor/jenis.py"
HASIL, SUSUN = "kinerja_core/kertas_kerja/lembar/hasil.py", "kinerja_core/kertas_kerja/lembar/susun.py"
ATUR, CAPAIAN = "kinerja_core/provinsi/lembar/pengaturan.py", "kinerja_core/buku_kinerja/capaian.py"
TOMBOL, PITA = "addin/kinerja_addin/tombol.py", "addin/kinerja_addin/pita.py"
#: A line of the catalogue, as every check needs one.
def line_of(katalog: str) -> tuple[str, str, str]:
    """A new line at the head of a block of the catalogue."""
    folder = ROOT / "kinerja_core/dasar/katalog"
    berkas = next(f for f in folder.glob("*.py") if f"\n{katalog} = " in f.read_text("utf-8"))
    kepala = f"{katalog} = catalogue(\n"
    baris = '    ("XYZ01", "cek", "Tiga belas", "Tertulis {a}.", "Pastikan."),\n'
    return berkas.relative_to(ROOT).as_posix(), kepala, kepala + baris



#: The instrument, a filling of one indicator, and its workbook.
KERTAS = """
from pathlib import Path
from kinerja_core.dasar.data import load_toml
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.instrumen.model import find_instrumen, parse_instrumen
from kinerja_core.kantor.hitung import compare
from kinerja_core.kantor.periksa import check_any
from kinerja_core.kertas_kerja.baca import read_isian
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.lembar.isian import Isian
from kinerja_core.xlsx.baca import read_buku

data = load_toml(find_instrumen("sinergisitas_jatim_2022"))
i05 = next(i for a in data["aspek"] for s in a["sub_aspek"] for i in s["indikator"] if i["kode"] == "i05")
siapa = Identitas(kode_wilayah="35.20.10", nama="Bendo", kabupaten="Magetan", provinsi="Jawa Timur")

def workbook(isi):
    ins = parse_instrumen(data)
    Path("coba.xlsx").write_bytes(build(ins, siapa, Isian(siapa, isi)))
    return ins, read_isian(read_buku(Path("coba.xlsx")), ins)
"""
TERISI = 'ins, bacaan = workbook({("i05", "pembilang"): 13, ("i05", "penyebut"): 20})\n'
#: Found by the core, and by the sheet's own formulas alike.
DITEMUKAN = (KERTAS + TERISI + 'print([t.sel.split("!")[0] for t in check_any(bacaan) if t.kode == "XYZ01"])\n'
             'print(compare(Path("coba.xlsx"), bacaan).sepakat)')
#: A plan with thirteen rupiah in a PK, and what is found in it.
RENCANA_13 = """
from dataclasses import replace
from kinerja_core.buku_kinerja.lembar.susun import describe
from kinerja_core.buku_kinerja.pengukuran import Pengukuran
from kinerja_core.buku_kinerja.periksa.lintas import check_plan
from kinerja_core.buku_kinerja.rencana import empty_rencana
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.lembar.denah import Rumus

siapa = Identitas(kode_wilayah="35.20.10", nama="Bendo", kabupaten="Magetan", provinsi="Jawa Timur")
rencana = replace(empty_rencana(siapa, 2026), data={("K001", "anggaran"): 13.0})
print([(c.slot, c.kunci) for c in check_plan(Pengukuran(rencana)) if c.kode == "XYZ01"])
"""

TAMBAH: dict[str, Tambah] = {
    "scoring rule": Tambah(
        ((ATURAN, "\n\nAturan = Annotated[", '''

class Median(_Aturan):
    """The middle one of three data or more."""

    arti = "Angka tengah dari datanya."
    jenis: Literal["median"] = _name("median")
    tepi: ClassVar[Sequence[Contoh]] = (Contoh({}, {"a": 10, "b": 90, "c": 40}, 40.0),)

    def data_problem(self, kunci: Sequence[str]) -> str | None:
        """Sentence when there is no middle one."""
        return None if len(kunci) % 2 else "data median harus ganjil banyaknya"

    def evaluate(self, data: DataBersih) -> Capaian:
        """Percent."""
        return float(sorted(data.values())[len(data) // 2])

    def render(self, r: Rujukan) -> str:
        """The same as a formula."""
        return f"MEDIAN({','.join(r.data.values())})"


Aturan = Annotated['''),
         (ATURAN, "Pemenuhan | Rumus,", "Pemenuhan | Rumus | Median,"),
         (ATURAN, "Pemenuhan, Rumus)", "Pemenuhan, Rumus, Median)")),
        KERTAS + """
from kinerja_core.instrumen.naskah.baca import read_rows
from kinerja_core.instrumen.naskah.tulis import write_naskah
from kinerja_core.kertas_kerja.penilaian import score
i05["aturan"] = {"jenis": "median"}
i05["data"] = [{"kunci": k, "label": k, "maks": 100} for k in "abc"]
ins, bacaan = workbook({("i05", "a"): 10, ("i05", "b"): 90, ("i05", "c"): 40})
print(score(ins, bacaan.isian).of("i05").capaian, compare(Path("coba.xlsx"), bacaan).sepakat)
Path("naskah.xlsx").write_bytes(write_naskah(data))
print(parse_instrumen(read_rows(read_buku(Path("naskah.xlsx"))).data).sidik == ins.sidik)
print("Angka tengah dari datanya." in read_buku(Path("naskah.xlsx")).sheet("Petunjuk").nilai.values())
""", "40.0 True\nTrue\nTrue"),
    "kode": Tambah((line_of("KATALOG_ISIAN"),), """
import sys
from kinerja_core.perintah.cli import main
sys.argv = ["kinerja", "jelaskan", "xyz01"]
main()
""", "XYZ01  Tiga belas"),
    "check of a kertas kerja's input": Tambah(
        ((UJI, "S_LUAR_DAFTAR = ",
          'S_TIGA_BELAS = Syarat("XYZ01", lambda k: k.angka == 13, lambda r: f"{r.angka}=13")\nS_LUAR_DAFTAR = '),
         (UJI, "S_TANGGAL, S_KURANG, S_LEBIH,\n", "S_TANGGAL, S_TIGA_BELAS, S_KURANG, S_LEBIH,\n")),
        DITEMUKAN, "['Kertas Kerja']\nTrue", kode="KATALOG_ISIAN"),
    "check between a kertas kerja's inputs": Tambah(
        ((UJI, "\n\nUji = UjiIsi | ", '''

@dataclass(frozen=True)
class UjiDekat:
    """Numerator and denominator seven apart."""

    kotak: Kotak
    lain: Kotak
    kemungkinan = ("XYZ01",)

    def evaluate(self, k: Konteks) -> Jawaban:
        """(kode, a, b)."""
        if not (k.sah(self.kotak) and k.sah(self.lain)) or k.nilai(self.lain) - k.nilai(self.kotak) != 7:
            return BAIK
        return "XYZ01", show_number(k.nilai(self.kotak)), ""

    def render(self, r: RujukanUji) -> Jawaban:
        """Three formulas."""
        a, b = r.kotak(self.kotak), r.kotak(self.lain)
        return f'IF(AND({a.sah}=1,{b.sah}=1),IF({b.nilai}-{a.nilai}=7,"XYZ01",""),"")', number_text(a.nilai), '""'


Uji = UjiDekat | UjiIsi | '''),
         (UJI, "    for d in isian:\n        if d.sama_dengan:",
          '    if i.kode == "i05":\n        yield UjiDekat(("i05", "pembilang"), ("i05", "penyebut"))\n'
          "    for d in isian:\n        if d.sama_dengan:")),
        DITEMUKAN, "['Kertas Kerja']\nTrue", kode="KATALOG_ISIAN"),
    "check of a row of the Buku Kinerja": Tambah(
        ((UJI_BARIS, "#: Checks of one column beside", '''def _tiga_belas(k: Kolom) -> UjiBaris:
    """Thirteen."""
    return make_check(k, "XYZ01", lambda c, s: 13 in numbers_of(c, s, k.kunci),
                      lambda r: f"COUNTIF({r.bersih(k.kunci)},13)>0")


#: Checks of one column beside'''),
         (UJI_BARIS, '("node", "induk"): (_induk,), ',
          '("node", "induk"): (_induk,), ("pk", "anggaran"): (_tiga_belas,), ')),
        RENCANA_13 + 'print(any(isinstance(s.isi, Rumus) and ",13)>0" in s.isi.teks for x in describe(rencana).lembar '
        "for s in x.sel.values()))", "[('K001', 'anggaran')]\nTrue", kode="KATALOG_BARIS"),
    "check between documents of the Buku Kinerja": Tambah(
        ((KELENGKAPAN, "PEMERIKSAAN: tuple[", '''def check_thirteen(p: Pengukuran) -> list[Catatan]:
    """XYZ01: thirteen."""
    return [Catatan("XYZ01", k, "anggaran") for k in p.rencana.used("pk") if p.rencana.nilai(k, "anggaran") == 13]


PEMERIKSAAN: tuple['''),
         (KELENGKAPAN, "    check_indicator_complete, check_jabatan,\n",
          "    check_indicator_complete, check_thirteen, check_jabatan,\n")),
        RENCANA_13, "[('K001', 'anggaran')]", kode="KATALOG_LINTAS"),
    "check of a file of any kind": Tambah(
        ((BERKAS, "#: All of them; those", '''def check_sheets(bacaan: Bacaan, _: NilaiInti) -> list[Temuan]:
    """XYZ01: how many sheets."""
    return [buat_temuan("XYZ01", a=len(bacaan.buku.lembar))]


#: All of them; those'''),
         (BERKAS, "(check_active, check_protection, check_calculating)",
          "(check_active, check_protection, check_sheets)")),
        KERTAS + TERISI + """
from kinerja_core.buku_kinerja.baca import read_book
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.rencana import empty_rencana
Path("buku.xlsx").write_bytes(build_book(empty_rencana(siapa, 2026)))
for b in bacaan, read_book(read_buku(Path("buku.xlsx"))):
    print([t.kode for t in check_any(b) if t.kode == "XYZ01"])
""", "['XYZ01']\n['XYZ01']", kode="KATALOG_BERKAS"),
    "check of an instrument": Tambah(
        ((PERIKSA, "_PEMERIKSAAN = (_check_weights,", '''def _check_thirteen(ins: Instrumen) -> Iterator[Temuan]:
    yield buat_temuan("XYZ01", a=len(ins.indikator))


_PEMERIKSAAN = (_check_thirteen, _check_weights,'''),),
        KERTAS + """
from kinerja_core.instrumen.periksa import check_instrumen
print([t.pesan for t in check_instrumen(parse_instrumen(data)) if t.kode == "XYZ01"])
""", "['Tertulis 53.']", kode="KATALOG_INSTRUMEN"),
    "column of the Buku Kinerja": Tambah(
        ((RENCANA, 'Kolom("pokok", "Pokok masalah", "panjang"),',
          'Kolom("pokok", "Pokok masalah", "panjang"), Kolom("dana", "Sumber dana"),'),),
        """
from dataclasses import replace
from pathlib import Path
from kinerja_core.buku_kinerja.baca import read_book
from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.rencana import empty_rencana
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.xlsx.baca import read_buku

siapa = Identitas(kode_wilayah="35.20.10", nama="Bendo", kabupaten="Magetan", provinsi="Jawa Timur")
isi = {("M001", "masalah"): "banjir", ("M001", "dana"): "APBD"}
Path("b.xlsx").write_bytes(build_book(replace(empty_rencana(siapa, 2026), data=isi)))
bacaan = read_book(read_buku(Path("b.xlsx")))
lembar, (baris, kolom) = bacaan.denah.masukan["M001", "dana"]
print("Sumber dana" in bacaan.buku.sheet(lembar).nilai.values(), bacaan.rencana.nilai("M001", "dana"))
""", "True APBD"),
    "column of any other table or form of inputs": Tambah(
        ((ATUR, '        BagianAtur("Pengiriman", (\n', '        BagianAtur("Pengiriman", (\n'
          '            _setting("meja", "Nomor meja", "bulat", False, "Boleh kosong.", 7, (1, 9)),\n'),),
        """
from kinerja_core.provinsi.lembar.pengaturan import find_settings, rows
from kinerja_core.provinsi.pengaturan import settings_bytes
from kinerja_core.xlsx.baca import read_buku

for isi in None, "71,4", 12:
    baca, tempat = find_settings(read_buku(settings_bytes({} if isi is None else {"meja": isi})))
    print(baca.read(rows()["meja"], tempat["meja"]), [t.kode for t in baca.temuan])
""", "7 []\n71.4 ['BRS01']\nNone ['BRS06']"),
    "arithmetic of the Buku Kinerja": Tambah(
        ((CAPAIAN, "HITUNGAN: dict[str, Hitungan]", 'SELISIH = Hitungan("SELISIH", "a, b", '
          'lambda a, b: a - b, "{}-{}".format, "Selisih dua angka.", '
          "(((3.0, 1.0), 2.0),))\n\nHITUNGAN: dict[str, Hitungan]"),
         (CAPAIAN, "{h.nama: h for h in (", "{h.nama: h for h in (SELISIH, ")),
        """
import ironcalc
from kinerja_core.buku_kinerja.capaian import HITUNGAN
h, m = HITUNGAN["SELISIH"], ironcalc.create("m", "en", "UTC", "en")
for (a, b), harus in h.tepi:
    for n, isi in enumerate((f"={a}", f"={b}", "=" + h.render("A1", "B1")), start=1):
        m.set_user_input(0, 1, n, isi)
    m.evaluate()
    print(h.evaluate(a, b) == harus, m.get_formatted_cell_value(0, 1, 3))
""", "True 2"),
    "sheet": Tambah(
        ((HASIL, "def kode_cek_position(", '''def sheet_salam(ptk: TempatKertas) -> Lembar:
    """A greeting."""
    lembar = Lembar("Salam", lebar={0: 40})
    lembar.put(0, 0, f"Halo {ptk.identitas.nama}", "judul")
    return lembar


def kode_cek_position('''),
         (SUSUN, "sheet_cetak, sheet_rekap\n", "sheet_cetak, sheet_rekap, sheet_salam\n"),
         (SUSUN, "        sheet_pemeriksaan(ptk), cetak,", "        sheet_salam(ptk), sheet_pemeriksaan(ptk), cetak,")),
        KERTAS + TERISI + """
print(bacaan.buku.sheet("Salam").nilai[0, 0], [t for t in check_any(bacaan) if t.kode.startswith(("BKS", "SGL"))])
""", "Halo Bendo []"),
    "kind of workbook": Tambah(
        ((JENIS, "\n\ndef _require_none(", '''


class Formulir:
    """One number, doubled."""

    nama, utama = formulir.NAMA, "dua"
    shape = as_dict = stem = lines = inputs = results = summary = report = next_year = move = None

    def read(self, buku: Buku, instrumen: str | None) -> Bacaan:
        """Its one input."""
        return formulir.read(buku)

    def read_copy(self, bacaan: Any, buku: Buku) -> Bacaan:
        """The same."""
        return formulir.read(buku)

    def compute(self, bacaan: Any) -> Hitungan:
        """Doubled."""
        return Hitungan(formulir.values(bacaan.isian), None)

    def check(self, bacaan: Any, hitungan: Hitungan) -> list[Temuan]:
        """Thirteen is told."""
        return [buat_temuan("ISI08", a=13)] if 13 in bacaan.isian.data.values() else []


def _require_none('''),
         (JENIS, "BukuKinerja(), BukuBaris())", "BukuKinerja(), BukuBaris(), Formulir())"),
         (JENIS, "from kinerja_core.lembar.bacaan import Bacaan,",
          "from kinerja_core.dasar.temuan import buat_temuan\nfrom kinerja_core.formulir import baca as formulir\n"
          "from kinerja_core.lembar.bacaan import Bacaan,")),
        """
from pathlib import Path
from kinerja_core.formulir import baca as formulir
from kinerja_core.kantor.baca import read_file
from kinerja_core.kantor.hitung import compare
from kinerja_core.kantor.periksa import check_any
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.tulis import render_bytes
isi = Isian(None, {("a", "isi"): 13})
Path("f.xlsx").write_bytes(render_bytes(formulir.describe(), isi, formulir.values(isi)))
bacaan = read_file(Path("f.xlsx"))
h = compare(Path("f.xlsx"), bacaan)
print(bacaan.jenis, h.sel["dua"].inti, h.sepakat, [t.kode for t in check_any(bacaan) if t.tingkat == "wajib"])
""", "Formulir 26.0 True ['ISI08']",
        baru={"kinerja_core/formulir/__init__.py": '"""formulir: one number.\n\nIn: a number. Out: twice that."""\n',
              "kinerja_core/formulir/baca.py": '''
from dataclasses import dataclass
from functools import cached_property
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.lembar.bacaan import Definisi
from kinerja_core.lembar.denah import Cetakan, Denah, Lembar, Rumus
from kinerja_core.lembar.isian import Isian
from kinerja_core.lembar.kendali import properties, sheet_meta
NAMA, SATU = "Formulir", ("a", "isi")
SIAPA = Identitas(kode_wilayah="35.20.10", nama="Bendo", kabupaten="Magetan", provinsi="Jawa Timur")
META = {"jenis": NAMA, "tata_letak": "1", **SIAPA.model_dump()}
def describe():
    s = Lembar("Isi", lebar={0: 9, 1: 9, 2: 9})
    s.put(0, 0, "a", "mesin")
    s.put_input((0, 1), SATU, "isi_bulat")
    s.put(0, 2, Rumus("2*B1", "dua"), "mesin")
    return Denah("F", (s, sheet_meta(META)), {"in_a": ("Isi", (0, 1))}, {SATU: ("Isi", (0, 1))},
                 {SATU: ("Isi", (0, 0), "a")}, properties(META), "F")
def values(isian):
    return {"dua": 2.0 * isian.data[SATU]}
@dataclass(frozen=True)
class BacaanFormulir:
    buku: object
    jenis = NAMA
    identitas, temuan = SIAPA, ()
    @cached_property
    def denah(self):
        return describe()
    @cached_property
    def cetakan(self):
        return Cetakan(self.denah)
    @cached_property
    def isian(self):
        return Isian(None, {SATU: self.buku.sheet("Isi").nilai[0, 1]})
    def definitions(self):
        return [Definisi(SIAPA, describe)]
def read(buku):
    return BacaanFormulir(buku)
'''}),
    "instrument": Tambah((), """
from kinerja_core.instrumen.model import find_instrumen, templat_dir
from kinerja_core.instrumen.periksa import load_sound
asal = templat_dir() / "sinergisitas_jatim_2022.toml"
teks = asal.read_text("utf-8").replace('"sinergisitas_jatim_2022"', '"coba_2030"').replace("= 2022", "= 2030")
asal.with_name("coba_2030.toml").write_text(teks, "utf-8")
ins = load_sound("coba_2030")
print(ins.id, len(ins.indikator), find_instrumen("coba_2030").name)
""", "coba_2030 53 coba_2030.toml"),
    "button": Tambah(
        ((TOMBOL, "@button()\ndef tentang(", '@button()\ndef salam(book: Book) -> str:\n    """A greeting."""\n'
          '    return f"Halo dari {book.name}"\n\n\n@button()\ndef tentang('),
         (PITA, '    Tombol("KinerjaTentang",', '    Tombol("KinerjaSalam", "Salam", "Salam", "Memberi salam.", "SA", '
          '"Help", "salam"),\n    Tombol("KinerjaTentang",'),
         ("macros/KinerjaPita.bas", "Public Sub KinerjaTentang(",
          "Public Sub KinerjaSalam(control As IRibbonControl)\n"
          '    If Not LewatPython("salam") Then TentangVba AlasanTanpaPython()\nEnd Sub\n\n'
          "Public Sub KinerjaTentang(")),
        """
import zipfile
from io import BytesIO
from types import SimpleNamespace
from kinerja_addin import tombol, xlam
isi = zipfile.ZipFile(BytesIO(xlam.build_xlam()))
pita = [n for n in isi.namelist() if "customUI" in n and b'onAction="KinerjaSalam"' in isi.read(n)]
print(len(pita), tombol.salam.__wrapped__(SimpleNamespace(name="x.xlsx")))
""", "2 Halo dari x.xlsx"),
    "command": Tambah(
        tuple((f, f"{dek}\ndef {lama}(", f'{dek}\ndef salam() -> None:\n    """Memberi salam."""\n'
               f'    typer.echo("halo {n}")\n\n\n{dek}\ndef {lama}(') for n, (f, dek, lama) in enumerate((
                   ("kinerja_core/perintah/kantor.py", "@command(akar)", "jelaskan"),
                   ("kinerja_core/perintah/provinsi.py", "@command(app)", "siapkan"),
                   ("addin/kinerja_addin/perintah.py", "@command(app)", "lepas")))),
        """
import sys
from kinerja_core.perintah.cli import main
for kelompok in [], ["provinsi"], ["addin"]:
    sys.argv = ["kinerja", *kelompok, "salam"]
    try:
        main()
    except SystemExit as s:
        print(s.code)
""", "halo 0\n0\nhalo 1\n0\nhalo 2\n0"),
    "paper of everything that names none": Tambah(
        (("kinerja_core/lembar/cetak.py", "KERTAS_BAWAAN = FOLIO", "KERTAS_BAWAAN = A4"),),
        KERTAS + TERISI + """
import re, zipfile
isi = zipfile.ZipFile("coba.xlsx")
print({m for n in isi.namelist() for m in re.findall(rb'paperSize="(\\d+)"', isi.read(n))})
print(any("pada kertas A4" in str(v) for s in bacaan.buku.lembar for v in s.nilai.values()))
""", "{b'9'}\nTrue"),
    "engine": Tambah(
        (("kinerja_core/xlsx/mesin/pagar.py", "BATAS = {\n",
          'BATAS = {\n    "tiga": Batas(detik=60, cpu=60, memori=1 * GIB),\n'),),
        """
from pathlib import Path
from kinerja_core.xlsx.mesin.pembanding import engine, parse_engines
print(parse_engines("tiga"), engine("tiga")(Path("x.xlsx"), [("A", (0, 0))] * 2))
""", "['tiga'] [3.0, 3.0]",
        baru={"kinerja_core/xlsx/mesin/mesin_tiga.py":
              '"""Three."""\n\n\ndef evaluate_places(path, tempat):\n    return [3.0 for _ in tempat]\n'}),
}


def test_the_table_is_carried_out_whole() -> None:
    """R3."""
    assert list(TABEL) == list(TAMBAH)


@pytest.mark.parametrize("apa", TAMBAH)
def test_a_row_names_every_place(apa: str) -> None:
    """R3: what is changed here is what the row says."""
    t, baris = TAMBAH[apa], TABEL[apa]
    assert {f for f, _, _ in t.ubah} == set(_BERKAS.findall(baris))
    assert ("its kode" in baris) == bool(t.kode)
    assert ("`kinerja_core/xlsx/mesin/mesin_NAMA.py`" in baris or "a package" in baris) == bool(t.baru)


@pytest.mark.parametrize("apa", TAMBAH)
def test_a_row_of_the_table_works(apa: str, tmp_path: Path) -> None:
    """R3."""
    t = TAMBAH[apa]
    for folder in ("kinerja_core", "addin/kinerja_addin", "workbook_templates", "macros"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for berkas, lama, baru in (*t.ubah, *([line_of(t.kode)] if t.kode else [])):
        isi = (tmp_path / berkas).read_text("utf-8")
        assert isi.count(lama) == 1, f"{berkas}: {lama}"
        (tmp_path / berkas).write_text(isi.replace(lama, baru), "utf-8")
    for berkas, isi in t.baru.items():
        (tmp_path / berkas).parent.mkdir(exist_ok=True)
        (tmp_path / berkas).write_text(isi, "utf-8")
    lingkungan = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(tmp_path / "addin")])}
    jalan = subprocess.run([sys.executable, "-c", t.bukti], capture_output=True, text=True, cwd=tmp_path,
                           env=lingkungan, check=False)
    assert jalan.stderr == ""
    assert t.harap in jalan.stdout
