"""The rules of the house, each a function from a folder to the faults in it: what imports what, and what stands where.

The folder holds `kinerja_core/` and `addin/kinerja_addin/`: the repository, or a copy in which a fault was planted.
Function-level imports count like all others, what only a type checker sees does not.
"""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

#: Rooms by floor, from the ground up; an import goes to a lower floor or stays in its room.
LANTAI: tuple[tuple[str, ...], ...] = (
    ("dasar",), ("xlsx",), ("lembar",), ("instrumen",), ("segel",), ("kertas_kerja", "buku_kinerja"), ("kantor",),
    ("provinsi",), ("perintah",),
)
RUANG = tuple(r for lantai in LANTAI for r in lantai)
ADDIN = "kinerja_addin"
#: The one door from the command line to the add-in, and the one back.
PINTU = {"kinerja_core.perintah.addin"}
PINTU_BALIK = {"kinerja_addin.perintah"}

#: What may be imported inside a function. Heavy: each costs a click or `kinerja --help` more than all of ours.
BERAT = frozenset({"pandas", "numpy", "openpyxl", "formulas", "xlwings", "xlsxwriter", "cryptography", "ironcalc",
                   "pydantic", "pydantic_core", "pyarrow", "rich", "platformdirs", "packaging", "markdown_it"})
#: Standard library that is not on every system, or slow to load and needed on one of them only.
SISTEM = frozenset({"fcntl", "msvcrt", "resource", "ctypes"})
#: Where our own modules may be imported inside a function, and why.
TUNDA = {
    "kinerja_core.instrumen.muat": "start-up: few instruments are authoring workbooks",
    "kinerja_core.kantor.jenis": "start-up: of the kinds only the file's own is loaded, of that what is asked for",
    "kinerja_core.perintah.": "start-up: `kinerja --help` loads no verb, a command only its own",
    "kinerja_addin.tombol": "start-up: a click loads only what its button needs",
    "kinerja_addin.perintah": "start-up: its help is part of `kinerja addin`",
    "kinerja_core.kantor.cek": "the self-test runs where a package that the rest needs is broken",
}
#: Imports by name at run time, and why.
MENURUT_NAMA = {
    "kinerja_core": "the library: a name loads its module when it is first asked for",
    "kinerja_core.kantor.cek": "whether packages load is its question",
    "kinerja_core.xlsx.mesin.anak": "the child process gets the name of its engine",
    "kinerja_core.xlsx.mesin.soffice": "uno lies where LibreOffice is",
    "kinerja_addin.paket": "packaging is needed only where kits are made",
}
#: Packages whose __init__ holds code.
BERISI = {"kinerja_core", "kinerja_core.dasar.katalog"}
#: Where sheets are described: rooms called lembar, and four tables beside what they are filled with.
LEMBAR = re.compile(r"(^|\.)lembar(\.|_|$)|^kinerja_core\.instrumen\.naskah\.kolom$|\.baru\.tempat$"
                    r"|^kinerja_core\.provinsi\.(rekap|verifikasi\.tabel|sebar\.manifes)")
NAMA_LEMBAR = re.compile(r"^(Beranda|Petunjuk|Kertas Kerja|Rekap|Pemeriksaan|Lembar Cetak|Referensi|Olah .*|_meta)$")
ALAMAT = re.compile(r"^\$?[A-Z]{1,3}\$?\d{1,5}$")
FUNGSI_MAKS, MODUL_MAKS = 50, 500


@lru_cache(maxsize=1024)
def parsed(teks: str) -> ast.Module:
    """The tree of a source text."""
    return ast.parse(teks)


def modules(akar: Path) -> dict[str, Path]:
    """Every module of both packages by its dotted name, a package by its __init__."""
    hasil = {}
    for folder in (akar / "kinerja_core", akar / "addin" / ADDIN):
        for path in sorted(folder.rglob("*.py")):
            bagian = path.relative_to(folder.parent).with_suffix("").parts
            hasil[".".join(bagian[:-1] if bagian[-1] == "__init__" else bagian)] = path
    return hasil


def tree(path: Path) -> ast.Module:
    """The tree of a file."""
    return parsed(path.read_text("utf-8"))


@lru_cache(maxsize=1024)
def import_nodes(pohon: ast.Module) -> tuple[tuple[ast.AST, tuple[str, ...]], ...]:
    """Every import that happens at run time, at whatever depth: (its node, dotted names it may mean)."""
    hanya_tipe = {id(n) for cabang in ast.walk(pohon)
                  if isinstance(cabang, ast.If) and ast.unparse(cabang.test) == "TYPE_CHECKING"
                  for bagian in cabang.body for n in ast.walk(bagian)}
    hasil: list[tuple[ast.AST, tuple[str, ...]]] = []
    for n in ast.walk(pohon):
        if id(n) in hanya_tipe:
            continue
        if isinstance(n, ast.Import):
            hasil.append((n, tuple(a.name for a in n.names)))
        elif isinstance(n, ast.ImportFrom):
            hasil.append((n, tuple(f"{n.module}.{a.name}" for a in n.names)))
    return tuple(hasil)


@lru_cache(maxsize=1024)
def _calls(pohon: ast.Module) -> tuple[tuple[ast.Call, str], ...]:
    """Every call with the last name of what is called; "" where it has none."""
    return tuple((n, n.func.attr if isinstance(n.func, ast.Attribute) else n.func.id
                  if isinstance(n.func, ast.Name) else "") for n in ast.walk(pohon) if isinstance(n, ast.Call))


@lru_cache(maxsize=1024)
def _texts(pohon: ast.Module) -> tuple[ast.Constant, ...]:
    """Every text in it."""
    return tuple(n for n in ast.walk(pohon) if isinstance(n, ast.Constant) and isinstance(n.value, str))


@lru_cache(maxsize=1024)
def _functions(pohon: ast.Module) -> tuple[ast.FunctionDef, ...]:
    """Every function, at whatever depth."""
    return tuple(n for n in ast.walk(pohon) if isinstance(n, ast.FunctionDef))


@lru_cache(maxsize=1024)
def _questions(pohon: ast.Module) -> tuple[tuple[ast.AST, frozenset[str]], ...]:
    """Every isinstance, comparison of types and class pattern, with the names in it."""
    hasil: list[tuple[ast.AST, frozenset[str]]] = [
        (n, frozenset(x.id for x in ast.walk(n) if isinstance(x, ast.Name)))
        for n in ast.walk(pohon)
        if isinstance(n, ast.MatchClass)
        or (isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in ("isinstance", "issubclass"))
        or (isinstance(n, ast.Compare) and isinstance(n.left, ast.Call) and isinstance(n.left.func, ast.Name)
            and n.left.func.id == "type")]
    return tuple(hasil)


def graph(akar: Path) -> dict[str, set[str]]:
    """Module -> modules of ours it imports; `from package import name` is the module of that name if there is one."""
    semua = modules(akar)
    hasil: dict[str, set[str]] = {}
    for nama, path in semua.items():
        dipakai = (d for _, daftar in import_nodes(tree(path)) for d in daftar)
        tujuan = (d if d in semua else d.rpartition(".")[0] for d in dipakai)
        hasil[nama] = {t for t in tujuan if t in semua and t != nama}
    return hasil


def room(modul: str) -> str:
    """The room of a module; "kinerja_addin" for the add-in, "kinerja_core" for the package itself."""
    bagian = modul.split(".")
    return bagian[1] if bagian[0] == "kinerja_core" and len(bagian) > 1 else bagian[0]


def _floor(ruang: str) -> int:
    """The package itself (its version) lies under every room; the add-in stands beside the command line."""
    if ruang == "kinerja_core":
        return -1
    return next((n for n, lantai in enumerate(LANTAI) if ruang in lantai), len(LANTAI))


# --- rules: [] when all is well -----------------------------------------------------------------------------------


def upward(akar: Path) -> list[str]:
    """An import to a higher floor."""
    return [f"{m} -> {t}" for m, tujuan in graph(akar).items() for t in sorted(tujuan)
            if _floor(room(t)) > _floor(room(m)) and m not in PINTU]


def kinds_that_meet(akar: Path) -> list[str]:
    """Two rooms of one floor do not know each other: a kind of workbook never imports another."""
    return [f"{m} -> {t}" for m, tujuan in graph(akar).items() for t in sorted(tujuan)
            if room(t) != room(m) and _floor(room(t)) == _floor(room(m))]


def circles(akar: Path) -> list[str]:
    """Modules that import each other, however far round."""
    g = graph(akar)
    while ujung := {m for m, tujuan in g.items() if not tujuan}:
        g = {m: tujuan - ujung for m, tujuan in g.items() if m not in ujung}
    while sisa := {m for m in g if not any(m in tujuan for tujuan in g.values())}:
        g = {m: tujuan for m, tujuan in g.items() if m not in sisa}
    return sorted(g)


def loose_files(akar: Path) -> list[str]:
    """In kinerja_core/ itself nothing but __init__.py, py.typed and the ten rooms."""
    isi = {p.name for p in (akar / "kinerja_core").iterdir() if p.name != "__pycache__"}
    return sorted(isi ^ {"__init__.py", "py.typed", *RUANG})


def addin_doors(akar: Path) -> list[str]:
    """kinerja_core knows the add-in at its mount only, the add-in knows the command line in its own commands only."""
    return [f"{m} -> {t}" for m, tujuan in graph(akar).items() for t in sorted(tujuan)
            if (room(t) == ADDIN != room(m) and m not in PINTU)
            or (room(m) == ADDIN and room(t) == "perintah" and m not in PINTU_BALIK)]


@lru_cache(maxsize=1024)
def _inside_functions(pohon: ast.Module) -> frozenset[int]:
    return frozenset(id(n) for f in _functions(pohon) for n in ast.walk(f)
                     if isinstance(n, ast.Import | ast.ImportFrom))


def late_imports(akar: Path) -> list[str]:
    """An import inside a function that is neither heavy, nor of one system, nor on a start-up path named in TUNDA."""
    hasil = []
    for modul, path in modules(akar).items():
        boleh = any(modul == awal or (awal.endswith(".") and modul.startswith(awal)) for awal in TUNDA)
        dalam = _inside_functions(tree(path))
        for n, daftar in import_nodes(tree(path)):
            pangkal = {d.split(".")[0] for d in daftar}
            kita = pangkal <= {"kinerja_core", ADDIN}
            if id(n) in dalam and not (boleh if kita else pangkal <= BERAT | SISTEM):
                hasil.append(f"{modul}: {ast.unparse(n)}")
    return hasil


def imports_by_name(akar: Path) -> list[str]:
    """import_module or __import__, which no graph sees, where MENURUT_NAMA gives no reason."""
    return [f"{modul}:{n.lineno}" for modul, path in modules(akar).items() if modul not in MENURUT_NAMA
            for n, nama in _calls(tree(path)) if nama in ("import_module", "__import__")]


def _kinds(akar: Path) -> set[str]:
    """The classes that are a kind of workbook or its reading, as kantor/jenis.py names them."""
    pohon = tree(akar / "kinerja_core" / "kantor" / "jenis.py")
    dibaca = {a.name for n in ast.walk(pohon) if isinstance(n, ast.ImportFrom) for a in n.names
              if a.name.startswith("Bacaan") and a.name != "Bacaan"}
    kelas = {n.name for n in pohon.body if isinstance(n, ast.ClassDef)
             and any(isinstance(m, ast.FunctionDef) and m.name == "read_copy" for m in n.body)}
    return dibaca | kelas


def kinds_asked(akar: Path) -> list[str]:
    """isinstance, a comparison of types or a class pattern of a kind outside kantor/jenis.py."""
    jenis = _kinds(akar)
    hasil = []
    for modul, path in modules(akar).items():
        if modul != "kinerja_core.kantor.jenis":
            hasil += [f"{modul}: {ast.unparse(n)}" for n, nama in _questions(tree(path)) if jenis & nama]
    return hasil


def too_long(akar: Path) -> list[str]:
    """Modules over 500 lines, functions over 50."""
    hasil = []
    for modul, path in modules(akar).items():
        if (baris := path.read_text("utf-8").count("\n")) > MODUL_MAKS:
            hasil.append(f"{modul}: {baris}")
        hasil += [f"{modul}.{n.name}: {panjang}" for n in _functions(tree(path))
                  if (panjang := (n.end_lineno or 0) - n.lineno + 1) > FUNGSI_MAKS]
    return hasil


def silent_rooms(akar: Path) -> list[str]:
    """Packages whose __init__ does not say what comes in and what goes out, or holds code."""
    hasil = []
    for modul, path in modules(akar).items():
        if path.name != "__init__.py" or modul in BERISI:
            continue
        kata = ast.get_docstring(tree(path)) or ""
        if not ("In:" in kata and "Out:" in kata and len(tree(path).body) == 1):
            hasil.append(modul)
    return hasil


def silent_functions(akar: Path) -> list[str]:
    """Public functions, classes and methods of kinerja_core without a docstring."""
    hasil = []
    for modul, path in modules(akar).items():
        atas = [n for n in tree(path).body if _is_public(n)]
        metode = [m for n in atas if isinstance(n, ast.ClassDef) for m in n.body if _is_public(m)]
        hasil += [f"{modul}.{n.name}" for n in (*atas, *metode)  # type: ignore[attr-defined]
                  if room(modul) != ADDIN and not ast.get_docstring(n)]  # type: ignore[arg-type]
    return hasil


def _is_public(n: ast.AST) -> bool:
    """A function or class without leading underscore; bodies of "..." (methods of a Protocol) do not count."""
    if not isinstance(n, ast.FunctionDef | ast.ClassDef) or n.name.startswith("_"):
        return False
    return not (len(n.body) == 1 and ast.unparse(n.body[0]) == "...")


def sheet_names(akar: Path) -> list[str]:
    """A sheet's name or a cell's address as a text outside the rooms of sheets. A kode and a paper look like cells."""
    kode = {n.value for modul, path in modules(akar).items() if modul.startswith("kinerja_core.dasar.katalog.")
            for n in _texts(tree(path))}
    hasil = []
    for modul, path in modules(akar).items():
        if LEMBAR.search(modul) or room(modul) == ADDIN:
            continue
        for n in _texts(tree(path)):
            teks = str(n.value)
            if NAMA_LEMBAR.match(teks) or (ALAMAT.match(teks) and teks not in kode and teks not in {"A3", "A4"}):
                hasil.append(f"{modul}:{n.lineno} {teks}")
    return hasil


def writers(akar: Path) -> list[str]:
    """Whoever imports xlsxwriter but lembar.tulis, and the plain copy that engines get of what was read."""
    boleh = {"kinerja_core.lembar.tulis", "kinerja_core.xlsx.mesin.salinan_polos"}
    return [modul for modul, path in modules(akar).items() if modul not in boleh
            and any(d.split(".")[0] == "xlsxwriter" for _, daftar in import_nodes(tree(path)) for d in daftar)]
