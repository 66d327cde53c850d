// node section.mjs <name> <file> [--quick]: measures one section in a process of its own, so that none has what others
// made of the engine, and writes what came of it to the file.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { measure } from './sections.mjs';

const [, , name, file, flag] = process.argv;
writeFileSync(file, JSON.stringify(await measure(name, { quick: flag === '--quick' })));
