import { NO_SETTINGS, settingsFaults, withSettings } from './tenant-settings.ts';

const OWNER = { tenantId: 'T', domain: 'D' };
const PACK = { tenant_id: 'T', domain: 'D', retention_days: 30, pii_fields: ['ssn'], time_zone: 'UTC' };

describe('settings over a policy pack', () => {
  it('win where they say something', () => {
    expect(withSettings(OWNER, PACK, { ...NO_SETTINGS, piiFields: ['iban'], timeZone: 'Europe/Berlin' })).toEqual({
      ...PACK,
      pii_fields: ['iban'],
      time_zone: 'Europe/Berlin',
    });
  });

  it('make a policy where the tenant has none', () => {
    expect(withSettings(OWNER, null, { ...NO_SETTINGS, retentionDays: 7 })).toEqual({
      tenant_id: 'T',
      domain: 'D',
      retention_days: 7,
    });
  });

  it('leave the pack alone when nothing is set', () => {
    expect(withSettings(OWNER, PACK, NO_SETTINGS)).toBe(PACK);
    expect(withSettings(OWNER, null, NO_SETTINGS)).toBeNull();
  });
});

describe('faults of settings', () => {
  const week = {
    mon: [
      ['09:00', '12:00'],
      ['13:00', '24:00'],
    ],
  };

  it('are none for valid settings', () => {
    const businessCalendar = { week, holidays: ['2028-02-29'] } as never;

    expect(settingsFaults({ timeZone: 'Asia/Kolkata', piiFields: ['a', '$.b.c'], businessCalendar })).toEqual([]);
    expect(settingsFaults(NO_SETTINGS)).toEqual([]);
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'time_zone'],
    [{ piiFields: ['ok', '$['] }, 'pii_fields[1]'],
    [{ businessCalendar: [] }, 'business_calendar'],
    [{ businessCalendar: { week, holidays: [], else: 1 } }, 'business_calendar.else'],
    [{ businessCalendar: { week: { monday: [] }, holidays: [] } }, 'business_calendar.week.monday'],
    [{ businessCalendar: { week: { mon: 9 }, holidays: [] } }, 'business_calendar.week.mon'],
    [{ businessCalendar: { week: { mon: [['9', '12:00']] }, holidays: [] } }, 'business_calendar.week.mon[0]'],
    [{ businessCalendar: { week: { mon: [['12:00', '12:00']] }, holidays: [] } }, 'business_calendar.week.mon[0]'],
    [
      {
        businessCalendar: {
          week: {
            mon: [
              ['09:00', '12:00'],
              ['11:00', '13:00'],
            ],
          },
          holidays: [],
        },
      },
      'business_calendar.week.mon[1]',
    ],
    [{ businessCalendar: { week: {}, holidays: [] } }, 'business_calendar.week'],
    [{ businessCalendar: { week: { mon: [] }, holidays: [] } }, 'business_calendar.week'],
    [{ businessCalendar: { week, holidays: [], around_the_clock: ['urgent'] } }, 'business_calendar.around_the_clock'],
    [{ businessCalendar: { week, holidays: ['2026-02-30'] } }, 'business_calendar.holidays[0]'],
    [{ businessCalendar: { week, holidays: 'never' } }, 'business_calendar.holidays'],
  ])('name the place: %j', (settings, path) => {
    expect(settingsFaults(settings as never).map((fault) => fault.path)).toEqual([path]);
  });
});
