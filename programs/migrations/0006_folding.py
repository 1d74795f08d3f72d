"""Letters as `common.letters.folding` has them, for search on PostgreSQL: the columns of words are made anew by the new rule.

What stands here is that rule as it was when this migration was written. Should it change, a later migration brings
SQL in step, and a test of the search says so until it does.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("programs.migrations.0003_search")

ACCENTS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed"
UNSEEN = "\xad\u034f\u061c\u0640\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
APOSTROPHES = (
    "'`\xb4\u2018\u2019\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u055a\uff07\u02bb"
)
JOINTS = "-\u2010\u2011\u2012\u2013.\xb7\u30fb"
UNSPACED = "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u0f40-\u0f6c\u1000-\u102a\u1780-\u17b3\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
LETTERS = (
    "\u00e0\u00e1\u00e2\u00e3\u00e4\u00e5\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u00f1"
    "\u00f2\u00f3\u00f4\u00f5\u00f6\u00f8\u00f9\u00fa\u00fb\u00fc\u00fd\u00ff\u0101\u0103\u0105\u0107"
    "\u0109\u010b\u010d\u010f\u0111\u0113\u0115\u0117\u0119\u011b\u011d\u011f\u0121\u0123\u0125\u0127"
    "\u0129\u012b\u012d\u012f\u0131\u0135\u0137\u013a\u013c\u013e\u0140\u0142\u0144\u0146\u0148\u014d"
    "\u014f\u0151\u0155\u0157\u0159\u015b\u015d\u015f\u0161\u0163\u0165\u0167\u0169\u016b\u016d\u016f"
    "\u0171\u0173\u0175\u0177\u017a\u017c\u017e\u017f\u0180\u0183\u0188\u018c\u0192\u0199\u019a\u019e"
    "\u01a1\u01a5\u01ab\u01ad\u01b0\u01b4\u01b6\u01ce\u01d0\u01d2\u01d4\u01d6\u01d8\u01da\u01dc\u01df"
    "\u01e1\u01e5\u01e7\u01e9\u01eb\u01ed\u01f0\u01f5\u01f9\u01fb\u01ff\u0201\u0203\u0205\u0207\u0209"
    "\u020b\u020d\u020f\u0211\u0213\u0215\u0217\u0219\u021b\u021f\u0221\u0225\u0227\u0229\u022b\u022d"
    "\u022f\u0231\u0233\u0234\u0235\u0236\u0237\u023c\u023f\u0240\u0247\u0249\u024b\u024d\u024f\u0253"
    "\u0255\u0256\u0257\u025f\u0260\u0262\u0266\u0268\u026a\u026b\u026c\u026d\u0271\u0272\u0273\u0274"
    "\u027c\u027d\u027e\u0280\u0282\u0284\u0288\u028b\u028f\u0290\u0291\u0299\u029b\u029c\u029d\u029f"
    "\u02a0\u1d00\u1d04\u1d05\u1d07\u1d0a\u1d0b\u1d0c\u1d0d\u1d0f\u1d18\u1d1b\u1d1c\u1d20\u1d21\u1d22"
    "\u1d6c\u1d6d\u1d6e\u1d6f\u1d70\u1d71\u1d72\u1d73\u1d74\u1d75\u1d76\u1d7d\u1d80\u1d81\u1d82\u1d83"
    "\u1d84\u1d85\u1d86\u1d87\u1d88\u1d89\u1d8a\u1d8c\u1d8d\u1d8e\u1d8f\u1d91\u1d92\u1d96\u1d99\u1e01"
    "\u1e03\u1e05\u1e07\u1e09\u1e0b\u1e0d\u1e0f\u1e11\u1e13\u1e15\u1e17\u1e19\u1e1b\u1e1d\u1e1f\u1e21"
    "\u1e23\u1e25\u1e27\u1e29\u1e2b\u1e2d\u1e2f\u1e31\u1e33\u1e35\u1e37\u1e39\u1e3b\u1e3d\u1e3f\u1e41"
    "\u1e43\u1e45\u1e47\u1e49\u1e4b\u1e4d\u1e4f\u1e51\u1e53\u1e55\u1e57\u1e59\u1e5b\u1e5d\u1e5f\u1e61"
    "\u1e63\u1e65\u1e67\u1e69\u1e6b\u1e6d\u1e6f\u1e71\u1e73\u1e75\u1e77\u1e79\u1e7b\u1e7d\u1e7f\u1e81"
    "\u1e83\u1e85\u1e87\u1e89\u1e8b\u1e8d\u1e8f\u1e91\u1e93\u1e95\u1e96\u1e97\u1e98\u1e99\u1e9a\u1e9b"
    "\u1e9c\u1e9d\u1ea1\u1ea3\u1ea5\u1ea7\u1ea9\u1eab\u1ead\u1eaf\u1eb1\u1eb3\u1eb5\u1eb7\u1eb9\u1ebb"
    "\u1ebd\u1ebf\u1ec1\u1ec3\u1ec5\u1ec7\u1ec9\u1ecb\u1ecd\u1ecf\u1ed1\u1ed3\u1ed5\u1ed7\u1ed9\u1edb"
    "\u1edd\u1edf\u1ee1\u1ee3\u1ee5\u1ee7\u1ee9\u1eeb\u1eed\u1eef\u1ef1\u1ef3\u1ef5\u1ef7\u1ef9\u1eff"
    "\u2c61\u2c65\u2c66\u2c68\u2c6a\u2c6c\u2c71\u2c73\u2c74\u2c78\u2c7a\ua730\ua731\ua741\ua743\ua745"
    "\ua749\ua74b\ua74d\ua751\ua753\ua755\ua757\ua759\ua75f\ua78e\ua791\ua793\ua794\ua795\ua797\ua799"
    "\ua7a1\ua7a3\ua7a5\ua7a7\ua7a9\ua7af\ua7b9\ua7c8\ua7ca\uab34\uab37\uab38\uab39\uab3a\uab3b\uab46"
    "\uab49\uab4e\uab52\uab56\uab57\uab58\uab59\uab5a\u00f0\u014b\u0138\u0259\u025b\u0254\u01dd\u0263"
    "\u01bf\u0292\u021d\u0269\u028a\u01a8\u01bd\u0185\u019b\u03c2\u0629\u06c3\u06d5\u06c1\u06be\u06c0"
    "\u0649\u06cc\u06d0\u06d2\u06a9\u0671\u0675\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668"
    "\u0669\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9\u07c0\u07c1\u07c2\u07c3\u07c4"
    "\u07c5\u07c6\u07c7\u07c8\u07c9\u0966\u0967\u0968\u0969\u096a\u096b\u096c\u096d\u096e\u096f\u09e6"
    "\u09e7\u09e8\u09e9\u09ea\u09eb\u09ec\u09ed\u09ee\u09ef\u0a66\u0a67\u0a68\u0a69\u0a6a\u0a6b\u0a6c"
    "\u0a6d\u0a6e\u0a6f\u0ae6\u0ae7\u0ae8\u0ae9\u0aea\u0aeb\u0aec\u0aed\u0aee\u0aef\u0b66\u0b67\u0b68"
    "\u0b69\u0b6a\u0b6b\u0b6c\u0b6d\u0b6e\u0b6f\u0be6\u0be7\u0be8\u0be9\u0bea\u0beb\u0bec\u0bed\u0bee"
    "\u0bef\u0c66\u0c67\u0c68\u0c69\u0c6a\u0c6b\u0c6c\u0c6d\u0c6e\u0c6f\u0ce6\u0ce7\u0ce8\u0ce9\u0cea"
    "\u0ceb\u0cec\u0ced\u0cee\u0cef\u0d66\u0d67\u0d68\u0d69\u0d6a\u0d6b\u0d6c\u0d6d\u0d6e\u0d6f\u0de6"
    "\u0de7\u0de8\u0de9\u0dea\u0deb\u0dec\u0ded\u0dee\u0def\u0e50\u0e51\u0e52\u0e53\u0e54\u0e55\u0e56"
    "\u0e57\u0e58\u0e59\u0ed0\u0ed1\u0ed2\u0ed3\u0ed4\u0ed5\u0ed6\u0ed7\u0ed8\u0ed9\u0f20\u0f21\u0f22"
    "\u0f23\u0f24\u0f25\u0f26\u0f27\u0f28\u0f29\u1040\u1041\u1042\u1043\u1044\u1045\u1046\u1047\u1048"
    "\u1049\u1090\u1091\u1092\u1093\u1094\u1095\u1096\u1097\u1098\u1099\u17e0\u17e1\u17e2\u17e3\u17e4"
    "\u17e5\u17e6\u17e7\u17e8\u17e9\u1810\u1811\u1812\u1813\u1814\u1815\u1816\u1817\u1818\u1819\u1946"
    "\u1947\u1948\u1949\u194a\u194b\u194c\u194d\u194e\u194f\u19d0\u19d1\u19d2\u19d3\u19d4\u19d5\u19d6"
    "\u19d7\u19d8\u19d9\u1a80\u1a81\u1a82\u1a83\u1a84\u1a85\u1a86\u1a87\u1a88\u1a89\u1a90\u1a91\u1a92"
    "\u1a93\u1a94\u1a95\u1a96\u1a97\u1a98\u1a99\u1b50\u1b51\u1b52\u1b53\u1b54\u1b55\u1b56\u1b57\u1b58"
    "\u1b59\u1bb0\u1bb1\u1bb2\u1bb3\u1bb4\u1bb5\u1bb6\u1bb7\u1bb8\u1bb9\u1c40\u1c41\u1c42\u1c43\u1c44"
    "\u1c45\u1c46\u1c47\u1c48\u1c49\u1c50\u1c51\u1c52\u1c53\u1c54\u1c55\u1c56\u1c57\u1c58\u1c59\ua620"
    "\ua621\ua622\ua623\ua624\ua625\ua626\ua627\ua628\ua629\ua8d0\ua8d1\ua8d2\ua8d3\ua8d4\ua8d5\ua8d6"
    "\ua8d7\ua8d8\ua8d9\ua900\ua901\ua902\ua903\ua904\ua905\ua906\ua907\ua908\ua909\ua9d0\ua9d1\ua9d2"
    "\ua9d3\ua9d4\ua9d5\ua9d6\ua9d7\ua9d8\ua9d9\ua9f0\ua9f1\ua9f2\ua9f3\ua9f4\ua9f5\ua9f6\ua9f7\ua9f8"
    "\ua9f9\uaa50\uaa51\uaa52\uaa53\uaa54\uaa55\uaa56\uaa57\uaa58\uaa59\uabf0\uabf1\uabf2\uabf3\uabf4"
    "\uabf5\uabf6\uabf7\uabf8\uabf9\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\u0621"
)
PLAIN = (
    "aaaaaaceeeeiiiin"
    "oooooouuuuyyaaac"
    "cccddeeeeegggghh"
    "iiiiijklllllnnno"
    "oorrrsssstttuuuu"
    "uuwyzzzsbbcdfkln"
    "opttuyzaiouuuuua"
    "aggkoojgnaoaaeei"
    "ioorruusthdzaeoo"
    "ooylntjcszejqryb"
    "cddjgghiilllmnnn"
    "rrrrsjtvyzzbghjl"
    "qacdejklmoptuvwz"
    "bdfmnprrstzpbdfg"
    "klmnprsvxzadeiua"
    "bbbcdddddeeeeefg"
    "hhhhhiikkkllllmm"
    "mnnnnoooopprrrrs"
    "ssssttttuuuuuvvw"
    "wwwwxxyzzzhtwyas"
    "ssaaaaaaaaaaaaee"
    "eeeeeeiioooooooo"
    "oooouuuuuuuyyyyy"
    "lathkzvwveofskkk"
    "loopppqqvlncchbf"
    "gknrsqudselllmnr"
    "ruuxxxxydnqeeoeg"
    "wzyiussbl\u03c3\u0647\u0647\u0647\u0647\u0647\u0647"
    "\u064a\u064a\u064a\u064a\u0643\u0627\u0627012345678"
    "9012345678901234"
    "5678901234567890"
    "1234567890123456"
    "7890123456789012"
    "3456789012345678"
    "9012345678901234"
    "5678901234567890"
    "1234567890123456"
    "7890123456789012"
    "3456789012345678"
    "9012345678901234"
    "5678901234567890"
    "1234567890123456"
    "7890123456789012"
    "3456789012345678"
    "9012345678901234"
    "5678901234567890"
    "1234567890123456"
    "7890123456789012"
    "3456789012345678"
    "9012345678901234"
    "567890123456789"
)
SEVERAL = {
    "\xdf": "ss",
    "\xe6": "ae",
    "\u01fd": "ae",
    "\u0153": "oe",
    "\xfe": "th",
    "\u01a3": "gh",
    "\u0283": "sh",
    "\u0223": "ou",
    "\u0195": "hv",
    "\u0238": "db",
    "\u0239": "qp",
    "\ua761": "vy",
    "\ua733": "aa",
    "\ua735": "ao",
    "\ua737": "au",
    "\ua739": "av",
    "\ua73d": "ay",
    "\ua74f": "oo",
}
PUNCTUATION = "!-/:-@[-`{-~\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u2013\u2014\u2026\u00b7\u2022"


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def letters(words):
    plain = f"regexp_replace(lower(normalize({words}, NFKD)), {quoted(f'[{ACCENTS}{UNSEEN}]+')}, '', 'g')"
    plain = f"translate({plain}, {quoted(LETTERS)}, {quoted(PLAIN)})"
    for letter, several in SEVERAL.items():
        plain = f"replace({plain}, {quoted(letter)}, {quoted(several)})"
    return f"CASE WHEN octet_length({words}) = char_length({words}) THEN lower({words}) ELSE {plain} END"


AROUND = r" \1 "
NOT_A_LETTER = f"{PUNCTUATION}{APOSTROPHES}\\s"
JOINT = f"(?<=[^{NOT_A_LETTER}])[{JOINTS}{APOSTROPHES}]+(?=[^{NOT_A_LETTER}])"
FUNCTIONS = [
    f"CREATE FUNCTION search_letters(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN {letters('words')}",
    f"""CREATE FUNCTION search_apart(plain text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
  regexp_replace(plain, {quoted(f"[{NOT_A_LETTER}]+")}, ' ', 'g'), {quoted(f"([{UNSPACED}])")}, {quoted(AROUND)}, 'g'
)""",
    f"""CREATE FUNCTION search_joined(plain text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN plain ~ {quoted(JOINT)}
  THEN search_apart(plain) || ' ' || search_apart(regexp_replace(plain, {quoted(JOINT)}, '', 'g'))
  ELSE search_apart(plain) END""",
    """CREATE OR REPLACE FUNCTION search_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN search_joined(search_letters(words))""",
]


def remake(schema_editor):
    for table, column, labels in BEFORE.COLUMNS:
        schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        generated = f"tsvector GENERATED ALWAYS AS ({BEFORE.vector(labels)}) STORED"
        schema_editor.execute(f"ALTER TABLE {table} ADD COLUMN {column} {generated}")
        schema_editor.execute(f"CREATE INDEX {table}_{column} ON {table} USING gin ({column})")


def forward(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for function in FUNCTIONS:
        schema_editor.execute(function, params=None)
    remake(schema_editor)


def backward(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(
        BEFORE.FUNCTIONS[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"), params=None
    )
    for name in ("search_joined", "search_apart", "search_letters"):
        schema_editor.execute(f"DROP FUNCTION {name}(text)")
    remake(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_join_link_length"), ("participants", "0002_hidden_addresses")]

    operations = [migrations.RunPython(forward, backward, elidable=False)]
