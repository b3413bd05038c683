import { Injectable, type PipeTransform } from '@nestjs/common';
import { AppError } from '../../errors';
import { LIBRARY_ID } from '../paging/keys';

/** What is no id of the library is nothing in it, and is not counted by a limit. */
@Injectable()
export class LibraryIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!LIBRARY_ID.test(id)) throw new AppError('library.not-found');
    return id;
  }
}
