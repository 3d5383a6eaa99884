# Sourced by init and keys, and by deploy/kubernetes/init. shellcheck shell=bash
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

# What follows makes files in the folder $secrets, and counts them in $made.
# write FILE MODE COMMAND...: writes what a command prints to a file that appears whole.
write() {
  local file=$1 mode=$2
  shift 2
  mkdir -p "$(dirname "$file")"
  "$@" >"$file.new"
  chmod "$mode" "$file.new"
  mv "$file.new" "$file"
  made=$((made + 1))
}
# missing FILE MODE COMMAND...: the same, unless the file is there.
missing() { if [ ! -e "$1" ]; then write "$@"; fi; }

# A password of 192 random bits.
random() { openssl rand -hex 24 | tr -d '\n'; }
# password NAME: of this installation.
password() {
  missing "$secrets/passwords/$1" 600 random
  cat "$secrets/passwords/$1"
}

new_key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256; }
# new_authority NAME: the certificate of the authority's key.
new_authority() {
  openssl req -x509 -new -key "$secrets/authority.key" -days 3650 -subj "/CN=$1" \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign'
}
# new_certificate NAME PURPOSES NAMES: the certificate of the private key on standard input, for these names.
new_certificate() {
  local work
  work=$(mktemp -d)
  openssl req -new -key /dev/stdin -subj "/CN=$1" -out "$work/request"
  cat >"$work/extensions" <<END
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=$2
subjectAltName=$3
END
  openssl x509 -req -in "$work/request" -CA "$secrets/authority.crt" -CAkey "$secrets/authority.key" \
    -set_serial "0x$(openssl rand -hex 16)" -days 365 -extfile "$work/extensions" 2>/dev/null
  rm -rf "$work"
}
