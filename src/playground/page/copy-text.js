import { toast } from "./toast.js";

/** Whether the browser let us; where not, the person is told. */
export const copyText = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toast("The browser did not allow copying.");
    return false;
  }
};
