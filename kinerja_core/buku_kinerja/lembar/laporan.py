"""Documents with a form of their own: Perjanjian Kinerja, the LKjIP tables, and the summary with its charts."""

from __future__ import annotations

from collections.abc import Callable

from kinerja_core.buku_kinerja.baru.dokumen_pk import JANJI
from kinerja_core.buku_kinerja.capaian import HITUNGAN
from kinerja_core.buku_kinerja.lembar import tempat as p
from kinerja_core.buku_kinerja.lembar.keluaran import (
    K_AWAL,
    KolomKeluar,
    acting,
    band_rows,
    fetch,
    finish,
    first_value,
    ind_col,
    input_col,
    node_col,
    num_col,
    put_list,
    put_signature_tail,
    put_title,
    signature,
    stacked_spare,
    value,
)
from kinerja_core.buku_kinerja.lembar.tempat import AWAL, TempatBuku, urut
from kinerja_core.buku_kinerja.lembar.urutan import budget_rows, iku_rows, used_rows
from kinerja_core.buku_kinerja.rencana import Rencana
from kinerja_core.dasar.waktu import TRIWULAN
from kinerja_core.lembar.cetak import Cetak, page_breaks
from kinerja_core.lembar.denah import FormatBersyarat, Grafik, Lembar, Rumus, cell_ref, range_ref
from kinerja_core.lembar.huruf import line_count, row_height
from kinerja_core.lembar.tema import TAB_HASIL


def printed(ptk: TempatBuku, tabel: str, baris: str, kolom: str) -> str:
    """What a document prints for a figure; "" when it was not recorded. `baris`: its part of the key, a formula."""
    ke = f"MATCH({p.printed_key(tabel, kolom)}+{baris},{ptk.olah_kolom(p.TERCETAK, 'kunci')},0)"
    return f'IFERROR(INDEX({ptk.kolom_mentah("tercetak", "nilai")},{ke}),"")'


# --- Perjanjian Kinerja -------------------------------------------------------------------------------------------

_LEBAR_PK = (5, 36, 36, 17, 14)
#: Rows of the block of signatures: the office (may take two lines), room to sign, the name.
_BARIS_JABATAN, _BARIS_NAMA = 2, 5


def sheet_pk(ptk: TempatBuku, jenis: str, status: str) -> Lembar:
    """One Perjanjian Kinerja: statement with two signatures, then its lampiran."""
    lembar = Lembar(p.PK_LEMBAR[jenis], warna=TAB_HASIL, lebar=dict(enumerate(_LEBAR_PK)))
    tahun = ptk.rencana.tahun + (1 if jenis == "PK Berikutnya" else 0)
    judul = {"PK": "PERJANJIAN KINERJA", "PK Perubahan": "PERJANJIAN KINERJA PERUBAHAN",
             "PK Berikutnya": "PERJANJIAN KINERJA"}[jenis]
    nama, baris = ptk.rencana.identitas.nama.upper(), 0
    for teks, gaya in ((f"PEMERINTAH {ptk.rencana.identitas.daerah}", "kop"), (f"KECAMATAN {nama}", "kop"),
                       (ptk.rencana.identitas.alamat, "kop_garis"), (f"{judul} TAHUN {tahun}", "judul_formulir")):
        lembar.merge((baris, 0), (baris, 4), teks, gaya)
        lembar.tinggi[baris] = row_height(1, 20 if gaya == "judul_formulir" else 16)
        baris += 1
    baris = _statement(ptk, lembar, jenis, baris + 1)
    baris = _two_signatures(ptk, lembar, jenis, baris)
    lampiran = baris + 1
    lembar.merge((lampiran, 0), (lampiran, 4), f"LAMPIRAN {judul} TAHUN {tahun}", "judul_formulir")
    sasaran = _pk_table(ptk, lembar, jenis, lampiran + 2, "Tujuan", ("No", "Tujuan", "Indikator kinerja", "Target"))
    program = _pk_table(ptk, lembar, jenis, sasaran, "Sasaran",
                        ("No", "Sasaran strategis", "Indikator kinerja", "Target"))
    baris = _pk_table(ptk, lembar, jenis, program, "Program", ("No", "Program", "", "Anggaran (Rp)", "Keterangan"))
    baris = _two_signatures(ptk, lembar, jenis, baris)
    lembar.put(baris, 0, Rumus(f'"Pemeriksaan: "&{status}'), "teks_rata")
    akhir = (baris - 1, 4)  # the last table stays with the signatures
    penuh = page_breaks(lembar, (sasaran, program), akhir, (0, -1), ptk.kertas, tegak=True, mulai=lampiran)
    lembar.cetak = Cetak(((0, 0), akhir), None, pisah=(lampiran, *penuh), tegak=True)
    return lembar


def _statement(ptk: TempatBuku, lembar: Lembar, jenis: str, baris: int) -> int:
    isi: Callable[[str], str] = lambda kunci: ptk.isi_dokumen(jenis, kunci)  # noqa: E731
    belum = f'IF({ptk.dokumen(jenis)}=0,"Belum disusun: isi jenis {jenis} di lembar {p.DOKUMEN}.","")'
    lembar.merge((baris, 0), (baris, 4), Rumus(belum), "teks_redup")
    baris += 1
    pihak = (("pertama", "penanda_tangan", "jabatan"), ("kedua", "pihak_kedua", "jabatan_kedua"))

    def paragraf(n: int, teks: str) -> int:
        lembar.merge((n, 0), (n, 4), teks, "teks")
        lembar.tinggi[n] = row_height(line_count(teks, sum(_LEBAR_PK)) + 1)
        return n + 1

    baris = paragraf(baris, JANJI[0])
    for sebutan, orang, jabatan in pihak:
        for label, rumus in (("Nama", isi(orang)), ("Jabatan", isi(jabatan))):
            lembar.put(baris, 1, label, "teks")
            lembar.merge((baris, 2), (baris, 4), Rumus(f'": "&{rumus}'), "teks")
            baris += 1
        ket = "Selanjutnya disebut pihak pertama" if sebutan == "pertama" else (
            "Selaku atasan pihak pertama, selanjutnya disebut pihak kedua")
        lembar.merge((baris, 1), (baris, 4), ket, "teks")
        baris += 2
    for teks in JANJI[1:]:
        baris = paragraf(baris, teks)
    return baris + 1


def _two_signatures(ptk: TempatBuku, lembar: Lembar, jenis: str, baris: int) -> int:
    """Pihak kedua left, pihak pertama right; Plt. or Plh. stands before the office."""
    isi: Callable[[str], str] = lambda kunci: ptk.isi_dokumen(jenis, kunci)  # noqa: E731
    kanan = [f'{isi("tempat")}&IF({isi("tanggal")}="","",", "&{isi("tanggal")})', '"Pihak Pertama"',
             f'{acting(isi("sebagai"), isi("jabatan"))}&{isi("jabatan")}', '""', '""',
             isi("penanda_tangan"), isi("pangkat"), f'IF({isi("nip")}="","","NIP. "&{isi("nip")})']
    kiri = ['""', '"Pihak Kedua"', isi("jabatan_kedua"), '""', '""', isi("pihak_kedua"), '""',
            f'IF({isi("nip_kedua")}="","","NIP. "&{isi("nip_kedua")})']
    for n, (a, b) in enumerate(zip(kiri, kanan, strict=True)):
        gaya = "ttd_nama" if n == _BARIS_NAMA else "tengah"
        lembar.put(baris + n, 1, Rumus(a), gaya)
        lembar.merge((baris + n, 2), (baris + n, 4), Rumus(b), gaya)
        if _BARIS_JABATAN <= n < _BARIS_NAMA:
            lembar.tinggi[baris + n] = row_height(2)
    return baris + len(kanan) + 1


def _pk_table(ptk: TempatBuku, lembar: Lembar, jenis: str, baris: int, bagian: str, kepala: tuple[str, ...]) -> int:
    """One part of the lampiran: rows of Isian PK of that document and part, in their order."""
    for kolom, teks in enumerate(kepala):
        if teks:
            lembar.put(baris, kolom, teks, "kepala")
    if bagian == "Program":
        lembar.gabung.append(((baris, 1), (baris, 2)))
    r, slots = ptk.rencana, ptk.rencana.slots("pk")
    dokumen = {d for d in r.used("dokumen") if r.teks(d, "jenis") == jenis}
    isi = [k for k in slots if r.teks(k, "bagian") == bagian and r.teks(k, "dokumen") in dokumen]
    kolom_dok, kolom_bagian = ptk.olah_kolom(p.ISIAN_PK, "dok"), ptk.kolom_bersih("pk", "bagian")
    cocok = f'({kolom_dok}={ptk.dokumen(jenis)})*({kolom_dok}>0)*({kolom_bagian}="{bagian}")'
    awal = AWAL + 1
    for n in range(ptk.ruang["pk"]):
        ini = baris + 1 + n
        # the next row after the one above that belongs here: its number stands in the hidden column to the right
        atas = cell_ref(lembar.nama, (ini - 1, 6)) if n else "0"
        nomor = range_ref(p.ISIAN_PK, (AWAL, 0), (AWAL + len(slots) - 1, 0))
        urutan = f"(ROW({nomor})-{awal - 1})"
        sisa = f"SUMPRODUCT({cocok}*({urutan}>{atas}))"
        lembar.put(ini, 6, Rumus(f"IF(OR({sisa}=0,AND({n}>0,{atas}=0)),0,{len(slots) + 1}-SUMPRODUCT(MAX({cocok}"
                                 f"*({urutan}>{atas})*({len(slots) + 1}-{urutan}))))"), "mesin_putih")
        _pk_row(ptk, lembar, ini, bagian, cell_ref(lembar.nama, (ini, 6)), n)
        lembar.tinggi[ini] = row_height(_pk_lines(r, isi[n], bagian) if n < len(isi) else (1 if r.used("pk") else 2))
    akhir = baris + ptk.ruang["pk"]
    lembar.bersyarat.append(FormatBersyarat((baris + 1, 0), (akhir, len(kepala) - 1), f'$A{baris + 2}<>""', "kotak"))
    return akhir + 2


def _unit(satuan: str) -> str:
    """A satuan behind a number; "-" says that there is none."""
    return f'IF(OR({satuan}="",{satuan}="-"),""," "&{satuan})'


def _pk_lines(r: Rencana, k: str, bagian: str) -> int:
    """Lines that a row of the lampiran takes, its own words going before those it refers to."""
    program, indikator = r.teks(k, "program").upper(), r.teks(k, "indikator").upper()
    if bagian == "Program":
        return max(line_count(r.teks(k, "program_tertulis") or r.teks(program, "uraian"), sum(_LEBAR_PK[1:3])),
                   line_count(r.teks(k, "keterangan"), _LEBAR_PK[4]))
    sasaran = r.teks(k, "sasaran") or r.teks(r.teks(indikator, "node").upper(), "uraian")
    return max(line_count(sasaran, _LEBAR_PK[1]),
               line_count(r.teks(k, "tertulis") or r.teks(indikator, "uraian"), _LEBAR_PK[2]),
               line_count(f'{r.teks(k, "tulisan")} {r.teks(indikator, "satuan")} 0000', _LEBAR_PK[3]))


def _pk_row(ptk: TempatBuku, lembar: Lembar, baris: int, bagian: str, ke: str, n: int) -> None:
    nomor = Rumus(f'IF({ke}=0,"",{n + 1})')
    if bagian == "Program":
        lembar.gabung.append(((baris, 1), (baris, 2)))
        program = f"IF({ke}=0,0,INDEX({ptk.olah_kolom(p.ISIAN_PK, 'program')},{ke}))"
        tulis = fetch(ptk, "pk", "program_tertulis", ke)
        lembar.put_row(baris, [
            nomor, Rumus(f'IF({tulis}<>"",{tulis},{fetch(ptk, "node", "uraian", program)})')],
            ["rata_tengah", "rata"])
        lembar.put_row(baris, [Rumus(value(ptk, p.ISIAN_PK, "anggaran", ke)),
                               Rumus(fetch(ptk, "pk", "keterangan", ke))], ["rata_rupiah", "rata"], 3)
        return
    indikator = f"IF({ke}=0,0,INDEX({ptk.olah_kolom(p.ISIAN_PK, 'rujuk')},{ke}))"
    node = f"IF({indikator}=0,0,INDEX({ptk.olah_kolom(p.INDIKATOR, 'rujuk')},{indikator}))"
    sasaran, tulis = fetch(ptk, "pk", "sasaran", ke), fetch(ptk, "pk", "tertulis", ke)
    satuan, kata = fetch(ptk, "indikator", "satuan", indikator), fetch(ptk, "pk", "tulisan", ke)
    angka = value(ptk, p.ISIAN_PK, "target", ke)
    teks = f'SUBSTITUTE({angka}&"",".",",")'
    ditulis = f'IF({kata}<>"",{kata}&" ("&{teks}&")",{teks}&IF({satuan}="%",{satuan},{_unit(satuan)}))'
    lembar.put_row(baris, [
        nomor, Rumus(f'IF({sasaran}<>"",{sasaran},{fetch(ptk, "node", "uraian", node)})'),
        Rumus(f'IF({tulis}<>"",{tulis},{fetch(ptk, "indikator", "uraian", indikator)})'),
        Rumus(f'IF({ke}=0,"",IF({angka}="","",{ditulis}))')], ["rata_tengah", "rata", "rata", "rata_tengah"])


# --- LKjIP --------------------------------------------------------------------------------------------------------


def _no_col(daftar: str) -> KolomKeluar:
    return KolomKeluar("No", 5, "rata_tengah", lambda k: f'IF({urut(daftar, "node", k)}>0,{k + 1},"")')


def _print_col(ptk: TempatBuku, judul: str, tabel: str, kolom: str, daftar: str, *, simpul: bool = False,
               gaya: str = "rata_angka", lebar: float = 11) -> KolomKeluar:
    def rumus(k: int) -> str:
        ind, node = urut(daftar, "indikator", k), urut(daftar, "node", k)
        isi = printed(ptk, tabel, node, kolom)
        if not simpul:
            cetak = printed(ptk, tabel, f"{p.KUNCI_INDIKATOR}+{ind}", kolom)
            isi = f'IF({ind}>0,IF({cetak}<>"",{cetak},{isi}),{isi})'
        return f'IF({node}=0,"",{isi})'
    return KolomKeluar(judul, lebar, gaya, rumus)


def _iku_columns(ptk: TempatBuku, tabel: str) -> list[KolomKeluar]:
    r, n, i = p.REALISASI, num_col, "iku"
    lalu = [input_col(ptk, f"Realisasi {ptk.rencana.tahun - x}", 11, f"lalu{x}", i) for x in (3, 2, 1)]
    target = n(ptk, f"Target {ptk.rencana.tahun}", 11, p.TARGET, "target", i, "rata_angka")
    nyata = n(ptk, f"Realisasi {ptk.rencana.tahun}", 11, r, "realisasi", i, "rata_angka")
    capaian = n(ptk, "Capaian (%)", 12, r, "capaian", i, "rata_dua")

    def cetak(kolom: str, *, simpul: bool = False, gaya: str = "rata_angka", lebar: float = 11) -> KolomKeluar:
        return _print_col(ptk, "Tercetak", tabel, kolom, i, simpul=simpul, gaya=gaya, lebar=lebar)
    serap = n(ptk, "Penyerapan (%)", 14, p.ANGGARAN, "penyerapan", i, "rata_dua", "node")
    uang = [n(ptk, "Anggaran (Rp)", 17, p.ANGGARAN, "anggaran_sasaran", i, "rata_rupiah", "node"),
            n(ptk, "Realisasi (Rp)", 17, p.ANGGARAN, "nyata_sasaran", i, "rata_rupiah", "node")]
    return {
        "Tabel 2.2": [target, cetak("target")],
        "Tabel 3.1": [lalu[2], target, cetak("target"), nyata, cetak("realisasi"), capaian, cetak("capaian"),
                      n(ptk, "Predikat", 15, r, "predikat", i, "rata")],
        "Tabel 3.2": [target, *lalu, nyata, cetak("realisasi")],
        "Tabel 3.3": [n(ptk, "Target akhir Renstra", 11, r, "akhir", i, "rata_angka"), cetak("target_akhir"), nyata,
                      n(ptk, "Tingkat kemajuan (%)", 11, r, "kemajuan", i, "rata_dua"), cetak("kemajuan")],
        "Tabel 3.4": [target, nyata, capaian, cetak("capaian"), *uang, serap, cetak("penyerapan", simpul=True)],
        "Tabel 3.5": [capaian, serap, n(ptk, "Tingkat efisiensi", 11, r, "efisiensi", i, "rata_dua"),
                      cetak("efisiensi")],
    }[tabel]


_JUDUL = {
    "Tabel 2.2": ("Sasaran dan Indikator", "Target setahun dari lembar Target (dijumlahkan menurut tipe target)."),
    "Tabel 3.1": ("Capaian Kinerja Sasaran",
                  "Capaian = realisasi / target x 100 (polaritas negatif: rumus di Profil)."),
    "Tabel 3.2": ("Perbandingan Antara Realisasi Kinerja Tahun Ini dengan Tahun-Tahun Sebelumnya", ""),
    "Tabel 3.3": ("Perbandingan Realisasi Kinerja s.d. Akhir Periode Renstra",
                  "Tingkat kemajuan = realisasi / target akhir Renstra x 100."),
    "Tabel 3.4": ("Pencapaian Kinerja dan Anggaran",
                  "Anggaran sasaran = jumlah program pendukungnya (lembar Program Sasaran, bila diisi)."),
    "Tabel 3.5": ("Efisiensi Penggunaan Sumber Daya",
                  "Tingkat efisiensi = % penyerapan anggaran / % capaian kinerja; di bawah 1 berarti efisien."),
}


def _lkjip_width(kolom: list[KolomKeluar], lebar: dict[int, float]) -> None:
    for n, k in enumerate(kolom):
        lebar[n] = max(lebar.get(n, 0), k.lebar)


def sheet_lkjip(ptk: TempatBuku, nama: str, tabel: tuple[str, ...], status: str) -> Lembar:
    """Tables about the IKU, one under the other, with the definition used beneath and printed figures beside."""
    isi = iku_rows(ptk)
    susunan = {t: [_no_col("iku"), node_col(ptk, "Sasaran strategis", 36, "uraian", "iku"),
                   ind_col(ptk, "Indikator kinerja", 36, "uraian", "iku"), *_iku_columns(ptk, t)] for t in tabel}
    lembar = Lembar(nama, warna=TAB_HASIL)
    for kolom in susunan.values():
        _lkjip_width(kolom, lembar.lebar)
    if nama == p.LKJIP2:
        _lkjip_width(_program_columns(ptk, "Tabel 2.3"), lembar.lebar)
    put_title(ptk, lembar, "Tabel-tabel LKjIP", status)
    baris, pisah = 3, []
    for t, kolom in susunan.items():
        judul, definisi = _JUDUL[t]
        pisah.append(baris)
        lembar.put(baris, 0, f"{t} {judul}", "subjudul")
        put_list(ptk, lembar, kolom, ptk.ruang["iku"], isi, awal=baris + 3, kosong=stacked_spare(isi))
        baris += 3 + ptk.ruang["iku"]
        lembar.put(baris, 0, definisi, "teks_rata")
        baris += 2
    if nama == p.LKJIP2:
        pisah.append(baris)
        baris = _program_table(ptk, lembar, "Tabel 2.3", "Program dan Anggaran", baris)
    lembar.beku = (2, 0)
    akhir = (baris - 2, max(lembar.lebar))
    lembar.cetak = Cetak(((0, 0), akhir), None, pisah=page_breaks(lembar, pisah, akhir, (0, -1), ptk.kertas))
    return lembar


def _program_columns(ptk: TempatBuku, tabel: str) -> list[KolomKeluar]:
    kolom = [_no_col("program"), node_col(ptk, "Program", 36, "uraian", "program"),
             num_col(ptk, "Anggaran (Rp)", 17, p.ANGGARAN, "anggaran", "program", "rata_rupiah", "node"),
             _print_col(ptk, "Tercetak", tabel, "anggaran", "program", simpul=True, gaya="rata_rupiah", lebar=17)]
    if tabel == "Tabel 2.3":
        return kolom
    return [*kolom, num_col(ptk, "Realisasi (Rp)", 17, p.ANGGARAN, "realisasi_anggaran", "program", "rata_rupiah",
                            "node"),
            _print_col(ptk, "Tercetak", tabel, "realisasi_anggaran", "program", simpul=True, gaya="rata_rupiah",
                       lebar=17),
            num_col(ptk, "Penyerapan (%)", 14, p.ANGGARAN, "penyerapan", "program", "rata_dua", "node"),
            _print_col(ptk, "Tercetak", tabel, "penyerapan", "program", simpul=True)]


def _program_table(ptk: TempatBuku, lembar: Lembar, tabel: str, judul: str, baris: int) -> int:
    kolom = _program_columns(ptk, tabel)
    lembar.put(baris, 0, f"{tabel} {judul}", "subjudul")
    isi = [(s, None, True) for s, _, pertama in budget_rows(ptk, keluaran=False)
           if pertama and ptk.rencana.teks(s, "jenis").upper() == "PROGRAM"]
    banyak = used_rows("program", ptk.ruang["program"])
    fakta = {"Anggaran (Rp)": "anggaran", "Realisasi (Rp)": "realisasi_anggaran", "Penyerapan (%)": "penyerapan"}
    terakhir, jumlah = "", ['""', '"Jumlah"']
    for k in kolom[2:]:
        terakhir = fakta.get(k.judul, terakhir)
        tercetak = printed(ptk, tabel, str(p.KUNCI_TOTAL), terakhir)
        jumlah.append(tercetak if k.judul == "Tercetak" else ptk.total(terakhir))
    kolom = [_with_total(k, j, banyak) for k, j in zip(kolom, jumlah, strict=True)]
    lembar.bersyarat.append(FormatBersyarat((baris + 3, 0), (baris + 3 + ptk.ruang["program"], len(kolom) - 1),
                                            f'$B{baris + 4}="Jumlah"', "tebal"))
    put_list(ptk, lembar, kolom, ptk.ruang["program"] + 1, list(isi), awal=baris + 3, kosong=stacked_spare(isi))
    return baris + 3 + ptk.ruang["program"] + 2


def _with_total(kolom: KolomKeluar, jumlah: str, banyak: str) -> KolomKeluar:
    """A column of the list of programs with its sum right below the last one."""
    return KolomKeluar(kolom.judul, kolom.lebar, kolom.gaya,
                       lambda k: f"IF({banyak}={k},{jumlah},IF({banyak}<{k},\"\",{kolom.rumus(k)}))", kolom.teks)


def sheet_lkjip37(ptk: TempatBuku, status: str) -> Lembar:
    """Tabel 3.6 per program, then 3.7: program, kegiatan, sub kegiatan with sums by formula and what was printed."""
    lembar = Lembar(p.LKJIP37, warna=TAB_HASIL)
    d = "anggaran"
    kolom = [node_col(ptk, "Kode", 9, "nomor", d), node_col(ptk, "Uraian", 48, "uraian", d),
             first_value(ptk, "Anggaran (Rp)", 17, "anggaran", d, "rata_rupiah"),
             _print_col(ptk, "Tercetak", "Tabel 3.7", "anggaran", d, simpul=True, gaya="rata_rupiah", lebar=17),
             first_value(ptk, "Realisasi (Rp)", 17, "realisasi_anggaran", d, "rata_rupiah"),
             _print_col(ptk, "Tercetak", "Tabel 3.7", "realisasi_anggaran", d, simpul=True, gaya="rata_rupiah",
                        lebar=17),
             first_value(ptk, "Penyerapan (%)", 14, "penyerapan", d, "rata_dua"),
             _print_col(ptk, "Tercetak", "Tabel 3.7", "penyerapan", d, simpul=True)]
    _lkjip_width(kolom, lembar.lebar)
    _lkjip_width(_program_columns(ptk, "Tabel 3.6"), lembar.lebar)
    put_title(ptk, lembar, "Realisasi Anggaran", status)
    baris = _program_table(ptk, lembar, "Tabel 3.6", "Realisasi Anggaran", 3)
    lembar.put(baris, 0, "Tabel 3.7 Penyerapan Anggaran per Sasaran", "subjudul")
    isi = budget_rows(ptk, keluaran=False)
    put_list(ptk, lembar, kolom, ptk.ruang["anggaran"], isi, awal=baris + 3)
    band_rows(lembar, baris + 3, ptk.ruang["anggaran"], 8, lambda k: urut(d, "level", k))
    banyak = used_rows(d, ptk.ruang["anggaran"])
    akhir = baris + 2 + ptk.ruang["anggaran"]
    lembar.beku = (2, 0)
    lembar.cetak = Cetak(((0, 0), (akhir, 7)), (baris + 1, baris + 2), baris_akhir=f"{baris + 3}+{banyak}",
                         terpakai=baris + 3 + len(isi), pisah=(baris,))
    return lembar


def sheet_lampiran(ptk: TempatBuku, status: str) -> Lembar:
    """The last lampiran: budget and output of program, kegiatan, sub kegiatan."""
    d, banyak = "lampiran", used_rows("lampiran", ptk.ruang["anggaran"])

    def unit(kunci: str, lembar: str) -> Callable[[int], str]:
        def rumus(k: int) -> str:
            i = urut(d, "indikator", k)
            angka, satuan = value(ptk, lembar, kunci, i), fetch(ptk, "indikator", "satuan", i)
            teks = f'SUBSTITUTE({angka}&"",".",",")'
            return f'IF({angka}="","",{teks}&IF({satuan}="%","%",{_unit(satuan)}))'
        return rumus
    kolom = [node_col(ptk, "No", 8, "nomor", d), node_col(ptk, "Uraian", 38, "uraian", d),
             first_value(ptk, "Anggaran (Rp)", 16, "anggaran", d, "rata_rupiah"),
             first_value(ptk, "Realisasi (Rp)", 16, "realisasi_anggaran", d, "rata_rupiah"),
             first_value(ptk, "%", 11, "penyerapan", d, "rata_dua"),
             _print_col(ptk, "Tercetak %", "Lampiran 3", "penyerapan", d, simpul=True, lebar=11),
             ind_col(ptk, "Keluaran", 38, "uraian", d),
             KolomKeluar("Target", 12, "rata_tengah", unit("target", p.TARGET)),
             KolomKeluar("Realisasi", 12, "rata_tengah", unit("realisasi", p.REALISASI)),
             num_col(ptk, "Capaian (%)", 12, p.REALISASI, "capaian", d, "rata_dua"),
             first_value(ptk, "Rata-rata (%)", 12, "capaian", d, "rata_dua"),
             _print_col(ptk, "Tercetak %", "Lampiran 3", "capaian", d, lebar=11)]
    asli = kolom[6]
    kolom[6] = KolomKeluar(asli.judul, asli.lebar, asli.gaya, lambda k: f"IF({urut(d, 'node', k)}>0,{asli.rumus(k)},"
                           f"{signature(ptk, 'LKjIP', k, banyak)})", asli.teks)
    lembar = Lembar(p.LAMPIRAN, warna=TAB_HASIL, lebar=dict(enumerate(k.lebar for k in kolom)))
    put_title(ptk, lembar, "Lampiran 3 Pelaksanaan Program dan Kegiatan", status)
    isi = budget_rows(ptk, keluaran=True)
    put_list(ptk, lembar, kolom, ptk.ruang["anggaran"], isi)
    band_rows(lembar, K_AWAL, ptk.ruang["anggaran"], 12, lambda k: urut(d, "level", k))
    put_signature_tail(ptk, lembar, "LKjIP", ptk.ruang["anggaran"], 6, banyak)
    return finish(ptk, lembar, ptk.ruang["anggaran"], len(kolom), banyak, len(isi))


# --- the summary --------------------------------------------------------------------------------------------------


def sheet_ringkasan(ptk: TempatBuku, status: str) -> Lembar:
    """The IKU at a glance, the mean up to every triwulan, and two charts."""
    baris, i = ptk.ruang["iku"], "iku"
    kolom = [_no_col(i), ind_col(ptk, "Indikator Kinerja Utama", 44, "uraian", i),
             ind_col(ptk, "Satuan", 10, "satuan", i),
             num_col(ptk, "Target", 17, p.TARGET, "target", i, "rata_angka"),
             num_col(ptk, "Realisasi", 17, p.REALISASI, "realisasi", i, "rata_angka"),
             num_col(ptk, "Capaian (%)", 11, p.REALISASI, "dipakai", i, "rata_dua"),
             *(num_col(ptk, f"s.d. TW {r}", 11, p.REALISASI, f"cs{n}", i, "rata_dua")
               for n, r in TRIWULAN),
             num_col(ptk, "Predikat", 16, p.REALISASI, "predikat", i, "rata")]
    lembar = Lembar(p.RINGKASAN, warna=TAB_HASIL, lebar=dict(enumerate(k.lebar for k in kolom)))
    put_title(ptk, lembar, "Ringkasan Capaian", status)
    isi = iku_rows(ptk)
    put_list(ptk, lembar, kolom, baris, isi, kosong=stacked_spare(isi))
    bawah = K_AWAL + baris
    lembar.put(bawah, 1, "Rata-rata", "label_jumlah")
    for n in range(5, 10):
        rentang = range_ref(p.RINGKASAN, (K_AWAL, n), (bawah - 1, n))
        lembar.put(bawah, n, Rumus(HITUNGAN["RERATA"].render(rentang)), "rata_dua")
    ikm = HITUNGAN["IKM"].render(ptk.kolom_bersih("skm", "nilai"), ptk.bobot_skm)
    lembar.put_row(bawah + 1, ["IKM dari sembilan unsur SKM (lembar SKM)", "", "", "", Rumus(ikm, "ikm")],
                   ["label_jumlah", "rata", "rata", "rata", "rata_dua"], 1)
    lembar.put_row(bawah + 2, ["Anggaran, realisasi, penyerapan (%)", "", Rumus(ptk.total("anggaran")),
                               Rumus(ptk.total("realisasi_anggaran")), Rumus(ptk.total("penyerapan"))],
                   ["label_jumlah", "rata", "rata_rupiah", "rata_rupiah", "rata_dua"], 1)
    _charts(lembar, len(isi) or baris, bawah)
    lembar.beku = (2, 0)
    lembar.cetak = Cetak(((0, 0), (bawah + 24, len(kolom) - 1)), None, satu_halaman=True)
    return lembar


def _charts(lembar: Lembar, banyak: int, bawah: int) -> None:
    lembar.grafik.append(Grafik(
        (bawah + 4, 0), "Capaian per indikator (%)", p.RINGKASAN, ((K_AWAL, 1), (K_AWAL + banyak - 1, 1)),
        ((K_AWAL, 5), (K_AWAL + banyak - 1, 5)), "Capaian", (560, 380),
        "Grafik batang capaian tiap indikator kinerja utama dalam persen", maks=None))
    lembar.grafik.append(Grafik(
        (bawah + 4, 5), "Rata-rata capaian sampai dengan TW (%)", p.RINGKASAN, ((K_AWAL - 2, 6), (K_AWAL - 2, 9)),
        ((bawah, 6), (bawah, 9)), "Rata-rata s.d. TW", (520, 380),
        "Grafik garis rata-rata capaian indikator kinerja utama sampai dengan tiap triwulan", "garis", maks=None))
