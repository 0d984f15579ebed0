"""Checks a log in the C2SP tlog-tiles layout: python3 check_tiles.py <folder> <verifier key>

Written against the specifications alone (tlog-tiles, tlog-checkpoint, signed-note, RFC 9162, RFC 8032); shares nothing
with the Java side. Prints OK with size and root and exits 0, or prints REFUSED with the reason and exits 1.
"""

import base64
import hashlib
import pathlib
import sys

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)


class Refused(Exception):
    pass


def require(good, why):
    if not good:
        raise Refused(why)


# Ed25519: points are (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0])
    b = (p[1] + p[0]) * (q[1] + q[0])
    c = 2 * p[3] * q[3] * CURVE
    d = 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(factor, point):
    total = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = add(total, point)
        point = add(point, point)
        factor >>= 1
    return total


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % PRIME == 0 and (p[1] * q[2] - q[1] * p[2]) % PRIME == 0


def point(octets):
    number = int.from_bytes(octets, "little")
    y, sign = number & (2**255 - 1), number >> 255
    require(y < PRIME, "a point that is not canonical")
    square = (y * y - 1) * pow(CURVE * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if x * x % PRIME != square:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    require(x * x % PRIME == square and (x != 0 or sign == 0), "a point that is not on the curve")
    if x & 1 != sign:
        x = PRIME - x
    return x, y, 1, x * y % PRIME


BASE = point((4 * pow(5, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little"))


def verify(key, message, signature):
    require(len(key) == 32 and len(signature) == 64, "a key or a signature of another length")
    s = int.from_bytes(signature[32:], "little")
    require(s < ORDER, "a signature that is not canonical")
    challenge = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(challenge, "little") % ORDER
    good = same(times(s, BASE), add(point(signature[:32]), times(k, point(key))))
    require(good, "the checkpoint's signature is not good")


def checkpoint(note, verifier):
    name, key_id, key = verifier.split("+", 2)
    key = base64.b64decode(key, validate=True)
    require(key[0] == 1, "not an Ed25519 key")
    computed = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    require(computed.hex() == key_id, "the verifier key's id is not its own")
    cut = note.rindex(b"\n\n") + 1
    text, lines = note[:cut], note[cut + 1 :].decode().splitlines()
    stamps = [line.split(" ") for line in lines]
    require(all(len(stamp) == 3 and stamp[0] == "\u2014" for stamp in stamps), "not a signed note")
    own = [base64.b64decode(stamp[2]) for stamp in stamps if stamp[1] == name]
    own = [stamp[4:] for stamp in own if stamp[:4] == computed]
    require(len(own) == 1, "the checkpoint is not signed by the log")
    verify(key[1:], text, own[0])
    origin, size, root = text.decode().split("\n")[:3]
    require(origin == name and size == str(int(size)), "not a checkpoint of this log")
    return int(size), base64.b64decode(root, validate=True)


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def head(hashes):
    """MTH over leaf hashes, as RFC 9162 defines it; level by level, an odd last hash moves up as it is."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        odd = hashes[len(hashes) & ~1 :]
        hashes = [node(hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)] + odd
    return hashes[0]


def read(folder, level, index, width):
    groups = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, "x%03d" % (index % 1000))
    path = "tile/" + level + "/" + "/".join(groups) + ("" if width == 256 else ".p/%d" % width)
    require((folder / path).is_file(), path + " is missing")
    return path, (folder / path).read_bytes()


def widths(count):
    return [min(256, count - start) for start in range(0, count, 256)]


def tiles(folder, level, count):
    hashes = []
    for index, width in enumerate(widths(count)):
        path, octets = read(folder, str(level), index, width)
        require(len(octets) == 32 * width, path + " has another length")
        hashes += [octets[i : i + 32] for i in range(0, len(octets), 32)]
    return hashes


def entries(folder, size):
    for index, width in enumerate(widths(size)):
        path, octets = read(folder, "entries", index, width)
        at = 0
        for _ in range(width):
            length = int.from_bytes(octets[at : at + 2], "big")
            entry = octets[at + 2 : at + 2 + length]
            require(at + 2 + length <= len(octets), path + " ends early")
            yield entry
            at += 2 + length
        require(at == len(octets), path + " has octets too many")


def check(folder, verifier):
    size, root = checkpoint((folder / "checkpoint").read_bytes(), verifier)
    leaves = tiles(folder, 0, size)
    for index, entry in enumerate(entries(folder, size)):
        require(hashlib.sha256(b"\x00" + entry).digest() == leaves[index], "entry %d is not the one hashed" % index)
    below, level = leaves, 1
    while size >> (8 * level):
        hashes = tiles(folder, level, size >> (8 * level))
        for index, claimed in enumerate(hashes):
            computed = head(below[256 * index : 256 * index + 256])
            require(computed == claimed, "hash %d of level %d is not that of the tile below" % (index, level))
        below, level = hashes, level + 1
    require(head(leaves) == root, "the leaves do not make the checkpoint's root")
    return "OK %d %s" % (size, root.hex())


if __name__ == "__main__":
    try:
        print(check(pathlib.Path(sys.argv[1]), sys.argv[2]))
    except (Refused, ValueError, OSError) as refusal:
        print("REFUSED", refusal)
        sys.exit(1)
