import './fonts.css';
import './theme.css';
import './base.css';
import './print.css';
import { mount } from 'svelte';
import Page from './Page.svelte';

const target = document.getElementById('page');
if (!target) throw new Error('index.html has no element with the id "page".');

mount(Page, { target });
