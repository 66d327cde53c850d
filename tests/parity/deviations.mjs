import { frames } from './deviations/frames.mjs';
import { oddities } from './deviations/oddities.mjs';
import { sessions } from './deviations/sessions.mjs';

// Where ours differs from @stomp/stompjs 7.5.0 on purpose: by the case's name, the lines that only one of the two
// transcripts has, why, and `told`: the row of MIGRATION.md that tells it.
export const deviations = { ...sessions, ...frames, ...oddities };
