// A map whose copy costs nothing until one of the two is written to. The state of a world is made of these, with values that
// are replaced and never changed in place, so that thousands of copies of a world are affordable. It also counts its changes:
// whether a request has written is asked of the state, not believed of its method.
export class Table<Key, Value> {
  private map: Map<Key, Value>
  private isShared = false
  private count = 0

  constructor(entries: Iterable<readonly [Key, Value]> = []) {
    this.map = new Map(entries)
  }

  get changes(): number {
    return this.count
  }

  get size(): number {
    return this.map.size
  }

  get(key: Key): Value | undefined {
    return this.map.get(key)
  }

  has(key: Key): boolean {
    return this.map.has(key)
  }

  set(key: Key, value: Value): this {
    this.own().set(key, value)
    this.count++
    return this
  }

  /** Setting what nobody sees by itself: counters, caches, marks on objects. */
  note(key: Key, value: Value): void {
    this.own().set(key, value)
  }

  delete(key: Key): boolean {
    if (!this.map.has(key)) return false
    this.own().delete(key)
    this.count++
    return true
  }

  keys(): IterableIterator<Key> {
    return this.map.keys()
  }

  values(): IterableIterator<Value> {
    return this.map.values()
  }

  [Symbol.iterator](): IterableIterator<[Key, Value]> {
    return this.map.entries()
  }

  copy(): Table<Key, Value> {
    const copy = new Table<Key, Value>()
    copy.map = this.map
    copy.count = this.count
    copy.isShared = true
    this.isShared = true
    return copy
  }

  private own(): Map<Key, Value> {
    if (this.isShared) {
      this.map = new Map(this.map)
      this.isShared = false
    }
    return this.map
  }
}
