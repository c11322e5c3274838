"""How a Turkish verb ends: finished or not, denied or not, and in which case it stands as a noun.

Words come in the plain view (small English letters), where the endings of all four vowel harmonies fall together.
"""

import re
from functools import lru_cache
from typing import NamedTuple

LONGEST = 40  # no word of a council is longer; longer runs of letters are damage

_CASE = r"(?:n(?:[iu]n|[iu]|[ae]|d[ae]n?)|yl[ae]|)"
_NOT = r"(?P<{neg}>(?:y?[ae])?m[ae])?"
_ENDINGS = (
    ("future", _NOT + r"y?[ae]c[ae]kt[iu]r?"),
    ("present", r"(?P<{neg}>(?:y?[ae])?m)?[iu]yor(?:uz|um|lar)?"),
    ("lasting", _NOT + r"m[ae]kt[ae]d[iu]r(?:l[ae]r)?"),
    ("before", _NOT + r"m[iu]st[iu](?:l[ae]r|k)?"),
    ("finite", _NOT + r"(?:[dt][iu](?:k|l[ae]r)?|m[iu]s(?:t[iu]r|l[ae]rd[iu]r))"),
    ("told", _NOT + r"m[iu]s(?:l[ae]r)?"),
    ("noun", _NOT + rf"m[ae](?:(?:s[iu]|l[ae]r[iu]|m[iu]z[iu])?(?P<{{case}}>{_CASE})|(?P<{{bare}}>y[aeiu]))"),
    ("wish", _NOT + r"s[iu]n(?:l[ae]r)?"),
    ("fact", _NOT + rf"(?:[dt][iu][gk]|y?[ae]c[ae][gk])(?:[iu]|[iu]m[iu]z|l[ae]r[iu])(?P<{{case}}>{_CASE})"),
    ("participle", _NOT + r"(?:y?[ae]n(?:l[ae]r(?:[iu]n|[ae]|[iu]|d[ae]n)?)?|y?[ae]c[ae]k)"),
    ("converb", _NOT + r"(?:y?[iu]p|y?[ae]r[ae]k|y?[iu]nc[ae])"),
    ("while", _NOT + r"[aiuez]?rken"),
    ("without", r"m[ae](?:d[ae]n|ks[iu]z[iu]n|s[iu]z[iu]n)"),
    ("infinitive", _NOT + r"m[ae](?:k|kl[ae]|g[ae])"),
)  # fmt: skip
_WORD = re.compile(
    r"(?P<stem>[a-z]{2,24}?)(?:"
    + "|".join(
        f"(?P<{kind}>{pattern.format(neg=f'neg_{kind}', case=f'case_{kind}', bare=f'bare_{kind}')})"
        for kind, pattern in _ENDINGS
    )
    + r")"
)
_NO_VERBS = frozenset(
    "aynen esasen tamamen kismen baskan encumen neden ragmen plan meydan itibaren zaten hemen vatan orman liman zaman insan kurban uzman duzen aksam"
    " parti yedi kendi simdi madem kalem reddi ersin yasin tahsin mersin nursin tam kurum donem islem yontem esen tadilen naklen bedelen vekaleten".split()
)  # they end like verbs and are none
_KINDS = tuple(kind for kind, _ in _ENDINGS)
KINDS = frozenset(_KINDS)
"""The kinds of ending that words are read with."""
_VOICE = re.compile(r"(?:[iu]r|[dt][iu]r|[iu]?t)?(?:[iu]?[ln])?(?:[iu]l)?")


class Form(NamedTuple):
    """A word read as a verb.

    `kind` names the ending: ``finite`` -di, -miştir; ``told`` -miş; ``before`` -mişti; ``present``, ``future``; ``noun``
    -ma with a case; ``fact`` -dığı, -acağı with a case; ``participle`` -an; ``converb`` -ıp, -arak; ``while`` -ken;
    ``without`` -madan; ``infinitive`` -mak.
    """

    kind: str
    stem: str
    negated: bool
    case: str  # nominative, dative, genitive, accusative, ablative, locative, instrumental; "" where none


def case_of(ending: str) -> str:
    """Give the case that a plain ending behind the possessive marks."""
    if not ending:
        return "nominative"
    if ending.startswith("yl"):
        return "instrumental"
    if ending.endswith("n"):
        return "ablative" if "d" in ending else "genitive"
    if "d" in ending:
        return "locative"
    return "dative" if ending[-1] in "ae" else "accusative"


@lru_cache(maxsize=30_000)
def form_of(word: str) -> Form | None:
    """Give the longest verb ending that a plain word can be read with, None where it has none."""
    if len(word) > LONGEST or word in _NO_VERBS:
        return None
    match = _WORD.fullmatch(word)
    if match is None:
        return None
    kind = next(kind for kind in _KINDS if match[kind] is not None)
    case = ""
    if kind == "noun":
        case = case_of(match["case_noun"] if match["case_noun"] is not None else match["bare_noun"])
    elif kind == "fact":
        case = case_of(match["case_fact"])
    if kind == "wish":  # "gönderilsin denildi": what is to be done
        kind, case = "noun", "nominative"
        return Form(kind, match["stem"], match["neg_wish"] is not None, case)
    negated = kind == "without" or match[f"neg_{kind}"] is not None
    return Form("present" if kind == "lasting" else kind, match["stem"], negated, case)


def has_root(stem: str, root: str) -> bool:
    """Tell whether `stem` is `root` in any voice: ``gonderil`` and ``gonder`` of ``gonder``."""
    return stem.startswith(root) and _VOICE.fullmatch(stem, len(root)) is not None
