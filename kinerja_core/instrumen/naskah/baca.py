"""An authoring workbook as read: rows with the cell of everything, then the plain data of an instrument.

Reading never stops at the first mistake: misspelt sheets and headers are told and still read, every cell that cannot
be understood is told with its place. Numbers come back as the shortest Decimal of the double that Excel holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kinerja_core.dasar.excelmath import Galat, Nilai, clean_text
from kinerja_core.dasar.teks import did_you_mean, hint, nearest, with_comma
from kinerja_core.dasar.temuan import KinerjaError, Temuan, buat_temuan
from kinerja_core.instrumen.aturan import ATURAN
from kinerja_core.instrumen.naskah import kolom as nk
from kinerja_core.instrumen.naskah.kolom import KolomNaskah, TabelNaskah
from kinerja_core.xlsx.buku import Buku, LembarBuku, alamat

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


_TITIK_RIBU = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_KOMA_RIBU = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


def text_number(teks: str) -> list[Decimal]:
    """The numbers a typed text may mean, in both notations: "0,3" [0.3]; "1.950" [1950, 1.950]; "banyak" []."""
    polos = re.sub(r"(?i)^rp\.?|[\s%]|,-$", "", teks.replace("\xa0", " "))
    if not polos.isascii():
        return []
    hasil = []
    if _TITIK_RIBU.fullmatch(polos):
        hasil.append(Decimal(polos.replace(".", "").replace(",", ".")))
    if _KOMA_RIBU.fullmatch(polos):
        hasil.append(Decimal(polos.replace(",", "")))
    if re.fullmatch(r"-?\d+([.,]\d+)?", polos):
        hasil.append(Decimal(polos.replace(",", ".")))
    return list(dict.fromkeys(hasil))


def _exact(x: int | float) -> int | Decimal:
    """The shortest decimal of a double, an int where it is whole."""
    return int(x) if x == int(x) and abs(x) < 1e15 else Decimal(repr(float(x)))


def _read_number(kolom: KolomNaskah, mentah: Nilai, sel: str) -> tuple[Any, Temuan | None]:
    if isinstance(mentah, int | float) and not isinstance(mentah, bool):
        return _exact(mentah), None
    mungkin = text_number(mentah) if isinstance(mentah, str) else []
    if not mungkin:
        return None, buat_temuan("INS04", sel, a=f"{kolom.kepala} harus angka, sedangkan isinya {_plain(mentah)}")
    kata = did_you_mean(" atau ".join(map(with_comma, mungkin)))
    return _exact(float(mungkin[0])), buat_temuan("INS19", sel, a=f"{kolom.kepala} {clean_text(mentah)}", b=kata)


def _plain(mentah: Nilai) -> str:
    return {True: "TRUE", False: "FALSE"}[mentah] if isinstance(mentah, bool) else str(mentah)


def _read_word(kolom: KolomNaskah, mentah: Nilai, sel: str) -> tuple[Any, Temuan | None]:
    """Ya/Tidak, or one of the column's words; capitals and spaces do not matter."""
    kata = clean_text(_plain(mentah)).casefold()
    if kolom.jenis == "ya":
        jawaban = {nk.YA.casefold(): True, "true": True, nk.TIDAK.casefold(): False, "false": False}
        if kata in jawaban:
            return jawaban[kata], None
        return None, buat_temuan("INS20", sel, a=f"{kolom.kepala}: {_plain(mentah)}", b=hint(kata, ["ya", "tidak"]))
    if kata in kolom.pilihan:
        return kata, None
    dekat = hint(kata, list(kolom.pilihan)) or f" Yang ada: {', '.join(kolom.pilihan)}."
    return None, buat_temuan("INS20", sel, a=f"{kolom.kepala}: {_plain(mentah)}", b=dekat)


def _read_names(kolom: KolomNaskah, mentah: Nilai, sel: str) -> tuple[Any, Temuan | None]:
    """[[90, "A"], ...] from lines "90 = A"."""
    hasil = []
    for baris in str(mentah).splitlines():
        cocok = re.fullmatch(r"\s*(-?\d+(?:[.,]\d+)?)\s*=(.*)", baris)
        if cocok is None and baris.strip():
            salah = f"{kolom.kepala}: tulis misalnya 90 = A, satu baris satu, bukan {baris.strip()}"
            return None, buat_temuan("INS04", sel, a=salah)
        hasil += [[Decimal(cocok[1].replace(",", ".")), cocok[2].strip()]] if cocok else []
    return hasil, None


def _read_text(kolom: KolomNaskah, mentah: Nilai, sel: str) -> tuple[Any, Temuan | None]:
    temuan = None
    if isinstance(mentah, bool):
        return None, buat_temuan("INS04", sel, a=f"{kolom.kepala} harus teks, sedangkan isinya {_plain(mentah)}")
    if isinstance(mentah, int | float):
        angka = _exact(mentah)
        if isinstance(angka, Decimal) and kolom.kunci.startswith("nomor"):
            temuan = buat_temuan("INS25", sel, a=kolom.kepala, b=with_comma(angka))
        mentah = f"{angka:f}" if isinstance(angka, Decimal) else str(angka)
    if kolom.jenis == "daftar_kode":
        return [k.strip() for k in re.split(r"[,;\n]", str(mentah)) if k.strip()], temuan
    if kolom.jenis == "daftar_teks":
        return [t.replace("\n ", "\n") for t in re.split(r"\n(?! )", str(mentah)) if t.strip()], temuan
    return str(mentah), temuan


def read_cell(kolom: KolomNaskah, mentah: Nilai, sel: str) -> tuple[Any, Temuan | None]:
    """(value or None, finding or None) of one filled cell."""
    if isinstance(mentah, Galat):
        return None, buat_temuan("INS04", sel, a=f"{kolom.kepala} berisi galat Excel {mentah}")
    if kolom.jenis in ("angka", "bulat"):
        return _read_number(kolom, mentah, sel)
    if kolom.jenis in ("ya", "pilihan"):
        return _read_word(kolom, mentah, sel)
    if kolom.jenis == "daftar_sebutan":
        return _read_names(kolom, mentah, sel)
    return _read_text(kolom, mentah, sel)


def is_blank(mentah: Nilai) -> bool:
    """Nothing, or nothing but spaces."""
    return mentah is None or (isinstance(mentah, str) and not mentah.replace("\xa0", " ").strip())


# --- reading: sheets ----------------------------------------------------------------------------------------------


def _find_sheets(buku: Buku, temuan: list[Temuan]) -> dict[str, LembarBuku]:
    """Our sheets by their right name; a misspelt one is told and used. INS29 when the workbook is another thing."""
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


def _find_columns(lembar: LembarBuku, kepala: list[str], temuan: list[Temuan]) -> tuple[int, dict[str, int]]:
    """Header row and column of each header; misspelt headers are told and used, missing ones told."""
    per_baris: dict[int, dict[str, int]] = {}
    for (b, k), v in lembar.nilai.items():
        if b < 15 and isinstance(v, str) and not is_blank(v):
            per_baris.setdefault(b, {})[clean_text(v.replace("\n", " "))] = k

    def known(b: int) -> int:
        return sum(j in kepala for j in per_baris[b])

    baris = max(sorted(per_baris), key=known, default=0)
    if not per_baris or not known(baris):
        raise KinerjaError("INS17", sel=lembar.nama, a=", ".join(kepala), b="")
    ada = {j: k for j, k in per_baris[baris].items() if j in kepala}
    asing = {j: k for j, k in per_baris[baris].items() if j not in kepala and j != nk.KETERANGAN and j[:1] != "Σ"}
    for j in [j for j in kepala if j not in ada]:
        mirip = next((a for a in asing if nearest(a.casefold(), [j.casefold()])), None)
        sel = f"{lembar.nama}!{alamat((baris, asing[mirip] if mirip else 0))}"
        temuan.append(buat_temuan("INS17", sel, a=j, b=f" Yang ada {mirip}.{did_you_mean(j)}" if mirip else ""))
        if mirip:
            ada[j] = asing.pop(mirip)
    for j, k in asing.items():
        temuan.append(buat_temuan("INS18", f"{lembar.nama}!{alamat((baris, k))}", a=f"Kolom {j}", b=hint(j, kepala)))
    return baris, ada


def _read_input(lembar: LembarBuku, posisi: tuple[int, int], kolom: KolomNaskah, temuan: list[Temuan]) -> Any:
    sel = f"{lembar.nama}!{alamat(posisi)}"
    if rumus := lembar.rumus.get(posisi):
        temuan.append(buat_temuan("BKS12", sel, a=rumus))
    nilai, salah = read_cell(kolom, lembar.nilai.get(posisi), sel)
    if salah:
        temuan.append(salah)
    return nilai


def _read_table(lembar: LembarBuku, tabel: TabelNaskah, n: Naskah) -> None:
    baris_kepala, letak = _find_columns(lembar, [k.kepala for k in tabel.kolom], n.temuan)
    kolom = [(k, letak[k.kepala]) for k in tabel.kolom if k.kepala in letak]
    n.kepala |= {(tabel.nama, k.kunci): f"{lembar.nama}!{alamat((baris_kepala, c))}" for k, c in kolom}
    isi: dict[int, list[tuple[KolomNaskah, int]]] = {}
    for k, c in kolom:
        for (b, kk), v in lembar.nilai.items():
            if kk == c and b > baris_kepala and not is_blank(v):
                isi.setdefault(b, []).append((k, c))
    for b in sorted(isi):
        if any(str(lembar.nilai[(b, c)]).startswith(nk.CONTOH) for _, c in isi[b]):
            continue
        nilai = {k.kunci: _read_input(lembar, (b, c), k, n.temuan) for k, c in isi[b]}
        n.baris[tabel.nama].append(BarisNaskah(understood(tabel, nilai), frozenset(nilai),
                                         {k.kunci: f"{lembar.nama}!{alamat((b, c))}" for k, c in kolom}))


def understood(tabel: TabelNaskah, nilai: dict[str, Any]) -> dict[str, Any]:
    """Values that could be read, and "" for blank cells of columns where that is an answer."""
    kosong = {k.kunci: "" for k in tabel.kolom if k.kosong and k.kunci not in nilai}
    return kosong | {k: v for k, v in nilai.items() if v is not None}


def _read_head(lembar: LembarBuku, n: Naskah) -> None:
    kepala, letak = _find_columns(lembar, [nk.KOLOM_BAGIAN, nk.KOLOM_ISIAN, nk.KOLOM_CARA], n.temuan)
    bagian, isian = letak.get(nk.KOLOM_BAGIAN, 0), letak.get(nk.KOLOM_ISIAN, 1)
    menurut_label = {k.kepala: k for k, _ in nk.KEPALA}
    satu = BarisNaskah({})
    for b in sorted(b for (b, k) in lembar.nilai if k == bagian and b > kepala):
        label = clean_text(lembar.nilai[(b, bagian)])
        sel = f"{lembar.nama}!{alamat((b, bagian))}"
        if (kolom := menurut_label.get(label)) is None:
            mirip = next((j for j in menurut_label if nearest(label.casefold(), [j.casefold()])), None)
            n.temuan.append(buat_temuan("INS17" if mirip else "INS18", sel, a=mirip or label,
                                        b=f" Yang ada {label}.{did_you_mean(mirip)}" if mirip else ""))
            if mirip is None:
                continue
            kolom = menurut_label[mirip]
        satu.sel.setdefault(kolom.kunci, f"{lembar.nama}!{alamat((b, isian))}")
        if is_blank(lembar.nilai.get((b, isian))):
            continue
        nilai = _read_input(lembar, (b, isian), kolom, n.temuan)
        satu.terisi |= {kolom.kunci}
        if kolom.jenis == "daftar_teks" and nilai is not None:
            satu.nilai.setdefault(kolom.kunci, []).append(str(lembar.nilai[(b, isian)]))
        elif nilai is not None:
            satu.nilai[kolom.kunci] = nilai
    n.baris[nk.INSTRUMEN] = [satu]


def read_rows(buku: Buku) -> Naskah:
    """A read authoring workbook with its data put together; KinerjaError INS29 when it is none."""
    temuan: list[Temuan] = []
    lembar = _find_sheets(buku, temuan)
    n = Naskah({nama: [] for nama in (nk.INSTRUMEN, *nk.tables())}, {}, temuan)
    for nama, s in lembar.items():
        try:
            if nama == nk.INSTRUMEN:
                _read_head(s, n)
            else:
                _read_table(s, nk.tables()[nama], n)
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


_HANYA_DATA, _HANYA_FAKTA = ("daftar", "fakta", "dari", "sama_dengan"), ("wajib", "jumlah_dari", "keterangan")


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
