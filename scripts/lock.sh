#!/usr/bin/env bash
# Writes constraints.txt: one exact version for every package Osler needs, directly or through others, on any platform.
# Give it to installers with -c (never -r: as requirements the same lines would install the CUDA packages on machines without a GPU).
# torch is held at the version Osler is tested with, without a "+cpu" or "+cu" suffix, so that either build satisfies it.
set -euo pipefail
cd "$(dirname "$0")/.."
held=$(mktemp)
trap 'rm -f "$held"' EXIT
echo "torch==2.13.0" >"$held"
{
  echo "# Written by scripts/lock.sh; install with: pip install -c constraints.txt -e ."
  uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-annotate --no-header \
    --no-emit-index-url --no-emit-find-links --constraints "$held" "$@" pyproject.toml
} >constraints.new
mv constraints.new constraints.txt
