"""Other programs that write .xlsx: what becomes of our workbooks when they load and save them.

Each writer saves a sealed, filled kertas kerja and a filled Buku Kinerja once (ExcelJS and SheetJS in one process);
what is told of the saved files beyond what is told of ours, and what they lost without being told, is `Hasil`. From
`results` comes docs/antar-aplikasi.md.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bantu.contoh import FOLDER
from bantu.halaman import KEPALA, table
from bantu.jahat import PRIBADI, TENGGAT
from bantu.simpan import open_openpyxl, save_libreoffice
from bantu.validator import AKAR
from kinerja_core.dasar.temuan import SEBUTAN_TINGKAT, KinerjaError, Temuan
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.baca import as_dict, read_file
from kinerja_core.kantor.contoh import INSTRUMEN, examples
from kinerja_core.kantor.jenis import kind
from kinerja_core.kantor.periksa import check
from kinerja_core.kertas_kerja.buat import build_sealed
from kinerja_core.segel.tanda import load_private
from kinerja_core.xlsx.baca import read_buku
from kinerja_core.xlsx.mesin.soffice import LibreOffice, libreoffice_missing

#: (from, to) of one file.
Pasangan = tuple[Path, Path]

_SKRIP = """
const { modul, tugas } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const ambil = (nama) => require(require.resolve(nama, { paths: [modul] }));
const penulis = {
  exceljs: async (asal, tujuan) => {
    const buku = new (ambil("exceljs").Workbook)();
    await buku.xlsx.readFile(asal);
    await buku.xlsx.writeFile(tujuan);
  },
  xlsx: async (asal, tujuan) => {
    const XLSX = ambil("xlsx");
    XLSX.writeFile(XLSX.readFile(asal, { cellStyles: true, cellNF: true }), tujuan,
      { compression: true, cellStyles: true });
  },
};
(async () => {
  const galat = {};
  for (const [paket, asal, tujuan] of tugas)
    await penulis[paket](asal, tujuan).catch((salah) => { galat[tujuan] = String(salah); });
  process.stdout.write(JSON.stringify(galat));
})();
"""


def save_with_node(tugas: Sequence[tuple[str, Path, Path]]) -> dict[str, str]:
    """Load and save files with packages of node_modules, one process for all; what went wrong by the file to write."""
    isi = {"modul": str(AKAR), "tugas": [[p, str(a), str(t)] for p, a, t in tugas]}
    jalan = subprocess.run(["node", "-e", _SKRIP], input=json.dumps(isi), capture_output=True, text=True, check=True,
                           timeout=600)
    return {str(k): str(v) for k, v in json.loads(jalan.stdout).items()}


def _node_missing(paket: str) -> str | None:
    if shutil.which("node") is None:
        return "Node.js belum terpasang"
    ada = (AKAR / "node_modules" / paket / "package.json").is_file()
    return None if ada else f"paket npm {paket} belum terpasang (npm install)"


def _node_version(paket: str) -> str:
    return str(json.loads((AKAR / "node_modules" / paket / "package.json").read_text("utf-8"))["version"])


def _gnumeric_missing() -> str | None:
    return None if shutil.which("ssconvert") else "Gnumeric (ssconvert) belum terpasang"


def _printed_version(*perintah: str) -> str:
    """The first number that a program prints of itself."""
    keluar = subprocess.run(perintah, capture_output=True, text=True, check=False)
    cocok = re.search(r"\d+(?:\.\d+)+", keluar.stdout + keluar.stderr)
    return cocok[0] if cocok else "?"


def _save_gnumeric(asal: Path, tujuan: Path) -> None:
    subprocess.run(["ssconvert", "-T", "Gnumeric_Excel:xlsx2", str(asal), str(tujuan)], capture_output=True, check=True,
                   timeout=300)


@dataclass(frozen=True)
class Penulis:
    """A program that writes .xlsx; `kurang` says why it cannot be tried here, None when it can."""

    nama: str
    kurang: Callable[[], str | None]
    versi: Callable[[], str]
    paket: str = ""


PENULIS = (
    Penulis("LibreOffice", libreoffice_missing, lambda: _printed_version("soffice", "--version")),
    Penulis("openpyxl", lambda: None, lambda: importlib.metadata.version("openpyxl")),
    Penulis("ExcelJS", lambda: _node_missing("exceljs"), lambda: _node_version("exceljs"), "exceljs"),
    Penulis("SheetJS", lambda: _node_missing("xlsx"), lambda: _node_version("xlsx"), "xlsx"),
    Penulis("Gnumeric", _gnumeric_missing, lambda: _printed_version("ssconvert", "--version")),
)
#: Programs offices use that could not be tried on any machine at hand.
BELUM_DIUJI = ("Microsoft Excel", "WPS Office")


def save_all(berkas: Sequence[Path], folder: Path, lo: LibreOffice | None) -> dict[tuple[str, str], Path | str]:
    """Every file saved by every writer that is here: where it stands, or what the program said instead."""
    hasil: dict[tuple[str, str], Path | str] = {}
    tugas = [(p, a, folder / f"{a.stem}.{p.nama}.xlsx") for p in PENULIS if p.kurang() is None for a in berkas]
    galat = save_with_node([(p.paket, a, t) for p, a, t in tugas if p.paket]) if any(p.paket for p, *_ in tugas) else {}
    for p, asal, tujuan in tugas:
        if p.nama == "LibreOffice":
            if lo is None:
                continue
            shutil.move(save_libreoffice(lo, asal), tujuan)
        elif p.nama == "openpyxl":
            open_openpyxl(asal).save(tujuan)
        elif p.nama == "Gnumeric":
            _save_gnumeric(asal, tujuan)
        hasil[p.nama, asal.stem] = galat.get(str(tujuan), tujuan)
    return hasil


KERTAS, BUKU = "kertas_kerja", "buku_kinerja"
#: The two files by their stem, and what the page calls them.
SEBUTAN = {KERTAS: "Kertas kerja", BUKU: "Buku Kinerja"}


def write_inputs(folder: Path) -> list[Path]:
    """The sealed, filled kertas kerja and the filled Buku Kinerja that every program gets."""
    ins = load_instrumen(find_instrumen(INSTRUMEN))
    contoh = next(examples(ins))
    kertas, buku = (folder / f"{nama}.xlsx" for nama in SEBUTAN)
    kertas.write_bytes(build_sealed(ins, contoh.identitas, load_private(PRIBADI), contoh.isian, tenggat=TENGGAT))
    shutil.copy(FOLDER / "buku_kinerja_leuwisari_2021_diperbaiki.xlsx", buku)
    return [kertas, buku]


# -- what became of them -----------------------------------------------------------------------------------------

#: What no check asks for and a reader of the file may miss: what it is called, and the elements that are it.
_HIASAN = {
    "grafik": r"<(?:\w+:)?chartSpace[\s>]", "format bersyarat": r"<(?:\w+:)?cfRule[\s>]",
    "batasan isian": r"<(?:\w+:)?dataValidation[\s>]", "tautan di dalam buku": r"<(?:\w+:)?hyperlink[\s>]",
    "judul yang diulang saat dicetak": r'name="(?:_xlnm\.)?Print_Titles"',
}  # fmt: skip


def _ornaments(path: Path) -> dict[str, int]:
    with zipfile.ZipFile(path) as z:
        isi = [z.read(n).decode("utf-8", "replace") for n in z.namelist() if n.endswith(".xml")]
    hitung = {apa: sum(len(re.findall(pola, x)) for x in isi) for apa, pola in _HIASAN.items()}
    rumus = sum(s.nilai.get(pos) not in (None, "") for s in read_buku(path).lembar for pos in s.rumus)
    return {**hitung, "nilai tersimpan hasil rumus": rumus}


@dataclass(frozen=True)
class Hasil:
    """What became of one file: `gagal` what the program said when it could not, else what is told beyond what is told
    of ours, whether inputs and results are the same, and what was lost without being told."""

    gagal: str = ""
    temuan: tuple[Temuan, ...] = ()
    sama: bool = False
    nilai_akhir: float | None = None
    hilang: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def kode(self) -> list[str]:
        """The kode that are told, in order."""
        return [t.kode for t in self.temuan]


def _measure(path: Path, kunci: bytes | None) -> tuple[Any, list[Temuan]]:
    """((inputs, results), findings) of a file."""
    bacaan = read_file(path)
    hitungan = kind(bacaan).compute(bacaan)
    return (as_dict(bacaan), dict(hitungan.nilai)), list(check(bacaan, kunci, hitungan).temuan)


def results(berkas: Iterable[Path], tersimpan: dict[tuple[str, str], Path | str],
            kunci: bytes) -> dict[tuple[str, str], Hasil]:
    """`Hasil` by writer and file. `kunci` is asked of files with a seal."""
    hasil: dict[tuple[str, str], Hasil] = {}
    for asal in berkas:
        baku, milik = _measure(asal, kunci)
        ada = _ornaments(asal)
        for (penulis, nama), path in tersimpan.items():
            if nama != asal.stem:
                continue
            if isinstance(path, str):
                hasil[penulis, nama] = Hasil(gagal=path)
                continue
            try:
                kini, temuan = _measure(path, kunci)
            except KinerjaError as galat:
                hasil[penulis, nama] = Hasil(temuan=galat.temuan)
                continue
            sisa = _ornaments(path)
            akhir = kini[1].get("nilai_akhir")
            hasil[penulis, nama] = Hasil(
                temuan=tuple(t for t in temuan if t not in milik), sama=kini == baku,
                nilai_akhir=float(akhir) if isinstance(akhir, int | float) else None,
                hilang={apa: (sisa[apa], n) for apa, n in ada.items() if sisa[apa] < n})
    return hasil


# -- the page ----------------------------------------------------------------------------------------------------

_UJI = re.compile(r"diuji \d{4}-\d\d-\d\d, versi [^|\n]*?(?= \|)")


def _what(h: Hasil | None) -> str:
    if h is None:
        return "belum diuji"
    if h.gagal:
        return "tidak dapat dibuka program itu"
    if not h.sama:
        return "isian atau hasilnya berubah"
    return "utuh" if not h.temuan else ", ".join(dict.fromkeys(h.kode))


def _list(h: Hasil) -> list[str]:
    if h.gagal:
        return [f"- Program itu berhenti: `{h.gagal}`."]
    baris = [f"- Dikatakan: {t.kode} {t.kind.judul} ({SEBUTAN_TINGKAT[t.tingkat].lower()})." for t in h.temuan]
    baris += [f"- Hilang tanpa dicatat: {'sebagian ' if sisa else ''}{apa}." for apa, (sisa, _) in h.hilang.items()]
    return baris or ["- Tidak ada yang rusak dan tidak ada yang dikatakan."]


def page(hasil: dict[tuple[str, str], Hasil], uji: dict[str, str]) -> str:
    """docs/antar-aplikasi.md. `uji`: when and in which version a program was tried."""
    buku = SEBUTAN
    baris = [[nama, uji.get(nama, "belum diuji"), *(_what(hasil.get((nama, b))) for b in buku)]
             for nama in [p.nama for p in PENULIS]]
    baris += [[nama, "belum diuji", *["belum diuji"] * len(buku)] for nama in BELUM_DIUJI]
    bagian = [KEPALA.replace("perbarui_dokumen.py", "perbarui_antar_aplikasi.py"), "# Antar-aplikasi\n",
              "Sebuah kertas kerja tersegel yang sudah diisi dan sebuah Buku Kinerja yang sudah diisi dibuka lalu "
              "disimpan oleh tiap program, tanpa mengubah apa pun. Sesudahnya isian, semua hasil (Nilai Akhir), rumus, "
              "nama, dan teks terkunci harus tetap sama, dan yang dicatat hanya yang memang rusak.\n",
              table(("Program", "Keadaan", *buku.values()), baris),
              "\"utuh\": tidak ada yang dikatakan. Kode: yang dikatakan, selain catatan atas isiannya sendiri; artinya "
              "di [kode.md](kode.md).\n"]
    for p in PENULIS:
        for b, sebutan in buku.items():
            if (h := hasil.get((p.nama, b))) is not None:
                bagian += [f"## {p.nama}, {sebutan}\n", "\n".join(_list(h)) + "\n"]
    return "\n".join(bagian)


def without_dates(halaman: str) -> str:
    """A page without when and in which version was tried."""
    return _UJI.sub("diuji", halaman)
