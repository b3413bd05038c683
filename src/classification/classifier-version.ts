/**
 * Rises with every change that can change a verdict: verdicts are kept and shared between students, and those of another version are
 * found anew. A test holds it against the sources.
 */
export const CLASSIFIER_VERSION = 6;
