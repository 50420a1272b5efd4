"""Makes a PNG smaller: 256 colours, chosen by how often they occur. Only the standard library."""

import collections
import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunks(data: bytes):
    at = len(SIGNATURE)
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind, data[at + 8:at + 8 + length]
        at += length + 12


def pixels(data: bytes):
    """Width, height and rows of (r, g, b) of an 8-bit RGB or RGBA image that is not interlaced."""
    parts = collections.defaultdict(bytes)
    for kind, content in chunks(data):
        parts[kind] += content
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    if depth != 8 or colour not in (2, 6) or interlace:
        raise ValueError("not an 8-bit RGB or RGBA image without interlacing")
    step = 3 if colour == 2 else 4
    raw = zlib.decompress(parts[b"IDAT"])
    before = bytearray(width * step)
    rows = []
    for number in range(height):
        start = number * (width * step + 1)
        row = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + width * step]), before, step)
        rows.append([bytes(row[at:at + 3]) for at in range(0, len(row), step)])
        before = row
    return width, height, rows


def unfilter(kind: int, row: bytearray, above: bytearray, step: int) -> bytearray:
    if kind == 2:
        return bytearray((a + b) & 255 for a, b in zip(row, above))
    for at in range(len(row) if kind else 0):
        left = row[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + above[at]) // 2
        else:
            guess = min((left, above[at], corner), key=lambda value: abs(left + above[at] - corner - value))
        row[at] = (row[at] + guess) & 255
    return row


def palette(rows) -> list[bytes]:
    """The most frequent colours, none of them too near to a more frequent one."""
    counts = collections.Counter(colour for row in rows for colour in row)
    chosen: list[bytes] = []
    for distance in (12, 4, 1):
        for colour, _ in counts.most_common(4096):
            if len(chosen) < 256 and all(gap(colour, other) >= distance for other in chosen):
                chosen.append(colour)
    return chosen


def gap(one: bytes, other: bytes) -> int:
    return max(abs(a - b) for a, b in zip(one, other))


def squares(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other))


def reduced(data: bytes, height: int | None = None) -> bytes:
    """The image's upper part with 256 colours."""
    width, full, rows = pixels(data)
    rows = rows[:height or full]
    colours = palette(rows)
    known: dict[bytes, int] = {colour: number for number, colour in enumerate(colours)}
    lines = bytearray()
    for row in rows:
        lines.append(0)
        for colour in row:
            if colour not in known:
                known[colour] = min(range(len(colours)), key=lambda number: squares(colour, colours[number]))
            lines.append(known[colour])
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    content = [(b"IHDR", header), (b"PLTE", b"".join(colours)), (b"IDAT", zlib.compress(bytes(lines), 9)), (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in content)
