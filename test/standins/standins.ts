import { dingtalk } from './dingtalk.ts';
import { feishu } from './feishu.ts';
import { standIn } from './server.ts';
import { webhook } from './webhook.ts';
import { wecom } from './wecom.ts';

/** Starts one of each. @returns them as `CHANNEL_HOSTS` wants them */
export const standIns = async (): Promise<string> => {
  const hosts = await Promise.all(
    Object.entries({ wecom, dingtalk, feishu, webhook }).map(async ([kind, service]) => `${await standIn(service)}=${kind}`),
  );
  return hosts.join(',');
};
