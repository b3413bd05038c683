import { z } from 'zod';
import { JsonText, phpJson } from '../http/php-json';
import { Call, define } from './call';
import { MoodleError, ajaxException } from './errors';
import { bool, list, text } from './parameters';

const request = z.strictObject({
  function: text,
  arguments: text.default('{}'),
  settingraw: bool.default(false),
  settingfilter: bool.default(false),
  settingfileurl: bool.default(true),
  settinglang: text.optional(),
});

export const batch = [
  define('tool_mobile_call_external_functions', {
    parameters: z.strictObject({ requests: list(request) }),
    async answer({ requests }, call) {
      const responses: string[] = [];
      for (const each of requests) {
        const response = await one(each, call);
        responses.push(response.text);
        // Moodle stops at the first failure and says nothing of the calls behind it.
        if (response.failed) break;
      }
      return new JsonText(`{"responses":[${responses.join(',')}]}`);
    },
  }),
];

async function one(each: z.output<typeof request>, call: Call): Promise<{ text: string; failed: boolean }> {
  const failed = (exception: unknown): { text: string; failed: true } => ({
    text: `{"error":true,"exception":${phpJson(phpJson(exception))}}`,
    failed: true,
  });
  if (!call.functions.has(each.function))
    return failed({ errorcode: 'accessexception', module: 'webservice' });
  try {
    const args: unknown = JSON.parse(each.arguments);
    const data = await call.invoke(each.function, args, {
      raw: each.settingraw,
      filter: each.settingfilter,
      lang: each.settinglang === 'en' ? 'en' : 'he',
    });
    return { text: `{"error":false,"data":${data.quoted}}`, failed: false };
  } catch (error) {
    if (error instanceof SyntaxError) return failed({ errorcode: 'invalidparameter', module: 'debug' });
    if (!(error instanceof MoodleError)) throw error;
    return failed(ajaxException(error, call.world.siteUrl));
  }
}
