"""The hidden workings of a new book: what each row is understood as and measures (Olah), and the rows in print order
with the sums of the tree (Urut)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kinerja_core.buku_kinerja.baru import urai
from kinerja_core.buku_kinerja.baru.baris import BARIS, LEMBAR_BARIS, MODEL, RENCANA, row_columns
from kinerja_core.buku_kinerja.baru.tempat import (
    AWAL,
    BAGIAN_UJI,
    DERET,
    KEPALA,
    KOLOM_OLAH,
    KOLOM_URUT,
    OLAH,
    URUT,
    TempatBaru,
)
from kinerja_core.buku_kinerja.baru.uji import checks_of, obligatory, offset, parts_of
from kinerja_core.buku_kinerja.capaian import HITUNGAN
from kinerja_core.buku_kinerja.kolom import Kolom
from kinerja_core.buku_kinerja.rencana import TABEL
from kinerja_core.buku_kinerja.satuan import unit_bound_formula
from kinerja_core.buku_kinerja.uji_dasar import clean_formula, shorten_to_formula, text_formula
from kinerja_core.lembar.denah import Isi, Lembar, Rumus
from kinerja_core.xlsx.buku import kolom_huruf

_Q = (1, 2, 3, 4)
#: Where a row that is not used stands: behind every Urutan.
JAUH = 2_000_000_000_000
#: A leaf with a number counts so much, with "-" 1, so that one sum tells which of the two there is.
ADA = 1_000_000
#: Keys of a list that runs by groups: the group times this, then the number in it.
KELOMPOK = 10_000


def hitung(nama: str, *rujukan: str) -> str:
    """One piece of `capaian` as a formula."""
    return HITUNGAN[nama].render(*rujukan)


class _Baris:
    """The formulas of one row."""

    def __init__(self, t: TempatBaru, n: int) -> None:
        self.t, self.n, self.i = t, n, n + 1
        self.slot = {x: TABEL[x].slot(n) for x in ("node", "indikator")}

    def c(self, nama: str) -> str:
        """A working of this row."""
        return self.t.olah(nama, self.n)

    def semua(self, *nama: str) -> tuple[str, ...]:
        """Several."""
        return tuple(self.c(x) for x in nama)

    def sendiri(self, kunci: str) -> str:
        """An input of this row as typed."""
        return f"INDEX(in_{kunci},{self.i})"

    def ikut(self, kunci: str) -> str:
        """An input of the row whose indicator this one shows."""
        return f"INDEX(in_{kunci},{self.c('sp')})"

    def bersih(self, kunci: str, mentah: str) -> str:
        """An input, cleaned as its column says."""
        k: Kolom = BARIS.menurut_kunci[kunci]
        return clean_formula(k, mentah, self.t.nbsp, self.c("batas") if k.satuan else "")

    def teks(self, mentah: str) -> str:
        """A text as it is compared."""
        return text_formula(mentah, self.t.nbsp)

    def susunan(self) -> Iterator[tuple[str, Isi]]:
        """What the row is: kode, level, name, place in the order."""
        t, c = self.t, self.c
        yield "u", Rumus(self.teks(self.sendiri("uraian")))
        yield "kode", Rumus(urai.code_formula(c("u")))
        yield "jt", Rumus(self.teks(self.sendiri("jenis")))
        jenis = t.daftar("jenis_node")
        yield "jn", Rumus(f"SUMPRODUCT(({jenis}={c('jt')})*(ROW({jenis})-{AWAL}))")
        aneh = ",".join(f"{x}({self.sendiri(k)})" for x in ("ISERROR", "ISLOGICAL") for k in ("uraian", "jenis"))
        yield "isn", Rumus(f'IF(OR({c("u")}&{c("jt")}<>"",{aneh}),1,0)')
        tertulis = f'OR({c("jt")}<>"",ISERROR({self.sendiri("jenis")}),ISLOGICAL({self.sendiri("jenis")}))'
        yield "lv", Rumus(f"IF({c('isn')}=0,0,IF({tertulis},{c('jn')},{urai.level_of_code_formula(c('kode'))}))")
        yield "nama", Rumus(urai.name_formula(c("u"), c("kode"), t.daftar("kode"), t.daftar("nama")))
        yield "jenis", Rumus(f'IF({c("jt")}<>"",{c("jt")},IF({c("lv")}>0,INDEX({jenis},{c("lv")}),""))')
        isi = ",".join(self.sendiri(k.kunci) for k in BARIS.on_sheet(RENCANA) if k.kunci != "urutan")
        yield "terpakai", Rumus(f"IF(COUNTA({isi})>0,1,0)")
        urutan = self.sendiri("urutan")
        yield "ur", Rumus(f"IF({c('terpakai')}=0,{JAUH + self.n},IF(ISNUMBER({urutan}),ROUND({urutan},6),{self.n}))")
        kolom = c("ur")[: -len(str(AWAL + self.n))]
        sama = f"+COUNTIF({kolom}{AWAL + 1}:{kolom}{AWAL + self.n - 1},{c('ur')})" if self.n > 1 else ""
        semua = f"{kolom}${AWAL + 1}:{kolom}${AWAL + t.banyak}"
        yield "k", Rumus(f"IF({c('terpakai')}=0,0,RANK({c('ur')},{semua},1){sama})")

    def indikator(self) -> Iterator[tuple[str, Isi]]:
        """Whose indicator it is and what it is called."""
        c, sel = self.c, self.sendiri("indikator")
        yield "ht", Rumus(f'IF(ISNUMBER({sel}),"",{self.teks(sel)})')
        ada = f"AND({sel}>=1,{sel}<={self.t.banyak},{sel}=INT({sel}),{sel}<>{self.n})"
        ke = f'IF({ada},IF(INDEX(o_ht,{sel}+1)<>"",{sel}+1,1),1)'
        yield "s", Rumus(f"IF(ISNUMBER({sel}),{ke},{self.i})")
        yield "sp", Rumus(f"IF({c('s')}=1,{self.i},{c('s')})")
        yield "ind", Rumus(f'IF({c("s")}=1,"",INDEX(o_ht,{c("s")}))')
        yield "label", Rumus(f'IF({c("ind")}="",{c("nama")},{c("ind")})')
        yield "satuan", Rumus(self.teks(self.ikut("satuan")))
        yield "batas", Rumus(unit_bound_formula(c("ind"), c("satuan")))
        yield "polaritas", Rumus(self.teks(self.ikut("polaritas")))

    def target(self) -> Iterator[tuple[str, Isi]]:
        """Targets as agreed first and as changed, the type they mean, the year's."""
        c = self.c
        yield "tipe", Rumus(self.teks(self.ikut("tipe_target")))
        for q in _Q:
            yield f"m{q}", Rumus(self.bersih(f"t{q}", self.ikut(f"t{q}")))
            yield f"q{q}", Rumus(self.bersih(f"q{q}", self.ikut(f"q{q}")))
            yield f"t{q}", Rumus(f'IF(COUNTA({self.ikut(f"q{q}")})=0,{c(f"m{q}")},{c(f"q{q}")})')
        t, m = (self.semua(*(f"{x}{q}" for q in _Q)) for x in "tm")
        tw = f"{m[0]},{m[1]},{m[2]},{m[3]}"
        strip = f'OR({m[0]}="-",{m[1]}="-",{m[2]}="-")'
        satu = f'IF(AND(ISNUMBER({m[3]}),NOT({strip})),"","{urai.SATU_TW}")'
        ukuran = ",".join(f"{c('batas')}={x:.15g}" for x in urai.BATAS_UKURAN)
        akhir = f'IF(OR({ukuran}),"{urai.KONDISI_AKHIR}","")'
        yield "tp", Rumus(f'IF({c("tipe")}<>"",{c("tipe")},IF(COUNT({tw})=0,"",IF(COUNT({tw})=1,{satu},{akhir})))')
        yield "target", Rumus(hitung("SETAHUN", c("tp"), *t, '""'), ("target", self.slot["indikator"]))
        yield "target_murni", Rumus(hitung("SETAHUN", c("tp"), *m, '""'), ("target_murni", self.slot["indikator"]))
        for q in _Q[:3]:
            yield f"ts{q}", Rumus(hitung(f"SAMPAI_TW{q}", c("tp"), *t[:q]),
                                  ("target_sampai", q, self.slot["indikator"]))

    def realisasi(self) -> Iterator[tuple[str, Isi]]:
        """What was done, quarter by quarter and in the year, and how much of the target that is."""
        c, i = self.c, self.slot["indikator"]
        t, v = (self.semua(*(f"{x}{q}" for q in _Q)) for x in "tv")
        for q in _Q:
            for x in "rab":
                yield f"{x}{q}", Rumus(self.bersih(f"{x}{q}", self.ikut(f"{x}{q}")))
            yield f"v{q}", Rumus(hitung("REALISASI_TW", *self.semua(f"r{q}", f"a{q}", f"b{q}")), ("realisasi_tw", q, i))
        yield "realisasi", Rumus(hitung("REALISASI_SETAHUN", c("tp"), *t, *v, '""'), ("realisasi", i))
        lain = (c("polaritas"), self.t.lain("rumus_negatif"))
        for q in _Q:
            yield f"c{q}", Rumus(hitung("CAPAIAN", t[q - 1], v[q - 1], *lain), ("capaian_tw", q, i))
        for q in _Q[:3]:
            yield f"rs{q}", Rumus(hitung(f"REALISASI_SAMPAI_TW{q}", c("tp"), *t[:q], *v[:q]),
                                  ("realisasi_sampai", q, i))
            yield f"cs{q}", Rumus(hitung("CAPAIAN", c(f"ts{q}"), c(f"rs{q}"), *lain), ("capaian_sampai", q, i))
        yield "capaian", Rumus(hitung("CAPAIAN", c("target"), c("realisasi"), *lain), ("capaian", i))
        yield "dipakai", Rumus(hitung("DIBATASI", c("capaian"), self.t.lain("batas_capaian")), ("dipakai", i))
        yield "terukur", Rumus(f"IF(ISNUMBER({c('dipakai')}),1,0)")
        yield "predikat", Rumus(HITUNGAN["PREDIKAT_CAPAIAN"].render(
            c("dipakai"), self.t.daftar("ambang_capaian"), self.t.daftar("kelas_capaian")), ("predikat", i))
        for x in ("awal", *(f"th{n}" for n in range(1, 7))):
            yield x, Rumus(self.bersih(x, self.ikut(x)))
        yield "akhir", Rumus(self.bersih("akhir", self.ikut("akhir")), ("target_akhir", i))
        yield "kemajuan", Rumus(hitung("KEMAJUAN", c("realisasi"), c("akhir")), ("kemajuan", i))
        for q in reversed(_Q):
            yield f"lalu{q}", Rumus(self.bersih(f"lalu{q}", self.ikut(f"lalu{q}")))

    def anggaran(self) -> Iterator[tuple[str, Isi]]:
        """The budget typed in this row, and what else the tree needs of it."""
        c = self.c
        for kunci in ("pagu", "perubahan", *(f"g{q}" for q in _Q)):
            yield kunci, Rumus(self.bersih(kunci, self.sendiri(kunci)))
        yield "pagu_sah", Rumus(f'IF({c("perubahan")}="",{c("pagu")},{c("perubahan")})')
        g = self.semua(*(f"g{q}" for q in _Q))
        for q in _Q:
            yield f"gs{q}", Rumus(self.budget_up_to(g[:q]))
        iku = f'IF({self.teks(self.ikut("iku"))}="",IF(OR({c("ml")}=1,{c("ml")}=2),1,0),' \
              f'IF({self.teks(self.ikut("iku"))}="Ya",1,0))'
        yield "iku", Rumus(f'IF(AND({c("ind")}<>"",{c("ml")}>0,{c("ml")}<6),{iku},0)')
        yield "luar", Rumus(f'IF({self.teks(self.sendiri("luar"))}="Ya",1,0)')
        dukung = self.teks(self.sendiri("dukung"))
        yield "dk", Rumus(f'","&SUBSTITUTE(SUBSTITUTE({dukung}," ",""),";",",")&","')
        yield "nd", Rumus(f"IF({c('k')}=0,0,INDEX(u_nd,{c('k')}))")
        yield "ml", Rumus(f"IF({c('nd')}=0,0,INDEX(u_lv,{c('nd')}))")
        k = c("k")
        for x, y, j in (("xp", "yp", "jp"), ("xg", "yg", "jg")):
            milik = f"INDEX(u_{j},{k})"
            ada = f'OR({k}=0,{c("isn")}=0,{c("dk")}=",,")'
            yield x, Rumus(f"IF({ada},0,IF(ISNUMBER({milik}),{milik},0))")
            yield y, Rumus(f'IF({ada},0,IF(ISNUMBER({milik}),{ADA},IF({milik}="-",1,0)))')
        yield "pjt", Rumus(self.teks(self.sendiri("penanggung_jawab")))
        if self.t.isi.audit:
            yield "kl", Rumus(f'IF({self.teks(self.ikut("keluaran"))}="Ya",1,0)')
        else:
            yield "kl", Rumus("0")
        yield "dn", Rumus(f"IF({k}=0,0,IF(SUMIF(o_nd,{c('nd')},o_kl)=0,{c('nd')},{c('kl')}*{c('nd')}))")
        yield "nn", Rumus(f'IF({c("nd")}=0,"",INDEX(o_nama,INDEX(u_ptr,{c("nd")})))')
        yield "tg", Rumus(self.target_printed())
        yield "par", Rumus(f"IF({k}=0,0,IF({c('isn')}=0,0,IF(INDEX(u_par,{k})=0,0,"
                           f"INDEX(u_ptr,INDEX(u_par,{k}))-1)))")
        yield "plv", Rumus(f"IF({k}=0,0,INDEX(u_plv,{k}))")
        for nama, tabel in (("ti", "indikator"), ("tr", "renstra")):
            isi = ",".join(self.sendiri(x.kunci) for x in row_columns(self.t.isi.audit)
                           if MODEL.get(x.kunci, ("",))[0] == tabel)
            yield nama, Rumus(f"IF(OR({c('s')}<>{self.i},{c('terpakai')}=0),0,IF(COUNTA({isi})>0,1,0))")

    def target_printed(self) -> str:
        """The year's target as documents print it: the class as written beside the number, "BB (72)"."""
        kata, t = self.teks(self.ikut("tulisan")), self.c("target")
        angka = f'SUBSTITUTE({t}&"",".",",")'
        return (f'IF({kata}="",{t},IF(ISNUMBER({t}),{kata}&" ("&{angka}&")",IF({t}="",{kata},{t})))')

    def budget_up_to(self, g: tuple[str, ...]) -> str:
        """Realisasi of the budget up to a quarter, whichever way it is typed."""
        semua, akhir = ",".join(g), '""'
        for x in g:
            akhir = f"IF(ISNUMBER({x}),{x},{akhir})"
        kosong = f'IF({"&".join(g)}="","","-")'
        return f"IF(COUNT({semua})=0,{kosong},IF({self.t.lain('serapan')}=1,{akhir},SUM({semua})))"

    def uji(self) -> Iterator[tuple[str, Isi]]:
        """Of each sheet the number of the first failing check of this row, and its words."""
        for g, lembar in enumerate(LEMBAR_BARIS):
            semua, bagian = checks_of(lembar, self.t.isi.audit), parts_of(self.t, lembar, self.n)
            if len(bagian) > BAGIAN_UJI[g]:
                raise ValueError(f"{lembar}: pemeriksaan baris membutuhkan {len(bagian)} rumus")
            pertama = "0"
            for m in range(len(bagian), 0, -1):
                yield f"x{g}p{m}", Rumus(bagian[m - 1])
                sel = self.c(f"x{g}p{m}")
                pertama = f"IF({sel}>0,{sel},{pertama})" if m < len(bagian) else sel
            x = self.c(f"x{g}")
            yield f"x{g}", Rumus(pertama, ("uji", lembar, self.n))
            ke = self.c(f"x{g}k")
            yield f"x{g}k", Rumus(f"IF({x}=0,0,{offset(lembar, self.t.isi.audit)}+{x})")
            a = self.teks(f"INDEX(isi_{g},{self.i},INDEX(kat_kolom,{ke}))")
            yield f"x{g}t", Rumus(f'IF({x}=0,"",{a})')
            a = shorten_to_formula(self.c(f"x{g}t"), f"INDEX(kat_panjang,{ke})")
            b = f"INDEX(kat_label,{ke})"
            for m, u in enumerate(semua, start=1):
                kata = u.words(self.t, self.n)
                a, b = (f"IF({x}={m},{baru},{lama})" if baru else lama
                        for baru, lama in zip(kata, (a, b), strict=True))
            yield f"x{g}a", Rumus(f'IF({x}=0,"",{a})')
            yield f"x{g}b", Rumus(f'IF({x}=0,"",{b})')

    def running(self) -> Iterator[tuple[str, Isi]]:
        """How many findings there are up to this row, obligatory ones and those to be checked."""
        w, lebih = [], []
        for g, lembar in enumerate(LEMBAR_BARIS):
            batas, x = obligatory(lembar, self.t.isi.audit), self.c(f"x{g}")
            w.append(f"IF({x}=0,0,IF({x}<={batas},1,0))")
            lebih.append(f"IF({x}>{batas},1,0)")
        for nama, isi in (("fw", w), ("fc", lebih)):
            lalu = self.t.olah(nama, self.n - 1) if self.n > 1 else "0"
            yield nama, Rumus(f"{lalu}+{'+'.join(isi)}")

    def all(self) -> dict[str, Isi]:
        """Every working by its name."""
        bagian: tuple[Callable[[], Iterator[tuple[str, Isi]]], ...] = (
            self.susunan, self.indikator, self.target, self.realisasi, self.anggaran, self.uji, self.running)
        return {nama: isi for b in bagian for nama, isi in b()}


def sheet_olah(t: TempatBaru) -> Lembar:
    """One row a row of the plan; the header of each column is an empty text, its name stands above."""
    lembar = Lembar(OLAH, status="tersembunyi")
    lembar.put(0, 0, f"{OLAH} (otomatis, jangan diubah)", "subjudul")
    for m, nama in enumerate(KOLOM_OLAH, start=1):
        lembar.put(KEPALA - 1, m, nama, "mesin_kepala")
        lembar.put(KEPALA, m, Rumus('""'), "mesin")
    for n in range(1, t.banyak + 1):
        isi = _Baris(t, n).all()
        lembar.put(AWAL + n - 1, 0, n, "mesin")
        for m, nama in enumerate(KOLOM_OLAH, start=1):
            if nama in isi:
                lembar.put(AWAL + n - 1, m, isi[nama], "mesin")
    return lembar


class _Posisi:
    """The formulas of one position in print."""

    def __init__(self, t: TempatBaru, k: int) -> None:
        self.t, self.k = t, k

    def c(self, nama: str) -> str:
        """What stands in this position."""
        return self.t.urut(nama, self.k)

    def d(self, nama: str) -> str:
        """In the one before; 0 before the first."""
        return self.t.urut(nama, self.k - 1) if self.k > 1 else "0"

    def o(self, nama: str) -> str:
        """A working of the row that stands here."""
        return f"INDEX(o_{nama},{self.c('ptr')})"

    def letak(self) -> Iterator[tuple[str, Isi]]:
        """Which row, of which level, below which."""
        c, d, k = self.c, self.d, self.k
        yield "ptr", Rumus(f"IFERROR(MATCH({k},o_k,0),1)")
        yield "lv", Rumus(f"IF({c('ptr')}=1,0,{self.o('lv')})")
        yield "nd", Rumus(f"IF({c('ptr')}=1,0,IF({self.o('isn')}=1,{k},{d('nd')}))")
        yield "nr", Rumus(f"IF({c('nd')}=0,0,INDEX(u_ptr,{c('nd')})-1)")
        for x in range(1, 6):
            sini = f"IF({c('lv')}={x},{k},IF({c('lv')}<{x},0,{d(f'p{x}')}))"
            yield f"p{x}", Rumus(f"IF(OR({c('lv')}=0,{c('lv')}=6),{d(f'p{x}')},{sini})")
        atas = "0"
        for x in range(5, 1, -1):
            atas = f"IF({c('lv')}={x},MAX({c('p1')}:{c(f'p{x - 1}')}),{atas})"
        yield "lr", Rumus(f"IF({c('lv')}={urai.PROGRAM},{self.o('luar')},"
                          f"IF(OR({c('lv')}=1,{c('lv')}=2),0,{d('lr')}))")
        for x in (1, 2):
            yield f"s{x}", Rumus(f"IF({c('lr')}=1,0,{c(f'p{x}')})")
        yield "par", Rumus(f"IF(AND({c('lv')}={urai.PROGRAM},{self.o('luar')}=1),0,{atas})")
        yield "plv", Rumus(f"IF({c('par')}=0,0,INDEX(u_lv,{c('par')}))")
        yield "anak", Rumus(f"IF({c('lv')}=0,0,COUNTIF(u_par,{k}))")
        yield "daun", Rumus(f"IF(AND({c('lv')}>0,{c('lv')}<6,{c('anak')}=0),1,0)")
        yield "nlv", Rumus(f"IF({c('nd')}=0,0,INDEX(u_lv,{c('nd')}))")
        yield "luar", Rumus(f"IF({c('ptr')}=1,0,IF({self.o('isn')}=0,0,IF({self.o('luar')}=1,1,"
                            f"IF({c('par')}=0,0,INDEX(u_luar,{c('par')})))))")
        jenis = self.t.daftar("jenis_node")
        induk = f"INDEX(u_ptr,{c('par')})"
        yield "bawah", Rumus(f'IF({c("par")}=0,"",", di bawah "&INDEX({jenis},{c("plv")})&" baris "&({induk}-1))')

    def sums(self) -> Iterator[tuple[str, Isi]]:
        """Pagu as agreed first, as it holds, and realisasi: of a leaf its own, of a node what its leaves hold."""
        c = self.c
        for y, sumber in (("m", "pagu"), ("p", "pagu_sah"), ("g", "gs4")):
            daun = f"IF({c('daun')}=1,{{}},0)"
            yield f"n{y}", Rumus(daun.format(f"IF(ISNUMBER({self.o(sumber)}),{self.o(sumber)},0)"))
            yield f"a{y}", Rumus(daun.format(f'IF(ISNUMBER({self.o(sumber)}),{ADA},IF({self.o(sumber)}="-",1,0))'))
            kunci = {"m": "anggaran_murni", "p": "anggaran", "g": "realisasi_anggaran"}[y]
            ada, jumlah = (self.below(f"u_{x}{y}") for x in "an")
            sendiri = f'IF({c(f"a{y}")}>={ADA},{c(f"n{y}")},IF({c(f"a{y}")}>0,"-",""))'
            turun = f'IF({ada}>={ADA},{jumlah},IF({ada}>0,"-",""))'
            yield f"j{y}", Rumus(f'IF(OR({c("lv")}=0,{c("lv")}=6),"",IF({c("daun")}=1,{sendiri},{turun}))',
                                 ("urut", kunci, self.k))

    def below(self, rentang: str) -> str:
        """The sum over the leaves below this position."""
        hasil = "0"
        for x in range(4, 0, -1):
            hasil = f"IF({self.c('lv')}={x},SUMIF(u_{'s' if x < 3 else 'p'}{x},{self.k},{rentang}),{hasil})"
        return hasil

    def sasaran(self) -> Iterator[tuple[str, Isi]]:
        """Of a sasaran the budget of the programs that support it; else its own."""
        c = self.c
        kunci = f'"*,"&({c("ptr")}-1)&",*"'
        taut = f"IF({c('lv')}=2,COUNTIF(o_dk,{kunci}),0)"
        for nama, y in (("ps", "p"), ("gs", "g")):
            yield nama, Rumus(f"IF({taut}>0,{self.linked(y, kunci)},{c(f'j{y}')})",
                              ("urut", "anggaran_sasaran" if y == "p" else "nyata_sasaran", self.k))
        yield "ser", Rumus(hitung("PENYERAPAN", c("gs"), c("ps")), ("urut", "penyerapan", self.k))

    def linked(self, y: str, kunci: str) -> str:
        """Over the rows whose `dukung` names this one: the sums of what lies below them."""
        angka, strip = f"SUMIF(o_dk,{kunci},o_x{y})", f"SUMIF(o_dk,{kunci},o_y{y})"
        return f'IF({strip}>={ADA},{angka},IF({strip}>0,"-",""))'

    def output(self) -> Iterator[tuple[str, Isi]]:
        """Output in percent: its own indicators'; of kegiatan and program the mean of what stands below, if anything
        does. t5, t4: does this position count for the one above it?"""
        c, k = self.c, self.k
        banyak, jumlah = f"SUMIF(o_dn,{k},o_terukur)", f"SUMIF(o_dn,{k},o_dipakai)"
        sendiri = f'IF({banyak}>0,{jumlah}/{banyak},"")'
        yield "own", Rumus(f'IF(OR({c("lv")}=0,{c("lv")}=6),"",{sendiri})')
        yield "m5", Rumus(f'IF({c("lv")}=5,{c("own")},"")')
        yield "t5", Rumus(f"IF(ISNUMBER({c('m5')}),1,0)")
        yield "m4", Rumus(f'IF({c("lv")}=4,{self.mean("5")},"")')
        yield "t4", Rumus(f"IF(ISNUMBER({c('m4')}),1,0)")
        program = self.mean("4", "5")
        yield "out", Rumus(f"IF({c('lv')}={urai.PROGRAM},{program},IF({c('lv')}=4,{c('m4')},{c('own')}))",
                           ("urut", "capaian_node", k))

    def mean(self, *bawah: str) -> str:
        """Of what stands right below, its own where nothing does."""
        banyak = "+".join(f"SUMIF(u_par,{self.k},u_t{x})" for x in bawah)
        jumlah = "+".join(f"SUMIF(u_par,{self.k},u_m{x})" for x in bawah)
        return f'IF({self.c("anak")}=0,{self.c("own")},IF({banyak}>0,({jumlah})/({banyak}),""))'

    def counts(self) -> Iterator[tuple[str, Isi]]:
        """How many so far of what each list prints."""
        c, d = self.c, self.d
        yield "i_iku", Rumus(f"{d('i_iku')}+IF({c('ptr')}=1,0,{self.o('iku')})")
        yield "i_prog", Rumus(f"{d('i_prog')}+IF({c('lv')}={urai.PROGRAM},1,0)")
        yield "i_angg", Rumus(f"{d('i_angg')}+IF(AND({c('nlv')}>={urai.PROGRAM},{c('nlv')}<6),1,0)")
        yield "i_rs", Rumus(f"{d('i_rs')}+{self.in_renstra()}")
        belanja = f'AND({c("lv")}>={urai.PROGRAM},{c("lv")}<6)'
        yield "i_bel", Rumus(f'{d("i_bel")}+IF({belanja},IF({c("jp")}="",0,1),0)')
        yield "i_lamp", Rumus(f"{d('i_lamp')}+{self.in_lampiran()}")
        for x in DERET:
            ke = f"IFERROR(INDEX(u_ptr,MATCH({self.k},u_i_{x},0)),1)"
            yield f"x_{x}", Rumus(ke) if self.k <= self.t.ruang_deret(x) else 1

    def in_renstra(self) -> str:
        """1 for an indicator with values of the Renstra: typed in its row, or in that of the same indicator of a tujuan
        or sasaran."""
        sp = self.o("sp")
        ikut = f"OR({sp}={self.c('ptr')},AND({self.c('nlv')}>0,{self.c('nlv')}<3))"
        return f"IF({self.c('ptr')}=1,0,IF(INDEX(o_tr,{sp})=0,0,IF({ikut},1,0)))"

    def in_lampiran(self) -> str:
        """1 for an output that counts of what has a budget, and for the row of a node without one."""
        nd = self.c("nd")
        ada = f'OR({nd}={self.k},{self.o("ind")}<>"")'
        isi = f'IF(INDEX(u_jp,{nd})="",0,IF(AND({self.o("dn")}>0,{ada}),1,0))'
        return f"IF(AND({self.c('nlv')}>={urai.PROGRAM},{self.c('nlv')}<6),{isi},0)"

    def above(self, nama: str) -> str:
        """A working of all positions before this one."""
        return f"{kolom_huruf(1 + KOLOM_URUT.index(nama))}${AWAL + 1}:{self.d(nama)}"

    def numbered(self, nama: str, kelompok: str) -> str:
        """A key for MATCH: the group, then how many of it there were so far. At most 9,998 in a group."""
        if self.k == 1:
            return f"{kelompok}*{KELOMPOK}+1"
        return (f'{kelompok}*{KELOMPOK}+1+COUNTIF({self.above(nama)},">"&{kelompok}*{KELOMPOK})'
                f'-COUNTIF({self.above(nama)},">"&({kelompok}+1)*{KELOMPOK})')

    def documents(self) -> Iterator[tuple[str, Isi]]:
        """Where a position stands in the documents. A row of a node without an indicator of its own is none where
        rows with its indicators follow."""
        c, d, k, t = self.c, self.d, self.k, self.t
        ind = self.o("ind")
        lanjut = f"IF({t.urut('nd', k + 1)}={c('nd')},0,1)" if k < t.banyak else "1"
        yield "bs", Rumus(f'IF({c("ptr")}=1,0,IF({ind}<>"",1,{lanjut}))')
        yield "pt", Rumus(f"IF({c('nd')}={k},0,{d('pt')})+{c('bs')}")
        yield "cr", Rumus(f"IF(OR({c('nlv')}=0,{c('nlv')}=6),0,IF(INDEX(u_luar,{c('nd')})=1,0,{self.line()}))",
                          ("urut", "baris_cascading", k))
        yield "cn", Rumus(f"IF(AND({c('nd')}={k},{c('cr')}>0),{c('cr')}*10+{c('lv')},0)")
        yield "ci", Rumus(f'IF(OR({c("cr")}=0,{ind}=""),0,{c("cr")}*10+{c("nlv")})')
        target = f'{self.o("target")}&{self.o("target_murni")}&INDEX(in_tulisan,{self.o("sp")})'
        ikut = f'IF({c("nlv")}={urai.PROGRAM},{c("nd")}={k},AND({ind}<>"",OR({c("nlv")}=2,{target}<>"")))'
        yield "kp", Rumus(f"IF(OR({c('nlv')}=0,{c('nlv')}>{urai.PROGRAM}),0,"
                          f"IF({ikut},{self.numbered('kp', c('nlv'))},0))")
        x = self.o("pjt")
        slot = f"SUMPRODUCT((c_slot={x})*c_nomor)"
        nama = f"SUMPRODUCT((c_nama={x})*c_unik)"
        yield "pj", Rumus(f'IF({c("nd")}=0,0,IF({c("nd")}<>{k},{d("pj")},IF({x}="",0,IF({nama}>0,{nama},{slot}))))')
        yield "ik", Rumus(f"IF(OR({c('pj')}=0,{c('bs')}=0),0,{self.numbered('ik', c('pj'))})")
        yield "i_pohon", Rumus(f"{d('i_pohon')}+IF(OR({c('nlv')}=0,{c('nlv')}=6),0,1)")

    def line(self) -> str:
        """The line of the cascading: a further indicator below the one before it; a root below everything; another
        node beside its parent where it is the first child, else below what its brothers take."""
        c, d, k = self.c, self.d, self.k
        if k == 1:
            return "1"
        lain = f'{d("cr")}+IF(INDEX(o_ind,{d("ptr")})="",0,1)'
        atas = self.above("cr")
        anak = f"({c('par')}+COUNTIF(u_nd,{c('par')}))"
        saudara = f"SUMPRODUCT(MAX(($A${AWAL + 1}:$A{AWAL + k - 1}>={anak})*{atas}))"
        return (f"IF({c('nd')}<>{k},{lain},IF({c('par')}=0,1+MAX({atas}),"
                f"MAX(INDEX({atas},{c('par')})-1,{saudara})+1))")

    def all(self) -> dict[str, Isi]:
        """Everything by its name."""
        bagian: tuple[Callable[[], Iterator[tuple[str, Isi]]], ...] = (
            self.letak, self.sums, self.sasaran, self.output, self.counts, self.documents)
        return {nama: isi for b in bagian for nama, isi in b()}


def sheet_urut(t: TempatBaru) -> Lembar:
    """One row a position in print."""
    lembar = Lembar(URUT, status="tersembunyi")
    lembar.put(0, 0, f"{URUT} (otomatis, jangan diubah)", "subjudul")
    for m, nama in enumerate(KOLOM_URUT, start=1):
        lembar.put(KEPALA, m, nama, "mesin_kepala")
    for k in range(1, t.banyak + 1):
        isi = _Posisi(t, k).all()
        lembar.put(AWAL + k - 1, 0, k, "mesin")
        for m, nama in enumerate(KOLOM_URUT, start=1):
            lembar.put(AWAL + k - 1, m, isi[nama], "mesin")
    return lembar
