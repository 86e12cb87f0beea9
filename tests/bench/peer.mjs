// peer.mjs MODULES THREADS DATABASE INPUT OUTPUT PERIOD: the tables in DuckDB.
//
// One process loads the extracts, works the tables out and writes them, as the
// SQL of this folder says.  Prints its seconds by stage as JSON: the clock
// starts when DuckDB is open, so that the start of Node does not count.
// DATABASE is ':memory:' or a file that does not exist yet.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [modules, threads, database, input, output, period] =
    process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const { DuckDBInstance, version } =
    createRequire(resolve(modules, 'package.json'))('@duckdb/node-api');

// Whole statements, without their comments.
function statements(stage) {
    return readFileSync(join(here, `${stage}.sql`), 'utf8')
        .replace(/^--.*$/gm, '')
        .replaceAll(':input', input)
        .replaceAll(':output', output)
        .replaceAll(':period', period)
        .split(/;$/m)
        .filter((text) => text.trim());
}

const instance = await DuckDBInstance.create(database, {
    threads,
    preserve_insertion_order: 'false', // as fast as it can
    temp_directory: join(output, 'spill'),
});
const connection = await instance.connect();
const seconds = {};
const start = performance.now();
const used = process.cpuUsage();

for (const stage of ['load', 'derive', 'figures', 'offers', 'kpis', 'drivers',
    'tables', 'members', 'days', 'campaigns', 'promotions', 'customers',
    'suspects']) {
    const begin = performance.now();

    for (const statement of statements(stage))
        await connection.run(statement);
    seconds[stage] = (performance.now() - begin) / 1000;
}
const all = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(used);
console.log(JSON.stringify({
    version: version(),
    all,
    processors: (user + system) / 1e6,
    seconds,
}));
