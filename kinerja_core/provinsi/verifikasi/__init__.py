"""verifikasi: books for verifiers, merging what they say, the stages after it, the Berita Acara.

In: a register and returned books. Out: workbooks, findings, values of stages.
"""
