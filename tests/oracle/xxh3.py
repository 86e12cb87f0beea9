"""xxh3.py - the 64-bit XXH3 hash of 1 to 16 bytes by a seed, written from its
description: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md"""

WORD = 2**64 - 1
SECRET = bytes.fromhex(
    "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
    "cb79e64eccc0e578825ad07dccff7221b8084674f743248e")


def rotate(word, bits):
    return (word << bits | word >> 64 - bits) & WORD


def little(text):
    return int.from_bytes(text, "little")


def swapped(word, size):
    return little(word.to_bytes(size, "big"))


def secret(at):
    return little(SECRET[at:at + 8])


def tiny(text, seed):
    """1 to 3 bytes."""
    n = len(text)
    word = text[0] << 16 | text[n >> 1] << 24 | text[-1] | n << 8
    word ^= (little(SECRET[:4]) ^ little(SECRET[4:8])) + seed & WORD
    word = (word ^ word >> 33) * 0xC2B2AE3D27D4EB4F & WORD
    word = (word ^ word >> 29) * 0x165667B19E3779F9 & WORD
    return word ^ word >> 32


def short(text, seed):
    """4 to 8 bytes."""
    seed ^= swapped(seed & 0xffffffff, 4) << 32
    word = little(text[-4:]) + (little(text[:4]) << 32)
    word ^= (secret(8) ^ secret(16)) - seed & WORD
    word ^= rotate(word, 49) ^ rotate(word, 24)
    word = word * 0x9FB21C651E98DF25 & WORD
    word ^= (word >> 35) + len(text)
    word = word * 0x9FB21C651E98DF25 & WORD
    return word ^ word >> 28


def middle(text, seed):
    """9 to 16 bytes."""
    low = little(text[:8]) ^ (secret(24) ^ secret(32)) + seed & WORD
    high = little(text[-8:]) ^ (secret(40) ^ secret(48)) - seed & WORD
    product = low * high
    word = (len(text) + swapped(low, 8) + high +
            (product & WORD ^ product >> 64)) & WORD
    word ^= word >> 37
    word = word * 0x165667919E3779F9 & WORD
    return word ^ word >> 32


def xxh3(text, seed):
    size = len(text)
    return (tiny if size < 4 else short if size < 9 else middle)(text, seed)
