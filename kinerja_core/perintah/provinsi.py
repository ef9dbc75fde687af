"""The part of the command line for the provincial team and its verifiers: arguments in, one verb of the core out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app_verifikasi = typer.Typer(no_args_is_help=True, help="Buku verifikator: menyiapkan dan menggabungkan.",
                             rich_markup_mode=None, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")
app_provinsi = typer.Typer(no_args_is_help=True, help="Folder kerja provinsi yang dijalankan dengan klik dua kali.",
                           rich_markup_mode=None, options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH ...")


def add_to(app: typer.Typer) -> None:
    """Hangs the provincial commands onto the command line."""
    app.command("daftar", options_metavar="[PILIHAN]")(daftar_formulir)
    app.command("sebar", options_metavar="[PILIHAN]")(sebar)
    app.command("kumpul", options_metavar="[PILIHAN]")(kumpul)
    app.command("register", options_metavar="[PILIHAN]")(register_lihat)
    app.add_typer(app_verifikasi, name="verifikasi")
    app.add_typer(app_provinsi, name="provinsi")


Instrumen = Annotated[str, typer.Option("--instrumen", metavar="INSTRUMEN", help="Nama instrumen, .toml, .xlsx.")]
Register = Annotated[Path, typer.Option("--register", metavar="BERKAS", help="Register .sqlite; dibuat bila belum.")]
Json = Annotated[bool, typer.Option("--json", help="Cetak hasil sebagai JSON.")]


def daftar_formulir(
    instrumen: Annotated[str, typer.Argument(metavar="INSTRUMEN", help="Nama instrumen, .toml, .xlsx.")],
    keluar: Annotated[Path, typer.Option("-o", "--keluar", metavar="BERKAS", help="Formulir daftar yang ditulis.")],
    dari: Annotated[Path | None, typer.Option(metavar="BERKAS", help="Daftar lama yang disalin.")] = None,
) -> None:
    """Menulis formulir daftar kecamatan untuk diisi di Excel."""
    from kinerja_core.instrumen.periksa import load_sound
    from kinerja_core.lembar.tulis import write_file
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.daftar import list_form, read_list

    ins = load_sound(instrumen)
    write_file(keluar, list_form(ins, read_list(dari, ins) if dari else ()))
    tampil.print_line(f"Tertulis {keluar}. Isi di Excel, simpan, lalu jalankan kinerja sebar.")


def sebar(
    instrumen: Annotated[str, typer.Argument(metavar="INSTRUMEN", help="Nama instrumen, .toml, .xlsx.")],
    daftar: Annotated[Path, typer.Option(metavar="BERKAS", help="Daftar kecamatan .xlsx; lihat kinerja daftar.")],
    tenggat: Annotated[str, typer.Option(metavar="TANGGAL", help="Batas kirim, 2026-12-31.")],
    ke: Annotated[Path, typer.Option(metavar="FOLDER", help="Folder baru untuk kirimannya.")],
    jobs: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Banyaknya proses.")] = 1,
    kunci: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Folder kunci; bawaan folder pengguna.")] = None,
    sandi: Annotated[bool, typer.Option("--sandi-lingkungan", help="Sandi kunci wajib ada di KINERJA_SANDI.")] = False,
    terima: Annotated[str | None, typer.Option(metavar="KALIMAT", help="Penerimaan nilai belum terkonfirmasi.")] = None,
    as_json: Json = False,
) -> None:
    """Menyebar templat tersegel ke setiap kecamatan: folder dan zip per kabupaten/kota, manifes, arsip."""
    from kinerja_core.instrumen.periksa import load_sound
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.daftar import read_list
    from kinerja_core.provinsi.sebar import sebarkan as s

    kiriman = s.prepare(load_sound(instrumen), tenggat, terima)
    kecamatan = read_list(daftar, kiriman.instrumen)
    kata_sandi = s.passphrase(sandi)
    with tampil.progress("Menyebar", len(kecamatan)) as maju:
        hasil = s.send(kiriman, kecamatan, ke, kunci=kunci, sandi=kata_sandi, jobs=jobs, maju=maju)
    if as_json:
        tampil.print_json({"versi": 1, **hasil.as_dict()})
        return
    for teks in s.summary_lines(hasil):
        tampil.print_line(teks)


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
    jobs: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Banyaknya proses.")] = 1,
    as_json: Json = False,
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


def register_lihat(
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


@app_provinsi.command("siapkan", options_metavar="[PILIHAN]")
def provinsi_siapkan(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder kerja; dibuat, atau dilengkapi.")],
    instrumen: Annotated[str, typer.Option(metavar="INSTRUMEN", help="Nama instrumen, .toml, .xlsx.")] = "",
) -> None:
    """Menyiapkan folder kerja: Pengaturan, Instrumen, Kecamatan, dan lima skrip klik dua kali."""
    from kinerja_core.kantor.contoh import INSTRUMEN
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.folder import prepare_folder

    with tampil.steps("Menyiapkan folder kerja"):
        kalimat = prepare_folder(folder, instrumen or INSTRUMEN)
    for teks in kalimat:
        tampil.print_line(teks)


@app_provinsi.command("jalankan", options_metavar="[PILIHAN]")
def provinsi_jalankan(
    langkah: Annotated[str, typer.Argument(metavar="LANGKAH", help="1 sampai 5, atau namanya: periksa, sebar, kumpul, "
                                                                   "verifikasi, gabung.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder kerja.")],
    buka: Annotated[bool, typer.Option("--buka/--tanpa-buka", help="Buka hasilnya sesudah selesai.")] = True,
    diterima: Annotated[str | None, typer.Option(metavar="TANGGAL", help="Kapan berkas di Masuk diterima.")] = None,
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
    import getpass
    import sys

    if not sys.stdin.isatty():
        return ""
    sandi = getpass.getpass("Sandi kunci (tidak terlihat saat diketik): ")
    if baru and getpass.getpass("Ketik sekali lagi: ") != sandi:
        return ""
    return sandi


@app_verifikasi.command("siapkan", options_metavar="[PILIHAN]")
def verifikasi_siapkan(
    instrumen: Instrumen,
    register: Register,
    ke: Annotated[Path, typer.Option("--ke", metavar="FOLDER", help="Tempat berkas verifikator ditulis.")],
    bagian: Annotated[str, typer.Option(metavar="PERSEN", help="Bagian kecamatan, 10%. Bawaan semuanya.")] = "100%",
    kode: Annotated[list[str] | None, typer.Option(metavar="KODE", help="Hanya kecamatan ini; boleh diulang.")] = None,
    kabupaten: Annotated[list[str] | None, typer.Option(metavar="KODE", help="Hanya kabupaten/kota ini.")] = None,
    verifikator: Annotated[list[str] | None, typer.Option(metavar="NAMA", help="Nama; boleh diulang.")] = None,
    ganda: Annotated[bool, typer.Option("--ganda", help="Dua verifikator untuk tiap kecamatan.")] = False,
    tanpa_bukti: Annotated[str, typer.Option(metavar="AKIBAT", help="Akibat Tidak ada bukti: nol, tetap.")] = "nol",
    tahap: Annotated[str, typer.Option(metavar="TAHAP", help="verifikasi, presentasi, lapangan.")] = "verifikasi",
    as_json: Json = False,
) -> None:
    """Menyiapkan buku verifikator, atau daftar nilai presentasi dan kunjungan lapangan."""
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.verifikasi import lapor

    hasil = lapor.prepare_files(lapor.PerintahSiapkan(
        register, instrumen, ke, bagian, (*(kode or ()), *(kabupaten or ())), tuple(verifikator or ()), ganda,
        tanpa_bukti, tahap), lambda n: tampil.progress("Menyiapkan", n))
    if as_json:
        tampil.print_json({"versi": 1, **hasil.as_dict()})
        return
    for teks in hasil.kalimat:
        tampil.print_line(teks)


@app_verifikasi.command("gabung", options_metavar="[PILIHAN]")
def verifikasi_gabung(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder berkas yang kembali dari verifikator.")],
    instrumen: Instrumen,
    register: Register,
    putuskan: Annotated[Path | None, typer.Option(metavar="BERKAS", help="Buku Perbedaan yang sudah diisi.")] = None,
    ke: Annotated[Path | None, typer.Option("--ke", metavar="FOLDER", help="Tempat buku Perbedaan ditulis.")] = None,
    as_json: Json = False,
) -> None:
    """Menggabungkan berkas verifikator, nilai juri, dan putusan rapat ke dalam register."""
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.verifikasi import lapor

    hasil = lapor.merge_files(folder, register, instrumen, putuskan, ke,
                                         lambda n: tampil.progress("Menggabungkan", n))
    if as_json:
        tampil.print_json(hasil.as_dict())
    else:
        for teks in hasil.kalimat:
            tampil.print_line(teks)
    raise typer.Exit(hasil.kode_keluar)


@app_verifikasi.command("berita-acara", options_metavar="[PILIHAN]")
def verifikasi_berita_acara(
    instrumen: Instrumen,
    register: Register,
    ke: Annotated[Path, typer.Option("--ke", metavar="FOLDER", help="Tempat berita acara ditulis.")],
    kabupaten: Annotated[list[str] | None, typer.Option(metavar="KODE", help="Hanya kabupaten/kota ini.")] = None,
) -> None:
    """Menulis Berita Acara Hasil Verifikasi tiap kabupaten/kota, siap dicetak dan ditandatangani."""
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.verifikasi import lapor

    tertulis = lapor.write_minutes(register, instrumen, ke, tuple(kabupaten or ()))
    for path in tertulis:
        tampil.print_line(f"Tertulis {path}")
