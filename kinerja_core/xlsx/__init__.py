"""xlsx: the file format: the gate, reading a package, formula tokens, other engines.

In: bytes of a file from anywhere. Out: a frozen Buku, or a KinerjaError with its kode.
"""
