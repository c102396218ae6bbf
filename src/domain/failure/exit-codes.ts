/** What an exit code says about the program, in words that follow "failed with exit code 127: ". */
export type ExitCodeMeaning = { what: string; advice: string; isSignalFromOutside?: true };

/** Ends an advice that has nothing better; where the lines are shown, it says nothing. */
export const seeLog = "The last log lines usually say why.";

/** `image` is how people call it, in backticks or as "the image". */
export function exitCodeMeaning(exitCode: number, image: string): ExitCodeMeaning {
  const signal = exitCode > 128 && exitCode <= 128 + 64 ? exitCode - 128 : undefined;
  return known(image)[exitCode] ?? (signal === undefined ? ofItsOwn(exitCode) : endedBySignal(signal));
}

function known(image: string): Readonly<Record<number, ExitCodeMeaning>> {
  return {
    0: {
      what: "its program ended as if all was well, yet AWS counts it as failed",
      advice:
        "A program that catches the signal to stop and then ends with 0 looks like this. Check its output before you rely on it.",
    },
    1: { what: "its program ended with an error", advice: seeLog },
    2: {
      what: "its program was called in a way it does not understand, or ended with an error",
      advice: `Check its options and arguments. ${seeLog}`,
    },
    126: {
      what: "a command was found, but may not be run",
      advice: `Make the file executable in ${image} (chmod +x), and check that it is a program and made for this kind of machine.`,
    },
    127: {
      what: "a command was not found",
      advice: `Check its spelling, and that ${image} contains it.`,
    },
    130: { what: "its program was interrupted (SIGINT)", advice: seeLog },
    132: {
      what: "its program used an instruction that the machine does not know (SIGILL)",
      advice: `The program in ${image} is made for another kind of processor.`,
    },
    134: {
      what: "its program gave up by itself (SIGABRT)",
      advice: `Often a check inside it failed, or it could not get the memory it wanted. ${seeLog}`,
    },
    135: {
      what: "its program crashed on memory it could not use (SIGBUS)",
      advice: "Often shared memory or a disk is full. Ask for more shared memory in the job definition.",
    },
    136: { what: "its program crashed on an impossible calculation (SIGFPE)", advice: seeLog },
    137: {
      what: "it was killed from outside (SIGKILL), and AWS does not say why",
      advice:
        "Most often memory ran out or the machine went away. Run it again; if it is killed again, give it more memory.",
      isSignalFromOutside: true,
    },
    139: {
      what: "its program crashed on memory that was not its own (SIGSEGV)",
      advice: "A fault in the program or one of its libraries, sometimes brought out by a broken input file.",
    },
    143: {
      what: "it was asked to stop from outside (SIGTERM), and AWS does not say why",
      advice: "Most often its machine went away. Run it again.",
      isSignalFromOutside: true,
    },
    255: {
      what: "its program ended with a general error",
      advice: `255 is also what a broken connection (ssh) or a code outside 0 to 255 turns into. ${seeLog}`,
    },
  };
}

function endedBySignal(signal: number): ExitCodeMeaning {
  return { what: `its program was ended by signal ${signal}`, advice: seeLog };
}

function ofItsOwn(exitCode: number): ExitCodeMeaning {
  const odd = exitCode > 255 || exitCode < 0;
  return {
    what: odd
      ? "its program ended with a code that no ordinary program gives"
      : "its program ended with an error of its own",
    advice: odd
      ? `On Windows such a code names a crash. ${seeLog}`
      : `What the code means stands in the program's manual. ${seeLog}`,
  };
}
