"""Takes the pictures of the documentation: `screenshots.py CURATE FOLDER IMAGES`, in the repository's root.

`report.png` is the upper part of FOLDER's report in headless Chromium; `run.svg`, `stats.svg`, `show.svg` and
`explain-*.svg` are what the commands write on a terminal. Runs into FOLDER's neighbour `screenshots`, which is removed again.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import palette_png
import terminal

WIDTH, HEIGHT = 1280, 1500
MOST_BYTES = 300_000


def report(folder: pathlib.Path, image: pathlib.Path) -> None:
    browser = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit("no Chromium is installed: apt-get install chromium")
    with tempfile.TemporaryDirectory() as scratch:
        shot = pathlib.Path(scratch) / "shot.png"
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={scratch}/profile",
             f"--window-size={WIDTH},{HEIGHT}", "--blink-settings=preferredColorScheme=1", f"--screenshot={shot}",
             (folder / "report.html").resolve().as_uri()], check=True, capture_output=True, timeout=120)
        image.write_bytes(palette_png.reduced(shot.read_bytes()))
    if image.stat().st_size > MOST_BYTES:
        sys.exit(f"{image} has {image.stat().st_size} bytes, more than {MOST_BYTES}")


def draw(image: pathlib.Path, curate: str, arguments: list[str], columns: int, most: int) -> None:
    """What a command leaves on the screen, at most so many lines of it; a line of dots says that there was more."""
    text = terminal.transcript([curate, *arguments], columns, {"CURATE_HOME": str(pathlib.Path.cwd())})
    # Files of the repository are told by their place in it: explain names where a corpus lies on this machine.
    lines = [line.replace(f"{pathlib.Path.cwd()}/", "") for line in terminal.screen(text)]
    while lines and not lines[-1].strip():
        lines.pop()
    if len(lines) > most:
        lines = lines[:most] + ["..."]
    command = "$ curate " + " ".join(f"'{word}'" if re.search(r"[ =<>]", word) else word for word in arguments)
    picture = terminal.svg(command, [command, *lines], columns)
    home = pathlib.Path.home()
    if str(pathlib.Path.cwd()) in picture or (home != pathlib.Path("/") and f"{home}/" in picture):
        sys.exit(f"{image} would name a folder of this machine")
    image.write_text(picture, encoding="utf-8")


#: A record of each kind to explain: how `show` finds one.
EXPLAINED = {
    "original": ["--where", "copies > 1"],
    "paraphrase": ["--where", "origin == paraphrase"],
    "counterfactual": ["--where", "origin == counterfactual"],
    "rejected": ["--rejected", "--rule", "held_out_pair"],
}


def explain(image: pathlib.Path, curate: str, folder: pathlib.Path, found_by: list[str]) -> None:
    found = subprocess.run([curate, "show", str(folder), *found_by, "--sample", "7", "--limit", "1", "--json"], check=True,
                           capture_output=True, text=True).stdout.splitlines()
    if not found:
        sys.exit(f"{folder} has no row by {' '.join(found_by)}")
    draw(image, curate, ["explain", str(folder), json.loads(found[0])["id"][:12]], 110, 44)


def main(curate: str, folder: pathlib.Path, images: pathlib.Path) -> None:
    images.mkdir(parents=True, exist_ok=True)
    report(folder, images / "report.png")
    fresh = folder.parent / "screenshots"
    shutil.rmtree(fresh, ignore_errors=True)
    draw(images / "run.svg", curate, ["run", "pipelines/lcqmc.yaml", "--output", str(fresh)], 110, 60)
    shutil.rmtree(fresh)
    draw(images / "stats.svg", curate, ["stats", str(folder)], 118, 64)
    draw(images / "show.svg", curate,
         ["show", str(folder), "--where", "origin == paraphrase or origin == mined", "--sample", "7", "--limit", "6"], 100, 40)
    for name, found_by in EXPLAINED.items():
        explain(images / f"explain-{name}.svg", curate, folder, found_by)


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
