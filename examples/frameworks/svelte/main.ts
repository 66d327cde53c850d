import { mount } from 'svelte';
import '../../theme.css';
import '../shared/page.css';
import Page from './Page.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('the page has no #app');
mount(Page, { target });
