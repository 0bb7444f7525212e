// What can be told from a host name alone. Host names come from URL, which has already brought every spelling of an address
// (0x7f.1, 2130706433, full-width digits) to its plain form.

const isIpv4 = (host: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(host)

/** `127.0.0.1`, `[::1]`: an address, not a name. */
export const isAddress = (host: string): boolean => isIpv4(host) || host.startsWith('[')

/** This machine. A redirect from elsewhere to it would reach services that trust their neighbours. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || (isIpv4(host) && host.startsWith('127.')) || host === '[::1]' || /^\[::ffff:7f/.test(host)

/** Addresses that mean "this machine" or "the machine's cloud" (169.254.169.254 hands out credentials), to whoever asks. */
export const isLocalOnly = (host: string): boolean =>
  isLoopback(host) || host === '0.0.0.0' || host === '[::]' || (isIpv4(host) && host.startsWith('169.254.')) ||
  /^\[fe[89ab]/.test(host) || /^\[::ffff:a9fe:/.test(host) || host === '[fd00:ec2::254]' || host === 'metadata.google.internal'
