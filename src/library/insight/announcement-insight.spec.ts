import { announcementInsight } from './announcement-insight';

const POSTED = new Date('2027-01-20T10:00:00Z');

describe('announcementInsight', () => {
  it('tells what it is about and the day it speaks of', () => {
    expect(announcementInsight('המבחן נדחה', 'המועד החדש: 14.2 בשעה 9:30', POSTED)).toEqual({
      topic: 'exam_moved',
      importance: 3,
      speaksOf: { date: '2027-02-14', time: '09:30' },
    });
    expect(announcementInsight('שקפים', 'הועלו שקפים', POSTED)).toEqual({
      topic: 'material',
      importance: 1,
      speaksOf: null,
    });
  });

  it.each([
    ['a day that no month has', 'השיעור ב-31.2 מבוטל', POSTED],
    ['an unknown time of posting', 'השיעור ב-14.2 מבוטל', null],
  ])('tells no day for %s', (_name, subject, postedAt) => {
    expect(announcementInsight(subject, null, postedAt)).toMatchObject({
      topic: 'cancelled',
      speaksOf: null,
    });
  });
});
