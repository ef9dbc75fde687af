"""The commands `kinerja addin ...`; kinerja_core.perintah.addin mounts them. Functions named like commands.

In: arguments. Out: what was installed or built, in lines; exit code 1 when `status` finds something to mend.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinerja_core.perintah.bahasa import command, group
from kinerja_core.perintah.kode_keluar import ADA_CATATAN, BERSIH
from kinerja_core.perintah.pilihan import JSON_VERSI, Json, JsonVersi, Timpa

#: Its help stands where it is mounted: `kinerja --help` shows it without loading this.
app = group()


@command(app)
def bangun(keluar: Annotated[Path, typer.Option("-o", "--keluar", metavar="BERKAS",
                                                      help="Add-in yang ditulis, .xlam.")],
           timpa: Timpa = False) -> None:
    """Membangun add-in .xlam dari naskahnya, di komputer apa pun; hasilnya selalu sama."""
    from kinerja_addin.xlam import write_xlam
    from kinerja_core.perintah import tampil

    sidik = write_xlam(keluar)
    tampil.print_line(f"Tertulis {keluar}")
    tampil.print_line(f"SHA-256  {sidik}")


@command(app)
def pasang(berkas: Annotated[Path | None, typer.Option(
        "--xlam", metavar="BERKAS", help="Add-in yang sudah jadi; bawaan: dibangun sekarang.")] = None,
                 provinsi: Annotated[bool | None, typer.Option("--provinsi/--tanpa-provinsi",
                                     help="Tampilkan kelompok Provinsi di pita; bawaan: seperti sebelumnya.")] = None,
                 ) -> None:
    """Memasang add-in untuk pemakai ini, tanpa hak administrator; yang lama digantikan."""
    from kinerja_addin import pasang
    from kinerja_core.perintah import tampil

    for baris in pasang.install_here(berkas, provinsi):
        tampil.print_line(baris)


@command(app)
def lepas() -> None:
    """Melepas add-in dan pengaturannya; buku kerja tidak tersentuh."""
    from kinerja_addin import pasang
    from kinerja_core.perintah import tampil

    for baris in pasang.remove_here():
        tampil.print_line(baris)


@command(app)
def status(as_json: Json = False, json_versi: JsonVersi = JSON_VERSI) -> None:
    """Menyebut apakah add-in terpasang, versinya, dan Python yang dipakainya."""
    from kinerja_addin import pasang
    from kinerja_core.perintah import tampil

    keadaan = pasang.status_here()
    if as_json:
        tampil.print_json(keadaan.as_dict())
    else:
        for baris in keadaan.lines():
            tampil.print_line(baris)
    raise typer.Exit(BERSIH if keadaan.siap else ADA_CATATAN)


@command(app)
def paket_pasang(
    ke: Annotated[Path, typer.Option("-o", "--keluar", metavar="FOLDER", help="Folder paket; dibuat.")],
    roda: Annotated[Path | None, typer.Option("--roda", metavar="BERKAS",
                                              help="Roda kinerja-*.whl; bawaan: dibangun dari sumbernya.")] = None,
) -> None:
    """Menyiapkan paket pasang tanpa jaringan untuk laptop kantor (Windows): roda, add-in, skrip klik dua kali."""
    from kinerja_addin.paket import build_kit
    from kinerja_core.perintah import tampil

    with tampil.steps("Menyiapkan paket pasang") as maju:
        paket = build_kit(ke, roda=roda, maju=maju)
    for baris in paket.lines():
        tampil.print_line(baris)
