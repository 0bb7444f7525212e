// Foreign text made safe to show: no terminal sequences, no control characters, no marks that turn the direction of text.

const sequences = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Keeps tab and newline. */
export const withoutControls = (text: string): string => text.replace(sequences, '').replace(controls, '')
