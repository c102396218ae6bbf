/** The Web API methods this workspace answers, and nothing beyond them. Tiers: docs.slack.dev/apis/web-api/rate-limits. */
import type { Json } from "./json.ts";
import * as apps from "./methods/apps.ts";
import * as chat from "./methods/chat.ts";
import * as conversations from "./methods/conversations.ts";
import * as files from "./methods/files.ts";
import * as functions from "./methods/functions.ts";
import * as people from "./methods/people.ts";
import * as reactions from "./methods/reactions.ts";
import * as views from "./methods/views.ts";
import type { Workspace } from "./workspace.ts";

export type Tier = "tier1" | "tier2" | "tier3" | "tier4" | "postMessage" | "hundreds";

export type Covered = {
  tier: Tier;
  run: (workspace: Workspace, args: Json) => Json;
  /** One of these scopes is enough. */
  scopes?: string[];
  /** Answers without a token. */
  open?: true;
  /** Wants the app's token instead of the bot's. */
  ofApp?: true;
};

const reading = ["channels:read", "groups:read", "im:read"];
const past = ["channels:history", "groups:history", "im:history"];
const say = ["chat:write"];
const knowing = ["users:read"];

export const coverage: Record<string, Covered> = {
  "api.test": { tier: "tier4", run: people.apiTest, open: true },
  "apps.connections.open": { tier: "tier1", run: apps.openConnection, ofApp: true },
  "auth.test": { tier: "hundreds", run: people.authTest },
  "blocks.validate": { tier: "tier4", run: chat.validateBlocks, open: true },

  "chat.postMessage": { tier: "postMessage", run: chat.postMessage, scopes: say },
  "chat.update": { tier: "tier3", run: chat.update, scopes: say },
  "chat.delete": { tier: "tier3", run: chat.deleteMessage, scopes: say },
  "chat.postEphemeral": { tier: "tier4", run: chat.postEphemeral, scopes: say },
  "chat.getPermalink": { tier: "hundreds", run: chat.getPermalink },
  "chat.unfurl": { tier: "tier3", run: chat.unfurl, scopes: ["links:write"] },

  "conversations.history": { tier: "tier3", run: conversations.history, scopes: past },
  "conversations.replies": { tier: "tier3", run: conversations.replies, scopes: past },
  "conversations.info": { tier: "tier3", run: conversations.info, scopes: reading },
  "conversations.open": { tier: "tier3", run: conversations.open, scopes: ["im:write"] },
  "conversations.join": { tier: "tier3", run: conversations.joinChannel, scopes: ["channels:join"] },
  "conversations.list": { tier: "tier2", run: conversations.list, scopes: reading },
  "conversations.members": { tier: "tier4", run: conversations.members, scopes: reading },

  "users.info": { tier: "tier4", run: people.userInfo, scopes: knowing },
  "users.list": { tier: "tier2", run: people.listUsers, scopes: knowing },
  "users.lookupByEmail": { tier: "tier3", run: people.lookupByEmail, scopes: ["users:read.email"] },
  "usergroups.list": { tier: "tier2", run: people.listUserGroups, scopes: ["usergroups:read"] },
  "usergroups.users.list": { tier: "tier2", run: people.listUsersOfGroup, scopes: ["usergroups:read"] },
  "team.info": { tier: "tier3", run: people.teamInfo, scopes: ["team:read"] },

  "views.open": { tier: "tier4", run: views.openView },
  "views.update": { tier: "tier4", run: views.updateView },
  "views.push": { tier: "tier4", run: views.pushView },
  "views.publish": { tier: "tier4", run: views.publishView },

  "files.getUploadURLExternal": { tier: "tier4", run: files.getUploadUrl, scopes: ["files:write"] },
  "files.completeUploadExternal": { tier: "tier4", run: files.completeUpload, scopes: ["files:write"] },
  "files.info": { tier: "tier4", run: files.fileInfo, scopes: ["files:read"] },
  "files.delete": { tier: "tier3", run: files.deleteFile, scopes: ["files:write"] },

  "reactions.add": { tier: "tier3", run: reactions.addReaction, scopes: ["reactions:write"] },
  "reactions.remove": { tier: "tier2", run: reactions.removeReaction, scopes: ["reactions:write"] },

  "functions.completeSuccess": { tier: "tier3", run: functions.completeSuccess },
  "functions.completeError": { tier: "tier3", run: functions.completeError },
};
