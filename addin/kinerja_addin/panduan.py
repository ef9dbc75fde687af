"""The guides as pages for a browser, made from the texts in docs/; no network, no other file beside them."""

from __future__ import annotations

import re
import webbrowser
from collections.abc import Callable
from pathlib import Path

from kinerja_core.kantor.jenis import JENIS
from kinerja_core.lembar.tulis import write_file

_UMUM, _TOMBOL = "panduan", "panduan-tombol"
#: Pictures and other pages do not travel with the page.
_GAMBAR, _TAUTAN = re.compile(r"!\[[^\]]*\]\([^)]*\)"), re.compile(r"\[([^\]]*)\]\((?!https?://|#)[^)]*\)")
_HALAMAN = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Panduan Kinerja</title><style>
body{{font:16px/1.55 Calibri,Carlito,sans-serif;max-width:48em;margin:2em auto;padding:0 1em;color:#1f2933}}
h1,h2,h3{{color:#17415f;line-height:1.2}}table{{border-collapse:collapse;margin:1em 0}}
td,th{{border:1px solid #9aa5b1;padding:.3em .6em;vertical-align:top;text-align:left}}th{{background:#dce8f0}}
code,pre{{background:#f1f4f6;font-size:.92em}}pre{{padding:.6em;overflow:auto}}
@media print{{body{{max-width:none;margin:0}}h2{{break-after:avoid}}}}</style></head><body>{isi}</body></html>
"""


def _guide(nama: str) -> Path:
    """Shipped in the wheel, or docs/ of the source tree."""
    dalam = Path(__file__).parent / "_panduan"
    return (dalam if dalam.is_dir() else Path(__file__).parents[2] / "docs") / f"{nama}.md"


def guide_text(nama: str) -> str:
    """A guide as Markdown."""
    return _guide(nama).read_text(encoding="utf-8")


def guide_of(jenis: str) -> str:
    """The guide of a kind of workbook by its word in `_meta`: its own where there is one, else the general one."""
    nama = f"{_UMUM}-{jenis.replace('_', '-')}"
    return nama if jenis in JENIS and _guide(nama).is_file() else _UMUM


def render_page(markdown: str) -> str:
    """Markdown as one self-contained page; HTML inside the text is shown as text, pictures are left out."""
    from markdown_it import MarkdownIt

    teks = _TAUTAN.sub(r"\1", _GAMBAR.sub("", markdown))
    return _HALAMAN.format(isi=MarkdownIt("commonmark", {"html": False}).enable("table").render(teks))


def open_guide(jenis: str, buka: Callable[[str], object] = webbrowser.open) -> Path:
    """Writes the guide of that kind of workbook, and that of the buttons, into the user's cache folder and opens it."""
    import platformdirs

    nama = guide_of(jenis)
    path = Path(platformdirs.user_cache_dir("kinerja")) / f"{nama}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, render_page(guide_text(nama) + "\n\n" + guide_text(_TOMBOL)).encode(), timpa=True)
    buka(path.as_uri())
    return path
