"""What each command does, between the arguments of `cli` and the verbs of the core.

One bad file never stops a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinerja_core.buku_kinerja.baca import BacaanBuku
from kinerja_core.buku_kinerja.rencana import (
    PROFIL,
    Rencana,
    empty_rencana,
    is_rencana_file,
    load_rencana,
    rencana_as_dict,
)
from kinerja_core.dasar.temuan import KinerjaError, Temuan
from kinerja_core.instrumen.model import (
    Identitas,
    Instrumen,
    load_toml,
    parse_identitas,
)
from kinerja_core.instrumen.periksa import load_sound
from kinerja_core.kantor.baca import check_any, read_file
from kinerja_core.kantor.buat import build, build_book
from kinerja_core.kantor.hitung import LaporanBuku, LaporanHitung, book_as_dict, compare, compare_book, report_as_dict
from kinerja_core.kertas_kerja.baca import read_workbook
from kinerja_core.kertas_kerja.isian import Isian, isian_as_dict, load_isian_data, parse_isian
from kinerja_core.kertas_kerja.periksa import check_workbook
from kinerja_core.lembar.cetak import KERTAS_BAWAAN, PILIHAN_KERTAS
from kinerja_core.lembar.tulis import write_file
from kinerja_core.xlsx.mesin import NAMA as NAMA_PEMBANDING

#: Up to so many files are checked within a second: no progress bar.
SEDIKIT = 5
#: The list of mends that `kinerja contoh` writes beside the workbooks.
KOREKSI = "koreksi.toml"


def _identity(dari_isian: Identitas | None, berkas: Path | None, pilihan: dict[str, str], ins: Instrumen) -> Identitas:
    isi: dict[str, Any] = dari_isian.model_dump() if dari_isian else {}
    if berkas is not None:
        data = load_toml(berkas, "INS15")
        isi |= data.get("identitas", data)
    isi |= {k: v for k, v in pilihan.items() if v}
    isi.setdefault("provinsi", ins.provinsi)
    return parse_identitas(isi)


#: What `kinerja buat` is told instead of a file to make an empty Buku Kinerja.
BUKU = "buku"


def make_book(sumber: str, keluar: Path, tahun: int | None, kertas: str, pilihan: dict[str, str]) -> Path:
    """`kinerja buat RENCANA.toml`, whose head says whose it is; or `kinerja buat buku`: an empty one."""
    if sumber == BUKU:
        if tahun is None:
            raise KinerjaError("PGL01", a="Sebutkan tahunnya: --tahun 2026.")
        if not 2000 <= tahun <= 2100:
            raise KinerjaError("PGL01", a=f"Tahun {tahun} tidak masuk akal; pilih antara 2000 dan 2100.")
        ident = parse_identitas({k: v for k, v in pilihan.items() if v})
        rencana = empty_rencana(ident, tahun)
        if (pilih := PILIHAN_KERTAS[kertas]) != KERTAS_BAWAAN:
            rencana = Rencana(ident, tahun, rencana.kapasitas, {(PROFIL, "kertas"): pilih.nama})
    else:
        if tahun is not None or any(pilihan.values()) or PILIHAN_KERTAS[kertas] != KERTAS_BAWAAN:
            raise KinerjaError("PGL01", a="Identitas, tahun, dan kertas berdiri di berkas rencana; ubah di sana.")
        rencana = load_rencana(Path(sumber))
    write_file(keluar, build_book(rencana))
    return keluar


def make(sumber: str, keluar: Path, isian: Path | None, identitas: Path | None, tahun: int | None, kertas: str,
         pilihan: dict[str, str]) -> Path:
    """`kinerja buat`: a Buku Kinerja from a plan or from nothing, else a kertas kerja from an instrument."""
    if kertas not in PILIHAN_KERTAS:
        raise KinerjaError("PGL01", a=f"Kertas {kertas} tidak dikenal; pilih {' atau '.join(PILIHAN_KERTAS)}.")
    if keluar.suffix.lower() != ".xlsx":
        raise KinerjaError("PGL01", a=f"Nama berkas keluaran {keluar.name} harus berakhiran .xlsx.")
    if sumber == BUKU or sumber.lower().endswith(".json") or is_rencana_file(Path(sumber)):
        if isian or identitas:
            raise KinerjaError("PGL01", a="Pilihan --isian dan --identitas hanya untuk kertas kerja.")
        return make_book(sumber, keluar, tahun, kertas, pilihan)
    return make_workbook(sumber, keluar, isian, identitas, tahun, kertas, pilihan)


def make_workbook(instrumen: str, keluar: Path, isian: Path | None, identitas: Path | None, tahun: int | None,
                  kertas: str, pilihan: dict[str, str]) -> Path:
    """A kertas kerja: identity from isian file, identity file and options, in that order of precedence upwards."""
    ins = load_sound(instrumen)
    if tahun is not None and tahun != ins.tahun_penilaian:
        raise KinerjaError("PGL01", a=f"Instrumen {ins.id} untuk tahun {ins.tahun_penilaian}, bukan {tahun}.")
    isi = parse_isian(load_isian_data(isian), ins) if isian else None
    ident = _identity(isi.identitas if isi else None, identitas, pilihan, ins)
    write_file(keluar, build(ins, ident, Isian(ident, isi.data) if isi else None, kertas=PILIHAN_KERTAS[kertas]))
    return keluar


def read_as_dict(berkas: Path, instrumen: str | None) -> dict[str, Any]:
    """`kinerja baca --json`: the file form of the isian, or of the plan."""
    bacaan = read_file(berkas, instrumen)
    if isinstance(bacaan, BacaanBuku):
        return rencana_as_dict(bacaan.rencana)
    return isian_as_dict(bacaan.isian, bacaan.instrumen)


def _plan_lines(isi: dict[str, Any]) -> Iterator[str]:
    yield f"Buku Kinerja tahun {isi['tahun']}"
    yield f"Kecamatan {isi['identitas']['nama']} ({isi['identitas']['kode_wilayah']})"
    for kunci, nilai in isi["profil"].items():
        yield f"{'profil ' + kunci:<24} {nilai}"
    for tabel, baris in isi.items():
        if isinstance(baris, list) and baris:
            yield f"{tabel}: {len(baris)} baris"
            for b in baris:
                yield "  " + "; ".join(f"{k} {v}" for k, v in b.items())


def read_as_lines(isi: dict[str, Any]) -> Iterator[str]:
    """`kinerja baca`: one line per input, or per row of a plan."""
    if isi.get("jenis") == "buku_kinerja":
        yield from _plan_lines(isi)
        return
    ident = isi["identitas"] or {}
    yield f"Instrumen {isi['instrumen']['id']} {isi['instrumen']['versi']}"
    yield f"Kecamatan {ident.get('nama', '?')} ({ident.get('kode_wilayah', '?')})"

    def teks(nilai: Any) -> str:
        return "(kosong)" if nilai is None else str(nilai).replace(".", ",") if isinstance(nilai, float) else str(nilai)

    for kode, nilai in isi["data_umum"].items():
        yield f"{kode:<24} {teks(nilai)}"
    for kode, data in isi["isian"].items():
        for kunci, nilai in data.items():
            yield f"{kode + ' ' + kunci:<24} {teks(nilai)}"
    for kode, nilai in isi["bukti"].items():
        if nilai is not None:
            yield f"{kode + ' bukti':<24} {teks(nilai)}"


@dataclass(frozen=True)
class LaporanBerkas:
    """What became of one file; `laporan` is None when it was only checked or could not be used.

    `keaslian` is the outcome of Cek Keaslian in words, "" when nobody asked.
    """

    berkas: str
    temuan: tuple[Temuan, ...]
    laporan: LaporanHitung | LaporanBuku | None = None
    keaslian: str = ""


def report_dict(x: LaporanBerkas) -> dict[str, Any]:
    """One file of the JSON of `hitung`; an unusable one carries only its catatan."""
    if isinstance(x.laporan, LaporanBuku):
        return book_as_dict(x.berkas, x.laporan)
    if x.laporan is not None:
        return report_as_dict(x.berkas, x.laporan)
    return {"berkas": x.berkas, "catatan": [t.as_dict() for t in x.temuan]}


def parse_engines(daftar: str) -> list[str]:
    """Names of pembanding from "a,b"; KinerjaError for an unknown one."""
    nama = [n.strip() for n in daftar.split(",") if n.strip()]
    for n in nama:
        if n not in NAMA_PEMBANDING:
            raise KinerjaError("PGL01", a=f"Pembanding {n} tidak dikenal; yang ada {', '.join(NAMA_PEMBANDING)}.")
    return nama


def _each(berkas: Sequence[Path], kerja: Callable[[Path], LaporanBerkas], *,
          lama: bool) -> tuple[list[LaporanBerkas], bool]:
    """Each file by itself; an unusable one becomes its findings. A progress bar when it may take over a second."""
    hasil, galat = [], False
    with progress_bar(len(berkas)) if lama or len(berkas) > SEDIKIT else nullcontext() as maju:
        for path in berkas:
            try:
                hasil.append(kerja(path))
            except KinerjaError as g:
                hasil.append(LaporanBerkas(str(path), g.temuan))
                galat = True
            if maju:
                maju(path.name)
    return hasil, galat


def progress_bar(jumlah: int) -> AbstractContextManager[Any]:
    """The bar of `tampil`, loaded only when one is shown."""
    from kinerja_core.perintah import tampil

    return tampil.progress("Membaca berkas", jumlah)


def compare_files(berkas: Sequence[Path], instrumen: str | None, pembanding: str) -> tuple[list[LaporanBerkas], bool]:
    """`kinerja hitung` over files; the flag says that at least one could not be used."""
    mesin = parse_engines(pembanding)

    def satu(path: Path) -> LaporanBerkas:
        bacaan = read_file(path, instrumen)
        laporan = compare_book(path, bacaan, mesin) if isinstance(bacaan, BacaanBuku) else compare(path, bacaan, mesin)
        return LaporanBerkas(str(path), laporan.temuan, laporan)

    return _each(berkas, satu, lama=set(mesin) - {"ironcalc"} != set())


def check_files(berkas: Sequence[Path], instrumen: str | None,
                kunci: Path | None = None) -> tuple[list[LaporanBerkas], bool]:
    """`kinerja periksa` over files; the flag says that at least one could not be used.

    With the public key of the province a kertas kerja is also compared with its definition, and its seal verified.
    """
    pem = None if kunci is None else _read_key(kunci)

    def satu(path: Path) -> LaporanBerkas:
        bacaan = read_file(path, instrumen)
        temuan = check_any(bacaan)
        if pem is None or isinstance(bacaan, BacaanBuku):
            return LaporanBerkas(str(path), tuple(temuan))
        from kinerja_core.segel.bandingkan import combine, inspect

        h = inspect(bacaan, pem)
        sebutan = f"{h.keaslian.sebutan}. {h.keaslian.sebab}".strip()
        return LaporanBerkas(str(path), tuple(combine(temuan, h.temuan)), keaslian=sebutan)

    return _each(berkas, satu, lama=False)


def _read_key(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as galat:
        raise KinerjaError("BKS01", a=path.name) from galat


def checked_dict(x: LaporanBerkas) -> dict[str, Any]:
    """One file of the JSON of `periksa`."""
    return {"berkas": x.berkas, "keaslian": x.keaslian, "catatan": [t.as_dict() for t in x.temuan]}


#: Findings that mean the locked content is not what was issued.
_TIDAK_UTUH = frozenset({
    "BKS10", "BKS11", "BKS13", "BKS15", "BKS22", "BKS24", "SGL02", "SGL03", "SGL04", "SGL05", "SGL07", "SGL09", "SGL10",
    "SGL14", "SGL16",
})


def exit_code(laporan: Iterable[LaporanBerkas], galat: bool) -> int:
    """2 when a file was unusable, 3 when integrity is broken, 1 when anything was found, else 0."""
    temuan = [t for x in laporan for t in x.temuan]
    if galat:
        return 2
    if any(t.kode in _TIDAK_UTUH for t in temuan):
        return 3
    return 1 if temuan else 0


def outcome_code(temuan: Iterable[Temuan]) -> int:
    """1 when something has to be mended or looked at, else 0: a keterangan only tells what was done."""
    return 1 if any(t.tingkat != "keterangan" for t in temuan) else 0


def show_examples(ke: Path, pembanding: str) -> None:
    """`kinerja contoh`: write the three workbooks, then show the faithful one's result, agreement and catatan."""
    from kinerja_core.kantor import contoh
    from kinerja_core.perintah import tampil

    mesin = parse_engines(pembanding) if pembanding else list(available_engines())
    tertulis = []
    with tampil.progress("Menulis buku contoh", 4 + 2 * len(contoh.DOKUMEN)) as maju:
        for satu, isi in contoh.build_examples():
            write_file(ke / satu.berkas, isi)
            tertulis.append(ke / satu.berkas)
            maju(f"Menulis {satu.berkas}")
        buku = []
        for satu_buku, isi in contoh.build_books():
            write_file(ke / satu_buku.berkas, isi)
            buku.append((ke / satu_buku.berkas, satu_buku))
            if satu_buku.diperbaiki:
                koreksi_buku = contoh.book_corrections_toml(satu_buku)
                write_file(ke / f"buku_kinerja_{satu_buku.nama}_{KOREKSI}", koreksi_buku.encode())
            maju(f"Menulis {satu_buku.berkas}")
        setia = read_workbook(tertulis[0])
        if setia.isian.identitas:
            koreksi = contoh.corrections_toml(setia.instrumen, setia.isian.identitas)
            write_file(ke / KOREKSI, koreksi.encode())
        laporan = compare(tertulis[0], setia, mesin)
        maju("Membandingkan")
    tampil.print_line("Kecamatan Bendo, Kabupaten Magetan, 2022 (apa adanya dari sumber)")
    tampil.print_result(laporan.terolah.hasil, laporan.bacaan.instrumen.istilah)
    tampil.print_agreement(laporan)
    tampil.print_findings(laporan.temuan)
    tampil.print_line("\nTertulis:")
    for path in tertulis:
        bacaan = read_workbook(path)
        temuan = check_workbook(bacaan)
        akhir = compare(path, bacaan, ()).terolah.hasil.nilai_akhir
        tampil.print_line(f"  {path}  Nilai Akhir {tampil.exact(akhir)}; {tampil.count_sentence(temuan)}")
    tampil.print_line(f"  {ke / KOREKSI}  setiap perbaikan: sel, sebelum, sesudah, alasan, sumber")
    for path, satu_buku in buku:
        tampil.print_line(f"  {path}  {_book_line(path, contoh.title_of(satu_buku))}")


def _book_line(path: Path, judul: str) -> str:
    """One example Buku Kinerja in a line: how many result cells agree, what was found."""
    from kinerja_core.perintah import tampil

    bacaan = read_file(path, None)
    assert isinstance(bacaan, BacaanBuku)
    hasil = compare_book(path, bacaan, ("ironcalc",))
    sepakat = f"{sum(s.sepakat for s in hasil.sel.values())} dari {len(hasil.sel)} sel sepakat"
    return f"{judul}; {sepakat}; {tampil.count_sentence(hasil.temuan)}"


def available_engines() -> Iterator[str]:
    """Pembanding that are installed here."""
    from importlib.util import find_spec

    from kinerja_core.xlsx.mesin.soffice import libreoffice_missing

    yield "ironcalc"
    if find_spec("formulas"):
        yield "formulas"
    if libreoffice_missing() is None:
        yield "libreoffice"
