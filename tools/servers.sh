#!/bin/sh
# Installs the servers that the rules of a mirror are tried with, in a container as CI has:
# sh tools/servers.sh
#
# Elsewhere Debian would start them, and with every boot: who wants those tests there installs
# nginx-light, apache2 and caddy. Without them the tests are skipped, so this never fails.
set -eu
. "$(dirname "$0")/debian.sh"

POLICY=/usr/sbin/policy-rc.d # where it is, it says that no service is started

there() { [ -x /usr/sbin/nginx ] && [ -x /usr/sbin/apache2 ] && [ -x /usr/bin/caddy ]; }

if [ -d /run/systemd/system ] || there || ! as_root true; then
    exit 0
fi
if [ ! -e "$POLICY" ]; then
    trap 'as_root rm -f "$POLICY"' EXIT
    trap 'exit 1' HUP INT TERM
    as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$POLICY && chmod 755 $POLICY"
fi
for name in nginx-light apache2 caddy; do
    install_package "$name" "the rules of a mirror are tried with it" || break
done
