import type { Checklist, ChecklistItem } from '../checklists/checklist-item.ts';
import { CLAIM } from '../checklists/claim.data.ts';
import { evidenceFor, type Evidence } from '../checklists/evidence.ts';
import { STARD } from '../checklists/stard.data.ts';
import { TRIPOD } from '../checklists/tripod.data.ts';
import type { TableRow } from '../content/report-content.ts';
import type { ReportSource } from '../content/report-source.ts';
import { plain, type SectionMaker } from './section-maker.ts';

/** How an item stands: from the record, begun by it, for a person, or without anything in this export. */
type Standing = 'filled' | 'draft' | 'person' | 'no-data';

interface Answered {
  readonly item: ChecklistItem;
  readonly standing: Standing;
  readonly evidence: Evidence | null;
}

function answered(item: ChecklistItem, source: ReportSource): Answered {
  const evidence = item.evidence === null ? null : evidenceFor(item.evidence, source);
  if (item.kind === 'person') return { item, standing: 'person', evidence };
  return { item, standing: evidence === null ? 'no-data' : item.kind, evidence };
}

const standingText = (source: ReportSource, standing: Standing): string => ({
  filled: source.say('filled', '已填写'), draft: source.say('draft: a person must complete', '草稿：需人工补充'), person: source.say('for a person', '需人工填写'), 'no-data': source.say('no data in this export', '本导出无数据'),
})[standing];

const row = (source: ReportSource, { item, standing, evidence }: Answered): TableRow => ({
  cells: [item.number, item.title[source.language], standingText(source, standing), evidence?.text ?? '', evidence?.target ? { text: '', target: evidence.target } : ''],
});

/** A checklist filled from the record; what nobody can fill from it is listed, not hidden. */
const checklistSection = (checklist: Checklist): SectionMaker => async (source) => {
  const all = checklist.items.map((item) => answered(item, source));
  const numbers = (standing: Standing): string[] => all.filter((each) => each.standing === standing).map(({ item }) => item.number);
  const line = (standing: Standing): string => `${standingText(source, standing)} (${numbers(standing).length})${source.say(': ', '：')}${numbers(standing).join(', ') || '–'}`;
  return {
    name: checklist.name, title: source.say(`${checklist.title} checklist`, `${checklist.title} 清单`),
    blocks: [
      plain(source.say(`Items by number as published (${checklist.reference}); titles are ours and short, so read the published wording beside them.`, `条目编号依发表版本（${checklist.reference}）；标题为本平台简述，请对照原文。`), line('filled'), line('draft'), line('person'), line('no-data')),
      {
        kind: 'table', name: checklist.name, title: checklist.title,
        columns: [{ title: source.say('Item', '条目'), width: 0.6 }, { title: source.say('Subject', '内容'), width: 2.2 }, { title: source.say('Standing', '状态'), width: 1.3 }, { title: source.say('What the record says', '记录内容'), width: 5 }, { title: source.say('Evidence', '依据'), width: 0.9 }],
        rows: all.map((each) => row(source, each)),
        facts: { method: source.say('each text is generated from the record', '各条文字均由记录生成'), n: source.say(`${all.length} items`, `${all.length} 条`), unit: source.say('item', '条目'), source: 'SNAPSHOT.json, study.json, run.json', level: null }, notes: [],
      },
    ],
  };
};

export const stardSection = checklistSection(STARD);
export const tripodSection = checklistSection(TRIPOD);
export const claimSection = checklistSection(CLAIM);
