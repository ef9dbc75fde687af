"""PANDUAN.html of the offline kit: the guides as one page with its pictures inside, for screen and paper."""

from __future__ import annotations

import base64
import re
from html import unescape
from pathlib import Path

from kinerja_addin.panduan import guide_text, render_page
from kinerja_core.dasar.temuan import KinerjaError

#: The guides of the page, in order; links between them stay inside it.
NASKAH = ("pasang-windows", "panduan-tombol", "panduan", "panduan-buku-kinerja")
_GAMBAR = Path(__file__).parents[2] / "docs"
_TEMPAT = "@@isi@@"


def guide_page() -> str:
    """The whole page; KinerjaError ADN23 when a guide is missing."""
    try:
        bagian = [_section(nama, guide_text(nama)) for nama in NASKAH]
    except OSError as galat:
        raise KinerjaError("ADN23", a=f"{Path(galat.filename or 'panduan').name}") from galat
    return render_page(_TEMPAT).replace(f"<p>{_TEMPAT}</p>", "\n".join(bagian))


def _section(nama: str, markdown: str) -> str:
    """One guide: every heading has an anchor, links lead inside the page, pictures are part of it."""
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    html = re.sub(r"<(h[1-6])>(.*?)(?=</\1>)", lambda h: f'<{h[1]} id="{_anchor(nama, h[2], h[1])}">{h[2]}', html)
    html = re.sub(r'<a href="([^"]*)">(.*?)</a>', lambda a: _link(nama, a[1], a[2]), html)
    html = re.sub(r'<img src="([^"]*)" alt="([^"]*)" ?/?>', lambda g: _picture(g[1], g[2]), html)
    baru = "" if nama == NASKAH[0] else ' style="break-before:page"'
    return f"<section{baru}>\n{html}</section>"


def _anchor(nama: str, judul: str, tingkat: str) -> str:
    """The title of a guide is named after it, any other heading after its words, as in the Markdown viewers."""
    if tingkat == "h1":
        return nama
    teks = unescape(re.sub(r"<[^>]+>", "", judul)).strip().lower()
    return f"{nama}-" + re.sub(r"[^\w\- ]", "", teks).replace(" ", "-")


def _link(nama: str, ke: str, teks: str) -> str:
    """A link inside the page; one to a page that is not in the kit becomes its words."""
    berkas, _, jangkar = ke.partition("#")
    tujuan = berkas.removesuffix(".md") if berkas else nama
    if tujuan not in NASKAH:
        return teks
    return f'<a href="#{tujuan}{"-" + jangkar if jangkar else ""}">{teks}</a>'


def _picture(sumber: str, alt: str) -> str:
    """The picture itself; without its file its description."""
    path = _GAMBAR / sumber
    if not path.is_file():
        return f"<em>{alt}</em>"
    isi = base64.b64encode(path.read_bytes()).decode()
    return f'<img style="max-width:100%" src="data:image/png;base64,{isi}" alt="{alt}">'
