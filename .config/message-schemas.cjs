const { readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const prettier = require('prettier');
const { createGenerator } = require('ts-json-schema-generator');

const root = path.resolve(__dirname, '..');
const FILE = path.join(root, 'src/sync/realtime/message-schemas.json');

/** JSON schemas of every message of the socket, from the types of the contract. */
function generate() {
  const base = {
    path: path.join(root, 'src/contract/index.ts'),
    tsconfig: path.join(root, 'tsconfig.json'),
    topRef: false,
  };
  const of = (type) => createGenerator({ ...base, type }).createSchema(type);
  const [client, server] = [of('ClientMessages'), of('ServerMessages')];
  const sorted = (record) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    client: client.properties,
    server: server.properties,
    definitions: sorted({ ...client.definitions, ...server.definitions }),
  };
}

/** Writes the file, or with `--check` says whether it is as it would be written. */
async function main() {
  const options = await prettier.resolveConfig(FILE);
  const text = await prettier.format(JSON.stringify(generate()), { ...options, parser: 'json' });
  if (!process.argv.includes('--check')) return writeFileSync(FILE, text);
  if (readFileSync(FILE, 'utf8') === text) return;
  console.error('The schemas of the socket are not those of the types: npm run schemas');
  process.exitCode = 1;
}

main();
