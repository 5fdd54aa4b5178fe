"""The gateway as a process: how it begins, how it ends, and what outlasts it."""

import json
import shutil
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.gateway_process import GATEWAY, gateway_process
from tests.journeys.test_remote import free_port

ENDS_WITHIN_SECONDS = 20
SIGN_IN = 'mutation { signIn(username: "clerk", password: "clerk-demo") { accessToken } }'
ME = "{ me { username } }"


def ask(port: int, query: str, token: str = "") -> Any:
    """The data of an answer."""
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql", json.dumps({"query": query}).encode(), headers
    )
    with urllib.request.urlopen(request, timeout=ENDS_WITHIN_SECONDS) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer
    return answer["data"]


@pytest.fixture
def data_dir(demo_data: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo_data, tmp_path / "cinema")
    return tmp_path / "cinema"


def test_a_sign_in_outlasts_the_gateway_it_was_made_at(data_dir: Path) -> None:
    port = free_port()
    with gateway_process(data_dir, port):
        token = ask(port, SIGN_IN)["signIn"]["accessToken"]
    with gateway_process(data_dir, port):
        assert ask(port, ME, token) == {"me": {"username": "clerk"}}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_ends_well(data_dir: Path, number: signal.Signals) -> None:
    with gateway_process(data_dir, free_port()) as process:
        process.send_signal(number)
        assert process.wait(ENDS_WITHIN_SECONDS) == 0


def test_a_second_gateway_on_the_same_data_is_refused_in_words(data_dir: Path) -> None:
    with gateway_process(data_dir, free_port()):
        code, words = refused("--data", str(data_dir), "--listen", f"127.0.0.1:{free_port()}")
    assert code == 1
    assert "is open in another" in words or "in use" in words, words
    assert "Traceback" not in words


def test_a_port_in_use_is_refused_in_words(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        code, words = refused("--data", str(data_dir), "--listen", listen)
    assert (code, words.count("\n")) == (1, 1)
    assert "cannot be listened at: address already in use" in words.lower()


def refused(*arguments: str) -> tuple[int, str]:
    """Exit code and last words of a gateway that cannot begin."""
    done = subprocess.run(
        [*GATEWAY, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stderr
