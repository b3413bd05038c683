import type { SyncEvent } from '../../contract';

/** An event as it goes over the wire, made once for all who get it. */
export interface EncodedEvent {
  /** Socket.IO packet: an EVENT of the main namespace, without what Engine.IO puts before it. */
  readonly packet: string;
  /** Options of Engine.IO's `write`: the finished WebSocket frame, for connections that can take it as it is. */
  readonly options: { compress?: boolean; readonly wsPreEncodedFrame: readonly [Buffer] };
}

/** Packet types: "4" is Engine.IO's MESSAGE, "2" Socket.IO's EVENT (https://socket.io/docs/v4/engine-io-protocol/, …/socket-io-protocol). */
const MESSAGE = '4';
const EVENT = '2';

/**
 * Socket.IO makes the frame once a broadcast as well, but in two parts, and walks through the event before to see whether anything in
 * it is binary. In one part it is one plain write a socket.
 */
export function encodeEvent(event: SyncEvent): EncodedEvent {
  const packet = `${EVENT}${JSON.stringify(['sync', event])}`;
  return { packet, options: { wsPreEncodedFrame: [textFrame(MESSAGE + packet)] } };
}

/** An unmasked, unfragmented WebSocket frame of text (RFC 6455, 5.2). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = 0x81; // final, text
  if (header === 2) frame[1] = length;
  else if (header === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, header);
  return frame;
}
