import { Injectable } from '@nestjs/common';

const BUCKETS_MS = [5, 25, 100, 250, 1000, 5000, 30000] as const;

interface Timing {
  count: number;
  sum: number;
  readonly buckets: number[];
}

const labels = (pairs: readonly (readonly [string, string])[]): string =>
  `{${pairs.map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, '_')}"`).join(',')}}`;

/** Counters of this process in the text format of Prometheus. Labels are route patterns and codes, never values. */
@Injectable()
export class Metrics {
  private readonly requests = new Map<string, number>();
  private readonly refusals = new Map<string, number>();
  private readonly timings = new Map<string, Timing>();
  private readonly counters = new Map<string, number>();
  private readonly coded = new Map<string, Map<string, number>>();

  request(method: string, route: string, status: number, ms: number): void {
    const key = labels([['method', method], ['route', route], ['status', String(status)]]);
    this.requests.set(key, (this.requests.get(key) ?? 0) + 1);
    const timing = this.timings.get(route) ?? { count: 0, sum: 0, buckets: BUCKETS_MS.map(() => 0) };
    timing.count += 1;
    timing.sum += ms;
    BUCKETS_MS.forEach((limit, index) => {
      if (ms <= limit) timing.buckets[index] = (timing.buckets[index] ?? 0) + 1;
    });
    this.timings.set(route, timing);
  }

  refusal(code: string): void {
    const key = labels([['code', code]]);
    this.refusals.set(key, (this.refusals.get(key) ?? 0) + 1);
  }

  /** Adds to a named total, for instance `echocohort_images_stored_total`. */
  add(name: string, by = 1): void {
    this.counters.set(name, (this.counters.get(name) ?? 0) + by);
  }

  /** Adds to a total that is kept by code, for instance `echocohort_images_refused_total`. */
  addCoded(name: string, code: string): void {
    const codes = this.coded.get(name) ?? new Map<string, number>();
    this.coded.set(name, codes);
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }

  text(): string {
    const memory = process.memoryUsage();
    return [
      '# TYPE echocohort_http_requests_total counter',
      ...[...this.requests].map(([key, value]) => `echocohort_http_requests_total${key} ${value}`),
      '# TYPE echocohort_refusals_total counter',
      ...[...this.refusals].map(([key, value]) => `echocohort_refusals_total${key} ${value}`),
      '# TYPE echocohort_http_request_ms histogram',
      ...[...this.timings].flatMap(([route, timing]) => timingLines(route, timing)),
      ...[...this.counters].flatMap(([name, value]) => [`# TYPE ${name} counter`, `${name} ${value}`]),
      ...[...this.coded].flatMap(([name, codes]) => [`# TYPE ${name} counter`, ...[...codes].map(([code, value]) => `${name}${labels([['code', code]])} ${value}`)]),
      '# TYPE echocohort_resident_memory_bytes gauge',
      `echocohort_resident_memory_bytes ${memory.rss}`,
      '# TYPE echocohort_uptime_seconds gauge',
      `echocohort_uptime_seconds ${Math.round(process.uptime())}`,
      '',
    ].join('\n');
  }
}

function timingLines(route: string, timing: Timing): string[] {
  const name = 'echocohort_http_request_ms';
  return [
    ...BUCKETS_MS.map((limit, index) => `${name}_bucket${labels([['route', route], ['le', String(limit)]])} ${timing.buckets[index] ?? 0}`),
    `${name}_bucket${labels([['route', route], ['le', '+Inf']])} ${timing.count}`,
    `${name}_sum${labels([['route', route]])} ${Math.round(timing.sum)}`,
    `${name}_count${labels([['route', route]])} ${timing.count}`,
  ];
}
