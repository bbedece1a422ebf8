import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: ./build/kit/text/escape.js
// Escapes untrusted text (branch names, titles, remote output) for each place where it is shown. Pure.
/** How many characters of a quoted text a message shows. */
const SHOWN = 200;
// Most text is plain, and compiling \p{...} is slow.
const PLAIN = /^[ -~]*$/;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}|#(?=#\[)/gu;
const escapeCharacter = (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
/**
 * Returns one line in which every control, invisible, directional or unpaired character is written as `\u{...}`. `##[` is broken up as
 * well: the runner takes `##[command]` anywhere in a line for a workflow command (actions/runner, ActionCommand.TryParse).
 */
function visible(text) {
    if (PLAIN.test(text) && !text.includes('##['))
        return text;
    return text.replace(INVISIBLE, escapeCharacter);
}
/** Returns text in double quotes for a message, with invisible characters escaped, shortened to 200 characters. */
function escape_quote(text) {
    const characters = [...text.slice(0, 2 * SHOWN + 2)];
    if (characters.length <= SHOWN)
        return `"${visible(text)}"`;
    return `"${visible(characters.slice(0, SHOWN).join(''))}…" (${[...text].length} characters)`;
}
/** Returns several names for a sentence: `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
function list(names, word = 'and') {
    const quoted = names.map(escape_quote);
    const last = quoted.pop() ?? 'none';
    return quoted.length === 0 ? last : `${quoted.join(', ')} ${word} ${last}`;
}
/** Returns text as inline code for Markdown, with everything escaped that could be Markdown, HTML, a mention or a table's border. */
function code(text) {
    return `<code>${escape_prose(text)}</code>`;
}
/** Returns text for Markdown, with everything escaped that could be Markdown, HTML or a table's border. */
function escape_prose(text) {
    const entity = (c) => `&#${c.codePointAt(0)};`;
    if (PLAIN.test(text))
        return visible(text).replace(/[^A-Za-z0-9 ,/=-]/g, entity);
    return visible(text).replace(/[^A-Za-z0-9 ,/=-]/gu, (c) => (isWord(c) ? c : entity(c)));
}
/** Returns text for a Mermaid label in double quotes; Mermaid writes a character as `#code;`. */
function label(text) {
    return visible(text).replace(/[^A-Za-z0-9 ,./-]/gu, (c) => isWord(c) ? c : `#${c.codePointAt(0)};`);
}
const isWord = (character) => !PLAIN.test(character) && /[\p{L}\p{N}]/u.test(character);

;// CONCATENATED MODULE: ./build/kit/action/user-error.js
// Errors that a user can correct, as opposed to bugs.
/**
 * What is wrong, where, and what to do. It is shown without a stack. `reason` is a stable code from the action's
 * documentation; `file` and `problems` become annotations on that file.
 */
class UserError extends Error {
    reason;
    file;
    problems;
    constructor(reason, message, more = {}) {
        super(message, more.cause === undefined ? {} : { cause: more.cause });
        this.name = 'UserError';
        this.reason = reason;
        this.file = more.file;
        this.problems = more.problems ?? [];
    }
}

;// CONCATENATED MODULE: ./build/kit/action/inputs.js
// The inputs of an action: one schema value gives the reader and the type.


/** A string without ASCII whitespace around it; empty if the input is not given. */
const inputs_text = (raw) => ({ value: trimWhitespace(raw) });
/** A secret string. */
const secret = Object.assign((raw) => ({ value: trimWhitespace(raw) }), {
    secret: true,
});
/** A string as it is: in YAML, whitespace counts. */
const verbatim = (raw) => ({ value: raw });
/** A string that matches a rule; `described` names the rule in the error. */
function textOf(rule, described) {
    return (raw) => {
        const value = trimWhitespace(raw);
        return rule.test(value) ? { value } : { problem: described };
    };
}
/** An integer from `from` to `to`. */
function integer(from, to) {
    return (raw) => {
        const digits = trimWhitespace(raw);
        const value = Number(digits);
        if (/^\d{1,15}$/.test(digits) && value >= from && value <= to)
            return { value };
        return { problem: `an integer from ${from} to ${to}` };
    };
}
/** One of several words. */
function oneOf(...words) {
    return (raw) => {
        const value = words.find((word) => word === trimWhitespace(raw));
        return value === undefined ? { problem: `one of ${words.join(', ')}` } : { value };
    };
}
/** `true` or `false`, as YAML and workflows write them. */
const flag = (raw) => {
    const value = trimWhitespace(raw).toLowerCase();
    return value === 'true' || value === 'false'
        ? { value: value === 'true' }
        : { problem: 'true or false' };
};
/** A list with one entry on each line, read by `read`. Empty lines and comments are ignored. */
function lines(read, comment) {
    return (raw) => {
        const entries = raw
            .split(/\r\n|\r|\n/)
            .map(trimWhitespace)
            .filter((line) => line !== '' && !(comment !== undefined && line.startsWith(comment)))
            .map(read);
        const problems = entries.flatMap((entry) => ('problem' in entry ? [entry.problem] : []));
        if (problems.length > 0)
            return { problems };
        return { value: entries.flatMap((entry) => ('value' in entry ? [entry.value] : [])) };
    };
}
/**
 * Masks the secrets, then reads all inputs from the environment variables that the runner sets (`INPUT_<NAME>`, hyphens kept).
 * Throws one UserError that lists every problem, with `reason`.
 */
function readInputs(schema, env, mask, reason = 'bad-input') {
    const rawOf = (name) => env[`INPUT_${name.toUpperCase()}`] ?? '';
    for (const [name, read] of Object.entries(schema)) {
        const value = trimWhitespace(rawOf(name));
        if ('secret' in read && value !== '')
            mask(value);
    }
    const values = {};
    const problems = [];
    for (const [name, read] of Object.entries(schema)) {
        const raw = rawOf(name);
        const result = read(raw);
        if ('value' in result)
            values[name] = result.value;
        else if ('problems' in result)
            problems.push(...result.problems.map((one) => `"${name}": ${one}`));
        else
            problems.push(`"${name}" must be ${result.problem}, got ${'secret' in read ? 'a secret' : escape_quote(raw)}`);
    }
    if (problems.length > 0)
        throw new UserError(reason, problems.join('\n'));
    return values;
}
/** Removes ASCII whitespace at both ends. `trim()` would also remove U+00A0, U+3000 and U+FEFF, which git allows in names. */
function trimWhitespace(raw) {
    const isWhitespace = (index) => ' \t\r\n\f\v'.includes(raw[index] ?? '?');
    let start = 0;
    let end = raw.length;
    while (start < end && isWhitespace(start))
        start += 1;
    while (end > start && isWhitespace(end - 1))
        end -= 1;
    return raw.slice(start, end);
}

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: ./build/kit/text/plain-error.js
// Errors of Node in plain words, for messages to users: no `Error:`, no names of system calls. Pure.

/** Where the words of libuv or undici would mislead, or where there are none. */
const WORDS = {
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is not a folder',
    ENOTFOUND: 'the name of the host is unknown',
    EAI_AGAIN: 'the name of the host can\u2019t be looked up now',
    ECONNRESET: 'the connection was closed',
    UND_ERR_SOCKET: 'the connection was closed',
    UND_ERR_CONNECT_TIMEOUT: 'connection timed out',
    EDQUOT: 'the quota of the disk is used up',
    ENOEXEC: 'it is not a program for this system',
    ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
    SELF_SIGNED_CERT_IN_CHAIN: 'the authority of the certificate is unknown',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the authority of the certificate is unknown',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the authority of the certificate is unknown',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8',
};
/** Returns why something failed: `no such file or directory`, `connection refused`. */
function plainError(error) {
    const { code, message } = innermost(error);
    if (Object.hasOwn(WORDS, code))
        return WORDS[code] ?? '';
    const [, words] = [...(0,external_node_util_namespaceObject.getSystemErrorMap)().values()].find(([name]) => name === code) ?? [];
    return words ?? message.split('\n')[0] ?? '';
}
/** Returns whether the operating system refused something: a full disk, a missing permission. */
function isSystemError(error) {
    return external_node_util_namespaceObject.types.isNativeError(error) && 'errno' in error && 'syscall' in error;
}
/** fetch hides the cause behind "fetch failed". */
function innermost(error) {
    if (!external_node_util_namespaceObject.types.isNativeError(error))
        return { code: '', message: String(error) };
    if (external_node_util_namespaceObject.types.isNativeError(error.cause))
        return innermost(error.cause);
    return { code: 'code' in error ? String(error.code) : '', message: error.message };
}

;// CONCATENATED MODULE: ./build/kit/action/run-action.js
// Runs an action, and is the one place that sets the output `reason` of a failure: a UserError is shown without a stack, a bug with its
// stack. A cancelled run gets its reason before anything else happens, because the runner may kill it at any time.



/** Runs an action and turns an error into annotations, the output `reason` and exit code 1. */
async function runAction(runner, action) {
    const cancelled = reportCancellation(() => setReason('cancelled', runner));
    try {
        await action();
    }
    catch (error) {
        process.exitCode = 1;
        if (error instanceof UserError)
            report(error, runner);
        else if (isSystemError(error))
            report(refusedBySystem(error), runner);
        else {
            const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
            runner.annotate('error', `This is a bug in the action, please report it. ${stack}`);
            setReason('internal-error', runner);
        }
    }
    finally {
        cancelled[Symbol.dispose]();
    }
}
function report(error, runner) {
    for (const { message, at, file = error.file } of error.problems) {
        if (file !== undefined)
            runner.annotate('error', message, file, at);
    }
    runner.annotate('error', error.message);
    runner.log(`Reason code: ${error.reason}`);
    setReason(error.reason, runner);
    const lines = error.message.split('\n').map((line) => `- ${escape_prose(line)}`);
    runner.summary(`### Failed: ${error.reason}\n\n${lines.join('\n')}\n\n`);
}
/** Sets the output `reason`. If that is refused, the failure itself is still shown, and why it has no reason. */
function setReason(reason, runner) {
    try {
        runner.outputs({ reason });
    }
    catch (error) {
        if (!(error instanceof UserError))
            throw error;
        runner.annotate('error', `The output "reason" could not be set: ${error.message}`);
    }
}
/** A full disk, a missing program: no bug, and nothing that a stack would explain. */
function refusedBySystem(error) {
    const { syscall, path = '' } = error;
    const words = plainError(error);
    const message = syscall.startsWith('spawn ')
        ? `The program ${escape_quote(path)} can't be started: ${words}`
        : `The runner's system refused "${syscall}"${path && ` of ${escape_quote(path)}`}: ${words}`;
    return new UserError('system-error', message, { cause: error });
}
const SIGNALS = ['SIGINT', 'SIGTERM'];
/**
 * Calls `write` once, before every other listener, when the runner cancels this process. Ends the process as the signal would if
 * nothing else handles it.
 */
function reportCancellation(write) {
    const stop = () => {
        for (const signal of SIGNALS)
            process.removeListener(signal, onSignal);
    };
    const onSignal = (signal) => {
        stop();
        try {
            write();
        }
        finally {
            if (process.listenerCount(signal) === 0)
                process.kill(process.pid, signal);
        }
    };
    for (const signal of SIGNALS)
        process.prependListener(signal, onSignal);
    return { [Symbol.dispose]: stop };
}

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, utils_toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./build/kit/text/redact.js
// Removes secrets from text, as they are and in the forms in which programs print them. GitHub's runner masks values only as they are
// registered, and only in the log. Pure.

/** Whether redacting a value would redact half of a log: under 4 characters, booleans, numbers. */
const isTooCommon = (value) => value.trim().length < 4 ||
    /^(?:true|false|none|null|[-+]?[0-9]+(?:\.[0-9]+)?)$/i.test(value.trim());
/**
 * Returns what is redacted of a value: itself and, as output comes in lines, each of its lines. `isOpen` tells which lines are no
 * secrets.
 */
function redactableParts(value, isOpen = () => false) {
    const lines = linesOf(value);
    const whole = lines.some(isOpen) ? [] : [value, value.trim()];
    const parts = [...whole, ...lines.filter((line) => !isOpen(line))];
    return [...new Set(parts)].filter((part) => !isTooCommon(part));
}
/**
 * Returns what to pass to the runner's mask for a value. The runner masks each line of it too, however short (actions/runner,
 * AddMaskCommandExtension): with the lines `{` and `}` of a JSON key, it would drop nearly every output of the job.
 */
function maskableParts(value) {
    const lines = linesOf(value);
    return lines.length > 1 && lines.some(isTooCommon)
        ? [...new Set(lines)].filter((line) => !isTooCommon(line))
        : [value];
}
/** Returns the lines of a value without the whitespace around them, and without empty ones. */
const linesOf = (value) => value
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
/** Returns a function that redacts the values, including in base64, URL-encoded, and in the forms that JSON and Python write. */
function redactor(values) {
    const forms = new Set([...values].flatMap((value) => redactableParts(value)).flatMap(formsOf));
    if (forms.size === 0)
        return (text) => text;
    // The longest first: a value may be a prefix of another.
    const longest = [...forms].sort((a, b) => b.length - a.length);
    const escaped = longest.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
    const all = new RegExp(escaped.join('|'), 'g');
    return (text) => text.replace(all, '***');
}
function formsOf(value) {
    const json = JSON.stringify(value).slice(1, -1);
    const python = json.replaceAll('\\"', '"').replaceAll("'", "\\'");
    const ascii = json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    // The last is the form in a job summary.
    const forms = [value, json, ascii, python, ...urls(value.toWellFormed()), prose(value)];
    return [...forms, ...base64(value)].filter((form) => form.length > 3);
}
/** URL-encoded as JavaScript and Python do it: they differ in punctuation, slashes and spaces. */
function urls(value) {
    const own = encodeURIComponent(value);
    const strict = own.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
    const form = new URLSearchParams([['', value]]).toString().slice(1);
    const all = [own, strict].flatMap((url) => [url, url.replaceAll('%2F', '/')]);
    return [...all, ...all.map((url) => url.replaceAll('%20', '+')), form];
}
/** The part of a longer text's base64 that is always the same, for each of the three offsets at which the value may begin. */
function base64(value) {
    const bytes = Buffer.from(value);
    return [0, 1, 2].flatMap((before) => {
        const text = Buffer.concat([Buffer.alloc(before), bytes])
            .toString('base64')
            .replace(/=+$/, '');
        const first = Math.ceil((before * 8) / 6);
        const last = Math.floor(((before + bytes.length) * 8) / 6);
        const part = text.slice(first, last);
        // A few characters would match everywhere.
        if (part.length < 6)
            return [];
        const whole = before === 0 ? [bytes.toString('base64')] : [];
        return [...whole, part, part.replaceAll('+', '-').replaceAll('/', '_')];
    });
}

;// CONCATENATED MODULE: ./build/kit/action/runner.js
// GitHub's runner as an action sees it, over @actions/core. Added here: text from outside can't become a workflow command, several
// outputs are set with one call, and a job summary that GitHub would refuse is not written.





/** GitHub refuses a job summary over 1 MiB as a whole; this leaves room for other steps. */
const SUMMARY_LIMIT = 500_000;
const ANNOTATE = { notice: notice, warning: warning, error: error };
/** Returns the runner that started this process. */
function githubRunner() {
    writeAtOnce();
    return {
        log: (line) => info(harmless(line)),
        group(title, lines) {
            startGroup(visible(title));
            for (const line of lines)
                info(harmless(line));
            endGroup();
        },
        openGroup(title) {
            startGroup(visible(title));
            return { line: (text) => info(harmless(text)), end: endGroup };
        },
        annotate(level, message, file, position) {
            ANNOTATE[level](message.split('\n').map(visible).join('\n'), {
                ...(file === undefined ? {} : { file: visible(file) }),
                ...(position && { startLine: position.line, startColumn: position.column }),
            });
        },
        mask(value) {
            for (const part of maskableParts(value))
                setSecret(part);
        },
        outputs(values) {
            for (const [name, value] of Object.entries(values))
                toFile('GITHUB_OUTPUT', () => setOutput(name, value));
        },
        state: (name, value) => toFile('GITHUB_STATE', () => saveState(name, value)),
        summary: summaryWriter(),
    };
}
/** The runner creates the file before each step. Another program, or a container without its folder, can take it away. */
function toFile(variable, write) {
    try {
        write();
    }
    catch (cause) {
        // The toolkit has an error of its own for a file that does not exist.
        const why = isSystemError(cause) ? plainError(cause) : 'it does not exist';
        const path = escape_quote(process.env[variable] ?? '');
        throw new UserError('system-error', `${path} (${variable}) can't be written: ${why}`, { cause });
    }
}
/**
 * Makes every line leave this process before the next statement. By default Node queues what a full pipe does not take, and a run that is
 * cancelled would end without its last warning. Node has no public way to do this, and does it by itself on Windows.
 */
function writeAtOnce() {
    const { _handle: handle } = process.stdout;
    handle?.setBlocking?.(true);
}
/** Writes one part of the summary after the other: the toolkit would write the first part twice if the second came too early. */
function summaryWriter() {
    let written = Promise.resolve();
    return (markdown) => {
        if (!process.env['GITHUB_STEP_SUMMARY'] || markdown.length > SUMMARY_LIMIT)
            return;
        written = written
            .then(() => summary.addRaw(markdown).write())
            .catch((error) => warning(`Could not write the job summary: ${plainError(error)}`));
    };
}
/** A line that the runner prints and never takes for a command. */
const harmless = (line) => visible(line).replace(/^(\s*):(?=:)/, '$1\\u{3a}');

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: ./build/kit/events/current-run.js
// The event that started this run, from the runner's variables and its payload file.




/**
 * Reads GITHUB_EVENT_NAME, GITHUB_REF, GITHUB_SHA, GITHUB_ACTOR and the file GITHUB_EVENT_PATH. Without a path the payload is empty.
 * Throws a UserError (`bad-event`) if the file is not a JSON object: an empty payload would hide that a run comes from a fork.
 */
function readRun(env) {
    const path = env['GITHUB_EVENT_PATH'] ?? '';
    return {
        event: env['GITHUB_EVENT_NAME'] ?? '',
        ref: env['GITHUB_REF'] ?? '',
        sha: env['GITHUB_SHA'] ?? '',
        actor: env['GITHUB_ACTOR'] ?? '',
        payload: path === '' ? {} : readPayload(path),
    };
}
function readPayload(path) {
    const { payload, problem, cause } = payloadFile(path);
    if (payload)
        return payload;
    const name = `The event's payload, ${escape_quote(path)} (GITHUB_EVENT_PATH),`;
    const message = `${name} ${problem}; the runner writes it for each job`;
    throw new UserError('bad-event', message, { cause });
}
/** Reads a payload, or returns why it is none, as the end of a sentence. */
function payloadFile(path) {
    let text = '';
    try {
        text = (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
    }
    catch (cause) {
        return { problem: `can't be read: ${plainError(cause)}`, cause };
    }
    if (text.trim() === '')
        return { problem: 'is empty' };
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (cause) {
        return { problem: 'is not JSON', cause };
    }
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { payload: value } : { problem: 'is not a JSON object' };
}

;// CONCATENATED MODULE: ./build/kit/docker/image-reference.js
// Parses image names by the grammar of distribution/reference (reference.go, regexp.go, normalize.go). Pure.

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const DOMAIN = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]+)?$`);
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
/** The limit of registries and clients for domain, slash and path together. */
const LENGTH = 255;
/** Parses an image name without tag and digest. Returns what is wrong with an invalid one. */
function parseImageName(text) {
    const problem = (why) => ({
        problem: `${escape_quote(text)} is not an image name: ${why}`,
    });
    if (/^[a-z]+:\/\//i.test(text))
        return problem('remove the scheme');
    if (text.includes('@'))
        return problem('it has a digest; remove "@" and what follows');
    const slash = text.indexOf('/');
    const first = slash < 0 ? '' : text.slice(0, slash);
    const domain = /[.:]/.test(first) || first === 'localhost' ? first : '';
    if (domain === '' && first.toLowerCase() === 'localhost')
        return problem('"localhost" is a registry only in lower case');
    const path = domain === '' ? text : text.slice(slash + 1);
    if (domain !== '' && !DOMAIN.test(domain))
        return problem(`${escape_quote(domain)} is not a registry's host`);
    if (/:[^/]*$/.test(path))
        return problem('it has a tag; give the name without one');
    const lower = path.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
    const odd = lower.split('/').find((component) => !COMPONENT.test(component));
    if (odd !== undefined) {
        const rule = 'letters and digits, with one ".", "_", "__" or any number of "-" between them';
        return problem(odd === '' ? 'a part between slashes is empty' : `${escape_quote(odd)} must be ${rule}`);
    }
    const name = domain === '' ? lower : `${domain}/${lower}`;
    if (name.length > LENGTH)
        return problem(`it has ${name.length} characters, but at most ${LENGTH} are allowed`);
    if (/^[0-9a-f]{64}$/.test(name))
        return problem('64 hex digits are an image id');
    return { name, canonical: canonical(domain.toLowerCase(), lower), lowered: lower !== path };
}
/** Parses `name`, `name:tag`, `name@digest` and `name:tag@digest`. */
function parseImageReference(text) {
    const [, before = text, digest = ''] = /^(.*?)@(.*)$/.exec(text) ?? [];
    const [, bare = before, tag = ''] = /^(.*[^/]):([^/]*)$/.exec(before) ?? [];
    if (digest !== '' && !isDigest(digest))
        return { problem: `${quote(digest)} is not a digest: sha256: and 64 hex digits` };
    if (before.endsWith(':') || text.endsWith('@') || (tag !== '' && !isTag(tag)))
        return { problem: `${quote(text)} has no valid tag` };
    const name = parseImageName(bare);
    if ('problem' in name)
        return name;
    return { ...name, tag, digest, registry: name.canonical.split('/')[0] ?? '' };
}
/** Whether a string is a digest. SHA-256 is the only algorithm that registries use. */
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
/** Whether a string is a tag: distribution/reference and the OCI distribution specification. */
function isTag(text) {
    return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(text);
}
function canonical(domain, path) {
    const registry = domain === '' || domain === 'index.docker.io' ? 'docker.io' : domain;
    return `${registry}/${registry === 'docker.io' && !path.includes('/') ? 'library/' : ''}${path}`;
}

;// CONCATENATED MODULE: ./build/actions/docker-tag/src/rfc3339.js
// RFC 3339 dates, sections 5.6 and 5.7.
const DATE = /^(\d{4})-(\d\d)-(\d\d)[Tt](?:[01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
/** Returns whether a string is a date with time and offset, on an existing day, and without an impossible leap second. */
function isDate(text) {
    const [, year, month, day, second] = (DATE.exec(text) ?? []).map(Number);
    if (year === undefined || month === undefined || day === undefined)
        return false;
    // Date.UTC takes the years 0 to 99 as 1900 to 1999; the calendar repeats every 400 years.
    const date = new Date(Date.UTC(year + 400, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
        return false;
    return second !== 60 || isLeapSecond(text);
}
/** Leap seconds are at the end of June and of December, in UTC. */
function isLeapSecond(text) {
    const before = new Date(text.toUpperCase().replace(/:60(?:\.\d+)?/, ':59'));
    return /-(?:06-30|12-31)T23:59:59/.test(before.toISOString());
}

;// CONCATENATED MODULE: ./build/actions/docker-tag/src/inputs.js
// The inputs of docker-tag.




const MODES = ['hash', 'strip', 'dash', 'fail'];
const inputs_images = lines((line) => {
    const read = parseImageName(line);
    return 'problem' in read ? read : { value: read };
}, '#');
const tags = lines((line) => isTag(line) ? { value: line } : { problem: `${escape_quote(line)} is not a valid tag` });
const date = (raw) => {
    const value = trimWhitespace(raw);
    return value === '' || isDate(value) ? { value } : { problem: 'an RFC 3339 date' };
};
const inputs = {
    ref: inputs_text,
    images: inputs_images,
    prefix: textOf(/^(?:[A-Za-z0-9_][A-Za-z0-9._-]*)?$/, 'characters of a tag (letters, digits, ".", "_", "-"; neither "." nor "-" first)'),
    suffix: textOf(/^[A-Za-z0-9._-]*$/, 'characters of a tag (letters, digits, ".", "_", "-")'),
    'max-length': integer(16, 128),
    mode: oneOf(...MODES),
    also: tags,
    created: date,
};

;// CONCATENATED MODULE: ./build/kit/events/payload.js
// Reads an event's payload: JSON in which any field may be missing or of another type.
/** Returns the value at a path of keys and indices, or undefined. Inherited properties are ignored. */
function at(value, ...path) {
    let current = value;
    for (const key of path) {
        if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key))
            return undefined;
        current = current[key];
    }
    return current;
}
/** Returns the string at a path, or the empty string. */
function textAt(value, ...path) {
    const inner = at(value, ...path);
    return typeof inner === 'string' ? inner : '';
}
/** Returns the positive integer at a path, or undefined. */
function numberAt(value, ...path) {
    const inner = at(value, ...path);
    return typeof inner === 'number' && Number.isSafeInteger(inner) && inner > 0 ? inner : undefined;
}
/** Returns the commit at a path: 40 or 64 hex digits, not all zeros; else the empty string. */
function commitAt(value, ...path) {
    return commit(textAt(value, ...path));
}
/** Returns a string if it is a commit, else the empty string. */
function commit(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text) && !/^0+$/.test(text) ? text : '';
}

;// CONCATENATED MODULE: ./build/kit/events/subject.js
// The subject of a run, whatever event started it. GITHUB_REF does not suffice: for many events it is another ref.
const PREFIXES = { 'refs/heads/': 'branch', 'refs/tags/': 'tag' };
/** Parses a full ref; undefined for anything but a branch or tag (`refs/pull/7/merge`), and for an empty name. */
function parseRef(ref) {
    for (const [prefix, type] of Object.entries(PREFIXES)) {
        if (ref.startsWith(prefix) && ref.length > prefix.length)
            return { type, name: ref.slice(prefix.length) };
    }
    return undefined;
}
/** Returns the full name of a branch or tag. */
const fullRef = ({ type, name }) => `${type === 'tag' ? 'refs/tags/' : 'refs/heads/'}${name}`;
/** Merge queues push the merges that they test to branches below this prefix (GitHub's page "Managing a merge queue"). */
const QUEUE_PREFIX = 'gh-readonly-queue';
/** Returns whether a ref is a temporary branch of a merge queue. */
function isQueueBranch(ref) {
    return (ref !== undefined &&
        ref !== 'unknown' &&
        ref.type === 'branch' &&
        ref.name.startsWith(`${QUEUE_PREFIX}/`));
}

;// CONCATENATED MODULE: ./build/kit/events/event-subjects.js
// Reads the ref, commit and pull request of each event. Sources: GitHub's pages "Events that trigger workflows" and
// "Webhook events and payloads".


const NO_REF = { refType: 'none', name: '', sha: '' };
/** Returns the subject of a payload that lacks a field. */
function incomplete(event, field) {
    const detail = `the payload of ${event} has no ${field}`;
    return { ...NO_REF, refusal: { reason: 'incomplete-event', detail } };
}
function push({ payload, ref: runRef, sha }) {
    const ref = parseRef(textAt(payload, 'ref') || runRef);
    if (!ref)
        return incomplete('push', 'branch or tag in "ref"');
    if (at(payload, 'deleted') === true || /^0+$/.test(textAt(payload, 'after'))) {
        return { ...deleted(ref), formerSha: commitAt(payload, 'before') };
    }
    // For an annotated tag, `after` is the tag object, not the commit.
    const after = ref.type === 'branch' ? commitAt(payload, 'after') : '';
    return {
        ...onRef(ref, commitAt(payload, 'head_commit', 'id') || commit(sha) || after),
        created: textAt(payload, 'head_commit', 'timestamp'),
    };
}
function onRef(ref, sha) {
    return { refType: ref.type, name: ref.name, sha, filtered: ref, tipOf: [fullRef(ref)] };
}
function deleted(ref) {
    return { ...onRef(ref, ''), gone: 'ref-deleted' };
}
/** `create` and `delete` have the name without `refs/heads/`, and the type in a separate field. */
function unqualified(payload) {
    const type = textAt(payload, 'ref_type');
    const name = textAt(payload, 'ref');
    return (type === 'branch' || type === 'tag') && name !== '' ? { type, name } : undefined;
}
function deletion({ payload }) {
    const ref = unqualified(payload);
    return ref ? deleted(ref) : incomplete('delete', 'branch or tag in "ref" and "ref_type"');
}
function creation({ payload, sha }) {
    const ref = unqualified(payload);
    return ref
        ? onRef(ref, commit(sha))
        : incomplete('create', 'branch or tag in "ref" and "ref_type"');
}
function chosenRef({ payload, ref: runRef, sha }) {
    const ref = parseRef(textAt(payload, 'ref')) ?? parseRef(runRef);
    return ref ? onRef(ref, commit(sha)) : incomplete('workflow_dispatch', 'branch or tag in "ref"');
}
function workflowRun({ payload }) {
    const triggering = at(payload, 'workflow_run');
    const name = textAt(triggering, 'head_branch');
    if (!name)
        return incomplete('workflow_run', '"workflow_run" with a head branch');
    const conclusion = textAt(triggering, 'conclusion');
    const repository = textAt(payload, 'repository', 'full_name') || textAt(triggering, 'repository', 'full_name');
    const fork = repository === '' || textAt(triggering, 'head_repository', 'full_name') !== repository;
    // The payload of a fork's run names no pull request, and that of a tag's run has its name as the branch.
    const tipOf = fork ? ['refs/pull/*/head'] : [`refs/heads/${name}`, `refs/tags/${name}`];
    const reading = {
        ...onRef({ type: 'branch', name }, commitAt(triggering, 'head_sha')),
        created: textAt(triggering, 'head_commit', 'timestamp'),
        tipOf,
        fork,
    };
    if (conclusion === 'success')
        return reading;
    const detail = `the workflow run that triggered it ${conclusion ? `ended with ${conclusion}` : 'has not ended'}`;
    return { ...reading, refusal: { reason: 'run-not-successful', detail } };
}
function mergeGroup({ payload }) {
    const group = at(payload, 'merge_group');
    const base = parseRef(textAt(group, 'base_ref'));
    if (!base)
        return incomplete('merge_group', '"merge_group" with a base branch');
    const queued = textAt(group, 'head_ref');
    const branch = parseRef(queued);
    // refs/heads/gh-readonly-queue/<base>/pr-<number>-<sha>: suitable as a name, but no proof.
    const number = Number(/\/pr-(\d{1,15})-[0-9a-f]+$/.exec(queued)?.[1]);
    return {
        ...onRef(base, commitAt(group, 'head_sha')),
        // An image of a queued merge must not get the tag of a branch that it may never reach.
        imageRef: branch?.name ?? '',
        tipOf: branch ? [fullRef(branch)] : [],
        created: textAt(group, 'head_commit', 'timestamp'),
        ...(number > 0 ? { number } : {}),
    };
}
function release({ payload, sha }) {
    const name = textAt(payload, 'release', 'tag_name');
    return name
        ? onRef({ type: 'tag', name }, commit(sha))
        : incomplete('release', 'tag in "release"');
}
function schedule({ payload, ref, sha }) {
    return { ...defaultBranch(payload, ref, sha), cron: textAt(payload, 'schedule') };
}
function repositoryDispatch({ payload, ref, sha }) {
    return defaultBranch(payload, ref, sha);
}
/** These events have no ref; they run on the default branch, to which filters don't apply. */
function defaultBranch(payload, ref, sha) {
    const name = textAt(payload, 'repository', 'default_branch') || (parseRef(ref)?.name ?? '');
    if (!name)
        return { ...NO_REF, sha: commit(sha) };
    const tipOf = [fullRef({ type: 'branch', name })];
    return { refType: 'branch', name, sha: commit(sha), tipOf };
}
function deployment({ event, payload, ref }) {
    const details = at(payload, 'deployment');
    const environment = textAt(details, 'environment');
    if (!environment)
        return incomplete(event, '"deployment" with an environment');
    const on = parseRef(ref);
    // GITHUB_REF is empty if the deployment was created from a commit; no name filter matches that.
    const where = on ? onRef(on, '') : { ...NO_REF, filtered: 'unknown' };
    return { ...where, sha: commitAt(details, 'sha'), environment };
}
function deploymentStatus(run) {
    const reading = deployment(run);
    if (reading.refusal || textAt(run.payload, 'deployment_status', 'state') !== 'inactive')
        return reading;
    const detail = 'the deployment became inactive';
    return { ...reading, refusal: { reason: 'deployment-inactive', detail } };
}
function comment(run) {
    const { payload } = run;
    const onPull = textAt(payload, 'issue', 'pull_request', 'url') !== '';
    const number = onPull ? numberAt(payload, 'issue', 'number') : undefined;
    return { ...otherEvent(run), ...(number === undefined ? {} : { number }) };
}
/** It is about no branch or tag; the run's own is the default branch. */
function otherEvent({ ref, sha }) {
    const branch = parseRef(ref);
    return { ...NO_REF, sha: commit(sha), tipOf: branch ? [fullRef(branch)] : [] };
}

;// CONCATENATED MODULE: ./build/kit/events/pull-request.js
// What an event of a pull request is about: its head, its base, its labels and draft state before and after the event. Source: GitHub's
// page "Webhook events and payloads", pull_request.



function pullRequest({ event, payload }) {
    const pull = at(payload, 'pull_request');
    const name = textAt(pull, 'head', 'ref');
    const base = textAt(pull, 'base', 'ref');
    if (!name || !base)
        return incomplete(event, '"pull_request" with head and base');
    const number = numberAt(pull, 'number') ?? numberAt(payload, 'number');
    const repository = textAt(pull, 'base', 'repo', 'full_name') || textAt(payload, 'repository', 'full_name');
    // By name: `head.repo.fork` is also true for a pull request inside a forked repository; `head.repo` is null if the
    // fork was deleted.
    const fork = repository === '' || textAt(pull, 'head', 'repo', 'full_name') !== repository;
    return {
        refType: 'pull-request',
        name,
        // The head; GITHUB_SHA is the test merge commit.
        sha: commitAt(pull, 'head', 'sha'),
        filtered: { type: 'branch', name: base },
        fork,
        // The branch of a fork is in another repository; this one has a ref for the pull request's head.
        tipOf: fork ? [`refs/pull/${number ?? '*'}/head`] : [fullRef({ type: 'branch', name })],
        ...(number === undefined ? {} : { number }),
        ...pullStates(payload),
        // Closed pull requests have other activities too, such as labels.
        ...(textAt(payload, 'action') === 'closed' || textAt(pull, 'state') === 'closed'
            ? { gone: 'pull-request-closed' }
            : {}),
    };
}
/**
 * Returns the state after the event, and the one before it if the event changed it. Payloads of `unlabeled` have been seen with the
 * removed label still in the list, so the activity decides.
 */
function pullStates(payload) {
    const pull = at(payload, 'pull_request');
    const labels = at(pull, 'labels');
    const names = Array.isArray(labels) ? labels.map((label) => textAt(label, 'name')) : [];
    const state = { labels: names.filter(Boolean), draft: at(pull, 'draft') === true };
    const changed = textAt(payload, 'label', 'name');
    const others = state.labels.filter((name) => !isSameLabel(name, changed));
    const [without, withIt] = [others, [...others, changed]].map((labels) => ({ ...state, labels }));
    const [ready, draft] = [false, true].map((draft) => ({ ...state, draft }));
    const states = {
        ...(changed === '' ? {} : { labeled: [without, withIt], unlabeled: [withIt, without] }),
        converted_to_draft: [ready, draft],
        ready_for_review: [draft, ready],
    };
    const activity = textAt(payload, 'action');
    const [before, after] = Object.hasOwn(states, activity) ? (states[activity] ?? []) : [];
    return { pull: after ?? state, ...(before ? { pullBefore: before } : {}) };
}
/** GitHub ignores the case of labels. */
function isSameLabel(one, other) {
    return one.toLowerCase() === other.toLowerCase();
}

;// CONCATENATED MODULE: ./build/kit/events/event-rules.js
// The rules of all events, one row each: the ref, the filters and the guards. Add a new event
// here. Facts: GitHub's pages "Events that trigger workflows" and "Webhook events and payloads".



const words = (text) => text.split(/\s+/);
const CHANGES = words('created edited deleted');
const PULL_REQUEST_TYPES = words(`assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked unlocked
   enqueued dequeued milestoned demilestoned ready_for_review review_requested review_request_removed
   auto_merge_enabled auto_merge_disabled stacked`);
const pullRequestRule = (types) => ({
    read: pullRequest,
    filters: ['branches', 'types', 'labels'],
    types,
    fromForks: true,
    restrictsDependabot: true,
});
const otherRule = (types) => types ? { read: otherEvent, filters: ['types'], types } : { read: otherEvent, filters: [] };
/** Every event that starts workflows (workflow_call is not one: a called workflow sees its caller's event). */
const EVENTS = {
    push: { read: push, filters: ['branches', 'tags'], restrictsDependabot: true },
    delete: { read: deletion, filters: ['branches', 'tags'] },
    create: { read: creation, filters: ['branches', 'tags'], restrictsDependabot: true },
    workflow_dispatch: { read: chosenRef, filters: ['branches', 'tags'] },
    pull_request: pullRequestRule(PULL_REQUEST_TYPES),
    // Dependabot's runs of this event keep their secrets.
    pull_request_target: {
        ...pullRequestRule(PULL_REQUEST_TYPES),
        privileged: true,
        restrictsDependabot: false,
    },
    pull_request_review: pullRequestRule(words('submitted edited dismissed')),
    pull_request_review_comment: pullRequestRule(CHANGES),
    workflow_run: {
        read: workflowRun,
        filters: ['branches', 'types'],
        types: words('requested completed in_progress'),
        fromForks: true,
    },
    merge_group: {
        read: mergeGroup,
        filters: ['branches', 'types'],
        types: ['checks_requested'],
        privileged: true,
    },
    release: {
        read: release,
        filters: ['tags', 'types'],
        types: words('published unpublished created edited deleted prereleased released'),
    },
    schedule: { read: schedule, filters: ['cron'] },
    repository_dispatch: { read: repositoryDispatch, filters: ['types'] },
    deployment: { read: deployment, filters: ['branches', 'tags'], restrictsDependabot: true },
    deployment_status: {
        read: deploymentStatus,
        filters: ['branches', 'tags'],
        restrictsDependabot: true,
    },
    issue_comment: { read: comment, filters: ['types'], types: CHANGES, privileged: true },
    branch_protection_rule: otherRule(CHANGES),
    check_run: otherRule(words('completed created rerequested requested_action')),
    check_suite: otherRule(['completed']),
    discussion: otherRule(words(`created edited deleted transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered
       unanswered`)),
    discussion_comment: otherRule(CHANGES),
    fork: otherRule(),
    gollum: otherRule(),
    image_version: otherRule(words('created ready deleted')),
    issues: otherRule(words(`opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled locked
       unlocked milestoned demilestoned field_added field_removed typed untyped`)),
    label: otherRule(CHANGES),
    milestone: otherRule(words('created closed opened edited deleted')),
    page_build: otherRule(),
    project: otherRule(words('created closed reopened edited deleted')),
    project_card: otherRule(words('created moved converted edited deleted')),
    project_column: otherRule(words('created updated moved deleted')),
    public: otherRule(),
    registry_package: otherRule(words('published updated')),
    status: otherRule(),
    watch: otherRule(['started']),
};
/** Returns the subject of a run. An unknown event, or one that does not start workflows, has no ref. */
function subjectOf(run) {
    const rule = Object.hasOwn(EVENTS, run.event) ? EVENTS[run.event] : undefined;
    return {
        event: run.event,
        activity: textAt(run.payload, 'action'),
        dependabot: rule?.restrictsDependabot === true && starter(run) === 'dependabot[bot]',
        ...(rule?.read ?? otherEvent)(run),
    };
}
/** Returns who started a run. GITHUB_ACTOR decides: a re-run keeps the permissions of the first actor, whoever asks for it. */
const starter = ({ actor = '', payload }) => actor || textAt(payload, 'sender', 'login');

;// CONCATENATED MODULE: ./build/actions/docker-tag/src/outputs.js
// The outputs of docker-tag.
const OUTPUTS = (/* unused pure expression or super */ null && (['tag', 'tags', 'labels', 'lossless', 'reason', 'json']));
/** Returns every output as a string; lists have one entry per line. */
function outputsOf({ name, tag, tags, labels, lossless, }) {
    return {
        tag,
        tags: tags.join('\n'),
        labels: Object.entries(labels)
            .map(([key, value]) => `${key}=${value}`)
            .join('\n'),
        lossless: String(lossless),
        reason: '',
        json: JSON.stringify({ schema: 1, name, tag, lossless, tags, labels }),
    };
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./build/kit/text/slug.js
// Makes names that a grammar allows from any string, so that two strings never share a name.

/** Hex digits of a hash in a name. 40 bits: over 3,500 names of one stem the chance of any collision is 6 in a million. */
const DIGITS = 10;
/** The length of what a hash adds to a stem: `-` and the digits. */
const HASH_LENGTH = DIGITS + 1;
const HASH_SHAPED = /-[0-9a-f]{10}$/;
/** Returns the first 10 hex digits of the SHA-256 of the text's UTF-8 bytes. */
function shortHash(text) {
    return (0,external_node_crypto_namespaceObject.createHash)('sha256').update(text).digest('hex').slice(0, DIGITS);
}
/** Whether a name has the form `stem-hash`: such a name is never kept as it is. */
function isHashShaped(name) {
    return HASH_SHAPED.test(name);
}
const DNS_LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const DNS_LABEL_LENGTH = 63;
/**
 * Returns a string as a DNS label (RFC 1123, section 2.1): lower case, at most 63 characters. A string that is a label already is kept; any
 * other becomes `stem-hash`, as does one of that form: two strings never share a slug. The slug of the empty string is empty.
 */
function slug(text) {
    if (text === '')
        return '';
    if (text.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(text) && !isHashShaped(text))
        return text;
    const stem = text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-/, '')
        .slice(0, DNS_LABEL_LENGTH - HASH_LENGTH)
        .replace(/-$/, '');
    return `${stem || 'ref'}-${shortHash(text)}`;
}

;// CONCATENATED MODULE: ./build/actions/docker-tag/src/make-tag.js
// The rule that turns the name of any ref into a tag.



const ILLEGAL_RUN = /[^A-Za-z0-9._-]+/g;
/** Returns the tag of a ref's name. In mode `hash` every name has one, different for each. */
function makeTag(name, frame) {
    return frame.mode === 'hash' ? hashed(name, frame) : plain(name, frame);
}
function hashed(name, { prefix, suffix, maxLength }) {
    const room = maxLength - prefix.length - suffix.length;
    if (room < HASH_LENGTH + 1) {
        const least = HASH_LENGTH + 1;
        return {
            problem: `"prefix" and "suffix" leave ${Math.max(room, 0)} characters of "max-length" ${maxLength} for the name; it needs ${least}`,
        };
    }
    const leads = prefix === '' ? isTag(name) : /^[A-Za-z0-9._-]+$/.test(name);
    if (leads && name.length <= room && !isHashShaped(name)) {
        return { tag: prefix + name + suffix, lossless: true };
    }
    const safe = name.replace(ILLEGAL_RUN, '-');
    // After a prefix, the name may start with any tag character.
    const led = prefix === '' ? safe.replace(/^[.-]+/, '') : safe;
    const space = room - HASH_LENGTH;
    const stem = led.slice(0, space).replace(/[._-]+$/, '') || 'ref'.slice(0, space);
    const part = `${stem}-${shortHash(name)}`;
    return { tag: prefix + part + suffix, lossless: false };
}
const CHANGED = {
    strip: (name) => name.replace(ILLEGAL_RUN, ''),
    // docker/metadata-action's rule: a run of illegal characters becomes one dash; existing dashes stay.
    dash: (name) => name.replace(ILLEGAL_RUN, '-'),
    fail: (name) => name,
};
function plain(name, { prefix, suffix, maxLength, mode }) {
    const part = mode === 'hash' ? name : CHANGED[mode](name);
    const tag = prefix + part + suffix;
    const wrong = wrongWith(part, tag, maxLength);
    if (wrong === undefined)
        return { tag, lossless: part === name };
    const other = hashed(name, { prefix, suffix, maxLength, mode });
    const advice = 'tag' in other
        ? 'Mode "hash" gives every name a tag of its own'
        : `Mode "hash" gives every name a tag of its own, but needs more room here: ${other.problem}`;
    return { problem: `${escape_quote(name)} gives no tag in mode "${mode}": ${wrong}. ${advice}` };
}
function wrongWith(part, tag, maxLength) {
    if (part === '')
        return 'nothing is left of it';
    if (tag.length > maxLength)
        return `${tag.length} characters are more than "max-length" ${maxLength}`;
    if (/^[.-]/.test(tag))
        return `a tag can't begin with "${tag[0]}"`;
    return isTag(tag) ? undefined : 'it contains a character that is not allowed in tags';
}

;// CONCATENATED MODULE: ./build/actions/docker-tag/src/plan.js
// All image references and labels of a build. Pure.



/** Returns the tags and labels, or why there are none. */
function plan(inputs, facts) {
    // An event's ref is already a name, and a branch may be named `refs/heads/main`.
    const name = inputs.ref === '' ? facts.ref : inputs.ref.replace(/^refs\/(?:heads|tags)\//, '');
    if (name === '')
        return { reason: 'no-ref', problem: `${escape_quote(inputs.ref)} names no branch or tag` };
    const created = inputs.created || (isDate(facts.created) ? facts.created : '');
    const made = makeTag(name, { ...inputs, maxLength: inputs['max-length'] });
    if ('problem' in made)
        return { reason: 'no-tag', problem: made.problem };
    const different = unrepeated(inputs.images);
    const lowered = inputs.images.filter((image) => image.lowered);
    const repeated = inputs.images.filter((image) => !different.includes(image));
    const changed = `${escape_quote(name)} became ${escape_quote(made.tag)} in mode "${inputs.mode}": another branch may have this tag`;
    return {
        name,
        ...made,
        tags: referencesOf(different, [made.tag, ...inputs.also]),
        labels: labelsOf(made.tag, facts, created),
        notices: [
            ...lowered.map((image) => `image names must be lower case: using ${escape_quote(image.name)}`),
            ...(made.lossless || inputs.mode === 'hash' ? [] : [changed]),
        ],
        warnings: [
            ...repeated.map((image) => `"images" lists ${escape_quote(image.name)} more than once`),
            ...repeatedTags(made.tag, inputs.also),
        ],
    };
}
/** Returns a sentence for each tag of `also` that gives no further reference. */
function repeatedTags(made, also) {
    return [...new Set(also)].flatMap((tag) => {
        if (tag === made)
            return [`"also" lists ${escape_quote(tag)}, which is the tag of the ref already`];
        const isRepeated = also.indexOf(tag) !== also.lastIndexOf(tag);
        return isRepeated ? [`"also" lists ${escape_quote(tag)} more than once`] : [];
    });
}
/** Returns images without repeats, however they are spelled. */
function unrepeated(images) {
    return [...Map.groupBy(images, ({ canonical }) => canonical).values()].flatMap((same) => same.slice(0, 1));
}
function referencesOf(images, tags) {
    const all = images.length === 0 ? tags : images.flatMap(({ name }) => tags.map((tag) => `${name}:${tag}`));
    return [...new Set(all)];
}
/** Returns labels of the OCI image specification. No current time: the same commit gives the same labels. */
function labelsOf(tag, { sha, source }, created) {
    const values = { revision: sha, source, version: tag, 'ref.name': tag, created };
    return Object.fromEntries(Object.entries(values)
        .filter(([, value]) => value !== '')
        .map(([key, value]) => [`org.opencontainers.image.${key}`, value]));
}

;// CONCATENATED MODULE: ./build/actions/docker-tag/src/run.js
// Gathers the facts of the build, plans, and sets the outputs.





/** Makes the tags. Throws a UserError if there are none. */
function run(inputs, { runner, event, source }) {
    const subject = subjectOf(event());
    const { name, imageRef, sha, created = '' } = subject;
    const ref = imageRef || name;
    if (inputs.ref === '' && ref === '') {
        throw new UserError('no-ref', `The event ${escape_quote(subject.event)} has no branch or tag; set the input "ref"`);
    }
    const planned = plan(inputs, { ref, sha, source, created });
    if ('problem' in planned)
        throw new UserError(planned.reason, planned.problem);
    for (const notice of planned.notices)
        runner.annotate('notice', notice);
    for (const warning of planned.warnings)
        runner.annotate('warning', warning);
    if (subject.fork && inputs.ref === '' && inputs.prefix + inputs.suffix === '') {
        const same = `the same tag as this repository's own ${escape_quote(name)}`;
        runner.annotate('warning', `This run comes from a fork, but its image gets ${same}; set "prefix" to distinguish them`);
    }
    runner.log(`${escape_quote(planned.name)} is tagged ${planned.tag}`);
    for (const tag of planned.tags)
        runner.log(`  ${tag}`);
    runner.outputs(outputsOf(planned));
    runner.summary(run_summary(planned));
}
function run_summary({ name, tag, tags }) {
    const rows = tags.map((reference) => `| ${code(reference)} |`);
    return [
        '### Docker tag',
        '',
        `${code(name)} is tagged ${code(tag)}.`,
        '',
        '| reference |',
        '|---|',
        ...rows,
        '',
        '',
    ].join('\n');
}

;// CONCATENATED MODULE: ./build/actions/docker-tag/src/main.js






const { env } = process;
const runner = githubRunner();
void runAction(runner, () => {
    run(readInputs(inputs, env, runner.mask), {
        runner,
        event: () => readRun(env),
        source: env['GITHUB_REPOSITORY']
            ? `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY']}`
            : '',
    });
});

