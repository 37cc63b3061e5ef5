import type { ImageFacts, RegisteredDevice } from '../image-facts.ts';
import type { SlotCheck } from '../slot-check.ts';

// PS3.5 6.2: leading and trailing blanks of LO carry no meaning; makers also differ in letter case between releases.
const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** The registered device that took the picture, or null. A device without a transducer in the registry fits any. */
export function deviceOf(facts: Pick<ImageFacts, 'manufacturer' | 'model' | 'transducer'>, devices: readonly RegisteredDevice[]): RegisteredDevice | null {
  const same = (device: RegisteredDevice): boolean => plain(device.manufacturer) === plain(facts.manufacturer) && plain(device.model) === plain(facts.model);
  const candidates = devices.filter(same);
  const exact = candidates.find((device) => plain(device.transducer) === plain(facts.transducer));
  return exact ?? candidates.find((device) => device.transducer === '' || plain(facts.transducer) === '') ?? null;
}

export const deviceNotRegistered: SlotCheck = {
  code: 'device-not-registered',
  severity: 'deviation',
  source: 'paper 2.3, Table S2',
  rule: 'Manufacturer, model and transducer name a registered device of the centre.',
  observe: (facts, _slot, { devices }) => {
    if (devices === null || deviceOf(facts, devices)) return null;
    const { manufacturer, model, transducer } = facts;
    const shown = [manufacturer, model, transducer].filter(Boolean).join(' · ') || '—';
    return {
      evidence: { manufacturer, model, transducer },
      sentence: {
        zh: `该设备（${shown}）未在本中心登记。图像已保留，由数据管理员处理。`,
        en: `This device (${shown}) is not registered at the centre. The picture is kept; a data manager will resolve it.`,
      },
    };
  },
};
