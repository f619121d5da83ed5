"""PDF files made by hand: lines of text on pages, nothing more."""

import zlib
from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str]], title: str | None = None, *, packed: bytes = b"") -> bytes:
    """A file with the lines of each page; `packed` replaces the packed content of every page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        content = packed or zlib.compress(_drawn(lines))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
            % (len(content), content)
        )
    if title:
        objects.append(f"<< /Title ({title}) >>".encode())
    return _assembled(objects, has_title=bool(title))


def _drawn(lines: Sequence[str]) -> bytes:
    shown = []
    for line in lines:
        escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        shown.append(f"({escaped}) Tj T*" if line else "T*")
    return ("BT /F1 11 Tf 60 780 Td 14 TL\n" + "\n".join(shown) + "\nET").encode("latin-1")


def _assembled(objects: Sequence[bytes], *, has_title: bool) -> bytes:
    content = bytearray(b"%PDF-1.4\n")
    places = []
    for number, written in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        content += b"%010d 00000 n \n" % place
    stated = b" /Info %d 0 R" % len(objects) if has_title else b""
    content += b"trailer << /Size %d /Root 1 0 R%s >>\n" % (len(objects) + 1, stated)
    content += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(content)
