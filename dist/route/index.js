import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

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
exports.HN = lineCounter.LineCounter;
exports.iX = parser.Parser;
__webpack_unused_export__ = publicApi.parse;
__webpack_unused_export__ = publicApi.parseAllDocuments;
__webpack_unused_export__ = publicApi.parseDocument;
__webpack_unused_export__ = publicApi.stringify;
__webpack_unused_export__ = visit.visit;
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


/***/ }),

/***/ 6264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  repositoryRemote: () => (/* binding */ repositoryRemote)
});

// EXTERNAL MODULE: ./build/kit/action/user-error.js
var user_error = __nccwpck_require__(7112);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
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
    const processes = process.platform === 'linux' ? (0,external_node_fs_.readdirSync)('/proc') : [];
    return processes.length === 0 || processes.some((pid) => isMember(pid, leader));
}
/** An ended process stays in its group until its parent waits for it: proc(5), states Z and X, followed by parent and group. */
function isMember(pid, leader) {
    if (!/^\d+$/.test(pid))
        return false;
    try {
        const [, state, group] = /^\d+ \(.*\) (\S) \d+ (\d+) /s.exec((0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'latin1')) ?? [];
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
        return !/^\d+ \(.*\) [ZX] /s.test((0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'utf8'));
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
    const path = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(parent, prefix));
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
        (0,external_node_fs_.rmSync)(path, { recursive: true, force: true, maxRetries: 5 });
        if (!(0,external_node_fs_.existsSync)(path))
            return;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
}

// EXTERNAL MODULE: ./build/kit/text/escape.js
var text_escape = __nccwpck_require__(2496);
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
        const message = `git ${command} failed in ${(0,text_escape/* quote */.hD)(folder)}: ${complaint(stderr)}`;
        return new user_error/* UserError */.y('git-failed', message);
    };
    return { run, ask, bytes, failed };
}
function notStarted(folder, cause) {
    if (!(0,external_node_fs_.existsSync)(folder))
        return new user_error/* UserError */.y('no-repository', `${(0,text_escape/* quote */.hD)(folder)} does not exist`);
    if (!(0,external_node_fs_.statSync)(folder).isDirectory())
        return new user_error/* UserError */.y('no-repository', `${(0,text_escape/* quote */.hD)(folder)} is not a folder`);
    const { code } = cause;
    const why = code === 'ENOENT'
        ? 'it is not installed, or not in the PATH; install git before this step'
        : (0,plain_error/* plainError */.n)(cause);
    return new user_error/* UserError */.y('git-failed', `git can't be run: ${why}`, { cause });
}
/** Returns git's complaint, quoted: the first line marked as fatal or as an error. */
function complaint(stderr) {
    const lines = stderr.trim().split('\n');
    return (0,text_escape/* quote */.hD)(lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? '');
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
    const file = (0,external_node_path_.resolve)(folder, path);
    return new Set((0,external_node_fs_.existsSync)(file) ? (0,external_node_fs_.readFileSync)(file, 'utf8').split('\n').filter(Boolean) : []);
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
    const isShallow = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(path, 'shallow'));
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
const shallowRemote = () => new user_error/* UserError */.y('not-proved', 'The remote is itself a shallow clone; use another remote');
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
    if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(path, 'shallow')))
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

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
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
        throw new user_error/* UserError */.y('conflict', 'The two branches have no commit in common, so they can\u2019t be merged; join them once by hand, with "git merge --allow-unrelated-histories"');
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
    (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    const [tree = ''] = stdout.split('\0');
    if (code === 0)
        return { tree };
    if (code === 1)
        return { conflicts: conflictsIn(stdout, [one, other]) };
    if (code === 129)
        throw new user_error/* UserError */.y('git-failed', 'Merging needs git 2.38 or newer; update git');
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
    const folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(path, 'attributes-'));
    const all = await trees.entries(tree);
    const paths = all.map((entry) => entry.path).filter(isAttributes);
    for (const [file, { content, mode }] of await trees.files(tree, paths)) {
        // git does not follow links to attributes.
        if (mode === '120000')
            continue;
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)((0,external_node_path_.join)(folder, file)), { recursive: true });
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, file), content);
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
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
            const inIndex = gitWith({ GIT_INDEX_FILE: (0,external_node_path_.join)(folder, `index-${indexes}`) });
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
    return new user_error/* UserError */.y('bad-stamp', `${(0,text_escape/* quote */.hD)(path)} is ${kinds[mode] ?? 'not a file'}, not a file`);
}
const notAFolder = (path) => new user_error/* UserError */.y('bad-stamp', `${(0,text_escape/* quote */.hD)(path)} is not a folder; files can't be written in it`);

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
        const path = (0,external_node_path_.join)(folder, `scratch-${repositories}`);
        (0,external_node_fs_.mkdirSync)(path);
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
    const file = (0,external_node_path_.join)(folder, 'gitconfig');
    (0,external_node_fs_.writeFileSync)(file, `[safe]\n${lines.join('')}`);
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
    (0,external_node_fs_.rmSync)((0,external_node_path_.join)(path, 'shallow'), { force: true });
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
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(path, 'info'), { recursive: true });
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(path, 'info', 'grafts'), ids.map((id) => `${id}\n`).join(''));
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
    if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(path, 'shallow')))
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
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(scratch.path, 'info', 'grafts'), lines);
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
    return (0,external_node_fs_.readdirSync)(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.pack'))
        .reduce((sum, { parentPath, name }) => sum + (0,external_node_fs_.statSync)((0,external_node_path_.join)(parentPath, name)).size, 0);
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
    return isAddress ? address : (0,external_node_path_.resolve)(checkout, address);
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
            throw error instanceof user_error/* UserError */.y && error.reason === 'git-failed' ? explain(error) : error;
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
    const message = `The remote ${(0,text_escape/* quote */.hD)(shown)} did not answer as expected: ${error.message}${hint}`;
    return new user_error/* UserError */.y('remote-unreachable', message, { cause: error });
}

;// CONCATENATED MODULE: ./build/actions/route/src/adapters/repository-remote.js
// The remote of the repository that the run belongs to: that of the checkout, or GitHub's address if there is none.



/**
 * Returns the remote. A checkout of another repository of the same server does not count: its branches say nothing about this run.
 * Throws a UserError (`no-remote`) if there is no address.
 */
async function repositoryRemote({ workspace, ...options }) {
    const git = gitIn(workspace, options.env);
    const server = onServer(options.env);
    const origin = await addressOf(git, workspace);
    const address = origin !== undefined && !isOther(origin, server) ? origin : server;
    if (address !== undefined)
        return remoteOfCheckout(git, address, options);
    throw new user_error/* UserError */.y('no-remote', 'Routes with "stale" or "tags-on" ask the repository, but there is no checkout with a remote, and GITHUB_REPOSITORY is not set: check out the repository before this step');
}
function onServer(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env;
    return server && repository ? `${server}/${repository}` : undefined;
}
function isOther(origin, server) {
    const [one, other] = [partsOf(origin), partsOf(server ?? '')];
    return one !== undefined && one.host === other?.host && one.path !== other.path;
}
/** Returns the host and the path of `https://host/owner/name`, `ssh://git@host/owner/name.git` or `git@host:owner/name.git`. */
function partsOf(address) {
    const form = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/]*@)?([^:/@]+)(?::\d+)?[:/](.*?)(?:\.git)?\/*$/i;
    const [, host = '', path = ''] = form.exec(address) ?? [];
    return host && path ? { host: host.toLowerCase(), path: path.toLowerCase() } : undefined;
}


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

/***/ 2496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CS: () => (/* binding */ prose),
/* harmony export */   Pf: () => (/* binding */ label),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   p_: () => (/* binding */ list)
/* harmony export */ });
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
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
// EXTERNAL MODULE: ./build/kit/text/escape.js
var text_escape = __nccwpck_require__(2496);
// EXTERNAL MODULE: ./build/kit/action/user-error.js
var user_error = __nccwpck_require__(7112);
;// CONCATENATED MODULE: ./build/kit/action/inputs.js
// The inputs of an action: one schema value gives the reader and the type.


/** A string without ASCII whitespace around it; empty if the input is not given. */
const inputs_text = (raw) => ({ value: inputs_trimWhitespace(raw) });
/** A secret string. */
const secret = Object.assign((raw) => ({ value: inputs_trimWhitespace(raw) }), {
    secret: true,
});
/** A string as it is: in YAML, whitespace counts. */
const verbatim = (raw) => ({ value: raw });
/** A string that matches a rule; `described` names the rule in the error. */
function textOf(rule, described) {
    return (raw) => {
        const value = inputs_trimWhitespace(raw);
        return rule.test(value) ? { value } : { problem: described };
    };
}
/** An integer from `from` to `to`. */
function integer(from, to) {
    return (raw) => {
        const digits = inputs_trimWhitespace(raw);
        const value = Number(digits);
        if (/^\d{1,15}$/.test(digits) && value >= from && value <= to)
            return { value };
        return { problem: `an integer from ${from} to ${to}` };
    };
}
/** One of several words. */
function oneOf(...words) {
    return (raw) => {
        const value = words.find((word) => word === inputs_trimWhitespace(raw));
        return value === undefined ? { problem: `one of ${words.join(', ')}` } : { value };
    };
}
/** `true` or `false`, as YAML and workflows write them. */
const flag = (raw) => {
    const value = inputs_trimWhitespace(raw).toLowerCase();
    return value === 'true' || value === 'false'
        ? { value: value === 'true' }
        : { problem: 'true or false' };
};
/** A list with one entry on each line, read by `read`. Empty lines and comments are ignored. */
function lines(read, comment) {
    return (raw) => {
        const entries = raw
            .split(/\r\n|\r|\n/)
            .map(inputs_trimWhitespace)
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
        const value = inputs_trimWhitespace(rawOf(name));
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
            problems.push(`"${name}" must be ${result.problem}, got ${'secret' in read ? 'a secret' : (0,text_escape/* quote */.hD)(raw)}`);
    }
    if (problems.length > 0)
        throw new user_error/* UserError */.y(reason, problems.join('\n'));
    return values;
}
/** Removes ASCII whitespace at both ends. `trim()` would also remove U+00A0, U+3000 and U+FEFF, which git allows in names. */
function inputs_trimWhitespace(raw) {
    const isWhitespace = (index) => ' \t\r\n\f\v'.includes(raw[index] ?? '?');
    let start = 0;
    let end = raw.length;
    while (start < end && isWhitespace(start))
        start += 1;
    while (end > start && isWhitespace(end - 1))
        end -= 1;
    return raw.slice(start, end);
}

// EXTERNAL MODULE: ./build/kit/text/plain-error.js
var plain_error = __nccwpck_require__(6688);
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
        if (error instanceof user_error/* UserError */.y)
            report(error, runner);
        else if ((0,plain_error/* isSystemError */.O)(error))
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
    const lines = error.message.split('\n').map((line) => `- ${(0,text_escape/* prose */.CS)(line)}`);
    runner.summary(`### Failed: ${error.reason}\n\n${lines.join('\n')}\n\n`);
}
/** Sets the output `reason`. If that is refused, the failure itself is still shown, and why it has no reason. */
function setReason(reason, runner) {
    try {
        runner.outputs({ reason });
    }
    catch (error) {
        if (!(error instanceof user_error/* UserError */.y))
            throw error;
        runner.annotate('error', `The output "reason" could not be set: ${error.message}`);
    }
}
/** A full disk, a missing program: no bug, and nothing that a stack would explain. */
function refusedBySystem(error) {
    const { syscall, path = '' } = error;
    const words = (0,plain_error/* plainError */.n)(error);
    const message = syscall.startsWith('spawn ')
        ? `The program ${(0,text_escape/* quote */.hD)(path)} can't be started: ${words}`
        : `The runner's system refused "${syscall}"${path && ` of ${(0,text_escape/* quote */.hD)(path)}`}: ${words}`;
    return new user_error/* UserError */.y('system-error', message, { cause: error });
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
function main_endGroup() {
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
            main_endGroup();
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
            startGroup((0,text_escape/* visible */.RK)(title));
            for (const line of lines)
                info(harmless(line));
            main_endGroup();
        },
        openGroup(title) {
            startGroup((0,text_escape/* visible */.RK)(title));
            return { line: (text) => info(harmless(text)), end: main_endGroup };
        },
        annotate(level, message, file, position) {
            ANNOTATE[level](message.split('\n').map(text_escape/* visible */.RK).join('\n'), {
                ...(file === undefined ? {} : { file: (0,text_escape/* visible */.RK)(file) }),
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
;// CONCATENATED MODULE: ./build/kit/yaml/compose.js
// Composes YAML documents, but not those that are nested too deeply.

/** The package composes recursively: near the end of the stack the whole process can die instead of an error being thrown. */
const MAX_DEPTH = 100;
/** Returns the documents of a string, with their errors. Throws a RangeError if it is nested too deeply. */
function composeDocuments(text, options = {}, lines) {
    const parser = new dist/* Parser */.iX(lines?.addNewLine);
    // The parser does this itself only when it also runs the lexer.
    lines?.addNewLine(0);
    return [...new dist/* Composer */.Dk(options).compose(tokens(text, parser))];
}
function* tokens(text, parser) {
    for (const lexeme of new dist/* Lexer */.JG().lex(text)) {
        yield* parser.next(lexeme);
        // The stack also holds the document and the scalar.
        if (parser.stack.length > MAX_DEPTH + 2)
            throw new RangeError('YAML is nested too deeply');
    }
    yield* parser.end();
}

;// CONCATENATED MODULE: ./build/kit/yaml/syntax-errors.js
// Explains the parser's errors: what to do, and where the mistake was made. The parser stops where it can't continue, which for an
// unclosed quote or bracket is far below.

/** Explanations by error code; undefined keeps the parser's message. */
const EXPLAINED = {
    MISSING_CHAR: (found) => openQuote(found) ?? missing(found),
    BAD_INDENT: (found) => openBracket(found) ?? indentation(found),
    UNEXPECTED_TOKEN: (found) => brace(found) ?? comma(found),
    BAD_ALIAS: ({ text, offset }) => ({
        offset,
        message: `a string that starts with "${text[offset]}" must be in quotes`,
    }),
    BAD_DQ_ESCAPE: ({ offset, parserMessage }) => ({
        offset,
        message: `${parserMessage} in double quotes; in single quotes a backslash is itself`,
    }),
    BAD_SCALAR_START: ({ offset, parserMessage }) => ({
        offset,
        message: `${parserMessage}; put it in quotes`,
    }),
    TAB_AS_INDENT: ({ offset }) => ({
        offset,
        message: 'this line is indented with a tab; YAML allows only spaces',
    }),
    BLOCK_IN_FLOW: ({ offset }) => ({
        offset,
        message: 'a comma is missing: commas separate the keys between "{" and "}"',
    }),
    MULTILINE_IMPLICIT_KEY: ({ offset, line }) => {
        const [, key, rest] = /^\s*(?:- +)?([\w-]+):(\S.*)$/.exec(line) ?? [];
        if (key === undefined || rest === undefined)
            return undefined;
        return { offset, message: `a space is missing after the colon: ${(0,text_escape/* quote */.hD)(`${key}: ${rest}`)}` };
    },
    BLOCK_AS_IMPLICIT_KEY: ({ offset, line }) => ({
        offset,
        message: /: .*: /.test(`${line} `)
            ? 'a string that contains ": " must be in quotes'
            : 'this key has both a value and keys below it; it can have only one of them',
    }),
};
/** Errors after which the rest of a file can be read, so that its other mistakes are reported in the same run. */
const MENDABLE = new Set([
    'TAG_RESOLVE_FAILED',
    'BAD_ALIAS',
    'BAD_SCALAR_START',
    'BAD_DQ_ESCAPE',
]);
/** Returns whether the rest of a file can be read in spite of an error. */
const isMendable = (text, { code, pos }) => MENDABLE.has(code) && text[pos[0]] !== '&';
const startOfLine = (text, offset) => offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
/**
 * Returns the mistakes behind some errors: one per line, since further errors in a line usually follow from the first. Skips the
 * lines of `others`, which are reported elsewhere.
 */
function mistakesIn(text, errors, others = []) {
    const reportedLines = new Set(others.map(({ pos }) => startOfLine(text, pos[0])));
    return errors.flatMap((error) => {
        const [offset] = error.pos;
        const parserMessage = error.message.split('\n')[0] ?? '';
        const lineStart = startOfLine(text, offset);
        const key = error.code === 'TAB_AS_INDENT' ? -1 : lineStart;
        if (!MENDABLE.has(error.code)) {
            if (reportedLines.has(key))
                return [];
            reportedLines.add(key);
        }
        const line = lineAt(text, lineStart);
        const explained = EXPLAINED[error.code]?.({ text, offset, parserMessage, line, lineStart });
        const { offset: at, message } = explained ?? { offset, message: parserMessage };
        return [{ offset: at, message: `invalid YAML: ${message}` }];
    });
}
/** Returns a line, shortened if it is unusually long. */
function lineAt(text, start) {
    const end = text.indexOf('\n', start);
    return text.slice(start, Math.min(end < 0 ? text.length : end, start + 1000));
}
const CLOSED = /(?<=^|[\s[{,:])(?:'(?:[^'\n]|'')*'|"(?:[^"\\\n]|\\.)*")|(?<=^|\s)#.*/gm;
/** Replaces everything in quotes on one line, or in comments, by spaces. */
const bare = (text) => text.replace(CLOSED, (found) => ' '.repeat(found.length));
/** Finds the first quote of its kind that is not closed on its line. */
function openQuote({ text, parserMessage }) {
    const mark = /^Missing closing (['"])quote/.exec(parserMessage)?.[1];
    if (mark === undefined)
        return undefined;
    const offset = bare(text).search(mark === "'" ? /(?<=^|[\s[{,:])'/m : /(?<=^|[\s[{,:])"/m);
    if (offset < 0)
        return undefined;
    return { offset, message: `the quote ${mark} that opens here is never closed` };
}
function openBracket({ text, offset, parserMessage }) {
    const close = /end with a ([\]}])/.exec(parserMessage)?.[1];
    if (close === undefined)
        return undefined;
    const open = close === ']' ? '[' : '{';
    const seen = bare(text.slice(0, offset));
    let depth = 0;
    for (let index = offset - 1; index >= 0; index -= 1) {
        if (seen[index] === close)
            depth += 1;
        if (seen[index] === open)
            depth -= 1;
        if (depth < 0) {
            const hidden = /\s#/.test(text.slice(index, offset))
                ? '; " #" starts a comment; put such a string in quotes'
                : '';
            const message = `the "${open}" that opens here is not closed by a "${close}"${hidden}`;
            return { offset: index, message };
        }
    }
    return undefined;
}
function missing(found) {
    const { parserMessage } = found;
    if (parserMessage.startsWith('Sequence item without'))
        return indentation(found);
    return brace(found) ?? comma(found);
}
function comma({ parserMessage, offset }) {
    const isBeforeIt = parserMessage.startsWith('Missing ,') || parserMessage === 'Unexpected scalar token';
    return isBeforeIt ? { offset, message: 'a comma is missing before this' } : undefined;
}
/** Finds `{name}` outside quotes, where braces make a map. */
function brace({ line, lineStart }) {
    const found = /[^\s,:[{"']*\{\w+\}[^\s,\]}"']*/.exec(bare(line));
    if (!found)
        return undefined;
    const message = `a string that contains "{" must be in quotes: '${found[0]}'`;
    return { offset: lineStart + found.index, message };
}
function indentation({ offset, parserMessage, line, lineStart }) {
    if (!/same column|without - indicator/.test(parserMessage))
        return undefined;
    const indent = line.length - line.trimStart().length;
    const message = 'the indentation of this line does not match any line above';
    return { offset: Math.max(offset, lineStart + indent), message };
}

;// CONCATENATED MODULE: ./build/kit/yaml/parse.js
// Parses YAML into plain nodes with positions. Aliases are expanded and counted, so that a file can't grow without bounds.




/** The most aliases to expand in one file. */
const EXPANSIONS = 100;
/** Parses one YAML document. `node` is undefined if the text is empty or not valid YAML. */
function parseYaml(text) {
    try {
        return parseDocument(text);
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        const problem = { message: 'it is nested too deeply', at: { line: 1, column: 1 } };
        return { node: undefined, problems: [problem] };
    }
}
function parseDocument(text) {
    const lines = new dist/* LineCounter */.HN();
    const place = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    // Repeated keys are reported below instead: here, they would be errors that prevent reading the rest.
    const documents = composeDocuments(text, { uniqueKeys: false }, lines);
    const [document, second] = documents;
    const problems = [];
    for (const { errors, warnings } of documents) {
        const [tags, others] = [[...errors, ...warnings].filter(isTag), errors.filter(isNoTag)];
        problems.push(...tags.map((error) => explainTag(error, text, place)));
        for (const { offset, message } of mistakesIn(text, others, tags))
            problems.push({ message, at: place(offset) });
    }
    if (second) {
        problems.push({
            message: 'a second document starts here; the file must contain one',
            at: place(second.range[0]),
        });
    }
    if (!document?.contents)
        return { node: undefined, problems };
    if (!document.errors.every((error) => isMendable(text, error)))
        return { node: undefined, problems };
    const conversion = { document, place, problems, expansions: 0 };
    const node = convert(conversion, document.contents, place(0));
    // With aliases left out, correct parts would be reported as mistakes.
    return { node: conversion.expansions > EXPANSIONS ? undefined : node, problems };
}
const isTag = ({ code }) => code === 'TAG_RESOLVE_FAILED';
const isNoTag = (error) => !isTag(error);
/** A string that starts with `!` is a tag in YAML, which may end before the string does. */
function explainTag(error, text, place) {
    const [offset] = error.pos;
    let word = /^[^\s,]*/.exec(text.slice(offset, offset + 1000))?.[0] ?? '';
    const count = (mark) => word.split(mark).length;
    while (/[\]}]$/.test(word) && (count(']') > count('[') || count('}') > count('{'))) {
        word = word.slice(0, -1);
    }
    return {
        at: place(offset),
        message: `${(0,text_escape/* quote */.hD)(word)} is a YAML tag; a string that starts with "!" must be in quotes: ${inQuotes(word)}`,
    };
}
const inQuotes = (text) => `'${text.replaceAll("'", "''")}'`;
function convert(conversion, node, fallback) {
    const at = node.range ? conversion.place(node.range[0]) : fallback;
    if ((0,dist/* isAlias */.Vj)(node))
        return expandAlias(conversion, node, at);
    if ((0,dist/* isScalar */.jn)(node)) {
        const source = node.source ?? '';
        // An unknown tag is reported already; as a string it causes no second problem.
        const value = /^!(?!!)/.test(node.tag ?? '') ? `${node.tag}${source}` : node.value;
        return { kind: 'scalar', value, source, at };
    }
    if ((0,dist/* isSeq */.oP)(node)) {
        const items = [];
        for (const item of node.items) {
            const converted = convert(conversion, item, at);
            if (converted)
                items.push(converted);
        }
        return { kind: 'list', items, at };
    }
    if (!(0,dist/* isMap */.jh)(node))
        return undefined;
    const entries = [];
    for (const { key, value } of node.items) {
        const keyAt = conversion.place(key.range?.[0] ?? 0);
        if (!(0,dist/* isScalar */.jn)(key) || typeof key.value !== 'string') {
            conversion.problems.push({ message: 'a key must be a string; put it in quotes', at: keyAt });
            continue;
        }
        if (entries.some((entry) => entry.key === key.value)) {
            const message = `the key ${(0,text_escape/* quote */.hD)(key.value)} is repeated`;
            conversion.problems.push({ message, at: keyAt });
        }
        const converted = value
            ? convert(conversion, value, keyAt)
            : { kind: 'scalar', value: null, source: '', at: keyAt };
        if (converted)
            entries.push({ key: key.value, keyAt, value: converted });
    }
    return { kind: 'map', entries, at };
}
function expandAlias(conversion, alias, at) {
    conversion.expansions += 1;
    if (conversion.expansions > EXPANSIONS) {
        if (conversion.expansions === EXPANSIONS + 1) {
            conversion.problems.push({
                message: `more than ${EXPANSIONS} aliases are expanded up to here`,
                at,
            });
        }
        return undefined;
    }
    // The parser has reported it already.
    if (alias.source === '')
        return { kind: 'scalar', value: '*', source: '*', at };
    const target = alias.resolve(conversion.document);
    if (target)
        return convert(conversion, target, at);
    const name = `*${alias.source}`;
    const message = `${(0,text_escape/* quote */.hD)(name)} is a YAML alias without an anchor; a string that starts with "*" must be in quotes: ${inQuotes(name)}`;
    conversion.problems.push({ message, at });
    // As a string it causes no second problem.
    return { kind: 'scalar', value: name, source: name, at };
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
    return near === undefined ? `; ${called}: ${known.join(', ')}` : `; did you mean ${(0,text_escape/* quote */.hD)(near)}?`;
}

;// CONCATENATED MODULE: ./build/kit/yaml/schema.js
// Schemas describe a configuration once: each reads YAML nodes into values, reports every mistake with its position, and gives
// the corresponding JSON Schema.


/** Reads the node of a whole file. Returns every problem; the value is complete only if there are none. */
function readValue(schema, node) {
    const problems = [];
    const value = schema.read(node, (message, at) => problems.push({ message, at }));
    return { value, problems };
}
/** A string. `problem` returns what is wrong with one; the JSON Schema describes the same strings. */
function schema_text(jsonSchema = () => ({ minLength: 1 }), problem = (value) => value === '' ? 'must not be empty' : undefined) {
    return {
        jsonSchema: () => ({ type: 'string', ...jsonSchema() }),
        read(node, report) {
            if (node.kind !== 'scalar' || typeof node.value !== 'string') {
                report(`expected a string, got ${named(node)}${asString(node)}`, node.at);
                return undefined;
            }
            const wrong = problem(node.value);
            if (wrong === undefined)
                return node.value;
            report(`${(0,text_escape/* quote */.hD)(node.value)} ${wrong}`, node.at);
            return undefined;
        },
    };
}
/** What makes a string of a number or flag; `{number}` without quotes is a map. */
function asString(node) {
    if (node.kind === 'scalar' && node.value !== null)
        return ' (put it in quotes to make it a string)';
    const [entry, more] = node.kind === 'map' ? node.entries : [];
    const empty = entry?.value.kind === 'scalar' && entry.value.value === null;
    return entry && empty && !more ? `; write '{${entry.key}}' in quotes to make it a string` : '';
}
/** Any string, including the empty one. */
const anyText = schema_text(() => ({}), () => undefined);
/** A string that matches a regular expression. `wanted` completes the sentence `"x" is not ...`. */
function textLike(expression, wanted) {
    return schema_text(() => ({ pattern: expression.source }), (value) => (expression.test(value) ? undefined : `is not ${wanted}`));
}
/** One word of a fixed choice. `what` completes the sentence `"x" is not ...`. */
function choice(words, what) {
    return {
        jsonSchema: () => ({ enum: words }),
        read(node, report) {
            const written = node.kind === 'scalar' && node.value !== null ? node.source : undefined;
            const word = words.find((one) => node.kind === 'scalar' && one === node.value);
            if (word !== undefined)
                return word;
            if (written === undefined)
                report(`expected a string, got ${named(node)}`, node.at);
            else
                report(`${(0,text_escape/* quote */.hD)(written)} is not ${what}${suggestion(written, words, 'there are')}`, node.at);
            return undefined;
        },
    };
}
/** An integer between two bounds. */
function schema_integer(from, to) {
    return {
        jsonSchema: () => ({ type: 'integer', minimum: from, maximum: to }),
        read(node, report) {
            const value = node.kind === 'scalar' ? node.value : undefined;
            if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) {
                return value;
            }
            report(`expected an integer from ${from} to ${to}, got ${named(node)}`, node.at);
            return undefined;
        },
    };
}
/** `true` or `false`. */
const schema_flag = {
    jsonSchema: () => ({ type: 'boolean' }),
    read(node, report) {
        if (node.kind === 'scalar' && typeof node.value === 'boolean')
            return node.value;
        report(`expected true or false, got ${named(node)}`, node.at);
        return undefined;
    },
};
/** The first schema for nodes of a kind, else the second. */
function either(kind, schema, otherwise) {
    return {
        jsonSchema: () => ({ anyOf: [schema.jsonSchema(), otherwise.jsonSchema()] }),
        read: (node, report) => node.kind === kind ? schema.read(node, report) : otherwise.read(node, report),
    };
}
/** A value with its position. */
function located(schema) {
    return {
        jsonSchema: schema.jsonSchema,
        read(node, report) {
            const value = schema.read(node, report);
            return value === undefined ? undefined : { value, at: node.at };
        },
    };
}
/** Returns a node's description for messages. */
function named(node) {
    if (node.kind !== 'scalar')
        return node.kind === 'list' ? 'a list' : 'a map';
    if (node.value === null)
        return 'nothing';
    if (typeof node.value === 'string')
        return `the string ${(0,text_escape/* quote */.hD)(node.value)}`;
    return (0,text_escape/* quote */.hD)(node.source || String(node.value));
}

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
        const shown = (0,text_escape/* quote */.hD)(`[${characters.slice(start, end).join('')}]`);
        if (isRange && index + 2 >= end)
            return { problem: `a range in ${shown} has no end` };
        if (!/^[A-Za-z0-9]$/.test(from) || !/^[A-Za-z0-9]$/.test(to)) {
            return { problem: `${shown} may contain only letters a-z and A-Z and digits` };
        }
        if (kindOf(from) !== kindOf(to) || from > to) {
            return { problem: `${(0,text_escape/* quote */.hD)(`${from}-${to}`)} is not a range inside a-z, A-Z or 0-9` };
        }
        ranges.push([from.charCodeAt(0), to.charCodeAt(0)]);
        index += isRange ? 3 : 1;
    }
    return { step: { kind: 'one', set: { negated: false, ranges } }, next: end + 1 };
}
const kindOf = (character) => (character <= '9' ? 0 : character <= 'Z' ? 1 : 2);

;// CONCATENATED MODULE: ./build/kit/patterns/foreign-syntax.js
// Refuses patterns that mean something else in other syntaxes. A backslash before the bracket makes it literal, if that is
// intended.


/** Refused, although GitHub would accept most of them, literally. */
const FOREIGN_SYNTAXES = [
    {
        rule: /^!?refs\/(?:heads|tags)\//,
        advice: (text) => `patterns match names without "refs/heads/" or "refs/tags/"; write ${(0,text_escape/* quote */.hD)(text.replace(/refs\/(?:heads|tags)\//, ''))}`,
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
        return `${(0,text_escape/* quote */.hD)(text)}: "**/" means whole directories only at the start of a part; here it is "**" and then "/". Write "*/**/" or two patterns`;
    }
    const escaped = /\\([A-Za-z0-9])/.exec(text)?.[1];
    if (escaped !== undefined) {
        return `${(0,text_escape/* quote */.hD)(text)}: "\\${escaped}" is the letter or digit "${escaped}" itself; patterns are not regular expressions`;
    }
    const odd = /[,\u2018\u2019\u201c\u201d]/.exec(text)?.[0];
    if (odd !== undefined) {
        return `${(0,text_escape/* quote */.hD)(text)} is one pattern that contains ${(0,text_escape/* quote */.hD)(odd)}; write several patterns as a list: [a, b]`;
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

;// CONCATENATED MODULE: ./build/kit/yaml/schema-collections.js
// Schemas of collections: lists, and maps with known or free keys.



/** A list with at least one value. */
function list(item) {
    return {
        jsonSchema: () => ({ type: 'array', items: item.jsonSchema(), minItems: 1 }),
        read(node, report) {
            if (node.kind !== 'list') {
                report(`expected a list, got ${named(node)}${asList(node)}`, node.at);
                return undefined;
            }
            if (node.items.length === 0)
                report('the list is empty', node.at);
            return allOf(node.items.map((entry) => item.read(entry, report)));
        },
    };
}
function asList(node) {
    if (node.kind === 'map')
        return '; each entry of a list starts with "- "';
    return node.kind === 'scalar' && node.source !== '' ? `; write [${(0,text_escape/* visible */.RK)(node.source)}]` : '';
}
/** A list of 1 to `most` different strings. */
function textList(item, most = 256) {
    const all = list(item);
    return {
        jsonSchema: () => ({ ...all.jsonSchema(), maxItems: most, uniqueItems: true }),
        read(node, report) {
            const entries = node.kind === 'list' ? node.items : [];
            if (entries.length > most) {
                report(`the list has ${entries.length} entries; at most ${most} are allowed`, node.at);
            }
            const seen = new Set();
            for (const entry of entries) {
                if (entry.kind !== 'scalar')
                    continue;
                if (seen.has(entry.value))
                    report(`${(0,text_escape/* quote */.hD)(entry.source)} is in this list twice`, entry.at);
                seen.add(entry.value);
            }
            return all.read(node, report);
        },
    };
}
/** A value, or a list of values. */
function oneOrMany(item) {
    const many = textList(item);
    return {
        jsonSchema: () => ({ anyOf: [item.jsonSchema(), many.jsonSchema()] }),
        read(node, report) {
            if (node.kind === 'list')
                return many.read(node, report);
            const value = item.read(node, report);
            return value === undefined ? undefined : [value];
        },
    };
}
/** A map whose keys the user chooses. */
function record(key, value) {
    return {
        jsonSchema: () => ({
            type: 'object',
            propertyNames: key.jsonSchema(),
            additionalProperties: value.jsonSchema(),
        }),
        read(node, report) {
            const entries = entriesOf(node, report);
            if (!entries)
                return undefined;
            const values = new Map();
            let sound = true;
            for (const entry of entries) {
                const name = key.read({ kind: 'scalar', value: entry.key, source: entry.key, at: entry.keyAt }, report);
                const read = value.read(entry.value, report);
                if (name === undefined || read === undefined)
                    sound = false;
                else
                    values.set(name, { value: read, at: entry.keyAt });
            }
            return sound ? values : undefined;
        },
    };
}
/** An optional key; editors show `description`. */
const optional = (schema, description) => ({
    schema,
    needed: false,
    description,
});
/** A required key. */
const needed = (schema, description) => ({
    schema,
    needed: true,
    description,
});
/** A map of known keys. `called` is its name in messages, such as `a route`; `advice` says what to write for keys of other tools. */
function object(called, fields, rules = [], advice = {}) {
    const names = Object.keys(fields);
    const must = names.filter((name) => fields[name]?.needed);
    return {
        jsonSchema: () => ({
            ...{ type: 'object', properties: propertiesOf(fields), additionalProperties: false },
            ...(must.length > 0 ? { required: must } : {}),
            ...(rules.length > 0 ? { allOf: rules.map(({ jsonSchema }) => jsonSchema()) } : {}),
        }),
        read(node, report) {
            const entries = entriesOf(node, report);
            if (!entries)
                return undefined;
            const keysAt = new Map(entries.map(({ key, keyAt }) => [key, keyAt]));
            const values = { at: node.at, keysAt };
            const keys = new Map();
            for (const entry of entries) {
                const field = Object.hasOwn(fields, entry.key) ? fields[entry.key] : undefined;
                if (field) {
                    keys.set(entry.key, entry);
                    values[entry.key] = field.schema.read(entry.value, report);
                }
                else {
                    const meant = meantBy(entry.key, names, advice);
                    report(`${(0,text_escape/* quote */.hD)(entry.key)} is not a key of ${called}${meant}`, entry.keyAt);
                }
            }
            for (const name of must)
                if (!keys.has(name))
                    report(`${called} needs ${(0,text_escape/* quote */.hD)(name)}`, node.at);
            for (const rule of rules)
                rule.check(keys, report, node.at);
            return values;
        },
    };
}
const propertiesOf = (fields) => Object.fromEntries(Object.entries(fields).map(([name, { schema, description }]) => [
    name,
    { description, ...schema.jsonSchema() },
]));
function meantBy(key, names, advice) {
    if (Object.hasOwn(advice, key))
        return `; ${advice[key]}`;
    if (key === '<<')
        return '; merge keys are not supported; an alias can replace a whole value';
    return suggestion(key, names, 'its keys are');
}
function entriesOf(node, report) {
    if (node.kind === 'map')
        return node.entries;
    report(`expected a map of keys, got ${named(node)}`, node.at);
    return undefined;
}
function allOf(values) {
    const present = values.filter((value) => value !== undefined);
    return present.length === values.length ? present : undefined;
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

;// CONCATENATED MODULE: ./build/kit/config/durations.js
// The durations of a configuration.


/** Other tools take a number of seconds. */
const withUnit = (schema) => ({
    ...schema,
    read(node, report) {
        if (node.kind !== 'scalar' || typeof node.value !== 'number')
            return schema.read(node, report);
        report(`"${node.source}" has no unit; write "${node.source}s" for seconds`, node.at);
        return undefined;
    },
});
/** A time with its unit. */
const durations_duration = withUnit(textLike(DURATION, 'a duration such as 500ms, 30s or 5m'));
/** A time that is not zero, and not days, which are probably a typing error. */
const positive = withUnit(textLike(/^(?:[1-9][0-9]{0,7}ms|[1-9][0-9]{0,4}s|[1-9][0-9]{0,2}m|[1-9]h)$/, 'a duration from 1ms to 9h, such as 500ms, 30s or 5m'));

;// CONCATENATED MODULE: ./build/kit/config/placeholders.js
// `{number}`, `{slug}`, `{sha}` and `{name}` in environment names, URLs and values.



const PLACEHOLDERS = ['number', 'slug', 'sha', 'name'];
const WORD = /\{([A-Za-z][A-Za-z0-9_-]*)\}/g;
/** Returns the placeholders in a string, in order. */
function placeholdersIn(template) {
    return [...template.matchAll(WORD)].map((match) => match[1]);
}
/** Fills in every placeholder; each value goes through `encode` first. */
function fill(template, values, encode = (value) => value) {
    return template.replace(WORD, (_, name) => encode(values[name]));
}
function unknown(template, known) {
    const odd = placeholdersIn(template).find((name) => !known.includes(name));
    if (odd === undefined)
        return undefined;
    const names = known.map((name) => `{${name}}`);
    return `contains the unknown placeholder ${(0,text_escape/* quote */.hD)(`{${odd}}`)}${suggestion(`{${odd}}`, names, 'there are')}`;
}
const NAME_PLACEHOLDERS = ['number', 'slug', 'sha'];
const NAME = /^(?:[^{}\p{Cc}\p{Zl}\p{Zp}]|\{(?:number|slug|sha)\})+$/u;
/** An environment's name. GitHub takes at most 255 characters; `{name}` is not allowed, since a branch name may contain slashes. */
const environmentName = schema_text(() => ({ pattern: `(?=^\\S)(?=[\\s\\S]*\\S$)${NAME.source}`, maxLength: 255 }), (value) => {
    if (value === '')
        return 'must not be empty';
    if ([...value].length > 255)
        return 'is longer than 255 characters';
    if (value.includes('{name}'))
        return 'contains "{name}", which may contain a "/"; use "{slug}"';
    const odd = unknown(value, NAME_PLACEHOLDERS);
    if (odd !== undefined)
        return odd;
    if (/^\s|\s$/.test(value))
        return 'starts or ends with a space';
    return NAME.test(value)
        ? undefined
        : 'is not an environment name: it contains a brace or a line break';
});
// No {name} in the host: a branch named `evil.example/x` would choose it.
const URL_LIKE = /^https?:\/\/(?:[^\s{}"<>\\^`|/?#]|\{(?:number|slug|sha)\})+(?:[/?#](?:[^\s{}"<>\\^`|]|\{(?:number|slug|sha|name)\})*)?$/;
/** An http or https URL with placeholders. */
const urlTemplate = schema_text(() => ({ pattern: URL_LIKE.source }), (value) => {
    const odd = unknown(value, PLACEHOLDERS);
    if (odd !== undefined)
        return odd;
    if (/^https?:\/\/[^/?#]*\{name\}/.test(value)) {
        return 'contains "{name}" in its host, which a branch name could then choose; use "{slug}"';
    }
    return URL_LIKE.test(value) ? undefined : 'is not a URL that starts with https:// or http://';
});
const VALUE = /^(?![\s\S]*\{(?!(?:number|slug|sha|name)\})[A-Za-z][A-Za-z0-9_-]*\})/;
/** Any string with placeholders; braces around anything but a word are literal. */
const valueTemplate = schema_text(() => ({ pattern: VALUE.source }), (value) => unknown(value, PLACEHOLDERS));

;// CONCATENATED MODULE: ./build/kit/config/other-tools.js
// What to write instead of keys of docker compose and Kamal. Pure.
/** For keys of a service. */
const SERVICE_KEYS = {
    build: 'build and push the image before the deployment',
    cmd: 'write "command"',
    deploy: 'write "memory" and "cpus", and "batch" and "pause" of the environment',
    depends_on: 'a host starts its services in the order of this file',
    env: 'put the variables into a file on the host, the "env-file"',
    environment: 'put the variables into a file on the host, the "env-file"',
    healthcheck: 'write "healthy"',
    host: 'the hosts are in the environment, by role',
    hosts: 'the hosts are in the environment, by role',
    mem_limit: 'write "memory"',
    options: "docker's options are keys of the service",
    stop_grace_period: 'write "stop-grace"',
    stop_timeout: 'write "stop-grace"',
};
/** For keys of a service's `proxy`. */
const ROUTE_KEYS = {
    app_port: 'write "port"',
    healthcheck: 'write "healthy" of the service',
    path_prefixes: 'write "path-prefix", which is one path',
    run: 'write "proxy" of the environment',
    ssl: 'write "tls"',
};

;// CONCATENATED MODULE: ./build/kit/config/proxy.js
// The schemas of `proxy`: of an environment, whose hosts each have one, and of a service behind it.




const port = schema_integer(1, 65535);
/** The proxy of an environment's hosts. */
const hostProxy = object('proxy', {
    http: optional(port, "The host's port for HTTP; default `80`"),
    https: optional(port, "The host's port for HTTPS; default `443`"),
    image: optional(located(schema_text()), 'The image of kamal-proxy, with a digest; default: version 0.9.2. It has `kamal-proxy` on its PATH and keeps its state in `/home/kamal-proxy/.config/kamal-proxy`'),
});
const LABEL = '[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?';
const HOST = new RegExp(`^(?=.{1,253}$)(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*$`);
const routedHost = schema_text(() => ({ pattern: HOST.source }), (value) => (HOST.test(value) ? undefined : hostProblem(value)));
function hostProblem(value) {
    if (value.includes(','))
        return 'is more than one host; write them as a list: "hosts: [a, b]"';
    if (/^[a-z]+:\/\//i.test(value))
        return 'is a URL; write its host alone';
    if (/:[0-9]+$/.test(value))
        return 'has a port; the proxy compares the host alone';
    if (value.includes('*')) {
        return 'is not a wildcard that the proxy supports: "*.example.org" matches one label; without "host", a service gets every host';
    }
    if (/[^\0-\x7f]/.test(value))
        return 'is not ASCII; write the host as DNS has it ("xn--...")';
    return 'is not a host such as shop.example.org or *.example.org';
}
const PATH = /^\/(?:[A-Za-z0-9._~-]+(?:\/[A-Za-z0-9._~-]+)*\/?)?$/;
const pathPrefix = schema_text(() => ({ pattern: PATH.source }), (value) => {
    if (PATH.test(value))
        return undefined;
    return value.includes(',')
        ? 'is more than one path; a service has one path'
        : 'is not a path such as /api, of letters, digits and ".", "_", "~", "-"';
});
const placedHost = located(routedHost);
const oneHost = {
    ...placedHost,
    read(node, report) {
        if (node.kind !== 'list')
            return placedHost.read(node, report);
        report('"host" is one host; write "hosts" for several', node.at);
        return undefined;
    },
};
const oneOfHostAndHosts = {
    jsonSchema: () => ({ not: { required: ['host', 'hosts'] } }),
    check(keys, report) {
        const entry = keys.get('hosts');
        if (entry && keys.has('host'))
            report('"host" and "hosts" can\'t be combined; write one of them', entry.keyAt);
    },
};
/** How the proxy routes requests to a service. */
const route = object('proxy', {
    host: optional(oneHost, 'The host whose requests the service gets, such as `shop.example.org`, or `*.example.org` for one label; without `host` and `hosts`: all that no other service has'),
    hosts: optional(oneOrMany(placedHost), 'Several hosts'),
    port: optional(port, "The container's port; by default that of `healthy`, or of `ports`, if there is only one"),
    tls: optional(schema_flag, "`true`: HTTPS with a certificate of Let's Encrypt for each host, and a redirect to it. Only on one machine, and without `path-prefix`: a service with one has the TLS of the service at `/` of its host"),
    'path-prefix': optional(pathPrefix, 'Only requests below this path; default `/`'),
    'strip-prefix': optional(schema_flag, 'Whether `path-prefix` is removed from requests; default `true`'),
    drain: optional(positive, 'The time that requests in progress get to finish when the service is replaced; default `30s`. `stop-grace`, for the process, begins afterwards'),
    'response-timeout': optional(positive, 'The time that the container has to begin its response; then the proxy answers with 504. Default `30s`'),
    'forward-headers': optional(schema_flag, 'Whether X-Forwarded headers of the request are kept, as behind a load balancer; default: not with `tls`, since clients could forge them'),
}, [oneOfHostAndHosts], ROUTE_KEYS);

;// CONCATENATED MODULE: ./build/kit/config/route-rules.js
// Rules about the keys of a route: which can be combined, and which apply to its events.



const eventNames = Object.keys(EVENTS);
/** Returns the events in the `on` of a route, if valid. */
function eventsOf(keys) {
    const on = keys.get('on')?.value;
    if (!on || on.kind === 'map')
        return [];
    const nodes = on.kind === 'list' ? on.items : [on];
    return nodes.flatMap((node) => (node.kind === 'scalar' ? [String(node.value)] : []));
}
/** Returns the JSON Schema of a route that names one of some events. */
const namesOneOf = (events) => ({
    properties: { on: { anyOf: [{ enum: events }, { type: 'array', contains: { enum: events } }] } },
});
const eventsWith = (filter) => eventNames.filter((name) => EVENTS[name]?.filters.includes(filter));
/** A key must apply to at least one event of the route. */
function forEvents(key, filter) {
    const able = eventsWith(filter);
    return {
        jsonSchema: () => ({ anyOf: [{ not: { required: [key] } }, namesOneOf(able)] }),
        check(keys, report) {
            const entry = keys.get(key);
            const events = eventsOf(keys);
            // An unknown event is reported at its own position.
            const fine = events.some((name) => able.includes(name) || !eventNames.includes(name));
            if (!entry || events.length === 0 || fine)
                return;
            report(`${(0,text_escape/* quote */.hD)(key)} does not apply to ${events.join(', ')}; it filters ${able.join(', ')}`, entry.keyAt);
        },
    };
}
function notBoth(one, other, advice) {
    return {
        jsonSchema: () => ({ not: { required: [one, other] } }),
        check(keys, report) {
            const second = keys.get(other);
            if (keys.has(one) && second)
                report(`"${one}" and "${other}" can't be combined; ${advice}`, second.keyAt);
        },
    };
}
const activities = [...new Set(Object.values(EVENTS).flatMap(({ types }) => types ?? []))].sort();
/** Activities are defined by GitHub, except for repository_dispatch, whose sender chooses them. */
const knownActivities = {
    jsonSchema: () => ({
        anyOf: [
            { not: { required: ['types'] } },
            namesOneOf(['repository_dispatch']),
            {
                properties: {
                    types: { anyOf: [{ enum: activities }, { type: 'array', items: { enum: activities } }] },
                },
            },
        ],
    }),
    check(keys, report) {
        const types = keys.get('types')?.value;
        const events = eventsOf(keys);
        if (!types || types.kind === 'map' || events.includes('repository_dispatch'))
            return;
        const known = events.flatMap((name) => EVENTS[name]?.types ?? []);
        for (const node of types.kind === 'list' ? types.items : [types]) {
            if (node.kind !== 'scalar' || typeof node.value !== 'string')
                continue;
            const word = node.value;
            if (activities.includes(word))
                continue;
            report(`${(0,text_escape/* quote */.hD)(word)} is not an activity${suggestion(word, known.length > 0 ? known : activities, 'there are')}`, node.at);
        }
    },
};
const oneEnvironmentKey = {
    jsonSchema: () => ({ oneOf: [{ required: ['environment'] }, { required: ['environments'] }] }),
    check(keys, report, at) {
        const many = keys.get('environments');
        if (keys.has('environment') && many) {
            report('"environment" and "environments" can\'t be combined; "environments" takes a list', many.keyAt);
        }
        if (!keys.has('environment') && !many)
            report('a route needs "environment" or "environments"', at);
    },
};
const tagsOnNeedsTags = {
    jsonSchema: () => ({
        anyOf: [
            { not: { required: ['tags-on'] } },
            { required: ['tags'] },
            { required: ['tags-ignore'] },
        ],
    }),
    check(keys, report) {
        const entry = keys.get('tags-on');
        if (!entry || keys.has('tags') || keys.has('tags-ignore'))
            return;
        report('"tags-on" needs "tags": it restricts the tags that they match', entry.keyAt);
    },
};
/** Every rule of a route. */
const ROUTE_RULES = [
    oneEnvironmentKey,
    notBoth('branches', 'branches-ignore', 'exclude with a pattern that starts with "!"'),
    notBoth('tags', 'tags-ignore', 'exclude with a pattern that starts with "!"'),
    forEvents('branches', 'branches'),
    forEvents('branches-ignore', 'branches'),
    forEvents('tags', 'tags'),
    forEvents('tags-ignore', 'tags'),
    forEvents('types', 'types'),
    forEvents('cron', 'cron'),
    forEvents('labels', 'labels'),
    forEvents('drafts', 'labels'),
    tagsOnNeedsTags,
    knownActivities,
];

;// CONCATENATED MODULE: ./build/kit/config/command.js
// Commands of a service's containers.



/** An argument of a program ends at a NUL character. */
const argument = textLike(/^[^\0]*$/, 'an argument without NUL characters');
/** With an empty one, a shell ends immediately. */
const line = textLike(/^[^\0]*[^\s\0][^\0]*$/, 'a command: it is empty, or has a NUL character');
/** A list, or a line for a shell. */
const command = either('list', list(argument), line);
/** The command that runs once before the switch. */
const before = either('map', object('before', {
    command: needed(command, "The command: a list, or a line for the image's shell"),
    within: optional(positive, 'How long it may take; then it is stopped. Default `10m`'),
}), command);

;// CONCATENATED MODULE: ./build/kit/config/container-files.js
// The schemas of a service's volumes and tmpfs mounts.


const MODE = '(?:r[ow]|[zZ]|nocopy|r?(?:shared|slave|private)|consistent|cached|delegated)';
const volume = textLike(new RegExp(`^(?:/[^\\s:]*|[A-Za-z0-9][A-Za-z0-9_.-]+):/[^\\s:]*(?::${MODE}(?:,${MODE})*)?$`), "a volume: /from:/to, name:/to or /from:/to:ro, with docker's modes");
/** Volumes, with their positions. */
const volumes = oneOrMany(located(volume));
const FLAGS = 'ro|rw|(?:no)?suid|(?:no)?dev|(?:no)?exec|(?:no|dir|nodir|rel|norel|strict|nostrict)?atime|a?sync|dirsync';
/** Docker takes others and passes them on, and then the kernel refuses the mount. */
const OPTION = `(?:${FLAGS}|(?:size|nr_blocks|nr_inodes)=[0-9]{1,15}[KkMmGg]?|size=[0-9]{1,3}%|mode=0?[0-7]{1,4}|[ug]id=[0-9]{1,9})`;
const mount = textLike(new RegExp(`^/[^\\s:\\0]+(?::${OPTION}(?:,${OPTION})*)?$`), 'a tmpfs mount such as /tmp or /tmp:size=64m,mode=1777');
/** Mounts in memory, with their positions. */
const tmpfs = oneOrMany(located(mount));

;// CONCATENATED MODULE: ./build/kit/yaml/schema-scalars.js
// Schemas of values that YAML reads as numbers or flags, unless they are in quotes.

/** A number from one bound up to another, which is not included. */
function number(from, below) {
    return {
        jsonSchema: () => ({ type: 'number', minimum: from, exclusiveMaximum: below }),
        read(node, report) {
            const value = node.kind === 'scalar' ? node.value : undefined;
            if (typeof value === 'number' && value >= from && value < below)
                return value;
            report(`expected a number from ${from} to less than ${below}, got ${named(node)}`, node.at);
            return undefined;
        },
    };
}
/** A number if one is written without quotes, else a string. */
function numberOr(numbers, strings) {
    return {
        jsonSchema: () => ({ anyOf: [strings.jsonSchema(), numbers.jsonSchema()] }),
        read(node, report) {
            const isNumber = node.kind === 'scalar' && typeof node.value === 'number';
            return (isNumber ? numbers : strings).read(node, report);
        },
    };
}
/** A string; a number or flag becomes the string that was written. */
function scalar(strings) {
    return {
        jsonSchema: () => ({ anyOf: [strings.jsonSchema(), { type: ['number', 'boolean'] }] }),
        read(node, report) {
            if (node.kind !== 'scalar')
                return strings.read(node, report);
            if (typeof node.value === 'boolean')
                return String(node.value);
            return typeof node.value === 'number' ? node.source : strings.read(node, report);
        },
    };
}

;// CONCATENATED MODULE: ./build/kit/config/capabilities.js
// The schema of Linux capabilities.




/** capabilities(7). */
const NAMES = [
    ...['AUDIT_CONTROL', 'AUDIT_READ', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE'],
    ...['CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'IPC_LOCK', 'IPC_OWNER'],
    ...['KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'MKNOD', 'NET_ADMIN'],
    ...['NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SETFCAP', 'SETGID', 'SETPCAP'],
    ...['SETUID', 'SYSLOG', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT', 'SYS_MODULE', 'SYS_NICE'],
    ...['SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG'],
    'WAKE_ALARM',
];
const UPPER = `ALL|(?:CAP_)?(?:${NAMES.join('|')})`;
const CAPABILITY = new RegExp(`^(?:${UPPER}|${UPPER.toLowerCase()})$`);
const capability = schema_text(() => ({ pattern: CAPABILITY.source }), (value) => {
    if (CAPABILITY.test(value))
        return undefined;
    const near = nearest(value.toUpperCase().replace(/^CAP_/, ''), ['ALL', ...NAMES]);
    const hint = near === undefined ? ' such as NET_ADMIN, or ALL' : `; did you mean ${(0,text_escape/* quote */.hD)(near)}?`;
    return `is not a capability${hint}`;
});
/** Capabilities, with or without `CAP_`. */
const capabilities = oneOrMany(capability);

;// CONCATENATED MODULE: ./build/kit/config/logging.js
// The schema of `logging`: docker's logging driver with its options.



const driver = textLike(/^[A-Za-z0-9][A-Za-z0-9_.:/@-]*$/, 'the name of a logging driver, such as json-file, local or journald');
const optionName = textLike(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'the name of an option');
const optionValue = scalar(textLike(/^[^\0]*$/, 'an option: it has a NUL character'));
/** A logging driver with its options. */
const logging = object('logging', {
    driver: needed(located(driver), 'The driver, such as `json-file`, `local` or `journald`'),
    options: optional(record(optionName, located(optionValue)), "The driver's options, such as `max-size: 10m`"),
});

;// CONCATENATED MODULE: ./build/kit/config/resource-limits.js
// The schemas of a service's limits: memory, CPUs and ulimits.



/** What fits in docker's 64 bits. */
const bytes = schema_integer(0, Number.MAX_SAFE_INTEGER);
const size = textLike(/^[0-9]{1,15}(?:\.[0-9]{1,9})?(?:[BbKkMmGgTt]|[KkMmGgTt][Ii]?[Bb])?$/, 'an amount of memory such as 512m or 1.5g');
/** An amount of memory, with its position. */
const memory = located(numberOr(bytes, size));
/** Docker counts in billionths of a CPU; the kernel's minimum is a hundredth. */
const share = textLike(/^(?:[1-9][0-9]{0,2}(?:\.[0-9]{1,9})?|0?\.(?:[1-9][0-9]{0,8}|0[1-9][0-9]{0,7}))$/, 'a number of CPUs from 0.01 to less than 1000, such as 1.5');
/** A number of CPUs. */
const cpus = numberOr(number(0.01, 1000), share);
const resource_limits_NAMES = [
    ...['core', 'cpu', 'data', 'fsize', 'locks', 'memlock', 'msgqueue', 'nice', 'nofile', 'nproc'],
    ...['rss', 'rtprio', 'rttime', 'sigpending', 'stack'],
];
/** -1 means no limit. */
const resource_limits_limit = schema_integer(-1, Number.MAX_SAFE_INTEGER);
const limits = textLike(/^(?:-1|[0-9]{1,15})(?::(?:-1|[0-9]{1,15}))?$/, 'a limit, or a soft and a hard one such as 1024:2048');
/** Limits by their names. */
const ulimits = record(choice(resource_limits_NAMES, 'the name of an ulimit'), either('map', object('an ulimit', {
    soft: needed(resource_limits_limit, 'The limit that the process starts with; -1 for none'),
    hard: needed(resource_limits_limit, 'The limit up to which the process may raise it; -1 for none'),
}), numberOr(resource_limits_limit, limits)));

;// CONCATENATED MODULE: ./build/kit/config/docker-options.js
// The schema of docker's options of a service.







const docker_options_LABEL = /^(?!towpath\.)[^\s=\0]+$/;
const labelName = schema_text(() => ({ pattern: docker_options_LABEL.source }), (value) => {
    if (docker_options_LABEL.test(value))
        return undefined;
    return value.startsWith('towpath.')
        ? 'begins with "towpath.", which is reserved'
        : 'is not the name of a label: no spaces and no "="';
});
const labelValue = scalar(textLike(/^[^\0]*$/, 'the value of a label: it has a NUL character'));
const NETWORK = /^(?!(?:default|towpath)$)[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const network = schema_text(() => ({ pattern: NETWORK.source }), (value) => {
    if (NETWORK.test(value))
        return undefined;
    if (value === 'default')
        return 'is not a network; docker\'s default network is "bridge"';
    if (value === 'towpath')
        return 'is the network of the proxy; a service with "proxy" is in it already';
    return value.startsWith('container:')
        ? "is the network of a single container; name a network of the host's docker"
        : "is not the name of a network of the host's docker";
});
const docker_options_NAME = '(?:[A-Za-z_][A-Za-z0-9_.-]*\\$?|[0-9]{1,10})';
const user = textLike(new RegExp(`^${docker_options_NAME}(?::${docker_options_NAME})?$`), 'a user: a name or number, or two with ":", such as 1000:1000');
const docker_options_HOST = '[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?';
const extraHost = textLike(new RegExp(`^${docker_options_HOST}[:=](?:[0-9.]+|\\[[0-9A-Fa-f:.]+\\]|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*|host-gateway)$`), 'a name and an address: name:1.2.3.4, name=::1 or name:host-gateway');
/** The options, by their keys. */
const dockerOptions = {
    labels: optional(record(labelName, labelValue), 'Labels, a map; not `towpath.*`'),
    networks: optional(oneOrMany(located(network)), "Networks of the host's docker, which must exist; in them, a service with `redeploy: never` has its name as an alias"),
    logging: optional(logging, "Docker's logging driver with its options; default: the host's"),
    memory: optional(memory, 'The most memory it may use, such as `512m`; at least `6m`'),
    cpus: optional(cpus, 'The most CPUs it may use, such as `1.5`'),
    'cap-add': optional(capabilities, 'Linux capabilities to add, such as `NET_ADMIN`'),
    'cap-drop': optional(capabilities, 'Linux capabilities to drop; `ALL` for all'),
    user: optional(located(numberOr(schema_integer(0, 2147483647), user)), "The user, and the group after a colon; default: the image's"),
    'read-only': optional(schema_flag, '`true`: the root file system is read-only'),
    tmpfs: optional(tmpfs, 'Mounts in memory: `/tmp`, or with options `/tmp:size=64m,mode=1777`'),
    'extra-hosts': optional(oneOrMany(located(extraHost)), 'Lines for /etc/hosts: `name:address`; `host-gateway` is the address of the host'),
    init: optional(schema_flag, '`true`: a small init process runs the command, and reaps its children'),
    ulimits: optional(ulimits, 'Limits by name: `nofile: 1024`, or `nofile: { soft: 1024, hard: 2048 }`'),
};

;// CONCATENATED MODULE: ./build/kit/config/healthy.js
// The schema of `healthy`: when a container counts as healthy.




const CHECKS = ['http', 'docker', 'running'];
const oneCheck = {
    jsonSchema: () => ({ oneOf: CHECKS.map((key) => ({ required: [key] })) }),
    check(keys, report, at) {
        const present = CHECKS.filter((key) => keys.has(key));
        if (present.length !== 1) {
            report(`"healthy" needs one of "http", "docker" and "running"; it has ${present.length}`, at);
        }
    },
};
const withHttp = (key) => ({
    jsonSchema: () => ({ anyOf: [{ not: { required: [key] } }, { required: ['http'] }] }),
    check(keys, report) {
        const entry = keys.get(key);
        if (entry && !keys.has('http'))
            report(`"${key}" is for a check by "http"`, entry.keyAt);
    },
});
const healthy_NAME = '[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?';
const hostHeader = textLike(new RegExp(`^(?:${healthy_NAME}|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?$`), 'a host, such as shop.example.org or shop.example.org:8000');
/** A token (RFC 9110, section 5.6.2), without quotes, which no header has. */
const TOKEN = /^[A-Za-z0-9!#$%&*+.^_|~-]+$/;
/** The client of the check writes these itself. Their case does not matter, for which JSON Schema has no flag. */
const RESERVED = ['host', 'connection', 'content-length', 'transfer-encoding'];
const ANY_CASE = RESERVED.join('|').replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
const headerName = schema_text(() => ({ pattern: TOKEN.source, not: { pattern: `^(?:${ANY_CASE})$` } }), (value) => {
    if (!TOKEN.test(value))
        return 'is not the name of a header';
    if (!RESERVED.includes(value.toLowerCase()))
        return undefined;
    return value.toLowerCase() === 'host'
        ? 'is not set here: use "host" of "healthy"'
        : 'is a header that the check sets itself';
});
/** A field value (RFC 9110, section 5.5), without tabs, which separate the records of scripts. */
const headerValue = scalar(textLike(/^[!-~](?:[ -~]*[!-~])?$/, 'the value of a header: printable ASCII that does not begin or end with a space'));
/** When a new container counts as healthy. */
const healthy = object('healthy', {
    http: optional(textLike(/^\/[!-~]*$/, 'a path that begins with "/", in printable ASCII without spaces'), 'The container is healthy when this path answers with a status from 200 to 399; with `proxy`, from 200 to 299'),
    port: optional(schema_integer(1, 65535), "The container's port for `http`; by default that of `proxy`, or the published one, if there is only one"),
    host: optional(located(hostHeader), 'The Host header for `http`; by default the address'),
    headers: optional(record(headerName, headerValue), 'More headers for `http`, a map; not with `proxy`, which sends none of its own in its checks'),
    docker: optional(schema_flag, "`true`: the container is healthy when the image's own HEALTHCHECK says so"),
    running: optional(positive, 'The container is healthy when it has been running for this long'),
    within: optional(positive, 'How long it may take to become healthy; default `1m`'),
}, [oneCheck, withHttp('host'), withHttp('headers')]);

;// CONCATENATED MODULE: ./build/kit/config/ip-address.js
// IP addresses. Pure.
/** An IPv4 address, as part of a regular expression. */
const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = `(?:${BYTE}\\.){3}${BYTE}`;
/** Whether a string with colons is an IPv6 address. */
const isIPv6 = (text) => URL.canParse(`http://[${text}]/`);

;// CONCATENATED MODULE: ./build/kit/config/services.js
// The schema of the part of towpath.yml that defines which containers run on which hosts.











const host = textLike(/^(?:[^\s@:/]+@)?(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/, 'a host: host, user@host or user@host:port');
const services_name = textLike(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'a name of letters, digits and ".", "_" or "-"');
const NUMBER = '(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';
const PORT = new RegExp(`^(?:(?:${IPV4}|\\[([0-9A-Fa-f:]+)\\]):)?(?:${NUMBER}:)?${NUMBER}(?:/(?:tcp|udp|sctp))?$`);
const services_port = schema_text(() => ({ pattern: PORT.source }), (value) => {
    const [whole, address = '::'] = PORT.exec(value) ?? [];
    if (whole === undefined)
        return 'is not a published port such as 8000:8000';
    return isIPv6(address) ? undefined : `has no IP address in brackets: ${(0,text_escape/* quote */.hD)(address)}`;
});
/** The keys that a service and its override in an environment share. */
const settings = {
    ports: optional(oneOrMany(services_port), 'Published ports, `host:container`'),
    'env-file': optional(textLike(/^\/[^\p{Cc}]*$/u, 'an absolute path'), 'The path of a file with variables, on the host'),
    command: optional(command, "The container's command: a list, or a line for the image's shell"),
    volumes: optional(volumes, 'Volumes, `from:to`'),
    proxy: optional(route, "Requests come through the proxy of the host. In an environment, its keys replace the service's one by one; `host` and `hosts` replace each other"),
    healthy: optional(healthy, 'When a new container counts as healthy; default `running: 7s`'),
    before: optional(before, 'A command, or `{ command, within }`, that runs once on the first host, in a container of the new image, before any host is switched; if it fails, nothing is'),
    'stop-grace': optional(positive, 'The time between SIGTERM and SIGKILL; default `10s`'),
    redeploy: optional(choice(['always', 'never'], 'a redeploy rule'), '`never`: a running container is left alone, and only started if it is not running; default `always`'),
    restart: optional(textLike(/^(?:no|always|unless-stopped|on-failure(?::[0-9]{1,9})?)$/, "one of docker's restart policies: no, always, unless-stopped, on-failure or on-failure:3"), "Docker's restart policy; default `unless-stopped`"),
    ...dockerOptions,
};
const roles = oneOrMany(services_name);
const services_image = schema_text();
/** The services of a file. */
const services = record(services_name, object('a service', {
    roles: needed(roles, 'The roles whose hosts run it'),
    image: needed(services_image, 'The image; without a tag, it gets the tag of the deployment'),
    ...settings,
}, [], SERVICE_KEYS));
/** The overrides of services in an environment. */
const serviceOverrides = record(services_name, object('a service', {
    roles: optional(roles, 'The roles whose hosts run it'),
    image: optional(services_image, 'The image'),
    ...settings,
}, [], SERVICE_KEYS));
/** The hosts of an environment, by role. */
const hosts = record(services_name, oneOrMany(located(host)));
const someHosts = schema_integer(1, 1000);
const percentage = textLike(/^(?:[1-9][0-9]?|100)%$/, 'a number of hosts or a percentage');
/** Hosts at a time: a number, or a percentage. */
const batch = {
    jsonSchema: () => ({ anyOf: [someHosts.jsonSchema(), percentage.jsonSchema()] }),
    read(node, report) {
        const isString = node.kind === 'scalar' && typeof node.value === 'string';
        return (isString ? percentage : someHosts).read(node, report);
    },
};

;// CONCATENATED MODULE: ./build/kit/config/towpath-file.js
// The schema of .github/towpath.yml: the source of its reader, its messages and its JSON Schema.










const towpath_file_eventNames = Object.keys(EVENTS);
const knownEvent = choice(towpath_file_eventNames, 'an event that starts workflows');
const towpath_file_event = {
    ...knownEvent,
    read(node, report) {
        if (node.kind === 'map') {
            report('expected the name of an event; write its filters next to "on", not below it', node.at);
            return undefined;
        }
        if (node.kind !== 'scalar' || node.value !== 'workflow_call') {
            return knownEvent.read(node, report);
        }
        const why = 'a called workflow sees the event of its caller';
        report(`"workflow_call" is not an event: ${why}`, node.at);
        return undefined;
    },
};
const pattern = {
    jsonSchema: () => ({ type: 'string', pattern: patternExpression() }),
    read(node, report) {
        const value = anyText.read(node, report);
        if (value === undefined)
            return undefined;
        const read = readPattern(value);
        if (!('problem' in read))
            return { ...read, at: node.at };
        report(`${(0,text_escape/* quote */.hD)(value)} is not a pattern: ${read.problem}`, node.at);
        return undefined;
    },
};
const cron = textLike(/^[0-9A-Za-z*,/-]+(?: +[0-9A-Za-z*,/-]+){4}$/, 'a cron expression of five fields');
const names = located(environmentName);
const oneName = {
    ...names,
    read(node, report) {
        if (node.kind !== 'list')
            return names.read(node, report);
        report('"environment" is one name; write "environments" for several', node.at);
        return undefined;
    },
};
const patterns = oneOrMany(pattern);
const towpath_file_route = object('a route', {
    name: optional(schema_text(), 'A name for messages'),
    on: needed(oneOrMany(towpath_file_event), 'The event that starts the run, or a list of events'),
    branches: optional(patterns, "Branch patterns in GitHub's syntax; the last match decides"),
    'branches-ignore': optional(patterns, 'All branches except these'),
    tags: optional(patterns, "Tag patterns in GitHub's syntax; the last match decides"),
    'tags-ignore': optional(patterns, 'All tags except these'),
    types: optional(oneOrMany(schema_text()), 'Activity types of the events, such as opened; default: all'),
    cron: optional(cron, 'The cron expression of the schedule that started the run'),
    environment: optional(oneName, 'The environment to deploy to'),
    environments: optional(textList(names), 'The environments to deploy to'),
    forks: optional(choice(['deny', 'allow'], 'a setting for forks'), 'Whether runs from forks match this route; default: deny'),
    dependabot: optional(choice(['deny', 'allow'], 'a setting for Dependabot'), 'Whether runs that Dependabot started, which have no secrets, match this route; default: deny'),
    labels: optional(oneOrMany(schema_text()), 'A pull request matches while it has one of these labels; what it deployed is torn down with the last of them'),
    drafts: optional(choice(['allow', 'deny'], 'a setting for drafts'), 'Whether drafts of pull requests match this route; default: allow'),
    stale: optional(choice(['allow', 'deny'], 'a setting for stale commits'), 'Whether a commit that is no longer the tip of its branch or tag is deployed; default: allow'),
    'tags-on': optional(patterns, 'Branch patterns; a tag matches only if its commit is on one of these branches'),
}, ROUTE_RULES);
const variableName = textLike(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable name: letters, digits and "_", not starting with a digit');
const CHANNELS = ['stable', 'rc', 'beta', 'alpha'];
const environment = object('an environment', {
    url: optional(located(urlTemplate), 'The URL of the environment'),
    channel: optional(choice(CHANNELS, 'a channel'), 'The kind of version it gets; default: stable'),
    variables: optional(record(variableName, valueTemplate), 'Variables for the jobs that deploy to it'),
    hosts: optional(hosts, 'The hosts, by role'),
    gateway: optional(located(host), 'The jump host through which all others are reached'),
    batch: optional(batch, 'How many hosts are switched at a time: a number or a percentage; default all'),
    canary: optional(schema_flag, 'Whether the first host is switched before all others; default `true`'),
    pause: optional(durations_duration, 'The time between two batches, so that a load balancer notices the change'),
    proxy: optional(hostProxy, 'The proxy in front of the services with `proxy`, one on each host'),
    services: optional(serviceOverrides, 'Overrides of the services in this environment'),
});
const towpathFile = object('towpath.yml', {
    routes: optional(list(towpath_file_route), 'The first route that matches decides'),
    environments: optional(record(environmentName, environment), 'The environments, by name'),
    services: optional(services, 'The containers that run on the hosts'),
});

;// CONCATENATED MODULE: ./build/kit/config/read.js
// Reads towpath.yml, from the workspace or from an input: a checked value, or one error with every mistake.








/** Returns the configuration in an input. */
function inputSource(input, text) {
    return { text, label: `${input} input` };
}
/** Reads a configuration file in the workspace. Throws a UserError (`config-missing`, `config-unreadable`). */
function fileSource(workspace, path) {
    const refuse = (reason, message, cause) => {
        throw new user_error/* UserError */.y(reason, message, { cause });
    };
    if (!(0,external_node_fs_.existsSync)(workspace))
        refuse('config-missing', `the workspace ${(0,text_escape/* quote */.hD)(workspace)} does not exist`);
    const root = (0,external_node_fs_.realpathSync)(workspace);
    const target = (0,external_node_path_.resolve)(root, path);
    const file = (0,external_node_path_.relative)(root, target);
    if (!isBelow(file))
        refuse('config-unreadable', `${(0,text_escape/* quote */.hD)(path)} is not a path inside the workspace`);
    try {
        // The real path: a link in the repository must not reveal what is outside it.
        const real = (0,external_node_fs_.realpathSync)(target);
        if (!isBelow((0,external_node_path_.relative)(root, real)))
            refuse('config-unreadable', `${(0,text_escape/* quote */.hD)(path)} links to a file outside the workspace`);
        if (!(0,external_node_fs_.statSync)(real).isFile())
            refuse('config-unreadable', `${(0,text_escape/* quote */.hD)(path)} is not a file`);
        const text = utf8((0,external_node_fs_.readFileSync)(real));
        if (text === undefined)
            return refuse('config-unreadable', `${(0,text_escape/* quote */.hD)(path)} is not UTF-8 text`);
        return { text, label: (0,text_escape/* visible */.RK)(file), file };
    }
    catch (cause) {
        if (cause instanceof user_error/* UserError */.y)
            throw cause;
        if (cause.code === 'ENOENT') {
            return refuse('config-missing', `${(0,text_escape/* quote */.hD)(path)} does not exist; ${advice(target, path)}`, cause);
        }
        return refuse('config-unreadable', `${(0,text_escape/* quote */.hD)(path)} can't be read: ${(0,plain_error/* plainError */.n)(cause)}`, cause);
    }
}
/** Returns what to do about a missing file. */
function advice(target, path) {
    const other = (name) => name.replace(/\.ya?ml$/, (ending) => (ending === '.yml' ? '.yaml' : '.yml'));
    if (other(target) !== target && (0,external_node_fs_.existsSync)(other(target)))
        return `${(0,text_escape/* quote */.hD)(other(path))} does`;
    return 'create it, check out the repository before this step, or pass its content in an input';
}
function utf8(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        return undefined;
    }
}
const isBelow = (path) => path !== '' && path !== '..' && !path.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(path);
/** Parses and checks a configuration. Throws a UserError (`bad-config`) with every mistake and its position. */
function readTowpath(source) {
    const { node: parsed, problems: syntax } = parseYaml(source.text);
    const node = parsed && wholeFile(parsed, source);
    const empty = !node && syntax.length === 0;
    if (empty)
        throw badConfig(source, [{ message: 'it is empty', at: { line: 1, column: 1 } }]);
    const { value, problems } = node
        ? readValue(towpathFile, node)
        : { value: undefined, problems: [] };
    const all = [...syntax, ...problems];
    if (all.length > 0 || !value)
        throw badConfig(source, all);
    return value;
}
/** An input may be the list of routes alone. */
function wholeFile(node, source) {
    if (source.file !== undefined || node.kind !== 'list')
        return node;
    return { kind: 'map', at: node.at, entries: [{ key: 'routes', keyAt: node.at, value: node }] };
}
/** Returns one error for all mistakes, in the order of their positions. */
function badConfig(source, problems) {
    // A mistake in an anchored value is found again at each alias.
    const once = new Map(problems.map((problem) => [problemLine(source, problem), problem]));
    const ordered = [...once.values()].sort((a, b) => order(a) - order(b));
    const message = ordered.map((problem) => problemLine(source, problem)).join('\n');
    const file = source.file === undefined ? {} : { file: source.file };
    return new user_error/* UserError */.y('bad-config', message, { ...file, problems: ordered });
}
/** Returns `file:line:column: message`. */
function problemLine(source, { message, at }) {
    return at ? `${source.label}:${at.line}:${at.column}: ${message}` : `${source.label}: ${message}`;
}
const order = ({ at }) => (at ? at.line * 1e6 + at.column : 0);

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
    const name = `The event's payload, ${(0,text_escape/* quote */.hD)(path)} (GITHUB_EVENT_PATH),`;
    const message = `${name} ${problem}; the runner writes it for each job`;
    throw new user_error/* UserError */.y('bad-event', message, { cause });
}
/** Reads a payload, or returns why it is none, as the end of a sentence. */
function payloadFile(path) {
    let text = '';
    try {
        text = (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (cause) {
        return { problem: `can't be read: ${(0,plain_error/* plainError */.n)(cause)}`, cause };
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

;// CONCATENATED MODULE: ./build/actions/route/src/inputs.js
// The inputs of route.

const inputs = { config: inputs_text, routes: verbatim, environment: inputs_text, token: secret };

;// CONCATENATED MODULE: ./build/kit/git/is-on-branch.js
// Whether a commit is on a branch of the remote, proved from a checkout of any depth.
/**
 * Returns whether a commit, not a tag object, is one of some tips of the remote or an ancestor of one. Only these commits are fetched, into
 * a scratch repository. If the server does not support filters, their whole histories may be, with files.
 */
async function isOnBranch(remote, commit, tips) {
    if (tips.length === 0)
        return false;
    const behind = await remote.behind([...new Set(tips)], [commit]);
    if (behind)
        return behind.length > 0;
    for (const tip of tips) {
        const { commits } = await remote.graph(tip, undefined);
        if (commits.has(commit))
            return true;
    }
    return false;
}

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

;// CONCATENATED MODULE: ./build/actions/route/src/filters/ref-filter.js
// The filters `branches`, `branches-ignore`, `tags` and `tags-ignore` of a route, with GitHub's semantics.

const ALL = { mode: 'all', patterns: [] };
const NONE = { mode: 'none', patterns: [] };
/** Returns the filter of some lists. If there are only branches, no tag passes, and vice versa, as for `on.push`. */
function refFilter(lists) {
    const read = (key) => {
        const only = lists[key];
        const ignore = lists[`${key}-ignore`];
        if (only)
            return { mode: 'only', patterns: only };
        return ignore && { mode: 'ignore', patterns: ignore };
    };
    const branch = read('branches');
    const tag = read('tags');
    const neither = branch || tag ? NONE : ALL;
    return { branch: branch ?? neither, tag: tag ?? neither };
}
/** Returns whether a name passes; `matching` returns whether a pattern matches it. */
function passes({ mode, patterns }, matching) {
    if (mode === 'all' || mode === 'none')
        return mode === 'all';
    if (mode === 'ignore')
        return !patterns.some(matching);
    return patterns.findLast(matching)?.negative === false;
}
/** Returns whether a name passes a filter. */
function passesName(filter, name) {
    return passes(filter, (pattern) => matches(pattern, name));
}

;// CONCATENATED MODULE: ./build/actions/route/src/answer.js
// Answers a plan's questions from the remote: the refs in one request, and the commits that prove what is on a branch.




/** Returns the facts with the answer to a question. Throws a UserError if the remote does not answer. */
async function answer(question, facts, { subject, compiled, history }) {
    if (subject.sha === '') {
        const message = `The event ${(0,text_escape/* quote */.hD)(subject.event)} names no commit, so a route with "stale" or "tags-on" can't be decided`;
        throw new user_error/* UserError */.y('incomplete-event', message);
    }
    if (question.asks === 'tip')
        return { ...facts, stale: await staleness(subject, history) };
    const onBranch = new Map(facts.onBranch);
    const tips = [...(await history.refs(['refs/heads/*']))];
    for (const { number, tagsOn } of compiled.routes) {
        if (!tagsOn || !question.routes.includes(number))
            continue;
        const filter = { mode: 'only', patterns: tagsOn };
        const passing = tips.filter(([ref]) => passesName(filter, ref.slice('refs/heads/'.length)));
        const commits = passing.map(([, commit]) => commit);
        const isTip = commits.includes(subject.sha);
        onBranch.set(number, isTip || (await isOnBranch(history, subject.sha, commits)));
    }
    return { ...facts, onBranch };
}
/** Returns why a commit is not the tip of its branch or tag; empty if it is. */
async function staleness({ sha, tipOf = [] }, history) {
    if (tipOf.length === 0)
        return 'it is about no branch or tag that its commit could be the tip of';
    const tips = await history.refs(tipOf);
    if ([...tips.values()].includes(sha))
        return '';
    const commit = `its commit ${sha.slice(0, 10)}`;
    if (tipOf.some((ref) => ref.includes('*')))
        return `${commit} is not the head of a pull request`;
    const [[ref, tip] = ['', '']] = tips;
    const title = (0,text_escape/* quote */.hD)(ref || (tipOf[0] ?? ''));
    if (tip === '')
        return `${title} no longer exists`;
    return `${commit} is no longer the tip of ${title}, which is now ${tip.slice(0, 10)}`;
}

;// CONCATENATED MODULE: ./build/actions/route/src/compile-routes.js
// The routes of a configuration, prepared for matching: defaults filled in, patterns parsed.



/** Prepares the routes of a checked file. */
function compile(file) {
    const routes = (file.routes ?? []).map((entry, index) => compileRoute(entry, index + 1));
    return { routes, environments: file.environments ?? new Map() };
}
function compileRoute(entry, number) {
    return {
        number,
        name: entry.name,
        at: entry.at,
        events: entry.on ?? [],
        activities: entry.types,
        cron: entry.cron?.trim().split(/\s+/).join(' '),
        filter: refFilter(entry),
        environments: entry.environments ?? (entry.environment ? [entry.environment] : []),
        forks: entry.forks === 'allow',
        dependabot: entry.dependabot === 'allow',
        namesQueue: (entry.branches ?? []).some(({ negative, prefix }) => !negative && prefix.startsWith(`${QUEUE_PREFIX}/`)),
        labels: entry.labels,
        drafts: entry.drafts !== 'deny',
        onlyTips: entry.stale === 'deny',
        tagsOn: entry['tags-on'],
    };
}
/** Returns how messages name a route: `route 3`, or `route 3 ("production")`. */
function titleOf({ number, name }, quoted = text_escape/* quote */.hD) {
    return name === undefined ? `route ${number}` : `route ${number} (${quoted(name)})`;
}

;// CONCATENATED MODULE: ./build/actions/route/src/facts.js
// What only the repository knows about a run's commit. Asked for when a route that needs it would decide. Pure.
const NO_FACTS = { onBranch: new Map() };

;// CONCATENATED MODULE: ./build/actions/route/src/outputs.js
// The outputs of route.
const OUTPUTS = (/* unused pure expression or super */ null && ([
    'action',
    'reason',
    'count',
    'environment',
    'environments',
    'matrix',
    'url',
    'channel',
    'variables',
    'ref-type',
    'name',
    'sha',
    'number',
    'slug',
    'plan',
]));
/** Returns every output as a string. Without an environment, lists and values are empty. */
function outputsOf(plan) {
    const { subject, targets } = plan;
    const [first] = targets;
    return {
        action: plan.action,
        reason: plan.reason,
        count: String(targets.length),
        environment: first?.environment ?? '',
        environments: JSON.stringify(targets.map(({ environment }) => environment)),
        matrix: JSON.stringify({ include: targets }),
        url: first?.url ?? '',
        channel: first?.channel ?? '',
        variables: JSON.stringify(first?.variables ?? {}),
        'ref-type': subject.refType,
        name: subject.name,
        sha: subject.sha,
        number: numberOf(plan),
        slug: plan.slug,
        plan: JSON.stringify(planJson(plan)),
    };
}
const numberOf = ({ subject }) => subject.number === undefined ? '' : String(subject.number);
/** The plan as JSON. `schema` increases when a field changes its meaning. */
function planJson(plan) {
    const { subject, action, reason, detail, targets, taken } = plan;
    const decision = {
        action,
        reason,
        detail,
        route: taken[0] ?? null,
        targets,
    };
    return {
        schema: 1,
        event: {
            name: subject.event,
            activity: subject.activity,
            dependabot: subject.dependabot ?? false,
        },
        ref: {
            type: subject.refType,
            name: subject.name,
            slug: plan.slug,
            sha: subject.sha,
            number: subject.number ?? null,
            fork: subject.fork ?? false,
        },
        decision,
        routes: plan.routes.map(({ number, name, at, verdict, environments }) => ({
            route: number,
            name: name ?? null,
            line: at.line,
            environments: environments.map(({ value }) => value),
            matched: verdict.reason === 'match',
            taken: taken.includes(number),
            reason: verdict.reason,
            detail: verdict.detail,
        })),
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./build/kit/text/slug.js
// Makes names that a grammar allows from any string, so that two strings never share a name.

/** Hex digits of a hash in a name. 40 bits: over 3,500 names of one stem the chance of any collision is 6 in a million. */
const DIGITS = 10;
/** The length of what a hash adds to a stem: `-` and the digits. */
const HASH_LENGTH = DIGITS + 1;
const HASH_SHAPED = /-[0-9a-f]{10}$/;
/** Returns the first 10 hex digits of the SHA-256 of the text's UTF-8 bytes. */
function shortHash(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, DIGITS);
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

;// CONCATENATED MODULE: ./build/actions/route/src/decision.js
// The decision as data.

/** Returns how to make the plan to do nothing for a subject. */
function noneFor(subject, routes) {
    return (reason, detail, taken = []) => {
        const base = { subject, slug: slug(subject.name), targets: [], routes, taken };
        return { action: 'none', reason, detail, ...base };
    };
}

;// CONCATENATED MODULE: ./build/actions/route/src/pull-conditions.js
// The conditions of a route on the labels and the draft state of a pull request. Pure.


/** Returns the condition that a pull request in some state does not meet. */
function unmet({ labels, drafts }, state) {
    const isLabelled = state.labels.some((one) => labels?.some((other) => isSameLabel(one, other)));
    if (labels && !isLabelled) {
        const wanted = labels.length > 1 ? `none of the labels ${(0,text_escape/* list */.p_)(labels)}` : `no label ${(0,text_escape/* list */.p_)(labels)}`;
        return { reason: 'labels', detail: `the pull request has ${wanted}` };
    }
    if (state.draft && !drafts)
        return { reason: 'draft', detail: 'the pull request is a draft' };
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/route/src/match-route.js
// Whether a route matches a run, and if not, why. Pure.







/** Matches a route with the subject of a run. */
function matchRoute(route, subject, facts) {
    for (const check of match_route_CHECKS) {
        const failed = check(route, subject, facts);
        if (failed)
            return failed;
    }
    return { reason: 'match', detail: 'it matches' };
}
/** Returns whether a route matches a pull request with the right activity, labels and draft state. */
function takesOtherwise(route, subject, facts) {
    const others = match_route_CHECKS.filter((check) => check !== activityCheck && check !== pullCheck);
    return others.every((check) => check(route, subject, facts) === undefined);
}
const eventCheck = (route, { event }) => takesEvent(route, event)
    ? undefined
    : { reason: 'event', detail: `it matches only ${route.events.join(', ')}` };
const activityCheck = (route, subject) => {
    const { activities } = route;
    if (!activities || !hasActivities(subject.event) || takesActivity(route, activities, subject))
        return undefined;
    return { reason: 'activity', detail: `it matches only the activities ${activities.join(', ')}` };
};
const cronCheck = (route, { event, cron = '' }) => event !== 'schedule' ||
    route.cron === undefined ||
    route.cron === cron.trim().split(/\s+/).join(' ')
    ? undefined
    : { reason: 'cron', detail: `it matches only the schedule ${(0,text_escape/* quote */.hD)(route.cron)}` };
const refCheck = (route, { event, filtered }) => {
    if (filtered === 'unknown') {
        const isFiltered = Object.values(route.filter).some(({ mode }) => mode !== 'all');
        return isFiltered
            ? { reason: 'ref-name', detail: `this ${event} has no branch or tag` }
            : undefined;
    }
    if (!filtered)
        return undefined;
    const filter = route.filter[filtered.type];
    if (filter.mode === 'none') {
        const refs = filtered.type === 'tag' ? 'tags' : 'branches';
        return { reason: 'ref-type', detail: `it matches no ${refs}` };
    }
    if (passesName(filter, filtered.name))
        return undefined;
    return { reason: 'ref-name', detail: mismatch(filter, filtered) };
};
const forkCheck = (route, { fork }) => fork && !route.forks ? { reason: 'fork', detail: 'it does not allow forks' } : undefined;
const dependabotCheck = (route, { dependabot }) => dependabot && !route.dependabot
    ? { reason: 'dependabot', detail: 'it does not allow Dependabot' }
    : undefined;
const queueCheck = (route, { filtered }) => isQueueBranch(filtered) && !route.namesQueue
    ? { reason: 'merge-queue', detail: "it does not name the merge queue's branches" }
    : undefined;
const pullCheck = (route, { pull, pullBefore, gone }) => {
    const lacks = pull && unmet(route, pull);
    if (!lacks)
        return undefined;
    const isWithdrawn = pullBefore && !gone && !unmet(route, pullBefore);
    return isWithdrawn ? { reason: 'withdrawn', detail: lacks.detail } : lacks;
};
const tagCheck = ({ number, tagsOn }, { filtered, gone }, { onBranch }) => {
    // A deleted tag has no commit to ask about.
    const isTag = filtered !== undefined && filtered !== 'unknown' && filtered.type === 'tag';
    if (!tagsOn || !isTag || gone)
        return undefined;
    const isOn = onBranch.get(number);
    if (isOn)
        return undefined;
    const names = (0,text_escape/* list */.p_)(tagsOn.map(({ text }) => text));
    const branches = tagsOn.length > 1 ? `one of the branches ${names}` : names;
    if (isOn === undefined) {
        return { reason: 'undecided', detail: `it matches if the tag is on ${branches}` };
    }
    return { reason: 'tag-off-branch', detail: `the tag's commit is not on ${branches}` };
};
const match_route_CHECKS = [
    eventCheck,
    activityCheck,
    cronCheck,
    refCheck,
    forkCheck,
    dependabotCheck,
    queueCheck,
    pullCheck,
    tagCheck,
];
/** Returns whether an event has activities, which `types` can restrict. */
function hasActivities(event) {
    return EVENTS[event]?.filters.includes('types') === true;
}
/** `types` restrict deployments: what is torn down was deployed by the routes that match any other activity. */
function takesActivity(route, activities, subject) {
    const { activity, gone } = subject;
    const tearsDown = gone === 'pull-request-closed' || pullCheck(route, subject, NO_FACTS)?.reason === 'withdrawn';
    return tearsDown ? activities.some((one) => one !== 'closed') : activities.includes(activity);
}
/** Returns whether a route names an event; the deletion of a ref concerns the routes that deployed it. */
function takesEvent(route, event) {
    return route.events.includes(event) || (event === 'delete' && route.events.includes('push'));
}
function mismatch(filter, { type, name }) {
    const touched = filter.patterns.some((pattern) => matches(pattern, name));
    const list = type === 'tag' ? 'tags' : 'branches';
    if (filter.mode === 'ignore')
        return `${list}-ignore lists it`;
    return touched ? `${list} excludes it` : `no pattern of ${list} matches it`;
}

;// CONCATENATED MODULE: ./build/actions/route/src/guards.js
// Why nothing happens, whatever the environment: default denials, and events that are not about a deployment. Pure.



const GUARDS = [
    {
        reason: 'fork',
        detail: 'it comes from a fork, and no matching route allows forks',
        concerns: ({ fork = false }) => fork,
        allows: ({ forks }) => forks,
    },
    {
        reason: 'dependabot',
        detail: 'Dependabot started it, so that it has no secrets and a read-only token, and no matching route allows Dependabot',
        concerns: ({ dependabot = false }) => dependabot,
        allows: ({ dependabot }) => dependabot,
    },
    {
        reason: 'merge-queue',
        detail: 'it is about a temporary branch of a merge queue, which no matching route names',
        concerns: ({ filtered }) => isQueueBranch(filtered),
        allows: ({ namesQueue }) => namesQueue,
    },
];
/** Returns why nothing happens; undefined if the routes decide. */
function denial(subject, routes) {
    const { event, refusal } = subject;
    const rule = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined;
    if (!rule)
        return { reason: 'unsupported-event', detail: 'this event does not deploy' };
    if (refusal?.reason === 'incomplete-event')
        return refusal;
    const naming = routes.filter((route) => takesEvent(route, event));
    if (rule.privileged && naming.length === 0) {
        return {
            reason: 'privileged-event',
            detail: `no route names ${event}, which is denied unless a route does`,
        };
    }
    const isTaken = routes.some(({ verdict }) => TAKEN.includes(verdict.reason));
    for (const { reason, detail, concerns, allows } of isTaken ? [] : GUARDS) {
        const isDenied = routes.some(({ verdict }) => verdict.reason === reason);
        if (concerns(subject) && (isDenied || !naming.some(allows)))
            return { reason, detail };
    }
    if (refusal)
        return refusal;
    if (isTaken || !subject.gone)
        return undefined;
    return { reason: subject.gone, detail: 'no route would have deployed it' };
}
const TAKEN = ['match', 'undecided', 'withdrawn'];

;// CONCATENATED MODULE: ./build/actions/route/src/targets.js
// The environments of a decision, with their placeholders filled in. Pure.


/**
 * Returns the targets of some environments, without repeats: GitHub ignores the case of their names. A teardown needs only the names,
 * whatever else has no value.
 */
function targetsOf(subject, compiled, environments, needed = 'all') {
    const targets = new Map();
    for (const { value, at } of environments) {
        const target = targetOf(value, at, compiled, subject, needed);
        if ('refused' in target)
            return target;
        const key = target.environment.toLowerCase();
        if (!targets.has(key))
            targets.set(key, target);
    }
    return [...targets.values()];
}
function targetOf(template, at, compiled, subject, needed) {
    const values = valuesOf(subject);
    const described = compiled.environments.get(template)?.value;
    const url = described?.url;
    const variables = [...(described?.variables ?? [])];
    const inside = [...(url ? [url] : []), ...variables.map(([, { value, at }]) => ({ value, at }))];
    for (const text of [{ value: template, at }, ...(needed === 'names' ? [] : inside)]) {
        const placeholder = missingIn(text.value, values);
        if (placeholder)
            return { refused: 'no-value', placeholder, template: text.value, at: text.at };
    }
    const environment = fill(template, values);
    return {
        environment,
        url: url ? fill(url.value, values, encodePath) : '',
        channel: described?.channel ?? 'stable',
        variables: Object.fromEntries(variables.map(([name, { value }]) => [name, fill(value, values)])),
        // GitHub ignores the case of environment names.
        concurrency: `deploy-${slug(environment.toLowerCase())}`,
    };
}
/** Returns the first placeholder without a value for this event. */
function missingIn(template, values) {
    return placeholdersIn(template).find((name) => values[name] === '');
}
/** Returns the values of the placeholders. */
function valuesOf({ name, number, sha, formerSha = '' }) {
    const numbered = number === undefined ? '' : String(number);
    return { name, number: numbered, sha: sha || formerSha, slug: slug(name) };
}
/** Encodes a value for a URL, except for slashes. */
const encodePath = (value) => value
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');

;// CONCATENATED MODULE: ./build/actions/route/src/teardown.js
// What is torn down: environments that were deployed for one ref or pull request. A shared environment outlives them all. Pure.






/** Tears down what was deployed for a deleted ref or a closed pull request. */
function tearDown(subject, compiled, routes, none) {
    const reason = subject.gone ?? 'ref-deleted';
    const matched = routes.filter(({ verdict }) => verdict.reason === 'match');
    const deployed = reason === 'pull-request-closed' ? deployersOf(subject, matched) : untilCertain(matched, onTags);
    return remove(subject, compiled, deployed, [], reason, none);
}
/**
 * Tears down what one of some routes deployed for a pull request that has just lost its last label for it, or has become a draft again.
 * Returns undefined if there is no such route, or if others of all `routes` keep its environments and one of them decides now.
 */
function withdraw(subject, compiled, candidates, routes, none) {
    const withdrawn = deployersOf(subject, candidates).filter(({ verdict }) => verdict.reason === 'withdrawn');
    if (withdrawn.length === 0)
        return undefined;
    const values = valuesOf(subject);
    const kept = keepersOf(subject, routes)
        .flatMap(({ environments }) => environments)
        .map(({ value }) => fill(value, values).toLowerCase());
    const reason = subject.activity === 'unlabeled' ? 'label-removed' : 'converted-to-draft';
    const removed = remove(subject, compiled, withdrawn, kept, reason, none);
    const isNothing = !('refused' in removed) && removed.targets.length === 0;
    const isMatched = candidates.some(({ verdict }) => verdict.reason === 'match');
    return isNothing && isMatched ? undefined : removed;
}
/** Each activity of a pull request may have been deployed by another route, and labels may have come and gone in any order. */
function deployersOf(subject, routes) {
    const possible = routes.filter((route) => takesOtherwise(route, subject, NO_FACTS));
    return takersOf(subject, possible, (taking) => untilCertain(taking, onPulls));
}
/** Returns the routes that deploy a pull request as it is now, each activity by the first that takes it. */
function keepersOf(subject, routes) {
    const matching = routes.filter((route) => takesOtherwise(route, subject, NO_FACTS) && !(subject.pull && unmet(route, subject.pull)));
    return takersOf(subject, matching, (taking) => taking.slice(0, 1));
}
/** Returns the routes that are selected, for any activity, among those that take it. */
function takersOf(subject, routes, select) {
    const activities = EVENTS[subject.event]?.types?.filter((one) => one !== 'closed') ?? [];
    const takers = new Set(activities.flatMap((one) => select(routes.filter(({ activities }) => activities?.includes(one) ?? true))));
    return routes.filter((route) => takers.has(route));
}
const onTags = ({ tagsOn }) => tagsOn !== undefined;
const onPulls = ({ labels, drafts }) => labels !== undefined || !drafts;
/** Returns the routes up to the first without a condition: any of them may have decided. */
function untilCertain(routes, condition) {
    const certain = routes.findIndex((route) => !condition(route));
    return certain < 0 ? routes : routes.slice(0, certain + 1);
}
function remove(subject, compiled, routes, kept, reason, none) {
    const ephemeral = routes
        .flatMap(({ environments }) => environments)
        .filter(({ value }) => placeholdersIn(value).length > 0);
    const targets = targetsOf(subject, compiled, ephemeral, 'names');
    if ('refused' in targets)
        return targets;
    const removed = targets.filter(({ environment }) => !kept.includes(environment.toLowerCase()));
    const taken = routes.map(({ number }) => number);
    if (removed.length > 0) {
        return { ...none(reason, '', taken), action: 'teardown', targets: removed };
    }
    const why = targets.length > 0
        ? 'another route still deploys to the same environment'
        : 'a shared environment is never torn down';
    return none(reason, why, taken);
}

;// CONCATENATED MODULE: ./build/actions/route/src/plan.js
// The decision: which environments a run deploys to, and why. Pure.







/**
 * Decides, or asks for a fact without which it can't. `chosen` is the environment that the user chose, or empty.
 */
function plan(subject, compiled, chosen, facts = NO_FACTS) {
    const routes = compiled.routes.map((route) => ({
        ...route,
        verdict: matchRoute(route, subject, facts),
    }));
    const none = noneFor(subject, routes);
    const run = { subject, compiled, routes, facts, none };
    const stop = denial(subject, routes);
    const { environment } = subject;
    if (chosen !== '') {
        if (environment !== undefined && environment !== chosen)
            return unreachable(chosen, [environment], 'the deployment is for that environment');
        return stop ? unreachable(chosen, [], stop.detail) : choose(run, chosen);
    }
    if (stop)
        return none(stop.reason, stop.detail);
    if (environment === undefined)
        return takeFirst(run);
    // A deployment names its environment: the routes only say whether they allow it.
    const choice = choose(run, environment);
    if (!('refused' in choice) || choice.refused !== 'environment-not-reachable')
        return choice;
    const isMatched = routes.some(({ verdict }) => verdict.reason === 'match');
    const { reason, detail } = isMatched
        ? { reason: choice.refused, detail: choice.why }
        : noRoute(routes);
    return none(reason, detail);
}
/** The first route that matches decides. */
function takeFirst(run) {
    const { subject, compiled, routes, none } = run;
    if (subject.gone)
        return tearDown(subject, compiled, routes, none);
    const withdrawal = withdraw(subject, compiled, routes, routes, none);
    if (withdrawal)
        return withdrawal;
    const first = routes.find(({ verdict }) => ['match', 'undecided'].includes(verdict.reason));
    if (first)
        return undecided([first]) ?? take(run, first, first.environments);
    const { reason, detail } = noRoute(routes);
    return none(reason, detail);
}
/** Returns why no route matches. */
function noRoute(routes) {
    const offBranch = routes.find(({ verdict }) => verdict.reason === 'tag-off-branch');
    if (offBranch)
        return { reason: 'tag-off-branch', detail: offBranch.verdict.detail };
    return { reason: 'no-route', detail: 'no route matches' };
}
/** Chooses one environment among those of all matching routes. */
function choose(run, wanted) {
    const { subject, compiled, routes, none } = run;
    const question = undecided(routes);
    if (question)
        return question;
    const values = valuesOf(subject);
    const withVerdict = (reason) => routes.filter(({ verdict }) => verdict.reason === reason);
    const reachable = [...withVerdict('match'), ...withVerdict('withdrawn')].flatMap((route) => route.environments
        .filter(({ value }) => missingIn(value, values) === undefined)
        .map((environment) => ({ route, environment, name: fill(environment.value, values) })));
    // GitHub ignores the case of environment names.
    const choice = reachable.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
    if (choice) {
        const only = { ...choice.route, environments: [choice.environment] };
        if (subject.gone)
            return tearDown(subject, compiled, [only], none);
        return withdraw(subject, compiled, [only], routes, none) ?? take(run, only, only.environments);
    }
    const names = [...new Set(reachable.map(({ name }) => name))];
    const why = names.length > 0 ? 'no matching route names it' : noRoute(routes).detail;
    return unreachable(wanted, names, why);
}
function unreachable(wanted, reachable, why) {
    return { refused: 'environment-not-reachable', wanted, reachable, why };
}
/** Returns the question on which some routes depend. */
function undecided(routes) {
    const waiting = routes.filter(({ verdict }) => verdict.reason === 'undecided');
    const numbers = waiting.map(({ number }) => number);
    return numbers.length > 0 ? { asks: 'branches', routes: numbers } : undefined;
}
function take({ subject, compiled, facts, none }, route, environments) {
    if (route.onlyTips && facts.stale === undefined)
        return { asks: 'tip' };
    if (route.onlyTips && facts.stale)
        return none('stale', facts.stale, [route.number]);
    const targets = targetsOf(subject, compiled, environments);
    if ('refused' in targets)
        return targets;
    return { ...none('routed', '', [route.number]), action: 'deploy', targets };
}

;// CONCATENATED MODULE: ./build/actions/route/src/report.js
// The human-readable plan: a sentence, a table of the routes, a picture.


/** The most routes that the summary and the log show; the output `plan` has all. */
const SHOWN = 50;
/** Returns what the run is about: `push of branch "develop"`. */
function subjectTitle(subject, quoted = text_escape/* quote */.hD) {
    const { event, activity, refType, name, number } = subject;
    const what = activity === '' ? event : `${event} (${activity})`;
    if (refType === 'none')
        return number === undefined ? what : `${what} of #${number}`;
    if (refType !== 'pull-request')
        return `${what} of ${refType} ${quoted(name)}`;
    const { filtered } = subject;
    const into = filtered && filtered !== 'unknown' ? ` into ${quoted(filtered.name)}` : '';
    const from = subject.fork ? ', from a fork,' : '';
    return `${what} of pull request${number === undefined ? '' : ` ${number}`}${from} ${quoted(name)}${into}`;
}
/** Returns the decision as a sentence. */
function sentence(plan, quoted = text_escape/* quote */.hD) {
    const names = plan.targets.map(({ environment }) => environment);
    const to = names.length === 0 ? '' : quoted === text_escape/* quote */.hD ? (0,text_escape/* list */.p_)(names) : names.map(quoted).join(', ');
    const title = subjectTitle(plan.subject, quoted);
    const deciding = plan.routes.filter(({ number }) => plan.taken.includes(number));
    const titles = deciding.map((route) => titleOf(route, quoted)).join(' and ');
    const by = titles === '' ? '' : `, as ${titles} ${deciding.length > 1 ? 'say' : 'says'}`;
    if (plan.action === 'deploy')
        return `${title} deploys to ${to}${by}.`;
    if (plan.action === 'teardown')
        return `${title} tears down ${to}${by} (${plan.reason}).`;
    return `${title} deploys nothing: ${plan.detail} (${plan.reason}).`;
}
/** Returns the routes for the log, one per line. */
function routeLines(plan) {
    const lines = shown(plan).map((route) => {
        const environments = (0,text_escape/* list */.p_)(route.environments.map(({ value }) => value));
        return `${titleOf(route)} -> ${environments}: ${outcome(route, plan)}`;
    });
    return plan.routes.length > lines.length ? [...lines, more(plan, lines.length)] : lines;
}
/** Returns the plan as Markdown for the job summary. */
function report_summary(plan) {
    const routes = shown(plan);
    const rows = routes.map((route) => {
        const environments = route.environments.map(({ value }) => (0,text_escape/* code */.aY)(value)).join(', ');
        return `| ${(0,text_escape/* prose */.CS)(titleOf(route, (name) => name))} | ${environments} | ${(0,text_escape/* prose */.CS)(outcome(route, plan))} |`;
    });
    const rest = plan.routes.length > routes.length ? [`\n${more(plan, routes.length)}`] : [];
    const table = ['| route | environment | |', '|---|---|---|', ...rows];
    return `${['### Route', '', sentence(plan, text_escape/* code */.aY), '', ...picture(plan), ...table, ...rest].join('\n')}\n\n`;
}
const more = (plan, shownCount) => `${plan.routes.length - shownCount} more routes are in the output "plan".`;
/** The first routes, and those that decided. */
function shown({ routes, taken }) {
    const first = routes.slice(0, SHOWN);
    const decided = routes.filter((route) => taken.includes(route.number) && !first.includes(route));
    return [...first, ...decided];
}
function outcome({ number, verdict }, plan) {
    const { action, detail, reason } = plan;
    if (plan.taken.includes(number))
        return action === 'none' ? `taken, but ${detail}` : 'taken';
    if (verdict.reason !== 'match')
        return verdict.detail;
    const [taken] = plan.taken;
    if (taken === undefined)
        return `it would match, but ${detail || reason}`;
    if (number > taken)
        return 'it would match, but an earlier route decided';
    return action === 'teardown' ? 'it still matches' : 'not for the chosen environment';
}
function picture({ action, targets, subject }) {
    if (targets.length === 0)
        return [];
    const from = `  ref["${(0,text_escape/* label */.Pf)(subject.name || subject.event)}"]`;
    const arrow = action === 'teardown' ? '-. tear down .->' : '-->';
    const shownTargets = targets.slice(0, SHOWN);
    const to = shownTargets.map(({ environment }, index) => `  ref ${arrow} e${index}(["${(0,text_escape/* label */.Pf)(environment)}"])`);
    return ['```mermaid', 'flowchart LR', from, ...to, '```', ''];
}

;// CONCATENATED MODULE: ./build/actions/route/src/reachability/cases.js
// The kinds of runs that routes can tell apart, apart from the names of branches and tags. A route can never match if earlier ones match
// in every case that it takes.




/** Represents all values that no route mentions. */
const OTHER = undefined;
/** The most labels, and lists of `tags-on`, to distinguish: the number of cases is their product. */
const MOST = 12;
const EVERY_NAME = { mode: 'all', patterns: [] };
/** Returns the filter of a route for the refs of a case. Without naming it, no route takes a branch of the merge queue. */
function filterIn(route, { ref, queue }) {
    if (!ref)
        return EVERY_NAME;
    const filter = route.filter[ref];
    const excludes = queue && ref === 'branch' && !route.namesQueue && filter.mode !== 'none';
    if (!excludes)
        return filter;
    // Patterns are told apart by identity.
    const negative = filter.mode === 'only';
    const queued = { text: '', negative, prefix: `${QUEUE_PREFIX}/`, steps: [ANYTHING] };
    return {
        mode: filter.mode === 'all' ? 'ignore' : filter.mode,
        patterns: [...filter.patterns, queued],
    };
}
const ANYTHING = { kind: 'any', set: { negated: true, ranges: [] } };
/** Returns whether a route takes a case, if the name passes its filter. */
function applies(route, one) {
    const { event, activity, cron, ref, label, tagOn } = one;
    if (!takesEvent(route, event) || (one.fork && !route.forks))
        return false;
    if ((one.dependabot && !route.dependabot) || (one.draft && !route.drafts))
        return false;
    const takes = activity !== OTHER && route.activities?.includes(activity);
    if (route.activities && hasActivities(event) && !takes)
        return false;
    if (isPull(event) && route.labels && !hasLabel(route.labels, label))
        return false;
    if (ref === 'tag' && route.tagsOn && !keysOf(route).includes(tagOn))
        return false;
    return route.cron === undefined || event !== 'schedule' || route.cron === cron;
}
const isPull = (event) => EVENTS[event]?.filters.includes('labels') === true;
const hasLabel = (labels, label) => label !== OTHER && labels.some((one) => isSameLabel(one, label));
/** Returns keys of the branches in `tags-on`. Equal keys mean equal branches; a list with exclusions is a key of its own. */
function keysOf({ tagsOn = [] }) {
    const texts = tagsOn.map(({ text }) => text);
    return tagsOn.some(({ negative }) => negative) ? [JSON.stringify(texts)] : texts;
}
/** Returns whether the cases distinguish all that a route mentions. */
function isDecidable(route, cases) {
    const concerned = cases.filter(({ event }) => takesEvent(route, event));
    const pulls = concerned.filter(({ event }) => isPull(event));
    const labels = pulls.length > 0 ? (route.labels ?? []) : [];
    const tags = concerned.filter(({ ref }) => ref === 'tag');
    const keys = tags.length > 0 && route.tagsOn ? keysOf(route) : [];
    return (labels.every((label) => pulls.some((one) => hasLabel([label], one.label))) &&
        keys.every((key) => tags.some(({ tagOn }) => tagOn === key)));
}
/** Returns all cases of some routes. */
function casesOf(routes) {
    const events = [...new Set(routes.flatMap((route) => route.events))];
    return events.flatMap((event) => {
        const concerned = routes.filter((route) => takesEvent(route, event));
        return refsOf(event).flatMap((ref) => product({
            event: [event],
            ref: [ref],
            activity: activitiesOf(event, concerned),
            cron: event === 'schedule' ? withOther(concerned.map(({ cron }) => cron)) : [OTHER],
            fork: ifAny(EVENTS[event]?.fromForks, concerned, ({ forks }) => forks),
            dependabot: ifAny(EVENTS[event]?.restrictsDependabot, concerned, ({ dependabot }) => dependabot),
            label: isPull(event)
                ? few(concerned.flatMap(({ labels = [] }) => labels.map((one) => one.toLowerCase())))
                : [OTHER],
            draft: ifAny(isPull(event), concerned, ({ drafts }) => !drafts),
            tagOn: ref === 'tag' ? few(concerned.flatMap((route) => keysOf(route))) : [OTHER],
            queue: [concerned.some(({ namesQueue }) => namesQueue)],
        }));
    });
}
/** Returns every combination of some values. */
function product(values) {
    const keys = Object.keys(values);
    return keys.reduce((made, key) => made.flatMap((one) => values[key].map((value) => ({ ...one, [key]: value }))), [{}]);
}
function refsOf(event) {
    const filters = EVENTS[event]?.filters ?? [];
    const refs = [
        ...(filters.includes('branches') ? ['branch'] : []),
        ...(filters.includes('tags') ? ['tag'] : []),
    ];
    return refs.length > 0 ? refs : [undefined];
}
function activitiesOf(event, routes) {
    // Only successful runs are routed.
    const known = event === 'workflow_run' ? ['completed'] : withoutClosed(EVENTS[event]);
    return withOther(routes.flatMap(({ activities = [] }) => activities), known);
}
/** Both values if they are possible and a route tells them apart. */
const ifAny = (isPossible, routes, tells) => (isPossible && routes.some(tells) ? [false, true] : [false]);
const few = (mentioned) => withOther([...new Set(mentioned)].slice(0, MOST));
/** A closed pull request is never deployed, whatever a route says. */
const withoutClosed = (rule) => rule?.filters.includes('branches') ? rule.types?.filter((type) => type !== 'closed') : rule?.types;
/** Returns the possible values that routes mention, and one that represents all others, if there are any. */
function withOther(mentioned, known) {
    const values = [...new Set(mentioned)].filter((value) => value !== OTHER && (known?.includes(value) ?? true));
    return known && values.length === known.length ? values : [...values, OTHER];
}

;// CONCATENATED MODULE: ./build/actions/route/src/reachability/ref-name.js
// Which names git allows for branches and tags, one character at a time (git-check-ref-format, rules 1 to 10).
const DEAD = -1;
const PART = 0;
const INSIDE = 1;
const AFTER_AT = 2;
const AFTER_DOT = 3;
const LOCK = 'lock';
/** After `.lock`: a part may not end here. */
const LOCKED = AFTER_DOT + LOCK.length;
/** Before the first character. */
const NAME_START = PART;
/** Returns the state after one more code point; undefined if it makes the name illegal. */
function advanceName(progress, point) {
    const next = step(progress, point);
    return next === DEAD ? undefined : next;
}
/** Returns whether a name may end here. */
function mayEnd(progress) {
    return progress !== PART && progress !== AFTER_DOT && progress !== LOCKED;
}
function step(progress, point) {
    const character = String.fromCodePoint(point);
    if (point <= 0x20 || point === 0x7f || '~^:?*[\\'.includes(character))
        return DEAD;
    if (character === '/')
        return progress === PART || progress === LOCKED ? DEAD : PART;
    if (character === '.')
        return progress === PART || progress === AFTER_DOT ? DEAD : AFTER_DOT;
    if (character === '@')
        return AFTER_AT;
    if (character === '{' && progress === AFTER_AT)
        return DEAD;
    const ofLock = progress - AFTER_DOT;
    return ofLock >= 0 && character === LOCK[ofLock] ? progress + 1 : INSIDE;
}

;// CONCATENATED MODULE: ./build/actions/route/src/reachability/representatives.js
// Representative characters: of those that no pattern distinguishes, one is enough.


const points = (text) => Array.from(text, (character) => character.codePointAt(0) ?? 0);
/** Characters for the simplest names, preferred to all others. */
const PREFERRED = points('xqzjkvwyQZXJ0987654321abcdefghilmnoprstu-_ABCDEé');
/** Characters that git's rules distinguish. */
const STRUCTURAL = points('/.@{lock');
/** Returns one character of every group that the live states can't distinguish, if git allows it at this point of a name. */
function representatives(alive, name) {
    const named = new Set(STRUCTURAL);
    const sets = new Set();
    for (const state of alive) {
        for (const point of state.exact?.keys() ?? [])
            named.add(point);
        for (const { set } of state.edges ?? [])
            sets.add(set);
        if (state.loop)
            sets.add(state.loop);
    }
    const groups = new Map();
    for (const point of [...PREFERRED, ...inEveryInterval(sets, named, name)]) {
        if (named.has(point))
            continue;
        const group = Array.from(sets, (set) => (has(set, point) ? 1 : 0)).join('');
        if (!groups.has(group))
            groups.set(group, point);
    }
    return new Set([...named, ...groups.values()]);
}
/** Splits the range of all code points at the ends of sets and at named characters, and returns a legal code point of each part. */
function inEveryInterval(sets, named, name) {
    const boundaries = new Set([0, END]);
    for (const { ranges } of sets)
        for (const [from, to] of ranges)
            boundaries.add(from).add(to + 1);
    for (const point of named)
        boundaries.add(point).add(point + 1);
    const sorted = [...boundaries].sort((a, b) => a - b);
    return sorted.flatMap((from, index) => {
        const to = sorted[index + 1] ?? from;
        for (let point = from; point < to; point += 1) {
            const isSurrogate = point >= 0xd800 && point <= 0xdfff;
            if (!isSurrogate && advanceName(name, point) !== undefined)
                return [point];
        }
        return [];
    });
}
/** After the last code point. */
const END = 0x110000;

;// CONCATENATED MODULE: ./build/actions/route/src/reachability/name-search.js
// Searches the names that git allows for one that a pattern matches and that is accepted: walks the automata of the patterns together. Pure.



/** Some tens of milliseconds in the worst case; real configurations take a hundredth of that. */
const BUDGET = 60_000;
/** Returns the budget for one configuration. */
const wholeBudget = () => ({ left: BUDGET });
/** The most combinations of states for one pattern. Real patterns stay far below. */
const POSITIONS = 2000;
/** Returns the progress of a name after a prefix; undefined if no name begins so. */
function nameProgress(prefix) {
    let progress = NAME_START;
    for (const character of prefix) {
        progress = advanceName(progress, character.codePointAt(0) ?? 0);
        if (progress === undefined)
            return undefined;
    }
    return progress;
}
/** Searches for a name of one pattern that is accepted, given the patterns that match it. */
function search(driver, patterns, progress, accepts, budget) {
    const own = automaton();
    addPattern(own, driver, 0, driver.prefix.length);
    const { other, start } = afterPrefix(patterns, driver.prefix);
    const stack = [{ own: begin(own), other: start, name: progress }];
    const seen = new Set();
    for (let position = stack.pop(); position; position = stack.pop()) {
        const key = keyOf(position);
        if (seen.has(key))
            continue;
        seen.add(key);
        budget.left -= position.other.length + 1;
        if (seen.size > POSITIONS || budget.left <= 0)
            return true;
        if (mayEnd(position.name) && endsOf(position.own).has(0)) {
            const matching = [...endsOf(position.other)].flatMap((id) => patterns[id] ?? []);
            if (accepts(new Set(matching)))
                return true;
        }
        const next = [];
        for (const point of representatives([...position.own, ...position.other], position.name)) {
            const name = advanceName(position.name, point);
            budget.left -= position.other.length + 1;
            const ownNext = name === undefined ? [] : advance(own, position.own, point);
            if (name === undefined || ownNext.length === 0)
                continue;
            next.push({ own: ownNext, other: advance(other, position.other, point), name });
        }
        // The fewer other patterns are alive, the sooner a free name is found; the last on the stack comes first.
        stack.push(...next.sort((a, b) => b.other.length - a.other.length));
    }
    return false;
}
/** Returns patterns in one automaton, and the live states after a prefix. */
function afterPrefix(patterns, prefix) {
    const other = automaton();
    const shortest = Math.min(prefix.length, ...patterns.map((pattern) => pattern.prefix.length));
    patterns.forEach((pattern, id) => {
        addPattern(other, pattern, id, shortest);
    });
    let start = begin(other);
    for (const character of prefix.slice(shortest)) {
        start = advance(other, start, character.codePointAt(0) ?? 0);
    }
    return { other, start };
}
const ids = (states) => states
    .map(({ id }) => id)
    .sort((a, b) => a - b)
    .join();
const keyOf = ({ own, other, name }) => `${ids(own)}|${ids(other)}|${name}`;

;// CONCATENATED MODULE: ./build/actions/route/src/reachability/prefix-index.js
// An index of patterns by the prefix of their names, to find those that may have a name in common.
/** Returns an empty index. */
function prefixIndex() {
    const patterns = new Map();
    const sorted = [];
    const lengths = new Set();
    return {
        add(pattern) {
            const same = patterns.get(pattern.prefix);
            if (same) {
                same.push(pattern);
                return;
            }
            patterns.set(pattern.prefix, [pattern]);
            sorted.splice(firstFrom(sorted, pattern.prefix), 0, pattern.prefix);
            lengths.add(pattern.prefix.length);
        },
        related(prefix) {
            const related = [];
            for (const length of lengths) {
                if (length < prefix.length)
                    related.push(...(patterns.get(prefix.slice(0, length)) ?? []));
            }
            for (let index = firstFrom(sorted, prefix); sorted[index]?.startsWith(prefix); index += 1) {
                related.push(...(patterns.get(sorted[index] ?? '') ?? []));
            }
            return related;
        },
    };
}
/** Returns the index of the first string that is not less than another. */
function firstFrom(sorted, text) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] ?? '') < text)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

;// CONCATENATED MODULE: ./build/actions/route/src/reachability/coverage.js
// Whether earlier filters together match every name that a filter matches. Decided on the languages of the patterns: their automata
// are walked together over the names that git allows.





/** The most patterns with possibly common names to compare. */
const RELATED = 300;
/** Returns an empty set of earlier filters. */
function nothingEarlier(budget = wholeBudget()) {
    return { all: undefined, ignoring: [], owners: new Map(), index: prefixIndex(), budget };
}
/** Adds a filter. `owner` identifies it in the result of `cover`; owners are added in ascending order. */
function addEarlier(to, owner, filter) {
    if (filter.mode === 'all')
        to.all ??= owner;
    const owned = { owner, filter };
    if (filter.mode === 'ignore')
        to.ignoring.push(owned);
    for (const pattern of filter.patterns) {
        to.owners.set(pattern, owned);
        to.index.add(pattern);
    }
}
const EVERYTHING = {
    text: '**',
    negative: false,
    prefix: '',
    steps: [{ kind: 'any', set: { negated: true, ranges: [] } }],
};
/** Decides whether earlier filters match every legal name that `filter` matches. `by` is empty if it matches no name at all. */
function cover(filter, earlier) {
    if (filter.mode === 'none')
        return { by: new Set() };
    if (earlier.all !== undefined)
        return { by: new Set([earlier.all]) };
    const by = new Set();
    const drivers = filter.mode === 'only' ? filter.patterns.filter(({ negative }) => !negative) : [EVERYTHING];
    const free = drivers.some((driver) => leavesName(driver, filter, earlier, by));
    return free ? 'free' : { by };
}
/** Returns whether a name of one pattern passes its filter and no earlier one. Adds the earlier filters that match names to `by`. */
function leavesName(driver, filter, earlier, by) {
    const name = nameProgress(driver.prefix);
    if (name === undefined)
        return false;
    const own = filter.patterns.filter(({ prefix }) => prefix.startsWith(driver.prefix) || driver.prefix.startsWith(prefix));
    const related = earlier.index.related(driver.prefix);
    if (related.length > RELATED || earlier.budget.left <= 0)
        return true;
    const others = [...own, ...related];
    const accepts = (matching) => {
        if (!passes(filter, (pattern) => matching.has(pattern)))
            return false;
        const taker = firstTaker(matching, earlier);
        if (taker !== undefined)
            by.add(taker);
        return taker === undefined;
    };
    // For most patterns their simplest name is free; only for others the languages are walked.
    const sample = sampleOf(driver);
    const plain = nameProgress(sample);
    if (plain !== undefined && mayEnd(plain)) {
        for (const pattern of others)
            earlier.budget.left -= pattern.text.length;
        const rest = others.filter((pattern) => pattern !== driver && matches(pattern, sample));
        if (accepts(new Set([driver, ...rest])))
            return true;
        if (driver.steps.length === 0)
            return false;
    }
    return search(driver, others, name, accepts, earlier.budget);
}
/** Returns a name that a pattern matches, with characters that other patterns seldom use. */
function sampleOf({ prefix, steps }) {
    const characters = steps.map((step) => {
        if (step.kind === 'any')
            return 'xqz';
        if (step.kind === 'directories' || step.kind === 'optional')
            return '';
        return String.fromCodePoint(step.set.ranges[0]?.[0] ?? 0);
    });
    return prefix + characters.join('');
}
/** Returns the first earlier filter that matches a name, given the patterns that match it. */
function firstTaker(matching, { ignoring, owners }) {
    const candidates = new Set(ignoring);
    for (const pattern of matching) {
        const owned = owners.get(pattern);
        if (owned)
            candidates.add(owned);
    }
    let first;
    for (const { owner, filter } of candidates) {
        if (first !== undefined && owner > first)
            continue;
        if (passes(filter, (pattern) => matching.has(pattern)))
            first = owner;
    }
    return first;
}

;// CONCATENATED MODULE: ./build/actions/route/src/warnings.js
// Warnings about what is legal but probably a mistake: routes that can never match, environments that no route uses.







/** Returns every warning, with its position. */
function warningsOf(compiled, chosen) {
    // A chosen environment is looked for in all matching routes; then no route hides another.
    const dead = chosen === '' ? deadRoutes(compiled) : [];
    return [...unnamedEnvironments(compiled), ...dead, ...doubts(compiled)];
}
function unnamedEnvironments({ routes, environments }) {
    const named = [
        ...new Set(routes.flatMap((route) => route.environments.map(({ value }) => value))),
    ];
    return [...environments].flatMap(([name, { at }]) => {
        if (named.includes(name))
            return [];
        const near = nearest(name, named.filter((other) => !environments.has(other)));
        const meant = near === undefined ? '' : `; a route uses ${(0,text_escape/* quote */.hD)(near)}`;
        return [{ at, message: `no route uses the environment ${(0,text_escape/* quote */.hD)(name)}${meant}` }];
    });
}
function doubts({ routes }) {
    const ignoring = routes
        .flatMap(({ filter }) => [filter.branch, filter.tag])
        .filter(({ mode }) => mode === 'ignore')
        .flatMap(({ patterns }) => patterns)
        .filter(({ negative }) => negative)
        .map(({ text, at }) => ({
        at,
        message: `${(0,text_escape/* quote */.hD)(text)} ignores what it matches: "!" has no effect in an ignore list`,
    }));
    const excluding = routes.flatMap(({ tagsOn: [first, ...more] = [] }) => first && [first, ...more].every(({ negative }) => negative)
        ? [{ at: first.at, message: '"tags-on" only excludes branches, so the route takes no tag' }]
        : []);
    const patterns = routes.flatMap(({ filter, tagsOn = [] }) => [
        ...filter.branch.patterns,
        ...filter.tag.patterns,
        ...tagsOn,
    ]);
    const doubtful = patterns.flatMap((pattern) => {
        const message = patternDoubt(pattern.text) ?? impossible(pattern);
        return message === undefined ? [] : [{ message, at: pattern.at }];
    });
    return [...ignoring, ...excluding, ...doubtful];
}
function impossible(pattern) {
    const filter = { mode: 'only', patterns: [{ ...pattern, negative: false }] };
    if (cover(filter, nothingEarlier()) === 'free')
        return undefined;
    return `${(0,text_escape/* quote */.hD)(pattern.text)} matches no name that git allows for a branch or tag`;
}
/** These events may choose among all matching routes: no route hides another. */
const CHOOSING = ['workflow_dispatch', 'deployment', 'deployment_status'];
function deadRoutes({ routes }) {
    const cases = casesOf(routes);
    const budget = wholeBudget();
    const before = new Map(cases.map((one) => [one, nothingEarlier(budget)]));
    return routes.flatMap((route) => {
        const ownCases = cases.filter((one) => applies(route, one));
        const takers = isDecidable(route, cases) ? warnings_takersOf(route, ownCases, before) : 'free';
        for (const one of ownCases) {
            const earlier = before.get(one);
            if (earlier)
                addEarlier(earlier, route.number, filterIn(route, one));
        }
        if (takers === 'free')
            return [];
        const names = routes.filter(({ number }) => takers.has(number)).map((other) => titleOf(other));
        const why = names.length === 0
            ? 'no name passes its filters'
            : `${names.join(' and ')} already ${names.length > 1 ? 'match' : 'matches'} everything it could match`;
        return [{ at: route.at, message: `${titleOf(route)} can never match: ${why}` }];
    });
}
/** Returns the earlier routes that together cover a route, or `free` if something is left for it. */
function warnings_takersOf(route, cases, before) {
    const takers = new Set();
    for (const one of cases) {
        const result = CHOOSING.includes(one.event)
            ? 'free'
            : cover(filterIn(route, one), before.get(one) ?? nothingEarlier());
        if (result === 'free')
            return 'free';
        for (const number of result.by)
            takers.add(number);
    }
    return takers;
}

;// CONCATENATED MODULE: ./build/actions/route/src/run.js
// Reads the event and the configuration, decides, and sets the outputs.











/** Routes a run. Throws a UserError if it can't decide. */
async function run(inputs, ports) {
    const { runner } = ports;
    const source = inputs.routes.trim() === ''
        ? ports.configFile(inputs.config)
        : inputSource('routes', inputs.routes);
    const file = readTowpath(source);
    if (!file.routes) {
        const at = { line: 1, column: 1 };
        throw badConfig(source, [{ message: 'it has no "routes"', at }]);
    }
    const compiled = compile(file);
    for (const problem of warningsOf(compiled, inputs.environment)) {
        if (source.file === undefined)
            runner.annotate('warning', problemLine(source, problem));
        else
            runner.annotate('warning', problem.message, source.file, problem.at);
    }
    const subject = subjectOf(ports.event());
    const decided = await decide(subject, compiled, inputs.environment, ports);
    if ('refused' in decided)
        throw refusal(decided, source, subjectTitle(subject));
    runner.log(sentence(decided));
    runner.group('Routes', routeLines(decided));
    runner.outputs(outputsOf(decided));
    runner.summary(report_summary(decided));
}
/** Asks the remote only what the plan needs to know, and nothing for most runs. */
async function decide(subject, compiled, chosen, { remote }) {
    let opened;
    try {
        for (let facts = NO_FACTS;;) {
            const decided = plan(subject, compiled, chosen, facts);
            if (!('asks' in decided))
                return decided;
            opened ??= await remote();
            facts = await answer(decided, facts, { subject, compiled, history: opened });
        }
    }
    finally {
        opened?.[Symbol.dispose]();
    }
}
function refusal(refused, source, subject) {
    if (refused.refused === 'no-value') {
        const { placeholder, template, at } = refused;
        const message = `${(0,text_escape/* quote */.hD)(template)} needs {${placeholder}}, which ${subject} has no value for`;
        const error = badConfig(source, [{ message, at }]);
        return new user_error/* UserError */.y('no-value', error.message, {
            ...(source.file ? { file: source.file } : {}),
            problems: error.problems,
        });
    }
    const { wanted, reachable, why } = refused;
    const can = reachable.length > 0 ? `it can reach ${(0,text_escape/* list */.p_)(reachable)}` : `it can reach nothing: ${why}`;
    return new user_error/* UserError */.y('environment-not-reachable', `${(0,text_escape/* quote */.hD)(wanted)} can't be reached by ${subject}; ${can}`);
}

;// CONCATENATED MODULE: ./build/actions/route/src/main.js








const { env } = process;
const runner = githubRunner();
/** Loads what runs git, which few runs need: it takes a fifth of the time of a start. `eager` keeps it in the same bundle. */
const loadRemote = () => Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 6264));
void runAction(runner, () => {
    const values = readInputs(inputs, env, runner.mask);
    const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
    const temp = env['RUNNER_TEMP'] ?? (0,external_node_os_namespaceObject.tmpdir)();
    const { mask } = runner;
    return run(values, {
        runner,
        event: () => readRun(env),
        configFile: (path) => fileSource(workspace, path),
        async remote() {
            const { repositoryRemote } = await loadRemote();
            return repositoryRemote({ env, workspace, temp, token: values.token, mask });
        },
    });
});

