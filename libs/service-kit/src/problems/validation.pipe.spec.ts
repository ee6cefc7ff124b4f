import 'reflect-metadata';
import { parseJson } from '@sentinai/contracts';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsInt, IsNumber, IsOptional } from 'class-validator';
import { IsJsonObject } from '../fields/json.decorators.ts';
import { createValidationPipe } from './validation.pipe.ts';

class Body {
  @IsOptional()
  @IsInt()
  quorum?: number;

  @IsOptional()
  @IsNumber()
  score?: number;

  @IsOptional()
  @IsJsonObject()
  result?: object;

  @IsOptional()
  @Transform(({ obj }: { obj: Body }) => obj.arguments)
  @IsJsonObject()
  arguments?: object;

  @IsOptional()
  @IsArray()
  list?: unknown[];
}

class Query {
  @Type(() => Number)
  @IsInt()
  limit!: number;
}

const read = (text: string): Promise<unknown> =>
  createValidationPipe().transform(parseJson(text), { type: 'body', metatype: Body });

const LONG = '{"id":1152921506151679042,"deep":[{"price":1.10,"big":1e400}]}';

describe('a body', () => {
  it('keeps the digits of what its sender put into objects and lists', async () => {
    const body = `{"result":${LONG},"arguments":${LONG},"list":[9007199254740993]}`;

    expect(JSON.stringify(await read(body))).toBe(body);
  });

  it.each([
    ['{"quorum":2.0}', 'quorum', 2],
    ['{"quorum":2e0}', 'quorum', 2],
    ['{"score":1.50}', 'score', 1.5],
  ])('may write a number as in %s', async (text, field, expected) => {
    expect(await read(text)).toMatchObject({ [field]: expected });
  });

  it.each([
    ['{"quorum":9007199254740993}', 'quorum', 'must be an integer number'],
    ['{"quorum":2.50}', 'quorum', 'must be an integer number'],
    ['{"score":1e400}', 'score', 'must be a number conforming to the specified constraints'],
    ['{"result":9007199254740993}', 'result', 'must be an object'],
    ['{"result":1.10}', 'result', 'must be an object'],
    ['{"result":[]}', 'result', 'must be an object'],
  ])('is refused as %s', async (text, path, message) => {
    await expect(read(text)).rejects.toMatchObject({ errors: [{ path, message }] });
  });
});

it('a query is read as before', async () => {
  const query = await createValidationPipe().transform({ limit: '20' }, { type: 'query', metatype: Query });

  expect(query).toEqual({ limit: 20 });
});
