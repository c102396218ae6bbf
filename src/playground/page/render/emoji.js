// The emoji a bot is likely to use, by Slack's names. A name not listed is shown as it was written.

const ENTRIES = `
  white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎
  warning ⚠️|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|rotating_light 🚨|exclamation ❗|question ❓
  grey_question ❔|bangbang ‼️|information_source ℹ️|red_circle 🔴|large_blue_circle 🔵|large_green_circle 🟢
  large_yellow_circle 🟡|large_orange_circle 🟠|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫
  large_green_square 🟩|large_red_square 🟥|large_yellow_square 🟨|large_blue_square 🟦|white_large_square ⬜
  black_large_square ⬛|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|alarm_clock ⏰|clock1 🕐|watch ⌚
  arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_forward ▶️|fast_forward ⏩|repeat 🔁
  arrows_counterclockwise 🔄|leftwards_arrow_with_hook ↩️|double_vertical_bar ⏸️|black_square_for_stop ⏹️
  rocket 🚀|tada 🎉|sparkles ✨|star ⭐|fire 🔥|boom 💥|zap ⚡|bulb 💡|bell 🔔|no_bell 🔕|mega 📣
  loudspeaker 📢|speech_balloon 💬|eyes 👀|wave 👋|pray 🙏|clap 👏|muscle 💪|+1 👍|thumbsup 👍|-1 👎
  thumbsdown 👎|ok_hand 👌|raised_hands 🙌|point_right 👉|point_down 👇|smile 😄|slightly_smiling_face 🙂
  grinning 😀|joy 😂|thinking_face 🤔|disappointed 😞|cry 😢|sweat_smile 😅|scream 😱|robot_face 🤖|heart ❤️
  lock 🔒|unlock 🔓|key 🔑|closed_lock_with_key 🔐|gear ⚙️|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️
  mag 🔍|mag_right 🔎|link 🔗|paperclip 📎|pushpin 📌|memo 📝|pencil 📝|pencil2 ✏️|page_facing_up 📄|clipboard 📋
  file_folder 📁|open_file_folder 📂|package 📦|inbox_tray 📥|outbox_tray 📤|wastebasket 🗑️|floppy_disk 💾
  computer 💻|desktop_computer 🖥️|cloud ☁️|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊
  calendar 📅|date 📅|moneybag 💰|dollar 💵|microscope 🔬|dna 🧬|test_tube 🧪|bug 🐛|turtle 🐢|snail 🐌
  zzz 💤|skull 💀|construction 🚧|traffic_light 🚥|checkered_flag 🏁|snowflake ❄️|recycle ♻️|new 🆕|ok 🆗|sos 🆘
  100 💯|email 📧|envelope ✉️|busts_in_silhouette 👥|bust_in_silhouette 👤|office 🏢|house 🏠|heavy_minus_sign ➖
  `
  .split(/[|\n]/)
  .map((entry) => entry.trim().split(" "))
  .filter(([name]) => name);

const CHARACTERS = Object.fromEntries(ENTRIES);

export const EMOJI_NAME = /^:([a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:/;

/** The character for a name, or undefined. */
export const emojiFor = (name) => CHARACTERS[name];

/** `[{name, character}]`, each character once. */
export const emojiEntries = () => {
  const seen = new Set();
  return ENTRIES.filter(([, character]) => !seen.has(character) && seen.add(character)).map(
    ([name, character]) => ({ name, character }),
  );
};

/** Replaces `:name:` in text that carries no other markup. */
export const withEmoji = (text) =>
  text.replace(/:([a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:/g, (written, name) => CHARACTERS[name] ?? written);
