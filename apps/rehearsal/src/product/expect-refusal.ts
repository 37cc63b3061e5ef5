import { ProblemError } from '@echocohort/contracts';

/** The problem that the call was refused with, or null when it went through. Anything but a refusal is thrown on. */
export async function refusalOf(call: () => Promise<unknown>): Promise<ProblemError['problem'] | null> {
  try {
    await call();
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}
