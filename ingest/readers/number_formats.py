"""A list number in the figures, letters or words that a word processor prints for it."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_UNITS = ("", "Bir", "İki", "Üç", "Dört", "Beş", "Altı", "Yedi", "Sekiz", "Dokuz")
_TENS = ("", "On", "Yirmi", "Otuz", "Kırk", "Elli", "Altmış", "Yetmiş", "Seksen", "Doksan")
_ORDINALS = {
    "Bir": "Birinci", "İki": "İkinci", "Üç": "Üçüncü", "Dört": "Dördüncü", "Beş": "Beşinci", "Altı": "Altıncı",
    "Yedi": "Yedinci", "Sekiz": "Sekizinci", "Dokuz": "Dokuzuncu", "On": "Onuncu", "Yirmi": "Yirminci",
    "Otuz": "Otuzuncu", "Kırk": "Kırkıncı", "Elli": "Ellinci", "Altmış": "Altmışıncı", "Yetmiş": "Yetmişinci",
    "Seksen": "Sekseninci", "Doksan": "Doksanıncı", "Yüz": "Yüzüncü",
}  # fmt: skip


def written(number: int, format_: str, pattern: str = "") -> str:
    """Give `number` as the OOXML number format of that name writes it; an unknown format counts in figures."""
    match format_:
        case "none" | "bullet":
            return ""
        case "upperRoman" | "lowerRoman":
            return roman(number) if format_ == "upperRoman" else roman(number).lower()
        case "upperLetter" | "lowerLetter":
            return letters(number) if format_ == "upperLetter" else letters(number).lower()
        case "decimalZero":
            return f"{number:02}"
        case "custom":
            return f"{number:0{len(pattern.split(',', 1)[0].strip())}}" if pattern.strip()[:1] == "0" else str(number)
        case "ordinal":
            return f"{number}."
        case "cardinalText":
            return words(number)
        case "ordinalText":
            return ordinal_words(number)
        case "numberInDash":
            return f"- {number} -"
        case "hex":
            return f"{number:X}"
        case "decimalEnclosedCircle" if 1 <= number <= 20:
            return chr(0x2460 + number - 1)
        case "decimalEnclosedParen" if 1 <= number <= 20:
            return f"({number})"
        case "decimalEnclosedFullstop" if 1 <= number <= 20:
            return f"{number}."
        case _:
            return str(number)


def roman(number: int) -> str:
    """Give a number from 1 to 3999 in Roman figures, any other in Arabic ones."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, figure in _ROMAN:
        count, number = divmod(number, value)
        text += figure * count
    return text


def letters(number: int) -> str:
    """Give A to Z, then AA, BB to ZZ, then AAA, as word processors go on."""
    if not 0 < number <= 26 * 30:
        return str(number)
    times, index = divmod(number - 1, 26)
    return chr(ord("A") + index) * (times + 1)


def words(number: int) -> str:
    """Give a number below 1000 in Turkish words, written together: OnBir is printed Onbir."""
    if not 0 < number < 1000:
        return str(number)
    joined = "".join(_parts(number))
    return joined[0] + joined[1:].replace("İ", "i").replace("I", "ı").lower()


def ordinal_words(number: int) -> str:
    """Give an ordinal below 1000 in Turkish words: Onbirinci."""
    if not 0 < number < 1000:
        return f"{number}."
    *before, last = _parts(number)
    joined = "".join((*before, _ORDINALS[last]))
    return joined[0] + joined[1:].replace("İ", "i").replace("I", "ı").lower()


def _parts(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    named = [_UNITS[hundreds] if hundreds > 1 else "", "Yüz" if hundreds else "", _TENS[tens], _UNITS[units]]
    return [part for part in named if part]
