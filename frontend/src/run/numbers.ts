/** Numbers for people. */

/** A share in per cent; 0 and 100 only where it is exactly that. */
export function percent(share: number): string {
  if (share <= 0) return '0 %'
  if (share >= 1) return '100 %'
  if (share < 0.005) return '<1 %'
  if (share > 0.995) return '>99 %'
  return `${Math.round(100 * share)} %`
}

/** Three significant digits, thousands apart, no exponent where it can be avoided. */
export function quantity(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return value.toExponential(1).replace('-', '−').replace('e+', 'e')
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
  const short = Number(value.toFixed(digits))
  const [whole = '0', part] = String(Math.abs(short)).split('.')
  const spaced = whole.length > 4 ? whole.replace(/\B(?=(?:\d{3})+$)/gu, ' ') : whole
  return `${short < 0 ? '−' : ''}${spaced}${part ? `.${part}` : ''}`
}

export const LEAST_TIMES = 0.1
export const MOST_TIMES = 10

/** What a strength is multiplied by at a place of its slider, from −1 (a tenth) to 1 (ten times). */
export function timesAt(place: number): number {
  return Number((10 ** Math.max(-1, Math.min(1, place))).toPrecision(2))
}

export function placeOf(times: number): number {
  return Math.log10(Math.max(LEAST_TIMES, Math.min(MOST_TIMES, times)))
}

export function timesWords(times: number): string {
  if (times === 1) return 'as coded'
  return times > 1 ? `${quantity(times)} times as strong` : `${quantity(100 * times)} % of it`
}

/** A decimal year as a month. */
export function monthOf(year: number): string {
  const whole = Math.floor(year)
  const month = Math.min(11, Math.floor((year - whole) * 12 + 1e-6))
  return `${['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][month] ?? ''} ${whole}`
}

/** Round levels for an axis, about `many` of them. */
export function ticks(low: number, high: number, many = 4): number[] {
  if (!(high > low)) return [low]
  const rough = (high - low) / many
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999) ?? 10 * power
  const found: number[] = []
  for (let level = Math.ceil(low / step - 1e-9); level * step <= high + step * 1e-9; level += 1) found.push(Number((level * step).toPrecision(10)))
  return found
}
