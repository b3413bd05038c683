import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CLASSIFIER_VERSION } from './classifier-version';

/** Fingerprint of the sources at which the version was last raised. */
const SOURCES = 'ff845820460e47f8';

function fingerprintOfSources(): string {
  const hash = createHash('sha256');
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        /\.(ts|json)$/.test(name) && !name.endsWith('.spec.ts') && !/^(?:course-title|insight)/.test(name),
    )
    .sort();
  for (const name of files) hash.update(name).update(readFileSync(path.join(__dirname, name)));
  return hash.digest('hex').slice(0, 16);
}

it(`the sources are those of version ${CLASSIFIER_VERSION}: raise it with every change, and write the new fingerprint here`, () => {
  expect(fingerprintOfSources()).toBe(SOURCES);
});
