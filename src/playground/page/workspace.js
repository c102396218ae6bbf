// The fixed part of the workspace, as the server describes it.

export const workspaceFrom = ({
  team,
  bot,
  people,
  channels,
  command,
  commands,
  shortcuts,
  usageHint,
  description,
  offers,
}) => ({
  team,
  bot,
  people,
  offers: offers ?? [],
  allChannels: new Map((channels ?? []).map((channel) => [channel.id, channel])),
  commands: commands ?? [{ command, usageHint, description }],
  shortcuts: (shortcuts ?? []).map((shortcut) => ({
    ...shortcut,
    callbackId: shortcut.callbackId ?? shortcut.callback_id,
  })),
});
