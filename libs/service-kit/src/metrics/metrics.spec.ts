import { Metrics } from './metrics.ts';

it('exposes a histogram that is counted elsewhere as it stands at each scrape', async () => {
  const metrics = new Metrics('triage');
  let count = 0;
  metrics.foldedHistogram({
    name: 'took_seconds',
    help: 'How long it took.',
    read: () => ({
      upTo: [
        { bound: 0.001, count },
        { bound: 0.5, count: count * 2 },
      ],
      count: count * 3,
      sum: count / 4,
    }),
  });
  metrics.counter({ name: 'seen_total', help: 'Seen.' }).inc();
  count = 2;

  const { text } = await metrics.expose();

  expect(text).toContain('seen_total{service="triage"} 1\n');
  expect(text.slice(text.indexOf('# HELP took_seconds'))).toBe(
    [
      '# HELP took_seconds How long it took.',
      '# TYPE took_seconds histogram',
      'took_seconds_bucket{le="0.001",service="triage"} 2',
      'took_seconds_bucket{le="0.5",service="triage"} 4',
      'took_seconds_bucket{le="+Inf",service="triage"} 6',
      'took_seconds_sum{service="triage"} 0.5',
      'took_seconds_count{service="triage"} 6',
      '',
    ].join('\n'),
  );
});

it('accepts a name only once', () => {
  const metrics = new Metrics('triage');
  const read = () => ({ upTo: [], count: 0, sum: 0 });
  metrics.foldedHistogram({ name: 'took_seconds', help: '', read });

  expect(() => metrics.foldedHistogram({ name: 'took_seconds', help: '', read })).toThrow(
    'took_seconds exists already',
  );
  expect(() => metrics.counter({ name: 'took_seconds', help: '' })).toThrow('took_seconds exists already');
});
