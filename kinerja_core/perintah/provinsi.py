"""The commands of the provincial team: daftar, sebar, kumpul, register, and the group `kinerja provinsi ...`.

Arguments in, one verb of the core, results out; every function is named like its command.
"""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from kinerja_core.perintah.bahasa import command, group
from kinerja_core.perintah.pilihan import JSON_VERSI, KERTAS, Instrumen, Json, JsonVersi, Kertas, Register, Timpa

#: Typed without the name of a group: kinerja sebar.
akar = group()
#: kinerja provinsi siapkan, kinerja provinsi jalankan.
app = group("Folder kerja provinsi yang dijalankan dengan klik dua kali.")


@command(akar)
def daftar(
    instrumen: Annotated[str, typer.Argument(metavar="INSTRUMEN", help="Nama instrumen, .toml, .xlsx.")],
    keluar: Annotated[Path, typer.Option("-o", "--keluar", metavar="BERKAS", help="Formulir daftar yang ditulis.")],
    dari: Annotated[Path | None, typer.Option(metavar="BERKAS", help="Daftar lama yang disalin.")] = None,
    timpa: Timpa = False,
) -> None:
    """Menulis formulir daftar kecamatan untuk diisi di Excel."""
    from kinerja_core.instrumen.periksa import load_sound
    from kinerja_core.lembar.tulis import write_file
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.daftar import list_form, read_list

    ins = load_sound(instrumen)
    write_file(keluar, list_form(ins, read_list(dari, ins) if dari else ()))
    tampil.print_line(f"Tertulis {keluar}. Isi di Excel, simpan, lalu jalankan kinerja sebar.")


@command(akar)
def sebar(
    instrumen: Annotated[str, typer.Argument(metavar="INSTRUMEN", help="Nama instrumen, .toml, .xlsx.")],
    daftar: Annotated[Path, typer.Option(metavar="BERKAS", help="Daftar kecamatan .xlsx; lihat kinerja daftar.")],
    tenggat: Annotated[str, typer.Option(metavar="TANGGAL", help="Batas kirim, 2026-12-31.")],
    ke: Annotated[Path, typer.Option(metavar="FOLDER", help="Folder baru untuk kirimannya.")],
    jobs: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Banyaknya proses.")] = 1,
    kunci: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Folder kunci; bawaan folder pengguna.")] = None,
    sandi: Annotated[bool, typer.Option("--sandi-lingkungan", help="Sandi kunci wajib ada di KINERJA_SANDI.")] = False,
    terima: Annotated[str | None, typer.Option(metavar="KALIMAT", help="Penerimaan nilai belum terkonfirmasi.")] = None,
    kertas: Kertas = KERTAS,
    as_json: Json = False,
) -> None:
    """Menyebar templat tersegel ke setiap kecamatan: folder dan zip per kabupaten/kota, manifes, arsip."""
    from kinerja_core.instrumen.periksa import load_sound
    from kinerja_core.kantor.buat import require_paper
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.daftar import read_list
    from kinerja_core.provinsi.sebar import sebarkan as s

    kiriman = s.prepare(load_sound(instrumen), tenggat, terima, require_paper(kertas))
    kecamatan = read_list(daftar, kiriman.instrumen)
    kata_sandi = s.passphrase(sandi)
    with tampil.progress("Menyebar", len(kecamatan)) as maju:
        hasil = s.send(kiriman, kecamatan, ke, kunci=kunci, sandi=kata_sandi, jobs=jobs, maju=maju)
    if as_json:
        tampil.print_json({"versi": 1, **hasil.as_dict()})
        return
    for teks in s.summary_lines(hasil):
        tampil.print_line(teks)


@command(akar)
def kumpul(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder berkas yang masuk, termasuk isi zip.")],
    instrumen: Instrumen,
    register: Register,
    kunci_publik: Annotated[Path, typer.Option("--kunci-publik", metavar="BERKAS", help="Kunci publik provinsi .pem.")],
    ke: Annotated[Path | None, typer.Option("--ke", metavar="BERKAS", help="Buku rekap yang ditulis, .xlsx.")] = None,
    sebaran: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Folder atau arsip pengirimannya.")] = None,
    daftar: Annotated[Path | None, typer.Option(metavar="BERKAS", help="Daftar kecamatan .xlsx.")] = None,
    tenggat: Annotated[str | None, typer.Option(metavar="TANGGAL", help="Tenggat, 2026-12-31.")] = None,
    diterima: Annotated[str | None, typer.Option(metavar="TANGGAL", help="Kapan diterima; bawaan: sekarang.")] = None,
    tahap: Annotated[str, typer.Option(metavar="BOBOT", help="Misalnya mandiri=40,verifikasi=60.")] = "",
    register_lalu: Annotated[Path | None, typer.Option(metavar="BERKAS", help="Register tahun lalu.")] = None,
    catatan: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Tempat catatan balik ditulis.")] = None,
    timpa: Timpa = False,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Banyaknya proses.")] = 1,
    as_json: Json = False, json_versi: JsonVersi = JSON_VERSI,
) -> None:
    """Mengumpulkan berkas yang masuk: memeriksa, menilai, mendaftarkan, lalu menulis rekap."""
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.kumpul import lapor

    perintah = lapor.Perintah(folder, instrumen, kunci_publik, register, ke, sebaran, daftar, tenggat, diterima,
                                     tahap, register_lalu, catatan, jobs)
    laporan = lapor.run(perintah, lambda n: tampil.progress("Mengumpulkan", n))
    if as_json:
        tampil.print_json(laporan.as_dict())
    else:
        if baris := lapor.returned_rows(laporan.kumpulan):
            tampil.print_rows(("Berkas", "Keadaan", "Kode", "Sebab"), baris)
        for teks in lapor.report_lines(laporan):
            tampil.print_line(teks)
    raise typer.Exit(laporan.kode_keluar)


@command(akar)
def register(
    berkas: Annotated[Path, typer.Argument(metavar="REGISTER", help="Register .sqlite.")],
    instrumen: Annotated[str | None, typer.Option(metavar="INSTRUMEN", help="Hanya putaran instrumen ini.")] = None,
    as_json: Json = False,
) -> None:
    """Menjawab dari register: belum masuk, terlambat, ganda, diganti, dikembalikan."""
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.kumpul import lapor

    jawaban = lapor.register_answers(berkas, instrumen)
    if as_json:
        tampil.print_json({"versi": 1, "putaran": jawaban})
        return
    for satu in jawaban:
        for teks in lapor.answer_lines(satu):
            tampil.print_line(teks)


@command(app)
def siapkan(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder kerja; dibuat, atau dilengkapi.")],
    instrumen: Annotated[str, typer.Option(metavar="INSTRUMEN", help="Nama instrumen, .toml, .xlsx.")] = "",
    timpa: Timpa = False,
) -> None:
    """Menyiapkan folder kerja: Pengaturan, Instrumen, Kecamatan, dan lima skrip klik dua kali."""
    from kinerja_core.kantor.contoh import INSTRUMEN
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.folder import prepare_folder

    with tampil.steps("Menyiapkan folder kerja"):
        kalimat = prepare_folder(folder, instrumen or INSTRUMEN)
    for teks in kalimat:
        tampil.print_line(teks)


@command(app)
def jalankan(
    langkah: Annotated[str, typer.Argument(metavar="LANGKAH", help="1 sampai 5, atau namanya: periksa, sebar, kumpul, "
                                                                   "verifikasi, gabung.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder kerja.")],
    buka: Annotated[bool, typer.Option("--buka/--tanpa-buka", help="Buka hasilnya sesudah selesai.")] = True,
    diterima: Annotated[str | None, typer.Option(metavar="TANGGAL", help="Kapan berkas di Masuk diterima.")] = None,
    timpa: Timpa = False,
) -> None:
    """Menjalankan satu dari lima langkah putaran pada folder kerja; yang diklik skripnya."""
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.langkah import Cara, open_file, run_step, step_lines

    selesai = run_step(langkah, folder, Cara(tampil.progress, _ask_passphrase, diterima))
    for teks in step_lines(selesai):
        tampil.print_line(teks)
    if buka and selesai.buka is not None and not open_file(selesai.buka):
        tampil.print_line(f"Buka sendiri: {selesai.buka}")
    raise typer.Exit(selesai.kode)


def _ask_passphrase(baru: bool) -> str:
    """The passphrase typed unseen, twice for a new key; "" when nobody can type."""
    if not sys.stdin.isatty():
        return ""
    sandi = getpass.getpass("Sandi kunci (tidak terlihat saat diketik): ")
    if baru and getpass.getpass("Ketik sekali lagi: ") != sandi:
        return ""
    return sandi
