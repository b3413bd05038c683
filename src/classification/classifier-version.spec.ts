import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CLASSIFIER_VERSION } from './classifier-version';

/** Fingerprint of the sources at which the version was last raised. */
const SOURCES = '7d5ffdf7e2dc3151';

function fingerprintOfSources(): string {
  const hash = createHash('sha256');
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.startsWith('course-title'))
    .sort();
  for (const name of files) hash.update(name).update(readFileSync(path.join(__dirname, name)));
  return hash.digest('hex').slice(0, 16);
}

it(`the sources are those of version ${CLASSIFIER_VERSION}: raise it with every change, and write the new fingerprint here`, () => {
  expect(fingerprintOfSources()).toBe(SOURCES);
});
