// Which behaviours of PyPI this index imitates. Each is a row of docs/world-index.md with its source, and has a contract test that fails
// when it is left out.

export const indexRules = {
  'P-API-01': 'what is not implemented answers 501 and is noted',
  'P-SIM-01': 'the page of a project is HTML with one link for each file, its SHA-256 behind #',
  'P-SIM-02': 'the same page is JSON for who asks for it',
  'P-SIM-03': 'a name that is not normalised leads to the one that is',
  'P-SIM-04': 'a project that nobody has made is 404',
  'P-SIM-05': 'a yanked file stays, and says so',
  'P-SIM-06': 'pages are older than the last upload for a while',
  'P-JSN-01': 'a project and a version have a JSON document',
  'P-FIL-01': 'a file is given as it was taken, to anybody',
  'P-UPL-01': 'who uploads says who it is: 403 otherwise',
  'P-UPL-02': 'the first file makes the project and the version',
  'P-UPL-03': 'the same file once more changes nothing, and is 200',
  'P-UPL-04': 'other bytes under a name that is taken are 400 File already exists',
  'P-UPL-05': 'the name of a deleted file is never given again',
  'P-UPL-06': 'bytes that are not those of the digest are refused',
  'P-UPL-07': 'an unknown Metadata-Version is refused',
  'P-UPL-08': 'a file name that is not of the project or version is refused',
  'P-UPL-09': 'a file above the limit is refused',
  'P-UPL-10': 'a requirement with an address is refused',
  'P-UPL-11': 'a local version is refused',
  'P-UPL-12': 'a version has one sdist',
  'P-UPL-13': 'a token of one project uploads no other',
  'P-UPL-14': 'an unknown type of description is refused',
  'P-UPL-15': 'a wheel for Linux at large is refused',
  'P-OID-01': 'the index says which audience an identity has to be for',
  'P-OID-02': 'an identity that a publisher fits gets a token',
  'P-OID-03': 'an identity that none fits is 422 invalid-publisher',
  'P-OID-04': 'an identity for another audience is 422 invalid-token',
  'P-OID-05': 'a minted token ends after fifteen minutes',
  'P-OID-06': 'a pending publisher becomes a project with the first token',
  'P-OID-07': 'the older path of GitHub mints as well',
  'P-OID-08': 'an index may have it switched off: 403',
  'P-RUN-01': 'the runner gives an identity only to who shows the token of its job',
  'P-RUN-02': 'an identity names its audience, repository, workflow and environment',
} as const

export type IndexRule = keyof typeof indexRules
export const indexRuleNames = Object.keys(indexRules) as readonly IndexRule[]
