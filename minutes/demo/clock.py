"""The demo lives through some weeks in a moment: its acts are dated as if they had been done on their days."""

import datetime
from contextlib import contextmanager

from django.utils import timezone
from django_tasks import task_backends
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db import DatabaseBackend

from minutes.services import rendering

FREE = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}


@contextmanager
def at(day, time):
    """Let every service believe that it is `time` ("14.07") on `day`; each look at the clock is a little later."""
    hour, minute = map(int, time.split("."))
    local = datetime.datetime.combine(day, datetime.time(hour, minute), timezone.get_default_timezone())
    seconds = iter(range(24 * 60 * 60))

    def now():
        return local.astimezone(datetime.UTC) + datetime.timedelta(seconds=next(seconds) / 100)

    real, timezone.now = timezone.now, now
    try:
        yield
    finally:
        timezone.now = real


class _AtOnce(ImmediateBackend):
    def enqueue(self, task, args, kwargs):
        # Most PDFs are overtaken by the next act, and no day is printed in them: the others are left to the worker.
        later = DatabaseBackend(self.alias, {}) if task == rendering.make else super()
        return later.enqueue(task, args, kwargs)


@contextmanager
def at_once():
    """Do the background work in place, so that mails belong to the day of the act that asks for them."""
    before = task_backends["default"]
    task_backends["default"] = _AtOnce("default", {})
    try:
        yield
    finally:
        task_backends["default"] = before


def weekday_near(day, weekday):
    """The working day closest to `day` that is a Monday (0) to Friday (4); a week later when that is a holiday."""
    ahead = (weekday - day.weekday()) % 7
    found = day + datetime.timedelta(days=ahead if ahead <= 3 else ahead - 7)
    while (found.month, found.day) in FREE:
        found += datetime.timedelta(days=7)
    return found


def before(day, days):
    """The working day `days` before `day`, or the Friday before that."""
    found = day - datetime.timedelta(days=days)
    return found - datetime.timedelta(days=max(0, found.weekday() - 4))
