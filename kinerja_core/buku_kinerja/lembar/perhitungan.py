"""The twins of the input sheets: every input cleaned once, the tree, targets, capaian and budget sums by formula.

The tree: `h` columns give each level's heights from the leaves up, `a` columns the first rows from the roots down
(one column per level, since a column that looks into itself is circular); `geser` is what earlier siblings take.
The key a5 x 1000 + level x 100 (+ ordinal of the indicator) sorts nodes and indicators into tree order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kinerja_core.buku_kinerja.capaian import HITUNGAN
from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.tempat import AWAL, JAUH, KODE, KOLOM_OLAH, LembarMasukan, TempatBuku
from kinerja_core.buku_kinerja.rencana import DAFTAR, PROFIL, TABEL, TINGKAT, TOTAL, find_table
from kinerja_core.buku_kinerja.satuan import BATAS_ANGKA, unit_bound_formula
from kinerja_core.buku_kinerja.uji_dasar import clean_formula
from kinerja_core.lembar.denah import Isi, Lembar, Rumus, range_ref
from kinerja_core.xlsx.buku import alamat

Baris = Callable[[TempatBuku, int], Mapping[str, Isi]]
_TW = (1, 2, 3, 4)
_PROGRAM, _KEGIATAN, _SUB = 3, 4, 5
#: In the order key: one row of the cascading table, one level.
_PER_BARIS, _PER_TINGKAT = 1000, 100


def render(nama: str, *rujukan: str) -> str:
    """One piece of `capaian` as a formula."""
    return HITUNGAN[nama].render(*rujukan)


def find_slot(ptk: TempatBuku, tabel: str, teks: str) -> str:
    """1-based row of the used slot a text names, 0 when there is none; free of wildcards.

    A slot stands in the row of its number: that row is tried first, all of them only when it holds another slot.
    """
    nomor, slot, ada = f"MID({teks},2,9)", ptk.slot_kolom(tabel), ptk.terpakai_kolom(tabel)
    semua = f"SUMPRODUCT(({slot}={teks})*({ada}=1)*{ptk.olah_kolom(_utama(tabel), 'nr')})"
    cari = f"IF(IFERROR(INDEX({slot},{nomor})={teks},FALSE),{nomor}*INDEX({ada},{nomor}),{semua})"
    return f'IF(LEFT({teks},1)="{TABEL[tabel].awalan}",{cari},0)'


def _utama(tabel: str) -> str:
    return next(s.nama for s in p.MASUKAN if s.tabel == tabel)


def used_formula(ptk: TempatBuku, tabel: str, n: int) -> str:
    """1 when any input of the row holds something."""
    bagian = []
    for s in p.MASUKAN:
        if s.tabel == tabel:
            baris = AWAL + n
            blok = range_ref(s.nama, (baris, s.kolom_pertama), (baris, s.kolom_hasil - 1))
            bagian.append(f"COUNTA({blok})")
    return f"IF({'+'.join(bagian)}>0,1,0)"


def _pick(ptk: TempatBuku, lembar: str, nama: str, ke: str) -> str:
    return f"INDEX({ptk.olah_kolom(lembar, nama)},{ke})"


# --- the tree -----------------------------------------------------------------------------------------------------


def _heights(ptk: TempatBuku, n: int, awalan: str, induk: str, ikut: str) -> dict[str, Isi]:
    """Heights from sub kegiatan up, the shift among siblings, and first rows from the roots down."""
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.SUSUNAN, nama, n)  # noqa: E731
    kolom: Callable[[str], str] = lambda nama: ptk.olah_kolom(p.SUSUNAN, nama)  # noqa: E731
    level, nr = ref("level"), ref("nr")
    isi: dict[str, Isi] = {}
    for tingkat in reversed(range(1, 6)):
        diri = f"MAX(1,{ref('nind')})"
        bawah = "0"
        if tingkat < _SUB:
            lebih = f"{awalan}h{tingkat + 1}"
            diri = f"MAX(1,{ref('nind')},SUMIF({kolom(induk)},{nr},{kolom(lebih)}))"
            bawah = ref(lebih)
        isi[f"{awalan}h{tingkat}"] = Rumus(f"IF(AND({ikut}=1,{level}={tingkat}),{diri},{bawah})")
    isi[f"{awalan}geser"] = Rumus(_shift(ptk, n, induk, f"{awalan}h1"))
    isi[f"{awalan}a1"] = Rumus(f"IF({ref(induk)}=0,1+{ref(awalan + 'geser')},0)")
    for tingkat in range(2, 6):
        sebelum = f"{awalan}a{tingkat - 1}"
        dari = f"INDEX({kolom(sebelum)},{ref(induk)})+{ref(awalan + 'geser')}"
        isi[f"{awalan}a{tingkat}"] = Rumus(f"IF(AND({level}={tingkat},{ref(induk)}>0),{dari},{ref(sebelum)})")
    return isi


def _shift(ptk: TempatBuku, n: int, induk: str, tinggi: str) -> str:
    """Rows that earlier siblings take: by number of the row, unless one of the siblings has an urutan of its own.

    Criteria as text keep 15 digits: whole numbers may stand in them, an urutan may not.
    """
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.SUSUNAN, nama, n)  # noqa: E731
    kolom: Callable[[str], str] = lambda nama: ptk.olah_kolom(p.SUSUNAN, nama)  # noqa: E731
    urut, nr, milik = kolom("urut"), kolom("nr"), f"{kolom(induk)},{ref(induk)}"
    berurutan = f'COUNTIFS({milik},{ptk.kolom_bersih("node", "urutan")},">={-BATAS_ANGKA:.0f}")'
    sebelum = f"(({urut}<{ref('urut')})+({urut}={ref('urut')})*({nr}<{ref('nr')}))"
    menurut_urutan = f"SUMPRODUCT(({kolom(induk)}={ref(induk)})*{sebelum}*{kolom(tinggi)})"
    menurut_baris = f'SUMIFS({kolom(tinggi)},{milik},{nr},"<"&{ref("nr")})'
    return f"IF({ref(induk)}<0,0,IF({berurutan}=0,{menurut_baris},{menurut_urutan}))"


def _node(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.SUSUNAN, nama, n)  # noqa: E731
    jenis, urutan = ptk.bersih("node", "jenis", n), ptk.bersih("node", "urutan", n)
    level = "0"
    for tingkat in reversed(range(len(TINGKAT))):
        level = f"IF({jenis}={ptk.daftar_sel('jenis_node', tingkat)},{tingkat + 1},{level})"
    rujuk, level_induk = ref("rujuk"), ref("level_induk")
    sah = f"AND({level_induk}>0,{level_induk}<{ref('level')})"
    pohon = f'IF(AND({ref("level")}>0,{ptk.bersih("node", "pohon", n)}<>{ptk.daftar_sel("ya", 1)}),1,0)'
    isi: dict[str, Isi] = {
        "terpakai": Rumus(used_formula(ptk, "node", n)), "nr": n + 1, "level": Rumus(level),
        "rujuk": Rumus(find_slot(ptk, "node", ptk.bersih("node", "induk", n))),
        "level_induk": Rumus(f"IF({rujuk}=0,0,{_pick(ptk, p.SUSUNAN, 'level', rujuk)})"),
        "induk": Rumus(f"IF({ref('level')}=0,-1,IF({sah},{rujuk},0))"),
        "urut": Rumus(f"IF(ISNUMBER({urutan}),ROUND({urutan},6),{ref('nr')})"),
        "nind": Rumus(f"COUNTIF({ptk.olah_kolom(p.INDIKATOR, 'ke')},{ref('nr')})"),
        "kunci": Rumus(f"IF({ref('level')}=0,0,{ref('a5')}*{_PER_BARIS}+{ref('level')}*{_PER_TINGKAT})"),
        "kas": Rumus(pohon),
        "k_induk": Rumus(f"IF({ref('kas')}=0,-1,IF(AND({ref('induk')}>0,"
                         f"IF({rujuk}=0,0,{_pick(ptk, p.SUSUNAN, 'kas', rujuk)})=1),{rujuk},0))"),
        "anak": Rumus(f"COUNTIF({ptk.olah_kolom(p.SUSUNAN, 'induk')},{ref('nr')})"),
    }
    isi |= _heights(ptk, n, "", "induk", f"IF({ref('level')}>0,1,0)")
    isi |= _heights(ptk, n, "k_", "k_induk", ref("kas"))
    for tingkat in range(1, 6):
        isi[f"d{tingkat}"] = Rumus(f"IF(AND({ref('kas')}=1,{ref('level')}={tingkat}),{ref('k_a5')},0)")
    return isi | _node_iki(ptk, n)


def _node_iki(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    """Sasaran Individu: whose it is, and where it stands among that jabatan's."""
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.SUSUNAN, nama, n)  # noqa: E731
    kolom: Callable[[str], str] = lambda nama: ptk.olah_kolom(p.SUSUNAN, nama)  # noqa: E731
    individu = f"{ptk.bersih('node', 'jenis', n)}={ptk.daftar_sel('jenis_node', len(TINGKAT))}"
    jabatan = find_slot(ptk, "jabatan", ptk.bersih("node", "penanggung_jawab", n))
    tinggi = f"({kolom('nind')}+({kolom('nind')}=0))"
    return {
        "pj": Rumus(f"IF({individu},{jabatan},0)"),
        "iki_geser": Rumus(f"IF({ref('pj')}=0,0,SUMPRODUCT(({kolom('pj')}={ref('pj')})*(({kolom('urut')}<{ref('urut')})"
                           f"+({kolom('urut')}={ref('urut')})*({kolom('nr')}<{ref('nr')}))*{tinggi}))"),
        "iki": Rumus(f"IF({ref('pj')}=0,0,{ref('pj')}*10000+100+{ref('iki_geser')})"),
    }


def _indikator(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.INDIKATOR, nama, n)  # noqa: E731
    node = ref("rujuk")
    awal = range_ref(f"Olah {p.INDIKATOR}", (AWAL, ptk.kolom_olah(p.INDIKATOR, "rujuk")),
                     (AWAL + n, ptk.kolom_olah(p.INDIKATOR, "rujuk")))
    isi: dict[str, Isi] = {
        "terpakai": Rumus(used_formula(ptk, "indikator", n)), "nr": n + 1,
        "rujuk": Rumus(f"IF({ref('terpakai')}=0,0,{find_slot(ptk, 'node', ptk.bersih('indikator', 'node', n))})"),
        "ke": Rumus(node),
        "level": Rumus(f"IF({node}=0,0,{_pick(ptk, p.SUSUNAN, 'level', node)})"),
        "kunci": Rumus(f"IF({ref('level')}=0,0,{_pick(ptk, p.SUSUNAN, 'kunci', node)}+COUNTIF({awal},{node}))"),
        "iku": Rumus(f"IF(AND({ref('level')}>0,{ptk.bersih('indikator', 'iku', n)}={ptk.daftar_sel('ya', 0)}),"
                     f"{ref('kunci')},{JAUH + n})"),
        "iki": Rumus(f"IF({node}=0,0,IF({_pick(ptk, p.SUSUNAN, 'iki', node)}=0,0,"
                     f"{_pick(ptk, p.SUSUNAN, 'iki', node)}+COUNTIF({awal},{node})-1))"),
        "keluaran": Rumus(f"IF(AND({node}>0,{ptk.bersih('indikator', 'keluaran', n)}={ptk.daftar_sel('ya', 0)}),"
                          f"{node},0)"),
        "dihitung": Rumus(f"IF({node}=0,0,IF(OR({ref('keluaran')}>0,"
                          f"COUNTIF({ptk.olah_kolom(p.INDIKATOR, 'keluaran')},{node})=0),{node},0))"),
    }
    isi["batas"] = Rumus(unit_bound_formula(*(ptk.bersih("indikator", k, n) for k in ("uraian", "satuan"))))
    for tingkat in range(1, 6):
        baris = f"{_pick(ptk, p.SUSUNAN, 'k_a5', node)}+COUNTIF({awal},{node})-1"
        ikut = f"IF({ref('level')}={tingkat},{_pick(ptk, p.SUSUNAN, 'kas', node)},0)=1"
        isi[f"d{tingkat}"] = Rumus(f"IF({ikut},{baris},0)")
    return isi


# --- targets, realisasi, capaian ----------------------------------------------------------------------------------


def _target(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    slot = ptk.rencana.slots("indikator")[n]
    tipe = ptk.bersih("indikator", "tipe_target", n)
    t = [ptk.bersih("indikator", f"t{q}", n) for q in _TW]
    isi: dict[str, Isi] = {
        "target": Rumus(render("SETAHUN", tipe, *t, ptk.bersih("indikator", "target", n)), ("target", slot))}
    for q in _TW:
        isi[f"s{q}"] = Rumus(render(f"SAMPAI_TW{q}", tipe, *t[:q]), ("target_sampai", q, slot))
    return isi


def _realisasi(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    slot = ptk.rencana.slots("indikator")[n]
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.REALISASI, nama, n)  # noqa: E731
    bersih: Callable[[str], str] = lambda kunci: ptk.bersih("indikator", kunci, n)  # noqa: E731
    tipe, polaritas, negatif = bersih("tipe_target"), bersih("polaritas"), ptk.profil("rumus_negatif")
    t, v = [bersih(f"t{q}") for q in _TW], [ref(f"v{q}") for q in _TW]
    isi: dict[str, Isi] = {}
    for q in _TW:
        isi[f"v{q}"] = Rumus(render("REALISASI_TW", bersih(f"r{q}"), bersih(f"a{q}"), bersih(f"b{q}")),
                             ("realisasi_tw", q, slot))
        isi[f"s{q}"] = Rumus(render(f"REALISASI_SAMPAI_TW{q}", tipe, *t[:q], *v[:q]),
                             ("realisasi_sampai", q, slot))
        isi[f"c{q}"] = Rumus(render("CAPAIAN", bersih(f"t{q}"), ref(f"v{q}"), polaritas, negatif),
                             ("capaian_tw", q, slot))
        isi[f"cs{q}"] = Rumus(render("CAPAIAN", ptk.olah(p.TARGET, f"s{q}", n), ref(f"s{q}"), polaritas, negatif),
                              ("capaian_sampai", q, slot))
    isi["realisasi"] = Rumus(render("REALISASI_SETAHUN", tipe, *t, *v, bersih("realisasi")),
                             ("realisasi", slot))
    isi["capaian"] = Rumus(render("CAPAIAN", ptk.olah(p.TARGET, "target", n), ref("realisasi"), polaritas, negatif),
                           ("capaian", slot))
    isi["dipakai"] = Rumus(render("DIBATASI", ref("capaian"), ptk.batas), ("dipakai", slot))
    isi["terukur"] = Rumus(f"IF(ISNUMBER({ref('dipakai')}),1,0)")
    isi["predikat"] = Rumus(render("PREDIKAT_CAPAIAN", ref("dipakai"), ptk.kelas("capaian", 0),
                                    ptk.kelas("capaian", 1)), ("predikat", slot))
    akhir = ptk.olah_kolom(p.RENSTRA, "rujuk")
    isi["akhir"] = Rumus(f'IFERROR(INDEX({ptk.kolom_bersih("renstra", "akhir")},MATCH({n + 1},{akhir},0)),"")',
                         ("target_akhir", slot))
    isi["kemajuan"] = Rumus(render("KEMAJUAN", ref("realisasi"), ref("akhir")), ("kemajuan", slot))
    node = ptk.olah(p.INDIKATOR, "rujuk", n)
    serap = f'IF({node}=0,"",{_pick(ptk, p.ANGGARAN, "penyerapan", node)})'
    isi["efisiensi"] = Rumus(render("EFISIENSI", f"({serap})", ref("capaian")), ("efisiensi", slot))
    return isi


# --- the budget ---------------------------------------------------------------------------------------------------


def _budget(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    slot = ptk.rencana.slots("node")[n]
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.ANGGARAN, nama, n)  # noqa: E731
    kolom: Callable[[str], str] = lambda nama: ptk.olah_kolom(p.ANGGARAN, nama)  # noqa: E731
    susun: Callable[[str], str] = lambda nama: ptk.olah(p.SUSUNAN, nama, n)  # noqa: E731
    bersih: Callable[[str], str] = lambda kunci: ptk.bersih("node", kunci, n)  # noqa: E731
    perubahan, daun = bersih("perubahan"), f"IF(AND({susun('level')}>0,{susun('anak')}=0),1,0)"
    isi: dict[str, Isi] = {
        "pagu": Rumus(f'IF({perubahan}="",{bersih("pagu")},{perubahan})'),
        "nyata": Rumus(render("SETAHUN", f'"{_JUMLAH}"', *(bersih(f"g{q}") for q in _TW), bersih("g"))),
    }
    awal, tinggi = ptk.olah_kolom(p.SUSUNAN, "a5"), susun("h1")
    di_bawah = f'{awal},">="&{susun("a5")},{awal},"<"&{susun("a5")}+{tinggi}'
    for nama, nilai, ada, hasil in (("pagu", "nilai_pagu", "ada_pagu", "anggaran"),
                                    ("nyata", "nilai_nyata", "ada_nyata", "realisasi_anggaran")):
        # a leaf with a number counts 1000000, with "-" 1, so that one sum tells which of the two there is
        isi[nilai] = Rumus(f"IF({daun}=1,IF(ISNUMBER({ref(nama)}),{ref(nama)},0),0)")
        isi[ada] = Rumus(f'IF({daun}=1,IF(ISNUMBER({ref(nama)}),1000000,IF({ref(nama)}="-",1,0)),0)')
        jumlah, banyak = f"SUMIFS({kolom(nilai)},{di_bawah})", f"SUMIFS({kolom(ada)},{di_bawah})"
        turunan = f'IF({banyak}>=1000000,{jumlah},IF({banyak}>0,"-",""))'
        sendiri = f'IF({ref(ada)}>=1000000,{ref(nilai)},IF({ref(ada)}>0,"-",""))'
        isi[hasil] = Rumus(f'IF({susun("level")}=0,"",IF({susun("anak")}=0,{sendiri},{turunan}))', (hasil, slot))
    isi["ada"] = Rumus(f'IF({ref("anggaran")}="",0,1)')
    return isi | _sasaran_budget(ptk, n) | _output(ptk, n)


_JUMLAH = "Per TW, dijumlahkan"


def _sasaran_budget(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    """A sasaran takes the programs linked to it; without a link, those below it (its own sum)."""
    slot = ptk.rencana.slots("node")[n]
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.ANGGARAN, nama, n)  # noqa: E731
    level, nr = ptk.olah(p.SUSUNAN, "level", n), ptk.olah(p.SUSUNAN, "nr", n)
    taut = ptk.olah_kolom(p.TAUTAN, "sasaran")
    isi: dict[str, Isi] = {"taut": Rumus(f"IF({level}=2,COUNTIF({taut},{nr}),0)")}
    for sumber, hasil, asal in (("pagu", "anggaran_sasaran", "anggaran"),
                                ("nyata", "nyata_sasaran", "realisasi_anggaran")):
        kolom = ptk.olah_kolom(p.TAUTAN, sumber)
        ada = f"SUMIF({taut},{nr},{ptk.olah_kolom(p.TAUTAN, 'ada_' + sumber)})"
        jumlah = f'IF({ada}>=1000000,SUMIF({taut},{nr},{kolom}),IF({ada}>0,"-",""))'
        isi[hasil] = Rumus(f"IF({ref('taut')}>0,{jumlah},{ref(asal)})", (hasil, slot))
    isi["penyerapan"] = Rumus(render("PENYERAPAN", ref("nyata_sasaran"), ref("anggaran_sasaran")),
                              ("penyerapan", slot))
    return isi


def _output(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    """Output in percent: its own indicators'; of kegiatan the mean of its sub kegiatan, of program of its kegiatan."""
    slot = ptk.rencana.slots("node")[n]
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.ANGGARAN, nama, n)  # noqa: E731
    level, nr = ptk.olah(p.SUSUNAN, "level", n), ptk.olah(p.SUSUNAN, "nr", n)
    dihitung, dipakai = ptk.olah_kolom(p.INDIKATOR, "dihitung"), ptk.olah_kolom(p.REALISASI, "dipakai")
    induk = ptk.olah_kolom(p.SUSUNAN, "induk")
    sendiri = f'IF({ref("banyak")}>0,{ref("jumlah")}/{ref("banyak")},"")'
    isi: dict[str, Isi] = {
        "jumlah": Rumus(f"SUMIF({dihitung},{nr},{dipakai})"),
        "banyak": Rumus(f"SUMIF({dihitung},{nr},{ptk.olah_kolom(p.REALISASI, 'terukur')})"),
        "m5": Rumus(f'IF({level}={_SUB},{sendiri},"")'), "u5": Rumus(f"IF(ISNUMBER({ref('m5')}),1,0)"),
        "u4": Rumus(f"IF(ISNUMBER({ref('m4')}),1,0)"),
    }
    for tingkat, bawah in ((_KEGIATAN, ("m5",)), (_PROGRAM, ("m4", "m5"))):
        kolom = [ptk.olah_kolom(p.ANGGARAN, b) for b in bawah]
        terukur = [ptk.olah_kolom(p.ANGGARAN, "u" + b[1:]) for b in bawah]
        banyak = "+".join(f"SUMIF({induk},{nr},{k})" for k in terukur)
        jumlah = "+".join(f"SUMIF({induk},{nr},{k})" for k in kolom)
        anak = f"COUNTIF({induk},{nr})"
        turunan = f'IF({banyak}>0,({jumlah})/({banyak}),"")'
        isi[f"m{tingkat}"] = Rumus(f'IF({level}={tingkat},IF({anak}>0,{turunan},{sendiri}),"")')
    isi["capaian"] = Rumus(
        f"IF({level}={_SUB},{ref('m5')},IF({level}={_KEGIATAN},{ref('m4')},IF({level}={_PROGRAM},{ref('m3')},"
        f'IF({level}>0,{sendiri},""))))', ("capaian_node", slot))
    return isi


# --- the other tables ---------------------------------------------------------------------------------------------


def _only_used(tabel: str) -> Baris:
    def baris(ptk: TempatBuku, n: int) -> dict[str, Isi]:
        isi: dict[str, Isi] = {"terpakai": Rumus(used_formula(ptk, tabel, n)), "nr": n + 1}
        return {k: v for k, v in isi.items() if k in KOLOM_OLAH[_utama(tabel)]}
    return baris


def _renstra(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    return {"terpakai": Rumus(used_formula(ptk, "renstra", n)),
            "rujuk": Rumus(find_slot(ptk, "indikator", ptk.bersih("renstra", "indikator", n)))}


def _pk(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    slot = ptk.rencana.slots("pk")[n]
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.ISIAN_PK, nama, n)  # noqa: E731
    bersih: Callable[[str], str] = lambda kunci: ptk.bersih("pk", kunci, n)  # noqa: E731
    rujuk, program = ref("rujuk"), ref("program")
    target = f'IF({rujuk}=0,"",{_pick(ptk, p.TARGET, "target", rujuk)})'
    pagu = f'IF({program}=0,"",{_pick(ptk, p.ANGGARAN, "anggaran", program)})'
    return {
        "terpakai": Rumus(used_formula(ptk, "pk", n)),
        "dok": Rumus(find_slot(ptk, "dokumen", bersih("dokumen"))),
        "rujuk": Rumus(find_slot(ptk, "indikator", bersih("indikator"))),
        "program": Rumus(find_slot(ptk, "node", bersih("program"))),
        "target": Rumus(f'IF({bersih("target")}<>"",{bersih("target")},{target})', ("target_pk", slot)),
        "anggaran": Rumus(f'IF({bersih("anggaran")}<>"",{bersih("anggaran")},{pagu})', ("anggaran_pk", slot)),
    }


def _tautan(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.TAUTAN, nama, n)  # noqa: E731
    program = ref("program")
    return {
        "terpakai": Rumus(used_formula(ptk, "tautan", n)),
        "sasaran": Rumus(find_slot(ptk, "node", ptk.bersih("tautan", "sasaran", n))),
        "program": Rumus(find_slot(ptk, "node", ptk.bersih("tautan", "program", n))),
        "pagu": Rumus(f'IF({program}=0,"",{_pick(ptk, p.ANGGARAN, "anggaran", program)})'),
        "nyata": Rumus(f'IF({program}=0,"",{_pick(ptk, p.ANGGARAN, "realisasi_anggaran", program)})'),
        **{f"ada_{x}": Rumus(f'IF(ISNUMBER({ref(x)}),1000000,IF({ref(x)}="-",1,0))') for x in ("pagu", "nyata")},
    }


_INDIKATOR = (("target", p.TARGET, "target"), ("realisasi", p.REALISASI, "realisasi"),
              ("target_akhir", p.REALISASI, "akhir"), ("kemajuan", p.REALISASI, "kemajuan"),
              ("efisiensi", p.REALISASI, "efisiensi"), ("capaian", p.REALISASI, "capaian"))
_UANG = (("anggaran", "anggaran_sasaran"), ("realisasi_anggaran", "nyata_sasaran"), ("penyerapan", "penyerapan"))
_BANYAK = (("jumlah_program", _PROGRAM), ("jumlah_kegiatan", _KEGIATAN), ("jumlah_sub_kegiatan", _SUB))
#: The last lampiran of the LKjIP tells the output of program and kegiatan by roll-up.
_GABUNGAN = "Lampiran 3"


def _computed(ptk: TempatBuku, n: int) -> str:
    """The workbook's own value of a printed figure; "" when it computes none."""
    ki, kn, kolom = ptk.olah(p.TERCETAK, "ki", n), ptk.olah(p.TERCETAK, "kn", n), ptk.bersih("tercetak", "kolom", n)
    tabel = ptk.bersih("tercetak", "tabel", n)
    level = f"IF({kn}=0,0,{_pick(ptk, p.SUSUNAN, 'level', kn)})"
    indikator = '""'
    for nama, lembar, olah in _INDIKATOR:
        indikator = f'IF({kolom}="{nama}",{_pick(ptk, lembar, olah, ki)},{indikator})'
    for x in range(1, 5):
        lalu = f"INDEX({ptk.kolom_bersih('indikator', f'lalu{x}')},{ki})"
        indikator = f'IF({kolom}="lalu{x}",{lalu},{indikator})'
    simpul, total = '""', '""'
    for nama, olah in _UANG:
        simpul = f'IF({kolom}="{nama}",{_pick(ptk, p.ANGGARAN, olah, kn)},{simpul})'
        total = f'IF({kolom}="{nama}",{ptk.total({"penyerapan": nama}.get(nama, nama))},{total})'
    keluaran = f'AND({kolom}="capaian",OR({ki}=0,AND({tabel}="{_GABUNGAN}",OR({level}=3,{level}=4))),{level}>0)'
    uang = f'OR({kolom}="anggaran",{kolom}="realisasi_anggaran",{kolom}="penyerapan")'
    teks = ptk.bersih("tercetak", "kunci", n)
    hitungan = (f'IF({teks}="{TOTAL}",{total},IF(AND({kn}>0,{uang}),{simpul},'
                f"IF({keluaran},{_pick(ptk, p.ANGGARAN, 'capaian', kn)},IF({ki}>0,{indikator},\"\"))))")
    for nama, tingkat in _BANYAK:
        banyak = f"SUMIF({ptk.olah_kolom(p.SUSUNAN, 'level')},{tingkat},{ptk.olah_kolom(p.ANGGARAN, 'ada')})"
        hitungan = f'IF({kolom}="{nama}",{banyak},{hitungan})'
    return hitungan


def _printed_key(ptk: TempatBuku, n: int) -> str:
    """Table, column and row of a printed figure as one number, so that the LKjIP finds it fast."""
    ki, kn = ptk.olah(p.TERCETAK, "ki", n), ptk.olah(p.TERCETAK, "kn", n)
    nomor = []
    for kunci in ("tabel", "kolom"):
        daftar = ptk.daftar(f"{kunci}_tercetak")
        nomor.append(f"SUMPRODUCT(({daftar}={ptk.bersih('tercetak', kunci, n)})*(ROW({daftar})-{AWAL}))")
    total = f'IF({ptk.bersih("tercetak", "kunci", n)}="{TOTAL}",{p.KUNCI_TOTAL},0)'
    baris = f"IF({ki}>0,{p.KUNCI_INDIKATOR}+{ki},IF({kn}>0,{kn},{total}))"
    angka = f"{nomor[0]}*{p.PER_TABEL_CETAK}+{nomor[1]}*{p.PER_KOLOM_CETAK}+{baris}"
    return f"IF({ptk.olah(p.TERCETAK, 'terpakai', n)}=0,0,{angka})"


def _printed(ptk: TempatBuku, n: int) -> dict[str, Isi]:
    """A printed figure beside the workbook's own value; money may differ by nothing, the rest by half a hundredth."""
    slot = ptk.rencana.slots("tercetak")[n]
    ref: Callable[[str], str] = lambda nama: ptk.olah(p.TERCETAK, nama, n)  # noqa: E731
    bersih: Callable[[str], str] = lambda kunci: ptk.bersih("tercetak", kunci, n)  # noqa: E731
    nilai, hitungan = ptk.mentah("tercetak", "nilai", n), ref("hitungan")
    beda = f'IF(ABS(ROUND({nilai}-{hitungan},6))<={ptk.batas_beda},"Cocok","Berbeda")'
    node = f"IF({ref('ki')}>0,{_pick(ptk, p.INDIKATOR, 'rujuk', ref('ki'))},{find_slot(ptk, 'node', bersih('kunci'))})"
    return {
        "terpakai": Rumus(used_formula(ptk, "tercetak", n)),
        "kunci": Rumus(_printed_key(ptk, n)),
        "ki": Rumus(find_slot(ptk, "indikator", bersih("kunci"))), "kn": Rumus(node),
        "hitungan": Rumus(_computed(ptk, n), ("hitungan", slot)),
        "cocok": Rumus(f'IF({ref("terpakai")}=0,"",IF({hitungan}="","Tidak dihitung",IF(AND(ISNUMBER({nilai}),'
                       f'NOT(ISLOGICAL({nilai}))),IF(ISNUMBER({hitungan}),{beda},"Berbeda"),"Tulisan, bukan angka")))'),
    }


BARIS: Mapping[str, Baris] = {
    p.SUSUNAN: _node, p.INDIKATOR: _indikator, p.TARGET: _target, p.REALISASI: _realisasi, p.ANGGARAN: _budget,
    p.RENSTRA: _renstra, p.ISIAN_PK: _pk, p.TAUTAN: _tautan, p.TERCETAK: _printed,
}


def _totals(ptk: TempatBuku, lembar: Lembar) -> None:
    """Grand totals of the budget above the columns they sum."""
    for hasil, nilai, ada in (("anggaran", "nilai_pagu", "ada_pagu"),
                              ("realisasi_anggaran", "nilai_nyata", "ada_nyata")):
        banyak = f"SUM({ptk.olah_kolom(p.ANGGARAN, ada)})"
        rumus = f'IF({banyak}>=1000000,SUM({ptk.olah_kolom(p.ANGGARAN, nilai)}),IF({banyak}>0,"-",""))'
        lembar.put(1, ptk.kolom_olah(p.ANGGARAN, hasil), Rumus(rumus, (hasil, TOTAL)), "mesin")
    serap = render("PENYERAPAN", ptk.total("realisasi_anggaran"), ptk.total("anggaran"))
    lembar.put(1, ptk.kolom_olah(p.ANGGARAN, "penyerapan"), Rumus(serap, ("penyerapan", TOTAL)), "mesin")


def sheet_olah(ptk: TempatBuku, s: LembarMasukan, lain: Baris | None = None,
               uji: Callable[[TempatBuku, LembarMasukan, int], Mapping[str, Isi]] | None = None) -> Lembar:
    """The twin of one input sheet."""
    lembar = Lembar(s.olah, status="tersembunyi")
    lembar.put(0, 0, f"{s.olah} (otomatis, jangan diubah)", "subjudul")
    kolom = (*KOLOM_OLAH.get(s.nama, ()), *p.KOLOM_UJI)
    lembar.put(AWAL - 1, KODE, "Kode", "mesin_kepala")
    dibersihkan = [k for k in s.kolom if k.is_clean]
    for k in dibersihkan:
        lembar.put(AWAL - 1, s.posisi_kolom(k.kunci), k.kunci, "mesin_kepala")
    for nama in kolom:
        lembar.put(AWAL - 1, ptk.kolom_olah(s.nama, nama), nama, "mesin_kepala")
    baris_isi = lain or BARIS.get(s.nama) or _only_used(s.tabel)
    ada_nr = "nr" in kolom
    for n, slot in enumerate(ptk.rencana.slots(s.tabel)):
        lembar.put(AWAL + n, KODE, slot, "mesin")
        for k in dibersihkan:
            rumus = clean_formula(k, ptk.mentah(s.tabel, k.kunci, n), ptk.nbsp,
                                  ptk.olah(p.INDIKATOR, "batas", n) if k.satuan else "")
            lembar.put(AWAL + n, s.posisi_kolom(k.kunci), Rumus(rumus), "mesin")
        isi: dict[str, Any] = dict(baris_isi(ptk, n)) | (dict(uji(ptk, s, n)) if uji else {})
        if ada_nr:
            isi["nr"] = n + 1
        for nama in kolom:
            if (x := isi.get(nama)) is not None:
                lembar.put(AWAL + n, ptk.kolom_olah(s.nama, nama), x, "mesin")
    if s.nama == p.ANGGARAN:
        _totals(ptk, lembar)
    if s.nama == p.DOKUMEN:
        for n, jenis in enumerate(DAFTAR["jenis_dokumen"]):
            cari = f'IFERROR(MATCH("{jenis}",{ptk.kolom_bersih("dokumen", "jenis")},0),0)'
            lembar.put(1, ptk.kolom_olah(p.DOKUMEN, "nr") + n, Rumus(cari), "mesin")
    return lembar


def sheet_olah_profil(ptk: TempatBuku, uji: Callable[[TempatBuku, int], Mapping[int, Isi]]) -> Lembar:
    """The settings, cleaned."""
    lembar = Lembar(f"Olah {p.LEMBAR_PROFIL}", status="tersembunyi")
    lembar.put(0, 0, f"Olah {p.LEMBAR_PROFIL} (otomatis, jangan diubah)", "subjudul")
    for n, k in enumerate(find_table(PROFIL).kolom):
        lembar.put(AWAL + n, 0, k.kunci, "mesin")
        lembar.put(AWAL + n, 2, Rumus(clean_formula(k, ptk.profil_mentah(k.kunci), ptk.nbsp)), "mesin")
        setelan = {"batas_capaian": 0, "bobot_skm": 1}.get(k.kunci)
        if setelan is not None:
            daftar, angka = ptk.daftar(k.kunci), ptk.pendamping(setelan)
            pilih = f"SUMPRODUCT(({daftar}={ptk.profil(k.kunci)})*{angka})"
            kosong = '""' if k.kunci == "batas_capaian" else f"INDEX({angka},1)"
            lembar.put(AWAL + n, 3, Rumus(f"IF({pilih}=0,{kosong},{pilih})"), "mesin")
        for kolom, isi in uji(ptk, n).items():
            lembar.put(AWAL + n, kolom, isi, "mesin")
    return lembar


def place(lembar: str, baris: int, kolom: int) -> str:
    """Place of a cell as Excel shows it."""
    return f"{lembar}!{alamat((baris, kolom))}"
