"""Which paper or meeting a word names, from a table that a clerk can read: ``yazısı`` is a letter, ``raporu`` a report."""

import re

from models.language.data_files import rows_of

_STEMS = {role: "|".join(words.split()) for role, words in rows_of("papers.tsv")}


def paper_pattern(*roles: str) -> re.Pattern[str]:
    """Give a pattern for plain text that finds words of `roles`; the name of the group that matched is the role."""
    return re.compile("|".join(rf"(?P<{role}>\b(?:{_STEMS[role]})\w*)" for role in roles))


def described(pattern: re.Pattern[str], words: str, head: re.Match[str] | None) -> re.Match[str] | None:
    """Give the paper that an act only describes: of "protokol teklifi" the proposal, where `head` is the protocol."""
    if head is None or head.lastgroup != "stop":
        return head
    behind = pattern.match(words, head.end() + 1) if words[head.end() : head.end() + 1] == " " else None
    return behind or head


OFFICE = re.compile(
    r"(?:mudurlu(?:gu|k)|baskanli(?:gi|k)|makami|bakanligi|valili(?:gi|k)|kaymakamli(?:gi|k)|mud\.?|bsk\.?|md\.?|muhtarli(?:gi|k)|dernegi|kurumu|genel sekreterli(?:gi|k)|birligi|sirketi)"
    r"\s?'?\s?(?:nin|nun|n|mizin|ce|nce|ca|nca|mizce)?\W{0,2}\s*$"
)
"""An office at the end of a text: what it dates or numbers is a letter, whatever that letter is called."""
