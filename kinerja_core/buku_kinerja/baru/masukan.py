"""The sheets a clerk fills: Rencana, Rincian, the four quarters, row by row; Kantor and Laporan, table by table."""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_core.buku_kinerja.baru.baris import (
    BARIS,
    KANTOR,
    LAPORAN,
    LEMBAR_BARIS,
    LEMBAR_TW,
    PROFIL_KANTOR,
    RENCANA,
    RINCIAN,
)
from kinerja_core.buku_kinerja.baru.tempat import (
    AWAL,
    BEKU,
    ISIAN_PK,
    KEPALA,
    KESAMPINGKAN,
    TAMPIL,
    TERCETAK,
    Blok,
    TempatBaru,
)
from kinerja_core.buku_kinerja.baru.uji import obligatory
from kinerja_core.buku_kinerja.kolom import Kolom
from kinerja_core.buku_kinerja.rencana import PROFIL
from kinerja_core.dasar.waktu import TRIWULAN
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, Rumus, ValidasiSel
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.kendali import put_heading
from kinerja_core.lembar.tema import TAB_ISIAN, TAB_PERIKSA
from kinerja_core.xlsx.buku import Posisi, alamat, kolom_huruf

_BULAN = ("Januari-Maret", "April-Juni", "Juli-September", "Oktober-Desember")
#: Widths in characters of the columns of the sheets of rows; the rest by jenis.
_LEBAR: Mapping[str, float] = {
    "baris": 5, "st": 8, "uraian": 40, "urutan": 7, "jenis": 9.5, "terbaca": 24, "indikator": 34, "satuan": 9.5,
    "tipe_target": 11.5, "t1": 6.3, "t2": 6.3, "t3": 6.3, "t4": 6.3, "setahun": 8.5, "pagu": 13.5, "sasaran": 40,
    "penanggung_jawab": 26, "apa": 44, "milik": 30, "catatan": 30, "sat": 9, "target": 8.5, "capaian": 9,
    "pagu_tw": 14, "serap": 9,
    "iku": 7, "polaritas": 10, "formulasi": 40, "tipe_dokumen": 14, "tulisan": 12, "luar": 10, "dukung": 14,
    "perubahan": 15, "bentuk": 10, "keluaran": 10, "nomor_node": 9, "nomor": 9, "level": 12,
}
_LEBAR_JENIS = {"teks": 16, "panjang": 30, "angka": 9, "bulat": 9, "rupiah": 15, "tahun": 8, "pilihan": 12,
                "rujukan": 10}
#: Bands over columns: (first, last) kunci and the words.
_PITA: dict[str, tuple[tuple[str, str, str], ...]] = {
    RENCANA: (("urutan", "terbaca", "Letak"), ("indikator", "tipe_target", "Indikator"), ("t1", "setahun", "Target"),
              ("pagu", "pagu", "Anggaran"), ("sasaran", "penanggung_jawab", "Rincian (boleh menyusul)")),
    RINCIAN: (("iku", "tulisan", "Cara ukur"), ("dukung", "luar", "Susunan"),
              ("q1", "perubahan", "Perubahan (kosong = tetap)"), ("awal", "akhir", "Renstra"),
              ("lalu4", "lalu1", "Realisasi tahun lalu")),
    **{lembar: (("sat", "capaian", f"Kinerja {lembar}"), ("pagu_tw", "serap", "Anggaran"))
       for lembar in LEMBAR_TW},
}
_PETUNJUK = {
    RENCANA: "Satu baris satu indikator. Indikator kedua: baris di bawahnya, uraian dikosongkan. Indikator yang sama "
             "dengan baris lain: ketik nomor barisnya. Menyisipkan: tulis di baris kosong, isi Urutan (12,5 berdiri "
             "antara 12 dan 13).",
    RINCIAN: "Baris yang sama dengan lembar Rencana. Boleh menyusul: cara ukur, perubahan (hanya bila ada), Renstra, "
             "tahun lalu.",
    **dict.fromkeys(LEMBAR_TW, "Isi Realisasi, atau Pembilang dan Penyebut. Yang belum ada dibiarkan kosong; 0 berarti "
                               "sudah diukur dan nol. Baris abu-abu tidak perlu diisi."),
}
_GAYA_TAMPIL = {"baris": "baris_nomor", "st": "baris_status", "terbaca": "baris_keterangan", "setahun": "baris_hasil",
                "catatan": "baris_keterangan",
                "apa": "baris_nama", "milik": "baris_keterangan", "sat": "baris_nama", "target": "baris_target",
                "capaian": "baris_dua", "pagu_tw": "baris_uang", "serap": "baris_dua"}
#: Offered, not asked for.
_LONGGAR = {"uraian": "pilih", "penanggung_jawab": "jabatan"}
_PESAN = {
    "uraian": "Pilih program, kegiatan, atau sub kegiatan dari daftar (kode dan nama), atau ketik uraiannya. Kode saja "
              "pun boleh.",
    "jenis": "Hanya untuk Tujuan, Sasaran, atau uraian tanpa kode.",
    "tipe_target": "Boleh kosong bila kolom Setahun sudah benar.",
    "penanggung_jawab": "Pilih jabatan dari lembar Kantor.",
}


def title_of(t: TempatBaru, lembar: str) -> str:
    """What stands on top of a sheet of rows."""
    nomor = {RENCANA: 2, RINCIAN: 3, **{x: 3 + n for x, (n, _) in zip(LEMBAR_TW, TRIWULAN, strict=True)}}[lembar]
    if lembar in LEMBAR_TW:
        return f"{nomor}  Lapor {lembar} ({_BULAN[LEMBAR_TW.index(lembar)]} {t.isi.tahun})"
    return f"{nomor}  {lembar} {t.isi.tahun} - Kecamatan {t.isi.identitas.nama}"


def width(kunci: str) -> float:
    """Width of a column of the sheets of rows."""
    return _LEBAR.get(kunci) or _LEBAR_JENIS[BARIS.menurut_kunci[kunci].jenis]


def put_head(lembar: Lembar, judul: str, petunjuk: str, status: str) -> None:
    """Title, state, guidance."""
    put_heading(lembar, judul)
    lembar.put(1, 0, Rumus(status), "status_rata")
    lembar.put(2, 0, petunjuk, "teks_rata")


def sheet_rows(t: TempatBaru, nama: str, status: str) -> Lembar:
    """One of the sheets of rows: number, state, inputs and what follows from them, a closing row."""
    susunan = t.susunan[nama]
    lembar = Lembar(nama, warna=TAB_ISIAN, lebar={n: width(k) for n, k in enumerate(susunan)}, besar=85)
    put_head(lembar, title_of(t, nama), _PETUNJUK[nama], status)
    _put_bands(t, lembar)
    kepala = [TAMPIL.get(k) or _label(t, k, nama) for k in susunan]
    lembar.put_row(KEPALA, list(kepala), "kepala")
    lembar.fit_row(KEPALA, dict(enumerate(kepala)), 2, tebal=True)
    for n in range(1, t.banyak + 1):
        _put_row(t, lembar, n)
    akhir = AWAL + t.banyak
    lembar.put(akhir, 0, f"Batas {t.banyak} baris. Kurang? kinerja pindah --baris memberi lebih; isinya ikut pindah.",
               "baris_akhir")
    for k in range(1, len(susunan)):
        lembar.put(akhir, k, None, "baris_akhir")
    lembar.validasi += [dv for k in susunan if k in BARIS.menurut_kunci if (dv := _validation(t, nama, k))]
    lembar.bersyarat += _colours(t, nama)
    lembar.beku = (AWAL, BEKU[nama])
    lembar.mulai = (AWAL, next(n for n, k in enumerate(susunan) if k in BARIS.menurut_kunci))
    terpakai = AWAL + max([n for n, s in enumerate(t.isi.baris, start=1)
                           if any(t.isi.nilai(s, k.kunci) is not None for k in BARIS.on_sheet(RENCANA))], default=1)
    lembar.cetak = _print(t, lembar, akhir, terpakai)
    return lembar


def _print(t: TempatBaru, lembar: Lembar, akhir: int, terpakai: int) -> Cetak:
    """A quarter prints as the report of that quarter: what is ours stays away, over every page it says what it is."""
    susunan = t.susunan[lembar.nama]
    baris = f"SUMPRODUCT(MAX((o_terpakai=1)*(ROW(o_terpakai)-{AWAL})))"
    if lembar.nama not in LEMBAR_TW:
        return Cetak(((0, 0), (akhir - 1, len(susunan) - 1)), (KEPALA, KEPALA), baris_akhir=f"{AWAL + 1}+{baris}",
                     terpakai=terpakai)
    i, romawi = t.isi.identitas, lembar.nama.removeprefix("TW ")
    kepala = (f"LAPORAN KINERJA TRIWULAN {romawi} TAHUN {t.isi.tahun}\n"
              f"KECAMATAN {i.nama.upper()}, {i.daerah.upper()}")
    nama = t.column(lembar.nama, "apa")
    return Cetak(((KEPALA - 1, t.column(lembar.nama, "sat")), (akhir - 1, len(susunan) - 1)), (KEPALA - 1, KEPALA),
                 lebar_halaman=2, ulang_kolom=(nama, nama), baris_akhir=f"{AWAL + 1 - KEPALA}+{baris}",
                 terpakai=terpakai, kepala=kepala, hitam_putih=True)


def _label(t: TempatBaru, kunci: str, lembar: str) -> str:
    """Header of an input: without the quarter its sheet names already."""
    label = BARIS.menurut_kunci[kunci].label.split(" (")[0]
    for _, romawi in TRIWULAN[::-1]:
        if lembar in LEMBAR_TW or kunci[:1] in "tq":
            label = label.removesuffix(f" TW {romawi}") if lembar in LEMBAR_TW else label
    if kunci[0] in "tq" and kunci[1:].isdecimal():
        return f"TW {dict(TRIWULAN)[int(kunci[1:])]}"
    if kunci.startswith("lalu"):
        return str(t.isi.tahun - int(kunci[4:]))
    return "Uraian (pilih kode dari daftar, atau ketik)" if kunci == "uraian" else label


def _put_bands(t: TempatBaru, lembar: Lembar) -> None:
    for dari, sampai, teks in _PITA[lembar.nama]:
        a, z = (t.column(lembar.nama, k) for k in (dari, sampai))
        lembar.put(KEPALA - 1, a, teks, "baris_pita")
        for k in range(a + 1, z + 1):
            lembar.put(KEPALA - 1, k, None, "baris_pita")
        if a != z:
            lembar.gabung.append(((KEPALA - 1, a), (KEPALA - 1, z)))
            for k in range(a + 1, z + 1):
                del lembar.sel[(KEPALA - 1, k)]


def shown(t: TempatBaru, lembar: str, kunci: str, n: int) -> Isi:
    """A cell of a row that is no input."""
    o = t.from_olah
    if kunci == "baris":
        return n
    if lembar in LEMBAR_TW:
        q = LEMBAR_TW.index(lembar) + 1
        k, pagu = o("k", n), alamat((AWAL + n - 1, t.column(lembar, "pagu_tw")))
        serap = f"COUNT({pagu},{o(f'gs{q}', n)})<2"
        isi = {"st": state_formula(t, lembar, n), "apa": o("label", n), "milik": note_formula(t, lembar, n),
               "sat": o("satuan", n),
               "target": o(f"t{q}", n), "capaian": o(f"c{q}", n),
               "pagu_tw": f'IF({k}=0,"",INDEX(u_jp,{k}))',
               "serap": f'IF({serap},"",IF({pagu}>0,{o(f"gs{q}", n)}/{pagu}*100,"Tidak diukur"))'}
    else:
        isi = {"st": state_formula(t, lembar, n), "terbaca": note_formula(t, lembar, n), "apa": o("label", n),
               "setahun": o("target_murni", n), "catatan": note_formula(t, lembar, n)}
    return Rumus(isi[kunci])


def note_formula(t: TempatBaru, lembar: str, n: int) -> str:
    """The first finding of a row as a sentence; else what the row was understood to be."""
    g = LEMBAR_BARIS.index(lembar)
    x, a, b = (t.from_olah(f"x{g}{y}", n) for y in ("", "a", "b"))
    pesan = f"INDEX(kat_pesan,{t.from_olah(f'x{g}k', n)})"
    lain = '""' if lembar == RINCIAN else milik_formula(t, n)
    return f'IF({x}>0,SUBSTITUTE(SUBSTITUTE({pesan},"{{a}}",{a}),"{{b}}",{b}),{lain})'


def state_formula(t: TempatBaru, lembar: str, n: int) -> str:
    """The state of a row on a sheet: a sign and a word."""
    g, o = LEMBAR_BARIS.index(lembar), t.from_olah
    x = o(f"x{g}", n)
    tw = "&".join(o(f"t{q}", n) for q in (1, 2, 3, 4))
    if lembar == RENCANA:
        belum, siap = f'AND({o("ind", n)}<>"",{tw}="")', f"{o('terpakai', n)}=1"
    elif lembar == RINCIAN:
        belum, siap = "FALSE", "FALSE"
    else:
        q = LEMBAR_TW.index(lembar) + 1
        belum = f'AND({o("s", n)}={n + 1},ISNUMBER({o(f"t{q}", n)}),{o(f"v{q}", n)}="")'
        siap = f'{o(f"v{q}", n)}&{o(f"g{q}", n)}<>""'
    tanda = f'IF({x}<={obligatory(lembar, t.isi.audit)},"! wajib","? cek")'
    return f'IF({x}>0,{tanda},IF({belum},"… belum",IF({siap},"✓ siap","")))'


def milik_formula(t: TempatBaru, n: int) -> str:
    """In words what a row was understood to be."""
    o, jenis = t.from_olah, t.daftar("jenis_node")
    lain = f'"Indikator lain dari "&INDEX({jenis},{o("ml", n)})&" baris "&INDEX(u_nr,{o("k", n)})'
    node = f'INDEX({jenis},{o("lv", n)})&INDEX(u_bawah,{o("k", n)})'
    sama = f'IF(AND({o("s", n)}>1,{o("s", n)}<>{n + 1}),"; indikator = baris "&({o("s", n)}-1),"")'
    return (f'IF({o("k", n)}=0,"",IF({o("isn", n)}=1,IF({o("lv", n)}=0,"Jenis belum diketahui",{node}),'
            f'IF({o("ml", n)}=0,"Belum ada Tujuan, Sasaran, atau Program di atasnya",{lain}))&{sama})')


def _put_row(t: TempatBaru, lembar: Lembar, n: int) -> None:
    baris, slot, teks = AWAL + n - 1, t.isi.baris[n - 1], dict[int, str]()
    for k, kunci in enumerate(t.susunan[lembar.nama]):
        if (kolom := BARIS.menurut_kunci.get(kunci)) is None:
            lembar.put(baris, k, shown(t, lembar.nama, kunci, n), _GAYA_TAMPIL[kunci])
            continue
        lembar.put_input((baris, k), (slot, kunci), f"baris_{kolom.jenis}")
        if isinstance(isi := t.isi.nilai(slot, kunci), str):
            teks[k] = isi
    if "apa" in t.susunan[lembar.nama]:
        nama = t.isi.nilai(slot, "indikator") or t.isi.nilai(slot, "uraian")
        teks[t.column(lembar.nama, "apa")] = nama if isinstance(nama, str) else ""
    dipakai = any(t.isi.nilai(slot, k.kunci) is not None for k in BARIS.on_sheet(RENCANA))
    tinggi = max([2 if dipakai else 1, *(line_count(x, lembar.lebar[k]) for k, x in teks.items() if x)])
    lembar.tinggi[baris] = max(20.25, row_height(tinggi))


def _validation(t: TempatBaru, nama: str, kunci: str) -> ValidasiSel | None:
    k = BARIS.menurut_kunci[kunci]
    dari, sampai = ((AWAL, t.column(nama, kunci)), (AWAL + t.banyak - 1, t.column(nama, kunci)))
    judul = k.label.split(" (")[0][:32]
    if kunci in _LONGGAR:
        daftar = t.daftar("pilih") if kunci == "uraian" else "kolom_jabatan_nama"
        return ValidasiSel(dari, "daftar", (daftar,), judul, _PESAN[kunci], sampai, longgar=True)
    if k.jenis == "pilihan":
        pesan = _PESAN.get(kunci, "Pilih jawaban dari daftar: klik panah kecil di kanan sel.")
        return ValidasiSel(dari, "daftar", (t.daftar(k.daftar),), judul, pesan, sampai)
    if not k.is_number:
        return None
    sel = alamat(dari)
    strip = f',{sel}="-"' if k.strip else ""
    pesan = "Angka saja: 25, bukan 25%."
    if k.strip:
        pesan += " Tanda - bila tidak dijadwalkan; kosong bila belum ada."
    return ValidasiSel(dari, "khusus", (f"OR(ISNUMBER({sel}){strip})",), judul, pesan, sampai)


def _rules(t: TempatBaru, nama: str, dari: str, sampai: str, *aturan: tuple[str, str]) -> list[FormatBersyarat]:
    """One list of rules over a range of columns that no other list touches: the first that holds says it all."""
    a, z = (AWAL, t.column(nama, dari)), (AWAL + t.banyak - 1, t.column(nama, sampai))
    return [FormatBersyarat(a, z, rumus, gaya) for rumus, gaya in aturan]


def _colours(t: TempatBaru, nama: str) -> list[FormatBersyarat]:
    """Levels in the first column, signs in the second, grey where nothing needs to be typed."""
    b = AWAL + 1

    def o(x: str) -> str:
        return f"INDEX(o_{x},$A{b}+1)"

    lv = o("lv")
    tinggi, persen = f"AND({lv}>0,{lv}<=3)", f'OR({o("satuan")}="Persen",{o("satuan")}="%")'
    g = LEMBAR_BARIS.index(nama)
    x, wajib = o(f"x{g}"), obligatory(nama, t.isi.audit)
    kata = ((f"AND({x}>0,{x}<={wajib})", "kata_wajib"), (f"{x}>{wajib}", "kata_cek"))
    hasil = _rules(t, nama, "baris", "baris", *((f"{lv}={x}", f"tingkat{x}") for x in range(1, 7)))
    if "st" in t.susunan[nama]:
        st = f"${t.letter(nama, 'st')}{b}"
        hasil += _rules(t, nama, "st", "st", *((f'LEFT({st},1)="{x}"', f"tanda_{g}") for x, g in (
            ("!", "wajib"), ("?", "cek"), ("✓", "siap"), ("…", "belum"))))
    if nama == RINCIAN:
        hasil += _rules(t, nama, "catatan", "catatan", *kata)
    if nama == RENCANA:
        rujuk = f"AND({o('k')}>0,{o('s')}<>$A{b}+1)"
        hasil += _rules(t, nama, "uraian", "uraian", (tinggi, "atas"), (f"{lv}=4", "menjorok4"),
                        (f"{lv}=5", "menjorok5"))
        hasil += _rules(t, nama, "jenis", "jenis", (f"{o('kode')}<>\"\"", "abu"), (tinggi, "atas_garis"))
        hasil += _rules(t, nama, "terbaca", "terbaca", *kata, (tinggi, "atas_biru"))
        hasil += _rules(t, nama, "satuan", "tipe_target", (rujuk, "abu"), (tinggi, "atas_garis"))
        hasil += _rules(t, nama, "t1", "setahun", (rujuk, "abu"), (persen, "persen"), (tinggi, "atas_garis"))
        daun = f"INDEX(u_daun,MAX(1,{o('k')}))"
        hasil += _rules(t, nama, "pagu", "pagu", (f"AND({o('k')}>0,{daun}=0)", "abu"), (tinggi, "atas_garis"))
    if nama in LEMBAR_TW:
        q = LEMBAR_TW.index(nama) + 1
        tidak = f'AND({o("k")}>0,OR({o("ind")}&{o(f"t{q}")}="",{o("s")}<>$A{b}+1,{o(f"t{q}")}="-"))'
        hasil += _rules(t, nama, "apa", "apa", (tinggi, "atas"))
        hasil += _rules(t, nama, "milik", "milik", *kata)
        hasil += _rules(t, nama, "target", "target", (persen, "persen"))
        hasil += _rules(t, nama, f"r{q}", f"r{q}", (tidak, "abu"), (persen, "persen"))
        hasil += _rules(t, nama, f"a{q}", f"b{q}", (tidak, "abu"))
        daun = f"INDEX(u_daun,MAX(1,{o('k')}))"
        hasil += _rules(t, nama, f"g{q}", f"g{q}", (f"AND({o('k')}>0,{daun}=0)", "abu"))
    return hasil


# --- Kantor, Laporan, and the sheets of an audit ------------------------------------------------------------------

_LEBAR_TABEL = (5, 30, 34, 22, 30, 30, 24, 24, 16, 20, 22, 24, 24, 20, 16)
_JUDUL = {KANTOR: "1  Kantor", LAPORAN: "8  Laporan", ISIAN_PK: "Isian PK", TERCETAK: "Angka Tercetak",
          KESAMPINGKAN: "Kesampingkan"}
_PETUNJUK_TABEL = {
    KANTOR: "Sekali setahun: pengaturan, jabatan, dokumen dan penanda tangannya. Dipakai di kop, tanda tangan, dan "
            "pilihan penanggung jawab.",
    LAPORAN: "Akhir tahun, ketika LKjIP disusun: permasalahan, hasil evaluasi, unsur SKM, dasar hukum.",
    ISIAN_PK: "Perjanjian Kinerja seperti tercetak; dibandingkan dengan hitungan buku ini.",
    TERCETAK: "Angka yang sudah tercetak di dokumen, untuk dibandingkan. Ketik persis seperti tercetak.",
    KESAMPINGKAN: "Catatan tingkat Perlu dicek yang sudah dipastikan benar, dengan alasannya.",
}


def sheet_tables(t: TempatBaru, nama: str, status: str) -> Lembar:
    """A sheet of tables one under the other; Kantor begins with the settings."""
    blok = [b for b in t.blok if b.lembar == nama]
    lebar = {n: float(_LEBAR_TABEL[min(n, len(_LEBAR_TABEL) - 1)])
             for n in range(2 + max(len(b.kolom) for b in blok))}
    lembar = Lembar(nama, warna=TAB_ISIAN if nama in (KANTOR, LAPORAN) else TAB_PERIKSA, lebar=lebar, besar=90)
    put_head(lembar, f"{_JUDUL[nama]} - Kecamatan {t.isi.identitas.nama} {t.isi.tahun}", _PETUNJUK_TABEL[nama], status)
    if nama == KANTOR:
        _put_settings(t, lembar)
        _colour_notes(t, lembar, (AWAL, 3), len(t.profil), 1)
    for b in blok:
        _put_table(t, lembar, b)
    lembar.beku = (3, 0)
    akhir = max(b.awal + t.isi.ruang[b.tabel.kunci] for b in blok) - 1
    lembar.cetak = Cetak(((0, 0), (akhir, max(lebar))), None)
    return lembar


def table_note(t: TempatBaru, baris: int) -> str:
    """The first finding of a line of Olah Tabel as a sentence."""
    x, k, a, b = (t.from_tabel(y, baris) for y in "xkab")
    return f'IF({x}>0,SUBSTITUTE(SUBSTITUTE(INDEX(kat_pesan,{k}),"{{a}}",{a}),"{{b}}",{b}),"")'


def _colour_notes(t: TempatBaru, lembar: Lembar, awal: Posisi, banyak: int, baris: int) -> None:
    k = f"INDEX(tb_k,ROWS(${kolom_huruf(awal[1])}${awal[0] + 1}:${kolom_huruf(awal[1])}{awal[0] + 1})+{baris - 1})"
    for tingkat, gaya in ((1, "kata_wajib"), (2, "kata_cek")):
        lembar.bersyarat.append(FormatBersyarat(
            awal, (awal[0] + banyak - 1, awal[1]), f"IF({k}=0,FALSE,INDEX(kat_tingkat,MAX(1,{k}))={tingkat})", gaya))


def _put_settings(t: TempatBaru, lembar: Lembar) -> None:
    lembar.put_row(KEPALA, ["", "Pengaturan", "Isian", "Catatan"], "kepala")
    for k in PROFIL_KANTOR.kolom:
        if (tempat := t.profil.get(k.kunci)) is None:
            continue
        lembar.put_row(tempat[0], [tempat[0] - AWAL + 1, k.label], ["baris_nomor", "baris_nama"])
        lembar.put_input(tempat, (PROFIL, k.kunci), f"baris_{k.jenis}")
        n = tempat[0] - AWAL + 1
        lembar.put(tempat[0], 3, Rumus(table_note(t, t.line_of(PROFIL, n))), "baris_keterangan")
        isi = t.isi.nilai(PROFIL, k.kunci)
        lembar.fit_row(tempat[0], {2: isi if isinstance(isi, str) else "", 1: k.label})
        if k.jenis == "pilihan":
            lembar.validasi.append(ValidasiSel(tempat, "daftar", (t.daftar(k.daftar),), k.label[:32],
                                               "Pilih dari daftar."))


def _put_table(t: TempatBaru, lembar: Lembar, b: Blok) -> None:
    if b.kepala > KEPALA:
        lembar.put(b.kepala - 1, 0, b.tabel.judul, "subjudul")
    kepala = ["No", "Catatan", *(k.label.split(" (kode")[0] for k in b.kolom)]
    lembar.put_row(b.kepala, list(kepala), "kepala")
    lembar.fit_row(b.kepala, dict(enumerate(kepala)), 1, tebal=True)
    banyak = t.isi.ruang[b.tabel.kunci]
    for n in range(1, banyak + 1):
        slot, baris = b.tabel.slot(n), b.awal + n - 1
        lembar.put(baris, 0, n, "baris_nomor")
        teks = {}
        for m, k in enumerate(b.kolom, start=2):
            lembar.put_input((baris, m), (slot, k.kunci), f"baris_{k.jenis}")
            if isinstance(isi := t.isi.nilai(slot, k.kunci), str):
                teks[m] = isi
        lembar.put(baris, 1, Rumus(table_note(t, t.line_of(b.tabel.kunci, n))), "baris_keterangan")
        lembar.fit_row(baris, teks)
    _colour_notes(t, lembar, (b.awal, 1), banyak, t.line_of(b.tabel.kunci, 1))
    for m, k in enumerate(b.kolom, start=2):
        if dv := _table_validation(t, b, k, m, banyak):
            lembar.validasi.append(dv)


def _table_validation(t: TempatBaru, b: Blok, k: Kolom, m: int, banyak: int) -> ValidasiSel | None:
    dari, sampai = (b.awal, m), (b.awal + banyak - 1, m)
    if k.jenis == "pilihan":
        return ValidasiSel(dari, "daftar", (t.daftar(k.daftar),), k.label[:32], "Pilih dari daftar.", sampai)
    ke = {"jabatan": "kolom_jabatan_nama", "dokumen": "kolom_dokumen_jenis"}
    if k.jenis == "rujukan" and len(k.ke) == 1 and k.ke[0] in ke:
        return ValidasiSel(dari, "daftar", (ke[k.ke[0]],), k.label[:32], "Pilih dari lembar Kantor.", sampai,
                           longgar=True)
    return None


