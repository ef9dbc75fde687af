"""kumpul: collecting what came back, each file into exactly one state, and what is written back to the office.

In: folders and zips. Out: rows of the register, return notes.
"""
