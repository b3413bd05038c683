import { itemInsight, type InsightFacts } from './item-insight';

const facts = (more: Partial<InsightFacts>): InsightFacts => ({
  type: 'resource',
  name: 'מצגת',
  category: 'lecture',
  description: null,
  externalUrl: null,
  team: false,
  ...more,
});

describe('itemInsight', () => {
  it('reads the number that counts in the category', () => {
    const name = 'שבוע 3 - תרגיל בית 5';
    expect(itemInsight(facts({ name, category: 'assignment' })).number).toEqual({
      kind: 'assignment',
      value: 5,
      part: null,
    });
    expect(itemInsight(facts({ name: 'HW 2a.pdf', category: 'assignment' })).number).toMatchObject({
      value: 2,
      part: 'a',
    });
    expect(itemInsight(facts({ name, category: null })).number).toBeNull();
    expect(itemInsight(facts({})).number).toBeNull();
  });

  it('reads the work of what is handed in, and of nothing else', () => {
    const description = 'במטלה 4 שאלות, ההגשה בזוגות';
    const task = facts({ type: 'assign', name: 'מטלה', category: 'assignment', description });
    expect(itemInsight(task).work).toMatchObject({ parts: 4, group: 'pairs', hours: 3 });
    expect(itemInsight({ ...task, type: 'page', category: 'lecture' }).work).toBeNull();
    expect(itemInsight({ ...task, description: 'בהצלחה' }).work).toBeNull();
  });

  it('knows from Moodle that a group hands in together, unless the text says otherwise', () => {
    const task = facts({ type: 'assign', category: 'assignment', team: true });
    expect(itemInsight(task).work).toMatchObject({ group: 'group', hours: null });
    expect(itemInsight({ ...task, description: 'in pairs' }).work).toMatchObject({ group: 'pairs' });
  });

  it('tells kinds of links and languages', () => {
    const link = itemInsight(
      facts({ type: 'url', externalUrl: 'https://youtu.be/x', name: 'Сценарий игры' }),
    );
    expect(link).toMatchObject({ linkKind: 'video', language: 'ru' });
    expect(itemInsight(facts({ type: 'url', externalUrl: 'https://example.org' })).linkKind).toBeNull();
  });
});
