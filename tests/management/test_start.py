import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.core.management import CommandError, call_command

from minutes.management.commands import start
from tests.house.files import ROOT

SECONDS_TO_START = 60


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind((start.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_port(taken_port):
    with socket.socket() as probe:
        probe.bind((start.HOST, 0))
        return probe.getsockname()[1]


def test_start_names_the_port_that_is_taken(settings, monkeypatch, taken_port):
    settings.DEBUG = True
    monkeypatch.setenv("PORT", str(taken_port))
    with pytest.raises(CommandError, match=f"Port {taken_port} cannot be used.*make run PORT="):
        call_command("start")


@pytest.mark.parametrize("port", ["0", "70000"])
def test_start_refuses_a_port_that_does_not_exist(settings, monkeypatch, port):
    settings.DEBUG = True
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="from 1 to 65535"):
        call_command("start")


def test_start_is_refused_on_a_real_server(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match=r"docs/running\.md"):
        call_command("start")


@pytest.fixture
def running(free_port, tmp_path):
    """The product as `make run` starts it, on a new database."""
    environment = {**os.environ, "DEBUG": "1", "PORT": str(free_port), "VAR_DIR": str(tmp_path)}
    for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL"):
        environment.pop(name, None)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "start"], cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def wait_for_page(port):
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with urllib.request.urlopen(f"http://{start.HOST}:{port}/", timeout=10) as answer:
                return answer.status
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def group_is_gone(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_start_serves_the_demo_says_where_and_stops_all_its_processes(running, free_port):
    assert wait_for_page(free_port) == 200
    running.terminate()
    output, _ = running.communicate(timeout=30)
    assert f"http://{start.HOST}:{free_port}" in output
    deadline = time.monotonic() + 10
    while not group_is_gone(running.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert group_is_gone(running.pid)
