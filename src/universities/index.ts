export { Universities, type RegisteredUniversity } from './universities';
export { UniversitiesModule } from './universities.module';
export { readUniversityFile, type UniversityEntry, UniversityFileError } from './university-file';
