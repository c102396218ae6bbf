/** The content of a message as a Web API call gives it, held to Slack's limits. */
import { ApiError, argument, object } from "../api-arguments.ts";
import { checkBlocks, maxMessageBlocksLength, problemLine } from "../check-blocks.ts";
import { type Json, records, string } from "../json.ts";

export type Content = { text: string; blocks?: Json[]; attachments?: Json[]; truncated: boolean };

/** Longer texts are cut by chat.postMessage. */
const maxText = 40_000;
const maxMetadataLength = 16_000;

export function readContent(args: Json): Content {
  const text = argument(args, "text") ?? argument(args, "markdown_text") ?? "";
  const blocks = readBlocks(args);
  const attachments = records(args.attachments);
  if (attachments.length > 100) throw new ApiError("too_many_attachments");
  if (!text.trim() && !blocks?.length && !attachments.length) throw new ApiError("no_text");
  return {
    text: text.slice(0, maxText),
    ...(blocks?.length && { blocks }),
    ...(attachments.length && { attachments }),
    truncated: text.length > maxText,
  };
}

export function readBlocks(args: Json): Json[] | undefined {
  const blocks = args.blocks;
  if (blocks === undefined || blocks === "") return undefined;
  if (!Array.isArray(blocks)) throw new ApiError("invalid_blocks_format");
  const problems = checkBlocks(blocks, "message");
  if (problems.length > 0) {
    const messages = problems.map(problemLine);
    throw new ApiError("invalid_blocks", { errors: messages, response_metadata: { messages } });
  }
  if (JSON.stringify(blocks).length > maxMessageBlocksLength) throw new ApiError("msg_blocks_too_long");
  return blocks as Json[];
}

/** Undefined when the call says nothing about metadata; an empty object takes it away. */
export function readMetadata(args: Json): Json | undefined {
  const metadata = object(args, "metadata", "invalid_metadata_format");
  if (!metadata || Object.keys(metadata).length === 0) return metadata;
  if (
    string(metadata.event_type) === undefined ||
    object(metadata, "event_payload", "invalid_metadata_format") === undefined
  ) {
    throw new ApiError("invalid_metadata_format");
  }
  if (JSON.stringify(metadata).length > maxMetadataLength) throw new ApiError("metadata_too_large");
  return metadata;
}
