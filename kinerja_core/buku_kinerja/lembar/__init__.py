"""lembar: the sheets of a Buku Kinerja, described.

In: a Rencana. Out: its Denah.
"""
