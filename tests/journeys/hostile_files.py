"""Files that no designer wrote, by name: cut off, nested without end, of wrong types, of claims and
numbers that no hall has, and of other kinds altogether."""

import gzip
import io
import itertools
import json
import struct
import zipfile
import zlib
from binascii import b2a_base64
from collections.abc import Iterator
from typing import Any

from admin_designer.designer.document.document import Document
from admin_designer.designer.document.elements import (
    Area,
    Fixture,
    Hall,
    Picture,
    Pin,
    Place,
    Rake,
    SeatRow,
    Source,
    Traced,
    Turn,
)
from admin_designer.designer.formats.files import Format, read, write
from boxoffice.bootstrap.layout_files import renumber, template
from boxoffice.model.layout import Category, Corner, LandmarkKind
from boxoffice.rules.plain import to_plain
from tests.unit.designer.formats.pretix_theatre import theatre

#: Unit tests put anything anywhere; here each field is something else once.
_VALUES_A_FIELD = 1

Json = dict[str, Any]

#: Written as they are: JSON of Python knows no number that is larger than its own.
_NUMBERS = ("NaN", "Infinity", "-Infinity", "1e400", "-1e308", "9" * 5_000, "0.1e-400")
_ANYTHING: tuple[Any, ...] = (
    None, True, -1, 10**30, 1e300, "", "\x00\x1b[31m\u202e", "x" * 100_000, [], {}, [[1]],
    {"x": "y"},
)  # fmt: skip
#: A field of each kind that is a number.
_LENGTHS = (("pretix", b'"x": '), ("layout", b'"x_mm": '), ("grid", b'"catId": '))
_BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">'
    + b"".join(b'<!ENTITY l%d "%s">' % (at, b"&l%d;" % (at - 1) * 10) for at in range(1, 10))
    + b"]>"
)


def small_plan() -> Json:
    """A pretix plan of one zone with two short rows."""
    plan = theatre()
    zone = plan["zones"][0]
    zone["rows"] = [{**row, "seats": row["seats"][:3]} for row in zone["rows"][:2]]
    return {**plan, "zones": [zone]}


def sound() -> dict[str, bytes]:
    """A plan of each kind that can be read."""
    document = Document(read(json.dumps(small_plan()).encode()).elements)
    # A category grid has no seats such as 1-12.
    renumber(document, {})
    return {as_format.name.lower(): write(document, as_format) for as_format in Format}


def hostile() -> Iterator[tuple[str, bytes]]:
    """Every file by what is the matter with it."""
    plans = sound()
    yield from _of_other_kinds()
    for kind, data in plans.items():
        for share in (0.02, 0.3, 0.6, 0.99):
            yield f"{kind} cut off at {share}", data[: int(len(data) * share)]
        yield f"{kind} with a nought in its middle", data[:90] + b"\x00" + data[90:]
        yield f"{kind} twice", data + data
    for deep in (b"[", b'{"zones":', b'{"format":"boxoffice-layout","hall":'):
        yield f"{deep.decode()} without end", deep * 100_000
    for number in _NUMBERS:
        for kind, field in _LENGTHS:
            yield f"{kind} with {number[:9]}", _with_number(plans[kind], field, number.encode())
    yield from _of_wrong_types(plans)
    yield from _of_wrong_claims()


def _of_other_kinds() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "a byte order mark alone", b"\xff\xfe"
    yield "a billion laughs", _BILLION_LAUGHS + b"<lolz>&l9;</lolz>"
    yield "an SVG of a billion laughs", _BILLION_LAUGHS + b"<svg>&l9;</svg>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hall.layout", bytes(50_000_000))
    yield "a zip bomb", packed.getvalue()
    yield "a gzip bomb", gzip.compress(bytes(50_000_000))
    yield "a picture of a terapixel", png(1_000_000, 1_000_000)
    yield "a picture that is cut off", png(100, 100)[:60]
    yield "a table whose quote never ends", b'row,seat,x,y,category\nA,1,0,0,"' + b"x" * 1_000_000
    yield "a table of a cell without end", b"row,seat,x,y,category\nA,1,0,0," + b"x" * 1_000_000
    yield "a table of commas", b"," * 1_000_000
    yield "a table of lengths that are none", b"row,seat,x,y,category\nA,1,nan,inf,S\nA,2,1e999,0,S"
    yield "not UTF-8", b'{"zones": "\xed\xa0\x80"}'
    yield "half a character", b'{"zones": [], "name": "\\ud800"}'


def _of_wrong_types(plans: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Each field of each kind of plan, as something else."""
    values = itertools.cycle(_ANYTHING)
    whole = {**plans, "layout": json.dumps(_every_field()).encode()}
    for kind in ("pretix", "layout", "grid"):
        for path in _fields(json.loads(whole[kind])):
            for value in itertools.islice(values, _VALUES_A_FIELD):
                content = json.loads(whole[kind])
                *way, last = path
                inside = content
                for key in way:
                    inside = inside[key]
                inside[last] = value
                where = ".".join(map(str, path))
                yield f"{kind}: {where} is {value!r:.12}", json.dumps(content).encode()


def _every_field() -> Json:
    """An own file in which nothing is left out."""
    hall = Hall(
        "Hall",
        9_000,
        9_000,
        (Category(1, "Standard", 1),),
        focal_x_mm=1,
        focal_y_mm=1,
        source=Source(0, 0, 1.0, (("Standard", "#112233"),)),
        picture=Picture(1, 1, 1),
        rakes=(Rake("Balcony", 1, 1),),
        pins=(Pin("b", "a"),),
        traced=Traced(b"", 0.0, 0.0, 1.0),
    )
    first = SeatRow("r1", 900, 900, (Place("a", 1), Place("c", 1)), turns=(Turn(1, 100),))
    floor = Area("a1", 0, 0, tuple(Corner(*at) for at in ((0, 0), (9, 0), (9, 9))))
    fixture = Fixture("f1", LandmarkKind.DOOR, 0, 0, 9, 9)
    return {
        "format": "boxoffice-layout",
        "version": 1,
        "hall": to_plain(hall),
        "rows": [to_plain(first), to_plain(SeatRow("r2", 900, 2_000, (Place("b", 1),)))],
        "fixtures": [to_plain(fixture)],
        "areas": [to_plain(floor)],
    }


def _of_wrong_claims() -> Iterator[tuple[str, bytes]]:
    hall = template("balcony").document
    layout = json.loads(write(hall, Format.LAYOUT))
    rows = layout["rows"]
    for key in ("rows", "fixtures"):
        yield f"two {key} of one id", json.dumps({**layout, key: layout[key] * 2}).encode()
    places = rows[0]["places"]
    one_uid = [{**rows[0], "places": [{**place, "uid": "u"} for place in places]}, *rows[1:]]
    yield "seats of one uid", json.dumps({**layout, "rows": one_uid}).encode()
    pair = [{**places[0], "partner_uid": "b", "uid": "a"}, {**places[1], "partner_uid": "c"}]
    pair[1]["uid"] = "b"
    circle = [*pair, {**places[2], "uid": "c", "partner_uid": "a"}]
    yield (
        "partners in a circle",
        json.dumps({**layout, "rows": [{**rows[0], "places": circle}]}).encode(),
    )
    seats = [place["uid"] for row in rows[:3] for place in row["places"]][:30]
    pins = [{"uid": one, "onto": other} for one, other in itertools.pairwise([*seats, seats[0]])]
    pinned = {**layout["hall"], "pins": pins}
    yield "pins in a circle", json.dumps({**layout, "hall": pinned}).encode()
    for version in (0, 2, 10**9, "1", None, 1.5):
        yield f"version {version}", json.dumps({**layout, "version": version}).encode()
    for image in (png(1_000_000, 1_000_000), b"no picture", b"\xff\xd8\xff\xe0" + bytes(99)):
        packed = to_base64(image)
        traced = {"image": packed, "x_mm": 0.0, "y_mm": 0.0, "mm_per_px": 5.0}
        with_it = {**layout, "hall": {**layout["hall"], "traced": traced}}
        yield f"traces {image[:4]!r}", json.dumps(with_it).encode()
    seat = {"seat_guid": "g", "seat_number": "1", "category": "A"}
    row = {"row_number": "\u202e" * 50_000, "seats": [seat] * 2_000}
    zones = [{"name": "z" * 100_000, "rows": [row]}]
    yield "thousands of seats of one guid and one name", json.dumps({"zones": zones}).encode()
    yield "more values than any hall", b'{"zones": [' + b"0," * 4_000_001 + b"0]}"


def to_base64(data: bytes) -> str:
    """As bytes stand in an own file."""
    return b2a_base64(data, newline=False).decode()


def _fields(content: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each field; of a list its first item stands for all."""
    items = content.items() if isinstance(content, dict) else enumerate(content[:1])
    for key, value in items:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from _fields(value, (*at, key))


def _with_number(data: bytes, field: bytes, number: bytes) -> bytes:
    """The first number behind a field's name as another one."""
    before, found, after = data.partition(field)
    assert found, field
    name, colon, _ = found.partition(b": ")
    return before + name + colon + number + after.lstrip(b"-0123456789.")


def png(width: int, height: int) -> bytes:
    """A picture that says it is so large, and has a few kilobytes of black."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
