import type { LinkKind, LocalizedText } from '../../../../src/contract';

/** What is behind a link, as students call it. */
export const LINK_NAMES: Readonly<Record<LinkKind, LocalizedText>> = {
  meeting: { he: 'מפגש מקוון', en: 'Online meeting' },
  recording: { he: 'הקלטה', en: 'Recording' },
  video: { he: 'סרטון', en: 'Video' },
  drive: { he: 'תיקייה בענן', en: 'Shared folder' },
  form: { he: 'טופס', en: 'Form' },
  chat: { he: 'קבוצת הודעות', en: 'Chat group' },
  code: { he: 'קוד', en: 'Code' },
  document: { he: 'מסמך משותף', en: 'Shared document' },
  reading: { he: 'קריאה ברשת', en: 'Reading online' },
};
