"""An authoring workbook as read: rows with the cell of everything, then the plain data of an instrument.

Reading never stops at the first mistake: misspelt sheets and headers are told and still read, every cell that cannot
be understood is told with its place. Numbers come back as the shortest Decimal of the double that Excel holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from kinerja_core.dasar.excelmath import clean_text, is_number
from kinerja_core.dasar.teks import did_you_mean, hint, nearest, show_value, with_comma
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.dasar.waktu import parse_date, show_date
from kinerja_core.instrumen.aturan import ATURAN
from kinerja_core.instrumen.naskah import kolom as nk
from kinerja_core.lembar.meta import require_kind
from kinerja_core.lembar.tabel import Kolom, Tabel
from kinerja_core.lembar.tabel_baca import Baca, PembacaTabel, SelBaca, exact, read_cell, tell, typed
from kinerja_core.xlsx.buku import Buku, LembarBuku, Posisi

#: A way through the data of an instrument: ("aspek", 0, "bobot").
Jalan = tuple[int | str, ...]


# --- reading: cells -----------------------------------------------------------------------------------------------


@dataclass
class BarisNaskah:
    """One read row: understood values by field, the cell of every column, and what the cells hold as text."""

    nilai: dict[str, Any]
    terisi: frozenset[str] = frozenset()
    sel: dict[str, str] = field(default_factory=dict)


@dataclass
class Naskah:
    """A read authoring workbook: plain data of an instrument, the cell of everything in it, and what was found.

    `asal` maps a way through the data ("aspek", 0, "bobot") to its row and field; `kepala` holds the cells of headers.
    """

    baris: dict[str, list[BarisNaskah]]
    kepala: dict[tuple[str, str], str]
    temuan: list[Temuan]
    data: dict[str, Any] = field(default_factory=dict)
    asal: dict[Jalan, tuple[BarisNaskah, str]] = field(default_factory=dict)

    def cell_of(self, jalan: Jalan) -> str:
        """The cell a way points to, or the nearest thing above it; "" for the whole file."""
        while jalan and jalan not in self.asal:
            jalan = jalan[:-1]
        if not jalan:
            return ""
        baris, kunci = self.asal[jalan]
        return baris.sel.get(kunci, "")


def read_value(k: Kolom, s: SelBaca) -> Baca:
    """As `read_cell`; lists in one cell taken apart, and a nomor that became a fraction told."""
    nilai, salah = read_cell(k, s)
    if k.kunci in nk.NOMOR and not salah and is_number(s.nilai) and (hari := parse_date(s.nilai)):
        return nilai, tell("SEL01", k, s, f"{show_date(hari)} ({show_value(s.nilai)})")
    if k.angka_pun and isinstance(s.nilai, float) and s.nilai % 1 and not salah:
        salah = buat_temuan("INS25", s.sel, a=k.kepala, b=with_comma(exact(s.nilai)))
    if not isinstance(nilai, str):
        return nilai, salah
    if k.jenis == "daftar_kode":
        return [x.strip() for x in re.split(r"[,;\n]", nilai) if x.strip()], salah
    if k.jenis == "daftar_teks":
        return [x.replace("\n ", "\n") for x in re.split(r"\n(?! )", nilai) if x.strip()], salah
    return _read_names(k, s, nilai) if k.jenis == "daftar_sebutan" else (nilai, salah)


def _read_names(k: Kolom, s: SelBaca, teks: str) -> Baca:
    """[[90, "A"], ...] from lines "90 = A"."""
    hasil = []
    for baris in teks.splitlines():
        cocok = re.fullmatch(r"\s*(-?\d+(?:[.,]\d+)?)\s*=(.*)", baris)
        if cocok is None and baris.strip():
            salah = f"{k.kepala}: tulis misalnya 90 = A, satu baris satu, bukan {typed(baris)}"
            return None, buat_temuan("INS04", s.sel, a=salah)
        hasil += [[Decimal(cocok[1].replace(",", ".")), cocok[2].strip()]] if cocok else []
    return hasil, None


# --- reading: sheets ----------------------------------------------------------------------------------------------


def _find_sheets(buku: Buku, temuan: list[Temuan]) -> dict[str, LembarBuku]:
    """Our sheets by their right name; a misspelt one is told and used. INS29 when the workbook is another thing."""
    require_kind(buku, nk.JENIS_NASKAH)
    kita = (nk.INSTRUMEN, *nk.tables())
    hasil = {nama: s for nama in kita if (s := buku.sheet(nama))}
    sisa = [s for s in buku.lembar if s.nama not in nk.URUTAN and s.status == "tampak"]
    if len(hasil) + len(sisa) < 3 or not hasil:
        raise KinerjaError("INS29", a="tidak ada lembar " + ", ".join(kita))
    for nama in kita:
        if nama in hasil:
            continue
        mirip = next((s for s in sisa if nearest(s.nama, [nama])), None)
        temuan.append(buat_temuan("INS16", "", a=nama, b=did_you_mean(f"lembar {mirip.nama}") if mirip else ""))
        if mirip:
            hasil[nama] = mirip
            sisa.remove(mirip)
    temuan += [buat_temuan("INS18", s.nama, a=f"Lembar {s.nama}", b=hint(s.nama, list(kita))) for s in sisa if s.nilai]
    return hasil


def _find_columns(baca: PembacaTabel, kolom: Sequence[Kolom]) -> tuple[int, dict[str, int]]:
    """Header row and column of each field; misspelt headers are told and used, missing and strange ones told."""
    judul = baca.header(kolom)
    if judul is None:
        raise KinerjaError("SEL07", sel=baca.lembar.nama, a=", ".join(k.kepala for k in kolom), b="")
    baris, letak, asing = judul
    _tell_strange(baca, [(f"Kolom {x}", x, posisi) for x, posisi in asing
                         if x != nk.KETERANGAN and x[:1] != "Σ"], kolom)
    return baris, letak


def _tell_strange(baca: PembacaTabel, asing: Iterable[tuple[str, str, Posisi]], kolom: Sequence[Kolom]) -> None:
    baca.temuan += [buat_temuan("INS18", baca.sel(posisi), a=apa, b=hint(x, [k.kepala for k in kolom]))
                    for apa, x, posisi in asing]


def _read_input(baca: PembacaTabel, posisi: Posisi, k: Kolom) -> Any:
    s = baca.cell(posisi)
    if s.rumus is not None and s.nilai is not None:
        baca.temuan.append(buat_temuan("BKS12", s.sel, a=s.rumus))
    nilai, salah = read_value(k, s)
    baca.temuan += [salah] if salah else []
    return nilai


def _read_table(baca: PembacaTabel, tabel: Tabel, n: Naskah) -> None:
    kepala, letak = _find_columns(baca, tabel.kolom)
    kolom = [k for k in tabel.kolom if k.kunci in letak]
    n.kepala |= {(tabel.nama, kunci): baca.sel((kepala, c)) for kunci, c in letak.items()}
    for b in baca.rows(kepala, letak):
        terisi = [k for k in kolom if not baca.cell((b, letak[k.kunci])).blank]
        nilai = {k.kunci: _read_input(baca, (b, letak[k.kunci]), k) for k in terisi}
        n.baris[tabel.nama].append(BarisNaskah(understood(tabel, nilai), frozenset(nilai),
                                               {kunci: baca.sel((b, c)) for kunci, c in letak.items()}))


def understood(tabel: Tabel, nilai: dict[str, Any]) -> dict[str, Any]:
    """Values that could be read, and "" for blank cells of columns where that is an answer."""
    kosong = {k.kunci: "" for k in tabel.kolom if k.kosong and k.kunci not in nilai}
    return kosong | {k: v for k, v in nilai.items() if v is not None}


def _read_head(baca: PembacaTabel, n: Naskah) -> None:
    kepala, letak = _find_columns(baca, (Kolom("bagian", nk.KOLOM_BAGIAN), Kolom("isian", nk.KOLOM_ISIAN),
                                         Kolom("cara", nk.KOLOM_CARA)))
    bagian, isian = letak.get("bagian", 0), letak.get("isian", 1)
    label = [(clean_text(v), (b, k)) for (b, k), v in sorted(baca.lembar.nilai.items())
             if k == bagian and b > kepala and clean_text(v)]
    dikenal, asing = baca.match(label, nk.KEPALA, (kepala, bagian))
    _tell_strange(baca, [(x, x, posisi) for x, posisi in asing], nk.KEPALA)
    satu = BarisNaskah({})
    for k, (b, kol) in sorted(dikenal, key=lambda x: x[1]):
        if k.kunci in satu.sel and k.jenis != "daftar_teks":
            baca.tell_double(k, (b, kol))
            continue
        satu.sel.setdefault(k.kunci, baca.sel((b, isian)))
        if baca.cell((b, isian)).blank:
            continue
        satu.terisi |= {k.kunci}
        banyak = k.jenis == "daftar_teks"
        nilai = _read_input(baca, (b, isian), replace(k, jenis="teks") if banyak else k)
        if banyak and nilai is not None:
            satu.nilai.setdefault(k.kunci, []).append(nilai)
        elif nilai is not None:
            satu.nilai[k.kunci] = nilai
    n.baris[nk.INSTRUMEN] = [satu]


def read_rows(buku: Buku) -> Naskah:
    """A read authoring workbook with its data put together; KinerjaError INS29 when it is none."""
    temuan: list[Temuan] = []
    lembar = _find_sheets(buku, temuan)
    n = Naskah({nama: [] for nama in (nk.INSTRUMEN, *nk.tables())}, {}, temuan)
    for nama, s in lembar.items():
        try:
            baca = PembacaTabel(buku, s, temuan)
            if nama == nk.INSTRUMEN:
                _read_head(baca, n)
            else:
                _read_table(baca, nk.tables()[nama], n)
        except KinerjaError as galat:
            temuan += galat.temuan
    return assemble(n)


# --- putting the data together ------------------------------------------------------------------------------------


def _nested(nilai: dict[str, Any]) -> dict[str, Any]:
    """Fields with dots become tables: "tidak_relevan.sebab" -> {"tidak_relevan": {"sebab": ...}}."""
    hasil: dict[str, Any] = {}
    for kunci, v in nilai.items():
        *dalam, akhir = kunci.split(".")
        tempat = hasil
        for d in dalam:
            tempat = tempat.setdefault(d, {})
        tempat[akhir] = v
    return hasil


def _register(n: Naskah, jalan: Jalan, baris: BarisNaskah, utama: str, nama: dict[str, str] | None = None) -> None:
    """Remember which cells a part of the data came from; `nama` renames columns to fields."""
    n.asal[jalan] = (baris, utama)
    for kunci in baris.sel:
        n.asal[(*jalan, *(nama or {}).get(kunci, kunci).split("."))] = (baris, kunci)


def _blank(n: Naskah, baris: BarisNaskah, kunci: str, tabel: str) -> None:
    kolom = nk.tables()[tabel].field(kunci)
    if kunci not in baris.terisi:
        n.temuan.append(buat_temuan("INS22", baris.sel.get(kunci, tabel), a=kolom.kepala))


def _unknown(n: Naskah, baris: BarisNaskah, kunci: str, ada: list[str]) -> None:
    rujukan = str(baris.nilai[kunci])
    n.temuan.append(buat_temuan("INS08", baris.sel[kunci], a=rujukan, b=hint(rujukan, ada)))


def _not_taken(n: Naskah, baris: BarisNaskah, kunci: str, tabel: str, siapa: str) -> None:
    """A filled cell that its row has no use for: told and left out."""
    kolom = nk.tables()[tabel].field(kunci)
    if kunci in baris.terisi:
        n.temuan.append(buat_temuan("INS21", baris.sel.get(kunci, tabel), a=siapa, b=kolom.kepala))


def _put_aspek(n: Naskah) -> dict[str, tuple[Jalan, dict[str, Any]]]:
    """Aspek and their sub aspek; sub aspek by kode with the way to each. An unknown aspek: the one above it."""
    aspek: list[dict[str, Any]] = []
    menurut: dict[str, int] = {}
    for b in n.baris[nk.ASPEK]:
        if "induk" not in b.terisi:
            menurut.setdefault(str(b.nilai.get("kode", "")), len(aspek))
            _register(n, ("aspek", len(aspek)), b, "kode")
            aspek.append({**b.nilai, "sub_aspek": []})
    sub: dict[str, tuple[Jalan, dict[str, Any]]] = {}
    kini = -1
    for b in n.baris[nk.ASPEK]:
        if "induk" not in b.terisi:
            kini += 1
            continue
        if (ke := menurut.get(str(b.nilai.get("induk")))) is None:
            _unknown(n, b, "induk", list(menurut))
            ke = max(kini, 0)
        _not_taken(n, b, "bobot", nk.ASPEK, "Sub aspek")
        if not aspek:
            continue
        jalan = ("aspek", ke, "sub_aspek", len(aspek[ke]["sub_aspek"]))
        satu = {**{k: v for k, v in b.nilai.items() if k not in ("induk", "bobot")}, "indikator": []}
        _register(n, jalan, b, "kode")
        aspek[ke]["sub_aspek"].append(satu)
        sub.setdefault(str(b.nilai.get("kode", "")), (jalan, satu))
    n.data["aspek"] = aspek
    return sub


def _rule(n: Naskah, b: BarisNaskah) -> dict[str, Any]:
    """The indicator's values without parameters its rule does not take, with an empty table where it takes one."""
    aturan, nilai = b.nilai.get("aturan.jenis"), dict(b.nilai)
    for kunci in [k for k in sorted(b.terisi) if k.startswith("aturan.") and k != "aturan.jenis"]:
        if aturan is None or kunci.partition(".")[2] not in ATURAN[aturan].model_fields:
            if aturan is not None:
                _not_taken(n, b, kunci, nk.INDIKATOR, f"Aturan {aturan}")
            nilai.pop(kunci, None)
    satu = _nested({k: v for k, v in nilai.items() if k != "sub_aspek"})
    satu.setdefault("aturan", {})
    if aturan is not None and (tabel := nk.table_parameter(aturan)):
        satu["aturan"][tabel] = []
    return {**satu, "data": []}


def _put_indikator(n: Naskah, sub: dict[str, tuple[Jalan, dict[str, Any]]]) -> dict[str, list[tuple[Jalan, Any]]]:
    """Indicators into their sub aspek; all of one kode with the way to each. Unknown sub aspek: as above."""
    hasil: dict[str, list[tuple[Jalan, Any]]] = {}
    tempat = next(iter(sub.values()), None)
    for b in n.baris[nk.INDIKATOR]:
        _blank(n, b, "sub_aspek", nk.INDIKATOR)
        if (kode := b.nilai.get("sub_aspek")) in sub:
            tempat = sub[kode]
        elif kode is not None:
            _unknown(n, b, "sub_aspek", list(sub))
        if tempat is None:
            continue
        jalan, isi = tempat
        jalan = (*jalan, "indikator", len(isi["indikator"]))
        satu = _rule(n, b)
        _register(n, jalan, b, "kode")
        n.asal[(*jalan, "aturan")] = (b, "aturan.jenis")
        isi["indikator"].append(satu)
        hasil.setdefault(str(b.nilai.get("kode", "")), []).append((jalan, satu))
    return hasil


_HANYA_DATA = ("daftar", "fakta", "dari", "sama_dengan", "batas_fakta")
_HANYA_FAKTA = ("wajib", "jumlah_dari", "keterangan")


def _put_data(n: Naskah, indikator: dict[str, list[tuple[Jalan, Any]]]) -> None:
    """Facts of Data Umum and the data of indicators."""
    fakta: list[dict[str, Any]] = []
    for b in n.baris[nk.DATA]:
        _blank(n, b, "indikator", nk.DATA)
        milik = clean_text(b.nilai.get("indikator"))
        umum = milik.casefold() == nk.DATA_UMUM.casefold()
        tidak = _HANYA_DATA if umum else _HANYA_FAKTA
        for kunci in tidak:
            _not_taken(n, b, kunci, nk.DATA, "Data Umum" if umum else "Data indikator")
        satu = {k: v for k, v in b.nilai.items() if k != "indikator" and k not in tidak}
        if umum:
            _register(n, ("data_umum", len(fakta)), b, "kunci", {"kunci": "kode"})
            kode = {"kode": satu.pop("kunci")} if "kunci" in satu else {}
            fakta.append({**kode, **satu})
        elif milik and milik not in indikator:
            _unknown(n, b, "indikator", [nk.DATA_UMUM, *indikator])
        for jalan, ind in () if umum else indikator.get(milik, ()):
            _register(n, (*jalan, "data", len(ind["data"])), b, "kunci")
            ind["data"].append(satu)
    if fakta:
        n.data["data_umum"] = fakta


def _put_bands(n: Naskah, indikator: dict[str, list[tuple[Jalan, Any]]]) -> None:
    for b in n.baris[nk.RENTANG]:
        _blank(n, b, "indikator", nk.RENTANG)
        kode = b.nilai.get("indikator")
        if kode is not None and kode not in indikator:
            _unknown(n, b, "indikator", list(indikator))
        for jalan, ind in indikator.get(str(kode), ()):
            aturan = ind["aturan"].get("jenis")
            tabel = nk.table_parameter(aturan) if aturan else ""
            if not tabel:
                if aturan:
                    _not_taken(n, b, "indikator", nk.RENTANG, f"Aturan {aturan} (indikator {kode})")
                continue
            isi = ind["aturan"][tabel]
            ke = (*jalan, "aturan", tabel, len(isi))
            n.asal |= {ke: (b, "batas"), (*ke, 0): (b, "batas"), (*ke, 1): (b, "capaian")}
            isi.append([b.nilai.get("batas"), b.nilai.get("capaian")])


def _put_lists(n: Naskah) -> None:
    for i, b in enumerate(n.baris[nk.PREDIKAT]):
        _register(n, ("predikat", i), b, "predikat")
        n.data.setdefault("predikat", []).append(dict(b.nilai))
    for b in n.baris[nk.PILIHAN]:
        _blank(n, b, "daftar", nk.PILIHAN)
        if (nama := b.nilai.get("daftar")) is not None:
            isi = n.data.setdefault("daftar", {}).setdefault(nama, [])
            _register(n, ("daftar", nama, len(isi)), b, "teks")
            n.asal.setdefault(("daftar", nama), (b, "daftar"))
            isi.append({k: v for k, v in b.nilai.items() if k != "daftar"})


def assemble(n: Naskah) -> Naskah:
    """Put the data of read rows together; what names nothing that exists is told and left out."""
    for satu in n.baris[nk.INSTRUMEN]:
        n.data |= _nested(satu.nilai)
        n.asal |= {tuple(kunci.split(".")): (satu, kunci) for kunci in satu.sel}
    _put_lists(n)
    indikator = _put_indikator(n, _put_aspek(n))
    _put_data(n, indikator)
    _put_bands(n, indikator)
    return n
