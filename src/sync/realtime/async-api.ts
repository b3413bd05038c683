import { SOCKET_LIMITS, SOCKET_PATH, HEARTBEAT_INTERVAL_MS } from '../../contract';
import schemas from './message-schemas.json';

type JsonObject = Readonly<Record<string, unknown>>;

const ADDRESS = 'jobs';

const DESCRIPTION = `Live progress over Socket.IO 4 at the path ${SOCKET_PATH}, WebSocket first. The handshake is authenticated: the access token in
\`auth.token\`, or the session's cookie. Every message is a Socket.IO event of that name with one argument; a reply is the ack of its event.
Sequence numbers of a job run from 1 without holes: \`subscribe\` answers with the job as it stands and the events after \`after\`, and
\`sync\` goes on from there. Whoever sees a hole subscribes again with the number it has. At most ${SOCKET_LIMITS.subscriptions} jobs a socket,
${SOCKET_LIMITS.messageBytes} bytes a message, ${SOCKET_LIMITS.replayEvents} events a reply; a heartbeat every ${HEARTBEAT_INTERVAL_MS / 1000} s.`;

const SUMMARIES: Readonly<Record<keyof typeof schemas.client | keyof typeof schemas.server, string>> = {
  subscribe: 'Follow a job, from a sequence number on.',
  unsubscribe: 'Follow it no longer.',
  sync: 'An event of a followed job, committed, once, in order.',
  job: 'A job of this student was created, on whichever device.',
  heartbeat: 'The newest sequence number of every followed job.',
  'session-ended': 'The session is over; the socket is closed after this.',
  'server-leaving':
    'This node is shutting down; the socket is closed after this, and any client comes back by itself.',
};

/** References of a schema of its own point into the document. */
function inDocument(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^#\/definitions\//, '#/components/schemas/');
  if (Array.isArray(value)) return value.map(inDocument);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inDocument(each)]));
}

const message = (name: string, payload: unknown, summary: string): JsonObject => ({
  name,
  summary,
  payload: inDocument(payload),
});

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const ref = (...path: readonly string[]): JsonObject => ({ $ref: `#/${path.join('/')}` });
const summaryOf = (name: string): string => (SUMMARIES as Readonly<Record<string, string>>)[name] ?? name;

/** What clients and server say to each other on the socket, as AsyncAPI 3; the schemas are those of the contract's types. */
export function asyncApiDocument(version: string): JsonObject {
  const asked = Object.entries(schemas.client).map(([name, { properties }]) => ({ name, ...properties }));
  const told = Object.entries(schemas.server);
  const messages = Object.fromEntries([
    ...asked.flatMap(({ name, request, reply }) => [
      [camel(name), message(name, request, summaryOf(name))],
      [`${camel(name)}Reply`, message(name, reply, `The ack of \`${name}\`.`)],
    ]),
    ...told.map(([name, payload]) => [camel(name), message(name, payload, summaryOf(name))]),
  ]) as JsonObject;
  const operations = Object.fromEntries([
    ...asked.map(({ name }) => [
      camel(name),
      {
        action: 'receive',
        summary: summaryOf(name),
        channel: ref('channels', ADDRESS),
        messages: [ref('channels', ADDRESS, 'messages', camel(name))],
        reply: {
          channel: ref('channels', ADDRESS),
          messages: [ref('channels', ADDRESS, 'messages', `${camel(name)}Reply`)],
        },
      },
    ]),
    ...told.map(([name]) => [
      camel(name),
      {
        action: 'send',
        summary: summaryOf(name),
        channel: ref('channels', ADDRESS),
        messages: [ref('channels', ADDRESS, 'messages', camel(name))],
      },
    ]),
  ]) as JsonObject;
  return {
    asyncapi: '3.0.0',
    info: { title: 'Spike: live progress', version, description: DESCRIPTION },
    defaultContentType: 'application/json',
    channels: {
      [ADDRESS]: {
        address: SOCKET_PATH,
        messages: Object.fromEntries(
          Object.keys(messages).map((name) => [name, ref('components', 'messages', name)]),
        ),
      },
    },
    operations,
    components: { messages, schemas: inDocument(schemas.definitions) },
  };
}
