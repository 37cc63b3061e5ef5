import { joinShares, outcomesCommitment, SHARES_NEEDED } from '@echocohort/cohort';
import type { routes, SealingView } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { shareStatement } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';
import {
  appendAudit, Database, findKeyHolder, findSnapshot, findSealing, holdSealing, registeredModels, writeOpened, writeShare,
  type RegisteredModelRow, type SealingRow, type ShareRow, type SnapshotRow, type StudyRef, type Tx,
} from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { CheckPasswordAgain } from '../auth/check-password-again.ts';
import { ExternalFigures } from '../runs/external-figures.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';
import { keyIdOf } from '../snapshots/seal-outcomes.ts';
import { outcomesContext, shareContext, unsealed } from './sealed-bytes.ts';
import { openFor, openPrivateKey, signAsHolder, unshut } from './sealing-box.ts';
import { sealingViewOf } from './show-sealing.use-case.ts';

type Body = BodyOf<typeof routes.giveShare>;

interface Own {
  readonly snapshot: SnapshotRow;
  readonly sealing: SealingRow;
  readonly share: ShareRow;
  readonly model: RegisteredModelRow;
}

/** A share that its holder opened, with the holder's signature under the giving of it. */
interface GivenShare {
  readonly bytes: Uint8Array;
  readonly impact: string;
  readonly key: string;
  readonly signature: string | null;
}

const notSealed: Result<never> = refuse({ code: 'not-sealed', detail: 'This snapshot holds no outcome that key holders open.' });
const isOpen: Result<never> = refuse({ code: 'outcomes-open', detail: 'The outcomes of this snapshot are open already.' });
const noModel: Result<never> = refuse({ code: 'model-not-registered', detail: "No model with a registered digest belongs to this run. Model first, data second: a share is given only for a model that can no longer change." });
const notHolder: Result<never> = refuse({ code: 'not-a-key-holder', detail: 'You hold no share of the key of this snapshot.' });
const ownModel: Result<never> = refuse({ code: 'holder-made-the-model', detail: 'You started the training of this model; the outcomes that judge it are opened by others.' });
const given: Result<never> = refuse({ code: 'share-already-given', detail: 'You have given your share already; the outcomes wait for the other key holder.' });
const otherModel: Result<never> = refuse({ code: 'share-for-another-model', detail: 'The first share was given for another model; both must name the same one.' });
const wrongPassphrase: Result<never> = refuse({ code: 'passphrase-wrong', detail: 'The passphrase does not open your key; nothing was given.', field: 'passphrase' });

/**
 * A key holder gives the own share, with the password again and the passphrase, for a model whose digest is registered.
 * The second share opens the box; what comes out must be what the snapshot promised, or nothing is opened.
 */
@Injectable()
export class GiveShareUseCase {
  constructor(
    private readonly database: Database,
    private readonly password: CheckPasswordAgain,
    private readonly figures: ExternalFigures,
  ) {}

  async run(caller: Caller, snapshotId: string, body: Body): Promise<Result<SealingView>> {
    const right = await this.password.run(caller, body.password);
    if (!right.ok) return right;
    const before = await this.database.system(async (tx) => this.own(tx, caller, snapshotId, body.runId, await findSealing(tx, snapshotId)));
    if (!before.ok) return before;
    const share = await this.unlock(caller, before.value, body);
    if (!share.ok) return share;
    return this.database.system(async (tx): Promise<Result<SealingView>> => {
      const own = await this.own(tx, caller, snapshotId, body.runId, await holdSealing(tx, snapshotId));
      if (!own.ok) return own;
      await this.give(tx, caller, own.value, share.value);
      return ok(await sealingViewOf(tx, own.value.snapshot, await findSealing(tx, snapshotId), caller));
    }, { timeoutMs: 120_000 });
  }

  /** Everything that must hold before a share is taken. */
  private async own(tx: Tx, caller: Caller, snapshotId: string, runId: string, sealing: SealingRow | null): Promise<Result<Own>> {
    const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
    if (snapshot === null) return snapshotNotFound;
    if (sealing?.mode !== 'two-person') return notSealed;
    if (sealing.openedAt !== null) return isOpen;
    const share = sealing.shares.find(({ personId }) => personId === caller.personId);
    if (share === undefined) return notHolder;
    if (share.givenAt !== null) return given;
    const model = (await registeredModels(tx, [snapshotId])).find((each) => each.runId === runId && !each.isFold);
    if (model === undefined) return noModel;
    if (model.startedById === caller.personId) return ownModel;
    if (sealing.shares.some(({ forRunId }) => forRunId !== null && forRunId !== runId)) return otherModel;
    return ok({ snapshot, sealing, share, model });
  }

  /** Opens the share with the passphrase, and signs the giving of it with the key that the passphrase opens. */
  private async unlock(caller: Caller, { snapshot, share, model }: Own, { passphrase, impact }: Body): Promise<Result<GivenShare>> {
    const holder = await this.database.system((tx) => findKeyHolder(tx, caller.personId));
    if (holder === null) return notHolder;
    const privateKey = await openPrivateKey(holder.privateBox, passphrase);
    if (privateKey === null) return wrongPassphrase;
    const opened = openFor(privateKey, holder.publicKey, share.box, shareContext(snapshot.id, share.position));
    const signature = holder.signingKey === null ? null : signAsHolder(privateKey, shareStatement({ root: snapshot.root, run: model.runId, model: model.digest, holder: caller.personId, impact }));
    privateKey.fill(0);
    if (opened === null) throw new Error('a share was shut for another key than its holder has');
    return ok({ bytes: opened, impact, key: keyIdOf(holder.publicKey), signature });
  }

  private async give(tx: Tx, caller: Caller, { snapshot, sealing, share, model }: Own, { bytes, impact, key, signature }: GivenShare): Promise<void> {
    const study: StudyRef = { id: caller.studyId, code: caller.studyCode };
    if (!(await writeShare(tx, { snapshotId: snapshot.id, personId: caller.personId, share: bytes, runId: model.runId }))) throw new Error('a share was given twice at once');
    const others = sealing.shares.flatMap(({ position, share: known, personId, givenAt }) => (known === null ? [] : [{ position, bytes: known, personId, givenAt }]));
    await appendAudit(tx, study, {
      type: 'external-outcomes.share-given', centre: null, case: null,
      payload: { snapshot: snapshot.id, root: snapshot.root, run: model.runId, model: model.digest, holder: caller.personId, given: others.length + 1, needed: SHARES_NEEDED, impact, key, ...(signature !== null && { signature }) },
    }, caller.personId);
    const [first] = others;
    if (first === undefined) return;
    const { salt, outcomes } = contents(snapshot.id, sealing, joinShares([first, { position: share.position, bytes }]));
    if (!(await writeOpened(tx, { snapshotId: snapshot.id, runId: model.runId, salt, outcomes, impact }))) throw new Error('outcomes were opened twice at once');
    await appendAudit(tx, study, {
      type: 'external-outcomes.opened', centre: null, case: null,
      payload: { run: model.runId, root: snapshot.root, model: model.digest, commitment: sealing.commitment, lesions: sealing.lesions, holders: [first.personId, caller.personId], impact },
    }, caller.personId);
    await this.figures.addTo(tx, study, snapshot.id);
  }
}

/** What lies in the box, when it is what the snapshot published the commitment of. */
function contents(snapshotId: string, { box, commitment }: SealingRow, key: Uint8Array | null): { readonly salt: Uint8Array; readonly outcomes: Uint8Array } {
  const bytes = key === null || box === null ? null : unshut(key, box, outcomesContext(snapshotId));
  if (bytes === null) throw new Error('two shares do not open the outcomes');
  const opened = unsealed(bytes);
  if (outcomesCommitment(opened.salt, opened.outcomes) !== commitment) throw new Error('the opened outcomes do not fit their commitment');
  return opened;
}
