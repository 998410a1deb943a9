// Makes communes.csv and epci.csv: which EPCI (intercommunal body with its own taxation) a French commune
// belongs to, and when; and codes_postaux.csv: which communes a postal code serves, at the last vintage.
//
// Source: the npm package @etalab/decoupage-administratif, which restates INSEE's Code officiel géographique and
// the DGCL's list of EPCI. Data: Licence Ouverte 2.0 (Etalab). Code of the package: MIT.
//
// To rerun (Node >= 18, npm, tar, network):   node rules/territoires/generer.mjs
// The tables are written beside this file; the same vintages always give the same bytes.
//
// One version of the package is one vintage: the state on 1 January of a year. What lies between two vintages is
// not known, so a state lasts until the eve of the next vintage. Hence two limits:
//  - the first vintage is carried back without limit: an EPCI of 2019 stands for all earlier years;
//  - the last vintage stays in force until a newer one is added to the list below.
//
// Version 0.8.0 holds the EPCI of 2020 beside the communes of 2019.
//
// A new year is one new line in VINTAGES, once its epci.json is seen to differ from the year before: version 6.0.0
// calls itself 2026 and repeats the EPCI of 2025, it must not be used.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGE = '@etalab/decoupage-administratif'
const VINTAGES = [
  [2019, '0.6.2'],
  [2020, '0.8.0'],
  [2021, '1.1.1'],
  [2022, '2.3.1'],
  [2023, '3.1.1'],
  [2024, '4.1.0'],
  [2025, '5.3.0'],
]

// A few names of the source have doubled spaces or double quotes; without them no field needs quoting.
const clean = name => name.normalize('NFC').replaceAll('"', '').replace(/\s+/g, ' ').trim()

// --- Reading -------------------------------------------------------------------------------------------------------

function unpack(version, directory) {
  const npm = ['pack', '--silent', '--pack-destination', directory, `${PACKAGE}@${version}`]
  const archive = execFileSync('npm', npm, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
  execFileSync('tar', ['-xzf', archive, 'package/data'], { cwd: directory })
  return name => JSON.parse(readFileSync(join(directory, 'package', 'data', `${name}.json`), 'utf8'))
}

function readVintage(year, version) {
  const directory = mkdtempSync(join(tmpdir(), 'territoires-'))
  try {
    const read = unpack(version, directory)
    const vintage = {
      year,
      communes: new Map(), // code -> name, communes of full right
      oldNames: new Map(), // code -> name, everything that is no longer a commune
      coveredBy: new Map(), // code that is no longer a commune -> commune that now holds its territory
      postcodes: [], // { code_postal, commune }: of communes of full right, and of no arrondissement beside them
      districts: [], // arrondissements of Paris, Lyon, Marseille
      epciOf: new Map(), // commune -> SIREN
      epci: new Map(), // SIREN -> { nom, type }
    }
    // Only the first vintage carries the history since 1943. It is used for nothing but the last names of old communes.
    if (year === VINTAGES[0][0])
      for (const h of read('historique-communes')) if (h.code) vintage.oldNames.set(h.code, clean(h.nom))
    const entries = read('communes')
    for (const c of entries) {
      if (c.type === 'arrondissement-municipal') vintage.districts.push(c)
      else if (c.type === 'commune-actuelle') {
        vintage.communes.set(c.code, clean(c.nom))
        for (const code_postal of c.codesPostaux ?? []) vintage.postcodes.push({ code_postal, commune: c.code })
      }
      else vintage.oldNames.set(c.code, clean(c.nom))
      for (const old of c.anciensCodes ?? []) vintage.coveredBy.set(old, c.chefLieu ?? c.code)
    }
    // A commune déléguée or associée keeps its own code, and its chefLieu is right where anciensCodes still tells of a
    // merger since undone (55273, 60455): so it comes second, and wins.
    for (const c of entries)
      if (c.chefLieu && c.chefLieu !== c.code) vintage.coveredBy.set(c.code, c.chefLieu)
    for (const e of read('epci')) {
      vintage.epci.set(e.code, { nom: clean(e.nom), type: e.type })
      for (const member of e.membres) vintage.epciOf.set(member.code, e.code)
    }
    return vintage
  } finally {
    rmSync(directory, { recursive: true })
  }
}

const vintages = VINTAGES.map(([year, version]) => readVintage(year, version))
const newestFirst = vintages.slice().reverse()
const last = newestFirst[0]

// --- Communes ------------------------------------------------------------------------------------------------------

const firstDay = year => `${year}-01-01`
const eve = year => `${year - 1}-12-31`

// SIREN, '' (in no EPCI) or undefined (code unknown to this vintage). A code that is not a commune at this vintage but
// is one at another (merger undone, seat of a merged commune moved) has the EPCI of the commune that holds its
// territory meanwhile: so a code that exists today has no hole in its past.
function epciAt(vintage, code) {
  const holder = vintage.communes.has(code) ? code : vintage.coveredBy.get(code)
  return vintage.epciOf.get(code) ?? vintage.epciOf.get(holder) ?? (holder && '')
}

function successorOf(code) {
  const holder = newestFirst.find(v => v.coveredBy.has(code))?.coveredBy.get(code)
  if (!holder) throw new Error(`${code}: vanished without a successor`)
  return last.communes.has(holder) ? holder : successorOf(holder)
}

function nameOf(code) {
  for (const table of ['communes', 'oldNames']) {
    const vintage = newestFirst.find(v => v[table].has(code))
    if (vintage) return vintage[table].get(code)
  }
  return last.communes.get(successorOf(code)) // Mayotte before 2011: same communes, numbered anew
}

function rowsOf(code) {
  const lastSeen = vintages.findLastIndex(v => v.communes.has(code))
  const nom = nameOf(code)
  // Vanished before the first vintage: its EPCI at that time is not known, only where its territory went.
  if (lastSeen < 0)
    return [{ code, nom, epci: '', debut: '', fin: eve(vintages[0].year), successeur: successorOf(code) }]

  const rows = []
  for (let i = 0; i <= lastSeen; i++) {
    const epci = epciAt(vintages[i], code)
    const open = rows.at(-1)
    if (epci === open?.epci) continue
    if (open) open.fin = eve(vintages[i].year)
    rows.push({ code, nom, epci, debut: i ? firstDay(vintages[i].year) : '', fin: '', successeur: '' })
  }
  if (vintages[lastSeen] !== last) {
    rows.at(-1).fin = eve(vintages[lastSeen + 1].year)
    rows.at(-1).successeur = successorOf(code)
  }
  return rows.filter(r => r.epci !== undefined)
}

const codes = new Set(vintages.flatMap(v => [...v.communes.keys(), ...v.coveredBy.keys()]))
const communes = [...codes].flatMap(rowsOf)
for (const d of last.districts)
  communes.push({ code: d.code, nom: clean(d.nom), epci: '', debut: '', fin: '', successeur: d.commune })
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0) // not the locale's order
communes.sort((a, b) => compare(a.code, b.code) || compare(a.debut, b.debut))

// --- EPCI ----------------------------------------------------------------------------------------------------------

const sirens = [...new Set(communes.map(r => r.epci))].filter(Boolean).sort()
const epci = sirens.map(siren => {
  const { nom, type } = newestFirst.find(v => v.epci.has(siren)).epci.get(siren)
  return { epci: siren, nom, nature: type }
})

// --- Postal codes --------------------------------------------------------------------------------------------------

const postcodes = last.postcodes
  .slice()
  .sort((a, b) => compare(a.code_postal, b.code_postal) || compare(a.commune, b.commune))

// --- Checking and writing ------------------------------------------------------------------------------------------

const doubled = digit => (digit > 4 ? 2 * digit - 9 : 2 * digit)
const luhn = siren => [...siren].reduce((sum, digit, i) => sum + (i % 2 ? doubled(+digit) : +digit), 0) % 10 === 0

for (const r of communes) {
  if (!/^(\d{2}|2[AB])\d{3}$/.test(r.code)) throw new Error(`${r.code}: not a commune code`)
  if (r.successeur && !last.communes.has(r.successeur)) throw new Error(`${r.code}: successor ${r.successeur} unknown`)
}
for (const r of postcodes) if (!/^\d{5}$/.test(r.code_postal)) throw new Error(`${r.code_postal}: not a postal code`)
for (const siren of sirens) if (!/^\d{9}$/.test(siren) || !luhn(siren)) throw new Error(`${siren}: not a SIREN`)

function table(header, rows) {
  const lines = rows.map(row => Object.values(row))
  const unsafe = lines.find(fields => fields.some(field => /[;"\r\n]/.test(field)))
  if (unsafe) throw new Error(`a field needs quoting: ${unsafe}`)
  return [header, ...lines.map(fields => fields.join(';'))].join('\n') + '\n'
}

const tables = {
  'communes.csv': table('commune;nom;epci;debut;fin;successeur', communes),
  'epci.csv': table('epci;nom;nature', epci),
  'codes_postaux.csv': table('code_postal;commune', postcodes),
}
const here = dirname(fileURLToPath(import.meta.url))
for (const [file, text] of Object.entries(tables)) writeFileSync(join(here, file), text)
