import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

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
/************************************************************************/
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
function escape_visible(text) {
    if (PLAIN.test(text) && !text.includes('##['))
        return text;
    return text.replace(INVISIBLE, escapeCharacter);
}
/** Returns text in double quotes for a message, with invisible characters escaped, shortened to 200 characters. */
function escape_quote(text) {
    const characters = [...text.slice(0, 2 * SHOWN + 2)];
    if (characters.length <= SHOWN)
        return `"${escape_visible(text)}"`;
    return `"${escape_visible(characters.slice(0, SHOWN).join(''))}…" (${[...text].length} characters)`;
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
        return escape_visible(text).replace(/[^A-Za-z0-9 ,/=-]/g, entity);
    return escape_visible(text).replace(/[^A-Za-z0-9 ,/=-]/gu, (c) => (isWord(c) ? c : entity(c)));
}
/** Returns text for a Mermaid label in double quotes; Mermaid writes a character as `#code;`. */
function label(text) {
    return escape_visible(text).replace(/[^A-Za-z0-9 ,./-]/gu, (c) => isWord(c) ? c : `#${c.codePointAt(0)};`);
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

;// CONCATENATED MODULE: ./build/kit/action/post-step.js
// The post step runs the same bundle as the step itself, whose main part leaves a mark for it, as actions/checkout does. A main part that
// is killed while Node starts leaves none, and its post step would deploy: so dist/NAME/post.js, which GitHub starts for the post step,
// sets the mark as well.
/** Returns whether this is the post step. In the main part, call it before anything that the post step cleans up. */
function isPostStep(env, runner) {
    if (env['STATE_isPost'] === 'true')
        return true;
    runner.state('isPost', 'true');
    return false;
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
            startGroup(escape_visible(title));
            for (const line of lines)
                info(harmless(line));
            endGroup();
        },
        openGroup(title) {
            startGroup(escape_visible(title));
            return { line: (text) => info(harmless(text)), end: endGroup };
        },
        annotate(level, message, file, position) {
            ANNOTATE[level](message.split('\n').map(escape_visible).join('\n'), {
                ...(file === undefined ? {} : { file: escape_visible(file) }),
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
const harmless = (line) => escape_visible(line).replace(/^(\s*):(?=:)/, '$1\\u{3a}');

;// CONCATENATED MODULE: ./build/kit/ssh/host.js
// A host as configurations write it: `deploy@web1.example.org:2222`. Pure.
/** Reads a host. Refuses everything that ssh's arguments or configuration could take for something else. */
function parseHost(text) {
    const [, user = '', bracketed, bare, port = '22'] = /^(?:([^@\s]+)@)?(?:\[([^\]\s]+)\]|([^:@\s[\]]+))(?::(\d+))?$/.exec(text) ?? [];
    const name = bracketed ?? bare;
    if (name === undefined)
        return { problem: 'a host is user@name, user@name:port or user@[address]:port' };
    if (user !== '' && !/^[A-Za-z0-9_][A-Za-z0-9._-]*\$?$/.test(user)) {
        return { problem: 'the user name has invalid characters' };
    }
    const isName = bracketed === undefined ? /^[A-Za-z0-9_][A-Za-z0-9._-]*$/ : /^[0-9A-Fa-f:.]+(?:%[\w.-]+)?$/;
    if (!isName.test(name))
        return { problem: 'the host name has invalid characters' };
    if (Number(port) < 1 || Number(port) > 65_535)
        return { problem: 'a port is a number from 1 to 65535' };
    return { user, name, port: Number(port) };
}
/** Returns a host in one spelling, for messages. */
function hostText({ user, name, port }) {
    const shown = name.includes(':') ? `[${name}]` : name;
    return `${user === '' ? '' : `${user}@`}${shown}${port === 22 ? '' : `:${port}`}`;
}
/** Returns a host's name or address for ssh, which compares it with known_hosts: an IPv6 address has many spellings. */
function hostAddress({ name }) {
    return name.includes(':') && URL.canParse(`ssh://[${name}]`)
        ? new URL(`ssh://[${name}]`).hostname.slice(1, -1)
        : name;
}
/** Returns a host's name in known_hosts: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
function knownName(host) {
    return host.port === 22 ? hostAddress(host) : `[${hostAddress(host)}]:${host.port}`;
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
function suggest_suggestion(word, known, called) {
    const near = nearest(word, known);
    return near === undefined ? `; ${called}: ${known.join(', ')}` : `; did you mean ${escape_quote(near)}?`;
}

;// CONCATENATED MODULE: ./build/kit/dokku/app-facts.js
// What is known about an app. Pure.
/** Parses `apps:report --format json`. Returns undefined for anything else. */
function parseAppReport(json) {
    let report;
    try {
        report = JSON.parse(json);
    }
    catch {
        return undefined;
    }
    if (typeof report !== 'object' || report === null)
        return undefined;
    const values = report;
    // 0.38.27 has each key twice, and says that the ones with the prefix are to go.
    const textOf = (key) => {
        const value = values[key] ?? values[`app-${key}`];
        return value === undefined ? undefined : String(value);
    };
    const locked = textOf('locked');
    if (locked === undefined)
        return undefined;
    const [kind = '', what = ''] = [textOf('deploy-source'), textOf('deploy-source-metadata')];
    return { source: { kind, what }, isLocked: locked === 'true' };
}
/** Returns the URL to request: the first with https, or else the first. */
const preferredUrl = (urls) => urls.find((url) => url.startsWith('https:')) ?? urls[0] ?? '';

;// CONCATENATED MODULE: ./build/kit/dokku/containers.js
// The containers of an app, as Dokku reports them. Pure.
/** Parses `ps:inspect`: Docker's own JSON, without the values of variables. Returns undefined for anything else. */
function parseInspect(json, app) {
    let all;
    try {
        all = JSON.parse(json);
    }
    catch {
        return undefined;
    }
    return Array.isArray(all) ? all.map((one) => parseContainer(one, app)) : undefined;
}
function parseContainer(one, app) {
    const full = (one.Name ?? '').replace(/^\//, '');
    const name = full.startsWith(`${app}.`) ? full.slice(app.length + 1) : full;
    const { Image: reference = '', Labels: labels = {} } = one.Config ?? {};
    return {
        id: one.Id ?? '',
        process: name.replace(/\.upcoming-\d+$/, ''),
        upcoming: /\.upcoming-\d+$/.test(name),
        state: one.State?.Restarting ? 'restarting' : (one.State?.Status ?? ''),
        restarts: one.RestartCount,
        created: Date.parse(one.Created ?? ''),
        started: Date.parse(one.State?.StartedAt ?? ''),
        image: one.Image ?? '',
        reference,
        madeFrom: parseList(labels['com.dokku.docker-image-labeler/alternate-tags']),
        // The first folder is the container's own.
        layers: one.GraphDriver?.Data?.LowerDir?.split(':').slice(1).join(':'),
    };
}
function parseList(json) {
    try {
        const value = JSON.parse(json ?? '[]');
        return Array.isArray(value) ? value.map(String) : [];
    }
    catch {
        return [];
    }
}
/** Parses `ps:report` of versions without `ps:inspect`: `Status web.1: running (CID: 8e8ee6c9eb1)`. */
function parseReport(output) {
    const lines = output.matchAll(/^\s*Status ([a-z0-9-]+)[. ](\d+):\s+(\S+) \(CID: ([0-9a-f]+)\)/gm);
    return [...lines].map(([, type, index, state = '', id = '']) => ({
        id,
        process: `${type}.${index}`,
        upcoming: false,
        state,
        restarts: undefined,
        created: Number.NaN,
        started: Number.NaN,
        image: '',
        reference: '',
        madeFrom: [],
        layers: undefined,
    }));
}
/** Returns what is wrong with the containers of an app, a clause for each process; empty if all of them run. */
function containerProblems(containers) {
    if (containers.length === 0)
        return ['no process is running'];
    const relevant = containers.filter(({ upcoming, state }) => !upcoming || state === 'running');
    if (!relevant.some(({ upcoming }) => !upcoming))
        return ['only containers of a failed deployment are running'];
    return relevant.flatMap(({ process, upcoming, state }) => {
        if (upcoming)
            return [`${process} is running in a container left over from a failed deployment`];
        return state === 'running' ? [] : [`${process} is ${state || 'in an unknown state'}`];
    });
}
/** Returns what is running, for a message: `web.1 (sha256:5c6d...); worker.1 (sha256:5c6d...), restarting`. */
function describeContainers(containers) {
    const alive = containers.filter(({ state }) => state === 'running' || state === 'restarting');
    if (alive.length === 0)
        return 'nothing is running';
    return alive
        .map(({ process, upcoming, state, image }) => {
        const name = image === '' ? process : `${process} (${image.slice(0, 19)})`;
        const remarks = [
            upcoming ? 'left over from the failed deployment' : '',
            state === 'running' ? '' : state,
        ];
        return [name, ...remarks.filter(Boolean)].join(', ');
    })
        .join('; ');
}

;// CONCATENATED MODULE: ./build/kit/dokku/inputs.js
// The inputs that name a Dokku server and its apps. Pure.


/** Dokku's rule for app names (plugins/common: is_valid_app_name). Names are words of its commands; no app has another one. */
const APP_NAME = /^[a-z0-9][a-z0-9._-]*$/;
const appName = textOf(APP_NAME, 'the name of an app: lower-case letters, digits, ".", "_" and "-"');
/** The server; its user is `dokku` by default. */
const dokkuHost = (raw) => {
    const host = parseHost(trimWhitespace(raw));
    if ('problem' in host)
        return { problem: `dokku@example.org or dokku@example.org:2222 (${host.problem})` };
    return { value: { ...host, user: host.user || 'dokku' } };
};

;// CONCATENATED MODULE: ./build/kit/dokku/build-records.js
// The records of an app's builds, as Dokku reports them since 0.38. Pure.
/** Parses `builds:list --format json`. Returns the newest record first, or undefined for anything else. */
function parseBuilds(json) {
    let all;
    try {
        all = JSON.parse(json);
    }
    catch {
        return undefined;
    }
    if (!Array.isArray(all))
        return undefined;
    // Dokku lists a running one first, even if a later one was refused.
    return all.map(parseBuild).sort((one, other) => other.started - one.started || 0);
}
function parseBuild(reported) {
    const { id = '', status = '', source = '', exit_code: code } = reported ?? {};
    return {
        id,
        status,
        shown: reported?.display_status ?? status,
        source,
        started: Date.parse(reported?.started_at ?? ''),
        finished: Date.parse(reported?.finished_at ?? ''),
        code,
    };
}
/** Returns who holds the lock of an app that is locked, from its records, newest first. Only the failed build of a push leaves a lock. */
function lockHolder(builds) {
    if (builds.some(({ shown }) => shown === 'running'))
        return 'deploying';
    const [newest] = builds;
    return newest?.shown === 'abandoned' && newest.source === 'git-hook' ? 'left-over' : 'by-hand';
}
/** Returns whether a deployment may be running. */
const mayBeDeploying = (lock) => lock === 'deploying' || lock === 'held';
/** Returns whether a deployment has to wait. Before 0.38 a push says by itself that the app is locked. */
const isWaitedFor = (lock) => lock === 'deploying' || lock === 'by-hand';

;// CONCATENATED MODULE: ./build/kit/text/terminal.js
// Output of programs that write for a terminal. Pure.

/** Removes colours and cursor movements from a line; of a progress bar, only its last state stays. */
function stripTerminalCodes(text) {
    return (0,external_node_util_namespaceObject.stripVTControlCharacters)(text).replace(/\r+$/, '').replace(/^.*\r/, '');
}

;// CONCATENATED MODULE: ./build/kit/dokku/error-line.js
// Which line of Dokku's output says what went wrong. Pure.

/** Returns the last line that Dokku marks as an error (` !     ...`), without the mark, or else the last line that is not empty. */
function errorLine(output) {
    const lines = output
        .split('\n')
        .map(stripTerminalCodes)
        .filter((line) => line.trim() !== '');
    const marked = lines.filter((line) => /^ *! {2,}\S/.test(line));
    return (marked.at(-1) ?? lines.at(-1) ?? '').replace(/^ *! +/, '').trim();
}

;// CONCATENATED MODULE: ./build/kit/dokku/refusal.js
// What a server says if it does not let a key run a command. Pure.
/** dokku-acl: "User ci does not have permissions to run ps:inspect on shop, or shop does not exist". Other plugins that refuse keys use their own words. */
const REFUSAL = /does not have permissions? to run|(?:access|permission) (?:is |was )?denied|not (?:allowed|permitted|authori[sz]ed) to|unauthori[sz]ed|forbidden/i;
/** Returns whether a server refused to run a command for this key. Docker's own "permission denied" is about the server. */
const isRefusal = (output) => REFUSAL.test(output) && !/docker(?:\.sock| daemon)/i.test(output);

;// CONCATENATED MODULE: ./build/kit/dokku/look.js
// Asks a server a question. A refused or failed answer is never taken for an empty one.





/** Returns the error for a command that the key may not run. */
function lookDenied(host, command, output) {
    return new UserError('look-denied', `${hostText(host)} does not let this key run ${escape_quote(command)}: ${escape_quote(errorLine(output))}. What the app has is unknown without it, so nothing more was changed; allow the key that command`);
}
/**
 * Asks a question. Returns what the server printed, or undefined if its failure means that there is nothing (`none`). Throws a UserError:
 * `look-denied` if the key may not ask it, `dokku-failed` for any other failure.
 */
async function look(dokku, words, none) {
    const { code, stdout, stderr } = await dokku.run(words);
    if (code === 0)
        return stdout;
    const command = words.filter((word) => word !== '--quiet').join(' ');
    const output = `${stdout}\n${stderr}`;
    // First: dokku-acl does not reveal whether an app exists, and says both.
    if (isRefusal(output))
        throw lookDenied(dokku.host, command, output);
    if (none?.test(output))
        return undefined;
    throw new UserError('dokku-failed', `${hostText(dokku.host)}: ${escape_quote(command)} failed with exit code ${code}: ${escape_quote(errorLine(output))}`);
}

;// CONCATENATED MODULE: ./build/kit/dokku/push-result.js
// The result of a push or of a command that deploys, read from the output of git and Dokku. Pure. The output of a build is hostile: only
// whole lines in Dokku's own form count, and what runs is always checked as well.




/** Lines of Dokku 0.10 to 0.38, the most specific first. */
const KNOWN_LINES = [
    [
        /^-----> WARNING: deploy did not complete, you must push to (\S+?)\.?$/,
        'wrong-branch',
        'the app deploys a different branch',
    ],
    [
        /^ *! +App auto-creation disabled/,
        'no-app',
        'the app does not exist, and the server does not create apps on push',
    ],
    [
        /^ *! +Specified build-dir not found/,
        'no-build-dir',
        'the build-dir set for the app on the server is not in the pushed files',
    ],
    [
        /^ *! +Could not start due to \d+ failed checks|^App container failed to start/,
        'checks-failed',
        'the new version failed its checks',
    ],
    [/^ *! +Failed to pull image/, 'pull-failed', 'the server could not pull the image'],
    [
        /^ *! +No changes detected, skipping git commit/,
        'no-change',
        'the app was already deployed from this image',
    ],
    [
        /fatal: (?:clone of .* into submodule path|No url found for submodule path)|Failed to clone '.*'/,
        'submodules',
        'the server could not fetch the submodules with its own key',
    ],
    [
        /^ *! +App build failed|^ERROR: failed to (?:solve|build)|^The command '.*' returned a non-zero code|^ *! +Push rejected/,
        'build-failed',
        'the build failed',
    ],
    [/^app image \(\S+\) not found$/, 'no-image', 'the server has no such image'],
];
const LOCKED = /^(?: *! +)?[a-z0-9][a-z0-9._-]* (?:currently has a deploy lock in place|is currently being deployed.*)\. Exiting\.*\s*$/;
/** Returns whether a line reports that another deployment of the app is running. */
const isLockedLine = (line) => LOCKED.test(line);
/** What git reports about a refused ref (git push --porcelain). */
const REFUSED_REFS = [
    [/\(shallow update not allowed\)/, 'shallow-refused', 'git refused a shallow history'],
    [
        /\((?:non-fast-forward|fetch first|needs force)\)/,
        'non-fast-forward',
        'the app has commits that are not in the history of this one',
    ],
];
/** Reads the output of `git push`. */
function readPushResult({ code, stdout, lines }) {
    const remote = lines.map((line) => line.replace(/^remote: ?/, ''));
    const refused = REFUSED_REFS.find(([pattern]) => pattern.test(stdout));
    if (refused)
        return known(refused);
    if (code !== 0 && beginsLocked(remote))
        return LOCKED_RESULT;
    // ssh's own lines: what a hook prints comes with "remote:" before it.
    const refusal = lines.find((one) => /^ *! /.test(one) && isRefusal(one));
    if (code !== 0 && refusal !== undefined)
        return result('declined', `the server declined the push: ${escape_quote(errorLine(refusal))}`);
    const line = findKnownLine(remote, code);
    if (code === 0)
        return successResult(remote, line);
    if (line)
        return known(line);
    if (/pre-receive hook declined/.test(stdout))
        return result('declined', `the server declined the push: ${escape_quote(errorLine(remote.join('\n')))}`);
    const [refusedRef] = /^!.*$/m.exec(stdout) ?? [];
    if (code === 1 && refusedRef !== undefined)
        return result('declined', `git refused the push: ${escape_quote(refusedRef)}`);
    return connectionLost(lines);
}
/** Reads the output of a command that deploys (git:from-image, ps:rebuild), which reports its errors on standard output as well. */
function readCommandResult({ code, stdout, lines }) {
    const all = [...stdout.split('\n'), ...lines].map(stripTerminalCodes);
    if (code !== 0 && beginsLocked(all))
        return LOCKED_RESULT;
    // The exit code of ssh itself.
    if (code === 255)
        return connectionLost(lines);
    const line = findKnownLine(all, code);
    if (line?.[1] === 'no-change')
        return known(line);
    if (code === 0) {
        const success = successResult(all, line);
        // Up to 0.29.2 the exit code of the deployment is lost.
        return success.reason === 'not-deployed' && line ? known(line) : success;
    }
    if (line)
        return known(line);
    return result('declined', `the server declined: ${escape_quote(errorLine(all.join('\n')))}`);
}
/** A lock is reported before anything is built; a later line like it is a build's own output. */
const beginsLocked = (lines) => lines.slice(0, 8).some(isLockedLine);
function successResult(lines, line) {
    if (lines.some((one) => /^=====> Application deployed:$/.test(one.trimEnd())))
        return result('', 'Dokku reported a deployment');
    if (line?.[1] === 'wrong-branch' || line?.[1] === 'no-image')
        return known(line);
    return result('not-deployed', 'git succeeded, but Dokku reported no deployment: either the app deploys a different branch, or there was nothing new');
}
/** A wrong branch is reported with exit code 0 and before the build; with any other exit code, a build printed that line. */
function findKnownLine(lines, code) {
    const all = code === 0 ? KNOWN_LINES : KNOWN_LINES.filter(([, reason]) => reason !== 'wrong-branch');
    return all.find(([pattern]) => lines.some((line) => pattern.test(line.trimEnd())));
}
const result = (reason, message) => ({
    reason,
    message,
    isUnfinished: false,
});
function connectionLost(lines) {
    const last = lines.filter((one) => one !== '').at(-1) ?? '';
    const message = `the connection was lost: ${escape_quote(last)}`;
    return { reason: 'connection-lost', message, isUnfinished: true };
}
const known = ([, reason, message]) => result(reason, message);
const LOCKED_RESULT = result('locked', 'another deployment of the app is running');

;// CONCATENATED MODULE: ./build/kit/dokku/lock.js
// Asks who holds the lock of an app. A failed build leaves the lock behind, so the lock alone does not say that somebody deploys.





/** Returns who holds the lock of an app. `isLocked` is what a report said about it, if one was asked for already. */
async function lock_lockOf(dokku, app, isLocked) {
    if (isLocked === false)
        return 'free';
    if (!dokku.has('apps:locked'))
        return 'unknown';
    if (isLocked === undefined && !(await isAppLocked(dokku, app)))
        return 'free';
    if (!dokku.has('builds:list'))
        return 'held';
    const builds = await appBuilds(dokku, app);
    const holder = lockHolder(builds);
    return holder === 'left-over' && (await wasWrongBranch(dokku, app, builds)) ? 'by-hand' : holder;
}
/**
 * Returns whether the newest push was to a branch that is not deployed: its record stays open too, but it leaves no lock. A log that is
 * not shown does not make it one.
 */
async function wasWrongBranch(dokku, app, [newest]) {
    const { code, stdout } = await dokku.run(['builds:output', app, newest?.id ?? '']);
    const { reason } = readCommandResult({ code: 0, stdout, lines: [] });
    return code === 0 && reason === 'wrong-branch';
}
/** Returns whether a deployment of an app is running; undefined if this version can't tell. */
async function isDeploying(dokku, app) {
    if (dokku.has('builds:list')) {
        const builds = await appBuilds(dokku, app);
        return builds.some(({ shown }) => shown === 'running');
    }
    return dokku.has('apps:locked') ? isAppLocked(dokku, app) : undefined;
}
/** The command fails if there is no lock, and says so. */
const isAppLocked = async (dokku, app) => (await look(dokku, ['--quiet', 'apps:locked', app], NO_LOCK)) !== undefined;
const NO_LOCK = /lock does not exist|^\s*$/i;
/** Returns the records of an app's builds, newest first, from a version that has them. */
async function appBuilds(dokku, app) {
    const words = ['builds:list', app, '--format', 'json'];
    const builds = parseBuilds((await look(dokku, words)) ?? '');
    if (builds)
        return builds;
    throw new UserError('dokku-failed', `${hostText(dokku.host)} answered "builds:list" with something that is not JSON`);
}

;// CONCATENATED MODULE: ./build/kit/dokku/app.js
// Asks a server about an app. Each question costs a real server half a second of processor time.









const MISSING = /does not exist/;
const BAD_FLAG = /Invalid flag/;
const MISSING_OR_BAD_FLAG = new RegExp(`${MISSING.source}|${BAD_FLAG.source}`);
/** Returns whether an app exists. Must be called before any git command: git creates a missing app, even when it only lists its branches. */
async function appExists(dokku, app) {
    if (!dokku.has('apps:exists'))
        return (await appNames(dokku)).includes(app);
    // The exit code is 20 since 0.38, and 1 before.
    return (await look(dokku, ['--quiet', 'apps:exists', app], MISSING)) !== undefined;
}
/** Returns what one question answers about an app, or undefined if it does not exist. To be called before any git command, as above. */
async function appState(dokku, app) {
    if (dokku.has('json reports')) {
        const words = ['apps:report', app, '--format', 'json'];
        const json = await look(dokku, words, MISSING_OR_BAD_FLAG);
        const state = json === undefined ? undefined : parseAppReport(json);
        if (state)
            return state;
        if (json !== undefined)
            throw unreadable(dokku, `apps:report ${app}`);
    }
    if (!(await appExists(dokku, app)))
        return undefined;
    return { source: await sourceByFlags(dokku, app), isLocked: undefined };
}
/** Returns the error for a missing app, with the nearest name that exists. */
async function noAppError(dokku, app, hint = '') {
    // Only a suggestion: the key need not be allowed to list all apps.
    const near = nearest(app, await appNames(dokku).catch(() => []));
    const suggestion = near === undefined ? '' : `; did you mean ${escape_quote(near)}?`;
    return new UserError('no-app', `${hostText(dokku.host)} has no app ${escape_quote(app)}${suggestion}${hint}`);
}
async function appNames(dokku) {
    const command = dokku.has('apps:list') ? 'apps:list' : 'apps';
    const names = await look(dokku, ['--quiet', command], /haven't deployed any applications/);
    return app_linesOf(names ?? '').filter((line) => APP_NAME.test(line));
}
/** Returns all facts about an app. Throws a UserError if the connection is lost, if a question is refused, or if there is no such app. */
async function appFacts(dokku, app) {
    const [state, branch, containers, url] = await Promise.all([
        appState(dokku, app),
        deployBranch(dokku, app),
        appContainers(dokku, app),
        appUrl(dokku, app),
    ]);
    if (!state)
        throw await noAppError(dokku, app);
    const lock = await lockOf(dokku, app, state.isLocked);
    return { branch, containers, url, source: state.source, lock };
}
/** Returns the branch whose pushes are deployed. */
async function deployBranch(dokku, app) {
    const branchFrom = async (words, none) => {
        const branch = (await look(dokku, ['--quiet', ...words], none))?.trim() ?? '';
        return /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(branch) ? branch : '';
    };
    const report = (flag) => branchFrom(['git:report', app, flag], BAD_FLAG);
    const isReported = dokku.has('git:report');
    const reported = isReported
        ? (await report('--git-computed-deploy-branch')) || (await report('--git-deploy-branch'))
        : '';
    if (reported !== '')
        return reported;
    return (await branchFrom(['config:get', app, 'DOKKU_DEPLOY_BRANCH'], NOT_SET)) || 'master';
}
/** `config:get` prints nothing for a variable that is not set, and fails. */
const NOT_SET = /^\s*$/;
/** What `ps:inspect` says of an app that was never deployed: Docker's usage. The Python error after it also follows other failures of Docker. */
const NEVER_DEPLOYED = /requires at least 1 argument|has not been deployed/;
/** Returns the containers of an app; none if it was never deployed. */
async function appContainers(dokku, app) {
    if (!dokku.has('ps:inspect'))
        return parseReport((await look(dokku, ['ps:report', app], NEVER_DEPLOYED)) ?? '');
    const json = await look(dokku, ['--quiet', 'ps:inspect', app], NEVER_DEPLOYED);
    const containers = json === undefined ? [] : parseInspect(json, app);
    if (containers)
        return containers;
    throw unreadable(dokku, `ps:inspect ${app}`);
}
/** Returns the first URL of an app, https preferred; empty if it has none. */
async function appUrl(dokku, app) {
    const urls = app_linesOf((await look(dokku, ['--quiet', 'urls', app])) ?? '');
    return preferredUrl(urls.filter((line) => URL.canParse(line)));
}
/** Returns what Dokku deployed last; undefined if this version does not report it. */
async function deploySource(dokku, app) {
    return dokku.has('json reports')
        ? (await appState(dokku, app))?.source
        : sourceByFlags(dokku, app);
}
async function sourceByFlags(dokku, app) {
    if (!dokku.has('deploy source'))
        return undefined;
    const [kind = '', what = ''] = await Promise.all(['--app-deploy-source', '--app-deploy-source-metadata'].map(async (flag) => (await look(dokku, ['--quiet', 'apps:report', app, flag], BAD_FLAG))?.trim()));
    return { kind, what };
}
const unreadable = ({ host }, command) => new UserError('dokku-failed', `${hostText(host)} answered ${escape_quote(command)} with something that is not JSON`);
const app_linesOf = (output) => output.split('\n').map((line) => line.trim());

;// CONCATENATED MODULE: ./build/kit/dokku/left-over.js
// What a deployment leaves behind that was ended during its checks. Pure.
/**
 * Returns the running containers of the new version, if everything of the old one still runs beside them. None if the app was
 * half-deployed before: the container that served then is an upcoming one too, and the new one takes its place.
 */
function leftBeside(before, after) {
    const now = new Set(running(after).map(({ id }) => id));
    if (!running(before).every(({ id }) => now.has(id)))
        return [];
    const old = new Set(before.map(({ id }) => id));
    const left = running(after).filter(({ id, upcoming }) => upcoming && !old.has(id));
    const served = left.flatMap(({ process }) => running(before).filter((one) => one.process === process));
    return served.length === 0 || served.some(({ upcoming }) => !upcoming) ? left : [];
}
const running = (containers) => containers.filter(({ state }) => state === 'running');
/** Returns a sentence about containers that were left running, with the command that repairs it; none if there are none. */
function leftOverAdvice(app, left) {
    if (left.length === 0)
        return [];
    const names = left.map(({ process }) => process).join(' and ');
    return [
        `${names} of the version that was not deployed is still running, and dokku/${app}:latest is its image, which a restart would start. "dokku ps:rebuild ${app}" repairs both`,
    ];
}

;// CONCATENATED MODULE: ./build/kit/dokku/outcome.js
// The outcome of a deployment whose client ended before the server: the server continues on its own (dokku/dokku#3167).


/** Milliseconds between two checks. */
const POLL_INTERVAL = 2000;
/** Waits until the server has finished deploying an app, at most until `deadline` of the clock. */
async function waitForOutcome(dokku, app, isDeployed, deadline, { clock, cancel }) {
    for (let idleChecks = 0;;) {
        try {
            const isRunning = await isDeploying(dokku, app);
            if (!isRunning && (await isDeployed()))
                return 'deployed';
            // Git moves the branch a moment after the build has ended. A version that can't tell never counts as finished.
            idleChecks = isRunning === false ? idleChecks + 1 : 0;
            if (idleChecks === 2)
                return 'not-deployed';
        }
        catch (error) {
            // What the key may not ask now, it may not ask later.
            if (!(error instanceof UserError) || error.reason === 'look-denied')
                throw error;
            await reconnect(dokku);
        }
        if (clock.now() >= deadline || cancel.aborted)
            return 'unknown';
        await clock.sleep(POLL_INTERVAL, cancel);
    }
}
/** Connects again, if that is possible now. */
async function reconnect(dokku) {
    await dokku.reconnect().catch((error) => {
        if (!(error instanceof UserError))
            throw error;
    });
}
/** Returns the result of a deployment during which the connection was lost; `message` says how. */
async function resultAfterLoss(dokku, app, isDeployed, timeout, message, { clock, cancel, log }) {
    log(`${message}; waiting for the server to finish`);
    const deadline = clock.now() + timeout;
    // Otherwise a command may get through before this process notices that its connection is gone, and the next one fails.
    await reconnect(dokku);
    const outcome = await waitForOutcome(dokku, app, isDeployed, deadline, { clock, cancel });
    if (outcome === 'deployed')
        return { reason: '', message: '', isUnfinished: false };
    const isUnfinished = outcome === 'unknown';
    const end = isUnfinished ? 'it is unknown whether the server finished' : 'it was not deployed';
    return { reason: 'connection-lost', message: `${message}; ${end}`, isUnfinished };
}
/**
 * Cancels the build of an app if the version can. `builds:cancel` exits with 0 even if it cancelled nothing, so the builds are listed
 * afterwards. Throws a UserError if they can't be listed.
 */
async function cancelBuild(dokku, app) {
    if (!dokku.has('builds:list'))
        return 'running';
    await dokku.run(['builds:cancel', app]);
    const builds = await appBuilds(dokku, app);
    if (builds.some(({ shown }) => shown === 'running'))
        return 'running';
    return builds[0]?.shown === 'canceled' ? 'stopped' : 'over';
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
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
const run_running = new Map();
/** Runs a program to its end. Rejects if it can't be started. */
function runProgram(file, args, { cwd, env, input, encoding = 'utf8', detached = false, endGroup: endsGroup = false, onSpawn, }) {
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)(file, args, {
            cwd,
            env: childEnv(env),
            stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
            detached,
        });
        run_running.set(child, detached);
        const [out, err] = [[], []];
        child.stdout?.on('data', (chunk) => out?.push(chunk));
        child.stderr?.on('data', (chunk) => err?.push(chunk));
        child.on('error', (error) => {
            run_running.delete(child);
            reject(error);
        });
        child.on('close', async (code) => {
            if (detached && endsGroup)
                await process_group_endGroup(child.pid);
            run_running.delete(child);
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
    const child = (0,external_node_child_process_namespaceObject.spawn)(file, args, { cwd, env: childEnv(env), stdio: [...stdio], detached });
    run_running.set(child, detached);
    let output = Buffer.alloc(0);
    child.stderr?.on('data', (chunk) => {
        output = Buffer.concat([output, chunk]).subarray(-KEPT);
    });
    const ended = new Promise((resolve) => {
        let timer;
        const end = (error) => {
            clearTimeout(timer);
            run_running.delete(child);
            resolve(error ? plainError(error) : output.toString('utf8'));
        };
        child.on('error', end);
        // Its last output may arrive after its exit. If another process holds the stream open, it is not waited for.
        child.on('close', () => end());
        child.on('exit', () => {
            timer = setTimeout(end, 500).unref();
        });
    });
    const allEnded = ended.then(() => (detached ? process_group_endGroup(child.pid) : undefined));
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
    for (const [child, isLeader] of run_running)
        signalProgram(child, isLeader, 'SIGKILL');
    for (const { pid } of run_running.keys()) {
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
        : plainError(cause);
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
    const file = resolve(folder, path);
    return new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);
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

;// CONCATENATED MODULE: ./build/kit/process/stream.js
// A program whose output is read line by line while it runs, and that can be stopped.

/** Runs a program to its end, in a process group of its own. Rejects if it can't be started. */
function streamProgram(file, args, { onLine, onErrorLine, closeStdinOn, killOn, onSpawn, ...options }) {
    return runProgram(file, args, {
        ...options,
        detached: true,
        onSpawn(child) {
            onSpawn?.(child);
            eachLine(child.stdout, onLine);
            eachLine(child.stderr, onErrorLine);
            const closeStdin = () => void child.stdin?.end();
            if (closeStdinOn)
                onAbort(closeStdinOn, child, closeStdin);
            else
                closeStdin();
            if (killOn)
                onAbort(killOn, child, () => interruptThenKill(child));
        },
    });
}
/** Lines end at LF alone, so that no other character can make two lines of one. The last line may have no end. */
function eachLine(input, onLine) {
    if (!input || !onLine)
        return;
    const decoder = new TextDecoder();
    let rest = '';
    input.on('data', (chunk) => {
        const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines)
            onLine(line.replace(/\r$/, ''));
    });
    input.on('end', () => {
        if (rest !== '')
            onLine(rest);
    });
}
/** Calls `act` when a signal comes while the program runs. */
function onAbort(signal, child, act) {
    if (signal.aborted) {
        act();
        return;
    }
    signal.addEventListener('abort', act, { once: true });
    child.on('close', () => signal.removeEventListener('abort', act));
}
/** How long to read the last output after the exit, in milliseconds. */
const LAST_OUTPUT = 200;
function interruptThenKill(child) {
    // Another process may keep the output open, as ssh's shared connection does. Don't wait for it.
    const closeOutput = () => {
        setTimeout(() => {
            child.stdout?.destroy();
            child.stderr?.destroy();
        }, LAST_OUTPUT);
    };
    if (child.exitCode === null && child.signalCode === null)
        child.on('exit', closeOutput);
    else
        closeOutput();
    signalProgram(child, true, 'SIGINT');
    const timer = setTimeout(() => signalProgram(child, true, 'SIGKILL'), 2000);
    child.on('close', () => {
        clearTimeout(timer);
        // Processes that it has started may ignore the interrupt and outlive it, as the background commands of a shell do.
        signalProgram(child, true, 'SIGKILL');
    });
}

;// CONCATENATED MODULE: ./build/kit/ssh/identities.js
// The keys of an agent that a connection offers. Pure.
/** Returns the lines of ssh_config(5) that offer these keys and no others. ssh offers certificates first. */
function identityLines({ socket, keys }) {
    return [
        `IdentityAgent ${socket}`,
        'IdentitiesOnly yes',
        ...keys.map(({ file }) => `IdentityFile ${file}`),
        ...keys.flatMap(({ certificates }) => certificates.map(({ file }) => `CertificateFile ${file}`)),
    ];
}
/** A server counts every key and every certificate that it is offered (MaxAuthTries, 6 by default), and then hangs up. */
function oneByOne(identities) {
    if (!identities)
        return [];
    const { socket, keys } = identities;
    const isOne = keys.length === 1 && keys[0]?.certificates.length === 0;
    return isOne ? [] : keys.map((key) => ({ socket, keys: [key] }));
}

;// CONCATENATED MODULE: ./build/kit/ssh/client-config.js
// The configuration files of our ssh clients: options on the command line would not reach a gateway's ssh. Pure.


/** The host's name in its configuration. */
const TARGET = 'target';
/** Returns the text of a configuration file, with more lines of it. */
function clientConfig(host, { gateway, proxy, identities, timeout, silence = 15, fastLogins }, more) {
    const lines = [
        `Host ${TARGET}`,
        // ssh_config(5), TOKENS: an IPv6 address may have a zone after a %.
        `HostName ${hostAddress(host).replaceAll('%', '%%')}`,
        `Port ${host.port}`,
        ...(host.user === '' ? [] : [`User ${host.user}`]),
        // Over the gateway's one connection: it would not accept a login for each host at the same time.
        ...(gateway ? [`ProxyCommand ssh -F ${gateway.config} -W [%h]:%p ${TARGET}`] : []),
        // ssh runs this by a shell: single quotes keep each value one word.
        ...(proxy ? [`ProxyCommand /bin/sh ${proxy.script} ${proxy.messages} '%h' '%p' '%r'`] : []),
        ...(identities ? identityLines(identities) : []),
        // OpenSSH 9.0 to 9.8 prefer the slow sntrup761; the newer mlkem768 is as safe, and fast.
        ...(fastLogins ? ['KexAlgorithms -sntrup761x25519*'] : []),
        'BatchMode yes',
        'GlobalKnownHostsFile none',
        'UpdateHostKeys no',
        'CheckHostIP no',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication no',
        'ForwardAgent no',
        `ConnectTimeout ${timeout}`,
        `ServerAliveInterval ${Math.max(1, Math.floor(silence / 3))}`,
        'ServerAliveCountMax 3',
        'LogLevel ERROR',
        ...more,
    ];
    return `${lines.join('\n')}\n`;
}

;// CONCATENATED MODULE: ./build/kit/ssh/connection-error.js
// Explains why ssh exited with 255, from what it printed. Pure.




/** The question about a refused key, for a host on which keys are added by hand. */
const IS_KEY_ADDED = 'is the public key in ~/.ssh/authorized_keys there?';
const NOT_ACCEPTED = 'does not accept the key';
/** Messages of OpenSSH 9.2: sshconnect.c, sshconnect2.c. */
const MESSAGES = [
    [
        /REMOTE HOST IDENTIFICATION HAS CHANGED/,
        'host-key-changed',
        'has a different host key than in "known-hosts": either it was reinstalled, or someone is intercepting the connection',
    ],
    [
        /REVOKED HOST KEY|is marked as revoked/,
        'host-key-changed',
        'has a host key that "known-hosts" marks as revoked',
    ],
    [
        // OpenSSH: sshkey.c, sshkey_cert_check_host.
        /Certificate invalid: (?:expired|not yet valid)/,
        'host-key-unknown',
        'has a certificate for its host key that is not valid now, and no line of "known-hosts" for the key itself; have the key signed again (ssh-keygen -h), and look at the clock of this runner',
    ],
    [
        /Certificate invalid: name is not a listed principal/,
        'host-key-unknown',
        'has a certificate for its host key that was issued for other names, and no line of "known-hosts" for the key itself; have the key signed for this name (ssh-keygen -h -n), or use a name that it has',
    ],
    [
        /host key is known for|Host key verification failed/,
        'host-key-unknown',
        'has a host key that is not in "known-hosts"; add it (ssh-keyscan, then compare it on the host: ssh-keygen -l)',
    ],
    [
        // The methods that could continue: after a key that was accepted, or with one that is never taken, publickey is none of them.
        /Permission denied \((?!.*publickey)/,
        'key-refused',
        'wants something else than a key, or more than a key; allow this user to log in with a key alone (AuthenticationMethods and PubkeyAuthentication in sshd_config)',
    ],
    [/Permission denied|Too many authentication failures/, 'key-refused', NOT_ACCEPTED],
];
const TOO_MANY = /Too many authentication failures/;
/** Returns the message for a host that accepts none of the keys. */
function notAccepted(keys, isTooMany) {
    const which = keys.length > 1 ? `any of the ${keys.length} keys` : 'the key';
    const isCertified = keys.some(({ certificates }) => certificates.length > 0);
    const certificate = isCertified
        ? ', or does it trust the authority of the certificate (TrustedUserCAKeys), and is this user one of its principals (ssh-keygen -L)?'
        : '';
    const limit = isTooMany
        ? '. It hung up after the keys that it was offered: raise MaxAuthTries in sshd_config there, or give fewer keys'
        : '';
    return `does not accept ${which} for this user; ${IS_KEY_ADDED}${certificate}${limit}`;
}
/** Returns the error for a host that a gateway could not connect to, from what ssh -W printed. */
function gatewayError(host, gateway, stderr) {
    // OpenSSH: channels.c, channel_input_open_failure.
    const [, cause = ''] = /open failed: (.*)/.exec(stderr) ?? [];
    if (cause.startsWith('administratively prohibited'))
        return new UserError('forwarding-refused', `The gateway ${hostText(gateway)} does not let this key connect to ${hostText(host)}: allow it there (AllowTcpForwarding, PermitOpen and DisableForwarding in sshd_config, permitopen or port-forwarding in authorized_keys)`);
    if (cause === '')
        return connectionError(gateway, stderr);
    return new UserError('unreachable', `${hostText(host)} can't be reached from the gateway ${hostText(gateway)}: ${escape_quote(cause)}`);
}
/** Returns the error for a host that a proxy command did not connect to, from what ssh and the command printed. */
function proxyError(host, stderr, messages) {
    const lines = stripTerminalCodes(messages)
        .split(/[\r\n]+/)
        .filter((line) => line.trim() !== '');
    const cause = stderr.trim().split('\n').at(-1) ?? '';
    const said = lines.length === 0
        ? 'the command printed no error'
        : `the command printed ${lines.slice(-3).map(escape_quote).join(', ')}`;
    return new UserError('unreachable', `${hostText(host)} can't be reached by "proxy-command": ${cause === '' ? '' : `${escape_quote(cause)}; `}${said}`);
}
/** Returns the error for a host that ssh could not log in to with these keys, or lost its connection to. */
function connectionError(host, stderr, keys = []) {
    const [, reason, explanation] = MESSAGES.find(([pattern]) => pattern.test(stderr)) ?? [];
    const lastLine = stderr.trim().split('\n').at(-1) ?? '';
    // ssh prints nothing if it is ended.
    const cause = lastLine === '' ? '' : `: ${escape_quote(lastLine)}`;
    const message = explanation === NOT_ACCEPTED
        ? notAccepted(keys, TOO_MANY.test(stderr))
        : (explanation ?? `can't be reached${cause}`);
    return new UserError(reason ?? 'unreachable', `${hostText(host)} ${message}`);
}

;// CONCATENATED MODULE: ./build/kit/dokku/repository.js
// A temporary bare repository between a checkout and the repositories of apps. It borrows the objects of the checkout, receives what is
// fetched from an app or created for it, and leaves the checkout unchanged.











/** Creates the repository. `objects` is the folder of a checkout's objects. */
async function appRepository(dokku, temp, objects) {
    const folder = temporaryFolder(temp, 'towpath-dokku-');
    const path = (0,external_node_path_namespaceObject.join)(folder.path, 'app.git');
    (0,external_node_fs_namespaceObject.mkdirSync)(path);
    const env = () => ({ ...dokku.gitEnv, ...ISOLATED });
    const git = scratchGit(path, env());
    await git.ask(['init', '--quiet', '--bare', '--template=', '--object-format=sha1']);
    if (objects !== undefined)
        borrowObjects(path, objects);
    const remote = async (args) => {
        const { code, stdout, stderr } = await scratchGit(path, env()).run(args);
        if (code === 0)
            return stdout;
        if (/Could not read from remote repository|unexpected disconnect|hung up/.test(stderr))
            throw isRefusal(stderr)
                ? lookDenied(dokku.host, 'git-upload-pack', stderr.split('\n').find(isRefusal) ?? '')
                : connectionError(dokku.host, stderr);
        throw git.failed(args, stderr);
    };
    const heads = async (app) => {
        const refs = await remote(['ls-remote', '--heads', `${TARGET}:${app}`]);
        const lines = refs.matchAll(/^([0-9a-f]{40})\trefs\/heads\/(.+)$/gm);
        return new Map([...lines].map(([, id = '', branch = '']) => [branch, id]));
    };
    return {
        git,
        path,
        heads,
        async fetchHeads(app) {
            const fetched = `refs/towpath-heads/${app}/`;
            const refspec = `+refs/heads/*:${fetched}*`;
            const quiet = ['fetch', '--quiet', '--no-tags', '--prune', '--no-write-fetch-head'];
            try {
                await remote([...quiet, '--depth=1', `${TARGET}:${app}`, refspec]);
            }
            catch (error) {
                // git fails without a word if there is no branch at all.
                if (error instanceof UserError && error.reason !== 'git-failed')
                    throw error;
                if ((await heads(app)).size === 0)
                    return new Map();
                throw error;
            }
            const refs = await git.ask(['for-each-ref', '--format=%(objectname) %(refname)', fetched]);
            const lines = refs.matchAll(/^([0-9a-f]{40}) (.+)$/gm);
            return new Map([...lines].map(([, id = '', name = '']) => [name.slice(fetched.length), id]));
        },
        async fetch(app, branch, depth) {
            const isShallow = (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(path, 'shallow'));
            const wholeOption = isShallow ? ['--unshallow'] : [];
            const depthOption = depth === undefined ? wholeOption : [`--depth=${depth}`];
            const refspecs = [`+refs/heads/${branch}:refs/towpath/${app}`];
            // The history of every tip that was fetched without it: a shallow one could not be pushed.
            if (depth === undefined && isShallow)
                refspecs.push(`+refs/heads/*:refs/towpath-heads/${app}/*`);
            const quiet = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head'];
            await remote([...quiet, ...depthOption, `${TARGET}:${app}`, ...refspecs]);
            return git.ask(['rev-parse', `refs/towpath/${app}`]);
        },
        async commit({ tree, parent, message, time }) {
            const parents = parent === '' ? [] : ['-p', parent];
            const args = ['commit-tree', '--no-gpg-sign', ...parents, tree];
            return scratchGit(path, { ...env(), ...identity(time) }).ask(args, message);
        },
        push: (app, commit, branch, options) => runPush(path, env(), `${TARGET}:${app}`, `${commit}:refs/heads/${branch}`, options),
        [Symbol.dispose]: () => folder[Symbol.dispose](),
    };
}
/** Makes the objects of a checkout readable in the repository. */
function borrowObjects(path, objects) {
    (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.join)(path, 'objects', 'info'), { recursive: true });
    (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_namespaceObject.join)(path, 'objects', 'info', 'alternates'), `${objects}\n`);
    // Otherwise a fetch would walk the branches of the checkout, whose history may be shallow without this repository knowing.
    (0,external_node_fs_namespaceObject.appendFileSync)((0,external_node_path_namespaceObject.join)(path, 'config'), '[core]\n\talternateRefsPrefixes = refs/none/\n');
}
const identity = (time) => Object.fromEntries(['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'Towpath'],
    [`GIT_${role}_EMAIL`, 'towpath@localhost'],
    [`GIT_${role}_DATE`, `${time} +0000`],
]));
async function runPush(path, env, remote, refspec, { onLine, killOn }) {
    const lines = [];
    const onErrorLine = (text) => {
        const line = stripTerminalCodes(text).trimEnd();
        lines.push(line);
        if (!/^(?:remote:)?\s*$/.test(line))
            onLine(line.replace(/^remote: /, ''));
    };
    const config = ['safe.directory=*', 'push.recurseSubmodules=no', 'core.hooksPath=/dev/null'];
    const { code, stdout } = await streamProgram('git', [...config.flatMap((one) => ['-c', one]), 'push', '--porcelain', remote, refspec], { cwd: path, env: { ...env, GIT_DIR: path }, onErrorLine, killOn });
    return { code, stdout, lines };
}
/** The user's git configuration must not change these pushes: no hooks, no signatures, no other addresses. */
const ISOLATED = {
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_COUNT: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
};

;// CONCATENATED MODULE: ./build/kit/process/find-program.js
// Looks for programs as the system does when it starts them.


/** Returns those programs that are in no folder of the PATH. */
function missingPrograms(names, env) {
    return names.filter((name) => findProgram(name, env, '/') === undefined);
}
/** Returns the path of a program in the PATH, or at a path from a working folder. */
function findProgram(name, { PATH = '' }, cwd) {
    if (name.includes('/'))
        return [(0,external_node_path_namespaceObject.resolve)(cwd, name)].find(isProgram);
    const folders = PATH.split(external_node_path_namespaceObject.delimiter).filter((folder) => folder !== '');
    return folders.map((folder) => (0,external_node_path_namespaceObject.resolve)(cwd, (0,external_node_path_namespaceObject.join)(folder, name))).find(isProgram);
}
function isProgram(path) {
    try {
        (0,external_node_fs_namespaceObject.accessSync)(path, external_node_fs_namespaceObject.constants.X_OK);
        return (0,external_node_fs_namespaceObject.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./build/kit/ssh/known-hosts.js
// The input `known-hosts`: lines of known_hosts, and `host SHA256:fingerprint` lines. Pure.



/** Reads the lines, without comments and empty ones. Every mistake is reported with its line. */
function readKnownHosts(text) {
    const lines = [];
    const problems = [];
    const fingerprints = [];
    for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
        const line = withoutKeygenColumns(raw.trim());
        if (line === '' || line.startsWith('#'))
            continue;
        const [, name, fingerprint] = /^(\S+)\s+(SHA256:\S*)$/.exec(line) ?? [];
        if (name !== undefined && fingerprint !== undefined) {
            // 32 bytes in base64, without the padding.
            if (!/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(fingerprint)) {
                problems.push(`line ${index + 1}: ${escape_quote(fingerprint)} is not a fingerprint`);
                continue;
            }
            fingerprints.push({ names: portForms(name), fingerprint: fingerprint.replace('=', '') });
            continue;
        }
        const problem = mistakeIn(line);
        if (problem === undefined)
            lines.push(withPorts(line));
        else
            problems.push(`line ${index + 1}: ${problem}`);
    }
    return problems.length > 0 ? { problems } : { lines, fingerprints };
}
/** Turns a line of `ssh-keygen -l` (bits, fingerprint, host or comment, type of key) into `host fingerprint`. */
function withoutKeygenColumns(line) {
    const [, print, host] = /^\d+\s+(SHA256:\S+)\s+(\S+)\s+\([A-Z0-9-]+\)$/.exec(line) ?? [];
    return print === undefined
        ? line.replace(/^(\S+\s+SHA256:\S+)\s+\(.*\)$/, '$1')
        : `${host} ${print}`;
}
/** Rewrites the names of a line as ssh looks for them: `host:22022` becomes `[host]:22022`, and `[host]:22` becomes `host`. */
function withPorts(line) {
    return line.replace(/^((?:@\S+\s+)?)(\S+)/, (_, mark, names) => mark + portForms(names));
}
const portForms = (names) => names
    .split(',')
    .map((name) => (name.startsWith('|') ? name : portForm(name)))
    .join(',');
/** `!` comes before a name that is excluded, outside the brackets. */
function portForm(pattern) {
    const [, not = '', name = ''] = /^(!?)(.*)$/.exec(pattern) ?? [];
    const [, bracketed, bare, port = '22'] = /^(?:\[([^\]]*)\]|([^[\]:]+))(?::(\d+|\*))?$/.exec(name) ?? [];
    const host = bracketed ?? bare ?? name;
    return (not + (port === '22' ? hostAddress({ name: host }) : `[${hostAddress({ name: host })}]:${port}`));
}
const KEY = /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-\S+|sk-\S+)$/;
/** Returns the mistake in a line of known_hosts: host names, type of key, key in base64, comment. */
function mistakeIn(line) {
    const fields = line.split(/\s+/);
    const marked = fields[0]?.startsWith('@') ? fields.slice(1) : fields;
    const [names = '', kind = '', key = ''] = marked;
    if (KEY.test(names) && kind.startsWith('AAAA')) {
        return 'this is a key without its host; put the host before it';
    }
    if (!KEY.test(kind))
        return `${escape_quote(kind)} is not a type of key; a line is: host, type, key`;
    const bytes = Buffer.from(key, 'base64');
    const length = bytes.length > 4 ? bytes.readUInt32BE(0) : 0;
    const isKey = bytes.subarray(4, 4 + length).toString('latin1') === kind;
    return isKey ? undefined : `the key of ${escape_quote(names)} is damaged`;
}
/** Whether a host has a line. Hashed names may match any host: ssh itself compares them. */
function knows({ lines, fingerprints }, host) {
    const trusted = lines.filter((line) => !line.startsWith('@revoked'));
    return (fingerprintsFor(fingerprints, host).length > 0 ||
        trusted.some((line) => /^(?:@\S+\s+)?\|1\|/.test(line) || matchesHost(line, host)));
}
/** Returns the fingerprints of a host. */
function fingerprintsFor(fingerprints, host) {
    return fingerprints
        .filter(({ names }) => matchesHost(names, host))
        .map(({ fingerprint }) => fingerprint);
}
/** For OpenSSH, a name without a port matches every port. */
const matchesHost = (line, host) => [knownName(host), hostAddress(host)].some((name) => matches(line, name));
/** Whether the names of a line match: separated by commas, with `*` and `?`, and `!` before those that are excluded. */
function matches(line, name) {
    const [first = '', second = ''] = line.split(/\s+/);
    const patterns = (first.startsWith('@') ? second : first).split(',');
    const fits = (pattern) => {
        const source = pattern
            .replace(/[.+^${}()|[\]\\]/g, '\\$&')
            .replace(/\*/g, '.*')
            .replace(/\?/g, '.');
        return new RegExp(`^${source}$`, 'i').test(name);
    };
    const isExcluded = patterns.some((one) => one.startsWith('!') && fits(one.slice(1)));
    return !isExcluded && patterns.some((one) => !one.startsWith('!') && fits(one));
}
/**
 * Returns the lines, and for a host on another port those of its bare name again with the port: ssh asks only for types of keys that it
 * knows with the port. It finds the authorities of a bare name by itself.
 */
function linesFor(lines, host) {
    if (host.port === 22)
        return [...lines];
    const bare = lines.filter((line) => !/^(?:@cert-authority\s|(?:@revoked\s+)?\|)/.test(line) && matches(line, hostAddress(host)));
    return [
        ...lines,
        ...bare.map((line) => line.replace(/^((?:@\S+\s+)?)\S+/, `$1${knownName(host)}`)),
    ];
}
/** Whether an authority may have signed the certificate of a host. */
const hasAuthority = (lines, host) => lines.some((line) => line.startsWith('@cert-authority') && matchesHost(line, host));
/** Returns the fingerprint of a key as `ssh-keygen -l` prints it. */
function fingerprintOf(key) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(Buffer.from(key, 'base64')).digest('base64');
    return `SHA256:${hash.replace(/=+$/, '')}`;
}

;// CONCATENATED MODULE: ./build/kit/ssh/login-checks.js
// What a login needs, checked before the first one: OpenSSH's client on this machine, and a known key of every host.





/** Throws a UserError (`no-ssh-client`) if this machine can't log in to others. */
function assertClient(env) {
    const missing = missingPrograms(['ssh', 'ssh-agent', 'ssh-add'], env);
    if (missing.length === 0)
        return;
    throw new UserError('no-ssh-client', `This action logs in to hosts with OpenSSH's client, but the PATH of this runner has no ${list(missing)}. Install it before this step: apt-get install openssh-client (Debian, Ubuntu), apk add openssh-client (Alpine), dnf install openssh-clients (Fedora, RHEL)`);
}
/** Throws a UserError (`host-key-unknown`) that lists all hosts without a known key. */
function assertKnown(known, hosts) {
    const unknown = hosts.filter((host) => !knows(known, host)).map(hostText);
    if (unknown.length === 0)
        return;
    throw new UserError('host-key-unknown', `"known-hosts" has no key for ${list(unknown)}; add a line for each (ssh-keyscan, then compare it on the host: ssh-keygen -l), or "host SHA256:fingerprint"`);
}

;// CONCATENATED MODULE: ./build/kit/dokku/version.js
// Dokku's version, and what each version can do. Pure.
/** Parses the output of `dokku version`: `dokku version 0.38.27`, or `v0.10.5` before 0.20. */
function parseVersion(output) {
    const [, major, minor, patch] = /^(?:dokku version )?v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:-\S*)?$/m.exec(output.trim()) ?? [];
    if (major === undefined)
        return undefined;
    return [Number(major), Number(minor), Number(patch)];
}
/** The first release with each feature, and the one that removed it, according to Dokku's source at its tags. */
const FEATURES = {
    'apps:list': ['0.8.1'],
    'apps:exists': ['0.11.5'],
    'git:report': ['0.12.0'],
    'apps:locked': ['0.13.0'],
    'ps:inspect': ['0.13.0'],
    'git:from-image': ['0.24.0'],
    'deploy source': ['0.26.0'],
    'config:import': ['0.37.0'],
    'builds:list': ['0.38.0'],
    'json reports': ['0.38.0'],
    tags: ['0.4.0', '0.26.0'],
};
/** Returns whether a version of Dokku has a feature. */
function has(version, feature) {
    const [first, removed] = FEATURES[feature];
    return !isBefore(version, first) && (removed === undefined || isBefore(version, removed));
}
function isBefore(version, other) {
    const parts = other.split('.').map(Number);
    const at = version.findIndex((number, index) => number !== parts[index]);
    return at !== -1 && (version[at] ?? 0) < (parts[at] ?? 0);
}

;// CONCATENATED MODULE: ./build/kit/dokku/server.js
// A Dokku server over SSH: runs its commands, and knows which of them its version has.








/**
 * Dokku splits a command at spaces, in one of three ways depending on command and version, after expanding globs. Words of only these
 * characters pass all three unchanged.
 */
const WORD = /^[A-Za-z0-9@%+=:,./_-]+$/;
/** sshd allows ten sessions on a connection (MaxSessions), and git needs some of them. */
const MAX_COMMANDS = 6;
/** Connects to a server and asks for its version. Throws a UserError: that of the connection, or `not-dokku`. */
async function openDokku(ssh, host, env) {
    let connection = await ssh.connect(host).catch((error) => {
        throw keyRefusedByDokku(error);
    });
    const whenFree = limitConcurrency(MAX_COMMANDS);
    const run = async (words, command = {}) => {
        const unsafe = words.find((word) => !WORD.test(word));
        if (unsafe !== undefined)
            throw new UserError('dokku-failed', `${escape_quote(unsafe)} can't be passed to a Dokku command: only letters, digits and @%+=:,./_- can`);
        const result = await whenFree(() => connection.exec(words.join(' '), command));
        // The exit code of ssh itself: no answer. A command that deploys may also have been ended by builds:cancel.
        if (result.code === 255 && !command.killOn)
            throw connectionError(host, result.stderr);
        return result;
    };
    try {
        const version = await askVersion(host, run);
        const gitEnv = { ...env, ...ssh.env, ...sharedConnection(connection) };
        return {
            host,
            version,
            gitEnv,
            has: (feature) => has(version, feature),
            run,
            async ask(words, command) {
                const { code, stdout, stderr } = await run(words, command);
                if (code === 0)
                    return stdout.trim();
                throw new UserError('dokku-failed', `${hostText(host)}: "${words[0]}" failed with exit code ${code}: ${escape_quote(errorLine(`${stdout}\n${stderr}`))}`);
            },
            async reconnect() {
                await connection.close();
                connection = await ssh.connect(host);
                Object.assign(gitEnv, sharedConnection(connection));
            },
            close: () => connection.close(),
        };
    }
    catch (error) {
        await connection.close();
        throw error;
    }
}
/** A key that a person adds to authorized_keys of Dokku's account by hand would get a shell, and not Dokku. */
function keyRefusedByDokku(error) {
    if (!(error instanceof UserError) || error.reason !== 'key-refused')
        return error;
    const added = 'was its public key added with "dokku ssh-keys:add", and is the user "dokku"?';
    return new UserError('key-refused', error.message.replace(IS_KEY_ADDED, added));
}
/** Returns a function that runs at most this many tasks at a time. */
function limitConcurrency(limit) {
    let running = 0;
    const waiting = [];
    return async (task) => {
        if (running >= limit)
            await new Promise((resolve) => waiting.push(resolve));
        running += 1;
        try {
            return await task();
        }
        finally {
            running -= 1;
            waiting.shift()?.();
        }
    };
}
/** Makes git's ssh use the open connection. */
const sharedConnection = ({ config }) => ({
    GIT_SSH_COMMAND: `ssh -F '${config.replaceAll("'", "'\\''")}' -o ControlMaster=no`,
    GIT_SSH_VARIANT: 'ssh',
});
async function askVersion(host, run) {
    const { code, stdout, stderr } = await run(['version']);
    const version = code === 0 ? parseVersion(stdout) : undefined;
    if (version)
        return version;
    const output = `${stdout}\n${stderr}`;
    if (isRefusal(output))
        throw lookDenied(host, 'version', output);
    throw new UserError('not-dokku', `${hostText(host)} did not answer "version" as Dokku does: ${escape_quote(errorLine(output))}. The user must be "dokku", and the key must have been added with "dokku ssh-keys:add"`);
}
/** Returns the version, and which commands are used with it, for the log. */
function describeVersion({ version, has: can }) {
    const either = (feature, older) => (can(feature) ? feature : older);
    const commands = [
        can('json reports')
            ? 'apps:report --format json'
            : either('apps:exists', either('apps:list', 'apps')),
        either('git:report', 'config:get'),
        either('ps:inspect', 'ps:report'),
        either('config:import', 'config:set --encoded'),
    ];
    const cancel = can('builds:list')
        ? 'a cancelled build is stopped with builds:cancel'
        : 'a cancelled build continues on the server';
    return `Dokku ${version.join('.')}: uses ${commands.join(', ')}; ${cancel}`;
}

;// CONCATENATED MODULE: ./build/kit/dokku/session.js
// A connection to a server for the length of some work.
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


/** Connects, does the work, and closes the connection. Throws a UserError if it can't connect or the server is not Dokku. */
async function withServer({ host, 'known-hosts': known }, { ssh: open, env, runner }, work) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        assertKnown(known, [host]);
        const ssh = __addDisposableResource(env_1, await open(), true);
        for (const repair of ssh.repairs)
            runner.log(`Repaired the SSH key: ${repair}`);
        const dokku = await openDokku(ssh, host, env);
        try {
            await work(dokku);
        }
        finally {
            await dokku.close();
        }
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Returns the SSH options of the inputs, with a timeout in seconds. */
function accessOf({ 'ssh-key': key, 'ssh-passphrase': passphrase, 'known-hosts': known, }) {
    return { key, passphrase, known, timeout: 10 };
}

;// CONCATENATED MODULE: ./build/kit/dokku/post-step.js
// The post step of a run that ended before the server did: waits for the outcome of the deployment and reports it.
var post_step_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var post_step_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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








/** Milliseconds that the post step waits for the server. */
const LIMIT = 240_000;
/**
 * Runs the post step with the saved state. Throws a UserError (`cancelled`) if the deployment went live after all, or if its outcome
 * is unknown.
 */
async function runPost(access, ports, savedState) {
    const { runner, clock, cancel, temp } = ports;
    const state = JSON.parse(savedState);
    const { app } = state;
    await withServer(access, ports, async (dokku) => {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const repository = post_step_addDisposableResource(env_1, await appRepository(dokku, temp), false);
            runner.log(`Waiting for the server to finish the deployment of ${app}`);
            const isDeployed = () => isLive(state, dokku, repository);
            const deadline = clock.now() + LIMIT;
            const outcome = await waitForOutcome(dokku, app, isDeployed, deadline, { clock, cancel });
            const containers = await appContainers(dokku, app);
            const running = describeContainers(containers);
            if (outcome === 'not-deployed') {
                runner.log(`${app} was not deployed. Running now: ${running}`);
                const left = containers.filter(({ upcoming, state }) => upcoming && state === 'running');
                for (const advice of leftOverAdvice(app, left))
                    runner.annotate('warning', advice);
                return;
            }
            throw new UserError('cancelled', outcome === 'deployed'
                ? `The step ended early, but the server deployed ${escape_quote(app)} anyway: ${running}`
                : `The step ended early, and the server did not finish the deployment of ${escape_quote(app)} within ${LIMIT / 1000} s: ${running}`);
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            post_step_disposeResources(env_1);
        }
    });
}
async function isLive({ app, branch, commit, image, before }, dokku, { heads }) {
    if (commit !== '')
        return (await heads(app)).get(branch) === commit;
    // Not by the deploy source: it is not reported before 0.26, and it may have had the same image name before.
    const running = (await appContainers(dokku, app)).filter(({ state }) => state === 'running');
    const isNew = running.every(({ id, madeFrom }) => madeFrom.includes(image) && !before.includes(id));
    return running.length > 0 && isNew;
}

;// CONCATENATED MODULE: ./build/kit/http/get.js
// One HTTP request to a deployed application.

/** How much of a body is read: bytes. */
const MAX_BYTES = 1_048_576;
/** How long a response may take: milliseconds. */
const TIMEOUT = 10_000;
/** Fetches a page and follows redirects. A failure is an answer too. */
const get = async (url) => {
    try {
        const headers = { 'user-agent': 'towpath' };
        const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT) });
        return { status: response.status, text: await beginningOf(response) };
    }
    catch (error) {
        return { failed: describe(error) };
    }
};
async function beginningOf({ body }) {
    const decoder = new TextDecoder();
    let text = '';
    let bytes = 0;
    for await (const chunk of body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        bytes += chunk.length;
        if (bytes >= MAX_BYTES)
            break;
    }
    return text;
}
function describe(error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return isTimeout ? `no response within ${TIMEOUT / 1000} s` : plainError(error);
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./build/kit/process/background-folder.js
// A private folder for what runs in the background during a step: every process of it names a file of the folder in its arguments. None
// is left when the step ends, even if the step is killed: then a guard kills the processes and removes the folder, and so does the post
// step, in case the guard was killed too.



/**
 * A socket's path has at most 103 bytes on macOS, 107 on Linux, and ssh adds 17 for a moment (OpenSSH: mux.c, muxserver_listen). This
 * leaves room for the folder's own name and a file in it.
 */
const LONGEST_PARENT = 55;
/** Characters that mean nothing else in a file of ssh_config(5). */
const PLAIN_PATH = /^[A-Za-z0-9/._+@-]+$/;
/** Returns the first folder that is short and plain enough for sockets and configuration files of ssh: the runner's, or the system's. */
function socketParent(temp) {
    const isSuitable = (path) => path.length <= LONGEST_PARENT && PLAIN_PATH.test(path);
    return [temp, (0,external_node_os_namespaceObject.tmpdir)()].find(isSuitable) ?? '/tmp';
}
/** Creates the folder, below `temp` if possible, and starts its guard. */
function backgroundFolder(temp, env) {
    const folder = temporaryFolder(socketParent(temp), PREFIX);
    const { path } = folder;
    const guard = startProgram('sh', ['-c', END_ALL, 'towpath', path], {
        cwd: '/',
        env: { PATH: env['PATH'] },
        detached: true,
    });
    return {
        path,
        async [Symbol.asyncDispose]() {
            guard.stop('SIGKILL');
            await guard.ended;
            folder[Symbol.dispose]();
        },
    };
}
const PREFIX = 'towpath-ssh-';
/** Ends the processes of a step that was killed, and removes its folder. */
async function removeBackgroundFolder(path, env) {
    if (!path.includes(PREFIX))
        return;
    await runProgram('sh', ['-c', END_ALL, 'towpath', path], { cwd: '/', env: { PATH: env['PATH'] } });
}
/**
 * Begins at the end of its standard input, which for the guard is the end of the step. Kills every process whose arguments name a file
 * of the folder, and the process group that it leads; its own arguments name only the folder. `read` skips the NULs of /proc.
 */
const END_ALL = `folder=$1
cat >/dev/null
processes() {
  if [ -r /proc/self/cmdline ]; then
    for process in /proc/[0-9]*; do
      arguments=
      read -r arguments <"$process/cmdline"
      case $arguments in *"$folder/"*) echo "\${process#/proc/}" ;; esac
    done
  else
    pgrep -f "$folder/"
  fi
}
{
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    pids=$(processes)
    [ -n "$pids" ] || break
    for pid in $pids; do kill -KILL "-$pid" || kill -KILL "$pid"; done
    sleep 0.1
  done
  rm -rf "$folder"
} 2>/dev/null
`;

;// CONCATENATED MODULE: ./build/kit/ssh/load-keys.js
// Adds a private key to an agent, and writes the files with its public key and its certificate, by which ssh names it.





/** Answers only once: after a wrong passphrase, ssh-add asks again and again. */
const ASKPASS = `#!/bin/sh
[ -e "$0.asked" ] && exit 1
: >"$0.asked"
printf '%s\\n' "$TOWPATH_PASSPHRASE"
`;
/** What ssh-add of OpenSSH 9.2 prints while the agent is not listening yet. */
const NOT_LISTENING = /Error connecting to agent|Could not open a connection/;
/** Adds the keys. Returns them, each once, with their certificates. */
async function loadKeys(keys, options) {
    const identities = [];
    for (const [index, key] of keys.entries()) {
        const file = (0,external_node_path_namespaceObject.join)(options.folder, `key-${index + 1}`);
        const added = await addKey(key, `${file}.askpass`, options);
        if (added.code !== 0)
            return { problem: addProblem(added.stderr, key) };
        // A key that the agent had already is not listed again.
        const publicKey = (await listed(options)).find((line) => !identities.some((one) => one.publicKey === line));
        if (publicKey !== undefined) {
            (0,external_node_fs_namespaceObject.writeFileSync)(`${file}.pub`, `${publicKey}\n`, { mode: 0o600 });
            identities.push({ publicKey, file: `${file}.pub`, certificates: [] });
        }
        const { certificate } = key;
        if (!certificate)
            continue;
        const wanted = publicKey ?? certificate.publicKey;
        const place = identities.findIndex((one) => one.publicKey === wanted);
        const identity = identities[place];
        if (!identity || wanted !== certificate.publicKey)
            return { problem: unfit(key, certificate.publicKey, publicKey) };
        const { line } = certificate;
        (0,external_node_fs_namespaceObject.writeFileSync)(`${file}-cert.pub`, `${line}\n`, { mode: 0o600 });
        const others = identity.certificates.filter((one) => one.line !== line);
        const certificates = [...others, { line, file: `${file}-cert.pub` }];
        identities[place] = { ...identity, certificates };
    }
    return identities;
}
async function addKey(key, askpass, { passphrase, env, folder }) {
    (0,external_node_fs_namespaceObject.writeFileSync)(askpass, ASKPASS, { mode: 0o700 });
    const passphraseEnv = {
        SSH_ASKPASS: askpass,
        SSH_ASKPASS_REQUIRE: 'force',
        TOWPATH_PASSPHRASE: passphrase,
    };
    const add = () => runProgram('ssh-add', ['-q', '-'], {
        cwd: folder,
        env: { ...env, ...passphraseEnv, LC_ALL: 'C' },
        input: key.text,
    });
    let added = await add();
    // The agent creates its socket a moment before it listens.
    for (let again = 0; again < 20 && NOT_LISTENING.test(added.stderr); again += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        added = await add();
    }
    return added;
}
/** Returns the types and keys in the agent. */
async function listed({ env, folder }) {
    const { stdout } = await runProgram('ssh-add', ['-L'], { cwd: folder, env });
    const lines = stdout.split('\n').map((line) => line.split(' ').slice(0, 2).join(' '));
    return lines.filter((line) => line !== '');
}
function addProblem(stderr, { name, encrypted }) {
    if (encrypted)
        return `"ssh-passphrase" does not decrypt ${name}, or the key is damaged`;
    const lastLine = stderr.trim().split('\n').at(-1) ?? '';
    return `${name} is damaged, OpenSSH can't read it: ${escape_quote(lastLine)}`;
}
function unfit({ name }, wanted, has) {
    const [mine = '', its = ''] = [has, wanted].map((line) => fingerprintOf(line?.split(' ')[1] ?? ''));
    const shown = has === undefined ? '' : ` (${mine})`;
    return `the certificate after ${name} is for another key (${its}) than ${name}${shown}; put each certificate on the line after its own key`;
}

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");
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
        const plain = external_node_buffer_namespaceObject.Buffer.from(whole, 'base64').toString('latin1');
        return plain.includes('PRIVATE KEY-----') ? plain : text;
    }
    const words = text.split(/(\s+)/).flatMap((word) => wordsOf(word));
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
function wordsOf(word) {
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
    const plain = external_node_buffer_namespaceObject.Buffer.from(file, 'base64').toString('latin1');
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
    const bytes = external_node_buffer_namespaceObject.Buffer.from(body, 'base64');
    if (!bytes.toString('latin1').startsWith(private_key_MAGIC) || bytes.length < private_key_MAGIC.length + 8)
        return undefined;
    const length = bytes.readUInt32BE(private_key_MAGIC.length);
    const cipher = bytes.subarray(private_key_MAGIC.length + 4, private_key_MAGIC.length + 4 + length).toString('latin1');
    return cipher !== 'none';
}

;// CONCATENATED MODULE: ./build/kit/ssh/user-certificate.js
// Reads user certificates as ssh-keygen writes them: `ssh-ed25519-cert-v01@openssh.com AAAA... comment`. Pure.

/** Finds certificates in a string; the blob may have lost its line endings, or have too many. */
const CERTIFICATE = /((?:ssh-rsa|ssh-dss|ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521))-cert-v01@openssh\.com)\s+([A-Za-z0-9+/=]+(?:\s+[A-Za-z0-9+/=]+(?=\s|$))*)/g;
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
        const read = certificateOf(type, external_node_buffer_namespaceObject.Buffer.from(words.slice(0, count).join(''), 'base64'));
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
            publicKey: `${plain} ${external_node_buffer_namespaceObject.Buffer.concat([lengthOf(plain), external_node_buffer_namespaceObject.Buffer.from(plain), key]).toString('base64')}`,
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
    const length = external_node_buffer_namespaceObject.Buffer.alloc(4);
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
    const problem = text.includes('PRIVATE KEY-----') ? undefined : problemOf(text);
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
    const [, type = '', blob = ''] = [...gap.matchAll(CERTIFICATE)][0] ?? [];
    const certificate = readCertificate(type, blob);
    if (!certificate)
        return { problem: 'the certificate of KEY is damaged, or of an unknown type' };
    const problem = certificateProblem(certificate, now);
    return problem === undefined ? certificate : { problem: `the certificate of KEY ${problem}` };
}
/** Names what people paste instead of a private key. */
function problemOf(text) {
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

;// CONCATENATED MODULE: ./build/kit/ssh/agent.js
// Runs an ssh-agent for this step. The keys are in the memory of the agent and in the environment of this process, which has the inputs of
// the step, but not in a file.








/**
 * Starts an agent with keys. Its socket is in a folder below `temp` until it is disposed of. Throws a UserError (`bad-key`) that names
 * the key that is not a private key, does not fit its certificate, or needs another passphrase.
 */
async function startAgent({ key, passphrase, input = 'ssh-key' }, env, temp) {
    const badKey = (problem) => new UserError('bad-key', `"${input}": ${problem}`);
    const pasted = readPastedKeys(key, Date.now() / 1000);
    if ('problem' in pasted)
        throw badKey(pasted.problem);
    const locked = pasted.keys.find(({ encrypted }) => encrypted);
    if (locked && passphrase === '') {
        throw badKey(`${locked.name} is encrypted; give "ssh-passphrase", or use a key without a passphrase`);
    }
    const folder = temporaryFolder(temp, 'towpath-ssh-');
    const socket = (0,external_node_path_namespaceObject.join)(folder.path, 'agent');
    // In the foreground (-D): as a daemon, or with a command, it would notice the end of this step up to ten seconds later.
    const agent = startProgram('ssh-agent', ['-D', '-a', socket], {
        cwd: folder.path,
        env,
        detached: true,
    });
    const dispose = async () => {
        agent.stop();
        await agent.ended;
        folder[Symbol.dispose]();
    };
    try {
        await waitFor(() => (0,external_node_fs_namespaceObject.existsSync)(socket), agent.ended);
        const agentEnv = { SSH_AUTH_SOCK: socket };
        const options = { passphrase, env: { ...env, ...agentEnv }, folder: folder.path };
        const keys = await loadKeys(pasted.keys, options);
        if ('problem' in keys)
            throw badKey(keys.problem);
        return {
            env: agentEnv,
            identities: { socket, keys },
            repairs: pasted.repairs,
            [Symbol.asyncDispose]: dispose,
        };
    }
    catch (error) {
        await dispose();
        throw error;
    }
}
/** Waits until the agent has created its socket. */
async function waitFor(isReady, ended) {
    let errorOutput;
    void ended.then((stderr) => {
        errorOutput = stderr;
    });
    for (let waited = 0; !isReady(); waited += 10) {
        if (errorOutput !== undefined || waited > 10_000) {
            throw new UserError('no-agent', `ssh-agent can't be started: ${escape_quote(errorOutput ?? 'it creates no socket')}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}

;// CONCATENATED MODULE: ./build/kit/ssh/script-line.js
// A script and its arguments as one line that every login shell of a host takes alike: sh, bash, zsh, csh, tcsh or fish. Pure.

/**
 * Decodes its arguments, and runs the first of them as a script with the others. `+` begins a piece of an argument, `=` its last piece,
 * and `%` the last piece of one with escapes for printf's %b.
 */
const DECODE = `p=; for a; do shift; case $a in +*) p=$p\${a#+}; continue ;; %*) a=$(printf %b. "$p\${a#%}"); a=\${a%.} ;; *) a=$p\${a#=} ;; esac; p=; set -- "$@" "$a"; done; a=$1; shift; eval "$a"`;
/** All but printable ASCII without quotes, `!` and backslashes: in single quotes these mean something to one login shell or another. */
const SPECIAL = /[^ #-&(-[\]-_a-~]/gu;
/**
 * bsd-csh of Debian 12 refuses words of 1024 characters: "Word too long". To fish, a backslash at the end of a piece would escape the quote
 * after it.
 */
const PIECE = /.{1,1000}(?<!\\)/g;
/** The scripts that were sent, as they are sent. There are a few, each for every host, and it takes milliseconds to encode one. */
const encodedScripts = new Map();
/** Returns the line that runs a fixed script in the host's `sh`, with `towpath` as `$0`. */
function scriptLine(script, args) {
    const text = encodedScripts.get(script) ?? encoded(script);
    encodedScripts.set(script, text);
    return `sh -c '${DECODE}' towpath ${[text, ...args.map(encoded)].join(' ')}`;
}
function encoded(argument) {
    const text = argument.replace(SPECIAL, (character) => [...external_node_buffer_namespaceObject.Buffer.from(character)].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join(''));
    const pieces = text.match(PIECE) ?? [''];
    const end = text === argument ? '=' : '%';
    return pieces
        .map((piece, index) => `'${index < pieces.length - 1 ? '+' : end}${piece}'`)
        .join(' ');
}

;// CONCATENATED MODULE: ./build/kit/ssh/commands.js
// Runs commands on a host over an open connection.






/** Returns the ways to run commands on a host. */
function commandsOver(host, { config, folder, id, env, lost, ended }) {
    let count = 0;
    const client = async (args, command) => {
        // Without its master, the client would silently log in again.
        if (lost() !== undefined)
            throw connectionError(host, lost() ?? '');
        const { input = '', closeStdinOn, onLine, killOn } = command;
        const all = ['-T', '-o', 'ControlMaster=no', ...args];
        const finished = await streamProgram('ssh', all, {
            cwd: folder,
            env,
            input,
            closeStdinOn,
            onLine,
            killOn,
            endGroup: true,
        });
        // A client may notice the loss of its master before this process does.
        if (finished.code === 255)
            await Promise.race([ended, pause(500)]);
        if (finished.code !== null && (finished.code !== 255 || lost() === undefined))
            return finished;
        throw connectionError(host, `${lost() ?? ''}${finished.stderr}`);
    };
    return {
        run(script, args = [], command = {}) {
            return client(['-F', config, TARGET, '--', scriptLine(script, args)], command);
        },
        async exec(line, { hidden = false, ...command } = {}) {
            if (!hidden)
                return client(['-F', config, TARGET, '--', line], command);
            count += 1;
            const file = (0,external_node_path_namespaceObject.join)(folder, `${id}-${count}.conf`);
            // ssh_config(5): RemoteCommand takes the rest of its line, and expands %-tokens in it.
            const remote = `RemoteCommand ${line.replaceAll('%', '%%')}`;
            const text = `Include "${config}"\nHost ${TARGET}\n${remote}\n`;
            (0,external_node_fs_namespaceObject.writeFileSync)(file, text, { mode: 0o600 });
            try {
                return await client(['-F', file, TARGET], command);
            }
            finally {
                (0,external_node_fs_namespaceObject.rmSync)(file, { force: true });
            }
        },
    };
}
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

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

;// CONCATENATED MODULE: ./build/kit/ssh/proxy-script.js
// The script that runs the proxy command for ssh and Fabric: its arguments are a file for its messages, the host, the port and the user. Pure.

/** How much of its standard error is kept: so many pieces of 1024 bytes at most, each as soon as it is there. */
const proxy_script_KEPT = 'bs=1024 count=64';
/**
 * Returns the script. It becomes the command, so that a signal to it reaches the command. A separate process reads the command's standard
 * error, and ends with it, so that it is not mixed with the messages of ssh.
 */
function proxyScript(program, [, ...args], folder) {
    const words = [joinShellWords([program]), ...args.map(shellWord)];
    return `messages=$1 host=$2 port=$3 user=$4
rm -f "$messages.pipe"
mkfifo -m 600 "$messages.pipe" || exit
{ dd ${proxy_script_KEPT} of="$messages"; cat >/dev/null; } <"$messages.pipe" >/dev/null 2>&1 &
exec 2>"$messages.pipe"
rm -f "$messages.pipe"
cd ${joinShellWords([folder])} || exit
exec ${words.join(' ')}
`;
}
const VARIABLES = {
    '%h': '"$host"',
    '%p': '"$port"',
    '%r': '"$user"',
    '%%': '%',
};
/** Returns a word of the command for sh, with the tokens as variables. */
function shellWord(word) {
    const parts = word.split(/(%[hpr%])/).filter((part) => part !== '');
    return parts.map((part) => VARIABLES[part] ?? joinShellWords([part])).join('') || "''";
}

;// CONCATENATED MODULE: ./build/kit/ssh/proxy.js
// The files of the proxy command in the folder of a step: its script, and its standard error.






/** Returns the path of the command's program. Throws a UserError (`bad-input`) if it is not found from a working folder. */
function proxyProgram([name = ''], env, cwd) {
    const program = findProgram(name, env, cwd);
    if (program !== undefined)
        return program;
    const where = name.includes('/')
        ? `${escape_quote(name)} is not a program in the checkout`
        : `the PATH of this runner has no program ${escape_quote(name)}`;
    const hint = /^\w+=/.test(name) ? '; give variables of the command in the "env" of the step' : '';
    throw new UserError('bad-input', `"proxy-command": ${where}; install it before this step${hint}`);
}
/** Writes the script, and returns what a connection needs of it; `cwd` is the command's working folder. */
function writeProxyScript(command, program, cwd, folder) {
    const script = (0,external_node_path_namespaceObject.join)(folder, 'proxy');
    (0,external_node_fs_namespaceObject.writeFileSync)(script, proxyScript(program, command, cwd), { mode: 0o600 });
    return (id) => ({ script, messages: (0,external_node_path_namespaceObject.join)(folder, `${id}.proxy`) });
}
/** Returns the standard error of the command, whose last lines arrive a moment after its end. */
async function proxyMessages({ messages }) {
    for (let waited = 0;; waited += 20) {
        const text = read(messages);
        if (text !== '' || waited >= 200)
            return text;
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}
function read(path) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./build/kit/ssh/login.js
// Logins that fail: which of them are tried again, and what is said of the others.






/** With a server that has no faster key exchange, ssh prints nothing at this log level (OpenSSH 9.2: packet.c, logit). */
const NO_FAST_KEY_EXCHANGE = /^\s*$|no matching key exchange method/;
/** Of many logins at once, sshd refuses some (MaxStartups); a later attempt succeeds. */
const TOO_MANY_LOGINS = /kex_exchange_identification|Connection (?:closed|reset) by/;
const MAX_ATTEMPTS = 4;
/** What ssh prints if its gateway does not connect it. */
const NOT_FORWARDED = /stdio forwarding (?:request )?failed/i;
/** What ssh prints if a server hangs up, since it was offered more keys than it allows (MaxAuthTries). */
const TOO_MANY_KEYS = /Too many authentication failures/;
/**
 * Milliseconds that a login may take, from the seconds within which a host must answer: ssh's own limits are for the first line that a
 * host sends, and for its silence (ServerAliveInterval), so that one that sends a little now and then would never end.
 */
const loginLimit = (timeout) => Math.max(20_000, 3000 * timeout);
/** The error output of a login that took longer. */
const LATE = 'Timed out during the key exchange or the login';
/**
 * Logs in, several times if need be: with all keys, and with one key after the other if those are too many for the server. An attempt
 * returns what it opened, or what ssh printed; so does this.
 */
async function repeatLogin(options, login) {
    let result = await repeatBusy(options, login);
    if (typeof result !== 'string' || !TOO_MANY_KEYS.test(result))
        return result;
    for (const identities of oneByOne(options.identities)) {
        result = await repeatBusy({ ...options, identities }, login);
        if (typeof result !== 'string' || !KEY_REFUSED.test(result))
            return result;
    }
    return result;
}
const KEY_REFUSED = /Permission denied|Too many authentication failures/;
async function repeatBusy(options, login) {
    const { proxy } = options;
    let isFast = options.fastLogins ?? false;
    for (let attempt = 1;; attempt += 1) {
        const result = await login({ ...options, fastLogins: isFast });
        if (typeof result !== 'string')
            return result;
        if (isFast && NO_FAST_KEY_EXCHANGE.test(result)) {
            isFast = false;
            continue;
        }
        const isRefused = TOO_MANY_LOGINS.test(result) && !NOT_FORWARDED.test(result);
        if (!isRefused || attempt >= MAX_ATTEMPTS)
            return result;
        // If the proxy command has printed an error, it failed itself; otherwise the host may only be busy.
        if (proxy && (await proxyMessages(proxy)) !== '')
            return result;
        const delay = attempt * (300 + 700 * Math.random());
        await new Promise((resolve) => setTimeout(resolve, delay));
    }
}
/**
 * Returns the error of a login that failed. Where ssh did not say enough, it is asked again: a gateway why it did not connect, and ssh
 * itself, with the configuration file of the login, if it was silent.
 */
async function loginError(host, errorOutput, { gateway, proxy, identities, folder, env, timeout }, config) {
    const keys = identities?.keys ?? [];
    const ask = async (args) => {
        const killOn = AbortSignal.timeout(timeout * 2000);
        // A connection of its own: over a shared one, ssh does not learn the gateway's answer.
        const all = ['-o', 'LogLevel=INFO', '-o', 'ControlPath=none', ...args];
        const options = { cwd: folder, env: { ...env, LC_ALL: 'C' }, killOn };
        return (await streamProgram('ssh', all, options)).stderr;
    };
    if (gateway && NOT_FORWARDED.test(errorOutput)) {
        const forward = ['-W', `[${hostAddress(host)}]:${host.port}`];
        return gatewayError(host, gateway.host, await ask(['-F', gateway.config, ...forward, TARGET]));
    }
    const explain = async (output) => {
        const error = connectionError(host, output, keys);
        if (!proxy || error.reason !== 'unreachable')
            return error;
        return proxyError(host, output, await proxyMessages(proxy));
    };
    if (errorOutput.trim() !== '' || config === undefined)
        return explain(errorOutput);
    // At the level ERROR, ssh does not print that it has no algorithm in common with the host (OpenSSH: packet.c, logdie).
    const withoutLogin = ['PubkeyAuthentication=no', 'PreferredAuthentications=none'];
    const options = withoutLogin.flatMap((option) => ['-o', option]);
    return explain(await ask([...options, '-F', config, TARGET, 'exit']));
}

;// CONCATENATED MODULE: ./build/kit/ssh/connection.js
// One connection per host with the system's OpenSSH client: it logs in once, and all commands share it (ControlMaster).






/** Connects to a host; `id` is the name of its files in the folder. Throws a UserError: see connection-error.ts. */
async function connect(host, connectOptions, id) {
    const { env, folder } = connectOptions;
    // The path of a socket has at most 107 characters.
    const socket = (0,external_node_path_namespaceObject.join)(folder, `${id}.sock`);
    const config = (0,external_node_path_namespaceObject.join)(folder, `${id}.conf`);
    const known = (0,external_node_path_namespaceObject.join)(folder, `${id}.known`);
    (0,external_node_fs_namespaceObject.writeFileSync)(known, `${connectOptions.known.join('\n')}\n`, { mode: 0o600 });
    const checks = ['StrictHostKeyChecking yes', `UserKnownHostsFile ${known}`];
    const options = { cwd: folder, env: { ...env, LC_ALL: 'C' }, detached: true };
    const opened = await repeatLogin(connectOptions, async (attempt) => {
        (0,external_node_fs_namespaceObject.rmSync)(socket, { force: true });
        const text = clientConfig(host, attempt, [`ControlPath ${socket}`, ...checks]);
        (0,external_node_fs_namespaceObject.writeFileSync)(config, text, { mode: 0o600 });
        const master = startProgram('ssh', ['-M', '-N', '-F', config, TARGET], options);
        return loggedIn(master, socket, loginLimit(connectOptions.timeout));
    });
    if (typeof opened === 'string')
        throw await loginError(host, opened, connectOptions, config);
    const { master, lost } = opened;
    return {
        host,
        config,
        ...commandsOver(host, { config, folder, env: options.env, lost, ended: master.ended, id }),
        async close() {
            master.stop();
            await master.allEnded;
        },
    };
}
/** Waits until ssh has logged in and made its socket. Returns what it printed if it ends before, or takes longer than `limit` milliseconds. */
async function loggedIn(master, socket, limit) {
    let errorOutput;
    void master.ended.then((stderr) => {
        errorOutput = stderr;
    });
    const end = performance.now() + limit;
    let isLate = false;
    while (errorOutput === undefined && !(0,external_node_fs_namespaceObject.existsSync)(socket)) {
        await connection_pause(20);
        isLate = performance.now() > end;
        if (isLate)
            master.stop('SIGKILL');
    }
    if (errorOutput === undefined)
        return { master, lost: () => errorOutput };
    await master.allEnded;
    return isLate ? `${errorOutput}${LATE}` : errorOutput;
}
const connection_pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

;// CONCATENATED MODULE: ./build/kit/ssh/host-keys.js
// The keys of a host, fetched from it as ssh itself sees them, through a gateway too. Nothing is trusted here: the caller knows their
// fingerprints, or ssh has checked their certificate.








/** Ends after the key exchange: the key of this step is not used, and no password is sent. */
const WITHOUT_LOGIN = [
    'PubkeyAuthentication no',
    'PreferredAuthentications none',
    'IdentityAgent none',
];
/** A server has one key of each type at most, and ssh asks for one of them. */
const NO_FURTHER_TYPE = /no matching host key type found/;
/**
 * Returns the line of known_hosts for a host's key with one of the fingerprints. Throws a UserError: `host-key-changed` if none of its
 * keys has one, or that of the connection.
 */
async function keyWithFingerprint(host, fingerprints, options, id) {
    const seen = [];
    for (;;) {
        const next = await nextKey(host, seen, options, id);
        if (!next)
            break;
        if (fingerprints.includes(fingerprintOf(next.key)))
            return next.line;
        seen.push(next);
    }
    const found = seen.map(({ type, key }) => `${type} ${fingerprintOf(key)}`).join(', ');
    throw new UserError('host-key-changed', `${hostText(host)} has none of the host keys whose fingerprints are in "known-hosts", but ${found}: either it was reinstalled, or someone is intercepting the connection`);
}
/** Returns a key of another type than those seen; undefined if the host has no more. */
async function nextKey(host, seen, options, id) {
    const known = (0,external_node_path_namespaceObject.join)(options.folder, `${id}.seen`);
    // The types of signatures: a key of the type ssh-rsa signs as rsa-sha2-512 as well.
    const excluded = seen.flatMap(({ type }) => type === 'ssh-rsa' ? ['ssh-rsa*', 'rsa-sha2-*'] : [`${type.replace(/@.*$/, '')}*`]);
    const errorOutput = await probe(host, options, id, [
        'StrictHostKeyChecking no',
        `UserKnownHostsFile ${known}`,
        'HashKnownHosts no',
        // At the level ERROR, ssh does not print that it has no further type.
        'LogLevel INFO',
        ...(excluded.length === 0 ? [] : [`HostKeyAlgorithms -${excluded.join(',')}`]),
    ]);
    const line = (0,external_node_fs_namespaceObject.existsSync)(known) ? (0,external_node_fs_namespaceObject.readFileSync)(known, 'utf8').trim() : '';
    (0,external_node_fs_namespaceObject.rmSync)(known, { force: true });
    const [, type, key] = line.split(' ');
    if (type !== undefined && key !== undefined)
        return { type, key, line };
    if (seen.length > 0 && NO_FURTHER_TYPE.test(errorOutput))
        return undefined;
    throw await loginError(host, errorOutput, options);
}
/**
 * Returns a line of known_hosts with the key of a host whose certificate is signed by an authority in `known`, for programs that read
 * no certificates. Returns undefined if the host has none.
 */
async function certifiedKey(host, options, id) {
    const known = (0,external_node_path_namespaceObject.join)(options.folder, `${id}.known`);
    (0,external_node_fs_namespaceObject.writeFileSync)(known, `${options.known.join('\n')}\n`, { mode: 0o600 });
    const output = await probe(host, options, id, [
        'StrictHostKeyChecking yes',
        `UserKnownHostsFile ${known}`,
        'LogLevel DEBUG1',
    ]);
    // OpenSSH: sshconnect.c, check_host_key and verify_host_key.
    const [, fingerprint] = /^debug1: Server host certificate: \S+ (SHA256:\S+?),/m.exec(output) ?? [];
    const isValid = /^debug1: Host '.*' is known and matches the \S+ host certificate\./m.test(output);
    if (fingerprint === undefined || !isValid)
        return undefined;
    return keyWithFingerprint(host, [fingerprint], options, id);
}
/** Connects up to the login. Returns what ssh has printed. */
async function probe(host, options, id, lines) {
    const { folder, env, timeout } = options;
    const config = (0,external_node_path_namespaceObject.join)(folder, `${id}.probe`);
    try {
        // Without keys: nothing logs in here.
        const result = await repeatLogin({ ...options, identities: undefined }, async (attempt) => {
            const common = clientConfig(host, attempt, WITHOUT_LOGIN);
            // The first value of an option counts.
            (0,external_node_fs_namespaceObject.writeFileSync)(config, `${lines.join('\n')}\n${common}`, { mode: 0o600 });
            const limit = AbortSignal.timeout(loginLimit(timeout));
            const { stderr } = await streamProgram('ssh', ['-F', config, TARGET, 'exit'], {
                cwd: folder,
                env: { ...env, LC_ALL: 'C' },
                killOn: limit,
                endGroup: true,
            });
            return limit.aborted ? `${stderr}${LATE}` : stderr;
        });
        return String(result);
    }
    finally {
        (0,external_node_fs_namespaceObject.rmSync)(config, { force: true });
    }
}

;// CONCATENATED MODULE: ./build/kit/ssh/open-ssh.js
// All that a step needs to log in to hosts: an agent with its key, and the known hosts. Disposing of it removes everything.
var open_ssh_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var open_ssh_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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









/** Starts the agents. Throws a UserError (`no-ssh-client`, `bad-input`, `bad-key`, `no-agent`). */
async function openSsh(options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { env, known, timeout, silence, temp, fastLogins = false } = options;
        const { passphrase, gatewayKey = '', proxyCommand } = options;
        const cwd = (0,external_node_path_namespaceObject.resolve)(options.cwd ?? '/');
        assertClient(env);
        const program = proxyCommand && proxyProgram(proxyCommand, env, cwd);
        const cleanup = open_ssh_addDisposableResource(env_1, new AsyncDisposableStack(), true);
        cleanup.defer(() => options.saveFolder(''));
        const folder = cleanup.use(backgroundFolder(temp, env));
        options.saveFolder(folder.path);
        const agent = cleanup.use(await startAgent(options, env, folder.path));
        const ofGateway = gatewayKey === ''
            ? agent
            : cleanup.use(await startAgent({ key: gatewayKey, passphrase, input: 'gateway-key' }, env, folder.path));
        const proxyOf = proxyCommand && program !== undefined
            ? writeProxyScript(proxyCommand, program, cwd, folder.path)
            : undefined;
        const common = {
            env: { ...env, ...agent.env },
            folder: folder.path,
            timeout,
            silence,
            fastLogins,
        };
        let count = 0;
        const nextId = () => {
            count += 1;
            return `h${count}`;
        };
        const knownLines = async (host, gateway) => {
            if (!host)
                return known.lines;
            return open_ssh_linesOf(known, host, (fingerprints) => {
                const id = nextId();
                const options = { ...common, known: [], gateway, proxy: proxyOf?.(id) };
                return keyWithFingerprint(host, fingerprints, options, id);
            });
        };
        const login = async (host, gateway, identities) => {
            assertKnown(known, [host]);
            const lines = await knownLines(host, gateway);
            const id = nextId();
            const options = { ...common, known: lines, gateway, identities, proxy: proxyOf?.(id) };
            return connect(host, options, id);
        };
        const end = cleanup.move();
        return {
            env: agent.env,
            folder: folder.path,
            keys: { hosts: agent.identities, gateway: ofGateway.identities },
            proxyScript: proxyOf?.('').script,
            repairs: [...agent.repairs, ...(ofGateway === agent ? [] : ofGateway.repairs)],
            connectGateway: (host) => login(host, undefined, ofGateway.identities),
            knownLines,
            async plainLines(host, gateway) {
                const lines = await knownLines(host, gateway);
                if (!host || !hasAuthority(lines, host))
                    return lines;
                const id = nextId();
                const options = { ...common, known: lines, gateway, proxy: proxyOf?.(id) };
                const key = await certifiedKey(host, options, id);
                return key === undefined ? lines : [...lines, key];
            },
            connect: (host, gateway) => login(host, gateway, agent.identities),
            [Symbol.asyncDispose]: () => end.disposeAsync(),
        };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = open_ssh_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Returns the lines of known_hosts for a host, with the key for a fingerprint, which `ask` asks the host for. */
async function open_ssh_linesOf(known, host, ask) {
    const lines = linesFor(known.lines, host);
    const fingerprints = fingerprintsFor(known.fingerprints, host);
    if (fingerprints.length === 0)
        return lines;
    try {
        return [...lines, await ask(fingerprints)];
    }
    catch (error) {
        // A fingerprint for a pattern of names does not speak against a line for this host, which ssh itself compares.
        const isElsewhere = knows({ lines, fingerprints: [] }, host);
        if (isElsewhere && error instanceof UserError && error.reason === 'host-key-changed')
            return lines;
        throw error;
    }
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

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/adapters/registry-digest.js
// Asks a registry for the digest of a tag, without a login (OCI distribution specification 1.1, "Checking if content exists").

/** Manifests of an image for one or several platforms, as OCI and Docker name them. */
const MANIFESTS = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
/** Milliseconds that the registry may take. */
const registry_digest_LIMIT = 10_000;
/**
 * Returns the digest of `registry/name:tag`; undefined if the registry does not report it without a login, or if its name means the
 * server's own loopback address.
 */
const registryDigest = async (reference) => {
    const address = registryAddress(reference);
    return address ? digestAt(...address) : undefined;
};
/** Returns the registry's base URL, the name there and the tag of `registry/name:tag`; undefined if it can't be asked. */
function registryAddress(reference) {
    const image = parseImageReference(reference);
    if ('problem' in image || image.tag === '')
        return undefined;
    const { registry, tag, canonical } = image;
    if (/^(?:localhost(?:$|:)|127\.|\[::1\])/.test(registry))
        return undefined;
    // Docker Hub's registry has another host name than its images.
    const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
    return [`https://${host}`, canonical.slice(registry.length + 1), tag];
}
/** Returns the digest from a registry's base URL. `limit` is the time for an answer, in milliseconds. */
async function digestAt(base, name, tag, limit = registry_digest_LIMIT) {
    const url = `${base}/v2/${name}/manifests/${tag}`;
    const ask = (headers) => fetch(url, {
        method: 'HEAD',
        headers: { accept: MANIFESTS, ...headers },
        signal: AbortSignal.timeout(limit),
    });
    try {
        let response = await ask({});
        if (response.status === 401) {
            const token = await anonymousToken(response.headers.get('www-authenticate') ?? '');
            if (token === undefined)
                return undefined;
            response = await ask({ authorization: `Bearer ${token}` });
        }
        const digest = response.headers.get('docker-content-digest') ?? '';
        return response.ok && isDigest(digest) ? digest : undefined;
    }
    catch {
        return undefined;
    }
}
/** Returns an anonymous token (distribution/distribution: docs/spec/auth/token.md). */
async function anonymousToken(challenge) {
    const parameters = new Map([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]));
    const realm = parameters.get('realm') ?? '';
    if (!/^Bearer /i.test(challenge) || !/^https:/.test(realm) || !URL.canParse(realm))
        return undefined;
    const url = new URL(realm);
    for (const key of ['service', 'scope'])
        if (parameters.has(key))
            url.searchParams.set(key, parameters.get(key) ?? '');
    const response = await fetch(url, { signal: AbortSignal.timeout(registry_digest_LIMIT) });
    if (!response.ok)
        return undefined;
    const answer = (await response.json());
    const token = answer.token ?? answer.access_token;
    return typeof token === 'string' ? token : undefined;
}

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
        return { offset, message: `a space is missing after the colon: ${escape_quote(`${key}: ${rest}`)}` };
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
        const [tags, others] = [[...errors, ...warnings].filter(parse_isTag), errors.filter(isNoTag)];
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
const parse_isTag = ({ code }) => code === 'TAG_RESOLVE_FAILED';
const isNoTag = (error) => !parse_isTag(error);
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
        message: `${escape_quote(word)} is a YAML tag; a string that starts with "!" must be in quotes: ${inQuotes(word)}`,
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
            const message = `the key ${escape_quote(key.value)} is repeated`;
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
    const message = `${escape_quote(name)} is a YAML alias without an anchor; a string that starts with "*" must be in quotes: ${inQuotes(name)}`;
    conversion.problems.push({ message, at });
    // As a string it causes no second problem.
    return { kind: 'scalar', value: name, source: name, at };
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
                report(`expected a string, got ${schema_named(node)}${asString(node)}`, node.at);
                return undefined;
            }
            const wrong = problem(node.value);
            if (wrong === undefined)
                return node.value;
            report(`${escape_quote(node.value)} ${wrong}`, node.at);
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
                report(`expected a string, got ${schema_named(node)}`, node.at);
            else
                report(`${quote(written)} is not ${what}${suggestion(written, words, 'there are')}`, node.at);
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
            report(`expected an integer from ${from} to ${to}, got ${schema_named(node)}`, node.at);
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
        report(`expected true or false, got ${schema_named(node)}`, node.at);
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
function schema_named(node) {
    if (node.kind !== 'scalar')
        return node.kind === 'list' ? 'a list' : 'a map';
    if (node.value === null)
        return 'nothing';
    if (typeof node.value === 'string')
        return `the string ${escape_quote(node.value)}`;
    return escape_quote(node.source || String(node.value));
}

;// CONCATENATED MODULE: ./build/kit/yaml/schema-collections.js
// Schemas of collections: lists, and maps with known or free keys.



/** A list with at least one value. */
function schema_collections_list(item) {
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
    return node.kind === 'scalar' && node.source !== '' ? `; write [${visible(node.source)}]` : '';
}
/** A list of 1 to `most` different strings. */
function textList(item, most = 256) {
    const all = schema_collections_list(item);
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
                    report(`${quote(entry.source)} is in this list twice`, entry.at);
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
                    report(`${escape_quote(entry.key)} is not a key of ${called}${meant}`, entry.keyAt);
                }
            }
            for (const name of must)
                if (!keys.has(name))
                    report(`${called} needs ${escape_quote(name)}`, node.at);
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
    return suggest_suggestion(key, names, 'its keys are');
}
function entriesOf(node, report) {
    if (node.kind === 'map')
        return node.entries;
    report(`expected a map of keys, got ${schema_named(node)}`, node.at);
    return undefined;
}
function allOf(values) {
    const present = values.filter((value) => value !== undefined);
    return present.length === values.length ? present : undefined;
}

;// CONCATENATED MODULE: ./build/kit/http/smoke-test.js
// Checks over HTTP whether a deployed application works.





const url = schema_text(() => ({ pattern: '^(/|https?://)' }), (value) => isUrl(value) ? undefined : 'is neither a path that begins with / nor a URL of http or https');
const smokeShape = object('a smoke test', {
    url: needed(url, 'A path of the application, or a URL.'),
    status: optional(schema_integer(100, 599), 'The expected status.'),
    text: optional(anyText, 'What the body must contain.'),
});
/** The input: empty, a path, a URL, or YAML with `url`, `status` and `text`. */
const smoke = (raw) => {
    const value = trimWhitespace(raw);
    if (value === '')
        return { value: undefined };
    if (isUrl(value))
        return { value: { url: value, status: undefined, text: '' } };
    const { node, problems } = parseYaml(value);
    if (!node || problems.length > 0 || node.kind !== 'map')
        return { problem: 'a path that begins with /, a URL, or YAML with url, status and text' };
    const read = readValue(smokeShape, node);
    if (read.problems.length > 0)
        return { problems: read.problems.map(({ message }) => message) };
    const { url = '', status, text = '' } = read.value ?? {};
    return { value: { url, status, text } };
};
/** The input of an action that checks something without it; `none` is for an application that answers no requests. */
const smokeOrNone = (raw) => {
    if (trimWhitespace(raw) === 'none')
        return { value: 'none' };
    const read = smoke(raw);
    return 'problem' in read ? { problem: `${read.problem}, or none` } : read;
};
const isUrl = (value) => /^\/(?!\/)\S*$/.test(value) || (/^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value));
/** How long an application may take until it responds as expected, and the time between two requests: milliseconds. */
const smoke_test_LIMIT = 30_000;
const INTERVAL = 1000;
/**
 * Sends requests until the response is as expected. `base` is the URL of the application. Returns a sentence that says what is wrong,
 * or undefined.
 */
async function smokeTestProblem(expected, base, { get, clock, signal }) {
    if (expected.url.startsWith('/') && base === '')
        return `${escape_quote(expected.url)} can't be requested: the app has no URL`;
    const url = expected.url.startsWith('/') ? new URL(expected.url, base).href : expected.url;
    const start = clock.now();
    for (;;) {
        const problem = smoke_test_problemOf(await get(url), expected);
        if (problem === undefined)
            return undefined;
        if (clock.now() - start > smoke_test_LIMIT || signal.aborted)
            return `${escape_quote(url)} ${problem}`;
        await clock.sleep(INTERVAL, signal);
    }
}
function smoke_test_problemOf(answer, { status, text }) {
    if ('failed' in answer)
        return `does not respond: ${escape_quote(answer.failed)}`;
    const isGood = status === undefined ? answer.status < 400 : answer.status === status;
    if (!isGood)
        return `responds with ${answer.status}${status === undefined ? '' : ` instead of ${status}`}`;
    return answer.text.includes(text) ? undefined : `responds without ${escape_quote(text)} in the body`;
}
/** How often a URL is requested that seems not to be reachable. */
const REACH_ATTEMPTS = 3;
/** A proxy that is just being reloaded refuses or resets a connection. Other failures, such as an unknown name, do not pass by. */
const isMomentary = (failure) => /^(?:ECONNREFUSED|ECONNRESET|EPIPE|UND_ERR_SOCKET)\b/.test(failure);
/**
 * Returns a sentence if a proxy reports several times that the application does not run (502, 503, 504). Any other response counts as
 * running. If the URL can't be reached from here, calls `onUnreachable` with the reason and returns undefined.
 */
async function gatewayProblem(url, { get, clock, signal }, onUnreachable) {
    for (let attempt = 1;; attempt += 1) {
        const answer = await get(url);
        if ('failed' in answer) {
            if (attempt < REACH_ATTEMPTS && isMomentary(answer.failed) && !signal.aborted) {
                await clock.sleep(INTERVAL, signal);
                continue;
            }
            onUnreachable(answer.failed);
            return undefined;
        }
        if (![502, 503, 504].includes(answer.status))
            return undefined;
        if (attempt === 10 || signal.aborted)
            return `${escape_quote(url)} responds with ${answer.status}`;
        await clock.sleep(INTERVAL, signal);
    }
}

;// CONCATENATED MODULE: ./build/kit/ssh/known-hosts-input.js
// The input `known-hosts`.

/** Reads lines of known_hosts, or hosts with fingerprints. */
const knownHosts = (raw) => {
    const read = readKnownHosts(raw);
    return 'problems' in read ? { problems: [...read.problems] } : { value: read };
};

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/inputs.js
// The inputs of dokku-promote.




const sha = (raw) => {
    const value = trimWhitespace(raw).toLowerCase();
    return value === '' || /^[0-9a-f]{7,40}$/.test(value)
        ? { value }
        : { problem: 'a commit, 7 to 40 hex digits' };
};
const inputs_inputs = {
    host: dokkuHost,
    from: appName,
    to: appName,
    method: oneOf('auto', 'image', 'registry', 'commit'),
    'ssh-key': secret,
    'ssh-passphrase': secret,
    'known-hosts': knownHosts,
    smoke: smokeOrNone,
    'on-failure': oneOf('keep', 'rollback'),
    'expect-sha': sha,
    'dry-run': flag,
};

;// CONCATENATED MODULE: ./build/kit/dokku/on-cancel.js
// What has to be done immediately when a run is cancelled: each question to a server can take seconds, and the runner may end the step first.
/** Calls `act` when the run is cancelled, until it is disposed of. */
function onCancel(cancel, act) {
    cancel.addEventListener('abort', act, { once: true });
    return { [Symbol.dispose]: () => cancel.removeEventListener('abort', act) };
}

;// CONCATENATED MODULE: ./build/kit/dokku/post-state.js
// A deployment that the post step reports on if the run ends before the server does.
/** Returns a function that saves the state for the post step; undefined clears it. */
function postStateSaver(runner) {
    return (state) => runner.state('deployment', state ? JSON.stringify(state) : '');
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/outputs.js
// The outputs of dokku-promote. Pure.
const OUTPUTS = (/* unused pure expression or super */ null && ([
    'image',
    'same-image',
    'method',
    'from-sha',
    'previous',
    'url',
    'changed',
    'reason',
    'plan',
]));
/** Returns every output as a string. */
function outputsOf(result) {
    return {
        image: result.image,
        'same-image': String(result.sameImage),
        method: result.method,
        'from-sha': result.sha,
        previous: result.previous,
        url: result.url,
        changed: String(result.changed),
        reason: result.error?.reason ?? '',
        plan: JSON.stringify(result.plan ?? null),
    };
}

;// CONCATENATED MODULE: ./build/kit/dokku/container-changes.js
// What a deployment changed among the containers of an app. Pure.
/** Old and new containers are running side by side: the deployment stopped halfway. */
function isHalfDeployed(before, after) {
    const running = after.filter(({ state }) => state === 'running');
    const old = idsOf(before);
    return running.some(({ id }) => old.has(id)) && running.some(({ id }) => !old.has(id));
}
/** Every container that has not exited is new. */
function areAllNew(before, after) {
    const old = idsOf(before);
    const alive = after.filter(({ state }) => state !== 'exited');
    return alive.length > 0 && alive.every(({ id }) => !old.has(id));
}
/** No container is new. */
function areUnchanged(before, after) {
    const old = idsOf(before);
    return after.length > 0 && after.every(({ id }) => old.has(id));
}
const idsOf = (containers) => new Set(containers.map(({ id }) => id));

;// CONCATENATED MODULE: ./build/kit/dokku/serving-check.js
// Checks that an app answers over HTTP, if it has something that can answer.

/**
 * Checks that an app answers as `smoke` says, or without it, that its proxy does not answer "bad gateway". Nothing answers for an app
 * without a web process, so its URL is only requested if it has one or had one before.
 */
async function checkServing({ name, url, smoke, before }, containers, { clock, get, cancel, log }) {
    const isWebGone = !hasWeb(containers) && hasWeb(before);
    if (isWebGone)
        log(`${name} no longer has a process of type "web"`);
    if (smoke === 'none')
        return undefined;
    let answer;
    const lastAnswer = async (requested) => {
        answer = await get(requested);
        return answer;
    };
    const asking = { get: lastAnswer, clock, signal: cancel };
    const failure = smoke
        ? await smokeFailure(smoke, url, asking)
        : url !== '' && (isWebGone || hasWeb(containers))
            ? await gatewayFailure(url, asking, log)
            : undefined;
    if (failure && cancel.aborted)
        return {
            reason: 'cancelled',
            message: `the run was cancelled before the app answered: ${failure.message}`,
        };
    return failure && { ...failure, message: `${failure.message}${hint(isWebGone, answer)}` };
}
const hasWeb = (containers) => containers.some(({ process }) => process.startsWith('web.'));
async function smokeFailure(smoke, url, asking) {
    const message = await smokeTestProblem(smoke, url, asking);
    return message === undefined ? undefined : { reason: 'smoke-failed', message };
}
async function gatewayFailure(url, asking, log) {
    const onUnreachable = (why) => log(`${url} can't be reached from here (${why}), so its answer is not checked; give "smoke" a URL that can be reached`);
    const message = await gatewayProblem(url, asking, onUnreachable);
    return message === undefined ? undefined : { reason: 'not-serving', message };
}
/** Returns why an app may answer that way although all its processes run, as the end of a message. */
function hint(isWebGone, answer) {
    if (isWebGone)
        return '; the app no longer has a process of type "web". If that is intended, set "smoke: none"';
    // The plugin dokku-maintenance answers every request with 503 (templates/maintenance.conf).
    const isMaintenance = answer && 'status' in answer && answer.status === 503;
    return isMaintenance ? '; if the app is in maintenance mode, set "smoke: none"' : '';
}

;// CONCATENATED MODULE: ./build/kit/dokku/health-check.js
// Checks that an app runs: its containers, twice with a pause in between, and its answer over HTTP.






/** Milliseconds in which a container that exits at once is restarted, and for one that was restarted before. */
const SETTLE_TIME = 3000;
const RESTARTED_SETTLE_TIME = 60_000;
/**
 * Checks that every process of an app runs, and still runs a little later without having been restarted. `now` is what the server just
 * reported, if it was asked already. Containers that were not deployed just now and have run for longer need not be asked about twice.
 */
async function checkRunning(dokku, app, { clock, cancel }, now, isNew = true) {
    const first = now ?? (await appContainers(dokku, app));
    const problems = containerProblems(first);
    if (problems.length > 0)
        return { containers: first, failure: notRunning(app, problems, first) };
    if (!isNew && first.every(isSettled))
        return { containers: first, failure: undefined };
    await clock.sleep(SETTLE_TIME, cancel);
    const second = await appContainers(dokku, app);
    const later = [...containerProblems(second), ...restarts(first, second)];
    return {
        containers: second,
        failure: later.length > 0 ? notRunning(app, later, second) : undefined,
    };
}
/** Returns whether a container has run for long enough, by the clock of this machine, which may differ from the server's by a little. */
function isSettled({ started, restarts }) {
    const age = Date.now() - started;
    return age > (restarts === 0 ? SETTLE_TIME : RESTARTED_SETTLE_TIME);
}
function notRunning(app, problems, containers) {
    const isRestarting = containers.some(({ state }) => state === 'restarting');
    const isLeft = containers.some(({ upcoming, state }) => upcoming && state === 'running');
    const repair = isLeft ? [`"dokku ps:rebuild ${app}" repairs that`] : [];
    return {
        reason: isRestarting ? 'restarting' : 'not-running',
        message: [...problems, ...repair].join('; '),
    };
}
function restarts(first, second) {
    return second.flatMap(({ id, process, restarts: now }) => {
        const before = first.find((one) => one.id === id)?.restarts;
        const isRestarted = now !== undefined && before !== undefined && now > before;
        return isRestarted ? [`${process} exited and was restarted`] : [];
    });
}
/** Checks that an app runs and answers. Returns what is running, for a message. Throws a UserError for the first failure. */
async function assertHealthy(dokku, app, ports) {
    const { containers, failure } = await checkRunning(dokku, app.name, ports, app.now, !areUnchanged(app.before, app.now ?? []));
    const first = failure ?? (await checkServing(app, containers, ports));
    if (first)
        throw new UserError(first.reason, `${escape_quote(app.name)}: ${first.message}`);
    // A check that was cut short proves nothing.
    if (ports.cancel.aborted)
        throw new UserError('cancelled', `${escape_quote(app.name)}: the run was cancelled before its check had ended`);
    return describeContainers(containers);
}

;// CONCATENATED MODULE: ./build/kit/dokku/wait-unlocked.js
// Waits until no other deployment of an app is running. Locks of others are never removed: a push would remove one that was set by hand.
// A lock that a failed build left behind is ignored.




/** Milliseconds between two checks of a lock. */
const wait_unlocked_POLL_INTERVAL = 3000;
const WAITING = {
    deploying: (app) => `Waiting: another deployment of ${app} is running`,
    'by-hand': (app) => `Waiting: someone locked ${app} by hand; "dokku apps:unlock ${app}" removes the lock`,
};
/**
 * Waits until the app's lock is free. `known` is its owner, if the server was asked already. Throws a UserError (`locked`) if it is still
 * held at `deadline` of the clock. Versions that do not report the owner of a lock refuse a push instead.
 */
async function waitUnlocked(dokku, app, deadline, { clock, log, cancel }, known) {
    let logged = 'free';
    let lock = known ?? (await lock_lockOf(dokku, app));
    for (; isWaitedFor(lock); lock = await lock_lockOf(dokku, app)) {
        if (logged !== lock)
            log(WAITING[lock === 'by-hand' ? lock : 'deploying'](app));
        logged = lock;
        await waitOnce(app, deadline, { clock, cancel });
    }
    if (lock === 'left-over')
        log(`A failed build left its lock on ${app} behind; no deployment is running, so it is passed`);
}
/** Waits for one interval. Throws a UserError (`locked`, `cancelled`) if the deadline has passed or the run was cancelled. */
async function waitOnce(app, deadline, { clock, cancel }) {
    const remaining = deadline - clock.now();
    if (cancel.aborted)
        throw new UserError('cancelled', 'The run was cancelled');
    if (remaining <= 0)
        throw lockedError(app);
    await clock.sleep(Math.min(wait_unlocked_POLL_INTERVAL, remaining), cancel);
}
const lockedError = (app) => new UserError('locked', `${escape_quote(app)} is still locked: another deployment is running, or someone locked it by hand. If no deployment is running, "dokku apps:unlock ${app}" removes the lock`);

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/image-builds.js
// Which of an app's builds made an image, and when the running one was made. Pure.

/** Returns the records that may have made an image: not restarts, and not pushes that the lock of another one refused. */
function imageBuilds(records) {
    return records.filter((record) => !isRestart(record) && !wasRefused(record, records));
}
/** Restarts of Dokku start an image that exists. */
const isRestart = ({ source }) => ['ps:restart', 'config-redeploy'].includes(source);
/**
 * A push began while another one was running, so the lock refused it. Its record is never closed: it is shown as abandoned, and a later
 * deployment closes it with the exit code -1.
 */
function wasRefused(record, records) {
    const { shown, status, code, started } = record;
    if (shown !== 'abandoned' && !(status === 'failed' && code === -1))
        return false;
    return records.some((other) => other.started < started && (other.shown === 'running' || other.finished > started));
}
/** Lines by which Dokku says that no image was made. Build output is hostile: only whole lines in Dokku's own form count. */
const NO_IMAGE = [
    /^ *! +App build failed$/,
    /^ *! +Failed to pull image: \S+$/,
    /^ *! +Specified build-dir not found in sourcecode working directory: \S+$/,
    /^-----> WARNING: deploy did not complete, you must push to \S+$/,
];
/**
 * Returns whether a build may have failed before it made an image, which only its log says. The record of a failed build is open until a
 * later deployment, such as one for changed variables, closes it.
 */
const mayHaveNoImage = ({ shown }) => shown === 'abandoned' || shown === 'failed';
/** Returns whether the log of a build (builds:output) says that it made no image. */
const logSaysNoImage = (log) => log
    .split('\n')
    .map((line) => stripTerminalCodes(line).trimEnd())
    .some((line) => NO_IMAGE.some((pattern) => pattern.test(line)));
/**
 * Returns why the newest image may not be the running one; undefined if it is. `builds` are the records that may have made an image, the
 * newest first, and `created` is when the newest container was created.
 */
function doubtFromBuilds([newest], created) {
    if (!newest)
        return 'the server has no record of its last build';
    const source = newest.source || 'unknown';
    if (newest.status !== 'succeeded' || newest.shown !== 'succeeded')
        return `the last build on record (${source}) did not succeed`;
    return newest.started > created
        ? `the last build on record (${source}) is newer than the running containers`
        : undefined;
}
/**
 * Returns when the image of containers was made at the latest, in milliseconds since 1970, given when the newest of them was created:
 * restarts make new containers of the same image.
 */
function imageMadeAt(records, created) {
    const ends = imageBuilds(records)
        .filter(({ started }) => started < created)
        .map(({ finished }) => finished)
        .filter((time) => !Number.isNaN(time));
    return ends.length === 0 ? created : Math.min(created, Math.max(...ends));
}
/** Returns when the newest of some containers was created, in milliseconds since 1970. */
const newestOf = (containers) => Math.max(...containers.map(({ created }) => created));

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/image-names.js
// How long the name of an image refers to the same image. Pure.

/** A name in a registry that always refers to the same image: a digest, or one of the numbers that Dokku never reuses. */
function isImmutable(reference) {
    const image = parseRegistryReference(reference);
    return image !== undefined && (image.digest !== '' || /^[0-9]+$/.test(image.tag));
}
/** A name by which a registry most likely still has the same image later: a digest, or a tag other than `latest`. */
function isPermanent(reference) {
    const image = parseRegistryReference(reference);
    return image !== undefined && (image.digest !== '' || !['', 'latest'].includes(image.tag));
}
/** Returns a name without its tag and digest. */
const repositoryOf = (reference) => reference.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
/** Returns whether a name begins with its registry. */
const isInRegistry = (reference) => parseRegistryReference(reference) !== undefined;
/** Returns the parts of a name that begins with its registry; undefined for any other. */
function parseRegistryReference(reference) {
    const [first = '', ...rest] = reference.split('/');
    if (rest.length === 0 || !(/[.:]/.test(first) || first === 'localhost'))
        return undefined;
    const image = parseImageReference(reference);
    return 'problem' in image || image.lowered ? undefined : image;
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/latest-image.js
// Whether `dokku/APP:latest` is the running image. A build moves that name before the checks, so after a failed deployment it is the image
// that failed.


/** Returns why an app's local image may not be the running one; undefined if it is. `builds` are the records of a version that has them. */
async function latestImageDoubt(dokku, app, containers, builds) {
    if (containers.some(({ upcoming }) => upcoming))
        return 'a container is left over from a failed deployment';
    if (builds) {
        const made = await dropBuildsWithoutImage(dokku, app, imageBuilds(builds));
        return doubtFromBuilds(made, newestOf(containers));
    }
    if (dokku.has('tags')) {
        const table = await look(dokku, ['--quiet', 'tags', app]);
        return doubtFromTags(table ?? '', app, containers[0]?.image ?? '');
    }
    return `this version of Dokku does not show whether dokku/${app}:latest is the running image`;
}
const ANY_FAILURE = /^/;
/** Removes the newest builds whose log says that they made no image. */
async function dropBuildsWithoutImage(dokku, app, builds) {
    const [newest] = builds;
    if (!newest || !mayHaveNoImage(newest))
        return builds;
    // Without a log, the build stays in doubt.
    const log = await look(dokku, ['builds:output', app, newest.id], ANY_FAILURE);
    if (!logSaysNoImage(log ?? ''))
        return builds;
    return dropBuildsWithoutImage(dokku, app, builds.slice(1));
}
/** Reads `tags` of versions up to 0.25: a table of Docker's. */
function doubtFromTags(table, app, image) {
    const rows = table.split('\n').map((line) => line.trim().split(/\s+/));
    const [, , id = ''] = rows.find(([name, tag]) => name === `dokku/${app}` && tag === 'latest') ?? [];
    const running = image.replace(/^sha256:/, '');
    const isRunning = id.length >= 12 && running.startsWith(id.replace(/^sha256:/, ''));
    return isRunning
        ? undefined
        : `dokku/${app}:latest is not the running image: a later deployment failed`;
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/check-source.js
// Checks of the app that is promoted: it runs, and it does not change in the meantime.









/** Throws a UserError (`from-not-running`) if a process of the app does not run. `containers` is what the server just reported. */
async function assertSourceRuns(dokku, from, containers, ports) {
    const { failure } = await checkRunning(dokku, from, ports, containers, false);
    if (failure)
        throw new UserError('from-not-running', `${escape_quote(from)}: ${failure.message}; only an app whose processes all run can be promoted`);
}
/** Throws a UserError (`from-busy`) if the app changed since it was inspected: an image is promoted by name, which must still mean it. */
async function assertSourceUnchanged(dokku, from, before, method) {
    if (await isUnchanged(dokku, from, before, method))
        return;
    throw new UserError('from-busy', `${escape_quote(from)} was deployed while it was being inspected`);
}
async function isUnchanged(dokku, from, { fromContainers: before, builds }, method) {
    const canMove = method === 'image' && !isImmutable(before[0]?.reference ?? '');
    // Only the records show it, and the earlier ones were checked before.
    if (canMove && builds)
        return newestImage(builds) === newestImage(await appBuilds(dokku, from));
    const [now, isBusy] = await Promise.all([
        appContainers(dokku, from),
        canMove ? isDeploying(dokku, from) : false,
    ]);
    const doubt = canMove ? await latestImageDoubt(dokku, from, now, undefined) : undefined;
    return isBusy !== true && doubt === undefined && areUnchanged(before, now);
}
const newestImage = (builds) => imageBuilds(builds)[0]?.id;

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/compare-images.js
// Whether two apps run the same image. Pure.




/** Returns whether the containers' images have the same layers; undefined if that is not known. */
function sameLayers(from, to) {
    const fromLayers = commonLayers(from);
    const toLayers = commonLayers(to);
    if (fromLayers === undefined || toLayers === undefined)
        return undefined;
    return fromLayers === toLayers;
}
/** Returns the layers that all containers have in common; undefined if they are not reported, or differ. */
function commonLayers(containers) {
    const all = new Set(containers.filter(isRelevant).map(({ layers }) => layers));
    const [only] = all;
    return all.size === 1 && only !== '' ? only : undefined;
}
/** A container left over from a failed deployment counts if it is running: it may get the traffic. */
const isRelevant = ({ upcoming, state }) => !upcoming || state === 'running' || state === 'restarting';
/** Every container was made from an image of this name, by the label that Dokku gives to images that it makes without a change. */
function isMadeFrom(containers, reference) {
    const relevant = containers.filter(isRelevant);
    return relevant.length > 0 && relevant.every(({ madeFrom }) => madeFrom.includes(reference));
}
/** Returns whether `to` already runs what would be promoted. For a name that can move, `to` must be newer than the image of `from`. */
function hasImage(from, to, reference, madeAt) {
    const isSame = sameLayers(from, to);
    if (!isMadeFrom(to, reference) || isSame === false)
        return false;
    return isImmutable(reference) || (isSame === true && isNewer(to, madeAt));
}
/**
 * Returns the name by which `to` was deployed from the image that `from` runs, if it still runs that; undefined if that is not proved.
 * No method is needed then, even if none is possible: a failed build of `from` may have taken the image's name. `pinned` is the digest's
 * name of that image, if known.
 */
function promotedName(from, to, madeAt, pinned) {
    const [one] = from;
    if (!one)
        return undefined;
    const own = [one.reference, ...one.madeFrom, ...(pinned === undefined ? [] : [pinned])];
    const isOwn = (name) => own.includes(name) || (!isImmutable(name) && repositoryOf(name) === repositoryOf(one.reference));
    const names = to.flatMap(({ madeFrom }) => madeFrom);
    return names.find((name) => isOwn(name) && hasImage(from, to, name, madeAt));
}
/** With the same layers, but other settings (CMD, ENV), an image that was made later is a different one. */
const isNewer = (to, madeAt) => madeAt < Math.min(...to.filter(isRelevant).map(({ created }) => created));
/**
 * Returns whether `to` provably runs the image of `from` after a promotion. Throws a UserError (`not-same-image`) if it runs a
 * different one.
 */
function verifySameImage(to, from, after, reference) {
    const isSame = sameLayers(from, after);
    const isLabelled = after.some(({ madeFrom }) => madeFrom.length > 0);
    const hasLabel = isMadeFrom(after, reference);
    if (isSame === false || (isLabelled && !hasLabel))
        throw new UserError('not-same-image', `${escape_quote(to)} runs a different image than the promoted one: ${describeContainers(after)}`);
    return isSame === true || (hasLabel && isImmutable(reference));
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/method.js
// Chooses the method by which an image gets from one app to another. Pure.

/**
 * Returns the best method that is wanted and possible. `promoted` is the name by which `to` already has the image: then nothing is to be
 * done, whatever is wanted.
 */
function chooseMethod(wanted, facts, promoted) {
    const images = new Set(facts.containers.map(({ image }) => image));
    if (images.size > 1)
        return {
            reason: 'from-mixed',
            problem: 'its processes run different images: a deployment of it failed halfway',
        };
    if (promoted !== undefined) {
        const method = isInRegistry(promoted) ? 'registry' : 'image';
        return { method, reference: promoted, because: [] };
    }
    if (wanted !== 'auto') {
        const reference = REFERENCES[wanted](facts);
        return typeof reference === 'string' ? { method: wanted, reference, because: [] } : reference;
    }
    const because = [];
    for (const method of ['registry', 'image', 'commit']) {
        const reference = REFERENCES[method](facts);
        if (typeof reference === 'string')
            return { method, reference, because };
        because.push(`"${method}" is not possible: ${reference.problem}`);
    }
    return { reason: 'no-method', problem: because.join('; ') };
}
/** The image that each method deploys, empty for a commit, or why the method is not possible. */
const REFERENCES = {
    registry({ containers, source, takesImages }) {
        if (!takesImages)
            return TOO_OLD;
        const [one] = containers;
        const names = [one?.reference ?? '', source?.kind === 'docker-image' ? source.what : ''];
        const reference = names.find((name) => isImmutable(name) && (name === one?.reference || one?.madeFrom.includes(name)));
        return reference ?? NOT_IN_REGISTRY;
    },
    image({ containers, takesImages, doubt }) {
        if (!takesImages)
            return TOO_OLD;
        const reference = containers[0]?.reference ?? '';
        if (reference === '')
            return IMAGE_UNKNOWN;
        return doubt === undefined ? reference : { reason: 'image-unproved', problem: doubt };
    },
    commit: ({ commit }) => (commit === '' ? NO_COMMIT : ''),
};
const TOO_OLD = {
    reason: 'too-old',
    problem: 'this version of Dokku can\u2019t deploy images (git:from-image came with 0.24.0)',
};
const NOT_IN_REGISTRY = {
    reason: 'not-in-registry',
    problem: 'the running image was not started from a registry ("dokku registry:set APP push-on-release true" makes Dokku push it to one)',
};
const IMAGE_UNKNOWN = {
    reason: 'image-unknown',
    problem: 'the server does not report which image is running',
};
const NO_COMMIT = {
    reason: 'no-commit',
    problem: 'the running version was not built from a commit that the server has',
};

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/find-method.js
// Finds the method of a promotion, by what both apps run and by what the registry of the image reports.





/** Chooses the method. An image in a registry is named by its digest, if the registry reports it. */
async function findMethod(inputs, { source, madeAt, to }, ports) {
    const { containers } = source;
    const isPinned = to.containers.some(({ madeFrom }) => madeFrom.some((name) => name.includes('@')));
    const running = containers[0]?.reference ?? '';
    const pinned = isPinned ? await pinnedName(running, ports) : undefined;
    const promoted = promotedName(containers, to.containers, madeAt, pinned);
    const choice = chooseMethod(inputs.method, source, promoted);
    if ('problem' in choice)
        throw new UserError(choice.reason, `${escape_quote(inputs.from)}: ${choice.problem}`);
    const { method, reference } = choice;
    if (method !== 'registry' || reference.includes('@') || promoted !== undefined)
        return choice;
    const isAsked = isPinned && reference === running;
    const digest = isAsked ? pinned : await pinnedName(reference, ports);
    if (digest !== undefined)
        return { ...choice, reference: digest };
    ports.log(`The registry does not report the digest to this runner; using ${reference}, whose number Dokku never reuses`);
    return choice;
}
/** Returns the name of an image by its digest; undefined if it is in no registry that reports it. */
async function pinnedName(reference, { digestOf }) {
    if (!isImmutable(reference) || reference.includes('@'))
        return undefined;
    const digest = await digestOf(reference);
    return digest === undefined ? undefined : `${repositoryOf(reference)}@${digest}`;
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/running-commit.js
// Which commit an app runs. Its branch can have a different one: up to 0.29.2 git:from-image moves it before it deploys.

/** The Dockerfile that git:from-image commits, and nothing else. */
const IMAGE_DOCKERFILE = /^FROM \S+\nLABEL com\.dokku\.docker-image-labeler\/alternate-tags=\S*\s*$/;
/** Returns the running commit, if a branch of the app has it; empty if the app runs an image, or if the commit is unknown. */
async function runningCommit({ dokku, repository }, app, { containers, source }) {
    const runsImage = containers.some(({ upcoming, madeFrom }) => !upcoming && madeFrom.length > 0);
    // An app that was deployed before its server reported sources runs, although nothing was reported.
    const isNew = source?.kind === '' && containers.length === 0;
    if (runsImage || source?.kind === 'docker-image' || isNew)
        return '';
    const deployed = source?.what ?? '';
    const heads = await repository.heads(app);
    if (deployed !== '' && [...heads.values()].includes(deployed))
        return deployed;
    const branch = await deployBranch(dokku, app);
    const head = heads.get(branch) ?? '';
    if (head === '')
        return '';
    await repository.fetch(app, branch);
    if (deployed === '')
        return headIfNoImage(repository, head);
    const { code } = await repository.git.run(['merge-base', '--is-ancestor', deployed, head]);
    return code === 0 ? deployed : '';
}
/** Returns the head of a branch, unless git:from-image made it. */
async function headIfNoImage({ git }, head) {
    const { stdout: names } = await git.run(['ls-tree', '--name-only', head]);
    if (names.trim() !== 'Dockerfile')
        return head;
    const { stdout: dockerfile } = await git.run(['show', `${head}:Dockerfile`]);
    return IMAGE_DOCKERFILE.test(dockerfile) ? '' : head;
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/source-commit.js
// Which commit runs in the app that is promoted, and which commit of the checkout it was made from.


const UNKNOWN = { commit: '', branch: '', deployed: '', sha: '' };
/** Returns the commit that runs in an app. Its message is fetched, without the history. */
async function sourceCommit(app, source, containers, server) {
    if (source?.kind === 'docker-image')
        return UNKNOWN;
    const isReported = source?.kind === 'git-push';
    const deployed = isReported
        ? source.what
        : await runningCommit(server, app, { containers, source });
    if (deployed === '')
        return UNKNOWN;
    const { git, fetchHeads } = server.repository;
    const heads = await fetchHeads(app);
    const tips = [...heads].filter(([, head]) => head === deployed).map(([name]) => name);
    const branch = tips.length > 1 ? await deployBranch(server.dokku, app) : tips[0];
    if (branch === undefined || !tips.includes(branch))
        return { ...UNKNOWN, deployed, sha: deployed };
    const message = await git.ask(['show', '--no-patch', '--format=%B', deployed]);
    const [, sha = deployed] = /^Source-Commit: ([0-9a-f]{40})$/m.exec(message) ?? [];
    return { commit: deployed, branch, deployed, sha };
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/inspect.js
// Inspects both apps: what runs in `from`, and what `to` has. Each question costs the server half a second, so only what decides is asked.










/** Inspects both apps. Throws a UserError if one does not exist, or if `from` can't be promoted now. */
async function inspectApps({ from, to, 'expect-sha': expected }, server) {
    // Before any git command, which would create a missing app.
    const [fromState, toState] = await Promise.all([from, to].map((name) => appState(server.dokku, name)));
    if (!fromState || !toState)
        throw await noAppError(server.dokku, fromState ? to : from);
    const [source, target] = await Promise.all([
        inspectSource(from, fromState, server),
        inspectTarget(to, toState, server),
    ]);
    assertExpected(expected, from, [source.sha, source.deployed]);
    return { ...source, to: target };
}
async function inspectSource(app, { source, isLocked }, { dokku, repository }) {
    const all = await appContainers(dokku, app);
    const containers = all.filter(({ upcoming, state }) => !upcoming && state === 'running');
    // A name that always means the same image needs no records, and neither does an app that is not being deployed.
    const isNameSafe = isImmutable(containers[0]?.reference ?? '');
    const needsBuilds = dokku.has('builds:list') && !(isNameSafe && isLocked === false);
    const [builds, { commit, branch, deployed, sha }] = await Promise.all([
        needsBuilds ? appBuilds(dokku, app) : undefined,
        sourceCommit(app, source, all, { dokku, repository }),
    ]);
    const isBusy = builds
        ? builds.some(({ shown }) => shown === 'running')
        : mayBeDeploying(await lock_lockOf(dokku, app, isLocked));
    if (isBusy)
        throw new UserError('from-busy', `${escape_quote(app)} is being deployed, so that what runs there may change`);
    const takesImages = dokku.has('git:from-image');
    const hasDoubt = takesImages && !isNameSafe;
    const doubt = hasDoubt ? await latestImageDoubt(dokku, app, all, builds) : undefined;
    return {
        source: { containers, source, commit, takesImages, doubt },
        madeAt: imageMadeAt(builds ?? [], newestOf(containers)),
        builds,
        fromContainers: all,
        ...{ sha, branch, deployed },
    };
}
async function inspectTarget(app, { source, isLocked }, server) {
    const [containers, lock] = await Promise.all([
        appContainers(server.dokku, app),
        lock_lockOf(server.dokku, app, isLocked),
    ]);
    const commit = await runningCommit(server, app, { containers, source });
    return { containers, source, lock, commit };
}
function assertExpected(expected, app, shas) {
    if (expected === '' || shas.some((sha) => sha.startsWith(expected)))
        return;
    const running = shas[0] === '' ? 'an unknown commit' : escape_quote(shas[0]);
    throw new UserError('unexpected-sha', `${escape_quote(app)} runs ${running}, not ${escape_quote(expected)}`);
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/previous-version.js
// What an app can be rolled back to. Pure.

/** Returns the version to roll back to; undefined for an image without a permanent name. `commit` is empty if the app runs an image. */
function previousVersion({ source, containers }, commit) {
    const one = containers.find(({ upcoming }) => !upcoming);
    const names = [one?.reference ?? '', source?.what ?? '', ...(one?.madeFrom ?? [])];
    const image = names.find(isPermanent);
    if (image !== undefined)
        return { image };
    return commit === '' ? undefined : { commit };
}
/**
 * Returns what to deploy after a failure: the previous version, `unnamed` if it is an image without a permanent name, or `none`. An app
 * without containers may have a previous version too: its web process is stopped, or scaled to zero.
 */
function rollbackTarget(facts, commit) {
    return previousVersion(facts, commit) ?? (facts.containers.length > 0 ? 'unnamed' : 'none');
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/plan.js
// The plan of a promotion: what will be done, and whether it can be undone. Pure.


/** Returns the plan for the chosen method. */
function planOf({ method, reference, because }, { from, madeAt, sha, to, toCommit, hasCommit }) {
    const one = to.containers.find(({ upcoming }) => !upcoming);
    return {
        method,
        image: reference,
        'from-sha': sha,
        previous: one?.madeFrom[0] || to.source?.what || toCommit || (one?.reference ?? ''),
        there: method === 'commit' ? hasCommit : hasImage(from, to.containers, reference, madeAt),
        'can-go-back': previousVersion(to, toCommit) !== undefined,
        because,
    };
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/plan-messages.js
// The messages about a plan, for the log and the warnings. Pure.


/** Returns the plan as a line of the log. */
function describePlan(to, plan) {
    const { method, image, there } = plan;
    if (there)
        return `${to}: already has ${image || plan['from-sha']}`;
    return method === 'commit'
        ? `${to}: rebuild the same commit, which makes a different image`
        : `${to}: deploy ${image}`;
}
/** Returns warnings about what a promotion does not include, and what can't be undone. */
function planWarnings({ from, to, smoke, 'on-failure': onFailure, }, { method, image, there, previous, 'can-go-back': isRestorable }) {
    if (there)
        return [];
    const warnings = [];
    if (method !== 'commit' && !smoke)
        warnings.push(`The checks in the app.json of ${escape_quote(from)} are not part of its image; use "smoke" to say how ${escape_quote(to)} must respond`);
    if (method === 'image' && !isPermanent(image))
        warnings.push(`The next deployment of ${escape_quote(from)} removes ${escape_quote(image)} from the server, so that it can't be rolled back to later. "dokku registry:set ${from} push-on-release true" keeps images in a registry`);
    if (onFailure === 'rollback' && !isRestorable && previous !== '')
        warnings.push(`${escape_quote(to)} can't be rolled back to ${escape_quote(previous)}: that image has no permanent name`);
    return warnings;
}

;// CONCATENATED MODULE: ./build/kit/dokku/deployed-urls.js
// The URLs of an app, from the output of its deployment. Pure.
/** Returns the app's URLs, which Dokku prints at the end of a deployment. */
function deployedUrls(lines) {
    const plain = lines.map((line) => line.replace(/^remote: ?/, '').trimEnd());
    const rest = plain.slice(plain.lastIndexOf('=====> Application deployed:') + 1);
    if (rest.length === plain.length)
        return [];
    const end = rest.findIndex((line) => !/^ +https?:\/\/\S+$/.test(line));
    const urls = rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim());
    return urls.filter((url) => URL.canParse(url));
}

;// CONCATENATED MODULE: ./build/kit/dokku/time-limit.js
// Runs a deployment with a time limit, and ends it when the run is cancelled. The server continues on its own when its client is gone, so
// the build is cancelled first if the version can.




/** Milliseconds in which git notices that its build has ended. */
const NOTICE_TIME = 2000;
/** Runs the work, which gets a function for its lines of output and a signal on which to kill its client. */
async function runWithLimit(dokku, app, work, timeout, { clock, log, cancel }) {
    const finished = new AbortController();
    const kill = new AbortController();
    let ended;
    let hasBegun = false;
    let isBuildStopped = false;
    let hasImage = false;
    const onLine = (line) => {
        // While this push waits for a lock, cancelling would stop the build of another one.
        hasBegun ||= line.trim() !== '' && !isLockedLine(line);
        hasImage ||= /^-----> Releasing /.test(line);
        log(line);
    };
    const end = async (why) => {
        if (finished.signal.aborted)
            return;
        ended = why;
        const build = hasBegun
            ? await cancelBuild(dokku, app).catch(() => 'running')
            : 'running';
        isBuildStopped = build === 'stopped';
        if (build !== 'running')
            await clock.sleep(NOTICE_TIME, finished.signal);
        kill.abort();
    };
    let ending;
    const onCancel = () => {
        ending ??= end('cancelled');
    };
    cancel.addEventListener('abort', onCancel);
    void clock.sleep(timeout, finished.signal).then(() => {
        ending ??= end('timeout');
    });
    try {
        if (cancel.aborted)
            onCancel();
        const output = await work(onLine, kill.signal);
        finished.abort();
        // A cancelled build ends its client before the server reports the build as ended.
        await ending;
        return { ...output, ended, isBuildStopped, hasImage };
    }
    finally {
        finished.abort();
        cancel.removeEventListener('abort', onCancel);
    }
}
/** Returns the error of a deployment that was ended early. It does not say what became of a build that was not stopped, which has to be asked. */
function earlyEndError(app, { ended, isBuildStopped, hasImage }, timeout) {
    const why = ended === 'timeout'
        ? `the deployment took longer than ${timeout / 1000} s`
        : 'the run was cancelled';
    const image = hasImage
        ? `, but dokku/${app}:latest is its image already, which a restart would start; "dokku ps:rebuild ${app}" repairs that`
        : '';
    const server = isBuildStopped
        ? `the build on the server was stopped${image}`
        : 'its build on the server was not stopped';
    return new UserError(ended ?? 'cancelled', `${escape_quote(app)}: ${why}; ${server}`);
}

;// CONCATENATED MODULE: ./build/kit/dokku/verify-deployment.js
// Compares what a server reported about a deployment with what it has. Pure.




/** The checks of every deployment: all containers are new. */
const containerChecks = (before, after) => [
    [areUnchanged(before, after), 'not-deployed', 'the containers were not replaced'],
    [
        isHalfDeployed(before, after),
        'half-deployed',
        'old and new containers are running side by side',
    ],
];
/** Throws a UserError for the first check that fails, with what is running. */
function assertDeployed(app, containers, checks) {
    const [, reason, message] = checks.find(([isWrong]) => isWrong) ?? [];
    if (reason === undefined)
        return;
    throw new UserError(reason, `${escape_quote(app)}: ${message}: ${describeContainers(containers)}`);
}

;// CONCATENATED MODULE: ./build/kit/dokku/push-app.js
// Pushes a commit to an app, and verifies that the server deployed it.









/**
 * Pushes, and waits for the deployment. Returns what the app has afterwards, or undefined if another deployment came first and
 * this one can be tried again. Throws a UserError for any other failure.
 */
async function pushApp(server, change, timeout, ports) {
    const { app, branch, commit } = change;
    ports.savePostState({ app, branch, commit, image: '', before: [] });
    const { reason, message, isUnfinished, urls } = await pushResult(server, change, timeout, ports);
    if (!isUnfinished)
        ports.savePostState(undefined);
    if (reason === 'locked' || (reason === 'non-fast-forward' && (await hasMoved(server, change)))) {
        ports.log(`${app}: ${message}; trying again`);
        return undefined;
    }
    if (reason !== '')
        throw new UserError(reason, `${escape_quote(app)}: ${message}`);
    ports.onDeployed();
    const containers = await verifiedContainers(server, change);
    return { containers, url: preferredUrl(urls) || (await appUrl(server.dokku, app)) };
}
async function pushResult(server, change, timeout, ports) {
    const { app, branch, commit } = change;
    const output = await limitedPush(server, change, timeout, ports);
    if (output.ended)
        throw earlyEndError(app, output, timeout);
    const result = readPushResult(output);
    if (!result.isUnfinished)
        return { ...result, urls: deployedUrls(output.lines) };
    const isPushed = async () => (await server.repository.heads(app)).get(branch) === commit;
    const { dokku } = server;
    const outcome = await resultAfterLoss(dokku, app, isPushed, timeout, result.message, ports);
    return { ...outcome, urls: [] };
}
/** Pushes, and returns what git and Dokku reported. What the server has afterwards is not verified. */
async function pushUnverified(server, push, timeout, ports) {
    return readPushResult(await limitedPush(server, push, timeout, ports));
}
function limitedPush({ dokku, repository }, { app, branch, commit }, timeout, ports) {
    const work = (onLine, killOn) => repository.push(app, commit, branch, { onLine, killOn });
    return runWithLimit(dokku, app, work, timeout, ports);
}
async function hasMoved({ repository }, { app, branch, tip }) {
    return ((await repository.heads(app)).get(branch) ?? '') !== tip;
}
/** Returns the containers of the app if they agree with what was reported: exit code 0 of git proves nothing. */
async function verifiedContainers(server, change) {
    const { app, commit, containers: before } = change;
    const [source, containers] = await Promise.all([
        deploySource(server.dokku, app),
        appContainers(server.dokku, app),
    ]);
    const what = source?.what ?? '';
    // Dokku changes its deploy source only after a good deployment, so that nothing else has to be asked.
    const checks = what === commit ? [] : await sourceChecks(server, change, what);
    assertDeployed(app, containers, [...checks, ...containerChecks(before, containers)]);
    return containers;
}
/** The checks of a deployment that the server does not report, or not as this one. */
async function sourceChecks({ dokku, repository }, { app, branch, commit }, what) {
    const [deployed, heads] = await Promise.all([deployBranch(dokku, app), repository.heads(app)]);
    const isElsewhere = heads.get(branch) !== commit;
    return [
        [isElsewhere, 'not-deployed', `branch ${escape_quote(branch)} does not have the pushed commit`],
        [deployed !== branch, 'wrong-branch', `the app deploys branch ${escape_quote(deployed)}`],
        [what !== '', 'not-deployed', `Dokku last deployed ${escape_quote(what)}`],
    ];
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/promotion.js
// What the steps of a promotion share.
/** Milliseconds that a deployment may take. */
const DEPLOY_TIMEOUT = 1_800_000;

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/promote-commit.js
// Promotes a commit, which the server rebuilds.



/** Returns the branch that an app deploys. */
async function targetBranch({ dokku, repository }, app) {
    const [name, heads] = await Promise.all([deployBranch(dokku, app), repository.heads(app)]);
    return { name, tip: heads.get(name) ?? '' };
}
/** Returns whether an app has the files of a commit, and deployed them last. */
async function hasCommit({ repository }, app, { source }, { name, tip }, commit) {
    if (tip === '')
        return false;
    const { git } = repository;
    const { code } = await git.run(['cat-file', '-e', `${tip}^{commit}`]);
    // The branch may have moved since the tip was listed.
    const current = code === 0 ? tip : await repository.fetch(app, name);
    const [tipTree, tree] = await Promise.all([current, commit].map((one) => git.ask(['rev-parse', `${one}^{tree}`])));
    const deployed = source?.what ?? '';
    return tipTree === tree && (deployed === '' || deployed === tip);
}
/** Pushes the commit itself if it is a descendant of what the app has, or else its files in a new commit on top of that. */
async function promoteCommit(server, { from, to: app }, { source, branch: fromBranch, sha, to }, { name: branch, tip }, ports) {
    const { repository } = server;
    const { git } = repository;
    let { commit } = source;
    // With its history: a shallow one can't be pushed.
    await repository.fetch(from, fromBranch);
    const isDescendant = tip === '' || (await git.run(['merge-base', '--is-ancestor', tip, commit])).code === 0;
    if (!isDescendant || commit === tip) {
        const tree = await git.ask(['rev-parse', `${commit}^{tree}`]);
        const time = await git.ask(['show', '--no-patch', '--format=%ct', commit]);
        const message = `Promote ${from}\n\nSource-Commit: ${sha}\n`;
        commit = await repository.commit({ tree, parent: tip, message, time });
    }
    const { containers } = to;
    return pushApp(server, { app, branch, commit, tip, containers }, DEPLOY_TIMEOUT, ports);
}

;// CONCATENATED MODULE: ./build/kit/dokku/deploy-command.js
// Runs a Dokku command that deploys an app: git:from-image, ps:rebuild.




/** Runs the command. Throws a UserError (`cancelled`, `timeout`) if it was ended early. */
async function runDeployCommand(dokku, app, words, timeout, ports) {
    const work = async (onLine, killOn) => {
        const { code, stdout, stderr } = await dokku.run(words, {
            onLine: (line) => onLine(stripTerminalCodes(line)),
            killOn,
        });
        return { code, stdout, lines: stderr.split('\n') };
    };
    const output = await runWithLimit(dokku, app, work, timeout, ports);
    if (output.ended)
        throw earlyEndError(app, output, timeout);
    const printed = output.stdout.split('\n').map(stripTerminalCodes);
    return { ...readCommandResult(output), urls: deployedUrls(printed) };
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/promote-image.js
// Promotes an image: Dokku deploys the app from it, and what runs afterwards is verified.










/** Deploys the image. Returns what the app has afterwards, or undefined if another deployment came first. */
async function promoteImage(dokku, to, before, reference, ports) {
    const ids = before.map(({ id }) => id);
    ports.savePostState({ app: to, branch: '', commit: '', image: reference, before: ids });
    const result = await deployResult(dokku, to, before, reference, ports);
    const { reason, message, isUnfinished, urls } = result;
    if (!isUnfinished)
        ports.savePostState(undefined);
    if (reason === 'locked')
        return undefined;
    if (reason !== '')
        throw new UserError(reason, `${escape_quote(to)}: ${message}`);
    ports.onDeployed();
    const [source, containers] = await Promise.all([
        deploySource(dokku, to),
        appContainers(dokku, to),
    ]);
    const what = source?.what ?? '';
    // A rebuild leaves the deploy source unchanged, so it may be an older one; the label is more reliable.
    const isOther = what !== '' && what !== reference && !isMadeFrom(containers, reference);
    assertDeployed(to, containers, [
        ...containerChecks(before, containers),
        [isOther, 'not-deployed', `Dokku last deployed ${escape_quote(what)}`],
    ]);
    return { containers, url: preferredUrl(urls) || (await appUrl(dokku, to)) };
}
async function deployResult(dokku, to, before, reference, ports) {
    const result = await deployImage(dokku, to, reference, ports).catch(lossOf);
    if (!result.isUnfinished)
        return result;
    const isDeployed = async () => {
        const containers = await appContainers(dokku, to);
        return isMadeFrom(containers, reference) && !areUnchanged(before, containers);
    };
    const { message } = result;
    const outcome = await resultAfterLoss(dokku, to, isDeployed, DEPLOY_TIMEOUT, message, ports);
    return { ...outcome, urls: [] };
}
/** Returns the result of a command that was lost with its connection. Throws any other error. */
function lossOf(error) {
    if (!(error instanceof UserError) || error.reason !== 'unreachable')
        throw error;
    return { reason: 'connection-lost', message: error.message, isUnfinished: true, urls: [] };
}
/** Deploys an app from an image, even if it was deployed from an image of the same name before. */
async function deployImage(dokku, app, image, ports) {
    const command = ['git:from-image', app, image];
    const result = await runDeployCommand(dokku, app, command, DEPLOY_TIMEOUT, ports);
    if (result.reason !== 'no-change')
        return result;
    // Dokku compares only the name; a rebuild resolves it again.
    ports.log(`${app} was deployed from an image of this name before; rebuilding it`);
    return runDeployCommand(dokku, app, ['ps:rebuild', app], DEPLOY_TIMEOUT, ports);
}

;// CONCATENATED MODULE: ./build/kit/dokku/recovery.js
// What happens after a failed deployment, whatever was deployed.


/** Returns whether the server may still be deploying after an error with this reason. */
const mayStillDeploy = (reason) => ['cancelled', 'timeout', 'connection-lost'].includes(reason);
/** Returns whether a failure says something against the new version. An answer that was refused, or could not be had, does not. */
const isAgainstVersion = (reason) => !['look-denied', 'dokku-failed', 'git-failed', 'unreachable'].includes(reason);
/** Why a failure with `on-failure: rollback` was not rolled back. */
const NOT_AGAINST_VERSION = 'The new version was not rolled back, because nothing was found that speaks against it';
/** What is said if the server may still be deploying. */
const STILL_DEPLOYING = 'The server continues on its own, and the post step reports the outcome';
/** Runs a recovery. Returns the error to report: the original one with what was found, done, or could not be done. */
async function recoverFrom(error, recovery) {
    try {
        const { reason, messages } = await recovery();
        return new UserError(reason, [error.message, ...messages].join('\n'));
    }
    catch (failure) {
        if (!(failure instanceof UserError))
            throw failure;
        const reason = failure.reason === 'not-restored' ? failure.reason : error.reason;
        // A question that the key may not ask is refused again.
        const messages = new Set([error.message, failure.message]);
        return new UserError(reason, [...messages].join('\n'));
    }
}
/** Checks an app after its previous version was deployed again. Returns its containers, and what went wrong, if anything. */
async function checkRestored(dokku, app, { reason, message }, ports) {
    const { containers, failure } = await checkRunning(dokku, app, ports);
    return { containers, problem: reason === '' ? failure?.message : message };
}
/** Returns the error for a previous version that could not be restored. */
const notRestored = (problem) => new UserError('not-restored', `The previous version could not be restored: ${problem}`);

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/restore.js
// Deploys the previous version of `to` again.








/** Deploys the previous version. Returns a message. Throws a UserError (`not-restored`). */
async function restorePrevious({ inputs, server, ports, result }, { to: before }, previous) {
    const app = inputs.to;
    ports.log(`${app}: restoring the previous version`);
    const { clock, log, cancel } = ports;
    const restored = 'image' in previous
        ? await deployImage(server.dokku, app, previous.image, { clock, log, cancel })
        : await pushFiles(server, app, previous.commit, ports);
    const { containers, problem } = await checkRestored(server.dokku, app, restored, ports);
    result.running = describeContainers(containers);
    result.sameImage = false;
    if (problem !== undefined)
        throw notRestored(problem);
    if ('image' in previous && sameLayers(before.containers, containers) === false)
        throw notRestored(`${escape_quote(previous.image)} now names a different image`);
    result.changed = false;
    return `The previous version was restored: ${result.running}`;
}
/** Pushes the files of an earlier commit on top of what the app has, without force. */
async function pushFiles(server, app, earlier, ports) {
    const { git, fetch, commit: createCommit } = server.repository;
    const branch = await deployBranch(server.dokku, app);
    const parent = await fetch(app, branch);
    const tree = await git.ask(['rev-parse', `${earlier}^{tree}`]);
    const time = await git.ask(['show', '--no-patch', '--format=%ct', parent]);
    const message = `Back to ${earlier.slice(0, 12)}\n\nSource-Commit: ${earlier}\n`;
    const commit = await createCommit({ tree, parent, message, time });
    return pushUnverified(server, { app, branch, commit }, DEPLOY_TIMEOUT, ports);
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/recover.js
// What happens after a failed promotion: finds out what is running, and restores the previous version if asked to.








const NONE = 'There is no previous version to restore';
const UNNAMED = 'The previous image has no permanent name and can\u2019t be restored';
/** Recovers from a failure as far as possible. Returns the error to report. */
async function recover(promotion, inspection, error) {
    const { inputs, result } = promotion;
    const isUntouched = inputs['dry-run'] || !result.plan || result.plan.there;
    return isUntouched
        ? error
        : recoverFrom(error, () => recovery(promotion, inspection, error.reason));
}
async function recovery(promotion, inspection, reason) {
    const { inputs, server, ports, result } = promotion;
    const { dokku } = server;
    // What was verified already is over, also if the run was cancelled since.
    const isOpen = mayStillDeploy(reason) && !result.changed;
    if (isOpen && (await isDeploying(dokku, inputs.to)) !== false)
        return { reason, messages: [STILL_DEPLOYING] };
    ports.savePostState(undefined);
    const before = inspection.to.containers;
    const after = await appContainers(dokku, inputs.to);
    // A cancelled run has little time for more.
    if (result.url === '' && !ports.cancel.aborted)
        result.url = await appUrl(dokku, inputs.to);
    // A container that failed its checks may be left over, but has exited.
    const alive = after.filter(({ state }) => state === 'running' || state === 'restarting');
    result.running = describeContainers(after);
    const left = leftBeside(before, after);
    result.changed = alive.length > left.length && !areUnchanged(before, without(alive, left));
    const messages = [`Running now: ${result.running}`];
    const isHalf = left.length === 0 && isHalfDeployed(before, after);
    const finalReason = isHalf ? 'half-deployed' : reason;
    const isAffected = result.changed || reason === 'checks-failed' || left.length > 0;
    if (!isAffected || inputs['on-failure'] !== 'rollback' || ports.cancel.aborted)
        messages.push(...leftOverAdvice(inputs.to, left), ...advice(inputs.to, finalReason));
    else if (!isAgainstVersion(reason))
        messages.push(NOT_AGAINST_VERSION);
    else {
        const target = rollbackTarget(inspection.to, inspection.to.commit);
        if (target === 'unnamed')
            messages.push(UNNAMED);
        else if (target === 'none')
            messages.push(NONE, ...advice(inputs.to, 'checks-failed'));
        else
            messages.push(await restorePrevious(promotion, inspection, target));
    }
    return { reason: finalReason, messages };
}
const without = (all, some) => all.filter((one) => !some.includes(one));
function advice(app, reason) {
    if (!['checks-failed', 'half-deployed'].includes(reason))
        return [];
    return [
        `dokku/${app}:latest is the image that failed, and a restart would start it. "on-failure: rollback" repairs that by deploying the previous version`,
    ];
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/promote.js
// A promotion: inspects both apps, chooses a method, deploys, and verifies what runs.














/** Milliseconds to wait for another deployment of `to`. */
const LOCK_WAIT = 900_000;
/** Promotes. Fills in the result, including the error: no UserError is thrown. */
async function promote(promotion) {
    const { inputs, ports, result } = promotion;
    const deadline = ports.clock.now() + LOCK_WAIT;
    let inspection;
    try {
        inspection = await inspectUnlocked(promotion, deadline);
        while (!(await attempt(promotion, inspection))) {
            await waitOnce(inputs.to, deadline, ports);
            inspection = await inspectUnlocked(promotion, deadline);
        }
    }
    catch (error) {
        if (!(error instanceof UserError))
            throw error;
        result.error = inspection ? await recover(promotion, inspection, error) : error;
    }
}
async function inspectUnlocked({ inputs, server, ports }, deadline) {
    const inspection = await inspectApps(inputs, server);
    const { lock } = inspection.to;
    if (inputs['dry-run'])
        return inspection;
    await waitUnlocked(server.dokku, inputs.to, deadline, ports, lock);
    return isWaitedFor(lock) ? inspectApps(inputs, server) : inspection;
}
/** Tries to promote. Returns false if another deployment came first. */
async function attempt(promotion, inspection) {
    const { inputs, server, ports, result } = promotion;
    const { from, to } = inputs;
    const { fromContainers } = inspection;
    await assertSourceRuns(server.dokku, from, fromContainers, ports);
    const choice = await findMethod(inputs, inspection, ports);
    const branch = choice.method === 'commit' ? await targetBranch(server, to) : undefined;
    const plan = await makePlan(promotion, inspection, choice, branch);
    result.plan = plan;
    result.sha = inspection.sha;
    result.method = choice.method;
    result.image = choice.reference;
    result.previous = plan.previous;
    for (const line of [...choice.because, describePlan(to, plan)])
        ports.log(line);
    for (const warning of planWarnings(inputs, plan))
        ports.warn(warning);
    // A deployment prints it.
    if (plan.there || inputs['dry-run'])
        result.url = await appUrl(server.dokku, to);
    if (inputs['dry-run'])
        return true;
    let { containers } = inspection.to;
    if (!plan.there) {
        const deployed = await deploy(promotion, inspection, choice, branch);
        if (!deployed)
            return false;
        result.url = deployed.url;
        containers = deployed.containers;
    }
    await verify(promotion, inspection, choice, containers);
    return true;
}
async function makePlan({ inputs, server }, { source, madeAt, sha, to }, choice, branch) {
    const isCommitThere = branch !== undefined && (await hasCommit(server, inputs.to, to, branch, source.commit));
    const toCommit = to.commit;
    const facts = { from: source.containers, madeAt, sha, to, toCommit, hasCommit: isCommitThere };
    return planOf(choice, facts);
}
/** Deploys by the chosen method. Returns undefined if another deployment came first. */
async function deploy({ inputs, server, ports }, inspection, { method, reference }, branch) {
    const { from, to } = inputs;
    if (ports.cancel.aborted)
        throw new UserError('cancelled', 'The run was cancelled');
    if (branch)
        return promoteCommit(server, { from, to }, inspection, branch, ports);
    const { dokku } = server;
    await assertSourceUnchanged(dokku, from, inspection, method);
    return promoteImage(dokku, to, inspection.to.containers, reference, ports);
}
/** Verifies that `to` runs the image of `from`, and that it is healthy. `now` is what runs there. Throws a UserError. */
async function verify({ inputs, server, ports, result }, { source, to }, { method, reference }, now) {
    const { to: name, smoke } = inputs;
    if (method !== 'commit')
        result.sameImage = verifySameImage(name, source.containers, now, reference);
    const checked = { name, url: result.url, smoke, before: to.containers, now };
    result.running = await assertHealthy(server.dokku, checked, ports);
}

;// CONCATENATED MODULE: ./build/kit/action/summary-table.js
// A result in a job's summary: a title, a sentence and a table. Pure.

/** Returns Markdown. Rows with an empty value are left out. The sentence has to be Markdown already. */
function summaryTable(title, sentence, rows) {
    return [
        `### ${escape_prose(title)}`,
        '',
        sentence,
        '',
        '| | |',
        '|---|---|',
        ...rows
            .filter(([, value]) => value !== '')
            .map(([name, value]) => `| ${escape_prose(name)} | ${code(value)} |`),
        '',
        '',
    ].join('\n');
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/report.js
// The human-readable result: one sentence, and a small table for the job summary. Pure.


/** Returns the outcome in one sentence. */
function sentence({ from, to, error, changed, running, sameImage, plan }, isDryRun, quoted = escape_quote) {
    const now = running === '' ? '' : `: ${quoted(running)}`;
    const apps = `${quoted(from)} to ${quoted(to)}`;
    if (error)
        return `${apps}: failed (${error.reason})${now}.`;
    if (isDryRun)
        return `${apps}: ${plan?.there ? 'nothing to do' : `would be promoted (${plan?.method})`}.`;
    const same = sameImage ? 'verified to be the same image' : 'not verified to be the same image';
    return `${apps}: ${changed ? 'promoted' : 'already up to date'}, ${same}${now}.`;
}
/** Returns the result as Markdown. */
function report_summary(result, isDryRun) {
    const { from, to, image, method, sha, previous, url } = result;
    const rows = [
        ['method', method],
        ['image', image],
        ['commit', sha],
        ['previous version', previous],
        ['URL', url],
    ];
    return summaryTable(`Dokku: ${from} to ${to}`, sentence(result, isDryRun, code), rows);
}

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/result.js
// The result of a run, from which the outputs and the summary are made. Pure.
/** Returns the result at the start of a run. */
const emptyResult = (from, to) => ({
    from,
    to,
    image: '',
    sameImage: false,
    method: '',
    sha: '',
    previous: '',
    url: '',
    changed: false,
    running: '',
    plan: undefined,
    error: undefined,
});

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/run.js
// Connects to the server, promotes, and reports the result.
var run_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var run_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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











/** The warning if the runner ends a cancelled step before the server has finished. */
const CANCEL_WARNING = 'The server had not finished; the post step reports the outcome of the promotion';
/** Runs the step. Throws a UserError on failure; the outputs are set in either case. */
async function start(inputs, ports) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { runner } = ports;
        const result = emptyResult(inputs.from, inputs.to);
        const _ = run_addDisposableResource(env_1, onCancel(ports.cancel, () => {
            const error = new UserError('cancelled', `${escape_quote(inputs.to)}: the run was cancelled`);
            runner.outputs(outputsOf({ ...result, error }));
            runner.annotate('error', error.message);
        }), false);
        try {
            if (inputs.from === inputs.to)
                throw new UserError('bad-input', '"from" and "to" must be different apps');
            await run(inputs, ports, result);
        }
        catch (error) {
            if (!(error instanceof UserError))
                throw error;
            result.error = error;
        }
        runner.outputs(outputsOf(result));
        if (result.error && !result.plan)
            throw result.error;
        runner.log(sentence(result, inputs['dry-run']));
        runner.summary(report_summary(result, inputs['dry-run']));
        if (result.error)
            throw result.error;
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        run_disposeResources(env_1);
    }
}
async function run(inputs, ports, result) {
    await withServer(inputs, ports, async (dokku) => {
        const env_2 = { stack: [], error: void 0, hasError: false };
        try {
            ports.runner.log(describeVersion(dokku));
            const repository = run_addDisposableResource(env_2, await appRepository(dokku, ports.temp), false);
            const server = { dokku, repository };
            await promote({ inputs, server, ports: promotePorts(ports, result), result });
        }
        catch (e_2) {
            env_2.error = e_2;
            env_2.hasError = true;
        }
        finally {
            run_disposeResources(env_2);
        }
    });
}
const promotePorts = ({ runner, clock, cancel, get, digestOf }, result) => ({
    clock,
    cancel,
    get,
    digestOf,
    log: runner.log,
    warn: (message) => runner.annotate('warning', message),
    onDeployed: () => {
        result.changed = true;
    },
    savePostState: postStateSaver(runner),
});

;// CONCATENATED MODULE: ./build/actions/dokku-promote/src/main.js














const { env } = process;
const runner = githubRunner();
const cancel = cancellation(7000, () => runner.annotate('warning', CANCEL_WARNING));
void runAction(runner, async () => {
    const isPost = isPostStep(env, runner);
    const deployment = env['STATE_deployment'];
    if (isPost)
        await removeBackgroundFolder(env['STATE_sshFolder'] ?? '', env);
    if (isPost && !deployment)
        return;
    const inputs = readInputs(inputs_inputs, env, runner.mask);
    const saveFolder = (path) => runner.state('sshFolder', path);
    const temp = env['RUNNER_TEMP'] ?? '/tmp';
    const ports = {
        runner,
        clock: clock,
        cancel,
        get: get,
        digestOf: registryDigest,
        ssh: () => openSsh({ ...accessOf(inputs), env, temp, saveFolder }),
        env,
        temp,
    };
    return deployment ? runPost(inputs, ports, deployment) : start(inputs, ports);
});

