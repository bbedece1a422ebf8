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

/***/ 8375:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  d: () => (/* binding */ restWorkflows)
});

// EXTERNAL MODULE: ./build/kit/action/user-error.js
var user_error = __nccwpck_require__(7112);
// EXTERNAL MODULE: ./build/kit/github/github-error.js
var github_error = __nccwpck_require__(7871);
;// CONCATENATED MODULE: ./build/actions/trigger/src/github-answers.js
// Reads what GitHub answers about workflows. Whatever is not as GitHub describes it is undefined: a proxy, a login page or a hostile server
// may answer as well. Pure.
/** Returns the name of the default branch. */
function defaultBranchOf(answer) {
    const name = fieldsOf(answer)['default_branch'];
    return typeof name === 'string' && name !== '' ? name : undefined;
}
/** Returns the repository's present names. */
function nameOf(answer) {
    const { name, owner: whose } = fieldsOf(answer);
    const owner = fieldsOf(whose)['login'];
    return isName(owner) && isName(name) ? { owner, name } : undefined;
}
/** Returns the run that a start names. */
function startedRunOf(answer) {
    const { workflow_run_id: id, html_url } = fieldsOf(answer);
    return isId(id) ? { id, url: pageOf(html_url) } : undefined;
}
/** Returns a run. */
function runOf(answer) {
    const fields = fieldsOf(answer);
    const [id, status, conclusion] = [fields['id'], fields['status'], fields['conclusion'] ?? null];
    if (!isId(id) || !isWord(status) || !(conclusion === null || isWord(conclusion)))
        return undefined;
    const isCompleted = status === 'completed';
    if (isCompleted && conclusion === null)
        return undefined;
    const attempt = fields['run_attempt'] ?? 1;
    if (!isId(attempt))
        return undefined;
    return {
        ...{ id, status, attempt },
        url: pageOf(fields['html_url']),
        // GitHub may still have that of the attempt before.
        conclusion: isCompleted ? (conclusion ?? undefined) : undefined,
        title: textOf(fields['display_title']),
    };
}
/** Returns the runs of a list. An entry that is malformed is left out: the one that is looked for may be beside it. */
function runsOf(answer) {
    const runs = fieldsOf(answer)['workflow_runs'];
    return Array.isArray(runs) ? runs.map(runOf).filter((run) => run !== undefined) : undefined;
}
/** What GitHub calls a job or a step that did not prevent anything. */
const GOOD = new Set(['success', 'skipped', 'neutral']);
/** Returns the jobs that did not end well. */
function failedJobsOf(answer) {
    const jobs = fieldsOf(answer)['jobs'];
    if (!Array.isArray(jobs))
        return undefined;
    return jobs.map(fieldsOf).filter(hasFailed).map(failedJobOf);
}
function failedJobOf(job) {
    const steps = Array.isArray(job['steps']) ? job['steps'].map(fieldsOf) : [];
    return {
        name: textOf(job['name']),
        url: pageOf(job['html_url']),
        steps: steps.filter(hasFailed).map((step) => textOf(step['name'])),
    };
}
const hasFailed = ({ conclusion }) => isWord(conclusion) && !GOOD.has(conclusion);
const fieldsOf = (value) => typeof value === 'object' && value !== null ? value : {};
const textOf = (value) => (typeof value === 'string' ? value : '');
const isId = (value) => Number.isSafeInteger(value) && Number(value) > 0;
const isName = (value) => typeof value === 'string' && /^[\w.-]{1,100}$/.test(value);
/** A status or a conclusion: it becomes a part of a reason code. */
const isWord = (value) => typeof value === 'string' && /^[a-z][a-z_]{0,39}$/.test(value);
/** The longest address that is shown, in characters. */
const MAX_URL = 2000;
/** An address that a browser may open; it is shown as a link. */
function pageOf(value) {
    if (typeof value !== 'string' || value.length > MAX_URL || !URL.canParse(value))
        return '';
    const { protocol, username, password, href } = new URL(value);
    const isPage = protocol === 'https:' || protocol === 'http:';
    return isPage && username === '' && password === '' ? href : '';
}

// EXTERNAL MODULE: ./build/kit/http/http-failure.js
var http_failure = __nccwpck_require__(1173);
// EXTERNAL MODULE: ./build/kit/github/response-error.js
var response_error = __nccwpck_require__(8119);
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
async function retry_persistently(request, send, patience) {
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
const failureOf = (cause, request, attempt) => cause instanceof github_error/* GitHubError */.y
    ? { error: cause, wait: undefined }
    : (0,response_error/* explainFailure */.SP)(cause, request, attempt);
/** Returns the milliseconds before the next attempt; Infinity if there is none. */
function waitAfter({ problem, failure, cause }, { isRepeatable, missingUntil = 0 }, attempt, { clock, random }) {
    if (problem === 'not-found' && clock.now() < missingUntil)
        return 0;
    if (problem !== 'unknown' || failure === 'redirected' || (0,http_failure/* isCertificateRefused */.Yr)(cause))
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
const malformed = (name, status, why) => new github_error/* GitHubError */.y('unknown', `GitHub was asked to ${name}, and ${why}`, {
    ...{ status, words: '', cause: undefined, failure: 'malformed' },
});

;// CONCATENATED MODULE: ./build/actions/trigger/src/github-refusal.js
// What GitHub's refusals and failures mean for trigger: a GitHubError becomes a UserError with one of its reason codes. Pure.

/** GitHub's words for a start that it refuses (422). */
const REFUSED_STARTS = [
    [/^No ref found for:/i, { reason: 'ref-not-found', advice: 'give a branch or tag as "ref"' }],
    [
        /^Unexpected inputs provided:/i,
        {
            reason: 'unknown-input',
            advice: 'the workflow declares no such input at this ref; "correlation" names one too',
        },
    ],
    [
        /^Workflow does not have 'workflow_dispatch' trigger/i,
        { reason: 'not-dispatchable', advice: 'add "on: workflow_dispatch" to it at this ref' },
    ],
    [
        /^Cannot trigger a 'workflow_dispatch' on a disabled workflow/i,
        { reason: 'not-dispatchable', advice: 'enable it in the Actions tab of its repository' },
    ],
];
/** Returns whether a server refused `return_run_details`, which it does not know. It has started nothing. */
const refusesDetails = ({ status, words }) => status === 422 && /\bnot a permitted key\b/.test(words) && words.includes('return_run_details');
/** Returns whether a request that was sent once may have taken effect. */
const mayHaveTakenEffect = ({ problem, failure }) => problem === 'unknown' && failure !== 'no-connection' && failure !== 'redirected';
/** Returns the error for the user. */
function explained(error, task) {
    const { reason, advice } = meaningOf(error, task);
    const message = advice === undefined ? error.message : `${error.message}; ${advice}`;
    return new user_error/* UserError */.y(reason, message, { cause: error });
}
function meaningOf(error, { permission }) {
    switch (error.problem) {
        case 'not-authorized': {
            if (error.status === 401)
                return { reason: 'unauthorized' };
            const isNamed = error.message.includes('the token needs');
            const advice = `the token needs ${permission} of the repository`;
            return { reason: 'forbidden', ...(isNamed ? {} : { advice }) };
        }
        case 'not-found':
            return { reason: 'not-found' };
        case 'rate-limited':
            return { reason: 'rate-limited' };
        case 'invalid': {
            const start = REFUSED_STARTS.find(([words]) => error.status === 422 && words.test(error.words));
            return start?.[1] ?? { reason: 'invalid-request' };
        }
        case 'unknown':
            return github_refusal_failureOf(error);
    }
}
function github_refusal_failureOf({ failure }) {
    if (failure === 'redirected')
        return { reason: 'redirect-refused', advice: 'nothing was sent there' };
    const isServer = failure === 'failed' || failure === 'malformed';
    return { reason: isServer ? 'server-error' : 'unreachable' };
}

;// CONCATENATED MODULE: ./build/actions/trigger/src/adapters/workflow-requests.js
// Sends trigger's requests to GitHub: readings until the limit, starts once.







function workflowRequests({ poll, ...options }) {
    const persist = async (request, send, read, { until, signal, grace = signal }, more = {}) => {
        const limit = until - options.clock.now();
        const maxAttempts = Number.POSITIVE_INFINITY;
        const patience = { ...options, signal, limit, shortestPause: poll, maxAttempts, ...more };
        const attempt = async () => {
            const answer = await send({ request: { signal: grace } }).catch((error) => {
                // Octokit can't show a failure whose JSON is nested very deeply.
                if (!(error instanceof RangeError))
                    throw error;
                throw malformed(request.name, 0, 'the answer is not one of its API');
            });
            // GitHub may leave the body of "accepted" empty.
            const found = read(answer.status === 202 ? answer : checked(request, answer));
            if (found !== undefined)
                return found;
            throw malformed(request.name, answer.status, 'the answer is not one of its API');
        };
        if (signal.aborted)
            throw ended(request, signal);
        return retry_persistently(request, attempt, patience);
    };
    return {
        async ask(request, send, read, limits, more) {
            try {
                return await persist(request, send, read, limits, more);
            }
            catch (error) {
                throw forUser(error, request, limits);
            }
        },
        async start(task, send, limits) {
            try {
                return await persist({ ...task, isRepeatable: false }, send, startOf, limits);
            }
            catch (error) {
                if (error instanceof github_error/* GitHubError */.y && refusesDetails(error))
                    return { kind: 'details-refused' };
                if (error instanceof github_error/* GitHubError */.y && mayHaveTakenEffect(error))
                    return { kind: 'unknown', why: error.message };
                throw forUser(error, task, limits);
            }
        },
    };
}
const startOf = ({ status, data }) => {
    const run = startedRunOf(data);
    return run || status === 204 ? { kind: 'started', run } : undefined;
};
/** A request that was cancelled has failed as well. */
function forUser(error, task, { signal }) {
    if (!(error instanceof github_error/* GitHubError */.y))
        return error;
    const isCancelled = signal.aborted && !isTimeLimit(signal) && error.status !== 409;
    return isCancelled ? ended(task, signal) : explained(error, task);
}
/** Returns the error of a request that its signal ended. */
const ended = ({ name }, signal) => isTimeLimit(signal)
    ? new user_error/* UserError */.y('unreachable', `No time was left to ask GitHub to ${name}`)
    : new user_error/* UserError */.y('cancelled', `The run was cancelled while GitHub was asked to ${name}`);
/** Whether a signal means that the time is up, and not that the step was cancelled. */
const isTimeLimit = ({ reason }) => (0,http_failure/* isTimeout */.kL)(reason);

;// CONCATENATED MODULE: ./build/actions/trigger/src/adapters/rest-workflows.js
// The workflows of a repository, over the toolkit's client of GitHub's REST API.




/** The largest page that GitHub sends. */
const rest_workflows_PER_PAGE = 100;
/** The runner leaves little time to cancel a run: milliseconds, attempts. */
const CANCELLING = { shortestPause: 1000, maxAttempts: 3 };
const NO_WORKFLOW = 'the token may not see the repository, or its default branch has no such workflow';
/** Returns the port. */
function restWorkflows({ rest }, { owner, name }, options) {
    const { ask, start } = workflowRequests(options);
    let at = { owner, repo: name };
    return {
        defaultBranch(limits) {
            const request = reading('describe the repository', 'metadata: read');
            const send = (more) => rest.repos.get({ ...at, ...more });
            return ask(request, send, ({ data }) => {
                // Requests under a former name are redirected.
                const present = nameOf(data);
                if (present)
                    at = { owner: present.owner, repo: present.name };
                return defaultBranchOf(data);
            }, limits);
        },
        startWorkflow({ workflow, ref, inputs, returnsRun }, limits) {
            const task = {
                name: 'start the workflow',
                permission: 'actions: write',
                missing: NO_WORKFLOW,
            };
            const details = returnsRun ? { return_run_details: true } : {};
            const body = { workflow_id: workflow, ref, inputs: { ...inputs }, ...details };
            const send = (more) => rest.actions.createWorkflowDispatch({ ...at, ...body, ...more });
            return start(task, send, limits);
        },
        startEvent(type, payload, limits) {
            const task = { name: 'send a repository_dispatch', permission: 'contents: write' };
            const body = { event_type: type, ...(payload && { client_payload: { ...payload } }) };
            const send = (more) => rest.repos.createDispatchEvent({ ...at, ...body, ...more });
            return start(task, send, limits);
        },
        run(id, { missingUntil = 0, ...limits }) {
            const request = { ...reading('describe the run', 'actions: read'), missingUntil };
            const send = (more) => rest.actions.getWorkflowRun({ ...at, run_id: id, ...more });
            const read = (data) => {
                const run = runOf(data);
                return run?.id === id ? run : undefined;
            };
            return ask(request, send, ({ data }) => read(data), limits);
        },
        runs({ workflow, event, since }, limits) {
            const request = reading('list the runs of the workflow', 'actions: read', NO_WORKFLOW);
            const created = `>=${since.toISOString().slice(0, 19)}Z`;
            const filter = { workflow_id: workflow, event, created, per_page: rest_workflows_PER_PAGE };
            const send = (more) => rest.actions.listWorkflowRuns({ ...at, ...filter, ...more });
            return ask(request, send, ({ data }) => runsOf(data), limits);
        },
        failedJobs(id, limits) {
            const request = reading('list the jobs of the run', 'actions: read');
            const filter = { run_id: id, filter: 'latest', per_page: rest_workflows_PER_PAGE };
            const send = (more) => rest.actions.listJobsForWorkflowRun({ ...at, ...filter, ...more });
            return ask(request, send, ({ data }) => failedJobsOf(data), limits, { maxAttempts: 1 });
        },
        async cancelRun(id, limits) {
            const request = reading('cancel the run', 'actions: write');
            const send = (more) => rest.actions.cancelWorkflowRun({ ...at, run_id: id, ...more });
            try {
                return await ask(request, send, ({ status }) => (status === 202 ? 'cancelled' : undefined), limits, CANCELLING);
            }
            catch (error) {
                if (isConflict(error))
                    return 'had-ended';
                throw error;
            }
        },
    };
}
/** What may be asked for any number of times. */
const reading = (name, permission, missing) => ({
    ...{ name, permission, isRepeatable: true },
    ...(missing === undefined ? {} : { missing }),
});
const isConflict = (error) => error instanceof user_error/* UserError */.y && error.cause instanceof github_error/* GitHubError */.y && error.cause.status === 409;


/***/ }),

/***/ 8261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ inputs_inputs),
  a: () => (/* binding */ repositoryName)
});

// EXTERNAL MODULE: ./build/kit/action/inputs.js
var inputs = __nccwpck_require__(2085);
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
        const text = (0,inputs/* trimWhitespace */.m)(raw);
        const value = DURATION.test(text) ? milliseconds(text) : Number.NaN;
        if (value >= milliseconds(from) && value <= milliseconds(to))
            return { value };
        return { problem: `a duration from ${from} to ${to}, such as 90s or 15m` };
    };
}

// EXTERNAL MODULE: ./build/actions/trigger/src/payload/fields.js + 2 modules
var fields = __nccwpck_require__(6845);
// EXTERNAL MODULE: ./build/kit/text/escape.js
var text_escape = __nccwpck_require__(2496);
;// CONCATENATED MODULE: ./build/actions/trigger/src/webhook/headers-input.js
// The input `headers`: `Name: value` lines. Every value is secret: no message shows one. Pure.


/** A name by RFC 9110, section 5.6.2. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Beyond ASCII, servers disagree about the encoding. */
const VALUE = /^[\t -~]+$/;
/** They are about the connection or the length of the body, which the action sets itself. */
const OWN = new Set([
    'connection',
    'content-length',
    'expect',
    'host',
    'keep-alive',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
]);
/** Headers, each name once. */
const headerLines = (raw) => {
    const headers = [];
    const problems = [];
    for (const [index, line] of raw.split(/\r\n|\r|\n/).entries()) {
        if ((0,inputs/* trimWhitespace */.m)(line) === '')
            continue;
        const header = headerOf(line);
        const problem = header === undefined ? NO_HEADER : problemOf(header, headers);
        if (problem !== undefined)
            problems.push(`line ${index + 1} ${problem}`);
        else if (header)
            headers.push(header);
    }
    return problems.length > 0 ? { problems } : { value: headers };
};
const NO_HEADER = 'is not "Name: value" (it is not shown here, because it may contain a secret)';
/** Returns undefined if the line has no name; what precedes a colon in it may then be a secret. */
function headerOf(line) {
    const colon = line.indexOf(':');
    const name = (0,inputs/* trimWhitespace */.m)(line.slice(0, Math.max(colon, 0)));
    return NAME.test(name) ? [name, (0,inputs/* trimWhitespace */.m)(line.slice(colon + 1))] : undefined;
}
function problemOf([name, value], before) {
    const key = name.toLowerCase();
    if (OWN.has(key))
        return `sets ${(0,text_escape/* quote */.hD)(name)}, which the action sets itself`;
    if (before.some(([other]) => other.toLowerCase() === key))
        return `sets ${(0,text_escape/* quote */.hD)(name)} again`;
    if (value === '')
        return `has no value for ${(0,text_escape/* quote */.hD)(name)}`;
    return VALUE.test(value) ? undefined : `has a value for ${(0,text_escape/* quote */.hD)(name)} that is not ASCII`;
}

// EXTERNAL MODULE: ./build/actions/trigger/src/webhook/url-input.js
var url_input = __nccwpck_require__(9208);
;// CONCATENATED MODULE: ./build/actions/trigger/src/inputs.js
// The inputs of trigger.





/** A file name or an id; empty if the input is not given. The path in a repository is allowed. */
const workflow = (raw) => {
    const value = (0,inputs/* trimWhitespace */.m)(raw).replace(/^(?:\.\/)?\.github\/workflows\//, '');
    const isName = !/[/\\\p{Cc}]|^\.{1,2}$/u.test(value);
    return isName ? { value } : { problem: 'the file name or id of a workflow, such as deploy.yml' };
};
/** `owner/name`; undefined if the input is not given. */
const repository = (raw) => {
    const value = (0,inputs/* trimWhitespace */.m)(raw);
    if (value === '')
        return { value: undefined };
    const name = repositoryName(value);
    return name ? { value: name } : { problem: 'a repository, OWNER/NAME' };
};
/** Returns the names in `owner/name`; undefined if it is something else. */
function repositoryName(text) {
    const [, owner, name] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(text) ?? [];
    const isName = (part = '.') => !/^\.{1,2}$/.test(part);
    return owner && name && isName(owner) && isName(name) ? { owner, name } : undefined;
}
const inputs_inputs = {
    workflow,
    'event-type': (0,inputs/* textOf */.b6)(/^[^\p{Cc}]{0,100}$/u, 'at most 100 characters on one line'),
    url: url_input/* webhookUrl */.vO,
    repository,
    ref: (0,inputs/* textOf */.b6)(/^[^\p{Cc}]*$/u, 'a branch or tag'),
    inputs: fields/* fields */.OA,
    payload: fields/* fields */.OA,
    'content-type': (0,inputs/* oneOf */.yL)('application/json', 'application/x-www-form-urlencoded'),
    headers: headerLines,
    secret: inputs/* secret */.rJ,
    token: inputs/* secret */.rJ,
    correlation: inputs/* text */.Qq,
    wait: inputs/* flag */.Jt,
    // A job ends after 5 days; timers of Node take 24 at most.
    timeout: duration('100ms', '120h'),
    poll: duration('100ms', '1h'),
    cancel: inputs/* flag */.Jt,
};


/***/ }),

/***/ 5749:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _kit_action_github_client_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6579);
/* harmony import */ var _kit_action_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2085);
/* harmony import */ var _kit_action_redacting_runner_js__WEBPACK_IMPORTED_MODULE_11__ = __nccwpck_require__(1228);
/* harmony import */ var _kit_action_run_action_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1046);
/* harmony import */ var _kit_action_runner_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5039);
/* harmony import */ var _kit_process_exit_cleanup_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(8178);
/* harmony import */ var _kit_time_clock_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(7659);
/* harmony import */ var _adapters_rest_workflows_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(8375);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(8261);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(69);
/* harmony import */ var _webhook_send_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(8511);












const { env } = process;
const redacting = (0,_kit_action_redacting_runner_js__WEBPACK_IMPORTED_MODULE_11__/* .redactingRunner */ .u)((0,_kit_action_runner_js__WEBPACK_IMPORTED_MODULE_4__/* .githubRunner */ .O)());
const { runner } = redacting;
/** The runner sends its second signal 7.5 seconds after the first: milliseconds. */
const GRACE = 6800;
const cancelled = (0,_kit_process_exit_cleanup_js__WEBPACK_IMPORTED_MODULE_5__/* .cancellation */ .W)(GRACE, () => runner.annotate('warning', 'The step was cancelled before it was known what was started'));
const workflows = async (repository, { token, poll, onPause }) => {
    const apiUrl = env['GITHUB_API_URL'] || 'https://api.github.com';
    // Each request has a signal of its own.
    const { signal } = new AbortController();
    const client = await (0,_kit_action_github_client_js__WEBPACK_IMPORTED_MODULE_1__/* .githubClient */ .$)({ apiUrl, token, signal, badAddress: 'invalid-input' });
    return (0,_adapters_rest_workflows_js__WEBPACK_IMPORTED_MODULE_7__/* .restWorkflows */ .d)(client, repository, {
        clock: _kit_time_clock_js__WEBPACK_IMPORTED_MODULE_6__/* .clock */ .p,
        random: Math.random,
        poll,
        onPause: ({ message }, pause) => onPause(`${message}; the next attempt is in ${Math.ceil(pause / 1000)} s`),
    });
};
/**
 * How long an open connection may keep this process alive after the end: milliseconds. fetch has no way to end a TLS handshake that gets no
 * answer. The exit code is still process.exitCode.
 */
const LINGERING = 200;
await (0,_kit_action_run_action_js__WEBPACK_IMPORTED_MODULE_3__/* .runAction */ .C)(runner, () => (0,_run_js__WEBPACK_IMPORTED_MODULE_9__/* .run */ .e)((0,_kit_action_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readInputs */ .Ko)(_inputs_js__WEBPACK_IMPORTED_MODULE_8__/* .inputs */ .Q, env, runner.mask, 'invalid-input'), {
    redacting,
    clock: _kit_time_clock_js__WEBPACK_IMPORTED_MODULE_6__/* .clock */ .p,
    date: () => new Date(),
    after: (milliseconds) => AbortSignal.timeout(milliseconds),
    cancelled,
    repository: env['GITHUB_REPOSITORY'] ?? '',
    unique: () => `towpath-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`,
    sendWebhook: (0,_webhook_send_js__WEBPACK_IMPORTED_MODULE_10__/* .webhookSender */ .n)(),
    workflows,
}));
setTimeout(() => process.exit(), LINGERING).unref();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  OA: () => (/* binding */ fields),
  ZH: () => (/* binding */ withField)
});

// UNUSED EXPORTS: NO_FIELDS

// EXTERNAL MODULE: ./build/kit/action/inputs.js
var inputs = __nccwpck_require__(2085);
// EXTERNAL MODULE: ./node_modules/jsonc-parser/lib/umd/main.js
var main = __nccwpck_require__(9547);
// EXTERNAL MODULE: ./build/kit/text/escape.js
var text_escape = __nccwpck_require__(2496);
;// CONCATENATED MODULE: ./build/kit/action/json-entries.js
// The entries of an input that is a JSON object. No message shows a value. Pure.


const EXAMPLE = 'an object such as {"KEY": "value"} is needed';
/** Returns whether the text begins like JSON: no line of `KEY=VALUE` begins with a bracket or a quote. */
const isJson = (text) => /^[ \t\r\n\f\v]*[[{"]/.test(text);
/** Returns the entries in their order, or what is wrong with them. */
function readJsonEntries(text) {
    const errors = [];
    const root = treeOf(text, errors);
    if (root === 'deep')
        return { problems: [`it is nested too deeply; ${EXAMPLE}`] };
    const [error] = errors;
    if (!root || error)
        return {
            problems: [`it is not valid JSON at ${placeOf(text, error?.offset ?? 0)}; ${EXAMPLE}`],
        };
    if (root.type !== 'object')
        return { problems: [`it is a JSON ${root.type === 'array' ? 'list' : root.type}; ${EXAMPLE}`] };
    const entries = (root.children ?? []).map((property) => entryOf(text, property));
    const problems = nameProblems(text, entries);
    return problems.length > 0 ? { problems } : { entries };
}
/** The parser calls itself for each level. */
function treeOf(text, errors) {
    try {
        return (0,main.parseTree)(text, errors, { disallowComments: true });
    }
    catch (error) {
        if (error instanceof RangeError)
            return 'deep';
        throw error;
    }
}
function entryOf(text, { offset, children: [key, value] = [] }) {
    return {
        name: String(key?.value ?? ''),
        kind: value?.type ?? 'null',
        value: value?.value,
        source: value ? text.slice(value.offset, value.offset + value.length) : '',
        offset,
    };
}
function nameProblems(text, entries) {
    const seen = new Set();
    return entries.flatMap(({ name, offset }) => {
        const problem = name === '' ? 'is empty; a name is needed' : seen.has(name) ? 'is given twice' : undefined;
        seen.add(name);
        return problem === undefined ? [] : [`${placeOf(text, offset)}: ${(0,text_escape/* quote */.hD)(name)} ${problem}`];
    });
}
/** Returns `line 2, column 3`. */
function placeOf(text, offset) {
    const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
    return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

;// CONCATENATED MODULE: ./build/kit/action/key-value-lines.js
// Inputs of `KEY=VALUE` lines. Their values are secret: no message shows one. Pure.

const VARIABLES = {
    key: /^[A-Za-z_][A-Za-z0-9_]*$/,
    described: 'KEY=VALUE, with a key of letters, digits and _',
};
/** Reads the lines, whose keys are names of variables. */
const readKeyValueLines = (raw) => readLines(raw, VARIABLES);
/** Reads the lines, whose keys follow a rule. Empty lines and comments are ignored. */
function readLines(raw, { key: rule, described }) {
    const values = new Map();
    const problems = [];
    if (/^\s*[[{]/.test(raw))
        return { problems: ['it is JSON; write KEY=VALUE, one per line'] };
    for (const [index, line] of raw.split(/\r\n|\r|\n/).entries()) {
        if (line.trim() === '' || line.startsWith('#'))
            continue;
        const end = line.indexOf('=');
        const key = line.slice(0, Math.max(end, 0)).trimStart();
        if (!rule.test(key))
            problems.push(`line ${index + 1} is not ${described}`);
        else if (values.has(key))
            problems.push(`line ${index + 1}: ${(0,text_escape/* quote */.hD)(key)} is given twice`);
        else
            values.set(key, line.slice(end + 1));
    }
    return problems.length > 0 ? { problems } : { value: values };
}
/** The reader of inputs masks the whole text; the run has to mask each value. */
const keyValueLines = Object.assign(readKeyValueLines, {
    secret: true,
});

;// CONCATENATED MODULE: ./build/actions/trigger/src/payload/fields.js
// The inputs `inputs` and `payload`: a JSON object, or `key=value` lines. No message shows a value. Pure.



const NO_FIELDS = { json: '', texts: new Map(), values: {} };
/** Reads the input. */
const fields = (raw) => {
    const text = raw.replace(/^\uFEFF/, '');
    if ((0,inputs/* trimWhitespace */.m)(text) === '')
        return { value: NO_FIELDS };
    return isJson(text) ? jsonFields(raw, text) : lineFields(text);
};
function jsonFields(raw, text) {
    const read = readJsonEntries((0,inputs/* trimWhitespace */.m)(text));
    if ('problems' in read)
        return read;
    const texts = new Map(read.entries.map((entry) => [entry.name, textOf(entry)]));
    return { value: { json: raw, texts, values: parse(text, keepDigits) } };
}
function lineFields(text) {
    const read = readLines(text, ANY_KEY);
    if (!('value' in read))
        return read;
    const values = Object.fromEntries(read.value);
    return { value: { json: JSON.stringify(values), texts: read.value, values } };
}
/** A form has keys such as `variables[STAGE]`, an input of a workflow such as `docker-tag`. */
const ANY_KEY = { key: /^[^\s=](?:[^=]*[^\s=])?$/, described: 'key=value' };
/** Returns the fields with one more, such as the correlation. */
function withField(given, name, value) {
    const values = { ...given.values, [name]: value };
    return { json: JSON.stringify(values), texts: new Map([...given.texts, [name, value]]), values };
}
const textOf = ({ kind, source, value }) => kind === 'string' ? String(value) : kind === 'null' ? '' : source;
/** In Node since 21, but not in TypeScript's library yet. */
const { parse, rawJSON } = JSON;
/** A number of JavaScript would lose digits of a long one, and make null of one that is too large. */
const keepDigits = (_, value, { source }) => typeof value === 'number' && source !== undefined && String(value) !== source
    ? rawJSON(source)
    : value;


/***/ }),

/***/ 69:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/kit/action/user-error.js
var user_error = __nccwpck_require__(7112);
;// CONCATENATED MODULE: ./build/actions/trigger/src/outputs.js
// The outputs of trigger: what is known of the run, also of one that failed.
const OUTPUTS = (/* unused pure expression or super */ null && ([
    'run-id',
    'run-url',
    'attempt',
    'status',
    'conclusion',
    'seconds',
    'reason',
]));
/** Returns the address of a run, or its id if GitHub sent none. */
const placeOf = ({ id, url }) => (url === '' ? `run ${id}` : url);
const nothingKnown = () => ({
    start: 'no',
    run: undefined,
    httpStatus: undefined,
    failedJobs: [],
});
/** Returns every output but `reason`; what is not known is empty. A second that has begun counts. */
function outputsOf({ run, httpStatus }, milliseconds) {
    return {
        'run-id': String(run?.id ?? ''),
        'run-url': run?.url ?? '',
        attempt: String(run?.attempt ?? ''),
        status: run?.status ?? String(httpStatus ?? ''),
        conclusion: run?.conclusion ?? '',
        seconds: String(Math.ceil(milliseconds / 1000)),
    };
}

;// CONCATENATED MODULE: ./build/actions/trigger/src/state.js
// What the parts of a run on GitHub share.

/** A request that is sent just before `timeout` gets that much longer: milliseconds. */
const AFTER_TIMEOUT = 3000;
/** The runner kills a step 7.5 seconds after its first signal, and a start may have to be cancelled. Milliseconds. */
const GRACE = 5000;
const LAST_MOMENT = 6300;
/** Returns the times of a run that begins now. */
function timesOf({ timeout }, ports) {
    const { clock, after, date } = ports;
    return {
        began: date(),
        until: clock.now() + timeout,
        timedOut: after(timeout + AFTER_TIMEOUT),
        grace: afterCancellation(ports, GRACE),
        lastMoment: afterCancellation(ports, LAST_MOMENT),
    };
}
/** Returns a signal that comes some milliseconds after the step was cancelled. */
function afterCancellation({ cancelled, after }, milliseconds) {
    const controller = new AbortController();
    const begin = () => {
        const signal = after(milliseconds);
        if (signal.aborted)
            controller.abort();
        else
            signal.addEventListener('abort', () => controller.abort());
    };
    if (cancelled.aborted)
        begin();
    else
        cancelled.addEventListener('abort', begin, { once: true });
    return controller.signal;
}
/** Returns the limits of a request that only reads. */
const readingLimits = ({ ports, times }) => ({
    until: times.until,
    signal: AbortSignal.any([ports.cancelled, times.timedOut]),
});
/** Throws a UserError if the step was cancelled. Nothing is started after that. */
function stopIfCancelled({ cancelled }) {
    if (cancelled.aborted)
        throw new user_error/* UserError */.y('cancelled', 'The step was cancelled');
}

;// CONCATENATED MODULE: ./build/actions/trigger/src/identify.js
// Finds the run that was started by the correlation in its name, where GitHub did not say which one it is.



/** How long a run is looked for: milliseconds. */
const LONGEST_SEARCH = 5 * 60_000;
/** The clocks of this machine and of GitHub differ: milliseconds. */
const SLACK = 2 * 60_000;
/** Finds the run. Throws a UserError (`run-not-identified`, or `start-unknown` if there may be none). */
async function identify(state) {
    const { plan, ports, known, inputs } = state;
    const { clock, redacting } = ports;
    if (plan.correlation === undefined || plan.workflow === undefined)
        throw notFound(state, 'Without "correlation" and "workflow" it can\u2019t be looked for');
    redacting.runner.log(`Looking for the run whose name contains ${plan.correlation}`);
    const until = Math.min(state.times.until, clock.now() + LONGEST_SEARCH);
    for (;;) {
        const left = until - clock.now();
        if (left <= 0)
            throw notFound(state, `No run of the workflow has ${plan.correlation} in its name`);
        await clock.sleep(Math.min(inputs.poll, left), ports.cancelled);
        stopIfCancelled(ports);
        const run = await look(state, { ...readingLimits(state), until }).catch((error) => {
            stopIfCancelled(ports);
            if (!(error instanceof user_error/* UserError */.y))
                throw error;
            throw notFound(state, `It could not be looked for: ${error.message}`, error);
        });
        if (!run)
            continue;
        known.start = 'yes';
        known.run = run;
        redacting.runner.log(`Found: ${placeOf(run)}`);
        return;
    }
}
/** Looks once. Returns the run; undefined if it is not there, or not yet. */
async function look(state, limits) {
    const { plan, times, api, ports } = state;
    const { workflow, correlation } = plan;
    if (workflow === undefined || correlation === undefined)
        return undefined;
    const event = plan.way === 'event' ? 'repository_dispatch' : 'workflow_dispatch';
    const since = new Date(times.began.getTime() - SLACK);
    const runs = await api.runs({ workflow, event, since }, limits);
    const found = runs.filter(({ title }) => title.includes(correlation));
    const [first, ...others] = found.toSorted((one, other) => one.id - other.id);
    if (others.length > 0)
        ports.redacting.runner.annotate('warning', `${found.length} runs have ${correlation} in their name; the first one counts`);
    return first;
}
function notFound({ known }, why, cause) {
    return known.start === 'yes'
        ? new user_error/* UserError */.y('run-not-identified', `A run was started, but it is not known which one it is. ${why}. Does the workflow\u2019s "run-name" show the correlation?`, { cause })
        : new user_error/* UserError */.y('start-unknown', `It is not known whether a run was started. ${why}. Look there before you run this again`, { cause });
}

;// CONCATENATED MODULE: ./build/actions/trigger/src/end-early.js
// What becomes of the run if this step ends before it does: the step was cancelled, or `timeout` has passed.



/** How long a step whose time is up tries to cancel the run: milliseconds. */
const CANCELLING = 10_000;
/** A new run may not be in GitHub's list yet. */
const LOOKS = 2;
const BETWEEN_LOOKS = 2000;
/** The failures after which no time is left for the run. */
const LATE = new Set(['timed-out', 'server-error', 'unreachable']);
/** Cancels the run if that is wanted. Returns the error that says what becomes of it. */
async function endEarly(state, error) {
    const { ports, known, inputs } = state;
    if (ports.cancelled.aborted)
        return cancelled(state);
    if (!(error instanceof user_error/* UserError */.y) || !known.run)
        return error;
    const isLate = LATE.has(error.reason) || state.times.timedOut.aborted;
    const fate = inputs.cancel && isLate ? await cancelRun(state) : goesOn(state);
    return new user_error/* UserError */.y(error.reason, `${error.message}. ${fate}`, { cause: error });
}
async function cancelled(state) {
    const { known, inputs } = state;
    if (!known.run && known.start !== 'no' && inputs.cancel)
        await lookAgain(state);
    const fate = known.run
        ? inputs.cancel
            ? await cancelRun(state)
            : goesOn(state)
        : WITHOUT_RUN[known.start];
    return new user_error/* UserError */.y('cancelled', `The step was cancelled. ${fate}`);
}
const WITHOUT_RUN = {
    no: 'Nothing was started',
    yes: 'A run was started and goes on; it is not known which one it is',
    unknown: 'A run may have been started; look there before you run this again',
};
function goesOn({ known: { run } }) {
    if (!run)
        return '';
    return run.conclusion === undefined
        ? `The run goes on: ${placeOf(run)}`
        : `The run had ended already: ${placeOf(run)}`;
}
/** Looks for a run that was not identified yet, while there is time. */
async function lookAgain(state) {
    const { ports, known, times } = state;
    const limits = { until: ports.clock.now(), signal: times.grace };
    for (let looks = 1; looks <= LOOKS && !times.grace.aborted; looks += 1) {
        if (looks > 1)
            await ports.clock.sleep(BETWEEN_LOOKS, times.grace);
        known.run = await look(state, limits).catch(() => undefined);
        if (known.run)
            return;
    }
}
/** Cancels the run, unless it has ended. Returns a sentence about what came of it. */
async function cancelRun(state) {
    const { ports, known, times, api } = state;
    const { run } = known;
    if (!run || run.conclusion !== undefined)
        return goesOn(state);
    const isCancelled = ports.cancelled.aborted;
    const ending = isCancelled
        ? times.lastMoment
        : AbortSignal.any([times.lastMoment, ports.after(CANCELLING)]);
    const until = ports.clock.now() + (isCancelled ? BETWEEN_LOOKS : CANCELLING);
    try {
        const made = await api.cancelRun(run.id, { until, signal: ending });
        return made === 'cancelled'
            ? `GitHub was asked to cancel the run: ${placeOf(run)}`
            : `The run had ended already: ${placeOf(run)}`;
    }
    catch (error) {
        if (!(error instanceof user_error/* UserError */.y))
            throw error;
        if (ending.aborted)
            return `GitHub was asked to cancel the run, and did not answer in time: ${placeOf(run)}`;
        return `The run could not be cancelled and goes on: ${placeOf(run)}. ${error.message}`;
    }
}

// EXTERNAL MODULE: ./build/kit/text/escape.js
var text_escape = __nccwpck_require__(2496);
;// CONCATENATED MODULE: ./build/kit/text/link.js
// Links in Markdown to addresses from outside. Pure.

/** Returns a link whose text is code. An address with characters that mean something in Markdown is not linked. */
function codeLink(url, text) {
    const isPlain = /^https?:\/\/[A-Za-z0-9._~:/?#@!&=%+,;-]+$/.test(url);
    return isPlain ? `[${(0,text_escape/* code */.aY)(text)}](${url})` : (0,text_escape/* code */.aY)((0,text_escape/* visible */.RK)(text));
}

;// CONCATENATED MODULE: ./build/actions/trigger/src/report.js
// The log and the summary of a step. Pure.



/** How many failed jobs, and steps of each, are listed. */
const LISTED = 10;
/** Returns a line for each failed job. */
function failedJobLines(jobs) {
    const lines = jobs.slice(0, LISTED).map(({ name, steps, url }) => {
        const failed = steps.length === 0 ? '' : `: ${(0,text_escape/* list */.p_)(steps.slice(0, LISTED))}`;
        return `Failed job ${(0,text_escape/* quote */.hD)(name)}${failed}${url === '' ? '' : ` (${url})`}`;
    });
    const more = jobs.length - LISTED;
    return more > 0 ? [...lines, `and ${more} more`] : lines;
}
/** Returns the summary, in Markdown. */
function summaryOf(plan, known, reason, milliseconds) {
    const { attempt, conclusion, status, seconds } = outputsOf(known, milliseconds);
    const rows = [
        ['result', (0,text_escape/* code */.aY)(reason)],
        ...whatOf(plan),
        ['run', known.run ? codeLink(known.run.url, String(known.run.id)) : ''],
        ['status', status === 'completed' || status === '' ? '' : (0,text_escape/* code */.aY)(status)],
        ['conclusion', conclusion === '' ? '' : (0,text_escape/* code */.aY)(conclusion)],
        ['attempt', attempt === '' ? '' : (0,text_escape/* code */.aY)(attempt)],
        ['seconds', (0,text_escape/* code */.aY)(seconds)],
        ...known.failedJobs.slice(0, LISTED).map((job) => ['failed job', jobCell(job)]),
    ];
    return [
        '### Trigger',
        '',
        '| | |',
        '|---|---|',
        ...rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`),
        '',
        '',
    ].join('\n');
}
function whatOf(plan) {
    if (plan.way === 'webhook')
        return [['webhook', (0,text_escape/* code */.aY)(plan.webhook.url.origin)]];
    const { owner, name } = plan.repository;
    const what = plan.way === 'event'
        ? ['repository_dispatch', (0,text_escape/* code */.aY)(plan.type)]
        : ['workflow', (0,text_escape/* code */.aY)(plan.workflow)];
    return [
        ['repository', (0,text_escape/* code */.aY)(`${owner}/${name}`)],
        what,
        ['correlation', plan.correlation === undefined ? '' : (0,text_escape/* code */.aY)(plan.correlation)],
    ];
}
/** GitHub drops a summary that is too long. */
const LONGEST_NAME = 200;
const shortened = (name) => name.slice(0, LONGEST_NAME).toWellFormed();
const jobCell = ({ name, url, steps }) => {
    const shown = steps
        .slice(0, LISTED)
        .map((step) => (0,text_escape/* code */.aY)(shortened(step)))
        .join(', ');
    return `${codeLink(url, shortened(name))}${shown === '' ? '' : `: ${shown}`}`;
};

;// CONCATENATED MODULE: ./build/actions/trigger/src/check-inputs.js
// Inputs that are valid by themselves, but not together. Pure.

/** Returns sentences about all that is wrong. */
function inputProblems(inputs, isRepositoryKnown) {
    const { workflow, 'event-type': type, url, token } = inputs;
    if (workflow === '' && type === '' && !url)
        return ['Nothing to start: give "workflow", "event-type" or "url"'];
    if (url) {
        const others = givenOf(inputs, OF_GITHUB);
        return others.length > 0 ? [`${(0,text_escape/* list */.p_)(others)} can\u2019t be combined with "url"`] : [];
    }
    return [
        ...misplaced(inputs),
        ...correlationProblems(inputs),
        ...(token === '' ? ['"token" is empty; GitHub\u2019s API needs one'] : []),
        ...(isRepositoryKnown
            ? []
            : ['"repository" is needed: GITHUB_REPOSITORY does not name this one']),
    ];
}
const OF_GITHUB = {
    workflow: ({ workflow }) => workflow !== '',
    'event-type': (inputs) => inputs['event-type'] !== '',
    repository: ({ repository }) => repository !== undefined,
    ref: ({ ref }) => ref !== '',
    inputs: ({ inputs }) => inputs.json !== '',
    correlation: ({ correlation }) => correlation !== '',
};
const OF_WEBHOOK = {
    'content-type': (inputs) => inputs['content-type'] !== 'application/json',
    headers: ({ headers }) => headers.length > 0,
    secret: ({ secret }) => secret !== '',
};
const givenOf = (inputs, given) => Object.keys(given).filter((name) => given[name]?.(inputs));
function misplaced(inputs) {
    const isEvent = inputs['event-type'] !== '';
    const ofWebhook = givenOf(inputs, OF_WEBHOOK);
    return [
        ...(ofWebhook.length > 0 ? [`${(0,text_escape/* list */.p_)(ofWebhook)} can only be used with "url"`] : []),
        ...(isEvent && inputs.inputs.json !== ''
            ? ['"inputs" are those of a workflow_dispatch; with "event-type", use "payload"']
            : []),
        ...(isEvent && inputs.ref !== ''
            ? [
                '"ref" can\u2019t be used with "event-type": a repository_dispatch runs on the default branch',
            ]
            : []),
        ...(!isEvent && inputs.payload.json !== ''
            ? ['"payload" can only be used with "event-type" or "url"; a workflow gets "inputs"']
            : []),
    ];
}
function correlationProblems(inputs) {
    const { workflow, correlation: key, wait, 'event-type': type } = inputs;
    const isEvent = type !== '';
    const { texts } = isEvent ? inputs.payload : inputs.inputs;
    return [
        ...(key !== '' && texts.has(key)
            ? [
                `"${isEvent ? 'payload' : 'inputs'}" sets ${(0,text_escape/* quote */.hD)(key)}, which "correlation" names; remove it from one of the two`,
            ]
            : []),
        ...(isEvent && wait && workflow === '' && key !== ''
            ? ['"workflow" is needed with "event-type" to wait for its run; or give "wait: false"']
            : []),
    ];
}

// EXTERNAL MODULE: ./build/actions/trigger/src/inputs.js + 2 modules
var src_inputs = __nccwpck_require__(8261);
// EXTERNAL MODULE: ./build/actions/trigger/src/payload/fields.js + 2 modules
var fields = __nccwpck_require__(6845);
;// CONCATENATED MODULE: ./build/actions/trigger/src/payload/limits.js
// What GitHub takes at most of inputs and of a payload: its documentation of "Create a workflow dispatch event" and "Create a repository
// dispatch event". Pure.
const MAX_INPUTS = 25;
const MAX_CHARACTERS = 65_535;
const MAX_KEYS = 10;
/** Bytes of the JSON, excluded. */
const MAX_BYTES = 65_536;
/** Returns sentences about inputs of a workflow that GitHub would refuse. */
function inputsProblems({ texts }) {
    const characters = [...texts.values()].reduce((sum, text) => sum + [...text].length, 0);
    return [
        ...(texts.size > MAX_INPUTS
            ? [`"inputs" has ${texts.size} keys; GitHub takes at most ${MAX_INPUTS}`]
            : []),
        ...(characters > MAX_CHARACTERS
            ? [`"inputs" has ${characters} characters; GitHub takes at most ${MAX_CHARACTERS} in all`]
            : []),
    ];
}
/** Returns sentences about a client_payload that GitHub would refuse. */
function clientPayloadProblems({ texts, values }) {
    const bytes = Buffer.byteLength(JSON.stringify(values));
    return [
        ...(texts.size > MAX_KEYS
            ? [
                `"payload" has ${texts.size} keys; GitHub takes at most ${MAX_KEYS}. Put some into an object`,
            ]
            : []),
        ...(bytes >= MAX_BYTES
            ? [`"payload" has ${bytes} bytes as JSON; GitHub takes less than ${MAX_BYTES}`]
            : []),
    ];
}

// EXTERNAL MODULE: ./build/actions/trigger/src/webhook/request.js
var webhook_request = __nccwpck_require__(401);
// EXTERNAL MODULE: ./build/actions/trigger/src/webhook/url-input.js
var url_input = __nccwpck_require__(9208);
;// CONCATENATED MODULE: ./build/actions/trigger/src/plan.js
// What is to be started, from the inputs. Pure.







/** Returns the plan. Throws a UserError: `invalid-input` with all problems, `insecure-url`, `correlation-missing`. */
function plan(inputs, facts) {
    const { url } = inputs;
    const repository = inputs.repository ?? (0,src_inputs/* repositoryName */.a)(facts.repository);
    const given = { inputs: inputs.inputs, payload: inputs.payload };
    const sent = url ? given : withCorrelation(given, inputs, facts.unique);
    const webhook = url && webhookOf(inputs, url);
    const problems = [
        ...inputProblems(inputs, repository !== undefined),
        ...(webhook ? (0,webhook_request/* webhookProblems */.e3)(webhook) : []),
        ...(inputs['event-type'] === ''
            ? inputsProblems(sent.inputs)
            : clientPayloadProblems(sent.payload)),
    ];
    const needsCorrelation = inputs['event-type'] !== '' && inputs.wait && inputs.correlation === '';
    if (problems.length > 0)
        throw new user_error/* UserError */.y('invalid-input', problems.join('\n'));
    if (needsCorrelation)
        throw correlationMissing('A repository_dispatch never names its run');
    if (webhook)
        return webhookPlan(webhook);
    if (!repository)
        throw new Error('a plan without a repository');
    return githubPlan(inputs, sent, repository, facts);
}
function githubPlan(inputs, sent, repository, { unique }) {
    const { workflow, ref, correlation: key, 'event-type': type } = inputs;
    const correlation = key === '' ? undefined : unique;
    if (type === '') {
        const texts = Object.fromEntries(sent.inputs.texts);
        const where = { repository, workflow, ref: ref === '' ? undefined : ref };
        return { way: 'workflow', ...where, inputs: texts, correlation };
    }
    const payload = sent.payload.json === '' ? undefined : sent.payload.values;
    const where = { repository, workflow: workflow === '' ? undefined : workflow };
    return { way: 'event', ...where, type, payload, correlation };
}
/** Adds the correlation to what the other end gets. */
function withCorrelation(sent, inputs, unique) {
    const { correlation: key, 'event-type': type } = inputs;
    if (key === '')
        return sent;
    return type === ''
        ? { ...sent, inputs: (0,fields/* withField */.ZH)(sent.inputs, key, unique) }
        : { ...sent, payload: (0,fields/* withField */.ZH)(sent.payload, key, unique) };
}
const webhookOf = (inputs, url) => ({
    url,
    payload: inputs.payload,
    contentType: inputs['content-type'],
    headers: inputs.headers,
    secret: inputs.secret,
});
function webhookPlan(webhook) {
    const refusal = (0,url_input/* insecureUrl */.W6)(webhook.url);
    if (refusal)
        throw refusal;
    return { way: 'webhook', webhook };
}
/** Returns the refusal of a start whose run could not be identified. */
const correlationMissing = (why) => new user_error/* UserError */.y('correlation-missing', `${why}, so that the run to wait for could not be identified; nothing was started. Give "correlation" (and "workflow"), or "wait: false"`);

;// CONCATENATED MODULE: ./build/actions/trigger/src/start.js
// Starts the workflow, or sends the event: once.





/** Starts it, and remembers whether it was started and as which run. Throws a UserError if it was not. */
async function start(state) {
    const { plan, known, ports } = state;
    const { runner } = ports.redacting;
    const made = plan.way === 'event' ? await sendEvent(state, plan) : await startWorkflow(state, plan);
    if (made.kind === 'details-refused')
        throw new user_error/* UserError */.y('invalid-request', 'GitHub refused a key that was not sent');
    if (made.kind === 'unknown') {
        known.start = 'unknown';
        runner.annotate('warning', `${made.why}. It may have been started`);
        return;
    }
    known.start = 'yes';
    known.run = made.run;
    runner.log(made.run ? `Started: ${placeOf(made.run)}` : 'Started; GitHub did not say which run it is');
}
async function startWorkflow(state, plan) {
    const { inputs, api, ports } = state;
    const { workflow, repository } = plan;
    const ref = plan.ref ?? (await api.defaultBranch(readingLimits(state)));
    stopIfCancelled(ports);
    const { runner } = ports.redacting;
    runner.log(`Starting ${(0,text_escape/* quote */.hD)(workflow)} of ${repository.owner}/${repository.name} on ${(0,text_escape/* quote */.hD)(ref)}`);
    const request = { workflow, ref, inputs: plan.inputs };
    const made = await api.startWorkflow({ ...request, returnsRun: true }, startLimits(state));
    if (made.kind !== 'details-refused')
        return made;
    stopIfCancelled(ports);
    if (inputs.wait && plan.correlation === undefined)
        throw correlationMissing('This server does not name the run that it starts');
    runner.log('This server does not name the run that it starts, and has started nothing yet');
    return api.startWorkflow({ ...request, returnsRun: false }, startLimits(state));
}
function sendEvent(state, { type, payload, repository }) {
    stopIfCancelled(state.ports);
    const to = `${repository.owner}/${repository.name}`;
    state.ports.redacting.runner.log(`Sending the repository_dispatch ${(0,text_escape/* quote */.hD)(type)} to ${to}`);
    return state.api.startEvent(type, payload, startLimits(state));
}
/** A start that is under way is awaited if the step is cancelled, so that its run can be cancelled or named. */
const startLimits = ({ ports, times }) => ({
    until: times.until,
    signal: ports.cancelled,
    grace: times.grace,
});

;// CONCATENATED MODULE: ./build/actions/trigger/src/run-log.js
// The log of a run that is waited for: a line when its status changes, else one a minute.


const MINUTE = 60_000;
/** Returns a function that logs each reading of the run. */
function runLog({ redacting: { runner }, clock }) {
    const began = clock.now();
    let shown = '';
    let last = began;
    let wasWaiting = false;
    return (run) => {
        const { status, conclusion, attempt } = run;
        const words = `${status}${conclusion === undefined ? '' : ` (${conclusion})`}`;
        const now = `${attempt > 1 ? `attempt ${attempt}, ` : ''}${words}`;
        if (now === shown && clock.now() - last < MINUTE)
            return;
        const seconds = Math.round((clock.now() - began) / 1000);
        runner.log(now === shown ? `Still ${now} after ${seconds} s` : `${now} after ${seconds} s`);
        if (status === 'waiting' && !wasWaiting) {
            wasWaiting = true;
            runner.annotate('notice', `The run waits for an approval: ${(0,text_escape/* quote */.hD)(placeOf(run))}`);
        }
        shown = now;
        last = clock.now();
    };
}
/** Returns a function that logs a sentence, at most one a minute. */
function sparingLog({ redacting: { runner }, clock }) {
    let last = Number.NEGATIVE_INFINITY;
    return (sentence) => {
        if (clock.now() - last < MINUTE)
            return;
        last = clock.now();
        runner.log(sentence);
    };
}

;// CONCATENATED MODULE: ./build/actions/trigger/src/wait.js
// Reads the run until it has ended.



/** GitHub may not show a new run at once: milliseconds. */
const NEW = 60_000;
/** Waits for the end of the run. Throws a UserError (`timed-out`) if that is too late. */
async function waitForEnd(state) {
    const { ports, known, inputs, times, api } = state;
    const { clock } = ports;
    const missingUntil = clock.now() + NEW;
    const log = runLog(ports);
    let { run } = known;
    while (run) {
        const { id, url, status } = run;
        if (status !== undefined)
            log(run);
        if (status === 'completed')
            return;
        const left = times.until - clock.now();
        if (left <= 0)
            throw timedOut('The run has not ended within "timeout"');
        await clock.sleep(Math.min(inputs.poll, left), ports.cancelled);
        stopIfCancelled(ports);
        const read = await api
            .run(id, { ...readingLimits(state), missingUntil })
            .catch((error) => {
            throw atTimeout(state, error);
        });
        run = { ...read, url: read.url || url };
        known.run = run;
    }
}
const timedOut = (message, cause) => new user_error/* UserError */.y('timed-out', message, { cause });
/** A last look that fails, or gets no answer, says nothing against the run. */
function atTimeout({ ports, times }, error) {
    if (ports.cancelled.aborted || !(error instanceof user_error/* UserError */.y))
        return error;
    const isLast = ports.clock.now() >= times.until && /^(?:server-error|unreachable)$/.test(error.reason);
    const isCut = times.timedOut.aborted && error.reason === 'cancelled';
    if (!isLast && !isCut)
        return error;
    return timedOut('The run has not ended within "timeout", as far as is known', error);
}

;// CONCATENATED MODULE: ./build/actions/trigger/src/follow.js
// A run on GitHub: start, identify, wait, and what became of it.








/** Starts the run and waits for its end. Throws a UserError unless it succeeds. */
async function follow(state) {
    const { known, inputs } = state;
    try {
        await start(state);
        if (!known.run && (inputs.wait || known.start === 'unknown'))
            await identify(state);
        setRun(state);
        if (inputs.wait)
            await waitForEnd(state);
        stopIfCancelled(state.ports);
    }
    catch (error) {
        throw await endEarly(state, error);
    }
    if (!inputs.wait)
        return 'started';
    if (known.run?.conclusion === 'success')
        return 'succeeded';
    throw await failure(state);
}
/** Sets what leads to the run at once: the runner may kill this step. */
function setRun({ known, ports: { redacting } }) {
    const { run } = known;
    if (!run)
        return;
    redacting.runner.outputs({ 'run-id': String(run.id), 'run-url': redacting.redact(run.url) });
}
/** Returns the error of a run that ended without success, and remembers its failed jobs. */
async function failure(state) {
    const { known, api, ports } = state;
    const { run } = known;
    if (!run)
        throw new Error('a run that ended, but is not known');
    const { id, conclusion = '' } = run;
    const place = placeOf(run);
    const reason = `run-${conclusion.replaceAll('_', '-')}`;
    try {
        const all = await api.failedJobs(id, readingLimits(state));
        const { redact } = ports.redacting;
        known.failedJobs = all.map(({ name, steps, url }) => ({
            ...{ name: redact(name), url: redact(url), steps: steps.map(redact) },
        }));
    }
    catch (error) {
        if (!(error instanceof user_error/* UserError */.y))
            throw error;
        if (ports.cancelled.aborted)
            return cancelledAfterEnd(place);
        ports.redacting.runner.log(`The failed jobs can\u2019t be read: ${error.message}`);
    }
    if (ports.cancelled.aborted)
        return cancelledAfterEnd(place);
    const jobs = failedJobLines(known.failedJobs).map((line) => `\n${line}`);
    return new user_error/* UserError */.y(reason, `The run ended with the conclusion ${conclusion}: ${place}${jobs.join('')}`);
}
const cancelledAfterEnd = (place) => new user_error/* UserError */.y('cancelled', `The step was cancelled. The run had ended already: ${place}`);

;// CONCATENATED MODULE: ./build/kit/action/reasons.js
// The reason codes that every action has. Pure.
const ACTION_REASONS = {
    'bad-input': 'inputs have invalid values; all are listed',
    cancelled: 'the run was cancelled',
    'system-error': 'the runner can\u2019t read or write a file, or start a program, for instance because its disk is full',
    'internal-error': 'a bug in the action; its stack is shown',
};

;// CONCATENATED MODULE: ./build/actions/trigger/src/reasons.js
// The stable codes of trigger's outcomes and failures, and what they mean.

/** Outcomes of a step that succeeds. */
const OUTCOMES = {
    succeeded: 'success: the run ended with the conclusion `success`',
    started: 'success: the run was started, and is not waited for',
    accepted: 'success: the webhook answered with a status of 200 to 299',
};
/** The last line of a log that ends well. */
const LAST_LINES = {
    succeeded: 'The run succeeded',
    started: 'The run is not waited for, because "wait" is false',
    accepted: 'The webhook succeeded',
};
const REASONS = {
    ...OUTCOMES,
    'run-failure': 'the run failed; its failed jobs and steps are listed',
    'run-cancelled': 'the run was cancelled, or superseded by another one',
    'run-timed-out': 'the run, or one of its jobs, exceeded its own time limit',
    'run-skipped': 'the run was skipped',
    'run-neutral': 'the run ended neither well nor badly',
    'run-action-required': 'the run needs somebody to act, such as an approval of its first run',
    'run-stale': 'GitHub gave the run up because it did not go on',
    'run-startup-failure': 'the run could not start: the workflow is not valid, or may not be used',
    'timed-out': 'the run did not end within `timeout`; it goes on unless `cancel` is `true`',
    unauthorized: 'the token is not valid, or has expired (401)',
    forbidden: 'the token lacks a permission, which the message names (403)',
    'not-found': 'the token may not see the repository, or its default branch has no such workflow (404)',
    'ref-not-found': 'the repository has no such branch or tag',
    'unknown-input': 'the workflow does not declare an input',
    'not-dispatchable': 'the workflow has no `workflow_dispatch` trigger, or is disabled',
    'invalid-request': 'GitHub refused the request for another reason, which is quoted (422)',
    'rate-limited': 'a limit of requests that ends after `timeout`; the message has the time',
    'server-error': 'GitHub failed until `timeout`, or the answers are not those of its API',
    unreachable: 'no connection, or no answer to requests that only read until `timeout`',
    'start-unknown': 'it is not known whether the run was started: look there before you run this again',
    'run-not-identified': 'a run was started, but it is not known which one it is',
    'correlation-missing': 'the run could not be identified without `correlation`; nothing was started',
    'webhook-refused': 'the webhook answered with a status of 400 to 499',
    'redirect-refused': 'the request was redirected elsewhere; nothing was sent there',
    'insecure-url': '`url` is not encrypted',
    'invalid-input': ACTION_REASONS['bad-input'],
    cancelled: ACTION_REASONS.cancelled,
    'system-error': ACTION_REASONS['system-error'],
    'internal-error': ACTION_REASONS['internal-error'],
};

;// CONCATENATED MODULE: ./build/actions/trigger/src/send-webhook.js
// The webhook: one request, whose answer is the result.



/** Sends the request. Throws a UserError unless it is accepted. */
async function sendWebhook({ webhook }, { timeout, poll }, ports, known) {
    const { redacting, clock, cancelled } = ports;
    const request = (0,webhook_request/* webhookRequest */.JD)(webhook);
    redacting.addSecrets(request.secrets);
    const { runner } = redacting;
    runner.log(`Sending the webhook to ${webhook.url.origin}`);
    const outcome = await ports.sendWebhook(request, {
        clock,
        until: clock.now() + timeout,
        poll,
        signal: cancelled,
        onPause: sparingLog(ports),
    });
    known.httpStatus = outcome.status;
    if (outcome.answer.length > 0)
        runner.group('The answer', outcome.answer);
    if (outcome.reason !== 'accepted')
        throw new user_error/* UserError */.y(outcome.reason, outcome.message);
    if (cancelled.aborted)
        throw new user_error/* UserError */.y('cancelled', `The step was cancelled. ${outcome.message}`);
    runner.log(outcome.message);
    return 'accepted';
}

;// CONCATENATED MODULE: ./build/actions/trigger/src/run.js
// Plans, starts what was planned, and sets the outputs.









/** Triggers the deployment. Throws a UserError on failure; outputs are set in either case. */
async function run(inputs, ports) {
    const { clock, redacting } = ports;
    redacting.addSecrets([inputs.token, inputs.secret].filter((value) => value !== ''));
    const began = clock.now();
    const planned = plan(inputs, { repository: ports.repository, unique: ports.unique() });
    const known = nothingKnown();
    try {
        const outcome = await perform(inputs, ports, planned, known);
        redacting.runner.log(LAST_LINES[outcome]);
        report(ports, planned, known, outcome, clock.now() - began);
    }
    catch (error) {
        const reason = error instanceof user_error/* UserError */.y ? error.reason : 'internal-error';
        report(ports, planned, known, reason, clock.now() - began);
        throw error;
    }
}
async function perform(inputs, ports, planned, known) {
    if (planned.way === 'webhook')
        return sendWebhook(planned, inputs, ports, known);
    const times = timesOf(inputs, ports);
    const api = await ports.workflows(planned.repository, {
        token: inputs.token,
        poll: inputs.poll,
        onPause: sparingLog(ports),
    });
    return follow({ inputs, ports, plan: planned, api, known, times });
}
function report({ redacting }, planned, known, reason, milliseconds) {
    const outputs = outputsOf(known, milliseconds);
    redacting.runner.outputs({
        ...outputs,
        'run-url': redacting.redact(outputs['run-url']),
        reason,
    });
    redacting.runner.summary(summaryOf(planned, known, reason, milliseconds));
}


/***/ }),

/***/ 401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gq: () => (/* binding */ withoutLogin),
/* harmony export */   JD: () => (/* binding */ webhookRequest),
/* harmony export */   e3: () => (/* binding */ webhookProblems)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _kit_text_escape_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2496);
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3021);
// Makes the webhook's request of the inputs. Pure.



const SIGNATURE = 'X-Hub-Signature-256';
/** Returns sentences about inputs that can't be sent together. */
function webhookProblems({ url, headers, secret }) {
    const sets = (name) => headers.some(([other]) => isSame(other, name));
    return [
        ...(secret !== '' && sets(SIGNATURE)
            ? [`"headers" sets ${(0,_kit_text_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(SIGNATURE)}, which is made with "secret"; remove one of the two`]
            : []),
        ...(hasLogin(url) && sets('Authorization')
            ? ['"headers" sets "Authorization", and "url" has a login; remove one of the two']
            : []),
    ];
}
/** Returns the request, signed if there is a secret. Mask its `secrets` before anything else. */
function webhookRequest(inputs) {
    const { url, payload, contentType, headers, secret } = inputs;
    const isForm = contentType === 'application/x-www-form-urlencoded';
    const body = Buffer.from(isForm ? String(new URLSearchParams([...payload.texts])) : payload.json);
    const own = [
        ['User-Agent', 'towpath'],
        ['Accept', '*/*'],
        // An empty body is no JSON.
        ...(body.length > 0 ? [['Content-Type', contentType]] : []),
        ...loginHeader(url),
    ];
    const kept = own.filter(([name]) => !headers.some(([other]) => isSame(other, name)));
    const all = [...kept, ...headers];
    return {
        url: withoutLogin(url),
        headers: secret === '' ? all : [...all, [SIGNATURE, `sha256=${signature(secret, body)}`]],
        body,
        secrets: [
            ...(0,_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .urlSecrets */ .Fn)(url),
            ...(0,_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .headerSecrets */ .n3)([...headers, ...loginHeader(url)]),
            ...(0,_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .payloadSecrets */ .E2)(payload.values),
            ...(secret === '' ? [] : [secret]),
        ],
        hidden: (0,_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .hiddenParts */ .l)(url),
    };
}
const isSame = (one, other) => one.toLowerCase() === other.toLowerCase();
const hasLogin = ({ username, password }) => username !== '' || password !== '';
/** Returns the address without its login and without what follows `#`: neither is part of a request's address. */
function withoutLogin(url) {
    const copy = new URL(url);
    copy.username = '';
    copy.password = '';
    copy.hash = '';
    return copy;
}
function loginHeader(url) {
    if (!hasLogin(url))
        return [];
    const bytes = Buffer.concat([percentDecoded(url.username), COLON, percentDecoded(url.password)]);
    return [['Authorization', `Basic ${bytes.toString('base64')}`]];
}
const COLON = Buffer.from(':');
/** `%` with anything else than two hexadecimal digits after it is itself. */
const percentDecoded = (text) => Buffer.from(text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16))), 'latin1');
/** The signature of GitHub's webhooks: over the bytes that are sent. */
const signature = (secret, body) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', secret).update(body).digest('hex');


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E2: () => (/* binding */ payloadSecrets),
/* harmony export */   Fm: () => (/* binding */ concealer),
/* harmony export */   Fn: () => (/* binding */ urlSecrets),
/* harmony export */   l: () => (/* binding */ hiddenParts),
/* harmony export */   n3: () => (/* binding */ headerSecrets)
/* harmony export */ });
/* harmony import */ var _kit_text_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(438);
// What of a webhook's inputs is secret, and a function that removes it from text. Pure.

/** The shortest number that is taken for a secret: the log and the outputs are full of shorter ones. */
const SHORTEST_NUMBER = 6;
const isSecret = (value) => !(0,_kit_text_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .isTooCommon */ .W8)(value) || (/^[0-9]+$/.test(value) && value.length >= SHORTEST_NUMBER);
const secretsAmong = (values) => [...new Set(values.map((value) => value.trim()))].filter(isSecret);
/** Returns the secrets of a URL: its login, and the values of its query as they are written and as they are meant. */
function urlSecrets({ username, password, search, searchParams }) {
    const written = search
        .slice(1)
        .split('&')
        .map((pair) => pair.slice(pair.indexOf('=') + 1));
    // `?abc` has a name without a value, and that is then the secret.
    const meant = [...searchParams].map(([name, value]) => (value === '' ? name : value));
    const login = [username, password].flatMap((part) => [part, decoded(part)]);
    return secretsAmong([...login, ...written, ...meant]);
}
/** Returns the secrets of headers: each word of a value, its parts, and what is in the Base64 of a login. */
function headerSecrets(headers) {
    return secretsAmong(headers.flatMap(([, value]) => [value, ...wordsOf(value), ...loginOf(value)]));
}
/** `session=abc;` has the word itself, and the part `abc`. */
const wordsOf = (value) => value.split(/\s+/).flatMap((word) => [word, ...word.split(/[;,="']+/)]);
function loginOf(value) {
    const [, encoded] = /^basic +([A-Za-z0-9+/_=-]+)$/i.exec(value) ?? [];
    if (encoded === undefined)
        return [];
    const login = Buffer.from(encoded, 'base64').toString();
    return [login, login.slice(login.indexOf(':') + 1)];
}
/** Names of a payload's keys whose values are secrets, such as `token` of GitLab. */
const SECRET_KEY = /token|secret|passw|api_?key|private_?key|credential|authorization/i;
/** Returns the strings of a payload under names such as `token`, at any depth. */
function payloadSecrets(values) {
    const found = [];
    JSON.stringify(values, (key, value) => {
        if (typeof value === 'string' && SECRET_KEY.test(key))
            found.push(value);
        return value;
    });
    return secretsAmong(found);
}
/** Parts of addresses that are the same for everybody. To hide them would only spoil answers. */
const PUBLIC_PARTS = new Set(('builds buildWithParameters deploy deployment deployments deploys dispatch dispatches hook hooks integrations organizations ' +
    'pipeline pipelines plumber-workflows projects repos services trigger triggers webhook webhooks workflows').split(' '));
/** Returns what an answer may repeat of a URL beyond its secrets: the path, and what is in it. */
function hiddenParts({ href, pathname, search, hash }) {
    const parts = pathname.split('/').filter((part) => !PUBLIC_PARTS.has(part));
    const path = pathname === '/' ? [] : [pathname + search, pathname, decoded(pathname)];
    const isOrigin = pathname === '/' && search === '';
    const whole = isOrigin ? [] : [href, search, hash.slice(1)];
    return secretsAmong([...whole, ...path, ...parts, ...parts.map(decoded)]);
}
/** Returns what removes these values from text. */
function concealer(values) {
    const redact = (0,_kit_text_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .redactor */ .$p)(values.flatMap((value) => [value, inHtml(value)]));
    const numbers = values.filter(_kit_text_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .isTooCommon */ .W8).toSorted((a, b) => b.length - a.length);
    const conceal = (text) => numbers.reduce((shown, number) => shown.replaceAll(number, '***'), redact(text));
    // The longest form is URL-encoded: `%E4%BD%A0` for one character.
    return { conceal, longest: 9 * Math.max(0, ...values.map((value) => value.length)) };
}
/** As an error page of a server writes it. */
const inHtml = (value) => value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 8511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  n: () => (/* binding */ webhookSender)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
// EXTERNAL MODULE: ./build/kit/text/plain-error.js
var plain_error = __nccwpck_require__(6688);
// EXTERNAL MODULE: ./build/actions/trigger/src/webhook/url-input.js
var url_input = __nccwpck_require__(9208);
;// CONCATENATED MODULE: ./build/actions/trigger/src/webhook/http-exchange.js
// One HTTP request over Node's own client.
//
// Not fetch: it sends a POST again by itself after 421 (Fetch standard, "HTTP-network-or-cache fetch"), makes an error of a 407, does not say
// whether a connection came about, and ignores the runner's proxy.




const LIMITS = { connection: 10_000, answer: 30_000, body: 5000 };
/** How much of a body is read: bytes. More than is shown, so that no half of a secret is at the end of that. */
const MAX_BYTES = 65_536;
/** Returns the port. `env` may name a proxy, as in HTTPS_PROXY. */
function httpExchange(limits = LIMITS, env = process.env) {
    return async ({ url, headers, body }, signal, left) => {
        const { request, agent } = clientFor(url, limits, env);
        const length = ['Content-Length', String(body.length)];
        const sent = request(url, {
            method: 'POST',
            headers: Object.fromEntries([...headers, length]),
            agent,
        });
        try {
            const within = { ...limits, answer: Math.min(limits.answer, left) };
            return await resultOf(sent, body, within, signal);
        }
        finally {
            sent.destroy();
            agent.destroy();
        }
    };
}
/** Sends the body and waits for what becomes of it. */
function resultOf(sent, body, limits, signal) {
    return new Promise((resolve, reject) => {
        let failure = notSent;
        let timer;
        // Node reports no error of a request that is destroyed before it has a socket, as behind a proxy that is silent.
        const fail = (error) => {
            stop();
            resolve(failure(error));
        };
        const cancel = () => fail(new Error('the run was cancelled'));
        const within = (milliseconds, part) => {
            clearTimeout(timer);
            const error = new Error(`no ${part} within ${Math.round(milliseconds / 100) / 10} s`);
            timer = setTimeout(fail, milliseconds, error);
        };
        const stop = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', cancel);
            sent
                .off('error', fail)
                .off('close', closed)
                .on('error', () => { });
        };
        // Node ends a request without an error after 101 (Switching Protocols), which was not requested.
        const closed = () => fail(new Error('the connection was closed'));
        within(Math.min(limits.connection, limits.answer), 'connection');
        whenConnected(sent, () => {
            failure = unanswered;
            within(limits.answer, 'answer');
        });
        sent.on('error', fail).on('close', closed);
        sent.on('response', (response) => {
            // A server that breaks the rules within its answer has answered all the same.
            stop();
            beginningOf(response, limits.body, signal).then((read) => resolve(answered(response, read)), reject);
        });
        signal.addEventListener('abort', cancel);
        if (signal.aborted)
            cancel();
        else
            sent.end(body);
    });
}
/**
 * A new agent closes its connection after the request. The proxy is for other machines. The time limit of the agent ends the connection to a
 * proxy that is silent; nothing else does.
 */
function clientFor({ protocol, hostname }, { connection }, env) {
    const options = (0,url_input/* isLoopback */.U9)(hostname) ? {} : { proxyEnv: env, timeout: connection };
    return protocol === 'https:'
        ? { request: external_node_https_namespaceObject.request, agent: new external_node_https_namespaceObject.Agent(options) }
        : { request: external_node_http_.request, agent: new external_node_http_.Agent(options) };
}
/** Calls `then` as soon as something of the request may be sent: with TLS, nothing is before both sides agree. */
function whenConnected(request, then) {
    request.once('socket', (socket) => {
        const isSecure = 'encrypted' in socket;
        if (!socket.connecting && !(isSecure && socket.getProtocol() === null))
            return then();
        socket.once(isSecure ? 'secureConnect' : 'connect', then);
    });
}
/** Failures of a name or a route may pass; those of TLS stay. Node's words about a proxy contain its address, and that a login. */
function notSent(error) {
    const code = 'code' in error ? String(error.code) : '';
    const why = code === 'ERR_PROXY_TUNNEL' ? 'the proxy gives no connection to it' : (0,plain_error/* plainError */.n)(error);
    const mayPass = !/^(?:EPROTO|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME)/.test(code);
    return { kind: 'not-sent', why, mayPass };
}
const unanswered = (error) => ({ kind: 'unanswered', why: (0,plain_error/* plainError */.n)(error) });
/** Reads the beginning of a body, which may break off or never end. */
async function beginningOf(response, milliseconds, signal) {
    const chunks = [];
    let bytes = 0;
    const stop = () => void response.destroy();
    const timer = setTimeout(stop, milliseconds);
    signal.addEventListener('abort', stop);
    try {
        for await (const chunk of response) {
            chunks.push(chunk);
            bytes += chunk.length;
            if (bytes > MAX_BYTES)
                break;
        }
    }
    catch {
        // What came until then is the answer.
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
    }
    const body = Buffer.concat(chunks).subarray(0, MAX_BYTES).toString();
    return { body, isWhole: response.complete && bytes <= MAX_BYTES };
}
function answered({ statusCode = 0, headers }, read) {
    const joined = Object.entries(headers).map(([name, value]) => [name, String(value)]);
    return { kind: 'answered', status: statusCode, headers: Object.fromEntries(joined), ...read };
}

// EXTERNAL MODULE: ./build/kit/github/response-error.js
var response_error = __nccwpck_require__(8119);
;// CONCATENATED MODULE: ./build/actions/trigger/src/webhook/limit-pause.js
// How long a server that refuses a request because of a limit wants to be left alone. Pure.

/** Longer pauses are all the same: none is begun. Milliseconds. */
const LONGEST = 366 * 24 * 3_600_000;
/**
 * Returns milliseconds; undefined if the answer is not about a limit. `now` is the time of day where the answer has none; `attempt` counts
 * from 1.
 */
function limitPause(answer, attempt, now) {
    const { status, body } = answer;
    if (!(0,response_error/* isRateLimit */.a5)(status, answer.headers, body))
        return undefined;
    const date = answer.headers['date'] ?? new Date(now).toUTCString();
    const wait = (0,response_error/* waitOf */.pE)({ ...answer.headers, date, ...inSeconds(answer, date) }, attempt);
    return Math.min(wait, LONGEST);
}
/** `retry-after` may also be a time of day: RFC 9110, section 10.2.3. */
function inSeconds({ headers }, date) {
    const after = headers['retry-after'] ?? '';
    const seconds = (Date.parse(after) - Date.parse(date)) / 1000;
    const isDate = /^[A-Z][a-z]{2,8}, /.test(after) && Number.isFinite(seconds);
    return isDate ? { 'retry-after': String(Math.max(0, Math.ceil(seconds))) } : {};
}

// EXTERNAL MODULE: ./build/kit/text/escape.js
var text_escape = __nccwpck_require__(2496);
;// CONCATENATED MODULE: ./build/actions/trigger/src/webhook/messages.js
// What became of a webhook's request, in sentences. Of the URL, only the origin is shown. Pure.

const LOOK = 'Look there before you run this again';
/** Returns the outcomes of a request to an origin. `conceal` removes secrets: a redirect or an error may repeat one. */
function messagesFor(origin, conceal) {
    const to = (0,text_escape/* visible */.RK)(origin);
    const unanswered = { status: undefined, answer: [] };
    const of = ({ status, lines }) => ({ status, answer: lines });
    const make = (reason, message, more) => ({ reason, message, ...more });
    return {
        to,
        accepted: (shown) => make('accepted', `${to} accepted the request: status ${shown.status}`, of(shown)),
        refused: (shown) => make('webhook-refused', `${to} refused the request: status ${shown.status}${hint(shown.status)}`, of(shown)),
        failed: (shown) => make('start-unknown', `${to} failed: status ${shown.status}. It may have taken the request all the same. ${LOOK}`, of(shown)),
        unknown: (why) => make('start-unknown', `${to} did not answer: ${(0,text_escape/* quote */.hD)(conceal(why))}. It may have taken the request. ${LOOK}`, unanswered),
        unreachable: (why, attempts) => make('unreachable', `No connection to ${to}: ${(0,text_escape/* quote */.hD)(conceal(why))}${attempts > 1 ? ` (${attempts} attempts)` : ''}. Nothing was sent`, unanswered),
        limited: (shown, ends) => make('rate-limited', `${to} refused the request because of a limit: status ${shown.status}. The limit ends at ${timeOf(ends)}, after "timeout"; nothing was started`, of(shown)),
        redirected: (shown, where) => make('redirect-refused', `${to} redirects the request: status ${shown.status}, ${conceal(where)}. It was not sent there. Set "url" to the address that takes it`, of(shown)),
        cancelledBefore: () => make('cancelled', `Cancelled before ${to} took the request; nothing was started`, unanswered),
        cancelledAfter: () => make('cancelled', `Cancelled before ${to} answered. It may have taken the request. ${LOOK}`, unanswered),
    };
}
function hint(status) {
    if (status === 401 || status === 403)
        return '. Check the credentials in "headers", "secret" and "url"';
    if (status === 404 || status === 410)
        return '. Check "url"';
    return status === 400 || status === 415 || status === 422
        ? '. Check "payload" and "content-type"'
        : '';
}
const timeOf = (milliseconds) => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');

;// CONCATENATED MODULE: ./build/actions/trigger/src/webhook/redirect-target.js
// Where an answer redirects to. Pure.

/** Returns the address in the answer of a request to `from`. */
function redirectTarget({ headers }, from) {
    const { location } = headers;
    if (location === undefined)
        return { url: undefined, words: 'without an address' };
    const url = URL.parse(location, from?.href) ?? undefined;
    if (!url)
        return { url, words: 'to something that is not an address' };
    if (url.origin === from?.origin)
        return { url, words: 'to another address there' };
    return { url, words: `to ${(0,text_escape/* quote */.hD)(url.origin === 'null' ? url.protocol : url.origin)}` };
}

// EXTERNAL MODULE: ./build/actions/trigger/src/webhook/request.js
var request = __nccwpck_require__(401);
// EXTERNAL MODULE: ./build/actions/trigger/src/webhook/secrets.js
var secrets = __nccwpck_require__(3021);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./build/actions/trigger/src/webhook/shown-answer.js
// The beginning of a webhook's answer as lines for the log and the summary. Pure.


/** How much of an answer is shown: bytes. */
const SHOWN = 2048;
/** Invisible characters: one inside a secret would keep it from being recognised. Tabs and line ends are kept. */
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cf}]/gu;
/**
 * Returns the first 2 kB in lines, without secrets, colours, invisible characters and empty lines. `longest` is the length of the longest
 * form of a secret: that much is dropped where the answer goes on, since it may end with half a secret.
 */
function shownAnswer({ body, isWhole, headers }, { conceal, longest }) {
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity')
        return body === '' ? [] : ['(compressed, and not shown)'];
    // Before as well as after: a secret may itself contain what is removed.
    const plain = (0,external_node_util_.stripVTControlCharacters)(conceal(body)).replace(INVISIBLE, '');
    const concealed = conceal(plain);
    const safe = isWhole ? concealed : concealed.slice(0, Math.max(0, concealed.length - longest));
    const shown = firstBytes(safe, SHOWN);
    const lines = shown
        .split(/[\r\n\u2028\u2029]+/)
        .map((line) => (0,text_escape/* visible */.RK)(line.replaceAll('\t', '  ')));
    return lines.filter((line) => line.trim() !== '').concat(shown === safe && isWhole ? [] : ['…']);
}
/** Cuts between characters. */
function firstBytes(text, bytes) {
    const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytes));
    return text.slice(0, read);
}

;// CONCATENATED MODULE: ./build/actions/trigger/src/webhook/send.js
// Sends the webhook's request. It is sent again only if the server has not got it, or says that it did nothing: 429, 403 for a limit, and a
// redirect within its origin that keeps the method (307, 308). No service is known to recognise a request that comes twice.







/** The first pause after a failed connection or a limit: milliseconds. It doubles each time. */
const PAUSE = 1000;
/** How often a server is tried that can't be reached. */
const MAX_CONNECTIONS = 5;
/** After so many requests, `poll` is the shortest pause. */
const FREE_REQUESTS = 4;
const MAX_REDIRECTS = 3;
/** However little is left until the timeout: a request that is begun gets that much time. Milliseconds. */
const SHORTEST = 1000;
/** Returns the port, over one that sends a single request. */
function webhookSender(exchange = httpExchange()) {
    return async (request, { clock, signal, until, poll, onPause }) => {
        const concealed = (0,secrets/* concealer */.Fm)([...request.secrets, ...request.hidden]);
        const messages = messagesFor(request.url.origin, concealed.conceal);
        const urls = [request.url];
        for (let requests = 1;; requests += 1) {
            if (signal.aborted)
                return messages.cancelledBefore();
            const left = Math.max(until - clock.now(), SHORTEST);
            const made = await exchange({ ...request, url: urls.at(-1) ?? request.url }, signal, left);
            if (signal.aborted && made.kind !== 'answered')
                return made.kind === 'not-sent' ? messages.cancelledBefore() : messages.cancelledAfter();
            const next = nextStep(made, { urls, requests, messages, concealed });
            if ('outcome' in next)
                return next.outcome;
            if ('url' in next) {
                urls.push(next.url);
                continue;
            }
            const pause = Math.max(next.pause, pauseAfter(requests, poll));
            if (clock.now() + pause > until)
                return next.late(pause);
            onPause(`${next.why}; nothing was started. Next attempt in ${Math.ceil(pause / 1000)} s`);
            await clock.sleep(pause, signal);
        }
    };
}
/** The pauses grow, and are long enough for at most 5 requests more than the time has room for at one a `poll`. */
const pauseAfter = (requests, poll) => Math.max(PAUSE * 2 ** (requests - 1), requests < FREE_REQUESTS ? 0 : poll);
function nextStep(made, so) {
    if (made.kind === 'unanswered')
        return { outcome: so.messages.unknown(made.why) };
    if (made.kind === 'not-sent')
        return afterNotSent(made, so);
    return afterAnswer(made, { status: made.status, lines: shownAnswer(made, so.concealed) }, so);
}
function afterAnswer(answer, shown, { requests, messages, urls }) {
    const { status } = answer;
    const now = Date.now();
    const pause = limitPause(answer, requests, now);
    if (pause !== undefined)
        return {
            pause,
            why: `${messages.to} refused the request because of a limit (status ${status})`,
            late: (longer) => messages.limited(shown, now + longer),
        };
    if (status >= 200 && status < 300)
        return { outcome: messages.accepted(shown) };
    if (status >= 300 && status < 400)
        return afterRedirect(answer, shown, urls, messages);
    return {
        outcome: status >= 400 && status < 500 ? messages.refused(shown) : messages.failed(shown),
    };
}
function afterRedirect(answer, shown, urls, messages) {
    const from = urls.at(-1);
    const target = redirectTarget(answer, from);
    const keepsMethod = shown.status === 307 || shown.status === 308;
    if (!keepsMethod || !target.url || target.url.origin !== from?.origin)
        return { outcome: messages.redirected(shown, target.words) };
    const url = (0,request/* withoutLogin */.Gq)(target.url);
    const isLoop = urls.some(({ href }) => href === url.href) || urls.length > MAX_REDIRECTS;
    return isLoop ? { outcome: messages.redirected(shown, 'again and again') } : { url };
}
function afterNotSent({ why, mayPass }, { requests, messages }) {
    const failed = messages.unreachable(why, requests);
    if (!mayPass || requests >= MAX_CONNECTIONS)
        return { outcome: failed };
    return { pause: PAUSE, why: `No connection to ${messages.to}`, late: () => failed };
}


/***/ }),

/***/ 9208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   W6: () => (/* binding */ insecureUrl),
/* harmony export */   vO: () => (/* binding */ webhookUrl)
/* harmony export */ });
/* harmony import */ var _kit_action_inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2085);
/* harmony import */ var _kit_action_user_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7112);
/* harmony import */ var _kit_text_escape_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2496);
// The input `url`. No message shows more of it than its origin: the rest may be the secret. Pure.



/** A URL of http or https; undefined if the input is not given. */
const webhookUrl = (raw) => {
    const text = (0,_kit_action_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .trimWhitespace */ .m)(raw);
    if (text === '')
        return { value: undefined };
    const url = /^https?:\/\/[^\s/]/i.test(text) && !/\s/.test(text) ? URL.parse(text) : null;
    if (url === null)
        return { problems: ['it is not a URL that begins with https:// (not shown here)'] };
    return { value: url };
};
/** Returns the refusal (`insecure-url`) of a URL whose requests others could read; undefined if it is secure. */
function insecureUrl(url) {
    if (url.protocol === 'https:' || isLoopback(url.hostname))
        return undefined;
    const message = `"url": ${(0,_kit_text_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(url.origin)} is not encrypted; use https. http is only for addresses of the runner itself, such as localhost`;
    return new _kit_action_user_error_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y('insecure-url', message);
}
/** URL has already written every spelling of an IPv4 address, such as `0x7f.1`, as four decimal numbers. */
const isLoopback = (hostname) => hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(hostname);


/***/ }),

/***/ 6579:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ githubClient)
/* harmony export */ });
/* harmony import */ var _http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1173);
/* harmony import */ var _text_escape_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2496);
/* harmony import */ var _text_plain_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6688);
/* harmony import */ var _user_error_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7112);
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
        throw new _user_error_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(badAddress, `GITHUB_API_URL is not a URL of http or https: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(apiUrl)}`);
    const { username, password } = new URL(apiUrl);
    if (username !== '' || password !== '')
        throw new _user_error_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(badAddress, 'GITHUB_API_URL has a login in it; GitHub is sent the token');
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
        const path = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(process.env['GITHUB_EVENT_PATH'] ?? '');
        const message = `The event's payload, ${path} (GITHUB_EVENT_PATH), is not JSON; the runner writes it for each job`;
        throw new _user_error_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y('system-error', message, { cause });
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
        throw new _http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpFailure */ .HR('redirected', `redirected more than ${MAX_REDIRECTS} times`);
    };
}
/** Returns where a request goes on. Throws a HttpFailure if that is another host, or if the request would become another one there. */
function target(url, location, status, isReading, origin) {
    if (location === null || !URL.canParse(location, url))
        throw new _http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpFailure */ .HR('redirected', `redirected (status ${status}) to no valid address`);
    const next = new URL(location, url);
    if (next.origin !== origin)
        throw new _http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpFailure */ .HR('redirected', `redirected to another host, which gets no token: ${next.host}`);
    if (next.username !== '' || next.password !== '')
        throw new _http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpFailure */ .HR('redirected', 'redirected to an address with a login in it');
    const keepsMethod = [307, 308].includes(status) || (isReading && [301, 302].includes(status));
    if (!keepsMethod)
        throw new _http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpFailure */ .HR('redirected', `redirected with status ${status}, which changes a request`);
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
        const words = (0,_http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .isTimeout */ .kL)(cause) ? `no response ${time}` : (0,_text_plain_error_js__WEBPACK_IMPORTED_MODULE_1__/* .plainError */ .n)(cause);
        const kind = (0,_http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .isUnconnected */ .v5)(cause) ? 'no-connection' : 'no-answer';
        throw new _http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpFailure */ .HR(kind, isCancelled(signal) ? 'the run was cancelled' : words, { cause });
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
const isCancelled = ({ aborted, reason }) => aborted && !(0,_http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .isTimeout */ .kL)(reason);
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


/***/ }),

/***/ 2085:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Ko: () => (/* binding */ readInputs),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   m: () => (/* binding */ trimWhitespace),
/* harmony export */   rJ: () => (/* binding */ secret),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* unused harmony exports verbatim, integer, lines */
/* harmony import */ var _text_escape_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2496);
/* harmony import */ var _user_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7112);
// The inputs of an action: one schema value gives the reader and the type.


/** A string without ASCII whitespace around it; empty if the input is not given. */
const text = (raw) => ({ value: trimWhitespace(raw) });
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
            problems.push(`"${name}" must be ${result.problem}, got ${'secret' in read ? 'a secret' : (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(raw)}`);
    }
    if (problems.length > 0)
        throw new _user_error_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(reason, problems.join('\n'));
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


/***/ }),

/***/ 1228:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ redactingRunner)
/* harmony export */ });
/* harmony import */ var _text_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(438);
// A runner that replaces secrets in everything it shows, in whatever form they occur.

/** Wraps a runner. Outputs and state are left as they are: programs read them. */
function redactingRunner(runner) {
    const secrets = new Set();
    let redact = (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .redactor */ .$p)(secrets);
    return {
        runner: {
            ...runner,
            log: (line) => runner.log(redact(line)),
            group: (title, lines) => runner.group(redact(title), lines.map(redact)),
            openGroup(title) {
                const group = runner.openGroup(redact(title));
                return { ...group, line: (text) => group.line(redact(text)) };
            },
            annotate: (level, message, ...place) => runner.annotate(level, redact(message), ...place),
            summary: (markdown) => runner.summary(redact(markdown)),
        },
        addSecrets(values) {
            const added = [...new Set(values)].filter((value) => !secrets.has(value));
            for (const value of added) {
                secrets.add(value);
                runner.mask(value);
            }
            if (added.length > 0)
                redact = (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .redactor */ .$p)(secrets);
        },
        redact: (text) => redact(text),
        secrets: () => [...secrets],
    };
}


/***/ }),

/***/ 1046:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ runAction)
/* harmony export */ });
/* harmony import */ var _text_escape_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2496);
/* harmony import */ var _text_plain_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6688);
/* harmony import */ var _user_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7112);
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
        if (error instanceof _user_error_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y)
            report(error, runner);
        else if ((0,_text_plain_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isSystemError */ .O)(error))
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
    const lines = error.message.split('\n').map((line) => `- ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .prose */ .CS)(line)}`);
    runner.summary(`### Failed: ${error.reason}\n\n${lines.join('\n')}\n\n`);
}
/** Sets the output `reason`. If that is refused, the failure itself is still shown, and why it has no reason. */
function setReason(reason, runner) {
    try {
        runner.outputs({ reason });
    }
    catch (error) {
        if (!(error instanceof _user_error_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y))
            throw error;
        runner.annotate('error', `The output "reason" could not be set: ${error.message}`);
    }
}
/** A full disk, a missing program: no bug, and nothing that a stack would explain. */
function refusedBySystem(error) {
    const { syscall, path = '' } = error;
    const words = (0,_text_plain_error_js__WEBPACK_IMPORTED_MODULE_0__/* .plainError */ .n)(error);
    const message = syscall.startsWith('spawn ')
        ? `The program ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)} can't be started: ${words}`
        : `The runner's system refused "${syscall}"${path && ` of ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)}`}: ${words}`;
    return new _user_error_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y('system-error', message, { cause: error });
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


/***/ }),

/***/ 5039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  O: () => (/* binding */ githubRunner)
});

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
// EXTERNAL MODULE: ./build/kit/text/escape.js
var text_escape = __nccwpck_require__(2496);
// EXTERNAL MODULE: ./build/kit/text/plain-error.js
var plain_error = __nccwpck_require__(6688);
// EXTERNAL MODULE: ./build/kit/text/redact.js
var redact = __nccwpck_require__(438);
// EXTERNAL MODULE: ./build/kit/action/user-error.js
var user_error = __nccwpck_require__(7112);
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
            startGroup((0,text_escape/* visible */.RK)(title));
            for (const line of lines)
                info(harmless(line));
            endGroup();
        },
        openGroup(title) {
            startGroup((0,text_escape/* visible */.RK)(title));
            return { line: (text) => info(harmless(text)), end: endGroup };
        },
        annotate(level, message, file, position) {
            ANNOTATE[level](message.split('\n').map(text_escape/* visible */.RK).join('\n'), {
                ...(file === undefined ? {} : { file: (0,text_escape/* visible */.RK)(file) }),
                ...(position && { startLine: position.line, startColumn: position.column }),
            });
        },
        mask(value) {
            for (const part of (0,redact/* maskableParts */.Jm)(value))
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
        const why = (0,plain_error/* isSystemError */.O)(cause) ? (0,plain_error/* plainError */.n)(cause) : 'it does not exist';
        const path = (0,text_escape/* quote */.hD)(process.env[variable] ?? '');
        throw new user_error/* UserError */.y('system-error', `${path} (${variable}) can't be written: ${why}`, { cause });
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
            .catch((error) => warning(`Could not write the job summary: ${(0,plain_error/* plainError */.n)(error)}`));
    };
}
/** A line that the runner prints and never takes for a command. */
const harmless = (line) => (0,text_escape/* visible */.RK)(line).replace(/^(\s*):(?=:)/, '$1\\u{3a}');


/***/ }),

/***/ 7112:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ UserError)
/* harmony export */ });
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


/***/ }),

/***/ 7871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ GitHubError)
/* harmony export */ });
/* harmony import */ var _action_user_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7112);
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
class GitHubError extends _action_user_error_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y {
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


/***/ }),

/***/ 8119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   SP: () => (/* binding */ explainFailure),
/* harmony export */   a5: () => (/* binding */ isRateLimit),
/* harmony export */   pE: () => (/* binding */ waitOf)
/* harmony export */ });
/* harmony import */ var _http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1173);
/* harmony import */ var _text_escape_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2496);
/* harmony import */ var _github_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7871);
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
        const failure = cause.cause instanceof _http_http_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpFailure */ .HR ? cause.cause.kind : 'no-answer';
        const what = failure === 'redirected' ? '' : ' and did not answer';
        const message = `GitHub was asked to ${task.name}${what}: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(cause.message)}`;
        const answer = { status: 0, words: cause.message, cause, failure };
        return { error: new _github_error_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubError */ .y('unknown', message, answer), wait: undefined };
    }
    const { status } = cause;
    const words = wordsOf(response.data);
    const wait = isRateLimit(status, response.headers, words)
        ? waitOf(response.headers, attempt)
        : undefined;
    const problem = wait === undefined ? problemOf(status) : 'rate-limited';
    const shown = words === '' ? `status ${status}` : `status ${status}, ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(words)}`;
    const what = problem === 'unknown' ? 'GitHub failed to' : 'GitHub refused to';
    const advice = wait === undefined
        ? hint(problem, status, words, response.headers, task)
        : `; it accepts the next request ${inTime(wait, response.headers)}`;
    const message = `${what} ${task.name}: ${shown}${advice}`;
    const failure = problem === 'unknown' ? { failure: 'failed' } : {};
    return { error: new _github_error_js__WEBPACK_IMPORTED_MODULE_1__/* .GitHubError */ .y(problem, message, { status, words, cause, ...failure }), wait };
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
    return /^[a-z:, -]*$/.test(words.join('')) ? words.join(' or ') : (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(accepted);
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


/***/ }),

/***/ 1173:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ HttpFailure),
/* harmony export */   Yr: () => (/* binding */ isCertificateRefused),
/* harmony export */   kL: () => (/* binding */ isTimeout),
/* harmony export */   v5: () => (/* binding */ isUnconnected)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
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
    if (!node_util__WEBPACK_IMPORTED_MODULE_0__.types.isNativeError(error))
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
    if (!node_util__WEBPACK_IMPORTED_MODULE_0__.types.isNativeError(error))
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


/***/ }),

/***/ 8178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  W: () => (/* binding */ cancellation)
});

// UNUSED EXPORTS: temporaryFolder

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: ./build/kit/text/plain-error.js
var plain_error = __nccwpck_require__(6688);
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
    const processes = process.platform === 'linux' ? readdirSync('/proc') : [];
    return processes.length === 0 || processes.some((pid) => isMember(pid, leader));
}
/** An ended process stays in its group until its parent waits for it: proc(5), states Z and X, followed by parent and group. */
function isMember(pid, leader) {
    if (!/^\d+$/.test(pid))
        return false;
    try {
        const [, state, group] = /^\d+ \(.*\) (\S) \d+ (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
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
        const child = spawn(file, args, {
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
                await endGroup(child.pid);
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
        for (const signal of SIGNALS)
            process.once(signal, exit);
    const path = mkdtempSync(join(parent, prefix));
    folders.add(path);
    return {
        path,
        [Symbol.dispose]() {
            remove(path);
            if (folders.size === 0)
                for (const signal of SIGNALS)
                    process.removeListener(signal, exit);
        },
    };
}
/** The runner cancels a step with the first, and sends the second 7.5 seconds later. */
const SIGNALS = ['SIGINT', 'SIGTERM'];
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
        for (const other of SIGNALS)
            process.on(other, last);
        setTimeout(() => last(signal), milliseconds).unref();
        controller.abort();
    };
    const last = (signal) => {
        onTimeout();
        for (const other of SIGNALS)
            process.removeAllListeners(other);
        isGraceful = false;
        exit(signal);
    };
    for (const signal of SIGNALS)
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


/***/ }),

/***/ 2496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CS: () => (/* binding */ prose),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   p_: () => (/* binding */ list)
/* harmony export */ });
/* unused harmony export label */
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
function quote(text) {
    const characters = [...text.slice(0, 2 * SHOWN + 2)];
    if (characters.length <= SHOWN)
        return `"${visible(text)}"`;
    return `"${visible(characters.slice(0, SHOWN).join(''))}…" (${[...text].length} characters)`;
}
/** Returns several names for a sentence: `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
function list(names, word = 'and') {
    const quoted = names.map(quote);
    const last = quoted.pop() ?? 'none';
    return quoted.length === 0 ? last : `${quoted.join(', ')} ${word} ${last}`;
}
/** Returns text as inline code for Markdown, with everything escaped that could be Markdown, HTML, a mention or a table's border. */
function code(text) {
    return `<code>${prose(text)}</code>`;
}
/** Returns text for Markdown, with everything escaped that could be Markdown, HTML or a table's border. */
function prose(text) {
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


/***/ }),

/***/ 6688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ isSystemError),
/* harmony export */   n: () => (/* binding */ plainError)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
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
    const [, words] = [...(0,node_util__WEBPACK_IMPORTED_MODULE_0__.getSystemErrorMap)().values()].find(([name]) => name === code) ?? [];
    return words ?? message.split('\n')[0] ?? '';
}
/** Returns whether the operating system refused something: a full disk, a missing permission. */
function isSystemError(error) {
    return node_util__WEBPACK_IMPORTED_MODULE_0__.types.isNativeError(error) && 'errno' in error && 'syscall' in error;
}
/** fetch hides the cause behind "fetch failed". */
function innermost(error) {
    if (!node_util__WEBPACK_IMPORTED_MODULE_0__.types.isNativeError(error))
        return { code: '', message: String(error) };
    if (node_util__WEBPACK_IMPORTED_MODULE_0__.types.isNativeError(error.cause))
        return innermost(error.cause);
    return { code: 'code' in error ? String(error.code) : '', message: error.message };
}


/***/ }),

/***/ 438:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ redactor),
/* harmony export */   Jm: () => (/* binding */ maskableParts),
/* harmony export */   W8: () => (/* binding */ isTooCommon)
/* harmony export */ });
/* unused harmony exports redactableParts, linesOf */
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2496);
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
    const forms = [value, json, ascii, python, ...urls(value.toWellFormed()), (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .prose */ .CS)(value)];
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


/***/ }),

/***/ 7659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ clock)
/* harmony export */ });
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
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
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
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(5749);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
