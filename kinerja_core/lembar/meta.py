"""What a workbook says of itself: the very hidden sheet `_meta`, and the same lines as custom properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kinerja_core.dasar.excelmath import Nilai
from kinerja_core.dasar.identitas import Identitas
from kinerja_core.dasar.temuan import KinerjaError
from kinerja_core.xlsx.buku import Buku, Posisi, pecah_rujukan

#: Name of that sheet in every kind of workbook, and what the properties' names begin with.
META, AWALAN_PROPERTI = "_meta", "kinerja_"
#: The words `_meta` has for what a workbook is.
JENIS_KERTAS, JENIS_BUKU = "kertas_kerja", "buku_kinerja"
#: The Buku Kinerja in its new form, while the old one exists.
JENIS_BARIS = "buku_kinerja_baris"
#: How a workbook is told that is none of ours.
TANPA_KETERANGAN = "tidak memuat keterangan dan isiannya"
#: Fields of the identity that `_meta` carries.
META_KUNCI = ("kode_wilayah", "nama", "kabupaten", "provinsi", "alamat")


def meta_lines(buku: Buku) -> Iterator[tuple[str, str, Posisi]]:
    """(key, value as text, place of the value) of the sheet; nothing where it is missing. Blank is ""."""
    lembar = buku.sheet(META)
    for (baris, kolom), kunci in lembar.nilai.items() if lembar else ():
        if kolom == 0 and isinstance(kunci, str):
            nilai = lembar.nilai.get((baris, 1)) if lembar else None
            yield kunci, "" if nilai is None else str(nilai), (baris, 1)


def properties(buku: Buku) -> dict[str, str]:
    """The lines in the custom properties; {} on a live book, which shows none."""
    ada = buku.ekstra.properti if buku.ekstra else {}
    return {k.removeprefix(AWALAN_PROPERTI): v for k, v in ada.items() if k.startswith(AWALAN_PROPERTI)}


def read_meta(buku: Buku) -> dict[str, str]:
    """What the workbook says of itself: sheet _meta first, custom properties where it is missing."""
    return properties(buku) | {kunci: nilai for kunci, nilai, _ in meta_lines(buku)}


def require_kind(buku: Buku, jenis: str) -> None:
    """KinerjaError BKS27 for a workbook that says it is another kind; one that says nothing may be any."""
    disebut = read_meta(buku).get("jenis") or jenis
    if disebut != jenis:
        raise KinerjaError("BKS27", a=disebut.replace("_", " "), b=jenis.replace("_", " "))


def identity_of(meta: Mapping[str, str], buku: Buku | None = None) -> Identitas | None:
    """Identity by what was read of `_meta`, else from the cells of `buku` named id_*; None when neither is whole."""
    isi = {k: meta[k] for k in META_KUNCI if meta.get(k)}
    if "kode_wilayah" not in isi and buku is not None:
        for kunci in META_KUNCI:
            if (nilai := _named_value(buku, f"id_{kunci}")) not in (None, ""):
                isi[kunci] = str(nilai)
        if "kabupaten" in isi:
            isi["kabupaten"] = isi["kabupaten"].partition(" ")[2] or isi["kabupaten"]
    try:
        return Identitas(**isi)
    except (TypeError, ValueError):
        return None


def _named_value(buku: Buku, nama: str) -> Nilai:
    tempat = pecah_rujukan(buku.nama.get(nama, ""))
    lembar = buku.sheet(tempat[0]) if tempat else None
    return lembar.nilai.get(tempat[1]) if lembar and tempat else None


def voices(buku: Buku) -> tuple[Buku, Buku]:
    """The workbook without its properties, and without its sheet `_meta`: each speaks for itself alone."""
    tanpa_properti = replace(buku, ekstra=replace(buku.ekstra, properti={})) if buku.ekstra else buku
    return tanpa_properti, replace(buku, lembar=tuple(s for s in buku.lembar if s.nama != META))
