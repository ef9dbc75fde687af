"""A kertas kerja as plain tables: its inputs, its results, and the JSON of `kinerja hitung`."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from kinerja_core.dasar.teks import decimal, exact
from kinerja_core.instrumen.aturan import TIDAK_RELEVAN
from kinerja_core.instrumen.model import Instrumen
from kinerja_core.kertas_kerja.baca import BacaanKertas
from kinerja_core.kertas_kerja.isian import input_keys
from kinerja_core.kertas_kerja.penjelasan import explained_input, explanation_keys
from kinerja_core.kertas_kerja.periksa import Terolah
from kinerja_core.lembar.bacaan import BarisHasil, BarisIsian, Ringkasan, SelHitung, shown_at
from kinerja_core.lembar.isian import blank, to_file
from kinerja_core.segel.siap import NilaiInti
from kinerja_core.xlsx.buku import alamat

#: What each result is called, and its satuan.
SEBUTAN = {"capaian": ("Capaian", "persen"), "nilai": ("Nilai", ""), "nilai_aspek": ("Nilai aspek", ""),
           "nilai_akhir": ("Nilai Akhir", "")}


def is_main_result(kunci: object) -> bool:
    """Results a reader looks at: capaian, nilai, sums per aspek, Nilai Akhir."""
    return (kunci[0] if isinstance(kunci, tuple) else kunci) in SEBUTAN


def _irrelevant(terolah: Terolah) -> set[str]:
    """Indicators that do not apply to this office."""
    return {h.indikator.kode for h in terolah.hasil.indikator if not h.relevan}


def inputs(bacaan: BacaanKertas, terolah: Terolah) -> Iterator[BarisIsian]:
    """Every input in the order of the sheet, then the explanations there are."""
    ins, tidak_relevan = bacaan.instrumen, _irrelevant(terolah)
    nomor = {i.kode: i for i in ins.indikator}
    datum = {(kode, d.kunci): d for kode, d in ins.masukan()}
    for kode, kunci in input_keys(ins):
        d, i = datum.get((kode, kunci)), nomor.get(kode)
        label = d.label if d else "Bukti dukung"
        satuan = (d.jenis if d.jenis in {"rupiah", "persen"} else d.satuan) if d else ""
        if i and d and d.jenis not in {"teks", "pilihan"}:
            satuan = satuan or i.satuan
        label = f"{ins.istilah.indikator} {i.nomor}, {label}" if i else label
        yield BarisIsian(kode, kunci, label, satuan, *((TIDAK_RELEVAN,) if kode in tidak_relevan else ()))
    sebutan = terolah.olahan.susunan.sebutan
    for kotak in explanation_keys(ins):
        if (milik := explained_input(kotak)) and bacaan.isian.data.get(kotak) not in (None, ""):
            yield BarisIsian(*kotak, f"Penjelasan {sebutan[milik]}", "")


def results(bacaan: BacaanKertas, terolah: Terolah, inti: NilaiInti) -> Iterator[BarisHasil]:
    """Every result a reader looks at, in the order of sheets, rows and columns."""
    milik, tidak_relevan = _owners(bacaan.instrumen), _irrelevant(terolah)
    for kunci, (nama, posisi) in bacaan.denah.keluaran.items():
        if is_main_result(kunci):
            jenis, kode = kunci if isinstance(kunci, tuple) else (str(kunci), "")
            label, satuan = SEBUTAN[jenis]
            yield BarisHasil(jenis, kode, f"{label} {milik[kode]}".rstrip(), satuan, f"{nama}!{alamat(posisi)}",
                             inti[kunci], shown_at(bacaan, nama, posisi),
                             *((TIDAK_RELEVAN,) if kode in tidak_relevan else ()))


def _owners(instrumen: Instrumen) -> dict[str, str]:
    """Each indicator and aspek as a reader knows it; "" for the whole."""
    kata = instrumen.istilah.indikator.lower()
    return {"": "", **{i.kode: f"{kata} {i.nomor}: {i.uraian}" for i in instrumen.indikator},
            **{a.kode: f"{a.nomor}: {a.nama}" for a in instrumen.aspek}}


def summary(bacaan: BacaanKertas, terolah: Terolah) -> Ringkasan:
    """Nilai per aspek and Nilai Akhir, in the words of the instrument."""
    hasil, istilah = terolah.hasil, bacaan.instrumen.istilah
    aspek = [(a.nama, decimal(a.bobot), decimal(a.bobot_relevan), decimal(a.nilai),
              "-" if a.persen is None else decimal(a.persen) + " %") for a in hasil.aspek]
    angka = zip(*((a.bobot, a.bobot_relevan, a.nilai) for a in hasil.aspek), strict=True)
    baris = (*aspek, ("Jumlah", *(decimal(sum(x)) for x in angka), ""))
    return Ringkasan(
        (istilah.aspek, "Bobot", "Dihitung", "Nilai", "Persentase"), baris,
        (f"Nilai Akhir        {exact(hasil.nilai_akhir)}",
         f"Jumlah dibulatkan  {decimal(hasil.nilai_bulat, 1)} (nilai satu desimal dijumlahkan; hanya untuk tampilan)",
         f"Terisi             {hasil.terisi} dari {len(hasil.indikator)} {istilah.indikator.lower()}"))


def report(bacaan: BacaanKertas, terolah: Terolah, sel: Mapping[Hashable, SelHitung], pembanding: tuple[str, ...],
           sepakat: bool) -> dict[str, Any]:
    """One file of the published JSON contract of `kinerja hitung`, between its name and its catatan."""
    hasil, utama = terolah.hasil, pembanding[0] if pembanding else None

    def tiga(kunci: Hashable) -> tuple[Any, Any, bool]:
        s = sel.get(kunci)
        if s is None:
            return None, None, False
        return blank(s.tersimpan), blank(s.rumus.get(utama)) if utama else None, s.sepakat

    indikator = []
    for h in hasil.indikator:
        kode = h.indikator.kode
        capaian, nilai = tiga(("capaian", kode)), tiga(("nilai", kode))
        indikator.append({
            "kode": kode, "nomor": h.indikator.nomor, "bobot": float(h.indikator.bobot),
            "data": [_datum(bacaan, terolah, kode, d.kunci, d.label) for d in h.indikator.data],
            "relevan": h.relevan, "capaian": h.capaian, "nilai": h.nilai,
            "tersimpan": {"capaian": capaian[0], "nilai": nilai[0]},
            "rumus": {"capaian": capaian[1], "nilai": nilai[1]},
            "sepakat": capaian[2] and nilai[2],
        })
    return {
        "identitas": bacaan.identitas.model_dump() if bacaan.identitas else {},
        "instrumen": {"id": bacaan.instrumen.id, "versi": bacaan.instrumen.versi},
        "nilai_akhir": hasil.nilai_akhir,
        "predikat": hasil.predikat,
        "kelengkapan": {"terisi": hasil.terisi, "dari": len(hasil.indikator)},
        "kode_cek": hasil.kode_cek,
        "pembanding": list(pembanding),
        "sepakat": sepakat,
        "indikator": indikator,
        "aspek": [{"kode": a.kode, "nama": a.nama, "bobot": a.bobot, "bobot_dihitung": a.bobot_relevan,
                   "nilai": a.nilai, "persentase": a.persen} for a in hasil.aspek],
    }


def _datum(bacaan: BacaanKertas, terolah: Terolah, kode: str, kunci: str, label: str) -> dict[str, Any]:
    kotak, o = (kode, kunci), terolah.olahan
    masukan = kotak in bacaan.denah.masukan
    nilai: Any = to_file(bacaan.isian.data.get(kotak)) if masukan else (o.nilai(kotak) if o.sah(kotak) else None)
    tempat = bacaan.denah.masukan.get(kotak)
    return {"kunci": kunci, "label": label, "nilai": nilai,
            "sel": f"{tempat[0]}!{alamat(tempat[1])}" if tempat else None}


def lines(isi: dict[str, Any]) -> Iterator[str]:
    """The file form of an isian, one line per input."""
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
    for kode, data in isi["penjelasan"].items():
        for kunci, nilai in data.items():
            yield f"{kode + ' ' + kunci + ' penjelasan':<24} {teks(nilai)}"
