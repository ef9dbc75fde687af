"""Exit codes of every command: 0 clean, 1 findings, 2 unusable call or file, 3 the locked content was changed."""

BERSIH, ADA_CATATAN, TIDAK_TERPAKAI, TIDAK_UTUH = 0, 1, 2, 3
