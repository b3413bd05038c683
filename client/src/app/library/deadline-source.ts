import type { DeadlineSource, LocalizedText } from '../../../../src/contract';

/** What a deadline is, where it is not simply the task's own. */
export const SOURCE_NAMES: Readonly<Record<DeadlineSource, LocalizedText | null>> = {
  duedate: null,
  override: { he: 'מועד אישי', en: 'Personal date' },
  extension: { he: 'הארכה', en: 'Extension' },
  cutoff: { he: 'סגירה', en: 'Closing time' },
  timeclose: { he: 'סגירה', en: 'Closing time' },
};

/** Of these something closes, rather than being due. */
export const CLOSES = new Set<DeadlineSource>(['cutoff', 'timeclose']);
