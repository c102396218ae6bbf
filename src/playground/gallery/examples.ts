/** An example of everything the local Slack can show. */
import type { Example } from "./example.ts";
import { actions } from "./examples/actions.ts";
import { cards } from "./examples/cards.ts";
import { dates } from "./examples/dates.ts";
import { emoji } from "./examples/emoji.ts";
import { files } from "./examples/files.ts";
import { forms } from "./examples/forms.ts";
import { hostile } from "./examples/hostile.ts";
import { media } from "./examples/media.ts";
import { mentions } from "./examples/mentions.ts";
import { menus } from "./examples/menus.ts";
import { richText } from "./examples/rich-text.ts";
import { tables } from "./examples/tables.ts";
import { texts } from "./examples/texts.ts";
import { unfurls } from "./examples/unfurls.ts";
import { views } from "./examples/views.ts";

/** `pictures` is the address of the folder of pictures and files that the examples show. */
export function examples(pictures: string): Example[] {
  return [
    ...texts(),
    ...richText(),
    ...tables(),
    ...actions(),
    ...menus(),
    ...forms(),
    ...views(),
    ...cards(pictures),
    ...media(pictures),
    ...unfurls(pictures),
    ...files(pictures),
    ...dates(),
    ...emoji(),
    ...mentions(),
    ...hostile(),
  ];
}
