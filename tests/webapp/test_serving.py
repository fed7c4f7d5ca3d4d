"""The production server, as a process of its own."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from corpus import InputError
from webapp import listen
from webapp.serving import told_address

if TYPE_CHECKING:
    from corpus import Home

SERVER = """
import sys
from pathlib import Path
from corpus import open_home
from webapp import create_app, listen, serve
app = create_app(open_home(Path(sys.argv[1])))
try:
    serve(app, listen("127.0.0.1", 0), ready=lambda address: print(address, flush=True))
except KeyboardInterrupt:
    print("stopped", flush=True)
"""


def test_it_serves_on_a_free_port_until_it_is_interrupted(library_home: Home) -> None:
    command = [sys.executable, "-W", "error", "-c", SERVER, str(library_home.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urlopen(f"{address}/healthz", timeout=30) as response:
            assert json.load(response)["status"] == "ok"
            assert response.headers["Server"] == "baogao"
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    assert errors == ""
    assert process.returncode == 0
    assert output in ("", "stopped\n")


def test_an_address_with_raw_chinese_in_it_is_understood(library_home: Home) -> None:
    command = [sys.executable, "-W", "error", "-c", SERVER, str(library_home.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        host, port = process.stdout.readline().strip().removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as client:
            client.sendall("GET /api/v1/search?q=枫桥经验 HTTP/1.0\r\n\r\n".encode())
            answer = b"".join(iter(lambda: client.recv(65536), b""))
        process.send_signal(signal.SIGINT)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.0 200")
    assert json.loads(body)["query"] == "枫桥经验"


def test_a_port_that_is_taken_is_one_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"127.0.0.1:{port} cannot be listened on") as caught:
            listen("127.0.0.1", port)
    assert "--port" in caught.value.hint


@pytest.mark.parametrize(("host", "port"), [("no.such.host.invalid", 0), ("127.0.0.1", 65_536), ("." * 70, 0)])
def test_an_address_that_is_none_is_one_clear_error(host: str, port: int) -> None:
    with pytest.raises(InputError, match=r"cannot be listened on|is no port"):
        listen(host, port)


@pytest.mark.parametrize(
    ("host", "told"),
    [
        pytest.param("127.0.0.1", "http://127.0.0.1:8000", id="loopback"),
        pytest.param("0.0.0.0", "http://127.0.0.1:8000", id="every address"),  # noqa: S104  # not listened on here
        pytest.param("::1", "http://[::1]:8000", id="version 6"),
        pytest.param("reports.example", "http://reports.example:8000", id="a name"),
    ],
)
def test_the_address_it_tells_is_one_that_a_browser_opens(host: str, told: str) -> None:
    assert told_address(host, 8000) == told
