import { ModuleModel, SectionModel } from '../model';

/** Not hidden by the teacher, and not waiting for its deletion: named at least, if not open. */
export const isNamed = (module: ModuleModel): boolean => module.visible && !module.deleting;

/** The student may open it. */
export const isOpen = (section: SectionModel, module: ModuleModel): boolean =>
  section.visible && section.restriction === null && isNamed(module) && module.restriction === null;

/** Every module of a course that the student may open, section by section. */
export function openModules(
  sections: readonly SectionModel[],
): { section: SectionModel; module: ModuleModel }[] {
  return sections.flatMap((section) =>
    section.modules.filter((module) => isOpen(section, module)).map((module) => ({ section, module })),
  );
}
