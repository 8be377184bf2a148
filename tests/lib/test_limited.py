import contextlib
import resource
import threading

import pytest

from minutes.lib.limited import limited


def for_ever():
    while True:
        pass


def test_work_that_takes_too_long_is_stopped():
    with pytest.raises(TimeoutError, match=r"more than 0\.05 seconds"), limited(0.05, 1000):
        for_ever()


def test_work_that_goes_on_after_what_fails_in_it_is_stopped_too():
    with pytest.raises(TimeoutError), limited(0.01, 1000), contextlib.suppress(OSError):
        for_ever()


def test_work_that_takes_too_much_memory_is_stopped_and_the_process_lives_on():
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(MemoryError), limited(10, 50):
        bytearray(400_000_000)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert len(bytearray(100_000_000)) == 100_000_000


def test_in_a_thread_the_work_is_done_without_a_clock():
    done = []

    def work():
        with limited(0.001, 1000):
            done.append(sum(range(200_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [sum(range(200_000))]
