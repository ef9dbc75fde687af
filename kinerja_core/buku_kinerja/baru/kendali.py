"""Control sheets of a new book: Beranda with the steps of the year, Pemeriksaan with every open finding."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_core.buku_kinerja.baru.baris import KANTOR, LAPORAN, LEMBAR_BARIS, LEMBAR_TW, RENCANA, RINCIAN
from kinerja_core.buku_kinerja.baru.tempat import AWAL, TempatBaru
from kinerja_core.buku_kinerja.baru.uji import obligatory
from kinerja_core.dasar.waktu import TRIWULAN
from kinerja_core.lembar.cetak import Cetak
from kinerja_core.lembar.denah import FormatBersyarat, Isi, Lembar, Rumus
from kinerja_core.lembar.huruf import row_height
from kinerja_core.lembar.kendali import LEMBAR_BERANDA, LEMBAR_PEMERIKSAAN, check_ranges, link_to, put_heading
from kinerja_core.lembar.tema import TAB_KENDALI, TAB_PERIKSA
from kinerja_core.xlsx.buku import Posisi, alamat

#: Findings that Pemeriksaan lists; more are told in words. Its header, and where the counters stand.
BARIS_PERIKSA, P_KEPALA = 100, 5
JUMLAH: dict[str, Posisi] = {"wajib": (2, 2), "cek": (2, 4)}
#: What the sheet says when nothing is open that it sees by itself.
LENGKAP = "Isian lengkap"
_BULAN = ("Januari-Maret", "April-Juni", "Juli-September", "Oktober-Desember")


def state_formulas(t: TempatBaru) -> dict[str, str]:
    """What the master check is made of, for the sheet Referensi: open findings, rows without a target, the sentence."""
    n, m = t.banyak + 1, t.banyak_tabel
    return {
        "wajib_baris": f"INDEX(o_fw,{n})", "wajib_tabel": f"INDEX(tb_fw,{m})",
        "cek_baris": f"INDEX(o_fc,{n})", "cek_tabel": f"INDEX(tb_fc,{m})",
        "belum": 'SUMPRODUCT((o_ind<>"")*(o_m1&o_m2&o_m3&o_m4=""))',
        "status": f'IF({t.lain("banyak")}=0,"Belum diisi",IF({open_of(t, "wajib")}>0,{open_of(t, "wajib")}'
                  f'&" isian wajib diperbaiki",IF({t.lain("belum")}>0,{t.lain("belum")}&" target belum diisi",'
                  f'"{LENGKAP}"))&IF({open_of(t, "cek")}>0,"; "&{open_of(t, "cek")}&" perlu dicek",""))',
    }


def open_of(t: TempatBaru, tingkat: str) -> str:
    """How many findings of a level are open."""
    return f"({t.lain(f'{tingkat}_baris')}+{t.lain(f'{tingkat}_tabel')})"


# --- Pemeriksaan --------------------------------------------------------------------------------------------------


def sheet_periksa(t: TempatBaru) -> Lembar:
    """Every open finding, obligatory ones first: where, what, how to mend it."""
    lebar = (5, 16, 24, 30, 60, 56, 9, 4, 4, 4)
    lembar = Lembar(LEMBAR_PEMERIKSAAN, warna=TAB_PERIKSA, lebar=dict(enumerate(lebar)))
    put_heading(lembar, f"Pemeriksaan - Kecamatan {t.isi.identitas.nama} {t.isi.tahun}")
    lembar.put(1, 0, Rumus(t.lain("status")), "status_rata")
    for kunci, label in (("wajib", "Wajib diperbaiki"), ("cek", "Perlu dicek")):
        baris, kolom = JUMLAH[kunci]
        lembar.put(baris, kolom - 1, label, "label_jumlah")
        lembar.put(baris, kolom, Rumus(open_of(t, kunci)), "jumlah")
    semua = f"{open_of(t, 'wajib')}+{open_of(t, 'cek')}"
    lembar.put(3, 0, Rumus(f'IF({semua}>{BARIS_PERIKSA},"Yang tampak {BARIS_PERIKSA} catatan pertama dari "&({semua}),'
                           f'"Antar dokumen: jalankan kinerja periksa, atau tombol Periksa, pada berkas ini.")'),
               "teks_rata")
    lembar.put_row(P_KEPALA, ["No", "Status", "Tempat", "Yang diperiksa", "Catatan", "Cara memperbaiki", "Kode"],
                   "kepala")
    for j in range(1, BARIS_PERIKSA + 1):
        _finding(t, lembar, j)
    akhir = P_KEPALA + BARIS_PERIKSA
    awal = P_KEPALA + 2
    for tingkat, gaya in (("Wajib diperbaiki", "tanda_wajib"), ("Perlu dicek", "tanda_cek")):
        lembar.bersyarat.append(FormatBersyarat((P_KEPALA + 1, 1), (akhir, 1), f'$B{awal}="{tingkat}"', gaya))
    for a, z in ((0, 0), (2, 6)):
        lembar.bersyarat.append(FormatBersyarat((P_KEPALA + 1, a), (akhir, z), f'$B{awal}<>""', "kotak"))
    lembar.beku = (P_KEPALA + 1, 0)
    lembar.cetak = Cetak(((0, 0), (akhir, 6)), (P_KEPALA, P_KEPALA), terpakai=P_KEPALA + 2,
                         baris_akhir=f"MIN({akhir + 1},{P_KEPALA + 2}+{semua})")
    return lembar


def _finding(t: TempatBaru, lembar: Lembar, j: int) -> None:
    """The j-th open finding. Hidden beside it: its sort (rows or tables, obligatory or not), its row, its sheet."""
    baris = P_KEPALA + j
    z, n, g = (f"${h}{baris + 1}" for h in "HIJ")
    wb, wt, cb, ct = (t.lain(x) for x in ("wajib_baris", "wajib_tabel", "cek_baris", "cek_tabel"))
    lembar.put(baris, 7, Rumus(f"IF({j}<={wb},1,IF({j}<={wb}+{wt},2,IF({j}<={wb}+{wt}+{cb},3,"
                               f"IF({j}<={wb}+{wt}+{cb}+{ct},4,0))))"), "mesin_putih")
    ke = f"({j}-IF({z}=1,0,IF({z}=2,{wb},IF({z}=3,{wb}+{wt},{wb}+{wt}+{cb}))))"
    cari = [f'COUNTIF({x},"<"&{ke})+1' for x in ("o_fw", "tb_fw", "o_fc", "tb_fc")]
    lembar.put(baris, 8, Rumus(f"IF({z}=0,0,IF({z}=1,{cari[0]},IF({z}=2,{cari[1]},IF({z}=3,{cari[2]},{cari[3]}))))"),
               "mesin_putih")
    sisa = f"{ke}-IF({n}=1,0,IF({z}=1,N(INDEX(o_fw,{n})),N(INDEX(o_fc,{n}))))"
    lembar.put(baris, 9, Rumus(f"IF(OR({z}=1,{z}=3),{_which_sheet(t, z, n, sisa)},0)"), "mesin_putih")

    def pick(nama: str) -> str:
        per_lembar = ",".join(f"INDEX(o_x{m}{nama},{n}+1)" for m in range(len(LEMBAR_BARIS)))
        return f"IF({g}>0,CHOOSE({g},{per_lembar}),INDEX(tb_{nama},{n}))"
    k = pick("k")
    nomor = f"IF({g}>0,{n}+{AWAL},INDEX(tb_baris,{n}))"
    tempat = f'INDEX(kat_lembar,{k})&"!"&INDEX(kat_huruf,{k})&{nomor}'
    tautan = f'HYPERLINK("#\'"&INDEX(kat_lembar,{k})&"\'!"&INDEX(kat_huruf,{k})&{nomor},{tempat})'
    pesan = f'SUBSTITUTE(SUBSTITUTE(INDEX(kat_pesan,{k}),"{{a}}",{pick("a")}),"{{b}}",{pick("b")})'
    isi = (str(j), f'IF(OR({z}=1,{z}=2),"Wajib diperbaiki","Perlu dicek")', tautan, f"INDEX(kat_label,{k})", pesan,
           f"INDEX(kat_perbaikan,{k})", f"INDEX(kat_kode,{k})")
    gaya = ["rata_tengah", "rata", "rata", "rata", "rata", "rata", "rata_kode"]
    lembar.put_row(baris, [Rumus(f'IF({z}=0,"",{x})') for x in isi], gaya)


def _which_sheet(t: TempatBaru, z: str, n: str, ke: str) -> str:
    """Of a row's findings of one level the place in order of the sheets of the `ke`-th: 1 .. 6."""
    jumlah, hasil = [], "0"
    for g, lembar in enumerate(LEMBAR_BARIS):
        x, batas = f"INDEX(o_x{g},{n}+1)", obligatory(lembar, t.isi.audit)
        jumlah.append(f"IF({z}=1,IF({x}=0,0,IF({x}<={batas},1,0)),IF({x}>{batas},1,0))")
    for g in range(len(LEMBAR_BARIS), 0, -1):
        hasil = f"IF({ke}<={'+'.join(jumlah[:g])},{g},{hasil})"
    return hasil


def check_names() -> dict[str, tuple[str, Posisi, Posisi]]:
    """Named columns of the list on Pemeriksaan, for the buttons of the add-in."""
    return check_ranges(P_KEPALA + 1, P_KEPALA + BARIS_PERIKSA, 6)


# --- Beranda ------------------------------------------------------------------------------------------------------

#: What prints, and what it is.
Cetakan = tuple[str, str]


def sheet_beranda(t: TempatBaru, cetakan: Sequence[Cetakan]) -> Lembar:
    """Whose book it is, how it stands, the steps of the year, what prints."""
    lembar = Lembar(LEMBAR_BERANDA, warna=TAB_KENDALI, lebar=dict(enumerate((3, 5, 30, 58, 14, 16, 24))))
    i = t.isi.identitas
    put_heading(lembar, f"Buku Kinerja {t.isi.tahun} - Kecamatan {i.nama}")
    lembar.put(1, 0, f"{i.daerah.title()}, {i.provinsi}. Kode wilayah {i.kode_wilayah}.", "teks_rata")
    lembar.merge((2, 1), (2, 6), Rumus(t.lain("status")), "beranda_status")
    lembar.tinggi[2] = row_height(1, 16)
    sel = alamat((2, 1), mutlak=True)
    lembar.bersyarat += [
        FormatBersyarat((2, 1), (2, 6), f"{open_of(t, 'wajib')}>0", "tanda_wajib"),
        FormatBersyarat((2, 1), (2, 6), f'LEFT({sel},5)="Belum"', "pita_belum"),
        FormatBersyarat((2, 1), (2, 6), f'{sel}<>"{LENGKAP}"', "tanda_cek"),
        FormatBersyarat((2, 1), (2, 6), f'{sel}="{LENGKAP}"', "pita_siap")]
    lembar.put_row(4, ["", "Langkah", "Yang dikerjakan", "Terisi", "Kemajuan", "Keadaan"], "beranda_kepala", 1)
    for n, (nama, apa, ada, dari, keadaan) in enumerate(_steps(t), start=1):
        baris = 4 + n
        lembar.put(baris, 1, n, "beranda_nomor")
        lembar.put(baris, 2, link_to(nama), "papan_tautan")
        lembar.put(baris, 3, apa, "papan")
        lembar.put(baris, 4, Rumus(f'IF({dari}=0,"-",{ada}&" dari "&{dari})'), "papan")
        lembar.put(baris, 5, Rumus(f"IF({dari}=0,0,MIN(1,({ada})/({dari})))"), "papan_persen")
        lembar.put(baris, 6, Rumus(keadaan), "papan")
        lembar.tinggi[baris] = 22.5
    lembar.bersyarat.append(FormatBersyarat((5, 5), (12, 5), batang=True))
    for huruf, gaya in (("!", "tanda_wajib"), ("?", "tanda_cek"), ("✓", "tanda_siap")):
        lembar.bersyarat.append(FormatBersyarat((5, 6), (12, 6), f'LEFT($G6,1)="{huruf}"', gaya))
    _prints_and_legend(lembar, cetakan, 14)
    lembar.cetak = Cetak(((0, 0), (max(20, 16 + len(cetakan)), 6)), satu_halaman=True)
    return lembar


def _steps(t: TempatBaru) -> list[tuple[str, str, str, str, str]]:
    """(sheet, what is done there, formula of what is filled, of how much there is, of its state)."""
    profil = ",".join(t.setting(k) for k in t.profil)
    ind = 'SUMPRODUCT(--(o_ind<>""))'
    hasil = [(KANTOR, "Sekali setahun: pengaturan, jabatan, dokumen dan penanda tangan", f"COUNTA({profil})",
              str(len(t.profil)), '""'),
             (RENCANA, "Cascading dan target: satu baris satu indikator", f"{ind}-{t.lain('belum')}", ind,
              _state(t, RENCANA)),
             (RINCIAN, "Boleh menyusul: cara ukur, perubahan, Renstra, tahun lalu", "COUNTA(in_formulasi)-1",
              ind, _state(t, RINCIAN))]
    for lembar, (q, _), bulan in zip(LEMBAR_TW, TRIWULAN, _BULAN, strict=True):
        hasil.append((lembar, f"{bulan}: realisasi, anggaran, kendala, bukti",
                      f"SUMPRODUCT(ISNUMBER(o_t{q})*(o_v{q}<>\"\"))", f"COUNT(o_t{q})", _state(t, lembar)))
    hasil.append((LAPORAN, "Akhir tahun: permasalahan, evaluasi, SKM, dasar hukum",
                  "IF(COUNTA(kolom_masalah_masalah)>0,1,0)+IF(COUNTA(kolom_lhe_catatan)>0,1,0)"
                  "+IF(COUNTA(kolom_skm_nilai)>0,1,0)+IF(COUNTA(kolom_dasar_peraturan)>0,1,0)", "4", '""'))
    return hasil


def _state(t: TempatBaru, lembar: str) -> str:
    """What is open on a sheet of rows, as a sign and words."""
    g, batas = LEMBAR_BARIS.index(lembar), obligatory(lembar, t.isi.audit)
    wajib, cek = f'COUNTIFS(o_x{g},">0",o_x{g},"<={batas}")', f'COUNTIF(o_x{g},">{batas}")'
    return (f'IF({wajib}>0,"! "&{wajib}&" wajib diperbaiki",IF({cek}>0,"? "&{cek}&" perlu dicek",'
            f'IF({t.lain("banyak")}=0,"","✓ tidak ada catatan")))')


def _prints_and_legend(lembar: Lembar, cetakan: Sequence[Cetakan], baris: int) -> None:
    lembar.put(baris, 1, "Cetak", "subjudul")
    for n, (nama, apa) in enumerate((*cetakan, (LEMBAR_PEMERIKSAAN, "semua catatan")), start=1):
        lembar.put(baris + n, 2, link_to(nama), "papan_tautan")
        lembar.put(baris + n, 3, apa, "papan")
    contoh: tuple[tuple[Isi, str, str], ...] = (
        ("kuning", "contoh_isi", "diisi"), ("! wajib", "contoh_wajib", "wajib diperbaiki"),
        ("? cek", "contoh_cek", "pastikan benar"), ("✓ siap", "contoh_siap", "tidak ada catatan"),
        ("abu-abu", "contoh_tidak_relevan", "tidak perlu diisi"))
    for n, (isi, gaya, arti) in enumerate(contoh, start=1):
        lembar.put(baris + n, 5, isi, gaya)
        lembar.put(baris + n, 6, arti, "papan")
