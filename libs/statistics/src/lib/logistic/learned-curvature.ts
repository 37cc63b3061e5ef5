import { dot, backSolve, type Orthogonal } from '../linear-algebra/orthogonal.ts';

/** The slope of a likelihood from its working score in the weighted basis: R' (Q' score). */
export function slopeOf({ r }: Orthogonal, score: Float64Array): Float64Array {
  return score.map((_, place) => {
    let sum = 0;
    for (let row = 0; row <= place; row++) sum += (r[row]?.[place] ?? 0) * (score[row] ?? 0);
    return sum;
  });
}

/** Solves R' x = b. */
function forwardSolve(r: readonly Float64Array[], b: Float64Array): Float64Array {
  const x = new Float64Array(b.length);
  for (let place = 0; place < b.length; place++) {
    let sum = b[place] ?? 0;
    for (let row = 0; row < place; row++) sum -= (r[row]?.[place] ?? 0) * (x[row] ?? 0);
    x[place] = sum / (r[place]?.[place] ?? NaN);
  }
  return x;
}

interface Pair {
  readonly way: Float64Array;
  readonly fall: Float64Array;
  readonly product: number;
}

const MOST_PAIRS = 12;

/**
 * Steps that learn the curvature of a likelihood from its slopes (limited-memory BFGS, Nocedal 1980) with Fisher's information as the first
 * guess. Fisher's steps alone ignore the curvature of Firth's penalty, which is nearly all there is where the data are separated: they then
 * need hundreds of rounds.
 */
export class LearnedCurvature {
  private pairs: Pair[] = [];
  private last: { readonly at: Float64Array; readonly slope: Float64Array } | null = null;

  /** Whether nothing has been learned: the step is Fisher's own. */
  get plain(): boolean {
    return this.pairs.length === 0;
  }

  /** Takes in the slope at a point. A way along which the slope does not fall teaches nothing. */
  see(at: Float64Array, slope: Float64Array): void {
    if (this.last !== null) {
      const { at: from, slope: before } = this.last;
      const [way, fall] = [at.map((value, place) => value - (from[place] ?? 0)), slope.map((value, place) => (before[place] ?? 0) - value)];
      const product = dot(way, fall);
      if (product > 1e-12 * Math.sqrt(dot(way, way) * dot(fall, fall))) this.pairs = [...this.pairs, { way, fall, product }].slice(-MOST_PAIRS);
    }
    this.last = { at, slope };
  }

  /** Forgets what was learned where it leads nowhere. */
  forget(): void {
    [this.pairs, this.last] = [[], null];
  }

  /** The step uphill: the learned curvature's, or Fisher's where that one does not rise. */
  step({ r }: Orthogonal, slope: Float64Array): Float64Array {
    const rest = Float64Array.from(slope);
    const shares = this.pairs.toReversed().map(({ way, fall, product }) => {
      const share = dot(way, rest) / product;
      for (let place = 0; place < rest.length; place++) rest[place] = (rest[place] ?? 0) - share * (fall[place] ?? 0);
      return share;
    }).toReversed();
    const step = backSolve(r, forwardSolve(r, rest));
    for (const [at, { way, fall, product }] of this.pairs.entries()) {
      const back = (shares[at] ?? 0) - dot(fall, step) / product;
      for (let place = 0; place < step.length; place++) step[place] = (step[place] ?? 0) + back * (way[place] ?? 0);
    }
    if (this.plain || dot(step, slope) > 0) return step;
    this.forget();
    return backSolve(r, forwardSolve(r, slope));
  }
}
