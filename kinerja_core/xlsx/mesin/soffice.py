"""LibreOffice as a second opinion: open a workbook headless, let it recalculate, read doubles over UNO.

LibreOffice keeps the cached values of a loaded .xlsx unless its profile says otherwise; the profile written here
forces recalculation and forbids everything that leads outside. Every file is opened from a copy inside that profile,
without its external relationships (`tanpa_luar`), so nothing is written beside it and nothing is fetched.
Importable without LibreOffice; `uno` is loaded at the moment of use. Positions are 0-based (baris, kolom).
"""

from __future__ import annotations

import builtins
import contextlib
import hashlib
import importlib
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from kinerja_core.dasar.excelmath import Galat, Nilai
from kinerja_core.dasar.teks import reason
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.buku import Posisi, alamat
from kinerja_core.xlsx.mesin import penjaga
from kinerja_core.xlsx.mesin.notasi_lo import GALAT_EXCEL, GALAT_LO, excel_notation
from kinerja_core.xlsx.mesin.pekerjaan_windows import limit_process
from kinerja_core.xlsx.mesin.profil_lo import profile_xml
from kinerja_core.xlsx.mesin.tanpa_luar import without_outside

NAMA = "LibreOffice"
BATAS_MULAI = 30.0  # seconds until a started soffice must answer
BATAS_KERJA = 120.0  # seconds one file may need to load, calculate or be written
BATAS_MEMORI = 4 * 1024**3  # bytes of address space of soffice; a Buku Kinerja needs 1.5 GB of it

_ISI_RUMUS = 16  # com.sun.star.sheet.CellFlags.FORMULA
_FORMAT_LOGIS = 1024  # com.sun.star.util.NumberFormat.LOGICAL
_TATA_EXCEL = 3  # com.sun.star.sheet.AddressConvention.XL_OOX


def _soffice() -> Path | None:
    """The soffice start program: on PATH, or where the Windows installer puts it."""
    bawaan = str(Path(os.environ.get("PROGRAMFILES", os.sep), "LibreOffice", "program"))
    temuan = shutil.which("soffice") or shutil.which("soffice", path=bawaan)
    return Path(temuan) if temuan else None


def _load_uno() -> Any:
    """The module `uno`, without leaving its folder in sys.path or its hook in builtins.__import__.

    Looks in LibreOffice's program folder and in the system Python's dist-packages beside it (Debian).
    """
    if "uno" in sys.modules:
        return sys.modules["uno"]
    soffice = _soffice()
    program = soffice.resolve().parent if soffice else Path()
    calon = [program, *(induk / "python3" / "dist-packages" for induk in program.parents)]
    tambahan = [str(c) for c in calon if (c / "uno.py").exists()]
    impor, jalur = builtins.__import__, list(sys.path)
    sys.path.extend(tambahan)
    try:
        return importlib.import_module("uno")
    finally:
        builtins.__import__ = impor
        sys.path[:] = jalur


def libreoffice_missing() -> str | None:
    """None when LibreOffice can be used, else one sentence saying what to install."""
    if _soffice() is None:
        return (
            "LibreOffice belum terpasang: pasang paket libreoffice-calc-nogui dan python3-uno (Debian/Ubuntu), "
            "atau LibreOffice dari libreoffice.org."
        )
    try:
        _load_uno()
    except ImportError as galat:
        return f"LibreOffice ada, tetapi jembatan Python-nya tidak dapat dimuat ({galat}): pasang paket python3-uno."
    return None


class LibreOffice:
    """One soffice process with its own throw-away profile; serves many documents, one after another or at once.

    `hitung_ulang=False` leaves LibreOffice's own habit of trusting cached values, `tertutup=False` its habit of
    following what leads outside: only to show the difference.
    `bahasa` ("id-ID") decides how numbers look on paper; values and formulas are read alike in every language.
    Raises KinerjaError when LibreOffice is missing, does not start, or cannot read a file within `batas` seconds.
    """

    def __init__(self, *, hitung_ulang: bool = True, batas: float = BATAS_KERJA, bahasa: str = "",
                 tertutup: bool = True, memori: int = BATAS_MEMORI) -> None:
        self.hitung_ulang, self.batas, self.bahasa = hitung_ulang, batas, bahasa
        self.tertutup, self.memori = tertutup, memori
        self.uno: Any = None
        self._proses: subprocess.Popen[bytes] | None = None  # the guard; it ends when soffice has
        self._pid = 0
        self._pekerjaan: object = None  # the Windows Job around both
        self._profil: Path | None = None
        self._pipa = ""
        self._desktop: Any = None

    def __enter__(self) -> Self:
        kurang = libreoffice_missing()
        if kurang:
            raise KinerjaError("PGL01", a=kurang)
        self.uno = _load_uno()
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    @property
    def pid(self) -> int:
        """Process id of the running soffice; 0 when it is not running."""
        return self._pid if self._proses and self._proses.poll() is None and penjaga.is_alive(self._pid) else 0

    def open(self, path: Path, *, cetak: bool = True) -> Dokumen:
        """Open a copy of a workbook from which nothing leads outside, hidden; a dead soffice is started anew.

        `cetak=False` opens a Buku Kinerja in a third of the time; what paper repeats on every page is left out.
        """
        if not path.is_file():
            raise KinerjaError("BKS01", a=path.name)
        if not zipfile.is_zipfile(path):  # an empty file would open as an empty workbook, text as a table
            raise KinerjaError("BKS16", a=NAMA, b="bukan berkas .xlsx")
        if not self.pid:
            self._stop()
            self._start()
        salinan = Path(tempfile.mkdtemp(dir=self._profil)) / path.name
        try:
            salinan.write_bytes(without_outside(path, cetak=cetak) if self.tertutup else path.read_bytes())
        except KinerjaError as galat:
            raise KinerjaError("BKS16", a=NAMA, b=str(galat).rstrip(".")) from galat
        sifat = self.properties(Hidden=True, MacroExecutionMode=0, UpdateDocMode=0)
        with self.guard("BKS16", NAMA):
            uno_dokumen = self._desktop.loadComponentFromURL(self.url(salinan), "_blank", 0, sifat)
        if uno_dokumen is None or not uno_dokumen.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            raise KinerjaError("BKS16", a=NAMA, b="berkas rusak, terkunci, atau bukan buku kerja")
        return Dokumen(self, uno_dokumen, path, salinan.parent)

    def url(self, path: Path) -> str:
        """file:// address of a path as LibreOffice wants it."""
        return str(self.uno.systemPathToFileUrl(str(path.resolve())))

    def properties(self, **isi: object) -> tuple[Any, ...]:
        """Named arguments as UNO PropertyValue structs."""
        hasil = []
        for nama, nilai in isi.items():
            sifat = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
            sifat.Name, sifat.Value = nama, nilai
            hasil.append(sifat)
        return tuple(hasil)

    @contextlib.contextmanager
    def guard(self, kode: str, a: str) -> Iterator[None]:
        """Turn a UNO error into KinerjaError(kode); kill soffice when the work takes longer than `batas`."""
        habis = threading.Event()

        def timeout() -> None:
            habis.set()
            self._kill()

        jam = threading.Timer(self.batas, timeout)
        jam.start()
        try:
            yield
        except self.uno.getClass("com.sun.star.uno.Exception") as galat:
            sebab = f"lebih dari {self.batas:g} detik" if habis.is_set() else str(galat).splitlines()[0]
            raise KinerjaError(kode, a=a, b=sebab) from galat
        finally:
            jam.cancel()
            jam.join()  # a kill that has begun is over

    def _start(self) -> None:
        """Launch and connect; one second try, because a first start may end by itself."""
        for _ in range(2):
            self._launch()
            if self._connect():
                return
            self._stop()
        raise KinerjaError("BKS16", a=NAMA, b=f"tidak mau mulai dalam {BATAS_MULAI:g} detik")

    def _launch(self) -> None:
        soffice = _soffice()
        self._profil = Path(tempfile.mkdtemp(prefix="kinerja-lo-"))
        self._pipa = f"kinerja{uuid.uuid4().hex}"
        pengaturan = self._profil / "user" / "registrymodifications.xcu"
        pengaturan.parent.mkdir()
        pengaturan.write_text(profile_xml(self.hitung_ulang, self.tertutup, self.bahasa), encoding="utf-8")
        sidik = hashlib.md5(self.url(self._profil).encode("utf-16-le"), usedforsecurity=False).digest()
        ipc = "SingleOfficeIPC_" + "".join(f"{b:x}" for b in sidik)
        perintah = [
            sys.executable, "-I", "-S", penjaga.__file__, str(self.memori), str(self._profil), f"{self._pipa},{ipc}",
            str(soffice), "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
            f"--accept=pipe,name={self._pipa};urp;", f"-env:UserInstallation={self.url(self._profil)}",
        ]  # fmt: skip
        self._proses = subprocess.Popen(
            perintah, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._pekerjaan = limit_process(self._proses, self.memori)
        assert self._proses.stdout is not None
        self._pid = int(self._proses.stdout.readline() or 0)

    def _connect(self) -> bool:
        """Knock at the pipe until soffice answers; False when it ended or BATAS_MULAI has passed."""
        lokal = self.uno.getComponentContext()
        penghubung = lokal.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", lokal)
        belum = self.uno.getClass("com.sun.star.connection.NoConnectException")
        akhir = time.monotonic() + BATAS_MULAI
        while self.pid and time.monotonic() < akhir:
            try:
                konteks = penghubung.resolve(f"uno:pipe,name={self._pipa};urp;StarOffice.ComponentContext")
            except belum:
                time.sleep(0.05)
                continue
            self._desktop = konteks.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", konteks)
            return True
        return False

    def _stop(self) -> None:
        """Ask soffice to end, else kill it; the guard removes its profile and its pipe."""
        if self._proses is not None:
            with contextlib.suppress(Exception):
                self._desktop.terminate()
                self._proses.wait(timeout=10)
            with self._proses:  # closes its pipes and waits
                self._kill()
        self._desktop = self._proses = self._pekerjaan = None
        if self._profil is not None:
            shutil.rmtree(self._profil, ignore_errors=True)  # a guard that was killed has not
            self._profil = None

    def _kill(self) -> None:
        """Kill the process group of our soffice, and nothing else; its guard ends with it."""
        if self.pid:
            penjaga.kill_group(self.pid)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._proses.wait(timeout=10)  # type: ignore[union-attr]


class Dokumen:
    """One open workbook. Writes are collected; the next read calculates what became stale.

    With `otomatis = False` reads show the last calculated state until `recalculate()` (Excel's manual mode).
    LibreOffice has no booleans: a number shown with a logical format counts as one. So a formula cell with its own
    number format shows TRUE as 1.0, and one of General format that once gave TRUE keeps showing 1 as True.
    """

    def __init__(self, lo: LibreOffice, uno_dokumen: Any, path: Path, salinan: Path) -> None:
        self.lo, self.uno, self.path = lo, uno_dokumen, path
        self._salinan = salinan
        self.otomatis = True
        self._kotor = False
        self._lembar: dict[str, Any] = {}
        self._sel: dict[tuple[str, Posisi], Any] = {}
        self._format_asal: dict[tuple[str, Posisi], int] = {}
        self._jenis_format: dict[int, int] = {}
        self._penulis_rumus: Any = None
        self.uno.enableAutomaticCalculation(False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def sheet_names(self) -> list[str]:
        """Sheet names in order, hidden ones too."""
        return list(self.uno.Sheets.ElementNames)

    def sheet(self, lembar: str) -> Any:
        """The UNO sheet of that name; KeyError when there is none."""
        if lembar not in self._lembar:
            if not self.uno.Sheets.hasByName(lembar):
                raise KeyError(f"tidak ada lembar {lembar}")
            self._lembar[lembar] = self.uno.Sheets.getByName(lembar)
        return self._lembar[lembar]

    def cell(self, lembar: str, posisi: Posisi) -> Any:
        """The UNO cell, kept because fetching one costs eight times as much as writing to it."""
        kunci = (lembar, posisi)
        if kunci not in self._sel:
            self._sel[kunci] = self.sheet(lembar).getCellByPosition(posisi[1], posisi[0])
        return self._sel[kunci]

    def value(self, lembar: str, posisi: Posisi) -> Nilai:
        """One cell as a raw value with all digits: None when blank, "" for a formula's empty text."""
        return self.values(lembar, posisi, posisi)[0][0]

    def values(self, lembar: str, dari: Posisi, sampai: Posisi) -> list[list[Nilai]]:
        """A block of cells as raw values, rows first; errors as Galat, blanks None, numbers float."""
        self._refresh()
        blok = self._block(lembar, dari, sampai)
        data: list[list[Nilai]] = [list(baris) for baris in blok.getDataArray()]
        meragukan = {(b, k) for b, baris in enumerate(data) for k, n in enumerate(baris) if n in (None, "", 0.0, 1.0)}
        isi = {data[b][k] for b, k in meragukan}
        rumus = self._formula_positions(blok) if "" in isi else set()
        ragu_logis = bool(isi & {0.0, 1.0})
        logis = self.boolean_positions(blok) if ragu_logis else set()
        teks = blok.getFormulaArray() if ragu_logis else ()
        for b, k in meragukan:
            posisi = (dari[0] + b, dari[1] + k)
            if data[b][k] is None:
                nomor = self.cell(lembar, posisi).getError()
                data[b][k] = Galat(GALAT_LO.get(nomor, f"Err:{nomor}"))
            elif data[b][k] == "":
                data[b][k] = "" if posisi in rumus else None
            elif posisi in logis or teks[b][k] in ("=TRUE()", "=FALSE()"):
                data[b][k] = data[b][k] == 1.0  # the file's literal TRUE is a formula here, whatever its format
        return data

    def formula(self, lembar: str, posisi: Posisi) -> str:
        """Formula of one cell in Excel's en-US notation without "="; "" when the cell holds a constant."""
        return self.formulas(lembar, posisi, posisi)[0][0]

    def formulas(self, lembar: str, dari: Posisi, sampai: Posisi) -> list[list[str]]:
        """Formulas of a block as `formula` gives them. A literal TRUE of the file is the formula TRUE() here."""
        blok = self._block(lembar, dari, sampai)
        berumus = self._formula_positions(blok)
        return [
            [self._excel(lembar, (b, k), t) if (b, k) in berumus else "" for k, t in enumerate(baris, dari[1])]
            for b, baris in enumerate(blok.getFormulaArray(), dari[0])
        ]

    def set_value(self, lembar: str, posisi: Posisi, nilai: Nilai) -> None:
        """Put a value as it is: text is never parsed, a bool is logical for ISLOGICAL, None and "" clear.

        PermissionError for a locked cell of a protected sheet, ValueError for nan and infinity.
        """
        self.check_open(lembar, posisi)
        sel = self.cell(lembar, posisi)
        self._kotor = True
        if isinstance(nilai, bool):
            self._format_asal.setdefault((lembar, posisi), sel.NumberFormat)
            sel.setValue(float(nilai))
            bahasa = self.lo.uno.createUnoStruct("com.sun.star.lang.Locale")
            sel.NumberFormat = self.uno.NumberFormats.getStandardFormat(_FORMAT_LOGIS, bahasa)
            return
        self.unset_boolean(lembar, posisi)
        if nilai is None or isinstance(nilai, str):
            sel.setString(nilai or "")
        elif isinstance(nilai, Galat):
            sel.setFormula("=" + nilai.teks)
        elif math.isfinite(nilai):
            sel.setValue(float(nilai))
        else:
            raise ValueError(f"bukan angka yang dapat ditulis ke sel: {nilai}")

    def move(self, lembar: str, dari: Posisi, ke: Posisi) -> None:
        """Cut one cell and paste it elsewhere on its sheet, as a user would: references follow it.

        PermissionError when the sheet is protected and either cell is locked (LibreOffice would do nothing).
        """
        for posisi in (dari, ke):
            self.check_open(lembar, posisi)
        asal, tujuan = self.cell(lembar, dari), self.cell(lembar, ke)
        self.sheet(lembar).moveRange(tujuan.CellAddress, asal.RangeAddress)
        if (lembar, dari) in self._format_asal:
            self._format_asal[lembar, ke] = self._format_asal.pop((lembar, dari))
        self.mark_stale()  # kept cells follow the move

    def recalculate(self) -> None:
        """Calculate every formula anew."""
        with self.lo.guard("BKS16", NAMA):
            self.uno.calculateAll()
        self._kotor = False

    def formula_parser(self, tata: int) -> Any:
        """LibreOffice's formula reader and printer, set to English and one AddressConvention."""
        self._penulis_rumus = self._penulis_rumus or self.uno.createInstance("com.sun.star.sheet.FormulaParser")
        self._penulis_rumus.FormulaConvention, self._penulis_rumus.CompileEnglish = tata, True
        return self._penulis_rumus

    def mark_stale(self) -> None:
        """Tell that cells or sheets were changed past this class: the next read calculates, kept cells are dropped."""
        self._kotor = True
        self._lembar.clear()
        self._sel.clear()

    def check_open(self, lembar: str, posisi: Posisi) -> None:
        """PermissionError when the sheet is protected and the cell locked; UNO itself would write all the same."""
        if self.sheet(lembar).isProtected() and self.cell(lembar, posisi).CellProtection.IsLocked:
            raise PermissionError(f"{lembar}!{alamat(posisi)} terkunci")

    def save_xlsx(self, path: Path) -> None:
        """Write the workbook as .xlsx."""
        self._store(path, "Calc MS Excel 2007 XML")

    def save_pdf(self, path: Path, lembar: str | None = None) -> None:
        """Write what would be printed: all visible sheets, or only the one named (even when it is hidden)."""
        if lembar is None:
            self._store(path, "calc_pdf_Export")
            return
        semula = {n: (self.sheet(n).IsVisible, self.sheet(n).getPrintAreas()) for n in self.sheet_names()}
        self.sheet(lembar).IsVisible = True
        try:
            for nama in semula.keys() - {lembar}:
                self.sheet(nama).IsVisible = False
                self.sheet(nama).setPrintAreas(())  # a hidden sheet with a print area would be printed
            self._store(path, "calc_pdf_Export")
        finally:
            for nama, (tampak, area) in sorted(semula.items(), key=lambda butir: not butir[1][0]):
                self.sheet(nama).IsVisible = tampak
                self.sheet(nama).setPrintAreas(area)

    def close(self) -> None:
        """Close without saving; quiet when soffice is gone already."""
        with contextlib.suppress(self.lo.uno.getClass("com.sun.star.uno.Exception")):
            self.uno.close(True)
        shutil.rmtree(self._salinan, ignore_errors=True)

    def _store(self, path: Path, saringan: str) -> None:
        """Write under a temporary name, then rename: a reader never sees half a file."""
        self._refresh()
        if not path.parent.is_dir():  # LibreOffice would create it
            raise KinerjaError("BKS17", a=path.name, b="foldernya tidak ada")
        sementara = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            with self.lo.guard("BKS17", path.name):
                self.uno.enableAutomaticCalculation(not self._kotor)  # else conditional formats are not drawn
                try:
                    self.uno.storeToURL(self.lo.url(sementara), self.lo.properties(FilterName=saringan))
                finally:
                    self.uno.enableAutomaticCalculation(False)
            os.replace(sementara, path)
        except OSError as galat:
            raise KinerjaError("BKS17", a=path.name, b=reason(galat)) from galat
        finally:
            sementara.unlink(missing_ok=True)

    def _refresh(self) -> None:
        if self._kotor and self.otomatis:
            with self.lo.guard("BKS16", NAMA):
                self.uno.calculate()
            self._kotor = False

    def _block(self, lembar: str, dari: Posisi, sampai: Posisi) -> Any:
        return self.sheet(lembar).getCellRangeByPosition(dari[1], dari[0], sampai[1], sampai[0])

    def _formula_positions(self, blok: Any) -> set[Posisi]:
        return {p for a in blok.queryContentCells(_ISI_RUMUS).RangeAddresses for p in _positions(a)}

    def boolean_positions(self, blok: Any) -> set[Posisi]:
        """Cells of the block with a logical number format; LibreOffice gives it to General formulas by itself."""
        return self.positions_of_format(blok, _FORMAT_LOGIS)

    def positions_of_format(self, blok: Any, jenis: int) -> set[Posisi]:
        """Cells of the block with a number format of that kind (com.sun.star.util.NumberFormat)."""
        formats = blok.getUniqueCellFormatRanges()
        kelompok = (formats.getByIndex(i) for i in range(formats.Count))
        cocok = (g for g in kelompok if self._kind_of_format(g.NumberFormat) & jenis)
        return {p for g in cocok for a in g.RangeAddresses for p in _positions(a)}

    def unset_boolean(self, lembar: str, posisi: Posisi) -> None:
        """Give a cell its own number format back before another kind of value is written to it."""
        sel = self.cell(lembar, posisi)
        if self._kind_of_format(sel.NumberFormat) & _FORMAT_LOGIS:
            sel.NumberFormat = self._format_asal.pop((lembar, posisi), 0)

    def _kind_of_format(self, kunci: int) -> int:
        if kunci not in self._jenis_format:
            self._jenis_format[kunci] = self.uno.NumberFormats.getByKey(kunci).Type
        return self._jenis_format[kunci]

    def _excel(self, lembar: str, posisi: Posisi, teks: str) -> str:
        """LibreOffice's formula text as Excel's: by text where that is plain, else by its own printer (slow)."""
        rumus = teks[1:]
        if rumus in GALAT_EXCEL:
            return ""  # a literal error of the file
        cepat = excel_notation(rumus)
        if cepat is not None:
            return cepat
        sel = self.cell(lembar, posisi)
        cetak = str(self.formula_parser(_TATA_EXCEL).printFormula(sel.getTokens(), sel.CellAddress))
        return re.sub(r"_xl(?:fn|ws)\.", "", cetak) or rumus


def _positions(wilayah: Any) -> Iterator[Posisi]:
    """The positions of a UNO CellRangeAddress."""
    for baris in range(wilayah.StartRow, wilayah.EndRow + 1):
        for kolom in range(wilayah.StartColumn, wilayah.EndColumn + 1):
            yield baris, kolom
