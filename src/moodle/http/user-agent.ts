import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

/** The nearest `package.json` above: sources and built files stand at different depths. */
function versionAbove(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
  const parent = dirname(folder);
  return parent === folder ? '0' : versionAbove(parent);
}

/** Sites change what they answer to browsers and to Moodle's own app, so Spike says what it is: `Spike/<version>`. */
export const userAgent = `Spike/${versionAbove(__dirname)}`;
