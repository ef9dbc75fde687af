"""The commands `kinerja instrumen ...`: checking, writing and comparing instruments. Functions named like commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinerja_core.dasar.versi_json import json_version
from kinerja_core.perintah.bahasa import command, group
from kinerja_core.perintah.kode_keluar import ADA_CATATAN, BERSIH
from kinerja_core.perintah.pilihan import JSON_VERSI, Json, JsonVersi, Timpa

app = group("Menyusun, memeriksa, dan membandingkan instrumen.")


@command(app)
def periksa(
    berkas: Annotated[str, typer.Argument(metavar="INSTRUMEN", help="Nama instrumen, berkas .toml, atau .xlsx.")],
    as_json: Json = False, json_versi: JsonVersi = JSON_VERSI,
) -> None:
    """Memeriksa instrumen: semua kekeliruan sekaligus, lalu bukti bahwa buku dan inti menilai sama."""
    from kinerja_core.dasar.sebab import as_dicts
    from kinerja_core.kantor.periksa_naskah import check_file
    from kinerja_core.perintah import tampil

    with tampil.steps("Memeriksa instrumen"):
        temuan = check_file(berkas)
    if as_json:
        tampil.print_json({"versi": json_version(), "berkas": berkas, "catatan": as_dicts(temuan)})
    else:
        tampil.print_findings(temuan)
    raise typer.Exit(ADA_CATATAN if temuan else BERSIH)


@command(app)
def tulis(
    berkas: Annotated[str, typer.Argument(metavar="INSTRUMEN", help="Nama instrumen, berkas .toml, atau .xlsx.")],
    keluar: Annotated[Path, typer.Option("-o", "--keluar", metavar="BERKAS",
                                         help="Naskah .xlsx untuk disunting di Excel, atau .toml kembali.")],
    timpa: Timpa = False,
) -> None:
    """Menulis naskah Excel dari sebuah instrumen, atau instrumen dari naskahnya; tidak ada yang hilang."""
    from kinerja_core.instrumen.naskah.tulis import write_file_of
    from kinerja_core.perintah import tampil

    tampil.print_line(f"Tertulis {write_file_of(berkas, keluar)}")


@command(app)
def bandingkan(
    lama: Annotated[str, typer.Argument(metavar="LAMA", help="Nama instrumen, berkas .toml, atau .xlsx.")],
    baru: Annotated[str, typer.Argument(metavar="BARU", help="Nama instrumen, berkas .toml, atau .xlsx.")],
    as_json: Json = False,
) -> None:
    """Membandingkan dua instrumen: apa yang berubah, satu per satu."""
    from kinerja_core.instrumen.beda import as_dict, rows
    from kinerja_core.perintah import tampil

    beda = rows(lama, baru)
    if as_json:
        tampil.print_json({"versi": 1, "lama": lama, "baru": baru, "beda": as_dict(beda)})
    elif beda:
        tampil.print_rows(("Tempat", "Bagian", "Sebelum", "Sesudah"), beda)
    else:
        tampil.print_line("Tidak ada yang berbeda.")
    raise typer.Exit(ADA_CATATAN if beda else BERSIH)
