"""`python -m localsite`: serves the site until Ctrl-C."""

from __future__ import annotations

import argparse
import signal
import sys

from localsite.server import serve_site

DEFAULT_PORT = 8765


def main() -> int:
    """Serve the site; 0 after Ctrl-C, 2 where the port cannot be had."""
    parser = argparse.ArgumentParser(prog="python -m localsite", description="Serve the invented government site.")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"port to listen at (default {DEFAULT_PORT})")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default 127.0.0.1)")
    parser.add_argument("--troubles", action="store_true", help="serve the hosts that make trouble for a crawler, too")
    given = parser.parse_args()
    try:
        site = serve_site(given.port, given.host, troubles=given.troubles)
    except (OSError, OverflowError) as error:
        sys.stderr.write(f"Cannot listen at {given.host}:{given.port}: {error}. Try another --port.\n")
        return 2
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins deaf to it
    with site:
        try:
            sys.stdout.write(f"{site.address}/ (Ctrl-C stops it)\n")
            sys.stdout.writelines(f"{site.address_of(name)}/ {name}\n" for name in site.hosts[1:])
            sys.stdout.flush()
            site.wait()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
