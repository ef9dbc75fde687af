"""Pictures of the workbook in docs/gambar/: one per visible sheet, light, and shown to the reader.

The pictures themselves are drawn by perbarui_gambar.py; here no engine is needed.
"""

from __future__ import annotations

import struct
import zlib

import pytest
from perbarui_gambar import FOLDER, ROOT, Raster, picture_name, png, visible_sheets

from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN
from kinerja_core.kertas_kerja.lembar.susun import describe

BERAT = 150 * 1024
LEMBAR = visible_sheets(describe(load_instrumen(find_instrumen(INSTRUMEN)), CONTOH))
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("lembar", LEMBAR)
def test_every_visible_sheet_has_its_picture(lembar: str) -> None:
    isi = (FOLDER / picture_name(lembar)).read_bytes()
    assert isi.startswith(b"\x89PNG\r\n\x1a\n")
    lebar, tinggi = struct.unpack(">II", isi[16:24])
    assert lebar / tinggi == pytest.approx(13 / 8.5, rel=0.01)


def test_pictures_are_light_and_no_stranger_stands_among_them() -> None:
    gambar = sorted(FOLDER.glob("*.png"))
    nama = {picture_name(s).removesuffix(".png") for s in LEMBAR}
    assert [g.name for g in gambar if not any(g.name.startswith(n) for n in nama)] == []
    assert [g.name for g in gambar if g.stat().st_size > BERAT] == []


def test_readme_shows_one() -> None:
    """An unwritten README shows nothing."""
    assert not README.strip() or any(f"docs/gambar/{picture_name(s)}" in README for s in LEMBAR)


def test_png_keeps_the_picture() -> None:
    merah, hijau = b"\xff\0\0", b"\0\xff\0"
    isi = png(Raster(2, 2, merah + hijau + hijau + hijau))
    assert b"PLTE" + hijau + merah in isi
    data = isi[isi.index(b"IDAT") + 4 : isi.index(b"IEND") - 8]
    assert zlib.decompress(data) == b"\0\1\0" + b"\0\0\0"


def test_rare_colours_become_the_nearest_common_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perbarui_gambar.WARNA", 2)
    isi = png(Raster(6, 1, b"\0\0\0" * 2 + b"\xff\xff\xff" * 3 + b"\xf0\xf0\xf0"))
    data = isi[isi.index(b"IDAT") + 4 : isi.index(b"IEND") - 8]
    assert zlib.decompress(data) == b"\0\1\1\0\0\0\0"
