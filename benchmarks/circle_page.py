"""How large the map of the three circles is, and how fast a browser draws it, for 300, 1,000 and 5,000 people.

    python3 run.py bench circle_page

Bars: what a page holds of 5,000 people, with names, is under 300 kB; all of them are drawn in 16 ms, which is one
frame in 60 a second, and so is one more person told of.  Drawn without a graphics card.  It needs Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

SIZES = {300: (12, 30, 60, 198), 1_000: (12, 100, 250, 638), 5_000: (50, 400, 1_150, 3_400)}
WIDTHS = (1280, 390)
TIMES = 25
DRAWN = """keys => new Promise(done => {
    const canvas = document.querySelector('canvas');
    let start;
    requestAnimationFrame(() => { start = performance.now(); });
    for (const key of keys) canvas.dispatchEvent(new KeyboardEvent('keydown', { key }));
    requestAnimationFrame(() => {
        canvas.getContext('2d').getImageData(0, 0, 1, 1);
        done(performance.now() - start);
    });
})"""


def main() -> None:
    """Print a row for each size: bytes, seconds to make the page, milliseconds to draw it."""
    from playwright.sync_api import sync_playwright

    from circled import crowd, finding
    from standout.report.circle_page import page
    from standout.report.kit import Print

    printed = Print(made=date(2026, 11, 22), version="0.1.0")
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"])
        for people, shape in SIZES.items():
            rows = crowd(*shape)
            names = {one: f"Forename{place} Surname" for place, one in enumerate(rows["person_id"].to_pylist())}
            page([finding()], rows, printed, names)
            start = time.process_time()
            html = page([finding()], rows, printed, names)
            made = time.process_time() - start
            file = Path(folder) / "page.html"
            file.write_text(html, encoding="utf-8")
            begin = html.index('id="map-people">')
            held = len(html[begin : html.index("</script>", begin)].encode())
            print(f"{people:>6,} people  page {len(html.encode()):>8,} bytes  data {held:>8,}  made in {made:.2f} s")
            for width in WIDTHS:
                view = browser.new_page(viewport={"width": width, "height": 844}, reduced_motion="reduce")
                view.goto(file.as_uri())
                view.evaluate(DRAWN, ["Home"])
                every = median(view.evaluate(DRAWN, ["Escape"]) for _ in range(TIMES))
                one = median(view.evaluate(DRAWN, ["ArrowRight"]) for _ in range(TIMES))
                print(f"{'':>15}{width:>5} pixels  all drawn {every:5.1f} ms  one told of {one:5.1f} ms")
                view.close()
        browser.close()


if __name__ == "__main__":
    main()
