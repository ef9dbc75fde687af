"""The main job: five real documents as they were and mended, and an empty form, from committed transcriptions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kinerja_core.buku_kinerja.buat import build_book
from kinerja_core.buku_kinerja.lembar.tempat import TempatBuku
from kinerja_core.buku_kinerja.rencana import Rencana, load_rencana
from kinerja_core.dasar.data import load_data, load_toml
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.maju import Maju, silent
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.instrumen.model import Instrumen, find_instrumen, load_instrumen, templat_dir
from kinerja_core.kertas_kerja.buat import build
from kinerja_core.kertas_kerja.isian import parse_isian
from kinerja_core.kertas_kerja.lembar.susun import describe
from kinerja_core.lembar.isian import Isian
from kinerja_core.xlsx.buku import alamat

INSTRUMEN = "sinergisitas_jatim_2022"
#: The empty form belongs to an invented office.
CONTOH = Identitas(kode_wilayah="35.69.99", nama="Contoh", kabupaten="Contoh", provinsi="Jawa Timur",
                   alamat="Jalan Contoh Nomor 1")


@dataclass(frozen=True)
class Contoh:
    """One workbook to write."""

    berkas: str
    identitas: Identitas
    isian: Isian


def corrections(path: Path) -> list[dict[str, Any]]:
    """The mends of a koreksi.toml: kode, kunci, sebelum, sesudah, alasan, sumber."""
    return list(load_toml(path, "INS14")["koreksi"])


def _agrees(a: Any, b: Any) -> bool:
    return (a in (None, "") and b in (None, "") and not isinstance(a, int) and not isinstance(b, int)) or a == b


def apply_corrections(data: dict[str, Any], koreksi: list[dict[str, Any]]) -> dict[str, Any]:
    """Isian data with every mend applied; a mend whose `sebelum` is not what stands there is refused."""
    baru = {**data, "isian": {kode: dict(isi) for kode, isi in data["isian"].items()},
            "data_umum": dict(data["data_umum"])}
    for k in koreksi:
        umum = k["kunci"] == "isi"
        bagian = baru["data_umum"] if umum else baru["isian"][k["kode"]]
        kunci = k["kode"] if umum else k["kunci"]
        if not _agrees(bagian.get(kunci), k["sebelum"]):
            raise KinerjaError("INS14", a=f"koreksi {k['kode']} > {k['kunci']}: yang tertulis {bagian.get(kunci)!r}")
        bagian[kunci] = k["sesudah"]
    return baru


def examples(instrumen: Instrumen | None = None) -> Iterator[Contoh]:
    """The three example workbooks in order."""
    ins = instrumen or load_instrumen(find_instrumen(INSTRUMEN))
    folder = templat_dir() / "contoh"
    data = load_data(folder / "bendo_2022.toml")
    setia = parse_isian(data, ins)
    diperbaiki = parse_isian(apply_corrections(data, corrections(folder / "bendo_2022_koreksi.toml")), ins)
    if setia.identitas is None:
        raise KinerjaError("INS15", a="contoh tanpa identitas")
    yield Contoh("kertas_kerja_bendo_2022.xlsx", setia.identitas, setia)
    yield Contoh("kertas_kerja_bendo_2022_diperbaiki.xlsx", setia.identitas, diperbaiki)
    yield Contoh("kertas_kerja_kosong.xlsx", CONTOH, Isian(CONTOH, {}))


def build_examples(maju: Maju = silent) -> Iterator[tuple[Contoh, bytes]]:
    """Each example with its workbook, told before it is made; the mends of the mended one: `corrections_toml`."""
    ins = load_instrumen(find_instrumen(INSTRUMEN))
    for contoh in examples(ins):
        maju(contoh.berkas)
        yield contoh, build(ins, contoh.identitas, contoh.isian)


def corrections_toml(instrumen: Instrumen, identitas: Identitas) -> str:
    """The mends of the mended example as a koreksi.toml, with the cell of each."""
    masukan = describe(instrumen, identitas).masukan
    baris = ["# Setiap perbaikan dari kertas_kerja_bendo_2022.xlsx ke kertas_kerja_bendo_2022_diperbaiki.xlsx"]
    for k in corrections(templat_dir() / "contoh" / "bendo_2022_koreksi.toml"):
        lembar, posisi = masukan[(k["kode"], k["kunci"])]
        isi = {"sel": f"{lembar}!{alamat(posisi)}", **{n: k[n] for n in ("kode", "kunci")},
               **{n: k[n] for n in ("sebelum", "sesudah", "alasan", "sumber")}}
        baris += ["", "[[koreksi]]"]
        baris += [f"{n} = {json.dumps(float(v) if isinstance(v, Decimal) else v, ensure_ascii=False)}"
                  for n, v in isi.items()]
    return "\n".join(baris) + "\n"


# --- Buku Kinerja -------------------------------------------------------------------------------------------------

#: The four documents: name of the transcription and what it is.
DOKUMEN = {
    "sokaraja_2022": "Cascading Kecamatan Sokaraja 2022", "leuwisari_2021": "SK IKU dan IKI Kecamatan Leuwisari 2021",
    "kemangkon_2022": "RENAKSI Kecamatan Kemangkon 2022",
    "sokobanah_2022": "LKjIP dan PK Kecamatan Sokobanah 2022",
}


@dataclass(frozen=True)
class BukuContoh:
    """One Buku Kinerja to write."""

    berkas: str
    nama: str
    rencana: Rencana
    diperbaiki: bool


def title_of(contoh: BukuContoh) -> str:
    """What the document is, and whether it was mended."""
    return DOKUMEN[contoh.nama] + (" (diperbaiki)" if contoh.diperbaiki else "")


def mend_plan(rencana: Rencana, koreksi: list[dict[str, Any]]) -> Rencana:
    """A plan with every mend applied; a mend whose `sebelum` is not what stands there is refused."""
    data = dict(rencana.data)
    for k in koreksi:
        kotak = (k["slot"], k["kunci"])
        ada, sebelum = data.get(kotak), _plain(k["sebelum"])
        if ada != sebelum and not (ada is None and sebelum == ""):
            raise KinerjaError("RNC01", a=f"koreksi {k['slot']} > {k['kunci']}: yang tertulis {ada!r}")
        sesudah = _plain(k["sesudah"])
        data.pop(kotak, None)
        if sesudah != "":
            data[kotak] = sesudah
    return Rencana(rencana.identitas, rencana.tahun, rencana.kapasitas, data)


def _plain(nilai: Any) -> Any:
    return float(nilai) if isinstance(nilai, Decimal) else nilai


def book_examples() -> Iterator[BukuContoh]:
    """Each document as it was, then mended."""
    folder = templat_dir() / "contoh"
    for nama in DOKUMEN:
        rencana = load_rencana(folder / f"{nama}.toml")
        yield BukuContoh(f"buku_kinerja_{nama}.xlsx", nama, rencana, False)
        diperbaiki = mend_plan(rencana, corrections(folder / f"{nama}_koreksi.toml"))
        yield BukuContoh(f"buku_kinerja_{nama}_diperbaiki.xlsx", nama, diperbaiki, True)


def build_books(maju: Maju = silent) -> Iterator[tuple[BukuContoh, bytes]]:
    """Each Buku Kinerja with its workbook, told before it is made."""
    for contoh in book_examples():
        maju(contoh.berkas)
        yield contoh, build_book(contoh.rencana)


def book_corrections_toml(contoh: BukuContoh) -> str:
    """The mends of a Buku Kinerja as a koreksi.toml, with the cell of each."""
    masukan = TempatBuku(contoh.rencana).masukan
    baris = [f"# Setiap perbaikan dari buku_kinerja_{contoh.nama}.xlsx ke {contoh.berkas}"]
    for k in corrections(templat_dir() / "contoh" / f"{contoh.nama}_koreksi.toml"):
        lembar, posisi = masukan[(k["slot"], k["kunci"])]
        isi = {"sel": f"{lembar}!{alamat(posisi)}",
               **{n: k[n] for n in ("slot", "kunci", "sebelum", "sesudah", "alasan", "sumber")}}
        baris += ["", "[[koreksi]]"]
        baris += [f"{n} = {json.dumps(_plain(v), ensure_ascii=False)}" for n, v in isi.items()]
    return "\n".join(baris) + "\n"
