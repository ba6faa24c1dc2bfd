#!/bin/sh
# Prints the path of a Chromium for the browser tests; installs Debian's where there is none.
#
# CHROMIUM=/path/to/chromium names one. No browser is ever downloaded from elsewhere.
set -eu
. "$(dirname "$0")/debian.sh"

found() {
    for name in ${CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable}; do
        if command -v "$name"; then
            return 0
        fi
    done
    mac="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    [ -z "${CHROMIUM:-}" ] && [ -x "$mac" ] && printf '%s\n' "$mac"
}

found && exit 0
install_package chromium "the browser tests drive it" && found && exit 0
say "The browser tests need Chromium and none was found: install it (on Debian, as root: apt-get install chromium), name one with 'make CHROMIUM=/path test', or leave those tests out with 'make test BROWSER=no'."
exit 2
