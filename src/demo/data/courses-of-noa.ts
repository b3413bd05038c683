import { CALCULUS } from './noa/calculus';
import { DISCRETE_MATHEMATICS } from './noa/discrete-mathematics';
import { ACADEMIC_WRITING, SET_THEORY, SIGNALS } from './noa/humanities-and-past';
import { INTRO_TO_CS } from './noa/intro-to-cs';
import { LINEAR_ALGEBRA } from './noa/linear-algebra';
import { PHYSICS } from './noa/physics';
import { CourseRecipe } from './recipes';

/** The showcase, in the site's own order, which is not that of the semesters. */
export const COURSES_OF_NOA: readonly CourseRecipe[] = [
  PHYSICS,
  CALCULUS,
  LINEAR_ALGEBRA,
  INTRO_TO_CS,
  DISCRETE_MATHEMATICS,
  SIGNALS,
  ACADEMIC_WRITING,
  SET_THEORY,
];
