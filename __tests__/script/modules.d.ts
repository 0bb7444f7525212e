// The set-up is plain JavaScript, because it runs before anything is installed; its tests see it untyped.
declare module '*.mjs'
