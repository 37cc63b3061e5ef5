/** Colours of the charts; one for each set, told apart by line style too. */
export const SET_LINES = {
  training: { colour: '#7d868e', dash: 'dotted' },
  internal_validation: { colour: '#4f9fa8', dash: 'dashed' },
  external_validation: { colour: '#0a5761', dash: 'solid' },
} as const;

export const AXIS = { colour: '#5b646c', line: '#dfe3e6' } as const;

/** What every axis of a chart has in common. */
export const axisStyle = (name: string) =>
  ({ type: 'value', name, nameLocation: 'middle', nameGap: 28, axisLabel: { color: AXIS.colour, fontSize: 11 }, nameTextStyle: { color: AXIS.colour, fontSize: 12 }, splitLine: { lineStyle: { color: AXIS.line } }, axisLine: { show: true, lineStyle: { color: AXIS.line } } }) as const;
