"""Runs a command on a terminal of its own and draws what stands there when it ends as SVG."""

import html
import os
import pty
import re
import unicodedata

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
CELL, LINE, SIZE, MARGIN, BAR = 8.4, 19, 14, 16, 30
WIDE_OR_NOT = (r"[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]+"
               r"|[^\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]+")
STYLE = (f"text{{font:{SIZE}px ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',"
         "'PingFang SC','Microsoft YaHei',monospace;fill:#d8dee4;white-space:pre}.b{font-weight:700;fill:#ffd479}"
         f".p{{fill:#7ee0a8}}.w{{font-size:{2 * CELL}px}}")


def transcript(command: list[str], columns: int, environment: dict[str, str]) -> str:
    """What the command writes on a terminal."""
    pid, master = pty.fork()
    if pid == 0:
        os.environ.update(environment, COLUMNS=str(columns), TERM="xterm-256color", PAGER="cat")
        os.execvp(command[0], command)
    import fcntl
    import struct
    import termios
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    written = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        written += piece
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
        raise RuntimeError(" ".join(command) + ":\n" + "\n".join(screen(written.decode())))
    return written.decode()


def screen(text: str) -> list[str]:
    """The lines that are left when all orders are obeyed: lines rewritten from their beginning, moves up, clearing."""
    lines, at, fresh = [""], 0, True
    for piece in re.findall(r"\x1b\[\d*[AJK]|\r|\n|(?:\x1b\[\d*m|[^\x1b\r\n])+", text):
        if piece in ("\r", "\n"):
            at += piece == "\n"
            lines += [""] * (at + 1 - len(lines))
            fresh = True
        elif piece[-1] == "A" and piece[0] == "\x1b":
            at, fresh = at - int(piece[2:-1] or 1), True
        elif piece[-1] in "JK" and piece[0] == "\x1b":
            lines[at] = "" if fresh else lines[at]
            if piece[-1] == "J":
                del lines[at + 1:]
        else:
            lines[at] = piece if fresh else lines[at] + piece
            fresh = False
    return lines


def wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def width(text: str) -> int:
    return sum(2 if wide(character) else 0 if unicodedata.combining(character) else 1 for character in text)


def runs(line: str):
    """Pieces of one kind of letter and one style: (column, text, style)."""
    column, style = 0, ""
    for part in re.split("(\x1b\\[\\d*m)", line):
        if part.startswith("\x1b"):
            style = "b" if part == BOLD else ""
            continue
        for piece in re.findall(WIDE_OR_NOT, part):
            if piece.strip():
                yield column, piece, style
            column += width(piece)


def svg(title: str, lines: list[str], columns: int) -> str:
    """A picture of a terminal; each piece of a line stands at its column, whatever fonts the reader has."""
    bare = [re.sub("\x1b\\[\\d*m", "", line) for line in lines]
    columns = max([columns, *map(width, bare)])
    across, down = columns * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN + BAR
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across:.0f} {down}" width="{across:.0f}" '
             f'height="{down}" role="img" aria-label="{html.escape(title)}">', f"<style>{STYLE}</style>",
             f'<rect width="100%" height="100%" rx="8" fill="#1b1f24"/>']
    parts += [f'<circle cx="{MARGIN + 6 + 18 * number}" cy="18" r="5" fill="{colour}"/>'
              for number, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))]
    for number, line in enumerate(lines):
        y = BAR + MARGIN + LINE * number + SIZE - 2
        for column, piece, style in runs(line):
            lead = len(piece) - len(piece.lstrip())
            text = piece.strip()
            kinds = " ".join(kind for kind in ("p" if line.startswith("$ ") else style, "w" if wide(text[0]) else "") if kind)
            mark = f' class="{kinds}"' if kinds else ""
            parts.append(f'<text x="{MARGIN + (column + lead) * CELL:.1f}" y="{y}" '
                         f'textLength="{width(text) * CELL:.1f}"{mark}>{html.escape(text)}</text>')
    return "\n".join(parts + ["</svg>", ""])
