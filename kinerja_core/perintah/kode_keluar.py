"""Exit codes of every command: 0 clean, 1 findings, 2 unusable call or file, 3 the locked content was changed."""

BERSIH, ADA_CATATAN, TIDAK_TERPAKAI, TIDAK_UTUH = 0, 1, 2, 3
#: What each says.
ARTI = {
    BERSIH: "Selesai; tidak ada catatan.",
    ADA_CATATAN: "Selesai; ada catatan pemeriksaan.",
    TIDAK_TERPAKAI: "Perintah tidak lengkap, atau paling sedikit satu berkas tidak dapat dipakai.",
    TIDAK_UTUH: "Isi yang terkunci tidak lagi seperti ketika diterbitkan.",
}
