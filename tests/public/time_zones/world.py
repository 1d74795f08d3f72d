"""What every atlas says, written down by hand: the tests hold the table of cities against it."""

#: The capitals of the members of the United Nations, of Kosovo, Taiwan and the Vatican, by country.
CAPITALS = """
AD Andorra la Vella; AE Abu Dhabi; AF Kabul; AG Saint John's; AL Tirana; AM Yerevan; AO Luanda; AR
Buenos Aires; AT Vienna; AU Canberra; AZ Baku; BA Sarajevo; BB Bridgetown; BD Dhaka; BE Brussels; BF
Ouagadougou; BG Sofia; BH Manama; BI Gitega; BJ Porto-Novo; BN Bandar Seri Begawan; BO Sucre; BR
Brasilia; BS Nassau; BT Thimphu; BW Gaborone; BY Minsk; BZ Belmopan; CA Ottawa; CD Kinshasa; CF
Bangui; CG Brazzaville; CH Bern; CI Yamoussoukro; CL Santiago; CM Yaounde; CN Beijing; CO Bogota; CR
San Jose; CU Havana; CV Praia; CY Nicosia; CZ Prague; DE Berlin; DJ Djibouti; DK Copenhagen; DM
Roseau; DO Santo Domingo; DZ Algiers; EC Quito; EE Tallinn; EG Cairo; ER Asmara; ES Madrid; ET Addis
Ababa; FI Helsinki; FJ Suva; FM Palikir; FR Paris; GA Libreville; GB London; GD Saint George's; GE
Tbilisi; GH Accra; GM Banjul; GN Conakry; GQ Malabo; GR Athens; GT Guatemala City; GW Bissau; GY
Georgetown; HN Tegucigalpa; HR Zagreb; HT Port-au-Prince; HU Budapest; ID Jakarta; IE Dublin; IL
Jerusalem; IN New Delhi; IQ Baghdad; IR Tehran; IS Reykjavik; IT Rome; JM Kingston; JO Amman; JP
Tokyo; KE Nairobi; KG Bishkek; KH Phnom Penh; KI Tarawa; KM Moroni; KN Basseterre; KP Pyongyang; KR
Seoul; KW Kuwait City; KZ Astana; LA Vientiane; LB Beirut; LC Castries; LI Vaduz; LK Sri
Jayewardenepura Kotte; LR Monrovia; LS Maseru; LT Vilnius; LU Luxembourg; LV Riga; LY Tripoli; MA
Rabat; MC Monaco; MD Chisinau; ME Podgorica; MG Antananarivo; MH Majuro; MK Skopje; ML Bamako; MM
Nay Pyi Taw; MN Ulaanbaatar; MR Nouakchott; MT Valletta; MU Port Louis; MV Male; MW Lilongwe; MX
Mexico City; MY Kuala Lumpur; MZ Maputo; NA Windhoek; NE Niamey; NG Abuja; NI Managua; NL Amsterdam;
NO Oslo; NP Kathmandu; NR Yaren; NZ Wellington; OM Muscat; PA Panama City; PE Lima; PG Port Moresby;
PH Manila; PK Islamabad; PL Warsaw; PT Lisbon; PW Ngerulmud; PY Asuncion; QA Doha; RO Bucharest; RS
Belgrade; RU Moscow; RW Kigali; SA Riyadh; SB Honiara; SC Victoria; SD Khartoum; SE Stockholm; SG
Singapore; SI Ljubljana; SK Bratislava; SL Freetown; SM San Marino; SN Dakar; SO Mogadishu; SR
Paramaribo; SS Juba; ST Sao Tome; SV San Salvador; SY Damascus; SZ Mbabane; TD N'Djamena; TG Lome;
TH Bangkok; TJ Dushanbe; TL Dili; TM Ashgabat; TN Tunis; TO Nuku'alofa; TR Ankara; TT Port of Spain;
TV Funafuti; TW Taipei; TZ Dodoma; UA Kyiv; UG Kampala; US Washington; UY Montevideo; UZ Tashkent;
VA Vatican City; VC Kingstown; VE Caracas; VN Hanoi; VU Port Vila; WS Apia; XK Pristina; YE Sanaa;
ZA Pretoria; ZM Lusaka; ZW Harare
"""

STATE_CAPITALS = """
AL Montgomery; AK Juneau; AZ Phoenix; AR Little Rock; CA Sacramento; CO Denver; CT Hartford; DE
Dover; FL Tallahassee; GA Atlanta; HI Honolulu; ID Boise; IL Springfield; IN Indianapolis; IA Des
Moines; KS Topeka; KY Frankfort; LA Baton Rouge; ME Augusta; MD Annapolis; MA Boston; MI Lansing; MN
Saint Paul; MS Jackson; MO Jefferson City; MT Helena; NE Lincoln; NV Carson City; NH Concord; NJ
Trenton; NM Santa Fe; NY Albany; NC Raleigh; ND Bismarck; OH Columbus; OK Oklahoma City; OR Salem;
PA Harrisburg; RI Providence; SC Columbia; SD Pierre; TN Nashville; TX Austin; UT Salt Lake City; VT
Montpelier; VA Richmond; WA Olympia; WV Charleston; WI Madison; WY Cheyenne
"""

#: Zones of the world's largest cities: a million people in them or around.
LARGE = {
    "Africa/Abidjan": "Abidjan",
    "Africa/Accra": "Kumasi",
    "Africa/Addis_Ababa": "Addis Ababa",
    "Africa/Algiers": "Oran",
    "Africa/Cairo": "Alexandria, Giza, Port Said",
    "Africa/Casablanca": "Casablanca, Fes, Marrakesh, Tangier",
    "Africa/Dar_es_Salaam": "Dar es Salaam, Mwanza",
    "Africa/Douala": "Douala",
    "Africa/Johannesburg": "Johannesburg, Cape Town, Durban, Soweto",
    "Africa/Khartoum": "Omdurman",
    "Africa/Kinshasa": "Kinshasa",
    "Africa/Lagos": "Lagos, Kano, Ibadan, Port Harcourt, Kaduna, Benin City",
    "Africa/Lubumbashi": "Lubumbashi, Mbuji-Mayi, Kisangani, Bukavu",
    "Africa/Luanda": "Luanda",
    "Africa/Nairobi": "Nairobi, Mombasa",
    "Africa/Tripoli": "Benghazi",
    "America/Argentina/Cordoba": "Rosario, Cordoba",
    "America/Bogota": "Medellin, Cali, Barranquilla, Cartagena",
    "America/Caracas": "Maracaibo, Valencia",
    "America/Chicago": "Chicago, Houston, Dallas, San Antonio, Austin, Minneapolis, St. Louis",
    "America/Denver": "Denver, Colorado Springs, Albuquerque, El Paso",
    "America/Fortaleza": "Fortaleza",
    "America/Guayaquil": "Guayaquil",
    "America/La_Paz": "La Paz, Santa Cruz de la Sierra, Cochabamba",
    "America/Los_Angeles": "Los Angeles, San Diego, San Jose, San Francisco, Seattle, Portland, Las Vegas",
    "America/Mexico_City": "Guadalajara, Puebla, León",
    "America/Monterrey": "Monterrey",
    "America/New_York": "New York, Philadelphia, Boston, Miami, Atlanta, Charlotte, Cleveland, Pittsburgh",
    "America/Phoenix": "Phoenix, Tucson, Mesa",
    "America/Sao_Paulo": "São Paulo, Rio de Janeiro, Belo Horizonte, Curitiba, Porto Alegre, Campinas",
    "America/Toronto": "Toronto, Montreal, Mississauga, Quebec City",
    "America/Vancouver": "Vancouver",
    "Asia/Almaty": "Almaty, Shymkent, Astana",
    "Asia/Baghdad": "Mosul, Basra, Erbil, Kirkuk",
    "Asia/Bangkok": "Bangkok",
    "Asia/Damascus": "Aleppo, Homs",
    "Asia/Dhaka": "Chittagong, Khulna",
    "Asia/Dubai": "Dubai, Sharjah",
    "Asia/Ho_Chi_Minh": "Ho Chi Minh City, Saigon, Haiphong, Da Nang",
    "Asia/Hong_Kong": "Hong Kong, Kowloon",
    "Asia/Jakarta": "Surabaya, Bandung, Medan, Semarang, Palembang",
    "Asia/Karachi": "Karachi, Lahore, Faisalabad, Rawalpindi, Multan, Peshawar",
    "Asia/Kolkata": (
        "Mumbai, Bombay, Delhi, Bangalore, Bengaluru, Hyderabad, Ahmedabad, Chennai, Madras, Kolkata, Surat, "
        "Pune, Lucknow, Kanpur, Nagpur, Indore, Bhopal, Patna, Agra, Varanasi, Srinagar, Kochi, Amritsar"
    ),
    "Asia/Kuala_Lumpur": "Kuala Lumpur, Johor Bahru",
    "Asia/Makassar": "Makassar",
    "Asia/Manila": "Quezon City, Davao, Cebu City",
    "Asia/Novosibirsk": "Novosibirsk",
    "Asia/Riyadh": "Jeddah, Mecca, Medina, Dammam",
    "Asia/Seoul": "Busan, Incheon, Daegu, Daejeon, Gwangju, Ulsan",
    "Asia/Shanghai": (
        "Shanghai, Guangzhou, Shenzhen, Chongqing, Tianjin, Wuhan, Chengdu, Xi'an, Nanjing, Hangzhou, "
        "Suzhou, Harbin, Shenyang, Dalian, Qingdao, Jinan, Kunming, Changsha, Zhengzhou, Foshan, Xiamen"
    ),
    "Asia/Tehran": "Mashhad, Isfahan, Shiraz, Tabriz, Karaj, Qom",
    "Asia/Tokyo": "Osaka, Yokohama, Nagoya, Sapporo, Kobe, Kyoto, Fukuoka, Hiroshima, Sendai",
    "Asia/Yangon": "Yangon, Rangoon, Mandalay",
    "Asia/Yekaterinburg": "Yekaterinburg, Chelyabinsk, Ufa, Perm",
    "Australia/Brisbane": "Brisbane",
    "Australia/Melbourne": "Melbourne",
    "Australia/Perth": "Perth",
    "Australia/Sydney": "Sydney",
    "Europe/Berlin": "Munich, Hamburg, Cologne, Frankfurt, Stuttgart, Leipzig, Dresden",
    "Europe/Istanbul": "Istanbul, Izmir, Bursa, Adana, Gaziantep",
    "Europe/Kyiv": "Kharkiv, Odesa, Odessa, Dnipro, Lviv",
    "Europe/London": "Birmingham, Manchester, Glasgow, Leeds, Liverpool",
    "Europe/Madrid": "Barcelona, Valencia, Seville, Zaragoza",
    "Europe/Moscow": "Saint Petersburg, Kazan, Nizhny Novgorod, Rostov-on-Don, Voronezh",
    "Europe/Paris": "Marseille, Lyon",
    "Europe/Rome": "Milan, Naples, Turin, Palermo",
    "Europe/Warsaw": "Krakow, Lodz, Wroclaw, Poznan",
    "Pacific/Auckland": "Auckland",
}

#: By zone, in English, Spanish, French and Arabic.
IN_FOUR_LANGUAGES = {
    "Africa/Algiers": ["Algiers", "Argel", "Alger", "الجزائر"],
    "Africa/Cairo": ["Cairo", "El Cairo", "Le Caire", "القاهرة"],
    "Africa/Casablanca": ["Rabat", "Rabat", "Rabat", "الرباط"],
    "Africa/Djibouti": ["Djibouti", "Yibuti", "Djibouti", "جيبوتي"],
    "Africa/Khartoum": ["Khartoum", "Jartum", "Khartoum", "الخرطوم"],
    "Africa/Mogadishu": ["Mogadishu", "Mogadiscio", "Mogadiscio", "مقديشو"],
    "Africa/Nouakchott": ["Nouakchott", "Nuakchot", "Nouakchott", "نواكشوط"],
    "Africa/Tripoli": ["Tripoli", "Trípoli", "Tripoli", "طرابلس"],
    "Africa/Tunis": ["Tunis", "Túnez", "Tunis", "تونس"],
    "America/Havana": ["Havana", "La Habana", "La Havane", "هافانا"],
    "America/Mexico_City": ["Mexico City", "Ciudad de México", "Mexico", "مدينة مكسيكو"],
    "America/New_York": ["New York", "Nueva York", "New York", "نيويورك"],
    "America/Panama": ["Panama City", "Ciudad de Panamá", "Panama", "مدينة بنما"],
    "America/Port-au-Prince": ["Port-au-Prince", "Puerto Príncipe", "Port-au-Prince", "بورت أو برانس"],
    "Asia/Almaty": ["Astana", "Astaná", "Astana", "أستانا"],
    "Asia/Amman": ["Amman", "Ammán", "Amman", "عمّان"],
    "Asia/Baghdad": ["Baghdad", "Bagdad", "Bagdad", "بغداد"],
    "Asia/Bahrain": ["Manama", "Manama", "Manama", "المنامة"],
    "Asia/Beirut": ["Beirut", "Beirut", "Beyrouth", "بيروت"],
    "Asia/Damascus": ["Damascus", "Damasco", "Damas", "دمشق"],
    "Asia/Dubai": ["Abu Dhabi", "Abu Dabi", "Abou Dabi", "أبوظبي"],
    "Asia/Jerusalem": ["Jerusalem", "Jerusalén", "Jérusalem", "القدس"],
    "Asia/Karachi": ["Islamabad", "Islamabad", "Islamabad", "إسلام آباد"],
    "Asia/Kathmandu": ["Kathmandu", "Katmandú", "Katmandou", "كاتماندو"],
    "Asia/Kolkata": ["New Delhi", "Nueva Delhi", "New Delhi", "نيودلهي"],
    "Asia/Kuwait": ["Kuwait City", "Ciudad de Kuwait", "Koweït", "مدينة الكويت"],
    "Asia/Muscat": ["Muscat", "Mascate", "Mascate", "مسقط"],
    "Asia/Qatar": ["Doha", "Doha", "Doha", "الدوحة"],
    "Asia/Riyadh": ["Riyadh", "Riad", "Riyad", "الرياض"],
    "Asia/Seoul": ["Seoul", "Seúl", "Séoul", "سيول"],
    "Asia/Shanghai": ["Beijing", "Pekín", "Pékin", "بكين"],
    "Asia/Tbilisi": ["Tbilisi", "Tiflis", "Tbilissi", "تبليسي"],
    "Asia/Tehran": ["Tehran", "Teherán", "Téhéran", "طهران"],
    "Asia/Tokyo": ["Tokyo", "Tokio", "Tokyo", "طوكيو"],
    "Asia/Aden": ["Sanaa", "Saná", "Sanaa", "صنعاء"],
    "Europe/Athens": ["Athens", "Atenas", "Athènes", "أثينا"],
    "Europe/Belgrade": ["Pristina", "Pristina", "Pristina", "بريشتينا"],
    "Europe/Berlin": ["Berlin", "Berlín", "Berlin", "برلين"],
    "Europe/Copenhagen": ["Copenhagen", "Copenhague", "Copenhague", "كوبنهاغن"],
    "Europe/Istanbul": ["Istanbul", "Estambul", "Istanbul", "إسطنبول"],
    "Europe/Kyiv": ["Kyiv", "Kiev", "Kiev", "كييف"],
    "Europe/Lisbon": ["Lisbon", "Lisboa", "Lisbonne", "لشبونة"],
    "Europe/London": ["London", "Londres", "Londres", "لندن"],
    "Europe/Moscow": ["Moscow", "Moscú", "Moscou", "موسكو"],
    "Europe/Paris": ["Paris", "París", "Paris", "باريس"],
    "Europe/Rome": ["Rome", "Roma", "Rome", "روما"],
    "Europe/Tirane": ["Tirana", "Tirana", "Tirana", "تيرانا"],
    "Europe/Vienna": ["Vienna", "Viena", "Vienne", "فيينا"],
    "Europe/Warsaw": ["Warsaw", "Varsovia", "Varsovie", "وارسو"],
}


def pairs(text: str) -> list[tuple[str, str]]:
    """The code and the name of each entry above."""
    written = [" ".join(entry.split()) for entry in text.split(";")]
    return [(entry[:2], entry[3:]) for entry in written]
