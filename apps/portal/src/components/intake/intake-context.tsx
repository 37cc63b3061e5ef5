'use client';
import { createContext, useContext } from 'react';

/** What is asked for when a person wants to bring files: any missing slot, or one slot whose image is to be replaced. */
export interface IntakeWish {
  readonly slot: string | null;
  readonly supersedes: string | null;
}

/** Opens the intake of the case that the page shows; null where this person may not upload. */
export type OpenIntake = ((wish: IntakeWish) => void) | null;

export const IntakeContext = createContext<OpenIntake>(null);

export const useIntake = (): OpenIntake => useContext(IntakeContext);
