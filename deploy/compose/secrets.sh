# Sourced by init and keys. shellcheck shell=bash
services=(ingest trainer evaluator inference)
# Those that also have a user of the broker and a certificate; the console has none of the store.
listeners=("${services[@]}" console)

fail() { echo "$program: $*" >&2; exit 1; }

# The folder of secrets: of the environment, or of .env beside this file; nothing where neither names one.
secrets_folder() {
  if [ -n "${BOXSTREAM_SECRETS:-}" ]; then
    echo "$BOXSTREAM_SECRETS"
  elif [ -e "$here/.env" ]; then
    sed -n 's/^BOXSTREAM_SECRETS=//p' "$here/.env" | tail -n 1
  fi
}
