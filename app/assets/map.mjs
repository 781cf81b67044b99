/**
 * The map: one silhouette of land without borders, and a dot for each participant.
 *
 * Equal Earth keeps areas true and is turned to 11° E, where the sheet's edge crosses no land but
 * Antarctica, which is left out. Dots that would cover each other are pushed apart, a little at a
 * time and always in the same order, so that every build gives the same bytes.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoEqualEarth, geoPath } from 'd3-geo'
import { feature } from 'topojson-client'

const WIDTH = 1000
const MARGIN = 6
const MERIDIAN = 11
const SOUTHERNMOST = -60
const SMALLEST_LAND = 1.2 // square units: below it an island is a speck that only costs bytes
const SHORTEST_STEP = 0.9 // units: nearer points of an outline cannot be told apart on a screen
const APART = 7.2 // units between the centres of two dots
const PULL = 0.01 // the part of the way home that a dot goes each round
const ROUNDS = 400

const require = createRequire(import.meta.url)

/** Give the silhouette's path, its size, and each participant's dot: what the templates draw. */
export function drawWorld(centroidsFile) {
  const homes = centroids(centroidsFile)
  const land = inhabited(read('world-atlas/land-110m.json'))
  const shown = {
    type: 'GeometryCollection',
    geometries: [land, { type: 'MultiPoint', coordinates: homes.map(({ at }) => at) }]
  }
  const projection = geoEqualEarth()
    .rotate([-MERIDIAN, 0])
    .fitWidth(WIDTH - 2 * MARGIN, shown)
  const [left, top] = projection.translate()
  projection.translate([left + MARGIN, top + MARGIN])
  return {
    width: WIDTH,
    height: Math.ceil(geoPath(projection).bounds(shown)[1][1] + MARGIN),
    land: silhouette(land, projection),
    points: spread(homes, projection)
  }
}

function read(name) {
  return JSON.parse(readFileSync(require.resolve(name), 'utf8'))
}

function inhabited(topology) {
  const { geometry } = feature(topology, topology.objects.land).features[0]
  const north = ([outline]) => outline.some(([, latitude]) => latitude > SOUTHERNMOST)
  return { type: 'MultiPolygon', coordinates: geometry.coordinates.filter(north) }
}

/** Write the projected outlines with relative steps of a tenth of a unit: short, and exact enough. */
function silhouette(land, projection) {
  const outlines = []
  let outline
  const sink = {
    moveTo: (x, y) => outlines.push((outline = [[x, y]])),
    lineTo: (x, y) => outline.push([x, y]),
    closePath: () => {}
  }
  geoPath(projection, sink)(land)
  return outlines.filter((points) => Math.abs(area(points)) > SMALLEST_LAND).map(written).join('')
}

function area(points) {
  return points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)
}

function written(points) {
  let [lastX, lastY] = points[0].map(tenths)
  const steps = []
  const start = `M${lastX / 10} ${lastY / 10}l`
  for (const [x, y] of points.slice(1).map((point) => point.map(tenths))) {
    if (Math.hypot(x - lastX, y - lastY) < SHORTEST_STEP * 10) continue
    steps.push(`${(x - lastX) / 10} ${(y - lastY) / 10}`)
    ;[lastX, lastY] = [x, y]
  }
  return `${start}${steps.join(' ').replaceAll(' -', '-').replaceAll('0.', '.')}z`
}

function tenths(value) {
  return Math.round(value * 10)
}

function centroids(file) {
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(2)
  return rows.map((row) => {
    const [participant, longitude, latitude] = row.split(',')
    return { participant, at: [Number(longitude), Number(latitude)] }
  })
}

/** Push dots apart until no two cover each other, and pull each back toward its place. */
function spread(homes, projection) {
  const dots = homes.map(({ participant, at }) => {
    const [x, y] = projection(at)
    return { participant, home: [x, y], x, y }
  })
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const dot of dots) {
      dot.x += (dot.home[0] - dot.x) * PULL
      dot.y += (dot.home[1] - dot.y) * PULL
    }
    dots.forEach((one, index) => dots.slice(index + 1).forEach((other) => push(one, other)))
  }
  return Object.fromEntries(
    dots.map(({ participant, x, y }) => [participant, [tenths(x) / 10, tenths(y) / 10]])
  )
}

function push(one, other) {
  const [dx, dy] = [other.x - one.x, other.y - one.y]
  const distance = Math.hypot(dx, dy)
  if (distance >= APART) return
  const [ux, uy] = distance > 0 ? [dx / distance, dy / distance] : [1, 0]
  const half = (APART - distance) / 2
  one.x -= ux * half
  one.y -= uy * half
  other.x += ux * half
  other.y += uy * half
}
