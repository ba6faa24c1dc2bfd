#!/bin/sh
# Installs the servers that the rules of a mirror are tried with, in a container as CI has:
# sh tools/servers.sh
#
# Elsewhere Debian would start them, and with every boot: who wants those tests there installs
# nginx-light, apache2 and caddy. Without them the tests are skipped, so this never fails.
set -eu
. "$(dirname "$0")/debian.sh"

POLICY=/usr/sbin/policy-rc.d # whether services may be started when they are installed; 101 is no

there() { [ -x /usr/sbin/nginx ] && [ -x /usr/sbin/apache2 ] && [ -x /usr/bin/caddy ]; }
contained() { [ -n "${CI:-}" ] || [ -e /.dockerenv ] || [ -e /run/.containerenv ]; }

if there || ! contained || [ -d /run/systemd/system ] || ! command -v apt-get >/dev/null || ! as_root true; then
    exit 0
fi
if [ ! -e "$POLICY" ]; then
    trap 'as_root rm -f "$POLICY"' EXIT
    trap 'exit 1' HUP INT TERM
    as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$POLICY && chmod 755 $POLICY" || exit 0
fi
answer=0
as_root "$POLICY" nginx start >/dev/null 2>&1 || answer=$?
[ "$answer" = 101 ] || exit 0
for name in nginx-light apache2 caddy; do
    install_package "$name" "the rules of a mirror are tried with it" || break
done
