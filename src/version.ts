// The version of Slipway. A constant, because a bundle has no package.json beside it; a test holds the two together.
export const slipwayVersion = '0.1.0-dev.0'
