/**
 * Jest has no require(esm) before Node 24.9, while got and parts of Nest 12 are ESM only. This transformer sends our
 * TypeScript through SWC (decorators, metadata), rewrites files of `"type": "module"` packages to CommonJS, and hands
 * everything else through untouched.
 */
const fs = require('node:fs');
const path = require('node:path');
const { createTransformer } = require('@swc/jest');

const typescript = createTransformer({
  sourceMaps: 'inline',
  jsc: {
    parser: { syntax: 'typescript', decorators: true, tsx: false },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
    target: 'es2022',
  },
  module: { type: 'commonjs' },
});
const tsx = createTransformer({
  sourceMaps: 'inline',
  jsc: {
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
    target: 'es2022',
  },
  module: { type: 'commonjs' },
});
const modern = createTransformer({
  sourceMaps: false,
  jsc: { parser: { syntax: 'ecmascript' }, target: 'es2022' },
  module: { type: 'commonjs' },
});

const types = new Map();
function packageType(dir) {
  if (types.has(dir)) return types.get(dir);
  let type = 'commonjs';
  const manifest = path.join(dir, 'package.json');
  if (fs.existsSync(manifest)) type = JSON.parse(fs.readFileSync(manifest, 'utf8')).type ?? 'commonjs';
  else if (path.dirname(dir) !== dir) type = packageType(path.dirname(dir));
  types.set(dir, type);
  return type;
}

function pick(file) {
  if (file.endsWith('.tsx')) return tsx;
  if (/\.[mc]?ts$/.test(file)) return typescript;
  if (file.endsWith('.mjs')) return modern;
  if (file.endsWith('.cjs')) return null;
  return packageType(path.dirname(file)) === 'module' ? modern : null;
}

module.exports = {
  canInstrument: false,
  getCacheKey(source, file, options) {
    const chosen = pick(file);
    return chosen ? chosen.getCacheKey(source, file, options) : `raw:${file}:${source.length}`;
  },
  process(source, file, options) {
    const chosen = pick(file);
    return chosen ? chosen.process(source, file, options) : { code: source };
  },
};
