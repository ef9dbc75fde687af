"""The commands `kinerja verifikasi ...` for the verifiers of a round. Functions named like commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinerja_core.perintah.bahasa import command, group
from kinerja_core.perintah.pilihan import JSON_VERSI, Instrumen, Json, JsonVersi, Register, Timpa

app = group("Buku verifikator: menyiapkan dan menggabungkan.")


@command(app)
def siapkan(
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
    timpa: Timpa = False,
    as_json: Json = False,
) -> None:
    """Menyiapkan buku verifikator, atau daftar nilai presentasi dan kunjungan lapangan."""
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.verifikasi import lapor as verifikasi_lapor

    hasil = verifikasi_lapor.prepare_files(verifikasi_lapor.PerintahSiapkan(
        register, instrumen, ke, bagian, (*(kode or ()), *(kabupaten or ())), tuple(verifikator or ()), ganda,
        tanpa_bukti, tahap), lambda n: tampil.progress("Menyiapkan", n))
    if as_json:
        tampil.print_json({"versi": 1, **hasil.as_dict()})
        return
    for teks in hasil.kalimat:
        tampil.print_line(teks)


@command(app)
def gabung(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder berkas yang kembali dari verifikator.")],
    instrumen: Instrumen,
    register: Register,
    putuskan: Annotated[Path | None, typer.Option(metavar="BERKAS", help="Buku Perbedaan yang sudah diisi.")] = None,
    ke: Annotated[Path | None, typer.Option("--ke", metavar="FOLDER", help="Tempat buku Perbedaan ditulis.")] = None,
    as_json: Json = False, json_versi: JsonVersi = JSON_VERSI,
) -> None:
    """Menggabungkan berkas verifikator, nilai juri, dan putusan rapat ke dalam register."""
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.verifikasi import lapor as verifikasi_lapor

    hasil = verifikasi_lapor.merge_files(folder, register, instrumen, putuskan, ke,
                                         lambda n: tampil.progress("Menggabungkan", n))
    if as_json:
        tampil.print_json(hasil.as_dict())
    else:
        for teks in hasil.kalimat:
            tampil.print_line(teks)
    raise typer.Exit(hasil.kode_keluar)


@command(app)
def berita_acara(
    instrumen: Instrumen,
    register: Register,
    ke: Annotated[Path, typer.Option("--ke", metavar="FOLDER", help="Tempat berita acara ditulis.")],
    kabupaten: Annotated[list[str] | None, typer.Option(metavar="KODE", help="Hanya kabupaten/kota ini.")] = None,
    timpa: Timpa = False,
) -> None:
    """Menulis Berita Acara Hasil Verifikasi tiap kabupaten/kota, siap dicetak dan ditandatangani."""
    from kinerja_core.perintah import tampil
    from kinerja_core.provinsi.verifikasi import lapor as verifikasi_lapor

    tertulis = verifikasi_lapor.write_minutes(register, instrumen, ke, tuple(kabupaten or ()))
    for path in tertulis:
        tampil.print_line(f"Tertulis {path}")
