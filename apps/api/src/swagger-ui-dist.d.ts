declare module 'swagger-ui-dist/absolute-path.js' {
  /** Folder of the files that the documentation page loads. */
  export default function getAbsoluteFSPath(): string;
}
