"""`python -m tests.mutasi [MODUL ...]`: are the tests awake? One random fault at a time; do the nearest tests see it?

Each fault (mutant) is one small change of one expression or statement of a module: a comparison turned or moved by
one, `and` for `or`, `any` for `all`, a constant, a member left out of a set, a condition always true or never, a
statement gone. Which faults are drawn depends on the module's text and the seed alone, so a run can be repeated.
The sources are copied first; nothing is changed here. Results on stdout, progress on stderr; exit 1 when fewer than
LULUS of the faults were noticed. A fault that is none (nothing a user could see differs) is argued in
tests/mutasi_sisa.toml: as long as its lines stand there as they are, it counts as noticed and is shown as argued.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

AKAR = Path(__file__).resolve().parents[1]
#: The faults that are none: `modul`, the `semula` lines, what they were to become (`menjadi`), and `sebab`.
SISA = Path(__file__).with_name("mutasi_sisa.toml")
#: Share of the faults of a module that has to be noticed.
LULUS = 0.9
#: A test run that computes longer than this many seconds has noticed the fault (an endless loop, say).
BATAS = 300
_KASUS = "engines/test_uji_baris_mesin::test_each_case_in_ironcalc"
#: What is judged, with its nearest tests (files, or one test of a file of slower ones): where a fault has to be seen
#: without running everything.
MODUL: dict[str, tuple[str, ...]] = {
    "kinerja_core/instrumen/aturan.py": ("test_aturan", "test_penilaian", "test_rumus", "test_instrumen"),
    "kinerja_core/kertas_kerja/uji.py": ("test_uji_isian", "test_penilaian", "test_layout", "test_definisi_isian"),
    "kinerja_core/kertas_kerja/penilaian.py": ("test_penilaian", "test_lke_akip"),
    "kinerja_core/buku_kinerja/pengukuran.py": ("test_pengukuran", "test_capaian"),
    "kinerja_core/buku_kinerja/capaian.py": ("test_capaian", "test_pengukuran"),
    "kinerja_core/buku_kinerja/uji_baris.py": ("test_uji_baris", _KASUS),
    "kinerja_core/buku_kinerja/uji_nilai.py": ("test_uji_baris", _KASUS),
    "kinerja_core/buku_kinerja/baru/urai.py": ("test_buku_baru",),
    "kinerja_core/buku_kinerja/periksa/indikator.py": ("test_lintas_indikator_buku", "test_lintas_tanam",
                                                       "test_lintas_buku"),
    "kinerja_core/buku_kinerja/periksa/angka_tercetak.py": ("test_lintas_angka_cetak", "test_lintas_tanam"),
    "kinerja_core/segel/bandingkan.py": ("test_banding", "test_integritas"),
    "kinerja_core/segel/harapan.py": ("test_banding", "test_integritas", "test_siap"),
    "kinerja_core/segel/tanda.py": ("test_segel", "test_segel_umum"),
    "kinerja_core/segel/tampilan_nilai.py": ("test_tampilan", "test_integritas"),
    "kinerja_core/provinsi/register.py": ("test_register", "test_kumpul"),
    "kinerja_core/provinsi/peringkat.py": ("test_peringkat", "test_putaran"),
    "kinerja_core/provinsi/kumpul/catatan_balik.py": ("test_catatan_balik",),
    "kinerja_core/provinsi/kumpul/satu_berkas.py": ("test_kumpul",),
    "kinerja_core/provinsi/verifikasi/gabung.py": ("test_verifikasi",),
    "kinerja_core/provinsi/verifikasi/kaidah.py": ("test_kaidah_verifikasi", "test_verifikasi"),
}
_BANDING: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}
_HITUNG: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}
_NAMA = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutan:
    """One fault: where it is, what stood there, what stands there now (source text of the node)."""

    baris: int
    semula: str
    menjadi: str
    mulai: int
    akhir: int

    def apply(self, sumber: bytes) -> bytes:
        """The module's source with this fault in it."""
        return sumber[:self.mulai] + self.menjadi.encode() + sumber[self.akhir:]

    def lines(self, sumber: bytes) -> tuple[str, str]:
        """The whole lines it is in, with the one before and the one behind: as they are and as they become."""
        depan, belakang = sumber[:self.mulai].decode(), sumber[self.akhir:].decode()
        depan, belakang = "".join(depan.splitlines(True)[-2:]), "".join(belakang.splitlines(True)[:2])
        return one_line(depan + self.semula + belakang), one_line(depan + self.menjadi + belakang)


def one_line(teks: str) -> str:
    """Source text with every run of blanks as one."""
    return " ".join(teks.split())


def argued() -> dict[tuple[str, str, str], str]:
    """Why a fault is none, by module and lines before and after."""
    daftar = tomllib.loads(SISA.read_text("utf-8"))["sisa"] if SISA.is_file() else []
    return {(s["modul"], one_line(s["semula"]), one_line(s["menjadi"])): s["sebab"] for s in daftar}


def _changes(simpul: ast.AST) -> Iterator[ast.AST]:
    """Every faulty copy of one node."""
    if isinstance(simpul, ast.Compare):
        for n, op in enumerate(simpul.ops):
            for lain in _BANDING[type(op)]:
                yield _copy(simpul, ops=[*simpul.ops[:n], lain(), *simpul.ops[n + 1:]])
    elif isinstance(simpul, ast.BoolOp):
        yield _copy(simpul, op=ast.Or() if isinstance(simpul.op, ast.And) else ast.And())
        for n in range(len(simpul.values)):
            sisa = [v for m, v in enumerate(simpul.values) if m != n]
            yield sisa[0] if len(sisa) == 1 else _copy(simpul, values=sisa)
    elif isinstance(simpul, ast.UnaryOp) and isinstance(simpul.op, ast.Not):
        yield simpul.operand
    elif isinstance(simpul, ast.BinOp) and type(simpul.op) in _HITUNG:
        yield _copy(simpul, op=_HITUNG[type(simpul.op)]())
    elif isinstance(simpul, ast.Constant) and type(simpul.value) in (bool, int, float):
        yield ast.Constant(not simpul.value if isinstance(simpul.value, bool) else simpul.value + 1)
    elif isinstance(simpul, ast.Name) and simpul.id in _NAMA and isinstance(simpul.ctx, ast.Load):
        yield ast.Name(_NAMA[simpul.id], ast.Load())
    elif isinstance(simpul, ast.Set | ast.Tuple) and len(simpul.elts) > 2 and not isinstance(
            getattr(simpul, "ctx", None), ast.Store):
        for n in range(len(simpul.elts)):
            yield _copy(simpul, elts=[e for m, e in enumerate(simpul.elts) if m != n])
    elif isinstance(simpul, ast.IfExp):
        yield simpul.body
        yield simpul.orelse
    elif isinstance(simpul, ast.If | ast.While):
        for nilai in (True, False):
            yield _copy(simpul, test=ast.Constant(nilai))
    elif isinstance(simpul, ast.comprehension) and simpul.ifs:
        yield _copy(simpul, ifs=simpul.ifs[1:])
    elif isinstance(simpul, ast.Expr) and isinstance(simpul.value, ast.Call | ast.YieldFrom | ast.Yield):
        yield ast.Pass()


def _copy(simpul: ast.AST, **ubah: object) -> ast.AST:
    salin = copy.copy(simpul)
    for nama, nilai in ubah.items():
        setattr(salin, nama, nilai)
    return salin


def _place(simpul: ast.AST, ganti: ast.AST) -> tuple[ast.AST, ast.AST] | None:
    """The part of the source that is exchanged and what it becomes; of a condition only the condition itself."""
    if isinstance(simpul, ast.If | ast.While):
        return simpul.test, ganti.test  # type: ignore[attr-defined]
    return (simpul, ganti) if hasattr(simpul, "end_col_offset") else None


def mutants(sumber: str) -> list[Mutan]:
    """Every fault that can be planted in a module, in the order of its text; types and docstrings stay."""
    mentah = sumber.encode()
    awal = [0]
    for baris in mentah.splitlines(keepends=True):
        awal.append(awal[-1] + len(baris))
    hasil: dict[tuple[int, int, str], Mutan] = {}
    for simpul in _walk(ast.parse(sumber)):
        for ganti in _changes(simpul):
            if isinstance(simpul, ast.comprehension):
                lama: ast.AST = simpul.ifs[0]
                baru: ast.AST = ast.Constant(True)
            elif (tempat := _place(simpul, ganti)) is None:
                continue
            else:
                lama, baru = tempat
            mulai = awal[lama.lineno - 1] + lama.col_offset  # type: ignore[attr-defined]
            akhir = awal[lama.end_lineno - 1] + lama.end_col_offset  # type: ignore[attr-defined]
            teks = ast.unparse(ast.fix_missing_locations(copy.deepcopy(baru)))
            teks = teks if isinstance(baru, ast.stmt) else f"({teks})"
            semula = mentah[mulai:akhir].decode()
            if _valid(mentah[:mulai] + teks.encode() + mentah[akhir:]):
                hasil.setdefault((mulai, akhir, teks), Mutan(lama.lineno, semula, teks, mulai, akhir))  # type: ignore[attr-defined]
    return sorted(hasil.values(), key=lambda m: (m.mulai, m.akhir, m.menjadi))


def _walk(simpul: ast.AST) -> Iterator[ast.AST]:
    """Nodes whose change can be a fault of behaviour: no annotations, no slices of types, no f-string parts."""
    yield simpul
    for nama, isi in ast.iter_fields(simpul):
        if nama in {"annotation", "returns", "bases", "keywords", "decorator_list"} and not (
                nama == "keywords" and isinstance(simpul, ast.Call)):
            continue
        if isinstance(simpul, ast.JoinedStr):
            continue
        for anak in isi if isinstance(isi, list) else [isi]:
            if isinstance(anak, ast.AST) and not (isinstance(anak, ast.Assign) and _is_alias(anak)):
                yield from _walk(anak)


def _is_alias(simpul: ast.Assign) -> bool:
    """`Uji = A | B`: a name for types."""
    return isinstance(simpul.value, ast.BinOp) and isinstance(simpul.value.op, ast.BitOr) and isinstance(
        simpul.value.right, ast.Name)


def _valid(sumber: bytes) -> bool:
    try:
        compile(sumber, "mutan", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def draw(sumber: str, banyak: int, benih: str) -> list[Mutan]:
    """`banyak` faults, at most one a line as long as there are lines, always the same for one text and seed."""
    acak = random.Random(benih)
    semua = mutants(sumber)
    acak.shuffle(semua)
    baris: set[int] = set()
    dulu = [m for m in semua if m.baris not in baris and not baris.add(m.baris)]  # type: ignore[func-returns-value]
    sisa = [m for m in semua if m not in dulu]
    return sorted((dulu + sisa)[:banyak], key=lambda m: m.mulai)


def copy_sources(tujuan: Path) -> None:
    """A tree in which faults may be planted; what is large and not ours is linked."""
    for asal in AKAR.iterdir():
        if asal.name in {".git", ".venv", "hasil"} or asal.name.endswith("_cache"):
            continue
        if asal.name == "node_modules":
            (tujuan / asal.name).symlink_to(asal.resolve())
        elif asal.is_dir():
            shutil.copytree(asal, tujuan / asal.name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(asal, tujuan / asal.name)


def noticed(pohon: Path, uji: Iterable[str]) -> bool:
    """Do these tests fail in this tree?"""
    nama = [n.partition("::") for n in uji]
    berkas = [f"tests/{n}.py{titik}{satu}" for n, titik, satu in nama if (pohon / f"tests/{n}.py").is_file()]
    lingkungan = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (pohon, pohon / "addin", pohon / "tests"))),
                               "PYTHONDONTWRITEBYTECODE": "1"}
    perintah = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *berkas]
    hasil = subprocess.run(perintah, cwd=pohon, env=lingkungan, capture_output=True, check=False,
                           preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (BATAS, BATAS)))
    tak_terbaca = b"ImportError while loading conftest" in hasil.stdout + hasil.stderr  # the fault stops every import
    if hasil.returncode > 2 and not tak_terbaca:
        raise RuntimeError(hasil.stdout.decode()[-2000:] + hasil.stderr.decode()[-2000:])
    return hasil.returncode != 0


def judge(modul: str, pohon: Queue[Path], banyak: int, benih: int) -> tuple[int, list[Mutan]]:
    """How many faults were planted in the module, and which nobody noticed."""
    sumber = (AKAR / modul).read_text("utf-8")
    terpilih = draw(sumber, banyak, f"{benih}:{modul}")

    def one(mutan: Mutan) -> bool:
        tempat = pohon.get()
        try:
            (tempat / modul).write_bytes(mutan.apply(sumber.encode()))
            return noticed(tempat, MODUL[modul])
        finally:
            (tempat / modul).write_bytes(sumber.encode())
            pohon.put(tempat)
            print(".", end="", file=sys.stderr, flush=True)

    with ThreadPoolExecutor(pohon.qsize()) as regu:
        terlihat = list(regu.map(one, terpilih))
    print(file=sys.stderr)
    return len(terpilih), [m for m, lihat in zip(terpilih, terlihat, strict=True) if not lihat]


def run(modul: list[str], banyak: int, benih: int, regu: int) -> bool:
    """Judge the modules one after another; true when of each at least LULUS was noticed."""
    baik = True
    with tempfile.TemporaryDirectory(prefix="kinerja-mutasi-") as folder:
        pohon: Queue[Path] = Queue()
        for n in range(regu):
            (tempat := Path(folder, str(n))).mkdir()
            copy_sources(tempat)
            pohon.put(tempat)
        for m in modul:
            tempat = pohon.queue[0]
            if noticed(tempat, MODUL[m]):
                print(f"{m}: the tests are red without any fault")
                baik = False
                continue
            semua, lolos = judge(m, pohon, banyak, benih)
            sumber, sebab = (AKAR / m).read_bytes(), argued()
            alasan = [sebab.get((m, *mutan.lines(sumber)), "") for mutan in lolos]
            sisa = alasan.count("")
            baik &= sisa <= semua * (1 - LULUS)
            print(f"{m}: {semua - sisa} of {semua} noticed, {len(lolos) - sisa} of them argued", flush=True)
            for mutan, kata in zip(lolos, alasan, strict=True):
                print(f"  {m}:{mutan.baris}: {one_line(mutan.semula)}  ->  {one_line(mutan.menjadi)}"
                      + (f"  (argued: {kata})" if kata else f"\n    {' => '.join(mutan.lines(sumber))}"))
    return baik


def main() -> int:
    """The command."""
    baca = argparse.ArgumentParser(prog="python -m tests.mutasi", description=__doc__.splitlines()[0])
    baca.add_argument("modul", nargs="*", help="part of a module's path; without it all of them")
    baca.add_argument("-n", type=int, default=25, help="faults a module")
    baca.add_argument("--benih", type=int, default=1, help="seed")
    baca.add_argument("--regu", type=int, default=os.cpu_count() or 1, help="trees at work at once")
    pilih = baca.parse_args()
    modul = [m for m in MODUL if not pilih.modul or any(p in m for p in pilih.modul)]
    return 0 if modul and run(modul, pilih.n, pilih.benih, pilih.regu) else 1


if __name__ == "__main__":
    sys.exit(main())
