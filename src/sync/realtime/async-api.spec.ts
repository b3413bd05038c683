import { execFileSync } from 'node:child_process';
import path from 'node:path';
import asyncApiSchema from '@asyncapi/specs/schemas/3.0.0.json';
import Ajv from 'ajv';
import { JOB_STATUSES } from '../../contract';
import { asyncApiDocument } from './async-api';

interface Document {
  readonly channels: {
    readonly jobs: { readonly messages: Readonly<Record<string, { readonly $ref: string }>> };
  };
  readonly operations: Readonly<Record<string, { readonly action: string; readonly reply?: unknown }>>;
  readonly components: {
    readonly schemas: Readonly<
      Record<string, { readonly enum?: readonly string[]; readonly anyOf?: readonly unknown[] }>
    >;
  };
}

describe('the AsyncAPI document', () => {
  const document = asyncApiDocument('1') as unknown as Document;

  it('is one, by the schema of AsyncAPI 3', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false });
    const valid = ajv.compile(asyncApiSchema);
    expect([valid(document), valid.errors]).toEqual([true, null]);
    expect(valid({ ...document, channels: { jobs: { address: 7 } } })).toBe(false);
  });

  it('has the schemas of the types as they are now', () => {
    const script = path.resolve(__dirname, '../../../.config/message-schemas.cjs');
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  });

  it('leads from every reference to something', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, to]) => to ?? '');
    expect(refs.length).toBeGreaterThan(30);
    for (const to of refs) {
      const found = to
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect([to, found === undefined]).toEqual([to, false]);
    }
  });

  it('holds whatever is said, with every status and every kind of event', () => {
    expect(Object.keys(document.channels.jobs.messages).sort()).toEqual(
      [
        'subscribe',
        'subscribeReply',
        'unsubscribe',
        'unsubscribeReply',
        'sync',
        'job',
        'heartbeat',
        'sessionEnded',
        'serverLeaving',
      ].sort(),
    );
    expect([...(document.components.schemas.JobStatus?.enum ?? [])].sort()).toEqual([...JOB_STATUSES].sort());
    expect(document.components.schemas.SyncEvent?.anyOf).toHaveLength(11);
    const { sync, subscribe } = document.operations;
    expect([sync?.action, subscribe?.action, subscribe?.reply !== undefined]).toEqual([
      'send',
      'receive',
      true,
    ]);
  });
});
