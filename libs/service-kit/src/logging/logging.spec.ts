import { type JsonObject, parseJson } from '@sentinai/contracts';
import { createLogger } from './logger.ts';
import { addToLogContext, runWithLogContext } from './log-context.ts';
import { NestLogger } from './nest-logger.ts';
import { maskSecretFields } from './redaction.ts';

function aLogger(level = 'debug') {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { lines, logger: createLogger({ service: 'triage', instance: 'triage-0', level, destination }) };
}

describe('the logger', () => {
  it('names the service, the instance and the work in progress', async () => {
    const { lines, logger } = aLogger();

    await runWithLogContext({ tenantId: 'TENANT_001', correlationId: 'EXC-1' }, async () => {
      await Promise.resolve();
      addToLogContext({ exceptionId: 'EXC-1' });
      runWithLogContext({ requestId: 'r-1' }, () => logger.info({ batch: 3 }, 'decided'));
    });
    logger.info('outside');

    expect(lines).toEqual([
      expect.objectContaining({
        service: 'triage',
        instance: 'triage-0',
        level: 'info',
        tenant_id: 'TENANT_001',
        exception_id: 'EXC-1',
        correlation_id: 'EXC-1',
        request_id: 'r-1',
        batch: 3,
        msg: 'decided',
      }),
      expect.not.objectContaining({ tenant_id: expect.anything() }),
    ]);
  });

  it('writes numbers with all their digits', () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const logger = createLogger({ service: 'triage', instance: 'triage-0', level: 'debug', destination });

    logger.info({ payload: parseJson('{"id":1152921506151679042,"list":[1.10]}') }, 'seen');

    expect(lines[0]).toContain('"payload":{"id":1152921506151679042,"list":[1.10]}');
  });

  it('hides secrets by name at any depth, and by form in any text', () => {
    const { lines, logger } = aLogger();
    const circle: Record<string, unknown> = { password: 'hunter2' };
    circle.self = circle;

    logger.warn(
      {
        headers: { authorization: 'Bearer hunter2', 'X-Api-Key': 'hunter2', cookie: 'sid=hunter2' },
        items: [{ client_secret: 'hunter2', accessToken: 'hunter2', tokens_used: 7 }],
        circle,
        err: new Error('no route to postgres://app:hunter2@db/x', { cause: new Error('Bearer hunter2hunter2') }),
      },
      'sent Bearer hunter2hunter2 and eyJhbGciOi.eyJodW50ZXIy.hunter2',
    );

    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(lines[0]).toMatchObject({
      headers: { authorization: '[redacted]' },
      items: [{ tokens_used: 7 }],
      err: { type: 'Error', stack: expect.stringContaining('logging.spec.ts') },
      msg: 'sent Bearer [redacted] and [redacted]',
    });
  });
});

describe('NestLogger', () => {
  it('writes words with their context, errors with their stack, and fields as fields', () => {
    const { lines, logger } = aLogger();
    const nest = new NestLogger(logger);

    nest.log('ready', 'Triage');
    nest.error('broke', 'Error: broke\n  at x', 'Triage');
    nest.error(new Error('thrown'), 'Triage');
    nest.warn({ lag: 7 }, 'Triage');

    expect(lines).toEqual([
      expect.objectContaining({ level: 'info', msg: 'ready', context: 'Triage' }),
      expect.objectContaining({ level: 'error', msg: 'broke', stack: 'Error: broke\n  at x' }),
      expect.objectContaining({ level: 'error', msg: 'thrown', err: expect.objectContaining({ message: 'thrown' }) }),
      expect.objectContaining({ level: 'warn', lag: 7, context: 'Triage' }),
    ]);
  });

  it('keeps the wiring of Nest for debugging', () => {
    const { lines, logger } = aLogger('info');

    new NestLogger(logger).log('AppModule dependencies initialized', 'InstanceLoader');

    expect(lines).toEqual([]);
  });
});

it('masking keeps the digits of the other fields', () => {
  const object = parseJson('{"token":9007199254740993,"id":1152921506151679042,"list":[{"price":1.10}]}') as JsonObject;

  expect(JSON.stringify(maskSecretFields(object))).toBe(
    '{"token":"[redacted]","id":1152921506151679042,"list":[{"price":1.10}]}',
  );
});
