'use client';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What a list says when there is nothing in it, and what to do then. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div style={{ padding: '24px 16px', textAlign: 'center' }}>
      <Text fw={600}>{title}</Text>
      {children ? <Text size="sm" c="dimmed" component="div" mt={4}>{children}</Text> : null}
    </div>
  );
}
