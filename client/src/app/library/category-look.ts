import {
  IconBook2,
  IconBulb,
  IconCertificate,
  IconChecklist,
  IconCode,
  IconDots,
  IconInfoSquareRounded,
  IconLink,
  IconMath,
  IconPlayerPlay,
  IconPresentation,
  IconRosetteDiscountCheck,
  IconSpeakerphone,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { CATEGORIES, type Category } from '../../../../src/contract';

interface Look {
  readonly icon: Icon;
  /** Hue (degrees) of the item's tile. */
  readonly hue: number;
}

export const CATEGORY_LOOK: Readonly<Record<Category, Look>> = {
  lecture: { icon: IconPresentation, hue: 24 },
  recitation: { icon: IconUsers, hue: 262 },
  assignment: { icon: IconChecklist, hue: 345 },
  assignment_solution: { icon: IconBulb, hue: 48 },
  exam: { icon: IconCertificate, hue: 5 },
  exam_solution: { icon: IconRosetteDiscountCheck, hue: 145 },
  summary_or_formula_sheet: { icon: IconMath, hue: 190 },
  recording: { icon: IconPlayerPlay, hue: 285 },
  syllabus_or_admin: { icon: IconInfoSquareRounded, hue: 215 },
  reading: { icon: IconBook2, hue: 165 },
  code_or_data: { icon: IconCode, hue: 235 },
  announcement: { icon: IconSpeakerphone, hue: 35 },
  link_or_tool: { icon: IconLink, hue: 205 },
  other: { icon: IconDots, hue: 30 },
};

/** Categories in the order of the contract's table, which is the order students look for them. */
export const CATEGORY_ORDER = Object.keys(CATEGORIES) as Category[];
