"""segel: what is judged of a file as a file, for every kind: seal, canonical form, exact comparison, stored values.

In: a read file, its description and its right values. Out: findings, and whether it is as it was issued.
"""
