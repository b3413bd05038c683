import { StudentModel } from '../model';
import { Identifiers } from './identifiers';

type NewStudent = Pick<StudentModel, 'username' | 'password'> & Partial<StudentModel>;

export function newStudent(ids: Identifiers, given: NewStudent): StudentModel {
  const id = ids.next('user', 3);
  return {
    id,
    firstname: given.username,
    lastname: 'לדוגמה',
    idnumber: String(300_000_000 + id),
    courseIds: [],
    mustChangePassword: false,
    confirmed: true,
    suspended: false,
    policyAgreed: true,
    ...given,
  };
}
