/** How a program reads the snapshot with a token in `TOKEN`: Python, R, and the whole as one file that goes on where it broke off. */
export const programLines = (origin: string, snapshotId: string): readonly string[] => [
  `Snapshot.from_server("${origin}", "${snapshotId}", TOKEN).table("lesions")`,
  `echocohort_table(echocohort_server("${origin}", "${snapshotId}", TOKEN), "lesions")`,
  `curl -C - -o snapshot.zip -H "Authorization: Bearer $TOKEN" ${origin}/v1/snapshots/${snapshotId}/zip`,
];
