#!/bin/sh
# Makes the virtual environment in the folder named: sh tools/venv.sh .venv
#
# Takes the first Python from 3.11 to 3.14 that runs here; PYTHON=/path/to/python names another.
# Debian keeps the parts of Python that make an environment in a package of its own. Where it is
# missing it is installed, if we may; else its files are unpacked beside the environment.
set -eu
. "$(dirname "$0")/debian.sh"

folder=$1

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' >/dev/null 2>&1
}

# Without root: the same pip, out of Debian's package, unpacked and run from its wheel.
unpack_pip() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    say "Fetching pip out of Debian's package python3-pip-whl, as root is needed to install it."
    here=$(mktemp -d)
    mkdir -p "$here/lists/partial" "$here/cache/archives/partial"
    (
        cd "$here"
        apt-get -o Dir::State::lists="$here/lists" -o Dir::Cache="$here/cache" -qq update
        apt-get -o Dir::State::lists="$here/lists" -o Dir::Cache="$here/cache" -qq download python3-pip-whl
        dpkg-deb -x python3-pip-whl_*.deb .
    ) >&2 || return 1
    "$python" -m venv --without-pip --clear "$folder"
    set -- "$here"/usr/share/python-wheels/pip-*.whl
    "$folder/bin/python" "$1/pip" install --quiet --no-index "$1" >&2
    rm -rf "$here"
}

if "$folder/bin/python" -m pip --version >/dev/null 2>&1 && fits "$folder/bin/python"; then
    exit 0
fi

python=
for name in ${PYTHON:-python3 python3.11 python3.12 python3.13 python3.14}; do
    if fits "$name"; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    say "reftel needs Python 3.11, 3.12, 3.13 or 3.14, and none was found: install one, or name it with 'make PYTHON=/path/to/python3 …'."
    exit 2
fi

if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    if ! install_package "$package" "it makes virtual environments"; then
        unpack_pip && exit 0
        say "$python cannot make virtual environments here: install the package $package (as root: apt-get install $package) and run this again."
        exit 2
    fi
fi
"$python" -m venv --clear "$folder"
