"""The secret in a private address, and what is kept of it.

A token is 256 random bits, so a plain SHA-256 is enough to keep it by: nobody can guess what to hash, and
slow hashes are for secrets that people think up. Whoever reads the database cannot open any page with it.
"""

import hashlib
import secrets

#: 256 bits.
TOKEN_BYTES = 32
#: How a token begins, so that logs and those who search for lost keys know one wherever it stands.
PREFIX = "ivlp_"
#: Hexadecimal digits of a digest that may be written into logs and shown to officers.
MARK_LENGTH = 8


def new_token() -> str:
    """A token nobody had before: the prefix and 43 letters, digits, "-" and "_"."""
    return PREFIX + secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """What is kept of a token: its SHA-256 in hexadecimal. Safe for any text from outside."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def mark_of(digest: str) -> str:
    """The first digits of a digest: enough to tell links apart in a log, useless to open anything."""
    return digest[:MARK_LENGTH]
