import { asking } from './asking.ts';
import { channel } from './channel.ts';
import { content } from './content.ts';
import { dates } from './dates.ts';
import { desk } from './desk/index.ts';
import { errors } from './errors.ts';
import { places } from './places.ts';
import { privacy } from './privacy.ts';
import { reading } from './reading.ts';
import { receipt } from './receipt.ts';
import { status } from './status.ts';

export const zhCN = { asking, channel, content, dates, desk, errors, places, privacy, reading, receipt, status };
