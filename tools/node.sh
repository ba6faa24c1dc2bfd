#!/bin/sh
# Makes sure that the Node inside Playwright runs: sh tools/node.sh .venv
#
# It wants one library beyond the C library, libatomic, which a bare Debian lacks.
set -eu
. "$(dirname "$0")/debian.sh"

runs() {
    for node in "$1"/lib*/python*/site-packages/playwright/driver/node; do
        "$node" --version >/dev/null 2>&1 || return 1
    done
}

runs "$1" && exit 0
install_package libatomic1 "Playwright's Node needs it" && runs "$1" && exit 0
say "The browser tests need Playwright, and its Node does not start here: install the library libatomic (on Debian, as root: apt-get install libatomic1), or leave those tests out with 'make test BROWSER=no'."
exit 2
