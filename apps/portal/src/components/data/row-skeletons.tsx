import { Skeleton, Stack } from '@mantine/core';

/** The layout of a list before its rows have come. */
export function RowSkeletons({ rows = 6, height = 24 }: { readonly rows?: number; readonly height?: number }) {
  return (
    <Stack gap="sm" p="sm" aria-busy>
      {Array.from({ length: rows }, (_, index) => <Skeleton key={index} height={height} radius="sm" />)}
    </Stack>
  );
}
