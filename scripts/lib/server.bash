# A PostgreSQL for a measurement, with fsync on, that is gone when the script ends. Read by scripts/bench-*.

# Starts it in $dir and points psql, pgbench and $lyceum at its database `academy`.
start_server() {
    binaries=$(postgres_binaries) || { echo "PostgreSQL's server programs are missing: run scripts/test once" >&2; exit 1; }
    command -v pgbench >/dev/null || PATH="$PATH:$binaries"
    lyceum=${LYCEUM:-}
    if [ -z "$lyceum" ]; then
        cargo build --release --locked --quiet
        lyceum=$PWD/target/release/lyceum
    fi
    dir=$(mktemp -d /tmp/lyceum-bench-XXXXXX)
    server=()
    if [ "$(id -u)" -eq 0 ]; then
        # PostgreSQL refuses to run as root.
        chown postgres "$dir"
        server=(runuser -u postgres --)
    fi
    trap stop_server EXIT
    (cd "$dir" && "${server[@]}" "$binaries/initdb" -D data -U postgres -A trust --no-sync --locale=C -E UTF8 >/dev/null)
    (cd "$dir" && "${server[@]}" "$binaries/pg_ctl" -D data -l log -w -s \
        -o "-k $dir -c listen_addresses= -c jit=off -c max_wal_size=4GB" start)
    export PGHOST=$dir PGUSER=postgres PGDATABASE=academy
    export LYCEUM_HOME=$dir/home LYCEUM_DATABASE_URL="postgres://postgres@localhost/academy?host=$dir"
    psql -qX -d postgres -c 'create database academy'
}

stop_server() {
    [ -z "${serving:-}" ] || kill "$serving" 2>/dev/null || true
    "${server[@]}" "$binaries/pg_ctl" -D "$dir/data" -m immediate -s stop || true
    rm -rf "$dir"
}

# Serves the academy with the login `web` and these options, on a port of its own, at $address; the log is $dir/serve.log.
serve_academy() {
    : >"$dir/serve.out"
    LYCEUM_DATABASE_URL="postgres://web@localhost/academy?host=$dir" "$lyceum" serve --listen 127.0.0.1:0 "$@" \
        >"$dir/serve.out" 2>"$dir/serve.log" &
    serving=$!
    until address=$(sed -n 's/^Listening on //p' "$dir/serve.out") && [ -n "$address" ]; do
        kill -0 "$serving" || { cat "$dir/serve.log" >&2; return 1; }
        sleep 0.1
    done
}
