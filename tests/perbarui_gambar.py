"""Rewrites docs/gambar/: every visible sheet of the Bendo workbook as printed, and a page with wrong inputs.

A person looks at the pictures before committing them. Needs LibreOffice and poppler-utils.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "gambar"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bantu.rupa import words  # noqa: E402

from kinerja_core.dasar.excelmath import Nilai  # noqa: E402
from kinerja_core.instrumen.model import find_instrumen, load_instrumen  # noqa: E402
from kinerja_core.kantor.contoh import INSTRUMEN, build_examples  # noqa: E402
from kinerja_core.kertas_kerja.lembar.susun import describe  # noqa: E402
from kinerja_core.lembar.denah import Denah  # noqa: E402
from kinerja_core.lembar.isian import Kotak  # noqa: E402
from kinerja_core.xlsx.mesin.soffice import LibreOffice  # noqa: E402

DPI = 110
#: Colours a picture keeps: the sheets have few, the rest are shades at the edges of letters.
WARNA = 96
#: Slips typed for the second picture of the kertas kerja, and a word that their page shows.
KELIRU: Mapping[Kotak, Nilai] = {("i32", "pembilang"): 4.0, ("i34", "pembilang"): "7 desa"}
KATA_KELIRU = "pembandingnya,"


class Raster(NamedTuple):
    """A picture as rows of RGB bytes."""

    lebar: int
    tinggi: int
    rgb: bytes

    def colours(self) -> Counter[bytes]:
        """How many pixels each colour has."""
        return Counter(self.rgb[i : i + 3] for i in range(0, len(self.rgb), 3))


def raster(pdf: Path, halaman: int, dpi: int = DPI) -> Raster:
    """One page of a PDF as poppler draws it; pages count from 1."""
    perintah = ["pdftoppm", "-r", str(dpi), "-f", str(halaman), "-l", str(halaman), str(pdf)]
    ppm = subprocess.run(perintah, check=True, capture_output=True).stdout
    _, ukuran, _, rgb = ppm.split(b"\n", 3)
    lebar, tinggi = map(int, ukuran.split())
    return Raster(lebar, tinggi, rgb)


def _palette(jumlah: Counter[bytes]) -> tuple[list[bytes], dict[bytes, int]]:
    """The commonest colours, and for every colour the number of the nearest of them."""
    palet = [warna for warna, _ in sorted(jumlah.items(), key=lambda butir: (-butir[1], butir[0]))[:WARNA]]

    def distance(a: bytes, b: bytes) -> int:
        return sum((x - y) ** 2 for x, y in zip(a, b, strict=True))

    nomor = {warna: n for n, warna in enumerate(palet)}
    for warna in jumlah.keys() - nomor.keys():
        nomor[warna] = min(range(len(palet)), key=lambda n, w=warna: distance(w, palet[n]))  # type: ignore[misc]
    return palet, nomor


def png(gambar: Raster) -> bytes:
    """The picture as a PNG with a palette."""
    palet, nomor = _palette(gambar.colours())
    titik = bytes(nomor[gambar.rgb[i : i + 3]] for i in range(0, len(gambar.rgb), 3))
    baris = b"".join(b"\0" + titik[n : n + gambar.lebar] for n in range(0, len(titik), gambar.lebar))
    kepala = struct.pack(">IIBBBBB", gambar.lebar, gambar.tinggi, 8, 3, 0, 0, 0)
    bagian = ((b"IHDR", kepala), (b"PLTE", b"".join(palet)), (b"IDAT", zlib.compress(baris, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(isi)) + nama + isi + struct.pack(">I", zlib.crc32(nama + isi)) for nama, isi in bagian)


def picture_name(lembar: str) -> str:
    """File name of a sheet's picture: lembar_cetak.png."""
    return lembar.lower().replace(" ", "_") + ".png"


def visible_sheets(denah: Denah) -> list[str]:
    """Sheets a clerk sees, in order."""
    return [s.nama for s in denah.lembar if s.status == "tampak"]


def render(folder: Path) -> dict[str, Raster]:
    """Every picture by its file name; PDFs are written to `folder`."""
    contoh, isi = next(build_examples())
    denah = describe(load_instrumen(find_instrumen(INSTRUMEN)), contoh.identitas)
    path, pdf = folder / contoh.berkas, folder / "lembar.pdf"
    path.write_bytes(isi)
    gambar = {}
    with LibreOffice(bahasa="id-ID") as lo, lo.open(path) as dokumen:
        for lembar in visible_sheets(denah):
            dokumen.save_pdf(pdf, lembar)
            gambar[picture_name(lembar)] = raster(pdf, 1)
        for kotak, nilai in KELIRU.items():
            dokumen.set_value(*denah.masukan[kotak], nilai)
        lembar = denah.masukan[next(iter(KELIRU))][0]
        dokumen.save_pdf(pdf, lembar)
        halaman = next(w.page for w in words(pdf) if w.text == KATA_KELIRU)
        gambar[picture_name(f"{lembar} catatan")] = raster(pdf, halaman)
    return gambar


def main() -> None:
    """Write every picture anew and remove what is not drawn any more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as sementara:
        gambar = render(Path(sementara))
    for lama in FOLDER.glob("*.png"):
        if lama.name not in gambar:
            lama.unlink()
    for nama, isi in gambar.items():
        (FOLDER / nama).write_bytes(png(isi))
        sys.stdout.write(f"{nama} {(FOLDER / nama).stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main()
