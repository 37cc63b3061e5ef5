/** Lines of a list that `sha256sum -c` reads (GNU coreutils), in the order given. */
export function* sumsLines(files: Iterable<{ readonly path: string; readonly sha256: string }>): Generator<string> {
  for (const { path, sha256 } of files) yield `${sha256}  ${path}\n`;
}
