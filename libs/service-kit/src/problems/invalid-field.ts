/** The problem of a request with one invalid field. */
import { ProblemException } from './problem.exception.ts';

/**
 * @param path of the field, as sent
 * @param message what is wrong with it, beginning with a verb: `must be an object`
 * @param subject the field in the sentence for the sender
 */
export const invalidField = (path: string, message: string, subject = path): ProblemException =>
  new ProblemException('invalid_request', `${subject} ${message}.`, { errors: [{ path, message }] });
