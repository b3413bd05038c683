/** The scorer's numbers, set by hand from the meaning of each. What is learned is beside them, in linear-model.json. */
export interface ModelParameters {
  /** Softmax temperature: lower is surer. */
  temperature: number;
  /** Share of a second and further term for the same category from the same source. */
  repeated: number;
  /** Share of the section's evidence once the name itself speaks for a category this strongly. */
  sectionUnderName: number;
  clearName: number;
  /** What the solution axis adds to the solved kind, and takes from the unsolved one. */
  solved: number;
  unsolved: number;
  /** A solution of nothing named is one of an assignment. */
  solvedAssignmentPrior: number;
}

export const PARAMETERS: ModelParameters = {
  temperature: 0.6,
  repeated: 0.25,
  sectionUnderName: 0.6,
  clearName: 2.5,
  solved: 3,
  unsolved: 2.5,
  solvedAssignmentPrior: 0.6,
};

/** How much a term counts by where it stands. */
export const POSITION = {
  /** Written on to a preposition, or after one, when another term came first. */
  object: 0.5,
  /** A chapter or unit, when another word tells what the item is. */
  chapter: 0.3,
  /** The second of two nouns that stand together, in languages that put the head first. */
  construct: 0.6,
  /** The part of a compound that only modifies. */
  modifier: 0.6,
  /** All the words there are between two separators. */
  wholeSegment: 1.2,
  /** Among other words, after a segment that names kind and number. */
  topic: 0.5,
  /** The folder that holds the item, and the folders above it. */
  nearSection: 0.6,
  farSection: 0.35,
  /** "Lecture 5" as a section holds all that belongs to the week. */
  numberedSection: 0.5,
  /** Names of files, when the item's own name is silent. */
  file: 0.6,
} as const;
