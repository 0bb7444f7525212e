#!/bin/sh
# The validation of a release: installs its archives as kontain-install.sh does, and runs something in each.
#   tools/validate.sh [FOLDER WITH THE ARCHIVES]
set -eu
assets="${1:-$SLIPWAY_ASSETS}"
opt="$(mktemp -d)"
trap 'rm -rf "$opt"' EXIT
for archive in kontain runenv-python runenv-node runenv-java; do tar -xzf "$assets/$archive.tar.gz" -C "$opt"; done
"$opt/kontain/bin/km" "$opt/kontain/bin/hello.sh"
for payload in python node java; do "$opt/kontain/bin/km" "$opt/kontain/payload/$payload/$payload"; done
