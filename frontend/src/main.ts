import { mount } from 'svelte'
import App from './App.svelte'
import { followTheme } from './lib/theme.svelte'
import './style/tokens.css'
import './style/base.css'

followTheme()
const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')
mount(App, { target })
