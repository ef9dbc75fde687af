"""kinerja_addin: the Excel add-in: one short function per button over kinerja_core, the ribbon, the .xlam, installing.

In: the open workbook (buku_terbuka), or the arguments of `kinerja addin ...` (perintah). Out: sheets of its own beside
the workbook's, new files, one sentence; an add-in that is built, installed, removed.
"""
