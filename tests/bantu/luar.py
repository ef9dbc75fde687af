"""Workbooks that lead outside in every way we know, and somebody who listens on the loopback address."""

from __future__ import annotations

import contextlib
import io
import re
import socket
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAKET = "http://schemas.openxmlformats.org/package/2006/relationships"
_SS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LEMBAR = "xl/worksheets/sheet1.xml"
Bagian = dict[str, bytes]


def _chunk(jenis: bytes, isi: bytes) -> bytes:
    return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))


PNG = (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 2, 0, 0, 0))
       + _chunk(b"IDAT", zlib.compress((b"\0" + b"\xff\0\0" * 9) * 9)) + _chunk(b"IEND", b""))


class Pendengar:
    """A listening socket on the loopback address that notes who asked for what."""

    def __init__(self) -> None:
        self.tamu: list[bytes] = []
        self._soket = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port = self._soket.getsockname()[1]
        threading.Thread(target=self._loop, daemon=True).start()

    def _loop(self) -> None:
        while True:
            try:
                tamu, _ = self._soket.accept()
            except OSError:
                return
            self.tamu.append(b"")
            with tamu, contextlib.suppress(OSError):
                tamu.settimeout(2)
                self.tamu[-1] = tamu.recv(200).split(b"\r\n")[0]
                tamu.sendall(b"HTTP/1.0 404 tidak ada\r\n\r\n")

    def close(self) -> None:
        """Nobody listens any more."""
        self._soket.close()


@contextlib.contextmanager
def listener() -> Iterator[Pendengar]:
    """Somebody who listens, for a while."""
    pendengar = Pendengar()
    try:
        yield pendengar
    finally:
        pendengar.close()


def write_parts(path: Path, bagian: Bagian) -> Path:
    """The package as a file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as paket:
        for nama, isi in bagian.items():
            paket.writestr(nama, isi)
    return path


def plain(rumus: str = "1+1") -> Bagian:
    """A workbook with one formula in B1 and a picture in each place where one can stand."""
    isi = io.BytesIO()
    with xlsxwriter.Workbook(isi) as buku:
        s = buku.add_worksheet("A")
        s.write(0, 0, 1)
        s.write_formula(0, 1, f"={rumus}", None, 7)
        s.insert_image(5, 1, "x.png", {"image_data": io.BytesIO(PNG)})
        s.set_background(io.BytesIO(PNG))
        s.set_header("&L&G", {"image_left": "h.png", "image_data_left": io.BytesIO(PNG)})
        s.write_comment("D4", "catatan")
        s.write_url("E1", "http://127.0.0.1/klik")
    with zipfile.ZipFile(isi) as paket:
        return {n: paket.read(n) for n in paket.namelist()}


def _replace(bagian: Bagian, nama: str, pola: str, ganti: str) -> Bagian:
    baru, jumlah = re.subn(pola, lambda _: ganti, bagian[nama].decode(), flags=re.S)
    assert jumlah, (nama, pola)
    return bagian | {nama: baru.encode()}


def _named(bagian: Bagian, akhiran: str) -> list[str]:
    nama = [n for n in bagian if n.endswith(akhiran)]
    assert nama
    return nama


def _target(alamat: str) -> str:
    return f'Target="{alamat}" TargetMode="External"'


def linked_picture(alamat: str) -> Bagian:
    """A drawing whose picture lies elsewhere: the one case where LibreOffice does fetch."""
    b = _replace(plain(), "xl/drawings/_rels/drawing1.xml.rels", 'Target="[^"]*"', _target(alamat))
    return _replace(b, "xl/drawings/drawing1.xml", "r:embed=", "r:link=")


def _background(alamat: str) -> Bagian:
    return _replace(plain(), "xl/worksheets/_rels/sheet1.xml.rels", f'{R}/image" Target="[^"]*"',
                    f'{R}/image" {_target(alamat)}')


def _header_picture(alamat: str) -> Bagian:
    b = plain()
    for nama in _named(b, ".vml.rels"):
        b = _replace(b, nama, 'Target="[^"]*"', _target(alamat))
    return b


def _vml_address(alamat: str) -> Bagian:
    b = plain()
    for nama in _named(b, ".vml"):
        b = _replace(b, nama, "<v:(?=imagedata|fill)", f'<v:fill src="{alamat}"/><v:')
    return b


def _hyperlink(alamat: str) -> Bagian:
    return _replace(plain(), "xl/worksheets/_rels/sheet1.xml.rels", "http://127.0.0.1/klik", alamat)


def _picture(isi: str) -> Bagian:
    b = plain()
    return b | {n: isi.encode() for n in _named(b, ".png")}


def _svg(alamat: str) -> Bagian:
    return _picture(f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" '
                    f'height="9"><image width="9" height="9" xlink:href="{alamat}"/></svg>')


def external(isi: str, alamat: str, jenis: str, rumus: str) -> Bagian:
    """A part of external links with its relationship to an address."""
    b = _replace(plain(rumus), "xl/workbook.xml", "<calcPr",
                 '<externalReferences><externalReference r:id="rId99"/></externalReferences><calcPr')
    b = _replace(b, "xl/_rels/workbook.xml.rels", "</Relationships>",
                 f'<Relationship Id="rId99" Type="{R}/externalLink" Target="externalLinks/externalLink1.xml"/>'
                 "</Relationships>")
    b = _replace(b, "[Content_Types].xml", "</Types>",
                 '<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType="application/vnd.openxmlformats-'
                 'officedocument.spreadsheetml.externalLink+xml"/></Types>')
    bagian = f'<externalLink xmlns="{_SS}" xmlns:r="{R}">{isi}</externalLink>'
    hubungan = f'<Relationship Id="rId1" Type="{R}/{jenis}" {_target(alamat)}/>'
    return b | {
        "xl/externalLinks/externalLink1.xml": bagian.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels":
            f'<Relationships xmlns="{_PAKET}">{hubungan}</Relationships>'.encode(),
    }


def other_workbook(alamat: str) -> Bagian:
    """A reference to another workbook, of which the file remembers A1 = 42 and not A2."""
    sel = '<row r="1"><cell r="A1"><v>42</v></cell></row>'
    isi = ('<externalBook r:id="rId1"><sheetNames><sheetName val="S"/></sheetNames><sheetDataSet>'
           f'<sheetData sheetId="0">{sel}</sheetData></sheetDataSet></externalBook>')
    return external(isi, alamat, "externalLinkPath", "SUM([1]S!A1:A9)")


def _ole_link(alamat: str) -> Bagian:
    isi = ('<oleLink r:id="rId1" progId="Excel.Sheet.12"><oleItems><oleItem name="\'A\'" advise="1"/>'
           "</oleItems></oleLink>")
    return external(isi, alamat, "oleObject", "[1]!'A'")


def _dde_link(alamat: str) -> Bagian:
    isi = (f'<ddeLink ddeService="soffice" ddeTopic="{alamat}"><ddeItems><ddeItem name="A1" advise="1"><values><value>'
           "<val>3</val></value></values></ddeItem></ddeItems></ddeLink>")
    return external(isi, alamat, "externalLinkPath", "[1]!A1")


def _ole_object(alamat: str) -> Bagian:
    b = _replace(plain(), LEMBAR, "</worksheet>", '<oleObjects><oleObject progId="Excel.Sheet.12" link="x" '
                 'oleUpdate="OLEUPDATE_ALWAYS" shapeId="1025" r:id="rId77"/></oleObjects></worksheet>')
    return _replace(b, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>",
                    f'<Relationship Id="rId77" Type="{R}/oleObject" {_target(alamat)}/></Relationships>')


def _connection(alamat: str) -> Bagian:
    b = plain() | {"xl/connections.xml": (
        f'<connections xmlns="{_SS}"><connection id="1" name="w" type="4" refreshOnLoad="1" refreshedVersion="6">'
        f'<webPr url="{alamat}"/></connection></connections>').encode()}
    b = _replace(b, "[Content_Types].xml", "</Types>",
                 '<Override PartName="/xl/connections.xml" ContentType="application/vnd.openxml'
                 'formats-officedocument.spreadsheetml.connections+xml"/></Types>')
    return _replace(b, "xl/_rels/workbook.xml.rels", "</Relationships>",
                    f'<Relationship Id="rId98" Type="{R}/connections" Target="connections.xml"/></Relationships>')


def _template(alamat: str) -> Bagian:
    return _replace(plain(), "docProps/app.xml", "</Application>", f"</Application><Template>{alamat}</Template>"
                    f"<HyperlinkBase>{alamat}</HyperlinkBase>")


_RUMUS = {
    "WEBSERVICE": '_xlfn.WEBSERVICE("{}")', "WEBSERVICE yang disusun": '_xlfn.WEBSERVICE(CONCATENATE("{}","x"))',
    "FILTERXML": '_xlfn.FILTERXML(_xlfn.WEBSERVICE("{}"),"//a")', "HYPERLINK": 'HYPERLINK("{}","a")',
    "IMAGE": '_xlfn.IMAGE("{}")', "INDIRECT": "INDIRECT(\"'{}'#$S.A1\")", "rujukan langsung": "'{}[x.xlsx]S'!A1",
    "DDE": 'DDE("soffice","{}","A1")',
}


def _in_name(alamat: str) -> Bagian:
    return _replace(plain("nama"), "xl/workbook.xml", "<calcPr", '<definedNames><definedName name="nama">'
                    f'_xlfn.WEBSERVICE("{alamat}")</definedName></definedNames><calcPr')


#: What leads outside -> the package that does it towards an address.
CARA = {
    "gambar tertaut": linked_picture, "gambar latar": _background, "gambar kepala halaman": _header_picture,
    "alamat dalam VML": _vml_address, "tautan klik": _hyperlink, "SVG": _svg, "buku lain": other_workbook,
    "tautan OLE": _ole_link, "tautan DDE": _dde_link, "objek OLE": _ole_object, "sambungan data": _connection,
    "templat": _template, "nama": _in_name,
    **{nama: (lambda alamat, teks=teks: plain(teks.format(alamat))) for nama, teks in _RUMUS.items()},
}
