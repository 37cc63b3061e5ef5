import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { templateFile } from '@echocohort/contracts';
import { checkMaskTemplate, isApprovedTemplate, type MaskTemplate } from '@echocohort/deidentification';
import { keyIdOf } from '@echocohort/export';
import { canonicalJson, ok, refuse, type Result } from '@echocohort/kernel';

const wrong = (detail: string): Result<never> => refuse({ code: 'templates-unreadable', detail });

function readKey(pem: string | null): KeyObject | null {
  try {
    const key = createPublicKey(pem ?? '');
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

async function readSigned(path: string): Promise<ReturnType<typeof templateFile.safeParse>['data'] | null> {
  try {
    return templateFile.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** The mask templates of a file that the platform signed; each must bear the signatures of two persons. */
export async function readTemplateFile(path: string, serverKeyPath: string): Promise<Result<readonly MaskTemplate[]>> {
  const key = readKey(await readFile(serverKeyPath, 'utf8').catch(() => null));
  if (key === null) return wrong('The file of --server-key holds no Ed25519 public key in PEM; fetch the server\'s from /v1/receipt-key.');
  const file = await readSigned(path);
  if (!file) return wrong('The file of --templates is not one that the platform exports (/v1/mask-templates/file).');
  const { body, signature } = file;
  const genuine = body.keyId === keyIdOf(key) && verify(null, Buffer.from(canonicalJson(body)), key, Buffer.from(signature, 'base64'));
  if (!genuine) return wrong('The mask templates do not bear the server\'s signature, or were changed after it; export them again.');
  return body.templates.every((template) => isApprovedTemplate(template) && checkMaskTemplate(template).ok) ? ok(body.templates) : wrong('A mask template of the file lacks its second signature or cannot be right; export them again.');
}
