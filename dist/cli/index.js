#!/usr/bin/env node
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

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

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

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

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 7214:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _cli_help_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1826);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3888);
// Door 2: the command line. What needs nothing loaded (version, help) is answered here; everything else is loaded then.


const argv = process.argv.slice(2);
if (argv[0] === '--version' || argv[0] === '-V') {
    process.stdout.write(`${_version_js__WEBPACK_IMPORTED_MODULE_1__/* .slipwayVersion */ .u}\n`);
}
else if (argv.length === 0 || argv[0] === 'help' || argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write((0,_cli_help_js__WEBPACK_IMPORTED_MODULE_0__/* .helpText */ .BK)(argv[0] === 'help' ? argv[1] : argv.find((it) => !it.startsWith('-'))));
}
else {
    if (argv[0] === 'build') {
        const { beginBare, heldText } = await __nccwpck_require__.e(/* import() */ 405).then(__nccwpck_require__.bind(__nccwpck_require__, 4405));
        const held = beginBare(process.env);
        if (held.length > 0)
            process.stderr.write(`warning: ${heldText(held)}\n`);
    }
    const { commandLine } = await Promise.all(/* import() */[__nccwpck_require__.e(585), __nccwpck_require__.e(249)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9249));
    process.exitCode = await commandLine(argv, process.env);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 1826:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BK: () => (/* binding */ helpText),
/* harmony export */   Zo: () => (/* binding */ flagsOf)
/* harmony export */ });
/* unused harmony export knownVerbs */
// What `slipway --help` and `slipway VERB --help` print.
const flags = {
    '--repository DIR': 'The git clone to work on. Default: this folder.',
    '--tag TAG': 'A tag that exists.',
    '--version V': 'A version to make: references, commit and tag are made, then it is released.',
    '--name NAME': 'What a commit without a tag is released as: a name of the line\'s tags (v0.1-daily).',
    '--commit REV': 'The commit of --name. Default: HEAD. (`propose` has its own.)',
    '--line NAME': 'The line of the config, where more than one could be meant.',
    '--config FILE': 'The config. Default: .slipway.yaml of the tagged commit, else the recognised layout.',
    '--config-from WHERE': '`tag` (default): the config of the tagged commit; `default`: of the head of the default branch, for an old tag.',
    '--adopt': 'Take over the release, or the one draft, of the tag that was begun by other means. Nothing of it is removed.',
    '--limit N': 'Most releases that one run goes on with. Default: 10.',
    '--as WAY': 'How the edit of a version is brought in: `commit`, or `pull-request`, after whose merge `slipway continue` goes on. Default: as the config says.',
    '--revision N': 'Revision of the image tags, where they have one. Default: the one that the files say, else the next free one in the registry; of `set-version`, the first one.',
    '--artifacts DIR': 'What `slipway build` made in another job, or a folder with several of such folders (repeat it). Nothing is built then.',
    '--artifacts-digest SHA256': 'What that job said their digest is; one for each folder. In a job it must be given.',
    '--no-build': 'Build nothing: what is not frozen yet is left to a job of its own.',
    '--platform P': 'Images of this platform only, as a part of the whole: linux/arm64.',
    '--matrix': 'Print the jobs for the matrix of a workflow instead: one for each platform of each image.',
    '--all': 'The notes of every release of the line, by its commits.',
    '--from SOURCE': 'Another source than the config names: unreleased, commits, pulls, github, tag, changelog or changes. A file is named in the config alone.',
    '--tag-only': 'End when the tag is there: other jobs build and release it.',
    '--only TASK': 'Only these tasks (repeat it, or separate by commas). The release is then incomplete.',
    '--without TASK': 'All tasks but these: `--without image`.',
    '--max-wait TIME': 'Longest wait in all, for limits of a service or for another run: 30m, 600s, 1h. Default: 10m. Beyond it the run ends as `waiting`.',
    '--dry-run': 'Build and ask every destination, but write nothing.',
    '--match PATTERN': 'Names of releases that may be stale: `*-daily`. In place of the policies of the config.',
    '--keep-last N': 'So many of them stay, the newest.',
    '--older-than TIME': 'Only what has been out for longer: 30d, 8w.',
    '--with-tag': 'Their git tags go with them, in the repository of the release.',
    '--yes': 'Remove them. Without it, it is only said what would go.',
    '--play FILE': 'A play: who and what is in the world of the rehearsal, and what is done there. docs/plays.md shows every deed.',
    '--keep': 'Leave the rehearsal world running and show its addresses; Ctrl-C ends it.',
    '--out DIR': 'Copy what was built into this folder; of `slipway build`, the folder that is handed on.',
    '--json': 'The report as JSON on standard output; progress goes to standard error.',
    '--verbose': 'Show the output of every tool, and what is asked of every service.',
};
const common = ['--repository DIR', '--line NAME', '--config FILE', '--json', '--verbose'];
const choice = ['--only TASK', '--without TASK'];
const verbs = {
    rehearse: {
        usage: 'slipway rehearse [--tag TAG | --version V | --name NAME | --play FILE] [flags]',
        what: 'Releases into a world that lives inside this process: the same code and the same tools, nothing leaves the machine.',
        more: [
            'Without --tag and --version the version is read from the references: 1.2.0.dev0 is rehearsed as 1.2.0.',
            'With --play FILE a whole procedure is played: proposal, approvals, tags, merges, and the commands of Slipway between them (docs/plays.md, examples/dra/rehearsal.yaml).',
            'Where approvals are asked for, owners of that world give them. What leads into other projects is left out, and said; --play FILE plays the whole procedure, with its people.',
            'Works on any clone, as it is, and leaves it as it was. Uncommitted changes are not part of a release, and are told.',
        ],
        flags: ['--tag TAG', '--version V', '--name NAME', '--commit REV', '--revision N', '--as WAY', '--play FILE', '--keep', '--out DIR', '--config-from WHERE', ...choice, ...common],
    },
    release: {
        usage: 'slipway release --tag TAG [flags]',
        what: 'Releases a tag, or finishes a release that was begun: run it again and it does what is missing, nothing twice.',
        more: ['With --name a commit without a tag is released under a name: what the `on` of the config does for a push to a branch, a schedule or a dispatch.', 'Needs GITHUB_TOKEN (or GH_TOKEN) in the environment. Registries: SLIPWAY_REGISTRY_<HOST>_USERNAME and _PASSWORD, or a docker login.'],
        flags: ['--tag TAG', '--version V', '--name NAME', '--commit REV', '--revision N', '--as WAY', '--config-from WHERE', '--adopt', '--artifacts DIR', '--artifacts-digest SHA256', '--no-build', '--max-wait TIME', '--dry-run', ...choice, ...common],
    },
    build: {
        usage: 'slipway build --tag TAG --out DIR [flags]',
        what: 'Builds what a release publishes into a folder, for a job that has the rights and runs no code of the project.',
        more: [
            'Asks the clone alone. Needs no credential, and takes those of a release out of its own process before anything of the project runs.',
            'Prints the digest of the folder (an output of the Action): hand it to `slipway release --artifacts DIR --artifacts-digest SHA256` by way of the outputs of the job.',
            'With --platform one part of an image for several, on a machine of that kind; `slipway plan --matrix` says which there are. With --artifacts it takes what another job has built, as an image does its wheel.',
        ],
        flags: ['--tag TAG', '--name NAME', '--commit REV', '--out DIR', '--platform P', '--artifacts DIR', '--artifacts-digest SHA256', '--revision N', '--config-from WHERE', ...choice, ...common],
    },
    continue: {
        usage: 'slipway continue [flags]',
        what: 'Finishes every release that is not finished, newest first, each as `slipway release` would; writes nothing when all are.',
        more: [
            'Lines and tag patterns are those of the default branch. The newest tag of each line is always asked; an older one when a release of it was begun, or when nothing newer is out.',
            'Left alone, and named with the command that releases them: tags whose commit holds no config, tags that were released by other means, tags older than what is out that nobody began.',
            'With --no-build, tags of which nothing is built yet are left alone as well; the output `unbuilt` of the Action lists them, for a job that builds.',
            'Meant for a schedule: pushes of tags get lost, and people cancel. One that fails does not stop the others.',
        ],
        flags: ['--limit N', '--no-build', '--config-from WHERE', '--max-wait TIME', ...common],
    },
    plan: {
        usage: 'slipway plan --tag TAG [flags]',
        what: 'Prints the tasks of a release in their order, and what each destination holds already. Writes nothing.',
        more: ['With --matrix, by the clone alone, the jobs of a workflow that builds images for several platforms, as JSON.'],
        flags: ['--tag TAG', '--name NAME', '--commit REV', '--matrix', '--revision N', '--config-from WHERE', '--adopt', '--max-wait TIME', ...choice, ...common],
    },
    status: {
        usage: 'slipway status --tag TAG [flags]',
        what: 'Shows what each destination holds of a tag: waiting, public, missing; who is at work on it; and the one command that goes on.',
        more: ['Only reads, builds nothing, needs no Docker. Exit code 0 when the release is finished, 10 when it is not.'],
        flags: ['--tag TAG', '--name NAME', '--commit REV', '--config-from WHERE', '--max-wait TIME', ...common],
    },
    verify: {
        usage: 'slipway verify TAG [flags]',
        what: 'Looks at a release as whoever uses it: images, charts and what they install by their registries, files by downloading them, all with the frozen digests.',
        more: ['Only reads, builds nothing, needs no Docker. Exit code 0 when all of it is there and right, 10 when it is not.'],
        flags: ['--tag TAG', '--name NAME', '--commit REV', '--config-from WHERE', '--max-wait TIME', ...common],
    },
    prune: {
        usage: 'slipway prune [TAG] [--match PATTERN --keep-last N --older-than TIME] [--with-tag] [--yes]',
        what: 'Removes stale releases: by `prune` of the config, by flags, or one that is named. Says what it would do; with --yes it does it.',
        more: [
            'No policy touches the latest release, names that roll, drafts, what a run is at work on, or what Slipway did not make. One that is named goes also when it is the latest.',
            'A release that goes without its tag can be made again, and `slipway continue` does so when it is the newest tag of its line: --with-tag takes both.',
            'Stopped at any moment, the next run finishes it. What other people made is refused, unless it is named with --adopt.',
        ],
        flags: ['--tag TAG', '--match PATTERN', '--keep-last N', '--older-than TIME', '--with-tag', '--yes', '--adopt', '--max-wait TIME', '--dry-run', ...common],
        words: {
            '--tag TAG': 'The one release to remove, also when its tag is gone.',
            '--adopt': 'Remove the one that is named although other people made it.',
            '--dry-run': 'Remove nothing, also with --yes.',
        },
    },
    notes: {
        usage: 'slipway notes [TAG | V] [flags]',
        what: 'Shows what the text of a release says; of a version without a tag, what it would say of what is there now.',
        more: [
            'Without a tag the next release is meant: the version that the source speaks of, from HEAD. Only reads; asks GitHub only where the source does (pulls, github).',
            'In a workflow it is the summary of the job, and any event may ask for it: a pull request shows what it adds.',
        ],
        flags: ['--tag TAG', '--all', '--from SOURCE', '--max-wait TIME', ...common],
    },
    check: {
        usage: 'slipway check [--tag TAG | --version V] [flags]',
        what: 'Compares every reference (the places where the version is written) with the tag, or with one another.',
        more: ['Reads the work tree unless a tag is named.'],
        flags: ['--tag TAG', '--version V', ...common],
        words: { '--version V': 'The version that the references of the work tree should say.', '--config FILE': 'The config. Default: .slipway.yaml of the work tree, of the tagged commit when a tag is named, else the recognised layout.' },
    },
    'set-version': {
        usage: 'slipway set-version V [flags]',
        what: 'Writes the version into every reference of the work tree. Every other byte of the files stays.',
        more: [],
        flags: ['--revision N', ...common],
        words: { '--config FILE': 'The config. Default: .slipway.yaml of the work tree, else the recognised layout.', '--revision N': 'Revision of the image tags that the references name. Default: the first one.' },
    },
    propose: {
        usage: 'slipway propose V [--line NAME ...] [flags]',
        what: 'Opens the tracking issue of a release, or brings it up to date: what will be released, what has changed, a box for every step.',
        more: [
            'Proposed is the head of the default branch, as it is on GitHub, or --commit. Where the config has `gate.approvals`, owners approve it on the issue; another commit needs approvals of its own.',
            'Lines with the same `issue:` share one issue; repeat --line for several at once. Run again, it writes only what is missing. Nothing is tagged or built.',
        ],
        flags: ['--commit REV', '--dry-run', '--revision N', '--max-wait TIME', ...common],
        words: { '--dry-run': 'Show what the issue would say, and write nothing.', '--commit REV': 'The commit to propose, by its id. Default: the head of the default branch, as it is on GitHub.', '--config FILE': 'The config. Default: .slipway.yaml of the proposed commit, else the recognised layout.' },
    },
    prepare: {
        usage: 'slipway prepare V [flags]',
        what: 'Sets the references on the default branch, commits, tags, and releases that tag in the same run.',
        more: ['Works through the GitHub API; this clone is not touched.'],
        flags: ['--as WAY', '--tag-only', '--revision N', '--max-wait TIME', ...choice, ...common],
        words: { '--config FILE': 'The config. Default: .slipway.yaml of the head of the default branch, else the recognised layout.' },
    },
};
const knownVerbs = Object.keys(verbs);
/** Those of its page, without what goes with them: `--tag`. */
const flagsOf = (verb) => (verbs[verb]?.flags ?? []).map((it) => it.split(' ')[0] ?? '');
const wide = Math.max(...Object.keys(flags).map((it) => it.length));
const flagLines = (names, own = {}) => names.map((name) => `  ${name.padEnd(wide)}  ${own[name] ?? flags[name] ?? ''}`).join('\n');
const overview = () => `Slipway takes a project from a tag to a finished release.

Usage: slipway VERB [flags]

${Object.entries(verbs).map(([name, it]) => `  ${name.padEnd(12)} ${it.what}`).join('\n')}

Flags:
${flagLines([...Object.keys(flags)])}
  ${'--help'.padEnd(wide)}  This page; with a verb, the page of the verb.
  ${'--version'.padEnd(wide)}  Alone: the version of Slipway.

Exit codes: 0 done (released, already-released, resumed, pruned, nothing-to-do, waiting), 2 config, 3 precondition, 4 remote,
10 incomplete, 20 blocked by a gate, 30 conflict, 70 bug. A run that is stopped ends with 128 and the signal's number:
129 SIGHUP, 130 SIGINT, 143 SIGTERM; within five seconds, and the same command goes on. A second signal ends it at once.
`;
const helpText = (verb) => {
    const it = verb === undefined ? undefined : verbs[verb];
    if (!it)
        return overview();
    return `${it.what}\n\nUsage: ${it.usage}\n${it.more.map((line) => `\n${line}\n`).join('')}\nFlags:\n${flagLines(it.flags, it.words)}\n`;
};


/***/ }),

/***/ 3888:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ slipwayVersion)
/* harmony export */ });
// The version of Slipway. A constant, because a bundle has no package.json beside it; a test holds the two together.
const slipwayVersion = '0.1.0-dev.0';


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
/******/ var __webpack_exports__ = __nccwpck_require__(7214);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
