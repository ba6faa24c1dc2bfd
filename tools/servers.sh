#!/bin/sh
# Installs the servers that the rules of a mirror are tried with, in a container as CI has:
# sh tools/servers.sh
#
# Elsewhere Debian would start them, and with every boot: who wants those tests there installs
# nginx-light, apache2 and caddy. Without them the tests are skipped, so this never fails.
set -eu
. "$(dirname "$0")/debian.sh"

POLICY=/usr/sbin/policy-rc.d # which says, while it is there, that no service is started

[ -d /run/systemd/system ] && exit 0
command -v nginx >/dev/null && command -v apache2 >/dev/null && command -v caddy >/dev/null && exit 0
as_root test ! -e "$POLICY" || exit 0
as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$POLICY && chmod 755 $POLICY" || exit 0
for name in nginx-light apache2 caddy; do
    install_package "$name" "the rules of a mirror are tried with it" || break
done
as_root rm -f "$POLICY"
