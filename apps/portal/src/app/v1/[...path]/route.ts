import { forward } from '../../../server/forward.ts';

export const dynamic = 'force-dynamic';

export { forward as GET, forward as POST, forward as PUT, forward as DELETE };
