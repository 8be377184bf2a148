#!/bin/sh
# setup.sh run|test: makes everything that `make run` or `make test` needs. Asks nothing, may be run again at any time,
# works as root and as an ordinary user, and stays inside the clone except for the system packages that it names.
set -eu
cd "$(dirname "$0")/.."
WHAT=${1:-run}
VENV=.venv
PYTHON_IN_VENV=$VENV/bin/python

say() { printf '== %s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

can_install() {
    have apt-get || return 1
    if [ "$(id -u)" = 0 ]; then SUDO=''
    elif have sudo && sudo -n true 2>/dev/null; then SUDO='sudo -n'
    else return 1; fi
}

# Names the packages, then installs them; fails when this user cannot.
install() {
    can_install || return 1
    say "Installing system packages with apt: $*"
    log=$(mktemp)
    if $SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1 ||
        { $SUDO apt-get update -q >"$log" 2>&1 &&
          $SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1; }
    then rm -f "$log"
    else tail -n 5 "$log" >&2; rm -f "$log"; return 1; fi
}

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; }

# The system's own first, if it can make a venv: it is built to be quick, which those of version managers mostly are not.
find_python() {
    for needed in ensurepip sys; do
        for candidate in ${PYTHON:-} /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do
            if have "$candidate" && fits "$candidate" && "$candidate" -c "import $needed" 2>/dev/null
            then echo "$candidate"; return; fi
        done
    done
    return 1
}

make_venv() {
    if [ -x $PYTHON_IN_VENV ] && fits $PYTHON_IN_VENV && $PYTHON_IN_VENV -c 'import pip' 2>/dev/null; then return; fi
    python=$(find_python) || { install python3 python3-venv && python=$(find_python); } || {
        say "Python 3.11 to 3.14 is needed. Debian, Ubuntu: sudo apt install python3 python3-venv"
        exit 1
    }
    say "Making $VENV with $($python --version)"
    rm -rf $VENV
    "$python" -m venv $VENV >/dev/null 2>&1 || {
        rm -rf $VENV
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        { install "python$version-venv" || install python3-venv; } && "$python" -m venv $VENV
    } || {
        rm -rf $VENV
        say "Python's venv is missing. Debian, Ubuntu: sudo apt install python3-venv"
        exit 1
    }
}

# The lock file's checksum in the venv tells what was installed last, so that the second start costs nothing.
install_packages() {
    sum=$(cksum <"$1")
    stamp=$VENV/.installed-$1
    if [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then return; fi
    say "Installing the Python packages of $1 (pinned, checked by hash)"
    # Not compiled ahead: Python compiles what it uses, and that is a small part.
    env -u PIP_USER $PYTHON_IN_VENV -m pip install --quiet --disable-pip-version-check --no-input --no-compile \
        --only-binary :all: --require-hashes -r "$1"
    echo "$sum" >"$stamp"
}

# Not only by `make run`: a server that is started otherwise must speak Swedish too. No setting of that server is needed.
compile_translations() {
    for po in minutes/locale/*/LC_MESSAGES/*.po; do
        if ! [ "${po%.po}.mo" -nt "$po" ]; then stale=$po; fi
    done
    if [ -z "${stale:-}" ]; then return; fi
    env -u DATABASE_URL -u VAR_DIR DEBUG=1 $PYTHON_IN_VENV manage.py compile_translations >/dev/null
}

# The suite's processes start together: what one has compiled comes too late for the others, and each would do it all.
compile_suite() {
    stamp=$VENV/.compiled
    if [ "$WHAT" = run ] || [ -e "$stamp" ]; then return; fi
    say "Compiling the suite"
    mkdir -p var/home
    env -u DATABASE_URL HOME="$PWD/var/home" XDG_CACHE_HOME="$PWD/var/cache" XDG_CONFIG_HOME="$PWD/var/config" \
        $PYTHON_IN_VENV -m pytest -p no:cacheprovider --collect-only -q >/dev/null 2>&1 || return 0  # the suite will tell
    touch "$stamp"
}

install_pango() {
    stamp=$VENV/.pango
    if [ -e "$stamp" ]; then return; fi
    if ! $PYTHON_IN_VENV -W ignore -c 'import weasyprint' >/dev/null 2>&1; then
        install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || {
            say "No PDF: Pango is missing, all else works. Debian, Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
            return
        }
    fi
    touch "$stamp"
}

# Debian has Chromium as a package. Ubuntu has it only as a snap, so there Playwright's own build goes into the clone.
install_chromium() {
    if $PYTHON_IN_VENV tests/chromium.py >/dev/null; then return; fi
    if can_install && ! grep -qi ubuntu /etc/os-release &&
        { install chromium-headless-shell || install chromium; }; then return; fi
    say "Downloading Chromium into var/browsers"
    if can_install; then
        say "Installing with apt the system libraries that Chromium needs"
        deps=--with-deps
    fi
    PLAYWRIGHT_BROWSERS_PATH=$PWD/var/browsers $PYTHON_IN_VENV -m playwright install ${deps:-} --only-shell chromium >&2 && return
    say "The tests in a browser need Chromium. Debian: sudo apt install chromium"
    exit 1
}

make_venv
case $WHAT in
    run) [ -e $VENV/.installed-requirements-dev.txt ] || install_packages requirements.txt ;;
    test) ;;
    *) say "Say run or test, not $WHAT"; exit 2 ;;
esac
# A venv that once had the suite's packages keeps them up to date: they hold all of requirements.txt at the same versions.
if [ "$WHAT" = test ] || [ -e $VENV/.installed-requirements-dev.txt ]; then install_packages requirements-dev.txt; fi
compile_translations
$PYTHON_IN_VENV scripts/fonts.py &
fonts=$!
compile_suite &
compiled=$!
install_pango
if [ "$WHAT" = test ]; then install_chromium; fi
wait $fonts $compiled
