import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 4807:
/***/ ((module, exports, __nccwpck_require__) => {

(function (factory) {
    if ( true && typeof module.exports === "object") {
        var v = factory(__WEBPACK_EXTERNAL_createRequire(import.meta.url), exports);
        if (v !== undefined) module.exports = v;
    }
    else if (typeof define === "function" && define.amd) {
        define(["require", "exports", "./format", "./parser"], factory);
    }
})(function () {
    /*---------------------------------------------------------------------------------------------
     *  Copyright (c) Microsoft Corporation. All rights reserved.
     *  Licensed under the MIT License. See License.txt in the project root for license information.
     *--------------------------------------------------------------------------------------------*/
    'use strict';
    Object.defineProperty(exports, "__esModule", ({ value: true }));
    exports.isWS = exports.applyEdit = exports.setProperty = exports.removeProperty = void 0;
    const format_1 = __nccwpck_require__(6612);
    const parser_1 = __nccwpck_require__(5152);
    function removeProperty(text, path, options) {
        return setProperty(text, path, void 0, options);
    }
    exports.removeProperty = removeProperty;
    function setProperty(text, originalPath, value, options) {
        const path = originalPath.slice();
        const errors = [];
        const root = (0, parser_1.parseTree)(text, errors);
        let parent = void 0;
        let lastSegment = void 0;
        while (path.length > 0) {
            lastSegment = path.pop();
            parent = (0, parser_1.findNodeAtLocation)(root, path);
            if (parent === void 0 && value !== void 0) {
                if (typeof lastSegment === 'string') {
                    value = { [lastSegment]: value };
                }
                else {
                    value = [value];
                }
            }
            else {
                break;
            }
        }
        if (!parent) {
            // empty document
            if (value === void 0) { // delete
                throw new Error('Can not delete in empty document');
            }
            return withFormatting(text, { offset: root ? root.offset : 0, length: root ? root.length : 0, content: JSON.stringify(value) }, options);
        }
        else if (parent.type === 'object' && typeof lastSegment === 'string' && Array.isArray(parent.children)) {
            const existing = (0, parser_1.findNodeAtLocation)(parent, [lastSegment]);
            if (existing !== void 0) {
                if (value === void 0) { // delete
                    if (!existing.parent) {
                        throw new Error('Malformed AST');
                    }
                    const propertyIndex = parent.children.indexOf(existing.parent);
                    let removeBegin;
                    let removeEnd = existing.parent.offset + existing.parent.length;
                    if (propertyIndex > 0) {
                        // remove the comma of the previous node
                        let previous = parent.children[propertyIndex - 1];
                        removeBegin = previous.offset + previous.length;
                    }
                    else {
                        removeBegin = parent.offset + 1;
                        if (parent.children.length > 1) {
                            // remove the comma of the next node
                            let next = parent.children[1];
                            removeEnd = next.offset;
                        }
                    }
                    return withFormatting(text, { offset: removeBegin, length: removeEnd - removeBegin, content: '' }, options);
                }
                else {
                    // set value of existing property
                    return withFormatting(text, { offset: existing.offset, length: existing.length, content: JSON.stringify(value) }, options);
                }
            }
            else {
                if (value === void 0) { // delete
                    return []; // property does not exist, nothing to do
                }
                const newProperty = `${JSON.stringify(lastSegment)}: ${JSON.stringify(value)}`;
                const index = options.getInsertionIndex ? options.getInsertionIndex(parent.children.map(p => p.children[0].value)) : parent.children.length;
                let edit;
                if (index > 0) {
                    let previous = parent.children[index - 1];
                    edit = { offset: previous.offset + previous.length, length: 0, content: ',' + newProperty };
                }
                else if (parent.children.length === 0) {
                    edit = { offset: parent.offset + 1, length: 0, content: newProperty };
                }
                else {
                    edit = { offset: parent.offset + 1, length: 0, content: newProperty + ',' };
                }
                return withFormatting(text, edit, options);
            }
        }
        else if (parent.type === 'array' && typeof lastSegment === 'number' && Array.isArray(parent.children)) {
            const insertIndex = lastSegment;
            if (insertIndex === -1) {
                // Insert
                const newProperty = `${JSON.stringify(value)}`;
                let edit;
                if (parent.children.length === 0) {
                    edit = { offset: parent.offset + 1, length: 0, content: newProperty };
                }
                else {
                    const previous = parent.children[parent.children.length - 1];
                    edit = { offset: previous.offset + previous.length, length: 0, content: ',' + newProperty };
                }
                return withFormatting(text, edit, options);
            }
            else if (value === void 0 && parent.children.length >= 0) {
                // Removal
                const removalIndex = lastSegment;
                const toRemove = parent.children[removalIndex];
                let edit;
                if (parent.children.length === 1) {
                    // only item
                    edit = { offset: parent.offset + 1, length: parent.length - 2, content: '' };
                }
                else if (parent.children.length - 1 === removalIndex) {
                    // last item
                    let previous = parent.children[removalIndex - 1];
                    let offset = previous.offset + previous.length;
                    let parentEndOffset = parent.offset + parent.length;
                    edit = { offset, length: parentEndOffset - 2 - offset, content: '' };
                }
                else {
                    edit = { offset: toRemove.offset, length: parent.children[removalIndex + 1].offset - toRemove.offset, content: '' };
                }
                return withFormatting(text, edit, options);
            }
            else if (value !== void 0) {
                let edit;
                const newProperty = `${JSON.stringify(value)}`;
                if (!options.isArrayInsertion && parent.children.length > lastSegment) {
                    const toModify = parent.children[lastSegment];
                    edit = { offset: toModify.offset, length: toModify.length, content: newProperty };
                }
                else if (parent.children.length === 0 || lastSegment === 0) {
                    edit = { offset: parent.offset + 1, length: 0, content: parent.children.length === 0 ? newProperty : newProperty + ',' };
                }
                else {
                    const index = lastSegment > parent.children.length ? parent.children.length : lastSegment;
                    const previous = parent.children[index - 1];
                    edit = { offset: previous.offset + previous.length, length: 0, content: ',' + newProperty };
                }
                return withFormatting(text, edit, options);
            }
            else {
                throw new Error(`Can not ${value === void 0 ? 'remove' : (options.isArrayInsertion ? 'insert' : 'modify')} Array index ${insertIndex} as length is not sufficient`);
            }
        }
        else {
            throw new Error(`Can not add ${typeof lastSegment !== 'number' ? 'index' : 'property'} to parent of type ${parent.type}`);
        }
    }
    exports.setProperty = setProperty;
    function withFormatting(text, edit, options) {
        if (!options.formattingOptions) {
            return [edit];
        }
        // apply the edit
        let newText = applyEdit(text, edit);
        // format the new text
        let begin = edit.offset;
        let end = edit.offset + edit.content.length;
        if (edit.length === 0 || edit.content.length === 0) { // insert or remove
            while (begin > 0 && !(0, format_1.isEOL)(newText, begin - 1)) {
                begin--;
            }
            while (end < newText.length && !(0, format_1.isEOL)(newText, end)) {
                end++;
            }
        }
        const edits = (0, format_1.format)(newText, { offset: begin, length: end - begin }, { ...options.formattingOptions, keepLines: false });
        // apply the formatting edits and track the begin and end offsets of the changes
        for (let i = edits.length - 1; i >= 0; i--) {
            const edit = edits[i];
            newText = applyEdit(newText, edit);
            begin = Math.min(begin, edit.offset);
            end = Math.max(end, edit.offset + edit.length);
            end += edit.content.length - edit.length;
        }
        // create a single edit with all changes
        const editLength = text.length - (newText.length - end) - begin;
        return [{ offset: begin, length: editLength, content: newText.substring(begin, end) }];
    }
    function applyEdit(text, edit) {
        return text.substring(0, edit.offset) + edit.content + text.substring(edit.offset + edit.length);
    }
    exports.applyEdit = applyEdit;
    function isWS(text, offset) {
        return '\r\n \t'.indexOf(text.charAt(offset)) !== -1;
    }
    exports.isWS = isWS;
});


/***/ }),

/***/ 6612:
/***/ ((module, exports, __nccwpck_require__) => {

(function (factory) {
    if ( true && typeof module.exports === "object") {
        var v = factory(__WEBPACK_EXTERNAL_createRequire(import.meta.url), exports);
        if (v !== undefined) module.exports = v;
    }
    else if (typeof define === "function" && define.amd) {
        define(["require", "exports", "./scanner", "./string-intern"], factory);
    }
})(function () {
    /*---------------------------------------------------------------------------------------------
     *  Copyright (c) Microsoft Corporation. All rights reserved.
     *  Licensed under the MIT License. See License.txt in the project root for license information.
     *--------------------------------------------------------------------------------------------*/
    'use strict';
    Object.defineProperty(exports, "__esModule", ({ value: true }));
    exports.isEOL = exports.format = void 0;
    const scanner_1 = __nccwpck_require__(8525);
    const string_intern_1 = __nccwpck_require__(4579);
    function format(documentText, range, options) {
        let initialIndentLevel;
        let formatText;
        let formatTextStart;
        let rangeStart;
        let rangeEnd;
        if (range) {
            rangeStart = range.offset;
            rangeEnd = rangeStart + range.length;
            formatTextStart = rangeStart;
            while (formatTextStart > 0 && !isEOL(documentText, formatTextStart - 1)) {
                formatTextStart--;
            }
            let endOffset = rangeEnd;
            while (endOffset < documentText.length && !isEOL(documentText, endOffset)) {
                endOffset++;
            }
            formatText = documentText.substring(formatTextStart, endOffset);
            initialIndentLevel = computeIndentLevel(formatText, options);
        }
        else {
            formatText = documentText;
            initialIndentLevel = 0;
            formatTextStart = 0;
            rangeStart = 0;
            rangeEnd = documentText.length;
        }
        const eol = getEOL(options, documentText);
        const eolFastPathSupported = string_intern_1.supportedEols.includes(eol);
        let numberLineBreaks = 0;
        let indentLevel = 0;
        let indentValue;
        if (options.insertSpaces) {
            indentValue = string_intern_1.cachedSpaces[options.tabSize || 4] ?? repeat(string_intern_1.cachedSpaces[1], options.tabSize || 4);
        }
        else {
            indentValue = '\t';
        }
        const indentType = indentValue === '\t' ? '\t' : ' ';
        let scanner = (0, scanner_1.createScanner)(formatText, false);
        let hasError = false;
        function newLinesAndIndent() {
            if (numberLineBreaks > 1) {
                return repeat(eol, numberLineBreaks) + repeat(indentValue, initialIndentLevel + indentLevel);
            }
            const amountOfSpaces = indentValue.length * (initialIndentLevel + indentLevel);
            if (!eolFastPathSupported || amountOfSpaces > string_intern_1.cachedBreakLinesWithSpaces[indentType][eol].length) {
                return eol + repeat(indentValue, initialIndentLevel + indentLevel);
            }
            if (amountOfSpaces <= 0) {
                return eol;
            }
            return string_intern_1.cachedBreakLinesWithSpaces[indentType][eol][amountOfSpaces];
        }
        function scanNext() {
            let token = scanner.scan();
            numberLineBreaks = 0;
            while (token === 15 /* SyntaxKind.Trivia */ || token === 14 /* SyntaxKind.LineBreakTrivia */) {
                if (token === 14 /* SyntaxKind.LineBreakTrivia */ && options.keepLines) {
                    numberLineBreaks += 1;
                }
                else if (token === 14 /* SyntaxKind.LineBreakTrivia */) {
                    numberLineBreaks = 1;
                }
                token = scanner.scan();
            }
            hasError = token === 16 /* SyntaxKind.Unknown */ || scanner.getTokenError() !== 0 /* ScanError.None */;
            return token;
        }
        const editOperations = [];
        function addEdit(text, startOffset, endOffset) {
            if (!hasError && (!range || (startOffset < rangeEnd && endOffset > rangeStart)) && documentText.substring(startOffset, endOffset) !== text) {
                editOperations.push({ offset: startOffset, length: endOffset - startOffset, content: text });
            }
        }
        let firstToken = scanNext();
        if (options.keepLines && numberLineBreaks > 0) {
            addEdit(repeat(eol, numberLineBreaks), 0, 0);
        }
        if (firstToken !== 17 /* SyntaxKind.EOF */) {
            let firstTokenStart = scanner.getTokenOffset() + formatTextStart;
            let initialIndent = (indentValue.length * initialIndentLevel < 20) && options.insertSpaces
                ? string_intern_1.cachedSpaces[indentValue.length * initialIndentLevel]
                : repeat(indentValue, initialIndentLevel);
            addEdit(initialIndent, formatTextStart, firstTokenStart);
        }
        while (firstToken !== 17 /* SyntaxKind.EOF */) {
            let firstTokenEnd = scanner.getTokenOffset() + scanner.getTokenLength() + formatTextStart;
            let secondToken = scanNext();
            let replaceContent = '';
            let needsLineBreak = false;
            while (numberLineBreaks === 0 && (secondToken === 12 /* SyntaxKind.LineCommentTrivia */ || secondToken === 13 /* SyntaxKind.BlockCommentTrivia */)) {
                let commentTokenStart = scanner.getTokenOffset() + formatTextStart;
                addEdit(string_intern_1.cachedSpaces[1], firstTokenEnd, commentTokenStart);
                firstTokenEnd = scanner.getTokenOffset() + scanner.getTokenLength() + formatTextStart;
                needsLineBreak = secondToken === 12 /* SyntaxKind.LineCommentTrivia */;
                replaceContent = needsLineBreak ? newLinesAndIndent() : '';
                secondToken = scanNext();
            }
            if (secondToken === 2 /* SyntaxKind.CloseBraceToken */) {
                if (firstToken !== 1 /* SyntaxKind.OpenBraceToken */) {
                    indentLevel--;
                }
                ;
                if (options.keepLines && numberLineBreaks > 0 || !options.keepLines && firstToken !== 1 /* SyntaxKind.OpenBraceToken */) {
                    replaceContent = newLinesAndIndent();
                }
                else if (options.keepLines) {
                    replaceContent = string_intern_1.cachedSpaces[1];
                }
            }
            else if (secondToken === 4 /* SyntaxKind.CloseBracketToken */) {
                if (firstToken !== 3 /* SyntaxKind.OpenBracketToken */) {
                    indentLevel--;
                }
                ;
                if (options.keepLines && numberLineBreaks > 0 || !options.keepLines && firstToken !== 3 /* SyntaxKind.OpenBracketToken */) {
                    replaceContent = newLinesAndIndent();
                }
                else if (options.keepLines) {
                    replaceContent = string_intern_1.cachedSpaces[1];
                }
            }
            else {
                switch (firstToken) {
                    case 3 /* SyntaxKind.OpenBracketToken */:
                    case 1 /* SyntaxKind.OpenBraceToken */:
                        indentLevel++;
                        if (options.keepLines && numberLineBreaks > 0 || !options.keepLines) {
                            replaceContent = newLinesAndIndent();
                        }
                        else {
                            replaceContent = string_intern_1.cachedSpaces[1];
                        }
                        break;
                    case 5 /* SyntaxKind.CommaToken */:
                        if (options.keepLines && numberLineBreaks > 0 || !options.keepLines) {
                            replaceContent = newLinesAndIndent();
                        }
                        else {
                            replaceContent = string_intern_1.cachedSpaces[1];
                        }
                        break;
                    case 12 /* SyntaxKind.LineCommentTrivia */:
                        replaceContent = newLinesAndIndent();
                        break;
                    case 13 /* SyntaxKind.BlockCommentTrivia */:
                        if (numberLineBreaks > 0) {
                            replaceContent = newLinesAndIndent();
                        }
                        else if (!needsLineBreak) {
                            replaceContent = string_intern_1.cachedSpaces[1];
                        }
                        break;
                    case 6 /* SyntaxKind.ColonToken */:
                        if (options.keepLines && numberLineBreaks > 0) {
                            replaceContent = newLinesAndIndent();
                        }
                        else if (!needsLineBreak) {
                            replaceContent = string_intern_1.cachedSpaces[1];
                        }
                        break;
                    case 10 /* SyntaxKind.StringLiteral */:
                        if (options.keepLines && numberLineBreaks > 0) {
                            replaceContent = newLinesAndIndent();
                        }
                        else if (secondToken === 6 /* SyntaxKind.ColonToken */ && !needsLineBreak) {
                            replaceContent = '';
                        }
                        break;
                    case 7 /* SyntaxKind.NullKeyword */:
                    case 8 /* SyntaxKind.TrueKeyword */:
                    case 9 /* SyntaxKind.FalseKeyword */:
                    case 11 /* SyntaxKind.NumericLiteral */:
                    case 2 /* SyntaxKind.CloseBraceToken */:
                    case 4 /* SyntaxKind.CloseBracketToken */:
                        if (options.keepLines && numberLineBreaks > 0) {
                            replaceContent = newLinesAndIndent();
                        }
                        else {
                            if ((secondToken === 12 /* SyntaxKind.LineCommentTrivia */ || secondToken === 13 /* SyntaxKind.BlockCommentTrivia */) && !needsLineBreak) {
                                replaceContent = string_intern_1.cachedSpaces[1];
                            }
                            else if (secondToken !== 5 /* SyntaxKind.CommaToken */ && secondToken !== 17 /* SyntaxKind.EOF */) {
                                hasError = true;
                            }
                        }
                        break;
                    case 16 /* SyntaxKind.Unknown */:
                        hasError = true;
                        break;
                }
                if (numberLineBreaks > 0 && (secondToken === 12 /* SyntaxKind.LineCommentTrivia */ || secondToken === 13 /* SyntaxKind.BlockCommentTrivia */)) {
                    replaceContent = newLinesAndIndent();
                }
            }
            if (secondToken === 17 /* SyntaxKind.EOF */) {
                if (options.keepLines && numberLineBreaks > 0) {
                    replaceContent = newLinesAndIndent();
                }
                else {
                    replaceContent = options.insertFinalNewline ? eol : '';
                }
            }
            const secondTokenStart = scanner.getTokenOffset() + formatTextStart;
            addEdit(replaceContent, firstTokenEnd, secondTokenStart);
            firstToken = secondToken;
        }
        return editOperations;
    }
    exports.format = format;
    function repeat(s, count) {
        let result = '';
        for (let i = 0; i < count; i++) {
            result += s;
        }
        return result;
    }
    function computeIndentLevel(content, options) {
        let i = 0;
        let nChars = 0;
        const tabSize = options.tabSize || 4;
        while (i < content.length) {
            let ch = content.charAt(i);
            if (ch === string_intern_1.cachedSpaces[1]) {
                nChars++;
            }
            else if (ch === '\t') {
                nChars += tabSize;
            }
            else {
                break;
            }
            i++;
        }
        return Math.floor(nChars / tabSize);
    }
    function getEOL(options, text) {
        for (let i = 0; i < text.length; i++) {
            const ch = text.charAt(i);
            if (ch === '\r') {
                if (i + 1 < text.length && text.charAt(i + 1) === '\n') {
                    return '\r\n';
                }
                return '\r';
            }
            else if (ch === '\n') {
                return '\n';
            }
        }
        return (options && options.eol) || '\n';
    }
    function isEOL(text, offset) {
        return '\r\n'.indexOf(text.charAt(offset)) !== -1;
    }
    exports.isEOL = isEOL;
});


/***/ }),

/***/ 5152:
/***/ ((module, exports, __nccwpck_require__) => {

(function (factory) {
    if ( true && typeof module.exports === "object") {
        var v = factory(__WEBPACK_EXTERNAL_createRequire(import.meta.url), exports);
        if (v !== undefined) module.exports = v;
    }
    else if (typeof define === "function" && define.amd) {
        define(["require", "exports", "./scanner"], factory);
    }
})(function () {
    /*---------------------------------------------------------------------------------------------
     *  Copyright (c) Microsoft Corporation. All rights reserved.
     *  Licensed under the MIT License. See License.txt in the project root for license information.
     *--------------------------------------------------------------------------------------------*/
    'use strict';
    Object.defineProperty(exports, "__esModule", ({ value: true }));
    exports.getNodeType = exports.stripComments = exports.visit = exports.findNodeAtOffset = exports.contains = exports.getNodeValue = exports.getNodePath = exports.findNodeAtLocation = exports.parseTree = exports.parse = exports.getLocation = void 0;
    const scanner_1 = __nccwpck_require__(8525);
    var ParseOptions;
    (function (ParseOptions) {
        ParseOptions.DEFAULT = {
            allowTrailingComma: false
        };
    })(ParseOptions || (ParseOptions = {}));
    /**
     * For a given offset, evaluate the location in the JSON document. Each segment in the location path is either a property name or an array index.
     */
    function getLocation(text, position) {
        const segments = []; // strings or numbers
        const earlyReturnException = new Object();
        let previousNode = undefined;
        const previousNodeInst = {
            value: {},
            offset: 0,
            length: 0,
            type: 'object',
            parent: undefined
        };
        let isAtPropertyKey = false;
        function setPreviousNode(value, offset, length, type) {
            previousNodeInst.value = value;
            previousNodeInst.offset = offset;
            previousNodeInst.length = length;
            previousNodeInst.type = type;
            previousNodeInst.colonOffset = undefined;
            previousNode = previousNodeInst;
        }
        try {
            visit(text, {
                onObjectBegin: (offset, length) => {
                    if (position <= offset) {
                        throw earlyReturnException;
                    }
                    previousNode = undefined;
                    isAtPropertyKey = position > offset;
                    segments.push(''); // push a placeholder (will be replaced)
                },
                onObjectProperty: (name, offset, length) => {
                    if (position < offset) {
                        throw earlyReturnException;
                    }
                    setPreviousNode(name, offset, length, 'property');
                    segments[segments.length - 1] = name;
                    if (position <= offset + length) {
                        throw earlyReturnException;
                    }
                },
                onObjectEnd: (offset, length) => {
                    if (position <= offset) {
                        throw earlyReturnException;
                    }
                    previousNode = undefined;
                    segments.pop();
                },
                onArrayBegin: (offset, length) => {
                    if (position <= offset) {
                        throw earlyReturnException;
                    }
                    previousNode = undefined;
                    segments.push(0);
                },
                onArrayEnd: (offset, length) => {
                    if (position <= offset) {
                        throw earlyReturnException;
                    }
                    previousNode = undefined;
                    segments.pop();
                },
                onLiteralValue: (value, offset, length) => {
                    if (position < offset) {
                        throw earlyReturnException;
                    }
                    setPreviousNode(value, offset, length, getNodeType(value));
                    if (position <= offset + length) {
                        throw earlyReturnException;
                    }
                },
                onSeparator: (sep, offset, length) => {
                    if (position <= offset) {
                        throw earlyReturnException;
                    }
                    if (sep === ':' && previousNode && previousNode.type === 'property') {
                        previousNode.colonOffset = offset;
                        isAtPropertyKey = false;
                        previousNode = undefined;
                    }
                    else if (sep === ',') {
                        const last = segments[segments.length - 1];
                        if (typeof last === 'number') {
                            segments[segments.length - 1] = last + 1;
                        }
                        else {
                            isAtPropertyKey = true;
                            segments[segments.length - 1] = '';
                        }
                        previousNode = undefined;
                    }
                }
            });
        }
        catch (e) {
            if (e !== earlyReturnException) {
                throw e;
            }
        }
        return {
            path: segments,
            previousNode,
            isAtPropertyKey,
            matches: (pattern) => {
                let k = 0;
                for (let i = 0; k < pattern.length && i < segments.length; i++) {
                    if (pattern[k] === segments[i] || pattern[k] === '*') {
                        k++;
                    }
                    else if (pattern[k] !== '**') {
                        return false;
                    }
                }
                return k === pattern.length;
            }
        };
    }
    exports.getLocation = getLocation;
    /**
     * Parses the given text and returns the object the JSON content represents. On invalid input, the parser tries to be as fault tolerant as possible, but still return a result.
     * Therefore always check the errors list to find out if the input was valid.
     */
    function parse(text, errors = [], options = ParseOptions.DEFAULT) {
        let currentProperty = null;
        let currentParent = [];
        const previousParents = [];
        function onValue(value) {
            if (Array.isArray(currentParent)) {
                currentParent.push(value);
            }
            else if (currentProperty !== null) {
                currentParent[currentProperty] = value;
            }
        }
        const visitor = {
            onObjectBegin: () => {
                const object = {};
                onValue(object);
                previousParents.push(currentParent);
                currentParent = object;
                currentProperty = null;
            },
            onObjectProperty: (name) => {
                currentProperty = name;
            },
            onObjectEnd: () => {
                currentParent = previousParents.pop();
            },
            onArrayBegin: () => {
                const array = [];
                onValue(array);
                previousParents.push(currentParent);
                currentParent = array;
                currentProperty = null;
            },
            onArrayEnd: () => {
                currentParent = previousParents.pop();
            },
            onLiteralValue: onValue,
            onError: (error, offset, length) => {
                errors.push({ error, offset, length });
            }
        };
        visit(text, visitor, options);
        return currentParent[0];
    }
    exports.parse = parse;
    /**
     * Parses the given text and returns a tree representation the JSON content. On invalid input, the parser tries to be as fault tolerant as possible, but still return a result.
     */
    function parseTree(text, errors = [], options = ParseOptions.DEFAULT) {
        let currentParent = { type: 'array', offset: -1, length: -1, children: [], parent: undefined }; // artificial root
        function ensurePropertyComplete(endOffset) {
            if (currentParent.type === 'property') {
                currentParent.length = endOffset - currentParent.offset;
                currentParent = currentParent.parent;
            }
        }
        function onValue(valueNode) {
            currentParent.children.push(valueNode);
            return valueNode;
        }
        const visitor = {
            onObjectBegin: (offset) => {
                currentParent = onValue({ type: 'object', offset, length: -1, parent: currentParent, children: [] });
            },
            onObjectProperty: (name, offset, length) => {
                currentParent = onValue({ type: 'property', offset, length: -1, parent: currentParent, children: [] });
                currentParent.children.push({ type: 'string', value: name, offset, length, parent: currentParent });
            },
            onObjectEnd: (offset, length) => {
                ensurePropertyComplete(offset + length); // in case of a missing value for a property: make sure property is complete
                currentParent.length = offset + length - currentParent.offset;
                currentParent = currentParent.parent;
                ensurePropertyComplete(offset + length);
            },
            onArrayBegin: (offset, length) => {
                currentParent = onValue({ type: 'array', offset, length: -1, parent: currentParent, children: [] });
            },
            onArrayEnd: (offset, length) => {
                currentParent.length = offset + length - currentParent.offset;
                currentParent = currentParent.parent;
                ensurePropertyComplete(offset + length);
            },
            onLiteralValue: (value, offset, length) => {
                onValue({ type: getNodeType(value), offset, length, parent: currentParent, value });
                ensurePropertyComplete(offset + length);
            },
            onSeparator: (sep, offset, length) => {
                if (currentParent.type === 'property') {
                    if (sep === ':') {
                        currentParent.colonOffset = offset;
                    }
                    else if (sep === ',') {
                        ensurePropertyComplete(offset);
                    }
                }
            },
            onError: (error, offset, length) => {
                errors.push({ error, offset, length });
            }
        };
        visit(text, visitor, options);
        const result = currentParent.children[0];
        if (result) {
            delete result.parent;
        }
        return result;
    }
    exports.parseTree = parseTree;
    /**
     * Finds the node at the given path in a JSON DOM.
     */
    function findNodeAtLocation(root, path) {
        if (!root) {
            return undefined;
        }
        let node = root;
        for (let segment of path) {
            if (typeof segment === 'string') {
                if (node.type !== 'object' || !Array.isArray(node.children)) {
                    return undefined;
                }
                let found = false;
                for (const propertyNode of node.children) {
                    if (Array.isArray(propertyNode.children) && propertyNode.children[0].value === segment && propertyNode.children.length === 2) {
                        node = propertyNode.children[1];
                        found = true;
                        break;
                    }
                }
                if (!found) {
                    return undefined;
                }
            }
            else {
                const index = segment;
                if (node.type !== 'array' || index < 0 || !Array.isArray(node.children) || index >= node.children.length) {
                    return undefined;
                }
                node = node.children[index];
            }
        }
        return node;
    }
    exports.findNodeAtLocation = findNodeAtLocation;
    /**
     * Gets the JSON path of the given JSON DOM node
     */
    function getNodePath(node) {
        if (!node.parent || !node.parent.children) {
            return [];
        }
        const path = getNodePath(node.parent);
        if (node.parent.type === 'property') {
            const key = node.parent.children[0].value;
            path.push(key);
        }
        else if (node.parent.type === 'array') {
            const index = node.parent.children.indexOf(node);
            if (index !== -1) {
                path.push(index);
            }
        }
        return path;
    }
    exports.getNodePath = getNodePath;
    /**
     * Evaluates the JavaScript object of the given JSON DOM node
     */
    function getNodeValue(node) {
        switch (node.type) {
            case 'array':
                return node.children.map(getNodeValue);
            case 'object':
                const obj = Object.create(null);
                for (let prop of node.children) {
                    const valueNode = prop.children[1];
                    if (valueNode) {
                        obj[prop.children[0].value] = getNodeValue(valueNode);
                    }
                }
                return obj;
            case 'null':
            case 'string':
            case 'number':
            case 'boolean':
                return node.value;
            default:
                return undefined;
        }
    }
    exports.getNodeValue = getNodeValue;
    function contains(node, offset, includeRightBound = false) {
        return (offset >= node.offset && offset < (node.offset + node.length)) || includeRightBound && (offset === (node.offset + node.length));
    }
    exports.contains = contains;
    /**
     * Finds the most inner node at the given offset. If includeRightBound is set, also finds nodes that end at the given offset.
     */
    function findNodeAtOffset(node, offset, includeRightBound = false) {
        if (contains(node, offset, includeRightBound)) {
            const children = node.children;
            if (Array.isArray(children)) {
                for (let i = 0; i < children.length && children[i].offset <= offset; i++) {
                    const item = findNodeAtOffset(children[i], offset, includeRightBound);
                    if (item) {
                        return item;
                    }
                }
            }
            return node;
        }
        return undefined;
    }
    exports.findNodeAtOffset = findNodeAtOffset;
    /**
     * Parses the given text and invokes the visitor functions for each object, array and literal reached.
     */
    function visit(text, visitor, options = ParseOptions.DEFAULT) {
        const _scanner = (0, scanner_1.createScanner)(text, false);
        // Important: Only pass copies of this to visitor functions to prevent accidental modification, and
        // to not affect visitor functions which stored a reference to a previous JSONPath
        const _jsonPath = [];
        // Depth of onXXXBegin() callbacks suppressed. onXXXEnd() decrements this if it isn't 0 already.
        // Callbacks are only called when this value is 0.
        let suppressedCallbacks = 0;
        function toNoArgVisit(visitFunction) {
            return visitFunction ? () => suppressedCallbacks === 0 && visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter()) : () => true;
        }
        function toOneArgVisit(visitFunction) {
            return visitFunction ? (arg) => suppressedCallbacks === 0 && visitFunction(arg, _scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter()) : () => true;
        }
        function toOneArgVisitWithPath(visitFunction) {
            return visitFunction ? (arg) => suppressedCallbacks === 0 && visitFunction(arg, _scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter(), () => _jsonPath.slice()) : () => true;
        }
        function toBeginVisit(visitFunction) {
            return visitFunction ?
                () => {
                    if (suppressedCallbacks > 0) {
                        suppressedCallbacks++;
                    }
                    else {
                        let cbReturn = visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter(), () => _jsonPath.slice());
                        if (cbReturn === false) {
                            suppressedCallbacks = 1;
                        }
                    }
                }
                : () => true;
        }
        function toEndVisit(visitFunction) {
            return visitFunction ?
                () => {
                    if (suppressedCallbacks > 0) {
                        suppressedCallbacks--;
                    }
                    if (suppressedCallbacks === 0) {
                        visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter());
                    }
                }
                : () => true;
        }
        const onObjectBegin = toBeginVisit(visitor.onObjectBegin), onObjectProperty = toOneArgVisitWithPath(visitor.onObjectProperty), onObjectEnd = toEndVisit(visitor.onObjectEnd), onArrayBegin = toBeginVisit(visitor.onArrayBegin), onArrayEnd = toEndVisit(visitor.onArrayEnd), onLiteralValue = toOneArgVisitWithPath(visitor.onLiteralValue), onSeparator = toOneArgVisit(visitor.onSeparator), onComment = toNoArgVisit(visitor.onComment), onError = toOneArgVisit(visitor.onError);
        const disallowComments = options && options.disallowComments;
        const allowTrailingComma = options && options.allowTrailingComma;
        function scanNext() {
            while (true) {
                const token = _scanner.scan();
                switch (_scanner.getTokenError()) {
                    case 4 /* ScanError.InvalidUnicode */:
                        handleError(14 /* ParseErrorCode.InvalidUnicode */);
                        break;
                    case 5 /* ScanError.InvalidEscapeCharacter */:
                        handleError(15 /* ParseErrorCode.InvalidEscapeCharacter */);
                        break;
                    case 3 /* ScanError.UnexpectedEndOfNumber */:
                        handleError(13 /* ParseErrorCode.UnexpectedEndOfNumber */);
                        break;
                    case 1 /* ScanError.UnexpectedEndOfComment */:
                        if (!disallowComments) {
                            handleError(11 /* ParseErrorCode.UnexpectedEndOfComment */);
                        }
                        break;
                    case 2 /* ScanError.UnexpectedEndOfString */:
                        handleError(12 /* ParseErrorCode.UnexpectedEndOfString */);
                        break;
                    case 6 /* ScanError.InvalidCharacter */:
                        handleError(16 /* ParseErrorCode.InvalidCharacter */);
                        break;
                }
                switch (token) {
                    case 12 /* SyntaxKind.LineCommentTrivia */:
                    case 13 /* SyntaxKind.BlockCommentTrivia */:
                        if (disallowComments) {
                            handleError(10 /* ParseErrorCode.InvalidCommentToken */);
                        }
                        else {
                            onComment();
                        }
                        break;
                    case 16 /* SyntaxKind.Unknown */:
                        handleError(1 /* ParseErrorCode.InvalidSymbol */);
                        break;
                    case 15 /* SyntaxKind.Trivia */:
                    case 14 /* SyntaxKind.LineBreakTrivia */:
                        break;
                    default:
                        return token;
                }
            }
        }
        function handleError(error, skipUntilAfter = [], skipUntil = []) {
            onError(error);
            if (skipUntilAfter.length + skipUntil.length > 0) {
                let token = _scanner.getToken();
                while (token !== 17 /* SyntaxKind.EOF */) {
                    if (skipUntilAfter.indexOf(token) !== -1) {
                        scanNext();
                        break;
                    }
                    else if (skipUntil.indexOf(token) !== -1) {
                        break;
                    }
                    token = scanNext();
                }
            }
        }
        function parseString(isValue) {
            const value = _scanner.getTokenValue();
            if (isValue) {
                onLiteralValue(value);
            }
            else {
                onObjectProperty(value);
                // add property name afterwards
                _jsonPath.push(value);
            }
            scanNext();
            return true;
        }
        function parseLiteral() {
            switch (_scanner.getToken()) {
                case 11 /* SyntaxKind.NumericLiteral */:
                    const tokenValue = _scanner.getTokenValue();
                    let value = Number(tokenValue);
                    if (isNaN(value)) {
                        handleError(2 /* ParseErrorCode.InvalidNumberFormat */);
                        value = 0;
                    }
                    onLiteralValue(value);
                    break;
                case 7 /* SyntaxKind.NullKeyword */:
                    onLiteralValue(null);
                    break;
                case 8 /* SyntaxKind.TrueKeyword */:
                    onLiteralValue(true);
                    break;
                case 9 /* SyntaxKind.FalseKeyword */:
                    onLiteralValue(false);
                    break;
                default:
                    return false;
            }
            scanNext();
            return true;
        }
        function parseProperty() {
            if (_scanner.getToken() !== 10 /* SyntaxKind.StringLiteral */) {
                handleError(3 /* ParseErrorCode.PropertyNameExpected */, [], [2 /* SyntaxKind.CloseBraceToken */, 5 /* SyntaxKind.CommaToken */]);
                return false;
            }
            parseString(false);
            if (_scanner.getToken() === 6 /* SyntaxKind.ColonToken */) {
                onSeparator(':');
                scanNext(); // consume colon
                if (!parseValue()) {
                    handleError(4 /* ParseErrorCode.ValueExpected */, [], [2 /* SyntaxKind.CloseBraceToken */, 5 /* SyntaxKind.CommaToken */]);
                }
            }
            else {
                handleError(5 /* ParseErrorCode.ColonExpected */, [], [2 /* SyntaxKind.CloseBraceToken */, 5 /* SyntaxKind.CommaToken */]);
            }
            _jsonPath.pop(); // remove processed property name
            return true;
        }
        function parseObject() {
            onObjectBegin();
            scanNext(); // consume open brace
            let needsComma = false;
            while (_scanner.getToken() !== 2 /* SyntaxKind.CloseBraceToken */ && _scanner.getToken() !== 17 /* SyntaxKind.EOF */) {
                if (_scanner.getToken() === 5 /* SyntaxKind.CommaToken */) {
                    if (!needsComma) {
                        handleError(4 /* ParseErrorCode.ValueExpected */, [], []);
                    }
                    onSeparator(',');
                    scanNext(); // consume comma
                    if (_scanner.getToken() === 2 /* SyntaxKind.CloseBraceToken */ && allowTrailingComma) {
                        break;
                    }
                }
                else if (needsComma) {
                    handleError(6 /* ParseErrorCode.CommaExpected */, [], []);
                }
                if (!parseProperty()) {
                    handleError(4 /* ParseErrorCode.ValueExpected */, [], [2 /* SyntaxKind.CloseBraceToken */, 5 /* SyntaxKind.CommaToken */]);
                }
                needsComma = true;
            }
            onObjectEnd();
            if (_scanner.getToken() !== 2 /* SyntaxKind.CloseBraceToken */) {
                handleError(7 /* ParseErrorCode.CloseBraceExpected */, [2 /* SyntaxKind.CloseBraceToken */], []);
            }
            else {
                scanNext(); // consume close brace
            }
            return true;
        }
        function parseArray() {
            onArrayBegin();
            scanNext(); // consume open bracket
            let isFirstElement = true;
            let needsComma = false;
            while (_scanner.getToken() !== 4 /* SyntaxKind.CloseBracketToken */ && _scanner.getToken() !== 17 /* SyntaxKind.EOF */) {
                if (_scanner.getToken() === 5 /* SyntaxKind.CommaToken */) {
                    if (!needsComma) {
                        handleError(4 /* ParseErrorCode.ValueExpected */, [], []);
                    }
                    onSeparator(',');
                    scanNext(); // consume comma
                    if (_scanner.getToken() === 4 /* SyntaxKind.CloseBracketToken */ && allowTrailingComma) {
                        break;
                    }
                }
                else if (needsComma) {
                    handleError(6 /* ParseErrorCode.CommaExpected */, [], []);
                }
                if (isFirstElement) {
                    _jsonPath.push(0);
                    isFirstElement = false;
                }
                else {
                    _jsonPath[_jsonPath.length - 1]++;
                }
                if (!parseValue()) {
                    handleError(4 /* ParseErrorCode.ValueExpected */, [], [4 /* SyntaxKind.CloseBracketToken */, 5 /* SyntaxKind.CommaToken */]);
                }
                needsComma = true;
            }
            onArrayEnd();
            if (!isFirstElement) {
                _jsonPath.pop(); // remove array index
            }
            if (_scanner.getToken() !== 4 /* SyntaxKind.CloseBracketToken */) {
                handleError(8 /* ParseErrorCode.CloseBracketExpected */, [4 /* SyntaxKind.CloseBracketToken */], []);
            }
            else {
                scanNext(); // consume close bracket
            }
            return true;
        }
        function parseValue() {
            switch (_scanner.getToken()) {
                case 3 /* SyntaxKind.OpenBracketToken */:
                    return parseArray();
                case 1 /* SyntaxKind.OpenBraceToken */:
                    return parseObject();
                case 10 /* SyntaxKind.StringLiteral */:
                    return parseString(true);
                default:
                    return parseLiteral();
            }
        }
        scanNext();
        if (_scanner.getToken() === 17 /* SyntaxKind.EOF */) {
            if (options.allowEmptyContent) {
                return true;
            }
            handleError(4 /* ParseErrorCode.ValueExpected */, [], []);
            return false;
        }
        if (!parseValue()) {
            handleError(4 /* ParseErrorCode.ValueExpected */, [], []);
            return false;
        }
        if (_scanner.getToken() !== 17 /* SyntaxKind.EOF */) {
            handleError(9 /* ParseErrorCode.EndOfFileExpected */, [], []);
        }
        return true;
    }
    exports.visit = visit;
    /**
     * Takes JSON with JavaScript-style comments and remove
     * them. Optionally replaces every none-newline character
     * of comments with a replaceCharacter
     */
    function stripComments(text, replaceCh) {
        let _scanner = (0, scanner_1.createScanner)(text), parts = [], kind, offset = 0, pos;
        do {
            pos = _scanner.getPosition();
            kind = _scanner.scan();
            switch (kind) {
                case 12 /* SyntaxKind.LineCommentTrivia */:
                case 13 /* SyntaxKind.BlockCommentTrivia */:
                case 17 /* SyntaxKind.EOF */:
                    if (offset !== pos) {
                        parts.push(text.substring(offset, pos));
                    }
                    if (replaceCh !== undefined) {
                        parts.push(_scanner.getTokenValue().replace(/[^\r\n]/g, replaceCh));
                    }
                    offset = _scanner.getPosition();
                    break;
            }
        } while (kind !== 17 /* SyntaxKind.EOF */);
        return parts.join('');
    }
    exports.stripComments = stripComments;
    function getNodeType(value) {
        switch (typeof value) {
            case 'boolean': return 'boolean';
            case 'number': return 'number';
            case 'string': return 'string';
            case 'object': {
                if (!value) {
                    return 'null';
                }
                else if (Array.isArray(value)) {
                    return 'array';
                }
                return 'object';
            }
            default: return 'null';
        }
    }
    exports.getNodeType = getNodeType;
});


/***/ }),

/***/ 8525:
/***/ ((module, exports) => {

(function (factory) {
    if ( true && typeof module.exports === "object") {
        var v = factory(__WEBPACK_EXTERNAL_createRequire(import.meta.url), exports);
        if (v !== undefined) module.exports = v;
    }
    else if (typeof define === "function" && define.amd) {
        define(["require", "exports"], factory);
    }
})(function () {
    /*---------------------------------------------------------------------------------------------
     *  Copyright (c) Microsoft Corporation. All rights reserved.
     *  Licensed under the MIT License. See License.txt in the project root for license information.
     *--------------------------------------------------------------------------------------------*/
    'use strict';
    Object.defineProperty(exports, "__esModule", ({ value: true }));
    exports.createScanner = void 0;
    /**
     * Creates a JSON scanner on the given text.
     * If ignoreTrivia is set, whitespaces or comments are ignored.
     */
    function createScanner(text, ignoreTrivia = false) {
        const len = text.length;
        let pos = 0, value = '', tokenOffset = 0, token = 16 /* SyntaxKind.Unknown */, lineNumber = 0, lineStartOffset = 0, tokenLineStartOffset = 0, prevTokenLineStartOffset = 0, scanError = 0 /* ScanError.None */;
        function scanHexDigits(count, exact) {
            let digits = 0;
            let value = 0;
            while (digits < count || !exact) {
                let ch = text.charCodeAt(pos);
                if (ch >= 48 /* CharacterCodes._0 */ && ch <= 57 /* CharacterCodes._9 */) {
                    value = value * 16 + ch - 48 /* CharacterCodes._0 */;
                }
                else if (ch >= 65 /* CharacterCodes.A */ && ch <= 70 /* CharacterCodes.F */) {
                    value = value * 16 + ch - 65 /* CharacterCodes.A */ + 10;
                }
                else if (ch >= 97 /* CharacterCodes.a */ && ch <= 102 /* CharacterCodes.f */) {
                    value = value * 16 + ch - 97 /* CharacterCodes.a */ + 10;
                }
                else {
                    break;
                }
                pos++;
                digits++;
            }
            if (digits < count) {
                value = -1;
            }
            return value;
        }
        function setPosition(newPosition) {
            pos = newPosition;
            value = '';
            tokenOffset = 0;
            token = 16 /* SyntaxKind.Unknown */;
            scanError = 0 /* ScanError.None */;
        }
        function scanNumber() {
            let start = pos;
            if (text.charCodeAt(pos) === 48 /* CharacterCodes._0 */) {
                pos++;
            }
            else {
                pos++;
                while (pos < text.length && isDigit(text.charCodeAt(pos))) {
                    pos++;
                }
            }
            if (pos < text.length && text.charCodeAt(pos) === 46 /* CharacterCodes.dot */) {
                pos++;
                if (pos < text.length && isDigit(text.charCodeAt(pos))) {
                    pos++;
                    while (pos < text.length && isDigit(text.charCodeAt(pos))) {
                        pos++;
                    }
                }
                else {
                    scanError = 3 /* ScanError.UnexpectedEndOfNumber */;
                    return text.substring(start, pos);
                }
            }
            let end = pos;
            if (pos < text.length && (text.charCodeAt(pos) === 69 /* CharacterCodes.E */ || text.charCodeAt(pos) === 101 /* CharacterCodes.e */)) {
                pos++;
                if (pos < text.length && text.charCodeAt(pos) === 43 /* CharacterCodes.plus */ || text.charCodeAt(pos) === 45 /* CharacterCodes.minus */) {
                    pos++;
                }
                if (pos < text.length && isDigit(text.charCodeAt(pos))) {
                    pos++;
                    while (pos < text.length && isDigit(text.charCodeAt(pos))) {
                        pos++;
                    }
                    end = pos;
                }
                else {
                    scanError = 3 /* ScanError.UnexpectedEndOfNumber */;
                }
            }
            return text.substring(start, end);
        }
        function scanString() {
            let result = '', start = pos;
            while (true) {
                if (pos >= len) {
                    result += text.substring(start, pos);
                    scanError = 2 /* ScanError.UnexpectedEndOfString */;
                    break;
                }
                const ch = text.charCodeAt(pos);
                if (ch === 34 /* CharacterCodes.doubleQuote */) {
                    result += text.substring(start, pos);
                    pos++;
                    break;
                }
                if (ch === 92 /* CharacterCodes.backslash */) {
                    result += text.substring(start, pos);
                    pos++;
                    if (pos >= len) {
                        scanError = 2 /* ScanError.UnexpectedEndOfString */;
                        break;
                    }
                    const ch2 = text.charCodeAt(pos++);
                    switch (ch2) {
                        case 34 /* CharacterCodes.doubleQuote */:
                            result += '\"';
                            break;
                        case 92 /* CharacterCodes.backslash */:
                            result += '\\';
                            break;
                        case 47 /* CharacterCodes.slash */:
                            result += '/';
                            break;
                        case 98 /* CharacterCodes.b */:
                            result += '\b';
                            break;
                        case 102 /* CharacterCodes.f */:
                            result += '\f';
                            break;
                        case 110 /* CharacterCodes.n */:
                            result += '\n';
                            break;
                        case 114 /* CharacterCodes.r */:
                            result += '\r';
                            break;
                        case 116 /* CharacterCodes.t */:
                            result += '\t';
                            break;
                        case 117 /* CharacterCodes.u */:
                            const ch3 = scanHexDigits(4, true);
                            if (ch3 >= 0) {
                                result += String.fromCharCode(ch3);
                            }
                            else {
                                scanError = 4 /* ScanError.InvalidUnicode */;
                            }
                            break;
                        default:
                            scanError = 5 /* ScanError.InvalidEscapeCharacter */;
                    }
                    start = pos;
                    continue;
                }
                if (ch >= 0 && ch <= 0x1f) {
                    if (isLineBreak(ch)) {
                        result += text.substring(start, pos);
                        scanError = 2 /* ScanError.UnexpectedEndOfString */;
                        break;
                    }
                    else {
                        scanError = 6 /* ScanError.InvalidCharacter */;
                        // mark as error but continue with string
                    }
                }
                pos++;
            }
            return result;
        }
        function scanNext() {
            value = '';
            scanError = 0 /* ScanError.None */;
            tokenOffset = pos;
            lineStartOffset = lineNumber;
            prevTokenLineStartOffset = tokenLineStartOffset;
            if (pos >= len) {
                // at the end
                tokenOffset = len;
                return token = 17 /* SyntaxKind.EOF */;
            }
            let code = text.charCodeAt(pos);
            // trivia: whitespace
            if (isWhiteSpace(code)) {
                do {
                    pos++;
                    value += String.fromCharCode(code);
                    code = text.charCodeAt(pos);
                } while (isWhiteSpace(code));
                return token = 15 /* SyntaxKind.Trivia */;
            }
            // trivia: newlines
            if (isLineBreak(code)) {
                pos++;
                value += String.fromCharCode(code);
                if (code === 13 /* CharacterCodes.carriageReturn */ && text.charCodeAt(pos) === 10 /* CharacterCodes.lineFeed */) {
                    pos++;
                    value += '\n';
                }
                lineNumber++;
                tokenLineStartOffset = pos;
                return token = 14 /* SyntaxKind.LineBreakTrivia */;
            }
            switch (code) {
                // tokens: []{}:,
                case 123 /* CharacterCodes.openBrace */:
                    pos++;
                    return token = 1 /* SyntaxKind.OpenBraceToken */;
                case 125 /* CharacterCodes.closeBrace */:
                    pos++;
                    return token = 2 /* SyntaxKind.CloseBraceToken */;
                case 91 /* CharacterCodes.openBracket */:
                    pos++;
                    return token = 3 /* SyntaxKind.OpenBracketToken */;
                case 93 /* CharacterCodes.closeBracket */:
                    pos++;
                    return token = 4 /* SyntaxKind.CloseBracketToken */;
                case 58 /* CharacterCodes.colon */:
                    pos++;
                    return token = 6 /* SyntaxKind.ColonToken */;
                case 44 /* CharacterCodes.comma */:
                    pos++;
                    return token = 5 /* SyntaxKind.CommaToken */;
                // strings
                case 34 /* CharacterCodes.doubleQuote */:
                    pos++;
                    value = scanString();
                    return token = 10 /* SyntaxKind.StringLiteral */;
                // comments
                case 47 /* CharacterCodes.slash */:
                    const start = pos - 1;
                    // Single-line comment
                    if (text.charCodeAt(pos + 1) === 47 /* CharacterCodes.slash */) {
                        pos += 2;
                        while (pos < len) {
                            if (isLineBreak(text.charCodeAt(pos))) {
                                break;
                            }
                            pos++;
                        }
                        value = text.substring(start, pos);
                        return token = 12 /* SyntaxKind.LineCommentTrivia */;
                    }
                    // Multi-line comment
                    if (text.charCodeAt(pos + 1) === 42 /* CharacterCodes.asterisk */) {
                        pos += 2;
                        const safeLength = len - 1; // For lookahead.
                        let commentClosed = false;
                        while (pos < safeLength) {
                            const ch = text.charCodeAt(pos);
                            if (ch === 42 /* CharacterCodes.asterisk */ && text.charCodeAt(pos + 1) === 47 /* CharacterCodes.slash */) {
                                pos += 2;
                                commentClosed = true;
                                break;
                            }
                            pos++;
                            if (isLineBreak(ch)) {
                                if (ch === 13 /* CharacterCodes.carriageReturn */ && text.charCodeAt(pos) === 10 /* CharacterCodes.lineFeed */) {
                                    pos++;
                                }
                                lineNumber++;
                                tokenLineStartOffset = pos;
                            }
                        }
                        if (!commentClosed) {
                            pos++;
                            scanError = 1 /* ScanError.UnexpectedEndOfComment */;
                        }
                        value = text.substring(start, pos);
                        return token = 13 /* SyntaxKind.BlockCommentTrivia */;
                    }
                    // just a single slash
                    value += String.fromCharCode(code);
                    pos++;
                    return token = 16 /* SyntaxKind.Unknown */;
                // numbers
                case 45 /* CharacterCodes.minus */:
                    value += String.fromCharCode(code);
                    pos++;
                    if (pos === len || !isDigit(text.charCodeAt(pos))) {
                        return token = 16 /* SyntaxKind.Unknown */;
                    }
                // found a minus, followed by a number so
                // we fall through to proceed with scanning
                // numbers
                case 48 /* CharacterCodes._0 */:
                case 49 /* CharacterCodes._1 */:
                case 50 /* CharacterCodes._2 */:
                case 51 /* CharacterCodes._3 */:
                case 52 /* CharacterCodes._4 */:
                case 53 /* CharacterCodes._5 */:
                case 54 /* CharacterCodes._6 */:
                case 55 /* CharacterCodes._7 */:
                case 56 /* CharacterCodes._8 */:
                case 57 /* CharacterCodes._9 */:
                    value += scanNumber();
                    return token = 11 /* SyntaxKind.NumericLiteral */;
                // literals and unknown symbols
                default:
                    // is a literal? Read the full word.
                    while (pos < len && isUnknownContentCharacter(code)) {
                        pos++;
                        code = text.charCodeAt(pos);
                    }
                    if (tokenOffset !== pos) {
                        value = text.substring(tokenOffset, pos);
                        // keywords: true, false, null
                        switch (value) {
                            case 'true': return token = 8 /* SyntaxKind.TrueKeyword */;
                            case 'false': return token = 9 /* SyntaxKind.FalseKeyword */;
                            case 'null': return token = 7 /* SyntaxKind.NullKeyword */;
                        }
                        return token = 16 /* SyntaxKind.Unknown */;
                    }
                    // some
                    value += String.fromCharCode(code);
                    pos++;
                    return token = 16 /* SyntaxKind.Unknown */;
            }
        }
        function isUnknownContentCharacter(code) {
            if (isWhiteSpace(code) || isLineBreak(code)) {
                return false;
            }
            switch (code) {
                case 125 /* CharacterCodes.closeBrace */:
                case 93 /* CharacterCodes.closeBracket */:
                case 123 /* CharacterCodes.openBrace */:
                case 91 /* CharacterCodes.openBracket */:
                case 34 /* CharacterCodes.doubleQuote */:
                case 58 /* CharacterCodes.colon */:
                case 44 /* CharacterCodes.comma */:
                case 47 /* CharacterCodes.slash */:
                    return false;
            }
            return true;
        }
        function scanNextNonTrivia() {
            let result;
            do {
                result = scanNext();
            } while (result >= 12 /* SyntaxKind.LineCommentTrivia */ && result <= 15 /* SyntaxKind.Trivia */);
            return result;
        }
        return {
            setPosition: setPosition,
            getPosition: () => pos,
            scan: ignoreTrivia ? scanNextNonTrivia : scanNext,
            getToken: () => token,
            getTokenValue: () => value,
            getTokenOffset: () => tokenOffset,
            getTokenLength: () => pos - tokenOffset,
            getTokenStartLine: () => lineStartOffset,
            getTokenStartCharacter: () => tokenOffset - prevTokenLineStartOffset,
            getTokenError: () => scanError,
        };
    }
    exports.createScanner = createScanner;
    function isWhiteSpace(ch) {
        return ch === 32 /* CharacterCodes.space */ || ch === 9 /* CharacterCodes.tab */;
    }
    function isLineBreak(ch) {
        return ch === 10 /* CharacterCodes.lineFeed */ || ch === 13 /* CharacterCodes.carriageReturn */;
    }
    function isDigit(ch) {
        return ch >= 48 /* CharacterCodes._0 */ && ch <= 57 /* CharacterCodes._9 */;
    }
    var CharacterCodes;
    (function (CharacterCodes) {
        CharacterCodes[CharacterCodes["lineFeed"] = 10] = "lineFeed";
        CharacterCodes[CharacterCodes["carriageReturn"] = 13] = "carriageReturn";
        CharacterCodes[CharacterCodes["space"] = 32] = "space";
        CharacterCodes[CharacterCodes["_0"] = 48] = "_0";
        CharacterCodes[CharacterCodes["_1"] = 49] = "_1";
        CharacterCodes[CharacterCodes["_2"] = 50] = "_2";
        CharacterCodes[CharacterCodes["_3"] = 51] = "_3";
        CharacterCodes[CharacterCodes["_4"] = 52] = "_4";
        CharacterCodes[CharacterCodes["_5"] = 53] = "_5";
        CharacterCodes[CharacterCodes["_6"] = 54] = "_6";
        CharacterCodes[CharacterCodes["_7"] = 55] = "_7";
        CharacterCodes[CharacterCodes["_8"] = 56] = "_8";
        CharacterCodes[CharacterCodes["_9"] = 57] = "_9";
        CharacterCodes[CharacterCodes["a"] = 97] = "a";
        CharacterCodes[CharacterCodes["b"] = 98] = "b";
        CharacterCodes[CharacterCodes["c"] = 99] = "c";
        CharacterCodes[CharacterCodes["d"] = 100] = "d";
        CharacterCodes[CharacterCodes["e"] = 101] = "e";
        CharacterCodes[CharacterCodes["f"] = 102] = "f";
        CharacterCodes[CharacterCodes["g"] = 103] = "g";
        CharacterCodes[CharacterCodes["h"] = 104] = "h";
        CharacterCodes[CharacterCodes["i"] = 105] = "i";
        CharacterCodes[CharacterCodes["j"] = 106] = "j";
        CharacterCodes[CharacterCodes["k"] = 107] = "k";
        CharacterCodes[CharacterCodes["l"] = 108] = "l";
        CharacterCodes[CharacterCodes["m"] = 109] = "m";
        CharacterCodes[CharacterCodes["n"] = 110] = "n";
        CharacterCodes[CharacterCodes["o"] = 111] = "o";
        CharacterCodes[CharacterCodes["p"] = 112] = "p";
        CharacterCodes[CharacterCodes["q"] = 113] = "q";
        CharacterCodes[CharacterCodes["r"] = 114] = "r";
        CharacterCodes[CharacterCodes["s"] = 115] = "s";
        CharacterCodes[CharacterCodes["t"] = 116] = "t";
        CharacterCodes[CharacterCodes["u"] = 117] = "u";
        CharacterCodes[CharacterCodes["v"] = 118] = "v";
        CharacterCodes[CharacterCodes["w"] = 119] = "w";
        CharacterCodes[CharacterCodes["x"] = 120] = "x";
        CharacterCodes[CharacterCodes["y"] = 121] = "y";
        CharacterCodes[CharacterCodes["z"] = 122] = "z";
        CharacterCodes[CharacterCodes["A"] = 65] = "A";
        CharacterCodes[CharacterCodes["B"] = 66] = "B";
        CharacterCodes[CharacterCodes["C"] = 67] = "C";
        CharacterCodes[CharacterCodes["D"] = 68] = "D";
        CharacterCodes[CharacterCodes["E"] = 69] = "E";
        CharacterCodes[CharacterCodes["F"] = 70] = "F";
        CharacterCodes[CharacterCodes["G"] = 71] = "G";
        CharacterCodes[CharacterCodes["H"] = 72] = "H";
        CharacterCodes[CharacterCodes["I"] = 73] = "I";
        CharacterCodes[CharacterCodes["J"] = 74] = "J";
        CharacterCodes[CharacterCodes["K"] = 75] = "K";
        CharacterCodes[CharacterCodes["L"] = 76] = "L";
        CharacterCodes[CharacterCodes["M"] = 77] = "M";
        CharacterCodes[CharacterCodes["N"] = 78] = "N";
        CharacterCodes[CharacterCodes["O"] = 79] = "O";
        CharacterCodes[CharacterCodes["P"] = 80] = "P";
        CharacterCodes[CharacterCodes["Q"] = 81] = "Q";
        CharacterCodes[CharacterCodes["R"] = 82] = "R";
        CharacterCodes[CharacterCodes["S"] = 83] = "S";
        CharacterCodes[CharacterCodes["T"] = 84] = "T";
        CharacterCodes[CharacterCodes["U"] = 85] = "U";
        CharacterCodes[CharacterCodes["V"] = 86] = "V";
        CharacterCodes[CharacterCodes["W"] = 87] = "W";
        CharacterCodes[CharacterCodes["X"] = 88] = "X";
        CharacterCodes[CharacterCodes["Y"] = 89] = "Y";
        CharacterCodes[CharacterCodes["Z"] = 90] = "Z";
        CharacterCodes[CharacterCodes["asterisk"] = 42] = "asterisk";
        CharacterCodes[CharacterCodes["backslash"] = 92] = "backslash";
        CharacterCodes[CharacterCodes["closeBrace"] = 125] = "closeBrace";
        CharacterCodes[CharacterCodes["closeBracket"] = 93] = "closeBracket";
        CharacterCodes[CharacterCodes["colon"] = 58] = "colon";
        CharacterCodes[CharacterCodes["comma"] = 44] = "comma";
        CharacterCodes[CharacterCodes["dot"] = 46] = "dot";
        CharacterCodes[CharacterCodes["doubleQuote"] = 34] = "doubleQuote";
        CharacterCodes[CharacterCodes["minus"] = 45] = "minus";
        CharacterCodes[CharacterCodes["openBrace"] = 123] = "openBrace";
        CharacterCodes[CharacterCodes["openBracket"] = 91] = "openBracket";
        CharacterCodes[CharacterCodes["plus"] = 43] = "plus";
        CharacterCodes[CharacterCodes["slash"] = 47] = "slash";
        CharacterCodes[CharacterCodes["formFeed"] = 12] = "formFeed";
        CharacterCodes[CharacterCodes["tab"] = 9] = "tab";
    })(CharacterCodes || (CharacterCodes = {}));
});


/***/ }),

/***/ 4579:
/***/ ((module, exports) => {

(function (factory) {
    if ( true && typeof module.exports === "object") {
        var v = factory(__WEBPACK_EXTERNAL_createRequire(import.meta.url), exports);
        if (v !== undefined) module.exports = v;
    }
    else if (typeof define === "function" && define.amd) {
        define(["require", "exports"], factory);
    }
})(function () {
    "use strict";
    Object.defineProperty(exports, "__esModule", ({ value: true }));
    exports.supportedEols = exports.cachedBreakLinesWithSpaces = exports.cachedSpaces = void 0;
    exports.cachedSpaces = new Array(20).fill(0).map((_, index) => {
        return ' '.repeat(index);
    });
    const maxCachedValues = 200;
    exports.cachedBreakLinesWithSpaces = {
        ' ': {
            '\n': new Array(maxCachedValues).fill(0).map((_, index) => {
                return '\n' + ' '.repeat(index);
            }),
            '\r': new Array(maxCachedValues).fill(0).map((_, index) => {
                return '\r' + ' '.repeat(index);
            }),
            '\r\n': new Array(maxCachedValues).fill(0).map((_, index) => {
                return '\r\n' + ' '.repeat(index);
            }),
        },
        '\t': {
            '\n': new Array(maxCachedValues).fill(0).map((_, index) => {
                return '\n' + '\t'.repeat(index);
            }),
            '\r': new Array(maxCachedValues).fill(0).map((_, index) => {
                return '\r' + '\t'.repeat(index);
            }),
            '\r\n': new Array(maxCachedValues).fill(0).map((_, index) => {
                return '\r\n' + '\t'.repeat(index);
            }),
        }
    };
    exports.supportedEols = ['\n', '\r', '\r\n'];
});


/***/ }),

/***/ 9547:
/***/ ((module, exports, __nccwpck_require__) => {

(function (factory) {
    if ( true && typeof module.exports === "object") {
        var v = factory(__WEBPACK_EXTERNAL_createRequire(import.meta.url), exports);
        if (v !== undefined) module.exports = v;
    }
    else if (typeof define === "function" && define.amd) {
        define(["require", "exports", "./impl/format", "./impl/edit", "./impl/scanner", "./impl/parser"], factory);
    }
})(function () {
    /*---------------------------------------------------------------------------------------------
     *  Copyright (c) Microsoft Corporation. All rights reserved.
     *  Licensed under the MIT License. See License.txt in the project root for license information.
     *--------------------------------------------------------------------------------------------*/
    'use strict';
    Object.defineProperty(exports, "__esModule", ({ value: true }));
    exports.applyEdits = exports.modify = exports.format = exports.printParseErrorCode = exports.ParseErrorCode = exports.stripComments = exports.visit = exports.getNodeValue = exports.getNodePath = exports.findNodeAtOffset = exports.findNodeAtLocation = exports.parseTree = exports.parse = exports.getLocation = exports.SyntaxKind = exports.ScanError = exports.createScanner = void 0;
    const formatter = __nccwpck_require__(6612);
    const edit = __nccwpck_require__(4807);
    const scanner = __nccwpck_require__(8525);
    const parser = __nccwpck_require__(5152);
    /**
     * Creates a JSON scanner on the given text.
     * If ignoreTrivia is set, whitespaces or comments are ignored.
     */
    exports.createScanner = scanner.createScanner;
    var ScanError;
    (function (ScanError) {
        ScanError[ScanError["None"] = 0] = "None";
        ScanError[ScanError["UnexpectedEndOfComment"] = 1] = "UnexpectedEndOfComment";
        ScanError[ScanError["UnexpectedEndOfString"] = 2] = "UnexpectedEndOfString";
        ScanError[ScanError["UnexpectedEndOfNumber"] = 3] = "UnexpectedEndOfNumber";
        ScanError[ScanError["InvalidUnicode"] = 4] = "InvalidUnicode";
        ScanError[ScanError["InvalidEscapeCharacter"] = 5] = "InvalidEscapeCharacter";
        ScanError[ScanError["InvalidCharacter"] = 6] = "InvalidCharacter";
    })(ScanError || (exports.ScanError = ScanError = {}));
    var SyntaxKind;
    (function (SyntaxKind) {
        SyntaxKind[SyntaxKind["OpenBraceToken"] = 1] = "OpenBraceToken";
        SyntaxKind[SyntaxKind["CloseBraceToken"] = 2] = "CloseBraceToken";
        SyntaxKind[SyntaxKind["OpenBracketToken"] = 3] = "OpenBracketToken";
        SyntaxKind[SyntaxKind["CloseBracketToken"] = 4] = "CloseBracketToken";
        SyntaxKind[SyntaxKind["CommaToken"] = 5] = "CommaToken";
        SyntaxKind[SyntaxKind["ColonToken"] = 6] = "ColonToken";
        SyntaxKind[SyntaxKind["NullKeyword"] = 7] = "NullKeyword";
        SyntaxKind[SyntaxKind["TrueKeyword"] = 8] = "TrueKeyword";
        SyntaxKind[SyntaxKind["FalseKeyword"] = 9] = "FalseKeyword";
        SyntaxKind[SyntaxKind["StringLiteral"] = 10] = "StringLiteral";
        SyntaxKind[SyntaxKind["NumericLiteral"] = 11] = "NumericLiteral";
        SyntaxKind[SyntaxKind["LineCommentTrivia"] = 12] = "LineCommentTrivia";
        SyntaxKind[SyntaxKind["BlockCommentTrivia"] = 13] = "BlockCommentTrivia";
        SyntaxKind[SyntaxKind["LineBreakTrivia"] = 14] = "LineBreakTrivia";
        SyntaxKind[SyntaxKind["Trivia"] = 15] = "Trivia";
        SyntaxKind[SyntaxKind["Unknown"] = 16] = "Unknown";
        SyntaxKind[SyntaxKind["EOF"] = 17] = "EOF";
    })(SyntaxKind || (exports.SyntaxKind = SyntaxKind = {}));
    /**
     * For a given offset, evaluate the location in the JSON document. Each segment in the location path is either a property name or an array index.
     */
    exports.getLocation = parser.getLocation;
    /**
     * Parses the given text and returns the object the JSON content represents. On invalid input, the parser tries to be as fault tolerant as possible, but still return a result.
     * Therefore, always check the errors list to find out if the input was valid.
     */
    exports.parse = parser.parse;
    /**
     * Parses the given text and returns a tree representation the JSON content. On invalid input, the parser tries to be as fault tolerant as possible, but still return a result.
     */
    exports.parseTree = parser.parseTree;
    /**
     * Finds the node at the given path in a JSON DOM.
     */
    exports.findNodeAtLocation = parser.findNodeAtLocation;
    /**
     * Finds the innermost node at the given offset. If includeRightBound is set, also finds nodes that end at the given offset.
     */
    exports.findNodeAtOffset = parser.findNodeAtOffset;
    /**
     * Gets the JSON path of the given JSON DOM node
     */
    exports.getNodePath = parser.getNodePath;
    /**
     * Evaluates the JavaScript object of the given JSON DOM node
     */
    exports.getNodeValue = parser.getNodeValue;
    /**
     * Parses the given text and invokes the visitor functions for each object, array and literal reached.
     */
    exports.visit = parser.visit;
    /**
     * Takes JSON with JavaScript-style comments and remove
     * them. Optionally replaces every none-newline character
     * of comments with a replaceCharacter
     */
    exports.stripComments = parser.stripComments;
    var ParseErrorCode;
    (function (ParseErrorCode) {
        ParseErrorCode[ParseErrorCode["InvalidSymbol"] = 1] = "InvalidSymbol";
        ParseErrorCode[ParseErrorCode["InvalidNumberFormat"] = 2] = "InvalidNumberFormat";
        ParseErrorCode[ParseErrorCode["PropertyNameExpected"] = 3] = "PropertyNameExpected";
        ParseErrorCode[ParseErrorCode["ValueExpected"] = 4] = "ValueExpected";
        ParseErrorCode[ParseErrorCode["ColonExpected"] = 5] = "ColonExpected";
        ParseErrorCode[ParseErrorCode["CommaExpected"] = 6] = "CommaExpected";
        ParseErrorCode[ParseErrorCode["CloseBraceExpected"] = 7] = "CloseBraceExpected";
        ParseErrorCode[ParseErrorCode["CloseBracketExpected"] = 8] = "CloseBracketExpected";
        ParseErrorCode[ParseErrorCode["EndOfFileExpected"] = 9] = "EndOfFileExpected";
        ParseErrorCode[ParseErrorCode["InvalidCommentToken"] = 10] = "InvalidCommentToken";
        ParseErrorCode[ParseErrorCode["UnexpectedEndOfComment"] = 11] = "UnexpectedEndOfComment";
        ParseErrorCode[ParseErrorCode["UnexpectedEndOfString"] = 12] = "UnexpectedEndOfString";
        ParseErrorCode[ParseErrorCode["UnexpectedEndOfNumber"] = 13] = "UnexpectedEndOfNumber";
        ParseErrorCode[ParseErrorCode["InvalidUnicode"] = 14] = "InvalidUnicode";
        ParseErrorCode[ParseErrorCode["InvalidEscapeCharacter"] = 15] = "InvalidEscapeCharacter";
        ParseErrorCode[ParseErrorCode["InvalidCharacter"] = 16] = "InvalidCharacter";
    })(ParseErrorCode || (exports.ParseErrorCode = ParseErrorCode = {}));
    function printParseErrorCode(code) {
        switch (code) {
            case 1 /* ParseErrorCode.InvalidSymbol */: return 'InvalidSymbol';
            case 2 /* ParseErrorCode.InvalidNumberFormat */: return 'InvalidNumberFormat';
            case 3 /* ParseErrorCode.PropertyNameExpected */: return 'PropertyNameExpected';
            case 4 /* ParseErrorCode.ValueExpected */: return 'ValueExpected';
            case 5 /* ParseErrorCode.ColonExpected */: return 'ColonExpected';
            case 6 /* ParseErrorCode.CommaExpected */: return 'CommaExpected';
            case 7 /* ParseErrorCode.CloseBraceExpected */: return 'CloseBraceExpected';
            case 8 /* ParseErrorCode.CloseBracketExpected */: return 'CloseBracketExpected';
            case 9 /* ParseErrorCode.EndOfFileExpected */: return 'EndOfFileExpected';
            case 10 /* ParseErrorCode.InvalidCommentToken */: return 'InvalidCommentToken';
            case 11 /* ParseErrorCode.UnexpectedEndOfComment */: return 'UnexpectedEndOfComment';
            case 12 /* ParseErrorCode.UnexpectedEndOfString */: return 'UnexpectedEndOfString';
            case 13 /* ParseErrorCode.UnexpectedEndOfNumber */: return 'UnexpectedEndOfNumber';
            case 14 /* ParseErrorCode.InvalidUnicode */: return 'InvalidUnicode';
            case 15 /* ParseErrorCode.InvalidEscapeCharacter */: return 'InvalidEscapeCharacter';
            case 16 /* ParseErrorCode.InvalidCharacter */: return 'InvalidCharacter';
        }
        return '<unknown ParseErrorCode>';
    }
    exports.printParseErrorCode = printParseErrorCode;
    /**
     * Computes the edit operations needed to format a JSON document.
     *
     * @param documentText The input text
     * @param range The range to format or `undefined` to format the full content
     * @param options The formatting options
     * @returns The edit operations describing the formatting changes to the original document following the format described in {@linkcode EditResult}.
     * To apply the edit operations to the input, use {@linkcode applyEdits}.
     */
    function format(documentText, range, options) {
        return formatter.format(documentText, range, options);
    }
    exports.format = format;
    /**
     * Computes the edit operations needed to modify a value in the JSON document.
     *
     * @param documentText The input text
     * @param path The path of the value to change. The path represents either to the document root, a property or an array item.
     * If the path points to an non-existing property or item, it will be created.
     * @param value The new value for the specified property or item. If the value is undefined,
     * the property or item will be removed.
     * @param options Options
     * @returns The edit operations describing the changes to the original document, following the format described in {@linkcode EditResult}.
     * To apply the edit operations to the input, use {@linkcode applyEdits}.
     */
    function modify(text, path, value, options) {
        return edit.setProperty(text, path, value, options);
    }
    exports.modify = modify;
    /**
     * Applies edits to an input string.
     * @param text The input text
     * @param edits Edit operations following the format described in {@linkcode EditResult}.
     * @returns The text with the applied edits.
     * @throws An error if the edit operations are not well-formed as described in {@linkcode EditResult}.
     */
    function applyEdits(text, edits) {
        let sortedEdits = edits.slice(0).sort((a, b) => {
            const diff = a.offset - b.offset;
            if (diff === 0) {
                return a.length - b.length;
            }
            return diff;
        });
        let lastModifiedOffset = text.length;
        for (let i = sortedEdits.length - 1; i >= 0; i--) {
            let e = sortedEdits[i];
            if (e.offset + e.length <= lastModifiedOffset) {
                text = edit.applyEdit(text, e);
            }
            else {
                throw new Error('Overlapping edit');
            }
            lastModifiedOffset = e.offset;
        }
        return text;
    }
    exports.applyEdits = applyEdits;
});


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 7349:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveBlockMap = __nccwpck_require__(7103);
var resolveBlockSeq = __nccwpck_require__(334);
var resolveFlowCollection = __nccwpck_require__(3142);

function resolveCollection(CN, ctx, token, onError, tagName, tag) {
    const coll = token.type === 'block-map'
        ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag)
        : token.type === 'block-seq'
            ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag)
            : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
    const Coll = coll.constructor;
    // If we got a tagName matching the class, or the tag name is '!',
    // then use the tagName from the node class used to create it.
    if (tagName === '!' || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
    }
    if (tagName)
        coll.tag = tagName;
    return coll;
}
function composeCollection(CN, ctx, token, props, onError) {
    const tagToken = props.tag;
    const tagName = !tagToken
        ? null
        : ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg));
    if (token.type === 'block-seq') {
        const { anchor, newlineAfterProp: nl } = props;
        const lastProp = anchor && tagToken
            ? anchor.offset > tagToken.offset
                ? anchor
                : tagToken
            : (anchor ?? tagToken);
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
            const message = 'Missing newline after block sequence props';
            onError(lastProp, 'MISSING_CHAR', message);
        }
    }
    const expType = token.type === 'block-map'
        ? 'map'
        : token.type === 'block-seq'
            ? 'seq'
            : token.start.source === '{'
                ? 'map'
                : 'seq';
    // shortcut: check if it's a generic YAMLMap or YAMLSeq
    // before jumping into the custom tag logic.
    if (!tagToken ||
        !tagName ||
        tagName === '!' ||
        (tagName === YAMLMap.YAMLMap.tagName && expType === 'map') ||
        (tagName === YAMLSeq.YAMLSeq.tagName && expType === 'seq')) {
        return resolveCollection(CN, ctx, token, onError, tagName);
    }
    let tag = ctx.schema.tags.find(t => t.tag === tagName && t.collection === expType);
    if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
            ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
            tag = kt;
        }
        else {
            if (kt) {
                onError(tagToken, 'BAD_COLLECTION_TYPE', `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? 'scalar'}`, true);
            }
            else {
                onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, true);
            }
            return resolveCollection(CN, ctx, token, onError, tagName);
        }
    }
    const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
    const res = tag.resolve?.(coll, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg), ctx.options) ?? coll;
    const node = identity.isNode(res)
        ? res
        : new Scalar.Scalar(res);
    node.range = coll.range;
    node.tag = tagName;
    if (tag?.format)
        node.format = tag.format;
    return node;
}

exports.composeCollection = composeCollection;


/***/ }),

/***/ 3683:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Document = __nccwpck_require__(3021);
var composeNode = __nccwpck_require__(5937);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);

function composeDoc(options, directives, { offset, start, value, end }, onError) {
    const opts = Object.assign({ _directives: directives }, options);
    const doc = new Document.Document(undefined, opts);
    const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
    };
    const props = resolveProps.resolveProps(start, {
        indicator: 'doc-start',
        next: value ?? end?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
    });
    if (props.found) {
        doc.directives.docStart = true;
        if (value &&
            (value.type === 'block-map' || value.type === 'block-seq') &&
            !props.hasNewline)
            onError(props.end, 'MISSING_CHAR', 'Block collection cannot start on same line with directives-end marker');
    }
    // @ts-expect-error If Contents is set, let's trust the user
    doc.contents = value
        ? composeNode.composeNode(ctx, value, props, onError)
        : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
    const contentEnd = doc.contents.range[2];
    const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
    if (re.comment)
        doc.comment = re.comment;
    doc.range = [offset, contentEnd, re.offset];
    return doc;
}

exports.composeDoc = composeDoc;


/***/ }),

/***/ 5937:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var composeCollection = __nccwpck_require__(7349);
var composeScalar = __nccwpck_require__(5413);
var resolveEnd = __nccwpck_require__(7788);
var utilEmptyScalarPosition = __nccwpck_require__(2599);

const CN = { composeNode, composeEmptyNode };
function composeNode(ctx, token, props, onError) {
    const atKey = ctx.atKey;
    const { spaceBefore, comment, anchor, tag } = props;
    let node;
    let isSrcToken = true;
    switch (token.type) {
        case 'alias':
            node = composeAlias(ctx, token, onError);
            if (anchor || tag)
                onError(token, 'ALIAS_PROPS', 'An alias node must not specify any properties');
            break;
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'block-scalar':
            node = composeScalar.composeScalar(ctx, token, tag, onError);
            if (anchor)
                node.anchor = anchor.source.substring(1);
            break;
        case 'block-map':
        case 'block-seq':
        case 'flow-collection':
            try {
                node = composeCollection.composeCollection(CN, ctx, token, props, onError);
                if (anchor)
                    node.anchor = anchor.source.substring(1);
            }
            catch (error) {
                // Almost certainly here due to a stack overflow
                const message = error instanceof Error ? error.message : String(error);
                onError(token, 'RESOURCE_EXHAUSTION', message);
            }
            break;
        default: {
            const message = token.type === 'error'
                ? token.message
                : `Unsupported token (type: ${token.type})`;
            onError(token, 'UNEXPECTED_TOKEN', message);
            isSrcToken = false;
        }
    }
    node ?? (node = composeEmptyNode(ctx, token.offset, undefined, null, props, onError));
    if (anchor && node.anchor === '')
        onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    if (atKey &&
        ctx.options.stringKeys &&
        (!identity.isScalar(node) ||
            typeof node.value !== 'string' ||
            (node.tag && node.tag !== 'tag:yaml.org,2002:str'))) {
        const msg = 'With stringKeys, all keys must be strings';
        onError(tag ?? token, 'NON_STRING_KEY', msg);
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        if (token.type === 'scalar' && token.source === '')
            node.comment = comment;
        else
            node.commentBefore = comment;
    }
    // @ts-expect-error Type checking misses meaning of isSrcToken
    if (ctx.options.keepSourceTokens && isSrcToken)
        node.srcToken = token;
    return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
    const token = {
        type: 'scalar',
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ''
    };
    const node = composeScalar.composeScalar(ctx, token, tag, onError);
    if (anchor) {
        node.anchor = anchor.source.substring(1);
        if (node.anchor === '')
            onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        node.comment = comment;
        node.range[2] = end;
    }
    return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
    const alias = new Alias.Alias(source.substring(1));
    if (alias.source === '')
        onError(offset, 'BAD_ALIAS', 'Alias cannot be an empty string');
    if (alias.source.endsWith(':'))
        onError(offset + source.length - 1, 'BAD_ALIAS', 'Alias ending in : is ambiguous', true);
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
    alias.range = [offset, valueEnd, re.offset];
    if (re.comment)
        alias.comment = re.comment;
    return alias;
}

exports.composeEmptyNode = composeEmptyNode;
exports.composeNode = composeNode;


/***/ }),

/***/ 5413:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);

function composeScalar(ctx, token, tagToken, onError) {
    const { value, type, comment, range } = token.type === 'block-scalar'
        ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError)
        : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
    const tagName = tagToken
        ? ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg))
        : null;
    let tag;
    if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity.SCALAR];
    }
    else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
    else if (token.type === 'scalar')
        tag = findScalarTagByTest(ctx, value, token, onError);
    else
        tag = ctx.schema[identity.SCALAR];
    let scalar;
    try {
        const res = tag.resolve(value, msg => onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg), ctx.options);
        scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
    }
    catch (error) {
        const msg = error instanceof Error ? error.message : String(error);
        onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg);
        scalar = new Scalar.Scalar(value);
    }
    scalar.range = range;
    scalar.source = value;
    if (type)
        scalar.type = type;
    if (tagName)
        scalar.tag = tagName;
    if (tag.format)
        scalar.format = tag.format;
    if (comment)
        scalar.comment = comment;
    return scalar;
}
function findScalarTagByName(schema, value, tagName, tagToken, onError) {
    if (tagName === '!')
        return schema[identity.SCALAR]; // non-specific tag
    const matchWithTest = [];
    for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
            if (tag.default && tag.test)
                matchWithTest.push(tag);
            else
                return tag;
        }
    }
    for (const tag of matchWithTest)
        if (tag.test?.test(value))
            return tag;
    const kt = schema.knownTags[tagName];
    if (kt && !kt.collection) {
        // Ensure that the known tag is available for stringifying,
        // but does not get used by default.
        schema.tags.push(Object.assign({}, kt, { default: false, test: undefined }));
        return kt;
    }
    onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, tagName !== 'tag:yaml.org,2002:str');
    return schema[identity.SCALAR];
}
function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
    const tag = schema.tags.find(tag => (tag.default === true || (atKey && tag.default === 'key')) &&
        tag.test?.test(value)) || schema[identity.SCALAR];
    if (schema.compat) {
        const compat = schema.compat.find(tag => tag.default && tag.test?.test(value)) ??
            schema[identity.SCALAR];
        if (tag.tag !== compat.tag) {
            const ts = directives.tagString(tag.tag);
            const cs = directives.tagString(compat.tag);
            const msg = `Value may be parsed as either ${ts} or ${cs}`;
            onError(token, 'TAG_RESOLVE_FAILED', msg, true);
        }
    }
    return tag;
}

exports.composeScalar = composeScalar;


/***/ }),

/***/ 9984:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var directives = __nccwpck_require__(1342);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var identity = __nccwpck_require__(1127);
var composeDoc = __nccwpck_require__(3683);
var resolveEnd = __nccwpck_require__(7788);

function getErrorPos(src) {
    if (typeof src === 'number')
        return [src, src + 1];
    if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
    const { offset, source } = src;
    return [offset, offset + (typeof source === 'string' ? source.length : 1)];
}
function parsePrelude(prelude) {
    let comment = '';
    let atComment = false;
    let afterEmptyLine = false;
    for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
            case '#':
                comment +=
                    (comment === '' ? '' : afterEmptyLine ? '\n\n' : '\n') +
                        (source.substring(1) || ' ');
                atComment = true;
                afterEmptyLine = false;
                break;
            case '%':
                if (prelude[i + 1]?.[0] !== '#')
                    i += 1;
                atComment = false;
                break;
            default:
                // This may be wrong after doc-end, but in that case it doesn't matter
                if (!atComment)
                    afterEmptyLine = true;
                atComment = false;
        }
    }
    return { comment, afterEmptyLine };
}
/**
 * Compose a stream of CST nodes into a stream of YAML Documents.
 *
 * ```ts
 * import { Composer, Parser } from 'yaml'
 *
 * const src: string = ...
 * const tokens = new Parser().parse(src)
 * const docs = new Composer().compose(tokens)
 * ```
 */
class Composer {
    constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code, message, warning) => {
            const pos = getErrorPos(source);
            if (warning)
                this.warnings.push(new errors.YAMLWarning(pos, code, message));
            else
                this.errors.push(new errors.YAMLParseError(pos, code, message));
        };
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        this.directives = new directives.Directives({ version: options.version || '1.2' });
        this.options = options;
    }
    decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        //console.log({ dc: doc.comment, prelude, comment })
        if (comment) {
            const dc = doc.contents;
            if (afterDoc) {
                doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
            }
            else if (afterEmptyLine || doc.directives.docStart || !dc) {
                doc.commentBefore = comment;
            }
            else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
                let it = dc.items[0];
                if (identity.isPair(it))
                    it = it.key;
                const cb = it.commentBefore;
                it.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
            else {
                const cb = dc.commentBefore;
                dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
        }
        if (afterDoc) {
            for (let i = 0; i < this.errors.length; ++i)
                doc.errors.push(this.errors[i]);
            for (let i = 0; i < this.warnings.length; ++i)
                doc.warnings.push(this.warnings[i]);
        }
        else {
            doc.errors = this.errors;
            doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
    }
    /**
     * Current stream status information.
     *
     * Mostly useful at the end of input for an empty stream.
     */
    streamInfo() {
        return {
            comment: parsePrelude(this.prelude).comment,
            directives: this.directives,
            errors: this.errors,
            warnings: this.warnings
        };
    }
    /**
     * Compose tokens into documents.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
            yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
    }
    /** Advance the composer by one CST token. */
    *next(token) {
        if (node_process.env.LOG_STREAM)
            console.dir(token, { depth: null });
        switch (token.type) {
            case 'directive':
                this.directives.add(token.source, (offset, message, warning) => {
                    const pos = getErrorPos(token);
                    pos[0] += offset;
                    this.onError(pos, 'BAD_DIRECTIVE', message, warning);
                });
                this.prelude.push(token.source);
                this.atDirectives = true;
                break;
            case 'document': {
                const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
                if (this.atDirectives && !doc.directives.docStart)
                    this.onError(token, 'MISSING_CHAR', 'Missing directives-end/doc-start indicator line');
                this.decorate(doc, false);
                if (this.doc)
                    yield this.doc;
                this.doc = doc;
                this.atDirectives = false;
                break;
            }
            case 'byte-order-mark':
            case 'space':
                break;
            case 'comment':
            case 'newline':
                this.prelude.push(token.source);
                break;
            case 'error': {
                const msg = token.source
                    ? `${token.message}: ${JSON.stringify(token.source)}`
                    : token.message;
                const error = new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg);
                if (this.atDirectives || !this.doc)
                    this.errors.push(error);
                else
                    this.doc.errors.push(error);
                break;
            }
            case 'doc-end': {
                if (!this.doc) {
                    const msg = 'Unexpected doc-end without preceding document';
                    this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg));
                    break;
                }
                this.doc.directives.docEnd = true;
                const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
                this.decorate(this.doc, true);
                if (end.comment) {
                    const dc = this.doc.comment;
                    this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
                }
                this.doc.range[2] = end.offset;
                break;
            }
            default:
                this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', `Unsupported token ${token.type}`));
        }
    }
    /**
     * Call at end of input to yield any remaining document.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
            this.decorate(this.doc, true);
            yield this.doc;
            this.doc = null;
        }
        else if (forceDoc) {
            const opts = Object.assign({ _directives: this.directives }, this.options);
            const doc = new Document.Document(undefined, opts);
            if (this.atDirectives)
                this.onError(endOffset, 'MISSING_CHAR', 'Missing directives-end indicator line');
            doc.range = [0, endOffset, endOffset];
            this.decorate(doc, false);
            yield doc;
        }
    }
}

exports.Composer = Composer;


/***/ }),

/***/ 7103:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilFlowIndentCheck = __nccwpck_require__(4051);
var utilMapIncludes = __nccwpck_require__(1187);

const startColMsg = 'All mapping items must start at the same column';
function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
    const map = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    let offset = bm.offset;
    let commentEnd = null;
    for (const collItem of bm.items) {
        const { start, key, sep, value } = collItem;
        // key properties
        const keyProps = resolveProps.resolveProps(start, {
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: bm.indent,
            startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
            if (key) {
                if (key.type === 'block-seq')
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'A block sequence may not be used as an implicit map key');
                else if ('indent' in key && key.indent !== bm.indent)
                    onError(offset, 'BAD_INDENT', startColMsg);
            }
            if (!keyProps.anchor && !keyProps.tag && !sep) {
                commentEnd = keyProps.end;
                if (keyProps.comment) {
                    if (map.comment)
                        map.comment += '\n' + keyProps.comment;
                    else
                        map.comment = keyProps.comment;
                }
                continue;
            }
            if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
                onError(key ?? start[start.length - 1], 'MULTILINE_IMPLICIT_KEY', 'Implicit keys need to be on a single line');
            }
        }
        else if (keyProps.found?.indent !== bm.indent) {
            onError(offset, 'BAD_INDENT', startColMsg);
        }
        // key value
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key
            ? composeNode(ctx, key, keyProps, onError)
            : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
            onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
        // value properties
        const valueProps = resolveProps.resolveProps(sep ?? [], {
            indicator: 'map-value-ind',
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: bm.indent,
            startOnNewline: !key || key.type === 'block-scalar'
        });
        offset = valueProps.end;
        if (valueProps.found) {
            if (implicitKey) {
                if (value?.type === 'block-map' && !valueProps.hasNewline)
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'Nested mappings are not allowed in compact mappings');
                if (ctx.options.strict &&
                    keyProps.start < valueProps.found.offset - 1024)
                    onError(keyNode.range, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit block mapping key');
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
            if (ctx.schema.compat)
                utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
            offset = valueNode.range[2];
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
        else {
            // key with no value
            if (implicitKey)
                onError(keyNode.range, 'MISSING_CHAR', 'Implicit map keys need to be followed by map values');
            if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
    }
    if (commentEnd && commentEnd < offset)
        onError(commentEnd, 'IMPOSSIBLE', 'Map comment with trailing content');
    map.range = [bm.offset, offset, commentEnd ?? offset];
    return map;
}

exports.resolveBlockMap = resolveBlockMap;


/***/ }),

/***/ 8913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function resolveBlockScalar(ctx, scalar, onError) {
    const start = scalar.offset;
    const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
    if (!header)
        return { value: '', type: null, comment: '', range: [start, start, start] };
    const type = header.mode === '>' ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
    const lines = scalar.source ? splitLines(scalar.source) : [];
    // determine the end of content & start of chomping
    let chompStart = lines.length;
    for (let i = lines.length - 1; i >= 0; --i) {
        const content = lines[i][1];
        if (content === '' || content === '\r')
            chompStart = i;
        else
            break;
    }
    // shortcut for empty contents
    if (chompStart === 0) {
        const value = header.chomp === '+' && lines.length > 0
            ? '\n'.repeat(Math.max(1, lines.length - 1))
            : '';
        let end = start + header.length;
        if (scalar.source)
            end += scalar.source.length;
        return { value, type, comment: header.comment, range: [start, end, end] };
    }
    // find the indentation level to trim from start
    let trimIndent = scalar.indent + header.indent;
    let offset = scalar.offset + header.length;
    let contentStart = 0;
    for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines[i];
        if (content === '' || content === '\r') {
            if (header.indent === 0 && indent.length > trimIndent)
                trimIndent = indent.length;
        }
        else {
            if (indent.length < trimIndent) {
                const message = 'Block scalars with more-indented leading empty lines must use an explicit indentation indicator';
                onError(offset + indent.length, 'MISSING_CHAR', message);
            }
            if (header.indent === 0)
                trimIndent = indent.length;
            contentStart = i;
            if (trimIndent === 0 && !ctx.atRoot) {
                const message = 'Block scalar values in collections must be indented';
                onError(offset, 'BAD_INDENT', message);
            }
            break;
        }
        offset += indent.length + content.length + 1;
    }
    // include trailing more-indented empty lines in content
    for (let i = lines.length - 1; i >= chompStart; --i) {
        if (lines[i][0].length > trimIndent)
            chompStart = i + 1;
    }
    let value = '';
    let sep = '';
    let prevMoreIndented = false;
    // leading whitespace is kept intact
    for (let i = 0; i < contentStart; ++i)
        value += lines[i][0].slice(trimIndent) + '\n';
    for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === '\r';
        if (crlf)
            content = content.slice(0, -1);
        /* istanbul ignore if already caught in lexer */
        if (content && indent.length < trimIndent) {
            const src = header.indent
                ? 'explicit indentation indicator'
                : 'first line';
            const message = `Block scalar lines must not be less indented than their ${src}`;
            onError(offset - content.length - (crlf ? 2 : 1), 'BAD_INDENT', message);
            indent = '';
        }
        if (type === Scalar.Scalar.BLOCK_LITERAL) {
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
        }
        else if (indent.length > trimIndent || content[0] === '\t') {
            // more-indented content within a folded block
            if (sep === ' ')
                sep = '\n';
            else if (!prevMoreIndented && sep === '\n')
                sep = '\n\n';
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
            prevMoreIndented = true;
        }
        else if (content === '') {
            // empty line
            if (sep === '\n')
                value += '\n';
            else
                sep = '\n';
        }
        else {
            value += sep + content;
            sep = ' ';
            prevMoreIndented = false;
        }
    }
    switch (header.chomp) {
        case '-':
            break;
        case '+':
            for (let i = chompStart; i < lines.length; ++i)
                value += '\n' + lines[i][0].slice(trimIndent);
            if (value[value.length - 1] !== '\n')
                value += '\n';
            break;
        default:
            value += '\n';
    }
    const end = start + header.length + scalar.source.length;
    return { value, type, comment: header.comment, range: [start, end, end] };
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
    /* istanbul ignore if should not happen */
    if (props[0].type !== 'block-scalar-header') {
        onError(props[0], 'IMPOSSIBLE', 'Block scalar header not found');
        return null;
    }
    const { source } = props[0];
    const mode = source[0];
    let indent = 0;
    let chomp = '';
    let error = -1;
    for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === '-' || ch === '+'))
            chomp = ch;
        else {
            const n = Number(ch);
            if (!indent && n)
                indent = n;
            else if (error === -1)
                error = offset + i;
        }
    }
    if (error !== -1)
        onError(error, 'UNEXPECTED_TOKEN', `Block scalar header includes extra characters: ${source}`);
    let hasSpace = false;
    let comment = '';
    let length = source.length;
    for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
            case 'space':
                hasSpace = true;
            // fallthrough
            case 'newline':
                length += token.source.length;
                break;
            case 'comment':
                if (strict && !hasSpace) {
                    const message = 'Comments must be separated from other tokens by white space characters';
                    onError(token, 'MISSING_CHAR', message);
                }
                length += token.source.length;
                comment = token.source.substring(1);
                break;
            case 'error':
                onError(token, 'UNEXPECTED_TOKEN', token.message);
                length += token.source.length;
                break;
            /* istanbul ignore next should not happen */
            default: {
                const message = `Unexpected token in block scalar header: ${token.type}`;
                onError(token, 'UNEXPECTED_TOKEN', message);
                const ts = token.source;
                if (ts && typeof ts === 'string')
                    length += ts.length;
            }
        }
    }
    return { mode, indent, chomp, comment, length };
}
/** @returns Array of lines split up as `[indent, content]` */
function splitLines(source) {
    const split = source.split(/\n( *)/);
    const first = split[0];
    const m = first.match(/^( *)/);
    const line0 = m?.[1]
        ? [m[1], first.slice(m[1].length)]
        : ['', first];
    const lines = [line0];
    for (let i = 1; i < split.length; i += 2)
        lines.push([split[i], split[i + 1]]);
    return lines;
}

exports.resolveBlockScalar = resolveBlockScalar;


/***/ }),

/***/ 334:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var YAMLSeq = __nccwpck_require__(2223);
var resolveProps = __nccwpck_require__(4631);
var utilFlowIndentCheck = __nccwpck_require__(4051);

function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
    const seq = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = bs.offset;
    let commentEnd = null;
    for (const { start, value } of bs.items) {
        const props = resolveProps.resolveProps(start, {
            indicator: 'seq-item-ind',
            next: value,
            offset,
            onError,
            parentIndent: bs.indent,
            startOnNewline: true
        });
        if (!props.found) {
            if (props.anchor || props.tag || value) {
                if (value?.type === 'block-seq')
                    onError(props.end, 'BAD_INDENT', 'All sequence items must start at the same column');
                else
                    onError(offset, 'MISSING_CHAR', 'Sequence item without - indicator');
            }
            else {
                commentEnd = props.end;
                if (props.comment)
                    seq.comment = props.comment;
                continue;
            }
        }
        const node = value
            ? composeNode(ctx, value, props, onError)
            : composeEmptyNode(ctx, props.end, start, null, props, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node.range[2];
        seq.items.push(node);
    }
    seq.range = [bs.offset, offset, commentEnd ?? offset];
    return seq;
}

exports.resolveBlockSeq = resolveBlockSeq;


/***/ }),

/***/ 7788:
/***/ ((__unused_webpack_module, exports) => {



function resolveEnd(end, offset, reqSpace, onError) {
    let comment = '';
    if (end) {
        let hasSpace = false;
        let sep = '';
        for (const token of end) {
            const { source, type } = token;
            switch (type) {
                case 'space':
                    hasSpace = true;
                    break;
                case 'comment': {
                    if (reqSpace && !hasSpace)
                        onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                    const cb = source.substring(1) || ' ';
                    if (!comment)
                        comment = cb;
                    else
                        comment += sep + cb;
                    sep = '';
                    break;
                }
                case 'newline':
                    if (comment)
                        sep += source;
                    hasSpace = true;
                    break;
                default:
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${type} at node end`);
            }
            offset += source.length;
        }
    }
    return { comment, offset };
}

exports.resolveEnd = resolveEnd;


/***/ }),

/***/ 3142:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilMapIncludes = __nccwpck_require__(1187);

const blockMsg = 'Block collections are not allowed within flow collections';
const isBlock = (token) => token && (token.type === 'block-map' || token.type === 'block-seq');
function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
    const isMap = fc.start.source === '{';
    const fcName = isMap ? 'flow map' : 'flow sequence';
    const NodeClass = (tag?.nodeClass ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq));
    const coll = new NodeClass(ctx.schema);
    coll.flow = true;
    const atRoot = ctx.atRoot;
    if (atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = fc.offset + fc.start.source.length;
    for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start, key, sep, value } = collItem;
        const props = resolveProps.resolveProps(start, {
            flow: fcName,
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
        });
        if (!props.found) {
            if (!props.anchor && !props.tag && !sep && !value) {
                if (i === 0 && props.comma)
                    onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
                else if (i < fc.items.length - 1)
                    onError(props.start, 'UNEXPECTED_TOKEN', `Unexpected empty item in ${fcName}`);
                if (props.comment) {
                    if (coll.comment)
                        coll.comment += '\n' + props.comment;
                    else
                        coll.comment = props.comment;
                }
                offset = props.end;
                continue;
            }
            if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key))
                onError(key, // checked by containsNewline()
                'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
        }
        if (i === 0) {
            if (props.comma)
                onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
        }
        else {
            if (!props.comma)
                onError(props.start, 'MISSING_CHAR', `Missing , between ${fcName} items`);
            if (props.comment) {
                let prevItemComment = '';
                loop: for (const st of start) {
                    switch (st.type) {
                        case 'comma':
                        case 'space':
                            break;
                        case 'comment':
                            prevItemComment = st.source.substring(1);
                            break loop;
                        default:
                            break loop;
                    }
                }
                if (prevItemComment) {
                    let prev = coll.items[coll.items.length - 1];
                    if (identity.isPair(prev))
                        prev = prev.value ?? prev.key;
                    if (prev.comment)
                        prev.comment += '\n' + prevItemComment;
                    else
                        prev.comment = prevItemComment;
                    props.comment = props.comment.substring(prevItemComment.length + 1);
                }
            }
        }
        if (!isMap && !sep && !props.found) {
            // item is a value in a seq
            // → key & sep are empty, start does not include ? or :
            const valueNode = value
                ? composeNode(ctx, value, props, onError)
                : composeEmptyNode(ctx, props.end, sep, null, props, onError);
            coll.items.push(valueNode);
            offset = valueNode.range[2];
            if (isBlock(value))
                onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
        }
        else {
            // item is a key+value pair
            // key value
            ctx.atKey = true;
            const keyStart = props.end;
            const keyNode = key
                ? composeNode(ctx, key, props, onError)
                : composeEmptyNode(ctx, keyStart, start, null, props, onError);
            if (isBlock(key))
                onError(keyNode.range, 'BLOCK_IN_FLOW', blockMsg);
            ctx.atKey = false;
            // value properties
            const valueProps = resolveProps.resolveProps(sep ?? [], {
                flow: fcName,
                indicator: 'map-value-ind',
                next: value,
                offset: keyNode.range[2],
                onError,
                parentIndent: fc.indent,
                startOnNewline: false
            });
            if (valueProps.found) {
                if (!isMap && !props.found && ctx.options.strict) {
                    if (sep)
                        for (const st of sep) {
                            if (st === valueProps.found)
                                break;
                            if (st.type === 'newline') {
                                onError(st, 'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
                                break;
                            }
                        }
                    if (props.start < valueProps.found.offset - 1024)
                        onError(valueProps.found, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit flow sequence key');
                }
            }
            else if (value) {
                if ('source' in value && value.source?.[0] === ':')
                    onError(value, 'MISSING_CHAR', `Missing space after : in ${fcName}`);
                else
                    onError(valueProps.start, 'MISSING_CHAR', `Missing , or : between ${fcName} items`);
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : valueProps.found
                    ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError)
                    : null;
            if (valueNode) {
                if (isBlock(value))
                    onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
            }
            else if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            if (isMap) {
                const map = coll;
                if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
                    onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
                map.items.push(pair);
            }
            else {
                const map = new YAMLMap.YAMLMap(ctx.schema);
                map.flow = true;
                map.items.push(pair);
                const endRange = (valueNode ?? keyNode).range;
                map.range = [keyNode.range[0], endRange[1], endRange[2]];
                coll.items.push(map);
            }
            offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
    }
    const expectedEnd = isMap ? '}' : ']';
    const [ce, ...ee] = fc.end;
    let cePos = offset;
    if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
    else {
        const name = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot
            ? `${name} must end with a ${expectedEnd}`
            : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? 'MISSING_CHAR' : 'BAD_INDENT', msg);
        if (ce && ce.source.length !== 1)
            ee.unshift(ce);
    }
    if (ee.length > 0) {
        const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end.comment) {
            if (coll.comment)
                coll.comment += '\n' + end.comment;
            else
                coll.comment = end.comment;
        }
        coll.range = [fc.offset, cePos, end.offset];
    }
    else {
        coll.range = [fc.offset, cePos, cePos];
    }
    return coll;
}

exports.resolveFlowCollection = resolveFlowCollection;


/***/ }),

/***/ 6842:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var resolveEnd = __nccwpck_require__(7788);

function resolveFlowScalar(scalar, strict, onError) {
    const { offset, type, source, end } = scalar;
    let _type;
    let value;
    const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
    switch (type) {
        case 'scalar':
            _type = Scalar.Scalar.PLAIN;
            value = plainValue(source, _onError);
            break;
        case 'single-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_SINGLE;
            value = singleQuotedValue(source, _onError);
            break;
        case 'double-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_DOUBLE;
            value = doubleQuotedValue(source, _onError);
            break;
        /* istanbul ignore next should not happen */
        default:
            onError(scalar, 'UNEXPECTED_TOKEN', `Expected a flow scalar value, but found: ${type}`);
            return {
                value: '',
                type: null,
                comment: '',
                range: [offset, offset + source.length, offset + source.length]
            };
    }
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
    return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
    };
}
function plainValue(source, onError) {
    let badChar = '';
    switch (source[0]) {
        /* istanbul ignore next should not happen */
        case '\t':
            badChar = 'a tab character';
            break;
        case ',':
            badChar = 'flow indicator character ,';
            break;
        case '%':
            badChar = 'directive indicator character %';
            break;
        case '|':
        case '>': {
            badChar = `block scalar indicator ${source[0]}`;
            break;
        }
        case '@':
        case '`': {
            badChar = `reserved character ${source[0]}`;
            break;
        }
    }
    if (badChar)
        onError(0, 'BAD_SCALAR_START', `Plain value cannot start with ${badChar}`);
    return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
    if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, 'MISSING_CHAR', "Missing closing 'quote");
    return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
    const line = /(.*?)\r?\n/sy;
    let match = line.exec(source);
    if (!match)
        return source;
    /**
     * The negative lookbehinds in these RegExps are to
     * prevent causing a polynomial search time in certain cases.
     *
     * The try-catch is for Safari < 16.4 and other old browsers:
     * https://caniuse.com/js-regexp-lookbehind
     */
    let trimEnd, trimBoth;
    try {
        trimEnd = new RegExp('(?<![ \t])[ \t]+$');
        trimBoth = new RegExp('^[ \t]+|(?<![ \t])[ \t]+$', 'g');
    }
    catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
    }
    let res = match[1].replace(trimEnd, '');
    let sep = ' ';
    let pos = line.lastIndex;
    while ((match = line.exec(source))) {
        const lm = match[1].replace(trimBoth, '');
        if (lm === '') {
            if (sep === '\n')
                res += sep;
            else
                sep = '\n';
        }
        else {
            res += sep + lm;
            sep = ' ';
        }
        pos = line.lastIndex;
    }
    const last = /[ \t]*(.*)/sy;
    last.lastIndex = pos;
    match = last.exec(source);
    return res + sep + (match?.[1] ?? '');
}
function doubleQuotedValue(source, onError) {
    let res = '';
    for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === '\r' && source[i + 1] === '\n')
            continue;
        if (ch === '\n') {
            const { fold, offset } = foldNewline(source, i);
            res += fold;
            i = offset;
        }
        else if (ch === '\\') {
            let next = source[++i];
            const cc = escapeCodes[next];
            if (cc)
                res += cc;
            else if (next === '\n') {
                // skip escaped newlines, but still trim the following line
                next = source[i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === '\r' && source[i + 1] === '\n') {
                // skip escaped CRLF newlines, but still trim the following line
                next = source[++i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === 'x' || next === 'u' || next === 'U') {
                const length = next === 'x' ? 2 : next === 'u' ? 4 : 8;
                res += parseCharCode(source, i + 1, length, onError);
                i += length;
            }
            else {
                const raw = source.substr(i - 1, 2);
                onError(i - 1, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
                res += raw;
            }
        }
        else if (ch === ' ' || ch === '\t') {
            // trim trailing whitespace
            const wsStart = i;
            let next = source[i + 1];
            while (next === ' ' || next === '\t')
                next = source[++i + 1];
            if (next !== '\n' && !(next === '\r' && source[i + 2] === '\n'))
                res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        }
        else {
            res += ch;
        }
    }
    if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, 'MISSING_CHAR', 'Missing closing "quote');
    return res;
}
/**
 * Fold a single newline into a space, multiple newlines to N - 1 newlines.
 * Presumes `source[offset] === '\n'`
 */
function foldNewline(source, offset) {
    let fold = '';
    let ch = source[offset + 1];
    while (ch === ' ' || ch === '\t' || ch === '\n' || ch === '\r') {
        if (ch === '\r' && source[offset + 2] !== '\n')
            break;
        if (ch === '\n')
            fold += '\n';
        offset += 1;
        ch = source[offset + 1];
    }
    if (!fold)
        fold = ' ';
    return { fold, offset };
}
const escapeCodes = {
    '0': '\0', // null character
    a: '\x07', // bell character
    b: '\b', // backspace
    e: '\x1b', // escape character
    f: '\f', // form feed
    n: '\n', // line feed
    r: '\r', // carriage return
    t: '\t', // horizontal tab
    v: '\v', // vertical tab
    N: '\u0085', // Unicode next line
    _: '\u00a0', // Unicode non-breaking space
    L: '\u2028', // Unicode line separator
    P: '\u2029', // Unicode paragraph separator
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t'
};
function parseCharCode(source, offset, length, onError) {
    const cc = source.substr(offset, length);
    const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
    const code = ok ? parseInt(cc, 16) : NaN;
    try {
        return String.fromCodePoint(code);
    }
    catch {
        const raw = source.substr(offset - 2, length + 2);
        onError(offset - 2, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
        return raw;
    }
}

exports.resolveFlowScalar = resolveFlowScalar;


/***/ }),

/***/ 4631:
/***/ ((__unused_webpack_module, exports) => {



function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
    let spaceBefore = false;
    let atNewline = startOnNewline;
    let hasSpace = startOnNewline;
    let comment = '';
    let commentSep = '';
    let hasNewline = false;
    let reqSpace = false;
    let tab = null;
    let anchor = null;
    let tag = null;
    let newlineAfterProp = null;
    let comma = null;
    let found = null;
    let start = null;
    for (const token of tokens) {
        if (reqSpace) {
            if (token.type !== 'space' &&
                token.type !== 'newline' &&
                token.type !== 'comma')
                onError(token.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
            reqSpace = false;
        }
        if (tab) {
            if (atNewline && token.type !== 'comment' && token.type !== 'newline') {
                onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
            }
            tab = null;
        }
        switch (token.type) {
            case 'space':
                // At the doc level, tabs at line start may be parsed
                // as leading white space rather than indentation.
                // In a flow collection, only the parser handles indent.
                if (!flow &&
                    (indicator !== 'doc-start' || next?.type !== 'flow-collection') &&
                    token.source.includes('\t')) {
                    tab = token;
                }
                hasSpace = true;
                break;
            case 'comment': {
                if (!hasSpace)
                    onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                const cb = token.source.substring(1) || ' ';
                if (!comment)
                    comment = cb;
                else
                    comment += commentSep + cb;
                commentSep = '';
                atNewline = false;
                break;
            }
            case 'newline':
                if (atNewline) {
                    if (comment)
                        comment += token.source;
                    else if (!found || indicator !== 'seq-item-ind')
                        spaceBefore = true;
                }
                else
                    commentSep += token.source;
                atNewline = true;
                hasNewline = true;
                if (anchor || tag)
                    newlineAfterProp = token;
                hasSpace = true;
                break;
            case 'anchor':
                if (anchor)
                    onError(token, 'MULTIPLE_ANCHORS', 'A node can have at most one anchor');
                if (token.source.endsWith(':'))
                    onError(token.offset + token.source.length - 1, 'BAD_ALIAS', 'Anchor ending in : is ambiguous', true);
                anchor = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            case 'tag': {
                if (tag)
                    onError(token, 'MULTIPLE_TAGS', 'A node can have at most one tag');
                tag = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            }
            case indicator:
                // Could here handle preceding comments differently
                if (anchor || tag)
                    onError(token, 'BAD_PROP_ORDER', `Anchors and tags must be after the ${token.source} indicator`);
                if (found)
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.source} in ${flow ?? 'collection'}`);
                found = token;
                atNewline =
                    indicator === 'seq-item-ind' || indicator === 'explicit-key-ind';
                hasSpace = false;
                break;
            case 'comma':
                if (flow) {
                    if (comma)
                        onError(token, 'UNEXPECTED_TOKEN', `Unexpected , in ${flow}`);
                    comma = token;
                    atNewline = false;
                    hasSpace = false;
                    break;
                }
            // else fallthrough
            default:
                onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.type} token`);
                atNewline = false;
                hasSpace = false;
        }
    }
    const last = tokens[tokens.length - 1];
    const end = last ? last.offset + last.source.length : offset;
    if (reqSpace &&
        next &&
        next.type !== 'space' &&
        next.type !== 'newline' &&
        next.type !== 'comma' &&
        (next.type !== 'scalar' || next.source !== '')) {
        onError(next.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
    }
    if (tab &&
        ((atNewline && tab.indent <= parentIndent) ||
            next?.type === 'block-map' ||
            next?.type === 'block-seq'))
        onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
    return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor,
        tag,
        newlineAfterProp,
        end,
        start: start ?? end
    };
}

exports.resolveProps = resolveProps;


/***/ }),

/***/ 9499:
/***/ ((__unused_webpack_module, exports) => {



function containsNewline(key) {
    if (!key)
        return null;
    switch (key.type) {
        case 'alias':
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            if (key.source.includes('\n'))
                return true;
            if (key.end)
                for (const st of key.end)
                    if (st.type === 'newline')
                        return true;
            return false;
        case 'flow-collection':
            for (const it of key.items) {
                for (const st of it.start)
                    if (st.type === 'newline')
                        return true;
                if (it.sep)
                    for (const st of it.sep)
                        if (st.type === 'newline')
                            return true;
                if (containsNewline(it.key) || containsNewline(it.value))
                    return true;
            }
            return false;
        default:
            return true;
    }
}

exports.containsNewline = containsNewline;


/***/ }),

/***/ 2599:
/***/ ((__unused_webpack_module, exports) => {



function emptyScalarPosition(offset, before, pos) {
    if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
            let st = before[i];
            switch (st.type) {
                case 'space':
                case 'comment':
                case 'newline':
                    offset -= st.source.length;
                    continue;
            }
            // Technically, an empty scalar is immediately after the last non-empty
            // node, but it's more useful to place it after any whitespace.
            st = before[++i];
            while (st?.type === 'space') {
                offset += st.source.length;
                st = before[++i];
            }
            break;
        }
    }
    return offset;
}

exports.emptyScalarPosition = emptyScalarPosition;


/***/ }),

/***/ 4051:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var utilContainsNewline = __nccwpck_require__(9499);

function flowIndentCheck(indent, fc, onError) {
    if (fc?.type === 'flow-collection') {
        const end = fc.end[0];
        if (end.indent === indent &&
            (end.source === ']' || end.source === '}') &&
            utilContainsNewline.containsNewline(fc)) {
            const msg = 'Flow end indicator should be more indented than parent';
            onError(end, 'BAD_INDENT', msg, true);
        }
    }
}

exports.flowIndentCheck = flowIndentCheck;


/***/ }),

/***/ 1187:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

function mapIncludes(ctx, items, search) {
    const { uniqueKeys } = ctx.options;
    if (uniqueKeys === false)
        return false;
    const isEqual = typeof uniqueKeys === 'function'
        ? uniqueKeys
        : (a, b) => a === b || (identity.isScalar(a) && identity.isScalar(b) && a.value === b.value);
    return items.some(pair => isEqual(pair.key, search));
}

exports.mapIncludes = mapIncludes;


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var toJS = __nccwpck_require__(4043);
var Schema = __nccwpck_require__(5840);
var stringifyDocument = __nccwpck_require__(6829);
var anchors = __nccwpck_require__(1596);
var applyReviver = __nccwpck_require__(3661);
var createNode = __nccwpck_require__(2404);
var directives = __nccwpck_require__(1342);

class Document {
    constructor(value, replacer, options) {
        /** A comment before this Document */
        this.commentBefore = null;
        /** A comment immediately after this Document */
        this.comment = null;
        /** Errors encountered during parsing. */
        this.errors = [];
        /** Warnings encountered during parsing. */
        this.warnings = [];
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
        let _replacer = null;
        if (typeof replacer === 'function' || Array.isArray(replacer)) {
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const opt = Object.assign({
            intAsBigInt: false,
            keepSourceTokens: false,
            logLevel: 'warn',
            prettyErrors: true,
            strict: true,
            stringKeys: false,
            uniqueKeys: true,
            version: '1.2'
        }, options);
        this.options = opt;
        let { version } = opt;
        if (options?._directives) {
            this.directives = options._directives.atDocument();
            if (this.directives.yaml.explicit)
                version = this.directives.yaml.version;
        }
        else
            this.directives = new directives.Directives({ version });
        this.setSchema(version, options);
        // @ts-expect-error We can't really know that this matches Contents.
        this.contents =
            value === undefined ? null : this.createNode(value, _replacer, options);
    }
    /**
     * Create a deep copy of this Document and its contents.
     *
     * Custom Node values that inherit from `Object` still refer to their original instances.
     */
    clone() {
        const copy = Object.create(Document.prototype, {
            [identity.NODE_TYPE]: { value: identity.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
            copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        // @ts-expect-error We can't really know that this matches Contents.
        copy.contents = identity.isNode(this.contents)
            ? this.contents.clone(copy.schema)
            : this.contents;
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** Adds a value to the document. */
    add(value) {
        if (assertCollection(this.contents))
            this.contents.add(value);
    }
    /** Adds a value to the document. */
    addIn(path, value) {
        if (assertCollection(this.contents))
            this.contents.addIn(path, value);
    }
    /**
     * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
     *
     * If `node` already has an anchor, `name` is ignored.
     * Otherwise, the `node.anchor` value will be set to `name`,
     * or if an anchor with that name is already present in the document,
     * `name` will be used as a prefix for a new unique anchor.
     * If `name` is undefined, the generated anchor will use 'a' as a prefix.
     */
    createAlias(node, name) {
        if (!node.anchor) {
            const prev = anchors.anchorNames(this);
            node.anchor =
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                !name || prev.has(name) ? anchors.findNewAnchor(name || 'a', prev) : name;
        }
        return new Alias.Alias(node.anchor);
    }
    createNode(value, replacer, options) {
        let _replacer = undefined;
        if (typeof replacer === 'function') {
            value = replacer.call({ '': value }, '', value);
            _replacer = replacer;
        }
        else if (Array.isArray(replacer)) {
            const keyToStr = (v) => typeof v === 'number' || v instanceof String || v instanceof Number;
            const asStr = replacer.filter(keyToStr).map(String);
            if (asStr.length > 0)
                replacer = replacer.concat(asStr);
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, 
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        anchorPrefix || 'a');
        const ctx = {
            aliasDuplicateObjects: aliasDuplicateObjects ?? true,
            keepUndefined: keepUndefined ?? false,
            onAnchor,
            onTagObj,
            replacer: _replacer,
            schema: this.schema,
            sourceObjects
        };
        const node = createNode.createNode(value, tag, ctx);
        if (flow && identity.isCollection(node))
            node.flow = true;
        setAnchors();
        return node;
    }
    /**
     * Convert a key and a value into a `Pair` using the current schema,
     * recursively wrapping all values as `Scalar` or `Collection` nodes.
     */
    createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
            if (this.contents == null)
                return false;
            // @ts-expect-error Presumed impossible if Strict extends false
            this.contents = null;
            return true;
        }
        return assertCollection(this.contents)
            ? this.contents.deleteIn(path)
            : false;
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    get(key, keepScalar) {
        return identity.isCollection(this.contents)
            ? this.contents.get(key, keepScalar)
            : undefined;
    }
    /**
     * Returns item at `path`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
            return !keepScalar && identity.isScalar(this.contents)
                ? this.contents.value
                : this.contents;
        return identity.isCollection(this.contents)
            ? this.contents.getIn(path, keepScalar)
            : undefined;
    }
    /**
     * Checks if the document includes a value with the key `key`.
     */
    has(key) {
        return identity.isCollection(this.contents) ? this.contents.has(key) : false;
    }
    /**
     * Checks if the document includes a value at `path`.
     */
    hasIn(path) {
        if (Collection.isEmptyPath(path))
            return this.contents !== undefined;
        return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    set(key, value) {
        if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, [key], value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.set(key, value);
        }
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = value;
        }
        else if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.setIn(path, value);
        }
    }
    /**
     * Change the YAML version and schema used by the document.
     * A `null` version disables support for directives, explicit tags, anchors, and aliases.
     * It also requires the `schema` option to be given as a `Schema` instance value.
     *
     * Overrides all previously set schema options.
     */
    setSchema(version, options = {}) {
        if (typeof version === 'number')
            version = String(version);
        let opt;
        switch (version) {
            case '1.1':
                if (this.directives)
                    this.directives.yaml.version = '1.1';
                else
                    this.directives = new directives.Directives({ version: '1.1' });
                opt = { resolveKnownTags: false, schema: 'yaml-1.1' };
                break;
            case '1.2':
            case 'next':
                if (this.directives)
                    this.directives.yaml.version = version;
                else
                    this.directives = new directives.Directives({ version });
                opt = { resolveKnownTags: true, schema: 'core' };
                break;
            case null:
                if (this.directives)
                    delete this.directives;
                opt = null;
                break;
            default: {
                const sv = JSON.stringify(version);
                throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
            }
        }
        // Not using `instanceof Schema` to allow for duck typing
        if (options.schema instanceof Object)
            this.schema = options.schema;
        else if (opt)
            this.schema = new Schema.Schema(Object.assign(opt, options));
        else
            throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
    }
    // json & jsonArg are only used from toJSON()
    toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
            anchors: new Map(),
            doc: this,
            keep: !json,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
    /**
     * A JSON representation of the document `contents`.
     *
     * @param jsonArg Used by `JSON.stringify` to indicate the array index or
     *   property name.
     */
    toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
    }
    /** A YAML representation of the document. */
    toString(options = {}) {
        if (this.errors.length > 0)
            throw new Error('Document with errors cannot be stringified');
        if ('indent' in options &&
            (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
            const s = JSON.stringify(options.indent);
            throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
    }
}
function assertCollection(contents) {
    if (identity.isCollection(contents))
        return true;
    throw new Error('Expected a YAML collection as document contents');
}

exports.Document = Document;


/***/ }),

/***/ 1596:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

/**
 * Verify that the input string is a valid anchor.
 *
 * Will throw on errors.
 */
function anchorIsValid(anchor) {
    if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
        const sa = JSON.stringify(anchor);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
    }
    return true;
}
function anchorNames(root) {
    const anchors = new Set();
    visit.visit(root, {
        Value(_key, node) {
            if (node.anchor)
                anchors.add(node.anchor);
        }
    });
    return anchors;
}
/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
function findNewAnchor(prefix, exclude) {
    for (let i = 1; true; ++i) {
        const name = `${prefix}${i}`;
        if (!exclude.has(name))
            return name;
    }
}
function createNodeAnchors(doc, prefix) {
    const aliasObjects = [];
    const sourceObjects = new Map();
    let prevAnchors = null;
    return {
        onAnchor: (source) => {
            aliasObjects.push(source);
            prevAnchors ?? (prevAnchors = anchorNames(doc));
            const anchor = findNewAnchor(prefix, prevAnchors);
            prevAnchors.add(anchor);
            return anchor;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
            for (const source of aliasObjects) {
                const ref = sourceObjects.get(source);
                if (typeof ref === 'object' &&
                    ref.anchor &&
                    (identity.isScalar(ref.node) || identity.isCollection(ref.node))) {
                    ref.node.anchor = ref.anchor;
                }
                else {
                    const error = new Error('Failed to resolve repeated object (this should not happen)');
                    error.source = source;
                    throw error;
                }
            }
        },
        sourceObjects
    };
}

exports.anchorIsValid = anchorIsValid;
exports.anchorNames = anchorNames;
exports.createNodeAnchors = createNodeAnchors;
exports.findNewAnchor = findNewAnchor;


/***/ }),

/***/ 3661:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
 * in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
 * 2021 edition: https://tc39.es/ecma262/#sec-json.parse
 *
 * Includes extensions for handling Map and Set objects.
 */
function applyReviver(reviver, obj, key, val) {
    if (val && typeof val === 'object') {
        if (Array.isArray(val)) {
            for (let i = 0, len = val.length; i < len; ++i) {
                const v0 = val[i];
                const v1 = applyReviver(reviver, val, String(i), v0);
                // eslint-disable-next-line @typescript-eslint/no-array-delete
                if (v1 === undefined)
                    delete val[i];
                else if (v1 !== v0)
                    val[i] = v1;
            }
        }
        else if (val instanceof Map) {
            for (const k of Array.from(val.keys())) {
                const v0 = val.get(k);
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    val.delete(k);
                else if (v1 !== v0)
                    val.set(k, v1);
            }
        }
        else if (val instanceof Set) {
            for (const v0 of Array.from(val)) {
                const v1 = applyReviver(reviver, val, v0, v0);
                if (v1 === undefined)
                    val.delete(v0);
                else if (v1 !== v0) {
                    val.delete(v0);
                    val.add(v1);
                }
            }
        }
        else {
            for (const [k, v0] of Object.entries(val)) {
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    delete val[k];
                else if (v1 !== v0)
                    val[k] = v1;
            }
        }
    }
    return reviver.call(obj, key, val);
}

exports.applyReviver = applyReviver;


/***/ }),

/***/ 2404:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

const defaultTagPrefix = 'tag:yaml.org,2002:';
function findTagObject(value, tagName, tags) {
    if (tagName) {
        const match = tags.filter(t => t.tag === tagName);
        const tagObj = match.find(t => !t.format) ?? match[0];
        if (!tagObj)
            throw new Error(`Tag ${tagName} not found`);
        return tagObj;
    }
    return tags.find(t => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
    if (identity.isDocument(value))
        value = value.contents;
    if (identity.isNode(value))
        return value;
    if (identity.isPair(value)) {
        const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
    }
    if (value instanceof String ||
        value instanceof Number ||
        value instanceof Boolean ||
        (typeof BigInt !== 'undefined' && value instanceof BigInt) // not supported everywhere
    ) {
        // https://tc39.es/ecma262/#sec-serializejsonproperty
        value = value.valueOf();
    }
    const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
    // Detect duplicate references to the same object & use Alias nodes for all
    // after first. The `ref` wrapper allows for circular references to resolve.
    let ref = undefined;
    if (aliasDuplicateObjects && value && typeof value === 'object') {
        ref = sourceObjects.get(value);
        if (ref) {
            ref.anchor ?? (ref.anchor = onAnchor(value));
            return new Alias.Alias(ref.anchor);
        }
        else {
            ref = { anchor: null, node: null };
            sourceObjects.set(value, ref);
        }
    }
    if (tagName?.startsWith('!!'))
        tagName = defaultTagPrefix + tagName.slice(2);
    let tagObj = findTagObject(value, tagName, schema.tags);
    if (!tagObj) {
        if (value && typeof value.toJSON === 'function') {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-call
            value = value.toJSON();
        }
        if (!value || typeof value !== 'object') {
            const node = new Scalar.Scalar(value);
            if (ref)
                ref.node = node;
            return node;
        }
        tagObj =
            value instanceof Map
                ? schema[identity.MAP]
                : Symbol.iterator in Object(value)
                    ? schema[identity.SEQ]
                    : schema[identity.MAP];
    }
    if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
    }
    const node = tagObj?.createNode
        ? tagObj.createNode(ctx.schema, value, ctx)
        : typeof tagObj?.nodeClass?.from === 'function'
            ? tagObj.nodeClass.from(ctx.schema, value, ctx)
            : new Scalar.Scalar(value);
    if (tagName)
        node.tag = tagName;
    else if (!tagObj.default)
        node.tag = tagObj.tag;
    if (ref)
        ref.node = node;
    return node;
}

exports.createNode = createNode;


/***/ }),

/***/ 1342:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

const escapeChars = {
    '!': '%21',
    ',': '%2C',
    '[': '%5B',
    ']': '%5D',
    '{': '%7B',
    '}': '%7D'
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, ch => escapeChars[ch]);
class Directives {
    constructor(yaml, tags) {
        /**
         * The directives-end/doc-start marker `---`. If `null`, a marker may still be
         * included in the document's stringified representation.
         */
        this.docStart = null;
        /** The doc-end marker `...`.  */
        this.docEnd = false;
        this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, Directives.defaultTags, tags);
    }
    clone() {
        const copy = new Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
    }
    /**
     * During parsing, get a Directives instance for the current document and
     * update the stream state according to the current version's spec.
     */
    atDocument() {
        const res = new Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
            case '1.1':
                this.atNextDocument = true;
                break;
            case '1.2':
                this.atNextDocument = false;
                this.yaml = {
                    explicit: Directives.defaultYaml.explicit,
                    version: '1.2'
                };
                this.tags = Object.assign({}, Directives.defaultTags);
                break;
        }
        return res;
    }
    /**
     * @param onError - May be called even if the action was successful
     * @returns `true` on success
     */
    add(line, onError) {
        if (this.atNextDocument) {
            this.yaml = { explicit: Directives.defaultYaml.explicit, version: '1.1' };
            this.tags = Object.assign({}, Directives.defaultTags);
            this.atNextDocument = false;
        }
        const parts = line.trim().split(/[ \t]+/);
        const name = parts.shift();
        switch (name) {
            case '%TAG': {
                if (parts.length !== 2) {
                    onError(0, '%TAG directive should contain exactly two parts');
                    if (parts.length < 2)
                        return false;
                }
                const [handle, prefix] = parts;
                this.tags[handle] = prefix;
                return true;
            }
            case '%YAML': {
                this.yaml.explicit = true;
                if (parts.length !== 1) {
                    onError(0, '%YAML directive should contain exactly one part');
                    return false;
                }
                const [version] = parts;
                if (version === '1.1' || version === '1.2') {
                    this.yaml.version = version;
                    return true;
                }
                else {
                    const isValid = /^\d+\.\d+$/.test(version);
                    onError(6, `Unsupported YAML version ${version}`, isValid);
                    return false;
                }
            }
            default:
                onError(0, `Unknown directive ${name}`, true);
                return false;
        }
    }
    /**
     * Resolves a tag, matching handles to those defined in %TAG directives.
     *
     * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
     *   `'!local'` tag, or `null` if unresolvable.
     */
    tagName(source, onError) {
        if (source === '!')
            return '!'; // non-specific tag
        if (source[0] !== '!') {
            onError(`Not a valid tag: ${source}`);
            return null;
        }
        if (source[1] === '<') {
            const verbatim = source.slice(2, -1);
            if (verbatim === '!' || verbatim === '!!') {
                onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
                return null;
            }
            if (source[source.length - 1] !== '>')
                onError('Verbatim tags must end with a >');
            return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
            onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
            try {
                return prefix + decodeURIComponent(suffix);
            }
            catch (error) {
                onError(String(error));
                return null;
            }
        }
        if (handle === '!')
            return source; // local tag
        onError(`Could not resolve tag: ${source}`);
        return null;
    }
    /**
     * Given a fully resolved tag, returns its printable string form,
     * taking into account current tag prefixes and defaults.
     */
    tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
            if (tag.startsWith(prefix))
                return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === '!' ? tag : `!<${tag}>`;
    }
    toString(doc) {
        const lines = this.yaml.explicit
            ? [`%YAML ${this.yaml.version || '1.2'}`]
            : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
            const tags = {};
            visit.visit(doc.contents, (_key, node) => {
                if (identity.isNode(node) && node.tag)
                    tags[node.tag] = true;
            });
            tagNames = Object.keys(tags);
        }
        else
            tagNames = [];
        for (const [handle, prefix] of tagEntries) {
            if (handle === '!!' && prefix === 'tag:yaml.org,2002:')
                continue;
            if (!doc || tagNames.some(tn => tn.startsWith(prefix)))
                lines.push(`%TAG ${handle} ${prefix}`);
        }
        return lines.join('\n');
    }
}
Directives.defaultYaml = { explicit: false, version: '1.2' };
Directives.defaultTags = { '!!': 'tag:yaml.org,2002:' };

exports.Directives = Directives;


/***/ }),

/***/ 1464:
/***/ ((__unused_webpack_module, exports) => {



class YAMLError extends Error {
    constructor(name, pos, code, message) {
        super();
        this.name = name;
        this.code = code;
        this.message = message;
        this.pos = pos;
    }
}
class YAMLParseError extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLParseError', pos, code, message);
    }
}
class YAMLWarning extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLWarning', pos, code, message);
    }
}
const prettifyError = (src, lc) => (error) => {
    if (error.pos[0] === -1)
        return;
    error.linePos = error.pos.map(pos => lc.linePos(pos));
    const { line, col } = error.linePos[0];
    error.message += ` at line ${line}, column ${col}`;
    let ci = col - 1;
    let lineStr = src
        .substring(lc.lineStarts[line - 1], lc.lineStarts[line])
        .replace(/[\n\r]+$/, '');
    // Trim to max 80 chars, keeping col position near the middle
    if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = '…' + lineStr.substring(trimStart);
        ci -= trimStart - 1;
    }
    if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + '…';
    // Include previous line in context if pointing at line start
    if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        // Regexp won't match if start is trimmed
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
            prev = prev.substring(0, 79) + '…\n';
        lineStr = prev + lineStr;
    }
    if (/[^ ]/.test(lineStr)) {
        let count = 1;
        const end = error.linePos[1];
        if (end?.line === line && end.col > col) {
            count = Math.max(1, Math.min(end.col - col, 80 - ci));
        }
        const pointer = ' '.repeat(ci) + '^'.repeat(count);
        error.message += `:\n\n${lineStr}\n${pointer}\n`;
    }
};

exports.YAMLError = YAMLError;
exports.YAMLParseError = YAMLParseError;
exports.YAMLWarning = YAMLWarning;
exports.prettifyError = prettifyError;


/***/ }),

/***/ 8815:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var Schema = __nccwpck_require__(5840);
var errors = __nccwpck_require__(1464);
var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);
var publicApi = __nccwpck_require__(4047);
var visit = __nccwpck_require__(204);



exports.Dk = composer.Composer;
__webpack_unused_export__ = Document.Document;
__webpack_unused_export__ = Schema.Schema;
__webpack_unused_export__ = errors.YAMLError;
__webpack_unused_export__ = errors.YAMLParseError;
__webpack_unused_export__ = errors.YAMLWarning;
__webpack_unused_export__ = Alias.Alias;
exports.Vj = identity.isAlias;
__webpack_unused_export__ = identity.isCollection;
__webpack_unused_export__ = identity.isDocument;
exports.jh = identity.isMap;
__webpack_unused_export__ = identity.isNode;
__webpack_unused_export__ = identity.isPair;
exports.jn = identity.isScalar;
exports.oP = identity.isSeq;
__webpack_unused_export__ = Pair.Pair;
__webpack_unused_export__ = Scalar.Scalar;
__webpack_unused_export__ = YAMLMap.YAMLMap;
__webpack_unused_export__ = YAMLSeq.YAMLSeq;
__webpack_unused_export__ = cst;
exports.JG = lexer.Lexer;
__webpack_unused_export__ = lineCounter.LineCounter;
exports.iX = parser.Parser;
__webpack_unused_export__ = publicApi.parse;
__webpack_unused_export__ = publicApi.parseAllDocuments;
__webpack_unused_export__ = publicApi.parseDocument;
__webpack_unused_export__ = publicApi.stringify;
exports.YR = visit.visit;
__webpack_unused_export__ = visit.visitAsync;


/***/ }),

/***/ 7249:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);

function debug(logLevel, ...messages) {
    if (logLevel === 'debug')
        console.log(...messages);
}
function warn(logLevel, warning) {
    if (logLevel === 'debug' || logLevel === 'warn') {
        if (typeof node_process.emitWarning === 'function')
            node_process.emitWarning(warning);
        else
            console.warn(warning);
    }
}

exports.debug = debug;
exports.warn = warn;


/***/ }),

/***/ 4065:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var visit = __nccwpck_require__(204);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

class Alias extends Node.NodeBase {
    constructor(source) {
        super(identity.ALIAS);
        this.source = source;
        Object.defineProperty(this, 'tag', {
            set() {
                throw new Error('Alias nodes cannot have tags');
            }
        });
    }
    /**
     * Resolve the value of this alias within `doc`, finding the last
     * instance of the `source` anchor before this node.
     */
    resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
            throw new ReferenceError('Alias resolution is disabled');
        let nodes;
        if (ctx?.aliasResolveCache) {
            nodes = ctx.aliasResolveCache;
        }
        else {
            nodes = [];
            visit.visit(doc, {
                Node: (_key, node) => {
                    if (identity.isAlias(node) || identity.hasAnchor(node))
                        nodes.push(node);
                }
            });
            if (ctx)
                ctx.aliasResolveCache = nodes;
        }
        let found = undefined;
        for (const node of nodes) {
            if (node === this)
                break;
            if (node.anchor === this.source)
                found = node;
        }
        if (found && ctx) {
            const { anchors, doc, maxAliasCount } = ctx;
            let data = anchors.get(found);
            if (!data) {
                // Resolve anchors for Node.prototype.toJS()
                toJS.toJS(found, null, ctx);
                data = anchors.get(found);
            }
            /* istanbul ignore if */
            if (data?.res === undefined) {
                const msg = 'This should not happen: Alias anchor was not resolved?';
                throw new ReferenceError(msg);
            }
            if (maxAliasCount >= 0) {
                data.count += 1;
                if (data.aliasCount === 0)
                    data.aliasCount = getAliasCount(doc, found, anchors);
                if (data.count * data.aliasCount > maxAliasCount) {
                    const msg = 'Excessive alias count indicates a resource exhaustion attack';
                    throw new ReferenceError(msg);
                }
            }
        }
        return found;
    }
    toJSON(_arg, ctx) {
        if (!ctx)
            return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
    }
    toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
            anchors.anchorIsValid(this.source);
            if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
                const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
                throw new Error(msg);
            }
            if (ctx.implicitKey)
                return `${src} `;
        }
        return src;
    }
}
function getAliasCount(doc, node, anchors) {
    if (identity.isAlias(node)) {
        const source = node.resolve(doc);
        const anchor = anchors && source && anchors.get(source);
        return anchor ? anchor.count * anchor.aliasCount : 0;
    }
    else if (identity.isCollection(node)) {
        let count = 0;
        for (const item of node.items) {
            const c = getAliasCount(doc, item, anchors);
            if (c > count)
                count = c;
        }
        return count;
    }
    else if (identity.isPair(node)) {
        const kc = getAliasCount(doc, node.key, anchors);
        const vc = getAliasCount(doc, node.value, anchors);
        return Math.max(kc, vc);
    }
    return 1;
}

exports.Alias = Alias;


/***/ }),

/***/ 101:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);

function collectionFromPath(schema, path, value) {
    let v = value;
    for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === 'number' && Number.isInteger(k) && k >= 0) {
            const a = [];
            a[k] = v;
            v = a;
        }
        else {
            v = new Map([[k, v]]);
        }
    }
    return createNode.createNode(v, undefined, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
            throw new Error('This should not happen, please report a bug.');
        },
        schema,
        sourceObjects: new Map()
    });
}
// Type guard is intentionally a little wrong so as to be more useful,
// as it does not cover untypable empty non-string iterables (e.g. []).
const isEmptyPath = (path) => path == null ||
    (typeof path === 'object' && !!path[Symbol.iterator]().next().done);
class Collection extends Node.NodeBase {
    constructor(type, schema) {
        super(type);
        Object.defineProperty(this, 'schema', {
            value: schema,
            configurable: true,
            enumerable: false,
            writable: true
        });
    }
    /**
     * Create a copy of this collection.
     *
     * @param schema - If defined, overwrites the original's schema
     */
    clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
            copy.schema = schema;
        copy.items = copy.items.map(it => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /**
     * Adds a value to the collection. For `!!map` and `!!omap` the value must
     * be a Pair instance or a `{ key, value }` object, which may not have a key
     * that already exists in the map.
     */
    addIn(path, value) {
        if (isEmptyPath(path))
            this.add(value);
        else {
            const [key, ...rest] = path;
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.addIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
    /**
     * Removes a value from the collection.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.delete(key);
        const node = this.get(key, true);
        if (identity.isCollection(node))
            return node.deleteIn(rest);
        else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node = this.get(key, true);
        if (rest.length === 0)
            return !keepScalar && identity.isScalar(node) ? node.value : node;
        else
            return identity.isCollection(node) ? node.getIn(rest, keepScalar) : undefined;
    }
    hasAllNullValues(allowScalar) {
        return this.items.every(node => {
            if (!identity.isPair(node))
                return false;
            const n = node.value;
            return (n == null ||
                (allowScalar &&
                    identity.isScalar(n) &&
                    n.value == null &&
                    !n.commentBefore &&
                    !n.comment &&
                    !n.tag));
        });
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     */
    hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.has(key);
        const node = this.get(key, true);
        return identity.isCollection(node) ? node.hasIn(rest) : false;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
            this.set(key, value);
        }
        else {
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.setIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
}

exports.Collection = Collection;
exports.collectionFromPath = collectionFromPath;
exports.isEmptyPath = isEmptyPath;


/***/ }),

/***/ 6673:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var applyReviver = __nccwpck_require__(3661);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

class NodeBase {
    constructor(type) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: type });
    }
    /** Create a copy of this node.  */
    clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** A plain JavaScript representation of this node. */
    toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity.isDocument(doc))
            throw new TypeError('A document argument is required');
        const ctx = {
            anchors: new Map(),
            doc,
            keep: true,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
}

exports.NodeBase = NodeBase;


/***/ }),

/***/ 7165:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyPair = __nccwpck_require__(9748);
var addPairToJSMap = __nccwpck_require__(7104);
var identity = __nccwpck_require__(1127);

function createPair(key, value, ctx) {
    const k = createNode.createNode(key, undefined, ctx);
    const v = createNode.createNode(value, undefined, ctx);
    return new Pair(k, v);
}
class Pair {
    constructor(key, value = null) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
        this.key = key;
        this.value = value;
    }
    clone(schema) {
        let { key, value } = this;
        if (identity.isNode(key))
            key = key.clone(schema);
        if (identity.isNode(value))
            value = value.clone(schema);
        return new Pair(key, value);
    }
    toJSON(_, ctx) {
        const pair = ctx?.mapAsMap ? new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair, this);
    }
    toString(ctx, onComment, onChompKeep) {
        return ctx?.doc
            ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep)
            : JSON.stringify(this);
    }
}

exports.Pair = Pair;
exports.createPair = createPair;


/***/ }),

/***/ 3301:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

const isScalarValue = (value) => !value || (typeof value !== 'function' && typeof value !== 'object');
class Scalar extends Node.NodeBase {
    constructor(value) {
        super(identity.SCALAR);
        this.value = value;
    }
    toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
    }
    toString() {
        return String(this.value);
    }
}
Scalar.BLOCK_FOLDED = 'BLOCK_FOLDED';
Scalar.BLOCK_LITERAL = 'BLOCK_LITERAL';
Scalar.PLAIN = 'PLAIN';
Scalar.QUOTE_DOUBLE = 'QUOTE_DOUBLE';
Scalar.QUOTE_SINGLE = 'QUOTE_SINGLE';

exports.Scalar = Scalar;
exports.isScalarValue = isScalarValue;


/***/ }),

/***/ 4454:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyCollection = __nccwpck_require__(1212);
var addPairToJSMap = __nccwpck_require__(7104);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);

function findPair(items, key) {
    const k = identity.isScalar(key) ? key.value : key;
    for (const it of items) {
        if (identity.isPair(it)) {
            if (it.key === key || it.key === k)
                return it;
            if (identity.isScalar(it.key) && it.key.value === k)
                return it;
        }
    }
    return undefined;
}
class YAMLMap extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:map';
    }
    constructor(schema) {
        super(identity.MAP, schema);
        this.items = [];
    }
    /**
     * A generic collection parsing method that can be extended
     * to other node classes that inherit from YAMLMap
     */
    static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
            if (typeof replacer === 'function')
                value = replacer.call(obj, key, value);
            else if (Array.isArray(replacer) && !replacer.includes(key))
                return;
            if (value !== undefined || keepUndefined)
                map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
            for (const [key, value] of obj)
                add(key, value);
        }
        else if (obj && typeof obj === 'object') {
            for (const key of Object.keys(obj))
                add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === 'function') {
            map.items.sort(schema.sortMapEntries);
        }
        return map;
    }
    /**
     * Adds a value to the collection.
     *
     * @param overwrite - If not set `true`, using a key that is already in the
     *   collection will throw. Otherwise, overwrites the previous value.
     */
    add(pair, overwrite) {
        let _pair;
        if (identity.isPair(pair))
            _pair = pair;
        else if (!pair || typeof pair !== 'object' || !('key' in pair)) {
            // In TypeScript, this never happens.
            _pair = new Pair.Pair(pair, pair?.value);
        }
        else
            _pair = new Pair.Pair(pair.key, pair.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
            if (!overwrite)
                throw new Error(`Key ${_pair.key} already set`);
            // For scalars, keep the old node & its comments and anchors
            if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
                prev.value.value = _pair.value;
            else
                prev.value = _pair.value;
        }
        else if (sortEntries) {
            const i = this.items.findIndex(item => sortEntries(_pair, item) < 0);
            if (i === -1)
                this.items.push(_pair);
            else
                this.items.splice(i, 0, _pair);
        }
        else {
            this.items.push(_pair);
        }
    }
    delete(key) {
        const it = findPair(this.items, key);
        if (!it)
            return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node = it?.value;
        return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? undefined;
    }
    has(key) {
        return !!findPair(this.items, key);
    }
    set(key, value) {
        this.add(new Pair.Pair(key, value), true);
    }
    /**
     * @param ctx - Conversion context, originally set in Document#toJS()
     * @param {Class} Type - If set, forces the returned collection type
     * @returns Instance of Type, Map, or Object
     */
    toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const item of this.items)
            addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        for (const item of this.items) {
            if (!identity.isPair(item))
                throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
            ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '',
            flowChars: { start: '{', end: '}' },
            itemIndent: ctx.indent || '',
            onChompKeep,
            onComment
        });
    }
}

exports.YAMLMap = YAMLMap;
exports.findPair = findPair;


/***/ }),

/***/ 2223:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyCollection = __nccwpck_require__(1212);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var toJS = __nccwpck_require__(4043);

class YAMLSeq extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:seq';
    }
    constructor(schema) {
        super(identity.SEQ, schema);
        this.items = [];
    }
    add(value) {
        this.items.push(value);
    }
    /**
     * Removes a value from the collection.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     *
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return undefined;
        const it = this.items[idx];
        return !keepScalar && identity.isScalar(it) ? it.value : it;
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     */
    has(key) {
        const idx = asItemIndex(key);
        return typeof idx === 'number' && idx < this.items.length;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     *
     * If `key` does not contain a representation of an integer, this will throw.
     * It may be wrapped in a `Scalar`.
     */
    set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity.isScalar(prev) && Scalar.isScalarValue(value))
            prev.value = value;
        else
            this.items[idx] = value;
    }
    toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
            ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
            seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '- ',
            flowChars: { start: '[', end: ']' },
            itemIndent: (ctx.indent || '') + '  ',
            onChompKeep,
            onComment
        });
    }
    static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
            let i = 0;
            for (let it of obj) {
                if (typeof replacer === 'function') {
                    const key = obj instanceof Set ? it : String(i++);
                    it = replacer.call(obj, key, it);
                }
                seq.items.push(createNode.createNode(it, undefined, ctx));
            }
        }
        return seq;
    }
}
function asItemIndex(key) {
    let idx = identity.isScalar(key) ? key.value : key;
    if (idx && typeof idx === 'string')
        idx = Number(idx);
    return typeof idx === 'number' && Number.isInteger(idx) && idx >= 0
        ? idx
        : null;
}

exports.YAMLSeq = YAMLSeq;


/***/ }),

/***/ 7104:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var log = __nccwpck_require__(7249);
var merge = __nccwpck_require__(452);
var stringify = __nccwpck_require__(2148);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

function addPairToJSMap(ctx, map, { key, value }) {
    if (identity.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
    // TODO: Should drop this special case for bare << handling
    else if (merge.isMergeKey(ctx, key))
        merge.addMergeToJSMap(ctx, map, value);
    else {
        const jsKey = toJS.toJS(key, '', ctx);
        if (map instanceof Map) {
            map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        }
        else if (map instanceof Set) {
            map.add(jsKey);
        }
        else {
            const stringKey = stringifyKey(key, jsKey, ctx);
            const jsValue = toJS.toJS(value, stringKey, ctx);
            if (stringKey in map)
                Object.defineProperty(map, stringKey, {
                    value: jsValue,
                    writable: true,
                    enumerable: true,
                    configurable: true
                });
            else
                map[stringKey] = jsValue;
        }
    }
    return map;
}
function stringifyKey(key, jsKey, ctx) {
    if (jsKey === null)
        return '';
    // eslint-disable-next-line @typescript-eslint/no-base-to-string
    if (typeof jsKey !== 'object')
        return String(jsKey);
    if (identity.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = new Set();
        for (const node of ctx.anchors.keys())
            strCtx.anchors.add(node.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
            let jsonStr = JSON.stringify(strKey);
            if (jsonStr.length > 40)
                jsonStr = jsonStr.substring(0, 36) + '..."';
            log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
            ctx.mapKeyWarned = true;
        }
        return strKey;
    }
    return JSON.stringify(jsKey);
}

exports.addPairToJSMap = addPairToJSMap;


/***/ }),

/***/ 1127:
/***/ ((__unused_webpack_module, exports) => {



const ALIAS = Symbol.for('yaml.alias');
const DOC = Symbol.for('yaml.document');
const MAP = Symbol.for('yaml.map');
const PAIR = Symbol.for('yaml.pair');
const SCALAR = Symbol.for('yaml.scalar');
const SEQ = Symbol.for('yaml.seq');
const NODE_TYPE = Symbol.for('yaml.node.type');
const isAlias = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === MAP;
const isPair = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === PAIR;
const isScalar = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SCALAR;
const isSeq = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SEQ;
function isCollection(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case MAP:
            case SEQ:
                return true;
        }
    return false;
}
function isNode(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case ALIAS:
            case MAP:
            case SCALAR:
            case SEQ:
                return true;
        }
    return false;
}
const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;

exports.ALIAS = ALIAS;
exports.DOC = DOC;
exports.MAP = MAP;
exports.NODE_TYPE = NODE_TYPE;
exports.PAIR = PAIR;
exports.SCALAR = SCALAR;
exports.SEQ = SEQ;
exports.hasAnchor = hasAnchor;
exports.isAlias = isAlias;
exports.isCollection = isCollection;
exports.isDocument = isDocument;
exports.isMap = isMap;
exports.isNode = isNode;
exports.isPair = isPair;
exports.isScalar = isScalar;
exports.isSeq = isSeq;


/***/ }),

/***/ 4043:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

/**
 * Recursively convert any node or its contents to native JavaScript
 *
 * @param value - The input value
 * @param arg - If `value` defines a `toJSON()` method, use this
 *   as its first argument
 * @param ctx - Conversion context, originally set in Document#toJS(). If
 *   `{ keep: true }` is not set, output should be suitable for JSON
 *   stringification.
 */
function toJS(value, arg, ctx) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return
    if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
    if (value && typeof value.toJSON === 'function') {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-call
        if (!ctx || !identity.hasAnchor(value))
            return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: undefined };
        ctx.anchors.set(value, data);
        ctx.onCreate = res => {
            data.res = res;
            delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
            ctx.onCreate(res);
        return res;
    }
    if (typeof value === 'bigint' && !ctx?.keep)
        return Number(value);
    return value;
}

exports.toJS = toJS;


/***/ }),

/***/ 110:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);
var errors = __nccwpck_require__(1464);
var stringifyString = __nccwpck_require__(3069);

function resolveAsScalar(token, strict = true, onError) {
    if (token) {
        const _onError = (pos, code, message) => {
            const offset = typeof pos === 'number' ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
            if (onError)
                onError(offset, code, message);
            else
                throw new errors.YAMLParseError([offset, offset + 1], code, message);
        };
        switch (token.type) {
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
            case 'block-scalar':
                return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
    }
    return null;
}
/**
 * Create a new scalar token with `value`
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.indent The indent level of the token.
 * @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
 * @param context.offset The offset position of the token.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function createScalarToken(value, context) {
    const { implicitKey = false, indent, inFlow = false, offset = -1, type = 'PLAIN' } = context;
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey,
        indent: indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    const end = context.end ?? [
        { type: 'newline', offset: -1, indent, source: '\n' }
    ];
    switch (source[0]) {
        case '|':
        case '>': {
            const he = source.indexOf('\n');
            const head = source.substring(0, he);
            const body = source.substring(he + 1) + '\n';
            const props = [
                { type: 'block-scalar-header', offset, indent, source: head }
            ];
            if (!addEndtoBlockProps(props, end))
                props.push({ type: 'newline', offset: -1, indent, source: '\n' });
            return { type: 'block-scalar', offset, indent, props, source: body };
        }
        case '"':
            return { type: 'double-quoted-scalar', offset, indent, source, end };
        case "'":
            return { type: 'single-quoted-scalar', offset, indent, source, end };
        default:
            return { type: 'scalar', offset, indent, source, end };
    }
}
/**
 * Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
 *
 * Best efforts are made to retain any comments previously associated with the `token`,
 * though all contents within a collection's `items` will be overwritten.
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.afterKey In most cases, values after a key should have an additional level of indentation.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function setScalarValue(token, value, context = {}) {
    let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
    let indent = 'indent' in token ? token.indent : null;
    if (afterKey && typeof indent === 'number')
        indent += 2;
    if (!type)
        switch (token.type) {
            case 'single-quoted-scalar':
                type = 'QUOTE_SINGLE';
                break;
            case 'double-quoted-scalar':
                type = 'QUOTE_DOUBLE';
                break;
            case 'block-scalar': {
                const header = token.props[0];
                if (header.type !== 'block-scalar-header')
                    throw new Error('Invalid block scalar header');
                type = header.source[0] === '>' ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL';
                break;
            }
            default:
                type = 'PLAIN';
        }
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    switch (source[0]) {
        case '|':
        case '>':
            setBlockScalarValue(token, source);
            break;
        case '"':
            setFlowScalarValue(token, source, 'double-quoted-scalar');
            break;
        case "'":
            setFlowScalarValue(token, source, 'single-quoted-scalar');
            break;
        default:
            setFlowScalarValue(token, source, 'scalar');
    }
}
function setBlockScalarValue(token, source) {
    const he = source.indexOf('\n');
    const head = source.substring(0, he);
    const body = source.substring(he + 1) + '\n';
    if (token.type === 'block-scalar') {
        const header = token.props[0];
        if (header.type !== 'block-scalar-header')
            throw new Error('Invalid block scalar header');
        header.source = head;
        token.source = body;
    }
    else {
        const { offset } = token;
        const indent = 'indent' in token ? token.indent : -1;
        const props = [
            { type: 'block-scalar-header', offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, 'end' in token ? token.end : undefined))
            props.push({ type: 'newline', offset: -1, indent, source: '\n' });
        for (const key of Object.keys(token))
            if (key !== 'type' && key !== 'offset')
                delete token[key];
        Object.assign(token, { type: 'block-scalar', indent, props, source: body });
    }
}
/** @returns `true` if last token is a newline */
function addEndtoBlockProps(props, end) {
    if (end)
        for (const st of end)
            switch (st.type) {
                case 'space':
                case 'comment':
                    props.push(st);
                    break;
                case 'newline':
                    props.push(st);
                    return true;
            }
    return false;
}
function setFlowScalarValue(token, source, type) {
    switch (token.type) {
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            token.type = type;
            token.source = source;
            break;
        case 'block-scalar': {
            const end = token.props.slice(1);
            let oa = source.length;
            if (token.props[0].type === 'block-scalar-header')
                oa -= token.props[0].source.length;
            for (const tok of end)
                tok.offset += oa;
            delete token.props;
            Object.assign(token, { type, source, end });
            break;
        }
        case 'block-map':
        case 'block-seq': {
            const offset = token.offset + source.length;
            const nl = { type: 'newline', offset, indent: token.indent, source: '\n' };
            delete token.items;
            Object.assign(token, { type, source, end: [nl] });
            break;
        }
        default: {
            const indent = 'indent' in token ? token.indent : -1;
            const end = 'end' in token && Array.isArray(token.end)
                ? token.end.filter(st => st.type === 'space' ||
                    st.type === 'comment' ||
                    st.type === 'newline')
                : [];
            for (const key of Object.keys(token))
                if (key !== 'type' && key !== 'offset')
                    delete token[key];
            Object.assign(token, { type, indent, source, end });
        }
    }
}

exports.createScalarToken = createScalarToken;
exports.resolveAsScalar = resolveAsScalar;
exports.setScalarValue = setScalarValue;


/***/ }),

/***/ 1733:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringify a CST document, token, or collection item
 *
 * Fair warning: This applies no validation whatsoever, and
 * simply concatenates the sources in their logical order.
 */
const stringify = (cst) => 'type' in cst ? stringifyToken(cst) : stringifyItem(cst);
function stringifyToken(token) {
    switch (token.type) {
        case 'block-scalar': {
            let res = '';
            for (const tok of token.props)
                res += stringifyToken(tok);
            return res + token.source;
        }
        case 'block-map':
        case 'block-seq': {
            let res = '';
            for (const item of token.items)
                res += stringifyItem(item);
            return res;
        }
        case 'flow-collection': {
            let res = token.start.source;
            for (const item of token.items)
                res += stringifyItem(item);
            for (const st of token.end)
                res += st.source;
            return res;
        }
        case 'document': {
            let res = stringifyItem(token);
            if (token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
        default: {
            let res = token.source;
            if ('end' in token && token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
    }
}
function stringifyItem({ start, key, sep, value }) {
    let res = '';
    for (const st of start)
        res += st.source;
    if (key)
        res += stringifyToken(key);
    if (sep)
        for (const st of sep)
            res += st.source;
    if (value)
        res += stringifyToken(value);
    return res;
}

exports.stringify = stringify;


/***/ }),

/***/ 7715:
/***/ ((__unused_webpack_module, exports) => {



const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove item');
/**
 * Apply a visitor to a CST document or item.
 *
 * Walks through the tree (depth-first) starting from the root, calling a
 * `visitor` function with two arguments when entering each item:
 *   - `item`: The current item, which included the following members:
 *     - `start: SourceToken[]` – Source tokens before the key or value,
 *       possibly including its anchor or tag.
 *     - `key?: Token | null` – Set for pair values. May then be `null`, if
 *       the key before the `:` separator is empty.
 *     - `sep?: SourceToken[]` – Source tokens between the key and the value,
 *       which should include the `:` map value indicator if `value` is set.
 *     - `value?: Token` – The value of a sequence item, or of a map pair.
 *   - `path`: The steps from the root to the current node, as an array of
 *     `['key' | 'value', number]` tuples.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this token, continue with
 *      next sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current item, then continue with the next one
 *   - `number`: Set the index of the next step. This is useful especially if
 *     the index of the current token has changed.
 *   - `function`: Define the next visitor for this item. After the original
 *     visitor is called on item entry, next visitors are called after handling
 *     a non-empty `key` and when exiting the item.
 */
function visit(cst, visitor) {
    if ('type' in cst && cst.type === 'document')
        cst = { start: cst.start, value: cst.value };
    _visit(Object.freeze([]), cst, visitor);
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current item */
visit.SKIP = SKIP;
/** Remove the current item */
visit.REMOVE = REMOVE;
/** Find the item at `path` from `cst` as the root */
visit.itemAtPath = (cst, path) => {
    let item = cst;
    for (const [field, index] of path) {
        const tok = item?.[field];
        if (tok && 'items' in tok) {
            item = tok.items[index];
        }
        else
            return undefined;
    }
    return item;
};
/**
 * Get the immediate parent collection of the item at `path` from `cst` as the root.
 *
 * Throws an error if the collection is not found, which should never happen if the item itself exists.
 */
visit.parentCollection = (cst, path) => {
    const parent = visit.itemAtPath(cst, path.slice(0, -1));
    const field = path[path.length - 1][0];
    const coll = parent?.[field];
    if (coll && 'items' in coll)
        return coll;
    throw new Error('Parent collection not found');
};
function _visit(path, item, visitor) {
    let ctrl = visitor(item, path);
    if (typeof ctrl === 'symbol')
        return ctrl;
    for (const field of ['key', 'value']) {
        const token = item[field];
        if (token && 'items' in token) {
            for (let i = 0; i < token.items.length; ++i) {
                const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    token.items.splice(i, 1);
                    i -= 1;
                }
            }
            if (typeof ctrl === 'function' && field === 'key')
                ctrl = ctrl(item, path);
        }
    }
    return typeof ctrl === 'function' ? ctrl(item, path) : ctrl;
}

exports.visit = visit;


/***/ }),

/***/ 3461:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cstScalar = __nccwpck_require__(110);
var cstStringify = __nccwpck_require__(1733);
var cstVisit = __nccwpck_require__(7715);

/** The byte order mark */
const BOM = '\u{FEFF}';
/** Start of doc-mode */
const DOCUMENT = '\x02'; // C0: Start of Text
/** Unexpected end of flow-mode */
const FLOW_END = '\x18'; // C0: Cancel
/** Next token is a scalar value */
const SCALAR = '\x1f'; // C0: Unit Separator
/** @returns `true` if `token` is a flow or block collection */
const isCollection = (token) => !!token && 'items' in token;
/** @returns `true` if `token` is a flow or block scalar; not an alias */
const isScalar = (token) => !!token &&
    (token.type === 'scalar' ||
        token.type === 'single-quoted-scalar' ||
        token.type === 'double-quoted-scalar' ||
        token.type === 'block-scalar');
/* istanbul ignore next */
/** Get a printable representation of a lexer token */
function prettyToken(token) {
    switch (token) {
        case BOM:
            return '<BOM>';
        case DOCUMENT:
            return '<DOC>';
        case FLOW_END:
            return '<FLOW_END>';
        case SCALAR:
            return '<SCALAR>';
        default:
            return JSON.stringify(token);
    }
}
/** Identify the type of a lexer token. May return `null` for unknown tokens. */
function tokenType(source) {
    switch (source) {
        case BOM:
            return 'byte-order-mark';
        case DOCUMENT:
            return 'doc-mode';
        case FLOW_END:
            return 'flow-error-end';
        case SCALAR:
            return 'scalar';
        case '---':
            return 'doc-start';
        case '...':
            return 'doc-end';
        case '':
        case '\n':
        case '\r\n':
            return 'newline';
        case '-':
            return 'seq-item-ind';
        case '?':
            return 'explicit-key-ind';
        case ':':
            return 'map-value-ind';
        case '{':
            return 'flow-map-start';
        case '}':
            return 'flow-map-end';
        case '[':
            return 'flow-seq-start';
        case ']':
            return 'flow-seq-end';
        case ',':
            return 'comma';
    }
    switch (source[0]) {
        case ' ':
        case '\t':
            return 'space';
        case '#':
            return 'comment';
        case '%':
            return 'directive-line';
        case '*':
            return 'alias';
        case '&':
            return 'anchor';
        case '!':
            return 'tag';
        case "'":
            return 'single-quoted-scalar';
        case '"':
            return 'double-quoted-scalar';
        case '|':
        case '>':
            return 'block-scalar-header';
    }
    return null;
}

exports.createScalarToken = cstScalar.createScalarToken;
exports.resolveAsScalar = cstScalar.resolveAsScalar;
exports.setScalarValue = cstScalar.setScalarValue;
exports.stringify = cstStringify.stringify;
exports.visit = cstVisit.visit;
exports.BOM = BOM;
exports.DOCUMENT = DOCUMENT;
exports.FLOW_END = FLOW_END;
exports.SCALAR = SCALAR;
exports.isCollection = isCollection;
exports.isScalar = isScalar;
exports.prettyToken = prettyToken;
exports.tokenType = tokenType;


/***/ }),

/***/ 361:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cst = __nccwpck_require__(3461);

/*
START -> stream

stream
  directive -> line-end -> stream
  indent + line-end -> stream
  [else] -> line-start

line-end
  comment -> line-end
  newline -> .
  input-end -> END

line-start
  doc-start -> doc
  doc-end -> stream
  [else] -> indent -> block-start

block-start
  seq-item-start -> block-start
  explicit-key-start -> block-start
  map-value-start -> block-start
  [else] -> doc

doc
  line-end -> line-start
  spaces -> doc
  anchor -> doc
  tag -> doc
  flow-start -> flow -> doc
  flow-end -> error -> doc
  seq-item-start -> error -> doc
  explicit-key-start -> error -> doc
  map-value-start -> doc
  alias -> doc
  quote-start -> quoted-scalar -> doc
  block-scalar-header -> line-end -> block-scalar(min) -> line-start
  [else] -> plain-scalar(false, min) -> doc

flow
  line-end -> flow
  spaces -> flow
  anchor -> flow
  tag -> flow
  flow-start -> flow -> flow
  flow-end -> .
  seq-item-start -> error -> flow
  explicit-key-start -> flow
  map-value-start -> flow
  alias -> flow
  quote-start -> quoted-scalar -> flow
  comma -> flow
  [else] -> plain-scalar(true, 0) -> flow

quoted-scalar
  quote-end -> .
  [else] -> quoted-scalar

block-scalar(min)
  newline + peek(indent < min) -> .
  [else] -> block-scalar(min)

plain-scalar(is-flow, min)
  scalar-end(is-flow) -> .
  peek(newline + (indent < min)) -> .
  [else] -> plain-scalar(min)
*/
function isEmpty(ch) {
    switch (ch) {
        case undefined:
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            return true;
        default:
            return false;
    }
}
const hexDigits = new Set('0123456789ABCDEFabcdef');
const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = new Set(',[]{}');
const invalidAnchorChars = new Set(' ,[]{}\n\r\t');
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
/**
 * Splits an input string into lexical tokens, i.e. smaller strings that are
 * easily identifiable by `tokens.tokenType()`.
 *
 * Lexing starts always in a "stream" context. Incomplete input may be buffered
 * until a complete token can be emitted.
 *
 * In addition to slices of the original input, the following control characters
 * may also be emitted:
 *
 * - `\x02` (Start of Text): A document starts with the next token
 * - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
 * - `\x1f` (Unit Separator): Next token is a scalar value
 * - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
 */
class Lexer {
    constructor() {
        /**
         * Flag indicating whether the end of the current buffer marks the end of
         * all input
         */
        this.atEnd = false;
        /**
         * Explicit indent set in block scalar header, as an offset from the current
         * minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
         * explicitly set.
         */
        this.blockScalarIndent = -1;
        /**
         * Block scalars that include a + (keep) chomping indicator in their header
         * include trailing empty lines, which are otherwise excluded from the
         * scalar's contents.
         */
        this.blockScalarKeep = false;
        /** Current input */
        this.buffer = '';
        /**
         * Flag noting whether the map value indicator : can immediately follow this
         * node within a flow context.
         */
        this.flowKey = false;
        /** Count of surrounding flow collection levels. */
        this.flowLevel = 0;
        /**
         * Minimum level of indentation required for next lines to be parsed as a
         * part of the current scalar value.
         */
        this.indentNext = 0;
        /** Indentation level of the current line. */
        this.indentValue = 0;
        /** Position of the next \n character. */
        this.lineEndPos = null;
        /** Stores the state of the lexer if reaching the end of incpomplete input */
        this.next = null;
        /** A pointer to `buffer`; the current position of the lexer. */
        this.pos = 0;
    }
    /**
     * Generate YAML tokens from the `source` string. If `incomplete`,
     * a part of the last line may be left as a buffer for the next call.
     *
     * @returns A generator of lexical tokens
     */
    *lex(source, incomplete = false) {
        if (source) {
            if (typeof source !== 'string')
                throw TypeError('source is not a string');
            this.buffer = this.buffer ? this.buffer + source : source;
            this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? 'stream';
        while (next && (incomplete || this.hasChars(1)))
            next = yield* this.parseNext(next);
    }
    atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === ' ' || ch === '\t')
            ch = this.buffer[++i];
        if (!ch || ch === '#' || ch === '\n')
            return true;
        if (ch === '\r')
            return this.buffer[i + 1] === '\n';
        return false;
    }
    charAt(n) {
        return this.buffer[this.pos + n];
    }
    continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
            let indent = 0;
            while (ch === ' ')
                ch = this.buffer[++indent + offset];
            if (ch === '\r') {
                const next = this.buffer[indent + offset + 1];
                if (next === '\n' || (!next && !this.atEnd))
                    return offset + indent + 1;
            }
            return ch === '\n' || indent >= this.indentNext || (!ch && !this.atEnd)
                ? offset + indent
                : -1;
        }
        if (ch === '-' || ch === '.') {
            const dt = this.buffer.substr(offset, 3);
            if ((dt === '---' || dt === '...') && isEmpty(this.buffer[offset + 3]))
                return -1;
        }
        return offset;
    }
    getLine() {
        let end = this.lineEndPos;
        if (typeof end !== 'number' || (end !== -1 && end < this.pos)) {
            end = this.buffer.indexOf('\n', this.pos);
            this.lineEndPos = end;
        }
        if (end === -1)
            return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end - 1] === '\r')
            end -= 1;
        return this.buffer.substring(this.pos, end);
    }
    hasChars(n) {
        return this.pos + n <= this.buffer.length;
    }
    setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
    }
    peek(n) {
        return this.buffer.substr(this.pos, n);
    }
    *parseNext(next) {
        switch (next) {
            case 'stream':
                return yield* this.parseStream();
            case 'line-start':
                return yield* this.parseLineStart();
            case 'block-start':
                return yield* this.parseBlockStart();
            case 'doc':
                return yield* this.parseDocument();
            case 'flow':
                return yield* this.parseFlowCollection();
            case 'quoted-scalar':
                return yield* this.parseQuotedScalar();
            case 'block-scalar':
                return yield* this.parseBlockScalar();
            case 'plain-scalar':
                return yield* this.parsePlainScalar();
        }
    }
    *parseStream() {
        let line = this.getLine();
        if (line === null)
            return this.setNext('stream');
        if (line[0] === cst.BOM) {
            yield* this.pushCount(1);
            line = line.substring(1);
        }
        if (line[0] === '%') {
            let dirEnd = line.length;
            let cs = line.indexOf('#');
            while (cs !== -1) {
                const ch = line[cs - 1];
                if (ch === ' ' || ch === '\t') {
                    dirEnd = cs - 1;
                    break;
                }
                else {
                    cs = line.indexOf('#', cs + 1);
                }
            }
            while (true) {
                const ch = line[dirEnd - 1];
                if (ch === ' ' || ch === '\t')
                    dirEnd -= 1;
                else
                    break;
            }
            const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
            yield* this.pushCount(line.length - n); // possible comment
            this.pushNewline();
            return 'stream';
        }
        if (this.atLineEnd()) {
            const sp = yield* this.pushSpaces(true);
            yield* this.pushCount(line.length - sp);
            yield* this.pushNewline();
            return 'stream';
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
    }
    *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
            return this.setNext('line-start');
        if (ch === '-' || ch === '.') {
            if (!this.atEnd && !this.hasChars(4))
                return this.setNext('line-start');
            const s = this.peek(3);
            if ((s === '---' || s === '...') && isEmpty(this.charAt(3))) {
                yield* this.pushCount(3);
                this.indentValue = 0;
                this.indentNext = 0;
                return s === '---' ? 'doc' : 'stream';
            }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
            this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
    }
    *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
            return this.setNext('block-start');
        if ((ch0 === '-' || ch0 === '?' || ch0 === ':') && isEmpty(ch1)) {
            const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
            this.indentNext = this.indentValue + 1;
            this.indentValue += n;
            return 'block-start';
        }
        return 'doc';
    }
    *parseDocument() {
        yield* this.pushSpaces(true);
        const line = this.getLine();
        if (line === null)
            return this.setNext('doc');
        let n = yield* this.pushIndicators();
        switch (line[n]) {
            case '#':
                yield* this.pushCount(line.length - n);
            // fallthrough
            case undefined:
                yield* this.pushNewline();
                return yield* this.parseLineStart();
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel = 1;
                return 'flow';
            case '}':
            case ']':
                // this is an error
                yield* this.pushCount(1);
                return 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'doc';
            case '"':
            case "'":
                return yield* this.parseQuotedScalar();
            case '|':
            case '>':
                n += yield* this.parseBlockScalarHeader();
                n += yield* this.pushSpaces(true);
                yield* this.pushCount(line.length - n);
                yield* this.pushNewline();
                return yield* this.parseBlockScalar();
            default:
                return yield* this.parsePlainScalar();
        }
    }
    *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
            nl = yield* this.pushNewline();
            if (nl > 0) {
                sp = yield* this.pushSpaces(false);
                this.indentValue = indent = sp;
            }
            else {
                sp = 0;
            }
            sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line = this.getLine();
        if (line === null)
            return this.setNext('flow');
        if ((indent !== -1 && indent < this.indentNext && line[0] !== '#') ||
            (indent === 0 &&
                (line.startsWith('---') || line.startsWith('...')) &&
                isEmpty(line[3]))) {
            // Allowing for the terminal ] or } at the same (rather than greater)
            // indent level as the initial [ or { is technically invalid, but
            // failing here would be surprising to users.
            const atFlowEndMarker = indent === this.indentNext - 1 &&
                this.flowLevel === 1 &&
                (line[0] === ']' || line[0] === '}');
            if (!atFlowEndMarker) {
                // this is an error
                this.flowLevel = 0;
                yield cst.FLOW_END;
                return yield* this.parseLineStart();
            }
        }
        let n = 0;
        while (line[n] === ',') {
            n += yield* this.pushCount(1);
            n += yield* this.pushSpaces(true);
            this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line[n]) {
            case undefined:
                return 'flow';
            case '#':
                yield* this.pushCount(line.length - n);
                return 'flow';
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel += 1;
                return 'flow';
            case '}':
            case ']':
                yield* this.pushCount(1);
                this.flowKey = true;
                this.flowLevel -= 1;
                return this.flowLevel ? 'flow' : 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'flow';
            case '"':
            case "'":
                this.flowKey = true;
                return yield* this.parseQuotedScalar();
            case ':': {
                const next = this.charAt(1);
                if (this.flowKey || isEmpty(next) || next === ',') {
                    this.flowKey = false;
                    yield* this.pushCount(1);
                    yield* this.pushSpaces(true);
                    return 'flow';
                }
            }
            // fallthrough
            default:
                this.flowKey = false;
                return yield* this.parsePlainScalar();
        }
    }
    *parseQuotedScalar() {
        const quote = this.charAt(0);
        let end = this.buffer.indexOf(quote, this.pos + 1);
        if (quote === "'") {
            while (end !== -1 && this.buffer[end + 1] === "'")
                end = this.buffer.indexOf("'", end + 2);
        }
        else {
            // double-quote
            while (end !== -1) {
                let n = 0;
                while (this.buffer[end - 1 - n] === '\\')
                    n += 1;
                if (n % 2 === 0)
                    break;
                end = this.buffer.indexOf('"', end + 1);
            }
        }
        // Only looking for newlines within the quotes
        const qb = this.buffer.substring(0, end);
        let nl = qb.indexOf('\n', this.pos);
        if (nl !== -1) {
            while (nl !== -1) {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = qb.indexOf('\n', cs);
            }
            if (nl !== -1) {
                // this is an error caused by an unexpected unindent
                end = nl - (qb[nl - 1] === '\r' ? 2 : 1);
            }
        }
        if (end === -1) {
            if (!this.atEnd)
                return this.setNext('quoted-scalar');
            end = this.buffer.length;
        }
        yield* this.pushToIndex(end + 1, false);
        return this.flowLevel ? 'flow' : 'doc';
    }
    *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
            const ch = this.buffer[++i];
            if (ch === '+')
                this.blockScalarKeep = true;
            else if (ch > '0' && ch <= '9')
                this.blockScalarIndent = Number(ch) - 1;
            else if (ch !== '-')
                break;
        }
        return yield* this.pushUntil(ch => isEmpty(ch) || ch === '#');
    }
    *parseBlockScalar() {
        let nl = this.pos - 1; // may be -1 if this.pos === 0
        let indent = 0;
        let ch;
        loop: for (let i = this.pos; (ch = this.buffer[i]); ++i) {
            switch (ch) {
                case ' ':
                    indent += 1;
                    break;
                case '\n':
                    nl = i;
                    indent = 0;
                    break;
                case '\r': {
                    const next = this.buffer[i + 1];
                    if (!next && !this.atEnd)
                        return this.setNext('block-scalar');
                    if (next === '\n')
                        break;
                } // fallthrough
                default:
                    break loop;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('block-scalar');
        if (indent >= this.indentNext) {
            if (this.blockScalarIndent === -1)
                this.indentNext = indent;
            else {
                this.indentNext =
                    this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
            }
            do {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = this.buffer.indexOf('\n', cs);
            } while (nl !== -1);
            if (nl === -1) {
                if (!this.atEnd)
                    return this.setNext('block-scalar');
                nl = this.buffer.length;
            }
        }
        // Trailing insufficiently indented tabs are invalid.
        // To catch that during parsing, we include them in the block scalar value.
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === ' ')
            ch = this.buffer[++i];
        if (ch === '\t') {
            while (ch === '\t' || ch === ' ' || ch === '\r' || ch === '\n')
                ch = this.buffer[++i];
            nl = i - 1;
        }
        else if (!this.blockScalarKeep) {
            do {
                let i = nl - 1;
                let ch = this.buffer[i];
                if (ch === '\r')
                    ch = this.buffer[--i];
                const lastChar = i; // Drop the line if last char not more indented
                while (ch === ' ')
                    ch = this.buffer[--i];
                if (ch === '\n' && i >= this.pos && i + 1 + indent > lastChar)
                    nl = i;
                else
                    break;
            } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
    }
    *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while ((ch = this.buffer[++i])) {
            if (ch === ':') {
                const next = this.buffer[i + 1];
                if (isEmpty(next) || (inFlow && flowIndicatorChars.has(next)))
                    break;
                end = i;
            }
            else if (isEmpty(ch)) {
                let next = this.buffer[i + 1];
                if (ch === '\r') {
                    if (next === '\n') {
                        i += 1;
                        ch = '\n';
                        next = this.buffer[i + 1];
                    }
                    else
                        end = i;
                }
                if (next === '#' || (inFlow && flowIndicatorChars.has(next)))
                    break;
                if (ch === '\n') {
                    const cs = this.continueScalar(i + 1);
                    if (cs === -1)
                        break;
                    i = Math.max(i, cs - 2); // to advance, but still account for ' #'
                }
            }
            else {
                if (inFlow && flowIndicatorChars.has(ch))
                    break;
                end = i;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('plain-scalar');
        yield cst.SCALAR;
        yield* this.pushToIndex(end + 1, true);
        return inFlow ? 'flow' : 'doc';
    }
    *pushCount(n) {
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos += n;
            return n;
        }
        return 0;
    }
    *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
            yield s;
            this.pos += s.length;
            return s.length;
        }
        else if (allowEmpty)
            yield '';
        return 0;
    }
    *pushIndicators() {
        let n = 0;
        loop: while (true) {
            switch (this.charAt(0)) {
                case '!':
                    n += yield* this.pushTag();
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '&':
                    n += yield* this.pushUntil(isNotAnchorChar);
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '-': // this is an error
                case '?': // this is an error outside flow collections
                case ':': {
                    const inFlow = this.flowLevel > 0;
                    const ch1 = this.charAt(1);
                    if (isEmpty(ch1) || (inFlow && flowIndicatorChars.has(ch1))) {
                        if (!inFlow)
                            this.indentNext = this.indentValue + 1;
                        else if (this.flowKey)
                            this.flowKey = false;
                        n += yield* this.pushCount(1);
                        n += yield* this.pushSpaces(true);
                        continue loop;
                    }
                }
            }
            break loop;
        }
        return n;
    }
    *pushTag() {
        if (this.charAt(1) === '<') {
            let i = this.pos + 2;
            let ch = this.buffer[i];
            while (!isEmpty(ch) && ch !== '>')
                ch = this.buffer[++i];
            return yield* this.pushToIndex(ch === '>' ? i + 1 : i, false);
        }
        else {
            let i = this.pos + 1;
            let ch = this.buffer[i];
            while (ch) {
                if (tagChars.has(ch))
                    ch = this.buffer[++i];
                else if (ch === '%' &&
                    hexDigits.has(this.buffer[i + 1]) &&
                    hexDigits.has(this.buffer[i + 2])) {
                    ch = this.buffer[(i += 3)];
                }
                else
                    break;
            }
            return yield* this.pushToIndex(i, false);
        }
    }
    *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === '\n')
            return yield* this.pushCount(1);
        else if (ch === '\r' && this.charAt(1) === '\n')
            return yield* this.pushCount(2);
        else
            return 0;
    }
    *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
            ch = this.buffer[++i];
        } while (ch === ' ' || (allowTabs && ch === '\t'));
        const n = i - this.pos;
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos = i;
        }
        return n;
    }
    *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
            ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
    }
}

exports.Lexer = Lexer;


/***/ }),

/***/ 6628:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Tracks newlines during parsing in order to provide an efficient API for
 * determining the one-indexed `{ line, col }` position for any offset
 * within the input.
 */
class LineCounter {
    constructor() {
        this.lineStarts = [];
        /**
         * Should be called in ascending order. Otherwise, call
         * `lineCounter.lineStarts.sort()` before calling `linePos()`.
         */
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        /**
         * Performs a binary search and returns the 1-indexed { line, col }
         * position of `offset`. If `line === 0`, `addNewLine` has never been
         * called or `offset` is before the first known newline.
         */
        this.linePos = (offset) => {
            let low = 0;
            let high = this.lineStarts.length;
            while (low < high) {
                const mid = (low + high) >> 1; // Math.floor((low + high) / 2)
                if (this.lineStarts[mid] < offset)
                    low = mid + 1;
                else
                    high = mid;
            }
            if (this.lineStarts[low] === offset)
                return { line: low + 1, col: 1 };
            if (low === 0)
                return { line: 0, col: offset };
            const start = this.lineStarts[low - 1];
            return { line: low, col: offset - start + 1 };
        };
    }
}

exports.LineCounter = LineCounter;


/***/ }),

/***/ 3456:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);

function includesToken(list, type) {
    for (let i = 0; i < list.length; ++i)
        if (list[i].type === type)
            return true;
    return false;
}
function findNonEmptyIndex(list) {
    for (let i = 0; i < list.length; ++i) {
        switch (list[i].type) {
            case 'space':
            case 'comment':
            case 'newline':
                break;
            default:
                return i;
        }
    }
    return -1;
}
function isFlowToken(token) {
    switch (token?.type) {
        case 'alias':
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'flow-collection':
            return true;
        default:
            return false;
    }
}
function getPrevProps(parent) {
    switch (parent.type) {
        case 'document':
            return parent.start;
        case 'block-map': {
            const it = parent.items[parent.items.length - 1];
            return it.sep ?? it.start;
        }
        case 'block-seq':
            return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
            return [];
    }
}
/** Note: May modify input array */
function getFirstKeyStartProps(prev) {
    if (prev.length === 0)
        return [];
    let i = prev.length;
    loop: while (--i >= 0) {
        switch (prev[i].type) {
            case 'doc-start':
            case 'explicit-key-ind':
            case 'map-value-ind':
            case 'seq-item-ind':
            case 'newline':
                break loop;
        }
    }
    while (prev[++i]?.type === 'space') {
        /* loop */
    }
    return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
    // May exhaust call stack with large `source` array
    if (source.length < 1e5)
        Array.prototype.push.apply(target, source);
    else
        for (let i = 0; i < source.length; ++i)
            target.push(source[i]);
}
function fixFlowSeqItems(fc) {
    if (fc.start.type === 'flow-seq-start') {
        for (const it of fc.items) {
            if (it.sep &&
                !it.value &&
                !includesToken(it.start, 'explicit-key-ind') &&
                !includesToken(it.sep, 'map-value-ind')) {
                if (it.key)
                    it.value = it.key;
                delete it.key;
                if (isFlowToken(it.value)) {
                    if (it.value.end)
                        arrayPushArray(it.value.end, it.sep);
                    else
                        it.value.end = it.sep;
                }
                else
                    arrayPushArray(it.start, it.sep);
                delete it.sep;
            }
        }
    }
}
/**
 * A YAML concrete syntax tree (CST) parser
 *
 * ```ts
 * const src: string = ...
 * for (const token of new Parser().parse(src)) {
 *   // token: Token
 * }
 * ```
 *
 * To use the parser with a user-provided lexer:
 *
 * ```ts
 * function* parse(source: string, lexer: Lexer) {
 *   const parser = new Parser()
 *   for (const lexeme of lexer.lex(source))
 *     yield* parser.next(lexeme)
 *   yield* parser.end()
 * }
 *
 * const src: string = ...
 * const lexer = new Lexer()
 * for (const token of parse(src, lexer)) {
 *   // token: Token
 * }
 * ```
 */
class Parser {
    /**
     * @param onNewLine - If defined, called separately with the start position of
     *   each new line (in `parse()`, including the start of input).
     */
    constructor(onNewLine) {
        /** If true, space and sequence indicators count as indentation */
        this.atNewLine = true;
        /** If true, next token is a scalar value */
        this.atScalar = false;
        /** Current indentation level */
        this.indent = 0;
        /** Current offset since the start of parsing */
        this.offset = 0;
        /** On the same line with a block map key */
        this.onKeyLine = false;
        /** Top indicates the node that's currently being built */
        this.stack = [];
        /** The source of the current token, set in parse() */
        this.source = '';
        /** The type of the current token, set in parse() */
        this.type = '';
        // Must be defined after `next()`
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
    }
    /**
     * Parse `source` as a YAML stream.
     * If `incomplete`, a part of the last line may be left as a buffer for the next call.
     *
     * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
     *
     * @returns A generator of tokens representing each directive, document, and other structure.
     */
    *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
            this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
            yield* this.next(lexeme);
        if (!incomplete)
            yield* this.end();
    }
    /**
     * Advance the parser by the `source` of one lexical token.
     */
    *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
            console.log('|', cst.prettyToken(source));
        if (this.atScalar) {
            this.atScalar = false;
            yield* this.step();
            this.offset += source.length;
            return;
        }
        const type = cst.tokenType(source);
        if (!type) {
            const message = `Not a YAML token: ${source}`;
            yield* this.pop({ type: 'error', offset: this.offset, message, source });
            this.offset += source.length;
        }
        else if (type === 'scalar') {
            this.atNewLine = false;
            this.atScalar = true;
            this.type = 'scalar';
        }
        else {
            this.type = type;
            yield* this.step();
            switch (type) {
                case 'newline':
                    this.atNewLine = true;
                    this.indent = 0;
                    if (this.onNewLine)
                        this.onNewLine(this.offset + source.length);
                    break;
                case 'space':
                    if (this.atNewLine && source[0] === ' ')
                        this.indent += source.length;
                    break;
                case 'explicit-key-ind':
                case 'map-value-ind':
                case 'seq-item-ind':
                    if (this.atNewLine)
                        this.indent += source.length;
                    break;
                case 'doc-mode':
                case 'flow-error-end':
                    return;
                default:
                    this.atNewLine = false;
            }
            this.offset += source.length;
        }
    }
    /** Call at end of input to push out any remaining constructions */
    *end() {
        while (this.stack.length > 0)
            yield* this.pop();
    }
    get sourceToken() {
        const st = {
            type: this.type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
        return st;
    }
    *step() {
        const top = this.peek(1);
        if (this.type === 'doc-end' && top?.type !== 'doc-end') {
            while (this.stack.length > 0)
                yield* this.pop();
            this.stack.push({
                type: 'doc-end',
                offset: this.offset,
                source: this.source
            });
            return;
        }
        if (!top)
            return yield* this.stream();
        switch (top.type) {
            case 'document':
                return yield* this.document(top);
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return yield* this.scalar(top);
            case 'block-scalar':
                return yield* this.blockScalar(top);
            case 'block-map':
                return yield* this.blockMap(top);
            case 'block-seq':
                return yield* this.blockSequence(top);
            case 'flow-collection':
                return yield* this.flowCollection(top);
            case 'doc-end':
                return yield* this.documentEnd(top);
        }
        /* istanbul ignore next should not happen */
        yield* this.pop();
    }
    peek(n) {
        return this.stack[this.stack.length - n];
    }
    *pop(error) {
        const token = error ?? this.stack.pop();
        /* istanbul ignore if should not happen */
        if (!token) {
            const message = 'Tried to pop an empty stack';
            yield { type: 'error', offset: this.offset, source: '', message };
        }
        else if (this.stack.length === 0) {
            yield token;
        }
        else {
            const top = this.peek(1);
            if (token.type === 'block-scalar') {
                // Block scalars use their parent rather than header indent
                token.indent = 'indent' in top ? top.indent : 0;
            }
            else if (token.type === 'flow-collection' && top.type === 'document') {
                // Ignore all indent for top-level flow collections
                token.indent = 0;
            }
            if (token.type === 'flow-collection')
                fixFlowSeqItems(token);
            switch (top.type) {
                case 'document':
                    top.value = token;
                    break;
                case 'block-scalar':
                    top.props.push(token); // error
                    break;
                case 'block-map': {
                    const it = top.items[top.items.length - 1];
                    if (it.value) {
                        top.items.push({ start: [], key: token, sep: [] });
                        this.onKeyLine = true;
                        return;
                    }
                    else if (it.sep) {
                        it.value = token;
                    }
                    else {
                        Object.assign(it, { key: token, sep: [] });
                        this.onKeyLine = !it.explicitKey;
                        return;
                    }
                    break;
                }
                case 'block-seq': {
                    const it = top.items[top.items.length - 1];
                    if (it.value)
                        top.items.push({ start: [], value: token });
                    else
                        it.value = token;
                    break;
                }
                case 'flow-collection': {
                    const it = top.items[top.items.length - 1];
                    if (!it || it.value)
                        top.items.push({ start: [], key: token, sep: [] });
                    else if (it.sep)
                        it.value = token;
                    else
                        Object.assign(it, { key: token, sep: [] });
                    return;
                }
                /* istanbul ignore next should not happen */
                default:
                    yield* this.pop();
                    yield* this.pop(token);
            }
            if ((top.type === 'document' ||
                top.type === 'block-map' ||
                top.type === 'block-seq') &&
                (token.type === 'block-map' || token.type === 'block-seq')) {
                const last = token.items[token.items.length - 1];
                if (last &&
                    !last.sep &&
                    !last.value &&
                    last.start.length > 0 &&
                    findNonEmptyIndex(last.start) === -1 &&
                    (token.indent === 0 ||
                        last.start.every(st => st.type !== 'comment' || st.indent < token.indent))) {
                    if (top.type === 'document')
                        top.end = last.start;
                    else
                        top.items.push({ start: last.start });
                    token.items.splice(-1, 1);
                }
            }
        }
    }
    *stream() {
        switch (this.type) {
            case 'directive-line':
                yield { type: 'directive', offset: this.offset, source: this.source };
                return;
            case 'byte-order-mark':
            case 'space':
            case 'comment':
            case 'newline':
                yield this.sourceToken;
                return;
            case 'doc-mode':
            case 'doc-start': {
                const doc = {
                    type: 'document',
                    offset: this.offset,
                    start: []
                };
                if (this.type === 'doc-start')
                    doc.start.push(this.sourceToken);
                this.stack.push(doc);
                return;
            }
        }
        yield {
            type: 'error',
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML stream`,
            source: this.source
        };
    }
    *document(doc) {
        if (doc.value)
            return yield* this.lineEnd(doc);
        switch (this.type) {
            case 'doc-start': {
                if (findNonEmptyIndex(doc.start) !== -1) {
                    yield* this.pop();
                    yield* this.step();
                }
                else
                    doc.start.push(this.sourceToken);
                return;
            }
            case 'anchor':
            case 'tag':
            case 'space':
            case 'comment':
            case 'newline':
                doc.start.push(this.sourceToken);
                return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
            this.stack.push(bv);
        else {
            yield {
                type: 'error',
                offset: this.offset,
                message: `Unexpected ${this.type} token in YAML document`,
                source: this.source
            };
        }
    }
    *scalar(scalar) {
        if (this.type === 'map-value-ind') {
            const prev = getPrevProps(this.peek(2));
            const start = getFirstKeyStartProps(prev);
            let sep;
            if (scalar.end) {
                sep = scalar.end;
                sep.push(this.sourceToken);
                delete scalar.end;
            }
            else
                sep = [this.sourceToken];
            const map = {
                type: 'block-map',
                offset: scalar.offset,
                indent: scalar.indent,
                items: [{ start, key: scalar, sep }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
        }
        else
            yield* this.lineEnd(scalar);
    }
    *blockScalar(scalar) {
        switch (this.type) {
            case 'space':
            case 'comment':
            case 'newline':
                scalar.props.push(this.sourceToken);
                return;
            case 'scalar':
                scalar.source = this.source;
                // block-scalar source includes trailing newline
                this.atNewLine = true;
                this.indent = 0;
                if (this.onNewLine) {
                    let nl = this.source.indexOf('\n') + 1;
                    while (nl !== 0) {
                        this.onNewLine(this.offset + nl);
                        nl = this.source.indexOf('\n', nl) + 1;
                    }
                }
                yield* this.pop();
                break;
            /* istanbul ignore next should not happen */
            default:
                yield* this.pop();
                yield* this.step();
        }
    }
    *blockMap(map) {
        const it = map.items[map.items.length - 1];
        // it.sep is true-ish if pair already has key or : separator
        switch (this.type) {
            case 'newline':
                this.onKeyLine = false;
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    it.start.push(this.sourceToken);
                }
                return;
            case 'space':
            case 'comment':
                if (it.value) {
                    map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    if (this.atIndentedComment(it.start, map.indent)) {
                        const prev = map.items[map.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            map.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
        }
        if (this.indent >= map.indent) {
            const atMapIndent = !this.onKeyLine && this.indent === map.indent;
            const atNextItem = atMapIndent &&
                (it.sep || it.explicitKey) &&
                this.type !== 'seq-item-ind';
            // For empty nodes, assign newline-separated not indented empty tokens to following node
            let start = [];
            if (atNextItem && it.sep && !it.value) {
                const nl = [];
                for (let i = 0; i < it.sep.length; ++i) {
                    const st = it.sep[i];
                    switch (st.type) {
                        case 'newline':
                            nl.push(i);
                            break;
                        case 'space':
                            break;
                        case 'comment':
                            if (st.indent > map.indent)
                                nl.length = 0;
                            break;
                        default:
                            nl.length = 0;
                    }
                }
                if (nl.length >= 2)
                    start = it.sep.splice(nl[1]);
            }
            switch (this.type) {
                case 'anchor':
                case 'tag':
                    if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        it.sep.push(this.sourceToken);
                    }
                    else {
                        it.start.push(this.sourceToken);
                    }
                    return;
                case 'explicit-key-ind':
                    if (!it.sep && !it.explicitKey) {
                        it.start.push(this.sourceToken);
                        it.explicitKey = true;
                    }
                    else if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start, explicitKey: true });
                    }
                    else {
                        this.stack.push({
                            type: 'block-map',
                            offset: this.offset,
                            indent: this.indent,
                            items: [{ start: [this.sourceToken], explicitKey: true }]
                        });
                    }
                    this.onKeyLine = true;
                    return;
                case 'map-value-ind':
                    if (it.explicitKey) {
                        if (!it.sep) {
                            if (includesToken(it.start, 'newline')) {
                                Object.assign(it, { key: null, sep: [this.sourceToken] });
                            }
                            else {
                                const start = getFirstKeyStartProps(it.start);
                                this.stack.push({
                                    type: 'block-map',
                                    offset: this.offset,
                                    indent: this.indent,
                                    items: [{ start, key: null, sep: [this.sourceToken] }]
                                });
                            }
                        }
                        else if (it.value) {
                            map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else if (isFlowToken(it.key) &&
                            !includesToken(it.sep, 'newline')) {
                            const start = getFirstKeyStartProps(it.start);
                            const key = it.key;
                            const sep = it.sep;
                            sep.push(this.sourceToken);
                            // @ts-expect-error type guard is wrong here
                            delete it.key;
                            // @ts-expect-error type guard is wrong here
                            delete it.sep;
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key, sep }]
                            });
                        }
                        else if (start.length > 0) {
                            // Not actually at next item
                            it.sep = it.sep.concat(start, this.sourceToken);
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    else {
                        if (!it.sep) {
                            Object.assign(it, { key: null, sep: [this.sourceToken] });
                        }
                        else if (it.value || atNextItem) {
                            map.items.push({ start, key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start: [], key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    this.onKeyLine = true;
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (atNextItem || it.value) {
                        map.items.push({ start, key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        this.stack.push(fs);
                    }
                    else {
                        Object.assign(it, { key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    return;
                }
                default: {
                    const bv = this.startBlockValue(map);
                    if (bv) {
                        if (bv.type === 'block-seq') {
                            if (!it.explicitKey &&
                                it.sep &&
                                !includesToken(it.sep, 'newline')) {
                                yield* this.pop({
                                    type: 'error',
                                    offset: this.offset,
                                    message: 'Unexpected block-seq-ind on same line with key',
                                    source: this.source
                                });
                                return;
                            }
                        }
                        else if (atMapIndent) {
                            map.items.push({ start });
                        }
                        this.stack.push(bv);
                        return;
                    }
                }
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
            case 'newline':
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        seq.items.push({ start: [this.sourceToken] });
                }
                else
                    it.start.push(this.sourceToken);
                return;
            case 'space':
            case 'comment':
                if (it.value)
                    seq.items.push({ start: [this.sourceToken] });
                else {
                    if (this.atIndentedComment(it.start, seq.indent)) {
                        const prev = seq.items[seq.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            seq.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
            case 'anchor':
            case 'tag':
                if (it.value || this.indent <= seq.indent)
                    break;
                it.start.push(this.sourceToken);
                return;
            case 'seq-item-ind':
                if (this.indent !== seq.indent)
                    break;
                if (it.value || includesToken(it.start, 'seq-item-ind'))
                    seq.items.push({ start: [this.sourceToken] });
                else
                    it.start.push(this.sourceToken);
                return;
        }
        if (this.indent > seq.indent) {
            const bv = this.startBlockValue(seq);
            if (bv) {
                this.stack.push(bv);
                return;
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === 'flow-error-end') {
            let top;
            do {
                yield* this.pop();
                top = this.peek(1);
            } while (top?.type === 'flow-collection');
        }
        else if (fc.end.length === 0) {
            switch (this.type) {
                case 'comma':
                case 'explicit-key-ind':
                    if (!it || it.sep)
                        fc.items.push({ start: [this.sourceToken] });
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'map-value-ind':
                    if (!it || it.value)
                        fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        Object.assign(it, { key: null, sep: [this.sourceToken] });
                    return;
                case 'space':
                case 'comment':
                case 'newline':
                case 'anchor':
                case 'tag':
                    if (!it || it.value)
                        fc.items.push({ start: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (!it || it.value)
                        fc.items.push({ start: [], key: fs, sep: [] });
                    else if (it.sep)
                        this.stack.push(fs);
                    else
                        Object.assign(it, { key: fs, sep: [] });
                    return;
                }
                case 'flow-map-end':
                case 'flow-seq-end':
                    fc.end.push(this.sourceToken);
                    return;
            }
            const bv = this.startBlockValue(fc);
            /* istanbul ignore else should not happen */
            if (bv)
                this.stack.push(bv);
            else {
                yield* this.pop();
                yield* this.step();
            }
        }
        else {
            const parent = this.peek(2);
            if (parent.type === 'block-map' &&
                ((this.type === 'map-value-ind' && parent.indent === fc.indent) ||
                    (this.type === 'newline' &&
                        !parent.items[parent.items.length - 1].sep))) {
                yield* this.pop();
                yield* this.step();
            }
            else if (this.type === 'map-value-ind' &&
                parent.type !== 'flow-collection') {
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                fixFlowSeqItems(fc);
                const sep = fc.end.splice(1, fc.end.length);
                sep.push(this.sourceToken);
                const map = {
                    type: 'block-map',
                    offset: fc.offset,
                    indent: fc.indent,
                    items: [{ start, key: fc, sep }]
                };
                this.onKeyLine = true;
                this.stack[this.stack.length - 1] = map;
            }
            else {
                yield* this.lineEnd(fc);
            }
        }
    }
    flowScalar(type) {
        if (this.onNewLine) {
            let nl = this.source.indexOf('\n') + 1;
            while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf('\n', nl) + 1;
            }
        }
        return {
            type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
    }
    startBlockValue(parent) {
        switch (this.type) {
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return this.flowScalar(this.type);
            case 'block-scalar-header':
                return {
                    type: 'block-scalar',
                    offset: this.offset,
                    indent: this.indent,
                    props: [this.sourceToken],
                    source: ''
                };
            case 'flow-map-start':
            case 'flow-seq-start':
                return {
                    type: 'flow-collection',
                    offset: this.offset,
                    indent: this.indent,
                    start: this.sourceToken,
                    items: [],
                    end: []
                };
            case 'seq-item-ind':
                return {
                    type: 'block-seq',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [this.sourceToken] }]
                };
            case 'explicit-key-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                start.push(this.sourceToken);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, explicitKey: true }]
                };
            }
            case 'map-value-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, key: null, sep: [this.sourceToken] }]
                };
            }
        }
        return null;
    }
    atIndentedComment(start, indent) {
        if (this.type !== 'comment')
            return false;
        if (this.indent <= indent)
            return false;
        return start.every(st => st.type === 'newline' || st.type === 'space');
    }
    *documentEnd(docEnd) {
        if (this.type !== 'doc-mode') {
            if (docEnd.end)
                docEnd.end.push(this.sourceToken);
            else
                docEnd.end = [this.sourceToken];
            if (this.type === 'newline')
                yield* this.pop();
        }
    }
    *lineEnd(token) {
        switch (this.type) {
            case 'comma':
            case 'doc-start':
            case 'doc-end':
            case 'flow-seq-end':
            case 'flow-map-end':
            case 'map-value-ind':
                yield* this.pop();
                yield* this.step();
                break;
            case 'newline':
                this.onKeyLine = false;
            // fallthrough
            case 'space':
            case 'comment':
            default:
                // all other values are errors
                if (token.end)
                    token.end.push(this.sourceToken);
                else
                    token.end = [this.sourceToken];
                if (this.type === 'newline')
                    yield* this.pop();
        }
    }
}

exports.Parser = Parser;


/***/ }),

/***/ 4047:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var log = __nccwpck_require__(7249);
var identity = __nccwpck_require__(1127);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);

function parseOptions(options) {
    const prettyErrors = options.prettyErrors !== false;
    const lineCounter$1 = options.lineCounter || (prettyErrors && new lineCounter.LineCounter()) || null;
    return { lineCounter: lineCounter$1, prettyErrors };
}
/**
 * Parse the input as a stream of YAML documents.
 *
 * Documents should be separated from each other by `...` or `---` marker lines.
 *
 * @returns If an empty `docs` array is returned, it will be of type
 *   EmptyStream and contain additional stream information. In
 *   TypeScript, you should use `'empty' in docs` as a type guard for it.
 */
function parseAllDocuments(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    const docs = Array.from(composer$1.compose(parser$1.parse(source)));
    if (prettyErrors && lineCounter)
        for (const doc of docs) {
            doc.errors.forEach(errors.prettifyError(source, lineCounter));
            doc.warnings.forEach(errors.prettifyError(source, lineCounter));
        }
    if (docs.length > 0)
        return docs;
    return Object.assign([], { empty: true }, composer$1.streamInfo());
}
/** Parse an input string into a single YAML.Document */
function parseDocument(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    // `doc` is always set by compose.end(true) at the very latest
    let doc = null;
    for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
            doc = _doc;
        else if (doc.options.logLevel !== 'silent') {
            doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), 'MULTIPLE_DOCS', 'Source contains multiple documents; please use YAML.parseAllDocuments()'));
            break;
        }
    }
    if (prettyErrors && lineCounter) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter));
    }
    return doc;
}
function parse(src, reviver, options) {
    let _reviver = undefined;
    if (typeof reviver === 'function') {
        _reviver = reviver;
    }
    else if (options === undefined && reviver && typeof reviver === 'object') {
        options = reviver;
    }
    const doc = parseDocument(src, options);
    if (!doc)
        return null;
    doc.warnings.forEach(warning => log.warn(doc.options.logLevel, warning));
    if (doc.errors.length > 0) {
        if (doc.options.logLevel !== 'silent')
            throw doc.errors[0];
        else
            doc.errors = [];
    }
    return doc.toJS(Object.assign({ reviver: _reviver }, options));
}
function stringify(value, replacer, options) {
    let _replacer = null;
    if (typeof replacer === 'function' || Array.isArray(replacer)) {
        _replacer = replacer;
    }
    else if (options === undefined && replacer) {
        options = replacer;
    }
    if (typeof options === 'string')
        options = options.length;
    if (typeof options === 'number') {
        const indent = Math.round(options);
        options = indent < 1 ? undefined : indent > 8 ? { indent: 8 } : { indent };
    }
    if (value === undefined) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
            return undefined;
    }
    if (identity.isDocument(value) && !_replacer)
        return value.toString(options);
    return new Document.Document(value, _replacer, options).toString(options);
}

exports.parse = parse;
exports.parseAllDocuments = parseAllDocuments;
exports.parseDocument = parseDocument;
exports.stringify = stringify;


/***/ }),

/***/ 5840:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var tags = __nccwpck_require__(18);

const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
class Schema {
    constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat)
            ? tags.getTags(compat, 'compat')
            : compat
                ? tags.getTags(null, compat)
                : null;
        this.name = (typeof schema === 'string' && schema) || 'core';
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity.MAP, { value: map.map });
        Object.defineProperty(this, identity.SCALAR, { value: string.string });
        Object.defineProperty(this, identity.SEQ, { value: seq.seq });
        // Used by createMap()
        this.sortMapEntries =
            typeof sortMapEntries === 'function'
                ? sortMapEntries
                : sortMapEntries === true
                    ? sortMapEntriesByKey
                    : null;
    }
    clone() {
        const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
    }
}

exports.Schema = Schema;


/***/ }),

/***/ 7451:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLMap = __nccwpck_require__(4454);

const map = {
    collection: 'map',
    default: true,
    nodeClass: YAMLMap.YAMLMap,
    tag: 'tag:yaml.org,2002:map',
    resolve(map, onError) {
        if (!identity.isMap(map))
            onError('Expected a mapping for this tag');
        return map;
    },
    createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
};

exports.map = map;


/***/ }),

/***/ 3632:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const nullTag = {
    identify: value => value == null,
    createNode: () => new Scalar.Scalar(null),
    default: true,
    tag: 'tag:yaml.org,2002:null',
    test: /^(?:~|[Nn]ull|NULL)?$/,
    resolve: () => new Scalar.Scalar(null),
    stringify: ({ source }, ctx) => typeof source === 'string' && nullTag.test.test(source)
        ? source
        : ctx.options.nullStr
};

exports.nullTag = nullTag;


/***/ }),

/***/ 1706:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLSeq = __nccwpck_require__(2223);

const seq = {
    collection: 'seq',
    default: true,
    nodeClass: YAMLSeq.YAMLSeq,
    tag: 'tag:yaml.org,2002:seq',
    resolve(seq, onError) {
        if (!identity.isSeq(seq))
            onError('Expected a sequence for this tag');
        return seq;
    },
    createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
};

exports.seq = seq;


/***/ }),

/***/ 6464:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyString = __nccwpck_require__(3069);

const string = {
    identify: value => typeof value === 'string',
    default: true,
    tag: 'tag:yaml.org,2002:str',
    resolve: str => str,
    stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
    }
};

exports.string = string;


/***/ }),

/***/ 3959:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const boolTag = {
    identify: value => typeof value === 'boolean',
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
    resolve: str => new Scalar.Scalar(str[0] === 't' || str[0] === 'T'),
    stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
            const sv = source[0] === 't' || source[0] === 'T';
            if (value === sv)
                return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
};

exports.boolTag = boolTag;


/***/ }),

/***/ 8405:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: str => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
    resolve: str => parseFloat(str),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str));
        const dot = str.indexOf('.');
        if (dot !== -1 && str[str.length - 1] === '0')
            node.minFractionDigits = str.length - dot - 1;
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 9874:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
const intResolve = (str, offset, radix, { intAsBigInt }) => (intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix));
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
    return stringifyNumber.stringifyNumber(node);
}
const intOct = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^0o[0-7]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
    stringify: node => intStringify(node, 8, '0o')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^0x[0-9a-fA-F]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 896:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.boolTag,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float
];

exports.schema = schema;


/***/ }),

/***/ 3559:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);

function intIdentify(value) {
    return typeof value === 'bigint' || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
    {
        identify: value => typeof value === 'string',
        default: true,
        tag: 'tag:yaml.org,2002:str',
        resolve: str => str,
        stringify: stringifyJSON
    },
    {
        identify: value => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: 'tag:yaml.org,2002:null',
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
    },
    {
        identify: value => typeof value === 'boolean',
        default: true,
        tag: 'tag:yaml.org,2002:bool',
        test: /^true$|^false$/,
        resolve: str => str === 'true',
        stringify: stringifyJSON
    },
    {
        identify: intIdentify,
        default: true,
        tag: 'tag:yaml.org,2002:int',
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
    },
    {
        identify: value => typeof value === 'number',
        default: true,
        tag: 'tag:yaml.org,2002:float',
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: str => parseFloat(str),
        stringify: stringifyJSON
    }
];
const jsonError = {
    default: true,
    tag: '',
    test: /^/,
    resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
    }
};
const schema = [map.map, seq.seq].concat(jsonScalars, jsonError);

exports.schema = schema;


/***/ }),

/***/ 18:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);
var schema = __nccwpck_require__(896);
var schema$1 = __nccwpck_require__(3559);
var binary = __nccwpck_require__(6083);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var schema$2 = __nccwpck_require__(5913);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schemas = new Map([
    ['core', schema.schema],
    ['failsafe', [map.map, seq.seq, string.string]],
    ['json', schema$1.schema],
    ['yaml11', schema$2.schema],
    ['yaml-1.1', schema$2.schema]
]);
const tagsByName = {
    binary: binary.binary,
    bool: bool.boolTag,
    float: float.float,
    floatExp: float.floatExp,
    floatNaN: float.floatNaN,
    floatTime: timestamp.floatTime,
    int: int.int,
    intHex: int.intHex,
    intOct: int.intOct,
    intTime: timestamp.intTime,
    map: map.map,
    merge: merge.merge,
    null: _null.nullTag,
    omap: omap.omap,
    pairs: pairs.pairs,
    seq: seq.seq,
    set: set.set,
    timestamp: timestamp.timestamp
};
const coreKnownTags = {
    'tag:yaml.org,2002:binary': binary.binary,
    'tag:yaml.org,2002:merge': merge.merge,
    'tag:yaml.org,2002:omap': omap.omap,
    'tag:yaml.org,2002:pairs': pairs.pairs,
    'tag:yaml.org,2002:set': set.set,
    'tag:yaml.org,2002:timestamp': timestamp.timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
    const schemaTags = schemas.get(schemaName);
    if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge.merge)
            ? schemaTags.concat(merge.merge)
            : schemaTags.slice();
    }
    let tags = schemaTags;
    if (!tags) {
        if (Array.isArray(customTags))
            tags = [];
        else {
            const keys = Array.from(schemas.keys())
                .filter(key => key !== 'yaml11')
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
        }
    }
    if (Array.isArray(customTags)) {
        for (const tag of customTags)
            tags = tags.concat(tag);
    }
    else if (typeof customTags === 'function') {
        tags = customTags(tags.slice());
    }
    if (addMergeTag)
        tags = tags.concat(merge.merge);
    return tags.reduce((tags, tag) => {
        const tagObj = typeof tag === 'string' ? tagsByName[tag] : tag;
        if (!tagObj) {
            const tagName = JSON.stringify(tag);
            const keys = Object.keys(tagsByName)
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
        }
        if (!tags.includes(tagObj))
            tags.push(tagObj);
        return tags;
    }, []);
}

exports.coreKnownTags = coreKnownTags;
exports.getTags = getTags;


/***/ }),

/***/ 6083:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_buffer = __nccwpck_require__(181);
var Scalar = __nccwpck_require__(3301);
var stringifyString = __nccwpck_require__(3069);

const binary = {
    identify: value => value instanceof Uint8Array, // Buffer inherits from Uint8Array
    default: false,
    tag: 'tag:yaml.org,2002:binary',
    /**
     * Returns a Buffer in node and an Uint8Array in browsers
     *
     * To use the resulting buffer as an image, you'll want to do something like:
     *
     *   const blob = new Blob([buffer], { type: 'image/jpeg' })
     *   document.querySelector('#photo').src = URL.createObjectURL(blob)
     */
    resolve(src, onError) {
        if (typeof node_buffer.Buffer === 'function') {
            return node_buffer.Buffer.from(src, 'base64');
        }
        else if (typeof atob === 'function') {
            // On IE 11, atob() can't handle newlines
            const str = atob(src.replace(/[\n\r]/g, ''));
            const buffer = new Uint8Array(str.length);
            for (let i = 0; i < str.length; ++i)
                buffer[i] = str.charCodeAt(i);
            return buffer;
        }
        else {
            onError('This environment does not support reading binary tags; either Buffer or atob is required');
            return src;
        }
    },
    stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
        if (!value)
            return '';
        const buf = value; // checked earlier by binary.identify()
        let str;
        if (typeof node_buffer.Buffer === 'function') {
            str =
                buf instanceof node_buffer.Buffer
                    ? buf.toString('base64')
                    : node_buffer.Buffer.from(buf.buffer).toString('base64');
        }
        else if (typeof btoa === 'function') {
            let s = '';
            for (let i = 0; i < buf.length; ++i)
                s += String.fromCharCode(buf[i]);
            str = btoa(s);
        }
        else {
            throw new Error('This environment does not support writing binary tags; either Buffer or btoa is required');
        }
        type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
        if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
            const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
            const n = Math.ceil(str.length / lineWidth);
            const lines = new Array(n);
            for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
                lines[i] = str.substr(o, lineWidth);
            }
            str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? '\n' : ' ');
        }
        return stringifyString.stringifyString({ comment, type, value: str }, ctx, onComment, onChompKeep);
    }
};

exports.binary = binary;


/***/ }),

/***/ 8398:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function boolStringify({ value, source }, ctx) {
    const boolObj = value ? trueTag : falseTag;
    if (source && boolObj.test.test(source))
        return source;
    return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
    identify: value => value === true,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
    resolve: () => new Scalar.Scalar(true),
    stringify: boolStringify
};
const falseTag = {
    identify: value => value === false,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
    resolve: () => new Scalar.Scalar(false),
    stringify: boolStringify
};

exports.falseTag = falseTag;
exports.trueTag = trueTag;


/***/ }),

/***/ 5782:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: (str) => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
    resolve: (str) => parseFloat(str.replace(/_/g, '')),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, '')));
        const dot = str.indexOf('.');
        if (dot !== -1) {
            const f = str.substring(dot + 1).replace(/_/g, '');
            if (f[f.length - 1] === '0')
                node.minFractionDigits = f.length;
        }
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 873:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
function intResolve(str, offset, radix, { intAsBigInt }) {
    const sign = str[0];
    if (sign === '-' || sign === '+')
        offset += 1;
    str = str.substring(offset).replace(/_/g, '');
    if (intAsBigInt) {
        switch (radix) {
            case 2:
                str = `0b${str}`;
                break;
            case 8:
                str = `0o${str}`;
                break;
            case 16:
                str = `0x${str}`;
                break;
        }
        const n = BigInt(str);
        return sign === '-' ? BigInt(-1) * n : n;
    }
    const n = parseInt(str, radix);
    return sign === '-' ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? '-' + prefix + str.substr(1) : prefix + str;
    }
    return stringifyNumber.stringifyNumber(node);
}
const intBin = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'BIN',
    test: /^[-+]?0b[0-1_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
    stringify: node => intStringify(node, 2, '0b')
};
const intOct = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^[-+]?0[0-7_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
    stringify: node => intStringify(node, 8, '0')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9][0-9_]*$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^[-+]?0x[0-9a-fA-F_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intBin = intBin;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 452:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

// If the value associated with a merge key is a single mapping node, each of
// its key/value pairs is inserted into the current mapping, unless the key
// already exists in it. If the value associated with the merge key is a
// sequence, then this sequence is expected to contain mapping nodes and each
// of these nodes is merged in turn according to its order in the sequence.
// Keys in mapping nodes earlier in the sequence override keys specified in
// later mapping nodes. -- http://yaml.org/type/merge.html
const MERGE_KEY = '<<';
const merge = {
    identify: value => value === MERGE_KEY ||
        (typeof value === 'symbol' && value.description === MERGE_KEY),
    default: 'key',
    tag: 'tag:yaml.org,2002:merge',
    test: /^<<$/,
    resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
    }),
    stringify: () => MERGE_KEY
};
const isMergeKey = (ctx, key) => (merge.identify(key) ||
    (identity.isScalar(key) &&
        (!key.type || key.type === Scalar.Scalar.PLAIN) &&
        merge.identify(key.value))) &&
    ctx?.doc.schema.tags.some(tag => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (identity.isSeq(source))
        for (const it of source.items)
            mergeValue(ctx, map, it);
    else if (Array.isArray(source))
        for (const it of source)
            mergeValue(ctx, map, it);
    else
        mergeValue(ctx, map, source);
}
function mergeValue(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (!identity.isMap(source))
        throw new Error('Merge sources must be maps or map aliases');
    const srcMap = source.toJSON(null, ctx, Map);
    for (const [key, value] of srcMap) {
        if (map instanceof Map) {
            if (!map.has(key))
                map.set(key, value);
        }
        else if (map instanceof Set) {
            map.add(key);
        }
        else if (!Object.prototype.hasOwnProperty.call(map, key)) {
            Object.defineProperty(map, key, {
                value,
                writable: true,
                enumerable: true,
                configurable: true
            });
        }
    }
    return map;
}
function resolveAliasValue(ctx, value) {
    return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}

exports.addMergeToJSMap = addMergeToJSMap;
exports.isMergeKey = isMergeKey;
exports.merge = merge;


/***/ }),

/***/ 303:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var pairs = __nccwpck_require__(8385);

class YAMLOMap extends YAMLSeq.YAMLSeq {
    constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = YAMLOMap.tag;
    }
    /**
     * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
     * but TypeScript won't allow widening the signature of a child method.
     */
    toJSON(_, ctx) {
        if (!ctx)
            return super.toJSON(_);
        const map = new Map();
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const pair of this.items) {
            let key, value;
            if (identity.isPair(pair)) {
                key = toJS.toJS(pair.key, '', ctx);
                value = toJS.toJS(pair.value, key, ctx);
            }
            else {
                key = toJS.toJS(pair, '', ctx);
            }
            if (map.has(key))
                throw new Error('Ordered maps must not include duplicate keys');
            map.set(key, value);
        }
        return map;
    }
    static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap = new this();
        omap.items = pairs$1.items;
        return omap;
    }
}
YAMLOMap.tag = 'tag:yaml.org,2002:omap';
const omap = {
    collection: 'seq',
    identify: value => value instanceof Map,
    nodeClass: YAMLOMap,
    default: false,
    tag: 'tag:yaml.org,2002:omap',
    resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
            if (identity.isScalar(key)) {
                if (seenKeys.includes(key.value)) {
                    onError(`Ordered maps must not include duplicate keys: ${key.value}`);
                }
                else {
                    seenKeys.push(key.value);
                }
            }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
    },
    createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
};

exports.YAMLOMap = YAMLOMap;
exports.omap = omap;


/***/ }),

/***/ 8385:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLSeq = __nccwpck_require__(2223);

function resolvePairs(seq, onError) {
    if (identity.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
            let item = seq.items[i];
            if (identity.isPair(item))
                continue;
            else if (identity.isMap(item)) {
                if (item.items.length > 1)
                    onError('Each pair must have its own sequence indicator');
                const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
                if (item.commentBefore)
                    pair.key.commentBefore = pair.key.commentBefore
                        ? `${item.commentBefore}\n${pair.key.commentBefore}`
                        : item.commentBefore;
                if (item.comment) {
                    const cn = pair.value ?? pair.key;
                    cn.comment = cn.comment
                        ? `${item.comment}\n${cn.comment}`
                        : item.comment;
                }
                item = pair;
            }
            seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
        }
    }
    else
        onError('Expected a sequence for this tag');
    return seq;
}
function createPairs(schema, iterable, ctx) {
    const { replacer } = ctx;
    const pairs = new YAMLSeq.YAMLSeq(schema);
    pairs.tag = 'tag:yaml.org,2002:pairs';
    let i = 0;
    if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
            if (typeof replacer === 'function')
                it = replacer.call(iterable, String(i++), it);
            let key, value;
            if (Array.isArray(it)) {
                if (it.length === 2) {
                    key = it[0];
                    value = it[1];
                }
                else
                    throw new TypeError(`Expected [key, value] tuple: ${it}`);
            }
            else if (it && it instanceof Object) {
                const keys = Object.keys(it);
                if (keys.length === 1) {
                    key = keys[0];
                    value = it[key];
                }
                else {
                    throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
                }
            }
            else {
                key = it;
            }
            pairs.items.push(Pair.createPair(key, value, ctx));
        }
    return pairs;
}
const pairs = {
    collection: 'seq',
    default: false,
    tag: 'tag:yaml.org,2002:pairs',
    resolve: resolvePairs,
    createNode: createPairs
};

exports.createPairs = createPairs;
exports.pairs = pairs;
exports.resolvePairs = resolvePairs;


/***/ }),

/***/ 5913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var binary = __nccwpck_require__(6083);
var bool = __nccwpck_require__(8398);
var float = __nccwpck_require__(5782);
var int = __nccwpck_require__(873);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.trueTag,
    bool.falseTag,
    int.intBin,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float,
    binary.binary,
    merge.merge,
    omap.omap,
    pairs.pairs,
    set.set,
    timestamp.intTime,
    timestamp.floatTime,
    timestamp.timestamp
];

exports.schema = schema;


/***/ }),

/***/ 1528:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);

class YAMLSet extends YAMLMap.YAMLMap {
    constructor(schema) {
        super(schema);
        this.tag = YAMLSet.tag;
    }
    add(key) {
        let pair;
        if (identity.isPair(key))
            pair = key;
        else if (key &&
            typeof key === 'object' &&
            'key' in key &&
            'value' in key &&
            key.value === null)
            pair = new Pair.Pair(key.key, null);
        else
            pair = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair.key);
        if (!prev)
            this.items.push(pair);
    }
    /**
     * If `keepPair` is `true`, returns the Pair matching `key`.
     * Otherwise, returns the value of that Pair's key.
     */
    get(key, keepPair) {
        const pair = YAMLMap.findPair(this.items, key);
        return !keepPair && identity.isPair(pair)
            ? identity.isScalar(pair.key)
                ? pair.key.value
                : pair.key
            : pair;
    }
    set(key, value) {
        if (typeof value !== 'boolean')
            throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
            this.items.splice(this.items.indexOf(prev), 1);
        }
        else if (!prev && value) {
            this.items.push(new Pair.Pair(key));
        }
    }
    toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        if (this.hasAllNullValues(true))
            return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
            throw new Error('Set items must all have null values');
    }
    static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
            for (let value of iterable) {
                if (typeof replacer === 'function')
                    value = replacer.call(iterable, value, value);
                set.items.push(Pair.createPair(value, null, ctx));
            }
        return set;
    }
}
YAMLSet.tag = 'tag:yaml.org,2002:set';
const set = {
    collection: 'map',
    identify: value => value instanceof Set,
    nodeClass: YAMLSet,
    default: false,
    tag: 'tag:yaml.org,2002:set',
    createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
    resolve(map, onError) {
        if (identity.isMap(map)) {
            if (map.hasAllNullValues(true))
                return Object.assign(new YAMLSet(), map);
            else
                onError('Set items must all have null values');
        }
        else
            onError('Expected a mapping for this tag');
        return map;
    }
};

exports.YAMLSet = YAMLSet;
exports.set = set;


/***/ }),

/***/ 6752:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

/** Internal types handle bigint as number, because TS can't figure it out. */
function parseSexagesimal(str, asBigInt) {
    const sign = str[0];
    const parts = sign === '-' || sign === '+' ? str.substring(1) : str;
    const num = (n) => asBigInt ? BigInt(n) : Number(n);
    const res = parts
        .replace(/_/g, '')
        .split(':')
        .reduce((res, p) => res * num(60) + num(p), num(0));
    return (sign === '-' ? num(-1) * res : res);
}
/**
 * hhhh:mm:ss.sss
 *
 * Internal types handle bigint as number, because TS can't figure it out.
 */
function stringifySexagesimal(node) {
    let { value } = node;
    let num = (n) => n;
    if (typeof value === 'bigint')
        num = n => BigInt(n);
    else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node);
    let sign = '';
    if (value < 0) {
        sign = '-';
        value *= num(-1);
    }
    const _60 = num(60);
    const parts = [value % _60]; // seconds, including ms
    if (value < 60) {
        parts.unshift(0); // at least one : is required
    }
    else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60); // minutes
        if (value >= 60) {
            value = (value - parts[0]) / _60;
            parts.unshift(value); // hours
        }
    }
    return (sign +
        parts
            .map(n => String(n).padStart(2, '0'))
            .join(':')
            .replace(/000000\d*$/, '') // % 60 may introduce error
    );
}
const intTime = {
    identify: value => typeof value === 'bigint' || Number.isInteger(value),
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
    resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
    stringify: stringifySexagesimal
};
const floatTime = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
    resolve: str => parseSexagesimal(str, false),
    stringify: stringifySexagesimal
};
const timestamp = {
    identify: value => value instanceof Date,
    default: true,
    tag: 'tag:yaml.org,2002:timestamp',
    // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
    // may be omitted altogether, resulting in a date format. In such a case, the time part is
    // assumed to be 00:00:00Z (start of day, UTC).
    test: RegExp('^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})' + // YYYY-Mm-Dd
        '(?:' + // time is optional
        '(?:t|T|[ \\t]+)' + // t | T | whitespace
        '([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)' + // Hh:Mm:Ss(.ss)?
        '(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?' + // Z | +5 | -03:30
        ')?$'),
    resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
            throw new Error('!!timestamp expects a date, starting with yyyy-mm-dd');
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + '00').substr(1, 3)) : 0;
        let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== 'Z') {
            let d = parseSexagesimal(tz, false);
            if (Math.abs(d) < 30)
                d *= 60;
            date -= 60000 * d;
        }
        return new Date(date);
    },
    stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, '') ?? ''
};

exports.floatTime = floatTime;
exports.intTime = intTime;
exports.timestamp = timestamp;


/***/ }),

/***/ 4475:
/***/ ((__unused_webpack_module, exports) => {



const FOLD_FLOW = 'flow';
const FOLD_BLOCK = 'block';
const FOLD_QUOTED = 'quoted';
/**
 * Tries to keep input at up to `lineWidth` characters, splitting only on spaces
 * not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
 * terminated with `\n` and started with `indent`.
 */
function foldFlowLines(text, indent, mode = 'flow', { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
    if (!lineWidth || lineWidth < 0)
        return text;
    if (lineWidth < minContentWidth)
        minContentWidth = 0;
    const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
    if (text.length <= endStep)
        return text;
    const folds = [];
    const escapedFolds = {};
    let end = lineWidth - indent.length;
    if (typeof indentAtStart === 'number') {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
            folds.push(0);
        else
            end = lineWidth - indentAtStart;
    }
    let split = undefined;
    let prev = undefined;
    let overflow = false;
    let i = -1;
    let escStart = -1;
    let escEnd = -1;
    if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text, i, indent.length);
        if (i !== -1)
            end = i + endStep;
    }
    for (let ch; (ch = text[(i += 1)]);) {
        if (mode === FOLD_QUOTED && ch === '\\') {
            escStart = i;
            switch (text[i + 1]) {
                case 'x':
                    i += 3;
                    break;
                case 'u':
                    i += 5;
                    break;
                case 'U':
                    i += 9;
                    break;
                default:
                    i += 1;
            }
            escEnd = i;
        }
        if (ch === '\n') {
            if (mode === FOLD_BLOCK)
                i = consumeMoreIndentedLines(text, i, indent.length);
            end = i + indent.length + endStep;
            split = undefined;
        }
        else {
            if (ch === ' ' &&
                prev &&
                prev !== ' ' &&
                prev !== '\n' &&
                prev !== '\t') {
                // space surrounded by non-space can be replaced with newline + indent
                const next = text[i + 1];
                if (next && next !== ' ' && next !== '\n' && next !== '\t')
                    split = i;
            }
            if (i >= end) {
                if (split) {
                    folds.push(split);
                    end = split + endStep;
                    split = undefined;
                }
                else if (mode === FOLD_QUOTED) {
                    // white-space collected at end may stretch past lineWidth
                    while (prev === ' ' || prev === '\t') {
                        prev = ch;
                        ch = text[(i += 1)];
                        overflow = true;
                    }
                    // Account for newline escape, but don't break preceding escape
                    const j = i > escEnd + 1 ? i - 2 : escStart - 1;
                    // Bail out if lineWidth & minContentWidth are shorter than an escape string
                    if (escapedFolds[j])
                        return text;
                    folds.push(j);
                    escapedFolds[j] = true;
                    end = j + endStep;
                    split = undefined;
                }
                else {
                    overflow = true;
                }
            }
        }
        prev = ch;
    }
    if (overflow && onOverflow)
        onOverflow();
    if (folds.length === 0)
        return text;
    if (onFold)
        onFold();
    let res = text.slice(0, folds[0]);
    for (let i = 0; i < folds.length; ++i) {
        const fold = folds[i];
        const end = folds[i + 1] || text.length;
        if (fold === 0)
            res = `\n${indent}${text.slice(0, end)}`;
        else {
            if (mode === FOLD_QUOTED && escapedFolds[fold])
                res += `${text[fold]}\\`;
            res += `\n${indent}${text.slice(fold + 1, end)}`;
        }
    }
    return res;
}
/**
 * Presumes `i + 1` is at the start of a line
 * @returns index of last newline in more-indented block
 */
function consumeMoreIndentedLines(text, i, indent) {
    let end = i;
    let start = i + 1;
    let ch = text[start];
    while (ch === ' ' || ch === '\t') {
        if (i < start + indent) {
            ch = text[++i];
        }
        else {
            do {
                ch = text[++i];
            } while (ch && ch !== '\n');
            end = i;
            start = i + 1;
            ch = text[start];
        }
    }
    return end;
}

exports.FOLD_BLOCK = FOLD_BLOCK;
exports.FOLD_FLOW = FOLD_FLOW;
exports.FOLD_QUOTED = FOLD_QUOTED;
exports.foldFlowLines = foldFlowLines;


/***/ }),

/***/ 2148:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var identity = __nccwpck_require__(1127);
var stringifyComment = __nccwpck_require__(9799);
var stringifyString = __nccwpck_require__(3069);

function createStringifyContext(doc, options) {
    const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: 'PLAIN',
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: 'false',
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: 'null',
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: 'true',
        verifyAliasOrder: true
    }, doc.schema.toStringOptions, options);
    let inFlow;
    switch (opt.collectionStyle) {
        case 'block':
            inFlow = false;
            break;
        case 'flow':
            inFlow = true;
            break;
        default:
            inFlow = null;
    }
    return {
        anchors: new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? ' ' : '',
        indent: '',
        indentStep: typeof opt.indent === 'number' ? ' '.repeat(opt.indent) : '  ',
        inFlow,
        options: opt
    };
}
function getTagObject(tags, item) {
    if (item.tag) {
        const match = tags.filter(t => t.tag === item.tag);
        if (match.length > 0)
            return match.find(t => t.format === item.format) ?? match[0];
    }
    let tagObj = undefined;
    let obj;
    if (identity.isScalar(item)) {
        obj = item.value;
        let match = tags.filter(t => t.identify?.(obj));
        if (match.length > 1) {
            const testMatch = match.filter(t => t.test);
            if (testMatch.length > 0)
                match = testMatch;
        }
        tagObj =
            match.find(t => t.format === item.format) ?? match.find(t => !t.format);
    }
    else {
        obj = item;
        tagObj = tags.find(t => t.nodeClass && obj instanceof t.nodeClass);
    }
    if (!tagObj) {
        const name = obj?.constructor?.name ?? (obj === null ? 'null' : typeof obj);
        throw new Error(`Tag not resolved for ${name} value`);
    }
    return tagObj;
}
// needs to be called before value stringifier to allow for circular anchor refs
function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
    if (!doc.directives)
        return '';
    const props = [];
    const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
    if (anchor && anchors.anchorIsValid(anchor)) {
        anchors$1.add(anchor);
        props.push(`&${anchor}`);
    }
    const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
    if (tag)
        props.push(doc.directives.tagString(tag));
    return props.join(' ');
}
function stringify(item, ctx, onComment, onChompKeep) {
    if (identity.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
    if (identity.isAlias(item)) {
        if (ctx.doc.directives)
            return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
            throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        }
        else {
            if (ctx.resolvedAliases)
                ctx.resolvedAliases.add(item);
            else
                ctx.resolvedAliases = new Set([item]);
            item = item.resolve(ctx.doc);
        }
    }
    let tagObj = undefined;
    const node = identity.isNode(item)
        ? item
        : ctx.doc.createNode(item, { onTagObj: o => (tagObj = o) });
    tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
    const props = stringifyProps(node, tagObj, ctx);
    if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
    const str = typeof tagObj.stringify === 'function'
        ? tagObj.stringify(node, ctx, onComment, onChompKeep)
        : identity.isScalar(node)
            ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep)
            : node.toString(ctx, onComment, onChompKeep);
    if (!props)
        return str;
    return identity.isScalar(node) || str[0] === '{' || str[0] === '['
        ? `${props} ${str}`
        : `${props}\n${ctx.indent}${str}`;
}

exports.createStringifyContext = createStringifyContext;
exports.stringify = stringify;


/***/ }),

/***/ 1212:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyCollection(collection, ctx, options) {
    const flow = ctx.inFlow ?? collection.flow;
    const stringify = flow ? stringifyFlowCollection : stringifyBlockCollection;
    return stringify(collection, ctx, options);
}
function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
    const { indent, options: { commentString } } = ctx;
    const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
    let chompKeep = false; // flag for the preceding node's status
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (!chompKeep && item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (!chompKeep && ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
            }
        }
        chompKeep = false;
        let str = stringify.stringify(item, itemCtx, () => (comment = null), () => (chompKeep = true));
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        if (chompKeep && comment)
            chompKeep = false;
        lines.push(blockItemPrefix + str);
    }
    let str;
    if (lines.length === 0) {
        str = flowChars.start + flowChars.end;
    }
    else {
        str = lines[0];
        for (let i = 1; i < lines.length; ++i) {
            const line = lines[i];
            str += line ? `\n${indent}${line}` : '\n';
        }
    }
    if (comment) {
        str += '\n' + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
            onComment();
    }
    else if (chompKeep && onChompKeep)
        onChompKeep();
    return str;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
    const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
    itemIndent += indentStep;
    const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
    });
    let reqNewline = false;
    let linesAtValue = 0;
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, false);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, false);
                if (ik.comment)
                    reqNewline = true;
            }
            const iv = identity.isNode(item.value) ? item.value : null;
            if (iv) {
                if (iv.comment)
                    comment = iv.comment;
                if (iv.commentBefore)
                    reqNewline = true;
            }
            else if (item.value == null && ik?.comment) {
                comment = ik.comment;
            }
        }
        if (comment)
            reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => (comment = null));
        reqNewline || (reqNewline = lines.length > linesAtValue || str.includes('\n'));
        if (i < items.length - 1) {
            str += ',';
        }
        else if (ctx.options.trailingComma) {
            if (ctx.options.lineWidth > 0) {
                reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) +
                    (str.length + 2) >
                    ctx.options.lineWidth);
            }
            if (reqNewline) {
                str += ',';
            }
        }
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines.push(str);
        linesAtValue = lines.length;
    }
    const { start, end } = flowChars;
    if (lines.length === 0) {
        return start + end;
    }
    else {
        if (!reqNewline) {
            const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
            reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
            let str = start;
            for (const line of lines)
                str += line ? `\n${indentStep}${indent}${line}` : '\n';
            return `${str}\n${indent}${end}`;
        }
        else {
            return `${start}${fcPadding}${lines.join(' ')}${fcPadding}${end}`;
        }
    }
}
function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
    if (comment && chompKeep)
        comment = comment.replace(/^\n+/, '');
    if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines.push(ic.trimStart()); // Avoid double indent on first line
    }
}

exports.stringifyCollection = stringifyCollection;


/***/ }),

/***/ 9799:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringifies a comment.
 *
 * Empty comment lines are left empty,
 * lines consisting of a single space are replaced by `#`,
 * and all other lines are prefixed with a `#`.
 */
const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, '#');
function indentComment(comment, indent) {
    if (/^\n+$/.test(comment))
        return comment.substring(1);
    return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
}
const lineComment = (str, indent, comment) => str.endsWith('\n')
    ? indentComment(comment, indent)
    : comment.includes('\n')
        ? '\n' + indentComment(comment, indent)
        : (str.endsWith(' ') ? '' : ' ') + comment;

exports.indentComment = indentComment;
exports.lineComment = lineComment;
exports.stringifyComment = stringifyComment;


/***/ }),

/***/ 6829:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyDocument(doc, options) {
    const lines = [];
    let hasDirectives = options.directives === true;
    if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
            lines.push(dir);
            hasDirectives = true;
        }
        else if (doc.directives.docStart)
            hasDirectives = true;
    }
    if (hasDirectives)
        lines.push('---');
    const ctx = stringify.createStringifyContext(doc, options);
    const { commentString } = ctx.options;
    if (doc.commentBefore) {
        if (lines.length !== 1)
            lines.unshift('');
        const cs = commentString(doc.commentBefore);
        lines.unshift(stringifyComment.indentComment(cs, ''));
    }
    let chompKeep = false;
    let contentComment = null;
    if (doc.contents) {
        if (identity.isNode(doc.contents)) {
            if (doc.contents.spaceBefore && hasDirectives)
                lines.push('');
            if (doc.contents.commentBefore) {
                const cs = commentString(doc.contents.commentBefore);
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            // top-level block scalars need to be indented if followed by a comment
            ctx.forceBlockIndent = !!doc.comment;
            contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? undefined : () => (chompKeep = true);
        let body = stringify.stringify(doc.contents, ctx, () => (contentComment = null), onChompKeep);
        if (contentComment)
            body += stringifyComment.lineComment(body, '', commentString(contentComment));
        if ((body[0] === '|' || body[0] === '>') &&
            lines[lines.length - 1] === '---') {
            // Top-level block scalars with a preceding doc marker ought to use the
            // same line for their header.
            lines[lines.length - 1] = `--- ${body}`;
        }
        else
            lines.push(body);
    }
    else {
        lines.push(stringify.stringify(doc.contents, ctx));
    }
    if (doc.directives?.docEnd) {
        if (doc.comment) {
            const cs = commentString(doc.comment);
            if (cs.includes('\n')) {
                lines.push('...');
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            else {
                lines.push(`... ${cs}`);
            }
        }
        else {
            lines.push('...');
        }
    }
    else {
        let dc = doc.comment;
        if (dc && chompKeep)
            dc = dc.replace(/^\n+/, '');
        if (dc) {
            if ((!chompKeep || contentComment) && lines[lines.length - 1] !== '')
                lines.push('');
            lines.push(stringifyComment.indentComment(commentString(dc), ''));
        }
    }
    return lines.join('\n') + '\n';
}

exports.stringifyDocument = stringifyDocument;


/***/ }),

/***/ 8689:
/***/ ((__unused_webpack_module, exports) => {



function stringifyNumber({ format, minFractionDigits, tag, value }) {
    if (typeof value === 'bigint')
        return String(value);
    const num = typeof value === 'number' ? value : Number(value);
    if (!isFinite(num))
        return isNaN(num) ? '.nan' : num < 0 ? '-.inf' : '.inf';
    let n = Object.is(value, -0) ? '-0' : JSON.stringify(value);
    if (!format &&
        minFractionDigits &&
        (!tag || tag === 'tag:yaml.org,2002:float') &&
        /^-?\d/.test(n) &&
        !n.includes('e')) {
        let i = n.indexOf('.');
        if (i < 0) {
            i = n.length;
            n += '.';
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
            n += '0';
    }
    return n;
}

exports.stringifyNumber = stringifyNumber;


/***/ }),

/***/ 9748:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
    const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
    let keyComment = (identity.isNode(key) && key.comment) || null;
    if (simpleKeys) {
        if (keyComment) {
            throw new Error('With simple keys, key nodes cannot have comments');
        }
        if (identity.isCollection(key) || (!identity.isNode(key) && typeof key === 'object')) {
            const msg = 'With simple keys, collection cannot be used as a key value';
            throw new Error(msg);
        }
    }
    let explicitKey = !simpleKeys &&
        (!key ||
            (keyComment && value == null && !ctx.inFlow) ||
            identity.isCollection(key) ||
            (identity.isScalar(key)
                ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL
                : typeof key === 'object'));
    ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
    });
    let keyCommentDone = false;
    let chompKeep = false;
    let str = stringify.stringify(key, ctx, () => (keyCommentDone = true), () => (chompKeep = true));
    if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
            throw new Error('With simple keys, single line scalar must not span more than 1024 characters');
        explicitKey = true;
    }
    if (ctx.inFlow) {
        if (allNullValues || value == null) {
            if (keyCommentDone && onComment)
                onComment();
            return str === '' ? '?' : explicitKey ? `? ${str}` : str;
        }
    }
    else if ((allNullValues && !simpleKeys) || (value == null && explicitKey)) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        }
        else if (chompKeep && onChompKeep)
            onChompKeep();
        return str;
    }
    if (keyCommentDone)
        keyComment = null;
    if (explicitKey) {
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}\n${indent}:`;
    }
    else {
        str = `${str}:`;
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
    }
    let vsb, vcb, valueComment;
    if (identity.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
    }
    else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === 'object')
            value = doc.createNode(value);
    }
    ctx.implicitKey = false;
    if (!explicitKey && !keyComment && identity.isScalar(value))
        ctx.indentAtStart = str.length + 1;
    chompKeep = false;
    if (!indentSeq &&
        indentStep.length >= 2 &&
        !ctx.inFlow &&
        !explicitKey &&
        identity.isSeq(value) &&
        !value.flow &&
        !value.tag &&
        !value.anchor) {
        // If indentSeq === false, consider '- ' as part of indentation where possible
        ctx.indent = ctx.indent.substring(2);
    }
    let valueCommentDone = false;
    const valueStr = stringify.stringify(value, ctx, () => (valueCommentDone = true), () => (chompKeep = true));
    let ws = ' ';
    if (keyComment || vsb || vcb) {
        ws = vsb ? '\n' : '';
        if (vcb) {
            const cs = commentString(vcb);
            ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === '' && !ctx.inFlow) {
            if (ws === '\n' && valueComment)
                ws = '\n\n';
        }
        else {
            ws += `\n${ctx.indent}`;
        }
    }
    else if (!explicitKey && identity.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf('\n');
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
            let hasPropsLine = false;
            if (hasNewline && (vs0 === '&' || vs0 === '!')) {
                let sp0 = valueStr.indexOf(' ');
                if (vs0 === '&' &&
                    sp0 !== -1 &&
                    sp0 < nl0 &&
                    valueStr[sp0 + 1] === '!') {
                    sp0 = valueStr.indexOf(' ', sp0 + 1);
                }
                if (sp0 === -1 || nl0 < sp0)
                    hasPropsLine = true;
            }
            if (!hasPropsLine)
                ws = `\n${ctx.indent}`;
        }
    }
    else if (valueStr === '' || valueStr[0] === '\n') {
        ws = '';
    }
    str += ws + valueStr;
    if (ctx.inFlow) {
        if (valueCommentDone && onComment)
            onComment();
    }
    else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
    }
    else if (chompKeep && onChompKeep) {
        onChompKeep();
    }
    return str;
}

exports.stringifyPair = stringifyPair;


/***/ }),

/***/ 3069:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var foldFlowLines = __nccwpck_require__(4475);

const getFoldOptions = (ctx, isBlock) => ({
    indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
    lineWidth: ctx.options.lineWidth,
    minContentWidth: ctx.options.minContentWidth
});
// Also checks for lines starting with %, as parsing the output as YAML 1.1 will
// presume that's starting a new document.
const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
function lineLengthOverLimit(str, lineWidth, indentLength) {
    if (!lineWidth || lineWidth < 0)
        return false;
    const limit = lineWidth - indentLength;
    const strLen = str.length;
    if (strLen <= limit)
        return false;
    for (let i = 0, start = 0; i < strLen; ++i) {
        if (str[i] === '\n') {
            if (i - start > limit)
                return true;
            start = i + 1;
            if (strLen - start <= limit)
                return false;
        }
    }
    return true;
}
function doubleQuotedString(value, ctx) {
    const json = JSON.stringify(value);
    if (ctx.options.doubleQuotedAsJSON)
        return json;
    const { implicitKey } = ctx;
    const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    let str = '';
    let start = 0;
    for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
        if (ch === ' ' && json[i + 1] === '\\' && json[i + 2] === 'n') {
            // space before newline needs to be escaped to not be folded
            str += json.slice(start, i) + '\\ ';
            i += 1;
            start = i;
            ch = '\\';
        }
        if (ch === '\\')
            switch (json[i + 1]) {
                case 'u':
                    {
                        str += json.slice(start, i);
                        const code = json.substr(i + 2, 4);
                        switch (code) {
                            case '0000':
                                str += '\\0';
                                break;
                            case '0007':
                                str += '\\a';
                                break;
                            case '000b':
                                str += '\\v';
                                break;
                            case '001b':
                                str += '\\e';
                                break;
                            case '0085':
                                str += '\\N';
                                break;
                            case '00a0':
                                str += '\\_';
                                break;
                            case '2028':
                                str += '\\L';
                                break;
                            case '2029':
                                str += '\\P';
                                break;
                            default:
                                if (code.substr(0, 2) === '00')
                                    str += '\\x' + code.substr(2);
                                else
                                    str += json.substr(i, 6);
                        }
                        i += 5;
                        start = i + 1;
                    }
                    break;
                case 'n':
                    if (implicitKey ||
                        json[i + 2] === '"' ||
                        json.length < minMultiLineLength) {
                        i += 1;
                    }
                    else {
                        // folding will eat first newline
                        str += json.slice(start, i) + '\n\n';
                        while (json[i + 2] === '\\' &&
                            json[i + 3] === 'n' &&
                            json[i + 4] !== '"') {
                            str += '\n';
                            i += 2;
                        }
                        str += indent;
                        // space after newline needs to be escaped to not be folded
                        if (json[i + 2] === ' ')
                            str += '\\';
                        i += 1;
                        start = i + 1;
                    }
                    break;
                default:
                    i += 1;
            }
    }
    str = start ? str + json.slice(start) : json;
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
    if (ctx.options.singleQuote === false ||
        (ctx.implicitKey && value.includes('\n')) ||
        /[ \t]\n|\n[ \t]/.test(value) // single quoted string can't have leading or trailing whitespace around newline
    )
        return doubleQuotedString(value, ctx);
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
    return ctx.implicitKey
        ? res
        : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
    const { singleQuote } = ctx.options;
    let qs;
    if (singleQuote === false)
        qs = doubleQuotedString;
    else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
            qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
            qs = doubleQuotedString;
        else
            qs = singleQuote ? singleQuotedString : doubleQuotedString;
    }
    return qs(value, ctx);
}
// The negative lookbehind avoids a polynomial search,
// but isn't supported yet on Safari: https://caniuse.com/js-regexp-lookbehind
let blockEndNewlines;
try {
    blockEndNewlines = new RegExp('(^|(?<!\n))\n+(?!\n|$)', 'g');
}
catch {
    blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
    const { blockQuote, commentString, lineWidth } = ctx.options;
    // 1. Block can't end in whitespace unless the last line is non-empty.
    // 2. Strings consisting of only whitespace are best rendered explicitly.
    if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
    }
    const indent = ctx.indent ||
        (ctx.forceBlockIndent || containsDocumentMarker(value) ? '  ' : '');
    const literal = blockQuote === 'literal'
        ? true
        : blockQuote === 'folded' || type === Scalar.Scalar.BLOCK_FOLDED
            ? false
            : type === Scalar.Scalar.BLOCK_LITERAL
                ? true
                : !lineLengthOverLimit(value, lineWidth, indent.length);
    if (!value)
        return literal ? '|\n' : '>\n';
    // determine chomping from whitespace at value end
    let chomp;
    let endStart;
    for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== '\n' && ch !== '\t' && ch !== ' ')
            break;
    }
    let end = value.substring(endStart);
    const endNlPos = end.indexOf('\n');
    if (endNlPos === -1) {
        chomp = '-'; // strip
    }
    else if (value === end || endNlPos !== end.length - 1) {
        chomp = '+'; // keep
        if (onChompKeep)
            onChompKeep();
    }
    else {
        chomp = ''; // clip
    }
    if (end) {
        value = value.slice(0, -end.length);
        if (end[end.length - 1] === '\n')
            end = end.slice(0, -1);
        end = end.replace(blockEndNewlines, `$&${indent}`);
    }
    // determine indent indicator from whitespace at value start
    let startWithSpace = false;
    let startEnd;
    let startNlPos = -1;
    for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === ' ')
            startWithSpace = true;
        else if (ch === '\n')
            startNlPos = startEnd;
        else
            break;
    }
    let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
    if (start) {
        value = value.substring(start.length);
        start = start.replace(/\n+/g, `$&${indent}`);
    }
    const indentSize = indent ? '2' : '1'; // root is at -1
    // Leading | or > is added later
    let header = (startWithSpace ? indentSize : '') + chomp;
    if (comment) {
        header += ' ' + commentString(comment.replace(/ ?[\r\n]+/g, ' '));
        if (onComment)
            onComment();
    }
    if (!literal) {
        const foldedValue = value
            .replace(/\n+/g, '\n$&')
            .replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, '$1$2') // more-indented lines aren't folded
            //                ^ more-ind. ^ empty     ^ capture next empty lines only at end of indent
            .replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== 'folded' && type !== Scalar.Scalar.BLOCK_FOLDED) {
            foldOptions.onOverflow = () => {
                literalFallback = true;
            };
        }
        const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
            return `>${header}\n${indent}${body}`;
    }
    value = value.replace(/\n+/g, `$&${indent}`);
    return `|${header}\n${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
    const { type, value } = item;
    const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
    if ((implicitKey && value.includes('\n')) ||
        (inFlow && /[[\]{},]/.test(value))) {
        return quotedString(value, ctx);
    }
    if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        // not allowed:
        // - '-' or '?'
        // - start with an indicator character (except [?:-]) or /[?-] /
        // - '\n ', ': ' or ' \n' anywhere
        // - '#' not preceded by a non-space char
        // - end with ' ' or ':'
        return implicitKey || inFlow || !value.includes('\n')
            ? quotedString(value, ctx)
            : blockString(item, ctx, onComment, onChompKeep);
    }
    if (!implicitKey &&
        !inFlow &&
        type !== Scalar.Scalar.PLAIN &&
        value.includes('\n')) {
        // Where allowed & type not set explicitly, prefer block style for multiline strings
        return blockString(item, ctx, onComment, onChompKeep);
    }
    if (containsDocumentMarker(value)) {
        if (indent === '') {
            ctx.forceBlockIndent = true;
            return blockString(item, ctx, onComment, onChompKeep);
        }
        else if (implicitKey && indent === indentStep) {
            return quotedString(value, ctx);
        }
    }
    const str = value.replace(/\n+/g, `$&\n${indent}`);
    // Verify that output will be parsed as a string, as e.g. plain numbers and
    // booleans get parsed with those types in v1.2 (e.g. '42', 'true' & '0.9e-3'),
    // and others in v1.1.
    if (actualString) {
        const test = (tag) => tag.default && tag.tag !== 'tag:yaml.org,2002:str' && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
            return quotedString(value, ctx);
    }
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
    const { implicitKey, inFlow } = ctx;
    const ss = typeof item.value === 'string'
        ? item
        : Object.assign({}, item, { value: String(item.value) });
    let { type } = item;
    if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
        // force double quotes on control characters & unpaired surrogates
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
            type = Scalar.Scalar.QUOTE_DOUBLE;
    }
    const _stringify = (_type) => {
        switch (_type) {
            case Scalar.Scalar.BLOCK_FOLDED:
            case Scalar.Scalar.BLOCK_LITERAL:
                return implicitKey || inFlow
                    ? quotedString(ss.value, ctx) // blocks are not valid inside flow containers
                    : blockString(ss, ctx, onComment, onChompKeep);
            case Scalar.Scalar.QUOTE_DOUBLE:
                return doubleQuotedString(ss.value, ctx);
            case Scalar.Scalar.QUOTE_SINGLE:
                return singleQuotedString(ss.value, ctx);
            case Scalar.Scalar.PLAIN:
                return plainString(ss, ctx, onComment, onChompKeep);
            default:
                return null;
        }
    };
    let res = _stringify(type);
    if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = (implicitKey && defaultKeyType) || defaultStringType;
        res = _stringify(t);
        if (res === null)
            throw new Error(`Unsupported default string type ${t}`);
    }
    return res;
}

exports.stringifyString = stringifyString;


/***/ }),

/***/ 204:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove node');
/**
 * Apply a visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
function visit(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        visit_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current node */
visit.SKIP = SKIP;
/** Remove the current node */
visit.REMOVE = REMOVE;
function visit_(key, node, visitor, path) {
    const ctrl = callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = visit_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = visit_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = visit_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
/**
 * Apply an async visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `Promise`: Must resolve to one of the following values
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
async function visitAsync(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = await visitAsync_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        await visitAsync_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visitAsync.BREAK = BREAK;
/** Do not visit the children of the current node */
visitAsync.SKIP = SKIP;
/** Remove the current node */
visitAsync.REMOVE = REMOVE;
async function visitAsync_(key, node, visitor, path) {
    const ctrl = await callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = await visitAsync_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = await visitAsync_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = await visitAsync_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
function initVisitor(visitor) {
    if (typeof visitor === 'object' &&
        (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
            Alias: visitor.Node,
            Map: visitor.Node,
            Scalar: visitor.Node,
            Seq: visitor.Node
        }, visitor.Value && {
            Map: visitor.Value,
            Scalar: visitor.Value,
            Seq: visitor.Value
        }, visitor.Collection && {
            Map: visitor.Collection,
            Seq: visitor.Collection
        }, visitor);
    }
    return visitor;
}
function callVisitor(key, node, visitor, path) {
    if (typeof visitor === 'function')
        return visitor(key, node, path);
    if (identity.isMap(node))
        return visitor.Map?.(key, node, path);
    if (identity.isSeq(node))
        return visitor.Seq?.(key, node, path);
    if (identity.isPair(node))
        return visitor.Pair?.(key, node, path);
    if (identity.isScalar(node))
        return visitor.Scalar?.(key, node, path);
    if (identity.isAlias(node))
        return visitor.Alias?.(key, node, path);
    return undefined;
}
function replaceNode(key, path, node) {
    const parent = path[path.length - 1];
    if (identity.isCollection(parent)) {
        parent.items[key] = node;
    }
    else if (identity.isPair(parent)) {
        if (key === 'key')
            parent.key = node;
        else
            parent.value = node;
    }
    else if (identity.isDocument(parent)) {
        parent.contents = node;
    }
    else {
        const pt = identity.isAlias(parent) ? 'alias' : 'scalar';
        throw new Error(`Cannot replace node with ${pt} parent`);
    }
}

exports.visit = visit;
exports.visitAsync = visitAsync;


/***/ })

/******/ });
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
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
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
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
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

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
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
    const [, words] = [...(0,external_node_util_.getSystemErrorMap)().values()].find(([name]) => name === code) ?? [];
    return words ?? message.split('\n')[0] ?? '';
}
/** Returns whether the operating system refused something: a full disk, a missing permission. */
function isSystemError(error) {
    return external_node_util_.types.isNativeError(error) && 'errno' in error && 'syscall' in error;
}
/** fetch hides the cause behind "fetch failed". */
function innermost(error) {
    if (!external_node_util_.types.isNativeError(error))
        return { code: '', message: String(error) };
    if (external_node_util_.types.isNativeError(error.cause))
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

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
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
    process.stdout.write(cmd.toString() + external_os_.EOL);
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
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
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
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
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
    process.stdout.write(external_os_.EOL);
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
    process.stdout.write(message + external_os_.EOL);
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


const { access, appendFile, writeFile } = external_fs_.promises;
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
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
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
        return this.addRaw(external_os_.EOL);
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

;// CONCATENATED MODULE: ./build/kit/http/http-failure.js
// Why an HTTP request got no answer that can be used, and whether the server may have acted on it. Pure.

class HttpFailure extends Error {
    kind;
    constructor(kind, message, options = {}) {
        super(message, options);
        this.name = 'HttpFailure';
        this.kind = kind;
    }
}
/** Failures of a name, a route or a connection that is being made. Others can come after something was sent. */
const CONNECTING = new Set(['connect', 'getaddrinfo']);
/** Nothing is sent before the server's certificate is accepted. */
const CERTIFICATE = /^(?:ERR_TLS_CERT_ALTNAME_INVALID|CERT_[A-Z_]+|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT[A-Z_]*|UNABLE_TO_(?:GET_ISSUER|VERIFY_LEAF)[A-Z_]+)$/;
/** Returns whether a request failed before a connection came about, so that the server has nothing of it. */
function isUnconnected(error) {
    if (!external_node_util_.types.isNativeError(error))
        return false;
    if (error.cause !== undefined)
        return isUnconnected(error.cause);
    if (isCertificateRefused(error))
        return true;
    // One for each address of the host.
    if (error instanceof AggregateError && error.errors.length > 0)
        return error.errors.every(isUnconnected);
    const syscall = 'syscall' in error ? String(error.syscall) : '';
    const code = 'code' in error ? String(error.code) : '';
    return CONNECTING.has(syscall) || code === 'UND_ERR_CONNECT_TIMEOUT';
}
/** Returns whether the server's certificate is the reason, which the next attempt meets as well. */
function isCertificateRefused(error) {
    if (!external_node_util_.types.isNativeError(error))
        return false;
    if (error.cause !== undefined)
        return isCertificateRefused(error.cause);
    return 'code' in error && CERTIFICATE.test(String(error.code));
}
/** Returns whether something is the reason with which AbortSignal.timeout ends. Not by its class: a test has one of its own. */
const isTimeout = (reason) => typeof reason === 'object' &&
    reason !== null &&
    'name' in reason &&
    reason.name === 'TimeoutError';

;// CONCATENATED MODULE: ./build/kit/action/github-client.js
// The toolkit's client of GitHub's REST API, for one host. A token never goes to another one.




/** The version of the API that the requests and answers are of. GitHub Enterprise Server has it too. */
const API_VERSION = '2022-11-28';
const TIMEOUT = 30_000;
const MAX_REDIRECTS = 5;
/** A shorter one could be a word of the answer: bytes. */
const SHORTEST_TOKEN = 8;
/** More than GitHub sends for a page of a list: bytes. */
const MAX_BYTES = 67_108_864;
/** Returns the client. Throws a UserError if the address of the API is none. */
async function githubClient(options) {
    const { apiUrl, token, badAddress = 'bad-input' } = options;
    if (!/^https?:\/\//.test(apiUrl) || !URL.canParse(apiUrl))
        throw new UserError(badAddress, `GITHUB_API_URL is not a URL of http or https: ${escape_quote(apiUrl)}`);
    const { username, password } = new URL(apiUrl);
    if (username !== '' || password !== '')
        throw new UserError(badAddress, 'GITHUB_API_URL has a login in it; GitHub is sent the token');
    const { GitHub, defaults, getOctokitOptions } = await toolkit();
    const silent = { debug() { }, info() { }, warn() { }, error() { } };
    // The toolkit's own fetch knows the runner's proxy.
    const request = { fetch: fetchFromOneHost(defaults.request?.fetch ?? fetch, options) };
    const more = { baseUrl: apiUrl.replace(/\/+$/, ''), userAgent: 'towpath', log: silent, request };
    const client = new GitHub(getOctokitOptions(token, more));
    client.hook.before('request', ({ headers }) => {
        headers['x-github-api-version'] = API_VERSION;
    });
    return client;
}
/**
 * Loads the toolkit only when it is needed: it is a megabyte with its HTTP client, and most runs don't ask the API. It reads the event's
 * payload as it is loaded, and throws if that is not JSON.
 */
async function toolkit() {
    try {
        return await __nccwpck_require__.e(/* import() */ 68).then(__nccwpck_require__.bind(__nccwpck_require__, 9068));
    }
    catch (cause) {
        if (!(cause instanceof SyntaxError))
            throw cause;
        const path = escape_quote(process.env['GITHUB_EVENT_PATH'] ?? '');
        const message = `The event's payload, ${path} (GITHUB_EVENT_PATH), is not JSON; the runner writes it for each job`;
        throw new UserError('system-error', message, { cause });
    }
}
/**
 * Wraps fetch so that requests, and with them the token, only go to the API's host. GitHub redirects requests about a renamed repository:
 * they are sent again as they are, whereas fetch by itself makes a GET of a POST. A permanent redirect of what only reads is remembered.
 */
function fetchFromOneHost(send, options) {
    const { origin } = new URL(options.apiUrl);
    const moved = new Map();
    return async (input, init = {}) => {
        const asked = String(input);
        const isReading = (init.method ?? 'GET') === 'GET';
        let url = (isReading && moved.get(asked)) || asked;
        for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
            const response = await sendOnce(send, url, init, options);
            const { status, headers } = response;
            if (status < 300 || status > 399 || status === 304)
                return response;
            url = target(url, headers.get('location'), status, isReading, origin);
            if (isReading && redirects === 0 && [301, 308].includes(status))
                moved.set(asked, url);
        }
        throw new HttpFailure('redirected', `redirected more than ${MAX_REDIRECTS} times`);
    };
}
/** Returns where a request goes on. Throws a HttpFailure if that is another host, or if the request would become another one there. */
function target(url, location, status, isReading, origin) {
    if (location === null || !URL.canParse(location, url))
        throw new HttpFailure('redirected', `redirected (status ${status}) to no valid address`);
    const next = new URL(location, url);
    if (next.origin !== origin)
        throw new HttpFailure('redirected', `redirected to another host, which gets no token: ${next.host}`);
    if (next.username !== '' || next.password !== '')
        throw new HttpFailure('redirected', 'redirected to an address with a login in it');
    const keepsMethod = [307, 308].includes(status) || (isReading && [301, 302].includes(status));
    if (!keepsMethod)
        throw new HttpFailure('redirected', `redirected with status ${status}, which changes a request`);
    return next.href;
}
/** Sends one request, and reads the whole answer. Throws a HttpFailure in plain words. */
async function sendOnce(send, url, init, { signal: cancelled, timeout = TIMEOUT, token }) {
    const signal = init.signal ? AbortSignal.any([cancelled, init.signal]) : cancelled;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
    try {
        const sent = { ...init, ...sentOnce(init), redirect: 'manual', signal: limit };
        const response = await send(url, sent);
        const body = without(token, await wholeBody(response));
        const { status, headers } = response;
        return new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
    }
    catch (cause) {
        const time = signal.aborted ? 'in the time that was left' : `within ${timeout / 1000} s`;
        const words = isTimeout(cause) ? `no response ${time}` : plain_error_plainError(cause);
        const kind = isUnconnected(cause) ? 'no-connection' : 'no-answer';
        throw new HttpFailure(kind, isCancelled(signal) ? 'the run was cancelled' : words, { cause });
    }
}
/**
 * Returns a body that can be sent once only: fetch by itself sends any other one again after 421 (Fetch standard, "HTTP-network-or-cache
 * fetch"), and what a request starts would be started twice.
 */
function sentOnce({ body, headers }) {
    if (typeof body !== 'string')
        return {};
    const bytes = new Blob([body]);
    const all = new Headers(headers);
    all.set('content-length', String(bytes.size));
    return { body: bytes.stream(), duplex: 'half', headers: all };
}
/** Removes the token from an answer: an error quotes its first words only, and half a token would not be recognised as one. */
function without(token, body) {
    const forms = [token, JSON.stringify(token).slice(1, -1)].map((form) => Buffer.from(form));
    const found = forms.filter((form) => form.length >= SHORTEST_TOKEN && body.includes(form));
    const text = found.reduce((text, form) => text.replaceAll(form.toString('latin1'), '***'), found.length > 0 ? body.toString('latin1') : '');
    return found.length > 0 ? Buffer.from(text, 'latin1') : body;
}
/** A signal for one request may be its time limit. */
const isCancelled = ({ aborted, reason }) => aborted && !isTimeout(reason);
/** Octokit takes a body that breaks off for an empty one. */
async function wholeBody({ body }) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of body ?? []) {
        bytes += chunk.length;
        if (bytes > MAX_BYTES)
            throw new Error('the answer is too long');
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
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
function parsePep440(text) {
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
function isPep440(text) {
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
    const parsed = parsePep440(text);
    return parsed && formatPep440(parsed);
}
/** Compares versions for sorting; zero if they are the same version, as `1.0` and `1.0.0` are. */
function comparePep440(a, b) {
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
        .map(({ name, prefix }) => `${escape_quote(name)} (prefix ${escape_quote(prefix)})`);
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
async function scratch_repository_fetch(git, ...args) {
    const { code, stderr } = await runFetch(git, args);
    if (code !== 0)
        throw git.failed(FETCH, stderr);
}
/** Fetches the commits at most `depth` steps behind one; all of them if depth is undefined. */
async function graphOf({ git, path }, commit, depth) {
    const isShallow = (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(path, 'shallow'));
    const reach = depth === undefined ? (isShallow ? ['--unshallow'] : []) : [`--depth=${depth}`];
    await scratch_repository_fetch(git, ...reach, 'origin', commit);
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
    await scratch_repository_fetch(git, '--depth=1', 'origin', ...refs.map((ref) => `+${ref}:${ref}`));
    return parseTagObjects(await git.ask(['for-each-ref', TAG_OBJECTS, ...refs]));
}

;// CONCATENATED MODULE: ./build/kit/git/complete-history.js
// Compares two sides of commits in their complete histories: where a server does not answer with differences, and where bases are so
// entangled that proving each would cost more.




/** Fetches all ancestors of the commits, without trees if the server can leave them out. */
async function divergenceIn({ git, path }, ours, theirs) {
    await scratch_repository_fetch(git, 'origin', ...new Set([...ours, ...theirs]));
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
    return (0,external_node_util_.stripVTControlCharacters)(text).replace(/\r+$/, '').replace(/^.*\r/, '');
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
    const hash = (0,external_node_crypto_.createHash)(digits === 64 ? 'sha256' : 'sha1');
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

;// CONCATENATED MODULE: ./build/kit/github/github-error.js
// What went wrong with a request to GitHub. Pure.

/** The reason codes of these problems, where an action has no better one. */
const REASONS = {
    'not-authorized': 'not-authorized',
    // GitHub says "not found" of what a token may not see.
    'not-found': 'not-authorized',
    invalid: 'refused',
    'rate-limited': 'remote-unreachable',
    unknown: 'remote-unreachable',
};
/** A failed request. The message is a sentence with GitHub's own words, quoted and harmless. */
class GitHubError extends UserError {
    problem;
    status;
    words;
    failure;
    constructor(problem, message, answer) {
        const { status, words, cause, failure } = answer;
        super(REASONS[problem], message, { cause });
        this.name = 'GitHubError';
        this.problem = problem;
        this.status = status;
        this.words = words;
        this.failure = failure;
    }
}

;// CONCATENATED MODULE: ./build/kit/github/response-error.js
// What a failed request means: Octokit's error becomes a GitHubError. Pure.



const isHttpError = (error) => error instanceof Error && error.name === 'HttpError' && 'status' in error;
/** GitHub's advice where it names no time: at least a minute, doubled each time. */
const MINUTE = 60_000;
/** No limit of GitHub is longer than an hour; this is for servers that send nonsense: milliseconds. */
const MAX_WAIT = 1_000_000_000_000;
/**
 * Explains a failed request; `attempt` counts from 1. Returns undefined for an error that is not about HTTP. The times follow GitHub's
 * "Best practices for using the REST API": `retry-after`, else `x-ratelimit-reset`, else at least a minute.
 */
function explainFailure(cause, task, attempt) {
    if (!isHttpError(cause))
        return undefined;
    const { response } = cause;
    if (!response) {
        const failure = cause.cause instanceof HttpFailure ? cause.cause.kind : 'no-answer';
        const what = failure === 'redirected' ? '' : ' and did not answer';
        const message = `GitHub was asked to ${task.name}${what}: ${escape_quote(cause.message)}`;
        const answer = { status: 0, words: cause.message, cause, failure };
        return { error: new GitHubError('unknown', message, answer), wait: undefined };
    }
    const { status } = cause;
    const words = wordsOf(response.data);
    const wait = isRateLimit(status, response.headers, words)
        ? waitOf(response.headers, attempt)
        : undefined;
    const problem = wait === undefined ? problemOf(status) : 'rate-limited';
    const shown = words === '' ? `status ${status}` : `status ${status}, ${escape_quote(words)}`;
    const what = problem === 'unknown' ? 'GitHub failed to' : 'GitHub refused to';
    const advice = wait === undefined
        ? hint(problem, status, words, response.headers, task)
        : `; it accepts the next request ${inTime(wait, response.headers)}`;
    const message = `${what} ${task.name}: ${shown}${advice}`;
    const failure = problem === 'unknown' ? { failure: 'failed' } : {};
    return { error: new GitHubError(problem, message, { status, words, cause, ...failure }), wait };
}
function problemOf(status) {
    if (status === 401 || status === 403)
        return 'not-authorized';
    if (status === 404 || status === 410)
        return 'not-found';
    return status >= 500 || status === 408 ? 'unknown' : 'invalid';
}
/** Returns whether an answer is about a limit: nothing was done then. */
function isRateLimit(status, headers, words) {
    if (status === 429)
        return true;
    const isLimit = headers['retry-after'] !== undefined ||
        String(headers['x-ratelimit-remaining']) === '0' ||
        /\brate limit\b|abuse detection/i.test(words);
    return status === 403 && isLimit;
}
/** Returns how long GitHub wants to be left alone. Its own clock counts: `x-ratelimit-reset` is a time of day. */
function waitOf(headers, attempt) {
    const seconds = headers['retry-after'];
    // A number only: not a date, which GitHub does not send, nor a word such as Infinity.
    if (/^\d+$/.test(String(seconds)))
        return Math.min(Number(seconds) * 1000, MAX_WAIT);
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    const wait = reset - timeOf(headers);
    if (String(headers['x-ratelimit-remaining']) === '0' && Number.isFinite(wait))
        return Math.min(Math.max(wait, 0) + 1000, MAX_WAIT);
    return Math.min(MINUTE * 2 ** (attempt - 1), MAX_WAIT);
}
/** GitHub's time, or ours if it does not tell: milliseconds of the epoch. */
function timeOf(headers) {
    const time = Date.parse(String(headers['date']));
    return Number.isFinite(time) ? time : Date.now();
}
/** `in 3600 s (at 2017-04-15 13:00:00 UTC)`. */
function inTime(wait, headers) {
    const end = new Date(timeOf(headers) + wait);
    const time = Number.isNaN(end.getTime()) ? '' : ` (at ${utc(end)})`;
    return `in ${Math.ceil(wait / 1000)} s${time}`;
}
const utc = (time) => `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
const MISSING = 'the repository has another name or owner, or the token may not see it';
/** What to do, where GitHub's words don't say it. */
function hint(problem, status, words, headers, { permission, missing = MISSING }) {
    if (status === 401)
        return '; the token is not valid, or has expired';
    const isHidden = problem === 'not-found';
    // GitHub has words of its own for single sign-on, for a list of allowed addresses, and for settings that forbid something.
    if (!isHidden && !/not accessible by|must have|write access/i.test(words))
        return '';
    const accepted = headers['x-accepted-github-permissions'];
    const needed = accepted === undefined ? permission : readable(String(accepted));
    return isHidden ? `; ${missing} (needed: ${needed})` : `; the token needs ${needed}`;
}
/** GitHub's header: `contents=write; contents=write,workflows=write`; a semicolon means "or". */
const readable = (accepted) => {
    const choices = accepted.split(';').map((choice) => choice.trim().replace(/_/g, '-'));
    const words = choices.map((choice) => choice.replace(/=/g, ': ').replace(/,/g, ' and '));
    return /^[a-z:, -]*$/.test(words.join('')) ? words.join(' or ') : escape_quote(accepted);
};
/** Returns GitHub's message with the errors that it lists. A page, as a proxy sends it, has no words for a user. */
function wordsOf(data) {
    if (typeof data !== 'object' || data === null)
        return '';
    const { message, errors } = data;
    const all = Array.isArray(errors) ? errors : errors === undefined ? [] : [errors];
    return [message, ...all.map(detailOf)].filter((part) => typeof part === 'string').join(': ');
}
/** One entry: a sentence, or a code such as `already_exists` with the field that it is about. */
function detailOf(entry) {
    if (typeof entry !== 'object' || entry === null)
        return entry;
    const { message, field, code } = entry;
    return message ?? [field, code].filter((part) => typeof part === 'string').join(' ');
}

;// CONCATENATED MODULE: ./build/kit/github/retry.js
// Sends a request again, if that is safe, by GitHub's rules for clients.
//
// Not @octokit/plugin-retry and plugin-throttling: the first also repeats a POST that may have taken effect, which would make a second draft
// or pull request, and neither stops waiting at a deadline or when the run is cancelled.



/** The first pause after a failure of GitHub: milliseconds. It doubles each time, up to the longest. */
const PAUSE = 1000;
const LONGEST_PAUSE = 60_000;
/** How often a server is asked that can't be reached to start something, or that answers as no GitHub does. */
const MAX_ATTEMPTS = 6;
/**
 * Sends a request until there is an answer. Throws a GitHubError. A request that a rate limit refused had no effect, nor had one without a
 * connection.
 */
async function persistently(request, send, patience) {
    const { clock, limit, signal, maxAttempts = MAX_ATTEMPTS, shortestPause = 0 } = patience;
    const until = clock.now() + limit;
    for (let attempt = 1;; attempt += 1) {
        try {
            return await send();
        }
        catch (cause) {
            const failure = failureOf(cause, request, attempt);
            if (!failure)
                throw cause;
            const { error } = failure;
            const wait = failure.wait ?? waitAfter(error, request, attempt, patience);
            const pause = Math.max(wait, shortestPause);
            const isLate = clock.now() + pause > until || attempt === maxAttempts;
            if (isLate || signal.aborted)
                throw error;
            patience.onPause?.(error, pause);
            await clock.sleep(pause, signal);
            if (signal.aborted)
                throw error;
        }
    }
}
/** An answer that was looked at and found malformed is explained already. */
const failureOf = (cause, request, attempt) => cause instanceof GitHubError
    ? { error: cause, wait: undefined }
    : explainFailure(cause, request, attempt);
/** Returns the milliseconds before the next attempt; Infinity if there is none. */
function waitAfter({ problem, failure, cause }, { isRepeatable, missingUntil = 0 }, attempt, { clock, random }) {
    if (problem === 'not-found' && clock.now() < missingUntil)
        return 0;
    if (problem !== 'unknown' || failure === 'redirected' || isCertificateRefused(cause))
        return Infinity;
    const isUseless = failure === 'malformed' || (failure === 'no-connection' && !isRepeatable);
    if (isUseless && attempt >= MAX_ATTEMPTS)
        return Infinity;
    return isRepeatable || failure === 'no-connection' ? growing(attempt, random()) : Infinity;
}
/** Random, so that many runs that failed together don't come back together. */
const growing = (attempt, random) => Math.min(PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE) * (0.5 + random);

;// CONCATENATED MODULE: ./build/kit/github/requests.js
// Sends the requests about one repository.


/** The largest page that GitHub sends. */
const PER_PAGE = 100;
function requestsOf(at, patience) {
    const ask = async (request, send) => checked(request, await persistently(request, send, patience)).data;
    return {
        at,
        ask,
        async list(request, page) {
            const found = [];
            for (let number = 1;; number += 1) {
                const answer = await persistently(request, () => page(number), patience);
                const { data, headers } = checked(request, answer);
                found.push(...data);
                // Not its address: that may be of another host.
                if (!/\brel="next"/.test(headers.link ?? ''))
                    return found;
            }
        },
    };
}
/** A proxy or a login page may answer with 200 as well. */
function checked({ name }, answer) {
    const { status, data } = answer;
    if (status === 204 || (typeof data === 'object' && data !== null))
        return answer;
    const why = 'the answer is not JSON: is GITHUB_API_URL the address of its API?';
    throw malformed(name, status, why);
}
/** Returns the error for an answer that GitHub would not send. `why` is harmless. */
const malformed = (name, status, why) => new GitHubError('unknown', `GitHub was asked to ${name}, and ${why}`, {
    ...{ status, words: '', cause: undefined, failure: 'malformed' },
});

;// CONCATENATED MODULE: ./build/kit/github/rest-git-data.js
// Git's objects, over the toolkit's client. All of them can be stored twice: their ids depend on their content.
const WRITE = { isRepeatable: true, permission: 'contents: write' };
const READ = { isRepeatable: true, permission: 'contents: read' };
function rest_git_data_commitOf({ sha, tree, parents, verification }) {
    const { verified, reason, payload, signature } = verification;
    return {
        id: sha,
        tree: tree.sha,
        parents: parents.map((parent) => parent.sha),
        isVerified: verified,
        verification: reason,
        signed: payload === null || signature === null ? undefined : { payload, signature },
    };
}
const KINDS = { '100644': 'blob', '100755': 'blob', '120000': 'blob', '160000': 'commit' };
/** An entry as GitHub wants it; one without an id is removed, whatever its mode says. */
function entryOf({ path, mode, id }) {
    const known = Object.keys(KINDS).find((name) => name === mode);
    return {
        path,
        mode: known ?? '100644',
        type: KINDS[known ?? '100644'],
        sha: id === '' ? null : id,
    };
}
function restGitData({ rest }, { at, ask }) {
    return {
        async createBlob(content) {
            const blob = { content: content.toString('base64'), encoding: 'base64' };
            const send = () => rest.git.createBlob({ ...at, ...blob });
            return (await ask({ ...WRITE, name: 'store a file' }, send)).sha;
        },
        async createTree(base, entries) {
            const tree = { base_tree: base, tree: entries.map(entryOf) };
            const send = () => rest.git.createTree({ ...at, ...tree });
            return (await ask({ ...WRITE, name: 'store a tree of files' }, send)).sha;
        },
        async createCommit({ tree, parents, message }) {
            const commit = { tree, parents: [...parents], message };
            const send = () => rest.git.createCommit({ ...at, ...commit });
            return rest_git_data_commitOf(await ask({ ...WRITE, name: 'make a commit' }, send));
        },
        async commit(id) {
            const send = () => rest.git.getCommit({ ...at, commit_sha: id });
            return rest_git_data_commitOf(await ask({ ...READ, name: 'show a commit' }, send));
        },
    };
}

;// CONCATENATED MODULE: ./build/kit/github/rest-pull-requests.js
// Pull requests, over the toolkit's client.

function pullRequestOf(answer) {
    const isMerged = answer.merged_at !== null;
    return {
        number: answer.number,
        url: answer.html_url,
        state: isMerged ? 'merged' : answer.state === 'open' ? 'open' : 'closed',
        head: answer.head.ref,
        base: answer.base.ref,
        headCommit: answer.head.sha,
        mergeCommit: isMerged ? (answer.merge_commit_sha ?? undefined) : undefined,
    };
}
function restPullRequests({ rest }, { at, ask, list }, repository) {
    return {
        async pullRequests({ head, base }) {
            // GitHub needs the present owner with the branch: without one it ignores the filter.
            const { owner } = await repository();
            const filter = { head: `${owner}:${head}`, base, state: 'all', per_page: PER_PAGE };
            const request = {
                name: 'list the pull requests',
                isRepeatable: true,
                permission: 'pull-requests: read',
            };
            const found = await list(request, (page) => rest.pulls.list({ ...at, ...filter, page }));
            return found
                .filter((pull) => pull.head.ref === head && pull.base.ref === base)
                .filter((pull) => pull.head.repo?.id === pull.base.repo.id)
                .map(pullRequestOf)
                .sort((a, b) => b.number - a.number);
        },
        async createPullRequest({ head, base, title, body }) {
            const request = {
                name: 'open a pull request',
                isRepeatable: false,
                permission: 'pull-requests: write',
            };
            const send = () => rest.pulls.create({ ...at, head, base, title, body });
            return pullRequestOf(await ask(request, send));
        },
    };
}

;// CONCATENATED MODULE: ./build/kit/github/rest-releases.js
// Releases, over the toolkit's client.


const releaseOf = ({ id, tag_name, html_url, draft }) => ({
    id,
    tag: tag_name,
    url: html_url,
    isDraft: draft,
});
/** Drafts are only listed for those who may write. */
const PERMISSION = 'contents: write';
const rest_releases_WRITE = { isRepeatable: true, permission: PERMISSION };
function restReleases({ rest }, { at, ask, list }) {
    return {
        async releases() {
            const request = { ...rest_releases_WRITE, name: 'list the releases' };
            const page = (page) => rest.repos.listReleases({ ...at, per_page: PER_PAGE, page });
            return (await list(request, page)).map(releaseOf);
        },
        async createDraft({ tag, name, body, isPrerelease }) {
            const request = {
                name: 'create a draft release',
                isRepeatable: false,
                permission: PERMISSION,
            };
            // No target_commitish: if that commit has other workflow files than the default branch, GitHub wants a permission that a workflow's
            // token never has, although the tag exists (cli/cli#9514).
            const draft = { tag_name: tag, name, body, draft: true, prerelease: isPrerelease };
            return releaseOf(await ask(request, () => rest.repos.createRelease({ ...at, ...draft })));
        },
        async publish(id, { isPrerelease, isLatest }) {
            const request = { ...rest_releases_WRITE, name: 'publish the release' };
            const latest = isLatest && !isPrerelease ? 'true' : 'false';
            const change = { draft: false, prerelease: isPrerelease, make_latest: latest };
            const send = () => rest.repos.updateRelease({ ...at, release_id: id, ...change });
            return releaseOf(await ask(request, send));
        },
        async deleteDraft(id) {
            const request = { ...rest_releases_WRITE, name: 'delete a draft release' };
            try {
                await ask(request, () => rest.repos.deleteRelease({ ...at, release_id: id }));
            }
            catch (error) {
                if (!(error instanceof GitHubError && error.problem === 'not-found'))
                    throw error;
            }
        },
        async generateNotes({ tag, commit, previousTag }) {
            const request = { ...rest_releases_WRITE, name: 'generate release notes' };
            const previous = previousTag === undefined ? {} : { previous_tag_name: previousTag };
            const range = { tag_name: tag, target_commitish: commit, ...previous };
            const send = () => rest.repos.generateReleaseNotes({ ...at, ...range });
            return (await ask(request, send)).body;
        },
    };
}

;// CONCATENATED MODULE: ./build/kit/github/rest-api.js
// GitHub's REST API about one repository, over the toolkit's client.




/** Returns the API. Its functions are to be called one after the other, as GitHub asks for. */
function restApi(client, { owner, name }, patience) {
    const requests = requestsOf({ owner, repo: name }, patience);
    let known;
    const repository = async () => {
        known ??= await describe(client, requests);
        return known;
    };
    return {
        repository,
        ...restReleases(client, requests),
        ...restPullRequests(client, requests, repository),
        ...restGitData(client, requests),
    };
}
async function describe({ rest }, { at, ask }) {
    const request = {
        name: 'describe the repository',
        isRepeatable: true,
        permission: 'metadata: read',
    };
    const answer = await ask(request, () => rest.repos.get(at));
    return {
        owner: answer.owner.login,
        name: answer.name,
        url: answer.html_url,
        defaultBranch: answer.default_branch,
    };
}

;// CONCATENATED MODULE: ./build/kit/process/once.js
// Questions that are asked at most once.
/** Returns a function that calls another at its first call only, and remembers the answer. */
function once(ask) {
    let answer;
    return () => {
        answer ??= ask();
        return answer;
    };
}

;// CONCATENATED MODULE: ./build/kit/time/clock.js
// The clock for measuring and waiting.
/** The clock of this process. */
const clock = {
    now: () => performance.now(),
    sleep: (milliseconds, signal) => new Promise((resolve) => {
        if (signal?.aborted)
            return resolve();
        const end = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', end);
            resolve();
        };
        const timer = setTimeout(end, milliseconds);
        signal?.addEventListener('abort', end);
    }),
};

;// CONCATENATED MODULE: ./build/actions/release/src/current-run.js
// The run, and who commits for it, from the runner's variables. Pure.
/** Returns the run. Outside of GitHub, `unique` stands for its id: two runs never have the same. */
function currentRun(env, unique) {
    const word = (name) => (env[name] ?? '').replace(/[^\w.-]/g, '-');
    const [server = '', repository = ''] = [env['GITHUB_SERVER_URL'], env['GITHUB_REPOSITORY']];
    return {
        id: word('GITHUB_RUN_ID') || `local-${unique}`,
        job: word('GITHUB_JOB') || 'job',
        ref: env['GITHUB_REF'] ?? '',
        page: server !== '' && repository !== '' ? `${server}/${repository}` : '',
    };
}
const BOT = { name: 'github-actions[bot]', id: '41898282' };
/** Returns the actor of the run, with GitHub's noreply address; the bot if there is no actor. */
function defaultAuthor(env) {
    const host = URL.canParse(env['GITHUB_SERVER_URL'] ?? '')
        ? new URL(env['GITHUB_SERVER_URL'] ?? '').hostname
        : 'github.com';
    const actor = env['GITHUB_ACTOR'] ?? '';
    const id = env['GITHUB_ACTOR_ID'] ?? '';
    const isActor = /^[\w.[\]-]+$/.test(actor) && /^\d+$/.test(id);
    const person = isActor ? { name: actor, id } : BOT;
    return { name: person.name, mail: `${person.id}+${person.name}@users.noreply.${host}` };
}

;// CONCATENATED MODULE: ./build/actions/release/src/adapters/address.js
// The address of the remote.




/**
 * Returns the address that the input `remote` means: a remote of the checkout, or an address. Without a checkout, `origin` is the
 * repository of the run, which needs a token.
 */
async function remoteAddress(git, folder, { remote, token }, env) {
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(remote) || /^[^/]+:/.test(remote))
        return remote;
    if (/^\.{0,2}\//.test(remote))
        return (0,external_node_path_namespaceObject.resolve)(folder, remote);
    const address = await addressOf(git, folder, remote);
    if (address !== undefined)
        return address;
    const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: repository = '' } = env;
    const isOwn = remote === 'origin' && server !== '' && repository !== '';
    if (isOwn && token !== '')
        return `${server}/${repository}`;
    const problem = `The checkout has no remote ${escape_quote(remote)}`;
    if (!isOwn)
        throw new UserError('bad-input', `"remote": ${problem}; give its address`);
    throw new UserError('token-needed', `${problem}; run actions/checkout before this step, or give "token"`);
}

;// CONCATENATED MODULE: ./build/kit/git/merge-bases.js
// The merge bases of commits of a remote, proved without their histories.

/** How many bases and levels of bases are proved one by one; with more, all commits are fetched. */
const MOST = { bases: 8, levels: 4 };
/**
 * Compares two sides of commits that the remote has; a commit that was made here is its parents. A fixed depth gives wrong bases without
 * saying so, the server's own differences do not: a merge base is a parent of commits of both and in neither.
 */
async function divergenceOf(remote, ours, theirs) {
    const whole = () => remote.diverged(ours, theirs);
    const first = await levelOf(remote, ours, theirs);
    if (!first)
        return whole();
    const levels = [first.bases];
    for (let last = first.bases; last.length > 1;) {
        const [one = '', other = ''] = last;
        if (last.length > 2 || levels.length > MOST.levels)
            return whole();
        const next = await levelOf(remote, [one], [other]);
        if (!next)
            return whole();
        last = next.bases;
        if (last.length > 0)
            levels.push(last);
    }
    return { ours: first.ours, theirs: first.theirs, bases: await chain(remote, levels) };
}
/** Every base of a level is an ancestor of all in the levels before. */
async function chain(remote, levels) {
    // The times count only where git has several to put in order.
    const several = levels.filter((level) => level.length > 1).flat();
    const commits = several.length > 0 ? await remote.alone(several) : [];
    const times = new Map(commits.map(({ id, time }) => [id, time]));
    return levels.flatMap((level, index) => {
        const ancestors = levels.slice(index + 1).flat();
        return level.map((commit) => ({ commit, time: times.get(commit) ?? 0, ancestors }));
    });
}
/** Undefined if the server does not answer such questions, or there are too many candidates. */
async function levelOf(remote, one, other) {
    const [ours, theirs] = await Promise.all([remote.between(other, one), remote.between(one, other)]);
    if (!ours || !theirs)
        return undefined;
    const [ourCandidates, theirCandidates] = [candidates(ours, one), candidates(theirs, other)];
    const common = [...ourCandidates].filter((id) => theirCandidates.has(id));
    // Without a common commit, both histories have a first one. Parents that lead nowhere are those of a shallow remote.
    if (common.length === 0 && ![ours, theirs].every(hasRoot))
        throw shallowRemote();
    const bases = await latest(remote, common);
    return bases && { ours, theirs, bases };
}
const hasRoot = (commits) => commits.some(({ parents }) => parents.length === 0);
/** Returns the tips and parents that are not among the commits of a difference: those that the other side has too. */
function candidates(difference, tips) {
    const inside = new Set(difference.map(({ id }) => id));
    const all = [...tips, ...difference.flatMap(({ parents }) => parents)];
    return new Set(all.filter((id) => !inside.has(id)));
}
/** Drops the commits that are ancestors of others. */
async function latest(remote, commits) {
    if (commits.length > MOST.bases)
        return undefined;
    let left = commits;
    for (const id of commits) {
        const others = left.filter((one) => one !== id);
        if (others.length === 0)
            break;
        const behind = await remote.behind(others, [id]);
        if (!behind)
            return undefined;
        if (behind.length > 0)
            left = others;
    }
    return left;
}

;// CONCATENATED MODULE: ./build/actions/release/src/adapters/remote-port.js
// The remote as release asks it: what a server does not answer is read from complete histories.

/** Returns the port; `login` is the secret of the login, or empty. */
function remotePort(remote, login) {
    const latest = async (tip, depth) => [
        ...(await remote.graph(tip, depth)).commits.values(),
    ];
    return {
        refs: () => remote.listing(),
        divergence: (ours, theirs) => divergenceOf(remote, ours, theirs),
        async difference(from, to) {
            if (from.length > 0) {
                const found = await remote.between(from, to);
                return found ?? (await remote.diverged(to, from)).ours;
            }
            const all = await Promise.all(to.map((tip) => latest(tip, undefined)));
            return [...new Map(all.flat().map((commit) => [commit.id, commit])).values()];
        },
        async behind(tips, commits) {
            if (tips.length === 0 || commits.length === 0)
                return [];
            const found = await remote.behind(tips, commits);
            if (found)
                return found;
            const all = await Promise.all(commits.map((commit) => remote.diverged([commit], tips)));
            return commits.filter((_, at) => all[at]?.ours.length === 0);
        },
        latest,
        history: remote,
        // GitHub's own form of the tokens of an app, of which GITHUB_TOKEN is one.
        isBotLogin: login.startsWith('ghs_'),
    };
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
;// CONCATENATED MODULE: ./build/kit/ssh/base64-files.js
// Unpacks files in base64 that were pasted into a secret: one, or several of them one after the other. Pure.

const MAGIC = 'openssh-key-v1\0';
/** How files of keys and certificates begin in base64: `-----BEGIN`, `openssh-key-v1`, `ssh-rsa-cert`, `ssh-ed25519-cert`, `ecdsa-sha2-`. */
const BEGIN = 'LS0tLS1CRUdJTi|b3BlbnNzaC1rZXktdjEA|c3NoLXJzYS1jZXJ0|c3NoLWVkMjU1MTktY2VydC|ZWNkc2Etc2hhMi';
const BEGINS = new RegExp(`^(?:${BEGIN})`);
/** Files of base64 directly after one another: each has a multiple of four characters. */
const NEXT_FILE = new RegExp(`^((?:.{4})+?)(?=${BEGIN})`);
/** Unpacks the files in a string without armour, and completes a key that lacks its first and last line. Everything else stays as it is. */
function unpackBase64(text) {
    const whole = text.replace(/\s+/g, '');
    // It may begin with anything if it is a key in the end.
    if (/^[A-Za-z0-9+/]{98,}=*$/.test(whole) && !BEGINS.test(whole)) {
        const plain = external_node_buffer_.Buffer.from(whole, 'base64').toString('latin1');
        return plain.includes('PRIVATE KEY-----') ? plain : text;
    }
    const words = text.split(/(\s+)/).flatMap((word) => base64_files_wordsOf(word));
    const result = [];
    for (let index = 0; index < words.length;) {
        const end = endOfFile(words, index);
        const file = words.slice(index, end).join('');
        result.push(BEGINS.test(file) ? unpacked(file.replace(/\s+/g, '')) : file);
        index = end;
    }
    return result.join('');
}
/** Separates files without a space between them: after their padding, or at the start of the next one. */
function base64_files_wordsOf(word) {
    if (!BEGINS.test(word))
        return [word];
    return word.split(/(?<==)(?=[A-Za-z0-9+/])/).flatMap((file) => {
        const files = [];
        let rest = file;
        for (let match = NEXT_FILE.exec(rest); match; match = NEXT_FILE.exec(rest)) {
            files.push(match[1] ?? '');
            rest = rest.slice(match[0].length);
        }
        return [...files, rest];
    });
}
/** Returns the end of the file that begins at an index: before the next one, or before what is not base64. */
function endOfFile(words, start) {
    if (!BEGINS.test(words[start] ?? ''))
        return start + 1;
    let end = start + 1;
    while (end < words.length && /^(?:\s*|[A-Za-z0-9+/]+=*)$/.test(words[end] ?? '')) {
        if (BEGINS.test(words[end] ?? '') || words[end - 1]?.endsWith('='))
            break;
        end += 1;
    }
    return end;
}
function unpacked(file) {
    const plain = external_node_buffer_.Buffer.from(file, 'base64').toString('latin1');
    if (plain.startsWith(MAGIC))
        return `-----BEGIN OPENSSH PRIVATE KEY-----\n${file}\n-----END OPENSSH PRIVATE KEY-----\n`;
    return `${plain}\n`;
}

;// CONCATENATED MODULE: ./build/kit/ssh/private-key.js
// Reads one private key, and repairs its damaged forms. Pure.

/** Finds the private keys in a string: their kind, and what is between the first and the last line. */
const ARMOUR = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----((?:(?!-----BEGIN).)*?)-----END \1-----/gs;
/** What is wrong with a key of which a part is missing. */
const INCOMPLETE = 'is incomplete: it must go from -----BEGIN to -----END ... PRIVATE KEY-----';
/** Reads a key of a kind from its lines. For every damage repaired here, OpenSSH only reports `error in libcrypto`. */
function readPrivateKey(kind, inside) {
    const { headers, body } = partsOf(inside);
    const invalid = /[^A-Za-z0-9+/=]/.exec(body)?.[0];
    if (invalid !== undefined)
        return { problem: `is damaged: it contains ${JSON.stringify(invalid)}` };
    const encrypted = isEncrypted(kind, headers, body);
    if (encrypted === undefined)
        return { problem: INCOMPLETE };
    const wrapped = body.match(/.{1,64}/g) ?? [];
    const headerLines = headers.length > 0 ? [...headers, ''] : [];
    const text = [
        `-----BEGIN ${kind}-----`,
        ...headerLines,
        ...wrapped,
        `-----END ${kind}-----`,
        '',
    ].join('\n');
    // Lines of another length do not count as damage.
    const isDamaged = !/\n/.test(inside.trim()) || /\r/.test(inside);
    return { text, encrypted, repairs: isDamaged ? ['line endings'] : [] };
}
/** Separates the headers of older keys (RFC 1421: `DEK-Info: AES-128-CBC,...`), which may have lost their line endings, from the base64. */
function partsOf(inside) {
    // The initialization vector has 8 bytes for DES and 16 for AES; without line endings, the key follows it directly.
    const header = /^\s*(Proc-Type:\s*4,ENCRYPTED|DEK-Info:\s*(?:DES\S*?,[0-9A-F]{16}|AES\S*?,[0-9A-F]{32}))/i;
    const headers = [];
    let rest = inside;
    for (let match = header.exec(rest); match; match = header.exec(rest)) {
        headers.push((match[1] ?? '').replace(/:\s*/, ': '));
        rest = rest.slice(match[0].length);
    }
    return { headers, body: rest.replace(/\s+/g, '') };
}
const private_key_MAGIC = 'openssh-key-v1\0';
/** Returns undefined for an incomplete key. OpenSSH's format (PROTOCOL.key): a magic string, then the name of the cipher. */
function isEncrypted(kind, headers, body) {
    if (kind !== 'OPENSSH PRIVATE KEY') {
        if (body === '')
            return undefined;
        return kind.startsWith('ENCRYPTED') || headers.some((header) => /ENCRYPTED/.test(header));
    }
    const bytes = external_node_buffer_.Buffer.from(body, 'base64');
    if (!bytes.toString('latin1').startsWith(private_key_MAGIC) || bytes.length < private_key_MAGIC.length + 8)
        return undefined;
    const length = bytes.readUInt32BE(private_key_MAGIC.length);
    const cipher = bytes.subarray(private_key_MAGIC.length + 4, private_key_MAGIC.length + 4 + length).toString('latin1');
    return cipher !== 'none';
}

;// CONCATENATED MODULE: ./build/kit/ssh/user-certificate.js
// Reads user certificates as ssh-keygen writes them: `ssh-ed25519-cert-v01@openssh.com AAAA... comment`. Pure.

/** Finds certificates in a string; the blob may have lost its line endings, or have too many. */
const user_certificate_CERTIFICATE = /((?:ssh-rsa|ssh-dss|ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521))-cert-v01@openssh\.com)\s+([A-Za-z0-9+/=]+(?:\s+[A-Za-z0-9+/=]+(?=\s|$))*)/g;
/** How many strings a public key of a type has after its name: PROTOCOL.certkeys of OpenSSH. */
const FIELDS = [
    ['ssh-ed25519', 1],
    ['ssh-rsa', 2],
    ['ecdsa', 2],
    ['ssh-dss', 4],
];
/** Returns undefined for a damaged certificate. Words after the blob, as of a comment, are ignored. */
function readCertificate(type, text) {
    const words = text.split(/\s+/);
    for (let count = 1; count <= words.length; count += 1) {
        const read = certificateOf(type, external_node_buffer_.Buffer.from(words.slice(0, count).join(''), 'base64'));
        if (read)
            return read;
    }
    return undefined;
}
function certificateOf(type, blob) {
    const [, count] = FIELDS.find(([prefix]) => type.startsWith(prefix)) ?? ['', 0];
    try {
        const read = reader(blob);
        if (read.string().toString('latin1') !== type)
            return undefined;
        read.string(); // The nonce.
        const start = read.position();
        for (let field = 0; field < count; field += 1)
            read.string();
        const key = blob.subarray(start, read.position());
        read.skip(8); // The serial number.
        const kind = read.uint32();
        for (let field = 0; field < 2; field += 1)
            read.string(); // Its name, and the names of users or hosts.
        const [validFrom, validUntil] = [read.uint64(), read.uint64()];
        // Critical options, extensions, a reserved field, the authority's key and its signature.
        for (let field = 0; field < 5; field += 1)
            read.string();
        if (read.position() !== blob.length)
            return undefined;
        const plain = type.replace('-cert-v01@openssh.com', '');
        return {
            line: `${type} ${blob.toString('base64')}`,
            publicKey: `${plain} ${external_node_buffer_.Buffer.concat([lengthOf(plain), external_node_buffer_.Buffer.from(plain), key]).toString('base64')}`,
            isForHost: kind === 2,
            validFrom,
            validUntil,
        };
    }
    catch (error) {
        if (error instanceof RangeError)
            return undefined;
        throw error;
    }
}
function lengthOf(text) {
    const length = external_node_buffer_.Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    return length;
}
/** Reads the fields of a blob one after the other: RFC 4251, section 5. Throws a RangeError at its end. */
function reader(blob) {
    let position = 0;
    const take = (length) => {
        if (position + length > blob.length)
            throw new RangeError('the blob ends too early');
        position += length;
        return blob.subarray(position - length, position);
    };
    const uint32 = () => take(4).readUInt32BE();
    return {
        position: () => position,
        skip: (length) => void take(length),
        uint32,
        uint64: () => Number(take(8).readBigUInt64BE()),
        string: () => take(uint32()),
    };
}
/** Returns what keeps a certificate from being used by a user at a time, in seconds since 1970. */
function certificateProblem({ isForHost, validFrom, validUntil }, now) {
    if (isForHost)
        return 'is for a host; have the key signed as a user key (ssh-keygen -s, without -h)';
    if (now < validFrom)
        return `is not valid before ${dateOf(validFrom)}; look at the clock of this runner`;
    // OpenSSH: sshkey.c, sshkey_cert_check_authority.
    if (now >= validUntil)
        return `expired at ${dateOf(validUntil)}; have the key signed again`;
    return undefined;
}
/** The years after 9999 have another form. */
const dateOf = (seconds) => seconds > 253_402_300_799 ? 'the year 10000' : new Date(seconds * 1000).toISOString();

;// CONCATENATED MODULE: ./build/kit/ssh/pasted-keys.js
// Reads private keys, each with its user certificate, as people paste them into a secret: repairs a damaged form, and explains what is not a
// private key. Pure.



const MAX_KEYS = 5;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
/** Reads up to five keys; `now` is in seconds since 1970. */
function readPastedKeys(pasted, now) {
    if (pasted.trim() === '')
        return { problem: 'it is empty; is the secret set, and available to this environment?' };
    const { text, repairs } = repaired(pasted);
    // If the secret has both halves of a key, the private one counts.
    const problem = text.includes('PRIVATE KEY-----') ? undefined : pasted_keys_problemOf(text);
    if (problem !== undefined)
        return { problem };
    const found = [...text.matchAll(ARMOUR)];
    if (found.length > MAX_KEYS)
        return { problem: `there are ${found.length} private keys; use at most ${MAX_KEYS}` };
    // Before, between and after the keys.
    const gaps = gapsOf(text, found);
    const isSingle = found.length + gaps.filter((gap) => pasted_keys_BEGIN.test(gap)).length === 1;
    const nameOf = (index) => isSingle ? 'the key' : `the ${ORDINALS[index] ?? 'last'} key`;
    const incomplete = gaps.findIndex((gap) => pasted_keys_BEGIN.test(gap));
    if (incomplete >= 0)
        return { problem: `${nameOf(incomplete)} ${INCOMPLETE}` };
    if (found.length === 0)
        return { problem: /-----BEGIN/.test(text) ? `the key ${INCOMPLETE}` : NOT_A_KEY };
    if (gaps[0]?.includes(CERTIFICATE_MARK))
        return {
            problem: 'it begins with a certificate; put it on the line after its key',
        };
    const keys = [];
    for (const [index, [, kind = '', inside = '']] of found.entries()) {
        const name = nameOf(index);
        const key = readPrivateKey(kind, inside);
        if ('problem' in key)
            return { problem: `${name} ${key.problem}` };
        const certificate = certificateIn(gaps[index + 1] ?? '', now);
        if (certificate && 'problem' in certificate)
            return { problem: certificate.problem.replace('KEY', name) };
        repairs.push(...key.repairs.map((one) => (isSingle ? one : `${one} of ${name}`)));
        keys.push({ ...key, name, certificate });
    }
    return { keys, repairs };
}
const pasted_keys_BEGIN = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/;
const CERTIFICATE_MARK = '-cert-v01@openssh.com';
const NOT_A_KEY = 'this is not a private key: one begins with -----BEGIN OPENSSH PRIVATE KEY----- or a similar line';
/** Returns the string as it was before it was damaged by pasting, and the names of the repairs. */
function repaired(pasted) {
    const repairs = [];
    const steps = [
        ['spaces and quotes around it', (text) => text.replace(/^\uFEFF?[\s"']+|["']+\s*$/g, '')],
        ['line endings written as \\n', withLineEndings],
        ['base64', (text) => withoutArmour(text, unpackBase64)],
        ['line endings written as \\n', withLineEndings],
    ];
    let text = pasted;
    for (const [what, repair] of steps) {
        const next = repair(text);
        if (next !== text && !repairs.includes(what))
            repairs.push(what);
        text = next;
    }
    return { text, repairs };
}
const withLineEndings = (text) => text.replace(/\\r\\n|\\n|\\r/g, '\n');
/** Changes what is before, between and after the keys, but not half a key. */
function withoutArmour(text, change) {
    const found = [...text.matchAll(ARMOUR)];
    return gapsOf(text, found)
        .map((gap, index) => `${pasted_keys_BEGIN.test(gap) ? gap : change(gap)}${found[index]?.[0] ?? ''}`)
        .join('');
}
function gapsOf(text, found) {
    const starts = [0, ...found.map(({ index, 0: whole }) => index + whole.length)];
    return starts.map((start, index) => text.slice(start, found[index]?.index ?? text.length));
}
/** Returns the certificate after a key. In a problem, KEY is a placeholder for the key's name. */
function certificateIn(gap, now) {
    const count = gap.split(CERTIFICATE_MARK).length - 1;
    if (count === 0)
        return undefined;
    if (count > 1)
        return { problem: 'there are several certificates after KEY; each key takes one' };
    const [, type = '', blob = ''] = [...gap.matchAll(user_certificate_CERTIFICATE)][0] ?? [];
    const certificate = readCertificate(type, blob);
    if (!certificate)
        return { problem: 'the certificate of KEY is damaged, or of an unknown type' };
    const problem = certificateProblem(certificate, now);
    return problem === undefined ? certificate : { problem: `the certificate of KEY ${problem}` };
}
/** Names what people paste instead of a private key. */
function pasted_keys_problemOf(text) {
    if (text.includes(CERTIFICATE_MARK))
        return 'there is a certificate, but no private key on the line before it';
    if (/^(?:ssh-|ecdsa-|sk-)\S+ AAAA|-----BEGIN (?:SSH2 |RSA )?PUBLIC KEY-----/.test(text)) {
        return 'this is the public key; the private key is in the file of the same name without ".pub"';
    }
    if (/^PuTTY-User-Key-File/.test(text)) {
        return 'this is a PuTTY key; export it as an OpenSSH key (puttygen key.ppk -O private-openssh)';
    }
    if (/-----BEGIN CERTIFICATE/.test(text))
        return 'this is a certificate, not a private key';
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/release/src/adapters/signing-key.js
// The private key of `sign: ssh`, in a file that only its owner can read and that is gone when the step ends.





/** Writes the key. Throws a UserError (`bad-key`) if it is not one private key without a passphrase. */
function signingKeyFile(pasted, temp) {
    const read = readPastedKeys(pasted, Date.now() / 1000);
    const bad = (problem) => new UserError('bad-key', `"signing-key": ${problem}`);
    if ('problem' in read)
        throw bad(read.problem);
    const [key, ...more] = read.keys;
    if (!key || more.length > 0)
        throw bad('there are several private keys; give one');
    if (key.encrypted)
        throw bad('it is encrypted; use a key without a passphrase');
    const folder = temporaryFolder(temp, 'towpath-signing-');
    const path = (0,external_node_path_namespaceObject.join)(folder.path, 'key');
    (0,external_node_fs_namespaceObject.writeFileSync)(path, `${key.text.trimEnd()}\n`, { mode: 0o600, flag: 'wx' });
    return { path, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

;// CONCATENATED MODULE: ./build/kit/github/signed-commit.js
// A commit that GitHub makes and signs, with a tree that was computed here.


/** How many entries one request stores. GitHub gives up on requests that take longer than 10 seconds. */
const MAX_ENTRIES = 500;
/** GitHub may verify a signature later than it makes it. */
const MAX_LOOKS = 5;
const signed_commit_PAUSE = 1000;
const LATER = new Set(['gpgverify_unavailable', 'gpgverify_error']);
/**
 * Has GitHub make a commit with a tree and parents that it has, or made before, and writes the same commit here: it is on no branch yet.
 * Returns its id. Throws a UserError (`not-verified`) if the tree, the parents or the signature are not as wanted, or a GitHubError.
 */
async function signedCommit(api, source, wanted, { sleep, signal }) {
    await storeTree(api, source, wanted);
    let commit = await api.createCommit(wanted);
    const isAsWanted = commit.tree === wanted.tree && commit.parents.join() === wanted.parents.join();
    if (!isAsWanted)
        throw notVerified('GitHub made a commit with another tree or other parents');
    for (let look = 1; look < MAX_LOOKS && LATER.has(commit.verification); look += 1) {
        await sleep(signed_commit_PAUSE * look, signal);
        commit = await api.commit(commit.id);
    }
    const id = await source.signedCommit({ id: commit.id, ...signedPartsOf(commit) });
    if (id !== commit.id)
        throw notVerified(`the commit ${escape_quote(commit.id)} is ${id} with its signature`);
    return id;
}
/** Stores what the tree has otherwise than that of the first parent. */
async function storeTree(api, source, { tree, parents }) {
    const [base, ...others] = await Promise.all(parents.map((parent) => source.treeOf(parent)));
    if (base === undefined || base === tree)
        return;
    const entries = await source.differences(base, tree);
    for (const id of await newBlobs(source, entries, others, tree)) {
        const stored = await api.createBlob(await source.blob(id));
        if (stored !== id)
            throw notVerified(`GitHub stored the file ${id} as ${escape_quote(stored)}`);
    }
    let stored = base;
    for (let first = 0; first < entries.length; first += MAX_ENTRIES)
        stored = await api.createTree(stored, entries.slice(first, first + MAX_ENTRIES));
    if (stored !== tree)
        throw notVerified(`the tree that GitHub made of the files is ${escape_quote(stored)} instead of ${tree}`);
}
/** Returns the blobs that no parent has at that path. GitHub may have them nevertheless; to store one again does no harm. */
async function newBlobs(source, entries, others, tree) {
    const elsewhere = await Promise.all(others.map((other) => source.differences(other, tree)));
    const paths = elsewhere.map((list) => new Set(list.map(({ path }) => path)));
    const isNew = ({ path, mode, id }) => id !== '' && mode !== '160000' && paths.every((set) => set.has(path));
    return new Set(entries.filter(isNew).map(({ id }) => id));
}
function signedPartsOf({ isVerified, verification, signed }) {
    if (isVerified && signed)
        return signed;
    const hint = verification === 'unsigned'
        ? '; it signs commits for a workflow\u2019s token and for the token of an app, not for a personal access token'
        : '';
    throw notVerified(`GitHub made the commit, but does not call it verified (${escape_quote(verification)})${hint}`);
}
const notVerified = (problem) => new UserError('not-verified', `${problem}. Nothing was pushed.`);

;// CONCATENATED MODULE: ./build/actions/release/src/adapters/work-port.js
// Makes commits and tags as the inputs say: by whom, when, and how they are signed.

function workPort(work, options) {
    const { author, now, signingKey, github, clock, cancelled } = options;
    const signing = signingKey === undefined ? {} : { signingKey };
    const time = () => Math.floor(now().getTime() / 1000);
    const commit = async (wanted) => {
        if (!github)
            return work.commit({ ...wanted, ...signing, author, time: time() });
        const waiting = { sleep: clock.sleep, signal: cancelled };
        return signedCommit(await github(), work, wanted, waiting);
    };
    return {
        ...work,
        commit,
        tag: (tag) => work.annotatedTag({ ...tag, ...signing, tagger: author, time: time() }),
    };
}

;// CONCATENATED MODULE: ./build/actions/release/src/adapters/with-ports.js
// Makes the ports of a run, and removes afterwards what they made on the runner.
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















/** Calls `run` with the ports. Throws a UserError if the remote is not known, or the key is none. */
async function withPorts(inputs, host, run) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { runner, env, folder, temp, cancelled, now } = host;
        const git = gitIn(folder, env);
        const address = await remoteAddress(git, folder, inputs, env);
        const { mask } = runner;
        const remote = __addDisposableResource(env_1, await remoteOfCheckout(git, address, { env, temp, token: inputs.token, mask }), false);
        const key = __addDisposableResource(env_1, inputs.sign === 'ssh' ? signingKeyFile(inputs['signing-key'], temp) : undefined, false);
        const github = once(() => githubApi(git, address, remote, inputs, host));
        const work = workPort(await remote.work(), {
            author: inputs.author ?? defaultAuthor(env),
            now,
            signingKey: key?.path,
            // A commit that GitHub makes is there at once.
            github: inputs.sign === 'github' && !inputs['dry-run'] ? github : undefined,
            clock: clock,
            cancelled,
        });
        try {
            await run({
                runner,
                clock: clock,
                now,
                random: Math.random,
                cancelled,
                run: currentRun(env, host.unique),
                remote: remotePort(remote, remote.login),
                work,
                github,
            });
        }
        finally {
            // After a failure or a cancellation, git may still read, and write what it reads into the folder that is removed now.
            killPrograms();
        }
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        __disposeResources(env_1);
    }
}
/** Returns the API. The login of the checkout goes to the API of the same server only. Throws a UserError (`token-needed`). */
async function githubApi(git, address, { login }, inputs, { env, cancelled }) {
    const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const plain = address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
    const { stdout } = await git.run(['ls-remote', '--get-url', '--', plain]);
    const repository = repositoryAt(stdout.trim() || plain, server);
    if (!repository) {
        const message = `The remote ${escape_quote(plain)} is not a repository of ${escape_quote(server)}, so GitHub's API does not know it; don't use "github-release", "via: pull-request" or "sign: github" with it`;
        throw new UserError('token-needed', message);
    }
    if (login === '') {
        throw new UserError('token-needed', 'GitHub\u2019s API needs a token, and the checkout has none; give "token"');
    }
    const apiUrl = env['GITHUB_API_URL'] ?? 'https://api.github.com';
    const client = await githubClient({ apiUrl, token: login, signal: cancelled });
    const patience = {
        clock: clock,
        limit: inputs.timeout,
        random: Math.random,
        signal: cancelled,
    };
    return restApi(client, repository, patience);
}

;// CONCATENATED MODULE: ./build/kit/time/duration.js
// Durations with a unit, as in configurations and inputs. Pure.

/** An integer and ms, s, m or h. */
const DURATION = /^[0-9]{1,9}(?:ms|s|m|h)$/;
const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** Converts a duration such as `30s` to milliseconds. Throws if it is not one. */
function milliseconds(text) {
    const [, digits, unit] = /^([0-9]+)(ms|s|m|h)$/.exec(text) ?? [];
    if (digits === undefined || unit === undefined)
        throw new Error(`${text} is not a duration`);
    return Number(digits) * UNITS[unit];
}
/** An input that is a duration from `from` to `to`, in milliseconds. */
function duration(from, to) {
    return (raw) => {
        const text = trimWhitespace(raw);
        const value = DURATION.test(text) ? milliseconds(text) : Number.NaN;
        if (value >= milliseconds(from) && value <= milliseconds(to))
            return { value };
        return { problem: `a duration from ${from} to ${to}, such as 90s or 15m` };
    };
}

;// CONCATENATED MODULE: ./build/kit/versions/calendar-format.js
// Formats of calendar versions, with the parts of calver.org, and calendar days.

const kind = (unit, padded, from, to, less = 0) => ({
    unit,
    padded,
    from,
    to,
    less,
});
const PARTS = {
    YYYY: kind('year', false, 1000, 9999),
    YY: kind('year', false, 0, 999, 2000),
    '0Y': kind('year', true, 0, 999, 2000),
    MM: kind('month', false, 1, 12),
    '0M': kind('month', true, 1, 12),
    WW: kind('week', false, 1, 53),
    '0W': kind('week', true, 1, 53),
    DD: kind('day', false, 1, 31),
    '0D': kind('day', true, 1, 31),
};
const ORDER = ['year', 'month', 'week', 'day'];
/**
 * Parses a format. Its versions must be PEP 440 and sort after those of earlier periods: so the year comes first and the number last,
 * only dots separate the parts, and a part directly after another always has two digits.
 */
function parseFormat(text) {
    const problem = (why) => ({ problem: `${escape_quote(text)} is not a calendar format: ${why}` });
    const names = text
        .split('.')
        .map((segment) => segment.match(/YYYY|0Y|YY|0M|MM|0W|WW|0D|DD|N|./gsu) ?? []);
    const known = [...Object.keys(PARTS), 'N'];
    const odd = names.flat().find((name) => !known.includes(name));
    if (odd !== undefined)
        return problem(`${escape_quote(odd)} is neither one of ${known.join(', ')} nor a dot`);
    if (names.some((segment) => segment.length === 0))
        return problem('there is nothing between two dots');
    const last = names.at(-1) ?? [];
    if (last.join() !== 'N' || names.flat().filter((name) => name === 'N').length > 1) {
        return problem('N, the number of the release, must come last, after a dot, and only once');
    }
    const segments = names.slice(0, -1).map((segment) => segment.flatMap((name) => PARTS[name] ?? []));
    const units = segments.flat().map(({ unit }) => unit);
    if (units[0] !== 'year')
        return problem('it must start with a year: YYYY, YY or 0Y');
    if (new Set(units).size !== units.length)
        return problem('a part is repeated');
    if (units.includes('week') && (units.includes('month') || units.includes('day'))) {
        return problem("a week can't be combined with a month or a day");
    }
    const ordered = units.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
    if (ordered.join() !== units.join())
        return problem('a month must come before a day');
    if (units.includes('day') && !units.includes('month'))
        return problem('a day needs a month');
    if (segments.some(([, ...others]) => others.some(({ padded }) => !padded))) {
        return problem('a part directly after another needs two digits: 0M, 0W, 0D');
    }
    return { text, segments };
}
/** Returns the calendar day of a moment in a time zone, with the week of ISO 8601. Undefined for an unknown zone. */
function dayOf(moment, timezone) {
    try {
        const format = new Intl.DateTimeFormat('en-US', {
            timeZone: timezone,
            calendar: 'iso8601',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
        });
        const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
        const { year = 0, month = 0, day = 0 } = parts;
        return { year, month, day, week: isoWeek(year, month, day).week };
    }
    catch {
        return undefined;
    }
}
/** Returns the week by ISO 8601: the Thursday of a week decides its number and year. */
function isoWeek(year, month, day) {
    const date = new Date(Date.UTC(year, month - 1, day));
    const thursday = new Date(date);
    thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
    const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
    const days = (thursday.getTime() - first) / 86_400_000;
    return { year: thursday.getUTCFullYear(), week: Math.floor(days / 7) + 1 };
}

;// CONCATENATED MODULE: ./build/kit/version-history/version-inputs.js
// Inputs about versions that several actions have.



/** `tag-prefix`: characters that a tag can't contain (git check-ref-format) would be a pattern for git describe. */
const tagPrefix = textOf(/^[^\s~^:?*[\\\p{Cc}]*$/u, 'characters allowed in a tag name');
/** `timezone`. */
const timezone = (raw) => {
    const value = trimWhitespace(raw);
    const isZone = value === 'UTC' || dayOf(new Date(0), value) !== undefined;
    return isZone ? { value } : { problem: 'a time zone such as UTC or Europe/London' };
};
/** `stamp`: one file a line, `path` or `path: key`. */
const stampLines = lines((line) => {
    const [, path = line, key = ''] = /^(.*?):[ \t]+(\S+)$/.exec(line) ?? [];
    const isIn = !/^(?:\/|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path);
    return isIn ? { value: { path, key } } : { problem: `${escape_quote(path)} is not inside the checkout` };
}, '#');

;// CONCATENATED MODULE: ./build/actions/release/src/ref-names.js
// The names of branches and tags, by the rules of git check-ref-format. Pure.
/** Returns why a name can't be that of a branch or tag, as the end of a sentence; undefined if it can. */
function nameProblem(name) {
    if (name === '')
        return 'it is empty';
    if (name.startsWith('-'))
        return 'it starts with a hyphen';
    if (name === '@' || name.includes('@{'))
        return 'it contains @{';
    if (/[\p{Cc} ~^:?*[\\]/u.test(name))
        return 'it has a character that git does not allow';
    if (name.includes('..') || name.endsWith('.'))
        return 'its dots are not allowed by git';
    const parts = name.split('/');
    if (parts.some((part) => part === ''))
        return 'a part of it is empty';
    if (parts.some((part) => part.startsWith('.') || part.endsWith('.lock')))
        return 'a part of it starts with a dot, or ends with .lock';
    return undefined;
}
const branchRef = (name) => `refs/heads/${name}`;
const tagRef = (name) => `refs/tags/${name}`;
/** Returns an existing branch that bars a new one, or that the new one would be a folder of: git stores `a/b` in a folder `a`. */
function barringRef(ref, existing) {
    for (const other of existing) {
        if (ref.startsWith(`${other}/`) || other.startsWith(`${ref}/`))
            return other;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/release/src/inputs.js
// The inputs of release.







const version = (raw) => {
    const value = trimWhitespace(raw);
    const isVersion = /^[0-9A-Za-z.+!_-]+$/.test(value) && parsePep440(value) !== undefined;
    return value === '' || isVersion ? { value } : { problem: 'a version such as 1.4.0 or 201704.15' };
};
const branchPattern = (raw) => {
    const value = trimWhitespace(raw).replace(/^refs\/heads\//, '');
    if (value.split('{version}').length !== 2)
        return { problem: 'a name with {version} in it, once' };
    const problem = nameProblem(value.replace('{version}', '1.0'));
    return problem === undefined ? { value } : { problem: `the name of a branch: ${problem}` };
};
/** A branch, tag or commit; `refs/heads/...` is allowed. */
const ref = (raw) => {
    const value = trimWhitespace(raw);
    const problem = value === '' ? 'it is empty' : nameProblem(value);
    return problem === undefined ? { value } : { problem: `a branch, tag or commit ID: ${problem}` };
};
const branchLines = lines((line) => {
    const value = line.replace(/^refs\/heads\//, '');
    const problem = nameProblem(value);
    return problem === undefined
        ? { value }
        : { problem: `${escape_quote(line)} is not the name of a branch: ${problem}` };
});
const into = (raw) => {
    const read = branchLines(raw);
    if (!('value' in read))
        return read;
    if (read.value.length === 0)
        return { problems: ['it is empty; at least one branch is needed'] };
    const twice = read.value.find((name, at) => read.value.indexOf(name) !== at);
    return twice === undefined ? read : { problems: [`${escape_quote(twice)} is listed twice`] };
};
const isInside = (path) => !/^(?:\/|[A-Za-z]:)|(?:^|[\\/])(?:\.\.|\.git)(?:[\\/]|$)|\p{Cc}/iu.test(path);
const changelog = (raw) => {
    const value = trimWhitespace(raw).replace(/^(?:\.\/)+/, '');
    return isInside(value) && !value.endsWith('/')
        ? { value }
        : { problem: 'the path of a file in the repository' };
};
/** A message: not empty. git would drop NUL and what follows it. */
const message = (raw) => {
    const value = trimWhitespace(raw.replace(/\r\n?/g, '\n'));
    return value === '' || value.includes('\0') ? { problem: 'a message' } : { value };
};
/** `Name <email>`; undefined if it is not given. */
const author = (raw) => {
    const value = trimWhitespace(raw);
    const person = parsePerson(value);
    return value === '' || person ? { value: person } : { problem: 'of the form "Name <email>"' };
};
const inputs_inputs = {
    step: oneOf('start', 'finish', 'abandon'),
    version,
    scheme: oneOf('calver', 'major', 'minor', 'patch', 'conventional'),
    timezone: timezone,
    'tag-prefix': tagPrefix,
    branch: branchPattern,
    from: ref,
    into,
    stamp: stampLines,
    changelog,
    notes: oneOf('commits', 'github', 'none'),
    'expect-sha': textOf(/^(?:[0-9a-f]{40}|[0-9a-f]{64})?$/, 'a full commit ID, 40 hexadecimal digits'),
    via: oneOf('push', 'pull-request'),
    'github-release': oneOf('none', 'draft', 'publish'),
    sign: oneOf('none', 'github', 'ssh'),
    'signing-key': secret,
    message,
    'merge-message': message,
    'tag-message': message,
    author,
    'keep-branch': flag,
    discard: flag,
    'dry-run': flag,
    remote: inputs_text,
    token: secret,
    timeout: duration('1s', '6h'),
};

;// CONCATENATED MODULE: ./build/actions/release/src/attempt/cancel.js
// A cancelled run stops at once, except during a push.

/** Runs work that changes nothing on the remote. Throws a UserError (`cancelled`) as soon as the run is cancelled. */
function whileNotCancelled({ cancelled }, work) {
    return new Promise((resolve, reject) => {
        const stop = () => {
            reject(new UserError('cancelled', 'The run was cancelled before the push: nothing was changed'));
        };
        if (cancelled.aborted) {
            stop();
            return;
        }
        cancelled.addEventListener('abort', stop, { once: true });
        work()
            .then(resolve, reject)
            .finally(() => cancelled.removeEventListener('abort', stop));
    });
}

;// CONCATENATED MODULE: ./build/actions/release/src/attempt/judge.js
// What became of a push, by the refs of the remote: git's exit code and words are no evidence. Pure.
const isAtWanted = ({ ref, to }, now) => (now.get(ref)?.id ?? '') === to;
const isAtFormer = ({ ref, from }, now) => (now.get(ref)?.id ?? '') === from;
/**
 * Returns whether a push took effect: all refs are as wanted; or one of them is at an object that this push made, as others may move the
 * rest at once, and a push is all or nothing; or the server reported success, and no ref is as before any more.
 */
function tookEffect(updates, before, now, result) {
    if (updates.every((update) => isAtWanted(update, now)))
        return true;
    const known = new Set([...before.values()].flatMap(({ id, commit }) => [id, commit]));
    const isOurs = (update) => update.to !== '' && !known.has(update.to) && isAtWanted(update, now);
    if (updates.some(isOurs))
        return true;
    const changing = updates.filter(({ from, to }) => from !== to);
    return result === 'done' && changing.every((update) => !isAtFormer(update, now));
}
/** Returns the refs that are not where they were expected before the push. */
function movedRefs(updates, now) {
    return updates.filter((update) => !isAtFormer(update, now)).map(({ ref }) => ref);
}

;// CONCATENATED MODULE: ./build/actions/release/src/attempt/pause.js
// How long to wait before another attempt. Pure.
const FIRST = 300;
const LONGEST = 6000;
/** Returns milliseconds, more and more of them, at random: runs that collide must not collide again. `random` is from 0 to 1. */
function pauseBefore(attempt, random) {
    const longest = Math.min(FIRST * 2 ** (attempt - 1), LONGEST);
    return Math.round(longest * (0.1 + 0.9 * random));
}

;// CONCATENATED MODULE: ./build/kit/git/push-refusal.js
// Why a server refused a push, and what helps, from its own words. Pure. The words are hostile: they choose between these reasons and are
// shown, nothing else.
/** Returns the first reason that fits. Which words say what: branch protection (GH006) and rulesets (GH013) of GitHub. */
function pushRefusal(result) {
    const refs = result.kind === 'refused' ? result.refs : [];
    const rules = rulesIn(result.remote);
    const words = [...refs.map(({ summary }) => summary), ...result.remote].join('\n');
    const ref = causeOf(refs, words);
    const reason = result.kind === 'not-authorized' ? 'not-authorized' : reasonFor(words, ref);
    return {
        reason,
        ref,
        rules: rules.length > 0 ? rules : summariesOf(refs),
        advice: ADVICE[reason],
    };
}
const push_refusal_WORDS = [
    [
        'needs-merge-queue',
        /Changes must be made through the merge queue|has been added to a merge queue|cannot be updated.*merge queue/i,
    ],
    [
        'needs-pull-request',
        /Changes must be made through a pull request|At least \d+ approving review/i,
    ],
    ['needs-signature', /Commits must have (?:verified|valid) signatures/i],
    [
        'needs-checks',
        /Required status checks? .* (?:is|are) expected|required status checks? (?:is|are) expected|Required status check "/i,
    ],
    [
        'needs-workflows-permission',
        /refusing to allow .* to create or update workflow|without `?workflows?`? (?:permission|scope)/i,
    ],
    ['tag-protected', /Protected tag update failed|not authori[sz]ed to create a tag/i],
];
/** A ruleset says the same of branches and tags. */
const TAG_WORDS = /Cannot (?:create|update|delete) (?:ref|this protected ref)|creations being restricted|tag_name was used by an immutable release/i;
function reasonFor(words, ref) {
    const known = push_refusal_WORDS.find(([, pattern]) => pattern.test(words));
    if (known)
        return known[0];
    if (ref.startsWith('refs/tags/') && TAG_WORDS.test(words))
        return 'tag-protected';
    return /not authori[sz]ed to push|returned error: 403|You can only push to/i.test(words)
        ? 'not-authorized'
        : 'refused';
}
/** A hook before the update refuses all refs; then only its words say which one it means. */
function causeOf(refs, words) {
    const named = [...words.matchAll(/\bfor (refs\/(?:heads|tags)\/\S+?)\.?$/gm)].map(([, ref]) => ref);
    return (refs.find(({ ref }) => named.includes(ref)) ?? refs[0])?.ref ?? '';
}
/** Headings, links and git's own remark, which name no rule. */
const HEADING = /^(?:error: )?(?:GH\d+: |hook declined to update )|^Review all repository rules at |^Visit /i;
/** Returns the rules: GH006 has them as sentences of a line, GH013 as a list. */
function rulesIn(remote) {
    const lines = remote.filter((line) => !HEADING.test(line.trim()));
    const rules = lines.flatMap((line) => {
        const text = line
            .trim()
            .replace(/^error: /, '')
            .replace(/^- /, '');
        return text.split(/(?<=\.) (?=[A-Z0-9])/);
    });
    return [...new Set(rules.filter((rule) => rule !== ''))];
}
/** The words in brackets. */
const summariesOf = (refs) => refs.map(({ summary }) => /\((.*)\)$/.exec(summary)?.[1] ?? summary);
const BYPASS = "add the GitHub App or the deploy key that pushes to the bypass list of the rule (Settings > Rules > Rulesets, or Settings > Branches for an older branch protection rule; there may be both); GITHUB_TOKEN can't be added to it";
const ADVICE = {
    'needs-merge-queue': `The branch accepts changes only through its merge queue: use "via: pull-request", or ${BYPASS}`,
    'needs-pull-request': `The branch accepts changes only through pull requests: use "via: pull-request", or ${BYPASS}`,
    'needs-signature': `The commits must be signed: use "sign: github", or "sign: ssh" with a "signing-key"; or ${BYPASS}`,
    'needs-checks': `The checks have not run on the merge: use "via: pull-request", or ${BYPASS}`,
    'needs-workflows-permission': 'The push changes a file in .github/workflows, which GITHUB_TOKEN never may: use the token of a GitHub App that has the permission "workflows", or a deploy key',
    'tag-protected': `A rule protects tags with this name: ${BYPASS}; a name that an immutable release had can't be used again`,
    'not-authorized': 'This token or key may not push here: give the job "permissions: contents: write", or use the token of a GitHub App or a deploy key with write access; if the branch restricts who may push, add it there',
    refused: 'Fix what the remote reports, then run this step again',
};

;// CONCATENATED MODULE: ./build/actions/release/src/attempt/refusal.js
// The error for a push that was refused. Pure.



/** Returns the error for what another attempt can't change; undefined if the push was not refused. */
function refusal(result, updates) {
    switch (result.kind) {
        case 'ref-conflict':
            return refConflict(result.ref, result.existing);
        case 'no-atomic':
            return new UserError('no-atomic', `The remote does not support atomic pushes, and without them ${list(updates.map(({ ref }) => ref))} might be pushed in part; use a server that does`);
        case 'refused':
        case 'not-authorized':
            return refused(result, updates);
        default:
            return undefined;
    }
}
/** How many lines of the remote an error shows. */
const refusal_SHOWN = 30;
/** The remote's own lines are hostile. */
function refused(result, updates) {
    const { reason, ref, rules, advice } = pushRefusal(result);
    const what = ref === '' ? list(updates.map((update) => update.ref)) : escape_quote(ref);
    const why = rules.length === 0 ? [] : [`The rules: ${rules.slice(0, refusal_SHOWN).map(escape_quote).join(', ')}`];
    const lines = result.remote.slice(0, refusal_SHOWN).map((line) => `  ${visible(line)}`);
    const said = lines.length === 0 ? [] : ['The remote said:', ...lines];
    return new UserError(reason, [
        `The push of ${what} was refused, and nothing was changed.`,
        ...why,
        `${advice}.`,
        ...said,
    ].join('\n'));
}
/** Returns the error for a branch or tag whose name another one bars. */
function refConflict(ref, existing) {
    return new UserError('ref-conflict', `${escape_quote(ref)} can't exist beside ${escape_quote(existing)}: for git, one name is a folder of the other; rename or delete the existing one, or change "branch" or "tag-prefix"`);
}

;// CONCATENATED MODULE: ./build/actions/release/src/attempt/step-log.js
// One line in the log for each step, with the seconds that it took.
/** Runs a step, and logs it when it is done. */
async function logged({ clock, runner }, what, step) {
    const start = clock.now();
    const result = await step();
    runner.log(`${what} (${((clock.now() - start) / 1000).toFixed(1)} s)`);
    return result;
}

;// CONCATENATED MODULE: ./build/actions/release/src/attempt/attempt.js
// Reads the refs, computes what to push, pushes it all at once, and judges by the refs; again if another push came first.







/** How often in a row a remote that does not answer is asked again. */
const SILENT = 3;
/**
 * Calls `plan` with the remote's refs and pushes what it wants, until the refs are as wanted. With `dry-run`, nothing is pushed. Throws a
 * UserError: a refusal by a rule at once, `timed-out` if refs moved all the time, `cancelled`.
 */
async function attempt(state, plan) {
    const { inputs, ports } = state;
    const until = ports.clock.now() + inputs.timeout;
    let silent = 0;
    for (let count = 1;; count += 1) {
        const round = await oneRound(state, plan).catch((error) => {
            silent += 1;
            if (!isSilence(error) || silent >= SILENT || ports.clock.now() > until)
                throw error;
            return { again: `the remote did not answer: ${error.message}` };
        });
        if (!('again' in round))
            return round;
        if (!round.again.startsWith('the remote did not answer'))
            silent = 0;
        await pause(ports, round.again, until, count);
    }
}
/** The remote was silent after a push; another attempt would not know what this one did. */
class OutcomeUnknown extends UserError {
}
const isSilence = (error) => error instanceof UserError &&
    error.reason === 'remote-unreachable' &&
    !(error instanceof OutcomeUnknown);
async function oneRound(state, plan) {
    const { inputs, ports, known } = state;
    const { before, planned } = await whileNotCancelled(ports, async () => {
        const refs = await logged(ports, "Read the remote's branches and tags", () => ports.remote.refs());
        return { before: refs, planned: await plan(refs) };
    });
    const { updates } = planned;
    if (updates.length === 0 || inputs['dry-run'])
        return { planned, before, after: before };
    const what = `Sent ${updates.length === 1 ? 'one ref' : `${updates.length} refs`} in one push`;
    const result = await logged(ports, what, () => ports.work.push(updates));
    throwRefusal(result, updates);
    const after = await readAfter(state, updates);
    const isDone = tookEffect(updates, before, after, result.kind);
    if (isDone)
        known.pushed = [...known.pushed, ...updates.filter(({ from, to }) => from !== to)];
    if (ports.cancelled.aborted)
        throw cancelledAfterPush(updates, isDone);
    return isDone ? { planned, before, after } : { again: whyAgain(result, updates, after) };
}
/** Throws a UserError for a refusal that another attempt would meet again. */
function throwRefusal(result, updates) {
    const error = refusal(result, updates);
    if (error)
        throw error;
}
/** Reads the refs after a push. If that fails, its outcome is unknown, and the error says so. */
async function readAfter({ ports }, updates) {
    for (let count = 1;; count += 1) {
        try {
            return await logged(ports, 'Read the refs again', () => ports.remote.refs());
        }
        catch (error) {
            if (!isSilence(error))
                throw error;
            if (count >= SILENT || ports.cancelled.aborted) {
                const what = `It is not known whether the push of ${list(updates.map(({ ref }) => ref))} took effect; run this step again, which continues from what is on the remote`;
                throw new OutcomeUnknown(error.reason, `${error.message}\n${what}`, { cause: error });
            }
            await ports.clock.sleep(pauseBefore(count, ports.random()), ports.cancelled);
        }
    }
}
function cancelledAfterPush(updates, isDone) {
    const refs = list(updates.map(({ ref }) => ref));
    const message = isDone
        ? `The run was cancelled during the push, which took effect: ${refs}; run this step again to do the rest`
        : `The run was cancelled during the push, which did not take effect: nothing was changed`;
    return new UserError('cancelled', message);
}
function whyAgain(result, updates, now) {
    const moved = movedRefs(updates, now);
    if (moved.length > 0)
        return `another push came first: ${list(moved)}`;
    if (result.kind === 'unknown')
        return `the push had no effect: ${escape_quote(result.message)}`;
    return 'the push had no effect, though no ref has moved';
}
async function pause(ports, why, until, count) {
    const wait = pauseBefore(count, ports.random());
    if (ports.clock.now() + wait > until) {
        const message = `Not pushed within "timeout": ${why}; nothing was changed, run this step again`;
        throw new UserError('timed-out', message);
    }
    ports.runner.log(`Trying again in ${(wait / 1000).toFixed(1)} s: ${why}`);
    await whileNotCancelled(ports, () => ports.clock.sleep(wait, ports.cancelled));
}

;// CONCATENATED MODULE: ./build/actions/release/src/trailers.js
// The trailers of the release commit: which release it is, and which run made it. Pure.
/** Returns the message of a release commit. */
function withTrailers(message, { version, tag }, { id, job }) {
    return `${message}\n\nRelease: ${version}\nRelease-Run: ${id} ${job}\nRelease-Tag: ${tag}\n`;
}
/** Reads the trailers; undefined if the message has none. A squashed one has them somewhere in it. */
function readTrailers(message) {
    const valueFor = (key) => new RegExp(`^${key}: (\\S[^\\n]*?)\\s*$`, 'm').exec(message)?.[1];
    const version = valueFor('Release');
    const [run, job = ''] = valueFor('Release-Run')?.split(' ') ?? [];
    const tag = valueFor('Release-Tag');
    return version !== undefined && run !== undefined && tag !== undefined
        ? { version, run, job, tag }
        : undefined;
}

;// CONCATENATED MODULE: ./build/actions/release/src/candidates.js
// The open releases, with the commits that started them.


/** How many steps behind a branch its release commit is looked for if it is already on another one. */
const STEPS = 100;
/**
 * Reads the release commits of branches. Usually they are among the commits that are not on the other branches: one request for all. A
 * branch that was merged since then is looked at alone.
 */
async function candidatesOf({ remote }, open, others) {
    if (open.length === 0)
        return [];
    const tips = [...new Set(open.map(({ tip }) => tip))];
    const own = others.length === 0 ? [] : await remote.difference(others, tips);
    return Promise.all(open.map(async (one) => {
        const found = releaseCommitIn(own, one) ?? releaseCommitIn(await remote.latest(one.tip, STEPS), one);
        const trailers = found && readTrailers(found.message);
        return { ...one, trailers, release: found?.id ?? '' };
    }));
}
/** Returns the commit behind the tip of a release that says in its trailers that it started it. */
function releaseCommitIn(commits, { tip, version, tag }) {
    const known = byId(commits);
    const seen = new Set([tip]);
    for (const id of seen) {
        const commit = known.get(id);
        if (!commit)
            continue;
        const trailers = readTrailers(commit.message);
        if (trailers?.version === version && trailers.tag === tag)
            return commit;
        for (const parent of commit.parents)
            seen.add(parent);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/release/src/into.js
// The branches that a release is merged into.



/** Returns the tips of those branches that exist. */
const tipsOf = (names, refs) => names.flatMap((name) => refs.get(branchRef(name))?.commit ?? []);
/** Returns the branches with their tips. Throws a UserError (`no-such-branch`) that lists those that do not exist. */
function intoBranches(names, refs) {
    const missing = names.filter((name) => !refs.has(branchRef(name)));
    if (missing.length > 0) {
        const what = missing.length === 1 ? 'no branch' : 'none of the branches';
        throw new UserError('no-such-branch', `The remote has ${what} ${list(missing)}, given in "into"; create it, or change "into"`);
    }
    return names.map((name) => ({ name, tip: refs.get(branchRef(name))?.commit ?? '' }));
}

;// CONCATENATED MODULE: ./build/actions/release/src/release-names.js
// The names of a release: its version, tag and branch. Pure.


/** Returns the names of a release. A version that is given with the prefix is taken without it. */
function namesOf({ branch, 'tag-prefix': prefix }, given) {
    const rest = given.startsWith(prefix) ? given.slice(prefix.length) : '';
    const isTag = prefix !== '' && !/^[0-9]/.test(prefix) && /^[0-9]/.test(rest);
    const version = isTag ? rest : given;
    return { version, tag: prefix + version, branch: branch.replace('{version}', () => version) };
}
/** Returns the names of the release of a branch; undefined if the pattern does not match, or what it matches is no version. */
function namesOfBranch(wanted, branch) {
    const [start = '', end = ''] = wanted.branch.split('{version}');
    if (branch.length <= start.length + end.length)
        return undefined;
    if (!branch.startsWith(start) || !branch.endsWith(end))
        return undefined;
    const version = branch.slice(start.length, branch.length - end.length);
    const isVersion = /^[0-9][0-9A-Za-z.+!_-]*$/.test(version) && parsePep440(version) !== undefined;
    return isVersion ? { version, tag: wanted['tag-prefix'] + version, branch } : undefined;
}
/** Returns the releases that have a branch, the lowest version first. */
function openReleases(wanted, refs) {
    const found = [...refs].flatMap(([ref, { commit }]) => {
        const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : '';
        const names = namesOfBranch(wanted, branch);
        return names ? [{ ...names, tip: commit }] : [];
    });
    return found.toSorted((a, b) => compareVersions(a.version, b.version));
}
/** Compares two versions by PEP 440; what is not one comes first. */
function compareVersions(a, b) {
    const [one, other] = [parsePep440(a), parsePep440(b)];
    if (!one || !other)
        return Number(one !== undefined) - Number(other !== undefined);
    return comparePep440(one, other);
}
/** Returns what the release's own refs are at. */
const refsOf = (names, refs) => ({
    tip: refs.get(branchRef(names.branch))?.commit,
    tagged: refs.get(tagRef(names.tag)),
});

;// CONCATENATED MODULE: ./build/actions/release/src/which-release.js
// Which release `finish` and `abandon` are about: never a guess. Pure.



/** Returns the release that is named by the input `version`, or by the branch that the run is on; undefined if none is. */
function namedRelease(inputs, { ref }) {
    if (inputs.version !== '')
        return namesOf(inputs, inputs.version);
    return ref.startsWith('refs/heads/')
        ? namesOfBranch(inputs, ref.slice('refs/heads/'.length))
        : undefined;
}
/** Returns those releases that a run started, in whatever job. */
function ofRun(candidates, { id }) {
    return candidates.filter(({ trailers, tag, version }) => trailers?.run === id && trailers.tag === tag && trailers.version === version);
}
/** Returns those releases that a job of a run started. */
function ofJob(candidates, run) {
    return ofRun(candidates, run).filter(({ trailers }) => trailers?.job === run.job);
}
/** Returns the releases of a run that a later step may mean: those of its job, or if there are none, of the run's other jobs. */
function ownReleases(candidates, run) {
    const own = ofJob(candidates, run);
    return own.length > 0 ? own : ofRun(candidates, run);
}
/** Returns the one release; undefined if there is none. Throws a UserError (`which-release`) if there are several. */
function onlyOne(own) {
    if (own.length <= 1)
        return own[0];
    const message = `This run started several releases, ${list(own.map(({ branch }) => branch))}; give "version"`;
    throw new UserError('which-release', message);
}
/** Returns a sentence about the open releases, for an error. */
function openOnes(open) {
    if (open.length === 0)
        return 'no release branch is open';
    const are = open.length === 1 ? 'the open release branch is' : 'open release branches are';
    return `${are} ${list(open.map(({ branch }) => branch))}`;
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/which.js
// Which release `finish` is about.








/** Returns the release that this run started, or undefined. Throws a UserError (`which-release`) if there are several. */
async function ownRelease({ inputs, ports }, refs, open) {
    const candidates = await candidatesOf(ports, open, tipsOf(inputs.into, refs));
    return onlyOne(ownReleases(candidates, ports.run));
}
/** How many steps back a release of this run is looked for that is finished already. */
const which_STEPS = 200;
/** Returns the release. Throws a UserError (`which-release`, `no-release`) if it would have to be guessed. */
async function whichRelease(state) {
    const { inputs, ports } = state;
    const named = namedRelease(inputs, ports.run);
    if (named)
        return named;
    const { planned } = await attempt(state, async (refs) => {
        const open = openReleases(inputs, refs);
        const release = (await ownRelease(state, refs, open)) ?? (await finishedBefore(state, refs));
        return { updates: [], release, open };
    });
    if (planned.release)
        return planned.release;
    throw notGuessed(planned.open);
}
/** Returns the error for a run without a release of its own. */
function notGuessed(open) {
    const message = `This run started no release, and is not on a release branch; ${openOnes(open)}`;
    return open.length === 0
        ? new UserError('no-release', message)
        : new UserError('which-release', `${message}; give "version"`);
}
/** Returns the release of this run that the last of `into` has already. */
async function finishedBefore({ inputs, ports }, refs) {
    const tip = refs.get(branchRef(inputs.into.at(-1) ?? ''))?.commit;
    if (tip === undefined)
        return undefined;
    for (const { message } of await ports.remote.latest(tip, which_STEPS)) {
        const found = readTrailers(message);
        if (found?.run !== ports.run.id)
            continue;
        const names = namesOf(inputs, found.version);
        if (names.tag === found.tag)
            return names;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/release/src/state.js
// What the parts of a run share.
/** Remembers the names of the release. */
function remember({ known }, { version, tag, branch }) {
    Object.assign(known, { version, tag, branch });
}

;// CONCATENATED MODULE: ./build/actions/release/src/start/from.js
// The commit to release.



/** Returns the commit of a branch or tag; of a branch if both have the name. A full commit ID is returned as it is. Undefined if it is neither. */
function from_commitOf(refs, from) {
    const names = from.startsWith('refs/') ? [from] : [branchRef(from), tagRef(from)];
    const found = names.flatMap((name) => refs.get(name) ?? [])[0];
    if (found)
        return found.commit;
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(from) ? from : undefined;
}
/** Returns the commit of the input `from`, whose trees are then here. Throws a UserError (`no-such-branch`). */
async function commitAtFrom({ inputs, ports }, refs) {
    const { from } = inputs;
    const commit = from_commitOf(refs, from);
    if (commit === undefined) {
        const hint = /^[0-9a-f]{7,39}$/.test(from)
            ? '; a commit ID needs all 40 digits'
            : '; check "from"';
        throw new UserError('no-such-branch', `The remote has no branch or tag ${escape_quote(from)}${hint}`);
    }
    const isRef = [...refs.values()].some((one) => one.commit === commit);
    try {
        await ports.work.fetchTrees([commit]);
    }
    catch (error) {
        const isMissing = error instanceof UserError &&
            /not our ref|unadvertised object|not on the remote/.test(error.message);
        if (isRef || !isMissing)
            throw error;
        throw new UserError('no-such-branch', `The remote has no commit ${escape_quote(from)}; push it, or check "from"`, {
            cause: error,
        });
    }
    return commit;
}

;// CONCATENATED MODULE: ./build/actions/release/src/abandon/nothing-lost.js
// Whether a release branch can be deleted without losing anything.






/** How many commits an error lists. */
const nothing_lost_SHOWN = 20;
/** Throws a UserError (`already-released`, `has-commits`) if the branch is released in part, or has commits that no other branch has. */
async function assertNothingLost({ inputs, ports }, refs, release, tip) {
    const { remote } = ports;
    const into = tipsOf(inputs.into, refs);
    const from = from_commitOf(refs, inputs.from);
    const others = [...new Set([...into, ...(from === undefined ? [] : [from])])];
    const own = await remote.difference(others, [tip]);
    const [started] = await candidatesOf({ remote }, [{ ...release, tip }], others);
    const start = started?.release ?? '';
    const { tagged } = refsOf(release, refs);
    const where = [...(tagged ? [tagged.commit] : []), ...into];
    const merged = [...new Set([tip, ...(start === '' ? [] : [start])])];
    if (where.length > 0 && (await remote.behind(where, merged)).length > 0)
        throw alreadyReleased(release, tagged !== undefined);
    const lost = own.filter(({ id }) => id !== start);
    if (lost.length > 0 && !inputs.discard)
        throw hasCommits(release, lost);
}
function alreadyReleased({ branch, tag }, isTagged) {
    const what = isTagged ? `${escape_quote(tag)} is released already` : `${escape_quote(branch)} is merged in part`;
    const advice = isTagged ? "what is released can't be abandoned" : 'run "finish" to do the rest';
    return new UserError('already-released', `${what}; ${advice}`);
}
function hasCommits({ branch }, lost) {
    const lines = lost
        .slice(0, nothing_lost_SHOWN)
        .map(({ id, message }) => `  ${id.slice(0, 7)} ${visible(message.split('\n')[0] ?? '')}`);
    const more = lost.length > nothing_lost_SHOWN ? [`  and ${lost.length - nothing_lost_SHOWN} more`] : [];
    const message = `${escape_quote(branch)} has commits that are on no branch of "from" and "into"; cherry-pick those that you want to keep, then set "discard: true" to delete the branch with them:`;
    return new UserError('has-commits', [message, ...lines, ...more].join('\n'));
}

;// CONCATENATED MODULE: ./build/actions/release/src/abandon/abandon.js
// `abandon`: deletes the release branch. Its number is free again.









/** Abandons a release. Throws a UserError (`already-released`, `has-commits`) if that would lose something. */
async function abandon(state) {
    const { planned } = await attempt(state, (refs) => planAbandon(state, refs));
    if (state.inputs['dry-run'])
        return planned.outcome;
    return state.known.pushed.length > 0 ? 'abandoned' : planned.outcome;
}
async function planAbandon(state, refs) {
    const { inputs, ports, known } = state;
    const open = openReleases(inputs, refs);
    const named = namedRelease(inputs, ports.run);
    const release = named ?? (await ownRelease(state, refs, open)) ?? (await finishedBefore(state, refs));
    if (!release) {
        if (open.length > 0)
            throw notGuessed(open);
        ports.runner.log('This run has no release branch, and none is open');
        return { updates: [], outcome: 'already-abandoned' };
    }
    remember(state, release);
    const { tip, tagged } = refsOf(release, refs);
    if (tip === undefined) {
        if (!tagged)
            return { updates: [], outcome: 'already-abandoned' };
        const message = `${escape_quote(release.tag)} is released already; a release can't be abandoned after it is tagged`;
        throw new UserError('already-released', message);
    }
    known.sha = tip;
    await assertNothingLost(state, refs, release, tip);
    const updates = [{ ref: branchRef(release.branch), from: tip, to: '' }];
    known.plan = { ...known.plan, updates };
    return { updates, outcome: 'abandoned' };
}

;// CONCATENATED MODULE: ./build/actions/release/src/attempt/all-ended.js
// Parts of a plan that are worked on at the same time.
/**
 * Returns the results of several parts. If one fails, the error is thrown only once all have ended: what is left of one attempt must not
 * work in the same repository as the next one, or open a pull request after it.
 */
async function allEnded(parts) {
    await Promise.allSettled(parts);
    return Promise.all(parts);
}

;// CONCATENATED MODULE: ./build/actions/release/src/outputs.js
// The outputs of release: what is known of the release, also of one that failed.
const OUTPUTS = [
    ...['version', 'tag', 'branch', 'sha', 'previous-tag', 'changed', 'reason', 'pushed'],
    ...['same-tree', 'conflicts', 'notes', 'pull-requests', 'release-id', 'release-url'],
    'plan',
];
const nothingKnown = () => ({
    version: '',
    tag: '',
    branch: '',
    sha: '',
    previousTag: '',
    pushed: [],
    sameTree: undefined,
    otherFiles: [],
    conflicts: new Map(),
    notes: '',
    pullRequests: [],
    releaseId: '',
    releaseUrl: '',
    merges: [],
    plan: {},
    wroteMore: false,
});
/** Returns whether something was written. */
const isChanged = ({ pushed, wroteMore }) => pushed.length > 0 || wroteMore;
/** Returns every output but `reason`. */
function outputsOf(known) {
    return {
        version: known.version,
        tag: known.tag,
        branch: known.branch,
        sha: known.sha,
        'previous-tag': known.previousTag,
        changed: String(isChanged(known)),
        pushed: JSON.stringify(known.pushed.map(({ ref, from, to }) => ({ ref, from, to }))),
        'same-tree': known.sameTree === undefined ? '' : String(known.sameTree),
        conflicts: [...known.conflicts]
            .flatMap(([branch, paths]) => paths.map((path) => `${branch}: ${path}`))
            .join('\n'),
        notes: known.notes,
        'pull-requests': known.pullRequests.join('\n'),
        'release-id': known.releaseId,
        'release-url': known.releaseUrl,
        plan: JSON.stringify({ schema: 1, ...known.plan }),
    };
}

;// CONCATENATED MODULE: ./build/kit/versions/to-semver.js
// Converts PEP 440 versions to SemVer 2 and docker tags, in the same order as far as SemVer can express it.
const to_semver_WORDS = { a: 'alpha', b: 'beta', rc: 'rc' };
/**
 * Returns the version in SemVer 2; empty if it has an epoch, which SemVer can't express. A pre-release in SemVer is a list of
 * identifiers; numbers sort before words, and short lists before long ones, so:
 * - `1.2.dev5` is `1.2.0-0.dev.5`, before `-alpha.0`;
 * - `1.2.post3` is `1.2.1-0.0.post.3`: SemVer has no post-releases, so it comes before everything else of the next one;
 * - a development release comes before what it leads to, and after what was before that.
 */
function semverOf({ epoch, release, pre, post, dev, local }) {
    if (epoch !== 0n)
        return '';
    const [major = 0n, minor = 0n, patch = 0n, ...more] = release;
    const after = pre === undefined && post !== undefined;
    const identifiers = [
        ...(pre ? preIdentifiers(pre, post === undefined ? dev : undefined) : after ? ['0', '0'] : []),
        ...(post === undefined ? [] : postIdentifiers(post, dev)),
        ...(pre === undefined && post === undefined && dev !== undefined ? ['0', 'dev', `${dev}`] : []),
    ];
    // What SemVer can't order goes to the build metadata: a fourth number, a local part.
    const zeroth = pre?.number === 0n && post === undefined && dev !== undefined;
    const build = [
        ...more.map(String),
        ...(zeroth ? ['dev', `${dev}`] : []),
        ...(local ?? []).map(String),
    ];
    const numbers = `${major}.${minor}.${after ? patch + 1n : patch}`;
    return [
        numbers,
        identifiers.length > 0 ? `-${identifiers.join('.')}` : '',
        build.length > 0 ? `+${build.join('.')}` : '',
    ].join('');
}
/**
 * `rc.2`; before it, and after `rc.1` with all its post-releases, comes `rc.1.to.2.dev.5`. Before the zeroth there is only `rc`
 * itself.
 */
function preIdentifiers({ letter, number }, dev) {
    const word = to_semver_WORDS[letter];
    if (dev === undefined)
        return [word, `${number}`];
    return number === 0n ? [word] : [word, `${number - 1n}`, 'to', `${number}`, 'dev', `${dev}`];
}
/** `post.3`; before it and after `post.2` comes `post.2.dev.5`, and before `post.0` comes `dev.5`. */
function postIdentifiers(post, dev) {
    if (dev === undefined)
        return ['post', `${post}`];
    return post === 0n ? ['dev', `${dev}`] : ['post', `${post - 1n}`, 'dev', `${dev}`];
}
/** Returns the version as a docker tag: `1.2.0-rc.1`, `1.2.0-post.3`, `1-1.2.0` for an epoch; a local part follows `_`, as in Helm. */
function dockerTagOf({ epoch, release, pre, post, dev, local }) {
    const tag = [
        epoch === 0n ? '' : `${epoch}-`,
        release.join('.'),
        pre ? `-${to_semver_WORDS[pre.letter]}.${pre.number}` : '',
        post === undefined ? '' : `-post.${post}`,
        dev === undefined ? '' : `-dev.${dev}`,
        local ? `_${local.join('.')}` : '',
    ].join('');
    return tag.slice(0, 128);
}

;// CONCATENATED MODULE: ./build/kit/versions/next-version.js
// The next version, and the moving names of a version, from the existing versions. Pure.


/** The letters of PEP 440 for pre-release channels. */
const CHANNEL_LETTERS = { beta: 'b', rc: 'rc', alpha: 'a' };
/** Returns whether a version is neither a pre-release nor a development release. A post-release is a release. */
function isRelease({ pre, dev }) {
    return pre === undefined && dev === undefined;
}
/** Returns the release one step after another; without one, 1.0.0, 0.1.0 or 0.0.1. */
function stepFrom(base, step) {
    const [major = 0n, minor = 0n, patch = 0n] = base?.release ?? [];
    const release = {
        major: [major + 1n, 0n, 0n],
        minor: [major, minor + 1n, 0n],
        patch: [major, minor, patch + 1n],
    }[step];
    return { epoch: base?.epoch ?? 0n, release };
}
/** Returns the next pre-release of a version in a channel: one more than the highest, 1 for the first. */
function nextInChannel(version, channel, known) {
    const letter = CHANNEL_LETTERS[channel];
    const numbers = known
        .filter(({ pre }) => pre?.letter === letter)
        .filter((one) => comparePep440(next_version_releaseOf(one), next_version_releaseOf(version)) === 0)
        .flatMap(({ pre }) => pre?.number ?? [])
        .sort((a, b) => (a < b ? -1 : 1));
    return { ...next_version_releaseOf(version), pre: { letter, number: (numbers.at(-1) ?? 0n) + 1n } };
}
/** Returns a version without its pre-release, development, post and local parts. */
const next_version_releaseOf = ({ epoch, release }) => ({ epoch, release });
/**
 * Returns a version if its line has neither it nor a later one, else the same step after the highest of the line: a number is
 * never used twice, and never goes backwards.
 */
function firstFree(version, step, known) {
    const fixed = { major: 0, minor: 1, patch: 2 }[step];
    const inLine = known.filter((one) => isRelease(one) &&
        one.epoch === version.epoch &&
        version.release
            .slice(0, fixed)
            .every((number, index) => (one.release[index] ?? 0n) === number));
    const highest = inLine.toSorted(comparePep440).at(-1);
    const isFree = highest === undefined || comparePep440(next_version_releaseOf(highest), version) < 0;
    return isFree ? version : stepFrom(highest, step);
}
/**
 * Returns the moving names whose newest version a release is: `1.2`, `1` and `latest`. `known` may include it. A pre-release moves
 * nothing.
 */
function movesOf(version, known) {
    if (!isRelease(version))
        return [];
    const newerThan = (isSameLine) => known.some((other) => isRelease(other) && isSameLine(other) && comparePep440(other, version) > 0);
    const lines = version.release.slice(0, -1).map((_, index) => version.release.slice(0, index + 1));
    const names = lines.flatMap((line) => {
        const isSame = ({ epoch, release }) => epoch === version.epoch && line.every((number, index) => (release[index] ?? 0n) === number);
        return newerThan(isSame) ? [] : [dockerTagOf({ epoch: version.epoch, release: line })];
    });
    return [...names.reverse(), ...(newerThan(() => true) ? [] : ['latest'])];
}

;// CONCATENATED MODULE: ./build/kit/versions/released-tags.js
// The tags of versions that are out, in any spelling: with the prefix and without it. Pure.


/** A major version from here on is a date, such as 20240131 or 2024. */
const FIRST_DATE = 1900n;
/** Words that only say that a version follows, such as `v`, `release-` and `Version_`. Any other prefix is the name of a package. */
const SPELLING = /^(?:(?:v|ver|version|r|rel|release)[-_.]?)*$/i;
/**
 * Returns the tags of versions that are out, except for moving names. Those without the prefix count too, as a project may have changed
 * its spelling; but not if the prefix is a name, and neither single numbers, nor dates beside versions that are none.
 */
function versionTags(tags, prefix) {
    const known = knownTags(tags, prefix);
    const moving = floatingTags(known.map(({ text }) => text), '');
    const versions = known.flatMap(({ name, text, commit }) => {
        const version = moving.has(text) ? undefined : parsePep440(text);
        return version ? [{ name, commit, version, prefixed: isVersionTag(name, prefix) }] : [];
    });
    if (!SPELLING.test(prefix))
        return versions.filter(({ prefixed }) => prefixed);
    const hasDates = versions.some((one) => one.prefixed && isDate(one));
    return versions.filter((one) => one.prefixed || (one.version.release.length > 1 && (hasDates || !isDate(one))));
}
const isDate = ({ version }) => (version.release[0] ?? 0n) >= FIRST_DATE;
/** Returns the highest of some tags; of two spellings of one version, that with the prefix. */
function highestVersion(tags) {
    return tags
        .toSorted((a, b) => comparePep440(a.version, b.version) || Number(a.prefixed) - Number(b.prefixed))
        .at(-1);
}

;// CONCATENATED MODULE: ./build/kit/versions/reverts.js
// What is left of some commits after their reverts. Pure.
/**
 * Returns the commits that no later one of them reverts, descendants first. A revert that is itself reverted reverts nothing. With a
 * merge, the commits that it merged are reverted.
 */
function lastingCommits(commits) {
    const ordered = descendantsFirst(commits);
    const known = new Map(ordered.map((commit, index) => [commit.id, { commit, index }]));
    const find = finder(ordered);
    const reverted = new Set();
    return ordered.flatMap((commit, index) => {
        if (reverted.has(commit.id))
            return [];
        const named = revertsOf(commit.message);
        if (!named)
            return [{ ...commit, reverts: 'nothing' }];
        const targets = named.map(({ id, mainline }) => ({ at: known.get(find(id) ?? ''), mainline }));
        let isListed = targets.length > 0;
        for (const { at, mainline } of targets) {
            // A commit reverts only earlier ones, whatever it says.
            if (at && at.index > index)
                for (const id of broughtBy(at.commit, mainline, known))
                    reverted.add(id);
            else
                isListed = false;
        }
        return [{ ...commit, reverts: isListed ? 'listed' : 'others' }];
    });
}
const LIST = '([0-9a-f]{4,64}(?![0-9a-z])(?:(?:,?\\s+and|,)\\s+[0-9a-f]{4,64}(?![0-9a-z]))*)';
/** What git revert writes; people also list several commits. For a merge, it names the parent that stays. */
const REVERTS = new RegExp(`^[ \\t]*This reverts commits?:?\\s+${LIST}(?:,\\s+reversing\\s+changes\\s+made\\s+to\\s+([0-9a-f]{4,64}))?`, 'gim');
/** The footer that Conventional Commits 1.0 recommends for the type `revert`. */
const REFERENCES = new RegExp(`^Refs:\\s+${LIST}`, 'gim');
/** Returns the commits that a message reverts; none if it does not name them, undefined if it is not about a revert. */
function revertsOf(message) {
    const isTyped = /^revert(?:\([^()\r\n]*\))?!?: /i.test(message);
    const found = [...message.matchAll(REVERTS), ...(isTyped ? message.matchAll(REFERENCES) : [])];
    if (found.length === 0 && !isTyped && !/^(?:Revert|Reapply) "/i.test(message))
        return undefined;
    return found.flatMap(([, list = '', mainline = '']) => list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((word) => word !== 'and')
        .map((id) => ({ id, mainline: mainline.toLowerCase() })));
}
/** Returns a function that finds a commit by its id, the only one by the beginning of it, or the id of the commit that it was picked from. */
function finder(commits) {
    const ids = commits.map(({ id }) => id).sort();
    const picked = new Map(commits.flatMap(({ id, message }) => [...message.matchAll(/^\(cherry picked from commit ([0-9a-f]{40,64})\)$/gm)].map(([, from = '']) => [from, id])));
    return (start) => {
        let [low, high] = [0, ids.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((ids[middle] ?? '') < start)
                low = middle + 1;
            else
                high = middle;
        }
        const isFound = ids[low]?.startsWith(start) && !ids[low + 1]?.startsWith(start);
        return isFound ? ids[low] : picked.get(start);
    };
}
/** Returns a commit and, if it is a merge, the commits that it added to the parent that stays, by default its first. */
function broughtBy({ id, parents }, mainline, known) {
    if (parents.length < 2)
        return new Set([id]);
    const stays = parents.find((one) => mainline !== '' && one.startsWith(mainline)) ?? parents[0];
    const kept = ancestorsIn(known, stays ?? '');
    return new Set([...ancestorsIn(known, id)].filter((one) => !kept.has(one)));
}
function ancestorsIn(known, id) {
    const found = new Set(known.has(id) ? [id] : []);
    for (const one of found) {
        for (const parent of known.get(one)?.commit.parents ?? []) {
            if (known.has(parent))
                found.add(parent);
        }
    }
    return found;
}
/** Sorts commits so that each comes before its ancestors. */
function descendantsFirst(commits) {
    const byId = new Map(commits.map((commit) => [commit.id, commit]));
    const children = new Map();
    for (const parent of commits.flatMap(({ parents }) => parents)) {
        children.set(parent, (children.get(parent) ?? 0) + 1);
    }
    const ordered = commits.filter(({ id }) => !children.has(id));
    // It grows while it is read.
    for (const { parents } of ordered) {
        for (const parent of parents) {
            const left = (children.get(parent) ?? 0) - 1;
            children.set(parent, left);
            const commit = byId.get(parent);
            if (left === 0 && commit)
                ordered.push(commit);
        }
    }
    return ordered;
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
function parse_parsePattern(text) {
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
        const shown = quote(`[${characters.slice(start, end).join('')}]`);
        if (isRange && index + 2 >= end)
            return { problem: `a range in ${shown} has no end` };
        if (!/^[A-Za-z0-9]$/.test(from) || !/^[A-Za-z0-9]$/.test(to)) {
            return { problem: `${shown} may contain only letters a-z and A-Z and digits` };
        }
        if (kindOf(from) !== kindOf(to) || from > to) {
            return { problem: `${quote(`${from}-${to}`)} is not a range inside a-z, A-Z or 0-9` };
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
function foreign_syntax_readPattern(text) {
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
        return { problem: `paths start at the root of the repository; write ${quote(better)}` };
    }
    if (path.endsWith('/')) {
        return { problem: `it matches no file; write ${quote(`${text}**`)} for all in the folder` };
    }
    return readPattern(text);
}
/** Returns whether a path passes: the last matching pattern decides. */
function passesPath(patterns, path) {
    return patterns.findLast((pattern) => matches(pattern, path))?.negative === false;
}

;// CONCATENATED MODULE: ./build/kit/version-history/commit-graph.js
// Distances and differences in a graph of commits, which may be incomplete. Pure.
/** Returns a commit and its known ancestors, nearest first, with the fewest steps to each. */
function stepsFrom(commits, from) {
    const steps = new Map([[from, 0]]);
    for (const [id, distance] of steps) {
        for (const parent of commits.get(id)?.parents ?? []) {
            if (commits.has(parent) && !steps.has(parent))
                steps.set(parent, distance + 1);
        }
    }
    return steps;
}
/**
 * Returns the commits reachable from `head` but not from `from`, if the known commits prove it: all their parents are known, and all
 * of them descend from `from`, so that none can be its ancestor by an unknown path. Else undefined. `shallow` has the commits whose
 * parents are unknown.
 */
function provedBetween(commits, head, from, shallow) {
    const ancestors = stepsFrom(commits, from);
    const difference = [...stepsFrom(commits, head).keys()].flatMap((id) => ancestors.has(id) ? [] : (commits.get(id) ?? []));
    const isComplete = difference.every(({ id, parents }) => !shallow.has(id) && parents.every((parent) => commits.has(parent)));
    return isComplete && descendantsOf(difference, from).size === difference.length + 1
        ? difference
        : undefined;
}
/** Returns a commit and its descendants among some commits. */
function descendantsOf(commits, from) {
    const children = new Map();
    for (const { id, parents } of commits) {
        for (const parent of parents)
            children.set(parent, [...(children.get(parent) ?? []), id]);
    }
    const descendants = new Set([from]);
    for (const id of descendants)
        for (const child of children.get(id) ?? [])
            descendants.add(child);
    return descendants;
}
/** Returns commits without some others. */
function commit_graph_without(commits, others) {
    return new Map([...commits].filter(([id]) => !others.has(id)));
}

;// CONCATENATED MODULE: ./build/kit/version-history/next-base.js
// What the next version starts from.






const NONE = { commits: [] };
/** Returns the release that the next version follows, and the commits since then. */
async function baseOf(history, inputs) {
    const { next, paths } = inputs;
    if (next === 'none' || next === 'calver')
        return NONE;
    const tags = versionTags(history.tags, inputs['tag-prefix']);
    const last = await lastRelease(history, tags);
    const announcing = await announcedIn(history, tags, last.release);
    const found = { ...last, ...(announcing && { announcing }) };
    if (next !== 'conventional')
        return { ...found, commits: [] };
    const from = found.release?.commit ?? '';
    const commits = await history.since(from);
    if (paths.length === 0)
        return { ...found, commits };
    const inPaths = await history.changing(from, commits, (path) => passesPath(paths, path));
    return { ...found, commits, inPaths };
}
/** Returns the release that a commit follows. One without the prefix decides only if it is higher than those with it. */
async function lastRelease(history, tags) {
    const releases = tags.filter(({ version }) => isRelease(version));
    const last = await nearestRelease(history, releases.filter(({ prefixed }) => prefixed));
    const others = releases.filter(({ prefixed }) => !prefixed);
    const other = await highestBehind(history, others, last.release);
    return other ? { release: other } : last;
}
/**
 * Returns the nearest release, so that a branch of an older line continues that line; or a higher one, if it is not behind another release:
 * then an older line was merged. If it is, the project started again at lower numbers.
 */
async function nearestRelease(history, releases) {
    if (releases.length === 0)
        return {};
    const { commit } = await history.nearest(new Set(releases.map((tag) => tag.commit)));
    const nearest = highestVersion(releases.filter((tag) => tag.commit === commit));
    if (!nearest)
        return {};
    if (!releases.some((tag) => isHigher(tag, nearest)))
        return { release: nearest };
    // None of the commits since the nearest release is behind it.
    const since = byId(await history.since(commit));
    const merged = releases.filter((tag) => since.has(tag.commit));
    const behind = new Set(merged.flatMap((tag) => [...stepsFrom(since, tag.commit).keys()].slice(1)));
    const highest = highestVersion(merged.filter((tag) => !behind.has(tag.commit)));
    return highest && isHigher(highest, nearest)
        ? { release: highest, nearer: nearest.name }
        : { release: nearest };
}
const isHigher = ({ version }, than) => than === undefined || comparePep440(version, than.version) > 0;
/** Returns the highest of the tags behind HEAD that are higher than one. */
async function highestBehind(history, tags, than) {
    let left = tags.filter((tag) => isHigher(tag, than));
    let found;
    while (left.length > 0) {
        const behind = new Set(await history.behind([...new Set(left.map(({ commit }) => commit))]));
        const highest = highestVersion(left.filter(({ commit }) => behind.has(commit)));
        if (!highest)
            break;
        found = highest;
        left = left.filter((tag) => isHigher(tag, highest));
    }
    return found;
}
/**
 * Returns the highest pre-release behind HEAD that announces a later release: the nearest tag, or one without the prefix, which can't be
 * the nearest tag.
 */
async function announcedIn(history, tags, release) {
    const before = tags.filter(({ version }) => !isRelease(version));
    const nearest = before.filter(({ name }) => name === history.nearestTag.tag);
    const others = before.filter(({ prefixed }) => !prefixed);
    const other = await highestBehind(history, others, release);
    return highestVersion(other ? [...nearest, other] : nearest);
}

;// CONCATENATED MODULE: ./build/kit/version-history/next-history.js
// What the next version asks of a history, and the answers of a remote.

/** Answers from a remote; `tags` are its tags. */
function remoteNextHistory(remote, head, tags) {
    const tagged = new Set(tags.map(({ commit }) => commit));
    const all = async () => (await remote.graph(head, undefined)).commits;
    return {
        since: async (from) => {
            const difference = from === '' ? undefined : await remote.between(from, head);
            if (difference)
                return difference;
            return commitsSince(await all(), from);
        },
        behind: async (commits) => {
            // The remote may lack the commit of a tag that only the clone has.
            const asked = commits.filter((id) => tagged.has(id));
            const behind = asked.length === 0 ? [] : await remote.behind([head], asked);
            if (behind)
                return behind;
            const known = await all();
            return asked.filter((id) => known.has(id));
        },
        changing: (from, since, selects) => {
            const range = { from, to: head, ids: since.map(({ id }) => id) };
            return remote.changing(range, parentsOf(since), selects);
        },
    };
}
/** Returns the commits of a complete graph that are not behind one of them; all if `from` is empty. */
function commitsSince(commits, from) {
    const ancestors = from === '' ? new Map() : stepsFrom(commits, from);
    return [...commits.values()].filter(({ id }) => !ancestors.has(id));
}
/** Returns the parents of some commits. */
const parentsOf = (commits) => commits.flatMap(({ parents }) => parents);

;// CONCATENATED MODULE: ./build/kit/versions/calver.js
// Calendar versions: `YYYY0M.N` is 201704.15, the fifteenth release of April 2017.



/**
 * Returns the next version: the period of the day, and one more than the highest number in it, 1 for the first. Gaps are not filled; a
 * pre-release does not use up its number. A version of a later period is an error: the next one would come before it.
 */
function nextCalendarVersion(format, day, versions) {
    const dated = calver_dateOf(format, day);
    const now = format.segments.flat().map(({ unit }) => dated[unit]);
    const known = versions.flatMap((text) => read(format, text) ?? []);
    const later = known.filter(({ period }) => comparePeriods(period, now) > 0);
    if (later.length > 0) {
        const names = later.slice(0, 3).map(({ text }) => text);
        return {
            problem: `${list(names)} lies in the future of ${show(format, dated, 'N')}; if a wrong clock or time zone made it, delete it, else wait`,
        };
    }
    const taken = known
        .filter(({ period }) => comparePeriods(period, now) === 0)
        .map(({ number, isFinal }) => (isFinal ? number + 1n : number));
    const [number = 1n] = [1n, ...taken].sort((a, b) => (a > b ? -1 : 1));
    return { version: show(format, dated, String(number)), number };
}
/** Parses a version of the format, however it is written: `2017.04.1` and `2017.4.1.post2` have the same period. */
function read({ segments }, text) {
    const version = parsePep440(text);
    if (version?.epoch !== 0n)
        return undefined;
    const { release, pre, dev } = version;
    if (release.slice(segments.length + 1).some((more) => more !== 0n))
        return undefined;
    const values = segments.map((segment, index) => valuesOf(segment, release[index] ?? 0n));
    const isOurs = values.every((one) => one !== undefined);
    const isFinal = pre === undefined && dev === undefined;
    const number = release[segments.length] ?? 0n;
    return isOurs ? { text, period: values.flatMap((one) => one ?? []), number, isFinal } : undefined;
}
/** Returns the values in one number, read from its end: all parts but the first have two digits. */
function valuesOf(segment, number) {
    let rest = number;
    const values = segment
        .toReversed()
        .map(({ from, to, less }, index) => {
        const isFirst = index === segment.length - 1;
        const value = Number(isFirst ? rest : rest % 100n);
        rest /= 100n;
        return value >= from && value <= to ? value + less : Number.NaN;
    })
        .toReversed();
    return values.some(Number.isNaN) ? undefined : values;
}
/** With weeks, the year is that of the ISO week. */
function calver_dateOf({ segments }, day) {
    const hasWeek = segments.flat().some(({ unit }) => unit === 'week');
    return hasWeek ? { ...day, ...isoWeek(day.year, day.month, day.day) } : day;
}
function comparePeriods(a, b) {
    const different = a.findIndex((one, index) => one !== b[index]);
    return different < 0 ? 0 : (a[different] ?? 0) - (b[different] ?? 0);
}
function show({ segments }, day, number) {
    const parts = segments.map((segment) => segment
        .map(({ unit, padded, less }) => String(day[unit] - less).padStart(padded ? 2 : 1, '0'))
        .join(''));
    return [...parts, number].join('.');
}

;// CONCATENATED MODULE: ./build/kit/versions/conventional-commit.js
// The first line of a commit message, by Conventional Commits 1.0. Pure.
/** Parses a message: its subject, and the footer `BREAKING CHANGE`, which counts only after a type. */
function parseConventional(message) {
    const [subject = '', ...body] = message.split('\n');
    const [, type = '', breaking] = /^([A-Za-z]+)(?:\([^()\r\n]*\))?(!)?: \S/.exec(subject) ?? [];
    const isBreaking = type !== '' &&
        (breaking !== undefined || body.some((line) => /^BREAKING[ -]CHANGE(?:: | #)\S/.test(line)));
    return { type: type.toLowerCase(), isBreaking };
}

;// CONCATENATED MODULE: ./build/kit/versions/conventional-step.js
// The step that commit messages call for, by Conventional Commits 1.0. Pure.


const conventional_step_STEPS = {
    feat: 'minor',
    fix: 'patch',
    perf: 'patch',
    revert: 'patch',
};
/**
 * Returns the step that commits since a release call for: a breaking change is major (minor on 0.x), `feat` minor, `fix`, `perf` and a
 * revert patch. A commit and its revert cancel each other if both are among them. Undefined if nothing is left. `counts` returns whether
 * a commit counts at all; those that don't may still be reverts.
 */
function conventionalStep(commits, base, counts = () => true) {
    const left = lastingCommits(commits).filter(({ id }) => counts(id));
    const steps = new Set(left.map(stepOf));
    const unstable = (base?.release[0] ?? 0n) === 0n;
    if (steps.has('major'))
        return unstable ? 'minor' : 'major';
    return ['minor', 'patch'].find((step) => steps.has(step));
}
function stepOf({ message, reverts }) {
    const { type: kind, isBreaking } = parseConventional(message);
    const step = isBreaking ? 'major' : Object.hasOwn(conventional_step_STEPS, kind) ? conventional_step_STEPS[kind] : undefined;
    if (reverts === 'nothing')
        return step;
    if (reverts === 'others')
        return step ?? 'patch';
    // A squashed branch may revert a commit and bring a feature of its own.
    return kind === 'revert' || step === 'patch' ? undefined : step;
}

;// CONCATENATED MODULE: ./build/kit/version-history/spelling-remark.js
// The explanation that tags without the prefix decide about the next version. Pure.



/** Returns the explanation; `name` is the tag that decides. */
function spellingRemark(prefix, name, nextTag) {
    return `The spelling of the tags changed: ${escape_quote(name)} counts as released, although "tag-prefix" is ${escape_quote(prefix)}; the next tag is ${escape_quote(nextTag)}`;
}
/** Returns the highest tag without the prefix of a version before another. */
function highestOther(tags, prefix, before) {
    const others = knownTags(tags, prefix).flatMap(({ name, text }) => {
        const version = isVersionTag(name, prefix) ? undefined : parsePep440(text);
        return version && comparePep440(version, before) < 0 ? [{ name, version }] : [];
    });
    return others.sort((a, b) => comparePep440(a.version, b.version)).at(-1)?.name ?? '';
}

;// CONCATENATED MODULE: ./build/kit/version-history/next-by-step.js
// The next version by a step after the last release, from the facts. Pure.







/** Returns the version one step after the last release, or why there is none. */
function nextByStep(inputs, kind, facts) {
    const { channel, 'tag-prefix': prefix } = inputs;
    const { base } = facts;
    const problem = nothingToStartFrom(inputs, facts);
    if (problem !== undefined)
        return { reason: 'unknown-prefix', problem };
    const step = kind === 'conventional' ? stepSince(base) : kind;
    if (step === undefined)
        return { version: '', remarks: base ? [noStepRemark(base)] : [] };
    const tags = versionTags(facts.tags, prefix);
    const taken = (facts.taken ?? []).flatMap((text) => parsePep440(text) ?? []);
    const made = stepped(base, step, channel, tags, taken);
    const { released } = made;
    const next = formatPep440(released);
    const without = stepped(base, step, channel, tags.filter(({ prefixed }) => prefixed), taken);
    const isOther = made.from?.prefixed === false;
    const isChanged = isOther || comparePep440(released, without.released) !== 0;
    const other = isOther ? made.from.name : highestOther(facts.tags, prefix, released);
    const spelling = isChanged ? [spellingRemark(prefix, other, prefix + next)] : [];
    return { version: next, remarks: [...remarksOn(base, made, taken), ...spelling] };
}
function nothingToStartFrom({ next, 'tag-prefix': prefix }, { tags }) {
    const known = knownTags(tags, prefix);
    const ours = tags.filter(({ name }) => isVersionTag(name, prefix));
    const start = `"next: ${next}" has nothing to start from`;
    if (known.length > 0 && ours.length === 0) {
        const examples = prefixesOf(tags.map(({ name }) => name));
        return `No tag starts with ${escape_quote(prefix)} and a digit, but there are versions such as ${examples.slice(0, 10).join(', ')}: ${start}; is "tag-prefix" correct?`;
    }
    if (ours.length > 0 && versionTags(tags, prefix).length === 0) {
        const names = list(ours.slice(0, 3).map(({ name }) => name));
        return `The tags that start with ${escape_quote(prefix)} and a digit are not PEP 440 versions (${names}): ${start}`;
    }
    return undefined;
}
function stepped(base, step, channel, tags, taken) {
    const known = [...tags.map(({ version }) => version), ...taken];
    const after = stepFrom(base?.release?.version, step);
    const isAnnounced = base?.announcing !== undefined && comparePep440(next_version_releaseOf(base.announcing.version), after) > 0;
    const announcedBy = isAnnounced ? base.announcing : undefined;
    const wanted = announcedBy ? next_version_releaseOf(announcedBy.version) : after;
    const free = firstFree(wanted, step, known);
    const released = channel === 'stable' ? free : nextInChannel(free, channel, known);
    const from = announcedBy ?? base?.release;
    return { from, announcedBy, wanted, free, released, known };
}
function remarksOn(base, made, taken) {
    const { announcedBy, wanted, free, released, known } = made;
    const remarks = [];
    if (base?.release && base.nearer) {
        remarks.push(`The next version is counted from ${escape_quote(base.release.name)}; ${escape_quote(base.nearer)} is nearer, but of an older line, which was merged`);
    }
    if (announcedBy)
        remarks.push(`${escape_quote(announcedBy.name)} already announces ${formatPep440(wanted)}`);
    const branch = taken.find((one) => comparePep440(one, wanted) === 0);
    if (free !== wanted && branch) {
        remarks.push(`${formatPep440(wanted)} already has a release branch, so ${formatPep440(free)} is the next free version`);
    }
    else if (free !== wanted) {
        remarks.push(`${formatPep440(wanted)} already has a tag that is not an ancestor of this commit, so ${formatPep440(free)} is the next free version; if this branch continues from that tag, merge it`);
    }
    const later = known.find((one) => one.pre && comparePep440(next_version_releaseOf(one), free) === 0 && comparePep440(one, released) > 0);
    if (released.pre && later) {
        remarks.push(`${formatPep440(released)} comes before ${formatPep440(later)}, which already exists`);
    }
    return remarks;
}
function stepSince(base) {
    const { commits = [], inPaths, release } = base ?? {};
    return conventionalStep(commits, release?.version, (id) => inPaths?.has(id) ?? true);
}
function noStepRemark({ release, commits, inPaths }) {
    const since = release ? `since ${escape_quote(release.name)}` : 'at all';
    const where = inPaths ? ` ${inPaths.size} of them change a file in "paths";` : '';
    const left = 'none that is left after reverts is a feat, fix, perf or breaking change';
    return `No next version: of the ${commits.length} commits ${since},${where} ${left}`;
}

;// CONCATENATED MODULE: ./build/kit/version-history/next-version.js
// The next version, from the facts. Pure.









/** Returns the next version, or why there is none. */
function nextVersion(inputs, facts) {
    const { next } = inputs;
    if (next === 'none')
        return { version: '', remarks: [] };
    const found = next === 'calver' ? byCalendar(inputs, facts) : nextByStep(inputs, next, facts);
    if ('problem' in found)
        return found;
    const released = releasedAs(inputs, facts);
    if (released === undefined)
        return found;
    const { version, remarks } = found;
    // Of no commits none can be a feature: the tag says why.
    return {
        version,
        remarks: [
            `This commit is released already, as ${escape_quote(released)}`,
            ...(version === '' ? [] : remarks),
        ],
    };
}
/** Returns the highest release tag on the commit; in a channel, pre-releases count too. */
function releasedAs({ channel, 'tag-prefix': prefix }, { sha, tags }) {
    const onCommit = versionTags(tags, prefix).filter(({ commit }) => commit === sha);
    const counted = onCommit.filter(({ version }) => channel !== 'stable' || isRelease(version));
    return highestVersion(counted)?.name;
}
function byCalendar(inputs, { now, tags, taken = [] }) {
    const { 'tag-prefix': prefix } = inputs;
    const known = knownTags(tags, prefix);
    const made = onDay(inputs, now, known, taken);
    if ('problem' in made)
        return made;
    const without = onDay(inputs, now, known.filter(({ name }) => isVersionTag(name, prefix)), taken);
    if ('version' in without && without.version === made.version)
        return made;
    const version = parsePep440(made.version);
    const other = version ? highestOther(tags, prefix, version) : '';
    return { ...made, remarks: [spellingRemark(prefix, other, prefix + made.version)] };
}
function onDay({ calver, timezone, channel }, now, known, taken) {
    const day = dayOf(now, timezone);
    if (!day)
        throw new Error(`the time zone ${timezone} was read before`);
    const texts = [...known.map(({ text }) => text), ...taken];
    const next = nextCalendarVersion(calver, day, texts);
    if ('problem' in next)
        return { reason: 'future-tag', problem: next.problem };
    const version = parsePep440(next.version);
    if (channel === 'stable' || !version)
        return { version: next.version, remarks: [] };
    const { pre } = nextInChannel(version, channel, versionsOf(texts));
    return { version: `${next.version}${pre?.letter}${pre?.number}`, remarks: [] };
}
/** Returns those of some texts that are versions. */
const versionsOf = (texts) => texts.flatMap((text) => parsePep440(text) ?? []);

;// CONCATENATED MODULE: ./build/kit/version-history/nearest-tag-proof.js
// From one tagged ancestor of a commit to the nearest one. I/O only through `between`.


/** The maximum number of queries; beyond that, fetching the whole history costs less. */
const MAX_QUERIES = 6;
/**
 * Returns the nearest tag. Only tags among the commits since `first` can be nearer: any other is an ancestor of `first`, and so
 * further away. Each of these is checked in turn; if none is nearer, the nearest is proved. Of two equally near, the later wins, as in
 * git describe. Undefined if that takes too many queries, or one of them has no answer.
 */
async function closestFrom(view, first, time) {
    const sinceFirst = await view.between(first);
    if (!sinceFirst)
        return undefined;
    const root = closest(first, time, byId(sinceFirst));
    const queried = [root];
    const seen = new Set([first]);
    let best = root;
    let compared = 0;
    const open = [...root.since.keys()].filter((id) => view.tagged.has(id));
    if (open.length > 1 && (await areFurther(view, root, open)))
        return root;
    for (;;) {
        const next = [...stepsFrom(best.since, view.head).keys()].find((id) => view.tagged.has(id) && !seen.has(id));
        if (next === undefined)
            return best;
        seen.add(next);
        const at = best.since.get(next)?.time ?? 0;
        const counted = queried.flatMap((one) => countedFrom(one, next) ?? [])[0];
        if (!counted && isFurther(view, best, next, at))
            continue;
        if (!counted && compared < MAX_QUERIES) {
            compared += 1;
            if (await areFurther(view, best, [next]))
                continue;
        }
        const since = counted ?? (queried.length < MAX_QUERIES ? await view.between(next) : undefined);
        if (!since)
            return undefined;
        const other = closest(next, at, counted ?? byId(since));
        if (!counted)
            queried.push(other);
        if (isNearer(other, best))
            best = other;
    }
}
const closest = (commit, time, since) => ({
    commit,
    time,
    since,
    distance: since.size,
});
/** A descendant of a tag has all its ancestors, so the commits since the descendant are a subset of those since the tag. */
function countedFrom({ commit, since }, id) {
    if (!since.has(id))
        return undefined;
    const ancestors = stepsFrom(since, id);
    const follows = [...ancestors.keys()].some((one) => since.get(one)?.parents.includes(commit));
    return follows ? commit_graph_without(since, ancestors) : undefined;
}
/**
 * Returns whether a tag among the commits since the best one can't be nearer. At least these commits are not its ancestors: those
 * since the best tag that it does not descend from, the best tag itself, and the unbranched line of commits before that, up to where its branch starts.
 */
function isFurther({ commits, shallow }, best, id, time) {
    const ancestors = stepsFrom(best.since, id);
    const forkPoints = new Set([...ancestors.keys()].flatMap((one) => best.since.get(one)?.parents ?? []));
    let least = best.since.size - ancestors.size + 1;
    for (let at = best.commit; !shallow.has(at); least += 1) {
        const { parents } = commits.get(at) ?? { parents: [] };
        const [parent] = parents;
        if (parent === undefined || parents.length > 1 || forkPoints.has(parent))
            break;
        at = parent;
    }
    return least > best.distance || (least === best.distance && time <= best.time);
}
/**
 * Returns whether tags among the commits since the best one certainly can't be nearer, by the server's word: each has at least as many
 * commits of the best tag's history that are not its ancestors as it has ancestors since then.
 */
async function areFurther({ areApart }, best, ids) {
    const most = Math.max(...ids.map((id) => stepsFrom(best.since, id).size));
    return (await areApart?.(ids, best.commit, most + 1)) ?? false;
}
function isNearer(one, other) {
    const difference = one.distance - other.distance;
    return difference < 0 || (difference === 0 && one.time > other.time);
}
/** Returns the nearest of some tagged commits in a complete history, by counting. */
function closestIn(commits, head, tagged) {
    const ancestors = [...stepsFrom(commits, head)];
    let best = {
        commit: '',
        distance: ancestors.length,
        time: 0,
    };
    for (const [commit, steps] of ancestors) {
        // The distance is at least the number of steps.
        if (steps > best.distance)
            break;
        if (!tagged.has(commit))
            continue;
        const distance = ancestors.length - stepsFrom(commits, commit).size;
        const time = commits.get(commit)?.time ?? 0;
        if (distance < best.distance || (distance === best.distance && time > best.time)) {
            best = { commit, distance, time };
        }
    }
    return { commit: best.commit, distance: best.distance };
}

;// CONCATENATED MODULE: ./build/kit/version-history/remote-nearest-tag.js
// The nearest tag of a commit and its distance, from a remote: proved, with as little of the history as possible.




/** How far back to look for a tag, in steps; finally everything. Nothing is fetched twice. */
const DEPTHS = [16, 32, 64, 128, 256, 512, 1024, undefined];
/**
 * Finds the nearest of some tagged commits on a remote. A shallow graph shows which tags are ancestors, but usually counting in
 * it proves nothing: with a merge whose one side is incomplete, the count is too high or too low. The proof is the server's own
 * difference, see `closestFrom`.
 */
async function nearestTag(remote, head, search) {
    const { tagged, choice } = search;
    if (tagged.has(head))
        return { commit: head, distance: 0, strategy: 'exact' };
    let depths = tagged.size === 0 ? [undefined] : DEPTHS;
    let likely = search.likely;
    for (;;) {
        const [depth, ...deeper] = depths;
        const graph = await remote.graph(head, depth);
        const { commits, shallow } = graph;
        const steps = stepsFrom(commits, head);
        const inside = [...steps.keys()].filter((id) => tagged.has(id));
        // A boundary above the depth is not ours: the remote itself is shallow.
        if ([...shallow].some((id) => (steps.get(id) ?? 0) + 1 < (depth ?? 0)))
            throw shallowRemote();
        if (shallow.size === 0) {
            const isChosen = choice && inside.length > 0;
            const chosen = isChosen ? [await choice.among(remote, head, inside)] : inside;
            return { ...closestIn(commits, head, new Set(chosen)), strategy: 'complete' };
        }
        if (search.onlyTags && inside.length === 0 && depth === DEPTHS[0]) {
            likely = await tagBehind(remote, head, search);
            if (likely === 'none')
                return { commit: '', distance: 0, strategy: 'deepened' };
        }
        const found = await closestKnown(remote, graph, head, { ...search, likely }, inside);
        if (found === 'unknown') {
            likely = undefined;
            depths = deeper;
            continue;
        }
        const chosen = found && choice ? await choice.from(remote, head, found, tagged) : found;
        if (chosen) {
            return { commit: chosen.commit, distance: chosen.distance, strategy: 'deepened' };
        }
        depths = [undefined];
    }
}
/** The most tags to ask about: with more, the history costs less. */
const MAX_ASKED = 500;
/** Returns a tagged commit that is behind another, by the server's word: the likely one, or the only one. `none` if there is none; undefined if unknown. */
async function tagBehind(remote, head, { tagged, likely }) {
    const isLikely = likely !== undefined && tagged.has(likely);
    const first = isLikely ? await remote.behind([head], [likely]) : [];
    if (first === undefined || first.length > 0)
        return first?.[0];
    if (tagged.size > MAX_ASKED)
        return undefined;
    const behind = await remote.behind([head], [...tagged]);
    if (behind?.length === 0)
        return 'none';
    return behind?.length === 1 ? behind[0] : undefined;
}
/** Returns the nearest tag, starting from one in the fetched graph or the likely one; `unknown` if neither is there. Undefined as for `closestFrom`. */
async function closestKnown(remote, graph, head, { tagged, likely }, inside) {
    const { commits, shallow } = graph;
    const known = (id) => provedBetween(commits, head, id, shallow);
    const first = inside.find(known) ??
        (inside.length === 0
            ? await guess(remote, graph, head, tagged, likely)
            : await better(remote, graph, head, likely, inside));
    if (first === undefined)
        return 'unknown';
    const between = async (from) => known(from) ?? remote.between(from, head);
    const areApart = (others, tag, count) => apart(remote, commits, others, tag, count);
    const time = commits.get(first)?.time ?? (await remote.time(first));
    return closestFrom({ head, tagged, commits, shallow, between, areApart }, first, time);
}
/** The most commits of a tag's history to compare: beyond that, fetching the whole difference costs less. */
const MAX_APART = 100;
/** Returns whether certainly none of a tag's commit and its nearest ancestors is behind some others, see `HistoryView`. */
async function apart(remote, commits, others, tag, count) {
    if (count > MAX_APART)
        return false;
    let before = [...stepsFrom(commits, tag).keys()];
    if (before.length < count) {
        const graph = await remote.graph(tag, count);
        before = [...stepsFrom(graph.commits, tag).keys()];
    }
    if (before.length < count)
        return false;
    const behind = await remote.behind(others, before.slice(0, count));
    return behind !== undefined && behind.length === 0;
}
/** The most commits that trying the likely tag may cost. */
const GUESS = 1000;
/**
 * Returns a tagged ancestor beyond the fetched graph: the likely tag, or one found on the way to it. This saves fetching
 * the steps in between with all their branches. The times of the commits give an estimate of the cost.
 */
async function guess(remote, { commits }, head, tagged, likely) {
    if (likely === undefined || !tagged.has(likely))
        return undefined;
    if (!(await isNear(remote, commits, head, likely)))
        return undefined;
    const since = byId((await remote.between(likely, head)) ?? []);
    const isBehind = [...since.values()].some(({ parents }) => parents.includes(likely));
    return isBehind ? likely : [...stepsFrom(since, head).keys()].find((id) => tagged.has(id));
}
/** Returns whether a commit seems to be near, by the times of the commits. */
async function isNear(remote, commits, head, id) {
    const times = [...commits.values()].map(({ time }) => time);
    const now = commits.get(head)?.time ?? 0;
    const pace = commits.size / (now - Math.min(...times));
    return (now - (await remote.time(id))) * pace < GUESS;
}
/**
 * Returns the likely tag, if it is an ancestor, else the one with the fewest steps: that may be on a side branch that started long ago, with
 * many commits since then.
 */
async function better(remote, { commits }, head, likely, inside) {
    if (likely === undefined || inside.includes(likely))
        return likely ?? inside[0];
    const isBetter = (await isNear(remote, commits, head, likely)) &&
        (await remote.behind([head], [likely]))?.length === 1;
    return isBetter ? likely : inside[0];
}

;// CONCATENATED MODULE: ./build/kit/version-history/select-tags.js
// Selects the tags of a repository that are versions, and one of several on a commit.


/** Sorts out the tags that start with a prefix and a digit. Versioneer takes them all. */
function selectTags(tags, prefix, mode) {
    const ours = tags.filter(({ name }) => isVersionTag(name, prefix));
    if (mode === 'exact')
        return { candidates: ours, floating: [], malformed: [], repaired: [] };
    const floating = floatingTags(ours.map(({ name }) => name), prefix);
    const [versions, malformed] = [[], []];
    for (const tag of ours) {
        if (isPep440(tag.name.slice(prefix.length)))
            versions.push(tag);
        else
            malformed.push(tag.name);
    }
    if (versions.length === 0) {
        const candidates = ours.filter(({ name }) => !floating.has(name));
        const repaired = candidates.map(({ name }) => name);
        return { candidates, floating: [...floating], malformed: [], repaired };
    }
    const candidates = versions.filter(({ name }) => !floating.has(name));
    return { candidates, floating: [...floating], malformed, repaired: [] };
}
/** Returns the highest tag on a commit; empty if there is none. */
function highestOf(tags, commit, prefix) {
    const names = tags.filter((tag) => tag.commit === commit).map(({ name }) => name);
    return highestTag(names, prefix) ?? '';
}

;// CONCATENATED MODULE: ./build/kit/version-history/release-changes.js
// What a release brings: the release before it, the commits since then, and its version. From a remote alone.









/** How many steps of the history are read if there is no release before. */
const release_changes_STEPS = 50;
/**
 * Returns the release that a commit follows, proved as `version` does it, and the commits since then. `tags` are those of the remote, as
 * far as they count: to describe a release that is out already, leave out its own. Throws a UserError (`not-proved`,
 * `remote-unreachable`).
 */
async function changesSince(remote, commit, tags, prefix) {
    const history = historyOf(remote, commit, tags, prefix);
    const { release: previous } = await lastRelease(history, versionTags(tags, prefix));
    if (previous) {
        const commits = inOrder(await history.since(previous.commit));
        return { previous, commits, isComplete: true };
    }
    const { commits, shallow } = await remote.graph(commit, release_changes_STEPS);
    return { commits: inOrder([...commits.values()]), isComplete: shallow.size === 0 };
}
/** Sorts commits by their times, but never one before a descendant with the same time. */
const inOrder = (commits) => descendantsFirst(commits).sort((a, b) => b.time - a.time);
/**
 * Returns the version to release next: by the calendar, 201704.15, one more than the highest of all tags and release branches in the
 * month; by a step, after the release that the commit follows, and higher than every tag and release branch of its line. Its version is
 * empty if `conventional` finds no step. Throws a UserError as `changesSince` does.
 */
async function nextRelease(remote, { commit, tags, taken, prefix, scheme, timezone, now }) {
    const wanted = {
        'tag-prefix': prefix,
        next: scheme,
        calver: MONTHLY,
        timezone,
        channel: 'stable',
        paths: [],
    };
    const history = historyOf(remote, commit, tags, prefix);
    const hasPreReleases = versionTags(tags, prefix).some(({ version }) => !isRelease(version));
    const isAnnounced = scheme !== 'calver' && hasPreReleases;
    const tag = isAnnounced ? await nearestVersion(history, prefix) : '';
    const base = await baseOf({ ...history, nearestTag: { tag } }, wanted);
    return nextVersion(wanted, { sha: commit, tags, taken, base, now });
}
const MONTHLY = monthly();
function monthly() {
    const format = parseFormat('YYYY0M.N');
    if ('problem' in format)
        throw new Error(format.problem);
    return format;
}
function historyOf(remote, commit, tags, prefix) {
    const nearest = (tagged) => {
        const those = tags.filter((tag) => tagged.has(tag.commit));
        const likely = highestVersion(versionTags(those, prefix))?.commit;
        return nearestTag(remote, commit, { tagged, likely, onlyTags: true });
    };
    return { tags, nearest, ...remoteNextHistory(remote, commit, tags) };
}
/** Returns the nearest tag of any version; empty if there is none. */
async function nearestVersion({ tags, nearest }, prefix) {
    const { candidates } = selectTags(tags, prefix, 'repaired');
    const { commit } = await nearest(new Set(candidates.map((tag) => tag.commit)));
    return highestOf(candidates, commit, prefix);
}

;// CONCATENATED MODULE: ./build/kit/text/markdown.js
// Untrusted text as plain text in Markdown that people also read as a file. Pure.

/**
 * Returns one line of text for a list item or paragraph of GitHub's Markdown: it shows what was given, and is neither formatting, HTML,
 * a link, a mention of a person or team, nor a reference to another repository. `#12` still leads to the issue of this one. Fewer
 * characters are escaped than in `prose`, so that the source stays readable. `@` and the like need a zero-width space: GitHub looks
 * for them in the text that is shown, where an escape is gone.
 */
function markdownText(text) {
    return visible(text)
        .trim()
        .replace(/[\\`*{}[\]<>|~&$]/g, '\\$&')
        .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
        .replace(/^[#+=-]/, '\\$&')
        .replace(/^(\d+)([.)])/, '$1\\$2')
        .replaceAll('://', `:${BREAK}//`)
        .replace(/\b(www)\./gi, '$1\\.')
        .replace(/@(?=\S)/g, `@${BREAK}`)
        .replace(/(?<=[\w.-])#(?=\d)/g, `${BREAK}#`);
}
/** A zero-width space. */
const BREAK = '&#8203;';

;// CONCATENATED MODULE: ./build/actions/release/src/notes/release-notes.js
// The notes of a release: the subjects of its commits, by what they change. Pure.


/** The most characters of the notes; GitHub takes 125,000. */
const MAX_NOTES = 60_000;
/** The most characters of a subject that are shown. */
const MAX_SUBJECT = 300;
const GROUPS = ['Breaking changes', 'Features', 'Fixes', 'Other changes'];
/**
 * Returns the notes in Markdown, without a heading of their own and without a line break at the end. `isOwn` says which commits the
 * action itself made; they and merges are left out. At most 60,000 characters, cut at a line, which is then said.
 */
function releaseNotes({ commits, isComplete }, isOwn = () => false) {
    const noted = commits.filter(({ parents, message }) => parents.length < 2 && !isOwn(message));
    const items = noted.flatMap(({ message }) => {
        const subject = markdownText(shortened(message.split('\n')[0] ?? ''));
        return subject === '' ? [] : [{ group: groupOf(message), line: `- ${subject}` }];
    });
    const byGroup = Map.groupBy(items, ({ group }) => group);
    const isGrouped = items.some(({ group }) => group !== 'Other changes');
    const lines = GROUPS.flatMap((group) => {
        const [first, ...more] = (byGroup.get(group) ?? []).map(({ line }) => line);
        if (first === undefined)
            return [];
        // A heading is never the last line before a cut.
        return [isGrouped ? `\n### ${group}\n\n${first}` : first, ...more];
    });
    if (lines.length === 0)
        return 'No changes.';
    return withinLimit(lines, isComplete).trim();
}
function groupOf(message) {
    const { type, isBreaking } = parseConventional(message);
    if (isBreaking)
        return 'Breaking changes';
    if (type === 'feat')
        return 'Features';
    return type === 'fix' ? 'Fixes' : 'Other changes';
}
function shortened(subject) {
    const characters = [...subject.slice(0, 2 * MAX_SUBJECT + 2)];
    return characters.length <= MAX_SUBJECT
        ? subject
        : `${characters.slice(0, MAX_SUBJECT - 1).join('')}…`;
}
/** Joins lines, and says what is missing. */
function withinLimit(lines, isComplete) {
    const earlier = isComplete ? '' : '\n\nEarlier commits are not listed.';
    const whole = lines.join('\n') + earlier;
    if (whole.length <= MAX_NOTES)
        return whole;
    const room = MAX_NOTES - 100;
    let length = 0;
    const kept = lines.filter((line) => {
        length += line.length + 1;
        return length <= room;
    });
    const left = lines.length - kept.length;
    const more = left === 1 ? '1 more commit is' : `${left} more commits are`;
    return `${kept.join('\n')}\n\n${more} not listed.`;
}

;// CONCATENATED MODULE: ./build/actions/release/src/tags-of.js
// The tags among the refs. Pure.
function tags_of_tagsOf(refs) {
    return [...refs].flatMap(([ref, { id, commit }]) => ref.startsWith('refs/tags/')
        ? [{ name: ref.slice('refs/tags/'.length), commit, annotated: id !== commit }]
        : []);
}

;// CONCATENATED MODULE: ./build/actions/release/src/release-notes.js
// The notes of a release: what happened since the one before.





/** Returns the release before a commit and the commits since then. The tag `own` does not count. */
async function changesOf({ inputs, ports }, refs, commit, own) {
    const tags = tags_of_tagsOf(refs).filter(({ name }) => name !== own);
    return logged(ports, 'Read the commits since the previous release', () => changesSince(ports.remote.history, commit, tags, inputs['tag-prefix']));
}
/** Returns the notes of a release, and remembers them and the previous tag. */
async function notesOf(state, refs, { tag }, commit) {
    const { known, inputs } = state;
    const changes = await changesOf(state, refs, commit, tag);
    known.previousTag = changes.previous?.name ?? '';
    const text = releaseNotes(changes, (message) => readTrailers(message) !== undefined);
    known.notes = inputs.notes === 'none' ? '' : text;
    return text;
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/facts.js
// What `finish` knows of a release before it merges, and whether it may go on.






/** Reads the facts. Throws a UserError (`no-release`, `no-such-branch`, `branch-moved`, `tag-taken`). */
async function finishFacts(state, release, refs) {
    const { inputs } = state;
    remember(state, release);
    const { tip, tagged } = refsOf(release, refs);
    // GitHub may have deleted the branch when it merged the pull request.
    if (tip === undefined && !tagged && inputs.via !== 'pull-request')
        throw noRelease(state, release, refs);
    const facts = { release, refs, tip, tagged, into: intoBranches(inputs.into, refs) };
    await assertDeployed(state, facts);
    return facts;
}
/** Returns the error for a release that has no refs. */
function noRelease({ inputs }, release, refs) {
    const message = `The remote has neither the branch ${escape_quote(release.branch)} nor the tag ${escape_quote(release.tag)}; ${openOnes(openReleases(inputs, refs))}`;
    return new UserError('no-release', message);
}
/** Throws a UserError (`branch-moved`) if the release is not at the commit that was deployed. */
async function assertDeployed({ inputs, ports }, facts) {
    const { tip, tagged, release } = facts;
    const wanted = inputs['expect-sha'];
    if (wanted === '' || tip === wanted)
        return;
    // Finished before: then the tag has what was deployed.
    if (tip === undefined && tagged) {
        const behind = await ports.remote.behind([tagged.commit], [wanted]);
        if (behind.length > 0)
            return;
    }
    // A pull request was merged: then the branch moves on to the tag, or GitHub deletes it, and the pull request tells.
    if (inputs.via === 'pull-request' && (tip === undefined || tagged))
        return;
    const where = tip === undefined ? `${escape_quote(release.tag)} does not contain it` : `it is at ${tip}`;
    throw branchMoved(release, wanted, where);
}
/** Returns the error for a release that is not what was deployed. */
const branchMoved = ({ branch }, wanted, where) => new UserError('branch-moved', `${escape_quote(branch)} is not at ${wanted}, which was deployed: ${where}; deploy that, then run "finish" with its commit as "expect-sha"`);

;// CONCATENATED MODULE: ./build/kit/github/draft-release.js
// One release of a tag: found or drafted, then published.
//
// GitHub has no lock for this, and lets a tag have any number of drafts. The list of releases decides: of several drafts of a tag all runs
// choose the same one once they have seen it twice, and each deletes the other one if it has made it itself. Drafting and publishing are two
// requests, because files can't be added to an immutable release.

/** The time between two looks at the list: a draft that another run makes now is in it by then. Milliseconds. */
const SETTLE = 1500;
/** How many failures that may pass are taken. */
const MAX_FAILURES = 4;
/**
 * Makes the release of a tag as wanted. One that is there keeps its text, and is at most published. Throws a GitHubError; the next call goes
 * on with what is there then.
 */
async function ensureRelease(api, wanted, { sleep, signal }) {
    let own;
    let seen;
    for (let failures = 0;;) {
        const chosen = choose(await releasesOf(api, wanted.tag, own));
        try {
            if (!chosen)
                own = await api.createDraft(await wanted.draft());
            else if (!chosen.isDraft || chosen.id === seen?.id)
                return await finish(api, chosen, own, wanted);
            seen = chosen ?? own;
        }
        catch (error) {
            failures += 1;
            const isLast = failures > MAX_FAILURES || signal.aborted;
            if (!(error instanceof GitHubError && mayPass(error)) || isLast)
                throw error;
            // Another run has deleted it.
            if (error.problem === 'not-found')
                own = undefined;
        }
        await sleep(SETTLE * (failures + 1), signal);
    }
}
/** Deletes the own draft if it is not the chosen one, and publishes that. */
async function finish(api, chosen, own, { publication }) {
    const isOwn = own?.id === chosen.id;
    if (own && !isOwn)
        await api.deleteDraft(own.id);
    if (!chosen.isDraft)
        return { release: chosen, did: 'nothing' };
    if (!publication)
        return { release: chosen, did: isOwn ? 'drafted' : 'nothing' };
    return { release: await api.publish(chosen.id, publication), did: 'published' };
}
/** Returns the releases of a tag. The list may be older than a draft that was just made. */
async function releasesOf(api, tag, own) {
    const found = (await api.releases()).filter((release) => release.tag === tag);
    return own && found.every(({ id }) => id !== own.id) ? [...found, own] : found;
}
/** A published release before a draft, then the one that was made first. */
const choose = (releases) => [...releases].sort((a, b) => Number(a.isDraft) - Number(b.isDraft) || a.id - b.id)[0];
/** The outcome is not known, or another run was faster: the list shows it. */
const mayPass = ({ problem, words }) => problem === 'unknown' ||
    problem === 'not-found' ||
    (problem === 'invalid' && /\balready_exists\b/.test(words));

;// CONCATENATED MODULE: ./build/actions/release/src/notes/release-kind.js
// What GitHub shows of a release: whether it is a pre-release, and whether it is the latest. Pure.



/** Returns how a version is marked; it is the latest if it is a release and no tag is a higher one. `tags` may include its own. */
function releaseKind(version, tags, prefix) {
    const parsed = parsePep440(version);
    if (!parsed)
        return { prerelease: false, latest: false };
    const known = versionTags(tags, prefix).map((one) => one.version);
    return { prerelease: !isRelease(parsed), latest: movesOf(parsed, known).includes('latest') };
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/github-release.js
// The GitHub Release of a tag.







/**
 * Throws a UserError (`github-release-failed`, `token-needed`, `remote-unreachable`) if the token may not make releases. Called before the
 * push. GitHub has no question for that; generating notes needs the same permission, and changes nothing.
 */
async function assertMayRelease({ inputs, ports }, { tag }) {
    const api = await ports.github();
    try {
        await logged(ports, 'Asked GitHub whether the token may make releases', () => api.generateNotes({ tag, commit: inputs.into.at(-1) ?? '' }));
    }
    catch (error) {
        // It may, only these notes can't be made.
        if (error instanceof GitHubError && error.problem === 'invalid')
            return;
        const isRefused = error instanceof GitHubError && ['not-authorized', 'not-found'].includes(error.problem);
        if (!isRefused)
            throw error;
        throw new UserError('github-release-failed', `The token may not make a GitHub Release, so nothing was pushed. ${error.message}`, { cause: error });
    }
}
/**
 * Makes the GitHub Release, or finds it, and remembers its id and address. The text is `known.notes`, the previous tag
 * `known.previousTag`. Sets `known.wroteMore` if it wrote something. Throws a UserError (`github-release-failed`).
 */
async function makeGitHubRelease(state, tagged) {
    const { inputs, ports, known } = state;
    const { tag, version } = tagged.release;
    const { prerelease, latest } = releaseKind(version, tags_of_tagsOf(tagged.refs), inputs['tag-prefix']);
    const isPublished = inputs['github-release'] === 'publish';
    const publication = isPublished ? { isPrerelease: prerelease, isLatest: latest } : undefined;
    const waiting = { sleep: ports.clock.sleep, signal: ports.cancelled };
    try {
        const api = await ports.github();
        const draft = async () => ({
            tag,
            name: tag,
            body: await github_release_textOf(state, api, tagged),
            isPrerelease: prerelease,
        });
        const { release, did } = await logged(ports, 'Created or found the GitHub Release', () => ensureRelease(api, { tag, draft, publication }, waiting));
        known.releaseId = String(release.id);
        known.releaseUrl = release.url;
        if (did !== 'nothing')
            known.wroteMore = true;
    }
    catch (error) {
        if (!(error instanceof UserError))
            throw error;
        throw ports.cancelled.aborted ? cancelled(tag, error) : failed(tag, error);
    }
}
/** GitHub takes 125,000 characters, and its generator may write more. */
const MAX_BODY = 120_000;
/** Returns the text of the release. GitHub's own generator guesses what it is not told, often wrongly. */
async function github_release_textOf({ inputs, known }, api, { release: { tag }, commit }) {
    if (inputs.notes === 'none')
        return '';
    if (inputs.notes === 'github') {
        const previous = known.previousTag === '' ? {} : { previousTag: known.previousTag };
        known.notes = await api.generateNotes({ tag, commit, ...previous });
    }
    if (known.notes.length <= MAX_BODY)
        return known.notes;
    const end = known.notes.lastIndexOf('\n', MAX_BODY);
    return `${known.notes.slice(0, end > 0 ? end : MAX_BODY)}\n\nThe rest is omitted.`;
}
const cancelled = (tag, cause) => new UserError('cancelled', `The run was cancelled. The branches and the tag ${escape_quote(tag)} are done; run "finish" again for the GitHub Release.`, { cause });
function failed(tag, error) {
    const words = error instanceof GitHubError ? error.words : '';
    const what = /immutable release/i.test(words)
        ? 'An immutable release once had this tag, so it can\u2019t have another one; release under another version'
        : 'Run "finish" again, which does the rest';
    return new UserError('github-release-failed', `The branches and the tag ${escape_quote(tag)} are done, but the GitHub Release is not: ${error.message}. ${what}.`, { cause: error });
}

;// CONCATENATED MODULE: ./build/actions/release/src/messages.js
// Messages of commits and tags. Pure.
/** Returns a message with its placeholders replaced. What is put in for one is not searched for others. */
function filled(message, values) {
    return message.replace(/\{(version|branch|into)\}/g, (placeholder, name) => {
        return values[name] ?? placeholder;
    });
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/assert-not-newer.js
// A release never comes after a higher one on the branch that is tagged.






/** Throws a UserError (`newer-released`) if the branch has a higher release. */
async function assertNotNewer({ inputs, ports }, { release, refs }, { name, tip }) {
    const higher = higherThan(release.version, versionTags(tags_of_tagsOf(refs), inputs['tag-prefix']));
    if (higher.length === 0)
        return;
    const commits = [...new Set(higher.map(({ commit }) => commit))];
    const behind = new Set(await ports.remote.behind([tip], commits));
    const newest = highestVersion(higher.filter(({ commit }) => behind.has(commit)));
    if (!newest)
        return;
    throw new UserError('newer-released', `${escape_quote(name)} already has ${escape_quote(newest.name)}, which is higher than ${release.version}; abandon this release and start another, or merge it into a branch of its own line ("into")`);
}
/** A pre-release counts only beside another one: 1.3.0rc1 does not bar 1.2.0. */
function higherThan(version, tags) {
    const own = parsePep440(version);
    if (!own)
        return [];
    return tags.filter((tag) => comparePep440(tag.version, own) > 0 && (isRelease(tag.version) || !isRelease(own)));
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/first-with.js
// Which commit of a branch brought another commit into it. Pure.

/**
 * Returns the first commit of the first-parent line of a branch that has a commit: the commit itself if it is on that line. `since` are
 * the commits of the branch that are not behind the commit.
 */
function firstWith(since, tip, commit) {
    const known = byId(since);
    const has = (id) => id === commit || descendants.has(id);
    const descendants = descendantsIn(since, commit);
    let first = tip;
    for (let at = tip; at !== undefined && has(at);) {
        first = at;
        at = known.get(at)?.parents[0];
    }
    return first;
}
function descendantsIn(commits, of) {
    const children = new Map();
    for (const { id, parents } of commits)
        for (const parent of parents)
            children.set(parent, [...(children.get(parent) ?? []), id]);
    const found = new Set([of]);
    for (const id of found)
        for (const child of children.get(id) ?? [])
            found.add(child);
    found.delete(of);
    return found;
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/merged-pull-request.js
// Which commit a merged pull request brought into a branch, proved by the branch itself.


/** Returns whether a commit is another one, or behind it. */
async function isBehind({ ports }, commit, tip) {
    return commit === tip || (await ports.remote.behind([tip], [commit])).length > 0;
}
/** Returns the merged pull requests, the newest first, whose commit the branch has: one that was reset does not count. */
async function mergedInto(state, head, { name, tip }) {
    const api = await state.ports.github();
    const found = [];
    for (const pull of await api.pullRequests({ head, base: name })) {
        const { mergeCommit } = pull;
        if (mergeCommit !== undefined && (await isBehind(state, mergeCommit, tip)))
            found.push({ ...pull, mergeCommit });
    }
    return found;
}
/** Throws a UserError (`branch-moved`) if a pull request did not merge what was deployed, but another commit. */
function merged_pull_request_assertDeployed({ inputs }, release, { number, headCommit }) {
    const wanted = inputs['expect-sha'];
    if (wanted === '' || wanted === headCommit)
        return;
    throw branchMoved(release, wanted, `pull request #${number} merged ${headCommit}`);
}
/** Warns if a pull request was squashed or rebased: its commits are then not behind the branch, and conflict with themselves later. */
async function warnOfSquash(state, { number, base, head, headCommit, mergeCommit }) {
    if (await isBehind(state, headCommit, mergeCommit))
        return;
    state.ports.runner.annotate('warning', `Pull request #${number} was squashed or rebased, so ${escape_quote(base)} does not have the commits of ${escape_quote(head)} behind it: later merges will conflict in files that nobody has changed. Merge releases with a merge commit.`);
}

;// CONCATENATED MODULE: ./build/kit/github/open-pull-request.js
// One open pull request between two branches: found or opened.

/** The time until the list of pull requests shows one whose request was not answered: milliseconds. */
const open_pull_request_SETTLE = 2000;
const open_pull_request_MAX_ATTEMPTS = 4;
/** Returns the open pull request between two branches, or opens one: GitHub allows one at a time. Throws a GitHubError. */
async function ensurePullRequest(api, text, { sleep, signal }) {
    for (let attempt = 1;; attempt += 1) {
        const found = (await api.pullRequests(text)).find(({ state }) => state === 'open');
        if (found)
            return { pullRequest: found, isNew: false };
        try {
            return { pullRequest: await api.createPullRequest(text), isNew: true };
        }
        catch (error) {
            if (!(error instanceof GitHubError))
                throw error;
            if (error.problem === 'invalid' && /\bno commits between\b/i.test(error.words))
                return 'nothing-to-merge';
            if (!mayBeOpen(error) || attempt === open_pull_request_MAX_ATTEMPTS || signal.aborted)
                throw error;
        }
        await sleep(open_pull_request_SETTLE * attempt, signal);
    }
}
const mayBeOpen = ({ problem, words }) => problem === 'unknown' || (problem === 'invalid' && /\bpull request already exists\b/i.test(words));

;// CONCATENATED MODULE: ./build/actions/release/src/finish/release-pull-request.js
// Opens a pull request for a release, or finds it.






const BODY = `Run the step \`finish\` again once this is merged.

Merge it with a merge commit: after a squash or a rebase, later releases conflict in files that nobody has changed.
`;
/** The longest title that GitHub takes. */
const MAX_TITLE = 256;
/** Returns the pull request that has to be merged. With \`dry-run\`, only one that is open. Throws a UserError (`pull-request-refused`). */
async function releasePullRequest(state, { version, branch }, base) {
    const { inputs, ports } = state;
    const pair = { head: branch, base };
    const api = await ports.github();
    if (inputs['dry-run']) {
        const open = (await api.pullRequests(pair)).find(({ state: at }) => at === 'open');
        return open && { url: open.url, isNew: false };
    }
    const isLast = base === inputs.into.at(-1);
    const message = isLast ? inputs.message : inputs['merge-message'];
    const [title = ''] = filled(message, { version, branch, into: base }).split('\n');
    const text = { ...pair, title: title.slice(0, MAX_TITLE).toWellFormed(), body: BODY };
    const waiting = { sleep: ports.clock.sleep, signal: ports.cancelled };
    try {
        const found = await logged(ports, `Opened or found the pull request into ${base}`, () => ensurePullRequest(api, text, waiting));
        if (found === 'nothing-to-merge')
            throw nothingToMerge(pair);
        return { url: found.pullRequest.url, isNew: found.isNew };
    }
    catch (error) {
        const isRefused = error instanceof GitHubError && !['unknown', 'rate-limited'].includes(error.problem);
        throw isRefused ? release_pull_request_refused(error, pair, (await api.repository()).url) : error;
    }
}
const nothingToMerge = ({ head, base }) => new UserError('pull-request-refused', `GitHub sees nothing to merge from ${escape_quote(head)} into ${escape_quote(base)}: somebody has just pushed to one of them; run "finish" again`);
/** The name of the setting as GitHub's page has it. */
const SETTING = 'Allow GitHub Actions to create and approve pull requests';
function release_pull_request_refused(error, { head, base }, page) {
    const isSetting = /not permitted to create or approve pull requests/i.test(error.words);
    const name = (branch) => encodeURIComponent(branch).replaceAll('%2F', '/');
    const setting = isSetting
        ? ` Turn on "${SETTING}" at ${page}/settings/actions (an organization may forbid it), or use the token of a GitHub App.`
        : '';
    const byHand = `${page}/compare/${name(base)}...${name(head)}?expand=1`;
    return new UserError('pull-request-refused', `${error.message}.${setting} Or open it by hand, merge it, and run "finish" again: ${byHand}`, { cause: error });
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/same-tree.js
// Whether the tagged files are those of the release branch: what was tested.

/** How many files a warning lists. */
const same_tree_SHOWN = 30;
/**
 * Returns whether the files are the same, and remembers those that differ. Undefined if the release branch is not known any more.
 */
async function sameTree({ ports, known }, { tip }, tagged) {
    const tested = tip ?? (await mergedIn(ports, tagged));
    if (tested === undefined)
        return undefined;
    await ports.work.fetchTrees([tested, tagged]);
    const [own = '', other = ''] = await Promise.all([tested, tagged].map((id) => ports.work.treeOf(id)));
    known.otherFiles =
        own === other ? [] : (await ports.work.differences(own, other)).map(({ path }) => path);
    return own === other;
}
/** Warns if the tagged files are not those of the release branch. Called once it is known what is tagged. */
function warnOfOtherFiles({ ports, known, inputs }) {
    const { tag, branch, otherFiles: paths } = known;
    if (paths.length === 0)
        return;
    const last = escape_quote(inputs.into.at(-1) ?? '');
    const more = paths.length > same_tree_SHOWN ? [`and ${paths.length - same_tree_SHOWN} more`] : [];
    const what = `The files of ${escape_quote(tag)} are not those of ${escape_quote(branch)}: ${last} had changes that the release branch lacks, so this is not what was tested. To avoid that, merge ${last} into the release branch before the deployment. Files that differ:`;
    const lines = [what, ...paths.slice(0, same_tree_SHOWN).map(visible), ...more];
    ports.runner.annotate('warning', lines.join('\n'));
}
/** Returns the release branch's tip that a merge brought; undefined if the commit is not a merge of two. At depth 1 it would have no parents. */
async function mergedIn({ remote }, commit) {
    const parents = (await remote.latest(commit, 2)).find(({ id }) => id === commit)?.parents ?? [];
    return parents.length === 2 ? parents[1] : undefined;
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/other-pull-requests.js
// After the tag, where branches change by pull requests only: the pull requests into the other branches, and the end of the release branch.






/** Opens or finds the pull requests that are left, and plans the next push. `tagged` is the commit of the tag. */
async function planOtherPullRequests(state, facts, tagged) {
    const { release, tip, into } = facts;
    const brought = await assertOurs(state, facts, tagged);
    if (brought)
        merged_pull_request_assertDeployed(state, release, brought);
    const without = [];
    for (const branch of into.slice(0, -1))
        if (!(await hasRelease(state, facts, branch, tagged)))
            without.push(branch);
    // The release branch is at the tag by now: what was tested is what was merged.
    const isSame = await sameTree(state, { ...facts, tip: brought?.headCommit }, tagged);
    const plan = { updates: [], tagged, merges: [], sameTree: isSame };
    if (without.length === 0)
        return { ...plan, ...(await planEnd(state, facts, tagged)) };
    // GitHub deletes merged branches in some repositories.
    const ref = branchRef(release.branch);
    if (tip === undefined)
        return { ...plan, updates: [{ ref, from: '', to: tagged }] };
    const open = [];
    for (const { name } of without) {
        const found = await releasePullRequest(state, release, name);
        if (found)
            open.push(found);
    }
    return {
        ...plan,
        outcome: 'waiting',
        pullRequests: open.map(({ url }) => url),
        wroteMore: open.some(({ isNew }) => isNew),
    };
}
/**
 * Returns the pull request that brought what is tagged, if it was one. Throws a UserError (`tag-taken`) unless the tag has the release branch
 * behind it, or is what a pull request of it brought. What is committed to the release branch later, to mend a conflict with another branch,
 * does not change that.
 */
async function assertOurs(state, { release, tip, into }, tagged) {
    const last = into.at(-1);
    const merged = await mergedInto(state, release.branch, last);
    const brought = merged.find(({ mergeCommit }) => mergeCommit === tagged);
    if (brought)
        return brought;
    const isOurs = tip === undefined ? await isBehind(state, tagged, last.tip) : await isBehind(state, tip, tagged);
    if (isOurs)
        return undefined;
    throw new UserError('tag-taken', `The tag ${escape_quote(release.tag)} exists on ${tagged}, which is not ${escape_quote(release.branch)} merged into ${escape_quote(last.name)}: it is not this release; if it was made by mistake, delete it, else release under another version`);
}
/** A branch has the tag, or what a pull request with the tag brought into it; that may be a squash. */
async function hasRelease(state, { release }, branch, tagged) {
    if (await isBehind(state, tagged, branch.tip))
        return true;
    for (const pull of await mergedInto(state, release.branch, branch)) {
        if (!(await isBehind(state, tagged, pull.headCommit)))
            continue;
        await warnOfSquash(state, pull);
        return true;
    }
    return false;
}
/** Deletes the release branch once all have the release, unless it has commits that no branch has. */
async function planEnd(state, { release, tip, into }, tagged) {
    const done = { updates: [], outcome: 'already-finished' };
    if (tip === undefined || state.inputs['keep-branch'])
        return done;
    const end = [{ ref: branchRef(release.branch), from: tip, to: '' }];
    if (await isBehind(state, tip, tagged))
        return { updates: end, outcome: 'finished' };
    for (const branch of into) {
        const merged = await mergedInto(state, release.branch, branch);
        const isMerged = merged.some(({ headCommit }) => headCommit === tip);
        if (isMerged || (await isBehind(state, tip, branch.tip)))
            return { updates: end, outcome: 'finished' };
    }
    state.ports.runner.annotate('warning', `${escape_quote(release.branch)} is kept: it has commits that no branch of "into" has. Merge or delete it by hand.`);
    return done;
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/plan-pull-request.js
// What `finish` pushes where branches change by pull requests only: first the tag, on what the pull request into the last branch brought,
// and at last the end of the release branch.









/** Opens or finds the pull requests, and plans the next push. Throws a UserError (`pull-request-refused`, `tag-taken`, `newer-released`). */
async function planPullRequest(state, facts) {
    const { release, tagged } = facts;
    if (tagged)
        return planOtherPullRequests(state, facts, tagged.commit);
    const last = facts.into.at(-1);
    await assertNotNewer(state, facts, last);
    const target = await mergedAs(state, facts, last);
    if (target !== undefined)
        return planTag(state, facts, target);
    const open = await releasePullRequest(state, release, last.name);
    return {
        updates: [],
        outcome: 'waiting',
        tagged: '',
        merges: [],
        sameTree: undefined,
        pullRequests: open ? [open.url] : [],
        wroteMore: open?.isNew ?? false,
    };
}
/**
 * Returns the commit that brought the release into the last branch; undefined if none has. GitHub may have deleted the release branch when it
 * merged it. What was committed to the branch after a merge has to be merged too.
 */
async function mergedAs(state, { release, tip, refs }, last) {
    const merged = await mergedInto(state, release.branch, last);
    const pull = merged.find(({ headCommit }) => tip === undefined || headCommit === tip);
    if (pull) {
        merged_pull_request_assertDeployed(state, release, pull);
        await warnOfSquash(state, pull);
        return pull.mergeCommit;
    }
    if (tip === undefined)
        throw noRelease(state, release, refs);
    if (!(await isBehind(state, tip, last.tip)))
        return undefined;
    const { ours } = await state.ports.remote.divergence([last.tip], [tip]);
    return firstWith(ours, last.tip, tip);
}
/** The tag, and the release branch at the same commit: from there it is merged into the others. */
async function planTag(state, facts, target) {
    const { inputs, ports } = state;
    const { release, tip } = facts;
    await ports.work.fetchTrees([target]);
    const message = filled(inputs['tag-message'], release);
    const id = await ports.work.tag({ name: release.tag, commit: target, message });
    const updates = [{ ref: tagRef(release.tag), from: '', to: id }];
    if (tip !== target)
        updates.push({ ref: branchRef(release.branch), from: tip ?? '', to: target });
    // After the push, the next part looks at the files, and warns.
    const isSame = inputs['dry-run'] ? await sameTree(state, facts, target) : undefined;
    return { updates, tagged: target, merges: [], sameTree: isSame };
}

;// CONCATENATED MODULE: ./node_modules/shlex/shlex.js


/*
  Port of a subset of the features of CPython's shlex module, which provides a
  shell-like lexer. Original code by Eric S. Raymond and other contributors.
*/

class Shlexer {
  constructor (string) {
    this.i = 0
    this.string = string

    /**
     * Characters that will be considered whitespace and skipped. Whitespace
     * bounds tokens. By default, includes space, tab, linefeed and carriage
     * return.
     */
    this.whitespace = ' \t\r\n'

    /**
     * Characters that will be considered string quotes. The token accumulates
     * until the same quote is encountered again (thus, different quote types
     * protect each other as in the shell.) By default, includes ASCII single
     * and double quotes.
     */
    this.quotes = `'"`

    /**
     * Characters that will be considered as escape. Just `\` by default.
     */
    this.escapes = '\\'

    /**
     * The subset of quote types that allow escaped characters. Just `"` by default.
     */
    this.escapedQuotes = '"'

    /**
     * Whether to support ANSI C-style $'' quotes
     * https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html
     */
    this.ansiCQuotes = true

    /**
     * Whether to support localized $"" quotes
     * https://www.gnu.org/software/bash/manual/html_node/Locale-Translation.html
     *
     * The behavior is as if the current locale is set to C or POSIX, i.e., the
     * contents are not translated.
     */
    this.localeQuotes = true

    this.debug = false
  }

  readChar () {
    return this.string.charAt(this.i++)
  }

  processEscapes (string, quote, isAnsiCQuote) {
    if (!isAnsiCQuote && !this.escapedQuotes.includes(quote)) {
      // This quote type doesn't support escape sequences
      return string
    }

    // We need to form a regex that matches any of the escape characters,
    // without interpreting any of the characters as a regex special character.
    const anyEscape = '[' + this.escapes.replace(/(.)/g, '\\$1') + ']'

    // In regular quoted strings, we can only escape an escape character, and
    // the quote character itself.
    if (!isAnsiCQuote && this.escapedQuotes.includes(quote)) {
      const re = new RegExp(
        anyEscape + '(' + anyEscape + '|\\' + quote + ')', 'g')
      return string.replace(re, '$1')
    }

    // ANSI C quoted strings support a wide variety of escape sequences
    if (isAnsiCQuote) {
      const patterns = {
        // Literal characters
        '([\\\\\'"?])': (x) => x,

        // Non-printable ASCII characters
        'a': () => '\x07',
        'b': () => '\x08',
        'e|E': () => '\x1b',
        'f': () => '\x0c',
        'n': () => '\x0a',
        'r': () => '\x0d',
        't': () => '\x09',
        'v': () => '\x0b',

        // Octal bytes
        '([0-7]{1,3})': (x) => String.fromCharCode(parseInt(x, 8)),

        // Hexadecimal bytes
        'x([0-9a-fA-F]{1,2})': (x) => String.fromCharCode(parseInt(x, 16)),

        // Unicode code units
        'u([0-9a-fA-F]{1,4})': (x) => String.fromCharCode(parseInt(x, 16)),
        'U([0-9a-fA-F]{1,8})': (x) => String.fromCharCode(parseInt(x, 16)),

        // Control characters
        // https://en.wikipedia.org/wiki/Control_character#How_control_characters_map_to_keyboards
        'c(.)': (x) => {
          if (x === '?') {
            return '\x7f'
          } else if (x === '@') {
            return '\x00'
          } else {
            return String.fromCharCode(x.charCodeAt(0) & 31)
          }
        }
      }

      // Construct an uber-RegEx that catches all of the above pattern
      const re = new RegExp(
        anyEscape + '(' + Object.keys(patterns).join('|') + ')', 'g')

      // For each match, figure out which subpattern matched, and apply the
      // corresponding function
      return string.replace(re, function (m, p1) {
        for (const matched in patterns) {
          const mm = new RegExp('^' + matched + '$').exec(p1)
          if (mm === null) {
            continue
          }

          return patterns[matched].apply(null, mm.slice(1))
        }
      })
    }

    // Should not get here
    return undefined
  }

  * [Symbol.iterator] () {
    let inQuote = false
    let inDollarQuote = false
    let escaped = false
    let lastDollar = -2 // position of last dollar sign we saw
    let token

    if (this.debug) {
      console.log('full input:', '>' + this.string + '<')
    }

    while (true) {
      const pos = this.i
      const char = this.readChar()

      if (this.debug) {
        console.log(
          'position:', pos,
          'input:', '>' + char + '<',
          'accumulated:', token,
          'inQuote:', inQuote,
          'inDollarQuote:', inDollarQuote,
          'lastDollar:', lastDollar,
          'escaped:', escaped
        )
      }

      // Ran out of characters, we're done
      if (char === '') {
        if (inQuote) { throw new Error('Got EOF while in a quoted string') }
        if (escaped) { throw new Error('Got EOF while in an escape sequence') }
        if (token !== undefined) { yield token }
        return
      }

      // We were in an escape sequence, complete it
      if (escaped) {
        if (char === '\n') {
          // An escaped newline just means to continue the command on the next
          // line. We just need to ignore it.
        } else if (inQuote) {
          // If we are in a quote, just accumulate the whole escape sequence,
          // as we will interpret escape sequences later.
          token = (token || '') + escaped + char
        } else {
          // Just use the literal character
          token = (token || '') + char
        }

        escaped = false
        continue
      }

      if (this.escapes.includes(char)) {
        if (!inQuote || inDollarQuote !== false || this.escapedQuotes.includes(inQuote)) {
          // We encountered an escape character, which is going to affect how
          // we treat the next character.
          escaped = char
          continue
        } else {
          // This string type doesn't use escape characters. Ignore for now.
        }
      }

      // We were in a string
      if (inQuote !== false) {
        // String is finished. Don't grab the quote character.
        if (char === inQuote) {
          token = this.processEscapes(token, inQuote, inDollarQuote === '\'')
          inQuote = false
          inDollarQuote = false
          continue
        }

        // String isn't finished yet, accumulate the character
        token = (token || '') + char
        continue
      }

      // This is the start of a new string, don't accumulate the quotation mark
      if (this.quotes.includes(char)) {
        inQuote = char
        if (lastDollar === pos - 1) {
          if (char === '\'' && !this.ansiCQuotes) {
            // Feature not enabled
          } else if (char === '"' && !this.localeQuotes) {
            // Feature not enabled
          } else {
            inDollarQuote = char
          }
        }

        token = (token || '') // fixes blank string

        if (inDollarQuote !== false) {
          // Drop the opening $ we captured before
          token = token.slice(0, -1)
        }

        continue
      }

      // This is a dollar sign, record that we saw it in case it's the start of
      // an ANSI C or localized string
      if (inQuote === false && char === '$') {
        lastDollar = pos
      }

      // This is whitespace, so yield the token if we have one
      if (this.whitespace.includes(char)) {
        if (token !== undefined) { yield token }
        token = undefined
        continue
      }

      // Otherwise, accumulate the character
      token = (token || '') + char
    }
  }
}


/**
 * Splits a given string using shell-like syntax. This function is the inverse
 * of shlex.join().
 *
 * @param {String} s String to split.
 * @returns {String[]}
 */
function shlex_split (s) {
  return Array.from(new Shlexer(s))
}

/**
 * Escapes a potentially shell-unsafe string using quotes.
 *
 * @param {String} s String to quote
 * @returns {String}
 */
function shlex_quote (s) {
  if (s === '') { return '\'\'' }

  const unsafeRe = /[^\w@%\-+=:,./]/
  if (!unsafeRe.test(s)) { return s }

  return ('\'' + s.replace(/('+)/g, '\'"$1"\'') + '\'').replace(/^''|''$/g, '')
}


/**
 * Concatenate the tokens of the list args and return a string. This function
 * is the inverse of shlex.split().
 *
 * The returned value is shell-escaped to protect against injection
 * vulnerabilities (see shlex.quote()).
 *
 * @param {String[]} args List of args to join
 * @returns {String}
 */
function shlex_join (args) {
  if (!Array.isArray(args)) {
    throw new TypeError("args should be an array")
  }
  return args.map(shlex_quote).join(" ")
}

;// CONCATENATED MODULE: ./build/kit/text/shell-words.js
// Words as a shell splits and quotes them, without expansion. Pure.

/** Returns the words of a string with quotes and backslashes, or undefined if a quote is not closed. */
function splitShellWords(text) {
    try {
        return split(text);
    }
    catch {
        return undefined;
    }
}
/** Returns the text that a shell splits into these words. */
const joinShellWords = (words) => shlex_join([...words]);

;// CONCATENATED MODULE: ./build/actions/release/src/finish/conflicts.js
// Conflicts of the merges, with the commands that resolve them.



/** Returns the error, and remembers the conflicts for the outputs. */
function conflictError({ known, inputs }, { release }, conflicts) {
    known.conflicts = conflicts;
    const files = [...conflicts].flatMap(([branch, paths]) => [
        `${escape_quote(release.branch)} can't be merged into ${escape_quote(branch)}. Files in conflict:`,
        ...paths.map((path) => `  ${visible(path)}`),
    ]);
    const commands = [
        'git fetch origin',
        joinShellWords(['git', 'checkout', '-B', release.branch, `origin/${release.branch}`]),
        ...[...conflicts.keys()].map((name) => joinShellWords(['git', 'merge', `origin/${name}`])),
        joinShellWords(['git', 'push', 'origin', release.branch]),
    ];
    const message = [
        ...files,
        'Nothing was pushed. Resolve the conflicts on the release branch, deploy that, then run "finish" again:',
        ...commands.map((line) => `  ${visible(line)}`),
        ...alternative(release, [...conflicts.keys()], inputs.into.at(-1) ?? ''),
    ];
    return new UserError('conflict', message.join('\n'));
}
/** A branch that is not tagged may have the release early: merged by hand, nothing else of that branch is released. */
function alternative({ branch }, names, last) {
    const others = names.filter((name) => name !== last);
    if (others.length === 0)
        return [];
    const which = list(others);
    return [
        `That also releases what is new on ${which}. To avoid it, merge ${escape_quote(branch)} into ${which} instead, push that, and run "finish" again`,
    ];
}
/** Returns the error for a branch that shares no history with the release. */
function unrelatedError({ branch }, into) {
    const message = `${escape_quote(branch)} and ${escape_quote(into)} have no commit in common, so git does not merge them. Nothing was pushed. Join them once by hand, with "git merge --allow-unrelated-histories", or change "into"`;
    return new UserError('conflict', message);
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/error.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */
function getLineColFromPtr(string, ptr) {
    let lines = string.slice(0, ptr).split(/\r?\n/);
    return [lines.length, lines.pop().length + 1];
}
function makeCodeBlock(string, line, column) {
    let lines = string.split(/\r?\n/);
    let codeblock = '';
    let numberLen = (Math.log10(line + 1) | 0) + 1;
    for (let i = line - 1; i <= line + 1; i++) {
        let l = lines[i - 1];
        if (!l)
            continue;
        codeblock += i.toString().padEnd(numberLen, ' ');
        codeblock += ':  ';
        codeblock += l;
        codeblock += '\n';
        if (i === line) {
            codeblock += ' '.repeat(numberLen + column + 2);
            codeblock += '^\n';
        }
    }
    return codeblock;
}
class TomlError extends Error {
    line;
    column;
    codeblock;
    constructor(message, options) {
        const [line, column] = getLineColFromPtr(options.toml, options.ptr);
        const codeblock = makeCodeBlock(options.toml, line, column);
        super(`Invalid TOML document: ${message}\n\n${codeblock}`, options);
        this.line = line;
        this.column = column;
        this.codeblock = codeblock;
    }
    /** @internal */
    static x(message, ctx, ptr) {
        throw new TomlError(message, { toml: ctx.s, ptr: ptr ?? ctx.p });
    }
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/primitive.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */

/** @internal */
function parseString(ctx) {
    let startPtr = ctx.p;
    let c = ctx.s.charCodeAt(ctx.p++);
    let first = c;
    let isLiteral = c === 0x27; /* ' */
    let isMultiline = c === ctx.s.charCodeAt(ctx.p) && c === ctx.s.charCodeAt(ctx.p + 1);
    if (isMultiline) {
        // Trim initial newline
        if ((c = ctx.s.charCodeAt(ctx.p += 2)) === 0xa /* \n */)
            ctx.p++;
        else if (c === 0xd /* \r */ && ctx.s.charCodeAt(ctx.p + 1) === 0xa /* \n */)
            ctx.p += 2;
    }
    // For the record: it is not worth it to use a fast-path for literal strings using `indexOf`.
    // Doing a char-by-char iteration ends up dispatching less instructions, for the same wall-clock runtime.
    let parsed = '';
    let sliceStart = ctx.p;
    // states:
    //   0 - decoding
    //   1 - decoding escape
    //   2 - whitespace escape (no newline encountered yet, must fail on non-whitespace)
    //   3 - whitespace escape (newline encountered, allowed to transition back to normal decode)
    let state = 0;
    for (; ctx.p < ctx.s.length; ctx.p++) {
        c = ctx.s.charCodeAt(ctx.p);
        // Deal with newlines first, since that simplifies control character checking and handling across all states
        if (isMultiline && (c === 0xa /* \n */ || (c === 0xd /* \r */ && ctx.s.charCodeAt(ctx.p + 1) === 0xa /* \n */))) {
            state = state && 3;
        }
        // Control characters are banned in TOML, so we throw an error if we encounter them
        else if ((c < 0x20 && c !== 0x9 /* \t */) || c === 0x7f) {
            TomlError.x('control characters are not allowed in strings', ctx);
        }
        // The string might terminate while we're parsing through a newline escape.
        // It must have encountered a newline; otherwise, it'll simply fail in another branch.
        else if ((!state || state === 3) && c === first && (!isMultiline || (ctx.s.charCodeAt(ctx.p + 1) === first && ctx.s.charCodeAt(ctx.p + 2) === first))) {
            if (isMultiline) {
                // If the string ends with 4-5 quotes, then the first 1-2 are part of the string
                if (ctx.s.charCodeAt(ctx.p + 3) === first)
                    ctx.p++;
                if (ctx.s.charCodeAt(ctx.p + 3) === first)
                    ctx.p++;
            }
            // If we're in a newline escape still, then there's nothing to add.
            if (!state) {
                // Avoid a useless concat operation if the string can be used as-is.
                let s = ctx.s.slice(sliceStart, ctx.p);
                parsed = parsed ? parsed + s : s;
            }
            ctx.p += isMultiline ? 3 : 1;
            return parsed;
        }
        // Baseline state; keep moving forward unless an escape sequence starts
        else if (!state) {
            if (!isLiteral && c === 0x5c /* \ */) {
                parsed += ctx.s.slice(sliceStart, (sliceStart = ctx.p));
                state = 1;
            }
        }
        else if (state === 1) {
            if (c === 0x78 /* x */ || c === 0x75 /* u */ || c === 0x55 /* U */) { // Unicode escape
                let errPtr = ctx.p++ - 1;
                let value = 0;
                let len = c === 0x78 /* x */ ? 2 : c === 0x75 /* u */ ? 4 : 8;
                for (let j = 0; j < len; j++, ctx.p++) {
                    let hex = ctx.s.charCodeAt(ctx.p);
                    let digit = 
                    /* 0-9 */ hex >= 0x30 && hex <= 0x39 ? hex - 0x30 :
                        /* A-F */ hex >= 0x41 && hex <= 0x46 ? hex - 0x41 + 10 :
                            /* a-f */ hex >= 0x61 && hex <= 0x66 ? hex - 0x61 + 10 : -1;
                    if (digit < 0)
                        TomlError.x('invalid non-hex character in unicode escape', ctx);
                    value = (value << 4) | digit;
                }
                // Because JS does bitwise on signed 32bit integers, all 0xfzzzzzzz values are actually seen as negative
                if (value < 0 || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
                    TomlError.x('invalid unicode escape', ctx, errPtr);
                }
                parsed += String.fromCodePoint(value);
                sliceStart = ctx.p--;
                state = 0;
            }
            // Newline escape sequence. We only need to care about spaces and tabs; newlines are dealt with earlier
            else if (isMultiline && (c === 0x20 || c === 0x9 /* \t */)) {
                state = 2;
            }
            // Basic escape sequence
            else {
                if (c === 0x62 /* b */)
                    parsed += '\b';
                else if (c === 0x74 /* t */)
                    parsed += '\t';
                else if (c === 0x6e /* n */)
                    parsed += '\n';
                else if (c === 0x66 /* f */)
                    parsed += '\f';
                else if (c === 0x72 /* r */)
                    parsed += '\r';
                else if (c === 0x65 /* e */)
                    parsed += '\x1b';
                else if (c === 0x22 /* " */)
                    parsed += '"';
                else if (c === 0x5c /* \ */)
                    parsed += '\\';
                else
                    TomlError.x('unrecognised escape sequence', ctx);
                sliceStart = ctx.p + 1;
                state = 0;
            }
        }
        // Newline escape continuation: keep moving forward until the first non-whitespace char
        else if (c !== 0x20 && c !== 0x9 /* \t */) {
            if (state === 2)
                TomlError.x('invalid escape: only line-ending whitespace may be escaped', ctx, sliceStart);
            // State cannot be zero, or we'd have branched earlier already.
            // If it's a backslash, immediately transition to the escape state so it can be processed.
            state = !isLiteral && c === 0x5c /* \ */ ? 1 : 0;
            sliceStart = ctx.p;
        }
    }
    TomlError.x('unfinished string', ctx, startPtr);
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/date.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */
let DATE_TIME_RE = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
class TomlDate extends Date {
    #hasDate = false;
    #hasTime = false;
    #offset = null;
    constructor(date, fasttype, unsafeDelim) {
        let hasDate = true;
        let hasTime = true;
        let offset = 'Z';
        let c;
        if (typeof date === 'string') {
            if (fasttype)
                prep: {
                    // Date-time
                    if (fasttype < 3) {
                        if (+date.slice(11, 13) > 23) {
                            date = '';
                            break prep;
                        }
                        // Local
                        if (fasttype === 2) {
                            offset = null;
                            date += 'Z';
                        }
                        // Offset; keep track of offset if not Z
                        else if ((c = date.charCodeAt(date.length - 1)) !== 0x5a /* Z */ && c !== 0x7a /* z */) {
                            offset = date.slice(date.length - 6);
                        }
                        if (unsafeDelim)
                            date = date.slice(0, 10) + 'T' + date.slice(11);
                    }
                    // Time
                    else if (fasttype === 4) {
                        date = +date.slice(0, 2) > 23 ? '' : `0000-01-01T${date}Z`;
                    }
                    hasDate = fasttype !== 4;
                    hasTime = fasttype !== 3;
                }
            else {
                let match = date.match(DATE_TIME_RE);
                if (match) {
                    if (!match[1]) {
                        hasDate = false;
                        date = `0000-01-01T${date}`;
                    }
                    hasTime = !!match[2];
                    // Make sure to use T instead of a space. Breaks in case of extreme values otherwise.
                    hasTime && date[10] === ' ' && (date = date.replace(' ', 'T'));
                    // Do not allow rollover hours.
                    if (match[2] && +match[2] > 23) {
                        date = '';
                    }
                    else {
                        offset = match[3] || null;
                        if (!offset && hasTime)
                            date += 'Z';
                    }
                }
                else {
                    date = '';
                }
            }
        }
        super(date);
        if (!isNaN(this.getTime())) {
            this.#hasDate = hasDate;
            this.#hasTime = hasTime;
            this.#offset = offset;
        }
    }
    isDateTime() {
        return this.#hasDate && this.#hasTime;
    }
    isLocal() {
        return !this.#hasDate || !this.#hasTime || !this.#offset;
    }
    isDate() {
        return this.#hasDate && !this.#hasTime;
    }
    isTime() {
        return this.#hasTime && !this.#hasDate;
    }
    isValid() {
        return this.#hasDate || this.#hasTime;
    }
    toISOString() {
        let iso = super.toISOString();
        // Local Date
        if (this.isDate())
            return iso.slice(0, 10);
        // Local Time
        if (this.isTime())
            return iso.slice(11, 23);
        // Local DateTime
        if (this.#offset === null)
            return iso.slice(0, -1);
        // Offset DateTime
        if (this.#offset === 'Z' || this.#offset === 'z')
            return iso;
        // This part is quite annoying: JS strips the original timezone from the ISO string representation
        // Instead of using a "modified" date and "Z", we restore the representation "as authored"
        let offset = (+(this.#offset.slice(1, 3)) * 60) + +(this.#offset.slice(4, 6));
        offset = this.#offset[0] === '-' ? offset : -offset;
        let offsetDate = new Date(this.getTime() - (offset * 60e3));
        return offsetDate.toISOString().slice(0, -1) + this.#offset;
    }
    static wrapAsOffsetDateTime(jsDate, offset = 'Z') {
        let date = new TomlDate(jsDate);
        date.#offset = offset;
        return date;
    }
    static wrapAsLocalDateTime(jsDate) {
        let date = new TomlDate(jsDate);
        date.#offset = null;
        return date;
    }
    static wrapAsLocalDate(jsDate) {
        let date = new TomlDate(jsDate);
        date.#hasTime = false;
        date.#offset = null;
        return date;
    }
    static wrapAsLocalTime(jsDate) {
        let date = new TomlDate(jsDate);
        date.#hasDate = false;
        date.#offset = null;
        return date;
    }
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/extract.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */




function isDigit(char, base = 10) {
    return base === 16
        ? (char > 0x2f && char < 0x3a) || (char > 0x40 && char < 0x47) || (char > 0x60 && char < 0x67)
        : (char > 0x2f && char < 0x30 + base);
}
function isEndOfValue(char, delim) {
    // Whitespace -- we're permissive on `\r` for performance; it'll be dealt with later anyway
    return char === 0x20 || char === 0x9 /* \t */ || char === 0xa /* \n */ || char === 0xd /* \r */ ||
        // Structure end or next value delimiter
        (delim && (char === delim || char === 0x2c /* , */)) ||
        // Comment
        char === 0x23; /* # */
}
/** @internal */
function extractValue(ctx, end) {
    let errPtr = ctx.p;
    let c = ctx.s.charCodeAt(ctx.p);
    // Structs
    if (c === 0x5b /* [ */ || c === 0x7b /* { */) {
        ctx.d-- || TomlError.x('document contains excessively nested structures. aborting.', ctx);
        let value = c === 0x5b /* [ */
            ? parseArray(ctx)
            : parseInlineTable(ctx);
        ctx.d++;
        return value;
    }
    // Strings
    if (c === 0x22 /* " */ || c === 0x27 /* ' */) {
        return parseString(ctx);
    }
    // Booleans
    // We can fast-path because the first character is enough to know the only possible value
    if (c === 0x74 /* t */) { // Only possible valid value is `true`
        if (ctx.s.charCodeAt(++ctx.p) !== 0x72 || ctx.s.charCodeAt(++ctx.p) !== 0x75 || ctx.s.charCodeAt(++ctx.p) !== 0x65)
            TomlError.x('invalid value', ctx, errPtr);
        return ctx.p++, true;
    }
    if (c === 0x66 /* f */) { // Only possible valid value is `false`
        if (ctx.s.charCodeAt(++ctx.p) !== 0x61 || ctx.s.charCodeAt(++ctx.p) !== 0x6c || ctx.s.charCodeAt(++ctx.p) !== 0x73 || ctx.s.charCodeAt(++ctx.p) !== 0x65)
            TomlError.x('invalid value', ctx, errPtr);
        return ctx.p++, false;
    }
    if (c === 0x2b /* + */ || c === 0x2d /* - */) {
        return parseNumber(ctx, ctx.p, ctx.s.charCodeAt(++ctx.p), 0x2c - c, end);
    }
    // Rough heuristic, but `parseDate` falls back to number parsing if it's a false positive.
    // e.g.: `a = 1\n-------------- = 1` would match this heuristic, but gracefully fallback to numbers.
    if (ctx.s.charCodeAt(ctx.p + 4) === 0x2d /* - */ && ctx.s.charCodeAt(ctx.p + 7) === 0x2d /* - */) {
        return parseDate(ctx, c, end);
    }
    // Same logic as above; `parseTime` falls back to number parsing if it's a false positive.
    if (ctx.s.charCodeAt(ctx.p + 2) === 0x3a /* : */) {
        return parseTime(ctx, c, end);
    }
    return parseNumber(ctx, ctx.p, c, 0, end);
}
// State:
// 0: init
// 1: integer
// 2: fractional dot
// 3: fractional
// 4: exponent letter
// 5: exponent
// 6: exponent sign
// 7: exponent with sign
// >9: underscore; see below
//     -> 12: was integer
//     -> 14: was fractional
//     -> 16: was exponent
// states 2-5, 14, 16 are ONLY permitted iif base === 10
function parseNumber(ctx, startPtr, startChr, sign, endChr) {
    let c = startChr;
    let state = 0;
    let hasUnderscores = false;
    // (+/-)inf
    if (c === 0x69 /* i */) {
        if (ctx.s.charCodeAt(++ctx.p) !== 0x6e || ctx.s.charCodeAt(++ctx.p) !== 0x66)
            TomlError.x('invalid value', ctx, startPtr);
        return ctx.p++, (sign || 1) / 0;
    }
    // (+/-)nan
    if (c === 0x6e /* n */) {
        if (ctx.s.charCodeAt(++ctx.p) !== 0x61 || ctx.s.charCodeAt(++ctx.p) !== 0x6e)
            TomlError.x('invalid value', ctx, startPtr);
        return ctx.p++, NaN;
    }
    // Leading zero
    // Only allowed cases: `0<EOV>`, `0.(...)`, `0e(...)`, `0x(...)`, `0b(...)`, `0o(...)`
    // FWIW, `0e(...)` is a stupid case, but it's not banned per-se so we have to parse it
    if (c === 0x30 /* 0 */) {
        if (++ctx.p >= ctx.s.length || isEndOfValue(c = ctx.s.charCodeAt(ctx.p), endChr))
            return ctx.bi === true ? 0n : 0; // note: conveniently deals with `-0`
        if (!sign) {
            if (c === 0x78 /* x */)
                return parseIntegerBaseN(ctx, startPtr, 16, endChr);
            else if (c === 0x62 /* b */)
                return parseIntegerBaseN(ctx, startPtr, 2, endChr);
            else if (c === 0x6f /* o */)
                return parseIntegerBaseN(ctx, startPtr, 8, endChr);
        }
        if (c === 0x2e /* . */)
            state = 2;
        else if (c === 0x65 /* e */ || c === 0x45 /* E */)
            state = 4;
        else
            TomlError.x('illegal leading zero', ctx, startPtr);
    }
    // If the 1st char is not a digit by now, then it's not a valid TOML value at all
    else if (!isDigit(c))
        TomlError.x('invalid value', ctx, startPtr);
    while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
        if (!state)
            state = 1; // Detects single-digit numbers we can use a fast parse path for
        // The way the states are numbered is not random: underscores are always permitted in odd-numbered states and
        // never permitted in even-numbered ones.
        if (c === 0x5f /* _ */) {
            if (!(state & 1))
                TomlError.x('illegal underscore', ctx);
            state += 11; // 11 is a marker that makes the state even and greater than 9; see the numbering + rationale above
            hasUnderscores = true;
        }
        // Transition to fractional part.
        else if (state === 1 && c === 0x2e /* . */)
            state = 2;
        // Transition to exponent part.
        else if ((state === 1 || state === 3) && (c === 0x65 /* e */ || c === 0x45 /* E */))
            state = 4;
        // + and - are permitted in state 4 only (handled before entering the function for state 0)
        else if (state === 4 && (c === 0x2b /* + */ || c === 0x2d /* - */)) {
            state = 6;
        }
        // All special cases have been handled; only digits are allowed here
        else if (!isDigit(c))
            TomlError.x(`illegal character in numeric literal`, ctx);
        // Clear state flags
        else if (state > 9)
            state -= 11;
        else if (!(state & 1))
            state++;
    }
    // Single-char number; we can fast-path these very easily.
    if (!state) {
        let val = (startChr - 0x30 /* 0 */) * (sign || 1);
        return ctx.bi === true ? BigInt(val) : val;
    }
    // Even-numbered states absolutely require a digit next; not even end of value is permitted
    if (!(state & 1))
        TomlError.x('unfinished numeric value', ctx, startPtr);
    let str = ctx.s.slice(startPtr, ctx.p);
    if (hasUnderscores)
        str = str.replaceAll('_', ''); // perf: replaceAll 1.25x faster than replace with a regex
    return state > 1
        ? parseFloat(str)
        : parseInteger(ctx, str, 10, startPtr);
}
function parseIntegerBaseN(ctx, startPtr, base, endChr) {
    let c, underscore = 1;
    while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
        if (c === 0x5f /* _ */) {
            if (underscore & 1)
                TomlError.x('illegal underscore', ctx);
            underscore = 3;
        }
        // We only need to check if the number is a valid digit, nothing else is permitted
        else if (!isDigit(c, base))
            TomlError.x(`illegal character in numeric literal`, ctx);
        // Clear underscore flag
        else if (underscore & 1)
            underscore--;
    }
    // Trailing underscore is not allowed
    if (underscore & 1)
        TomlError.x('unfinished numeric value', ctx);
    let str = ctx.s.slice(startPtr + 2, ctx.p);
    if (underscore)
        str = str.replaceAll('_', ''); // perf: replaceAll 1.25x faster than replace with a regex
    return parseInteger(ctx, str, base, startPtr);
}
function parseInteger(ctx, str, base, startPtr) {
    if (ctx.bi !== true)
        int: {
            let val = parseInt(str, base);
            if (!Number.isSafeInteger(val)) {
                if (ctx.bi)
                    break int;
                TomlError.x('integer value cannot be represented losslessly', ctx, startPtr);
            }
            return val;
        }
    return base === 10 ? BigInt(str) : BigInt((base === 2 ? '0b' : base === 8 ? '0o' : '0x') + str);
}
function parseDate(ctx, c, endChr) {
    let startPtr = ctx.p++, unsafeSeparator;
    if (!isDigit(c) ||
        !isDigit(ctx.s.charCodeAt(ctx.p++)) ||
        !isDigit(ctx.s.charCodeAt(ctx.p++)) ||
        !isDigit(ctx.s.charCodeAt(ctx.p++))) {
        return parseNumber(ctx, ctx.p = startPtr, c, 0, endChr);
    }
    ctx.p += 5;
    if (!isDigit(ctx.s.charCodeAt(ctx.p++)))
        TomlError.x('invalid date-time: date part is malformed', ctx, startPtr);
    if (ctx.p >= ctx.s.length || (((c = ctx.s.charCodeAt(ctx.p)) !== 0x20 || (unsafeSeparator = true, !isDigit(ctx.s.charCodeAt(ctx.p + 1)))) && c !== 0x54 /* T */ && c !== 0x74 /* t */)) {
        let t = ctx.s.slice(startPtr, ctx.p);
        return readDate(ctx, t, 3, false, startPtr);
    }
    if (ctx.s.charCodeAt(ctx.p += 3) !== 0x3a /* : */)
        TomlError.x('invalid date-time: time part is malformed', ctx, startPtr);
    if (ctx.s.charCodeAt(ctx.p += 3) === 0x3a /* : */)
        ctx.p += 3;
    if (ctx.s.charCodeAt(ctx.p) === 0x2e /* . */)
        while (isDigit(ctx.s.charCodeAt(++ctx.p)))
            ;
    if (c = ctx.s.charCodeAt(ctx.p)) {
        if (c === 0x5a /* Z */ || c === 0x7a /* z */) {
            let t = ctx.s.slice(startPtr, ++ctx.p);
            return readDate(ctx, t, 1, unsafeSeparator, startPtr, '[+00:00]');
        }
        if (c === 0x2b /* + */ || c === 0x2d /* - */) {
            // Temporal's ZonedDateTime is weird asf when it comes to dealing with traditional offsets...
            // It's 1.2x faster to allocate a new string to pass to ZDT than use Instant.toZonedDateTimeISO
            let t = ctx.s.slice(startPtr, ctx.p += 6);
            return readDate(ctx, t, 1, unsafeSeparator, startPtr, !ctx.ld && ('[' + ctx.s.slice(ctx.p - 6, ctx.p) + ']'));
        }
    }
    let t = ctx.s.slice(startPtr, ctx.p);
    return readDate(ctx, t, 2, unsafeSeparator, startPtr);
}
function parseTime(ctx, c, endChr) {
    let start = ctx.p;
    if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(++ctx.p))) {
        return parseNumber(ctx, --ctx.p, c, 0, endChr);
    }
    if (ctx.s.charCodeAt(ctx.p += 4) === 0x3a /* : */)
        ctx.p += 3;
    if (ctx.s.charCodeAt(ctx.p) === 0x2e /* . */)
        while (isDigit(ctx.s.charCodeAt(++ctx.p)))
            ;
    let t = ctx.s.slice(start, ctx.p);
    return readDate(ctx, t, 4, false, start);
}
function readDate(ctx, str, type, unsafeDelim, errPtr, temporalSuffix) {
    if (ctx.ld) {
        let date = new TomlDate(str, type, unsafeDelim);
        if (!date.isValid())
            TomlError.x('invalid date', ctx, errPtr);
        return date;
    }
    try {
        if (temporalSuffix)
            str += temporalSuffix;
        switch (type) {
            case 1: return Temporal.ZonedDateTime.from(str);
            case 2: return Temporal.PlainDateTime.from(str);
            case 3: return Temporal.PlainDate.from(str);
            case 4: return Temporal.PlainTime.from(str);
        }
    }
    catch (e) {
        TomlError.x(e instanceof Error ? e.message : '' + e, ctx, errPtr);
    }
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/util.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */

/** @internal */
function skipComment(ctx) {
    for (; ctx.p < ctx.s.length; ctx.p++) {
        let c = ctx.s.charCodeAt(ctx.p);
        if (c === 0xa /* \n */)
            break;
        if (c === 0xd /* \r */ && ctx.s.charCodeAt(ctx.p + 1) === 0xa /* \n */) {
            ctx.p++;
            break;
        }
        if ((c < 0x20 && c !== 0x9 /* \t */) || c === 0x7f) {
            TomlError.x('control characters are not allowed in comments', ctx);
        }
    }
}
/** @internal */
function skipVoid(ctx, banNewLines, banComments) {
    let c;
    while (ctx.p < ctx.s.length) {
        while (ctx.p < ctx.s.length && ((c = ctx.s.charCodeAt(ctx.p)) === 0x20 ||
            c === 0x9 /* \t */ ||
            (!banNewLines &&
                (c === 0xa /* \n */ || (c === 0xd /* \r */ && ctx.s.charCodeAt(ctx.p + 1) === 0xa /* \n */)))))
            ctx.p++;
        if (banComments || c !== 0x23 /* # */)
            break;
        skipComment(ctx);
    }
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/struct.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */




/** @internal */
function parseKey(ctx, end = 0x3d /* = */) {
    // States:
    // 0: before first char
    // 1: parsing bare key
    // 2: after key component
    let startPtr;
    let state = 0;
    let parsed = [];
    let sliceStart;
    let c = ctx.s.charCodeAt(startPtr = ctx.p);
    do {
        // End of key
        if (c === end) {
            if (!state)
                TomlError.x('unexpected end of key', ctx);
            if (state === 1)
                parsed.push(ctx.s.slice(sliceStart, ctx.p));
            return ctx.p++, parsed;
        }
        // Dotted key separator
        else if (c === 0x2e /* . */) {
            if (!state)
                TomlError.x('illegal empty bare key', ctx);
            if (state === 1)
                parsed.push(ctx.s.slice(sliceStart, ctx.p));
            state = 0;
        }
        // Quoted key
        else if (!state && (c === 0x22 /* " */ || c === 0x27 /* ' */)) {
            if (c === ctx.s.charCodeAt(ctx.p + 1) && c === ctx.s.charCodeAt(ctx.p + 2))
                TomlError.x('illegal quoted key: multiline strings are not allowed', ctx);
            parsed.push(parseString(ctx));
            state = 2;
            ctx.p--;
        }
        // Whitespace; no-op in state 0 and 2, end of bare key in state 1
        else if (c === 0x20 || c === 0x9 /* \t */) {
            if (state === 1) {
                parsed.push(ctx.s.slice(sliceStart, ctx.p));
                state = 2;
            }
        }
        // If state is post-key, no character is allowed; otherwise ensure it's a bare-key component
        else if (state === 2 || (c < 0x30 && c !== 0x2d /* - */) || (c > 0x39 && c < 0x41) || (c > 0x5a && c < 0x61 && c !== 0x5f /* _ */) || c > 0x7a) {
            TomlError.x('illegal character in key', ctx);
        }
        // Illegal character
        else if (!state) {
            state = 1;
            sliceStart = ctx.p;
        }
    } while (c = ctx.s.charCodeAt(++ctx.p));
    TomlError.x('incomplete key-value: cannot find end of key', ctx, startPtr);
}
/** @internal */
function parseInlineTable(ctx) {
    let startPtr = ctx.p++;
    let res = Object.create(null);
    let seen = new Set();
    let c;
    while (ctx.p < ctx.s.length) {
        skipVoid(ctx);
        if ((c = ctx.s.charCodeAt(ctx.p)) === 0x7d /* } */) {
            ctx.p++;
            return res;
        }
        let k;
        let t = res;
        let hasOwn = false;
        let errPtr = ctx.p;
        let key = parseKey(ctx);
        for (let i = 0; i < key.length; i++) {
            if (i)
                t = hasOwn ? t[k] : (t[k] = Object.create(null));
            k = key[i];
            if ((hasOwn = Object.hasOwn(t, k)) && (typeof t[k] !== 'object' || seen.has(t[k]))) {
                TomlError.x('trying to redefine an already defined value', ctx, errPtr);
            }
            let unsafe = k === '__proto__';
            if (ctx.uk && (unsafe || k === 'constructor')) {
                t = ctx.uk !== 1 && TomlError.x('document contains an unsafe property', ctx, errPtr);
                break;
            }
            if (!hasOwn && unsafe) {
                Object.defineProperty(t, k, { enumerable: true, configurable: true, writable: true });
            }
        }
        if (hasOwn) {
            TomlError.x('trying to redefine an already defined value', ctx, errPtr);
        }
        skipVoid(ctx, true, true);
        let value = extractValue(ctx, 0x7d /* } */);
        if (t && typeof (t[k] = value) === 'object')
            seen.add(value);
        skipVoid(ctx);
        if ((c = ctx.s.charCodeAt(ctx.p++)) === 0x7d /* } */) {
            return res;
        }
        if (c !== 0x2c /* , */)
            TomlError.x('expected comma or end of structure', ctx, ctx.p - 1);
    }
    TomlError.x('unfinished table', ctx, startPtr);
}
/** @internal */
function parseArray(ctx) {
    let startPtr = ctx.p++;
    let res = [];
    let c;
    while (ctx.p < ctx.s.length) {
        skipVoid(ctx);
        if ((c = ctx.s.charCodeAt(ctx.p)) === 0x5d /* ] */) {
            ctx.p++;
            return res;
        }
        res.push(extractValue(ctx, 0x5d /* ] */));
        skipVoid(ctx);
        if ((c = ctx.s.charCodeAt(ctx.p++)) === 0x5d /* ] */) {
            return res;
        }
        if (c !== 0x2c /* , */)
            TomlError.x('expected comma or end of structure', ctx, ctx.p - 1);
    }
    TomlError.x('unfinished array', ctx, startPtr);
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/parse.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */




function peekTable(ctx, key, table, meta, type) {
    let t = table;
    let m = meta;
    let k;
    let hasOwn = false;
    let state;
    for (let i = 0; i < key.length; i++) {
        if (i) {
            t = hasOwn ? t[k] : (t[k] = Object.create(null));
            m = (state = m[k]).c;
            if (type === 0 /* Type.DOTTED */ && (state.t === 1 /* Type.EXPLICIT */ || state.t === 2 /* Type.ARRAY */)) {
                return null;
            }
            if (state.t === 2 /* Type.ARRAY */) {
                let l = t.length - 1;
                t = t[l];
                m = m[l].c;
            }
        }
        k = key[i];
        if ((hasOwn = Object.hasOwn(t, k)) && m[k]?.t === 0 /* Type.DOTTED */ && m[k]?.d) {
            return null;
        }
        if (!hasOwn) {
            let unsafe = k === '__proto__';
            if (ctx.uk && (unsafe || k === 'constructor'))
                return false;
            if (unsafe) {
                Object.defineProperty(t, k, { enumerable: true, configurable: true, writable: true });
                Object.defineProperty(m, k, { enumerable: true, configurable: true, writable: true });
            }
            m[k] = {
                t: i < key.length - 1 && type === 2 /* Type.ARRAY */
                    ? 3 /* Type.ARRAY_DOTTED */ : type,
                d: false,
                i: 0,
                c: Object.create(null),
            };
        }
    }
    state = m[k];
    if (state.t !== type && !(type === 1 /* Type.EXPLICIT */ && state.t === 3 /* Type.ARRAY_DOTTED */)) {
        // Bad key type!
        return null;
    }
    if (type === 2 /* Type.ARRAY */) {
        if (!state.d) {
            state.d = true;
            t[k] = [];
        }
        t[k].push(t = Object.create(null));
        state.c[state.i++] = (state = { t: 1 /* Type.EXPLICIT */, d: false, i: 0, c: Object.create(null) });
    }
    if (state.d) {
        // Redefining a table!
        return null;
    }
    state.d = true;
    if (type === 1 /* Type.EXPLICIT */) {
        t = hasOwn ? t[k] : (t[k] = Object.create(null));
    }
    else if (type === 0 /* Type.DOTTED */ && hasOwn) {
        return null;
    }
    return [k, t, state.c];
}
function validateTablePeek(ctx, peek, ptr) {
    if (peek === null || ctx.uk === 2)
        TomlError.x(peek === null
            ? 'trying to redefine an already defined table or value'
            : 'document contains an unsafe property', ctx, ptr);
}
function parse_parse(toml, options = {}) {
    let ctx = {
        s: toml,
        p: 0,
        d: options.maxDepth ?? 1000,
        bi: options.integersAsBigInt ?? false,
        ld: options.useLegacyDate ?? true,
        uk: options.unsafeKeyBehaviour === 'throw' ? 2 : options.unsafeKeyBehaviour === 'drop' ? 1 : 0,
    };
    let res = Object.create(null);
    let meta = Object.create(null);
    let tmp;
    let skipping = false;
    let tbl = res;
    let m = meta;
    // BOM is allowed, skip.
    // JS is UTF-16, so we have to check for the UTF-16 BOM instead of the UTF-8 BOM sequence!
    if (toml.charCodeAt(0) === 0xfeff)
        ctx.p++;
    skipVoid(ctx);
    while (ctx.p < toml.length) {
        if (toml.charCodeAt(ctx.p) === 0x5b /* [ */) {
            let isTableArray = toml.charCodeAt(++ctx.p) === 0x5b; /* [ */
            tmp = ctx.p += +isTableArray;
            skipping = false;
            let k = parseKey(ctx, 0x5d /* ] */);
            if (isTableArray) {
                if (toml.charCodeAt(ctx.p) !== 0x5d /* ] */) {
                    TomlError.x('expected end of table array declaration', ctx);
                }
                ctx.p++;
            }
            let p = peekTable(ctx, k, res, meta, isTableArray ? 2 /* Type.ARRAY */ : 1 /* Type.EXPLICIT */);
            if (!p) {
                validateTablePeek(ctx, p, tmp);
                skipping = true;
            }
            else {
                m = p[2];
                tbl = p[1];
            }
        }
        else {
            tmp = ctx.p;
            let k = parseKey(ctx);
            let p = peekTable(ctx, k, tbl, m, 0 /* Type.DOTTED */);
            if (!p && !skipping)
                validateTablePeek(ctx, p, tmp);
            skipVoid(ctx, true, true);
            let v = extractValue(ctx, void 0);
            if (p && !skipping)
                p[1][p[0]] = v;
        }
        skipVoid(ctx, true);
        if (ctx.p < toml.length && (tmp = toml.charCodeAt(ctx.p)) !== 0xa /* \n */ && (tmp !== 0xd /* \r */ || toml.charCodeAt(ctx.p + 1) !== 0xa /* \n */)) {
            TomlError.x('each key-value declaration must be followed by an end-of-line', ctx);
        }
        skipVoid(ctx);
    }
    return res;
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/stringify.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */
let BARE_KEY = /^[a-z0-9-_]+$/i;
let HAS_WELLFORMED = !!(''.isWellFormed);
function extendedTypeOf(obj) {
    let type = typeof obj;
    if (type === 'object') {
        if (Array.isArray(obj))
            return 'array';
        if (typeof obj.getUTCDate === 'function' && obj instanceof Date)
            return 'date';
        if (globalThis.Temporal) {
            if (obj.until) {
                if (obj instanceof Temporal.ZonedDateTime)
                    return 'temporal/tz+uc';
                if (obj instanceof Temporal.PlainDateTime || obj instanceof Temporal.PlainDate)
                    return 'temporal/uc';
                if (obj instanceof Temporal.PlainTime || obj instanceof Temporal.Instant)
                    return 'temporal';
                if (obj instanceof Temporal.PlainYearMonth)
                    return 'temporal/x';
            }
            else if ((obj.toPlainDate && obj instanceof Temporal.PlainMonthDay) ||
                (obj.negated && obj instanceof Temporal.Duration)) {
                return 'temporal/x';
            }
        }
    }
    return type;
}
function isArrayOfTables(obj) {
    for (let i = 0; i < obj.length; i++) {
        if (extendedTypeOf(obj[i]) !== 'object')
            return false;
    }
    return obj.length != 0;
}
function formatWellFormedStringUnchecked(s) {
    return JSON.stringify(s).replaceAll('\x7f', '\\u007f');
}
function formatString(s) {
    return formatWellFormedStringUnchecked(HAS_WELLFORMED ? s.toWellFormed() : s);
}
function formatKey(s) {
    if (BARE_KEY.test(s))
        return s;
    if (HAS_WELLFORMED && !s.isWellFormed())
        throw new RangeError('key contains illegal lone surrogates');
    return formatWellFormedStringUnchecked(s);
}
function stringifyValue(val, type, depth, numberAsFloat, strictTemporal) {
    if (depth === 0) {
        throw new Error('Could not stringify the object: maximum object depth exceeded');
    }
    switch (type) {
        // @ts-expect-error -- intentional fallthrough case
        case 'number':
            if (isNaN(val))
                return 'nan';
            if (val === Infinity)
                return 'inf';
            if (val === -Infinity)
                return '-inf';
            if (Number.isInteger(val) && (numberAsFloat || !Number.isSafeInteger(val)))
                return val.toFixed(1);
        case 'bigint':
        case 'boolean':
        case 'temporal':
            return val.toString();
        case 'string':
            return formatString(val);
        case 'date':
            if (isNaN(val.getTime()))
                throw new TypeError('cannot serialize invalid date');
            return val.toISOString();
        case 'object':
            return stringifyInlineTable(val, depth, numberAsFloat, strictTemporal);
        case 'array':
            return stringifyArray(val, depth, numberAsFloat, strictTemporal);
        // @ts-expect-error -- intentional fallthrough case
        case 'temporal/tz+uc':
            if (strictTemporal) {
                let tz = val.timeZoneId;
                let tzc = tz.charCodeAt(0);
                if (
                // Classic offset
                tzc !== 0x2b /* + */ && tzc !== 0x2d /* - */ &&
                    (
                    // Fast pre-check pass; see below for the actually accepted values
                    (tzc !== 0x55 /* U */ && tzc !== 0x47 /* G */ && tzc !== 0x5a /* Z */ && tzc !== 0x45 /* E */) ||
                        (
                        // UTC and its aliases; Temporal implementations don't all canonicalise unfortunately
                        tz !== 'UTC' && tz !== 'UCT' && tz !== 'Universal' && tz !== 'Zulu' &&
                            // GMT is a TZ but it's for all intents and purposes equivalent to UTC. Safe to downgrade.
                            !tz.startsWith('GMT') && tz !== 'Greenwich' &&
                            // Etc/* are all safe to downgrade to offset (either UTC, GMT, or offset)
                            !tz.startsWith('Etc/')))) {
                    throw new TypeError('Temporal objects with an IANA timezone are not allowed in Temporal strict mode');
                }
            }
        case 'temporal/uc':
            if (strictTemporal && val.calendarId !== 'iso8601')
                throw new TypeError('Temporal objects with a non-default calendar are not allowed in Temporal strict mode');
            return val.toString({
                calendarName: 'never',
                timeZoneName: 'never',
            });
        case 'temporal/x':
            throw new TypeError('Unsupported ' + val[Symbol.toStringTag]);
    }
}
function stringifyInlineTable(obj, depth, numberAsFloat, strictTemporal) {
    let keys = Object.keys(obj);
    if (keys.length === 0)
        return '{}';
    let res = '{ ';
    for (let i = 0; i < keys.length; i++) {
        let k = keys[i];
        if (i)
            res += ', ';
        res += formatKey(k) + ' = ' + stringifyValue(obj[k], extendedTypeOf(obj[k]), depth - 1, numberAsFloat, strictTemporal);
    }
    return res + ' }';
}
function stringifyArray(array, depth, numberAsFloat, strictTemporal) {
    if (array.length === 0)
        return '[]';
    let res = '[ ';
    for (let i = 0; i < array.length; i++) {
        if (i)
            res += ', ';
        if (array[i] === null || array[i] === void 0) {
            throw new TypeError('arrays cannot contain null or undefined values');
        }
        res += stringifyValue(array[i], extendedTypeOf(array[i]), depth - 1, numberAsFloat, strictTemporal);
    }
    return res + ' ]';
}
function stringifyArrayTable(array, key, depth, numberAsFloat, strictTemporal) {
    if (depth === 0) {
        throw new Error('Could not stringify the object: maximum object depth exceeded');
    }
    let res = '';
    for (let i = 0; i < array.length; i++) {
        res += `${res && '\n'}[[${key}]]\n`;
        res += stringifyTable(0, array[i], key, depth, numberAsFloat, strictTemporal);
    }
    return res;
}
function stringifyTable(tableKey, obj, prefix, depth, numberAsFloat, strictTemporal) {
    if (depth === 0) {
        throw new Error('Could not stringify the object: maximum object depth exceeded');
    }
    let preamble = '';
    let tables = '';
    let keys = Object.keys(obj);
    for (let i = 0; i < keys.length; i++) {
        let k = keys[i];
        if (obj[k] !== null && obj[k] !== void 0) {
            let type = extendedTypeOf(obj[k]);
            if (type === 'symbol' || type === 'function') {
                throw new TypeError(`cannot serialize values of type '${type}'`);
            }
            let key = formatKey(k);
            if (type === 'array' && isArrayOfTables(obj[k])) {
                tables += (tables && '\n') + stringifyArrayTable(obj[k], prefix ? `${prefix}.${key}` : key, depth - 1, numberAsFloat, strictTemporal);
            }
            else if (type === 'object') {
                let tblKey = prefix ? `${prefix}.${key}` : key;
                tables += (tables && '\n') + stringifyTable(tblKey, obj[k], tblKey, depth - 1, numberAsFloat, strictTemporal);
            }
            else {
                preamble += key;
                preamble += ' = ';
                preamble += stringifyValue(obj[k], type, depth, numberAsFloat, strictTemporal);
                preamble += '\n';
            }
        }
    }
    if (tableKey && (preamble || !tables)) // Create table only if necessary
        preamble = preamble ? `[${tableKey}]\n${preamble}` : `[${tableKey}]`;
    return preamble && tables
        ? `${preamble}\n${tables}`
        : preamble || tables;
}
function stringify(obj, { maxDepth = 1000, numbersAsFloat = false, strictTemporal = false } = {}) {
    if (extendedTypeOf(obj) !== 'object') {
        throw new TypeError('stringify can only be called with an object');
    }
    let str = stringifyTable(0, obj, '', maxDepth, numbersAsFloat, strictTemporal);
    if (str[str.length - 1] !== '\n')
        return str + '\n';
    return str;
}

;// CONCATENATED MODULE: ./node_modules/smol-toml/dist/index.js
/*!
 * Copyright (c) Squirrel Chat et al., All rights reserved.
 * SPDX-License-Identifier: BSD-3-Clause
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice, this
 *    list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the
 *    documentation and/or other materials provided with the distribution.
 * 3. Neither the name of the copyright holder nor the names of its contributors
 *    may be used to endorse or promote products derived from this software without
 *    specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */





/** @deprecated use `import * as ... from 'smol-toml'` instead */
/* harmony default export */ const dist = ({ parse: parse_parse, stringify: stringify, TomlDate: TomlDate, TomlError: TomlError });

;// CONCATENATED MODULE: ./build/kit/version-files/manifests.js
// Manifests: the names of the packages that they give a version, and the lock files that repeat it. Pure.

/** The lock files of a manifest, by its name in lower case. */
const LOCK_FILES = {
    'package.json': ['package-lock.json', 'npm-shrinkwrap.json'],
    'cargo.toml': ['Cargo.lock'],
    'pyproject.toml': ['uv.lock', 'poetry.lock'],
};
/** The manifest that a lock file belongs to, by the lock's name in lower case. */
const MANIFESTS = {
    'cargo.lock': 'Cargo.toml',
    'uv.lock': 'pyproject.toml',
    'poetry.lock': 'pyproject.toml',
};
/** Returns the names of the packages whose version a manifest sets: its own, and in Cargo those that inherit the workspace's. */
function packageNames(manifest) {
    const table = tableOf(manifest.text);
    if (!table)
        return [];
    if (manifest.name.toLowerCase() === 'cargo.toml')
        return crateNames(table, manifest);
    return stringsOf(at(table, 'project', 'name') ?? at(table, 'tool', 'poetry', 'name'));
}
function crateNames(table, { key, below }) {
    const workspaceVersion = at(table, 'workspace', 'package', 'version');
    const isWorkspace = key === 'workspace.package.version' ||
        (key === '' && typeof at(table, 'package', 'version') !== 'string');
    if (!isWorkspace || workspaceVersion === undefined)
        return stringsOf(at(table, 'package', 'name'));
    const others = [...below()].map(([path, text]) => [path, tableOf(text)]);
    // A folder with a workspace of its own inherits from that.
    const foreign = others.flatMap(([path, other]) => other && at(other, 'workspace') !== undefined ? [path.slice(0, -'Cargo.toml'.length)] : []);
    const members = others.filter(([path]) => !foreign.some((folder) => path.startsWith(folder)));
    return [table, ...members.map(([, other]) => other)].flatMap((one) => one && at(one, 'package', 'version', 'workspace') === true
        ? stringsOf(at(one, 'package', 'name'))
        : []);
}
const stringsOf = (value) => (typeof value === 'string' ? [value] : []);
function tableOf(text) {
    try {
        return parse_parse(text);
    }
    catch {
        return undefined;
    }
}
function at(value, ...path) {
    return path.reduce((inner, key) => {
        const isTable = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key);
        return isTable ? inner[key] : undefined;
    }, value);
}

;// CONCATENATED MODULE: ./build/kit/version-files/own-packages.js
// The project's own packages in a lock file: by the manifests that are stamped, or by the manifest beside it. Pure.


const { basename, dirname, join: own_packages_join, relative } = external_node_path_namespaceObject.posix;
/** Returns the names of the packages that a lock file may be stamped for. Empty for any other file. `wanted` has real paths. */
function ownPackages(files, path, wanted) {
    const manifest = MANIFESTS[basename(path).toLowerCase()];
    if (manifest === undefined)
        return [];
    const folder = dirname(path);
    const stamped = wanted.filter((one) => basename(one.path) === manifest);
    const isInside = stamped.some((one) => folder === '.' || one.path.startsWith(`${folder}/`));
    const beside = { path: own_packages_join(folder, manifest), key: '' };
    return [...stamped, ...(isInside ? [] : [beside])].flatMap((one) => namesIn(files, one));
}
function namesIn(files, { path, key }) {
    const file = files.read(path);
    if ('problem' in file)
        return [];
    const [folder, name] = [dirname(path), basename(path)];
    const below = () => {
        const others = files.below(folder, name).map((one) => [one, files.read(one)]);
        return new Map(others.flatMap(([one, other]) => 'problem' in other ? [] : [[relative(folder, one), other.text]]));
    };
    return packageNames({ name, key, text: file.text, below });
}
/** Returns where the version of a manifest is locked: beside it, or for a member of a workspace in the nearest folder above it. */
function locksOf(files, manifest) {
    const names = LOCK_FILES[basename(manifest).toLowerCase()] ?? [];
    return names.flatMap((name) => {
        for (let folder = dirname(manifest);; folder = dirname(folder)) {
            const path = own_packages_join(folder, name);
            if (!('problem' in files.read(path))) {
                return [{ path, key: keyIn(name, relative(folder, dirname(manifest))) }];
            }
            if (folder === '.' || name === 'poetry.lock')
                return [];
        }
    });
}
/** npm has one lock file for a workspace, with an entry for the folder of each member. */
const keyIn = (lock, member) => member !== '' && lock.endsWith('.json') ? `packages.${member}.version` : '';

;// CONCATENATED MODULE: ./build/kit/version-files/version-range.js
// The ranges of versions in a file.
/** Returns the only range, or why there is not exactly one. */
function only(found, called) {
    if (found.length === 1)
        return found;
    if (found.length === 0)
        return { problem: `it has no ${called}` };
    return { problem: `it has ${called} ${found.length} times; which one is meant?` };
}
/** Returns that a string is not valid in its format, with the line of an offset. */
function notValid(form, text, place, what = '') {
    const line = text.slice(0, place).split('\n').length;
    return { problem: `it is not valid ${form} (line ${line}${what && `: ${what}`})` };
}

;// CONCATENATED MODULE: ./build/kit/version-files/ini.js
// Versions in INI files such as setup.cfg, by the rules of Python's configparser: no maintained package gives positions.

/** Finds an option of a section; its name is case-insensitive. */
function inIni(text, section, option) {
    const key = `${section}.${option}`;
    const options = readOptions(text);
    if ('problem' in options)
        return options;
    const matches = options.filter((one) => one.section === section && one.name === option);
    const odd = matches.find(({ value, isContinued }) => isContinued || !/^[0-9A-Za-z.+!_~-]+$/.test(value));
    if (odd?.isContinued)
        return { problem: `${key} spans several lines` };
    if (odd) {
        const shown = JSON.stringify(odd.value);
        return {
            problem: `${key} is ${shown}, which is not a version; stamp the file that contains it`,
        };
    }
    return only(matches.map(({ start, value }) => ({ start, end: start + value.length, key })), key);
}
/** Reads all options. Lines indented more than their option continue its value; nothing may be repeated. */
function readOptions(text) {
    const options = [];
    const seen = new Set();
    let section = '';
    let indent = Number.POSITIVE_INFINITY;
    let end = 0;
    for (const whole of text.split('\n')) {
        const line = whole.trimEnd();
        const content = line.trimStart();
        const at = end + line.length;
        end += whole.length + 1;
        if (content === '' || /^[#;]/.test(content))
            continue;
        const last = options.at(-1);
        if (last && line.length - content.length > indent) {
            last.isContinued = true;
            continue;
        }
        const heading = /^\[([^\]]+)\]/.exec(content)?.[1];
        const sign = content.search(/[=:]/);
        const name = heading ?? content.slice(0, Math.max(sign, 0)).trim().toLowerCase();
        const isOdd = heading === undefined && (name === '' || section === '');
        // A section, or an option in one.
        const mark = heading === undefined ? `${section}]${name}` : `[${name}`;
        if (isOdd || seen.has(mark))
            return { problem: `it is not valid (${JSON.stringify(content)})` };
        seen.add(mark);
        section = heading ?? section;
        indent = heading === undefined ? line.length - content.length : Number.POSITIVE_INFINITY;
        if (heading !== undefined)
            continue;
        const value = content.slice(sign + 1).trimStart();
        options.push({ section, name, value, start: at - value.length, isContinued: false });
    }
    return options;
}

// EXTERNAL MODULE: ./node_modules/jsonc-parser/lib/umd/main.js
var main = __nccwpck_require__(9547);
;// CONCATENATED MODULE: ./build/kit/version-files/json.js
// Versions in JSON: package.json, its lock file (both places), any other by its key.


/** Finds a string by its dotted key. */
function inJson(text, key) {
    const tree = json_parsed(text);
    return 'problem' in tree ? tree : only(placesOf(tree.root, key), key);
}
/** npm's lock files contain the version twice: at the top and, since lockfile version 2, for the package of the folder itself. */
function inLockFile(text) {
    const tree = json_parsed(text);
    if ('problem' in tree)
        return tree;
    const own = valuesAt(tree.root, ['packages', '', 'version']);
    const top = only(placesOf(tree.root, 'version'), 'version');
    if ('problem' in top)
        return top;
    const inner = own.flatMap((node) => place(node, 'packages[""].version'));
    return inner.length > 1 ? only(inner, 'packages[""].version') : [...top, ...inner];
}
/** Parses strict JSON into a tree with offsets. */
function json_parsed(text) {
    const errors = [];
    const root = main.parseTree(text, errors, { disallowComments: true });
    const [error] = errors;
    if (root && !error)
        return { root };
    return notValid('JSON', text, error?.offset ?? 0);
}
const placesOf = (root, key) => valuesAt(root, key.split('.')).flatMap((node) => place(node, key));
/** Returns the range of a string, without its quotes. */
function place({ type, offset, length }, key) {
    return type === 'string' ? [{ start: offset + 1, end: offset + length - 1, key }] : [];
}
/** Returns all values at a path: JSON allows repeated keys. */
function valuesAt(root, path) {
    return path.reduce((nodes, key) => nodes.flatMap((node) => childrenAt(node, key)), [
        root,
    ]);
}
function childrenAt({ type, children = [] }, key) {
    if (type === 'array')
        return children.slice(Number(key), Number(key) + 1);
    return children.flatMap(({ children: [name, value] = [] }) => name?.value === key && value ? [value] : []);
}

;// CONCATENATED MODULE: ./build/kit/text/toml-error.js
// Errors of smol-toml in one line. Pure.
/** Returns what is wrong, without the parser's own beginning and without the lines of the file, which may hold secrets. */
const tomlMessage = (error) => error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? '';

;// CONCATENATED MODULE: ./build/kit/version-files/lock-files.js
// Versions in the lock files of Cargo, uv and Poetry: the entries of the project's own packages. Pure.


const hasSource = (entry, ...kinds) => typeof entry['source'] === 'object' &&
    entry['source'] !== null &&
    kinds.some((kind) => kind in entry['source']);
/** PEP 503. */
const pythonName = (name) => name.toLowerCase().replace(/[-_.]+/g, '-');
const lock_files_KINDS = {
    'cargo.lock': {
        isLocal: (entry) => entry['source'] === undefined,
        normalized: (name) => name,
        hint: '',
    },
    'uv.lock': {
        isLocal: (entry) => entry['source'] === undefined || hasSource(entry, 'editable', 'virtual', 'directory'),
        normalized: pythonName,
        hint: ' (an entry has none if the version is dynamic)',
    },
    'poetry.lock': {
        // A package of PyPI has no source either, but files with hashes.
        isLocal: ({ source, files }) => source?.['type'] === 'directory' ||
            (source === undefined && (!Array.isArray(files) || files.length === 0)),
        normalized: pythonName,
        hint: ' (Poetry writes no entry for the project itself, only for folders that it depends on)',
    },
};
/** Returns whether a file is such a lock file. Its name is in lower case. */
const isLockFile = (name) => Object.hasOwn(lock_files_KINDS, name);
/** Finds the versions of the project's own packages, and what refers to them by version. */
function inLock(text, file, own) {
    const kind = lock_files_KINDS[file];
    if (!kind)
        return { problem: 'its kind is unknown' };
    const entries = entriesOf(text);
    if ('problem' in entries)
        return entries;
    const names = own.map(kind.normalized);
    const mine = entries.filter(({ entry, range }) => range && kind.isLocal(entry) && names.includes(kind.normalized(String(entry['name']))));
    if (mine.length === 0) {
        const called = own.length === 0 ? 'the project' : own.map((name) => `"${name}"`).join(' or ');
        return { problem: `it has no version of ${called}${kind.hint}` };
    }
    const twice = mine.find(({ entry }, at) => mine.slice(at + 1).some((other) => other.entry['name'] === entry['name']));
    if (twice)
        return { problem: `it has "${twice.entry['name']}" twice; which one is meant?` };
    return mine.flatMap(({ entry, range }) => [
        ...(range ? [range] : []),
        ...(file === 'cargo.lock' ? referencesTo(text, entry) : []),
    ]);
}
/** The parser gives no positions. The tools write one key a line; that the lines are what was parsed is checked. */
function entriesOf(text) {
    let packages;
    try {
        packages = (parse_parse(text)['package'] ?? []);
    }
    catch (error) {
        const { line = 1 } = error;
        return { problem: `it is not valid TOML (line ${line}: ${tomlMessage(error)})` };
    }
    const blocks = [...text.matchAll(/^\[\[package\]\]\r?\n(?:(?!\[)[^\n]+\n?)*/gm)];
    const entries = blocks.map(({ index, 0: block }, at) => {
        const entry = packages[at] ?? {};
        const version = /(?<=^version = ")[^"]*(?=")/m.exec(block);
        const start = index + (version?.index ?? 0);
        const range = {
            start,
            end: start + (version?.[0].length ?? 0),
            key: `package ${entry['name']}`,
        };
        return { entry, version: version?.[0], range: version ? range : undefined };
    });
    const isAsParsed = entries.length === packages.length &&
        entries.every(({ entry, version }) => entry['version'] === version);
    return isAsParsed ? entries : { problem: 'it is not laid out as its tool writes it' };
}
/** Cargo adds the version to a dependency if there are several packages of its name. */
function referencesTo(text, { name, version }) {
    const line = `\n "${name} ${version}",`;
    const key = `dependency ${name}`;
    const ranges = [];
    for (let at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + 1)) {
        const end = at + line.length - 2;
        ranges.push({ start: end - String(version).length, end, key });
    }
    return ranges;
}

;// CONCATENATED MODULE: ./build/kit/version-files/plain-text.js
// Versions in files of any kind: the whole file, or a marked line.

/** Finds the version in a file that contains nothing else. A leading `v` stays. */
function inWhole(text) {
    const [, before = '', value = ''] = /^(\s*v?)(\S*)\s*$/i.exec(text) ?? [];
    if (!isVersion(value))
        return { problem: 'it must contain one version and nothing else' };
    return [{ start: before.length, end: before.length + value.length, key: 'the file' }];
}
/** Returns whether a string may be a version in any scheme: a digit, then characters of versions. */
function isVersion(text) {
    return /^\d[0-9A-Za-z.+!_~-]*$/.test(text);
}
const MARK = 'towpath:version';
/** Returns whether a string has a line with the mark. */
function isMarked(text) {
    return MARKED.test(text);
}
const MARKED = /towpath:version(?![\w-])/;
/** Finds the only version on the line with the mark: a whole word that starts with a number and a dot. */
function inMarkedLine(text) {
    let start = 0;
    const lines = text.split('\n').flatMap((line) => {
        const at = start;
        start += line.length + 1;
        return MARKED.test(line) ? [{ line, at }] : [];
    });
    const [marked] = lines;
    if (!marked)
        return { problem: `no line contains the mark ${MARK}` };
    if (lines.length > 1)
        return { problem: `${lines.length} lines contain the mark ${MARK}` };
    const { line, at } = marked;
    const words = [...line.matchAll(/(?<![\w.!+-])v?(\d[0-9A-Za-z.+!_~-]*)/gi)];
    const inNames = [...line.matchAll(/(?<=[A-Za-z]-)(\d[0-9A-Za-z.+!_~-]*)/g)];
    const versions = [...words, ...inNames].flatMap(({ index, 0: all, 1: word = '' }) => {
        const version = word.replace(/(?:\.(?:tar|zip|tgz|whl|gz|git)\b.*|[.!+_~-]+)$/, '');
        const from = at + index + all.length - word.length;
        // A number without a dot may be anything.
        return version.includes('.') ? [{ start: from, end: from + version.length, key: MARK }] : [];
    });
    return only(versions, 'version on the marked line');
}

;// CONCATENATED MODULE: ./build/kit/version-files/source-constants.js
// Constants in source code: `__version__ = "1.2.0"` in Python, `VERSION = '1.2.0'` in Ruby. Without a parser of the language:
// strings and comments, which may contain anything, are replaced by spaces first; then there must be exactly one plain assignment.
/** Strings and comments. The first alternative that matches counts. */
const STRINGS_AND_COMMENTS = {
    python: /"""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^\\"\n])*"|'(?:\\.|[^\\'\n])*'|#[^\n]*/gs,
    ruby: /^=begin\b.*?^=end\b[^\n]*|"(?:\\.|[^\\"\n])*"|'(?:\\.|[^\\'\n])*'|#[^\n]*/gms,
};
/** Finds a constant by its name: on its own line, in Python not indented, with or without an annotation. */
function inConstant(text, name, language) {
    const code = text.replace(STRINGS_AND_COMMENTS[language], withSpaces);
    const word = name.replace(/[^\w]/g, '\\$&');
    // All lines that assign it: there must be exactly one, and it must be plain.
    const edge = language === 'python' ? '' : '[ \\t]*';
    const any = new RegExp(`^[ \\t]*(?:\\w+[ \\t]*=[ \\t]*)*${word}[ \\t]*(?::[^=\\n]*)?[-+*/|&%]?=(?!=)`, 'gm');
    const plain = new RegExp(`^${edge}(?:\\w+[ \\t]*=[ \\t]*)*?${word}[ \\t]*(?::[^=\\n]*)?(?:=[ \\t]*\\w+[ \\t]*)*=[ \\t]*[rRuU]?(?<quote>"""|'''|"|')(?<value> *)\\k<quote>(?:\\.freeze)?[ \\t]*;?[ \\t]*\\r?$`, 'gmd');
    const assigned = [...code.matchAll(any)].length;
    const constants = [...code.matchAll(plain)].flatMap(({ indices }) => {
        const [start, end] = indices?.groups?.['value'] ?? [];
        return start === undefined || end === undefined ? [] : [{ start, end, key: name }];
    });
    if (assigned === 0)
        return { problem: `it has no line ${name} = "..."` };
    if (assigned > 1)
        return { problem: `${assigned} lines assign ${name}; which one is meant?` };
    if (constants.length !== 1) {
        return {
            problem: `${name} is not a plain string; put the mark towpath:version on the line to change`,
        };
    }
    return constants;
}
/** Replaces the content of strings and comments by spaces; quotes stay, so that a string is recognizable. */
function withSpaces(part) {
    const quote = /^(?:"""|'''|"|')/.exec(part)?.[0] ?? '';
    const inside = part.slice(quote.length, part.length - quote.length);
    return quote + inside.replace(/[^\n]/g, ' ') + quote;
}

;// CONCATENATED MODULE: ./build/kit/text/locate-values.js
// Locates values in a string whose parser reports no positions: each range that may be a value is replaced by a marker, and the parsed
// data shows which value has which marker. Pure.
/**
 * Returns the ranges that are values, with their paths. The ranges must be in order and must not overlap, and a string in double quotes
 * must be valid in place of each. Never throws.
 */
function locateValues(text, ranges, parse) {
    let changed = '';
    let done = 0;
    for (const [index, { start, end }] of ranges.entries()) {
        changed += `${text.slice(done, start)}"${MARKER}${index}"`;
        done = end;
    }
    try {
        return leaves(parse(changed + text.slice(done))).flatMap(([value, ...path]) => {
            const range = ranges[Number(String(value).split(MARKER)[1])];
            return range ? [{ ...range, path }] : [];
        });
    }
    catch {
        // One of them can't be replaced, as in a comment or an unquoted string: try halves, so that the others are found.
        const half = ranges.length >> 1;
        const halves = half === 0 ? [] : [ranges.slice(0, half), ranges.slice(half)];
        return halves.flatMap((part) => locateValues(text, part, parse));
    }
}
/** A string that no file contains. */
const MARKER = 'towpath-probe-';
/** Whether two paths are equal. */
const isSamePath = (a, b) => a.length === b.length && a.every((key, index) => key === b[index]);
/** Returns each value that is neither an object nor an array, followed by its path. */
const leaves = (value, ...path) => typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, ...path, key))
    : [[value, ...path]];

;// CONCATENATED MODULE: ./build/kit/version-files/toml.js
// Versions in TOML: pyproject.toml, Cargo.toml, any other by its key.




/** Finds a string by its dotted key; of several keys, by the only one that exists. */
function inToml(text, keys) {
    let table;
    try {
        table = parse_parse(text);
    }
    catch (error) {
        const { line = 1 } = error;
        return { problem: `it is not valid TOML (line ${line}: ${tomlMessage(error)})` };
    }
    const present = keys.filter((key) => typeof valueAt(table, key) === 'string');
    const dynamic = valueAt(table, 'project.dynamic');
    if (present.length === 0 && Array.isArray(dynamic) && dynamic.includes('version')) {
        return { problem: '"version" is dynamic: stamp the file that it is read from' };
    }
    if (present.length === 0 && valueAt(table, 'package.version.workspace') === true) {
        return {
            problem: 'its version is that of the workspace: stamp the Cargo.toml with [workspace]',
        };
    }
    const called = keys.join(' or ');
    const [key] = present;
    if (key === undefined)
        return { problem: `it has no string ${called}` };
    if (present.length > 1)
        return { problem: `it has both ${present.join(' and ')}; name one of them` };
    return only(toml_placesOf(text, key, String(valueAt(table, key))), called);
}
/** The parser gives no positions. So every string with this content is changed in turn; the right one changes the value at the key. */
function toml_placesOf(text, key, value) {
    const quoted = new RegExp(`(["'])${value.replace(/\W/g, '\\$&')}\\1`, 'g');
    const ranges = [...text.matchAll(quoted)].map(({ index, 0: { length } }) => ({
        start: index,
        end: index + length,
    }));
    return locateValues(text, ranges, parse_parse)
        .filter(({ path }) => isSamePath(path, key.split('.')))
        .map(({ start, end }) => ({ start: start + 1, end: end - 1, key }));
}
function valueAt(table, key) {
    return key.split('.').reduce((value, name) => {
        const isTable = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
        return isTable ? value[name] : undefined;
    }, table);
}

;// CONCATENATED MODULE: ./build/kit/version-files/versioneer.js
// Versioneer's _version.py, and its frozen form in a release, without the code that runs git.
const ANSWER = /^version_json = '''\r?\n.*?"version": "([^"]*)".*?''' {2}# END VERSION_JSON/ms;
/** Returns whether a string is the file that Versioneer makes for a package, frozen or not; not `versioneer.py` itself. */
function isVersioneers(text) {
    const isLive = /^def get_keywords\(/m.test(text) && /^def get_config\(/m.test(text);
    return (isLive || ANSWER.test(text)) && !/^def get_cmdclass\(/m.test(text);
}
/** Returns the range of the whole file, which is replaced. */
function inVersioneers(text, frozen) {
    const end = text.includes('\r\n') ? '\r\n' : '\n';
    return [
        {
            start: 0,
            end: text.length,
            key: 'version_json',
            from: ANSWER.exec(text)?.[1] ?? '',
            spell: (version) => frozenFile(version, frozen).replaceAll('\n', end),
        },
    ];
}
/** Returns a file that `versioneer.get_versions` reads in a release, and that Versioneer recognizes when it rewrites the file. */
function frozenFile(version, { date, dirty, sha }) {
    const json = { date, dirty, error: null, 'full-revisionid': sha, version };
    return `# Frozen by Towpath in the form that Versioneer (0.29) gives a release: the version from git, without the code that runs git.

import json

version_json = '''
${JSON.stringify(json, null, 1)}
'''  # END VERSION_JSON


def get_versions():
    return json.loads(version_json)
`;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __nccwpck_require__(8815);
;// CONCATENATED MODULE: ./build/kit/yaml/compose.js
// Composes YAML documents, but not those that are nested too deeply.

/** The package composes recursively: near the end of the stack the whole process can die instead of an error being thrown. */
const MAX_DEPTH = 100;
/** Returns the documents of a string, with their errors. Throws a RangeError if it is nested too deeply. */
function composeDocuments(text, options = {}, lines) {
    const parser = new yaml_dist/* Parser */.iX(lines?.addNewLine);
    // The parser does this itself only when it also runs the lexer.
    lines?.addNewLine(0);
    return [...new yaml_dist/* Composer */.Dk(options).compose(tokens(text, parser))];
}
function* tokens(text, parser) {
    for (const lexeme of new yaml_dist/* Lexer */.JG().lex(text)) {
        yield* parser.next(lexeme);
        // The stack also holds the document and the scalar.
        if (parser.stack.length > MAX_DEPTH + 2)
            throw new RangeError('YAML is nested too deeply');
    }
    yield* parser.end();
}

;// CONCATENATED MODULE: ./build/kit/yaml/values.js
// The values of a YAML text with their paths and ranges, for files that are edited in place. Scalars are strings, as written:
// what a number or a date is depends on the reader. Pure.


/** Returns all values of all documents, or a mistake. Throws a RangeError if the text is nested too deeply. */
function yamlValues(text) {
    const forbidden = FORBIDDEN.find(([pattern]) => pattern.test(text));
    if (forbidden)
        return { offset: text.search(forbidden[0]), message: forbidden[1] };
    const documents = composeDocuments(text, {
        schema: 'failsafe',
        resolveKnownTags: false,
        keepSourceTokens: true,
        logLevel: 'silent',
        // A repeated merge key is legal in YAML 1.1; others are found below.
        uniqueKeys: false,
    });
    const [error] = documents.flatMap(({ errors }) => errors);
    if (error)
        return { offset: error.pos[0], message: withoutContent(error.message) };
    const [offset] = documents.flatMap(repeatedKeys);
    if (offset !== undefined)
        return { offset, message: 'a key is repeated' };
    const written = documents.filter(isWritten);
    const values = written.flatMap(({ contents }) => (contents ? [...valuesIn(contents, [])] : []));
    return { documents: written.length, secondAt: written[1]?.range[0], values };
}
/** A line `...` ends a document and begins none, for which the parser returns an empty one. */
function isWritten({ contents, directives }) {
    const [start, end] = contents?.range ?? [0, 0];
    return directives?.docStart === true || end > start;
}
/** What YAML forbids or reads as a line end, and the parser does not. */
const FORBIDDEN = [
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    [/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/, 'it has a control character'],
    [/\r(?!\n)/, 'it has a carriage return without a line feed'],
];
/** What the parser's messages quote of a file, which may be a secret: a token in JSON, a tag, a directive, the rest of a line. */
const QUOTED = [
    [/: ".*/s, ''],
    [/^(Invalid escape sequence|Unknown directive|Unsupported YAML version) .*/s, '$1'],
    [/^(Unresolved tag|Not a valid tag|Could not resolve tag|Not a YAML token): .*/s, '$1'],
    [/^(Block scalar header includes extra characters): .*/s, '$1'],
    [/^The .* tag has no suffix/s, 'A tag has no suffix'],
    [/^(Verbatim tags aren't resolved), .*/s, '$1'],
];
/** The parser's message without the part of the file that it quotes. */
const withoutContent = (message) => QUOTED.reduce((shortened, [pattern, replacement]) => shortened.replace(pattern, replacement), message.split('\n')[0] ?? '');
/** The offsets of keys that their map already has. */
function repeatedKeys(document) {
    const offsets = [];
    (0,yaml_dist/* visit */.YR)(document, {
        Map(_, map) {
            const seen = new Set();
            for (const { key } of map.items) {
                if (!(0,yaml_dist/* isScalar */.jn)(key) || key.source === '<<')
                    continue;
                if (seen.has(key.source ?? ''))
                    offsets.push(key.range?.[0] ?? 0);
                seen.add(key.source ?? '');
            }
        },
    });
    return offsets;
}
function* valuesIn(node, path, entry) {
    yield yamlValue(node, path, entry);
    if ((0,yaml_dist/* isSeq */.oP)(node)) {
        for (const [index, item] of node.items.entries())
            yield* valuesIn(item, [...path, `${index}`]);
    }
    else if ((0,yaml_dist/* isMap */.jh)(node)) {
        for (const pair of node.items) {
            const name = (0,yaml_dist/* isScalar */.jn)(pair.key) ? (pair.key.source ?? '') : '';
            yield* valuesIn(pair.value, [...path, name], pair);
        }
    }
}
function yamlValue(node, path, entry) {
    const [start = 0, end = 0] = node?.range ?? [];
    const isWritten = end > start;
    return {
        path,
        kind: values_kindOf(node),
        isEntry: entry !== undefined && (0,yaml_dist/* isScalar */.jn)(entry.key),
        tag: node?.tag ?? '',
        anchor: (!(0,yaml_dist/* isAlias */.Vj)(node) && node?.anchor) || '',
        text: (0,yaml_dist/* isScalar */.jn)(node) || (0,yaml_dist/* isAlias */.Vj)(node) ? (node.source ?? '') : '',
        range: isWritten ? { start, end } : undefined,
        insertAt: isWritten ? undefined : afterKey(entry),
    };
}
function values_kindOf(node) {
    if ((0,yaml_dist/* isMap */.jh)(node))
        return 'map';
    if ((0,yaml_dist/* isSeq */.oP)(node))
        return 'list';
    if ((0,yaml_dist/* isAlias */.Vj)(node))
        return 'alias';
    return values_KINDS[node?.type ?? 'PLAIN'];
}
const values_KINDS = {
    PLAIN: 'plain',
    QUOTE_SINGLE: 'quoted',
    QUOTE_DOUBLE: 'quoted',
    BLOCK_FOLDED: 'block',
    BLOCK_LITERAL: 'block',
};
/** The end of the last token of an entry that belongs before its value: the colon, a tag or an anchor. */
function afterKey(entry) {
    const token = entry?.srcToken?.sep?.findLast(({ type }) => BEFORE_VALUE.has(type));
    return token && token.offset + token.source.length;
}
const BEFORE_VALUE = new Set(['map-value-ind', 'tag', 'anchor']);

;// CONCATENATED MODULE: ./build/kit/version-files/yaml.js
// Versions in YAML: Chart.yaml, any other by its key.


/** Finds a string by its dotted key. */
function inYaml(text, key) {
    const read = yamlValues(text);
    if ('message' in read)
        return notValid('YAML', text, read.offset, read.message);
    const matches = read.values.filter(({ path }) => path.join('.') === key);
    return only(matches.flatMap((value) => placeOf(value, key)), key);
}
function placeOf({ kind, range, tag, text }, key) {
    if (!range)
        return [];
    const { start, end } = range;
    if (kind === 'quoted')
        return [{ start: start + 1, end: end - 1, key }];
    const isString = kind === 'plain' && tag === '' && !/^(?:null|~)$/i.test(text);
    return isString ? [{ start, end, key, spell: quotedWhereNeeded }] : [];
}
/**
 * Finds the version of a pubspec.yaml. A build number after it is incremented: app stores refuse a number that they know
 * (https://dart.dev/tools/pub/pubspec#version).
 */
function inPubspec(text, key) {
    const ranges = inYaml(text, key);
    if ('problem' in ranges)
        return ranges;
    return ranges.map((range) => {
        const number = /\+(\d+)$/.exec(text.slice(range.start, range.end))?.[1];
        if (number === undefined)
            return range;
        const value = (version) => `${version.replace(/\+.*/, '')}+${BigInt(number) + 1n}`;
        return { ...range, value };
    });
}
/** Without quotes, `1.10` is the number 1.1, `1e5` is a number too, and `2026-11-15` is a date. Three numbers with dots are a string. */
const quotedWhereNeeded = (version) => /^v?\d+\.\d+\.\d/.test(version) ? version : `"${version}"`;

;// CONCATENATED MODULE: ./build/kit/version-files/stamp-text.js
// Writes a version into the text of a file, at its parsed position. Nothing else changes. Pure.









/**
 * Stamps the text of a file. Without a key, at the usual position for its kind. `own` are the names of the packages whose entries in a
 * lock file are stamped. `unlessThere`: a place that has the version already is left alone.
 */
function stampText(path, key, text, spellings, own = [], { unlessThere = false } = {}) {
    return unlessTooDeep(() => {
        const kind = stamp_text_kindOf(path, key, text, spellings.frozen, own);
        return 'problem' in kind ? kind : stamped(kind, text, spellings, unlessThere);
    });
}
/** Returns the places that would be stamped, with the version that each has: `from`. */
function placesIn(path, key, text, own) {
    const frozen = { date: '', dirty: false, sha: '' };
    return unlessTooDeep(() => {
        const kind = stamp_text_kindOf(path, key, text, frozen, own);
        const ranges = 'problem' in kind ? kind : kind.find(text);
        if ('problem' in ranges)
            return ranges;
        return ranges.map((range) => ({
            ...range,
            from: before(text, range),
            whole: range.from !== undefined,
        }));
    });
}
/** Some parsers are recursive. */
function unlessTooDeep(find) {
    try {
        return find();
    }
    catch (error) {
        if (error instanceof RangeError)
            return { problem: 'it is nested too deeply' };
        throw error;
    }
}
function stamped({ notation, find }, text, spellings, unlessThere) {
    const version = spellings[notation];
    if (version === '') {
        const called = notation === 'semver' ? 'SemVer' : 'PEP 440';
        return { problem: `${called} can't express ${escape_quote(spellings.plain)}` };
    }
    if (!/^[0-9A-Za-z.+!_-]+$/.test(version)) {
        return { problem: `${escape_quote(version)} can't be written to a file as a version` };
    }
    const places = find(text);
    if ('problem' in places)
        return places;
    // A word such as `dev` may be a placeholder for a version, but not a template or a sentence.
    const [odd] = places.filter((place) => !/^[0-9A-Za-z.+!_~-]*$/.test(before(text, place)));
    if (odd) {
        return { problem: `${odd.key} is ${escape_quote(before(text, odd))}, which is not a version` };
    }
    const isThere = (place) => unlessThere && hasVersion(text, place, version);
    const left = places.filter((place) => !isThere(place));
    const changed = spliced(text, left, version);
    const again = find(changed);
    const isWritten = !('problem' in again) && again.length === places.length;
    if (!isWritten)
        return { problem: `it could not be parsed again with ${escape_quote(version)} in it` };
    const changes = left.map((place) => ({
        key: place.key,
        from: before(text, place),
        to: place.value?.(version) ?? version,
    }));
    return { text: changed, changes };
}
/** Returns whether a place has a version, with any build number. */
function hasVersion(text, place, version) {
    const [was, wanted] = [before(text, place), version].map((one) => place.value ? one.replace(/\+.*/, '') : one);
    return was === wanted;
}
/** Returns the previous version. */
const before = (text, { start, end, from }) => from ?? text.slice(start, end);
function stamp_text_kindOf(path, key, text, frozen, own) {
    const name = (path.split(/[\\/]/).at(-1) ?? path).toLowerCase();
    const extension = /\.([^.]+)$/.exec(name)?.[1] ?? '';
    const notation = notationOf(name, extension);
    // JSON has no comments, so the mark is part of a value there.
    if (key === '' && isLockFile(name))
        return { notation, find: (all) => inLock(all, name, own) };
    if (key === '' && extension !== 'json' && isMarked(text))
        return { notation, find: inMarkedLine };
    const find = finderOf(name, extension, key, frozen);
    return typeof find === 'function' ? { notation, find } : find;
}
function notationOf(name, extension) {
    if (/^(?:package|package-lock|npm-shrinkwrap)\.json$|^cargo\.(?:toml|lock)$/.test(name))
        return 'semver';
    if (/^(?:chart|pubspec)\.ya?ml$/.test(name))
        return 'semver';
    const isPython = /^(?:pyproject\.toml|setup\.cfg|uv\.lock|poetry\.lock)$/.test(name) || /^pyi?$/.test(extension);
    return isPython ? 'pep440' : 'plain';
}
function finderOf(name, extension, key, frozen) {
    switch (extension) {
        case 'json':
            if (key === '' && /^(?:package-lock|npm-shrinkwrap)/.test(name))
                return inLockFile;
            return (text) => inJson(text, key || 'version');
        case 'toml':
            return (text) => inToml(text, key === '' ? tomlKeys(name) : [key]);
        case 'yaml':
        case 'yml':
            return (text) => /^pubspec\./.test(name) && ['', 'version'].includes(key)
                ? inPubspec(text, 'version')
                : inYaml(text, key || 'version');
        case 'cfg':
        case 'ini': {
            const [section, option] = (key || 'metadata.version').split(/\.(?=[^.]*$)/);
            if (!section || !option)
                return { problem: `its keys are section.option, not ${escape_quote(key)}` };
            return (text) => inIni(text, section, option.toLowerCase());
        }
        case 'py':
        case 'pyi':
            return (text) => key === '' && isVersioneers(text)
                ? inVersioneers(text, frozen)
                : inConstant(text, key || '__version__', 'python');
        case 'rb':
            return (text) => inConstant(text, key || 'VERSION', 'ruby');
        default:
            if (key !== '')
                return { problem: 'files of its kind have no keys; mark the line with towpath:version' };
            return /^\.?version(?:\.txt)?$/.test(name) ? inWhole : inMarkedLine;
    }
}
function tomlKeys(name) {
    if (name === 'pyproject.toml')
        return ['project.version', 'tool.poetry.version'];
    return name === 'cargo.toml' ? ['package.version', 'workspace.package.version'] : ['version'];
}
function spliced(text, places, version) {
    return places
        .toSorted((a, b) => b.start - a.start)
        .reduce((all, { start, end, value, spell }) => {
        const wanted = value?.(version) ?? version;
        return all.slice(0, start) + (spell?.(wanted) ?? wanted) + all.slice(end);
    }, text);
}

;// CONCATENATED MODULE: ./build/kit/version-files/stamp-texts.js
// Stamps the texts of version files, all or none. Nothing is written. Pure.




/**
 * Stamps the files of some lines. `unlessThere`: a place that has the version already stays as it is, with its build number or date.
 * Throws a UserError (`bad-stamp`) that lists every problem.
 */
function stampTexts(files, lines, spellings, { unlessThere = false } = {}) {
    const wanted = lines.map((line) => ({ ...line, file: files.read(line.path) }));
    const found = wanted.flatMap(({ file, key }) => 'problem' in file ? [] : [{ path: file.path, key }]);
    const problems = [];
    const texts = new Map();
    const changes = [];
    for (const { path, key, file } of wanted) {
        const stamped = 'problem' in file
            ? file
            : stampText(file.path, key, withoutMark(texts.get(file.path) ?? file.text), spellings, ownPackages(files, file.path, found), { unlessThere });
        if ('problem' in file || 'problem' in stamped) {
            const { problem } = stamped;
            problems.push(`${escape_quote(path)} can't be stamped: ${problem}`);
            continue;
        }
        texts.set(file.path, withMarkOf(file, stamped.text));
        changes.push(...stamped.changes.map((change) => ({ path, ...change })));
    }
    if (problems.length > 0) {
        throw new UserError('bad-stamp', `${problems.join('\n')}\nNo file was changed.`);
    }
    const stale = found.flatMap((manifest) => staleLocks(files, manifest, texts, spellings));
    return { changed: differing(files, texts), changes, stale: [...new Set(stale)] };
}
/** Returns those of some texts that a file does not have yet. */
function differing(files, texts) {
    return new Map([...texts].filter(([path, text]) => {
        const file = files.read(path);
        return 'problem' in file || file.text !== text;
    }));
}
/** Returns a sentence for each place in a lock file that still repeats the old version of a stamped manifest. */
function staleLocks(files, manifest, stamped, spellings) {
    if (!isOwnVersion(manifest.key))
        return [];
    return locksOf(files, manifest.path).flatMap(({ path, key }) => {
        const file = files.read(path);
        if ('problem' in file)
            return [];
        const text = withoutMark(stamped.get(file.path) ?? file.text);
        const own = ownPackages(files, path, [manifest]);
        const found = stampText(path, key, text, spellings, own);
        const old = 'problem' in found ? undefined : found.changes.find(({ from, to }) => from !== to);
        if (!old)
            return [];
        const what = `${escape_quote(path)} still has the version ${escape_quote(old.from)} of ${escape_quote(manifest.path)}`;
        const line = key === '' ? path : `${path}: ${key}`;
        return [`${what}; add the line ${escape_quote(line)} to "stamp"`];
    });
}
/** Whether a key of a manifest is the version that a lock file repeats. */
const isOwnVersion = (key) => /^(?:(?:(?:workspace\.)?package\.|project\.|tool\.poetry\.)?version)?$/.test(key);
const BOM = '\uFEFF';
/** Returns a text without its byte order mark, which a parser may not know. */
const withoutMark = (text) => (text.startsWith(BOM) ? text.slice(1) : text);
/** Returns a text with the byte order mark that its file has. */
const withMarkOf = ({ text: old }, text) => (old.startsWith(BOM) ? BOM : '') + text;

;// CONCATENATED MODULE: ./build/kit/version-files/merged-versions.js
// Version files in a merge: a version that both sides changed is no conflict. Pure.





/**
 * Returns texts for the bases and for our side in which the stamped places have what they have on their side, so that a merge takes
 * their versions and has no conflict there. A file that a side lacks, or that has no version there, is left to the merge.
 */
function withTheirVersions({ bases, ours, theirs }, lines) {
    const common = lines.filter((line) => [ours, theirs].every((files) => merged_versions_placesOf(files, line, lines)));
    const take = (files) => taking(files, theirs, common, () => true);
    return { bases: bases.map(take), ours: take(ours) };
}
/** Returns texts for a merged tree in which each stamped place has the version of our side if that is higher. */
function withHigherVersions(merged, ours, lines) {
    return taking(merged, ours, lines, merged_versions_isHigher);
}
/** Returns whether a version is higher than another; a string that is not a version never is. */
function merged_versions_isHigher(one, other) {
    const [a, b] = [parsePep440(one), parsePep440(other)];
    return a !== undefined && (b === undefined || comparePep440(a, b) > 0);
}
/** Returns the texts of files with the places of others, where `takes` says so of the two versions. */
function taking(files, others, lines, takes) {
    const texts = new Map();
    for (const line of lines) {
        const [own, other] = [merged_versions_placesOf(files, line, lines, texts), merged_versions_placesOf(others, line, lines)];
        if (!own || !other)
            continue;
        const pairs = own.places.flatMap((place) => {
            const there = other.places.find(({ key }) => key === place.key);
            return there && takes(there.from, place.from) ? [{ place, there }] : [];
        });
        const text = pairs
            .toSorted((a, b) => b.place.start - a.place.start)
            .reduce((all, { place, there }) => {
            const written = other.text.slice(there.start, there.end);
            const isPlain = !place.whole && place.spell !== undefined;
            const wanted = isPlain ? place.spell(written) : written;
            return all.slice(0, place.start) + wanted + all.slice(place.end);
        }, own.text);
        texts.set(own.file.path, withMarkOf(own.file, text));
    }
    return differing(files, texts);
}
/** Returns the places of a line; undefined if the file is missing or has none. `texts` are newer texts of files. */
function merged_versions_placesOf(files, { path, key }, lines, texts = new Map()) {
    const file = files.read(path);
    if ('problem' in file)
        return undefined;
    const text = withoutMark(texts.get(file.path) ?? file.text);
    const wanted = lines.map((line) => ({ ...line, path: external_node_path_namespaceObject.posix.normalize(line.path) }));
    const places = placesIn(file.path, key, text, ownPackages(files, file.path, wanted));
    return 'problem' in places ? undefined : { file, text, places };
}

;// CONCATENATED MODULE: ./build/kit/version-files/spellings.js
// A version in the notation of every kind of file. Pure.


/** Returns a version in every notation; empty in those that can't express it. `frozen`: what else a Versioneer file reports. */
function spellingsOf(version, frozen) {
    const parsed = parsePep440(version);
    return {
        plain: version,
        pep440: parsed ? formatPep440(parsed) : '',
        semver: parsed ? semverOf(parsed) : '',
        frozen,
    };
}
/** Returns what a Versioneer file reports of a commit without changes; `date` is as git prints it, `2024-01-02 03:04:05 +0100`. */
const frozenAt = (sha, date, dirty = false) => ({
    date: date.replace(' ', 'T').replace(' ', ''),
    dirty,
    sha,
});

;// CONCATENATED MODULE: ./build/kit/version-files/version-files.js
// The files of a repository as stamping sees them, wherever they are: on disk or in a git tree. Types, and words for what is missing.
/** Explains a missing file: lines have one path each, and a key after a colon and a space. */
function missing(path) {
    const isOdd = /[*?,]|:|\s/.test(path);
    return {
        problem: isOdd
            ? 'it does not exist; write one file per line, as "path" or "path: key", without patterns'
            : 'it does not exist',
    };
}
const OUTSIDE = { problem: 'it is outside the checkout' };
const NOT_A_FILE = { problem: 'it is not a file' };
/** Returns the text of a file; every byte that is not part of the version is kept, a byte order mark included. */
function textIn(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        return { problem: 'it is not UTF-8' };
    }
}

;// CONCATENATED MODULE: ./build/kit/version-files/tree-files.js
// The version files of a git tree. It is read in as few requests as possible: content may have to be fetched. Pure: I/O only through `TreeReader`.



const { basename: tree_files_basename, dirname: tree_files_dirname, join: tree_files_join, normalize } = external_node_path_namespaceObject.posix;
/** Reads everything that stamping the files of some lines may read: them, their lock files and manifests, and what links lead to. */
async function filesOfTree(tree, lines) {
    const entries = new Map();
    const isOfCargo = lines.some(({ path }) => /^cargo\.(?:toml|lock)$/i.test(tree_files_basename(path)));
    const crates = isOfCargo ? cratesIn(await tree.paths()) : [];
    for (let more = lines.map(({ path }) => normalize(path)); more.length > 0;) {
        const wanted = new Set([...more.flatMap(neighbours), ...crates].flatMap(withFolders));
        const unknown = [...wanted].filter((path) => !entries.has(path));
        const found = unknown.length === 0 ? new Map() : await tree.files(unknown);
        for (const path of unknown)
            entries.set(path, found.get(path));
        // A link may lead to a file that has to be read, too.
        more = more.flatMap((path) => {
            const real = realPath(entries, path);
            return 'path' in real && !entries.has(real.path) ? [real.path] : [];
        });
    }
    return {
        read(path) {
            const real = realPath(entries, normalize(path));
            if ('problem' in real)
                return real;
            const entry = entries.get(real.path);
            if (!entry)
                return missing(path);
            if (entry.mode === '160000')
                return NOT_A_FILE;
            const text = textIn(entry.content);
            return typeof text === 'string' ? { path: real.path, text } : text;
        },
        below(folder, name) {
            const start = folder === '.' ? '' : `${folder}/`;
            const own = start + name;
            return crates.filter((path) => path.startsWith(start) && path !== own && tree_files_basename(path) === name);
        },
    };
}
/** Returns the manifests of all crates, except those in folders where Cargo and npm keep what is not part of the project. */
const cratesIn = (paths) => paths
    .filter((path) => tree_files_basename(path).toLowerCase() === 'cargo.toml')
    .filter((path) => !/(?:^|\/)(?:target|node_modules)\//.test(path))
    .sort();
/** Returns a file, the manifest beside a lock file, and the lock files of a manifest, up to the root. */
function neighbours(path) {
    const name = tree_files_basename(path).toLowerCase();
    const manifest = MANIFESTS[name];
    const locks = LOCK_FILES[name] ?? [];
    const folders = withFolders(tree_files_dirname(path)).concat('.');
    return [
        path,
        ...(manifest === undefined ? [] : [tree_files_join(tree_files_dirname(path), manifest)]),
        ...folders.flatMap((folder) => locks.map((lock) => tree_files_join(folder, lock))),
    ];
}
/** Returns a path and the folders above it, any of which may be a link: `a/b/c`, `a/b`, `a`. */
function withFolders(path) {
    const names = path.split('/');
    return path === '.' ? [] : names.map((_, at) => names.slice(0, names.length - at).join('/'));
}
/** As many links as the kernel follows. */
const MAX_LINKS = 40;
/** Follows links as far as they are known. */
function realPath(entries, path) {
    let real = path;
    for (let links = 0; links <= MAX_LINKS; links += 1) {
        if (real === '..' || real.startsWith('../') || real.startsWith('/'))
            return OUTSIDE;
        const link = withFolders(real).findLast((one) => entries.get(one)?.mode === '120000');
        if (link === undefined)
            return { path: real };
        const target = Buffer.from(entries.get(link)?.content ?? []).toString();
        real = target.startsWith('/') ? target : tree_files_join(tree_files_dirname(link), target, real.slice(link.length));
    }
    return { problem: 'its links lead in a circle' };
}

;// CONCATENATED MODULE: ./build/actions/release/src/stamp-tree.js
// The version in the stamped files of a tree.



/** Reads the version files of a tree or commit. */
async function versionFilesOf({ inputs, ports }, treeish) {
    const reader = {
        files: (paths) => ports.work.files(treeish, paths),
        paths: () => ports.work.paths(treeish),
    };
    return filesOfTree(reader, inputs.stamp);
}
/** Returns the tree of a tree or commit with a version in its version files. Throws a UserError (`bad-stamp`). */
async function stampTree(state, treeish, version, { unlessThere = false } = {}) {
    const { inputs, ports } = state;
    const before = await ports.work.treeOf(treeish);
    if (inputs.stamp.length === 0)
        return { tree: before, changes: [], stale: [] };
    const files = await versionFilesOf(state, treeish);
    const frozen = frozenAt(treeish, gitDate(ports.now()));
    const { changed, changes, stale } = stampTexts(files, inputs.stamp, spellingsOf(version, frozen), {
        unlessThere,
    });
    return { tree: await ports.work.withFiles(before, changed), changes, stale };
}
/** As git prints a date: `2024-01-02 03:04:05 +0000`. */
const gitDate = (date) => `${date.toISOString().slice(0, 19).replace('T', ' ')} +0000`;

;// CONCATENATED MODULE: ./build/actions/release/src/notes/changelog.js
// The section of a release in a changelog, a Markdown file. Pure.

/** Returns the day of a moment in a time zone, `2017-04-15`. */
function dateIn(moment, timezone) {
    const { year, month, day } = dayOf(moment, timezone) ?? NEVER;
    const two = (number) => String(number).padStart(2, '0');
    return `${year}-${two(month)}-${two(day)}`;
}
const NEVER = { year: 1970, month: 1, week: 1, day: 1 };
/**
 * Returns a changelog with the section `## VERSION (DATE)` above the newest release; an "Unreleased" section stays above it. The line
 * ends of the file are kept. Unchanged if it has a section of this version; a new changelog if it is undefined or empty.
 */
function withSection(text, { version, date, notes }) {
    const section = `## ${version} (${date})\n\n${notes}\n`;
    if (text === undefined || text.replace(/^\uFEFF/, '').trim() === '') {
        return `# Changelog\n\n${section}`;
    }
    const headings = headingsOf(text);
    if (headings.some((heading) => isOf(heading.title, version)))
        return text;
    const end = /\r?\n/.exec(text)?.[0] ?? '\n';
    return inserted(text, section.replaceAll('\n', end), end);
}
/** Returns a changelog with a section above the newest release, or at the end if there is none. */
function inserted(text, section, end) {
    const newest = headingsOf(text).find(({ title }) => !/^\[?unreleased\b/i.test(title));
    if (newest)
        return `${text.slice(0, newest.start)}${section}${end}${text.slice(newest.start)}`;
    const isEnded = text === '' || text.endsWith('\n');
    return `${text}${isEnded ? '' : end}${/\n\r?\n$/.test(text) ? '' : end}${section}`;
}
/**
 * Returns a changelog without the section of a version, and a function that adds the section to another changelog, above its newest
 * release, unless it is there. Undefined if there is no such section.
 */
function withoutSection(text, version) {
    const headings = headingsOf(text);
    const at = headings.findIndex(({ title }) => isOf(title, version));
    const { start } = headings[at] ?? {};
    if (start === undefined)
        return undefined;
    const next = headings[at + 1]?.start ?? text.length;
    const end = /\r?\n/.exec(text)?.[0] ?? '\n';
    const section = text.slice(start, next).trimEnd() + end;
    const restored = (other) => headingsOf(other).some(({ title }) => isOf(title, version))
        ? other
        : inserted(other, section, end);
    return { rest: text.slice(0, start) + text.slice(next), restored };
}
/** `## 1.2.0 (2017-04-15)`, `## [1.2.0] - 2017-04-15` and `## v1.2.0` are all of 1.2.0. */
function isOf(title, version) {
    return /^\[?v?([^\s\]]+)/i.exec(title)?.[1] === version;
}
/** Returns the headings of the second level, except in code blocks and comments. */
function headingsOf(text) {
    const headings = [];
    let start = text.startsWith('\uFEFF') ? 1 : 0;
    let fence = '';
    let isComment = false;
    for (const line of text.slice(start).split('\n')) {
        const [, mark = ''] = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line) ?? [];
        const isClosing = mark.startsWith(fence) && line.trim() === mark;
        if (isComment)
            isComment = !line.includes('-->');
        else if (fence !== '')
            fence = isClosing ? '' : fence;
        else if (mark !== '')
            fence = mark;
        else if (/^ {0,3}<!--/.test(line))
            isComment = !line.includes('-->');
        else {
            const [, title] = /^ {0,3}##[ \t]+(.*?)[ \t#]*\r?$/.exec(line) ?? [];
            if (title !== undefined)
                headings.push({ start, title });
        }
        start += line.length + 1;
    }
    return headings;
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/merge-changelog.js
// The changelog in a merge: the section of the release is left out of it, and added after it. Sections of two releases that began at the same
// time would be a conflict otherwise: both stand above the newest one.


/** Merges trees by `merge`. The section of the release in the changelog is no conflict, if the input `changelog` names the file. */
async function mergeWithChangelog(state, trees, merge) {
    const { inputs, known, ports } = state;
    const path = inputs.changelog;
    const text = path === '' ? undefined : await textAt(state, trees.theirs, path);
    const found = text === undefined ? undefined : withoutSection(text, known.version);
    // A file that is new on one side alone is no conflict; on both it is one, as always.
    if (!found || (await textAt(state, trees.ours, path)) === undefined)
        return merge(trees);
    const theirs = await ports.work.withFiles(trees.theirs, new Map([[path, found.rest]]));
    const result = await merge({ ...trees, theirs });
    if ('conflicts' in result)
        return result;
    const merged = await textAt(state, result.tree, path);
    // Moved by our side: there its section would be lost.
    if (merged === undefined)
        return merge(trees);
    const files = new Map([[path, found.restored(merged)]]);
    return { tree: await ports.work.withFiles(result.tree, files) };
}
/** Returns the text of a file; undefined if it is missing, a link or not UTF-8. */
async function textAt({ ports }, tree, path) {
    const file = (await ports.work.files(tree, [path])).get(path);
    if (!file || file.mode === '120000')
        return undefined;
    const text = textIn(file.content);
    return typeof text === 'string' ? text : undefined;
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/merge-tree.js
// One merge of trees, in which the places of the version are no conflict.




/** Merges two commits. At stamped places, the merged tree has what their side has. */
async function mergeTree(state, { bases, ours, theirs }) {
    const { work } = state.ports;
    await work.fetchTrees([...bases.map(({ commit }) => commit), ours, theirs]);
    const trees = {
        bases: await Promise.all(bases.map(async (base) => ({ ...base, tree: await work.treeOf(base.commit) }))),
        ours: await work.treeOf(ours),
        theirs: await work.treeOf(theirs),
    };
    return mergeWithChangelog(state, trees, async (some) => work.mergeTrees(state.inputs.stamp.length === 0 ? some : await withoutVersionConflicts(state, some)));
}
async function withoutVersionConflicts(state, trees) {
    const { work } = state.ports;
    const [ours, theirs, ...bases] = await allEnded([trees.ours, trees.theirs, ...trees.bases.map(({ tree }) => tree)].map((tree) => versionFilesOf(state, tree)));
    if (!ours || !theirs)
        return trees;
    const texts = withTheirVersions({ bases, ours, theirs }, state.inputs.stamp);
    const replaced = [];
    // One after the other: the work repository has one index.
    for (const [at, base] of trees.bases.entries())
        replaced.push({ ...base, tree: await work.withFiles(base.tree, texts.bases[at] ?? new Map()) });
    return { ...trees, bases: replaced, ours: await work.withFiles(trees.ours, texts.ours) };
}
/** Returns a merged tree with the version of the release, for the commit that is tagged. Throws a UserError (`bad-stamp`). */
async function withReleasedVersion(state, tree, version) {
    return (await stampTree(state, tree, version, { unlessThere: true })).tree;
}
/** Returns a merged tree in which a higher version of the branch stays. */
async function withBranchVersion(state, tree, branch) {
    if (state.inputs.stamp.length === 0)
        return tree;
    const { work } = state.ports;
    const [merged, own] = await allEnded([
        versionFilesOf(state, tree),
        versionFilesOf(state, await work.treeOf(branch)),
    ]);
    const texts = withHigherVersions(merged, own, state.inputs.stamp);
    return texts.size === 0 ? tree : work.withFiles(tree, texts);
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/merge-all.js
// The merges of a release: its branch into the last of `into`, and that merge into the others.






/** Makes the merges. Throws a UserError (`conflict`) with the files of every branch; then nothing is pushed. */
async function mergeAll(state, facts) {
    const { ports } = state;
    const last = facts.into.at(-1);
    const others = facts.into.slice(0, -1);
    const released = facts.tagged?.commit ?? facts.tip ?? '';
    // That the last branch has the release already is rare, so the others are compared with the merge to be made meanwhile.
    const parents = facts.tagged ? [released] : [last.tip, released];
    const compared = () => allEnded([
        ports.remote.divergence([last.tip], [released]),
        ...others.map(({ tip }) => ports.remote.divergence([tip], parents)),
    ]);
    const tips = [last.tip, released, ...others.map(({ tip }) => tip)];
    const [[diverged, ...beside]] = await logged(ports, 'Found the merge bases', () => allEnded([compared(), ports.work.fetchTrees(tips)]));
    const conflicts = new Map();
    const { merge, target } = await mergeLast(state, facts, last, released, diverged, conflicts);
    const isMade = merge.to !== merge.from && !facts.tagged;
    const merges = [];
    for (const [at, branch] of others.entries()) {
        const known = isMade || facts.tagged ? beside[at] : undefined;
        const wanted = known ?? (await ports.remote.divergence([branch.tip], [target]));
        const made = await mergeOther(state, facts, branch, target, wanted, isMade, conflicts);
        if (made)
            merges.push(made);
    }
    if (conflicts.size > 0)
        throw conflictError(state, facts, conflicts);
    return { merges: [...merges, merge], target };
}
/** Merges the release into the branch that is tagged. With a conflict, the others are tried with the release branch itself. */
async function mergeLast(state, { release, tagged }, { name, tip }, released, { ours, theirs, bases }, conflicts) {
    const none = { branch: name, from: tip, to: tip, merged: released };
    if (theirs.length === 0)
        return { merge: none, target: tagged?.commit ?? firstWith(ours, tip, released) };
    if (bases.length === 0)
        throw unrelatedError(release, name);
    const result = await mergeTree(state, { bases, ours: tip, theirs: released });
    if ('conflicts' in result) {
        conflicts.set(name, result.conflicts);
        return { merge: none, target: released };
    }
    const tree = tagged
        ? await withBranchVersion(state, result.tree, tip)
        : await withReleasedVersion(state, result.tree, release.version);
    const to = await mergeCommit(state, release, name, tree, [tip, released]);
    return { merge: { ...none, to }, target: tagged?.commit ?? to };
}
/** Merges what is tagged into another branch; undefined after a conflict. */
async function mergeOther(state, { release }, { name, tip }, target, { theirs, bases }, isNew, conflicts) {
    const none = { branch: name, from: tip, to: tip, merged: target };
    if (theirs.length === 0 && !isNew)
        return none;
    if (bases.length === 0)
        throw unrelatedError(release, name);
    const result = await mergeTree(state, { bases, ours: tip, theirs: target });
    if ('conflicts' in result) {
        conflicts.set(name, result.conflicts);
        return undefined;
    }
    // Only to know all conflicts: nothing is pushed.
    if (conflicts.size > 0)
        return undefined;
    const tree = await withBranchVersion(state, result.tree, tip);
    return { ...none, to: await mergeCommit(state, release, name, tree, [tip, target]) };
}
function mergeCommit({ inputs, ports }, { version, branch }, into, tree, parents) {
    const message = filled(inputs['merge-message'], { version, branch, into });
    return logged(ports, `Merged into ${into}`, () => ports.work.commit({ tree, parents, message }));
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/plan-push.js
// What `finish` pushes: merges, the tag, and the end of the release branch. All is made before anything moves.







/** Plans the one push. Throws a UserError (`newer-released`, `conflict`, `tag-taken`, `bad-stamp`). */
async function planPush(state, facts) {
    const { inputs, ports } = state;
    const { release, tip, tagged } = facts;
    const last = facts.into.at(-1);
    if (tagged)
        await plan_push_assertOurs(state, facts, tagged.commit, last);
    else
        await assertNotNewer(state, facts, last);
    const { merges, target } = await mergeAll(state, facts);
    const updates = merges
        .filter(({ from, to }) => from !== to)
        .map(({ branch, from, to }) => ({ ref: branchRef(branch), from, to }));
    if (!tagged) {
        const message = filled(inputs['tag-message'], release);
        const id = await ports.work.tag({ name: release.tag, commit: target, message });
        updates.push({ ref: tagRef(release.tag), from: '', to: id });
        if (inputs.sign === 'github')
            ports.runner.log(`The tag ${release.tag} is not signed: GitHub signs commits only`);
    }
    if (tip !== undefined)
        updates.push(...branchUpdate(state, release, tip, updates.length > 0));
    return {
        updates,
        outcome: updates.length === 0 ? 'already-finished' : 'finished',
        tagged: target,
        merges,
        sameTree: await sameTree(state, facts, target),
    };
}
/** Deletes the release branch; one that is kept must not have moved if something is pushed. */
function branchUpdate({ inputs }, { branch }, tip, isPushing) {
    const ref = branchRef(branch);
    if (!inputs['keep-branch'])
        return [{ ref, from: tip, to: '' }];
    return isPushing ? [{ ref, from: tip, to: tip }] : [];
}
/** Throws a UserError (`tag-taken`) if the tag is not on a commit that has the release. It is never adopted, and never moved. */
async function plan_push_assertOurs({ ports }, { release, tip }, commit, last) {
    const [tips, wanted, where] = tip === undefined
        ? [[last.tip], commit, `${escape_quote(last.name)} does not have it`]
        : [[commit], tip, `it does not have ${escape_quote(release.branch)} behind it`];
    const behind = await ports.remote.behind(tips, [wanted]);
    if (behind.length > 0)
        return;
    throw new UserError('tag-taken', `The tag ${escape_quote(release.tag)} exists on ${commit}, and ${where}: it is not this release; if it was made by mistake, delete it, else release under another version`);
}

;// CONCATENATED MODULE: ./build/actions/release/src/finish/finish.js
// `finish`: merges the release, tags it and pushes all of it at once; then the GitHub Release.











/** Finishes a release. Throws a UserError if it can't; then git's part is not half done. */
async function finish_finish(state) {
    const { inputs, known } = state;
    const release = await whichRelease(state);
    if (inputs['github-release'] !== 'none')
        await assertMayRelease(state, release);
    for (;;) {
        const { planned, after } = await attempt(state, (refs) => planFinish(state, release, refs));
        // With pull requests, one push is not all: the facts are read again for the next part.
        if (planned.outcome === undefined && !inputs['dry-run'])
            continue;
        if (planned.tagged !== '')
            warnOfOtherFiles(state);
        if (inputs['dry-run'])
            return outcomeOfDryRun(planned);
        // Other pull requests may take days, and the tag is there.
        if (inputs['github-release'] !== 'none' && after.has(tagRef(release.tag)))
            await makeGitHubRelease(state, { release, commit: planned.tagged, refs: after });
        if (planned.outcome === 'waiting')
            return 'waiting';
        return isChanged(known) ? 'finished' : 'already-finished';
    }
}
/** A pull request that is not open yet would be opened. */
function outcomeOfDryRun({ outcome, pullRequests = [] }) {
    return outcome === undefined || (outcome === 'waiting' && pullRequests.length === 0)
        ? 'planned'
        : outcome;
}
async function planFinish(state, release, refs) {
    const { inputs, known } = state;
    const facts = await finishFacts(state, release, refs);
    const [planned] = await allEnded([
        inputs.via === 'pull-request' ? planPullRequest(state, facts) : planPush(state, facts),
        notesOf(state, refs, release, releasedCommit(facts)),
    ]);
    known.sha = planned.tagged;
    known.sameTree = planned.sameTree;
    known.merges = planned.merges;
    if (planned.pullRequests)
        known.pullRequests = planned.pullRequests;
    if (planned.wroteMore)
        known.wroteMore = true;
    known.plan = { ...known.plan, updates: planned.updates, merges: planned.merges };
    return planned;
}
/** The commit that the notes are about. Without branch and tag, a pull request was merged and its branch deleted. */
const releasedCommit = ({ tip, tagged, into }) => tip ?? tagged?.commit ?? into.at(-1)?.tip ?? '';

;// CONCATENATED MODULE: ./build/kit/text/link.js
// Links in Markdown to addresses from outside. Pure.

/** Returns a link whose text is code. An address with characters that mean something in Markdown is not linked. */
function codeLink(url, text) {
    const isPlain = /^https?:\/\/[A-Za-z0-9._~:/?#@!&=%+,;-]+$/.test(url);
    return isPlain ? `[${code(text)}](${url})` : code(visible(text));
}

;// CONCATENATED MODULE: ./build/kit/action/reasons.js
// The reason codes that every action has. Pure.
const ACTION_REASONS = {
    'bad-input': 'inputs have invalid values; all are listed',
    cancelled: 'the run was cancelled',
    'system-error': 'the runner can\u2019t read or write a file, or start a program, for instance because its disk is full',
    'internal-error': 'a bug in the action; its stack is shown',
};

;// CONCATENATED MODULE: ./build/actions/release/src/reasons.js
// The stable codes of release's outcomes and failures, and what they mean.

/** Outcomes of a run that succeeds. */
const OUTCOMES = {
    started: 'success: the release branch was created',
    resumed: 'success: the release branch existed already, and is continued',
    'nothing-to-release': 'success: no commits since the previous release that call for a new one',
    finished: 'success: merged, tagged and pushed',
    'already-finished': 'success: nothing was left to do',
    waiting: 'success so far: a pull request has to be merged, then run `finish` again',
    abandoned: 'success: the release branch was deleted',
    'already-abandoned': 'success: the release branch does not exist',
    planned: 'success: `dry-run` wrote nothing',
};
const reasons_REASONS = {
    ...OUTCOMES,
    'already-released': 'the version is tagged, or partly merged',
    'which-release': 'several releases are open, and it is not clear which one is meant; give `version`',
    'no-release': 'there is neither a release branch nor a tag of the version',
    'no-such-branch': 'a branch, tag or commit does not exist on the remote',
    'branch-moved': 'the release branch is not at `expect-sha`',
    conflict: 'the release can\u2019t be merged; nothing was pushed, and the message says how to resolve it',
    'newer-released': 'the last branch of `into` has a higher release',
    'tag-taken': 'the tag exists on a commit that is not this release',
    'has-commits': 'the release branch has commits that are on no other branch',
    'ref-conflict': 'a branch or tag exists whose name does not allow the new one: `release` and `release/1` can\u2019t both exist',
    'future-tag': 'a calendar version is in the future: the next version would come before it',
    'unknown-prefix': 'no tag has the prefix, but there are versions without it: the next version has nothing to start from',
    'not-proved': 'the history of the remote does not prove the answer',
    'bad-stamp': 'a file can\u2019t be stamped; nothing was pushed',
    'bad-key': '`signing-key` is not a private key, or is encrypted',
    'needs-merge-queue': 'refused: the branch accepts changes only through its merge queue',
    'needs-pull-request': 'refused: the branch accepts changes only through pull requests',
    'needs-signature': 'refused: commits must be signed',
    'needs-checks': 'refused: status checks must succeed first',
    'needs-workflows-permission': 'refused: the token may not change a file in .github/workflows',
    'tag-protected': 'refused: the tag is protected',
    'not-authorized': 'refused: the token or key may not push',
    refused: 'refused by another rule; the message quotes the remote',
    'pull-request-refused': 'GitHub refused to open a pull request, for instance because the token may not',
    'github-release-failed': 'the GitHub Release could not be made; the message says whether branches and tag are pushed. `finish` again does the rest',
    'not-verified': 'GitHub did not sign a commit that it made for `sign: github`',
    'no-atomic': 'the server does not support atomic pushes',
    'timed-out': 'others pushed at the same time until `timeout`',
    'remote-unreachable': 'the remote does not answer, or rejects the token or key',
    'token-needed': 'the checkout has no token, or none for GitHub\u2019s API; give `token`',
    'git-failed': 'git can\u2019t be run or fails; its message is shown',
    ...ACTION_REASONS,
};

;// CONCATENATED MODULE: ./build/actions/release/src/report.js
// The log and the summary of a step.



/** Reports what was done, or would be with `dry-run`. */
function report_report(state, outcome) {
    const { known, ports, inputs } = state;
    const updates = inputs['dry-run'] ? plannedUpdates(state) : known.pushed;
    for (const update of updates)
        ports.runner.log(`${inputs['dry-run'] ? 'Would push' : 'Pushed'} ${shown(update)}`);
    const name = known.version === '' ? '' : `${known.version}: `;
    ports.runner.log(`${name}${outcome} (${OUTCOMES[outcome]})`);
    ports.runner.summary(report_summary(state, outcome, updates));
}
const plannedUpdates = ({ known }) => known.plan['updates'] ?? [];
const report_short = (id) => (id === '' ? 'none' : id.slice(0, 7));
const shown = ({ ref, from, to }) => `${escape_quote(ref)}: ${report_short(from)} -> ${to === '' ? 'deleted' : report_short(to)}`;
function report_summary(state, outcome, updates) {
    const { known, inputs } = state;
    const rows = [
        ['version', code(known.version)],
        ['commit', known.sha === '' ? '' : linked(state, `commit/${known.sha}`, report_short(known.sha))],
        ['tag', inputs.step === 'finish' && known.tag !== '' ? code(known.tag) : ''],
        ['previous release', known.previousTag === '' ? '' : code(known.previousTag)],
        ...updates.map(({ ref, from, to }) => [
            'pushed',
            `${code(ref)}: ${code(report_short(from))} → ${code(to === '' ? 'deleted' : report_short(to))}`,
        ]),
        ...known.pullRequests.map((url) => ['pull request', codeLink(url, url)]),
        ['GitHub Release', known.releaseUrl === '' ? '' : codeLink(known.releaseUrl, known.releaseUrl)],
        [
            'same files as the release branch',
            known.sameTree === undefined ? '' : String(known.sameTree),
        ],
    ];
    return [
        `### Release: ${code(outcome)}`,
        '',
        `${code(known.version || known.branch || inputs.step)}: ${OUTCOMES[outcome]}.`,
        '',
        '| | |',
        '|---|---|',
        ...rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`),
        '',
        ...graph(state),
        '',
    ].join('\n');
}
function linked({ ports }, path, text) {
    return ports.run.page === '' ? code(text) : codeLink(`${ports.run.page}/${path}`, text);
}
/** A Mermaid picture of the merges. */
function graph({ known }) {
    if (known.merges.length === 0)
        return [];
    const name = (branch) => `"${label(branch)}"`;
    const last = known.merges.at(-1)?.branch ?? '';
    const others = known.merges.slice(0, -1);
    const lines = [
        '```mermaid',
        `%%{init: {"gitGraph": {"mainBranchName": ${name(last)}}} }%%`,
        ...['gitGraph', '  commit id: "before"'],
        ...others.map(({ branch }) => `  branch ${name(branch)}`),
        `  checkout ${name(last)}`,
        `  branch ${name(known.branch)}`,
        `  commit id: "${label(`Release ${known.version}`)}"`,
        `  checkout ${name(last)}`,
        `  merge ${name(known.branch)} id: "${label(report_short(known.sha))}" tag: "${label(known.tag)}"`,
        ...others.flatMap(({ branch, to }) => [
            `  checkout ${name(branch)}`,
            `  commit id: "${label(`${branch} before`)}"`,
            `  merge ${name(last)} id: "${label(report_short(to))}"`,
        ]),
        '```',
    ];
    return lines;
}

;// CONCATENATED MODULE: ./build/actions/release/src/start/own-work.js
// Which commits are a reason for a release. Pure.

/** Returns whether a commit is neither a merge nor the commit of a release. */
const isOwnWork = ({ parents, message }) => parents.length < 2 && readTrailers(message) === undefined;

;// CONCATENATED MODULE: ./build/actions/release/src/start/next-names.js
// The next version, with its names.








/** Returns the names of the next release; undefined if there is nothing to release, which the log explains. */
async function nextNames(state, refs, from, open) {
    const { inputs, ports } = state;
    const tags = tags_of_tagsOf(refs);
    const next = await logged(ports, 'Computed the next version', () => nextRelease(ports.remote.history, {
        commit: from,
        tags,
        taken: open.map(({ version }) => version),
        prefix: inputs['tag-prefix'],
        scheme: inputs.scheme,
        timezone: inputs.timezone,
        now: ports.now(),
    }));
    if ('problem' in next)
        throw new UserError(next.reason, next.problem);
    for (const remark of next.remarks)
        ports.runner.log(remark);
    if (next.version === '')
        return undefined;
    const { previous, commits } = await changesOf(state, refs, from, '');
    state.known.previousTag = previous?.name ?? '';
    if (previous && !commits.some(isOwnWork)) {
        ports.runner.log(`Nothing to release: only merges and release commits since ${escape_quote(previous.name)}`);
        return undefined;
    }
    return namesOf(inputs, next.version);
}

;// CONCATENATED MODULE: ./build/actions/release/src/start/changelog-file.js
// The changelog in the tree of the release commit.




/** Returns the tree with a section for the version in its changelog. Without the input `changelog`, the tree stays as it is. */
async function withChangelog({ inputs, ports }, tree, version, notes) {
    const path = inputs.changelog;
    if (path === '')
        return tree;
    const file = (await ports.work.files(tree, [path])).get(path);
    if (file?.mode === '120000')
        throw new UserError('bad-stamp', `"changelog": ${escape_quote(path)} is a symbolic link; give the file`);
    const before = file && changelog_file_textOf(path, file.content);
    const date = dateIn(ports.now(), inputs.timezone);
    const text = withSection(before, { version, date, notes });
    return ports.work.withFiles(tree, new Map([[path, text]]));
}
function changelog_file_textOf(path, content) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    }
    catch (cause) {
        const message = `"changelog": ${escape_quote(path)} can't be read: ${plain_error_plainError(cause)}`;
        throw new UserError('bad-stamp', message, { cause });
    }
}

;// CONCATENATED MODULE: ./build/actions/release/src/start/release-commit.js
// The commit that starts a release: its version in the stamped files, and the changelog.







/** Makes the commit. Returns its id. Throws a UserError (`bad-stamp`). */
async function releaseCommit(state, refs, names, from) {
    const { inputs, ports } = state;
    const notes = await notesOf(state, refs, names, from);
    const { tree, changes, stale } = await stampTree(state, from, names.version);
    for (const { path, key, from: old, to } of changes)
        ports.runner.log(`${path}: ${key} ${escape_quote(old)} -> ${escape_quote(to)}`);
    for (const sentence of stale)
        ports.runner.annotate('warning', sentence);
    const complete = await withChangelog(state, tree, names.version, notes);
    const message = withTrailers(filled(inputs.message, names), names, ports.run);
    return logged(ports, `Created the release commit of ${names.version}`, () => ports.work.commit({ tree: complete, parents: [from], message }));
}

;// CONCATENATED MODULE: ./build/actions/release/src/start/take-back.js
// Deletes a release branch that this run has just made, because its number is taken.



/** Deletes the branch if it is still at the commit. If not, somebody works on it: it stays, with a warning. */
async function takeBack(state, { branch, commit }) {
    const ref = branchRef(branch);
    const { known, ports } = state;
    const before = known.pushed;
    const { planned } = await attempt(state, async (refs) => {
        const isOurs = refs.get(ref)?.commit === commit;
        if (refs.has(ref) && !isOurs) {
            const message = `${escape_quote(branch)} has new commits, so it is not deleted, but its version is released already; move the commits to another branch, then delete this one`;
            ports.runner.annotate('warning', message);
        }
        return { updates: isOurs ? [{ ref, from: commit, to: '' }] : [] };
    });
    // Its creation and its deletion cancel each other.
    const isGone = planned.updates.length > 0;
    if (isGone && before.some((one) => one.ref === ref))
        known.pushed = before.filter((one) => one.ref !== ref);
}

;// CONCATENATED MODULE: ./build/actions/release/src/start/start.js
// `start`: picks the version, and makes the release branch with one commit; or continues with an existing branch.













/** Starts a release. Throws a UserError if it can't. */
async function start(state) {
    const { inputs, known } = state;
    for (;;) {
        const { planned, after } = await attempt(state, (refs) => planStart(state, refs));
        if (planned.orphan) {
            await takeBack(state, planned.orphan);
            if (!inputs['dry-run'])
                continue;
        }
        if (planned.outcome !== 'started' || inputs['dry-run'])
            return planned.outcome;
        // The branch can't be pushed on the condition that the tag is absent: a lease needs a refspec of its own.
        if (!after.has(tagRef(known.tag)))
            return 'started';
        state.ports.runner.log(`The tag ${escape_quote(known.tag)} was pushed in the meantime: deleting ${escape_quote(known.branch)}`);
        await takeBack(state, { branch: known.branch, commit: known.sha });
        if (inputs.version !== '')
            throw start_alreadyReleased(known);
    }
}
async function planStart(state, refs) {
    const { inputs, ports } = state;
    const given = inputs.version === '' ? undefined : namesOf(inputs, inputs.version);
    const open = openReleases(inputs, refs);
    const relevant = given ? open.filter(({ branch }) => branch === given.branch) : open;
    const mustAsk = !given || refs.has(tagRef(given.tag));
    const candidates = mustAsk ? await candidatesOf(ports, relevant, othersOf(inputs, refs)) : [];
    const own = ofJob(candidates, ports.run);
    const orphan = await orphanOf(state, refs, own);
    if (orphan)
        return { updates: [], outcome: 'planned', orphan };
    if (given)
        return planGiven(state, refs, given);
    const mine = onlyOne(own);
    if (mine) {
        remember(state, mine);
        if (refs.has(tagRef(mine.tag)))
            throw start_alreadyReleased(mine);
        return resumed(state, mine.tip, `this run started it${others(open, mine)}`);
    }
    const from = await commitAtFrom(state, refs);
    const names = await nextNames(state, refs, from, open);
    return names ? planNew(state, refs, names, from) : { updates: [], outcome: 'nothing-to-release' };
}
/** The branches that release branches started from, or were merged into; `from` may be gone by now. */
function othersOf(inputs, refs) {
    const names = [inputs.from, ...inputs.into].flatMap((name) => [name, branchRef(name)]);
    return [...new Set(names.flatMap((name) => refs.get(name)?.commit ?? []))];
}
const others = (open, { branch }) => {
    const rest = open.filter((one) => one.branch !== branch);
    return rest.length === 0 ? '' : `; also open: ${list(rest.map((one) => one.branch))}`;
};
async function planGiven(state, refs, names) {
    remember(state, names);
    if (refs.has(tagRef(names.tag)))
        throw start_alreadyReleased(names);
    const tip = refs.get(branchRef(names.branch))?.commit;
    return tip === undefined
        ? planNew(state, refs, names, await commitAtFrom(state, refs))
        : resumed(state, tip, 'it exists already');
}
function resumed({ known, ports }, tip, why) {
    known.sha = tip;
    ports.runner.log(`Continuing with ${escape_quote(known.branch)} at ${tip.slice(0, 7)}: ${why}`);
    known.plan = { ...known.plan, updates: [] };
    return { updates: [], outcome: 'resumed' };
}
async function planNew(state, refs, names, from) {
    const { inputs, ports, known } = state;
    remember(state, names);
    const ref = branchRef(names.branch);
    const bar = barringRef(ref, refs.keys()) ?? barringRef(tagRef(names.tag), refs.keys());
    if (bar !== undefined)
        throw refConflict(bar.startsWith('refs/tags/') ? tagRef(names.tag) : ref, bar);
    const to = await releaseCommit(state, refs, names, from);
    known.sha = to;
    const updates = [{ ref, from: '', to }];
    known.plan = { ...known.plan, updates };
    if (inputs['dry-run'])
        ports.runner.log(`Would push ${escape_quote(names.branch)} at ${to.slice(0, 7)}`);
    return { updates, outcome: 'started' };
}
const start_alreadyReleased = ({ tag }) => new UserError('already-released', `${escape_quote(tag)} is released already; give another "version"`);
/**
 * Returns a branch of this run whose number is tagged elsewhere: the run was killed after it had pushed the branch, and before it looked
 * at the tags again.
 */
async function orphanOf({ ports }, refs, own) {
    for (const { branch, tag, tip, release } of own) {
        const tagged = refs.get(tagRef(tag));
        if (!tagged || tip !== release)
            continue;
        const behind = await ports.remote.behind([tagged.commit], [release]);
        if (behind.length === 0)
            return { branch, commit: tip };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/release/src/run.js
// Runs one step, and writes the outputs: also those of a run that fails, as far as they are known.






const run_STEPS = { start: start, finish: finish_finish, abandon: abandon };
/** Runs the step. Throws a UserError on failure; outputs are set in either case. */
async function run(inputs, ports) {
    const { runner } = ports;
    const state = { inputs, ports, known: nothingKnown() };
    state.known.plan = { step: inputs.step };
    try {
        const outcome = await run_STEPS[inputs.step](state);
        finished(state, inputs['dry-run'] && isWriting(outcome) ? 'planned' : outcome);
    }
    catch (error) {
        if (error instanceof UserError)
            runner.outputs({ ...outputsOf(state.known), reason: error.reason });
        else
            runner.outputs(outputsOf(state.known));
        throw error;
    }
    finally {
        if (ports.remote.isBotLogin && isChanged(state.known))
            noticeBot(state);
    }
}
/** Whether an outcome says that something was written, or would have been. */
const isWriting = (outcome) => ['started', 'finished', 'abandoned'].includes(outcome);
function finished(state, outcome) {
    const { known, ports } = state;
    const { version, tag, branch, previousTag } = known;
    known.plan = { ...known.plan, reason: outcome, version, tag, branch, previousTag };
    report_report(state, outcome);
    ports.runner.outputs({ ...outputsOf(known), reason: outcome });
}
function noticeBot({ ports }) {
    ports.runner.annotate('notice', 'The token may be GITHUB_TOKEN: what it pushes, opens or releases starts no workflows. If workflows should start on the tag or the branches, use the token of a GitHub App, or a deploy key');
}

;// CONCATENATED MODULE: ./build/actions/release/src/main.js










const { env } = process;
const runner = githubRunner();
/** The runner kills a cancelled step 10 seconds after its first signal. Milliseconds. */
const main_GRACE = 9000;
void runAction(runner, () => {
    const inputs = readInputs(inputs_inputs, env, runner.mask);
    const cancelled = cancellation(main_GRACE, () => runner.annotate('warning', 'The run was cancelled during a push, and it is not known whether that took effect; run this step again, which continues from what is on the remote'));
    const folder = env['GITHUB_WORKSPACE'] ?? '.';
    const host = {
        runner,
        env,
        folder: (0,external_node_fs_namespaceObject.existsSync)(folder) ? folder : '.',
        temp: env['RUNNER_TEMP'] ?? (0,external_node_os_namespaceObject.tmpdir)(),
        unique: (0,external_node_crypto_.randomUUID)(),
        cancelled,
        now: () => new Date(),
    };
    return withPorts(inputs, host, (ports) => run(inputs, ports));
});

