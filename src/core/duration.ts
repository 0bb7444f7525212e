// A length of time as people write it: `30m`, `600s`, `1h`, `1h30m`. A bare number is refused: nobody knows whether it is seconds.
import { fail } from '../errors/release-error.js'

const pattern = /^(?=\d)(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/
/** A job on GitHub's machines lives six hours; a release that waits longer than a day is a mistake. */
const mostHours = 24

/** Milliseconds. `name`: the flag or the input, for the message. */
export const parseDuration = (text: string, name: string): number => {
  const [, hours = '0', minutes = '0', seconds = '0'] = pattern.exec(text.trim().toLowerCase()) ?? fail('DURATION', { name, text, most: `${mostHours}h` })
  const milliseconds = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  return milliseconds <= mostHours * 3_600_000 ? milliseconds : fail('DURATION', { name, text, most: `${mostHours}h` })
}

/** `2 h 5 min`, for people. */
export const durationText = (milliseconds: number): string => {
  const total = Math.ceil(milliseconds / 1000)
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', seconds > 0 || total === 0 ? `${seconds} s` : '']
  return parts.filter(Boolean).join(' ')
}
