export default async function () { throw new Error('the test PostgreSQL is not written yet'); }
