import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findAbbreviations } from '../../src/entities/abbreviations.ts'
import { readGold } from '../../src/evaluation/entities.ts'
import { SHARED } from '../support/fixtures.ts'

/** Definitions in every sixth document of worldwide-dev, read by a person: short form, then long form. */
const DEFINED = `
  SMUG Sexual Minorities Uganda; PFDJ People's Front for Democracy and Justice; OCHA Office for the Coordination of Humanitarian Affairs;
  UNHCR UN High Commissioner for Refugees; WFP World Food Programme; ICRC International Committee of the Red Cross;
  IPCC Intergovernmental Panel on Climate Change; GBF Global Biodiversity Framework; UNEP United Nations Environment Programme;
  CBD Convention on Biological Diversity; IIFB International Indigenous Forum for Biodiversity; WWF World Wildlife Fund;
  IPBES Intergovernmental Science - Policy Platform on Biodiversity and Ecosystem Services; ABCC Argentine - British Community Council;
  RRAG Rights and Risks Analysis Group; BJP Bharatiya Janata Party; HRW Human Rights Watch; AL Awami League;
  SUST Shahjalal University of Science and Technology; NPC National People’ s Congress; EAAT Egyptian Association against Torture;
  BNPL Buy Now Pay Later; CCDR Country Climate Development Reports; ASI Salvadoran Association of Industrialists;
  MCE Municipal Chief Executive; GNA Ghana News Agency; EWS economically weaker section; DG disadvantaged groups;
  CWSN children With special needs; DoE Directorate of Education; CII confederation of Indian Industry; SP superintendent of police;
  DRG district reserve guard; PMLA Prevention of Money Laundering Act; ACB Anti Corruption Bureau; JCPOA Joint Comprehensive Plan of Action;
  SOFA Status of Forces Agreement; RJAF Royal Jordanian Air Force; KRDA Kings Rugby Development Academy; KRU Kenya Rugby Union;
  NPA National Police Agency; PPP People Power Party; MOU memorandum of understanding; LTA long - term agreement;
  NIS Noble International School; ABV alcohol - by - volume; MoRA Ministry of Religious Affairs; ACB Anti - Corruption Bureau’ s;
  NDF Namibian Defence Force; AfCFTA African Continental Free Trade Area; NEF Namibia Employers' Federation; AIFR All Injury Frequency Rate;
  RBZ Reserve Bank of Zimbabwe; ARIPO African Regional Intellectual Property Organization; ZIMURA Zimbabwe Music Rights Association;
  UBH United Bulawayo Hospital; PSHC Premier Service Holding Company; MNPT National Mechanism for the Prevention of Torture;
  CONADIS National Council for the Inclusion of Persons with Disabilities; FIA Farnborough International Airshow;
  IATA International Air Transport Association; NPA National Prosecuting Authority; MFMA Municipal Finance Management Act;
  FSCA Financial Sector Conduct Authority; SSA State Security Agency; IAEA International Atomic Energy Agency;
  CITC Communications and Information Technology Commission; SFD Saudi Fund for Development; MoU memorandum of understanding;
  NSC National Security Council; PPRP Palang Pracharath Party; PDRC People's Democratic Reform Committee; NWRC National Water Resources Committee;
  DGH Directorate - General of Highways; PAHO Pan American Health Organization; MSP Ministry of Public Health`
  .split(';')
  .map(pair => pair.trim())

it.skipIf(SHARED === undefined)(
  'definitions in news: nine in ten and more are found, and found right',
  async () => {
    const documents = await readGold(join(SHARED ?? '', 'data/entities/worldwide-dev.jsonl.gz'))
    const found = documents
      .filter((_, number) => number % 6 === 0)
      .flatMap(({ text }) => [
        ...new Set(findAbbreviations(text).map(({ short, long }) => `${short} ${long}`)),
      ])
    const right = found.filter(pair => DEFINED.includes(pair))
    expect(right.length / found.length).toBeGreaterThan(0.95)
    expect(new Set(right).size / DEFINED.length).toBeGreaterThan(0.93)
  },
)
