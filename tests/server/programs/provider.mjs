// An OpenID Connect provider on a port of this machine. On its standard input a line says what its user does with a
// code: `approve CODE` or `deny CODE`. It ends with its standard input.

import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider, { errors } from 'oidc-provider';

const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

const people = {
  ada: { email: 'ada@example.org', email_verified: true, name: 'Ada Lovelace' },
  eve: { email: 'ada@example.org', email_verified: false, name: 'Eve' },
};

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'lyceum',
    client_secret: 'the secret of the client',
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['urn:ietf:params:oauth:grant-type:device_code'],
    response_types: [],
    redirect_uris: [],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  features: { deviceFlow: { enabled: true }, devInteractions: { enabled: false } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});
server.on('request', provider.callback());
console.log(issuer);

// What the provider itself does when its pages come to their end.
async function decide(what, typed, who) {
  const code = await provider.DeviceCode.findByUserCode(typed.replace(/-/g, ''));
  if (what === 'deny') {
    code.error = 'access_denied';
    code.errorDescription = 'the user said no';
  } else {
    const grant = new provider.Grant({ accountId: who, clientId: code.clientId });
    grant.addOIDCScope('openid email profile');
    code.grantId = await grant.save();
    code.accountId = who;
    code.scope = 'openid email profile';
    code.authTime = Math.floor(Date.now() / 1000);
  }
  await code.save();
  console.log('decided');
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [what, code, who] = line.split(' ');
  decide(what, code, who).catch((error) => console.log(`failed: ${error.stack ?? error}`));
});
lines.on('close', () => process.exit());
