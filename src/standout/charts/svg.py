"""Svg: a picture drawn, without a browser and without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from standout.charts import drawing

_SIZE = re.compile(r'<svg\b[^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')


def svg(spec: Mapping[str, Any]) -> str:
    """Give a specification, of Vega-Lite 6 or of shapes, as SVG that takes the width of its place.

    It is hidden from screen readers: the text alternative stands on the element around it.

    Examples
    --------
    >>> svg({"data": {"values": [{"x": 1}]}, "mark": "point"})[:34]
    '<svg xmlns="http://www.w3.org/2000'

    """
    if drawing.shape(spec):
        return _opening(spec["width"], spec["height"]) + drawing.inner(spec) + "</svg>"
    import vl_convert  # noqa: PLC0415  40 MB, only where something is drawn

    drawn = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version="6.4")
    width, height = _SIZE.findall(drawn)[0]
    body = _SIZE.sub("", drawn, count=1)
    return _opening(width, height) + re.sub(r' (?:role|aria-[a-z]+|pointer-events|class)="[^"]*"', "", body)


def _opening(width: float | str, height: float | str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" style="max-width:{width}px"'
        ' aria-hidden="true" focusable="false">'
    )
