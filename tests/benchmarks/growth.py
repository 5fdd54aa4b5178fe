"""A picture of how times grow with the hall, on two logarithmic scales."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 80, 540, 30, 380
_COLOURS = ("#0B7A75", "#C2410C", "#7C3AED", "#52525B")
_APART = 18


@dataclass(frozen=True, slots=True)
class Line:
    """What is measured, and seconds by the seats of the hall; `dashed` for what is beside ours."""

    name: str
    seconds: Mapping[int, float]
    dashed: bool = False


def picture(lines: Sequence[Line]) -> str:
    """The lines as an SVG."""
    scale = _Scale(lines)
    body = [*scale.axes(), *scale.names()]
    for line, colour in zip(lines, _COLOURS, strict=False):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(scale.point, line.seconds.items()))
        dash = ' stroke-dasharray="6 4"' if line.dashed else ""
        body.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        ' font-family="sans-serif" font-size="13">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#FFFFFF"/>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


class _Scale:
    """From seats and seconds to the picture."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._seats = sorted({seats for line in lines for seats in line.seconds})
        every = [seconds for line in lines for seconds in line.seconds.values()]
        self._low, self._high = (
            math.floor(math.log10(min(every))),
            math.ceil(math.log10(max(every))),
        )

    def point(self, item: tuple[int, float]) -> tuple[float, float]:
        """Where so many seats and seconds stand."""
        seats, seconds = item
        first, last = math.log10(self._seats[0]), math.log10(self._seats[-1])
        across = (math.log10(seats) - first) / (last - first)
        up = (math.log10(seconds) - self._low) / (self._high - self._low)
        return _LEFT + across * (_RIGHT - _LEFT), _BOTTOM - up * (_BOTTOM - _TOP)

    def axes(self) -> Iterator[str]:
        """Lines at whole powers of ten with what they stand for, and the halls."""
        for power in range(self._low, self._high + 1):
            y = self.point((self._seats[0], 10.0**power))[1]
            yield f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" stroke="#E4E4E7"/>'
            yield _text(_LEFT - 8, y + 4, f"{10.0 ** (power + 3):g} ms", "end")
        for seats in self._seats:
            x = self.point((seats, 10.0**self._low))[0]
            yield f'<path d="M{x:.1f} {_BOTTOM}v5" stroke="#18181B"/>'
            yield _text(x, _BOTTOM + 22, f"{seats:,}", "middle")
        yield _text((_LEFT + _RIGHT) / 2, _BOTTOM + 44, "seats in the hall", "middle")

    def names(self) -> Iterator[str]:
        """Each line's name at its end, none over another."""
        ends = [
            (self.point((self._seats[-1], line.seconds[self._seats[-1]]))[1], line.name, colour)
            for line, colour in zip(self._lines, _COLOURS, strict=False)
        ]
        taken = -math.inf
        for y, name, colour in sorted(ends):
            taken = max(y, taken + _APART)
            yield _text(_RIGHT + 10, taken + 4, name, "start", colour)


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#18181B") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"'
    return f"<text {place}>{escape(words)}</text>"
