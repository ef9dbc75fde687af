"""What an office typed: raw values by (kode, kunci), and the file form of it (.toml/.json = `kinerja baca --json`).

In a file blank is null or "", 0 is 0, "-" and "Tidak relevan" are those texts, an error is {"galat": "#N/A"}.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from kinerja_core.dasar.beku import Beku, bidang
from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.teks import hint
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.model import Instrumen, read_as_model
from kinerja_core.kertas_kerja.penjelasan import explained_input, explanation_keys, explanation_of
from kinerja_core.lembar.isian import Isian, Kotak, to_cell, to_file


class RujukanInstrumen(Beku):
    """Which instrument a file was made for."""

    id: str = bidang(arti="Nama instrumen; harus sama dengan instrumen yang dipakai.")
    versi: str = bidang(default="", arti="Versi instrumen, sebagai keterangan.")
    sidik: str = bidang(default="", arti="Sidik instrumen, sebagai keterangan.")


class BerkasIsian(Beku):
    """The file form. Sections follow the sheet: data_umum by fact, isian by indicator and kunci, bukti by indicator,
    penjelasan by fact (kunci `isi`) or indicator and kunci."""

    versi: Literal[1] = bidang(arti="Versi bentuk berkas.")
    instrumen: RujukanInstrumen = bidang(arti="Untuk instrumen mana isian ini.")
    identitas: Identitas | None = bidang(default=None, arti="Kecamatan pemilik isian.")
    data_umum: dict[str, Any] = bidang(default_factory=dict, arti="Kode fakta, lalu isinya.")
    isian: dict[str, dict[str, Any]] = bidang(
        default_factory=dict, arti="Kode indikator, lalu kunci data, lalu isinya.")
    bukti: dict[str, Any] = bidang(default_factory=dict, arti="Kode indikator, lalu bukti dukungnya.")
    penjelasan: dict[str, dict[str, Any]] = bidang(
        default_factory=dict, arti="Kode fakta atau indikator, lalu kunci data (`isi` untuk fakta), lalu isi kolom "
                                   "Penjelasan.")


def input_keys(instrumen: Instrumen) -> list[Kotak]:
    """Every input the kode cek counts, in the order of the sheet: facts, data, then evidence."""
    turunan = {f.kode for f in instrumen.fakta if f.jumlah_dari}
    data = [(kode, d.kunci) for kode, d in instrumen.masukan() if d.is_input and kode not in turunan]
    return data + [(i.kode, "bukti") for i in instrumen.indikator]


def all_keys(instrumen: Instrumen) -> list[Kotak]:
    """Every input: those the kode cek counts, then the explanations."""
    return input_keys(instrumen) + explanation_keys(instrumen)


def parse_isian(data: dict[str, Any], instrumen: Instrumen) -> Isian:
    """Isian from plain data; KinerjaError with every unknown kode and wrong value at once."""
    berkas = read_as_model(data, BerkasIsian)
    if berkas.instrumen.id != instrumen.id:
        raise KinerjaError("INS14", a=f"berkas ini untuk instrumen {berkas.instrumen.id}, bukan {instrumen.id}")
    datar: dict[Kotak, Any] = {(kode, "isi"): v for kode, v in berkas.data_umum.items()}
    datar |= {(kode, kunci): v for kode, isi in berkas.isian.items() for kunci, v in isi.items()}
    datar |= {(kode, "bukti"): v for kode, v in berkas.bukti.items()}
    datar |= {explanation_of((kode, kunci)): v for kode, isi in berkas.penjelasan.items() for kunci, v in isi.items()}
    return Isian(berkas.identitas, sound_data(datar, instrumen))


def sound_data(datar: Mapping[Kotak, Any], instrumen: Instrumen) -> dict[Kotak, Nilai]:
    """Raw values by input without the blank ones; KinerjaError with every unknown input and every value no cell holds.
    """
    dikenal = all_keys(instrumen)
    salah: list[Temuan] = []
    nilai: dict[Kotak, Nilai] = {}
    for kotak, mentah in datar.items():
        tempat = " > ".join(kotak)
        if kotak not in dikenal:
            dekat = hint(".".join(kotak), [".".join(k) for k in dikenal])
            pesan = f"isian {tempat} tidak ada dalam instrumen.{dekat}".rstrip(".?")
            salah.append(buat_temuan("INS14", tempat, a=pesan))
            continue
        try:
            nilai[kotak] = to_cell(mentah)
        except TypeError as galat:
            salah.append(buat_temuan("INS14", tempat, a=f"isi {tempat} berjenis {galat}, bukan angka atau teks"))
    if salah:
        raise KinerjaError("INS14", temuan=tuple(salah))
    return {k: v for k, v in nilai.items() if v is not None}


def isian_as_dict(isian: Isian, instrumen: Instrumen) -> dict[str, Any]:
    """The file form of an isian, every input present, blank as null: `baca --json`, accepted by `buat --isian`."""
    keluar: dict[str, Any] = {
        "versi": 1,
        "instrumen": {"id": instrumen.id, "versi": instrumen.versi, "sidik": instrumen.sidik},
        "identitas": isian.identitas.model_dump() if isian.identitas else None,
        "data_umum": {},
        "isian": {},
        "bukti": {},
        "penjelasan": {},
    }
    for kode, kunci in all_keys(instrumen):
        nilai = to_file(isian.data.get((kode, kunci)))
        if milik := explained_input((kode, kunci)):
            if nilai not in (None, ""):
                keluar["penjelasan"].setdefault(kode, {})[milik[1]] = nilai
        elif kunci == "isi":
            keluar["data_umum"][kode] = nilai
        elif kunci == "bukti":
            keluar["bukti"][kode] = nilai
        else:
            keluar["isian"].setdefault(kode, {})[kunci] = nilai
    return keluar
