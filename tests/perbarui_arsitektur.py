"""Redraws docs/gambar/rumah.svg: the rooms of kinerja_core from the ground up, and how many imports lead where.

Every number stands where the column of the room that imports meets the row of the room it imports. Counted are pairs
of modules. A person looks at the picture before committing it.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
GAMBAR = ROOT / "docs" / "gambar" / "rumah.svg"
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bantu.rumah import ADDIN, RUANG, graph, room  # noqa: E402

BARIS, KOLOM, LEBAR, TINGGI = 52, 88, 128, 34
_KEPALA = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {lebar} {tinggi}" font-family="sans-serif" '
           'font-size="13">\n<defs><marker id="panah" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">'
           '<path d="M0 0 8 4 0 8z" fill="#5a6b7b"/></marker></defs>\n<rect width="100%" height="100%" fill="#fff"/>')


def edges(akar: Path) -> Counter[tuple[str, str]]:
    """(room that imports, room it imports) -> pairs of modules; what the whole package exports (its version) aside."""
    return Counter((room(m), room(t)) for m, tujuan in graph(akar).items() for t in tujuan
                   if room(m) != room(t) and "kinerja_core" not in (room(m), room(t)))


def picture(akar: Path) -> str:
    """The picture of a tree as SVG text."""
    hitung, isi = edges(akar), Counter(map(room, graph(akar)))
    ruang = [*RUANG, ADDIN]
    x = {r: 16 + KOLOM * n for n, r in enumerate(ruang)}
    y = {r: 20 + BARIS * (len(ruang) - 1 - n) for n, r in enumerate(ruang)}
    garis, angka, kotak = [], [], []
    for (dari, ke), banyak in sorted(hitung.items()):
        kolom, baris = x[dari] + LEBAR // 2, y[ke] + TINGGI // 2
        tepi, awal = (x[ke] + LEBAR, TINGGI) if x[ke] < x[dari] else (x[ke], 0)
        pintu = ' stroke-dasharray="4 3"' if ke == ADDIN else ""
        garis.append(f'<path d="M{kolom} {y[dari] + awal}V{baris}H{tepi + (2 if awal else -2)}" fill="none" '
                     f'stroke="#9fb0bf"{pintu} marker-end="url(#panah)"/>')
        angka.append(f'<circle cx="{kolom}" cy="{baris}" r="13" fill="#eef3f7" stroke="#9fb0bf"/>'
                     f'<text x="{kolom}" y="{baris + 4}" text-anchor="middle" font-size="11">{banyak}</text>')
    for r in ruang:
        warna = "#f4e7d3" if r == ADDIN else "#d7e6d3"
        kotak.append(f'<rect x="{x[r]}" y="{y[r]}" width="{LEBAR}" height="{TINGGI}" rx="4" fill="{warna}" '
                     f'stroke="#5a6b7b"/><text x="{x[r] + LEBAR // 2}" y="{y[r] + 15}" text-anchor="middle">'
                     f'{"addin" if r == ADDIN else r}</text><text x="{x[r] + LEBAR // 2}" y="{y[r] + 28}" '
                     f'text-anchor="middle" font-size="10" fill="#5a6b7b">{isi[r]} modules</text>')
    kepala = _KEPALA.format(lebar=x[ADDIN] + LEBAR + 16, tinggi=y[RUANG[0]] + TINGGI + 20)
    return "\n".join([kepala, *garis, *angka, *kotak, "</svg>", ""])


def main() -> None:
    """Draw it."""
    GAMBAR.write_text(picture(ROOT), "utf-8")


if __name__ == "__main__":
    main()
