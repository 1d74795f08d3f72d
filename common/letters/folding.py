"""Letters as those who look for a word type them: one rule for addresses, search and duplicates.

What a reader cannot see or does not type never decides: case, accents, the letters that extend Latin, signs
that join or hide, the ways to write an Arabic letter, the digits of any script. After NFKC_Casefold (Unicode,
UAX 31) and CLDR's Latin-ASCII (https://cldr.unicode.org). The same rule stands once more in SQL (migration
"folding" of `programs`), and a test holds the two together.
"""

import re
import unicodedata
from itertools import groupby

#: Accents and vowel signs that readers leave out: Latin, Greek, Cyrillic; Hebrew points; Arabic harakat.
ACCENTS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed"
)
#: Signs without a width or a sound: soft hyphen, joiners, marks of direction, variation selectors, tatweel.
UNSEEN = (
    "\u00ad\u034f\u061c\u0640\u115f\u1160\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
#: What stands within a word and is often left out: apostrophes, the signs of okina and ayn.
APOSTROPHES = "'`´‘’‛′ʹʻʼʽʾʿˈˊˋ՚＇\u02bb"
#: What joins two words to one, or is left out: anti-trafficking, antitrafficking; U.S., US.
JOINTS = "-\u2010\u2011\u2012\u2013.·\u30fb"
#: Scripts that are written without spaces: each letter is looked for by itself.
UNSPACED = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u0f40-\u0f6c"
    "\u1000-\u102a\u1780-\u17b3\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)


def _marks() -> str:
    marks = [code for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"]
    by_run = groupby(enumerate(marks), lambda pair: pair[1] - pair[0])
    runs = [[code for _, code in run] for _, run in by_run]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


#: All combining marks, as ranges for a character class: in many scripts they are part of a word.
MARKS = _marks()

#: Room for a name of 200 letters whose ligatures are written out.
NAME_KEY_LENGTH = 400

_ONE_LETTER = re.compile(
    r"LATIN (?:SMALL LETTER|LETTER SMALL CAPITAL) (?:DOTLESS |LONG )?([A-Z])(?: WITH .*)?"
)
#: Letters whose names do not say the letter of ASCII that stands for them.
_NAMED_OTHERWISE = {
    "ß": "ss", "æ": "ae", "ǽ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n", "ĸ": "q", "ə": "e", "ɛ": "e",
    "ɔ": "o", "ǝ": "e", "ɣ": "g", "ƣ": "gh", "ƿ": "w", "ʃ": "sh", "ʒ": "z", "ȣ": "ou", "ȝ": "y", "ƕ": "hv",
    "ɩ": "i", "ʊ": "u", "ʋ": "v", "ƨ": "s", "ƽ": "s", "ƅ": "b", "ƛ": "l", "ȸ": "db", "ȹ": "qp", "ꝡ": "vy",
    "ꜳ": "aa", "ꜵ": "ao", "ꜷ": "au", "ꜹ": "av", "ꜽ": "ay", "ꝏ": "oo", "ς": "σ",
}  # fmt: skip
_ARABIC = {"ة": "ه", "ۃ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ى": "ي", "ی": "ي", "ې": "ي"}
_ARABIC |= {"ے": "ي", "ک": "ك", "ٱ": "ا", "ٵ": "ا", "ء": ""}


def _letters() -> dict[str, str]:
    table: dict[str, str] = {}
    blocks = [
        (0xC0, 0x2B0),
        (0x1D00, 0x1DC0),
        (0x1E00, 0x1F00),
        (0x2C60, 0x2C80),
        (0xA720, 0xA800),
        (0xAB30, 0xAB70),
    ]
    for first, end in blocks:
        for letter in map(chr, range(first, end)):
            if name := _ONE_LETTER.fullmatch(unicodedata.name(letter, "")):
                table[letter] = name[1].lower()
    table |= _NAMED_OTHERWISE | _ARABIC
    for code in range(0x80, 0x10000):
        digit = unicodedata.decimal(chr(code), None)
        if digit is not None:
            table[chr(code)] = str(digit)
    return table


#: Letters in lower case and digits of other scripts, each with what stands for it in ASCII or plain Arabic.
LETTERS = _letters()
_TRANSLATE = str.maketrans(LETTERS)
_DROPPED = re.compile(f"[{ACCENTS}{UNSEEN}]+")


def letters(text: str) -> str:
    """`text` in plain letters of lower case, its punctuation and spaces as they are."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).lower()
    return _DROPPED.sub("", plain).translate(_TRANSLATE)


def key(text: str) -> str:
    """What two names have in common that people take for the same: letters and digits, single spaces between.

    "Rice  University" and "RICE UNIVERSITY" have one key.
    """
    words = re.sub(f"[{APOSTROPHES}]", "", letters(text))
    return " ".join(re.findall(r"[^\W_]+", words))


def name_key(text: str) -> str:
    """The letters, marks and digits of a name, nothing between: what names have in common that mean the same.

    "Rice  University", "RICE-UNIVERSITY" and "Ríce University" have one key; "U.S. Navy" and "US Navy" too.
    A name of signs alone is its own key. At most NAME_KEY_LENGTH characters.
    """
    plain = re.sub(f"[{APOSTROPHES}]", "", letters(text))
    told = "".join(c for c in plain if c.isalnum() or unicodedata.category(c)[0] == "M")
    return (told or " ".join(text.split()))[:NAME_KEY_LENGTH]
