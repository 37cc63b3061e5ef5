import type { SlotCheck } from '../slot-check.ts';

// PS3.4 B.5: the storage classes of ultrasound, with the two retired ones that older machines still write.
const STILL = ['1.2.840.10008.5.1.4.1.1.6.1', '1.2.840.10008.5.1.4.1.1.6'];
const MULTI_FRAME = ['1.2.840.10008.5.1.4.1.1.3.1', '1.2.840.10008.5.1.4.1.1.3'];

export const wrongSopClass: SlotCheck = {
  code: 'wrong-sop-class',
  severity: 'blocks',
  source: 'paper 2.3; PS3.4 B.5',
  rule: 'SOP class is Ultrasound Image, or Ultrasound Multi-frame Image; a cine slot takes multi-frame only.',
  observe: ({ sopClassUid }, slot) => {
    const allowed = slot.imageType === 'cine' ? MULTI_FRAME : [...STILL, ...MULTI_FRAME];
    if (allowed.includes(sopClassUid)) return null;
    return {
      evidence: { sopClassUid },
      sentence:
        slot.imageType === 'cine'
          ? { zh: `${slot.code} 需要动态超声（多帧）文件，该文件不是。`, en: `${slot.code} takes an ultrasound clip (multi-frame); this file is not one.` }
          : { zh: `${slot.code} 需要超声图像文件，该文件是其他类型的对象。`, en: `${slot.code} takes an ultrasound image; this file holds another kind of object.` },
    };
  },
};
