import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({});
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
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
function plain_error_plainError(error) {
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
    const words = plain_error_plainError(error);
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
function core_endGroup() {
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
            core_endGroup();
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
            core_endGroup();
        },
        openGroup(title) {
            startGroup(visible(title));
            return { line: (text) => info(harmless(text)), end: core_endGroup };
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
        const why = isSystemError(cause) ? plain_error_plainError(cause) : 'it does not exist';
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
            .catch((error) => warning(`Could not write the job summary: ${plain_error_plainError(error)}`));
    };
}
/** A line that the runner prints and never takes for a command. */
const harmless = (line) => visible(line).replace(/^(\s*):(?=:)/, '$1\\u{3a}');

;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./build/kit/process/process-group.js
// Process groups: the processes that a program has started and may leave behind.

/** Milliseconds that the rest of a group has to end by itself. */
const GRACE = 1000;
/** Waits until nothing runs in the group of a program that has ended, and kills what is left of it after a moment. */
async function process_group_endGroup(leader) {
    if (leader === undefined)
        return;
    for (let waited = 0; waited < 2 * GRACE && isRunning(leader); waited += 20) {
        if (waited >= GRACE)
            signalGroup(leader, 'SIGKILL');
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}
/** Returns whether there was a process to get the signal. */
function signalGroup(leader, signal) {
    try {
        return process.kill(-leader, signal);
    }
    catch {
        return false;
    }
}
function isRunning(leader) {
    if (!signalGroup(leader, 0))
        return false;
    const processes = process.platform === 'linux' ? (0,external_node_fs_namespaceObject.readdirSync)('/proc') : [];
    return processes.length === 0 || processes.some((pid) => isMember(pid, leader));
}
/** An ended process stays in its group until its parent waits for it: proc(5), states Z and X, followed by parent and group. */
function isMember(pid, leader) {
    if (!/^\d+$/.test(pid))
        return false;
    try {
        const [, state, group] = /^\d+ \(.*\) (\S) \d+ (\d+) /s.exec((0,external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/stat`, 'latin1')) ?? [];
        return Number(group) === leader && state !== 'Z' && state !== 'X';
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/kit/process/run.js
// Runs programs: argument lists, never a shell. Not over @actions/exec, which can't cancel a program with all that it has started, leaves
// its standard input open, and leaves errors of spawn and EPIPE unhandled, so that this process would end (ARCHITECTURE.md).




/**
 * The inputs of the step, keys and passwords among them, and its saved state are for this process only. All that our steps save begins
 * with a small letter: STATE_MACHINE_ARN is a variable of the project.
 */
const childEnv = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:INPUT_|STATE_[a-z])/.test(name)));
/** What runs, and whether it leads a process group. */
const running = new Map();
/** Runs a program to its end. Rejects if it can't be started. */
function runProgram(file, args, { cwd, env, input, encoding = 'utf8', detached = false, endGroup: endsGroup = false, onSpawn, }) {
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)(file, args, {
            cwd,
            env: childEnv(env),
            stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
            detached,
        });
        running.set(child, detached);
        const [out, err] = [[], []];
        child.stdout?.on('data', (chunk) => out?.push(chunk));
        child.stderr?.on('data', (chunk) => err?.push(chunk));
        child.on('error', (error) => {
            running.delete(child);
            reject(error);
        });
        child.on('close', async (code) => {
            if (detached && endsGroup)
                await process_group_endGroup(child.pid);
            running.delete(child);
            const text = (chunks = []) => Buffer.concat(chunks).toString(encoding);
            resolve({ code, stdout: text(out), stderr: text(err) });
        });
        // A program may end without reading its input.
        child.stdin?.on('error', () => { });
        if (input !== undefined)
            child.stdin?.write(input);
        if (onSpawn)
            onSpawn(child);
        else
            child.stdin?.end();
    });
}
/** How many bytes of the standard error of a program in the background are kept, from its end. */
const KEPT = 65_536;
/**
 * Starts a program that runs until it is stopped. Its standard input is open as long as this process lives. What it has started in a group
 * of its own ends with it.
 */
function startProgram(file, args, { cwd, env, detached = false }) {
    const stdio = ['pipe', 'ignore', 'pipe'];
    const child = spawn(file, args, { cwd, env: childEnv(env), stdio: [...stdio], detached });
    running.set(child, detached);
    let output = Buffer.alloc(0);
    child.stderr?.on('data', (chunk) => {
        output = Buffer.concat([output, chunk]).subarray(-KEPT);
    });
    const ended = new Promise((resolve) => {
        let timer;
        const end = (error) => {
            clearTimeout(timer);
            running.delete(child);
            resolve(error ? plainError(error) : output.toString('utf8'));
        };
        child.on('error', end);
        // Its last output may arrive after its exit. If another process holds the stream open, it is not waited for.
        child.on('close', () => end());
        child.on('exit', () => {
            timer = setTimeout(end, 500).unref();
        });
    });
    const allEnded = ended.then(() => (detached ? endGroup(child.pid) : undefined));
    return { ended, allEnded, stop: (signal = 'SIGTERM') => void child.kill(signal) };
}
/** Sends a signal to a program, or to its whole process group if it leads one. */
function signalProgram(child, isLeader, signal) {
    if (!isLeader || child.pid === undefined) {
        child.kill(signal);
        return;
    }
    try {
        process.kill(-child.pid, signal);
    }
    catch {
        // No process of the group is left.
    }
}
/** Kills every program that runs, and waits until it has ended: on a busy machine that takes a moment. */
function killPrograms() {
    for (const [child, isLeader] of running)
        signalProgram(child, isLeader, 'SIGKILL');
    for (const { pid } of running.keys()) {
        for (let waited = 0; pid !== undefined && isAlive(pid) && waited < 500; waited += 5)
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
}
/** Only Linux tells a child that has ended, but was not waited for, from one that runs: proc(5), the state Z. */
function isAlive(pid) {
    try {
        return !/^\d+ \(.*\) [ZX] /s.test((0,external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/stat`, 'utf8'));
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build/kit/process/exit-cleanup.js
// Temporary folders and programs that never outlive a run, even if it fails or is cancelled.



const folders = new Set();
/** Creates a folder in `parent`. It is removed when it is disposed of, or when a signal ends this process. */
function temporaryFolder(parent, prefix) {
    if (folders.size === 0)
        for (const signal of exit_cleanup_SIGNALS)
            process.once(signal, exit);
    const path = (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_namespaceObject.join)(parent, prefix));
    folders.add(path);
    return {
        path,
        [Symbol.dispose]() {
            remove(path);
            if (folders.size === 0)
                for (const signal of exit_cleanup_SIGNALS)
                    process.removeListener(signal, exit);
        },
    };
}
/** The runner cancels a step with the first, and sends the second 7.5 seconds later. */
const exit_cleanup_SIGNALS = ['SIGINT', 'SIGTERM'];
/** Whether the run ends by itself when it is cancelled. */
let isGraceful = false;
/**
 * Returns an AbortSignal for a cancelled run, which then has `milliseconds` to end by itself. After that, or with a second signal
 * of the runner, calls `onTimeout` and ends the process.
 */
function cancellation(milliseconds, onTimeout) {
    const controller = new AbortController();
    isGraceful = true;
    const first = (signal) => {
        if (controller.signal.aborted)
            return;
        for (const other of exit_cleanup_SIGNALS)
            process.on(other, last);
        setTimeout(() => last(signal), milliseconds).unref();
        controller.abort();
    };
    const last = (signal) => {
        onTimeout();
        for (const other of exit_cleanup_SIGNALS)
            process.removeAllListeners(other);
        isGraceful = false;
        exit(signal);
    };
    for (const signal of exit_cleanup_SIGNALS)
        process.once(signal, first);
    return controller.signal;
}
function exit(signal) {
    if (isGraceful)
        return;
    killPrograms();
    for (const path of folders)
        remove(path);
    // The listener is removed by now, so this ends the process as the signal would have.
    process.kill(process.pid, signal);
}
function remove(path) {
    folders.delete(path);
    // A program that is being killed may still remove a file or write one, and the folder then still exists.
    for (let attempt = 0; attempt < 20; attempt += 1) {
        (0,external_node_fs_namespaceObject.rmSync)(path, { recursive: true, force: true, maxRetries: 5 });
        if (!(0,external_node_fs_namespaceObject.existsSync)(path))
            return;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
}

;// CONCATENATED MODULE: ./build/kit/git/credentials.js
// Credentials in addresses and in git's settings. Pure.
/** Returns the `USER:PASSWORD` of the header that git would send to an address; empty if there is none. */
function headerFor(settings, address) {
    if (!/^https?:/i.test(address))
        return '';
    const [, value = ''] = settings.findLast(([key]) => {
        const [, url] = /^http\.(.*)\.extraheader$/i.exec(key) ?? [];
        return isHeader(key) && (url === undefined || address.startsWith(url));
    }) ?? [];
    const [, encoded = ''] = /^authorization: *basic +(\S+)$/i.exec(value) ?? [];
    return Buffer.from(encoded, 'base64').toString('utf8');
}
const passwordOf = (credentials) => credentials.split(':').slice(1).join(':');
/** Sets credentials for the host of an address; they replace any header that the checkout has. */
function withHeader(settings, address, header) {
    const origin = /^https?:\/\/[^/]*/i.exec(address)?.[0];
    if (origin === undefined)
        return settings;
    const others = settings.filter(([key]) => !isHeader(key));
    return [...others, [`http.${origin}/.extraheader`, `AUTHORIZATION: basic ${header}`]];
}
const isHeader = (key) => /^http\.(?:.*\.)?extraheader$/i.test(key);
/** `AUTHORIZATION: basic ...`: the last word is the secret. */
function secretsOf([key, value]) {
    const password = isHeader(key) ? (value.split(' ').at(-1) ?? '') : '';
    return [password, ...secretsIn(key), ...secretsIn(value)].filter(Boolean);
}
/** Splits credentials off an HTTP address: git would pass them on as arguments of a subprocess. */
function splitCredentials(address) {
    const [, scheme = '', credentials = '', rest = ''] = /^(https?:\/\/)([^/@]*)@(.*)$/is.exec(address) ?? [];
    const [user = '', ...password] = credentials.split(':');
    // A user name alone is not a secret, unless it is long enough for a token.
    if (password.length === 0 && user.length < 20)
        return { plain: address, credentials: '' };
    return { plain: scheme + rest, credentials: `${decoded(user)}:${decoded(password.join(':'))}` };
}
/** Returns the password in an address, encoded and decoded. A user name alone may be a token. */
function secretsIn(address) {
    const [, credentials = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/@]*)@/i.exec(address) ?? [];
    const [user = '', ...rest] = credentials.split(':');
    const password = rest.join(':');
    // A token may be given as the user name, with no password or a fixed one.
    const secret = password === '' || password === 'x-oauth-basic' ? user : password;
    return secret === '' || secret === 'git' ? [] : [...new Set([secret, decoded(secret)])];
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./build/kit/versions/pep440.js
// PEP 440 versions: parsing, normal form, order. Our own, because numbers may exceed a double (201704150312459999), and local
// segments such as `1e5` and `0x1` are strings. The tests compare it with Python's `packaging`.
// PEP 440, appendix B. Only ASCII letters and digits: packaging compiles it with re.ASCII since 24.
const VERSION = /^(?:(?!\uFEFF)[\s\x85])*v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)(?<pre>[-_.]?(?<letter>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d+)?)?(?<post>-(?<bare>\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>\d+)?)?(?<dev>[-_.]?dev[-_.]?(?<devNumber>\d+)?)?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?(?:(?!\uFEFF)[\s\x85])*$/i;
const LETTERS = {
    a: 'a',
    alpha: 'a',
    b: 'b',
    beta: 'b',
    c: 'rc',
    rc: 'rc',
    pre: 'rc',
    preview: 'rc',
};
/** Cached, since the same tags are parsed several times. */
const known = new Map();
/** Parses a version; undefined if it is not one. */
function pep440_parsePep440(text) {
    if (!known.has(text))
        known.set(text, parsed(text));
    return known.get(text);
}
function parsed(text) {
    const groups = VERSION.exec(text)?.groups;
    if (!groups)
        return undefined;
    const { epoch, release = '', pre, letter = '', preNumber, post, bare, postNumber, dev, devNumber, local, } = groups;
    const kind = LETTERS[letter.toLowerCase()];
    return {
        epoch: BigInt(epoch ?? 0),
        release: release.split('.').map(BigInt),
        pre: pre !== undefined && kind ? { letter: kind, number: BigInt(preNumber ?? 0) } : undefined,
        post: post === undefined ? undefined : BigInt(bare ?? postNumber ?? 0),
        dev: dev === undefined ? undefined : BigInt(devNumber ?? 0),
        local: local
            ?.toLowerCase()
            .split(/[-_.]/)
            .map((part) => (/^\d+$/.test(part) ? BigInt(part) : part)),
    };
}
/** Returns whether a string is a version; most are only numbers and dots, which is fast to check. */
function pep440_isPep440(text) {
    return /^\d+(?:\.\d+)*$/.test(text) || VERSION.test(text);
}
/** Returns the normal form. */
function formatPep440({ epoch, release, pre, post, dev, local }) {
    return [
        epoch === 0n ? '' : `${epoch}!`,
        release.join('.'),
        pre ? `${pre.letter}${pre.number}` : '',
        post === undefined ? '' : `.post${post}`,
        dev === undefined ? '' : `.dev${dev}`,
        local ? `+${local.join('.')}` : '',
    ].join('');
}
/** Returns the normal form of a string; undefined if it is not a version. */
function pep440_normalPep440(text) {
    const parsed = pep440_parsePep440(text);
    return parsed && formatPep440(parsed);
}
/** Compares versions for sorting; zero if they are the same version, as `1.0` and `1.0.0` are. */
function pep440_comparePep440(a, b) {
    return (order(a.epoch, b.epoch) ||
        compareLists(trimmed(a.release), trimmed(b.release), order) ||
        order(preRank(a), preRank(b)) ||
        order(a.pre?.number ?? 0n, b.pre?.number ?? 0n) ||
        order(a.post ?? -1n, b.post ?? -1n) ||
        compareDev(a.dev, b.dev) ||
        compareLocal(a.local, b.local));
}
const order = (a, b) => a < b ? -1 : a > b ? 1 : 0;
function trimmed(release) {
    return release.slice(0, release.findLastIndex((number) => number !== 0n) + 1);
}
/** `1.dev0` comes before `1a0`, and `1` and `1.post0` after every pre-release. */
function preRank({ pre, post, dev }) {
    if (pre)
        return { a: 1, b: 2, rc: 3 }[pre.letter];
    return dev !== undefined && post === undefined ? 0 : 4;
}
function compareDev(a, b) {
    if (a === undefined || b === undefined)
        return Number(a === undefined) - Number(b === undefined);
    return order(a, b);
}
/** No local part comes first; numbers come after strings. */
function compareLocal(a, b) {
    if (!a || !b)
        return Number(a !== undefined) - Number(b !== undefined);
    return compareLists(a, b, (one, other) => {
        if (typeof one === 'string')
            return typeof other === 'string' ? order(one, other) : -1;
        return typeof other === 'string' ? 1 : order(one, other);
    });
}
/** A prefix comes before the longer list. */
function compareLists(a, b, compare) {
    for (const [index, one] of a.entries()) {
        const other = b[index];
        if (other === undefined)
            return 1;
        const result = compare(one, other);
        if (result !== 0)
            return result;
    }
    return a.length < b.length ? -1 : 0;
}

;// CONCATENATED MODULE: ./build/kit/versions/tags.js
// Tags as versions: the commits they are on, which are floating, and which is the highest.


/**
 * Parses the output of `git ls-remote --tags` and `git show-ref --tags --dereference`: an annotated tag has a second line, `^{}`, with its
 * commit.
 */
function parseTags(output) {
    const tags = new Map();
    for (const line of output.split('\n')) {
        const gap = line.search(/[\t ]/);
        const ref = line.slice(gap + 1);
        if (gap < 0 || !ref.startsWith('refs/tags/'))
            continue;
        const annotated = ref.endsWith('^{}');
        const name = ref.slice('refs/tags/'.length, annotated ? -'^{}'.length : undefined);
        // The peeled line comes second.
        tags.set(name, { name, commit: line.slice(0, gap), annotated });
    }
    return [...tags.values()];
}
/** The format for `git for-each-ref` that `parseTagObjects` reads. */
const TAG_OBJECTS = '--format=%(refname:lstrip=2) %(tag) %(taggerdate:unix)';
/** Parses the output of `git for-each-ref` in that format. */
function parseTagObjects(output) {
    return output.split('\n').flatMap((line) => {
        const [name = '', inner = '', time] = line.split(' ');
        return inner === '' ? [] : [{ name, inner, time: Number(time) }];
    });
}
/**
 * Returns the tags of versions, with and without the prefix: a project may have started without one. A prefix with a slash is
 * a namespace, and tags outside it don't count.
 */
function knownTags(tags, prefix) {
    return tags.flatMap(({ name, commit }) => {
        const isOurs = isVersionTag(name, prefix);
        if (!isOurs && prefix.includes('/'))
            return [];
        const text = isOurs ? name.slice(prefix.length) : name.replace(/^v/, '');
        return isOurs || isPep440(text) ? [{ name, commit, text }] : [];
    });
}
/** Returns the prefixes of some names, the most frequent first, each with an example: `"pkg/2.0" (prefix "pkg/")`. */
function prefixesOf(names) {
    const versions = names.flatMap((name) => {
        const [, prefix, version = ''] = /^(.*?)(\d[^/]*)$/.exec(name) ?? [];
        return prefix !== undefined && isPep440(version) ? [{ name, prefix }] : [];
    });
    const counted = [...Map.groupBy(versions, ({ prefix }) => prefix).values()];
    return counted
        .sort((a, b) => b.length - a.length)
        .flatMap((same) => same.slice(0, 1))
        .map(({ name, prefix }) => `${quote(name)} (prefix ${quote(prefix)})`);
}
/** Returns names of the same version, such as `0.26.0.b5069` and `v0.26.0.b5069`, except for moving names. */
function collisions(tags, prefix) {
    const known = knownTags(tags, prefix);
    const moving = floatingTags(known.map(({ name }) => name), prefix);
    // Most are in normal form already, which is fast to check.
    const normal = ({ text }) => /^[1-9]\d*(?:\.(?:0|[1-9]\d*))*$/.test(text) ? text : (normalPep440(text) ?? `none: ${text}`);
    return [...Map.groupBy(known, normal).values()]
        .filter((same) => same.length > 1)
        .map((same) => same.map(({ name }) => name).filter((name) => !moving.has(name)))
        .filter((same) => same.length > 1);
}
/** Returns whether Versioneer considers a tag: the prefix, then a digit. */
function isVersionTag(name, prefix) {
    return name.startsWith(prefix) && /^[0-9]/.test(name.slice(prefix.length));
}
/**
 * Returns the moving names among some tags: `v1` and `v1.2` if there is a full tag of their line (`v1.2.3`). Without one, such a
 * name is a version.
 */
function floatingTags(names, prefix) {
    const rest = names.flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []));
    const lines = new Set(rest.flatMap((text) => {
        const [, major, minor] = /^(\d+)\.(\d+)\.\d/.exec(text) ?? [];
        return major === undefined ? [] : [major, `${major}.${minor}`];
    }));
    return new Set(rest.filter((text) => lines.has(text)).map((text) => prefix + text));
}
/** Returns the highest of some tags; those that are not versions come first. */
function highestTag(names, prefix) {
    const ranked = names
        .map((name) => ({ name, version: parsePep440(name.slice(prefix.length)) }))
        .sort((a, b) => compareParsed(a.version, b.version) || (a.name < b.name ? -1 : 1));
    return ranked.at(-1)?.name;
}
function compareParsed(a, b) {
    if (!a || !b)
        return Number(a !== undefined) - Number(b !== undefined);
    return comparePep440(a, b);
}

;// CONCATENATED MODULE: ./build/kit/git/commits.js
// Commits as git prints them.
/**
 * Returns the commits that `git log` shows, in its order: those of the arguments, or only those in `ids`. Messages can be left out:
 * they are most of the bytes.
 */
async function commitsOf(git, args, more = {}) {
    const { ids, messages = true } = more;
    const shown = [
        '-z',
        '--no-show-signature',
        '--encoding=UTF-8',
        `--format=%H %P%n%ct%n%ci${messages ? '%n%B' : ''}`,
    ];
    const input = ids ? ['--no-walk=unsorted', '--stdin'] : [];
    const output = await git.ask(['log', ...shown, ...input, ...args, '--'], ids?.join('\n'));
    return output.split('\0').flatMap((entry) => {
        const [names = '', time, date = '', ...message] = entry.split('\n');
        const [id, ...parents] = names.split(' ').filter(Boolean);
        return id === undefined
            ? []
            : [{ id, parents, time: Number(time), date, message: message.join('\n') }];
    });
}
/** Returns commits by their ids. */
function byId(commits) {
    return new Map(commits.map((commit) => [commit.id, commit]));
}

;// CONCATENATED MODULE: ./build/kit/git/git.js
// Runs git in one folder without changing it: no locks, no prompts, no variables that point to another repository.






/** Variables that point git to another repository or configuration (`git rev-parse --local-env-vars`), or print credentials. */
const REMOVED = new Set(`GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_CONFIG GIT_CONFIG_PARAMETERS GIT_OBJECT_DIRECTORY GIT_DIR GIT_WORK_TREE
   GIT_IMPLICIT_WORK_TREE GIT_GRAFT_FILE GIT_INDEX_FILE GIT_PREFIX GIT_NO_REPLACE_OBJECTS GIT_REPLACE_REF_BASE
   GIT_SHALLOW_FILE GIT_COMMON_DIR GIT_NAMESPACE GIT_CEILING_DIRECTORIES GIT_PAGER GIT_CURL_VERBOSE`.split(/\s+/));
/**
 * Returns git for the user's clone. In a container the folder may belong to another user; it is trusted for these calls only. A
 * partial clone would fetch missing objects and so change; protocols are disabled to prevent that.
 */
function gitIn(folder, env) {
    return git(folder, { ...cleaned(env), GIT_ALLOW_PROTOCOL: 'none' });
}
/**
 * Returns git for a bare scratch repository, even if the user's configuration restricts bare repositories. With a folder of files it is
 * not bare, and runs there.
 */
function scratchGit(folder, env, workTree) {
    const files = workTree === undefined ? {} : { GIT_WORK_TREE: workTree };
    return git(workTree ?? folder, { ...cleaned(env), GIT_DIR: folder, ...files }, true);
}
const cleaned = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !REMOVED.has(name) && !name.startsWith('GIT_TRACE')));
/** `detached`: what git starts to reach a remote, with its credentials, ends with it when the run is cancelled. */
function git(folder, env, detached = false) {
    const options = {
        cwd: folder,
        detached,
        env: { ...env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    };
    const runWith = async (args, input, encoding) => {
        try {
            const all = ['-c', 'safe.directory=*', ...args];
            const given = input === undefined ? {} : { input };
            return await runProgram('git', all, { ...options, ...given, encoding });
        }
        catch (cause) {
            throw notStarted(folder, cause);
        }
    };
    const run = (args, input) => runWith(args, input, 'utf8');
    const ask = async (args, input) => {
        const { code, stdout, stderr } = await run(args, input);
        if (code === 0)
            return stdout.replace(/\n$/, '');
        throw failed(args, stderr);
    };
    const bytes = async (args, input) => {
        const { code, stdout, stderr } = await runWith(args, input, 'latin1');
        if (code === 0)
            return Buffer.from(stdout, 'latin1');
        throw failed(args, stderr);
    };
    const failed = (args, stderr) => {
        const command = args.find((word, at) => !word.startsWith('-') && args[at - 1] !== '-c');
        const message = `git ${command} failed in ${escape_quote(folder)}: ${complaint(stderr)}`;
        return new UserError('git-failed', message);
    };
    return { run, ask, bytes, failed };
}
function notStarted(folder, cause) {
    if (!(0,external_node_fs_namespaceObject.existsSync)(folder))
        return new UserError('no-repository', `${escape_quote(folder)} does not exist`);
    if (!(0,external_node_fs_namespaceObject.statSync)(folder).isDirectory())
        return new UserError('no-repository', `${escape_quote(folder)} is not a folder`);
    const { code } = cause;
    const why = code === 'ENOENT'
        ? 'it is not installed, or not in the PATH; install git before this step'
        : plain_error_plainError(cause);
    return new UserError('git-failed', `git can't be run: ${why}`, { cause });
}
/** Returns git's complaint, quoted: the first line marked as fatal or as an error. */
function complaint(stderr) {
    const lines = stderr.trim().split('\n');
    return escape_quote(lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? '');
}
/** Returns whether the clone with this root folder is shallow; undefined if the folder is not the root of an ordinary clone. */
function shallowAt(folder) {
    const isRoot = statSync(join(folder, '.git'), { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (!isRoot || !existsSync(join(folder, '.git', 'HEAD')))
        return undefined;
    return existsSync(join(folder, '.git', 'shallow'));
}
/** Returns the commits of a shallow clone whose parents are missing. */
async function shallowCommits(git, folder) {
    const path = await git.ask(['rev-parse', '--git-path', 'shallow']);
    const file = (0,external_node_path_namespaceObject.resolve)(folder, path);
    return new Set((0,external_node_fs_namespaceObject.existsSync)(file) ? (0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8').split('\n').filter(Boolean) : []);
}

;// CONCATENATED MODULE: ./build/kit/git/scratch-repository.js
// Fetches parts of a history, without files, into bare scratch repositories.






const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head'];
/** Fetches with a filter. A server that does not know filters ignores them; one that does may refuse this one. */
async function runFetch(git, args, filter = 'tree:0', settings = []) {
    const result = await git.run([...settings, ...FETCH, `--filter=${filter}`, ...args]);
    const isRefused = result.code !== 0 && /filter '[^']*' not supported/.test(result.stderr);
    return isRefused ? git.run([...settings, ...FETCH, '--no-filter', ...args]) : result;
}
/** Fetches in the same way. Throws a UserError (`git-failed`) if it fails. */
async function fetch(git, ...args) {
    const { code, stderr } = await runFetch(git, args);
    if (code !== 0)
        throw git.failed(FETCH, stderr);
}
/** Fetches the commits at most `depth` steps behind one; all of them if depth is undefined. */
async function graphOf({ git, path }, commit, depth) {
    const isShallow = (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(path, 'shallow'));
    const reach = depth === undefined ? (isShallow ? ['--unshallow'] : []) : [`--depth=${depth}`];
    await fetch(git, ...reach, 'origin', commit);
    // Without a ref the next fetch would not announce these commits, and get them again.
    await git.ask(['update-ref', 'refs/heads/head', commit]);
    const shallow = await shallowCommits(git, path);
    if (depth === undefined && shallow.size > 0)
        throw shallowRemote();
    return { commits: byId(await commitsOf(git, [commit])), shallow };
}
/** Fetches a commit and all its ancestors, with files. */
async function completeOf(repository, commit) {
    await repository.git.ask([...FETCH, '--no-filter', 'origin', commit]);
    return repository;
}
/** Returns the error for a remote that lacks part of its own history. */
const shallowRemote = () => new UserError('not-proved', 'The remote is itself a shallow clone; use another remote');
/** Returns which of some commits `git describe` finds for one. */
async function describedIn({ git }, commit, among) {
    const refs = among.map((id) => `update refs/tags/${id} ${id}\n`).join('');
    await git.ask(['update-ref', '--stdin'], refs);
    return git.ask(['describe', '--tags', '--abbrev=0', commit]);
}
/** Fetches and reads the objects of annotated tags. */
async function tagObjectsOf({ git }, names) {
    const refs = names.map((name) => `refs/tags/${name}`);
    await fetch(git, '--depth=1', 'origin', ...refs.map((ref) => `+${ref}:${ref}`));
    return parseTagObjects(await git.ask(['for-each-ref', TAG_OBJECTS, ...refs]));
}

;// CONCATENATED MODULE: ./build/kit/git/complete-history.js
// Compares two sides of commits in their complete histories: where a server does not answer with differences, and where bases are so
// entangled that proving each would cost more.




/** Fetches all ancestors of the commits, without trees if the server can leave them out. */
async function divergenceIn({ git, path }, ours, theirs) {
    await fetch(git, 'origin', ...new Set([...ours, ...theirs]));
    if ((0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(path, 'shallow')))
        throw shallowRemote();
    const not = (ids) => ids.map((id) => `^${id}`);
    const [one, other] = [await commitOf(git, 'ours', ours), await commitOf(git, 'theirs', theirs)];
    return {
        ours: await commitsOf(git, [...ours, ...not(theirs)]),
        theirs: await commitsOf(git, [...theirs, ...not(ours)]),
        bases: await allBases(git, await basesOf(git, one, other)),
    };
}
/** Returns the bases and theirs, of every two of them. */
async function allBases(git, first) {
    const found = new Set(first);
    const ancestors = new Map();
    for (const one of found) {
        for (const other of [...found].slice(0, [...found].indexOf(one))) {
            const common = await basesOf(git, one, other);
            for (const id of common) {
                found.add(id);
                for (const later of [one, other])
                    if (id !== later)
                        ancestors.set(later, [...(ancestors.get(later) ?? []), id]);
            }
        }
    }
    const ids = [...found];
    const commits = ids.length === 0 ? [] : await commitsOf(git, ['--no-walk', ...ids]);
    return commits.map(({ id, time }) => ({
        commit: id,
        time,
        ancestors: [...new Set(ancestors.get(id))],
    }));
}
async function basesOf(git, one, other) {
    const { code, stdout, stderr } = await git.run(['merge-base', '--all', one, other]);
    // Without a common ancestor git says nothing.
    if (code !== 0 && (code !== 1 || stderr !== ''))
        throw git.failed(['merge-base'], stderr);
    return stdout.split('\n').filter(Boolean);
}
/** Returns the commit, or makes one of which all are parents: not the same for both sides. */
async function commitOf(git, side, parents) {
    const [only, ...others] = parents;
    if (only !== undefined && others.length === 0)
        return only;
    const person = ['-c', 'user.name=towpath', '-c', 'user.email=towpath'];
    const empty = await git.ask(['hash-object', '-t', 'tree', '-w', '--stdin'], '');
    return git.ask([...person, 'commit-tree', empty, ...parents.flatMap((id) => ['-p', id])], side);
}

;// CONCATENATED MODULE: ./build/kit/git/listing.js
// The branches and tags of a remote, as `git ls-remote` prints them. Pure.
/** The arguments whose output `parseListing` reads. */
const LISTING = ['ls-remote', '--heads', '--tags', 'origin'];
/** Parses the listing: an annotated tag has a second line, `^{}`, with its commit. */
function parseListing(output) {
    const refs = new Map();
    for (const [, id = '', name = '', peeled] of output.matchAll(/^([0-9a-f]+)\t(.+?)(\^\{\})?$/gm)) {
        const ref = refs.get(name);
        refs.set(name, peeled && ref ? { ...ref, commit: id } : { id, commit: id });
    }
    return refs;
}
/** Returns the tags of a listing. */
function tagsOf(listing) {
    return [...listing].flatMap(([ref, { id, commit }]) => ref.startsWith('refs/tags/')
        ? [{ name: ref.slice('refs/tags/'.length), commit, annotated: id !== commit }]
        : []);
}

;// CONCATENATED MODULE: ./build/kit/text/terminal.js
// Output of programs that write for a terminal. Pure.

/** Removes colours and cursor movements from a line; of a progress bar, only its last state stays. */
function stripTerminalCodes(text) {
    return (0,external_node_util_namespaceObject.stripVTControlCharacters)(text).replace(/\r+$/, '').replace(/^.*\r/, '');
}

;// CONCATENATED MODULE: ./build/kit/git/push-result.js
// What `git push --porcelain --atomic` says. Pure.

/** Reads what git printed. git's own words are of 2.39 to 2.52; those of a server's refs also of GitHub. */
function readPushResult({ code, stdout, stderr }) {
    if (code === 0)
        return { kind: 'done' };
    if (/^fatal: the receiving end does not support --atomic push/m.test(stderr))
        return { kind: 'no-atomic' };
    const refs = refusedRefs(stdout);
    const remote = remoteLines(stderr);
    const summaries = refs.map(({ summary }) => summary);
    if (summaries.some((summary) => CLIENT_RACE.test(summary)))
        return { kind: 'moved' };
    const causes = refs.filter(({ summary }) => !isFollower(summary));
    if (causes.some(({ summary }) => /^\[remote failure\]/.test(summary)))
        return { kind: 'unknown', message: complaintOf(stderr) };
    const words = [...summaries, ...(causes.length === 0 ? remote : [])].join('\n');
    const conflict = refs.length > 0 ? REF_CONFLICT.exec(words) : null;
    if (conflict)
        return { kind: 'ref-conflict', ref: conflict[1] ?? '', existing: conflict[2] ?? '' };
    if (refs.length > 0 && SERVER_RACE.test(words))
        return { kind: 'moved' };
    if (refs.length > 0)
        return { kind: 'refused', refs: causes.length > 0 ? causes : refs, remote };
    if (NOT_AUTHORIZED.test(stderr))
        return { kind: 'not-authorized', remote };
    return { kind: 'unknown', message: complaintOf(stderr) };
}
/** Reads the lines of refused refs: `!<tab>FROM:TO<tab>SUMMARY`. A ref has no colon and no tab. */
function refusedRefs(stdout) {
    const lines = stdout.matchAll(/^!\t[^\t\n]*:([^\t\n:]*)\t(.*)$/gm);
    return [...lines].map(([, ref = '', summary = '']) => ({ ref, summary }));
}
/** Refused by git here, which sent nothing: a lease did not fit, or without one the ref was in the way. */
const CLIENT_RACE = /^\[rejected\] \((?:stale info|non-fast-forward|already exists|fetch first|needs force|remote ref updated since checkout)\)/;
/** Fell only because of another ref. */
const isFollower = (summary) => /^\[(?:remote )?rejected\] \((?:atomic push failed|atomic push failure|atomic transaction failed|transaction aborted)\)/.test(summary);
/** refs/heads/release and refs/heads/release/1 (git: refs.c, refs_verify_refname_available). */
const REF_CONFLICT = /'([^'\n]+)': '([^'\n]+)' exists; cannot create/;
/**
 * Another push came between the listing and the update. GitHub puts git's words into the ref's own line; newer servers have shorter
 * ones (git 2.50: refs.c, ref_transaction_error_msg), JGit others.
 */
const SERVER_RACE = /cannot lock ref|reference already exists|incorrect old value provided|reference does not exist|fatal error in commit_refs|failed to lock|lock failure/i;
/** A server that knows who asks, and says no: over HTTP by the status, over SSH in words only. */
const NOT_AUTHORIZED = /\bHTTP 40[13]\b|returned error: 40[13]\b|^fatal: Authentication failed for |^fatal: could not read (?:Username|Password) for |^(?:remote: )?(?:ERROR|error|fatal|GitLab): .*(?:Permission to \S+ denied|marked as read only|access to (?:the |this )?repository not granted|not allowed to push|write access|denied to)/m;
/** Returns what the server printed, without the marks, colours and padding of the lines. */
function remoteLines(stderr) {
    const lines = stderr.split(/[\n\r]/).flatMap((line) => {
        const [, text] = /^remote:(?: (.*)|\s*)$/.exec(stripTerminalCodes(line)) ?? [];
        // Over SSH a server that ends before git begins prints without a mark.
        const [, alone] = /^(ERROR: .*)$/.exec(line) ?? [];
        return text ?? alone ?? [];
    });
    return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
}
/** Returns the line that says most: git's last words of a failed connection are the least of it. */
function complaintOf(stderr) {
    const lines = stderr.trim().split('\n');
    return lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? '';
}

;// CONCATENATED MODULE: ./build/kit/git/push.js
// Pushes refs: all or none, and each only if it is as expected.

/**
 * Pushes to `origin`. A lease on every ref, and no `+`: that would override the lease. The leases must be of refs that were read just now,
 * because they let through what is not a fast-forward.
 */
async function push(git, updates) {
    const leases = updates.map(({ ref, from }) => `--force-with-lease=${ref}:${from}`);
    const refs = updates.map(({ ref, to }) => `${to}:${ref}`);
    return readPushResult(await git.run([...PUSH, ...leases, 'origin', ...refs]));
}
const PUSH = ['push', '--porcelain', '--atomic', '--no-verify', '--no-follow-tags', '--no-signed'];

;// CONCATENATED MODULE: ./build/kit/git/person.js
// The author of a commit or tag. Pure.
/** What git removes from the ends of names and addresses (git: ident.c, `crud`). */
const CRUD = /^[\0- .,:;<>"\\']+|[\0- .,:;<>"\\']+$/g;
/** Parses `Name <mail>`. Undefined if it is not that, or git would refuse it or write something else. */
function parsePerson(text) {
    const [, name = '', mail = ''] = /^([^<>\n\0]*?)\s*<([^<>\s\0]*)>\s*$/.exec(text.trim()) ?? [];
    const isPlain = [name, mail].every((part) => part !== '' && part.replace(CRUD, '') === part);
    return isPlain ? { name, mail } : undefined;
}
/**
 * Returns the variables with which git writes what a person makes at a time, in seconds. It has an `@` before it: git reads small numbers
 * otherwise.
 */
function committing({ name, mail }, time) {
    const kinds = ['AUTHOR', 'COMMITTER'].flatMap((kind) => [
        [`GIT_${kind}_NAME`, name],
        [`GIT_${kind}_EMAIL`, mail],
        [`GIT_${kind}_DATE`, `@${time} +0000`],
    ]);
    return Object.fromEntries(kinds);
}

;// CONCATENATED MODULE: ./build/kit/git/work-merge.js
// Merges trees as `git merge` does it in a clone, without one.




/**
 * Merges trees. git 2.39 takes no bases, so that commits are made whose histories have exactly these bases. Missing files are fetched by git,
 * in few requests.
 */
async function mergeTreesIn(repository, trees, { bases, ours, theirs }) {
    if (bases.length === 0)
        throw new UserError('conflict', 'The two branches have no commit in common, so they can\u2019t be merged; join them once by hand, with "git merge --allow-unrelated-histories"');
    const commits = await baseCommits(repository, bases);
    const parents = [...commits.values()];
    const [one, other] = [
        await work_merge_commitOf(repository, ours, parents, 0),
        await work_merge_commitOf(repository, theirs, parents, 0),
    ];
    const folder = await attributesOf(repository, trees, ours);
    const merge = ['merge-tree', '--write-tree', '-z', '--name-only', one, other];
    const git = repository.gitWith({}, folder);
    const { code, stdout, stderr } = await git.run(merge);
    (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
    const [tree = ''] = stdout.split('\0');
    if (code === 0)
        return { tree };
    if (code === 1)
        return { conflicts: conflictsIn(stdout, [one, other]) };
    if (code === 129)
        throw new UserError('git-failed', 'Merging needs git 2.38 or newer; update git');
    throw git.failed(merge, stderr);
}
/** Makes a commit for each base, the earliest first. Returns them by the ids of the bases. */
async function baseCommits(repository, bases) {
    const made = new Map();
    const make = async ({ commit, tree, ancestors, time }) => {
        if (made.has(commit))
            return;
        const before = bases.filter((base) => ancestors.includes(base.commit));
        for (const base of before)
            await make(base);
        const parents = before.map((base) => made.get(base.commit) ?? '');
        made.set(commit, await work_merge_commitOf(repository, tree, parents, time));
    };
    for (const base of bases)
        await make(base);
    return made;
}
/** These commits are never pushed. */
const NOBODY = { name: 'towpath', mail: 'towpath' };
/** git merges several bases in the order of their times. */
async function work_merge_commitOf({ gitWith }, tree, parents, time) {
    const args = parents.flatMap((id) => ['-p', id]);
    return gitWith(committing(NOBODY, time)).ask(['commit-tree', tree, ...args], '');
}
/** Writes the .gitattributes files of a tree into a folder: git reads them from files, in a bare repository not at all. */
async function attributesOf({ path }, trees, tree) {
    const folder = (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_namespaceObject.join)(path, 'attributes-'));
    const all = await trees.entries(tree);
    const paths = all.map((entry) => entry.path).filter(isAttributes);
    for (const [file, { content, mode }] of await trees.files(tree, paths)) {
        // git does not follow links to attributes.
        if (mode === '120000')
            continue;
        (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.join)(folder, file)), { recursive: true });
        (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_namespaceObject.join)(folder, file), content);
    }
    return folder;
}
/** A path in a tree is hostile: git refuses to check out the others. */
const isAttributes = (path) => /(?:^|\/)\.gitattributes$/.test(path) &&
    path.split('/').every((part) => !/^(?:\.{0,2}|\.git)$/i.test(part));
/**
 * The tree, the paths in conflict, an empty field, then messages: the number of their paths, the paths, a kind and a text. Where both sides
 * need a path, git invents another one, with the name of a side at its end. A few conflicts are in messages only, such as a folder that
 * was renamed to two others.
 */
function conflictsIn(output, sides) {
    const fields = output.split('\0').slice(1);
    const end = fields.indexOf('');
    const named = [];
    for (let at = end + 1; at < fields.length - 1;) {
        const count = Number(fields[at]);
        const [kind = ''] = fields.slice(at + count + 1);
        if (/^CONFLICT/.test(kind))
            named.push(...fields.slice(at + 1, at + 1 + count));
        at += count + 3;
    }
    const invented = new RegExp(`~(?:${sides.join('|')})(?:_\\d+)?$`);
    const paths = end > 0 ? fields.slice(0, end) : named;
    return [...new Set(paths.map((path) => path.replace(invented, '')))].sort();
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./build/kit/git/work-objects.js
// Makes commits and annotated tags.


/** Keeps lines that begin with `#`, which is a comment only in an editor. */
const CLEANUP = '--cleanup=whitespace';
/** New commits are added to `commits`. */
function workObjects({ git, gitWith }, commits) {
    const added = (id) => {
        commits.add(id);
        return id;
    };
    return {
        async commit({ tree, parents, message, author, time, signingKey }) {
            const args = parents.flatMap((id) => ['-p', id]);
            const [settings, sign] = signing(signingKey, '-S');
            const text = await git.ask(['stripspace'], message);
            const made = [...settings, 'commit-tree', ...sign, tree, ...args];
            return added(await gitWith(committing(author, time)).ask(made, text === '' ? '' : `${text}\n`));
        },
        async signedCommit({ id, payload, signature }) {
            const write = ['hash-object', '-t', 'commit', '-w', '--stdin'];
            return added(await git.ask(write, signedObject(id, payload, signature)));
        },
        async annotatedTag({ name, commit, message, tagger, time, signingKey }) {
            const [settings, sign] = signing(signingKey, '--sign');
            const kind = sign.length > 0 ? sign : ['--annotate'];
            const tag = [...settings, 'tag', ...kind, CLEANUP, '--force', '--file=-', name, commit];
            await gitWith(committing(tagger, time)).ask(tag, message);
            const id = await git.ask(['rev-parse', '--verify', `refs/tags/${name}`]);
            // The next name may be one that can't exist beside it.
            await git.ask(['update-ref', '-d', `refs/tags/${name}`]);
            return id;
        },
    };
}
/** Returns the options before and after the command. */
function signing(key, option) {
    if (key === undefined)
        return [[], []];
    const settings = ['gpg.format=ssh', `user.signingKey=${key}`].flatMap((one) => ['-c', one]);
    return [settings, [option]];
}
/**
 * Returns the object of a signed commit. GitHub's own signatures end with an empty line in the object, those of others don't, and the API
 * does not say which it was: the id does.
 */
function signedObject(id, payload, signature) {
    const plain = withSignature(payload, signature.trimEnd());
    const ended = withSignature(payload, `${signature.trimEnd()}\n`);
    return idOf(plain, id.length) === id ? plain : ended;
}
/** A signature is the last header, and its further lines begin with a space (gitformat-signature(5)). */
function withSignature(payload, signature) {
    const end = payload.indexOf('\n\n');
    return `${payload.slice(0, end)}\ngpgsig ${signature.replaceAll('\n', '\n ')}${payload.slice(end)}`;
}
/** Returns the id of a commit object: of 40 digits, or 64 in a repository with SHA-256. */
function idOf(object, digits) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)(digits === 64 ? 'sha256' : 'sha1');
    return hash.update(`commit ${Buffer.byteLength(object)}\0${object}`).digest('hex');
}

;// CONCATENATED MODULE: ./build/kit/git/folders-of.js
// The folders of a path in a tree. Pure.
/** Returns the folders that a path is in, the outermost first: `a/b/c` is in `a` and `a/b`. */
const foldersOf = (path) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));

;// CONCATENATED MODULE: ./build/kit/git/work-trees.js
// Reads and changes the trees of commits. Only trees are fetched, and of the files those that are asked for.





const FOLDER = '040000';
const LINK = '120000';
const SUBMODULE = '160000';
/** `commits` are those that are here; what is fetched is added. */
function workTrees(repository, commits) {
    const { git, gitWith, path: folder } = repository;
    const blobs = new Set();
    let indexes = 0;
    const entries = async (treeish, paths) => {
        // Without paths all files, with paths what is there.
        const which = paths ? ['--', ...paths] : ['-r'];
        if (paths?.length === 0)
            return [];
        const list = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree'];
        const output = await git.ask([...list, ...(paths ? [] : which), treeish, ...(paths ?? [])]);
        const found = output.split('\0').flatMap((line) => {
            const [, mode = '', id = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
            return path === '' ? [] : [{ mode, id, path }];
        });
        return paths ? found.filter(({ path }) => paths.includes(path)) : found;
    };
    const contents = async (ids) => {
        const wanted = [...new Set(ids)];
        const missing = wanted.filter((id) => !blobs.has(id));
        // git would fetch them one by one.
        if (missing.length > 0)
            await fetchObjects(repository, missing);
        for (const id of missing)
            blobs.add(id);
        return parseBatch(await git.bytes(['cat-file', '--batch'], wanted.join('\n')));
    };
    return {
        entries,
        async fetchTrees(ids) {
            const missing = [...new Set(ids)].filter((id) => !commits.has(id));
            if (missing.length === 0)
                return;
            const { code, stderr } = await runFetch(git, ['--depth=1', 'origin', ...missing], 'blob:none');
            if (code !== 0)
                throw git.failed(FETCH, stderr);
            // Without refs the next fetch would not announce them, and get the same trees again.
            const refs = missing.map((id) => `update refs/heads/${id} ${id}\n`);
            await git.ask(['update-ref', '--stdin'], refs.join(''));
            for (const id of missing)
                commits.add(id);
        },
        treeOf: (commit) => git.ask(['rev-parse', '--verify', `${commit}^{tree}`]),
        async files(treeish, paths) {
            const found = (await entries(treeish, paths)).filter(isContent);
            const all = await contents(found.map(({ id }) => id));
            return new Map(found.map(({ path, mode, id }) => [
                path,
                { mode: mode, content: all.get(id) ?? Buffer.alloc(0) },
            ]));
        },
        async withFiles(tree, files) {
            if (files.size === 0)
                return tree;
            const there = await entries(tree, [...files.keys()]);
            const modes = new Map(there.map(({ path, mode }) => [path, mode]));
            const lines = [];
            for (const [path, content] of files) {
                const mode = modes.get(path) ?? '100644';
                if (!/^100/.test(mode))
                    throw notAFile(path, mode);
                const id = await git.ask(['hash-object', '-w', '--no-filters', '--stdin'], content);
                blobs.add(id);
                lines.push(`${mode} ${id} 0\t${path}\0`);
            }
            // A file is in the way of a folder only if the path is new.
            const added = [...files.keys()].filter((path) => !modes.has(path));
            const barred = await entries(tree, added.flatMap(foldersOf));
            const [bar] = barred.filter(({ mode }) => mode !== FOLDER);
            if (bar)
                throw notAFolder(bar.path);
            indexes += 1;
            const inIndex = gitWith({ GIT_INDEX_FILE: (0,external_node_path_namespaceObject.join)(folder, `index-${indexes}`) });
            await inIndex.ask(['read-tree', tree]);
            await inIndex.ask(['update-index', '-z', '--index-info'], lines.join(''));
            // Otherwise every file would be fetched.
            return inIndex.ask(['write-tree', '--missing-ok']);
        },
        async differences(from, to) {
            const compare = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev'];
            return parseDifferences(await git.ask([...compare, from, to]));
        },
        async blob(id) {
            return (await contents([id])).get(id) ?? Buffer.alloc(0);
        },
    };
}
/** Fetches objects that are not commits, as git itself does it for a partial clone, but all in one request. */
async function fetchObjects({ git }, ids) {
    const args = ['--recurse-submodules=no', 'origin', ...ids];
    // The objects that are here say nothing about these.
    const none = ['-c', 'fetch.negotiationAlgorithm=noop'];
    const { code, stderr } = await runFetch(git, args, 'blob:none', none);
    if (code !== 0)
        throw git.failed(FETCH, stderr);
}
const isContent = ({ mode }) => mode !== FOLDER && mode !== SUBMODULE;
/** Parses `ID blob SIZE`, the content, and a line end, for each object. */
function parseBatch(output) {
    const found = new Map();
    for (let at = 0; at < output.length;) {
        const end = output.indexOf('\n', at);
        const [id = '', , size] = output.toString('latin1', at, end).split(' ');
        const start = end + 1;
        at = start + Number(size) + 1;
        found.set(id, output.subarray(start, at - 1));
    }
    return found;
}
/** Parses `:OLDMODE NEWMODE OLDID NEWID STATUS`, NUL, the path, NUL. */
function parseDifferences(output) {
    const fields = output.split('\0');
    return fields.flatMap((field, index) => {
        const [, mode = '', id = ''] = /^:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) \w/.exec(field) ?? [];
        const path = fields[index + 1];
        if (index % 2 !== 0 || mode === '' || path === undefined)
            return [];
        return [mode === '000000' ? { path, mode: '', id: '' } : { path, mode, id }];
    });
}
function notAFile(path, mode) {
    const kinds = {
        [FOLDER]: 'a folder',
        [LINK]: 'a symbolic link',
        [SUBMODULE]: 'a submodule',
    };
    return new UserError('bad-stamp', `${escape_quote(path)} is ${kinds[mode] ?? 'not a file'}, not a file`);
}
const notAFolder = (path) => new UserError('bad-stamp', `${escape_quote(path)} is not a folder; files can't be written in it`);

;// CONCATENATED MODULE: ./build/kit/git/new-work-repository.js
// Creates the repository in which commits, merges and tags are made and pushed.




/** Returns the repository. It is in the folder of the remote, and gone with it. */
async function newWorkRepository(repository) {
    const { git } = repository;
    // From here on, what is missing may be fetched.
    await git.ask(['config', 'remote.origin.promisor', 'true']);
    await git.ask(['config', 'remote.origin.partialclonefilter', 'blob:none']);
    const commits = new Set();
    const trees = workTrees(repository, commits);
    return {
        ...trees,
        paths: async (treeish) => (await trees.entries(treeish)).map(({ path }) => path),
        ...workObjects(repository, commits),
        mergeTrees: (merge) => mergeTreesIn(repository, trees, merge),
        push: (updates) => push(git, updates),
    };
}

;// CONCATENATED MODULE: ./build/kit/git/path-history.js
// Which commits of a range change some files, as `git log -- paths` decides it: a merge counts if it differs from all of its parents,
// and a side branch whose changes a merge dropped does not.

/** Returns the commits of a range that change a file whose path is selected. A renamed file is removed at one path and added at another. */
async function commitsChanging(git, { from, to, ids }, selects) {
    const names = ['--name-only', '--no-renames', '-z', '--no-commit-id'];
    const compare = ['diff-tree', '--stdin', '-r', '-m', '--root', ...names];
    const changed = await git.ask(compare, ids.map((id) => `${id}\n`).join(''));
    const paths = covering(new Set(changed.split('\0').filter(Boolean)), selects);
    if (paths.length === 0)
        return new Set();
    // A line can't hold a path that has a line break.
    const [broken, whole] = [true, false].map((is) => paths.filter((path) => path.includes('\n') === is));
    const range = [...(from === '' ? [] : [`^${from}`]), to, '--', ...(whole ?? [])];
    const log = ['--literal-pathspecs', '-c', 'log.showRoot=true', 'log', '--format=%H', '--stdin'];
    const found = await git.ask([...log, '--', ...(broken ?? [])], `${range.join('\n')}\n`);
    return new Set(found.split('\n').filter(Boolean));
}
/** Returns the selected paths; instead of all files in a folder, the folder: git compares every path with every one of them. */
function covering(paths, selects) {
    const selected = [...paths].filter(selects);
    const counts = (all) => {
        const found = new Map();
        for (const folder of [...all].flatMap(foldersOf))
            found.set(folder, (found.get(folder) ?? 0) + 1);
        return found;
    };
    const [all, ours] = [counts(paths), counts(selected)];
    const covers = selected.map((path) => foldersOf(path).find((folder) => all.get(folder) === ours.get(folder)) ?? path);
    return [...new Set(covers)];
}

;// CONCATENATED MODULE: ./build/kit/git/remote-repositories.js
// Bare repositories in a temporary folder whose remote is the user's. Of the user's settings and variables only those count that say how
// to reach the remote: nothing else may change what is fetched, made or pushed.



/** The keys of settings that say how a remote is reached. */
const REMOTE_SETTINGS = '^(http|url|credential|ssh|protocol)\\.|^core\\.(sshcommand|gitproxy|askpass)$|^safe\\.directory$';
/** The variables of git that say the same. GIT_EXEC_PATH belongs to how git is installed. */
const remote_repositories_KEPT = /^GIT_(?:SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|TERMINAL_PROMPT|SSL_.*|PROXY_.*|HTTP_.*|ALLOW_PROTOCOL|PROTOCOL_FROM_USER|EXEC_PATH|DEFAULT_HASH)$/;
/** Returns a function that creates repositories in `folder`. `settings` may contain credentials. */
function remoteRepositories(url, folder, env, settings) {
    const all = configured(isolated(env, folder, settings), [
        ...settings.filter(([key]) => !isSafeDirectory(key)),
        // Not an argument: an address may contain a password.
        ['remote.origin.url', url],
        // Packs are kept as received, so that their size can be measured.
        ['fetch.unpackLimit', '1'],
        ['gc.auto', '0'],
        ['maintenance.auto', 'false'],
        ['protocol.version', '2'],
        // Local commits must be announced, or everything is sent.
        ['fetch.negotiationAlgorithm', 'consecutive'],
        // Gives up on a server that sends nothing for a minute.
        ['http.lowSpeedLimit', '1'],
        ['http.lowSpeedTime', '60'],
        ['core.hooksPath', '/dev/null'],
        // Otherwise ~/.config/git/attributes counts.
        ['core.attributesFile', '/dev/null'],
    ]);
    let repositories = 0;
    return async (more = {}) => {
        repositories += 1;
        const path = (0,external_node_path_namespaceObject.join)(folder, `scratch-${repositories}`);
        (0,external_node_fs_namespaceObject.mkdirSync)(path);
        const gitWith = (env, workTree) => scratchGit(path, { ...all, ...more, ...env }, workTree);
        const git = gitWith({});
        await git.ask(['init', '--quiet', '--bare', '--template=']);
        return { git, path, gitWith };
    };
}
/** Returns the variables without those of git, but for those that say how to reach a remote, and without the files of settings. */
function isolated(env, folder, settings) {
    const kept = Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || remote_repositories_KEPT.test(name));
    // git ignores this setting unless it comes from a file; it counts if the remote is a folder.
    const safe = settings.filter(([key]) => isSafeDirectory(key));
    const lines = safe.map(([, value]) => `\tdirectory = "${value.replace(/["\\]/g, '\\$&')}"\n`);
    const file = (0,external_node_path_namespaceObject.join)(folder, 'gitconfig');
    (0,external_node_fs_namespaceObject.writeFileSync)(file, `[safe]\n${lines.join('')}`);
    return {
        ...Object.fromEntries(kept),
        GIT_CONFIG_GLOBAL: file,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_ATTR_NOSYSTEM: '1',
        GIT_NO_LAZY_FETCH: '1',
    };
}
const isSafeDirectory = (key) => key.toLowerCase() === 'safe.directory';
/** Adds settings to the environment of a call: credentials must not appear in its arguments. */
function configured(env, settings) {
    const entries = settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
    ]);
    return { ...env, ...Object.fromEntries(entries), GIT_CONFIG_COUNT: String(settings.length) };
}

;// CONCATENATED MODULE: ./build/kit/git/tree-entries.js
// The files, symbolic links and submodules of a tree, as `git ls-tree` prints them. Pure.
/** The arguments, without the tree, whose output `parseTree` reads. */
const LIST_TREE = ['--no-replace-objects', 'ls-tree', '-r', '-z', '--full-tree'];
/** Parses `MODE TYPE ID`, a tab, the path, NUL. */
function parseTree(output) {
    return output
        .split('\0')
        .filter(Boolean)
        .map((line) => {
        const tab = line.indexOf('\t');
        const [mode = '', , id = ''] = line.slice(0, tab).split(' ');
        return { mode, id, path: line.slice(tab + 1) };
    });
}

;// CONCATENATED MODULE: ./build/kit/git/remote-tree.js
// The tree of one commit of a remote, fetched alone: no parents, no files.


/** git's words for what a remote does not have, or does not give. */
const UNKNOWN = /not our ref|unadvertised object|couldn't find remote ref/;
const FETCHED = 'refs/towpath/fetched';
/** Fetches a ref, by its full name, or a commit or tag, by its full id. Returns undefined if the remote does not have it, or if it is not a commit. */
async function fetchTree({ git }, source) {
    // A tree counts as complete without its files.
    await git.ask(['config', 'remote.origin.promisor', 'true']);
    await git.ask(['config', 'remote.origin.partialclonefilter', 'blob:none']);
    const wanted = ['--depth=1', 'origin', `${source}:${FETCHED}`];
    const { code, stderr } = await runFetch(git, wanted, 'blob:none');
    if (code !== 0 && UNKNOWN.test(stderr))
        return undefined;
    if (code !== 0)
        throw git.failed(FETCH, stderr);
    const commit = await git.run(['rev-parse', '--verify', '--quiet', `${FETCHED}^{commit}`]);
    if (commit.code !== 0)
        return undefined;
    const id = commit.stdout.trim();
    return { commit: id, entries: parseTree(await git.ask([...LIST_TREE, id])) };
}

;// CONCATENATED MODULE: ./build/kit/git/roots.js
// What the server sends to a repository that announces some commits: proofs of distance and ancestry, without the history.




/** Fetches commits without their parents into a repository. */
async function rootsOf({ git, path }, commits, filter = 'tree:0') {
    await git.ask(['config', 'remote.origin.promisor', 'true']);
    await git.ask(['config', 'remote.origin.partialclonefilter', filter]);
    const args = ['--depth=1', 'origin', ...commits];
    const { code, stderr } = await runFetch(git, args, filter);
    if (code !== 0)
        throw git.failed(FETCH, stderr);
    // git hides the parents of shallow commits.
    (0,external_node_fs_namespaceObject.rmSync)((0,external_node_path_namespaceObject.join)(path, 'shallow'), { force: true });
    const roots = byId(await commitsOf(git, [], { ids: commits, messages: false }));
    return { git, path, roots };
}
/**
 * Makes the roots the only commits that a fetch announces, in a repository whose remote is a promisor: the server then sends nothing that
 * is reachable from them. Grafts and not shallow entries, because to a shallow client the server also sends the history behind the
 * boundary.
 */
async function announce({ git, path, roots }) {
    const ids = [...roots.keys()];
    (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.join)(path, 'info'), { recursive: true });
    (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_namespaceObject.join)(path, 'info', 'grafts'), ids.map((id) => `${id}\n`).join(''));
    const refs = ids.map((id) => `update refs/heads/${id} ${id}\n`).join('');
    await git.ask(['update-ref', '--stdin'], refs);
}
/**
 * Returns the ids of all commits that were sent in addition to the roots, and whether trees were sent, because the server does not support
 * filters. They are listed, not looked up: that would fetch missing ones.
 */
async function sentTo({ git, roots, }) {
    const format = '--batch-check=%(objecttype) %(objectname)';
    const objects = await git.ask(['cat-file', '--batch-all-objects', format]);
    const ids = [...objects.matchAll(/^commit (\S+)$/gm)].map(([, id = '']) => id);
    return {
        commits: new Set(ids.filter((id) => !roots.has(id))),
        hasTrees: /^tree /m.test(objects),
    };
}
/** git's words when something was not sent that it asked for, or that belongs to it. */
const NOT_SENT = /did not send all necessary objects|bad object/;
/**
 * Returns the commits reachable from some tips but not from the roots: exactly what the server sends. Undefined if it does not support
 * filters, and leaves out files that it thinks are already here. Asked only once of each repository.
 */
async function differenceOf(repository, tips) {
    const { git, path, roots } = repository;
    const to = tips.filter((id) => !roots.has(id));
    if (to.length === 0)
        return [];
    await announce(repository);
    const { code, stderr } = await runFetch(git, ['origin', ...to]);
    if (/unresolved delta/.test(stderr))
        return undefined;
    const isCut = code !== 0 && NOT_SENT.test(stderr);
    if (code !== 0 && !isCut)
        throw git.failed(FETCH, stderr);
    if ((0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(path, 'shallow')))
        throw shallowRemote();
    const { commits: sent, hasTrees } = await sentTo(repository);
    // They are ancestors of the roots, and git complains that they were not sent.
    const ancestors = to.filter((id) => !sent.has(id));
    if (ancestors.length === to.length)
        return [];
    if (isCut && (ancestors.length === 0 || hasTrees))
        return undefined;
    // A server may send more than necessary.
    const hasMore = [...roots.values()].some(({ parents }) => parents.some((id) => sent.has(id)));
    return hasMore ? undefined : commitsOf(git, [], { ids: [...sent] });
}
/**
 * Returns those of some commits that the server does not send, each alone, because they are reachable from the roots. That may not be all:
 * a commit that is an ancestor only of another of them is sent. But if any is reachable, at least one is returned. Undefined as for
 * `differenceOf`. Asked only once of each repository.
 */
async function unsentOf(repository, commits) {
    const { git } = repository;
    await announce(repository);
    const { code, stderr } = await runFetch(git, ['--depth=1', 'origin', ...commits]);
    if (/unresolved delta/.test(stderr))
        return undefined;
    if (code !== 0 && !NOT_SENT.test(stderr))
        throw git.failed(FETCH, stderr);
    const { commits: sent } = await sentTo(repository);
    return commits.filter((id) => !sent.has(id));
}
/**
 * Fetches a range of commits with their trees, but without files. The parents that the range starts from are fetched too. Returns whether
 * that worked: a server that does not support filters may leave out what it thinks is here.
 */
async function fetchRange(scratch, { from, to, ids }, parents) {
    const range = new Set(ids);
    const outside = new Set([from, ...parents].filter((id) => id !== '' && !range.has(id)));
    if (outside.size > 0)
        await announce(await rootsOf(scratch, [...outside], 'blob:none'));
    const { code, stderr } = await runFetch(scratch.git, ['origin', to], 'blob:none');
    if (code !== 0) {
        if (NOT_SENT.test(stderr) || /unresolved delta/.test(stderr))
            return false;
        throw scratch.git.failed(FETCH, stderr);
    }
    if (outside.size === 0)
        return true;
    // What is behind `from` must not be in the range.
    outside.delete(from);
    const grafts = [[from, ...outside], ...[...outside].map((id) => [id])];
    const lines = grafts.map((line) => `${line.join(' ')}\n`).join('');
    (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_namespaceObject.join)(scratch.path, 'info', 'grafts'), lines);
    return true;
}

;// CONCATENATED MODULE: ./build/kit/git/remote.js
// A remote, queried from bare scratch repositories in a temporary folder instead of the user's clone. Credentials are passed in the
// environment only.











/** Returns the remote at an address. `folder` is a temporary folder of the caller; `settings` may contain credentials. */
function remoteAt(url, folder, env, settings) {
    const repository = remoteRepositories(url, folder, env, settings);
    const once = memory();
    const graphs = (commit) => once(`graph ${commit}`, () => repository());
    const roots = (commits) => once(`roots ${commits}`, async () => rootsOf(await repository(), commits));
    // A repository can prove one difference only: after that it has commits that belong to it.
    const used = new Map();
    const freshRoots = async (commits, to) => {
        const first = used.get(`${commits}`) ?? `${to}`;
        used.set(`${commits}`, first);
        return first === `${to}` ? roots(commits) : rootsOf(await repository(), commits);
    };
    return {
        tags: () => once('tags', async () => {
            const { git } = await repository();
            return parseTags(await git.ask(['ls-remote', '--tags', 'origin']));
        }),
        refs: (names) => once(`refs ${names}`, async () => {
            // A tag's commit has a line of its own, which a name alone would not match.
            const wanted = names?.flatMap((name) => [name, `${name}^{}`]) ?? [];
            const kinds = kindsOf(names ?? ['refs/heads/*', 'refs/tags/*']);
            const { git } = await repository();
            return parseRefs(await git.ask(['ls-remote', ...kinds, 'origin', ...wanted]), names);
        }),
        graph: (commit, depth) => once(`graph ${commit} ${depth}`, async () => graphOf(await graphs(commit), commit, depth)),
        time: async (commit) => (await roots([commit])).roots.get(commit)?.time ?? 0,
        alone: async (commits) => [...(await rootsOf(await repository(), commits)).roots.values()],
        between: (from, to) => once(`between ${from} ${to}`, async () => {
            const [known, tips] = [[from].flat(), [to].flat()];
            return differenceOf(await freshRoots(known, tips), tips);
        }),
        diverged: (ours, theirs) => once(`diverged ${ours} ${theirs}`, async () => divergenceIn(await repository(), ours, theirs)),
        behind: (tips, commits) => once(`behind ${tips} ${commits}`, async () => unsentOf(await rootsOf(await repository(), tips), commits)),
        changing: async (range, parents, selects) => {
            // A server may leave out a tree that is also somewhere before the range; git then fetches it alone.
            const filtered = await repository({ GIT_NO_LAZY_FETCH: '0' });
            const isHere = await fetchRange(filtered, range, parents);
            const { git } = isHere ? filtered : await completeOf(await repository(), range.to);
            return commitsChanging(git, range, selects);
        },
        described: async (commit, among) => describedIn(await graphs(commit), commit, among),
        tagObjects: async (names) => tagObjectsOf(await repository(), names),
        tree: async (source) => fetchTree(await repository(), source),
        listing: async () => parseListing(await (await repository()).git.ask(LISTING)),
        work: async () => newWorkRepository(await repository({ GIT_NO_LAZY_FETCH: '0' })),
        fetched: () => packBytes(folder),
    };
}
/** Returns options with which the server sends only branches or tags, if no other refs are wanted. */
function kindsOf(names) {
    const [heads, tags] = ['refs/heads/', 'refs/tags/'].map((prefix) => names.filter((name) => name.startsWith(prefix)));
    if ((heads?.length ?? 0) + (tags?.length ?? 0) < names.length)
        return [];
    return [...(heads?.length ? ['--heads'] : []), ...(tags?.length ? ['--tags'] : [])];
}
/** Parses the output of `git ls-remote`. It also has names that only end like a wanted one. */
function parseRefs(output, names) {
    const lines = output.split('\n').map((line) => line.split('\t'));
    const refs = lines.map(([id = '', ref = '']) => [ref.replace(/\^\{\}$/, ''), id]);
    const isWanted = (ref) => names?.some((name) => name === ref || isLike(ref, name)) ?? true;
    return new Map(refs.filter(([ref]) => ref !== '' && isWanted(ref)));
}
function isLike(ref, name) {
    const [start = '', end] = name.split('*');
    return (end !== undefined &&
        ref.startsWith(start) &&
        ref.endsWith(end) &&
        ref.length >= start.length + end.length);
}
/** Remembers answers, but not failures. */
function memory() {
    const known = new Map();
    return (key, ask) => {
        const answer = known.get(key) ?? ask();
        known.set(key, answer);
        answer.catch(() => known.delete(key));
        return answer;
    };
}
function packBytes(folder) {
    return (0,external_node_fs_namespaceObject.readdirSync)(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.pack'))
        .reduce((sum, { parentPath, name }) => sum + (0,external_node_fs_namespaceObject.statSync)((0,external_node_path_namespaceObject.join)(parentPath, name)).size, 0);
}

;// CONCATENATED MODULE: ./build/kit/git/checkout-remote.js
// The remote of the user's checkout, with its credentials: those that actions/checkout left, or a token.







/** Returns the configured address of a remote of a checkout, by default of the one that it came from; undefined if there is none. */
async function addressOf(git, checkout, wanted) {
    const names = (await git.run(['remote'])).stdout.split('\n').filter(Boolean);
    const name = wanted ?? (names.includes('origin') ? 'origin' : names[0]);
    if (name === undefined || !names.includes(name))
        return undefined;
    // Not `git remote get-url`: it applies insteadOf, which the scratch repositories would then apply again.
    const [address] = (await git.run(['config', '--get-all', `remote.${name}.url`])).stdout.split('\n');
    if (!address)
        return undefined;
    const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) || /^[^/]+:/.test(address);
    return isAddress ? address : (0,external_node_path_namespaceObject.resolve)(checkout, address);
}
/** Returns the remote at the address of a checkout, or at any other address with the settings of the folder, if it is a checkout. */
async function remoteOfCheckout(git, address, { env, temp, token, mask }) {
    const [settings, format] = await Promise.all([
        settingsOf(git),
        git.run(['rev-parse', '--show-object-format']),
    ]);
    // Without a checkout there is only the address.
    const objects = format.code === 0 ? { GIT_DEFAULT_HASH: format.stdout.trim() } : {};
    for (const secret of [...secretsIn(address), ...settings.flatMap(secretsOf)])
        mask(secret);
    const { plain, credentials: configured } = splitCredentials(address);
    const credentials = token === '' ? configured : `x-access-token:${token}`;
    const header = Buffer.from(credentials).toString('base64');
    if (credentials !== '')
        mask(header);
    const folder = temporaryFolder(temp, 'towpath-history-');
    const all = credentials === '' ? settings : withHeader(settings, plain, header);
    const remote = remoteAt(plain, folder.path, { ...env, ...objects }, all);
    const explain = (error) => unreachable(error, address, token);
    const login = passwordOf(credentials === '' ? headerFor(settings, plain) : credentials);
    if (login !== '')
        mask(login);
    return { ...explained(remote, explain), login, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}
/** Wraps a remote so that git's failures are explained. */
function explained(remote, explain) {
    const explaining = (ask) => async (...args) => {
        try {
            return await ask(...args);
        }
        catch (error) {
            throw error instanceof UserError && error.reason === 'git-failed' ? explain(error) : error;
        }
    };
    return {
        tags: explaining(remote.tags),
        listing: explaining(remote.listing),
        refs: explaining(remote.refs),
        graph: explaining(remote.graph),
        time: explaining(remote.time),
        alone: explaining(remote.alone),
        between: explaining(remote.between),
        diverged: explaining(remote.diverged),
        behind: explaining(remote.behind),
        changing: explaining(remote.changing),
        described: explaining(remote.described),
        tagObjects: explaining(remote.tagObjects),
        tree: explaining(remote.tree),
        async work() {
            const work = await remote.work();
            const { fetchTrees, files, blob, mergeTrees } = work;
            return {
                ...work,
                fetchTrees: explaining(fetchTrees),
                files: explaining(files),
                blob: explaining(blob),
                mergeTrees: explaining(mergeTrees),
            };
        },
        fetched: remote.fetched,
    };
}
/** Returns what the configuration of the checkout, the user and the system says about addresses and credentials: nothing else of it counts. */
async function settingsOf(git) {
    const { stdout } = await git.run([
        'config',
        '--show-scope',
        '-z',
        '--get-regexp',
        REMOTE_SETTINGS,
    ]);
    const fields = stdout.split('\0');
    return fields.flatMap((scope, index) => {
        // A key without a value means true.
        const [, key, value = 'true'] = /^([^\n]*)(?:\n(.*))?$/s.exec(fields[index + 1] ?? '') ?? [];
        if (index % 2 !== 0 || !key)
            return [];
        // That a folder is safe may not be said by the repository in it.
        const isSaid = key === 'safe.directory' ? /^(?:system|global)$/.test(scope) : true;
        return isSaid ? [[key, value]] : [];
    });
}
/** Explains why a remote may not answer. */
function unreachable(error, address, token) {
    const shown = address.replace(/\/\/[^/@]*@/, '//');
    const isUnknown = /not our ref|unadvertised object/.test(error.message);
    const isPrivate = token === '' && /^https?:/.test(address);
    const hint = isUnknown
        ? `; the commit is not on the remote: push it, or check out with "fetch-depth: 0"`
        : isPrivate
            ? '; a private repository needs the credentials that actions/checkout leaves, or a "token"'
            : '';
    const message = `The remote ${escape_quote(shown)} did not answer as expected: ${error.message}${hint}`;
    return new UserError('remote-unreachable', message, { cause: error });
}

;// CONCATENATED MODULE: ./build/kit/github/repository-address.js
// Which repository of a GitHub server the address of a git remote is of. Pure.
/** Where GitHub takes SSH connections through a firewall. */
const SSH_HOSTS = { 'ssh.github.com': 'github.com' };
/**
 * Returns the repository if the address is one of the server (GITHUB_SERVER_URL); undefined if it is of another host, whose login the
 * server's API must not get. `url.*.insteadOf` must have been applied.
 */
function repositoryAt(address, serverUrl) {
    const server = parse(serverUrl);
    const remote = parse(address);
    if (!server || !remote || !isSameHost(remote, server))
        return undefined;
    const [, owner, name] = /^\/*([^/]+)\/([^/]+?)(?:\.git)?\/*$/.exec(remote.path) ?? [];
    return owner === undefined || name === undefined ? undefined : { owner, name };
}
function parse(address) {
    const [, short, path = ''] = /^(?:[^@/:]+@)?([^@/:]+):(?!\/\/)(.*)$/.exec(address) ?? [];
    if (short !== undefined)
        return { scheme: 'ssh:', host: short.toLowerCase(), path };
    if (!URL.canParse(address))
        return undefined;
    const { protocol, host, hostname, pathname } = new URL(address);
    const isHttp = protocol === 'https:' || protocol === 'http:';
    if (!isHttp && protocol !== 'ssh:')
        return undefined;
    return { scheme: protocol, host: (isHttp ? host : hostname).toLowerCase(), path: pathname };
}
/** An SSH server has a port of its own, so only the name counts. A login for HTTPS must not go out unencrypted. */
function isSameHost(remote, server) {
    if (remote.scheme !== 'ssh:')
        return remote.host === server.host && remote.scheme === server.scheme;
    const host = SSH_HOSTS[remote.host] ?? remote.host;
    return host === server.host.replace(/:\d+$/, '');
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/adapters/repository-name.js
// The name of the repository that is checked out.



/**
 * Returns the name without its owner; empty if it is unknown. A checkout below the workspace's top may be of another repository than the
 * workflow's: its remote counts, if it is on the same GitHub server.
 */
async function repositoryName(env, folder, isNested) {
    const own = (env['GITHUB_REPOSITORY'] ?? '').split('/').at(-1) ?? '';
    if (!isNested)
        return own;
    const address = await addressOf(gitIn(folder, env), folder);
    const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    return (address === undefined ? undefined : repositoryAt(address, server)?.name) ?? own;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/adapters/workspace-folder.js
// The folder of the input `path`.




/** Returns the folder. Throws a UserError if it is not below the workspace (`invalid-input`), or does not exist (`no-checkout`). */
function folderInWorkspace(workspace, path) {
    const root = (0,external_node_path_namespaceObject.resolve)(workspace);
    const absolute = (0,external_node_path_namespaceObject.resolve)(root, path);
    const outside = () => new UserError('invalid-input', `"path" must be below the workspace, got ${escape_quote(path)}`);
    if (!isInside(root, absolute))
        throw outside();
    if (!(0,external_node_fs_namespaceObject.existsSync)(absolute) || !(0,external_node_fs_namespaceObject.statSync)(absolute).isDirectory())
        throw new UserError('no-checkout', `There is no folder ${escape_quote(path)} in the workspace; run actions/checkout before this step`);
    if (!isInside((0,external_node_fs_namespaceObject.realpathSync)(root), (0,external_node_fs_namespaceObject.realpathSync)(absolute)))
        throw outside();
    return { absolute, relative: (0,external_node_path_namespaceObject.relative)(root, absolute).split(external_node_path_namespaceObject.sep).join('/') || '.' };
}
const isInside = (root, path) => path === root || path.startsWith(root.endsWith(external_node_path_namespaceObject.sep) ? root : `${root}${external_node_path_namespaceObject.sep}`);

;// CONCATENATED MODULE: ./build/actions/find-images/src/checkout/compare-trees.js
// Which paths differ between two trees. Pure.
/** Returns the paths whose content, mode or kind differs. A renamed file is removed at one path and added at another. */
function compareTrees(before, after) {
    const former = byPath(before);
    const submodules = new Set([...before, ...after].flatMap(({ mode, path }) => (mode === '160000' ? [path] : [])));
    const kindOf = (path, change) => submodules.has(path) ? 'submodule' : change;
    const changes = new Map();
    for (const [path, content] of byPath(after)) {
        const was = former.get(path);
        if (was !== content)
            changes.set(path, kindOf(path, was === undefined ? 'added' : 'changed'));
        former.delete(path);
    }
    for (const path of former.keys())
        changes.set(path, kindOf(path, 'removed'));
    return changes;
}
/** Paths that are not UTF-8 may be read as the same text: then all of them count. */
function byPath(entries) {
    const found = new Map();
    for (const { path, mode, id } of entries)
        found.set(path, `${found.get(path) ?? ''}${mode} ${id};`);
    return found;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/checkout/find-checkout.js
// Finds the checkout that a folder is in, as git does, but without a process.




/** Returns the checkout. Throws a UserError (`no-checkout`) if there is none. */
function findCheckout(folder) {
    const real = (0,external_node_fs_namespaceObject.realpathSync)(folder);
    for (let top = real;; top = (0,external_node_path_namespaceObject.dirname)(top)) {
        if (isTop(top)) {
            const inside = (0,external_node_path_namespaceObject.relative)(top, real);
            return { top, prefix: inside === '' ? '' : `${inside}/`, folderName: (0,external_node_path_namespaceObject.basename)(top) };
        }
        if (top === (0,external_node_path_namespaceObject.dirname)(top))
            throw noCheckout(folder, 'it is not in a git checkout');
    }
}
function noCheckout(folder, why, cause) {
    const message = `${escape_quote(folder)} can't be used: ${why}; run actions/checkout before this step, or correct "path"`;
    return new UserError('no-checkout', message, { cause });
}
/** A worktree and a submodule have a file `.git`, others a folder. */
function isTop(folder) {
    const git = (0,external_node_path_namespaceObject.join)(folder, '.git');
    const stat = (0,external_node_fs_namespaceObject.statSync)(git, { throwIfNoEntry: false });
    if (!stat?.isDirectory())
        return stat?.isFile() ?? false;
    return (0,external_node_fs_namespaceObject.lstatSync)((0,external_node_path_namespaceObject.join)(git, 'HEAD'), { throwIfNoEntry: false }) !== undefined;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/checkout/commit-names.js
// The names that a commit may have on a remote. Pure.
/** Forty hexadecimal digits, or 64 in a repository with SHA-256. */
const FULL_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
/** What no ref contains (git check-ref-format). The remote would take some of it for something else than a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a name must not have.
const NO_NAME = /[\x00-\x20\x7F~^:?*[\\]|\.\.|@\{|\/\/|^[-/.]|[/.]$|^@$/;
/** Returns what to ask the remote for, in this order: a full id, or a branch or tag. Nothing if it can't be either. */
function remoteNames(ref) {
    if (FULL_ID.test(ref))
        return [ref.toLowerCase()];
    if (ref === '' || NO_NAME.test(ref))
        return [];
    // git prefers tags too.
    return ref.startsWith('refs/') ? [ref] : [`refs/tags/${ref}`, `refs/heads/${ref}`];
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/checkout/find-tree.js
// Finds the trees that are compared: in the clone, else on its remote.
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});



/** Returns the full id of what git resolves to a commit that the clone has. */
async function localCommit(git, ref) {
    // An option is not a ref, and no argument of a process contains a NUL.
    if (ref === '' || ref.startsWith('-') || ref.includes('\0'))
        return undefined;
    const { code, stdout } = await git.run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
    return code === 0 ? stdout.trim() : undefined;
}
/** Returns the tree of a commit that the clone has. A partial clone may have the commit alone: then undefined. */
async function localTree(git, commit) {
    const { code, stdout } = await git.run([...LIST_TREE, commit]);
    return code === 0 ? { commit, entries: parseTree(stdout) } : undefined;
}
/**
 * Returns the tree of a commit of the remote, with the checkout's login; if that is refused, with the token. Undefined if the clone has no
 * remote, or if the remote does not have the commit. Throws a UserError (`remote-unreachable`).
 */
async function remoteTree(git, top, ref, options) {
    const names = remoteNames(ref);
    const address = names.length === 0 ? undefined : await addressOf(git, top);
    if (address === undefined)
        return undefined;
    const ask = async (token) => {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const remote = __addDisposableResource(env_1, await remoteOfCheckout(git, address, { ...options, token }), false);
            return await firstTree(remote, names);
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            __disposeResources(env_1);
        }
    };
    try {
        return await ask('');
    }
    catch (error) {
        if (options.token === '' || !isRefused(error, address))
            throw error;
        return ask(options.token);
    }
}
async function firstTree(remote, names) {
    for (const name of names) {
        const tree = await remote.tree(name);
        if (tree)
            return tree;
    }
    return undefined;
}
/** Whether a server asked for a login, refused the one that it got, or hid the repository from it. */
const isRefused = ({ message }, address) => /^https?:/i.test(address) &&
    /could not read (?:Username|Password)|Authentication failed|returned error: 40[134]|not found/i.test(message);

;// CONCATENATED MODULE: ./build/actions/find-images/src/checkout/index-entries.js
// What git tracks, as `git ls-files` prints it. Pure.
/** The arguments whose output `parseIndex` reads. */
const LIST_INDEX = ['ls-files', '--stage', '-z'];
/** Parses `MODE ID STAGE`, a tab, the path, NUL. A path in a conflict has several entries: the first counts. */
function parseIndex(output) {
    const files = [];
    for (const line of output.split('\0')) {
        const tab = line.indexOf('\t');
        const path = line.slice(tab + 1);
        if (tab === -1 || path === files.at(-1)?.path)
            continue;
        // `100644 `, the id, ` 0`.
        files.push({ path, mode: line.slice(0, 6), id: line.slice(7, tab - 2) });
    }
    return files;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/checkout/linked-paths.js
// Follows symbolic links through what git tracks, never through anything else. Pure.
const linked_paths_LINK = '120000';
const linked_paths_SUBMODULE = '160000';
/** As many links as Linux follows. */
const MOST_LINKS = 40;
/** Returns the links that a path leads over, itself included, and last the tracked file at the end; undefined if there is none. */
function linkedPaths(path, tracked) {
    const { links, end } = follow(path, tracked) ?? {};
    const mode = end === undefined ? undefined : tracked.mode(end);
    if (!links || end === undefined || mode === undefined || mode === linked_paths_SUBMODULE)
        return undefined;
    return [...links, end];
}
/** Follows all links of a path; the end of the repository's top is empty. Undefined if they lead out of the repository, or in a circle. */
function follow(path, { top, mode, target }) {
    const links = [];
    let folder = [];
    let rest = path.split('/').reverse();
    while (rest.length > 0) {
        const part = rest.pop();
        if (part === '' || part === '.' || part === undefined)
            continue;
        if (part === '..') {
            if (folder.pop() === undefined)
                return undefined;
            continue;
        }
        const here = [...folder, part].join('/');
        if (mode(here) === linked_paths_LINK) {
            const to = links.length < MOST_LINKS ? target(here) : undefined;
            const inside = to?.startsWith('/') ? afterTop(to, top) : to;
            if (to === undefined || inside === undefined)
                return undefined;
            links.push(here);
            if (inside !== to)
                folder = [];
            rest = [...rest, ...inside.split('/').reverse()];
        }
        else
            folder.push(part);
    }
    return { links, end: folder.join('/') };
}
function afterTop(path, top) {
    return path.startsWith(`${top}/`) ? path.slice(top.length + 1) : undefined;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/checkout/read-file.js
// Reads files of the working tree.



/** Reads a tracked file that is not a link. Not strict: Docker reads files that are not UTF-8 too. */
function readFile(top, path) {
    const file = (0,external_node_path_namespaceObject.join)(top, path);
    try {
        const stat = (0,external_node_fs_namespaceObject.statSync)(file, { throwIfNoEntry: false });
        if (!stat)
            return { problem: MISSING };
        // Something else may have been put in its place: a pipe would never end.
        if (!stat.isFile() || external_node_fs_namespaceObject.realpathSync.native(file) !== file)
            return { problem: 'it is tracked as a file, but something else is in its place' };
        return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode((0,external_node_fs_namespaceObject.readFileSync)(file)) };
    }
    catch (error) {
        return { problem: `it can't be read: ${plain_error_plainError(error)}` };
    }
}
const MISSING = 'it is tracked, but not in the working tree: check it out, or leave it out with "exclude"';
/** Returns where a tracked link leads. Without `core.symlinks` it is a file with that text. */
function readLink(top, path) {
    const file = (0,external_node_path_namespaceObject.join)(top, path);
    try {
        return (0,external_node_fs_namespaceObject.readlinkSync)(file);
    }
    catch {
        const isFile = (0,external_node_fs_namespaceObject.statSync)(file, { throwIfNoEntry: false })?.isFile() ?? false;
        return isFile ? (0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8') : undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/checkout/git-checkout.js
// The checkout over git.








/** Returns the checkout that a folder is in: an absolute path that exists. Throws a UserError (`no-checkout`). */
function gitCheckout(folder, options) {
    const { top, prefix, folderName } = findCheckout(folder);
    const git = gitIn(top, options.env);
    const modes = new Map();
    const tracked = {
        top,
        mode: (path) => modes.get(path),
        target: (link) => readLink(top, link),
    };
    return {
        prefix,
        folderName,
        async tracked() {
            const files = await trackedFiles(git, folder);
            for (const { path, mode } of files)
                modes.set(path, mode);
            return files;
        },
        read(path) {
            const file = linkedPaths(path, tracked)?.at(-1);
            if (file !== undefined)
                return readFile(top, file);
            const isTracked = modes.has(path);
            return { problem: isTracked ? 'it does not end at a tracked file' : 'git does not track it' };
        },
        linkedPaths: (path) => linkedPaths(path, tracked)?.filter((one) => one !== path),
        follow: (path) => follow(path, tracked),
        changedSince: (ref) => changesSince(git, top, ref, options),
    };
}
async function trackedFiles(git, folder) {
    const { code, stdout, stderr } = await git.run(LIST_INDEX);
    if (code !== 0)
        throw noCheckout(folder, `git answers ${complaint(stderr)}`);
    return parseIndex(stdout);
}
async function changesSince(git, top, ref, options) {
    const head = await localCommit(git, 'HEAD');
    if (head === undefined)
        throw noCheckout(top, 'it has no commit');
    const treeOf = async (commit) => (await localTree(git, commit)) ?? (await remoteTree(git, top, commit, options));
    const known = await localCommit(git, ref);
    const before = known === undefined ? await remoteTree(git, top, ref, options) : await treeOf(known);
    if (before === undefined)
        return { kind: 'unknown-commit' };
    const after = await treeOf(head);
    if (after === undefined)
        throw missingTree(head);
    const paths = compareTrees(before.entries, after.entries);
    return { kind: 'changed', commit: before.commit, paths };
}
const missingTree = (head) => new UserError('remote-unreachable', `The clone lacks the files' names of its own commit ${head}, and its remote does not have it; check out without "filter: tree:0", or push the commit`);

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
        return { problem: `${escape_quote(digest)} is not a digest: sha256: and 64 hex digits` };
    if (before.endsWith(':') || text.endsWith('@') || (tag !== '' && !isTag(tag)))
        return { problem: `${escape_quote(text)} has no valid tag` };
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

;// CONCATENATED MODULE: ./build/kit/patterns/parse.js
// Parses GitHub's patterns for branches, tags and paths. Rules: the filter pattern cheat sheet on GitHub's page "Workflow
// syntax"; syntax errors are what GitHub and actionlint refuse.

const EVERY = { negated: true, ranges: [] };
const NO_SLASH = { negated: true, ranges: [[47, 47]] };
/** Returns whether a set contains a character. */
function has(set, point) {
    return set.ranges.some(([from, to]) => from <= point && point <= to) !== set.negated;
}
/**
 * Parses a pattern of `branches` or `tags`. If GitHub would refuse it, returns what is wrong, to complete `"x" is not a pattern:`.
 * The string is read as code points.
 */
function parsePattern(text) {
    const negative = text.startsWith('!');
    const characters = [...(negative ? text.slice(1) : text)];
    if (characters.length === 0) {
        return { problem: negative ? 'a "!" needs a pattern after it' : 'it is empty' };
    }
    const steps = [];
    let index = 0;
    while (index < characters.length) {
        const taken = takeStep(characters, index);
        if ('problem' in taken)
            return taken;
        if (taken.quantifier) {
            const last = steps.pop();
            if (last?.kind !== 'one')
                return { problem: misplaced(taken.quantifier) };
            steps.push({ kind: taken.quantifier === '?' ? 'optional' : 'repeated', set: last.set });
        }
        else {
            steps.push(taken.step);
        }
        index = taken.next;
    }
    return { text, negative, ...withPrefix(steps) };
}
function withPrefix(steps) {
    let prefix = '';
    for (const [index, step] of steps.entries()) {
        const point = step.kind === 'one' ? onlyPoint(step.set) : undefined;
        if (point === undefined)
            return { prefix, steps: steps.slice(index) };
        prefix += String.fromCodePoint(point);
    }
    return { prefix, steps: [] };
}
/** Returns the character of a set that contains exactly one. */
function onlyPoint({ negated, ranges }) {
    const [range, more] = ranges;
    return range && !more && !negated && range[0] === range[1] ? range[0] : undefined;
}
function takeStep(characters, index) {
    const character = characters[index] ?? '';
    const following = characters[index + 1];
    switch (character) {
        case '*':
            if (following !== '*')
                return { step: { kind: 'any', set: NO_SLASH }, next: index + 1 };
            if (beginsDirectories(characters, index)) {
                return { step: { kind: 'directories' }, next: index + 3 };
            }
            return { step: { kind: 'any', set: EVERY }, next: index + 2 };
        case '?':
        case '+':
            return { quantifier: character, next: index + 1 };
        case '[':
            return takeClass(characters, index + 1);
        case '\\':
            if (following === undefined)
                return { problem: 'the backslash at the end escapes nothing' };
            return { step: literal(following), next: index + 2 };
        default:
            return { step: literal(character), next: index + 1 };
    }
}
/** Returns whether `**` and `/` match whole directories: at the start of a part, with no quantifier after the slash. */
function beginsDirectories(characters, index) {
    const partBegins = index === 0 || characters[index - 1] === '/';
    return partBegins && characters[index + 2] === '/' && !/^[?+]$/.test(characters[index + 3] ?? '');
}
function literal(character) {
    const point = character.codePointAt(0) ?? 0;
    return { kind: 'one', set: { negated: false, ranges: [[point, point]] } };
}
function misplaced(quantifier) {
    const means = quantifier === '?' ? 'zero or one' : 'one or more';
    return `"${quantifier}" means ${means} of the character before it, but there is none to repeat (write \\${quantifier} for the character itself)`;
}
/** `[...]`: letters and digits, alone or in ranges inside a-z, A-Z or 0-9. */
function takeClass(characters, start) {
    const end = characters.indexOf(']', start);
    if (end < 0)
        return { problem: 'a "[" has no "]" (write \\[ for the character itself)' };
    if (end === start)
        return { problem: '"[]" is empty' };
    const ranges = [];
    let index = start;
    while (index < end) {
        const from = characters[index] ?? '';
        const isRange = characters[index + 1] === '-';
        const to = isRange ? (characters[index + 2] ?? '') : from;
        const shown = escape_quote(`[${characters.slice(start, end).join('')}]`);
        if (isRange && index + 2 >= end)
            return { problem: `a range in ${shown} has no end` };
        if (!/^[A-Za-z0-9]$/.test(from) || !/^[A-Za-z0-9]$/.test(to)) {
            return { problem: `${shown} may contain only letters a-z and A-Z and digits` };
        }
        if (kindOf(from) !== kindOf(to) || from > to) {
            return { problem: `${escape_quote(`${from}-${to}`)} is not a range inside a-z, A-Z or 0-9` };
        }
        ranges.push([from.charCodeAt(0), to.charCodeAt(0)]);
        index += isRange ? 3 : 1;
    }
    return { step: { kind: 'one', set: { negated: false, ranges } }, next: end + 1 };
}
const kindOf = (character) => (character <= '9' ? 0 : character <= 'Z' ? 1 : 2);

;// CONCATENATED MODULE: ./build/kit/patterns/automaton.js
// Patterns as one automaton: patterns with a common beginning share states. Matching reads each character of a
// name once for every live state, so it takes time linear in name x pattern.

const automaton_EVERY = { negated: true, ranges: [] };
const SLASH = { negated: false, ranges: [[47, 47]] };
/** Returns an automaton without patterns. */
function automaton() {
    return { start: newState(0, undefined), states: 1, clock: 0 };
}
function newState(id, loop) {
    const nothing = undefined;
    return {
        id,
        loop,
        free: nothing,
        exact: nothing,
        edges: nothing,
        ends: nothing,
        children: nothing,
        stamp: 0,
    };
}
/**
 * Adds a pattern. `endsOf` returns `id` for the names that it matches. `skip` is the number of UTF-16 units of its prefix to leave
 * out, if names are read from there on.
 */
function addPattern(to, pattern, id, skip = 0) {
    let state = to.start;
    for (const character of pattern.prefix.slice(skip)) {
        state = exactly(to, state, character.codePointAt(0) ?? 0);
    }
    for (const step of pattern.steps)
        state = extend(to, state, step);
    state.ends ??= [];
    state.ends.push(id);
}
function exactly(within, from, point) {
    from.exact ??= new Map();
    const known = from.exact.get(point);
    if (known)
        return known;
    const to = newState(within.states++, undefined);
    from.exact.set(point, to);
    return to;
}
function extend(within, from, step) {
    const point = step.kind === 'one' ? onlyPoint(step.set) : undefined;
    if (point !== undefined)
        return exactly(within, from, point);
    const key = step.kind === 'directories' ? step.kind : `${step.kind}${step.set.negated}${step.set.ranges}`;
    from.children ??= new Map();
    const known = from.children.get(key);
    if (known)
        return known;
    const to = connect(within, from, step);
    from.children.set(key, to);
    return to;
}
function connect(within, from, step) {
    const made = (loop) => newState(within.states++, loop);
    from.free ??= [];
    from.edges ??= [];
    if (step.kind === 'directories') {
        const to = made();
        const inside = made(automaton_EVERY);
        inside.edges = [{ set: SLASH, to }];
        from.free.push(to, inside);
        return to;
    }
    const to = made(step.kind === 'any' || step.kind === 'repeated' ? step.set : undefined);
    if (step.kind === 'any' || step.kind === 'optional')
        from.free.push(to);
    if (step.kind !== 'any')
        from.edges.push({ set: step.set, to });
    return to;
}
/** Returns the live states before the first character. */
function begin(within) {
    const alive = [];
    within.clock += 1;
    activate(within.start, alive, within.clock);
    return alive;
}
/** Returns the live states after one more character. */
function advance(within, alive, point) {
    const next = [];
    within.clock += 1;
    for (const state of alive) {
        if (state.loop && has(state.loop, point))
            activate(state, next, within.clock);
        const exact = state.exact?.get(point);
        if (exact)
            activate(exact, next, within.clock);
        for (const { set, to } of state.edges ?? []) {
            if (has(set, point))
                activate(to, next, within.clock);
        }
    }
    return next;
}
/** Adds a state and all that are alive with it. Not recursive: a pattern may be deeper than the stack. */
function activate(state, alive, clock) {
    let next = alive.length;
    const add = (one) => {
        if (one.stamp === clock)
            return;
        one.stamp = clock;
        alive.push(one);
    };
    add(state);
    for (; next < alive.length; next += 1)
        alive[next]?.free?.forEach(add);
}
/** Returns the patterns that match the name that led to these states. */
function endsOf(alive) {
    const ends = new Set();
    for (const state of alive)
        for (const id of state.ends ?? [])
            ends.add(id);
    return ends;
}
/** Returns whether a pattern matches a whole name; a leading `!` is ignored. */
function matches(pattern, name) {
    if (!name.startsWith(pattern.prefix))
        return false;
    if (pattern.steps.length === 0)
        return name.length === pattern.prefix.length;
    const rest = automaton();
    addPattern(rest, pattern, 0, pattern.prefix.length);
    let alive = begin(rest);
    for (const character of name.slice(pattern.prefix.length)) {
        if (alive.length === 0)
            return false;
        alive = advance(rest, alive, character.codePointAt(0) ?? 0);
    }
    return endsOf(alive).has(0);
}

;// CONCATENATED MODULE: ./build/kit/patterns/foreign-syntax.js
// Refuses patterns that mean something else in other syntaxes. A backslash before the bracket makes it literal, if that is
// intended.


/** Refused, although GitHub would accept most of them, literally. */
const FOREIGN_SYNTAXES = [
    {
        rule: /^!?refs\/(?:heads|tags)\//,
        advice: (text) => `patterns match names without "refs/heads/" or "refs/tags/"; write ${escape_quote(text.replace(/refs\/(?:heads|tags)\//, ''))}`,
    },
    {
        rule: /(?<!\\)\[[!^]/,
        advice: () => 'GitHub does not support "[!...]" and "[^...]"; exclude with a pattern that starts with "!"',
    },
    {
        rule: /(?<!\\)\{[^{}]*(?:,|\.\.)[^{}]*\}/,
        advice: () => 'GitHub takes "{a,b}" literally; write several patterns (or \\{ for the character itself)',
    },
    {
        rule: /(?<!\\)[?+*@!]\([^()]*\)/,
        advice: () => 'GitHub takes "(...)" literally; write several patterns (or \\( for the character itself)',
    },
];
/** Parses a user's pattern, and refuses those of other syntaxes. */
function readPattern(text) {
    const foreign = FOREIGN_SYNTAXES.find(({ rule }) => rule.test(text));
    return foreign ? { problem: foreign.advice(text) } : parsePattern(text);
}
/** Returns a warning about what is legal in a pattern, but probably a mistake. */
function patternDoubt(text) {
    if (/[^/!*\\]\*\*\//.test(text)) {
        return `${quote(text)}: "**/" means whole directories only at the start of a part; here it is "**" and then "/". Write "*/**/" or two patterns`;
    }
    const escaped = /\\([A-Za-z0-9])/.exec(text)?.[1];
    if (escaped !== undefined) {
        return `${quote(text)}: "\\${escaped}" is the letter or digit "${escaped}" itself; patterns are not regular expressions`;
    }
    const odd = /[,\u2018\u2019\u201c\u201d]/.exec(text)?.[0];
    if (odd !== undefined) {
        return `${quote(text)} is one pattern that contains ${quote(odd)}; write several patterns as a list: [a, b]`;
    }
    return undefined;
}
const digitsFrom = (first, last) => {
    const ranges = [];
    for (let point = first.charCodeAt(0); point <= last.charCodeAt(0); point += 1) {
        const from = String.fromCharCode(point);
        ranges.push(`${from}-[${from}-${last}]`);
    }
    return ranges;
};
/** Returns a regular expression for legal patterns, for the JSON Schema; a property test compares it with `readPattern`. */
function patternExpression() {
    const ranges = [...digitsFrom('0', '9'), ...digitsFrom('A', 'Z'), ...digitsFrom('a', 'z')];
    const atom = `(?:[^*?+[\\\\]|\\\\[\\s\\S]|\\[(?:${ranges.join('|')}|[A-Za-z0-9])+\\])`;
    const lookaheads = FOREIGN_SYNTAXES.map(({ rule }) => {
        const { source } = rule;
        return source.startsWith('^') ? `(?!${source.slice(1)})` : `(?![\\s\\S]*${source})`;
    });
    return `^${lookaheads.join('')}(?:!|(?!!))(?:\\*|${atom}[?+]?)+$`;
}

;// CONCATENATED MODULE: ./build/kit/patterns/path-filter.js
// The filter `paths`, with GitHub's semantics. Pure.



/** Parses a user's pattern for paths, which start at the root of the repository. */
function readPathPattern(text) {
    const path = text.replace(/^!/, '');
    const [start = ''] = /^(?:\.{0,2}\/)+/.exec(path) ?? [];
    if (start !== '') {
        const better = text.replace(start, '');
        return { problem: `paths start at the root of the repository; write ${escape_quote(better)}` };
    }
    if (path.endsWith('/')) {
        return { problem: `it matches no file; write ${escape_quote(`${text}**`)} for all in the folder` };
    }
    return readPattern(text);
}
/** Returns whether a path passes: the last matching pattern decides. */
function passesPath(patterns, path) {
    return patterns.findLast((pattern) => matches(pattern, path))?.negative === false;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/build-args.js
// The input `build-args`, as docker/build-push-action reads it: one argument a line, a line may be quoted as in CSV. Pure.
/** Returns the arguments with a value. An argument without one gets it from the environment of the build, which is not known here. */
function parseBuildArgs(text) {
    const values = new Map();
    for (const line of text.split(/\r\n|\r|\n/)) {
        const argument = unquoted(line.trim());
        const at = argument.indexOf('=');
        if (at > 0)
            values.set(argument.slice(0, at).trim(), argument.slice(at + 1));
    }
    return values;
}
function unquoted(line) {
    const isQuoted = line.length > 1 && line.startsWith('"') && line.endsWith('"');
    return isQuoted ? line.slice(1, -1).replaceAll('""', '"') : line;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/plan/name-template.js
// The input `name`: how a Dockerfile's path becomes the name of its image. Pure.

const PLACEHOLDERS = ['directory', 'path', 'suffix'];
/** Parses a template. Returns what is wrong with an invalid one, as a sentence. */
function parseNameTemplate(text) {
    const parts = [];
    let from = 0;
    for (const { 0: whole, 1: word = '', index } of text.matchAll(/\{([^{}]*)\}/g)) {
        const placeholder = PLACEHOLDERS.find((known) => known === word);
        if (placeholder === undefined) {
            const known = list(PLACEHOLDERS.map((one) => `{${one}}`));
            return { problem: `${escape_quote(whole)} is not a placeholder; there are ${known}` };
        }
        parts.push({ text: text.slice(from, index), placeholder });
        from = index + whole.length;
    }
    return { text, parts: [...parts, { text: text.slice(from) }] };
}
/** Returns the name. A placeholder without a value takes the separator before it along. */
function expandName({ parts }, values) {
    return parts
        .map(({ text, placeholder }) => {
        if (placeholder === undefined)
            return text;
        const value = values[placeholder];
        return value === '' ? text.replace(/[-_./]$/, '') : text + value;
    })
        .join('');
}
/** Returns the values for a Dockerfile. `file` is its path from the input `path`; `top` is the directory's name if that is empty. */
function nameValues(file, top) {
    const slash = file.lastIndexOf('/');
    const path = file.slice(0, Math.max(slash, 0));
    const directory = path === '' ? top : path.slice(path.lastIndexOf('/') + 1);
    return { directory, path, suffix: suffixOf(file.slice(slash + 1)) };
}
function suffixOf(base) {
    if (base.startsWith('Dockerfile.'))
        return base.slice('Dockerfile.'.length);
    return base.endsWith('.Dockerfile') ? base.slice(0, -'.Dockerfile'.length) : '';
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/plan/places.js
// Paths of a checkout, as they start at its top, at the input `path` or at the workspace. Pure.

/** Returns a folder of the repository as the argument of a command: from the workspace, and no option, whatever it is called. */
function folderArgument(places, folder) {
    const path = fromWorkspace(places, folder).replace(/(?<=.)\/$/, '');
    return path.startsWith('-') ? `./${path}` : path;
}
/** Returns a path of the repository as it starts at the workspace. */
function fromWorkspace({ prefix, folder }, path) {
    if (path.startsWith(prefix))
        return external_node_path_namespaceObject.posix.join(folder, path.slice(prefix.length)) || '.';
    return external_node_path_namespaceObject.posix.join(folder, '../'.repeat(prefix.split('/').length - 1), path);
}
/** Returns the folder that is the context of a Dockerfile, from the repository's top: empty, or with a slash at the end. */
function contextOf(prefix, context, dockerfile) {
    if (context === OWN_FOLDER)
        return dockerfile.slice(0, dockerfile.lastIndexOf('/') + 1);
    const folder = external_node_path_namespaceObject.posix.join(prefix, context);
    return folder === '.' || folder === './' ? '' : folder.replace(/\/?$/, '/');
}
/** The value of the input `context` for the Dockerfile's own directory. */
const OWN_FOLDER = '{directory}';

;// CONCATENATED MODULE: ./build/actions/find-images/src/inputs.js
// The inputs of find-images.








const inputs_path = (raw) => {
    const value = trimWhitespace(raw);
    return /^\.\.(?:\/|$)/.test(external_node_path_namespaceObject.posix.normalize(value))
        ? { problem: 'a folder below the workspace' }
        : { value };
};
const patterns = lines((line) => {
    const pattern = readPathPattern(line);
    return 'problem' in pattern
        ? { problem: `${escape_quote(line)} is not a pattern: ${pattern.problem}` }
        : { value: pattern };
});
const namespace = (raw) => {
    const value = trimWhitespace(raw);
    if (value === '')
        return { value: { name: '', lowered: false } };
    const read = parseImageName(`${value}/x`);
    return 'problem' in read
        ? { problem: 'a namespace of images, such as acme or registry.example.org/acme' }
        : { value: { name: read.name.slice(0, -'/x'.length), lowered: read.lowered } };
};
const inputs_name = (raw) => {
    const read = parseNameTemplate(trimWhitespace(raw));
    if ('problem' in read)
        return { problems: [read.problem] };
    return read.text === '' ? { problem: 'a name, such as {directory}' } : { value: read };
};
const context = (raw) => {
    const value = trimWhitespace(raw);
    if (value === OWN_FOLDER)
        return { value };
    const isInside = value !== '' && !external_node_path_namespaceObject.posix.isAbsolute(value) && !value.includes('\0');
    const folder = external_node_path_namespaceObject.posix.normalize(value);
    return isInside && !/^\.\.(?:\/|$)/.test(folder) && !/[{}]/.test(value)
        ? { value: folder }
        : { problem: '{directory}, or a folder below "path"' };
};
const platforms = (raw) => {
    const value = trimWhitespace(raw);
    const list = value
        .split(/[\r\n,]/)
        .map(trimWhitespace)
        .filter(Boolean);
    const odd = list.filter((one) => !/^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+){0,2}$/.test(one));
    return odd.length === 0
        ? { value: { text: value, list } }
        : { problems: odd.map((one) => `${escape_quote(one)} is not a platform, such as linux/amd64`) };
};
const buildArgs = (raw) => {
    const value = trimWhitespace(raw);
    return { value: { text: value, values: parseBuildArgs(value) } };
};
const inputs_inputs = {
    path: inputs_path,
    patterns,
    exclude: patterns,
    namespace,
    name: inputs_name,
    context,
    // The plan checks them: an invalid tag has a reason of its own.
    tags: lines((line) => ({ value: line })),
    'build-args': buildArgs,
    platforms,
    'changed-since': inputs_text,
    'max-levels': integer(0, 9999),
    token: secret,
};

;// CONCATENATED MODULE: ./build/actions/find-images/src/outputs.js
// The outputs of find-images.
const OUTPUTS = (/* unused pure expression or super */ null && (['matrix', 'levels', 'count', 'level-count', 'reason', 'json']));
/** Returns every output as a string. */
function outputsOf({ reason, images, levels, }) {
    const include = levels.flatMap((level) => level.include);
    return {
        matrix: JSON.stringify({ include }),
        levels: JSON.stringify(levels),
        count: String(include.length),
        'level-count': String(levels.length),
        reason,
        json: JSON.stringify({ schema: 1, images }),
    };
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/pick-files.js
// Which tracked files are Dockerfiles. Pure.


/** Returns whether a path, from the input `path`, is a Dockerfile. */
function picker(patterns, exclude) {
    // Most files are no Dockerfiles, and a text search says so faster than a pattern.
    const needed = patterns.filter(({ negative }) => !negative).map(longestText);
    return (path) => needed.some((text) => path.includes(text)) &&
        !path.endsWith('.dockerignore') &&
        passesPath(patterns, path) &&
        !passesPath(exclude, path);
}
/** Returns the longest text that every path has which the pattern matches. */
function longestText({ prefix, steps }) {
    let longest = prefix;
    let run = prefix;
    for (const step of steps) {
        const point = step.kind === 'one' ? onlyPoint(step.set) : undefined;
        run = point === undefined ? '' : run + String.fromCodePoint(point);
        if (run.length > longest.length)
            longest = run;
    }
    return longest;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/plan/problem.js
// A mistake that a run reports. Pure.

/** Returns one error for all problems, of which there is at least one. Its reason is the first one's. */
function errorOf(problems) {
    const [first] = problems;
    if (first === undefined)
        throw new Error('an error needs a problem');
    const shown = problems.flatMap(({ message, file, line = 1 }) => file === undefined ? [] : [{ message, file, at: { line, column: 1 } }]);
    // Several files may have one problem in common.
    const message = [...new Set(problems.map((problem) => problem.message))].join('\n');
    return new UserError(first.reason, message, { problems: shown });
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/plan/changes.js
// Which images may differ from those of another commit, and why. Pure.
/** Returns the verdict on each image. `bases` are the indexes of the images that it builds on, in the order in which one is named. */
function verdictsOf(images, bases, changes) {
    const paths = [...changes.keys()].sort();
    const changeInside = insideFinder(changes, paths);
    const own = images.map((image) => ownVerdict(image, changes, changeInside));
    const changed = changedImages(own, bases);
    return own.map((verdict, index) => {
        if (verdict)
            return verdict;
        const base = (bases[index] ?? []).find((one) => changed.has(one));
        const cause = base === undefined ? undefined : images[base]?.image;
        return cause === undefined
            ? { reason: 'unchanged', cause: null }
            : { reason: 'base-changed', cause };
    });
}
function ownVerdict(image, changes, changeInside) {
    const { dockerfile, dockerfileLinks, ignoreFiles } = image;
    if (changes.get(dockerfile) === 'added')
        return { reason: 'new', cause: dockerfile };
    const changed = [dockerfile, ...dockerfileLinks].find((path) => changes.has(path));
    if (changed !== undefined)
        return { reason: 'dockerfile-changed', cause: changed };
    const ignored = ignoreFiles.find((path) => changes.has(path));
    if (ignored !== undefined)
        return { reason: 'ignore-file-changed', cause: ignored };
    const inside = changeInside(image);
    return inside === undefined ? undefined : { reason: 'context-changed', cause: inside };
}
/** Returns what finds the first changed path of a context. Many images may have one context and one ignore file in common. */
function insideFinder(changes, paths) {
    const found = new Map();
    return ({ context, contextLinks, letsIn }) => {
        const known = found.get(letsIn) ?? new Map();
        found.set(letsIn, known);
        if (known.has(context))
            return known.get(context);
        const inside = paths.find((path) => {
            if (contextLinks.includes(path))
                return true;
            // Else the context may be in a submodule.
            if (!path.startsWith(context))
                return context.startsWith(`${path}/`);
            return letsIn(path.slice(context.length), changes.get(path) === 'submodule');
        });
        known.set(context, inside);
        return inside;
    };
}
/** Returns the images that changed by themselves, and all that build on them. */
function changedImages(own, bases) {
    const users = own.map(() => []);
    for (const [index, all] of bases.entries())
        for (const base of all)
            users[base]?.push(index);
    const changed = new Set(own.flatMap((verdict, index) => (verdict ? [index] : [])));
    // A set can grow while it is read.
    for (const index of changed)
        for (const user of users[index] ?? [])
            changed.add(user);
    return changed;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/plan/cycles.js
// Images that build on each other in a circle. Pure.
/**
 * Returns every circle once, as indexes of which each builds on the next and the last on the first. `targets` are those that each
 * index builds on. Not recursive: a chain may be deeper than the stack.
 */
function cyclesOf(targets) {
    const remaining = inCircles(targets);
    const cycles = [];
    for (const start of [...remaining]) {
        if (!remaining.has(start))
            continue;
        const cycle = shortestFrom(start, targets, remaining);
        if (cycle === undefined)
            continue;
        cycles.push(cycle);
        for (const index of cycle)
            remaining.delete(index);
    }
    return cycles;
}
/** Returns what is left when images that build on nothing, and then those on which nothing builds, are taken away again and again. */
function inCircles(targets) {
    const forward = leftOf(targets);
    const backward = targets.map(() => []);
    for (const index of forward)
        for (const to of targets[index] ?? [])
            if (forward.has(to))
                backward[to]?.push(index);
    const both = leftOf(backward);
    return new Set([...forward].filter((index) => both.has(index)));
}
function leftOf(targets) {
    const sources = targets.map(() => []);
    for (const [from, all] of targets.entries())
        for (const to of all)
            sources[to]?.push(from);
    const open = targets.map((all) => all.length);
    const ready = open.flatMap((count, index) => (count === 0 ? [index] : []));
    const left = new Set(targets.keys());
    for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
        left.delete(next);
        for (const source of sources[next] ?? []) {
            const count = (open[source] ?? 0) - 1;
            open[source] = count;
            if (count === 0)
                ready.push(source);
        }
    }
    return left;
}
function shortestFrom(start, targets, within) {
    const from = new Map();
    const queue = [start];
    for (const index of queue) {
        for (const to of targets[index] ?? []) {
            if (to === start)
                return pathTo(index, start, from);
            if (!within.has(to) || from.has(to))
                continue;
            from.set(to, index);
            queue.push(to);
        }
    }
    return undefined;
}
function pathTo(end, start, from) {
    const path = [end];
    for (let at = end; at !== start;) {
        const before = from.get(at);
        if (before === undefined)
            break;
        path.unshift(before);
        at = before;
    }
    return path;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/plan/edges.js
// Which image of a checkout builds on which. Pure.

/**
 * Returns the edges of each image. A reference with a tag of another run, or with a digest, is about an earlier publication: no edge.
 * `tags` are those of this run.
 */
function edgesOf(images, tags) {
    const current = new Set(['', 'latest', ...tags]);
    // Of images with the same name, which is an error of its own, the first counts.
    const indexes = new Map();
    for (const [index, { canonical }] of images.entries())
        if (!indexes.has(canonical))
            indexes.set(canonical, index);
    return images.map(({ uses }) => {
        const edges = new Map();
        for (const use of uses) {
            const read = parseImageReference(use.reference);
            if ('problem' in read || read.lowered || read.digest !== '' || !current.has(read.tag))
                continue;
            const to = indexes.get(read.canonical);
            if (to === undefined)
                continue;
            const known = edges.get(to);
            if (known)
                known.push(use);
            else
                edges.set(to, [use]);
        }
        return [...edges].map(([to, same]) => ({ to, uses: same }));
    });
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/plan/entries.js
// The entries of the build matrix. Pure.
/** Returns the entry of an image. `needed` are the edges to images of this run, sorted by the image. */
function entryOf(image, needed, { tags, 'build-args': buildArgs, platforms }) {
    const { name, context, dockerfile } = image;
    const [tag] = tags;
    const contexts = needed.flatMap(({ uses, image: base }) => uses.map(({ reference }) => `${reference}=docker-image://${base}:${tag}`));
    return {
        name,
        image: image.image,
        context,
        dockerfile,
        tags: tags.map((one) => `${image.image}:${one}`).join('\n'),
        'build-args': buildArgs,
        platforms,
        needs: needed.map((one) => one.image),
        'build-contexts': tag === undefined ? '' : contexts.join('\n'),
    };
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/plan/image-names.js
// The names of all images of a checkout. Pure.



/** Returns the name of an image, or why it has none. */
function nameImage({ file, values }, template, namespace) {
    const name = expandName(template, values);
    const invalid = (why) => ({
        reason: 'invalid-name',
        message: `${escape_quote(file)}: ${why}; rename its directory, change "name", or take it out with "exclude"`,
        file,
    });
    if (name === '')
        return invalid(`the name ${escape_quote(template.text)} is empty for it`);
    const before = namespace === '' ? '' : `${namespace}/`;
    const read = parseImageName(before + name);
    if ('problem' in read)
        return invalid(read.problem);
    const { name: image, canonical, lowered } = read;
    return { image, name: image.slice(before.length), canonical, lowered };
}
/** Returns a problem for each name that several Dockerfiles have. */
function duplicateNames(images, template) {
    const groups = Map.groupBy(images, ({ canonical }) => canonical);
    return [...groups.values()].flatMap((same) => {
        const [first] = same;
        if (first === undefined || same.length === 1)
            return [];
        const files = list(same.map(({ file }) => file));
        const message = `${files} give the same name ${escape_quote(first.image)}; ${advice(same, template)}`;
        return same.map(({ file }) => ({ reason: 'duplicate-name', message, file }));
    });
}
/** Names the placeholders that part the files. */
function advice(same, template) {
    const unused = ['suffix', 'path'].filter((one) => !template.parts.some(({ placeholder }) => placeholder === one));
    const parting = [...unused.map((one) => [one]), unused].find((chosen) => chosen.length > 0 && areParted(same, chosen));
    if (parting === undefined)
        return 'rename one of them, or take it out with "exclude"';
    const shown = parting.map((one) => `{${one}}`).join(' and ');
    return `${shown} in the input "name" ${parting.length > 1 ? 'part' : 'parts'} them`;
}
function areParted(same, chosen) {
    // Names are in lower case.
    const keys = same.map(({ values }) => chosen.map((one) => values[one].toLowerCase()).join('\0'));
    return new Set(keys).size === same.length;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/plan/levels.js
// In which order images are built: a level is what can be built at the same time. Pure.
/** The most jobs that GitHub makes of one matrix. */
const LEVEL_SIZE = 256;
/**
 * Returns the indexes of each level: an image comes after all it builds on. `needs` has the images to build, in order, with those of
 * them that each builds on, without circles. A level of more than 256 continues in the next.
 */
function levelsOf(needs) {
    const depths = depthsOf(needs);
    const levels = [];
    for (const index of needs.keys()) {
        const depth = depths.get(index) ?? 0;
        levels[depth] ??= [];
        levels[depth].push(index);
    }
    return levels.flatMap((level) => Array.from({ length: Math.ceil(level.length / LEVEL_SIZE) }, (_, part) => level.slice(part * LEVEL_SIZE, (part + 1) * LEVEL_SIZE)));
}
function depthsOf(needs) {
    const sources = new Map();
    const open = new Map();
    for (const [index, all] of needs) {
        open.set(index, all.length);
        for (const to of all) {
            const known = sources.get(to);
            if (known)
                known.push(index);
            else
                sources.set(to, [index]);
        }
    }
    const depths = new Map();
    const ready = [...needs.keys()].filter((index) => open.get(index) === 0);
    for (const index of ready) {
        const own = needs.get(index) ?? [];
        depths.set(index, Math.max(-1, ...own.map((to) => depths.get(to) ?? 0)) + 1);
        for (const source of sources.get(index) ?? []) {
            const count = (open.get(source) ?? 0) - 1;
            open.set(source, count);
            if (count === 0)
                ready.push(source);
        }
    }
    return depths;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/plan.js
// What is built, in which order and why. Pure.








/** Returns the plan, or all that is wrong. `comparison` is undefined if it failed. */
function plan(inputs, places, files, comparison) {
    const named = files.map((file) => ({
        file,
        names: nameImage(file, inputs.name, inputs.namespace),
    }));
    const images = named.flatMap(({ file, names }) => 'reason' in names ? [] : [{ ...file, ...names }]);
    const edges = edgesOf(images, inputs.tags).map((own) => byImage(own, images));
    const targets = edges.map((own) => own.map(({ to }) => to));
    const cycles = cyclesOf(targets);
    const problems = [
        ...named.flatMap(({ names }) => ('reason' in names ? [names] : [])),
        ...duplicateNames(images, inputs.name),
        ...cycles.map((cycle) => cycleProblem(cycle, images, edges)),
    ];
    const lowered = images.filter((image) => image.lowered);
    if (cycles.length > 0 || comparison === undefined)
        return { plan: undefined, problems, lowered };
    const verdicts = verdictsFor(images, targets, comparison);
    const results = resultsOf(inputs, places, images, edges, verdicts);
    const levels = matricesOf(results);
    problems.push(...tooMuch(inputs['max-levels'], levels));
    const made = { reason: outcomeOf(results), images: results, levels };
    return { plan: problems.length === 0 ? made : undefined, problems, lowered };
}
const byImage = (edges, images) => edges
    .map((edge) => ({ ...edge, image: images[edge.to]?.image ?? '' }))
    .sort((a, b) => (a.image < b.image ? -1 : 1));
function outcomeOf(images) {
    if (images.length === 0)
        return 'none-found';
    return images.some(({ build }) => build) ? 'found' : 'none-changed';
}
function verdictsFor(images, targets, comparison) {
    if (comparison.kind === 'changed')
        return verdictsOf(images, targets, comparison.paths);
    const reason = comparison.kind === 'all' ? 'all' : 'commit-unknown';
    return images.map(() => ({ reason, cause: null }));
}
function resultsOf(inputs, places, images, edges, verdicts) {
    const isBuilt = (index) => verdicts[index]?.reason !== 'unchanged';
    const needed = edges.map((own, index) => isBuilt(index) ? own.filter(({ to }) => isBuilt(to)) : []);
    const levels = levelsOf(new Map(needed.flatMap((own, index) => isBuilt(index) ? [[index, own.map(({ to }) => to)]] : [])));
    const levelOf = new Map(levels.flatMap((level, at) => level.map((index) => [index, at])));
    return images.map((image, index) => {
        const { reason = 'all', cause = null } = verdicts[index] ?? {};
        const context = folderArgument(places, image.writtenContext);
        const own = { ...image, context, dockerfile: image.file };
        return {
            ...entryOf(own, needed[index] ?? [], inputs),
            build: isBuilt(index),
            level: levelOf.get(index) ?? null,
            reason,
            cause: cause === null || reason === 'base-changed' ? cause : fromWorkspace(places, cause),
        };
    });
}
/** Returns a matrix for each level. */
function matricesOf(images) {
    const levels = [];
    for (const { build: _, level, reason: _reason, cause: _cause, ...entry } of images) {
        if (level === null)
            continue;
        levels[level] ??= [];
        levels[level].push(entry);
    }
    return levels.map((include) => ({ include }));
}
function cycleProblem(cycle, images, edges) {
    const steps = cycle.map((index, at) => {
        const next = cycle[(at + 1) % cycle.length] ?? index;
        const use = edges[index]?.find(({ to }) => to === next)?.uses[0];
        return { image: images[index], line: use?.line ?? 1 };
    });
    const names = [...steps, ...steps.slice(0, 1)].map(({ image }) => escape_quote(image?.image ?? ''));
    const places = steps.map(({ image, line }) => `${escape_quote(image?.file ?? '')}, line ${line}`);
    const [first] = steps;
    return {
        reason: 'cycle',
        message: `Images build on each other in a circle: ${names.join(' -> ')} (${places.join('; ')}); name an earlier publication by its own tag or digest, and distinguish images of others by "namespace"`,
        ...(first?.image ? { file: first.image.file } : {}),
        line: first?.line ?? 1,
    };
}
/** GitHub's limit of a job's outputs, 1 MB, in characters of two bytes. */
const LEVELS_LENGTH = 500_000;
function tooMuch(maximum, levels) {
    const problems = [];
    if (maximum > 0 && levels.length > maximum) {
        const beyond = levels.slice(maximum).flatMap(({ include }) => include.map(({ image }) => image));
        const shown = list(beyond.slice(0, 10));
        const more = beyond.length > 10 ? ` and ${beyond.length - 10} more` : '';
        problems.push({
            reason: 'too-many-levels',
            message: `The images need ${levels.length} levels, but "max-levels" is ${maximum}: ${shown}${more} would not be built; add a job for each level to the workflow, and raise "max-levels"`,
        });
    }
    const { length } = JSON.stringify(levels);
    if (length > LEVELS_LENGTH) {
        problems.push({
            reason: 'too-many-images',
            message: `The output "levels" has ${length} characters, but GitHub takes at most ${LEVELS_LENGTH} (1 MB as UTF-16); divide the images with "patterns" or "path"`,
        });
    }
    return problems;
}

;// CONCATENATED MODULE: ./build/kit/text/typos.js
// Counts typing mistakes. Written here because no maintained package counts two letters that changed places as one. Pure.
/**
 * Returns the least number of mistakes that make one word of another: a letter that is missing, too much or another one, or two neighbours
 * that changed places (optimal string alignment: R. Lowrance and R. A. Wagner, 1975, without letters that are changed twice).
 */
function typos(typed, meant) {
    /** For each length of the beginning of `typed`, the counts for all beginnings of `meant`. */
    const counts = [Array.from({ length: meant.length + 1 }, (_, length) => length)];
    const count = (from, to) => counts[from]?.[to] ?? 0;
    for (let from = 1; from <= typed.length; from += 1) {
        counts.push([from]);
        for (let to = 1; to <= meant.length; to += 1) {
            const [last, before] = [typed[from - 1], typed[from - 2]];
            const isSame = last === meant[to - 1];
            const isSwapped = from > 1 && to > 1 && last === meant[to - 2] && before === meant[to - 1];
            counts[from]?.push(Math.min(count(from - 1, to) + 1, count(from, to - 1) + 1, count(from - 1, to - 1) + (isSame ? 0 : 1), isSwapped ? count(from - 2, to - 2) + 1 : Number.POSITIVE_INFINITY));
        }
    }
    return count(typed.length, meant.length);
}

;// CONCATENATED MODULE: ./build/kit/text/suggest.js
// Suggestions for misspelt words. Pure.


/** Returns the known word that a misspelt or shortened one most likely means, or undefined. */
function nearest(word, known) {
    if (word.length > 64)
        return undefined;
    const typed = word.toLowerCase();
    const [best] = known
        .filter((candidate) => isPossible(typed, candidate.toLowerCase()))
        .map((candidate) => ({ candidate, count: typos(typed, candidate.toLowerCase()) }))
        .filter(({ count }) => count <= limit(word))
        .sort((a, b) => a.count - b.count);
    if (best)
        return best.candidate;
    return word.length < 3 ? undefined : known.find((candidate) => candidate.startsWith(typed));
}
/** Most misspelt words have one mistake. Two in a short word make another one: `hosts` is no `ports`. */
function limit({ length }) {
    if (length < 7)
        return 1;
    return length < 10 ? 2 : 3;
}
/** `web-1` is not a misspelt `web-2`; another letter in two is another word, though one may be missing, or both have changed places. */
function isPossible(typed, candidate) {
    if (typed === candidate)
        return true;
    if (typed.replace(/\d+/g, '0') === candidate.replace(/\d+/g, '0'))
        return false;
    if (typed.length > 2)
        return true;
    return typed.length === 2 && (isSwapped(typed, candidate) || candidate.length === 3);
}
const isSwapped = (one, other) => [...one].reverse().join('') === other;
/** Returns `; did you mean "x"?`, or the list of known words. */
function suggestion(word, known, called) {
    const near = nearest(word, known);
    return near === undefined ? `; ${called}: ${known.join(', ')}` : `; did you mean ${escape_quote(near)}?`;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/go-text.js
// Spaces as Go's unicode.IsSpace counts them, which BuildKit uses; JavaScript's own set differs. Pure.
/** Whether a UTF-16 unit is a space. */
function isSpace(unit) {
    if (unit < 0x80)
        return unit === 32 || (unit >= 9 && unit <= 13);
    if (unit === 0x85 || unit === 0xa0)
        return true;
    if (unit < 0x1680)
        return false;
    if (unit >= 0x2000 && unit <= 0x200a)
        return true;
    return OTHER_SPACES.includes(unit);
}
const OTHER_SPACES = [0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000];
/** Whether a UTF-16 unit is a space in a regular expression of Go: tab, line feed, form feed, carriage return, space. */
const isPatternSpace = (unit) => unit === 32 || unit === 9 || unit === 10 || unit === 12 || unit === 13;
const trimStart = (text) => trimStartWith(text, isSpace);
const trim = (text) => trimStart(trimEndWith(text, isSpace));
/** Returns text without spaces of a regular expression around it. */
const trimPatternSpaces = (text) => trimPatternStart(trimEndWith(text, isPatternSpace));
const trimPatternStart = (text) => trimStartWith(text, isPatternSpace);
/** Returns text without line ends after it. */
const trimLineEnd = (text) => trimEndWith(text, (unit) => unit === 13 || unit === 10);
/** Returns text without spaces and tabs after it. */
const trimBlanksEnd = (text) => trimEndWith(text, (unit) => unit === 32 || unit === 9);
/** Returns text without tabs before it. */
const trimTabs = (text) => trimStartWith(text, (unit) => unit === 9);
function trimStartWith(text, isIn) {
    let start = 0;
    while (start < text.length && isIn(text.charCodeAt(start)))
        start += 1;
    return start === 0 ? text : text.slice(start);
}
function trimEndWith(text, isIn) {
    let end = text.length;
    while (end > 0 && isIn(text.charCodeAt(end - 1)))
        end -= 1;
    return end === text.length ? text : text.slice(0, end);
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/invalid.js
// What stops the reading of a Dockerfile. Pure.
/** What BuildKit refuses. The line is added by whoever knows it. */
class Invalid extends Error {
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/flags.js
// The flags of an instruction, such as --from=x (moby/buildkit, frontend/dockerfile/parser/split_command.go and
// instructions/bflag.go). Pure.




/** Returns the flags before the arguments of an instruction, and the rest of the line. */
function splitFlags(line, escapeToken) {
    if (!line.includes('--'))
        return { flags: [], rest: line };
    // BuildKit reads single bytes here: two of them, as parts of other characters, count as spaces.
    if (!/[^\0-\x7f]/.test(line))
        return splitBytes(line, escapeToken);
    const { flags, rest } = splitBytes(Buffer.from(line).toString('latin1'), escapeToken);
    return { flags, rest: Buffer.from(rest, 'latin1').toString() };
}
function splitBytes(line, escapeToken) {
    const flags = [];
    let at = 0;
    while (at < line.length) {
        if (isSpace(line.charCodeAt(at))) {
            at += 1;
            continue;
        }
        if (!line.startsWith('--', at))
            return { flags, rest: line.slice(at) };
        const { word, end, isKept } = takeWord(line, at, escapeToken);
        if (word === '--')
            return { flags, rest: line.slice(end) };
        if (isKept)
            flags.push(word);
        at = end;
    }
    return { flags, rest: '' };
}
/** Takes a word without its quotes. An escape character stands for the one after it, in quotes too. */
function takeWord(line, from, escapeToken) {
    let word = '';
    let quoted = '';
    let hasQuotes = false;
    let at = from;
    for (; at < line.length; at += 1) {
        const character = line.charAt(at);
        if (quoted === '' && isSpace(line.charCodeAt(at)))
            break;
        if (quoted === '' && (character === "'" || character === '"')) {
            quoted = character;
            hasQuotes = true;
        }
        else if (quoted !== '' && character === quoted)
            quoted = '';
        else if (character === escapeToken) {
            at += 1;
            word += line.charAt(at);
        }
        else
            word += character;
    }
    return { word, end: Math.min(at, line.length), isKept: hasQuotes || word !== '' };
}
/** Returns the values of flags by their names. Throws Invalid for one that BuildKit does not take. */
function readFlags(flags, known) {
    const values = new Map();
    for (const flag of flags) {
        if (flag === '--')
            break;
        const equals = flag.indexOf('=');
        const written = equals < 0 ? flag : flag.slice(0, equals);
        const name = written.slice(2);
        const kind = Object.hasOwn(known, name) ? known[name] : undefined;
        if (kind === undefined)
            throw new Invalid(unknownFlag(written, Object.keys(known)));
        const before = values.get(name) ?? [];
        if (before.length > 0 && kind !== 'many')
            throw new Invalid(`${escape_quote(written)} is set twice`);
        const value = equals < 0 ? undefined : flag.slice(equals + 1);
        checkValue(written, kind, value);
        values.set(name, [...before, value ?? 'true']);
    }
    return values;
}
function checkValue(written, kind, value) {
    if (kind !== 'boolean') {
        if (value === undefined)
            throw new Invalid(`${escape_quote(written)} has no value`);
    }
    else if (value !== undefined && !/^(?:true|false)$/i.test(value))
        throw new Invalid(`${escape_quote(written)} must be true or false, got ${escape_quote(value)}`);
}
function unknownFlag(written, known) {
    const hint = known.length === 0 ? '' : suggestion(written.slice(2), known, 'the flags are');
    return `${escape_quote(written)} is not a flag of this instruction${hint}`;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/healthcheck.js
// The arguments and flags of HEALTHCHECK (moby/buildkit, frontend/dockerfile/instructions/parse.go; Go's time.ParseDuration). Pure.


const DURATIONS = ['interval', 'timeout', 'start-period', 'start-interval'];
const HEALTHCHECK_FLAGS = {
    ...Object.fromEntries(DURATIONS.map((name) => [name, 'once'])),
    retries: 'once',
};
/** Throws Invalid for a check that BuildKit refuses. */
function checkHealthcheck(args, flags) {
    const [kind, ...command] = args;
    if (kind === undefined)
        throw new Invalid('HEALTHCHECK has no argument');
    if (kind.toUpperCase() === 'NONE') {
        if (command.length > 0)
            throw new Invalid('HEALTHCHECK NONE takes no arguments');
        return;
    }
    if (kind.toUpperCase() !== 'CMD')
        throw new Invalid(`HEALTHCHECK needs CMD or NONE, got ${escape_quote(kind)}`);
    if (command.length === 0)
        throw new Invalid('HEALTHCHECK CMD has no command');
    for (const name of DURATIONS)
        checkDuration(name, flags.get(name)?.[0] ?? '');
    const [retries = ''] = flags.get('retries') ?? [];
    if (retries !== '' && !(/^[+-]?[0-9]+$/.test(retries) && isCount(Number(retries))))
        throw new Invalid(`"--retries" must be an integer from 0, got ${escape_quote(retries)}`);
}
const isCount = (count) => count >= 0 && count < 2 ** 31;
/** Nanoseconds of each unit of Go's durations. */
const UNITS = {
    ns: 1,
    us: 1e3,
    µs: 1e3,
    μs: 1e3,
    ms: 1e6,
    s: 1e9,
    m: 60e9,
    h: 3600e9,
};
function checkDuration(flag, text) {
    if (text === '' || /^[+-]?0$/.test(text))
        return;
    const nanoseconds = duration(text);
    if (nanoseconds === undefined)
        throw new Invalid(`"--${flag}" must be a duration such as 30s, got ${escape_quote(text)}`);
    if (nanoseconds !== 0 && nanoseconds < 1e6)
        throw new Invalid(`"--${flag}" must be at least 1ms, got ${escape_quote(text)}`);
}
/** Returns nanoseconds, or undefined for what is not a duration of Go. */
function duration(text) {
    const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
    let sum = 0;
    let at = 0;
    while (at < rest.length) {
        const part = /([0-9]*)(\.[0-9]*)?([^.0-9]*)/y;
        part.lastIndex = at;
        const [all, whole = '', fraction = '', unit = ''] = part.exec(rest) ?? [''];
        const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
        if (factor === undefined || (whole === '' && fraction.length < 2))
            return undefined;
        sum += Math.trunc(Number(whole) * factor) + Math.trunc(Number(`0${fraction}`) * factor);
        if (sum >= 2 ** 63)
            return undefined;
        at += all.length;
    }
    return rest === '' ? undefined : sum * (sign === '-' ? -1 : 1);
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/shell-pattern.js
// The patterns in ${x#pattern}, ${x%pattern} and ${x/pattern/text}: `*`, `?` and `\` before one of them (moby/buildkit,
// frontend/dockerfile/shell/lex.go, convertShellPatternToRegex). Pure.


/** The most steps that a match may take. Real ones take hundreds. */
const STEPS = 50_000_000;
/** Returns the value without what a pattern matches at its start: the shortest, or the longest. */
function trimPrefix(pattern, value, longest) {
    const characters = [...value];
    const parts = shell_pattern_parse(pattern);
    shell_pattern_limit(parts.length * characters.length);
    const end = matchEnd(parts, characters, 0, longest);
    return end === undefined ? value : characters.slice(end).join('');
}
/** Returns the value without what a pattern matches at its end. */
function trimSuffix(pattern, value, longest) {
    return reverse(trimPrefix(reversePattern(pattern), reverse(value), longest));
}
/** Returns the value with the first match replaced. */
function replaceFirst(pattern, value, replacement) {
    const characters = [...value];
    const parts = shell_pattern_parse(pattern);
    shell_pattern_limit(parts.length * characters.length ** 2);
    for (let from = 0; from <= characters.length; from += 1) {
        const end = matchEnd(parts, characters, from, true);
        if (end !== undefined)
            return characters.slice(0, from).join('') + replacement + characters.slice(end).join('');
    }
    return value;
}
/** Returns the value with all matches replaced, as Go's ReplaceAllString does it: `$0` and `${0}` are the match, `$$` is a dollar. */
function replaceAll(pattern, value, replacement) {
    const characters = [...value];
    const parts = shell_pattern_parse(pattern);
    shell_pattern_limit(parts.length * characters.length ** 2);
    let result = '';
    let last = 0;
    for (let from = 0; from <= characters.length;) {
        const end = matchEnd(parts, characters, from, true);
        if (end === undefined) {
            from += 1;
            continue;
        }
        result += characters.slice(last, from).join('');
        if (end > last || from === 0)
            result += expand(replacement, characters.slice(from, end));
        last = end;
        from = Math.max(end, from + 1);
    }
    return result + characters.slice(last).join('');
}
function shell_pattern_limit(steps) {
    if (steps > STEPS)
        throw new Invalid('a pattern in a variable is too long for its value');
}
const expand = (replacement, match) => replacement.replace(/\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (_all, ...groups) => {
    const [dollar, braced, plain] = groups;
    if (dollar !== undefined)
        return '$';
    return Number(braced ?? plain) === 0 ? match.join('') : '';
});
function shell_pattern_parse(pattern) {
    const characters = [...pattern];
    const parts = [];
    for (let index = 0; index < characters.length; index += 1) {
        const character = characters[index] ?? '';
        if (character === '*')
            parts.push({ kind: 'many' });
        else if (character === '?')
            parts.push({ kind: 'one' });
        else if (character !== '\\')
            parts.push({ kind: 'same', text: character });
        else {
            index += 1;
            const next = characters[index] ?? '';
            if (!['}', '/', '*', '?', '\\'].includes(next))
                throw new Invalid(`the pattern ${escape_quote(pattern)} has a backslash before another character`);
            parts.push({ kind: 'same', text: next });
        }
    }
    return parts;
}
/** Returns where the shortest or longest match from an index ends. All ends are followed at once, so that no pattern is slow. */
function matchEnd(parts, value, from, longest) {
    let ends = [from];
    for (const part of parts) {
        if (part.kind === 'many')
            ends = reach(ends, value);
        else
            ends = ends.flatMap((end) => (fits(part, value[end]) ? [end + 1] : []));
        if (ends.length === 0)
            return undefined;
    }
    return longest ? ends.at(-1) : ends[0];
}
const fits = (part, character) => character !== undefined && (part.kind === 'same' ? part.text === character : character !== '\n');
/** Returns each end that any number of characters leads to, in order. A line feed is none of them. */
function reach(ends, value) {
    const reached = [];
    let next = 0;
    for (const end of ends) {
        if (end < next)
            continue;
        reached.push(end);
        for (next = end + 1; next <= value.length && value[next - 1] !== '\n'; next += 1)
            reached.push(next);
    }
    return reached;
}
const reverse = (text) => [...text].reverse().join('');
/** Reverses a pattern; a backslash stays before its character. */
function reversePattern(pattern) {
    const pieces = [];
    const characters = [...pattern];
    for (let index = 0; index < characters.length; index += 1) {
        const character = characters[index] ?? '';
        const isPair = character === '\\' && index < characters.length - 1;
        pieces.push(isPair ? character + characters[index + 1] : character);
        if (isPair)
            index += 1;
    }
    return pieces.reverse().join('');
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/shell-word.js
// Quotes and variables in words, as BuildKit's shell lexer reads them (moby/buildkit, frontend/dockerfile/shell/lex.go). Pure.




/** How deep `${a:-${b:-...}}` may be. BuildKit has no limit; real Dockerfiles stay far below this one. */
const DEPTH = 500;
/** The longest value of all variables in a word together: values of values could double without end. */
const EXPANDED = 100_000;
const NONE = new Map();
/** Returns a word without its quotes, and with the values of its variables. Throws Invalid where BuildKit refuses the word. */
function expandWord(word, escapeToken, variables) {
    if (!/[$'"\\`]/.test(word))
        return word;
    return new ShellWord(word, escapeToken, variables).text();
}
/** Returns the words of a line for finding here-documents: variables stay as they are; raw words keep quotes and escapes. */
function splitWords(line, raw) {
    return new ShellWord(line, '\\', NONE, raw).words();
}
class ShellWord {
    at = 0;
    depth = 0;
    expanded = 0;
    /** One for all levels, as in BuildKit: `${...}` drops what stood before it in its word. */
    buffer = '';
    keepsUnset;
    rawQuotes;
    rawEscapes;
    source;
    escapeToken;
    variables;
    constructor(source, escapeToken, variables, raw) {
        this.source = source.startsWith('\uFEFF') ? source.slice(1) : source;
        this.escapeToken = escapeToken;
        this.variables = variables;
        this.keepsUnset = raw !== undefined;
        this.rawQuotes = raw?.quotes ?? false;
        this.rawEscapes = raw?.escapes ?? false;
    }
    text() {
        return this.until('', this.rawEscapes, false).text;
    }
    words() {
        return this.until('', this.rawEscapes, false).words;
    }
    peek() {
        return this.source.charAt(this.at);
    }
    next() {
        const character = this.peek();
        this.at += 1;
        return character;
    }
    /** Reads to a character, or to the end. `keepPattern` doubles what quotes escape, since a pattern is read again. */
    until(stop, rawEscapes, keepPattern) {
        const before = this.rawEscapes;
        this.rawEscapes = rawEscapes;
        this.buffer = '';
        const words = [];
        let text = '';
        let inWord = false;
        const add = (piece) => {
            this.buffer += piece;
            inWord = true;
        };
        const addSplit = (piece) => {
            for (const character of piece) {
                if (!isSpace(character.charCodeAt(0)))
                    add(character);
                else if (inWord && this.buffer !== '') {
                    words.push(this.buffer);
                    this.buffer = '';
                    inWord = false;
                }
            }
        };
        while (this.at < this.source.length) {
            const character = this.peek();
            if (stop !== '' && character === stop) {
                this.at += 1;
                return this.finish(text, words, before);
            }
            const special = this.special(character, keepPattern);
            if (special !== undefined) {
                text += special;
                if (character === '$')
                    addSplit(special);
                else
                    add(special);
                continue;
            }
            this.at += 1;
            if (character !== this.escapeToken) {
                addSplit(character);
                text += character;
                continue;
            }
            if (this.rawEscapes) {
                add(character);
                text += character;
            }
            if (this.at >= this.source.length)
                break;
            const escaped = this.next();
            add(escaped);
            text += escaped;
        }
        if (stop !== '')
            throw new Invalid(`${escape_quote(this.source)} has no closing ${escape_quote(stop)}`);
        return this.finish(text, words, before);
    }
    finish(text, words, rawEscapes) {
        if (this.buffer !== '')
            words.push(this.buffer);
        this.buffer = '';
        this.rawEscapes = rawEscapes;
        return { text, words };
    }
    special(character, keepPattern) {
        if (character === '$')
            return this.dollar();
        if (character === "'")
            return this.singleQuoted(keepPattern);
        if (character === '"')
            return this.doubleQuoted(keepPattern);
        return character === '<' ? this.angle() : undefined;
    }
    singleQuoted(keepPattern) {
        const end = this.source.indexOf("'", this.at + 1);
        if (end < 0)
            throw new Invalid(`${escape_quote(this.source)} has no closing single quote`);
        const inside = this.source.slice(this.at + 1, end);
        this.at = end + 1;
        const kept = keepPattern
            ? inside.replaceAll(this.escapeToken, this.escapeToken + this.escapeToken)
            : inside;
        return this.rawQuotes ? `'${kept}'` : kept;
    }
    doubleQuoted(keepPattern) {
        const mark = this.rawQuotes ? '"' : '';
        let result = mark;
        this.at += 1;
        while (this.at < this.source.length) {
            const character = this.peek();
            if (character === '$')
                result += this.dollar();
            else {
                this.at += 1;
                if (character === '"')
                    return result + mark;
                if (character === this.escapeToken)
                    result += this.escaped(keepPattern);
                else
                    result += character;
            }
        }
        throw new Invalid(`${escape_quote(this.source)} has no closing double quote`);
    }
    /** What an escape character in double quotes stands for, with the character after it where it escapes that. */
    escaped(keepPattern) {
        const next = this.peek();
        if (next === '')
            return '';
        if (next === '"' || next === '$' || next === this.escapeToken) {
            this.at += 1;
            return this.rawEscapes ? this.escapeToken + next : next;
        }
        const isDoubled = this.rawEscapes && (!this.rawQuotes || keepPattern);
        return isDoubled ? this.escapeToken + this.escapeToken : this.escapeToken;
    }
    /** `<<` keeps the spaces after it: the word of a here-document may follow them. */
    angle() {
        this.at += 1;
        if (this.peek() !== '<')
            return '<';
        const start = this.at + 1;
        this.at = start;
        while (/^[\t\r ]$/.test(this.peek()))
            this.at += 1;
        return `<<${this.source.slice(start, this.at)}`;
    }
    dollar() {
        this.at += 1;
        if (this.peek() === '{')
            return this.braced();
        const name = this.name();
        if (name === '')
            return '$';
        return this.value(name) ?? (this.keepsUnset ? `$${name}` : '');
    }
    value(name) {
        const value = this.variables.get(name);
        this.expanded += value?.length ?? 0;
        if (this.expanded > EXPANDED)
            throw new Invalid('variables have more than 100,000 characters');
        return value;
    }
    braced() {
        this.at += 1;
        if (this.depth > DEPTH)
            throw new Invalid('variables are nested too deeply');
        if (this.peek() === '')
            throw this.unclosed();
        if ('{}:'.includes(this.peek()))
            throw new Invalid(`${escape_quote(this.source)} has a bad substitution`);
        this.depth += 1;
        const result = this.substitution(this.name());
        this.depth -= 1;
        return result;
    }
    substitution(name) {
        const operator = this.next();
        if (operator === '')
            throw this.unclosed();
        const value = this.value(name);
        const isKept = this.keepsUnset && value === undefined;
        if (operator === '}')
            return isKept ? `\${${name}}` : (value ?? '');
        if (operator === '/')
            return this.replacement(name, value);
        const modifier = operator === ':' ? operator + this.next() : operator;
        const kind = modifier.charAt(modifier.length - 1);
        const isPattern = kind === '#' || kind === '%';
        if (modifier === ':#' || modifier === ':%' || !':+-?#%'.includes(operator))
            throw unsupported(modifier);
        const { text: word } = this.closed(() => this.until('}', isPattern, isPattern));
        if (isKept)
            return `\${${name}${modifier}${word}}`;
        if (isPattern)
            return cut(kind, word, value ?? '');
        const isUnset = value === undefined || (modifier.length > 1 && value === '');
        if (kind === '-')
            return isUnset ? word : value;
        if (kind === '+')
            return isUnset ? '' : word;
        if (kind !== '?' || modifier.length > 2)
            throw unsupported(modifier);
        if (!isUnset)
            return value;
        const why = `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`;
        throw new Invalid(`the variable ${escape_quote(name)} ${why}${word === '' ? '' : `: ${escape_quote(word)}`}`);
    }
    replacement(name, value) {
        const isAll = this.peek() === '/';
        if (isAll)
            this.at += 1;
        const { text: pattern } = this.closed(() => this.until('/', true, true));
        const { text } = this.closed(() => this.until('}', true, false));
        if (this.keepsUnset && value === undefined)
            return `\${${name}/${pattern}/${text}}`;
        return (isAll ? replaceAll : replaceFirst)(pattern, value ?? '', text);
    }
    /** An error at the end of the text means that the brace is not closed. */
    closed(read) {
        try {
            return read();
        }
        catch (error) {
            throw error instanceof Invalid && this.peek() === '' ? this.unclosed() : error;
        }
    }
    unclosed() {
        return new Invalid(`${escape_quote(this.source)} has a variable without its closing brace`);
    }
    /** Letters, digits and underscores; digits alone; or one of the shell's special parameters. */
    name() {
        const start = this.at;
        const first = this.point();
        if (isDigit(first)) {
            while (isDigit(this.point()))
                this.at += this.point().length;
        }
        else if (first !== '' && '@*#?-$!0'.includes(first))
            this.at += 1;
        else
            while (shell_word_isWord(this.point()))
                this.at += this.point().length;
        return this.source.slice(start, this.at);
    }
    point() {
        const code = this.source.codePointAt(this.at);
        return code === undefined ? '' : String.fromCodePoint(code);
    }
}
const cut = (kind, word, value) => {
    const isLongest = word.startsWith(kind);
    const pattern = isLongest ? word.slice(1) : word;
    return (kind === '%' ? trimSuffix : trimPrefix)(pattern, value, isLongest);
};
const unsupported = (modifier) => new Invalid(`${escape_quote(modifier)} is not a modifier of variables`);
const isDigit = (character) => /^[0-9]$/.test(character) || (character > '\x7f' && /^\p{Nd}$/u.test(character));
const shell_word_isWord = (character) => /^[A-Za-z0-9_]$/.test(character) || (character > '\x7f' && /^[\p{L}\p{Nd}]$/u.test(character));

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/heredocs.js
// The here-documents that an instruction begins (moby/buildkit, frontend/dockerfile/parser/parser.go, heredocsFromLine). Pure.



/** Returns the here-documents of an instruction in the order of their bodies. */
function heredocsOf(instruction, line) {
    const { keyword, json } = instruction.trigger ?? instruction;
    if (json || !['add', 'copy', 'run'].includes(keyword) || !line.includes('<<'))
        return [];
    let words;
    try {
        words = splitWords(line, { quotes: true, escapes: true });
    }
    catch (error) {
        // Quotes that are not closed are the shell's business; BuildKit then finds no here-document.
        if (error instanceof Invalid)
            return [];
        throw error;
    }
    return words.flatMap((word) => parseHeredoc(word) ?? []);
}
/** Returns the here-document that a word begins, if it does. */
function parseHeredoc(word) {
    const found = /^[0-9]*<<(-?)/.exec(word);
    if (found === null)
        return undefined;
    const after = word.slice(found[0].length);
    const rest = trimPatternStart(after);
    if (rest === '' || rest.includes('<'))
        return undefined;
    const [name, ...others] = splitWords(rest, { quotes: false, escapes: false });
    if (name === undefined || others.length > 0)
        return undefined;
    return { name, ignoresTabs: found[1] === '-' };
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/mounts.js
// The values of RUN --mount and RUN --device (moby/buildkit, frontend/dockerfile/instructions/commands_runmount.go and
// commands_rundevice.go; tonistiigi/go-csvvalue). Pure.


/** Returns what a mount's `from` names, or an empty string. Throws Invalid where BuildKit refuses the value. */
function mountSource(value) {
    let source = '';
    for (const field of csvFields(value)) {
        const equals = field.indexOf('=');
        if (equals < 0 || field.slice(0, equals).toLowerCase() !== 'from')
            continue;
        source = field.slice(equals + 1);
        const dollar = source.indexOf('$');
        if (dollar >= 0 && dollar !== source.length - 1)
            throw new Invalid(`${escape_quote(source)}: a mount's "from" takes no variables; name a stage for it with FROM and AS`);
    }
    return source;
}
/** Throws Invalid for a device that BuildKit refuses. */
function checkDevice(value) {
    let name = '';
    for (const field of csvFields(value)) {
        const equals = field.indexOf('=');
        const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
        const wrong = new Invalid(`${escape_quote(field)} is not part of a device: name or required`);
        if (key === 'required') {
            if (equals >= 0 && !/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(field.slice(9)))
                throw wrong;
        }
        else if (name !== '')
            throw wrong;
        else
            name = equals >= 0 && key === 'name' ? field.slice(equals + 1) : field;
    }
}
/** Returns the fields of a line of comma-separated values. */
function csvFields(line) {
    const text = line.replace(/\r?\n$/, '');
    if (text === '')
        throw new Invalid('a value is empty');
    const fields = [];
    let at = 0;
    for (;;) {
        const isQuoted = text.startsWith('"', at);
        const { field, end } = isQuoted ? quotedField(text, at + 1) : plainField(text, at);
        fields.push(field);
        if (end >= text.length)
            return fields;
        at = end + 1;
    }
}
function plainField(text, from) {
    const comma = text.indexOf(',', from);
    const end = comma < 0 ? text.length : comma;
    const field = text.slice(from, end);
    if (field.includes('"'))
        throw new Invalid(`${escape_quote(text)} has a double quote inside a value`);
    return { field, end };
}
/** Two quotes in a quoted field are one. */
function quotedField(text, from) {
    let field = '';
    let at = from;
    for (;;) {
        const end = text.indexOf('"', at);
        if (end < 0)
            throw new Invalid(`${escape_quote(text)} has no closing double quote`);
        field += text.slice(at, end);
        const next = text.charAt(end + 1);
        if (next === '' || next === ',')
            return { field, end: end + 1 };
        if (next !== '"')
            throw new Invalid(`${escape_quote(text)} has a double quote inside a value`);
        field += '"';
        at = end + 2;
    }
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/check-instruction.js
// Checks an instruction as BuildKit does before it builds anything (moby/buildkit, frontend/dockerfile/instructions/parse.go). Pure.








const NOTHING = { from: [], platform: '', stage: '' };
const COPY_FLAGS = { chown: 'once', chmod: 'once', link: 'boolean', exclude: 'many' };
/** The flags that each keyword takes; undefined where BuildKit does not look at them. */
const FLAGS = {
    add: { ...COPY_FLAGS, 'keep-git-dir': 'boolean', checksum: 'once', unpack: 'boolean' },
    arg: undefined,
    cmd: {},
    copy: { ...COPY_FLAGS, from: 'once', parents: 'boolean' },
    entrypoint: {},
    env: {},
    expose: {},
    from: { platform: 'once' },
    healthcheck: HEALTHCHECK_FLAGS,
    label: {},
    maintainer: {},
    onbuild: {},
    run: { mount: 'many', network: 'once', security: 'once', device: 'many' },
    shell: {},
    stopsignal: undefined,
    user: {},
    volume: {},
    workdir: {},
};
const KEYWORDS = Object.keys(FLAGS).map((keyword) => keyword.toUpperCase());
/** Returns what an instruction names. Throws Invalid where BuildKit refuses it. */
function checkInstruction(instruction) {
    const { keyword, written, args } = instruction;
    const check = Object.hasOwn(FLAGS, keyword) ? CHECKS[keyword] : undefined;
    if (check === undefined) {
        // Most others are lines of a script, many of them.
        const isWord = /^[A-Za-z]{2,12}$/.test(written);
        const near = isWord ? nearest(written.toUpperCase(), KEYWORDS) : undefined;
        const hint = near === undefined ? '' : `; did you mean ${escape_quote(near)}?`;
        throw new Invalid(`${escape_quote(written)} is not an instruction${hint}`);
    }
    // NONE is not looked at further.
    const isUnchecked = keyword === 'healthcheck' && args[0]?.toUpperCase() === 'NONE';
    const known = isUnchecked ? undefined : FLAGS[keyword];
    const flags = known === undefined ? new Map() : readFlags(instruction.flags, known);
    return { ...NOTHING, ...check(instruction, flags) };
}
const some = ({ keyword, args }) => {
    if (args.length === 0)
        throw new Invalid(`${keyword.toUpperCase()} has no argument`);
    return undefined;
};
const one = ({ keyword, args }) => {
    if (args.length !== 1)
        throw new Invalid(`${keyword.toUpperCase()} needs an argument`);
    return undefined;
};
const any = () => undefined;
const pairs = (instruction, flags) => {
    some(instruction, flags);
    if (instruction.args.some((arg, index) => index % 2 === 0 && arg === ''))
        throw new Invalid(`${instruction.keyword.toUpperCase()} has a value without a name`);
    return undefined;
};
const CHECKS = {
    add: copy,
    arg: (instruction, flags) => {
        some(instruction, flags);
        if (instruction.args.some((arg) => arg.startsWith('=')))
            throw new Invalid('ARG has a value without a name');
        return undefined;
    },
    cmd: any,
    copy,
    entrypoint: any,
    env: pairs,
    expose: some,
    from,
    healthcheck: ({ args }, flags) => {
        checkHealthcheck(args, flags);
        return undefined;
    },
    label: pairs,
    maintainer: one,
    onbuild,
    run,
    shell: (instruction, flags) => {
        some(instruction, flags);
        if (!instruction.json)
            throw new Invalid('SHELL needs a JSON array, such as ["sh", "-c"]');
        return undefined;
    },
    stopsignal: one,
    user: one,
    volume: (instruction, flags) => {
        some(instruction, flags);
        if (instruction.args.some((path) => trim(path) === ''))
            throw new Invalid('VOLUME has an empty path');
        return undefined;
    },
    workdir: one,
};
function copy({ keyword, args }, flags) {
    const name = keyword.toUpperCase();
    const target = args.at(-1);
    if (target === undefined || args.length < 2)
        throw new Invalid(`${name} needs a source and a destination`);
    if (isHeredoc(target))
        throw new Invalid(`the destination of ${name} is a here-document`);
    return { from: (flags.get('from') ?? []).filter((value) => value !== '') };
}
function isHeredoc(word) {
    try {
        return parseHeredoc(word) !== undefined;
    }
    catch (error) {
        if (error instanceof Invalid)
            return false;
        throw error;
    }
}
function from({ args }, flags) {
    const [, as = '', name = ''] = args;
    const isNamed = args.length === 3 && as.toUpperCase() === 'AS';
    if (!isNamed && args.length !== 1)
        throw new Invalid('FROM needs one image, or an image, AS and a name, and nothing more');
    const stage = isNamed ? name.toLowerCase() : '';
    if (isNamed && !/^[a-z][a-z0-9_.-]*$/.test(stage))
        throw new Invalid(`${escape_quote(name)} is not the name of a stage: a letter, then letters, digits, "-", "_" and "."`);
    return { stage, platform: flags.get('platform')?.[0] ?? '' };
}
function onbuild(instruction, flags) {
    some(instruction, flags);
    const trigger = trim(instruction.args[0] ?? '').toUpperCase();
    if (['ONBUILD', 'MAINTAINER', 'FROM'].includes(trigger))
        throw new Invalid(`${trigger} is not allowed after ONBUILD`);
}
function run(_instruction, flags) {
    for (const device of flags.get('device') ?? [])
        checkDevice(device);
    const mounts = (flags.get('mount') ?? []).map(mountSource);
    const [network = 'default'] = flags.get('network') ?? [];
    if (!['default', 'none', 'host'].includes(network))
        throw new Invalid(`${escape_quote(network)} is not a network: default, none or host`);
    const [security = 'sandbox'] = flags.get('security') ?? [];
    if (!['insecure', 'sandbox'].includes(security))
        throw new Invalid(`${escape_quote(security)} is not a security mode: sandbox or insecure`);
    return { from: mounts.map((source) => source || 'scratch') };
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/directives.js
// The directives in the first lines of a Dockerfile, such as `# escape=` (moby/buildkit, frontend/dockerfile/parser/directives.go). Pure.



class Directives {
    /** The character that continues lines and escapes others. */
    escapeToken = '\\';
    isOver = false;
    seen = new Set();
    /** Takes the next line, without spaces before it. All directives stand before any other line. */
    take(line) {
        if (this.isOver)
            return;
        const [name, value] = line.startsWith('#') ? directives_parse(trimStart(line.slice(1))) : [];
        if (name === undefined || value === undefined) {
            this.isOver = true;
            return;
        }
        if (this.seen.has(name))
            throw new Invalid(`the directive ${escape_quote(name)} is given twice`);
        this.seen.add(name);
        if (name !== 'escape')
            return;
        if (value !== '\\' && value !== '`')
            throw new Invalid(`the directive "escape" must be \\ or \`, got ${escape_quote(value)}`);
        this.escapeToken = value;
    }
}
/** Returns name and value, or nothing for a comment. */
function directives_parse(text) {
    const [, written = '', after = ''] = /^([a-zA-Z][a-zA-Z0-9]*)(.*)$/s.exec(text) ?? [];
    const rest = trimPatternStart(after);
    const name = written.toLowerCase();
    if (!['syntax', 'escape', 'check'].includes(name) || !rest.startsWith('='))
        return [];
    const value = trimPatternSpaces(rest.slice(1)) || rest.slice(1).slice(-1);
    return value === '' ? [] : [name, value];
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/quoted-words.js
// The words of ARG, ENV and LABEL, in which quotes hold spaces together (moby/buildkit, frontend/dockerfile/parser/line_parsers.go,
// parseWords and parseNameVal). Pure.



/** Returns the words of a line, with their quotes and escape characters. */
function splitQuoted(line, escapeToken) {
    const words = [];
    let word = '';
    let quoted = '';
    let isBegun = false;
    const end = () => {
        if (word !== '')
            words.push(word);
        word = '';
        isBegun = false;
    };
    for (let at = 0; at < line.length; at += 1) {
        let character = line.charAt(at);
        if (quoted === '' && isSpace(line.charCodeAt(at))) {
            if (isBegun)
                end();
            continue;
        }
        isBegun = true;
        if (quoted !== '') {
            if (character === quoted)
                quoted = '';
        }
        else if (character === "'" || character === '"') {
            quoted = character;
            word += character;
            continue;
        }
        if (character === escapeToken && quoted !== "'") {
            if (at + 1 === line.length) {
                quoted = '';
                continue;
            }
            word += character;
            at += 1;
            character = line.charAt(at);
        }
        word += character;
    }
    if (isBegun)
        end();
    return words;
}
/** Returns names and values of `name=value ...`, or of `name value`. */
function splitKeyValues(line, escapeToken, keyword) {
    const words = splitQuoted(line, escapeToken);
    const [first] = words;
    if (first === undefined)
        return [];
    if (!first.includes('=')) {
        const found = /[\t\v\f\r ]+/.exec(line);
        if (found === null)
            throw new Invalid(`${keyword} ${escape_quote(line)} has no value`);
        return [line.slice(0, found.index), line.slice(found.index + found[0].length)];
    }
    return words.flatMap((word) => {
        const equals = word.indexOf('=');
        if (equals < 0)
            throw new Invalid(`${keyword}: ${escape_quote(word)} is not name=value`);
        return [word.slice(0, equals), word.slice(equals + 1)];
    });
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/instruction.js
// One instruction of a Dockerfile: its keyword, flags and arguments (moby/buildkit, frontend/dockerfile/parser/line_parsers.go
// and split_command.go). Pure.





/** How deep ONBUILD may be nested; BuildKit refuses a second one, after it has read all. */
const instruction_DEPTH = 100;
/** Reads a line whose continuations are joined. Throws Invalid where BuildKit's parser refuses it. */
function readInstruction(line, escapeToken, depth = 0) {
    const text = trim(line);
    const { written, rest } = splitFirst(text);
    const { flags, rest: after } = splitFlags(rest, escapeToken);
    const keyword = written.toLowerCase();
    const argument = trim(after);
    if (keyword === 'onbuild' && argument !== '') {
        if (depth > instruction_DEPTH)
            throw new Invalid('ONBUILD is nested too deeply');
        const trigger = readInstruction(argument, escapeToken, depth + 1);
        const args = [trigger.written, ...trigger.args];
        return { keyword, written, flags, args, json: false, trigger };
    }
    return { keyword, written, flags, ...readArguments(keyword, argument, escapeToken) };
}
function readArguments(keyword, rest, escapeToken) {
    switch (keyword) {
        case 'env':
        case 'label':
            return plain(splitKeyValues(rest, escapeToken, keyword.toUpperCase()));
        case 'arg':
            return plain(splitQuoted(rest, escapeToken));
        case 'from':
        case 'expose':
            return plain(splitBlanks(rest));
        case 'add':
        case 'copy':
        case 'volume':
            return jsonArray(rest) ?? plain(splitBlanks(rest));
        case 'healthcheck':
            return healthcheck(rest);
        case 'cmd':
        case 'entrypoint':
        case 'run':
        case 'shell':
            return jsonArray(rest) ?? plain(rest === '' ? [] : [rest]);
        default:
            return plain(rest === '' ? [] : [rest]);
    }
}
const plain = (args) => ({ args, json: false });
function healthcheck(rest) {
    let end = 0;
    while (end < rest.length && !isAsciiSpace(rest.charCodeAt(end)))
        end += 1;
    if (end === 0)
        return plain([]);
    const kind = rest.slice(0, end);
    const command = trimStart(rest.slice(end));
    const { args, json } = jsonArray(command) ?? plain(command === '' ? [] : [command]);
    return { args: [kind, ...args], json };
}
const isAsciiSpace = (unit) => unit < 0x80 && isSpace(unit);
/** Returns the strings of a JSON array, or undefined for anything else. Throws Invalid for an array of other values. */
function jsonArray(rest) {
    const text = trimStart(rest);
    if (!text.startsWith('['))
        return undefined;
    let values;
    try {
        values = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (!Array.isArray(values) || values.includes(Number.POSITIVE_INFINITY))
        return undefined;
    const args = values.filter((value) => typeof value === 'string');
    if (args.length === values.length)
        return { args, json: true };
    const wrong = values.find((value) => typeof value !== 'string');
    throw new Invalid(`a JSON array may contain only strings, not ${escape_quote(JSON.stringify(wrong))}`);
}
/** Returns the words between blanks. Other spaces of Unicode are part of a word. */
function splitBlanks(text) {
    return text === '' ? [] : text.split(/[\t\v\f\r ]+/);
}
function splitFirst(text) {
    const found = /[\t\v\f\r ]+/.exec(text);
    if (found === null)
        return { written: text, rest: '' };
    const rest = text.slice(found.index + found[0].length);
    return { written: text.slice(0, found.index), rest };
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/source-lines.js
// The lines of a text, one after the other, up to one that is too long for BuildKit. Pure.
/** bufio.MaxScanTokenSize: the line end counts. */
const BYTES = 65_536;
class SourceLines {
    /** The number of the line that next() returned last, from 1. */
    line = 0;
    isTooLong = false;
    at;
    text;
    constructor(text) {
        this.text = text;
        // A byte order mark.
        this.at = text.startsWith('\uFEFF') ? 1 : 0;
    }
    /** Returns the next line with its line feed, or undefined at the end. */
    next() {
        if (this.at >= this.text.length || this.isTooLong)
            return undefined;
        const feed = this.text.indexOf('\n', this.at);
        const end = feed < 0 ? this.text.length : feed;
        if (this.exceeds(end)) {
            this.isTooLong = true;
            return undefined;
        }
        const line = this.text.slice(this.at, end + 1);
        this.at = end + 1;
        this.line += 1;
        return line;
    }
    /** Whether the line up to an index, without its line feed, is too long. */
    exceeds(end) {
        const units = end - this.at;
        if (units * 3 < BYTES)
            return false;
        return Buffer.byteLength(this.text.slice(this.at, end)) >= BYTES;
    }
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/parse-dockerfile.js
// The instructions of a Dockerfile: continuation lines, comments and here-documents (moby/buildkit,
// frontend/dockerfile/parser/parser.go). Pure.
//
// Written here because dockerfile-ast 0.7.1 finds other instructions than BuildKit in 27 of the 544 recorded Dockerfiles that
// BuildKit can split (for example after a space before the word of a here-document), and reports no errors.







/** Returns the instructions, or the first thing that BuildKit's parser refuses. */
function parseDockerfile(text) {
    const lines = new SourceLines(text);
    const directives = new Directives();
    const instructions = [];
    for (let raw = lines.next(); raw !== undefined; raw = lines.next()) {
        const { line } = lines;
        try {
            const own = trimStart(trimLineEnd(raw));
            directives.take(own);
            const first = continuation(isComment(own) ? '' : own, directives.escapeToken);
            if (first.isLast && first.text === '')
                continue;
            const logical = first.isLast ? first.text : first.text + joined(lines, directives.escapeToken);
            const instruction = readInstruction(logical, directives.escapeToken);
            instructions.push({ ...instruction, line });
            for (const heredoc of heredocsOf(instruction, logical))
                skip(heredoc, lines);
        }
        catch (error) {
            if (error instanceof Invalid)
                return { message: error.message, line };
            throw error;
        }
    }
    if (lines.isTooLong)
        return { message: 'the line has more than 65,535 bytes', line: lines.line + 1 };
    if (instructions.length === 0)
        return { message: 'the file has no instructions', line: Math.max(lines.line, 1) };
    return { instructions, escapeToken: directives.escapeToken };
}
/** Returns what follows a line that is continued. Comments and empty lines between don't end it. */
function joined(lines, escapeToken) {
    let text = '';
    for (let raw = lines.next(); raw !== undefined; raw = lines.next()) {
        const own = trimStart(raw);
        if (own === '' || isComment(own))
            continue;
        const next = continuation(trimLineEnd(raw), escapeToken);
        text += next.text;
        if (next.isLast)
            break;
    }
    return text;
}
const isComment = (line) => line.startsWith('#');
/** Whether a line is the last of its instruction, and its text without the character that continues it. */
function continuation(line, escapeToken) {
    const text = trimBlanksEnd(line);
    const isContinued = text.endsWith(escapeToken) && text.at(-2) !== escapeToken;
    return isContinued ? { text: text.slice(0, -1), isLast: false } : { text: line, isLast: true };
}
function skip({ name, ignoresTabs }, lines) {
    for (let raw = lines.next(); raw !== undefined; raw = lines.next()) {
        const text = trimLineEnd(raw);
        if ((ignoresTabs ? trimTabs(text) : text) === name)
            return;
    }
    throw new Invalid(`no line ${escape_quote(name)} ends the here-document`);
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/image-reference.js
// Whether BuildKit takes a string for the reference of an image (distribution/reference 0.6: reference.go, regexp.go,
// normalize.go). kit/docker parses names that people configure, and lowers them; here upper case is an error. Pure.
const image_reference_LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const image_reference_DOMAIN = new RegExp(`^(?:${image_reference_LABEL}(?:\\.${image_reference_LABEL})*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]+)?$`);
const REST = /^([a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}))?$/;
function isImageReference(text) {
    if (/^[0-9a-f]{64}$/.test(text))
        return false;
    const slash = text.indexOf('/');
    const first = text.slice(0, Math.max(slash, 0));
    const hasDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first);
    if (hasDomain && !image_reference_DOMAIN.test(first))
        return false;
    const [, path = ''] = REST.exec(hasDomain ? text.slice(slash + 1) : text) ?? [];
    const isOfficial = !path.includes('/') && (!hasDomain || /^(?:index\.)?docker\.io$/.test(first));
    return path !== '' && path.length + (isOfficial ? 'library/'.length : 0) <= 255;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/platform.js
// The platform arguments that BuildKit knows in every FROM (moby/buildkit, frontend/dockerfile/dockerfile2llb/platform.go;
// containerd/platforms 1.0.0-rc.5). Pure.
/** That of GitHub's runners. */
const BUILD = {
    os: 'linux',
    version: '',
    options: '',
    architecture: 'amd64',
    variant: '',
};
/** Returns the arguments for a target platform. `stage` is the name of the stage that is built, or empty. */
function platformArguments(platform, stage) {
    const target = parsePlatform(platform) ?? BUILD;
    return new Map([
        ...platformValues('BUILD', BUILD),
        ...platformValues('TARGET', target),
        ['TARGETSTAGE', stage || 'default'],
    ]);
}
function platformValues(prefix, platform) {
    const { os, version, options, architecture, variant } = platform;
    const names = [`${os}${options}`, architecture, variant].filter((name) => name !== '');
    return [
        [`${prefix}PLATFORM`, names.join('/')],
        [`${prefix}OS`, os],
        [`${prefix}OSVERSION`, version],
        [`${prefix}ARCH`, architecture],
        [`${prefix}VARIANT`, variant],
    ];
}
/** Whether a string is a platform for --platform. */
function isPlatform(text) {
    return parsePlatform(text) !== undefined;
}
const SYSTEMS = 'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos';
const ARCHITECTURES = '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm';
function parsePlatform(text) {
    const [first = '', ...others] = text.split('/');
    const found = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$/.exec(first);
    if (found === null || others.length > 2)
        return undefined;
    if (!others.every((part) => /^[A-Za-z0-9_.-]+$/.test(part)))
        return undefined;
    const [, system = '', version = '', features = ''] = found;
    const os = system.toLowerCase() === 'macos' ? 'darwin' : system.toLowerCase();
    const options = version + features === '' ? '' : `(${version}${features})`;
    const [architecture, variant] = others;
    if (architecture !== undefined)
        return { os, version, options, ...processor(architecture, variant ?? '') };
    if (SYSTEMS.split(' ').includes(os))
        return { ...BUILD, os, version, options };
    const own = processor(first, '');
    return ARCHITECTURES.split(' ').includes(own.architecture) ? { ...BUILD, ...own } : undefined;
}
/** Returns the usual names of an architecture and its variant. */
function processor(architecture, variant) {
    const named = ALIASES[architecture.toLowerCase()] ?? architecture.toLowerCase();
    const [name = '', fixed] = named.split('/');
    const given = fixed ?? variant.toLowerCase();
    return { architecture: name, variant: VARIANTS[name]?.[given] ?? given };
}
const ALIASES = {
    i386: '386/',
    x86_64: 'amd64',
    'x86-64': 'amd64',
    aarch64: 'arm64',
    armhf: 'arm/v7',
    armel: 'arm/v6',
};
const VARIANTS = {
    amd64: { v1: '' },
    arm64: { '8': '', v8: '', 'v8.0': '', '9': 'v9', '9.0': 'v9', 'v9.0': 'v9' },
    arm: { '': 'v7', '7': 'v7', '5': 'v5', '6': 'v6', '8': 'v8' },
};

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/stages.js
// The stages of a Dockerfile: each FROM with what follows it. Pure.


/** Splits the instructions at each FROM. */
function splitStages(instructions) {
    const first = instructions.findIndex(({ keyword }) => keyword === 'from');
    const before = first < 0 ? instructions : instructions.slice(0, first);
    const stages = [];
    for (const instruction of instructions.slice(before.length))
        if (instruction.keyword === 'from')
            stages.push({ from: instruction, body: [] });
        else
            stages.at(-1)?.body.push(instruction);
    // One remark: the others have the same cause.
    const other = before.find(({ keyword }) => keyword !== 'arg');
    const misplaced = other === undefined ? [] : [{ message: early(other), line: other.line }];
    return { args: before, stages, misplaced };
}
const early = ({ keyword }) => `${escape_quote(keyword.toUpperCase())} stands before the first FROM, where only ARG may`;
/** Calls a function. What BuildKit refuses in it is added to the problems. */
function attempt(problems, line, read) {
    try {
        read();
    }
    catch (error) {
        if (!(error instanceof Invalid))
            throw error;
        problems.push({ message: error.message, line });
    }
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/resolve-bases.js
// The images of FROM: variables, platforms and stages before it (moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go,
// buildMetaArgs and buildDispatchStates). Pure.





/** Resolves each FROM once for each platform. `args` are those before the first FROM. */
function resolveBases(args, stages, escapeToken, options) {
    const facts = { uses: [], problems: [], warnings: [] };
    const target = stages.at(-1)?.from.stage ?? '';
    const platforms = options.platforms.length === 0 ? ['linux/amd64'] : options.platforms;
    for (const platform of platforms) {
        const variables = new Map(platformArguments(platform, target));
        for (const [name, value] of options.buildArgs)
            if (variables.has(name))
                variables.set(name, value);
        for (const arg of args)
            attempt(facts.problems, arg.line, () => declare(arg, variables, escapeToken, options.buildArgs));
        // BuildKit goes no further either.
        if (facts.problems.length > 0)
            continue;
        const names = new Set();
        for (const { from } of stages) {
            attempt(facts.problems, from.line, () => {
                readBase(from, names, expansion(escapeToken, variables), facts);
            });
            if (from.stage !== '')
                names.add(from.stage);
        }
    }
    return facts;
}
const expansion = (escapeToken, variables) => (word) => expandWord(word, escapeToken, variables);
/** Sets the variables of an ARG. A build argument comes before the value in the file. */
function declare({ args }, variables, escapeToken, buildArgs) {
    for (const arg of args) {
        const equals = arg.indexOf('=');
        const name = equals < 0 ? arg : arg.slice(0, equals);
        const given = buildArgs.get(name);
        if (given !== undefined)
            variables.set(name, given);
        else if (equals >= 0)
            variables.set(name, expandWord(arg.slice(equals + 1), escapeToken, variables));
    }
}
function readBase({ args, platform, line }, names, expand, facts) {
    const [written = ''] = args;
    const reference = expand(written);
    const warn = (message) => facts.warnings.push({ message, line });
    if (platform !== '') {
        const wanted = expand(platform);
        if (!isPlatform(wanted))
            warn(`--platform=${escape_quote(platform)} is ${escape_quote(wanted)}, not a platform`);
    }
    if (names.has(reference.toLowerCase()) || reference === 'scratch')
        return;
    if (isImageReference(reference))
        facts.uses.push({ reference, line });
    else if (reference === written)
        warn(`FROM ${escape_quote(written)} is not the reference of an image`);
    else
        warn(`FROM ${escape_quote(written)} is ${escape_quote(reference)}, not the reference of an image; set its variables in "build-args", or give their ARG a default`);
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/stage-cycles.js
// Stages that copy from each other in a circle (moby/buildkit, frontend/dockerfile/dockerfile2llb/validations.go,
// validateCircularDependency). FROM can't be part of one: it finds only earlier stages. Pure.
/** Returns the line of an instruction that leads into a circle, or undefined. `sources` has those of each stage. */
function circularLine(sources) {
    const isForward = sources.some((own, index) => own.some(({ stage }) => stage >= index));
    if (!isForward)
        return undefined;
    const left = sources.map(({ length }) => length);
    const users = sources.map(() => []);
    for (const [index, own] of sources.entries())
        for (const { stage } of own)
            users[stage]?.push(index);
    const done = left.flatMap((count, index) => (count === 0 ? [index] : []));
    for (const index of done)
        for (const user of users[index] ?? []) {
            left[user] = (left[user] ?? 0) - 1;
            if (left[user] === 0)
                done.push(user);
        }
    const first = left.findIndex((count) => count > 0);
    return sources[first]?.findLast(({ stage }) => (left[stage] ?? 0) > 0)?.line;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/resolve-sources.js
// The images of COPY --from and RUN --mount=from (moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go, toCommand and
// initOnBuildTriggers; convert_runmount.go, detectRunMount). Pure.







const resolve_sources_NONE = new Map();
/** Returns the images that are copied and mounted. A stage of that name comes first, wherever it stands. */
function resolveSources(stages, escapeToken) {
    const names = new Map(stages.map(({ from }, index) => [from.stage, index]));
    const facts = { uses: [], problems: [], warnings: [] };
    // BuildKit makes a stage of every other source too, and an index may mean one of these.
    let count = stages.length;
    /** Returns the stage that is meant, if it is one. */
    const readSource = (keyword, from, line) => {
        if (keyword === 'copy') {
            checkCopied(from, escapeToken);
            if (isIndex(from))
                return indexIn(count, from);
        }
        const stage = names.get(from.toLowerCase());
        if (stage !== undefined)
            return stage;
        count += 1;
        if (from === 'scratch')
            return undefined;
        if (isImageReference(from))
            facts.uses.push({ reference: from, line });
        else
            facts.warnings.push({ message: `${escape_quote(from)} is not the reference of an image`, line });
        return undefined;
    };
    const sources = stages.map(({ body }) => {
        const own = [];
        for (const { keyword, from, line } of body)
            attempt(facts.problems, line, () => {
                const found = from.map((source) => readSource(keyword, source, line));
                for (const stage of found)
                    if (stage !== undefined)
                        own.push({ stage, line });
            });
        return own;
    });
    const line = circularLine(sources);
    if (line !== undefined)
        facts.problems.push({ message: 'stages copy from each other in a circle', line });
    for (const { trigger, line } of inherited(stages))
        attempt(facts.problems, line, () => {
            for (const from of checkInstruction(trigger).from)
                readSource(trigger.keyword, from, line);
        });
    return facts;
}
/** Throws Invalid for what is not a plain name. */
function checkCopied(from, escapeToken) {
    if (expandWord(from, escapeToken, resolve_sources_NONE) !== from)
        throw new Invalid(`--from=${escape_quote(from)} takes no variables; name a stage for it with FROM and AS`);
}
/** What Go's strconv.Atoi reads. */
const isIndex = (text) => /^[+-]?[0-9]{1,18}$/.test(text);
function indexIn(count, from) {
    const index = Number(from);
    if (index < 0 || index >= count)
        throw new Invalid(`--from=${from}: the file has no stage of that number`);
    return index;
}
/** Returns the instructions of ONBUILD in each stage that others build on, at the line of the first of these. */
function inherited(stages) {
    const bases = new Map();
    return stages.flatMap((stage) => {
        const { args, line, stage: own } = stage.from;
        const name = (args[0] ?? '').toLowerCase();
        const triggers = bases.get(name)?.body ?? [];
        bases.delete(name);
        if (own !== '')
            bases.set(own, stage);
        return triggers.flatMap(({ trigger }) => (trigger === undefined ? [] : [{ trigger, line }]));
    });
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/dockerfile/read-dockerfile.js
// Reads which images a Dockerfile builds on, as BuildKit does (moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go). Pure.





/** Returns which images a Dockerfile builds on, and what is wrong with it. */
function readDockerfile(text, options) {
    const parsed = parseDockerfile(text);
    if ('message' in parsed)
        return invalid([parsed]);
    const problems = [];
    const known = [];
    for (const instruction of parsed.instructions)
        attempt(problems, instruction.line, () => {
            known.push({ ...instruction, ...checkInstruction(instruction) });
        });
    const { args, stages, misplaced } = splitStages(known);
    if (problems.length + misplaced.length > 0)
        return invalid([...problems, ...misplaced]);
    if (stages.length === 0)
        return invalid([{ message: 'the file has no FROM', line: args.at(-1)?.line ?? 1 }]);
    const bases = resolveBases(args, stages, parsed.escapeToken, options);
    const sources = resolveSources(stages, parsed.escapeToken);
    return {
        uses: once([...bases.uses, ...sources.uses], ({ reference }) => reference),
        problems: once([...bases.problems, ...sources.problems], identity),
        warnings: once([...bases.warnings, ...sources.warnings], identity),
    };
}
const invalid = (problems) => ({
    uses: [],
    problems: once(problems, identity),
    warnings: [],
});
const identity = ({ line, message }) => `${line} ${message}`;
/** Returns the first of each kind, by line. */
function once(all, kind) {
    const firsts = new Map();
    for (const one of all.toSorted((a, b) => a.line - b.line))
        if (!firsts.has(kind(one)))
            firsts.set(kind(one), one);
    return [...firsts.values()];
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/ignore-file/glob-syntax.js
// Which patterns patternmatcher refuses at once: those that Go's filepath.Match refuses for the name ".". It reads a pattern only up to the
// first part, between two `*`, that does not match, so that a mistake behind it stays unnoticed. Pure.
/** Returns whether `filepath.Match(pattern, ".")` takes a pattern. */
function isGlob(pattern) {
    let rest = Array.from(pattern);
    let name = ['.'];
    while (rest.length > 0) {
        const { isStar, part, after } = nextPart(rest);
        rest = after;
        if (isStar && part.length === 0)
            return true;
        const isLast = rest.length === 0;
        // A `*` may take the only character of the name first.
        const names = isStar && name.length > 0 ? [name, []] : [name];
        let left;
        for (const one of names) {
            const matched = matchPart(part, one);
            if (matched === undefined)
                return false;
            left = matched.name;
            if (left && isLast && left.length > 0)
                left = undefined;
            if (left)
                break;
        }
        if (left === undefined)
            return true;
        name = left;
    }
    return true;
}
/** Splits off what is before the next `*` that is not in a class. */
function nextPart(pattern) {
    let start = 0;
    while (pattern[start] === '*')
        start += 1;
    let isInClass = false;
    let end = start;
    for (; end < pattern.length && (pattern[end] !== '*' || isInClass); end += 1) {
        if (pattern[end] === '[')
            isInClass = true;
        if (pattern[end] === ']')
            isInClass = false;
        if (pattern[end] === '\\' && end + 1 < pattern.length)
            end += 1;
    }
    return { isStar: start > 0, part: pattern.slice(start, end), after: pattern.slice(end) };
}
/** Matches the beginning of a name. Undefined if the part is not valid, whether or not it matches. */
function matchPart(part, name) {
    let left = name;
    for (let at = 0; at < part.length; at += 1) {
        const first = left?.[0];
        let isMatch = first === part[at] || (part[at] === '?' && first !== undefined);
        if (part[at] === '[') {
            const found = readClass(part, at + 1, first);
            if (found === undefined)
                return undefined;
            at = found.end;
            isMatch = first !== undefined && found.isMatch;
        }
        else if (part[at] === '\\') {
            at += 1;
            if (at === part.length)
                return undefined;
            isMatch = first === part[at];
        }
        left = isMatch ? left?.slice(1) : undefined;
    }
    return { name: left };
}
/** Reads the class that begins before `start`, up to its `]`. Undefined if it is not closed, or has an incomplete range. */
function readClass(points, start, character) {
    const isNegated = points[start] === '^';
    let at = isNegated ? start + 1 : start;
    let isMatch = false;
    for (let ranges = 0;; ranges += 1) {
        if (points[at] === ']' && ranges > 0)
            return { end: at, isMatch: isMatch !== isNegated };
        const low = afterPoint(points, at);
        const high = low !== undefined && points[low] === '-' ? afterPoint(points, low + 1) : low;
        if (low === undefined || high === undefined)
            return undefined;
        const [from = '', to = ''] = [points[low - 1], points[high - 1]];
        if (character !== undefined && from <= character && character <= to)
            isMatch = true;
        at = high;
    }
}
/** Returns the index after one, possibly escaped, character of a class; more must follow. */
function afterPoint(points, at) {
    const first = points[at];
    if (first === undefined || first === '-' || first === ']')
        return undefined;
    const next = first === '\\' ? at + 2 : at + 1;
    return next < points.length ? next : undefined;
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/ignore-file/pattern.js
// Compiles one pattern as moby/patternmatcher 0.6.1 does (Pattern.compile and match), with its four ways of matching. Pure.
/** Returns the matcher of a cleaned pattern, without the `!`; undefined if Go's regexp refuses the expression that is made of it. */
async function compilePattern(pattern) {
    const { kind, expression } = translate(pattern);
    if (kind === 'exact')
        return (path) => path === pattern || path.startsWith(`${pattern}/`);
    // If a folder begins like this, so does the path.
    if (kind === 'prefix')
        return (path) => path.startsWith(pattern.slice(0, -2));
    if (kind === 'suffix')
        return suffixMatcher(pattern.slice(2));
    const known = COMPILED.get(expression) ?? compile(expression);
    COMPILED.set(expression, known);
    const compiled = await known;
    return compiled && ((path) => pathAndFolders(path).some((one) => compiled.test(one)));
}
/** The ignore files of one repository have many patterns in common, and each takes a while to compile. */
const COMPILED = new Map();
/**
 * RE2JS has Go's syntax and, like Go, takes linear time: JavaScript's own expressions can be made to take very long. It is loaded only when
 * it is needed, because most ignore files are lists of names.
 */
async function compile(expression) {
    const { RE2JS, RE2JSException } = await __nccwpck_require__.e(/* import() */ 856).then(__nccwpck_require__.bind(__nccwpck_require__, 856));
    try {
        return RE2JS.compile(expression);
    }
    catch (error) {
        if (error instanceof RE2JSException)
            return undefined;
        throw error;
    }
}
/** Returns a path and the folders that it is in. */
function pathAndFolders(path) {
    const folders = [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
    return [...folders, path];
}
/** What ends with the suffix, as text: `**.pyc` matches `a.pyc`. With a slash, also the rest alone: a leading `**` may be nothing. */
function suffixMatcher(suffix) {
    const name = suffix.startsWith('/') ? suffix.slice(1) : undefined;
    return (path) => path.endsWith(suffix) ||
        path.includes(`${suffix}/`) ||
        (name !== undefined && (path === name || path.startsWith(`${name}/`)));
}
/** What patternmatcher escapes. It means `{`, `|` and `}` too, but does not reach them (its table has 8 bits for each 8 characters); nor `^`. */
const ESCAPED = new Set('.+()$');
/** Returns how a pattern is matched, and the regular expression for it in Go's syntax. */
function translate(pattern) {
    // Go's text/scanner skips a byte order mark.
    const points = Array.from(pattern.replace(/^\uFEFF/, ''));
    let kind = 'exact';
    const parts = ['^'];
    for (let at = 0; at < points.length; at += 1) {
        const point = points[at] ?? '';
        if (point === '*' && points[at + 1] === '*') {
            const isFirst = at === 0;
            at += points[at + 2] === '/' ? 2 : 1;
            const isLast = at + 1 === points.length;
            if (isLast && kind === 'exact')
                kind = 'prefix';
            else {
                parts.push(isLast ? '.*' : '(.*/)?');
                kind = 'expression';
            }
            if (isFirst)
                kind = 'suffix';
        }
        else if (point === '*' || point === '?') {
            parts.push(point === '*' ? '[^/]*' : '[^/]');
            kind = 'expression';
        }
        else if (ESCAPED.has(point)) {
            parts.push(`\\${point}`);
        }
        else if (point === '\\') {
            // The last one would escape the `$` behind the expression.
            at += 1;
            if (at < points.length)
                kind = 'expression';
            parts.push(`\\${points[at] ?? ''}`);
        }
        else {
            parts.push(point);
            if (point === '[' || point === ']')
                kind = 'expression';
        }
    }
    return { kind, expression: `${parts.join('')}$` };
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/ignore-file/parse-ignore-file.js
// Reads a .dockerignore file as moby/patternmatcher 0.6.1 does (ignorefile.ReadAll and New; MatchesOrParentMatches). Pure.




/** Go's bufio.Scanner refuses longer lines; in bytes. */
const LONGEST_LINE = 65_535;
/** Returns the rules of a file. The last rule that matches a path, or a folder that it is in, counts. */
async function parseIgnoreFile(text) {
    const rules = [];
    const problems = [];
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    for (const [index, line] of lines.entries()) {
        const rule = await ruleOf(line);
        if (typeof rule === 'string')
            problems.push({ message: rule, line: index + 1 });
        else if (rule)
            rules.push(rule);
    }
    return {
        letsIn: (path, isFolder = false) => !isIgnored(rules, path) || (isFolder && rules.some((rule) => mayLetInFrom(rule, path))),
        problems,
    };
}
function isIgnored(rules, path) {
    let ignored = false;
    for (const { isException, matches } of rules) {
        // A rule that would change nothing is not looked at.
        if (isException === ignored && matches(path))
            ignored = !isException;
    }
    return ignored;
}
/** Whether an exception may match something in a folder: they agree up to its first special character. */
function mayLetInFrom({ isException, pattern }, folder) {
    if (!isException)
        return false;
    const inside = `${folder}/`;
    const special = pattern.search(/[*?[\\]/);
    if (special < 0)
        return pattern.startsWith(inside);
    const text = pattern.slice(0, special);
    return text.startsWith(inside) || inside.startsWith(text);
}
/** Returns the rule of a line, undefined if there is none, or what is wrong. */
async function ruleOf(line) {
    if (Buffer.byteLength(line) > LONGEST_LINE)
        return `the line is longer than ${LONGEST_LINE} bytes, and Docker refuses it`;
    if (line.startsWith('#'))
        return undefined;
    const written = cleanedLine(trimSpace(line));
    // patternmatcher cleans once more what ReadAll has made of the line.
    const cleaned = written === '' ? '' : clean(trimSpace(written));
    if (cleaned === '')
        return undefined;
    const isException = cleaned.startsWith('!');
    const pattern = isException ? cleaned.slice(1) : cleaned;
    if (pattern === '')
        return 'a "!" needs a pattern after it: illegal exclusion pattern: "!"';
    const matches = isGlob(pattern) ? await compilePattern(pattern) : undefined;
    if (matches)
        return { isException, pattern, matches };
    return `${escape_quote(trimSpace(line))} is not a valid pattern: syntax error in pattern`;
}
/** Cleans a line and takes the leading slash off, both behind the `!`. */
function cleanedLine(line) {
    const mark = line.startsWith('!') ? '!' : '';
    const pattern = mark === '' ? line : trimSpace(line.slice(1));
    if (pattern === '')
        return mark;
    const cleaned = clean(pattern);
    return mark + (cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned);
}
/** filepath.Clean of a text that is not empty. */
function clean(path) {
    const normal = external_node_path_namespaceObject.posix.normalize(path);
    return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
/** What Go's strings.TrimSpace removes; JavaScript's `trim` has other characters. */
const SPACE = new Set('\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000');
function trimSpace(text) {
    let [start, end] = [0, text.length];
    while (start < end && SPACE.has(text.charAt(start)))
        start += 1;
    while (end > start && SPACE.has(text.charAt(end - 1)))
        end -= 1;
    return text.slice(start, end);
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/read-files.js
// Reads Dockerfiles with their ignore files. What is wrong with one does not hide what is wrong with another.





/** Returns what each Dockerfile says. Paths are from the repository's top. */
async function readFiles(paths, checkout, reading) {
    const ignoreFiles = new Map();
    const ignoreFile = async (path) => {
        const known = ignoreFiles.get(path);
        // Several Dockerfiles may have one ignore file; its problems are shown once.
        if (known)
            return { ...known, problems: [] };
        const read = await readIgnoreFile(path, checkout, reading.places);
        ignoreFiles.set(path, read);
        return read;
    };
    const files = [];
    for (const path of paths)
        files.push(await read_files_readFile(path, checkout, reading, ignoreFile));
    return files;
}
async function read_files_readFile(path, checkout, { inputs, places, top, tracked }, ignoreFile) {
    const file = fromWorkspace(places, path);
    const context = contextOf(places.prefix, inputs.context, path);
    const exists = (candidate) => tracked.has(candidate) && checkout.linkedPaths(candidate) !== undefined;
    const { folder, links } = filesOf(context, checkout);
    const candidates = [`${path}.dockerignore`, `${folder}.dockerignore`];
    const found = candidates.findIndex(exists);
    const [used] = candidates.slice(found);
    const ignored = found < 0 || used === undefined ? undefined : await ignoreFile(used);
    const looked = found < 0 ? candidates : candidates.slice(0, found + 1);
    const { uses, problems, warnings } = readImages(path, file, checkout, inputs);
    return {
        file,
        values: nameValues(path.slice(places.prefix.length), top),
        dockerfile: path,
        dockerfileLinks: checkout.linkedPaths(path) ?? [],
        ignoreFiles: looked.flatMap((one) => [one, ...(exists(one) ? linksOf(checkout, one) : [])]),
        context: folder,
        contextLinks: links,
        writtenContext: context,
        letsIn: ignored?.value ?? (() => true),
        uses,
        problems: [...problems, ...(ignored?.problems ?? [])],
        warnings,
    };
}
/** Returns the folder that a context is, and the links that lead to it; both as it is written if it is elsewhere. */
function filesOf(context, checkout) {
    const { end = context, links = [] } = checkout.follow(context) ?? {};
    return { folder: end === '' ? '' : end.replace(/\/?$/, '/'), links };
}
const linksOf = (checkout, path) => checkout.linkedPaths(path) ?? [];
function readImages(path, file, checkout, inputs) {
    const read = checkout.read(path);
    if ('problem' in read) {
        const message = `${escape_quote(file)}: ${read.problem}`;
        const problem = { reason: 'dockerfile-unreadable', message, file };
        return { uses: [], problems: [problem], warnings: [] };
    }
    const { uses, problems, warnings } = readDockerfile(read.text, {
        buildArgs: inputs['build-args'].values,
        platforms: inputs.platforms.list,
    });
    const located = ({ message, line }) => ({
        message: `${escape_quote(file)}, line ${line}: ${message}`,
        file,
        line,
    });
    return {
        uses,
        problems: problems.map((one) => ({ reason: 'dockerfile-invalid', ...located(one) })),
        warnings: warnings.map(located),
    };
}
async function readIgnoreFile(path, checkout, places) {
    const file = fromWorkspace(places, path);
    const reason = 'ignore-file-invalid';
    const read = checkout.read(path);
    if ('problem' in read) {
        const message = `${escape_quote(file)}: ${read.problem}`;
        return { value: () => true, problems: [{ reason, message, file }] };
    }
    const parsed = await parseIgnoreFile(read.text);
    return {
        value: (inside, isFolder) => parsed.letsIn(inside, isFolder),
        problems: parsed.problems.map(({ message, line }) => ({
            reason,
            message: `${escape_quote(file)}, line ${line}: ${message}`,
            file,
            line,
        })),
    };
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/report.js
// The log, the annotations and the job summary of a run.

/** The most images that the summary shows; the output `json` has all. */
const report_SHOWN = 100;
/** Reports each image: whether it is built, in which level and why. */
function report_report(runner, inputs, plan, { lowered, comparison }) {
    if (inputs.namespace.lowered)
        runner.annotate('notice', `Image names must be lower case: the namespace is ${escape_quote(inputs.namespace.name)}`);
    for (const { file, image } of lowered)
        runner.annotate('notice', `Image names must be lower case: using ${escape_quote(image)}`, file);
    if (comparison?.kind === 'unknown-commit')
        runner.annotate('warning', `Neither the checkout nor its remote has the commit ${escape_quote(inputs['changed-since'])}; all images are built. "changed-since" takes a full SHA, or the name of a branch or tag`);
    if (plan.reason === 'none-found')
        runner.annotate('warning', 'No tracked file is a Dockerfile; "patterns", "exclude" and "path" say which are, and what is not committed does not count');
    runner.log(sentence(plan));
    if (plan.images.length > 0)
        runner.group('Images', plan.images.map(line));
    runner.summary(report_summary(plan));
}
function sentence({ images, levels }) {
    const built = images.filter(({ build }) => build).length;
    return `${counted(built, 'image')} of ${images.length} to build, in ${counted(levels.length, 'level')}`;
}
const counted = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;
function line({ image, dockerfile, build, level, reason, cause, needs }) {
    const why = cause === null ? reason : `${reason}: ${escape_quote(cause)}`;
    const where = build && level !== null ? `level ${level + 1}` : 'not built';
    const after = needs.length === 0 ? '' : `, after ${needs.join(', ')}`;
    return `${image} (${escape_quote(dockerfile)}): ${where}${after} (${why})`;
}
function report_summary(plan) {
    const images = [...plan.images].sort((a, b) => (a.level ?? Infinity) - (b.level ?? Infinity));
    const shown = images.slice(0, report_SHOWN);
    const rows = shown.map(({ image, dockerfile, level, reason, cause }) => {
        const why = cause === null ? escape_prose(reason) : `${escape_prose(reason)}: ${code(cause)}`;
        return `| ${code(image)} | ${code(dockerfile)} | ${level === null ? '' : level + 1} | ${why} |`;
    });
    const rest = images.length > report_SHOWN ? ['', `${images.length - report_SHOWN} more are in the output "json".`] : [];
    const table = ['| image | Dockerfile | level | reason |', '|---|---|---|---|', ...rows, ...rest];
    const body = images.length === 0 ? [] : [...picture(shown), ...table];
    return [`### Images`, '', escape_prose(`${sentence(plan)}.`), '', ...body, '', ''].join('\n');
}
/** Returns the levels as a picture, with an arrow from each image to those that build on it. */
function picture(images) {
    const built = images.filter(({ build }) => build);
    if (built.length === 0)
        return [];
    const ids = new Map(built.map(({ image }, index) => [image, `i${index}`]));
    const levels = Map.groupBy(built, ({ level }) => level ?? 0);
    const boxes = [...levels].flatMap(([level, own]) => [
        `  subgraph l${level} ["level ${level + 1}"]`,
        ...own.map(({ image }) => `    ${ids.get(image)}["${label(image)}"]`),
        '  end',
    ]);
    const arrows = built.flatMap(({ image, needs }) => needs.flatMap((base) => (ids.has(base) ? [`  ${ids.get(base)} --> ${ids.get(image)}`] : [])));
    return ['```mermaid', 'flowchart LR', ...boxes, ...arrows, '```', ''];
}

;// CONCATENATED MODULE: ./build/actions/find-images/src/run.js
// Reads the Dockerfiles of a checkout, plans, and sets the outputs.









/** Finds the images. Throws a UserError with everything that is wrong. */
async function run_run(inputs, ports) {
    const { runner, checkout, folder } = ports;
    const tracked = await checkout.tracked();
    const places = { prefix: checkout.prefix, folder };
    const comparing = compare(inputs['changed-since'], checkout);
    const files = await dockerfiles(inputs, ports, places, tracked);
    const { comparison, problems: failed } = await comparing;
    const tags = [...new Set(inputs.tags)];
    const { plan: planned, problems, lowered, } = plan({
        name: inputs.name,
        namespace: inputs.namespace.name,
        tags,
        'build-args': inputs['build-args'].text,
        platforms: inputs.platforms.text,
        'max-levels': inputs['max-levels'],
    }, places, files, comparison);
    for (const { message, file, line } of files.flatMap(({ warnings }) => warnings))
        runner.annotate('warning', message, file, { line, column: 1 });
    const all = [
        ...wrongTags(tags),
        ...files.flatMap((file) => file.problems),
        ...problems,
        ...failed,
    ];
    if (all.length > 0 || !planned)
        throw errorOf(all);
    report_report(runner, inputs, planned, { lowered, comparison });
    runner.outputs(outputsOf(planned));
}
async function dockerfiles(inputs, { checkout, repositoryName }, places, tracked) {
    const isPicked = picker(inputs.patterns, inputs.exclude);
    const { prefix } = places;
    const paths = tracked.flatMap(({ path, mode }) => {
        const isBlob = mode !== '160000' && path.startsWith(prefix) && isPicked(path.slice(prefix.length));
        return isBlob && (mode !== '120000' || checkout.linkedPaths(path)) ? [path] : [];
    });
    const isAtTop = paths.some((path) => !path.slice(prefix.length).includes('/'));
    const top = isAtTop ? await topName(checkout, places, repositoryName) : '';
    const all = new Set(tracked.map(({ path }) => path));
    return readFiles(paths, checkout, { inputs, places, top, tracked: all });
}
/** Returns what the directory is called that `path` is. */
async function topName({ prefix, folderName }, { folder }, repositoryName) {
    if (prefix !== '')
        return prefix.split('/').at(-2) ?? '';
    return (await repositoryName(folder !== '.')) || folderName;
}
/** Compares with the commit. A remote that does not answer is one problem of several. */
async function compare(ref, checkout) {
    if (/^0*$/.test(ref))
        return { comparison: { kind: 'all' }, problems: [] };
    try {
        return { comparison: await checkout.changedSince(ref), problems: [] };
    }
    catch (error) {
        if (!(error instanceof UserError))
            throw error;
        // The adapter's errors have reasons of this action.
        const problem = { reason: error.reason, message: error.message };
        return { problems: [problem] };
    }
}
const wrongTags = (tags) => tags
    .filter((tag) => !isTag(tag))
    .map((tag) => ({
    reason: 'invalid-tag',
    message: `"tags": ${escape_quote(tag)} is not a valid tag; give bare tags, such as the output "tags" of docker-tag without "images"`,
}));

;// CONCATENATED MODULE: ./build/actions/find-images/src/main.js









const { env } = process;
const runner = githubRunner();
void runAction(runner, async () => {
    const inputs = readInputs(inputs_inputs, env, runner.mask, 'invalid-input');
    const workspace = env['GITHUB_WORKSPACE'] || '.';
    const { absolute, relative } = folderInWorkspace(workspace, inputs.path);
    const temp = env['RUNNER_TEMP'] || (0,external_node_os_namespaceObject.tmpdir)();
    const { token } = inputs;
    const checkout = gitCheckout(absolute, { env, temp, token, mask: runner.mask });
    await run_run(inputs, {
        runner,
        checkout,
        folder: relative,
        repositoryName: (isNested) => repositoryName(env, absolute, isNested),
    });
});

