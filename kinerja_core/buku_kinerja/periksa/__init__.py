"""periksa: checks of a Buku Kinerja, of its rows and of its documents against each other.

In: a read book and what was measured of it. Out: findings.
"""
