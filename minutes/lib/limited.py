"""Work that may not take for ever, nor all the memory."""

import contextlib
import resource
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from . import limits


class _Stopped(BaseException):
    """Raised wherever the work happens to be, also where it would survive an OSError, which TimeoutError is."""


@contextlib.contextmanager
def limited(seconds: float, megabytes: int) -> Iterator[None]:
    """Stop what runs within after this time with TimeoutError, and with MemoryError when it takes more than this.

    Python can interrupt its main thread alone, which is where workers of tasks and of gunicorn do their work; in
    other threads (the development server's) the time is not limited. Memory is limited where the system counts
    what a process takes in /proc (Linux), on top of what it has at the beginning.
    """
    with _memory(megabytes), _time(seconds):
        yield


@contextlib.contextmanager
def _time(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _Stopped

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _Stopped:
        raise TimeoutError(f"it took more than {seconds:g} seconds") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    taken = _taken()
    if taken is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = taken + megabytes * limits.MEGABYTE
    lower = wanted if soft == resource.RLIM_INFINITY else min(soft, wanted)
    resource.setrlimit(resource.RLIMIT_AS, (lower, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _taken() -> int | None:
    """How many bytes of addresses the process has."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pages * resource.getpagesize()
