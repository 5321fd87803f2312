# Programs of others that tests talk with: an OpenID Connect provider, and a mail server. They are fetched once, into the
# folder of build results. Read by scripts/test, after requirements.bash.

fetch_counterparts() {
    if [ ! -d target/oidc/node_modules/oidc-provider ]; then
        mkdir -p target/oidc
        announce npm install --silent --no-audit --no-fund --prefix target/oidc oidc-provider@9.13
    fi
    if [ ! -x target/mail-server/bin/aiosmtpd ]; then
        announce python3 -m venv target/mail-server
        announce target/mail-server/bin/pip install --quiet aiosmtpd==1.4.6
    fi
}
