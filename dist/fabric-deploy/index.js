import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 9011:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const ANY = Symbol('SemVer ANY')
// hoisted class for cyclic dependency
class Comparator {
  static get ANY () {
    return ANY
  }

  constructor (comp, options) {
    options = parseOptions(options)

    if (comp instanceof Comparator) {
      if (comp.loose === !!options.loose) {
        return comp
      } else {
        comp = comp.value
      }
    }

    comp = comp.trim().split(/\s+/).join(' ')
    debug('comparator', comp, options)
    this.options = options
    this.loose = !!options.loose
    this.parse(comp)

    if (this.semver === ANY) {
      this.value = ''
    } else {
      this.value = this.operator + this.semver.version
    }

    debug('comp', this)
  }

  parse (comp) {
    const r = this.options.loose ? re[t.COMPARATORLOOSE] : re[t.COMPARATOR]
    const m = comp.match(r)

    if (!m) {
      throw new TypeError(`Invalid comparator: ${comp}`)
    }

    this.operator = m[1] !== undefined ? m[1] : ''
    if (this.operator === '=') {
      this.operator = ''
    }

    // if it literally is just '>' or '' then allow anything.
    if (!m[2]) {
      this.semver = ANY
    } else {
      this.semver = new SemVer(m[2], this.options.loose)
    }
  }

  toString () {
    return this.value
  }

  test (version) {
    debug('Comparator.test', version, this.options.loose)

    if (this.semver === ANY || version === ANY) {
      return true
    }

    if (typeof version === 'string') {
      try {
        version = new SemVer(version, this.options)
      } catch (er) {
        return false
      }
    }

    return cmp(version, this.operator, this.semver, this.options)
  }

  intersects (comp, options) {
    if (!(comp instanceof Comparator)) {
      throw new TypeError('a Comparator is required')
    }

    if (this.operator === '') {
      if (this.value === '') {
        return true
      }
      return new Range(comp.value, options).test(this.value)
    } else if (comp.operator === '') {
      if (comp.value === '') {
        return true
      }
      return new Range(this.value, options).test(comp.semver)
    }

    options = parseOptions(options)

    // Special cases where nothing can possibly be lower
    if (options.includePrerelease &&
      (this.value === '<0.0.0-0' || comp.value === '<0.0.0-0')) {
      return false
    }
    if (!options.includePrerelease &&
      (this.value.startsWith('<0.0.0') || comp.value.startsWith('<0.0.0'))) {
      return false
    }

    // Same direction increasing (> or >=)
    if (this.operator.startsWith('>') && comp.operator.startsWith('>')) {
      return true
    }
    // Same direction decreasing (< or <=)
    if (this.operator.startsWith('<') && comp.operator.startsWith('<')) {
      return true
    }
    // same SemVer and both sides are inclusive (<= or >=)
    if (
      (this.semver.version === comp.semver.version) &&
      this.operator.includes('=') && comp.operator.includes('=')) {
      return true
    }
    // opposite directions less than
    if (cmp(this.semver, '<', comp.semver, options) &&
      this.operator.startsWith('>') && comp.operator.startsWith('<')) {
      return true
    }
    // opposite directions greater than
    if (cmp(this.semver, '>', comp.semver, options) &&
      this.operator.startsWith('<') && comp.operator.startsWith('>')) {
      return true
    }
    return false
  }
}

module.exports = Comparator

const parseOptions = __nccwpck_require__(9924)
const { safeRe: re, t } = __nccwpck_require__(6575)
const cmp = __nccwpck_require__(4598)
const debug = __nccwpck_require__(375)
const SemVer = __nccwpck_require__(6379)
const Range = __nccwpck_require__(2734)


/***/ }),

/***/ 2734:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SPACE_CHARACTERS = /\s+/g

// hoisted class for cyclic dependency
class Range {
  constructor (range, options) {
    options = parseOptions(options)

    if (range instanceof Range) {
      if (
        range.loose === !!options.loose &&
        range.includePrerelease === !!options.includePrerelease
      ) {
        return range
      } else {
        return new Range(range.raw, options)
      }
    }

    if (range instanceof Comparator) {
      // just put it in the set and return
      this.raw = range.value
      this.set = [[range]]
      this.formatted = undefined
      return this
    }

    this.options = options
    this.loose = !!options.loose
    this.includePrerelease = !!options.includePrerelease

    // First reduce all whitespace as much as possible so we do not have to rely
    // on potentially slow regexes like \s*. This is then stored and used for
    // future error messages as well.
    this.raw = range.trim().replace(SPACE_CHARACTERS, ' ')

    // First, split on ||
    this.set = this.raw
      .split('||')
      // map the range to a 2d array of comparators
      .map(r => this.parseRange(r.trim()))
      // throw out any comparator lists that are empty
      // this generally means that it was not a valid range, which is allowed
      // in loose mode, but will still throw if the WHOLE range is invalid.
      .filter(c => c.length)

    if (!this.set.length) {
      throw new TypeError(`Invalid SemVer Range: ${this.raw}`)
    }

    // if we have any that are not the null set, throw out null sets.
    if (this.set.length > 1) {
      // keep the first one, in case they're all null sets
      const first = this.set[0]
      this.set = this.set.filter(c => !isNullSet(c[0]))
      if (this.set.length === 0) {
        this.set = [first]
      } else if (this.set.length > 1) {
        // if we have any that are *, then the range is just *
        for (const c of this.set) {
          if (c.length === 1 && isAny(c[0])) {
            this.set = [c]
            break
          }
        }
      }
    }

    this.formatted = undefined
  }

  get range () {
    if (this.formatted === undefined) {
      this.formatted = ''
      for (let i = 0; i < this.set.length; i++) {
        if (i > 0) {
          this.formatted += '||'
        }
        const comps = this.set[i]
        for (let k = 0; k < comps.length; k++) {
          if (k > 0) {
            this.formatted += ' '
          }
          this.formatted += comps[k].toString().trim()
        }
      }
    }
    return this.formatted
  }

  format () {
    return this.range
  }

  toString () {
    return this.range
  }

  parseRange (range) {
    // strip build metadata so it can't bleed into the version
    range = range.replace(BUILDSTRIPRE, '')

    // memoize range parsing for performance.
    // this is a very hot path, and fully deterministic.
    const memoOpts =
      (this.options.includePrerelease && FLAG_INCLUDE_PRERELEASE) |
      (this.options.loose && FLAG_LOOSE)
    const memoKey = memoOpts + ':' + range
    const cached = cache.get(memoKey)
    if (cached) {
      return cached
    }

    const loose = this.options.loose
    // `1.2.3 - 1.2.4` => `>=1.2.3 <=1.2.4`
    const hr = loose ? re[t.HYPHENRANGELOOSE] : re[t.HYPHENRANGE]
    range = range.replace(hr, hyphenReplace(this.options.includePrerelease))
    debug('hyphen replace', range)

    // `> 1.2.3 < 1.2.5` => `>1.2.3 <1.2.5`
    range = trimComparatorWhitespace(range)
    debug('comparator trim', range)

    // `~ 1.2.3` => `~1.2.3`
    range = range.replace(re[t.TILDETRIM], tildeTrimReplace)
    debug('tilde trim', range)

    // `^ 1.2.3` => `^1.2.3`
    range = range.replace(re[t.CARETTRIM], caretTrimReplace)
    debug('caret trim', range)

    // At this point, the range is completely trimmed and
    // ready to be split into comparators.

    let rangeList = range
      .split(' ')
      .map(comp => parseComparator(comp, this.options))
      .join(' ')
      .split(/\s+/)
      // >=0.0.0 is equivalent to *
      .map(comp => replaceGTE0(comp, this.options))

    if (loose) {
      // in loose mode, throw out any that are not valid comparators
      rangeList = rangeList.filter(comp => {
        debug('loose invalid filter', comp, this.options)
        return !!comp.match(re[t.COMPARATORLOOSE])
      })
    }
    debug('range list', rangeList)

    // if any comparators are the null set, then replace with JUST null set
    // if more than one comparator, remove any * comparators
    // also, don't include the same comparator more than once
    const rangeMap = new Map()
    const comparators = rangeList.map(comp => new Comparator(comp, this.options))
    for (const comp of comparators) {
      if (isNullSet(comp)) {
        return [comp]
      }
      rangeMap.set(comp.value, comp)
    }
    if (rangeMap.size > 1 && rangeMap.has('')) {
      rangeMap.delete('')
    }

    const result = [...rangeMap.values()]
    cache.set(memoKey, result)
    return result
  }

  intersects (range, options) {
    if (!(range instanceof Range)) {
      throw new TypeError('a Range is required')
    }

    return this.set.some((thisComparators) => {
      return (
        isSatisfiable(thisComparators, options) &&
        range.set.some((rangeComparators) => {
          return (
            isSatisfiable(rangeComparators, options) &&
            thisComparators.every((thisComparator) => {
              return rangeComparators.every((rangeComparator) => {
                return thisComparator.intersects(rangeComparator, options)
              })
            })
          )
        })
      )
    })
  }

  // if ANY of the sets match ALL of its comparators, then pass
  test (version) {
    if (!version) {
      return false
    }

    if (typeof version === 'string') {
      try {
        version = new SemVer(version, this.options)
      } catch (er) {
        return false
      }
    }

    for (let i = 0; i < this.set.length; i++) {
      if (testSet(this.set[i], version, this.options)) {
        return true
      }
    }
    return false
  }
}

module.exports = Range

const LRU = __nccwpck_require__(2263)
const cache = new LRU()

const parseOptions = __nccwpck_require__(9924)
const Comparator = __nccwpck_require__(9011)
const debug = __nccwpck_require__(375)
const SemVer = __nccwpck_require__(6379)
const trimComparatorWhitespace = __nccwpck_require__(1273)
const {
  safeRe: re,
  src,
  t,
  tildeTrimReplace,
  caretTrimReplace,
} = __nccwpck_require__(6575)
const { FLAG_INCLUDE_PRERELEASE, FLAG_LOOSE } = __nccwpck_require__(8381)

// unbounded global build-metadata stripper used by parseRange
const BUILDSTRIPRE = new RegExp(src[t.BUILD], 'g')

const isNullSet = c => c.value === '<0.0.0-0'
const isAny = c => c.value === ''

// take a set of comparators and determine whether there
// exists a version which can satisfy it
const isSatisfiable = (comparators, options) => {
  let result = true
  const remainingComparators = comparators.slice()
  let testComparator = remainingComparators.pop()

  while (result && remainingComparators.length) {
    result = remainingComparators.every((otherComparator) => {
      return testComparator.intersects(otherComparator, options)
    })

    testComparator = remainingComparators.pop()
  }

  return result
}

// comprised of xranges, tildes, stars, and gtlt's at this point.
// already replaced the hyphen ranges
// turn into a set of JUST comparators.
const parseComparator = (comp, options) => {
  comp = comp.replace(re[t.BUILD], '')
  debug('comp', comp, options)
  comp = replaceCarets(comp, options)
  debug('caret', comp)
  comp = replaceTildes(comp, options)
  debug('tildes', comp)
  comp = replaceXRanges(comp, options)
  debug('xrange', comp)
  comp = replaceStars(comp, options)
  debug('stars', comp)
  return comp
}

const isX = id => !id || id.toLowerCase() === 'x' || id === '*'

const invalidXRangeOrder = (M, m, p) => (
  (isX(M) && !isX(m)) ||
  (isX(m) && p && !isX(p))
)

// ~, ~> --> * (any, kinda silly)
// ~2, ~2.x, ~2.x.x, ~>2, ~>2.x ~>2.x.x --> >=2.0.0 <3.0.0-0
// ~2.0, ~2.0.x, ~>2.0, ~>2.0.x --> >=2.0.0 <2.1.0-0
// ~1.2, ~1.2.x, ~>1.2, ~>1.2.x --> >=1.2.0 <1.3.0-0
// ~1.2.3, ~>1.2.3 --> >=1.2.3 <1.3.0-0
// ~1.2.0, ~>1.2.0 --> >=1.2.0 <1.3.0-0
// ~0.0.1 --> >=0.0.1 <0.1.0-0
const replaceTildes = (comp, options) => {
  return comp
    .trim()
    .split(/\s+/)
    .map((c) => replaceTilde(c, options))
    .join(' ')
}

const replaceTilde = (comp, options) => {
  const r = options.loose ? re[t.TILDELOOSE] : re[t.TILDE]
  // if we're including prereleases in the match, then the lower bound is
  // -0, the lowest possible prerelease value, just like x-ranges and carets.
  // this keeps `~1.2` equivalent to the `1.2.x` x-range it's documented as.
  const z = options.includePrerelease ? '-0' : ''
  return comp.replace(r, (_, M, m, p, pr) => {
    debug('tilde', comp, _, M, m, p, pr)
    let ret

    if (isX(M)) {
      ret = ''
    } else if (isX(m)) {
      ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`
    } else if (isX(p)) {
      // ~1.2 == >=1.2.0 <1.3.0-0
      ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`
    } else if (pr) {
      debug('replaceTilde pr', pr)
      ret = `>=${M}.${m}.${p}-${pr
      } <${M}.${+m + 1}.0-0`
    } else {
      // ~1.2.3 == >=1.2.3 <1.3.0-0
      ret = `>=${M}.${m}.${p
      } <${M}.${+m + 1}.0-0`
    }

    debug('tilde return', ret)
    return ret
  })
}

// ^ --> * (any, kinda silly)
// ^2, ^2.x, ^2.x.x --> >=2.0.0 <3.0.0-0
// ^2.0, ^2.0.x --> >=2.0.0 <3.0.0-0
// ^1.2, ^1.2.x --> >=1.2.0 <2.0.0-0
// ^1.2.3 --> >=1.2.3 <2.0.0-0
// ^1.2.0 --> >=1.2.0 <2.0.0-0
// ^0.0.1 --> >=0.0.1 <0.0.2-0
// ^0.1.0 --> >=0.1.0 <0.2.0-0
const replaceCarets = (comp, options) => {
  return comp
    .trim()
    .split(/\s+/)
    .map((c) => replaceCaret(c, options))
    .join(' ')
}

const replaceCaret = (comp, options) => {
  debug('caret', comp, options)
  const r = options.loose ? re[t.CARETLOOSE] : re[t.CARET]
  const z = options.includePrerelease ? '-0' : ''
  return comp.replace(r, (_, M, m, p, pr) => {
    debug('caret', comp, _, M, m, p, pr)
    let ret

    if (isX(M)) {
      ret = ''
    } else if (isX(m)) {
      ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`
    } else if (isX(p)) {
      if (M === '0') {
        ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`
      } else {
        ret = `>=${M}.${m}.0${z} <${+M + 1}.0.0-0`
      }
    } else if (pr) {
      debug('replaceCaret pr', pr)
      if (M === '0') {
        if (m === '0') {
          ret = `>=${M}.${m}.${p}-${pr
          } <${M}.${m}.${+p + 1}-0`
        } else {
          ret = `>=${M}.${m}.${p}-${pr
          } <${M}.${+m + 1}.0-0`
        }
      } else {
        ret = `>=${M}.${m}.${p}-${pr
        } <${+M + 1}.0.0-0`
      }
    } else {
      debug('no pr')
      if (M === '0') {
        if (m === '0') {
          ret = `>=${M}.${m}.${p
          } <${M}.${m}.${+p + 1}-0`
        } else {
          ret = `>=${M}.${m}.${p
          } <${M}.${+m + 1}.0-0`
        }
      } else {
        ret = `>=${M}.${m}.${p
        } <${+M + 1}.0.0-0`
      }
    }

    debug('caret return', ret)
    return ret
  })
}

const replaceXRanges = (comp, options) => {
  debug('replaceXRanges', comp, options)
  return comp
    .split(/\s+/)
    .map((c) => replaceXRange(c, options))
    .join(' ')
}

const replaceXRange = (comp, options) => {
  comp = comp.trim()
  const r = options.loose ? re[t.XRANGELOOSE] : re[t.XRANGE]
  return comp.replace(r, (ret, gtlt, M, m, p, pr) => {
    debug('xRange', comp, ret, gtlt, M, m, p, pr)
    if (invalidXRangeOrder(M, m, p)) {
      return comp
    }

    const xM = isX(M)
    const xm = xM || isX(m)
    const xp = xm || isX(p)
    const anyX = xp

    if (gtlt === '=' && anyX) {
      gtlt = ''
    }

    // if we're including prereleases in the match, then we need
    // to fix this to -0, the lowest possible prerelease value
    pr = options.includePrerelease ? '-0' : ''

    if (xM) {
      if (gtlt === '>' || gtlt === '<') {
        // nothing is allowed
        ret = '<0.0.0-0'
      } else {
        // nothing is forbidden
        ret = '*'
      }
    } else if (gtlt && anyX) {
      // we know patch is an x, because we have any x at all.
      // replace X with 0
      if (xm) {
        m = 0
      }
      p = 0

      if (gtlt === '>') {
        // >1 => >=2.0.0
        // >1.2 => >=1.3.0
        gtlt = '>='
        if (xm) {
          M = +M + 1
          m = 0
          p = 0
        } else {
          m = +m + 1
          p = 0
        }
      } else if (gtlt === '<=') {
        // <=0.7.x is actually <0.8.0, since any 0.7.x should
        // pass.  Similarly, <=7.x is actually <8.0.0, etc.
        gtlt = '<'
        if (xm) {
          M = +M + 1
        } else {
          m = +m + 1
        }
      }

      if (gtlt === '<') {
        pr = '-0'
      }

      ret = `${gtlt + M}.${m}.${p}${pr}`
    } else if (xm) {
      ret = `>=${M}.0.0${pr} <${+M + 1}.0.0-0`
    } else if (xp) {
      ret = `>=${M}.${m}.0${pr
      } <${M}.${+m + 1}.0-0`
    }

    debug('xRange return', ret)

    return ret
  })
}

// Because * is AND-ed with everything else in the comparator,
// and '' means "any version", just remove the *s entirely.
const replaceStars = (comp, options) => {
  debug('replaceStars', comp, options)
  // Looseness is ignored here.  star is always as loose as it gets!
  return comp
    .trim()
    .replace(re[t.STAR], '')
}

const replaceGTE0 = (comp, options) => {
  debug('replaceGTE0', comp, options)
  return comp
    .trim()
    .replace(re[options.includePrerelease ? t.GTE0PRE : t.GTE0], '')
}

// This function is passed to string.replace(re[t.HYPHENRANGE])
// M, m, patch, prerelease, build
// 1.2 - 3.4.5 => >=1.2.0 <=3.4.5
// 1.2.3 - 3.4 => >=1.2.0 <3.5.0-0 Any 3.4.x will do
// 1.2 - 3.4 => >=1.2.0 <3.5.0-0
// TODO build?
const hyphenReplace = incPr => ($0,
  from, fM, fm, fp, fpr, fb,
  to, tM, tm, tp, tpr) => {
  if (isX(fM)) {
    from = ''
  } else if (isX(fm)) {
    from = `>=${fM}.0.0${incPr ? '-0' : ''}`
  } else if (isX(fp)) {
    from = `>=${fM}.${fm}.0${incPr ? '-0' : ''}`
  } else if (fpr) {
    from = `>=${from}`
  } else {
    from = `>=${from}${incPr ? '-0' : ''}`
  }

  if (isX(tM)) {
    to = ''
  } else if (isX(tm)) {
    to = `<${+tM + 1}.0.0-0`
  } else if (isX(tp)) {
    to = `<${tM}.${+tm + 1}.0-0`
  } else if (tpr) {
    to = `<=${tM}.${tm}.${tp}-${tpr}`
  } else if (incPr) {
    to = `<${tM}.${tm}.${+tp + 1}-0`
  } else {
    to = `<=${to}`
  }

  return `${from} ${to}`.trim()
}

const testSet = (set, version, options) => {
  for (let i = 0; i < set.length; i++) {
    if (!set[i].test(version)) {
      return false
    }
  }

  if (version.prerelease.length && !options.includePrerelease) {
    // Find the set of versions that are allowed to have prereleases
    // For example, ^1.2.3-pr.1 desugars to >=1.2.3-pr.1 <2.0.0
    // That should allow `1.2.3-pr.2` to pass.
    // However, `1.2.4-alpha.notready` should NOT be allowed,
    // even though it's within the range set by the comparators.
    for (let i = 0; i < set.length; i++) {
      debug(set[i].semver)
      if (set[i].semver === Comparator.ANY) {
        continue
      }

      if (set[i].semver.prerelease.length > 0) {
        const allowed = set[i].semver
        if (allowed.major === version.major &&
            allowed.minor === version.minor &&
            allowed.patch === version.patch) {
          return true
        }
      }
    }

    // Version has a -pre, but it's not one of the ones we like.
    return false
  }

  return true
}


/***/ }),

/***/ 6379:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const debug = __nccwpck_require__(375)
const { MAX_LENGTH, MAX_SAFE_INTEGER } = __nccwpck_require__(8381)
const { safeRe: re, t } = __nccwpck_require__(6575)

const parseOptions = __nccwpck_require__(9924)
const { compareIdentifiers } = __nccwpck_require__(3988)

const isPrereleaseIdentifier = (prerelease, identifier) => {
  const identifiers = identifier.split('.')
  if (identifiers.length > prerelease.length) {
    return false
  }

  for (let i = 0; i < identifiers.length; i++) {
    if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) {
      return false
    }
  }

  return true
}

class SemVer {
  constructor (version, options) {
    options = parseOptions(options)

    if (version instanceof SemVer) {
      if (version.loose === !!options.loose &&
        version.includePrerelease === !!options.includePrerelease) {
        return version
      } else {
        version = version.version
      }
    } else if (typeof version !== 'string') {
      throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`)
    }

    if (version.length > MAX_LENGTH) {
      throw new TypeError(
        `version is longer than ${MAX_LENGTH} characters`
      )
    }

    debug('SemVer', version, options)
    this.options = options
    this.loose = !!options.loose
    // this isn't actually relevant for versions, but keep it so that we
    // don't run into trouble passing this.options around.
    this.includePrerelease = !!options.includePrerelease

    const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL])

    if (!m) {
      throw new TypeError(`Invalid Version: ${version}`)
    }

    this.raw = version

    // these are actually numbers
    this.major = +m[1]
    this.minor = +m[2]
    this.patch = +m[3]

    if (this.major > MAX_SAFE_INTEGER || this.major < 0) {
      throw new TypeError('Invalid major version')
    }

    if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) {
      throw new TypeError('Invalid minor version')
    }

    if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) {
      throw new TypeError('Invalid patch version')
    }

    // numberify any prerelease numeric ids
    if (!m[4]) {
      this.prerelease = []
    } else {
      this.prerelease = m[4].split('.').map((id) => {
        if (/^[0-9]+$/.test(id)) {
          const num = +id
          if (num >= 0 && num < MAX_SAFE_INTEGER) {
            return num
          }
        }
        return id
      })
    }

    this.build = m[5] ? m[5].split('.') : []
    this.format()
  }

  format () {
    this.version = `${this.major}.${this.minor}.${this.patch}`
    if (this.prerelease.length) {
      this.version += `-${this.prerelease.join('.')}`
    }
    return this.version
  }

  toString () {
    return this.version
  }

  compare (other) {
    debug('SemVer.compare', this.version, this.options, other)
    if (!(other instanceof SemVer)) {
      if (typeof other === 'string' && other === this.version) {
        return 0
      }
      other = new SemVer(other, this.options)
    }

    if (other.version === this.version) {
      return 0
    }

    return this.compareMain(other) || this.comparePre(other)
  }

  compareMain (other) {
    if (!(other instanceof SemVer)) {
      other = new SemVer(other, this.options)
    }

    if (this.major < other.major) {
      return -1
    }
    if (this.major > other.major) {
      return 1
    }
    if (this.minor < other.minor) {
      return -1
    }
    if (this.minor > other.minor) {
      return 1
    }
    if (this.patch < other.patch) {
      return -1
    }
    if (this.patch > other.patch) {
      return 1
    }
    return 0
  }

  comparePre (other) {
    if (!(other instanceof SemVer)) {
      other = new SemVer(other, this.options)
    }

    // NOT having a prerelease is > having one
    if (this.prerelease.length && !other.prerelease.length) {
      return -1
    } else if (!this.prerelease.length && other.prerelease.length) {
      return 1
    } else if (!this.prerelease.length && !other.prerelease.length) {
      return 0
    }

    let i = 0
    do {
      const a = this.prerelease[i]
      const b = other.prerelease[i]
      debug('prerelease compare', i, a, b)
      if (a === undefined && b === undefined) {
        return 0
      } else if (b === undefined) {
        return 1
      } else if (a === undefined) {
        return -1
      } else if (a === b) {
        continue
      } else {
        return compareIdentifiers(a, b)
      }
    } while (++i)
  }

  compareBuild (other) {
    if (!(other instanceof SemVer)) {
      other = new SemVer(other, this.options)
    }

    let i = 0
    do {
      const a = this.build[i]
      const b = other.build[i]
      debug('build compare', i, a, b)
      if (a === undefined && b === undefined) {
        return 0
      } else if (b === undefined) {
        return 1
      } else if (a === undefined) {
        return -1
      } else if (a === b) {
        continue
      } else {
        return compareIdentifiers(a, b)
      }
    } while (++i)
  }

  // preminor will bump the version up to the next minor release, and immediately
  // down to pre-release. premajor and prepatch work the same way.
  inc (release, identifier, identifierBase) {
    if (release.startsWith('pre')) {
      if (!identifier && identifierBase === false) {
        throw new Error('invalid increment argument: identifier is empty')
      }
      // Avoid an invalid semver results
      if (identifier) {
        const match = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE])
        if (!match || match[1] !== identifier) {
          throw new Error(`invalid identifier: ${identifier}`)
        }
      }
    }

    switch (release) {
      case 'premajor':
        this.prerelease.length = 0
        this.patch = 0
        this.minor = 0
        this.major++
        this.inc('pre', identifier, identifierBase)
        break
      case 'preminor':
        this.prerelease.length = 0
        this.patch = 0
        this.minor++
        this.inc('pre', identifier, identifierBase)
        break
      case 'prepatch':
        // If this is already a prerelease, it will bump to the next version
        // drop any prereleases that might already exist, since they are not
        // relevant at this point.
        this.prerelease.length = 0
        this.inc('patch', identifier, identifierBase)
        this.inc('pre', identifier, identifierBase)
        break
      // If the input is a non-prerelease version, this acts the same as
      // prepatch.
      case 'prerelease':
        if (this.prerelease.length === 0) {
          this.inc('patch', identifier, identifierBase)
        }
        this.inc('pre', identifier, identifierBase)
        break
      case 'release':
        if (this.prerelease.length === 0) {
          throw new Error(`version ${this.raw} is not a prerelease`)
        }
        this.prerelease.length = 0
        break

      case 'major':
        // If this is a pre-major version, bump up to the same major version.
        // Otherwise increment major.
        // 1.0.0-5 bumps to 1.0.0
        // 1.1.0 bumps to 2.0.0
        if (
          this.minor !== 0 ||
          this.patch !== 0 ||
          this.prerelease.length === 0
        ) {
          this.major++
        }
        this.minor = 0
        this.patch = 0
        this.prerelease = []
        break
      case 'minor':
        // If this is a pre-minor version, bump up to the same minor version.
        // Otherwise increment minor.
        // 1.2.0-5 bumps to 1.2.0
        // 1.2.1 bumps to 1.3.0
        if (this.patch !== 0 || this.prerelease.length === 0) {
          this.minor++
        }
        this.patch = 0
        this.prerelease = []
        break
      case 'patch':
        // If this is not a pre-release version, it will increment the patch.
        // If it is a pre-release it will bump up to the same patch version.
        // 1.2.0-5 patches to 1.2.0
        // 1.2.0 patches to 1.2.1
        if (this.prerelease.length === 0) {
          this.patch++
        }
        this.prerelease = []
        break
      // This probably shouldn't be used publicly.
      // 1.0.0 'pre' would become 1.0.0-0 which is the wrong direction.
      case 'pre': {
        const base = Number(identifierBase) ? 1 : 0

        if (this.prerelease.length === 0) {
          this.prerelease = [base]
        } else {
          let i = this.prerelease.length
          while (--i >= 0) {
            if (typeof this.prerelease[i] === 'number') {
              this.prerelease[i]++
              i = -2
            }
          }
          if (i === -1) {
            // didn't increment anything
            if (identifier === this.prerelease.join('.') && identifierBase === false) {
              throw new Error('invalid increment argument: identifier already exists')
            }
            this.prerelease.push(base)
          }
        }
        if (identifier) {
          // 1.2.0-beta.1 bumps to 1.2.0-beta.2,
          // 1.2.0-beta.fooblz or 1.2.0-beta bumps to 1.2.0-beta.0
          let prerelease = [identifier, base]
          if (identifierBase === false) {
            prerelease = [identifier]
          }
          if (isPrereleaseIdentifier(this.prerelease, identifier)) {
            const prereleaseBase = this.prerelease[identifier.split('.').length]
            if (isNaN(prereleaseBase)) {
              this.prerelease = prerelease
            }
          } else {
            this.prerelease = prerelease
          }
        }
        break
      }
      default:
        throw new Error(`invalid increment argument: ${release}`)
    }
    this.raw = this.format()
    if (this.build.length) {
      this.raw += `+${this.build.join('.')}`
    }
    return this
  }
}

module.exports = SemVer


/***/ }),

/***/ 1767:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const parse = __nccwpck_require__(6321)
const clean = (version, options) => {
  const s = parse(version.trim().replace(/^[=v]+/, ''), options)
  return s ? s.version : null
}
module.exports = clean


/***/ }),

/***/ 4598:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const eq = __nccwpck_require__(4666)
const neq = __nccwpck_require__(926)
const gt = __nccwpck_require__(6183)
const gte = __nccwpck_require__(7188)
const lt = __nccwpck_require__(3456)
const lte = __nccwpck_require__(2669)

const cmp = (a, op, b, loose) => {
  switch (op) {
    case '===':
      if (typeof a === 'object') {
        a = a.version
      }
      if (typeof b === 'object') {
        b = b.version
      }
      return a === b

    case '!==':
      if (typeof a === 'object') {
        a = a.version
      }
      if (typeof b === 'object') {
        b = b.version
      }
      return a !== b

    case '':
    case '=':
    case '==':
      return eq(a, b, loose)

    case '!=':
      return neq(a, b, loose)

    case '>':
      return gt(a, b, loose)

    case '>=':
      return gte(a, b, loose)

    case '<':
      return lt(a, b, loose)

    case '<=':
      return lte(a, b, loose)

    default:
      throw new TypeError(`Invalid operator: ${op}`)
  }
}
module.exports = cmp


/***/ }),

/***/ 585:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const parse = __nccwpck_require__(6321)
const { safeRe: re, t } = __nccwpck_require__(6575)

const coerce = (version, options) => {
  if (version instanceof SemVer) {
    return version
  }

  if (typeof version === 'number') {
    version = String(version)
  }

  if (typeof version !== 'string') {
    return null
  }

  options = options || {}

  let match = null
  if (!options.rtl) {
    match = version.match(options.includePrerelease ? re[t.COERCEFULL] : re[t.COERCE])
  } else {
    // Find the right-most coercible string that does not share
    // a terminus with a more left-ward coercible string.
    // Eg, '1.2.3.4' wants to coerce '2.3.4', not '3.4' or '4'
    // With includePrerelease option set, '1.2.3.4-rc' wants to coerce '2.3.4-rc', not '2.3.4'
    //
    // Walk through the string checking with a /g regexp
    // Manually set the index so as to pick up overlapping matches.
    // Stop when we get a match that ends at the string end, since no
    // coercible string can be more right-ward without the same terminus.
    const coerceRtlRegex = options.includePrerelease ? re[t.COERCERTLFULL] : re[t.COERCERTL]
    let next
    while ((next = coerceRtlRegex.exec(version)) &&
        (!match || match.index + match[0].length !== version.length)
    ) {
      if (!match ||
            next.index + next[0].length !== match.index + match[0].length) {
        match = next
      }
      coerceRtlRegex.lastIndex = next.index + next[1].length + next[2].length
    }
    // leave it in a clean state
    coerceRtlRegex.lastIndex = -1
  }

  if (match === null) {
    return null
  }

  const major = match[2]
  const minor = match[3] || '0'
  const patch = match[4] || '0'
  const prerelease = options.includePrerelease && match[5] ? `-${match[5]}` : ''
  const build = options.includePrerelease && match[6] ? `+${match[6]}` : ''

  return parse(`${major}.${minor}.${patch}${prerelease}${build}`, options)
}
module.exports = coerce


/***/ }),

/***/ 8464:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const compareBuild = (a, b, loose) => {
  const versionA = new SemVer(a, loose)
  const versionB = new SemVer(b, loose)
  return versionA.compare(versionB) || versionA.compareBuild(versionB)
}
module.exports = compareBuild


/***/ }),

/***/ 7690:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(5701)
const compareLoose = (a, b) => compare(a, b, true)
module.exports = compareLoose


/***/ }),

/***/ 5701:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const compare = (a, b, loose) =>
  new SemVer(a, loose).compare(new SemVer(b, loose))

module.exports = compare


/***/ }),

/***/ 9927:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const parse = __nccwpck_require__(6321)

const diff = (version1, version2) => {
  const v1 = parse(version1, null, true)
  const v2 = parse(version2, null, true)
  const comparison = v1.compare(v2)

  if (comparison === 0) {
    return null
  }

  const v1Higher = comparison > 0
  const highVersion = v1Higher ? v1 : v2
  const lowVersion = v1Higher ? v2 : v1
  const highHasPre = !!highVersion.prerelease.length
  const lowHasPre = !!lowVersion.prerelease.length

  if (lowHasPre && !highHasPre) {
    // Going from prerelease -> no prerelease requires some special casing

    // If the low version has only a major, then it will always be a major
    // Some examples:
    // 1.0.0-1 -> 1.0.0
    // 1.0.0-1 -> 1.1.1
    // 1.0.0-1 -> 2.0.0
    if (!lowVersion.patch && !lowVersion.minor) {
      return 'major'
    }

    // If the main part has no difference
    if (lowVersion.compareMain(highVersion) === 0) {
      if (lowVersion.minor && !lowVersion.patch) {
        return 'minor'
      }
      return 'patch'
    }
  }

  // add the `pre` prefix if we are going to a prerelease version
  const prefix = highHasPre ? 'pre' : ''

  if (v1.major !== v2.major) {
    return prefix + 'major'
  }

  if (v1.minor !== v2.minor) {
    return prefix + 'minor'
  }

  if (v1.patch !== v2.patch) {
    return prefix + 'patch'
  }

  // high and low are prereleases
  return 'prerelease'
}

module.exports = diff


/***/ }),

/***/ 4666:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(5701)
const eq = (a, b, loose) => compare(a, b, loose) === 0
module.exports = eq


/***/ }),

/***/ 6183:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(5701)
const gt = (a, b, loose) => compare(a, b, loose) > 0
module.exports = gt


/***/ }),

/***/ 7188:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(5701)
const gte = (a, b, loose) => compare(a, b, loose) >= 0
module.exports = gte


/***/ }),

/***/ 8290:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)

const inc = (version, release, options, identifier, identifierBase) => {
  if (typeof (options) === 'string') {
    identifierBase = identifier
    identifier = options
    options = undefined
  }

  try {
    return new SemVer(
      version instanceof SemVer ? version.version : version,
      options
    ).inc(release, identifier, identifierBase).version
  } catch (er) {
    return null
  }
}
module.exports = inc


/***/ }),

/***/ 3456:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(5701)
const lt = (a, b, loose) => compare(a, b, loose) < 0
module.exports = lt


/***/ }),

/***/ 2669:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(5701)
const lte = (a, b, loose) => compare(a, b, loose) <= 0
module.exports = lte


/***/ }),

/***/ 2127:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const major = (a, loose) => new SemVer(a, loose).major
module.exports = major


/***/ }),

/***/ 2571:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const minor = (a, loose) => new SemVer(a, loose).minor
module.exports = minor


/***/ }),

/***/ 926:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(5701)
const neq = (a, b, loose) => compare(a, b, loose) !== 0
module.exports = neq


/***/ }),

/***/ 6321:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const parse = (version, options, throwErrors = false) => {
  if (version instanceof SemVer) {
    return version
  }
  try {
    return new SemVer(version, options)
  } catch (er) {
    if (!throwErrors) {
      return null
    }
    throw er
  }
}

module.exports = parse


/***/ }),

/***/ 8724:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const patch = (a, loose) => new SemVer(a, loose).patch
module.exports = patch


/***/ }),

/***/ 6354:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const parse = __nccwpck_require__(6321)
const prerelease = (version, options) => {
  const parsed = parse(version, options)
  return (parsed && parsed.prerelease.length) ? parsed.prerelease : null
}
module.exports = prerelease


/***/ }),

/***/ 1805:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compare = __nccwpck_require__(5701)
const rcompare = (a, b, loose) => compare(b, a, loose)
module.exports = rcompare


/***/ }),

/***/ 808:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compareBuild = __nccwpck_require__(8464)
const rsort = (list, loose) => list.sort((a, b) => compareBuild(b, a, loose))
module.exports = rsort


/***/ }),

/***/ 6043:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Range = __nccwpck_require__(2734)
const satisfies = (version, range, options) => {
  try {
    range = new Range(range, options)
  } catch (er) {
    return false
  }
  return range.test(version)
}
module.exports = satisfies


/***/ }),

/***/ 9088:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const compareBuild = __nccwpck_require__(8464)
const sort = (list, loose) => list.sort((a, b) => compareBuild(a, b, loose))
module.exports = sort


/***/ }),

/***/ 9394:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const parse = __nccwpck_require__(6321)
const constants = __nccwpck_require__(8381)
const SemVer = __nccwpck_require__(6379)

const truncate = (version, truncation, options) => {
  if (!constants.RELEASE_TYPES.includes(truncation)) {
    return null
  }

  const clonedVersion = cloneInputVersion(version, options)
  return clonedVersion && doTruncation(clonedVersion, truncation)
}

const cloneInputVersion = (version, options) => {
  const versionStringToParse = (
    version instanceof SemVer ? version.version : version
  )

  return parse(versionStringToParse, options)
}

const doTruncation = (version, truncation) => {
  if (isPrerelease(truncation)) {
    return version.version
  }

  version.prerelease = []

  switch (truncation) {
    case 'major':
      version.minor = 0
      version.patch = 0
      break
    case 'minor':
      version.patch = 0
      break
  }

  return version.format()
}

const isPrerelease = (type) => {
  return type.startsWith('pre')
}

module.exports = truncate


/***/ }),

/***/ 2396:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const parse = __nccwpck_require__(6321)
const valid = (version, options) => {
  const v = parse(version, options)
  return v ? v.version : null
}
module.exports = valid


/***/ }),

/***/ 8968:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



// just pre-load all the stuff that index.js lazily exports
const internalRe = __nccwpck_require__(6575)
const constants = __nccwpck_require__(8381)
const SemVer = __nccwpck_require__(6379)
const identifiers = __nccwpck_require__(3988)
const parse = __nccwpck_require__(6321)
const valid = __nccwpck_require__(2396)
const clean = __nccwpck_require__(1767)
const inc = __nccwpck_require__(8290)
const diff = __nccwpck_require__(9927)
const major = __nccwpck_require__(2127)
const minor = __nccwpck_require__(2571)
const patch = __nccwpck_require__(8724)
const prerelease = __nccwpck_require__(6354)
const compare = __nccwpck_require__(5701)
const rcompare = __nccwpck_require__(1805)
const compareLoose = __nccwpck_require__(7690)
const compareBuild = __nccwpck_require__(8464)
const sort = __nccwpck_require__(9088)
const rsort = __nccwpck_require__(808)
const gt = __nccwpck_require__(6183)
const lt = __nccwpck_require__(3456)
const eq = __nccwpck_require__(4666)
const neq = __nccwpck_require__(926)
const gte = __nccwpck_require__(7188)
const lte = __nccwpck_require__(2669)
const cmp = __nccwpck_require__(4598)
const coerce = __nccwpck_require__(585)
const truncate = __nccwpck_require__(9394)
const Comparator = __nccwpck_require__(9011)
const Range = __nccwpck_require__(2734)
const satisfies = __nccwpck_require__(6043)
const toComparators = __nccwpck_require__(2830)
const maxSatisfying = __nccwpck_require__(3654)
const minSatisfying = __nccwpck_require__(323)
const minVersion = __nccwpck_require__(5146)
const validRange = __nccwpck_require__(4321)
const outside = __nccwpck_require__(9496)
const gtr = __nccwpck_require__(8644)
const ltr = __nccwpck_require__(5229)
const intersects = __nccwpck_require__(697)
const simplifyRange = __nccwpck_require__(5644)
const subset = __nccwpck_require__(7441)
module.exports = {
  parse,
  valid,
  clean,
  inc,
  diff,
  major,
  minor,
  patch,
  prerelease,
  compare,
  rcompare,
  compareLoose,
  compareBuild,
  sort,
  rsort,
  gt,
  lt,
  eq,
  neq,
  gte,
  lte,
  cmp,
  coerce,
  truncate,
  Comparator,
  Range,
  satisfies,
  toComparators,
  maxSatisfying,
  minSatisfying,
  minVersion,
  validRange,
  outside,
  gtr,
  ltr,
  intersects,
  simplifyRange,
  subset,
  SemVer,
  re: internalRe.re,
  src: internalRe.src,
  tokens: internalRe.t,
  SEMVER_SPEC_VERSION: constants.SEMVER_SPEC_VERSION,
  RELEASE_TYPES: constants.RELEASE_TYPES,
  compareIdentifiers: identifiers.compareIdentifiers,
  rcompareIdentifiers: identifiers.rcompareIdentifiers,
}


/***/ }),

/***/ 8381:
/***/ ((module) => {



// Note: this is the semver.org version of the spec that it implements
// Not necessarily the package version of this code.
const SEMVER_SPEC_VERSION = '2.0.0'

const MAX_LENGTH = 256
const MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER ||
/* istanbul ignore next */ 9007199254740991

// Max safe segment length for coercion.
const MAX_SAFE_COMPONENT_LENGTH = 16

// Max safe length for a build identifier. The max length minus 6 characters for
// the shortest version with a build 0.0.0+BUILD.
const MAX_SAFE_BUILD_LENGTH = MAX_LENGTH - 6

// ECMAScript whitespace and line terminators matched by \s.
const WHITESPACE_CHARACTERS = [
  '\t',
  '\n',
  '\v',
  '\f',
  '\r',
  ' ',
  '\u00a0',
  '\u1680',
  '\u2000',
  '\u2001',
  '\u2002',
  '\u2003',
  '\u2004',
  '\u2005',
  '\u2006',
  '\u2007',
  '\u2008',
  '\u2009',
  '\u200a',
  '\u2028',
  '\u2029',
  '\u202f',
  '\u205f',
  '\u3000',
  '\ufeff',
]

const RELEASE_TYPES = [
  'major',
  'premajor',
  'minor',
  'preminor',
  'patch',
  'prepatch',
  'prerelease',
]

module.exports = {
  MAX_LENGTH,
  MAX_SAFE_COMPONENT_LENGTH,
  MAX_SAFE_BUILD_LENGTH,
  MAX_SAFE_INTEGER,
  WHITESPACE_CHARACTERS,
  RELEASE_TYPES,
  SEMVER_SPEC_VERSION,
  FLAG_INCLUDE_PRERELEASE: 0b001,
  FLAG_LOOSE: 0b010,
}


/***/ }),

/***/ 375:
/***/ ((module) => {



const debug = (
  typeof process === 'object' &&
  process.env &&
  process.env.NODE_DEBUG &&
  /\bsemver\b/i.test(process.env.NODE_DEBUG)
) ? (...args) => console.error('SEMVER', ...args)
  : () => {}

module.exports = debug


/***/ }),

/***/ 3988:
/***/ ((module) => {



const numeric = /^[0-9]+$/
const compareIdentifiers = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') {
    return a === b ? 0 : a < b ? -1 : 1
  }

  const anum = numeric.test(a)
  const bnum = numeric.test(b)

  if (anum && bnum) {
    a = +a
    b = +b
  }

  return a === b ? 0
    : (anum && !bnum) ? -1
    : (bnum && !anum) ? 1
    : a < b ? -1
    : 1
}

const rcompareIdentifiers = (a, b) => compareIdentifiers(b, a)

module.exports = {
  compareIdentifiers,
  rcompareIdentifiers,
}


/***/ }),

/***/ 2263:
/***/ ((module) => {



class LRUCache {
  constructor () {
    this.max = 1000
    this.map = new Map()
  }

  get (key) {
    const value = this.map.get(key)
    if (value === undefined) {
      return undefined
    } else {
      // Remove the key from the map and add it to the end
      this.map.delete(key)
      this.map.set(key, value)
      return value
    }
  }

  delete (key) {
    return this.map.delete(key)
  }

  set (key, value) {
    const deleted = this.delete(key)

    if (!deleted && value !== undefined) {
      // If cache is full, delete the least recently used item
      if (this.map.size >= this.max) {
        const firstKey = this.map.keys().next().value
        this.delete(firstKey)
      }

      this.map.set(key, value)
    }

    return this
  }
}

module.exports = LRUCache


/***/ }),

/***/ 9924:
/***/ ((module) => {



// parse out just the options we care about
const looseOption = Object.freeze({ loose: true })
const emptyOpts = Object.freeze({ })
const parseOptions = options => {
  if (!options) {
    return emptyOpts
  }

  if (typeof options !== 'object') {
    return looseOption
  }

  return options
}
module.exports = parseOptions


/***/ }),

/***/ 6575:
/***/ ((module, exports, __nccwpck_require__) => {



const {
  MAX_SAFE_COMPONENT_LENGTH,
  MAX_SAFE_BUILD_LENGTH,
  MAX_LENGTH,
} = __nccwpck_require__(8381)
const debug = __nccwpck_require__(375)
exports = module.exports = {}

// The actual regexps go on exports.re
const re = exports.re = []
const safeRe = exports.safeRe = []
const src = exports.src = []
const safeSrc = exports.safeSrc = []
const t = exports.t = {}
let R = 0

const LETTERDASHNUMBER = '[a-zA-Z0-9-]'

// Replace some greedy regex tokens to prevent regex dos issues. These regex are
// used internally via the safeRe object since all inputs in this library get
// normalized first to trim and collapse all extra whitespace. The original
// regexes are exported for userland consumption and lower level usage. A
// future breaking change could export the safer regex only with a note that
// all input should have extra whitespace removed.
const safeRegexReplacements = [
  ['\\s', 1],
  ['\\d', MAX_LENGTH],
  [LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH],
]

const makeSafeRegex = (value) => {
  for (const [token, max] of safeRegexReplacements) {
    value = value
      .split(`${token}*`).join(`${token}{0,${max}}`)
      .split(`${token}+`).join(`${token}{1,${max}}`)
  }
  return value
}

const createToken = (name, value, isGlobal) => {
  const safe = makeSafeRegex(value)
  const index = R++
  debug(name, index, value)
  t[name] = index
  src[index] = value
  safeSrc[index] = safe
  re[index] = new RegExp(value, isGlobal ? 'g' : undefined)
  safeRe[index] = new RegExp(safe, isGlobal ? 'g' : undefined)
}

// The following Regular Expressions can be used for tokenizing,
// validating, and parsing SemVer version strings.

// ## Numeric Identifier
// A single `0`, or a non-zero digit followed by zero or more digits.

createToken('NUMERICIDENTIFIER', '0|[1-9]\\d*')
createToken('NUMERICIDENTIFIERLOOSE', '\\d+')

// ## Non-numeric Identifier
// Zero or more digits, followed by a letter or hyphen, and then zero or
// more letters, digits, or hyphens.

createToken('NONNUMERICIDENTIFIER', `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`)

// ## Main Version
// Three dot-separated numeric identifiers.

createToken('MAINVERSION', `(${src[t.NUMERICIDENTIFIER]})\\.` +
                   `(${src[t.NUMERICIDENTIFIER]})\\.` +
                   `(${src[t.NUMERICIDENTIFIER]})`)

createToken('MAINVERSIONLOOSE', `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.` +
                        `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.` +
                        `(${src[t.NUMERICIDENTIFIERLOOSE]})`)

// ## Pre-release Version Identifier
// A numeric identifier, or a non-numeric identifier.
// Non-numeric identifiers include numeric identifiers but can be longer.
// Therefore non-numeric identifiers must go first.

createToken('PRERELEASEIDENTIFIER', `(?:${src[t.NONNUMERICIDENTIFIER]
}|${src[t.NUMERICIDENTIFIER]})`)

createToken('PRERELEASEIDENTIFIERLOOSE', `(?:${src[t.NONNUMERICIDENTIFIER]
}|${src[t.NUMERICIDENTIFIERLOOSE]})`)

// ## Pre-release Version
// Hyphen, followed by one or more dot-separated pre-release version
// identifiers.

createToken('PRERELEASE', `(?:-(${src[t.PRERELEASEIDENTIFIER]
}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`)

createToken('PRERELEASELOOSE', `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]
}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`)

// ## Build Metadata Identifier
// Any combination of digits, letters, or hyphens.

createToken('BUILDIDENTIFIER', `${LETTERDASHNUMBER}+`)

// ## Build Metadata
// Plus sign, followed by one or more period-separated build metadata
// identifiers.

createToken('BUILD', `(?:\\+(${src[t.BUILDIDENTIFIER]
}(?:\\.${src[t.BUILDIDENTIFIER]})*))`)

// ## Full Version String
// A main version, followed optionally by a pre-release version and
// build metadata.

// Note that the only major, minor, patch, and pre-release sections of
// the version string are capturing groups.  The build metadata is not a
// capturing group, because it should not ever be used in version
// comparison.

createToken('FULLPLAIN', `v?${src[t.MAINVERSION]
}${src[t.PRERELEASE]}?${
  src[t.BUILD]}?`)

createToken('FULL', `^${src[t.FULLPLAIN]}$`)

// like full, but allows v1.2.3 and =1.2.3, which people do sometimes.
// also, 1.0.0alpha1 (prerelease without the hyphen) which is pretty
// common in the npm registry.
createToken('LOOSEPLAIN', `[v=\\s]*${src[t.MAINVERSIONLOOSE]
}${src[t.PRERELEASELOOSE]}?${
  src[t.BUILD]}?`)

createToken('LOOSE', `^${src[t.LOOSEPLAIN]}$`)

createToken('GTLT', '((?:<|>)?=?)')

// Something like "2.*" or "1.2.x".
// Note that "x.x" is a valid xRange identifier, meaning "any version"
// Only the first item is strictly required.
createToken('XRANGEIDENTIFIERLOOSE', `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`)
createToken('XRANGEIDENTIFIER', `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`)

createToken('XRANGEPLAIN', `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})` +
                   `(?:\\.(${src[t.XRANGEIDENTIFIER]})` +
                   `(?:\\.(${src[t.XRANGEIDENTIFIER]})` +
                   `(?:${src[t.PRERELEASE]})?${
                     src[t.BUILD]}?` +
                   `)?)?`)

createToken('XRANGEPLAINLOOSE', `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})` +
                        `(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})` +
                        `(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})` +
                        `(?:${src[t.PRERELEASELOOSE]})?${
                          src[t.BUILD]}?` +
                        `)?)?`)

createToken('XRANGE', `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`)
createToken('XRANGELOOSE', `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`)

// Coercion.
// Extract anything that could conceivably be a part of a valid semver
createToken('COERCEPLAIN', `${'(^|[^\\d])' +
              '(\\d{1,'}${MAX_SAFE_COMPONENT_LENGTH}})` +
              `(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?` +
              `(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`)
createToken('COERCE', `${src[t.COERCEPLAIN]}(?:$|[^\\d])`)
createToken('COERCEFULL', src[t.COERCEPLAIN] +
              `(?:${src[t.PRERELEASE]})?` +
              `(?:${src[t.BUILD]})?` +
              `(?:$|[^\\d])`)
createToken('COERCERTL', src[t.COERCE], true)
createToken('COERCERTLFULL', src[t.COERCEFULL], true)

// Tilde ranges.
// Meaning is "reasonably at or greater than"
createToken('LONETILDE', '(?:~>?)')

createToken('TILDETRIM', `(\\s*)${src[t.LONETILDE]}\\s+`, true)
exports.tildeTrimReplace = '$1~'

createToken('TILDE', `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`)
createToken('TILDELOOSE', `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`)

// Caret ranges.
// Meaning is "at least and backwards compatible with"
createToken('LONECARET', '(?:\\^)')

createToken('CARETTRIM', `(\\s*)${src[t.LONECARET]}\\s+`, true)
exports.caretTrimReplace = '$1^'

createToken('CARET', `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`)
createToken('CARETLOOSE', `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`)

// A simple gt/lt/eq thing, or just "" to indicate "any version"
createToken('COMPARATORLOOSE', `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`)
createToken('COMPARATOR', `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`)

// An expression to strip any whitespace between the gtlt and the thing
// it modifies, so that `> 1.2.3` ==> `>1.2.3`
createToken('COMPARATORTRIM', `(\\s*)${src[t.GTLT]
}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true)
exports.comparatorTrimReplace = '$1$2$3'

// Something like `1.2.3 - 1.2.4`
// Note that these all use the loose form, because they'll be
// checked against either the strict or loose comparator form
// later.
createToken('HYPHENRANGE', `^\\s*(${src[t.XRANGEPLAIN]})` +
                   `\\s+-\\s+` +
                   `(${src[t.XRANGEPLAIN]})` +
                   `\\s*$`)

createToken('HYPHENRANGELOOSE', `^\\s*(${src[t.XRANGEPLAINLOOSE]})` +
                        `\\s+-\\s+` +
                        `(${src[t.XRANGEPLAINLOOSE]})` +
                        `\\s*$`)

// Star ranges basically just allow anything at all.
createToken('STAR', '(<|>)?=?\\s*\\*')
// >=0.0.0 is like a star
createToken('GTE0', '^\\s*>=\\s*0\\.0\\.0\\s*$')
createToken('GTE0PRE', '^\\s*>=\\s*0\\.0\\.0-0\\s*$')


/***/ }),

/***/ 1273:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

// @ts-check


// Reproduce safeRe[COMPARATORTRIM] replacement boundaries, not version
// validation. Each end-index finder returns an exclusive end, or its start
// on no match.
// Positions count from zero. An end of 3 means characters 0, 1, and 2 were read;
// range.slice(start, end) gives the matched text, not a converted number.
const {
  MAX_LENGTH,
  MAX_SAFE_BUILD_LENGTH,
  WHITESPACE_CHARACTERS,
} = __nccwpck_require__(8381)

/**
 * Remembers the last two rows of digits so their characters need not be reread.
 * Positions start at -1 until a row has been found.
 *
 * @typedef {object} DigitRunCache
 * @property {number} start The first character of the most recently found row.
 * @property {number} end The position after that row's last character.
 * @property {number} previousStart The first character of the previous row.
 * @property {number} previousEnd The position after the previous row.
 */

// One entry per UTF-16 code unit keeps membership checks constant-time.
const whitespace = new Uint8Array(0x10000)
for (const char of WHITESPACE_CHARACTERS) {
  whitespace[char.charCodeAt(0)] = 1
}

/**
 * Checks whether a character is whitespace, like a space, tab, or newline.
 * Looking past the end of the string returns false.
 *
 * @param {string|undefined} char One character, or undefined past the string's end.
 * @returns {boolean} Whether the character is whitespace.
 * @example isWhitespace(' ') // true
 * @example isWhitespace('1') // false
 */
const isWhitespace = char =>
  char !== undefined && whitespace[char.charCodeAt(0)] === 1

/**
 * Checks for v, =, or whitespace before the version number.
 * These are historical version prefixes, not range operators:
 * < and > are handled separately, as are tilde and caret ranges.
 *
 * @param {string|undefined} char One character to check.
 * @returns {boolean} Whether the character can belong to a version prefix.
 * @example isVersionPrefix('=') // true
 * @example isVersionPrefix('>') // false
 */
const isVersionPrefix = char =>
  char === 'v' ||
  char === '=' ||
  isWhitespace(char)

/**
 * Checks whether a character is one of the digits 0 through 9.
 *
 * @param {string|undefined} char One character to check.
 * @returns {boolean} Whether the character is an ASCII digit.
 * @example isDigit('7') // true
 * @example isDigit('.') // false
 */
const isDigit = char => char !== undefined && char >= '0' && char <= '9'

/**
 * Checks whether a character is an English letter, uppercase or lowercase.
 *
 * @param {string|undefined} char One character to check.
 * @returns {boolean} Whether the character is an ASCII letter.
 * @example isLetter('b') // true
 * @example isLetter('7') // false
 */
const isLetter = char =>
  char !== undefined && (
    (char >= 'a' && char <= 'z') ||
    (char >= 'A' && char <= 'Z')
  )

/**
 * Checks for a letter, digit, or hyphen: the characters allowed inside
 * prerelease and build names such as beta-1.
 *
 * @param {string|undefined} char One character to check.
 * @returns {boolean} Whether the character can be part of an identifier.
 * @example isIdentifierCharacter('-') // true
 * @example isIdentifierCharacter('.') // false; dots separate identifiers
 */
const isIdentifierCharacter = char => isDigit(char) || isLetter(char) || char === '-'

/**
 * Checks whether a version component can begin here: with a digit or
 * a wildcard such as x, X, or *.
 *
 * @param {string|undefined} char One character to check.
 * @returns {boolean} Whether a number or wildcard can start with this character.
 * @example isVersionStart('x') // true
 * @example isVersionStart('v') // false; v belongs to the prefix
 */
const isVersionStart = char =>
  isDigit(char) ||
  char === 'x' ||
  char === 'X' ||
  char === '*'

/**
 * Finds the end of a row of digits, but returns no more than limit digits.
 * Remembers the last two rows so looking at them again does not reread them.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position of the first character to check.
 * @param {number} limit The most digit characters the returned match can include.
 * @param {DigitRunCache} digitRuns Shared cache of digit-run positions, updated in place.
 * @returns {number} The position after the matched digits, or start if none match.
 * @example findDigitsEndIndex('123abc', 0, 10, digitRuns) // 3, pointing at a
 * @example findDigitsEndIndex('123abc', 0, 2, digitRuns) // 2, pointing at the unread 3
 */
const findDigitsEndIndex = (range, start, limit, digitRuns) => {
  if (!isDigit(range[start])) {
    return start
  }
  if (start >= digitRuns.start && start < digitRuns.end) {
    return Math.min(start + limit, digitRuns.end)
  }
  if (start >= digitRuns.previousStart && start < digitRuns.previousEnd) {
    return Math.min(start + limit, digitRuns.previousEnd)
  }
  let end = start + 1
  while (isDigit(range[end])) {
    end++
  }
  // A failed full version can rewind from its second run to its first.
  digitRuns.previousStart = digitRuns.start
  digitRuns.previousEnd = digitRuns.end
  digitRuns.start = start
  digitRuns.end = end
  return Math.min(start + limit, end)
}

/**
 * Reads a number using the old regex's length and leading-zero rules.
 * Strict mode reads just the first zero in 012; loose mode can read all three.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the number should begin.
 * @param {boolean} loose Whether to allow leading zeros.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the matched digits, not their numeric value.
 * @example findVersionNumberEndIndex('012', 0, false, digitRuns) // 1
 * @example findVersionNumberEndIndex('012', 0, true, digitRuns) // 3
 */
const findVersionNumberEndIndex = (range, start, loose, digitRuns) => {
  if (!loose && range[start] === '0') {
    return start + 1
  }
  // Strict syntax allows an initial nonzero digit plus MAX_LENGTH digits.
  return findDigitsEndIndex(range, start, loose ? MAX_LENGTH : MAX_LENGTH + 1, digitRuns)
}

/**
 * Reads one piece of a prerelease name, such as beta or 1 in beta.1.
 * Tries the letter-or-hyphen form first, then the number-only form.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the identifier should begin.
 * @param {boolean} loose Whether numeric identifiers may have leading zeros.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the identifier, or start if none matches.
 * @example findPrereleaseIdentifierEndIndex('beta.1', 0, false, digitRuns) // 4, at the dot
 * @example findPrereleaseIdentifierEndIndex('001beta', 0, false, digitRuns) // 7
 */
const findPrereleaseIdentifierEndIndex = (range, start, loose, digitRuns) => {
  const digitsEnd = findDigitsEndIndex(range, start, MAX_LENGTH, digitRuns)
  // The legacy regex tries a nonnumeric identifier before a numeric one.
  if (isLetter(range[digitsEnd]) || range[digitsEnd] === '-') {
    let end = digitsEnd + 1
    const limit = end + MAX_SAFE_BUILD_LENGTH
    while (end < limit && isIdentifierCharacter(range[end])) {
      end++
    }
    return end
  }
  return findVersionNumberEndIndex(range, start, loose, digitRuns)
}

/**
 * Reads a prerelease suffix such as -beta.1, one dot-separated piece at a time.
 * Loose mode also allows the name without its opening hyphen.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the suffix should begin, including -.
 * @param {boolean} loose Whether the opening hyphen is optional and zeros allowed.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the matched suffix, or start if absent.
 * @example findPrereleaseEndIndex('-beta.1+sha', 0, false, digitRuns) // 7, at the plus
 * @example findPrereleaseEndIndex('beta', 0, false, digitRuns) // 0; no opening hyphen
 */
const findPrereleaseEndIndex = (range, start, loose, digitRuns) => {
  const hyphen = range[start] === '-'
  if (!loose && !hyphen) {
    return start
  }
  const identifierStart = start + (hyphen ? 1 : 0)
  let end = findPrereleaseIdentifierEndIndex(range, identifierStart, loose, digitRuns)
  if (end === identifierStart) {
    if (!loose || !hyphen) {
      return start
    }
    // In loose syntax, a lone hyphen can itself be the identifier.
    end = findPrereleaseIdentifierEndIndex(range, start, loose, digitRuns)
  }
  while (range[end] === '.') {
    const next = findPrereleaseIdentifierEndIndex(range, end + 1, loose, digitRuns)
    if (next === end + 1) {
      break
    }
    end = next
  }
  return end
}

/**
 * Reads one build-name piece, such as sha or 123 in +sha.123.
 * Stops at a disallowed character or the old regex's length limit.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the identifier should begin.
 * @returns {number} The position after the identifier, or start if none matches.
 * @example findBuildIdentifierEndIndex('sha.123', 0) // 3, at the dot
 * @example findBuildIdentifierEndIndex('001', 0) // 3; leading zeros are allowed
 */
const findBuildIdentifierEndIndex = (range, start) => {
  let end = start
  while (end - start < MAX_SAFE_BUILD_LENGTH && isIdentifierCharacter(range[end])) {
    end++
  }
  return end
}

/**
 * Reads optional build metadata such as +sha.123.
 * Leaves the position unchanged if there is no plus sign followed by a name.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the opening + should be.
 * @returns {number} The position after the matched metadata, or start if absent.
 * @example findBuildEndIndex('+sha.123 <2', 0) // 8, at the space
 * @example findBuildEndIndex('+', 0) // 0; a plus sign alone is not a match
 */
const findBuildEndIndex = (range, start) => {
  if (range[start] !== '+') {
    return start
  }
  let end = findBuildIdentifierEndIndex(range, start + 1)
  if (end === start + 1) {
    return start
  }
  while (range[end] === '.') {
    const next = findBuildIdentifierEndIndex(range, end + 1)
    if (next === end + 1) {
      break
    }
    end = next
  }
  return end
}

/**
 * Reads three numbers separated by dots, then any prerelease and build suffixes.
 * Uses loose rules, so forms such as 01.02.03beta can match here.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position of the first number, after any prefix.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the version match, or start if none matches.
 * @example findLooseFullVersionEndIndex('1.2.3-beta+sha <2', 0, digitRuns) // 14
 * @example findLooseFullVersionEndIndex('1.2', 0, digitRuns) // 0; needs three numbers
 */
const findLooseFullVersionEndIndex = (range, start, digitRuns) => {
  let end = start
  for (let component = 0; component < 3; component++) {
    const next = findVersionNumberEndIndex(range, end, true, digitRuns)
    if (next === end) {
      return start
    }
    end = next
    if (component < 2) {
      if (range[end] !== '.') {
        return start
      }
      end++
    }
  }
  const prereleaseEnd = findPrereleaseEndIndex(range, end, true, digitRuns)
  return findBuildEndIndex(range, prereleaseEnd)
}

/**
 * Reads one component of a partial or wildcard version, such as 2 or x in 2.x.
 * Numbers use strict leading-zero rules; wildcards take up one character.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position where the component should begin.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the component, or start if none matches.
 * @example findPartialVersionComponentEndIndex('2.x', 0, digitRuns) // 1, at the dot
 * @example findPartialVersionComponentEndIndex('2.x', 2, digitRuns) // 3, after x
 */
const findPartialVersionComponentEndIndex = (range, start, digitRuns) => {
  if (isDigit(range[start])) {
    return findVersionNumberEndIndex(range, start, false, digitRuns)
  }
  return isVersionStart(range[start]) ? start + 1 : start
}

/**
 * Reads up to three components, allowing forms such as 1, 1.2, or 1.x.
 * After the third component, also reads any strict prerelease and build suffixes.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position of a number or wildcard, after any prefix.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position after the matched version text.
 * @example findPartialVersionEndIndex('1.x <2', 0, digitRuns) // 3, at the space
 * @example findPartialVersionEndIndex('1.', 0, digitRuns) // 1; the trailing dot is unread
 */
const findPartialVersionEndIndex = (range, start, digitRuns) => {
  let end = findPartialVersionComponentEndIndex(range, start, digitRuns)
  for (let component = 0; component < 2; component++) {
    if (range[end] !== '.') {
      return end
    }
    const next = findPartialVersionComponentEndIndex(range, end + 1, digitRuns)
    if (next === end + 1) {
      return end
    }
    end = next
  }
  const prereleaseEnd = findPrereleaseEndIndex(range, end, false, digitRuns)
  return findBuildEndIndex(range, prereleaseEnd)
}

/**
 * Finds where a version match ends, without deciding whether the range is valid.
 * Tries a loose full version first, then a partial or wildcard version, just
 * like the old regex's LOOSEPLAIN and XRANGEPLAIN alternatives.
 *
 * @param {string} range The text to read; it is not changed.
 * @param {number} start The position of a number or wildcard, after any prefix.
 * @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
 * @returns {number} The position where scanning the next candidate can resume.
 * @example findVersionEndIndex('1.2.3 <2', 0, digitRuns) // 5, at the space
 * @example findVersionEndIndex('1.x <2', 0, digitRuns) // 3, at the space
 */
const findVersionEndIndex = (range, start, digitRuns) => {
  const fullVersionEnd = findLooseFullVersionEndIndex(range, start, digitRuns)
  return fullVersionEnd !== start
    ? fullVersionEnd
    : findPartialVersionEndIndex(range, start, digitRuns)
}

/**
 * Finds the one whitespace character the old replacement would remove.
 * Keeps leading whitespace, skips an optional operator, and checks immediately
 * after it. Returns -1 if there is nothing to remove.
 *
 * @param {string} range The text containing a candidate already found by the caller.
 * @param {number} matchStart The candidate's position, including leading whitespace.
 * @returns {number} The position of the removable whitespace, or -1 if absent.
 * @example findRemovableWhitespaceIndex(' > 1', 0) // 2; keep the space at position 0
 * @example findRemovableWhitespaceIndex('>1', 0) // -1
 */
const findRemovableWhitespaceIndex = (range, matchStart) => {
  let position = matchStart
  if (isWhitespace(range[position])) {
    position++
  }
  if (range[position] === '<' || range[position] === '>') {
    position++
  }
  if (range[position] === '=') {
    position++
  }
  return isWhitespace(range[position]) ? position : -1
}

/**
 * Joins an operator to its version, turning > 1.2.3 into >1.2.3.
 * Copies everything else according to the old regex's matching rules.
 * Moves forward through prefixes and whole versions to avoid repeatedly
 * searching the same characters on long inputs.
 *
 * @param {string} range The range text to process; the original string is unchanged.
 * @returns {string} The range with matched operator whitespace removed.
 * @example trimComparatorWhitespace('> 1.2.3 < 2') // '>1.2.3 <2'
 * @example trimComparatorWhitespace('> invalid') // '> invalid'
 */
const trimComparatorWhitespace = range => {
  let result = ''
  let copyFrom = 0
  let cursor = 0
  const digitRuns = { start: -1, end: -1, previousStart: -1, previousEnd: -1 }

  while (cursor < range.length) {
    const matchStart = cursor
    if (range[cursor] === '<' || range[cursor] === '>') {
      cursor++
    } else if (!isVersionPrefix(range[cursor]) && !isVersionStart(range[cursor])) {
      cursor++
      continue
    }

    // Consume a v/=/whitespace run once, even when no version follows it.
    while (cursor < range.length && isVersionPrefix(range[cursor])) {
      cursor++
    }
    if (!isVersionStart(range[cursor])) {
      continue
    }

    const whitespacePosition = findRemovableWhitespaceIndex(range, matchStart)
    if (whitespacePosition !== -1) {
      result += range.slice(copyFrom, whitespacePosition)
      copyFrom = whitespacePosition + 1
    }

    // Skip the entire match, so a prerelease's trailing v cannot be
    // reconsidered as the prefix of another version.
    cursor = findVersionEndIndex(range, cursor, digitRuns)
  }

  return result + range.slice(copyFrom)
}

module.exports = trimComparatorWhitespace


/***/ }),

/***/ 8644:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



// Determine if version is greater than all the versions possible in the range.
const outside = __nccwpck_require__(9496)
const gtr = (version, range, options) => outside(version, range, '>', options)
module.exports = gtr


/***/ }),

/***/ 697:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Range = __nccwpck_require__(2734)
const intersects = (r1, r2, options) => {
  r1 = new Range(r1, options)
  r2 = new Range(r2, options)
  return r1.intersects(r2, options)
}
module.exports = intersects


/***/ }),

/***/ 5229:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const outside = __nccwpck_require__(9496)
// Determine if version is less than all the versions possible in the range
const ltr = (version, range, options) => outside(version, range, '<', options)
module.exports = ltr


/***/ }),

/***/ 3654:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const Range = __nccwpck_require__(2734)

const maxSatisfying = (versions, range, options) => {
  let max = null
  let maxSV = null
  let rangeObj = null
  try {
    rangeObj = new Range(range, options)
  } catch (er) {
    return null
  }
  versions.forEach((v) => {
    if (rangeObj.test(v)) {
      // satisfies(v, range, options)
      if (!max || maxSV.compare(v) === -1) {
        // compare(max, v, true)
        max = v
        maxSV = new SemVer(max, options)
      }
    }
  })
  return max
}
module.exports = maxSatisfying


/***/ }),

/***/ 323:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const Range = __nccwpck_require__(2734)
const minSatisfying = (versions, range, options) => {
  let min = null
  let minSV = null
  let rangeObj = null
  try {
    rangeObj = new Range(range, options)
  } catch (er) {
    return null
  }
  versions.forEach((v) => {
    if (rangeObj.test(v)) {
      // satisfies(v, range, options)
      if (!min || minSV.compare(v) === 1) {
        // compare(min, v, true)
        min = v
        minSV = new SemVer(min, options)
      }
    }
  })
  return min
}
module.exports = minSatisfying


/***/ }),

/***/ 5146:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const Range = __nccwpck_require__(2734)
const gt = __nccwpck_require__(6183)

const minVersion = (range, loose) => {
  range = new Range(range, loose)

  let minver = new SemVer('0.0.0')
  if (range.test(minver)) {
    return minver
  }

  minver = new SemVer('0.0.0-0')
  if (range.test(minver)) {
    return minver
  }

  minver = null
  for (let i = 0; i < range.set.length; ++i) {
    const comparators = range.set[i]

    let setMin = null
    comparators.forEach((comparator) => {
      // Clone to avoid manipulating the comparator's semver object.
      const compver = new SemVer(comparator.semver.version)
      switch (comparator.operator) {
        case '>':
          if (compver.prerelease.length === 0) {
            compver.patch++
          } else {
            compver.prerelease.push(0)
          }
          compver.raw = compver.format()
          /* fallthrough */
        case '':
        case '>=':
          if (!setMin || gt(compver, setMin)) {
            setMin = compver
          }
          break
        case '<':
        case '<=':
          /* Ignore maximum versions */
          break
        /* istanbul ignore next */
        default:
          throw new Error(`Unexpected operation: ${comparator.operator}`)
      }
    })
    if (setMin && (!minver || gt(minver, setMin))) {
      minver = setMin
    }
  }

  if (minver && range.test(minver)) {
    return minver
  }

  return null
}
module.exports = minVersion


/***/ }),

/***/ 9496:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(6379)
const Comparator = __nccwpck_require__(9011)
const { ANY } = Comparator
const Range = __nccwpck_require__(2734)
const satisfies = __nccwpck_require__(6043)
const gt = __nccwpck_require__(6183)
const lt = __nccwpck_require__(3456)
const lte = __nccwpck_require__(2669)
const gte = __nccwpck_require__(7188)

const outside = (version, range, hilo, options) => {
  version = new SemVer(version, options)
  range = new Range(range, options)

  let gtfn, ltefn, ltfn, comp, ecomp
  switch (hilo) {
    case '>':
      gtfn = gt
      ltefn = lte
      ltfn = lt
      comp = '>'
      ecomp = '>='
      break
    case '<':
      gtfn = lt
      ltefn = gte
      ltfn = gt
      comp = '<'
      ecomp = '<='
      break
    default:
      throw new TypeError('Must provide a hilo val of "<" or ">"')
  }

  // If it satisfies the range it is not outside
  if (satisfies(version, range, options)) {
    return false
  }

  // From now on, variable terms are as if we're in "gtr" mode.
  // but note that everything is flipped for the "ltr" function.

  for (let i = 0; i < range.set.length; ++i) {
    const comparators = range.set[i]

    let high = null
    let low = null

    comparators.forEach((comparator) => {
      if (comparator.semver === ANY) {
        comparator = new Comparator('>=0.0.0')
      }
      high = high || comparator
      low = low || comparator
      if (gtfn(comparator.semver, high.semver, options)) {
        high = comparator
      } else if (ltfn(comparator.semver, low.semver, options)) {
        low = comparator
      }
    })

    // If the edge version comparator has a operator then our version
    // isn't outside it
    if (high.operator === comp || high.operator === ecomp) {
      return false
    }

    // If the lowest version comparator has an operator and our version
    // is less than it then it isn't higher than the range
    if ((!low.operator || low.operator === comp) &&
        ltefn(version, low.semver)) {
      return false
    } else if (low.operator === ecomp && ltfn(version, low.semver)) {
      return false
    }
  }
  return true
}

module.exports = outside


/***/ }),

/***/ 5644:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



// given a set of versions and a range, create a "simplified" range
// that includes the same versions that the original range does
// If the original range is shorter than the simplified one, return that.
const satisfies = __nccwpck_require__(6043)
const compare = __nccwpck_require__(5701)
module.exports = (versions, range, options) => {
  const set = []
  let first = null
  let prev = null
  const v = versions.sort((a, b) => compare(a, b, options))
  for (const version of v) {
    const included = satisfies(version, range, options)
    if (included) {
      prev = version
      if (!first) {
        first = version
      }
    } else {
      if (prev) {
        set.push([first, prev])
      }
      prev = null
      first = null
    }
  }
  if (first) {
    set.push([first, null])
  }

  const ranges = []
  for (const [min, max] of set) {
    if (min === max) {
      ranges.push(min)
    } else if (!max && min === v[0]) {
      ranges.push('*')
    } else if (!max) {
      ranges.push(`>=${min}`)
    } else if (min === v[0]) {
      ranges.push(`<=${max}`)
    } else {
      ranges.push(`${min} - ${max}`)
    }
  }
  const simplified = ranges.join(' || ')
  const original = typeof range.raw === 'string' ? range.raw : String(range)
  return simplified.length < original.length ? simplified : range
}


/***/ }),

/***/ 7441:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Range = __nccwpck_require__(2734)
const Comparator = __nccwpck_require__(9011)
const { ANY } = Comparator
const satisfies = __nccwpck_require__(6043)
const compare = __nccwpck_require__(5701)

// Complex range `r1 || r2 || ...` is a subset of `R1 || R2 || ...` iff:
// - Every simple range `r1, r2, ...` is a null set, OR
// - Every simple range `r1, r2, ...` which is not a null set is a subset of
//   some `R1, R2, ...`
//
// Simple range `c1 c2 ...` is a subset of simple range `C1 C2 ...` iff:
// - If c is only the ANY comparator
//   - If C is only the ANY comparator, return true
//   - Else if in prerelease mode, return false
//   - else replace c with `[>=0.0.0]`
// - If C is only the ANY comparator
//   - if in prerelease mode, return true
//   - else replace C with `[>=0.0.0]`
// - Let EQ be the set of = comparators in c
// - If EQ is more than one, return true (null set)
// - Let GT be the highest > or >= comparator in c
// - Let LT be the lowest < or <= comparator in c
// - If GT and LT, and GT.semver > LT.semver, return true (null set)
// - If any C is a = range, and GT or LT are set, return false
// - If EQ
//   - If GT, and EQ does not satisfy GT, return true (null set)
//   - If LT, and EQ does not satisfy LT, return true (null set)
//   - If EQ satisfies every C, return true
//   - Else return false
// - If GT
//   - If GT.semver is lower than any > or >= comp in C, return false
//   - If GT is >=, and GT.semver does not satisfy every C, return false
//   - If GT.semver has a prerelease, and not in prerelease mode
//     - If no C has a prerelease and the GT.semver tuple, return false
// - If LT
//   - If LT.semver is greater than any < or <= comp in C, return false
//   - If LT is <=, and LT.semver does not satisfy every C, return false
//   - If LT.semver has a prerelease, and not in prerelease mode
//     - If no C has a prerelease and the LT.semver tuple, return false
// - Else return true

const subset = (sub, dom, options = {}) => {
  if (sub === dom) {
    return true
  }

  sub = new Range(sub, options)
  dom = new Range(dom, options)
  let sawNonNull = false

  OUTER: for (const simpleSub of sub.set) {
    for (const simpleDom of dom.set) {
      const isSub = simpleSubset(simpleSub, simpleDom, options)
      sawNonNull = sawNonNull || isSub !== null
      if (isSub) {
        continue OUTER
      }
    }
    // the null set is a subset of everything, but null simple ranges in
    // a complex range should be ignored.  so if we saw a non-null range,
    // then we know this isn't a subset, but if EVERY simple range was null,
    // then it is a subset.
    if (sawNonNull) {
      return false
    }
  }
  return true
}

const minimumVersionWithPreRelease = [new Comparator('>=0.0.0-0')]
const minimumVersion = [new Comparator('>=0.0.0')]

const simpleSubset = (sub, dom, options) => {
  if (sub === dom) {
    return true
  }

  if (sub.length === 1 && sub[0].semver === ANY) {
    if (dom.length === 1 && dom[0].semver === ANY) {
      return true
    } else if (options.includePrerelease) {
      sub = minimumVersionWithPreRelease
    } else {
      sub = minimumVersion
    }
  }

  if (dom.length === 1 && dom[0].semver === ANY) {
    if (options.includePrerelease) {
      return true
    } else {
      dom = minimumVersion
    }
  }

  const eqSet = new Set()
  let gt, lt
  for (const c of sub) {
    if (c.operator === '>' || c.operator === '>=') {
      gt = higherGT(gt, c, options)
    } else if (c.operator === '<' || c.operator === '<=') {
      lt = lowerLT(lt, c, options)
    } else {
      eqSet.add(c.semver)
    }
  }

  if (eqSet.size > 1) {
    return null
  }

  let gtltComp
  if (gt && lt) {
    gtltComp = compare(gt.semver, lt.semver, options)
    if (gtltComp > 0) {
      return null
    } else if (gtltComp === 0 && (gt.operator !== '>=' || lt.operator !== '<=')) {
      return null
    }
  }

  // will iterate one or zero times
  for (const eq of eqSet) {
    if (gt && !satisfies(eq, String(gt), options)) {
      return null
    }

    if (lt && !satisfies(eq, String(lt), options)) {
      return null
    }

    for (const c of dom) {
      if (!satisfies(eq, String(c), options)) {
        return false
      }
    }

    return true
  }

  let higher, lower
  let hasDomLT, hasDomGT
  // if the subset has a prerelease, we need a comparator in the superset
  // with the same tuple and a prerelease, or it's not a subset
  let needDomLTPre = lt &&
    !options.includePrerelease &&
    lt.semver.prerelease.length ? lt.semver : false
  let needDomGTPre = gt &&
    !options.includePrerelease &&
    gt.semver.prerelease.length ? gt.semver : false
  // exception: <1.2.3-0 is the same as <1.2.3
  if (needDomLTPre && needDomLTPre.prerelease.length === 1 &&
      lt.operator === '<' && needDomLTPre.prerelease[0] === 0) {
    needDomLTPre = false
  }

  for (const c of dom) {
    hasDomGT = hasDomGT || c.operator === '>' || c.operator === '>='
    hasDomLT = hasDomLT || c.operator === '<' || c.operator === '<='
    if (gt) {
      if (needDomGTPre) {
        if (c.semver.prerelease && c.semver.prerelease.length &&
            c.semver.major === needDomGTPre.major &&
            c.semver.minor === needDomGTPre.minor &&
            c.semver.patch === needDomGTPre.patch) {
          needDomGTPre = false
        }
      }
      if (c.operator === '>' || c.operator === '>=') {
        higher = higherGT(gt, c, options)
        if (higher === c && higher !== gt) {
          return false
        }
      } else if (gt.operator === '>=' && !c.test(gt.semver)) {
        return false
      }
    }
    if (lt) {
      if (needDomLTPre) {
        if (c.semver.prerelease && c.semver.prerelease.length &&
            c.semver.major === needDomLTPre.major &&
            c.semver.minor === needDomLTPre.minor &&
            c.semver.patch === needDomLTPre.patch) {
          needDomLTPre = false
        }
      }
      if (c.operator === '<' || c.operator === '<=') {
        lower = lowerLT(lt, c, options)
        if (lower === c && lower !== lt) {
          return false
        }
      } else if (lt.operator === '<=' && !c.test(lt.semver)) {
        return false
      }
    }
    if (!c.operator && (lt || gt) && gtltComp !== 0) {
      return false
    }
  }

  // if there was a < or >, and nothing in the dom, then must be false
  // UNLESS it was limited by another range in the other direction.
  // Eg, >1.0.0 <1.0.1 is still a subset of <2.0.0
  if (gt && hasDomLT && !lt && gtltComp !== 0) {
    return false
  }

  if (lt && hasDomGT && !gt && gtltComp !== 0) {
    return false
  }

  // we needed a prerelease range in a specific tuple, but didn't get one
  // then this isn't a subset.  eg >=1.2.3-pre is not a subset of >=1.0.0,
  // because it includes prereleases in the 1.2.3 tuple
  if (needDomGTPre || needDomLTPre) {
    return false
  }

  return true
}

// >=1.2.3 is lower than >1.2.3
const higherGT = (a, b, options) => {
  if (!a) {
    return b
  }
  const comp = compare(a.semver, b.semver, options)
  return comp > 0 ? a
    : comp < 0 ? b
    : b.operator === '>' && a.operator === '>=' ? b
    : a
}

// <=1.2.3 is higher than <1.2.3
const lowerLT = (a, b, options) => {
  if (!a) {
    return b
  }
  const comp = compare(a.semver, b.semver, options)
  return comp < 0 ? a
    : comp > 0 ? b
    : b.operator === '<' && a.operator === '<=' ? b
    : a
}

module.exports = subset


/***/ }),

/***/ 2830:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Range = __nccwpck_require__(2734)

// Mostly just for testing and legacy API reasons
const toComparators = (range, options) =>
  new Range(range, options).set
    .map(comp => comp.map(c => c.value).join(' ').trim().split(' '))

module.exports = toComparators


/***/ }),

/***/ 4321:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const Range = __nccwpck_require__(2734)
const validRange = (range, options) => {
  try {
    // Return '*' instead of '' so that truthiness works.
    // This will throw if it's invalid anyway
    return new Range(range, options).range || '*'
  } catch (er) {
    return null
  }
}
module.exports = validRange


/***/ }),

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
var parser = __nccwpck_require__(1075);
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

/***/ 1075:
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
var parser = __nccwpck_require__(1075);

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

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
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
    command_issueCommand('debug', {}, message);
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
;// CONCATENATED MODULE: external "assert"
const external_assert_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");
;// CONCATENATED MODULE: ./build/node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_namespaceObject.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield external_fs_namespaceObject.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_namespaceObject.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = path.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = path.dirname(filePath);
                        const upperName = path.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = path.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./build/node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield exists(dest)) ? yield stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? external_path_namespaceObject.join(dest, external_path_namespaceObject.basename(source))
            : dest;
        if (!(yield exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (external_path_namespaceObject.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        (0,external_assert_namespaceObject.ok)(fsPath, 'a path argument must be provided');
        yield mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (ioUtil.IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (ioUtil.IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(path.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (ioUtil.isRooted(tool)) {
            const filePath = yield ioUtil.tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(path.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(path.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield ioUtil.tryGetExecutablePath(path.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield chmod(destDir, (yield stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield lstat(destFile);
                yield unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield chmod(destFile, '0666');
                    yield unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield readlink(srcFile);
            yield symlink(symlinkFull, destFile, IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield exists(destFile)) || force) {
            yield copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
// EXTERNAL MODULE: ./build/node_modules/@actions/tool-cache/node_modules/semver/index.js
var node_modules_semver = __nccwpck_require__(8968);
;// CONCATENATED MODULE: external "stream"
const external_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");
;// CONCATENATED MODULE: external "util"
const external_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");
;// CONCATENATED MODULE: ./build/node_modules/@actions/tool-cache/lib/tool-cache.js
var tool_cache_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};














class HTTPError extends Error {
    constructor(httpStatusCode) {
        super(`Unexpected HTTP response: ${httpStatusCode}`);
        this.httpStatusCode = httpStatusCode;
        Object.setPrototypeOf(this, new.target.prototype);
    }
}
const tool_cache_IS_WINDOWS = process.platform === 'win32';
const IS_MAC = process.platform === 'darwin';
const userAgent = 'actions/tool-cache';
/**
 * Download a tool from an url and stream it into a file
 *
 * @param url       url of tool to download
 * @param dest      path to download tool
 * @param auth      authorization header
 * @param headers   other headers
 * @returns         path to downloaded tool
 */
function downloadTool(url, dest, auth, headers) {
    return tool_cache_awaiter(this, void 0, void 0, function* () {
        dest = dest || path.join(_getTempDirectory(), crypto.randomUUID());
        yield io.mkdirP(path.dirname(dest));
        core.debug(`Downloading ${url}`);
        core.debug(`Destination ${dest}`);
        const maxAttempts = 3;
        const minSeconds = _getGlobal('TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS', 10);
        const maxSeconds = _getGlobal('TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS', 20);
        const retryHelper = new RetryHelper(maxAttempts, minSeconds, maxSeconds);
        return yield retryHelper.execute(() => tool_cache_awaiter(this, void 0, void 0, function* () {
            return yield downloadToolAttempt(url, dest || '', auth, headers);
        }), (err) => {
            if (err instanceof HTTPError && err.httpStatusCode) {
                // Don't retry anything less than 500, except 408 Request Timeout and 429 Too Many Requests
                if (err.httpStatusCode < 500 &&
                    err.httpStatusCode !== 408 &&
                    err.httpStatusCode !== 429) {
                    return false;
                }
            }
            // Otherwise retry
            return true;
        });
    });
}
function downloadToolAttempt(url, dest, auth, headers) {
    return tool_cache_awaiter(this, void 0, void 0, function* () {
        if (fs.existsSync(dest)) {
            throw new Error(`Destination file path ${dest} already exists`);
        }
        // Get the response headers
        const http = new httpm.HttpClient(userAgent, [], {
            allowRetries: false
        });
        if (auth) {
            core.debug('set auth');
            if (headers === undefined) {
                headers = {};
            }
            headers.authorization = auth;
        }
        const response = yield http.get(url, headers);
        if (response.message.statusCode !== 200) {
            const err = new HTTPError(response.message.statusCode);
            core.debug(`Failed to download from "${url}". Code(${response.message.statusCode}) Message(${response.message.statusMessage})`);
            throw err;
        }
        // Download the response body
        const pipeline = util.promisify(stream.pipeline);
        const responseMessageFactory = _getGlobal('TEST_DOWNLOAD_TOOL_RESPONSE_MESSAGE_FACTORY', () => response.message);
        const readStream = responseMessageFactory();
        let succeeded = false;
        try {
            yield pipeline(readStream, fs.createWriteStream(dest));
            core.debug('download complete');
            succeeded = true;
            return dest;
        }
        finally {
            // Error, delete dest before retry
            if (!succeeded) {
                core.debug('download failed');
                try {
                    yield io.rmRF(dest);
                }
                catch (err) {
                    core.debug(`Failed to delete '${dest}'. ${err.message}`);
                }
            }
        }
    });
}
/**
 * Extract a .7z file
 *
 * @param file     path to the .7z file
 * @param dest     destination directory. Optional.
 * @param _7zPath  path to 7zr.exe. Optional, for long path support. Most .7z archives do not have this
 * problem. If your .7z archive contains very long paths, you can pass the path to 7zr.exe which will
 * gracefully handle long paths. By default 7zdec.exe is used because it is a very small program and is
 * bundled with the tool lib. However it does not support long paths. 7zr.exe is the reduced command line
 * interface, it is smaller than the full command line interface, and it does support long paths. At the
 * time of this writing, it is freely available from the LZMA SDK that is available on the 7zip website.
 * Be sure to check the current license agreement. If 7zr.exe is bundled with your action, then the path
 * to 7zr.exe can be pass to this function.
 * @returns        path to the destination directory
 */
function extract7z(file, dest, _7zPath) {
    return tool_cache_awaiter(this, void 0, void 0, function* () {
        ok(tool_cache_IS_WINDOWS, 'extract7z() not supported on current OS');
        ok(file, 'parameter "file" is required');
        dest = yield _createExtractFolder(dest);
        const originalCwd = process.cwd();
        process.chdir(dest);
        if (_7zPath) {
            try {
                const logLevel = core.isDebug() ? '-bb1' : '-bb0';
                const args = [
                    'x', // eXtract files with full paths
                    logLevel, // -bb[0-3] : set output log level
                    '-bd', // disable progress indicator
                    '-sccUTF-8', // set charset for for console input/output
                    file
                ];
                const options = {
                    silent: true
                };
                yield exec(`"${_7zPath}"`, args, options);
            }
            finally {
                process.chdir(originalCwd);
            }
        }
        else {
            const escapedScript = path
                .join(__dirname, '..', 'scripts', 'Invoke-7zdec.ps1')
                .replace(/'/g, "''")
                .replace(/"|\n|\r/g, ''); // double-up single quotes, remove double quotes and newlines
            const escapedFile = file.replace(/'/g, "''").replace(/"|\n|\r/g, '');
            const escapedTarget = dest.replace(/'/g, "''").replace(/"|\n|\r/g, '');
            const command = `& '${escapedScript}' -Source '${escapedFile}' -Target '${escapedTarget}'`;
            const args = [
                '-NoLogo',
                '-Sta',
                '-NoProfile',
                '-NonInteractive',
                '-ExecutionPolicy',
                'Unrestricted',
                '-Command',
                command
            ];
            const options = {
                silent: true
            };
            try {
                const powershellPath = yield io.which('powershell', true);
                yield exec(`"${powershellPath}"`, args, options);
            }
            finally {
                process.chdir(originalCwd);
            }
        }
        return dest;
    });
}
/**
 * Extract a compressed tar archive
 *
 * @param file     path to the tar
 * @param dest     destination directory. Optional.
 * @param flags    flags for the tar command to use for extraction. Defaults to 'xz' (extracting gzipped tars). Optional.
 * @returns        path to the destination directory
 */
function extractTar(file_1, dest_1) {
    return tool_cache_awaiter(this, arguments, void 0, function* (file, dest, flags = 'xz') {
        if (!file) {
            throw new Error("parameter 'file' is required");
        }
        // Create dest
        dest = yield _createExtractFolder(dest);
        // Determine whether GNU tar
        core.debug('Checking tar --version');
        let versionOutput = '';
        yield exec('tar --version', [], {
            ignoreReturnCode: true,
            silent: true,
            listeners: {
                stdout: (data) => (versionOutput += data.toString()),
                stderr: (data) => (versionOutput += data.toString())
            }
        });
        core.debug(versionOutput.trim());
        const isGnuTar = versionOutput.toUpperCase().includes('GNU TAR');
        // Initialize args
        let args;
        if (flags instanceof Array) {
            args = flags;
        }
        else {
            args = [flags];
        }
        if (core.isDebug() && !flags.includes('v')) {
            args.push('-v');
        }
        let destArg = dest;
        let fileArg = file;
        if (tool_cache_IS_WINDOWS && isGnuTar) {
            args.push('--force-local');
            destArg = dest.replace(/\\/g, '/');
            // Technically only the dest needs to have `/` but for aesthetic consistency
            // convert slashes in the file arg too.
            fileArg = file.replace(/\\/g, '/');
        }
        if (isGnuTar) {
            // Suppress warnings when using GNU tar to extract archives created by BSD tar
            args.push('--warning=no-unknown-keyword');
            args.push('--overwrite');
        }
        args.push('-C', destArg, '-f', fileArg);
        yield exec(`tar`, args);
        return dest;
    });
}
/**
 * Extract a xar compatible archive
 *
 * @param file     path to the archive
 * @param dest     destination directory. Optional.
 * @param flags    flags for the xar. Optional.
 * @returns        path to the destination directory
 */
function extractXar(file_1, dest_1) {
    return tool_cache_awaiter(this, arguments, void 0, function* (file, dest, flags = []) {
        ok(IS_MAC, 'extractXar() not supported on current OS');
        ok(file, 'parameter "file" is required');
        dest = yield _createExtractFolder(dest);
        let args;
        if (flags instanceof Array) {
            args = flags;
        }
        else {
            args = [flags];
        }
        args.push('-x', '-C', dest, '-f', file);
        if (core.isDebug()) {
            args.push('-v');
        }
        const xarPath = yield io.which('xar', true);
        yield exec(`"${xarPath}"`, _unique(args));
        return dest;
    });
}
/**
 * Extract a zip
 *
 * @param file     path to the zip
 * @param dest     destination directory. Optional.
 * @returns        path to the destination directory
 */
function extractZip(file, dest) {
    return tool_cache_awaiter(this, void 0, void 0, function* () {
        if (!file) {
            throw new Error("parameter 'file' is required");
        }
        dest = yield _createExtractFolder(dest);
        if (tool_cache_IS_WINDOWS) {
            yield extractZipWin(file, dest);
        }
        else {
            yield extractZipNix(file, dest);
        }
        return dest;
    });
}
function extractZipWin(file, dest) {
    return tool_cache_awaiter(this, void 0, void 0, function* () {
        // build the powershell command
        const escapedFile = file.replace(/'/g, "''").replace(/"|\n|\r/g, ''); // double-up single quotes, remove double quotes and newlines
        const escapedDest = dest.replace(/'/g, "''").replace(/"|\n|\r/g, '');
        const pwshPath = yield io.which('pwsh', false);
        //To match the file overwrite behavior on nix systems, we use the overwrite = true flag for ExtractToDirectory
        //and the -Force flag for Expand-Archive as a fallback
        if (pwshPath) {
            //attempt to use pwsh with ExtractToDirectory, if this fails attempt Expand-Archive
            const pwshCommand = [
                `$ErrorActionPreference = 'Stop' ;`,
                `try { Add-Type -AssemblyName System.IO.Compression.ZipFile } catch { } ;`,
                `try { [System.IO.Compression.ZipFile]::ExtractToDirectory('${escapedFile}', '${escapedDest}', $true) }`,
                `catch { if (($_.Exception.GetType().FullName -eq 'System.Management.Automation.MethodException') -or ($_.Exception.GetType().FullName -eq 'System.Management.Automation.RuntimeException') ){ Expand-Archive -LiteralPath '${escapedFile}' -DestinationPath '${escapedDest}' -Force } else { throw $_ } } ;`
            ].join(' ');
            const args = [
                '-NoLogo',
                '-NoProfile',
                '-NonInteractive',
                '-ExecutionPolicy',
                'Unrestricted',
                '-Command',
                pwshCommand
            ];
            core.debug(`Using pwsh at path: ${pwshPath}`);
            yield exec(`"${pwshPath}"`, args);
        }
        else {
            const powershellCommand = [
                `$ErrorActionPreference = 'Stop' ;`,
                `try { Add-Type -AssemblyName System.IO.Compression.FileSystem } catch { } ;`,
                `if ((Get-Command -Name Expand-Archive -Module Microsoft.PowerShell.Archive -ErrorAction Ignore)) { Expand-Archive -LiteralPath '${escapedFile}' -DestinationPath '${escapedDest}' -Force }`,
                `else {[System.IO.Compression.ZipFile]::ExtractToDirectory('${escapedFile}', '${escapedDest}', $true) }`
            ].join(' ');
            const args = [
                '-NoLogo',
                '-Sta',
                '-NoProfile',
                '-NonInteractive',
                '-ExecutionPolicy',
                'Unrestricted',
                '-Command',
                powershellCommand
            ];
            const powershellPath = yield io.which('powershell', true);
            core.debug(`Using powershell at path: ${powershellPath}`);
            yield exec(`"${powershellPath}"`, args);
        }
    });
}
function extractZipNix(file, dest) {
    return tool_cache_awaiter(this, void 0, void 0, function* () {
        const unzipPath = yield io.which('unzip', true);
        const args = [file];
        if (!core.isDebug()) {
            args.unshift('-q');
        }
        args.unshift('-o'); //overwrite with -o, otherwise a prompt is shown which freezes the run
        yield exec(`"${unzipPath}"`, args, { cwd: dest });
    });
}
/**
 * Caches a directory and installs it into the tool cacheDir
 *
 * @param sourceDir    the directory to cache into tools
 * @param tool          tool name
 * @param version       version of the tool.  semver format
 * @param arch          architecture of the tool.  Optional.  Defaults to machine architecture
 */
function cacheDir(sourceDir, tool, version, arch) {
    return tool_cache_awaiter(this, void 0, void 0, function* () {
        version = node_modules_semver.clean(version) || version;
        arch = arch || external_os_namespaceObject.arch();
        debug(`Caching tool ${tool} ${version} ${arch}`);
        debug(`source dir: ${sourceDir}`);
        if (!external_fs_namespaceObject.statSync(sourceDir).isDirectory()) {
            throw new Error('sourceDir is not a directory');
        }
        // Create the tool dir
        const destPath = yield _createToolPath(tool, version, arch);
        // copy each child item. do not move. move can fail on Windows
        // due to anti-virus software having an open handle on a file.
        for (const itemName of external_fs_namespaceObject.readdirSync(sourceDir)) {
            const s = external_path_namespaceObject.join(sourceDir, itemName);
            yield cp(s, destPath, { recursive: true });
        }
        // write .complete
        _completeToolPath(tool, version, arch);
        return destPath;
    });
}
/**
 * Caches a downloaded file (GUID) and installs it
 * into the tool cache with a given targetName
 *
 * @param sourceFile    the file to cache into tools.  Typically a result of downloadTool which is a guid.
 * @param targetFile    the name of the file name in the tools directory
 * @param tool          tool name
 * @param version       version of the tool.  semver format
 * @param arch          architecture of the tool.  Optional.  Defaults to machine architecture
 */
function cacheFile(sourceFile, targetFile, tool, version, arch) {
    return tool_cache_awaiter(this, void 0, void 0, function* () {
        version = semver.clean(version) || version;
        arch = arch || os.arch();
        core.debug(`Caching tool ${tool} ${version} ${arch}`);
        core.debug(`source file: ${sourceFile}`);
        if (!fs.statSync(sourceFile).isFile()) {
            throw new Error('sourceFile is not a file');
        }
        // create the tool dir
        const destFolder = yield _createToolPath(tool, version, arch);
        // copy instead of move. move can fail on Windows due to
        // anti-virus software having an open handle on a file.
        const destPath = path.join(destFolder, targetFile);
        core.debug(`destination file ${destPath}`);
        yield io.cp(sourceFile, destPath);
        // write .complete
        _completeToolPath(tool, version, arch);
        return destFolder;
    });
}
/**
 * Finds the path to a tool version in the local installed tool cache
 *
 * @param toolName      name of the tool
 * @param versionSpec   version of the tool
 * @param arch          optional arch.  defaults to arch of computer
 */
function find(toolName, versionSpec, arch) {
    if (!toolName) {
        throw new Error('toolName parameter is required');
    }
    if (!versionSpec) {
        throw new Error('versionSpec parameter is required');
    }
    arch = arch || external_os_namespaceObject.arch();
    // attempt to resolve an explicit version
    if (!isExplicitVersion(versionSpec)) {
        const localVersions = findAllVersions(toolName, arch);
        const match = evaluateVersions(localVersions, versionSpec);
        versionSpec = match;
    }
    // check for the explicit version in the cache
    let toolPath = '';
    if (versionSpec) {
        versionSpec = node_modules_semver.clean(versionSpec) || '';
        const cachePath = external_path_namespaceObject.join(_getCacheDirectory(), toolName, versionSpec, arch);
        debug(`checking cache: ${cachePath}`);
        if (external_fs_namespaceObject.existsSync(cachePath) && external_fs_namespaceObject.existsSync(`${cachePath}.complete`)) {
            debug(`Found tool in cache ${toolName} ${versionSpec} ${arch}`);
            toolPath = cachePath;
        }
        else {
            debug('not found');
        }
    }
    return toolPath;
}
/**
 * Finds the paths to all versions of a tool that are installed in the local tool cache
 *
 * @param toolName  name of the tool
 * @param arch      optional arch.  defaults to arch of computer
 */
function findAllVersions(toolName, arch) {
    const versions = [];
    arch = arch || external_os_namespaceObject.arch();
    const toolPath = external_path_namespaceObject.join(_getCacheDirectory(), toolName);
    if (external_fs_namespaceObject.existsSync(toolPath)) {
        const children = external_fs_namespaceObject.readdirSync(toolPath);
        for (const child of children) {
            if (isExplicitVersion(child)) {
                const fullPath = external_path_namespaceObject.join(toolPath, child, arch || '');
                if (external_fs_namespaceObject.existsSync(fullPath) && external_fs_namespaceObject.existsSync(`${fullPath}.complete`)) {
                    versions.push(child);
                }
            }
        }
    }
    return versions;
}
function getManifestFromRepo(owner_1, repo_1, auth_1) {
    return tool_cache_awaiter(this, arguments, void 0, function* (owner, repo, auth, branch = 'master') {
        let releases = [];
        const treeUrl = `https://api.github.com/repos/${owner}/${repo}/git/trees/${branch}`;
        const http = new httpm.HttpClient('tool-cache');
        const headers = {};
        if (auth) {
            core.debug('set auth');
            headers.authorization = auth;
        }
        const response = yield http.getJson(treeUrl, headers);
        if (!response.result) {
            return releases;
        }
        let manifestUrl = '';
        for (const item of response.result.tree) {
            if (item.path === 'versions-manifest.json') {
                manifestUrl = item.url;
                break;
            }
        }
        headers['accept'] = 'application/vnd.github.VERSION.raw';
        let versionsRaw = yield (yield http.get(manifestUrl, headers)).readBody();
        if (versionsRaw) {
            // shouldn't be needed but protects against invalid json saved with BOM
            versionsRaw = versionsRaw.replace(/^\uFEFF/, '');
            try {
                releases = JSON.parse(versionsRaw);
            }
            catch (_a) {
                core.debug('Invalid json');
            }
        }
        return releases;
    });
}
function findFromManifest(versionSpec_1, stable_1, manifest_1) {
    return tool_cache_awaiter(this, arguments, void 0, function* (versionSpec, stable, manifest, archFilter = os.arch()) {
        // wrap the internal impl
        const match = yield mm._findMatch(versionSpec, stable, manifest, archFilter);
        return match;
    });
}
function _createExtractFolder(dest) {
    return tool_cache_awaiter(this, void 0, void 0, function* () {
        if (!dest) {
            // create a temp dir
            dest = path.join(_getTempDirectory(), crypto.randomUUID());
        }
        yield io.mkdirP(dest);
        return dest;
    });
}
function _createToolPath(tool, version, arch) {
    return tool_cache_awaiter(this, void 0, void 0, function* () {
        const folderPath = external_path_namespaceObject.join(_getCacheDirectory(), tool, node_modules_semver.clean(version) || version, arch || '');
        debug(`destination ${folderPath}`);
        const markerPath = `${folderPath}.complete`;
        yield rmRF(folderPath);
        yield rmRF(markerPath);
        yield mkdirP(folderPath);
        return folderPath;
    });
}
function _completeToolPath(tool, version, arch) {
    const folderPath = external_path_namespaceObject.join(_getCacheDirectory(), tool, node_modules_semver.clean(version) || version, arch || '');
    const markerPath = `${folderPath}.complete`;
    external_fs_namespaceObject.writeFileSync(markerPath, '');
    debug('finished caching tool');
}
/**
 * Check if version string is explicit
 *
 * @param versionSpec      version string to check
 */
function isExplicitVersion(versionSpec) {
    const c = node_modules_semver.clean(versionSpec) || '';
    debug(`isExplicit: ${c}`);
    const valid = node_modules_semver.valid(c) != null;
    debug(`explicit? ${valid}`);
    return valid;
}
/**
 * Get the highest satisfiying semantic version in `versions` which satisfies `versionSpec`
 *
 * @param versions        array of versions to evaluate
 * @param versionSpec     semantic version spec to satisfy
 */
function evaluateVersions(versions, versionSpec) {
    let version = '';
    debug(`evaluating ${versions.length} versions`);
    versions = versions.sort((a, b) => {
        if (node_modules_semver.gt(a, b)) {
            return 1;
        }
        return -1;
    });
    for (let i = versions.length - 1; i >= 0; i--) {
        const potential = versions[i];
        const satisfied = node_modules_semver.satisfies(potential, versionSpec);
        if (satisfied) {
            version = potential;
            break;
        }
    }
    if (version) {
        debug(`matched: ${version}`);
    }
    else {
        debug('match not found');
    }
    return version;
}
/**
 * Gets RUNNER_TOOL_CACHE
 */
function _getCacheDirectory() {
    const cacheDirectory = process.env['RUNNER_TOOL_CACHE'] || '';
    (0,external_assert_namespaceObject.ok)(cacheDirectory, 'Expected RUNNER_TOOL_CACHE to be defined');
    return cacheDirectory;
}
/**
 * Gets RUNNER_TEMP
 */
function _getTempDirectory() {
    const tempDirectory = process.env['RUNNER_TEMP'] || '';
    ok(tempDirectory, 'Expected RUNNER_TEMP to be defined');
    return tempDirectory;
}
/**
 * Gets a global variable
 */
function _getGlobal(key, defaultValue) {
    /* eslint-disable @typescript-eslint/no-explicit-any */
    const value = global[key];
    /* eslint-enable @typescript-eslint/no-explicit-any */
    return value !== undefined ? value : defaultValue;
}
/**
 * Returns an array of unique values.
 * @param values Values to make unique.
 */
function _unique(values) {
    return Array.from(new Set(values));
}
//# sourceMappingURL=tool-cache.js.map
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./build/kit/action/bundled-files.js
// Files in the folder of an action's bundle: scripts for other machines and programs in other languages.


/** Returns the path of a folder beside the bundle that runs. */
const bundledFolder = (name) => (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.dirname)(process.argv[1] ?? ''), name);
/** Returns the path of a file in such a folder. */
const bundledFile = (folder, name) => (0,external_node_path_namespaceObject.join)(bundledFolder(folder), name);
/** Returns the contents of several files of a folder, joined by a newline. */
const bundledText = (folder, files) => files.map((file) => (0,external_node_fs_namespaceObject.readFileSync)(bundledFile(folder, file), 'utf8')).join('\n');

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
class user_error_UserError extends Error {
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
 * Throws one UserError (`bad-input`) that lists every problem.
 */
function readInputs(schema, env, mask) {
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
        throw new user_error_UserError('bad-input', problems.join('\n'));
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
        if (error instanceof user_error_UserError)
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
    for (const { message, at } of error.problems) {
        if (error.file !== undefined)
            runner.annotate('error', message, error.file, at);
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
        if (!(error instanceof user_error_UserError))
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
    return new user_error_UserError('system-error', message, { cause: error });
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
        throw new user_error_UserError('system-error', `${path} (${variable}) can't be written: ${why}`, { cause });
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

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
;// CONCATENATED MODULE: ./build/kit/yaml/compose.js
// Composes YAML documents, but not those that are nested too deeply.

/** The package composes recursively: near the end of the stack the whole process can die instead of an error being thrown. */
const MAX_DEPTH = 100;
/** Returns the documents of a text, with their errors. Throws a RangeError if the text is nested too deeply. */
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
/** `web-1` is no misspelt `web-2`; another letter in two is another word, though one may be missing, or both have changed places. */
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
                report(`expected a string, got ${named(node)}${inBraces(node)}`, node.at);
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
/** `{number}` without quotes is a map. */
function inBraces(node) {
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
                report(`${escape_quote(written)} is not ${what}${suggestion(written, words, 'there are')}`, node.at);
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
        return `the string ${escape_quote(node.value)}`;
    return `${escape_quote(node.source || String(node.value))} (put it in quotes to make it a string)`;
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
function payload_textAt(value, ...path) {
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
    return commit(payload_textAt(value, ...path));
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
    const ref = parseRef(payload_textAt(payload, 'ref') || runRef);
    if (!ref)
        return incomplete('push', 'branch or tag in "ref"');
    if (at(payload, 'deleted') === true || /^0+$/.test(payload_textAt(payload, 'after'))) {
        return { ...deleted(ref), formerSha: commitAt(payload, 'before') };
    }
    // For an annotated tag, `after` is the tag object, not the commit.
    const after = ref.type === 'branch' ? commitAt(payload, 'after') : '';
    return {
        ...onRef(ref, commitAt(payload, 'head_commit', 'id') || commit(sha) || after),
        created: payload_textAt(payload, 'head_commit', 'timestamp'),
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
    const type = payload_textAt(payload, 'ref_type');
    const name = payload_textAt(payload, 'ref');
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
    const ref = parseRef(payload_textAt(payload, 'ref')) ?? parseRef(runRef);
    return ref ? onRef(ref, commit(sha)) : incomplete('workflow_dispatch', 'branch or tag in "ref"');
}
function workflowRun({ payload }) {
    const triggering = at(payload, 'workflow_run');
    const name = payload_textAt(triggering, 'head_branch');
    if (!name)
        return incomplete('workflow_run', '"workflow_run" with a head branch');
    const conclusion = payload_textAt(triggering, 'conclusion');
    const repository = payload_textAt(payload, 'repository', 'full_name') || payload_textAt(triggering, 'repository', 'full_name');
    const fork = repository === '' || payload_textAt(triggering, 'head_repository', 'full_name') !== repository;
    // The payload of a fork's run names no pull request, and that of a tag's run has its name as the branch.
    const tipOf = fork ? ['refs/pull/*/head'] : [`refs/heads/${name}`, `refs/tags/${name}`];
    const reading = {
        ...onRef({ type: 'branch', name }, commitAt(triggering, 'head_sha')),
        created: payload_textAt(triggering, 'head_commit', 'timestamp'),
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
    const base = parseRef(payload_textAt(group, 'base_ref'));
    if (!base)
        return incomplete('merge_group', '"merge_group" with a base branch');
    const queued = payload_textAt(group, 'head_ref');
    const branch = parseRef(queued);
    // refs/heads/gh-readonly-queue/<base>/pr-<number>-<sha>: suitable as a name, but no proof.
    const number = Number(/\/pr-(\d{1,15})-[0-9a-f]+$/.exec(queued)?.[1]);
    return {
        ...onRef(base, commitAt(group, 'head_sha')),
        // An image of a queued merge must not get the tag of a branch that it may never reach.
        imageRef: branch?.name ?? '',
        tipOf: branch ? [fullRef(branch)] : [],
        created: payload_textAt(group, 'head_commit', 'timestamp'),
        ...(number > 0 ? { number } : {}),
    };
}
function release({ payload, sha }) {
    const name = payload_textAt(payload, 'release', 'tag_name');
    return name
        ? onRef({ type: 'tag', name }, commit(sha))
        : incomplete('release', 'tag in "release"');
}
function schedule({ payload, ref, sha }) {
    return { ...defaultBranch(payload, ref, sha), cron: payload_textAt(payload, 'schedule') };
}
function repositoryDispatch({ payload, ref, sha }) {
    return defaultBranch(payload, ref, sha);
}
/** These events have no ref; they run on the default branch, to which filters don't apply. */
function defaultBranch(payload, ref, sha) {
    const name = payload_textAt(payload, 'repository', 'default_branch') || (parseRef(ref)?.name ?? '');
    if (!name)
        return { ...NO_REF, sha: commit(sha) };
    const tipOf = [fullRef({ type: 'branch', name })];
    return { refType: 'branch', name, sha: commit(sha), tipOf };
}
function deployment({ event, payload, ref }) {
    const details = at(payload, 'deployment');
    const environment = payload_textAt(details, 'environment');
    if (!environment)
        return incomplete(event, '"deployment" with an environment');
    const on = parseRef(ref);
    // GITHUB_REF is empty if the deployment was created from a commit; no name filter matches that.
    const where = on ? onRef(on, '') : { ...NO_REF, filtered: 'unknown' };
    return { ...where, sha: commitAt(details, 'sha'), environment };
}
function deploymentStatus(run) {
    const reading = deployment(run);
    if (reading.refusal || payload_textAt(run.payload, 'deployment_status', 'state') !== 'inactive')
        return reading;
    const detail = 'the deployment became inactive';
    return { ...reading, refusal: { reason: 'deployment-inactive', detail } };
}
function comment(run) {
    const { payload } = run;
    const onPull = payload_textAt(payload, 'issue', 'pull_request', 'url') !== '';
    const number = onPull ? numberAt(payload, 'issue', 'number') : undefined;
    return { ...event_subjects_otherEvent(run), ...(number === undefined ? {} : { number }) };
}
/** It is about no branch or tag; the run's own is the default branch. */
function event_subjects_otherEvent({ ref, sha }) {
    const branch = parseRef(ref);
    return { ...NO_REF, sha: commit(sha), tipOf: branch ? [fullRef(branch)] : [] };
}

;// CONCATENATED MODULE: ./build/kit/events/pull-request.js
// What an event of a pull request is about: its head, its base, its labels and draft state before and after the event. Source: GitHub's
// page "Webhook events and payloads", pull_request.



function pullRequest({ event, payload }) {
    const pull = at(payload, 'pull_request');
    const name = payload_textAt(pull, 'head', 'ref');
    const base = payload_textAt(pull, 'base', 'ref');
    if (!name || !base)
        return incomplete(event, '"pull_request" with head and base');
    const number = numberAt(pull, 'number') ?? numberAt(payload, 'number');
    const repository = payload_textAt(pull, 'base', 'repo', 'full_name') || payload_textAt(payload, 'repository', 'full_name');
    // By name: `head.repo.fork` is also true for a pull request inside a forked repository; `head.repo` is null if the
    // fork was deleted.
    const fork = repository === '' || payload_textAt(pull, 'head', 'repo', 'full_name') !== repository;
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
        ...(payload_textAt(payload, 'action') === 'closed' || payload_textAt(pull, 'state') === 'closed'
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
    const names = Array.isArray(labels) ? labels.map((label) => payload_textAt(label, 'name')) : [];
    const state = { labels: names.filter(Boolean), draft: at(pull, 'draft') === true };
    const changed = payload_textAt(payload, 'label', 'name');
    const others = state.labels.filter((name) => !isSameLabel(name, changed));
    const [without, withIt] = [others, [...others, changed]].map((labels) => ({ ...state, labels }));
    const [ready, draft] = [false, true].map((draft) => ({ ...state, draft }));
    const states = {
        ...(changed === '' ? {} : { labeled: [without, withIt], unlabeled: [withIt, without] }),
        converted_to_draft: [ready, draft],
        ready_for_review: [draft, ready],
    };
    const activity = payload_textAt(payload, 'action');
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
const otherRule = (types) => types ? { read: event_subjects_otherEvent, filters: ['types'], types } : { read: event_subjects_otherEvent, filters: [] };
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
                    report(`${escape_quote(entry.source)} is in this list twice`, entry.at);
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
/** A map of known keys. `called` is its name in messages, such as `a route`. */
function object(called, fields, rules = []) {
    const names = Object.keys(fields);
    const must = names.filter((name) => fields[name]?.needed);
    return {
        jsonSchema: () => ({
            type: 'object',
            properties: Object.fromEntries(Object.entries(fields).map(([name, { schema, description }]) => [
                name,
                { description, ...schema.jsonSchema() },
            ])),
            additionalProperties: false,
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
                    const meant = meantBy(entry.key, names);
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
function meantBy(key, names) {
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
    return `contains the unknown placeholder ${escape_quote(`{${odd}}`)}${suggestion(`{${odd}}`, names, 'there are')}`;
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
        return 'is not a wildcard that the proxy knows: "*.example.org" stands for one label; without "host" it takes every host';
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
const oneOfHostAndHosts = {
    jsonSchema: () => ({ not: { required: ['host', 'hosts'] } }),
    check(keys, report) {
        const entry = keys.get('hosts');
        if (entry && keys.has('host'))
            report('"hosts" is beside "host"; write one of them', entry.keyAt);
    },
};
/** How the proxy routes requests to a service. */
const route = object('proxy', {
    host: optional(located(routedHost), 'The host whose requests the service gets, such as `shop.example.org`, or `*.example.org` for one label; without `host` and `hosts`: all that no other service has'),
    hosts: optional(oneOrMany(located(routedHost)), 'Several hosts'),
    port: optional(port, "The container's port; by default that of `healthy`, or of `ports`, if there is only one"),
    tls: optional(schema_flag, "`true`: HTTPS with a certificate of Let's Encrypt for each host, and a redirect to it. Only on one machine, and without `path-prefix`: a service with one has the TLS of the service at `/` of its host"),
    'path-prefix': optional(pathPrefix, 'Only requests below this path; default `/`'),
    'strip-prefix': optional(schema_flag, 'Whether `path-prefix` is removed from requests; default `true`'),
    drain: optional(positive, 'The time that requests in progress get to finish when the service is replaced; default `30s`. `stop-grace`, for the process, begins afterwards'),
    'response-timeout': optional(positive, 'The time that the container has to begin its response; then the proxy answers with 504. Default `30s`'),
    'forward-headers': optional(schema_flag, 'Whether X-Forwarded headers of the request are kept, as behind a load balancer; default: not with `tls`, since clients could forge them'),
}, [oneOfHostAndHosts]);

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
            report(`${escape_quote(key)} does not apply to ${events.join(', ')}; it filters ${able.join(', ')}`, entry.keyAt);
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
            report(`${escape_quote(word)} is not an activity${suggestion(word, known.length > 0 ? known : activities, 'there are')}`, node.at);
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
/** A list, or a line for a shell. */
const command = either('list', schema_collections_list(argument), argument);
/** The command that runs once before the switch. */
const before = either('map', object('before', {
    command: needed(command, "The command: a list, or a line for the image's shell"),
    within: optional(positive, 'How long it may take; then it is stopped. Default `10m`'),
}), command);

;// CONCATENATED MODULE: ./build/kit/config/container-files.js
// The schemas of a service's volumes and tmpfs mounts.


const volume = textLike(/^(?:\/[^\s:]*|[A-Za-z0-9][A-Za-z0-9_.-]+):\/[^\s:]*(?::[A-Za-z,]+)?$/, 'a volume: /from:/to, name:/to or /from:/to:ro');
/** Volumes, with their positions. */
const volumes = oneOrMany(located(volume));
const FLAGS = 'ro|rw|(?:no)?suid|(?:no)?dev|(?:no)?exec|(?:no|dir|nodir|rel|norel|strict|nostrict)?atime|a?sync|dirsync';
/** Docker takes others and passes them on, and then the kernel refuses the mount. */
const OPTION = `(?:${FLAGS}|(?:size|nr_blocks|nr_inodes)=[0-9]{1,15}[KkMmGg]?|size=[0-9]{1,3}%|mode=[0-7]{1,4}|[ug]id=[0-9]{1,9})`;
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
/** A number where one is written without quotes, else a string. */
function numberOr(numbers, strings) {
    return {
        jsonSchema: () => ({ anyOf: [strings.jsonSchema(), numbers.jsonSchema()] }),
        read(node, report) {
            const isNumber = node.kind === 'scalar' && typeof node.value === 'number';
            return (isNumber ? numbers : strings).read(node, report);
        },
    };
}
/** A string, or a number or flag, which is taken as it is written. */
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
    const hint = near === undefined ? ' such as NET_ADMIN, or ALL' : `; did you mean ${escape_quote(near)}?`;
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
/** Docker counts in billionths of a CPU; the kernel gives none a hundredth at least. */
const share = textLike(/^(?:[1-9][0-9]{0,2}(?:\.[0-9]{1,9})?|0?\.(?:[1-9][0-9]{0,8}|0[1-9][0-9]{0,7}))$/, 'a number of CPUs from 0.01 to less than 1000, such as 1.5');
/** A number of CPUs. */
const cpus = numberOr(number(0.01, 1000), share);
const resource_limits_NAMES = [
    ...['core', 'cpu', 'data', 'fsize', 'locks', 'memlock', 'msgqueue', 'nice', 'nofile', 'nproc'],
    ...['rss', 'rtprio', 'rttime', 'sigpending', 'stack'],
];
/** -1 is no limit. */
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
        ? 'begins with "towpath.", as the labels do by which a container is found'
        : 'is not the name of a label: no spaces and no "="';
});
const labelValue = scalar(textLike(/^[^\0]*$/, 'the value of a label: it has a NUL character'));
const NETWORK = /^(?!(?:default|towpath)$)[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const network = schema_text(() => ({ pattern: NETWORK.source }), (value) => {
    if (NETWORK.test(value))
        return undefined;
    if (value === 'default')
        return 'is not a network; docker\'s own is "bridge"';
    if (value === 'towpath')
        return 'is the network of the proxy, which a service with "proxy" is in';
    return value.startsWith('container:')
        ? "is the network of one container, which goes with it; name a network of the host's docker"
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

;// CONCATENATED MODULE: ./build/kit/config/services.js
// The schema of the part of towpath.yml that defines which containers run on which hosts.








const host = textLike(/^(?:[^\s@:/]+@)?(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/, 'a host: host, user@host or user@host:port');
const services_name = textLike(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'a name of letters, digits and ".", "_" or "-"');
const NUMBER = '(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';
const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const services_port = textLike(new RegExp(`^(?:(?:(?:${BYTE}\\.){3}${BYTE}|\\[[0-9A-Fa-f:]+\\]):)?(?:${NUMBER}:)?${NUMBER}(?:/(?:tcp|udp|sctp))?$`), 'a published port such as 8000:8000');
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
    restart: optional(textLike(/^(?:no|always|unless-stopped|on-failure(?::[0-9]+)?)$/, "one of docker's restart policies"), "Docker's restart policy; default `unless-stopped`"),
    ...dockerOptions,
};
const roles = oneOrMany(services_name);
const services_image = schema_text();
/** The services of a file. */
const services = record(services_name, object('a service', {
    roles: needed(roles, 'The roles whose hosts run it'),
    image: needed(services_image, 'The image; without a tag, it gets the tag of the deployment'),
    ...settings,
}));
/** The overrides of services in an environment. */
const serviceOverrides = record(services_name, object('a service', {
    roles: optional(roles, 'The roles whose hosts run it'),
    image: optional(services_image, 'The image'),
    ...settings,
}));
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
        report(`${escape_quote(value)} is not a pattern: ${read.problem}`, node.at);
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
    canary: optional(schema_flag, 'Whether the first host is switched alone, before all others; default `true`'),
    pause: optional(durations_duration, 'The time between two batches, so that a load balancer notices the change'),
    proxy: optional(hostProxy, 'The proxy in front of the services with `proxy`, one on each host'),
    services: optional(serviceOverrides, 'Overrides of the services in this environment'),
});
const towpathFile = object('towpath.yml', {
    routes: optional(schema_collections_list(towpath_file_route), 'The first route that matches decides'),
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
        throw new user_error_UserError(reason, message, { cause });
    };
    if (!(0,external_node_fs_namespaceObject.existsSync)(workspace))
        refuse('config-missing', `the workspace ${escape_quote(workspace)} does not exist`);
    const root = (0,external_node_fs_namespaceObject.realpathSync)(workspace);
    const target = (0,external_node_path_namespaceObject.resolve)(root, path);
    const file = (0,external_node_path_namespaceObject.relative)(root, target);
    if (!isBelow(file))
        refuse('config-unreadable', `${escape_quote(path)} is not a path inside the workspace`);
    try {
        // The real path: a link in the repository must not reveal what is outside it.
        const real = (0,external_node_fs_namespaceObject.realpathSync)(target);
        if (!isBelow((0,external_node_path_namespaceObject.relative)(root, real)))
            refuse('config-unreadable', `${escape_quote(path)} links to a file outside the workspace`);
        if (!(0,external_node_fs_namespaceObject.statSync)(real).isFile())
            refuse('config-unreadable', `${escape_quote(path)} is not a file`);
        const text = utf8((0,external_node_fs_namespaceObject.readFileSync)(real));
        if (text === undefined)
            return refuse('config-unreadable', `${escape_quote(path)} is not UTF-8 text`);
        return { text, label: visible(file), file };
    }
    catch (cause) {
        if (cause instanceof user_error_UserError)
            throw cause;
        if (cause.code === 'ENOENT') {
            return refuse('config-missing', `${escape_quote(path)} does not exist; ${advice(target, path)}`, cause);
        }
        return refuse('config-unreadable', `${escape_quote(path)} can't be read: ${plainError(cause)}`, cause);
    }
}
/** Returns what to do about a missing file. */
function advice(target, path) {
    const other = (name) => name.replace(/\.ya?ml$/, (ending) => (ending === '.yml' ? '.yaml' : '.yml'));
    if (other(target) !== target && (0,external_node_fs_namespaceObject.existsSync)(other(target)))
        return `${escape_quote(other(path))} does`;
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
const isBelow = (path) => path !== '' && path !== '..' && !path.startsWith(`..${external_node_path_namespaceObject.sep}`) && !(0,external_node_path_namespaceObject.isAbsolute)(path);
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
    return new user_error_UserError('bad-config', message, { ...file, problems: ordered });
}
/** Returns `file:line:column: message`. */
function problemLine(source, { message, at }) {
    return at ? `${source.label}:${at.line}:${at.column}: ${message}` : `${source.label}: ${message}`;
}
const order = ({ at }) => (at ? at.line * 1e6 + at.column : 0);

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./build/kit/process/process-group.js
// Process groups: what a program has started, and may leave behind.

/** Milliseconds that what is left of a group has to end by itself. */
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
/** Returns whether anything was there to get the signal. */
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
/** A process that nobody waits for stays in its group when it has ended: proc(5), the states Z and X, and after the parent the group. */
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
function runProgram(file, args, { cwd, env, input, detached = false, endGroup: endsGroup = false, onSpawn }) {
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
            const text = (chunks = []) => Buffer.concat(chunks).toString('utf8');
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
        // Nothing of the group runs any more.
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
function socketParent(temp, system = (0,external_node_os_namespaceObject.tmpdir)()) {
    const isSuitable = (path) => path.length <= LONGEST_PARENT && PLAIN_PATH.test(path);
    return [temp, system].find(isSuitable) ?? '/tmp';
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
/** `!` stands before a name that is excluded, outside the brackets. */
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
/** Unpacks the files in a text without armour, and completes a key that lacks its first and last line. Everything else stays as it is. */
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
/** Separates files that stand side by side without a space: after their padding, or where the next one begins. */
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
/** Returns where the file that begins at an index ends: before the next one, or before what is not base64. */
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

/** Finds the private keys in a text: their kind, and what is between the first and the last line. */
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

/** Finds certificates in a text; the blob may have lost its line endings, or have too many. */
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
/** Returns the text without what pasting did to it, and what that was. */
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
/** Changes what is before, between and after the keys, but no half of a key. */
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
/** Returns the certificate after a key. In a problem, KEY stands for the key's name. */
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
    const badKey = (problem) => new user_error_UserError('bad-key', `"${input}": ${problem}`);
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
            throw new user_error_UserError('no-agent', `ssh-agent can't be started: ${escape_quote(errorOutput ?? 'it creates no socket')}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}

;// CONCATENATED MODULE: ./build/kit/ssh/identities.js
// The keys that a connection offers, of those in an agent. Pure.
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
        // Over the gateway's one connection: it would not accept a login per host at once.
        ...(gateway ? [`ProxyCommand ssh -F ${gateway.config} -W [%h]:%p ${TARGET}`] : []),
        // Of the shell that ssh runs this with, any quotes are those of a single word.
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

;// CONCATENATED MODULE: ./build/kit/text/terminal.js
// Output of programs that write for a terminal. Pure.

/** Removes colours and cursor movements from a line; of a progress bar, only its last state stays. */
function stripTerminalCodes(text) {
    return (0,external_node_util_namespaceObject.stripVTControlCharacters)(text).replace(/\r+$/, '').replace(/^.*\r/, '');
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
/** Returns what is said of a host that accepts none of the keys. */
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
        return new user_error_UserError('forwarding-refused', `The gateway ${hostText(gateway)} does not let this key connect to ${hostText(host)}: allow it there (AllowTcpForwarding, PermitOpen and DisableForwarding in sshd_config, permitopen or port-forwarding in authorized_keys)`);
    if (cause === '')
        return connectionError(gateway, stderr);
    return new user_error_UserError('unreachable', `${hostText(host)} can't be reached from the gateway ${hostText(gateway)}: ${escape_quote(cause)}`);
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
    return new user_error_UserError('unreachable', `${hostText(host)} can't be reached by "proxy-command": ${cause === '' ? '' : `${escape_quote(cause)}; `}${said}`);
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
    return new user_error_UserError(reason ?? 'unreachable', `${hostText(host)} ${message}`);
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
/** Returns the line that runs a script in the host's `sh`, with `towpath` as `$0`. */
function scriptLine(script, args) {
    return `sh -c '${DECODE}' towpath ${[script, ...args].map(encoded).join(' ')}`;
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
function split (s) {
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
function join (args) {
  if (!Array.isArray(args)) {
    throw new TypeError("args should be an array")
  }
  return args.map(shlex_quote).join(" ")
}

;// CONCATENATED MODULE: ./build/kit/text/shell-words.js
// Words as a shell splits and quotes them, without expansion. Pure.

/** Returns the words of a text with quotes and backslashes, or undefined if a quote is not closed. */
function splitShellWords(text) {
    try {
        return split(text);
    }
    catch {
        return undefined;
    }
}
/** Returns the text that a shell splits into these words. */
const joinShellWords = (words) => join([...words]);

;// CONCATENATED MODULE: ./build/kit/ssh/proxy-script.js
// The script that runs the proxy command for ssh and Fabric: its arguments are a file for its messages, the host, the port and the user. Pure.

/** How much of its standard error is kept: so many pieces of 1024 bytes at most, each as soon as it is there. */
const proxy_script_KEPT = 'bs=1024 count=64';
/**
 * Returns the script. It becomes the command, so that a signal to it reaches the command; what the command prints as an error is read by a
 * process of its own, which ends with it, so that ssh's messages and those of the command can be told apart.
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
// The files of the proxy command in the folder of a step: its script, and what the command prints as an error.






/** Returns the path of the command's program. Throws a UserError (`bad-input`) if it is not found from a working folder. */
function proxyProgram([name = ''], env, cwd) {
    const program = findProgram(name, env, cwd);
    if (program !== undefined)
        return program;
    const where = name.includes('/')
        ? `no program at ${escape_quote(name)} in the checkout`
        : `no program ${escape_quote(name)} in the PATH of this runner`;
    const hint = /^\w+=/.test(name) ? '; give variables of the command in the "env" of the step' : '';
    throw new user_error_UserError('bad-input', `"proxy-command": there is ${where}; install it before this step${hint}`);
}
/** Writes the script, and returns what a connection needs of it; `cwd` is the command's working folder. */
function writeProxyScript(command, program, cwd, folder) {
    const script = (0,external_node_path_namespaceObject.join)(folder, 'proxy');
    (0,external_node_fs_namespaceObject.writeFileSync)(script, proxyScript(program, command, cwd), { mode: 0o600 });
    return (id) => ({ script, messages: (0,external_node_path_namespaceObject.join)(folder, `${id}.proxy`) });
}
/** Returns what the command has printed as an error. Its last words arrive a moment after its end. */
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
/** What is said of a login that took longer. */
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
        // A proxy command that fails says so; a host behind it that is busy does not.
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
    const { env, folder, timeout } = connectOptions;
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
        let errorOutput;
        void master.ended.then((stderr) => {
            errorOutput = stderr;
        });
        const limit = performance.now() + loginLimit(timeout);
        let isLate = false;
        while (errorOutput === undefined && !(0,external_node_fs_namespaceObject.existsSync)(socket)) {
            await connection_pause(20);
            isLate = performance.now() > limit;
            if (isLate)
                master.stop('SIGKILL');
        }
        if (errorOutput === undefined)
            return { master, lost: () => errorOutput };
        await master.allEnded;
        return isLate ? `${errorOutput}${LATE}` : errorOutput;
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
    throw new user_error_UserError('host-key-changed', `${hostText(host)} has none of the host keys whose fingerprints are in "known-hosts", but ${found}: either it was reinstalled, or someone is intercepting the connection`);
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
        // At the level ERROR, ssh does not print that there is no further type.
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
        // Without keys, which are not used here.
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











/** Starts the agents. Throws a UserError (`no-ssh-client`, `bad-input`, `bad-key`, `no-agent`). */
async function openSsh(options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { env, known, timeout, silence, temp, fastLogins = false } = options;
        const { passphrase, gatewayKey = '', proxyCommand } = options;
        const cwd = (0,external_node_path_namespaceObject.resolve)(options.cwd ?? '/');
        assertClient(env);
        const program = proxyCommand && proxyProgram(proxyCommand, env, cwd);
        const cleanup = __addDisposableResource(env_1, new AsyncDisposableStack(), true);
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
            const lines = linesFor(known.lines, host);
            const fingerprints = fingerprintsFor(known.fingerprints, host);
            if (fingerprints.length === 0)
                return lines;
            const id = nextId();
            const options = { ...common, known: [], gateway, proxy: proxyOf?.(id) };
            try {
                return [...lines, await keyWithFingerprint(host, fingerprints, options, id)];
            }
            catch (error) {
                // A fingerprint for a pattern of names does not speak against a line for this host, which ssh itself compares.
                const isElsewhere = knows({ lines, fingerprints: [] }, host);
                if (isElsewhere && error instanceof user_error_UserError && error.reason === 'host-key-changed')
                    return lines;
                throw error;
            }
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
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Throws a UserError (`no-ssh-client`) if this machine can't log in to others. */
function assertClient(env) {
    const missing = missingPrograms(['ssh', 'ssh-agent', 'ssh-add'], env);
    if (missing.length === 0)
        return;
    throw new user_error_UserError('no-ssh-client', `This action logs in to hosts with OpenSSH's client, but the PATH of this runner has no ${list(missing)}. Install it before this step: apt-get install openssh-client (Debian, Ubuntu), apk add openssh-client (Alpine), dnf install openssh-clients (Fedora, RHEL)`);
}
/** Throws a UserError (`host-key-unknown`) that lists all hosts without a known key. */
function assertKnown(known, hosts) {
    const unknown = hosts.filter((host) => !knows(known, host)).map(hostText);
    if (unknown.length === 0)
        return;
    throw new user_error_UserError('host-key-unknown', `"known-hosts" has no key for ${list(unknown)}; add a line for each (ssh-keyscan, then compare it on the host: ssh-keygen -l), or "host SHA256:fingerprint"`);
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

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/proxy-routes.js
// The routes of a host's proxy: what `kamal-proxy list` prints. Pure.

const COLUMNS = ['Service', 'Host', 'Path', 'Target', 'State', 'TLS'];
/**
 * Reads the table: each cell starts where the title of its column does, counted in bytes. Other lines, such as a warning before the
 * table, are left out.
 */
function routesIn(table) {
    const lines = table.split('\n').map((line) => Buffer.from(stripTerminalCodes(line)));
    const at = lines.findIndex((line) => startsOf(line).length > 0);
    const starts = startsOf(lines[at] ?? Buffer.of());
    return lines.slice(at + 1).flatMap((line) => {
        const cells = starts.map((start, column) => line
            .subarray(start, starts[column + 1])
            .toString()
            .trim());
        const [service = '', host = '', path = '', target = '', state = '', tls = ''] = cells;
        if (service === '' || !['yes', 'no'].includes(tls))
            return [];
        const hosts = host === '*' ? [] : host.split(',');
        return [{ service, hosts, path, target, state, tls: tls === 'yes' }];
    });
}
/** Returns where each column starts, or an empty list if the line is not the table's header. */
function startsOf(line) {
    const text = line.toString('latin1');
    const titles = text.trim().split(/ {2,}/);
    return titles.join() === COLUMNS.join() ? COLUMNS.map((title) => text.indexOf(title)) : [];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/published-ports.js
// The host's ports that containers publish. Pure.
/** Addresses that stand for all. */
const ALL = ['', '0.0.0.0', '::'];
/**
 * Reads `HostConfig.PortBindings` or `NetworkSettings.Ports`. The second is empty while docker waits to restart a container; the
 * first has no number if docker chooses the port (`0`, or a range such as `8000-8010`).
 */
function portsOf(bindings) {
    return Object.entries((bindings ?? {})).flatMap(([containerPort, hostPorts]) => (hostPorts ?? []).flatMap(({ HostIp = '', HostPort = '' }) => /^[1-9][0-9]*$/.test(HostPort)
        ? [
            {
                address: ALL.includes(HostIp) ? '' : HostIp,
                port: Number(HostPort),
                protocol: containerPort.split('/')[1] ?? 'tcp',
            },
        ]
        : []));
}
/** Returns the host's port of `80:8000`, `127.0.0.1:80:8000` or `[::1]:80:8000/udp`; undefined if docker chooses the port. */
function publishedPort(text) {
    const [, address = '', port, protocol = 'tcp'] = /^(?:\[?([0-9A-Fa-f.:]*?)\]?:)?([0-9]+):[0-9]+(?:\/([a-z]+))?$/.exec(text) ?? [];
    if (port === undefined)
        return undefined;
    return { address: ALL.includes(address) ? '' : address, port: Number(port), protocol };
}
/** Whether two containers can't publish these ports at the same time. */
function collides(one, other) {
    const isSameAddress = one.address === '' || other.address === '' || one.address === other.address;
    return isSameAddress && one.port === other.port && one.protocol === other.protocol;
}
/** Returns a port as messages show it: `80/tcp`. */
const portText = ({ port, protocol }) => `${port}/${protocol}`;

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/proxy-facts.js
// The reverse proxy of a host, as inspect.sh reports it. Pure.


/** The container of the proxy: one on each host, for all environments. */
const PROXY_CONTAINER = 'towpath-proxy';
/** Whether a container is the proxy, or the old one of an upgrade that did not finish. */
const isProxyContainer = (name) => name === PROXY_CONTAINER || name === `${PROXY_CONTAINER}-old`;
/**
 * Reads what docker reports of the proxy's container and, if an upgrade was interrupted, of the old one, and the table of the routes.
 * Returns undefined if there is neither.
 */
function proxyFactsOf(containers, table) {
    const all = containers.map((json) => JSON.parse(json));
    const found = all.find(([name]) => name === `/${PROXY_CONTAINER}`) ?? all[0];
    if (!found)
        return undefined;
    const [, id, image, state, bindings] = found;
    const published = (containerPort) => {
        const { [containerPort]: ports } = (bindings ?? {});
        return portsOf({ [containerPort]: ports ?? null })[0]?.port ?? 0;
    };
    return {
        id: String(id),
        image: String(image),
        state: String(state),
        http: published('80/tcp'),
        https: published('443/tcp'),
        routes: routesIn(table),
        isInterrupted: all.some(([name]) => name !== `/${PROXY_CONTAINER}`),
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/facts.js
// What a host reports about itself: the records of inspect.sh and cleanup.sh. Pure.


/** The label with the host that a container was created for. */
const HOST_LABEL = 'towpath.host';
/** Returns the environment's containers on a host, the newest first. If two hosts share one docker, only the host's own. */
function environmentContainers(host, containers, environment, sharesDocker) {
    return containers
        .filter(({ labels }) => labels['towpath.environment'] === environment)
        .filter(({ labels }) => !sharesDocker || labels[HOST_LABEL] === host.name)
        .sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
}
/** Splits a script's output into records: a line each, its fields separated by tabs. */
function recordsIn(stdout) {
    return stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split('\t'));
}
/** Returns the first record of the given kinds: a shell's start-up files may print anything before it. */
function firstRecord(stdout, ...kinds) {
    return recordsIn(stdout).find(([kind]) => kinds.includes(kind ?? '')) ?? [];
}
/** Reads the output of inspect.sh. */
function factsOf(stdout) {
    const records = recordsIn(stdout);
    const fields = (kind) => records.filter(([first]) => first === kind).map((record) => record.slice(1));
    const [dockerVersion = '', daemonId = ''] = fields('docker')[0] ?? [];
    const free = fields('free')[0]?.[0] ?? '';
    const now = fields('now')[0]?.[0] ?? '';
    const proxies = fields('proxy').map((line) => line.join('\t'));
    const table = fields('route').map((line) => line.join('\t'));
    return {
        dockerVersion,
        daemonId,
        freeKib: /^[0-9]+$/.test(free) ? Number(free) : undefined,
        hasHttpClient: (fields('http-client')[0]?.[0] ?? '') !== '',
        envFiles: new Map(fields('env-file').map(([path = '', hash = '']) => [path, hash])),
        now: /^[0-9]+$/.test(now) ? Number(now) * 1000 : undefined,
        lastRun: fields('last-run')[0]?.[0] ?? '',
        containers: containersOf(stdout),
        answers: new Map(fields('answer').map(([id = '', status = '']) => [id, status])),
        proxy: proxyFactsOf(proxies, table.join('\n')),
        networks: fields('network').map(([name = '']) => name),
        listening: fields('listening').map(([hex = '']) => Number.parseInt(hex, 16)),
        problems: fields('problem').map(([kind = '', text = '']) => ({ kind, text })),
    };
}
/** Reads the containers that a script printed. */
function containersOf(stdout) {
    return stdout
        .split('\n')
        .filter((line) => line.startsWith('container\t'))
        .map((line) => containerOf(JSON.parse(line.slice('container\t'.length))));
}
function containerOf(fields) {
    const [id, name, created, image, labels, state, started, restart, ...more] = fields;
    const [restarts, configured, current, health] = more;
    return {
        id: String(id),
        name: String(name).replace(/^\//, ''),
        created: String(created),
        image: String(image),
        labels: (labels ?? {}),
        state: String(state),
        started: String(started),
        restart: String(restart),
        restarts: Number(restarts),
        ports: [...portsOf(configured), ...portsOf(current)],
        health: typeof health === 'string' ? health : '',
    };
}
/** Returns the digest in an image reference, or an empty string. */
function digestIn(image) {
    return /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? '';
}
/** Whether a container is running, restarting or paused. */
function facts_isRunning({ state }) {
    return state === 'running' || state === 'restarting' || state === 'paused';
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/session.js
// A host during a run: runs its scripts, each with a time limit, over a connection that can be re-established.


/** How many hosts are handled at the same time. */
const MAX_PARALLEL_HOSTS = 64;
/** Milliseconds that a script may take unless its caller says otherwise. */
const DEFAULT_LIMIT = 60_000;
/** Milliseconds within which a host must respond after the request to stop a script. */
const ANSWER_WITHIN = 5000;
/** Connects to a host. */
async function openSession(host, connect, scriptText, clock) {
    let connection = await connect();
    let isGivenUp = false;
    let isSilent = false;
    /** Closes the connection, so that everything that runs over it ends, unless the host answers. */
    const closeIfSilent = async () => {
        const { run, close } = connection;
        const done = new AbortController();
        const answer = run(':').then(() => true, () => true);
        const silence = clock.sleep(ANSWER_WITHIN, done.signal).then(() => done.signal.aborted);
        if (!(await Promise.race([answer, silence]))) {
            isSilent = true;
            await close();
        }
        done.abort();
    };
    return {
        host,
        async run(script, args, { limit = DEFAULT_LIMIT, ...options } = {}) {
            const done = new AbortController();
            const running = connection.run(scriptText(script), args, options);
            running.catch(() => { });
            const { closeStdinOn } = options;
            const check = () => void closeIfSilent();
            closeStdinOn?.addEventListener('abort', check, { once: true, signal: done.signal });
            const timeout = clock
                .sleep(limit, done.signal)
                .then(() => (done.signal.aborted ? running : timedOut(host.name, script, limit)));
            try {
                return await Promise.race([running, timeout]);
            }
            catch (error) {
                if (!(error instanceof user_error_UserError))
                    throw error;
                if (error.reason === 'timeout')
                    await connection.close();
                if (!isSilent || error.reason !== 'unreachable')
                    throw error;
                throw new user_error_UserError('unreachable', `${host.name} no longer responds`, { cause: error });
            }
            finally {
                done.abort();
            }
        },
        async reconnect() {
            if (isGivenUp)
                throw new user_error_UserError('unreachable', `${host.name} can't be reached`);
            await connection.close();
            connection = await connect();
            isSilent = false;
        },
        giveUp() {
            isGivenUp = true;
        },
        close: () => connection.close(),
    };
}
function timedOut(host, script, limit) {
    throw new user_error_UserError('timeout', `${host}: the script ${escape_quote(script)} did not finish within ${Math.round(limit / 1000)} s; is docker hanging?`);
}
/** Runs idempotent work, once more over a new connection if the first one was lost. */
async function retryOnLostConnection(session, work) {
    try {
        return await work();
    }
    catch (error) {
        if (!(error instanceof user_error_UserError) || error.reason !== 'unreachable')
            throw error;
        await session.reconnect();
        return work();
    }
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/lock.js
// The lock of an environment: one deployment at a time, whoever starts it.




/** Milliseconds between two attempts to take a lock that another run holds. */
const POLL_INTERVAL = 3000;
/** Takes the lock, waiting up to `wait` milliseconds. Throws a UserError (`locked`) that names the owner. */
async function takeLock(session, { slug, runId }, owner, wait, { clock, log }, signal) {
    const start = clock.now();
    const input = `${owner.join('\n')}\n`;
    const take = () => session.run('lock', ['take', slug, runId], { input });
    for (let waited = false;; waited = true) {
        const { stdout, stderr } = await retryOnLostConnection(session, take);
        const [kind = '', ...rest] = firstRecord(stdout, 'taken', 'held', 'problem');
        if (kind === 'taken') {
            return { previousRun: rest[0] ?? '', waited, alreadyHeld: rest[1] === 'already-held' };
        }
        if (kind !== 'held') {
            const output = escape_quote(rest[0] || stderr.trim());
            throw new user_error_UserError('no-folder', `${session.host.name}: the lock can't be created: ${output}`);
        }
        const holder = holderOf(stdout);
        const remaining = wait - (clock.now() - start);
        if (remaining <= 0 || signal.aborted)
            throw locked(holder, wait);
        if (!waited)
            log(`Waiting for the lock, which another run holds: ${holder}`);
        await clock.sleep(Math.min(POLL_INTERVAL, remaining), signal);
    }
}
function locked(holder, wait) {
    return new user_error_UserError('locked', `Another run still holds the lock after ${Math.round(wait / 1000)} s of waiting: ${holder}. If that run is over, remove its lock with "action: unlock"`);
}
/** Returns in one line what lock.sh printed about the owner. */
function holderOf(stdout) {
    const lines = stdout.split('\n');
    const start = lines.findIndex((line) => line === 'held' || line === 'broken');
    // The line after the record is the run's id.
    const about = lines.slice(start + 2).filter((line) => line !== '');
    return about.length === 0 ? 'unknown owner' : about.map(escape_quote).join(', ');
}
/** Releases the lock if this run holds it; a problem with that is a warning. Returns whether this run no longer holds it. */
async function releaseLock(session, { slug, runId }, warn) {
    const { name } = session.host;
    const release = () => session.run('lock', ['release', slug, runId], { limit: 15_000 });
    try {
        const { stdout } = await retryOnLostConnection(session, release);
        if (firstRecord(stdout, 'released').length === 0)
            warn(`The lock on ${name} no longer belongs to this run: it was removed by another one`);
        return true;
    }
    catch (error) {
        if (!(error instanceof user_error_UserError))
            throw error;
        const cause = escape_quote(error.message);
        warn(`The lock on ${name} could not be released: ${cause}. "action: unlock" removes it`);
        return false;
    }
}
/** Returns what other runs see of this one: its page, who started it, and when. */
function ownerOf(env, now) {
    const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const id = env['GITHUB_RUN_ID'] ?? '';
    return [
        repository !== '' && id !== '' ? `${server}/${repository}/actions/runs/${id}` : 'run by hand',
        `by ${env['GITHUB_ACTOR'] ?? env['USER'] ?? 'an unknown user'}`,
        `since ${now.toISOString()}`,
    ];
}

;// CONCATENATED MODULE: ./build/kit/docker/image-reference.js
// Parses image names by the grammar of distribution/reference (reference.go, regexp.go, normalize.go). Pure.

const image_reference_LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const DOMAIN = new RegExp(`^(?:${image_reference_LABEL}(?:\\.${image_reference_LABEL})*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]+)?$`);
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
        return problem('it has a tag; this action makes the tags');
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
    if (before.endsWith(':') || text.endsWith('@') || (tag !== '' && !image_reference_isTag(tag)))
        return { problem: `${escape_quote(text)} has no valid tag` };
    const name = parseImageName(bare);
    if ('problem' in name)
        return name;
    return { ...name, tag, digest, registry: name.canonical.split('/')[0] ?? '' };
}
/** Whether a text is a digest. SHA-256 is the only algorithm that registries use. */
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
/** Whether a text is a tag: distribution/reference and the OCI distribution specification. */
function image_reference_isTag(text) {
    return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(text);
}
function canonical(domain, path) {
    const registry = domain === '' || domain === 'index.docker.io' ? 'docker.io' : domain;
    return `${registry}/${registry === 'docker.io' && !path.includes('/') ? 'library/' : ''}${path}`;
}

;// CONCATENATED MODULE: ./build/kit/ssh/known-hosts-input.js
// The input `known-hosts`.

/** Reads lines of known_hosts, or hosts with fingerprints. */
const knownHosts = (raw) => {
    const read = readKnownHosts(raw);
    return 'problems' in read ? { problems: [...read.problems] } : { value: read };
};

;// CONCATENATED MODULE: ./build/kit/ssh/proxy-command.js
// The input `proxy-command`: a program with its arguments that connects to a host. It is split as a shell splits it, but there is no shell.
// Pure.



const TOKENS = new Set(['%h', '%p', '%r', '%%']);
/** Reads the input; undefined if it is not given. */
const proxyCommand = (raw) => {
    const text = trimWhitespace(raw);
    if (text === '')
        return { value: undefined };
    const words = splitProxyCommand(text);
    return 'problem' in words ? { problems: [words.problem] } : { value: words };
};
/** Splits a command into words. Refuses what would need a shell, and tokens that have no value. */
function splitProxyCommand(text) {
    const sign = shellSign(text);
    if (sign !== undefined) {
        const problem = `it is not run by a shell, but has ${sign}; put it in single quotes to pass it on as it is, or write a script and name that`;
        return { problem };
    }
    const token = [...text.matchAll(/%.?/gs)].map(([one]) => one).find((one) => !TOKENS.has(one));
    if (token !== undefined)
        return {
            problem: `it has the token ${escape_quote(token)}; there are only %h (host), %p (port), %r (user) and %% (a percent sign)`,
        };
    const words = splitShellWords(text);
    if (words === undefined)
        return { problem: 'it has an unclosed quote, or a backslash at its end' };
    return words[0] === undefined || words[0] === '' ? { problem: 'it names no program' } : words;
}
/** Parts that a shell takes literally, and after them a sign that it does not. */
const PART = /'[^']*'|"(?:[^"\\$`]|\\[^$`])*"|\\[^\n]|[^'"\\|&;<>()$`*?[\]{}~#!\n\r]+|\r/y;
const ALWAYS = /[|&;<>()$`*?[\]{}\n]/;
const AT_START = /[~#!]/;
/** Returns the first sign that means something to a shell, for a message. */
function shellSign(text) {
    for (let position = 0; position < text.length;) {
        PART.lastIndex = position;
        const part = PART.exec(text)?.[0];
        if (part !== undefined) {
            position += part.length;
            continue;
        }
        const sign = text[position] ?? '';
        if (sign === '\n')
            return 'a line break';
        // A single quote here is not closed.
        if (sign === '"' || sign === "'")
            return signInQuotes(text.slice(position));
        if (ALWAYS.test(sign))
            return escape_quote(sign);
        const isStart = /(?:^|[\s=:])$/.test(text.slice(0, position));
        if (AT_START.test(sign) && isStart)
            return escape_quote(sign);
        position += 1;
    }
    return undefined;
}
/** shlex keeps a backslash before these, and a shell does not. In double quotes only these mean something; without one of them, the quote is not closed. */
const signInQuotes = (text) => {
    const sign = /^"(?:[^"\\$`]|\\[^$`])*\\?([$`])/.exec(text)?.[1];
    return sign === undefined ? undefined : `${escape_quote(sign)} in double quotes`;
};

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/inputs.js
// The inputs of fabric-deploy.







const tag = (raw) => {
    const value = trimWhitespace(raw);
    if (value === '' || image_reference_isTag(value) || isDigest(value))
        return { value };
    return {
        problem: 'a docker tag (the action docker-tag makes one from any branch name) or a digest, sha256:...',
    };
};
const inputs_hosts = lines((line) => {
    const [, role = '', rest = line] = /^([A-Za-z0-9][A-Za-z0-9_.-]*):[ \t]+(.*)$/.exec(line) ?? [];
    const host = parseHost(rest);
    if (!('problem' in host))
        return { value: { role, host } };
    return { problem: `${escape_quote(rest)}: ${host.problem}; write host or role: host` };
}, '#');
const version = (raw) => {
    const value = trimWhitespace(raw);
    return /^[0-9]+\.[0-9]+(?:\.[0-9]+)?$/.test(value)
        ? { value }
        : { problem: 'a version such as 3.2.2' };
};
const inputs_inputs = {
    environment: inputs_text,
    tag,
    config: inputs_text,
    'ssh-key': secret,
    'ssh-passphrase': secret,
    'gateway-key': secret,
    'proxy-command': proxyCommand,
    'known-hosts': knownHosts,
    'registry-user': inputs_text,
    'registry-password': secret,
    action: oneOf('deploy', 'rollback', 'status', 'unlock', 'upgrade-proxy'),
    'dry-run': flag,
    'lock-wait': duration('0s', '24h'),
    'connect-timeout': duration('1s', '10m'),
    timeout: duration('1s', '24h'),
    keep: integer(1, 100),
    tasks: verbatim,
    fabfile: inputs_text,
    'fabric-version': version,
    requirements: inputs_text,
    prune: flag,
    hosts: inputs_hosts,
};
/** Longer than this, in seconds, no host may be silent in the middle of a command. */
const MAX_SILENCE = 15;
/** Returns the inputs for logging in to hosts; times are in seconds. */
function sshOptionsOf(inputs) {
    return {
        key: inputs['ssh-key'],
        passphrase: inputs['ssh-passphrase'],
        gatewayKey: inputs['gateway-key'],
        proxyCommand: inputs['proxy-command'],
        known: inputs['known-hosts'],
        timeout: Math.ceil(inputs['connect-timeout'] / 1000),
        silence: Math.min(MAX_SILENCE, Math.ceil(inputs.timeout / 1000)),
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/check-inputs.js
// Checks which inputs go together. Pure.


const badInput = (message) => new user_error_UserError('bad-input', message);
/** Throws a UserError (`bad-input`) for inputs that contradict each other. */
function assertInputs(inputs) {
    if (inputs.environment === '')
        throw badInput('"environment" must be given');
    if ((inputs['registry-user'] === '') !== (inputs['registry-password'] === ''))
        throw badInput('give both "registry-user" and "registry-password", or neither');
    const runsTasks = inputs.tasks.trim() !== '';
    if (!runsTasks && inputs.requirements !== '')
        throw badInput('"requirements" are packages for the fabfile: give "tasks" too');
    if (runsTasks)
        assertForTasks(inputs);
    else if (inputs.action === 'upgrade-proxy')
        assertForUpgrade(inputs);
    if (inputs.prune && inputs.hosts.length > 0)
        throw badInput('"prune" can\'t be combined with "hosts": it removes what is not configured for a host');
}
/** Inputs that are for services only would be ignored silently. */
function assertForTasks(inputs) {
    const { action, tag, prune } = inputs;
    const forServices = [
        ...(action === 'deploy' ? [] : [`"action: ${action}"`]),
        ...(tag === '' ? [] : ['"tag" (write it into the tasks: deploy docker_tag=...)']),
        ...(prune ? ['"prune"'] : []),
        ...(inputs['registry-user'] === '' ? [] : ['"registry-user"']),
    ];
    if (forServices.length > 0)
        throw badInput(`"tasks" can't be combined with ${forServices.join(', ')}`);
}
/** Inputs that a deployment needs would look as if there was one. */
function assertForUpgrade({ tag, prune }) {
    const forDeployments = [...(tag === '' ? [] : ['"tag"']), ...(prune ? ['"prune"'] : [])];
    if (forDeployments.length > 0)
        throw badInput(`"action: upgrade-proxy" replaces the proxy alone, and can't be combined with ${forDeployments.join(' and ')}`);
}
/** Throws a UserError (`bad-input`) if there is nothing to deploy; `label` names the configuration. */
function assertServices({ action, tag }, services, label) {
    if (action !== 'deploy' && action !== 'rollback')
        return;
    if (services.length === 0)
        throw badInput(`${label} has no "services", and there are no "tasks": nothing to deploy`);
    if (action === 'deploy' && tag === '' && services.some(({ takesTag }) => takesTag))
        throw badInput('"tag" must be given: services have images without a tag of their own');
}
/** Returns what is wrong if the inputs of a login do not go with the environment. */
function wayInProblem(inputs, { environment, gateway, gatewayAt }) {
    if (gateway && inputs['proxy-command']) {
        const message = '"gateway" can\'t be combined with the input "proxy-command": both are ways to reach the hosts; remove one';
        return gatewayAt ? { message, at: gatewayAt } : { message };
    }
    if (gateway || inputs['gateway-key'] === '')
        return undefined;
    const where = `the environment ${escape_quote(environment)} has no "gateway"`;
    return { message: `the input "gateway-key" is given, but ${where}` };
}

;// CONCATENATED MODULE: ./build/kit/config/find-environment.js
// Finds an environment by the name that a job has, with placeholders filled in. Pure.



/** The possible values of placeholders in a name. */
const VALUES = {
    number: '[0-9]+',
    slug: '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?',
    sha: '[0-9a-f]{40,64}',
};
/** Returns the entry of an environment: for `review-42` that of `review-{number}`, unless another has its exact name. */
function environmentNamed(file, name) {
    const entries = [...(file.environments ?? [])];
    const exact = entries.find(([key]) => key.toLowerCase() === name.toLowerCase());
    const entry = exact ?? entries.find(([key]) => placeholdersIn(key).length > 0 && fits(key, name));
    if (entry)
        return entry[1].value;
    const names = entries.map(([key]) => key);
    const hint = names.length > 0 ? suggestion(name, names, 'there are') : '; there is none';
    return { problem: `${escape_quote(name)} is not one of the environments${hint}` };
}
function fits(template, name) {
    const parts = template.split(/\{([a-z]+)\}/);
    const source = parts.map((part, index) => index % 2 === 1 ? `(?:${VALUES[part]})` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${source.join('')}$`, 'i').test(name);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/fleet-hosts.js
// The hosts of a fleet, by the roles of the configuration or of the input `hosts`. Pure.


/** Returns the hosts that an environment has in the file, except for those that can't be read. */
function configuredHosts(entry, services) {
    const roles = [...(entry?.hosts ?? [])].map(([role, { value }]) => {
        const hosts = value.map((one) => parseHost(one.value));
        return [role, hosts.flatMap((host) => ('problem' in host ? [] : [host]))];
    });
    return hostsOf(new Map(roles), services);
}
/** Returns the hosts of the input `hosts`. */
function givenHosts(lines, services) {
    const names = [...lines.map(({ role }) => role), ...services.flatMap(({ roles }) => roles)];
    const roles = [...new Set(names)].filter((role) => role !== '');
    const inRole = (role) => lines.filter((line) => line.role === role || line.role === '').map(({ host }) => host);
    const all = roles.length > 0 ? roles : ['all'];
    return hostsOf(new Map(all.map((role) => [role, inRole(role)])), services);
}
/** Returns every host once, in the order of the roles, with all its roles. */
function hostsOf(roles, services) {
    const hosts = new Map();
    for (const [role, members] of roles) {
        for (const host of members) {
            const name = hostText(host);
            const known = hosts.get(name);
            if (known)
                known.roles.push(role);
            else
                hosts.set(name, { host, roles: [role] });
        }
    }
    return [...hosts].map(([name, { host, roles }]) => ({
        host,
        name,
        roles,
        services: services.filter((service) => service.roles.some((role) => roles.includes(role))),
    }));
}
/** Returns a problem for every host of an environment that can't be read. */
function invalidHosts(entry) {
    return [...(entry?.hosts ?? [])].flatMap(([, { value }]) => value.flatMap(({ value: text, at }) => {
        const host = parseHost(text);
        return 'problem' in host ? [{ message: `${escape_quote(text)}: ${host.problem}`, at }] : [];
    }));
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/service-entry.js
// A service as the configuration has it, with the overrides of an environment. Pure.


/** Returns the position of a key, or of the map that lacks it. */
const placeOf = ({ at, keysAt }, key) => keysAt.get(key) ?? at;
/** Returns the services with the overrides of an environment, and a problem for every override of an unknown one. */
function serviceEntries(file, environment) {
    const problems = [];
    const entries = new Map([...(file.services ?? [])].map(([name, { value }]) => [name, value]));
    for (const [name, { value, at }] of environment?.services ?? []) {
        const configured = entries.get(name);
        if (configured)
            entries.set(name, overridden(configured, value));
        else {
            const hint = suggestion(name, [...entries.keys()], 'the services are');
            problems.push({ message: `${escape_quote(name)} is not a service${hint}`, at });
        }
    }
    return { entries, problems };
}
/** The keys of an override replace those of the service as a whole, except for `proxy`, whose keys do so one by one. */
function overridden(entry, override) {
    const keysAt = new Map([...entry.keysAt, ...override.keysAt]);
    const all = { ...entry, ...override, keysAt };
    return entry.proxy && override.proxy
        ? { ...all, proxy: overriddenRoute(entry.proxy, override.proxy) }
        : all;
}
/** `host` and `hosts` are two ways to write the same. */
function overriddenRoute(route, override) {
    const { host, hosts, ...others } = route;
    const own = {
        ...(host ? { host } : {}),
        ...(hosts ? { hosts } : {}),
    };
    const hasHosts = override.host !== undefined || override.hosts !== undefined;
    const keysAt = new Map([...route.keysAt, ...override.keysAt]);
    return { ...others, ...(hasHosts ? {} : own), ...override, keysAt };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/fleet-problems.js
// Mistakes in a fleet that no single key shows: roles that nothing has, ports that two services want. Pure.




/** Returns a problem for every role of a service that no environment has, and for every unknown role in the input `hosts`. */
function unknownRoles(file, services, hostLines) {
    const environments = [...(file.environments ?? new Map()).values()];
    const known = new Set(environments.flatMap(({ value }) => [...(value.hosts ?? new Map()).keys()]));
    const used = new Set([...services.keys()].flatMap(({ roles }) => roles));
    const withoutHosts = [...services].flatMap(([{ roles }, entry]) => known.size === 0
        ? []
        : roles.filter((role) => !known.has(role)).map((role) => ({ role, entry })));
    const inLines = hostLines.filter(({ role }) => role !== '' && !known.has(role) && !used.has(role));
    const all = [...new Set([...known, ...used])];
    return [
        ...withoutHosts.map(({ role, entry }) => ({
            message: `no environment has hosts with the role ${escape_quote(role)}${suggestion(role, [...known], 'there are')}`,
            at: placeOf(entry, 'roles'),
        })),
        ...inLines.map(({ role }) => ({
            message: `"hosts": there is no role ${escape_quote(role)}${suggestion(role, all, 'there are')}`,
        })),
    ];
}
/** Returns a problem for every port that a host would publish twice. */
function portConflicts(host, services, entries) {
    const owners = [];
    return services.flatMap((service) => {
        const { name, ports } = service;
        const entry = entries.get(service);
        const messages = ports.flatMap((published) => {
            const port = publishedPort(published);
            if (port === undefined)
                return [];
            const owner = owners.find((one) => collides(one.port, port));
            owners.push({ name, port });
            if (owner === undefined)
                return [];
            return owner.name === name
                ? [`${host}: ${escape_quote(name)} publishes port ${portText(port)} twice`]
                : [`${host}: ${escape_quote(owner.name)} and ${escape_quote(name)} both publish port ${portText(port)}`];
        });
        const at = entry ? { at: placeOf(entry, 'ports') } : {};
        return [...new Set(messages)].map((message) => ({ message, ...at }));
    });
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/proxy-conflicts.js
// What the services of an environment want of the proxies of their hosts, and can't all have. Pure.



/** Returns a problem for each host and path of two services, and for each port of the proxy that a service publishes. */
function proxyConflicts(machines, entries, proxy) {
    const problems = [
        ...machines.flatMap(({ services }) => sharedRoutes(services, entries)),
        ...machines.flatMap(({ services }) => portsOfProxy(services, entries, proxy)),
    ];
    // Many hosts have the same services.
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
/** The proxy itself compares routes in the same way. */
function sharedRoutes(services, entries) {
    const owners = new Map();
    return services.flatMap((service) => {
        const { proxy: route, name } = service;
        if (route === undefined)
            return [];
        const hosts = route.hosts.length > 0 ? route.hosts : ['*'];
        return hosts.flatMap((host) => {
            const key = `${host} ${route.pathPrefix}`;
            const owner = owners.get(key);
            owners.set(key, owner ?? service);
            if (owner === undefined)
                return [];
            const what = host === '*' ? 'every host' : `the host ${escape_quote(host)}`;
            const path = route.pathPrefix === '/' ? '' : ` with the path ${escape_quote(route.pathPrefix)}`;
            const message = `${escape_quote(owner.name)} and ${escape_quote(name)} both claim ${what}${path}, on the same machine`;
            return [{ message, ...placeIn(entries, service, 'host', 'hosts', 'path-prefix') }];
        });
    });
}
function portsOfProxy(services, entries, proxy) {
    // That one with a route has ports of the host is a mistake anyway.
    const others = services.filter((service) => service.proxy === undefined);
    if (others.length === services.length)
        return [];
    const taken = [proxy.http, proxy.https].map((port) => ({ address: '', port, protocol: 'tcp' }));
    return others.flatMap((service) => service.ports.flatMap((text) => {
        const port = publishedPort(text);
        if (port === undefined || !taken.some((one) => collides(one, port)))
            return [];
        const entry = entries.get(service);
        const message = `the port ${portText(port)} of ${escape_quote(service.name)} is a port of the proxy; choose "http" and "https" of the environment's "proxy", or another port`;
        return [{ message, ...(entry ? { at: placeOf(entry, 'ports') } : {}) }];
    }));
}
/** Returns a problem for each service with a certificate that runs on several machines of one of the fleets. */
function sharedCertificates(fleets, entries) {
    return [...entries.keys()].flatMap((service) => {
        const [names = []] = fleets
            .map((machines) => machines.filter(({ services }) => services.includes(service)))
            .map((machines) => machines.map(({ name }) => name))
            .sort((one, other) => other.length - one.length);
        if (!service.proxy?.tls || names.length < 2)
            return [];
        const message = `the service ${escape_quote(service.name)} has "tls" on ${names.length} machines (${names.join(', ')}), of which only one can get the certificate; end TLS in the load balancer`;
        return [{ message, ...placeIn(entries, service, 'tls') }];
    });
}
/** The position of the first of some keys of `proxy` that the service has. */
function placeIn(entries, service, ...keys) {
    const entry = entries.get(service);
    const route = entry?.proxy;
    if (!entry || !route)
        return {};
    const key = keys.find((one) => route.keysAt.has(one));
    return { at: key === undefined ? placeOf(entry, 'proxy') : placeOf(route, key) };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/health-check.js
// When a container counts as healthy: the configuration with all defaults filled in. Pure.


/** Returns the health check of a service, and reports what is missing. */
function checkOf(entry, report) {
    const { healthy } = entry;
    const within = milliseconds(healthy?.within ?? '1m');
    if (healthy?.docker === false)
        report('"docker" can only be true', placeOf(healthy, 'docker'));
    if (healthy?.docker !== undefined)
        return { kind: 'docker', within };
    if (healthy?.http === undefined) {
        return { kind: 'running', time: milliseconds(healthy?.running ?? '7s') };
    }
    const port = healthy.port ?? entry.proxy?.port ?? onlyPort(entry);
    // A service behind the proxy is told that its proxy needs one.
    if (port === undefined && !entry.proxy) {
        report('"healthy" needs the container\'s "port" for http', placeOf(healthy, 'http'));
    }
    const headers = [...(healthy.headers ?? [])].map(([name, { value }]) => [name, value]);
    return {
        ...{ kind: 'http', path: healthy.http, port: port ?? 0, within },
        ...{ host: healthy.host?.value ?? '', headers: new Map(headers) },
    };
}
/** Returns the container's port that `ports` has, if it has only one. */
function onlyPort({ ports = [] }) {
    const [first, another] = ports.map(containerPort);
    return another === undefined ? first : undefined;
}
/** Returns the container's port: 8000 of `8000`, `80:8000` or `127.0.0.1:80:8000/tcp`. */
function containerPort(published) {
    return Number(/([0-9]+)(?:\/[a-z]+)?$/.exec(published)?.[1]);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/proxy-route.js
// The proxy of a host, and a service's route in it: their configuration with all defaults filled in. Pure.





/** Version 0.9.2, for several platforms. */
const DEFAULT_IMAGE = 'basecamp/kamal-proxy@sha256:826a6f66c6ba26ac26197ac8755804403c9bb617b90cfac25c7972154c5328ab';
/** The proxy of an environment that configures none. */
const DEFAULT_PROXY = { image: defaultImage(), http: 80, https: 443 };
function defaultImage() {
    const image = parseImageReference(DEFAULT_IMAGE);
    if ('problem' in image)
        throw new Error(image.problem);
    return image;
}
/** Returns the proxy of an environment's hosts, and reports what is wrong with its configuration. */
function hostProxyOf(entry, report) {
    if (entry === undefined)
        return DEFAULT_PROXY;
    const { http = DEFAULT_PROXY.http, https = DEFAULT_PROXY.https } = entry;
    if (http === https) {
        const place = placeOf(entry, entry.https === undefined ? 'http' : 'https');
        report(`"http" and "https" of "proxy" are both ${http}`, place);
    }
    if (entry.image === undefined)
        return { ...DEFAULT_PROXY, http, https };
    const image = parseImageReference(entry.image.value);
    if ('problem' in image)
        report(image.problem, entry.image.at);
    else if (image.digest !== '')
        return { image, http, https };
    else {
        const shown = escape_quote(entry.image.value);
        report(`the image of the proxy, ${shown}, needs a digest: name@sha256:... or name:tag@sha256:...`, entry.image.at);
    }
    return { ...DEFAULT_PROXY, http, https };
}
/** Returns the route of a service, and reports a missing port. */
function routeOf(entry, report) {
    const { proxy } = entry;
    if (proxy === undefined)
        return undefined;
    const port = proxy.port ?? entry.healthy?.port ?? onlyPort(entry);
    if (port === undefined)
        report('"proxy" needs the container\'s "port"', placeOf(entry, 'proxy'));
    const hosts = proxy.hosts ?? (proxy.host ? [proxy.host] : []);
    const seconds = (text = '30s') => Math.ceil(milliseconds(text) / 1000);
    return {
        // The proxy compares them as they are, and clients send them in lower case.
        hosts: [...new Set(hosts.map(({ value }) => value.toLowerCase()))],
        port: port ?? 0,
        tls: proxy.tls ?? false,
        pathPrefix: `/${(proxy['path-prefix'] ?? '').replace(/^\/|\/$/g, '')}`,
        stripPrefix: proxy['strip-prefix'] ?? true,
        drain: seconds(proxy.drain),
        responseTimeout: seconds(proxy['response-timeout']),
        forwardHeaders: proxy['forward-headers'],
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/command.js
// Commands of a service's containers. Pure.

/** Returns the arguments of a command. A string is a line for the image's shell, as in a Dockerfile. */
const commandOf = (command = []) => typeof command === 'string' ? ['/bin/sh', '-c', command] : command;
/** Returns the command that runs before the switch. */
function beforeOf(before) {
    if (before === undefined)
        return undefined;
    const isPlain = typeof before === 'string' || !('keysAt' in before);
    const { command = [], within = '10m' } = isPlain ? { command: before } : before;
    return { command: commandOf(command), within: milliseconds(within) };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/extra-hosts.js
// Lines for a container's /etc/hosts. Pure.

/** Returns the lines as every version of docker takes them, `name:address`, and reports invalid addresses. */
function extraHostsOf(lines, report) {
    return lines.map(({ value, at }) => {
        const [, name = '', address = ''] = /^([^:=]*)[:=]\[?(.*?)\]?$/.exec(value) ?? [];
        if (address !== 'host-gateway' && !isAddress(address)) {
            report(`${escape_quote(address)} in "extra-hosts" is not an IP address`, at);
        }
        return `${name}:${address}`;
    });
}
const extra_hosts_BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = new RegExp(`^${extra_hosts_BYTE}(?:\\.${extra_hosts_BYTE}){3}$`);
const isAddress = (text) => text.includes(':') ? URL.canParse(`http://[${text}]/`) : IPV4.test(text);

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/go-syntax.js
// The parts of Go's syntax that docker's options take. Pure.
/** Whether strconv.ParseBool reads a value as true. */
const isTrue = (value) => /^(?:1|t|T|TRUE|true|True)$/.test(value);
/** Whether strconv.ParseBool reads a value as false. */
const isFalse = (value) => /^(?:0|f|F|FALSE|false|False)$/.test(value);
/**
 * Whether a text is a regular expression. Go has no lookaround and no references; what JavaScript does not know, such as (?P<name>), Go
 * may.
 */
function isRegex(text) {
    if (/\(\?(?:<?[=!])|\\[1-9]/.test(text))
        return false;
    try {
        return new RegExp(text) !== undefined;
    }
    catch {
        return /\(\?|\\[QEpPxAz]|\[\[:/.test(text);
    }
}
const go_syntax_FIELDS = /^\.(?:ID|FullID|Name|ImageID|ImageFullID|ImageName|DaemonName|Command|Hostname|Config|LogPath|Container[A-Z]\w*)$/;
/**
 * Whether a text is a template for the tag of log lines. Checks the braces, and the names of fields that stand alone; the rest of the
 * language is left to docker.
 */
function isTemplate(value) {
    const actions = [...value.matchAll(/\{\{-?(.*?)-?\}\}/gs)].map(([, inner = '']) => inner.trim());
    const rest = value.replace(/\{\{.*?\}\}/gs, '');
    return (!rest.includes('{{') &&
        actions.every((inner) => inner !== '' && (!/^\.\w+$/.test(inner) || go_syntax_FIELDS.test(inner))));
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/logging-drivers.js
// The options of docker's logging drivers, of every version that has them. Pure.
/** Options whose values are regular expressions. */
const REGEX_OPTIONS = ['labels-regex', 'env-regex'];
const METADATA = ['labels', 'env', 'tag', ...REGEX_OPTIONS];
const ROTATION = ['max-size', 'max-file', 'compress'];
/** Options of every driver. */
const COMMON_OPTIONS = [
    'mode',
    'max-buffer-size',
    'cache-disabled',
    'cache-max-file',
    'cache-max-size',
    'cache-compress',
];
const logging_drivers_named = (driver, ...names) => names.map((name) => `${driver}-${name}`);
/** The options of docker's own drivers. Those of a plugin are the plugin's. */
const DRIVER_OPTIONS = {
    'json-file': [...ROTATION, ...METADATA],
    local: ROTATION,
    journald: METADATA,
    syslog: [
        ...logging_drivers_named('syslog', 'address', 'facility', 'format'),
        ...logging_drivers_named('syslog-tls', 'ca-cert', 'cert', 'key', 'skip-verify'),
        ...METADATA,
    ],
    gelf: [
        ...logging_drivers_named('gelf', 'address', 'compression-type', 'compression-level'),
        ...logging_drivers_named('gelf-tcp', 'max-reconnect', 'reconnect-delay'),
        ...METADATA,
    ],
    fluentd: [
        ...logging_drivers_named('fluentd', 'address', 'async', 'async-connect', 'async-reconnect-interval'),
        ...logging_drivers_named('fluentd', 'buffer-limit', 'max-retries', 'request-ack', 'retry-wait'),
        ...logging_drivers_named('fluentd', 'sub-second-precision', 'write-timeout'),
        ...METADATA,
    ],
    awslogs: [
        ...logging_drivers_named('awslogs', 'region', 'endpoint', 'group', 'stream', 'create-group', 'create-stream'),
        ...logging_drivers_named('awslogs', 'datetime-format', 'multiline-pattern', 'credentials-endpoint', 'format'),
        ...logging_drivers_named('awslogs', 'force-flush-interval-seconds', 'max-buffered-events'),
        'tag',
    ],
    splunk: [
        ...logging_drivers_named('splunk', 'url', 'token', 'source', 'sourcetype', 'index', 'capath', 'caname'),
        ...logging_drivers_named('splunk', 'insecureskipverify', 'format', 'verify-connection', 'gzip', 'gzip-level'),
        'splunk-index-acknowledgment',
        ...METADATA,
    ],
    gcplogs: [
        ...['gcp-project', 'gcp-log-cmd', 'gcp-meta-zone', 'gcp-meta-name', 'gcp-meta-id'],
        ...METADATA.filter((name) => name !== 'tag'),
    ],
};
/** Options without which a driver does not start. */
const REQUIRED_OPTIONS = {
    gelf: ['gelf-address'],
    awslogs: ['awslogs-group'],
    splunk: ['splunk-url', 'splunk-token'],
};

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/memory-size.js
// Amounts of memory as docker takes them. Pure.
const memory_size_UNITS = { b: 0, k: 1, m: 2, g: 3, t: 4 };
/** Returns the bytes of `512m`, `1.5gb` or `6MiB`, in powers of 1024; undefined if it is not an amount. */
function bytesIn(text) {
    const [, number, unit = 'b'] = /^([0-9]+(?:\.[0-9]+)?)(?:([bkmgt])|([kmgt])i?b)?$/
        .exec(text.toLowerCase())
        ?.flatMap((part) => part ?? []) ?? [];
    return number === undefined ? undefined : Math.floor(Number(number) * 1024 ** (memory_size_UNITS[unit] ?? 0));
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/logging-options.js
// What docker refuses of a logging driver's options, most of it only when it starts the container. Pure.





/** Reports everything that docker would refuse of a driver's options. */
function checkLogging({ driver, driverAt, options }, report) {
    const known = DRIVER_OPTIONS[driver];
    const values = new Map([...options].map(([name, { value }]) => [name, value]));
    for (const name of REQUIRED_OPTIONS[driver] ?? []) {
        if (!values.get(name))
            report(`the logging driver ${escape_quote(driver)} needs the option ${escape_quote(name)}`, driverAt);
    }
    for (const [name, { value, at }] of options) {
        if (driver === 'none')
            report('the logging driver "none" has no options', at);
        else if (known && !known.includes(name) && !COMMON_OPTIONS.includes(name)) {
            const hint = suggestion(name, known, 'its options are');
            report(`${escape_quote(name)} is not an option of the logging driver ${escape_quote(driver)}${hint}`, at);
        }
        else {
            const problem = logging_options_problemOf(driver, name, value, values);
            if (problem !== undefined)
                report(`the logging option ${escape_quote(name)} ${problem}`, at);
        }
    }
}
function logging_options_problemOf(driver, name, value, values) {
    if (name === 'mode')
        return /^(?:|blocking|non-blocking)$/.test(value)
            ? undefined
            : 'is "blocking" or "non-blocking"';
    if (name === 'max-buffer-size') {
        if (values.get('mode') !== 'non-blocking')
            return 'is only for "mode: non-blocking"';
        return isSize(value) ? undefined : `is not an amount such as 4m: ${escape_quote(value)}`;
    }
    if (REGEX_OPTIONS.includes(name) && !isRegex(value))
        return `is not a Go regular expression: ${escape_quote(value)}`;
    if (name === 'tag')
        return isTemplate(value)
            ? undefined
            : `is not a Go template such as "{{.Name}}": ${escape_quote(value)}`;
    return driver === 'json-file' || driver === 'local'
        ? rotationProblem(driver, name, value, values)
        : undefined;
}
function rotationProblem(driver, name, value, values) {
    if (name === 'max-size' && (!isSize(value) || (bytesIn(value) ?? 0) < 1))
        return `is not a size such as 10m: ${escape_quote(value)}`;
    if (name === 'max-file') {
        if (!/^[0-9]{1,9}$/.test(value) || Number(value) < 1)
            return `is not a number of files from 1: ${escape_quote(value)}`;
        // This driver compresses old files unless it is told not to.
        const isSingle = driver === 'local' && Number(value) === 1 && !isFalse(values.get('compress') ?? '');
        return isSingle
            ? 'is 1, and then there is nothing to compress: add "compress: false"'
            : undefined;
    }
    if (name !== 'compress')
        return undefined;
    if (!isTrue(value) && !isFalse(value))
        return `is true or false, not ${escape_quote(value)}`;
    const hasOldFiles = values.has('max-size') && Number(values.get('max-file') ?? 1) > 1;
    return driver === 'json-file' && isTrue(value) && !hasOldFiles
        ? 'needs "max-size" and a "max-file" of 2 at least'
        : undefined;
}
const isSize = (value) => bytesIn(value) !== undefined;

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/mount-points.js
// The places at which a container has volumes and tmpfs mounts: each can be used once. Pure.


/** Reports every place that is used twice, and the root, where nothing can be mounted. */
function checkMountPoints({ volumes = [], tmpfs = [] }, report) {
    const seen = new Set();
    const mounts = [
        ...volumes.map(({ value, at }) => ({ path: value.split(':')[1] ?? '', at })),
        ...tmpfs.map(({ value, at }) => ({ path: value.split(':')[0] ?? '', at })),
    ];
    for (const { path, at } of mounts) {
        const place = external_node_path_namespaceObject.posix.resolve('/', path);
        if (place === '/')
            report(`${escape_quote(path)} is the root of the container, where nothing can be mounted`, at);
        else if (seen.has(place))
            report(`${escape_quote(place)} already has a volume or tmpfs mount`, at);
        seen.add(place);
    }
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/ulimits.js
// The ulimits of a container. Pure.

/** The kernel's largest number of open files, whatever the host allows; with fewer than the least, runc can't start a container. */
const [LEAST_FILES, MOST_FILES] = [16, 2147483584];
/** Returns the limits as docker takes them, `name=soft:hard`, and reports what can't be set on any host. */
function ulimitsOf(ulimits, report) {
    return [...(ulimits ?? [])].map(([name, { value, at }]) => {
        const [soft, hard] = softAndHard(value);
        if (orInfinity(soft) > orInfinity(hard)) {
            const shown = hard === -1 ? 'none' : hard;
            report(`the soft limit of ${escape_quote(name)}, ${soft}, is more than the hard limit, ${shown}`, at);
        }
        if (name === 'nofile' && (soft < LEAST_FILES || hard === -1 || hard > MOST_FILES)) {
            report(`"nofile" must be from ${LEAST_FILES} to ${MOST_FILES}; the kernel has no other limits of open files`, at);
        }
        return `${name}=${soft}:${hard}`;
    });
}
function softAndHard(limit) {
    if (typeof limit === 'object')
        return [limit.soft ?? -1, limit.hard ?? -1];
    const [soft = '', hard = soft] = String(limit).split(':');
    return [Number(soft), Number(hard)];
}
const orInfinity = (limit) => (limit === -1 ? Number.POSITIVE_INFINITY : limit);

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/docker-options.js
// Options of docker create that a service may have. Pure.






/** The options of a service that configures none. */
const NO_OPTIONS = {
    labels: new Map(),
    networks: [],
    logging: undefined,
    memory: '',
    cpus: '',
    capAdd: [],
    capDrop: [],
    user: '',
    readOnly: false,
    tmpfs: [],
    extraHosts: [],
    init: undefined,
    ulimits: [],
};
/** Returns the options of a service, and reports what docker would refuse. */
function dockerOptionsOf(entry, report) {
    checkMemory(entry.memory, report);
    checkUser(entry.user, report);
    checkMountPoints(entry, report);
    const { cpus, memory, user } = entry;
    return {
        labels: new Map([...(entry.labels ?? [])].map(([name, { value }]) => [name, value])),
        networks: (entry.networks ?? []).map(({ value }) => value),
        logging: loggingOf(entry.logging, report),
        memory: memory === undefined ? '' : String(memory.value),
        cpus: cpus === undefined ? '' : String(Number(Number(cpus).toFixed(9))),
        capAdd: entry['cap-add'] ?? [],
        capDrop: entry['cap-drop'] ?? [],
        user: user === undefined ? '' : String(user.value),
        readOnly: entry['read-only'] ?? false,
        tmpfs: (entry.tmpfs ?? []).map(({ value }) => value),
        extraHosts: extraHostsOf(entry['extra-hosts'] ?? [], report),
        init: entry.init,
        ulimits: ulimitsOf(entry.ulimits, report),
    };
}
function loggingOf(entry, report) {
    if (entry?.driver === undefined)
        return undefined;
    const { value: driver, at: driverAt } = entry.driver;
    const options = new Map([...(entry.options ?? [])].map(([name, { value }]) => [name, value]));
    checkLogging({ driver, driverAt, options }, report);
    return { driver, options: new Map([...options].map(([name, { value }]) => [name, value])) };
}
/** Docker's own minimum, and the most that its 64 bits hold. */
const [MIN_MEMORY, MAX_MEMORY] = [6 * 1024 ** 2, 2 ** 63];
function checkMemory(memory, report) {
    const bytes = memory && bytesIn(String(memory.value));
    if (memory === undefined || bytes === undefined)
        return;
    const shown = escape_quote(String(memory.value));
    if (bytes < MIN_MEMORY)
        report(`${shown} is less memory than docker allows: 6m`, memory.at);
    if (bytes >= MAX_MEMORY)
        report(`${shown} is more memory than docker can count`, memory.at);
}
const MAX_ID = 2 ** 31 - 1;
function checkUser(user, report) {
    const tooLarge = String(user?.value ?? '')
        .split(':')
        .find((id) => /^[0-9]+$/.test(id) && Number(id) > MAX_ID);
    if (user && tooLarge !== undefined)
        report(`${escape_quote(tooLarge)} is more than ${MAX_ID}, the largest id that docker takes`, user.at);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/network-problems.js
// Networks of docker's own, `host` and `none`, which exclude other settings. Pure.


/** Reports what can't be combined with the networks of a service. */
function checkNetworks(entry, report) {
    const { networks = [], ports = [], healthy } = entry;
    for (const { value, at } of networks) {
        if (value !== 'host' && value !== 'none')
            continue;
        const name = escape_quote(value);
        if (networks.length > 1)
            report(`the network ${name} excludes all others`, at);
        if (ports.length > 0) {
            report(`"ports" can't be published from the network ${name}`, placeOf(entry, 'ports'));
        }
        if (value === 'none' && healthy?.http !== undefined) {
            report('"http" can\'t reach a container in the network "none"', placeOf(healthy, 'http'));
        }
    }
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/route-problems.js
// What does not go together with `proxy` of a service. Pure.



/** Reports everything in a service that can't be behind the proxy. */
function checkRoute(entry, route, report) {
    checkPorts(entry, report);
    checkHealth(entry, report);
    if (route.tls)
        checkTls(entry, route, report);
    for (const { value, at } of entry.networks ?? []) {
        if (value !== 'host' && value !== 'none')
            continue;
        report(`in the network ${escape_quote(value)} the proxy can't reach the container`, at);
    }
}
function checkPorts({ ports = [], ...entry }, report) {
    const [port] = ports.flatMap((text) => publishedPort(text) ?? []);
    if (port === undefined)
        return;
    const why = 'the old and the new container run side by side, and requests come through the proxy';
    report(`"ports" has the host's port ${portText(port)} beside "proxy": ${why}; remove it`, placeOf(entry, 'ports'));
}
function checkHealth({ healthy, ...entry }, report) {
    if (healthy?.http === undefined) {
        const place = healthy ? placeOf(entry, 'healthy') : placeOf(entry, 'proxy');
        report('"proxy" needs "healthy" with "http": the page that the proxy asks, too', place);
        return;
    }
    if (healthy.headers) {
        report('"proxy" sends no "headers" in its health check, only "host"', placeOf(healthy, 'headers'));
    }
    if (/[?#]/.test(healthy.http)) {
        report('the health check of "proxy" takes a path without "?" and "#"', placeOf(healthy, 'http'));
    }
}
function checkTls({ proxy, ...entry }, route, report) {
    const place = proxy ? placeOf(proxy, 'tls') : entry.at;
    if (route.hosts.length === 0)
        report('"tls" needs the "host" that the certificate is for', place);
    for (const { value, at } of proxy?.hosts ?? (proxy?.host ? [proxy.host] : [])) {
        if (value.includes('*'))
            report(`"tls" can't get a certificate for a wildcard: ${escape_quote(value)}`, at);
        else if (!/\.[^.]*[A-Za-z][^.]*$/.test(value)) {
            report(`"tls" can't get a certificate for ${escape_quote(value)}, which is not a public name`, at);
        }
    }
    if (route.pathPrefix !== '/') {
        const why = 'the service at "/" of the host decides for all below it';
        report(`"tls" can't be combined with "path-prefix": ${why}`, place);
    }
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/service.js
// A service in one environment: its configuration with all defaults filled in. Pure.










/** Returns the services of an environment, and every mistake with its position. */
function servicesOf(file, environment) {
    const { entries, problems } = serviceEntries(file, environment);
    const found = [...problems];
    const services = new Map();
    for (const [name, entry] of entries) {
        const report = (problem, at) => {
            found.push({ message: `the service ${escape_quote(name)}: ${problem}`, at });
        };
        const service = serviceOf(name, entry, report);
        if (service)
            services.set(service, entry);
    }
    return { services: [...services.keys()], entries: services, problems: found };
}
/** Returns undefined if its image can't be read, which is reported. */
function serviceOf(name, entry, report) {
    const image = parseImageReference(entry.image ?? '');
    const options = dockerOptionsOf(entry, report);
    const check = checkOf(entry, report);
    const proxy = routeOf(entry, report);
    if (proxy)
        checkRoute(entry, proxy, report);
    else
        checkNetworks(entry, report);
    if ('problem' in image) {
        report(image.problem, placeOf(entry, 'image'));
        return undefined;
    }
    return {
        name,
        roles: entry.roles ?? [],
        image,
        takesTag: image.tag === '' && image.digest === '',
        ports: entry.ports ?? [],
        envFile: entry['env-file'] ?? '',
        command: commandOf(entry.command),
        volumes: (entry.volumes ?? []).map(({ value }) => value),
        check,
        stopGrace: Math.ceil(milliseconds(entry['stop-grace'] ?? '10s') / 1000),
        restart: entry.restart ?? 'unless-stopped',
        startOnly: entry.redeploy === 'never',
        ...{ proxy, options, before: beforeOf(entry.before) },
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/fleet.js
// The hosts of an environment with their services, from the configuration and the inputs. Pure.









/** Returns the fleet of an environment, or every mistake in its configuration. */
function fleetOf(file, environment, hostLines, needsHosts = true) {
    const found = environmentNamed(file, environment);
    const isConfigured = !('problem' in found);
    if (!isConfigured && (hostLines.length === 0 || file.environments))
        return { problems: [{ message: found.problem }] };
    const entry = isConfigured ? found : undefined;
    const { services, entries, problems } = servicesOf(file, entry);
    const proxyProblems = [];
    const proxy = hostProxyOf(entry?.proxy, (message, at) => proxyProblems.push({ message, at }));
    const configured = configuredHosts(entry, services);
    const hosts = hostLines.length > 0 ? givenHosts(hostLines, services) : configured;
    const invalid = invalidHosts(entry);
    const hasNone = hosts.length === 0 && invalid.length === 0 && needsHosts;
    const all = [
        ...problems,
        ...proxyProblems,
        ...invalid,
        ...hosts.flatMap((host) => portConflicts(host.name, host.services, entries)),
        ...proxyConflicts(hosts, entries, proxy),
        // A run for some of the hosts must not take the certificate from the others.
        ...sharedCertificates([configured, hosts], entries),
        ...unknownRoles(file, entries, hostLines),
        ...(hasNone ? [{ message: noHosts(environment), ...(entry ? { at: entry.at } : {}) }] : []),
    ];
    const gateway = entry?.gateway === undefined ? undefined : parseHost(entry.gateway.value);
    const gatewayAt = entry?.gateway?.at;
    if (gateway && 'problem' in gateway) {
        const message = `${escape_quote(entry?.gateway?.value ?? '')}: ${gateway.problem}`;
        const problem = { message, ...(gatewayAt ? { at: gatewayAt } : {}) };
        return { problems: [...all, problem] };
    }
    if (all.length > 0)
        return { problems: all };
    return {
        environment,
        hosts,
        lockHost: configured[0] ?? hosts[0],
        gateway,
        gatewayAt,
        batches: batchesOf(hosts.length, entry?.batch, entry?.canary),
        pause: entry?.pause === undefined ? 0 : milliseconds(entry.pause),
        services,
        proxy,
    };
}
const noHosts = (environment) => `the environment ${escape_quote(environment)} has no hosts; list them by role under "hosts"`;
/** Splits hosts into batches: the first host alone, unless there is to be no canary, and then `batch` at a time. */
function batchesOf(hosts, batch, hasCanary = true) {
    const size = typeof batch === 'string'
        ? Math.max(1, Math.floor((hosts * Number.parseInt(batch, 10)) / 100))
        : (batch ?? hosts);
    const canary = hasCanary && hosts > 0 ? [[0]] : [];
    const rest = Array.from({ length: hosts - canary.length }, (_, index) => index + canary.length);
    const groups = Array.from({ length: Math.ceil(rest.length / size) }, (_, group) => rest.slice(group * size, (group + 1) * size));
    return [...canary, ...groups];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/load-fleet.js
// Reads the fleet of a run from its configuration file and inputs.




/** Returns the fleet. Throws a UserError (`bad-input`, `bad-config`, `config-missing`, `config-unreadable`). */
function loadFleet(inputs, configFile) {
    assertInputs(inputs);
    const runsTasks = inputs.tasks.trim() !== '';
    const source = configFile(inputs.config);
    const fleet = fleetOf(readTowpath(source), inputs.environment, inputs.hosts, !runsTasks);
    if ('problems' in fleet)
        throw badConfig(source, fleet.problems);
    const problem = wayInProblem(inputs, fleet);
    if (problem) {
        const file = source.file === undefined ? {} : { file: source.file };
        throw new user_error_UserError('bad-input', problemLine(source, problem), { ...file, problems: [problem] });
    }
    if (!runsTasks)
        assertServices(inputs, fleet.services, source.label);
    return fleet;
}

;// CONCATENATED MODULE: ./node_modules/p-map/index.js
function pMap(iterable, mapper, options) {
	return mapConcurrently(iterable, mapper, options, false);
}

function pMapSettled(iterable, mapper, options) {
	return mapConcurrently(iterable, mapper, options, true);
}

function pMapKeyed(input, mapper, options) {
	return mapKeyed(input, mapper, options, false);
}

function pMapSettledKeyed(input, mapper, options) {
	return mapKeyed(input, mapper, options, true);
}

// Like `Promise.allKeyed` and `Promise.allSettledKeyed`, with a mapper, and for a `Map` too. Each value travels with its key, so a skipped key, which leaves no slot in the result, cannot shift the keys after it.
async function mapKeyed(input, mapper, options, isSettled) {
	const entries = getKeyedEntries(input);

	// After the values have their handlers, like the other argument errors, which `mapConcurrently` checks. It cannot check this one, as it gets the wrapper below as its mapper.
	if (typeof mapper !== 'function') {
		throw new TypeError('Mapper function is required');
	}

	const mappedEntries = await mapConcurrently(entries, async ([key, inputResult]) => {
		try {
			if (inputResult.status === 'rejected') {
				throw inputResult.reason;
			}

			const result = await mapper(inputResult.value, key);

			if (result === pMapSkip || result === pMapStop) {
				return result;
			}

			return [key, isSettled ? {status: 'fulfilled', value: result} : result];
		} catch (error) {
			if (!isSettled) {
				throw error;
			}

			return [key, {status: 'rejected', reason: error}];
		}
	}, options, false);

	if (input instanceof Map) {
		return new Map(mappedEntries);
	}

	// A null prototype, like `Promise.allKeyed`, so a key like `__proto__` or `toString` is an own property like any other.
	return Object.setPrototypeOf(Object.fromEntries(mappedEntries), null);
}

// The engine behind all the functions, except `pMapIterable`. With `isSettled`, an element or a mapper that rejects gives a `{status: 'rejected'}` result instead of an error, like `Promise.allSettled`, so `stopOnError` does not apply.
async function mapConcurrently(
	iterable,
	mapper,
	{
		concurrency = Number.POSITIVE_INFINITY,
		stopOnError = true,
		signal,
	} = {},
	isSettled,
) {
	return new Promise((resolve_, reject_) => {
		validateOptions(iterable, mapper, concurrency);

		const result = [];
		// Stage the errors by index, like `result`, so they are reported in input order.
		const errors = [];
		let skippedCount = 0;
		let isResolved = false;
		let isIterableDone = false;
		const pendingIndexes = new Set();
		let doneIndex = Number.POSITIVE_INFINITY;
		let currentIndex = 0;
		const iterator = getIterator(iterable);

		const signalListener = () => {
			reject(signal.reason);
		};

		const cleanup = () => {
			signal?.removeEventListener('abort', signalListener);
		};

		const resolve = value => {
			resolve_(value);
			cleanup();
		};

		const reject = reason => {
			if (isResolved) {
				return;
			}

			isResolved = true;
			reject_(reason);
			cleanup();

			if (!isIterableDone) {
				closeIterator(iterator);
			}
		};

		if (signal) {
			if (signal.aborted) {
				reject(signal.reason);
				return;
			}

			signal.addEventListener('abort', signalListener, {once: true});
		}

		const pull = createPuller(iterator);

		// Settle only once the source is done, or a mapper stopped, and every earlier pull and mapper has finished. A pull before the `done` or the stop can still produce an element, while pulls after it do not affect the result.
		const settleIfFinished = () => {
			if (isResolved || doneIndex === Number.POSITIVE_INFINITY) {
				return;
			}

			for (const index of pendingIndexes) {
				if (index < doneIndex) {
					return;
				}
			}

			if (!stopOnError) {
				const collectedErrors = [];

				for (let index = 0; index < Math.min(doneIndex, errors.length); index++) {
					if (index in errors) {
						collectedErrors.push(errors[index]);
					}
				}

				if (collectedErrors.length > 0) {
					reject(new AggregateError(collectedErrors)); // eslint-disable-line unicorn/error-message
					return;
				}
			}

			isResolved = true;

			// A stop ended the result before the source did, so close it, like `for await` does on a `break`. Not at the stop itself, as a source that settles its `next()` calls out of call order may still owe an earlier element, and closing could drop it.
			if (!isIterableDone) {
				closeIterator(iterator);
			}

			// `done` is final, like `for await`, so a `done` that lands between two elements ends
			// the result there and everything the source produced past it is dropped. A stop cuts it the same way.
			const lastIndex = Math.min(doneIndex, result.length);

			// Every index below `lastIndex` has a value: an index only goes unassigned when its pull reported `done` or its mapper returned `pMapStop`, and the lowest such index is `doneIndex`. So the array is dense below `lastIndex`, and the fast path can hand it over untouched.
			if (lastIndex === result.length && skippedCount === 0) {
				resolve(result);
				return;
			}

			// Otherwise this drops the skipped results and whatever the `done` or the stop cut off.
			resolve(result.slice(0, lastIndex).filter(value => value !== pMapSkip));
		};

		const next = async () => {
			// After a `done` or a stop, a pull would take an item nobody is going to map, which a one-shot source, like a queue, would lose.
			if (isResolved || currentIndex >= doneIndex) {
				return;
			}

			// Take the index when the pull starts, not when it resolves, so a source that settles
			// its `next()` calls out of call order still gets the right position.
			const index = currentIndex++;
			pendingIndexes.add(index);

			let nextItem;
			try {
				nextItem = await pull();
			} catch (error) {
				pendingIndexes.delete(index);

				if (index < doneIndex) {
					throw error;
				}

				settleIfFinished();
				return;
			}

			if (nextItem.done) {
				pendingIndexes.delete(index);
				doneIndex = Math.min(doneIndex, index);
				isIterableDone = true;
				settleIfFinished();
				return;
			}

			// Intentionally detached
			const runner = (async () => {
				try {
					const element = await nextItem.value;

					if (isResolved || index >= doneIndex) {
						return;
					}

					const value = await mapper(element, index);

					// Ignore an item produced after an earlier pull reported `done` or an earlier mapper returned `pMapStop`.
					if (index >= doneIndex) {
						return;
					}

					// A stop ends the result here, like a `done` from the source, so settling waits only for the earlier elements.
					if (value === pMapStop) {
						doneIndex = index;
						return;
					}

					if (value === pMapSkip) {
						skippedCount++;
					}

					result[index] = isSettled && value !== pMapSkip ? {status: 'fulfilled', value} : value;
				} catch (error) {
					if (index >= doneIndex) {
						return;
					}

					if (isSettled) {
						result[index] = {status: 'rejected', reason: error};
					} else if (stopOnError) {
						reject(error);
						return;
					} else {
						errors[index] = error;
					}
				} finally {
					pendingIndexes.delete(index);
					settleIfFinished();
				}

				// If the iterable throws we can't really continue regardless of `stopOnError` state
				// since an iterable is likely to continue throwing after it throws once.
				// If we continue calling `next()` indefinitely we will likely end up
				// in an infinite loop of failed iteration.
				try {
					await next();
				} catch (error) {
					reject(error);
				}
			})();

			// Link the runner to the returned promise, so the async stack trace of a mapper error reaches the caller. Nothing awaits the runner, so the trace would stop there, but V8 follows a reaction that resolves another promise. The link never settles, so it never resolves the returned promise. It is a new promise for each runner, as a shared one would keep a reaction for every element.
			runner.then(() => new Promise(() => {})).then(resolve_);
		};

		// Create the concurrent runners in a detached (non-awaited)
		// promise. We need this so we can await the `next()` calls
		// to stop creating runners before hitting the concurrency limit
		// if the iterable has already been marked as done or a mapper stopped.
		// NOTE: We *must* do this for async iterators otherwise we'll spin up
		// infinite `next()` calls by default and never start the event loop.
		(async () => {
			for (let index = 0; index < concurrency; index++) {
				try {
					// eslint-disable-next-line no-await-in-loop
					await next();
				} catch (error) {
					reject(error);
					break;
				}

				if (isResolved || currentIndex >= doneIndex) {
					break;
				}
			}
		})();
	});
}

function pMapIterable(
	iterable,
	mapper,
	{
		concurrency = Number.POSITIVE_INFINITY,
		backpressure = concurrency,
		preserveOrder = true,
	} = {},
) {
	validateOptions(iterable, mapper, concurrency);

	if (!isLimit(backpressure, concurrency)) {
		throw new TypeError(`Expected \`backpressure\` to be an integer from \`concurrency\` (${concurrency}) and up or \`Infinity\`, got \`${backpressure}\` (${typeof backpressure})`);
	}

	return {
		[Symbol.asyncIterator]() {
			// `isDone` lives outside the generator so the wrapper below can set it the moment the
			// consumer asks to stop. The generator is suspended on a pending `next()` at that point,
			// so its `finally` would not run until much later and workers finishing in the meantime
			// would keep pulling and mapping input for nobody.
			let isDone = false;

			const generator = (async function * () {
				const iterator = getIterator(iterable);

				// Results are consumed from the front with a moving `headIndex` instead of `shift()`.
				// `shift()` moves every remaining entry, which is O(n) per element and made the whole
				// run O(n²) whenever `backpressure` let the array grow, which is the default.
				let promises = [];
				let headIndex = 0;
				let isIterableDone = false;

				// The lowest index whose pull reported `done`. Without `preserveOrder`, the pulls after it have their slots given back, so their errors are dropped.
				let doneIndex = Number.POSITIVE_INFINITY;

				// An element that is being read, or is waiting for a mapper, does not hold a mapper slot, so the next element can be read while the mappers run. Those elements have their own cap of `concurrency`, so the source never sees more than `concurrency` overlapping `next()` calls, even with `backpressure: Infinity`. `backpressure` caps everything in flight together.
				let readingCount = 0;
				let runningMappersCount = 0;

				// The workers waiting for a mapper slot, in the order they started waiting. A finished mapper hands its slot to the oldest one.
				const mapperWaiters = new Map();
				let mapperWaiterCount = 0;
				let wokenMapperWaiterCount = 0;

				const releaseMapperSlot = () => {
					if (wokenMapperWaiterCount === mapperWaiterCount) {
						runningMappersCount--;
						return;
					}

					mapperWaiters.get(wokenMapperWaiterCount)();
					mapperWaiters.delete(wokenMapperWaiterCount++);
				};

				let index = 0;

				// The lowest index whose mapper returned `pMapStop`, or, with `preserveOrder`, whose pull, element, or mapper threw. The stream ends there, like a `break` or a `throw` in a loop. Once it is set, nothing past it is pulled, and no pending element past it is mapped, while the earlier elements still finish and are yielded first. `isDone` cannot do this, as it would drop the values of the earlier elements too.
				let stopIndex = Number.POSITIVE_INFINITY;

				// Without `preserveOrder`, each spawn still takes a slot in `promises`, so `backpressure` counts the same, but the slots are filled in the order the workers settle rather than the order they were spawned in, so the consumer gets whichever result is ready first. A worker always fills the oldest empty slot, at `fillIndex`. An empty slot is `undefined`, and a filled one holds the result itself rather than a promise, so a result costs a promise only when the consumer has to wait for it, through `wake`.
				let fillIndex = 0;
				let wake;

				// The indexes of the pulls whose worker has not filled a slot yet, without `preserveOrder`.
				const unfilledIndexes = new Set();

				// The consumer waits only when the head is empty, and then the oldest empty slot is the head, so the first fill wakes it.
				const fillSlot = result => {
					promises[fillIndex++] = result;
					wake?.(result);
					wake = undefined;
				};

				const pull = createPuller(iterator);

				function trySpawn() {
					// Do not spawn once the consumer is gone, the source is done, or the stream ends at an earlier element. The pull would be wasted work, and for a one-shot source, like a queue, it takes an item nobody is going to ask for.
					if (isDone || isIterableDone || index > stopIndex || readingCount >= concurrency || promises.length - headIndex >= backpressure) {
						return;
					}

					readingCount++;

					// Take the index when the pull starts, not when it resolves, so a source that
					// settles its `next()` calls out of call order still gets the right position.
					const currentIndex = index++;

					// Errors must be returned as a value instead of rejecting, otherwise a promise that
					// the consumer abandons after an earlier error becomes an unhandled rejection.
					const promise = (async () => {
						try {
							let element;
							try {
								const {done, value} = await pull();

								if (done) {
									isIterableDone = true;
									doneIndex = Math.min(doneIndex, currentIndex);
									return {done: true};
								}

								// Spawn if still below the reading and backpressure limits
								trySpawn();

								element = await value;

								if (runningMappersCount < concurrency) {
									runningMappersCount++;
								} else {
									// `releaseMapperSlot` hands the slot over without decrementing `runningMappersCount`, so it is already counted.
									await new Promise(resolve => {
										mapperWaiters.set(mapperWaiterCount++, resolve);
									});
								}
							} finally {
								readingCount--;
							}

							// Spawn now that this element is no longer waiting for a mapper, so the next one is read while this one is mapped
							trySpawn();

							let returnValue;
							try {
								// The consumer stopped iterating, or the stream ends before this element, while this element was being read or waiting for a mapper, so drop it instead of doing work nobody will consume.
								if (isDone || currentIndex > stopIndex) {
									return {done: false, value: pMapSkip};
								}

								returnValue = await mapper(element, currentIndex);
							} finally {
								releaseMapperSlot();
							}

							if (returnValue === pMapStop) {
								stopIndex = Math.min(stopIndex, currentIndex);
							}

							return {done: false, value: returnValue};
						} catch (error) {
							// With `preserveOrder`, the error is thrown at its own position, after the results before it, so those still finish. Without it, the error is thrown as soon as it settles, so nothing still pending can be yielded anymore.
							// An error from a pull after the end of the source is dropped, as `done` is final, so it must have no effect. `doneIndex` is set before the worker that saw `done` settles, so its slot hand-back runs before the delivery check of any error that sees it here, and the two always agree.
							if (preserveOrder) {
								stopIndex = Math.min(stopIndex, currentIndex);
							} else if (currentIndex < doneIndex) {
								isDone = true;
							}

							return {error};
						}
					})();

					if (preserveOrder) {
						promises.push(promise);
						return;
					}

					promises.push(undefined);

					unfilledIndexes.add(currentIndex);

					// The worker never rejects, as errors are returned as a value.
					// The slot is filled here, a tick after the worker settles, rather than by the worker itself, for the same reason the consumer awaits a filled slot: so the consumer never runs, and pulls, earlier.
					promise.then(result => {
						// The slot was already given back, as the pull came after the end of the source.
						if (!unfilledIndexes.delete(currentIndex)) {
							return;
						}

						if (result.done) {
							// The pulls made after this one came after the end of the source, and a source like a queue may never answer them, so give their slots back now instead of waiting on them.
							for (const unfilledIndex of unfilledIndexes) {
								if (unfilledIndex > currentIndex) {
									unfilledIndexes.delete(unfilledIndex);
									fillSlot({done: true});
								}
							}
						}

						fillSlot(result);
					});
				}

				trySpawn();

				try {
					while (headIndex < promises.length) {
						// Without `preserveOrder`, a filled slot holds the result itself, and it is still awaited. That takes one tick, like awaiting a settled promise, so the consumer, and its `trySpawn()`, never run earlier than with a promise in the slot. Taking a ready result without the tick can make the consumer pull before it sees a stop or the end of the source, and a one-shot source, like a queue, would lose that item.
						// eslint-disable-next-line no-await-in-loop
						const result = await (promises[headIndex] ?? new Promise(resolve => {
							wake = resolve;
						}));
						const {done, value} = result;

						// Release the entry instead of leaving it for a `shift()` to move, and drop the
						// consumed prefix once it is at least half the array. That keeps the backing
						// store proportional to the results still in flight rather than to the total
						// ever spawned, which matters for an endless source, while costing one copy per
						// half of the array, so it stays O(1) per element.
						promises[headIndex] = undefined;
						headIndex++;

						if (headIndex * 2 >= promises.length) {
							promises = promises.slice(headIndex);
							fillIndex -= headIndex;
							headIndex = 0;
						}

						if (Object.hasOwn(result, 'error')) {
							throw result.error;
						}

						if (done) {
							// Without `preserveOrder`, the `done` can arrive while other workers are still running.
							if (preserveOrder) {
								return;
							}

							continue;
						}

						// The stream ends where the stop would have been yielded: after the earlier elements with `preserveOrder`, and after the results that were ready before it without.
						if (value === pMapStop) {
							return;
						}

						// Spawn if just dropped below the backpressure limit and still below the reading limit
						trySpawn();

						// A `pMapSkip` result stays in `promises` and is stepped over here. Splicing it out
						// in the worker instead would make every skip an O(n) scan and move, so a run of
						// skips would be O(n²).
						if (value === pMapSkip) {
							continue;
						}

						yield value;
					}
				} finally {
					// Stop pulling input once the consumer stops iterating, otherwise pending skipped mappers keep spawning work.
					isDone = true;

					if (!isIterableDone) {
						closeIterator(iterator);
					}
				}
			})();

			// Override `return()` and `throw()` on the generator itself instead of wrapping it, so it
			// keeps what it inherits, like `Symbol.asyncDispose` for `await using`, and `next()` stays
			// the native one. Plain functions, not `async`: the generator already returns a promise,
			// and an `async` function would wrap it in two more promises and two more microtask hops.
			const {return: generatorReturn, throw: generatorThrow} = generator;

			generator.return = value => {
				isDone = true;
				return generatorReturn.call(generator, value);
			};

			generator.throw = error => {
				isDone = true;
				return generatorThrow.call(generator, error);
			};

			return generator;
		},
	};
}

const pMapSkip = Symbol('skip');

const pMapStop = Symbol('stop');

// The checks `pMap` and `pMapIterable` share, so both reject the same input the same way.
// `mapConcurrently` runs this inside its promise, so a bad argument rejects rather than throws.
function validateOptions(iterable, mapper, concurrency) {
	// Optional chaining, so a nullish input gets this message rather than Node's internal
	// "null is not iterable".
	if (iterable?.[Symbol.iterator] === undefined && iterable?.[Symbol.asyncIterator] === undefined) {
		throw new TypeError(`Expected \`input\` to be either an \`Iterable\` or \`AsyncIterable\`, got (${typeof iterable})`);
	}

	if (typeof mapper !== 'function') {
		throw new TypeError('Mapper function is required');
	}

	if (!isLimit(concurrency, 1)) {
		throw new TypeError(`Expected \`concurrency\` to be an integer from 1 and up or \`Infinity\`, got \`${concurrency}\` (${typeof concurrency})`);
	}
}

// Whether the value is an integer from `minimum` and up, or `Infinity`, as `concurrency` and `backpressure` must be.
function isLimit(value, minimum) {
	return (Number.isSafeInteger(value) && value >= minimum) || value === Number.POSITIVE_INFINITY;
}

// Read the entries of a `Map`, or else the own enumerable keys, strings and symbols, in the order and the way `Promise.allKeyed` does, all up front. Each value gets a handler right away, also like `Promise.allKeyed`, so a value that rejects before a mapper slot reaches it is not an unhandled rejection.
function getKeyedEntries(input) {
	if (input === null || (typeof input !== 'object' && typeof input !== 'function')) {
		throw new TypeError(`Expected \`input\` to be an object, got (${input === null ? 'null' : typeof input})`);
	}

	const entries = [];

	const addEntry = (key, value) => {
		// Resolve the whole entry, so the engine checks termination after the value settles and before the mapper runs.
		entries.push(Promise.resolve(value).then(
			value => [key, {status: 'fulfilled', value}],
			error => [key, {status: 'rejected', reason: error}],
		));
	};

	if (input instanceof Map) {
		for (const [key, value] of input) {
			addEntry(key, value);
		}
	} else {
		for (const key of Reflect.ownKeys(input)) {
			if (Object.getOwnPropertyDescriptor(input, key)?.enumerable) {
				addEntry(key, input[key]);
			}
		}
	}

	return entries;
}

// Take the async iterator when the input has both, like `for await` does.
function getIterator(iterable) {
	return iterable[Symbol.asyncIterator] === undefined ? iterable[Symbol.iterator]() : iterable[Symbol.asyncIterator]();
}

// Close the source so it can release its resources, like `for await` does.
// Callers must not await this so a source that is blocked in `next()` cannot block them.
async function closeIterator(iterator) {
	try {
		await iterator.return?.();
	} catch {}
}

// Pull the next item, and stop pulling once the source has reported `done`: a source like a queue
// may block in `next()` after it is exhausted, which would hang the caller. `done` is final, like
// `for await`, so anything the source produces after it is dropped.
function createPuller(iterator) {
	let isSourceDone = false;

	// A sync iterable, like an array, answers right away, so `done` can be seen here. An async
	// iterable is seen in the `then` below, as soon as its pull settles.
	const markDone = item => {
		if (item?.done) {
			isSourceDone = true;
		}
	};

	return () => {
		if (isSourceDone) {
			return {done: true};
		}

		const result = iterator.next();
		markDone(result);

		// A sync iterable, like an array, answers right away, so `done` has been read already and
		// the result can go back untouched.
		if (typeof result?.then !== 'function') {
			return result;
		}

		// An async iterable settles later, so `done` is read off the pull once it does. That is a
		// branch of its own, which leaves the caller awaiting the pull itself rather than a promise
		// derived from it, so an async source does not pay an extra microtask per element. The
		// rejection is handled here as well as by the caller, so a pull cannot escape as an
		// unhandled rejection. A thenable that is not a promise is turned into one first, so it is
		// subscribed to once, like `for await` does, while a native promise is returned as is.
		const promise = Promise.resolve(result);
		promise.then(markDone, () => {});

		return promise;
	};
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/connect.js
// Connects to every host of a fleet.



/** From this number of hosts on, the computing time of each login matters. */
const MANY_HOSTS = 16;
/** Makes the key and the known hosts ready. */
async function openSshFor(fleet, open, log) {
    const ssh = await open(fleet.hosts.length > MANY_HOSTS);
    for (const repair of ssh.repairs)
        log(`Repaired the SSH key: ${repair}`);
    return ssh;
}
/**
 * Connects to all hosts at once and runs the first work on each as soon as it is connected. If the gateway can't be reached, no host
 * behind it can. Throws a UserError in that case only if there are no hosts.
 */
async function connectAll(fleet, ssh, { script, clock }, firstWork = async () => { }) {
    const { hosts, lockHost } = fleet;
    const errors = new Map();
    const isExtraHost = lockHost !== undefined && hosts.every(({ name }) => name !== lockHost.name);
    const all = isExtraHost ? [...hosts, lockHost] : hosts;
    const gateway = fleet.gateway && (await connectGateway(fleet.gateway, ssh, all, errors));
    const opened = await pMap(all, async (host) => {
        if (errors.has(host.name))
            return undefined;
        try {
            const connect = () => ssh.connect(host.host, gateway);
            const session = await openSession(host, connect, script, clock);
            if (hosts.includes(host))
                await firstWork(session);
            return session;
        }
        catch (error) {
            if (!(error instanceof user_error_UserError))
                throw error;
            errors.set(host.name, error);
            return undefined;
        }
    }, { concurrency: MAX_PARALLEL_HOSTS });
    const sessions = opened.filter((session) => session !== undefined);
    return {
        sessions: sessions.filter(({ host }) => hosts.includes(host)),
        lockHost: sessions.find(({ host }) => host.name === lockHost?.name),
        gateway,
        errors,
        async close() {
            await Promise.all(sessions.map((session) => session.close()));
            await gateway?.close();
        },
    };
}
/** Returns the connection to the gateway, or undefined with its error for every host. */
async function connectGateway(gateway, ssh, hosts, errors) {
    try {
        return await ssh.connectGateway(gateway);
    }
    catch (error) {
        if (!(error instanceof user_error_UserError) || hosts.length === 0)
            throw error;
        const message = `The gateway: ${error.message}`;
        const ofHost = new user_error_UserError(error.reason, message, { cause: error });
        for (const { name } of hosts)
            errors.set(name, ofHost);
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/host-errors.js
// Messages about several hosts. Pure.


/** Returns one error that lists several, each once: its reason is the one that all share, or `preflight`. */
function combinedError(errors) {
    const [reason, another] = new Set(errors.map((error) => error.reason));
    const message = [...new Set(errors.map((error) => error.message))].join('\n');
    return new user_error_UserError(another === undefined ? (reason ?? 'preflight') : 'preflight', message);
}
/** Quotes what docker printed: of a long output the end, where docker names the cause. */
const quoteEnd = (output) => escape_quote(output.length > 200 ? `…${output.slice(-199)}` : output);
/** Lists names in a sentence: the first five, and how many more there are. */
function shortList(names) {
    return names.length > 5 ? `${list(names.slice(0, 5))} and ${names.length - 5} more` : list(names);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/post/state.js
// What a run saves for its post step, which restores the hosts if the run ends early.
/** Returns a function that saves the state; undefined means that there is nothing to restore. */
function postStateSaver(runner) {
    return (state) => runner.state('postState', state ? JSON.stringify(state) : '');
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/host-result.js
// The result of a host: from fab's exit code and the reasons that the guard recorded. Pure.
/** Reads the guard's report: a JSON object per line. */
function readNotes(report) {
    return report
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
}
const NO_COMMAND = 'the tasks ran no command on this host';
const UNREACHED = new Set(['unreachable', 'key-refused', 'host-key-unknown', 'host-key-changed']);
/** Returns the result of one run of fab. A refused host key counts even if the fabfile continues without that host. */
function hostResult(code, notes, interruption) {
    const reasons = notes.filter(({ reason }) => reason !== 'command');
    const ranCommand = reasons.length < notes.length;
    const hostKey = reasons.find(({ reason }) => reason.startsWith('host-key-'));
    if (!hostKey && code === 0) {
        return ranCommand
            ? { outcome: 'deployed', reason: '', text: '' }
            : { outcome: 'unchanged', reason: '', text: NO_COMMAND };
    }
    if (interruption) {
        const text = interruption === 'timeout' ? 'the time limit was exceeded' : 'the run was cancelled';
        return { outcome: 'failed', reason: interruption, text };
    }
    const note = hostKey ?? reasons.at(-1);
    if (!note)
        return { outcome: 'failed', reason: 'task-failed', text: `fab exited with code ${code}` };
    // If a command has run, then it was another host that could not be reached.
    const outcome = UNREACHED.has(note.reason) && !ranCommand ? 'unreachable' : 'failed';
    return { outcome, ...note };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/logins.js
// What the guard in Fabric's Python is told about logging in: towpath_logins.py. Pure.
/** Returns the text of the file; `messages` is the file for what the proxy command prints as an error. */
function loginsText({ keys, proxyScript }, hosts, gateway, messages) {
    return JSON.stringify({
        gateway: { address: gateway ? addressOf(gateway) : null, ...sideOf(keys.gateway) },
        hosts: sideOf(keys.hosts),
        proxy: proxyScript === undefined ? null : ['/bin/sh', proxyScript, messages],
        proxied: proxyScript === undefined ? [] : hosts.map(addressOf),
    });
}
const addressOf = ({ name, port }) => [name, port];
/** The certificates are named by the key that they are for, in base64. */
const sideOf = ({ socket, keys }) => ({
    agent: socket,
    certificates: Object.fromEntries(keys.map(({ publicKey, certificates }) => [
        publicKey.split(' ')[1],
        certificates.map(({ line }) => line),
    ])),
});

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/fabric-settings.js
// Fabric's settings in the variables of the step: which of them Fabric gets. Pure.
/**
 * Settings that say how a command runs. The others would change what this action answers for: which hosts there are, whose key logs in,
 * how long a command may take, which fabfile is loaded, and that a command that failed (`warn`) or was not run (`dry`) counts as a failure.
 */
const PASSED = /^(?:SUDO_(?:PASSWORD|USER|PROMPT)|RUN_(?:SHELL|PTY|ENCODING|ECHO|ECHO_FORMAT)|INLINE_SSH_ENV)$/;
/** https://docs.fabfile.org/en/stable/concepts/configuration.html and https://docs.pyinvoke.org/en/stable/concepts/configuration.html. */
const WITHHELD = /^(?:RUN|SUDO|TASKS|TIMEOUTS|AUTHENTICATION|CONNECT_KWARGS|RUNNERS)_|^(?:FORWARD_AGENT|GATEWAY|LOAD_SSH_CONFIGS|PORT|SSH_CONFIG_PATH|USER|RUNTIME_CONFIG)$/;
/** Returns Fabric's settings among the variables of the step. */
function fabricSettings(env) {
    const settings = Object.entries(env).flatMap(([name, value]) => {
        const [, setting] = /^(?:FABRIC|INVOKE)_(.+)$/.exec(name) ?? [];
        return setting !== undefined && value ? [{ name, setting, value }] : [];
    });
    const passed = settings.filter(({ setting }) => PASSED.test(setting));
    const others = settings.filter((one) => !passed.includes(one));
    const asFabric = passed.map(({ setting, value }) => [`FABRIC_${setting}`, value]);
    return {
        // What is set as FABRIC_* itself comes last and counts.
        passed: Object.fromEntries([...asFabric, ...passed.map(({ name, value }) => [name, value])]),
        withheld: others.filter(({ setting }) => WITHHELD.test(setting)).map(({ name }) => name),
        secrets: passed.flatMap(({ setting, value }) => (setting === 'SUDO_PASSWORD' ? [value] : [])),
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/python-environment.js
// The environment of this action's Python programs.

/**
 * Variables that belong to this action, that change how Python or Fabric work, or that could let a host's output reach a later step.
 */
const python_environment_WITHHELD = /^(?:ACTIONS_|PYTHON|VIRTUAL_ENV|FABRIC_|INVOKE_|TOWPATH_|PIP_|GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|TOKEN)$)/i;
/** Returns the variables for a fabfile: those of the step that it may see, and those that load the guard into every Python. */
function fabricVariables(env, programs, knownHosts) {
    const kept = Object.entries(env).filter(([name]) => !python_environment_WITHHELD.test(name));
    return {
        ...Object.fromEntries(kept),
        ...fabricSettings(env).passed,
        PYTHONPATH: `${programs}/shim`,
        PYTHONUNBUFFERED: '1',
        PYTHONUTF8: '1',
        PYTHONDONTWRITEBYTECODE: '1',
        TOWPATH_FABRIC_KNOWN_HOSTS: knownHosts,
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/read-fabfile.js
// Lists the tasks of a fabfile, as Fabric itself finds them.
var read_fabfile_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var read_fabfile_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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







/** Returns the options that make fab load a fabfile. Throws a UserError (`no-fabfile`) if the given one does not exist. */
function fabfileOptions({ folder, fabfile, }) {
    if (fabfile === undefined || fabfile === '')
        return ['-r', folder, '-c', 'fabfile'];
    const path = (0,external_node_path_namespaceObject.resolve)(folder, fabfile);
    const isPackage = (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(path, '__init__.py'));
    if (!isPackage && !(path.endsWith('.py') && (0,external_node_fs_namespaceObject.existsSync)(path) && (0,external_node_fs_namespaceObject.statSync)(path).isFile())) {
        const what = `"fabfile": ${escape_quote(fabfile)} is neither a Python file nor a folder with an __init__.py`;
        throw new user_error_UserError('no-fabfile', what);
    }
    return ['-r', (0,external_node_path_namespaceObject.dirname)(path), '-c', (0,external_node_path_namespaceObject.basename)(path, '.py')];
}
/** Loads a fabfile as fab does. Throws a UserError (`no-fabfile`, `bad-fabfile`, `fabfile-of-fabric-1`). */
async function readFabfile({ python, programs }, location) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { folder, temp } = location;
        const files = read_fabfile_addDisposableResource(env_1, temporaryFolder(temp, 'towpath-fabfile-'), false);
        const known = (0,external_node_path_namespaceObject.join)(files.path, 'known_hosts');
        (0,external_node_fs_namespaceObject.writeFileSync)(known, '', { mode: 0o600 });
        const [, root = '', , name = ''] = fabfileOptions(location);
        const env = fabricVariables(location.env, programs, known);
        const args = [(0,external_node_path_namespaceObject.join)(programs, 'tasks.py'), root, name];
        const { code, stdout, stderr } = await runProgram(python, args, { cwd: folder, env });
        if (code !== 0) {
            const lastLine = stderr.trim().split('\n').at(-1) ?? '';
            throw new user_error_UserError('bad-fabfile', `Python exited while loading the fabfile: ${escape_quote(lastLine)}`);
        }
        const output = JSON.parse(stdout);
        if ('tasks' in output)
            return { path: output.fabfile, tasks: output.tasks };
        throw fabfileError(output, folder);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        read_fabfile_disposeResources(env_1);
    }
}
function fabfileError({ reason, fabfile = '', problem, trace }, folder) {
    if (reason === 'no-fabfile') {
        return new user_error_UserError(reason, `There is no fabfile.py in ${escape_quote(folder)} or in a folder above it`);
    }
    const file = escape_quote(fabfile);
    const error = escape_quote(problem);
    if (reason === 'fabfile-of-fabric-1') {
        return new user_error_UserError(reason, `${file} is written for Fabric 1 (${error}), which needs Python 2. For Fabric 3, write "from fabric import task", put @task before each task, give each task a first parameter c, and replace run(...) by c.run(...), local(...) by c.local(...) and sudo(...) by c.sudo(...); env.hosts and roles become the hosts of the environment. With "services" in towpath.yml you need no fabfile`);
    }
    const lines = trace.map((line) => visible(line)).join('\n');
    return new user_error_UserError(reason, `${file} can't be loaded: ${error}\n${lines}`);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/ssh-config.js
// The SSH configuration that Fabric reads instead of the user's own. Pure.
/** A name that no host has. */
const GATEWAY = 'towpath-gateway';
/** Returns the configuration for a host. It has no host keys, since Fabric ignores them there. */
function sshConfig(host, hosts, gateway, connectTimeout) {
    const names = [...new Set(hosts.map((one) => one.name))];
    const lines = [
        ...(gateway ? [`Host ${GATEWAY}`, ...ssh_config_addressOf(gateway)] : []),
        ...(gateway && names.length > 0
            ? [`Host !${GATEWAY} ${names.join(' ')}`, `ProxyJump ${GATEWAY}`]
            : []),
        // Fabric does not read a port after an IPv6 address.
        ...(host?.name.includes(':') ? [`Host ${host.name}`, `Port ${host.port}`] : []),
        'Host *',
        `ConnectTimeout ${connectTimeout}`,
    ];
    return `${lines.join('\n')}\n`;
}
/** Returns a host for fab's option `-H`. */
function hostArgument({ user, name, port }) {
    const prefix = user === '' ? '' : `${user}@`;
    return name.includes(':') ? `${prefix}${name}` : `${prefix}${name}:${port}`;
}
const ssh_config_addressOf = ({ user, name, port }) => [
    `HostName ${name}`,
    `Port ${port}`,
    ...(user === '' ? [] : [`User ${user}`]),
];

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/fab.js
// Runs fab once per host, in order, until it fails.
var fab_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var fab_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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










/** Runs the tasks on all hosts. Throws a UserError (`no-hosts`) if there are none: Fabric would run the tasks on this machine. */
async function runFabric(order, ports) {
    const nameTheirHosts = order.called.some(({ hosts }) => hosts !== null && hosts.length > 0);
    if (!nameTheirHosts && order.hosts.length === 0) {
        const what = 'The tasks have no host, and Fabric would run them on the runner itself: add "hosts" to the environment';
        throw new user_error_UserError('no-hosts', what);
    }
    const rows = [];
    for (const host of nameTheirHosts ? [undefined] : order.hosts) {
        const hasFailed = rows.some(({ outcome }) => outcome !== 'deployed' && outcome !== 'unchanged');
        const row = hasFailed || ports.signal?.aborted
            ? notReached(host, hasFailed)
            : await onHost(host, order, ports);
        ports.onEnd?.(row);
        rows.push(row);
    }
    return rows;
}
const notReached = (host, hasFailed) => {
    const text = hasFailed ? 'an earlier host failed' : 'the run was cancelled';
    const reason = hasFailed ? '' : 'cancelled';
    return { host, outcome: 'not-reached', reason, code: null, seconds: 0, text };
};
async function onHost(host, order, ports) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { fabric, folder, timeouts } = order;
        const files = fab_addDisposableResource(env_1, temporaryFolder(ports.temp, 'towpath-fabric-'), false);
        const path = (name) => (0,external_node_path_namespaceObject.join)(files.path, name);
        const write = (name, text) => (0,external_node_fs_namespaceObject.writeFileSync)(path(name), text, { mode: 0o600 });
        write('known_hosts', `${order.known.join('\n')}\n`);
        write('ssh_config', sshConfig(host, order.hosts, order.gateway, timeouts.connect));
        write('report', '');
        const { logins } = order;
        if (logins)
            write('logins', loginsText(logins, order.hosts, order.gateway, path('proxy')));
        const started = ports.now();
        const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(order.deadline - ports.now())));
        const onLine = (text) => ports.onLine(text, host);
        const { code } = await streamProgram(fabric.python, [(0,external_node_path_namespaceObject.join)(fabric.programs, 'fab.py'), ...options(host, order, path('ssh_config')), ...order.args], {
            cwd: folder,
            env: {
                ...fabricVariables(ports.env, fabric.programs, path('known_hosts')),
                TOWPATH_FABRIC_REPORT: path('report'),
                ...(logins ? { TOWPATH_FABRIC_LOGINS: path('logins') } : {}),
            },
            onLine,
            onErrorLine: onLine,
            endGroup: logins?.proxyScript !== undefined,
            killOn: ports.signal ? AbortSignal.any([ports.signal, timeout]) : timeout,
        });
        const interruption = ports.signal?.aborted ? 'cancelled' : timeout.aborted ? 'timeout' : undefined;
        const notes = readNotes((0,external_node_fs_namespaceObject.readFileSync)(path('report'), 'utf8'));
        const seconds = (ports.now() - started) / 1000;
        return { host, code, seconds, ...hostResult(code, notes, interruption) };
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        fab_disposeResources(env_1);
    }
}
function options(host, order, config) {
    const { command } = order.timeouts;
    return [
        ...fabfileOptions(order),
        '-S',
        config,
        ...(command === undefined ? [] : ['-T', String(command)]),
        ...(host ? ['-H', hostArgument(host)] : []),
    ];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/refusal.js
// Why something is refused. Pure.
/** Returns a refusal. */
const refusal = (reason, problem) => ({ reason, problem });

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/split-words.js
// Splits the input `tasks` into words as a shell does, without expanding anything. Pure.



/** Splits the input `tasks`. */
function splitWords(text) {
    if (text.includes('\0'))
        return refusal('bad-tasks', '"tasks" has a NUL character');
    const variable = variableIn(text);
    if (variable !== undefined) {
        const problem = `"tasks" is not run by a shell, so ${escape_quote(variable)} would reach the host unexpanded; write its value or an expression of the workflow, or put it in single quotes to pass it on as it is`;
        return refusal('bad-tasks', problem);
    }
    const unclosed = '"tasks" has an unclosed quote, or a backslash at its end';
    return splitShellWords(text) ?? refusal('bad-tasks', unclosed);
}
const NO_NAME = '\\$(?![A-Za-z_{])';
const IN_DOUBLE = `(?:[^"\\\\$]|\\\\.|${NO_NAME})*`;
const BEFORE = new RegExp(`^(?:[^'"\\\\$]|\\\\.|'[^']*'|"${IN_DOUBLE}"|${NO_NAME})*(?:"${IN_DOUBLE})?`, 's');
/** Returns the first variable that a shell would have expanded: one outside single quotes. */
function variableIn(text) {
    const rest = text.slice(BEFORE.exec(text)?.[0].length ?? 0);
    return /^\$\{?[A-Za-z_][A-Za-z0-9_]*/.exec(rest)?.[0];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/fabric1-options.js
// Options of Fabric's own command line, most of them of Fabric 1, and what to use instead. Pure.
const HOSTS = 'the hosts are those of the environment: "hosts" in towpath.yml, or the input "hosts"';
const fabric1_options_KEY = 'the key is the input "ssh-key", with "ssh-passphrase"';
const KNOWN = 'host keys are always checked against the input "known-hosts"';
const NEVER = 'the tasks always stop at the first failure';
const FILE = 'use the input "fabfile"';
const REPLACEMENTS = [
    [
        '-R --roles',
        `in Fabric 3, -R means --dry, so that nothing would run; give a role's hosts as "hosts" of the environment in towpath.yml, or as the input "hosts"`,
    ],
    ['-P --parallel -z --pool-size', 'leave it out: the tasks run on one host after the other'],
    ['-H --hosts -x --exclude-hosts --port', HOSTS],
    ['-w --warn-only --skip-bad-hosts --skip-unknown-tasks', NEVER],
    ['-u --user', 'write user@host in towpath.yml or in the input "hosts"'],
    ['-i --identity -k --no-keys -a --no_agent --no-agent -A --forward-agent', fabric1_options_KEY],
    [
        '-I --initial-password-prompt -p --password --sudo-password --prompt-for-login-password --prompt-for-passphrase --prompt-for-sudo-password',
        `there is no prompt for passwords; ${fabric1_options_KEY}, and the password of sudo is the variable FABRIC_SUDO_PASSWORD`,
    ],
    ['-D --disable-known-hosts -r --reject-unknown-hosts', KNOWN],
    ['-g --gateway', 'use "gateway" of the environment'],
    ['-f --fabfile -c --collection --search-root', FILE],
    ['-t --timeout --connect-timeout -n --connection-attempts', 'use the input "connect-timeout"'],
    ['-T --command-timeout', 'use the input "timeout"'],
    ['--dry', 'use the input "dry-run"'],
    [
        '-S --ssh-config --ssh-config-path',
        'no other SSH configuration than that of the environment is read',
    ],
    [
        '-l --list -d --display --debug -h --help -V --version',
        'it only prints information; give tasks',
    ],
    ['--abort-on-prompts', 'leave it out: prompts are never answered'],
];
/** Returns what to use instead of an option of Fabric itself; undefined if the option is unknown. */
function replacementFor(word) {
    const [name = ''] = word.split('=');
    const short = /^-[A-Za-z]/.test(name) ? name.slice(0, 2) : name;
    const found = REPLACEMENTS.find(([options]) => options.split(' ').includes(short));
    return found?.[1];
}
/** The parameters that Fabric 1 itself used inside `task:...`. */
const FABRIC1_HOST_PARAMETERS = [
    'host',
    'hosts',
    'role',
    'roles',
    'exclude_hosts',
];
/** What to use instead of them. */
const HOSTS_REPLACEMENT = HOSTS;

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/parameter-values.js
// A value of a task's parameter as one argument that Fabric 3 can't mistake for anything else. Pure.

const YES = new Set(['1', 'true', 'yes', 'on', 'y', 't']);
const NO = new Set(['0', 'false', 'no', 'off', 'n', 'f']);
const NUMBERS = {
    int: /^[+-]?\d+$/,
    float: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
};
/** Returns Fabric 3's option for a parameter: `--docker-tag`, or `-t` for a name of one letter. */
function flagOf({ flags, name }) {
    return flags[0] ?? `--${name}`;
}
/** Returns the argument that gives a parameter a value. */
function argumentFor(task, param, value) {
    if (param.kind === 'bool' && !param.optional)
        return flagArgument(param, value);
    if (param.isCounted)
        return { problem: countProblem(param, value) };
    const problem = typeProblem(param, value);
    if (problem !== undefined)
        return { problem };
    // Even after "=", Fabric takes a value that is one of the task's options for that option.
    if (optionsOf(task).has(value) || (param.optional && value.startsWith('-'))) {
        return {
            problem: `${escape_quote(value)} can't be the value of ${escape_quote(param.name)}: Fabric takes it for an option of ${escape_quote(task.name)}`,
        };
    }
    return { argument: `${flagOf(param)}=${value}` };
}
/** Returns all options of a task, with those that turn a flag off. */
function optionsOf(task) {
    const turningOff = task.params.filter((one) => one.isOnByDefault).map((one) => `--no-${one.name}`);
    return new Set([...task.params.flatMap((one) => one.flags), ...turningOff]);
}
function flagArgument(param, value) {
    const { name, isOnByDefault } = param;
    const lower = value.toLowerCase();
    if (YES.has(lower))
        return { argument: isOnByDefault ? undefined : flagOf(param) };
    if (NO.has(lower))
        return { argument: isOnByDefault ? `--no-${name}` : undefined };
    return {
        problem: `${escape_quote(name)} is a flag: use 1 or 0, true or false, yes or no, not ${escape_quote(value)}`,
    };
}
function countProblem({ name }, value) {
    if (!/^\d{1,2}$/.test(value))
        return `${escape_quote(name)} is counted: give a number`;
    return `${escape_quote(name)} is counted; write --${name} ${value} times`;
}
function typeProblem({ name, kind }, value) {
    const number = NUMBERS[kind];
    if (number && !number.test(value)) {
        return `${escape_quote(name)} must be ${kind === 'int' ? 'a whole number' : 'a number'}, not ${escape_quote(value)}`;
    }
    if (!number && kind !== 'str' && kind !== 'list' && kind !== 'bool') {
        return `${escape_quote(name)} has a ${escape_quote(kind)} as its default, which Fabric can't read from a command line`;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/read-option.js
// Reads an option after a task in the input `tasks`. Pure.




/** Reads an option of Fabric 3: `--docker-tag x`, `--docker-tag=x`, `-d x`, `-dx`, `-fv`, `--no-force`. */
function readOption(word, rest, call) {
    if (word === '--')
        return optionRefusal(word);
    const [, name = '', , value] = /^(--[^=]+|-[^-=])(=(.*))?$/s.exec(word) ?? [];
    if (call.paramTurnedOffBy(name) && value === undefined)
        return call.turnOff(name);
    const param = call.paramOfFlag(name);
    if (!param)
        return readJoinedOption(word, rest, call);
    if (value !== undefined)
        return call.set(param, value);
    if (param.kind === 'bool' || param.isCounted || param.optional)
        return call.turnOn(param);
    const next = rest.shift();
    if (next === undefined || optionsOf(call.task).has(next)) {
        return refusal('bad-value', `${escape_quote(word)} of ${escape_quote(call.task.name)} has no value`);
    }
    return call.set(param, next);
}
/** Reads `-dx` and `-fv`: an option of one letter with its value, or with further options. */
function readJoinedOption(word, rest, call) {
    const [, short = '', more = ''] = /^(-[^-])(.+)$/s.exec(word) ?? [];
    const param = call.paramOfFlag(short);
    if (param) {
        const isFlag = param.kind === 'bool' || param.isCounted;
        rest.unshift(isFlag ? `-${more}` : `${short}=${more}`);
        return isFlag ? call.turnOn(param) : undefined;
    }
    return replacementFor(word) === undefined
        ? call.unknownParameter(word.replace(/^-+/, '').split('=')[0] ?? '')
        : optionRefusal(word);
}
/** Returns the refusal of an option that is not a task's, with what to use instead. */
function optionRefusal(word) {
    const instead = replacementFor(word) ?? 'options of Fabric itself are not accepted; give tasks and parameters';
    return refusal('fabric-1-option', word === '--'
        ? '"--" with a command is not accepted: only tasks of the fabfile are run'
        : `${escape_quote(word)}: ${instead}`);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/task-call.js
// A call of a task with its parameters.




class TaskCall {
    task;
    #arguments = new Map();
    constructor(task) {
        this.task = task;
    }
    /** Finds a parameter by its name, in the spelling of the fabfile or of Fabric 3. */
    paramNamed(name) {
        const dashed = name.replaceAll('_', '-');
        return this.task.params.find((one) => one.attribute === name || one.name === dashed);
    }
    /** Finds a parameter by one of its options. */
    paramOfFlag(flag) {
        return this.task.params.find((one) => one.flags.includes(flag));
    }
    /** Finds the parameter that `--no-name` turns off. */
    paramTurnedOffBy(flag) {
        return this.task.params.find((one) => one.isOnByDefault && flag === `--no-${one.name}`);
    }
    firstMissing() {
        return this.task.params.find((one) => one.required && !this.#arguments.has(one));
    }
    setAt(position, value) {
        const param = this.task.params[position];
        if (param)
            return this.set(param, value);
        return refusal('unknown-parameter', `${escape_quote(value)} is one parameter too many for ${escape_quote(this.task.name)}; ${this.#itsParameters()}`);
    }
    set(param, value) {
        const made = argumentFor(this.task, param, value);
        if ('problem' in made)
            return refusal('bad-value', made.problem);
        return this.#add(param, made.argument === undefined ? [] : [made.argument]);
    }
    turnOn(param) {
        return this.#add(param, param.isOnByDefault ? [] : [flagOf(param)]);
    }
    turnOff(flag) {
        const param = this.paramTurnedOffBy(flag);
        return param && this.#add(param, [flag]);
    }
    unknownParameter(name) {
        const near = nearest(name.replaceAll('_', '-'), this.task.params.map((one) => one.name));
        const hint = near === undefined ? '' : `; did you mean ${escape_quote(this.#attribute(near))}?`;
        return refusal('unknown-parameter', `the task ${escape_quote(this.task.name)} has no parameter ${escape_quote(name)}${hint}; ${this.#itsParameters()}`);
    }
    /** Returns the arguments for Fabric, those of required parameters first. */
    arguments(tasks) {
        const missing = this.firstMissing();
        if (missing) {
            return refusal('missing-parameter', `the task ${escape_quote(this.task.name)} needs ${escape_quote(missing.attribute)}: write ${missing.attribute}=VALUE after it`);
        }
        const names = new Set(tasks.flatMap(({ name, aliases }) => [name, ...aliases]));
        for (const [param, words] of this.#arguments) {
            const value = words[0]?.slice(flagOf(param).length + 1) ?? '';
            if (param.optional && names.has(value)) {
                return refusal('bad-value', `${escape_quote(value)} can't be the value of ${escape_quote(param.name)}: Fabric takes it for a task`);
            }
        }
        const ordered = [...this.#arguments].sort(([a], [b]) => Number(b.required) - Number(a.required));
        return [this.task.name, ...ordered.flatMap(([, words]) => words)];
    }
    #add(param, words) {
        const earlier = this.#arguments.get(param);
        if (earlier && param.kind !== 'list' && !param.isCounted) {
            const name = escape_quote(param.attribute);
            return refusal('bad-tasks', `${name} of ${escape_quote(this.task.name)} is given twice`);
        }
        this.#arguments.set(param, [...(earlier ?? []), ...words]);
        return undefined;
    }
    #attribute(name) {
        return this.task.params.find((one) => one.name === name)?.attribute ?? name;
    }
    #itsParameters() {
        const names = this.task.params.map((one) => one.attribute);
        return names.length === 0 ? 'it has no parameters' : `it has ${list(names)}`;
    }
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/translate.js
// Translates the words of the input `tasks`, which may be Fabric 1's, into arguments for Fabric 3. Pure.







/** Translates the words. Refuses what it does not understand: it drops nothing and guesses nothing. */
function translate(words, tasks) {
    const startsWithFab = words[0] === 'fab' && !taskNamed('fab', tasks);
    const given = startsWithFab ? words.slice(1) : words;
    const calls = [];
    const rest = [...given];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
        const problem = readWord(word, rest, calls, tasks);
        if (problem)
            return problem;
    }
    if (calls.length === 0)
        return refusal('no-tasks', `"tasks" calls no task; ${available(tasks)}`);
    const args = [];
    for (const call of calls) {
        const result = call.arguments(tasks);
        if ('problem' in result)
            return result;
        args.push(...result);
    }
    const isTranslated = given.join('\0') !== args.join('\0');
    const notes = [
        ...(startsWithFab ? ['Removed the word "fab"'] : []),
        ...(isTranslated
            ? [
                `Translated for Fabric 3: ${escape_quote(joinShellWords(given))} -> ${escape_quote(joinShellWords(args))}`,
            ]
            : []),
    ];
    return { args, called: calls.map((call) => call.task), notes };
}
/** Reads one word, and takes the value that belongs to it from the words after it. */
function readWord(word, rest, calls, tasks) {
    const call = calls.at(-1);
    if (word.startsWith('-'))
        return call ? readOption(word, rest, call) : optionRefusal(word);
    const [, name = '', parameters] = /^([^:=]*):(.*)$/s.exec(word) ?? [];
    const task = taskNamed(parameters === undefined ? word : name, tasks);
    if (task) {
        const newCall = new TaskCall(task);
        calls.push(newCall);
        return parameters === undefined ? undefined : readFabric1Parameters(newCall, parameters);
    }
    if (parameters !== undefined && !isParameter(call, word))
        return unknownTask(name, tasks);
    const [, key, value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    if (key !== undefined)
        return setNamed(call, key, value, word);
    const missing = call?.firstMissing();
    if (call && missing)
        return call.set(missing, word);
    if (call?.paramNamed(word)) {
        return refusal('bad-tasks', `${escape_quote(word)} is a parameter of ${escape_quote(call.task.name)}, without a value; write ${word}=VALUE`);
    }
    return unknownTask(word, tasks);
}
const isParameter = (call, word) => call !== undefined && (/^[\w-]+=/.test(word) || call.firstMissing() !== undefined);
function setNamed(call, key, value, word) {
    if (!call) {
        return refusal('bad-tasks', `${escape_quote(word)} comes before the first task; a parameter follows its task: deploy ${word}`);
    }
    const param = call.paramNamed(key);
    if (!param && FABRIC1_HOST_PARAMETERS.includes(key)) {
        return refusal('fabric-1-option', `${escape_quote(`${key}=`)} chose hosts in Fabric 1; ${HOSTS_REPLACEMENT}`);
    }
    if (!param)
        return call.unknownParameter(key);
    if (value === '') {
        return refusal('bad-value', `${escape_quote(`${key}=`)} of ${escape_quote(call.task.name)} has no value; for an empty one, write --${param.name}=''`);
    }
    return call.set(param, value);
}
/** Reads `docker_tag=x,force=1` of `deploy:docker_tag=x,force=1`; values without a name go to the first parameters, in order. */
function readFabric1Parameters(call, parameters) {
    // As Fabric 1 does: a backslash keeps a comma.
    const parts = parameters.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ','));
    let position = 0;
    for (const part of parts) {
        if (part === '') {
            const word = escape_quote(`${call.task.name}:${parameters}`);
            return refusal('bad-tasks', `${word} has an empty parameter`);
        }
        const [, key, value = ''] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
        const problem = key === undefined ? call.setAt(position, part) : setNamed(call, key, value, part);
        if (problem)
            return problem;
        if (key === undefined)
            position += 1;
    }
    return undefined;
}
function unknownTask(word, tasks) {
    const names = tasks.flatMap(({ name, aliases }) => [name, ...aliases]);
    const hint = suggestion(word, names, 'there are');
    return refusal('unknown-task', `the fabfile has no task ${escape_quote(word)}${hint}`);
}
/** Finds a task by its name, by an alias, or by its name in Fabric 1, with `_` for `-`. */
function taskNamed(word, tasks) {
    const find = (name) => tasks.find((one) => one.name === name || one.aliases.includes(name));
    return find(word) ?? find(word.replaceAll('_', '-'));
}
const available = (tasks) => tasks.length === 0 ? 'the fabfile has none' : `there are ${list(tasks.map((one) => one.name))}`;

;// CONCATENATED MODULE: ./build/kit/python/integrity.js
// Checks that a virtual environment still has all its files: a cleanup of a shared tool cache may have removed some.


/**
 * Returns whether an environment has its Python and every file that the RECORD files of its packages list (Python's "Recording
 * installed projects": CSV rows of path, hash and size). Sizes are not compared: where two packages install the same file, either may
 * have written it.
 */
function isIntact(folder) {
    try {
        const libraries = (0,external_node_fs_namespaceObject.readdirSync)((0,external_node_path_namespaceObject.join)(folder, 'lib'))
            .map((name) => (0,external_node_path_namespaceObject.join)(folder, 'lib', name, 'site-packages'))
            .filter((library) => (0,external_node_fs_namespaceObject.existsSync)(library));
        const hasPython = (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(folder, 'bin', 'python')) && libraries.length > 0;
        return hasPython && libraries.every(hasRecordedFiles);
    }
    catch {
        return false;
    }
}
const hasRecordedFiles = (library) => (0,external_node_fs_namespaceObject.readdirSync)(library)
    .filter((name) => name.endsWith('.dist-info'))
    .flatMap((name) => recordedPaths((0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.join)(library, name, 'RECORD'), 'utf8')))
    .every((path) => (0,external_node_fs_namespaceObject.existsSync)(`${library}/${path}`));
/** Returns the paths in a RECORD file, without compiled files: pip may list them and not write them. */
function recordedPaths(record) {
    return record
        .split(/\r?\n/)
        .filter((row) => row !== '')
        .map((row) => row.replace(/,[^,]*,[^,]*$/, ''))
        .map((path) => (path.startsWith('"') ? path.slice(1, -1).replaceAll('""', '"') : path))
        .filter((path) => !path.endsWith('.pyc'));
}

;// CONCATENATED MODULE: ./build/kit/python/interpreter.js
// Finds a Python interpreter and runs it without the job's variables that would redirect it.



const identify = ({ version }) => `import platform, sys
print(sys.version_info >= (${version.join(', ')}), sys.executable, sys.base_prefix, platform.python_implementation(), sys.version, platform.platform())`;
/** Returns the first of `python3` and `python` that is new enough. Throws a UserError (`no-python`) if neither is. */
async function findPython(minimum, options) {
    const tooOld = [];
    const { temp } = options;
    const env = withoutRedirecting(options.env);
    for (const file of ['python3', 'python']) {
        // -S: site-packages is not needed here, and scanning it takes half of the time.
        const args = ['-S', '-c', identify(minimum)];
        const finished = await runProgram(file, args, { cwd: temp, env }).catch(() => undefined);
        if (finished?.code !== 0)
            continue;
        const identity = finished.stdout.trim().replaceAll('\n', ' ');
        if (identity.startsWith('True '))
            return { file, identity, version: versionIn(identity) };
        tooOld.push(identity.replace(/^False /, ''));
    }
    const found = tooOld.length === 0 ? '' : `; found ${escape_quote(tooOld[0] ?? '')}`;
    throw new user_error_UserError('no-python', `${minimum.neededBy} needs Python ${minimum.version.join('.')} or newer, as python3${found}; use actions/setup-python before this step`);
}
/** The path of the interpreter may contain a version too, so the implementation's name must come before it. */
const versionIn = (identity) => / [A-Za-z]+ (\d+\.\d+\.\d+)/.exec(identity)?.[1] ?? '0.0.0';
/** Variables that would make Python import other modules, or pip install to another place. */
const REDIRECTING = new Set([
    'PYTHONPATH',
    'PYTHONHOME',
    'VIRTUAL_ENV',
    'PIP_USER',
    'PIP_TARGET',
    'PIP_PREFIX',
    'PIP_ROOT',
    'PIP_PYTHON',
    'PIP_DRY_RUN',
]);
const withoutRedirecting = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !REDIRECTING.has(name)));
/** Runs Python to its end, by default in the temporary folder. Returns undefined if there is no such program. */
async function runPython(file, args, { env, temp }, cwd = temp) {
    try {
        return await runProgram(file, args, { cwd, env: withoutRedirecting(env) });
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/kit/python/pip.js
// Arguments for pip, and what may be shown of its output.

/**
 * The arguments of `python` that install packages. Isolated (-I), because Python would otherwise import modules from its working
 * directory. Nothing is compiled: that makes an installation half as long again (Django and Zappa: 15.6 s instead of 9.2 s) and the
 * copy in the cache larger. Python compiles what a program imports, a quarter of the files, and keeps that for the next start.
 */
const PIP_INSTALL = [
    '-I',
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-input',
    '--no-compile',
];
/** Removes users and passwords from all URLs in a string. */
function withoutCredentials(text) {
    return text.replace(/:\/\/[^\s/]*@/g, '://');
}
/** Returns the passwords in the URLs of a string, as they are and decoded; of `https://token@host`, the token. */
function passwordsIn(text) {
    const urls = [...text.matchAll(/https?:\/\/([^\s/:@]*)(?::([^\s/]*))?@/gi)];
    return urls.flatMap(([, user = '', password = '']) => {
        const secret = password === '' || password === 'x-oauth-basic' ? user : password;
        return [...new Set([secret, decoded(secret)])].flatMap((form) => redactableParts(form));
    });
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
/** Returns the last lines of a program's output, without credentials. */
function lastLines(finished, count) {
    const output = `${finished?.stdout ?? ''}\n${finished?.stderr ?? ''}`.trim();
    return withoutCredentials(output).split(/\r?\n/).slice(-count);
}

;// CONCATENATED MODULE: ./build/kit/python/requirements-key.js
// What identifies the environment that pip makes from a requirements file: the part of a cache key that comes from the project.


/** The variables, without `PIP_`, that tell pip what to install, and from where. */
const KEY_VARIABLES = [
    'INDEX_URL',
    'EXTRA_INDEX_URL',
    'NO_INDEX',
    'FIND_LINKS',
    'PRE',
    'NO_BINARY',
    'ONLY_BINARY',
    'PREFER_BINARY',
];
/**
 * Returns a hash of the Python, the platform, the contents of all requirements files, and the variables that tell pip where packages come
 * from. Returns undefined, and says so in the log, if the environment must not be cached because something in it is not pinned.
 */
function requirementsKey(contents, { identity }, { env, log }) {
    const unpinned = contents.unpinned[0] ?? (env['PIP_CONSTRAINT'] ? 'the file in PIP_CONSTRAINT' : undefined);
    if (unpinned !== undefined) {
        log(`The environment is not cached: ${unpinned} is not pinned and may change`);
        return undefined;
    }
    const variables = KEY_VARIABLES.map((name) => withoutCredentials(env[`PIP_${name}`] ?? ''));
    const parts = JSON.stringify([identity, variables, contents.text]);
    return (0,external_node_crypto_namespaceObject.createHash)('sha256').update(parts).digest('hex').slice(0, 16);
}

;// CONCATENATED MODULE: ./build/kit/python/tool-cache.js
// The runner's tool cache, which several runners on one machine may share.




/** Returns the cached folder; undefined if there is none, or no cache. */
function findCached({ name, version }, cache) {
    try {
        return cache.find(name, version) || undefined;
    }
    catch {
        // RUNNER_TOOL_CACHE is not set.
        return undefined;
    }
}
/**
 * Copies a folder into the cache, unless an intact one is there by now, and returns its path in the cache. Logs the reason and returns
 * undefined if there is no cache, it is not writable, or another run is writing the same entry, which must not be disturbed.
 */
async function saveToCache(folder, key, isIntact, { cache, env, log }) {
    const notSaved = 'The environment was not saved in the tool cache';
    const root = env['RUNNER_TOOL_CACHE'];
    if (!root) {
        log(`${notSaved}: RUNNER_TOOL_CACHE is not set`);
        return undefined;
    }
    try {
        const lock = tool_cache_takeLock((0,external_node_path_namespaceObject.join)(root, key.name, `${key.version}.lock`));
        if (!lock) {
            log(`${notSaved}: another run is saving the same environment`);
            return undefined;
        }
        try {
            const existing = findCached(key, cache);
            if (existing !== undefined && (await isIntact(existing)))
                return existing;
            return await cache.cacheDir(folder, key.name, key.version);
        }
        finally {
            (0,external_node_fs_namespaceObject.rmSync)(lock, { force: true });
        }
    }
    catch (error) {
        log(`${notSaved}: ${escape_quote(plainError(error))}`);
        return undefined;
    }
}
/** Copying takes seconds, so the run that made an older lock is gone. */
const STALE_LOCK_MS = 600_000;
/** Returns the path of the lock file; undefined if another run holds the lock. */
function tool_cache_takeLock(path) {
    (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.dirname)(path), { recursive: true });
    const since = (0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > STALE_LOCK_MS)
        (0,external_node_fs_namespaceObject.rmSync)(path, { force: true });
    try {
        (0,external_node_fs_namespaceObject.writeFileSync)(path, '', { flag: 'wx' });
    }
    catch (error) {
        if (error.code === 'EEXIST')
            return undefined;
        throw error;
    }
    return path;
}

;// CONCATENATED MODULE: ./build/kit/python/virtualenv.js
// A virtual environment with packages that pip installs, kept in the runner's tool cache.









/**
 * Returns an environment, from the cache or newly made. Without a cache it stays in the temporary folder, which the runner empties after
 * the job. Throws a UserError: `no-venv` if this Python can't make environments, `not-installed`.
 */
async function provideVirtualenv(spec, ports) {
    const { cacheKey, title, check } = spec;
    const cached = cacheKey && findCached(cacheKey, ports.cache);
    if (cached !== undefined && (await isUsable(cached, spec, ports)))
        return virtualenvIn(cached, true);
    ports.log(`Installing ${title}`);
    const folder = await install(spec, ports);
    if (!(await passes(folder, check, ports))) {
        throw new user_error_UserError('not-installed', `${title} was installed but does not start`);
    }
    return virtualenvIn(folder, false);
}
const pythonIn = (folder) => (0,external_node_path_namespaceObject.join)(folder, 'bin', 'python');
const virtualenvIn = (folder, isCached) => ({
    folder,
    python: pythonIn(folder),
    isCached,
});
const isUsable = async (folder, { isIntact, check }, ports) => (isIntact ? isIntact(folder) : passes(folder, check, ports));
async function passes(folder, program, ports) {
    return (await runPython(pythonIn(folder), ['-I', '-c', program], ports))?.code === 0;
}
async function install(spec, ports) {
    const { cacheKey } = spec;
    const made = temporaryFolder(ports.temp, 'towpath-venv-');
    try {
        await makeVirtualenv(made.path, spec, ports);
        const isGood = (folder) => isUsable(folder, spec, ports);
        const cached = cacheKey && (await saveToCache(made.path, cacheKey, isGood, ports));
        return cached ?? keepUntilJobEnds(made.path, ports);
    }
    finally {
        made[Symbol.dispose]();
    }
}
async function makeVirtualenv(target, { python, installations }, ports) {
    const venv = await runPython(python, ['-m', 'venv', '--clear', target], ports);
    if (venv?.code !== 0)
        throw noVenv(python, venv);
    for (const installation of installations())
        await runPip(pythonIn(target), installation, ports);
}
async function runPip(python, { title, args, folder, onConflict }, ports) {
    const pip = await runPython(python, [...PIP_INSTALL, ...args], ports, folder);
    if (pip?.code === 0)
        return;
    const lines = lastLines(pip, PIP_LINES_SHOWN);
    for (const line of lines)
        ports.log(`pip | ${stripTerminalCodes(line)}`);
    const problem = escape_quote(errorIn(lines));
    if (onConflict && lines.some((line) => CONFLICT.test(line)))
        throw onConflict(problem);
    throw new user_error_UserError('not-installed', `${title} can't be installed: ${problem}`);
}
/** What pip says of a conflict ends with a line that only names a web page. */
const CONFLICT = /^error: resolutionimpossible\b/i;
/** Returns the line of pip's output that says what is wrong. */
const errorIn = (lines) => lines.findLast((line) => /^error:/i.test(line) && !CONFLICT.test(line)) ?? lines.at(-1) ?? '';
const PIP_LINES_SHOWN = 20;
function noVenv(python, finished) {
    const remedy = `install it (Debian: apt-get install python3-venv), or use actions/setup-python`;
    const error = escape_quote(lastLines(finished, 1)[0] ?? '');
    return new user_error_UserError('no-venv', `${python} can't make a virtual environment (${error}); ${remedy}`);
}
/** Moves the environment to a folder that is not removed when this process ends, even if cancelled: a later step may need it. */
function keepUntilJobEnds(made, { temp }) {
    const folder = (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_namespaceObject.join)(temp, 'towpath-environment-'));
    (0,external_node_fs_namespaceObject.renameSync)(made, folder);
    return folder;
}

;// CONCATENATED MODULE: ./build/kit/python/requirements-syntax.js
// Parses the lines of a requirements file as pip does. Pure.

/** The line endings of Python's `str.splitlines`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these control characters end a line too.
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;
/** Returns the lines that are not empty: continuation lines joined, comments removed, `${NAME}` replaced if the variable has a value. */
function requirementLines(text, env) {
    const lines = joinContinued(text.replace(/^\uFEFF/, '').split(LINE_END));
    return lines.flatMap(([line, joined]) => {
        const written = joined.replace(/(?:^|(?<!\s)\s+)#.*$/s, '').trim();
        return written === '' ? [] : [{ line, written, text: expandVariables(written, env) }];
    });
}
function joinContinued(lines) {
    const all = [];
    let open;
    for (const [index, line] of lines.entries()) {
        const isComment = /^\s*#/.test(line);
        open ??= [index + 1, ''];
        if (line.endsWith('\\') && !isComment) {
            open[1] += line.replace(/^\\+|\\+$/g, '');
            continue;
        }
        // A comment line ends a continued line; the space keeps it a comment there.
        open[1] += isComment ? ` ${line}` : line;
        all.push(open);
        open = undefined;
    }
    return open ? [...all, open] : all;
}
function expandVariables(line, env) {
    let text = line;
    for (const [variable, name = ''] of line.matchAll(/\$\{([A-Z0-9_]+)\}/g)) {
        const value = env[name];
        if (value)
            text = text.replaceAll(variable, () => value);
    }
    return text;
}
/** Parses a requirement with its options, or options alone. Returns undefined if pip can't parse the line. */
function parseRequirementLine(text) {
    const tokens = text.split(' ');
    const first = tokens.findIndex((token) => token.startsWith('-'));
    if (first < 0)
        return { requirement: text, options: new Map() };
    const words = splitShellWords(tokens.slice(first).join(' '));
    const options = words && parseOptions(words);
    return options && { requirement: tokens.slice(0, first).join(' '), options };
}
/** Whether an option has a value, by its long name, which may be abbreviated. */
const HAS_VALUE = {
    'index-url': true,
    'pypi-url': true,
    'extra-index-url': true,
    'no-index': false,
    constraint: true,
    requirement: true,
    editable: true,
    'find-links': true,
    'no-binary': true,
    'only-binary': true,
    'prefer-binary': false,
    'require-hashes': false,
    pre: false,
    'all-releases': true,
    'only-final': true,
    'trusted-host': true,
    'use-feature': true,
    'global-option': true,
    'install-option': true,
    hash: true,
    'config-setting': true,
    'config-settings': true,
};
const LONG_NAMES = {
    i: 'index-url',
    c: 'constraint',
    r: 'requirement',
    e: 'editable',
    f: 'find-links',
    C: 'config-settings',
};
function parseOptions(words) {
    const options = new Map();
    const rest = [...words];
    for (let word = rest.shift(); word !== undefined && word !== '--'; word = rest.shift()) {
        if (!/^-./s.test(word))
            continue;
        const { name, value } = splitOption(word);
        if (name === undefined || (value !== undefined && !HAS_VALUE[name]))
            return undefined;
        const argument = HAS_VALUE[name] ? (value ?? rest.shift()) : '';
        if (argument === undefined)
            return undefined;
        options.set(name, [...(options.get(name) ?? []), argument]);
    }
    return options;
}
function splitOption(word) {
    if (!word.startsWith('--')) {
        return { name: LONG_NAMES[word.charAt(1)], value: word.length > 2 ? word.slice(2) : undefined };
    }
    const [, prefix = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const names = Object.keys(HAS_VALUE).filter((name) => name.startsWith(prefix));
    const name = names.find((one) => one === prefix) ?? (names.length === 1 ? names[0] : undefined);
    return { name, value };
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
function normalPep440(text) {
    const parsed = parsePep440(text);
    return parsed && formatPep440(parsed);
}
/** Compares versions for sorting; zero if they are the same version, as `1.0` and `1.0.0` are. */
function comparePep440(a, b) {
    return (pep440_order(a.epoch, b.epoch) ||
        compareLists(trimmed(a.release), trimmed(b.release), pep440_order) ||
        pep440_order(preRank(a), preRank(b)) ||
        pep440_order(a.pre?.number ?? 0n, b.pre?.number ?? 0n) ||
        pep440_order(a.post ?? -1n, b.post ?? -1n) ||
        compareDev(a.dev, b.dev) ||
        compareLocal(a.local, b.local));
}
const pep440_order = (a, b) => a < b ? -1 : a > b ? 1 : 0;
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
    return pep440_order(a, b);
}
/** No local part comes first; numbers come after strings. */
function compareLocal(a, b) {
    if (!a || !b)
        return Number(a !== undefined) - Number(b !== undefined);
    return compareLists(a, b, (one, other) => {
        if (typeof one === 'string')
            return typeof other === 'string' ? pep440_order(one, other) : -1;
        return typeof other === 'string' ? 1 : pep440_order(one, other);
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

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/fabric-pins.js
// The versions of Fabric and its packages, which the project's requirements can't change. Pure.



/** Returns the lines of a file with hashes as a constraints file: with hashes, pip would require them of the project's packages too. */
function constraintsOf(hashed) {
    return requirementLines(hashed, {}).flatMap(({ text }) => {
        const requirement = parseRequirementLine(text)?.requirement.trim() ?? '';
        return requirement === '' ? [] : [requirement];
    });
}
/** Returns the versions that requirements pin, on whatever Python. */
function pinsOf(requirements) {
    const pins = new Map();
    for (const requirement of requirements) {
        const { name, version } = pinIn(requirement.replace(/;.*$/s, '')) ?? {};
        if (name !== undefined && version !== undefined)
            pins.set(name, [...(pins.get(name) ?? []), version]);
    }
    return pins;
}
/**
 * Returns what contradicts the pins: a requirement with exactly one version, which is another one. pip finds what else does not fit:
 * ranges, markers, constraints, and what the packages need themselves.
 */
function contradictions(pins, entries) {
    return entries.flatMap(({ position, requirement, isConstraint }) => {
        const { name = '', version = '' } = pinIn(requirement) ?? {};
        const pinned = pins.get(name);
        if (isConstraint || !pinned || pinned.some((one) => isSameVersion(one, version)))
            return [];
        return [`${position} has ${escape_quote(`${name}==${version}`)} instead of ${pinned.join(' or ')}`];
    });
}
/** Returns the package that a requirement pins, without a marker: `Py_NaCl[x] == 1.5` pins py-nacl. */
function pinIn(requirement) {
    const [, name, version] = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?={2,3}\s*([^\s,;*()]+)\)?\s*$/.exec(requirement) ?? [];
    if (name === undefined || version === undefined)
        return undefined;
    return { name: name.toLowerCase().replace(/[-_.]+/g, '-'), version };
}
function isSameVersion(one, other) {
    const [left, right] = [parsePep440(one), parsePep440(other)];
    return left && right ? comparePep440(left, right) === 0 : one === other;
}

;// CONCATENATED MODULE: ./build/kit/files/workspace-path.js
// Files of the job: below the workspace, or below the runner's temporary folder.





/**
 * Returns the real path of a file, which need not exist. Throws a UserError (`outside`) if it is not below a root, or if a symbolic
 * link on the way leads to nothing.
 */
function realPathInside(roots, path) {
    const real = realOf((0,external_node_path_namespaceObject.resolve)(roots[0], path));
    if (real === undefined)
        throw new user_error_UserError('outside', `${escape_quote(path)} follows a symbolic link that leads to nothing`);
    const isInside = roots.some((root) => (0,external_node_fs_namespaceObject.existsSync)(root) && workspace_path_isBelow((0,external_node_fs_namespaceObject.realpathSync)(root), real));
    if (isInside)
        return real;
    throw new user_error_UserError('outside', `${escape_quote(path)} is outside of the workspace; give a path in it, or in the runner's temporary folder`);
}
/** Returns the real path of a folder, which may be a root itself. Throws a UserError (`outside`, `no-folder`). */
function realFolderInside(roots, path) {
    const absolute = resolve(roots[0], path);
    const isRoot = existsSync(absolute) && realpathSync(absolute) === realpathSync(roots[0]);
    const real = isRoot ? realpathSync(absolute) : realPathInside(roots, path);
    if (statSync(real, { throwIfNoEntry: false })?.isDirectory())
        return real;
    throw new UserError('no-folder', `There is no folder ${quote(path)}`);
}
/** Returns the absolute path of a file or folder anywhere, or undefined if it does not exist. */
function existingPath(folder, path) {
    const absolute = resolve(folder, path);
    return existsSync(absolute) ? absolute : undefined;
}
/** Returns the content of a file, with its byte order mark. Throws a UserError (`no-file`, `outside`, `bad-file`). */
function readInside(roots, path) {
    const real = realPathInside(roots, path);
    const stat = (0,external_node_fs_namespaceObject.statSync)(real, { throwIfNoEntry: false });
    if (!stat)
        throw new user_error_UserError('no-file', `There is no file ${escape_quote(path)}`);
    if (!stat.isFile())
        throw new user_error_UserError('no-file', `${escape_quote(path)} is not a file`);
    try {
        const bytes = (0,external_node_fs_namespaceObject.readFileSync)(real);
        const mark = bytes.subarray(0, 2).toString('hex');
        if (mark === 'fffe' || mark === 'feff')
            throw new user_error_UserError('bad-file', `${escape_quote(path)} is UTF-16; save it as UTF-8`);
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        if (cause instanceof user_error_UserError)
            throw cause;
        throw new user_error_UserError('bad-file', `${escape_quote(path)} can't be read: ${plainError(cause)}`, { cause });
    }
}
function workspace_path_isBelow(root, path) {
    const inner = (0,external_node_path_namespaceObject.relative)(root, path);
    return inner !== '' && inner.split(external_node_path_namespaceObject.sep)[0] !== '..' && !(0,external_node_path_namespaceObject.isAbsolute)(inner);
}
/** Returns the real path; of a file that does not exist, that of the nearest folder that does, with the rest of the path. */
function realOf(path) {
    if ((0,external_node_fs_namespaceObject.existsSync)(path))
        return (0,external_node_fs_namespaceObject.realpathSync)(path);
    if ((0,external_node_fs_namespaceObject.lstatSync)(path, { throwIfNoEntry: false }))
        return undefined;
    const folder = (0,external_node_path_namespaceObject.dirname)(path);
    const real = folder === path ? path : realOf(folder);
    return real === undefined ? undefined : (0,external_node_path_namespaceObject.join)(real, (0,external_node_path_namespaceObject.basename)(path));
}

;// CONCATENATED MODULE: ./build/kit/python/lock-files.js
// What to do if a project has no requirements file, because another tool keeps its packages.



/** The lock files, and the command that writes a requirements file from each. */
const EXPORTS = [
    // Without the project itself, which Zappa packages from its folder.
    ['uv.lock', (file) => `uv export --no-dev --no-emit-project --output-file ${file}`],
    ['poetry.lock', (file) => `poetry export --output ${file}`],
    ['pdm.lock', (file) => `pdm export --prod --output ${file}`],
    ['Pipfile.lock', (file) => `pipenv requirements > ${file}`],
];
/** Returns the end of a sentence that says what to do about a missing requirements file; empty if nothing is known. */
function missingFileHint(folder, file) {
    for (const [lockFile, command] of EXPORTS) {
        if (!(0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(folder, lockFile)))
            continue;
        return `; the project has ${lockFile}: ${lock_files_advice(lockFile, command(file))}`;
    }
    const others = similarFiles(folder);
    if (others.length > 0)
        return `; there is ${list(others)}`;
    return pyprojectHint(folder, file);
}
const lock_files_advice = (lockFile, command) => `run "${command}"${lockFile === 'poetry.lock' ? PLUGIN : ''} in a step before this one`;
/** Poetry 2 has no "export" of its own. */
const PLUGIN = ' (with the plugin poetry-plugin-export)';
/** A project whose lock file is not committed. Others have a pyproject.toml only for the settings of their tools. */
function pyprojectHint(folder, file) {
    const path = (0,external_node_path_namespaceObject.join)(folder, 'pyproject.toml');
    if (!(0,external_node_fs_namespaceObject.existsSync)(path))
        return '';
    const text = (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
    const isPoetry = /^\s*\[tool\.poetry\b/m.test(text);
    if (!isPoetry && !/^\s*\[project\]/m.test(text))
        return '';
    const [lockFile, command] = EXPORTS.find(([name]) => name.startsWith('poetry') === isPoetry) ?? [];
    if (!lockFile || !command)
        return '';
    return `; the project has pyproject.toml: ${lock_files_advice(lockFile, command(file))}, and commit the lock file`;
}
/** Returns the first requirements files that the folder has. */
function similarFiles(folder) {
    const names = (path) => (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(folder, path)) ? (0,external_node_fs_namespaceObject.readdirSync)((0,external_node_path_namespaceObject.join)(folder, path)).toSorted() : [];
    const nested = names('requirements').map((name) => `requirements/${name}`);
    return [...names('.'), ...nested]
        .filter((name) => /^requirements[\w.-]*(?:\/[\w.-]+)?\.txt$/i.test(name))
        .slice(0, 5);
}

;// CONCATENATED MODULE: ./build/kit/python/unpinned.js
// Whether what a line of a requirements file installs can change while the line stays the same. Pure.
const ARCHIVE = /\.(?:zip|whl|tgz|tbz|txz|tlz|tar(?:\.(?:gz|bz2|xz|lz|lzma))?)\s*(?:\[[^\]]*\])?$/i;
const HASHED = /^(?:[^@/:]*@\s*)?https?:\/\/\S*#(?:\S*&)?sha(?:256|384|512)=[0-9a-f]/i;
/**
 * Returns whether a line names a folder, a file, a URL without a hash, or a repository. A line that pip can't parse counts too, since
 * nothing is known about it.
 */
function isUnpinned(line) {
    if (!line)
        return true;
    const { requirement, options } = line;
    const values = (name) => options.get(name) ?? [];
    if (requirement === '' && values('editable').length > 0)
        return true;
    const indexes = ['index-url', 'pypi-url', 'extra-index-url'].flatMap(values);
    if (indexes.some((index) => !isWebPage(index)))
        return true;
    if (values('find-links').some((link) => !isWebPage(link)))
        return true;
    const named = requirement.replace(/;.*$/s, '').trim();
    if (HASHED.test(requirement))
        return false;
    if (/^(?:[^@/:]*@\s*)?https?:/i.test(named))
        return values('hash').length === 0;
    return named.startsWith('.') || /[/\\:]/.test(named) || ARCHIVE.test(named);
}
/** A web page lists versions, as a package index does. */
const isWebPage = (link) => /^https?:/i.test(link);

;// CONCATENATED MODULE: ./build/kit/python/requirements.js
// Reads a requirements file with all the files that it includes.








/**
 * Reads a requirements file, whose path is relative to the folder, and what it includes with `-r` and `-c`. Masks the passwords in its
 * URLs, and in those of pip's variables. Throws a UserError (`no-requirements`) if one of these files is missing, is not UTF-8, or is
 * outside of the roots.
 */
function readRequirements(folder, file, { roots, env, mask }) {
    const found = { lines: [], entries: [], unpinned: [] };
    const reader = { folder, roots, env, mask, seen: new Set(), ...found };
    for (const name of ['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_FIND_LINKS'])
        for (const password of passwordsIn(env[name] ?? ''))
            mask(password);
    readFile(file, '', reader);
    const { lines, entries, unpinned } = reader;
    return { text: withoutCredentials(lines.join('\n')), entries, unpinned };
}
function readFile(file, includedBy, reader, isConstraint = false) {
    const text = readOnce(file, includedBy, reader);
    if (text === undefined)
        return;
    for (const line of requirementLines(text, reader.env)) {
        const position = `${escape_quote(file)}, line ${line.line}`;
        reader.lines.push(line.text);
        for (const password of passwordsIn(line.text))
            reader.mask(password);
        const parsed = parseRequirementLine(line.text);
        if (parsed && parsed.requirement !== '') {
            const { requirement, options } = parsed;
            const hasHash = options.has('hash');
            reader.entries.push({ position, requirement, hasHash, isConstraint });
        }
        const included = includedFile(line);
        if (included !== undefined && !/^(?:https?|file):/i.test(included.file)) {
            const path = (0,external_node_path_namespaceObject.isAbsolute)(included.file) ? included.file : (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.dirname)(file), included.file);
            const isLimit = isConstraint || included.isConstraint;
            readFile(path, ` (included by ${position})`, reader, isLimit);
        }
        else if (included !== undefined || isUnpinned(parsed)) {
            reader.unpinned.push(`${position}: ${escape_quote(withoutCredentials(line.written))}`);
        }
    }
}
/** Returns the file that a line includes: pip takes the first `-r`, and a `-c` only if there is no `-r`. */
function includedFile({ text }) {
    const parsed = parseRequirementLine(text);
    if (parsed?.requirement !== '' || parsed.options.has('editable'))
        return undefined;
    const { options } = parsed;
    const [file] = options.get('requirement') ?? [];
    if (file !== undefined)
        return { file, isConstraint: false };
    const [limits] = options.get('constraint') ?? [];
    return limits === undefined ? undefined : { file: limits, isConstraint: true };
}
/** Returns undefined if the file was read before: files that include each other would never end. */
function readOnce(file, includedBy, reader) {
    const { folder, roots, seen } = reader;
    const path = (0,external_node_path_namespaceObject.resolve)(folder, file);
    try {
        const real = realPathInside(roots, path);
        if (seen.has(real))
            return undefined;
        seen.add(real);
        return readInside(roots, path);
    }
    catch (cause) {
        if (!(cause instanceof user_error_UserError))
            throw cause;
        const problem = PROBLEMS[cause.reason] ?? 'can\u2019t be read';
        const isAbsent = cause.reason === 'no-file' && includedBy === '';
        const hint = isAbsent ? missingFileHint(folder, file) : '';
        const message = `The requirements file ${escape_quote(file)}${includedBy} ${problem}${hint}`;
        throw new user_error_UserError('no-requirements', message, { cause });
    }
}
const PROBLEMS = {
    'no-file': 'does not exist, or is not a file',
    outside: 'is outside of the workspace, or is a broken symbolic link',
    'bad-file': 'is not UTF-8',
};

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/project-requirements.js
// The project's own requirements, which are installed beside Fabric: what they may not contain, and how pip installs both.




/**
 * Reads the project's requirements; `fabric` is what Fabric will be installed as. Returns undefined if the input is empty. Throws a
 * UserError (`no-requirements`, `requirements-conflict`).
 */
function readProject(title, fabric, { folder, requirements: file, temp, env, mask }) {
    if (file === '')
        return undefined;
    const roots = [folder, temp];
    const contents = readRequirements(folder, file, { roots, env, mask });
    const problems = contradictions(pinsOf(fabric), contents.entries);
    if (problems.length === 0)
        return { file, contents };
    const version = contents.entries
        .map(({ requirement }) => pinIn(requirement))
        .find((pin) => pin?.name === 'fabric')?.version;
    const other = version ?? 'the version that they were made for';
    throw new user_error_UserError('requirements-conflict', `${title} and its packages have the versions of this action: ${problems.join('; ')}. Remove these lines, or set "fabric-version" to ${other}`);
}
/** Returns what pip installs after the pinned Fabric; `constraints` is a file with the versions that must stay. */
const besideFabric = (title, { file }, folder, constraints) => ({
    title: escape_quote(file),
    args: ['-r', file, '-c', constraints],
    folder,
    onConflict: (problem) => new user_error_UserError('requirements-conflict', `${escape_quote(file)} can't be installed beside ${title}, whose packages keep their versions: ${problem}`),
});
/** Returns what pip installs for another Fabric than the pinned one: its packages may have the versions that the project wants. */
const withFabric = (title, version, { file, contents }, folder) => {
    const isListed = contents.entries.some(({ requirement }) => pinIn(requirement)?.name === 'fabric');
    return {
        title: `${title} with ${escape_quote(file)}`,
        // With hashes, pip takes nothing without one; a listed Fabric has its own.
        args: ['-r', file, ...(isListed ? [] : [`fabric==${version}`])],
        folder,
        onConflict: (problem) => new user_error_UserError('requirements-conflict', `${escape_quote(file)} can't be installed with ${title}: ${problem}`),
    };
};

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/virtualenv.js
// Installs Fabric in a virtual environment: one pinned version, with all hashes checked, and beside it the project's requirements. The
// environment is kept in the runner's tool cache.
var virtualenv_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var virtualenv_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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












/** The version whose hashes are in `python/requirements.txt`. */
const PINNED = '3.2.3';
/**
 * Returns the interpreter of a virtual environment with Fabric and the project's requirements. Throws a UserError: `bad-version`,
 * `no-requirements`, `requirements-conflict`, `no-python` if there is none that Fabric runs on, `no-venv` if it can't create
 * environments, `not-installed`.
 */
async function fabricVirtualenv(version, options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        if (!/^[23](?:\.\d+){1,2}$/.test(version)) {
            const problem = `"fabric-version" must be a version of Fabric 2 or 3, such as ${PINNED}, not ${escape_quote(version)}`;
            throw new user_error_UserError('bad-version', problem);
        }
        const fabric = `Fabric ${version}`;
        const hashed = (0,external_node_fs_namespaceObject.readFileSync)(pinnedFile(options), 'utf8');
        const pinned = constraintsOf(hashed);
        const versions = version === PINNED ? pinned : [`fabric==${version}`];
        const project = readProject(fabric, versions, options);
        const python = await findPython({ version: [3, 9, 2], neededBy: 'Fabric' }, options);
        const files = virtualenv_addDisposableResource(env_1, temporaryFolder(options.temp, 'towpath-constraints-'), false);
        const constraints = (0,external_node_path_namespaceObject.join)(files.path, 'constraints.txt');
        (0,external_node_fs_namespaceObject.writeFileSync)(constraints, `${pinned.join('\n')}\n`);
        const virtualenv = await provideVirtualenv({
            title: project ? `${fabric} and ${escape_quote(project.file)}` : fabric,
            cacheKey: cacheKey(version, hashed, project, python, options),
            python: python.file,
            installations: () => installations(version, project, constraints, options),
            check: 'import fabric.main',
            ...(project && { isIntact: isIntact }),
        }, options);
        return virtualenv.python;
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        virtualenv_disposeResources(env_1);
    }
}
const pinnedFile = ({ programs }) => (0,external_node_path_namespaceObject.join)(programs, 'requirements.txt');
/** Returns undefined if the project's requirements must not be cached. */
function cacheKey(version, hashed, project, python, options) {
    const ofProject = project ? requirementsKey(project.contents, python, options) : '';
    if (ofProject === undefined)
        return undefined;
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(`${python.identity}\n${hashed}${ofProject}`);
    const release = version.split('.').length === 2 ? `${version}.0` : version;
    return { name: 'towpath-fabric', version: `${release}-h${hash.digest('hex').slice(0, 16)}` };
}
function installations(version, project, constraints, options) {
    const { folder, warn } = options;
    const title = `Fabric ${version}`;
    if (version === PINNED) {
        const args = ['--require-hashes', '--only-binary', ':all:', '-r', pinnedFile(options)];
        const pinned = { title, args };
        return project ? [pinned, besideFabric(title, project, folder, constraints)] : [pinned];
    }
    if (!project?.contents.entries.some(({ hasHash }) => hasHash))
        warn(`${title} is not the pinned ${PINNED}: its hashes are not checked`);
    return project
        ? [withFabric(title, version, project, folder)]
        : [{ title, args: [`fabric==${version}`] }];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/read-tasks.js
// Reads the input `tasks`: installs Fabric, lists the tasks of the fabfile, and translates the input for them.






/** Returns the tasks to run, and the Fabric to run them with. Throws a UserError. */
async function readTasks(inputs, { runner, fabric: setup }) {
    const words = splitWords(inputs.tasks);
    if ('problem' in words)
        throw new user_error_UserError(words.reason, words.problem);
    const log = (line) => runner.log(line);
    const warn = (message) => runner.annotate('warning', message);
    const version = inputs['fabric-version'];
    const { requirements } = inputs;
    const options = { ...setup, requirements, log, warn, mask: runner.mask };
    const python = await fabricVirtualenv(version, options);
    const fabric = { python, programs: setup.programs };
    const { path, tasks } = await readFabfile(fabric, { ...setup, fabfile: inputs.fabfile });
    const translated = translate(words, tasks);
    if ('problem' in translated)
        throw new user_error_UserError(translated.reason, translated.problem);
    assertSameHosts(translated);
    for (const note of translated.notes)
        log(note);
    log(`The fabfile is ${path}`);
    return { translated, fabric };
}
/** Otherwise Fabric would find out halfway that one of the tasks has no host. */
function assertSameHosts({ called }) {
    const withHosts = called.filter(({ hosts }) => hosts !== null && hosts.length > 0);
    if (withHosts.length === 0 || withHosts.length === called.length)
        return;
    const others = called.filter((task) => !withHosts.includes(task));
    throw new user_error_UserError('no-hosts', `${list(withHosts.map(({ name }) => name))} have hosts of their own, and ${list(others.map(({ name }) => name))} have none: call them in separate steps`);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/task-results.js
// The result of a run of tasks. Pure.



/** Returns the result if no task ran. */
function notRunResult(inputs, fleet, errors, reason) {
    const rows = fleet.hosts.map(({ name, roles }) => {
        const error = errors.get(name);
        const outcome = error ? 'unreachable' : 'not-reached';
        const hostReason = error?.reason ?? '';
        return { ...COMMON, host: name, roles, outcome, reason: hostReason, code: null, seconds: 0 };
    });
    return { ...resultWithoutRows(inputs, fleet), rows, reason };
}
/** Returns the result of tasks that ran. */
function tasksResult(inputs, fleet, taskRows) {
    const rows = taskRows.map(({ host, outcome, reason, code, seconds }) => {
        const known = fleet.hosts.find(({ name }) => host && name === hostText(host));
        return {
            ...COMMON,
            host: known?.name ?? nameOf(host),
            roles: known?.roles ?? [],
            outcome,
            reason,
            code,
            seconds: Math.round(seconds * 10) / 10,
        };
    });
    const failed = taskRows.find(({ reason }) => reason !== '');
    const error = failed &&
        new user_error_UserError(failed.reason, `${nameOf(failed.host)}: ${stripTerminalCodes(failed.text)}`);
    const changed = rows.some(({ outcome }) => outcome === 'deployed' || outcome === 'failed');
    const reason = error?.reason ?? '';
    return { result: { ...resultWithoutRows(inputs, fleet), rows, changed, reason }, error };
}
/** What the rows of all tasks have in common. */
const COMMON = { 'gap-ms': 0, runs: null };
const resultWithoutRows = (inputs, { environment }) => ({
    action: inputs.action,
    environment,
    release: inputs.tag,
    digest: '',
    previous: '',
    digests: {},
    changed: false,
    plan: [],
    isReadOnly: inputs['dry-run'],
    isTasks: true,
});
const nameOf = (host) => (host ? hostText(host) : "the task's own hosts");

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/fabfile/run-tasks.js
// Runs the tasks of the project's fabfile with Fabric, one host after the other, with the lock and the host keys of a deployment.











/** Runs the input `tasks`. Throws a UserError if no host was reached; a later error is in the result. */
async function runTasks(inputs, job, ssh, ports) {
    useSettings(ports);
    const tasks = await readTasks(inputs, ports);
    const connected = await connectAll(job.fleet, ssh, ports);
    const { errors } = connected;
    try {
        if (errors.size > 0) {
            const error = combinedError([...errors.values()]);
            return { result: notRunResult(inputs, job.fleet, errors, error.reason), error };
        }
        if (inputs['dry-run']) {
            return { result: notRunResult(inputs, job.fleet, errors, ''), error: undefined };
        }
        return await runLocked(inputs, job, ssh, connected, tasks, ports);
    }
    finally {
        await connected.close();
    }
}
/** Masks the passwords that Fabric gets, and says which of its settings it does not get. */
function useSettings({ runner, fabric }) {
    const { secrets, withheld } = fabricSettings(fabric.env);
    for (const secret of secrets)
        runner.mask(secret);
    if (withheld.length === 0)
        return;
    runner.annotate('warning', `Fabric does not get ${list(withheld)}: hosts, logins and time limits are those of this action, and a command that fails or is not run must not count as a success`);
}
/** Runs the tasks while it holds the lock. */
async function runLocked(inputs, job, ssh, { lockHost, gateway }, tasks, ports) {
    const { runner, cancel } = ports;
    const warn = (message) => runner.annotate('warning', message);
    if (!lockHost) {
        warn('The environment has no hosts, so there is no lock: another run may be in progress');
    }
    const savePostState = postStateSaver(runner);
    let isLocked = false;
    try {
        if (lockHost) {
            const { slug, runId, fleet } = job;
            savePostState({ slug, runId, environment: fleet.environment, switchValues: {} });
            const owner = [...ports.owner, 'tasks of a fabfile'];
            const lockPorts = { ...ports, log: runner.log };
            await takeLock(lockHost, job, owner, inputs['lock-wait'], lockPorts, cancel);
            isLocked = true;
        }
        const rows = await runOnHosts(inputs, job, ssh, gateway, tasks, ports);
        for (const { host, outcome, text } of rows) {
            if (outcome === 'unchanged')
                warn(`${host ? hostText(host) : 'The hosts'}: ${text}`);
        }
        return tasksResult(inputs, job.fleet, rows);
    }
    finally {
        const isUnlocked = !lockHost || (await releaseLock(lockHost, job, isLocked ? warn : () => { }));
        if (isUnlocked)
            savePostState(undefined);
    }
}
async function runOnHosts(inputs, { fleet }, ssh, gateway, { translated, fabric }, { runner, clock, cancel, fabric: setup }) {
    const known = await Promise.all([
        ssh.plainLines(fleet.gateway),
        ...fleet.hosts.map(({ host }) => ssh.plainLines(host, gateway)),
    ]);
    const order = {
        fabric,
        hosts: fleet.hosts.map(({ host }) => host),
        gateway: fleet.gateway,
        logins: ssh,
        args: translated.args,
        called: translated.called,
        folder: setup.folder,
        fabfile: inputs.fabfile,
        known: [...new Set(known.flat())],
        timeouts: { connect: Math.ceil(inputs['connect-timeout'] / 1000) },
        deadline: clock.now() + inputs.timeout,
    };
    return runFabric(order, {
        env: { ...setup.env, ...ssh.env },
        temp: ssh.folder,
        onLine: (text, host) => runner.log(`${host ? `${hostText(host)} | ` : ''}${stripTerminalCodes(text)}`),
        onEnd: ({ host, outcome, code, seconds, text }) => {
            const where = host ? hostText(host) : 'the hosts of the tasks';
            const details = text === '' ? '' : `, ${text}`;
            if (outcome !== 'not-reached')
                runner.log(`${where}: fab exited with code ${code}${details} (${seconds.toFixed(1)} s)`);
        },
        signal: cancel,
        now: clock.now,
    });
}

;// CONCATENATED MODULE: ./build/kit/text/slug.js
// Makes names that a grammar allows from any text, so that two texts never share a name.

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
 * Returns a text as a DNS label (RFC 1123, section 2.1): lower case, at most 63 characters. A text that is a label already is kept; any
 * other becomes `stem-hash`, as does one of that form: two texts never share a slug. The slug of the empty text is empty.
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

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/job.js
// What every stage of a run needs: the fleet, the run's id, and the registry login. Pure.



/** Returns the job of a run. Throws a UserError (`bad-input`) if the login would have to fit several registries. */
function jobOf(inputs, fleet, runId) {
    const { environment } = fleet;
    const login = loginOf(inputs, fleet);
    const { action, prune } = inputs;
    return { fleet, slug: slug(environment), runId, login, prune, action };
}
function loginOf(inputs, { services, proxy }) {
    const { action, 'registry-user': user, 'registry-password': password } = inputs;
    const isUpgrade = action === 'upgrade-proxy';
    if (user === '' || (action !== 'deploy' && !isUpgrade))
        return undefined;
    const tagged = services.filter(({ takesTag }) => takesTag);
    const used = tagged.length > 0 ? tagged : services;
    const registries = [...new Set(used.map(({ image }) => image.registry))];
    const [registry = '', another] = registries;
    // The password of the services' registry is no other registry's business.
    if (isUpgrade && (another !== undefined || registry !== proxy.image.registry))
        return undefined;
    if (another === undefined)
        return { registry, user, password };
    throw new user_error_UserError('bad-input', `"registry-user" is for one registry, but the images come from ${list(registries)}`);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/outputs.js
// The outputs of fabric-deploy, from its result.
const OUTPUTS = (/* unused pure expression or super */ null && ([
    'digest',
    'previous-digest',
    'digests',
    'changed',
    'hosts',
    'deployed-hosts',
    'unchanged-hosts',
    'failed-hosts',
    'rolled-back-hosts',
    'reason',
    'plan',
]));
/** Returns every output; lists have one entry per line. */
function outputsOf(result) {
    const { rows, digests, plan } = result;
    const hostsWith = (...outcomes) => rows
        .filter(({ outcome }) => outcomes.includes(outcome))
        .map(({ host }) => host)
        .join('\n');
    return {
        digest: result.digest,
        'previous-digest': result.previous,
        digests: JSON.stringify(digests),
        changed: String(result.changed),
        hosts: JSON.stringify(rows),
        'deployed-hosts': hostsWith('deployed'),
        'unchanged-hosts': hostsWith('unchanged'),
        'failed-hosts': hostsWith('failed', 'unreachable'),
        'rolled-back-hosts': hostsWith('rolled-back'),
        reason: result.reason,
        plan: JSON.stringify(plan),
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/result.js
// The result of a run, host by host: the outputs, the table and the summary are made from it. Pure.

/** Returns the running services among the containers of an environment. */
function runningServices(containers) {
    return containers
        .filter(facts_isRunning)
        .map(({ labels, image, state, health }) => ({
        service: labels['towpath.service'] ?? '',
        release: labels['towpath.release'] ?? '',
        digest: digestIn(image),
        state: health === 'unhealthy' ? 'unhealthy' : state,
    }))
        .sort((a, b) => (a.service < b.service ? -1 : 1));
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host-rows.js
// The rows of the result: the outcome of each host. Pure.

/** The reasons that mean that a host was not reached at all. */
const UNREACHED_REASONS = [
    'unreachable',
    'key-refused',
    'host-key-unknown',
    'host-key-changed',
    'timeout',
];
/** Returns the outcome of a host that failed. */
const failedOutcome = ({ reason }) => UNREACHED_REASONS.includes(reason) ? 'unreachable' : 'failed';
/** Returns the row of a host that was not switched. */
function rowOf({ name, roles }, outcome, error, runs) {
    const reason = error?.reason ?? '';
    return { host: name, roles, outcome, reason, code: null, seconds: 0, 'gap-ms': 0, runs };
}
/** Returns the rows of a deployment. */
function deploymentRows(hosts, deployment) {
    const { plans, switched, errors, containers, error } = deployment;
    return hosts.map((host, index) => {
        const found = containers.get(host.name);
        const runs = found ? runningServices(found) : null;
        const prepareError = errors.get(host.name);
        if (prepareError)
            return rowOf(host, failedOutcome(prepareError), prepareError, runs);
        const result = switched.get(host.name);
        if (result)
            return switchedRow(host, result, error, runs);
        const isUpToDate = plans[index]?.changes.length === 0;
        return rowOf(host, isUpToDate ? 'unchanged' : 'not-reached', undefined, runs);
    });
}
function switchedRow(host, result, error, runs) {
    const { failure, gap, seconds, running } = result;
    const cause = failure ?? (running === 'old' ? error : undefined);
    return {
        ...rowOf(host, switchedOutcome(result), cause, runs),
        code: failure?.code ?? null,
        seconds: Math.round(seconds * 10) / 10,
        'gap-ms': gap,
    };
}
function switchedOutcome({ running, failure }) {
    if (running === 'new')
        return 'deployed';
    if (failure === undefined)
        return running === 'old' ? 'rolled-back' : 'failed';
    return running === 'unknown' ? failedOutcome(failure) : 'failed';
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/proxy/proxy-row.js
// The proxy of a host as outputs, the log and the summary show it. Pure.

/** Returns the proxy of a host; null if it has none. */
function proxyRow(proxy) {
    if (!proxy)
        return null;
    const { image, state, http, https, routes } = proxy;
    return { image, state, http, https, routes };
}
/** Returns an image in short: its name, and the beginning of its digest. */
function shortImage(image) {
    const digest = digestIn(image).replace('sha256:', '').slice(0, 12);
    return digest === '' ? image : `${image.slice(0, image.indexOf('@'))} (${digest})`;
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan/route.js
// The routes of services in the proxy of a host. Pure.

/**
 * The label with everything that a container's route needs; kamal-proxy.sh describes it. A container without it is not behind the proxy.
 * A rollback, to this release or from another one, routes as it was routed at its time.
 */
const ROUTE_LABEL = 'towpath.route';
/** The proxy of a host serves all environments. `slug` is that of the environment. */
const routeName = (slug, service) => `${slug}/${service}`;
/** Whether a container gets its requests through the proxy. */
const isBehindProxy = ({ labels }) => labels[ROUTE_LABEL] !== undefined;
/** Returns the value of the label for a service of an environment; undefined if it is not behind the proxy. */
function routeLabel(slug, { name, proxy, check }) {
    if (!proxy)
        return undefined;
    const { hosts, port, tls, pathPrefix, stripPrefix, drain, responseTimeout } = proxy;
    const { forwardHeaders } = proxy;
    const page = check.kind === 'http' ? check : undefined;
    const words = [
        ...[routeName(slug, name), String(port), String(drain)],
        ...(hosts.length > 0 ? ['--host', hosts.join(',')] : []),
        ...(tls ? ['--tls'] : []),
        ...(pathPrefix === '/'
            ? []
            : ['--path-prefix', pathPrefix, `--strip-path-prefix=${stripPrefix}`]),
        ...['--target-timeout', `${responseTimeout}s`],
        ...(forwardHeaders === undefined ? [] : [`--forward-headers=${forwardHeaders}`]),
        ...(page ? ['--health-check-path', page.path] : []),
        ...(page && page.port !== port ? ['--health-check-port', String(page.port)] : []),
        ...(page && page.host !== '' ? ['--health-check-host', page.host] : []),
    ];
    // No word may have a space.
    return words.map((word) => word.replaceAll(/\s/g, '%20')).join(' ');
}
/** Returns the route by which the proxy knows a container's service. */
function route_routeOf({ labels }, { proxy }) {
    const [name] = (labels[ROUTE_LABEL] ?? '').split(' ');
    return proxy?.routes.find(({ service }) => service === name);
}
/** Whether requests reach a container through the proxy. */
function isRouted(container, facts) {
    const route = route_routeOf(container, facts);
    return isTarget(container, route) && route?.state === 'running';
}
/** Returns the running container that the proxy names as the target of their service; undefined if it names none of them. */
const routedOne = (running, facts) => running.find((one) => isTarget(one, route_routeOf(one, facts)));
function isTarget({ id, labels }, route) {
    const [, port] = (labels[ROUTE_LABEL] ?? '').split(' ');
    return route !== undefined && route.target === `${id.slice(0, 12)}:${port}`;
}
/** Whether a running container publishes a port that the proxy of its host, which follows the configuration if it does not run, has to take. */
function holdsProxyPort(container, facts, { http, https }) {
    if (facts.proxy?.state === 'running' || !facts_isRunning(container))
        return false;
    return container.ports.some(({ port, protocol }) => protocol === 'tcp' && [http, https].includes(port));
}
/** Whether the proxy refuses a service's route because another route has the same host and path. */
function conflicts({ hosts, pathPrefix }, other) {
    const [own, theirs] = [hosts, other.hosts].map((all) => (all.length === 0 ? [''] : all));
    return (other.path.split(',').includes(pathPrefix) && (own ?? []).some((host) => theirs?.includes(host)));
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan/settings-hash.js
// The settings of a service's containers, as a hash in a label: a container with other settings has to be replaced. Pure.

/** Hashes all settings of a container but its image. */
function settingsHash(service, facts) {
    const { ports, envFile, command, volumes, restart, proxy, options } = service;
    const env = facts.envFiles.get(envFile) ?? '';
    // Only what is configured: a new key must not change the hash of the services without it.
    const others = { ...(proxy ? { proxy } : {}), ...configured(options) };
    const all = [ports, envFile, env, command, volumes, restart];
    return shortHash(JSON.stringify(Object.keys(others).length > 0 ? [...all, others] : all));
}
/** Returns the options that are configured, without the order of maps. */
function configured(options) {
    const { labels, logging, readOnly, ...others } = options;
    const all = {
        ...others,
        readOnly: readOnly || undefined,
        labels: sorted(labels),
        logging: logging && [logging.driver, sorted(logging.options)],
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => isConfigured(value)));
}
const sorted = (map) => [...map].sort(([one], [other]) => (one < other ? -1 : 1));
/** `init: false` is, since it overrides the setting of the docker daemon. */
function isConfigured(value) {
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/docker-arguments.js
// The options and networks of a service as arguments of docker create. Pure.
/** The network of the proxy and the containers behind it. */
const PROXY_NETWORK = 'towpath';
/** Returns the arguments for the options of a service, except for its labels and networks. */
function optionArguments(options) {
    const { logging, memory, cpus, capAdd, capDrop, user, readOnly, init } = options;
    const each = (flag, values) => [...values].flatMap((value) => [flag, value]);
    const one = (flag, value) => (value === '' ? [] : [flag, value]);
    const pairs = (map) => [...map].map(([name, value]) => `${name}=${value}`);
    return [
        ...(logging ? ['--log-driver', logging.driver] : []),
        ...each('--log-opt', pairs(logging?.options ?? new Map())),
        ...one('--memory', memory),
        ...one('--cpus', cpus),
        ...each('--cap-add', capAdd),
        ...each('--cap-drop', capDrop),
        ...one('--user', user),
        ...(readOnly ? ['--read-only'] : []),
        ...each('--tmpfs', options.tmpfs),
        ...each('--add-host', options.extraHosts),
        ...(init === undefined ? [] : [`--init=${init}`]),
        ...each('--ulimit', options.ulimits),
    ];
}
/**
 * Returns the networks of a service. Docker before 25 creates a container in one network; it has to be connected to the others
 * afterwards. Only a service of which two containers never run side by side has its name as an alias.
 */
function attachmentsOf({ name, startOnly, proxy, options }) {
    const own = options.networks.map((network) => {
        const isUserDefined = !['bridge', 'host', 'none'].includes(network);
        return { network, alias: startOnly && isUserDefined ? name : '' };
    });
    return proxy ? [{ network: PROXY_NETWORK, alias: '' }, ...own] : own;
}
/** Returns the arguments of docker create for the first network of a service. */
function networkArguments([first]) {
    if (first === undefined)
        return [];
    const alias = first.alias === '' ? [] : ['--network-alias', first.alias];
    return ['--network', first.network, ...alias];
}
/** Returns the other networks as arguments of prepare.sh: their number, then each with the alias or an empty argument. */
function connectArguments([, ...others]) {
    return [String(others.length), ...others.flatMap(({ network, alias }) => [network, alias])];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/create-arguments.js
// A change as arguments of docker create. Pure.





/**
 * Returns the arguments of docker create for a change. prepare.sh then connects the container to the other networks of its service.
 */
function createArguments({ service, release, digest }, { environment, slug, runId, host }, facts) {
    const labels = {
        'towpath.environment': environment,
        'towpath.service': service.name,
        'towpath.release': release,
        'towpath.run': runId,
        [HOST_LABEL]: host,
        'towpath.settings': settingsHash(service, facts),
        ...routeLabels(slug, service),
    };
    const shortRelease = release.replace(/^sha256:/, '').slice(0, 40);
    // Two containers of one release need different names.
    const suffix = shortHash(`${runId} ${host}`).slice(0, 6);
    return [
        ...['--name', `${service.name}-${slug}-${shortRelease}-${suffix}`],
        ...[...Object.entries(labels), ...service.options.labels].flatMap(([key, value]) => [
            '--label',
            `${key}=${value}`,
        ]),
        // switch.sh sets the policy once the container is healthy: until then, one that exits has failed.
        ...['--restart', 'no'],
        ...service.ports.flatMap((port) => ['--publish', port]),
        ...commonArguments(service),
        ...networkArguments(attachmentsOf(service)),
        `${service.image.name}@${digest}`,
        ...service.command,
    ];
}
/**
 * Returns the arguments that the container of the service's `before` has too. It has no labels of the service, by which a router such as
 * Traefik would find it and send it requests.
 */
function commonArguments({ volumes, envFile, options }) {
    return [
        ...volumes.flatMap((volume) => ['--volume', volume]),
        ...(envFile === '' ? [] : ['--env-file', envFile]),
        ...optionArguments(options),
    ];
}
const routeLabels = (slug, service) => {
    const route = routeLabel(slug, service);
    return route === undefined ? {} : { [ROUTE_LABEL]: route };
};

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/before-plan.js
// Which commands of `before` a deployment runs, where, and with which arguments. Pure.



/** Returns the commands in the order of the file: each runs on the first host that gets a new container of its service. */
function beforeRuns(plans, services) {
    return services.flatMap((service) => {
        const { before } = service;
        if (!before)
            return [];
        const creates = (one) => one.service === service && one.startId === undefined;
        const host = plans.findIndex(({ changes }) => changes.some(creates));
        const change = plans[host]?.changes.find(creates);
        return change ? [{ host, change, before }] : [];
    });
}
/** The name of a command's container: unique to the run. */
const beforeContainer = ({ name }, { slug, runId }) => `${name}-${slug}-before-${shortHash(`${runId} before`).slice(0, 8)}`;
/** Returns the arguments of before.sh that follow the common ones: the time limit, the label, further networks, those of docker create. */
function beforeArguments({ change, before }, { slug, runId }) {
    const { service, digest } = change;
    // Neither the environment nor the service: it is no release.
    const label = `towpath.before=${slug}/${service.name}`;
    // Without aliases: no request may come to this container.
    const [first, ...others] = attachmentsOf(service).map(({ network }) => network);
    return [
        ...[String(before.within), label, String(others.length), ...others],
        ...['--name', beforeContainer(service, { slug, runId })],
        ...['--label', `towpath.run=${runId}`, '--label', label],
        ...['--restart', 'no', '--no-healthcheck'],
        ...commonArguments(service),
        ...(first === undefined ? [] : ['--network', first]),
        `${service.image.name}@${digest}`,
        ...before.command,
    ];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/build-result.js
// Builds the result of a run from what was found and done. Pure.





/** Returns the result of a run that only inspected the hosts: a status, or a preflight that failed with `error`. */
function inspectionResult({ action, tag }, { environment, hosts }, { inspected, errors }, error) {
    const isReadOnly = action === 'status' || action === 'unlock';
    const rows = hosts.map((host) => {
        const [hostError] = errors.get(host.name) ?? [];
        const state = inspected.find((one) => one.host === host);
        const runs = state ? runningServices(state.containers) : null;
        const asksForProxy = action === 'status' || action === 'upgrade-proxy';
        const proxy = asksForProxy && state ? { proxy: proxyRow(state.facts.proxy) } : {};
        if (isReadOnly && state)
            return { ...rowOf(host, 'unchanged', undefined, runs), ...proxy };
        const outcome = hostError ? failedOutcome(hostError) : 'not-reached';
        return { ...rowOf(host, outcome, hostError, runs), ...proxy };
    });
    return {
        action,
        environment,
        release: tag,
        digest: '',
        previous: '',
        digests: {},
        changed: false,
        rows,
        reason: error?.reason ?? '',
        plan: [],
        isReadOnly,
        isTasks: false,
    };
}
/** Returns the result of a deployment or a rollback. */
function deploymentResult(inputs, { hosts, environment, services }, deployment) {
    const { plans, inspected, switched, error } = deployment;
    const rows = deploymentRows(hosts, deployment);
    const mainService = services.find((one) => one.takesTag && !one.startOnly) ?? services[0];
    const mainName = mainService?.name ?? '';
    const isGood = error === undefined && !inputs['dry-run'];
    const hasPruned = isGood && inputs.prune && plans.some((plan) => plan.unconfigured.length > 0);
    const digests = digestsOf(deployment);
    return {
        action: inputs.action,
        environment,
        release: inputs.tag,
        digest: digests.get(mainName) ?? '',
        previous: previousDigest(inspected, mainName),
        digests: Object.fromEntries([...digests].filter(([, digest]) => digest !== '')),
        changed: hasPruned ||
            rows.some(({ outcome }) => outcome === 'deployed') ||
            [...switched.values()].some(({ running }) => running === 'unknown'),
        rows,
        reason: error?.reason ?? '',
        plan: planRows(plans, inspected, services),
        isReadOnly: inputs['dry-run'],
        isTasks: false,
    };
}
function digestsOf({ plans, digests }) {
    const changes = plans.flatMap((plan) => plan.changes);
    return new Map([
        ...changes.map(({ service, digest }) => [service.name, digest]),
        ...[...digests].map(([service, digest]) => [service.name, digest]),
    ]);
}
/** The digest of a service before the run, on the first host that was running it. */
function previousDigest(inspected, service) {
    const container = inspected
        .flatMap(({ containers }) => containers)
        .find((one) => one.labels['towpath.service'] === service && facts_isRunning(one));
    return container ? digestIn(container.image) : '';
}
function planRows(plans, inspected, services) {
    const commands = beforeRuns(plans, services).map(({ change }) => change);
    return plans.map(({ host, changes }, index) => {
        const releaseOf = (id) => {
            const container = inspected[index]?.containers.find((one) => one.id === id);
            return container?.labels['towpath.release'] ?? '';
        };
        return {
            host: host.name,
            roles: host.roles,
            moves: changes.map((change) => {
                const { service, startId, stopIds, release, keepsRunning } = change;
                return {
                    service: service.name,
                    does: keepsRunning
                        ? 'route'
                        : stopIds.length > 0
                            ? 'replace'
                            : startId === undefined
                                ? 'make'
                                : 'start',
                    from: stopIds.map(releaseOf).join(' '),
                    to: release,
                    ...(commands.includes(change) ? { before: service.before?.command ?? [] } : {}),
                };
            }),
        };
    });
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/config/header-lines.js
// The headers of a health check's request. Pure.
/** Returns the headers as lines, as the scripts for hosts take them. */
function headerLines({ host, headers, }) {
    const all = [...(host === '' ? [] : [['Host', host]]), ...headers];
    return all.map(([name, value]) => `${name}: ${value}`).join('\n');
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/inspect-host.js
// Runs inspect.sh on one host.




/** Runs inspect.sh on a host. */
async function inspectHost(session, job) {
    const { fleet, slug, runId, login } = job;
    const also = alsoInspected(session.host.services, job).join(' ');
    // An upgrade of the proxy touches no service.
    const services = job.action === 'upgrade-proxy' ? [] : session.host.services;
    const files = [...new Set(services.map(({ envFile }) => envFile).filter((path) => path !== ''))];
    const pages = services.flatMap(({ name, check }) => check.kind === 'http' ? [name, String(check.port), check.path, headerLines(check)] : []);
    const registry = login ? [login.registry, login.user] : ['', ''];
    const args = [slug, runId, fleet.environment, also, ...registry, String(files.length), ...files];
    const { code, stdout, stderr } = await session.run('inspect', [...args, ...pages], {
        input: login?.password ?? '',
    });
    // One of them is the script's first record. An account with a command of its own may run that instead, and succeed.
    const hasRun = firstRecord(stdout, 'http-client', 'problem').length > 0;
    if (code === 0 && hasRun)
        return factsOf(stdout);
    const lastLine = (stderr.trim() || stdout.trim()).split('\n').at(-1) ?? '';
    throw new user_error_UserError('no-shell', `${session.host.name} can't run a shell script (exit code ${code}): ${escape_quote(lastLine)}; is the user's login shell a shell (getent passwd), and is the key without "command=" in ~/.ssh/authorized_keys?`);
}
/** What a host is asked for only if a service there, or the action, needs it: each takes time. */
function alsoInspected(services, { action }) {
    const isUpgrade = action === 'upgrade-proxy';
    const isProxied = services.some(({ proxy }) => proxy !== undefined);
    return [
        ...(isProxied || isUpgrade || action === 'status' ? ['proxy'] : []),
        ...(isProxied || isUpgrade ? ['ports'] : []),
        ...(services.some(({ options }) => options.networks.length > 0) ? ['networks'] : []),
    ];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/missing-networks.js
// Docker's networks that services name and a host lacks. Pure.


/** Returns an error for every network of a service that the host does not have. */
function missingNetworks({ name, services }, { networks }) {
    // Docker has some of its own: without any, it did not answer.
    if (networks.length === 0)
        return [];
    return services.flatMap((service) => service.options.networks
        .filter((network) => !networks.includes(network))
        .map((network) => {
        const problem = `${name} has no docker network ${escape_quote(network)}, which ${escape_quote(service.name)} needs`;
        const hint = `there are ${list(networks)}; create it first (docker network create ${network})`;
        return new user_error_UserError('network-missing', `${problem}: ${hint}`);
    }));
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/taken-ports.js
// Ports of services and of the proxy that something on a host has which the deployment does not replace. Pure.





/** Returns an error for every port that is taken. */
function portsTaken(host, facts, job) {
    const others = remaining(host, facts, job);
    const ofServices = host.services.flatMap(({ name, ports }) => ports.flatMap((published) => {
        const port = publishedPort(published);
        const owner = port && taken_ports_ownerOf(port, others);
        if (port === undefined || owner === undefined)
            return [];
        const whose = `${host.name}: port ${portText(port)} of ${escape_quote(name)}`;
        return [new user_error_UserError('port-taken', `${whose} is used by ${described(owner, job)}`)];
    }));
    const { proxy } = job.fleet;
    const isProxied = host.services.some((service) => service.proxy !== undefined);
    // One that runs has its ports already, whichever they are.
    const mustStart = facts.proxy?.state !== 'running' && facts.proxy?.state !== 'paused';
    const ofProxy = isProxied && mustStart ? proxyPortsTaken(host, facts, job, proxy, others) : [];
    return [...ofServices, ...ofProxy];
}
/** Returns an error for every port that is taken of those that the proxy gets only by an upgrade. */
function upgradePortsTaken(host, facts, job) {
    const { proxy } = facts;
    if (!proxy)
        return [];
    const own = proxy.state === 'running' ? [proxy.http, proxy.https] : [];
    const { http, https } = job.fleet.proxy;
    const wanted = Object.entries({ http, https }).filter(([, port]) => !own.includes(port));
    return proxyPortsTaken(host, facts, job, Object.fromEntries(wanted), facts.containers.filter(facts_isRunning));
}
/** Returns an error for every port of a proxy that is taken; `others` are the containers that keep their ports. */
function proxyPortsTaken({ name }, { containers, listening }, job, { http, https }, others) {
    return Object.entries({ http, https }).flatMap(([key, number]) => {
        if (number === undefined)
            return [];
        const port = { address: '', port: number, protocol: 'tcp' };
        const owner = taken_ports_ownerOf(port, others.filter(({ name }) => !isProxyContainer(name)));
        const isKnown = taken_ports_ownerOf(port, containers.filter(facts_isRunning)) !== undefined;
        const isForeign = !isKnown && listening.includes(number);
        if (owner === undefined && !isForeign)
            return [];
        const by = owner ? described(owner, job) : FOREIGN_PROGRAM;
        const problem = `${name}: port ${portText(port)} of the proxy is used by ${by}`;
        return [
            new user_error_UserError('port-taken', `${problem}, or choose another port as "${key}" of the environment's "proxy"`),
        ];
    });
}
const FOREIGN_PROGRAM = "a program that is not a container (or one in the host's network); stop it (as root, ss -ltnp names it)";
/** The containers that run and that the deployment does not replace. */
function remaining(host, facts, job) {
    const names = host.services.map(({ name }) => name);
    // One that docker keeps restarting has no port at the moment that the new container starts.
    const isUnconfigured = ({ labels, state }) => !names.includes(labels['towpath.service'] ?? '') && state !== 'restarting';
    return facts.containers.filter((one) => facts_isRunning(one) && (isForeignTo(job, one) || (!job.prune && isUnconfigured(one))));
}
const isForeignTo = ({ fleet }, { labels }) => labels['towpath.environment'] !== fleet.environment;
const taken_ports_ownerOf = (port, containers) => containers.find((one) => one.ports.some((other) => collides(port, other)));
/** Returns who has a port, and what to do about it. */
function described(owner, job) {
    const container = `the container ${escape_quote(owner.name)}`;
    if (owner.name === PROXY_CONTAINER)
        return `the proxy of this host (${container}); put the service behind it with "proxy", or publish another port; if nothing else needs the proxy, remove it (docker rm -f ${PROXY_CONTAINER})`;
    if (owner.name === KAMAL_CONTAINER)
        return `Kamal's own proxy (${container}), which can't be shared, since Kamal replaces and removes it with all routes; stop it first (kamal proxy remove)`;
    if (job.action === 'upgrade-proxy')
        return `${container}; stop it first`;
    if (isForeignTo(job, owner))
        return `${container}, which was not deployed to this environment; stop it first`;
    const service = escape_quote(owner.labels['towpath.service'] ?? '');
    return `${container}, whose service ${service} is not configured for this host; "prune: true" replaces it`;
}
/** The name of Kamal's proxy on every host that Kamal deploys to. */
const KAMAL_CONTAINER = 'kamal-proxy';

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/taken-routes.js
// Hosts and paths that another route of the proxy has: it refuses a second one. Pure.





/**
 * Returns an error for every service whose route the proxy would refuse. The services are switched in their order: a host that an
 * earlier one gives up is free for a later one.
 */
function routesTaken(host, facts, job) {
    const replaced = replacedRoutes(host, facts, job);
    let routes = (facts.proxy?.routes ?? []).filter(({ service }) => !replaced.includes(service));
    return host.services.flatMap((service) => {
        const { proxy } = service;
        if (!proxy)
            return [];
        const name = routeName(job.slug, service.name);
        const others = routes.filter((route) => route.service !== name);
        const found = others.find((route) => conflicts(proxy, route));
        routes = [...others, configuredRoute(name, proxy)];
        return found ? [routeTaken(host, service.name, proxy, found, job)] : [];
    });
}
/** The routes of services that are no longer configured, which `prune` replaces before it gives their hosts to others. */
function replacedRoutes({ services }, facts, job) {
    if (!job.prune)
        return [];
    const names = services.map(({ name }) => name);
    return facts.containers
        .filter((one) => facts_isRunning(one) && isBehindProxy(one))
        .filter(({ labels }) => labels['towpath.environment'] === job.fleet.environment)
        .filter(({ labels }) => !names.includes(labels['towpath.service'] ?? ''))
        .map(({ labels }) => labels[ROUTE_LABEL]?.split(' ')[0] ?? '');
}
const configuredRoute = (service, { hosts, pathPrefix, tls }) => ({
    ...{ service, hosts, path: pathPrefix, target: '', state: 'running', tls },
});
function routeTaken({ name, services }, service, { hosts, pathPrefix }, found, job) {
    const shared = hosts.filter((host) => found.hosts.includes(host));
    const what = shared.length > 0 ? list(shared) : 'all hosts that no other route has';
    const path = pathPrefix === '/' ? '' : ` with the path ${escape_quote(pathPrefix)}`;
    const problem = `${name}: the proxy can't route ${what}${path} to ${escape_quote(service)}, since its route ${escape_quote(found.service)} has the same`;
    const hint = hintFor(found.service, service, services, job);
    return new user_error_UserError('host-taken', `${problem}; ${hint}`);
}
function hintFor(route, service, services, { slug, prune }) {
    const remove = `remove it (docker exec ${PROXY_CONTAINER} kamal-proxy remove ${escape_quote(route)})`;
    const owner = services.find(({ name }) => routeName(slug, name) === route);
    if (owner?.proxy)
        return `list ${escape_quote(owner.name)} before ${escape_quote(service)}, so that it leaves the route first, or deploy that change of ${escape_quote(owner.name)} before`;
    if (owner)
        return `${escape_quote(owner.name)} only leaves the proxy at the end of a deployment: deploy that change first`;
    if (!route.startsWith(routeName(slug, '')))
        return `set another host or path, or ${remove}`;
    return prune ? remove : `its service is not configured for this host: "prune: true" removes it`;
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/preflight.js
// The preflight of one host: explains everything there that prevents a deployment. Pure.





/** Returns an error for everything on a host that prevents a deployment. */
function preflightErrors(all, facts, job) {
    const isUpgrade = job.action === 'upgrade-proxy';
    // It touches no service.
    const host = isUpgrade ? { ...all, services: [] } : all;
    const needsHttp = host.services.some(({ check }) => check.kind === 'http');
    const { freeKib, hasHttpClient, dockerVersion } = facts;
    return [
        ...facts.problems.map((problem) => explained(host.name, problem)),
        ...(needsHttp && !hasHttpClient && dockerVersion !== '' ? [noHttpClient(host.name)] : []),
        ...(freeKib !== undefined && freeKib < MIN_FREE_KIB ? [diskFull(host.name, freeKib)] : []),
        ...portsTaken(host, facts, job),
        ...(isUpgrade ? upgradePortsTaken(host, facts, job) : []),
        ...routesTaken(host, facts, job),
        ...missingNetworks(host, facts),
    ];
}
/** With less free space than this, even the smallest image fails halfway. */
const MIN_FREE_KIB = 8192;
const noHttpClient = (host) => new user_error_UserError('no-http-client', `${host} has neither curl, wget nor python3 for the HTTP health check; install one of them, or use "healthy: { docker: true }"`);
const diskFull = (host, free) => new user_error_UserError('disk-full', `${host} has only ${free} KiB free where docker keeps its images; free some space (docker system prune)`);
const EXPLANATIONS = {
    'docker-missing': ['docker-missing', 'has no docker command; install docker, or link it into'],
    podman: [
        'docker-missing',
        'has podman instead of docker, which it does not replace here: install docker',
    ],
    'docker-denied': [
        'docker-denied',
        'does not let this user use docker; add the user to the group docker',
    ],
    'docker-down': ['docker-down', 'has a docker daemon that does not answer'],
    'docker-version': [
        'docker-version',
        'has a docker command and a docker daemon that do not work together; update the older one',
    ],
    'no-folder': ['no-folder', "can't create this run's folder"],
    'env-file-missing': ['env-file', 'lacks the env-file'],
    'env-file-unreadable': ['env-file', 'does not let this user read the env-file'],
    'registry-refused': ['registry-refused', 'was refused by the registry'],
    'registry-unreachable': ['registry-unreachable', "can't log in to the registry"],
};
function explained(host, { kind, text }) {
    const [reason, explanation] = EXPLANATIONS[kind] ?? ['preflight', kind];
    return new user_error_UserError(reason, `${host} ${explanation}${text === '' ? '' : `: ${escape_quote(text)}`}`);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/inspect.js
// Inspects every host of a fleet: what runs there, and what prevents a deployment.







/** Connects to all hosts and inspects them, all at once. */
async function connectAndInspect(job, ssh, ports) {
    const inspector = inspectorFor(job);
    const connected = await connectAll(job.fleet, ssh, ports, inspector.inspect);
    const { sessions, lockHost, close } = connected;
    const errors = new Map([...connected.errors].map(([name, error]) => [name, [error]]));
    const { inspected, errors: found } = inspector.findings(sessions);
    for (const [name, problems] of found)
        errors.set(name, problems);
    return { inspected, lockHost, errors, close };
}
/** Inspects hosts that are connected already, all at once. */
async function inspectAll(sessions, job) {
    const inspector = inspectorFor(job);
    await pMap(sessions, inspector.inspect, { concurrency: MAX_PARALLEL_HOSTS });
    return inspector.findings(sessions);
}
/** Inspects hosts one by one. Its findings come at the end, since only all hosts together show which of them share a daemon. */
function inspectorFor(job) {
    const { environment } = job.fleet;
    const errors = new Map();
    const factsBySession = new Map();
    return {
        async inspect(session) {
            const { host } = session;
            try {
                const facts = await inspectHost(session, job);
                const problems = preflightErrors(host, facts, job);
                if (problems.length > 0)
                    errors.set(host.name, problems);
                factsBySession.set(session, facts);
            }
            catch (error) {
                if (!(error instanceof user_error_UserError))
                    throw error;
                errors.set(host.name, [error]);
            }
        },
        findings(sessions) {
            const daemons = [...factsBySession.values()].map(({ daemonId }) => daemonId);
            const inspected = sessions.flatMap((session) => {
                const facts = factsBySession.get(session);
                if (!facts)
                    return [];
                const { host } = session;
                const { daemonId } = facts;
                const sharesDocker = daemons.indexOf(daemonId) !== daemons.lastIndexOf(daemonId);
                const containers = environmentContainers(host, facts.containers, environment, sharesDocker);
                return [{ host, session, facts, sharesDocker, containers }];
            });
            return { inspected, errors };
        },
    };
}
/** Removes what the inspection left on the hosts. */
async function removeRunFolders(inspected, { slug, runId, fleet }) {
    const remove = async ({ session }) => {
        try {
            await session.run('cleanup', [slug, runId, fleet.environment, '', '', '']);
        }
        catch (error) {
            if (!(error instanceof user_error_UserError))
                throw error;
        }
    };
    await pMap(inspected, remove, { concurrency: MAX_PARALLEL_HOSTS });
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/lock-status.js
// Shows who holds the lock, or removes it.



/** Returns a sentence about the environment's lock; `break` removes it first. */
async function lockStatus(session, { slug, runId }, command) {
    const { stdout, code } = await session.run('lock', [command, slug, runId]);
    const [kind] = firstRecord(stdout, 'free', 'held', 'broken');
    if (code !== 0)
        throw new user_error_UserError('no-shell', `${session.host.name} can't report on the lock`);
    if (kind === 'free')
        return 'The lock is free.';
    const holder = holderOf(stdout);
    return kind === 'broken'
        ? `The lock was removed; it was held by ${holder}`
        : `The lock is held by ${holder}`;
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/proxy/proxy-state.js
// What a deployment has to do about the proxy of a host. Pure.

/** Returns the image of a proxy as docker takes it. */
const proxyReference = ({ image }) => `${image.name}@${image.digest}`;
/** Whether a plan puts a container behind the proxy. */
const needsProxy = ({ changes }) => changes.some(({ isBehind }) => isBehind);
/** Whether a proxy has the configured image and ports. */
function isAsConfigured(found, wanted) {
    const { image, http, https } = found;
    return image === proxyReference(wanted) && http === wanted.http && https === wanted.https;
}
/** Whether the proxy has to be made: the host has none, or one that serves nobody and is not as configured. */
function mustMakeProxy(plan, facts, wanted) {
    const { proxy } = facts;
    if (!needsProxy(plan))
        return false;
    return proxy === undefined || (proxy.state !== 'running' && !isAsConfigured(proxy, wanted));
}
/** Whether a container that the plan stops has a port of the proxy: until then the proxy can't start. */
function givesPort({ changes }, facts, wanted) {
    const stopped = changes.flatMap(({ stopIds }) => stopIds);
    return facts.containers.some((one) => stopped.includes(one.id) && holdsProxyPort(one, facts, wanted));
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/proxy/upgrade-plan.js
// Which hosts get another proxy. Pure.



/** Whether the proxy of a host has to be replaced: it has another image or other ports, or does not run. */
const needsUpgrade = (found, wanted) => found !== undefined &&
    (found.isInterrupted || found.state !== 'running' || !isAsConfigured(found, wanted));
/** Returns the plan of a host: its proxy as the only move. */
function upgradePlan({ host, facts }, wanted) {
    const { name, roles } = host;
    const { proxy } = facts;
    if (proxy === undefined || !needsUpgrade(proxy, wanted))
        return { host: name, roles, moves: [] };
    const hasPorts = proxy.http === wanted.http && proxy.https === wanted.https;
    const shown = (image, { http, https }) => hasPorts ? image : `${image}, ports ${http} and ${https}`;
    const [from, to] = [shown(proxy.image, proxy), shown(proxyReference(wanted), wanted)];
    return { host: name, roles, moves: [{ service: 'proxy', does: 'replace', from, to }] };
}
/** Returns a warning if proxies of hosts are not as configured: a deployment leaves one that runs alone. */
function outdatedProxies(states, wanted) {
    const outdated = states.filter(({ host, facts }) => host.services.some((service) => service.proxy) &&
        facts.proxy?.state === 'running' &&
        !isAsConfigured(facts.proxy, wanted));
    if (outdated.length === 0)
        return undefined;
    const where = shortList(outdated.map(({ host }) => host.name));
    const { http, https } = wanted;
    return `The proxy of ${where} does not have the configured image and ports (${escape_quote(proxyReference(wanted))}, ${http} and ${https}); it keeps serving as it is. "action: upgrade-proxy" replaces it`;
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/docker-messages.js
// What docker's messages mean: those of docker 20.10 and later, of the daemon and of registries. Pure.
const docker_messages_MESSAGES = [
    [/no space left on device|disk quota exceeded/i, 'disk-full', 'has no space left'],
    [
        /manifest unknown|manifest for .* not found|repository does not exist|: not found/i,
        'tag-missing',
        'found no such image',
    ],
    [/unauthorized|denied|no basic auth|authentication required/i, 'registry-refused', 'was refused'],
    [
        /connection refused|no such host|i\/o timeout|TLS handshake|EOF|connection reset|network is unreachable|Client\.Timeout|server misbehaving|HTTP response to HTTPS|50[0-9] /i,
        'registry-unreachable',
        "can't reach the registry",
    ],
];
/** Returns the reason code of a message of docker, and words for a sentence; undefined for one that has none. */
function explainDocker(output) {
    const [, reason, explanation] = docker_messages_MESSAGES.find(([pattern]) => pattern.test(output)) ?? [];
    return reason === undefined || explanation === undefined ? undefined : { reason, explanation };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/images.js
// Images on a host: resolves a tag to its digest, pulls, and creates containers.








/** Returns the reference of a service's image when a tag or digest is deployed. */
function referenceOf({ image, takesTag }, release) {
    if (!takesTag)
        return image.digest === '' ? `${image.name}:${image.tag}` : `${image.name}@${image.digest}`;
    return `${image.name}${release.startsWith('sha256:') ? '@' : ':'}${release}`;
}
/** Returns the digest that a reference has in the registry now, asked from a host. Throws a UserError. */
async function resolveDigest(session, job, service, reference, limits) {
    const [, ownDigest] = /@(sha256:[0-9a-f]{64})$/.exec(reference) ?? [];
    if (ownDigest !== undefined)
        return ownDigest;
    const images = imageArguments(job, [[service.image, reference]]);
    const records = await runPrepare(session, job, images, limits);
    const [, , digest = ''] = records.find(([kind]) => kind === 'pulled') ?? [];
    if (digest !== '')
        return digest;
    throw new user_error_UserError('pull-failed', `${session.host.name}: docker pull printed no digest of ${escape_quote(reference)}`);
}
/**
 * Pulls what a tag refers to at the moment, before the digest for all hosts is known: most often it is the same. An error is ignored here:
 * it occurs again, and is reported, when the host is prepared.
 */
async function pullEarly(session, job, images, limits) {
    const references = images.map(([{ image }, reference]) => [image, reference]);
    const args = [job.slug, job.runId, ...imageArguments(job, references)];
    await session.run('prepare', args, limits).catch((error) => {
        if (!(error instanceof user_error_UserError))
            throw error;
    });
}
/**
 * Pulls the images of a host's changes, and that of a proxy that has to be made, and creates the containers, without starting them.
 * Returns the id for each change.
 */
async function pullAndCreate(session, job, plan, facts, limits) {
    const { fleet, slug, runId } = job;
    const toCreate = plan.changes.filter(({ startId }) => startId === undefined);
    const images = toCreate.map(({ service: { image }, digest }) => [
        image,
        `${image.name}@${digest}`,
    ]);
    if (mustMakeProxy(plan, facts, fleet.proxy))
        images.push([fleet.proxy.image, proxyReference(fleet.proxy)]);
    if (images.length === 0)
        return new Map();
    const owner = { environment: fleet.environment, slug, runId, host: session.host.name };
    const creates = toCreate
        .map((change) => ({
        args: createArguments(change, owner, facts),
        networks: connectArguments(attachmentsOf(change.service)),
    }))
        .flatMap(({ args, networks }) => [String(args.length), ...args, ...networks]);
    const args = [...imageArguments(job, images), ...creates];
    const records = await runPrepare(session, job, args, limits);
    const ids = records.flatMap(([kind, id = '']) => (kind === 'created' ? [id] : []));
    return new Map(toCreate.map((change, index) => [change, ids[index] ?? '']));
}
/** Pulls the image of the proxy. Throws a UserError. */
async function pullProxy(session, job, limits) {
    const { proxy } = job.fleet;
    const images = imageArguments(job, [[proxy.image, proxyReference(proxy)]]);
    await runPrepare(session, job, images, limits);
}
/** Images as arguments of prepare.sh: their number, then each with 1 if it needs the run's login, else 0. */
function imageArguments({ login }, images) {
    const needsLogin = new Map(images.map(([{ registry }, reference]) => [reference, registry === login?.registry]));
    const args = [...needsLogin].flatMap(([reference, needed]) => [needed ? '1' : '0', reference]);
    return [String(needsLogin.size), ...args];
}
/** Runs prepare.sh. Throws a UserError that explains what docker refused. */
async function runPrepare(session, { slug, runId }, args, limits) {
    const finished = await session.run('prepare', [slug, runId, ...args], limits);
    if (finished.code === 0)
        return recordsIn(finished.stdout);
    throw prepareError(session.host.name, finished, limits.closeStdinOn);
}
function prepareError(host, { stdout, stderr, code }, stop) {
    const [, command = 'pull', image = '', exitCode = String(code), output = stderr.trim()] = firstRecord(stdout, 'failed');
    if (stop.aborted)
        return new user_error_UserError('ended', `${host}: docker ${command} was stopped`);
    const { reason, explanation } = explainDocker(output) ?? {};
    if (command === 'create' || command === 'network connect') {
        const failed = exitCode === '0' ? 'left out a limit' : `failed (code ${exitCode})`;
        return new user_error_UserError(reason === 'disk-full' ? reason : 'create-failed', `${host}: docker ${command} ${failed}: ${quoteEnd(output)}`);
    }
    return new user_error_UserError(reason ?? 'pull-failed', `${host} ${explanation ?? `could not pull (code ${exitCode})`}: ${escape_quote(image)} (docker reports ${quoteEnd(output)})`);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/proxy/proxy-script.js
// Runs proxy.sh on a host, and explains its failures.







/** Runs proxy.sh. Throws a UserError only if the connection is lost or it takes too long. */
async function runProxyScript(session, mode, { fleet, slug, runId }, options) {
    const { http, https } = fleet.proxy;
    const args = [mode, slug, runId, proxyReference(fleet.proxy), String(http), String(https)];
    const { code, stdout, stderr } = await session.run('proxy', args, options);
    const records = recordsIn(stdout);
    return {
        code,
        records,
        error: code === 0 ? undefined : failureOf(session.host.name, records, stderr),
    };
}
/** How many lines of the proxy's log a message shows. */
const LOG_LINES = 5;
function failureOf(host, records, stderr) {
    const [, word = '', output = stderr.trim()] = records.find(([kind]) => kind === 'failed') ?? [];
    const log = records
        .filter(([kind]) => kind === 'log')
        .map(([, , line = '']) => stripTerminalCodes(line));
    const lines = log.slice(-LOG_LINES).map((line) => `  ${quoteEnd(line)}`);
    const cause = output === '' ? '' : `: ${quoteEnd(output)}`;
    const ends = lines.length > 0 ? ['its log ends with:', ...lines] : [];
    const problem = [
        `${host}: the proxy ${proxy_script_PROBLEMS[word] ?? 'could not be started'}${cause}`,
        ...ends,
    ];
    const lost = records.find(([kind]) => kind === 'lost');
    if (lost === undefined)
        return new user_error_UserError(reasonOf(word, output), problem.join('\n'));
    const back = `${host}: the old proxy could not be restored: ${escape_quote(lost[1] ?? '')}`;
    return new user_error_UserError('not-restored', [...problem, back].join('\n'));
}
/** By the words of the script. */
const proxy_script_PROBLEMS = {
    'create-failed': 'could not be created',
    'stop-failed': 'could not be stopped',
    'no-answer': 'does not answer',
    'other-routes': 'does not list the routes of the old one',
    ended: 'was not started, because the run is over',
};
function reasonOf(word, output) {
    if (word === 'ended')
        return 'ended';
    if (/already (?:allocated|in use)/.test(output))
        return 'port-taken';
    return explainDocker(output)?.reason === 'disk-full' ? 'disk-full' : 'proxy-failed';
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/proxy/upgrade-host.js
// Replaces the proxy of one host.



/** Milliseconds that it may take: two containers stop and start, and another environment's upgrade may have to be waited for. */
const LIMIT = 300_000;
/** Milliseconds to keep trying to reach a host again. */
const RECONNECT_FOR = 20_000;
/** Replaces the proxy of a host. After a failure the old one serves again, if the host can be reached. */
async function upgradeHost(session, job, ports) {
    const { clock, log, signal } = ports;
    const { name } = session.host;
    const start = clock.now();
    const seconds = () => (clock.now() - start) / 1000;
    log(`${name}: replacing the proxy`);
    try {
        const options = { closeStdinOn: signal, limit: LIMIT };
        const script = await runProxyScript(session, 'upgrade', job, options);
        const { error, records } = script;
        const restored = records.some(([kind]) => kind === 'restored');
        const found = error ? (restored ? 'old' : 'unknown') : 'new';
        // A script that was killed restored nothing.
        if (found === 'unknown' && script.code !== 2)
            return await settle(session, job, ports, error, seconds);
        return { found, error, gap: gapOf(script), seconds: seconds() };
    }
    catch (error) {
        if (!(error instanceof user_error_UserError))
            throw error;
        log(`${name}: ${error.message}`);
        return settle(session, job, ports, error, seconds);
    }
}
/** Makes sure that a host has one proxy, after a script of which the end is not known. */
async function settle(session, job, { clock, signal }, cause, seconds) {
    const start = clock.now();
    for (;;) {
        try {
            await session.reconnect();
            const script = await runProxyScript(session, 'restore', job, { limit: LIMIT });
            const image = script.records.find(([kind]) => kind === 'found')?.[1];
            const isNew = image === proxyReference(job.fleet.proxy);
            const found = script.error ? 'unknown' : isNew ? 'new' : 'old';
            const error = isNew ? script.error : (script.error ?? cause);
            return { found, error, gap: gapOf(script), seconds: seconds() };
        }
        catch (error) {
            if (!(error instanceof user_error_UserError))
                throw error;
            if (clock.now() - start > RECONNECT_FOR || signal.aborted) {
                session.giveUp();
                return { found: 'unknown', error, gap: 0, seconds: seconds() };
            }
            await clock.sleep(1000, signal);
        }
    }
}
function gapOf({ records }) {
    const [, gap = ''] = records.find(([kind]) => kind === 'switched' || kind === 'restored') ?? [];
    return /^[0-9]+$/.test(gap) ? Number(gap) : 0;
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/proxy/upgrade-proxies.js
// action: upgrade-proxy: replaces the proxies of an environment's hosts by those that are configured, batch by batch.









/** Replaces the proxies. Never throws a UserError: it is in the result. */
async function upgradeProxies({ inspected, lockHost }, job, inputs, ports) {
    if (!lockHost)
        throw new Error('there is no host for the lock');
    const upgrades = new Map();
    const hosts = inspected.filter(({ facts }) => needsUpgrade(facts.proxy, job.fleet.proxy));
    let error;
    let isUnlocked = true;
    let isLocked = false;
    try {
        if (hosts.length > 0 && !inputs['dry-run']) {
            const { slug, runId, fleet } = job;
            const names = hosts.map(({ host }) => host.name);
            const postState = { slug, runId, environment: fleet.environment, switchValues: {} };
            // Saved before the lock is taken: a connection lost at that moment may leave it taken.
            ports.savePostState({ ...postState, proxies: names });
            isUnlocked = false;
            await takeLock(lockHost, job, ports.owner, inputs['lock-wait'], ports, ports.cancel);
            isLocked = true;
            await upgradeWithin(inputs.timeout, hosts, job, ports, upgrades);
        }
    }
    catch (thrown) {
        if (!(thrown instanceof user_error_UserError))
            throw thrown;
        error = ports.cancel.aborted
            ? new user_error_UserError('cancelled', `The run was cancelled.\n${thrown.message}`)
            : thrown;
    }
    finally {
        await removeRunFolders(inspected, job);
        if (!isUnlocked)
            isUnlocked = await releaseLock(lockHost, job, isLocked ? ports.warn : () => { });
    }
    // The post step tries once more to reach the hosts that could not be reached.
    const isUnknown = [...upgrades.values()].some(({ found }) => found === 'unknown');
    if (!isUnknown && isUnlocked)
        ports.savePostState(undefined);
    return { upgrades, error };
}
/** Pulls the image on all hosts, and then replaces the proxies within `limit` milliseconds. Throws a UserError. */
async function upgradeWithin(limit, hosts, job, ports, upgrades) {
    const finished = new AbortController();
    const timedOut = new AbortController();
    const timer = ports.clock.sleep(limit, finished.signal);
    void timer.then(() => finished.signal.aborted || timedOut.abort());
    const signal = AbortSignal.any([ports.cancel, timedOut.signal]);
    try {
        await pullOnAll(hosts, job, { closeStdinOn: signal, limit });
        await upgradeInBatches(hosts, job, { ...ports, signal }, upgrades);
    }
    catch (error) {
        if (!timedOut.signal.aborted || !(error instanceof user_error_UserError))
            throw error;
        throw new user_error_UserError('timeout', `It did not finish within "timeout".\n${error.message}`);
    }
    finally {
        finished.abort();
    }
}
/** Before any proxy stops, every host has the image. */
async function pullOnAll(hosts, job, limits) {
    const errors = [];
    const pull = async (session) => {
        try {
            await retryOnLostConnection(session, () => pullProxy(session, job, limits));
        }
        catch (error) {
            if (!(error instanceof user_error_UserError))
                throw error;
            errors.push(error);
        }
    };
    const sessions = hosts.map(({ session }) => session);
    await pMap(sessions, pull, { concurrency: MAX_PARALLEL_HOSTS });
    if (errors.length > 0)
        throw combinedError(errors);
}
/** Replaces the proxies batch by batch, and stops after a failure: the proxies that are replaced already stay. */
async function upgradeInBatches(hosts, job, ports, upgrades) {
    const { fleet } = job;
    const batches = fleet.batches
        .map((batch) => hosts.filter(({ host }) => batch.includes(fleet.hosts.indexOf(host))))
        .filter((batch) => batch.length > 0);
    for (const [index, batch] of batches.entries()) {
        if (index > 0)
            await ports.clock.sleep(fleet.pause, ports.signal);
        if (ports.signal.aborted)
            throw new user_error_UserError('ended', 'Not all hosts were reached.');
        const upgrade = async ({ session }) => {
            upgrades.set(session.host.name, await upgradeHost(session, job, ports));
        };
        await pMap(batch, upgrade, { concurrency: MAX_PARALLEL_HOSTS });
        const errors = [...upgrades.values()].flatMap(({ error }) => error ?? []);
        const worst = errors.find(({ reason }) => reason === 'not-restored');
        if (worst)
            throw new user_error_UserError(worst.reason, errors.map(({ message }) => message).join('\n'));
        if (errors.length > 0)
            throw combinedError(errors);
    }
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/proxy/upgrade-result.js
// The result of `action: upgrade-proxy`. Pure.





/** Returns the result of a run. */
function upgradeResult(inputs, { environment, proxy }, inspected, { upgrades, error }) {
    const isDryRun = inputs['dry-run'];
    const rows = inspected.map((state) => hostRow(state, upgrades.get(state.host.name), proxy, isDryRun));
    return {
        action: 'upgrade-proxy',
        environment,
        ...{ release: '', digest: '', previous: '', digests: {} },
        changed: rows.some(({ outcome }) => outcome === 'deployed'),
        rows,
        reason: error?.reason ?? '',
        plan: inspected.map((state) => upgradePlan(state, proxy)),
        isReadOnly: isDryRun,
        isTasks: false,
    };
}
function hostRow({ host, facts, containers }, upgrade, wanted, isDryRun) {
    const runs = runningServices(containers);
    if (!upgrade) {
        const isDue = needsUpgrade(facts.proxy, wanted);
        const outcome = isDue && !isDryRun ? 'not-reached' : 'unchanged';
        return { ...rowOf(host, outcome, undefined, runs), proxy: proxyRow(facts.proxy) };
    }
    const { found, error, gap, seconds } = upgrade;
    const failed = error && found === 'unknown' ? failedOutcome(error) : 'failed';
    const { http, https } = wanted;
    const replaced = facts.proxy && {
        ...facts.proxy,
        ...{ image: proxyReference(wanted), state: 'running', http, https },
    };
    return {
        ...rowOf(host, found === 'new' ? 'deployed' : failed, error, runs),
        seconds: Math.round(seconds * 10) / 10,
        'gap-ms': gap,
        proxy: found === 'unknown' ? null : proxyRow(found === 'new' ? replaced : facts.proxy),
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan/change.js
// A change to one service on one host. Pure.


/** Returns the part of a change to a container that exists which says nothing of others. */
function changeTo(service, { id, labels, image }) {
    return {
        service,
        startId: id,
        keepsRunning: false,
        isBehind: isBehindProxy({ labels }),
        release: labels['towpath.release'] ?? '',
        digest: digestIn(image),
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan/is-healthy.js
// Whether a container passes its health check, as far as the inspection of its host shows. Pure.
/** Whether a container is healthy. */
function isHealthy({ check, proxy }, container, facts) {
    if (container.state !== 'running')
        return false;
    if (check.kind === 'docker')
        return container.health === 'healthy';
    if (check.kind === 'running')
        return keepsRunning(container, check.time, facts);
    // The proxy accepts no redirect.
    const good = proxy ? /^2/ : /^[23]/;
    return good.test(facts.answers.get(container.id) ?? '');
}
/** Between two crashes, a container that docker restarts again and again is `running`. */
function keepsRunning({ restarts, started }, time, { now }) {
    return restarts === 0 || now === undefined || now - Date.parse(started) >= time;
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan/replacing.js
// What a change has to know of the running containers that it replaces. Pure.



/**
 * Returns what is to be known of the running containers that a change replaces. The one that the proxy names comes first. `isBehind`
 * says whether the new container gets its requests through the proxy.
 */
function replacing(service, running, facts, isBehind) {
    const isRestarting = running.some(({ state }) => state === 'restarting');
    const stopFirst = !isBehind && (isRestarting || sharesPort(service, running) || sharesHost(service, running));
    const routed = routedOne(running, facts);
    const others = running.filter((one) => one !== routed);
    return {
        stopIds: [...(routed ? [routed] : []), ...others].map(({ id }) => id),
        stopFirst,
        stopLast: !stopFirst && (isBehind || running.some(isBehindProxy)),
        oldCrashes: isRestarting || running.some(({ restarts }) => restarts > 0),
    };
}
/** In the network of the host, which ports a container listens at is not known. */
const sharesHost = ({ options }, running) => options.networks.includes('host') && running.length > 0;
/** Lets the first change that needs a container's port replace that container as well. */
function replacing_withPorts(changes, unconfigured) {
    const left = new Set(unconfigured.filter(facts_isRunning));
    return changes.map((change) => {
        const replaced = [...left].filter((one) => sharesPort(change.service, [one]));
        for (const one of replaced)
            left.delete(one);
        return stoppingFirst(change, replaced);
    });
}
/**
 * Lets the first change behind the proxy replace the containers whose ports the proxy takes. `replaceable` are those that some change
 * replaces, or may replace.
 */
function withProxyPorts(changes, replaceable, facts, proxy) {
    const holders = replaceable.filter((one) => holdsProxyPort(one, facts, proxy));
    const first = changes.find(({ isBehind }) => isBehind);
    if (!first || holders.length === 0)
        return changes;
    const ids = holders.map(({ id }) => id);
    return changes.map((change) => {
        const stopIds = change.stopIds.filter((id) => !ids.includes(id));
        return change === first
            ? stoppingFirst({ ...change, stopIds }, holders)
            : { ...change, stopIds };
    });
}
/**
 * Lets the first change whose route the proxy would refuse, since an unconfigured service has its host and path, replace the containers
 * of that service.
 */
function withRoutes(changes, unconfigured, facts) {
    const left = new Set(unconfigured.filter(facts_isRunning));
    return changes.map((change) => {
        const { proxy } = change.service;
        const replaced = [...left].filter((one) => {
            const route = route_routeOf(one, facts);
            return change.isBehind && proxy && route && conflicts(proxy, route);
        });
        for (const one of replaced)
            left.delete(one);
        return { ...change, stopIds: [...change.stopIds, ...replaced.map(({ id }) => id)] };
    });
}
/** Returns a change that replaces further containers; all have to stop before the new one can serve. */
function stoppingFirst(change, more) {
    if (more.length === 0)
        return change;
    return {
        ...change,
        stopIds: [...change.stopIds, ...more.map(({ id }) => id)],
        stopFirst: true,
        stopLast: false,
        oldCrashes: change.oldCrashes ||
            more.some(({ restarts, state }) => restarts > 0 || state === 'restarting'),
    };
}
/** Whether a service publishes a port that one of its running containers has. */
function sharesPort(service, running) {
    const wanted = service.ports.flatMap((port) => publishedPort(port) ?? []);
    return running.some(({ ports }) => ports.some((port) => wanted.some((other) => collides(port, other))));
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan/host-plan.js
// The plan for one host: which containers are created, started, stopped and left alone. Pure.






/** Plans a deployment on a host. */
function deployPlan({ host, facts, containers }, wanted) {
    const names = host.services.map(({ name }) => name);
    const changes = host.services.flatMap((service) => {
        const own = containers.filter(({ labels }) => labels['towpath.service'] === service.name);
        return service.startOnly
            ? startOnlyChange(service, own, facts, wanted)
            : deployChange(service, own, facts, wanted);
    });
    const unconfigured = containers.filter(({ labels }) => !names.includes(labels['towpath.service'] ?? ''));
    const prunable = wanted.prune ? unconfigured : [];
    const complete = withRoutes(replacing_withPorts(changes, prunable), prunable, facts);
    const replaced = containers.filter(({ id }) => changes.some(({ stopIds }) => stopIds.includes(id)));
    const replaceable = [...replaced, ...prunable];
    return { host, changes: withProxyPorts(complete, replaceable, facts, wanted.proxy), unconfigured };
}
/** A service with `redeploy: never` is left alone if it is running, started if it is stopped, and created if it is missing. */
function startOnlyChange(service, own, facts, wanted) {
    const running = own.filter(facts_isRunning);
    const current = routedOne(running, facts) ?? running[0];
    if (current)
        return routeChange(service, current, [], facts);
    const stopped = own.find(({ state }) => state === 'exited' || state === 'created');
    if (stopped)
        return [
            { ...changeTo(service, stopped), ...replacing(service, [], facts, isBehindProxy(stopped)) },
        ];
    const digest = wanted.digest(service) ?? '';
    return [newContainer(service, [], facts, wanted.release(service), digest)];
}
function deployChange(service, own, facts, wanted) {
    const running = own.filter(facts_isRunning);
    const current = routedOne(running, facts) ?? running[0];
    const others = running.filter((one) => one !== current);
    const release = wanted.release(service);
    const digest = wanted.digest(service);
    const isUpToDate = current !== undefined &&
        (service.proxy !== undefined || others.length === 0) &&
        (digest === undefined
            ? current.labels['towpath.release'] === release
            : digestIn(current.image) === digest) &&
        current.labels['towpath.settings'] === settingsHash(service, facts) &&
        current.restart === service.restart.split(':')[0] &&
        isHealthy(service, current, facts);
    if (isUpToDate)
        return routeChange(service, current, others, facts);
    return [newContainer(service, running, facts, release, digest ?? '')];
}
function newContainer(service, running, facts, release, digest) {
    const isBehind = service.proxy !== undefined;
    const common = { service, startId: undefined, keepsRunning: false, isBehind };
    return { ...common, ...replacing(service, running, facts, isBehind), release, digest };
}
/** Returns the change that gives a running container its route, if it lacks it, and stops the others of its service. */
function routeChange(service, current, others, facts) {
    const isComplete = !isBehindProxy(current) || isRouted(current, facts);
    if (isComplete && others.length === 0)
        return [];
    const stopIds = others.map(({ id }) => id);
    const common = { stopIds, stopFirst: false, stopLast: true, oldCrashes: false };
    return [{ ...changeTo(service, current), ...common, keepsRunning: true }];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan/rollback-plan.js
// The plan of a rollback: which stopped containers are started again. Pure.






/**
 * Plans to undo the last deployment, or to go to `tag`, a release or a digest that was kept. What the last deployment did not change
 * stays. Refuses if one host has not kept what it needs.
 */
function rollbackPlan(hosts, tag, proxy) {
    const releases = hosts.flatMap((state) => state.host.services
        .filter(({ takesTag, startOnly }) => takesTag && !startOnly)
        .map((service) => releasesOf(state, service)));
    const onFirstHost = releases.filter(({ host }) => host === releases[0]?.host);
    const newestRunning = newest(onFirstHost.flatMap(({ running }) => running ?? []));
    if (!newestRunning && tag === '') {
        return refusal('nothing-runs', 'Nothing of this environment is running; set "tag" to the release to roll back to');
    }
    const lastRun = newestRunning?.labels['towpath.run'] ?? '';
    const targets = tag === '' ? targetsOfUndo(releases, lastRun) : targetsOfTag(releases, tag);
    const missing = releases.filter((one) => targets.get(one) === undefined);
    if (missing.length > 0)
        return notKept(missing, tag);
    return hosts.map(({ host, facts, containers }) => {
        const changes = releases
            .filter((one) => one.host === host)
            .flatMap((one) => {
            const target = targets.get(one);
            return target === undefined || target === 'keep' ? [] : [changeFor(one, target, facts)];
        });
        const replaced = containers.filter(({ id }) => changes.some(({ stopIds }) => stopIds.includes(id)));
        return { host, unconfigured: [], changes: withProxyPorts(changes, replaced, facts, proxy) };
    });
}
function targetsOfTag(releases, tag) {
    return new Map(releases.map((one) => [one, keptRelease(one, tag)]));
}
/** The first host that has a service decides which release all hosts are rolled back to. */
function targetsOfUndo(releases, lastRun) {
    const decided = new Map();
    for (const one of releases) {
        if (!decided.has(one.service.name))
            decided.set(one.service.name, previous(one, lastRun));
    }
    return new Map(releases.map((one) => {
        const target = decided.get(one.service.name);
        const isContainer = target !== undefined && target !== 'keep';
        return [one, isContainer ? sameRelease(one, target, lastRun) : target];
    }));
}
function notKept(missing, tag) {
    const where = shortList([...new Set(missing.map(({ host }) => host.name))]);
    const what = tag === '' ? 'a release before the running one' : `the release "${tag}"`;
    const kept = [...new Set(missing.flatMap(({ all }) => all.map(releaseOf)))];
    const hint = kept.length > 0 ? ` (kept: ${shortList(kept)})` : '';
    return refusal('not-kept', `${what} is not kept on ${where}${hint}; deploy it instead`);
}
const newest = (containers) => [...containers].sort((a, b) => Date.parse(b.created) - Date.parse(a.created))[0];
const releaseOf = ({ labels }) => labels['towpath.release'] ?? '';
function releasesOf({ host, facts, containers }, service) {
    const all = containers.filter(({ labels }) => labels['towpath.service'] === service.name);
    const running = all.filter(facts_isRunning);
    return { host, service, all, running: routedOne(running, facts) ?? running[0] };
}
/** The one that ran before, if the last deployment created the running one. */
function previous({ running, all }, lastRun) {
    if (running && running.labels['towpath.run'] !== lastRun)
        return 'keep';
    const limit = running ? Date.parse(running.created) : Number.POSITIVE_INFINITY;
    return lastStarted(all.filter((one) => Date.parse(one.created) < limit));
}
/** The same release as on the first host: from the same run, or at least with the same image. */
function sameRelease({ running, all }, target, lastRun) {
    const targetRun = target.labels['towpath.run'] ?? '';
    const hasImage = (one) => digestIn(one.image) === digestIn(target.image);
    const isOfRun = (one, run) => one.labels['towpath.run'] === run;
    const isRunningAlready = running !== undefined &&
        (isOfRun(running, targetRun) || (hasImage(running) && !isOfRun(running, lastRun)));
    if (isRunningAlready)
        return 'keep';
    const candidates = all.filter(hasImage);
    const ofSameRun = candidates.filter((one) => isOfRun(one, targetRun));
    return lastStarted(ofSameRun) ?? lastStarted(candidates);
}
function lastStarted(containers) {
    return containers
        .filter(({ state }) => state === 'exited')
        .toSorted((a, b) => Date.parse(b.started) - Date.parse(a.started))[0];
}
function keptRelease({ running, all }, tag) {
    const isWanted = (one) => releaseOf(one) === tag || digestIn(one.image) === tag;
    return running && isWanted(running) ? 'keep' : lastStarted(all.filter(isWanted));
}
function changeFor({ service, all }, target, facts) {
    const running = all.filter(facts_isRunning);
    const change = changeTo(service, target);
    return { ...change, ...replacing(service, running, facts, change.isBehind) };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan/fleet-plan.js
// The plans of all hosts. Pure.



/** Returns the plan of every host, in their order. Throws a UserError if a rollback is not possible. */
function plansOf(states, { action, tag, prune }, digests, proxy) {
    if (action === 'rollback') {
        const plans = rollbackPlan(states, tag, proxy);
        if ('problem' in plans)
            throw new user_error_UserError(plans.reason, plans.problem);
        return plans;
    }
    const wanted = {
        release: ({ image, takesTag }) => (takesTag ? tag : image.tag || image.digest),
        digest: (service) => digests.get(service),
        prune,
        proxy,
    };
    return states.map((state) => deployPlan(state, wanted));
}
/** Returns the plans for the log: a line for each change, with the number of hosts that have the same one. */
function planLines(plans, hostCount) {
    const changes = plans.flatMap(({ changes: all }) => all.map(({ service, release, startId, stopIds, keepsRunning }) => {
        if (keepsRunning)
            return `Route ${service.name} ${release}`;
        if (stopIds.length > 0)
            return `Replace ${service.name} with ${release}`;
        return `${startId === undefined ? 'Create' : 'Start'} ${service.name} ${release}`;
    }));
    return [...Map.groupBy(changes, (change) => change)].map(([change, same]) => `${change} on ${same.length} of ${hostCount} hosts`);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan/long-waits.js
// Waits of services that are longer than the time for the whole deployment. Pure.

/** Returns a sentence for every wait of a service that alone takes up `timeout`, in milliseconds. */
function longWaits(services, timeout) {
    const seconds = (milliseconds) => `${Math.round(milliseconds / 1000)} s`;
    return services.flatMap(({ name, stopGrace, check, proxy, before }) => {
        const waits = {
            'stop-grace': stopGrace * 1000,
            ...(check.kind === 'running' ? { running: check.time } : { within: check.within }),
            ...(proxy ? { drain: proxy.drain * 1000 } : {}),
            ...(before ? { before: before.within } : {}),
        };
        return Object.entries(waits)
            .filter(([, wait]) => wait >= timeout)
            .map(([key, wait]) => `"${key}" of ${escape_quote(name)} (${seconds(wait)}) takes up all of "timeout" (${seconds(timeout)}): raise "timeout", or shorten the other`);
    });
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/before-events.js
// What before.sh reports while a command of `before` runs: its output, and how it ended. Pure.




/** How many of the last lines of the output a message shows. */
const LAST_LINES = 5;
/** Follows the records of before.sh. After a lost connection it prints its output from the beginning, which is shown once all the same. */
function followBefore(show) {
    let end;
    let count = 0;
    /** The number of lines that an earlier connection has shown. */
    let shown = 0;
    const last = [];
    const output = (line) => {
        count += 1;
        const text = stripTerminalCodes(line);
        // The last line that came over a lost connection may be only a part of it.
        if (count < shown || (count === shown && text === last.at(-1)))
            return;
        last.push(text);
        if (last.length > LAST_LINES)
            last.shift();
        show(text);
    };
    return {
        onLine(line) {
            if (line.startsWith('output\t')) {
                output(line.slice('output\t'.length));
                return;
            }
            const [kind = '', ...details] = recordsIn(line)[0] ?? [];
            if (kind === 'skipped') {
                shown = 0;
                show('(... the output is too long for the log; its last lines follow ...)');
            }
            end = endOf(kind, details) ?? end;
        },
        /** Call it before the script runs again. */
        startAgain() {
            shown = count;
            count = 0;
        },
        end: () => end,
        /** The last lines of the output that say something. */
        lastLines: () => last.filter((line) => line.trim() !== ''),
    };
}
function endOf(kind, details) {
    const [first = '', second = '', third = ''] = details;
    if (kind === 'ended')
        return { kind, code: first === '' ? undefined : Number(first), by: second, why: third };
    if (kind === 'failed')
        return { kind, what: first, code: Number(second), text: third };
    if (kind === 'busy')
        return { kind, containers: first.split(' ').filter((name) => name !== '') };
    return kind === 'unknown' ? { kind, why: first } : undefined;
}
const NOTHING_SWITCHED = 'Nothing was switched.';
/** Returns the reason, message and code of a command that did not succeed, or undefined if it did. */
function beforeFailure(end, { host, service, container, within }, lastLines) {
    const about = `${host}: the "before" command of ${escape_quote(service)}`;
    const output = lastLines.map((line) => `  ${escape_quote(line)}`);
    const failed = (problem, advice, code, lines = output) => ({
        reason: 'before-failed',
        message: [`${about} ${problem}. ${NOTHING_SWITCHED} ${advice}`.trimEnd(), ...lines].join('\n'),
        code,
    });
    if (end.kind === 'unknown')
        return unknownEnd(end.why, { host, service, container });
    if (end.kind === 'busy') {
        const [first = ''] = end.containers;
        const advice = `Wait for its end (docker logs --follow ${first}), or stop it (docker stop ${first})`;
        return failed(`of an earlier run is still running: ${list(end.containers)}`, advice, undefined, []);
    }
    if (end.kind === 'failed') {
        // 126 and 127 are the codes of a command that can't be executed or was not found; docker gives others a meaning of its own.
        const code = end.what === 'start' && end.code > 0 ? end.code : undefined;
        const verb = end.what === 'start' ? 'could not be started' : 'has no container, since docker refused it';
        const advice = 'Is the command in the image?';
        return failed(`${verb}: ${quoteEnd(end.text)}`, end.what === 'start' ? advice : '', code, []);
    }
    if (end.by === 'late') {
        const time = `did not end within ${Math.round(within / 1000)} s and was stopped`;
        return failed(time, 'Raise "within" of "before", or find out what it waits for', end.code);
    }
    if (end.code === 0 && end.by === '')
        return undefined;
    if (end.by === 'stopped')
        return failed('was stopped', '', end.code);
    const why = end.why === 'true' ? ': it ran out of memory' : '';
    return failed(`exited with code ${end.code ?? 'unknown'}${why}`, OUTPUT_SAYS_WHY, end.code);
}
const OUTPUT_SAYS_WHY = 'Its output is in the log above';
/** Returns the failure of a command of which it is not known whether it still runs. */
function unknownEnd(why, { host, service, container }) {
    const about = `${host}: it is not known how the "before" command of ${escape_quote(service)} ended: ${why}`;
    const look = `It may still be running there: docker logs ${container} shows its output, docker ps --all --filter name=${container} its state`;
    return {
        reason: 'before-unknown',
        message: `${about}. ${NOTHING_SWITCHED} ${look}`,
        code: undefined,
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/before-session.js
// Follows a command of `before` to its end over connections that may be lost, or ends it when the run is over.




/** Milliseconds to keep trying to reach a host again. */
const before_session_RECONNECT_FOR = 20_000;
/** Milliseconds after which a connection counts as one that works again. */
const WORKS_AFTER = 5000;
/** Milliseconds that before.sh may take beside the command. */
const OWN_TIME = 120_000;
/** A cancelled run can't wait longer than this many seconds for a command to end by itself. */
const HURRIED_GRACE = 3;
/** Starts the command, or looks up what became of it, until its end is known or the host is out of reach for too long. */
async function lookUntilEnd(session, args, more, { before, change }, events, ports) {
    const { clock, signal } = ports;
    const limit = before.within + change.service.stopGrace * 1000 + OWN_TIME;
    const options = { onLine: events.onLine, limit };
    let lost;
    for (;;) {
        const start = clock.now();
        const running = session.run('before', ['run', ...args, ...more], options);
        const result = await untilAborted(running, signal);
        if (result === undefined)
            return stop(session, args, change.service.stopGrace, running, ports);
        if (!(result instanceof user_error_UserError))
            return events.end() ?? scriptFailed(result);
        if (result.reason !== 'unreachable')
            return { kind: 'unknown', why: result.message };
        if (clock.now() - start > WORKS_AFTER)
            lost = undefined;
        lost ??= clock.now();
        ports.log(`${result.message}; its "before" command continues there`);
        const problem = await reconnect(session, lost, ports);
        if (problem !== undefined)
            return signal.aborted ? 'left' : { kind: 'unknown', why: problem };
        events.startAgain();
    }
}
const scriptFailed = ({ code, stderr }) => ({
    kind: 'unknown',
    why: `the script before.sh exited with code ${code}: ${escape_quote(stderr.trim().split('\n').at(-1) ?? '')}`,
});
/** Returns the result of a script or its UserError, or undefined when the signal comes first. */
async function untilAborted(running, signal) {
    const done = new AbortController();
    const aborted = new Promise((resolve) => {
        if (signal.aborted)
            resolve(undefined);
        signal.addEventListener('abort', () => resolve(undefined), { signal: done.signal });
    });
    try {
        return await Promise.race([running, aborted]);
    }
    catch (error) {
        if (error instanceof user_error_UserError)
            return error;
        throw error;
    }
    finally {
        done.abort();
        running.catch(() => { });
    }
}
/** Connects again. Returns what prevents it when the time for that is over. */
async function reconnect(session, lost, { clock, signal, hurry }) {
    for (;;) {
        if (hurry())
            return 'the run was cancelled';
        try {
            await session.reconnect();
            return undefined;
        }
        catch (error) {
            if (!(error instanceof user_error_UserError))
                throw error;
            if (signal.aborted || clock.now() - lost > before_session_RECONNECT_FOR) {
                session.giveUp();
                return error.message;
            }
            await clock.sleep(1000, signal);
        }
    }
}
/** Ends the command, and sees to it that it does not start any more. */
async function stop(session, args, grace, running, { clock, hurry }) {
    const seconds = hurry() ? Math.min(grace, HURRIED_GRACE) : grace;
    const limit = seconds * 1000 + (hurry() ? 2500 : 30_000);
    const stopArgs = ['stop', ...args.slice(0, 3), String(seconds)];
    const work = () => session.run('before', stopArgs, { limit });
    try {
        const { stdout } = hurry() ? await work() : await retryOnLostConnection(session, work);
        if (firstRecord(stdout, 'removed').length === 0)
            return 'left';
        // The last of its output.
        await Promise.race([running.catch(() => { }), clock.sleep(1000)]);
        return 'stopped';
    }
    catch (error) {
        if (!(error instanceof user_error_UserError))
            throw error;
        return 'left';
    }
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/before.js
// Runs the commands of `before`: each once, on one host, before anything is switched.





/** Runs all commands, one after the other, until one fails. */
async function runBefore(hosts, job, ports) {
    const done = [];
    const plans = hosts.map(({ plan }) => plan);
    for (const run of beforeRuns(plans, job.fleet.services)) {
        const session = hosts[run.host]?.session;
        if (!session || ports.signal.aborted)
            break;
        const start = ports.clock.now();
        const { failure, isLeft } = await runOne(run, session, job, ports);
        if (failure) {
            const seconds = (ports.clock.now() - start) / 1000;
            return { done, isLeft, failure: { ...failure, host: session.host.name, seconds } };
        }
        done.push(run.change.service);
    }
    return { done, isLeft: false };
}
async function runOne(run, session, job, ports) {
    const { service } = run.change;
    const host = session.host.name;
    const container = beforeContainer(service, job);
    ports.save({ host, container, grace: service.stopGrace });
    ports.log(`${host}: ${service.name}: running its "before" command (${container})`);
    const start = ports.clock.now();
    const group = ports.openGroup(`${host}: output of "before" of ${service.name}`);
    const events = followBefore(group.line);
    const args = [job.slug, job.runId, container, String(service.stopGrace)];
    const end = await lookUntilEnd(session, args, beforeArguments(run, job), run, events, ports);
    group.end();
    if (end === 'left' || end === 'stopped') {
        const what = `${host}: the "before" command of ${escape_quote(service.name)}`;
        const message = end === 'stopped'
            ? `${what} was stopped, because the run is over`
            : `${what} could not be stopped: the host does not answer. The container ${escape_quote(container)} may still be running`;
        if (end === 'stopped')
            ports.save(undefined);
        return { failure: { reason: 'ended', message, code: undefined }, isLeft: end === 'left' };
    }
    // One that may still run is left to whoever reads the message.
    ports.save(undefined);
    const names = { host, service: service.name, container, within: run.before.within };
    const failure = beforeFailure(end, names, events.lastLines());
    const seconds = ((ports.clock.now() - start) / 1000).toFixed(1);
    if (!failure)
        ports.log(`${host}: ${service.name}: its "before" command has finished (${seconds} s)`);
    if (isKnown(end))
        await removeContainer(session, args);
    return { failure, isLeft: false };
}
const isKnown = ({ kind }) => kind === 'ended' || kind === 'failed';
/** Removes the container of a command whose end is known. One that can't be reached is removed by a later deployment. */
async function removeContainer(session, args) {
    try {
        await session.run('before', ['remove', ...args]);
    }
    catch (error) {
        if (!(error instanceof user_error_UserError))
            throw error;
    }
}
/** Returns the sentence for a rollout that failed after these commands. */
function beforeHasRun(done) {
    if (done.length === 0)
        return [];
    const names = list(done.map(({ name }) => name));
    return [
        `The "before" command of ${names} had already succeeded: what it changed, such as a migration, is not undone.`,
    ];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/digests.js
// Resolves tags to digests, once for all hosts, while the other hosts already pull the images.

/** Resolves the tag of every service that the drafts, plans made without digests, change or may change. */
async function resolveDigests(inspected, drafts, job, tag, limits) {
    const queries = digestQueries(inspected, drafts, job.fleet.services, tag);
    const failed = new AbortController();
    const closeStdinOn = AbortSignal.any([limits.closeStdinOn, failed.signal]);
    const earlyPulls = startEarlyPulls(inspected, drafts, queries, job, { ...limits, closeStdinOn });
    try {
        return { digests: await answersTo(queries, job, limits), earlyPulls };
    }
    catch (error) {
        failed.abort();
        await Promise.all(earlyPulls.values());
        throw error;
    }
}
function digestQueries(inspected, drafts, services, tag) {
    return services.flatMap((service) => {
        const index = drafts.findIndex(({ host, changes }) => service.startOnly
            ? changes.some((change) => change.service === service && change.startId === undefined)
            : host.services.includes(service));
        const session = inspected[index]?.session;
        return session ? [{ service, reference: referenceOf(service, tag), session }] : [];
    });
}
/** Asks for each reference once. */
async function answersTo(queries, job, limits) {
    const digests = new Map();
    const byReference = new Map();
    for (const { service, reference, session } of queries) {
        const digest = byReference.get(reference) ?? (await resolveDigest(session, job, service, reference, limits));
        byReference.set(reference, digest);
        digests.set(service, digest);
    }
    return digests;
}
/** Starts to pull on the hosts that are not busy with a query. */
function startEarlyPulls(inspected, drafts, queries, job, limits) {
    const references = new Map(queries.map(({ service, reference }) => [service, reference]));
    const pulls = inspected.flatMap(({ session }, index) => {
        const changes = drafts[index]?.changes ?? [];
        const images = changes.flatMap(({ service, startId }) => {
            const reference = startId === undefined ? references.get(service) : undefined;
            return reference === undefined ? [] : [[service, reference]];
        });
        const isBusy = queries.some((query) => query.session === session);
        if (isBusy || images.length === 0)
            return [];
        return [[session, pullEarly(session, job, images, limits)]];
    });
    return new Map(pulls);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/proxy/ensure-proxy.js
// The proxy of a host before anything is switched: it has to answer.


/**
 * Makes or starts the proxy, if the plan changes a service behind it, and waits until it answers. If a container that the deployment
 * replaces still has a port of it, the switch starts it. Throws a UserError.
 */
async function ensureProxy(session, job, plan, facts, limits) {
    if (!needsProxy(plan))
        return;
    const mode = givesPort(plan, facts, job.fleet.proxy) ? 'create' : 'ensure';
    const { error } = await runProxyScript(session, mode, job, limits);
    if (error)
        throw error;
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/prepare.js
// Prepares all hosts: every image is pulled and every container created before anything stops.






/** Prepares the hosts, all at once; each as soon as its early pull is over. */
async function prepare(planned, job, earlyPulls, limits) {
    const errors = new Map();
    const prepareHost = async ({ session, plan, facts }) => {
        try {
            await earlyPulls.get(session);
            const work = () => pullAndCreate(session, job, plan, facts, limits);
            const created = await retryOnLostConnection(session, work);
            await retryOnLostConnection(session, () => ensureProxy(session, job, plan, facts, limits));
            return [{ session, plan, created, hadProxy: !mustMakeProxy(plan, facts, job.fleet.proxy) }];
        }
        catch (error) {
            if (!(error instanceof user_error_UserError))
                throw error;
            errors.set(session.host.name, error);
            return [];
        }
    };
    const hosts = await pMap(planned, prepareHost, { concurrency: MAX_PARALLEL_HOSTS });
    return { hosts: hosts.flat(), errors };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/host/script-events.js
// The events that switch.sh reports while it replaces containers: progress for the log, and why it failed.




/** Follows the events of a host's script, logging its progress. */
function followScript(host, { clock, log, show }, start) {
    let gap = 0;
    let failure;
    const containerLog = [];
    const flushLog = () => {
        if (containerLog.length === 0)
            return;
        show(`${host}: last lines of the container's log`, containerLog.splice(0));
    };
    return {
        onLine(line) {
            const [kind = '', service = '', ...details] = recordsIn(line)[0] ?? [];
            if (kind === 'log') {
                containerLog.push(stripTerminalCodes(details.join(' ')));
                return;
            }
            flushLog();
            const progress = progressOf(kind, service, details);
            const seconds = ((clock.now() - start) / 1000).toFixed(1);
            if (progress !== undefined)
                log(`${host}: ${progress} (${seconds} s)`);
            if (kind === 'switched')
                gap = Math.max(gap, Number(details[0] ?? 0));
            if (kind === 'failed')
                failure ??= script_events_failureOf(host, service, details);
            if (kind === 'lost')
                failure = notRestored(failure, host, service, details[1] ?? '');
        },
        /** The longest time, in milliseconds, that a published port had no container. */
        gap: () => gap,
        failure: () => {
            flushLog();
            return failure;
        },
    };
}
function progressOf(kind, service, details) {
    const [word = ''] = details;
    const progress = {
        stopping: `${service}: stopping the old container`,
        started: `${service}: the new container has started`,
        routing: `${service}: ${word === 'keep' ? 'the proxy adds its route again' : 'the proxy switches to the new container'}`,
        switched: `${service}: ${details[1] === 'keep' ? 'it is in service again' : 'the new container is in service'}`,
        rerouted: `${service}: the proxy has switched back to the old container`,
        failed: `${service}: failed: ${REASONS[word] ?? word}`,
        restored: details[1] === 'crashes'
            ? `${service}: the old container is back, and exits as it did before`
            : `${service}: the old container is running again`,
        lost: `${service}: the old container is NOT running`,
    };
    return progress[kind];
}
/** More specific reason codes than the words of the script. */
const REASONS = {
    none: 'no-healthcheck',
    'no-answer': 'unhealthy',
};
/** A container that could not be restored matters more than why the host had to be rolled back. */
function notRestored(earlier, host, service, output) {
    const problem = `${host}: the old container of ${escape_quote(service)} could not be restored: ${quoteEnd(output)}`;
    const message = earlier ? `${earlier.message}\n${problem}` : problem;
    return { reason: 'not-restored', message, code: earlier?.code };
}
function script_events_failureOf(host, service, details) {
    const [word = '', code = '', output = ''] = details;
    const cause = output === '' ? '' : `: ${quoteEnd(output)}`;
    // Without a proxy a redirect is healthy.
    const onlySuccess = code.startsWith('3') ? '; behind the proxy, only 200 to 299 is healthy' : '';
    const lastAnswer = /^[0-9]/.test(code)
        ? `its last answer was ${code}${onlySuccess}`
        : `its HEALTHCHECK reports ${escape_quote(code)}`;
    const answer = code === '' ? 'it did not answer' : lastAnswer;
    const problems = {
        'stop-failed': `the old container could not be stopped${cause}`,
        'start-failed': `the new container could not be started${cause}`,
        exited: `the new container exited with code ${code}${cause}`,
        unhealthy: `the new container is unhealthy${cause}`,
        'no-answer': `the new container did not become healthy in time: ${answer}`,
        none: 'the image has no HEALTHCHECK, which "docker: true" requires',
        'proxy-failed': `the proxy did not switch to the new container${cause}`,
        ended: 'stopped halfway, because the run is over',
    };
    // If a check failed, the code is the status that it got, not an exit code.
    const isExitCode = /^[0-9]+$/.test(code) && word !== 'no-answer';
    return {
        reason: REASONS[word] ?? word,
        message: `${host}: ${escape_quote(service)}: ${problems[word] ?? word}`,
        code: isExitCode ? Number(code) : undefined,
    };
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/script-arguments.js
// A change as arguments of switch.sh. Pure.

/** The arguments of switch.sh for a change; switch.sh describes the names. */
const SWITCH_FIELDS = [
    ...['service', 'new', 'created', 'old', 'stop_first', 'old_crashes'],
    ...['check', 'path', 'port', 'headers', 'duration', 'within', 'grace', 'restart', 'proxy'],
];
/**
 * Returns the values of a change for switch.sh, without their names: the post step's saved state has to fit in one environment
 * variable, which Linux limits to 128 KiB. `created` distinguishes a container that this run created from one that was there before,
 * `hadProxy` a host that had a proxy from one that gets its first.
 */
function switchValues(change, newId, created, hadProxy) {
    const { service, stopIds, stopFirst, oldCrashes, keepsRunning } = change;
    return [
        ...[service.name, newId, keepsRunning ? 'keep' : created ? '1' : '0', stopIds.join(' ')],
        ...[stopFirst ? '1' : '0', oldCrashes ? '1' : '0'],
        ...checkValues(service.check),
        ...[String(service.stopGrace), service.restart, proxyValue(change, hadProxy)],
    ];
}
function proxyValue({ isBehind, stopFirst, stopLast }, hadProxy) {
    if (!isBehind)
        return stopLast ? 'leave' : '';
    if (!stopFirst)
        return 'switch';
    return hadProxy ? 'start' : 'first';
}
/** The values of check, path, port, headers, duration and within. */
function checkValues(check) {
    if (check.kind === 'running')
        return ['running', '', '', '', String(check.time), ''];
    const within = String(check.within);
    if (check.kind === 'docker')
        return ['docker', '', '', '', '', within];
    return ['http', check.path, String(check.port), headerLines(check), '', within];
}
/** Returns the values of any number of changes as name=value arguments for switch.sh. */
const switchArguments = (values) => values.map((value, index) => `${SWITCH_FIELDS[index % SWITCH_FIELDS.length]}=${value}`);

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/switch-host.js
// Switches one host to its new containers, and rolls it back.




/** Milliseconds to keep trying to reach a host again. */
const switch_host_RECONNECT_FOR = 20_000;
/** Returns the arguments of switch.sh for all changes of a host. */
function switchValuesOf({ plan, created, hadProxy, }) {
    return plan.changes.flatMap((change) => {
        const id = created.get(change);
        return switchValues(change, id ?? change.startId ?? '', id !== undefined, hadProxy);
    });
}
/** Switches a host. After a failure its old containers are running again, if it can be reached. */
async function switchHost(host, { slug, runId }, ports) {
    const { session } = host;
    const { clock, signal } = ports;
    const start = clock.now();
    const events = followScript(session.host.name, ports, start);
    const seconds = () => (clock.now() - start) / 1000;
    const args = ['switch', '', slug, runId, ...switchArguments(switchValuesOf(host))];
    try {
        const options = { closeStdinOn: signal, onLine: events.onLine, limit: timeLimit(host.plan) };
        const { code, stderr } = await session.run('switch', args, options);
        if (code === 0)
            return { running: 'new', gap: events.gap(), seconds: seconds() };
        const failure = events.failure() ?? scriptFailure(session.host.name, code, stderr);
        const result = { failure, gap: events.gap(), seconds: seconds() };
        if (code === 1 || code === 2)
            return { running: code === 1 ? 'old' : 'unknown', ...result };
        // The script was killed before it could restore the old containers itself.
        return { ...(await rollBackHost(host, { slug, runId }, ports, false)), ...result };
    }
    catch (error) {
        if (!(error instanceof user_error_UserError))
            throw error;
        ports.log(`${session.host.name}: ${error.message}`);
        // The script rolls back when it loses its connection; this makes sure that it did.
        const result = await rollBackHost(host, { slug, runId }, ports, true);
        return { ...result, failure: failureFrom(error), seconds: seconds() };
    }
}
/** Rolls a host back to its old containers, over a new connection if the old one is lost. */
async function rollBackHost(host, { slug, runId }, ports, isConnectionLost) {
    const { session, plan } = host;
    const { clock, log, hurry, signal } = ports;
    const { name } = session.host;
    const start = clock.now();
    const events = followScript(name, ports, start);
    const seconds = () => (clock.now() - start) / 1000;
    const mode = hurry() ? 'hurry' : '';
    const args = ['rollback', mode, slug, runId, ...switchArguments(switchValuesOf(host))];
    log(`${name}: rolling back to the previous containers`);
    for (let isLost = isConnectionLost;; isLost = true) {
        try {
            if (isLost)
                await session.reconnect();
            const options = { onLine: events.onLine, limit: timeLimit(plan) };
            const { code } = await session.run('switch', args, options);
            if (code === 0)
                return { running: 'old', gap: 0, seconds: seconds() };
            const failure = events.failure();
            return { running: 'unknown', ...(failure ? { failure } : {}), gap: 0, seconds: seconds() };
        }
        catch (error) {
            if (!(error instanceof user_error_UserError))
                throw error;
            const isOver = clock.now() - start > switch_host_RECONNECT_FOR || (isLost && (hurry() || signal.aborted));
            if (isOver) {
                if (error.reason !== 'timeout')
                    session.giveUp();
                return { running: 'unknown', failure: failureFrom(error), gap: 0, seconds: seconds() };
            }
            await clock.sleep(1000, signal);
        }
    }
}
const failureFrom = ({ reason, message }) => ({
    reason,
    message,
    code: undefined,
});
function scriptFailure(host, code, stderr) {
    const lastLine = stderr.trim().split('\n').at(-1) ?? '';
    return {
        reason: 'script-failed',
        message: `${host}: the script switch.sh exited with code ${code}: ${escape_quote(lastLine)}`,
        code: code ?? undefined,
    };
}
/** Milliseconds that the proxy may take to accept a container, and to start before. */
const PROXY_TIME = 60_000;
/**
 * Milliseconds that switching a host may take: a minute, and for every service twice its check, its grace period and, behind the proxy,
 * the time that requests in progress get.
 */
function timeLimit({ changes }) {
    const times = changes.map(({ service: { check, stopGrace, proxy }, isBehind, stopLast }) => {
        const checkTime = check.kind === 'running' ? check.time : check.within;
        const proxyTime = isBehind || stopLast ? PROXY_TIME + (proxy?.drain ?? 0) * 1000 : 0;
        return 2 * (checkTime + stopGrace * 1000 + proxyTime);
    });
    return times.reduce((sum, time) => sum + time, 60_000);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/rollout.js
// The rollout: switches the hosts batch by batch, and rolls all of them back when one fails.



/**
 * Switches the hosts batch by batch, `pause` milliseconds apart. Afterwards all hosts that were reached run the new containers or,
 * after a failure, the old ones if they can be reached.
 */
async function rollOut(batches, pause, job, ports) {
    const results = new Map();
    let cause;
    const { clock, signal } = ports;
    const switchOne = async (host) => {
        const result = await switchHost(host, job, ports);
        results.set(host, result);
        cause ??= result.failure;
    };
    for (const [index, batch] of batches.entries()) {
        if (index > 0)
            await clock.sleep(pause, signal);
        if (signal.aborted)
            break;
        await pMap(batch, switchOne, { concurrency: MAX_PARALLEL_HOSTS });
        if ([...results.values()].some(({ failure }) => failure))
            break;
    }
    const isComplete = batches.flat().every((host) => results.get(host)?.running === 'new');
    if (!isComplete)
        await rollBack(batches, results, job, ports);
    return { results, cause };
}
/** Rolls back the hosts that run the new containers, in the same batches, the last one first. */
async function rollBack(batches, results, job, ports) {
    const switched = batches
        .map((batch) => batch.filter((host) => results.get(host)?.running === 'new'))
        .filter((batch) => batch.length > 0)
        .reverse();
    const rollBackOne = async (host) => {
        const { gap = 0, seconds = 0 } = results.get(host) ?? {};
        const result = await rollBackHost(host, job, ports, false);
        results.set(host, { ...result, gap, seconds });
    };
    // A runner waits only seconds for a cancelled step: then all hosts roll back at once.
    const groups = ports.hurry() ? [switched.flat()] : switched;
    for (const group of groups)
        await pMap(group, rollBackOne, { concurrency: MAX_PARALLEL_HOSTS });
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/change-hosts.js
// Changes the hosts while the lock is held: digests, images, rollout.









/** Scripts that are told to stop get this many milliseconds to undo their work. */
const TIME_TO_UNDO = 30_000;
/** Changes the hosts within the input `timeout`, filling in `progress`. Throws a UserError. */
async function changeHosts(job, inputs, ports, progress, postState) {
    const finished = new AbortController();
    const timedOut = new AbortController();
    const timer = ports.clock.sleep(inputs.timeout, finished.signal);
    void timer.then(() => finished.signal.aborted || timedOut.abort());
    try {
        const signal = AbortSignal.any([ports.cancel, timedOut.signal]);
        await prepareAndRollOut(job, inputs, ports, progress, postState, signal);
    }
    catch (error) {
        if (!timedOut.signal.aborted || !(error instanceof user_error_UserError))
            throw error;
        const changed = progress.plans.flatMap(({ changes }) => changes.map(({ service }) => service));
        const lines = [
            'The deployment did not finish within "timeout".',
            // A host that is lost has nothing to do with them.
            ...(error.reason === 'unreachable' ? [] : longWaits([...new Set(changed)], inputs.timeout)),
            error.message,
        ];
        throw new user_error_UserError('timeout', lines.join('\n'));
    }
    finally {
        finished.abort();
    }
}
async function prepareAndRollOut(job, inputs, ports, progress, postState, signal) {
    const { inspected } = progress;
    const limits = { closeStdinOn: signal, limit: inputs.timeout + TIME_TO_UNDO };
    const { digests, earlyPulls } = inputs.action === 'deploy'
        ? await resolveDigests(inspected, plansOf(inspected, inputs, new Map(), job.fleet.proxy), job, inputs.tag, limits)
        : { digests: new Map(), earlyPulls: new Map() };
    progress.digests = digests;
    progress.plans = plansOf(inspected, inputs, digests, job.fleet.proxy);
    for (const line of planLines(progress.plans, inspected.length))
        ports.log(line);
    const planned = inspected.flatMap((host, index) => {
        const plan = progress.plans[index];
        return plan && plan.changes.length > 0 ? [{ ...host, plan }] : [];
    });
    const { hosts, errors } = await prepare(planned, job, earlyPulls, limits);
    await Promise.all(earlyPulls.values());
    progress.errors = errors;
    if (errors.size > 0)
        throw combinedError([...errors.values()]);
    const rolloutPorts = { ...ports, signal, hurry: () => ports.cancel.aborted };
    const done = await change_hosts_before(hosts, job, rolloutPorts, progress, postState);
    ports.savePostState({ ...postState, switchValues: switchValuesByHost(hosts) });
    const rollout = await rollOut(change_hosts_batchesOf(hosts, job), job.fleet.pause, job, rolloutPorts);
    progress.switched = resultsByHost(rollout.results);
    assertSuccess(rollout, hosts.length, beforeHasRun(done));
}
/** Runs the commands of `before`, and returns the services whose command has run. Throws a UserError if one did not succeed. */
async function change_hosts_before(hosts, job, ports, progress, postState) {
    const save = (running) => ports.savePostState(running ? { ...postState, before: running } : postState);
    const { done, failure, isLeft } = await runBefore(hosts, job, { ...ports, save });
    progress.isBeforeLeft = isLeft;
    if (!failure)
        return done;
    const { host, seconds, reason, message } = failure;
    progress.switched = new Map([[host, { running: 'old', failure, gap: 0, seconds }]]);
    throw new user_error_UserError(reason, [message, ...beforeHasRun(done)].join('\n'));
}
const switchValuesByHost = (hosts) => Object.fromEntries(hosts.map((host) => [host.session.host.name, switchValuesOf(host)]));
const resultsByHost = (results) => new Map([...results].map(([{ session }, result]) => [session.host.name, result]));
function change_hosts_batchesOf(hosts, { fleet }) {
    return fleet.batches
        .map((batch) => hosts.filter(({ session }) => batch.includes(fleet.hosts.indexOf(session.host))))
        .filter((batch) => batch.length > 0);
}
function assertSuccess({ results, cause }, hostCount, also) {
    const failures = [...results.values()].flatMap(({ failure }) => failure ?? []);
    const worst = failures.find(({ reason }) => reason === 'not-restored') ?? cause ?? failures[0];
    if (worst) {
        const messages = [worst, ...failures.filter((one) => one !== worst)].map((one) => one.message);
        throw new user_error_UserError(worst.reason, [...messages, ...also].join('\n'));
    }
    if (results.size < hostCount)
        throw new user_error_UserError('ended', ['Not all hosts were reached.', ...also].join('\n'));
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan/cleanup-plan.js
// What is removed from a host at the end of a deployment. Pure.


/** Plans the cleanup of a host after a deployment. `containers` are those from before it. */
function cleanupPlan(plan, containers, { keep, prune }, routes) {
    const { changes, unconfigured } = plan;
    const replaced = changes.flatMap(({ stopIds }) => stopIds);
    const started = changes.flatMap(({ startId }) => startId ?? []);
    const unconfiguredIds = unconfigured.map(({ id }) => id);
    const stopped = containers.filter((one) => !started.includes(one.id) &&
        !unconfiguredIds.includes(one.id) &&
        one.state !== 'removing' &&
        (!facts_isRunning(one) || replaced.includes(one.id)));
    // No rollback can start these.
    const useless = stopped.filter(({ state }) => state === 'created' || state === 'dead');
    const byService = Map.groupBy(stopped.filter((one) => !useless.includes(one)), ({ labels }) => labels['towpath.service']);
    // The container that was just replaced is always kept: a rollback needs it.
    const lastUsed = ({ id, started }) => replaced.includes(id) ? Number.POSITIVE_INFINITY : Date.parse(started) || 0;
    const newestFirst = (a, b) => lastUsed(a) === lastUsed(b) ? 0 : lastUsed(b) - lastUsed(a);
    const surplus = [...byService.values()].flatMap((all) => all.toSorted(newestFirst).slice(keep));
    return {
        disableRestart: containers
            .filter(({ id, restart }) => replaced.includes(id) && restart === 'always')
            .map(({ id }) => id),
        stop: changes
            .filter(({ stopLast }) => stopLast)
            .flatMap(({ service, stopIds }) => stopIds.map((id) => ({ id, grace: service.stopGrace }))),
        routes,
        stopAndRemove: prune ? unconfiguredIds : [],
        remove: [...useless, ...surplus].map(({ id }) => id),
    };
}
/** Returns the names of an environment's routes whose services have left the proxy, or are not configured with `prune`. */
function routesToRemove({ host, changes }, { facts, containers }, slug, prune) {
    const own = routeName(slug, '');
    const isBehind = (name) => {
        const change = changes.find(({ service }) => service.name === name);
        if (change)
            return change.isBehind;
        return containers.some((one) => facts_isRunning(one) && one.labels['towpath.service'] === name && isBehindProxy(one));
    };
    return (facts.proxy?.routes ?? [])
        .map(({ service }) => service)
        .filter((route) => {
        const name = route.slice(own.length);
        if (!route.startsWith(own))
            return false;
        return host.services.some((one) => one.name === name) ? !isBehind(name) : prune;
    });
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/cleanup.js
// Cleans up the hosts at the end of a deployment, and returns what is running.







const NOTHING = {
    disableRestart: [],
    stop: [],
    routes: [],
    stopAndRemove: [],
    remove: [],
};
/** Milliseconds that the cleanup of a host may take, beside the grace period of what it stops. */
const cleanup_LIMIT = 60_000;
/**
 * Removes the run's temporary files and, given the plans of a successful deployment, stops what was kept running until now, and removes
 * old releases and routes.
 */
async function cleanUp(inspected, { slug, runId, fleet }, plans, options) {
    const containers = new Map();
    const stopProblems = [];
    const stillRunning = [];
    const cleanUpHost = async (host, index) => {
        const { session, sharesDocker } = host;
        const plan = plans?.[index];
        const cleanup = plan ? planOf(host, plan, slug, options) : NOTHING;
        const { disableRestart, stop, routes, stopAndRemove, remove } = cleanup;
        const args = [
            ...[slug, runId, fleet.environment],
            ...[disableRestart, stopAndRemove, remove].map((ids) => ids.join(' ')),
            ...[plan ? '1' : '', stop.map(({ id, grace }) => `${id}=${grace}`).join(' ')],
            routes.join(' '),
        ];
        const limit = cleanup_LIMIT + Math.max(0, ...stop.map(({ grace }) => grace * 1000));
        try {
            const work = () => session.run('cleanup', args, { limit });
            const { code, stdout } = await retryOnLostConnection(session, work);
            for (const [kind, id = '', output = ''] of recordsIn(stdout)) {
                if (kind === 'stop-failed')
                    stopProblems.push(stopProblem(host, id, output));
                if (kind === 'before-running')
                    stillRunning.push(beforeRunning(host, id));
            }
            // Docker did not answer.
            if (code !== 0)
                return;
            const all = containersOf(stdout);
            const own = environmentContainers(host.host, all, fleet.environment, sharesDocker);
            containers.set(host.host.name, own);
        }
        catch (error) {
            // The report says that this host's state is unknown.
            if (!(error instanceof user_error_UserError))
                throw error;
        }
    };
    await pMap(inspected, cleanUpHost, { concurrency: MAX_PARALLEL_HOSTS });
    return { containers, stopProblems, stillRunning };
}
function planOf(host, plan, slug, { keep, prune }) {
    // The routes of two hosts that share a docker can't be told apart.
    const routes = routesToRemove(plan, host, slug, prune && !host.sharesDocker);
    return cleanupPlan(plan, host.containers, { keep, prune }, routes);
}
function stopProblem({ host, containers }, id, output) {
    const name = containers.find((one) => one.id === id)?.name ?? id;
    return `${host.name}: the old container ${escape_quote(name)} no longer gets requests, but could not be stopped: ${quoteEnd(output)}`;
}
const beforeRunning = ({ host }, name) => `${host.name}: a "before" command of an earlier run is still running in the container ${escape_quote(name)} (docker stop ${name} ends it)`;

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/rollout/deploy.js
// A deployment or a rollback: takes the lock, changes the hosts, cleans up, and returns the result.








/** Deploys to the hosts. Never throws a UserError: it is in the result, with the result of each host. */
async function deploy({ inspected, lockHost }, job, inputs, ports) {
    if (!lockHost)
        throw new Error('there is no host for the lock');
    const result = {
        inspected,
        plans: [],
        digests: new Map(),
        switched: new Map(),
        errors: new Map(),
        containers: new Map(),
        error: undefined,
        isBeforeLeft: false,
    };
    let isLocked = false;
    let isUnlocked = true;
    try {
        if (inputs['dry-run'])
            result.plans = plansOf(inspected, inputs, result.digests, job.fleet.proxy);
        else {
            const { slug, runId, fleet } = job;
            const postState = { slug, runId, environment: fleet.environment, switchValues: {} };
            // Saved before the lock is taken: a connection lost at that moment may leave it taken.
            ports.savePostState(postState);
            isUnlocked = false;
            const wait = inputs['lock-wait'];
            const lock = await takeLock(lockHost, job, ports.owner, wait, ports, ports.cancel);
            isLocked = true;
            const lastRun = inspected.find(({ session }) => session === lockHost)?.facts.lastRun;
            const isOutdated = lock.waited || lock.previousRun !== lastRun;
            if (isOutdated)
                result.inspected = await inspectAgain(inspected, job);
            await changeHosts(job, inputs, ports, result, postState);
        }
    }
    catch (error) {
        if (!(error instanceof user_error_UserError))
            throw error;
        result.error = ports.cancel.aborted ? cancelled(error) : error;
    }
    finally {
        const isGood = result.error === undefined && !inputs['dry-run'];
        const plans = isGood ? result.plans : undefined;
        const cleaned = await cleanUp(result.inspected, job, plans, inputs);
        result.containers = cleaned.containers;
        for (const sentence of cleaned.stillRunning)
            ports.warn(sentence);
        if (isGood)
            result.error = exitedSince(result) ?? notStopped(cleaned.stopProblems);
        if (!isUnlocked)
            isUnlocked = await releaseLock(lockHost, job, isLocked ? ports.warn : () => { });
    }
    // The post step tries once more to reach the hosts that could not be reached.
    const isUnknown = [...result.switched.values()].some(({ running }) => running === 'unknown');
    if (!isUnknown && !result.isBeforeLeft && isUnlocked)
        ports.savePostState(undefined);
    return result;
}
/** Returns an error if a container that was healthy is gone at the end. */
function exitedSince({ plans, containers }) {
    const problems = plans.flatMap(({ host, changes }) => {
        // One that docker is restarting has exited.
        const running = containers
            .get(host.name)
            ?.filter((one) => facts_isRunning(one) && one.state !== 'restarting');
        if (!running)
            return [];
        return changes
            .filter(({ service }) => running.every(({ labels }) => labels['towpath.service'] !== service.name))
            .map(({ service }) => `${host.name}: "${service.name}" was healthy, but has exited since`);
    });
    return problems.length > 0 ? new user_error_UserError('exited', problems.join('\n')) : undefined;
}
const notStopped = (problems) => problems.length > 0 ? new user_error_UserError('stop-failed', problems.join('\n')) : undefined;
const cancelled = (error) => new user_error_UserError('cancelled', `The run was cancelled.\n${error.message}`);
/** Another run has deployed since the hosts were inspected. */
async function inspectAgain(before, job) {
    const sessions = before.map(({ session }) => session);
    const { inspected, errors } = await inspectAll(sessions, job);
    if (errors.size > 0)
        throw combinedError([...errors.values()].flat());
    return inspected;
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/perform-action.js
// Inspects the hosts, and does what the input `action` asks for.










/**
 * Inspects the hosts, and deploys, rolls back, or shows or removes the lock. Reports before it closes the connections: a cancelled run
 * may have no time left after that. Returns the error that the step fails with.
 */
async function performAction(inputs, job, ssh, ports, report) {
    const { runner, clock } = ports;
    const start = clock.now();
    const { slug, runId, fleet } = job;
    const savePostState = postStateSaver(runner);
    // The inspection creates a folder, with a login, on the hosts.
    savePostState({ slug, runId, environment: fleet.environment, switchValues: {} });
    const inspection = await connectAndInspect(job, ssh, ports);
    try {
        const seconds = ((clock.now() - start) / 1000).toFixed(1);
        const count = `${inspection.inspected.length} of ${fleet.hosts.length} hosts`;
        runner.log(`Inspected ${count} (${seconds} s)`);
        const { result, error } = await act(inputs, job, inspection, ports);
        report(result);
        return error;
    }
    finally {
        await inspection.close();
    }
}
async function act(inputs, job, inspection, ports) {
    const { action } = inputs;
    const errors = [...inspection.errors.values()].flat();
    if (action === 'status' || action === 'unlock') {
        if (inspection.lockHost) {
            const command = action === 'unlock' ? 'break' : 'show';
            ports.runner.annotate('notice', await lockStatus(inspection.lockHost, job, command));
        }
        // Hosts that can be inspected count as good, even if they lack what a deployment needs.
        const isIncomplete = inspection.inspected.length < job.fleet.hosts.length;
        const error = isIncomplete ? combinedError(errors) : undefined;
        return endWithoutChange(inputs, job, inspection, ports.runner, error);
    }
    if (errors.length > 0) {
        return endWithoutChange(inputs, job, inspection, ports.runner, combinedError(errors));
    }
    const warn = (message) => ports.runner.annotate('warning', message);
    const deployPorts = {
        ...ports,
        log: ports.runner.log,
        show: ports.runner.group,
        openGroup: ports.runner.openGroup,
        warn,
        savePostState: postStateSaver(ports.runner),
        owner: [...ports.owner, `${action} ${inputs.tag}`.trim()],
    };
    if (action === 'upgrade-proxy') {
        const done = await upgradeProxies(inspection, job, inputs, deployPorts);
        const result = upgradeResult(inputs, job.fleet, inspection.inspected, done);
        return { result, error: done.error };
    }
    const outdated = outdatedProxies(inspection.inspected, job.fleet.proxy);
    if (outdated !== undefined)
        warn(outdated);
    const deployment = await deploy(inspection, job, inputs, deployPorts);
    reportUnconfigured(deployment, inputs.prune, ports.runner);
    return {
        result: deploymentResult(inputs, job.fleet, deployment),
        error: deployment.error,
    };
}
async function endWithoutChange(inputs, job, inspection, runner, error) {
    await removeRunFolders(inspection.inspected, job);
    postStateSaver(runner)(undefined);
    return { result: inspectionResult(inputs, job.fleet, inspection, error), error };
}
function reportUnconfigured({ plans, error }, prune, runner) {
    for (const { host, unconfigured } of plans) {
        if (unconfigured.length === 0)
            continue;
        const names = list(unconfigured.map(({ name }) => name));
        const problem = `${host.name} has containers of services that are not configured for it: ${names}`;
        if (prune) {
            if (error === undefined)
                runner.log(`${problem}; they are removed`);
        }
        else
            runner.annotate('warning', `${problem}; "prune: true" removes them`);
    }
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/plan-lines.js
// What a dry run logs. Pure.

/** Returns what a dry run would do, a line each, in the order of the real run. */
function plan_lines_planLines(plan) {
    const moves = plan.flatMap(({ host, moves: all }) => all.map((move) => ({ host, ...move })));
    const commands = moves.flatMap(({ host, service, before }) => before
        ? [`${host}: would first run "before" of ${service}: ${before.map(escape_quote).join(' ')}`]
        : []);
    const changes = moves.map(({ host, service, does, from, to }) => {
        const verb = does === 'make' ? 'create' : does;
        return `${host}: would ${verb} ${service}: ${from || 'nothing'} -> ${to}`;
    });
    return [...commands, ...changes];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/post/restore.js
// The post step's work: rolls back the hosts of a run that ended early, and releases its lock.










/** Milliseconds that the rollback of a host may take: requests in progress and a grace period may take long. */
const ROLLBACK_LIMIT = 300_000;
/** Milliseconds that another run's lock is waited for. */
const LOCK_LIMIT = 120_000;
/** Rolls back every host that can be reached, and releases the lock. Throws a UserError for the others. */
async function restoreHosts(state, fleet, ssh, { runner, script, clock, cancel }) {
    const connected = await connectAll(fleet, ssh, { script, clock });
    const { sessions, lockHost } = connected;
    const errors = [...connected.errors.values()];
    const collectError = async (work) => {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof user_error_UserError))
                throw error;
            errors.push(error);
            return undefined;
        }
    };
    const mayRollBack = Object.keys(state.switchValues).length > 0 || (state.proxies ?? []).length > 0;
    const ports = { clock, log: runner.log };
    const take = (session) => takeLock(session, state, ['post step'], mayRollBack ? LOCK_LIMIT : 0, ports, cancel);
    const lock = lockHost && (await collectError(() => take(lockHost)));
    // If another run is in progress, or was since, its result counts.
    const isLastRun = lock !== undefined && (lock.alreadyHeld || lock.previousRun === state.runId);
    if (mayRollBack && lock && !isLastRun)
        runner.log('Another run has held or removed the lock since, so nothing is rolled back');
    const restore = (session) => collectError(() => restoreHost(session, state, fleet, isLastRun, runner));
    await pMap(sessions, restore, { concurrency: MAX_PARALLEL_HOSTS });
    const warn = (message) => runner.annotate('warning', message);
    if (lock && lockHost)
        await releaseLock(lockHost, state, warn);
    await connected.close();
    // Without a rollback it does not matter that another run holds the lock.
    const relevant = errors.filter(({ reason }) => mayRollBack || reason !== 'locked');
    if (relevant.length > 0)
        throw combinedError(relevant);
}
async function restoreHost(session, state, fleet, isLastRun, runner) {
    const { slug, runId, environment, switchValues, before } = state;
    const { name } = session.host;
    if (before?.host === name)
        await endBefore(session, { slug, runId }, before, runner);
    if (isLastRun && state.proxies?.includes(name)) {
        const job = { fleet, slug, runId };
        const { error } = await runProxyScript(session, 'restore', job, { limit: ROLLBACK_LIMIT });
        if (error)
            throw error;
        runner.log(`${name}: the proxy is running`);
    }
    const values = switchValues[name] ?? [];
    if (isLastRun && values.length > 0) {
        const args = ['rollback', '', slug, runId, ...switchArguments(values)];
        const { code } = await session.run('switch', args, { limit: ROLLBACK_LIMIT });
        if (code !== 0) {
            throw new user_error_UserError('not-restored', `${name}: not all previous containers are running again`);
        }
        runner.log(`${name}: rolled back to the previous containers`);
    }
    await session.run('cleanup', [slug, runId, environment, '', '', '']);
}
/** Ends a command of `before`, and removes its container. Throws a UserError (\`before-unknown\`) if that fails. */
async function endBefore(session, { slug, runId }, { container, grace }, runner) {
    const { name } = session.host;
    const args = ['stop', slug, runId, container, String(grace)];
    const { stdout } = await session.run('before', args, { limit: ROLLBACK_LIMIT + grace * 1000 });
    if (firstRecord(stdout, 'removed').length === 0) {
        const message = `${name}: the container ${escape_quote(container)} of "before" could not be stopped and removed: docker rm -f ${container}`;
        throw new user_error_UserError('before-unknown', message);
    }
    runner.log(`${name}: the "before" command is no longer running`);
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/report-proxy.js
// The proxies of the hosts in the human-readable result. Pure.


/** Returns the proxy of a host for the table; empty if the result says nothing of it. */
function proxyCell({ proxy }) {
    if (!proxy)
        return '';
    const { image, state, routes } = proxy;
    const shown = state === 'running' ? '' : ` [${state}]`;
    return `${shortImage(image)}${shown}, ${count(routes.length, 'route')}`;
}
/** Returns the result of an upgrade in one sentence: which proxy is where. */
function proxySentence({ environment, rows, reason, changed, isReadOnly }, quoted = escape_quote) {
    const shown = ({ proxy, outcome }) => {
        if (proxy)
            return quoted(shortImage(proxy.image));
        return proxy === null && outcome !== 'failed' && outcome !== 'unreachable' ? 'none' : 'unknown';
    };
    const each = [...Map.groupBy(rows, shown)].map(([what, same]) => `${what} on ${count(same.length, 'host')}`);
    const state = `proxy: ${each.join(', ')}`;
    if (reason !== '')
        return `The upgrade of the proxy of ${quoted(environment)} failed (${reason}): ${state}.`;
    const nothing = changed || isReadOnly ? '' : 'nothing to do, ';
    return `${quoted(environment)}: ${nothing}${state}.`;
}
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
/** The routes of all hosts: host, what is routed, the service, the target. */
function routesOf({ rows }) {
    return rows.flatMap(({ host, proxy }) => (proxy?.routes ?? []).map(({ service, hosts, path, target, state, tls }) => {
        const names = hosts.length > 0 ? hosts.join(', ') : 'any host';
        const notes = [...(tls ? ['TLS'] : []), ...(state === 'running' ? [] : [state])];
        const noted = notes.length > 0 ? ` [${notes.join(', ')}]` : '';
        return [host, `${names}${path === '/' ? '' : ` ${path}`}${noted}`, service, target];
    }));
}
/** Returns the routes of all hosts for the log. */
function routeLines(result) {
    return routesOf(result).map(([host, what, service, target]) => `${host}: ${what} -> ${service} (${target})`);
}
/** Returns the routes of all hosts as a table in Markdown; nothing if there are none. */
function routesSummary(result) {
    const rows = routesOf(result).map((cells) => cells.map((cell, column) => (column === 0 ? code(cell) : escape_prose(cell))).join(' | '));
    if (rows.length === 0)
        return [];
    return [
        '| host | requests for | route | target |',
        '|---|---|---|---|',
        ...rows.map((row) => `| ${row} |`),
        '',
    ];
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/report.js
// The human-readable result: one sentence about what is running now, and a table of the hosts. Pure.


const OUTCOMES = {
    deployed: 'deployed',
    unchanged: 'unchanged',
    'rolled-back': 'rolled back',
    failed: 'failed',
    unreachable: 'unreachable',
    'not-reached': 'not touched',
};
/** Returns the state of the environment after the run, in one sentence. */
function resultSentence(result, quoted = escape_quote) {
    const { environment, rows, reason, action } = result;
    const name = quoted(environment);
    if (result.isTasks)
        return `${name}: ${tasksSentence(result)}.`;
    if (action === 'upgrade-proxy')
        return proxySentence(result, quoted);
    const unknown = rows.filter(({ runs }) => runs === null).map(({ host }) => quoted(host));
    const state = runningNow(rows, quoted) +
        (unknown.length > 0 ? `; it is not known what is running on ${unknown.join(', ')}` : '');
    if (result.isReadOnly)
        return `${name}: ${state}.`;
    if (reason !== '') {
        const what = action === 'rollback' ? 'The rollback' : 'The deployment';
        return `${what} to ${name} failed (${reason}): ${state}.`;
    }
    return `${name}: ${result.changed ? '' : 'nothing to do, '}${state}.`;
}
function tasksSentence({ rows, reason, isReadOnly }) {
    const done = rows.filter(({ outcome }) => outcome === 'deployed').length;
    const where = `on ${done} of ${report_hosts(rows.length)}`;
    if (isReadOnly)
        return `the tasks would run on ${report_hosts(rows.length)}`;
    return reason === ''
        ? `the tasks ran ${where}`
        : `the tasks failed (${reason}); they ran ${where}`;
}
/** `web runs v2 on 3 hosts, worker runs v2 on 1 host`; a service on two releases is pointed out. */
function runningNow(rows, quoted) {
    const running = rows.flatMap(({ runs }) => runs ?? []);
    const services = Map.groupBy(running, ({ service }) => service);
    if (services.size === 0)
        return 'nothing is running';
    return [...services]
        .map(([service, all]) => {
        const releases = Map.groupBy(all, ({ release, digest }) => `${release}@${digest}`);
        const isMixed = releases.size > 1;
        const each = [...releases.values()].map((same) => {
            const [first] = same;
            return `${quoted(releaseName(first, isMixed))} on ${report_hosts(same.length)}`;
        });
        const warning = isMixed ? `${releases.size} VERSIONS: ` : '';
        return `${quoted(service)} runs ${warning}${each.join(' and ')}`;
    })
        .join(', ');
}
const report_hosts = (count) => (count === 1 ? '1 host' : `${count} hosts`);
/** A release, with the beginning of its digest on request or if it has no other name. */
function releaseName({ release, digest }, withDigest) {
    const short = digest.replace('sha256:', '').slice(0, 12);
    if (release === digest || release === '')
        return short === '' ? 'unknown' : `sha256:${short}`;
    return withDigest && short !== '' ? `${release} (${short})` : release;
}
function runsCell({ runs }) {
    if (runs === null)
        return 'unknown';
    if (runs.length === 0)
        return 'nothing';
    return runs
        .map((one) => {
        const state = one.state === 'running' ? '' : ` [${one.state}]`;
        return `${one.service} ${releaseName(one, true)}${state}`;
    })
        .join(', ');
}
const HEADER = [
    ...['host', 'roles', 'outcome', 'running now', 'proxy'],
    ...['seconds', 'gap', 'reason'],
];
function cellsOf(row, isTasks) {
    const reason = row.code === null || row.reason === '' ? row.reason : `${row.reason}, code ${row.code}`;
    return [
        row.host,
        row.roles.join(', '),
        OUTCOMES[row.outcome],
        row.runs === null && isTasks ? '' : runsCell(row),
        proxyCell(row),
        row.seconds === 0 ? '' : row.seconds.toFixed(1),
        row['gap-ms'] === 0 ? '' : `${row['gap-ms']} ms`,
        reason,
    ];
}
/** The header and the rows, without columns that are empty. */
function table({ rows, isTasks }) {
    const cells = rows.map((row) => cellsOf(row, isTasks));
    const isUsed = HEADER.map((_, column) => cells.some((line) => line[column] !== ''));
    return [[...HEADER], ...cells].map((line) => line.filter((_, column) => isUsed[column]));
}
/** Returns the table for the log, with aligned columns. */
function tableLines(result) {
    const lines = table(result);
    const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
    return lines.map((line) => line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd());
}
const TITLES = {
    deploy: 'Deployment',
    rollback: 'Rollback',
    status: 'Status',
    unlock: 'Lock',
    'upgrade-proxy': 'Proxy',
};
/** Returns the result as Markdown for the job summary. */
function report_summary(result) {
    const [header = [], ...lines] = table(result);
    const row = (cells) => `| ${cells.join(' | ')} |`;
    const escaped = (cell, column) => column === 0 ? code(cell) : escape_prose(cell);
    return [
        `### ${TITLES[result.action] ?? result.action}: ${escape_prose(result.environment)}`,
        '',
        resultSentence(result, code),
        '',
        row(header),
        row(header.map(() => '---')).replaceAll(' ', ''),
        ...lines.map((line) => row(line.map(escaped))),
        '',
        ...routesSummary(result),
        '',
    ].join('\n');
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/run.js
// Runs the step: reads the configuration, connects to the hosts, does what the inputs ask for, and reports the result.
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











/** The warning of a cancelled step that has no time left for the rollback. */
const POST_STEP_CONTINUES = 'Cancelled before the rollback finished; the post step continues it';
/** Runs the step. Throws a UserError on failure; the outputs are set in either case. */
async function deployAndReport(inputs, ports) {
    let error;
    try {
        error = await run(inputs, ports);
    }
    catch (thrown) {
        if (thrown instanceof user_error_UserError)
            ports.runner.outputs({ reason: thrown.reason, changed: 'false', hosts: '[]' });
        throw thrown;
    }
    if (error)
        throw error;
}
/** Runs the post step: restores the hosts if the run ended early. */
async function runPostStep(inputs, ports, savedState) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const state = JSON.parse(savedState);
        // The inputs of the run itself were checked already.
        const unchecked = { ...inputs, action: 'status', tasks: '', prune: false };
        const fleet = loadFleet(unchecked, ports.configFile);
        const ssh = run_addDisposableResource(env_1, await openSshFor(fleet, ports.ssh, ports.runner.log), true);
        await restoreHosts(state, fleet, ssh, ports);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = run_disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
/** Returns the error that the step fails with. Throws a UserError if there is no result to report. */
async function run(inputs, ports) {
    const env_2 = { stack: [], error: void 0, hasError: false };
    try {
        const { runner } = ports;
        const fleet = loadFleet(inputs, ports.configFile);
        logUnusedServices(fleet, runner);
        const job = jobOf(inputs, fleet, ports.runId);
        const ssh = run_addDisposableResource(env_2, await openSshFor(fleet, ports.ssh, runner.log), true);
        const reportResult = (result) => run_report(inputs['dry-run'], result, runner);
        if (inputs.tasks.trim() === '')
            return await performAction(inputs, job, ssh, ports, reportResult);
        const { result, error } = await runTasks(inputs, job, ssh, ports);
        reportResult(result);
        return error;
    }
    catch (e_2) {
        env_2.error = e_2;
        env_2.hasError = true;
    }
    finally {
        const result_2 = run_disposeResources(env_2);
        if (result_2)
            await result_2;
    }
}
function logUnusedServices({ hosts, services }, { log }) {
    for (const { name } of services) {
        if (hosts.every((host) => host.services.every((one) => one.name !== name)))
            log(`${name} does not run here: no host has one of its roles`);
    }
}
/** Logs the result, sets the outputs, and writes the summary. */
function run_report(isDryRun, result, runner) {
    for (const line of isDryRun ? plan_lines_planLines(result.plan) : [])
        runner.log(line);
    runner.group('Hosts', tableLines(result));
    const routes = routeLines(result);
    if (routes.length > 0)
        runner.group('Routes', routes);
    runner.log(resultSentence(result));
    runner.outputs(outputsOf(result));
    runner.summary(report_summary(result));
}

;// CONCATENATED MODULE: ./build/actions/fabric-deploy/src/main.js















const { env } = process;
const runner = githubRunner();
const cancel = cancellation(7000, () => runner.annotate('warning', POST_STEP_CONTINUES));
void runAction(runner, async () => {
    const isPost = isPostStep(env, runner);
    const savedState = env['STATE_postState'];
    if (isPost)
        await removeBackgroundFolder(env['STATE_sshFolder'] ?? '', env);
    if (isPost && !savedState)
        return;
    const inputs = readInputs(inputs_inputs, env, runner.mask);
    const saveFolder = (path) => runner.state('sshFolder', path);
    const temp = env['RUNNER_TEMP'] ?? '/tmp';
    const folder = env['GITHUB_WORKSPACE'] ?? '.';
    const ports = {
        runner,
        configFile: (path) => fileSource(folder, path),
        ssh: (fastLogins) => openSsh({ ...sshOptionsOf(inputs), env, temp, cwd: folder, fastLogins, saveFolder }),
        script: (name) => {
            const more = name === 'switch' ? ['switch-route.sh'] : [];
            const shared = ['common.sh', 'http-get.sh', 'kamal-proxy.sh', ...more];
            return bundledText('remote-scripts', [...shared, `${name}.sh`]);
        },
        clock: clock,
        cancel,
        fabric: {
            cache: { find: find, cacheDir: cacheDir },
            env,
            temp,
            programs: bundledFolder('python'),
            folder,
        },
        owner: ownerOf(env, new Date()),
        runId: (0,external_node_crypto_namespaceObject.randomUUID)(),
    };
    return savedState ? runPostStep(inputs, ports, savedState) : deployAndReport(inputs, ports);
});

