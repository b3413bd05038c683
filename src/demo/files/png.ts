import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

const SIDE = 64;

/** A plain coloured square; its text chunk carries the title and fills it up to the size. */
export function pngBody(title: string, size: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(SIDE * 3, Buffer.from([0x60, 0x9e, 0xc4]))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: SIDE }, () => row)));
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const note = Buffer.from(`Comment\0${title.replace(/[^\x20-\x7e]/g, '')} `, 'latin1');
  const fixed = start.length + 25 + 12 + pixels.length + 12 + 12;
  const text = Buffer.alloc(Math.max(note.length, size - fixed), ' ');
  note.copy(text);
  return Buffer.concat([
    start,
    chunk('IHDR', header),
    chunk('tEXt', text),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
