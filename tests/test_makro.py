"""The VBA sources: what the ribbon, the Python functions and the workbooks' layout expect of them, seen as text.

R1 plain ASCII, Option Explicit, names as the files; R2 every button has its Sub and every Sub its button; R3 each Sub
hands Python the function the ribbon names, and that function takes no argument; R4 constants and words are those of
kinerja_core and of the ribbon; R5 nothing unused, nothing that clashes with module xlwings; R6 nothing that writes into
a workbook, lifts protection, changes a setting or needs the workbook's folder.

What the modules do is tried in tests/engines/test_makro_libreoffice.py.
"""

from __future__ import annotations

import inspect
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from kinerja_addin import jalankan_tombol, pasang, tombol
from kinerja_addin.pita import PITA
from test_pita import BUKAN

from kinerja_core.buku_kinerja.lembar import susun as buku_kinerja
from kinerja_core.dasar.temuan import KATALOG
from kinerja_core.instrumen.model import find_instrumen, load_instrumen
from kinerja_core.kantor.contoh import CONTOH, INSTRUMEN, book_examples
from kinerja_core.kertas_kerja.lembar import susun as kertas_kerja
from kinerja_core.lembar.denah import Rumus
from kinerja_core.lembar.tambahan import CATATAN

MAKRO = Path(__file__).parents[1] / "macros"
SUMBER = {f.stem: f.read_text("utf-8") for f in sorted(MAKRO.glob("*.bas"))}
TOMBOL = [t for k in PITA for t in k.tombol]
_PROSEDUR = re.compile(r"^(Public|Private) (Sub|Function) (\w+)\(([^\n]*)\)(?: As \w+)?$(.*?)^End \2$", re.M | re.S)
_KONSTANTA = re.compile(r"^(?:Public|Private) Const (\w+) As (?:String|Long) = (.+)$", re.M)


def without_notes(teks: str) -> str:
    """Code only: no comment lines, no texts."""
    return re.sub(r'"(?:[^"]|"")*"', '""', re.sub(r"^\s*'.*$", "", teks, flags=re.M))


KODE = {nama: without_notes(teks) for nama, teks in SUMBER.items()}
#: Procedures: (module, name) -> (public, kind, parameters, body with texts).
PROSEDUR = {(m, p[2]): p for m, teks in SUMBER.items() for p in _PROSEDUR.findall(teks)}
KONSTANTA = {n: v.strip('"') for teks in SUMBER.values() for n, v in _KONSTANTA.findall(teks)}


def test_modules_are_those_the_addin_is_built_of() -> None:
    """R1"""
    assert list(SUMBER) == ["KinerjaPita", "KinerjaTanpaPython"]
    assert [f.name for f in MAKRO.glob("*.cls")] == []  # the document modules stay empty
    tercatat = {nama for _, nama in PROSEDUR}
    assert sum(len(re.findall(r"^End (?:Sub|Function)$", t, re.M)) for t in SUMBER.values()) == len(tercatat)


@pytest.mark.parametrize("nama", SUMBER)
def test_sources_are_plain_text(nama: str) -> None:
    """R1"""
    teks = SUMBER[nama]
    assert teks.startswith(f'Attribute VB_Name = "{nama}"\nOption Explicit\n')
    assert teks.isascii()
    assert teks.endswith("\n")
    assert [b for b in teks.splitlines() if len(b) > 130 or b != b.rstrip() or "\t" in b] == []
    assert "\r" not in teks
    assert not re.search(r"(?: _\n[^\n]*){10}", teks)  # VBA takes at most 24 continuations


def test_every_button_has_its_sub_and_every_sub_its_button() -> None:
    """R2"""
    umum = {n: p for (m, n), p in PROSEDUR.items() if m == "KinerjaPita" and p[:2] == ("Public", "Sub")}
    tampil = {k.tampil for k in PITA if k.tampil}
    assert sorted(umum) == sorted([*(t.id for t in TOMBOL), *tampil])
    assert {p[3] for n, p in umum.items() if n not in tampil} == {"control As IRibbonControl"}
    assert {umum[n][3] for n in tampil} == {"control As IRibbonControl, ByRef tampil As Variant"}


def test_the_group_of_the_province_is_shown_by_a_setting_of_the_user() -> None:
    """R4: the key pasang writes, read from the user's own file only."""
    isi = PROSEDUR["KinerjaPita", "ProvinsiDiminta"][4]
    assert f'GetConfig("{pasang.KUNCI_PROVINSI}", "", "user")' in isi
    assert "On Error Resume Next" in isi


@pytest.mark.parametrize("t", TOMBOL, ids=lambda t: t.id)
def test_every_sub_hands_python_the_function_of_its_button(t: object) -> None:
    """R3, R4: the function, and the label in the sentence that says Python is missing."""
    isi = PROSEDUR["KinerjaPita", t.id][4]  # type: ignore[attr-defined]
    assert re.findall(r'LewatPython\("(\w+)"\)', isi) == ([t.fungsi] if t.fungsi else [])  # type: ignore[attr-defined]
    assert set(re.findall(r'JelaskanPython "(.+)"', isi)) <= {t.label}  # type: ignore[attr-defined]


def test_the_functions_take_no_argument() -> None:
    """R3: RunPython calls them bare."""
    (perintah,) = re.findall(r'RunPython "(.+?)" & fungsi & "(.+?)"', SUMBER["KinerjaPita"])
    assert perintah == ("import kinerja_addin.tombol as t; t.", "()")
    ruang: dict[str, object] = {}
    exec(perintah[0].partition(";")[0], ruang)
    assert ruang["t"] is tombol
    salah = []
    for nama in {t.fungsi for t in TOMBOL if t.fungsi}:
        fungsi = getattr(tombol, nama, None)
        if fungsi is None:
            salah.append(f"tidak ada: {nama}")
            continue
        wajib = [p for p in inspect.signature(fungsi, follow_wrapped=False).parameters.values()
                 if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
        salah += [f"{nama}({p.name})" for p in wajib]
    assert salah == []


def test_constants_are_those_of_the_core() -> None:
    """R4"""
    seharusnya = {
        "JUDUL": jalankan_tombol.JUDUL, "TANDA_CATATAN": CATATAN.tanda,
        "KOLOM_TEMPAT": str(CATATAN.kepala.index("Tempat") + 1), "NAMA_STATUS": "periksa_status",
        "NAMA_TEMPAT": "periksa_tempat", "NAMA_KODE": "periksa_kode", "STATUS_SESUAI": "Sesuai",
        "KOSONG_KERTAS_KERJA": "ISI01", "KOSONG_BUKU_KINERJA": "BRS02",
        "TANDA_TERLARANG": jalankan_tombol.TANDA_TERLARANG.replace('"', '""'),
    }
    assert seharusnya == KONSTANTA
    for kode in ("ISI01", "BRS02"):
        assert KATALOG[kode].jawab == "isi"
        assert KATALOG[kode].tingkat == "wajib"


@pytest.mark.parametrize("jenis", ["kertas kerja", "buku kinerja"])
def test_both_kinds_of_workbook_have_the_named_columns(jenis: str) -> None:
    """R4: several lines, one column each, of equal length; "Sesuai" stands in a formula of the kertas kerja."""
    if jenis == "kertas kerja":
        denah = kertas_kerja.describe(load_instrumen(find_instrumen(INSTRUMEN)), CONTOH)
    else:
        denah = buku_kinerja.describe(next(book_examples()).rencana)
    rentang = [denah.rentang[KONSTANTA[f"NAMA_{n}"]] for n in ("STATUS", "TEMPAT", "KODE")]
    lembar, baris = {r[0] for r in rentang}, {(r[1][0], r[2][0]) for r in rentang}
    ((atas, bawah),) = baris
    assert len(lembar) == 1
    assert bawah > atas
    assert all(r[1][1] == r[2][1] for r in rentang)
    if jenis == "kertas kerja":
        (periksa,) = [x for x in denah.lembar if x.nama in lembar]
        rumus = periksa.sel[rentang[0][1]].isi
        assert isinstance(rumus, Rumus)
        assert f'"{KONSTANTA["STATUS_SESUAI"]}"' in rumus.teks


def test_nothing_is_unused() -> None:
    """R5: Subs, functions, constants, module variables, parameters and local variables."""
    semua = "\n".join(KODE.values())
    tombol_id = {t.id for t in TOMBOL} | {k.tampil for k in PITA}
    variabel = re.findall(r"^Private (\w+) As", semua, re.M)
    sepi = [n for n in {*(n for _, n in PROSEDUR), *KONSTANTA, *variabel}
            if n not in tombol_id and len(re.findall(rf"\b{n}\b", semua)) < 2 + _own_mentions(n)]
    for (_, nama), (_, _, _, parameter, isi) in PROSEDUR.items():
        isi = without_notes(isi)
        diterima = [] if nama in tombol_id else re.findall(r"(\w+) As ", parameter)
        lokal = [n for baris in re.findall(r"^ *Dim (.+)$", isi, re.M) for n in re.findall(r"(\w+) As ", baris)]
        sepi += [f"{nama}.{n}" for n in diterima if not re.search(rf"\b{n}\b", isi)]
        sepi += [f"{nama}.{n}" for n in lokal if len(re.findall(rf"\b{n}\b", isi)) < 2]
    assert sepi == []


def _own_mentions(nama: str) -> int:
    """How often a procedure names itself between its first and last line: a function sets its result so."""
    return sum(len(re.findall(rf"\b{nama}\b", without_notes(p[4]))) for (_, n), p in PROSEDUR.items() if n == nama)


def test_no_name_clashes_with_the_module_of_xlwings() -> None:
    """R5: what we use of it is there, and no public name of ours stands there too."""
    spek = find_spec("xlwings")
    assert spek is not None
    assert spek.origin is not None
    modul = Path(spek.origin).with_name("xlwings_custom_addin.bas").read_text("utf-8")
    milik = set(re.findall(r"^(?:Public )?(?:Function|Sub) (\w+)", modul, re.M)) | {"PROJECT_NAME"}
    assert "Public Const PROJECT_NAME As String" in modul
    umum = {n for (_, n), p in PROSEDUR.items() if p[0] == "Public"}
    assert {n.lower() for n in umum} & {n.lower() for n in milik} == set()
    kode = KODE["KinerjaPita"]
    dipakai = {n for n in milik if re.search(rf"\b{n}\b", kode)}
    assert dipakai == {
        "RunPython", "GetConfig", "FileExists", "GetFullName", "GetDirectoryConfigFilePath", "PROJECT_NAME"}
    assert not any(re.search(rf"\b{n}\b", KODE["KinerjaTanpaPython"]) for n in milik)


#: Statements that would touch the workbook or the machine, or differ between Excel's bit widths.
TERLARANG = re.compile(
    r"Unprotect|\.Protect|\.Save|\.Close|\.Delete|\.Clear|\.Formula|\.Value2? ?= |\.Visible ?= |\.Copy|\.Paste|"
    r"\.Calculation ?= |DisplayAlerts|EnableEvents|SendKeys|\bShell\b|\bKill\b|\bOpen\b|Declare|XMLHTTP|"
    r"ActiveWorkbook\.(?:Path|FullName)|ThisWorkbook|Application\.Run|\bStop\b|\bEnd\n|Debug\.", re.I)


@pytest.mark.parametrize("nama", SUMBER)
def test_nothing_touches_the_workbook_or_the_machine(nama: str) -> None:
    """R6: the full name is only looked at, before Python is started."""
    kode = KODE[nama].replace('AlasanNama(ActiveWorkbook.Name, ActiveWorkbook.Path & "" & ActiveWorkbook.FullName)', "")
    assert TERLARANG.findall(kode) == []


def test_there_is_one_door_to_python_and_it_looks_at_the_name_first() -> None:
    """R6: RunPython stands once, after the question whether a command line would act on the workbook's name."""
    semua = "\n".join(KODE.values())
    assert semua.count("RunPython ") == 1
    assert not re.search(r"\b(?:RunFrozenPython|ExecuteWindows|ExecuteMac|XLPy\w*|ImportPythonUDFs\w*)\b", semua)
    isi = without_notes(PROSEDUR["KinerjaPita", "LewatPython"][4])
    tanya, jalan = isi.index("AlasanNama(ActiveWorkbook.Name, ActiveWorkbook.Path &"), isi.index("RunPython ")
    assert re.search(r'If alasan <> "" Then.*?Exit Function\s+End If', isi[tanya:jalan], re.S)


def test_the_refusal_is_worded_as_in_the_catalogue() -> None:
    """R4: VBA and Python say the same about a sign in a name."""
    isi = re.sub(r'"\s*&\s*(?:_\s*)?"', "", PROSEDUR["KinerjaPita", "AlasanNama"][4])
    kalimat = [re.sub(r'" & tanda & "', "{a}", x) for x in re.findall(r'AlasanNama = "(.+)"', isi)]
    assert kalimat == [f"{KATALOG[k].pesan} {KATALOG[k].perbaikan}" for k in ("TBL05", "TBL06")]


def test_no_error_reaches_the_user_as_a_dialog_of_vba() -> None:
    """R6: every Public Sub that does more than call another catches what goes wrong."""
    telanjang = [n for (m, n), p in PROSEDUR.items() if m == "KinerjaTanpaPython" and p[:2] == ("Public", "Sub")
                 and "On Error GoTo Gagal" not in p[4] and without_notes(p[4]).count("\n") > 4]
    assert telanjang == []
    assert "On Error GoTo Gagal" in PROSEDUR["KinerjaPita", "LewatPython"][4]
    assert "On Error GoTo Gagal" in PROSEDUR["KinerjaTanpaPython", "LangkahCatatan"][4]


#: Every text of the sources with its continuations joined.
TEKS = [x for s in SUMBER.values() for x in re.findall(r'"((?:[^"\n]|"")*)"', re.sub(r'" & _\n *"', "", s))]


def test_sentences_are_in_the_words_of_users() -> None:
    """R4: no word of BUKAN; the buttons said to work without Python are buttons of the ribbon."""
    assert [x for x in TEKS if BUKAN.search(x)] == []
    (tetap,) = [re.findall(r"dipakai: (.+?)\. Buku", x) for x in TEKS if "tetap dapat dipakai" in x]
    sebut = {x.strip() for x in re.sub(r"\(.*?\)|\bdan\b", "", tetap[0]).split(",")}
    assert sebut == {"Hitung Ulang", "Sebelumnya", "Berikutnya", "Isian Kosong Berikutnya", "PDF", "Tentang"}
    assert sebut <= {t.label for t in TOMBOL}
