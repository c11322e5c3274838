"""The registered language ``trm``: Turkish as councils write it, with its own casing, tokens and stop words."""

import re
from collections.abc import Callable
from typing import Any

from spacy.attrs import LOWER, NORM
from spacy.lang.tr import Turkish, TurkishDefaults
from spacy.lang.tr.tokenizer_exceptions import TOKEN_MATCH
from spacy.util import registry

from models.language.passage import plain
from models.turkish.casing import lower

_CODES = (
    r"[A-ZÇĞİÖŞÜ]{1,3}[-.]\d[\d./-]*\d",  # E-2158955, E.115903
    r"\d{5,9}-[\d.]{3,}-[\d./-]*\d",  # 67597785-301.01-203
    r"\d{1,2}[./]\d{1,2}[./]\d{4}",  # 13.03.2026
    r"\d{4}[-/]\d{1,4}",  # 2014-341
    r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?",  # 1.250.000,00
    r"\d+[.,]\d+",
)
_STOCK: re.Pattern[str] = TOKEN_MATCH.__self__  # type: ignore[attr-defined]
_TOKEN_MATCH = re.compile(rf"^(?:{'|'.join(_CODES)})$|{_STOCK.pattern}")
_SUFFIXES = [*(TurkishDefaults.suffixes or ()), r"[’'´`‘][a-zçğıöşü]{1,8}", r"[.,]?-?(?:TL|YTL)", r"(?<=\d)\."]
_INFIXES = [
    *(TurkishDefaults.infixes or ()),
    r"(?<=\d)\.(?=[a-zçğıöşüA-ZÇĞİÖŞÜ])",
    r"(?<=[a-zçğıöşüA-ZÇĞİÖŞÜ)\]])[/(:\[](?=\w)",
    r"(?<=\w)[:;](?=\w)",
]


class _Defaults(TurkishDefaults):
    lex_attr_getters: dict[int, Callable[[str], Any]] = {**TurkishDefaults.lex_attr_getters, LOWER: lower, NORM: plain}
    token_match = _TOKEN_MATCH.match
    suffixes = _SUFFIXES
    infixes = _INFIXES


@registry.languages("trm")
class TurkishMunicipal(Turkish):  # type: ignore[no-untyped-call]
    """Turkish with length-preserving folds: ``IŞIK`` is ``ışık`` in LOWER and ``isik`` in NORM, never ``işik``."""

    lang = "trm"
    Defaults = _Defaults
