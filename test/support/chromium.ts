import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chrome's own background traffic is switched off: tests speak to loopback alone. */
const ARGS = [
  '--no-sandbox', // root, in containers and in CI
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const findChromium = async (): Promise<string> =>
  process.env.CHROMIUM_PATH ?? SYSTEM.find((file) => existsSync(file)) ?? (await shipped());

/** A real Chromium: the system's if there is one, else the one that npm installed. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: ARGS });
}

/** The same with a profile in `folder`, as at home: what pages register with the browser is kept. */
export async function launchProfile(
  folder: string,
  options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    ...options,
    executablePath: await findChromium(),
    args: ARGS,
  });
}

async function shipped(): Promise<string> {
  // Makes the package unpack its libraries as well; it looks at these when it is loaded.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  const loaded = createRequire(__filename)('@sparticuz/chromium') as Packaged & { default?: Packaged };
  return (loaded.default ?? loaded).executablePath(); // an ES module looks one way or the other when it is required
}

interface Packaged {
  executablePath(): Promise<string>;
}
