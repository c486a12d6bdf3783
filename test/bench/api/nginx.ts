import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { policyIn } from '../../../worker/box/policy.ts';

const freePort = (): Promise<number> =>
  new Promise((tell, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => tell(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** nginx on the same files with the same headers, packed ones as they lie there, one process as the portal is one; nothing where it is not installed. */
export const nginx = async (files: string): Promise<{ address: string; stop: () => Promise<void> } | undefined> => {
  if (spawnSync('nginx', ['-v'], { stdio: 'ignore' }).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
  const policy = policyIn(readFileSync(join(files, '_headers'), 'utf8'))('/');
  const headers = Object.entries({ 'cache-control': 'public, max-age=0, must-revalidate', ...policy })
    .map(([name, value]) => `add_header ${name} "${value}";`)
    .join(' ');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `worker_processes 1; daemon off; pid ${folder}/pid; error_log stderr error;
events { worker_connections 1024; }
http { include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10000; gzip_static on; etag on; ${temporary}
  server { listen 127.0.0.1:${port}; root ${files}; index index.html; ${headers} } }`,
  );
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 50 && !(await fetch(address).catch(() => undefined)); tries++) await pause(100);
  return {
    address,
    stop: async () => {
      child.kill('SIGQUIT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
