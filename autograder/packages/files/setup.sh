#!/bin/bash
# Gradescope runs this once, as root, when it builds the image that every submission starts from.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
environment="${AUTOGRADER_ENVIRONMENT:-/opt/autograder}"
# The build of torch without CUDA: a container has no GPU, and the one with CUDA takes several GB.
torch_index="${TORCH_INDEX:-https://download.pytorch.org/whl/cpu}"
source="$root/source"

export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends bubblewrap passwd
python=""
for version in 3.13 3.12 3.11; do
    if apt-get install -y --no-install-recommends "python$version" "python$version-venv"; then
        python="python$version"
        break
    fi
done
if [ -z "$python" ]; then
    echo "This image has none of Python 3.11, 3.12 and 3.13: choose a newer Ubuntu as the base image." >&2
    exit 1
fi

"/usr/bin/$python" -m venv "$environment"
"$environment/bin/pip" install --no-cache-dir --index-url "$torch_index" "$(grep '^torch==' "$source/requirements.txt")"
"$environment/bin/pip" install --no-cache-dir -r "$source/requirements.txt"
"$environment/bin/python" -m compileall -q "$source/checker"

# Whom students' code runs as where the container lets nobody make a jail.
id -u student > /dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin student
chmod -R go= "$source"
