import type { INestApplicationContext } from '@nestjs/common';
import { StudentDirectory, type StudentEntry } from '../../auth';
import { NotDone, UsageError } from '../command';

/** The one student of a reference: an id, or `university/username`. */
export async function findStudent(app: INestApplicationContext, reference: string): Promise<StudentEntry> {
  const [found, ...others] = await app.get(StudentDirectory, { strict: false }).find(reference);
  if (!found)
    throw new NotDone(
      'student.not-found',
      `No student is known as ${reference} (give an id, or university/username).`,
    );
  if (others.length > 0)
    throw new UsageError(
      `Several students were called ${reference}: give one of the ids ${[found, ...others].map(({ id }) => id).join(', ')}.`,
    );
  return found;
}
