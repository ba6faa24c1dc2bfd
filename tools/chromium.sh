#!/bin/sh
# Prints the path of a Chromium for the browser tests; installs Debian's where there is none.
#
# CHROMIUM=/path/to/chromium names one. No browser is ever downloaded from elsewhere.
set -eu

say() { printf '%s\n' "$*" >&2; }

found() {
    for name in ${CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable}; do
        if command -v "$name"; then
            return 0
        fi
    done
    mac="/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    [ -z "${CHROMIUM:-}" ] && [ -x "$mac" ] && printf '%s\n' "$mac"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

install() {
    command -v apt-get >/dev/null || return 1
    as_root true || return 1
    say "Installing Debian's Chromium for the browser tests."
    as_root env DEBIAN_FRONTEND=noninteractive sh -c \
        "apt-get install -y --no-install-recommends chromium || { apt-get update && apt-get install -y --no-install-recommends chromium; }" >&2
}

found && exit 0
install && found && exit 0
say "The browser tests need Chromium and none was found: install it (on Debian, as root: apt-get install chromium), name one with 'make CHROMIUM=/path test', or leave those tests out with 'make test BROWSER=no'."
exit 2
