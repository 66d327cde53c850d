import { createApp } from 'vue';
import '../../theme.css';
import '../shared/page.css';
import { connection } from '../shared/page';
import Page from './Page.vue';
import { connectionKey } from './stomp';

createApp(Page).provide(connectionKey, connection).mount('#app');
