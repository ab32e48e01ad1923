// Hand-made lists: places, organisations, groups, treaties, events and weapon families of the news.
import { entityId } from '../../domain/ids.ts'
import { entries, type GazetteerEntry } from './entry.ts'

const PLACES = `
Nagorno-Karabakh | Nagorno Karabakh | Karabakh | Artsakh | Mountainous Karabakh
Stepanakert | Khankendi
Shusha | Shushi
Soviet Union | USSR
Yugoslavia
Czechoslovakia
East Germany
North Vietnam
Ottoman Empire
Austria-Hungary
Rhodesia
Rhodes
Africa
Asia
Europe
North America
South America
Latin America
Central America
Oceania
Antarctica
Middle East
Central Asia
South Asia
Southeast Asia | South-East Asia
East Africa
West Africa
North Africa
Southern Africa
Sub-Saharan Africa
Horn of Africa
Sahel
Balkans | Western Balkans
Caucasus | South Caucasus
Caribbean
Gulf | Persian Gulf
Black Sea
Red Sea
Mediterranean | Mediterranean Sea
South China Sea
Baltic Sea
Gaza | Gaza Strip
West Bank
East Jerusalem
Jerusalem
Tel Aviv
Golan Heights | Golan
Sinai | Sinai Peninsula
Kurdistan | Iraqi Kurdistan
Aleppo
Idlib
Homs
Raqqa
Mosul
Basra
Fallujah
Kirkuk
Benghazi
Misrata
Darfur
Kordofan
Tigray
Oromia
Crimea
Donbas | Donbass
Donetsk
Luhansk | Lugansk
Kharkiv | Kharkov
Mariupol
Kherson
Odesa | Odessa
Zaporizhzhia
Bakhmut
Lviv
Chechnya
Abkhazia
South Ossetia
Transnistria
Northern Ireland
Scotland
England
Wales
Catalonia
Kashmir
Punjab
Xinjiang
Tibet
Hong Kong
Shanghai
Mumbai
New Delhi | Delhi
Karachi
Istanbul
Saint Petersburg | St. Petersburg
Arctic
Amazon
Western Australia
New York | New York City
Geneva
The Hague | Hague
Dubrovnik
Sarajevo
Srebrenica
Srpska | Republika Srpska
Los Angeles
Chicago
San Francisco
California
Texas
Florida
Sydney
Melbourne
Toronto
Montreal
Barcelona
Milan
Munich
Hamburg
Frankfurt
Zurich
Hiroshima
Nagasaki
Rio de Janeiro
São Paulo
Lagos
Johannesburg
Cape Town
Huambo
Kuito
Quang Tri
Plain of Jars
Ho Chi Minh Trail
Halabja
Ghouta | Eastern Ghouta
Khan Shaykhun
Douma
Sanaa | Sana'a
Aden
Hodeidah | Al Hudaydah
Taiz
Marib
Saada
Rafah
Kivu | North Kivu
Goma
Ituri
Borno
Cabo Delgado
Casamance
Western Sahara
Falkland Islands | Malvinas
Korean Peninsula
Demilitarized Zone | DMZ
Kyrenia
Lachin | Lachin corridor
Agdam | Aghdam
Jebrayil | Jabrayil
Fizuli
Kelbajar | Kalbajar
Debaltseve
`

const ORGANIZATIONS = `
United Nations | UN | U.N.
UN Security Council | United Nations Security Council | Security Council | UNSC
UN General Assembly | United Nations General Assembly | General Assembly
UN Secretariat
United Nations Mine Action Service | UNMAS | UN Mine Action Service
United Nations Development Programme | UNDP
United Nations Children's Fund | UNICEF | Unicef
UN High Commissioner for Refugees | UNHCR | United Nations High Commissioner for Refugees | UN refugee agency
United Nations Office for Disarmament Affairs | UNODA
United Nations Institute for Disarmament Research | UNIDIR
United Nations Truce Supervision Organization | UNTSO
United Nations Interim Force in Lebanon | UNIFIL
United Nations Peacekeeping Force in Cyprus | UNFICYP
United Nations Disengagement Observer Force | UNDOF
United Nations Military Observer Group in India and Pakistan | UNMOGIP
United Nations Angola Verification Mission | UNAVEM
United Nations Transitional Authority in Cambodia | UNTAC
UN Human Rights Council | Human Rights Council
World Health Organization | WHO
World Food Programme | WFP
World Bank
International Monetary Fund | IMF
World Trade Organization | WTO
International Atomic Energy Agency | IAEA
Organisation for the Prohibition of Chemical Weapons | OPCW | Organization for the Prohibition of Chemical Weapons
Comprehensive Nuclear-Test-Ban Treaty Organization | CTBTO
International Criminal Court | ICC
International Court of Justice | ICJ
International Committee of the Red Cross | ICRC
Red Cross
Red Crescent
NATO | North Atlantic Treaty Organization | North Atlantic Treaty Organisation
European Union | EU | E.U.
European Commission
European Parliament
European Court of Human Rights | ECHR
Council of Europe
Organization for Security and Co-operation in Europe | OSCE | Organisation for Security and Co-operation in Europe | Organization for Security and Cooperation in Europe
Special Monitoring Mission to Ukraine | OSCE Special Monitoring Mission
Minsk Group | OSCE Minsk Group
African Union | AU
African National Congress | ANC
Democratic Unionist Party | DUP
Ulster Unionist Party | UUP
Arab League | League of Arab States
Organization of American States | OAS | Organization of the American States
Economic Community of West African States | ECOWAS
Association of Southeast Asian Nations | ASEAN
Shanghai Cooperation Organisation | SCO
Collective Security Treaty Organization | CSTO
Commonwealth of Independent States
OPEC
G7 | Group of Seven
G20 | Group of Twenty
BRICS
Interpol | INTERPOL
Europol
Cluster Munition Coalition | CMC
International Campaign to Ban Landmines | ICBL
International Campaign to Abolish Nuclear Weapons | ICAN
Landmine and Cluster Munition Monitor | Landmine Monitor | Cluster Munition Monitor
Human Rights Watch | HRW
Amnesty International | Amnesty
Handicap International | Humanity & Inclusion | Humanity and Inclusion
Médecins Sans Frontières | Doctors Without Borders | MSF
HALO Trust | The HALO Trust | HALO
Mines Advisory Group | MAG
Norwegian People's Aid | NPA
Danish Refugee Council | DRC Demining
Geneva International Centre for Humanitarian Demining | GICHD
Small Arms Survey
Conflict Armament Research
Control Arms
Stockholm International Peace Research Institute | SIPRI
Save the Children
Oxfam
Greenpeace
Transparency International
Reporters Without Borders
Bellingcat
Nobel Committee | Norwegian Nobel Committee
Pentagon | US Department of Defense | Department of Defense
White House
State Department | US State Department | Department of State
US Congress
US Senate
CIA | Central Intelligence Agency
FBI | Federal Bureau of Investigation
Downing Street
Foreign Office
House of Commons
House of Lords
Kremlin
Duma | State Duma
Wagner Group | Wagner
Taliban
Hamas
Hezbollah | Hizbollah | Hizbullah
Islamic State | ISIS | ISIL | Daesh | IS group
Al-Qaeda | Al Qaeda | al-Qaeda | al-Qaida
Boko Haram
Al-Shabaab | al-Shabaab
Houthis | Houthi | Ansar Allah
PKK | Kurdistan Workers' Party
FARC | Revolutionary Armed Forces of Colombia
ELN | National Liberation Army
LTTE | Liberation Tigers of Tamil Eelam | Tamil Tigers
Khmer Rouge
UNITA
MPLA
Frelimo | FRELIMO
Renamo | RENAMO
Polisario Front | Polisario
Fatah
PLO | Palestine Liberation Organization
Palestinian Authority
Israel Defense Forces | IDF
Reuters
Associated Press | AP
Agence France-Presse | AFP
BBC
CNN
Al Jazeera
New York Times | The New York Times
Washington Post | The Washington Post
The Guardian
Financial Times
Wall Street Journal
TASS
Xinhua
Southfront | South Front
Facebook
Google
Twitter
Microsoft
Apple
YouTube
Lockheed Martin
Raytheon
Boeing
BAE Systems
Rheinmetall
Thales
Textron
Rosoboronexport
Norinco
Elbit Systems
Israel Military Industries | IMI
`

const GROUPS = `
Muslim | Muslims
Christian | Christians
Jewish | Jews | Jew
Hindu | Hindus
Buddhist | Buddhists
Sikh | Sikhs
Sunni | Sunnis
Shia | Shiite | Shiites | Shi'ite | Shi'a
Catholic | Catholics
Protestant | Protestants
Orthodox Christian | Orthodox Christians
Druze
Alawite | Alawites
Yazidi | Yazidis | Yezidi
Kurdish | Kurd | Kurds
Arab | Arabs
Tamil | Tamils
Hutu | Hutus
Tutsi | Tutsis
Rohingya | Rohingyas
Uyghur | Uyghurs | Uighur | Uighurs
Hmong
Pashtun | Pashtuns
Hazara | Hazaras
Chechen | Chechens
Crimean Tatar | Crimean Tatars
Roma
Sahrawi | Sahrawis | Saharawi
Bosniak | Bosniaks
Bosnian Serb | Bosnian Serbs
Catalan | Catalans
Scottish | Scots
Welsh
European | Europeans
African | Africans
Asian | Asians
Aboriginal
Inuit
First Nations | First Nation
Ecuadorian | Ecuadorians
English
Latin American | Latin Americans
Soviet
Democrat | Democrats
Republican | Republicans
Communist | Communists
Zionist | Zionists
Islamist | Islamists
`

const WORKS = `
Convention on Cluster Munitions | CCM | Cluster Munitions Convention | Oslo Convention on Cluster Munitions
Anti-Personnel Mine Ban Convention | Mine Ban Treaty | Ottawa Treaty | Ottawa Convention | APMBC | Antipersonnel Mine Ban Treaty | Anti-Personnel Mine Ban Treaty | Convention on the Prohibition of the Use, Stockpiling, Production and Transfer of Anti-Personnel Mines and on their Destruction
Convention on Certain Conventional Weapons | CCW | Inhumane Weapons Convention
Amended Protocol II
Protocol V | Protocol on Explosive Remnants of War
Arms Trade Treaty | ATT
Treaty on the Non-Proliferation of Nuclear Weapons | NPT | Non-Proliferation Treaty | Nuclear Non-Proliferation Treaty
Treaty on the Prohibition of Nuclear Weapons | TPNW | Nuclear Ban Treaty
Comprehensive Nuclear-Test-Ban Treaty | CTBT | Comprehensive Test Ban Treaty
Partial Test Ban Treaty
Intermediate-Range Nuclear Forces Treaty | INF Treaty
New START | New START Treaty
START I | START
Strategic Arms Limitation Talks Agreement | SALT I
Anti-Ballistic Missile Treaty | ABM Treaty
Treaty on Conventional Armed Forces in Europe | CFE Treaty
Treaty on Open Skies | Open Skies Treaty
Vienna Document
Chemical Weapons Convention | CWC
Biological Weapons Convention | BWC | Biological and Toxin Weapons Convention
Geneva Protocol | 1925 Geneva Protocol
Geneva Conventions | Geneva Convention | Fourth Geneva Convention
Additional Protocol I
Hague Conventions | Hague Convention
Rome Statute
UN Charter | Charter of the United Nations | United Nations Charter
Universal Declaration of Human Rights
Convention on the Rights of the Child
Convention on the Rights of Persons with Disabilities
Refugee Convention
Genocide Convention
Outer Space Treaty
Antarctic Treaty
Treaty of Tlatelolco | Tlatelolco Treaty
Treaty of Rarotonga
Treaty of Pelindaba | Pelindaba Treaty
Wassenaar Arrangement
Missile Technology Control Regime | MTCR
Programme of Action on Small Arms | UN Programme of Action
International Mine Action Standards | IMAS
Maputo Action Plan
Oslo Action Plan
Dubrovnik Action Plan
Lausanne Action Plan
Vientiane Action Plan
Nairobi Action Plan
Joint Comprehensive Plan of Action | JCPOA | Iran nuclear deal
Dayton Agreement | Dayton Accords | Dayton Peace Agreement
Oslo Accords
Camp David Accords
Good Friday Agreement | Belfast Agreement
Minsk Agreements | Minsk agreements
Minsk Protocol | Minsk I
Minsk II | Minsk-2
Korean Armistice Agreement
Paris Peace Accords
Paris Peace Agreements
Lusaka Protocol
Bicesse Accords
Luena Memorandum | Luena Memorandum of Understanding
Lancaster House Agreement
Black Sea Grain Initiative
Paris Agreement
Kyoto Protocol
Maastricht Treaty
Lisbon Treaty
Magna Carta
`

const EVENTS = `
World War I | First World War | World War One | Great War
World War II | Second World War | World War Two | WWII | WW II
Cold War
Korean War
Vietnam War
Gulf War | First Gulf War
Iraq War
Iran-Iraq War | Iran–Iraq War
Six-Day War
Yom Kippur War
Falklands War
Kosovo War
Bosnian War
Afghan War
Syrian civil war | Syrian Civil War
Angolan Civil War | Angolan civil war
First Nagorno-Karabakh War
Second Nagorno-Karabakh War
Second Lebanon War | 2006 Lebanon War
Holocaust
Rwandan genocide | Rwandan Genocide
Armenian genocide | Armenian Genocide
Arab Spring
Ottawa Process
Oslo Process
Dublin Diplomatic Conference
Chernobyl disaster
Olympic Games | Olympics
Christmas Truce
Hague Peace Conference
`

/** Lower-case names of weapons: the family is the entity, singular and plural are forms of it. */
const PRODUCTS = `
cluster munition | cluster munitions | cluster bomb | cluster bombs
submunition | submunitions | bomblet | bomblets | cluster bomblet | cluster bomblets
anti-personnel mine | anti-personnel mines | antipersonnel mine | antipersonnel mines | anti-personnel landmine | anti-personnel landmines | antipersonnel landmine | antipersonnel landmines | landmine | landmines | land mine | land mines
anti-vehicle mine | anti-vehicle mines | antivehicle mine | antivehicle mines | anti-tank mine | anti-tank mines
explosive remnants of war | ERW
unexploded ordnance | UXO
improvised explosive device | improvised explosive devices | IED | IEDs
white phosphorus
nerve agent | nerve agents
sarin
mustard gas | sulfur mustard | sulphur mustard
napalm
nuclear weapon | nuclear weapons | nuclear warhead | nuclear warheads
chemical weapon | chemical weapons
biological weapon | biological weapons
barrel bomb | barrel bombs
`

const NAMED_PRODUCTS = `
Kalashnikov | AK-47 | AK-47s
BM-21 Grad | Grad
Smerch
Uragan
Iskander
Patriot
HIMARS
Bayraktar TB2 | Bayraktar
Javelin
Stinger
Tomahawk
Scud
PFM-1 | butterfly mine
PMN-2
PMA-3
BLU-97
BLU-26
M85
M42
M77
Mk. II
`

/** All known names, countries apart. */
export function namedEntries(): GazetteerEntry[] {
  return [
    ...entries('place', PLACES),
    ...withMetonyms(entries('organization', ORGANIZATIONS)),
    ...entries('group', GROUPS),
    ...entries('work', WORKS),
    ...entries('event', EVENTS),
    ...entries('product', PRODUCTS, { lowerCase: true }),
    ...entries('product', NAMED_PRODUCTS),
  ]
}

/** Buildings and streets that stand for a government: their own entity, the relation visible. */
const METONYMS: Readonly<Record<string, string>> = {
  Kremlin: 'Russia',
  'White House': 'United States',
  Pentagon: 'United States',
  'Downing Street': 'United Kingdom',
}

function withMetonyms(list: readonly GazetteerEntry[]): GazetteerEntry[] {
  return list.map(entry => {
    const country = METONYMS[entry.name]
    if (country === undefined) return entry
    return { ...entry, relations: [{ relation: 'metonym-for', entity: entityId('place', country) }] }
  })
}
