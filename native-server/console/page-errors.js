// Loaded before main.js, so that a package that is missing or does not fit is told on the page too.
import { byId } from './dom.js';
import { ErrorList } from './error-list.js';

const errors = new ErrorList(byId('errors', HTMLUListElement));

addEventListener('unhandledrejection', (event) => errors.report(`Error in this page: ${event.reason}`));

// Capturing, since the failure to load a script does not bubble.
addEventListener(
  'error',
  (event) => {
    if (event instanceof ErrorEvent) errors.report(`Error in this page: ${event.message}`);
    else errors.report('The page could not be loaded whole. Is the package served under /hoofbeat/?');
  },
  { capture: true },
);
