import 'reflect-metadata';
import { readConfiguration } from '../../configuration/configuration.ts';
import { outageOf } from '../../http/outage.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { errorFacts } from '../../platform/log.ts';
import type { StudyAsked, StudyWord } from './study-order.ts';
import { StudyWorks } from './study-works.ts';

const works = new StudyWorks(readConfiguration(process.env));

async function wordOn({ id, order }: StudyAsked): Promise<StudyWord> {
  try {
    return { id, answer: await works.do(order) };
  } catch (error) {
    const refused = error instanceof RefusalError ? error.refusal : outageOf(error);
    return refused === null ? { id, broken: errorFacts(error) } : { id, refused };
  }
}

// One after the other: memory depends on the study and not on how many ask.
let last = Promise.resolve();
process.on('message', (asked: StudyAsked) => {
  last = last.then(() => wordOn(asked)).then((word) => void process.send?.(word));
});
// Nobody listens any more. What was under way is undone with its connection.
process.on('disconnect', () => process.exit(0));
