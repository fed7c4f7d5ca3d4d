"""Undoing a response's compression within bounds, so that a small answer cannot fill the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.responsetypes import responsetypes

from corpus import InputError
from corpus.archive import decode_content
from crawler.download.failures import BombError

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["MOST_BYTES", "MOST_RATIO", "unpacked"]

CODING = "Content-Encoding"

MOST_BYTES = 32 * 1024 * 1024
"""Of a response, as sent and unpacked. A report with scanned pages as base64 images runs to about 20 MB."""

MOST_RATIO = 200
"""Times that a response may grow. Pages of tables grow 50 times; zeros, which bombs are made of, a thousand times."""

LEAST_BYTES = 1024 * 1024  # a response that unpacks to less harms nobody, whatever its ratio


def unpacked(response: Response) -> Response:
    """The response without its content codings; as it stands where it has none.

    Raises:
        BombError: it unpacks to more than `MOST_BYTES`, or to more than `MOST_RATIO` times its size.
    """
    coding = b",".join(response.headers.getlist(CODING)).decode("latin-1")
    if not coding:
        return response
    sent = len(response.body)
    try:
        body = decode_content(response.body, coding, limit=MOST_BYTES)
    except InputError as error:
        raise BombError(f"{sent:,} bytes unpack to more than {MOST_BYTES:,}: more than the crawler takes") from error
    if len(body) > max(LEAST_BYTES, MOST_RATIO * sent):
        raise BombError(f"{sent:,} bytes unpack to {len(body):,}, more than {MOST_RATIO} times as many")
    headers = response.headers.copy()
    del headers[CODING]
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    return response.replace(headers=headers, body=body, cls=kind)
