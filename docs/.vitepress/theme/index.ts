// How does the site look? As the generator's pages do, in the reader's own fonts, with Lede's search in the bar.

import DefaultTheme from 'vitepress/theme-without-fonts'
import { h, onMounted } from 'vue'
import { showFound } from './found.ts'
import { LedeSearch } from './search.ts'
import './search.css'

export default {
  extends: DefaultTheme,
  setup: () => onMounted(showFound),
  Layout: () => h(DefaultTheme.Layout, null, { 'nav-bar-content-before': () => h(LedeSearch) }),
}
