"""naskah: an instrument as a workbook an author edits, and back without loss.

In: an Instrumen, or the cells of an authoring workbook. Out: the other of the two, or findings at their cells.
"""
