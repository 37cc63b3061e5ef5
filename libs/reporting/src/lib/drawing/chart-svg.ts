import { FONT_FAMILY, escapeXml, textWidth, type Chart, type FigureLanguage } from '@echocohort/figures';

/** Ids and classes of echarts count over the life of the process; here they count within the figure. Hover styles have no place in print. */
function settled(svg: string): string {
  const seen = new Map<string, string>();
  return svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ class="zr[^"]*"/g, '')
    .replace(/zr\d+-[a-z]+-?\d*/g, (id) => {
      const known = seen.get(id) ?? `p${seen.size}`;
      seen.set(id, known);
      return known;
    })
    .replace(/ (pointer-events|xml:space|ecmeta_[a-z_]+)="[^"]*"/g, '')
    .replace(/\n\s*\n/g, '\n');
}

let measured = false;

/** An echarts chart as an SVG without a browser: the same option gives the same text in every process. */
export async function chartSvg(chart: Chart, language: FigureLanguage): Promise<string> {
  const echarts = await import('echarts');
  if (!measured) {
    // Without a page echarts guesses widths from a table of its own; ours is that of the font that is shipped.
    echarts.setPlatformAPI({ measureText: (text, font) => ({ width: textWidth(text, Number.parseFloat(/([\d.]+)px/.exec(font ?? '')?.[1] ?? '12')) }) });
    measured = true;
  }
  const drawn = echarts.init(null, null, { renderer: 'svg', ssr: true, width: chart.width, height: chart.height });
  try {
    drawn.setOption(chart.option);
    const svg = settled(drawn.renderToSVGString());
    const title = escapeXml(chart.description);
    return svg
      .replace(/^<svg /, `<svg role="img" aria-label="${title}" lang="${language === 'zh' ? 'zh-CN' : 'en'}" font-family="${FONT_FAMILY.replaceAll('"', "'")}" `)
      .replace(/^(<svg[^>]*>)/, `$1<title>${title}</title>`);
  } finally {
    drawn.dispose();
  }
}
