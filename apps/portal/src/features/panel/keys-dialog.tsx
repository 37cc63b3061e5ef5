'use client';
import { Kbd, Modal, Table } from '@mantine/core';
import { useWords } from '../../components/words/locale-provider.tsx';
import { panelWords } from './panel.words.ts';

const KEYS = [
  ['1 – 9, 0', 'key_digits'],
  ['Enter', 'key_enter'],
  ['U', 'key_u'],
  ['Space', 'key_space'],
  ['← → ↑ ↓', 'key_arrows'],
  ['T', 'key_t'],
  ['Esc', 'key_esc'],
] as const;

export function KeysDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useWords(panelWords);
  return (
    <Modal opened={open} onClose={onClose} title={t('keys')} size={520}>
      <Table fz="sm" verticalSpacing={6}>
        <Table.Tbody>{KEYS.map(([key, words]) => <Table.Tr key={key}><Table.Td w={110}><Kbd>{key}</Kbd></Table.Td><Table.Td>{t(words)}</Table.Td></Table.Tr>)}</Table.Tbody>
      </Table>
    </Modal>
  );
}
