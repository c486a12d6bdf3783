// The editor's own script, bundled apart from everything else: no other page loads it.
import CMS from '@sveltia/cms';

// The desk's session is the sign-in: the browser sends its cookie with each call, and there is no token to be stolen. The editor
// only wants to be told that somebody is there.
const SIGNED_IN = JSON.stringify({ backendName: 'gitea', token: 'desk' });
const CHINESE = JSON.stringify({ locale: 'zh-CN' });

const place = document.querySelector<HTMLElement>('#editor');

const open = async (): Promise<void> => {
  const answer = await fetch(`/desk/editor/config${location.search}`, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  localStorage.setItem('sveltia-cms.user', SIGNED_IN);
  if (!localStorage.getItem('sveltia-cms.prefs')) localStorage.setItem('sveltia-cms.prefs', CHINESE);
  CMS.init({ config: await answer.json() });
  document.querySelector('#before')?.remove();
};

open().catch(() => {
  if (place) place.textContent = place.dataset['failed'] ?? '';
});
