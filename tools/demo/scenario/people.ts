/** Fictitious people, with the personal data that sources send and that must not be stored. */
import { between, pick, type Random } from '../tool-server/seeded-random.ts';

export interface Person {
  name: string;
  /** Address in a domain reserved for examples. */
  email: string;
  /** Number in the range reserved for fiction. */
  phone: string;
  ssn: string;
  /** `1971-04-23`. */
  dateOfBirth: string;
}

const GIVEN = ['Amara', 'Bruno', 'Chiara', 'Dmitri', 'Elif', 'Farid', 'Grace', 'Hiro', 'Ines', 'Jonas'] as const;
const FAMILY = [
  'Abara',
  'Bergström',
  'Castillo',
  'Dubois',
  'Eriksen',
  'Fujita',
  'Guerra',
  'Haddad',
  'Ivanova',
] as const;

export function aPerson(random: Random): Person {
  const given = pick(random, GIVEN);
  const family = pick(random, FAMILY);
  const digits = (count: number) => String(between(random, 0, 10 ** count - 1)).padStart(count, '0');
  const twoDigits = (least: number, most: number) => String(between(random, least, most)).padStart(2, '0');
  return {
    name: `${given} ${family}`,
    email: `${given[0]}.${family}@example.com`.toLowerCase(),
    phone: `+1 312 555 01${digits(2)}`,
    ssn: `${between(random, 100, 665)}-${twoDigits(1, 99)}-${between(random, 1000, 9999)}`,
    dateOfBirth: `${between(random, 1940, 2004)}-${twoDigits(1, 12)}-${twoDigits(1, 28)}`,
  };
}
