#!/usr/bin/env bash
# Installs Osler into .venv, every package at the version of constraints.txt: install.sh app (to use it) or dev (to work on it).
#   PYTHON       which Python to make .venv with (3.11 or newer); found on the PATH otherwise
#   TORCH_INDEX  where to take PyTorch from, when the default build is not the one wanted
# uv installs where it is on the PATH; pip where it is not, or where pip has been told of places that uv would not look in.
set -euo pipefail
cd "$(dirname "$0")/.."
extras=${1:-app}
venv_python=.venv/bin/python

die() { echo "$1" >&2; exit 2; }
step() { echo "== $1"; }
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  if [ -n "${PYTHON:-}" ]; then
    new_enough "$PYTHON" || die "PYTHON=$PYTHON is not Python 3.11 or newer; name one that is, as in: make install PYTHON=python3.12"
    python=$PYTHON
    return
  fi
  for python in python3 python3.13 python3.12 python3.11 python; do
    if new_enough "$python"; then return; fi
  done
  die "Osler needs Python 3.11 or newer and found none; install one, or name it, as in: make install PYTHON=/path/to/python3.12"
}

pip_is_configured() { "$1" -m pip config list 2>/dev/null | grep -Eq '(find-links|index-url|no-index)='; }

use_uv() { command -v uv >/dev/null && ! pip_is_configured "$python"; }

no_venv() {
  rm -rf .venv
  [ -z "${OSLER_DEBUG:-}" ] || echo "$1" >&2
  die "$python cannot make a virtual environment: install its venv module (on Debian and Ubuntu: python3-venv), or name another Python with PYTHON=."
}

make_venv() {
  if [ -x $venv_python ] && new_enough $venv_python; then
    grep -qsF "$PWD/.venv" .venv/bin/activate || die ".venv is incomplete, or was made when Osler lay in another folder: run make clean, then try again."
    python=$venv_python
    return
  fi
  find_python
  step "1 of 3: making .venv with $("$python" --version)"
  if use_uv; then
    uv venv --quiet --allow-existing --python "$python" .venv
  else
    said=$("$python" -m venv --clear .venv 2>&1) || no_venv "$said"
  fi
}

install() {
  if use_uv; then
    uv pip install --python $venv_python "$@"
  else
    $venv_python -m pip --version >/dev/null 2>&1 || $venv_python -m ensurepip >/dev/null
    $venv_python -m pip install --disable-pip-version-check --no-compile "$@"
  fi
}

remove_torch() {
  if use_uv; then
    uv pip uninstall --quiet --python $venv_python torch
  else
    $venv_python -m pip uninstall --quiet --yes torch
  fi
}

# torch comes first and alone: the rest then finds its requirement met, and never fetches another build of it.
install_torch() {
  local pinned
  pinned=$(grep -m 1 '^torch==' constraints.txt)
  if [ -n "${TORCH_INDEX:-}" ]; then
    step "2 of 3: installing $pinned from $TORCH_INDEX"
    remove_torch
    install --index-url "$TORCH_INDEX" "$pinned"
  else
    step "2 of 3: installing $pinned (the largest part; minutes on a slow line)"
    install -c constraints.txt "$pinned"
  fi
}

make_venv
rm -f .venv/.installed-*
install_torch
step "3 of 3: installing Osler and what it needs"
case $extras in
  dev) install -c constraints.txt -e ".[dev]" ;;
  *) install -c constraints.txt -e . ;;
esac
