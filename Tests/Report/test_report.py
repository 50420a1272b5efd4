"""Opens report.html of a finished folder in headless Chromium: `test_report.py FOLDER [IMAGES]`.

Asserts that nothing is fetched and no script is there, that the console stays empty, that every chart is laid out, and
writes screenshots, 1280 and 400 pixels wide, light and dark, into IMAGES.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "out/lcqmc").resolve()
IMAGES = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "out/report-images").resolve()
BROWSER = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
SCHEMES = {"light": 1, "dark": 0}


def browse(page: pathlib.Path, *options: str) -> subprocess.CompletedProcess:
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
             f"--user-data-dir={profile}", *options, page.as_uri()],
            capture_output=True, text=True, timeout=120, check=True)


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if BROWSER is None:
            raise unittest.SkipTest("no Chromium is installed: apt-get install chromium")
        cls.page = FOLDER / "report.html"
        cls.html = cls.page.read_text(encoding="utf-8")

    def test_nothing_is_fetched_and_nothing_runs(self):
        self.assertNotRegex(self.html, r"<(script|link rel=\"stylesheet|img|iframe|object|embed)\b")
        self.assertNotRegex(self.html, r"\bon[a-z]+\s*=\s*[\"']")
        self.assertNotRegex(self.html, r"(src|href)=\"(https?:)?//")

    def test_the_console_stays_empty(self):
        shown = browse(self.page, "--dump-dom")
        self.assertNotIn("CONSOLE", shown.stderr)

    def test_every_chart_is_laid_out(self):
        """A copy of the page with a script that measures; the page itself has none."""
        script = ("<script>addEventListener('load',()=>{const s=[...document.querySelectorAll('svg.chart,svg.bar')];"
                  "const bad=s.filter(e=>{const r=e.getBoundingClientRect();return r.width<40||r.height<8});"
                  "const wide=document.documentElement.scrollWidth>innerWidth+1;"
                  "document.title=`charts ${s.length} bad ${bad.length} wide ${wide}`})</script></body>")
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "measured.html"
            html = re.sub(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "", self.html)
            copy.write_text(html.replace("</body>", script), encoding="utf-8")
            for width in (1280, 500):
                dom = browse(copy, "--dump-dom", f"--window-size={width},900").stdout
                counts = re.search(r"<title>charts (\d+) bad (\d+) wide (\w+)</title>", dom)
                self.assertIsNotNone(counts)
                self.assertGreater(int(counts[1]), 3)
                self.assertEqual((counts[2], counts[3]), ("0", "false"), f"at {width} pixels")

    def test_screenshots(self):
        IMAGES.mkdir(parents=True, exist_ok=True)
        for width in (1280, 400):
            for scheme, number in SCHEMES.items():
                image = IMAGES / f"report-{width}-{scheme}.png"
                browse(self.page, f"--window-size={width},{2600 if width > 1000 else 4200}",
                       f"--blink-settings=preferredColorScheme={number}", f"--screenshot={image}")
                self.assertGreater(image.stat().st_size, 20_000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
