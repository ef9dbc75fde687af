"""A formula as a stream of tokens, for comparing formulas as texts: nothing is evaluated, nothing is refused.

Joining the tokens gives the formula back, so no character is ever lost. Time is linear in the length of the text,
also for hostile text: what is never closed ("abc, 'abc, [abc) is one token up to the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

JenisToken = Literal[
    "teks",  # "abc", quotes doubled inside
    "lembar",  # Rekap!  'Kertas Kerja'!  Rekap:Cetak!  with the mark
    "galat",  # #N/A  #DIV/0!
    "logis",  # TRUE  FALSE  TRUE()
    "fungsi",  # SUM( with the bracket and the white space before it
    "angka",  # 1  1.50  1.5E-7
    "kata",  # A1  $D$7  nilai_akhir  A (of A:A)
    "kurung",  # [col] of a table, [1] of another workbook, brackets inside included
    "irisan",  # white space between two operands: Excel's operator for what two ranges share
    "spasi",  # any other white space
    "tanda",  # a run of operators, commas and brackets
    "lain",  # anything else, one character, or an unclosed rest
]
Token = tuple[JenisToken, str]

#: Possessive repeats stand on single characters only: on groups CPython before 3.11.5 gets them wrong.
_KATA = r"[\w.$?\\]"
_POLA = re.compile(
    rf"""(?P<teks>"[^"]*+(?:""[^"]*)*"(?!"))
    |(?P<lembar>'[^']*+(?:''[^']*)*'!|(?:(?<!!)[\w.?\\]++:)?[\w.?\\]++!)
    |(?P<galat>\#[A-Za-z][\w/]*+[!?]?)
    |(?P<logis>(?ai:TRUE|FALSE)(?:[ \t\r\n]*+\([ \t\r\n]*+\))?(?!{_KATA}|[!(]))
    |(?P<angka>(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?(?!{_KATA}))
    |(?P<fungsi>(?!\$?[A-Za-z]{{1,3}}\$?[0-9]++[ \t\r\n]){_KATA}++[ \t\r\n]*+\()
    |(?P<kata>{_KATA}++)
    |(?P<kurung>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    |(?P<irisan>(?<=[\w.$?\\)\]}}"\#%])[ \t\r\n]++(?=[\w.$?\\(\["'{{\#]))
    |(?P<spasi>[ \t\r\n]++)
    |(?P<tanda>[-+*/^&=<>(),;:{{}}%@]++)
    |(?P<lain>'[^']*+(?:''[^']*)*'|["'\[](?s:.*)|(?s:.))""",
    re.VERBOSE,
)


def tokenize(rumus: str) -> Iterator[Token]:
    """The tokens of a formula text without its leading "=".

    >>> list(tokenize("SUM( A1 , 1.50 )"))[:3]
    [('fungsi', 'SUM('), ('spasi', ' '), ('kata', 'A1')]
    """
    for cocok in _POLA.finditer(rumus):
        yield cast(Token, (cocok.lastgroup, cocok[0]))
