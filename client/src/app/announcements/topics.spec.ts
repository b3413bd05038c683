import { spokenDay } from './topics';

describe('spokenDay', () => {
  it('is the day that was written, in the words of the language', () => {
    expect(spokenDay({ date: '2027-02-14', time: null }, 'en')).toBe('Sun 14 February');
    expect(spokenDay({ date: '2027-02-14', time: '09:30' }, 'he')).toMatch(/14 בפברואר, 09:30$/);
  });
});
