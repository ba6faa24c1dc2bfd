# What the set-up scripts share: saying things, and installing Debian's packages where we may.
# Read with ". tools/debian.sh"; it does nothing by itself.

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# install_package NAME WHY: false where there is no apt, or we may not use it.
install_package() {
    command -v apt-get >/dev/null || return 1
    as_root true || return 1
    say "Installing Debian's package $1: $2."
    apt_install "$1" || { as_root apt-get -q update >&2 && apt_install "$1"; }
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$1" >&2
}
