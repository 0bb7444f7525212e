import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 7163:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const debug = __nccwpck_require__(1159)
const { MAX_LENGTH, MAX_SAFE_INTEGER } = __nccwpck_require__(5101)
const { safeRe: re, t } = __nccwpck_require__(5471)

const parseOptions = __nccwpck_require__(356)
const { compareIdentifiers } = __nccwpck_require__(3348)

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

/***/ 6353:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
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

/***/ 5101:
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

/***/ 1159:
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

/***/ 3348:
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

/***/ 356:
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

/***/ 5471:
/***/ ((module, exports, __nccwpck_require__) => {



const {
  MAX_SAFE_COMPONENT_LENGTH,
  MAX_SAFE_BUILD_LENGTH,
  MAX_LENGTH,
} = __nccwpck_require__(5101)
const debug = __nccwpck_require__(1159)
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

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 6193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 8898:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

const { valid, clean, explain, parse } = __nccwpck_require__(4818);

const { lt, le, eq, ne, ge, gt, compare, rcompare } = __nccwpck_require__(2124);

const {
  filter,
  maxSatisfying,
  minSatisfying,
  RANGE_PATTERN,
  satisfies,
  validRange,
} = __nccwpck_require__(790);

const { major, minor, patch, inc } = __nccwpck_require__(8940);

module.exports = {
  // version
  valid,
  clean,
  explain,
  parse,

  // operator
  lt,
  le,
  lte: le,
  eq,
  ne,
  neq: ne,
  ge,
  gte: ge,
  gt,
  compare,
  rcompare,

  // range
  filter,
  maxSatisfying,
  minSatisfying,
  RANGE_PATTERN,
  satisfies,
  validRange,

  // semantic
  major,
  minor,
  patch,
  inc,
};


/***/ }),

/***/ 2124:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

const { parse } = __nccwpck_require__(4818);

module.exports = {
  compare,
  rcompare,
  lt,
  le,
  eq,
  ne,
  ge,
  gt,
  '<': lt,
  '<=': le,
  '==': eq,
  '!=': ne,
  '>=': ge,
  '>': gt,
  '===': arbitrary,
};

function lt(version, other) {
  return compare(version, other) < 0;
}

function le(version, other) {
  return compare(version, other) <= 0;
}

function eq(version, other) {
  return compare(version, other) === 0;
}

function ne(version, other) {
  return compare(version, other) !== 0;
}

function ge(version, other) {
  return compare(version, other) >= 0;
}

function gt(version, other) {
  return compare(version, other) > 0;
}

function arbitrary(version, other) {
  return version.toLowerCase() === other.toLowerCase();
}

function compare(version, other) {
  const parsedVersion = parse(version);
  const parsedOther = parse(other);

  const keyVersion = calculateKey(parsedVersion);
  const keyOther = calculateKey(parsedOther);

  return pyCompare(keyVersion, keyOther);
}

function rcompare(version, other) {
  return -compare(version, other);
}

// this logic is buitin in python, but we need to port it to js
// see https://stackoverflow.com/a/5292332/1438522
function pyCompare(elemIn, otherIn) {
  let elem = elemIn;
  let other = otherIn;
  if (elem === other) {
    return 0;
  }
  if (Array.isArray(elem) !== Array.isArray(other)) {
    elem = Array.isArray(elem) ? elem : [elem];
    other = Array.isArray(other) ? other : [other];
  }
  if (Array.isArray(elem)) {
    const len = Math.min(elem.length, other.length);
    for (let i = 0; i < len; i += 1) {
      const res = pyCompare(elem[i], other[i]);
      if (res !== 0) {
        return res;
      }
    }
    return elem.length - other.length;
  }
  if (elem === -Infinity || other === Infinity) {
    return -1;
  }
  if (elem === Infinity || other === -Infinity) {
    return 1;
  }
  return elem < other ? -1 : 1;
}

function calculateKey(input) {
  const { epoch } = input;
  let { release, pre, post, local, dev } = input;
  // When we compare a release version, we want to compare it with all of the
  // trailing zeros removed. So we'll use a reverse the list, drop all the now
  // leading zeros until we come to something non zero, then take the rest
  // re-reverse it back into the correct order and make it a tuple and use
  // that for our sorting key.
  release = release.concat();
  release.reverse();
  while (release.length && release[0] === 0) {
    release.shift();
  }
  release.reverse();

  // We need to "trick" the sorting algorithm to put 1.0.dev0 before 1.0a0.
  // We'll do this by abusing the pre segment, but we _only_ want to do this
  // if there is !a pre or a post segment. If we have one of those then
  // the normal sorting rules will handle this case correctly.
  if (!pre && !post && dev) pre = -Infinity;
  // Versions without a pre-release (except as noted above) should sort after
  // those with one.
  else if (!pre) pre = Infinity;

  // Versions without a post segment should sort before those with one.
  if (!post) post = -Infinity;

  // Versions without a development segment should sort after those with one.
  if (!dev) dev = Infinity;

  if (!local) {
    // Versions without a local segment should sort before those with one.
    local = -Infinity;
  } else {
    // Versions with a local segment need that segment parsed to implement
    // the sorting rules in PEP440.
    // - Alpha numeric segments sort before numeric segments
    // - Alpha numeric segments sort lexicographically
    // - Numeric segments sort numerically
    // - Shorter versions sort before longer versions when the prefixes
    //   match exactly
    local = local.map((i) =>
      Number.isNaN(Number(i)) ? [-Infinity, i] : [Number(i), ''],
    );
  }

  return [epoch, release, pre, post, dev, local];
}


/***/ }),

/***/ 8940:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

const { explain, parse, stringify } = __nccwpck_require__(4818);

// those notation are borrowed from semver
module.exports = {
  major,
  minor,
  patch,
  inc,
};

function major(input) {
  const version = explain(input);
  if (!version) {
    throw new TypeError('Invalid Version: ' + input);
  }
  return version.release[0];
}

function minor(input) {
  const version = explain(input);
  if (!version) {
    throw new TypeError('Invalid Version: ' + input);
  }
  if (version.release.length < 2) {
    return 0;
  }
  return version.release[1];
}

function patch(input) {
  const version = explain(input);
  if (!version) {
    throw new TypeError('Invalid Version: ' + input);
  }
  if (version.release.length < 3) {
    return 0;
  }
  return version.release[2];
}

function inc(input, release, preReleaseIdentifier) {
  let identifier = preReleaseIdentifier || `a`;
  const version = parse(input);

  if (!version) {
    return null;
  }

  if (
    !['a', 'b', 'c', 'rc', 'alpha', 'beta', 'pre', 'preview'].includes(
      identifier,
    )
  ) {
    return null;
  }

  switch (release) {
    case 'premajor':
      {
        const [majorVersion] = version.release;
        version.release.fill(0);
        version.release[0] = majorVersion + 1;
      }
      version.pre = [identifier, 0];
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'preminor':
      {
        const [majorVersion, minorVersion = 0] = version.release;
        version.release.fill(0);
        version.release[0] = majorVersion;
        version.release[1] = minorVersion + 1;
      }
      version.pre = [identifier, 0];
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'prepatch':
      {
        const [majorVersion, minorVersion = 0, patchVersion = 0] =
          version.release;
        version.release.fill(0);
        version.release[0] = majorVersion;
        version.release[1] = minorVersion;
        version.release[2] = patchVersion + 1;
      }
      version.pre = [identifier, 0];
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'prerelease':
      if (version.pre === null) {
        const [majorVersion, minorVersion = 0, patchVersion = 0] =
          version.release;
        version.release.fill(0);
        version.release[0] = majorVersion;
        version.release[1] = minorVersion;
        version.release[2] = patchVersion + 1;
        version.pre = [identifier, 0];
      } else {
        if (preReleaseIdentifier === undefined && version.pre !== null) {
          [identifier] = version.pre;
        }

        const [letter, number] = version.pre;
        if (letter === identifier) {
          version.pre = [letter, number + 1];
        } else {
          version.pre = [identifier, 0];
        }
      }

      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'major':
      if (
        version.release.slice(1).some((value) => value !== 0) ||
        version.pre === null
      ) {
        const [majorVersion] = version.release;
        version.release.fill(0);
        version.release[0] = majorVersion + 1;
      }
      delete version.pre;
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'minor':
      if (
        version.release.slice(2).some((value) => value !== 0) ||
        version.pre === null
      ) {
        const [majorVersion, minorVersion = 0] = version.release;
        version.release.fill(0);
        version.release[0] = majorVersion;
        version.release[1] = minorVersion + 1;
      }
      delete version.pre;
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    case 'patch':
      if (
        version.release.slice(3).some((value) => value !== 0) ||
        version.pre === null
      ) {
        const [majorVersion, minorVersion = 0, patchVersion = 0] =
          version.release;
        version.release.fill(0);
        version.release[0] = majorVersion;
        version.release[1] = minorVersion;
        version.release[2] = patchVersion + 1;
      }
      delete version.pre;
      delete version.post;
      delete version.dev;
      delete version.local;
      break;
    default:
      return null;
  }

  return stringify(version);
}


/***/ }),

/***/ 790:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

// This file is dual licensed under the terms of the Apache License, Version
// 2.0, and the BSD License. See the LICENSE file in the root of this repository
// for complete details.

const { VERSION_PATTERN, explain: explainVersion } = __nccwpck_require__(4818);

const Operator = __nccwpck_require__(2124);

const RANGE_PATTERN = [
  '(?<operator>(===|~=|==|!=|<=|>=|<|>))',
  '\\s*',
  '(',
  /*  */ '(?<version>(?:' + VERSION_PATTERN.replace(/\?<\w+>/g, '?:') + '))',
  /*  */ '(?<prefix>\\.\\*)?',
  /*  */ '|',
  /*  */ '(?<legacy>[^,;\\s)]+)',
  ')',
].join('');

module.exports = {
  RANGE_PATTERN,
  parse,
  satisfies,
  filter,
  validRange,
  maxSatisfying,
  minSatisfying,
};

const isEqualityOperator = (op) => ['==', '!=', '==='].includes(op);

const rangeRegex = new RegExp('^' + RANGE_PATTERN + '$', 'i');

function parse(ranges) {
  if (!ranges.trim()) {
    return [];
  }

  const specifiers = ranges
    .split(',')
    .map((range) => rangeRegex.exec(range.trim()) || {})
    .map(({ groups }) => {
      if (!groups) {
        return null;
      }

      let { ...spec } = groups;
      const { operator, version, prefix, legacy } = groups;

      if (version) {
        spec = { ...spec, ...explainVersion(version) };
        if (operator === '~=') {
          if (spec.release.length < 2) {
            return null;
          }
        }
        if (!isEqualityOperator(operator) && spec.local) {
          return null;
        }

        if (prefix) {
          if (!isEqualityOperator(operator) || spec.dev || spec.local) {
            return null;
          }
        }
      }
      if (legacy && operator !== '===') {
        return null;
      }

      return spec;
    });

  if (specifiers.filter(Boolean).length !== specifiers.length) {
    return null;
  }

  return specifiers;
}

function filter(versions, specifier, options = {}) {
  const filtered = pick(versions, specifier, options);
  if (filtered.length === 0 && options.prereleases === undefined) {
    return pick(versions, specifier, { prereleases: true });
  }
  return filtered;
}

function maxSatisfying(versions, range, options) {
  const found = filter(versions, range, options).sort(Operator.compare);
  return found.length === 0 ? null : found[found.length - 1];
}

function minSatisfying(versions, range, options) {
  const found = filter(versions, range, options).sort(Operator.compare);
  return found.length === 0 ? null : found[0];
}

function pick(versions, specifier, options) {
  const parsed = parse(specifier);

  if (!parsed) {
    return [];
  }

  return versions.filter((version) => {
    const explained = explainVersion(version);

    if (!parsed.length) {
      return explained && !(explained.is_prerelease && !options.prereleases);
    }

    return parsed.reduce((pass, spec) => {
      if (!pass) {
        return false;
      }
      return contains({ ...spec, ...options }, { version, explained });
    }, true);
  });
}

function satisfies(version, specifier, options = {}) {
  const filtered = pick([version], specifier, options);

  return filtered.length === 1;
}

function arrayStartsWith(array, prefix) {
  if (prefix.length > array.length) {
    return false;
  }

  for (let i = 0; i < prefix.length; i += 1) {
    if (prefix[i] !== array[i]) {
      return false;
    }
  }

  return true;
}

function contains(specifier, input) {
  const { explained } = input;
  let { version } = input;
  const { ...spec } = specifier;

  if (spec.prereleases === undefined) {
    spec.prereleases = spec.is_prerelease;
  }

  if (explained && explained.is_prerelease && !spec.prereleases) {
    return false;
  }

  if (spec.operator === '~=') {
    let compatiblePrefix = spec.release.slice(0, -1).concat('*').join('.');
    if (spec.epoch) {
      compatiblePrefix = spec.epoch + '!' + compatiblePrefix;
    }
    return satisfies(version, `>=${spec.version}, ==${compatiblePrefix}`, {
      prereleases: spec.prereleases,
    });
  }

  if (spec.prefix) {
    const isMatching =
      explained.epoch === spec.epoch &&
      arrayStartsWith(explained.release, spec.release);
    const isEquality = spec.operator !== '!=';
    return isEquality ? isMatching : !isMatching;
  }

  if (explained)
    if (explained.local && spec.version) {
      version = explained.public;
      spec.version = explainVersion(spec.version).public;
    }

  if (spec.operator === '<' || spec.operator === '>') {
    // simplified version of https://www.python.org/dev/peps/pep-0440/#exclusive-ordered-comparison
    if (Operator.eq(spec.release.join('.'), explained.release.join('.'))) {
      return false;
    }
  }

  const op = Operator[spec.operator];
  return op(version, spec.version || spec.legacy);
}

function validRange(specifier) {
  return Boolean(parse(specifier));
}


/***/ }),

/***/ 4818:
/***/ ((module) => {

const VERSION_PATTERN = [
  'v?',
  '(?:',
  /* */ '(?:(?<epoch>[0-9]+)!)?', // epoch
  /* */ '(?<release>[0-9]+(?:\\.[0-9]+)*)', // release segment
  /* */ '(?<pre>', // pre-release
  /*    */ '[-_\\.]?',
  /*    */ '(?<pre_l>(a|b|c|rc|alpha|beta|pre|preview))',
  /*    */ '[-_\\.]?',
  /*    */ '(?<pre_n>[0-9]+)?',
  /* */ ')?',
  /* */ '(?<post>', // post release
  /*    */ '(?:-(?<post_n1>[0-9]+))',
  /*    */ '|',
  /*    */ '(?:',
  /*        */ '[-_\\.]?',
  /*        */ '(?<post_l>post|rev|r)',
  /*        */ '[-_\\.]?',
  /*        */ '(?<post_n2>[0-9]+)?',
  /*    */ ')',
  /* */ ')?',
  /* */ '(?<dev>', // dev release
  /*    */ '[-_\\.]?',
  /*    */ '(?<dev_l>dev)',
  /*    */ '[-_\\.]?',
  /*    */ '(?<dev_n>[0-9]+)?',
  /* */ ')?',
  ')',
  '(?:\\+(?<local>[a-z0-9]+(?:[-_\\.][a-z0-9]+)*))?', // local version
].join('');

module.exports = {
  VERSION_PATTERN,
  valid,
  clean,
  explain,
  parse,
  stringify,
};

const validRegex = new RegExp('^' + VERSION_PATTERN + '$', 'i');

function valid(version) {
  return validRegex.test(version) ? version : null;
}

const cleanRegex = new RegExp('^\\s*' + VERSION_PATTERN + '\\s*$', 'i');
function clean(version) {
  return stringify(parse(version, cleanRegex));
}

function parse(version, regex) {
  // Validate the version and parse it into pieces
  const { groups } = (regex || validRegex).exec(version) || {};
  if (!groups) {
    return null;
  }

  // Store the parsed out pieces of the version
  const parsed = {
    epoch: Number(groups.epoch ? groups.epoch : 0),
    release: groups.release.split('.').map(Number),
    pre: normalize_letter_version(groups.pre_l, groups.pre_n),
    post: normalize_letter_version(
      groups.post_l,
      groups.post_n1 || groups.post_n2,
    ),
    dev: normalize_letter_version(groups.dev_l, groups.dev_n),
    local: parse_local_version(groups.local),
  };

  return parsed;
}

function stringify(parsed) {
  if (!parsed) {
    return null;
  }
  const { epoch, release, pre, post, dev, local } = parsed;
  const parts = [];

  // Epoch
  if (epoch !== 0) {
    parts.push(`${epoch}!`);
  }
  // Release segment
  parts.push(release.join('.'));

  // Pre-release
  if (pre) {
    parts.push(pre.join(''));
  }
  // Post-release
  if (post) {
    parts.push('.' + post.join(''));
  }
  // Development release
  if (dev) {
    parts.push('.' + dev.join(''));
  }
  // Local version segment
  if (local) {
    parts.push(`+${local}`);
  }
  return parts.join('');
}

function normalize_letter_version(letterIn, numberIn) {
  let letter = letterIn;
  let number = numberIn;
  if (letter) {
    // We consider there to be an implicit 0 in a pre-release if there is
    // not a numeral associated with it.
    if (!number) {
      number = 0;
    }
    // We normalize any letters to their lower case form
    letter = letter.toLowerCase();

    // We consider some words to be alternate spellings of other words and
    // in those cases we want to normalize the spellings to our preferred
    // spelling.
    if (letter === 'alpha') {
      letter = 'a';
    } else if (letter === 'beta') {
      letter = 'b';
    } else if (['c', 'pre', 'preview'].includes(letter)) {
      letter = 'rc';
    } else if (['rev', 'r'].includes(letter)) {
      letter = 'post';
    }
    return [letter, Number(number)];
  }
  if (!letter && number) {
    // We assume if we are given a number, but we are not given a letter
    // then this is using the implicit post release syntax (e.g. 1.0-1)
    letter = 'post';

    return [letter, Number(number)];
  }
  return null;
}

function parse_local_version(local) {
  /*
    Takes a string like abc.1.twelve and turns it into("abc", 1, "twelve").
    */
  if (local) {
    return local
      .split(/[._-]/)
      .map((part) =>
        Number.isNaN(Number(part)) ? part.toLowerCase() : Number(part),
      );
  }
  return null;
}

function explain(version) {
  const parsed = parse(version);
  if (!parsed) {
    return parsed;
  }
  const { epoch, release, pre, post, dev, local } = parsed;

  let base_version = '';
  if (epoch !== 0) {
    base_version += epoch + '!';
  }
  base_version += release.join('.');

  const is_prerelease = Boolean(dev || pre);
  const is_devrelease = Boolean(dev);
  const is_postrelease = Boolean(post);

  // return

  return {
    epoch,
    release,
    pre,
    post: post ? post[1] : post,
    dev: dev ? dev[1] : dev,
    local: local ? local.join('.') : local,
    public: stringify(parsed).split('+', 1)[0],
    base_version,
    is_prerelease,
    is_devrelease,
    is_postrelease,
  };
}


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



__webpack_unused_export__ = composer.Composer;
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
__webpack_unused_export__ = parser.Parser;
exports.qg = publicApi.parse;
exports.hR = publicApi.parseAllDocuments;
exports.Tp = publicApi.parseDocument;
exports.As = publicApi.stringify;
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

/***/ 9528:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _adapters_bare_process_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(4405);
/* harmony import */ var _adapters_clock_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5195);
/* harmony import */ var _adapters_runner_runner_log_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8969);
/* harmony import */ var _cli_act_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7008);
/* harmony import */ var _cli_signals_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4900);
/* harmony import */ var _cli_so_far_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1755);
/* harmony import */ var _cli_tell_runner_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(6095);
// Door 1: the Action. Its environment → a run → log, outputs, summary and annotations. What a run with nothing to do does not need
// is loaded after it is clear that there is something to do.







const environment = process.env;
// Before anything is read: this process will run code of the project.
const held = environment['INPUT_COMMAND']?.trim() === 'build' ? (0,_adapters_bare_process_js__WEBPACK_IMPORTED_MODULE_6__/* .beginBare */ .ih)(environment) : [];
const folder = environment['GITHUB_WORKSPACE'] ?? process.cwd();
const log = (0,_adapters_runner_runner_log_js__WEBPACK_IMPORTED_MODULE_1__/* .createRunnerLog */ .f)((line) => process.stdout.write(`${line}\n`), environment['RUNNER_DEBUG'] === '1');
if (held.length > 0)
    log.warn((0,_adapters_bare_process_js__WEBPACK_IMPORTED_MODULE_6__/* .heldText */ .Dx)(held));
const soFar = (0,_cli_so_far_js__WEBPACK_IMPORTED_MODULE_4__/* .createSoFar */ .C)(_adapters_clock_js__WEBPACK_IMPORTED_MODULE_0__/* .systemClock */ .m);
const stop = (0,_cli_signals_js__WEBPACK_IMPORTED_MODULE_3__/* .stopOnSignals */ .ZI)({
    told: (signal) => log.warn(`${signal}: no new effect is begun; ending what runs`),
    lastWords: (signal, when) => {
        const report = soFar.report(signal);
        if (when === 'late')
            return (0,_cli_tell_runner_js__WEBPACK_IMPORTED_MODULE_5__/* .tellRunner */ .s)(report, { environment, log });
        log.warn(`${signal} again: ended at once. To go on: ${soFar.request().again}, or re-run this job`);
        return report.exitCode;
    },
});
const report = await (0,_cli_act_js__WEBPACK_IMPORTED_MODULE_2__/* .act */ .R)({ environment, folder, log, signal: stop.signal, soFar });
if (!stop.isOver()) {
    process.exitCode = (0,_cli_tell_runner_js__WEBPACK_IMPORTED_MODULE_5__/* .tellRunner */ .s)(report, { environment, log });
    log.end();
    stop.dispose();
    // A run that was stopped does not wait for a socket or a timer that somebody forgot.
    if (stop.by())
        await (0,_cli_signals_js__WEBPACK_IMPORTED_MODULE_3__/* .leave */ .qG)(process.exitCode);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 4405:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dx: () => (/* binding */ heldText),
/* harmony export */   ih: () => (/* binding */ beginBare)
/* harmony export */ });
/* unused harmony export credentialsIn */
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1276);
// A process that is to run code of the project holds no credential of the release. Taking names out of `process.env` is not enough:
// what a process was started with stays readable in /proc/PID/environ for whoever runs as the same user, to its end. So it begins
// anew, as the same process, with what is left.

/** Names that are set and that no build needs. An input that is empty holds nothing. */
const credentialsIn = (environment) => Object.keys(environment).filter((name) => (0,_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .isReleaseCredential */ .Hq)(name) && environment[name] !== '');
/**
 * Does not return when there is something to take out. On a system (or a Node) that cannot begin anew the names are given back,
 * for the door to tell.
 */
const beginBare = (environment, own = process) => {
    const held = credentialsIn(environment);
    if (held.length === 0)
        return [];
    const left = Object.fromEntries(Object.entries(environment).filter(([name, value]) => value !== undefined && !held.includes(name)));
    try {
        own.execve?.(own.execPath, [own.execPath, ...own.execArgv, ...own.argv.slice(1)], left);
    }
    catch {
        // Windows has no such thing.
    }
    return held;
};
const heldText = (names) => `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} in the environment of this process, where code of the project can read ${names.length === 1 ? 'it' : 'them'}: a build needs no credential of the release`;


/***/ }),

/***/ 5195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);
// The real time.

const systemClock = {
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
        try {
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.max(0, milliseconds), undefined, signal ? { signal } : {});
        }
        catch (cause) {
            // The timer rejects with an AbortError of its own; callers want to see why they were stopped.
            if (signal?.aborted)
                throw signal.reason;
            throw cause;
        }
    },
};


/***/ }),

/***/ 1276:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hq: () => (/* binding */ isReleaseCredential),
/* harmony export */   Nu: () => (/* binding */ readRepository),
/* harmony export */   Zg: () => (/* binding */ readEndpoints),
/* harmony export */   ri: () => (/* binding */ withoutCredentials),
/* harmony export */   s: () => (/* binding */ withoutReleaseCredentials)
/* harmony export */ });
const trimmed = (url) => url.replace(/\/+$/, '');
const readEndpoints = (environment) => {
    const api = trimmed(environment['GITHUB_API_URL'] ?? 'https://api.github.com');
    return {
        api,
        graphql: trimmed(environment['GITHUB_GRAPHQL_URL'] ?? `${api}/graphql`),
        server: trimmed(environment['GITHUB_SERVER_URL'] ?? 'https://github.com'),
        registries: {},
    };
};
const hostOf = (url) => (/^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)/.exec(url) ?? /^[\w.-]+@([\w.-]+):/.exec(url))?.[1]?.toLowerCase();
/** Another forge has an owner and a name as well, and who owns that name at GitHub is somebody else. A host without a dot is an alias of ssh, and so is github.com-work. */
const isOn = (server, host) => {
    const own = new URL(server).hostname;
    return host === own || host === `ssh.${own}` || host === `www.${own}` || host.startsWith(`${own}-`) || !host.includes('.');
};
/** `owner/name` from GITHUB_REPOSITORY, else from the URL of a clone's origin (https, ssh or scp form). With a server, only of a clone of it. */
const readRepository = (named, originUrl, server) => {
    const host = hostOf(originUrl ?? '');
    const isRemote = host !== undefined && (server === undefined || isOn(server, host));
    const text = named ?? (isRemote ? /[/:]([^/:]+\/[^/]+?)(?:\.git)?\/?$/.exec(originUrl ?? '')?.[1] : undefined);
    const match = /^([A-Za-z0-9-]+)\/([\w.-]+)$/.exec(text ?? '');
    return match?.[1] !== undefined && match[2] !== undefined ? { owner: match[1], name: match[2] } : undefined;
};
const credential = /TOKEN|PASSW|SECRET|CREDENTIAL|^SLIPWAY_REGISTRY_|^SLIPWAY_INDEX_|^ACTIONS_|^DOCKER_|_KEY$/i;
/** For verbs that need no secret: none is so much as read. */
const withoutCredentials = (environment) => Object.fromEntries(Object.keys(environment).filter((name) => !credential.test(name)).map((name) => [name, environment[name]]));
/** What a release is made with, by name; what a build may need (an index with a password, say) is not meant. */
const ofReleases = /^(GITHUB_TOKEN|GH_TOKEN|INPUT_.*(TOKEN|PASSWORD|SECRET|KEY).*|ACTIONS_.*|SLIPWAY_REGISTRY_.*|SLIPWAY_INDEX_.*|SLIPWAY_.*(TOKEN|SECRET|PASSWORD|WEBHOOK|KEY).*)$/i;
const isReleaseCredential = (name) => ofReleases.test(name);
/** For the verb that runs code of the project. */
const withoutReleaseCredentials = (environment) => Object.fromEntries(Object.entries(environment).filter(([name]) => !isReleaseCredential(name)));


/***/ }),

/***/ 4409:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ childEnvironment),
/* harmony export */   o: () => (/* binding */ secretsAmong)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(293);
// The environment of a child: a short list of names, and what the config names. A build runs code of the project, and what
// is not on the list (tokens, ACTIONS_ID_TOKEN_REQUEST_*, GITHUB_ENV, NODE_OPTIONS, LD_PRELOAD) it does not get.


const base = [
    'PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TMPDIR', 'TZ',
    // Behind a proxy nothing builds without these; certificates likewise.
    'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'all_proxy',
    'SSL_CERT_FILE', 'SSL_CERT_DIR',
];
const docker = ['DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_CONTEXT', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY', 'DOCKER_API_VERSION', 'XDG_RUNTIME_DIR'];
/** Names that one tool needs and no other gets: DOCKER_CONFIG tells where registry credentials lie. */
const byTool = {
    docker,
    helm: ['DOCKER_CONFIG', 'HELM_CACHE_HOME', 'HELM_CONFIG_HOME', 'HELM_DATA_HOME', 'HELM_REGISTRY_CONFIG', 'HELM_REPOSITORY_CONFIG'],
};
/** Credentials of the release, of the runner, and the files by which a step steers the steps after it. */
const refused = /^(INPUT_.*|ACTIONS_(ID_TOKEN|RUNTIME|RESULTS|CACHE).*|SLIPWAY_.*|GITHUB_(TOKEN|ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)|GH_TOKEN|GIT_CONFIG_.*)$/i;
/**
 * What of the handed-through values must not be shown: secrets, values under a name that says so, and the password of an
 * address (`PIP_INDEX_URL=https://user:password@host/simple`).
 */
const secretsAmong = (env, { pass = [], secrets = [] }) => {
    const named = [...secrets, ...pass.filter((name) => /token|passw|secret|credential|_key$/i.test(name))].flatMap((name) => env[name] ?? []);
    const inAddresses = pass.flatMap((name) => [...(env[name] ?? '').matchAll(/\/\/[^\s/@]*?:([^\s/@]+)@/g)].map((it) => it[1] ?? ''));
    return [...named, ...inAddresses].filter((it) => it !== '');
};
/** Entries of PATH that are not absolute would let the folder that is built choose the program. */
const safePath = (path) => path.split(node_path__WEBPACK_IMPORTED_MODULE_0__.delimiter).filter((it) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(it)).join(node_path__WEBPACK_IMPORTED_MODULE_0__.delimiter);
const childEnvironment = (outer, tool, wanted) => {
    const env = {};
    for (const name of [...base, ...(byTool[tool] ?? []), ...(wanted.pass ?? []), ...(wanted.secrets ?? [])]) {
        if (refused.test(name))
            (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('CHILD_ENV_REFUSED', { tool, name });
        const value = outer[name];
        if (value !== undefined)
            env[name] = value;
        else if (wanted.secrets?.includes(name))
            (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .fail */ .fJ)('BUILD_SECRET_MISSING', { tool, name });
    }
    Object.assign(env, wanted.add);
    if (env['PATH'] !== undefined)
        env['PATH'] = safePath(env['PATH']);
    return env;
};


/***/ }),

/***/ 8169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ runChild)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1421);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
/* harmony import */ var _core_disk_full_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2111);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(293);
/* harmony import */ var _output_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4006);
/* harmony import */ var _process_group_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(5232);
// One child process from its start until its whole group is gone. Knows nothing of tools, logs or codes of tools; the exec
// and git adapters stand on it.






const defaultGrace = 3000;
/** A run that is stopped has five seconds in all: for children, for its lock, and for telling how it stands. */
const stoppedGrace = 1500;
/** How long a background process may hold the outputs open after its leader has ended; and in a run that is stopped. */
const lingering = 2000;
const stoppedLingering = 300;
/** spawn forks before it returns, so the mask of this process is changed for that moment only. */
const spawnWithMask = (spec, stdout) => {
    const mask = process.umask(0o022);
    try {
        return (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(spec.file, spec.args, {
            cwd: spec.cwd,
            env: { ...spec.env },
            detached: true,
            stdio: [spec.stdin === undefined ? 'ignore' : 'pipe', stdout, 'pipe'],
        });
    }
    finally {
        process.umask(mask);
    }
};
const cancelled = (signal) => {
    if (signal.reason instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ReleaseError */ .K2)
        throw signal.reason;
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__/* .fail */ .fJ)('CANCELLED', { signal: typeof signal.reason === 'string' ? signal.reason : 'a request to stop' }, { cause: signal.reason });
};
/** Resolves when the outputs are closed, or a while after the leader's exit when a descendant keeps them open. */
const ended = async (child, stop) => new Promise((resolve, reject) => {
    let timer;
    child.once('error', reject);
    child.once('exit', (code, signal) => {
        timer = setTimeout(() => resolve({ code, signal }), stop?.aborted ? stoppedLingering : lingering);
    });
    child.once('close', (code, signal) => {
        clearTimeout(timer);
        resolve({ code, signal });
    });
});
const feed = (child, stdin) => {
    if (stdin === undefined || !child.stdin)
        return;
    // A child that ends without reading its input is no failure of ours; its exit code speaks.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
};
/** Ends the group when the signal fires; the promise is there to wait for the end of that. */
const watchAbort = (pid, spec) => {
    let ending;
    const onAbort = () => {
        ending = (0,_process_group_js__WEBPACK_IMPORTED_MODULE_5__/* .endGroup */ .N4)(pid, spec.grace ?? stoppedGrace);
    };
    if (spec.signal?.aborted)
        onAbort();
    else
        spec.signal?.addEventListener('abort', onAbort, { once: true });
    return { ending: () => ending, release: () => spec.signal?.removeEventListener('abort', onAbort) };
};
const follow = async (child, spec) => {
    const [stdout, stderr] = [new _output_js__WEBPACK_IMPORTED_MODULE_4__/* .TailCapture */ .VZ(spec.limit), new _output_js__WEBPACK_IMPORTED_MODULE_4__/* .TailCapture */ .VZ(spec.limit)];
    const listen = (which, into) => {
        child[which]?.on('data', (part) => {
            if (spec.passing !== true || which === 'stderr')
                into.push(part);
            spec.onOutput?.(which, part);
        });
    };
    listen('stdout', stdout);
    listen('stderr', stderr);
    feed(child, spec.stdin);
    const { pid } = child;
    if (pid !== undefined)
        (0,_process_group_js__WEBPACK_IMPORTED_MODULE_5__/* .watchGroup */ .Pe)(pid);
    const abort = pid === undefined ? undefined : watchAbort(pid, spec);
    try {
        const { code, signal } = await ended(child, spec.signal);
        // What the leader left running in the background ends with it.
        if (pid !== undefined)
            await (abort?.ending() ?? (0,_process_group_js__WEBPACK_IMPORTED_MODULE_5__/* .endGroup */ .N4)(pid, spec.grace ?? defaultGrace));
        child.stdout?.destroy();
        child.stderr?.destroy();
        return {
            code: code ?? 128 + (signal === 'SIGKILL' ? 9 : 15),
            ...(signal ? { signal } : {}),
            stdout: stdout.bytes(),
            stderr: stderr.bytes(),
            truncated: stdout.truncated,
        };
    }
    finally {
        abort?.release();
        if (pid !== undefined)
            (0,_process_group_js__WEBPACK_IMPORTED_MODULE_5__/* .forgetGroup */ .LK)(pid);
    }
};
/** Runs to the end. An aborted signal ends the group and fails with the signal's reason (or CANCELLED). */
const runChild = async (spec) => {
    if (spec.signal?.aborted)
        return cancelled(spec.signal);
    const sink = spec.stdoutFile === undefined ? undefined : await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(spec.stdoutFile, 'w', 0o644);
    try {
        const end = await follow(spawnWithMask(spec, sink?.fd ?? 'pipe'), spec);
        if (spec.signal?.aborted)
            return cancelled(spec.signal);
        return end;
    }
    catch (error) {
        if (error instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__/* .ReleaseError */ .K2 || (0,_core_disk_full_js__WEBPACK_IMPORTED_MODULE_2__/* .isDiskFull */ .b$)(error))
            throw error;
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_3__/* .fail */ .fJ)('TOOL_NOT_STARTED', { tool: spec.file, reason: error.message }, { cause: error });
    }
    finally {
        await sink?.close();
    }
};


/***/ }),

/***/ 3451:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ howToGet),
/* harmony export */   S: () => (/* binding */ findTool)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
// Where a program lies. Looked up here and started by its absolute path, so that the folder that is built cannot put a
// program of that name in front.



const isProgram = async (path) => {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path)).isFile();
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'ELOOP')
            return false;
        throw error;
    }
};
const findTool = async (tool, path) => {
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(tool))
        return (await isProgram(tool)) ? tool : undefined;
    if (tool.includes('/'))
        return undefined;
    for (const folder of (path ?? '').split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter)) {
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(folder) && (await isProgram((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, tool))))
            return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, tool);
    }
    return undefined;
};
const known = {
    docker: 'Install Docker (on Debian or Ubuntu: `apt-get install docker.io`) and start its engine, or leave the image out with `--without image`.',
    helm: 'Install Helm 3 or 4: https://helm.sh/docs/intro/install/ (in a workflow: azure/setup-helm), or leave the chart out with `--without chart`.',
    git: 'Install git 2.36 or newer (on Debian or Ubuntu: `apt-get install git`).',
    gpg: 'Install GnuPG (on Debian or Ubuntu: `apt-get install gpg`): the tag is signed with a key of GPG.',
    'ssh-keygen': 'Install OpenSSH (on Debian or Ubuntu: `apt-get install openssh-client`): the tag is signed with a key of SSH.',
    python3: 'Install Python 3 with build and setuptools (on Debian or Ubuntu: `apt-get install python3-build python3-setuptools python3-wheel`; in a workflow: actions/setup-python).',
};
const howToGet = (tool) => known[tool] ?? `Install ${tool}, or add its folder to PATH.`;


/***/ }),

/***/ 4006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   UR: () => (/* binding */ LastLines),
/* harmony export */   VZ: () => (/* binding */ TailCapture),
/* harmony export */   kD: () => (/* binding */ LineCutter)
/* harmony export */ });
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6193);
// What a child prints: cut into lines for the log while it runs, and kept up to a limit, of which the end is the part that
// tells why it failed.

/** Keeps the last `limit` bytes. */
class TailCapture {
    limit;
    truncated = false;
    parts = [];
    size = 0;
    constructor(limit) {
        this.limit = limit;
    }
    push(part) {
        this.parts.push(part);
        this.size += part.length;
        while (this.size > this.limit) {
            this.truncated = true;
            const first = this.parts.shift();
            if (!first)
                return;
            const excess = this.size - this.limit;
            this.size -= Math.min(excess, first.length);
            if (first.length > excess)
                this.parts.unshift(first.subarray(excess));
        }
    }
    bytes() {
        return Buffer.concat(this.parts);
    }
}
/** A program that prints no line ends must not grow the buffer without end. */
const longestLine = 16_384;
/** Cuts a stream of bytes into lines; a character may be split over two parts. */
class LineCutter {
    emit;
    decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_0__.StringDecoder('utf8');
    rest = '';
    constructor(emit) {
        this.emit = emit;
    }
    push(part) {
        const lines = (this.rest + this.decoder.write(part)).split(/\r?\n|\r(?!$)/);
        this.rest = lines.pop() ?? '';
        for (const line of lines)
            this.emit(line);
        while (this.rest.length > longestLine) {
            this.emit(this.rest.slice(0, longestLine));
            this.rest = this.rest.slice(longestLine);
        }
    }
    end() {
        const last = (this.rest + this.decoder.end()).replace(/\r$/, '');
        this.rest = '';
        if (last !== '')
            this.emit(last);
    }
}
/** The last lines of both outputs in the order in which they came. */
class LastLines {
    most;
    lines = [];
    constructor(most) {
        this.most = most;
    }
    push(line) {
        if (line.trim() === '')
            return;
        this.lines.push(line.length > 500 ? `${line.slice(0, 500)} …` : line);
        if (this.lines.length > this.most)
            this.lines.shift();
    }
    all() {
        return [...this.lines];
    }
}


/***/ }),

/***/ 5232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   LK: () => (/* binding */ forgetGroup),
/* harmony export */   N4: () => (/* binding */ endGroup),
/* harmony export */   PZ: () => (/* binding */ killGroups),
/* harmony export */   Pe: () => (/* binding */ watchGroup)
/* harmony export */ });
/* unused harmony export signalGroup */
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);
// Ending a child with all its descendants. A child leads its own process group, so that one signal reaches the whole tree.

const pollEvery = 25;
/** Leaders of the groups that this process has started and that may still live. */
const started = new Set();
/** From now on the group is ended with this process, also when there is no time left to ask it. */
const watchGroup = (leader) => void started.add(leader);
const forgetGroup = (leader) => void started.delete(leader);
/** SIGKILL to everything that was started: the last thing before a process goes that cannot wait any longer. */
const killGroups = () => {
    for (const leader of started)
        signalGroup(leader, 'SIGKILL');
    started.clear();
};
/** Sends to every process of the group; false when it is empty. */
const signalGroup = (leader, signal) => {
    try {
        process.kill(-leader, signal);
        return true;
    }
    catch (error) {
        const { code } = error;
        if (code === 'ESRCH')
            return false;
        // EPERM: what is left of the group has another owner (a setuid program); it is not ours to end.
        if (code === 'EPERM')
            return false;
        throw error;
    }
};
/** Waits until the group is empty; false when it still lives after so many milliseconds. */
const emptyWithin = async (leader, milliseconds) => {
    const until = performance.now() + milliseconds;
    while (signalGroup(leader, 0)) {
        if (performance.now() > until)
            return false;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(pollEvery);
    }
    return true;
};
/**
 * SIGTERM to the group, SIGKILL for what is left after the grace. Returns when nobody is left. The wait after SIGKILL has
 * an end as well: in a container whose first process collects no orphans, a dead process stays in its group for good.
 */
const endGroup = async (leader, grace) => {
    if (!signalGroup(leader, 'SIGTERM'))
        return;
    if (await emptyWithin(leader, grace))
        return;
    signalGroup(leader, 'SIGKILL');
    await emptyWithin(leader, 1000);
};


/***/ }),

/***/ 9916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  h: () => (/* binding */ createGitRunner),
  J: () => (/* binding */ saidOf)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __nccwpck_require__(6193);
// EXTERNAL MODULE: ./out/adapters/exec/child.js
var child = __nccwpck_require__(8169);
// EXTERNAL MODULE: ./out/adapters/exec/find-tool.js
var find_tool = __nccwpck_require__(3451);
// EXTERNAL MODULE: ./out/core/disk-full.js
var disk_full = __nccwpck_require__(2111);
// EXTERNAL MODULE: ./out/errors/release-error.js + 22 modules
var release_error = __nccwpck_require__(293);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./out/adapters/exec/child-environment.js
var child_environment = __nccwpck_require__(4409);
// EXTERNAL MODULE: ./out/adapters/git/is-there.js
var is_there = __nccwpck_require__(6707);
;// CONCATENATED MODULE: ./out/adapters/git/git-environment.js
// How git is started: without the user's and the system's config, hooks, credential helpers, pagers or prompts. A clone may
// bring a config of its own (a hook path, an fsmonitor, filters): what could run a program from there is switched off.




const settings = {
    'core.hooksPath': '/dev/null',
    'core.fsmonitor': 'false',
    'core.attributesFile': '/dev/null',
    'core.excludesFile': '/dev/null',
    'core.pager': 'cat',
    'core.editor': 'false',
    'core.sshCommand': 'false',
    'core.askPass': '',
    'credential.helper': '',
    // A folder that looks like a bare repository inside the tree must not be taken for one.
    'safe.bareRepository': 'explicit',
    'advice.detachedHead': 'false',
    'gc.auto': '0',
    'maintenance.auto': 'false',
    'uploadpack.packObjectsHook': '',
    'submodule.recurse': 'false',
};
/** Settings travel by environment: argv can be read by everybody on the machine, and these may hold a credential. */
const configEnvironment = (more = {}) => {
    const pairs = Object.entries({ ...settings, ...more });
    const env = { GIT_CONFIG_COUNT: String(pairs.length) };
    pairs.forEach(([key, value], index) => {
        env[`GIT_CONFIG_KEY_${index}`] = key;
        env[`GIT_CONFIG_VALUE_${index}`] = value;
    });
    return env;
};
/** The folder with `.git` at or above the given one, and where its `.git` leads when it is a file (work trees). */
const ownFolders = async (folder) => {
    let top = await (0,promises_.realpath)(folder);
    while (!(await (0,is_there/* isThere */.$)((0,external_node_path_.join)(top, '.git'))) && (0,external_node_path_.dirname)(top) !== top)
        top = (0,external_node_path_.dirname)(top);
    const dotGit = (0,external_node_path_.join)(top, '.git');
    if (!(await (0,is_there/* isThere */.$)(dotGit)))
        return [top];
    if ((await (0,promises_.stat)(dotGit)).isDirectory())
        return [top, dotGit];
    const leads = /^gitdir: (.+)$/m.exec(await (0,promises_.readFile)(dotGit, 'utf8'))?.[1];
    return leads === undefined ? [top] : [top, dotGit, (0,external_node_path_.resolve)(top, leads)];
};
const quoted = (path) => `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
/**
 * The only global config: the exact folders that may be read though another user owns them (a checkout in a container).
 * As a file, because git drops settings of the environment before it starts its own children.
 */
const writeGlobalConfig = async (temp, folders) => {
    await (0,promises_.mkdir)(temp, { recursive: true });
    const path = (0,external_node_path_.join)(temp, 'gitconfig');
    await (0,promises_.writeFile)(path, `[safe]\n${folders.map((it) => `\tdirectory = ${quoted(it)}\n`).join('')}`);
    return path;
};
const gitEnvironment = async (outer, folder, temp) => ({
    ...(0,child_environment/* childEnvironment */.Q)(outer, 'git', {}),
    HOME: temp,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: await writeGlobalConfig(temp, await ownFolders(folder)),
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'false',
    GIT_SSH_COMMAND: 'false',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'false',
    GIT_ALLOW_PROTOCOL: 'https',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    // `status` would otherwise rewrite the index of the user's clone.
    GIT_OPTIONAL_LOCKS: '0',
});

;// CONCATENATED MODULE: ./out/adapters/git/git-runner.js
// Starting git, and turning its failures into codes.







/** A tree of a million long paths is 100 MB. */
const keptBytes = 512 * 1024 * 1024;
const saidOf = (end) => end.stderr.toString('utf8').trim().split('\n').slice(-5).join(' ');
/** git says "unable to write file" and keeps the reason to itself; then the disk is asked. */
const unsaid = async (end, folder) => {
    const line = /[^\n]*(?:unable to write|write error)[^\n]*/i.exec(end.stderr.toString('utf8'))?.[0].trim();
    if (line === undefined)
        return undefined;
    const { bavail, bsize } = await (0,promises_.statfs)(folder);
    return bavail * bsize < 1024 * 1024 ? line : undefined;
};
const passTo = (take) => (which, part) => {
    if (which === 'stdout')
        take(part);
};
/** A character may be split over two parts, and so may a record. */
const cutRecords = (onRecord) => {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    let rest = '';
    const cut = (text) => {
        // A message of a hundred megabytes comes in many parts, and is not looked through again for each.
        if (!text.includes('\0')) {
            rest += text;
            return;
        }
        const records = (rest + text).split('\0');
        rest = records.pop() ?? '';
        for (const it of records)
            onRecord(it);
    };
    return {
        take: (part) => cut(decoder.write(part)),
        end: () => {
            cut(decoder.end());
            if (rest !== '')
                onRecord(rest);
        },
    };
};
const createGitRunner = (options) => {
    const { folder, temp, environment, signal } = options;
    const findGit = async () => (await (0,find_tool/* findTool */.S)('git', environment['PATH'])) ?? (0,release_error/* fail */.fJ)('TOOL_MISSING', { tool: 'git', how: (0,find_tool/* howToGet */.O)('git') });
    let ready;
    const prepared = async () => (ready ??= Promise.all([findGit(), gitEnvironment(environment, folder, temp)]).then(([file, env]) => ({ file, env })));
    const run = async (args, call = {}) => {
        const { file, env } = await prepared();
        const end = await (0,child/* runChild */.w)({
            file,
            args,
            cwd: call.cwd ?? folder,
            env: { ...env, ...configEnvironment(call.settings), ...call.env },
            limit: keptBytes,
            ...(call.stdin === undefined ? {} : { stdin: call.stdin }),
            ...(call.onOutput ? { passing: true, onOutput: passTo(call.onOutput) } : {}),
            ...(signal ? { signal } : {}),
        });
        const full = end.code === 0 ? undefined : ((0,disk_full/* toldDiskFull */.W4)(end.stderr.toString('utf8'), end.signal) ?? (await unsaid(end, call.cwd ?? folder)));
        if (full !== undefined)
            (0,release_error/* fail */.fJ)('DISK_FULL', { what: `git ${args[0] ?? ''}`, path: 'what git was writing', said: full });
        if (end.truncated)
            (0,release_error/* fail */.fJ)('TOOL_OUTPUT_TOO_LARGE', { tool: 'git', limit: keptBytes });
        return end;
    };
    return {
        folder,
        temp,
        run,
        text: async (what, args, call) => {
            const end = await run(args, call);
            if (end.code !== 0)
                (0,release_error/* fail */.fJ)('GIT_FAILED', { what, said: saidOf(end) });
            return end.stdout.toString('utf8');
        },
        records: async (what, args, onRecord, call) => {
            const { take, end: finish } = cutRecords(onRecord);
            const end = await run(args, { ...call, onOutput: take });
            if (end.code !== 0)
                (0,release_error/* fail */.fJ)('GIT_FAILED', { what, said: saidOf(end) });
            finish();
        },
        start: async () => {
            const { file, env } = await prepared();
            return { file, env: { ...env, ...configEnvironment() } };
        },
    };
};


/***/ }),

/***/ 6707:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isThere)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1455);
// Is there something at a path? Trouble other than absence is thrown: "could not look" is not "not there".

const isThere = async (path) => {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path);
        return true;
    }
    catch (error) {
        const { code } = error;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return false;
        throw error;
    }
};


/***/ }),

/***/ 7927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  l: () => (/* binding */ createGit)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./out/core/suggest-tag.js
var suggest_tag = __nccwpck_require__(9805);
// EXTERNAL MODULE: ./out/errors/release-error.js + 22 modules
var release_error = __nccwpck_require__(293);
;// CONCATENATED MODULE: ./out/adapters/git/changes.js
/** Into a pipe git would write each commit by itself, which takes longer than to find it. */
const unflushed = { GIT_FLUSH: '0' };
/** `commits` are ids, so that none of them can be an option; paths are taken literally by every git of ours. */
const readChanges = async (runner, { from, to, path, limit }, env) => {
    const range = ['--end-of-options', to, ...(from === undefined ? [] : [`^${from}`]), '--', ...(path === undefined ? [] : [path])];
    const listed = await runner.text('list the changes', ['log', '--first-parent', '-z', `--max-count=${limit}`, '--format=%H%n%B', ...range], { env: { ...env, ...unflushed } });
    return listed.split('\0').flatMap((it) => {
        const end = it.indexOf('\n');
        return end < 0 ? [] : [{ commit: it.slice(0, end), message: it.slice(end + 1).trim() }];
    });
};
/** Tips go in by standard input: there may be thousands. With a path, git leads parents past what does not touch it. */
const readMainline = async (runner, { tips, path, take }, env) => {
    if (tips.length === 0)
        return [];
    const stdin = `${tips.join('\n')}\n${path === '' ? '' : `--\n${path}\n`}`;
    const found = [];
    const args = ['log', '--first-parent', ...(path === '' ? [] : ['--parents']), '-z', '--format=%H %ct %P%n%B', '--stdin'];
    await runner.records('list the history', args, (it) => found.push(take(commitIn(it))), { env: { ...env, ...unflushed }, stdin });
    return found;
};
const commitIn = (record) => {
    const line = record.indexOf('\n');
    const [commit = '', time = '', parent] = record.slice(0, line).split(' ', 3);
    return { commit, time: Number(time), message: record.slice(line + 1).trimEnd(), ...(parent ? { parent } : {}) };
};

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: ./out/adapters/git/is-there.js
var is_there = __nccwpck_require__(6707);
;// CONCATENATED MODULE: ./out/adapters/git/checkout.js
// A repository of its own beside the clone: the clone's objects are borrowed, its config, hooks, remotes and refs are not.



/** Calls within an export: it is named outright, so that git looks for no other repository, and may be written. */
const inExport = (folder) => ({
    cwd: folder,
    env: { GIT_DIR: (0,external_node_path_.join)(folder, '.git'), GIT_WORK_TREE: folder, GIT_OPTIONAL_LOCKS: '1' },
});
/**
 * `clone --shared` in single steps: the result is the same, without a remote, branches or an upload-pack that would ask
 * again who owns the clone. The template is empty, so that no hook of this machine gets in.
 */
const checkOut = async (runner, it) => {
    const call = inExport(it.folder);
    await (0,promises_.mkdir)(it.folder, { recursive: true });
    await runner.text('begin the export', ['init', '--quiet', '--template=', '--', it.folder], { cwd: it.folder });
    const own = (0,external_node_path_.join)(it.folder, '.git');
    await (0,promises_.mkdir)((0,external_node_path_.join)(own, 'objects', 'info'), { recursive: true });
    await (0,promises_.writeFile)((0,external_node_path_.join)(own, 'objects', 'info', 'alternates'), it.sources.map((source) => `${(0,external_node_path_.join)(source, 'objects')}\n`).join(''));
    for (const source of it.sources) {
        if (await (0,is_there/* isThere */.$)((0,external_node_path_.join)(source, 'shallow')))
            await (0,promises_.copyFile)((0,external_node_path_.join)(source, 'shallow'), (0,external_node_path_.join)(own, 'shallow'));
    }
    const orders = it.refs.split('\n').filter((line) => line !== '').map((line) => {
        const gap = line.indexOf(' ');
        return `create ${line.slice(gap + 1)} ${line.slice(0, gap)}\n`;
    });
    if (orders.length > 0)
        await runner.text('take over the tags', ['update-ref', '--stdin'], { ...call, stdin: orders.join('') });
    await runner.text(`check out ${it.commit}`, ['checkout', '--quiet', '--detach', '--force', it.commit], call);
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./out/adapters/git/large-files.js
// Files that Git LFS keeps: the commit holds a pointer of three lines only. Their content is taken from the clone's own LFS
// store when it is there; a pointer is never left to be packed.






const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n/;
/** The object that a pointer names; undefined when the file is content. */
const pointedTo = async (file) => {
    const it = await (0,promises_.lstat)(file);
    if (!it.isFile() || it.size > 1024)
        return undefined;
    return pointer.exec(await (0,promises_.readFile)(file, 'utf8'))?.[1];
};
const holds = async (path, hex) => {
    try {
        if (!(await (0,promises_.stat)(path)).isFile())
            return false;
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return false;
        throw error;
    }
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const part of (0,external_node_fs_.createReadStream)(path))
        hash.update(part);
    return hash.digest('hex') === hex;
};
/** Paths to which .gitattributes gives `filter=lfs`. */
const kept = async (runner, folder) => {
    const listed = await runner.text('list the exported files', ['ls-files', '-z'], inExport(folder));
    if (!/(^|[\0/])\.gitattributes\0/.test(listed))
        return [];
    const fields = (await runner.text('read .gitattributes', ['check-attr', '-z', '--stdin', 'filter'], { ...inExport(folder), stdin: listed })).split('\0');
    return fields.filter((_, index) => index % 3 === 0 && fields[index + 2] === 'lfs');
};
/** Puts the contents in place; what is missing comes back as problems. `prefix` is the folder's place in the whole export. */
const fillLargeFiles = async (runner, folder, gitFolder, prefix) => {
    const problems = [];
    const filled = [];
    for (const path of await kept(runner, folder)) {
        const hex = await pointedTo((0,external_node_path_.join)(folder, path));
        if (hex === undefined)
            continue;
        const source = (0,external_node_path_.join)(gitFolder, 'lfs', 'objects', hex.slice(0, 2), hex.slice(2, 4), hex);
        if (await holds(source, hex)) {
            await (0,promises_.copyFile)(source, (0,external_node_path_.join)(folder, path));
            filled.push(path);
        }
        else
            problems.push((0,release_error/* problem */.CC)('LFS_POINTER', { path: prefix + path, object: `sha256:${hex}` }, { file: prefix + path }));
    }
    // Without the filter git takes the content for a change, and `describe --dirty` would put that into versions.
    if (filled.length > 0) {
        await runner.text('mark large files', ['update-index', '--assume-unchanged', '-z', '--stdin'], { ...inExport(folder), stdin: `${filled.join('\0')}\0` });
    }
    return problems;
};

// EXTERNAL MODULE: ./out/adapters/git/git-runner.js + 1 modules
var git_runner = __nccwpck_require__(9916);
;// CONCATENATED MODULE: ./out/adapters/git/remote-url.js
// Addresses of remotes: without credentials for display, and relative ones of submodules made absolute. Pure.
/** `https://user:token@host/x` loses what is before the `@`; `git@host:x` keeps its user, which is no secret. */
const withoutCredentials = (url) => {
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(url))
        return url;
    return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1');
};
/** As git does it: `../x` beside the remote, `./x` below it. Undefined when there is no remote to start from. */
const resolveSubmoduleUrl = (url, origin) => {
    if (!/^\.\.?\//.test(url))
        return url;
    if (origin === undefined)
        return undefined;
    let base = origin.replace(/\/+$/, '');
    let rest = url;
    while (/^\.\.?\//.test(rest)) {
        if (rest.startsWith('../'))
            base = base.replace(/[/:][^/:]*$/, '');
        rest = rest.replace(/^\.\.?\//, '');
    }
    return `${base}/${rest}`;
};
/** `https` anywhere; plain `http` only on this machine, for the rehearsal. Never ssh, git, ext or a local path. */
const isFetchable = (url) => {
    if (!URL.canParse(url))
        return false;
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
};

;// CONCATENATED MODULE: ./out/adapters/git/fetched-store.js
// Objects that the clone does not have, fetched into a bare repository of this run. The user's clone is never written.




const authorizationSettings = (url, authorization) => authorization === undefined ? {} : { [`http.${new URL(url).origin}/.extraHeader`]: `Authorization: ${authorization}` };
/** Fetches into a repository (the given git folder) and gives the id that came. */
const fetchInto = async (runner, gitFolder, it) => {
    const url = withoutCredentials(it.url);
    if (!isFetchable(it.url))
        return (0,release_error/* fail */.fJ)('FETCH_FAILED', { url, what: it.what, said: 'only https addresses are fetched from' });
    const named = it.what.startsWith('refs/') ? `${it.what}:${it.what}` : it.what;
    const depth = it.depth === undefined ? [] : [`--depth=${it.depth}`];
    const args = ['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', '--force', ...depth, '--end-of-options', it.url, named];
    const end = await runner.run(args, {
        cwd: gitFolder,
        env: { GIT_DIR: gitFolder, GIT_ALLOW_PROTOCOL: new URL(it.url).protocol.slice(0, -1) },
        settings: authorizationSettings(it.url, it.authorization),
    });
    if (end.code !== 0)
        return (0,release_error/* fail */.fJ)('FETCH_FAILED', { url, what: it.what, said: (0,git_runner/* saidOf */.J)(end) });
    return (await runner.text('read what was fetched', ['rev-parse', '--verify', 'FETCH_HEAD'], { cwd: gitFolder, env: { GIT_DIR: gitFolder } })).trim();
};
const openStore = async (runner) => {
    const store = (0,external_node_path_.join)(runner.temp, 'fetched.git');
    await runner.text('make a store for fetched objects', ['init', '--quiet', '--bare', '--template=', '--', store], { cwd: runner.temp });
    return store;
};

;// CONCATENATED MODULE: ./out/adapters/git/tree.js
// The tree of a commit as a list, and the way of links within it. Pure but for the one listing.

const isLink = (it) => it.mode === '120000';
const isSubmodule = (it) => it.mode === '160000';
/** Zero-terminated, because a path may hold any other byte. */
const parseTree = (listing) => listing.split('\0').flatMap((row) => {
    const found = /^(\d{6}) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(row);
    return found?.[1] && found[2] && found[3] ? [{ mode: found[1], id: found[2], path: found[3] }] : [];
});
const readTree = async (runner, commit, env = {}) => parseTree(await runner.text(`list the files of ${commit}`, ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit], { env }));
const isFolder = (it) => it.mode === '40000';
const mostLinks = 20;
/** What lies at a path, or the link on the way to it. */
const walk = async (tree, names) => {
    let folder;
    for (const [at, name] of names.entries()) {
        const entry = (await tree.below(folder)).get(name);
        if (entry === undefined)
            return undefined;
        if (isLink(entry) || at === names.length - 1)
            return { entry, at };
        if (!isFolder(entry))
            return undefined;
        folder = entry;
    }
    return undefined;
};
/**
 * The file that a path leads to, links of the tree followed (of folders as well); undefined when nothing is there or the
 * way leaves the tree. Reads the trees on its way alone: a list of a hundred thousand files is no price for one of them.
 */
const findInTree = async (tree, path) => {
    let rest = external_node_path_.posix.normalize(path);
    for (let links = 0; links < mostLinks; links++) {
        if (rest.startsWith('../') || rest === '..' || rest.startsWith('/'))
            return undefined;
        const names = rest.split('/');
        const found = await walk(tree, names);
        if (!found)
            return undefined;
        const { entry, at } = found;
        if (!isLink(entry))
            return isFolder(entry) ? undefined : entry;
        const target = await tree.readLink(entry);
        if (target.startsWith('/'))
            return undefined;
        rest = external_node_path_.posix.normalize([...names.slice(0, at), target, ...names.slice(at + 1)].join('/'));
    }
    return undefined;
};

;// CONCATENATED MODULE: ./out/adapters/git/submodules.js
// Submodules of an export: from the clone's own copies first (`.git/modules`), else by https without credentials. Where the
// objects cannot be had the release stops; an empty folder is never packed in their place.








/** `.gitmodules` as the commit has it, read by git itself and only as data. */
const declared = async (runner, parent) => {
    const args = ['config', '-z', `--blob=${parent.commit}:.gitmodules`, '--get-regexp', String.raw `^submodule\..*\.(path|url)$`];
    const end = await runner.run(args, inExport(parent.folder));
    const fields = new Map();
    for (const row of end.stdout.toString('utf8').split('\0')) {
        const found = /^submodule\.([\s\S]+)\.(path|url)\n([\s\S]*)$/.exec(row);
        const [, name, key, value] = found ?? [];
        if (name === undefined || value === undefined)
            continue;
        fields.set(name, { ...fields.get(name), [key === 'path' ? 'path' : 'url']: value });
    }
    return [...fields].flatMap(([name, it]) => (it.path !== undefined ? [{ name, path: external_node_path_.posix.normalize(it.path), url: it.url ?? '' }] : []));
};
/** The name becomes a path below `modules`: git refuses `..` there since CVE-2018-11235, and so do we. */
const isSafeName = (name) => !name.startsWith('/') && !name.split('/').includes('..');
const hasCommit = async (runner, gitFolder, commit) => (await (0,is_there/* isThere */.$)((0,external_node_path_.join)(gitFolder, 'objects'))) &&
    (await runner.run(['cat-file', '-e', `${commit}^{commit}`], { cwd: gitFolder, env: { GIT_DIR: gitFolder } })).code === 0;
const fetched = async (runner, url, commit) => {
    const store = (0,external_node_path_.join)(runner.temp, `submodule-${commit}.git`);
    await runner.text('make a store for a submodule', ['init', '--quiet', '--bare', '--template=', '--', store], { cwd: runner.temp });
    await fetchInto(runner, store, { url, what: commit, depth: 1 });
    return store;
};
/** The git folder that holds the commit, or why there is none. */
const sourceOf = async (runner, parent, it, commit) => {
    const local = (0,external_node_path_.join)(parent.gitFolder, 'modules', it.name);
    if (isSafeName(it.name) && (await hasCommit(runner, local, commit)))
        return { source: local };
    const url = resolveSubmoduleUrl(it.url, parent.origin);
    if (url === undefined)
        return { reason: `it is not checked out here, and ${it.url} is relative to a remote that this clone does not have` };
    if (!isFetchable(url))
        return { reason: `it is not checked out here, and ${withoutCredentials(url)} is no https address` };
    try {
        return { source: await fetched(runner, withoutCredentials(url), commit) };
    }
    catch (error) {
        if (error instanceof release_error/* ReleaseError */.K2 && error.code === 'FETCH_FAILED')
            return { reason: error.message };
        throw error;
    }
};
/** Fills every submodule below the parent; problems come back together. */
const fillSubmodules = async (runner, parent) => {
    const links = (await readTree(runner, parent.commit, inExport(parent.folder).env)).filter(isSubmodule);
    if (links.length === 0)
        return [];
    const known = await declared(runner, parent);
    const problems = [];
    for (const link of links) {
        const path = parent.prefix + link.path;
        const missing = (reason) => (0,release_error/* problem */.CC)('SUBMODULE_MISSING', { path, commit: link.id, reason }, { file: `${parent.prefix}.gitmodules` });
        const it = known.find((candidate) => candidate.path === link.path);
        if (!it) {
            problems.push(missing('.gitmodules does not name it'));
            continue;
        }
        const found = await sourceOf(runner, parent, it, link.id);
        if ('reason' in found) {
            problems.push(missing(found.reason));
            continue;
        }
        const folder = (0,external_node_path_.join)(parent.folder, link.path);
        await checkOut(runner, { folder, commit: link.id, sources: [found.source], refs: '' });
        problems.push(...(await fillLargeFiles(runner, folder, found.source, `${path}/`)));
        problems.push(...(await fillSubmodules(runner, { folder, commit: link.id, gitFolder: found.source, prefix: `${path}/`, origin: resolveSubmoduleUrl(it.url, parent.origin) })));
    }
    return problems;
};

;// CONCATENATED MODULE: ./out/adapters/git/times.js
// The one time of a release. Every file of an export gets the commit's time, so that no tool packs the time of the checkout.


/** Files, links and folders below and including the folder; repositories' own folders are left alone. */
const setTimes = async (folder, time) => {
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true });
    await Promise.all(entries.filter((it) => !it.isDirectory()).map(async (it) => (0,promises_.lutimes)((0,external_node_path_.join)(folder, it.name), time, time)));
    for (const it of entries)
        if (it.isDirectory() && it.name !== '.git')
            await setTimes((0,external_node_path_.join)(folder, it.name), time);
    await (0,promises_.lutimes)(folder, time, time);
};

;// CONCATENATED MODULE: ./out/adapters/git/export.js
// The clean export from which everything is built: a detached checkout of the tagged commit in a folder of its own, with
// history and submodules, without remotes, branches, hooks, credentials or anything of the user's work tree.






const mustBeNew = async (folder) => {
    try {
        const found = await (0,promises_.readdir)(folder);
        if (found.length > 0)
            (0,release_error/* fail */.fJ)('BUG', { what: `an export into ${folder}, which is not empty` });
    }
    catch (error) {
        if (error.code !== 'ENOENT')
            throw error;
    }
};
const exportCommit = async (runner, it) => {
    await mustBeNew(it.folder);
    const refs = await runner.text('list the tags', ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/tags/']);
    await checkOut(runner, { folder: it.folder, commit: it.commit, sources: it.sources, refs });
    const gitFolder = it.sources[0];
    (0,release_error/* failAll */.wf)([
        ...(await fillLargeFiles(runner, it.folder, gitFolder, '')),
        ...(await fillSubmodules(runner, { folder: it.folder, commit: it.commit, gitFolder, prefix: '', origin: it.origin })),
    ]);
    await setTimes(it.folder, it.time);
    // The index knows the old times; without this `git diff-index`, which plugins use, calls the export dirty.
    await runner.run(['update-index', '-q', '--refresh'], inExport(it.folder));
};

// EXTERNAL MODULE: ./out/core/git-id.js
var git_id = __nccwpck_require__(7278);
;// CONCATENATED MODULE: ./out/adapters/git/push-tag.js
// A tag object that was made (and signed) here, pushed with its ref in one request. GitHub's API makes tag objects of its own wording only.





/** `store`: a bare repository; `env` tells where else objects are. The id of the object. A ref that is there is never moved. */
const pushTag = async (runner, { store, env }, it) => {
    const [ref, url, id] = [`refs/tags/${it.name}`, withoutCredentials(it.url), (0,git_id/* gitId */.I)('tag', it.bytes)];
    if (!isFetchable(it.url))
        return (0,release_error/* fail */.fJ)('TAG_PUSH_FAILED', { tag: it.name, url, said: 'only https addresses are pushed to' });
    const at = { cwd: store, env: { ...env, GIT_DIR: store } };
    const written = (await runner.text('write the tag object', ['hash-object', '-t', 'tag', '-w', '--stdin'], { ...at, stdin: it.bytes })).trim();
    if (written !== id)
        return (0,release_error/* fail */.fJ)('GIT_FAILED', { what: 'write the tag object', said: `its id became ${written} in place of ${id}` });
    const end = await runner.run(['push', '--porcelain', '--no-verify', '--no-follow-tags', '--recurse-submodules=no', `--force-with-lease=${ref}:`, '--end-of-options', it.url, `${id}:${ref}`], {
        cwd: store, env: { ...at.env, GIT_ALLOW_PROTOCOL: new URL(it.url).protocol.slice(0, -1) }, settings: authorizationSettings(it.url, it.authorization),
    });
    if (end.code === 0)
        return id;
    const said = `${(0,git_runner/* saidOf */.J)(end)} ${end.stdout.toString('utf8').split('\n').filter((line) => line.startsWith('!')).join(' ')}`.trim();
    return /repository rule violations|GH013|protected/i.test(said) ? (0,release_error/* fail */.fJ)('GITHUB_RULES', { what: `push the tag ${it.name}`, said }) : (0,release_error/* fail */.fJ)('TAG_PUSH_FAILED', { tag: it.name, url, said });
};

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
// EXTERNAL MODULE: ./out/adapters/exec/process-group.js
var process_group = __nccwpck_require__(5232);
;// CONCATENATED MODULE: ./out/adapters/git/object-reader.js
// One `git cat-file --batch` that answers every look-up of a run: the first costs a process (7 ms), the others a line. Names
// go in by standard input, so that none can become an option.



const header = /^([0-9a-f]{40,64}) (commit|tag|tree|blob) (\d+)$/;
/** Cuts the answers out of the output, in the order of the questions. */
class Answers {
    queue;
    parts = [];
    size = 0;
    want = 0;
    constructor(queue) {
        this.queue = queue;
    }
    push(part) {
        this.parts.push(part);
        this.size += part.length;
        // A large blob comes in many parts; they are joined when all of it is there.
        while (this.queue.length > 0 && this.size >= this.want && this.take())
            ;
    }
    take() {
        const [first] = this.parts;
        // Of a thousand small answers that came at once, the rest is not copied for each.
        const all = first && this.parts.length === 1 ? first : Buffer.concat(this.parts);
        this.parts = [all];
        const end = all.indexOf(10);
        if (end < 0)
            return false;
        const line = all.subarray(0, end).toString('utf8');
        const found = header.exec(line);
        const length = found ? Number(found[3]) + 1 : 0;
        this.want = end + 1 + length;
        if (all.length < this.want)
            return false;
        const rest = all.subarray(this.want);
        this.parts = [rest];
        this.size = rest.length;
        this.want = 0;
        const [id, type] = [found?.[1], found?.[2]];
        const it = id !== undefined && type ? { id, type, bytes: Buffer.from(all.subarray(end + 1, end + length)) } : undefined;
        this.queue.shift()?.resolve(it);
        return true;
    }
}
/** While nobody waits, the process must not keep this one alive; when this one ends its standard input closes, and it ends. */
const hold = (child, held) => {
    for (const it of [child.stdout, child.stderr, child.stdin]) {
        if (held)
            it.ref();
        else
            it.unref();
    }
    if (held)
        child.ref();
    else
        child.unref();
};
const object_reader_open = async (runner, env, queue) => {
    const started = await runner.start();
    const child = (0,external_node_child_process_.spawn)(started.file, ['cat-file', '--batch'], { cwd: runner.folder, env: { ...started.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    if (child.pid !== undefined)
        (0,process_group/* watchGroup */.Pe)(child.pid);
    const answers = new Answers(queue);
    let said = '';
    child.stderr.on('data', (part) => (said = (said + part.toString('utf8')).slice(-2000)));
    child.stdout.on('data', (part) => {
        answers.push(part);
        if (queue.length === 0)
            hold(child, false);
    });
    child.stdin.on('error', () => undefined);
    const broken = (reason) => {
        for (const it of queue.splice(0)) {
            try {
                (0,release_error/* fail */.fJ)('GIT_FAILED', { what: `read ${it.name}`, said: said.trim() || reason });
            }
            catch (error) {
                it.reject(error);
            }
        }
    };
    child.once('error', (error) => broken(error.message));
    child.once('close', () => {
        if (child.pid !== undefined)
            (0,process_group/* forgetGroup */.LK)(child.pid);
        broken('it ended without an answer');
    });
    return child;
};
const createObjectReader = (runner) => {
    let child;
    let queue = [];
    let env = {};
    const read = async (name) => {
        // One line is one question.
        if (/[\n\r\0]/.test(name) || name.trim() === '')
            return undefined;
        const asked = (child ??= object_reader_open(runner, env, queue));
        const mine = queue;
        const process = await asked;
        if (process.exitCode !== null || process.signalCode !== null) {
            if (child === asked)
                child = undefined;
            return read(name);
        }
        return new Promise((resolve, reject) => {
            mine.push({ name, resolve, reject });
            hold(process, true);
            process.stdin.write(`${name}\n`);
        });
    };
    const close = () => {
        const last = child;
        child = undefined;
        queue = [];
        void last?.then((it) => it.stdin.end(), () => undefined);
    };
    return {
        read,
        restart: (next) => {
            close();
            env = next;
        },
        close,
    };
};

;// CONCATENATED MODULE: ./out/adapters/git/tag-object.js
/** Line starts of the three kinds of signature that git appends to a message. */
const signature = /^-----BEGIN (PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m;
const headerOf = (text, name) => new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1];
const split = (it) => {
    const text = it.bytes.toString('utf8');
    const gap = text.indexOf('\n\n');
    return gap < 0 ? { head: text, body: '' } : { head: text.slice(0, gap), body: text.slice(gap + 2) };
};
const parseTag = (it) => {
    const { head, body } = split(it);
    const cut = signature.exec(body);
    return {
        target: headerOf(head, 'object') ?? '',
        type: headerOf(head, 'type') ?? '',
        message: (cut ? body.slice(0, cut.index) : body).trimEnd(),
        // In repositories of two hash kinds the second signature is a header.
        signed: cut !== null || /^gpgsig(-sha256)? /m.test(head),
    };
};
const timeIn = (it, header) => {
    const seconds = / (\d+) [+-]\d{4}$/.exec(headerOf(split(it).head, header) ?? '')?.[1];
    return seconds === undefined ? undefined : Number(seconds);
};
/** Committer time, seconds since 1970; undefined when the object has none that can be read. */
const committerTime = (it) => timeIn(it, 'committer');
/** When a tag object was made; very old ones do not say it. */
const taggerTime = (it) => timeIn(it, 'tagger');

;// CONCATENATED MODULE: ./out/adapters/git/work-tree.js
/** A filter of the clone's config is a program; comparing must not start it. */
const filtersOff = async (runner) => {
    const end = await runner.run(['config', '-z', '--name-only', '--get-regexp', String.raw `^filter\..*\.(clean|smudge|process|required)$`]);
    const names = end.stdout.toString('utf8').split('\0').filter((it) => it !== '');
    return Object.fromEntries(names.map((name) => [name, name.endsWith('.required') ? 'false' : '']));
};
const differsFromHead = async (runner, top) => {
    const settings = await filtersOff(runner);
    return (await runner.text('compare the work tree', ['status', '--porcelain', '-z'], { cwd: top, settings })) !== '';
};
/** Undefined on a detached HEAD, as a workflow for a tag has it. */
const branchOf = async (runner) => {
    const end = await runner.run(['symbolic-ref', '--quiet', '--short', 'HEAD']);
    return end.code === 0 ? end.stdout.toString('utf8').trim() : undefined;
};
/** As the config has it, credentials included: for use, not for display. */
const originOf = async (runner) => {
    const end = await runner.run(['config', '--get', 'remote.origin.url']);
    return end.code === 0 ? end.stdout.toString('utf8').trim() : undefined;
};

;// CONCATENATED MODULE: ./out/adapters/git/tree-object.js
// Folders of a commit as git stores them: an entry is its mode, its name and the bytes of its id, and nothing is between them.

/** `path` is that of the folder, empty for the top; `idBytes` 20 with SHA-1, 32 with SHA-256. */
const entriesOf = (bytes, path, idBytes) => {
    const found = new Map();
    for (let at = 0; at < bytes.length;) {
        const [space, end] = [bytes.indexOf(32, at), bytes.indexOf(0, at)];
        const [mode, name] = [bytes.toString('latin1', at, space), bytes.toString('utf8', space + 1, end)];
        at = end + 1 + idBytes;
        found.set(name, { mode, id: bytes.toString('hex', end + 1, at), path: path === '' ? name : `${path}/${name}` });
    }
    return found;
};
/** Each is read once. `name` is the id of a tree, or `COMMIT^{tree}`. */
const createFolderReader = (read) => {
    const known = new Map();
    const load = async (name, path) => {
        const object = await read(name);
        if (object?.type !== 'tree')
            return (0,release_error/* fail */.fJ)('GIT_FAILED', { what: `read the folder ${path || 'at the top'}`, said: `the object ${name} is not in the clone (a partial clone?)` });
        return entriesOf(object.bytes, path, object.id.length / 2);
    };
    return async (name, path) => {
        const key = `${name} ${path}`;
        const folder = known.get(key) ?? load(name, path);
        known.set(key, folder);
        return folder;
    };
};

;// CONCATENATED MODULE: ./out/adapters/git/node-git.js
// The git port over the user's clone and the git program.














const locate = async (runner) => {
    const end = await runner.run(['rev-parse', '--show-toplevel', '--git-common-dir', '--is-shallow-repository']);
    const [top, common, shallow] = end.stdout.toString('utf8').split('\n');
    if (end.code !== 0 || !top || !common)
        return (0,release_error/* fail */.fJ)('NOT_A_CLONE', { folder: runner.folder, said: (0,git_runner/* saidOf */.J)(end) });
    return { top, common: (0,external_node_path_.resolve)(runner.folder, common), shallow: shallow === 'true' };
};
/** Look-ups by object; everything here is read once per commit. */
const createLookups = (runner, where) => {
    const objects = createObjectReader(runner);
    const trees = new Map();
    let storeEnv = {};
    const read = async (name) => {
        await where();
        return objects.read(name);
    };
    const folder = createFolderReader(read);
    const commitObject = async (commit) => (await read(`${commit}^{commit}`)) ?? (0,release_error/* fail */.fJ)('COMMIT_NOT_FOUND', { commit, where: 'the clone' });
    const loadTree = async (commit) => readTree(runner, (await commitObject(commit)).id, storeEnv);
    const tree = async (commit) => {
        const known = trees.get(commit) ?? loadTree(commit);
        trees.set(commit, known);
        return known;
    };
    const blob = async (it) => (await read(it.id))?.bytes ?? (0,release_error/* fail */.fJ)('GIT_FAILED', { what: `read ${it.path}`, said: `the object ${it.id} is not in the clone (a partial clone?)` });
    const find = async (commit, path) => {
        const { id } = await commitObject(commit);
        return findInTree({ below: (it) => (it ? folder(it.id, it.path) : folder(`${id}^{tree}`, '')), readLink: async (it) => (await blob(it)).toString('utf8') }, path);
    };
    const useStore = (store) => {
        storeEnv = { GIT_ALTERNATE_OBJECT_DIRECTORIES: (0,external_node_path_.resolve)(store, 'objects') };
        objects.restart(storeEnv);
    };
    return { read, commitObject, tree, find, blob, useStore, environment: () => storeEnv, close: () => objects.close() };
};
const pinTag = async (lookups, names, name, fetchedId) => {
    const ref = `refs/tags/${name}`;
    const object = (await lookups.read(ref)) ?? (fetchedId === undefined ? undefined : await lookups.read(fetchedId));
    if (!object) {
        const there = await names();
        return (0,release_error/* fail */.fJ)('TAG_NOT_FOUND', { tag: name, looked: 'the clone', shallow: there === undefined, suggestion: there && (0,suggest_tag/* suggestTag */.b)(name, there) });
    }
    const commit = await lookups.read(`${object.id}^{commit}`);
    if (!commit)
        return (0,release_error/* fail */.fJ)('TAG_NOT_COMMIT', { tag: name, type: object.type === 'tag' ? parseTag(object).type : object.type, object: object.id });
    const kind = object.type !== 'tag' ? 'lightweight' : parseTag(object).signed ? 'signed' : 'annotated';
    return { name, object: object.id, commit: commit.id, kind };
};
const linkTargets = async (lookups, commit) => {
    const links = (await lookups.tree(commit)).filter(isLink);
    return Object.fromEntries(await Promise.all(links.map(async (it) => [it.path, (await lookups.blob(it)).toString('utf8')])));
};
const showFile = async (lookups, commit, path) => {
    const entry = await lookups.find(commit, path);
    return entry && !isSubmodule(entry) ? lookups.blob(entry) : undefined;
};
/** `..` would lead out of the tree, and git takes it for a path of the work tree. */
const peekAt = async (lookups, commit, path) => {
    const found = path.startsWith('..') ? undefined : await lookups.read(`${commit}:${path}`);
    return found?.type === 'blob' ? found.bytes : undefined;
};
const timeOfCommit = async (lookups, commit) => committerTime(await lookups.commitObject(commit)) ?? (0,release_error/* fail */.fJ)('GIT_FAILED', { what: `read the time of ${commit}`, said: 'its committer line cannot be read' });
const timeOfTag = async (lookups, { object, commit }) => {
    const it = object === commit ? undefined : await lookups.read(object);
    return (it && taggerTime(it)) ?? timeOfCommit(lookups, commit);
};
const mustBeWhole = async (where, what) => {
    if ((await where()).shallow)
        (0,release_error/* fail */.fJ)('SHALLOW_CLONE', { what });
};
const tagBytes = async (lookups, object) => {
    const found = await lookups.read(object);
    return found?.type === 'tag' ? found.bytes : undefined;
};
const messageOf = async (lookups, tag) => {
    const object = await lookups.read(tag.object);
    return object?.type === 'tag' ? parseTag(object).message : undefined;
};
const tagNames = async (runner, where) => {
    await mustBeWhole(where, 'the list of all tags');
    const listed = await runner.text('list the tags', ['for-each-ref', '--format=%(refname)', 'refs/tags/']);
    return listed.split('\n').flatMap((it) => (it === '' ? [] : [it.slice('refs/tags/'.length)]));
};
const createGit = (options) => {
    const runner = (0,git_runner/* createGitRunner */.h)(options);
    let located;
    const where = async () => (located ??= locate(runner));
    const lookups = createLookups(runner, where);
    let store;
    const fetched = new Map();
    const resolveTag = async (name) => pinTag(lookups, async () => ((await where()).shallow ? undefined : tagNames(runner, where)), name, fetched.get(`refs/tags/${name}`));
    return {
        folder: async () => (await where()).top,
        resolveTag,
        tagMessage: async (name) => messageOf(lookups, await resolveTag(name)),
        tagTime: async (name) => timeOfTag(lookups, await resolveTag(name)),
        tags: () => tagNames(runner, where),
        tagBytes: (object) => tagBytes(lookups, object),
        commit: async (revision) => (await lookups.read(`${revision}^{commit}`))?.id,
        commitTime: (commit) => timeOfCommit(lookups, commit),
        paths: async (commit) => (await lookups.tree(commit)).filter((it) => !isSubmodule(it)).map((it) => it.path),
        entries: async (commit) => new Map((await lookups.tree(commit)).map((it) => [it.path, `${it.mode} ${it.id}`])),
        links: async (commit) => linkTargets(lookups, commit),
        holds: async (commit, path) => (await peekAt(lookups, commit, path)) !== undefined,
        show: async (commit, path) => showFile(lookups, commit, path),
        changes: async (asked) => {
            await mustBeWhole(where, 'the changes since the release before');
            return readChanges(runner, asked, lookups.environment());
        },
        mainline: (asked, take) => mustBeWhole(where, 'the history of all releases').then(() => readMainline(runner, { ...asked, take }, lookups.environment())),
        isShallow: async () => (await where()).shallow,
        isDirty: async () => differsFromHead(runner, (await where()).top),
        currentBranch: () => where().then(() => branchOf(runner)),
        remoteUrl: async () => {
            const [, url] = await Promise.all([where(), originOf(runner)]);
            return url === undefined ? undefined : withoutCredentials(url);
        },
        exportTo: async (folder, commit) => {
            const { common, shallow } = await where();
            if (shallow && store === undefined)
                (0,release_error/* fail */.fJ)('SHALLOW_CLONE', { what: 'the history that belongs to an export' });
            const { id } = await lookups.commitObject(commit);
            const sources = [common, ...(store === undefined ? [] : [store])];
            await exportCommit(runner, { folder, commit: id, time: await timeOfCommit(lookups, id), sources, origin: await originOf(runner) });
        },
        fetchFrom: async (it) => {
            await where();
            store ??= await openStore(runner);
            const id = await fetchInto(runner, store, it);
            fetched.set(it.what, id);
            lookups.useStore(store);
            return id;
        },
        pushTag: async (it) => {
            const { common } = await where();
            store ??= await openStore(runner);
            return pushTag(runner, { store, env: { GIT_ALTERNATE_OBJECT_DIRECTORIES: (0,external_node_path_.resolve)(common, 'objects') } }, it);
        },
        peek: async (commit, path) => peekAt(lookups, commit, path),
        close: () => lookups.close(),
    };
};


/***/ }),

/***/ 7187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jq: () => (/* binding */ writeState),
/* harmony export */   Kn: () => (/* binding */ writeOutputs),
/* harmony export */   Sy: () => (/* binding */ writeSummary)
/* harmony export */ });
/* unused harmony export renderOutput */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7598);
// GITHUB_OUTPUT, GITHUB_STATE and GITHUB_STEP_SUMMARY, written as @actions/core writes them. Own code, because that package loads an HTTP
// client of 150 ms at start, also for runs that have nothing to do (docs/adr/0001).


/** A summary over 1 MiB is dropped whole by the runner; it is cut before that. */
const largestSummary = 1024 * 1024 - 1024;
/** One output in the heredoc form; the delimiter is random, so that a value cannot end it and add outputs of its own. */
const renderOutput = (name, value) => {
    const delimiter = `slipway_${(0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.randomUUID)()}`;
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
};
const writeOutputs = (file, outputs) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, Object.entries(outputs).map(([name, value]) => renderOutput(name, value)).join(''));
/** For the post step of the same Action; of several values under one name the last one counts. */
const writeState = (file, name, value) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, renderOutput(name, value));
const writeSummary = (file, markdown) => {
    const bytes = Buffer.from(markdown);
    const text = bytes.length <= largestSummary ? markdown : `${bytes.subarray(0, largestSummary).toString()}\n\n… cut: the log has the rest.\n`;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(file, text);
};


/***/ }),

/***/ 8969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  f: () => (/* binding */ createRunnerLog)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./out/core/plain-text.js
var plain_text = __nccwpck_require__(3384);
;// CONCATENATED MODULE: ./out/core/redact.js
// Secrets, registered once, and taken out of everything that is written. Pure; the one writer of the log asks it.
/** Shorter values would blot out ordinary text, and are no secrets anybody should use. */
const shortest = 6;
const encodings = (secret) => {
    const bytes = Buffer.from(secret, 'utf8');
    const lines = secret.split(/\r?\n/).filter((line) => line.length >= shortest);
    // Base64 of a longer text that has the secret inside starts at one of three offsets; the middle part is the same.
    const inner = [0, 1, 2].map((offset) => {
        const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
        return padded.slice(offset === 0 ? 0 : 4, padded.length - 4 - (padded.endsWith('=') ? 1 : 0));
    });
    return [
        secret,
        ...lines,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        bytes.toString('base64'),
        bytes.toString('base64url'),
        bytes.toString('hex'),
        ...inner.filter((it) => it.length >= 2 * shortest),
    ];
};
const createRedactor = () => {
    const known = new Set();
    let ordered = [];
    return {
        register: (secret) => {
            const value = secret.trim();
            if (value.length < shortest)
                return;
            for (const form of encodings(value))
                if (form.length >= shortest)
                    known.add(form);
            // Longest first, so that a secret inside another one does not leave the other's rest behind.
            ordered = [...known].sort((a, b) => b.length - a.length);
        },
        redact: (text) => ordered.reduce((rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, '***') : rest), text),
    };
};

;// CONCATENATED MODULE: ./out/adapters/runner/runner-log.js
// The one writer of the log inside a GitHub Actions runner. Workflow commands are stopped for the whole run, so that no
// text from outside (output of a build, a tag, a branch name) is ever taken for one; ours are let through one at a time.



const escapeData = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
const createRunnerLog = (write, isDebug) => {
    const redactor = createRedactor();
    const token = (0,external_node_crypto_.randomUUID)();
    const masked = new Set();
    const say = (text) => text.split('\n').forEach((line) => write(redactor.redact(line)));
    const command = (line) => [`::${token}::`, line, `::stop-commands::${token}`].forEach(write);
    write(`::stop-commands::${token}`);
    return {
        info: say,
        warn: (text) => say(`warning: ${text}`),
        error: (text) => say(`error: ${text}`),
        debug: (text) => (isDebug ? say(`  · ${text}`) : undefined),
        child: (source, line) => say(`     ${source} │ ${(0,plain_text/* withoutControls */.D)(line)}`),
        secret: (value) => {
            redactor.register(value);
            for (const line of value.split(/\r?\n/).map((it) => it.trim())) {
                if (line === '' || masked.has(line))
                    continue;
                masked.add(line);
                command(`::add-mask::${escapeData(line)}`);
            }
        },
        redact: (text) => redactor.redact(text),
        annotate: (severity, problem) => {
            const place = [
                ...(problem.place?.file !== undefined ? [`file=${escapeProperty(problem.place.file)}`] : []),
                ...(problem.place?.line !== undefined ? [`line=${problem.place.line}`] : []),
                `title=${escapeProperty(problem.code)}`,
            ];
            command(`::${severity} ${place.join(',')}::${escapeData(redactor.redact(`${problem.message}\n${problem.hint}`))}`);
        },
        notice: (title, text) => command(`::notice title=${escapeProperty(redactor.redact(title))}::${escapeData(redactor.redact(text))}`),
        end: () => write(`::${token}::`),
    };
};


/***/ }),

/***/ 7008:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  R: () => (/* binding */ act)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./out/adapters/clock.js
var clock = __nccwpck_require__(5195);
// EXTERNAL MODULE: ./out/adapters/environment.js
var adapters_environment = __nccwpck_require__(1276);
// EXTERNAL MODULE: ./out/adapters/git/node-git.js + 14 modules
var node_git = __nccwpck_require__(7927);
// EXTERNAL MODULE: ./out/adapters/runner/command-files.js
var command_files = __nccwpck_require__(7187);
;// CONCATENATED MODULE: ./out/adapters/runner/lock-state.js
const lockStateName = 'lock';
const renderLockState = (held) => (held ? JSON.stringify(held) : '');
const isText = (value) => typeof value === 'string';
/** Undefined for anything else: whatever stands there, the post step deletes nothing but locks. */
const parseLockState = (text) => {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const { repository, ref, objects } = (value ?? {});
    const { owner, name } = repository ?? {};
    if (!isText(owner) || !isText(name) || !isText(ref) || !/^refs\/slipway\/lock\/./.test(ref))
        return undefined;
    if (!Array.isArray(objects) || !objects.every((it) => isText(it) && /^[0-9a-f]{40,64}$/.test(it)))
        return undefined;
    return { repository: { owner, name }, ref, objects: objects };
};

// EXTERNAL MODULE: ./out/core/request.js
var core_request = __nccwpck_require__(4191);
// EXTERNAL MODULE: ./out/core/checked-request.js
var checked_request = __nccwpck_require__(6287);
// EXTERNAL MODULE: ./out/core/duration.js
var duration = __nccwpck_require__(3296);
// EXTERNAL MODULE: ./out/core/shell-word.js
var shell_word = __nccwpck_require__(3849);
// EXTERNAL MODULE: ./out/core/suggest.js
var suggest = __nccwpck_require__(3816);
// EXTERNAL MODULE: ./out/errors/release-error.js + 22 modules
var release_error = __nccwpck_require__(293);
;// CONCATENATED MODULE: ./out/adapters/runner/inputs.js






const inputOf = (environment, name) => environment[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;
const readEvent = (environment, readFile) => ({
    name: environment['GITHUB_EVENT_NAME'] ?? '',
    payload: readPayload(environment['GITHUB_EVENT_PATH'], readFile),
    ref: environment['GITHUB_REF'] ?? '',
    sha: environment['GITHUB_SHA'] ?? '',
});
const readVerb = (environment) => {
    const text = inputOf(environment, 'command') ?? 'release';
    const verb = core_request/* verbs */.PB.find((it) => it === text);
    if (verb)
        return verb;
    const suggestion = (0,suggest/* suggest */.Z)(text, core_request/* verbs */.PB);
    return (0,release_error/* fail */.fJ)('USAGE', { what: `The input \`command\` is ${text}, and there is no such verb.`, ...(suggestion ? { suggestion } : {}) });
};
/** Everything but secrets. */
const readRequest = (environment, event) => {
    const input = (name) => inputOf(environment, name);
    const list = (name) => (input(name) ?? '').split(/[\s,]+/).filter(Boolean);
    const verb = readVerb(environment);
    const lines = verb === 'propose' ? list('line') : [];
    const optional = { tag: input('tag'), version: input('version'), name: input('name'), commit: input('commit'), line: lines.length > 1 ? undefined : input('line'), config: input('config') };
    const maxWait = input('max-wait');
    const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
    const [source, limit, revision, way] = [input('config-from'), input('limit'), input('revision'), input('as')];
    return (0,checked_request/* checkedRequest */.lr)({
        verb,
        ...given,
        ...(lines.length > 1 ? { lines } : {}),
        ...(maxWait === undefined ? {} : { maxWaitMs: (0,duration/* parseDuration */.E)(maxWait, 'the input `max-wait`') }),
        ...(source === undefined ? {} : { configFrom: (0,checked_request/* parseConfigSource */.p5)(source, 'the input `config-from`') }),
        ...(limit === undefined ? {} : { limit: (0,checked_request/* parseLimit */.Fv)(limit, 'the input `limit`') }),
        ...(way === undefined ? {} : { as: (0,checked_request/* parseWay */.Rj)(way, 'the input `as`') }),
        ...(revision === undefined ? {} : { revision: (0,checked_request/* parseRevision */.Pp)(revision, 'the input `revision`') }),
        ...(isTrue('adopt', input('adopt')) ? { adopt: true } : {}),
        ...handoverOf(input, list),
        ...pruneOf(input),
        dryRun: isTrue('dry-run', input('dry-run')),
        only: list('only'),
        without: list('without'),
        event,
        ...actorOf(environment, event),
        again: againOf(input, event),
    });
};
/** Whoever ran it again answers for it, where somebody did; the event's own person does not change then. A schedule has a person's name, who is not there. */
const actorOf = (environment, event) => {
    if (event.name === 'schedule')
        return { actor: { schedule: true } };
    const login = environment['GITHUB_TRIGGERING_ACTOR'] || environment['GITHUB_ACTOR'];
    return login ? { actor: { login } } : {};
};
/** What is built in one job and released in another. */
const handoverOf = (input, list) => {
    const [out, platform] = [input('out'), input('platform')];
    const isOn = (name) => isTrue(name, input(name));
    return {
        ...(input('artifacts') === undefined ? {} : { artifacts: list('artifacts') }),
        ...(input('artifacts-digest') === undefined ? {} : { artifactsDigest: list('artifacts-digest') }),
        ...(out === undefined ? {} : { out }),
        ...(platform === undefined ? {} : { platform }),
        ...(isOn('matrix') ? { matrix: true } : {}),
        ...(isOn('tag-only') ? { tagOnly: true } : {}),
        ...(isOn('no-build') ? { noBuild: true } : {}),
    };
};
/** The policies are those of the config. */
const pruneOf = (input) => {
    const asked = { ...(isTrue('with-tag', input('with-tag')) ? { withTag: true } : {}), ...(isTrue('yes', input('yes')) ? { yes: true } : {}) };
    return Object.keys(asked).length === 0 ? {} : { prune: asked };
};
const readToken = (environment) => inputOf(environment, 'token');
/** Flags that are repeated as they were given; what a run was told is part of the command that goes on. */
const repeated = ['line', 'config', 'config-from', 'max-wait', 'limit', 'as', 'revision', 'only', 'without'];
const lists = new Set(['line', 'only', 'without']);
const switches = ['adopt', 'dry-run', 'with-tag', 'yes'];
/** A value that begins with a dash would be taken for a flag of its own. */
const flag = (name, value) => (value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value]);
/** The same by hand, in a clone: what the event said stands in it outright, as a terminal has no event. */
const againOf = (input, { payload, ref }) => {
    const dispatched = fieldOf(payload, 'inputs');
    const what = ['tag', 'version'].map((name) => [name, input(name) ?? textOf(fieldOf(dispatched, name))]).find(([, value]) => value !== undefined);
    // What is stale has nothing to do with the event.
    const pushed = ref.startsWith('refs/tags/') && input('command') !== 'prune' ? ['tag', ref.slice('refs/tags/'.length)] : undefined;
    // What is unfinished is looked for, not named.
    const [name, value] = input('command') === 'continue' ? [] : (what ?? pushed ?? []);
    return (0,shell_word/* shellCommand */.q)([
        'slipway', input('command') ?? 'release',
        ...(name !== undefined && value !== undefined ? flag(name, value) : []),
        ...repeated.flatMap((it) => {
            const text = input(it);
            return text === undefined ? [] : flag(it, lists.has(it) ? text.split(/[\s,]+/).filter(Boolean).join(',') : text);
        }),
        ...switches.filter((it) => /^(true|yes|1)$/i.test(input(it) ?? '')).map((it) => `--${it}`),
    ]);
};
const fieldOf = (value, key) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value[key] : undefined);
const textOf = (value) => (typeof value === 'string' && value !== '' ? value : undefined);
const isTrue = (name, text) => {
    if (text === undefined || /^(false|no|0)$/i.test(text))
        return false;
    if (/^(true|yes|1)$/i.test(text))
        return true;
    return (0,release_error/* fail */.fJ)('USAGE', { what: `The input \`${name}\` is ${text}; it is true or false.` });
};
const readPayload = (path, readFile) => {
    if (!path)
        return {};
    try {
        return JSON.parse(readFile(path));
    }
    catch (cause) {
        return (0,release_error/* fail */.fJ)('USAGE', { what: `The event file ${path} cannot be read as JSON.` }, { cause });
    }
};

// EXTERNAL MODULE: ./out/core/report.js
var report = __nccwpck_require__(4890);
// EXTERNAL MODULE: ./out/engine/failures.js
var failures = __nccwpck_require__(8248);
// EXTERNAL MODULE: ./out/trigger/trusted-events.js
var trusted_events = __nccwpck_require__(3876);
// EXTERNAL MODULE: ./out/core/tag-pattern.js
var tag_pattern = __nccwpck_require__(5165);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
// EXTERNAL MODULE: ./out/core/version.js + 4 modules
var version = __nccwpck_require__(8854);
;// CONCATENATED MODULE: ./out/config/glance.js
// A glance at a config: the tag patterns of its lines and nothing else. Enough to see that a tag is nobody's, without loading the
// schemas of all steps, which is most of what a run with nothing to do would cost. It never finds fault: whatever is not quite
// as usual is left to the real reading, so that a misspelt key is an error and not a silent "nothing to do".


const topKeys = new Set(['version', 'defaults', 'lines']);
/** All of a line but `on`: a line with runs of its own may have something to do whatever its tags are. */
const lineKeys = new Set(['tag', 'scheme', 'path', 'issue', 'version', 'revision', 'changelog', 'gate', 'build', 'publish', 'promote', 'verify', 'announce', 'prune']);
/** Those that say nothing of what a line claims. */
const defaultKeys = new Set([...lineKeys].filter((it) => it !== 'tag' && it !== 'scheme'));
const isMapping = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const hasOnly = (value, keys) => Object.keys(value).every((key) => keys.has(key));
const parsed = (text) => {
    try {
        return (0,dist/* parse */.qg)(text, { maxAliasCount: 20, merge: false, uniqueKeys: true, logLevel: 'error' });
    }
    catch {
        return undefined;
    }
};
/** Undefined: not to be judged by a glance. */
const glanceAtLines = (text) => {
    const config = text.length > 64 * 1024 ? undefined : parsed(text);
    if (!isMapping(config) || config['version'] !== 1 || !hasOnly(config, topKeys) || !isMapping(config['lines']))
        return undefined;
    const { defaults = {} } = config;
    if (!isMapping(defaults) || !hasOnly(defaults, defaultKeys))
        return undefined;
    const lines = Object.entries(config['lines']).map(([name, line]) => {
        if (!isMapping(line) || !hasOnly(line, lineKeys))
            return undefined;
        const { tag = '{version}', scheme = 'semver' } = line;
        const known = version/* schemes */.fw.find((it) => it === scheme);
        return typeof tag === 'string' && known ? { name, tag, scheme: known } : undefined;
    });
    const glanced = lines.filter((it) => it !== undefined);
    return glanced.length === lines.length ? glanced : undefined;
};

// EXTERNAL MODULE: ./out/trigger/parse-trigger.js
var parse_trigger = __nccwpck_require__(3433);
// EXTERNAL MODULE: ./out/verbs/ends.js
var ends = __nccwpck_require__(5367);
;// CONCATENATED MODULE: ./out/verbs/early-end.js





const configFile = '.slipway.yaml';
/** Undefined when there may be something to do; then the real run decides. */
const earlyEnd = async (request, git, clock) => {
    const began = clock.now();
    const reason = await reasonToEnd(request, git);
    return reason === undefined ? undefined : (0,ends/* nothingToDo */.KN)(request, reason, clock.now() - began);
};
/** A push to a branch is usual, and a line with runs of its own is not: whether there is one is seen at a glance. */
const reasonOfRun = async ({ why, commit, reason }, git) => {
    if (why === 'hand' || why === 'dispatch' || commit === undefined)
        return undefined;
    const text = await git.peek(commit, configFile);
    return text && !glanceAtLines(new TextDecoder().decode(text)) ? undefined : reason;
};
/** With another config or a line of its own the glance would look at the wrong thing. */
const isUsual = ({ verb, config, configFrom, line }) => verb === 'release' && config === undefined && configFrom !== 'default' && line === undefined;
const reasonToEnd = async (request, git) => {
    if (!isUsual(request))
        return undefined;
    try {
        const trigger = (0,parse_trigger/* parseTrigger */.u)(request);
        if (trigger.kind === 'none')
            return trigger.reason;
        if (trigger.kind === 'run')
            return await reasonOfRun(trigger, git);
        if (trigger.kind !== 'tag' || (0,parse_trigger/* isByHand */.H)(trigger, request))
            return undefined;
        const { commit, object } = await git.resolveTag(trigger.tag);
        if (trigger.commit !== undefined && trigger.commit !== commit && trigger.commit !== object)
            return undefined;
        const text = await git.peek(commit, configFile);
        const lines = text && glanceAtLines(new TextDecoder().decode(text));
        if (!lines || lines.some((it) => (0,tag_pattern/* matchTag */._f)(it.tag, it.scheme, trigger.tag)))
            return undefined;
        return (0,ends/* nobodysTag */.xq)(trigger.tag, configFile, lines.map((it) => it.tag));
    }
    catch (failure) {
        // Problems are told by the real run, with everything that it finds beside them.
        if (failure instanceof release_error/* ReleaseError */.K2)
            return undefined;
        throw failure;
    }
};

;// CONCATENATED MODULE: ./out/version.js
// The version of Slipway. A constant, because a bundle has no package.json beside it; a test holds the two together.
const slipwayVersion = '0.1.0-dev.0';

;// CONCATENATED MODULE: ./out/cli/act.js
// What the Action does, given its environment: the event is judged first, then the inputs are read, and the token last. Whoever is
// turned away at one of these doors has been shown nothing of what lies behind the next.

















/** Whatever goes wrong on the way, also before the run began, is a report with a code. */
const act = async (it) => {
    try {
        return await reportOf(it);
    }
    catch (failure) {
        return (0,report/* withSignal */.l_)((0,ends/* failureReport */.LK)((0,failures/* asProblems */.Z)(failure, it.signal), { request: it.soFar.request() }), it.signal.reason);
    }
};
const reportOf = async (it) => {
    const { environment, folder, log, signal, soFar } = it;
    const event = readEvent(environment, (path) => (0,external_node_fs_.readFileSync)(path, 'utf8'));
    // What looks at the clone alone needs no secret, is given none, and may be asked for by any event (a pull request, say). A pull request may ask for notes, with its own token.
    const local = (0,core_request/* isLocal */.IX)(readVerb(environment));
    if (!(0,core_request/* strangersMayAsk */.GT)(readVerb(environment), event.name))
        (0,trusted_events/* mustBeTrusted */.s)(event);
    const request = (0,checked_request/* withFolders */.Qy)(readRequest(environment, event), (path) => (0,external_node_path_.resolve)(folder, path));
    soFar.begin(request);
    const ended = await early(request, it);
    if (ended)
        return ended;
    const token = (0,core_request/* needsNoToken */.gw)(request.verb) ? undefined : readToken(environment);
    const { carryOutRequest } = await Promise.all(/* import() */[__nccwpck_require__.e(816), __nccwpck_require__.e(494)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9494));
    const outer = local || (0,core_request/* asksGitHubAlone */.Fv)(request.verb) ? (0,adapters_environment/* withoutCredentials */.ri)(environment) : (0,core_request/* needsNoToken */.gw)(request.verb) ? (0,adapters_environment/* withoutReleaseCredentials */.s)(environment) : environment;
    const done = async (report) => soFar.settle(report);
    return carryOutRequest(request, { folder, environment: outer, log, signal, slipway: slipwayVersion, listener: soFar.listen, done, noteLock: noteIn(it), ...(token !== undefined ? { token } : {}) });
};
/** A run goes on without: the lock that it leaves when it is killed ends by itself, only later. */
const noteIn = ({ environment, log }) => (held) => {
    const file = environment['GITHUB_STATE'];
    if (!file)
        return;
    try {
        (0,command_files/* writeState */.Jq)(file, lockStateName, renderLockState(held));
    }
    catch (failure) {
        log.debug(`GITHUB_STATE could not be written: ${failure instanceof Error ? failure.message : String(failure)}`);
    }
};
const early = async (request, { folder, environment, signal }) => {
    const git = (0,node_git/* createGit */.l)({ folder, temp: environment['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), environment, signal });
    try {
        return await earlyEnd(request, git, clock/* systemClock */.m);
    }
    finally {
        git.close();
    }
};


/***/ }),

/***/ 4900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ZI: () => (/* binding */ stopOnSignals),
/* harmony export */   qG: () => (/* binding */ leave)
/* harmony export */ });
/* unused harmony export exitCodeOf */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8161);
/* harmony import */ var _adapters_exec_process_group_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5232);
// SIGINT, SIGTERM and SIGHUP → one abort, and an end that comes in time whatever hangs: GitHub's runner sends SIGINT, 7.5 seconds
// later SIGTERM, and kills 2.5 seconds after that. A run that unwinds by itself says how it stands; for one that does not, a
// watchdog says it after four seconds and ends the process. A second signal ends it at once: who presses Ctrl-C twice means it,
// and a release that is killed is as safe as one that is stopped.



const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** As shells say it: 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP. */
const exitCodeOf = (signal) => 128 + node_os__WEBPACK_IMPORTED_MODULE_1__.constants.signals[signal];
/** Milliseconds from the signal until the process is ended from outside of the run; a second less than was promised. */
const patience = 4000;
/** For whoever reads our output; a pipe takes 64 KiB at a time, and process.exit drops what waits. */
const flushing = 500;
/** Everything that was started ends, what was said gets out, and then the process is gone. */
const leave = async (code) => {
    (0,_adapters_exec_process_group_js__WEBPACK_IMPORTED_MODULE_2__/* .killGroups */ .PZ)();
    const flushed = Promise.all([process.stdout, process.stderr].map((it) => new Promise((resolve) => void it.write('', () => resolve()))));
    await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, flushing))]);
    process.exit(code);
};
/** Whoever read the log is gone, or its disk is full: no reason to stop in the middle of a release. */
const surviveClosedOutput = () => {
    for (const it of [process.stdout, process.stderr])
        if (it.listenerCount('error') === 0)
            it.on('error', () => undefined);
};
/** `nohup slipway …` asks not to be ended with its terminal; a handler would undo that. */
const isIgnored = (signal) => {
    try {
        const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)('/proc/self/status', 'latin1'))?.[1] ?? '0';
        return ((BigInt(`0x${mask}`) >> BigInt(node_os__WEBPACK_IMPORTED_MODULE_1__.constants.signals[signal] - 1)) & 1n) === 1n;
    }
    catch {
        return false;
    }
};
/** Saying it must not keep the process from going; there may be nobody left to tell. */
const attempted = (words, otherwise) => {
    try {
        return words();
    }
    catch {
        return otherwise;
    }
};
const stopOnSignals = ({ told, lastWords }) => {
    surviveClosedOutput();
    const controller = new AbortController();
    let came;
    let watchdog;
    let over = false;
    const end = (name, when) => {
        if (when === 'now')
            (0,_adapters_exec_process_group_js__WEBPACK_IMPORTED_MODULE_2__/* .killGroups */ .PZ)();
        const code = over ? exitCodeOf(name) : attempted(() => lastWords(name, when), exitCodeOf(name));
        over = true;
        void leave(code);
    };
    const onSignal = (signal) => {
        const name = signal;
        if (came !== undefined)
            return end(name, 'now');
        came = name;
        watchdog = setTimeout(() => end(name, 'late'), patience);
        told(name);
        controller.abort(name);
    };
    // A runner may have been started with SIGINT ignored, and still cancels by it; only a hang-up is left ignored.
    const heard = names.filter((it) => it !== 'SIGHUP' || !isIgnored(it));
    for (const name of heard)
        process.on(name, onSignal);
    return {
        signal: controller.signal,
        by: () => came,
        isOver: () => over,
        dispose: () => {
            clearTimeout(watchdog);
            for (const name of heard)
                process.off(name, onSignal);
        },
    };
};


/***/ }),

/***/ 1755:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ createSoFar)
/* harmony export */ });
/* harmony import */ var _core_report_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4890);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(293);
/* harmony import */ var _verbs_ends_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5367);
// How a run stands while it works, for the last words of one that does not end by itself: everything else of it may hang, and this
// is a value in memory.



/** Before anything was asked: a signal may come as early as that. */
const unknown = { verb: 'release', dryRun: false, only: [], without: [], again: 're-run this job' };
const createSoFar = (clock) => {
    const began = clock.now();
    const ended = new Map();
    const running = new Set();
    let asked = unknown;
    let plan;
    let settled;
    const results = (cancelled) => (plan?.tasks ?? []).map(({ id, title }) => {
        const known = ended.get(id);
        if (known)
            return known;
        return running.has(id) ? { id, title, state: 'failed', took: 0, ...(cancelled ? { problem: cancelled } : {}) } : { id, title, state: 'not-reached', took: 0 };
    });
    return {
        begin: (request) => void (asked = request),
        request: () => asked,
        listen: (event) => {
            if (event.kind === 'plan') {
                plan = event.plan;
                // `continue` carries out several, whose tasks have the same names.
                ended.clear();
                running.clear();
            }
            if (event.kind === 'start')
                running.add(event.task.id);
            if (event.kind === 'end') {
                running.delete(event.result.id);
                ended.set(event.result.id, event.result);
            }
        },
        settle: (report) => void (settled = report),
        isSettled: () => settled !== undefined,
        report: (signal) => {
            if (settled)
                return settled;
            const cancelled = (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .problem */ .CC)('CANCELLED', { signal });
            const known = { request: asked, results: results(cancelled), took: clock.now() - began, ...(plan ? { plan } : {}) };
            return (0,_core_report_js__WEBPACK_IMPORTED_MODULE_0__/* .withSignal */ .l_)((0,_verbs_ends_js__WEBPACK_IMPORTED_MODULE_2__/* .failureReport */ .LK)([cancelled], known), signal);
        },
    };
};


/***/ }),

/***/ 6095:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  s: () => (/* binding */ tellRunner)
});

// EXTERNAL MODULE: ./out/adapters/runner/command-files.js
var command_files = __nccwpck_require__(7187);
// EXTERNAL MODULE: ./out/core/disk-full.js
var disk_full = __nccwpck_require__(2111);
// EXTERNAL MODULE: ./out/engine/failures.js
var failures = __nccwpck_require__(8248);
;// CONCATENATED MODULE: ./out/report/open-findings.js
const openFindings = ({ findings, results }) => {
    const done = new Set(results.filter((it) => it.state === 'done' || it.state === 'already').map((it) => it.id));
    return findings.filter(({ severity, problem }) => severity === 'warning' || (severity === 'unproven' && !done.has(problem.task ?? '')));
};

// EXTERNAL MODULE: ./out/core/github-limits.js
var github_limits = __nccwpck_require__(5404);
// EXTERNAL MODULE: ./out/core/report.js
var core_report = __nccwpck_require__(4890);
;// CONCATENATED MODULE: ./out/core/standing.js
const partsOf = (it) => {
    const [phase = '', place = ''] = it.id.split(/:(.*)/s);
    return { phase, place };
};
const isThere = (it) => it?.state === 'done' || it?.state === 'already';
/** A conflict is found by looking, before anything is written. */
const wasWriting = (it) => it?.state === 'failed' && it.problem?.code !== 'DESTINATION_CONFLICT';
const nameOf = (it) => it.outcome?.where ?? it.title;
/** In the order of the plan. Building is nobody's destination, and what is only ever staged (the record) is part of another one. */
const standingOf = (results) => {
    const staged = new Map(results.filter((it) => partsOf(it).phase === 'stage').map((it) => [partsOf(it).place, it]));
    return results.flatMap((it) => {
        const { phase, place } = partsOf(it);
        if (it.state === 'waiting')
            return [{ destination: nameOf(it), standing: 'waiting', ...(it.outcome?.note === undefined ? {} : { note: it.outcome.note }) }];
        if (phase === 'publish' || phase === 'promote')
            return [{ destination: nameOf(it), standing: publicOf(it, staged.get(place)) }];
        if (phase === 'point' || phase === 'follow')
            return [{ destination: nameOf(it), standing: publicOf(it, undefined) }];
        return [];
    });
};
const publicOf = (it, stage) => {
    if (isThere(it))
        return 'public';
    if (wasWriting(it) || wasWriting(stage))
        return 'uncertain';
    return isThere(stage) ? 'staged' : 'missing';
};
/** Destinations of one standing, as one text for a sentence. */
const listed = (rows, standing) => rows.filter((it) => it.standing === standing).map((it) => it.destination).join(', ');

;// CONCATENATED MODULE: ./out/report/continued-text.js

const signs = {
    released: '✓', resumed: '✓', 'already-released': '=', pruned: '✓', 'nothing-to-do': '=', waiting: '…', incomplete: '!', blocked: '✗', conflict: '✗', failed: '✗', 'left-alone': '–', 'not-reached': '·',
};
const signOf = (it) => signs[it.outcome];
/** What the world sees of a release that did not come to its end. */
const standingLines = ({ report }) => {
    if (!report || report.problems.length === 0)
        return [];
    const rows = standingOf(report.results);
    const part = (name, places) => (places === '' ? [] : [`${name}: ${places}`]);
    return [...part('public', listed(rows, 'public')), ...part('missing', listed(rows, 'missing')), ...part('not known', listed(rows, 'uncertain'))];
};
const renderContinued = (releases) => {
    const wide = Math.max(...releases.map((it) => it.tag.length));
    const outcomes = Math.max(...releases.map((it) => it.outcome.length));
    return releases.flatMap((it) => [
        ` ${signOf(it)} ${it.tag.padEnd(wide)}  ${it.outcome.padEnd(outcomes)}  ${it.summary}`,
        ...[...standingLines(it), ...(it.command === undefined ? [] : [it.command])].map((line) => `     ${line}`),
    ]).join('\n');
};

;// CONCATENATED MODULE: ./out/report/in-markdown.js
// Text from outside in a page of Markdown.
/** Goes into cells as code, so that it can neither break the table nor ping anybody. */
const cell = (text) => (text === '' ? '' : `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replace(/\s+/g, ' ')}\``);
const plain = (text) => text.replace(/[<>&|*_[\]`@#\\]/g, (it) => `&#${it.charCodeAt(0)};`).replace(/\s*\n\s*/g, '<br>');

;// CONCATENATED MODULE: ./out/report/continued-markdown.js


const continuedTable = (releases) => {
    const rows = releases.map((it) => {
        const what = [it.summary, ...standingLines(it)].map(plain).join('<br>');
        return `| ${signOf(it)} | ${cell(it.tag)} | ${it.outcome} | ${what} | ${cell(it.command ?? '')} |`;
    });
    return ['| | Tag | Outcome | | By hand |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
};

;// CONCATENATED MODULE: ./out/report/state.js
// After a failure: what is public, what waits staged, what is missing, and the one command that goes on. The same words for the
// terminal, the job summary and the annotation.


const state_signs = { public: '✓ public', staged: '◦ staged', waiting: '… waits', missing: '✗ missing', uncertain: '? not known' };
/** Of a task that failed while it wrote, only its destination knows what was done. */
const explained = { uncertain: 'it failed while it was being written; going on looks what is there' };
const state_signOf = (it) => state_signs[it.standing];
const noteOf = (it) => (it.standing === 'waiting' ? it.note?.replace(/^waits (?=for )/, '') : it.note) ?? explained[it.standing] ?? '';
/** Rows that are worth a table: as long as nothing has left this machine there is nothing to tell apart. */
const standingRows = (report) => {
    const rows = standingOf(report.results);
    return rows.every((it) => it.standing === 'missing') ? [] : rows;
};
/** In place of the table. A run that stopped before it looked cannot say what earlier ones did. */
const nothingWritten = (report) => {
    if (report.verb === 'rehearse')
        return 'Nothing was written outside this machine.';
    if (report.verb === 'propose')
        return report.problems.length === 0 ? 'Nothing is tagged or built by a proposal.' : 'Nothing is tagged or built; the issue may be there, and is found by the same command.';
    const looked = standingOf(report.results).length > 0;
    const prepares = / (prepare|--version[ =])/.test(` ${report.resume ?? ''}`);
    if (prepares && !looked)
        return 'Nothing of the release was written; its commit and its tag may be there, and are found by the same command.';
    return looked ? 'Nothing of this release is public, and nothing is staged.' : 'This run wrote nothing.';
};
/** Why the command is to be run, in the sense of what stopped the run. */
const whenToGoOn = (report) => {
    if (report.verb === 'rehearse')
        return 'To rehearse it again';
    if (report.outcome === 'waiting')
        return 'To go on, when the wait is over';
    return report.outcome === 'incomplete' || (0,core_report/* wasCancelled */.r1)(report) ? 'To go on' : 'To go on, when the cause is mended';
};
/** For the annotation: one line of each. */
const stateText = (report) => {
    if ((report.problems.length === 0 && report.outcome !== 'waiting') || report.resume === undefined)
        return undefined;
    const rows = standingRows(report);
    const part = (name, standing) => (listed(rows, standing) === '' ? [] : [`${name}: ${listed(rows, standing)}`]);
    const state = rows.length === 0 ? [nothingWritten(report)] : [...part('Public', 'public'), ...part('Staged', 'staged'), ...part('Waiting', 'waiting'), ...part('Missing', 'missing'), ...part('Not known', 'uncertain')];
    return [...state, `${whenToGoOn(report)}: ${report.resume}${report.rerun ? ' (or re-run this job)' : ''}`].join('\n');
};

// EXTERNAL MODULE: ./out/report/words.js
var words = __nccwpck_require__(8482);
;// CONCATENATED MODULE: ./out/report/status-text.js

const status_text_signs = { there: '●', part: '◐', none: '○', other: '✗', unjudged: '◌', unknown: '?' };
const meanings = {
    there: 'there', part: 'in part', none: 'missing', other: 'something else', unjudged: 'there, and cannot be compared', unknown: 'could not be asked',
};
const meaningOf = (mark) => (mark === undefined ? '' : `${status_text_signs[mark]} ${meanings[mark]}`);
/** Assets of a large release are counted; JSON has them all. */
const mostItems = 30;
const track = ({ staged, public: out }) => `${staged === undefined ? ' ' : status_text_signs[staged]}${staged !== undefined && out !== undefined ? '────────' : '        '}${out === undefined ? ' ' : status_text_signs[out]}`;
const itemLine = (it) => `     ${status_text_signs[it.mark]} ${it.name}${it.size === undefined ? '' : `  ${(0,words/* renderSize */.qI)(it.size)}`}${it.digest === undefined ? '' : `  ${it.digest}`}`;
const itemLines = (items) => items.length > mostItems ? [...items.slice(0, mostItems).map(itemLine), `     … and ${items.length - mostItems} more`] : items.map(itemLine);
const lockText = ({ ref, holder, until, over }) => over === undefined ? `${holder} is at work on it and holds ${ref}, until ${until} unless it goes on longer` : `${ref} is left of ${holder}; the next run takes it over, as ${over}`;
const frozenText = ({ frozen }) => {
    if (!frozen)
        return 'Nothing is frozen yet: what is there cannot be compared.';
    const count = frozen.artifacts.length;
    return `Frozen: ${count === 1 ? 'one artifact' : `${count} artifacts`}, in the record in ${frozen.where.join(' and ')}.`;
};
const renderStatus = (it) => {
    const kinds = Math.max(...it.rows.map((row) => row.kind.length), 0);
    const places = Math.min(72, Math.max(...it.rows.map((row) => row.destination.length), 0));
    const head = ` ${''.padEnd(kinds)}  ${''.padEnd(places)}  staged   public`;
    const rows = it.rows.flatMap((row) => [
        ` ${row.kind.padEnd(kinds)}  ${row.destination.padEnd(places)}    ${track(row)}`.trimEnd(),
        ...[row.digest, row.url, ...row.notes].flatMap((detail) => (detail === undefined ? [] : [`     ${detail}`])),
        ...itemLines(row.items),
    ]);
    const used = [...new Set(it.rows.flatMap((row) => [row.staged, row.public, ...row.items.map((item) => item.mark)]))].filter((mark) => mark !== undefined);
    return [
        `${it.line} ${it.version}: tag ${it.tag.name} (${it.tag.kind}) at ${it.tag.commit}`,
        ...(it.lock ? [`Lock: ${lockText(it.lock)}.`, ...(it.lock.over === undefined ? [`   To break it, if that run is gone for good: ${it.lock.breakWith}`] : [])] : []),
        frozenText(it),
        '',
        head, ...rows,
        '',
        ` ${used.map(meaningOf).join('   ')}`,
    ].join('\n');
};

;// CONCATENATED MODULE: ./out/report/status-markdown.js



const rowOf = (row) => {
    const place = row.url === undefined ? plain(row.destination) : `[${plain(row.destination)}](${encodeURI(row.url)})`;
    const items = row.items.map((it) => `${meaningOf(it.mark)}: ${cell(it.name)}${it.size === undefined ? '' : ` ${(0,words/* renderSize */.qI)(it.size)}`} ${cell(it.digest ?? '')}`);
    return `| ${row.kind} | ${place} | ${meaningOf(row.staged)} | ${meaningOf(row.public)} | ${[cell(row.digest ?? ''), ...row.notes.map(plain), ...items].filter((it) => it !== '').join('<br>')} |`;
};
const statusPart = (it, { findings, resume }) => {
    const inTheWay = findings.filter((one) => one.severity === 'error').map(({ problem }) => `- [${problem.code}](${problem.docs}): ${plain(problem.message)}<br>**What to do:** ${plain(problem.hint)}`);
    return [
        ...(it.lock ? [plain(`Lock: ${lockText(it.lock)}.`)] : []),
        plain(frozenText(it)),
        ['| | Place | Staged | Public | |', '| --- | --- | --- | --- | --- |', ...it.rows.map(rowOf)].join('\n'),
        ...(inTheWay.length > 0 ? [`### In the way of a release\n\n${inTheWay.join('\n')}`] : []),
        ...(resume === undefined ? [] : [`**To go on:** ${cell(resume)}`]),
    ].join('\n\n');
};

;// CONCATENATED MODULE: ./out/report/markdown.js
// The report as the page of a job summary.








const titles = {
    released: '🚢 Released', resumed: '🚢 Released (an earlier run was finished)', 'already-released': '🚢 Already released', pruned: '🧹 Pruned', 'nothing-to-do': 'Nothing to release',
    waiting: '⏳ Waiting', incomplete: '🚧 Incomplete', blocked: '⛔ Blocked by a gate', conflict: '⛔ Conflict', failed: '❌ Failed',
};
const renderMarkdown = (report) => {
    const version = report.plan ? ` ${cell(report.plan.version)}` : '';
    const title = (0,core_report/* wasCancelled */.r1)(report) ? '🛑 Stopped' : report.page !== undefined ? 'Notes' : (titles[report.outcome] ?? report.outcome);
    const parts = [`# ${title}${version}`, plain(report.summary)];
    if (report.page !== undefined)
        parts.push(report.page);
    if (report.estimate)
        parts.push(plain(`${(0,github_limits/* estimateText */.YL)(report.estimate)}.`));
    if (report.problems.length > 0)
        parts.push(statePart(report), problemPart(report));
    if (report.status)
        parts.push(statusPart(report.status, report));
    if (report.releases && report.releases.length > 0)
        parts.push(continuedTable(report.releases));
    if (report.results.length > 0)
        parts.push(resultTable(report));
    const commands = [...new Set(report.results.flatMap((it) => it.outcome?.commands ?? []))];
    if (commands.length > 0)
        parts.push(`### Take it\n\n\`\`\`sh\n${commands.map((it) => it.replaceAll('```', '')).join('\n')}\n\`\`\``);
    if (report.plan && report.plan.skipped.length > 0)
        parts.push(`### Left out\n\n${report.plan.skipped.map((it) => `- ${cell(it.id)}: ${plain(it.skip)}`).join('\n')}`);
    const warnings = openFindings(report);
    if (warnings.length > 0)
        parts.push(`### Noticed\n\n${warnings.map((it) => `- ${plain(it.problem.message)}`).join('\n')}`);
    return `${parts.join('\n\n')}\n`;
};
const resultTable = (report) => {
    const rows = report.results.map((it) => {
        const bytes = (0,words/* bytesOf */.$$)(it);
        const link = (0,words/* linkOf */.IJ)(it, report);
        const where = link ? `[${plain((0,words/* placeOf */.$t)(it))}](${encodeURI(link)})` : plain((0,words/* placeOf */.$t)(it));
        const digests = bytes.map((b) => `${it.outcome?.artifacts ? `${cell(b.name)} ` : ''}${cell(b.digest)}${b.size ? ` ${(0,words/* renderSize */.qI)(b.size)}` : ''}`).join('<br>');
        return `| ${(0,words/* markOf */.Fg)(it)} | ${cell(it.id)} | ${where} | ${digests} | ${it.state === 'not-reached' ? '' : (0,words/* renderDuration */.PP)(it.took)} |`;
    });
    return ['| | Task | Destination | Digest and size | Time |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
};
const problemPart = (report) => {
    const items = report.problems.map((it) => {
        const place = [(0,words/* renderPlace */.oL)(it.place), it.task].filter(Boolean).join(', ');
        return `- [${it.code}](${it.docs})${place ? ` at ${cell(place)}` : ''}: ${plain(it.message)}<br>**What to do:** ${plain(it.hint)}`;
    });
    return `### What went wrong\n\n${items.join('\n')}`;
};
/** At a glance, and first on the page: whoever opens it after a failure asks what the world sees now. */
const statePart = (report) => {
    const rows = standingRows(report);
    const table = ['| Destination | State |', '| --- | --- |', ...rows.map((it) => `| ${plain(it.destination)} | ${state_signOf(it)}${noteOf(it) === '' ? '' : ` (${noteOf(it)})`} |`)];
    const goOn = report.resume === undefined ? [] : [`**${whenToGoOn(report)}:** ${cell(report.resume)}${report.rerun ? ', or re-run this job' : ''}`];
    return [...(rows.length === 0 ? [nothingWritten(report)] : [table.join('\n')]), ...goOn].join('\n\n');
};

;// CONCATENATED MODULE: ./out/report/outputs.js
const of = (results, step) => results.filter((it) => it.id.startsWith(`${step}/`) && (it.state === 'done' || it.state === 'already'));
const destinations = (results, step) => JSON.stringify(of(results, step).map((it) => ({ name: it.outcome?.where ?? '', digest: it.outcome?.digest ?? '', size: it.outcome?.size ?? 0 })));
const outputsOf = (report) => {
    const wheels = of(report.results, 'build:wheel').flatMap((it) => it.outcome?.artifacts ?? []).filter((it) => it.kind === 'wheel');
    const [release] = of(report.results, 'publish:release');
    const [record] = of(report.results, 'stage:record');
    const wheel = wheels[0];
    const { shown = {} } = report;
    return {
        outcome: report.outcome,
        version: report.plan?.version ?? textOf(shown['version']),
        tag: report.plan?.tag.name ?? textOf(shown['tag']),
        'release-url': release?.outcome?.url ?? '',
        'issue-url': textOf(shown['issue-url']),
        images: destinations(report.results, 'publish:image'),
        charts: destinations(report.results, 'publish:chart'),
        packages: JSON.stringify(of(report.results, 'publish:index').map((it) => ({ name: it.outcome?.where ?? '', url: it.outcome?.url ?? '', install: it.outcome?.commands ?? [] }))),
        wheel: wheel ? JSON.stringify({ name: wheel.fileName, digest: wheel.digest, size: wheel.size }) : '',
        record: record?.outcome?.digest ? JSON.stringify({ name: 'slipway.json', digest: record.outcome.digest, size: record.outcome.size ?? 0 }) : '',
        'artifacts-digest': textOf(shown['artifacts-digest']),
        artifacts: textOf(shown['artifacts']),
        matrix: textOf(shown['matrix']),
        unbuilt: report.releases ? JSON.stringify(report.releases.filter((it) => it.unbuilt).map((it) => it.tag)) : '',
    };
};
const textOf = (value) => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

// EXTERNAL MODULE: ./out/core/plan.js
var plan = __nccwpck_require__(5535);
;// CONCATENATED MODULE: ./out/report/text.js
// The report as a page for a terminal.






const renderText = (report) => {
    const parts = [
        ...(report.text ? [report.text] : []),
        ...(report.status ? [renderStatus(report.status), ...renderInTheWay(report)] : []),
        ...(report.releases && report.releases.length > 0 ? [renderContinued(report.releases)] : []),
        ...(report.results.length > 0 ? [renderResults(report.results)] : []),
        ...renderSkipped(report),
        ...renderCommands(report.results),
        ...(report.words ? [['Text of the release:', ...report.words.split('\n').map((it) => (it === '' ? '' : `   ${it}`))].join('\n')] : []),
        ...renderWarnings(report),
        ...text_problemPart(report),
        `${report.text !== undefined && report.outcome === 'nothing-to-do' ? '' : `${report.outcome}: `}${report.summary} (${(0,words/* renderDuration */.PP)(report.took)})`,
    ];
    return `${parts.join('\n\n')}\n`;
};
const headings = { build: 'Built', stage: 'Staged', publish: 'Published', promote: 'Promoted', verify: 'Verified', point: 'Pointed', follow: 'Followed up' };
/** Of what is only planned nothing was done. */
const planned = { build: 'Would build', stage: 'Would stage', publish: 'Would publish', promote: 'Would promote', verify: 'Would verify', point: 'Would point', follow: 'Would follow up' };
/** Phase by phase: what is where, its size and time in columns, and its digest in full on a line of its own, to be copied. */
const renderResults = (results) => {
    const rows = results.flatMap((it) => rowsOf(it, (0,words/* linkOf */.IJ)(it, { results })).map((row) => ({ phase: phaseOf(it), isPlanned: it.state === 'would', row })));
    const width = Math.min(72, Math.max(...rows.map(({ row }) => row.name.length)));
    return plan/* phases */.t
        .map((phase) => ({ phase, own: rows.filter((it) => it.phase === phase) }))
        .filter(({ own }) => own.length > 0)
        .map(({ phase, own }) => [(own.some((it) => it.isPlanned) ? planned : headings)[phase], ...own.flatMap(({ row }) => linesOf(row, width))].join('\n'))
        .join('\n');
};
const phaseOf = (it) => it.id.slice(0, it.id.indexOf(':'));
const linesOf = (row, width) => [
    ` ${row.name.padEnd(width)}  ${row.size.padStart(10)}  ${row.time.padStart(11)}`.trimEnd(),
    ...row.details.map((it) => `     ${it}`),
];
/** One row for each artifact that was made; else one for the destination. */
const rowsOf = (it, link) => {
    const time = it.state === 'not-reached' ? 'not reached' : it.state === 'would' && it.took === 0 ? '' : (0,words/* renderDuration */.PP)(it.took);
    const bytes = (0,words/* bytesOf */.$$)(it);
    const sizeOf = (size) => (size > 0 ? (0,words/* renderSize */.qI)(size) : '');
    if (it.outcome?.artifacts?.length)
        return bytes.map(({ name, digest, size }, at) => ({ name: `${(0,words/* markOf */.Fg)(it)} ${name}`, size: sizeOf(size), time: at === 0 ? time : '', details: [digest] }));
    const [own] = bytes;
    const note = it.outcome?.note;
    const details = own ? [own.digest] : link === undefined ? [] : [link];
    return [{ name: `${(0,words/* markOf */.Fg)(it)} ${(0,words/* placeOf */.$t)(it)}`, size: sizeOf(own?.size ?? 0), time, details: [...details, ...(note === undefined ? [] : [`(${note})`])] }];
};
/** Of a verb that only looks, what would stop a release stops nothing. */
const renderInTheWay = (report) => {
    const problems = report.findings.filter((it) => it.severity === 'error').map((it) => it.problem);
    return [
        ...(problems.length > 0 ? [`In the way of a release:\n\n${(0,words/* renderProblems */.x8)(problems)}`] : []),
        ...(report.resume === undefined ? [] : [`To go on:\n   ${report.resume}`]),
    ];
};
const renderSkipped = (report) => report.plan && report.plan.skipped.length > 0 ? [['Left out:', ...report.plan.skipped.map((it) => `   ${it.id}: ${it.skip}`)].join('\n')] : [];
const renderCommands = (results) => {
    const commands = [...new Set(results.flatMap((it) => it.outcome?.commands ?? []))];
    return commands.length > 0 ? [['Take it:', ...commands.map((it) => `   ${it}`)].join('\n')] : [];
};
const renderWarnings = (report) => openFindings(report).map((it) => `${it.severity === 'unproven' ? 'Cannot be proven in advance' : 'Warning'}: ${it.problem.message}`);
const text_problemPart = (report) => {
    if (report.problems.length > 0)
        return [(0,words/* renderProblems */.x8)(report.problems), ...renderState(report)];
    return report.outcome === 'waiting' ? renderState(report) : [];
};
/** Below the problems, as the last thing before the last line: what a person looks for first. */
const renderState = (report) => {
    const rows = standingRows(report);
    const wide = Math.min(72, Math.max(0, ...rows.map((it) => it.destination.length)));
    const table = ['How it stands:', ...rows.map((it) => `   ${it.destination.padEnd(wide)}  ${state_signOf(it)}${noteOf(it) === '' ? '' : ` (${noteOf(it)})`}`)];
    const goOn = report.resume === undefined ? [] : [`${whenToGoOn(report)}:`, `   ${report.resume}`, ...(report.rerun ? ['   or re-run this job'] : [])];
    return [...(rows.length === 0 ? [nothingWritten(report)] : [table.join('\n')]), ...(goOn.length === 0 ? [] : [goOn.join('\n')])];
};

;// CONCATENATED MODULE: ./out/cli/tell-runner.js
// The report of the Action: log, annotations, outputs, job summary. All of it at once, so that a run that cannot wait any longer can
// still say how it stands.







/** Gives the exit code: a release whose outputs could not be written must not look well to the steps after it. */
const tellRunner = (report, { environment, log }) => {
    log.info(`\n${renderText(report)}`);
    for (const problem of report.problems)
        log.annotate('error', problem);
    const state = stateText(report);
    // Notices are counted apart: of more than ten errors the runner shows only the first ten.
    if (state !== undefined)
        log.notice(`How ${report.plan?.tag.name ?? 'the release'} stands`, state);
    const [outputs, summary] = [environment['GITHUB_OUTPUT'], environment['GITHUB_STEP_SUMMARY']];
    const written = [
        attempted(outputs, log, (file) => (0,command_files/* writeOutputs */.Kn)(file, outputsOf(report))),
        attempted(summary, log, (file) => (0,command_files/* writeSummary */.Sy)(file, log.redact(renderMarkdown(report)))),
    ].every(Boolean);
    return written || report.exitCode !== 0 ? report.exitCode : 3;
};
const attempted = (file, log, write) => {
    if (!file)
        return true;
    try {
        write(file);
        return true;
    }
    catch (failure) {
        const full = (0,disk_full/* diskFull */.xg)(failure, file);
        for (const problem of full ? [full] : (0,failures/* asProblems */.Z)(failure))
            log.annotate('error', problem);
        return false;
    }
};


/***/ }),

/***/ 3946:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ wholeSize),
/* harmony export */   Y: () => (/* binding */ artifactKinds)
/* harmony export */ });
const artifactKinds = ['wheel', 'sdist', 'docs', 'image', 'image-archive', 'chart', 'file'];
/** What a user takes, in bytes: for an image all layers, of which its manifest is only the list. */
const wholeSize = ({ size, about }) => {
    const bytes = about?.['bytes'] ?? '';
    return /^[1-9]\d{0,14}$/.test(bytes) ? Number(bytes) : size;
};


/***/ }),

/***/ 6287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fv: () => (/* binding */ parseLimit),
/* harmony export */   Pp: () => (/* binding */ parseRevision),
/* harmony export */   Pw: () => (/* binding */ releaseCommand),
/* harmony export */   Qy: () => (/* binding */ withFolders),
/* harmony export */   Rj: () => (/* binding */ parseWay),
/* harmony export */   lr: () => (/* binding */ checkedRequest),
/* harmony export */   p5: () => (/* binding */ parseConfigSource)
/* harmony export */ });
/* unused harmony export parseSource */
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(293);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6852);
/* harmony import */ var _notes_notes_source_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7099);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4191);
/* harmony import */ var _shell_word_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(3849);
// What was asked, checked as a whole: what cannot be meant together is said by both doors, before anything is begun. And the way back:
// the command that asks for a release again.





const readsTaggedConfig = new Set(['release', 'rehearse', 'plan', 'status', 'verify', 'continue', 'build']);
const mayPropose = new Set(['release', 'rehearse', 'prepare']);
const mayRevise = new Set(['release', 'build', 'rehearse', 'plan', 'prepare', 'propose', 'set-version']);
const mayAdopt = new Set(['release', 'plan', 'prune']);
/** What cannot be meant together; said by both doors before anything is begun. */
const checkedRequest = (request) => {
    const { verb, config, configFrom, adopt, limit, as, revision } = request;
    const no = (what) => (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('USAGE', { what });
    if (configFrom !== undefined && config !== undefined)
        return no('`config` names a file and `config-from` a commit, and only one of them can be the config.');
    if (configFrom !== undefined && !readsTaggedConfig.has(verb))
        return no(`\`slipway ${verb}\` does not take \`config-from\`.`);
    if (adopt === true && !mayAdopt.has(verb))
        return no(`\`slipway ${verb}\` takes nothing over: \`adopt\` is asked for one tag at a time, with \`slipway release --tag TAG --adopt\`.`);
    if (as !== undefined && !mayPropose.has(verb))
        return no(`\`slipway ${verb}\` does not take \`as\`.`);
    if (revision !== undefined && !mayRevise.has(verb))
        return no(`\`slipway ${verb}\` does not take \`revision\`.`);
    if (limit !== undefined && verb !== 'continue')
        return no(`\`slipway ${verb}\` does not take \`limit\`.`);
    checkName(request, no);
    checkPrune(request, no);
    checkNotes(request, no);
    checkHandover(request, no);
    return verb === 'continue' ? checkContinue(request, no) : request;
};
const namesRuns = new Set(['release', 'rehearse', 'plan', 'status', 'verify', 'build']);
/** What is proposed is named by no branch or tag: that could mean another commit tomorrow. */
const checkId = (commit, no) => void (/^[0-9a-f]{7,64}$/.test(commit) || no(`\`commit\` is ${JSON.stringify(commit)}; of \`propose\` it is the id of a commit, or its first seven characters or more.`));
/** A commit without a tag, and what it is to be released as. */
const checkName = ({ verb, name, commit, tag, version }, no) => {
    if (verb === 'propose' && commit !== undefined)
        checkId(commit, no);
    else if (commit !== undefined && name === undefined)
        no('`commit` is released as something: `name` says what it is called.');
    if (name === undefined)
        return;
    if (!namesRuns.has(verb))
        no(`\`slipway ${verb}\` does not take \`name\`.`);
    if (tag !== undefined || version !== undefined)
        no('`name` is for a commit without a tag; `tag` and `version` are other requests.');
};
const checkPrune = ({ verb, prune, only, without }, no) => {
    if (prune !== undefined && verb !== 'prune')
        no(`\`slipway ${verb}\` takes no ${prune.yes ? '`yes`' : prune.withTag ? '`with-tag`' : '`match`, `keep-last` and `older-than`'}: they are of \`slipway prune\`.`);
    if (verb === 'prune' && only.length + without.length > 0)
        no('`slipway prune` takes no `only` and no `without`.');
};
const checkContinue = (request, no) => {
    const { tag, version, only, without, dryRun } = request;
    if (tag !== undefined || version !== undefined)
        return no('`slipway continue` looks for what is unfinished by itself; `slipway release --tag TAG` finishes one release.');
    if (only.length > 0 || without.length > 0 || dryRun)
        return no('`slipway continue` finishes whole releases: it takes no `only`, no `without` and no `dry-run`.');
    return request;
};
const checkNotes = ({ verb, all, source, tag, version }, no) => {
    if (verb !== 'notes' && (all === true || source !== undefined))
        no(`\`slipway ${verb}\` does not take \`${all === true ? 'all' : 'from'}\`.`);
    if (all === true && (tag ?? version ?? source) !== undefined)
        no('`all` is of every release, from its commits: it takes no tag, no version and no `from`.');
};
/** What is built in one job and released in another. */
const checkHandover = ({ verb, artifacts, artifactsDigest = [], noBuild, out, platform, matrix, tagOnly }, no) => {
    const only = (isGiven, name, ...verbs) => void (isGiven && !verbs.includes(verb) && no(`\`slipway ${verb}\` does not take \`${name}\`.`));
    only(artifacts !== undefined, 'artifacts', 'release', 'build');
    only(platform !== undefined, 'platform', 'build');
    only(out !== undefined, 'out', 'build', 'rehearse');
    only(matrix === true, 'matrix', 'plan');
    only(tagOnly === true, 'tag-only', 'prepare');
    only(noBuild === true, 'no-build', 'release', 'continue');
    if (artifactsDigest.length > 0 && artifacts === undefined)
        no('`artifacts-digest` is what `artifacts` are compared with, and there are none.');
    const odd = artifactsDigest.find((it) => !(0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(it));
    if (odd !== undefined)
        no(`\`artifacts-digest\` is ${JSON.stringify(odd)}; a digest is sha256: and 64 hex digits.`);
    if (verb === 'build' && out === undefined)
        no('`slipway build` needs a folder to put the artifacts into: `--out DIR`.');
};
/** Folders as the run needs them: it works in another one than whoever asked. */
const withFolders = (request, absolute) => ({
    ...request,
    ...(request.artifacts === undefined ? {} : { artifacts: request.artifacts.map(absolute) }),
    ...(request.out === undefined ? {} : { out: absolute(request.out) }),
});
const parseConfigSource = (text, name) => {
    const source = _request_js__WEBPACK_IMPORTED_MODULE_2__/* .configSources */ .$2.find((it) => it === text);
    return source ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is tag or default.` });
};
const parseLimit = (text, name) => /^[1-9]\d{0,3}$/.test(text) ? Number(text) : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is a number from 1 to 9999.` });
const parseWay = (text, name) => _request_js__WEBPACK_IMPORTED_MODULE_2__/* .editWays */ .VA.find((it) => it === text) ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is commit or pull-request.` });
const previews = _notes_notes_source_js__WEBPACK_IMPORTED_MODULE_3__/* .notesSources */ .yA.filter((it) => it !== 'file' && it !== 'none');
const parseSource = (text, name) => previews.find((it) => it === text) ?? fail('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is one of ${previews.join(', ')}.${text === 'file' ? ' A file is named in the config: { from: file, file: docs/news.md }.' : ''}` });
const parseRevision = (text, name) => /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('USAGE', { what: `${name} is ${JSON.stringify(text)}; it is a number from 0 on.` });
/** The command that finishes the release of one tag, with what this run was told about the config. */
const releaseCommand = (tag, { line, config, configFrom }, more = []) => (0,_shell_word_js__WEBPACK_IMPORTED_MODULE_4__/* .shellCommand */ .q)([
    'slipway', 'release', ...(typeof tag === 'string' ? ['--tag', tag] : tag.kind === 'none' ? ['--name', tag.name, '--commit', tag.commit] : ['--tag', tag.name]),
    ...(line === undefined ? [] : ['--line', line]), ...(config === undefined ? [] : ['--config', config]), ...(configFrom === undefined ? [] : ['--config-from', configFrom]), ...more,
]);


/***/ }),

/***/ 6852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   ZD: () => (/* binding */ hexOf),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
// Digests: the only identity of bytes. Names and sizes never are.

const digestOf = (bytes) => `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex')}`;
const isDigest = (text) => /^sha256:[0-9a-f]{64}$/.test(text);
/** The hex part, as SHA256SUMS and PyPI want it. */
const hexOf = (digest) => digest.slice('sha256:'.length);
/** First twelve hex digits: enough to tell two digests apart in a message. */
const shortDigest = (digest) => hexOf(digest).slice(0, 12);


/***/ }),

/***/ 2111:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W4: () => (/* binding */ toldDiskFull),
/* harmony export */   b$: () => (/* binding */ isDiskFull),
/* harmony export */   xg: () => (/* binding */ diskFull)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(293);
// A disk that has no room, told from every other trouble, however it comes to light: as an error of this process, or in the words of
// a tool. It is never a fault of the tool, and nothing that was half written then is used.

/** No space, over the quota, over the largest file that is allowed. */
const codes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const textOf = (value) => (typeof value === 'string' && value !== '' ? value : undefined);
const isDiskFull = (failure) => typeof failure === 'object' && failure !== null && codes.has(failure.code);
/** `path`: where the caller was writing; an error of an open file does not say it. */
const diskFull = (failure, path) => {
    if (!isDiskFull(failure))
        return undefined;
    const { code, path: own, dest, syscall } = failure;
    return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .problem */ .CC)('DISK_FULL', { what: textOf(syscall) ?? 'write', path: path ?? textOf(dest) ?? textOf(own) ?? 'a file', said: textOf(code) ?? '' });
};
const words = /[^\n]*(?:no space left on device|disk quota exceeded|file too large|out of disk ?space|there is not enough space on the disk|\bENOSPC\b|\bEDQUOT\b)[^\n]*/i;
/** The line in which a tool says it; or the signal that ends one that may not write so large a file. */
const toldDiskFull = (output, signal) => words.exec(output)?.[0].trim().slice(0, 300) ?? (signal === 'SIGXFSZ' ? 'it was ended by SIGXFSZ: a file over the limit on their size' : undefined);


/***/ }),

/***/ 3296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseDuration),
/* harmony export */   S: () => (/* binding */ durationText)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(293);
// A length of time as people write it: `30m`, `600s`, `1h`, `1h30m`. A bare number is refused: nobody knows whether it is seconds.

const pattern = /^(?=\d)(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;
/** A job on GitHub's machines lives six hours; a release that waits longer than a day is a mistake. */
const mostHours = 24;
/** Milliseconds. `name`: the flag or the input, for the message. */
const parseDuration = (text, name) => {
    const [, hours = '0', minutes = '0', seconds = '0'] = pattern.exec(text.trim().toLowerCase()) ?? (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('DURATION', { name, text, most: `${mostHours}h` });
    const milliseconds = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    return milliseconds <= mostHours * 3_600_000 ? milliseconds : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('DURATION', { name, text, most: `${mostHours}h` });
};
/** `2 h 5 min`, for people. */
const durationText = (milliseconds) => {
    const total = Math.ceil(milliseconds / 1000);
    const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
    const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', seconds > 0 || total === 0 ? `${seconds} s` : ''];
    return parts.filter(Boolean).join(' ');
};


/***/ }),

/***/ 7278:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ gitId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
// The id that git gives to an object: whoever knows it needs to believe nobody about the bytes.

const gitId = (type, bytes) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1').update(`${type} ${bytes.byteLength}\0`).update(bytes).digest('hex');


/***/ }),

/***/ 5404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jn: () => (/* binding */ noCost),
/* harmony export */   WR: () => (/* binding */ points),
/* harmony export */   YL: () => (/* binding */ estimateText),
/* harmony export */   hT: () => (/* binding */ githubWindows),
/* harmony export */   jA: () => (/* binding */ estimate)
/* harmony export */ });
/* unused harmony exports addCosts, shortestTime */
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3296);
// What GitHub has published of its limits, and how long so many requests take at least. The numbers are its documentation's ("Rate
// limits for the REST API"): what is kept in advance, in the adapter, and what a plan says of its time come from here.

const noCost = { requests: 0, creates: 0 };
const addCosts = (costs) => costs.reduce((a, b) => ({ requests: a.requests + b.requests, creates: a.creates + b.creates }), noCost);
const minute = 60_000;
const hour = 60 * minute;
/** A read takes one point, a write five. */
const points = { read: 1, write: 5 };
const most = { createsPerMinute: 80, createsPerHour: 500, pointsPerMinute: 900, requestsPerHour: 1000 };
/** What is kept in advance. The hour of requests is not: how many there are left in it stands in each answer. */
const githubWindows = [
    { unit: 'creates', most: most.createsPerMinute, ms: minute, what: `it takes ${most.createsPerMinute} creations a minute` },
    { unit: 'creates', most: most.createsPerHour, ms: hour, what: `it takes ${most.createsPerHour} creations an hour` },
    { unit: 'points', most: most.pointsPerMinute, ms: minute, what: `it takes ${most.pointsPerMinute} points a minute (a read is ${points.read}, a write is ${points.write})` },
];
/** Of bursts of so many in each stretch of time: full stretches before the last one goes. */
const fullBefore = (count, burst) => Math.max(0, Math.ceil(count / burst) - 1);
/** Milliseconds that the limits ask for between the first request and the last one. */
const shortestTime = ({ requests, creates }) => {
    const hours = fullBefore(creates, most.createsPerHour);
    const created = hours * hour + fullBefore(creates - hours * most.createsPerHour, most.createsPerMinute) * minute;
    const spent = fullBefore((requests - creates) * points.read + creates * points.write, most.pointsPerMinute) * minute;
    // For the token of a workflow. Its hour is one of the clock and may be over at any moment; only the further ones last in full.
    const asked = Math.max(0, fullBefore(requests, most.requestsPerHour) - 1) * hour;
    return Math.max(created, spent, asked);
};
/** A run that waits goes on renewing its lock, with two requests a minute. */
const renewals = (milliseconds) => ({ requests: 2 * Math.floor(milliseconds / minute), creates: 0 });
const estimate = (costs) => {
    const cost = addCosts(costs);
    const milliseconds = shortestTime(cost);
    return { ...addCosts([cost, renewals(milliseconds)]), seconds: milliseconds / 1000 };
};
const estimateText = ({ requests, creates, seconds }) => `about ${requests} requests to GitHub, ${creates} of them create something: at least ${(0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S)(seconds * 1000)} by GitHub's limits`;


/***/ }),

/***/ 7099:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   gg: () => (/* binding */ sectionSources),
/* harmony export */   sn: () => (/* binding */ releaseSources),
/* harmony export */   yA: () => (/* binding */ notesSources)
/* harmony export */ });
// Where the words about a release come from: what came since the release before, or what somebody wrote.
const notesSources = ['commits', 'pulls', 'github', 'tag', 'file', 'changelog', 'unreleased', 'changes', 'none'];
/** What the text of a release may be made of. What is unreleased is moved into a section by `changelog`, and is its text by that. */
const releaseSources = ['commits', 'pulls', 'github', 'tag', 'file', 'changelog', 'changes', 'none'];
/** What the section of a changelog may be made of. */
const sectionSources = ['unreleased', 'commits', 'pulls', 'github', 'file', 'changes'];


/***/ }),

/***/ 3384:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ withoutControls)
/* harmony export */ });
// Foreign text made safe to show: no terminal sequences, no control characters, no marks that turn the direction of text.
const sequences = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Keeps tab and newline. */
const withoutControls = (text) => text.replace(sequences, '').replace(controls, '');


/***/ }),

/***/ 5535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ passes),
/* harmony export */   t: () => (/* binding */ phases)
/* harmony export */ });
const phases = ['build', 'stage', 'publish', 'promote', 'verify', 'point', 'follow'];
/** What is carried out together, each task as soon as what it comes after is done: what is promoted and verified may be needed by what is published. */
const passes = [['build'], ['stage'], ['publish', 'promote', 'verify'], ['point'], ['follow']];


/***/ }),

/***/ 4890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ successOf),
/* harmony export */   Gu: () => (/* binding */ isWaiting),
/* harmony export */   J7: () => (/* binding */ issueAlone),
/* harmony export */   g5: () => (/* binding */ failureOf),
/* harmony export */   l_: () => (/* binding */ withSignal),
/* harmony export */   r1: () => (/* binding */ wasCancelled)
/* harmony export */ });
const exitOfKind = { config: 2, precondition: 3, remote: 4, bug: 70, gate: 20, conflict: 30 };
const waits = new Set(['RATE_LIMITED', 'LOCK_HELD']);
/** Time alone heals it: nothing else went wrong but what may have come of it. */
const isWaiting = ([first, ...rest]) => first !== undefined && waits.has(first.code) && rest.every((it) => waits.has(it.code) || it.kind === 'remote');
/** Outcome and exit code of a run that ended with problems; the first problem decides. */
const failureOf = (problems) => {
    const kinds = problems.map((it) => it.kind);
    if (isWaiting(problems))
        return { outcome: 'waiting', exitCode: 0 };
    const kind = kinds.includes('conflict') ? 'conflict' : (kinds[0] ?? 'bug');
    if (kind === 'conflict')
        return { outcome: 'conflict', exitCode: exitOfKind.conflict };
    if (kind === 'gate')
        return { outcome: 'blocked', exitCode: exitOfKind.gate };
    return { outcome: 'failed', exitCode: exitOfKind[kind] };
};
/** A run that was stopped by a signal ends as programs do that are: with 128 and the signal's number. */
const exitOfSignal = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
const wasCancelled = (report) => report.problems[0]?.code === 'CANCELLED';
/** A run that had come to an end before it noticed the signal keeps the end that it came to. */
const withSignal = (report, signal) => {
    const exitCode = typeof signal === 'string' ? exitOfSignal[signal] : undefined;
    return exitCode !== undefined && wasCancelled(report) ? { ...report, exitCode } : report;
};
const began = new Set(['stage', 'publish', 'point', 'follow']);
/** Of what an earlier run did to these, something is kept by this one. */
const hasBytes = new Set(['stage', 'publish']);
const phaseOf = (result) => result.id.slice(0, result.id.indexOf(':'));
/** The tracking issue tells of the release, and is no part of it: that there is none makes nobody's first run a second one. */
const isIssue = (it) => it.id.startsWith('follow:issue/');
const partsOf = (results) => results.filter((it) => began.has(phaseOf(it)) && !isIssue(it));
/** All that this run wrote: the end of an earlier one. */
const issueAlone = (results) => partsOf(results).every((it) => it.state === 'already') ? results.find((it) => isIssue(it) && it.state === 'done') : undefined;
/** Outcome of a run without problems. */
const successOf = (results, isWhole, dryRun) => {
    const later = partsOf(results);
    if (dryRun)
        return { outcome: 'nothing-to-do', exitCode: 0 };
    if (!isWhole)
        return { outcome: 'incomplete', exitCode: 10 };
    if (later.every((it) => it.state === 'already'))
        return { outcome: issueAlone(results) ? 'resumed' : 'already-released', exitCode: 0 };
    // A pointer that names this release already, as one that rolls always does, was brought there by no earlier run of it.
    return { outcome: later.some((it) => it.state === 'already' && hasBytes.has(phaseOf(it))) ? 'resumed' : 'released', exitCode: 0 };
};


/***/ }),

/***/ 4191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ configSources),
/* harmony export */   F: () => (/* binding */ defaultMaxWaitMs),
/* harmony export */   Fv: () => (/* binding */ asksGitHubAlone),
/* harmony export */   GT: () => (/* binding */ strangersMayAsk),
/* harmony export */   IX: () => (/* binding */ isLocal),
/* harmony export */   Jg: () => (/* binding */ defaultLimit),
/* harmony export */   PB: () => (/* binding */ verbs),
/* harmony export */   VA: () => (/* binding */ editWays),
/* harmony export */   gw: () => (/* binding */ needsNoToken)
/* harmony export */ });
const verbs = ['rehearse', 'release', 'build', 'continue', 'plan', 'status', 'verify', 'check', 'set-version', 'propose', 'prepare', 'notes', 'prune'];
/** Verbs that look at the clone alone: they need no secret, and need not know where the clone lives on GitHub. */
const local = new Set(['check', 'set-version']);
const isLocal = (verb) => local.has(verb);
/** Verbs that need no credential of the release, and are given none: `build` runs code of the project, but knows where it lives. */
const needsNoToken = (verb) => isLocal(verb) || verb === 'build';
/** Verbs that only read, and ask nobody but GitHub: credentials of registries, of a chat and of other repositories are none of their business. */
const asksGitHubAlone = (verb) => verb === 'notes';
/** What a stranger's event may ask for: of a pull request also the notes, with the token that GitHub gives it, which may read at most. */
const strangersMayAsk = (verb, event) => isLocal(verb) || (asksGitHubAlone(verb) && event === 'pull_request');
const defaultMaxWaitMs = 600_000;
/** Where the config is read: the tagged commit, or the head of the default branch (for an old tag with today's config). */
const configSources = ['tag', 'default'];
/** How the edit of a version comes to its branch. */
const editWays = ['commit', 'pull-request'];
/** Most releases that `continue` goes on with in one run. */
const defaultLimit = 10;


/***/ }),

/***/ 3849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ shellCommand)
/* harmony export */ });
/* unused harmony export shellWord */
// Commands that people copy: each word as a shell takes it, whatever stands in a tag or a path.
const shellWord = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
const shellCommand = (words) => words.map(shellWord).join(' ');


/***/ }),

/***/ 9805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ suggestTag),
/* harmony export */   w: () => (/* binding */ claimedSpelling)
/* harmony export */ });
/* harmony import */ var _suggest_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3816);
/* harmony import */ var _tag_pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5165);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8854);
// "Did you mean", of tags. Letters alone would lead from one release to another (v0.6.0 to v0.5.0): what is suggested has the same digits.



const digitsOf = (tag) => tag.replace(/[^0-9]+/g, '');
const versionPart = (tag) => tag.replace(/^[^0-9]+/, '');
/** The tag among these that is meant: `v0.4.0` for `0.4.0`. */
const suggestTag = (written, there) => {
    const part = versionPart(written);
    const same = there.filter((it) => part !== '' && versionPart(it) === part);
    return same.length > 0 ? ((0,_suggest_js__WEBPACK_IMPORTED_MODULE_2__/* .suggest */ .Z)(written, same) ?? same[0]) : (0,_suggest_js__WEBPACK_IMPORTED_MODULE_2__/* .suggest */ .Z)(written, there.filter((it) => digitsOf(it) === digitsOf(written)));
};
/** The tag by which one of the lines would release it: a forgotten `v`, say. It need not be there. */
const claimedSpelling = (written, lines, there) => {
    for (const { tag: pattern, scheme } of lines) {
        for (const text of [written, versionPart(written)]) {
            const version = (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .asVersion */ .Z$)(text, scheme);
            if (version)
                return (0,_tag_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .tagName */ .wZ)(pattern, version);
        }
    }
    return suggestTag(written, there.filter((it) => lines.some((line) => (0,_tag_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .matchTag */ ._f)(line.tag, line.scheme, it))));
};


/***/ }),

/***/ 3816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ suggest)
/* harmony export */ });
// "Did you mean": the known word nearest to what was written.
/** Letters to change, add, drop or swap with their neighbour. */
const distance = (a, b) => {
    let before = [];
    let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const cost = a[i - 1] === b[j - 1] ? 0 : 1;
            const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
            row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost, swapped));
        }
        before = previous;
        previous = row;
    }
    return previous[b.length] ?? 0;
};
/** The nearest known word, if it is near enough to be meant: at most a third of its letters differ, or one in a short word. */
const suggest = (written, known) => {
    if (written.length > 64)
        return undefined;
    const ranked = known.map((word) => ({ word, far: distance(written.toLowerCase(), word.toLowerCase()) })).sort((a, b) => a.far - b.far);
    const [best] = ranked;
    return best && best.far <= Math.max(1, Math.floor(best.word.length / 3)) ? best.word : undefined;
};


/***/ }),

/***/ 5165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _f: () => (/* binding */ matchTag),
/* harmony export */   rd: () => (/* binding */ checkTagPattern),
/* harmony export */   wZ: () => (/* binding */ tagName)
/* harmony export */ });
/* unused harmony export isSafeTag */
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(293);
/* harmony import */ var _plain_text_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3384);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8854);
// The pattern of a line's tags: plain text with one place for the version. A tag belongs to the line only if what stands in that
// place is a version of its scheme; anything else is somebody else's tag, and no error.



const place = /\{version\}|\*/g;
/** Why git, GitHub or a command line could misread the name; undefined when none of them can. */
const flawOf = (tag) => {
    if (tag.length === 0 || tag.length > 255)
        return 'a tag has 1 to 255 characters';
    if (!/^[A-Za-z0-9._+!@/-]+$/.test(tag))
        return 'it has a character that is not allowed';
    if (tag.startsWith('-'))
        return 'it begins with a hyphen, and tools would take it for an option';
    if (tag === '@' || tag === 'HEAD' || tag.startsWith('refs/'))
        return 'git means something else by it';
    if (tag.includes('..') || tag.endsWith('.'))
        return 'two dots, or a dot at the end, are not allowed';
    const isBad = (part) => part === '' || part.startsWith('.') || part.endsWith('.lock');
    return tag.split('/').some(isBad) ? 'a part between slashes is empty, begins with a dot or ends with .lock' : undefined;
};
const isSafeTag = (tag) => flawOf(tag) === undefined;
const checkTag = (tag) => {
    const what = flawOf(tag);
    return what === undefined ? tag : (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TAG_UNSAFE', { tag: (0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutControls */ .D)(tag.slice(0, 80)), what });
};
/** A config has a few patterns, and thousands of tags are held against each. */
const known = new Map();
const affixesOf = (pattern) => {
    const before = known.get(pattern);
    if (before)
        return before;
    const affixes = readAffixes(pattern);
    if (known.size >= 1000)
        known.clear();
    known.set(pattern, affixes);
    return affixes;
};
const readAffixes = (pattern) => {
    const holes = [...pattern.matchAll(place)];
    const [hole] = holes;
    const wrong = (what) => (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TAG_PATTERN', { pattern: (0,_plain_text_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutControls */ .D)(pattern.slice(0, 80)), what });
    if (!hole)
        return wrong('it has no place for the version');
    if (holes.length > 1)
        return wrong('it has more than one place for the version');
    const [before, after] = [pattern.slice(0, hole.index), pattern.slice(hole.index + hole[0].length)];
    const what = flawOf(`${before}0${after}`);
    return what === undefined ? { before, after } : wrong(what);
};
/** Fails with TAG_PATTERN for a pattern that could never match a tag rightly. */
const checkTagPattern = (pattern) => void affixesOf(pattern);
/** What stands in the place of the version, when the tag is one of this pattern and scheme. */
const matchTag = (pattern, scheme, tag) => {
    const { before, after } = affixesOf(pattern);
    if (!tag.startsWith(before) || !tag.endsWith(after) || !isSafeTag(tag))
        return undefined;
    const text = tag.slice(before.length, tag.length - after.length);
    return tag.length >= before.length + after.length && (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .asVersion */ .Z$)(text, scheme) ? { text } : undefined;
};
const tagName = (pattern, version) => {
    const { before, after } = affixesOf(pattern);
    return checkTag(`${before}${version.text}${after}`);
};


/***/ }),

/***/ 8854:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Z$: () => (/* binding */ asVersion),
  Zy: () => (/* binding */ compareVersions),
  yz: () => (/* binding */ isDevelopment),
  Pr: () => (/* binding */ meaningOf),
  H7: () => (/* binding */ namesVersion),
  ot: () => (/* binding */ parseVersion),
  fw: () => (/* binding */ schemes),
  lO: () => (/* binding */ spell),
  k2: () => (/* binding */ spellingOf),
  cl: () => (/* binding */ spellings),
  E4: () => (/* binding */ versionOf)
});

// EXTERNAL MODULE: ./out/errors/release-error.js + 22 modules
var release_error = __nccwpck_require__(293);
// EXTERNAL MODULE: ./out/core/plain-text.js
var plain_text = __nccwpck_require__(3384);
;// CONCATENATED MODULE: ./out/core/version/free-name.js
// Names that are no version numbers (`v0.1-test`), for lines with `scheme: free`: what such a name may be, and an order in which
// v0.10 comes after v0.9.
/**
 * Goes into tags, file names and image tags, so it is safe in all of them: no slash, no leading dot or hyphen, nothing that git,
 * a registry or a shell would read in a way of its own.
 */
const isFreeName = (text) => /^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$/.test(text) && !text.includes('..') && !/(?:\.|\.lock)$/.test(text);
/** Only a name of plain numbers is surely final; nothing that points to the newest release moves by a guess. */
const isPlainlyFinal = (text) => /^v?[0-9]+(?:\.[0-9]+)*$/.test(text);
const runsOf = (text) => text.match(/[0-9]+|[^0-9]+/g) ?? [];
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const digits = (run) => run.replace(/^0+(?=[0-9])/, '');
/** Numbers as numbers, the rest by code unit; a total order: 0 only for the same text. */
const compareNames = (a, b) => {
    const [x, y] = [runsOf(a), runsOf(b)];
    for (let at = 0; at < Math.min(x.length, y.length); at++) {
        const [left, right] = [x[at] ?? '', y[at] ?? ''];
        const areNumbers = /^[0-9]/.test(left) && /^[0-9]/.test(right);
        const order = areNumbers ? Math.sign(digits(left).length - digits(right).length) || byText(digits(left), digits(right)) : byText(left, right);
        if (order !== 0)
            return order;
    }
    return Math.sign(x.length - y.length) || byText(a, b);
};

;// CONCATENATED MODULE: ./out/core/version/meaning.js
// What a version says, whichever way it is spelled, and the one order of versions. PEP 440 and SemVer are both read into this
// shape, so that dev < alpha < beta < rc < final < post holds in every spelling. It knows neither grammar.
const isPrerelease = (it) => it.pre !== undefined || it.dev !== undefined || it.identifiers !== undefined;
/** Digits of more places than a number holds exactly: two versions must never be equal because a number was rounded. */
const isTooLong = (digits) => /^[0-9]{16,}$/.test(digits);
const isDigits = (text) => /^[0-9]+$/.test(text);
const phaseWords = new Map([
    ['a', 'a'], ['alpha', 'a'], ['b', 'b'], ['beta', 'b'], ['c', 'rc'], ['rc', 'rc'], ['pre', 'rc'], ['preview', 'rc'],
]);
/** `alpha`, `A`, `preview` → a, a, rc. */
const phaseOf = (word) => phaseWords.get(word.toLowerCase());
const number = (value) => ({ kind: 'number', text: String(value) });
const word = (text) => ({ kind: 'word', text });
/** `alpha1` is two places, so that alpha10 comes after alpha9, and `alpha.1` is the same. */
const placesOf = (identifier) => {
    if (isDigits(identifier))
        return [number(identifier)];
    const [, letters = '', digits = ''] = /^([A-Za-z]+)-?([0-9]*)$/.exec(identifier) ?? [];
    const tail = digits === '' ? [] : [number(digits.replace(/^0+(?=[0-9])/, ''))];
    if (letters.toLowerCase() === 'dev')
        return [{ kind: 'dev', text: '' }, ...tail];
    const phase = phaseOf(letters);
    return phase === undefined ? [word(identifier)] : [word(phase), ...tail];
};
const placesAfter = (it) => [
    ...(it.identifiers ?? []).flatMap(placesOf),
    ...(it.pre ? [word(it.pre.phase), number(it.pre.number)] : []),
    ...(it.post === undefined ? [] : [{ kind: 'post', text: '' }, number(it.post)]),
    ...(it.dev === undefined ? [] : [{ kind: 'dev', text: '' }, number(it.dev)]),
];
/**
 * Right after the release numbers the end means "final", which every pre-release comes before. Further on it means that nothing was
 * added: a development version comes before that, anything else after it.
 */
const firstRanks = { number: 0, dev: 1, word: 2, end: 3, post: 4 };
const laterRanks = { dev: 0, end: 1, number: 2, word: 3, post: 4 };
const sign = (difference) => Math.sign(difference);
const meaning_byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
/** Without leading zeros the longer one is the larger one, however many digits there are. */
const byDigits = (a, b) => sign(a.length - b.length) || meaning_byText(a, b);
const end = { kind: 'end', text: '' };
const comparePlaces = (a, b) => {
    for (let at = 0; at < Math.max(a.length, b.length); at++) {
        const ranks = at === 0 ? firstRanks : laterRanks;
        const [x, y] = [a[at] ?? end, b[at] ?? end];
        const order = sign(ranks[x.kind] - ranks[y.kind]) || (x.kind === 'number' ? byDigits(x.text, y.text) : meaning_byText(x.text, y.text));
        if (order !== 0)
            return order;
    }
    return 0;
};
/** None, then words, then numbers, as PEP 440 has it; SemVer gives build metadata no order, and this is one. */
const compareLocal = (a, b) => {
    for (let at = 0; at < Math.max(a.length, b.length); at++) {
        const [x, y] = [a[at], b[at]];
        if (x === undefined || y === undefined)
            return x === undefined ? -1 : 1;
        const [isX, isY] = [isDigits(x), isDigits(y)];
        const order = sign(Number(isX) - Number(isY)) || (isX ? byDigits(x, y) : meaning_byText(x, y));
        if (order !== 0)
            return order;
    }
    return 0;
};
const compareRelease = (a, b) => {
    for (let at = 0; at < Math.max(a.length, b.length); at++) {
        const order = sign((a[at] ?? 0) - (b[at] ?? 0));
        if (order !== 0)
            return order;
    }
    return 0;
};
/** A total order; 0 for the same version, such as 1.0 and 1.0.0, or rc1 and rc.1. */
const compareMeanings = (a, b) => sign(a.epoch - b.epoch)
    || compareRelease(a.release, b.release)
    || comparePlaces(placesAfter(a), placesAfter(b))
    || compareLocal(a.local, b.local);

// EXTERNAL MODULE: ./node_modules/@renovatebot/pep440/index.js
var pep440 = __nccwpck_require__(8898);
;// CONCATENATED MODULE: ./out/core/version/pep440-spelling.js
// PEP 440 text ↔ meaning. Reads every form that PEP 440 allows but the leading `v`, which is the affair of a tag pattern;
// writes the normalised form, which is what stands in a wheel's name and METADATA.


const readPep440 = (text) => {
    const parsed = /^[vV]/.test(text) ? null : (0,pep440.parse)(text);
    if (!parsed || text.replace(/\+.*$/, '').split(/[^0-9]+/).some(isTooLong))
        return undefined;
    const phase = parsed.pre ? phaseOf(String(parsed.pre[0])) : undefined;
    return {
        epoch: parsed.epoch,
        release: parsed.release,
        ...(phase ? { pre: { phase, number: Number(parsed.pre?.[1]) } } : {}),
        ...(parsed.post ? { post: Number(parsed.post[1]) } : {}),
        ...(parsed.dev ? { dev: Number(parsed.dev[1]) } : {}),
        local: localOf(text),
    };
};
/** By hand: the library turns a segment of digits into a number, and a commit's hash may be one. */
const localOf = (text) => text.includes('+') ? text.slice(text.indexOf('+') + 1).toLowerCase().split(/[-_.]/).map((it) => it.replace(/^0+(?=[0-9]+$)/, '')) : [];
/** undefined for a SemVer pre-release that PEP 440 has no words for, and for build metadata that is no local version. */
const writePep440 = (it) => {
    if (it.identifiers || it.local.some((segment) => !/^[a-z0-9]+$/.test(segment)))
        return undefined;
    return [
        it.epoch === 0 ? '' : `${it.epoch}!`,
        it.release.join('.'),
        it.pre ? `${it.pre.phase}${it.pre.number}` : '',
        it.post === undefined ? '' : `.post${it.post}`,
        it.dev === undefined ? '' : `.dev${it.dev}`,
        it.local.length === 0 ? '' : `+${it.local.join('.')}`,
    ].join('');
};

// EXTERNAL MODULE: ./node_modules/semver/functions/parse.js
var parse = __nccwpck_require__(6353);
;// CONCATENATED MODULE: ./out/core/version/semver-spelling.js
// SemVer text ↔ meaning. The spellings are those of DESIGN and of docs/adr/0005: dev.0, alpha.1, beta.1, rc1, and a post release
// as build metadata, because as a pre-release it would come before the version that it follows.


/** Words for which both grammars have a meaning: an optional phase, then a post and a dev number. */
const known = /^(?:([a-z]+)[.-]?([0-9]*)(?=$|[.-]))?(?:[.-]?post[.-]?([0-9]+))?(?:[.-]?dev[.-]?([0-9]*))?$/i;
const knownBuild = /^post\.([0-9]+)(?:\.dev\.([0-9]+))?(?:\.|$)/;
const readPrerelease = (text) => {
    const [phaseText, phaseNumber, post, dev] = wordsOf(text);
    const phase = phaseText === undefined ? undefined : phaseOf(phaseText);
    const foreign = { identifiers: text.split('.') };
    if (phaseText !== undefined && phase === undefined)
        return foreign;
    // `1.0.0-post1` is below 1.0.0 in SemVer, so it cannot mean a post release.
    if ((phase === undefined && (post !== undefined || dev === undefined)) || [phaseNumber, post, dev].some((it) => isTooLong(it ?? '')))
        return foreign;
    return {
        ...(phase === undefined ? {} : { pre: { phase, number: Number(phaseNumber) } }),
        ...(post === undefined ? {} : { post: Number(post) }),
        ...(dev === undefined ? {} : { dev: Number(dev) }),
    };
};
/** Phase, its number, post, dev. `dev` alone would be taken for a phase. */
const wordsOf = (text) => {
    const onlyDev = /^dev[.-]?([0-9]*)$/i.exec(text);
    if (onlyDev)
        return [undefined, undefined, undefined, onlyDev[1]];
    return known.exec(text)?.slice(1) ?? ['', undefined, undefined, undefined];
};
const readBuild = (text, isFinal) => {
    const segments = text.toLowerCase().split(/[.-]/).map((it) => it.replace(/^0+(?=[0-9]+$)/, ''));
    const normal = segments.join('.');
    const [all, post, dev] = (isFinal ? knownBuild.exec(normal) : null) ?? [];
    if (all === undefined || [post, dev].some((it) => isTooLong(it ?? '')))
        return { local: text === '' ? [] : segments };
    const rest = normal.slice(all.length);
    return { post: Number(post), ...(dev === undefined ? {} : { dev: Number(dev) }), local: rest === '' ? [] : rest.split('.') };
};
/** Strict: exactly the grammar of semver.org, so no leading `v`, no white space and three numbers. */
const readSemver = (text) => {
    const parsed = parse(text);
    if (!parsed)
        return undefined;
    const build = parsed.build.join('.');
    if (text !== (build === '' ? parsed.version : `${parsed.version}+${build}`))
        return undefined;
    const prerelease = parsed.prerelease.join('.');
    return {
        epoch: 0,
        release: [parsed.major, parsed.minor, parsed.patch],
        ...(prerelease === '' ? {} : readPrerelease(prerelease)),
        ...readBuild(build, prerelease === ''),
    };
};
const phaseTexts = { a: 'alpha.', b: 'beta.', rc: 'rc' };
/** undefined when SemVer cannot say it: an epoch, a fourth number, or a local version that would be read as a post release. */
const writeSemver = (it) => {
    const release = [...it.release, 0, 0].slice(0, Math.max(3, it.release.findLastIndex((value) => value !== 0) + 1));
    if (it.epoch !== 0 || release.length > 3)
        return undefined;
    const isFinal = it.pre === undefined && it.identifiers === undefined && (it.post !== undefined || it.dev === undefined);
    const post = it.post === undefined ? [] : [`post.${it.post}`];
    const dev = it.dev === undefined ? [] : [`dev.${it.dev}`];
    const pre = it.identifiers ?? (isFinal ? [] : [...(it.pre ? [`${phaseTexts[it.pre.phase]}${it.pre.number}`] : []), ...post, ...dev]);
    const build = [...(isFinal ? [...post, ...dev] : []), ...it.local];
    return `${release.join('.')}${pre.length > 0 ? `-${pre.join('.')}` : ''}${build.length > 0 ? `+${build.join('.')}` : ''}`;
};

;// CONCATENATED MODULE: ./out/core/version.js
// One parsed version, many spellings: SemVer for charts, PEP 440 for wheels, an OCI tag for images, free text for names
// that are neither. Order and equality are by meaning: 3.10.0-rc1 and 3.10.0rc1 are one version.






const schemes = ['semver', 'pep440', 'free'];
const spellings = ['plain', 'semver', 'pep440', 'oci'];
/** Longer ones are refused before any pattern looks at them; an OCI tag has no more. */
const longest = 128;
const read = { semver: readSemver, pep440: readPep440 };
const write = { semver: writeSemver, pep440: writePep440 };
const allowed = {
    semver: 'three numbers, then perhaps a pre-release and build metadata: 1.2.0, 1.2.0-rc1, 1.2.0-dev.0',
    pep440: 'numbers, then perhaps a, b or rc, .post, .dev and a local part: 1.2.0, 1.2.0rc1, 1.2.0.dev0',
    free: 'letters, digits and . _ + - (at most 128, beginning with a letter or a digit)',
};
const isPlausible = (text) => text.length <= longest && /^[\x21-\x7e]+$/.test(text);
/** What a text says in a scheme; undefined if it says nothing there. A free name says nothing beyond itself. */
const meaningIn = (text, scheme) => (isPlausible(text) ? read[scheme](text) : undefined);
/** A spelling counts only if it reads back as the same version: what cannot be said in a grammar has no spelling there. */
const spelled = (meaning, text, scheme) => {
    const isSame = (other) => other !== undefined && compareMeanings(other, meaning) === 0;
    // A tag that is SemVer already is the chart's version as it stands; a wheel's version is always normalised.
    if (scheme === 'semver' && isSame(meaningIn(text, 'semver')))
        return text;
    const written = write[scheme](meaning);
    return written !== undefined && isSame(meaningIn(written, scheme)) ? written : undefined;
};
const makeVersion = (text, scheme, meaning) => {
    const [semver, pep440] = [spelled(meaning, text, 'semver'), spelled(meaning, text, 'pep440')];
    return {
        text, scheme, release: meaning.release, isPrerelease: isPrerelease(meaning),
        ...(semver === undefined ? {} : { semver }), ...(pep440 === undefined ? {} : { pep440 }),
    };
};
/** A name that happens to be a version of a grammar has that spelling; its order is by name all the same. */
const freeVersion = (text) => {
    const meaning = meaningIn(text, 'pep440');
    const pep440 = meaning && writePep440(meaning);
    return {
        text, scheme: 'free', release: [], isPrerelease: !isPlainlyFinal(text),
        ...(meaningIn(text, 'semver') ? { semver: text } : {}), ...(pep440 === undefined ? {} : { pep440 }),
    };
};
/** Of a line with thousands of tags each is looked at several times in a run, and its spellings cost more than everything else about it. */
const version_known = new Map();
const mostKnown = 10_000;
/** The version that a text is in a scheme; undefined if it is none. */
const asVersion = (text, scheme) => {
    if (scheme === 'free')
        return isFreeName(text) ? freeVersion(text) : undefined;
    const key = `${scheme} ${text}`;
    const before = version_known.get(key);
    if (before)
        return before;
    const meaning = meaningIn(text, scheme);
    const version = meaning && makeVersion(text, scheme, meaning);
    if (version) {
        if (version_known.size >= mostKnown)
            version_known.clear();
        meanings.set(version, meaning);
        version_known.set(key, version);
    }
    return version;
};
const parseVersion = (text, scheme) => {
    const version = asVersion(text, scheme);
    if (version)
        return version;
    const suggestion = suggestVersion(text, scheme);
    return (0,release_error/* fail */.fJ)('VERSION_INVALID', { text: shown(text), scheme, allowed: allowed[scheme], ...(suggestion === undefined ? {} : { suggestion }) });
};
const shown = (text) => (0,plain_text/* withoutControls */.D)(text.slice(0, 80)).replace(/[\t\n]/g, ' ');
/** The nearest version: without a `v`, with the missing numbers, in the other spelling, or with a name as its local part. */
const suggestVersion = (text, scheme) => {
    const bare = text.slice(0, longest).trim().replace(/^[vV=]+\s*/, '');
    if (scheme === 'free')
        return [bare.replace(/[^A-Za-z0-9._+-]+/g, '-').replace(/^[^A-Za-z0-9_]+|[.-]+$/g, '')].find(isFreeName);
    const local = bare.replace(/\.([A-Za-z][A-Za-z0-9]*)$/, '+$1');
    for (const candidate of [bare, local]) {
        const meaning = meaningIn(candidate, scheme) ?? meaningIn(candidate, 'pep440') ?? meaningIn(candidate, 'semver');
        const written = meaning && spelled(meaning, candidate, scheme);
        if (written !== undefined)
            return meaningIn(candidate, scheme) ? candidate : written;
    }
    return undefined;
};
/** The spelling, or undefined where there is none. */
const spellingOf = (version, spelling) => {
    if (spelling === 'plain')
        return version.text;
    if (spelling !== 'oci')
        return version[spelling];
    const tag = version.text.replaceAll('+', '_');
    return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag) ? tag : undefined;
};
const spell = (version, spelling) => spellingOf(version, spelling) ?? (0,release_error/* fail */.fJ)('VERSION_NO_SPELLING', { version: version.text, spelling: names[spelling] });
const names = { plain: 'plain', semver: 'SemVer', pep440: 'PEP 440', oci: 'OCI tag' };
/** Kept beside the value, not in it: a version stays plain, and thousands of tags are sorted without reading each one anew. */
const meanings = new WeakMap();
const meaningOf = (version) => {
    if (version.scheme === 'free')
        return undefined;
    const meaning = meanings.get(version) ?? meaningIn(version.text, version.scheme);
    if (meaning)
        meanings.set(version, meaning);
    return meaning;
};
/** Negative, 0 or positive. By meaning: dev < a < b < rc < final < post, numbers as numbers; free names by name. */
const compareVersions = (a, b) => {
    const [left, right] = [meaningOf(a), meaningOf(b)];
    return left && right ? compareMeanings(left, right) : compareNames(a.text, b.text);
};
const isDevelopment = (version) => meaningOf(version)?.dev !== undefined;
/** Does a text found somewhere name this version, in whichever spelling? */
const namesVersion = (text, version) => {
    if (text === version.text || [version.semver, version.pep440, spellingOf(version, 'oci')].includes(text))
        return true;
    const meaning = meaningOf(version);
    const isSame = (scheme) => {
        const other = meaningIn(text, scheme);
        return meaning !== undefined && other !== undefined && compareMeanings(other, meaning) === 0;
    };
    // In its own scheme first: `1.0.0-1` is a pre-release in SemVer and a post release in PEP 440.
    return version.scheme !== 'free' && (meaningIn(text, version.scheme) ? isSame(version.scheme) : isSame('semver') || isSame('pep440'));
};
/** A version with this meaning, in the spelling of the scheme; undefined if the scheme cannot say it. */
const versionOf = (meaning, scheme) => {
    const text = write[scheme](meaning);
    return text === undefined ? undefined : asVersion(text, scheme);
};


/***/ }),

/***/ 8248:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ inTask),
/* harmony export */   Z: () => (/* binding */ asProblems)
/* harmony export */ });
/* harmony import */ var _core_disk_full_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2111);
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(293);
// Whatever was thrown → problems. Anything that is not ours is a bug of ours, and never lost.


const asProblems = (failure, signal) => {
    if (failure instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ReleaseError */ .K2)
        return failure.problems;
    // A run that stopped itself says why; the failures of what was under way then are only its echo.
    if (signal?.aborted && signal.reason instanceof _errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .ReleaseError */ .K2)
        return signal.reason.problems;
    if (signal?.aborted)
        return [(0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .problem */ .CC)('CANCELLED', { signal: typeof signal.reason === 'string' ? signal.reason : 'a signal' })];
    const full = (0,_core_disk_full_js__WEBPACK_IMPORTED_MODULE_0__/* .diskFull */ .xg)(failure);
    if (full)
        return [full];
    const what = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
    return [(0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_1__/* .problem */ .CC)('BUG', { what })];
};
/** Steps do not name themselves in errors; the engine does it, once. */
const inTask = (problems, task) => problems.map((it) => ({ ...it, task }));


/***/ }),

/***/ 3971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ packageIndex),
/* harmony export */   r: () => (/* binding */ indexVariable)
/* harmony export */ });
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2626);
// Codes of package indexes.

/** `SLIPWAY_INDEX_UPLOAD_PYPI_ORG`, to which the name of a setting is appended. */
const indexVariable = (host) => `SLIPWAY_INDEX_${host.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
const again = 'Run the same command again: it looks what is there, and finishes what is missing.';
const packageIndex = {
    INDEX_PLACE: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'config',
        message: (f) => `\`${f.text}\` is no package index: ${f.why}.`,
        hint: () => 'Write pypi, testpypi, or the address to which twine would upload, such as https://packages.example.com/legacy/.',
        sample: { text: 'http://packages.example.com/', why: 'tokens go over https only, except to this machine' },
    }),
    INDEX_CREDENTIALS: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `There is nothing to upload to ${f.index} with: ${f.missing}.`,
        hint: (f) => `In a workflow, configure a trusted publisher at the index and give the job \`permissions: id-token: write\`. Else give an API token as the input \`package-index-token\`, in SLIPWAY_PACKAGE_INDEX_TOKEN, or for this index alone in ${indexVariable(f.host)}_TOKEN.`,
        sample: { index: 'PyPI', host: 'upload.pypi.org', missing: 'no token is given, and ACTIONS_ID_TOKEN_REQUEST_URL is not set (this is no job of GitHub Actions, or it lacks id-token: write)' },
    }),
    INDEX_TOKEN_ELSEWHERE: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'config',
        message: (f) => `The package index token is one of ${f.of}, and the release goes to ${f.index}. It was not sent.`,
        hint: (f) => `Make a token at ${f.index}. Where a line uploads to several indexes, give each its own, here in ${indexVariable(f.host)}_TOKEN.`,
        sample: { index: 'TestPyPI', host: 'test.pypi.org', of: 'pypi.org' },
    }),
    INDEX_DENIED: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `${f.index} does not let this ${f.by} upload ${f.project} (${f.status}): ${f.said}`,
        hint: (f) => (f.by === 'token' ? 'Check that the token is not revoked, and that its scope is this project (or the whole account, for the first release of a new one).' : 'Check that the trusted publisher is configured for this very project.'),
        facts: (f) => ({ status: f.status, said: f.said }),
        sample: { index: 'PyPI', by: 'token', project: 'driver', status: 403, said: 'Invalid or non-existent authentication information.' },
    }),
    INDEX_NO_PUBLISHER: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `${f.index} gave this job no token (${f.code}): ${f.said}${f.identity === '' ? '' : ` The job is ${f.identity}.`}`,
        hint: (f) => (f.code === 'invalid-publisher' ? 'Add a trusted publisher with exactly these values at the index, under Publishing of the project (a pending one, when the project is new). Called by another repository\'s workflow, the job has the identity of its caller.' : 'Trusted publishing is explained at https://docs.pypi.org/trusted-publishers/troubleshooting/. An API token as `package-index-token` does without it.'),
        facts: (f) => ({ code: f.code, said: f.said }),
        sample: { index: 'PyPI', code: 'invalid-publisher', said: 'valid token, but no corresponding publisher (All lookup strategies exhausted)', identity: 'repository accanto/driver, workflow release.yml, environment none' },
    }),
    INDEX_NO_TRUST: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `${f.index} ${f.status === 403 ? 'has trusted publishing switched off' : `knows no trusted publishing (its answer was ${f.status})`}, and no token is given.`,
        hint: (f) => `Give a token as \`package-index-token\`, in SLIPWAY_PACKAGE_INDEX_TOKEN, or in ${indexVariable(f.host)}_TOKEN.`,
        sample: { index: 'packages.example.com', host: 'packages.example.com', status: 404 },
    }),
    INDEX_IDENTITY: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'remote',
        message: (f) => `GitHub gave this job no identity token: ${f.what}`,
        hint: () => `The job needs \`permissions: id-token: write\`. ${again}`,
        sample: { what: 'status 403' },
    }),
    INDEX_AUDIENCE: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `${f.index} asks for an identity of this job for "${f.audience}", which is another service: whoever gets it could publish there in the name of this project. It got none.`,
        hint: (f) => `An index asks for one that names itself, such as ${f.host}. Look at the address in \`publish.index.to\`, and ask those who run the index; until then give a token (\`package-index-token\`).`,
        sample: { index: 'packages.example.com', host: 'packages.example.com', audience: 'pypi' },
    }),
    INDEX_RIGHT_UNPROVEN: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `Whether ${f.index} takes ${f.project} from this run cannot be asked in advance: ${f.why}.`,
        hint: () => 'It shows with the first file, before any version tag is pushed or the release is public.',
        sample: { index: 'PyPI', project: 'driver', why: 'the project is new, and asking would make it' },
    }),
    INDEX_REFUSED: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'remote',
        message: (f) => `${f.index} refused to ${f.what} (${f.status}): ${f.said}`,
        hint: () => `The words after the status are the index's own. Where they name a cause in the metadata, mend it and release a new version. Else: ${again}`,
        facts: (f) => ({ status: f.status, said: f.said }),
        sample: { index: 'PyPI', what: 'take driver-1.0.0-py3-none-any.whl', status: 400, said: 'Invalid distribution file.' },
    }),
    INDEX_ANSWER: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'remote',
        message: (f) => `What ${f.index} answered when it was asked ${f.what} is no page of a package index: ${f.found}`,
        hint: () => 'Check the address (`simple:` of the entry, when the pages of this index lie elsewhere than beside its upload address), and run the same command again.',
        sample: { index: 'packages.example.com', what: 'for driver', found: 'status 200, text/html without a single link' },
    }),
    INDEX_FILE_TAKEN: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'conflict',
        message: (f) => `${f.index} has another ${f.file} already: ${f.found}, and this one is ${f.wanted}.`,
        hint: () => 'An index never gives a name to other bytes. If the file there is right, release nothing more; else yank it, and release a new version.',
        sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    INDEX_NAME_USED: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'conflict',
        message: (f) => `${f.index} had a ${f.file} once, which was deleted, and takes no other under that name: ${f.said}`,
        hint: () => 'Release a new version. A file that should go is yanked, not deleted.',
        sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', said: 'This filename has already been used, use a different version.' },
    }),
    INDEX_METADATA: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `${f.index} would refuse ${f.file}: ${f.what}.`,
        hint: () => 'Mend it in pyproject.toml or setup.py, and release a version in which it is right. Nothing was uploaded.',
        sample: { file: 'driver-1.0.0-py3-none-any.whl', index: 'PyPI', what: 'Requires-Dist names an address (ignition @ https://example.com/ignition.whl), which is not allowed' },
    }),
    INDEX_ATTESTATION: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'remote',
        message: (f) => `The file could not be attested: ${f.why}.`,
        hint: () => `${again} Its files are not uploaded without attestations behind your back: \`attestations: false\` in publish.index does so.`,
        sample: { why: 'Fulcio answered 503: nothing more' },
    }),
    INDEX_ATTESTATION_NONE: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `Files for ${f.index} are to be attested (\`attestations: true\`), and this run cannot: ${f.why}.`,
        hint: () => 'Upload by trusted publishing (configure the publisher at the index, give the job `id-token: write`, and give no token), or leave `attestations` at `auto`.',
        sample: { index: 'PyPI', why: 'it uploads with a token, and an index takes attestations from trusted publishers only' },
    }),
    INDEX_NOT_SHOWN: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'remote',
        message: (f) => `${f.index} has taken ${f.file}, and does not show it after ${f.seconds} seconds.`,
        hint: () => `Its pages lag behind. ${again}`,
        sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', seconds: 120 },
    }),
    INDEX_DIGEST: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'conflict',
        message: (f) => `${f.index} should give ${f.file} as ${f.wanted}, and gives ${f.found}.`,
        hint: () => 'The bytes were changed on the way or by the index. Yank the file, ask the operator of the index, and run nothing more on this version until it is explained.',
        sample: { index: 'PyPI', file: 'driver-1.0.0-py3-none-any.whl', wanted: 'sha256:1111', found: 'sha256:2222' },
    }),
};


/***/ }),

/***/ 2271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ envName),
/* harmony export */   u: () => (/* binding */ registry)
/* harmony export */ });
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2626);
// Codes of the registry client.

const registry = {
    REGISTRY_DENIED: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `The registry ${f.host} does not allow ${f.scope} on ${f.repository} to ${f.who}: ${f.answer}.`,
        hint: (f) => `Give a user with that right in ${envName(f.host)}_USERNAME and ${envName(f.host)}_PASSWORD, or log in with \`docker login ${f.host}\`, and check that the repository is named rightly.`,
        sample: { host: 'docker.io', repository: 'accanto/os-vim-driver', scope: 'pull,push', who: 'the user accanto', answer: '401 UNAUTHORIZED' },
    }),
    REGISTRY_UNREACHABLE: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'remote',
        message: (f) => `The registry ${f.host} could not be asked: ${f.what}`,
        hint: (f) => `Check the name and the network (an address of your own is set by ${envName(f.host)}_URL), and run the same command again: it finishes what is missing.`,
        sample: { host: 'docker.io', what: 'GET https://registry-1.docker.io/v2/ could not be sent: getaddrinfo ENOTFOUND registry-1.docker.io.' },
    }),
    REGISTRY_DIGEST: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'conflict',
        message: (f) => `${f.where} should be ${f.wanted}, and the registry holds or gives ${f.found}.`,
        hint: () => 'The bytes were changed on the way or by the registry, so nothing may refer to them. Ask the registry\'s operator about caches or converters in between, then run the same command again.',
        sample: { where: 'docker.io/accanto/os-vim-driver@sha256:1111', wanted: 'sha256:1111', found: 'sha256:2222' },
    }),
    REGISTRY_REFUSED: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'remote',
        message: (f) => `The registry ${f.host} answered ${f.request} with ${f.status} ${f.code}${f.message ? `: ${f.message}` : ''}.`,
        hint: () => 'The words after the status are the registry\'s own. If they name no cause that you can mend, run the same command again later: it finishes what is missing.',
        sample: { host: 'ghcr.io', request: 'PUT /v2/accanto/driver/manifests/1.0.0', status: 400, code: 'MANIFEST_INVALID', message: 'manifest invalid' },
    }),
    REGISTRY_REALM: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'precondition',
        message: (f) => `The registry ${f.host} sends its users to ${f.realm} for a token, and no credential was sent there: ${f.why}.`,
        hint: (f) => `A token service has to be known to belong to its registry. If this one does, say so by setting ${envName(f.host)}_URL to an address in the same domain.`,
        sample: { host: 'registry.example.com', realm: 'https://evil.example.net/token', why: 'the host belongs to somebody else' },
    }),
    REGISTRY_CREDENTIALS: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'config',
        message: (f) => `The credentials for ${f.host} in ${f.source} cannot be used: ${f.what}.`,
        hint: (f) => `Mend or remove them there; ${envName(f.host)}_USERNAME and ${envName(f.host)}_PASSWORD go before everything else.`,
        sample: { host: 'docker.io', source: '~/.docker/config.json', what: 'docker-credential-desktop is not installed' },
    }),
    REGISTRY_ENDPOINT: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'config',
        message: (f) => `The address ${f.url} for the registry ${f.host} cannot be used: ${f.what}.`,
        hint: (f) => `Mend ${envName(f.host)}_URL; it is written like https://registry.example.com.`,
        sample: { host: 'docker.io', url: 'http://mirror.example.com', what: 'passwords and bytes go over https only, except to this machine' },
    }),
    IMAGE_NAME_INVALID: (0,_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .entry */ .f)({
        kind: 'config',
        message: (f) => `\`${f.text}\` is no image name: ${f.why}.`,
        hint: () => 'Write it as HOST/PATH, for example docker.io/accanto/os-vim-driver, with lower-case letters, digits, and single . _ - between them.',
        sample: { text: 'docker.io/Accanto/driver', why: 'upper-case letters are not allowed in the path' },
    }),
};
/** `SLIPWAY_REGISTRY_DOCKER_IO`, to which the name of a setting is appended. */
function envName(host) {
    return `SLIPWAY_REGISTRY_${host.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}


/***/ }),

/***/ 2626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ entry)
/* harmony export */ });
// What an entry of the catalogue is. An error is given named facts only, never a config or a context, so that nothing
// secret can ride along into a message.
const entry = (it) => it;


/***/ }),

/***/ 293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  K2: () => (/* binding */ ReleaseError),
  fJ: () => (/* binding */ fail),
  wf: () => (/* binding */ failAll),
  CC: () => (/* binding */ problem)
});

// EXTERNAL MODULE: ./out/errors/entry.js
var entry = __nccwpck_require__(2626);
;// CONCATENATED MODULE: ./out/errors/catalog/announce.js
// Codes of announcements. Addresses of webhooks are secrets, and are called by the variable that holds them.

const hints = {
    not_in_channel: 'Invite the app to the channel (`/invite @app`).',
    channel_not_found: 'Check the id of the channel (C…), and that the app may see it; a private one has to invite it.',
    is_archived: 'The channel is archived. Announce elsewhere.',
    missing_scope: 'The app needs the scopes chat:write and channels:history (groups:history for a private channel): without the second one it cannot be told whether it was announced already.',
    invalid_auth: 'The token is wrong. Give the bot token of the app (xoxb-…) as `chat-token`, or in SLIPWAY_CHAT_TOKEN.',
    not_authed: 'Give the bot token of the app (xoxb-…) as `chat-token`, or in SLIPWAY_CHAT_TOKEN.',
    token_revoked: 'The token was revoked. Install the app anew, and give the new one.',
    msg_too_long: 'Shorten the text of the announcement.',
};
const announce = {
    CHAT_REFUSED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `Slack refused to ${f.what}: ${f.error}${f.needed === '' ? '' : ` (needed: ${f.needed})`}.`,
        hint: (f) => `${hints[f.error] ?? 'Slack\'s documentation of the method explains the word.'} The release is out; the same command announces it.`,
        facts: (f) => ({ error: f.error }),
        sample: { what: 'post to C0409NGC1TK', error: 'not_in_channel', needed: '' },
    }),
    CHAT_ANSWER: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `Something that is not Slack answered the request to ${f.what}: ${f.found}`,
        hint: () => 'Run the same command again; it looks whether the message is there before it posts one.',
        sample: { what: 'read C0409NGC1TK', found: 'status 200, no JSON' },
    }),
    CHAT_TOKEN_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The release is to be announced in ${f.channel}, and there is no token for it.`,
        hint: () => 'Give the bot token of the app (xoxb-…) as `chat-token`, or in SLIPWAY_CHAT_TOKEN. It needs chat:write and channels:history.',
        sample: { channel: 'C0409NGC1TK' },
    }),
    CHAT_HISTORY_TOO_LONG: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.channel} has more than ${f.messages} messages since the tag was made, so it cannot be told whether it was announced already.`,
        hint: () => 'Look yourself. Announce by hand, or leave the task out with --without follow:announce.',
        sample: { channel: 'C0409NGC1TK', messages: 20_000 },
    }),
    WEBHOOK_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The release is to be announced to the address in ${f.variable}, which is not set or is no https address.`,
        hint: (f) => `Set ${f.variable} from a secret of the repository in the \`env:\` of the step. The address is a secret: whoever has it can post.`,
        sample: { variable: 'SLIPWAY_WEBHOOK_URL' },
    }),
    WEBHOOK_REFUSED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The webhook of ${f.variable} answered ${f.status}: ${f.said}`,
        hint: () => 'Nothing was posted. When the cause is gone, the same command announces it.',
        sample: { variable: 'SLIPWAY_WEBHOOK_URL', status: 404, said: 'no_service' },
    }),
    WEBHOOK_UNKNOWN: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `Nobody knows whether the webhook of ${f.variable} has posted the announcement: its answer was lost, and it cannot be asked.`,
        hint: () => 'Look there. It is not sent again, as webhooks post at most once; announce by hand if it is not there. A token with `slack:` can look for itself.',
        sample: { variable: 'SLIPWAY_WEBHOOK_URL' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/approvals.js
// Codes of the owners, the approvals and the tracking issue.

const approvals = {
    OWNERS_MISSING: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `Nobody may approve this release: there is no ${f.files} on ${f.branch}.`,
        hint: () => 'Add an OWNERS file with `approvers:` to the default branch, or name another one by `gate.approvals.owners`.',
        sample: { files: 'deployments/helm/OWNERS or OWNERS', branch: 'main' },
    }),
    OWNERS_MALFORMED: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} cannot be read: ${f.what}.`,
        hint: () => 'Mend the line that is named, on the default branch: approvals are counted by what stands there.',
        sample: { file: 'OWNERS', what: '`approvers` is a list of names' },
    }),
    OWNERS_ALIAS_UNKNOWN: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} names \`${f.name}\`, which is no alias of OWNERS_ALIASES and no login.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
        hint: (f) => `${f.known === '' ? 'OWNERS_ALIASES of the default branch has no alias.' : `Aliases there: ${f.known}.`} Name the people, or add the alias; an unknown one is nobody, and its name could be registered by anybody.`,
        sample: { name: 'release-approvrs', file: 'OWNERS', known: 'release-approvers', suggestion: 'release-approvers' },
    }),
    ISSUE_CONTESTED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `Others changed ${f.url} each of the ${f.tries} times that Slipway wrote in it, and its lines are not there.`,
        hint: () => 'Run the same again when nobody edits the issue.',
        sample: { url: 'https://github.com/accanto/demo/issues/7', tries: 5 },
    }),
    APPROVALS_NO_ISSUE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.tag} needs approvals, and ${f.repository} has no tracking issue for it.`,
        hint: (f) => `\`slipway propose ${f.version} --line ${f.line}\` opens one; owners approve there. An issue counts when it was opened by an App or by somebody of the project.`,
        sample: { tag: 'v0.5.0', line: 'image', version: '0.5.0', repository: 'kubernetes-sigs/dra-example-driver' },
    }),
    APPROVALS_NOT_NAMED: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `No comment on ${f.url} names the commit that ${f.tag} is to be, or the one that did was edited.`,
        hint: (f) => `\`slipway propose ${f.version}\` names it again. What was approved before then does not count, as nobody knows what it was.`,
        sample: { url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0', version: '0.5.0' },
    }),
    APPROVALS_DROPPED: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The tracking issue of ${f.tag}, ${f.url}, was closed as not planned.`,
        hint: () => 'Reopen it if the release shall go on.',
        sample: { url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0' },
    }),
    APPROVALS_OTHER_COMMIT: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `What was approved on ${f.url} is ${f.named}, and ${f.tag} is at ${f.commit}, which differs from it in more than the references that Slipway writes: ${f.files}.`,
        hint: (f) => `Tag the commit that was approved; or \`slipway propose ${f.version}\` for the commit that is meant, and owners approve anew.`,
        sample: { url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0', version: '0.5.0', named: '1111111111', commit: '2222222222', files: 'src/main.go, Makefile' },
    }),
    APPROVALS_TOO_FEW: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.tag} has ${f.wanted - f.missing} of ${f.wanted} approvals on ${f.url}${f.have === '' ? '' : `: ${f.have}`}.${f.ignored === '' ? '' : ` Not counted: ${f.ignored}.`}`,
        hint: (f) => (f.may === '' ? 'Nobody in OWNERS is left who could approve.' : `May still approve: ${f.may}; by a new comment with ${f.how} alone on a line. Then run the same again.`),
        facts: ({ missing, have, may }) => ({ missing, have, may }),
        sample: {
            url: 'https://github.com/accanto/demo/issues/7', tag: 'v0.5.0', wanted: 2, missing: 1, have: 'ana', may: 'ben, cem', how: '/lgtm or /approve',
            ignored: 'mia: not an approver in OWNERS (https://github.com/accanto/demo/issues/7#issuecomment-3)',
        },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/artifacts.js
// Codes of artifacts that one job hands to another.

const againHint = 'Run the build job again and hand on what it gives, with the digest of its output `artifacts-digest`. Nothing was written.';
const artifacts = {
    ARTIFACTS_NOT_FOUND: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is no ${f.file} in ${f.folder}, nor in a folder right below it.`,
        hint: () => 'It is written by `slipway build --out DIR`. In a workflow: does actions/download-artifact put it where `artifacts` points to?',
        sample: { folder: 'artifacts', file: 'slipway-artifacts.json' },
    }),
    ARTIFACTS_UNREADABLE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.place} is not as \`slipway build\` writes it: ${f.what}.`,
        hint: () => againHint,
        sample: { place: 'artifacts/files/demo-1.0.0-py3-none-any.whl', what: 'it is a symbolic link' },
    }),
    ARTIFACTS_DIGEST: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.place} has the digest ${f.found}, and the job that built it said ${f.wanted}: these are not the bytes that it made.`,
        hint: () => `Something changed them on the way (another upload under the same name, code of the project that went on after the build). ${againHint}`,
        sample: { place: 'artifacts/slipway-artifacts.json', found: 'sha256:00aa', wanted: 'sha256:11bb' },
    }),
    ARTIFACTS_DIGEST_NOT_GIVEN: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The artifacts in ${f.folder} come from another job, and no digest was handed over to compare them with.`,
        hint: () => 'Set the input `artifacts-digest` to the output `artifacts-digest` of the build step, by way of the outputs of its job: `${{ needs.build.outputs.artifacts-digest }}`. Stored artifacts can be changed by whoever runs in the same workflow run; outputs of a job that has ended cannot.',
        sample: { folder: 'artifacts' },
    }),
    ARTIFACTS_NOT_HANDED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `A job handed over the digest ${f.digest}, and no folder of artifacts has it (there are: ${f.found || 'none'}).`,
        hint: () => 'Download what every build job uploaded: `pattern` of actions/download-artifact, without `merge-multiple`, as each has a slipway-artifacts.json of its own.',
        sample: { digest: 'sha256:00aa', found: 'sha256:11bb' },
    }),
    ARTIFACTS_OF_OTHER: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.place} was built for the ${f.what} ${f.found}, and this release is of ${f.wanted}.`,
        hint: () => 'Both jobs have to work on the same tag, with the same `config`, `config-from` and `line`, and with the same version of Slipway: check out the tag in both. Nothing was written.',
        sample: { place: 'artifacts/slipway-artifacts.json', what: 'commit', found: '0f3c9e1d2b4a', wanted: '9d1c0e5f7a2b' },
    }),
    ARTIFACTS_DIFFER: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.name} was built more than once, and came out otherwise: ${f.one}; ${f.other}.`,
        hint: () => 'Build it in one job and hand it to the others (`slipway build --artifacts DIR`); jobs of one platform each build only their images: `slipway build --only build:image/NAME --platform P`.',
        sample: { name: 'demo-1.0.0-py3-none-any.whl', one: 'sha256:00aa in artifacts/one', other: 'sha256:11bb in artifacts/other' },
    }),
    ARTIFACT_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `This job builds nothing, and what ${f.task} gives${f.what === '' ? '' : ` (${f.what})`} is neither frozen nor among the artifacts that were handed over.`,
        hint: (f) => `In a job of its own: \`${f.command}\`, and hand on that folder with the others. Nothing was written.`,
        sample: { task: 'build:image/image', what: 'linux/arm64', command: 'slipway build --tag 1.0.0 --only build:image/image --platform linux/arm64 --out DIR' },
    }),
    ARTIFACT_INPUT_DIFFERS: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `What ${f.task} gave was made with ${f.found}, and this release has ${f.wanted}.`,
        hint: () => 'An image must hold the very wheel that is released. Build both in one job, or hand the wheel to the job that builds the image: `slipway build --artifacts DIR`. Nothing was written.',
        sample: { task: 'build:image/image', found: 'sha256:00aa', wanted: 'demo-1.0.0-py3-none-any.whl sha256:11bb' },
    }),
    OUT_NOT_OURS: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.folder} is not empty, and holds no artifacts of an earlier \`slipway build\`.`,
        hint: () => 'Name another folder with `--out`, or remove it: what is in it would be handed on as well.',
        sample: { folder: 'artifacts' },
    }),
    PLATFORM_UNKNOWN: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `No image of this run is built for ${f.platform}. Known: ${f.known || 'none, as no build.image has `platforms`'}.`,
        hint: () => 'Add it to `build.image.platforms`, or leave `--platform` out. `slipway plan --matrix` prints what there is.',
        sample: { platform: 'linux/riscv64', known: 'linux/amd64, linux/arm64' },
    }),
    ONE_JOB: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.tasks} runs code of the project (and of what it depends on) in the job that holds the rights of the release.`,
        hint: () => 'Children of Slipway get no credential, but whatever runs as the same user can read the memory and the environment of the processes beside it. Two jobs part them: one that builds, with `contents: read` and `token: \'\'`, and one that releases with `artifacts` and runs nothing of the project; the README has both. Commands of `verify:` are run by the job that releases in any case: leave what they try to a system of its own, if that code is not to be trusted.',
        sample: { tasks: 'build:wheel/wheel' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/config.js
// Codes of the config room.

const notThere = {
    'work tree': (file, commit) => `${file} lies here and is not committed: ${commit} has none`,
    HEAD: (file, commit) => `HEAD has a ${file}, and ${commit} has none`,
    nowhere: (file, commit) => `There is no ${file}${commit === '' ? '' : ` in ${commit}`}`,
};
/** Whoever has written one is not to be told to write it. */
const whatNow = {
    'work tree': (file) => `Commit it (\`git add ${file}\`, \`git commit\`), and do the same again. \`--config ${file}\` tries it as it lies here.`,
    HEAD: (file) => `A tag from before the config takes that of the default branch with \`--config-from default\` (release, rehearse, build, plan, status, verify), or the file that lies here with \`--config ${file}\`. A branch without one gets it by a merge.`,
    nowhere: (file) => `Add a ${file} and commit it; the README has one to copy. The driver layout (pkg_info.json, setup.py, helm/*/Chart.yaml, docker/Dockerfile, docs/) needs none.`,
};
const config = {
    CONFIG_MALFORMED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.file} is not well-formed YAML: ${f.what}`,
        hint: () => 'Mend the line that is named. Indentation is by spaces, and every key of a mapping stands once.',
        sample: { file: '.slipway.yaml', what: 'Map keys must be unique' },
    }),
    CONFIG_UNKNOWN_KEY: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `There is no setting \`${f.key}\` ${f.under}.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
        hint: (f) => `Known here: ${f.known}.`,
        sample: { key: 'contxt', under: 'under lines.driver.build.image', suggestion: 'context', known: 'context, wheels' },
    }),
    CONFIG_INVALID: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The setting \`${f.path}\` is not as it should be: ${f.what}`,
        hint: () => 'docs/config.md lists every setting with its shape and default.',
        sample: { path: 'lines.driver.tag', what: 'expected string, received number' },
    }),
    CONFIG_NOT_FOUND: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${notThere[f.elsewhere ?? 'nowhere'](f.file, f.commit === undefined ? '' : `the commit ${f.commit.slice(0, 7)}`)}, and the project's layout was not recognised (${f.seen}).`,
        hint: (f) => whatNow[f.elsewhere ?? 'nowhere'](f.file),
        sample: { file: '.slipway.yaml', seen: 'no pkg_info.json beside a setup.py', commit: '5d377e6', elsewhere: 'work tree' },
    }),
    CONFIG_FROM_DEFAULT: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The config is that of ${f.branch} at ${f.commit}, as asked for by --config-from default, and not that of the commit that ${f.tag} names.`,
        hint: () => 'This does not stop the run. The record says it too.',
        sample: { tag: '0.9.0', branch: 'main', commit: '2222222222' },
    }),
    CONFIG_UNKNOWN_LINE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The config has no line \`${f.line}\`.`,
        hint: (f) => `Lines of this config: ${f.known}.`,
        sample: { line: 'chrat', known: 'driver, chart' },
    }),
    LINE_NOT_NAMED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The config has several lines (${f.known}), and a version alone does not say which one is meant.`,
        hint: () => 'Name the line with --line (or the input `line`).',
        sample: { known: 'driver, chart' },
    }),
    CONFIG_LINES_CLASH: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The tag ${f.tag} is claimed by more than one line: ${f.lines}.`,
        hint: () => 'Make the tag patterns of the lines differ (for example `v{version}` and `chart/{version}`), or name one with --line.',
        sample: { tag: '1.0.0', lines: 'driver, chart' },
    }),
    CONFIG_UNKNOWN_NAME: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`${f.path}\` refers to \`${f.name}\`, and nothing in this line has that name.`,
        hint: (f) => `Names and kinds that can be referred to: ${f.known}.`,
        sample: { path: 'lines.driver.publish.release.assets', name: 'doc', known: 'docs, wheel, chart' },
    }),
    CONFIG_NAME_TWICE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `More than one entry of \`${f.slot}\` is called \`${f.name}\`.`,
        hint: (f) => `Give each entry of the list a \`name\` of its own; without one it is called \`${f.slot.slice(f.slot.lastIndexOf('.') + 1)}\`.`,
        sample: { slot: 'build.wheel', name: 'wheel' },
    }),
    SELECTION_NEEDED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.task} takes what ${f.giver} makes, and that is not done in this run: ${f.why}.`,
        hint: (f) => `Leave ${f.task} out as well (--without wheel,image, say), or keep what it needs.`,
        sample: { task: 'stage:image/image', giver: 'build:image/image', why: 'the wheel wheel that goes into it is left out of this run' },
    }),
    SELECTION_UNKNOWN: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.flag} names \`${f.name}\`, and no task of this run is called so.${f.suggestion === undefined ? '' : ` Did you mean \`${f.suggestion}\`?`}`,
        hint: (f) => `Tasks of this run, and what several of them are called by together: ${f.known}.`,
        sample: { flag: '--without', name: 'imgae', suggestion: 'image', known: 'image, wheel, build:image/image, build:wheel/wheel' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/engine.js
// Codes of the engine.

const engine = {
    DESTINATION_CONFLICT: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.task}: the name is taken by other content. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was overwritten. Release a new version, or remove what stands there if you are sure that nobody uses it, and run again.',
        sample: { task: 'Push docker.io/accanto/os-vim-driver:1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    NOT_CONFIRMED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.task}: the destination took everything without an error, and still says ${f.state}${f.missing ? ` (missing: ${f.missing})` : ''}.`,
        hint: () => 'Run the same command again; it asks the destination afresh and finishes what is missing. If it stays so, the service has lost what it confirmed.',
        sample: { task: 'Upload 4 assets', state: 'partial', missing: 'a.tgz' },
    }),
    REHEARSAL_OUTSIDE: (0,entry/* entry */.f)({
        kind: 'bug',
        message: (f) => `The rehearsal was about to ask ${f.url}, which is not part of its world.`,
        hint: () => 'Nothing was sent. Please open an issue: the world should have an answer of its own for that address.',
        sample: { url: 'https://registry-1.docker.io/v2/' },
    }),
    WORLD_UNIMPLEMENTED: (0,entry/* entry */.f)({
        kind: 'bug',
        message: (f) => `The rehearsal's world was asked for things that it does not know: ${f.calls}.`,
        hint: () => 'This rehearsal proves nothing about them. Please open an issue with this line.',
        sample: { calls: 'GET /repos/{owner}/{repo}/pages' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/gate.js
// Codes of the gates.

const gate = {
    TAG_TOO_WEAK: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The tag ${f.tag} is ${f.kind}, and this line wants it ${f.wanted}.`,
        hint: (f) => `Make the next one with \`git tag ${f.wanted === 'signed' ? '-s' : '-a'} VERSION\`; a tag that is public should not be moved.`,
        sample: { tag: '1.0.0', kind: 'lightweight', wanted: 'annotated' },
    }),
    TAG_NAME_INSIDE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The ref ${f.tag} leads to a tag object (${f.object}) that calls itself ${f.inside}: it was made, and perhaps signed, for another release.`,
        hint: (f) => `Make a tag object for this release (\`git tag -a ${f.tag}\` or \`git tag -s ${f.tag}\`). If nobody of yours pushed this one, remove it, and find out who could.`,
        sample: { tag: 'v9.9.9', inside: 'v0.0.3', object: '4444444444' },
    }),
    TAG_OF_TAG: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The tag object of ${f.tag} (${f.object}) names a ${f.type}, and not a commit.`,
        hint: (f) => `Tag the commit itself: \`git tag -s ${f.tag} COMMIT\`. What a tag of a tag says of the commit was said by somebody else.`,
        sample: { tag: 'v1.0.0', type: 'tag', object: '4444444444' },
    }),
    TAG_SIGNATURE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The signature of the tag ${f.tag} is not accepted: ${f.why} (judged by ${f.by}).`,
        hint: () => 'Have the tag made by somebody whose key is among the signers on the default branch, or add the key there by a pull request. A key that has expired is renewed by its owner, and replaced there.',
        sample: { tag: 'v1.0.0', by: '.github/allowed_signers of main', why: 'it was made with a key that is not among them' },
    }),
    TAG_BYTES: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The bytes of the tag object ${f.object} (${f.tag}) could not be had as they are on GitHub, so its signature cannot be judged.`,
        hint: () => 'Run it again. If it stays so, the tag was signed over text that does not survive the API and the clone; make it again.',
        sample: { tag: 'v1.0.0', object: '4444444444' },
    }),
    SIGNERS_MISSING: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} on ${f.branch} should say who may sign tags, and ${f.what}.`,
        hint: () => 'It is an allowed_signers file of SSH (`release@example.com ssh-ed25519 AAAA…`), or public keys of GPG in armour (`gpg --armor --export KEY`). It is read on the default branch only.',
        sample: { file: '.github/allowed_signers', branch: 'main', what: 'it is not there' },
    }),
    BRANCH_STRAY: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The commit ${f.commit}, which ${f.tag} names, is on none of the branches that releases come from: ${f.branches}.`,
        hint: () => 'Merge it first, and tag what was merged (a squash makes another commit). `gate.branch` names the branches.',
        sample: { commit: '3333333333', tag: 'v1.0.0', branches: 'main, releases/**' },
    }),
    CHECKS_RED: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `On ${f.commit} not every check is green: ${f.checks}.`,
        hint: () => 'Mend what they found, and tag the commit that passes; or run a check again that failed by accident, and then this.',
        sample: { checks: 'unit (failure)', commit: '3333333333' },
    }),
    CHECKS_MISSING: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `Nobody has reported these checks for ${f.commit}: ${f.checks}.${f.reported === '' ? '' : ` Reported were: ${f.reported}.`}`,
        hint: () => 'Checks are reported for the commit that was pushed to a branch or a pull request; after a merge it is another one. Have them run on the branch that releases come from, or correct the names in `gate.checks`.',
        sample: { checks: 'unit', commit: '3333333333', reported: 'Unit tests, lint' },
    }),
    CHECKS_RUNNING: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `Checks of ${f.commit} are still running: ${f.checks}.`,
        hint: () => 'A release waits for them as long as --max-wait allows. Run it again when they are done; `slipway continue` does so too.',
        sample: { checks: 'unit (in_progress)', commit: '3333333333' },
    }),
    CHECKS_NONE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `\`gate.checks: required\` asks for the checks that ${f.branch} requires, and it requires none.`,
        hint: () => 'Require checks there (a ruleset or branch protection), or name them in `gate.checks`. A gate that asks for nothing would look like one that was passed.',
        sample: { branch: 'main' },
    }),
    CHECKS_TO_COME: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The release would be a commit that does not exist yet (${f.files} have to change), and this line wants checks on it first: ${f.checks}.`,
        hint: () => 'Bring the references in first: `slipway set-version VERSION`, a pull request, its merge. Then `slipway prepare` tags what was checked.',
        sample: { files: 'pkg_info.json', checks: 'those that main requires' },
    }),
    ACTOR_REFUSED: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.actor} may not start a release of this line: ${f.why}. Allowed: ${f.allowed}.`,
        hint: () => 'Have it started by somebody who may: in Actions by running the workflow again, or by --tag. `gate.actors.allow` on the default branch says who may; bots only by their names (`name[bot]`).',
        sample: { actor: 'renovate[bot]', why: 'a bot has to be named', allowed: 'people with write access' },
    }),
    ACTOR_UNKNOWN: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `Who started this run is not known, as its token is nobody's in person. Allowed: ${f.allowed}.`,
        hint: () => 'In Actions the runner says it. On a command line use a token of your own (`gh auth token`) in place of a workflow\'s or an app\'s.',
        sample: { allowed: 'people with write access' },
    }),
    GATES_LINE_MISSING: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The config on ${f.branch} (${f.commit}) has no line \`${f.line}\`, so there are no gates that this tag could pass. Lines there: ${f.known}.`,
        hint: () => 'Gates are read from the default branch, never from the tagged commit. Keep the line there as long as its tags are to be released, under the name that it has in the tagged commit.',
        sample: { line: 'driver', branch: 'main', commit: '2222222222', known: 'image, chart' },
    }),
    GATES_LINE_OTHER: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `On ${f.branch} the line \`${f.line}\` has the tags ${f.pattern}, and ${f.tag} is none of them.`,
        hint: () => 'Gates are read from the default branch, and belong to the tags that the line has there. Let the patterns agree.',
        sample: { line: 'nightly', branch: 'main', tag: 'v1.0.0', pattern: 'nightly-{version}' },
    }),
    GATES_DIFFER: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The gates of \`${f.line}\` are those of ${f.branch} (${f.commit}); ${f.where} asks for others, which do not count: ${f.differences}.`,
        hint: () => 'This does not stop the run. What is to hold for releases is changed on the default branch.',
        sample: { line: 'driver', branch: 'main', commit: '2222222222', where: '.slipway.yaml of the tagged commit', differences: 'tag: signed there, lightweight here' },
    }),
    GATES_NO_CONFIG: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is no .slipway.yaml on ${f.branch}, so the usual gates hold (a commit of ${f.branch} or releases/**, started by somebody with write access), and beside them those of ${f.where}.`,
        hint: () => 'This does not stop the run. Put the config on the default branch: only there can it not be changed by whoever makes a tag.',
        sample: { branch: 'main', where: '.slipway.yaml of the tagged commit' },
    }),
    ACTOR_UNPROVEN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Who started this run is not known, as its token is nobody's in person; that it may write is the proof there is. Allowed: ${f.allowed}.`,
        hint: () => 'This does not stop the run. In Actions the runner says who it is; on a command line a token of your own does.',
        sample: { allowed: 'people with write access' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/general.js
// Codes that belong to no single room.

const general = {
    BUG: (0,entry/* entry */.f)({
        kind: 'bug',
        message: (f) => `Slipway met a state that it holds to be impossible: ${f.what}`,
        hint: () => 'This is a fault of Slipway. Please open an issue with the log of this run; running the same command again is safe.',
        sample: { what: 'a task without a step' },
    }),
    PLAY_INVALID: (0,entry/* entry */.f)({
        kind: 'config',
        message: ({ file, what }) => `The play ${file} cannot be played: ${what}.`,
        hint: () => 'docs/plays.md of Slipway shows every deed and every key of a play; examples/dra/rehearsal.yaml is one to read.',
        sample: { file: 'rehearsal.yaml', what: 'deeds.3: this is none of the deeds that a play knows' },
    }),
    PLAY_ENDED_OTHERWISE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: ({ command, outcome, wanted, summary }) => `In the play, \`slipway ${command}\` ended as ${outcome} and not as ${wanted}: ${summary}.`,
        hint: () => 'What stopped it is told above; mend it, or the play.',
        sample: { command: 'release --tag v1.0.0', outcome: 'blocked', wanted: 'waiting', summary: 'stopped by one problem' },
    }),
    PLAY_STOPPED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: ({ command, outcome, summary }) => `The play stops here: \`slipway ${command}\` ended as ${outcome}: ${summary}.`,
        hint: ({ outcome }) => `What stopped it is told above. If the play is to come to this, say \`ends: ${outcome}\` in that deed, and it goes on. The rehearsal ends with the exit code of that command.`,
        sample: { command: 'release --tag v1.0.0', outcome: 'blocked', summary: 'stopped by one problem' },
    }),
    USAGE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.what}${f.suggestion ? ` Did you mean ${f.suggestion}?` : ''}`,
        hint: (f) => (f.verb === undefined ? 'See `slipway --help` for the verbs and their flags.' : `\`slipway ${f.verb} --help\` shows its flags.`),
        sample: { what: 'There is no flag --tagg.', suggestion: '--tag' },
    }),
    DURATION: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.name} is \`${f.text}\`, which is no length of time up to ${f.most}.`,
        hint: () => 'Give numbers with their units, for example 30m, 600s, 1h or 1h30m; 0s is not to wait at all.',
        sample: { name: '--max-wait', text: 'ten', most: '24h' },
    }),
    CANCELLED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The run was stopped by ${f.signal}. No new effect was begun after it.`,
        hint: () => 'Run the same command again: it finishes what is missing.',
        sample: { signal: 'SIGTERM' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/trigger.js
// Codes of the trigger room.

const trigger = {
    TRIGGER_UNSAFE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `A release is never made for the event ${f.event}: it can be caused by people who may not release.`,
        hint: () => 'Use `on: push: tags`, `workflow_dispatch` or `schedule` in the workflow that runs Slipway.',
        sample: { event: 'pull_request_target' },
    }),
    TRIGGER_MISSING: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`slipway ${f.verb}\` was not told what to release.`,
        hint: (f) => `Name a tag that exists (\`slipway ${f.verb} --tag 1.0.0\`) or ${f.verb === 'release' ? 'a version to make (`--version 1.0.0`)' : 'a commit without a tag by what it is released as (`--name NAME`); what making a version would do is shown by `slipway rehearse --version 1.0.0`'}.`,
        sample: { verb: 'release' },
    }),
    TRIGGER_BOTH: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `Both a tag (${f.tag}) and a version (${f.version}) were given, and they are two different requests.`,
        hint: () => 'Give `--tag` for a tag that exists, or `--version` to have references, commit and tag made.',
        sample: { tag: '1.0.0', version: '1.1.0' },
    }),
    RUN_NAME: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The line ${f.line} calls this run ${f.name} (\`on\`), which is no name of its tags (${f.pattern}).`,
        hint: (f) => `Let \`as\` be a name that ${f.pattern} takes with the line's \`scheme\`; \`scheme: free\` takes names that are no version numbers.`,
        sample: { line: 'km', name: 'daily', pattern: 'v{version}' },
    }),
    RUN_ELSEWHERE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `By the released commit, ${f.run} releases ${f.name}; by the line ${f.line} on ${f.branch} it releases ${f.there}. What is called how is for ${f.branch} to say.`,
        hint: (f) => `Bring the rule of \`on\` to ${f.branch}, or merge ${f.branch} into the branch that was pushed.`,
        sample: { line: 'km', run: 'a push to releases/beta', name: 'v0.1-test', branch: 'main', there: 'nothing' },
    }),
    TAG_MOVED_SINCE_EVENT: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} pointed to commit ${f.event} when this run was started, and points to ${f.now} now.`,
        hint: () => 'Somebody moved the tag. Look who and why; the push of the moved tag started a run of its own.',
        sample: { tag: '1.0.0', event: '1111111111', now: '2222222222' },
    }),
    TAG_NOT_PUSHED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} is in this clone, and not in ${f.repository}.`,
        hint: (f) => `Push it (\`git push origin ${f.tag}\`), or rehearse it first: \`slipway rehearse --tag ${f.tag}\`.`,
        sample: { tag: '1.0.0', repository: 'accanto-systems/os-vim-driver' },
    }),
    TAG_DIFFERS: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} is at commit ${f.here} in this clone, and at ${f.there} on GitHub.`,
        hint: (f) => `Fetch the one that counts (\`git fetch --force origin refs/tags/${f.tag}:refs/tags/${f.tag}\`), and look who moved it.`,
        sample: { tag: '1.0.0', here: '1111111', there: '2222222' },
    }),
    BRANCH_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.repository} has no branch ${f.branch}, so a version cannot be prepared on it.`,
        hint: () => 'Start the workflow from a branch that exists, or push the branch first.',
        sample: { branch: 'main', repository: 'accanto-systems/os-vim-driver' },
    }),
    REPOSITORY_UNKNOWN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `It is not known which GitHub repository the clone in ${f.folder} belongs to: it has no remote \`origin\` at GitHub with an owner and a name.`,
        hint: () => 'Set GITHUB_REPOSITORY=owner/name, or add the remote. For a GitHub Enterprise server set GITHUB_SERVER_URL and GITHUB_API_URL to its addresses.',
        sample: { folder: '/home/me/project' },
    }),
    TAG_NOT_CLAIMED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `No line of the config claims the tag ${f.tag}.${f.suggestion === undefined ? '' : ` Did you mean ${f.suggestion}?`}`,
        hint: (f) => `${f.suggestion === undefined || f.isThere === true ? '' : `There is no tag ${f.suggestion} yet: make it on the commit that is meant. `}Tag patterns of the lines: ${f.patterns}. What stands in place of {version} must be a version of the line's scheme.`,
        sample: { tag: '0.5.0', patterns: 'v{version}', suggestion: 'v0.5.0', isThere: false },
    }),
    VERSION_NOT_WRITTEN: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The line ${f.line} does not say where its version is written${f.version === undefined ? ', or no version stands there' : `, so there is no place that ${f.version} could be set in`}.`,
        hint: (f) => (f.version === undefined
            ? 'List the places under `version.written-in`, or name what is meant: a version with --version, or, for a commit without a tag, what it is released as with --name.'
            : `List the places in .slipway.yaml under \`version.written-in\` of the line, such as \`- { file: pyproject.toml, at: /project/version }\`, and do the same again. \`prepare\` and \`rehearse --version ${f.version}\` set it there as well then. Where the build takes the version from its tag, there is nothing to set.`),
        sample: { line: 'driver', version: '0.6.0' },
    }),
    VERSION_LOWER: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.version} is lower than ${f.found}, which ${f.file} says on ${f.branch}: to prepare it there would set the branch back.`,
        hint: (f) => `Prepare it on the branch of that series (check that branch out, or start the workflow from it). Is ${f.version} meant to come from ${f.branch} all the same: \`slipway set-version ${f.version}\`, and commit that on purpose first. Nothing was written.`,
        sample: { version: '0.2.0', branch: 'main', found: '0.4.0', file: 'pyproject.toml' },
    }),
    PREPARATION_CLOSED: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The edit for ${f.tag} was proposed, and a person closed it without merging it: ${f.url}`,
        hint: () => 'Open it again if the release is wanted after all, and run the same command; or prepare another version.',
        sample: { tag: 'v4.5.1', url: 'https://github.com/kubernetes-sigs/promo-tools/pull/1860' },
    }),
    LINE_UNCHANGED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Nothing below ${f.path} has changed between ${f.previous} and ${f.tag}.`,
        hint: () => 'This does not stop the run. If the tag belongs on another commit, make a new version there; if the line is about more than that folder, change its `path`.',
        sample: { tag: 'chart/0.4.1', path: 'deployments/helm/dra-example-driver', previous: 'chart/0.4.0' },
    }),
    DRY_RUN_OF_VERSION: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `A dry run cannot make the version ${f.version}: its commit and tag would be writes.`,
        hint: (f) => `Rehearse it instead: \`slipway rehearse --version ${f.version}\` makes them in a world of its own.`,
        sample: { version: '1.0.0' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/exec.js
// Codes of running tools and of the local disk.

const bytes = (size) => `${(size / 2 ** 20).toFixed(1)} MiB (${size} bytes)`;
const exec = {
    TOOL_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The program ${f.tool} is not on PATH of this machine.`,
        hint: (f) => f.how,
        sample: { tool: 'helm', how: 'Install Helm 3 or 4: https://helm.sh/docs/intro/install/ (in a workflow: azure/setup-helm).' },
    }),
    TOOL_NOT_STARTED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The program ${f.tool} could not be started: ${f.reason}.`,
        hint: () => 'Check that the file may be executed, that its interpreter exists, and that the working folder is there.',
        sample: { tool: '/usr/bin/python3', reason: 'EACCES: permission denied' },
    }),
    TOOL_FAILED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `\`${f.command}\` ended with ${f.code}.${f.lines.length > 0 ? ` Its last lines:\n${f.lines.map((line) => `  ${line}`).join('\n')}` : ' It printed nothing.'}`,
        hint: (f) => `The cause is in the output of ${f.tool}. Nothing that it was to make is used; after the repair run the same command again.`,
        sample: { tool: 'helm', command: 'helm lint chart', code: 'exit code 1', lines: ['[ERROR] Chart.yaml: version is required'] },
    }),
    DISK_FULL: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is no room on the disk for ${f.path} (${f.what}: ${f.said}).`,
        hint: () => 'Nothing that was half written is used, and nothing is written outside after it. Make room, or set RUNNER_TEMP (or TMPDIR) to a folder on a larger disk; then run the same command again.',
        sample: { what: 'write', path: '/home/runner/work/_temp/slipway-1f/out/driver-1.0.0-docs.tgz', said: 'ENOSPC' },
    }),
    DISK_SPACE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The disk of ${f.folder} has ${bytes(f.free)} left, and ${bytes(f.needed)} are needed (${f.why}).`,
        hint: () => 'Nothing was written outside. Make room there (on a runner: remove tool caches and images that nobody needs), or set RUNNER_TEMP (or TMPDIR) to a folder on a larger disk; then run the same command again.',
        sample: { folder: '/home/runner/work/_temp', free: 734_003_200, needed: 3_221_225_472, why: 'three times the largest image' },
    }),
    TOOL_OUTPUT_TOO_LARGE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The output of ${f.tool} is larger than the ${f.limit} bytes that are kept, and it is needed whole.`,
        hint: () => 'This is a limit of Slipway. Please open an issue and say how large the repository is.',
        sample: { tool: 'git', limit: 10_485_760 },
    }),
    CHILD_ENV_REFUSED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The config hands the environment variable ${f.name} to ${f.tool}, but that name holds a credential of the release or of the runner.`,
        hint: () => 'Code that builds never sees a release credential. If the build needs a token of its own, give it another name in the workflow (`env: BUILD_TOKEN: …`) and name that one.',
        sample: { tool: 'python3', name: 'ACTIONS_ID_TOKEN_REQUEST_TOKEN' },
    }),
    BUILD_SECRET_MISSING: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The config gives ${f.tool} the secret ${f.name}, and the environment of this run has none of that name.`,
        hint: (f) => `Set it in the workflow (\`env: ${f.name}: \${{ secrets.… }}\`), or in the terminal before a rehearsal.`,
        sample: { tool: 'docker', name: 'PIP_TOKEN' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/lock.js
// Codes of the lock that keeps two runs from releasing one tag at the same time.

const lock = {
    LOCK_HELD: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `Another run is releasing this tag: ${f.holder} holds ${f.ref} of ${f.repository}, until ${f.until} unless it goes on longer. This run waited ${f.seconds} s and wrote nothing.`,
        hint: (f) => `Nothing has to be done: that run finishes the release. If it is stuck, end it and run the same command again; a lock that nobody renews ends within three minutes. To break it by hand: \`${f.command}\``,
        sample: {
            ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', holder: 'workflow run 4711, attempt 1 (https://github.com/accanto/os-vim-driver/actions/runs/4711/attempts/1)', until: '2026-01-05T12:03:00Z',
            seconds: 600, command: 'gh api -X DELETE repos/accanto/os-vim-driver/git/refs/slipway/lock/1.0.0',
        },
    }),
    LOCK_LOST: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `This run does not hold ${f.ref} of ${f.repository} any more: ${f.why}. No new effect was begun after that.`,
        hint: () => 'Another run may be finishing the release. Run the same command again: it waits for that run, and finishes what is missing.',
        sample: { ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', why: 'somebody took it over, or broke it' },
    }),
    LOCK_BROKEN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.ref} of ${f.repository} is there, and it is no lock that this version of Slipway could read: ${f.what}.`,
        hint: (f) => `Who holds it cannot be told, so nothing was written. If no run of Slipway is at work on this tag, remove it with \`${f.command}\`, and run again.`,
        sample: { ref: 'refs/slipway/lock/1.0.0', repository: 'accanto/os-vim-driver', what: 'it leads to a commit', command: 'gh api -X DELETE repos/accanto/os-vim-driver/git/refs/slipway/lock/1.0.0' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/git.js
// Codes of the local clone.

const git = {
    NOT_A_CLONE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.folder} is no git clone that can be read${f.said ? `: git said "${f.said}"` : ''}.`,
        hint: () => 'Run Slipway inside a clone, or name one with --repository. In a workflow: put actions/checkout with `fetch-depth: 0` before it.',
        sample: { folder: '/home/me/project', said: 'fatal: not a git repository' },
    }),
    TAG_NOT_FOUND: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is no tag ${f.tag}: looked in ${f.looked}.${f.suggestion === undefined ? '' : ` Did you mean ${f.suggestion}?`}`,
        hint: (f) => f.shallow
            ? 'The clone is shallow and may lack tags. In a workflow: give actions/checkout `fetch-depth: 0`; in a terminal: `git fetch --unshallow --tags`.'
            : 'Was it deleted, or never pushed? `git tag -l` and `git ls-remote --tags origin` show what is there; push it with `git push origin TAG`. A name without a tag, such as one that rolls, is named with `--name` in place of `--tag`.',
        sample: { tag: '1.0.0', looked: 'the clone', shallow: false },
    }),
    TAG_NOT_COMMIT: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} points to a ${f.type} (${f.object}), not to a commit.`,
        hint: () => 'Only a commit can be released. Make a tag on the commit that is meant.',
        sample: { tag: 'junio-gpg-pub', type: 'blob', object: '6019c27d966fe3ce8adcc0e9f12078eef96ca6ef' },
    }),
    COMMIT_NOT_FOUND: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The commit ${f.commit} is not in ${f.where}.`,
        hint: () => 'Fetch it (`git fetch --all --tags`); in a workflow give actions/checkout `fetch-depth: 0`.',
        sample: { commit: '0f3c9e1d2b4a5968778695a4b3c2d1e0f0a1b2c3', where: 'the clone' },
    }),
    SHALLOW_CLONE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The clone is shallow, and ${f.what} cannot be read from it: what is missing would be taken for absent.`,
        hint: () => 'In a workflow give actions/checkout `fetch-depth: 0`; in a terminal: `git fetch --unshallow --tags`.',
        sample: { what: 'the list of all tags' },
    }),
    GIT_FAILED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `git could not ${f.what}. It said: ${f.said || 'nothing'}`,
        hint: () => 'The clone may be damaged (`git fsck` tells) or locked by another program.',
        sample: { what: 'read the tree of 0f3c9e1', said: 'fatal: bad object' },
    }),
    FETCH_FAILED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `git could not fetch ${f.what} from ${f.url}. It said: ${f.said || 'nothing'}`,
        hint: () => 'Check that the address exists and that the token may read it. Nothing was written.',
        sample: { url: 'https://github.com/me/project', what: '0f3c9e1', said: 'fatal: repository not found' },
    }),
    TAG_PUSH_FAILED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `git could not push the tag ${f.tag} to ${f.url}. It said: ${f.said || 'nothing'}`,
        hint: () => 'Check that the token may write contents. A tag that is there already is never moved.',
        sample: { tag: 'v1.0.0', url: 'https://github.com/me/project', said: 'remote: Permission denied' },
    }),
    TAG_SIGN_FAILED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag could not be signed: ${f.said}`,
        hint: () => 'The key is that of SLIPWAY_SIGNING_KEY (or the input `signing-key`), without a passphrase; else user.signingkey of `git config --global`. Nothing was written.',
        sample: { said: 'gpg: skipped "0x1234": No secret key' },
    }),
    SUBMODULE_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The submodule ${f.path} is needed at ${f.commit}, and its objects cannot be had: ${f.reason}. It would be packed as an empty folder.`,
        hint: () => 'Check it out beforehand: `git submodule update --init --recursive`, or `submodules: recursive` of actions/checkout.',
        sample: { path: 'vendor/lib', commit: '0f3c9e1d2b4a5968778695a4b3c2d1e0f0a1b2c3', reason: 'it is not checked out here, and its address is not https' },
    }),
    LFS_POINTER: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.path} is kept in Git LFS and its content (${f.object}) is not in this clone; only the pointer would be packed.`,
        hint: () => 'Fetch it beforehand: `git lfs fetch origin TAG`, or `lfs: true` of actions/checkout.',
        sample: { path: 'docs/film.mp4', object: 'sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/http.js
// Codes of the HTTP adapter. Facts carry URLs without their query: signed URLs and upload sessions are secrets in it.

const call = { method: 'POST', url: 'https://api.github.com/repos/accanto/driver/releases' };
const http = {
    HTTP_UNREACHABLE: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} could not be sent: ${f.what}.`,
        hint: (f) => f.unresolved === undefined
            ? 'Nothing arrived there, so nothing changed. Check the address, the network and the proxy (HTTPS_PROXY, NO_PROXY), and run the same command again.'
            : 'The name of the host is known to nobody who was asked, so nothing arrived. Look whether this machine has a network, whether it needs a proxy (HTTPS_PROXY, NO_PROXY), and whether the name is right. `slipway rehearse` needs no network.',
        facts: ({ what, unresolved }) => ({ what, ...(unresolved === undefined ? {} : { unresolved }) }),
        sample: { ...call, what: 'connect ECONNREFUSED 127.0.0.1:443' },
    }),
    HTTP_TLS: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.method} ${f.url} was not sent, as the server's certificate cannot be trusted: ${f.what}.`,
        hint: () => 'If the server uses a certificate authority of your own, name its file in NODE_EXTRA_CA_CERTS. Certificate checks cannot be switched off.',
        sample: { ...call, what: 'self-signed certificate' },
    }),
    HTTP_BROKEN: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The answer to ${f.method} ${f.url} did not come through: ${f.what}.`,
        hint: () => 'Run the same command again: it looks up what is there and goes on from it.',
        facts: ({ what }) => ({ what: `the answer did not come through (${what})` }),
        sample: { ...call, what: 'the connection was closed after 120 of 600 bytes' },
    }),
    HTTP_ANSWER_LOST: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `Nobody knows whether ${f.method} ${f.url} was carried out: ${f.what}. It was not sent a second time.`,
        hint: () => 'Run the same command again: it looks up what is there and goes on from it.',
        sample: { ...call, what: 'it was answered with 502' },
    }),
    HTTP_NOT_JSON: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} was answered with ${f.status}, but not with JSON. The answer begins with: ${f.start}`,
        hint: () => 'This is mostly the error page of a proxy or of an outage. Look at the service\'s status page and run the same command again.',
        facts: ({ status }) => ({ what: `it was answered with ${status}, but not with JSON` }),
        sample: { ...call, status: 200, start: '<!DOCTYPE html>' },
    }),
    HTTP_TOO_LARGE: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The answer to ${f.method} ${f.url} is larger than ${f.limit} bytes, which no right answer is.`,
        hint: () => 'Check that the address belongs to the service it should.',
        sample: { ...call, limit: 16777216 },
    }),
    HTTP_REDIRECT_REFUSED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} was redirected to ${f.to}, and that was not followed: ${f.why}.`,
        hint: () => 'If the service has moved, put its new address into the configuration; else ask its operator what the redirect is for.',
        sample: { ...call, to: 'http://example.com/', why: 'it leads from https to http' },
    }),
    HTTP_FILE_CHANGED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.file} was to be sent by ${f.method} ${f.url} with ${f.wanted} bytes, and only ${f.found} could be read from it.`,
        hint: () => 'Something changed the file during the run. Run again with nothing else writing there.',
        sample: { ...call, file: 'out/docs.tgz', wanted: 1000, found: 900 },
    }),
    RETRIES_SPENT: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.method} ${f.url} failed (${f.what}) and is not sent again: this run has lost ${f.minutes} minutes to failing requests by now.`,
        hint: () => 'The service fails too often to release there. Look at its status page and run the same command later: it finishes what is missing.',
        sample: { ...call, method: 'GET', what: 'it was answered with 502', minutes: 15 },
    }),
    RATE_LIMITED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.service} takes this request no sooner than ${f.until}: ${f.why}. That is ${f.seconds} seconds away, and this run may not wait so long.`,
        hint: (f) => `Run the same command after ${f.until}: it finishes what is missing. Or let it wait longer: --max-wait 2h.`,
        facts: (f) => f,
        sample: { service: 'https://api.github.com', until: '2026-01-01T12:00:00Z', seconds: 2400, why: 'it takes 500 creations an hour' },
    }),
};

// EXTERNAL MODULE: ./out/errors/catalog/registry.js
var registry = __nccwpck_require__(2271);
;// CONCATENATED MODULE: ./out/errors/catalog/github.js
// Codes of the GitHub adapter. GitHub's own words are kept: they are what people search for.

const refused = { what: 'create a draft release of accanto/os-vim-driver', status: 422, said: 'Validation Failed (body is too long)' };
const github = {
    GITHUB_TOKEN_REFUSED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `GitHub does not accept the token (asked to ${f.what}): ${f.said}`,
        hint: () => 'The token is missing, expired or mistyped. In a workflow leave the input `token` at its default; elsewhere set GITHUB_TOKEN. A token of a job lives for six hours at most.',
        sample: { what: refused.what, said: 'Bad credentials' },
    }),
    GITHUB_PERMISSION: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The token may not ${f.what}: ${f.said}`,
        hint: (f) => {
            const scopes = f.permission.split(/[;,]/).map((it) => it.trim()).filter((it) => it !== '');
            if (scopes.length === 0)
                return 'GitHub does not name the permission. Check that the token may write to this repository.';
            const lines = [...new Set(scopes)].map((it) => `\`${it.replace('=', ': ').replaceAll('_', '-')}\``).join(' or ');
            const workflows = scopes.some((it) => it.startsWith('workflows')) ? ' The token of a workflow can never have `workflows: write`: use one of a GitHub App for this.' : '';
            return `Add ${lines} to the \`permissions:\` of the job. Naming one permission sets all others to none, so keep those that are there.${workflows}`;
        },
        sample: { what: refused.what, permission: 'contents=write', said: 'Resource not accessible by integration' },
    }),
    GITHUB_PULLS_FORBIDDEN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The repository does not let workflows ${f.what}: ${f.said}`,
        hint: () => 'Switch on "Allow GitHub Actions to create and approve pull requests" in the settings of the repository (Actions, General), or give a token of a GitHub App.',
        sample: { what: 'open a pull request in accanto/os-vim-driver', said: 'GitHub Actions is not permitted to create or approve pull requests.' },
    }),
    GITHUB_NOT_FOUND: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `GitHub knows nothing at ${f.url} (asked to ${f.what}), or hides it from this token.`,
        hint: () => 'Check the name of the repository, and that the token may read it: GitHub says "not found" also to those who may not look.',
        sample: { what: 'read the repository accanto/os-vim-driver', url: 'https://api.github.com/repos/accanto/os-vim-driver' },
    }),
    GITHUB_REFUSED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `GitHub refused to ${f.what}. It answered ${f.status}: ${f.said}`,
        hint: () => 'GitHub\'s words say why. After the cause is gone, run the same command again: it goes on from what is there.',
        sample: refused,
    }),
    GITHUB_ANSWER: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `GitHub answered the request to ${f.what}, but \`${f.field}\` of the answer is ${f.found}.`,
        hint: () => 'The answer is not as GitHub documents it; something between here and GitHub may have made it. Run the same command again, and open an issue if it stays so.',
        sample: { what: 'list the releases of accanto/os-vim-driver', field: '[0].upload_url', found: 'missing' },
    }),
    GITHUB_TOO_MANY: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `To ${f.what} GitHub would have to be asked for more than ${f.limit} entries, and it gives no more.`,
        hint: () => 'Remove drafts and releases that nobody needs.',
        sample: { what: 'list the releases of accanto/os-vim-driver', limit: 10_000 },
    }),
    GITHUB_ORIGIN: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `GitHub at ${f.api} named ${f.url} as the place for uploads, which does not belong to it. The token was not sent there.`,
        hint: () => 'Check GITHUB_API_URL and GITHUB_SERVER_URL. Whoever answers in the place of GitHub could collect tokens so.',
        sample: { url: 'https://uploads.example.com/', api: 'https://api.github.com' },
    }),
    GITHUB_RULES: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `A ruleset of the repository does not let this token ${f.what}: ${f.said}`,
        hint: () => 'The token of a workflow cannot bypass rulesets. Add a GitHub App to the bypass list of the ruleset and give its token as the input `token`.',
        sample: { what: 'publish the release 1.0.0', said: 'Repository rule violations found. Cannot create ref due to creations being restricted.' },
    }),
    TAG_BURNED: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The tag name ${f.tag} of ${f.repository} once belonged to an immutable release, and GitHub never gives it again, not even after that release was deleted.`,
        hint: () => 'Nothing can bring the name back. Release the same content under the next version number.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver' },
    }),
    RELEASE_EXISTS: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.repository} has a published release ${f.tag} already, and it is another one than this run was making.`,
        hint: () => 'Nothing was overwritten. Look who published it; release a new version, or delete that release if nobody uses it, and run again.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver' },
    }),
    RELEASE_IMMUTABLE: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `GitHub does not let anybody ${f.what} any more, as the release is immutable: ${f.said}`,
        hint: () => 'What is published stays as it is. Release a new version.',
        sample: { what: 'upload a.tgz', said: 'Cannot upload assets to an immutable release.' },
    }),
    ASSET_EXISTS: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The release ${f.release} holds an asset ${f.name} with other content. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was overwritten. If somebody else uploaded it, find out why; if it may go, delete it there and run the same command again.',
        sample: { name: 'driver-1.0.0-docs.tgz', release: '1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    ASSET_RENAMED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `GitHub stored the asset ${f.asked} under the name ${f.got}.`,
        hint: () => 'Give the file a name that GitHub keeps: letters, digits and . _ + -',
        sample: { asked: 'driver docs.tgz', got: 'driver.docs.tgz' },
    }),
    ASSET_DIGEST: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The asset ${f.name} was uploaded, and GitHub holds other bytes than were sent. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Run the same command again: the release is still a draft, and the asset is uploaded anew.',
        sample: { name: 'driver-1.0.0-docs.tgz', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    REF_EXISTS: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.repository} has ${f.ref} already, at another object. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was moved. If it may go, delete it there and run the same command again.',
        sample: { ref: 'refs/tags/1.0.0', repository: 'accanto/os-vim-driver', found: '1111111', wanted: '2222222' },
    }),
    BRANCH_PROTECTED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The branch ${f.branch} takes no commit from this token: ${f.said}`,
        hint: () => 'The change can go as a pull request (`version.as: pull-request`, or --as pull-request); or add a GitHub App to the bypass list of the protection and give its token.',
        sample: { branch: 'main', said: 'Changes must be made through a pull request.' },
    }),
    BRANCH_MOVED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The branch ${f.branch} has moved on from ${f.expected} while a commit for it was being made.`,
        hint: () => 'Somebody pushed at the same time. Run the same command again: the change is made afresh on top of what is there.',
        sample: { branch: 'main', expected: '1111111' },
    }),
};

// EXTERNAL MODULE: ./out/errors/catalog/package-index.js
var package_index = __nccwpck_require__(3971);
;// CONCATENATED MODULE: ./out/errors/catalog/notes.js
// Codes of the changelog and of the words about a release.

const notes = {
    CHANGELOG_NO_PLACE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is no place in ${f.file} for the section of a release: ${f.why}.`,
        hint: (f) => `Give ${f.file} a title (\`# Changelog\`) as its first line, or a first section of a version by hand (\`## 1.2.0\`), or name another file in the line's \`changelog\`. Nothing was written.`,
        facts: (f) => ({ file: f.file }),
        sample: { file: 'CHANGELOG.md', why: 'it has text, and neither a title nor the section of any version' },
    }),
    CHANGELOG_NO_SECTION: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `In what ${f.tag === f.version ? 'the tag' : `the tag ${f.tag}`} names, ${f.file} has no section of ${f.version}, and the text of the release is to be that section.`,
        hint: (f) => `Write the section before the tag is made (\`changelog: { when: tag }\` lets \`slipway prepare\` do it), or let it be made after (\`changelog: { when: after }\`): then it is what stands under Unreleased, else what is made of the changes. \`slipway notes ${f.version} --from commits\` shows what it could say.`,
        facts: (f) => ({ file: f.file, version: f.version }),
        sample: { file: 'CHANGELOG.md', version: '1.2.0', tag: '1.2.0' },
    }),
    CHANGELOG_EMPTY: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The section of ${f.version} in ${f.file} says nothing: ${f.from === 'unreleased' ? 'nothing stands under Unreleased' : `there is nothing from ${f.from}`}.`,
        hint: (f) => `Write what the release brings under \`## [Unreleased]\` in ${f.file} before the tag is made, or name another source in \`changelog.from\` (\`commits\` lists what came to the branch). This does not stop the run.`,
        facts: (f) => ({ file: f.file, version: f.version }),
        sample: { file: 'CHANGELOG.md', version: '1.2.0', from: 'pulls' },
    }),
    CHANGELOG_BY_PULL: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The section of ${f.file} cannot be committed to ${f.branch} (${f.why}); it is proposed in a pull request instead.`,
        hint: () => 'Merge it after the release. This does not stop the run.',
        sample: { branch: 'main', file: 'CHANGELOG.md', why: 'a ruleset demands: pull_request' },
    }),
    NOTES_FILE_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is no file ${f.file} at ${f.tag}, and the text of the release is to be what it says.`,
        hint: () => 'Commit the file before the tag is made, or name another source in `notes`.',
        facts: (f) => ({ file: f.file }),
        sample: { file: 'docs/notes.md', tag: '1.2.0' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/promote.js
// Codes of promotion: what goes into a list or a file of another repository, through a pull request.

const promote = {
    IMAGE_LIST: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.file} is no image list that can be grown: ${f.what}.`,
        hint: () => 'Put it right in its repository first. Nothing was proposed there.',
        sample: { file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', what: '"sha256:12" is no digest: sha256: with 64 hex digits is expected' },
    }),
    IMAGE_LIST_CONFLICT: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.image}:${f.tag} is promoted already with another digest (${f.file}). Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'A tag that is promoted never moves, and no pull request was opened for it. Release the new bytes under a new version (or revision).',
        sample: { file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', image: 'demo', tag: 'v1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    PROMOTE_MOVING_TAG: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.image}:${f.tag} is not promoted: a promoted tag never moves, and ${f.tag} is one that does.`,
        hint: () => 'Promote tags with a version. `pointers:` of `publish.image` are never promoted.',
        sample: { image: 'demo', tag: 'latest' },
    }),
    CANARY_FAILED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `What is staged did not pass: \`${f.command}\` ended with exit code ${f.code}. Nothing was proposed for promotion.`,
        hint: () => 'The log has what it said. If the fault lies in what was released, release a new version (or revision); if it lies elsewhere, run the same command again: it goes on from what is staged.',
        sample: { command: './canary.sh', code: 1 },
    }),
    PROMOTE_FILE_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.repository} has no ${f.file} on ${f.branch}.`,
        hint: () => 'Check `file:` and `branch:` of the entry. A list of a new project has to be made there first, with its owners.',
        sample: { file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', repository: 'kubernetes/k8s.io', branch: 'main' },
    }),
    PROMOTE_DIGEST_MOVED: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.image} is not what was pushed any more. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Somebody pushed the tag again after this release did, another build of the same tag for one. No pull request was opened. Find out who, and bring the tag back to the digest of this release, or release a new version.',
        sample: { image: 'us-central1-docker.pkg.dev/k8s-staging-images/demo/demo:v1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    PROMOTE_NOT_STAGED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.image} is to be promoted, and the registry has no such tag.`,
        hint: () => 'What is promoted has to be staged first: by `publish:` of this line, or by the system that pushes it (`from:`). Run the same command when it is there.',
        sample: { image: 'us-central1-docker.pkg.dev/k8s-staging-images/demo/demo:v1.0.0' },
    }),
    FORK_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is no right to push to ${f.repository}, and ${f.fork === '' ? 'no fork of it' : `the fork ${f.fork}`} to push to: ${f.why}.`,
        hint: (f) => `Fork ${f.repository} under the account that is to open the pull request, give a token of that account (with repo, and workflow where the fork is behind) as \`target-token\` or in SLIPWAY_TARGET_TOKEN, and name another fork as \`fork: owner/name\`.`,
        sample: { repository: 'kubernetes/k8s.io', fork: '', why: 'the token belongs to a workflow or an app, which has no fork and can make none' },
    }),
    PROMOTION_CLOSED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The pull request ${f.url} was closed without being merged.`,
        hint: (f) => `Somebody has decided so, and Slipway opens no second one against that. Ask there; reopen it to go on with it. To have a new one opened, delete the branch ${f.branch} and run the same command.`,
        sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', branch: 'me:demo-v1.0.0-image-promotion' },
    }),
    PROMOTION_REVERTED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The pull request ${f.url} was merged (${f.merged}), and what it brought is not in ${f.file} on ${f.base} any more.`,
        hint: () => 'Somebody took it out again, by a revert for one. Ask there. When it is back in the file, run the same command: it goes on from there. Else release a new version.',
        sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', file: 'registry.k8s.io/images/k8s-staging-demo/images.yaml', base: 'main', merged: '2026-01-05T12:00:00Z' },
    }),
    PROMOTION_BRANCH: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The branch ${f.branch} holds changes that Slipway did not make, and ${f.file} has changed on ${f.base} since.`,
        hint: () => 'Nothing was overwritten. Rebase the branch by hand; or delete it, and the change is made anew.',
        sample: { branch: 'me:demo-v1.0.0-image-promotion', file: 'images.yaml', base: 'main' },
    }),
    PROMOTION_FOREIGN: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The pull request ${f.url} comes from ${f.branch}, where the change of this release belongs, and Slipway did not open it (or its last line was taken out).`,
        hint: () => 'Nothing was changed there. Close it, or put its last line back, and run the same command.',
        sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', branch: 'me:demo-v1.0.0-image-promotion' },
    }),
    PROMOTION_BUSY: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The branch ${f.branch} or its base moved each of the ${f.tries} times that the change was made.`,
        hint: () => 'Others write there right now. Run the same command again: it goes on from what is there.',
        sample: { branch: 'me:demo-v1.0.0-image-promotion', tries: 8 },
    }),
    PROMOTE_REVIEWERS: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Nobody was asked to review ${f.url}: ${f.said}`,
        hint: () => 'This does not stop the run. GitHub takes collaborators of the repository only; name others with `cc:`.',
        sample: { url: 'https://github.com/kubernetes/k8s.io/pull/7871', said: 'Reviews may only be requested from collaborators.' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/prune.js
// Codes of housekeeping.

const prune = {
    PRUNE_AGE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.name} is ${JSON.stringify(f.text)}, which is no number of days.`,
        hint: () => 'Days or weeks: 30d, 8w.',
        sample: { name: '--older-than', text: '30' },
    }),
    PRUNE_NO_POLICY: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `Neither the config (line ${f.line}) nor a flag says which releases are stale.`,
        hint: () => 'Add `prune: { match: "*-daily", keep: 5, older-than: 30d }` to the line, or say it with --match, --keep-last and --older-than; or name one release: `slipway prune v0.1-old`.',
        sample: { line: 'km' },
    }),
    PRUNE_SEVERAL: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Several releases or drafts are called ${f.tag}: ${f.urls}. Which one is meant cannot be told. Nothing was removed.`,
        hint: () => 'Name the line with --line when they are in different repositories; else remove the one that is meant by hand.',
        sample: { tag: 'v0.1-old', urls: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-old, https://github.com/kontainapp/km-releases/releases/tag/untagged-1a2b' },
    }),
    PRUNE_UNKNOWN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is no release ${f.tag} in ${f.where}, and no tag of that name. Nothing was removed.`,
        hint: (f) => `${f.meant === '' ? '' : `Did you mean ${f.meant}? `}\`gh release list\` shows which there are. Of one that was pruned nothing is left to remove.`,
        sample: { tag: 'v0.1-odl', where: 'kontainapp/km-releases', meant: 'v0.1-old' },
    }),
    PRUNE_FOREIGN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The release ${f.tag} was not made by Slipway: ${f.url}. Nothing was removed.`,
        hint: () => 'Look whose it is. With --adopt it is removed all the same.',
        sample: { tag: 'v0.1-beta1', url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-beta1' },
    }),
    PRUNE_BUSY: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.tag} is not removed: ${f.holder}.`,
        hint: (f) => `Wait for that run, or look at it: \`slipway status ${f.tag}\`.`,
        sample: { tag: 'v0.1-test', holder: 'run 42 of kontainapp/km is at work on it' },
    }),
    PRUNE_CHANGED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.what} has changed since it was looked at, and stays: ${f.url}`,
        hint: () => 'Run the same command again; it looks anew. What was removed before stays removed.',
        sample: { what: 'v0.1-old of kontainapp/km-releases', url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-old' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/publish.js
// Codes of the rooms that prepare, publish and follow.

const publish = {
    TAG_MOVED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The tag ${f.tag} of ${f.repository} was at ${f.pinned} when this run began, and is at ${f.now} now.`,
        hint: (f) => `Nothing more is published from a tag that moves. Find out who moved it. To go on with what was begun, put it back (\`git push --force origin ${f.pinned}:refs/tags/${f.tag}\`) and run the same command again; a tag that moved before anything was public may be released as it is now, by running again; else release a new version.`,
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', pinned: '1111111111', now: '2222222222' },
    }),
    TAG_EXISTS: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.repository} has a tag ${f.tag} already (at commit ${f.commit}), and it cannot be the one that was to be made: ${f.why}.`,
        hint: (f) => `No tag was moved. Release the tag that is there with \`--tag ${f.tag}\`, or prepare another version.`,
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', commit: '1111111111', why: 'setup.cfg says 0.9.0 there' },
    }),
    RELEASE_FOREIGN: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.repository} has a published release ${f.tag} that Slipway did not make: ${f.url}`,
        hint: () => 'Nothing was changed there. To take it over as it is and add what is missing, run again with `--adopt`. Else release a new version, or delete that release if nobody uses it, and run again.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', url: 'https://github.com/accanto/os-vim-driver/releases/tag/1.0.0' },
    }),
    RELEASE_TAKEN: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.repository} has a published release ${f.tag} already, made from another commit: ${f.url}`,
        hint: (f) => `Nothing was changed there. Release another name; or, when releases of this name are to take the place of one another, put ${f.tag} into \`publish.release.replace\` of the config.`,
        sample: { tag: 'v0.10-beta-demo-nokia', repository: 'kontainapp/km-releases', url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.10-beta-demo-nokia' },
    }),
    TAG_TAKEN: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `${f.repository} has a tag ${f.tag} at ${f.found} already, and this release is of ${f.wanted}.`,
        hint: (f) => `Nothing was moved. Release that tag (\`slipway release --tag ${f.tag}\`), or another name; or, when ${f.tag} is to move with each release, put it into \`publish.release.replace\` of the config.`,
        sample: { tag: 'v0.1-demo', repository: 'kontainapp/km', found: '9a8b7c6d5e4f30211203f4e5d6c7b8a9f0e1d2c3', wanted: '1f0c2d4e5b6a79880f1e2d3c4b5a69788f0e1d2c' },
    }),
    ROLLING_IMMUTABLE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.tag} is to roll, and ${f.repository} makes releases that nobody can change (${f.why}). GitHub gives the tag name of such a release once and never again: "tag_name was used by an immutable release".`,
        hint: (f) => `Take ${f.tag} out of \`publish.release.replace\` and release a name of its own each time; or release to a repository without immutable releases (\`publish.release.repository\`), or turn them off in the settings of ${f.repository}.`,
        sample: { tag: 'v0.1-daily', repository: 'kontainapp/km-releases', why: 'its setting says so' },
    }),
    ROLLING_UNPROVEN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Whether releases of ${f.repository} are immutable is told to its administrators only, and there is no release yet that would show it. If they are, ${f.tag} can be released once and never again.`,
        hint: (f) => `Look at the settings of ${f.repository}, under Releases. This does not stop the run.`,
        sample: { tag: 'v0.1-daily', repository: 'kontainapp/km-releases' },
    }),
    ROLLING_OLDER: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.tag} of ${f.repository} is a release of ${f.out} already, which ${f.how} ${f.commit}: a run that comes late does not take its place.`,
        hint: () => 'There is nothing to do. To go back on purpose, revert the change and release that commit; or delete the newer release first.',
        sample: { tag: 'v0.1-daily', repository: 'kontainapp/km-releases', commit: '1f0c2d4e5b6a79880f1e2d3c4b5a69788f0e1d2c', out: '9a8b7c6d5e4f30211203f4e5d6c7b8a9f0e1d2c3', how: 'comes after' },
    }),
    REPLACE_WIDE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`publish.release.replace\` takes names of final versions (${f.patterns}). Those never roll: one that is released stays as it is.`,
        hint: () => 'Name what is to roll more closely: `*-daily`, `v*-test`, `edge`.',
        sample: { patterns: 'v*' },
    }),
    REPLACES: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `This release takes the place of ${f.which} (${f.url}): ${f.tag} of ${f.repository} rolls. The old one stays public until the new one is complete, and is deleted after that.`,
        hint: () => 'What shall be kept of the old one, download before. If that is not meant, take the name out of `publish.release.replace`.',
        sample: { tag: 'v0.1-test', repository: 'kontainapp/km-releases', which: 'a release that Slipway did not make', url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.1-test' },
    }),
    ADOPTS: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The ${f.kind} ${f.tag} of ${f.repository} (${f.url})${f.title === '' ? '' : `, "${f.title}",`} was begun by other means and is taken over. Its title, its text and its assets stay${f.assets === '' ? '; it has none of the last' : `: ${f.assets}`}.`,
        hint: () => 'Asked for by `--adopt`; this does not stop the run. Assets with the names of this release must have its bytes, or the run ends in a conflict before it writes. Further assets stay, and are named in the report.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', kind: 'draft', url: 'https://github.com/accanto/os-vim-driver/releases', title: 'The first one', assets: 'manual.pdf' },
    }),
    ADOPT_SEVERAL: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.repository} has several drafts ${f.tag} that Slipway did not make, and which of them is to be taken over cannot be told: ${f.urls}.`,
        hint: () => 'Nothing was changed. Delete all but the one that is to become the release, and run again with `--adopt`; without it the release gets a draft of its own.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', urls: 'https://github.com/accanto/os-vim-driver/releases/tag/untagged-1, https://github.com/accanto/os-vim-driver/releases/tag/untagged-2' },
    }),
    ADOPT_TOO_LONG: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The release ${f.tag} (${f.url}) cannot be taken over: its text, with the line that says what it held, would have ${f.length} characters, and GitHub takes ${f.most}.`,
        hint: () => 'Nothing was changed. Shorten its text, or remove assets from it that nobody needs, and run again.',
        sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', length: 131_000, most: 125_000 },
    }),
    DRAFT_FOREIGN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.repository} has a draft release ${f.tag} that is ${f.whose}: ${f.url}. It is left alone; this release gets a draft of its own.`,
        hint: () => 'Delete it by hand when nobody needs it any more. This does not stop the run. To go on with that draft instead, run with `--adopt` before this release has a draft of its own.',
        sample: { tag: '1.0.0', repository: 'accanto/os-vim-driver', url: 'https://github.com/accanto/os-vim-driver/releases', whose: 'not of Slipway' },
    }),
    DRAFT_CHANGED: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The draft release ${f.tag} (${f.url}) holds what this release did not put there: ${f.names}.`,
        hint: () => 'Somebody changed the draft. Nothing was removed or published. Delete the assets that do not belong there (or all of the draft), and run again.',
        sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', names: 'surprise.exe' },
    }),
    RECORD_BROKEN: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The record (slipway.json) in ${f.where} cannot be the record of this release: ${f.what}.`,
        hint: () => 'The record says which bytes are frozen, so nothing goes on without it. Somebody changed it. If nothing of this release is public: delete the draft (or the ref) that holds it and run again; else release a new version.',
        sample: { where: 'the draft 1.0.0', what: 'it is no JSON' },
    }),
    RECORD_APPEARED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `There is a record in ${f.where} that was not there before this run was about to write: its bytes are frozen.`,
        hint: () => 'Another run of the same release has gone on, or GitHub showed an old state. Nothing was replaced. Run the same command again: it goes on from the record.',
        sample: { where: 'the draft 1.0.0 (https://github.com/accanto/os-vim-driver/releases)' },
    }),
    FROZEN_GONE: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `Bytes that an earlier run of this release froze are gone: ${f.gone}. They are not built again, as that might give other bytes${f.public === '' ? '' : `, and of this release is public already: ${f.public}`}.`,
        hint: () => 'Bring them back where they were (each must have the digest that is named), or release a new version. Only when nobody has taken what is public: remove that too, then the next run builds everything again.',
        sample: { gone: 'driver-1.0.0-docs.tgz (sha256:1111), which should be in the draft 1.0.0 of accanto/os-vim-driver', public: 'docker.io/accanto/os-vim-driver:1.0.0' },
    }),
    FROZEN_AGAIN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Bytes that an earlier run of this release froze are gone: ${f.gone}. Nothing of it is public yet, so ${f.records} is taken back and everything is built again.`,
        hint: () => 'Nothing has to be done. This does not stop the run. If it comes again and again, somebody deletes what waits to be published: look for clean-up rules of the registry.',
        sample: { gone: 'image (sha256:1111), which should be in docker.io/accanto/os-vim-driver', records: 'slipway.json of the draft 1.0.0 of accanto/os-vim-driver' },
    }),
    FROZEN_VANISHED: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `${f.name} (${f.digest}) was ${f.where} when this run began, and is not there any more.`,
        hint: () => 'Somebody removed it in this very moment, or the service shows an old state. Run the same command again: it looks afresh, and decides what can be done.',
        sample: { name: 'image', digest: 'sha256:1111', where: 'in docker.io/accanto/os-vim-driver' },
    }),
    RECORDS_DIFFER: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `Two records of this release freeze other bytes as ${f.name}: ${f.one}, and ${f.other}.`,
        hint: () => 'Two runs froze what they built without knowing of one another. Nothing was published. Delete the record whose bytes are not public (the draft that holds it, or the ref that is named), and run again.',
        sample: { name: 'image', one: 'sha256:1111 in slipway.json of the draft 1.0.0 of accanto/os-vim-driver', other: 'sha256:2222 in refs/slipway/record/1.0.0/1111111 of accanto/os-vim-driver' },
    }),
    DRAFT_BUSY: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `The draft ${f.tag} (${f.url}) does not hold any more what this run has just put there: ${f.names}. Nothing was frozen.`,
        hint: () => 'Another run of the same release is at work, or somebody changes the draft. Nothing is public. Run the same command again when the other one has ended.',
        sample: { tag: '1.0.0', url: 'https://github.com/accanto/os-vim-driver/releases', names: 'driver-1.0.0-docs.tgz' },
    }),
    ASSET_NAME: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `A release asset cannot be called ${JSON.stringify(f.name)}: GitHub would store it under another name, and checksums would name a file that does not exist.`,
        hint: (f) => `Use ${f.allowed} in the names of what is built.`,
        sample: { name: 'driver docs.tgz', allowed: 'letters, digits and . _ + -' },
    }),
    ASSET_COLLISION: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `Two assets of the release would be called ${f.name}: one from ${f.first}, one from ${f.second}.`,
        hint: () => 'Give one of them another name (`name:` of the build entry). SHA256SUMS, slipway.json and RELEASE_NOTES.md are names of Slipway\'s own.',
        sample: { name: 'docs.tgz', first: 'docs', second: 'more-docs' },
    }),
    ASSET_LIMIT: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.what}, and GitHub takes ${f.limit}.`,
        hint: () => 'Attach less (`assets:` of the release), or publish large files elsewhere and link them.',
        sample: { what: 'The asset image.tar has 3000000000 bytes', limit: 'less than 2 GiB for one asset' },
    }),
    TITLE_TOO_LONG: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The title of the release (${JSON.stringify(f.title)}) has ${f.length} characters, and GitHub takes ${f.limit}.`,
        hint: () => 'Shorten `title:` of `publish.release`; what is to be read belongs into the text of the tag.',
        sample: { title: 'Release 1.0.0, which brings …', length: 300, limit: 256 },
    }),
    TAG_TOO_LONG: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The name of the tag ${f.tag.slice(0, 60)} … has ${f.length} bytes, and a release takes at most ${f.limit}.`,
        hint: () => 'Use a shorter tag. GitHub ends names of refs at 255 bytes, and Slipway keeps its lock and its record in refs that are named after the tag.',
        sample: { tag: 'release-of-the-driver-that-was-made-after-the-meeting-of-the-first-of-may', length: 180, limit: 170 },
    }),
    IMAGE_TAG: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${JSON.stringify(f.text)} cannot be a tag in a registry.`,
        hint: () => 'A tag has up to 128 letters, digits and . _ - and does not begin with . or -. `{version}` in `tags:` is spelt so that it fits.',
        sample: { text: 'v1.0.0+build' },
    }),
    IMAGE_LAYOUT: (0,entry/* entry */.f)({
        kind: 'bug',
        message: (f) => `The OCI layout at ${f.path} is not whole: ${f.what}.`,
        hint: () => 'Run again from a clean state. If it stays so, this is a fault of Slipway: please open an issue.',
        sample: { path: 'out/image', what: 'the blob sha256:1111 is missing' },
    }),
    CHART_UNREADABLE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The chart ${f.file} cannot be published: ${f.what}.`,
        hint: () => 'It has to be what `helm package` writes: a folder with a Chart.yaml that has name and version.',
        sample: { file: 'driver-1.0.0.tgz', what: 'there is no Chart.yaml in it' },
    }),
    PUSH_DENIED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The registry does not let us push to ${f.name} (${f.scope}): ${f.reason}`,
        hint: (f) => `Log in to ${f.name.split('/')[0] ?? f.name} before (docker/login-action in a workflow), with an account that may push there; for ghcr.io add \`packages: write\` to the \`permissions:\` of the job.`,
        sample: { name: 'docker.io/accanto/os-vim-driver', scope: 'repository:accanto/os-vim-driver:pull,push', reason: 'denied: requested access to the resource is denied' },
    }),
    REVISION_UNUSED: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The revision ${f.revision} was given, and no image tag of the line ${f.line} has a revision.`,
        hint: () => 'Leave --revision out, or write {revision} into the tags: `tags: ["v{version}-{revision}"]`.',
        sample: { line: 'driver', revision: 1 },
    }),
    REVISION_FROZEN: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The image of ${f.tag} is out with the revision ${f.frozen}, and ${f.given} was given.`,
        hint: (f) => `Leave --revision out: the release goes on with ${f.frozen}. Other bytes of the same version need a tag of git of their own.`,
        sample: { tag: 'v3.4.0', frozen: 0, given: 1 },
    }),
    REVISION_EXISTS: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `The very same image (${f.digest}) is out as ${f.name}:${f.tag} already.`,
        hint: (f) => `Run the same with --revision ${f.revision}: then that tag is the one of this release. Nothing was written.`,
        sample: { name: 'gcr.io/k8s-staging-artifact-promoter/kpromo', tag: 'v3.4.0-0', digest: 'sha256:1111', revision: 0 },
    }),
    CHART_IMAGE_MISSING: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The chart installs the image ${f.image}, and there is none${f.also ? ` (looked for in ${f.also} as well)` : ''}: ${f.why}.`,
        hint: () => 'Release the image first, or name one that is there: `appVersion` in Chart.yaml, or `image.tag` in values.yaml. For an image that is made elsewhere: `publish.chart.image: false`.',
        sample: { image: 'registry.k8s.io/dra-example-driver/dra-example-driver:v0.5.0', also: '', why: 'there is no tag v0.5.0 that it could come from' },
    }),
    CHART_NOT_RELEASED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.tag} is a new image, and the line ${f.line} has no new chart for it${f.newest ? ` (its newest tag is ${f.newest})` : ''}.`,
        hint: () => 'This does not stop the run. Whoever installs the chart gets the image before, until a chart with the new `appVersion` is released; both tags may stand on one commit.',
        sample: { tag: 'v0.4.0', line: 'chart', newest: 'chart/0.3.0' },
    }),
    PUSH_CHANGED: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `Somebody pushed ${f.name}:${f.tag} while this run was about to. Found ${f.found}, wanted ${f.wanted}.`,
        hint: () => 'Nothing was overwritten. Look who pushed it; release a new version, or delete that tag if nobody uses it, and run again.',
        sample: { name: 'docker.io/accanto/os-vim-driver', tag: '1.0.0', found: 'sha256:1111', wanted: 'sha256:2222' },
    }),
    POINTER_TOO_EARLY: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The release ${f.tag} of ${f.repository} is not public, so nothing is pointed to it.`,
        hint: () => 'Publish the release first: pointers move last. A run with --only that leaves the release out leaves pointers out as well.',
        sample: { tag: 'v0.9.1', repository: 'kontainapp/km-releases' },
    }),
    POINTER_PROTECTED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.branch} of ${f.repository} takes no commit from this token (${f.said}), so ${f.file} there cannot be pointed to the release.`,
        hint: () => 'Put the pointer on a branch of its own (`publish.pointer.branch`), let it be a tag, or add the GitHub App of the token to the bypass list of the protection.',
        sample: { file: 'default-release', repository: 'kontainapp/km-releases', branch: 'main', said: 'a ruleset demands: pull_request' },
    }),
    POINTER_BRANCH_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.repository} has no branch ${f.branch}, on which a pointer should stand.`,
        hint: () => 'Make the branch (an empty repository has none), or set `publish.pointer.branch`.',
        sample: { repository: 'kontainapp/km-releases', branch: 'main' },
    }),
    POINTER_NO_TAG: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.repository} has no tag ${f.tag}, so no moving tag there can go to it.`,
        hint: () => 'A tag in another repository follows the release there: publish the release in that repository, or point with a file.',
        sample: { repository: 'kontainapp/km-releases', tag: 'v0.9.1' },
    }),
    POINTER_BUSY: (0,entry/* entry */.f)({
        kind: 'remote',
        message: (f) => `Somebody else wrote at the same time, ${f.tries} times in turn: ${f.pointer} is not moved.`,
        hint: () => 'Run the same command again.',
        sample: { pointer: 'default-release of kontainapp/km-releases', tries: 5 },
    }),
    RIGHT_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The token lacks \`${f.scope.replace(':', ': ')}\` for ${f.repository}, which is needed to ${f.why}. ${f.said}`,
        hint: (f) => f.elsewhere === true
            ? `The token of a workflow ends at its own repository. Give one of a person or an App that may write to ${f.repository} as \`target-token\` or in SLIPWAY_TARGET_TOKEN; it is used for that repository only.`
            : `Add \`${f.scope.replace(':', ': ')}\` to the \`permissions:\` of the job. Naming one permission sets all others to none, so keep those that are there.`,
        sample: { scope: 'contents:write', repository: 'accanto/os-vim-driver', why: 'create the release', said: 'GitHub answered 403: Resource not accessible by integration' },
    }),
    TARGET_EMPTY: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.repository} has no commit on its branch ${f.branch}, and GitHub publishes no release in an empty repository.`,
        hint: (f) => `Commit something to ${f.branch} of ${f.repository}, a README say. The tags of releases stand at that branch.`,
        sample: { repository: 'kontainapp/km-releases', branch: 'master' },
    }),
    RIGHT_UNPROVEN: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Whether the right ${f.scope} for ${f.where} is there cannot be proven in advance: ${f.said}`,
        hint: () => 'This does not stop the run. If the right is missing, the run stops when it is needed, and the same command goes on after it was given.',
        sample: { scope: 'packages:write', where: 'accanto/os-vim-driver', said: 'GitHub has no request that asks for it without taking effect' },
    }),
    NEXT_BY_PULL: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The next version cannot be committed to ${f.branch} (${f.why}); it is proposed in a pull request instead.`,
        hint: () => 'Merge it after the release. This does not stop the run.',
        sample: { branch: 'main', why: 'a ruleset demands: pull_request' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/build.js
// Codes of building.

const build = {
    ARCHIVE_UNREADABLE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.archive} cannot be read: ${f.reason}.`,
        hint: () => 'It is damaged, or was made by a tool whose format is not known here. Build it again; if that does not help, please open an issue with the tool and its version.',
        sample: { archive: 'image.tar', reason: 'it ends in the middle of a member' },
    }),
    DOCS_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The docs folder ${f.folder} is not in the tagged commit ${f.commit}.`,
        hint: () => 'Set `build.docs.from` to the folder as git has it (an empty folder is not in git), or remove `build.docs`.',
        sample: { folder: 'docs', commit: '0f3c9e1d2b4a' },
    }),
    FILES_FOLDER_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The folder ${f.folder} of build.files (${f.entry}) is not in the tagged commit ${f.commit}.`,
        hint: () => 'Set `build.files.path` to the folder as git has it (an empty folder is not in git).',
        sample: { folder: 'payload/python', entry: 'python', commit: '0f3c9e1d2b4a' },
    }),
    FILES_NO_MATCH: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The command of build.files (${f.entry}) ended well, and left nothing behind that ${f.pattern} matches${f.folder === '.' ? '' : ` in ${f.folder}`}. Nothing was written.`,
        hint: () => 'Look in the log where the command put it: `take` is relative to `path`; `*` stays within a folder and `**` does not.',
        sample: { entry: 'kontain', pattern: 'build/*.tar.gz', folder: '.' },
    }),
    FILES_NAME_TWICE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Two files would be the asset ${f.name}: ${f.one} and ${f.other}.`,
        hint: () => 'Assets have no folders. Let the commands give the files names of their own, or narrow `take`.',
        sample: { name: 'runenv.tar.gz', one: 'out/python/runenv.tar.gz', other: 'out/node/runenv.tar.gz' },
    }),
    FILES_LINK: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.path}, which \`build.files.take\` matches, is a link to ${f.target}: what it leads to may be any file of this machine, and would be published.`,
        hint: () => 'Let the command put a file there, or take the file that the link leads to.',
        sample: { path: 'build/kontain.tar.gz', target: 'kontain-0.9.tar.gz' },
    }),
    FILES_NO_FILE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.path}, which \`build.files.take\` matches, is no file but a pipe, a socket or a device: there is nothing in it that could be published.`,
        hint: () => 'Let the command put a file there, or narrow `take`.',
        sample: { path: 'build/agent.sock' },
    }),
    LINK_ESCAPES: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The link ${f.path} leads to ${f.target}, which is outside of ${f.folder}: whoever unpacks the archive would find nothing there, or something of their own machine.`,
        hint: () => 'Put a copy of the file in place of the link, or let the link lead to a file within the folder.',
        sample: { path: 'docs/passwd', target: '/etc/passwd', folder: 'docs' },
    }),
    SECRET_PACKED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.archive} would carry ${f.path} to everybody, a file that usually holds credentials.`,
        hint: () => 'Take it out of the repository (and change what it held, if it was real), or out of what is packed.',
        sample: { path: 'config/.env', archive: 'demo-1.0.0-docs.tgz' },
    }),
    PYTHON_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `No Python of this machine can build the wheel. Asked:\n${f.tried.map((line) => `  ${line}`).join('\n')}`,
        hint: () => 'Install build and the backend of the project for one of them (`python3 -m pip install build setuptools wheel`; on Debian or Ubuntu: `apt-get install python3-build python3-setuptools python3-wheel`), or name an interpreter with `build.wheel.python` or SLIPWAY_PYTHON.',
        sample: { tried: ['/usr/bin/python3 (3.11.2): no module build'] },
    }),
    WHEEL_SOURCE_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `There is neither a setup.py nor a pyproject.toml in ${f.folder} of the tagged commit.`,
        hint: () => 'Set `build.wheel.path` to the folder of the Python project, or remove `build.wheel`.',
        sample: { folder: 'python' },
    }),
    WHEEL_VERSION_NONE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The version ${f.version} of the tag cannot be written as a Python version (PEP 440), so no wheel can carry it.`,
        hint: () => 'Tag with a version such as 1.2.0, 1.2.0rc1 or 1.2.0.dev0, or remove `build.wheel` from this line.',
        sample: { version: 'v0.1-test' },
    }),
    WHEEL_VERSION: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.file} says in its METADATA that it is version ${f.found}, and the tag says ${f.wanted}.`,
        hint: (f) => `Set the version in the source to ${f.wanted} (\`slipway set-version ${f.wanted}\`; the file that the wheel has it from must stand under \`version.written-in\` of the line for that, and then \`--version\` sets it as well), commit that, and move the tag, if there is one, to that commit; if a plugin derives it from git, look at the tags that it sees.`,
        sample: { file: 'demo-1.1.0.dev0-py3-none-any.whl', found: '1.1.0.dev0', wanted: '1.0.0' },
    }),
    WHEEL_NOT_ONE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => (f.found.length === 0 ? 'The build ended well and made no wheel.' : `The build made ${f.found.length} wheels where one was expected: ${f.found.join(', ')}.`),
        hint: () => 'One entry of `build.wheel` is one wheel of one project; give each project an entry with a `path` of its own.',
        sample: { found: ['a-1.0-py3-none-any.whl', 'b-1.0-py3-none-any.whl'] },
    }),
    WHEEL_UNREADABLE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.file} is no wheel that can be read: ${f.reason}.`,
        hint: () => 'Look at the output of the build above; installers would refuse this file as well.',
        sample: { file: 'demo-1.0.0-py3-none-any.whl', reason: 'it has no METADATA' },
    }),
    CHART_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `${f.file} is not in the tagged commit ${f.commit}, so there is no chart to pack.`,
        hint: () => 'Set `build.chart.path` to the folder with the Chart.yaml, or remove `build.chart`.',
        sample: { file: 'helm/demo/Chart.yaml', commit: '0f3c9e1d2b4a' },
    }),
    CHART_VERSION: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The version ${f.version} of the chart (${f.file}) cannot be packed: ${f.why}.`,
        hint: (f) => `Write it with \`slipway set-version ${f.wanted ?? 'VERSION'}\`, which sets every place where the version stands (\`slipway check${f.wanted === undefined ? '' : ` --version ${f.wanted}`}\` names them); or let \`build.chart.version\` be \`tag\` (set when it is packed) or \`own\` (the chart has a version of its own).`,
        sample: { file: 'helm/demo/Chart.yaml', version: '2.2.0.dev0', why: 'Helm takes SemVer only (1.2.0, 1.2.0-rc.1)', wanted: '2.2.0' },
    }),
    IMAGE_UNREADABLE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The image in ${f.archive} cannot be read: ${f.reason}.`,
        hint: () => 'It has to be what `docker save` writes for one image, or an OCI image layout with one image. Save it again; if that does not help, please open an issue with the engine and its version.',
        sample: { archive: 'image.tar', reason: 'it has neither a manifest.json nor an index.json' },
    }),
    IMAGE_LAYER_DIFFERS: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `A layer in ${f.archive} has the digest ${f.found} where the config of the image says ${f.wanted}: it is damaged, or another one.`,
        hint: () => 'Save the image again (disk full, or written while it was read?). Nothing was pushed.',
        sample: { archive: 'image.tar', found: 'sha256:00aa', wanted: 'sha256:11bb' },
    }),
    IMAGE_SOURCE_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The ${f.what} ${f.path} is not in the tagged commit ${f.commit}.`,
        hint: () => 'Paths of `build.image` (context, dockerfile, extra-wheels) are those of the repository; files that git ignores are not in a release.',
        sample: { path: 'docker/Dockerfile', what: 'Dockerfile', commit: '0f3c9e1d2b4a' },
    }),
    IMAGE_NOT_MADE: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The command of build.image (${f.name}) ended well and made no ${f.image}: ${f.why}. Nothing was written.`,
        hint: () => '`take` is the name that `docker image ls` shows after the command, with its tag unless that is latest. It has to be in the engine that `docker` talks to here.',
        sample: { name: 'python', image: 'kontainapp/runenv-python', why: 'the engine has no image of that name' },
    }),
    DOCKER_NOT_ANSWERING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `Docker is installed, and its engine does not answer. It said: ${f.said || 'nothing'}`,
        hint: () => 'Start the engine (`sudo systemctl start docker`, or Docker Desktop), or set DOCKER_HOST to where it listens; `docker info` must work. Or leave the image out with `--without image`.',
        sample: { said: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' },
    }),
    IMAGE_PLATFORM: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The image ${f.name} was to be for ${f.wanted}, and what was built is for ${f.found}.`,
        hint: () => 'Does the base image exist for that platform, and does the Dockerfile leave `FROM --platform` to it? An engine that cannot build for another platform needs buildx, or a runner of that platform: `slipway plan --matrix` and `slipway build --platform P`.',
        sample: { name: 'image', found: 'linux/amd64', wanted: 'linux/arm64' },
    }),
    IMAGE_EMULATION: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The image ${f.name} for ${f.platform} runs programs of that platform while it is built, and this machine cannot: ${f.said}`,
        hint: () => 'Build it on a runner of that platform (`slipway plan --matrix` gives the matrix, `slipway build --platform P --out DIR` one part), or install QEMU here (in a workflow: docker/setup-qemu-action), which is many times slower. Cross-compiling in a stage `FROM --platform=$BUILDPLATFORM` needs neither, but BuildKit.',
        sample: { name: 'image', platform: 'linux/ppc64le', said: 'exec /bin/sh: exec format error' },
    }),
    BUILDX_MISSING: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `\`${f.what}\` needs BuildKit, and this Docker client (${f.client}) has no buildx, without which it has only the old builder.`,
        hint: () => 'Install docker-buildx (in a workflow: docker/setup-buildx-action), or remove the setting.',
        sample: { what: 'build.image.secrets', client: '28.2.2' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/references.js
// Codes of references: reading and editing the places in the source where a version stands.

const references = {
    REFERENCE_DISAGREES: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} says ${f.found}${f.where ? ` at ${f.where}` : ''}; the version is ${f.version}, so it should say ${f.wanted}.`,
        hint: (f) => `\`slipway set-version ${f.version}\` writes every reference. Commit that, and tag the commit; a tag that is public already is better followed by a new version than moved.`,
        sample: { file: 'helm/os-vim-driver/Chart.yaml', where: '/version', found: '1.1.0.dev0', wanted: '2.0.0', version: '2.0.0' },
    }),
    REVISION_DIFFERS: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} says ${f.found}, and the images of ${f.version} get the revision ${f.revision}.`,
        hint: (f) => `The release is as good as any other; the files of its commit name an image that is not of it. \`slipway set-version ${f.version} --revision ${f.revision}\` writes the other one, for a tag that is not there yet; \`--revision\` of a release gives the one of the files, where it is free.`,
        sample: { file: 'dependencies.yaml', found: 'v4.5.1-0', revision: '1', version: '4.5.1' },
    }),
    REFERENCE_IMAGE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} names the image ${f.found}${f.where ? ` at ${f.where}` : ''}; this release publishes ${f.wanted}.`,
        hint: () => 'Change the name in the file, or where the image goes (`publish.image.to`). Whoever installs from the file would otherwise get another image.',
        sample: { file: 'helm/os-vim-driver/values.yaml', where: '/docker/image', found: 'ibmcom/os-vim-driver', wanted: 'docker.io/accanto/os-vim-driver' },
    }),
    REFERENCE_MISSING: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} has nothing at ${f.where}${f.nearest ? ` (${f.nearest})` : ''}.`,
        hint: () => 'Mend `version.written-in` (or `also-set`) of the line: `at` is a JSON pointer such as /docker/version, `pattern` a text with one {version} in it.',
        sample: { file: 'helm/os-vim-driver/values.yaml', where: '/docker/verison', nearest: 'keys there: image, version' },
    }),
    REFERENCE_FILE_MISSING: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `There is no file ${f.file}.${f.suggestion ? ` Did you mean ${f.suggestion}?` : ''}`,
        hint: () => 'Mend `version.written-in` (or `also-set`) of the line; paths are relative to the root of the repository. Files that git ignores are in no commit.',
        sample: { file: 'osvimdriver/pkginfo.json', suggestion: 'osvimdriver/pkg_info.json' },
    }),
    REFERENCE_NOT_TEXT: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} has ${f.found} at ${f.where}, where a version is to stand.`,
        hint: () => 'A reference is a text on one line. Name the place of the text itself, or write the value there in quotes.',
        sample: { file: 'pyproject.toml', where: '/project', found: 'a table' },
    }),
    REFERENCE_AMBIGUOUS: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} has more than one place for ${f.where}: ${f.found}.`,
        hint: () => 'A reference is one place, so that never the wrong one is changed. Take the double key out, or make the pattern longer until only one place fits.',
        sample: { file: 'README.md', where: 'the pattern `driver=={version}`', found: 'lines 12 and 40' },
    }),
    REFERENCE_ALIAS: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} has the alias *${f.anchor} at ${f.where}; changing it would change another place of the file as well.`,
        hint: () => 'Name the place that has the anchor in `version.written-in`, or write the value out here.',
        sample: { file: 'values.yaml', where: '/docker/version', anchor: 'version' },
    }),
    REFERENCE_FORMAT: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.file} has no keys that \`at\` could name: it is neither .json nor .yaml, .yml or .toml.`,
        hint: () => 'Use `pattern` for it (such as `version = "{version}"`), or neither of both when the version is all that stands in the file.',
        sample: { file: 'setup.py' },
    }),
    REFERENCE_PATTERN: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The pattern \`${f.pattern}\` cannot be used: ${f.what}.`,
        hint: () => 'A pattern is plain text, as it stands in the file, with one {version} in it ({image} for an image, {value} in `also-set`), and {revision} where digits follow that stay as they are.',
        sample: { pattern: 'version', what: 'it has no {version}' },
    }),
    REFERENCE_POINTER: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`${f.pointer}\` is no JSON pointer.`,
        hint: () => 'A pointer is the keys from the top, each with a slash before it: /docker/version, /dependencies/0/version. A slash inside a key is written ~1, a tilde ~0.',
        sample: { pointer: 'docker.version' },
    }),
    REFERENCE_VALUE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`${f.value}\` cannot be written to ${f.file} at ${f.where}: a value is one line of text.`,
        hint: () => 'Mend the value in `version.also-set`.',
        sample: { file: 'pkg_info.json', where: '/ignition-version', value: '==2.0.4 …' },
    }),
    REFERENCE_CLASH: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `Two settings want different texts in ${f.file} at ${f.where}: ${f.wanted}, and ${f.found}.`,
        hint: () => 'Leave one of them out of `version.written-in` and `also-set`, or give both the same `spelling`.',
        sample: { file: 'Chart.yaml', where: '/version', found: '1.0.0rc1', wanted: '1.0.0-rc1' },
    }),
    DEPENDENCIES_MALFORMED: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} is not as zeitgeist has it: ${f.what}.`,
        hint: () => 'Under `dependencies` there is a list of entries with `name`, `version` and `refPaths`, and each of those has a `path` and perhaps a `match`.',
        sample: { file: 'dependencies.yaml', what: '"golang" has no version' },
    }),
    DEPENDENCIES_REGEXP: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file}: the \`match\` of "${f.name}" cannot be used, because of ${f.what}: ${f.pattern}`,
        hint: () => 'A `match` is a regular expression of Go (RE2), tried on each line. Write it without what is named; zeitgeist refuses most of that as well.',
        sample: { file: 'dependencies.yaml', name: 'golang', pattern: 'go (?=1)', what: 'the look-around (?=…), which Go has not' },
    }),
    PATTERN_EFFORT: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `The regular expressions of dependencies.yaml (or OWNERS) take too long on the files that they are tried on; it ended at: ${f.pattern}`,
        hint: () => 'Let the patterns begin with plain text, and repeat less: `.*` within a repetition is seldom meant. Files that are very long need not be named there.',
        sample: { pattern: '(.*)*(.*)*=' },
    }),
    DEPENDENCIES_DISAGREE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} does not hold ${f.version}, the version of "${f.name}" in ${f.dependencies}: ${f.found}.`,
        hint: (f) => `Change one of the two, or the \`match\` in ${f.dependencies}; \`slipway check\` shows all of them.`,
        sample: { file: 'go.mod', name: 'golang: go.mod', version: '1.26', dependencies: 'dependencies.yaml', found: 'line 3 says "go 1.25.1"' },
    }),
    DEPENDENCIES_NO_ENTRY: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.file} has no entry "${f.name}".${f.suggestion === undefined ? '' : ` Did you mean "${f.suggestion}"?`} Its entries: ${f.known || 'none'}.`,
        hint: () => 'Mend `entries` of that reference under `version.written-in`, or leave it out: then the entries of the release are found.',
        sample: { file: 'dependencies.yaml', name: 'repo release', known: 'repo release version, golang', suggestion: 'repo release version' },
    }),
    DEPENDENCIES_NONE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `${f.file} has no entry that carries the version of this line, and nothing else is named where it is written.`,
        hint: () => 'Name the entries: `written-in: [{ dependencies: dependencies.yaml, entries: ["repo release version"] }]`. Found by itself is an entry called "… release version", or one whose file is VERSION.',
        sample: { file: 'dependencies.yaml' },
    }),
    FILE_MALFORMED: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} is not well-formed ${f.format}: ${f.what}`,
        hint: () => 'Mend the line that is named. For a template that only becomes this format later, use a `pattern` in place of `at`.',
        sample: { file: 'pkg_info.json', format: 'JSON', what: 'a comma or } is missing' },
    }),
    FILE_TOO_LARGE: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} has ${f.size} characters; references are looked for in files of at most ${f.limit}.`,
        hint: () => 'Keep the version in a smaller file, or use a `pattern`, which may be looked for in larger files.',
        sample: { file: 'values.yaml', size: 2_000_000, limit: 524_288 },
    }),
    FILE_NOT_UTF8: (0,entry/* entry */.f)({
        kind: 'gate',
        message: (f) => `${f.file} is not UTF-8, and editing it would change other bytes than the version.`,
        hint: () => 'Save the file as UTF-8. (A replacement character U+FFFD in it is the mark of a file that was once decoded wrongly.)',
        sample: { file: 'setup.py' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/verify.js
// Codes of verification: what was released is looked at as whoever uses it would.

const verify = {
    VERIFY_FAILED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `What is in production did not pass: \`${f.command}\` ended with exit code ${f.code}. The release is not published.`,
        hint: () => 'The log has what it said. If the fault lies elsewhere, run the same command again; if it lies in what was promoted, release a new version: what is promoted stays.',
        sample: { command: './canary.sh', code: 1 },
    }),
    VALIDATION_OF_DRAFT: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `The assets of ${f.tag} did not pass: \`${f.command}\` ended with exit code ${f.code}. The release stays a draft, which nobody sees: ${f.url}`,
        hint: () => 'The log has what it said. If the fault lies elsewhere, run the same command again: it goes on with the draft. If it lies in the assets, delete the draft, put it right, and tag a new version.',
        sample: { command: './install.sh', code: 1, url: 'https://github.com/kontainapp/km-releases/releases/tag/untagged-1a2b', tag: 'v0.9-beta' },
    }),
    VALIDATION_FAILED: (0,entry/* entry */.f)({
        kind: 'precondition',
        message: (f) => `What anybody downloads of ${f.tag} did not pass: \`${f.command}\` ended with exit code ${f.code}. The release is public at ${f.url}; no pointer has moved to it.`,
        hint: () => 'The log has what it said. If the fault lies elsewhere, run the same command again: it verifies again, and then moves the pointers. If it lies in the assets, say so in the release and release a new version: published bytes stay. `before: flip` would have found it on the draft.',
        sample: { command: './install.sh', code: 1, url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.9-beta', tag: 'v0.9-beta' },
    }),
    VALIDATION_ASSET: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `Downloaded from ${f.url}, ${f.name} is ${f.found}, and it should be ${f.wanted}.`,
        hint: () => 'Look who has changed the release. Nothing of it is overwritten.',
        sample: { url: 'https://github.com/kontainapp/km-releases/releases/tag/v0.9-beta', name: 'kontain.tar.gz', found: 'sha256:00aa', wanted: 'sha256:11bb' },
    }),
    SIGNATURE_INVALID: (0,entry/* entry */.f)({
        kind: 'conflict',
        message: (f) => `No signature of ${f.image} is by the identity that the config names: ${f.why}.`,
        hint: () => 'Nothing was published. Find out who signed it; `identity:` of `verify.production` says who should have.',
        sample: { image: 'registry.k8s.io/demo/demo@sha256:1111', why: 'its certificate names somebody@example.com' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog/version.js
// Codes of versions, their tags and the templates that are filled with them.

const version = {
    VERSION_INVALID: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`${f.text}\` is no version of the scheme ${f.scheme}.${f.suggestion ? ` Did you mean \`${f.suggestion}\`?` : ''}`,
        hint: (f) => `The scheme ${f.scheme} allows ${f.allowed}. Another scheme is a setting of the line (\`scheme\`: semver, pep440 or free).`,
        sample: { text: 'v1.2', scheme: 'semver', allowed: 'three numbers, then perhaps a pre-release and build metadata: 1.2.0, 1.2.0-rc1', suggestion: '1.2.0' },
    }),
    VERSION_NO_SPELLING: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The version ${f.version} cannot be spelled as ${f.spelling}.`,
        hint: () => 'docs/adr/0005 lists which versions have which spelling. Choose a version that has it (three numbers, then dev, a, b or rc with a number), or leave out what needs it.',
        sample: { version: '2.1.0a1.issue51', spelling: 'SemVer' },
    }),
    VERSION_NO_NEXT: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `There is no next version of ${f.version} by the rule \`${f.rule}\`.`,
        hint: () => 'Names of a line with `scheme: free`, and pre-releases of other words than dev, a, b and rc, have no successor: leave `version.next` out for them.',
        sample: { version: 'v0.1-test', rule: 'minor.dev0' },
    }),
    TAG_PATTERN: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `The tag pattern \`${f.pattern}\` cannot be used: ${f.what}.`,
        hint: () => 'A pattern is plain text with one place for the version: `{version}`, `v{version}`, `chart/{version}`, or the same with `*`.',
        sample: { pattern: 'release', what: 'it has no place for the version' },
    }),
    TAG_UNSAFE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`${f.tag}\` is refused as a tag: ${f.what}.`,
        hint: () => 'Tags are ASCII letters, digits and . _ + ! @ - /, in the form that `git check-ref-format` accepts, and do not begin with a hyphen.',
        sample: { tag: '-f', what: 'it begins with a hyphen, and tools would take it for an option' },
    }),
    TEMPLATE_WORD: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `There is no word \`{${f.word}}\` for \`${f.template}\`.${f.suggestion ? ` Did you mean \`{${f.suggestion}}\`?` : ''}`,
        hint: (f) => `Words: ${f.known}. A brace that is meant as such is written twice: {{.`,
        sample: { word: 'versoin', template: 'driver-{versoin}', known: '{version}, {tag}', suggestion: 'version' },
    }),
    TEMPLATE_NO_VALUE: (0,entry/* entry */.f)({
        kind: 'config',
        message: (f) => `\`{${f.word}}\` in \`${f.template}\` has no value in this run.`,
        hint: () => '{semver} and {pep440} are there when the version can be spelled so, {major} {minor} {patch} unless the scheme is free, {revision} when one is given.',
        sample: { word: 'semver', template: 'chart-{semver}' },
    }),
};

;// CONCATENATED MODULE: ./out/errors/catalog.js
// All codes, joined from one file per room. Codes are permanent: they are part of what users may match on.























const catalog = { ...general, ...gate, ...approvals, ...artifacts, ...engine, ...config, ...trigger, ...exec, ...git, ...http, ...registry/* registry */.u, ...package_index/* packageIndex */.K, ...github, ...lock, ...notes, ...promote, ...verify, ...announce, ...publish, ...prune, ...build, ...references, ...version };

;// CONCATENATED MODULE: ./out/errors/release-error.js
// The one error class. Rooms call `fail(code, facts)` or collect `Problem`s and call `failAll`.

const docsRoot = 'https://github.com/slipway-release/slipway/blob/main/docs/errors.md';
/** Render one entry of the catalogue with its facts. */
const problem = (code, facts, place) => {
    const it = catalog[code];
    return {
        code,
        kind: it.kind,
        message: it.message(facts),
        hint: it.hint(facts),
        docs: `${docsRoot}#${code.toLowerCase()}`,
        ...(place ? { place } : {}),
        ...(it.facts ? { facts: it.facts(facts) } : {}),
    };
};
/** Thrown for one or several problems that were found together; the first one decides the kind. */
class ReleaseError extends Error {
    problems;
    constructor(problems, options) {
        super(problems.map((it) => it.message).join('\n'), options);
        this.name = 'ReleaseError';
        this.problems = problems;
    }
    get code() {
        return this.problems[0].code;
    }
    get kind() {
        return this.problems[0].kind;
    }
}
/** Stop with one problem. */
const fail = (code, facts, options = {}) => {
    const { place, ...rest } = options;
    throw new ReleaseError([problem(code, facts, place)], rest);
};
/** Stop if there is any problem; all of them are shown together. */
const failAll = (problems) => {
    const [first, ...rest] = problems;
    if (first)
        throw new ReleaseError([first, ...rest]);
};


/***/ }),

/***/ 8482:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ bytesOf),
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Fg: () => (/* binding */ markOf),
/* harmony export */   IJ: () => (/* binding */ linkOf),
/* harmony export */   PP: () => (/* binding */ renderDuration),
/* harmony export */   oL: () => (/* binding */ renderPlace),
/* harmony export */   qI: () => (/* binding */ renderSize),
/* harmony export */   x8: () => (/* binding */ renderProblems)
/* harmony export */ });
/* harmony import */ var _core_artifact_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3946);
// Small renderers that several pages share.

const renderDuration = (milliseconds) => {
    if (milliseconds < 1000)
        return `${Math.round(milliseconds)} ms`;
    const seconds = milliseconds / 1000;
    return seconds < 120 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
};
const renderSize = (bytes) => {
    const units = ['B', 'KiB', 'MiB', 'GiB'];
    let value = bytes;
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
        value /= 1024;
        unit++;
    }
    return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? 'B'}`;
};
const renderPlace = (place) => {
    if (!place)
        return '';
    if (place.file === undefined)
        return place.url ?? '';
    return [place.file, place.line, place.column].filter((it) => it !== undefined).join(':');
};
const headOf = (it) => {
    const where = [renderPlace(it.place), it.task].filter(Boolean).join(', ');
    return `${it.code}${where ? ` (${where})` : ''}: ${it.message}`;
};
/** Problems one after the other; where several of a kind have the same advice, it is given once, below the last of them. */
const renderProblems = (problems) => problems
    .map((it, at) => {
    const next = problems[at + 1];
    if (next?.code === it.code && next.hint === it.hint)
        return headOf(it);
    return [headOf(it), `  what to do: ${it.hint}`, `  more: ${it.docs}`, ...(next ? [''] : [])].join('\n');
})
    .join('\n');
const marks = { done: '✓', already: '=', would: '+', waiting: '…', failed: '✗', 'not-reached': '·' };
const markOf = (result) => marks[result.state];
const platformsOf = ({ about }) => {
    const said = about?.['platforms'] ?? about?.['platform'];
    return said === undefined ? '' : ` (${said})`;
};
/** An image has no file: the name of its entry, and for what machine it is. */
const nameOf = (it) => (it.kind === 'image' ? `${it.fileName}${platformsOf(it)}` : it.fileName);
/** Digests and sizes of a result: its own, or those of the artifacts that it made. */
const bytesOf = (result) => {
    const { outcome } = result;
    if (outcome?.artifacts?.length)
        return outcome.artifacts.map((it) => ({ name: nameOf(it), digest: it.digest, size: (0,_core_artifact_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeSize */ .J)(it) }));
    if (outcome?.digest)
        return [{ name: outcome.where ?? '', digest: outcome.digest, size: outcome.size ?? 0 }];
    return [];
};
/** Where it is, or what it was to be. A digest at the end is left off: it is told beside it. */
const placeOf = (result) => {
    const { where, digest } = result.outcome ?? {};
    return where === undefined ? result.title : digest === undefined ? where : where.replace(`@${digest}`, '');
};
/** Of a draft that has become public, its link leads nowhere any more. */
const linkOf = (result, report) => result.id.startsWith('stage:') && report.results.some((it) => it.id.startsWith('publish:release/') && it.state === 'done') ? undefined : result.outcome?.url;


/***/ }),

/***/ 3433:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ isByHand),
/* harmony export */   u: () => (/* binding */ parseTrigger)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(293);
/* harmony import */ var _trusted_events_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3876);


const zeroObject = /^0+$/;
const parseTrigger = (request) => {
    const { tag, version, name, event } = request;
    (0,_trusted_events_js__WEBPACK_IMPORTED_MODULE_1__/* .mustBeTrusted */ .s)(event);
    if (tag !== undefined && version !== undefined)
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TRIGGER_BOTH', { tag, version });
    if (tag !== undefined)
        return { kind: 'tag', tag: tagOfRef(tag) };
    if (version !== undefined)
        return versionTrigger(version, event);
    if (name !== undefined)
        return { kind: 'run', why: 'hand', name: tagOfRef(name), ...commitOf(request), ...branchOf(event), reason: '' };
    if (!event)
        return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TRIGGER_MISSING', { verb: request.verb });
    return fromEvent(event);
};
/** A person named this very tag, on the command line or in the form of a dispatch: he wants it, or an answer why not. */
const isByHand = (trigger, { tag, event, found }) => trigger.commit === undefined && found !== true && (event === undefined ? tag !== undefined : event.name === 'workflow_dispatch');
const fromEvent = (event) => {
    if (event.name === 'workflow_dispatch') {
        const inputs = objectAt(event.payload, 'inputs');
        const version = textAt(inputs, 'version');
        const tag = textAt(inputs, 'tag');
        const name = textAt(inputs, 'name');
        if (tag && version)
            return (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TRIGGER_BOTH', { tag, version });
        if (version)
            return versionTrigger(version, event);
        if (tag)
            return { kind: 'tag', tag: tagOfRef(tag) };
        if (event.ref.startsWith('refs/tags/'))
            return { kind: 'tag', tag: tagOfRef(event.ref), commit: event.sha };
        return { kind: 'run', why: 'dispatch', ...runOf(event), ...(name ? { name: tagOfRef(name) } : {}), reason: 'a dispatch without a tag, a version or a name' };
    }
    if (event.name === 'schedule')
        return { kind: 'run', why: 'schedule', ...runOf(event), reason: 'the event schedule releases nothing' };
    if (event.name === 'push' || event.name === 'create')
        return fromPush(event);
    return { kind: 'none', reason: `the event ${event.name} releases nothing` };
};
const fromPush = (event) => {
    const payload = isObject(event.payload) ? event.payload : {};
    const ref = textAt(payload, 'ref') ?? event.ref;
    const after = textAt(payload, 'after');
    const isGone = payload['deleted'] === true || (after !== undefined && zeroObject.test(after));
    if (event.name === 'push' && ref.startsWith('refs/heads/') && !isGone)
        return { kind: 'run', why: 'push', ...runOf({ ...event, ref }), reason: `${ref} is not a tag` };
    if (!ref.startsWith('refs/tags/'))
        return { kind: 'none', reason: `${ref} is not a tag` };
    const tag = tagOfRef(ref);
    if (isGone)
        return { kind: 'none', reason: `the tag ${tag} was deleted` };
    // For an annotated tag `after` is the tag object, while GITHUB_SHA is the commit: both are pinned.
    return { kind: 'tag', tag, ...(event.sha ? { commit: event.sha } : {}), ...(after ? { object: after } : {}) };
};
const branchOf = (event) => event?.ref.startsWith('refs/heads/') ? { branch: event.ref.slice('refs/heads/'.length) } : {};
/** Which commit a branch is at by now does not matter: the run is for the one that it was started for. */
const runOf = (event) => ({ ...branchOf(event), ...(event.sha ? { commit: event.sha } : {}) });
const commitOf = ({ commit, event }) => {
    const asked = commit ?? event?.sha;
    return asked ? { commit: asked } : {};
};
const versionTrigger = (version, event) => {
    return { kind: 'version', version, ...branchOf(event) };
};
const tagOfRef = (ref) => (ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : ref);
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const objectAt = (value, key) => {
    const field = isObject(value) ? value[key] : undefined;
    return isObject(field) ? field : {};
};
const textAt = (value, key) => {
    const field = value[key];
    return typeof field === 'string' && field !== '' ? field : undefined;
};


/***/ }),

/***/ 3876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ mustBeTrusted)
/* harmony export */ });
/* harmony import */ var _errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(293);

/**
 * Caused by people who may write to the repository, or by its schedule; '' is a run outside of GitHub. Everything else is refused:
 * events of strangers (pull requests of any kind, issues, comments, discussions, forks, stars, wiki pages, runs of other workflows
 * and checks, which strangers start with a pull request), and whatever GitHub thinks of next.
 */
const trusted = new Set(['', 'push', 'create', 'delete', 'release', 'schedule', 'workflow_dispatch', 'repository_dispatch', 'deployment']);
const mustBeTrusted = (event) => {
    if (event && !trusted.has(event.name))
        (0,_errors_release_error_js__WEBPACK_IMPORTED_MODULE_0__/* .fail */ .fJ)('TRIGGER_UNSAFE', { event: event.name });
};


/***/ }),

/***/ 5367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CF: () => (/* binding */ waitingReport),
/* harmony export */   KN: () => (/* binding */ nothingToDo),
/* harmony export */   LK: () => (/* binding */ failureReport),
/* harmony export */   lQ: () => (/* binding */ tagReport),
/* harmony export */   xq: () => (/* binding */ nobodysTag),
/* harmony export */   zT: () => (/* binding */ proposedReport)
/* harmony export */ });
/* harmony import */ var _core_report_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4890);
// The ends of a run that are the same for every verb.

const nothingToDo = (request, reason, took) => ({
    verb: request.verb,
    outcome: 'nothing-to-do',
    exitCode: 0,
    summary: reason,
    results: [],
    problems: [],
    findings: [],
    took,
});
const nobodysTag = (tag, file, patterns) => `no line of ${file} claims the tag ${tag} (patterns: ${patterns.join(', ')})`;
/** The commit and the tag are made, and it is for other jobs to go on. */
const tagReport = (version, tag, { request, took }) => ({
    verb: request.verb,
    outcome: 'waiting',
    exitCode: 0,
    summary: `the tag ${tag} is there; other jobs go on with it (\`slipway build --tag ${tag}\`, then \`slipway release --tag ${tag} --artifacts DIR\`)`,
    results: [],
    problems: [],
    findings: [],
    took,
    shown: { version, tag },
});
/** The edit is proposed, and people merge it when they will. */
const proposedReport = ({ tag, url }, { request, took }) => ({
    verb: request.verb,
    outcome: 'waiting',
    exitCode: 0,
    summary: `it waits for ${url} to be merged; then \`slipway continue\`, or the same again, tags ${tag} and goes on`,
    results: [],
    problems: [],
    findings: [],
    took,
    resume: request.again,
    shown: { tag, 'pull-request': url },
});
/** Verbs that write for others to see: only of those it is told how to go on. */
const releasing = new Set(['release', 'propose', 'prepare', 'continue', 'rehearse']);
/** What stops a whole run (a signal, a full disk) stops every task that ran, and is said once; a signal before whatever else went wrong meanwhile. */
const united = (problems) => {
    const once = problems.filter((it, at) => problems.findIndex((other) => other.code === it.code && other.message === it.message) === at);
    const cancelled = once.find((it) => it.code === 'CANCELLED');
    if (!cancelled)
        return once;
    const { code, kind, message, hint, docs } = cancelled;
    return [{ code, kind, message, hint, docs }, ...once.filter((it) => it !== cancelled)];
};
/** A failure in `follow` comes after the release is public: then the release is incomplete, not failed. */
const failureReport = (found, { request, ...known }) => {
    const problems = united(found);
    const results = known.results ?? [];
    const isOut = isAllOut(results);
    const end = isOut && !(0,_core_report_js__WEBPACK_IMPORTED_MODULE_0__/* .isWaiting */ .Gu)(problems) ? { outcome: 'incomplete', exitCode: 10 } : (0,_core_report_js__WEBPACK_IMPORTED_MODULE_0__/* .failureOf */ .g5)(problems);
    return {
        verb: request.verb,
        findings: [],
        took: 0,
        ...known,
        ...end,
        results,
        problems,
        summary: sentence(problems, isOut),
        ...(releasing.has(request.verb) ? { resume: request.again } : {}),
        ...(request.event ? { rerun: true } : {}),
    };
};
/** Nothing went wrong, and somebody else has to act before Slipway can go on. */
const waitingReport = (waits, { request, ...known }) => ({
    verb: request.verb,
    findings: [],
    took: 0,
    results: [],
    ...known,
    outcome: 'waiting',
    exitCode: 0,
    problems: [],
    summary: `${waits.every((it) => it.id.startsWith('follow:')) ? 'the release is public; what follows it' : 'it'} ${[...new Set(waits.map((it) => it.outcome?.note ?? `waits at ${it.title}`))].join(', and ')}`,
    ...(releasing.has(request.verb) ? { resume: request.again } : {}),
    ...(request.event ? { rerun: true } : {}),
});
/** Tried on the public release, which stays what it is. */
const isTrial = (it) => it.id.startsWith('verify:published/');
/** All that failed comes after the release is public. A trial that fails keeps pointers from moving, and takes nothing back. */
const isAllOut = (results) => {
    const isAfter = (it) => it.id.startsWith('follow:') || isTrial(it);
    const triedInVain = results.some((it) => isTrial(it) && it.state === 'failed');
    const isExcused = (it) => triedInVain && it.id.startsWith('point:') && it.state === 'not-reached';
    return results.some((it) => isAfter(it) && it.state === 'failed') && !results.some((it) => !isAfter(it) && !isExcused(it) && (it.state === 'failed' || it.state === 'not-reached'));
};
const sentence = (problems, isOut) => {
    const [first] = problems;
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    if (first && (0,_core_report_js__WEBPACK_IMPORTED_MODULE_0__/* .isWaiting */ .Gu)(problems))
        return `${isOut ? 'the release is public, and what follows it waits' : 'it waits'}: ${first.code === 'LOCK_HELD' ? 'another run holds the lock' : waitsFor(first)}`;
    if (isOut)
        return `the release is public, and ${count} came after it`;
    return first?.code === 'CANCELLED' ? 'stopped by a signal before it was finished' : `stopped by ${count}`;
};
const waitsFor = ({ facts, message }) => (facts?.['until'] === undefined ? message : `${facts['service'] ?? 'a service'} takes what is missing from ${facts['until']} on`);


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
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
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
/******/ var __webpack_exports__ = __nccwpck_require__(9528);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
