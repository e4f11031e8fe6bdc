// The work of console-proof.sh: node --experimental-websocket console-proof.mjs PROGRAM FOLDER ROWS PER_SECOND SECONDS
import { spawn, execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';

const [program, folder, rows, rate, seconds] = process.argv.slice(2).map((text, index) => (index < 2 ? text : Number(text)));
const key = 'proof-' + 'k3Jx9QmP2vLw8RtYz4Bn7HcD5sFgA6eU';
const admin = 'proof-' + 'Zq8WnT4rVb2XyL6mKj9PdS3hGf7CaE5u';
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const freePort = () => new Promise((done) => { const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); }); });
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const say = (what, number) => console.log(`${what.padEnd(58)} ${number}`);
const children = [];
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

let agent = new Agent({ keepAlive: true, maxSockets: 64 });
function ask(port, path, { method = 'GET', bearer = admin, body } = {}) {
  return new Promise((done, fail) => {
    const started = performance.now();
    const asked = request({ agent, host: '127.0.0.1', port, path, method, headers: { authorization: `Bearer ${bearer}`, ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}) } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => done({ status: answer.statusCode, text, milliseconds: performance.now() - started }));
    });
    asked.on('error', fail);
    asked.end(body);
  });
}

async function serve() {
  const port = await freePort();
  const child = spawn(program, ['serve', '--urls', `http://127.0.0.1:${port}`], {
    cwd: `${folder}/home`,
    env: { PATH: process.env.PATH, DOTNET_ROOT: process.env.DOTNET_ROOT ?? '', HOME: `${folder}/home`, WEIR_DATA: `${folder}/data`, WEIR_KEY: key, WEIR_ADMIN_KEY: admin, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (part) => (log += part));
  child.stderr.on('data', (part) => (log += part));
  children.push(child);
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) throw new Error(log);
    if (await ask(port, '/health/ready').then(({ status }) => status === 200, () => false)) return { port, child, log: () => log };
    await pause(50);
  }
  throw new Error('The gateway did not start.\n' + log);
}

async function stop({ child }) {
  agent.destroy();
  agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const over = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await over;
}

// Seconds of processor time that a process has had.
const cpu = ({ child }) => readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;

let sent = 0;
let failed = 0;
function load(port) {
  const body = JSON.stringify({ model: 'simulator/echo', messages: [{ role: 'user', content: 'Say it.' }] });
  const started = performance.now();
  let begun = 0;
  const timer = setInterval(() => {
    for (const due = Math.floor(((performance.now() - started) / 1000) * rate); begun < due; begun++) {
      ask(port, '/v1/chat/completions', { method: 'POST', bearer: key, body }).then(({ status }) => (status === 200 ? sent++ : failed++), () => failed++);
    }
  }, 20);
  return () => clearInterval(timer);
}

async function measured(gateway, during) {
  const before = { cpu: cpu(gateway), at: performance.now(), sent };
  await during();
  const took = (performance.now() - before.at) / 1000;
  return { percent: ((cpu(gateway) - before.cpu) / took) * 100, rate: (sent - before.sent) / took };
}

class Browser {
  static async open() {
    const port = await freePort();
    const child = spawn(process.env.WEIR_CHROMIUM ?? 'chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', `--remote-debugging-port=${port}`, `--user-data-dir=${folder}/chromium`, '--window-size=1440,900', 'about:blank'], { stdio: 'ignore' });
    children.push(child);
    for (let i = 0; ; i++) {
      const pages = await fetch(`http://127.0.0.1:${port}/json`).then((answer) => answer.json(), () => []);
      const page = pages.find(({ type }) => type === 'page');
      if (page) return new Browser(page.webSocketDebuggerUrl);
      if (i > 200) throw new Error('Chromium did not start.');
      await pause(100);
    }
  }

  constructor(address) {
    this.next = 0;
    this.waiting = new Map();
    this.events = [];
    this.socket = new WebSocket(address);
    this.ready = new Promise((done) => this.socket.addEventListener('open', done));
    this.socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(data);
      if (message.id !== undefined) {
        this.waiting.get(message.id)?.(message.result ?? message);
        this.waiting.delete(message.id);
      } else if (message.method === 'Network.eventSourceMessageReceived') {
        this.events.push({ at: performance.now(), ...message.params });
      }
    });
  }

  async send(method, params = {}) {
    await this.ready;
    const id = ++this.next;
    return new Promise((done) => {
      this.waiting.set(id, done);
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  async value(expression) {
    return (await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result?.value;
  }

  async until(expression) {
    for (let i = 0; i < 600; i++) {
      if (await this.value(expression)) return;
      await pause(50);
    }
    throw new Error(`Never: ${expression}\n${await this.value('document.body.innerText')}`);
  }
}

// A ledger of that size: the program makes its tables, the rows go in while it is down, the sums are added when it is back.
let gateway = await serve();
await stop(gateway);
const database = `${folder}/data/${readdirSync(`${folder}/data`).find((name) => name.endsWith('.db'))}`;
execFileSync('sqlite3', [database], { input: readFileSync(new URL('console-proof.sql', import.meta.url), 'utf8').replaceAll(':rows', String(rows)), stdio: ['pipe', 'ignore', 'inherit'], timeout: 3_600_000 });
gateway = await serve();
for (const started = performance.now(); !JSON.parse((await ask(gateway.port, '/admin/api/v1/usage?by=provider')).text).isComplete; ) {
  if (performance.now() - started > 1_800_000) throw new Error('The sums are never complete.\n' + gateway.log());
  await pause(1_000);
}

say('rows in the ledger', JSON.parse((await ask(gateway.port, '/admin/api/v1/usage?by=provider')).text).totals.requests);
const stopLoad = load(gateway.port);
await pause(5_000);

console.log('\nserver-side time while it carries the load, median of 7 (the slowest), milliseconds');
const since = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();
const questions = {
  'the page itself': '/console/requests',
  'first 100': '/requests?limit=100',
  'first 100 of the last hour': `/requests?limit=100&since=${since(1)}`,
  'by a usual key': '/requests?limit=100&key=key_007',
  'by a rare key': '/requests?limit=100&key=key_rare',
  'by a user': '/requests?limit=100&user=user-003',
  'by a rare user': '/requests?limit=100&user=rare',
  'by a rare team': '/requests?limit=100&team=rare',
  'by a model': '/requests?limit=100&model=model-05',
  'by a rare model': '/requests?limit=100&model=rare',
  'by a connection': '/requests?limit=100&connection=connection-3',
  'by a provider': '/requests?limit=100&provider=provider-3',
  'by a rare status': '/requests?limit=100&status=504',
  'by a class of statuses': '/requests?limit=100&status=4xx',
  'by a rare error': '/requests?limit=100&error=timeout',
  'failed': '/requests?limit=100&failed=true',
  'above a cost, rare': '/requests?limit=100&cost_above=5',
  'by a tag': '/requests?limit=100&tag=app%3D7',
  'by a rare tag': '/requests?limit=100&tag=app%3Drare',
  'by a run': '/requests?limit=100&run=run-1000',
  'by an id': '/requests?limit=100&id=req_00000000000000000000777777',
  'by a key and a model that never met': '/requests?limit=100&key=key_007&model=connection-0/model-06',
  'page far down': '/requests?limit=100&before=req_00000000000000000000100000',
  'histogram of all': '/requests/histogram',
  'histogram of the last hour': `/requests/histogram?since=${since(1)}`,
  'histogram of the last day': `/requests/histogram?since=${since(24)}`,
  'histogram of all failed': '/requests/histogram?failed=true',
  'histogram of a model': '/requests/histogram?model=connection-5/model-05',
  'histogram of a user': '/requests/histogram?user=user-003',
  'histogram above a cost': '/requests/histogram?cost_above=5',
  'one request': '/requests/req_00000000000000000000777777',
};
for (const [name, path] of Object.entries(questions)) {
  const times = [];
  for (let i = 0; i < 7; i++) {
    const { status, milliseconds, text } = await ask(gateway.port, path.startsWith('/console') ? path : '/admin/api/v1' + path);
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    times.push(milliseconds);
  }
  say(name, `${median(times).toFixed(1)} (${Math.max(...times).toFixed(1)})`);
}

console.log('\nthe gateway under load, without and with an open console');
const without = [];
const withIt = [];
const browser = await Browser.open();
await browser.send('Network.enable');
await browser.send('Page.enable');
const link = execFileSync(program, ['console', 'open'], { encoding: 'utf8', cwd: `${folder}/home`, env: { ...process.env, HOME: `${folder}/home`, WEIR_DATA: `${folder}/data`, WEIR_ADMIN_KEY: admin, NO_COLOR: '1' } }).trim();
await browser.send('Page.navigate', { url: link });
await browser.until(`document.querySelector('h1')?.textContent === 'Overview'`);
const open = async () => {
  await browser.send('Page.navigate', { url: `http://127.0.0.1:${gateway.port}/console/requests` });
  await browser.until(`document.querySelectorAll('.rows .row').length > 10`);
};
const paints = [];
for (let i = 0; i < 5; i++) {
  await open();
  paints.push(await browser.value(`new Promise((done) => setTimeout(() => done(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0), 500))`));
}
say('first contentful paint of Requests in Chromium, median', `${median(paints).toFixed(0)} ms`);
for (let round = 0; round < 3; round++) {
  await browser.send('Page.navigate', { url: 'about:blank' });
  await pause(3_000);
  without.push(await measured(gateway, () => pause((seconds * 1_000) / 3)));
  await open();
  await pause(3_000);
  browser.events.length = 0;
  withIt.push({ ...(await measured(gateway, () => pause((seconds * 1_000) / 3))), events: browser.events.length / (seconds / 3), requests: browser.events.filter(({ eventName }) => eventName === 'requests').length / (seconds / 3) });
}
const mean = (all, what) => all.reduce((sum, one) => sum + one[what], 0) / all.length;
say('requests a second, without and with it', `${mean(without, 'rate').toFixed(0)}, ${mean(withIt, 'rate').toFixed(0)}`);
say('CPU without it, % of one core', `${mean(without, 'percent').toFixed(1)} (${without.map((one) => one.percent.toFixed(1)).join(', ')})`);
say('CPU with it, % of one core', `${mean(withIt, 'percent').toFixed(1)} (${withIt.map((one) => one.percent.toFixed(1)).join(', ')})`);
say('events a second in the browser, of them lists of requests', `${mean(withIt, 'events').toFixed(1)}, ${mean(withIt, 'requests').toFixed(1)}`);
await pause(2_000);
const shown = await browser.value(`document.querySelector('.rows .row [role=cell]').textContent`);
say('newest row in the list, and the clock', `${shown}, ${await browser.value(`new Date().toTimeString().slice(0, 8)`)}`);
const frames = await browser.value(`new Promise((done) => { let frames = 0; const began = performance.now(); const tick = () => { frames++; performance.now() - began < 3000 ? requestAnimationFrame(tick) : done(frames / 3); }; tick(); })`);
say('frames a second while it fills', frames.toFixed(0));
stopLoad();
await pause(1_000);
say('requests sent, failed', `${sent}, ${failed}`);
await stop(gateway);
process.exit(failed > 0 ? 1 : 0);
