'use client';
import { caseRoutes } from '@echocohort/contracts';
import { useMutation } from '@tanstack/react-query';
import { call } from '../../components/api/call.ts';
import { saveFile } from '../../components/data/save-file.ts';

/** Fetches a receipt and hands it to the browser's downloads, for `echocohort receipt verify`. */
export const useReceiptDownload = () =>
  useMutation({
    mutationFn: async (number: number) => {
      const receipt = await call(caseRoutes.receipt, { params: { number } });
      saveFile(`receipt-R-${number}.json`, `${JSON.stringify(receipt, null, 2)}\n`, 'application/json');
    },
  });
