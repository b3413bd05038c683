import { iconOf } from '../data/file-types';
import { CourseModel, FileModel, ModuleModel } from '../model';
import { rawUrlEncode } from './names';

/** Where a file lives: context, component, area and (for most areas) item. */
export interface FileArea {
  contextId: number;
  component: string;
  area: string;
  /** null: this area has no item in its address. */
  item: number | null;
}

export function fileUrl(siteUrl: string, area: FileArea, path: string, name: string): string {
  const item = area.item === null ? '' : `/${area.item}`;
  const folders = path.split('/').map(rawUrlEncode).join('/');
  const place = `${area.contextId}/${area.component}/${area.area}${item}`;
  return `${siteUrl}/webservice/pluginfile.php/${place}${folders}${rawUrlEncode(name)}`;
}

export const moduleArea = (module: ModuleModel, area = 'content', item: number | null = 0): FileArea => ({
  contextId: module.contextId,
  component: `mod_${module.type}`,
  area,
  item,
});

export const courseImageArea = (course: CourseModel): FileArea => ({
  contextId: course.contextId,
  component: 'course',
  area: 'overviewfiles',
  item: null,
});

/** A file as activities, submissions and posts list it (`external_files`). */
export function fileRow(
  siteUrl: string,
  area: FileArea,
  file: FileModel,
  with45: boolean,
): Record<string, unknown> {
  return {
    filename: file.name,
    filepath: file.path,
    filesize: file.size,
    fileurl: fileUrl(siteUrl, area, file.path, file.name),
    timemodified: file.modified,
    mimetype: file.mimetype,
    isexternalfile: false,
    ...(with45 ? { icon: `f/${iconOf(file.name)}` } : {}),
  };
}

/** The file areas of one activity, with what lies in them; one table for listing and for serving. */
export function areasOf(
  module: ModuleModel,
): { area: FileArea; files: readonly FileModel[]; private: boolean }[] {
  const of = (component: string, area: string, item: number | null): FileArea => ({
    contextId: module.contextId,
    component,
    area,
    item,
  });
  const own = { area: moduleArea(module), files: module.files, private: false };
  const { assignment, forum } = module;
  if (assignment) {
    return [
      { area: moduleArea(module, 'introattachment'), files: assignment.introFiles, private: false },
      {
        area: of('assignsubmission_file', 'submission_files', module.instance),
        files: assignment.submission.files,
        private: true,
      },
      {
        area: of('assignfeedback_file', 'feedback_files', module.instance),
        files: assignment.feedback?.files ?? [],
        private: true,
      },
    ];
  }
  if (forum) {
    return forum.posts.map((post) => ({
      area: moduleArea(module, 'attachment', post.id),
      files: post.files,
      private: false,
    }));
  }
  return [own];
}
