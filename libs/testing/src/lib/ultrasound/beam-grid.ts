/** How a probe sees: a curved array (sector picture) or a linear one (rectangle). Lengths in cm. */
export interface Probe {
  readonly kind: 'curved' | 'linear';
  /** Radius of the curved array; unused for a linear one. */
  readonly radiusCm: number;
  /** Half opening angle in radians (curved). */
  readonly halfAngle: number;
  /** Half width of the field (linear). */
  readonly halfWidthCm: number;
  readonly depthCm: number;
}

/** Echo samples along scan lines, with the place in the body that each one comes from. */
export interface BeamGrid {
  readonly probe: Probe;
  readonly lines: number;
  readonly samples: number;
  /** Lateral place of sample `line * samples + sample`, cm, 0 in the middle. */
  readonly x: Float32Array;
  /** Depth below the middle of the probe's face, cm. */
  readonly z: Float32Array;
  /** Distance from the probe's face along the line, cm; the same for all lines. */
  readonly range: Float32Array;
}

const known = new Map<string, BeamGrid>();

/** The grid of a probe; kept, since a device takes many pictures with one geometry. */
export function beamGrid(probe: Probe, lines: number, samples: number): BeamGrid {
  const key = [probe.kind, probe.radiusCm, probe.halfAngle, probe.halfWidthCm, probe.depthCm, lines, samples].join();
  const kept = known.get(key);
  if (kept) return kept;
  const grid = build(probe, lines, samples);
  known.set(key, grid);
  return grid;
}

function build(probe: Probe, lines: number, samples: number): BeamGrid {
  const x = new Float32Array(lines * samples);
  const z = new Float32Array(lines * samples);
  const range = Float32Array.from({ length: samples }, (_, sample) => ((sample + 0.5) / samples) * probe.depthCm);
  for (let line = 0; line < lines; line++) {
    const across = ((line + 0.5) / lines) * 2 - 1;
    const angle = across * probe.halfAngle;
    for (let sample = 0; sample < samples; sample++) {
      const depth = range[sample] ?? 0;
      const at = line * samples + sample;
      x[at] = probe.kind === 'curved' ? (probe.radiusCm + depth) * Math.sin(angle) : across * probe.halfWidthCm;
      z[at] = probe.kind === 'curved' ? (probe.radiusCm + depth) * Math.cos(angle) - probe.radiusCm : depth;
    }
  }
  return { probe, lines, samples, x, z, range };
}
