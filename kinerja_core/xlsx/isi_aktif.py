"""What in a package does something beyond holding cells: reaches other files, the network or programs.

Nothing here is ever followed or run. A form needs none of it, so that a receiver is told before he opens the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_core.xlsx.gerbang import Hubungan, Paket, find_part
from kinerja_core.xlsx.token_rumus import tokenize
from kinerja_core.xlsx.urai_xml import Atribut, walk_xml

#: Last word of a relationship's type, small letters -> what a person calls it. Told as BKS22.
BENDA = {
    "oleobject": "objek OLE", "package": "berkas sisipan", "control": "kontrol ActiveX",
    "activexcontrolbinary": "kontrol ActiveX", "connections": "sambungan data", "querytable": "tabel kueri",
    "extensibility": "menu tambahan", "attachedtoolbars": "bilah alat", "webextension": "add-in web",
    "webextensiontaskpanes": "add-in web", "powerpivotdata": "model data",
}
_TAUTAN = "externallink"
#: Elements of an external link that start a program instead of naming a workbook.
_TAUTAN_AKTIF = {"ddeLink": "tautan DDE", "oleLink": "tautan OLE"}
#: Functions that fetch from outside the workbook when it is calculated.
_FUNGSI_LUAR = frozenset({
    "WEBSERVICE", "IMAGE", "RTD", "CALL", "REGISTER.ID", "SQL.REQUEST", "DDE", "STOCKHISTORY", "CUBEVALUE",
    "CUBEMEMBER", "CUBESET", "CUBERANKEDMEMBER", "CUBEMEMBERPROPERTY", "CUBEKPIMEMBER", "CUBESETCOUNT",
    "IMPORTDATA", "IMPORTXML", "IMPORTHTML", "IMPORTFEED", "IMPORTRANGE",
})
#: One of them, or the bar of DDE, must be somewhere in the text: most formulas are spared being cut into tokens.
_MUNGKIN = ("|", *sorted(_FUNGSI_LUAR))


def active_parts(paket: Paket) -> tuple[tuple[str, str], ...]:
    """(what, where) of everything active; "" as `what` for a mere link to another workbook or a file outside.

    Links to click on (hyperlinks) are left out: nothing happens by itself.
    """
    return tuple(sorted({isi for daftar in paket.hubungan.values() for h in daftar for isi in _of_relation(paket, h)}))


def _of_relation(paket: Paket, h: Hubungan) -> Iterator[tuple[str, str]]:
    jenis = h.jenis.rpartition("/")[2].casefold()
    if jenis in BENDA:
        yield BENDA[jenis], h.tujuan
    elif h.luar and jenis != "hyperlink":
        yield "", h.tujuan
    elif jenis == _TAUTAN:
        bagian = find_part(paket.bagian, h.tujuan)
        ada: set[str] = set()

        def mulai(dalam: int, elemen: str, atribut: Atribut) -> None:
            ada.add(elemen.rpartition(" ")[2])

        walk_xml(paket.bagian[bagian], bagian, mulai)
        yield from ((sebut, bagian) for elemen, sebut in _TAUTAN_AKTIF.items() if elemen in ada)


def reaches_out(rumus: str) -> bool:
    """Does a formula (without "=") fetch something from outside when it is calculated, or start a program (DDE)?

    >>> reaches_out('_xlfn.WEBSERVICE("https://contoh.id")'), reaches_out("SUM(A1:A3)")
    (True, False)
    """
    besar = rumus.upper()
    if not any(kata in besar for kata in _MUNGKIN):
        return False
    for jenis, teks in tokenize(rumus):
        if jenis == "fungsi" and teks[:-1].rstrip().upper().replace("_XLFN.", "").replace("_XLWS.", "") in _FUNGSI_LUAR:
            return True
        if jenis == "lain" and teks == "|":
            return True
    return False
