"""layout.py FILE.pdf...: what a page must be to be read.  Prints TAP.

No two texts lie on one another, none leaves the page, none is smaller than
7 pt, and each stands out 4.5 to 1 from what is behind it.  Texts, their boxes
and colours are those that poppler finds; what is behind is looked up in the
page's picture.
"""

import collections
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

ZOOM = 3  # pixels of poppler's boxes in a point
SMALLEST = 7
CONTRAST = 4.5
ROUNDING = 0.06  # poppler cuts the parts of a colour down
DPI = 108
# The middle of a line, from the height of capitals to the base line, as a
# share of the box, which also has the room above and below.
TOP, BOTTOM = 0.28, 0.74
LEAST = 12  # texts of a page: its head and foot are ten at the most
TOUCH = 0.6  # points that texts may share: the rounding of boxes

Text = collections.namedtuple("Text", "left top right bottom size colour words")


def texts_of(page, fonts):
    found = []
    for node in page.iter("text"):
        words = "".join(node.itertext())
        if not words.strip():
            continue
        left, top, width, height = (int(node.get(key)) / ZOOM for key in
                                    ("left", "top", "width", "height"))
        size, colour = fonts[node.get("font")]
        found.append(Text(left, top + TOP * height, left + width,
                          top + BOTTOM * height, size, colour, words))
    return found


def pages_of(pdf):
    """(width, height, texts) of each page."""
    done = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", "-zoom",
                           str(ZOOM), str(pdf)], capture_output=True, text=True,
                          check=True)
    # What it says of links stands among the elements, names of files too.
    root = xml.fromstring(re.sub(r"<(/?)(a|b|i)\b[^>]*>", "", done.stdout)
                          .encode())
    fonts = {}
    for page in root.iter("page"):
        for font in page.iter("fontspec"):
            # Sizes are whole pixels, cut down.
            fonts[font.get("id")] = ((int(font.get("size")) + 1) / ZOOM,
                                     font.get("color"))
        yield (int(page.get("width")) / ZOOM, int(page.get("height")) / ZOOM,
               texts_of(page, fonts))


def overlap(one, other):
    return (min(one.right, other.right) - max(one.left, other.left) > TOUCH and
            min(one.bottom, other.bottom) - max(one.top, other.top) > TOUCH)


def overlaps(texts):
    """Pairs on one another, by a sweep from top to bottom."""
    live = []
    for text in sorted(texts, key=lambda text: text.top):
        live = [other for other in live if other.bottom > text.top]
        for other in live:
            if overlap(text, other):
                yield f"'{other.words}' and '{text.words}' overlap"
        live.append(text)


class Picture:
    """A page in colours, read from a PPM file."""

    def __init__(self, path):
        data = path.read_bytes()
        head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
        self.width, self.height = int(head[1]), int(head[2])
        self.pixels = data[head.end():]

    def behind(self, text):
        """The colour that most of a text's box has."""
        scale = DPI / 72
        left = max(0, int(text.left * scale) - 2)
        right = min(self.width, int(text.right * scale) + 2)
        counts = collections.Counter()
        for y in range(max(0, int(text.top * scale) - 2),
                       min(self.height, int(text.bottom * scale) + 3)):
            row = self.pixels[3 * (y * self.width + left):
                              3 * (y * self.width + right)]
            counts.update(row[i:i + 3] for i in range(0, len(row), 3))
        return counts.most_common(1)[0][0] if counts else b"\xff\xff\xff"


def luminance(colour):
    """WCAG 2: relative luminance."""
    parts = [part / 255 for part in colour]
    parts = [part / 12.92 if part <= 0.04045 else
             ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faint(texts, picture):
    for text in texts:
        colour = bytes.fromhex(text.colour[1:])
        behind = picture.behind(text)
        found = contrast(colour, behind)
        if found < CONTRAST - ROUNDING:
            yield (f"'{text.words}' in {text.colour} on #{behind.hex()}: "
                   f"contrast {found:.2f}")


def check_page(size, texts, picture):
    width, height = size
    yield from overlaps(texts)
    for text in texts:
        if (text.left < 0 or text.top < 0 or text.right > width or
                text.bottom > height):
            yield f"'{text.words}' leaves the page"
        if text.size < SMALLEST:
            yield f"'{text.words}' has {text.size:.1f} pt"
    yield from faint(texts, picture)


def check(pdf, folder):
    subprocess.run(["pdftoppm", "-r", str(DPI), str(pdf), f"{folder}/page"],
                   check=True)
    pictures = sorted(Path(folder).glob("page-*.ppm"))
    pages = list(pages_of(pdf))
    problems = []
    if len(pages) != len(pictures) or not pages:
        problems.append(f"{len(pages)} pages, {len(pictures)} pictures")
    count = 0
    for number, (page, path) in enumerate(zip(pages, pictures), 1):
        count += len(page[2])
        problems += [f"page {number}: {problem}" for problem in
                     check_page(page[:2], page[2], Picture(path))]
        if len(page[2]) < LEAST:
            problems.append(f"page {number}: only {len(page[2])} texts")
    if count < 50:
        problems.append(f"only {count} texts were found")
    return problems


def main():
    good = True
    for pdf in map(Path, sys.argv[1:]):
        with tempfile.TemporaryDirectory() as folder:
            problems = check(pdf, folder)
        name = f"{pdf.parent.name}/{pdf.name}"
        print("not ok" if problems else "ok", "-", name,
              "can be read: nothing overlaps, leaves the page, is too small "
              "or too faint")
        for problem in problems[:20]:
            print("#  ", problem)
        if len(problems) > 20:
            print("#  ", f"… {len(problems)} in all")
        good = good and not problems
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
