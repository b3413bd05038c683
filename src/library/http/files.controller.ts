import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentStudent, type Principal } from '../../http';
import { MoodleService, type OpenedFile } from '../../moodle';
import { LibraryReader, type StoredFile } from '../persistence/library-reader';
import { StudentMoodleAccess } from '../student-moodle-access';
import { fileHeaders } from './file-headers';

/** One range in bytes; what else a client asks for is answered with the whole file, as HTTP allows. */
const ONE_RANGE = /^bytes=(\d+-\d*|-\d+)$/;

@ApiTags('library')
@Controller('files')
export class FilesController {
  constructor(
    private readonly library: LibraryReader,
    private readonly access: StudentMoodleAccess,
    private readonly moodle: MoodleService,
  ) {}

  /** Streams one of the student's own files from Moodle; nothing of it is kept here. */
  @Get(':id')
  @ApiProduces('application/octet-stream')
  async get(
    @CurrentStudent() { studentId }: Principal,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const file = await this.library.findFile(studentId, id);
      const opened = await this.open(studentId, file, request, gone.signal);
      await send(opened, file.name, request, response);
    } catch (error) {
      if (!gone.signal.aborted) throw error; // else nobody is left to answer
    }
  }

  private async open(
    studentId: string,
    file: StoredFile,
    request: Request,
    signal: AbortSignal,
  ): Promise<OpenedFile> {
    const access = await this.access.of(studentId);
    const asked = request.get('range') ?? '';
    const range = ONE_RANGE.test(asked) ? asked : undefined;
    const ifNoneMatch = request.get('if-none-match');
    const opened = await this.moodle.openFile(access, file.url, { range, ifNoneMatch, signal });
    const ifRange = request.get('if-range');
    if (opened.status !== 206 || ifRange === undefined || ifRange === opened.headers.etag) return opened;
    // A part of another version than the client holds the rest of: it gets the whole file.
    opened.body.destroy();
    return this.moodle.openFile(access, file.url, { signal });
  }
}

async function send(opened: OpenedFile, name: string, request: Request, response: Response): Promise<void> {
  const { body, status } = opened;
  const hasBody = request.method !== 'HEAD' && status !== 304;
  // A file that breaks before its first byte can still be answered with an error.
  if (hasBody) await firstByte(body);
  response.status(status);
  response.setHeaders(fileHeaders(name, opened));
  if (hasBody) return pipeline(body, response);
  body.destroy();
  response.end();
}

/** Resolves when there is something to read or nothing at all; rejects when the stream fails first. */
async function firstByte(body: Readable): Promise<void> {
  if (body.readableLength > 0 || body.readableEnded) return;
  const settled = new AbortController();
  try {
    await Promise.race([
      once(body, 'readable', { signal: settled.signal }),
      once(body, 'end', { signal: settled.signal }),
    ]);
  } finally {
    settled.abort();
  }
}
